"""Hosts that fail: left alone for a while, then tried with one request, then given up (a circuit breaker for each).

Every request counts, whatever it is for: robots.txt, sitemaps, feeds, articles, the documents of a thread, and each
attempt at one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from .spiders.news import NewsSpider

PROBES = 3
"""After so many requests that failed, each alone and each after a pause twice as long, a host is given up."""


class LeftAlone(IgnoreRequest):
    """A request that was not sent, because its host, to which a redirect may have led, is left alone now."""

    cause = "led to a host that is left alone"
    """What it counts as where that is another host than the one that was asked."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url} is not asked for: its host is left alone")
        self._host = urlsplit(url).hostname

    def is_at(self, url: str) -> bool:
        """Whether it is the host of this address that is left alone: not one to which it, or its robots.txt, led."""
        return self._host == urlsplit(url).hostname


@dataclass(slots=True)
class _Circuit:
    failures: int = 0
    has_answered: bool = False
    rests_until: float | None = None
    """None while it is asked as usual."""
    is_probed: bool = False
    probes: int = 0


class Circuits:
    """What is known of each host in this run; pure but for the clock."""

    def __init__(self, *, failures: int, pause: float, now: Callable[[], float] = monotonic) -> None:
        """Leave a host alone after so many `failures` in a row; `pause` seconds at first, for good where it is 0."""
        self._failures, self._pause, self._now = failures, pause, now
        self._hosts: dict[str, _Circuit] = {}
        self._given_up: dict[str, int] = {}

    def is_resting(self, host: str) -> bool:
        """Whether nothing is to be sent to a host now."""
        circuit = self._hosts.get(host)
        if circuit is None or circuit.rests_until is None:
            return host in self._given_up
        return circuit.is_probed or self._now() < circuit.rests_until

    def resting(self) -> set[str]:
        """The hosts to which nothing is to be sent now."""
        return {host for host in self._hosts if self.is_resting(host)}

    def ask(self, host: str) -> None:
        """Note that a request goes out; after a pause it is the one that tells."""
        if (circuit := self._hosts.get(host)) and circuit.rests_until is not None:
            circuit.is_probed = True

    def end(self, host: str, *, failed: bool) -> None:
        """Note how a request ended."""
        circuit = self._hosts.setdefault(host, _Circuit())
        if not failed:
            self._hosts[host] = _Circuit(has_answered=True)
            return
        circuit.failures += 1
        is_probe, circuit.is_probed = circuit.is_probed, False
        if circuit.failures < self._failures or (circuit.rests_until is not None and not is_probe):
            return
        circuit.probes += is_probe
        if circuit.probes >= PROBES or not circuit.has_answered or not self._pause:
            circuit.rests_until = None
            self._given_up.setdefault(host, circuit.failures)
        else:
            circuit.rests_until = self._now() + self._pause * 2**circuit.probes

    def given_up(self) -> dict[str, int]:
        """Hosts that are not asked again in this run, with the number of failures; each is told once."""
        found = {host: count for host, count in self._given_up.items() if count}
        self._given_up |= dict.fromkeys(found, 0)
        return found


def is_failure(status: int) -> bool:
    """Whether a status says that a host cannot or will not answer: a missing page or a closed interface does not."""
    return status >= 500 or status in (401, 403, 429, 451)


class Breaker:
    """Downloader middleware next to the network: it counts every attempt, and sends nothing to a host that rests, or
    that asked to be left alone, whatever is wanted of it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Breaker:
        return cls(crawler)

    @property
    def _spider(self) -> NewsSpider:
        return cast("NewsSpider", self._crawler.spider)

    def process_request(self, request: Request) -> None:
        """Let it go out, or raise LeftAlone."""
        host = urlsplit(request.url).hostname or ""
        if self._spider.circuits.is_resting(host) or self._spider.politeness.peace_of(host):
            raise LeftAlone(request.url)
        self._spider.circuits.ask(host)

    def process_response(self, request: Request, response: Response) -> Response:
        """Count an answer."""
        self._spider.circuits.end(urlsplit(request.url).hostname or "", failed=is_failure(response.status))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count what nothing answered."""
        if not isinstance(exception, IgnoreRequest):
            self._spider.circuits.end(urlsplit(request.url).hostname or "", failed=True)
