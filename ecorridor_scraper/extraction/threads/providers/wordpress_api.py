"""The further documents of a WordPress post: REST, which gives true parents, then Atom, then RSS.

REST is asked first. It is refused in many ways (401 and 403 of security plugins, 404, HTML, half an answer), may stand
at two addresses (`/wp-json/` and `?rest_route=`), may answer with comments of the whole site because `post` is
ignored, or with the same page again and again because `page` is. Each of these ends in the next fall-back. Comment
pages of the HTML are the last one and stay with the provider that reads the HTML.

Source: wp-includes/rest-api/endpoints/class-wp-rest-comments-controller.php, feed-atom-comments.php;
https://developer.wordpress.com/docs/api/1.1/get/sites/%24site/posts/%24post_ID/replies/ for wordpress.com.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, id_at, parse_json, query, rows_at, text_at, web_address
from ..contract import Ask, Found
from .feeds import read_feed

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_POST_LINK = re.compile(r"/wp/v2/\w+/(\d+)|[?&]p=(\d+)|[?&]attachment_id=(\d+)")
_POST_CLASS = re.compile(r"^(?:postid|page-id|post)-(\d+)$")
_FIELDS = "id,post,parent,author,author_name,author_url,date,date_gmt,content,link,status,type"
"""Without avatars, whose addresses are hashes of commenters' e-mail addresses."""
_COMMENT_PAGE = re.compile(r"/comment-page-\d+|[?&]cpage=\d+$")
_SIZE = 100
_LAST = 10_000
_OUT_OF_RANGE = {"rest_post_invalid_page_number", "rest_comment_invalid_page_number", "rest_invalid_page_number"}


class WordPressApi(Api):
    """REST, Atom and RSS of one WordPress post, or a REST answer that was itself fetched as the page."""

    name = "wordpress"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.root: str | None = None
        self.post: str | None = None
        self.hosted = False
        """Whether wordpress.com serves the site: its interface stands on a host of its own."""
        self.exhausted = False
        """Whether every interface has refused."""
        self._located = False

    def locate(self) -> None:
        """Find the interface and the post's id in the page; only where something is going to be asked."""
        if self._located or self.signals.data is not None:
            return
        self._located = True
        links = {(link.get("rel") or "").lower(): link.get("href") for link in self.page.root.iter("link")}
        self.root = web_address(links.get("https://api.w.org/"), self.page.url)
        self.post = self.post or _post_id(self.signals)
        self.hosted = "wordpress.com" in self.signals.generator

    @classmethod
    def own(cls, data: Json) -> bool:
        row, hosted = at(data, 0), at(data, "comments", 0)
        if isinstance(hosted, dict):
            return "ID" in hosted and isinstance(at(hosted, "post"), dict)
        return isinstance(row, dict) and "author_name" in row and isinstance(at(row, "content"), dict)

    def _is_wordpress(self) -> bool:
        body = self.page.document.body
        return bool(
            self.root or "wordpress" in self.signals.generator or b"/wp-content/" in body or b"/wp-includes/" in body
        )

    # --- asking

    def first(self) -> list[Ask]:
        """The first request, where the page tells its post's id; else the feed, which needs none.

        Nothing where the page only looks like WordPress: other systems use its class names.
        """
        self.locate()
        if not self._is_wordpress():
            return []
        if not self.post:
            return [self._ask_feed("atom")]
        return [self._ask_hosted(0)] if self.hosted else [self._ask_rest(1, 0)]

    def _ask_rest(self, page: int, form: int) -> Ask:
        """`form` 0 is the interface as the page names it (or where it usually is), 1 is `?rest_route=`."""
        parts = urlsplit(self.page.url)
        home = f"{parts.scheme}://{parts.netloc}/"
        if form:
            base = (self.root or home).partition("wp-json")[0].partition("?")[0]
            address = query(base, rest_route="/wp/v2/comments")
        else:
            address = (self.root or f"{home}wp-json/").rstrip("/") + "/wp/v2/comments"
        address = query(
            address, post=self.post, per_page=_SIZE, page=page, order="asc", orderby="date_gmt", _fields=_FIELDS
        )
        return Ask(Wanted(address), "rest", {"page": page, "form": form})

    def _ask_hosted(self, offset: int) -> Ask:
        host = urlsplit(self.page.url).hostname
        address = query(
            f"https://public-api.wordpress.com/rest/v1.1/sites/{host}/posts/{self.post}/replies/",
            number=_SIZE, offset=offset, order="ASC", type="comment", status="approved",
        )  # fmt: skip
        return Ask(Wanted(address), "hosted", {"offset": offset})

    def open_feed(self) -> list[Ask]:
        """The feed alone, where everything else has been tried."""
        return self._settle(Found(asks=[self._ask_feed("atom")])).asks

    def give_up(self, asks: list[Ask]) -> None:
        """Forget what was to be asked last: the caller asks something else in its place, and perhaps it later."""
        self._asked.difference_update(ask.wanted for ask in asks)
        self._open, self.failure = 0, self.failure or "refused"

    def _ask_feed(self, form: str) -> Ask:
        address = _COMMENT_PAGE.sub("", (self.page.own_address or self.page.url).partition("#")[0])
        if urlsplit(address).query:
            feed = query(address, feed="comments-atom" if form == "atom" else "comments-rss2")
            if "p=" in urlsplit(address).query:
                feed = query(address, feed=form if form == "atom" else "rss2")
        else:
            feed = address.rstrip("/") + ("/feed/atom/" if form == "atom" else "/feed/")
        return Ask(Wanted(feed), form)

    # --- answers

    def follow(self, ask: Ask, document: Document) -> Found:
        if ask.purpose in ("atom", "rss"):
            self._open -= 1
            return self._settle(self._feed(ask, document))
        if ask.purpose == "rest" and document.status == 400 and self.collected:
            code = text_at(parse_json(document.body).data, "code")
            if code in _OUT_OF_RANGE:
                self._open -= 1
                return self._settle(Found())
        return super().follow(ask, document)

    def refused(self, ask: Ask, reason: str) -> Found:
        """The next way to the same comments. Only what nobody answers stays a failure."""
        found = Found(notes=[f"{self.name}:{ask.purpose}:{reason}"])
        if ask.purpose == "rest" and not ask.state.get("form") and not self.collected:
            found.asks = [self._ask_rest(1, 1)]
        elif ask.purpose in ("rest", "hosted"):
            found.asks = [self._ask_feed("atom")]
            self.failure = reason
        elif ask.purpose == "atom":
            found.asks = [self._ask_feed("rss")]
            self.fail(reason)
        else:
            self.failure, self.exhausted = self.failure or reason, True
        return found

    def _feed(self, ask: Ask, document: Document) -> Found:
        found = read_feed(document, system=self.name, fetched_at=self.page.fetched_at)
        if found is None or not found.comments:
            return self.refused(ask, "refused")
        self.fail("paged")  # a feed holds the newest entries only
        self.exhausted = True
        found.order = _LAST  # where they stand, the comment pages say
        return found

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if ask.purpose == "hosted" if ask is not None else isinstance(data, dict):
            return self._hosted(ask, data)
        if not isinstance(data, list):
            return self.misshapen(ask)
        rows = [row for row in rows_at(data) if id_at(row, "id")]
        asked = self.post or (id_at(rows, 0, "post") if rows else None)
        kept = [row for row in rows if id_at(row, "post") == asked]
        found = Found(comments=self.new(self._comment(row) for row in kept))
        if len(kept) < len(rows):
            found.notes.append("wordpress:rest:post_ignored")
            return self._join(found, self.refused(ask or Ask(Wanted(self.page.url), "rest", {"form": 1}), "refused"))
        if ask is not None:
            self._next(ask, rows, document, found)
        return found

    def _next(self, ask: Ask, rows: list[dict[str, Json]], document: Document, found: Found) -> None:
        """Stop at the last page, at a short one where no header tells, and where a page brings nothing new."""
        page = int(ask.state["page"] or 1)
        pages = count_at([document.headers.get("x-wp-totalpages")], 0)
        found.stated_count = count_at([document.headers.get("x-wp-total")], 0)
        if rows and not found.comments:
            found.notes.append("wordpress:rest:loop")
            self.fail("paged")
        elif (page < pages) if pages is not None else len(rows) >= _SIZE:
            if rows:
                found.asks.append(self._ask_rest(page + 1, int(ask.state["form"] or 0)))
            else:
                self.fail("missing")

    @staticmethod
    def _join(found: Found, other: Found) -> Found:
        found.asks += other.asks
        found.notes += other.notes
        return found

    def _comment(self, row: Json) -> Comment:
        gmt = text_at(row, "date_gmt")
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "parent"),
            html=text_at(row, "content", "rendered"),
            name=text_at(row, "author_name"),
            when=gmt or None,
        )
        comment.date_published_raw = text_at(row, "date") or gmt
        comment.author_id = id_at(row, "author")
        comment.author_url = web_address(text_at(row, "author_url"))
        comment.permalink = web_address(text_at(row, "link"))
        kind = text_at(row, "type")
        comment.kind = kind if kind in ("pingback", "trackback", "review") else "comment"
        if text_at(row, "status") in ("hold", "0"):
            comment.status = "pending"
        return comment

    def _hosted(self, ask: Ask | None, data: Json) -> Found:
        if not isinstance(at(data, "comments"), list):
            return self.misshapen(ask)
        rows = [row for row in rows_at(data, "comments") if id_at(row, "ID")]
        asked = self.post or id_at(rows, 0, "post", "ID")
        kept = [row for row in rows if id_at(row, "post", "ID") in (None, asked)]
        found = Found(comments=self.new(self._hosted_comment(row) for row in kept))
        found.stated_count = count_at(data, "found")
        if ask is not None and len(rows) >= _SIZE:
            self.go_on(found, self._ask_hosted(int(ask.state["offset"] or 0) + len(rows)))
        return found

    def _hosted_comment(self, row: Json) -> Comment:
        comment = self.comment(
            id_at(row, "ID") or "",
            id_at(row, "parent", "ID"),
            html=text_at(row, "content"),
            name=text_at(row, "author", "name"),
            when=text_at(row, "date"),
        )
        comment.author_id = id_at(row, "author", "ID")
        comment.author_url = web_address(text_at(row, "author", "URL"))
        comment.permalink = web_address(text_at(row, "URL"))
        comment.likes = count_at(row, "like_count")
        kind = text_at(row, "type")
        comment.kind = kind if kind in ("pingback", "trackback") else "comment"
        return comment


def _post_id(signals: Signals) -> str | None:
    """The id of the post a page shows: its REST and short links, its comment form, the class of its body."""
    for link in signals.page.root.iter("link"):
        rel = (link.get("rel") or "").lower()
        if rel == "shortlink" or (rel == "alternate" and link.get("type") == "application/json"):
            match = _POST_LINK.search(link.get("href") or "")
            if match:
                return match.group(1) or match.group(2) or match.group(3)
    field = signals.ids.get("comment_post_ID")
    value = field.get("value") if field is not None else None
    if value is None:
        value = next(iter(signals.page.root.xpath("//input[@name='comment_post_ID']/@value")), None)
    if value and str(value).strip().isdecimal():
        return str(value).strip()
    for reply in signals.page.root.xpath("//a[@data-postid]/@data-postid"):
        if str(reply).isdecimal():
            return str(reply)
    body = signals.page.root.find("body")
    for token in (body.get("class") or "").split() if body is not None else ():
        if match := _POST_CLASS.match(token):
            return match.group(1)
    return None
