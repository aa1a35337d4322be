"""Lists the pages whose gold date of publication cannot be what the page says, and what is left to win beside them.

    python -m benchmarks.doubtful_dates

The kinds of doubt: the gold is the day that the page itself gives as that of a change ("Updated", `dateModified`); it
is the day in Greenwich of an instant that the page prints as another day; it is ours with day and month changed about;
it stands nowhere on the page, in any usual format; it is no day at all; the gold has none though the page's data give
one. Where ours differs from the gold in another way it is ours that is wrong, or the page is hard. The last lines say
how often ours is right, over all pages and over those whose gold is not in doubt; doubt is looked for only where ours
differs. Needs the pages of `../shared/articles`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.dates.published import read_dates

from ._pages import PAGES, gold_pages
from .plugs import FETCHED_AT, printed_day

if TYPE_CHECKING:
    from ecorridor_scraper.extraction.dates.claims import Found

_GOLD = re.compile(r"(?<=\d{4}-\d\d-\d\d).*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>|\s+")
_CHANGE = re.compile(
    r"(?:updat|modif|revis|changed|reviewed|actualiz|aktualis|geändert|änderung|stand:)\w*\W*"
    r"(?:(?:on|am|at|at:|date|time|el|le|span|datetime)\W+)*$",
    re.IGNORECASE,
)
SETS = ("aed", "fundus", "wcxb-article-dev", "traf", "htmldate-mc2020")
RIGHT, WRONG, OWN = "right", "wrong", "none in the gold, print"
UNDOUBTED = (RIGHT, WRONG, OWN)


def verdict(row: dict[str, Any], text: str) -> tuple[str, str, str | None]:
    """What to think of a page's gold date, that date, and ours."""
    page = Page(Document(row.get("url") or "http://example.org/", text.encode()), fetched_at=FETCHED_AT)
    dates = read_dates(page, signed=bool(row.get("authors")))
    ours, gold = _day(dates.published), _GOLD.sub("", str(row.get("published") or ""))
    gold = "" if gold in ("nan", "NaT") else gold
    if gold == (ours or ""):
        return RIGHT, gold, ours
    if not gold:
        is_data = dates.published is not None and dates.published.source in ("json-ld", "meta")
        return "none in the gold, data" if is_data else OWN, gold, ours
    if not _is_day(gold):
        return "gold is no day", gold, ours
    if gold == _day(dates.modified):
        return "gold is of a change", gold, ours
    if dates.published and gold == dates.published.date.value.astimezone(UTC).date().isoformat():
        return "gold is the day in Greenwich", gold, ours
    year, month, number = gold.split("-")
    if ours == f"{year}-{number}-{month}":
        return "gold has day for month", gold, ours
    places = places_of(gold, text)
    if not places:
        return "gold not on the page", gold, ours
    if all(_CHANGE.search(_TAG.sub(" ", text[max(0, at - 200) : at])[-60:]) for at in places):
        return "gold is of a change", gold, ours
    return WRONG, gold, ours


def _day(found: Found | None) -> str | None:
    return printed_day(found.raw, found.date.value) if found else None


def _is_day(text: str) -> bool:
    try:
        return datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def places_of(day: str, text: str) -> list[int]:
    """Where a page has a day in a usual format."""
    d = date.fromisoformat(day)
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
    return [match.start() for pattern in formats for match in re.finditer(pattern, text)]


def main() -> None:
    if not PAGES.exists():
        sys.exit(f"{PAGES} is not here: the pages and their gold are not part of the project")
    counts: dict[str, Counter[tuple[str, bool]]] = {name: Counter() for name in SETS}
    for name, row, text in gold_pages(SETS):
        if row.get("metadata_is_gold"):
            kind, gold, ours = verdict(row, text)
            counts[name][kind, bool(gold)] += 1
            if kind != RIGHT:
                print(f"{kind:28} {name:18} gold {gold:10} ours {ours or '':10} {row.get('url') or row['id']}")
    for name, kinds in counts.items():
        total: Counter[str] = Counter()
        for (kind, _), n in kinds.items():
            total[kind] += n
        print(f"{name:18}", ", ".join(f"{n} {kind}" for kind, n in total.most_common()))
        for label, judged in (("all", {kind for kind, _ in kinds}), ("not in doubt", UNDOUBTED)):
            dated = sum(n for (kind, has), n in kinds.items() if has and kind in judged)
            right = kinds[RIGHT, True] / max(1, dated)
            undated = sum(n for (kind, has), n in kinds.items() if not has and kind in judged)
            invented = undated - kinds[RIGHT, False]
            print(f"  {label:14} right {right:.3f} of {dated}, invented {invented}/{undated}")


if __name__ == "__main__":
    main()
