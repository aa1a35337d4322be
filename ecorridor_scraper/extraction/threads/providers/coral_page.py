"""Coral as it stands in a page that a browser has rendered and saved; versions with a shadow tree leave none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Described, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LEVEL = re.compile(r"coral-indent-(\d+)|talk-stream-comment-wrapper-level-(\d+)")


class CoralPage(Described):
    """`.coral-comment` (5 and later) or `.talk-stream-comment` (4); the level stands in class names."""

    name = "coral"
    comments = etree.XPath(f"//*[{xpath_class('coral-comment')} or {xpath_class('talk-stream-comment')}]")
    parts: ClassVar = {
        "author": etree.XPath(
            f"//*[{xpath_class('coral-comment-username')} or {xpath_class('talk-stream-comment-user-name')}]"
        ),
        "date": etree.XPath(f"//*[{xpath_class('coral-comment-timestamp')}]|//time"),
        "body": etree.XPath(
            f"//*[{xpath_class('coral-comment-content')} or {xpath_class('talk-stream-comment-content')}]"
        ),
        "level": etree.XPath("//*[contains(@class,'coral-indent-')]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.96 if {"coral-comment", "talk-stream-comment"} & signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        step: Any = element
        for _ in range(4):
            if step is None:
                break
            if found := _UUID.search(f"{step.get('id') or ''} {step.get('data-comment-id') or ''}"):
                return found.group(0)
            step = step.getparent()
        return ""

    def link(self, rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            row.comment.comment_id = row.comment.comment_id or f"n{number}"
        super().link(rows)
        above: list[tuple[int, str]] = []
        for row in rows:
            level = self._level(row)
            while above and above[-1][0] >= level:
                above.pop()
            if above and row.comment.parent_id is None:
                row.comment.parent_id, row.comment.parent_source = above[-1][1], "indent"
            above.append((level, row.comment.comment_id))

    @staticmethod
    def _level(row: Row) -> int:
        elements = [row.element, *list(row.element.iterancestors())[:4], *row.parts.get("level", [])[:1]]
        for element in elements:
            if found := _LEVEL.search(element.get("class") or ""):
                return int(next(g for g in found.groups() if g))
        return 0
