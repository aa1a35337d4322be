"""Artalk: pages of comments by the key of the page, from the site's own server.

Source: ArtalkJS/Artalk, `server/handler/comment_list.go` (`GET /api/v2/comments`), `internal/entity/comment_cooked.go`
(rows), `internal/dao/cook.go` (dates of the server's own clock, without a zone), `ui/artalk/src/config.ts` (defaults);
for older servers `http/comment_get.go` (`POST /api/get` with a form, 100 rows at most, pinned comments besides) and
`http/a_resp.go` (the answer inside `data`). Rows are asked for in flat mode, so that no branch is cut; those that come
along only because another answers them (`visible` false) have their place on another page. The hash of the mail, the
region and the browser of the commenters are left where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ....items import Wanted
from ..answers import Json, at, count_at, flag_at, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found
from .embedded import OfTwoAges, Options, home_page, options_with

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_SIZE = 100


class Artalk(OfTwoAges):
    """Artalk on a page, or an answer of its server."""

    name = "artalk"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.server: str | None = None
        self.key: str | None = None
        self.site: str | None = None
        if signals.data is None and (options := _options(signals)):
            server = web_address(options.text("server"), page.url)
            self.server = re.sub(r"/(?:api/?)?$", "", server) if server else None
            self.key = options.text("pageKey", options.path)
            self.site = options.text("site", "")

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "comments", 0) or at(data, "data", "comments", 0)
        return isinstance(row, dict) and "rid" in row and "is_collapsed" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        told = "artalk" in signals.ids or "server" in signals.inline
        if not told or not signals.mentions(b"artalk", b"Artalk") or "atk-content" in signals.classes:
            return 0.0  # not here, or printed in the page, whose reader asks for the rest
        if options := _options(signals):
            return 0.0 if options.is_off("el") else 0.95
        return 0.3 if "artalk" in signals.ids else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(0, "v2")] if self.server and self.key and self.site is not None else []

    def earlier(self, ask: Ask) -> Ask | None:
        return self._ask(0, "get") if ask.purpose == "v2" and ask.state["offset"] == 0 else None

    def _ask(self, offset: int, purpose: str) -> Ask:
        fields: dict[str, str | int | None] = {
            "page_key": self.key, "site_name": self.site, "limit": _SIZE, "offset": offset,
            "flat_mode": "true", "sort_by": "date_asc",
        }  # fmt: skip
        if purpose == "v2":
            return Ask(Wanted(query(f"{self.server}/api/v2/comments", **fields)), purpose, {"offset": offset})
        form = (("content-type", "application/x-www-form-urlencoded"),)
        wanted = Wanted(f"{self.server}/api/get", method="POST", headers=form, body=urlencode(fields).encode())
        return Ask(wanted, purpose, {"offset": offset})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "data") if isinstance(at(data, "data"), dict) else data
        total = count_at(talk, "count")
        total = count_at(talk, "total") if total is None else total
        if not isinstance(at(talk, "comments"), list) or total is None:
            return self.misshapen(ask)
        rows = [row for row in rows_at(talk, "comments") if id_at(row, "id") and flag_at(row, "visible") is not False]
        found = Found(comments=self.new(self._comment(row) for row in rows), stated_count=total)
        closed = flag_at(talk, "page", "admin_only")
        found.is_open = None if closed is None else not closed
        if self.collected < total:
            # pinned comments may stand before a page beyond its number, or in it: too short a step brings doubles only
            step = sum(flag_at(row, "is_pinned") is not True for row in rows)
            if ask is not None and found.comments and step:
                found.asks.append(self._ask((count_at(ask.state, "offset") or 0) + step, ask.purpose))
            else:
                self.fail("paged")
        return found

    def _comment(self, row: Json) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "rid"),
            html=text_at(row, "content_marked"),
            plain_text=text_at(row, "content"),
            name=text_at(row, "nick"),
        )
        self.date(comment, text_at(row, "date"))
        comment.author_id = id_at(row, "user_id")
        comment.author_url = home_page(text_at(row, "link"))
        comment.likes, comment.dislikes = count_at(row, "vote_up"), count_at(row, "vote_down")
        if flag_at(row, "is_pending"):
            comment.status = "pending"
        elif flag_at(row, "is_collapsed"):
            comment.status = "collapsed"
        return comment


def _options(signals: Signals) -> Options | None:
    return options_with(signals, "server", "site", "pageKey")
