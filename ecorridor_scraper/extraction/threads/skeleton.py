"""Reads comments whose containers are known but whose inside is not: a theme may name its parts as it likes.

A provider finds the containers (list items with comment ids, say) and their ids and parents. Which part inside is
the author, the date and the body is then decided for all comments of the page together: every element is known by
its path from the container (tags and class names without numbers), and a path gets a role by what stands at it in
*all* comments. A machine-readable date, a name that the reply button repeats, texts that differ from comment to
comment: these are facts of structure and hold in any theme and language. Class names only add weight.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..flat import Flat
from ..values import parse_count
from .bodies import Bodies
from .hints import AUTHOR_EXACT, DATE, META, votes_of
from .names import clean_names, cut_line
from .outline import PERMALINK, Outline, Unit
from .text import absolute
from .times import day_first

if TYPE_CHECKING:
    from ..page import Page
    from .contract import Provider
    from .outline import Step

__all__ = ["Skeleton", "Unit"]

_DIGIT = re.compile(r"\d")
_SAYS_WHEN = re.compile(r"\d|\w{4}")
"""What is left of a date whose parts are empty ("at") says nothing."""
_LOOSE_DATE = re.compile(r"(?=.*\d)(?=.*(?:\d\s*[:./-]\s*\d|\b(?:19|20)\d\d\b|\b\d{1,2}\W+\w{3,}|\w{3,}\W+\d{1,2}\b))")
_EPOCH_LINK = re.compile(r"[?&]showComment=(\d{13})\b")
_ISO = re.compile(r"^\s*\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|\s*$)")
_DATED_TITLE = re.compile(r"(?=.*\b(?:19|20)\d\d\b|.*\b\d\d:\d\d\b)(?=.*\d.*\D\d)")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_DATE_ATTRIBUTES = ("datetime", "data-timestamp", "data-time", "data-epoch", "data-utime", "data-date")
_MAY_DATE = frozenset((*_DATE_ATTRIBUTES, "content", "title"))
_STOPS = frozenset(".!?؟۔।")
_NAME_TAGS = frozenset(("a", "strong", "b", "h3", "h4", "h5", "span"))


class Skeleton:
    """Resolves roles for the units of one page."""

    def __init__(
        self, provider: Provider, units: list[Unit], *, stop: set[Any] | None = None, page: Page | None = None
    ) -> None:
        """`stop` holds further elements that belong to none of these comments; `page` is theirs, the first if none."""
        page = page or provider.page
        self.provider = provider
        self.base = page.base
        self.units = units
        root = units[0].parts[0].getroottree().getroot()
        flat = page.flat if page.flat.elements[0] is root else Flat(root)
        self.facts = Outline(units, flat, self.base, stop or ()).facts

    def read(self) -> None:
        """Fill author, date and body of every unit's comment."""
        self._resolve_dates()
        self._resolve_authors()
        Bodies(self.units, self.facts, self.base).write()

    # --- dates

    def _resolve_dates(self) -> None:
        candidates: list[list[tuple[float, int, list[str]]]] = []
        facts = self.facts
        for unit in self.units:
            own = self._dates(unit)
            if not any(rank > 0.5 for rank, *_ in own):
                own += self._loose_dates(unit)
            seen = set()
            for rank, index, _ in own:
                path = unit.steps[index].path
                if path not in seen:
                    seen.add(path)
                    facts[path].units += 1
                    facts[path].score += rank
            candidates.append(own)
        order = day_first({raws[-1] for own in candidates for *_, raws in own})
        half = len(self.units) / 2

        def place(path: int) -> tuple[bool, float]:
            return facts[path].units < half, -facts[path].score

        places = {path: place(path) for path, fact in enumerate(facts) if fact.units}
        for unit, own in zip(self.units, candidates, strict=True):
            steps = unit.steps
            own.sort(key=lambda c, steps=steps: (places[steps[c[1]].path], c[1]))  # type: ignore[misc]
            for _, index, raws in own:
                if any(self.provider.date(unit.comment, raw, day_first=order) for raw in raws):
                    unit.date = index
                    break
            else:
                if own and own[0][0] >= 2 and _SAYS_WHEN.search(own[0][2][-1]):
                    unit.date = own[0][1]
                    unit.comment.date_published_raw = own[0][2][-1]

    def _dates(self, unit: Unit) -> list[tuple[float, int, list[str]]]:
        """What looks like a date: how strongly, where, and what to read it from."""
        own = []
        steps, lengths, attributes, marked = unit.steps, unit.lengths, unit.attributes, unit.form.marked
        for index in sorted({*marked, *attributes}):
            if index in attributes or lengths[index] <= 60:
                rank, raws = self._date_at(unit, index, steps[index], index in marked)
                if raws:
                    own.append((rank, index, raws))
        return own

    def _date_at(self, unit: Unit, index: int, step: Step, marked: bool) -> tuple[float, list[str]]:
        """How strongly an element looks like the date of its comment, and what to read it from, the best first."""
        raws: list[str] = []
        rank = 0.0
        attributes = unit.attributes.get(index)
        link = ""
        if attributes:
            link = attributes.get("href", "")
            if not _MAY_DATE.isdisjoint(attributes):
                rank, raws = _said_by(attributes)
            if step.tag == "a" and (found := _EPOCH_LINK.search(link)):
                raws.append(found.group(1))
                rank = max(rank, 4.0)
        if unit.lengths[index] <= 60 and (marked or (step.tag == "a" and attributes)):
            text = unit.text(index)
            if text and (marked or _DIGIT.search(text)):
                raws.append(text)
                rank = max(rank, 3.0 if marked else 2.0 if PERMALINK.search(link) else 0.5)
        return rank, raws

    def _loose_dates(self, unit: Unit) -> list[tuple[float, int, list[str]]]:
        """Dates in bare text, where nothing is marked as one."""
        own = []
        for index, step in enumerate(unit.steps):
            if unit.lengths[index] and not step.is_closed:
                element = unit.elements[index]
                for text in (element.text, *(c.tail for c in element)):
                    if text and len(text) < 60 and _LOOSE_DATE.search(text):
                        raw = " ".join(text.split()).strip("|·•,-–()[] ")
                        own.append((1.0 + 0.5 * bool(step.hints & (DATE | META)), index, [raw]))
                        break
        return own

    # --- authors

    def _resolve_authors(self) -> None:
        facts = self.facts
        for fact in facts:
            fact.units, fact.score = 0, 0.0
        candidates = [self._names(unit) for unit in self.units]
        count = len(self.units)
        for fact in facts:
            if count >= 4 and fact.units >= 4 and len(fact.short) == 1 and fact.score < 2 * fact.units:
                fact.score = 0.0  # a label: the same words everywhere
            if fact.score < 0.5 * fact.units and fact.units < 0.5 * count:
                fact.score = 0.0  # nothing but its shortness speaks for it
            if 2 * sum(times for text, times in fact.short.items() if _is_sentence(text)) > fact.units > 0:
                fact.score = 0.0  # what people say, not what they are called
            fact.short.clear()
        for unit, own in zip(self.units, candidates, strict=True):
            best = max(
                ((facts[unit.steps[i].path].score / count, -i, i, text) for i, text in own),
                default=(0.0, 0, -1, ""),
            )
            if best[0] >= 0.12 and best[2] >= 0:
                unit.author = best[2]
                unit.comment.author_name = best[3]
        if count > 1 and len({unit.comment.author_name for unit in self.units}) == 1:
            self._names_in_content()
        self._authors_beside_dates()
        self._strip_says()
        for unit in self.units:
            if unit.author >= 0:
                self._author_facts(unit)
            _read_votes(unit)

    def _names(self, unit: Unit) -> list[tuple[int, str]]:
        """What may be the author's name in one comment, the first at each path; counts it for its path."""
        facts, form, lengths = self.facts, unit.form, unit.lengths
        own: list[tuple[int, str]] = []
        dated = set()
        index = unit.date
        while index >= 0:
            dated.add(index)
            index = form.ups[index]
        seen = set()
        label = " ".join(unit.reply_label.split())
        for index in form.open if label else form.nameable:
            step, length = unit.steps[index], lengths[index]
            if not 0 < length <= (250 if step.named else 80) or index in dated or step.path in seen:
                continue
            rank = step.rank
            if step.tag == "a" and rank < 2.5:
                rank = _linked_rank(rank, step, unit.attributes.get(index))
            if rank == 0.0 and not label and (length > 40 or step.inside or form.children[index]):
                continue
            text = unit.name(index)
            if not text:
                continue
            if label and len(text) > 1 and text.strip(" :") in label:
                rank += 3.0
            if rank == 0.0:
                rank = 0.3 if step.tag in _NAME_TAGS else 0.1
            seen.add(step.path)
            own.append((index, text))
            fact = facts[step.path]
            fact.units += 1
            fact.score += rank
            fact.short[text] += 1
        return own

    def _names_in_content(self) -> None:
        """Names that are links in what is called the content, as that may be called so which holds name and words.

        They stand at one path in all comments, and not all are the same.
        """
        found: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
        for place, unit in enumerate(self.units):
            for index in unit.form.links:
                step, link = unit.steps[index], unit.attributes.get(index, {}).get("href", "")
                if step.control or index == unit.date or not 1 < unit.lengths[index] <= 40 or PERMALINK.search(link):
                    continue
                if name := unit.name(index):
                    found[step.path].setdefault(place, (index, name))
        for _, names in sorted(found.items()):
            if len(names) == len(self.units) > 1 and len({name for _, name in names.values()}) > 1:
                for place, unit in enumerate(self.units):
                    unit.author, unit.comment.author_name = names[place]
                return

    def _authors_beside_dates(self) -> None:
        """Names that share a line with the date ("Name | 3 May 2021"), where nothing else names anybody."""
        found: dict[int, list[tuple[Unit, str]]] = defaultdict(list)
        for unit in self.units:
            if unit.author >= 0:
                continue
            for index in unit.form.open:
                if not 4 < unit.lengths[index] < 120:
                    continue
                name, _, rest = cut_line(unit.text(index))
                if name and _DIGIT.search(rest) and self.provider.date(type(unit.comment)(), rest):
                    found[unit.steps[index].path].append((unit, name))
        for named in sorted(found.values(), key=len, reverse=True):
            for unit, name in named:
                if unit.comment.author_name:
                    continue
                unit.comment.author_name = name
                raw = unit.comment.date_published_raw or ""
                if raw.startswith(name):
                    unit.comment.date_published_raw = cut_line(raw)[2]
                unit.author = next((i for i in unit.form.links if unit.text(i) == name), -1)
        if not found:
            self._authors_before_dates()

    def _authors_before_dates(self) -> None:
        """Names that stand bare before the date, in an element around it: <h4>Ann <span>3 May 2021</span></h4>."""
        found: dict[int, list[tuple[Unit, int, str]]] = defaultdict(list)
        nameless = [unit for unit in self.units if unit.author < 0 and unit.date >= 0]
        for unit in nameless:
            index = unit.form.ups[unit.date]
            while index >= 0:
                name = " ".join(unit.words[index].split()).strip(" ,|:-\u2013\u2014\u00b7\u2022")
                if 1 < len(name) <= 60 and len(name.split()) <= 6 and not _is_sentence(name):
                    found[unit.steps[index].path].append((unit, index, name))
                    break
                index = unit.form.ups[index]
        named = max(found.values(), key=len, default=[])
        distinct = {name for *_, name in named}
        if 2 * len(named) < len(nameless) or len(distinct) < min(2, len(named)):
            return
        for unit, index, name in named:
            unit.author, unit.comment.author_name = index, name

    def _strip_says(self) -> None:
        named = [u for u in self.units if u.comment.author_name]
        for unit, name in zip(named, clean_names([u.comment.author_name or "" for u in named]), strict=True):
            unit.comment.author_name = name

    def _author_facts(self, unit: Unit) -> None:
        """The address behind the name: of the first link in it, else of a link right around it."""
        author, form = unit.author, unit.form
        for index in [*(i for i in form.links if author <= i < form.ends[author]), form.ups[author]]:
            if index >= 0 and unit.steps[index].tag == "a" and (link := unit.attributes.get(index, {}).get("href")):
                unit.comment.author_url = absolute(link, self.base)
                return


def _said_by(attributes: dict[str, str]) -> tuple[float, list[str]]:
    """The dates that attributes give, and how strongly they look like it."""
    rank, raws = 0.0, []
    for name in _DATE_ATTRIBUTES:
        if (value := attributes.get(name)) and (name == "datetime" or _ISO.match(value) or _EPOCH.match(value)):
            raws.append(value)
            rank = 5.0
    if (value := attributes.get("content")) and _ISO.match(value):
        raws.append(value)
        rank = max(rank, 4.0)
    if (value := attributes.get("title")) and len(value) < 60 and _DATED_TITLE.match(value):
        raws.append(value)
        rank = max(rank, 4.0)
    return rank, raws


def _is_sentence(text: str) -> bool:
    return text[-1] in _STOPS and not text.endswith("...") and len(text.split()) > 3


def _linked_rank(rank: float, step: Step, attributes: dict[str, str] | None) -> float:
    """The rank of a link as the author's name: relations speak for it."""
    relation = attributes.get("rel", "") if attributes else ""
    if "author" in relation or "external" in relation:
        return 1.0 if step.hints & DATE and not step.hints & AUTHOR_EXACT else 2.5
    return rank


def _read_votes(unit: Unit) -> None:
    """Read a number among the controls that its class names call likes or dislikes."""
    for index in unit.form.controls:
        text = unit.words[index].strip()
        if not text or len(text) > 8 or not _DIGIT.search(text):
            continue
        if (count := parse_count(text.lstrip("+-"))) is None:
            continue
        element = unit.elements[index]
        kind = votes_of(element.get("class") or "") or votes_of(unit.elements[unit.form.ups[index]].get("class") or "")
        if kind and getattr(unit.comment, kind) is None:
            setattr(unit.comment, kind, -count if text.startswith("-") and kind == "likes" else count)
