"""When an article was published and when it was changed: candidates from data and print, the surest wins.

The order is: what the article's structured data say, metadata, a `time` element, the visible text beside the headline,
the address. A date that the address repeats is believed before one that it contradicts.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..lazy import lazy
from ..values import fold_digits
from .claims import MODIFIED_META, PUBLISHED_META, VAGUE_META, Claims
from .prints import A_DAY, Prints

if TYPE_CHECKING:
    from ..page import Page
    from .claims import Found

_NUMERIC = lazy(r"\D{0,20}(\d\d?)([./-])(\d\d?)\2(\d{4}|\d\d)(?!\d)")


@dataclass(slots=True)
class Dates:
    """What a page says of its article's time."""

    published: Found | None = None
    modified: Found | None = None


def read_dates(page: Page, *, signed: bool = False) -> Dates:
    """The article's dates; nothing where the page gives none. `signed` says that somebody is named as its author."""
    claims = Claims(page)
    prints = Prints(claims)
    in_data = claims.structured("dateModified") + claims.metadata(MODIFIED_META)
    modified = in_data + claims.of_others("dateModified")
    in_address = claims.address()
    published = [] if claims.is_front else _in_data(claims)
    said = published[0] if published else None
    is_doubtful = said is not None and _is_doubtful(said, in_data)
    if said is None or in_address or _UTC.search(said.raw) or is_doubtful:
        published, changed = _with_prints(claims, prints, published, is_doubtful=is_doubtful and in_address is None)
        modified += changed
    on_page = claims.of_the_page()
    if on_page and said is None and (signed or claims.saved_once() or _is_of_a_day(on_page[0], published)):
        published = on_page + published
    if not published and in_address is None and not on_page:
        published = claims.embedded()
    if not published and (in_address is None or in_address.date.precision == "month"):
        published = _printed_somewhere(prints)
    if said is None and in_data:  # whatever is printed of a later day is something else's
        ever = max(m.date.value for m in in_data) + timedelta(days=2)
        published = [f for f in published if f.date.value <= ever]
    beside = prints.near if page.anchor is not None else []
    best = _best(_settled(_outvoted(published)), in_address, beside)
    best = best and _with_hour(best, [*published, *prints.seen], beside)
    zone = None if claims.zone else _offset([*published, *in_data])
    best = best and _in_zone(best, zone)
    modified = modified or prints.last_change()
    latest = next((m for m in modified if best is None or m.date.value >= best.date.value - timedelta(days=1)), None)
    latest = latest and _in_zone(latest, zone)
    return Dates(best and _as_printed(best, prints.near, prints.seen), latest)


def _in_data(claims: Claims) -> list[Found]:
    """What the data of the page say of when it was published, the surest first."""
    return (
        claims.structured("datePublished", "dateCreated", "uploadDate")
        + claims.metadata(PUBLISHED_META)
        + claims.of_others("datePublished", "dateCreated", "uploadDate")
    )


def _is_doubtful(said: Found, changes: list[Found]) -> bool:
    """Whether the day of publication in the data may be that of a change: no change is dated after it."""
    return not any(change.date.value.date() > said.date.value.date() for change in changes)


def _with_prints(
    claims: Claims, prints: Prints, published: list[Found], *, is_doubtful: bool
) -> tuple[list[Found], list[Found]]:
    """The dates of publication with those that the page prints, an older one first where the data's is doubtful; and
    the changes that it prints."""
    seen, changed = prints.visible()
    older = prints.older(published[0], seen) if is_doubtful else None
    if prints.is_list() or (claims.is_front and prints.are_many()):
        seen = []
    near = [f for f in seen if f in prints.near or f.source == "time"]
    in_title = [] if published else claims.in_title()
    return [*filter(None, [older]), *published, *in_title, *near[:1], *claims.metadata(VAGUE_META), *seen], changed


def _is_of_a_day(found: Found, others: list[Found]) -> bool:
    """Whether one of several dates is less than a day away."""
    return any(abs(other.date.value - found.date.value) < A_DAY for other in others)


def _printed_somewhere(prints: Prints) -> list[Found]:
    """The first of the places, from the surest, where the date of an article may be printed without a name."""
    return (
        prints.named
        or prints.own_entry()
        or prints.below_headline()
        or prints.above_headline()
        or prints.below_author()
    )


def _with_hour(best: Found, others: list[Found], beside: list[Found]) -> Found:
    """A day with the hour that another print of it gives to machines, or beside the headline."""
    if best.date.precision == "day":
        for other in others:
            near = other.source == "time" if best.source == "visible" else other in beside
            is_exact = near and other.date.precision in ("minute", "second")
            if is_exact and other.date.printed == best.date.printed:
                return other
    return best


def _in_zone(found: Found, offset: timedelta | None) -> Found:
    """A time without a zone by the clock that the page's data go by."""
    if offset is None or found.date.zoned or found.date.precision not in ("minute", "second"):
        return found
    return replace(found, date=replace(found.date, value=found.date.value - offset))


def _offset(said: list[Found]) -> timedelta | None:
    """How far from UTC the clock of the page's data is; those in UTC tell nothing of the clock by which it prints."""
    for sources in (("json-ld", "meta"), ("time",)):
        for found in said:
            if found.source in sources:
                with suppress(ValueError):
                    if offset := datetime.fromisoformat(found.raw).utcoffset():
                        return offset
    return None


def _outvoted(candidates: list[Found]) -> list[Found]:
    """Structured data lose to metadata that give the day which is printed beside the headline."""
    if candidates and candidates[0].source == "json-ld":
        day = candidates[0].date.value
        printed = [f for f in candidates if f.source in ("time", "visible")][:1]
        for other in candidates:
            if other.source == "meta" and abs(other.date.value - day) > A_DAY:
                if any(abs(other.date.value - f.date.value) <= A_DAY for f in printed):
                    return [other, *candidates]
                break
    return candidates


def _best(candidates: list[Found], in_address: Found | None, beside: list[Found]) -> Found | None:
    """The first candidate, unless the address names a day: then the first that agrees with it, else the address.

    Two sources that agree on another day outweigh the address: drafts get their address before they are published.
    """
    if in_address is None:
        return candidates[0] if candidates else None
    day = in_address.date.value
    if in_address.date.precision == "month":
        for found in candidates:
            same = (found.date.value.year, found.date.value.month) == (day.year, day.month)
            if same or (found is candidates[0] and timedelta(0) < found.date.value - day < _AFTER_MONTH):
                return found
        return candidates[0] if candidates else None
    exact = [f for f in candidates if f.date.printed == day.date()]
    said = candidates[0] if candidates else None
    if said and said.source != "visible" and _UTC.search(said.raw) and any(_is_shifted(said, f) for f in exact):
        return said
    apart = [f for f in candidates if f.source != "visible" or f.date.precision != "day" or f in beside]
    for found in exact or apart:
        if abs(found.date.value - day) <= A_DAY:
            return found
    if candidates and (first := candidates[0]).source in ("json-ld", "meta"):
        agreed = any(
            f.source in ("time", "visible") and abs(f.date.value - first.date.value) <= A_DAY for f in candidates
        )
        if agreed or first.date.value < day:
            return first
    return in_address


_AFTER_MONTH = timedelta(days=62)
"""From the beginning of a month that the address names, how long the first candidate may be after it."""


def _settled(candidates: list[Found]) -> list[Found]:
    """03/04/2021 is the day that another candidate names, where one of its two readings is; 03.04.2021 is in April."""
    match = _NUMERIC.match(fold_digits(candidates[0].raw)) if candidates else None
    if match and match[2] != ".":
        a, _, b, _ = match.groups()
        day = candidates[0].date.value
        for other in candidates[1:]:
            o = other.date.value
            if o.year == day.year and o.date() != day.date() and {o.month, o.day} == {int(a), int(b)}:
                return [other, *candidates]
    return candidates


_UTC = lazy(r"(?:\dz|[+-]00:?00|\bgmt|\butc)\s*$", re.IGNORECASE)


def _is_shifted(said: Found, other: Found) -> bool:
    """Whether a print without a zone is the same minute as an instant, on the clocks of another zone."""
    if other.date.zoned or other.date.precision not in ("minute", "second"):
        return False
    seconds = abs(said.date.value - other.date.value).total_seconds()
    return 0 < seconds < 14 * 3600 and abs(seconds - 900 * round(seconds / 900)) < 60


def _as_printed(best: Found, beside: list[Found], seen: list[Found]) -> Found:
    """An instant in UTC with the page's own print of its day, where a date `beside` the headline shows another.

    Further away, a print counts where it is the same minute in another zone.
    """
    if not _UTC.search(best.raw):
        return best
    for other in seen:
        if other.date.precision in ("minute", "second") and other.date.printed != best.date.value.date():
            is_same = abs(best.date.value - other.date.value) < timedelta(minutes=1)
            if is_same if other.date.zoned else _is_shifted(best, other):
                return replace(best, raw=other.raw)
    for other in beside:
        day = other.date.printed
        if day is None or abs((day - best.date.value.date()).days) != 1:
            continue
        apart = abs(other.date.value - best.date.value)
        if other.date.zoned:
            same = apart < timedelta(minutes=2)
        elif other.date.precision == "day":
            same = apart < timedelta(hours=30)
        else:
            same = apart < timedelta(hours=14)
        if same:
            return replace(best, raw=other.raw)
    return best
