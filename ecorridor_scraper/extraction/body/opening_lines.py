"""The first lines of a body that are none of its text: who wrote it, when, how many stars it gives, and what buttons
and counters say; some of these stand below a text, too."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from ..lazy import Folded, lazy
from ..names import is_name, read_line
from ..phrases import alternatives
from ..values import parse_date
from .blocks import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .blocks import Block as Run

_of = partial(alternatives, "notes")

BYLINES, BYLINE_WORDS, DATE_WORDS, DAYS_WORDS = 3, 12, 8, 18
"""First runs that may be the byline, the words of a line that is one, and those of a date and of two."""
EVER = datetime(9000, 1, 1, tzinfo=UTC)
"""As if fetched after any date that a page may print."""
_WORD = lazy(r"\w+")


def folded(text: str) -> str:
    """The words of a text, in small letters, with single spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def drop_byline(runs: Sequence[Run], kept: list[bool], writers: Collection[str] = ()) -> None:
    """A first line that is nothing but the byline, the date, stars or an ornament is not body; `writers` are whom the
    data name."""
    first = [place for place, keep in enumerate(kept) if keep][:BYLINES]
    for place in first:
        if place == first[-1] and len(first) == BYLINES and all(kept[other] for other in first):
            return  # behind two lines of text only the rest of a byline is one
        run = runs[place]
        if not set(run.text) - _STARS or (is_ornament(run.text) and True not in kept[:place]):
            kept[place] = False
        if run.words <= BYLINE_WORDS and run.node.tag not in ("li", "td") and not run.text.endswith("."):
            line = read_line(run.text)
            signed = line.introduced and line.persons and not line.rest and is_name(line.persons[0].name)
            signed = signed or (line.persons and all(folded(p.name) in writers for p in line.persons))
            if signed:
                kept[place] = False
        elif run.words <= BYLINE_WORDS and ":" in run.text[:LABEL]:  # "Teksti: Aino Virta. Kuvat: Olli Salo."
            line = read_line(run.text)
            kept[place] = not (line.introduced and line.persons and not line.rest and is_name(line.persons[0].name))
        if is_dated(run) or _is_dated_row(run):
            kept[place] = False


def is_ornament(text: str) -> bool:
    """Whether a line has no letter and no number: "___", "* * *"."""
    return not any(map(str.isalnum, text))


_STARS = frozenset("★☆⭐✩✭✮ ")
LABEL = 16
"""Characters within which a byline has the colon of its label."""


def is_dated(run: Run) -> bool:
    """Whether a short line that is no item of a list has the day, or the hour, of something; one that opens with a
    word like "published" may be longer, and have two."""
    opens = bool(_OPENS_WITH_A_DAY.match(run.text)) and not _ENDS_SENTENCE.search(run.text)
    is_short = run.words <= (DAYS_WORDS if opens else DATE_WORDS) and any(map(str.isdigit, run.text))
    if not is_short or run.node.tag in ("li", "td"):
        return False
    dated = parse_date(run.text, fetched_at=EVER, whole=True)
    return dated is not None and dated.precision not in ("year", "month")


def _is_dated_row(run: Run) -> bool:
    """Whether a line is a day and other facts of the article, bars between them: "3 May 2026 · 34 min · with Jo"."""
    parts = _BAR_BETWEEN.split(run.text) if run.words <= ROW_WORDS and not _ENDS_SENTENCE.search(run.text) else []
    if len(parts) < 2:
        return False
    days = (parse_date(part, fetched_at=EVER, whole=True) for part in parts if any(map(str.isdigit, part)))
    return any(day is not None and day.precision not in ("year", "month") for day in days)


ROW_WORDS = 20
"""Words of a line that dates the article and says more about it."""
_OPENS_WITH_A_DAY = Folded(
    rf"(?:{alternatives('dates', 'opens a day')})\W{{0,3}}(?:(?:on|at|am|le|el|il|op|em|den|tarihi)\W{{1,3}})?\d"
)
_BAR_BETWEEN = lazy(r"\s[|·•¦]\s")
_ENDS_SENTENCE = lazy(r"\w{4}[.!?]$")


def is_call(run: Run) -> bool:
    """Whether a line asks readers to come to a network, a channel, a letter or a program: "Follow us on Facebook"."""
    return run.words <= CALL_WORDS and bool(_CALL.match(run.text) or _CALL_AT_THE_END.match(run.text))


CALL_WORDS = 40
_CALL = Folded(
    rf"(?:[^.!?。۔।؟]{{0,80}}[,:!?–—-]\s)?\W*(?=.{{0,120}}?(?<!\w)(?:{_of('us')})(?!\w))"
    rf"(?:{_of('calls')})(?!\w).{{0,160}}?(?:{_of('places')})"
)
_CALL_AT_THE_END = Folded(rf".{{0,160}}?(?:{_of('places')}).{{0,80}}?(?:{_of('calls at the end')}).{{0,24}}$")


def drop_tools(runs: Sequence[Run], kept: list[bool]) -> None:
    """What buttons and counters say above a text, and how long it takes to read, is no part of it."""
    seen = 0
    for place in [place for place, keep in enumerate(kept) if keep]:
        if is_tool(runs[place]) or is_call(runs[place]):
            kept[place] = False
        elif (seen := seen + 1) == OPENING:
            return


OPENING = 2
"""Lines at the beginning between which what a button says may stand."""


def is_tool(run: Run) -> bool:
    """Whether a line is what a button above a text says, or how long it takes to read: "Listen to this article"."""
    is_line = run.words <= BYLINE_WORDS and run.node.tag not in ("li", "td") and run.node.tag not in HEADINGS
    return is_line and bool(_TOOL.match(run.text))


_TOOL = Folded(
    rf"\W*(?:{_of('tools above a text')})\W*$|\W*(?:{_of('times to read')})\s?[:：]?\W*[^\d\n]{{0,12}}\d+.{{0,14}}$"
)
