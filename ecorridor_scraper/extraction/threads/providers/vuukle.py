"""Vuukle: pages of comments with their replies, by a key that the page itself carries.

Source: the requests of the public client (`getCommentFeedBySort`; rows `commentText`, `name`, `replies`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flatten, id_at, query, rows_at, text_at
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_KEY = re.compile(r"""\bapiKey["']?\s*:\s*["']([\w-]{8,60})["']""")
_ARTICLE = re.compile(r"""\barticleId["']?\s*:\s*["']([^"'\n]{1,200})["']""")
_HOST = re.compile(r"""\bhost["']?\s*:\s*["']([\w.-]+)["']""")
_SIZE = 100


class Vuukle(Api):
    """Vuukle on a page, or an answer of its interface."""

    name = "vuukle"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        inline = signals.inline if signals.data is None and "VUUKLE" in signals.inline.upper() else ""
        start = max(0, inline.upper().find("VUUKLE_CONFIG"))
        key, article, host = (p.search(inline, start) for p in (_KEY, _ARTICLE, _HOST))
        self.key = key.group(1) if key else None
        self.article = article.group(1) if article else None
        self.host = host.group(1) if host else (urlsplit(page.url).hostname or "").removeprefix("www.")

    @classmethod
    def own(cls, data: Json) -> bool:
        return "commentText" in (at(data, "data", "comments", "items", 0) or at(data, "comments", "items", 0) or ())

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if any("vuukle.com" in address for address in signals.scripts) or "vuukle-comments" in signals.ids:
            return 0.9
        return 0.8 if "VUUKLE_CONFIG" in signals.inline else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(0)] if self.key and self.article else []

    def _ask(self, start: int) -> Ask:
        address = query(
            "https://api.vuukle.com/api/v1/Comments/getCommentFeedBySort",
            apiKey=self.key, articleId=self.article, host=self.host, pageSize=_SIZE, start=start, sortBy="get_latest",
        )  # fmt: skip
        return Ask(Wanted(address), "comments", {"start": start})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "data", "comments") or at(data, "comments")
        if not isinstance(at(talk, "items"), list):
            return self.misshapen(ask)
        items = rows_at(talk, "items")
        kept = [(row, up) for row, up in flatten(items, "replies") if _key(row)]
        found = Found(comments=self.new(self._comment(row, up) for row, up in kept))
        found.stated_count = count_at(data, "data", "commentsCount") or count_at(talk, "total")
        for row, _ in kept:
            if (count_at(row, "replyCount") or 0) > len(rows_at(row, "replies")):
                self.fail("paged")
        if ask is not None and len(items) >= _SIZE:
            self.go_on(found, self._ask(int(ask.state["start"] or 0) + len(items)))
        return found

    def _comment(self, row: Json, up: Json) -> Comment:
        parent = id_at(row, "parentId")
        comment = self.comment(
            _key(row) or "",
            _key(up) or (None if parent in (None, "-1", "0") else parent),
            html=text_at(row, "commentText"),
            name=text_at(row, "name"),
            when=at(row, "createdTimestamp") or at(row, "ts"),
        )
        comment.author_id = id_at(row, "userId")
        comment.likes = count_at(row, "upvoteCount") or count_at(row, "upvotes")
        comment.dislikes = count_at(row, "downvoteCount") or count_at(row, "downvotes")
        return comment


def _key(row: Json) -> str | None:
    return id_at(row, "commentId") or id_at(row, "id")
