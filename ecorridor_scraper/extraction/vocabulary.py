"""Vocabularies of class names and ids: which kinds of words stand in a name, for names by the hundred on every page.

Most names have none of the words, and each word begins with four letters that few names have: a pattern is searched
for only where some four letters of a name begin one of its words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZE = 50_000
"""Names that a vocabulary remembers."""
_LENGTH = 4
_NUMBER = re.compile(r"\d+")


def names_in(attribute: str) -> list[str]:
    """The names in a class attribute or id, in small letters, numbers as 0: "post-4711" is read as any other post."""
    return _NUMBER.sub("0", attribute.lower()).split()


class Vocabulary(dict[str, int]):
    """The bits of the patterns that are found in a name of `names_in`, by name."""

    def __init__(self, patterns: Mapping[int, str]) -> None:
        """`patterns` by their bits: alternatives of words in small letters. None may match an empty text."""
        self._sources = patterns
        self._openings: dict[str, int] | None = None
        self._short: list[tuple[str, int]] = []
        self._patterns: dict[int, re.Pattern[str]] = {}

    def __missing__(self, name: str) -> int:
        openings = self._read() if self._openings is None else self._openings
        maybe = 0
        for at in range(len(name) - _LENGTH + 1):
            if (opening := name[at : at + _LENGTH]) in openings:
                maybe |= openings[opening]
        for opening, bits in self._short:
            if opening in name:
                maybe |= bits
        found = 0
        while maybe:
            bit = maybe & -maybe
            maybe ^= bit
            if self._patterns[bit].search(name):
                found |= bit
        return self.keep(name, found)

    def keep(self, name: str, bits: int) -> int:
        """Remember the bits of a name."""
        if len(self) >= SIZE:
            self.clear()
        self[name] = bits
        return bits

    def _read(self) -> dict[str, int]:
        """Compile the patterns when the first name comes, which keeps imports cheap."""
        openings: dict[str, int] = {}
        for bit, source in self._sources.items():
            self._patterns[bit] = re.compile(source)
            for opening in openings_of(source):
                openings[opening] = openings.get(opening, 0) | bit
        self._short = [(opening, bits) for opening, bits in openings.items() if len(opening) < _LENGTH]
        self._openings = openings
        return openings


_ITEM = re.compile(
    r"(?P<open>\((?:\?(?:[:=!]|<[=!]))?)|(?P<set>\[[^\]]*\])|(?P<none>\\[bdws]|[\^$])|\\?(?P<letter>.)", re.DOTALL
)
_TIMES = re.compile(r"[?*+]|\{(\d+)(?:,\d*)?\}")
_SPREAD = 4
"""Characters of a set of which each is tried; of a larger one, a word is known by what stands before it."""


@lru_cache(maxsize=256)
def openings_of(source: str) -> frozenset[str]:
    """The beginnings, of four letters or fewer, of which any match of a pattern holds one.

    Sets at the beginning of a word are passed over, and so is what may be left out there, so a beginning stands in the
    match but not always first. Patterns may have groups, sets, edges and what looks around them, and no ranges.
    """
    found: set[str] = set()
    for alternative in _parted(source):
        whole, cut = _opened({""}, alternative)
        found |= whole | cut
    return frozenset(found)


def _opened(begun: set[str], source: str) -> tuple[set[str], set[str]]:
    """How a sequence goes on what has begun: the beginnings that more may follow, and those that are done."""
    done: set[str] = set()
    at = 0
    while at < len(source) and begun:
        item = _ITEM.match(source, at)
        assert item is not None  # noqa: S101  (the last alternative matches any character)
        end = _closing(source, at) if item["open"] else item.end()
        times = _TIMES.match(source, end)
        may_lack = times is not None and (times[0] in "?*" or times[1] == "0")
        at_first = {opening for opening in begun if not opening}
        on: set[str] = set()
        if item["open"] in ("(", "(?:"):
            for alternative in _parted(source[item.end() : end - 1]):
                more, over = _opened(begun, alternative)
                on |= more
                done |= over
        elif item["open"] or item["none"] in ("^", "$", "\\b"):
            on, may_lack = begun, False
        elif item["letter"]:
            on = {opening + item["letter"] for opening in begun}
        else:
            signs = (item["set"] or "")[1:-1]
            on |= at_first
            if 0 < len(signs) <= _SPREAD and signs[0] != "^":
                on |= {opening + sign for opening in begun - at_first for sign in signs}
            else:
                done |= begun - at_first
        if times is not None and times[0] != "?":  # how often is not followed
            done |= on - {""}
            on &= {""}
        begun = on | begun if may_lack else on
        done |= {opening for opening in begun if len(opening) >= _LENGTH}
        begun = {opening for opening in begun if len(opening) < _LENGTH}
        at = times.end() if times else end
    return begun, {opening[:_LENGTH] for opening in done}


def _parted(source: str) -> list[str]:
    """The alternatives of a pattern or of what stands in a group."""
    depth, at, parts = 0, 0, [""]
    while at < len(source):
        item = _ITEM.match(source, at)
        assert item is not None  # noqa: S101
        depth += (item[0][0] == "(") - (item[0] == ")")
        if item[0] == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += item[0]
        at = item.end()
    return parts


def _closing(source: str, at: int) -> int:
    """The place behind the group that opens at a place."""
    depth = 0
    while True:
        item = _ITEM.match(source, at)
        assert item is not None  # noqa: S101
        depth += (item[0][0] == "(") - (item[0] == ")")
        at = item.end()
        if not depth:
            return at
