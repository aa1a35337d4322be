"""Reddit as JSON: the listing of a thread, and the branches that it stubs out with `more`.

Source: https://www.reddit.com/dev/api (`t1` comments, `more` stubs; body_html is HTML escaped once more).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, flatten, id_at, moment, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_THREAD = re.compile(r"/r/[^/]+/comments/[a-z0-9]+")
_GONE = {"[deleted]", "[removed]"}


class RedditApi(Api):
    """The JSON of a Reddit thread."""

    name = "reddit"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        match = _THREAD.search(page.url)
        self.thread = f"https://{urlsplit(page.url).netloc}{match.group()}" if match else None
        self._asked: set[str] = set()

    @classmethod
    def own(cls, data: Json) -> bool:
        return text_at(data, 0, "kind") == "Listing" and text_at(data, 0, "data", "children", 0, "kind") == "t3"

    def first(self) -> list[Ask]:
        """The listing, where the HTML shows only a part of the thread."""
        return [Ask(Wanted(query(f"{self.thread}.json", limit=500, sort="old")), "thread")] if self.thread else []

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, 1, "data", "children"), list):
            return self.misshapen(ask)
        found = Found()
        if ask is None or ask.purpose == "thread":
            post = at(data, 0, "data", "children", 0, "data")
            found.stated_count = count_at(post, "num_comments")
            locked = flag_at(post, "locked")
            found.is_open = None if locked is None else not locked
        comments: list[Comment] = []
        for row, _ in flatten(rows_at(data, 1, "data", "children"), "data", "replies", "data", "children"):
            held = at(row, "data")
            if text_at(row, "kind") == "t1" and id_at(held, "id"):
                comments.append(self._comment(held))
            elif text_at(row, "kind") == "more":
                self._more(held, found)
        found.comments = self.new(comments)
        if ask is not None and ask.purpose == "branch" and not found.comments:
            self.fail("missing")
        return found

    def _more(self, stub: Json, found: Found) -> None:
        """A stub: the branch below one comment is a document of its own, the rest of the top level is not."""
        parent = id_at(stub, "parent_id") or ""
        if self.thread and parent.startswith("t1_") and parent not in self._asked:
            self._asked.add(parent)
            address = query(f"{self.thread}/_/{parent[3:]}.json", limit=500, sort="old")
            found.asks.append(Ask(Wanted(address), "branch", {"parent": parent}))
        else:
            self.fail("paged")

    def _comment(self, row: Json) -> Comment:
        parent = id_at(row, "parent_id") or ""
        html = text_at(row, "body_html")
        comment = self.comment(
            f"t1_{id_at(row, 'id')}",
            parent if parent.startswith("t1_") else None,
            html=unescape(html) if html else None,
            plain_text=text_at(row, "body"),
            name=text_at(row, "author"),
            when=at(row, "created_utc"),
        )
        comment.author_id = id_at(row, "author_fullname")
        comment.likes = count_at(row, "score")
        edited = at(row, "edited")
        comment.date_modified = None if isinstance(edited, bool) else moment(edited, fetched_at=self.page.fetched_at)
        comment.permalink = web_address(text_at(row, "permalink"), "https://www.reddit.com/")
        comment.is_staff = True if text_at(row, "distinguished") in ("moderator", "admin") else None
        comment.is_article_author = flag_at(row, "is_submitter")
        if comment.author_name in _GONE or (comment.text or "") in _GONE:
            comment.status = "deleted"
            comment.author_name = None if comment.author_name in _GONE else comment.author_name
        elif flag_at(row, "collapsed"):
            comment.status = "collapsed"
        return comment
