"""Cusdis: pages of ten branches by the ids that an element of the page carries.

Source: djyde/cusdis, `app/api/open/comments/route.ts` (`GET /api/open/comments`, for any reader),
`service/comment.service.ts` and `app/c/service.ts` (rows; `replies` is a page of its own that cannot be turned: older
servers give the same page number of it, later ones the first hundred, so its `commentCount` says what is missing),
`widget/index.js` (the element and its default host). Some servers list answers among the branches, too: whom a comment
answers is known once it stands among somebody's `replies`, on whichever page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flatten, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_IDS = ("cusdis_thread", "cusdis")
_HOST = "https://cusdis.com"


class Cusdis(Api):
    """Cusdis on a page, or an answer of its interface."""

    name = "cusdis"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.host: str | None = None
        self.app: str | None = None
        self.key: str | None = None
        self._given: dict[str, Comment] = {}
        self._below: dict[str, int] = {}
        element = next((signals.ids[key] for key in _IDS if key in signals.ids), None)
        if element is not None:
            host = web_address(element.get("data-host") or _HOST, page.url)
            self.host = host.rstrip("/") if host else None
            self.app, self.key = element.get("data-app-id"), element.get("data-page-id")

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "data", "data", 0)
        return isinstance(row, dict) and "parsedContent" in row and "by_nickname" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        return 0.95 if any(key in signals.ids for key in _IDS) else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(1)] if self.host and self.app and self.key else []

    def _ask(self, page: int) -> Ask:
        address = query(f"{self.host}/api/open/comments", appId=self.app, pageId=self.key, page=page)
        return Ask(Wanted(address), "comments", {"page": page})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "data")
        pages = count_at(talk, "pageCount")
        if not isinstance(at(talk, "data"), list) or pages is None:
            return self.misshapen(ask)
        found = Found()
        for row, up in flatten(rows_at(talk, "data"), "replies", "data"):
            if (key := id_at(row, "id")) is not None:
                found.comments += self._noted(key, row, id_at(up, "id"))
        page = (count_at(ask.state, "page") if ask else 1) or 1
        if pages > page and ask is not None and found.comments:
            found.asks.append(self._ask(page + 1))
        elif pages > page or (page > 1 and not found.comments):
            self.fail("paged")
        if not found.asks:
            self._count()
        return found

    def _noted(self, key: str, row: Json, above: str | None) -> list[Comment]:
        """The comment where it is new; what its place tells of one that has come before goes to that one."""
        self._below[key] = max(self._below.get(key, 0), count_at(row, "replies", "commentCount") or 0)
        if key in self._given:
            known = self._given[key]
            if above is not None and known.parent_id is None and above != key:
                known.parent_id, known.parent_source = above, "api"
            return []
        self._given[key] = comment = self._comment(key, row, above)
        return self.new([comment])

    def _count(self) -> None:
        """Whether as many answers have come to each comment as its `replies` say."""
        came: dict[str | None, int] = {}
        for comment in self._given.values():
            came[comment.parent_id] = came.get(comment.parent_id, 0) + 1
        if any(came.get(key, 0) < told for key, told in self._below.items()):
            self.fail("paged")

    def _comment(self, key: str, row: Json, above: str | None) -> Comment:
        comment = self.comment(
            key,
            above,
            html=text_at(row, "parsedContent"),
            plain_text=text_at(row, "content"),
            name=text_at(row, "moderator", "displayName") or text_at(row, "by_nickname"),
            when=at(row, "createdAt"),
        )
        comment.is_staff = id_at(row, "moderatorId") is not None or None
        return comment
