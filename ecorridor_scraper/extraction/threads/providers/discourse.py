"""Discourse topics as they are printed for crawlers and browsers without scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ..described import Forum, Row, xpath_class

if TYPE_CHECKING:
    from lxml import html

    from ..contract import Found, Signals

_TOPIC = re.compile(r"/t/(?:[^/]+/)?(\d+)")


class DiscourseTopic(Forum):
    """`div#post_N.topic-body.crawler-post`. Numbers count the posts of one topic.

    Who answers whom stands in the data that the page preloads for scripts, else only in quotes.
    """

    name = "discourse"
    own_id = re.compile(r"^post_(\d+)$")
    one_body = True
    comments = etree.XPath(
        f"//*[{xpath_class('crawler-post')} or {xpath_class('topic-post')}][starts-with(@id,'post_')]"
    )
    parts: ClassVar = {
        "author": etree.XPath("//*[@itemprop='author']//*[@itemprop='name']|//span[@class='creator']//a"),
        "date": etree.XPath(f"//time[{xpath_class('post-time')}]|//time[@itemprop='datePublished']"),
        "modified": etree.XPath("//meta[@itemprop='dateModified']"),
        "body": etree.XPath(f"//div[{xpath_class('post')}]|//*[{xpath_class('cooked')}]"),
        "likes": etree.XPath(f"//span[{xpath_class('post-likes')}]"),
        "user": etree.XPath("//*[@itemprop='author']//a[@href]|//span[@class='creator']//a[@href]"),
    }
    skipped = etree.XPath(f".//*[{xpath_class('lightbox-wrapper')}]//*[{xpath_class('meta')}]")
    quotes = etree.XPath(f"//aside[{xpath_class('quote')}][@data-post]")
    preloaded = etree.XPath("//*[@id='data-preloaded']/@data-preloaded", smart_strings=False)

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.95 if "crawler-post" in signals.classes or "discourse" in signals.generator else 0.0

    def fill(self, row: Row, inside: set[Any]) -> None:
        super().fill(row, inside)
        if (user := row.first("user")) is not None:
            row.comment.author_url = user.get("href")
        if (modified := row.first("modified")) is not None and row.comment.date_published:
            self.edit(row, modified.get("content"))

    def edit(self, row: Row, raw: str | None) -> None:
        """The time of the last edit, which is printed for unedited posts too."""
        other = type(row.comment)()
        if self.date(other, raw) and other.date_published != row.comment.date_published:
            row.comment.date_modified = other.date_published

    def quoted(self, quote: html.HtmlElement) -> str | None:
        topic, here = quote.get("data-topic"), _TOPIC.search(self.page.url)
        if topic and here and topic != here.group(1):
            return None
        post = quote.get("data-post")
        return str(post) if post else None

    def link(self, rows: list[Row]) -> None:
        for number, answered in self._answers():
            for row in rows:
                if row.comment.comment_id == number:
                    row.comment.parent_id, row.comment.parent_source = answered, "attribute"
        super().link(rows)

    def _answers(self) -> list[tuple[str, str]]:
        """(post, the post that it answers), from the data that the page preloads."""
        for source in self.preloaded(self.page.root):
            try:
                stores = json.loads(source)
                topics = [json.loads(v) for k, v in stores.items() if k.startswith("topic_")]
            except (ValueError, AttributeError, TypeError):
                continue
            return [
                (str(post.get("post_number")), str(post["reply_to_post_number"]))
                for topic in topics
                if isinstance(topic, dict)
                for post in (topic.get("post_stream") or {}).get("posts") or ()
                if isinstance(post, dict) and post.get("reply_to_post_number")
            ]
        return []

    def is_opening(self, row: Row) -> bool:
        return row.comment.comment_id == "1"

    def finish(self, found: Found, rows: list[Row]) -> None:
        super().finish(found, rows)
        found.page_local_ids = True
