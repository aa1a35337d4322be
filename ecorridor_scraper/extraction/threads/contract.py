"""The one contract of all comment systems: a document in; comments, further documents and a stated count out.

A provider is a class with a name and a file of its own in this folder (found by itself, no registry). It is made
once per page, so it may remember what it has asked for. It never fetches and never changes the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from lxml import html

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


class Signals:
    """Cheap facts about a page, gathered in one walk, that recognisers look at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def ids(self) -> dict[str, html.HtmlElement]:
        """The first element of every `id`."""
        return {str(e.get("id")): e for e in reversed(self.page.root.xpath("//*[@id]"))}

    @cached_property
    def classes(self) -> set[str]:
        """Every class token of the page."""
        return {token for e in self.page.root.xpath("//*[@class]") for token in str(e.get("class")).split()}

    @cached_property
    def generator(self) -> str:
        """The `generator` meta elements, lower case, joined."""
        return " ".join(self.page.meta.get("generator", ())).lower()

    @cached_property
    def scripts(self) -> list[str]:
        """Addresses of all scripts and frames."""
        return [str(s) for s in self.page.root.xpath("//script/@src|//iframe/@src")]

    @cached_property
    def inline(self) -> str:
        """The text of all inline scripts that are no JSON-LD."""
        return "\n".join(
            s.text for s in self.page.root.iter("script") if s.text and s.get("type") != "application/ld+json"
        )


class Provider:
    """One comment system on one page."""

    name: ClassVar[str]
    """The system, as stored in `comment_system`."""

    def __init__(self, page: Page, signals: Signals) -> None:
        self.page = page
        self.signals = signals

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        """How sure it is, 0 to 1, that the page uses this system. Must be cheap: it runs on every page."""
        raise NotImplementedError

    def read(self) -> Found:
        """What the page itself gives."""
        raise NotImplementedError

    def follow(self, ask: Ask, document: Document) -> Found:
        """What the answer to one of its asks gives. A refused or broken answer is an answer: ask for the fall-back."""
        raise NotImplementedError
