"""Invision Community 4 and 5: posts of a topic, and the comments under its articles."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_POST = re.compile(r"(?:findComment[-&=]|comment=|#comment-)(\d+)")


class Invision(Forum):
    """`article#elComment_N`; quotes carry the id of what they quote, unless the page was stripped of attributes."""

    name = "invision"
    own_id = re.compile(r"^elComment_(\d+)$")
    one_body = True
    comments = etree.XPath("//*[starts-with(@id,'elComment_')][self::article or self::div or self::li]")
    parts: ClassVar = {
        "author": etree.XPath(
            f"//*[{xpath_class('cAuthorPane_author')}]|//*[{xpath_class('ipsComment_author')}]//h3|"
            "//*[@data-quotedata]/ancestor::*[starts-with(@id,'elComment_')]//h3|"
            f"//*[{xpath_class('ipsEntry__username')}]|//*[{xpath_class('ipsEntry__header')}]//h3"
        ),
        "date": etree.XPath("//time[@datetime]"),
        "body": etree.XPath(f"//*[@data-role='commentContent' or {xpath_class('ipsType_richText')}]"),
        "permalink": etree.XPath("//a[contains(@href,'findComment') or contains(@href,'comment=')]"),
        "quotedata": etree.XPath("//*[@data-quotedata]"),
        "edited": etree.XPath(f"//*[{xpath_class('ipsType_reset')}]//*[@data-role='edited']//time"),
    }
    skipped = etree.XPath(f".//*[{xpath_class('ipsType_reset')} and .//time]|.//*[@data-role='memberSignature']")
    quotes = etree.XPath(f"//blockquote[{xpath_class('ipsQuote')}]")
    beside = etree.XPath(
        "//link[@rel='next' or @rel='prev']|//li[contains(@class,'ipsPagination_next')"
        " or contains(@class,'ipsPagination_prev')][not(contains(@class,'inactive'))]/a"
    )

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if any(key.startswith("elComment_") for key in signals.ids):
            return 0.95
        return 0.0

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if (data := row.first("quotedata")) is not None:
            try:
                known = json.loads(data.get("data-quotedata"))
            except ValueError:
                return
            if isinstance(known, dict):
                row.comment.author_name = str(known.get("username") or "") or row.comment.author_name
                row.comment.author_id = str(known.get("userid") or "") or None

    def quoted(self, quote: html.HtmlElement) -> str | None:
        if named := quote.get("data-ipsquote-contentcommentid"):
            return str(named)
        for link in quote.iter("a"):
            if found := _POST.search(link.get("href") or ""):
                return found.group(1)
        content = quote.find(".//*[@class='ipsQuote_contents']")
        return self.holder_of(quote, quote if content is None else content)
