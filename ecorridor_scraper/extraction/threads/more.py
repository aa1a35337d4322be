"""Whether a printed thread offers more than it shows: a button whose comments only a script can fetch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .text import absolute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml import html

_NOUN = r"(?:comments?|responses|تبصرے|تبصرہ|टिप्पणियां|टिप्पणियाँ|التعليقات|تعليقات)"
_FURTHER = re.compile(
    rf"(?:(?:load|show|view|see|read|display|get) )?(?:more|older|earlier|previous|\d+ more|remaining) {_NOUN}"
    rf"(?: \(?\d+\)?)?|load more replies|(?:مزید|और|المزيد من) {_NOUN}(?: (?:دیکھیں|پڑھیں|देखें))?",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"(?:load|show|view|see|read|display) (?:(?:all|the) )*(?:(\d[\d,]*) )?{_NOUN}(?: \(?(\d[\d,]*)\)?)?",
    re.IGNORECASE,
)
"""What also opens what is folded up: it offers more where it says so, by its number or by leading elsewhere."""
_LONGEST = 120
"""A control has no more letters than this, the white space between its elements included."""
_WHOLE = frozenset(("body", "html", "main", "article"))
"""What holds more than a thread: of these only what follows the thread is looked at."""
_FOLLOWING = 4
_HIDDEN = re.compile(r"\s(?:(?:is|js)-)?hidden\s|\sd-none\s")


def offers_more(elements: list[html.HtmlElement], shown: int, asked: Collection[str], base: str) -> bool:
    """Whether a control in or right after a thread's `elements` offers further comments than the `shown` ones.

    A link to a place in the page, or to a document that was `asked` for, offers nothing that is not here.
    """
    for control in _controls(elements):
        words = " ".join("".join(str(t) for t in control.itertext()).split())
        if (found := _ALL.fullmatch(words)) and (number := found[1] or found[2]):
            is_offer = int(number.replace(",", "")) > shown
        elif found:
            is_offer = _address(control) is not None
        else:
            is_offer = _FURTHER.fullmatch(words) is not None
        if is_offer and _leads_on(control, asked, base):
            return True
    return False


def _controls(elements: list[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Buttons and links near the thread, those with few words."""
    seen = set()
    for element in elements:
        above = element.getparent()
        first = element if above is None or above.tag in _WHOLE else above
        for place in (first, *(sibling for sibling, _ in zip(first.itersiblings(), range(_FOLLOWING), strict=False))):
            if place in seen or not isinstance(place.tag, str):
                continue
            seen.add(place)
            for control in place.iter("button", "a", "span", "div"):
                is_control = control.tag in ("button", "a") or control.get("role") == "button"
                if _HIDDEN.search(f" {control.get('class') or ''} "):
                    continue  # until there is something to load
                if is_control and sum(len(t) for t in control.itertext()) <= _LONGEST:
                    yield control


def _address(control: html.HtmlElement) -> str | None:
    """Where a control leads, unless a script says so."""
    href = (control.get("href") or "").strip()
    return None if not href or href == "#" or href.startswith("javascript:") else href


def _leads_on(control: html.HtmlElement, asked: Collection[str], base: str) -> bool:
    href = _address(control)
    if href is None:
        return True
    address = (absolute(href, base) or base).partition("#")[0]
    return address not in asked and address != base.partition("#")[0] and "comment-page-" not in address
