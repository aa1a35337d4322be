"""Comment threads of any page: which system, every comment with its true parent, and whether that is all.

collection = Collection(page, limit=...)
while collection.wanted:                       # further comment pages, REST, an embed
    collection.add(address, document)          # whoever drives it fetches them
thread = collection.thread()
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from ...items import Comment
from .beside import breaks_off
from .contract import Ask, Found, Provider, Signals
from .joined import PLAIN
from .merge import merge
from .more import offers_more
from .providers import providers

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html

    from ...items import Wanted
    from ..page import Document, Page

THREAD_DOCUMENTS = 40
"""How many further documents one thread may ask for, unless the caller says otherwise."""


@dataclass(slots=True)
class Thread:
    """All that is known of the comments of one page.

    `comments` stand in the order of the page, parents before their replies, with `comment_id`, `parent_id`, `root_id`
    still in the system's own terms (the caller prefixes the site), `depth` and `position` set. `elements` are the
    subtrees of the page that belong to the thread, which the article must leave out.
    """

    comments: list[Comment] = field(default_factory=list)
    system: str | None = None
    is_open: bool | None = None
    stated_count: int | None = None
    complete: bool | None = None
    incomplete_reason: str | None = None
    elements: list[html.HtmlElement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    page_local_ids: bool = False
    """True where ids only number the comments of this one page, so that the caller must add the article's key."""
    is_guess: bool = False
    """Whether nothing but the form of what was found tells that it is no part of the article."""


class Collection:
    """Collects the thread of one page over as many documents as it takes."""

    def __init__(self, page: Page, *, limit: int = THREAD_DOCUMENTS, generic_only: bool = False) -> None:
        """Recognise the systems of `page` and read what is in it. `limit` bounds the further documents."""
        self.page = page
        self._wanted: list[Wanted] = []
        self._limit = limit
        self._asked: set[str] = set()
        self._open: dict[str, tuple[_Reading, Ask]] = {}
        self._over_limit = False
        self._failures: list[str] = []
        self._signals = Signals(page)
        self._readings: list[_Reading] = []
        self._generic: _Reading | None = None
        self._generic_only = generic_only
        self._last: Thread | None = None
        """The thread, once no document that is still to come can change it."""
        if not generic_only:
            self._recognise()

    @property
    def wanted(self) -> list[Wanted]:
        """The documents that the thread still lacks, also those of a list that no known system has printed."""
        if not self._open and not any(r.has_comments for r in self._readings):
            self._read_generic()
        return self._wanted

    @property
    def is_data(self) -> bool:
        """Whether the fetched document is JSON or XML and no page."""
        return self._signals.is_xml or self._signals.data is not None

    @property
    def has_place(self) -> bool:
        """Whether a script brings comments into the page, and another page shows them without one."""
        return any(ask.purpose == PLAIN for _, ask in self._open.values())

    def add(self, address: str, document: Document) -> None:
        """Bring the response to one of `wanted`, whatever its status; `wanted` is brought up to date."""
        waiting = self._open.pop(address, None)
        if waiting is None:
            return
        self._wanted = [w for w in self._wanted if w != address]
        reading, ask = waiting
        self._take(reading, lambda: reading.provider.follow(ask, document))

    def thread(self) -> Thread:
        """What has been collected so far; always the same object once nothing is `wanted` any more."""
        if self._last is None:
            thread = self._collected()
            if self._open:
                return thread
            self._last = thread
        return self._last

    def _collected(self) -> Thread:
        thread = Thread()
        for reading in (*self._readings, *([self._generic] if self._generic else ())):
            reading.provider.settle()
        readings = [r for r in self._readings if r.has_comments]
        if not readings and (generic := self._read_generic()) and generic.has_comments:
            readings = [generic]
        claimed: set[tuple[str | None, str | None]] = set()
        systems = list(dict.fromkeys(r.provider.name for r in readings))
        for system in systems:
            founds = [found for r in readings if r.provider.name == system for found in r.founds]
            if self._open:  # merging writes into the comments, which will be merged again
                founds = [replace(found, comments=[_copy(comment) for comment in found.comments]) for found in founds]
            comments, corrections = merge(founds, address=self._address())
            if claimed and (comments := [c for c in comments if (c.author_name, c.text) not in claimed]):
                _rename(comments, system)
            claimed.update((c.author_name, c.text) for c in comments)
            for comment in comments:
                comment.comment_system = system
                comment.position = len(thread.comments)
                thread.comments.append(comment)
            thread.notes += [f"{what}:{count}" for what, count in corrections.items() if count]
        for reading in self._readings if readings != [self._generic] else [*self._readings, *readings]:
            for found in reading.founds:
                thread.elements += found.elements
                thread.notes += found.notes
        named = readings or [r for r in self._readings if r.is_telling]
        thread.system = named[0].provider.name if named else None
        thread.page_local_ids = any(f.page_local_ids for r in readings for f in r.founds)
        thread.is_guess = any(f.is_guess for r in readings for f in r.founds)
        thread.notes += self._failures
        self._judge(thread, named)
        return thread

    def _address(self) -> str:
        """What identifies the article in the ids of comments that have none of their own."""
        return (self.page.own_address if self._signals.is_page else None) or self.page.url

    # --- recognising and reading

    def _recognise(self) -> None:
        for provider in self._ranked(fallback=False):
            self._read(provider)
        if any(r.has_comments for r in self._readings):
            return
        for provider in self._ranked(fallback=True):
            if not any(r.has_comments for r in self._readings):
                self._read(provider)

    def _ranked(self, *, fallback: bool) -> list[type[Provider]]:
        """The providers that may read the page, the surest first."""
        asked = [(p, p.recognise(self._signals)) for p in providers() if p.fallback is fallback]
        asked.sort(key=lambda entry: (-entry[1], entry[0].name, entry[0].__qualname__))
        return [provider for provider, confidence in asked if confidence > 0]

    def _read(self, provider: type[Provider]) -> None:
        reading = _Reading(provider(self.page, self._signals))
        self._readings.append(reading)
        self._take(reading, reading.provider.read)
        self._drop_repetition(reading)

    def _drop_repetition(self, reading: _Reading) -> None:
        """Leave out what a less certain system reads from the very place where another has found its comments."""
        found = reading.founds[0]
        if not found.comments:
            return
        before = {e for r in self._readings[:-1] if r.has_comments for f in r.founds for e in f.elements}
        mine = set(found.elements)
        if any(a in before for e in mine for a in (e, *e.iterancestors())) or any(
            a in mine for e in before for a in e.iterancestors()
        ):
            found.comments, found.stated_count = [], None

    def _take(self, reading: _Reading, step: Callable[[], Found]) -> None:
        try:
            found = step()
        except Exception as error:  # noqa: BLE001  (one system's fault must not cost the article; it is noted and counted)
            self._failures.append(f"failed:{reading.provider.name}:{type(error).__name__}")
            found = Found(complete=False, reason="missing")
        reading.founds.append(found)
        for ask in found.asks:
            if ask.wanted in self._asked:
                continue
            if len(self._asked) >= self._limit:
                self._over_limit = True
                continue
            self._asked.add(ask.wanted)
            self._open[ask.wanted] = (reading, ask)
            self._wanted.append(ask.wanted)

    def _read_generic(self) -> _Reading | None:
        if self._generic is None and self._signals.is_page:
            from .generic.finder import Generic

            self._generic = _Reading(Generic(self.page, self._signals))
            self._take(self._generic, self._generic.provider.read)
        return self._generic

    # --- completeness

    def _judge(self, thread: Thread, readings: list[_Reading]) -> None:
        """Whether all comments came, and if not, why: the first reason that applies."""
        counts = [f.stated_count for r in readings for f in r.founds if f.stated_count is not None]
        thread.stated_count = max(counts, default=None)
        opens = [f.is_open for r in readings for f in r.founds if f.is_open is not None]
        thread.is_open = opens[-1] if opens else None
        verdicts = [r.verdict for r in readings]
        if self._over_limit:
            thread.complete, thread.incomplete_reason = False, "over_limit"
        elif self._open:
            thread.complete, thread.incomplete_reason = False, "paged"
        elif failing := next((v for v in verdicts if v and v[0] is False), None):
            thread.complete, thread.incomplete_reason = False, failing[1] or "missing"
        elif thread.stated_count is not None and thread.stated_count > len(thread.comments):
            thread.complete, thread.incomplete_reason = False, "missing"
        elif any(c.is_truncated for c in thread.comments) or (thread.comments and self._breaks_off()):
            thread.complete, thread.incomplete_reason = False, "truncated"
        elif thread.stated_count is None and self._offers_more(thread):
            thread.complete, thread.incomplete_reason = False, "paged"
        elif any(v and v[0] for v in verdicts) or (thread.comments and thread.stated_count is not None):
            thread.complete = True

    def _offers_more(self, thread: Thread) -> bool:
        return offers_more(thread.elements, len(thread.comments), self._asked, self.page.url)

    def _breaks_off(self) -> bool:
        return self._signals.is_page and breaks_off(self.page.document)


@dataclass(slots=True)
class _Reading:
    """One provider on this page and everything it has found."""

    provider: Provider
    founds: list[Found] = field(default_factory=list)

    @property
    def has_comments(self) -> bool:
        return any(found.comments for found in self.founds)

    @property
    def is_telling(self) -> bool:
        """Whether it says anything of the thread, though it has no comment yet."""
        told = ((f.stated_count, f.complete, f.is_open) for f in self.founds if not f.asks)
        return any(f.asks for f in self.founds) or any(value is not None for values in told for value in values)

    @property
    def verdict(self) -> tuple[bool, str | None] | None:
        """The last word of its documents on whether the thread is complete."""
        for found in reversed(self.founds):
            if found.complete is not None:
                return found.complete, found.reason
        return None


_VALUES = attrgetter(*(f.name for f in fields(Comment)))


def _copy(comment: Comment) -> Comment:
    """A comment of its own with the same values; `copy.copy` takes ten times as long."""
    return Comment(*_VALUES(comment))


def _rename(comments: list[Comment], system: str) -> None:
    """Keep the ids of a second system on the same page apart from those of the first."""
    kept = {c.comment_id for c in comments}
    for comment in comments:
        comment.comment_id = f"{system}-{comment.comment_id}"
        comment.parent_id = f"{system}-{comment.parent_id}" if comment.parent_id in kept else None
        comment.root_id = f"{system}-{comment.root_id}" if comment.root_id in kept else comment.comment_id
