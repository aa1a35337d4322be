"""Dates and counts: text in, typed value out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .dates.instants import Date, bounded, fold_digits, fold_words, offset_of, read_zone
from .dates.words import Reading, read_words
from .lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Date", "fold_digits", "fold_words", "parse_count", "parse_date"]

MAX_TEXT = 240
"""A date stands at the beginning of its text; what follows this many characters is not read."""

# --- the entry -----------------------------------------------------------------------------------------------------

_ORDINAL = lazy(r"#\s?\d+(?:\.\d+)*(?!\w)[\s\u2014\u2013|\u00b7\u2022:.,-]*")
"""The number of a post before its date: "#3.1 - March 2"."""
_COMPACT = lazy(r"[12]\d{7}(?:T\d{4,6})?(?:$|[Z+-])")
_ISO_LOOSE = lazy(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:T|\s+)(\d\d?):(\d\d)(?::(\d\d?)(?:[.,:]\d+)?)?\s*(Z|[+-]\d\d?:?\d{0,2})?$",
    re.IGNORECASE,
)


def parse_date(
    text: str | None,
    *,
    fetched_at: datetime,
    zone: str | None = None,
    languages: Sequence[str] = (),
    day_first: bool | None = None,
    whole: bool = False,
) -> Date | None:
    """The instant that a text names, or None.

    Exact formats first (ISO 8601, RFC 2822, epoch seconds and milliseconds), then dates in words in any language,
    with Eastern Arabic, Devanagari and Bengali digits, then relative ones ("3 hours ago", "vor 2 Tagen") counted from
    `fetched_at`. `zone` (IANA) holds where the text has none, else UTC. `day_first` settles 03/04/2021 where known.
    A date more than a day after `fetched_at` is no date. `whole` asks for the year, or for how long ago, in the text
    itself: "5 March", "Friday 17:00" and "6 min" (which may be a reading time) are none then.
    """
    if not text:
        return None
    text = text.strip()
    if text[:1] == "#":
        text = _ORDINAL.sub("", text)
    if not 1 < len(text) < 4000:
        return None
    if (text[4:5] == "-" or _COMPACT.match(text)) and (exact := _exact(text, fetched_at, zone)):
        return exact
    if text.isdecimal():
        return _epoch(fold_digits(text), fetched_at)
    if match := _RFC.match(text):
        return _rfc(match, fetched_at)
    reading = Reading(fetched_at, zone, tuple(languages), day_first, whole)
    return read_words(text[:MAX_TEXT], reading)


def _exact(text: str, fetched_at: datetime, zone: str | None) -> Date | None:
    value: datetime | None
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        value = None
    if value is not None:
        precision = "day" if len(text) < 11 else "minute" if len(text) <= 16 or text[16] in "Z+-" else "second"
        return bounded(value, precision, value.tzinfo, fetched_at, zone)
    if match := _ISO_LOOSE.match(text):
        *numbers, offset = match.groups()
        try:
            value = datetime(*(int(n or 0) for n in numbers))  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError:
            return None
        found = read_zone("+0" if offset in ("Z", "z") else offset, None) if offset else None
        return bounded(value, "minute" if numbers[5] is None else "second", found, fetched_at, zone)
    return None


_RFC = lazy(
    r"(?:[A-Z][a-z]{2}, ?)?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) "
    r"(\d\d):(\d\d)(?::(\d\d))? (GMT|UTC|Z|[+-]\d{4})$"
)
_RFC_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def _rfc(match: re.Match[str], fetched_at: datetime) -> Date | None:
    """RFC 2822, section 3.3."""
    day, month, year, hour, minute, second, offset = match.groups()
    try:
        value = datetime(  # noqa: DTZ001
            int(year), _RFC_MONTHS.index(month) // 3 + 1, int(day), int(hour), int(minute), int(second or 0)
        )
    except ValueError:
        return None
    shift = (int(offset[1:3]) * 60 + int(offset[3:])) * (-1 if offset[0] == "-" else 1) if len(offset) == 5 else 0
    return bounded(value, "second" if second else "minute", offset_of(shift), fetched_at, None)


def _epoch(text: str, fetched_at: datetime) -> Date | None:
    """Epoch seconds, milliseconds or microseconds; 14 digits are YYYYMMDDhhmmss."""
    length = len(text)
    if length == 14 and text[:2] in ("19", "20"):
        try:
            value = datetime.strptime(text, "%Y%m%d%H%M%S")  # noqa: DTZ007
        except ValueError:
            return None
        return bounded(value, "second", None, fetched_at, None)
    if length not in (9, 10, 13, 16):
        return None
    seconds = int(text) / (1 if length <= 10 else 10 ** (length - 10))
    return bounded(datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), "second", UTC, fetched_at, None)


# --- counts --------------------------------------------------------------------------------------------------------

_COUNT = lazy(
    r"(-|−|–)?\s?(\d[\d.,٬'’\u00a0\u202f ]*)\s?"
    r"(k|m|b|tsd|mio|rb|jt|тыс|млн|हजार|हज़ार|लाख|lakh|ہزار|لاکھ|هزار|千|万|萬|억|천|만)?"
)
_TIMES = {"k": 10**3, "m": 10**6, "b": 10**9, "tsd": 10**3, "mio": 10**6, "rb": 10**3, "jt": 10**6, "тыс": 10**3,
          "млн": 10**6, "हजार": 10**3, "हज़ार": 10**3, "लाख": 10**5, "lakh": 10**5, "ہزار": 10**3, "لاکھ": 10**5,
          "هزار": 10**3, "千": 10**3, "万": 10**4, "萬": 10**4, "억": 10**8, "천": 10**3, "만": 10**4}  # fmt: skip


def parse_count(text: str | None) -> int | None:
    """A count as printed ("1,234", "1.2k", "۱۲"), or None.

    Groups of three after a comma, point, space or apostrophe are thousands (the Indian 1,23,456 too); a point or comma
    before one or two digits is a decimal mark, and only stands before k, M, lakh and the like. A minus makes it
    negative (scores).
    """
    if not text:
        return None
    text = fold_digits(text[:200]).lower()
    match = _COUNT.search(text)
    if not match:
        return None
    sign, number, unit = match.groups()
    number = re.sub(r"[\s\u00a0\u202f'’٬]", "", number).rstrip(".,")
    if unit and text[match.end() : match.end() + 1].isalpha() and unit.isascii():
        unit = None
    try:
        if unit:
            parts = re.split(r"[.,]", number)
            value = float(
                "".join(parts[:-1]) + "." + parts[-1] if len(parts) > 1 and len(parts[-1]) < 3 else "".join(parts)
            )
            result = round(value * _TIMES[unit])
        else:
            parts = re.split(r"[.,]", number)
            if len(parts) > 1 and len(parts[-1]) != 3:
                number = parts[0] if len(parts) == 2 else "".join(parts[:-1])
            else:
                number = "".join(parts)
            if len(number) > 15:
                return None
            result = int(number)
    except (ValueError, OverflowError):
        return None
    negative = sign and not text[: match.start()].strip()
    return -result if negative else result
