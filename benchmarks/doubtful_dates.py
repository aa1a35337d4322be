"""Lists the pages whose gold date of publication cannot be what the page says, and what is left to win beside them.

    python -m benchmarks.doubtful_dates

Three kinds: the gold is the day that the page itself gives as that of a change ("Updated", `dateModified`); the gold
day stands nowhere on the page, in any usual format; the gold has none though the page gives one. Where ours differs
from the gold in another way it is ours that is wrong, or the page is hard. Needs the pages of `../shared/articles`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.published import printed_day, read_dates

from ._pages import PAGES, gold_pages
from .plugs import FETCHED_AT

if TYPE_CHECKING:
    from ecorridor_scraper.extraction.published import Found

_GOLD = re.compile(r"(?<=\d{4}-\d\d-\d\d).*", re.DOTALL)
SETS = ("fundus", "wcxb-article-dev", "traf", "htmldate-mc2020")


def verdict(row: dict[str, Any], text: str) -> tuple[str, str, str | None]:
    """What to think of a page's gold date, that date, and ours."""
    page = Page(Document(row.get("url") or "http://example.org/", text.encode()), fetched_at=FETCHED_AT)
    dates = read_dates(page, signed=bool(row.get("authors")))
    ours, gold = _day(dates.published), _GOLD.sub("", str(row.get("published") or ""))
    if gold == (ours or ""):
        return "right", gold, ours
    if not gold:
        return f"none in the gold, {dates.published.source if dates.published else ''}", gold, ours
    if gold == _day(dates.modified):
        return "gold is of a change", gold, ours
    return "wrong" if stands_in(gold, text) else "gold not on the page", gold, ours


def _day(found: Found | None) -> str | None:
    return printed_day(found.raw, found.date.value) if found else None


def stands_in(day: str, text: str) -> bool:
    """Whether a page has a day in a usual format."""
    try:
        d = date.fromisoformat(day)
    except ValueError:
        return False
    year, month = f"(?:{d.year}|{d.year % 100:02})", f"{d:%b}[a-z]*\\.?"
    number, sep = f"0?{d.day}(?:st|nd|rd|th)?\\.?", "[/.-]"
    formats = (
        f"{d.year}{sep}?{d:%m}{sep}?{d:%d}",
        f"{month} {number},? {d.year}",
        f"\\b{number} {month},? {d.year}",
        f"\\b0?{d.month}{sep}0?{d.day}{sep}{year}\\b",
        f"\\b0?{d.day}{sep}0?{d.month}{sep}{year}\\b",
        f"{d.year}年0?{d.month}月0?{d.day}",
    )
    return any(re.search(pattern, text) for pattern in formats)


def main() -> None:
    if not PAGES.exists():
        sys.exit(f"{PAGES} is not here: the pages and their gold are not part of the project")
    counts: dict[str, Counter[str]] = {name: Counter() for name in SETS}
    for name, row, text in gold_pages(SETS):
        if row.get("metadata_is_gold"):
            kind, gold, ours = verdict(row, text)
            counts[name][kind] += 1
            if kind != "right":
                print(f"{kind:28} {name:18} gold {gold:10} ours {ours or '':10} {row.get('url') or row['id']}")
    for name, kinds in counts.items():
        print(f"{name:18} {sum(kinds.values())} pages:", ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))


if __name__ == "__main__":
    main()
