"""Whether a host may be asked now: at which hours it is crawled, how often in a day, and what it asked for itself."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from ..clock import Hours
from ..sites import sites_at

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.settings import BaseSettings

    from .news import NewsSpider

LONGEST_PEACE = timedelta(days=7)
"""A host that asks for a longer one, which may be a slip of its server, is asked once more after so long."""


class Politeness:
    """What hosts are owed in one crawl; a host that is not to be asked is closed in the queue of `spider`."""

    def __init__(self, spider: NewsSpider, settings: BaseSettings) -> None:
        self._spider = spider
        self._quota = settings.getint("DAILY_QUOTA")
        self._longest_wait = settings.getfloat("RETRY_AFTER_MAX")
        self._all_hours: str | None = settings.get("CRAWL_HOURS") or None
        self._hours: dict[str, list[Hours]] = {}
        self._peace: dict[str, datetime | None] = {}

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
            frontier.close(host, f"crawled only at {closed}", refuses=False)
        elif until := self.peace_of(host):
            self._close(host, until)
        elif self._quota and state.requests_today(host, now) >= self._quota:
            frontier.close(host, f"daily quota of {self._quota} requests reached", refuses=False)
        return not frontier.is_closed(host)

    def _hours_of(self, host: str) -> list[Hours]:
        if host not in self._hours:
            own = [Hours(site.hours, site.timezone) for site in sites_at(host) if site.hours]
            self._hours[host] = own or ([Hours(self._all_hours)] if self._all_hours else [])
        return self._hours[host]

    def peace_of(self, host: str) -> datetime | None:
        """Until when a host asked to be left alone, in this run or one before; None where that is over."""
        now = self._spider.clock.now()
        if host not in self._peace:
            self._peace[host] = self._spider.state.blocked_until(host, now)
        until = self._peace[host]
        return until if until and until > now else None

    def leave_alone(self, host: str, seconds: float) -> None:
        """Ask nothing more of a host that asks for a longer pause than this run can wait, nor in later runs until it is
        over.
        """
        until = self._spider.clock.now() + timedelta(seconds=min(seconds, LONGEST_PEACE.total_seconds()))
        self._peace[host] = until
        self._close(host, until)
        self._spider.state.block(host, until)

    def _close(self, host: str, until: datetime) -> None:
        self._spider.frontier.close(host, f"asked to be left alone until {until:%Y-%m-%d %H:%M} UTC")
