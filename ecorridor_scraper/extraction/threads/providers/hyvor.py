"""Hyvor Talk: its data interface wants the publisher's key, so that without one nothing can be collected.

Source: the rows of the Data API (`id`, `parent_id`, `content_html`, `user`, `upvotes`, `status`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_WEBSITE = re.compile(r"HYVOR_TALK_WEBSITE\s*=\s*[\"']?(\d+)")
_LIMIT = 100


class Hyvor(Api):
    """Hyvor Talk on a page, or an answer of its data interface."""

    name = "hyvor"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.website: str | None = None
        self.identifier: str | None = None
        self.key = page.site.keys.get("hyvor") if page.site else None
        if signals.data is None:
            old = _WEBSITE.search(signals.inline)
            self.website = old.group(1) if old else None
            for element in page.root.iter("hyvor-talk-comments"):
                self.website = element.get("website-id") or self.website
                self.identifier = element.get("page-id")

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, 0) or at(data, "data", 0)
        return isinstance(row, dict) and "content_html" in row and "upvotes" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if any("talk.hyvor.com" in address for address in signals.scripts):
            return 0.9
        return 0.8 if "hyvor-talk-view" in signals.ids or "talk.hyvor.com" in signals.inline else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(None)] if self.website and self.key else []

    def _ask(self, before: str | None) -> Ask:
        address = query(
            "https://talk.hyvor.com/api/data/v1/comments",
            website_id=self.website, api_key=self.key, page_identifier=self.identifier,
            limit=_LIMIT, offset=before,
        )  # fmt: skip
        return Ask(Wanted(address), "comments", {"offset": before})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        listed = data if isinstance(data, list) else at(data, "data")
        if not isinstance(listed, list):
            return self.misshapen(ask)
        rows = [row for row in rows_at(listed) if id_at(row, "id")]
        found = Found(comments=self.new(self._comment(row) for row in rows))
        if ask is not None and len(rows) >= _LIMIT:
            self.go_on(found, self._ask(str(self.collected)))
        return found

    def _comment(self, row: Json) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "parent_id"),
            html=text_at(row, "content_html") or text_at(row, "body_html"),
            name=text_at(row, "user", "name"),
            when=at(row, "created_at"),
        )
        comment.author_id = id_at(row, "user", "id") or id_at(row, "user", "htid")
        comment.likes, comment.dislikes = count_at(row, "upvotes"), count_at(row, "downvotes")
        comment.permalink = web_address(text_at(row, "url"))
        status = text_at(row, "status")
        comment.status = {"deleted": "deleted", "pending": "pending"}.get(status or "", "visible")
        return comment
