"""Persons who stand near the headline, or below the text, in elements that are named for nothing.

Frameworks hash the names of their classes, and many a site never had any that tell: "Jo Askew" in one element, "Staff
Writer" in the next, a face before them. That it is a person, and not "Coffee Culture", is told by the given name; that
the person wrote, by a face that is called so, or by a job or a degree beside the name.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from ..furniture import COMMENT, fold_key, text_of
from ..names import is_given, is_organisation, is_role, read_line
from .mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..page import Page

BEFORE, BEHIND = 60, 250
"""Elements before and behind the headline among which a name is looked for."""
LEAST, MOST = 5, 60
"""Characters of an element that prints a name and, behind it, a degree."""
JOB = 6
"""Words of a job; more are a sentence."""
_UNREAD = frozenset(("script", "style", "noscript", "title", "option", "button", "h1"))


def bare_names(page: Page) -> Iterator[Mention]:
    """The names of persons that an element prints and nothing else, beside a face (source `face`), or with a job or a
    degree (source `job`)."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return
    start = flat.elements.index(heading)
    places, faces = page.furniture.places, None
    for at in range(max(0, start - BEFORE), min(len(flat.tags), start + BEHIND)):
        text = flat.texts[at]
        if not text or flat.tags[at] in _UNREAD or not isinstance(flat.tags[at], str):
            continue
        text = " ".join(text.split())
        if not LEAST <= len(text) <= MOST or not (name := _person(text)):
            continue
        order = bisect_left(places, at)
        if order == len(places) or places[order] != at or text_of(flat.elements[at], MOST) != text:
            continue
        zone = page.furniture.zone(at)
        if zone & COMMENT:
            continue
        job = _job_behind(page, at)
        if faces is None:
            faces = [fold_key(flat.elements[n].get("alt") or "") for n in flat.places("img")]
        key = fold_key(name)
        if any(key in face for face in faces):
            yield _mention(page, at, order, name, "face", zone, job)
        elif job or name != text:
            yield _mention(page, at, order, name, "job", zone, job)


def _mention(page: Page, at: int, order: int, name: str, source: str, zone: int, job: str | None) -> Mention:
    return Mention(name, source, order + 1, zone, element=page.flat.elements[at], line=name, role=job)


def _person(text: str) -> str | None:
    """The one person whom a text names, with nothing else but degrees."""
    if not is_given(text):
        return None
    line = read_line(text)
    if len(line.persons) != 1 or line.agencies or line.introduced:
        return None
    name = line.persons[0].name
    is_whole = name == text or text.startswith(f"{name},")
    return name if is_whole and " " in name and not is_organisation(name) and not is_role(name) else None


def _job_behind(page: Page, at: int) -> str | None:
    """The job that the next text behind an element's own is."""
    for _, text in islice(page.flat.strings_from(at), 1, None):
        if said := " ".join(text.split()):
            return said if len(said.split()) <= JOB and is_role(said) and not any(map(str.isdigit, said)) else None
    return None
