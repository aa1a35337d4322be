"""Hacker News as JSON: Algolia's whole tree in one document, or Firebase's items one by one.

Source: https://hn.algolia.com/api (`/items/ID`) and https://github.com/HackerNews/API.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, flatten, id_at, rows_at, text_at
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_ITEM = re.compile(r"news\.ycombinator\.com/item\?(?:.*&)?id=(\d+)|(?:v0/item|items)/(\d+)")


class HackerNewsApi(Api):
    """The JSON of a Hacker News item."""

    name = "hackernews"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        match = _ITEM.search(page.url)
        self.item = next(filter(None, match.groups()), None) if match else None

    @classmethod
    def own(cls, data: Json) -> bool:
        if isinstance(at(data, "children"), list) and "story_id" in data and "points" in data:
            return True
        return isinstance(at(data, "kids"), list) and "by" in data and "descendants" in data

    def first(self) -> list[Ask]:
        """The whole tree, where the HTML shows only a part of it."""
        return [Ask(Wanted(f"https://hn.algolia.com/api/v1/items/{self.item}"), "tree")] if self.item else []

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if isinstance(at(data, "children"), list):
            return self._tree(data)
        if id_at(data, "id") is None:
            return self.misshapen(ask)
        found = Found()
        if text_at(data, "type") == "comment":
            found.comments = self.new([self._item(data)])
        else:
            found.stated_count = count_at(data, "descendants")
        kids = at(data, "kids")
        for kid in kids if isinstance(kids, list) else ():
            identifier = id_at([kid], 0)
            if identifier and identifier not in self._seen:
                address = f"https://hacker-news.firebaseio.com/v0/item/{identifier}.json"
                found.asks.append(Ask(Wanted(address), "item"))
        return found

    def _tree(self, data: Json) -> Found:
        top = id_at(data, "id")
        kept = [(row, up) for row, up in flatten(rows_at(data, "children"), "children") if id_at(row, "id")]
        return Found(comments=self.new(self._node(row, up, top) for row, up in kept))

    def _node(self, row: Json, up: Json, top: str | None) -> Comment:
        parent = id_at(row, "parent_id")
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(up, "id") or (None if parent == top else parent),
            html=text_at(row, "text"),
            name=text_at(row, "author"),
            when=at(row, "created_at") or at(row, "created_at_i"),
        )
        return self._finish(comment)

    def _item(self, row: Json) -> Comment:
        parent = id_at(row, "parent")
        comment = self.comment(
            id_at(row, "id") or "",
            parent if parent in self._seen else None,
            html=text_at(row, "text"),
            name=text_at(row, "by"),
            when=at(row, "time"),
        )
        if flag_at(row, "deleted"):
            comment.status = "deleted"
        elif flag_at(row, "dead"):
            comment.status = "collapsed"
        return self._finish(comment)

    @staticmethod
    def _finish(comment: Comment) -> Comment:
        comment.author_id = comment.author_name
        if comment.author_name:
            comment.author_url = f"https://news.ycombinator.com/user?id={comment.author_name}"
        elif comment.text is None:
            comment.status = "deleted"
        comment.permalink = f"https://news.ycombinator.com/item?id={comment.comment_id}"
        return comment
