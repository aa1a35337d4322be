"""SPIP, the system of much of the French press: forum messages under an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Described, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_ID = re.compile(r"(?:^forum|id_forum=|^comment-?|#forum|#comment)(\d+)")


class Spip(Described):
    """`li.forum-fil` (or `forum-message`), replies in a list inside; the id stands in anchors and reply links."""

    name = "spip"
    one_body = True
    comments = etree.XPath(f"//li[{xpath_class('forum-fil')}]|//li[{xpath_class('comment-fil')}]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('fn')}]|//*[{xpath_class('forum-auteur')}]"),
        "date": etree.XPath(f"//abbr[@title]|//time|//*[{xpath_class('date')}]"),
        "body": etree.XPath(
            f"//*[{xpath_class('forum-texte')} or {xpath_class('comment-texte')} or {xpath_class('comment-content')}]"
        ),
        "anchor": etree.XPath(
            "//*[starts-with(@id,'forum') or starts-with(@id,'comment')]|//a[contains(@href,'id_forum=')]"
        ),
        "permalink": etree.XPath("//a[contains(@href,'#forum') or contains(@href,'#comment')]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if {"forum-fil", "comment-fil"} & signals.classes:
            return 0.96
        return 0.3 if "spip" in signals.generator else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        found = _ID.search(element.get("id") or "")
        return found.group(1) if found else ""

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if not row.comment.comment_id:
            for anchor in row.parts.get("anchor", ()):
                if found := _ID.search(anchor.get("id") or anchor.get("href") or ""):
                    row.comment.comment_id = found.group(1)
                    break

    def link(self, rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            # a comment without an id still needs one that its replies can name
            row.comment.comment_id = row.comment.comment_id or f"n{number}"
        super().link(rows)
