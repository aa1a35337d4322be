"""One spider for all sites: sources are read, what is due is fetched, and every article ends as one Visit.

    scrapy crawl news -a site=dawn,geo            the same as: ecorridor crawl dawn geo
    scrapy crawl news -a url=https://example.org/

It keeps its own queue (`Frontier`) and joins addresses by their key before any request is made, so Scrapy's duplicate
filter is off. Sources (`sources.py`) say what there is; open visits (`visits.py`) wait for the rest of their thread;
`losses.py` counts what did not come; `politeness.py` knows which host may be asked.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import timedelta
from hashlib import blake2b
from time import monotonic
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider

from ..addresses import check_address
from ..circuits import Circuits, LeftAlone
from ..clock import Clock, parse_moment
from ..discover import Candidate, Source, newest_first
from ..errors import BadInput, EcorridorError, ends_a_run
from ..extraction import Document, Extraction
from ..extraction.threads.beside import breaks_off
from ..fetch import cause_of, document_of, validators
from ..frontier import Frontier, Open
from ..health import LISTING, MOVED, REFUSED_THREAD, Tally, locks
from ..known import Known, Look
from ..listings import is_front_page, listed_articles, page_kind
from ..moves import marks, settle
from ..periods import Window, names_day
from ..revisits import digest
from ..settings import user_agent
from ..sites import article_key, find_site, is_never, load_sites, site_name, site_of
from ..state import State
from ..store import host_name
from ..walls import is_dated, wall
from ..zones import Zones
from .losses import CUT_OFF, Losses
from .politeness import Politeness
from .sources import Sources
from .visits import Visits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from ..items import Visit

DUE_AT_ONCE = 100_000
"""At most so many visits of a site that are due are taken up by one run."""
LISTS_OF_NEWS = ("feed", "news_sitemap", "listing", "wp_posts")
GIVEN_UP_PAUSE = timedelta(days=1)
"""What is gone or was given up and is listed among the news all the same is asked for once more after so long: a whole
site may answer 404 for a while."""


class NewsSpider(Spider):
    """Crawls site files and addresses; see the module."""

    name = "news"
    clock: Clock
    state: State
    frontier: Frontier
    circuits: Circuits
    politeness: Politeness

    def __init__(
        self,
        site: str | None = None,
        url: str | Iterable[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        max_pages: str | int | None = None,
        max_minutes: str | float | None = None,
        run: str | None = None,
        is_article: bool = False,
        is_survey: bool = False,
        max_articles: int | None = None,
        is_locked: bool = False,
        **options: Any,
    ) -> None:
        """`site` is a comma-separated list of site files and addresses, `url` one address or several, whatever
        signs they have; without both, every site file.

        `is_article` says that the addresses are articles, whatever the pages look like; `is_survey` also asks whether a
        WordPress site lets its posts be listed; `is_locked` says that whoever starts it holds the locks of its sites.
        After `max_articles` nothing more is asked for: of the pages that a list names, some may be lists themselves.
        """
        super().__init__(**options)
        named = [name.strip() for name in (site or "").split(",") if name.strip()]
        urls = [*([url] if isinstance(url, str) else url or ()), *(name for name in named if "://" in name)]
        names = [name for name in named if "://" not in name] if named or urls else sorted(load_sites())
        self._sites = [find_site(name) for name in names]
        self._urls = [check_address(text) for text in urls]
        self._is_locked, self._held = bool(is_locked), ExitStack()
        self.window = Window.of(since, until)
        self.max_pages = int(max_pages) if max_pages else None
        self.max_articles = max_articles
        self.max_seconds = float(max_minutes) * 60 if max_minutes else None
        self.tallies: dict[str, Tally] = {}
        self.ended_by: EcorridorError | None = None
        self.end_reason: str | None = None
        self.commits: list[Any] = []
        self._taken: dict[int, Open] = {}
        self._seen: set[str] = set()
        self._zones = Zones()
        self._undated: dict[str, Candidate] = {}
        """What was queued without a date, which another source may know."""
        self.fresh: set[str] = set()
        """The addresses that no run before knew."""
        self._said: dict[bytes, str] = {}
        self.sources = Sources(self, is_article=bool(is_article), is_survey=bool(is_survey))
        self.visits = Visits(self)
        self.losses = Losses(self)
        self.started = monotonic()
        self._fetched = 0
        self.run = run or ""
        self.thread_documents = 0
        self.keeps_documents = self._obeys_tdm = False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT")), priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        self: NewsSpider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        start = settings.get("NOW")
        is_frozen = settings.getbool("FREEZE", False)
        self.clock = Clock(parse_moment(start) if isinstance(start, str) else start, frozen=is_frozen)
        if not self.run:
            # in two containers that share a data directory every process is the first, and begins by the same clock
            self.run = f"{self.clock.now():%Y%m%dT%H%M%SZ}-{host_name()}-{os.getpid()}"
        data = settings.get("DATA_DIR")
        if data and not self._is_locked:
            self._leave_to_others(data)
        self.state = State.of(data) if data else State()
        if not is_frozen:  # a clock that stands still tells nothing of those of other runs
            self.state.amend(self.clock.now())
        for old, new, count in self.state.rename_sites(site_name):
            said = f"{old} has a site file now: its {count} articles are stored again as {new} when they are looked at"
            self.losses.warn(f"renamed {old}", f"{said}; 'ecorridor forget --site {old}' takes the old rows out")
        concurrency = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.frontier = Frontier(
            per_host=max(2 * concurrency, 2), in_all=max(2 * settings.getint("CONCURRENT_REQUESTS"), 2)
        )
        self.politeness = Politeness(self, settings)
        self.circuits = Circuits(
            failures=settings.getint("HOST_FAILURES") or 1_000_000, pause=settings.getfloat("HOST_PAUSE")
        )
        self._obeys_tdm = settings.getbool("OBEY_TDM_RESERVATION")
        self.thread_documents = settings.getint("THREAD_DOCUMENTS")
        self.keeps_documents = settings.getbool("ARCHIVE") and bool(data)
        crawler.signals.connect(self._idle, signal=signals.spider_idle)
        crawler.signals.connect(self._raised, signal=signals.spider_error)
        crawler.signals.connect(self._item_raised, signal=signals.item_error)
        crawler.signals.connect(self._stopped, signal=signals.engine_stopped)
        return self

    def _leave_to_others(self, data: str) -> None:
        """Hold the lock of every site that is crawled into a data directory until this crawl has ended, and leave out
        those at which another run is at work. Raises Busy where that is all of them."""
        wanted = {*(site.name for site in self._sites), *map(site_name, self._urls)}
        free = set(self._held.enter_context(locks(data, wanted)))
        if busy := sorted(wanted - free):
            self.logger.warning("another run is at work on %s; the rest is crawled", ", ".join(busy))
        self._sites = [site for site in self._sites if site.name in free]
        self._urls = [url for url in self._urls if site_name(url) in free]

    # ------------------------------------------------------------ start

    async def start(self) -> AsyncIterator[Request]:
        """The sources of every site, then what is due for a new visit."""
        for site in self._sites:
            self.tally(site.name)
            self.sources.add_site(site)
            self.revisit(site.name)
        for url in self._urls:
            self.sources.add(Source(url, "given"), site_name(url))
        for request in self.more():
            yield request

    @property
    def hosts(self) -> set[str]:
        """The hosts that the user named, by address or site file."""
        return {urlsplit(url).hostname or "" for url in self._urls} | {h for site in self._sites for h in site.hosts}

    # ------------------------------------------------------------ the queue

    def queue(self, candidates: list[Candidate], site: str) -> None:
        """Take what is new, due or changed, unless it is outside the window."""
        self.state.lead(site, {site_name(c.url) for c in candidates} - {site})
        latest = self.clock.now() + timedelta(days=1)
        for candidate in candidates:
            candidate.forget_what_is_to_come(latest)
            if candidate.published and (waiting := self._undated.pop(candidate.key, None)):
                waiting.published = candidate.published
        fresh = [c for c in newest_first(candidates) if c.key not in self._seen]
        known = self.state.known(c.key for c in fresh)
        for candidate in fresh:
            before = known.get(candidate.key)
            if is_never(candidate.url):
                continue
            if candidate.may_be_in(self.window) and (before is None or self._is_due(candidate, before)):
                if before is None:
                    self.fresh.add(candidate.key)
                    self._write_down(candidate)
                self._take(candidate, before)

    def _write_down(self, candidate: Candidate) -> None:
        """Remember an address before its source is remembered as read: a run that ends early loses none."""
        self.state.found(
            candidate.key,
            candidate.url,
            site_name(candidate.url),
            self.clock.now(),
            published=candidate.published,
            is_sure=candidate.is_sure,
            is_past=not self.window.is_open,
        )

    def revisit(self, site: str) -> None:
        """Take what is due of a site: visits to young articles, failures, and what an earlier run did not come to."""
        is_past = not self.window.is_open
        for known in self.state.due([site, *self.state.led(site)], self.clock.now(), DUE_AT_ONCE, is_past=is_past):
            candidate = Candidate(known.url, "revisit", known.published, is_sure=known.is_sure)
            if candidate.may_be_in(self.window) and not is_never(candidate.url):
                self._take(candidate, known)

    def _is_due(self, candidate: Candidate, before: Known) -> bool:
        now = self.clock.now()
        if before.next_visit and before.next_visit <= now:
            return True
        if before.failures and before.next_visit is None:
            return candidate.source in LISTS_OF_NEWS and now - before.last_visit >= GIVEN_UP_PAUSE
        if before.kind == "outside":
            return before.published is None or before.published in self.window
        if before.kind != "article" or before.failures:
            return False
        if candidate.source in ("wp_comments", "comments_feed"):  # somebody has commented since
            return candidate.modified is not None and candidate.modified > before.last_visit
        stated = (candidate.comments, before.stated)
        return None not in stated and candidate.comments != before.stated

    def _take(self, candidate: Candidate, known: Known | None) -> None:
        key = candidate.key
        if key in self._seen:
            return
        self._seen.add(key)
        if candidate.published is None:
            self._undated[key] = candidate
        self._push(candidate, known)

    def _push(self, candidate: Candidate, known: Known | None) -> None:
        moment = candidate.moment or (known.published if known else None)
        backfill = 0.0 if self.window.is_open else 4e9
        before = known if known and known.visits else None
        self.frontier.push(candidate, backfill - (moment.timestamp() if moment else 0.0), before)

    def more(self) -> Iterator[Request]:
        """Requests for as many sources and articles as may be under way now."""
        if self.ended_by is not None or self.end_reason is not None:
            return
        if self.max_seconds and monotonic() - self.started > self.max_seconds:
            self.finish("max-minutes")
            return
        self.losses.give_up()
        yield from self.sources.more()
        busy = self.sources.busy | self.circuits.resting()
        while self.max_pages is None or self._fetched < self.max_pages:
            task = self.frontier.pop(busy)
            if task is None:
                return
            host = urlsplit(task.candidate.url).hostname or ""
            if not self.politeness.may_ask(host):
                self.frontier.done(task.candidate.url)
                continue
            self._fetched += 1
            self._undated.pop(task.candidate.key, None)
            known = task.known
            headers = validators(known.etag, known.last_modified) if known and known.documents == 1 else {}
            yield Request(
                task.candidate.url,
                callback=self.read_article,
                errback=self.article_failed,
                cb_kwargs={"candidate": task.candidate, "known": known},
                headers=headers,
                meta={"is_page": True},
            )
        if self.frontier.left:
            self.finish("max-pages")

    def finish(self, reason: str) -> None:
        """Start nothing more; what is under way is still brought home."""
        self.end_reason = self.end_reason or reason
        self._drop()

    def stop(self, error: EcorridorError) -> None:
        """End the run with an error; what is staged is kept."""
        self.ended_by = self.ended_by or error
        self._drop()

    def _drop(self) -> None:
        self.frontier.clear()
        self.sources.clear()

    def _idle(self) -> None:
        requests = list(self.more())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests or self._awaits_a_host():
            raise DontCloseSpider

    def _awaits_a_host(self) -> bool:
        """Whether something is left to ask of a host that rests, and will be tried again."""
        if self.ended_by is not None or self.end_reason is not None:
            return False
        return any(self.frontier.waiting(host) or self.sources.waiting(host) for host in self.circuits.resting())

    # ------------------------------------------------------------ articles

    def visit_given(self, extraction: Extraction, url: str, document: Document) -> Iterator[Any]:
        """The visit of an article whose address the user gave, and which was fetched as if it were a listing."""
        candidate = Candidate(url, "given", is_sure=True)
        self._seen.add(candidate.key)
        self._fetched += 1
        self.tally(site_name(document.url)).pages += 1
        known = self.state.known([candidate.key]).get(candidate.key)
        yield from self.visits.begin(extraction, candidate, known if known and known.visits else None, document)

    def read_article(self, response: Response, candidate: Candidate, known: Known | None) -> Iterator[Any]:
        """An article page: a visit, or the requests that its thread needs."""
        site = site_name(response.url)
        tally = self.tally(site)
        tally.pages += 1
        try:
            if response.status == 304 and known:
                self.unchanged(candidate, known)
            elif response.status == 200:
                if page := self._led_to(response.url, candidate, known):
                    yield from self._read_article(response, *page, site)
            else:
                self.losses.add_refused(response, candidate, site)
        finally:
            self.frontier.done(candidate.url)
        yield from self.more()

    def _led_to(self, url: str, candidate: Candidate, known: Known | None) -> tuple[Candidate, Known | None] | None:
        """The page that stands at `url`, to which a candidate has led; None where this run has seen it there.

        Lists name one article by several addresses, some by those of its comments: what no run has seen before and
        leads to an article that waits or is known is that article, and is not asked for again.
        """
        key = article_key(url)
        if key == candidate.key or (known and known.visits):
            return candidate, known
        there = self.state.known([key]).get(key)
        is_seen = key in self._seen
        if not is_seen and not (there and there.kind == "article"):
            return candidate, known
        self._seen.add(key)
        self.state.saw(Look(candidate.key, candidate.url, site_name(candidate.url), self.clock.now(), kind="moved"))
        if task := self.frontier.take(urlsplit(url).hostname or "", key):
            return task.candidate, task.known
        self._fetched -= is_seen
        if is_seen or there is None:
            return None
        return Candidate(url, "revisit", there.published, is_sure=True), there

    def _read_article(self, response: Response, candidate: Candidate, known: Known | None, site: str) -> Iterator[Any]:
        document = document_of(response)
        site_file = site_of(response.url)
        is_elsewhere = site != site_name(candidate.url)
        if is_front_page(response.url) and not is_front_page(candidate.url):
            self.losses.add(candidate, site_name(candidate.url), "redirect to a front page")
            return
        try:
            extraction = Extraction(document, fetched_at=self.clock.now(), site=site_file, limit=self.thread_documents)
        except BadInput as error:
            self.losses.add(candidate, site, "no page", str(error))
            return
        is_asked = is_elsewhere or (not candidate.is_sure and (known is None or known.kind == "listing"))
        is_listing = is_asked and page_kind(extraction) == "listing"
        if is_elsewhere and is_listing:  # a portal or a login stands in between
            self.losses.add(candidate, site_name(candidate.url), f"{MOVED}{urlsplit(response.url).hostname}")
            return
        if is_listing:
            self._listing(candidate, site, extraction)
            return
        if known and known.kind == "article" and not known.failures and breaks_off(document):
            # half of an article would be an edit; a second time it is believed
            self.losses.add(candidate, site, CUT_OFF)
            return
        yield from self.visits.begin(extraction, candidate, known, document)

    def finished(self, visit: Open) -> Visit | None:
        """The visit as an item, unless it is no article after all or outside the period that was asked for."""
        item = visit.extraction.visit()
        article, candidate = item.article, visit.candidate
        tally = self.tally(article.site)
        if listed := candidate.better_date(article.date_published, article.date_published_raw):
            article.date_published, article.date_published_source = listed, "feed"
            article.date_published_precision = "day" if names_day(listed) else "second"
        is_again = visit.known is not None and visit.known.visits > 0
        before = visit.known.published if visit.known and is_again else None
        self._zones.put_right(item, None if candidate.source == "revisit" and is_again else candidate.published, before)
        cause = wall(visit.extraction.page, item, visit.known.comments if visit.known else 0)
        if cause == "empty body" and not candidate.is_sure and (visit.known is None or visit.known.kind == "listing"):
            self._listing(candidate, article.site, visit.extraction)  # found by its address alone, and none after all
            return None
        if cause is None and self._is_repeated(item):
            cause = "the text of another page"
        if cause:
            self.losses.add(candidate, article.site, cause)
            return None
        is_outside = article.date_published is not None and article.date_published not in self.window
        if is_outside or (self._obeys_tdm and article.tdm_reserved):
            tally.outside, tally.reserved = tally.outside + is_outside, tally.reserved + (not is_outside)
            kind = "outside" if is_outside else "reserved"
            look = Look(candidate.key, candidate.url, article.site, item.fetched_at, kind, article.date_published)
            self.state.saw(look)
            return None
        visit.former = settle(item, visit.known, self.state)
        self._taken[id(item)] = visit
        return item

    def _is_repeated(self, item: Visit) -> bool:
        """Whether another page of this run had the same headline and text: what a server says instead of an article."""
        article = item.article
        if item.comments or not article.body or is_dated(item):
            return False
        said = blake2b(f"{article.headline}\n{article.body}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return self._said.setdefault(said, article.article_id) != article.article_id

    def _listing(self, candidate: Candidate, site: str, extraction: Extraction) -> None:
        """Remember that a page is no article. One without any links, or that claims to be an article, may have been a
        hiccup of its server: it is looked at again.
        """
        tally, page = self.tally(site), extraction.page
        tally.listings += 1
        tally.examples.setdefault(LISTING, candidate.url)
        links = listed_articles(page.root, page.document.url, page.site)
        is_doubtful = not links or page_kind(extraction) == "article"
        now = self.clock.now()
        self.state.saw(Look(candidate.key, candidate.url, site, now, kind="listing", is_lacking=is_doubtful))

    def staged(self, item: Visit) -> None:
        """Called when a visit is written down: count it and remember when to come back."""
        visit = self._taken.pop(id(item))
        article, tally = item.article, self.tally(item.article.site)
        tally.articles += 1
        tally.comments += len(item.comments)
        known = visit.former or visit.known
        tally.new_articles += not (known and known.kind == "article")
        before = known.comments if known and known.visits else None
        tally.new_comments += max(len(item.comments) - (before or 0), 0)
        site = load_sites().get(article.site)
        tally.coverage.add(item, before, site.selectors if site else ())
        if article.thread_incomplete_reason == "refused":
            tally.threads_refused += 1
            tally.examples.setdefault(REFUSED_THREAD, article.url)
        is_partial = visit.waiting > 0
        is_cut = breaks_off(visit.extraction.page.document)
        is_lacking = is_cut or article.thread_incomplete_reason in ("refused", "truncated")
        url = article.url if visit.former else visit.candidate.url
        key = article_key(url)
        self.state.saw(
            Look(
                key=key,
                url=url,
                site=article.site,
                at=item.fetched_at,
                published=article.date_published,
                etag=None if is_partial else article.etag,  # a 304 would close a thread of which half is missing
                last_modified=None if is_partial else visit.last_modified,
                digest=digest(item),
                comments=len(item.comments),
                stated=visit.candidate.comments,
                is_closed=article.comments_open is False,
                documents=item.documents,
                probe=None if is_lacking else visit.probe,
                is_partial=is_partial,
                is_lacking=is_lacking,
                article_id=article.article_id,
                mark=next(iter(marks(item)), None),
            )
        )
        if visit.former:
            self.state.moved(visit.former.key)
        if self.max_articles and sum(one.articles for one in self.tallies.values()) >= self.max_articles:
            self.finish("max-articles")

    def documents_of(self, item: Visit) -> list[tuple[str, Document]]:
        """The responses that a visit was made from, by address; empty where they are not archived."""
        return self._taken[id(item)].documents

    def committed(self, result: Any) -> None:
        """Called after each commit with the store's account of it."""
        self.commits.append(result)

    # ------------------------------------------------------------ what went wrong

    def unchanged(self, candidate: Candidate, known: Known) -> None:
        self.tally(known.site).unchanged += 1
        self.state.saw(
            Look(
                known.key,
                known.url,
                known.site,
                self.clock.now(),
                etag=known.etag,
                last_modified=known.last_modified,
                comments=known.comments,
                stated=candidate.comments if candidate.comments is not None else known.stated,
                documents=known.documents,
                probe=known.probe,
            )
        )

    def article_failed(self, failure: Failure) -> Iterator[Request]:
        """Nothing answered, robots.txt forbids it, or it was not sent since its host is left alone."""
        request: Request = failure.request  # type: ignore[attr-defined]
        candidate = request.cb_kwargs["candidate"]
        self.frontier.done(candidate.url)
        if isinstance(failure.value, LeftAlone) and failure.value.is_at(candidate.url):
            self._fetched -= 1
            self._push(candidate, request.cb_kwargs["known"])  # unless its host was given up
            self.losses.add_left(urlsplit(candidate.url).hostname or "", 1)
        else:
            self.losses.add(candidate, site_name(candidate.url), cause_of(failure.value))
        yield from self.more()

    def _raised(self, failure: Failure, response: Response | Failure) -> None:
        """A callback raised: it costs the article or the source that it was called for, and nothing else; a full disk
        costs the run.
        """
        if ends_a_run(failure.value):
            self.stop(cast("EcorridorError", failure.value))
            return
        arguments = response.request.cb_kwargs  # type: ignore[union-attr]
        if source := arguments.get("source"):
            self.sources.fault(source, arguments["site"], failure.value)
            return
        visit = arguments.get("visit")
        candidate = visit.candidate if visit else arguments["candidate"]
        self.visits.drop(candidate)
        self.losses.add_fault(candidate, failure.value)

    def _item_raised(self, item: Visit, failure: Failure) -> None:
        """A pipeline raised: the visit is not stored, and the article comes up again."""
        visit = self._taken.pop(id(item), None)
        self.losses.add_fault(visit.candidate if visit else Candidate(item.article.url, "stored"), failure.value)

    def tally(self, site: str) -> Tally:
        """What this run did to a site."""
        if site not in self.tallies:
            self.tallies[site] = Tally()
        return self.tallies[site]

    def _stopped(self) -> None:
        self.state.close()
        self._held.close()
