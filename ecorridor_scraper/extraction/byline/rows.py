"""The name that stands in one row with the article's day, where nothing else on the page says who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..furniture import COMMENT, DATE, FOREIGN, MODIFIED, YEAR, fold_key, is_author_address, text_of
from ..lazy import lazy
from ..names import SEPARATOR, Person, is_organisation, is_role, read_line
from .mentions import Elsewhere, Site, is_teaser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from ..body import Body
    from ..furniture import Piece
    from ..page import Page

BEFORE, BEHIND = 15, 30
"""Elements before and behind the headline among which the article's day is looked for."""
DAY, NAME = 60, 40
"""Characters of a day with its label, and of a name."""
LEVELS, MOST, ROWS = 3, 8, 2
"""Elements that hold nothing but the day, those side by side in a row, and the rows around a day that are looked at."""
INITIAL = 2
"""Letters of a word that may be a shortened name."""
_OF_A_WRITER = lazy(
    r"author|writer|reporter|columnist|byline|journalist|(?:^|[-_\s])(?:au|user)(?:$|[-_\s])", re.IGNORECASE
)
_OF_A_SIGN = lazy(r"icon|logo|\.svg|^data:", re.IGNORECASE)
_YEAR = lazy(r"(?:19|20)\d\d|\d[./-]\d\d?[./-]\d\d")


def named_by_the_day(page: Page, body: Body) -> list[Person]:
    """The one person whose name, and nothing else, stands beside the day that is printed by the headline.

    Something must show that it is a writer's: a face in the row, or what the element is called. A place ("Delhi | 3
    March") stands in the text as well, a section ("Local Government") in the menu; neither is a name.
    """
    heading = page.anchor
    if heading is None:
        return []
    days = [p for p in page.furniture.pieces if p.kinds & (DATE | YEAR) and -BEFORE < p.order - heading < BEHIND]
    for piece in sorted(days, key=lambda p: abs(p.order - heading) + BEFORE * (p.order < heading)):
        if not _prints_day(piece, page):
            continue
        for row in _rows(piece.element):
            names = [(text, cell) for cell in row if (text := _name_in(cell))]
            if names and _is_of_another(piece, page):
                break
            if len(names) == 1 and _is_writers(names[0][1], row) and _may_sign(*names[0], page, body):
                return [Person(names[0][0])]
            if names:
                return []
    return []


def _prints_day(piece: Piece, page: Page) -> bool:
    """Whether an element prints a day that is of no change."""
    text = text_of(piece.element, DAY)
    if not text or piece.kinds & MODIFIED or not (_YEAR.search(text) or piece.element.get("datetime")):
        return False
    return not page.furniture.zone(piece.at) & (FOREIGN | COMMENT)


def _is_of_another(piece: Piece, page: Page) -> bool:
    """Whether a day is of another article."""
    elsewhere = Elsewhere(page)
    return elsewhere.lists(piece.at) or elsewhere.holds(piece.at, PAIR) or is_teaser(piece.order, page)


PAIR = 2
"""Previews side by side, each with a day, that are a list."""


def _rows(day: html.HtmlElement) -> Iterator[list[html.HtmlElement]]:
    """What stands side by side with a day, and with the row that it is in."""
    text = text_of(day, DAY)
    for _ in range(LEVELS):
        parent = day.getparent()
        if parent is None or text_of(parent, DAY) != text:
            break
        day = parent
    for _ in range(ROWS):
        parent = day.getparent()
        if parent is None or parent.tag in ("body", "main", "article") or len(parent) > MOST:
            return
        yield [cell for cell in parent if cell is not day and isinstance(cell.tag, str)]
        day = parent


def _name_in(cell: html.HtmlElement) -> str | None:
    """The name that an element holds and nothing else."""
    if cell.tag in ("h1", "h2", "figure", "figcaption", "button", "nav", "form", "time"):
        return None
    text = text_of(cell, NAME, SEPARATOR)
    if not text or SEPARATOR in text or any(map(str.isdigit, text)):
        return None
    if any(not is_author_address(link.get("href")) for link in cell.iter("a", "button")):
        return None
    line = read_line(text)
    if len(line.persons) != 1 or line.rest or line.agencies or line.introduced or line.persons[0].name != text:
        return None
    if is_organisation(text) or is_role(text):
        return None
    return text if any(len(word) > INITIAL for word in text.split()) else None


def _is_writers(cell: html.HtmlElement, row: list[html.HtmlElement]) -> bool:
    """Whether an element, or the row that it is in, is named for a writer, or a face is in the row."""
    holder = cell.getparent()
    around = (cell, holder) if holder is not None else (cell,)
    named = (f"{e.get('class') or ''} {e.get('id') or ''}" for e in (*around, *cell.iterdescendants("*")))
    if any(map(_OF_A_WRITER.search, named)):
        return True
    faces = (img.get("src") or "" for box in row if len(text_of(box)) <= DAY for img in box.iter("img"))
    return any(src and not _OF_A_SIGN.search(src) for src in faces)


def _may_sign(name: str, cell: html.HtmlElement, page: Page, body: Body) -> bool:
    """Whether a name is in neither the text nor the title nor the menu, and not the site's own."""
    key = fold_key(name)
    title = fold_key((page.meta.get("og:title") or [page.title or ""])[0])
    if Site(page).says(key) or f" {key} " in f" {title} " or name in (body.text or ""):
        return False
    links = (page.flat.elements[at] for at, href in page.flat.links if not is_author_address(href))
    own = set(cell.iter("a"))
    return not any(fold_key(text_of(link, NAME)) == key for link in links if link not in own)
