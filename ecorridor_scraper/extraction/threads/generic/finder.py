"""Comments of systems that nobody described: repeated records that hold an author, a date and words.

`anchors` finds the dates, `records` the records around them and the role of each part, `lineage` who answers whom.
Here is decided whether the records are comments at all. Sidebars, article lists, related posts, product reviews and
menus repeat records with dates too; what tells them apart is measured (`Evidence`) and weighed by a logistic model.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from ....items import Comment
from ...dates.words import is_weekday
from ..contract import Found, Signals
from ..joined import Printed
from ..labels import mark_deleted, strip_openings
from ..parts import Record, shape_of
from ..place import linked_count, stated_count
from ..text import absolute, from_elements
from ..times import date_attributes, day_first, drop_date, drop_signatures, is_the_same_each_day, raw_dates
from . import lineage
from .alone import is_tool, leave_buttons_out, places
from .anchors import counts_back, find_anchors, find_labels, find_wordy
from .evidence import Evidence, ancestors, is_button, is_counting, measure, probability, score
from .identity import Identity, linked_date, without_copies
from .layout import Layout
from .people import fill_by_tags, resolve
from .records import climb, group_anchors, in_order, runs_of, split_regions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...page import Page

SURE = 0.4
"""Records of a lower confidence are not taken for comments."""

SURE_EXPLICIT = 0.15
"""The same where the page says in so many words that they are comments, or how many comments there are."""
SURE_ANSWERED = 0.1
"""The same where some of these stand in others, besides, or where a title counts them."""
SURE_SILENT = 0.7
"""The same where nothing on the page speaks of comments and nobody can answer: quotes of experts, a log of changes."""
SURE_NAMELESS = 0.75
"""The same where nobody is named, as in live blogs."""
SURE_UNDATED = 0.65
"""The same for records without dates, of which pages have more that are none."""
SIGNS = 2
"""So many things must speak for a single comment: its title, a class name, a button, a field."""
MOST_UNDATED = 5
MOST_ALONE = 3000
"""A single comment has fewer characters than this."""

_TALK = re.compile(r"comment|kommentar|coment|repl(?:y|ies)|discuss|talk|respons|postuser", re.IGNORECASE)
_TITLES = frozenset(("h2", "h3", "h4", "h5", "h6", "legend"))
_LEFT = ":|,;\u2013\u2014\u00b7\u22c5\u2022- "
_BARS = re.compile(r"\s*\n\s*(?:[/|\u00b7\u22c5\u2022\[\]-]\s*)+$|\s*\[\s*(?:[/|\u00b7\u2022-]\s*)*\]$")
MOST_WITH_LONE = 6
"""In a longer thread more than one comment has an answer."""
FEW_WORDS = 40
"""A text of fewer characters is written again by the same writer: "Well said!"."""
MOST_CANDIDATES = 10
"""So many groups of dates are looked at, the largest first."""


class Generic(Printed):
    """Finds repeated records that each hold an author, a date and words."""

    name = "generic"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self._attributes = date_attributes(page.document.body)
        self._repeated: dict[int, list[Any]] = {}

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        """Always possible, never sure."""
        return 0.1

    def read_list(self) -> tuple[Found, list[Any]]:
        found = self._read()
        return found, found.elements

    def _read(self) -> Found:
        candidates = self.candidates()
        sure = [c for c in candidates if c.is_sure]
        backward = [] if sure else [anchor for anchor in self._anchors if counts_back(anchor)]
        wordy = find_wordy(self.page.flat, backward) if backward else []
        if wordy:  # some of the dates have digits, most have none
            self._anchors = in_order([*self._anchors, *wordy])
            candidates = self.candidates()
            sure = [c for c in candidates if c.is_sure]
        best = max(sure, key=lambda c: c.score + 0.5 * math.log2(len(c.layout.records)), default=None)
        best = self._whole(best, sure) if best else None
        if best is None and (alone := self.alone()) is not None:
            return self._found(alone)
        if best is None:
            undated = [c for c in self.undated() if c.is_sure_undated]
            best = max(undated, key=lambda c: c.score, default=None)
            return self._found(self._whole(best, undated)) if best else Found()
        best = self._without_strays(self._completed(best), candidates)
        return self._found(self._with_lone_answer(self._joined(best, candidates)))

    @staticmethod
    def _whole(best: Candidate, sure: Sequence[Candidate]) -> Candidate:
        """The records with those of the same list that are written a little otherwise, if that is about as good."""
        for other in sure:
            own = {_mark(r) for r in best.layout.records}
            more = [r for r in other.layout.records if _mark(r) not in own]
            if not len(more) == len(other.layout.records) - len(own) > 0:
                continue
            kinds = {_kind(r) for r in best.layout.records}
            alike = all(kind[1] for kind in kinds) and all(_kind(r) in kinds for r in more)
            if other.score > best.score - (3 if alike else 0.5):
                best = other
        return best

    @staticmethod
    def _without_strays(best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
        """Only the part of the page with the list, where what other parts add are no comments (the byline, say)."""
        for part in candidates:
            inside = {r.anchor for r in part.layout.records}
            strays = [r for r in best.layout.records if r.anchor not in inside]
            rest = len(best.layout.records) - len(strays)
            if not strays or rest < len(inside) or part.confidence < SURE or len(strays) > 0.2 * len(inside) + 1:
                continue
            kept = [r for r in best.layout.records if r.anchor in inside]
            longest = max(r.words for r in part.layout.records)
            kinds = {_kind(r) for r in kept}
            lists = {r.parts[0].getparent() for r in kept}
            if any(r.parts[0].getparent() in lists for r in strays):
                continue
            if all(
                r.words < 2 or r.words > 3 * longest + 200 or _kind(r) not in kinds or _is_around(r, kept)
                for r in strays
            ):
                return part
        return best

    def _completed(self, best: Candidate) -> Candidate:
        """The same records with those whose date is in words only, if that makes a list as good."""
        anchors = [r.anchor for r in best.layout.records]
        wordy = find_wordy(self.page.flat, anchors)
        if wordy:
            for again in candidates_of(in_order([*anchors, *wordy])):
                again.judge(self.page)
                if len(again.layout.records) > len(best.layout.records) and again.score > best.score - 1:
                    best = again
        return best

    @cached_property
    def _anchors(self) -> list[Any]:
        return find_anchors(self.page.flat, self._attributes)

    def candidates(self) -> list[Candidate]:
        found = []
        groups = [g for g in group_anchors(self._anchors) if len(g) > 1]
        for group in groups[:MOST_CANDIDATES]:
            for part in split_regions(group):
                found += candidates_of(part, {e for a in set(group).difference(part) for e in ancestors(a, 60)})
        for candidate in found:
            candidate.judge(self.page)
        return found

    def alone(self) -> Candidate | None:
        """The one comment of a page, where nothing is repeated: its title says that there is one, or a title or class
        names are the word for comments and other things speak for them, too."""
        for element, anchor, said in places(self.page.flat, self._anchors):
            layout = Layout([Record([element], anchor)])
            resolve(layout)
            record = layout.records[0]
            has_button = leave_buttons_out(record)
            if not record.name or is_tool(record.name) or is_weekday(record.name) or not 1 < record.words < MOST_ALONE:
                continue
            linked = linked_count(self.page.flat, self.page.url) == 1
            if said == "called" and not (has_button or linked):
                continue  # the rules of a section without comments
            candidate = Candidate(layout)
            candidate.judge(self.page)
            titled = {"one": 2, "some": 1}.get(said, 0)
            signs = titled + has_button + candidate.evidence.called + candidate.evidence.invited + linked
            if signs >= SIGNS or (titled and candidate.confidence >= SURE_SILENT):
                candidate.confidence = max(candidate.confidence, SURE)
                return candidate
        return None

    def undated(self) -> list[Candidate]:
        """Records without dates, found by the label or the name that each has, where class names speak of comments, or
        a title says that there are as many of them."""
        found: dict[Any, Candidate] = {}
        flat = self.page.flat
        counted = any(tag in _TITLES and is_counting(e) for e, tag in zip(flat.elements, flat.tags, strict=True))
        for group in find_labels(flat)[:MOST_UNDATED]:
            spoken = _is_spoken_of(group[0])
            if not (spoken or counted):
                continue
            records = [Record(r.parts, None) for r in _elements(climb(group))]
            if len(records) >= 2 and records[0].parts[0] not in found:
                layout = Layout(records)
                resolve(layout)
                candidate = Candidate(layout)
                candidate.judge(self.page)
                if spoken or candidate.evidence.counted:
                    found[records[0].parts[0]] = candidate
        return list(found.values())

    def _joined(self, best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
        """The best records with those of another template in the same list, such as replies that look different."""
        dates = {r.anchor for r in best.layout.records}
        for other in candidates:
            if other is best or other.layout.owners & best.layout.owners:
                continue
            if all(r.anchor in dates for r in other.layout.records):
                continue
            if other.confidence >= SURE and _beside(best, other):
                best.layout.absorb(other.layout)
                continue
            outer, inner = best, other
            if _holds(other, best):
                outer, inner = other, best
            elif not _holds(best, other):
                continue
            few = len(inner.layout.records) < 0.15 * len(outer.layout.records)
            called = _are_called_answers(inner.layout.records)
            if (inner.confidence < 0.2 or few) and not called:
                continue
            if any(lineage.is_quote(r.parts[0]) for r in inner.layout.records[:3]):
                continue
            layout = Layout([Record(r.parts, r.anchor) for r in outer.layout.records], beside=inner.layout.owners)
            resolve(layout)
            again = Candidate(layout)
            again.judge(self.page)
            if again.confidence > (SURE_EXPLICIT if called else 0.5):
                layout.absorb(inner.layout)
                return again
        return best

    def _with_lone_answer(self, best: Candidate) -> Candidate:
        """The records with the only answer of the page, where answers are written otherwise than what they answer.

        It stands in a record, apart from the date, name and words of that, and has a button that the records have, or
        class names that call it an answer.
        """
        layout = best.layout
        if len(layout.records) > MOST_WITH_LONE:
            return best
        own = layout.owners.union(r.anchor for r in layout.records)
        others = [a for a in self._anchors if a not in own and layout.owners.intersection(ancestors(a, 30))]
        around = set(ancestors(others[0], 30)) if len(others) == 1 else set()
        holder = next((r for r in reversed(layout.records) if not around.isdisjoint(r.parts)), None)
        if holder is None:
            return best
        special = [holder.nodes[i] for i in (holder.date, holder.author, holder.body) if i > 0]
        taken = {*special, *(e for element in special for e in ancestors(element, 60))}
        top = others[0]
        while (above := top.getparent()) is not None and above not in taken and above not in layout.owners:
            top = above
        while len(top) == 1 and len(top[0]) and top[0].tag != "a" and not (top.text or "").strip():
            top = top[0]  # a list of answers around it
        answer = Layout([Record([top], others[0])])
        resolve(answer)
        record = answer.records[0]
        labels = {text for path in layout.paths if path.is_label and not path.dated for text in path.texts}
        said = [text for e in record.nodes if e.text and (text := e.text.strip())]
        around_it = [top, *itertools.takewhile(lambda e: e not in holder.parts, top.iterancestors())]
        is_told = any(map(lineage.is_answer, around_it))
        if not is_told and (holder.body <= 0 or holder.nodes[holder.body] not in around):
            is_told = any(text in labels or is_button(text) for text in said)
        if not (record.name and record.words > 1 and is_told):
            return best
        again = Candidate(Layout([Record(r.parts, r.anchor) for r in layout.records], beside=answer.owners))
        resolve(again.layout)
        again.judge(self.page)
        again.layout.absorb(answer)
        return again if again.confidence >= best.confidence - 0.1 else best

    def _found(self, candidate: Candidate) -> Found:
        layout = candidate.layout
        fill_by_tags(layout)
        elements = [part for record in layout.records for part in record.parts]
        records = layout.records = without_copies(layout)
        identity = Identity(records)
        ids, page_local = _ids(identity, records)
        edges = self._edges(layout, identity)
        lineage.drop_addressees(layout, edges)
        raws = [raw_dates(record, self._attributes) for record in records]
        first = day_first(text for own in raws for text in own)
        links = [linked_date(record) for record in records]
        own_links = all(links) and len(set(links)) == len(links)
        comments = []
        for i, record in enumerate(records):
            comment = Comment(comment_id=ids[i], confidence=round(candidate.confidence, 3))
            if (edge := edges.get(i)) is not None:
                comment.parent_id, comment.parent_source = ids[edge[0]], edge[1]
            comment.author_name = record.name
            comment.permalink = absolute(links[i], self.base_of(record.parts[0])) if own_links else None
            for raw in raws[i]:
                if self.date(comment, raw, day_first=first):
                    break
            self._write_body(comment, record, self._repeated.get(i, ()))
            comments.append(comment)
        drop_signatures(comments, records)
        strip_openings(comments)
        mark_deleted(comments)
        there = sum(comment.status == "visible" for comment in comments)
        stated = stated_count(elements, at_least=there)
        if stated is None:
            stated = linked_count(self.page.flat, self.page.url, at_least=there)
        return Found(
            comments,
            elements=elements,
            stated_count=stated,
            page_local_ids=page_local,
            is_guess=not (candidate.evidence.is_told or (candidate.evidence.called and stated == there)),
        )

    def _write_body(self, comment: Comment, record: Record, repeated: Sequence[Any]) -> None:
        whole, base = record.body < 0, self.base_of(record.parts[0])
        tops = record.parts if whole else [record.nodes[record.body]]
        tails = tops if whole else ()
        text = from_elements(tops, skip=record.skip.union(repeated), base_url=base, wrapper=not whole, tails=tails)
        if repeated and not text.text:
            text = from_elements(tops, skip=record.skip, base_url=base, wrapper=not whole, tails=tails)
        comment.text, comment.text_html, comment.quoted_text = text.text, text.html, text.quoted
        if comment.quoted_text and any(lineage.is_all_said(record, j) for j in _quotes_in(record)):
            comment.quoted_text = None
        if comment.text and (end := _BARS.search(comment.text)) and any(e in record.skip for top in tops for e in top):
            comment.text = comment.text[: end.start()] or None  # "[Link / Reply]" is gone but for stroke and brackets
            comment.text_html = (comment.text_html or "").rstrip(" \n/|[]\u00b7\u2022-").removesuffix("<br>") or None
        if comment.text and comment.text[0] in _LEFT and any(e in record.skip for top in tops for e in top):
            comment.text = comment.text.lstrip(_LEFT) or None  # "Joan (2 May): " is gone but for its colon
            comment.text_html = (comment.text_html or "").lstrip(_LEFT) or None
        if record.is_mixed or (record.date >= 0 and (record.mass[record.date] > 140 or record.date == record.body)):
            drop_date(comment, record)
        if repeated and text.text:
            comment.quoted_text = "\n\n".join(" ".join(" ".join(q.itertext()).split()) for q in repeated)

    def _edges(self, layout: Layout, identity: Identity) -> dict[int, tuple[int, str]]:
        """Parent and how it is known; remembers the quotes that repeat an earlier record, where only these tell it or a
        line above them says whose words they are."""
        records = layout.records
        quoted, self._repeated = lineage.quotes(records, identity.ids)
        signed = lineage.with_openings(records, self._repeated)
        edges, source = identity.edges(), "attribute"
        if not edges:
            edges, source = lineage.nesting(records), "dom"
        if not edges and (series := lineage.levels(records)):
            edges, source = lineage.by_levels(series), "indent"
        if not edges:
            edges, source = lineage.numbering(layout), "attribute"
        if edges:
            self._repeated = signed
            return {i: (p, source) for i, p in edges.items()}
        return {
            **{i: (p, "mention") for i, p in lineage.mentions(layout).items()},
            **{i: (p, "quote") for i, p in quoted.items()},
        }


def _ids(identity: Identity, records: Sequence[Record]) -> tuple[list[str], bool]:
    if identity.ids and len(identity.ids) == len(records):
        values = [identity.ids[i] for i in range(len(records))]
        local = all(v.isdecimal() and int(v) <= 2 * len(values) for v in values)
        return values, local
    ids: list[str] = []
    seen: Counter[str] = Counter()
    for i, record in enumerate(records):
        if i in identity.ids:
            ids.append(identity.ids[i])
            continue
        text = " ".join(lineage.body_text(record).split())[:400]
        # "3 hours ago" is a day of the month after a while: only a few words, which come again, need it
        dates = filter(is_the_same_each_day, raw_dates(record)[:1]) if len(text) < FEW_WORDS else ()
        words = "\x1f".join((record.name or "", *dates, text))
        digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        seen[digest] += 1
        ids.append(f"h{digest}" if seen[digest] == 1 else f"h{digest}-{seen[digest]}")
    return ids, True


def candidates_of(group: Sequence[Any], beyond: Collection[Any] = ()) -> list[Candidate]:
    """The ways in which dates of one kind may stand in records: elements of their own, or runs of siblings.

    Elements in `beyond` hold dates of the same kind that are left out, in what the records answer, say.
    """
    tops = climb(group, beyond=beyond)
    ways = [_elements(tops)]
    looser = climb(group, distinct=0.9, beyond=beyond)
    if looser != tops:
        ways.append(_elements(looser))
    found = []
    for records in ways:
        if len(records) >= 2:
            layout = Layout(records)
            resolve(layout)
            found.append(Candidate(layout))
    if found and sum(r.words < 2 + len(r.name or "") for r in found[0].layout.records) > 0.5 * len(
        found[0].layout.records
    ):
        records = runs_of(tops)
        if len(records) >= 2:
            layout = Layout(records)
            resolve(layout)
            found.append(Candidate(layout))
    return found


def _elements(tops: Sequence[tuple[Any, Any]]) -> list[Record]:
    taken: dict[Any, Any] = {}
    for top, anchor in tops:
        taken.setdefault(top, anchor)
    return [Record([top], anchor) for top, anchor in taken.items()]


def _is_spoken_of(element: Any) -> bool:
    """Whether class names or ids around an element speak of comments."""
    return any(
        _TALK.search(f"{e.get('class') or ''} {e.get('id') or ''}")
        for e in (element, *ancestors(element, 12))
        if e.tag != "body"
    )


def _beside(one: Candidate, other: Candidate) -> bool:
    """Whether records of two kinds stand in the same list, none of them inside of another."""
    first, second = ([ancestors(r.parts[0], 60) for r in c.layout.records[:50]] for c in (one, other))
    owners = one.layout.owners | other.layout.owners
    shared = {e for e in first[0] if e.tag not in ("html", "body", "main", "form")}
    for above in first[1:]:
        shared.intersection_update(above)
    return (
        bool(shared)
        and all(not shared.isdisjoint(above) and owners.isdisjoint(above) for above in second)
        and all(owners.isdisjoint(above) for above in first)
    )


def _are_called_answers(records: Sequence[Record]) -> bool:
    """Whether class names of records, or just around them, call them answers."""
    return all(any(map(lineage.is_answer, (r.parts[0], *ancestors(r.parts[0], 2)))) for r in records)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether (nearly) all records of one kind stand inside of records of the other."""
    owners = outer.layout.owners
    records = inner.layout.records
    return sum(any(a in owners for a in ancestors(r.parts[0], 8)) for r in records) >= 0.9 * len(records)


def _quotes_in(record: Record) -> list[int]:
    """What looks like a quote in a record."""
    return [j for j, e in enumerate(record.nodes) if record.ups[j] >= 0 and record.mass[j] and lineage.is_quote(e)]


def _mark(record: Record) -> Any:
    """What tells a record in all candidates: its date, or itself."""
    return record.parts[0] if record.anchor is None else record.anchor


def _kind(record: Record) -> tuple[str, str]:
    top = record.parts[0]
    return top.tag, shape_of(top.get("class") or top.get("id") or "")


def _is_around(record: Record, others: Sequence[Record]) -> bool:
    """Whether a record holds all others and names nobody where they do: a part of the page with the whole list."""
    named = {other.paths[other.author] for other in others if other.author >= 0}
    if record.author >= 0 and record.paths[record.author] in named:
        return False
    return all(record.parts[0] in ancestors(other.parts[0], 60) for other in others)


def _holds_a_page(element: Any) -> bool:
    """Whether the main part of a page stands in an element, as in what holds an article and its date."""
    return any(e.tag in ("main", "h1") or e.get("role") == "main" for e in element.iter("main", "h1", "div", "section"))


class Candidate:
    """Records that may be comments."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.evidence = Evidence()
        self.confidence = 0.0
        self.score = -20.0

    def judge(self, page: Page) -> None:
        """Weigh the evidence."""
        self.evidence = measure(self.layout, page.root, page.url)
        self.score = score(self.evidence)
        self.confidence = probability(self.score)

    @property
    def is_sure_undated(self) -> bool:
        """Whether these records, which have no dates, may be taken for comments."""
        told = self.evidence.explicit + self.evidence.counted
        return self.confidence >= (SURE_UNDATED, SURE, SURE_ANSWERED)[told]

    @property
    def is_sure(self) -> bool:
        """Whether these records, which have dates, may be taken for comments."""
        if self.evidence.pair and self.evidence.nested and _holds_a_page(self.layout.records[0].parts[0]):
            return False
        if self.evidence.author < 0.5 and not (self.evidence.explicit and self.evidence.counted):
            return self.confidence >= SURE_NAMELESS
        if not (self.evidence.explicit or self.evidence.counted):
            if SURE <= self.confidence < SURE_SILENT and self.evidence.is_silent:
                return bool(Identity(self.layout.records).edges())  # some name others as what they answer
            return self.confidence >= SURE
        return self.confidence >= (SURE_ANSWERED if self.evidence.nested else SURE_EXPLICIT)
