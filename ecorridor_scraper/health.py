"""Is the crawl well? One account per run, kept as a manifest, and judged: its exit code says what to do."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import signal
import socket
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, cast

from ._version import __version__
from .clock import days_before
from .coverage import CASES, RUNS, Alarm, Coverage, alarms
from .errors import Blocked, Busy, DataDirectory, DiskFull, EcorridorError, NothingFetched, PartlyFailed, QualityAlarm
from .logs import without_secrets
from .notify import notify, ping, prometheus
from .runs import Run
from .store import local_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path
    from types import FrameType

    from scrapy.crawler import Crawler

    from .spiders.news import NewsSpider
    from .state import State

logger = logging.getLogger(__name__)

MANIFEST_VERSION = 1
LOOK_BACK = 50
"""So many of the last manifests are looked at for runs that died."""
FAULT = "fault of this program"
"""How the cause of a failure begins that is no site's doing: an exception in the code that reads or stores it."""
FEW_FAILURES = 3
"""So many pages must fail before a site that was crawled before is told of, unless the user named them: some page of a
healthy site always fails."""
FEW_LINKS = 5
"""A single new link that leads nowhere is an article that was taken back; so many at once are a change of addresses."""
SHOWN = 3
"""So many of the hosts that were left alone are in the one line of a run; the manifest has them all."""
GONE = "gone"
"""Of what the example of a page is kept that no run before knew and that is not there."""
LISTING = "no article"
"""Of what the example of a page is kept that is none."""
REFUSED_THREAD = "no comments"
"""And of an article whose comments were refused."""
NO_LINKS = "no article links"
"""Why a page that is no article has failed as a source."""
MOVED = "redirected to "
"""Why a source or a page has failed that leads to another host, whose name follows."""
SHARED = "has the articles of "
"""Why a new site has failed as a source that shows those of another, whose name follows."""
_REMEDY = "check the address and the network"
_REMEDIES = {NO_LINKS: "give a section, a feed, a sitemap or an article; of a page that a script makes nothing is seen"}
_SITE_MOVED = "a site that has moved needs a site file with both hosts, see docs/add-a-site.md; else look again later"
_SITE_SHARED = (
    "stored again, they would be there twice: write one site file with both hosts where the site has moved, or one for "
    "each, see docs/add-a-site.md (one that there was is read where ECORRIDOR_SITES names its folder)"
)
_REFUSALS = ("refused (401)", "refused (403)", "refused (429)", "refused (451)", "robots.txt")


@dataclass(slots=True)
class Tally:
    """What one site did in this run."""

    pages: int = 0
    articles: int = 0
    comments: int = 0
    new_comments: int = 0
    new_articles: int = 0
    threads_refused: int = 0
    unchanged: int = 0
    listings: int = 0
    outside: int = 0
    reserved: int = 0
    gone: int = 0
    fresh_gone: int = 0
    """Of the pages that are gone those that no run before knew."""
    failed: int = 0
    named_failed: int = 0
    """Of the failed pages those whose address the user gave."""
    sources: int = 0
    """Asked for, but for guesses that could not be read."""
    sources_failed: int = 0
    """Of these."""
    stale_sources: list[str] = field(default_factory=list)
    opt_outs: list[str] = field(default_factory=list)
    causes: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    no_news: dict[str, int] = field(default_factory=dict)
    """How many of each cause no run ends badly for: pages that have failed for hours, and what robots.txt keeps out."""
    coverage: Coverage = field(default_factory=Coverage)

    def count(self, cause: str, url: str, times: int = 1, *, is_news: bool = True) -> None:
        """Add a failure, or several, to its cause; the first of each is the example."""
        self.causes[cause] = self.causes.get(cause, 0) + times
        self.examples.setdefault(cause, url)
        if not is_news:
            self.no_news[cause] = self.no_news.get(cause, 0) + 1


@dataclass(slots=True)
class Account:
    """What one run did: the manifest of the run, the `--json` of a crawl, and what alarms are judged by."""

    run: str
    started: str
    manifest_version: int = MANIFEST_VERSION
    version: str = __version__
    arguments: list[str] = field(default_factory=list)
    ended: str | None = None
    seconds: float | None = None
    finish_reason: str | None = None
    exit_code: int | None = None
    message: str | None = None
    articles: int = 0
    comments: int = 0
    pages: int = 0
    unchanged: int = 0
    failed: int = 0
    gone: int = 0
    sites: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed_hosts: dict[str, str] = field(default_factory=dict)
    commits: list[Any] = field(default_factory=list)
    alarms: list[dict[str, Any]] = field(default_factory=list)
    host: str = field(default_factory=socket.gethostname)
    pid: int = field(default_factory=os.getpid)
    stats: dict[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The run in one line, with the first of the hosts that were left alone, and why."""
        text = f"{self.articles:,} articles, {self.comments:,} comments from {self.pages:,} pages"
        for count, name in ((self.unchanged, "unchanged"), (self.gone, "gone"), (self.failed, "failed")):
            if count:
                text += f", {count:,} {name}"
        closed = [f"{host}: {why}" for host, why in self.closed_hosts.items()]
        more = [f"and {len(closed) - SHOWN} hosts more"] if len(closed) > SHOWN else []
        return "; ".join([f"{text} in {self.seconds or 0:.0f} s", *closed[:SHOWN], *more])


class RunReport:
    """Extension: builds the account of the run, keeps it as a manifest, and notes which signal ended it."""

    def __init__(self, crawler: Crawler) -> None:
        from scrapy import signals

        self._crawler = crawler
        self._began = monotonic()
        self.signal: int | None = None
        self.account: Account | None = None
        self.error: EcorridorError | None = None
        self._path: Path | None = None
        self._held: IO[str] | None = None
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunReport:
        return cls(crawler)

    def opened(self) -> None:
        """Write the manifest of a run that has begun, so that one that dies leaves a trace."""
        spider = cast("NewsSpider", self._crawler.spider)
        self.account = Account(run=spider.run, started=spider.clock.now().isoformat(), arguments=sys.argv[1:])
        if data := self._crawler.settings.get("DATA_DIR"):
            self._path = local_side(data).ops / "runs" / f"{spider.run}.json"
            died(self._path.parent)
            present = spider.state.runs.settled(spider.clock.now())
            prune(self._path.parent, days_before(present, self._crawler.settings.getint("MANIFEST_DAYS")))
            self._write()
        ping(self._crawler.settings, "/start")
        for number in (signal.SIGINT, signal.SIGTERM):
            previous = signal.getsignal(number)
            if callable(previous):
                signal.signal(number, _Noted(self, number, previous))

    def closed(self, reason: str) -> None:
        """Complete the account, keep it, and tell whoever wants to hear of it."""
        if self.account is None:
            return
        complete(self.account, self._crawler, monotonic() - self._began, reason)
        self.error = verdict(self.account, self._crawler)
        self.account.exit_code = 128 + self.signal if self.signal else self.error.exit_code if self.error else 0
        self.account.message = str(self.error) if self.error else None
        self._write()
        self._let_go()
        if self._path and not isinstance(self.error, DiskFull | DataDirectory):
            try:
                remember(self.account, self._crawler)
            except EcorridorError as error:  # a cache; whoever is to hear of the run still does
                logger.warning("%s", error)
        is_nothing = isinstance(self.error, NothingFetched | Blocked) and not self.account.articles
        if not is_nothing:  # else the one line of the error says it all
            spider = cast("NewsSpider", self._crawler.spider)
            spider.sources.say_gaps()
            spider.losses.say()
        tell(self.account, self._crawler)
        extra = {"fields": {"run": self.account.run, "exit_code": self.account.exit_code}}
        logger.log(logging.DEBUG if is_nothing else logging.INFO, "%s", self.account.line, extra=extra)

    def _write(self) -> None:
        if self._path is None or self.account is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            held = _put(self._path, asdict(self.account))
        except OSError as error:  # at the beginning, the end will tell whether that is all that is wrong
            is_told = not self.account.ended or isinstance(self.error, DiskFull | DataDirectory)
            logger.log(
                logging.DEBUG if is_told else logging.ERROR, "cannot keep the manifest %s: %s", self._path, error
            )
        else:
            self._let_go()
            self._held = held

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()


class _Noted:
    """A signal handler that remembers the signal and leaves the stopping to Scrapy."""

    def __init__(self, report: RunReport, number: int, previous: Any) -> None:
        self._report, self._number, self._previous = report, number, previous

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._report.signal = self._number
        self._previous(number, frame)


def _put(path: Path, row: dict[str, Any]) -> IO[str]:
    """Write a manifest as a whole. Its run holds it open, and so locked, for as long as it lives."""
    temporary = path.with_suffix(".tmp")
    file = temporary.open("w", encoding="utf-8", errors="backslashreplace")  # an argument may be no text
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            file.write(without_secrets(json.dumps(row, indent=1, default=str, ensure_ascii=False)))
            file.flush()
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)  # no other process writes it
            raise
    except OSError:
        with suppress(OSError):  # a full disk refuses once more what waits to be written; Python 3.13 would tell of it
            file.close()
        raise
    return file


def died(folder: Path) -> int:
    """Complete the manifests of runs that died, on whatever machine, and say so; returns how many there were."""
    count = 0
    for path in sorted(folder.glob("*.json"))[-LOOK_BACK:]:
        try:
            with path.open("r+", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # fails where its run lives, or another looks at it
                row = json.load(file)
                if row.get("ended"):
                    continue
                ended = {"ended": row["started"], "exit_code": 137}
                _put(path, row | ended | {"message": "the process died; its staged visits are kept"}).close()
        except (OSError, ValueError, KeyError):
            continue
        count += 1
        logger.warning("the run %s died before its end; what it staged is kept and committed now", path.stem)
    return count


def prune(folder: Path, before: datetime) -> None:
    """Remove the manifests of runs that began before a moment; their names begin with theirs. Also halves of them."""
    for path in [*folder.glob("*.json"), *folder.glob("*.tmp")]:
        if path.name < f"{before:%Y%m%dT%H%M%SZ}":
            path.unlink(missing_ok=True)


def complete(account: Account, crawler: Crawler, seconds: float, reason: str) -> None:
    """Fill in what is known only at the end, and judge each site against its own past."""
    spider = cast("NewsSpider", crawler.spider)
    account.ended, account.seconds = spider.clock.now().isoformat(), round(seconds, 2)
    account.finish_reason = spider.end_reason or reason
    account.closed_hosts = spider.frontier.closed
    account.commits = [asdict(c) if hasattr(c, "__dataclass_fields__") else c for c in spider.commits]
    account.stats = {k: v for k, v in sorted(crawler.stats.get_stats().items()) if isinstance(v, (int, float, str))}
    for name, tally in sorted(spider.tallies.items()):
        row = asdict(tally) | {"coverage": tally.coverage.plain()}
        found = alarms(name, tally.coverage, spider.state.runs.baseline(name, RUNS, CASES))
        account.alarms += [asdict(a) for a in [*found, *_dead_links(name, tally, spider), *_dry(name, tally, spider)]]
        account.sites[name] = {k: v for k, v in row.items() if v}
        for key in ("articles", "comments", "pages", "unchanged", "failed", "gone"):
            setattr(account, key, getattr(account, key) + row[key])


def _dead_links(site: str, tally: Tally, spider: NewsSpider) -> Iterator[Alarm]:
    """A site that was crawled before and lists new pages none of which is there, once a day."""
    if tally.new_articles or tally.fresh_gone < FEW_LINKS or not spider.state.runs.of(site, 1):
        return
    if spider.state.runs.is_news(f"dead links {site}", spider.clock.now(), timedelta(days=1)):
        message = f"no new article, and {tally.fresh_gone} new pages that it lists are gone (404)"
        yield Alarm(site, "new articles", message, tally.examples[GONE])


def _dry(site: str, tally: Tally, spider: NewsSpider) -> Iterator[Alarm]:
    """A site whose sources can be read and list nothing new any more, once a day."""
    now = spider.clock.now()
    answered = tally.sources > tally.sources_failed
    if not spider.window.is_open or not (answered or tally.new_articles):
        return
    since = spider.state.runs.dry_since(site, now, is_new=tally.new_articles > 0)
    if since and answered and spider.state.runs.is_news(f"dry {site}", now, timedelta(days=1)):
        yield Alarm(site, "new articles", f"no new article since {since:%Y-%m-%d}, though its sources answer", None)


def verdict(account: Account, crawler: Crawler) -> EcorridorError | None:
    """The error that a run ends with, the gravest first; None where all is well."""
    spider = cast("NewsSpider", crawler.spider)
    if spider.ended_by is not None:
        return spider.ended_by
    if (reason := account.finish_reason or "") in ("start_error", "memusage_exceeded"):
        return EcorridorError(f"the crawl ended early ({reason}); the log above says why")
    if account.alarms:
        first = account.alarms[0]
        look = f"; look at: ecorridor threads {first['example']}" if first["example"] else ""
        more = f" ({len(account.alarms) - 1} more alarms)" if len(account.alarms) > 1 else ""
        hosts = "".join(f"; {host} {why}" for host, why in spider.frontier.refusing.items())  # which may well be why
        return QualityAlarm(f"{first['site']}: {first['message']}{more}{hosts}{look}")
    sources = sum(t.sources for t in spider.tallies.values())
    lost = sum(t.sources_failed for t in spider.tallies.values())
    done = account.articles + account.unchanged
    causes, failed = _news(spider, is_all=not done and not _is_known(spider))
    if fault := _fault(causes, spider):
        return fault
    if not causes:
        if not sources and not account.pages and (refusing := spider.frontier.refusing):
            host, why = next(iter(refusing.items()))
            return Blocked(f"{host}: {why}")
        return _nothing_found(account, spider)
    worst = max(causes, key=lambda c: (causes[c], c))
    refused = sum(causes.get(c, 0) for c in _REFUSALS)
    where = f"{worst}, for instance {_example(spider, worst)}"
    are_sources_lost = 0 < lost >= sources
    # A source of a site that was crawled before may fail in an hour in which no page is due.
    are_pages_lost = failed >= account.pages and (failed > 0 or not _is_known(spider))
    if not done and (are_sources_lost or are_pages_lost):
        if refused * 2 >= sum(causes.values()):
            what = "leave it out" if worst == "robots.txt" else "try less often"
            return Blocked(f"the site refuses: {where}; {what}, or ask its operator")
        return NothingFetched(f"nothing could be fetched: {where}; {_remedy(worst)}")
    asked = account.pages or sources
    if refused and refused * 2 >= asked:
        return Blocked(f"the site refuses most pages: {where}; what came is kept")
    tried = done + failed
    if failed and failed > crawler.settings.getfloat("FAILED_SHARE") * tried:
        return PartlyFailed(f"{failed} of {tried} pages failed: {where}; what came is kept, the rest is tried again")
    if lost > sources / 2:
        return PartlyFailed(f"{lost} of {sources} sources failed: {where}; what came is kept")
    return None if done else _nothing_found(account, spider)


def _fault(causes: dict[str, int], spider: NewsSpider) -> EcorridorError | None:
    """What is said of exceptions in our own code."""
    faults = {cause: count for cause, count in causes.items() if cause.startswith(FAULT)}
    if not faults:
        return None
    cause, count = max(faults, key=lambda c: (faults[c], c)), sum(faults.values())
    what = "page or source" if count == 1 else "pages or sources"
    return PartlyFailed(
        f"{count} {what} could not be read, {cause}, for instance {_example(spider, cause)}; "
        "what came is kept; please report it with the log"
    )


def _remedy(cause: str) -> str:
    """What the operator can do about a cause for which nothing came."""
    begins = {MOVED: _SITE_MOVED, SHARED: _SITE_SHARED}
    said = (remedy for start, remedy in begins.items() if cause.startswith(start))
    return next(said, _REMEDIES.get(cause, _REMEDY))


def _nothing_found(account: Account, spider: NewsSpider) -> EcorridorError | None:
    """A new site that lists no article, of whose pages none is one, or that refuses all comments is one that we cannot
    read.
    """
    if _is_known(spider):
        return None
    refused = sum(t.threads_refused for t in spider.tallies.values())
    if refused >= FEW_FAILURES and not account.comments:
        return PartlyFailed(
            f"the comments of {refused} articles were refused, for instance of {_example(spider, REFUSED_THREAD)}; "
            "their threads are marked as incomplete"
        )
    if account.articles or spider.end_reason or spider.frontier.closed or not spider.window.is_open:
        return None
    listings = sum(t.listings for t in spider.tallies.values())
    if FEW_FAILURES <= account.pages <= account.gone:
        return NothingFetched(f"all {account.pages} pages that are listed are gone (404); look at what lists them")
    if FEW_FAILURES <= account.pages <= listings:
        return NothingFetched(
            f"none of {account.pages} pages has an article's text, for instance {_example(spider, LISTING)}; "
            "look at one with 'ecorridor threads', and write a site file if they are articles"
        )
    if account.pages or not any(t.sources for t in spider.tallies.values()):
        return None
    if any(spider.state.has_articles(name) for name in spider.tallies):  # from the datasets, where the memory was lost
        return None
    return NothingFetched(
        f"{', '.join(sorted(spider.tallies))}: no article is listed; give a section, a feed or a sitemap"
    )


def _is_known(spider: NewsSpider) -> bool:
    """Whether an earlier run looked at one of the sites."""
    return any(spider.state.runs.of(name, 1) for name in spider.tallies)


def _news(spider: NewsSpider, *, is_all: bool) -> tuple[dict[str, int], int]:
    """The failures that an operator has to hear of, by cause, and how many pages are among them.

    `is_all` where nothing at all came of a site that is new. Else what has failed for hours is left out, and a few
    pages of a site that was crawled before: they are tried again, and enough of them are told of.
    """
    causes: Counter[str] = Counter()
    failed = 0
    for name, tally in spider.tallies.items():
        found = Counter(tally.causes)
        if not is_all:
            found -= Counter(tally.no_news)
        pages = tally.failed if is_all else tally.failed - sum(tally.no_news.values())
        is_few = pages < FEW_FAILURES and not tally.named_failed and not tally.sources_failed
        if is_few and not is_all and not any(c.startswith(FAULT) for c in found) and spider.state.runs.of(name, 1):
            continue
        causes += found
        failed += pages
    return causes, failed


def _example(spider: NewsSpider, cause: str) -> str:
    return next((t.examples[cause] for t in spider.tallies.values() if cause in t.examples), "")


def remember(account: Account, crawler: Crawler) -> None:
    """Keep what the run did to each site as the baseline of later runs.

    A run that alarmed is none: a baseline of broken pages would silence the alarm after two weeks of it.
    """
    spider = cast("NewsSpider", crawler.spider)
    for name, tally in spider.tallies.items():
        texts = [a["message"] for a in account.alarms if a["site"] == name]
        spider.state.runs.add(
            Run(
                site=name,
                run=account.run,
                ended=spider.clock.now(),
                exit_code=account.exit_code or 0,
                articles=tally.articles,
                comments=tally.comments,
                new_comments=tally.new_comments,
                pages=tally.pages,
                failed=tally.failed,
                alarms=[*texts, *(f"has nothing new any more: {url}" for url in tally.stale_sources)],
                coverage={} if texts or not tally.articles else tally.coverage.plain(),
            )
        )


def tell(account: Account, crawler: Crawler) -> None:
    """Notify of trouble, once a day for the same trouble; ping and write the gauges after every run."""
    spider, settings, code = cast("NewsSpider", crawler.spider), crawler.settings, account.exit_code or 0
    is_trouble = code not in (0, 130, 143)
    if path := settings.get("PROMETHEUS_FILE"):
        prometheus(path, _gauges(account, spider.state))
    ping(settings, "/fail" if is_trouble else "")
    if not is_trouble:
        return
    now = spider.clock.now()
    again = now - days_before(now, settings.getfloat("NOTIFY_AGAIN_HOURS") / 24)
    fields = sorted(f"{a['site']} {a['field']}" for a in account.alarms)
    what = f"{code} {' '.join(fields) or ' '.join(sorted(spider.tallies))}"
    if spider.state.runs.is_news(what, now, again):
        notice = {
            "text": f"ecorridor: {account.message}",
            "exit_code": code,
            "run": account.run,
            "alarms": account.alarms,
        }
        notify(settings, notice)


def _gauges(account: Account, state: State) -> Iterator[tuple[str, dict[str, str], float]]:
    """Of every site, whichever run looked at it last: a file of one run alone would lose the others."""
    for run, good in state.runs.latest():
        label = {"site": run.site}
        for key in ("articles", "comments", "new_comments", "pages", "failed"):
            yield f"run_{key}", label, float(getattr(run, key))
        yield "alarms", label, float(len(run.alarms))
        yield "last_run_timestamp_seconds", label, run.ended.timestamp()
        yield "last_success_timestamp_seconds", label, good.timestamp() if good else 0.0
    yield "run_seconds", {}, account.seconds or 0.0
    yield "run_exit_code", {}, float(account.exit_code or 0)


@contextmanager
def locks(data: str, names: Iterable[str]) -> Iterator[list[str]]:
    """Hold a lock for each name while the block runs; yields the names whose lock was free.

    A lock ends with its process, whatever ends it. Raises Busy where none was free.
    """
    folder = local_side(data).ops / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handles: dict[str, int] = {}
        wanted = sorted(set(names))
        for name in wanted:
            safe = "".join(c if c.isalnum() or c in ".-" else "_" for c in name)
            handle = os.open(folder / f"{safe}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                handles[name] = handle
            except BlockingIOError:
                os.close(handle)
    except OSError as error:
        raise DataDirectory(
            f"cannot write under {data} ({error.strerror}); choose another --data or mend its permissions"
        ) from error
    try:
        if wanted and not handles:
            raise Busy(f"another run is at work on {', '.join(wanted)} in {data}; nothing was done")
        yield sorted(handles)
    finally:
        for handle in handles.values():
            os.close(handle)
