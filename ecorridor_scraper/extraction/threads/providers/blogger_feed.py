"""Blogger's comment feed as JSON: exact dates, and the parents that two printed levels lose.

An entry's `related` link leads to the comment that it answers; `thr$in-reply-to` names the post. Source: the Blogger
Data API's comment feed (`/feeds/POST/comments/default?alt=json`), as Blogger's own templates read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document

_FEED = re.compile(r"/feeds/(\d+)/comments/")
_POST = re.compile(r"""postI[dD]["'=:\s]+(\d{10,})""")
_ENTRY = re.compile(r"\.post-(\d+)$")
_RELATED = re.compile(r"/comments/\w+/(\d+)(?:[/?]|$)")
_SIZE = 500


class BloggerFeed(Api):
    """The comment feed of one Blogger post, asked for or fetched as the page."""

    name = "blogger"

    @classmethod
    def own(cls, data: Json) -> bool:
        return ":blog-" in (text_at(data, "feed", "id", "$t") or "") and "openSearch$totalResults" in data["feed"]

    def _post(self) -> str | None:
        for link in self.page.root.iter("link"):
            if match := _FEED.search(link.get("href") or ""):
                return match.group(1)
        match = _POST.search(self.signals.inline)
        return match.group(1) if match else None

    def first(self) -> list[Ask]:
        post = self._post()
        return [self._ask(post, 1)] if post else []

    def _ask(self, post: str, start: int) -> Ask:
        address = query(
            web_address(f"/feeds/{post}/comments/default", self.page.url) or self.page.url,
            **{"alt": "json", "max-results": str(_SIZE), "start-index": str(start), "orderby": "published"},
        )
        return Ask(Wanted(address), "feed", {"post": post, "start": start})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if not isinstance(at(data, "feed"), dict):
            return self.misshapen(ask)
        entries = rows_at(data, "feed", "entry")
        kept = [
            (match.group(1), entry) for entry in entries if (match := _ENTRY.search(text_at(entry, "id", "$t") or ""))
        ]
        kept.reverse()  # the feed gives the newest first
        found = Found(comments=self.new(self._comment(identifier, entry) for identifier, entry in kept))
        total = count_at(data, "feed", "openSearch$totalResults", "$t")
        found.stated_count = total
        if ask is not None and total is not None and len(entries) and self.collected < total:
            self.go_on(found, self._ask(str(ask.state["post"]), int(ask.state["start"] or 1) + len(entries)))
        return found

    def _comment(self, identifier: str, entry: Json) -> Comment:
        links = {text_at(link, "rel"): text_at(link, "href") for link in rows_at(entry, "link")}
        parent = _RELATED.search(links.get("related") or "")
        comment = self.comment(
            identifier,
            parent.group(1) if parent else None,
            html=text_at(entry, "content", "$t") or text_at(entry, "summary", "$t"),
            name=text_at(entry, "author", 0, "name", "$t"),
            when=text_at(entry, "published", "$t"),
        )
        comment.author_url = web_address(text_at(entry, "author", 0, "uri", "$t"))
        comment.permalink = web_address(links.get("alternate"))
        properties = {text_at(row, "name"): text_at(row, "value") for row in rows_at(entry, "gd$extendedProperty")}
        if properties.get("blogger.contentRemoved") == "true":
            comment.status, comment.text, comment.text_html = "deleted", None, None
        return comment
