"""Isso: one GET brings the thread; long branches say how many replies they hide.

Source: Isso's server API, `GET /?uri=`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flatten, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals


class Isso(Api):
    """Isso on a page, or an answer of its server."""

    name = "isso"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.origin: str | None = None
        self.uri: str | None = None
        if signals.data is None:
            self._find(signals)

    def _find(self, signals: Signals) -> None:
        for script in signals.page.root.xpath("//script[@data-isso]"):
            self.origin = web_address(str(script.get("data-isso")).rstrip("/") + "/", signals.page.url)
        for element in signals.page.root.xpath("//*[@id='isso-thread']"):
            self.uri = element.get("data-isso-id")

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "replies", 0)
        return isinstance(row, dict) and "mode" in row and "hash" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "isso-permalink" in signals.classes:
            return 0.0  # printed in the page, whose reader asks for the rest
        if "data-isso" in signals.script_attributes:
            return 0.95
        return 0.3 if "isso-thread" in signals.ids else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(None, None)] if self.origin else []

    def _ask(self, parent: str | None, offset: int | None) -> Ask:
        uri = self.uri or urlsplit(self.page.own_address or self.page.url).path
        address = query(self.origin or "", uri=uri, sort="oldest", parent=parent, offset=offset)
        return Ask(Wanted(address), "replies" if parent else "thread", {"parent": parent, "offset": offset})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, "replies"), list):
            return self.misshapen(ask)
        above = id_at(data, "id")
        kept = [(row, up) for row, up in flatten(rows_at(data, "replies"), "replies") if id_at(row, "id")]
        found = Found(comments=self.new(self._comment(row, up, above) for row, up in kept))
        if above is None:
            shown = sum(up is None for _, up in kept)
            below = sum(count_at(row, "total_replies") or 0 for row, up in kept if up is None)
            done = (count_at(ask.state, "offset") or 0) if ask is not None else 0
            threads = done + shown + (count_at(data, "hidden_replies") or 0)
            total = count_at(data, "total_replies")  # of the threads alone up to 0.13, of all comments since
            found.stated_count = None if total is None else total if total > threads else threads + below
        for row, up in kept:
            if up is None and (count_at(row, "hidden_replies") or 0) > 0 and self.origin:
                found.asks.append(self._ask(id_at(row, "id"), len(rows_at(row, "replies"))))
        if (count_at(data, "hidden_replies") or 0) > 0:
            done = (count_at(ask.state, "offset") or 0) if ask is not None else 0
            if found.comments and self.origin:
                found.asks.append(self._ask(above, done + sum(up is None for _, up in kept)))
            else:
                self.fail("paged")
        return found

    def _comment(self, row: Json, up: Json, above: str | None) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "parent") or id_at(up, "id") or above,
            html=text_at(row, "text"),
            name=text_at(row, "author"),
            when=at(row, "created"),
            edited=at(row, "modified"),
        )
        comment.author_url = web_address(text_at(row, "website"))
        comment.likes, comment.dislikes = count_at(row, "likes"), count_at(row, "dislikes")
        comment.status = {2: "pending", 4: "deleted"}.get(count_at(row, "mode") or 1, "visible")
        return comment
