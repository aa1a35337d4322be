"""The sources of a crawl: which documents that list articles are read, in which order, and what comes of each.

A host is asked for one source after another, before its articles; the sources of a past period wait while enough of its
articles wait, so that a crawl of ten years needs no more memory than one of a day.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from ..addresses import joined
from ..circuits import LeftAlone
from ..discover import (
    LISTING_PAGES,
    SOURCE_DEPTH,
    Source,
    is_stale,
    newest_first,
    read,
    sources_of,
    usual_places,
    wp_comments,
    wp_posts,
)
from ..errors import BadInput
from ..extraction import Extraction
from ..fetch import RobotsUnknown, cause_of, cause_of_status, document_of, header, validators
from ..health import FAULT, MOVED, NO_LINKS, SHARED
from ..listings import advertised, boards, is_wordpress_home, listed_articles, next_page, page_kind
from ..moves import has_words
from ..sites import site_name, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from ..discover import Candidate, Reading
    from ..extraction import Document
    from ..sites import Site
    from .news import NewsSpider

_FIRST = 10
_OF_WORDPRESS = ("wp-sitemap.xml",)
"""Where WordPress lists its posts, beside its front page, which may stand in a folder of its host."""
AT_ONCE = 2
"""So many sources of one host are under way."""
FEW_ENTRIES = 5
"""A list of fewer entries tells nothing of what it may have left out."""
GAP_PAGES = 10
"""At most so many further pages of a listing are read to come up with what was published since the last run."""
REGULAR = timedelta(hours=36)
"""Who crawls less often than this means to miss some of it."""
ENOUGH = 200
"""While so many articles of a host wait, the sources of a past period wait as well."""
FIRST_LOOK = timedelta(days=2)
"""How far back the first run asks for comments."""
OVERLAP = timedelta(minutes=10)
"""Comments are asked for from so long before the last look: what was held for approval appears late."""


class Sources:
    """The sources of one crawl; `spider` gets the articles that they list."""

    def __init__(self, spider: NewsSpider, *, is_article: bool, is_survey: bool) -> None:
        """`is_article` and `is_survey` are the spider's arguments of that name."""
        self._spider = spider
        self._is_article, self._is_survey = is_article, is_survey
        self._waiting: dict[str, deque[tuple[Source, str]]] = {}
        self._under_way: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._sitemaps: dict[str, list[str]] = {}
        self._gaps: dict[str, str] = {}
        self._listed: set[str] = set()
        """What the listing pages of this run had on them."""
        self._linked: set[str] = set()
        """Sites of which a list had something of an earlier run on it."""

    # ------------------------------------------------------------ which ones, and when

    def add_site(self, site: Site) -> None:
        """Take what a site file names."""
        for source in sources_of(site, self._spider.window, self._spider.clock.now()):
            self.add(source, site.name)
        if site.wordpress:
            self._add_comments(site.wordpress, site.name)

    def add(self, source: Source, site: str) -> None:
        """Take a source, unless it was taken before."""
        if source.url in self._seen:
            return
        self._seen.add(source.url)
        self._waiting.setdefault(urlsplit(source.url).hostname or "", deque()).append((source, site))

    def _add_comments(self, root: str, site: str, instead: str | None = None) -> None:
        """One request finds every article with a new comment; where that is closed, the feed of comments does."""
        if not self._spider.window.is_open:
            return
        now = self._spider.clock.now()
        _, _, read_at = self._spider.state.source(wp_comments(root))
        since = read_at if read_at and read_at <= now else now - FIRST_LOOK
        self.add(Source(wp_comments(root, since - OVERLAP), "wp_comments", 1, instead, is_guess=True), site)

    def more(self) -> Iterator[Request]:
        """Requests for the sources whose turn it is."""
        spider = self._spider
        for host, queue in list(self._waiting.items()):
            if spider.circuits.is_resting(host) and not spider.frontier.is_closed(host):
                continue
            while queue and self._under_way[host] < AT_ONCE:
                if not spider.window.is_open and spider.frontier.waiting(host) >= ENOUGH:
                    break
                if request := self._ask(*queue.popleft()):
                    self._under_way[host] += 1
                    yield request

    def waiting(self, host: str) -> int:
        """How many sources of a host wait."""
        return len(self._waiting.get(host, ()))

    @property
    def busy(self) -> set[str]:
        """Hosts whose articles wait until all sources have told which are the newest; none for a past period."""
        if not self._spider.window.is_open:
            return set()
        return {h for h, queue in self._waiting.items() if queue} | {h for h, n in self._under_way.items() if n > 0}

    def clear(self) -> None:
        """Ask for nothing more."""
        self._waiting.clear()

    def _ask(self, source: Source, site: str) -> Request | None:
        spider = self._spider
        if not spider.politeness.may_ask(urlsplit(source.url).hostname or ""):
            return None
        etag, modified, read_at = spider.state.source(self._name(source))
        if not spider.window.is_open and read_at:  # its articles were written down by a run before
            if source.kind == "given":
                spider.revisit(site)
            return None
        return Request(
            source.url,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"source": source, "site": site},
            headers=validators(etag, modified) if spider.window.is_open else {},
            meta={"is_page": source.kind == "given"},
            priority=_FIRST - source.depth,
        )

    def _name(self, source: Source) -> str:
        """What a source is remembered by: for a past period, its articles in that period."""
        window = self._spider.window
        if not window.is_open:
            return f"{source.url} {window.since or ''}/{window.until or ''}"
        return source.url.partition("?")[0] if source.kind == "wp_comments" else source.url

    def robots_named(self, netloc: str, sitemaps: list[str]) -> None:
        """Remember the sitemaps that a robots.txt names (sitemaps.org, robots.txt extension)."""
        self._sitemaps[netloc] = [url for text in sitemaps if (url := joined(f"https://{netloc}/", text))]

    # ------------------------------------------------------------ what comes of them

    def read(self, response: Response, source: Source, site: str) -> Iterator[Any]:
        """Queue what a source lists; a page that turns out to be an article is one."""
        self._under_way[urlsplit(source.url).hostname or ""] -= 1
        self._spider.tally(site).sources += 1
        if response.status == 304:
            self._still(source, site)
            if source.kind == "given":
                self._spider.revisit(site)
        elif response.status != 200 or not response.body:
            self._lost(source, site, cause_of_status(response.status) if response.status != 200 else "empty")
        else:
            document = document_of(response)
            last = self._spider.state.source(self._name(source))[2]
            reading = read(document, source, self._spider.window, site_of(response.url), last)
            if reading is None:
                yield from self._read_page(document, source, site)
            elif (other := self._moved(reading, document, source, site)) is not None:
                self._lost(source, site, f"{MOVED}{other}")  # what it lists there would be stored a second time
            elif (other := self._shared(reading.candidates, source, site)) is not None:
                self._lost(source, site, f"{SHARED}{other}")
            else:
                self._take(reading, response, source, site)
        yield from self._spider.more()

    def _take(self, reading: Reading, response: Response, source: Source, site: str) -> None:
        """Queue the articles of a machine-readable source, then remember it as read."""
        spider, now = self._spider, self._spider.clock.now()
        if reading.is_stale(now) and not source.is_guess:
            self._stale(site, response.url, reading.newest(now))
        self._mind_the_gap(reading, source, site)
        spider.queue(reading.candidates, site)
        if reading.is_cut or (reading.kind == "feed" and not reading.candidates):
            self._lost(source, site, "cut off" if reading.is_cut else "no entries")
        if source.kind == "given":
            spider.revisit(site)
        for further in reading.sources:
            if further.depth <= SOURCE_DEPTH:
                self.add(further, site)
        if reading.is_cut or (reading.kind == "wp_comments" and reading.sources):
            return  # what the rest of it lists is still to come, and would be left out for good
        is_fresh = reading.claims_news and not reading.is_slow(now) and not source.is_guess
        if spider.window.is_open or not reading.sources:
            self._remember(source, site, now, response, reading.newest(now) if is_fresh else None)

    def _mind_the_gap(self, reading: Reading, source: Source, site: str) -> None:
        """Go on where nothing on a list was there at the last run: more was published in between than it holds."""
        spider, first = self._spider, re.sub(r"([?&]page=)\d+$", r"\g<1>1", self._name(source))
        read_at = spider.state.source(first)[2] if spider.window.is_open else None
        self._link(reading.candidates, site)
        if read_at is None or len(reading.candidates) < FEW_ENTRIES:
            return
        if reading.following:
            oldest = newest_first(reading.candidates)[-1].key
            if not spider.state.known([oldest]):
                self.add(reading.following, site)
        elif reading.claims_news and spider.clock.now() - read_at < REGULAR:
            self._gaps.setdefault(site, source.url)

    def _link(self, candidates: list[Candidate], site: str) -> None:
        if self._spider.state.known(c.key for c in candidates).keys() - self._spider.fresh:
            self._linked.add(site)

    def say_gaps(self) -> None:
        """Tell of the sites of which no list had anything of the last run on it."""
        for site, url in self._gaps.items():
            if site not in self._linked:
                said = "lists nothing that was there at the last run, nor does another source"
                self._spider.losses.warn(
                    f"gap {url}", f"{url} {said}: what came in between may be lost; crawl it more often"
                )

    def _still(self, source: Source, site: str) -> None:
        """A source that has not changed may be one that nobody writes any more."""
        newest = self._spider.state.newest_of(self._name(source))
        if is_stale(newest, self._spider.clock.now()):
            self._stale(site, source.url, newest)

    def _remember(
        self, source: Source, site: str, now: datetime, response: Response | None, newest: datetime | None = None
    ) -> None:
        etag, modified = (header(response.headers, n) if response else None for n in ("ETag", "Last-Modified"))
        state = self._spider.state
        state.read_source(self._name(source), site, now, etag=etag, last_modified=modified, newest=newest)

    def _read_page(self, document: Document, source: Source, site: str) -> Iterator[Any]:
        """An HTML page where a source was expected: a listing, or, where the user gave its address, an article."""
        spider = self._spider
        if (other := self._elsewhere(document, source, site)) is not None:
            self._lost(source, site, f"{MOVED}{other}")
            return
        try:
            extraction = Extraction(
                document, fetched_at=spider.clock.now(), site=site_of(document.url), limit=spider.thread_documents
            )
        except BadInput:
            self._lost(source, site, "no page")
            return
        root, site_file = extraction.page.root, extraction.page.site
        is_given = source.kind == "given"
        kind = "article" if self._is_article else page_kind(extraction, is_given=True)
        if is_given and kind == "article":
            yield from spider.visit_given(extraction, source.url, document)
            return
        candidates = listed_articles(root, document.url, site_file)
        if (other := self._shared(candidates, source, site)) is not None:
            self._lost(source, site, f"{SHARED}{other}")
            return
        self._link(candidates, site)
        spider.queue(candidates, site)
        is_telling = bool(candidates)
        if is_given:
            for board in boards(root, document.url):
                is_telling = True
                self.add(Source(board, "listing", 1, is_guess=True), site)
            is_telling |= self._look_around(extraction, site)
            spider.revisit(site)
        if not is_telling:
            self._lost(source, site, NO_LINKS)
        following = next_page(root, document.url) if self._goes_on(candidates, source, site) else None
        if following:
            self.add(Source(following, "listing", source.depth + 1, is_guess=spider.window.is_open), site)
        elif not spider.window.is_open and source.kind == "listing" and not source.depth and candidates:
            self._remember(source, site, spider.clock.now(), None)

    def _goes_on(self, candidates: list[Candidate], source: Source, site: str) -> bool:
        """Whether the next page of a listing is wanted: for a past period each, else while none of its articles is of
        an earlier run. A page that shows what was on the pages before leads in a circle.
        """
        spider = self._spider
        keys = {candidate.key for candidate in candidates}
        is_other = not keys <= self._listed
        self._listed |= keys
        if not spider.window.is_open:
            return is_other and source.depth < LISTING_PAGES
        is_new = len(keys) >= FEW_ENTRIES and not spider.state.known(keys).keys() - spider.fresh
        return is_new and is_other and source.depth < GAP_PAGES and spider.state.has_articles(site)

    def _stale(self, site: str, url: str, newest: datetime | None) -> None:
        """Note a feed that answers, but with nothing new in it."""
        since = f"; its newest item is of {newest:%Y-%m-%d}" if newest else ""
        self._spider.tally(site).stale_sources.append(url)
        self._spider.losses.warn(f"stale {url}", f"{url} answers, but has nothing new{since}")

    def _elsewhere(self, document: Document, source: Source, site: str) -> str | None:
        """The host that answered instead, where that is no move of the site but a portal or a login in between."""
        if site_name(document.url) == site_name(source.url):
            return None
        is_move = source.kind == "given" and not self._spider.state.has_articles(site)
        return None if is_move else urlsplit(document.url).hostname

    def _moved(self, reading: Reading, document: Document, source: Source, site: str) -> str | None:
        """The host to which a feed and its articles have moved; a feed service lists those of the site as before."""
        if source.kind != "given" or (other := self._elsewhere(document, source, site)) is None:
            return None
        there = sum(site_name(c.url) == site_name(document.url) for c in reading.candidates)
        return other if 2 * there > len(reading.candidates) else None

    def _shared(self, candidates: list[Candidate], source: Source, site: str) -> str | None:
        """The site whose articles a new one lists, which has no file: one that has moved, and whose young articles
        would be stored a second time under the name of its new host.
        """
        state = self._spider.state
        if source.kind != "given" or site_of(source.url) or state.has_articles(site):
            return None
        keys = {c.key for c in candidates if site_name(c.url) == site and has_words(c.url)}
        other, count = state.shared(keys) or (site, 0)
        return other if count >= FEW_ENTRIES and 2 * count >= len(keys) else None

    def _look_around(self, extraction: Extraction, site: str) -> bool:
        """Take what a page advertises, or else what usually is there; returns whether it advertises any feed."""
        spider, url = self._spider, extraction.page.document.url
        feeds, comments, wordpress = advertised(extraction.page.root, url)
        for feed in feeds:
            self.add(Source(feed, "feed", 1, is_guess=True), site)
        if wordpress:
            self._add_comments(wordpress, site, instead=comments)
            if self._is_survey:
                self.add(Source(wp_posts(wordpress, spider.window), "wp_posts", 1, is_guess=True), site)
        elif comments and spider.window.is_open:
            self.add(Source(comments, "feed", 1, is_guess=True), site)
        named = self._sitemaps.get(urlsplit(url).netloc, [])
        is_home = is_wordpress_home(extraction.page.root)
        if urlsplit(url).path.strip("/") == "" or is_home or not spider.window.is_open:
            own = [joined(url, place) for place in _OF_WORDPRESS] if is_home and not named else []
            for place in filter(None, [*own, *(named or usual_places(url, has_feed=bool(feeds)))]):
                self.add(Source(place, "sitemap", 1, is_guess=True), site)
        return bool(feeds)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """A source that did not answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source, site = request.cb_kwargs["source"], request.cb_kwargs["site"]
        host = urlsplit(source.url).hostname or ""
        self._under_way[host] -= 1
        if isinstance(failure.value, LeftAlone) and failure.value.is_at(source.url):
            self._waiting.setdefault(host, deque()).append((source, site))
        elif isinstance(failure.value, IgnoreRequest) and source.depth and not isinstance(failure.value, RobotsUnknown):
            self._turn_to_other(source, site)
        else:
            self._spider.tally(site).sources += 1
            self._lost(source, site, cause_of(failure.value))
        yield from self._spider.more()

    def _lost(self, source: Source, site: str, cause: str) -> None:
        """Count a source that cannot be read; a place that was only guessed may be empty, or never answer."""
        tally = self._spider.tally(site)
        if self._turn_to_other(source, site) or source.is_guess:
            tally.sources -= 1
            return
        tally.sources_failed += 1
        tally.count(cause, source.url)
        self._spider.losses.warn(f"source {source.url}", f"cannot read {source.url}: {cause}")

    def fault(self, source: Source, site: str, error: BaseException | None) -> None:
        """Count a source that raised."""
        tally = self._spider.tally(site)
        tally.sources_failed += 1
        tally.count(f"{FAULT}: {type(error).__name__}", source.url)

    def _turn_to_other(self, source: Source, site: str) -> bool:
        if source.instead:
            self.add(Source(source.instead, "feed", source.depth, is_guess=True), site)
        return bool(source.instead)
