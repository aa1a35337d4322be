"""Reads comments whose containers are known but whose inside is not: a theme may name its parts as it likes.

A provider finds the containers (list items with comment ids, say) and their ids and parents. Which part inside is
the author, the date and the body is then decided for all comments of the page together: every element is known by
its path from the container (tags and class names without numbers), and a path gets a role by what stands at it in
*all* comments. A machine-readable date, a name that the reply button repeats, texts that differ from comment to
comment: these are facts of structure and hold in any theme and language. Class names only add weight.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ..values import parse_count
from .hints import AUTHOR, AUTHOR_EXACT, BODY, CONTROL, DATE, META, REPLY, hints_of, shape_of, votes_of
from .labels import strip_labels
from .names import clean_names, cut_line
from .text import absolute, from_elements, word_set
from .times import day_first

if TYPE_CHECKING:
    from lxml import html

    from ...items import Comment
    from .contract import Provider

_DIGIT = re.compile(r"\d")
_LOOSE_DATE = re.compile(r"(?=.*\d)(?=.*(?:\d\s*[:./-]\s*\d|\b(?:19|20)\d\d\b|\b\d{1,2}\W+\w{3,}|\w{3,}\W+\d{1,2}\b))")
_PERMALINK = re.compile(r"#(?:li-|div-)?(?:comment|c|post|p)[-_]?\d+")
_EPOCH_LINK = re.compile(r"[?&]showComment=(\d{13})\b")
_WATCHED = word_set(
    "datetime data-timestamp data-time data-epoch data-utime data-date content "
    "title href rel itemprop aria-label data-replyto"
)
_ISO = re.compile(r"^\s*\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|\s*$)")
_DATED_TITLE = re.compile(r"(?=.*\b(?:19|20)\d\d\b|.*\b\d\d:\d\d\b)(?=.*\d.*\D\d)")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_NO_TEXT = word_set("script style noscript svg form button input select textarea iframe nav template canvas object")
_PROSE = word_set(
    "p ul ol blockquote pre table figure h1 h2 h3 h4 h5 h6 dl center br a em strong b i code del s u q sub sup"
)
# fmt: off
_DATE_ATTRIBUTES = ("datetime", "data-timestamp", "data-time", "data-epoch", "data-utime", "data-date")
# fmt: on


class Node(NamedTuple):
    """One element of a comment's own part: `up` is the index of its parent in the same list, -1 for a container."""

    element: Any
    tag: str
    up: int
    path: int
    hints: int
    attributes: dict[str, str] | None


@dataclass(slots=True)
class Unit:
    """One comment's container(s) on the page, with what the provider knows of it; the rest is filled in here."""

    comment: Comment
    parts: list[html.HtmlElement]
    nodes: list[Node] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    reply_label: str = ""
    can_reply: bool = False
    controls: set[int] = field(default_factory=set)
    nested: list[Any] = field(default_factory=list)
    date: int = -1
    author: int = -1


@dataclass(slots=True)
class _Path:
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


class Skeleton:
    """Resolves roles for the units of one page."""

    def __init__(
        self, provider: Provider, units: list[Unit], *, stop: set[Any] | None = None, base: str | None = None
    ) -> None:
        """`stop` holds further elements that belong to none of these comments; `base` is what links start from."""
        self.provider = provider
        self.base = provider.page.url if base is None else base
        self.units = units
        self.owners: set[Any] = {part for unit in units for part in unit.parts} | (stop or set())
        self.paths: dict[tuple[int, str, str], int] = {}
        self.facts: list[_Path] = []
        self.kinds: dict[str, tuple[str, int]] = {}
        """Shape and hints of each value of a class attribute."""

    def read(self) -> None:
        """Fill author, date and body of every unit's comment."""
        for unit in self.units:
            self._collect(unit)
        self._resolve_dates()
        self._resolve_authors()
        self._resolve_bodies()

    # --- the own part of a comment, as a list

    def _collect(self, unit: Unit) -> None:
        nodes, owners, paths, facts, kinds = unit.nodes, self.owners, self.paths, self.facts, self.kinds
        stack: list[tuple[Any, int, int]] = [(part, -1, -1 - i) for i, part in enumerate(unit.parts)][::-1]
        while stack:
            element, up, above = stack.pop()
            tag = element.tag
            if type(tag) is not str:
                continue
            if up >= 0 and element in owners:
                unit.nested.append(element)
                continue
            shape, hints, attributes = "", 0, None
            for name, value in element.items():
                if name == "class":
                    shape, hints = kinds.get(value) or self._kind(value)
                elif name in _WATCHED:
                    if attributes is None:
                        attributes = {name: value}
                    else:
                        attributes[name] = value
            if up < 0:
                shape = ""
            elif attributes is not None and (kind := attributes.get("itemprop")):
                shape = f"{shape}/{kind}"
                if kind in ("text", "commentText", "articleBody"):
                    hints |= BODY
            key = (above, tag, shape)
            path = paths.get(key)
            if path is None:
                path = paths[key] = len(facts)
                facts.append(_Path(tag, hints, above))
            index = len(nodes)
            nodes.append(Node(element, tag, up, path, hints, attributes))
            if hints & CONTROL or up in unit.controls:
                unit.controls.add(index)
            if tag in _NO_TEXT:
                continue
            if tag == "a" and attributes is not None:
                link = attributes.get("href", "")
                if hints & REPLY or "replytocom=" in link:
                    unit.can_reply = True
                elif unit.comment.permalink is None and _PERMALINK.search(link) and index and not hints & CONTROL:
                    unit.comment.permalink = absolute(link, self.base) if link[0] != "#" else None
                label = attributes.get("data-replyto") or attributes.get("aria-label") or ""
                if label and (hints & CONTROL or "reply" in attributes.get("href", "")):
                    unit.reply_label = label
            if len(element):
                stack += [(child, index, path) for child in reversed(element)]
        self._measure(unit)

    def _kind(self, classes: str) -> tuple[str, int]:
        kind = self.kinds[classes] = shape_of(classes), hints_of(classes)
        return kind

    @staticmethod
    def _measure(unit: Unit) -> None:
        """Write down how long the text of each node is."""
        nodes = unit.nodes
        lengths = unit.lengths = [0] * len(nodes)
        for index in range(len(nodes) - 1, -1, -1):
            element, tag, up, *_ = nodes[index]
            if tag in _NO_TEXT:
                lengths[index] = 0
            elif text := element.text:
                lengths[index] += len(text.strip())
            if up >= 0:
                length = lengths[index]
                if tail := element.tail:
                    length += len(tail.strip())
                lengths[up] += length

    def _text(self, unit: Unit, index: int) -> str:
        """The words of a node's own part on one line, controls and "says" left out."""
        text = unit.texts.get(index)
        if text is None:
            text = unit.texts[index] = self._read_text(unit.nodes[index].element)
        return text

    def _read_text(self, element: Any) -> str:
        if not len(element):
            return " ".join((element.text or "").split())
        out, stack = [element.text or ""], list(reversed(element))
        while stack:
            child = stack.pop()
            if type(child) is str:
                out.append(child)
                continue
            if child.tail:
                stack.append(child.tail)
            if type(child.tag) is not str or child in self.owners or child.tag in _NO_TEXT:
                continue
            if (classes := child.get("class")) and hints_of(classes) & CONTROL:
                continue
            out.append(" " if child.tag == "br" else child.text or "")
            stack += reversed(child)
        return " ".join("".join(out).split())

    # --- dates

    def _resolve_dates(self) -> None:
        candidates: list[list[tuple[float, int, list[str]]]] = []
        facts = self.facts
        for unit in self.units:
            own: list[tuple[float, int, list[str]]] = []
            lengths = unit.lengths
            for index, node in enumerate(unit.nodes):
                if node.attributes is None and not (lengths[index] <= 60 and (node.hints & DATE or node.tag == "time")):
                    continue
                rank, raws = self._date_at(unit, index, node)
                if raws:
                    own.append((rank, index, raws))
            if not any(rank > 0.5 for rank, *_ in own):
                own += self._loose_dates(unit)
            seen = set()
            for rank, index, _ in own:
                path = unit.nodes[index].path
                if path not in seen:
                    seen.add(path)
                    facts[path].units += 1
                    facts[path].score += rank
            candidates.append(own)
        order = day_first(raws[-1] for own in candidates for *_, raws in own)
        half = len(self.units) / 2
        for unit, own in zip(self.units, candidates, strict=True):
            own.sort(
                key=lambda c: (
                    -(facts[unit.nodes[c[1]].path].units >= half),
                    -facts[unit.nodes[c[1]].path].score,
                    c[1],
                )
            )
            for _, index, raws in own:
                if any(self.provider.date(unit.comment, raw, day_first=order) for raw in raws):
                    unit.date = index
                    break
            else:
                if own and own[0][0] >= 2:
                    unit.date = own[0][1]
                    unit.comment.date_published_raw = own[0][2][-1]

    def _date_at(self, unit: Unit, index: int, node: Node) -> tuple[float, list[str]]:
        """How strongly a node looks like the date of its comment, and what to read it from, the best first."""
        raws: list[str] = []
        rank = 0.0
        attributes, tag = node.attributes, node.tag
        if attributes:
            for name in _DATE_ATTRIBUTES:
                if (value := attributes.get(name)) and (_ISO.match(value) or _EPOCH.match(value) or name == "datetime"):
                    raws.append(value)
                    rank = 5.0
            if (value := attributes.get("content")) and _ISO.match(value):
                raws.append(value)
                rank = max(rank, 4.0)
            if (value := attributes.get("title")) and len(value) < 60 and _DATED_TITLE.match(value):
                raws.append(value)
                rank = max(rank, 4.0)
            if tag == "a" and (found := _EPOCH_LINK.search(attributes.get("href", ""))):
                raws.append(found.group(1))
                rank = max(rank, 4.0)
        if unit.lengths[index] <= 60 and (tag == "time" or node.hints & DATE or (tag == "a" and attributes)):
            text = self._text(unit, index)
            if _DIGIT.search(text) or (text and (tag == "time" or node.hints & DATE)):
                raws.append(text)
                rank = max(
                    rank,
                    3.0
                    if tag == "time" or node.hints & DATE
                    else 2.0
                    if _PERMALINK.search((attributes or {}).get("href", ""))
                    else 0.5,
                )
        return rank, raws

    def _loose_dates(self, unit: Unit) -> list[tuple[float, int, list[str]]]:
        """Dates in bare text, where nothing is marked as one."""
        own = []
        for index, node in enumerate(unit.nodes):
            if unit.lengths[index] and node.tag not in _NO_TEXT:
                for text in (node.element.text, *(c.tail for c in node.element)):
                    if text and len(text) < 60 and _LOOSE_DATE.search(text):
                        raw = " ".join(text.split()).strip("|·•,-–()[] ")
                        own.append((1.0 + 0.5 * bool(node.hints & (DATE | META)), index, [raw]))
                        break
        return own

    # --- authors

    def _resolve_authors(self) -> None:
        facts = self.facts
        for fact in facts:
            fact.units, fact.score = 0, 0.0
        candidates: list[list[tuple[int, str]]] = []
        for unit in self.units:
            nodes, own = unit.nodes, []
            dated = set()
            index = unit.date
            while index >= 0:
                dated.add(index)
                index = nodes[index].up
            seen = set()
            label = " ".join(unit.reply_label.split())
            inside = _inside(nodes)
            for index, node in enumerate(nodes):
                length = unit.lengths[index]
                named = node.hints & (AUTHOR | AUTHOR_EXACT) and not node.hints & BODY
                if not 0 < length <= (250 if named else 80) or index in dated or index in unit.controls:
                    continue
                rank = self._author_rank(node)
                if rank == 0.0 and not label and (length > 40 or len(node.element) or index in inside):
                    continue
                text = self._text(unit, index)
                if not text:
                    continue
                if label and len(text) > 1 and text.strip(" :") in label:
                    rank += 3.0
                if rank == 0.0:
                    rank = 0.3 if node.tag in ("a", "strong", "b", "h3", "h4", "h5", "span") else 0.1
                if node.path in seen:
                    continue
                seen.add(node.path)
                own.append((index, text))
                facts[node.path].units += 1
                facts[node.path].score += rank
                facts[node.path].short[text] += 1
            candidates.append(own)
        count = len(self.units)
        for fact in facts:
            if count >= 4 and fact.units >= 4 and len(fact.short) == 1 and fact.score < 2 * fact.units:
                fact.score = 0.0  # a label: the same words everywhere
            if fact.score < 0.5 * fact.units and fact.units < 0.5 * count:
                fact.score = 0.0  # nothing but its shortness speaks for it
            fact.short.clear()
        for unit, own in zip(self.units, candidates, strict=True):
            nodes = unit.nodes
            best = max(
                ((facts[nodes[i].path].score / count, -i, i, text) for i, text in own),
                default=(0.0, 0, -1, ""),
            )
            if best[0] >= 0.12 and best[2] >= 0:
                unit.author = best[2]
                unit.comment.author_name = best[3]
        self._authors_beside_dates()
        self._strip_says()
        for unit in self.units:
            if unit.author >= 0:
                self._author_facts(unit)
            for index in unit.controls:
                self._votes(unit, index)

    def _votes(self, unit: Unit, index: int) -> None:
        """Read a number among the controls that its class names call likes or dislikes."""
        text = (unit.nodes[index].element.text or "").strip()
        if not text or len(text) > 8 or (count := parse_count(text.lstrip("+-"))) is None:
            return
        kind = votes_of(unit.nodes[index].element.get("class") or "") or votes_of(
            unit.nodes[unit.nodes[index].up].element.get("class") or ""
        )
        if kind and getattr(unit.comment, kind) is None:
            setattr(unit.comment, kind, -count if text.startswith("-") and kind == "likes" else count)

    @staticmethod
    def _author_rank(node: Node) -> float:
        tag, hints, attributes = node.tag, node.hints, node.attributes or {}
        rank = 0.0
        if hints & AUTHOR_EXACT:
            rank = 4.0
        elif hints & AUTHOR and not hints & BODY:
            rank = 2.0
        if tag == "cite":
            rank = max(rank, 3.0)
        if (kind := attributes.get("itemprop")) in ("author", "creator", "name"):
            rank = max(rank, 4.5 if kind == "name" else 3.0)
        if tag == "a" and ("author" in attributes.get("rel", "") or "external" in attributes.get("rel", "")):
            rank = max(rank, 2.5)
        if hints & DATE and not hints & AUTHOR_EXACT:
            rank = min(rank, 1.0)
        return rank

    def _authors_beside_dates(self) -> None:
        """Names that share a line with the date ("Name | 3 May 2021"), where nothing else names anybody."""
        found: dict[int, list[tuple[Unit, str]]] = defaultdict(list)
        for unit in self.units:
            if unit.author >= 0:
                continue
            for index, node in enumerate(unit.nodes):
                if index in unit.controls or not 4 < unit.lengths[index] < 120:
                    continue
                name, _, rest = cut_line(self._text(unit, index))
                if name and _DIGIT.search(rest) and self.provider.date(type(unit.comment)(), rest):
                    found[node.path].append((unit, name))
        for named in sorted(found.values(), key=len, reverse=True):
            for unit, name in named:
                if unit.comment.author_name:
                    continue
                unit.comment.author_name = name
                raw = unit.comment.date_published_raw or ""
                if raw.startswith(name):
                    unit.comment.date_published_raw = cut_line(raw)[2]
                links = (i for i, n in enumerate(unit.nodes) if n.tag == "a" and self._text(unit, i) == name)
                unit.author = next(links, -1)

    def _strip_says(self) -> None:
        named = [u for u in self.units if u.comment.author_name]
        for unit, name in zip(named, clean_names([u.comment.author_name or "" for u in named]), strict=True):
            unit.comment.author_name = name

    def _author_facts(self, unit: Unit) -> None:
        comment, index = unit.comment, unit.author
        nodes = unit.nodes
        link = None
        for node in nodes[index:]:
            if node is not nodes[index] and node.up < index:
                break
            if node.tag == "a" and node.attributes and node.attributes.get("href"):
                link = node.attributes["href"]
                break
        up = nodes[index].up
        if link is None and up >= 0 and nodes[up].tag == "a" and nodes[up].attributes:
            link = (nodes[up].attributes or {}).get("href")
        comment.author_url = absolute(link, self.base)

    # --- bodies

    def _resolve_bodies(self) -> None:
        facts = self.facts
        for fact in facts:
            fact.units, fact.score, fact.total = 0, 0.0, 0
        states = [self._states(unit) for unit in self.units]
        for unit, state in zip(self.units, states, strict=True):
            self._count_constants(unit, state)
        constant = max(3, len(self.units) // 2)
        labels = {
            (path, text) for path, fact in enumerate(facts) for text, times in fact.short.items() if times >= constant
        }
        for unit, state in zip(self.units, states, strict=True):
            self._weigh(unit, state, labels)
        chosen = self._choose()
        for unit, state in zip(self.units, states, strict=True):
            self._write(unit, state, chosen)
        strip_labels([unit.comment for unit in self.units])

    def _states(self, unit: Unit) -> list[int]:
        """0 for somebody's words, 1 for what holds controls besides, 2 for controls, author, date and the like."""
        nodes, lengths = unit.nodes, unit.lengths
        state = [0] * len(nodes)
        special = {unit.author}
        if unit.date >= 0 and lengths[unit.date] <= 120:
            special.add(unit.date)
        for index, node in enumerate(nodes):
            up = node.up
            if up < 0:
                state[index] = 1
                continue
            if state[up] == 2:
                state[index] = 2
                continue
            tag = node.tag
            attributes = node.attributes
            if (
                index in special
                or tag in _NO_TEXT
                or (node.hints & CONTROL and lengths[index] < 400)
                or (
                    attributes
                    and tag == "a"
                    and ("replytocom=" in (h := attributes.get("href", "")) or h.endswith("#respond"))
                )
                or (
                    node.hints & (AUTHOR | DATE) and not node.hints & BODY and lengths[index] < 80 and tag not in _PROSE
                )
            ):
                state[index] = 2
                while up >= 0 and state[up] == 0:
                    state[up] = 1
                    up = nodes[up].up
        return state

    def _count_constants(self, unit: Unit, state: list[int]) -> None:
        for index, node in enumerate(unit.nodes):
            bare = node.tag == "p" and not node.hints and node.element.get("class") is None
            if state[index] == 0 and state[node.up] == 1 and 0 < unit.lengths[index] < 60 and not bare:
                self.facts[node.path].short[self._text(unit, index)] += 1

    def _weigh(self, unit: Unit, state: list[int], labels: set[tuple[int, str]]) -> None:
        """Count, for every path, the words that it holds directly: bodies are where most of the words are."""
        nodes, lengths, facts = unit.nodes, unit.lengths, self.facts
        for index, node in enumerate(nodes):
            status = state[index]
            if status == 2:
                continue
            if status == 0:
                if state[node.up] != 1:
                    continue
                if lengths[index] < 60 and labels and (node.path, self._text(unit, index)) in labels:
                    state[index] = 2
                    continue
                weight = lengths[index]
                facts[node.path].total += weight
                if not node.hints & META or node.hints & BODY:
                    facts[nodes[node.up].path].total += weight
            else:
                element = node.element
                weight = len((element.text or "").strip()) + sum(len(c.tail.strip()) for c in element if c.tail)
                facts[node.path].total += weight
                facts[node.path].bare += weight
                facts[node.path].scraps[
                    (element.text or "").strip() + "".join(c.tail.strip() for c in element if c.tail)
                ] += 1

    def _choose(self) -> tuple[int, int]:
        """The path of the bodies, and the path that holds bare paragraphs where there is no wrapper (else -1)."""
        facts = self.facts
        tops = [i for i, fact in enumerate(facts) if fact.total]
        if not tops:
            return -1, -1

        def weight(i: int) -> float:
            fact = facts[i]
            return fact.total * (1.5 if fact.hints & BODY and not fact.hints & META else 1.0)

        best = max(tops, key=lambda i: (weight(i), -i))
        # a wrapper inside the best holder that has most of its words is the body itself
        while True:
            inner = [
                i
                for i in tops
                if facts[i].above == best
                and (facts[i].tag not in _PROSE or facts[i].hints & BODY)
                and facts[i].total >= (0.4 if facts[i].hints & BODY else 0.75) * facts[best].total
            ]
            if not inner:
                return best, best
            best = max(inner, key=lambda i: (weight(i), -i))

    def _write(self, unit: Unit, state: list[int], chosen: tuple[int, int]) -> None:
        nodes = unit.nodes
        places = [i for i, node in enumerate(nodes) if node.path == chosen[0] and state[i] != 2]
        if not places:
            places = self._own_best(unit, state)
        skip = {node.element for node, s in zip(nodes, state, strict=True) if s == 2}
        skip.update(unit.nested)
        for place in places:
            if state[place] == 1:
                for index in range(place + 1, len(nodes)):
                    node = nodes[index]
                    if node.up == place and state[index] != 2 and self._is_aside(unit, index, state):
                        skip.add(node.element)
        elements = [nodes[i].element for i in places]
        fact = self.facts[nodes[places[0]].path] if places else None
        if fact is not None and state[places[0]] == 1 and self._is_scrap(fact):
            # paragraphs with scraps between them ("Says:", separators): the paragraphs are the body
            inner = [c for e in elements for c in e if type(c.tag) is str and c not in skip and c.tag != "br"]
            if any("".join(c.itertext()).strip() for c in inner):
                elements = inner
        skip.difference_update(elements)
        whole = bool(places) and elements[:1] == [nodes[places[0]].element]
        text = from_elements(elements, skip=skip, base_url=self.base, wrapper=whole)
        comment = unit.comment
        comment.text, comment.text_html, comment.quoted_text = text.text, text.html, text.quoted
        comment.is_truncated = True if text.truncated else None

    def _is_scrap(self, fact: _Path) -> bool:
        """Whether the text directly in a holder of paragraphs is none of the body: little, or always the same."""
        times = max(fact.scraps.values(), default=0)
        return fact.bare < 0.4 * fact.total or times >= max(2, 0.8 * len(self.units))

    def _is_aside(self, unit: Unit, index: int, state: list[int]) -> bool:
        """Whether a sibling of the bare paragraphs of a body is no part of it."""
        node = unit.nodes[index]
        if node.tag in _PROSE:
            return bool(node.hints & META and unit.lengths[index] < 80)
        return state[index] == 1 or bool(node.hints & (META | AUTHOR | DATE) and not node.hints & BODY)

    def _own_best(self, unit: Unit, state: list[int]) -> list[int]:
        """The body of a comment that is built differently from the others: where its own words are."""
        weights: dict[int, int] = defaultdict(int)
        for index, node in enumerate(unit.nodes):
            if state[index] == 0 and state[node.up] == 1:
                is_bare = node.tag in _PROSE and not node.hints & BODY
                weights[node.up if is_bare else index] += unit.lengths[index]
            elif state[index] == 1:
                weights[index] += len(_direct(node.element))
        best = max(weights, key=lambda i: (weights[i], -i), default=-1)
        return [best] if best >= 0 and weights[best] else []


def _direct(element: Any) -> str:
    """The text that stands directly in an element, outside its children."""
    return (element.text or "").strip() + "".join(c.tail.strip() for c in element if c.tail)


def _inside(nodes: list[Node]) -> set[int]:
    """The nodes that lie in what is named a body, or in a paragraph: no place for the name of the author."""
    inside: set[int] = set()
    for index, node in enumerate(nodes):
        if node.up in inside or (node.up >= 0 and (node.hints & (BODY | META) == BODY or node.tag == "p")):
            inside.add(index)
    return inside
