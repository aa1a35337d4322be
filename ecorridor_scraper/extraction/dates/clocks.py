"""Times of day within a text, with the words that part the day in many languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .instants import read_zone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo


class TimeOfDay(NamedTuple):
    """A time of day: `precision` is hour, minute or second; `zone` is None where the text names none."""

    hour: int
    minute: int
    second: int
    precision: str
    zone: tzinfo | None


_TIME = re.compile(
    r"(?<![\d.:/-])(\d{1,2})(?:(?:[:.]|: )(\d\d)(?::(\d\d)(?:\.\d+)?)?(?![\d/]|\.\d)|\s?h\s?(\d\d)?(?![^\W_])"
    r"|\s?[時时点點시]\s?(?:(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?)?)"
)
_HOUR_ONLY = re.compile(r"(?<![\d.:/-])(\d{1,2})\s?(a\.?m\b|p\.?m\b)\.?")


def read_clock(text: str, zone: str | None, periods: Mapping[str, str]) -> TimeOfDay | None:
    """The time of day in what is left of a text after its day has been taken out.

    `zone` is the one that abbreviations are read for; `periods` are the folded words that part the day (am, pm, noon,
    night), each with its own.
    """
    minute: str | None
    if match := _TIME.search(text):
        groups = match.groups()
        minute, second = groups[1] or groups[3] or groups[4], groups[2] or groups[5]
        precision = "second" if second else "minute" if minute else "hour"
    elif match := _HOUR_ONLY.search(text):
        minute, second, precision = None, None, "hour"
    else:
        return None
    hour, zone_at = int(match[1]), match.end()
    after, before = text[zone_at : zone_at + 40], text[max(0, match.start() - 24) : match.start()]
    period, length = _period_after(after if match.re is _TIME else match[2], periods)
    if period is None and hour <= 12:
        period = _period_before(before, periods)
    if match.re is _HOUR_ONLY:
        length = 0
    hour = _hour(hour, period)
    if hour > 23 or int(minute or 0) > 59 or int(second or 0) > 60:
        return None
    named = read_zone(after[length:], zone)
    return TimeOfDay(hour, int(minute or 0), min(int(second or 0), 59), precision, named)


def _hour(hour: int, period: str | None) -> int:
    """12 AM is 0, 5 PM is 17; "noon" and "night" depend on the hour."""
    if period is None or not 1 <= hour <= 12:
        return hour
    if period == "am":
        return hour % 12
    if period == "pm":
        return hour % 12 + 12
    if period == "noon":
        return hour + 12 if hour < 7 else hour
    return hour + 12 if 6 < hour < 12 else hour % 12


_AFTER = re.compile(r"[\s,.]*(\S+(?: \S+){0,2})")


def _period_after(text: str, periods: Mapping[str, str]) -> tuple[str | None, int]:
    """The day period that a text begins with, and how long it is."""
    match = _AFTER.match(text)
    if not match:
        return None, 0
    words = match[1].split(" ")
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count])
        if (period := periods.get(phrase.strip(".,)|-")) or periods.get(phrase)) is not None:
            return period, match.start(1) + len(phrase)
    if words[0][:2] in ("am", "pm") and len(words[0]) > 2 and not words[0][2].isalpha():
        return words[0][:2], match.start(1) + 2
    return None, 0


def _period_before(text: str, periods: Mapping[str, str]) -> str | None:
    words = text.replace(",", " ").split()
    for count in (1, 2):
        phrase = " ".join(words[-count:]).strip(".")
        # A lone letter or a short Latin word before a time is more often something else.
        if (len(phrase) > 2 or not phrase.isascii()) and (period := periods.get(phrase)):
            return str(period)
    return None
