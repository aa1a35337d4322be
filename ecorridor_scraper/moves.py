"""Which article a page is that was stored under another address before.

Editors change headlines, and addresses with them: the page then calls itself something else, by its address and its
canonical link, and would be a second article with all comments of the first. What tells that it is the first:

* its thread: a comment of one number and the same words is one comment, unless several articles have shown it;
* its text, where it had no comments: the same words, published at the same moment;
* a redirect from where the article was, or that it stands where it moved to before;
* its path, where the site has several hosts, of which it had another before: a site that has moved to a new domain.

A thread, a text and a redirect count only where the addresses have a number or words in common (`may_claim`) and the
day of publication is the same, which after a redirect either page may leave out: some sites show one thread under
several articles, and lead from deleted articles to whatever is new. So an article without comments whose text was
edited as well, and whose new address is seen before the former one leads there, is a second row: nothing tells it from
a new article.
"""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from .addresses import may_claim
from .claims import rename
from .sites import article_id, article_key, site_of

if TYPE_CHECKING:
    from .items import Visit
    from .known import Known
    from .state import State

_WORDS = 20
"""So many characters of a comment, under one number, are no coincidence."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_TEXT = 300
"""Nor is an article of so many that appeared at the same moment, under an address of the same words."""
_TELLING = 3
"""And so many words of a path."""


class _Answer(NamedTuple):
    """What one rule says of a page."""

    name: str
    """The article that it may be."""
    is_it: bool
    before: Known | None
    """What is remembered of the page that showed that article until now; None where that was no other."""


def settle(item: Visit, known: Known | None, state: State) -> Known | None:
    """Name a visit after the article that it was before; `known` is what is remembered of the page that was asked for.

    Returns what is remembered of the page that showed the article until now, where that is another.
    """
    article = item.article
    key = article_key(article.url)
    owner, url = state.owner(marks(item)) or (None, None)
    said = (
        _by_address(item, key, known, state.page(key), owner)
        or (owner and url and _by_thread(item, owner, state.page(article_key(url))))
        or _by_redirect(item, known)
        or _by_host(item, key, state)
    )
    if not said:
        return None
    if said.is_it and said.name.startswith(f"{article.site}:"):
        rename(item, said.name)
    return said.before if said.before and said.before.key != key else None


def _by_address(item: Visit, key: str, known: Known | None, here: Known | None, owner: str | None) -> _Answer | None:
    """What stood here before, unless its thread is another's: it was asked for here, or leads here."""
    if not here or not here.article_id or owner not in (None, here.article_id):
        return None
    calls_itself_so = item.article.article_id == article_id(item.article.site, key)
    return _Answer(here.article_id, calls_itself_so, known if known and known.article_id == here.article_id else None)


def _by_thread(item: Visit, owner: str, before: Known | None) -> _Answer:
    """The article whose comments or text it shows."""
    is_it = before is not None and _is_same(item, before, is_dated=True)
    return _Answer(owner, is_it, before if is_it else None)


def _by_redirect(item: Visit, known: Known | None) -> _Answer | None:
    """The article of the page that was asked for, which led here."""
    if not known or not known.article_id:
        return None
    is_it = known.article_id != item.article.article_id and _is_same(item, known, is_dated=False)
    return _Answer(known.article_id, is_it, known if is_it else None)


def _by_host(item: Visit, key: str, state: State) -> _Answer | None:
    """The article of the same words on another host of the site: numbers alone may be those of another edition."""
    url, site = urlsplit(item.article.url), site_of(item.article.url)
    if site is None or len(site.hosts) < 2 or not has_words(item.article.url):
        return None
    for host in site.hosts:
        before = state.page(article_key(url._replace(netloc=host).geturl()))
        if before and before.article_id and before.key != key and _is_same(item, before, is_dated=False):
            return _Answer(before.article_id, is_it=True, before=before)
    return None


def has_words(url: str) -> bool:
    """Whether the path of an address has words enough to tell its article on any host."""
    return len(_LETTERS.findall(unquote(urlsplit(url).path))) >= _TELLING


def _is_same(item: Visit, before: Known, *, is_dated: bool) -> bool:
    """Whether a page may be the article of another page; `is_dated` where both have to say when it was published."""
    published, then = item.article.date_published, before.published
    is_day = abs(published - then) < timedelta(days=1) if published and then else not is_dated
    return is_day and may_claim(item.article.url, before.url, item.article.headline)


def marks(item: Visit) -> list[str]:
    """What tells each comment of a thread from all others of the site, the oldest first: the number that the site gave
    it and its words. Some sites number from one under each article, so comments of a few words have none. The last is
    that of the article's text.
    """
    local = f"{item.article.article_id}:"
    told = [c for c in item.comments if len(c.text or "") >= _WORDS and not c.comment_id.startswith(local)]
    told.sort(key=lambda c: (c.date_published is None, c.date_published, c.comment_id))
    said = [f"{c.comment_id}\n{c.text}" for c in told]
    article = item.article
    if article.date_published and len(article.body or "") >= _TEXT:
        said.append(f"{article.site} {article.date_published:%Y-%m-%dT%H:%M:%S}\n{article.body}")
    return [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() for text in said]
