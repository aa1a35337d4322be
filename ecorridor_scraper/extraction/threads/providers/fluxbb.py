"""PunBB and FluxBB: `div#pN.blockpost`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_POST = re.compile(r"[?&]pid=(\d+)|#p(\d+)")


class FluxBB(Forum):
    """A quote names the person, in newer versions with a link to the post; else its words tell which post it is."""

    name = "fluxbb"
    own_id = re.compile(r"^p(\d+)$")
    comments = etree.XPath(f"//div[{xpath_class('blockpost')}][starts-with(@id,'p')]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('postleft')}]//dt"),
        "date": etree.XPath(f"//*[{xpath_class('blockpost')}]/h2//a"),
        "permalink": etree.XPath(f"//*[{xpath_class('blockpost')}]/h2//a"),
        "body": etree.XPath(f"//*[{xpath_class('postmsg')}]"),
        "edited": etree.XPath(f"//*[{xpath_class('postedit')}]"),
    }
    skipped = etree.XPath(f".//*[{xpath_class('postedit')} or {xpath_class('postsignature')}]")
    quotes = etree.XPath(f"//*[{xpath_class('quotebox')}]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.95 if {"blockpost", "postmsg"} <= signals.classes else 0.0

    def quoted(self, quote: html.HtmlElement) -> str | None:
        for link in quote.iterfind(".//cite//a"):
            if found := _POST.search(link.get("href") or ""):
                return found.group(1) or found.group(2)
        content = quote.find(".//blockquote")
        return None if content is None else self.holder_of(quote, content)

    def is_opening(self, row: Row) -> bool:
        return "firstpost" in (row.element.get("class") or "").split()
