"""vBulletin 3 and 4: posts of a thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class
from ..text import plain

if TYPE_CHECKING:
    from lxml import html

    from ....items import Comment
    from ..contract import Signals

_ID = re.compile(r"^(?:post_?|edit)(\d+)$")
_POST = re.compile(r"#post(\d+)|[?&]p=(\d+)|-post(\d+)")
_TABLED = etree.XPath(".//div[div[@class='smallfont']]//td[@class='alt2']")
_DATED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d|\b(?:19|20)\d\d\b")


class VBulletin(Forum):
    """Version 4 prints `li.postcontainer#post_N`, version 3 `table#postN`; the words stand in `#post_message_N`.

    Version 5 prints `li.b-post[data-node-id]`, the words in `.js-post__content-text`.
    """

    name = "vbulletin"
    one_body = True
    comments = etree.XPath(
        f"//li[starts-with(@id,'post_')][{xpath_class('postcontainer')} or {xpath_class('postbit')} or "
        f"{xpath_class('postbitlegacy')}]|//table[starts-with(@id,'post')][.//*[starts-with(@id,'post_message_')]]|"
        f"//li[{xpath_class('b-post')}][@data-node-id]"
    )
    parts: ClassVar = {
        "author": etree.XPath(
            f"//a[{xpath_class('username')} or {xpath_class('bigusername')}]|//span[{xpath_class('username')}]|"
            f"//*[{xpath_class('b-userinfo__details')}]//*[{xpath_class('author')}]//a"
        ),
        "date": etree.XPath(
            f"//*[{xpath_class('postdate')}]|//span[{xpath_class('date')}]|//dl[{xpath_class('userstats')}]/dd|"
            f"//td[{xpath_class('thead')}][1]|//*[{xpath_class('b-post__timestamp')}]//time"
        ),
        "body": etree.XPath(
            f"//blockquote[{xpath_class('postcontent')}]|"
            f"//*[starts-with(@id,'post_message_')][not(.//blockquote[{xpath_class('postcontent')}])]|"
            f"//*[{xpath_class('js-post__content-text')}]"
        ),
        "number": etree.XPath(
            f"//a[{xpath_class('postcounter')} or starts-with(@id,'postcount') or {xpath_class('b-post__count')}]"
        ),
    }
    skipped = etree.XPath(
        ".//*[contains(@class,'ignatur') or contains(@class,'attachment') or contains(@class,'bbcode_description')]"
        "|.//div[div[@class='smallfont']][.//td[@class='alt2']]"
    )
    quotes = etree.XPath(
        f"//*[{xpath_class('bbcode_quote')} or {xpath_class('bbcode_postedby')}]|"
        "//*[starts-with(@id,'post_message_')]//td[@class='alt2'][.//a[contains(@href,'post')]]"
    )
    beside = etree.XPath("//link[@rel='next' or @rel='prev']|//a[@rel='next' or @rel='prev']")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if "vbulletin" in signals.generator:
            return 0.95
        if "js-post__content-text" in signals.classes:
            return 0.9
        return 0.9 if any(key.startswith("post_message_") for key in signals.ids) else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        found = _ID.match(element.get("id") or "")
        return found.group(1) if found else element.get("data-node-id")

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if (number := row.first("number")) is not None and number.get("href"):
            row.parts["permalink"] = [number]

    def write(self, row: Row, bodies: list[Any], skip: set[Any]) -> None:
        """Version 3 marks quotes with nothing but the look of a table."""
        super().write(row, bodies, skip)
        words = [plain("".join(cell.itertext())) for body in bodies for cell in _TABLED(body)]
        if any(words):
            row.comment.quoted_text = "\n\n".join(w for w in words if w)

    def dated(self, comment: Comment, element: Any) -> bool:
        text = "".join(element.itertext())
        return bool(_DATED.search(text)) and super().dated(comment, element)

    def quoted(self, quote: html.HtmlElement) -> str | None:
        for link in quote.iter("a"):
            if found := _POST.search(link.get("href") or ""):
                return next(g for g in found.groups() if g)
        return None

    def is_opening(self, row: Row) -> bool:
        number = row.first("number")
        text = "".join(number.itertext()).strip(" #") if number is not None else ""
        return text == "1" if text.isdigit() else super().is_opening(row)
