"""XenForo 2: posts of a thread, and the comments under articles of its media and article add-ons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Signals

_NUMBER = re.compile(r"(\d+)\s*$")
_SOURCE = re.compile(r"(?:post|comment|message):\s*(\d+)|#post-(\d+)|[?&]id=(\d+)")


class XenForo(Forum):
    """`article.message--post[data-content=post-N][data-author]`; quotes carry the id of what they quote."""

    name = "xenforo"
    one_body = True
    comments = etree.XPath(
        f"//article[{xpath_class('message')}][@data-content or starts-with(@id,'js-post-')]|"
        f"//div[{xpath_class('comment')}][@data-content]"
    )
    parts: ClassVar = {
        "date": etree.XPath(f"//*[{xpath_class('message-attribution-main')}]//time|//time[{xpath_class('u-dt')}]"),
        "body": etree.XPath(f"//*[{xpath_class('bbWrapper')}]"),
        "edited": etree.XPath(f"//*[{xpath_class('message-lastEdit')}]//time"),
        "user": etree.XPath(f"//a[{xpath_class('username')}]|//h4[{xpath_class('message-name')}]//a"),
        "name": etree.XPath(f"//*[{xpath_class('message-name')}]"),
        "permalink": etree.XPath(f"//*[{xpath_class('message-attribution-main')}]//a[@href]"),
        "staff": etree.XPath(f"//*[{xpath_class('message-userBanner')} and {xpath_class('userBanner--staff')}]"),
    }
    quotes = etree.XPath(f"//blockquote[@data-source]|//*[{xpath_class('bbCodeBlock--quote')}][.//a]")
    beside = etree.XPath(f"//link[@rel='next' or @rel='prev']|//a[{xpath_class('pageNav-jump')}][@href]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.95 if "bbWrapper" in signals.classes and "message" in signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        found = _NUMBER.search(element.get("data-content") or element.get("id") or "")
        return found.group(1) if found else None

    def fill(self, row: Row, inside: set[Any]) -> None:
        user = row.first("user")
        row.parts["author"] = [user] if user is not None else row.parts.get("name", [])
        super().fill(row, inside)
        comment = row.comment
        comment.author_name = row.element.get("data-author") or comment.author_name
        if user is not None:
            comment.author_id = user.get("data-user-id")
        if f" {row.element.get('class')} ".find(" message--deleted ") >= 0:
            comment.status = "deleted"

    def quoted(self, quote: html.HtmlElement) -> str | None:
        link = quote.find(".//a")
        found = _SOURCE.search(quote.get("data-source") or (link.get("href") if link is not None else "") or "")
        return next((g for g in found.groups() if g), None) if found else None


class XenForo1(Forum):
    """Version 1: `li.message#post-N[data-author]` with `blockquote.messageText`; a quote's link names the post."""

    name = "xenforo"
    one_body = True
    comments = etree.XPath(f"//li[{xpath_class('message')}][starts-with(@id,'post-')]")
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('userText')}]//a[{xpath_class('username')}]"),
        "date": etree.XPath(f"//*[{xpath_class('datePermalink')}]/*|//*[{xpath_class('datePermalink')}][not(*)]"),
        "body": etree.XPath(f"//*[{xpath_class('messageContent')}]//*[{xpath_class('messageText')}]"),
        "edited": etree.XPath(f"//*[{xpath_class('editDate')}]/*"),
        "permalink": etree.XPath(f"//a[{xpath_class('datePermalink')}]"),
        "likes": etree.XPath(f"//*[{xpath_class('likesSummary')}]//*[{xpath_class('count')}]"),
        "staff": etree.XPath(f"//*[{xpath_class('userBanner')} and {xpath_class('bannerStaff')}]"),
    }
    quotes = etree.XPath(f"//*[{xpath_class('bbCodeQuote')}][.//a]")
    beside = etree.XPath("//link[@rel='next' or @rel='prev'][@href]")

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.95 if {"messageText", "messageList"} <= signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        found = _NUMBER.search(element.get("id") or "")
        return found.group(1) if found else None

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        row.comment.author_name = row.element.get("data-author") or row.comment.author_name
        if "deleted" in (row.element.get("class") or "").split():
            row.comment.status = "deleted"

    def quoted(self, quote: html.HtmlElement) -> str | None:
        link = next((a for a in quote.iter("a") if "AttributionLink" in (a.get("class") or "")), None)
        found = _SOURCE.search(link.get("href") or "") if link is not None else None
        return next((g for g in found.groups() if g), None) if found else None
