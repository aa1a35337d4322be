"""Waline, Artalk, Twikoo and Isso as they stand in a page that a browser has rendered and saved.

Source: the templates of each, walinejs/waline `packages/client/src/components/CommentCard.vue`, ArtalkJS/Artalk
`ui/artalk/src/comment/comment.html` and `renders/*.ts`, twikoojs/twikoo `src/client/view/components/TkComment.vue`,
isso-comments/isso `isso/js/app/templates/comment.js` and `app/isso.js`. The first three show the answers of a branch as
one flat list and say, in each, whom it answers; Isso has one level of answers. Cusdis stands in a frame of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..continued import Continued
from ..described import Row, xpath_class
from ..text import plain
from .artalk import Artalk
from .isso import Isso
from .twikoo import Twikoo
from .waline import Waline

if TYPE_CHECKING:
    from lxml import html

    from ....items import Comment
    from ..contract import Found, Signals

_AFTER_MENTION = re.compile(r"^((?:<p>)?)\s*[:,\uff1a\uff0c]\s*")


class Rendered(Continued):
    """What they have in common: `answered` is the link to the comment answered, `more` a button for the rest."""

    more: ClassVar[etree.XPath]

    def identify(self, element: html.HtmlElement) -> str | None:
        return (element.get("id") or "").strip()

    def link(self, rows: list[Row]) -> None:
        super().link(rows)
        here = {row.comment.comment_id for row in rows}
        for row in rows:
            answered = row.first("answered")
            key = "" if answered is None else (answered.get("href") or "").removeprefix("#")
            if key in here and key not in ("", row.comment.comment_id):
                row.comment.parent_id, row.comment.parent_source = key, "attribute"

    def finish(self, found: Found, rows: list[Row]) -> None:
        if self.more(self.page.root):
            found.complete, found.reason = False, "paged"


class WalinePage(Rendered):
    """`.wl-card-item` (3) or `.wl-item` (2), `.wl-content` with a mention before its words."""

    name = "waline"
    api = Waline
    comments = etree.XPath(f"//*[@id][{xpath_class('wl-card-item')} or {xpath_class('wl-item')}]")
    _mention = "a[starts-with(@href,'#') and starts-with(normalize-space(.),'@')]"
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('wl-nick')}]"),
        "date": etree.XPath(f"//*[{xpath_class('wl-time')}]"),
        "body": etree.XPath(f"//*[{xpath_class('wl-content')}]"),
        "likes": etree.XPath(f"//*[{xpath_class('wl-like')}]"),
        "answered": etree.XPath(f"//*[{xpath_class('wl-content')}]//{_mention}"),
    }
    skipped = etree.XPath(f"(.//{_mention})[1]|(.//{_mention})[1]/following-sibling::span[1]")
    more = etree.XPath(f"//*[{xpath_class('wl-operation')}]//button")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.96 if "wl-content" in signals.classes else 0.0

    def write(self, row: Row, bodies: list[Any], skip: set[Any]) -> None:
        super().write(row, bodies, skip)
        comment = row.comment
        if row.first("answered") is not None and comment.text and comment.text_html:
            comment.text = _AFTER_MENTION.sub("", comment.text) or None
            comment.text_html = _AFTER_MENTION.sub(r"\1", comment.text_html)


class ArtalkPage(Rendered):
    """`.atk-comment-wrap#atk-comment-N`; the comment answered is named, or quoted where all stand in one flat list."""

    name = "artalk"
    api = Artalk
    comments = etree.XPath(f"//*[starts-with(@id,'atk-comment-')][{xpath_class('atk-comment-wrap')}]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('atk-header')}]/*[{xpath_class('atk-nick')}]"),
        "date": etree.XPath(f"//*[{xpath_class('atk-header')}]/*[{xpath_class('atk-date')}]"),
        "body": etree.XPath(f"//*[{xpath_class('atk-body')}]/*[{xpath_class('atk-content')}]"),
        "likes": etree.XPath(f"//*[{xpath_class('atk-actions')}]/*[1][contains(.,'(')]"),
        "named": etree.XPath(
            f"//*[{xpath_class('atk-reply-at')} or {xpath_class('atk-reply-to')}]//*[{xpath_class('atk-nick')}]"
        ),
        "quoted": etree.XPath(f"//*[{xpath_class('atk-reply-to')}]/*[{xpath_class('atk-content')}]"),
        "folded": etree.XPath(f"//*[{xpath_class('atk-body')}]/*[{xpath_class('atk-collapsed')}]"),
    }
    more = etree.XPath(f"//*[{xpath_class('atk-list-read-more')}][not(contains(@style,'none'))]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.96 if {"atk-comment-wrap", "atk-content"} <= signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return (element.get("id") or "").removeprefix("atk-comment-")

    def dated(self, comment: Comment, element: Any) -> bool:
        return self.date(comment, element.get("data-atk-comment-date")) or super().dated(comment, element)

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if row.first("folded") is not None:
            row.comment.status = "collapsed"

    def link(self, rows: list[Row]) -> None:
        super().link(rows)
        said = {(row.comment.author_name, _letters(row.comment.text)): row.comment.comment_id for row in rows[::-1]}
        author: dict[str, str | None] = {}
        branch: dict[str, str] = {}
        latest: dict[tuple[str, str | None], str] = {}
        for row in rows:
            comment = row.comment
            key, above = comment.comment_id, comment.parent_id
            author[key], branch[key] = comment.author_name, branch.get(above or "", key)
            name = _text_of(row.first("named")).removeprefix("@")
            if row.first("quoted") is not None:
                if (answered := said.get((name, _letters(_text_of(row.first("quoted")))), key)) != key:
                    comment.parent_id, comment.parent_source = answered, "quote"
            elif name and above and author.get(above) != name:
                answered = latest.get((branch[key], name), "")
                comment.parent_id = answered or above
                comment.parent_source = "mention" if answered else "dom-capped"
            latest[branch[key], comment.author_name] = key


class TwikooPage(Rendered):
    """`.tk-comment`, `.tk-content` with a span for the mention and one for the words."""

    name = "twikoo"
    api = Twikoo
    comments = etree.XPath(f"//*[@id][{xpath_class('tk-comment')}]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('tk-meta')}]/*[{xpath_class('tk-nick')}]"),
        "date": etree.XPath(f"//*[{xpath_class('tk-time')}]/time"),
        "body": etree.XPath(f"//*[{xpath_class('tk-content')}]/span[not(a[{xpath_class('tk-ruser')}])]"),
        "likes": etree.XPath(f"//*[{xpath_class('tk-action')}]/a[1]/*[{xpath_class('tk-action-count')}]"),
        "dislikes": etree.XPath(
            f"//*[{xpath_class('tk-action')}]/a[2][following-sibling::a]/*[{xpath_class('tk-action-count')}]"
        ),
        "answered": etree.XPath(f"//a[{xpath_class('tk-ruser')}]"),
    }
    more = etree.XPath(f"//*[{xpath_class('tk-comments-container')}]/*[{xpath_class('tk-expand-wrap')}]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.96 if {"tk-comment", "tk-content"} <= signals.classes else 0.0

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if "tk-master" in (row.element.get("class") or "").split():
            row.comment.is_staff = True


class IssoPage(Rendered):
    """`.isso-comment#isso-N` in the `.isso-follow-up` of the comment answered; a preview of the form has no id."""

    name = "isso"
    api = Isso
    comments = etree.XPath(f"//*[starts-with(@id,'isso-')][{xpath_class('isso-comment')}]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('isso-author')}]"),
        "date": etree.XPath(f"//a[{xpath_class('isso-permalink')}]/time"),
        "permalink": etree.XPath(f"//a[{xpath_class('isso-permalink')}]"),
        "body": etree.XPath(f"//*[{xpath_class('isso-text')}]"),
    }
    more = etree.XPath(f"//*[{xpath_class('isso-load-hidden')}]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.96 if "isso-permalink" in signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return (element.get("id") or "").removeprefix("isso-")

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if "isso-is-page-author" in (row.element.get("class") or "").split():
            row.comment.is_article_author = True


def _text_of(element: Any) -> str:
    return "" if element is None else plain("".join(element.itertext())) or ""


def _letters(text: str | None) -> str:
    return "".join((text or "").split())
