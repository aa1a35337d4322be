"""Flarum: the discussion as JSON:API in the page, and the posts that it leaves out by the forum's interface.

Source: the payload that Flarum's frontend is booted with, and `GET /api/posts?filter[id]=` (JSON:API 1.1). A post
answers the first one that it mentions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, id_at, parse_json, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_PAYLOAD = etree.XPath("//script[@id='flarum-json-payload']")
_MENTION = re.compile(r'class="PostMention[^"]*"[^>]*\bdata-id="(\d+)"')
_CHUNK = 50
"""Posts that the interface gives at once."""


class Flarum(Api):
    """A discussion of Flarum."""

    name = "flarum"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.interface: str | None = None
        self._names: dict[str, Json] = {}
        """What is known of each user, by id."""

    @classmethod
    def own(cls, data: Json) -> bool:
        return at(data, "data", "type") == "discussions" and isinstance(at(data, "included"), list)

    @classmethod
    def markup(cls, signals: Signals) -> float:
        return 0.95 if "flarum-json-payload" in signals.ids else 0.0

    def read(self) -> Found:
        if self.signals.data is not None:
            return super().read()
        for script in _PAYLOAD(self.page.root):
            payload = parse_json((script.text or "").encode()).data
            if self.own(at(payload, "apiDocument")):
                self.interface = web_address(text_at(payload, "resources", 0, "attributes", "apiUrl"), self.page.url)
                found = self._settle(self.take(None, at(payload, "apiDocument"), self.page.document))
                found.elements = list(self.page.root.xpath("//*[@id='flarum-content']"))
                return found
        return Found()

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        included, found = rows_at(data, "included"), Found()
        posts = rows_at(data, "data") if isinstance(at(data, "data"), list) else included
        if ask is not None and not posts:
            return self.misshapen(ask)
        for row in included:
            if at(row, "type") == "users" and (key := id_at(row, "id")):
                self._names[key] = at(row, "attributes")
        shown = [row for row in posts if at(row, "type") == "posts" and id_at(row, "id")]
        if ask is not None and not {id_at(row, "id") for row in shown} & set(str(ask.state["posts"]).split(",")):
            self.fail("paged")  # not what was asked for
        shown.sort(key=lambda row: count_at(row, "attributes", "number") or 0)
        found.comments = self.new(
            self._comment(row) for row in shown if at(row, "attributes", "contentType") == "comment"
        )
        if ask is None:
            self._begin(data, {str(id_at(row, "id")) for row in shown}, found)
        return found

    def _begin(self, data: Json, shown: set[str], found: Found) -> None:
        """What the discussion says of itself, and the requests for the posts that the page leaves out."""
        answers = count_at(data, "data", "attributes", "commentCount")
        found.stated_count = answers - 1 if answers else None  # the first post is no comment
        locked = flag_at(data, "data", "attributes", "isLocked")
        found.is_open = None if locked is None else not locked
        listed = [id_at(row, "id") for row in rows_at(data, "data", "relationships", "posts", "data")]
        missing = [key for key in listed if key and key not in shown]
        if missing and not self.interface:
            self.fail("paged")
            return
        self.ask_in_turn([self._ask(missing[at : at + _CHUNK]) for at in range(0, len(missing), _CHUNK)])

    def _ask(self, posts: list[str]) -> Ask:
        keys = ",".join(posts)
        address = query(f"{(self.interface or '').rstrip('/')}/posts", **{"filter[id]": keys})
        return Ask(Wanted(address), "posts", {"posts": keys})

    def _comment(self, row: Json) -> Comment:
        facts = at(row, "attributes")
        html = text_at(facts, "contentHtml")
        answered = _MENTION.search(html or "")
        user = id_at(row, "relationships", "user", "data", "id")
        known = self._names.get(user or "")
        comment = self.comment(
            id_at(row, "id") or "",
            answered.group(1) if answered else None,
            html=html,
            name=text_at(known, "displayName") or text_at(known, "username"),
            when=at(facts, "createdAt"),
            edited=at(facts, "editedAt"),
        )
        if answered and comment.parent_id:
            comment.parent_source = "mention"
        comment.author_id = user
        comment.permalink = web_address(text_at(row, "links", "self"), self.page.url)
        if count_at(facts, "number") == 1:
            comment.kind = "post"
        if flag_at(facts, "isHidden"):
            comment.status = "deleted"
        return comment
