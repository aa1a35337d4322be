"""wpDiscuz, a WordPress plugin with a markup of its own: the id of each comment names its parent.

`wpd-comm-<id>_<parent>` (version 7) or `wc-comm-<id>_<parent>` (versions 3 to 6), 0 for a root. The nesting of the
page is capped, the id is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree, html

from ...values import parse_count
from ..contract import Ask, Found, Signals
from ..described import Described, Row, xpath_class
from .wordpress_further import WpDiscuzFurther

if TYPE_CHECKING:
    from ...page import Document, Page

_ID = re.compile(r"^(?:wpd|wc)-comm-(\d+)_(\d+)$")
_COUNT = etree.XPath("//*[contains(@class,'wpd-thread-info')]/@data-comments-count", smart_strings=False)
_SHOWN_COUNT = etree.XPath("//*[contains(@class,'wpdtc')]/@title", smart_strings=False)
_OLD_COUNT = etree.XPath("//*[contains(@class,'wc-header-text') or contains(@class,'wc_header_text')]")
_MORE_BUTTON = etree.XPath("//*[contains(@class,'wpd-load-more-submit')]/@data-lastparentid", smart_strings=False)
_FORMS = etree.XPath("//*[@id='wpdcom' or @id='wpcomm']")


class WpDiscuz(Described):
    """wpDiscuz comments in the page, or in the HTML that its AJAX interface sends."""

    name = "wpdiscuz"
    own_id = _ID
    comments = etree.XPath("//*[starts-with(@id,'wpd-comm-') or starts-with(@id,'wc-comm-')]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('wpd-comment-author')} or {xpath_class('wc-comment-author')}]"),
        "date": etree.XPath(f"//*[{xpath_class('wpd-comment-date')} or {xpath_class('wc-comment-date')}]"),
        "body": etree.XPath(f"//*[{xpath_class('wpd-comment-text')} or {xpath_class('wc-comment-text')}]"),
        "likes": etree.XPath(
            f"//*[{xpath_class('wpd-vote-result')} or {xpath_class('wc-vote-result')}][not({xpath_class('wpd-down')})]"
        ),
        "dislikes": etree.XPath(
            f"//*[{xpath_class('wpd-vote-result')} and {xpath_class('wpd-down')} and not({xpath_class('wpd-up')})]"
        ),
        "own": etree.XPath(f"//*[{xpath_class('wpd-blog-post_author')} or {xpath_class('wc-blog-post_author')}]"),
        "staff": etree.XPath(f"//*[{xpath_class('wpd-blog-administrator')} or {xpath_class('wpd-blog-editor')}]"),
    }

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.further = WpDiscuzFurther(page, signals, self.read_ajax)

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if "wpdcom" in signals.ids or "wpcomm" in signals.ids or "wpd-threads" in signals.ids:
            return 0.97
        return 0.97 if _fragment(signals.data) else 0.0

    def rows(self) -> list[Row]:
        if fragment := _fragment(self.signals.data):
            return self.rows_in(html.fragment_fromstring(fragment, create_parent="div"))
        return self.rows_in(self.page.root)

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        comment = row.comment
        own = f"{row.element.get('class') or ''}"
        comment.is_article_author = True if row.parts.get("own") or "post_author" in own else None
        comment.permalink = f"{self.page.url.partition('#')[0]}#comment-{comment.comment_id}"

    def link(self, rows: list[Row]) -> None:
        for row in rows:
            found = _ID.match(row.element.get("id") or "")
            parent = found.group(2) if found else "0"
            if parent != "0":
                row.comment.parent_id, row.comment.parent_source = parent, "attribute"

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.stated_count = self.stated() or found.stated_count
        found.elements = list(_FORMS(self.page.root)) or found.elements

    def stated(self) -> int | None:
        """How many comments the plugin says there are."""
        for value in (*_COUNT(self.page.root), *_SHOWN_COUNT(self.page.root)):
            return parse_count(value)
        for element in _OLD_COUNT(self.page.root):
            return parse_count("".join(re.findall(r"\d+", "".join(element.itertext()))[:1]))
        return None

    def read(self) -> Found:
        found = super().read()
        if not found.comments and (stated := self.stated()) is not None:
            found.stated_count = stated
            found.elements = list(_FORMS(self.page.root))
        if self.signals.data is None:
            button = next(iter(_MORE_BUTTON(self.page.root)), None)
            self.further.begin(found, button)
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        return self.further.follow(ask, document)

    def read_ajax(self, document: Document) -> Found | None:
        """The comments in one answer of the AJAX interface, or None where it holds none."""
        signals = Signals(self.page_of(document))
        fragment = _fragment(signals.data)
        if fragment is None:
            return None
        rows = self.rows_in(html.fragment_fromstring(fragment, create_parent="div"))
        inside = {row.element for row in rows}
        for row in rows:
            self.fill(row, inside)
        self.link(rows)
        return Found(comments=[row.comment for row in rows], source="attribute")


def _fragment(data: Any) -> str | None:
    """The HTML of comments in an answer of the plugin's AJAX interface."""
    inner = data.get("data", data) if isinstance(data, dict) else None
    markup = inner.get("comment_list") if isinstance(inner, dict) else None
    return markup if isinstance(markup, str) and "-comm-" in markup else None
