"""Staged visits on their way into the datasets.

What waits may be more than memory should hold. So a backlog keeps of each line only what decides where its rows go,
and reads it again when these are wanted, a piece of a file at a time: each file is written once, however much waits.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

import orjson

from .lines import UNUSABLE, in_order, joined, look_of, table_of, trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    import pyarrow as pa

    from .lines import Look
    from .schema import Dataset
    from .tombstones import Tombstones

WINDOW_BYTES = 256 << 20
"""Segments of so many bytes are committed in one step: what a kill makes the next commit do again at the most."""
WINDOW_SEGMENTS = 256
"""So many files are open at once at the most."""
_TOGETHER = 64
"""So many lines are in memory at once as what JSON makes of them, which is much more than their rows."""


def windows(paths: list[Path]) -> Iterator[list[Path]]:
    """Segments that are committed together, oldest first."""
    window: list[Path] = []
    size = 0
    for path in paths:
        more = path.stat().st_size
        if window and (size + more > WINDOW_BYTES or len(window) == WINDOW_SEGMENTS):
            yield window
            window, size = [], 0
        window.append(path)
        size += more
    if window:
        yield window


class UnusableLineError(Exception):
    """A line that cannot become rows, which showed when they were wanted."""

    def __init__(self, look: Look, raw: bytes, reason: Exception) -> None:
        super().__init__(str(reason))
        self.look, self.raw, self.reason = look, raw, reason


class Backlog:
    """The visits of some segments. To be used as a context, which keeps the segments open."""

    def __init__(self, paths: Sequence[Path], tombstones: Tombstones) -> None:
        self._paths = paths
        self._tombstones = tombstones
        self._files: list[BinaryIO] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._files = [self._stack.enter_context(path.open("rb")) for path in self._paths]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def looks(self, reject: Callable[[bytes, Exception], None]) -> list[Look]:
        """Every visit that is not forgotten, in the order in which they were staged; `reject` gets lines that are no
        visits. A torn last line was never acknowledged."""
        found: list[Look] = []
        for number, file in enumerate(self._files):
            at = 0
            while (raw := file.readline()).endswith(b"\n"):
                try:
                    if (line := self._line(raw)) is not None:
                        line = in_order(line)
                        look = look_of(line)
                        look.place, look.size = (number, at, len(raw)), line["size"]
                        look.trace = trace_of(look, line)
                        found.append(look)
                except UNUSABLE as exc:
                    reject(raw, exc)
                at += len(raw)
        return found

    def rows(self, dataset: Dataset, looks: list[Look]) -> pa.Table:
        """The rows of visits in one dataset, in the order of the visits. Raises `UnusableLineError`."""
        tables = []
        rest = iter(looks)
        while some := list(islice(rest, _TOGETHER)):
            lines = [line for look in some if (line := self._line(self._raw(look))) is not None]
            try:
                tables.append(table_of(dataset, lines))
            except UNUSABLE:
                for look in some:
                    self._try(dataset, look)
                raise
        return joined(dataset, tables)

    def _try(self, dataset: Dataset, look: Look) -> None:
        raw = self._raw(look)
        try:
            table_of(dataset, [line for line in [self._line(raw)] if line is not None])
        except UNUSABLE as exc:
            raise UnusableLineError(look, raw, exc) from exc

    def _raw(self, look: Look) -> bytes:
        number, at, size = look.place
        self._files[number].seek(at)
        return self._files[number].read(size)

    def _line(self, raw: bytes) -> dict[str, Any] | None:
        line: dict[str, Any] = orjson.loads(raw)
        return self._tombstones.without(line) if self._tombstones else line
