"""Discourse under an article: the embedded list, the topic as JSON, and the chunks of posts that it leaves out.

The parent of a post is `reply_to_post_number`, which counts posts of the topic; the first post is the topic itself.
Source: Discourse's `embed/comments` view, `/t/ID.json` and `/t/ID/posts.json`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lxml import etree, html

from ....items import Comment, Wanted
from ..answers import Api, Json, at, count_at, flag_at, id_at, moment, query, refusal, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ...page import Document, Page
    from ..contract import Signals

_ROOT = re.compile(r"""discourseUrl["']?\s*:\s*["']([^"']+)["']""")
_ADDRESS = re.compile(r"""discourseEmbedUrl["']?\s*:\s*["']([^"']+)["']""")
_TOPIC = re.compile(r"""topicId["']?\s*:\s*["']?(\d+)""")
_TOPIC_LINK = re.compile(r"/t/(?:[^/\s\"']+/)?(\d+)(?:[/?#.]|$)")
_CHUNK = 20
_LIKE = 2


class DiscourseEmbed(Api):
    """Discourse comments embedded in an article, the embedded page itself, a topic's JSON, or a topic's page that
    leaves everything to scripts."""

    name = "discourse"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        inline = signals.inline if signals.data is None else ""
        root, address, topic = _ROOT.search(inline), _ADDRESS.search(inline), _TOPIC.search(inline)
        self.root = web_address(root.group(1), page.url) if root else None
        self.address = web_address(address.group(1), page.url) if address else None
        self.topic = topic.group(1) if topic and root else None
        if not root and _is_shell(signals) and (here := _TOPIC_LINK.search(page.url)):
            self.root, self.topic = page.url[: here.start()], here.group(1)
        self._numbers: dict[str, str] = {}
        """The id of each post by its number in the topic."""

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if signals.data is None and "cooked" in signals.classes and _is_embed(signals.page.root):
            return 1.0
        return super().recognise(signals)

    @classmethod
    def own(cls, data: Json) -> bool:
        return "post_number" in (at(data, "post_stream", "posts", 0) or ())

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "DiscourseEmbed" in signals.inline:
            return 0.95
        if _is_shell(signals) and _TOPIC_LINK.search(signals.page.url):
            return 0.96
        return 0.3 if "discourse-comments" in signals.ids else 0.0

    def read(self) -> Found:
        if self.signals.data is None and _is_embed(self.page.root):
            return self._settle(self._embedded(self.page.root))
        return super().read()

    def first(self) -> list[Ask]:
        if not self.root:
            return []
        if self.topic:
            return [self._ask_topic(self.topic)]
        address = self.address or self.page.own_address or self.page.url
        return [Ask(Wanted(query(self.root.rstrip("/") + "/embed/comments", embed_url=address)), "embed")]

    def _ask_topic(self, topic: str) -> Ask:
        return Ask(Wanted(f"{(self.root or '').rstrip('/')}/t/{topic}.json"), "topic", {"topic": topic})

    def follow(self, ask: Ask, document: Document) -> Found:
        if ask.purpose != "embed":
            return super().follow(ask, document)
        self._open -= 1
        root = None if refusal(document) else _parse(document.body)
        if root is None or not _is_embed(root):
            return self._settle(self.refused(ask, "refused"))
        found = self._embedded(root)
        if b"</html" not in document.body[-300:].lower():
            self.fail("truncated")
            del found.comments[-1:]  # which is cut, too
        return self._settle(found)

    def _embedded(self, root: Any) -> Found:
        """The posts of the embedded page; where it ends with a link to more, the topic is asked for."""
        found = Found()
        for article in root.iter("article"):
            if "post" in (article.get("class") or "").split() and (article.get("id") or "").startswith("post-"):
                found.comments += self.new([self._from_article(article)])
        links = [
            str(h)
            for h in root.xpath(
                "//footer//a/@href | //*[contains(@class, 'continue')]//a/@href | //*[contains(@class, 'button')]/@href"
            )
        ]
        topic = next((m.group(1) for m in map(_TOPIC_LINK.search, links) if m), None)
        counted = "".join(root.xpath("//footer//text() | //*[contains(@class, 'replies')]/text()"))
        number = re.search(r"\d+", counted.replace(",", ""))
        more = number is not None and int(number.group()) > self.collected
        if number is not None:
            found.stated_count = int(number.group())
        if more and topic and self.root:
            found.asks.append(self._ask_topic(topic))
        elif more:
            self.fail("paged")
        return found

    def _from_article(self, article: Any) -> Comment:
        link = next(iter(article.xpath(".//a[contains(@class, 'in-reply-to')]/@data-link-to-post")), None)
        author = next(iter(article.xpath(".//*[contains(@class, 'username')]//a")), None)
        date = next(iter(article.xpath(".//a[contains(@class, 'post-date')]")), None)
        body = next(iter(article.xpath(".//*[contains(@class, 'cooked')]")), None)
        comment = self.comment(
            str(article.get("id"))[5:],
            str(link) if link else None,
            html=None if body is None else etree.tostring(body, encoding="unicode", method="html", with_tail=False),
            name=None if author is None else "".join(author.itertext()),
            when=None if date is None else date.get("title") or date.get("datetime"),
        )
        if author is not None:
            comment.author_url = web_address(author.get("href"), self.root or self.page.url)
            comment.is_staff = "staff" in (author.get("class") or "").split() or None
        if date is not None:
            comment.permalink = web_address(date.get("href"), self.root or self.page.url)
        if "deleted" in (article.get("class") or "").split():
            comment.status = "deleted"
        return comment

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        posts = rows_at(data, "post_stream", "posts")
        if not isinstance(at(data, "post_stream", "posts"), list):
            return self.misshapen(ask)
        found = Found()
        own = "post_number" if ask is None else "id"  # a topic's own page numbers its posts, an article knows their ids
        for post in posts:
            if (number := id_at(post, "post_number")) and (identifier := id_at(post, own)):
                self._numbers[number] = identifier
        found.page_local_ids = ask is None
        found.comments = self.new(
            self._comment(post, own)
            for post in posts
            if id_at(post, own) and count_at(post, "post_type") in (None, 1, 2)
        )
        topic = id_at(data, "id")
        count = count_at(data, "posts_count")
        if ask is None or ask.purpose == "topic":
            found.stated_count = None if count is None else max(0, count - 1)
            closed = flag_at(data, "closed")
            found.is_open = None if closed is None else not closed
            self._ask_rest(data, topic)
        elif not found.comments:
            self.fail("paged")
        return found

    def _ask_rest(self, data: Json, topic: str | None) -> None:
        """Ask for the posts that the stream names and the topic left out, in chunks."""
        stream = [id_at([i], 0) for i in at(data, "post_stream", "stream") or ()]
        here = {id_at(post, "id") for post in rows_at(data, "post_stream", "posts")}
        missing = [i for i in stream if i and i not in here]
        if not missing:
            return
        if not self.root or not topic:
            self.fail("paged")
            return
        chunks = [missing[at : at + _CHUNK] for at in range(0, len(missing), _CHUNK)]
        self.ask_in_turn([self._ask_posts(topic, chunk) for chunk in chunks])

    def _ask_posts(self, topic: str, posts: list[str]) -> Ask:
        chosen = urlencode([("post_ids[]", post) for post in posts])
        return Ask(Wanted(f"{(self.root or '').rstrip('/')}/t/{topic}/posts.json?{chosen}"), "posts", {"topic": topic})

    def _comment(self, post: Json, own: str) -> Comment:
        number = id_at(post, "reply_to_post_number")
        parent = None if number in (None, "1") else self._numbers.get(number or "")
        comment = self.comment(
            id_at(post, own) or "",
            parent,
            html=text_at(post, "cooked"),
            name=text_at(post, "name") or text_at(post, "username"),
            when=at(post, "created_at"),
        )
        comment.author_id = text_at(post, "username")
        if (count_at(post, "version") or 1) > 1:
            comment.date_modified = moment(at(post, "updated_at"), fetched_at=self.page.fetched_at)
        likes = [count_at(a, "count") for a in rows_at(post, "actions_summary") if count_at(a, "id") == _LIKE]
        comment.likes = likes[0] if likes else None
        comment.is_staff = flag_at(post, "staff") or flag_at(post, "moderator") or flag_at(post, "admin") or None
        if count_at(post, "post_number") == 1:
            comment.kind = "post"
        if flag_at(post, "user_deleted") or text_at(post, "deleted_at"):
            comment.status = "deleted"
        elif flag_at(post, "hidden"):
            comment.status = "collapsed"
        return comment


def _parse(body: bytes) -> Any:
    try:
        return etree.fromstring(body, html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _is_embed(root: Any) -> bool:
    return bool(root.xpath("boolean(//article[starts-with(@id, 'post-')]//*[contains(@class, 'cooked')])"))


def _is_shell(signals: Signals) -> bool:
    """Whether this is a page of a Discourse forum without a post in it."""
    return "discourse" in signals.generator and not {"crawler-post", "topic-post"} & signals.classes
