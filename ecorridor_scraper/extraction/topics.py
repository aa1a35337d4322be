"""A forum's topic is whoever opened it, and when: its data and its first post say that, no byline does."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..items import Author
from .furniture import fold_key, text_of
from .lazy import lazy
from .names import squeeze
from .page import absolute
from .structured import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from ..items import Article, Comment
    from .body import Body
    from .page import Page
    from .threads import Thread

TOPICS = frozenset(("DiscussionForumPosting", "Question"))
"""Schema.org types of what others answer."""
FIRST, BEFORE = 40, 160
"""So many characters of the first comment are looked for in the body, and so many may stand before them."""
LONGEST_NAME, MOST_AUTHORS = 60, 60
"""Characters of a name, and elements of authors that are looked at."""


def is_topic(thread: Thread) -> bool:
    """Whether a forum's system printed the thread: its first post opens it, or stands on an earlier page."""
    return "thread-page:later" in thread.notes or (bool(thread.comments) and thread.comments[0].kind == "post")


def sign_topic(page: Page, thread: Thread, body: Body, article: Article) -> None:
    """Put whoever opened the topic in the author's place, and its date where the page gives none."""
    first = thread.comments[0] if thread.comments else None
    is_post = first is not None and first.kind == "post"
    if not is_post and not body.is_discussion:
        return
    if first is not None and not is_post and not (_is_first_page(page) and _opens(first, body.text or "")):
        first = None
    author = _in_data(page) or _in_post(first) or _in_microdata(page)
    if author is not None:
        known = {fold_key(a.name): a for a in article.authors}
        if (named := known.get(fold_key(author.name))) is None:
            article.byline_raw = None
        else:
            named.url = named.url or author.url
        article.authors, article.agencies = [named or author], []
    by_data = article.date_published_source in ("json-ld", "meta", "site")
    if first is not None and not by_data and first.date_published is not None:
        article.date_published, article.date_published_raw = first.date_published, first.date_published_raw
        article.date_published_precision, article.date_published_source = first.date_published_precision, "visible"
    if article.page_type != "listing" and (author is not None or first is not None):
        article.page_type = "forum_thread"


_LATER = lazy(r"[?&](?:page|pagenumber)=(?!1\b)|[?&](?:start|st|offset)=[1-9]|/page[-/]?(?!1\b)\d", re.IGNORECASE)


def _is_first_page(page: Page) -> bool:
    """Whether nothing says that this is a later page of the topic."""
    return "prev" not in page.links and not _LATER.search(page.url)


def _opens(comment: Comment, text: str) -> bool:
    """Whether the text of the page begins with a comment's."""
    begin = squeeze(comment.text or "")[:FIRST]
    return len(begin) > 2 and 0 <= squeeze(text[: 4 * BEFORE]).find(begin) < BEFORE


def _in_post(first: Comment | None) -> Author | None:
    return Author(first.author_name, url=first.author_url) if first is not None and first.author_name else None


def _in_data(page: Page) -> Author | None:
    """The author of the question or posting that JSON-LD says the page is about."""
    for node in _topics(page):
        person = node.get("author") or node.get("creator")
        person = person[0] if isinstance(person, list) and person else person
        address = person.get("url") if isinstance(person, dict) else None
        name = person.get("name") if isinstance(person, dict) else person
        if isinstance(name, str) and 0 < len(name := squeeze(name)) <= LONGEST_NAME:
            return Author(name, url=absolute(address, page.base) if isinstance(address, str) else None)
    return None


def _topics(page: Page) -> Iterator[dict[str, Any]]:
    for node in page.json_ld:
        for inner in (node, node.get("mainEntity"), node.get("mainEntityOfPage")):
            if isinstance(inner, dict) and not TOPICS.isdisjoint(types_of(inner)):
                yield inner


def _in_microdata(page: Page) -> Author | None:
    """The author of the first question or posting that the elements themselves say they are."""
    named = (e for e in page.flat.elements if e.get("itemprop") in ("author", "creator"))
    for element in islice(named, MOST_AUTHORS):
        if _is_of_topic(element):
            holder = next((e for e in element.iter() if e.get("itemprop") == "name"), element)
            name = squeeze(holder.get("content") or text_of(holder, 2 * LONGEST_NAME))
            if 0 < len(name) <= LONGEST_NAME:
                link = next((e for e in element.iter("a", "meta") if e.get("itemprop") == "url"), element)
                return Author(name, url=absolute(link.get("href") or link.get("content") or "", page.base))
    return None


def _is_of_topic(element: html.HtmlElement) -> bool:
    """Whether the item that a property belongs to is a topic, and not an answer to it."""
    item = next((e for e in element.iterancestors() if e.get("itemtype")), None)
    return item is not None and (item.get("itemtype") or "").rsplit("/", 1)[-1] in TOPICS
