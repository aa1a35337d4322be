"""Stack Exchange: the comments under questions and answers, which are flat.

A post shows its best comments; all of it are at `/posts/ID/comments`, as the list that the page would show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from lxml import etree

from ....items import Wanted
from ...values import parse_count
from ..answers import refusal
from ..contract import Ask, Found
from ..described import Described, Row, xpath_class
from ..place import outermost
from ..text import absolute

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_TITLE_DATE = re.compile(r"^[\d-]+ [\d:]+Z?")


class StackExchange(Described):
    """`li.comment#comment-N[data-comment-owner-id][data-comment-score]`."""

    name = "stackexchange"
    comments = etree.XPath(f"//li[{xpath_class('comment')}][@data-comment-id]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('comment-user')}]"),
        "date": etree.XPath(f"//*[{xpath_class('comment-date')}]//span[@title]"),
        "body": etree.XPath(f"//*[{xpath_class('comment-copy')}]"),
        "hidden": etree.XPath("//*[@data-remaining-comments-count]"),
    }

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self._brought: set[str] = set()
        """The comments of the posts that were asked for."""

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.97 if "js-comments-list" in signals.classes else 0.0

    def fill(self, row: Row, inside: set[object]) -> None:
        super().fill(row, inside)
        element, comment = row.element, row.comment
        comment.author_id = element.get("data-comment-owner-id")
        comment.likes = parse_count(element.get("data-comment-score"))
        comment.permalink = f"{self.page.url.partition('#')[0]}#comment{comment.comment_id}"

    def dated(self, comment: Comment, element: object) -> bool:
        title = element.get("title") or ""  # type: ignore[attr-defined]
        found = _TITLE_DATE.match(title)
        return self.date(comment, found.group(0)) if found else super().dated(comment, element)

    def finish(self, found: Found, rows: list[Row]) -> None:
        lists = self.page.root.xpath("//*[@data-remaining-comments-count]")
        found.stated_count = len(rows)
        found.elements = outermost(lists) or found.elements
        for shown in lists:
            missing = parse_count(shown.get("data-remaining-comments-count")) or 0
            post = next((p for e in shown.iterancestors() if (p := e.get("data-post-id"))), None)
            address = absolute(f"/posts/{post}/comments", self.page.url) if post else None
            found.stated_count += missing
            if missing and address:
                count = missing + sum(bool(e.get("data-comment-id")) for e in shown)
                found.asks.append(Ask(Wanted(address), "post", {"count": count}))
            elif missing:
                found.complete, found.reason = False, "paged"

    def follow(self, ask: Ask, document: Document) -> Found:
        """All comments of one post; those that the page has printed come again."""
        reason = refusal(document)
        rows = [] if reason else self.rows_in(self.page_of(document).root)
        for row in rows:
            self.fill(row, set())
        found = Found([row.comment for row in rows], complete=True)
        if len(rows) < int(ask.state["count"] or 0):
            self.pages.failure = self.pages.failure or reason or ("truncated" if rows else "refused")
            if rows:
                del found.comments[-1]  # which may be cut, too
        ids = {comment.comment_id for comment in found.comments}
        if ids & self._brought:
            self.pages.failure = self.pages.failure or "paged"  # those of another post
        self._brought |= ids
        if self.pages.failure:
            found.complete, found.reason = False, self.pages.failure
        return found
