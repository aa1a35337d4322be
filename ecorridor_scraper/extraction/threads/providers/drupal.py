"""Drupal: comments of the core module, versions 6 to 11, whatever the theme makes of the inside.

The replies to a comment stand in `div.indented` right after it, and so on downwards. RDFa (`sioc:reply_of`), the link
for screen readers ("In reply to") and `data-` attributes of newer cores name the parent outright.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from ....items import Comment, Wanted
from ..answers import refusal
from ..beside import PagesBeside
from ..contract import Ask, Found, Provider, Signals
from ..described import is_plausible, xpath_class
from ..place import section_of, stated_count
from ..skeleton import Skeleton, Unit
from ..text import absolute

if TYPE_CHECKING:
    from lxml import html

    from ...page import Document, Page

_ID = re.compile(r"^comment-(\d+)$")
_REPLY = re.compile(r"/comment/reply/(?:node/)?\d+/(?:[\w-]+/)?(\d+)")
_FORM = re.compile(r"^comment-(?:[a-z-]+-)?(\d+)$")
_LINK = re.compile(r"/comment/(\d+)(?:#comment-\d+)?$|#comment-(\d+)$")
_ANCHORS = etree.XPath("//*[starts-with(@id,'comment-')]|//a[starts-with(@name,'comment-')]")
_BARE = etree.XPath(
    f"//*[{xpath_class('js-comment')} or {xpath_class('comment')}][not(@id)]"
    "[self::article or self::div or self::li]"
    "[.//a[contains(@href,'comment')] or @data-comment-id or .//*[starts-with(@id,'comment-')]]"
)
_PARENTS = etree.XPath(
    "//*[contains(@rel,'sioc:reply_of')][@resource]|"
    f"//*[{xpath_class('parent')} and ({xpath_class('visually-hidden')} or {xpath_class('element-invisible')} or "
    f"{xpath_class('hidden')})]//a[@href]|//p[{xpath_class('parent')}]//a[@href]"
)
_STAMPS = etree.XPath("//*[@data-comment-timestamp]")
_PAGES = etree.XPath("//*[contains(@class,'pager')]//a[contains(@href,'page=')]/@href", smart_strings=False)
_PAGE = re.compile(r"[?&]page=(?:\d+%2C|\d+,)*(\d+)")
_BLURRED = etree.XPath("//*[contains(@class,'--blurred')]")


class Drupal(Provider):
    """Comments in the page and on the further pages of its pager."""

    name = "drupal"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.pages = PagesBeside(page.document)
        self.number = 0
        """Of the page that was fetched first."""

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        classes = signals.classes
        if "js-comments-list" in classes:
            return 0.0  # Stack Exchange
        if "js-comment" in classes or ("indented" in classes and "comment" in classes):
            return 0.9
        if "drupal" in signals.generator or "data-drupal-selector" in signals.inline:
            return 0.7
        return 0.85 if any("Drupal.settings" in s or "/misc/drupal.js" in s for s in signals.scripts) else 0.0

    def read(self) -> Found:
        root = self.page.root
        units = self._units(root)
        if not units:
            return Found()
        owner = {part: unit for unit in units for part in unit.parts}
        self._link(units, owner)
        Skeleton(self, units, stop=set(_BLURRED(root))).read()
        for stamp in _STAMPS(root):
            if (unit := _owner(stamp, owner)) is not None and stamp.get("data-comment-timestamp", "").isdigit():
                self._exact(unit.comment, stamp.get("data-comment-timestamp"))
        if not is_plausible([u.comment for u in units]):
            return Found()
        elements = [u.parts[0] for u in units]
        found = Found(comments=[u.comment for u in units], elements=section_of(elements))
        found.stated_count = stated_count(elements, at_least=len(units))
        self._paging(found)
        self.pages.note(found)
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        found = Found()
        if refusal(document) is None:
            page = self.page_of(document)
            found = type(self)(page, Signals(page)).read()
            found.elements, found.order = [], int(ask.state.get("page") or 0)
            found.asks = [a for a in found.asks if a.state["page"] != self.number]
        return self.pages.judge(document, found, again=found.order == self.number)

    def _exact(self, comment: Comment, raw: str) -> None:
        """The time of the last change, which is that of writing unless the printed date says otherwise."""
        other = Comment()
        if not self.date(other, raw):
            return
        if comment.date_published is None or (
            other.date_published
            and abs((other.date_published - comment.date_published).total_seconds()) < 86400
            and comment.date_published_precision in ("day", "hour")
        ):
            comment.date_published, comment.date_published_raw = other.date_published, other.date_published_raw
            comment.date_published_precision = other.date_published_precision

    def _units(self, root: html.HtmlElement) -> list[Unit]:
        blurred = set(_BLURRED(root))
        units: dict[str, Unit] = {}
        taken: set[Any] = set()
        for anchor in _ANCHORS(root):
            found = _ID.match(anchor.get("id") or anchor.get("name") or "")
            if not found or found.group(1) in units or any(a in blurred for a in (anchor, *anchor.iterancestors())):
                continue
            parts = [anchor] if len(anchor) else _after(anchor)
            if parts and not taken.intersection(parts):
                taken.update(parts)
                units[found.group(1)] = Unit(Comment(comment_id=found.group(1)), parts)
        if not units:
            for element in _BARE(root):
                key = element.get("data-comment-id") or _linked(element)
                if key and key not in units and not any(a in taken for a in element.iterancestors()):
                    taken.add(element)
                    units[key] = Unit(Comment(comment_id=key), [element])
        return list(units.values())

    def _link(self, units: list[Unit], owner: dict[Any, Unit]) -> None:
        for unit in units:
            step: Any = unit.parts[0]
            while step is not None and step.tag != "body":
                above = step.getparent()
                if above is not None and "indented" in (above.get("class") or "").split():
                    parent = _before(above, owner)
                    if parent is not None and parent is not unit:
                        unit.comment.parent_id, unit.comment.parent_source = parent.comment.comment_id, "dom"
                        break
                if above in owner and owner[above] is not unit:
                    unit.comment.parent_id, unit.comment.parent_source = owner[above].comment.comment_id, "dom"
                    break
                step = above
        for element in _PARENTS(self.page.root):
            named = _LINK.search(element.get("resource") or element.get("href") or "")
            holder = _owner(element, owner)
            if named and holder is not None:
                key = named.group(1) or named.group(2)
                if key != holder.comment.comment_id:
                    holder.comment.parent_id, holder.comment.parent_source = key, "attribute"

    def _paging(self, found: Found) -> None:
        here = _PAGE.search(self.page.url)
        current = int(here.group(1)) if here else 0
        numbers: dict[int, str] = {}
        base = self.page.url.partition("?")[0].partition("#")[0]
        for href in _PAGES(self.page.root):
            link = absolute(href.partition("#")[0], self.page.base)
            if link and (match := _PAGE.search(link)) and link.partition("?")[0] == base:
                numbers.setdefault(int(match.group(1)), link)
        self.number = found.order = current
        found.complete = True
        if not numbers:
            return
        template = next(iter(numbers.values()))
        start, end = _PAGE.search(template).span(1)  # type: ignore[union-attr]
        for number in range(min(max(numbers), 500) + 1):
            if number != current:
                link = numbers.get(number) or f"{template[:start]}{number}{template[end:]}"
                found.asks.append(Ask(Wanted(link), "page", {"page": number}))


def _owner(element: Any, owner: dict[Any, Unit]) -> Unit | None:
    while element is not None and element not in owner:
        element = element.getparent()
    return owner.get(element)


def _after(anchor: Any) -> list[Any]:
    """The elements that an empty anchor introduces: what follows it up to the next anchor or list of replies."""
    parts: list[Any] = []
    step = anchor.getnext()
    while step is not None:
        if type(step.tag) is str:
            name = step.get("id") or step.get("name") or ""
            if _ID.match(name) or "indented" in (step.get("class") or "").split():
                break
            if step.xpath(".//a[starts-with(@id,'comment-') or starts-with(@name,'comment-')]"):
                break
            parts.append(step)
        step = step.getnext()
    if not parts and anchor.getparent() is not None and anchor.getparent().tag not in ("body", "section"):
        return _after(anchor.getparent()) if len(anchor.getparent()) == 1 else [anchor.getparent()]
    return parts


def _before(element: Any, owner: dict[Any, Unit]) -> Unit | None:
    """The comment right before a list of replies: a sibling, or the last one inside a sibling that wraps it."""
    step = element.getprevious()
    while step is not None:
        if step in owner:
            return owner[step]
        if type(step.tag) is str and "indented" not in (step.get("class") or "").split():
            for inner in step.iter():
                if inner in owner:
                    return owner[inner]
        step = step.getprevious()
    return None


def _linked(element: Any) -> str | None:
    for link in element.iter("a"):
        href = link.get("href") or ""
        if found := _REPLY.search(href) or _LINK.search(href):
            return next((g for g in found.groups() if g), None)
    for inner in element.iter():
        if type(inner.tag) is str and (found := _FORM.match(inner.get("id") or "")):
            return found.group(1)
    return None
