"""What was forgotten, so that the next visit does not bring it back.

A tombstone is a keyed hash of what must not return; the file holds no name, address or text. Its key is made
once and lies beside it, so the hashes of two stores cannot be compared.
"""

from __future__ import annotations

import re
import secrets
from hashlib import blake2b
from html import unescape
from typing import TYPE_CHECKING, Any, Literal

import orjson

from ecorridor_scraper.addresses import address_key
from ecorridor_scraper.errors import CorruptData
from ecorridor_scraper.sites import article_key

from .places import write_durably
from .staging import NESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ecorridor_scraper.items import Visit

Kind = Literal["author", "comment", "article", "site"]


class Tombstones:
    """The tombstones of one store. Used under the commit lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = 0
        self._key = secrets.token_bytes(32)
        self._dead: set[str] = set()
        self.refresh()

    def refresh(self) -> None:
        """Reads what another process has added. Raises `CorruptData`: to go on without would bring things back."""
        try:
            stamp = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if stamp == self._stamp:
            return
        try:
            first, *lines = [orjson.loads(line) for line in self._path.read_bytes().splitlines()]
            self._key = bytes.fromhex(first["key"])
            self._dead = {line["hash"] for line in lines}
        except (ValueError, KeyError, TypeError) as exc:
            raise CorruptData(f"{self._path} is damaged ({exc}): restore it from a backup") from exc
        self._stamp = stamp

    def __bool__(self) -> bool:
        return bool(self._dead)

    def add(self, kind: Kind, names: Iterable[str]) -> None:
        """Adds tombstones, durably."""
        self._dead |= {self._hash(kind, name) for name in names}
        lines = [{"key": self._key.hex()}, *({"hash": found} for found in sorted(self._dead))]
        write_durably(self._path, b"".join(orjson.dumps(line) + b"\n" for line in lines))
        self._stamp = self._path.stat().st_mtime_ns

    def has(self, kind: Kind, name: str | None) -> bool:
        """Whether this was forgotten."""
        return name is not None and self._hash(kind, name) in self._dead

    def _hash(self, kind: str, name: str) -> str:
        return blake2b(f"{kind}\0{name}".encode(), key=self._key, digest_size=16).hexdigest()

    def without(self, line: dict[str, Any]) -> dict[str, Any] | None:
        """A staged line without what was forgotten, nor what others quote of it; `None` if nothing of it may stay."""
        if self._forbid_article(line["article"].get):
            return None
        size = line["size"]
        ids, names, authors, texts = (
            line["rows"].get(name) or [line["same"].get(name)] * size
            for name in ("comment_id", "author_name", "author_id", "text")
        )
        dead = {n for n in range(size) if self._forbid_comment(ids[n], names[n], authors[n])}
        if not dead:
            return line
        kept = picked(line, [place for place in range(size) if place not in dead])
        forgotten = {texts[place] for place in dead if texts[place]}
        for name in QUOTING:
            values = kept["rows"].get(name) or [kept["same"].pop(name, None)] * kept["size"]
            kept["rows"][name] = [None if quotes(name, value, forgotten) else value for value in values]
        return kept

    def concern(self, visit: Visit) -> bool:
        """Whether anything in a visit was forgotten."""
        return self._forbid_article(lambda name: getattr(visit.article, name)) or any(
            self._forbid_comment(one.comment_id, one.author_name, one.author_id) for one in visit.comments
        )

    def _forbid_article(self, value: Callable[[str], Any]) -> bool:
        if not self._dead:
            return False
        addresses = [value(name) for name in ("url", "canonical_url") if value(name)]
        names = [value("article_id"), *map(address_key, addresses), *map(article_key, addresses)]
        return self.has("site", value("site")) or any(self.has("article", name) for name in names)

    def _forbid_comment(self, key: str | None, name: str | None, author: str | None) -> bool:
        return bool(self._dead) and (self.has("comment", key) or self.has("author", name) or self.has("author", author))


QUOTING = ("quoted_text", "text_html")
"""Columns of a comment in which the words of another stand."""


def quotes(column: str, value: str | None, texts: Iterable[str]) -> bool:
    """Whether a value of one of the columns `QUOTING` has one of these texts, or in `quoted_text` a part of one.

    White space and, in `text_html`, tags and entities do not count.
    """
    if not value:
        return False
    held = _words(unescape(_TAG.sub("", value)) if column == "text_html" else value)
    return any((words := _words(text)) in held or (column == "quoted_text" and held in words) for text in texts)


_TAG = re.compile(r"<[^>]*>")


def _words(text: str) -> str:
    return "".join(text.split())


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
