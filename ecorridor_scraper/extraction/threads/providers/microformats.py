"""microformats2: comments and webmentions that a page marks as `u-comment h-cite`.

Source: https://microformats.org/wiki/comments and h-cite.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Described, Row, xpath_class
from ..generic.lineage import by_levels

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]*?(\d+)$")
_LEVEL = re.compile(r"(?:level|depth)[-_]?(\d{1,2})(?!\w)", re.IGNORECASE)


class Microformats(Described):
    """`.p-author`, `.dt-published`, `.e-content`, `.u-url`, and `.u-in-reply-to` between comments."""

    name = "microformats"
    fallback = True
    one_body = True
    comments = etree.XPath(
        f"//*[({xpath_class('u-comment')} or {xpath_class('p-comment')}) and "
        f"({xpath_class('h-cite')} or {xpath_class('h-entry')})]"
    )
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('p-author')}]"),
        "date": etree.XPath(f"//*[{xpath_class('dt-published')}]"),
        "edited": etree.XPath(f"//*[{xpath_class('dt-updated')}]"),
        "body": etree.XPath(
            f"//*[{xpath_class('e-content')} or {xpath_class('p-content')} or {xpath_class('p-name')}]"
        ),
        "permalink": etree.XPath(f"//a[{xpath_class('u-url')}]"),
        "answered": etree.XPath(f"//a[{xpath_class('u-in-reply-to')}]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.7 if {"u-comment", "p-comment"} & signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        own = element.get("id") or ""
        found = _NUMBER.search(own)
        return found.group(1) if found and own.count("-") < 2 else own

    def fill(self, row: Row, inside: set[Any]) -> None:
        author = row.first("author")
        if author is not None:
            name = author.find(".//*[@class='p-name']")
            row.parts["author"] = [author if name is None else name]
            row.comment.author_name = next((alt for img in author.iter("img") if (alt := img.get("alt"))), None)
        row.parts["permalink"] = [
            a for a in row.parts.get("permalink", []) if author is None or author not in (a, *a.iterancestors())
        ]
        pictured = row.comment.author_name
        super().fill(row, inside)
        row.comment.author_name = row.comment.author_name or pictured
        row.comment.comment_id = row.comment.comment_id or row.comment.permalink or ""

    def link(self, rows: list[Row]) -> None:
        super().link(rows)
        if not any(row.comment.parent_id for row in rows):
            self._link_by_levels(rows)
        known = {row.comment.permalink: row.comment.comment_id for row in rows if row.comment.permalink}
        for row in rows:
            for link in row.parts.get("answered", ()):
                if (key := known.get(link.get("href"))) and key != row.comment.comment_id:
                    row.comment.parent_id, row.comment.parent_source = key, "attribute"

    def _link_by_levels(self, rows: list[Row]) -> None:
        """Parents in a flat list whose class names tell how deep each comment stands."""
        levels = [_LEVEL.search(row.element.get("class") or "") for row in rows]
        if all(levels):
            for child, parent in by_levels([float(level[1]) for level in levels if level]).items():
                rows[child].comment.parent_id = rows[parent].comment.comment_id
                rows[child].comment.parent_source = "indent"
