"""Where the only comment of a page may stand, which nothing repeats: beside a title that announces it, or in elements
whose class names are the word for comments."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from ...phrases import alternatives
from ..parts import STRING
from .evidence import ancestors, announces, is_button, is_called_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...flat import Flat
    from ..parts import Record

_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "strong", "b"))
_LEAVES = frozenset(("a", "span", "li", "small", "div", "td", "font", "label"))
_TOOLS = re.compile(rf"\W*(?:{alternatives('comments', 'tools')})\W*", re.IGNORECASE)
"""What a button of the writer of a comment says, or of a moderator."""
_WORD = re.compile(r"[\W\d_]*(?:[^\W\d_]+)[\W\d_]*")
_PART = re.compile(r"(?:header|heading|meta|byline|footer)(?=$|[\s_-])", re.IGNORECASE)
"""What a part of a comment is called that holds its name and date, and not its words: "comment-header"."""
MOST_DATES = 2
"""More dates are those of a list."""
_TOPS = frozenset(("html", "body", "main"))


def places(flat: Flat, anchors: list[Any]) -> Iterator[tuple[Any, Any, str]]:
    """Elements that may be the only comment, the likeliest first, each with its date and how it is announced.

    "one" is a title that says that there is one, "some" a title that is nothing but the word for comments, "called" are
    class names.
    """
    wanted = set(anchors)
    for element, tag, name in zip(flat.elements, flat.tags, flat.classes, strict=True):
        if (tag in _TITLES or (name and "omments" in name)) and (said := announces(element)):
            yield from _beside(element, said, wanted)
    yield from _called(anchors)


def _beside(title: Any, said: str, anchors: set[Any]) -> Iterator[tuple[Any, Any, str]]:
    """The first element with a date after a title or before it."""
    for beside in itertools.chain.from_iterable(e.itersiblings() for e in (title, *ancestors(title, 2))):
        dates = [e for e in beside.iter() if e in anchors]
        stories = [e for e in beside.iter("h1", "article") if e is not beside and not is_called_comments(e)]
        if 0 < len(dates) <= MOST_DATES and not stories:
            inner = _inmost(beside, dates[0])
            if not _is_one_of_several(inner, anchors):
                yield inner, dates[0], said
            return


def _inmost(element: Any, anchor: Any) -> Any:
    """The element without those that only wrap it, such as a list of one."""
    while len(element) == 1 and element is not anchor and not (element.text or "").strip() and len(element[0]):
        element = element[0]
    return element


def _is_one_of_several(element: Any, anchors: set[Any]) -> bool:
    """Whether another element like this one, with a date too, stands beside it."""
    return any(
        other.get("class") == element.get("class") and any(e in anchors for e in other.iter())
        for preceding in (False, True)
        for other in element.itersiblings(element.tag, preceding=preceding)
    )


def _called(anchors: list[Any]) -> Iterator[tuple[Any, Any, str]]:
    """The elements around the only date of which a class name is the word for comments, from the innermost."""
    inside = [a for a in anchors if any(map(is_called_comments, _around(a)))]
    if not 0 < len(inside) <= MOST_DATES:
        return
    for element in _around(inside[0]):
        if _PART.search(element.get("class") or ""):
            continue
        if next(element.iter("h1"), None) is None and all(e is element or element in _around(e) for e in inside):
            yield element, inside[0], "called"


def _around(anchor: Any) -> list[Any]:
    """The elements around a date that are no larger than a comment may be."""
    return list(itertools.takewhile(lambda e: e.tag not in _TOPS, ancestors(anchor, 8)))


def is_tool(text: str) -> bool:
    """Whether a text is what a button of a comment says, and nothing else."""
    return len(text) <= 24 and (_TOOLS.fullmatch(text) is not None or (is_button(text) and bool(_WORD.fullmatch(text))))


def leave_buttons_out(record: Record) -> bool:
    """Leave out of the words of a single record what buttons say, which no other record tells; whether it has any that
    is for answers or the like."""
    found = False
    for index, element in enumerate(record.nodes):
        if len(element) > 1 or element.tag not in (*_LEAVES, "button"):
            continue
        text = " ".join(STRING(element).split())
        if not text or not is_tool(text):
            continue
        found = found or is_button(text)
        if index > record.body and record.mass[index] and element not in record.skip:
            record.skip.add(element)
            record.words -= record.mass[index]
    return found
