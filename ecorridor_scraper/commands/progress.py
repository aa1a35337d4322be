"""What a crawl is doing, on a terminal: pages, articles, comments, errors, and what is being waited for."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from types import TracebackType

    from scrapy.crawler import Crawler

    from ..spiders.news import NewsSpider


class Progress:
    """A line on standard error that is drawn again twice a second while the crawl runs."""

    def __init__(self, crawler: Crawler) -> None:
        from rich.console import Console
        from rich.live import Live

        self._crawler = crawler
        self._began = monotonic()
        self._line = "starting ..."
        self._live = Live(self, console=Console(stderr=True), refresh_per_second=2, transient=True, auto_refresh=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def __rich__(self) -> Any:
        from rich.text import Text

        with suppress(RuntimeError):  # the crawl has no spider or engine yet, or added a site during the count
            self._line = self._now()
        return Text(self._line, no_wrap=True, overflow="ellipsis")

    def _now(self) -> str:
        spider = cast("NewsSpider", self._crawler.spider)
        tallies = list(spider.tallies.values())
        pages, articles = sum(t.pages for t in tallies), sum(t.articles for t in tallies)
        comments, errors = sum(t.comments for t in tallies), sum(t.failed + t.sources_failed for t in tallies)
        return (
            f"{monotonic() - self._began:.0f} s  {pages:,} pages  {articles:,} articles  {comments:,} comments  "
            f"{errors:,} errors  {spider.frontier.left:,} to go  {self._waiting()}"
        )

    def _waiting(self) -> str:
        """The host that a request is on its way to, or that is being given time."""
        downloader = getattr(self._crawler.engine, "downloader", None)
        for host, slot in list(downloader.slots.items() if downloader else ()):
            if slot.transferring:
                return f"waiting for {host}"
            pause = slot.lastseen + slot.delay - monotonic()
            if slot.queue and pause > 2:
                return f"{host} asked for a pause: {pause:.0f} s"
        return ""
