"""Comment threads of any page: which system, every comment with its true parent, and whether that is all.

collection = Collection(page, limit=...)
while collection.wanted:                       # further comment pages, REST, an embed
    collection.add(address, document)          # whoever drives it fetches them
thread = collection.thread()
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...items import Comment, Wanted

if TYPE_CHECKING:
    from lxml import html

    from ..page import Document, Page


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


class Collection:
    """Collects the thread of one page over as many documents as it takes."""

    wanted: list[Wanted]

    def __init__(self, page: Page, *, limit: int = 40, generic_only: bool = False) -> None:
        """Recognise the systems of `page` and read what is in it. `limit` bounds the further documents."""
        self.page = page
        self.wanted = []

    def add(self, address: str, document: Document) -> None:
        """Bring the response to one of `wanted`, whatever its status; `wanted` is brought up to date."""

    def thread(self) -> Thread:
        """What has been collected so far."""
        return Thread()
