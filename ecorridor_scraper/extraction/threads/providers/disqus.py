"""Disqus: the embed (JSON inside HTML, no key), then its API where a public key is known.

The embed holds at most 50 posts of one order. With a key, `listPostsThreaded` pages on and `getDescendants` brings
what `hasMore` says is hidden under a post. Without one, the other orders of the embed are asked for as well, and what
is then still missing is `paged`. Source: the embed's own `disqus-threadData`, https://disqus.com/api/docs/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from ....items import Wanted
from ..answers import (
    Answer,
    Api,
    Json,
    at,
    count_at,
    flag_at,
    flatten,
    id_at,
    moment,
    parse_json,
    query,
    refusal,
    rows_at,
    text_at,
    web_address,
)
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_SHORTNAME = re.compile(
    r"""disqus_?shortname["']?\s*[:=]\s*["']([\w-]+)["']|//([\w-]+)\.disqus\.com/embed\.js""", re.IGNORECASE
)
_IDENTIFIER = re.compile(
    r"""(?:page\.identifier|disqus_?identifier["']?)\s*[:=]\s*["']([^"'\n]{1,400})["']""", re.IGNORECASE
)
_ADDRESS = re.compile(r"""(?:page\.url|disqus_?url["']?)\s*[:=]\s*["']([^"'\n]{1,800})["']""", re.IGNORECASE)
_KEY = re.compile(
    r"""(?:disqus_?(?:api|public)_?key|data-disqus-api-key)["']?\s*[:=]\s*["']([A-Za-z0-9]{32,80})["']""", re.IGNORECASE
)
_THREAD_DATA = re.compile(rb"""<script[^>]*\bid=["']disqus-threadData["'][^>]*>(.*?)</script>""", re.DOTALL)
_COPIES = etree.XPath("//*[@id='dsq-comments']//*[starts-with(@id,'dsq-comment-')][self::li or self::div[parent::ul]]")
_API = "https://disqus.com/api/3.0/"
_ORDERS = ("oldest", "newest", "popular")


class Disqus(Api):
    """Disqus on a page, in its embed, or in an answer of its API."""

    name = "disqus"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        scripts = "\n".join((*signals.scripts, signals.inline)) if signals.data is None else ""
        shortname = _SHORTNAME.search(scripts)
        self.shortname = next(filter(None, shortname.groups()), None) if shortname else None
        self.identifier = _group(_IDENTIFIER, scripts)
        address = _group(_ADDRESS, scripts)
        self.address = web_address(address, page.url) if address else None
        self.key = _group(_KEY, scripts) or (page.site.keys.get("disqus") if page.site else None)
        self._copies: Found | None = None
        """What the page prints for search engines, until the embed answers."""
        self.hidden: set[str] = set()
        """Posts whose descendants are hidden and were not asked for."""

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        is_embed = "disqus-threadData" in signals.ids and _is_embed(signals.page.document.body)
        return 1.0 if is_embed else super().recognise(signals)

    @classmethod
    def own(cls, data: Json) -> bool:
        rows = rows_at(data, "response") or rows_at(data, "response", "posts")
        return any("raw_message" in row or ("forum" in row and "message" in row) for row in rows[:3])

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if any(".disqus.com/embed.js" in address for address in signals.scripts):
            return 0.95
        if "disqus_thread" not in signals.ids and "/embed.js" not in signals.inline:
            return 0.0  # a page that only shows counts has no thread
        if _SHORTNAME.search(signals.inline):
            return 0.9
        return 0.4 if "disqus_thread" in signals.ids else 0.0

    def read(self) -> Found:
        if _is_embed(self.page.document.body):
            return self._settle(self._embed(Ask(Wanted(self.page.url), "embed", {"order": 0}), self.page.document))
        found = super().read()
        if self.signals.data is None and "dsq-comments" in self.signals.ids:
            self._copies = found
            found.elements = [self.signals.ids["dsq-comments"]]
            found.comments = [c for c in map(self._copy, _COPIES(self.page.root)) if c is not None]
        return found

    def _copy(self, item: Any) -> Comment | None:
        """A comment as the plugin of old WordPress sites prints it for search engines: flat and without a date."""
        number = str(item.get("id")).removeprefix("dsq-comment-")
        body = self.signals.ids.get(f"dsq-comment-message-{number}")
        if body is None or not number.isdecimal():
            return None
        name = self.signals.ids.get(f"dsq-author-user-{number}")
        if name is None:
            name = self.signals.ids.get(f"dsq-cite-{number}")
        comment = self.comment(
            f"wp-{number}",
            None,
            html=etree.tostring(body, encoding="unicode", method="html", with_tail=False),
            name="".join(name.itertext()) if name is not None else None,
        )
        comment.author_url = web_address(name.get("href")) if name is not None else None
        return comment

    def first(self) -> list[Ask]:
        return [self._ask_embed(0)] if self.shortname else []

    def _ask_embed(self, order: int) -> Ask:
        address = query(
            "https://disqus.com/embed/comments/",
            base="default",
            f=self.shortname,
            t_i=self.identifier,
            t_u=self.address or self.page.own_address or self.page.url,
            s_o=_ORDERS[order],
        )
        return Ask(Wanted(address), "embed", {"order": order})

    def follow(self, ask: Ask, document: Document) -> Found:
        if ask.purpose != "embed":
            return super().follow(ask, document)
        self._open -= 1
        return self._settle(self._embed(ask, document))

    def _embed(self, ask: Ask, document: Document) -> Found:
        reason = refusal(document)
        held = None if reason else _THREAD_DATA.search(document.body)
        answer = parse_json(held.group(1)) if held else Answer(refused=reason or "refused")
        if answer.refused:
            return self.refused(ask, answer.refused)
        if not isinstance(at(answer.data, "response"), dict):
            return self.misshapen(ask)
        if self._copies is not None:
            self._copies.comments = []  # the same comments under other ids
        return self.take(ask, answer.data, document)

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        posts = rows_at(data, "response", "posts") or rows_at(data, "response")
        if count_at(data, "code") not in (None, 0):
            return self.misshapen(ask)
        found = Found()
        thread = at(data, "response", "thread")
        found.comments = self.new(
            self._comment(post) for row in posts for post, _ in flatten([row], "children") if id_at(post, "id")
        )
        found.stated_count = count_at(thread, "posts")
        if found.stated_count is None and ask is not None and ask.purpose == "embed":
            found.stated_count = count_at(data, "cursor", "total")
        closed = flag_at(thread, "isClosed")
        found.is_open = None if closed is None else not closed
        thread_id = id_at(thread, "id") or id_at(posts, 0, "thread")
        forum = text_at(posts, 0, "forum") or self.shortname
        self._ask_hidden(posts, found)
        if flag_at(data, "cursor", "hasNext"):
            self._ask_on(ask, text_at(data, "cursor", "next"), thread_id, forum, found)
        elif self.hidden and not self.key:
            self.fail("paged")
        return found

    def _ask_hidden(self, posts: list[dict[str, Json]], found: Found) -> None:
        """Ask for the descendants of every post that has more than were shown."""
        for post in posts:
            identifier = id_at(post, "id")
            if identifier is None or not flag_at(post, "hasMore") or identifier in self.hidden:
                continue
            self.hidden.add(identifier)
            if self.key:
                address = query(_API + "posts/getDescendants", post=identifier, limit=100, api_key=self.key)
                found.asks.append(Ask(Wanted(address), "descendants", {"post": identifier}))

    def _ask_on(self, ask: Ask | None, cursor: str | None, thread: str | None, forum: str | None, found: Found) -> None:
        """Ask for the next page: by cursor with a key, by another order of the embed without."""
        if ask is not None and not found.comments and ask.purpose != "embed":
            self.fail("paged")  # the same page again: a cursor that is not followed
            return
        if ask is not None and ask.purpose == "descendants":
            post = ask.state["post"]
            address = query(_API + "posts/getDescendants", post=post, limit=100, cursor=cursor, api_key=self.key)
            found.asks.append(Ask(Wanted(address), "descendants", {"post": post}))
        elif self.key and thread and cursor:
            address = query(
                _API + "threads/listPostsThreaded",
                thread=thread, forum=forum, limit=100, order="asc", cursor=cursor, api_key=self.key,
            )  # fmt: skip
            found.asks.append(Ask(Wanted(address), "list"))
        else:
            order = 1 + int(ask.state.get("order") or 0) if ask is not None and ask.purpose == "embed" else len(_ORDERS)
            if self.shortname and order < len(_ORDERS) and self.collected < (found.stated_count or 1 << 30):
                found.asks.append(self._ask_embed(order))
            elif found.stated_count is None or self.collected < found.stated_count:
                self.fail("paged")

    def _comment(self, post: dict[str, Json]) -> Comment:
        comment = self.comment(
            id_at(post, "id") or "",
            id_at(post, "parent"),
            html=text_at(post, "message"),
            plain_text=text_at(post, "raw_message"),
            name=text_at(post, "author", "name"),
            when=at(post, "createdAt"),
        )
        comment.author_id = id_at(post, "author", "id") or text_at(post, "author", "username")
        comment.author_url = web_address(text_at(post, "author", "profileUrl"))
        comment.likes, comment.dislikes = count_at(post, "likes"), count_at(post, "dislikes")
        comment.permalink = web_address(text_at(post, "url"))
        if flag_at(post, "isEdited") and moment(at(post, "editedAt"), fetched_at=self.page.fetched_at):
            comment.date_modified = moment(at(post, "editedAt"), fetched_at=self.page.fetched_at)
        if flag_at(post, "isDeleted") or flag_at(post, "isDeletedByAuthor"):
            comment.status, comment.text, comment.text_html = "deleted", None, None
        elif flag_at(post, "isApproved") is False:
            comment.status = "pending"
        return comment


def _is_embed(body: bytes) -> bool:
    return b"disqus-threadData" in body and _THREAD_DATA.search(body) is not None


def _group(pattern: re.Pattern[str], text: str) -> str | None:
    """What a script assigns, its escapes resolved."""
    match = pattern.search(text)
    if match is None:
        return None
    held = parse_json(b'["' + match.group(1).replace("\\'", "'").encode("utf-8", "replace") + b'"]').data
    return text_at(held, 0) or match.group(1)
