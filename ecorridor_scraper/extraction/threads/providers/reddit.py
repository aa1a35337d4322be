"""Reddit: the old interface, and the elements that the new one prints on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ...values import parse_count
from ..continued import Continued
from ..described import Described, Row, xpath_class
from ..text import absolute
from .reddit_api import RedditApi

if TYPE_CHECKING:
    from lxml import html

    from ....items import Comment
    from ..contract import Found, Signals


class OldReddit(Continued):
    """`div.thing.comment[data-fullname]`, nested in `.child`."""

    name = "reddit"
    api = RedditApi
    one_body = True
    comments = etree.XPath(f"//div[{xpath_class('thing')} and {xpath_class('comment')}]")
    parts: ClassVar = {
        "author": etree.XPath(f"//a[{xpath_class('author')}]"),
        "date": etree.XPath(f"//*[{xpath_class('tagline')}]//time[not({xpath_class('edited-timestamp')})]"),
        "edited": etree.XPath(f"//time[{xpath_class('edited-timestamp')}]"),
        "body": etree.XPath(f"//*[{xpath_class('usertext-body')}]/*[{xpath_class('md')}]"),
        "likes": etree.XPath(f"//span[{xpath_class('score')} and {xpath_class('unvoted')}]"),
        "more": etree.XPath(f"//*[{xpath_class('morechildren')} or {xpath_class('deepthread')}]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.98 if {"thing", "nestedlisting"} <= signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return element.get("data-fullname") or (element.get("id") or "").removeprefix("thing_") or None

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        element, comment = row.element, row.comment
        classes = (element.get("class") or "").split()
        comment.author_name = element.get("data-author") or comment.author_name
        comment.author_id = element.get("data-author-fullname")
        comment.permalink = absolute(element.get("data-permalink"), self.page.url)
        author = row.first("author")
        marks = (author.get("class") or "").split() if author is not None else []
        comment.is_staff = True if "moderator" in marks or "admin" in marks else None
        comment.is_article_author = True if "submitter" in marks else None
        if "deleted" in classes or (author is None and comment.author_name is None):
            comment.status, comment.author_name = "deleted", None
        elif "collapsed" in classes:
            comment.status = "collapsed"

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.stated_count = _stated(self.page.root)
        if self.parts["more"](self.page.root):
            found.complete, found.reason = False, "paged"


class NewReddit(Described):
    """`<shreddit-comment thingid parentid author depth permalink score>` with the words in a slot."""

    name = "reddit"
    one_body = True
    comments = etree.XPath("//shreddit-comment[@thingid]")
    parts: ClassVar = {
        "body": etree.XPath("//*[contains(@id,'-rtjson-content')]|//*[@slot='comment']"),
        "date": etree.XPath("//faceplate-timeago[@ts]|//time[@datetime]"),
    }

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.98 if signals.root.find(".//shreddit-comment") is not None else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return str(element.get("thingid"))

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        element, comment = row.element, row.comment
        author = element.get("author")
        if author in (None, "", "[deleted]"):
            comment.status = "deleted"
        else:
            comment.author_name = author
        comment.likes = parse_count(element.get("score"))
        comment.permalink = absolute(element.get("permalink"), self.page.url)

    def dated(self, comment: Comment, element: Any) -> bool:
        return self.date(comment, element.get("ts")) or super().dated(comment, element)

    def link(self, rows: list[Row]) -> None:
        super().link(rows)
        for row in rows:
            named = row.element.get("parentid") or ""
            if named.startswith("t1_"):
                row.comment.parent_id, row.comment.parent_source = named, "attribute"

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.stated_count = None
        for tree in self.page.root.iter("shreddit-comment-tree", "shreddit-post"):
            found.stated_count = parse_count(tree.get("totalcomments") or tree.get("comment-count"))
        if self.page.root.find(".//faceplate-partial[@loading]") is not None:
            found.complete, found.reason = False, "paged"


def _stated(root: html.HtmlElement) -> int | None:
    for link in root.xpath("//a[contains(@data-event-action,'comments')]"):
        return parse_count("".join(link.itertext()).split(" ")[0])
    return None
