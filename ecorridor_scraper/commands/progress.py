"""What a crawl is doing, on a terminal: pages, articles, comments, errors, and what is being waited for."""

from __future__ import annotations

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

        spider = cast("NewsSpider | None", self._crawler.spider)
        if spider is None or not hasattr(spider, "frontier"):
            return Text("starting ...")
        tallies = list(spider.tallies.values())
        pages, articles = sum(t.pages for t in tallies), sum(t.articles for t in tallies)
        comments, errors = sum(t.comments for t in tallies), sum(t.failed + t.sources_failed for t in tallies)
        return Text(
            f"{monotonic() - self._began:5.0f} s   {pages:,} pages   {articles:,} articles   {comments:,} comments   "
            f"{errors:,} errors   {spider.frontier.left:,} to go   {self._waiting()}"
        )

    def _waiting(self) -> str:
        """The host that a request is on its way to, or that is being given time."""
        engine = self._crawler.engine
        if engine is None or getattr(engine, "downloader", None) is None:
            return ""
        for host, slot in list(engine.downloader.slots.items()):
            if slot.transferring:
                return f"waiting for {host}"
            pause = slot.lastseen + slot.delay - monotonic()
            if slot.queue and pause > 2:
                return f"{host} asked for a pause: {pause:.0f} s"
        return ""
