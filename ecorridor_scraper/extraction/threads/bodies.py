"""The body of each comment of a thread: where most of the words are that are neither controls, author nor date.

Which path holds the bodies is decided for all comments together; one that is built differently gets its own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .hints import AUTHOR, BODY, DATE, META
from .labels import strip_labels
from .outline import PROSE
from .text import from_elements

if TYPE_CHECKING:
    from .outline import Form, Path, Unit

WORDS, MIXED, ASIDE = 0, 1, 2
"""What an element holds: somebody's words; controls besides; nothing but controls, author, date and the like."""


class Bodies:
    """Resolves and writes the bodies of the units of one page, whose authors and dates are known."""

    def __init__(self, units: list[Unit], facts: list[Path], base: str) -> None:
        self.units = units
        self.facts = facts
        self.base = base

    def write(self) -> None:
        """Fill the text of every unit's comment."""
        for fact in self.facts:
            fact.total = 0
        known: dict[tuple[Form, tuple[int, ...]], _Parts] = {}
        built = []
        for unit in self.units:
            key = (unit.form, _seeds(unit))
            parts = known.get(key)
            if parts is None:
                parts = known[key] = _Parts(*key)
            built.append(parts)
        labels = self._labels(built)
        states = [self._weigh(unit, parts, labels) for unit, parts in zip(self.units, built, strict=True)]
        chosen = self._choose()
        for unit, parts, state in zip(self.units, built, states, strict=True):
            self._write(unit, parts, state, chosen)
        strip_labels([unit.comment for unit in self.units])

    def _labels(self, built: list[_Parts]) -> set[tuple[int, str]]:
        """Short texts that stand at the same path in half of the comments: the site's words."""
        facts = self.facts
        for unit, parts in zip(self.units, built, strict=True):
            for index in parts.tops:
                step = unit.steps[index]
                if 0 < unit.lengths[index] < 60 and not step.is_bare:
                    facts[step.path].short[unit.text(index)] += 1
        constant = max(3, len(self.units) // 2)
        return {
            (path, text)
            for path, fact in enumerate(facts)
            if fact.short
            for text, times in fact.short.items()
            if times >= constant
        }

    def _weigh(self, unit: Unit, parts: _Parts, labels: set[tuple[int, str]]) -> list[int]:
        """Count, for every path, the words that it holds directly: bodies are where most of the words are.

        What each element holds comes back, labels among what is no part of a body.
        """
        steps, lengths, facts, ups, state = unit.steps, unit.lengths, self.facts, unit.form.ups, parts.state
        for index in parts.tops:
            step = steps[index]
            weight = lengths[index]
            if weight < 60 and labels and (step.path, unit.text(index)) in labels:
                if state is parts.state:
                    state = list(state)
                state[index] = ASIDE
                continue
            facts[step.path].total += weight
            if not step.hints & META or step.hints & BODY:
                facts[steps[ups[index]].path].total += weight
        for index in parts.mixed:
            words = unit.direct(index)
            fact = facts[steps[index].path]
            fact.total += len(words)
            fact.bare += len(words)
            fact.scraps[words] += 1
        return state

    def _choose(self) -> int:
        """The path of the bodies, -1 where there is none."""
        facts = self.facts
        tops = [i for i, fact in enumerate(facts) if fact.total]
        if not tops:
            return -1

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
                and (facts[i].tag not in PROSE or facts[i].hints & BODY)
                and facts[i].total >= (0.4 if facts[i].hints & BODY else 0.75) * facts[best].total
            ]
            if not inner:
                return best
            best = max(inner, key=lambda i: (weight(i), -i))

    def _write(self, unit: Unit, parts: _Parts, state: list[int], chosen: int) -> None:
        steps, elements, form = unit.steps, unit.elements, unit.form
        places = [i for i in form.at(chosen) if state[i] != ASIDE]
        if not places:
            places = _own_best(unit, parts, state)
        skip: set[Any] = set(unit.nested)
        for place in places:
            for index in range(place + 1, form.ends[place]):
                if state[index] == ASIDE or (
                    state[place] == MIXED and form.ups[index] == place and _is_aside(unit, index, state)
                ):
                    skip.add(elements[index])
        bodies = [elements[i] for i in places]
        if places and state[places[0]] == MIXED and self._is_scrap(self.facts[steps[places[0]].path]):
            # paragraphs with scraps between them ("Says:", separators): the paragraphs are the body
            inner = [c for e in bodies for c in e if type(c.tag) is str and c not in skip and c.tag != "br"]
            if any("".join(c.itertext()).strip() for c in inner):
                bodies = inner
        skip.difference_update(bodies)
        whole = bool(places) and bodies[0] is elements[places[0]]
        text = from_elements(bodies, skip=skip, base_url=self.base, wrapper=whole)
        comment = unit.comment
        comment.text, comment.text_html, comment.quoted_text = text.text, text.html, text.quoted
        comment.is_truncated = True if text.truncated else None

    def _is_scrap(self, fact: Path) -> bool:
        """Whether the text directly in a holder of paragraphs is none of the body: little, or always the same."""
        times = max(fact.scraps.values(), default=0)
        return fact.bare < 0.4 * fact.total or times >= max(2, 0.8 * len(self.units))


class _Parts:
    """What the elements of a comment hold, given those that certainly are no part of a body."""

    def __init__(self, form: Form, seeds: tuple[int, ...]) -> None:
        ups, chosen = form.ups, set(seeds)
        state = self.state = [WORDS] * len(ups)
        for index, up in enumerate(ups):
            if up < 0:
                state[index] = MIXED
            elif state[up] == ASIDE:
                state[index] = ASIDE
            elif index in chosen:
                state[index] = ASIDE
                while up >= 0 and state[up] == WORDS:
                    state[up] = MIXED
                    up = ups[up]
        self.tops = [i for i, up in enumerate(ups) if state[i] == WORDS and state[up] == MIXED]
        """The outermost elements that hold nothing but words."""
        self.mixed = [i for i, status in enumerate(state) if status == MIXED]


def _seeds(unit: Unit) -> tuple[int, ...]:
    """Controls, author, date and the like."""
    form, lengths, attributes = unit.form, unit.lengths, unit.attributes
    seeds = [i for i, below in form.limited if lengths[i] < below]
    seeds += [i for i in form.links if i in attributes and _is_reply(attributes[i].get("href", ""))]
    seeds.append(unit.author)
    if unit.date >= 0 and lengths[unit.date] <= 120 and not _holds_paragraphs(unit, unit.date):
        seeds.append(unit.date)
    return tuple(seeds)


def _holds_paragraphs(unit: Unit, index: int) -> bool:
    """Whether an element has a date as bare text and paragraphs beside it, as a short comment of an old theme has."""
    below = range(index + 1, unit.form.ends[index])
    return any(unit.steps[i].tag == "p" for i in below) and bool(unit.direct(index))


def _is_reply(link: str) -> bool:
    return "replytocom=" in link or link.endswith("#respond")


def _is_aside(unit: Unit, index: int, state: list[int]) -> bool:
    """Whether a sibling of the bare paragraphs of a body is no part of it."""
    step = unit.steps[index]
    if step.tag in PROSE:
        return bool(step.hints & META and unit.lengths[index] < 80)
    return state[index] == MIXED or bool(step.hints & (META | AUTHOR | DATE) and not step.hints & BODY)


def _own_best(unit: Unit, parts: _Parts, state: list[int]) -> list[int]:
    """The body of a comment that is built differently from the others: where its own words are."""
    weights: dict[int, int] = defaultdict(int)
    for index in parts.tops:
        if state[index] == WORDS:
            step = unit.steps[index]
            is_bare = step.tag in PROSE and not step.hints & BODY
            weights[unit.form.ups[index] if is_bare else index] += unit.lengths[index]
    for index in parts.mixed:
        weights[index] += len(unit.direct(index))
    best = max(weights, key=lambda i: (weights[i], -i), default=-1)
    return [best] if best >= 0 and weights[best] else []
