"""The time of a run: UTC, and set by the caller where a run must be repeatable."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from .errors import BadConfiguration

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def parse_moment(text: str) -> datetime:
    """`2026-11-23`, `2026-11-23T10:00` or a full ISO 8601 moment, in UTC (which is meant where no zone is given).

    Raises ValueError with the text in its message.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if not 1000 < moment.year < 9000:  # what lies at the ends of the calendar cannot be counted with
            raise ValueError
    except ValueError:
        raise ValueError(f"{text!r} is no date; write 2026-11-23 or 2026-11-23T10:00+05:00") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def is_day(text: str) -> bool:
    """Whether a text that `parse_moment` reads names a day and no hour: `2026-11-23`, `20261123`, `2026-W48-1`."""
    try:
        date.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


def days_before(moment: datetime, days: float) -> datetime:
    """The moment so many days earlier; where the calendar does not go back so far, one before everything."""
    try:
        return max(moment - timedelta(days=days), EARLIEST)
    except OverflowError:
        return EARLIEST


class Clock:
    """The present moment. With `start`, the run pretends to begin then, and time goes on from there.

    `frozen` keeps it at `start`: what a replay needs, whose pages were all fetched at one recorded moment.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._start = start
        self._frozen = frozen
        self._began = monotonic()

    def now(self) -> datetime:
        """Aware, UTC, to the second."""
        if self._start is None:
            return datetime.now(UTC).replace(microsecond=0)
        if self._frozen:
            return self._start
        return (self._start + timedelta(seconds=monotonic() - self._began)).replace(microsecond=0)


class Hours:
    """Hours of the day, `22:00-06:30` in a zone (UTC where none is given): when a site may be crawled."""

    def __init__(self, text: str, zone: str | None = None) -> None:
        """Raises BadConfiguration where the text is no such period."""
        match = re.fullmatch(r"\s*(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)\s*", text)
        try:
            if match is None:
                raise ValueError
            a, b, c, d = map(int, match.groups())
            self._from, self._to = time(a, b), time(c, d)
            if self._from == self._to:
                raise ValueError
        except ValueError:
            raise BadConfiguration(f"{text!r} are no hours of the day; write for instance 22:00-06:00") from None
        self._zone = ZoneInfo(zone or "UTC")

    def __contains__(self, moment: datetime) -> bool:
        now = moment.astimezone(self._zone).time()
        if self._from <= self._to:
            return self._from <= now < self._to
        return now >= self._from or now < self._to

    def __str__(self) -> str:
        return f"{self._from:%H:%M}-{self._to:%H:%M} {self._zone.key}"


def in_seconds(moment: datetime | None) -> int | None:
    """A moment as whole seconds since 1970, as a table keeps it."""
    return None if moment is None else int(moment.timestamp())


def as_moment(seconds: int | None) -> datetime | None:
    """A moment from whole seconds since 1970."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
