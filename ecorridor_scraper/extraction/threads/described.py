"""Systems whose markup is known: where the comments stand, and where each part of one.

A system says with XPath expressions, evaluated once for the whole page, which elements are comments and which are
their authors, dates, bodies; each part belongs to the nearest comment around it. So replies nested in a comment do
not give it their parts, and the cost stays linear however deep they nest.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ...items import Comment, Wanted
from ..values import parse_count
from .answers import refusal
from .beside import PagesBeside
from .contract import Ask, Found, Provider, Signals
from .hints import AUTHOR, META, hints_of
from .place import section_of, stated_count
from .skeleton import Skeleton, Unit
from .text import absolute, from_elements, plain
from .times import SLASHED, day_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import html

    from ..page import Document, Page


def xpath_class(token: str) -> str:
    """The XPath condition that an element has this class. What cannot have it is told by a cheaper search."""
    return f"(contains(@class,'{token}') and contains(concat(' ',normalize-space(@class),' '),' {token} '))"


_DIGITS = re.compile(r"\d+")
_DATE_ATTRIBUTES = ("datetime", "data-timestamp", "data-epoch", "data-utime", "content", "data-time", "title")


_PARTS = {
    "author_name": ("author_name", "author_url"),
    "date_published": ("date_published", "date_published_raw", "date_published_precision"),
    "text": ("text", "text_html", "quoted_text", "is_truncated"),
}


QUOTED_WORDS, FEWEST_QUOTED = 80, 20
"""So many characters of a quote are looked for in other posts, if it has at least so many."""


def is_plausible(comments: list[Comment]) -> bool:
    """Whether these are comments and not something else with the same markup: most of them have words."""
    return 2 * sum(bool(c.text) or c.status != "visible" for c in comments) >= len(comments)


@dataclass(slots=True)
class Row:
    """One comment on the page and the elements of its parts, by the names of `Described.parts`."""

    element: html.HtmlElement
    comment: Comment
    parts: dict[str, list[Any]] = field(default_factory=dict)

    def first(self, name: str) -> Any:
        """The first element of a part, or None."""
        found = self.parts.get(name)
        return found[0] if found else None


class Described(Provider):
    """A provider for one known markup: subclasses give `comments`, `parts` and what differs from the defaults."""

    comments: ClassVar[etree.XPath]
    """The elements that are comments, in document order."""
    own_id: ClassVar[re.Pattern[str] | None] = None
    """What the `id` of a comment reads like, the system's own id being its first group; else it is the first number."""
    parts: ClassVar[Mapping[str, etree.XPath]]
    """author, date, body, likes, dislikes, edited, permalink, parent, staff: any may be missing."""
    one_body: ClassVar[bool] = False
    """Whether only the first body in a comment has its words."""
    skipped: ClassVar[etree.XPath | None] = None
    """Elements inside bodies that are no words of the comment."""
    beside: ClassVar[etree.XPath | None] = None
    """Addresses of the next and the previous page of the thread."""

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.order = 0
        self.pages = PagesBeside(page.document)

    def read(self) -> Found:
        rows = self.rows()
        if not rows:
            return Found()
        inside = {row.element for row in rows}
        for row in rows:
            self.fill(row, inside)
        self.complete(rows)
        self.order_days([row.comment for row in rows])
        if not is_plausible([row.comment for row in rows]):
            return Found()
        self.link(rows)
        found = Found(comments=[row.comment for row in rows])
        elements = [row.element for row in rows]
        found.elements = section_of(elements)
        found.stated_count = stated_count(elements, at_least=len(rows))
        self.read_more(found)
        self.finish(found, rows)
        self.pages.note(found)
        return found

    def complete(self, rows: list[Row]) -> None:
        """Where a theme has renamed the parts of most comments, find them by their structure instead."""
        lacking = [
            name
            for name in ("author_name", "date_published", "text")
            if 2 * sum(getattr(row.comment, name) is None for row in rows) > len(rows)
        ]
        if not lacking:
            return
        units = [Unit(Comment(comment_id=row.comment.comment_id), [row.element]) for row in rows]
        Skeleton(self, units).read()
        for row, unit in zip(rows, units, strict=True):
            for name in lacking:
                for part in _PARTS[name]:
                    if getattr(row.comment, part) is None:
                        setattr(row.comment, part, getattr(unit.comment, part))

    def order_days(self, comments: list[Comment]) -> None:
        """Read dates like 3/4/2021 again where those of the thread together tell whether the day comes first."""
        first = day_first(c.date_published_raw for c in comments if c.date_published_raw)
        for comment in comments if first is not None else ():
            if SLASHED.search(comment.date_published_raw or ""):
                self.date(comment, comment.date_published_raw, day_first=first)

    def rows(self) -> list[Row]:
        """The comments of the page with the elements of their parts."""
        return self.rows_in(self.page.root)

    def rows_in(self, root: Any) -> list[Row]:
        """The comments in a tree with the elements of their parts."""
        rows: list[Row] = []
        owner: dict[Any, Row] = {}
        for element in self.comments(root):
            key = self.identify(element)
            if key is not None and element not in owner:
                owner[element] = row = Row(element, Comment(comment_id=key))
                rows.append(row)
        if not rows:
            return rows
        for name, path in self.parts.items():
            for element in path(root):
                step = element
                while step is not None and step not in owner:
                    step = step.getparent()
                if step is not None:
                    owner[step].parts.setdefault(name, []).append(element)
        return rows

    def identify(self, element: html.HtmlElement) -> str | None:
        """The system's id of a comment ("" where it has none), None where the element is no comment after all."""
        said = element.get("id") or ""
        if self.own_id is not None:
            return found.group(1) if (found := self.own_id.match(said)) else None
        return found.group(0) if (found := _DIGITS.search(said)) else ""

    def fill(self, row: Row, inside: set[Any]) -> None:
        """Read the parts of one comment."""
        comment = row.comment
        if (author := row.first("author")) is not None:
            comment.author_name = _name_in(author)
            link = author if author.tag == "a" else author.find(".//a")
            if link is not None:
                comment.author_url = absolute(link.get("href"), self.page.base)
        for date in row.parts.get("date", ()):
            if self.dated(comment, date):
                break
        if (edited := row.first("edited")) is not None:
            other = Comment()
            if self.dated(other, edited):
                comment.date_modified = other.date_published
        if bodies := row.parts.get("body"):
            self.write(row, bodies[:1] if self.one_body else bodies, inside)
        for name in ("likes", "dislikes"):
            if (votes := row.first(name)) is not None:
                shown = votes.get("title") or ""
                text = shown if _DIGITS.fullmatch(shown.lstrip("+-")) else "".join(votes.itertext())
                setattr(comment, name, parse_count(plain(text)))
        if (permalink := row.first("permalink")) is not None:
            comment.permalink = absolute(permalink.get("href"), self.page.base)
        if row.parts.get("staff"):
            comment.is_staff = True

    def write(self, row: Row, bodies: list[Any], skip: set[Any]) -> None:
        """Set text, HTML and quotes of a comment from its body elements."""
        skipped: set[Any] = skip
        if self.skipped is not None:
            skipped = skip.union(*(self.skipped(body) for body in bodies))
        text = from_elements(bodies, skip=skipped - set(bodies), base_url=self.page.base, wrapper=True)
        comment = row.comment
        comment.text, comment.text_html, comment.quoted_text = text.text, text.html, text.quoted
        comment.is_truncated = True if text.truncated else None

    def dated(self, comment: Comment, element: Any) -> bool:
        """Read a date from the attributes of an element, then from its text."""
        for name in _DATE_ATTRIBUTES:
            value = element.get(name)
            if value and self.date(comment, value):
                return True
        return self.date(comment, plain("".join(element.itertext())))

    def link(self, rows: list[Row]) -> None:
        """Set the parents: the nearest comment around each, unless a system knows better."""
        owner = {row.element: row.comment.comment_id for row in rows}
        for row in rows:
            step = row.element.getparent()
            while step is not None and step not in owner:
                step = step.getparent()
            if step is not None and owner[step]:
                row.comment.parent_id, row.comment.parent_source = owner[step], "dom"

    def finish(self, found: Found, rows: list[Row]) -> None:
        """A last look at all that was found: what a system knows besides (the opening post, a closed thread)."""

    def read_more(self, found: Found) -> None:
        """Ask for the pages beside this one; their order counts from the page that was fetched first."""
        found.order = self.order
        found.complete = True
        if self.beside is None:
            return
        for link in self.beside(self.page.root):
            address = absolute(link.get("href"), self.page.base)
            if address is None or address.partition("#")[0] == self.page.url.partition("#")[0]:
                continue
            step = -1 if "prev" in f"{link.get('rel') or ''} {link.get('class') or ''}".lower() else 1
            found.asks.append(Ask(Wanted(address.partition("#")[0]), "page", {"order": self.order + step}))

    def follow(self, ask: Ask, document: Document) -> Found:
        found = Found()
        if refusal(document) is None:
            page = self.page_of(document)
            other = type(self)(page, Signals(page))
            other.order = int(ask.state.get("order") or 0)
            found = other.read()
            found.elements = []
        return self.pages.judge(document, found, again=found.order == self.order)


def _name_in(author: Any) -> str | None:
    """The text of an author's element, without badges and ranks where anything is left then."""
    badges = {e for e in author.iterdescendants("span", "em", "i", "small", "div", "sup") if _is_badge(e)}
    if badges:
        words = [t for t in author.xpath(".//text()") if not badges.intersection(t.getparent().iterancestors())]
        words = [t for t in words if t.is_tail or t.getparent() not in badges]
        if name := plain("".join(words)):
            return name
    return plain("".join(author.itertext()))


def _is_badge(element: Any) -> bool:
    classes = element.get("class")
    return bool(classes) and hints_of(classes) & (META | AUTHOR) == META


class Forum(Described):
    """A forum's thread: the first post opens it, the others comment; who quotes a post answers it."""

    quotes: ClassVar[etree.XPath]
    """Quotes of other posts, anywhere in the page: the first in a post names the one that it answers."""
    beside = etree.XPath("//link[@rel='next' or @rel='prev'][@href]|//a[@rel='next' or @rel='prev'][@href]")

    @abstractmethod
    def quoted(self, quote: html.HtmlElement) -> str | None:
        """The id of the post that a quote comes from."""

    def holder_of(self, quote: html.HtmlElement, words: html.HtmlElement) -> str | None:
        """The id of the post before a quote that holds its words, where the quote does not say which it is."""
        wanted = " ".join("".join(words.itertext()).split())[:QUOTED_WORDS]
        if len(wanted) < FEWEST_QUOTED:
            return None
        around = set(quote.iterancestors())
        for element, text in self._printed:
            if element in around:
                return None
            if wanted in text:
                return self.identify(element)
        return None

    @cached_property
    def _printed(self) -> list[tuple[html.HtmlElement, str]]:
        """The posts of the page in order, with all the words of each."""
        return [(post, " ".join("".join(post.itertext()).split())) for post in self.comments(self.page.root)]

    def is_opening(self, row: Row) -> bool:
        """Whether a post, the first of this page, opens the thread."""
        return self.order == 0 and not self.beside_previous()

    def beside_previous(self) -> bool:
        """Whether the thread has a page before this one."""
        links = self.beside(self.page.root) if self.beside is not None else []
        return any("prev" in f"{a.get('rel') or ''} {a.get('class') or ''}".lower() for a in links)

    def link(self, rows: list[Row]) -> None:
        owner = {row.element: row for row in rows}
        place = {row.comment.comment_id: i for i, row in enumerate(rows)}
        for quote in self.quotes(self.page.root):
            step = quote.getparent()
            while step is not None and step not in owner:
                step = step.getparent()
            if step is None:
                continue
            comment = owner[step].comment
            source = self.quoted(quote)
            if comment.parent_id or not source or source == comment.comment_id:
                continue
            if place.get(source, -1) < place[comment.comment_id]:
                comment.parent_id, comment.parent_source = source, "quote"

    def finish(self, found: Found, rows: list[Row]) -> None:
        found.stated_count = None
        if self.is_opening(rows[0]):
            rows[0].comment.kind = "post"
        elif self.order == 0:
            found.notes.append("thread-page:later")
