"""What was forgotten, so that the next visit does not bring it back.

A tombstone is a keyed hash of what must not return; the file holds no name, address or text. Its key is made
once and lies beside it, so the hashes of two stores cannot be compared.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

import orjson

from .places import write_durably
from .staging import NESTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Kind = Literal["author", "comment", "article", "site"]


class Tombstones:
    """The tombstones of one store. Used under the commit lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
        self._key = bytes.fromhex(lines[0]["key"]) if lines else secrets.token_bytes(32)
        self._dead = {line["hash"] for line in lines[1:]}

    def __bool__(self) -> bool:
        return bool(self._dead)

    def add(self, kind: Kind, names: Iterable[str]) -> None:
        """Adds tombstones, durably."""
        self._dead |= {self._hash(kind, name) for name in names}
        lines = [{"key": self._key.hex()}, *({"hash": found} for found in sorted(self._dead))]
        write_durably(self._path, b"".join(orjson.dumps(line) + b"\n" for line in lines))

    def has(self, kind: Kind, name: str | None) -> bool:
        """Whether this was forgotten."""
        return name is not None and self._hash(kind, name) in self._dead

    def _hash(self, kind: str, name: str) -> str:
        return blake2b(f"{kind}\0{name}".encode(), key=self._key, digest_size=16).hexdigest()

    def without(self, line: dict[str, Any]) -> dict[str, Any] | None:
        """A staged line without what was forgotten; `None` if nothing of it may stay."""
        article = line["article"]
        if self.has("site", article["site"]):
            return None
        if any(self.has("article", article.get(name)) for name in ("article_id", "url", "canonical_url")):
            return None
        size, rows, same = line["size"], line["rows"], line["same"]
        columns = [
            (kind, rows.get(name) or [same.get(name)] * size)
            for kind, name in (("comment", "comment_id"), ("author", "author_name"), ("author", "author_id"))
        ]
        dead = [place for place in range(size) if any(self.has(kind, values[place]) for kind, values in columns)]  # type: ignore[arg-type]
        return without_rows(line, set(dead)) if dead else line


def without_rows(line: dict[str, Any], dead: set[int]) -> dict[str, Any]:
    """A staged line without the comments in these places."""
    return picked(line, [place for place in range(line["size"]) if place not in dead])


def picked(line: dict[str, Any], places: list[int]) -> dict[str, Any]:
    """A staged line with the comments of these places, in this order."""
    rows: dict[str, Any] = {}
    for name, values in line["rows"].items():
        if name in NESTED:
            found = NESTED[name].unpack(values)
            rows[name] = NESTED[name].pack([found[place] for place in places])
        else:
            rows[name] = [values[place] for place in places]
    return {**line, "rows": rows, "size": len(places)}
