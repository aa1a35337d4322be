"""Lemmy as JSON: pages of comments whose `path` names every ancestor.

Source: Lemmy's API v3, `/api/v3/comment/list`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_POST = re.compile(r"/post/(\d+)")
_SIZE = 50


class LemmyApi(Api):
    """The JSON of a Lemmy thread."""

    name = "lemmy"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        match = _POST.search(page.url)
        self.post = match.group(1) if match else None

    @classmethod
    def own(cls, data: Json) -> bool:
        return isinstance(at(data, "comments", 0, "comment", "path"), str)

    def first(self) -> list[Ask]:
        """The first page, where the HTML shows only a part of the thread."""
        return [self._ask(1)] if self.post else []

    def _ask(self, page: int) -> Ask:
        parts = urlsplit(self.page.url)
        address = query(
            f"{parts.scheme}://{parts.netloc}/api/v3/comment/list",
            post_id=self.post, type_="All", sort="Old", limit=_SIZE, page=page,
        )  # fmt: skip
        return Ask(Wanted(address), "page", {"page": page})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, "comments"), list):
            return self.misshapen(ask)
        rows = [row for row in rows_at(data, "comments") if id_at(row, "comment", "id")]
        found = Found(comments=self.new(self._comment(row) for row in rows))
        found.stated_count = count_at(rows, 0, "post", "comments") if rows else None
        if ask is not None and len(rows) >= _SIZE:
            self.go_on(found, self._ask(int(ask.state["page"] or 1) + 1))
        return found

    def _comment(self, row: Json) -> Comment:
        held, person = at(row, "comment"), at(row, "creator")
        path = (text_at(held, "path") or "").split(".")
        comment = self.comment(
            id_at(held, "id") or "",
            path[-2] if len(path) > 2 and path[-2] != "0" else None,
            plain_text=text_at(held, "content"),
            name=text_at(person, "display_name") or text_at(person, "name"),
            when=at(held, "published"),
            edited=at(held, "updated"),
        )
        comment.author_id = id_at(person, "id")
        comment.author_url = web_address(text_at(person, "actor_id"))
        comment.likes = count_at(row, "counts", "upvotes")
        comment.dislikes = count_at(row, "counts", "downvotes")
        comment.permalink = web_address(text_at(held, "ap_id"))
        if flag_at(held, "deleted") or flag_at(held, "removed"):
            comment.status = "deleted"
        if flag_at(held, "distinguished"):
            comment.is_staff = True
        return comment
