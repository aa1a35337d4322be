"""A whole crawl without network and reactor: recorded documents through the real spider, in milliseconds.

    visits = crawl({"https://example.org/a/1/": Document(...)}, start="https://example.org/a/1/", fetched_at=...)

Further documents of a thread are keyed by the `Wanted` address that asks for them. Nothing is stored unless `data` is
given.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .extraction import Document
    from .items import Visit

_HANDLER = "ecorridor_scraper.fetch.Replay"


class Recording:
    """The documents that answer, and the visits that came of them; Scrapy copies its settings, but never this."""

    def __init__(self, documents: Mapping[str, Document], visits: list[Visit]) -> None:
        self.documents = documents
        self.visits = visits
        self.requested: list[str] = []
        self.kept: dict[str, Document] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> Recording:
        return self


def crawl(
    documents: Mapping[str, Document],
    *,
    start: str | None = None,
    fetched_at: datetime,
    site: str | None = None,
    data: str | None = None,
    tag: bool = True,
    is_article: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> list[Visit]:
    """Crawl recorded documents from `start` (an address; or `site`, a site file) and return every visit, in order.

    All documents count as fetched at `fetched_at`. An address that is not among them answers 404. `is_article` says
    that `start` is an article, whatever the page looks like.
    """
    visits: list[Visit] = []
    chosen = {"NOW": fetched_at, **(settings or {})}
    run(documents, start=start, site=site, data=data, visits=visits, tag=tag, is_article=is_article, settings=chosen)
    return visits


def run(
    documents: Mapping[str, Document],
    *,
    start: str | list[str] | None = None,
    site: str | None = None,
    data: str | None = None,
    visits: list[Visit] | None = None,
    tag: bool = True,
    is_article: bool = False,
    settings: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> Any:
    """The same, returning Scrapy's crawler (its stats and spider), for tests of the crawl itself."""
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

    from .spiders.news import NewsSpider

    chosen = Settings()
    chosen.setmodule("ecorridor_scraper.settings")
    pipelines: dict[Any, int] = {Collect: 900}
    if tag:
        pipelines["ecorridor_scraper.pipelines.TagPipeline"] = 300
    if data:
        pipelines["ecorridor_scraper.pipelines.StagePipeline"] = 800
    chosen.setdict(
        {
            "TWISTED_REACTOR_ENABLED": False,
            "DOWNLOAD_HANDLERS": chosen.getdict("DOWNLOAD_HANDLERS") | dict.fromkeys(("http", "https"), _HANDLER),
            "REPLAY": Recording(documents, visits if visits is not None else []),
            "ITEM_PIPELINES": pipelines,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "FREEZE": True,
            "DATA_DIR": data,
            "HOST_FAILURES": 0,
            "MEMUSAGE_ENABLED": False,
            "EXTENSIONS": {"ecorridor_scraper.fetch.Manners": 100},
            **(settings or {}),
        },
        priority="cmdline",
    )

    async def main() -> Any:
        runner = AsyncCrawlerRunner(chosen)
        crawler = runner.create_crawler(NewsSpider)
        await runner.crawl(crawler, site=site, url=start, is_article=is_article, **arguments)
        return crawler

    return asyncio.run(main())


class Collect:
    """A pipeline that keeps every visit of a replay."""

    def __init__(self, recording: Recording) -> None:
        self._visits = recording.visits

    @classmethod
    def from_crawler(cls, crawler: Any) -> Collect:
        return cls(crawler.settings["REPLAY"])

    async def process_item(self, item: Visit) -> Visit:
        """Keep it."""
        self._visits.append(item)
        return item
