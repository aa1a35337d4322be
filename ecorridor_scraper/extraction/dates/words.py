"""Dates in words of any language, numeric dates, and relative dates.

The words (months, weekdays, day periods, units, "ago" in about a hundred languages) stand in `words.json`, which
`benchmarks/build_date_words.py` builds from the Unicode CLDR and lists of its own.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .clocks import TimeOfDay, read_clock
from .instants import EARLIEST, Date, bounded, fold_words, zone_of


@cache
def _words() -> dict[str, Any]:
    import json

    table: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return table


@cache
def vocabulary() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Folded names of months, of units of time, words for "ago", and day periods: enough to suspect a date unread."""
    table = _words()
    months = frozenset(table["months"]) | frozenset(table["solar_hijri"])
    return months, frozenset(table["units"]), _markers(), frozenset(table["periods"])


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week."""
    return fold_words(text).strip(" .,") in _words()["weekdays"]


def is_month(text: str) -> bool:
    """Whether a text is the name of a month."""
    return fold_words(text).strip(" .,") in _words()["months"]


@cache
def day_phrases() -> frozenset[str]:
    """Folded phrases that are a date by themselves: yesterday, today, just now."""
    return frozenset(_words()["phrases"])


# --- dates in words ------------------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """What is known before the text is read."""

    fetched_at: datetime
    zone: str | None
    languages: tuple[str, ...]
    day_first: bool | None
    whole: bool = False
    """Whether a text that leaves the year to be guessed is no date."""

    def finish(self, day: _Day, clock: TimeOfDay | None) -> Date | None:
        """The date of a day and a time of day; a day without a year is the latest one that has been."""
        if day.precision != "day" or clock is None:
            clock = None
        zone, found = self.zone, clock.zone if clock else None
        hour, minute, second = (clock.hour, clock.minute, clock.second) if clock else (0, 0, 0)
        if day.year is not None:
            years = [day.year]
        elif self.whole:
            return None
        else:
            last = self.fetched_at.year + 1
            years = list(range(last, last - 10, -1))
        for year in years:
            try:
                value = datetime(year, day.month, day.day, hour, minute, second)  # noqa: DTZ001
            except ValueError:
                continue
            precision = clock.precision if clock else day.precision
            if (date := bounded(value, precision, found, self.fetched_at, zone)) is not None:
                return date
        return None


class _Day(NamedTuple):
    year: int | None
    month: int
    day: int
    precision: str


_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\d+|[^\W\d_](?:[^\s\d!-&(-/:-@\[-`{-~،؛…·•|、,]*[^\s\d!-/:-@\[-`{-~،؛…·•|、,])?")
_NUMERIC = re.compile(
    r"(?<![\d./])(?<!\d:)(?:(?P<y>\d{4})(?P<s>[-/]|\.\s?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|[:/])"
    r"|(?P<a>\d{1,2})\s?(?P<t>[-/.])\s?(?P<b>\d{1,2})\s?(?P=t)\s?(?P<c>\d{4}|'?\d{2})(?!\d|[:/]))"
)
_WITHOUT_YEAR = re.compile(
    r"(\d{1,2})(?:([/-])(\d{1,2})|\.(\d{1,2})\.?),?\s*(?:\([^\W\d_]{1,9}\)\s*)?"
    r"(?:(?:um|at|kl\.?|klo|om|в|о)\s)?(?=\d{1,2}:\d\d(?!\d))"
)
"""A day and a month before a time of day, and nothing else before them: 3/11 08:17, 11.03., 08:17."""
_CJK = re.compile(
    r"(?:(\d{4}|\d{2})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日號号일]"
)  # 2021年3月5日, 2021년 3월 5일
_VIETNAMESE = re.compile(r"(\d{1,2})[\s,]+(?:thang|thg)\.?\s*(\d{1,2})(?:[\s,]+(?:nam\s*)?(\d{4}))?")


def read_words(text: str, reading: Reading) -> Date | None:
    folded = fold_words(text)
    folded = " ".join(folded.split())
    has_digit = _DIGIT.search(folded) is not None
    if has_digit and (match := _NUMERIC.search(folded)) and (day := _numeric_day(match, reading)):
        rest = folded[: match.start()] + " , " + folded[match.end() :]
        return reading.finish(day, _time(rest, reading))
    if has_digit and not reading.whole and (match := _WITHOUT_YEAR.match(folded)):
        return _yearless(match, _time(" , " + folded[match.end() :], reading), reading)
    if not folded.isascii() and (match := _CJK.search(folded)):
        day = _Day(_full_year(match[1], reading) if match[1] else None, int(match[2]), int(match[3]), "day")
        if _possible(day):
            return reading.finish(day, _time(folded[match.end() :], reading))
    if ("thang" in folded or "thg" in folded) and (match := _VIETNAMESE.search(folded)):
        day = _Day(int(match[3]) if match[3] else None, int(match[2]), int(match[1]), "day")
        if _possible(day):
            return reading.finish(day, _time(folded[: match.start()] + " , " + folded[match.end() :], reading))
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    ago = _relative(folded, tokens, reading)
    if ago is not None and not _A_YEAR.search(folded):
        return ago
    if has_digit:
        # The time may stand between day and year ("Fri Apr 28 19:20:36 CEST 2023"): take it out, in equal length.
        clear = _CLOCK.sub(_blank, folded)
        if clear != folded:
            tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(clear)]
        if found := _named_month(clear, tokens, reading):
            day, start, end = found
            inside = [m[0] for m in _CLOCK.finditer(folded, start, end)]
            rest = f"{folded[:start]} , {' '.join(inside)} {folded[end:]}"
            return reading.finish(day, _time(rest, reading))
    return ago or _day_phrase(folded, [t[0] for t in tokens], reading)


_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


_CLOCK = re.compile(
    r"(?<![\d:])\d{1,2}(?::\d\d(?::\d\d)?(?![\d:])|h\d\d(?![^\W_]))(?: ?[ap]\.?m\b\.?)?"
    r"(?: (?:[a-z]{2,4}t|utc|z|[a-z]{3}|[+-]\d{4})(?= \d{4}\b))?"
)


def _time(text: str, reading: Reading) -> TimeOfDay | None:
    return read_clock(text, reading.zone, _words()["periods"])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _possible(day: _Day) -> bool:
    try:
        datetime(day.year or 2024, day.month, day.day)  # noqa: DTZ001
    except ValueError:
        return False
    return True


def _full_year(digits: str, reading: Reading) -> int:
    """21 is 2021, 97 is 1997: two digits never reach beyond the fetch."""
    digits = digits.lstrip("'")
    year = int(digits)
    if len(digits) > 2:
        return year - 543 if 2443 <= year <= 2643 else year
    century = reading.fetched_at.year // 100 * 100
    return century + year if century + year <= reading.fetched_at.year + 1 else century - 100 + year


def _numeric_day(match: re.Match[str], reading: Reading) -> _Day | None:
    """03/04/2021: what is known first, then what is possible, then the weekday beside it, then the habit of the
    separator and the zone.
    """
    if match["y"]:
        year, month, number = int(match["y"]), int(match["m"]), int(match["d"])
        if 1300 <= year <= 1420:  # Solar Hijri
            return _from_solar_hijri(year, month, number)
        day = _Day(_full_year(match["y"], reading), month, number, "day")
        return day if _possible(day) else None
    a, b, year = int(match["a"]), int(match["b"]), _full_year(match["c"], reading)
    day_first = reading.day_first
    if day_first is None:
        day_first = _habit(match["t"], reading)
    both = [_Day(year, b, a, "day") if first else _Day(year, a, b, "day") for first in (day_first, not day_first)]
    found = [day for day in both if _possible(day) and reading.finish(day, None)]
    if len(found) == 2 and reading.day_first is None and (named := _weekdays(match.string)):
        found.sort(key=lambda day: date(year, day.month, day.day).weekday() not in named)
    return next(iter(found), None)


def _weekdays(folded: str) -> set[int]:
    """The weekdays that a text names, Monday as 0: "on" and "to" are Wednesday and Thursday in Danish alone."""
    table = _words()["weekdays"]
    words = (word for word in re.findall(r"[^\W\d_]+", folded) if word in table)
    return {int(table[word]) for word in words if len(word) > 3 or word in _SHORT_DAYS or not word.isascii()}


_SHORT_DAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def _yearless(match: re.Match[str], clock: TimeOfDay | None, reading: Reading) -> Date | None:
    a, b = int(match[1]), int(match[3] or match[4])
    day_first = reading.day_first
    if day_first is None:
        day_first = reading.languages[:1] not in _MONTH_FIRST and _habit(match[2] or ".", reading)
    for first in (day_first, not day_first):
        day = _Day(None, b, a, "day") if first else _Day(None, a, b, "day")
        if _possible(day):
            return reading.finish(day, clock)
    return None


_MONTH_FIRST = (("zh",), ("ja",), ("ko",))
"""Languages whose numbers go from the large to the small."""


def _habit(separator: str, reading: Reading) -> bool:
    if separator == ".":
        return True
    if reading.languages:
        first = reading.languages[0]
        if first.split("-")[0] != "en":
            return True
        if "-" in first:
            return first[3:] not in ("US", "PH")
    if reading.zone:
        return not reading.zone.startswith(("America/", "US/", "Pacific/Honolulu"))
    return separator == "-"


@lru_cache(maxsize=4096)
def _month_of(word: str, languages: tuple[str, ...]) -> int | None:
    """1 to 12 for the name of a month, 101 to 112 for a month of the Solar Hijri year."""
    table = _words()
    for language in languages:
        if (number := table["disputed_months"].get(word, {}).get(language.split("-")[0])) is not None:
            return int(number)
    if (number := table["months"].get(word)) is not None:
        return int(number)
    if word[0] == "ב" and (number := table["months"].get(word[1:])) is not None:  # Hebrew "in"
        return int(number)
    if (number := table["solar_hijri"].get(word)) is not None:
        return 100 + int(number)
    return None


_Token = tuple[str, int, int]


def _named_month(folded: str, tokens: list[_Token], reading: Reading) -> tuple[_Day, int, int] | None:
    """The first month's name that has a day or a year beside it, with where the day begins and ends.

    A word that is a weekday, too, is a month where there is no other: "Sat" is September somewhere. Of two such words
    the first is the weekday: "Sat 29 Mar".
    """
    weekdays = _words()["weekdays"]
    words = [(i, token[0]) for i, token in enumerate(tokens) if not token[0][0].isdigit()]
    for i, word in sorted(words, key=lambda w: (w[1] in weekdays, -w[0] if w[1] in weekdays else w[0])):
        month = _month_of(word, reading.languages)
        last = i
        if month is None and i + 1 < len(tokens):
            month = _month_of(f"{word} {tokens[i + 1][0]}", reading.languages)
            last = i + 1
        if month is None:
            continue
        if (day := _around(folded, tokens, i, last, month, reading)) is not None:
            return day
    return None


_ORDINALS = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "ere",
        "e",
        "eme",
        "a",
        "o",
        "de",
        "del",
        "di",
        "do",
        "da",
        "of",
        "the",
        "den",
        "der",
        "die",
        "le",
        "el",
        "il",
        "i",
        "ten",
        "dne",
        "dnia",
        "y",
    ]
)


def _around(
    folded: str, tokens: list[_Token], first: int, last: int, month: int, reading: Reading
) -> tuple[_Day, int, int] | None:
    """The day and year around the name of a month: 5 March 2021, March 5th, 2021, 2021 March 5, March 2021."""
    before = _numbers(folded, tokens, range(first - 1, max(-1, first - 5), -1))
    after = _numbers(folded, tokens, range(last + 1, min(len(tokens), last + 6)))
    day = year = None
    start, end = tokens[first][1], tokens[last][2]
    if before and len(before[0][0]) <= 2 and 1 <= int(before[0][0]) <= 31:
        day, start = int(before[0][0]), before[0][1]
        if after and (year := _year(after[0][0], reading, folded[: after[0][1]])) is not None:
            end = after[0][2]
        elif len(before) > 1 and len(before[1][0]) == 4:
            year, start = _year(before[1][0], reading, ""), before[1][1]
    elif after and len(after[0][0]) <= 2 and 1 <= int(after[0][0]) <= 31 and not folded[: after[0][1]].endswith("'"):
        day, end = int(after[0][0]), after[0][2]
        if len(after) > 1 and (year := _year(after[1][0], reading, folded[: after[1][1]])) is not None:
            end = after[1][2]
        elif before and len(before[0][0]) == 4:
            year, start = _year(before[0][0], reading, ""), before[0][1]
    elif after and len(after[0][0]) == 4:
        year, end = _year(after[0][0], reading, ""), after[0][2]
    elif before and len(before[0][0]) == 4:
        year, start = _year(before[0][0], reading, ""), before[0][1]
    if day is None and year is None:
        return None
    precision = "day" if day is not None else "month"
    if month > 100:
        solar = _from_solar_hijri(year, month - 100, day or 1) if year else None
        return (solar._replace(precision=precision), start, end) if solar else None
    made = _Day(year, month, day or 1, precision)
    return (made, start, end) if _possible(made) else None


def _numbers(folded: str, tokens: list[_Token], positions: range) -> list[_Token]:
    """The numbers beside a month, nearest first: up to two, over ordinal endings and joining words, never a time's."""
    found: list[_Token] = []
    misses = 0
    for i in positions:
        word, start, end = tokens[i]
        if word[0].isdigit():
            if folded[end : end + 1] == ":" or folded[start - 1 : start] == ":" or len(word) > 4:
                break
            if positions.step < 0 and folded[start - 1 : start].isalpha() and folded[start - 1].isascii():
                break  # the 1 of "F1"
            found.append(tokens[i])
            if len(found) == 2:
                break
        elif word not in _ORDINALS and not (found and len(word) <= 3 and positions.step > 0):
            misses += 1
            if misses > (1 if word in _words()["weekdays"] or len(word) < 3 else 0):
                break
    return found


def _year(digits: str, reading: Reading, before: str) -> int | None:
    if len(digits) == 4:
        return _full_year(digits, reading)
    if len(digits) == 2 and (before.endswith(("'", "-", "/", ".")) or int(digits) > 24 or _two_digit_context(before)):
        return _full_year(digits, reading)
    return None


def _two_digit_context(before: str) -> bool:
    """ "5 Mar 21" is a year; "5 Mar 21:30" and "5 Mar at 21" are not (a time has been cut out before)."""
    return not before.rstrip().endswith(("at", "um", "@", "|", "a las", "à"))


def _from_solar_hijri(year: int, month: int, day: int) -> _Day | None:
    """A day of the Solar Hijri calendar (Iran, Afghanistan) in the Gregorian one, by the 33-year arithmetic rule."""
    if not (1200 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    # Days since 1 Farvardin 1200; leap years are those whose remainder by 33 is one of eight.
    epoch = datetime(1821, 3, 21)  # noqa: DTZ001
    leaps = sum(y % 33 in (1, 5, 9, 13, 17, 22, 26, 30) for y in range(1200, year))
    days = (year - 1200) * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    value = epoch + timedelta(days=days)
    return _Day(value.year, value.month, value.day, "day")


# --- relative dates ------------------------------------------------------------------------------------------------

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2629746,
    "year": 31556952,
}
_PRECISION = {"second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "day", "month": "month",
              "year": "year"}  # fmt: skip
SHORT_AGE = re.compile(r"(\d{1,2}|\d{3}(?=d))(?:([smdwy])|\s?(h|(?i:sec|min|hr|wk|mo|yr))(?i:(?<!h)s)?)\.?$")
"""An age as short as can be, "5d", "3 h", "2 hrs" and "12 min". Other letters than that for hours stand at their
number, in small (which a folded text does not tell any more): "15 s" and "350W" are none."""
_SPACELESS_AGO = re.compile(
    r"(\d+)\s*(秒钟?|秒鐘|초|分钟?|分鐘|분|小时|小時|時間|시간|天|日|일|周|週間?|주일?|个月|個月|か月|ヶ月|カ月|개월|달|年|년)\s*(?:前|以前|之前|전)"
)
_SHORT_UNITS = {"s": "second", "sec": "second", "m": "minute", "min": "minute", "h": "hour", "hr": "hour", "d": "day",
                "w": "week", "wk": "week", "mo": "month", "y": "year", "yr": "year"}  # fmt: skip


def _relative(folded: str, tokens: list[_Token], reading: Reading) -> Date | None:
    table = _words()
    if not reading.whole and (match := SHORT_AGE.match(folded)):
        return _ago(int(match[1]), _SHORT_UNITS[match[2] or match[3]], reading)
    if match := _SPACELESS_AGO.search(folded):
        return _ago(int(match[1]), str(table["units"][match[2].removesuffix("일") or "일"]), reading)
    words = [t[0].rstrip(".") for t in tokens]
    if len(tokens) > 16 or (_markers().isdisjoint(words) and "il y a" not in folded):
        return None
    for i, word in enumerate(words):
        count = int(word) if word.isdecimal() else table["numbers"].get(word)
        if count is None or i + 1 == len(words) or (word.isdecimal() and len(word) > 4):
            continue
        for j in (i + 1, i + 2):
            if j > i + 1 and words[i + 1].isdecimal():  # "2026 4 hours ago": the year counts nothing
                break
            unit = table["units"].get(words[j]) if j < len(words) else None
            rest, last = _rest(words, unit, j) if unit else (None, j)
            if unit and (_says_ago(words, i, j) or (rest and _says_ago(words, i, last))):
                return _ago(count, unit, reading, rest)
    alone = [found for word in words if (found := _alone().get(word)) is not None]
    if len(alone) == 1 and len(words) == 1 + sum(word in _markers() or word in _ABOUT for word in words):
        return _ago(*alone[0], reading)
    return None


_ONE = {
    "second": "ثانية שנייה секунду sekundę",
    "minute": "دقيقة דקה минуту хвилину minutę minutou",
    "hour": "ساعة שעה час годину godzinę hodinou sejam",
    "day": "يوم יום день сутки добу dzień dnem sehari",
    "week": "أسبوع שבוע неделю тиждень tydzień týdnem seminggu",
    "month": "شهر חודש месяц місяць miesiąc měsícem sebulan",
    "year": "عام سنة שנה год рік rok rokem setahun",
}
_TWO = {
    "second": "ثانيتين",
    "minute": "دقيقتين",
    "hour": "ساعتين שעתיים",
    "day": "يومين יומיים",
    "week": "أسبوعين שבועיים",
    "month": "شهرين חודשיים",
    "year": "عامين سنتين שנתיים",
}
"""Units that say their number themselves: one by having none, two by the dual of Arabic and Hebrew."""
_ABOUT = frozenset(map(fold_words, ("yang", "около", "майже", "حوالي", "نحو", "تقريبا", "من", "כ")))
"""What may stand beside them and changes nothing; with any other word ("since the year") it is no date."""


@cache
def _alone() -> dict[str, tuple[int, str]]:
    tables = ((1, _ONE), (2, _TWO))
    return {fold_words(w): (count, unit) for count, table in tables for unit, ws in table.items() for w in ws.split()}


@cache
def _markers() -> frozenset[str]:
    return frozenset(_words()["ago"])


ONLY_BEFORE = frozenset(("vor", "hace"))
"""Words for "ago" that mean something else after the number: "2 Wochen vor Anreise"."""


def _says_ago(words: list[str], first: int, last: int) -> bool:
    """Whether a word for "ago" stands beside number and unit."""
    near = words[max(0, first - 3) : first] + [w for w in words[last + 1 : last + 4] if w not in ONLY_BEFORE]
    markers = _markers()
    if any(w in markers for w in near):
        return True
    return "il y a" in " ".join(near)


_NEXT = {"year": "month", "week": "day", "day": "hour", "hour": "minute", "minute": "second"}
"""The unit in which what is left of another is counted: "2 days, 3 hours". A month has no whole number of weeks."""


def _rest(words: list[str], unit: str, at: int) -> tuple[tuple[int, str] | None, int]:
    """What follows a unit in the next smaller one, a word between them or none ("1 day and 3 hours"), and its place."""
    for place in (at + 1, at + 2):
        count, smaller = (*words[place : place + 2], "", "")[:2]
        if count.isdecimal() and len(count) < 3 and _words()["units"].get(smaller) == _NEXT.get(unit, ""):
            return (int(count), _NEXT[unit]), place + 1
    return None, at


def _ago(count: int, unit: str, reading: Reading, rest: tuple[int, str] | None = None) -> Date | None:
    more, smallest = rest or (0, unit)
    try:
        passed = timedelta(seconds=count * _SECONDS[unit] + more * _SECONDS[smallest])
        value = reading.fetched_at.astimezone(UTC) - passed
    except OverflowError:
        return None
    if value < EARLIEST:
        return None
    return Date(_truncate(value, _PRECISION[smallest]), _PRECISION[smallest], True)


def _truncate(value: datetime, precision: str) -> datetime:
    value = value.replace(microsecond=0)
    if precision in ("minute", "second"):
        return value.replace(second=0) if precision == "minute" else value
    if precision == "hour":
        return value.replace(minute=0, second=0)
    value = value.replace(hour=0, minute=0, second=0)
    if precision == "day":
        return value
    return value.replace(day=1) if precision == "month" else value.replace(day=1, month=1)


_NO_DAY = {"hier": frozenset(("de", "nl"))}
"""Words for a day that mean something else in these languages."""


def _day_phrase(folded: str, words: list[str], reading: Reading) -> Date | None:
    """Yesterday, today at 5 PM, just now, Monday at 17:05: short texts that say nothing else."""
    if len(words) > 7 or _A_YEAR.search(folded):
        return None
    table, phrases = _words(), _words()["phrases"]
    shift: int | str | None = None
    language = reading.languages[0].split("-")[0] if reading.languages else ""
    for count in (3, 2, 1):
        for i in range(len(words) - count + 1):
            phrase = " ".join(words[i : i + count])
            if language not in _NO_DAY.get(phrase, ()) and (shift := phrases.get(phrase)) is not None:
                break
        if shift is not None:
            break
    now = reading.fetched_at.astimezone(zone_of(reading.zone))
    if shift == "now":
        return Date(_truncate(now.astimezone(UTC), "minute"), "minute", True)
    clock = _time(folded, reading)
    if shift is None:
        weekday = next((table["weekdays"][w] for w in words if w in table["weekdays"]), None)
        if reading.whole or weekday is None or clock is None or len(words) > 6:
            return None
        shift = -((now.weekday() - int(weekday)) % 7)
    day = now + timedelta(days=int(shift))
    return reading.finish(_Day(day.year, day.month, day.day, "day"), clock)
