"""Ids of records of an unknown system, and the attributes and links by which one of them names another."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..parts import STRING, subtree_end
from ..text import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..parts import Record
    from .layout import Layout

Edges = dict[int, int]
"""Index of a record -> index of the record that it answers."""

LEVEL_NAME = re.compile(r"depth|level|indent|nest|tier|generation", re.IGNORECASE)
_NOT_PARENT = re.compile(
    r"prev|next|root|top|last|first|replies|answers|children|count|total|likes|votes|score", re.IGNORECASE
)
_TOP = -2
"""Instead of a path: the elements of the records themselves, where these come from several templates."""
_DATED = -4
"""The same for the links that the dates are: the addresses of the comments themselves, if anything is."""
_LEAD = -3
"""Instead of a path: the link with which the words of a record begin."""
_MOST_LEAD = 60
"""A line that says what is answered has no more characters."""
_MARKS_BEFORE = frozenset(("", "@", ">", ">>", "#", "\u21aa", "\u2191", "\u00bb"))
_REFERRING = frozenset(("href", "id", "class", "name", "value", "for", "rel", "cite", "about", "resource"))
_ANSWERING = re.compile(r"(?:^|[\s_-])(?:in-?reply-?to|parent(?:-(?:comment|link|post))?)(?=\s|$)", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_REFERENCE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}|(?:[A-Za-z]{1,12}(\d+)|[0-9A-Za-z]*\d[0-9A-Za-z]*)(?![0-9A-Za-z])"
)
_DIGIT = re.compile(r"\d")
SIZE = r"[mp][btrexy]?|col|row|order|g[xy]?|gap|fs|fw|lh|[wh]|z|border|rounded|shadow|opacity|space-[xy]"
"""Class names of common style sheets whose number is a size that moves nothing in from the left."""
_STEP = re.compile(
    rf"(?<![^\s])(?:(?:(?:{SIZE}|[mp][ls]|offset)(?:-(?:xs|sm|md|lg|xl|xxl))?|\S*(?:{LEVEL_NAME.pattern}))[-_]?\d+"
    r"|[a-z]{1,2}\d{1,2}-\w+)(?![^\s])",
    re.IGNORECASE,
)
"""Class names whose number is a size ("pb-3", "col-md-8") or a depth ("l1-mid"): no id, though some are as small."""


def references(value: str) -> list[str]:
    """The tokens of an attribute that may be somebody's id: whatever holds a digit, and UUIDs."""
    if "#" in value:
        fragment = value.rsplit("#", 1)[1]
        if _DIGIT.search(fragment):
            value = fragment
    return [m[1] or m[0] for m in _REFERENCE.finditer(value[-300:])]


def bare(href: str) -> str:
    """An address without query and fragment."""
    return href.partition("#")[0].partition("?")[0]


def linked_date(record: Record) -> str:
    """The address that the date of a record links to, which is its own; empty where it is no link."""
    up = record.ups[record.date] if record.date >= 0 else -1
    links = (record.nodes[i].get("href") for i in (record.date, up) if i >= 0 and record.nodes[i].tag == "a")
    return next(links, None) or ""


def folded(text: str) -> str:
    """A text's letters and digits alone, without case."""
    return _NO_WORD.sub("", text).casefold()


def _may_refer(name: str, element: Any) -> bool:
    """Whether an attribute may hold somebody's id: by its name, or as any "-id", or what says that it names what is
    answered, of an element that a site has made."""
    if name in _REFERRING or name[:5] == "data-":
        return True
    return "-" in element.tag and (name.endswith("id") or _ANSWERING.search(name) is not None)


def _lead(record: Record, end: int) -> tuple[int, int]:
    """The link into the page with which the words of a record begin, and the line of its own that it stands in; -1 for
    what there is not."""
    at = _first(record, record.body, end)
    while at >= 0 and record.nodes[at].tag != "a":
        before = (record.nodes[at].text or "").strip()
        if len(before) > _MOST_LEAD or (before not in _MARKS_BEFORE and record.mass[at] > _MOST_LEAD):
            return -1, -1
        inner = _first(record, at, end)
        at = inner if inner >= 0 and record.ups[inner] == at else -1
    if at < 0 or "#" not in (record.nodes[at].get("href") or ""):
        return -1, -1
    line = at
    while record.ups[line] != record.body and record.mass[record.ups[line]] <= _MOST_LEAD:
        line = record.ups[line]
    begins = not (record.nodes[record.ups[line]].text or "").strip()
    return at, line if begins and line != at and record.nodes[line].tag in BLOCKS else -1


def _first(record: Record, above: int, end: int) -> int:
    """The first node below another that holds words, or -1."""
    at = above + 1
    while at < end:
        if record.nodes[at] in record.skip:
            at = subtree_end(record, at)
        elif record.mass[at]:
            return at
        else:
            at += 1
    return -1


class Identity:
    """Ids of the records, and attributes that point from one record to another."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.table: dict[tuple[int, str, int], dict[int, str]] = defaultdict(dict)
        self.elsewhere: set[tuple[int, str]] = set()
        """Paths at which not all values are links to a place in a page, or to the page that the date links to."""
        self.naming: set[int] = set()
        """Paths of links that are called what they are: "in-reply-to"."""
        self.leads: dict[int, int] = {}
        """By record, the index of a line of its own before the words, whose link names what is answered."""
        self.wide: set[int] = set()
        """Records that stand directly in what holds all of them, whose id is that of the article, or of the first."""
        self._read()
        self.key, self.ids = self._find_ids()

    def _read(self) -> None:
        several = len({record.paths[0] for record in self.records}) > 1
        first, last = (set(self.records[at].parts[0].iterancestors()) for at in (0, -1))
        for i, record in enumerate(self.records):
            own = linked_date(record)
            self._note(i, _DATED, "href", own)
            for name, value in record.nodes[0].items() if several else ():
                own_value = _STEP.sub("", value) if name == "class" else value
                if own_value and _may_refer(name, record.nodes[0]) and _DIGIT.search(own_value):
                    self._note(i, _TOP, name, own_value)
            self._read_inside(i, record, bare(own))
            above = record.parts[0].getparent()
            if above is not None and (value := above.get("id")):
                self._note(i, -1, "id", value)
                if above in first and above in last:
                    self.wide.add(i)
        self.tops = {_TOP} | {p for r in self.records[:3] for p, up in zip(r.paths, r.ups, strict=True) if up < 0}

    def _read_inside(self, i: int, record: Record, own: str) -> None:
        """Read a record's elements but for those inside of its words, of which only the first link counts."""
        seen: set[tuple[int, str]] = set()
        last = record.body if record.body > 0 else len(record.nodes)
        first_after = subtree_end(record, record.body) if record.body > 0 else last
        for j, element in enumerate(record.nodes):
            if last < j < first_after:
                continue
            number = record.paths[j]
            if element.tag == "a" and _ANSWERING.search(f"{element.get('class') or ''} {element.get('rel') or ''}"):
                self.naming.add(number)
            for name, value in element.items():
                if not value or not _may_refer(name, element) or not _DIGIT.search(value):
                    continue
                if (name[:5] == "data-" and LEVEL_NAME.search(name)) or (number, name) in seen:
                    continue
                if name == "class" and not _DIGIT.search(value := _STEP.sub("", value)):
                    continue
                seen.add((number, name))
                if name != "href" or ("#" not in value and bare(value) != own):
                    self.elsewhere.add((number, name))
                self._note(i, number, name, value)
        if record.body > 0:
            link, line = _lead(record, first_after)
            if link >= 0:
                self._note(i, _LEAD, "href", record.nodes[link].get("href"))
            if line >= 0:
                self.leads[i] = line

    def _note(self, i: int, number: int, name: str, value: str) -> None:
        """Keep what an attribute at a path may refer to, token by token."""
        for place, token in enumerate(references(value)[:6]):
            self.table[number, name, place][i] = token

    def _find_ids(self) -> tuple[tuple[int, str, int] | None, dict[int, str]]:
        count = len(self.records)
        best: tuple[float, tuple[int, str, int]] | None = None
        for key, values in self.table.items():
            if len(values) < 0.9 * count or len(set(values.values())) < len(values):
                continue
            number, name, place = key
            rank = {"id": 5.0, "data-id": 4.5, "name": 3.5, "href": 3.0, "about": 3.5}.get(
                name, 4.0 if name.startswith("data-") or name not in _REFERRING else 1.0
            )
            if name == "class":
                rank = 0.5
            rank += 1.5 if number == _DATED else 0
            rank += 2.0 if number in self.tops else 0
            rank -= 0.3 * place + 0.01 * number
            if name not in _REFERRING and re.search(r"parent|time|date|user|author", name):
                rank -= 3
            if best is None or rank > best[0]:
                best = (rank, key)
        if best is None:
            return None, {}
        return best[1], self.table[best[1]]

    def edges(self) -> Edges:
        """Parents that attributes name: values that are ids of records before, and that tell more than one parent."""
        best: tuple[float, Edges, int] | None = None
        for id_values in self._id_sets():
            owner = {token: i for i, token in id_values.items()}
            for key, values in self.table.items():
                named = self._parents_in(key, id_values, owner) if values is not id_values else None
                if named is not None and (best is None or named[0] > best[0]):
                    best = (*named, key[0])
        if best is not None and best[2] == _LEAD:
            self._leave_leads_out(best[1])
        return best[1] if best else {}

    def _parents_in(
        self, key: tuple[int, str, int], id_values: dict[int, str], owner: dict[str, int]
    ) -> tuple[float, Edges] | None:
        """The parents that the values of one attribute name by ids of records and their owners, with how good they are;
        None where the values are something else."""
        number, name, _place = key
        values, count = self.table[key], len(self.records)
        if len(values) >= (0.9 if name == "class" else 1) * count > 1 and len(set(values.values())) == 1:
            return None  # "flex-grow-1" or "?from=1" of all is no id, though a new site has ids as small
        edges, own, later, astray = self._resolved(number, values, id_values, owner)
        if len(edges) < 1 or later > 0.1 * (len(edges) + later) or astray > 0.2 * (len(edges) + astray):
            return None
        if own and (name != "href" or later or astray or own < 0.2 * count):
            return None
        if name == "href" and (number, name) in self.elsewhere and self._is_of_writers(values):
            return None
        # "Ann in reply to Bob", where the date links to the comment itself, names a parent as well
        naming = bool(own) or "parent" in name or self._names_parent(name) or (name == "href" and number in self.naming)
        if len(edges) < 3 and not naming and (later or astray or (number, name) in self.elsewhere):
            return None
        if _NOT_PARENT.search(name) or (not naming and self._is_numbering(values, edges)):
            return None
        return len(edges) / count + 0.5 * len(set(edges.values())) / len(edges) + (1.0 if naming else 0), edges

    def _resolved(
        self, number: int, values: dict[int, str], id_values: dict[int, str], owner: dict[str, int]
    ) -> tuple[Edges, int, int, int]:
        """Whose ids the values are: of records before, and how many are the record's own, of a later one, of none."""
        edges: Edges = {}
        own = later = astray = 0
        for i, token in values.items():
            if id_values.get(i) == token:
                own += 1
            elif (parent := owner.get(token)) is not None:
                if number == -1 and i in self.wide and parent:
                    continue
                if parent < i:
                    edges[i] = parent
                else:
                    later += 1
            elif token not in ("0", "1", "00"):
                astray += 1
        return edges, own, later, astray

    def _leave_leads_out(self, edges: Edges) -> None:
        """The lines that say what is answered are no words, where all say the same around what they name."""
        said: dict[int, str] = {}
        for i in edges.keys() & self.leads.keys():
            line = self.records[i].nodes[self.leads[i]]
            link = next(line.iter("a"))
            said[i] = folded(STRING(line).replace(STRING(link), "", 1))
        if len(set(said.values())) > 1:
            return
        for i in said:
            record, at = self.records[i], self.leads[i]
            if record.words > record.mass[at]:
                record.skip.add(record.nodes[at])
                record.words -= record.mass[at]

    def _is_numbering(self, values: dict[int, str], edges: Edges) -> bool:
        """Whether values that are ids of others as well count all records."""
        count = len(self.records)
        given = [token for token in values.values() if token not in ("0", "00")]
        if len(set(given)) == len(given) >= 0.9 * count and len(edges) > 1:
            return True
        return len(edges) == count - 1 and self._is_chain(edges)

    def _is_of_writers(self, values: dict[int, str]) -> bool:
        """Whether all that somebody has written has the same number, and somebody has written more than once."""
        said: dict[str | None, set[str]] = defaultdict(set)
        for i, token in values.items():
            said[self.records[i].name].add(token)
        theirs = sum(record.name in said for record in self.records)
        return len(values) == theirs > len(said) and all(len(tokens) == 1 for tokens in said.values())

    def _id_sets(self) -> list[dict[int, str]]:
        count = len(self.records)
        sets = [v for v in self.table.values() if len(v) >= 0.9 * count and len(set(v.values())) == len(v)]
        unique: dict[tuple[str, ...], dict[int, str]] = {}
        for values in sets:
            unique.setdefault(tuple(values.get(i, "") for i in range(min(count, 8))), values)
        if self.ids and self.ids not in unique.values():
            return [self.ids, *list(unique.values())[:5]]
        return list(unique.values())[:6]

    @staticmethod
    def _names_parent(name: str) -> bool:
        return bool(re.search(r"parent|reply-?to|in-?reply", name, re.IGNORECASE))

    @staticmethod
    def _is_chain(edges: Edges) -> bool:
        return all(parent == i - 1 for i, parent in edges.items())


def without_copies(layout: Layout) -> list[Record]:
    """The records without those of a box that shows some of them once more ("editors' picks").

    What stands in one list is left out, with its answers, where all of it stands in a longer list too: the same names,
    dates, words and ids. What somebody has sent twice stands in one list, or has two ids.
    """
    lists: dict[Any, list[Record]] = defaultdict(list)
    for record in layout.records:
        lists[record.parts[0].getparent()].append(record)
    if len(lists) < 2 or not all(record.name and record.anchor is not None for record in layout.records):
        return layout.records
    places: dict[tuple[str, ...], set[Any]] = defaultdict(set)
    told = {record.parts[0]: _told(record) for record in layout.records}
    for record in layout.records:
        places[told[record.parts[0]]].add(record.parts[0].getparent())
    if len(places) == len(layout.records):
        return layout.records
    copies: set[Any] = set()
    for above, members in lists.items():
        around = {above, *above.iterancestors()}
        elsewhere = [places[told[record.parts[0]]] - copies - {above} for record in members]
        longer = any(len(lists[other]) > len(members) for others in elsewhere for other in others)
        if all(elsewhere) and (not around.isdisjoint(copies) or (longer and around.isdisjoint(layout.owners))):
            copies.add(above)
    return [record for record in layout.records if record.parts[0].getparent() not in copies]


def _told(record: Record) -> tuple[str, ...]:
    """What a copy of a record shares with it."""
    top, words = record.nodes[0], record.nodes[max(record.body, 0)]
    dated = [value for name, value in sorted(record.anchor.items()) if name != "class"]
    values = [value for name, value in sorted(top.items()) if _DIGIT.search(value) and _may_refer(name, top)]
    ids = [token for value in values for token in references(value)[-1:]]
    return (record.name or "", STRING(words), STRING(record.anchor), *dated, *ids)
