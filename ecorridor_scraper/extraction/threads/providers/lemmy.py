"""Lemmy: the comments that its web interface prints on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..continued import Continued
from ..described import xpath_class
from .lemmy_api import LemmyApi

if TYPE_CHECKING:
    from ....items import Comment
    from ..contract import Signals


class Lemmy(Continued):
    """`li.comment > article#comment-N`, replies in `ul.comments` inside the item."""

    name = "lemmy"
    api = LemmyApi
    one_body = True
    comments = etree.XPath(f"//li[{xpath_class('comment')}][article[starts-with(@id,'comment-')]]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('person-listing')}]"),
        "date": etree.XPath(f"//*[{xpath_class('moment-time')}]"),
        "body": etree.XPath(f"//*[{xpath_class('comment-content')}]|//*[{xpath_class('md-div')}]"),
        "likes": etree.XPath(f"//*[contains(@aria-label,'score') or {xpath_class('unselectable')}]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.96 if "lemmy-site" in signals.classes or ({"person-listing", "comments"} <= signals.classes) else 0.0

    def identify(self, element: Any) -> str | None:
        return str(element.find("article").get("id")).removeprefix("comment-")

    def fill(self, row: Any, inside: set[Any]) -> None:
        super().fill(row, inside)
        name = row.comment.author_name
        row.comment.author_name = name.removeprefix("@") if name else None

    def dated(self, comment: Comment, element: Any) -> bool:
        return self.date(comment, element.get("data-tippy-content")) or super().dated(comment, element)
