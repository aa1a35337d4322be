"""The copies of Disqus comments that its old WordPress plugin printed for search engines: flat and without dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from lxml import etree

from ..described import Described, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Found, Signals


class DisqusCopies(Described):
    """`li#dsq-comment-N` inside `#dsq-content`, N being the id of the comment in WordPress."""

    name = "wordpress"
    comments = etree.XPath("//li[starts-with(@id,'dsq-comment-')]")
    parts: ClassVar = {
        "author": etree.XPath("//*[starts-with(@id,'dsq-author-user-')]|//cite[starts-with(@id,'dsq-cite-')]"),
        "body": etree.XPath("//*[starts-with(@id,'dsq-comment-message-')]"),
        "ping": etree.XPath(f"//li[{xpath_class('pingback')}]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.85 if "dsq-comments" in signals.ids or "dsq-content" in signals.ids else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        number = str(element.get("id")).rpartition("-")[2]
        return number if number.isdigit() else None

    def complete(self, rows: list[Row]) -> None:
        """Nothing is guessed: the copies have no dates."""

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.complete = None
