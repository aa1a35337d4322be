"""giscus: comments and their replies from a GitHub discussion, without a token.

Source: giscus' own `/api/discussions` (two levels; `pageInfo` cursors page the comments).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, id_at, parse_json, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_SIZE = 100
_STAFF = {"OWNER", "MEMBER", "COLLABORATOR"}


class Giscus(Api):
    """giscus on a page, or an answer of its interface."""

    name = "giscus"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.config: dict[str, str] = {}
        if signals.data is None:
            for script in page.root.xpath("//script[contains(@src, 'giscus.app/client.js')]"):
                self.config = {str(k)[5:]: str(v) for k, v in script.attrib.items() if str(k).startswith("data-")}

    @classmethod
    def own(cls, data: Json) -> bool:
        return "totalCommentCount" in (at(data, "discussion") or ())

    @classmethod
    def markup(cls, signals: Signals) -> float:
        return 0.95 if any("giscus.app/client.js" in address for address in signals.scripts) else 0.0

    def _term(self) -> str | None:
        """What the discussion is found by: `data-mapping` says which fact of the page it is."""
        mapping = self.config.get("mapping")
        address = self.page.own_address or self.page.url
        if mapping in ("specific", "number"):
            return self.config.get("term")
        if mapping == "url":
            return address
        if mapping == "title":
            return str(self.page.root.findtext(".//title") or "") or None
        if mapping == "og:title":
            return next(iter(self.page.meta.get("og:title", ())), None)
        path = urlsplit(address).path
        return path.removesuffix(".html").strip("/") or "index"

    def first(self) -> list[Ask]:
        return [self._ask(None)] if self.config.get("repo") and self._term() else []

    def _ask(self, after: str | None) -> Ask:
        number = self.config.get("mapping") == "number"
        address = query(
            "https://giscus.app/api/discussions",
            repo=self.config.get("repo"),
            term="" if number else (self._term() or "").strip(),
            category=self.config.get("category") or "",
            number=self._term() if number else 0,
            strict="true" if self.config.get("strict") == "1" else "false",
            first=_SIZE,
            after=after,
        )
        return Ask(Wanted(address), "discussion", {"after": after})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "discussion")
        if not isinstance(at(talk, "comments"), list):
            return self.misshapen(ask)
        found = Found()
        replies = count_at(talk, "totalReplyCount")
        total = count_at(talk, "totalCommentCount")
        found.stated_count = None if total is None else total + (replies or 0)
        locked = flag_at(talk, "locked")
        found.is_open = None if locked is None else not locked
        for row in rows_at(talk, "comments"):
            identifier = id_at(row, "id")
            if identifier is None:
                continue
            below = [reply for reply in rows_at(row, "replies") if id_at(reply, "id")]
            found.comments += self.new([self._comment(row, None), *(self._comment(r, identifier) for r in below)])
            if (count_at(row, "replyCount") or 0) > len(below):
                self.fail("paged")
        page = at(talk, "pageInfo") or at(data, "pageInfo")
        after = text_at(page, "endCursor")
        if flag_at(page, "hasNextPage") and self.config:
            if found.comments and after and (ask is None or ask.state["after"] != after):
                found.asks.append(self._ask(after))
            else:
                self.fail("paged")
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        """A page that nobody has commented on has no discussion yet, which giscus answers with 404 and JSON."""
        if document.status == 404 and "not found" in (text_at(parse_json(document.body).data, "error") or "").lower():
            self._open -= 1
            return self._settle(Found(stated_count=0))
        return super().follow(ask, document)

    def _comment(self, row: Json, above: str | None) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "replyToId") or above,
            html=text_at(row, "bodyHTML"),
            name=text_at(row, "author", "login"),
            when=at(row, "createdAt"),
            edited=at(row, "lastEditedAt"),
        )
        comment.author_id = text_at(row, "author", "login")
        comment.author_url = web_address(text_at(row, "author", "url"))
        comment.permalink = web_address(text_at(row, "url"))
        comment.likes = count_at(row, "upvoteCount")
        comment.is_staff = True if text_at(row, "authorAssociation") in _STAFF else None
        if text_at(row, "deletedAt"):
            comment.status = "deleted"
        elif flag_at(row, "isMinimized"):
            comment.status = "collapsed"
        return comment
