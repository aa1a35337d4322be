"""The own part of each comment of a thread as flat lists, gathered in one walk over the page.

A comment's own part is what its container holds, without the comments nested in it. Every element is known by its
path from the container: tags, and class names without numbers. What class names and paths tell is worked out once for
each kind of element (a `Step`), and what follows from the order of these once for all comments that are built alike
(a `Form`): themes print thousands of comments from a few templates.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .hints import AUTHOR, AUTHOR_EXACT, BODY, CONTROL, DATE, META, REPLY, hints_of, shape_of
from .text import absolute, word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import html

    from ...items import Comment
    from ..flat import Flat

PERMALINK = re.compile(r"#(?:li-|div-)?(?:comment|c|post|p)[-_]?\d+")
NO_TEXT = word_set("script style noscript svg form button input select textarea iframe nav template canvas object")
PROSE = word_set(
    "p ul ol blockquote pre table figure h1 h2 h3 h4 h5 h6 dl center br a em strong b i code del s u q sub sup"
)
_WATCHED = word_set(
    "datetime data-timestamp data-time data-epoch data-utime data-date content "
    "title href rel itemprop aria-label data-replyto"
)
_BODY_ITEMS = frozenset(("text", "commentText", "articleBody"))
_ALWAYS = 1 << 60


@dataclass(slots=True)
class Path:
    """What stands at one path in all comments."""

    tag: str
    hints: int
    above: int
    total: int = 0
    bare: int = 0
    """How much of the total stands directly in the element, outside its children."""
    scraps: Counter[str] = field(default_factory=Counter)
    score: float = 0.0
    units: int = 0
    short: Counter[str] = field(default_factory=Counter)


class Step:
    """One kind of element at one path: what its tag, its class names and those above it tell."""

    __slots__ = (
        "above", "below", "control", "hints", "inner", "inside", "is_bare", "is_closed", "named", "path", "rank", "tag"
    )  # fmt: skip

    def __init__(self, tag: str, hints: int, path: int, above: Step | None, *, item: str, is_bare: bool) -> None:
        self.tag, self.hints, self.path, self.above = tag, hints, path, above
        self.inner: dict[Any, Step] = {}
        """The kinds of elements right inside, by tag and class names as they are printed."""
        self.is_closed = tag in NO_TEXT
        """Nothing inside it is anybody's words."""
        self.control: bool = bool(hints & CONTROL) or (above is not None and above.control)
        self.inside: bool = above is not None and (above.inside or hints & (BODY | META) == BODY or tag == "p")
        """It is or lies in what is named a body, or in a paragraph: no place for the name of the author."""
        self.named = bool(hints & (AUTHOR | AUTHOR_EXACT)) and not hints & BODY
        self.rank = _rank(tag, hints, item)
        """How strongly it looks like the author's name."""
        self.is_bare = is_bare
        """It is a paragraph without class names."""
        self.below = 0
        """With fewer characters than this it is no part of a body."""
        if self.is_closed:
            self.below = _ALWAYS
        elif hints & CONTROL:
            self.below = 400
        elif hints & (AUTHOR | DATE) and not hints & BODY and tag not in PROSE:
            self.below = 80


def _rank(tag: str, hints: int, item: str) -> float:
    rank = 4.0 if hints & AUTHOR_EXACT else 2.0 if hints & AUTHOR and not hints & BODY else 0.0
    if tag == "cite":
        rank = max(rank, 3.0)
    if item in ("author", "creator", "name"):
        rank = max(rank, 4.5 if item == "name" else 3.0)
    return min(rank, 1.0) if hints & DATE and not hints & AUTHOR_EXACT else rank


class Form:
    """How comments that are built alike are built: the places of elements in document order, and what they are."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.ups: list[int] = []
        """The place of the parent of each, -1 for a container."""
        latest: dict[Step | None, int] = {}
        for index, step in enumerate(steps):
            self.ups.append(latest.get(step.above, -1) if step.above else -1)
            latest[step] = index
        count = len(steps)
        self.ends = [i + 1 for i in range(count)]
        """The place after everything inside each."""
        self.children: list[list[int]] = [[] for _ in steps]
        for index in range(count - 1, -1, -1):
            if (up := self.ups[index]) >= 0:
                self.ends[up] = max(self.ends[up], self.ends[index])
                self.children[up].insert(0, index)
        self.tops = [i for i, up in enumerate(self.ups) if up < 0]
        """The containers."""
        self.fixed = [(i, "" if s.is_closed else " ") for i, s in enumerate(steps) if s.is_closed or s.tag == "br"]
        """What has no words of its own, and what is read instead."""
        self._orders: dict[tuple[int, int], list[int]] = {}
        self._paths: dict[int, list[int]] = {}

    def places(self, test: Callable[[Step], Any]) -> list[int]:
        """The places of the kinds of elements that pass a test."""
        return [i for i, step in enumerate(self.steps) if test(step)]

    @cached_property
    def marked(self) -> list[int]:
        """What is named a date."""
        return self.places(lambda step: step.hints & DATE or step.tag == "time")

    @cached_property
    def nameable(self) -> list[int]:
        """What may hold the author's name, where nothing tells the name."""
        return [
            i
            for i, step in enumerate(self.steps)
            if not step.control
            and (step.rank or step.named or step.tag == "a" or not (step.inside or self.children[i]))
        ]

    @cached_property
    def open(self) -> list[int]:
        """What is no control."""
        return self.places(lambda step: not step.control)

    @cached_property
    def controls(self) -> list[int]:
        """Controls and what they hold."""
        return self.places(lambda step: step.control)

    @cached_property
    def links(self) -> list[int]:
        """Links."""
        return self.places(lambda step: step.tag == "a")

    @cached_property
    def limited(self) -> list[tuple[int, int]]:
        """What is no part of a body if it is short, and how short."""
        return [(i, step.below) for i, step in enumerate(self.steps) if step.below and self.ups[i] >= 0]

    def at(self, path: int) -> list[int]:
        """The places of one path."""
        found = self._paths.get(path)
        if found is None:
            found = self._paths[path] = self.places(lambda step: step.path == path)
        return found

    def order(self, index: int, without: int = CONTROL) -> list[int]:
        """The texts of an element in their order, controls left out: its words as `i`, the tail of `i` as `~i`.

        `without` are the hints of what is left out.
        """
        order = self._orders.get((index, without))
        if order is None:
            order = self._orders[index, without] = [index]
            silent: set[int] = set()
            around = [index]
            for inner in range(index + 1, self.ends[index]):
                up = self.ups[inner]
                if up in silent:
                    silent.add(inner)
                    continue
                while around[-1] != up:
                    order.append(~around.pop())
                around.append(inner)
                step = self.steps[inner]
                if step.is_closed or step.hints & CONTROL or (step.hints & without and not step.rank):
                    silent.add(inner)
                else:
                    order.append(inner)
            order += [~i for i in around[:0:-1]]
        return order


_NOBODY = Step("template", 0, -1, None, item="", is_bare=False)
"""Stands for what belongs to no comment."""


@dataclass(slots=True)
class Unit:
    """One comment's container(s) on the page, with what the provider knows of it; the rest is filled in here.

    The lists have one entry for each element of the own part, in document order.
    """

    comment: Comment
    parts: list[html.HtmlElement]
    at: list[int] = field(default_factory=list)
    """The places in the flat page."""
    elements: list[Any] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    form: Form = field(init=False)
    words: list[str] = field(default_factory=list)
    """The text before the first child."""
    tails: list[str] = field(default_factory=list)
    """The text after the element."""
    lengths: list[int] = field(default_factory=list)
    """How many characters the whole element holds, white space at the ends of each text left out."""
    attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    nested: list[Any] = field(default_factory=list)
    strays: list[tuple[int, int, str]] = field(default_factory=list)
    """Texts after what is left out: how many elements come before, the place of the parent, the text."""
    reply_label: str = ""
    can_reply: bool = False
    date: int = -1
    author: int = -1

    def text(self, index: int) -> str:
        """The words of an element on one line, controls left out."""
        words, form = self.words, self.form
        if not form.children[index]:
            return " ".join(words[index].split())
        tails = self.tails
        return " ".join("".join([words[i] if i >= 0 else tails[~i] for i in form.order(index)]).split())

    def name(self, index: int) -> str:
        """The same without badges, ranks and titles, where anything is left then."""
        if not self.form.children[index]:
            return self.text(index)
        words, tails = self.words, self.tails
        order = self.form.order(index, CONTROL | META)
        return " ".join("".join([words[i] if i >= 0 else tails[~i] for i in order]).split()) or self.text(index)

    def direct(self, index: int) -> str:
        """The text that stands directly in an element, outside its children."""
        tails = self.tails
        after = "".join([tails[i].strip() for i in self.form.children[index] if tails[i]])
        return self.words[index].strip() + after


class Outline:
    """Gathers the own parts of the units of one page."""

    def __init__(self, units: list[Unit], flat: Flat, base: str, stop: Iterable[Any]) -> None:
        """`stop` holds further elements that belong to none of these comments; `base` is what links start from."""
        self.flat = flat
        self.base = base
        self.facts: list[Path] = []
        self._paths: dict[tuple[int, str, str], int] = {}
        self._roots: dict[tuple[int, str, int], Step] = {}
        self._forms: dict[tuple[Step, ...], Form] = {}
        starts: dict[Any, tuple[Unit, int] | None] = dict.fromkeys(stop)
        for unit in reversed(units):
            for number, part in enumerate(unit.parts):
                starts[part] = (unit, number)
        self._starts = {at: starts[element] for at, element in enumerate(flat.elements) if element in starts}
        """By place: the unit that a container is a part of, and which; None for what is nobody's."""
        done = 0
        for at in self._starts:
            if at >= done:
                done = flat.ends[at]
                self._walk(at, done)
        for unit in units:
            self._close(unit)

    def _walk(self, first: int, last: int) -> None:  # noqa: C901  one loop over all elements, for speed
        """Hand each element of a stretch to the comment around it: the open elements of the walk lie on a stack."""
        starts, flat = self._starts, self.flat
        elements, tags, ends, classes, tails = flat.elements, flat.tags, flat.ends, flat.classes, flat.tails
        around: list[tuple[int, Unit, int, Step]] = []
        for at in range(first, last):
            tag, end = tags[at], ends[at]
            while around and at >= around[-1][0]:
                around.pop()
            if at in starts:
                if (begun := self._begin(at, around)) is not None:
                    around.append((end, *begun))
                elif around:  # nothing inside belongs to the comment around it
                    around.append((end, around[-1][1], -1, _NOBODY))
                continue
            if not around:
                continue
            _, unit, up, above = around[-1]
            if above.is_closed:
                continue
            if type(tag) is not str:
                if tail := tails[at]:
                    unit.strays.append((len(unit.steps), up, tail))
                continue
            key: Any = (tag, classes[at])
            names = elements[at].keys()
            if len(names) > (classes[at] is not None) and (attributes := _watched(elements[at], names)):
                unit.attributes[len(unit.steps)] = attributes
                if item := attributes.get("itemprop"):
                    key = (*key, item)
            step = above.inner.get(key) or self._step(above, *key)
            if end > at + 1:
                around.append((end, unit, len(unit.steps), step))
            unit.steps.append(step)
            unit.at.append(at)

    def _begin(self, at: int, around: list[tuple[int, Unit, int, Step]]) -> tuple[Unit, int, Step] | None:
        """A container, which is nested where it stands in the own part of another; None where it is nobody's."""
        flat = self.flat
        element, tag, classes = flat.elements[at], flat.tags[at], flat.classes[at]
        if around and not around[-1][3].is_closed:
            _, owner, up, _ = around[-1]
            owner.nested.append(element)
            if tail := flat.tails[at]:
                owner.strays.append((len(owner.steps), up, tail))
        start = self._starts[at]
        if start is None or type(tag) is not str:
            return None
        unit, part = start
        hints = hints_of(classes) & ~CONTROL if classes else 0  # "no-reply" says nothing of what is inside
        step = self._roots.get((part, tag, hints))
        if step is None:
            path = self._path(-1 - part, tag, "", hints)
            step = self._roots[part, tag, hints] = Step(tag, hints, path, None, item="", is_bare=False)
        index = len(unit.steps)
        if attributes := _watched(element, element.keys()):
            unit.attributes[index] = attributes
        unit.steps.append(step)
        unit.at.append(at)
        return unit, index, step

    def _step(self, above: Step, tag: str, classes: str | None, item: str = "") -> Step:
        shape, hints = (shape_of(classes), hints_of(classes)) if classes else ("", 0)
        if item:
            shape = f"{shape}/{item}"
            if item in _BODY_ITEMS:
                hints |= BODY
        is_bare = tag == "p" and not hints and classes is None
        path = self._path(above.path, tag, shape, hints)
        step = Step(tag, hints, path, above, item=item, is_bare=is_bare)
        above.inner[(tag, classes, item) if item else (tag, classes)] = step
        return step

    def _path(self, above: int, tag: str, shape: str, hints: int) -> int:
        key = (above, tag, shape)
        path = self._paths.get(key)
        if path is None:
            path = self._paths[key] = len(self.facts)
            self.facts.append(Path(tag, hints, above))
        return path

    def _close(self, unit: Unit) -> None:
        """Read the texts of a unit whose elements are all there."""
        key = tuple(unit.steps)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = Form(key)
        unit.form = form
        elements, texts, after = self.flat.elements, self.flat.texts, self.flat.tails
        unit.elements = [elements[at] for at in unit.at]
        words = unit.words = [texts[at] or "" for at in unit.at]
        tails = unit.tails = [after[at] or "" for at in unit.at]
        for index, word in form.fixed:
            words[index] = word
        for index in form.tops:
            tails[index] = ""
        ups = form.ups
        for before, up, tail in unit.strays:  # text after what is left out belongs to the element before it
            place = next((i for i in range(before - 1, up, -1) if ups[i] == up), -1)
            if place >= 0:
                tails[place] += tail
            else:
                words[up] += tail
        lengths = unit.lengths = [len(text.strip()) if text else 0 for text in words]
        for index in range(len(ups) - 1, 0, -1):
            if (up := ups[index]) >= 0:
                tail = tails[index]
                lengths[up] += lengths[index] + len(tail.strip()) if tail else lengths[index]
        for index in form.links:
            if index in unit.attributes:
                self._link(unit, index)

    def _link(self, unit: Unit, index: int) -> None:
        attributes, hints = unit.attributes[index], unit.steps[index].hints
        link = attributes.get("href", "")
        if hints & REPLY or "replytocom=" in link:
            unit.can_reply = True
        elif unit.comment.permalink is None and index and not hints & CONTROL and PERMALINK.search(link):
            unit.comment.permalink = absolute(link, self.base) if link[0] != "#" else None
        label = attributes.get("data-replyto") or attributes.get("aria-label") or ""
        if label and (hints & CONTROL or "reply" in link):
            unit.reply_label = label


def _watched(element: Any, names: list[str]) -> dict[str, str]:
    return {name: element.get(name) for name in names if name in _WATCHED}
