"""Whether a host may be asked now: at which hours it is crawled, how often in a day, and what it asked for itself."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..clock import Hours
from ..fetch import header, retry_after
from ..sites import sites_at

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from .news import NewsSpider


class Politeness:
    """What hosts are owed in one crawl; a host that is not to be asked is closed in the queue of `spider`."""

    def __init__(self, spider: NewsSpider, settings: BaseSettings) -> None:
        self._spider = spider
        self._quota = settings.getint("DAILY_QUOTA")
        self._longest_wait = settings.getfloat("RETRY_AFTER_MAX")
        self._all_hours: str | None = settings.get("CRAWL_HOURS") or None
        self._hours: dict[str, list[Hours]] = {}

    @property
    def patience(self) -> float:
        """How long this run can wait for a host that asks for it (seconds)."""
        limit, longest = self._spider.max_seconds, self._longest_wait
        left = limit - (monotonic() - self._spider.started) if limit else longest
        return max(min(left, longest), 0.0)

    def may_ask(self, host: str) -> bool:
        """Whether anything may be asked of a host now; where not, it is closed for this run, with the reason."""
        frontier, state, now = self._spider.frontier, self._spider.state, self._spider.clock.now()
        if frontier.is_closed(host):
            return False
        if closed := next((hours for hours in self._hours_of(host) if now not in hours), None):
            frontier.close(host, f"is crawled only at {closed}", refuses=False)
        elif until := state.blocked_until(host, now):
            frontier.close(host, f"asked to be left alone until {until:%Y-%m-%d %H:%M} UTC")
        elif self._quota and state.requests_today(host, now) >= self._quota:
            frontier.close(host, f"daily quota of {self._quota} requests reached", refuses=False)
        return not frontier.is_closed(host)

    def _hours_of(self, host: str) -> list[Hours]:
        if host not in self._hours:
            own = [Hours(site.hours, site.timezone) for site in sites_at(host) if site.hours]
            self._hours[host] = own or ([Hours(self._all_hours)] if self._all_hours else [])
        return self._hours[host]

    def heed(self, response: Response) -> None:
        """Leave a host alone that asks for a longer pause than this run can wait."""
        now = self._spider.clock.now()
        seconds = retry_after(header(response.headers, "Retry-After"), now)
        if response.status in (429, 503) and seconds and seconds > self.patience:
            host = urlsplit(response.url).hostname or ""
            until = now + timedelta(seconds=seconds)
            self._spider.frontier.close(host, f"asked to be left alone until {until:%Y-%m-%d %H:%M} UTC")
            self._spider.state.block(host, until)
