"""Ghost's native comments: pages of threads, and the rest of a branch by its comment.

Source: Ghost's members API, `/members/api/comments/post/ID/`. A site that shows comments to members only answers 401
or 403.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_SIZE = 100


class Ghost(Api):
    """Ghost's comments on a page, or an answer of its members API."""

    name = "ghost"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.root: str | None = None
        self.post: str | None = None
        if signals.data is None:
            for script in page.root.xpath("//script[@data-ghost-comments]"):
                self.root = web_address(script.get("data-ghost-comments") or script.get("data-ghost"), page.url)
                self.post = script.get("data-post-id")

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "comments", 0)
        return isinstance(row, dict) and "member" in row and "html" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "data-ghost-comments" not in signals.script_attributes:
            return 0.0
        return 0.95 if signals.page.root.xpath("boolean(//script[@data-ghost-comments][@data-post-id])") else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(1)] if self.root and self.post else []

    def _ask(self, page: int) -> Ask:
        path = f"{(self.root or '').rstrip('/')}/members/api/comments/post/{self.post}/"
        address = query(path, limit=_SIZE, page=page, order="created_at asc")
        return Ask(Wanted(address), "comments", {"page": page})

    def _ask_replies(self, comment: str, after: str | None) -> Ask:
        path = f"{(self.root or '').rstrip('/')}/members/api/comments/{comment}/replies/"
        address = query(path, limit=_SIZE, filter=f"id:>'{after}'" if after else None)
        return Ask(Wanted(address), "replies", {"comment": comment, "after": after})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, "comments"), list):
            return self.misshapen(ask)
        branch = str(ask.state["comment"]) if ask is not None and ask.purpose == "replies" else None
        found = Found()
        for row in rows_at(data, "comments"):
            identifier = id_at(row, "id")
            if identifier is None:
                continue
            below = [reply for reply in rows_at(row, "replies") if id_at(reply, "id")]
            rows = [self._comment(row, branch), *(self._comment(reply, identifier) for reply in below)]
            found.comments += self.new(rows)
            if branch is None and (count_at(row, "count", "replies") or 0) > len(below) and self.root:
                last = id_at(below, -1, "id") if below else None
                found.asks.append(self._ask_replies(identifier, last))
        page = count_at(data, "meta", "pagination", "page")
        pages = count_at(data, "meta", "pagination", "pages")
        if branch is None and page == 1 and (pages or 1) == 1:
            found.stated_count = sum(1 + (count_at(r, "count", "replies") or 0) for r in rows_at(data, "comments"))
        if page and pages and page < pages and self.root and ask is not None:
            if not found.comments:
                self.fail("paged")
            elif branch is None:
                found.asks.append(self._ask(page + 1))
            else:
                found.asks.append(self._ask_replies(branch, id_at(at(data, "comments"), -1, "id")))
        return found

    def _comment(self, row: Json, above: str | None) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "in_reply_to_id") or id_at(row, "parent_id") or above,
            html=text_at(row, "html"),
            name=text_at(row, "member", "name"),
            when=at(row, "created_at"),
            edited=at(row, "edited_at"),
        )
        comment.author_id = id_at(row, "member", "id") or id_at(row, "member", "uuid")
        comment.likes = count_at(row, "count", "likes")
        comment.status = "visible" if text_at(row, "status") in (None, "published") else "deleted"
        return comment
