"""Waline: pages of branches by the path of the article, from the site's own server.

Source: walinejs/waline, `packages/server/src/logic/comment.js` (parameters, 100 branches a page at most),
`controller/comment.js` (rows; `children` holds a whole branch, `pid` the comment answered, `rid` the branch) and
`extend/controller.js`: `/api/comment` answers `{errno, errmsg, data}` with `time` as a number, `/comment`, which is all
that older servers know, the inner object with `insertedAt`. `path` is decoded as `packages/client/src/utils/path.ts`
does. Mail (a hash), address, browser and system of the commenters are left where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ....items import Wanted
from ..answers import Json, at, count_at, flatten, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found
from .embedded import OfTwoAges, home_page, options_with

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_SIZE = 100
_RESERVED = re.compile(r"%(?=2[346BCF]|3[ABDF]|40)", re.IGNORECASE)
"""What `decodeURI` leaves as it is."""


class Waline(OfTwoAges):
    """Waline on a page, or an answer of its server."""

    name = "waline"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.server: str | None = None
        self.path: str | None = None
        if signals.data is None and (options := options_with(signals, "serverURL")):
            server = web_address(options.text("serverURL"), page.url)
            self.server = server.rstrip("/") if server else None
            self.path = _decoded(options.text("path", options.path))

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "data", "data", 0) or at(data, "data", 0)
        return isinstance(row, dict) and "objectId" in row and "nick" in row and "comment" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        told = "waline" in signals.ids or "serverURL" in signals.inline
        if not told or not signals.mentions(b"waline", b"Waline") or "wl-content" in signals.classes:
            return 0.0  # not here, or printed in the page, whose reader asks for the rest
        if options := options_with(signals, "serverURL"):
            return 0.0 if options.is_off("el") else 0.95  # where it only counts views
        return 0.3 if "waline" in signals.ids else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(1, "api/comment")] if self.server and self.path else []

    def earlier(self, ask: Ask) -> Ask | None:
        return self._ask(1, "comment") if ask.purpose == "api/comment" and ask.state["page"] == 1 else None

    def _ask(self, page: int, place: str) -> Ask:
        address = query(f"{self.server}/{place}", path=self.path, pageSize=_SIZE, page=page, sortBy="insertedAt_asc")
        return Ask(Wanted(address), place, {"page": page})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "data") if isinstance(at(data, "data"), dict) else data
        if not isinstance(at(talk, "data"), list) or count_at(talk, "count") is None:
            return self.misshapen(ask)
        rows = [(row, up) for row, up in flatten(rows_at(talk, "data"), "children") if id_at(row, "objectId")]
        here = {id_at(row, "objectId") for row, _ in rows}
        found = Found(comments=self.new(self._comment(row, up, here) for row, up in rows))
        found.stated_count = count_at(talk, "count")
        page = (count_at(ask.state, "page") if ask else count_at(talk, "page")) or 1
        more = (count_at(talk, "totalPages") or 0) > page
        if more and ask is not None and found.comments:
            found.asks.append(self._ask(page + 1, ask.purpose))
        elif more or (page > 1 and not found.comments):
            self.fail("paged")
        return found

    def _comment(self, row: Json, up: Json, here: set[str | None]) -> Comment:
        above = (id_at(row, "pid"), id_at(row, "rid"), id_at(up, "objectId"))
        parent = next((key for key in above if key is not None and key in here), None)
        comment = self.comment(
            id_at(row, "objectId") or "",
            parent,
            html=_without_mention(text_at(row, "comment"), above[0]),
            name=text_at(row, "nick"),
            when=at(row, "time") or at(row, "insertedAt"),
        )
        comment.author_id = id_at(row, "user_id")
        comment.author_url = home_page(text_at(row, "link"))
        comment.is_staff = text_at(row, "type") == "administrator" or None
        comment.likes = count_at(row, "like")
        if text_at(row, "status") == "waiting":
            comment.status = "pending"
        return comment


def _decoded(path: str | None) -> str | None:
    try:
        return unquote(_RESERVED.sub("%25", path), errors="strict") if path else None
    except UnicodeDecodeError:
        return path


def _without_mention(html: str | None, parent: str | None) -> str | None:
    """The words without the link to the comment answered that older servers write before them."""
    if html is None or parent is None:
        return html
    link = rf"""<a\b[^>]*\bhref=["']#{re.escape(parent)}["'][^>]*>\s*@[^<]*</a>\s*[:,\uff1a\uff0c]?\s*"""
    return re.sub(rf"^(\s*(?:<p>)?\s*){link}", r"\1", html, count=1)
