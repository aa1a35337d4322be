"""Kinja: the discussion under an article, as far as the page prints it; the rest is loaded by scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from lxml import etree

from ..described import Described, Row

if TYPE_CHECKING:
    from ..contract import Found, Signals


class Kinja(Described):
    """`#reply_N` elements with the class `reply` or `js_reply`; their parts are told by structure."""

    name = "kinja"
    own_id = re.compile(r"^(?:reply|comment)[_-]?(\d+)$")
    comments = etree.XPath(
        "//*[starts-with(@id,'reply')][contains(@class,'reply')][self::article or self::div or self::li]"
    )
    parts: ClassVar = {
        "body": etree.XPath("//*[contains(@class,'js_reply-content') or contains(@class,'reply__content')]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.8 if any("kinja" in s for s in signals.scripts) or "js_reply" in signals.classes else 0.0

    def finish(self, found: Found, rows: list[Row]) -> None:
        if found.stated_count is None or found.stated_count > len(rows):
            found.complete, found.reason = False, "paged"
