"""The page that the tests of metadata are made of: what its head says, and what stands around its text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ecorridor_scraper.extraction.body import Body
from ecorridor_scraper.extraction.metadata import read_metadata
from ecorridor_scraper.extraction.page import Document, Page
from ecorridor_scraper.items import Article, Author

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecorridor_scraper.sites import Site

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://news.example/a/story"
TITLE = "River rises above the old bridge"


def article(
    head: str = "",
    body: str = f"<h1>{TITLE}</h1><p>Text.</p>",
    *,
    url: str = URL,
    headers: dict[str, str] | None = None,
    site: Site | None = None,
    text: str = "",
    attributes: str = "lang=en",
    authors: Iterable[str] = (),
) -> Article:
    html = f"<html {attributes}><head>{head}</head><body>{body}</body></html>"
    page = Page(Document(url, html.encode(), headers=headers or {}), fetched_at=FETCHED, site=site)
    made = Article(url=url, authors=[Author(name) for name in authors])
    read_metadata(page, Body(text=text or None), made)
    made.history = page.disagreements  # type: ignore[assignment]
    return made


def ld(fields: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type":"{kind}",{fields}}}</script>'
