"""Where a printed thread goes on: links beside it that lead to other pages of the same article's comments.

Nothing is known of the system, so the address must say it: it is that of the article but for the number of a page,
which stands in a parameter that is called a page or an offset, or at the end of the path. The link must stand in the
list of comments or right beside it, and say a number, "older" or the like. What leads to other articles, to other
sites, or to a place in the same page is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from ...addresses import joined, without_form
from ..comment_words import SPEAKS_OF_COMMENTS
from ..lazy import lazy
from ..phrases import alternatives
from .generic.evidence import is_called_comments
from .parts import STRING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.parse import SplitResult

_WORD = r"(?:comments?|kommentare?|commentaires|comentarios|commenti|reacties|replies|answers|discussion)"
_PAGE = r"(?:page|pagina|seite|sida|side|strona|sayfa|halaman|trang|pg|p)"
_PARAMETER = re.compile(
    rf"(?:\w+[-_.])?{_PAGE}(?:[-_]?(?:no|num|nr|number|index|id))?|\w*pag(?:e|ina|ed)\w*|{_WORD}(?:[-_]?{_PAGE})?|"
    rf"c{_PAGE}|cp|pn|(?:\w+[-_])?(?:start|offset|skip|from|begin|limitstart)",
    re.IGNORECASE,
)
"""What a parameter is called whose number is that of a page, or of the first comment on it."""
_WITH_IT = re.compile(r"sort(?:_?by)?|order(?:_?by)?|dir|direction|view|limit|per_?page|mode", re.IGNORECASE)
"""Parameters that may come with it."""
_TOLD = re.compile(
    rf"/{_WORD}[-/](?:{_PAGE}[-/]?)?(\d{{1,5}})|/{_PAGE}[-_/]?(\d{{1,5}})|[-_,]{_PAGE}[-_]?(\d{{1,5}})", re.IGNORECASE
)
"""What a further page has behind the path of its article."""
_BARE = re.compile(r"[/,_-](\d{1,4})")
"""The same without a word, as the further pages of an article have it, too."""
_OF_COMMENTS = re.compile(rf"/{_WORD}", re.IGNORECASE)
_END = re.compile(r"(?:\.(?:html?|php|aspx?|jsp))?/?$")
_NUMBER = re.compile(r"[\W_]*(\d{1,5})(?:\s*[-\u2013]\s*\d{1,5})?[\W_]*")
_ARROWS = re.compile(r"[\W_]*[\u2190-\u21ff\u00ab\u00bb\u2039\u203a<>\u25b2-\u25c5][\W_]*")
_WORDS = f"{alternatives('comments', 'further pages')}|{alternatives('sections', 'next page')}"
_FURTHER = lazy(rf"(?<![^\W\d_])(?:{_WORDS})(?![^\W\d_])", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:next|prev(?:ious)?|older|newer|page(?:r|s|-?numbers?)?|paginat(?:ion|or))(?=$|[\s_-])",
    re.IGNORECASE,
)
_CURRENT = re.compile(r"(?:^|[\s_-])(?:current|active|selected)(?=$|[\s_-])", re.IGNORECASE)
MOST_SAID = 60
"""A link to another page says no more characters."""
HIGHEST = 100_000
AROUND = 3
"""So many elements around the list of comments may have the links beside them."""
BESIDE = 4
"""So many elements before and after each of these are looked at."""
_TOPS = frozenset(("html", "body", "main"))
_BOLD = frozenset(("b", "strong", "em"))
_ADDRESSES = ("href", "data-url", "data-href", "data-next-url", "data-next")


class Further(NamedTuple):
    """Another page of the thread, with its number or that of its first comment."""

    address: str
    number: int


class Pager:
    """The links of one page beside its list of comments; `here` is the number of the page itself among them."""

    def __init__(self, listed: Any, owners: set[Any], *, url: str, base: str) -> None:
        """`listed` holds the comments, `owners` are these; `url` is the article's address, without another page."""
        self.further: list[Further] = []
        self.here: int | None = None
        said: dict[int, int] = {}
        marked: list[int] = []
        known: set[str] = set()
        for element, is_inside in _controls(listed, owners):
            label = _label(element)
            is_told = is_inside and is_called_comments(listed)
            link = _link(element, base) if label is not None and _is_of_pager(element, label) else None
            number = page_number(link, url, is_told=is_told) if link else None
            found = _NUMBER.fullmatch(label or "")
            if link is None or number is None:
                if found and (_is_current(element) or element.tag in _BOLD):
                    marked.append(int(found[1]))
                continue
            if found:
                said[int(found[1])] = number
            if _is_current(element):
                self.here = number
            elif link not in known:
                known.add(link)
                self.further.append(Further(link, number))
        if self.further and self.here is None:
            self.here = _here(said, marked, [f.number for f in self.further])
        self.further = [f for f in self.further if f.number != self.here]


def page_number(link: str, article: str, *, is_told: bool = False) -> int | None:
    """The number of another page of an article's comments, from its address; None where that is something else.

    `is_told` says that the link can hardly lead to another page of the article itself.
    """
    try:
        one, other = urlsplit(article), urlsplit(link)
    except ValueError:
        return None
    if other.scheme not in ("http", "https") or without_form(one.hostname or "") != without_form(other.hostname or ""):
        return None
    numbers = _added(one, other)
    if numbers is None or len(numbers) > 1 or (len(one.path) < 2 and not one.query):
        return None
    for behind in _behind(one.path, other.path):
        if numbers:
            if not behind or _OF_COMMENTS.fullmatch(behind):
                return numbers[0]
        elif found := _TOLD.fullmatch(behind) or (_BARE.fullmatch(behind) if is_told else None):
            return int(next(filter(None, found.groups())))
    return None


def _added(one: SplitResult, other: SplitResult) -> list[int] | None:
    """The numbers of pages that the query of an address has besides that of another; None where it differs in more."""
    before, after = (dict(parse_qsl(part.query, keep_blank_values=True)) for part in (one, other))
    numbers = []
    for name, value in after.items():
        if before.get(name) == value or _WITH_IT.fullmatch(name):
            continue
        if not _PARAMETER.fullmatch(name) or not value.isdecimal() or int(value) > HIGHEST:
            return None
        numbers.append(int(value))
    lost = [name for name in before if name not in after and not _PARAMETER.fullmatch(name)]
    return None if any(not _WITH_IT.fullmatch(name) for name in lost) else numbers


def _behind(path: str, other: str) -> list[str]:
    """What a path has behind that of the article, with its end (".html") or without it; nothing where it is another."""
    path, other = unquote(path), unquote(other)
    stems = dict.fromkeys((path.rstrip("/"), _END.sub("", path)))
    return [_END.sub("", other[len(stem) :]) for stem in stems if other.startswith(stem)]


def _controls(listed: Any, owners: set[Any]) -> Iterator[tuple[Any, bool]]:
    """Small elements in the list of comments or beside it, in no comment, and whether they stand in it."""
    seen: set[Any] = set()
    place, is_inside = listed, True
    for _ in range(AROUND + 1):
        beside = [e for e, _ in zip(place.itersiblings(preceding=True), range(BESIDE), strict=False)][::-1]
        beside += [place, *(e for e, _ in zip(place.itersiblings(), range(BESIDE), strict=False))]
        for top in beside if not is_inside else [place]:
            if type(top.tag) is str and top not in seen:
                yield from ((element, is_inside) for element in _small(top, owners, seen))
        if is_inside:
            is_inside = False
            continue
        above = place.getparent()
        if above is None or above.tag in _TOPS:
            return
        place = above


def _small(top: Any, owners: set[Any], seen: set[Any]) -> Iterator[Any]:
    """The links, buttons and innermost elements below another, apart from the comments and from what was seen."""
    stack = [top]
    while stack:
        element = stack.pop()
        if type(element.tag) is not str or element in owners or element in seen:
            continue
        seen.add(element)
        if element.tag in ("a", "button") or not len(element):
            yield element
        if element.tag not in ("a", "button"):
            stack += reversed(element)


def _link(element: Any, base: str) -> str | None:
    """Where a control leads, without a place in the page."""
    for name in _ADDRESSES:
        value = (element.get(name) or "").strip()
        if value and not value.startswith(("#", "javascript:")):
            link = joined(base, value)
            return link and link.partition("#")[0]
    return None


def _label(element: Any) -> str | None:
    """What a control says; None where that is too much."""
    text = " ".join(STRING(element).split())
    return text if len(text) <= MOST_SAID else None


def _is_of_pager(element: Any, label: str) -> bool:
    """Whether a link says the number of a page, "older" or the like, or is called so."""
    if _NUMBER.fullmatch(label) or _ARROWS.fullmatch(label):
        return True
    if {"next", "prev"} & set((element.get("rel") or "").lower().split()):
        return True
    for said in (label, element.get("aria-label"), element.get("title")):
        if said and (_FURTHER.search(said) or (SPEAKS_OF_COMMENTS.search(said) and any(map(str.isdigit, said)))):
            return True
    above = element.getparent()
    names = (element.get("class") or "", "" if above is None else above.get("class") or "")
    return any(_NAMED.search(name) for name in names)


def _is_current(element: Any) -> bool:
    above = element.getparent()
    for e in (element, *(() if above is None else (above,))):
        if e.get("aria-current") or _CURRENT.search(e.get("class") or ""):
            return True
    return False


def _here(said: dict[int, int], marked: list[int], numbers: list[int]) -> int:
    """The number of the page itself, from what the links to the others say and lead to."""
    step, first = _counting(said)
    own = next((n for n in marked if n not in said), None)
    if own is None:
        own = next(n for n in range(1, len(said) + 2) if n not in said)
    if not said:
        return 0 if min(numbers) == 1 or min(numbers) > 4 else min(numbers) - 1
    return first + (own - 1) * step


def _counting(said: dict[int, int]) -> tuple[int, int]:
    """By how much the numbers of pages grow, and the first: (1, 1), (1, 0) or (20, 0)."""
    entries = sorted(said.items())
    for label, number in entries:
        if label > 1:
            if number == label:
                return 1, 1
            return (number // (label - 1) or 1), number - (number // (label - 1) or 1) * (label - 1)
    return 1, entries[0][1] if entries else 1
