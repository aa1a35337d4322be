"""Remark42: one GET brings the whole tree.

Source: Remark42's REST API, `GET /api/v1/find?format=tree` (and `plain`, whose rows may also stand in a bare array).
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

_CONFIG = re.compile(r"remark_config\s*=\s*(?:[^{]*\|\|\s*)?\{(.*?)\}", re.DOTALL)
_ENTRY = re.compile(r"""["']?(\w+)["']?\s*:\s*["']([^"']*)["']""")


class Remark42(Api):
    """Remark42 on a page, or an answer of its server."""

    name = "remark42"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        config = _CONFIG.search(signals.inline) if signals.data is None else None
        entries = dict(_ENTRY.findall(config.group(1))) if config else {}
        host = web_address(entries.get("host"), page.url)
        self.host = host.rstrip("/") if host else None
        self.site_id = entries.get("site_id")
        self.address = web_address(entries.get("url"), page.url)

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, "comments", 0, "comment") or at(data, "comments", 0) or at(data, 0)
        return isinstance(row, dict) and "pid" in row and "locator" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "remark_config" in signals.inline:
            return 0.95
        return 0.3 if "remark42" in signals.ids else 0.0

    def first(self) -> list[Ask]:
        if not self.host or not self.site_id:
            return []
        address = query(
            f"{self.host}/api/v1/find",
            site=self.site_id, url=self.address or self.page.own_address or self.page.url, format="tree", sort="time",
        )  # fmt: skip
        return [Ask(Wanted(address), "find")]

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        listed = data if isinstance(data, list) else at(data, "comments")
        if not isinstance(listed, list):
            return self.misshapen(ask)
        rows = [row.get("comment", row) for row, _ in flatten(rows_at(listed), "replies")]
        kept = [row for row in rows if id_at(row, "id")]
        if listed and not kept:
            return self.misshapen(ask)
        found = Found(comments=self.new(self._comment(row) for row in kept))
        found.stated_count = count_at(data, "info", "count")
        read_only = flag_at(data, "info", "read_only")
        found.is_open = None if read_only is None else not read_only
        return found

    def _comment(self, row: Json) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "pid"),
            html=text_at(row, "text"),
            name=text_at(row, "user", "name"),
            when=at(row, "time"),
            edited=at(row, "edit", "time"),
        )
        comment.author_id = id_at(row, "user", "id")
        comment.is_staff = flag_at(row, "user", "admin") or None
        comment.likes = count_at(row, "score")
        address = web_address(text_at(row, "locator", "url"))
        comment.permalink = f"{address}#remark42__comment-{comment.comment_id}" if address else None
        if flag_at(row, "delete"):
            comment.status = "deleted"
        return comment
