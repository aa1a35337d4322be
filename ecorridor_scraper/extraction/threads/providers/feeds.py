"""Comment feeds: Atom with its threading extension, RSS 2 without parents, and the XML export of Disqus.

Sources: RFC 4287, RFC 4685 (`thr:in-reply-to`), RSS 2.0, wp-includes/feed-atom-comments.php, feed-rss2-comments.php.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from ....items import Comment
from ..answers import fill_body, moment, refusal, shown_name, web_address
from ..contract import Found, Provider

if TYPE_CHECKING:
    from datetime import datetime

    from ...page import Document
    from ..contract import Signals

_THREADING = "{http://purl.org/syndication/thread/1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DISQUS_ID = "{http://disqus.com/disqus-internals}id"
_FRAGMENT = re.compile(r"#comment-(\d+)|[?&]comment=(\d+)")
_BLOGGER = re.compile(r"(?:\.post-|showComment=\d+#c|/comments/(?:default|full)/)(\d{6,})")
_BY = re.compile(r"^[^:\n]{1,20}:\s+(.+)$")
_ANSWERING = re.compile(
    r"\s*<p>[^<]{0,40}<a href=\"[^\"]*#comment-(\d+)\"[^>]*>[^<]*</a>[^<]{0,40}</p>\s*(?=<)", re.IGNORECASE
)
"""What WordPress puts before an answer in its feeds, in the site's language: a line that links the comment answered."""
_LONE_AMPERSAND = re.compile(rb"(?s)<!\[CDATA\[.*?(?:\]\]>|$)|&(?!#?\w+;)")
"""An ampersand that should have been escaped (in the names of WordPress' Atom feeds it is not), or a section where none
need be."""
_EDGE = re.compile(rb"<(/?)(?:\w+:)?(?:item|entry)\b")
_MOST = 5_000


def parse_xml(body: bytes) -> Any:
    """The root of an XML document, or None; no entity, no network, no tree deeper than libxml2's own bound."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    if b"\0" not in body:
        body = _LONE_AMPERSAND.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], body)
    try:
        return etree.fromstring(body.lstrip(b"\xef\xbb\xbf \t\r\n`"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def read_feed(document: Document, *, system: str, fetched_at: datetime) -> Found | None:
    """The comments of a feed, oldest first, or None where the document is none.

    An Atom feed knows the parent of every entry. RSS knows none but what WordPress says in the text, so that its other
    entries say nothing against what another document says. A feed holds the newest entries only: it never tells that a
    thread is complete.
    """
    root = None if refusal(document) else parse_xml(document.body)
    if root is None:
        return None
    name = _local(root)
    if name == "feed":
        entries, found = _whole([e for e in root if _local(e) == "entry"], document.body), Found(source="feed")
        found.comments = [c for c in (_atom_entry(e, system, document.url, fetched_at) for e in entries) if c]
    elif name in ("rss", "RDF"):
        entries, found = _whole(list(root.iter("{*}item")), document.body), Found(source="mention")
        found.comments = [c for c in (_rss_item(e, system, document.url, fetched_at) for e in entries) if c]
    else:
        return None
    dates = [c.date_published for c in found.comments if c.date_published]
    if len(dates) > 1 and dates[0] > dates[-1]:
        found.comments.reverse()
    return found


def _whole(entries: list[Any], body: bytes) -> list[Any]:
    """The entries of a feed, without one in whose midst the document ends: its words may be to come."""
    edges = _EDGE.findall(body)
    return entries[:-1] if edges and not edges[-1] and len(entries) <= _MOST else entries[:_MOST]


def entry_id(*texts: str | None) -> str | None:
    """The comment's own id inside an address or tag: WordPress' `#comment-N`, Blogger's number."""
    for text in texts:
        if text and (match := _FRAGMENT.search(text)):
            return match.group(1) or match.group(2)
    for text in texts:
        if text and (match := _BLOGGER.search(text)):
            return match.group(1)
    return None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, *names: str) -> Any:
    for name in names:
        for child in element:
            if isinstance(child.tag, str) and (child.tag == name if "{" in name else _local(child) == name):
                return child
    return None


def _words(element: Any) -> str | None:
    return None if element is None else "".join(element.itertext()).strip() or None


def _atom_entry(entry: Any, system: str, base: str, fetched_at: datetime) -> Comment | None:
    link = next((c.get("href") for c in entry if _local(c) == "link" and c.get("rel") in (None, "alternate")), None)
    own = _words(_child(entry, "id"))
    answered = _child(entry, _THREADING + "in-reply-to")
    identifier = entry_id(link, own)
    if identifier is None:
        if answered is None:
            return None
        identifier = own
    comment = Comment(comment_id=identifier or "", comment_system=system)
    if answered is not None:
        parent = (
            entry_id(answered.get("ref"), answered.get("href")) if _FRAGMENT.search(answered.get("ref") or "") else None
        )
        if parent and parent != identifier:
            comment.parent_id, comment.parent_source = parent, "feed"
    author = _child(entry, "author")
    if author is not None:
        comment.author_name = shown_name(_words(_child(author, "name")))
        comment.author_url = web_address(_words(_child(author, "uri")))
    _date(comment, _words(_child(entry, "published", "updated")), fetched_at)
    content = _child(entry, "content", "summary")
    kind = "" if content is None else content.get("type") or "text"
    if kind == "xhtml":
        fill_body(comment, "".join(etree.tostring(c, encoding="unicode", with_tail=True) for c in content), None, base)
    else:
        words = _words(content)
        told = _ANSWERING.match(words) if words and kind == "html" and comment.parent_id else None
        if words and told and told.group(1) == comment.parent_id:
            words = words[told.end() :]
        _body(comment, words, is_html=kind == "html", base=base)
    comment.permalink = web_address(link, base)
    return comment


def _rss_item(item: Any, system: str, base: str, fetched_at: datetime) -> Comment | None:
    link, guid = _words(_child(item, "link")), _words(_child(item, "guid"))
    identifier = entry_id(guid, link)
    if identifier is None:
        return None
    comment = Comment(comment_id=identifier, comment_system=system)
    title = _words(_child(item, "title"))
    by = _BY.match(title) if title else None
    comment.author_name = shown_name(_words(_child(item, _CREATOR)) or (by.group(1) if by else None))
    _date(comment, _words(_child(item, "pubDate", "date")), fetched_at)
    words = _words(_child(item, _ENCODED, "description"))
    told = _ANSWERING.match(words) if words else None
    if words and told and int(told.group(1)) < int(identifier):
        words = words[told.end() :]
        comment.parent_id, comment.parent_source = told.group(1), "feed"
    _body(comment, words, is_html=True, base=base)
    comment.permalink = web_address(link, base)
    return comment


def _date(comment: Comment, raw: str | None, fetched_at: datetime) -> None:
    comment.date_published, comment.date_published_raw = moment(raw, fetched_at=fetched_at), raw
    if comment.date_published:
        comment.date_published_precision = "second"


def _body(comment: Comment, words: str | None, *, is_html: bool, base: str) -> None:
    fill_body(comment, words if is_html else None, words, base)


class Feed(Provider):
    """A comment feed that was itself fetched as the page."""

    name = "feed"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if not signals.is_xml:
            return 0.0
        body = signals.page.document.body
        return 0.9 if b"in-reply-to" in body or b"#comment-" in body else 0.0

    def read(self) -> Found:
        document = self.page.document
        found = read_feed(document, system=self.name, fetched_at=self.page.fetched_at)
        return found or Found(complete=False, reason="truncated")


class DisqusExport(Provider):
    """The XML that Disqus exports: every thread of a forum; the comments of the one thread that has most."""

    name = "disqus-export"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        start = signals.page.document.body[:2000]
        return 1.0 if b"<disqus" in start and b"disqus.com" in start else 0.0

    def read(self) -> Found:
        root = parse_xml(self.page.document.body)
        posts = [] if root is None else [e for e in root if _local(e) == "post"][:_MOST]
        threads: dict[str, int] = {}
        for post in posts:
            threads[_thread(post)] = threads.get(_thread(post), 0) + 1
        most = max(threads, key=lambda t: threads[t], default="")
        comments = [self._comment(post) for post in posts if _thread(post) == most]
        return Found(comments=[c for c in comments if c.comment_id], source="api", complete=True)

    def _comment(self, post: Any) -> Comment:
        comment = Comment(comment_id=post.get(_DISQUS_ID) or "", comment_system="disqus")
        parent = _child(post, "parent")
        if parent is not None and parent.get(_DISQUS_ID):
            comment.parent_id, comment.parent_source = parent.get(_DISQUS_ID), "api"
        author = _child(post, "author")
        if author is not None:
            comment.author_name = shown_name(_words(_child(author, "name")))
            comment.author_id = _words(_child(author, "username"))
        _date(comment, _words(_child(post, "createdAt")), self.page.fetched_at)
        _body(comment, _words(_child(post, "message")), is_html=True, base=self.page.url)
        if _words(_child(post, "isDeleted")) == "true":
            comment.status = "deleted"
        return comment


def _thread(post: Any) -> str:
    thread = _child(post, "thread")
    return "" if thread is None else thread.get(_DISQUS_ID) or ""
