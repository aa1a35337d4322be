"""Where a thread stands in its page: the section around it, and how many comments that section claims to have."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from ..comment_words import SPEAKS_OF_COMMENTS
from ..values import parse_count
from .generic.anchors import is_dated
from .generic.identity import bare
from .parts import STRING
from .text import is_control

if TYPE_CHECKING:
    from lxml import html

    from ..flat import Flat

_SECTION = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|respond|responses|discussion|thread|replies|disqus\w*|wpdcom|wpcomm|kommentare?|"
    r"comentarios|commentaires|forum)(?=$|[\s_-])",
    re.IGNORECASE,
)
_STOP = frozenset(("body", "html", "main", "article"))
_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary", "strong"))
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_COUNTED = re.compile(
    r"(?:^|[\s_-])(?:count|counter|number|num|total|title|heading|headline|header|intro)(?=$|[\s_-])", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"„«‹‘](?:[^”\"“»›’]{3,})[”\"“»›’]")
_NUMBER = re.compile(
    r"(?<![\d.,:/#-])\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|(?<![\d.,:/#-])\d+(?![\d:/%])(?:[.,]\d+\s?[kKmM]\b)?"
)

MOST_LINKED = 40
"""Characters of a link that counts comments and says nothing else."""
_VIEWED = re.compile(
    r"\s*(?:views?\b|hits\b|reads?\b|aufruf|vues\b|lectures\b|visitas|visualiza|weergaven|visning|wyświetle|"
    r"просмотр|перегляд|مشاہد|مشاهد|बार देखा|閲覧|浏览|瀏覽|조회|lượt xem|görüntülen|tayangan)",
    re.IGNORECASE,
)
"""What follows a number that counts who has read."""


def section_of(comments: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """The subtrees that hold these comments: the section around them where the page has one, else themselves."""
    if not comments:
        return []
    comments = outermost(comments)
    common = comments[0].getparent() if len(comments) == 1 else _common(comments)
    if common is None or common.tag in _STOP:
        return comments
    best = None
    step: Any = common
    while step is not None and step.tag not in _STOP:
        if _SECTION.search(_name(step)):
            best = step
        elif best is not None:
            break
        step = step.getparent()
    if best is None:
        best = common if common.tag in ("ul", "ol", "dl") else None
    if best is None or next(best.iter("h1"), None) not in (None, best):
        return comments
    return [best]


def is_section(element: html.HtmlElement) -> bool:
    """Whether an element is called a place of comments."""
    return _SECTION.search(_name(element)) is not None


def outermost(elements: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """Those elements that lie in none of the others."""
    inside = set(elements)
    out = []
    for element in elements:
        above = element.getparent()
        while above is not None and above not in inside:
            above = above.getparent()
        if above is None:
            out.append(element)
    return out


def _common(elements: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The nearest element that holds all of these."""
    chain = []
    step: Any = elements[0].getparent()
    while step is not None:
        chain.append(step)
        step = step.getparent()
    place = {e: i for i, e in enumerate(chain)}
    best = 0
    for element in elements[1:]:
        step = element
        while step is not None and step not in place:
            step = step.getparent()
        if step is None:
            return None
        best = max(best, place[step])
    return chain[best] if chain else None


def stated_count(comments: list[html.HtmlElement], *, at_least: int = 0) -> int | None:
    """How many comments the page claims: the number in the heading before the first comment, if not below `at_least`.

    Looked for backwards from the first comment, in headings and in elements named as a count or title, whatever
    the language. What stands in quotation marks there is the article's title and does not count; nor does any
    heading of the article itself, which may hold a number too.
    """
    steps = [comments[0], *comments[0].iterancestors()]
    named = [i for i, e in enumerate(steps) if e.tag not in _STOP and _SECTION.search(_name(e))]
    reach = max(named, default=2)
    titled = False
    for place, step in enumerate(steps[: reach + 1]):
        if titled and place == reach:
            return None  # the section has a heading without a number; what stands above is not about the thread
        before = step.getprevious()
        seen = 0
        while before is not None and seen < 8:
            if type(before.tag) is str:
                seen += 1
                if place == reach and _is_article(before):
                    return None
                if (number := number_in(before)) is not None:
                    return number if at_least <= number and not _is_year(number, at_least) else None
                titled = titled or _has_heading(before)
            before = before.getprevious()
    return None


def linked_count(flat: Flat, url: str, *, at_least: int = 0) -> int | None:
    """How many comments a link to those of this page counts ("62 comments"), as many as `at_least`; None where several
    differ."""
    own = bare(url)
    found = set()
    for at in flat.places("a"):
        link, _, place = (flat.elements[at].get("href") or "").partition("#")
        if not _SECTION.search(place) or any(map(str.isdigit, place)) or (link and bare(urljoin(url, link)) != own):
            continue
        text = " ".join(STRING(flat.elements[at]).split())
        if len(text) <= MOST_LINKED and SPEAKS_OF_COMMENTS.search(text) and len(numbers := _NUMBER.findall(text)) == 1:
            found.add(parse_count(numbers[0]))
    number = found.pop() if len(found) == 1 else None
    return number if number is not None and number >= at_least else None


def _is_article(element: Any) -> bool:
    """Whether this, before a thread's section, is the article: a main heading, or several paragraphs."""
    found = [part.tag for part in islice(element.iter("h1", "p"), 3)]
    return "h1" in found or len(found) == 3


def _is_year(number: int, collected: int) -> bool:
    return 1990 <= number <= 2039 and collected < 500


def _name(element: Any) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def _has_heading(element: Any) -> bool:
    return any(
        type(e.tag) is str and e.tag in _TITLES and "".join(e.itertext()).strip() for e in islice(element.iter(), 200)
    )


def number_in(element: Any) -> int | None:
    """The first number in a heading, or in a part named as a count or title, of this element."""
    for step in islice(element.iter(), 200):
        if type(step.tag) is not str or step.tag in ("script", "style", "form"):
            continue
        if step.tag in _HEADING or (step.get("class") and _COUNTED.search(step.get("class"))):
            text = " ".join("".join(step.itertext()).split())
            if (
                len(text) > 250
                or _is_controlled(step, element)
                or (is_dated(text) and not SPEAKS_OF_COMMENTS.search(text))
            ):
                continue
            found = _NUMBER.search(_QUOTED.sub("", text)[:120])
            if found and (_VIEWED.match(found.string, found.end()) or _is_of_name(found[0], step)):
                continue
            if found and (number := parse_count(found.group(0))) is not None:
                return number
    return None


def _is_of_name(number: str, element: Any) -> bool:
    """Whether a number stands glued to a letter, as in "marlow72", and in one text: "Comments<b>12</b>" is a count."""
    glued = re.compile(rf"[a-zA-Z\u00c0-\u052f]{re.escape(number)}")
    return any(glued.search(text) for text in element.itertext())


def _is_controlled(step: Any, top: Any) -> bool:
    """Whether a number belongs to a control (shares, votes) and not to the thread."""
    while step is not None:
        if is_control(step.get("class") or ""):
            return True
        if step is top:
            return False
        step = step.getparent()
    return False
