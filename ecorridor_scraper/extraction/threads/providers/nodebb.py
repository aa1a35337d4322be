"""NodeBB: posts of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals


class NodeBB(Forum):
    """`[component=post][data-pid]`; what a post answers is named by its `post/parent` link."""

    name = "nodebb"
    one_body = True
    comments = etree.XPath("//*[@component='post'][@data-pid]")
    parts: ClassVar = {
        "author": etree.XPath("//*[@itemprop='author']|//*[@data-username][@data-uid][self::a or self::strong]"),
        "date": etree.XPath("//*[contains(@class,'timeago')][@title]|//meta[@itemprop='datePublished']"),
        "body": etree.XPath("//*[@component='post/content']"),
        "parent": etree.XPath("//*[@component='post/parent']"),
        "likes": etree.XPath("//*[@component='post/vote-count']"),
    }
    quotes = etree.XPath("//*[@component='post/parent']")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if "nodebb" in signals.generator:
            return 0.95
        marked = b"data-pid" in signals.page.document.body
        return 0.9 if marked and cls.comments(signals.root) else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return str(element.get("data-pid"))

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        element, comment = row.element, row.comment
        comment.author_name = element.get("data-username") or comment.author_name
        comment.author_id = element.get("data-uid")
        if stamp := element.get("data-timestamp"):
            self.date(comment, stamp)
        if " deleted " in f" {element.get('class')} ":
            comment.status, comment.text, comment.text_html = "deleted", None, None

    def quoted(self, quote: html.HtmlElement) -> str | None:
        named = quote.get("data-topid") or quote.get("data-parent-pid")
        return str(named) if named else None

    def link(self, rows: list[Row]) -> None:
        super().link(rows)
        for row in rows:
            if row.comment.parent_id:
                row.comment.parent_source = "attribute"

    def is_opening(self, row: Row) -> bool:
        return row.element.get("data-index") in ("0", None) and self.order == 0
