"""phpBB 3: posts of a topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class
from ..text import plain

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_POST = re.compile(r"#p(\d+)|[?&]p=(\d+)")


class PhpBB(Forum):
    """`div.post#pN` with `p.author` and `div.content`; a quote's `cite` names the post."""

    name = "phpbb"
    own_id = re.compile(r"^p(\d+)$")
    comments = etree.XPath(f"//div[{xpath_class('post')}][starts-with(@id,'p')]")
    parts: ClassVar = {
        "author": etree.XPath(
            f"//p[{xpath_class('author')}]//*[{xpath_class('username')} or {xpath_class('username-coloured')}]"
            f"|//p[{xpath_class('author')}]//strong/*"
        ),
        "date": etree.XPath(f"//p[{xpath_class('author')}]//time|//p[{xpath_class('author')}]/text()/.."),
        "body": etree.XPath(f"//div[{xpath_class('content')}]"),
        "permalink": etree.XPath(f"//p[{xpath_class('author')}]/a[@href]|//h3/a[starts-with(@href,'#p')]"),
        "edited": etree.XPath(f"//div[{xpath_class('notice')}]"),
    }
    skipped = etree.XPath(
        f".//*[{xpath_class('signature')} or {xpath_class('notice')} or {xpath_class('attachbox')}]"
        f"|.//*[{xpath_class('codebox')}]/p"
    )
    quotes = etree.XPath("//blockquote//cite[.//a]|//blockquote[.//cite//a]")
    beside = etree.XPath(
        "//link[@rel='next' or @rel='prev']|//a[@rel='next' or @rel='prev']|"
        "//li[contains(@class,'arrow next') or contains(@class,'arrow previous')]/a"
    )

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        marks = signals.ids
        return 0.95 if "phpbb" in marks and {"postbody", "postprofile"} & signals.classes else 0.0

    def write(self, row: Row, bodies: list[Any], skip: set[Any]) -> None:
        """A quote in a forum is somebody else's words, whether it says whose or not."""
        outer = [q for body in bodies for q in body.iter("blockquote")]
        super().write(row, bodies, skip.union(outer))
        words = [plain("".join(q.itertext())) for q in outer if not any(a in outer for a in q.iterancestors())]
        row.comment.quoted_text = "\n\n".join(w for w in words if w) or None

    def quoted(self, quote: html.HtmlElement) -> str | None:
        for link in quote.iter("a"):
            if post := link.get("data-post-id"):
                return str(post)
            if found := _POST.search(link.get("href") or ""):
                return next(g for g in found.groups() if g)
        return None
