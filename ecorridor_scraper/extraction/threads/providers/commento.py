"""Commento, Commento++ and Comentario: one POST brings the whole thread.

Source: Commento's `/api/comment/list` (hex ids, `parentHex` "root") and Comentario's `/api/embed/comments`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..answers import Api, Json, at, count_at, flag_at, id_at, post_json, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals


class Commento(Api):
    """Commento on a page, an answer of its interface, or its export."""

    name = "commento"
    _script = "/js/commento.js"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.origin: str | None = None
        self.path: str | None = None
        if signals.data is None:
            self._find(signals)

    def _find(self, signals: Signals) -> None:
        for script in signals.page.root.iter("script"):
            address = web_address(script.get("src"), signals.page.url)
            if address and urlsplit(address).path.endswith(self._script):
                self.origin = web_address(script.get("data-commento-origin")) or address[: -len(self._script)]
                self.path = script.get("data-page-id")

    @classmethod
    def own(cls, data: Json) -> bool:
        return "commentHex" in (at(data, "comments", 0) or ())

    @classmethod
    def markup(cls, signals: Signals) -> float:
        loaded = any(address.partition("?")[0].endswith(cls._script) for address in signals.scripts)
        return 0.95 if loaded else 0.3 if "commento" in signals.ids else 0.0

    def _where(self) -> tuple[str, str]:
        parts = urlsplit(self.page.own_address or self.page.url)
        return parts.netloc, self.path or parts.path.rstrip("/") or "/"

    def first(self) -> list[Ask]:
        if not self.origin:
            return []
        domain, path = self._where()
        payload = {"domain": domain, "path": path, "commenterToken": "anonymous"}
        return [Ask(post_json(f"{self.origin}/api/comment/list", payload), "list")]

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, "comments"), list) or flag_at(data, "success") is False:
            return self.misshapen(ask)
        people = self._people(at(data, "commenters"))
        rows = [row for row in rows_at(data, "comments") if id_at(row, "commentHex")]
        found = Found(comments=self.new(self._comment(row, people) for row in rows))
        locked = flag_at(data, "attributes", "isLocked")
        found.is_open = None if locked is None else not locked
        return found

    @staticmethod
    def _people(commenters: Json) -> dict[str, Json]:
        if isinstance(commenters, dict):
            return commenters
        return {id_at(row, "commenterHex") or id_at(row, "id") or "": row for row in rows_at(commenters)}

    def _comment(self, row: Json, people: dict[str, Json]) -> Comment:
        person = id_at(row, "commenterHex")
        parent = id_at(row, "parentHex")
        comment = self.comment(
            id_at(row, "commentHex") or "",
            None if parent == "root" else parent,
            html=text_at(row, "html"),
            plain_text=text_at(row, "markdown"),
            name=text_at(people.get(person or ""), "name"),
            when=at(row, "creationDate"),
        )
        comment.author_id = None if person in (None, "anonymous") else person
        comment.author_url = web_address(text_at(people.get(person or ""), "link"))
        comment.is_staff = flag_at(people.get(person or ""), "isModerator") or None
        comment.likes = count_at(row, "score")
        if flag_at(row, "deleted"):
            comment.status = "deleted"
        elif text_at(row, "state") == "unapproved":
            comment.status = "pending"
        return comment


class Comentario(Commento):
    """Comentario on a page, or an answer of its interface."""

    name = "comentario"
    _script = "/comentario.js"

    def _find(self, signals: Signals) -> None:
        super()._find(signals)
        for element in signals.page.root.iter("comentario-comments"):
            self.path = element.get("page-id") or self.path

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "comments", 0)
        return isinstance(row, dict) and "createdTime" in row and "parentId" in row

    def first(self) -> list[Ask]:
        if not self.origin:
            return []
        host, path = self._where()
        return [Ask(post_json(f"{self.origin}/api/embed/comments", {"host": host, "path": path}), "list")]

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, "comments"), list):
            return self.misshapen(ask)
        people = self._people(at(data, "commenters"))
        rows = [row for row in rows_at(data, "comments") if id_at(row, "id")]
        return Found(comments=self.new(self._comment(row, people) for row in rows))

    def _comment(self, row: Json, people: dict[str, Json]) -> Comment:
        person = id_at(row, "userCreated")
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "parentId"),
            html=text_at(row, "html"),
            name=text_at(people.get(person or ""), "name") or text_at(row, "authorName"),
            when=at(row, "createdTime"),
            edited=at(row, "editedTime"),
        )
        comment.author_id = person
        comment.author_url = web_address(text_at(people.get(person or ""), "websiteUrl"))
        comment.is_staff = flag_at(people.get(person or ""), "isModerator") or None
        comment.likes = count_at(row, "score")
        if flag_at(row, "isDeleted"):
            comment.status = "deleted"
        elif flag_at(row, "isApproved") is False:
            comment.status = "pending"
        return comment
