"""How many rows the last commit left in each file, so that a file that is lost, or was replaced, is noticed.

It is written as a part of the commit, between the moves and the end of the journal, and it judges nothing: a
commit takes the files as they are. `verify` compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from .places import write_durably

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Manifest:
    """The numbers of rows of one store. A file that cannot be read (`is_damaged`) counts as empty: nothing is known
    then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: dict[str, int] = {}
        try:
            found = orjson.loads(path.read_bytes())
        except FileNotFoundError:
            found = {}
        except ValueError:
            found = None
        self.is_damaged = not (isinstance(found, dict) and all(isinstance(rows, int) for rows in found.values()))
        if not self.is_damaged:
            self._rows = found

    def of(self, dataset: str) -> dict[str, int]:
        """Partition -> rows, of one dataset."""
        prefix = f"{dataset}/"
        return {key.removeprefix(prefix): rows for key, rows in self._rows.items() if key.startswith(prefix)}

    def note(self, rows: Mapping[tuple[str, str], int | None]) -> None:
        """Takes up the rows of (dataset, partition), or that it is gone."""
        for (dataset, partition), count in rows.items():
            key = f"{dataset}/{partition}"
            if count is None:
                self._rows.pop(key, None)
            else:
                self._rows[key] = count

    def write(self) -> None:
        """Makes it durable."""
        write_durably(self.path, orjson.dumps(self._rows, option=orjson.OPT_SORT_KEYS))
