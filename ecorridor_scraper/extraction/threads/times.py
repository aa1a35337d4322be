"""When the records of an unknown system were written: where each hides its date, and what the dates of all tell."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from ..dates.instants import fold_digits
from .generic.anchors import DATE_ATTRIBUTES, around_date, is_dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...items import Comment
    from .parts import Record

_LABEL = (":", "：")
"""What a label in front of a date ends with: "Date: 2024-02-08.02:08:00"."""
_AROUND = " ·•|,;()[]–—-:：、，"
SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20|25)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d")
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?!\d)")
_DAY_ALONE = re.compile(r"\s*\d{4}-\d\d-\d\d\s*")
_STOPS = tuple(".!?…。！？۔؟।")
_INSTANT_TEXT = re.compile(r"\s*\d{4}-\d\d-\d\d")


def day_first(texts: Iterable[str]) -> bool | None:
    """Whether dates like 3/4/2021 name the day first, told by those of the same thread together.

    One of them that can be read one way only settles it. Else the readers of one article write within weeks: the
    order that spreads the dates much wider than the other is the wrong one. None where nothing tells.
    """
    found = {m.groups() for text in texts if (m := SLASHED.search(fold_digits(text)))}
    pairs = {(int(a), int(b), int(year)) for a, b, year in found}
    day, month = any(a > 12 for a, _, _ in pairs), any(b > 12 for _, b, _ in pairs)
    if day or month:
        return None if day == month else day
    if len(pairs) < 2:
        return None
    spreads = []
    for first in (True, False):
        days = [372 * year + (31 * b + a if first else 31 * a + b) for a, b, year in pairs]
        spreads.append(max(days) - min(days))
    if 3 * min(spreads) >= max(spreads):
        return None
    return spreads[0] < spreads[1]


def is_the_same_each_day(printed: str) -> bool:
    """Whether a date is printed tomorrow as it is today, and so may tell a comment from others.

    It has the figures of a year, or of a day and a month, besides those of a clock: "yesterday at 10:30" has not.
    """
    return sum(c.isdigit() for c in _CLOCK.sub("", printed)) >= 4


def raw_dates(record: Record, names: Iterable[str] = ()) -> list[str]:
    """The texts and attributes that may be read as the date of a record, the most exact first.

    `names` are attributes besides the usual ones that hold instants on this page.
    """
    element: Any = record.anchor
    if element is None:
        return []
    near = [node for node in (element, *element, element.getparent()) if node is not None]
    wanted = (*DATE_ATTRIBUTES, *names)
    raws = [value for node in near for name in wanted if (value := node.get(name))]
    if (stated := element.get("content")) and _INSTANT_TEXT.match(stated):
        raws.insert(0, stated)
    titles = [title for node in near if (title := node.get("title")) and is_dated(title)]
    texts = [
        " ".join(t.split()).strip(_AROUND) for t in (element.text, *(c.tail for c in element)) if t and is_dated(t)
    ]
    vague = bool(titles and texts) and _YEAR.search(titles[0]) is None and _YEAR.search(texts[0]) is not None
    raws += [*texts, *titles] if vague else [*titles, *texts]  # "2 years ago" may stand in the title, too
    if raws and _DAY_ALONE.fullmatch(raws[0]) and (exact := [t for t in texts if _CLOCK.search(t) and _has_day(t)]):
        raws = [*exact, *raws]
    whole = " ".join("".join(element.itertext()).split())[:200]
    if len(raws) == 1 and (both := _with_clock(element, raws[0])):
        raws.insert(0, both)
    before, after = around_date(whole) if len(whole) <= 140 else ("", "")
    if before or after:
        stated = whole[len(before) : len(whole) - len(after)].strip(_AROUND)
        raws.insert(0 if before.endswith(_LABEL) and raws and before in raws[0] else len(raws), stated)
    raws.append(whole)
    if not _YEAR.search(raws[0]) and (above := element.getparent()) is not None:
        parts = " ".join(" ".join(above.itertext()).split())  # day, month, year and time of day, each in an element
        if len(parts) <= 40 and _YEAR.search(parts) and is_dated(parts) and around_date(parts) == ("", ""):
            raws.insert(0, parts)
        elif len(parts) <= 60 and _CLOCK.search(whole) and not _has_day(whole):
            raws.append(parts)
    if _CLOCK.search(whole) and not any(map(_has_day, raws)) and (day := _day_apart(record)):
        raws.insert(0, f"{day} {raws[0]}")
    return raws


def _day_apart(record: Record) -> str:
    """The day in another element of a record, outside of its words, where its date is a time of day."""
    for index, element in enumerate(record.nodes):
        text = " ".join((element.text or "").split())
        if index in (record.date, record.body) or not 0 < len(text) <= 30 or _CLOCK.search(text):
            continue
        if is_dated(text) and not any(a is record.nodes[record.body] for a in element.iterancestors()):
            return text
    return ""


def _with_clock(element: Any, raw: str) -> str | None:
    """Date and time of day together, where they stand in elements side by side: the day first."""
    has_clock, has_day = _CLOCK.search(raw) is not None, _has_day(raw)
    if has_clock == has_day:
        return None
    for other in (element.getnext(), element.getprevious()):
        if other is None or type(other.tag) is not str:
            continue
        text = " ".join("".join(other.itertext()).split())
        pieces = [text] if 0 < len(text) <= 40 else []
        pieces += [" ".join(t.split()) for t in (element.tail, other.tail) if t and 0 < len(t.strip()) <= 40]
        for piece in pieces:
            clock, day = _CLOCK.search(piece) is not None, _has_day(piece)
            if clock != day and clock == has_day and is_dated(piece):
                return f"{raw} {piece}" if has_day else f"{piece} {raw}"
    return None


def _has_day(text: str) -> bool:
    return is_dated(_CLOCK.sub("", text).strip(_AROUND)) if _CLOCK.search(text) else is_dated(text)


def drop_date(comment: Comment, record: Record) -> None:
    """Take the date off a body that stands in the same element."""
    element = record.anchor
    for piece in (element.text, *(c.tail for c in element)):
        line = " ".join((piece or "").split())
        if line and is_dated(line) and (comment.text or "").startswith(line):
            comment.text = (comment.text or "")[len(line) :].strip() or None
            comment.text_html = (comment.text_html or "").replace(line, "", 1).strip() or None
            return


def drop_signatures(comments: Sequence[Comment], records: Sequence[Record]) -> None:
    """Take what stands after the words in their own element: a label that all share, the name (gone by now), the date.

    "The bridge is shut. -- Sent by Ann 3 May 2024": the date follows the name, so a date that somebody wrote stays.
    """
    lines = [_signed_on(record) for record in records]
    cut = [
        (c.text or "").removesuffix(line).rstrip() if line and (c.text or "").endswith(line) else None
        for c, line in zip(comments, lines, strict=True)
    ]
    signed = [text for text in cut if text is not None]
    if len(signed) < max(2, 0.8 * len(comments)):
        return
    label = _shared_end(signed) if len(signed) > 2 else ""
    for comment, text, line in zip(comments, cut, lines, strict=True):
        if text is None:
            continue
        html = (comment.text_html or "").rstrip().removesuffix(line).rstrip()
        comment.text = text.removesuffix(label).rstrip() or None
        comment.text_html = html.removesuffix(escape(label, quote=False)).rstrip() or None


def _signed_on(record: Record) -> str:
    """The date that directly follows the name in the element of the words, or nothing."""
    if record.author < 0 or record.date not in (record.body, record.ups[record.author]):
        return ""
    tail = " ".join((record.nodes[record.author].tail or "").split())
    return tail if is_dated(tail) and around_date(tail) == ("", "") else ""


def _shared_end(texts: Sequence[str]) -> str:
    """The label with which all texts end and of which none consists: no sentence, so no stop ends it."""
    words = [text.split(" ") for text in texts]
    count = 0
    while all(len(w) > count + 1 for w in words) and len({w[-count - 1] for w in words}) == 1:
        count += 1
    shared = " ".join(words[0][len(words[0]) - count :])
    return "" if shared.endswith(_STOPS) else shared


def is_mixed(record: Record) -> bool:
    """Whether words follow the date after a break in the same element, directly or in one more element."""
    element = record.nodes[record.date]
    dated = False
    for child in element:
        if child.tag == "br" and dated:
            after = child.getnext()
            if (child.tail and child.tail.strip()) or (
                after is not None and after.getnext() is None and _is_worded(after)
            ):
                return True
        dated = dated or bool(child.tail and is_dated(child.tail)) or bool(element.text and is_dated(element.text))
    return False


def _is_worded(element: Any) -> bool:
    """Whether an element may hold what somebody wrote: it is no link or button and does not only hold such."""
    return type(element.tag) is str and element.tag in ("span", "div", "p", "font") and element.find(".//a") is None


_INSTANT = re.compile(rb"""=["']?(?:1\d{9}(?:\d{3})?|(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d[\w:.+-]{0,16})["'\s>]""")
_NAME = re.compile(rb"[\s\"']([A-Za-z][\w:.-]{0,40})$")
_OTHERS = re.compile(r"edit|modif|updat|expir|valid|version|(?:^|-)v$|src|href|cache|build|session|(?:^|-)id$|content")


def date_attributes(body: bytes) -> tuple[str, ...]:
    """The names of attributes that hold instants more than once in a page, besides the usual ones, sorted."""
    counts: dict[bytes, int] = {}
    for found in _INSTANT.finditer(body):
        if name := _NAME.search(body, max(0, found.start() - 43), found.start()):
            counts[name[1]] = counts.get(name[1], 0) + 1
    names = {name.decode("ascii", "replace").lower() for name, times in counts.items() if times > 1}
    return tuple(sorted(n for n in names if n not in DATE_ATTRIBUTES and not _OTHERS.search(n)))
