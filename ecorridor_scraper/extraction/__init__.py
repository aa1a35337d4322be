"""Extraction: (document, url, fetched_at, site) -> Visit. Pure functions; neither Scrapy nor pyarrow.

`extract` does it in one call. `Extraction` is the same for whoever brings the further documents of a thread one by
one (the spider, a replay, a WARC reader):

    extraction = Extraction(document, fetched_at=...)
    for address in extraction.wanted: ...
        extraction.add(address, document)
    visit = extraction.visit()
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._version import __version__
from ..addresses import may_claim
from ..errors import BadInput
from ..items import SCHEMA_VERSION, Article, Comment, Visit, Wanted
from ..sites import Site, article_id, article_key, load_sites, site_name, site_of
from .article_data import add_told
from .body import read_body
from .byline import read_byline
from .byline.signing_lines import leave_out_signature
from .metadata import read_metadata
from .page import Document, Page
from .threads import THREAD_DOCUMENTS, Collection, Thread
from .topics import is_topic, sign_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import html

__all__ = ["Document", "Extraction", "Page", "extract"]

CONFIDENT = 0.6
"""From here on what looks like comments makes a page a topic, though nothing says that they are some."""


class Extraction:
    """The extraction of one page, open until every further document that it wants has come or is given up."""

    def __init__(
        self,
        document: Document,
        *,
        fetched_at: datetime,
        site: Site | None = None,
        root: html.HtmlElement | None = None,
        limit: int = THREAD_DOCUMENTS,
        comments: bool = True,
    ) -> None:
        """Read the page. Raises BadInput where the document is neither a page nor comments as JSON or XML.

        Without `comments` no thread is looked for, which spares two fifths of the time; the comment fields of the
        article stay unknown.
        """
        self._page = Page(document, fetched_at=fetched_at, site=site, root=root, any_document=comments)
        self._threads = Collection(self._page, limit=limit) if comments else None
        if self._threads is not None and (not self._threads.is_data or not self._threads.thread().comments):
            self._page.check()
        self._documents = 1
        self._article: Article | None = None

    @property
    def page(self) -> Page:
        """The page as it was parsed, for whoever needs to look at it too."""
        return self._page

    @property
    def wanted(self) -> list[Wanted]:
        """The documents that the thread still lacks."""
        return self._threads.wanted if self._threads else []

    def is_discussed(self) -> bool:
        """Whether the page has several comments or posts that are hardly a guess, or a place that a script fills with
        them: no list of articles has."""
        if self._threads is None:
            return False
        thread = self._threads.thread()
        if len(thread.comments) < 2:
            return bool(self.wanted) and self._threads.has_place
        return not thread.is_guess or (thread.comments[0].confidence or 0) >= CONFIDENT

    def add(self, address: str, document: Document) -> None:
        """Bring the response to one of `wanted`, whatever its status."""
        self._documents += 1
        if self._threads:
            self._threads.add(address, document)

    def visit(self) -> Visit:
        """The visit as far as it is known now; may be asked for again after more documents have come."""
        page, thread = self._page, self._threads.thread() if self._threads else Thread()
        if self._article is None:
            self._article = self._read_article(thread)
        article = self._article
        article.comment_system = thread.system
        article.comments_open = thread.is_open
        article.stated_comment_count = thread.stated_count
        article.thread_complete = thread.complete
        article.thread_incomplete_reason = thread.incomplete_reason
        if self._threads:
            article.comment_count = sum(c.kind == "comment" and c.status == "visible" for c in thread.comments)
        _claim(thread.comments, article, page_local=thread.page_local_ids)
        return Visit(
            article=article,
            comments=thread.comments,
            fetched_at=page.fetched_at,
            wanted=list(self.wanted),
            documents=self._documents,
            disagreements=list(page.disagreements),
            notes=list(thread.notes),
        )

    def _read_article(self, thread: Thread) -> Article:
        page = self._page
        article = Article(url=page.url, schema_version=SCHEMA_VERSION, extractor_version=__version__)
        article.extractor = page.site.name if page.site else "generic"
        if not (self._threads and self._threads.is_data):
            self._read_page(article, thread)
        claim = article.canonical_url
        key_url = claim if claim and may_claim(claim, page.url, article.headline, page.site) else article.url
        article.site = page.site.name if page.site else site_name(page.url)
        article.article_id = article_id(article.site, article_key(key_url, page.site))
        article.http_status = page.document.status or None
        article.etag = page.document.headers.get("etag")
        return article

    def _read_page(self, article: Article, thread: Thread) -> None:
        """What the page says of the article; comments that came as JSON or XML have no page around them."""
        page = self._page
        body = read_body(
            page,
            exclude=thread.elements,
            is_guess=thread.system == "generic" and thread.is_guess,
            is_told=thread.system == "generic" and not thread.is_guess,
            is_topic=is_topic(thread),
            is_below=thread.system not in (None, "generic", "schema.org"),
        )
        byline = read_byline(page, body, exclude=thread.elements)
        if not byline.authors and add_told(page, body.text):
            byline = read_byline(page, body, exclude=thread.elements)
        leave_out_signature(body, byline)
        article.body, article.body_blocks = body.text, body.blocks
        article.images, article.links = body.images, body.links
        article.alternative_headline = body.standfirst
        article.authors, article.agencies = byline.authors, byline.agencies
        article.byline_raw, article.dateline = byline.raw, byline.dateline
        read_metadata(page, body, article)
        sign_topic(page, thread, body, article)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without Python's search for cycles: a page makes and frees thousands of objects, of which hardly any are in one,
    and searching through them takes a twentieth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_undisturbed()
def extract(
    document: bytes | str | Document,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    content_type: str | None = None,
    site: str | Site | None = None,
    further: Mapping[str, bytes | str | Document] | None = None,
    comments: bool = True,
) -> Visit:
    """Extract one article page with its comment thread.

    `document` is the page as it came (bytes), as text, or as a `Document`. `url` is needed where the page does not
    tell its own address. `fetched_at` (aware; default now) is what relative dates count from: give it for results
    that do not change. `site` is a site file's name, found from the address by default. `visit.wanted` lists further
    documents that the thread needs; call again with `further`, which maps those addresses to their responses.
    `comments=False` leaves the thread unread, for whoever wants articles only.
    A document that is no page but comments (an interface's JSON, a comment feed) gives a visit without an article's
    text. Raises BadInput where the document is neither.
    """
    page = _as_document(document, url or "", content_type)
    if not page.url:
        page = Document(
            Page(page, fetched_at=datetime.now(UTC), any_document=True).own_address or "",
            page.body,
            page.status,
            page.headers,
        )
    if isinstance(site, str):
        sites = load_sites()
        if site not in sites:
            raise BadInput(f"no site file named {site!r}; known are: {', '.join(sorted(sites))}")
        site = sites[site]
    extraction = Extraction(
        page, fetched_at=fetched_at or datetime.now(UTC), site=site or site_of(page.url), comments=comments
    )
    answers = dict(further or {})
    while pending := [w for w in extraction.wanted if w in answers]:
        for address in pending:
            extraction.add(address, _as_document(answers.pop(address), address.url, None))
    visit = extraction.visit()
    if not isinstance(document, Document):  # how it was answered is not known
        visit.article.http_status = None
    return visit


def _as_document(value: bytes | str | Document, url: str, content_type: str | None) -> Document:
    if isinstance(value, Document):
        url = value.url
    try:
        urlsplit(url)
    except ValueError as error:
        raise BadInput(f"{url!r} is no address ({error}); give the one that the page was fetched from") from None
    if isinstance(value, Document):
        return value
    if isinstance(value, str):
        try:
            body = value.encode()
        except UnicodeEncodeError:  # through UTF-16: paired surrogates become characters and lone ones U+FFFD
            body = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
        return Document(url, body, headers={"content-type": "text/html; charset=utf-8"})
    return Document(url, value, headers={"content-type": content_type} if content_type else {})


def _claim(comments: list[Comment], article: Article, *, page_local: bool) -> None:
    """Put the site (and, for ids that only number this page, the article) into the keys of a thread."""
    prefix = f"{article.article_id if page_local else article.site}:"
    for comment in comments:
        if comment.article_id:
            continue
        comment.comment_id = prefix + comment.comment_id
        comment.parent_id = comment.parent_id and prefix + comment.parent_id
        comment.root_id = comment.root_id and prefix + comment.root_id
        comment.site, comment.article_id, comment.article_url = article.site, article.article_id, article.url
        comment.schema_version = SCHEMA_VERSION
