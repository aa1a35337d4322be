"""Twikoo on a server of the site's own: pages of branches, each from the date of the last one before.

Source: twikoojs/twikoo, `src/server/self-hosted/index.js` (`commentGet`: branches by date, the latest first, pinned
ones before the first page, `count` of all branches, `more`), `src/server/function/twikoo/utils/index.js` (rows;
`replies` is whole), `src/client/utils/api.js` (a POST of `{event, ...}` to `envId`) and `src/client/utils/index.js`
(the default of `path`). An `envId` that is no address belongs to a cloud that wants to be signed in to. The hash of the
mail, the region and the browser of the commenters are left where they are; `updated` is also set by a moderator, so it
dates no edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..answers import Api, Json, at, count_at, flag_at, flatten, id_at, post_json, rows_at, text_at, web_address
from ..contract import Ask, Found
from .embedded import home_page, options_with

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_GLOBAL = "TWIKOO_MAGIC_PATH"
"""A variable of the page that wins over the option."""


class Twikoo(Api):
    """Twikoo on a page, or an answer of its server."""

    name = "twikoo"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.server: str | None = None
        self.path: str | None = None
        self._answers = 0
        if signals.data is None and (options := options_with(signals, "envId")):
            server = options.text("envId")
            self.server = web_address(server) if server and server.startswith("http") else None
            self.path = None if _GLOBAL in signals.inline else options.text("path", options.path)

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "data", 0)
        return isinstance(row, dict) and "nick" in row and "replies" in row and "mailMd5" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        told = "twikoo" in signals.ids or "tcomment" in signals.ids or "envId" in signals.inline
        if not told or not signals.mentions(b"twikoo", b"Twikoo") or "tk-content" in signals.classes:
            return 0.0  # not here, or printed in the page, whose reader asks for the rest
        if options_with(signals, "envId"):
            return 0.95
        return 0.3 if "twikoo" in signals.ids or "tcomment" in signals.ids else 0.0

    def first(self) -> list[Ask]:
        return [self._ask(None)] if self.server and self.path else []

    def _ask(self, before: int | None) -> Ask:
        payload: dict[str, str | int] = {"event": "COMMENT_GET", "url": self.path or ""}
        if before is not None:
            payload["before"] = before
        return Ask(post_json(self.server or "", payload), "comments", {"before": before})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        more = flag_at(data, "more")
        if not isinstance(at(data, "data"), list) or more is None or count_at(data, "code"):
            return self.misshapen(ask)  # a request that failed has a message and an empty list
        branches = rows_at(data, "data")
        rows = [(row, up) for row, up in flatten(branches, "replies") if id_at(row, "id")]
        here = {id_at(row, "id") for row, _ in rows}
        found = Found(comments=self.new(self._comment(row, up, here) for row, up in rows))
        self._answers += sum(up is not None for _, up in rows)
        told = count_at(data, "count")
        dates = [at(row, "created") for row in branches if flag_at(row, "top") is not True]
        last = min((date for date in dates if isinstance(date, int)), default=None)
        if more and ask is not None and found.comments and last is not None:
            found.asks.append(self._ask(last))
        elif more:
            self.fail("paged")
        elif told is not None:
            found.stated_count = told + self._answers
        return found

    def _comment(self, row: Json, up: Json, here: set[str | None]) -> Comment:
        above = (id_at(row, "pid"), id_at(row, "rid"), id_at(up, "id"))
        comment = self.comment(
            id_at(row, "id") or "",
            next((key for key in above if key is not None and key in here), None),
            html=text_at(row, "comment"),
            name=text_at(row, "nick"),
            when=at(row, "created"),
        )
        comment.author_url = home_page(text_at(row, "link"))
        comment.is_staff = flag_at(row, "master") or None
        likes = count_at(row, "ups")
        comment.likes = count_at(row, "like") if likes is None else likes
        comment.dislikes = count_at(row, "downs")
        if flag_at(row, "isSpam"):
            comment.status = "pending"
        return comment
