"""The lines of a page that name somebody: which text belongs to an element that says so, and the names in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..furniture import AUTHOR, INTRODUCED, PROFILE, STRONG_AUTHOR, TAIL, Furniture, Piece, text_of
from ..lazy import lazy
from ..names import SEPARATOR, is_desk, is_role, read_line, squeeze
from .mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

_BEHIND_A_DATE = lazy(
    r"(?:\d{4}|\d:\d\d)\W{1,4}(?:[ap]m\W{1,3})?(?:¦ )?"
    r"(?:(?:来源|來源|稿源|出处|出處)\s?[:：]\s?[^\s¦:：]{2,20}[\s¦]{1,5})?"
    r"((?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|Автор:?|تحریر:?|توسط)\s.{4,80}|(?:本报|本報)?(?:记者|記者|作者)[\s:：].{2,40})"
)
"""A byline behind a day in one text: "3 March 2025 by Jane Doe"; Chinese papers name between them whence it is."""
_JOB = lazy(r"redakt|reda[ck]|editor|reporter|writer|korrespond|correspond|journalist", re.IGNORECASE)
_BEFORE_A_DATE = lazy(r"([^\d|·•¦]{4,40}?)(?:\s*[|·•¦]|\s+[–—-]\s)\W*[^|·•\d]{0,14}?\d")
"""A name before a day: "Jane Doe | 3 March 2025"."""
_PUBLISHED = lazy(
    r"(?:publi(?:é|ée|cado|cada|shed|cerad)|posted|veröffentlicht|pubblicato|gepubliceerd|opublikowano|publicerad|publisert)\W+(?:\w+\W+){0,2}\d",
    re.IGNORECASE,
)
"""How a day is introduced."""
NAMED = STRONG_AUTHOR | AUTHOR | PROFILE
NAMING = NAMED | INTRODUCED | TAIL


_BROUGHT_OUT = lazy(r"Published (?:by|in) ")
"""What a publication does, where it is "The ...", and whoever wrote the text does else."""
_FIRST_NAME = lazy(r"\b(?:first|given|vor)-?_?name", re.IGNORECASE)
_LAST_NAME = lazy(r"\b(?:last|family|sur|nach)-?_?name", re.IGNORECASE)


def _with_whole_names(element: html.HtmlElement, text: str) -> str:
    """The line with first and last names joined that stand in elements named so."""
    first = ""
    for part in element.iter("span", "b", "strong"):
        named = f"{part.get('class')} {part.get('itemprop')}"
        if _FIRST_NAME.search(named):
            first = text_of(part, 60)
        elif first and _LAST_NAME.search(named) and (last := text_of(part, 60)):
            text = text.replace(f"{first}{SEPARATOR}{last}", f"{first} {last}")
            first = ""
    return text


_NO_NAME = lazy(
    r"(?:^|[-_\s])(?:location|place|city|affiliation|job|job-?title|occupation|designation|position)(?:$|[-_\s])",
    re.IGNORECASE,
)


def _without_places(element: html.HtmlElement, text: str) -> str:
    """The line without what stands in elements that are named for the place or the job of who is named; a job that is
    known by its words is read with the name."""
    for part in element.iter("span", "div", "p", "small", "em"):
        name = part.get("class")
        if (
            name
            and part is not element
            and _NO_NAME.search(name)
            and (said := text_of(part, 80, SEPARATOR))
            and not is_role(said)
        ):
            text = text.replace(f"{SEPARATOR}{said}", "")
    return text


def line_of(piece: Piece) -> tuple[str, str]:
    """The line that a piece is part of, empty where there is none worth reading, and what makes it one that names."""
    element, kinds = piece.element, piece.kinds
    text = text_of(element, 240, SEPARATOR)
    if SEPARATOR in text:
        text = _with_whole_names(element, _without_places(element, text))
    if kinds & NAMED:
        if "author" in (element.get("rel") or "").lower():
            return text, "rel"
        if "author" in (element.get("itemprop") or ""):
            return text, "itemprop"
        return text, "strong" if kinds & STRONG_AUTHOR else "class" if kinds & AUTHOR else "profile"
    parent = element.getparent()
    if not kinds & NAMING:
        return _by_the_date(element, text)
    if kinds & TAIL and not kinds & INTRODUCED:
        text = squeeze(element.tail or "")
    if len(text) < (5 if max(text, default="") >= "\u3000" else 14) and parent is not None:
        whole = _without_places(parent, text_of(parent, 200, SEPARATOR))
        text = whole[max(0, whole.find(text)) :]
    return text if len(text) <= 140 else "", "text"


def _by_the_date(element: html.HtmlElement, text: str) -> tuple[str, str]:
    """What stands behind a date as a byline, or before it as nothing but a name; `text` is the line of the date."""
    if match := _BEHIND_A_DATE.search(text):
        return match[1], "text"
    previous = element.getprevious()
    if previous is not None and previous.tag in ("span", "a", "div", "p", "strong", "b"):
        before = text_of(previous, 40)
        if before and is_desk(before) and before == " ".join(read_line(before).agencies):
            return before, "beside_date"
        introduced = _PUBLISHED.match(text)
        day = text[introduced.end() - 1 :] if introduced else text
        text = f"{before}{SEPARATOR}{day}" if day[:1].isdigit() else text
    if (match := _BEFORE_A_DATE.match(text)) and _is_but_a_name(match[1]):
        return match[1], "beside_date"
    parts = _BETWEEN_PARTS.split(text) if len(text) <= DATED_LINE else ()
    if len(parts) > 1 and any(map(str.isdigit, parts[0])):
        linked = {text_of(link, DATED_LINE) for link in element.iter("a")}  # a section, a way to change the page
        named = [p for p in parts[1:] if p not in linked and _is_but_a_name(p) and _is_long_enough(p)]
        if len(named) == 1:
            return named[0], "beside_date"
    return "", ""


DATED_LINE = 120
"""Characters of a line in which a date and a name are parts among others: "31 October 2026 · 3 min · Jo Askew"."""
_BETWEEN_PARTS = lazy(r"\s*(?:¦\s*)?(?:[|·•]|\s[-–—]\s)\s*(?:¦\s*)?")


def _is_long_enough(part: str) -> bool:
    """Whether a part of a dated line has as many words as the name of one person, or is introduced as one."""
    line = read_line(part)
    return len(part.split()) in (2, 3) or (line.introduced and all(" " in person.name for person in line.persons))


def _is_but_a_name(text: str) -> bool:
    """Whether a part of a dated line is the name of one or more persons and nothing else."""
    line = read_line(text)
    return bool(line.persons) and not line.rest and not line.agencies and not _JOB.search(text)


def read_piece(piece: Piece, furniture: Furniture) -> Iterable[Mention]:
    """The names in the line of a piece, each with what stands around it."""
    element, kinds = piece.element, piece.kinds
    text, own = line_of(piece)
    if not text or (kinds & AUTHOR and own in ("strong", "class") and _NO_NAME.search(element.get("class") or "")):
        return
    line = read_line(text, trusted=own in ("rel", "itemprop") or bool(kinds & PROFILE))
    size = len(line.persons) + len(line.agencies)
    if not size:
        return
    zone = furniture.zone(piece.at)
    names = [(p.name, p.role) for p in line.persons] + [(name, None) for name in line.agencies]
    for name, role in names:
        if name.startswith("The ") and _BROUGHT_OUT.match(text):
            continue
        yield Mention(
            name,
            own,
            piece.order,
            zone,
            line.introduced,
            element,
            text,
            role,
            url=element.get("href"),
            size=size,
            rest=line.rest,
        )
