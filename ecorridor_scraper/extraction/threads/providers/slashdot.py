"""Slashdot: a tree of items, some of them with a cut or an empty body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Described, Row, xpath_class

if TYPE_CHECKING:
    from ....items import Comment
    from ..contract import Found, Signals

_ON = re.compile(r"^\s*on\s+", re.IGNORECASE)


class Slashdot(Described):
    """`li.comment#tree_N`: `full` has the text, `oneline` its beginning, `hidden` only its place in the tree."""

    name = "slashdot"
    own_id = re.compile(r"^tree_(\d+)$")
    one_body = True
    comments = etree.XPath("//li[starts-with(@id,'tree_')]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('by')}]"),
        "date": etree.XPath(f"//*[{xpath_class('otherdetails')}]"),
        "body": etree.XPath("//div[starts-with(@id,'comment_body_')]"),
        "likes": etree.XPath(f"//span[{xpath_class('score')}]"),
    }
    skipped = etree.XPath(f".//*[{xpath_class('sig')} or {xpath_class('readrest')}]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.97 if "commentlisting" in signals.ids else 0.0

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        comment = row.comment
        comment.likes = None
        classes = (row.element.get("class") or "").split()
        name = comment.author_name or ""
        comment.author_name = re.sub(r"^by\s+|\s*\(\s*\d+\s*\)$", "", name).strip() or None
        if "oneline" in classes:
            comment.is_truncated, comment.status = True, "collapsed"
        elif not comment.text:
            comment.status = "collapsed"

    def dated(self, comment: Comment, element: Any) -> bool:
        text = " ".join("".join(element.itertext()).split())
        return self.date(comment, _ON.sub("", text).partition(" (#")[0].replace("@", " "))

    def finish(self, found: Found, rows: list[Row]) -> None:
        if any(row.comment.status == "collapsed" for row in rows):
            found.complete, found.reason = False, "truncated"
