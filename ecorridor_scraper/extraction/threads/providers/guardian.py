"""The Guardian's own discussion interface: pages of threads, and the rest of a branch by its comment.

Source: the discussion-api that theguardian.com calls (`displayThreaded=true`); `responseTo.commentId` is the true
parent even where two levels are shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, flatten, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_BASE = "https://discussion.guardianapis.com/discussion-api"
_SHORT = re.compile(r"""(?:shortUrlId|shortUrl|discussionId)["']?\s*[:=]\s*["'](?:https?://gu\.com)?/?(p/[a-z0-9]+)""")
_SIZE = 100


class Guardian(Api):
    """The Guardian's discussion under an article, or an answer of its interface."""

    name = "guardian"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        match = _SHORT.search(signals.inline) if signals.data is None else None
        self.key = match.group(1) if match else None

    @classmethod
    def own(cls, data: Json) -> bool:
        comment = at(data, "discussion", "comments", 0) or at(data, "comment")
        return isinstance(comment, dict) and "userProfile" in comment

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "discussion.guardianapis.com" not in signals.inline and "discussionApiUrl" not in signals.inline:
            return 0.0
        return 0.95 if _SHORT.search(signals.inline) else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(1)] if self.key else []

    def _ask(self, page: int) -> Ask:
        address = query(
            f"{_BASE}/discussion//{self.key}",
            orderBy="oldest", pageSize=_SIZE, page=page, displayThreaded="true",
        )  # fmt: skip
        return Ask(Wanted(address), "page", {"page": page})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "discussion")
        rows = rows_at(talk, "comments") or ([data["comment"]] if isinstance(at(data, "comment"), dict) else [])
        if not rows and not isinstance(at(talk, "comments"), list):
            return self.misshapen(ask)
        found = Found(stated_count=count_at(talk, "commentCount"))
        closed = flag_at(talk, "isClosedForComments")
        found.is_open = None if closed is None else not closed
        kept = [(row, up) for row, up in flatten(rows, "responses") if id_at(row, "id")]
        found.comments = self.new(self._comment(row, up) for row, up in kept)
        branch = ask is not None and ask.purpose == "branch"
        for row, up in kept:
            more = count_at(row, "numResponses") or count_at(row, "metaData", "responseCount") or 0
            if up is None and not branch and more > len(rows_at(row, "responses")):
                address = query(f"{_BASE}/comment/{id_at(row, 'id')}", displayThreaded="true")
                found.asks.append(Ask(Wanted(address), "branch", {"comment": id_at(row, "id")}))
        page, pages = count_at(data, "currentPage"), count_at(data, "pages")
        if self.key and ask is not None and not branch and pages and page and page < pages:
            if found.comments and page == ask.state["page"]:
                found.asks.append(self._ask(page + 1))
            else:
                self.fail("paged")
        return found

    def _comment(self, row: Json, up: Json) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "responseTo", "commentId") or id_at(up, "id"),
            html=text_at(row, "body"),
            name=text_at(row, "userProfile", "displayName"),
            when=text_at(row, "isoDateTime") or text_at(row, "date"),
        )
        comment.author_id = id_at(row, "userProfile", "userId")
        comment.author_url = web_address(text_at(row, "userProfile", "webUrl"))
        comment.likes = count_at(row, "numRecommends")
        comment.permalink = web_address(text_at(row, "webUrl"))
        badges = {text_at(badge, "name") for badge in rows_at(row, "userProfile", "badge")}
        comment.is_staff = True if "Staff" in badges else None
        if text_at(row, "status") == "blocked":
            comment.status = "deleted"
        return comment
