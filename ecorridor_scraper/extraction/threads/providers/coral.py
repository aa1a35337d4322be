"""Coral (formerly Talk): one GraphQL interface for stream and replies.

Source: the `Story`, `Comment` and `CommentsConnection` types of Coral's schema.graphql. A server that takes only its
own stored queries refuses these; then nothing can be collected, the reason is `refused`, and how many comments there
are is asked of `/api/story/count.js`, which prints the number on the front pages of its sites.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, id_at, post_json, query, refusal, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_ROOT = re.compile(r"""rootURL["']?\s*:\s*["']([^"']+)["']""")
_STORY = re.compile(r"""story_?ID["']?\s*:\s*["']([^"']+)["']""", re.IGNORECASE)
_ADDRESS = re.compile(r"""story_?URL["']?\s*:\s*["']([^"']+)["']""", re.IGNORECASE)
_COUNT = re.compile(r"""["']?count["']?\s*:\s*(\d+)""")
_EMBED = re.compile(r"""((?:https?:)?//[^"'\s]{1,200}?)/assets/js/embed\.js""")

_PAGE = "pageInfo { hasNextPage endCursor }"
_FIELDS = (
    "id body createdAt status deleted author { id username } parent { id } editing { edited } "
    "actionCounts { reaction { total } } tags { code } permalink"
)
_REPLIES = f"edges {{ node {{ {_FIELDS} }} }} {_PAGE}"
_STREAM = (
    "query ($id: ID, $url: String, $after: Cursor) { story(id: $id, url: $url) { id isClosed "
    "commentCounts { totalPublished } comments(first: 50, orderBy: CREATED_AT_ASC, after: $after) { "
    f"edges {{ node {{ {_FIELDS} replies(first: 50, flatten: true, orderBy: CREATED_AT_ASC) {{ {_REPLIES} }} }} }} "
    f"{_PAGE} }} }} }}"
)
_BRANCH = (
    "query ($id: ID!, $after: Cursor) { comment(id: $id) { id "
    f"replies(first: 50, flatten: true, orderBy: CREATED_AT_ASC, after: $after) {{ {_REPLIES} }} }} }}"
)
_STAFF = {"STAFF", "MODERATOR", "ADMIN"}


class Coral(Api):
    """Coral on a page, or an answer of its interface."""

    name = "coral"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        inline = signals.inline if signals.data is None else ""
        embed = _EMBED.search("\n".join((*signals.scripts, inline))) if signals.data is None else None
        root = _ROOT.search(inline) or embed
        self.root = web_address(root.group(1).replace("\\/", "/"), page.url) if root else None
        story, address = _STORY.search(inline), _ADDRESS.search(inline)
        self.story = story.group(1) if story else None
        self.address = web_address(address.group(1).replace("\\/", "/")) if address else None

    @classmethod
    def own(cls, data: Json) -> bool:
        return isinstance(at(data, "data", "story", "comments", "edges"), list)

    @classmethod
    def markup(cls, signals: Signals) -> float:
        inline = signals.inline
        if "Coral.createStreamEmbed" in inline or "Coral.Talk.render" in inline:
            return 0.95
        if "coral_thread" in signals.ids or "coral_talk_stream" in signals.ids:
            return 0.8
        return 0.0

    def first(self) -> list[Ask]:
        return [self._ask(None)] if self.root else []

    def _address(self) -> str | None:
        """What the story is found by where it has no id."""
        return None if self.story else self.address or self.page.own_address or self.page.url

    def _ask(self, after: str | None) -> Ask:
        variables = {"id": self.story, "url": self._address(), "after": after}
        wanted = post_json(f"{(self.root or '').rstrip('/')}/api/graphql", {"query": _STREAM, "variables": variables})
        return Ask(wanted, "stream", {"after": after})

    def _ask_branch(self, comment: str, after: str | None) -> Ask:
        payload = {"query": _BRANCH, "variables": {"id": comment, "after": after}}
        wanted = post_json(f"{(self.root or '').rstrip('/')}/api/graphql", payload)
        return Ask(wanted, "replies", {"comment": comment, "after": after})

    def refused(self, ask: Ask, reason: str) -> Found:
        found = super().refused(ask, reason)
        if ask.purpose == "stream" and ask.state["after"] is None:
            address = query(f"{(self.root or '').rstrip('/')}/api/story/count.js", id=self.story, url=self._address())
            found.asks.append(Ask(Wanted(address), "count"))
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        if ask.purpose != "count":
            return super().follow(ask, document)
        self._open -= 1
        number = None if refusal(document) else _COUNT.search(document.body[:4000].decode("utf-8", "replace"))
        return self._settle(Found(stated_count=int(number.group(1)) if number else None))

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if ask is not None and ask.purpose == "replies":
            return self._branch(ask, at(data, "data", "comment", "replies"))
        story = at(data, "data", "story")
        if not isinstance(at(story, "comments"), dict):
            return self.misshapen(ask)
        found = Found(stated_count=count_at(story, "commentCounts", "totalPublished"))
        closed = flag_at(story, "isClosed")
        found.is_open = None if closed is None else not closed
        for edge in rows_at(story, "comments", "edges"):
            node = at(edge, "node")
            identifier = id_at(node, "id")
            if identifier is None:
                continue
            found.comments += self.new([self._comment(node, None)])
            found.comments += self._replies(at(node, "replies"), identifier)
            if flag_at(node, "replies", "pageInfo", "hasNextPage") and self.root:
                found.asks.append(self._ask_branch(identifier, text_at(node, "replies", "pageInfo", "endCursor")))
        self._on(ask, at(story, "comments", "pageInfo"), found)
        return found

    def _branch(self, ask: Ask, replies: Json) -> Found:
        if not isinstance(replies, dict):
            return self.misshapen(ask)
        found = Found(comments=self._replies(replies, str(ask.state["comment"])))
        if flag_at(replies, "pageInfo", "hasNextPage"):
            after = text_at(replies, "pageInfo", "endCursor")
            if not found.comments or after in (None, ask.state["after"]):
                self.fail("paged")
            else:
                found.asks.append(self._ask_branch(str(ask.state["comment"]), after))
        return found

    def _replies(self, replies: Json, above: str) -> list[Comment]:
        nodes = (at(edge, "node") for edge in rows_at(replies, "edges"))
        return self.new(self._comment(node, above) for node in nodes if id_at(node, "id"))

    def _on(self, ask: Ask | None, page: Json, found: Found) -> None:
        if not flag_at(page, "hasNextPage"):
            return
        after = text_at(page, "endCursor")
        if not self.root or after is None or not found.comments or (ask is not None and ask.state["after"] == after):
            self.fail("paged")
        else:
            found.asks.append(self._ask(after))

    def _comment(self, node: Json, above: str | None) -> Comment:
        comment = self.comment(
            id_at(node, "id") or "",
            id_at(node, "parent", "id") or above,
            html=text_at(node, "body"),
            name=text_at(node, "author", "username"),
            when=at(node, "createdAt"),
        )
        comment.author_id = id_at(node, "author", "id")
        comment.likes = count_at(node, "actionCounts", "reaction", "total")
        comment.permalink = web_address(text_at(node, "permalink"))
        codes = {text_at(tag, "code") for tag in rows_at(node, "tags")}
        comment.is_staff = True if codes & _STAFF else None
        if flag_at(node, "deleted"):
            comment.status = "deleted"
        return comment
