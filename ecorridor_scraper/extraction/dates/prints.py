"""The dates that a page prints: in `time` elements, beside the headline, in the text below and above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from functools import cached_property, partial
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from ..byline.mentions import Elsewhere, is_teaser
from ..furniture import (
    AUTHOR,
    BIOGRAPHY,
    COMMENT,
    DATE,
    FOREIGN,
    INTRODUCED,
    MODIFIED,
    STRONG_AUTHOR,
    YEAR,
    fold_key,
    text_of,
)
from ..lazy import Folded, lazy
from ..names import squeeze
from ..page import absolute
from ..phrases import alternatives, lists
from ..values import fold_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from ..furniture import Piece
    from .claims import Claims, Found

_of = partial(alternatives, "dates")

_UPDATED = Folded(_of("updated"))
_PUBLISHED = Folded(_of("published"))
_NOT_ARTICLE = Folded(_of("not of an article"))
_NOT_WHEN = Folded(_of("never of an article"))
"""Words before a date that is no article's."""
_OPENING_DATE = lazy(
    r"\(?(\d\d?[./]\d\d?[./]\d{4}|\d\d?\.? [^\W\d_]{3,12} \d{4}|[^\W\d_]{3,9} \d\d?, \d{4})\)?\s*[–—:-]\s"
)
_YEAR = lazy(r"(?:19|20)\d\d|\d[./]\d\d?[./]\d\d")
_READING_TIME = lazy(r"(?:^|[,;|•·–-])\s*\d{1,3}\s*-?\s*min\w*\.?(?!\w)", re.IGNORECASE)


MAX_PIECES = 2000
"""Elements of a page that are looked at for visible dates."""
BELOW, TEXTS_BELOW = 1200, 120
"""Characters, and pieces, of text after the headline in which a date of no particular element is looked for."""
ABOVE, ELEMENTS_ABOVE = 200, 40
"""The same before the headline: characters, and elements."""
NEAR = 50
"""Rank (steps of the walk from the headline, plus what speaks against a date) below which one stands beside it."""
FARTHEST, MOST = 400, 60
"""The rank from which a date is none of the article's, and how many of them are looked at."""
OF_A_TEASER = 30
"""What the link to another article beside a date adds to its rank: a date right above the headline comes first."""
PROSE = 100
"""Characters of a text that is no line of a menu."""
MENU = 5
"""Links to other pages between a date and the headline below it that make it the clock of the site's masthead."""
PAIR = 2
"""Previews side by side, each with a day, that are a list."""
CHANGE_IN_PRINT = 2
LEVELS_OF_A_LABEL = 2
"""Elements, of which each begins with the next, before the first of which the label of a date may stand."""
LEVELS_OF_A_DATE = 3
"""Elements around the part of a date that may hold its label: "Updated" beside day and hour, each in its own."""
TEASER = 25
"""Characters beside a date in a link from which the link is a teaser."""
A_DAY = timedelta(hours=38)
"""Two prints of one day, whichever zones they mean, are no further apart."""


class _Print(NamedTuple):
    """A date in print."""

    found: Found
    change: int
    """Whether it is one of a change: 1 says so by its class, `CHANGE_IN_PRINT` in words; 0 where it is not."""
    labelled: bool
    """Whether words beside it say that it is the publication's."""


class Prints:
    """Finds what a page prints; `claims` reads each date."""

    def __init__(self, claims: Claims) -> None:
        page = claims.page
        self.page, self.parse = page, claims.parse
        self.titles = [fold_key(title) for title in (page.title, *page.meta.get("og:title", ())) if title]
        self._elsewhere = Elsewhere(page)
        self.near: list[Found] = []
        """The visible dates that stand beside the headline."""
        self.labelled: list[Found] = []
        """The visible dates that the page calls the publication's."""
        self.seen: list[Found] = []
        """All visible dates that are of no change, the nearest first."""
        self.named: list[Found] = []
        """Those beside the headline that a class alone calls a change, where no word on the page does."""
        self._changed: set[html.HtmlElement] = set()
        """Elements whose date is one of a change: so are the parts that they are printed in."""

    def visible(self) -> tuple[list[Found], list[Found]]:
        """Published and modified dates of `time` elements and of texts beside the headline, the nearest first."""
        ranked: list[tuple[float, _Print]] = []
        for piece in self.page.furniture.pieces[:MAX_PIECES]:
            if len(ranked) > MOST:
                break
            ranked += self._ranked(piece)
        ranked.sort(key=lambda r: r[0])
        own = [(rank, p) for rank, p in ranked if not p.change]
        self.near = [p.found for rank, p in own if rank < NEAR]
        self.labelled = [p.found for _, p in own if p.labelled]
        self.seen = [p.found for _, p in own]
        if not any(p.change > 1 for _, p in ranked):
            self.named = [p.found for rank, p in ranked if p.change and rank < NEAR]
        return self.seen, [p.found for _, p in ranked if p.change]

    def is_list(self) -> bool:
        """Whether all that is printed are days of several things, far from the headline, without a label, newest first.

        A discussion is printed oldest first, and its first day is the page's.
        """
        if self.near or self.labelled or not self.seen:
            return False
        return any(f.date.value < self.seen[0].date.value - A_DAY for f in self.seen)

    def are_many(self) -> bool:
        """Whether several days are printed."""
        return len({f.date.printed for f in self.seen}) > 1

    def _ranked(self, piece: Piece) -> Iterable[tuple[float, _Print]]:
        """The dates of a piece that may be the article's, each with how far from the headline it is."""
        heading = self.page.anchor or 0
        element, distance = piece.element, piece.order - heading
        zone = self.page.furniture.zone(piece.at)
        if zone & COMMENT:
            return
        if not piece.kinds & DATE and not (
            (piece.kinds & (YEAR | _BYLINE) and -25 < distance < (60 if heading else 250))
            or (piece.kinds & YEAR and _says_published(element))
        ):
            return
        if self._is_of_another(element) or (distance < 0 and self._is_clock(piece.at)):
            return
        if not heading and not piece.kinds & DATE and self._is_clock(piece.at):
            return
        foreign = bool(zone & (FOREIGN | BIOGRAPHY))
        if foreign and (_is_caption(piece) or not _may_be_own(piece, distance)):
            return
        within = self._is_within_change(element)
        prints = list(self._in_piece(piece))
        if within or (prints and all(p.change for p in prints)):
            self._changed.add(element)
        for p in prints:
            rank = distance if distance >= 0 else 30 - 2 * distance
            rank += (0 if p.found.source == "time" else 15) - 60 * p.labelled
            rank += 100 * (foreign or self._is_title(p.found.raw))
            if not (p.labelled or p.change) and self._elsewhere.lists(piece.at):
                continue
            if not (p.labelled or p.change) and is_teaser(piece.order, self.page):
                if self._elsewhere.holds(piece.at, PAIR):
                    continue
                rank += OF_A_TEASER * (distance > 0)
            if rank < FARTHEST:
                yield rank, p._replace(change=p.change or int(within))

    def _in_piece(self, piece: Piece) -> Iterable[_Print]:
        """The dates that an element holds, whatever they are of."""
        element = piece.element
        text = text_of(element, 160) or squeeze(element.text or "")[:80]
        about = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        before = _text_before(element)
        if not _PUBLISHED.search(before) and _NOT_ARTICLE.search(about):
            return
        if text and _NOT_ARTICLE.search(text) and not _PUBLISHED.search(text):
            return
        if _NOT_WHEN.search(f"{before} {text}"):
            return
        by_class = int(bool(piece.kinds & MODIFIED))
        machine = _for_machines(element)
        if machine and (found := self.parse(machine, "time")):
            printed = _UPDATED.search(before) or (_UPDATED.search(text) and not _PUBLISHED.search(text))
            change = 0 if _OF_AN_ENTRY.search(about) else CHANGE_IN_PRINT if printed else by_class
            labelled = _PUBLISHED.search(f"{before} {text}") or "datePublished" in about
            yield _Print(found, change, bool(labelled))
            return
        text = _READING_TIME.sub("", text)
        if text and any(c.isdigit() for c in text[:160]) and (piece.kinds & (DATE | _BYLINE) or not is_prose(text)):
            yield from self._in_text(text, before, by_class)

    def _in_text(self, text: str, before: str, by_class: int) -> Iterable[_Print]:
        """The date or the two dates of a line; `before` is what stands before it."""
        split, first = _UPDATED.search(text), _PUBLISHED.search(text)
        if split and first:
            cut = max(split.start(), first.start())
            for part in (text[:cut], text[cut:]):
                if found := self.parse(part, "visible"):
                    change = CHANGE_IN_PRINT if _UPDATED.search(part) else 0
                    yield _Print(found, change, bool(_PUBLISHED.search(part)))
            return
        if split and split.start() and (found := self.parse(text[: split.start()], "visible")):
            yield _Print(found, 0, labelled=False)  # "5 March 2021 | Updated: 7 March 2021"
            if found := self.parse(text[split.start() :], "visible"):
                yield _Print(found, CHANGE_IN_PRINT, labelled=False)
            return
        found = self.parse(text, "visible")
        if found and (len(text) < 90 or first):
            change = CHANGE_IN_PRINT if split or _UPDATED.search(before) else by_class
            yield _Print(found, change, bool(first or _PUBLISHED.search(before)))

    def _is_within_change(self, element: html.HtmlElement) -> bool:
        """Whether an element stands in one whose date is of a change."""
        above = islice(element.iterancestors(), LEVELS_OF_A_DATE) if self._changed else ()
        return any(node in self._changed for node in above)

    def _is_clock(self, at: int) -> bool:
        """Whether what stands at a place above the headline (without one, the text) is parted from it by the menu: it
        is today's date there."""
        flat, heading = self.page.flat, self.page.headline_element
        is_name = heading is not None and any(_is_front(link.get("href"), self.page.base) for link in heading.iter("a"))
        end = self._first_prose if heading is None or is_name else flat.elements.index(heading)
        menu = 0
        for link, href in flat.links[bisect_left(flat.links, at, key=itemgetter(0)) :]:
            if link >= end or menu >= MENU:
                break
            if href and not href.startswith("#") and text_of(flat.elements[link], 60):
                menu += absolute(href, self.page.base) not in (self.page.own_address, self.page.url)
        return menu >= MENU

    @cached_property
    def _first_prose(self) -> int:
        """The place of the first text that is long enough for a sentence."""
        flat = self.page.flat
        places = (
            at for texts in (flat.texts, flat.tails) for at, text in enumerate(texts) if _is_long(text, flat.tags[at])
        )
        return min(places, default=-1)

    def _is_of_another(self, element: html.HtmlElement) -> bool:
        """Whether an element stands in a link that leads on with more than the date: a teaser of another page."""
        link = next(element.iterancestors("a"), None)
        if link is None or absolute(link.get("href") or "", self.page.base) in (self.page.own_address, self.page.url):
            return False
        whole = text_of(link, 400)
        return not whole or len(whole) > len(text_of(element, 160)) + TEASER

    def _is_title(self, text: str) -> bool:
        """Whether a text is the headline or part of it: a day in it is what the article is about."""
        key = fold_key(text)
        return len(key) > 20 and any(key in title for title in self.titles)

    def older(self, said: Found, seen: list[Found]) -> Found | None:
        """The printed day of publication where structured data give a later one, that of the last deployment.

        Site builders do that; the page itself knows better.
        """
        first = seen[0] if seen else None
        if (
            first is None
            or first not in (*self.near, *self.labelled)
            or first.date.value > said.date.value - timedelta(hours=36)
        ):
            return None
        printed = any(f in self.near and abs(f.date.value - said.date.value) < A_DAY for f in seen)
        return None if printed else first

    def own_entry(self) -> list[Found]:
        """The date in a link to this very page: its entry in a list of news, the permanent link under its text."""
        addresses = [urlsplit(address) for address in (self.page.own_address, self.page.url) if address]
        keys = {(parts.path.rstrip("/"), parts.query) for parts in addresses if len(parts.path) > 1}
        tails = {path.rpartition("/")[2] for path, _ in keys}
        flat = self.page.flat
        for place, said in flat.links:
            href = said or ""
            if "#" in href or not any(tail in href for tail in tails):
                continue
            parts = urlsplit(absolute(href, self.page.base) or "")
            if (parts.path.rstrip("/"), parts.query) not in keys:
                continue
            machine = [e.get("datetime") or "" for e in flat.elements[place + 1 : flat.ends[place]] if e.tag == "time"]
            for text in (*machine, text_of(flat.elements[place], 60)):
                if _YEAR.search(fold_digits(text)) and (found := self.parse(text, "time" if machine else "visible")):
                    return [found]
        return []

    def below_headline(self) -> list[Found]:
        """The first date in the text that follows the headline, whatever element it stands in."""
        flat, heading = self.page.flat, self.page.headline_element
        if heading is None:
            return []
        before, passed = "", 0
        for place, text in islice(flat.strings_from(flat.elements.index(heading)), TEXTS_BELOW):
            if flat.tags[place] in ("script", "style") and text is flat.texts[place]:
                continue
            line = squeeze(text)
            label, before = f"{before} {line}", line or before
            passed += len(line)
            if passed > BELOW:
                break
            if len(line) > 60 and (opening := _OPENING_DATE.match(line)):
                line = label = opening[1]
            if (found := self._in_line(place, line, label)) is not None:
                return [found]
        return []

    def above_headline(self) -> list[Found]:
        """The date in the few texts before the headline: "Ana Ruiz / 22.04.2020 / 06:15"."""
        flat, heading = self.page.flat, self.page.headline_element
        if heading is None:
            return []
        end = flat.elements.index(heading)
        start, passed = end, 0
        while start > 0 and end - start < ELEMENTS_ABOVE and passed < ABOVE:
            start -= 1
            passed += len(squeeze(flat.tails[start] or ""))
            if isinstance(flat.tags[start], str) and flat.tags[start] not in ("script", "style"):
                passed += len(squeeze(flat.texts[start] or ""))
        before = ""
        for place, text in flat.strings_from(start):
            if place >= end:
                break
            line = squeeze(text)
            label, before = f"{before} {line}", line or before
            found = self._in_line(place, line.strip(" /|·•,"), label, but=COMMENT)
            if found is not None and not self._is_clock(place):
                return [found]
        return []

    def below_author(self) -> list[Found]:
        """The date that follows a line which introduces an author, wherever on the page, if all of them are one day."""
        found: dict[object, Found] = {}
        introduced = (piece.element for piece in self.page.furniture.pieces[:MAX_PIECES] if piece.kinds & INTRODUCED)
        for element in islice(introduced, MOST):
            after = element.getnext()
            if after is None or not isinstance(after.tag, str) or not 6 <= len(text := text_of(after, 40)) <= 30:
                continue
            if date := self._in_line(self.page.flat.elements.index(after), text, text):
                found.setdefault(date.date.printed, date)
        return list(found.values()) if len(found) == 1 else []

    def last_change(self) -> list[Found]:
        """When the page says that it was last changed, wherever on it, if on one day: "Last modified on ..."."""
        flat, follows = self.page.flat, False
        texts = filter(None, (*flat.texts, *flat.tails))
        short = [text for text in texts if len(text) <= LAST_CHANGE or len(text.strip()) <= LAST_CHANGE]
        whole = "\n".join(short).lower()
        if not any(phrase in whole for phrase in _SAYS_CHANGED):  # one pattern of them takes longer
            return []
        found: dict[object, Found] = {}
        for place, text in flat.strings_from(0):
            if not (text := text.strip()):
                continue
            said = _LAST_CHANGE.search(text) if len(text) <= LAST_CHANGE else None
            day = text[said.end() :] if said else text if follows else ""
            follows = said is not None and not day
            if not any(map(str.isdigit, day)) or self.page.furniture.zone(place) & COMMENT:
                continue
            if flat.tags[place] not in ("script", "style") and (date := self.parse(day[:LAST_CHANGE], "visible")):
                found.setdefault(date.date.printed, date)
        return list(found.values()) if len(found) == 1 else []

    def _in_line(self, place: int, line: str, label: str, but: int = FOREIGN | COMMENT) -> Found | None:
        """A date with its year in a short text of the element at a place, `label` being what stands before, too."""
        if not 6 <= len(line) <= 60 or not _YEAR.search(fold_digits(line)):
            return None
        holder, names = self.page.flat.elements[place], f"{self.page.flat.classes[place]} {line}"
        if _UPDATED.search(label) or _NOT_WHEN.search(label) or _NOT_ARTICLE.search(names) or is_prose(line):
            return None
        if (
            self._elsewhere.lists(place)
            or holder in self._changed
            or self._is_within_change(holder)
            or self._is_of_another(holder)
        ):
            return None
        found = self.parse(line, "visible")
        return (
            found
            if found and not self.page.furniture.zone(place) & but and not self._elsewhere.holds(place, PAIR)
            else None
        )


LAST_CHANGE = 160
"""Characters of a line that says when the page was last changed."""

_SAYS_CHANGED = lists("dates")["last changed"]
_LAST_CHANGE = Folded(rf"(?:{_of('last changed')})\W{{0,4}}(?:(?:on|am|le|el|em|il|op|the|den) )?")
_BYLINE = STRONG_AUTHOR | AUTHOR | INTRODUCED
_OF_AN_ENTRY = lazy(r"publi|entry-date", re.IGNORECASE)
"""Names of the date of publication; themes of WordPress call it `entry-date updated`, too, and a change never so."""


def _is_front(href: str | None, base: str) -> bool:
    """Whether an address is that of the site's front page."""
    return href is not None and urlsplit(absolute(href, base) or "/x").path in ("", "/")


def _is_long(text: str | None, tag: object) -> bool:
    shown = isinstance(tag, str) and tag not in ("script", "style", "title", "noscript")
    return shown and text is not None and len(text) >= PROSE


def _for_machines(element: html.HtmlElement) -> str | None:
    """The date that an element's attributes give."""
    if machine := element.get("datetime"):
        return machine
    if element.get("itemprop") or element.get("property"):
        machine = element.get("content")
    if machine is None and element.tag in ("span", "abbr", "div", "a"):
        title = element.get("title") or ""
        return title if len(title) < 45 and any(c.isdigit() for c in title) else None
    return machine


def _says_published(element: html.HtmlElement) -> bool:
    return bool(_PUBLISHED.search(element.text or "") or _PUBLISHED.search(_text_before(element)))


def _may_be_own(piece: Piece, distance: int) -> bool:
    """Whether a date in a zone of something else is the article's all the same, since it stands by the headline."""
    return -20 < distance < (150 if _says_published(piece.element) else 45)


def _is_caption(piece: Piece) -> bool:
    """Whether an element stands in the caption of a figure: it is one by its tag, or a line with a date at its end."""
    node: html.HtmlElement | None = piece.element
    if not piece.kinds & (DATE | _BYLINE):
        text = fold_digits(text_of(piece.element, 160))
        if len(text) > 40 and not text[0].isdigit():
            return True
    for _ in range(4):
        if node is None or node.tag == "figcaption":
            return node is not None
        node = node.getparent()
    return False


def is_prose(text: str) -> bool:
    """Whether a line is a sentence rather than a label with a date: most of its words are long and begin small."""
    words = text.split()
    return len(words) > 6 and 3 * sum(len(word) > 2 and word[0].islower() for word in words) > len(words)


def _text_before(element: html.HtmlElement) -> str:
    """The label directly before an element, or before a box that begins with it: "Updated", "Published on"."""
    for _ in range(LEVELS_OF_A_LABEL):
        for previous in element.itersiblings(preceding=True):
            text = squeeze(previous.tail or "")
            if not text and isinstance(previous.tag, str):
                text = text_of(previous, 40)
            if text or isinstance(previous.tag, str):
                return text[-40:]
        parent = element.getparent()
        if parent is None:
            return ""
        if text := squeeze(parent.text or ""):
            return text[-40:]
        element = parent
    return ""
