"""Hacker News: comments in a table, the level told by the width of a spacer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..continued import Continued
from ..described import Row, xpath_class
from .hackernews_api import HackerNewsApi

if TYPE_CHECKING:
    from lxml import html

    from ....items import Comment
    from ..contract import Found, Signals


class HackerNews(Continued):
    """`tr.athing.comtr#ID > td.ind[indent]`; the parent is the last comment one level up."""

    name = "hackernews"
    api = HackerNewsApi
    comments = etree.XPath(f"//tr[{xpath_class('comtr')}][@id]")
    parts: ClassVar = {
        "author": etree.XPath(f"//a[{xpath_class('hnuser')}]"),
        "date": etree.XPath(f"//span[{xpath_class('age')}]"),
        "body": etree.XPath(f"//*[{xpath_class('commtext')}]"),
        "permalink": etree.XPath(f"//span[{xpath_class('age')}]/a"),
        "indent": etree.XPath(f"//td[{xpath_class('ind')}]"),
    }
    skipped = etree.XPath(f".//*[{xpath_class('reply')}]")
    beside = etree.XPath(f"//a[{xpath_class('morelink')}]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.98 if {"comtr", "hnuser"} <= signals.classes or "comment-tree" in signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return str(element.get("id"))

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if not row.comment.text:
            row.comment.status = "deleted"

    def dated(self, comment: Comment, element: Any) -> bool:
        stamp = (element.get("title") or "").split()
        return any(self.date(comment, raw) for raw in stamp[::-1]) or super().dated(comment, element)

    def link(self, rows: list[Row]) -> None:
        above: list[tuple[int, str]] = []
        for row in rows:
            level = _level(row.first("indent"))
            while above and above[-1][0] >= level:
                above.pop()
            if above:
                row.comment.parent_id, row.comment.parent_source = above[-1][1], "indent"
            above.append((level, row.comment.comment_id))

    def is_part(self, found: Found) -> bool:
        return "morelink" in self.signals.classes

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.stated_count = None


def _level(cell: Any) -> int:
    if cell is None:
        return 0
    if (named := cell.get("indent") or "").isdigit():
        return int(named)
    image = cell.find(".//img")
    width = image.get("width") if image is not None else None
    return int(width) // 40 if width and width.isdigit() else 0
