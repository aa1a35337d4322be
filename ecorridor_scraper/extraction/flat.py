"""The tree of a page as lists in document order: what many walks read costs least if it is fetched once.

Reaching into an lxml element makes Python objects each time; an index into a list does not.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import html


class Flat:
    """Every element and comment below a root. `ends[i]` is the place behind the last descendant of element `i`,
    `parents[i]` that of its parent, -1 for the root.

    `children` counts direct ones. The tag of a comment is no string (lxml gives a function); `texts` and `tails` are as
    lxml has them.
    """

    __slots__ = (
        "_links",
        "_names",
        "_places",
        "_small",
        "children",
        "classes",
        "elements",
        "ends",
        "ids",
        "parents",
        "tags",
        "tails",
        "texts",
    )

    def __init__(self, root: html.HtmlElement) -> None:
        self.elements: list[html.HtmlElement] = list(root.iter())
        elements: list[Any] = self.elements
        self.tags: list[str] = [e.tag for e in elements]
        self.texts: list[str | None] = [e.text for e in elements]
        self.tails: list[str | None] = [e.tail for e in elements]
        self.classes: list[str | None] = [e.get("class") for e in elements]
        self.ids: list[str | None] = [e.get("id") for e in elements]
        self.children = [len(e) for e in elements]
        self.ends, self.parents = _shape(self.children)
        self._links: list[tuple[int, str | None]] | None = None
        self._places: defaultdict[Any, list[int]] | None = None
        self._names: list[str] = []
        self._small = ""

    @property
    def links(self) -> list[tuple[int, str | None]]:
        """The places of all links, each with what its `href` says."""
        if self._links is None:
            self._links = [(at, self.elements[at].get("href")) for at in self.places("a")]
        return self._links

    def places(self, *tags: str) -> list[int]:
        """Where the elements of some tags stand, in order."""
        if not self._places:
            self._places = defaultdict(list)
            for at, tag in enumerate(self.tags):
                self._places[tag].append(at)
        found = [self._places[tag] for tag in tags if tag in self._places]
        return sorted(chain.from_iterable(found)) if len(found) > 1 else found[0] if found else []

    def names_with(self, words: Iterable[str]) -> set[str]:
        """The class attributes and ids in which one of some words stands, however it is written; `words` are in small
        letters."""
        if not self._names:
            self._names = [name for name in {*self.classes, *self.ids} if name]
            self._small = "\0".join(self._names).lower()
        found = [word for word in words if word in self._small]
        small = self._small.split("\0") if found else []
        return {name for word in found for name, said in zip(self._names, small, strict=True) if word in said}

    def within(self, at: int) -> list[str]:
        """The tags of the descendants of element `at`."""
        return self.tags[at + 1 : self.ends[at]]

    def strings_from(self, at: int) -> Iterator[tuple[int, str]]:
        """The texts of the page from element `at` on, in order, with the element that each is in or behind."""
        ends = self.ends
        opened = [place for place in range(at) if ends[place] > at]
        for place in range(at, len(self.tags)):
            while opened and ends[opened[-1]] <= place:
                closed = opened.pop()
                if text := self.tails[closed]:
                    yield closed, text
            if (text := self.texts[place]) and isinstance(self.tags[place], str):
                yield place, text
            opened.append(place)
        for place in reversed(opened):
            if text := self.tails[place]:
                yield place, text


def _shape(children: list[int]) -> tuple[list[int], list[int]]:
    """Where each subtree ends and who its parent is, by how many children each element has: last elements first."""
    ends, parents = list(range(1, len(children) + 1)), [-1] * len(children)
    for at in [at for at, count in enumerate(children) if count][::-1]:
        end = at + 1
        for _ in range(children[at]):
            parents[end] = at
            end = ends[end]
        ends[at] = end
    return ends, parents
