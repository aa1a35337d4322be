"""Is the crawl well? One account per run, kept as a manifest, and judged: its exit code says what to do."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import signal
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from ._version import __version__
from .errors import Blocked, Busy, DataDirectory, EcorridorError, NothingFetched, PartlyFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from scrapy.crawler import Crawler

    from .spiders.news import NewsSpider

logger = logging.getLogger(__name__)

MANIFEST_VERSION = 1
_REFUSALS = ("refused (401)", "refused (403)", "refused (429)", "refused (451)", "robots.txt")


@dataclass(slots=True)
class Tally:
    """What one site did in this run."""

    pages: int = 0
    articles: int = 0
    comments: int = 0
    unchanged: int = 0
    listings: int = 0
    outside: int = 0
    gone: int = 0
    failed: int = 0
    sources: int = 0
    sources_failed: int = 0
    stale_sources: list[str] = field(default_factory=list)
    causes: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


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
    stats: dict[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The run in one line."""
        text = f"{self.articles:,} articles, {self.comments:,} comments from {self.pages:,} pages"
        for count, name in ((self.unchanged, "unchanged"), (self.gone, "gone"), (self.failed, "failed")):
            if count:
                text += f", {count:,} {name}"
        return f"{text} in {self.seconds or 0:.0f} s"


class RunReport:
    """Extension: builds the account of the run, keeps it as a manifest, and notes which signal ended it."""

    def __init__(self, crawler: Crawler) -> None:
        from scrapy import signals

        self._crawler = crawler
        self._began = monotonic()
        self.signal: int | None = None
        self.account: Account | None = None
        self._path: Path | None = None
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.stopped, signal=signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunReport:
        return cls(crawler)

    def opened(self) -> None:
        """Write the manifest of a run that has begun, so that one that dies leaves a trace."""
        spider = cast("NewsSpider", self._crawler.spider)
        self.account = Account(run=spider.run, started=spider.clock.now().isoformat(), arguments=sys.argv[1:])
        if data := self._crawler.settings.get("DATA_DIR"):
            self._path = Path(data) / "_ops" / "runs" / f"{spider.run}.json"
            self._write()
        for number in (signal.SIGINT, signal.SIGTERM):
            previous = signal.getsignal(number)
            if callable(previous):
                signal.signal(number, _Noted(self, number, previous))

    def stopped(self) -> None:
        """Complete the account and keep it."""
        if self.account is None:
            return
        complete(self.account, self._crawler, monotonic() - self._began)
        error = verdict(self.account, self._crawler)
        self.account.exit_code = 128 + self.signal if self.signal else error.exit_code if error else 0
        self.account.message = str(error) if error else None
        self._write()

    def _write(self) -> None:
        if self._path is None or self.account is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_suffix(".tmp")
            temporary.write_text(json.dumps(asdict(self.account), indent=1, default=str), encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            logger.error("cannot keep the manifest %s: %s", self._path, error)


class _Noted:
    """A signal handler that remembers the signal and leaves the stopping to Scrapy."""

    def __init__(self, report: RunReport, number: int, previous: Any) -> None:
        self._report, self._number, self._previous = report, number, previous

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._report.signal = self._number
        self._previous(number, frame)


def complete(account: Account, crawler: Crawler, seconds: float) -> None:
    """Fill in what is known only at the end."""
    spider = cast("NewsSpider", crawler.spider)
    account.ended, account.seconds = spider.clock.now().isoformat(), round(seconds, 2)
    account.finish_reason = spider.end_reason or crawler.stats.get_value("finish_reason")
    account.closed_hosts = spider.frontier.closed
    account.commits = [asdict(c) if hasattr(c, "__dataclass_fields__") else c for c in spider.commits]
    account.stats = {k: v for k, v in sorted(crawler.stats.get_stats().items()) if isinstance(v, (int, float, str))}
    for name, tally in sorted(spider.tallies.items()):
        row = asdict(tally)
        account.sites[name] = {k: v for k, v in row.items() if v}
        for key in ("articles", "comments", "pages", "unchanged", "failed", "gone"):
            setattr(account, key, getattr(account, key) + row[key])


def verdict(account: Account, crawler: Crawler) -> EcorridorError | None:
    """The error that a run ends with, the gravest first; None where all is well."""
    spider = cast("NewsSpider", crawler.spider)
    if spider.ended_by is not None:
        return spider.ended_by
    if (reason := account.finish_reason or "") in ("start_error", "memusage_exceeded"):
        return EcorridorError(f"the crawl ended early ({reason}); the log above says why")
    causes: dict[str, int] = {}
    examples: dict[str, str] = {}
    read = sum(t.sources for t in spider.tallies.values())
    lost = sum(t.sources_failed for t in spider.tallies.values())
    for tally in spider.tallies.values():
        for cause, count in tally.causes.items():
            causes[cause] = causes.get(cause, 0) + count
            examples.setdefault(cause, tally.examples.get(cause, ""))
    done = account.articles + account.unchanged
    if not causes:
        if not read and not account.pages and spider.frontier.closed:
            host, why = next(iter(spider.frontier.closed.items()))
            return Blocked(f"{host}: {why}")
        return None
    worst = max(causes, key=lambda c: (causes[c], c))
    refused = sum(causes.get(c, 0) for c in _REFUSALS)
    where = f"{worst}, for instance {examples[worst]}"
    if not done and ((lost and lost >= read) or account.failed >= account.pages):
        if refused * 2 >= sum(causes.values()):
            return Blocked(f"the site refuses: {where}; try less often, or ask its operator")
        return NothingFetched(f"nothing could be fetched: {where}; check the address and the network")
    if refused and refused * 2 >= account.pages:
        return Blocked(f"the site refuses most pages: {where}; what came is kept")
    tried = done + account.failed
    if account.failed and account.failed > crawler.settings.getfloat("FAILED_SHARE") * tried:
        return PartlyFailed(
            f"{account.failed} of {tried} pages failed: {where}; what came is kept, the rest is tried again"
        )
    if lost and lost > read / 2:
        return PartlyFailed(f"{lost} of {lost + read} sources failed: {where}; what came is kept")
    return None


@contextmanager
def locks(data: str, names: Iterable[str]) -> Iterator[list[str]]:
    """Hold a lock for each name while the block runs; yields the names whose lock was free.

    A lock ends with its process, whatever ends it. Raises Busy where none was free.
    """
    folder = Path(data) / "_ops" / "locks"
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
