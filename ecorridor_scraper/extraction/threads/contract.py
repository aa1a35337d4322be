"""The one contract of all comment systems: a document in; comments, further documents and a stated count out.

A provider is a class with a name and a file of its own in `providers/` (found by itself, no registry). It is made
once per page, so it may remember what it has asked for. It never fetches and never changes the tree.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import html

from ..values import parse_date

if TYPE_CHECKING:
    from ...items import Comment, Wanted
    from ..page import Document, Page


SOURCES = ("api", "feed", "attribute", "dom", "dom-capped", "indent", "quote", "mention")
"""How the parent of a comment is known, the surest first: the merger prefers the left."""


@dataclass(slots=True)
class Ask:
    """A further document, and why: the provider gets its own `purpose` and `state` back with the answer."""

    wanted: Wanted
    purpose: str
    state: dict[str, str | int | None] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """What one document gave.

    `comments` carry the system's own ids in `comment_id` and `parent_id`; `depth`, `root_id` and `position` are left
    to the merger. `complete` is True where this document (with those before it) closes the thread, False where it
    shows that something is missing, None where it cannot tell; `reason` is one of paged, refused, truncated, login,
    not_collectable, over_limit, missing.

    `source` (one of SOURCES) says how this document knows its edges: it holds for every comment that has no
    `parent_source` of its own, roots included, and decides whose text, date and parent win where two documents have
    the same comment. `order` is the place of this document in the thread where documents may come out of order (the
    number of a comment page); documents of the same `order` stand as they came.
    """

    comments: list[Comment] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    stated_count: int | None = None
    is_open: bool | None = None
    complete: bool | None = None
    reason: str | None = None
    elements: list[html.HtmlElement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    page_local_ids: bool = False
    is_guess: bool = False
    """Whether nothing but their form tells that these are comments: they may be a part of the article."""
    source: str = "dom"
    order: int = 0


class Signals:
    """Cheap facts about a page, gathered in one walk, that recognisers look at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def data(self) -> Any:
        """The parsed value, where the document is JSON instead of a page; else None."""
        from .answers import parse_json

        return parse_json(self.page.document.body).data

    @cached_property
    def is_xml(self) -> bool:
        """Whether the document is XML (a feed, an export) instead of a page."""
        head = self.page.document.body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return head.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in head and b"<!doctype" not in head

    @cached_property
    def is_page(self) -> bool:
        """Whether the document is an HTML page; JSON and XML can be given as pages too."""
        return self.data is None and not self.is_xml

    @cached_property
    def root(self) -> html.HtmlElement:
        """The page's tree; an empty one where the document is no HTML."""
        if not self.is_page:
            return html.fromstring("<html></html>")
        self.page.elements  # noqa: B018  (makes them, for the readers of the thread and those of the article)
        return self.page.root

    def mentions(self, *words: bytes) -> bool:
        """Whether one of these words of ASCII may stand in the page: much cheaper than to look where."""
        body = self.page.document.body
        return any(word in body for word in words) or b"\0" in body[:256]  # two bytes for a letter

    @cached_property
    def identified(self) -> list[tuple[str, html.HtmlElement]]:
        """Every element that has an `id`, in document order."""
        if not self.is_page:
            return []
        flat = self.page.flat
        return [(name, element) for name, element in zip(flat.ids, flat.elements, strict=True) if name is not None]

    @cached_property
    def ids(self) -> dict[str, html.HtmlElement]:
        """The first element of every `id`."""
        return dict(reversed(self.identified))

    @cached_property
    def classes(self) -> frozenset[str]:
        """Every class token of the page."""
        return frozenset(" ".join(filter(None, set(self.page.flat.classes))).split()) if self.is_page else frozenset()

    @cached_property
    def generator(self) -> str:
        """The `generator` meta elements, lower case, joined."""
        return " ".join(self.page.meta.get("generator", ())).lower() if self.is_page else ""

    @cached_property
    def scripts(self) -> list[str]:
        """Addresses of all scripts and frames."""
        if not self.is_page:
            return []
        elements = self.page.flat.elements
        framed = self.page.flat.places("script", "iframe")
        return [source for at in framed if (source := elements[at].get("src")) is not None]

    @cached_property
    def inline(self) -> str:
        """The text of all inline scripts that are no JSON-LD."""
        if not self.is_page:
            return ""
        flat = self.page.flat
        written = [(at, text) for at in flat.places("script") if (text := flat.texts[at])]
        return "\n".join([text for at, text in written if flat.elements[at].get("type") != "application/ld+json"])

    @cached_property
    def script_attributes(self) -> frozenset[str]:
        """The names of all attributes of scripts."""
        return frozenset(name for script in self.page.heads["script"] for name in script.attrib)


class Provider(ABC):
    """One comment system on one page."""

    name: ClassVar[str]
    """The system, as stored in `comment_system`."""
    fallback: ClassVar[bool] = False
    """Only read where no system gave comments: formats that repeat what another system prints (schema.org)."""

    def __init__(self, page: Page, signals: Signals) -> None:
        self.page = page
        self.signals = signals

    @classmethod
    @abstractmethod
    def recognise(cls, signals: Signals) -> float:
        """How sure it is, 0 to 1, that the page uses this system. Must be cheap: it runs on every page."""

    @abstractmethod
    def read(self) -> Found:
        """What the page itself gives."""

    def follow(self, ask: Ask, document: Document) -> Found:
        """What the answer to one of its asks gives. A refused or broken answer is an answer: ask for the fall-back.

        Only called for what `read` or `follow` asked for: a system that asks for nothing gives nothing here.
        """
        return Found()

    def settle(self) -> None:  # noqa: B027  (most have nothing to do)
        """Make what was found ready to be put together, where that takes all documents that have come so far."""

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        """The language that the page says it is in, unless it is English, which themes say of any page."""
        language = (self.signals.root.get("lang") or "").replace("_", "-").lower()
        return (language,) if language and not language.startswith("en") else ()

    def page_of(self, document: Document) -> Page:
        """A further document of the thread as a page: with the time and the site of this one."""
        return type(self.page)(document, fetched_at=self.page.fetched_at, site=self.page.site, any_document=True)

    def date(self, comment: Comment, raw: str | None, *, day_first: bool | None = None) -> bool:
        """Set the date of a comment from a text or attribute; False where it names none."""
        if not raw or not (raw := raw.strip()):
            return False
        site = self.page.site
        found = parse_date(
            raw,
            fetched_at=self.page.fetched_at,
            zone=site.timezone if site else None,
            languages=(site.languages if site else ()) or self._spoken,
            day_first=day_first,
        )
        if found is None:
            return False
        comment.date_published, comment.date_published_precision = found.value, found.precision
        comment.date_published_raw = raw
        return True
