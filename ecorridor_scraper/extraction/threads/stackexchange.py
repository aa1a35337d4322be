"""Stack Exchange: the comments under questions and answers, which are flat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from lxml import etree

from ..values import parse_count
from .described import Described, Row, xpath_class
from .place import outermost

if TYPE_CHECKING:
    from ...items import Comment
    from .contract import Found, Signals

_TITLE_DATE = re.compile(r"^[\d-]+ [\d:]+Z?")


class StackExchange(Described):
    """`li.comment#comment-N[data-comment-owner-id][data-comment-score]`."""

    name = "stackexchange"
    comments = etree.XPath(f"//li[{xpath_class('comment')}][@data-comment-id]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('comment-user')}]"),
        "date": etree.XPath(f"//*[{xpath_class('comment-date')}]//span[@title]"),
        "body": etree.XPath(f"//*[{xpath_class('comment-copy')}]"),
        "hidden": etree.XPath("//*[@data-remaining-comments-count]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.97 if "js-comments-list" in signals.classes else 0.0

    def fill(self, row: Row, inside: set[object]) -> None:
        super().fill(row, inside)
        element, comment = row.element, row.comment
        comment.author_id = element.get("data-comment-owner-id")
        comment.likes = parse_count(element.get("data-comment-score"))
        comment.permalink = f"{self.page.url.partition('#')[0]}#comment{comment.comment_id}"

    def dated(self, comment: Comment, element: object) -> bool:
        title = element.get("title") or ""  # type: ignore[attr-defined]
        found = _TITLE_DATE.match(title)
        return self.date(comment, found.group(0)) if found else super().dated(comment, element)

    def finish(self, found: Found, rows: list[Row]) -> None:
        lists = self.page.root.xpath("//*[@data-remaining-comments-count]")
        missing = sum(parse_count(e.get("data-remaining-comments-count")) or 0 for e in lists)
        found.stated_count = len(rows) + missing
        found.elements = outermost(lists) or found.elements
        if missing:
            found.complete, found.reason = False, "paged"
