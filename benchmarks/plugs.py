"""The plugs by which the scoring scripts in `../shared/bench` call this project."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from ecorridor_scraper.extraction import Document, Page, extract
from ecorridor_scraper.extraction.threads import Collection
from ecorridor_scraper.extraction.values import fold_digits, parse_date

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def article(html: str, url: str | None, *, comments: bool = True) -> dict[str, Any]:
    """For `articles.py --plug benchmarks.plugs:article`: the whole record is extracted, four fields are scored."""
    a = extract(html, url or "http://example.org/", fetched_at=FETCHED_AT, comments=comments).article
    return {
        "body": a.body,
        "title": a.headline,
        "authors": [p.name for p in a.authors],
        # The gold has the day that the page prints, not the day in Greenwich.
        "published": printed_day(a.date_published_raw, a.date_published),
    }


def article_alone(html: str, url: str | None) -> dict[str, Any]:
    """The same without looking for the comment thread, as peers are run: `--plug benchmarks.plugs:article_alone`."""
    return article(html, url, comments=False)


def threads(html: bytes, url: str, *, generic_only: bool = False) -> list[dict[str, Any]]:
    """For `threads.py --plug benchmarks.plugs:threads`."""
    url = "https:" + url if url.startswith("//") else url or "http://example.org/"
    page = Page(Document(url, html), fetched_at=FETCHED_AT, any_document=True)
    thread = Collection(page, generic_only=generic_only).thread()
    return [
        {
            "id": c.comment_id,
            "parent_id": c.parent_id,
            "depth": (c.depth or 0) + 1,
            "author": c.author_name,
            "published": c.date_published.isoformat() if c.date_published else None,
            "text": c.text or "",
        }
        for c in thread.comments
    ]


def threads_generic(html: bytes, url: str) -> list[dict[str, Any]]:
    """The same with every provider off, for `--plug benchmarks.plugs:threads_generic`."""
    return threads(html, url, generic_only=True)


def tags(texts: list[str]) -> list[Any]:
    """For `language.py --plug benchmarks.plugs:tags`: never abstaining."""
    from ecorridor_scraper.language import tag_many

    return list(tag_many(texts, min_confidence=0))


def printed_day(raw: str | None, instant: datetime | None) -> str | None:
    """The calendar day that a page printed, as ISO: 1 May at 00:30 in Lahore is 1 May, though 30 April in UTC."""
    if raw and (match := re.match(r"\d{4}-\d\d-\d\d", fold_digits(raw))):
        return match[0]
    if instant is None:
        return None
    for day_first in (None, True, False):
        again = parse_date(raw, fetched_at=instant + timedelta(days=2), whole=True, day_first=day_first)
        if again and again.printed and abs((again.printed - instant.date()).days) <= 1:
            return again.printed.isoformat()
    return instant.date().isoformat()
