"""The time zone of pages that print none, from the moments that the list which named them gives: pure.

A page that says "8:43 am" of what its feed dates 03:43 UTC is five hours ahead of UTC, and so are its comments.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from .extraction.values import parse_date
from .periods import EAST, WEST, names_day
from .sites import site_of

if TYPE_CHECKING:
    from datetime import datetime

    from .items import Article, Comment, Visit

ENOUGH = 3
"""So many pages of a site that are equally far ahead tell how far those are that no list dates."""
_STEP = timedelta(minutes=30)
"""Zones are whole or half hours ahead of UTC or behind it, but for three, of which two are of islands; Nepal is one."""
_NEPAL = timedelta(hours=5, minutes=45)
_ELSEWHERE = "Pacific/Kiritimati"
"""A text without a zone is another moment there."""


def ahead_of_utc(visit: Visit, listed: datetime) -> timedelta | None:
    """How far the clock of a page that prints no zone is ahead, where its list dates it to the second; else None."""
    article = visit.article
    read = article.date_published
    if read is None or names_day(listed) or not prints_no_zone(article, visit.fetched_at):
        return None
    is_exact = article.date_published_precision == "second"
    ahead = read - (listed if is_exact else listed.replace(second=0, microsecond=0))
    return ahead if -WEST <= ahead <= EAST and (not ahead % _STEP or ahead == _NEPAL) else None


class Zones:
    """How far the pages of each site are ahead of UTC, as far as a run has seen."""

    def __init__(self) -> None:
        self._seen: dict[str, Counter[timedelta]] = {}

    def put_right(self, visit: Visit, listed: datetime | None, before: datetime | None = None) -> None:
        """Bring what a page prints without a zone to UTC: the date of its article and those of the comments.

        Where no list dates it, what a visit before has found holds, or else all pages of its site that a list does date
        have to agree. A site file that names the zone has the last word.
        """
        if (site := site_of(visit.article.url)) is not None and site.timezone:
            return
        seen = self._seen.setdefault(visit.article.site, Counter())
        if listed is None:
            known = next(iter(seen)) if len(seen) == 1 and seen.total() >= ENOUGH else None
            ahead = (ahead_of_utc(visit, before) if before else None) or known
        elif (ahead := ahead_of_utc(visit, listed)) is not None:
            seen[ahead] += 1
        dated: list[Article | Comment] = [visit.article, *visit.comments]
        for one in dated if ahead else ():
            if one.date_published is not None and ahead is not None and prints_no_zone(one, visit.fetched_at):
                one.date_published -= ahead


def prints_no_zone(dated: Article | Comment, at: datetime) -> bool:
    """Whether a date with a time of day was taken for UTC since its text names no zone."""
    if dated.date_published_precision not in ("minute", "second"):
        return False
    here, there = (parse_date(dated.date_published_raw, fetched_at=at, zone=zone) for zone in (None, _ELSEWHERE))
    return here is not None and there is not None and here.value == dated.date_published != there.value
