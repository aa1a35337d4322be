"""Manners on the wire: pauses that hosts ask for, addresses that nobody may name, and responses recorded and replayed.

Scrapy heeds neither Crawl-delay and Request-rate of a robots.txt nor the Retry-After header (RFC 9110, 10.2.3) of 429
and 503; both are done here by holding back the host's downloader slot. What a robots.txt forbids is in `robots.py`.
"""

from __future__ import annotations

import logging
import re
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from scrapy.logformatter import LogFormatter
from twisted.python.failure import Failure

from .addresses import is_inside
from .circuits import LeftAlone
from .errors import ends_a_run
from .extraction import Document
from .sites import sites_at

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

    from .replay import Recording
    from .spiders.news import NewsSpider

logger = logging.getLogger(__name__)

BACK_OFF = (5.0, 20.0, 60.0)
"""Seconds to wait after the first, second, ... 429 or 503 that names no time."""
TICK = 0.001
"""The shortest delay of a slot that Scrapy keeps to at all (seconds)."""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (delta-seconds or HTTP-date); None where it cannot be read."""
    if not value:
        return None
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value):
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def slot_of(crawler: Crawler, request: Request) -> Slot | None:
    """The downloader slot of a request that has reached the downloader: what its host shares."""
    slots: dict[str, Slot] = crawler.engine.downloader.slots if crawler.engine else {}
    return slots.get(request.meta.get("download_slot", ""))


def hold_back(crawler: Crawler, request: Request, seconds: float) -> None:
    """Send nothing more to the request's host for so many seconds; what waits in its slot goes out afterwards."""
    slot = slot_of(crawler, request)
    if slot is None:
        return
    slot.delay = max(slot.delay, TICK)  # a slot without any delay would not look at the clock at all
    slot.lastseen = max(slot.lastseen, monotonic() + seconds)


def send_nothing_more(crawler: Crawler, request: Request) -> None:
    """Take back what waits for the request's host in the downloader, where nothing else could stop it any more."""
    slot = slot_of(crawler, request)
    while slot and slot.queue:
        waiting, answer = slot.queue.popleft()
        answer.errback(Failure(LeftAlone(waiting.url)))  # type: ignore[no-untyped-call]


class PoliteRetry(RetryMiddleware):
    """Scrapy's retries, except where the host asks for a longer pause than a run can wait: it is left alone."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PoliteRetry:
        self = cls(crawler.settings)
        self.crawler = crawler
        return self

    def process_response(  # type: ignore[override]  # Scrapy calls it without the deprecated argument
        self, request: Request, response: Response
    ) -> Request | Response:
        """Retry what can be retried in this run."""
        if response.status in (429, 503):
            spider = cast("NewsSpider", self.crawler.spider)
            asked = retry_after(header(response.headers, "Retry-After"), spider.clock.now())
            if (asked or 0.0) > spider.politeness.patience:
                return response
        return super().process_response(request, response)


class Manners:
    """Applies Crawl-delay and Request-rate of robots.txt, the delay of a site file, Retry-After."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._agent = settings.get("ROBOTSTXT_USER_AGENT") or settings.get("USER_AGENT")
        self._longest = settings.getfloat("CRAWL_DELAY_MAX")
        self._has_quota = settings.getint("DAILY_QUOTA") > 0
        self._delays: dict[str, float] = {}
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self.reached, signal=signals.request_reached_downloader)
        crawler.signals.connect(self.downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Manners:
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the pause that robots.txt asks for, and tell the spider the sitemaps that it names."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        delay = robotparser.crawl_delay(self._agent) or 0.0
        rules: Any = getattr(robotparser, "rp", None)
        rate = rules.request_rate(self._agent) if hasattr(rules, "request_rate") else None
        if rate and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        if delay > self._longest:
            logger.info("%s asks for %.0f s between requests; using %.0f (CRAWL_DELAY_MAX)", host, delay, self._longest)
            delay = self._longest
        if delay:
            self._delays[host] = max(delay, self._delays.get(host, 0.0), self._asked_by_file(host))
        sources = getattr(self._crawler.spider, "sources", None)
        if sources and rules is not None:
            sources.robots_named(parts.netloc, list(getattr(rules, "sitemaps", ())))

    @staticmethod
    def _asked_by_file(host: str) -> float:
        return max((site.delay or 0.0 for site in sites_at(host)), default=0.0)

    def reached(self, request: Request, spider: Spider) -> None:
        """Count a request against the daily quota, and give a host's slot its own delay (slots are made on demand)."""
        host = urlsplit(request.url).hostname or ""
        if self._has_quota:
            news = cast("NewsSpider", spider)
            news.state.count_request(host, news.clock.now())
        delay = self._delays.get(host)
        if delay is None:
            delay = self._delays[host] = self._asked_by_file(host)
        slot = slot_of(self._crawler, request)
        if slot is None:
            return
        if delay > slot.delay:
            slot.delay = delay
            slot.concurrency = 1
        if slot.concurrency == 1:  # Scrapy counts a transfer when its task has begun: without any delay all that waits
            slot.delay = max(slot.delay, TICK)  # in a slot would go out at once

    def downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Hold a host back that says 429 or 503, as long as it asks, before anything else goes out to it: whatever was
        asked for, an article, a source, a document of a thread or the robots.txt.
        """
        if response.status not in (429, 503):
            return
        news = cast("NewsSpider", spider)
        host = urlsplit(request.url).hostname or ""
        seconds = retry_after(header(response.headers, "Retry-After"), news.clock.now())
        self._crawler.stats.inc_value("ecorridor/throttled")
        if seconds is None:
            seconds = BACK_OFF[min(request.meta.get("retry_times", 0), len(BACK_OFF) - 1)]
        elif seconds > news.politeness.patience:
            news.politeness.leave_alone(host, seconds)
            send_nothing_more(self._crawler, request)
            return
        logger.info("%s answers %d; waiting %.0f s", host, response.status, seconds)
        hold_back(self._crawler, request, seconds)


class Replay(BaseDownloadHandler):
    """Answers requests from the setting `REPLAY`, a `replay.Recording`, instead of the network.

    An address that is not in it is answered with 404; a document of status 0 fails as if nothing had answered.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._recording: Recording = crawler.settings["REPLAY"]

    async def download_request(self, request: Request) -> Response:
        """The recorded response."""
        address = request.meta.get("wanted") or request.url
        self._recording.requested.append(address)
        document = self._recording.documents.get(address)
        if document is None:
            return Response(request.url, status=404, request=request)
        if not document.status:
            raise DownloadFailedError(f"recorded as failed: {request.url}")
        headers: Any = {k: v for k, v in document.headers.items() if k.lower() != "content-encoding"}
        return Response(request.url, status=document.status, headers=headers, body=document.body, request=request)


_TELLING = re.compile(r"content-(?:type|language)|link|x-wp-\w+|tdm-\w+|x-robots-tag")
"""Headers that an extraction may depend on."""


class Outwards:
    """Downloader middleware that asks for nothing on this machine or in its network, unless the user named such a host.

    A feed, a redirect or a comment interface may name any address, the metadata service of a cloud among them. A name
    may also stand for a number inside: its answer is thrown away.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._may = crawler.settings.getbool("INSIDE_ADDRESSES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Outwards:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let it go out, or raise InsideNetwork."""
        self._check(request, urlsplit(request.url).hostname or "")

    def process_response(self, request: Request, response: Response) -> Response:
        """Let it through, or raise InsideNetwork."""
        if response.ip_address is not None and "proxy" not in request.meta:  # a proxy may well live inside
            self._check(request, str(response.ip_address))
        return response

    def _check(self, request: Request, host: str) -> None:
        if self._may or not is_inside(host):
            return
        named = cast("NewsSpider", self._crawler.spider).hosts
        self._may = any(map(is_inside, named))
        if not self._may and urlsplit(request.url).hostname not in named:
            raise InsideNetwork(f"{request.url} lies inside this network")


class Keep:
    """Downloader middleware that keeps every final response in the recording given as `REPLAY`."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        return cls(crawler.settings["REPLAY"])

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep it under the address that asked for it."""
        document = document_of(response)
        headers = {name: value for name, value in document.headers.items() if _TELLING.fullmatch(name)}
        address = request.meta.get("wanted") or request.meta.get("redirect_urls", [request.url])[0]
        self._recording.kept[address] = Document(response.url, response.body, response.status, headers)
        return response


class QuietFormatter(LogFormatter):
    """Scrapy's messages without items and bodies in them: a log holds no reader's words."""

    def scraped(self, item: Any, response: Any, spider: Spider) -> Any:
        """Nothing at all: the run's summary counts them."""
        return None

    def dropped(self, item: Any, exception: Any, response: Any, spider: Spider) -> Any:
        """Name the article instead of printing it; what stopped the run is its last line anyway."""
        return {"level": logging.DEBUG, "msg": "%(url)s is not stored: %(why)s", "args": _named(item, why=exception)}

    def item_error(self, item: Any, exception: Any, response: Any, spider: Spider) -> Any:
        """Name the article instead of printing it."""
        return {"level": logging.ERROR, "msg": "Storing %(url)s failed", "args": _named(item)}

    def spider_error(self, failure: Any, request: Any, response: Any, spider: Spider) -> Any:
        """An error that ends the run is its last line; the traceback is for those who ask for everything."""
        said = super().spider_error(failure, request, response, spider)
        return said | {"level": logging.DEBUG} if ends_a_run(failure.value) else said


def _named(item: Any, **more: Any) -> dict[str, Any]:
    return {"url": getattr(getattr(item, "article", None), "url", "an item"), **more}


def document_of(response: Response) -> Document:
    headers = {k.decode("latin-1").lower(): b", ".join(v).decode("latin-1") for k, v in response.headers.items()}
    return Document(response.url, response.body, response.status, headers)


def header(headers: Any, name: str) -> str | None:
    value = headers.get(name)
    return value.decode("latin-1") if value else None


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Conditional request headers (RFC 9110, 13.1)."""
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def cause_of_status(status: int) -> str:
    return {401: "refused (401)", 403: "refused (403)", 429: "refused (429)", 451: "refused (451)"}.get(
        status, f"status {status}"
    )


class InsideNetwork(IgnoreRequest):
    """A request or an answer that was thrown away, because its host is this machine or in its network."""


class RobotsUnknown(IgnoreRequest):
    """A request that was not sent, because it is not known what its host allows; `cause` is why."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"robots.txt cannot be had: {cause}")
        self.cause = cause


def cause_of(error: BaseException | None) -> str:
    """What a failed request is counted under."""
    name, said = type(error).__name__, str(error).lower()
    if isinstance(error, RobotsUnknown | LeftAlone):
        return error.cause
    if isinstance(error, InsideNetwork):
        return "address inside this network"
    if "redirections" in said:
        return "redirects without end"
    if isinstance(error, IgnoreRequest):
        return "robots.txt" if "robots" in said else "too large" if "maxsize" in said else "not allowed"
    if name in _CAUSES:
        return _CAUSES[name]
    if "certificate" in said or "verificationerror" in said:
        return "certificate not trusted"
    if "ssl" in said or "tls" in said:
        return "TLS failed"
    if isinstance(error, ValueError) and ("url" in said or "netloc" in said):
        return _NOWHERE
    return "no whole HTTP answer" if name == "DownloadFailedError" else name


_NOWHERE = "redirect to no web address"
_CAUSES = {
    "CannotResolveHostError": "host unknown",
    "NoRouteError": "no route to the host",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": "answer broke off",
    "BadGzipFile": "packed wrongly",
    "EOFError": "packed wrongly",
    "error": "packed wrongly",  # of zlib, brotli and their like
    "UnsupportedURLSchemeError": _NOWHERE,
}
"""What the errors are that say it by their name; of others, the words do."""
