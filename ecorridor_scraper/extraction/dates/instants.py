"""What an instant is, what zones are called, and how texts are folded before dates are read from them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ..lazy import lazy

if TYPE_CHECKING:
    from datetime import date, tzinfo

EARLIEST = datetime(1700, 1, 1, tzinfo=UTC)
UNSET = datetime(1970, 1, 1, tzinfo=UTC)
"""What programs print for "no date"."""
ONE_DAY = timedelta(days=1)


@dataclass(slots=True, frozen=True)
class Date:
    """An instant in UTC, how exactly it is known, and whether the text itself gave the zone.

    `precision` is second, minute, hour, day, month or year. A day without a time is midnight in the zone that applies.
    """

    value: datetime
    precision: str
    zoned: bool
    printed: date | None = field(default=None, compare=False)
    """The calendar day as the text prints it: 1 May at 00:30 in Lahore is 1 May, though 30 April in UTC."""


# --- text ----------------------------------------------------------------------------------------------------------

_MARKS = lazy("[\u0300-\u036f\u0640\u064b-\u0655\u0670\u093c\u09bc\u0a3c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_THAI_POINT = lazy(r"(?<=[\u0e01-\u0e5b])\.")
_ZEROS = (
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0xFF10,
)  # fmt: skip
"""Where the decimal digits of scripts in use begin: Arabic, Persian, Devanagari, Bengali, ..., full width."""
_DIGITS = {zero + n: str(n) for zero in _ZEROS for n in range(10)}
_LETTERS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ۍ": "ی", "ې": "ی", "ك": "ک", "ة": "ه", "ہ": "ه",
        "ۂ": "ه", "ھ": "ه", "ۀ": "ه", "ٱ": "ا",
        "ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "\u02bc": "'",
        "。": ".", "：": ":", "，": ",", "／": "/", "－": "-", "−": "-", "–": "-", "‐": "-",
        "‑": "-", "（": "(", "）": ")",
    }
)  # fmt: skip


def fold_digits(text: str) -> str:
    """The same text with the decimal digits of every script as 0 to 9."""
    return text if text.isascii() else text.translate(_DIGITS)


def fold_words(text: str) -> str:
    """Text reduced to what names of months are compared by: case, accents, vowel marks and letter variants gone."""
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_DIGITS)))
    return _THAI_POINT.sub("", unicodedata.normalize("NFC", text).casefold().translate(_LETTERS))


# --- zones ---------------------------------------------------------------------------------------------------------

_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330, "cet": 60, "cest": 120, "mez": 60,
    "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180, "pkt": 300, "npt": 345, "aft": 270,
    "irst": 210, "gst": 240, "uzt": 300, "bdt": 360, "ict": 420, "wib": 420, "wita": 480, "wit": 540, "hkt": 480,
    "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630,
    "aedt": 660, "nzst": 720, "nzdt": 780, "cat": 120, "eat": 180, "wat": 60, "sast": 120, "nst": -210, "ndt": -150,
    "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "brt": -180, "art": -180, "clt": -240, "cot": -300,
    "pet": -300,
}  # fmt: skip
"""Minutes east of Greenwich. Of the ambiguous ones: IST is India's, BST Britain's, AST and CST America's."""

_REGIONS = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern": "America/New_York", "central": "America/Chicago", "pacific": "America/Los_Angeles",
}  # fmt: skip

_LOCAL_MEANING = {
    ("ist", "Europe/Dublin"): 60, ("ist", "Asia/Jerusalem"): 120, ("bst", "Asia/Dhaka"): 360,
    ("ast", "Asia/Riyadh"): 180,
    ("cst", "Asia/Shanghai"): 480, ("cst", "Asia/Taipei"): 480, ("pst", "Asia/Manila"): 480,
    ("pst", "Asia/Karachi"): 300,
    ("est", "Australia/Sydney"): 600, ("est", "Australia/Melbourne"): 600,
}  # fmt: skip


@cache
def zone_of(name: str | None) -> tzinfo:
    """The zone of an IANA name; UTC where it is None or no such zone."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def offset_of(minutes: int) -> tzinfo | None:
    return timezone(timedelta(minutes=minutes)) if -1440 < minutes < 1440 else None


_ZONE_NAME = lazy(r"[ (]*(?:(z|[a-zмск]{2,8})(?![^\W\d_]))")


def read_zone(text: str, default: str | None) -> tzinfo | None:
    """The zone that stands at the beginning of a text (after the time), or None."""
    text = text.lstrip(" (,.")
    if match := re.match(r"(?:gmt|utc)? ?([+-]) ?(\d{1,2})(?::?(\d\d))?(?!\d|[-/.]\d)", text):
        sign, hours, minutes = match.groups()
        return offset_of((int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1))
    if match := _ZONE_NAME.match(text):
        name = match[1]
        if (name, default) in _LOCAL_MEANING:
            return offset_of(_LOCAL_MEANING[name, default or ""])
        if name in _ZONES:
            return offset_of(_ZONES[name])
        if name in _REGIONS:
            return zone_of(_REGIONS[name])
    return None


def bounded(
    value: datetime, precision: str, found: tzinfo | None, fetched_at: datetime, zone: str | None
) -> Date | None:
    """The date in UTC, or None where it cannot be: too early, a program's zero, or in the future."""
    printed = value.date()
    try:
        if value.tzinfo is None:
            value = value.replace(tzinfo=found or zone_of(zone))
        instant = value.astimezone(UTC)
        if instant > fetched_at + ONE_DAY or instant < EARLIEST or instant == UNSET:
            return None
    except (OverflowError, ValueError):
        return None
    return Date(instant, precision, found is not None, printed)
