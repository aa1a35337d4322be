"""Threads that are printed on several pages by a system of which nothing is known.

The lists of all pages are put into one tree and read as one, so that what tells names, words, ids and answers is the
same for all, a page with a single comment is read as well as a full one, and answers find what they answer on another
page.
"""

from __future__ import annotations

import copy
import re
from abc import abstractmethod
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...addresses import joined
from ...items import Wanted
from .answers import refusal
from .beside import is_cut
from .contract import Ask, Found, Provider, Signals
from .pager import Pager
from .parts import STRING, shape_of
from .place import is_section, outermost

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...items import Comment
    from ..page import Document, Page

MOST_OF = 0.9
"""So many of the first page's comments are read with the same words again, or the pages are not joined."""
PLAIN = "without scripts"
NEAR = 3
"""So many elements around a link for those without scripts may say that comments belong there."""
_DIGITS = re.compile(r"\d+")
_TOPS = frozenset(("html", "body"))


class Printed(Provider):
    """A list of comments in the page, and on other pages of the same article that links beside it lead to."""

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.bases: dict[Any, str] = {}
        """What addresses in an element from another page are relative to."""
        self._first: Found | None = None
        self._list: Any = None
        self._pages: dict[int, list[tuple[Page, list[Any]]]] = {}
        self._here = 0
        self._failure: str | None = None
        self._is_stale = False

    def base_of(self, element: Any) -> str:
        """What addresses in an element are relative to."""
        around = (element, *element.iterancestors()) if self.bases else ()
        return next((self.bases[e] for e in around if e in self.bases), self.page.base)

    @abstractmethod
    def read_list(self) -> tuple[Found, list[Any]]:
        """What the page itself gives, with the elements that are its comments."""

    def read(self) -> Found:
        found, comments = self.read_list()
        self._list = _list_of(comments)
        if self._list is not None and self._list.tag not in _TOPS:
            pager = Pager(self._list, set(comments), url=self.page.url, base=self.page.base)
            self._here = pager.here or 0
            found.asks = [_ask(further.address, further.number) for further in pager.further]
            if found.asks:
                self._first = found
        elif not found.comments and (address := _without_scripts(self.page)):
            found.asks = [Ask(Wanted(address), PLAIN)]
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        reason = refusal(document)
        page = self.page_of(document)
        if ask.purpose == PLAIN:
            return Found(complete=False, reason=reason) if reason else self._plain(page)
        listed = None if reason else _same_place(self._list, page.root)
        if listed is None:
            self._failure = self._failure or reason or "refused"
            return Found()
        fresh = self._fresh(listed)
        if fresh and is_cut(document, self.page.document):
            self._failure = self._failure or "truncated"
            del fresh[-1]
        if not fresh:
            if not self._is_first_again(listed):
                self._failure = self._failure or "paged"
            return Found()
        number = int(ask.state["number"] or 0)
        self._pages.setdefault(number, []).append((page, fresh))
        self._is_stale = True
        pager = Pager(listed, set(fresh), url=self.page.url, base=page.base)
        return Found(asks=[_ask(f.address, f.number) for f in pager.further if f.number != self._here])

    def _plain(self, page: Page) -> Found:
        """The comments of the page as those see it who have no scripts; its elements are not those of this page."""
        found, _ = type(self)(page, Signals(page)).read_list()
        found.elements = []
        return found

    def settle(self) -> None:
        """Read the lists of all pages that have come as one."""
        if self._first is None:
            return
        if self._is_stale:
            self._is_stale = False
            self._join(self._first)
        if self._failure or self._pages:
            self._first.complete, self._first.reason = self._failure is None, self._failure

    def _join(self, first: Found) -> None:
        joined, bases = self._tree()
        page = type(self.page)(
            self.page.document, fetched_at=self.page.fetched_at, site=self.page.site, root=joined, any_document=True
        )
        reader = type(self)(page, Signals(page))
        reader.bases = bases
        found, _ = reader.read_list()
        if holds(found.comments, first.comments):
            first.comments, first.page_local_ids = found.comments, found.page_local_ids
        else:
            self._failure = self._failure or "missing"
            first.notes.append("pages:not-joined")

    def _tree(self) -> tuple[Any, dict[Any, str]]:
        """The tree of the first page with the comments of the others in their places."""
        path = self._list.getroottree().getpath(self._list)
        root = copy.deepcopy(self.page.root)
        listed = root.getroottree().xpath(path)[0]
        own = list(listed)
        bases: dict[Any, str] = {}
        for number in sorted(self._pages):
            for page, elements in self._pages[number]:
                for element in elements:
                    other = copy.deepcopy(element)
                    bases[other] = page.base
                    if number < self._here and own:
                        own[0].addprevious(other)
                    else:
                        listed.append(other)
        return root, bases

    def _is_first_again(self, listed: Any) -> bool:
        """Whether a page is the first under another address."""
        return {_told(e) for e in listed} <= {_told(e) for e in self._list}

    def _fresh(self, listed: Any) -> list[Any]:
        """What a list has that no page before had."""
        before = {_told(e) for e in self._list}
        before.update(_told(e) for pages in self._pages.values() for _, elements in pages for e in elements)
        kinds = {_kind(e) for e in self._list if type(e.tag) is str}
        return [e for e in listed if type(e.tag) is str and _kind(e) in kinds and _told(e) not in before]


def holds(joined: list[Comment], first: list[Comment]) -> bool:
    """Whether the comments of all pages have (nearly) all of those of the first, whose names may be cleaner now."""
    texts = {comment.text for comment in joined}
    kept = sum(comment.text in texts for comment in first)
    return len(joined) > len(first) and kept >= MOST_OF * len(first)


def _without_scripts(page: Page) -> str | None:
    """Where `noscript` leads to the same page with another query, in the place into which a script brings comments."""
    for at in page.flat.places("noscript"):
        element = page.flat.elements[at]
        if not any(map(is_section, islice(element.iterancestors(), NEAR))):
            continue
        for link in element.iter("a"):
            address = joined(page.base, (link.get("href") or "").strip()) or ""
            path, _, query = address.partition("#")[0].partition("?")
            if query and path == page.url.partition("#")[0].partition("?")[0] and address != page.url:
                return address
    return None


def _ask(address: str, number: int) -> Ask:
    return Ask(Wanted(address), "page", {"number": number})


def _told(element: Any) -> tuple[str, ...]:
    """What is the same in an element however often it is printed."""
    if type(element.tag) is not str:
        return ("",)
    name, text = element.get("id") or "", " ".join(STRING(element).split())
    if name:  # "5 minutes ago" is 6 when the next page comes
        text = _DIGITS.sub("#", text)
    return element.tag, name, text


def _list_of(comments: list[Any]) -> Any:
    """The element that holds all comments, one of which may hold others."""
    tops = outermost(comments)
    if not tops:
        return None
    shared = list(tops[0].iterancestors())
    for top in tops[1:]:
        around = set(top.iterancestors())
        shared = [e for e in shared if e in around]
    return shared[0] if shared else None


def _kind(element: Any) -> tuple[str, str]:
    return element.tag, shape_of(element.get("class") or "")


def _same_place(listed: Any, root: Any) -> Any:
    """The element of another page that stands where a list does in its own."""
    if (name := listed.get("id")) and (found := root.xpath("//*[@id=$name]", name=name)):
        return found[0]
    chain = [listed, *listed.iterancestors()]
    places: Iterable[Any] = [root]
    for wanted in reversed(chain[:-1]):
        kind = _kind(wanted)
        places = [e for place in places for e in place if type(e.tag) is str and _is_alike(_kind(e), kind)]
    like = {_kind(e) for e in listed if type(e.tag) is str}
    found = max(places, key=lambda e: sum(type(c.tag) is str and _kind(c) in like for c in e), default=None)
    if found is not None:
        return found
    kinds = {
        _kind(e) for e in listed if type(e.tag) is str and e.get("class")
    }  # a piece of a page, without what is around
    above = Counter(e.getparent() for e in root.iter() if type(e.tag) is str and _kind(e) in kinds)
    return max(above, key=above.__getitem__, default=None)


def _is_alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two elements are of a kind, though one may have further class names."""
    names, others = set(one[1].split()), set(other[1].split())
    return one[0] == other[0] and (names <= others or others <= names or one[0] == "body")
