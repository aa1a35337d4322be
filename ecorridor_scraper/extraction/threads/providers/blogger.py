"""Blogger: threaded comments, and the older flat list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..continued import Continued
from ..described import Row, xpath_class
from .blogger_feed import BloggerFeed

if TYPE_CHECKING:
    from ..contract import Found, Signals

_STAMP = re.compile(r"[?&]showComment=(\d{10,13})")
_OPEN = ("comment-form", "top-ce", "top-continue")


class Blogger(Continued):
    """`li.comment#c<id>`; the address of a comment holds its time in milliseconds.

    Only two levels are printed, so a deeper parent is known from the feed alone.
    """

    name = "blogger"
    own_id = re.compile(r"^(?:c|comment-?)?(\d{6,})$")
    api = BloggerFeed
    one_body = True
    comments = etree.XPath(
        f"//li[{xpath_class('comment')}][starts-with(@id,'c')]|//dl[@id='comments-block']/dt[starts-with(@id,'c')]"
        f"|//dt[{xpath_class('comment-author')}][starts-with(@id,'c')]"
    )
    parts: ClassVar = {
        "author": etree.XPath(f"//cite[{xpath_class('user')}]"),
        "date": etree.XPath(f"//span[{xpath_class('datetime')}]//a|//span[{xpath_class('datetime')}]"),
        "body": etree.XPath(f"//*[{xpath_class('comment-content')}]"),
        "permalink": etree.XPath(f"//span[{xpath_class('datetime')}]//a"),
        "own": etree.XPath(f"//*[{xpath_class('blog-author')}]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if "top-ra" in signals.ids or "comments-block" in signals.ids:
            return 0.95
        return 0.6 if "blogger" in signals.generator else 0.0

    def fill(self, row: Row, inside: set[Any]) -> None:
        if row.element.tag == "dt":
            self._flat(row)
        super().fill(row, inside)
        comment = row.comment
        link = row.first("permalink")
        if link is not None and (found := _STAMP.search(link.get("href") or "")):
            self.date(comment, found.group(1))
        comment.is_article_author = True if row.parts.get("own") else None
        body = row.first("body")
        if body is not None and (
            "deleted-comment" in (body.get("class") or "") or body.find(".//*[@class='deleted-comment']") is not None
        ):
            comment.status, comment.text, comment.text_html = "deleted", None, None

    def _flat(self, row: Row) -> None:
        """The older list: the name in `dt`, the words in `dd.comment-body`, the date in `dd.comment-footer`."""
        step = row.element.getnext()
        names = [a for a in row.element.iter("a") if (a.text or "").strip() and a.get("href")]
        row.parts["author"] = names[-1:] or [row.element]
        while step is not None and step.tag != "dt":
            classes = step.get("class") or ""
            if "comment-body" in classes:
                row.parts["body"] = [step]
            for link in step.iter("a"):
                if "#c" in (link.get("href") or ""):
                    row.parts.setdefault("permalink", []).append(link)
                    row.parts.setdefault("date", []).append(link)
            step = step.getnext()

    def link(self, rows: list[Row]) -> None:
        super().link(rows)
        parents = {row.comment.parent_id for row in rows}
        if parents - {None}:
            for row in rows:
                if row.comment.parent_source == "dom":
                    row.comment.parent_source = "dom-capped"

    def is_part(self, found: Found) -> bool:
        return super().is_part(found) or any(c.parent_source == "dom-capped" for c in found.comments)

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.is_open = True if any(key in self.signals.ids for key in _OPEN) else None
        stated = found.stated_count
        found.complete = None if stated is None else len(rows) >= stated
        found.reason = "paged" if found.complete is False else None
