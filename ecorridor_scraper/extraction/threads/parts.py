"""One record of those that repeat: its elements, what stands at a path of them, and what class names tell of a kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from ..lazy import lazy
from ..phrases import alternatives
from .text import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NO_TEXT = frozenset(
    ("script", "style", "noscript", "svg", "button", "input", "select", "textarea", "iframe", "template", "canvas")
)
_DIGITS = re.compile(r"\d+")
_ANSWERS = lazy(
    rf"[\W_]*(?:\d+|one|eine?|une?|una?|uma?|ett?|en|bir)\s*(?:[^\W\d_]\s*)?(?:{alternatives('comments', 'answers')}"
    rf"|{alternatives('comments', 'comments')}|{alternatives('comments', 'buttons')})[^\W\d_]{{0,8}}[\W_]*",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")
STRING = etree.XPath("string()", smart_strings=False)


@lru_cache(maxsize=4096)
def shape_of(classes: str) -> str:
    """Class names with their numbers blanked, sorted: the same for all elements of one template."""
    return " ".join(sorted(_DIGITS.sub("#", classes).split()))


@dataclass(slots=True)
class Record:
    """One record: its element (or run of siblings), the element of its date, and its own elements in document order.

    `ups` are the indices of the parents in `nodes` (-1 for a part), `own` the lengths of the text that an element
    holds directly, `mass` those of its whole subtree without nested records.
    """

    parts: list[Any]
    anchor: Any
    nodes: list[Any] = field(default_factory=list)
    ups: list[int] = field(default_factory=list)
    paths: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    mass: list[int] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)
    """Elements of other records that stand in it."""
    date: int = -1
    is_mixed: bool = False
    """Whether the element of the date holds the words too."""
    author: int = -1
    name: str | None = None
    body: int = -1
    skip: set[Any] = field(default_factory=set)
    words: int = 0
    """Length of the body without what is skipped."""


@dataclass(slots=True)
class Path:
    """What stands at one path in the records."""

    above: int
    tag: str
    tokens: str
    records: int = 0
    total: int = 0
    most: int = 0
    mass: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    dated: int = 0
    is_label: bool = False
    is_numbered: bool = False
    """Whether its texts differ in their numbers only: "3 likes", "No. 12", "Like (4)"."""


class Kinds:
    """Which class names tell the kind of an element, and which only modify it (unread, even, staff)."""

    def __init__(self, records: Sequence[Record]) -> None:
        seen: Counter[str] = Counter()
        for record in records:
            own: set[str] = set()
            for element, up in zip(record.nodes, record.ups, strict=True):
                if (up >= 0 or len(record.parts) > 1) and (classes := element.get("class")):
                    own.update(classes.split())
                    own.update(f"\0{token}" for token in shape_of(classes).split())
            seen.update(own)
        count = len(records)
        self.stable = {token for token, times in seen.items() if times >= 0.9 * count}
        self.rare = {token for token, times in seen.items() if times < 0.6 * count}
        self.known: dict[str, str] = {}

    def of(self, classes: str) -> str:
        """What is left of class names: those that (nearly) all records have, else "?" and those of an optional part."""
        kind = self.known.get(classes)
        if kind is None:
            raw = sorted(classes.split())
            kept = [t for t in raw if t in self.stable]
            if not kept:
                kept = [t for t in shape_of(classes).split() if f"\0{t}" in self.stable]
            kind = " ".join(kept) if kept else "?" + " ".join(t for t in raw if t in self.rare)
            self.known[classes] = kind
        return kind


def holds_blocks(dated: Any) -> bool:
    """Whether an element with a date of its own holds paragraphs or the like besides, as a whole record does."""
    return any(child.tag in BLOCKS for child in dated)


def said_around(element: Any) -> str:
    """What stands directly in an element, around others."""
    return " ".join(filter(None, (t.strip() for t in own_texts(element))))


def own_texts(element: Any) -> Iterator[str]:
    """The texts that stand directly in an element."""
    if element.text:
        yield element.text
    for child in element:
        if child.tail:
            yield child.tail


def other_name(element: Any) -> str:
    """What an element without class names is called otherwise: its slot, an id without a number."""
    for name in ("slot", "part", "itemprop", "id"):
        if (value := element.get(name)) and not _DIGITS.search(value):
            return str(value)
    return ""


def is_numbered(path: Path) -> bool:
    """Whether the texts at a path differ in their numbers only, and are no dates."""
    if path.dated or not any(_DIGITS.search(text) for text in path.texts):
        return False
    return len({_DIGITS.sub("#", text) for text in path.texts}) == 1


def counts_answers(path: Path) -> bool:
    """Whether all texts at a path say how many answers there are: "2 replies", "One reply", with arrows or without."""
    return bool(path.texts) and not path.dated and all(map(_ANSWERS.fullmatch, path.texts))


def above(record: Record, index: int) -> set[int]:
    """A node and the nodes around it."""
    found = set()
    while index >= 0:
        found.add(index)
        index = record.ups[index]
    return found


def subtree_end(record: Record, index: int) -> int:
    """The index after the last node of a subtree."""
    ups = record.ups
    end = index + 1
    while end < len(ups) and ups[end] >= index:
        end += 1
    return end
