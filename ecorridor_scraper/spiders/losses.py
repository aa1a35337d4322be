"""What did not come: articles that failed and hosts that were given up, each with its cause, and what of it is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ..fetch import cause_of_status
from ..health import FAULT, GONE
from ..sites import site_name
from ..walls import PASSWORD

if TYPE_CHECKING:
    from scrapy.http import Response

    from ..discover import Candidate
    from .news import NewsSpider

CUT_OFF = "cut off"
"""Why a page counts as failed that ends in its midst and was whole before: it is asked for once more."""
TOLD = 3
"""A page that has failed more often in a row, which takes hours, is no news any more."""


class Losses:
    """The losses of one crawl, counted in the tallies of `spider`."""

    def __init__(self, spider: NewsSpider) -> None:
        self._spider = spider
        self.troubles: dict[str, str] = {}
        """What is to be told at the end, by what it is about."""
        self._given_up: dict[str, str] = {}
        """The hosts that were given up, and what most of their pages had failed with."""

    def add(self, candidate: Candidate, site: str, cause: str, detail: str = "") -> None:
        """An article that failed; what the site never let us see is its own affair."""
        spider = self._spider
        tally = spider.tally(site)
        tally.failed += 1
        tally.named_failed += candidate.source == "given"
        known = spider.state.failed(candidate.key, candidate.url, site, spider.clock.now())
        is_kept_out = cause in ("robots.txt", PASSWORD) and not known.visits
        is_news = candidate.source == "given" or not (is_kept_out or cause == CUT_OFF or known.failures > TOLD)
        tally.count(cause, candidate.url, is_news=is_news)
        spider.logger.info("%s: %s%s", candidate.url, cause, f" ({detail})" if detail else "")

    def add_refused(self, response: Response, candidate: Candidate, site: str) -> None:
        """A status other than 200 and 304: the article is gone, or failed."""
        if response.status not in (404, 410):
            self.add(candidate, site, cause_of_status(response.status))
            return
        spider = self._spider
        tally = spider.tally(site)
        tally.gone += 1
        if candidate.key in spider.fresh:
            tally.fresh_gone += 1
            tally.examples.setdefault(GONE, candidate.url)
        spider.state.failed(candidate.key, candidate.url, site, spider.clock.now(), is_gone=True)

    def add_fault(self, candidate: Candidate, error: BaseException | None) -> None:
        """An article at which our own code raised."""
        self.add(candidate, site_name(candidate.url), f"{FAULT}: {type(error).__name__}")

    def give_up(self) -> None:
        """Close the hosts that failed too often, and ask nothing more of them."""
        spider = self._spider
        for host, failures in spider.circuits.given_up().items():
            why = f"{failures} failures in a row"
            dropped = spider.frontier.close(host, why)
            tally = spider.tally(site_name(f"https://{host}/"))
            causes = {c: count - tally.no_news.get(c, 0) for c, count in tally.causes.items()}
            self._given_up[host] = max(causes, key=lambda c: causes[c], default=why)
            tally.count(why, f"https://{host}/")
            self.add_left(host, dropped)
            self.warn(f"host {host}", f"{host}: {why}, left alone for this run ({dropped} pages)")

    def add_left(self, host: str, pages: int) -> None:
        """Pages of a host that was given up, to which the next run comes: why others failed is why they did."""
        if pages and (cause := self._given_up.get(host)):
            tally = self._spider.tally(site_name(f"https://{host}/"))
            tally.failed += pages
            tally.count(cause, f"https://{host}/", pages)

    def warn(self, what: str, message: str) -> None:
        """Note a trouble that may be worth a warning at the end."""
        self._spider.logger.debug("%s", message)
        self.troubles.setdefault(what, message)

    def say(self) -> None:
        """Log each trouble as a warning, once a day: an operator who reads his mail every hour has read it."""
        spider = self._spider
        for what, message in self.troubles.items():
            if spider.state.runs.is_news(f"log {what}", spider.clock.now(), timedelta(days=1)):
                spider.logger.warning("%s", message)
