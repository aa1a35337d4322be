"""The period that a crawl is asked for, and the dates by which sources say what lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from .clock import is_day, parse_moment
from .errors import BadConfiguration
from .extraction.dates.instants import EARLIEST, UNSET, read_zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""A day begins so long before that of UTC on the Line Islands, and ends so long after it on Baker Island."""
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""Whatever is dated later is no date of a source."""


@dataclass(slots=True, frozen=True)
class Window:
    """The period that is asked for; an open end is None. `until` is exclusive."""

    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of(cls, since: str | None, until: str | None) -> Window:
        """The period between two texts, each a day or a moment; the last day is included. Raises BadConfiguration."""
        moments = []
        for option, text in (("--since", since), ("--until", until)):
            try:
                moments.append(parse_moment(text) if text else None)
            except ValueError as error:
                raise BadConfiguration(f"{option}: {error}") from None
        first, last = moments
        if last and until and is_day(until):
            last += timedelta(days=1)
        if first and last and first >= last:
            raise BadConfiguration(f"--since {since} is not before --until {until}: nothing lies between them")
        return cls(first, last)

    def __contains__(self, moment: datetime) -> bool:
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked for, so that the newest is meant."""
        return self.since is None and self.until is None

    def touches(self, first: datetime, last: datetime) -> bool:
        """Whether any moment from `first` to `last` lies in it."""
        return (self.since is None or last >= self.since) and (self.until is None or first < self.until)

    def days(self, now: datetime, zone: tzinfo = UTC) -> Iterator[date]:
        """Every day of a zone of which a part lies in the window, the newest first."""
        if self.since is None:
            return
        day = (min(self.until or now, now) - timedelta(microseconds=1)).astimezone(zone).date()
        while day >= self.since.astimezone(zone).date():
            yield day
            day -= timedelta(days=1)


def moment(text: str | None) -> datetime | None:
    """A date of a feed or a sitemap (RFC 822 or W3C), in UTC; None where it is neither, or a program's zero. No zone,
    and one that nobody knows, counts as UTC; of zones by name RFC 822 has but those of America.
    """
    if not text:
        return None
    text = text.strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        if found.tzinfo is None:
            found = found.replace(tzinfo=read_zone(text.rpartition(" ")[2].lower(), None) or UTC)
        found = found.astimezone(UTC)
    except OverflowError:
        return None
    return found if EARLIEST <= found < LATEST and found != UNSET else None


def names_day(moment: datetime) -> bool:
    """Whether a date of a source names a day and no hour: many write a day as its midnight."""
    return moment.time() == time()


def span(moment: datetime) -> tuple[datetime, datetime]:
    """The first and the last instant that a date of a source may mean: a day is one of whichever zone."""
    return (moment - EAST, moment + timedelta(days=1) + WEST) if names_day(moment) else (moment, moment)
