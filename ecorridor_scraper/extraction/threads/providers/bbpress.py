"""bbPress, the forum of WordPress: replies of a topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_CLASS_ID = re.compile(r"(?:^|\s)post-(\d+)(?=\s|$)")
_AUTHOR_ID = re.compile(r"(?:^|\s)user-id-(\d+)(?=\s|$)")


class BbPress(Forum):
    """A header `#post-N.bbp-reply-header` with date and link, followed by the reply `div.post-N`.

    Threaded replies nest in `ul.bbp-threaded-replies`.
    """

    name = "bbpress"
    one_body = True
    comments = etree.XPath(
        "//div[starts-with(@id,'post-')][.//div[contains(@class,'type-reply') or contains(@class,'type-topic')]]"
        "|//div[contains(@class,'type-reply') or contains(@class,'type-topic')]"
        "[not(ancestor::div[starts-with(@id,'post-')])]"
        f"[.//*[{xpath_class('bbp-reply-content')} or {xpath_class('bbp-topic-content')}]]"
    )
    parts: ClassVar = {
        "author": etree.XPath(
            f"//*[{xpath_class('bbp-author-name')} or {xpath_class('bbp-reply-post-name')}]"
            f"|//a[{xpath_class('bbp-author-link')}][not(.//img)]"
        ),
        "body": etree.XPath(f"//*[{xpath_class('bbp-reply-content')} or {xpath_class('bbp-topic-content')}]"),
    }
    skipped = etree.XPath(f".//*[{xpath_class('bbp-reply-revision-log')} or {xpath_class('bbp-topic-revision-log')}]")
    quotes = etree.XPath("//blockquote[.//a[contains(@href,'#post-')]]")
    beside = etree.XPath(
        f"//*[{xpath_class('bbp-pagination-links')}]//a[{xpath_class('next')} or {xpath_class('prev')}]"
    )

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.95 if {"bbp-reply-content", "bbp-reply-author"} & signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        found = _CLASS_ID.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        return found.group(1) if found else None

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        header = self.signals.ids.get(f"post-{row.comment.comment_id}")
        for element in header.iter() if header is not None else ():
            classes = element.get("class") or ""
            if "post-date" in classes:
                self.dated(row.comment, element)
            elif "permalink" in classes and element.get("href"):
                row.comment.permalink = element.get("href")
        if found := _AUTHOR_ID.search(row.element.get("class") or ""):
            row.comment.author_id = found.group(1)

    def quoted(self, quote: html.HtmlElement) -> str | None:
        for link in quote.iter("a"):
            if found := re.search(r"#post-(\d+)", link.get("href") or ""):
                return found.group(1)
        return None

    def link(self, rows: list[Row]) -> None:
        owner: dict[Any, str] = {}
        for row in rows:
            step = row.element.getparent()
            if step is not None and step.tag == "li":
                owner[step] = row.comment.comment_id
        for row in rows:
            step = row.element.getparent()
            step = step.getparent() if step is not None else None
            while step is not None and step not in owner:
                step = step.getparent()
            if step is not None:
                row.comment.parent_id, row.comment.parent_source = owner[step], "dom"
        super().link(rows)

    def is_opening(self, row: Row) -> bool:
        return "type-topic" in (row.element.get("class") or "")
