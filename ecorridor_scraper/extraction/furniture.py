"""What stands around an article, found in one walk: headline elements, author and date elements, and their zones.

The byline, the dates and the headline all look at the same few elements: those whose class, id, `itemprop`, `rel` or
tag says what they are. They are gathered once, in document order, with the zone that they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lxml import etree

from .dates.instants import fold_words
from .lazy import lazy
from .names import squeeze
from .phrases import alternatives
from .vocabulary import Vocabulary, names_in, openings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from .flat import Flat

STRONG_AUTHOR, AUTHOR, BIOGRAPHY, DATE, MODIFIED, FOREIGN, COMMENT, META, PROFILE, INTRODUCED, TAIL, YEAR, CREDIT = (
    1 << n for n in range(13)
)
"""What a class or id says (PROFILE: what an address says; INTRODUCED and TAIL: what its text, or the text behind it,
begins with; YEAR: it is short and has a year); FOREIGN and COMMENT are zones that belong to something else than the
article, CREDIT says whose picture it is."""

_LISTS = {
    STRONG_AUTHOR: "names of authors",
    AUTHOR: "authors",
    BIOGRAPHY: "biographies",
    DATE: "dates",
    MODIFIED: "changes",
    META: "heads",
    COMMENT: "comments",
    FOREIGN: "foreign",
    CREDIT: "credits",
}
_WORDS = {kind: alternatives("classes", name) for kind, name in _LISTS.items()}
_OWN = STRONG_AUTHOR | AUTHOR | BIOGRAPHY | DATE | MODIFIED
_ZONES = BIOGRAPHY | META | COMMENT | FOREIGN | CREDIT
_kinds_of_name = Vocabulary({kind: words for kind, words in _WORDS.items() if kind & _OWN})
_zones_of_name = Vocabulary({kind: words for kind, words in _WORDS.items() if kind & _ZONES})
_SKIP_TAGS = frozenset(("aside", "footer", "nav", "figure", "figcaption", "blockquote", "form", "template"))
_TAGS = frozenset((
    "div", "span", "p", "a", "time", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "section", "address", "header",
    "small", "b", "strong", "em", "i", "cite", "td", "dd", "dt", "dl", "figcaption", "label", "abbr", "font",
))  # fmt: skip
"""Elements that carry bylines and dates."""

_TESTED = etree.XPath('//*[contains(@data-testid, "byline") or contains(@data-testid, "author-name")]')
"""Elements that the tests of a site call a byline, where classes are hashed."""
_BEFORE_TAIL = frozenset(("h1", "h2", "time", "small", "span", "b", "strong", "em", "i"))
_KINDS_OF_TEXTS, _BY, _LABELS, _ALONE, _BY_CASELESS, _BY_OR_SENTENCE = (
    alternatives("bylines", name)
    for name in (
        "kinds of texts",
        "by",
        "labels of writers",
        "labels that stand alone",
        "by in scripts without case",
        "by that may begin a sentence",
    )
)
_INTRODUCTION = lazy(
    rf"(?:[|(（–—-]\s?)?(?:(?:(?:{_KINDS_OF_TEXTS}) )?(?:{_BY})(?=\s|:|$)"
    rf"|(?:{_LABELS})\s*(?:[:：]|[,،]\s*$)|(?:{_BY_CASELESS})(?:\s|:|$)|(?:{_BY_OR_SENTENCE})\s*[:：]"
    r"|聞き手(?:[・･](?:構成|文|取材))*\s?[＝=／/：:]|文[・/／]|(?:取材|構成|企画)?[・･]?文\s?[＝=／/：:]"
    r"|[가-힣]{2,4}\s?(?:기자|특파원)(?![가-힣])|[記记]者(?:\s|[\u4e00-\u9fff]{2,4}[／/])"
    r"|(?-i:Τ(?:ου|ης|ων)(?:$|\s+(?=[Α-ΩΆ-Ώ]\w+\s+[Α-ΩΆ-Ώ])))"
    rf"|(?:{_ALONE})\s*[:,]?\s*$)",
    re.IGNORECASE,
)
_YEAR = lazy(r"\d(?:(?<=[12١٢۱۲१२১২])\d{3}(?!\d)|[./]\d\d?[./]\d\d(?!\d)|月\d)")
_OPENINGS = (
    {
        opening[:2]
        for opening in openings_of(f"{_KINDS_OF_TEXTS}|{_BY}|{_LABELS}|{_ALONE}|{_BY_CASELESS}|{_BY_OR_SENTENCE}")
    }
    | set("|(（–—-文聞取構企記记")
    | {"το", "τη", "τω"}
    | {chr(c) for c in range(0xAC00, 0xD7A4)}
)
"""What an introduction begins with: one letter or two."""
_NUMBER = lazy(r"\d+")
_HREF = lazy(
    rf"(?:^|[/?&])(?:(?:{alternatives('classes', 'folders of authors')})/[^/?#]"
    r"|(?:authors?|columnists?|writers?)\.(?:php|aspx?|jsp)\?|author=|@\w)"
)


def _kinds_of(names: set[str]) -> dict[str | None, int]:
    """What class and id attributes say of their elements, as bits, where they say anything."""
    told: dict[str | None, int] = {}
    folded = _NUMBER.sub("0", "\0".join(names).lower())  # "comment-4711" is read as any other comment
    for name, tokens in zip(names, folded.split("\0") if names else (), strict=True):
        kinds = 0
        for token in tokens.split():
            kinds |= _kinds_of_name[token]
        if kinds:
            told[name] = kinds
    return told


def _custom(tags: set[str]) -> dict[str, int]:
    """What elements that are not of HTML say by their own names: `<byline>`, `<article-author>`."""
    names = [tag for tag in tags if type(tag) is str and ("-" in tag or tag in ("author", "byline"))]
    return {tag: kinds for tag in names if (kinds := _kinds_of_name[tag])}


_SUBJECTS = ("category-", "tag-", "format-", "node--type-", "node-type-")


@lru_cache(maxsize=20_000)
def zones_of(classes: str) -> int:
    """What a class or id attribute says of everything inside its element, as bits.

    What an article is about or what kind of post it is, among the classes that WordPress and Drupal give it, is no
    zone: `category-reviews` makes nothing a review. Neither is Blogger's `widget Blog`, which holds the article.
    """
    tokens = names_in(classes)
    zones = 0
    for name in tokens:
        is_subject = len(tokens) > 1 and name.startswith(_SUBJECTS)
        if not is_subject and (name != "widget" or "blog" not in tokens):
            zones |= _zones_of_name[name]
    return zones


@lru_cache(maxsize=20_000)
def is_author_address(href: str | None) -> bool:
    """Whether an address looks like the profile of an author; the pages of a site share most of theirs."""
    return bool(href and _HREF.search(href.lower()))


def _has_year(text: str) -> bool:
    """Whether a short text has a year or a day in numbers; most have none of the signs that it takes."""
    maybe = "1" in text or "2" in text or "/" in text or "." in text or not text.isascii()
    return maybe and bool(_YEAR.search(text))


@dataclass(slots=True)
class Piece:
    """An element that says something: where it stands in the walk, and which kinds its own attributes name."""

    element: html.HtmlElement
    order: int
    kinds: int
    at: int
    """Its place in the flat page."""


_UNKNOWN = -1
SHORT, ROW, NAMES = 80, 140, 40
"""Characters of a text below which a year in it may be the article's, the same where bars part it, and of an `address`
below which it names who wrote."""


class Furniture:
    """The walk over a page: `pieces` in document order, `headings` of first level, `subheadings` of the next two, links
    that are `related` in some way, and the zones of elements."""

    def __init__(self, flat: Flat, *, is_tested: bool = False) -> None:
        """`is_tested` says that some element of the page has a name for tests."""
        self._is_tested = is_tested
        self.pieces: list[Piece] = []
        self.headings: list[Piece] = []
        self.subheadings: list[Piece] = []
        self.related: list[tuple[html.HtmlElement, str]] = []
        """Links with their `rel`."""
        self.sections: list[int] = []
        """Places of what microdata call the section of the article."""
        self._flat = flat
        self._excluded: set[html.HtmlElement] = set()
        self._zones = [_UNKNOWN] * len(flat.tags)
        custom = _custom(set(flat.tags))
        places = [at for at, tag in enumerate(flat.tags) if tag in _TAGS or tag in custom]
        self.places, self.size = places, len(places)
        kinds = self._said_by_names(places)
        for at in [at for at in places if flat.tags[at] in custom] if custom else ():
            kinds[at] |= custom[flat.tags[at]]
        self._add_attributes(places, kinds)
        behind = self._add_texts(places, kinds)
        elements, tags = flat.elements, flat.tags
        for order, at in enumerate(places, 1):
            if at in behind:
                parent = flat.parents[at]
                self.pieces.append(Piece(elements[parent], order, YEAR, parent))
            tag = tags[at]
            if kinds[at]:
                self.pieces.append(Piece(elements[at], order, kinds[at], at))
            if tag == "h1":
                self.headings.append(Piece(elements[at], order, kinds[at], at))
            elif tag in ("h2", "h3") and len(self.subheadings) < 40:
                self.subheadings.append(Piece(elements[at], order, kinds[at], at))

    def _said_by_names(self, places: list[int]) -> list[int]:
        """What the class and the id of each element of the page say, where it is one of `places`."""
        kinds = [0] * len(self._flat.tags)
        for names in (self._flat.classes, self._flat.ids):
            told = _kinds_of({name for at in places if (name := names[at])})
            for at in [at for at in places if names[at] in told]:
                kinds[at] |= told[names[at]]
        return kinds

    def _add_attributes(self, places: list[int], kinds: list[int]) -> None:
        """Add to `kinds` what other attributes say, and what the tag does."""
        elements, tags = self._flat.elements, self._flat.tags
        tested = set(_TESTED(elements[0])) if self._is_tested else set()
        for at in places:
            element, tag = elements[at], tags[at]
            if tested and element in tested:
                kinds[at] |= STRONG_AUTHOR | AUTHOR
            if itemprop := element.get("itemprop"):
                if "author" in itemprop or itemprop == "creator":
                    kinds[at] |= STRONG_AUTHOR | AUTHOR
                elif itemprop == "articleSection":
                    self.sections.append(at)
                elif itemprop[:4] == "date":
                    kinds[at] |= DATE | (MODIFIED if "odif" in itemprop else 0)
            if tag != "a" and (tag == "time" or element.get("datetime") is not None):
                kinds[at] |= DATE
        for at, href in self._flat.links:
            if rel := elements[at].get("rel"):
                self.related.append((elements[at], rel))
                if "author" in rel.lower().split():
                    kinds[at] |= STRONG_AUTHOR | AUTHOR
                    continue
            if href and is_author_address(href):
                kinds[at] |= PROFILE

    def _add_texts(self, places: list[int], kinds: list[int]) -> set[int]:
        """Add to `kinds` what the texts in and behind elements say; gives those behind which a year or a day stands."""
        flat = self._flat
        tags, texts, tails = flat.tags, flat.texts, flat.tails
        behind = set()
        for at in places:
            if (text := texts[at]) and (text := text.strip()):
                if text[:2].lower() in _OPENINGS or text[0] in _OPENINGS:
                    kinds[at] |= INTRODUCED if _INTRODUCTION.match(text) else 0
                if len(text) < (ROW if " | " in text else SHORT) and _has_year(text):
                    kinds[at] |= YEAR
                if tags[at] == "address" and len(text) < NAMES and not any(map(str.isdigit, text)):
                    kinds[at] |= AUTHOR
            if (text := tails[at]) and ((tag := tags[at]) == "a" or tag in _BEFORE_TAIL):
                if tag != "a" and (tail := text.lstrip()) and (tail[:2].lower() in _OPENINGS or tail[0] in _OPENINGS):
                    kinds[at] |= TAIL if _INTRODUCTION.match(tail) else 0
                if len(text) < SHORT and flat.parents[at] >= 0 and _has_year(text):
                    behind.add(at)
        return behind

    def anchor(self, titles: Iterable[str]) -> Piece | None:
        """The heading that prints one of the page's own titles, else the first heading of first level."""
        keys = [key for title in titles if len(key := fold_key(title)) > 3]
        for piece in (*self.headings[:10], *self.subheadings):
            key = fold_key(text_of(piece.element, 400))
            if len(key) > 3 and any(key == k or (len(key) > 14 and (key in k or k in key)) for k in keys):
                return piece
        words = [set(key.split()) for key in keys]
        for piece in self.headings[:10]:
            own = set(fold_key(text_of(piece.element, 400)).split())
            if len(own) > 2 and any(len(own & w) * 10 >= 6 * max(3, min(len(own), len(w))) for w in words):
                return piece
        return self.headings[0] if self.headings else None

    def leave_out(self, elements: Iterable[html.HtmlElement]) -> None:
        """Name subtrees (the thread) that count as comments, whatever they are called."""
        self._excluded = set(elements)
        self._zones = [_UNKNOWN] * len(self._zones)

    def zone(self, at: int) -> int:
        """FOREIGN, COMMENT or both where the element at a place of the flat page, or what it stands in, belongs to
        something else; BIOGRAPHY, META, CREDIT."""
        zones, flat = self._zones, self._flat
        if at >= 0 and zones[at] != _UNKNOWN:
            return zones[at]
        path = []
        while at >= 0 and zones[at] == _UNKNOWN:
            path.append(at)
            at = flat.parents[at]
        zone = zones[at] if at >= 0 else 0
        for inner in reversed(path):
            tag = flat.tags[inner]
            if tag in ("body", "html"):
                zone = 0
            elif tag != "main":
                for name in (flat.classes[inner], flat.ids[inner]):
                    if name:
                        zone |= zones_of(name)
                if tag in _SKIP_TAGS and not (tag == "footer" and self._is_in_an_article(inner)):
                    zone |= FOREIGN
                if flat.elements[inner] in self._excluded:
                    zone |= COMMENT
            zones[inner] = zone
        return zone

    def _is_in_an_article(self, at: int) -> bool:
        """Whether an element stands in an `article`, whose footer tells of the article itself (HTML, section 4.3.8)."""
        while at >= 0 and self._flat.tags[at] != "article":
            at = self._flat.parents[at]
        return at >= 0

    def only_heading(self) -> Piece | None:
        """The page's only heading of first level, where all that is named for something else around it holds the text
        below it, too: some sites call the column of the article a sidebar."""
        if len(self.headings) != 1:
            return None
        flat, (heading,) = self._flat, self.headings
        at = heading.at
        while at >= 0 and flat.tags[at] not in ("body", "html"):
            names = (flat.classes[at], flat.ids[at])
            is_foreign = flat.tags[at] in _SKIP_TAGS or any(
                zones_of(name) & (FOREIGN | COMMENT) for name in names if name
            )
            if is_foreign and flat.tags[heading.at : flat.ends[at]].count("p") < PARAGRAPHS:
                return None
            at = flat.parents[at]
        return heading


PARAGRAPHS = 3
"""Paragraphs below the headline of what holds the article."""
_KEY = lazy(r"[\W_]+")


@lru_cache(maxsize=4096)
def fold_key(text: str) -> str:
    """What two prints of one headline or name have in common."""
    return _KEY.sub(" ", fold_words(text)).strip()


_UNREAD = ("script", "style", "noscript", "title")
_TEXTS = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript or parent::title)]", smart_strings=False
)


def _texts_in(element: html.HtmlElement) -> list[str]:
    """The texts in an element, in order, scripts and styles left out."""
    parts = [element.text] if element.tag not in _UNREAD else []
    for child in element:
        if len(child):
            return cast("list[str]", _TEXTS(element))
        if type(child.tag) is str and child.tag not in _UNREAD:
            parts.append(child.text)
        parts.append(child.tail)
    return [part for part in parts if part]


def text_of(element: html.HtmlElement, limit: int = 600, separator: str = " ") -> str:
    """The text of a small element with single spaces, scripts and styles left out; empty where it is longer.

    `separator` stands between the texts of different elements.
    """
    parts = _texts_in(element)
    if len(parts) > limit:
        return ""
    text = (
        separator.join([squeezed for part in parts if (squeezed := squeeze(part))])
        .replace(" ,", ",")
        .replace(" :", ":")
    )
    return text if len(text) <= limit else ""


def said_before(link: html.HtmlElement) -> str:
    """The words right before a link: those around it, else those of the element before it, unless that is a link."""
    previous, parent = link.getprevious(), link.getparent()
    said = squeeze((previous.tail if previous is not None else parent.text if parent is not None else None) or "")
    if said or previous is None or not isinstance(previous.tag, str) or previous.tag == "a":
        return said
    return text_of(previous, SHORT)


_SHOWN = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::button or ancestor::*"
    "[contains(@class, 'visually-hidden') or contains(@class, 'visuallyhidden') or contains(@class, 'sr-only')"
    " or contains(@class, 'screen-reader')])]",
    smart_strings=False,
)


def shown(element: html.HtmlElement) -> str:
    """The text of a small element without labels that only readers of screens get."""
    return squeeze("".join(_SHOWN(element)))
