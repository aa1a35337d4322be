"""What is inside of records that repeat: every element by its path, and the role that each path plays.

Nothing here needs a class name. Every element is known by its path from the record; what stands at one path in all
records tells its role: a date is a date in all, a name is short and changes from record to record, a label is the
same everywhere, and the words are in the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ..parts import (
    LETTER,
    NO_TEXT,
    Kinds,
    Path,
    Record,
    above,
    counts_answers,
    holds_blocks,
    is_numbered,
    other_name,
    own_texts,
    said_around,
)
from ..times import is_mixed
from .alone import is_tool
from .anchors import is_dated, is_wordy

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLE = 120
"""So many records tell what the parts of all of them are."""
_SENTENCE = 12
"""Characters directly beside a link that make it a part of a sentence."""
SHORT = 60
"""A name or a label has at most this many characters."""

_FEW = 40
"""So many tell what all of them say."""
_INLINE = frozenset(("b", "i", "em", "strong", "u", "s", "sup", "sub", "font", "mark", "wbr", "abbr", "bdi", "bdo"))
"""What changes the look of a part of a word or line."""
_INDEXED = frozenset(
    ("span", "a", "b", "strong", "small", "font", "tr", "td", "div", "dt", "dd", "li", "i", "h3", "h4")
)


class Layout:
    """The records of one kind, their paths, and the roles of these."""

    def __init__(self, records: list[Record], *, beside: Iterable[Any] = ()) -> None:
        """`beside` holds elements of other records that may stand inside of these."""
        self.records = records
        self.sample = (
            records if len(records) <= SAMPLE else [records[i * len(records) // SAMPLE] for i in range(SAMPLE)]
        )
        """What the roles of paths are judged by: in a long list they are plain long before its end."""
        self.owners: set[Any] = {part for record in records for part in record.parts}
        self.owners.update(beside)
        self.paths: list[Path] = []
        self._texts: dict[Any, str] = {}
        self.author_path = -1
        self.body_path = -1
        self.naming: dict[int, str] = {}
        self.fixed: dict[int, str] = {}
        """What all records say at a path: around the author's name, and around other elements."""
        self.lines: set[int] = set()
        """Paths of lines that are little but a date. All three are found with the bodies."""
        for record in records:
            self._walk(record)
        self._name_paths()
        self._gather()

    def absorb(self, other: Layout) -> None:
        """Take in records of another template, in the order of the page."""
        offset = len(self.paths)
        for path in other.paths:
            path.above += offset if path.above >= 0 else 0
        self.paths += other.paths
        for record in other.records:
            record.paths = [number + offset for number in record.paths]
        records = [*self.records, *other.records]
        first = {record.parts[0]: record for record in records}
        root = records[0].parts[0].getroottree().getroot()
        self.records = [first[e] for e in root.iter() if e in first]
        self.owners |= other.owners

    # --- elements and paths

    def _walk(self, record: Record) -> None:
        nodes, ups, own, owners = record.nodes, record.ups, record.own, self.owners
        stack = [(part, -1) for part in reversed(record.parts)]
        while stack:
            element, up = stack.pop()
            index = len(nodes)
            nodes.append(element)
            ups.append(up)
            if element.tag in NO_TEXT or (element.tag == "form" and up >= 0 and self._is_to_write_in(element, record)):
                own.append(0)
                continue
            text = element.text
            length = len(text.strip()) if text else 0
            inner = []
            for child in element:
                if (tail := child.tail) and tail.strip():
                    length += len(tail.strip())
                if type(child.tag) is not str:
                    continue
                if child in owners:
                    record.others.append(child)
                else:
                    inner.append((child, index))
            if up < 0 and len(record.parts) > 1 and element.tail:
                length += len(element.tail.strip())
            own.append(length)
            if inner:
                inner.reverse()
                stack += inner
        mass = record.mass = own[:]
        for index in range(len(nodes) - 1, -1, -1):
            if (up := ups[index]) >= 0:
                mass[up] += mass[index]
        if record.anchor is not None:
            record.date = next((i for i, element in enumerate(nodes) if element is record.anchor), -1)
            record.is_mixed = record.date >= 0 and is_mixed(record)

    def _is_to_write_in(self, form: Any, record: Record) -> bool:
        """Whether a form in a record is the one for an answer, whose labels nobody wrote, and holds nothing else."""
        inside = list(form.iter())
        fields = any(e.tag == "textarea" or (e.tag == "input" and e.get("type", "text") == "text") for e in inside)
        return fields and not any(e is record.anchor or e in self.owners for e in inside)

    def _name_paths(self) -> None:
        """Give every element the number of its path; class names that not every record has are modifiers, not kinds."""
        kinds = Kinds(self.sample)
        table: dict[tuple[int, str, str], int] = {}
        for record in self.records:
            paths = record.paths
            siblings: Counter[tuple[int, str]] = Counter()
            times: dict[int, int] = {}
            for element, up, mass in zip(record.nodes, record.ups, record.mass, strict=True):
                tag = element.tag
                single = up < 0 and len(record.parts) == 1
                tokens = kinds.of(classes) if not single and (classes := element.get("class")) else ""
                if tokens in ("", "?") and not single and (name := other_name(element)):
                    tokens = f"{tokens}{name}"
                elif tokens in ("", "?") and tag in _INDEXED and not single:
                    siblings[up, tag] += mass > 0  # empty cells that only indent do not count
                    tokens = f"{tokens}#{min(siblings[up, tag], 5) if mass else 0}"
                named = tag == "span" and tokens and tokens[0] not in "?#"
                kind = "a" if named else tag  # names with and without links
                key = (paths[up] if up >= 0 else -1, "" if single else kind, tokens)
                number = table.get(key)
                if number is None:
                    number = table[key] = len(self.paths)
                    self.paths.append(Path(key[0], tag, tokens))
                paths.append(number)
                times[number] = times.get(number, 0) + 1
            for number, count in times.items():
                path = self.paths[number]
                if count > path.most:
                    path.most = count

    def text(self, record: Record, index: int) -> str:
        """The text of a small node on one line, its parts apart; without buttons and nested records."""
        element = record.nodes[index]
        text = self._texts.get(element)
        if text is None:
            text = self._texts[element] = self._text_of(element)
        return text

    def _text_of(self, element: Any) -> str:
        owners = self.owners
        while len(element) == 1 and (element.text is None or element.text.isspace()):  # most only wrap one other
            child = element[0]
            if type(child.tag) is not str or child.tag in NO_TEXT or child in owners:
                break
            if child.tail and not child.tail.isspace():
                break
            element = child
        if not len(element):
            return " ".join((element.text or "").split())
        pieces = [element.text or ""]
        stack = list(reversed(element))
        while stack:
            child = stack.pop()
            if isinstance(child, str):
                pieces.append(child)
                continue
            if child.tail:
                stack.append(child.tail)
            if type(child.tag) is str and child.tag not in NO_TEXT and child not in owners:
                if child.tag not in _INLINE:
                    pieces.append(" ")
                    stack.append(" ")
                stack += reversed(child)
                pieces.append(child.text or "")
        return " ".join("".join(pieces).split())

    def _gather(self) -> None:
        for record in self.sample:
            times: Counter[int] = Counter()
            for index, number in enumerate(record.paths):
                path = self.paths[number]
                times[number] += 1
                mass = record.mass[index]
                path.mass += mass
                path.total += 1
                if 0 < mass <= SHORT and times[number] == 1:
                    text = self.text(record, index)
                    if len(text) <= 2 * SHORT:
                        path.texts[text] += 1
                        path.dated += is_dated(text) or (index == record.date and self._is_date(record, text))
            for number in times:
                self.paths[number].records += 1
        needed = max(2, 0.5 * len(self.sample))
        for path in self.paths:
            if path.texts:
                text, times_ = path.texts.most_common(1)[0]
                shared = sum(path.texts.values())
                path.is_label = times_ >= needed and times_ > 0.5 * shared
                path.is_numbered = shared > 1 and is_numbered(path)
                if not path.is_label and shared >= needed and shared > 1:
                    path.is_label = path.is_numbered or all(not LETTER.search(t) or len(t) < 3 for t in path.texts)
            if not path.is_label and counts_answers(path):
                path.is_label = path.is_numbered = True
        for number in self._in_sentences():
            self.paths[number].is_label = False

    @staticmethod
    def _is_date(record: Record, text: str) -> bool:
        """Whether an element is dated by all that it says, or by a piece: "Like \u00b7 Reply \u00b7 5h"."""
        return is_wordy(text) or any(map(is_dated, own_texts(record.nodes[record.date])))

    def _in_sentences(self) -> set[int]:
        """The paths of labels that are none: (nearly) all stand in somebody's sentences, as links to one place may, and
        no button of comments does behind them."""
        beside: dict[int, list[str]] = {n: [] for n, path in enumerate(self.paths) if path.is_label and path.tag == "a"}
        for record in self.sample if beside else ():
            for index, number in enumerate(record.paths):
                if number in beside and record.ups[index] >= 0 and record.own[record.ups[index]] >= _SENTENCE:
                    element = record.nodes[index]
                    before = element.getprevious()
                    text = element.getparent().text if before is None else before.tail
                    if not (element.tail or "").strip() and is_tool(self.text(record, index)):
                        continue
                    beside[number].append(" ".join(f"{text or ''} {element.tail or ''}".split()))
        told = {n: {text for text in texts if len(text) >= _SENTENCE} for n, texts in beside.items()}
        return {number for number, texts in told.items() if len(texts) > 0.8 * self.paths[number].total}

    # --- roles

    def find_bodies(self) -> None:
        """Find the words of every record, once its author is known.

        They stand in one element, as deep as it can be in all records; what in it is no part of them is left out.
        """
        self.naming, self.fixed = self._naming()
        self.lines = self._lines()
        free, held = self._words()
        if not any(free) and (said := self._said_by_all()):
            said.is_label = False
            self.lines = self._lines()
            free, held = self._words()
        self.body_path = self._descend(free, held, len(self.sample))
        for record in self.records:
            self._place_body(record, self._left_out(record))

    def _said_by_all(self) -> Path | None:
        """What is a label only where something else can be the words: one sentence, sent in by everybody."""
        found = [
            path for path in self.paths if path.is_label and path.texts and len(next(iter(path.texts)).split()) > 2
        ]
        return max(found, key=lambda path: path.mass, default=None)

    def _words(self) -> tuple[list[int], Counter[int]]:
        """How many characters at each path are words of the writers, and in how many records there are any."""
        free = [0] * len(self.paths)
        held: Counter[int] = Counter()
        for record in self.sample:
            out = self._left_out(record)
            mass = self._free(record, out)
            own: set[int] = set()
            for index in range(len(mass) - 1, -1, -1):
                if (up := record.ups[index]) >= 0:
                    mass[up] += mass[index]
                if mass[index]:
                    free[record.paths[index]] += mass[index]
                    own.add(record.paths[index])
            held.update(own)
        return free, held

    def _left_out(self, record: Record) -> list[bool]:
        """Which elements of a record are no words of its writer: name, date, labels, further dates."""
        ups, mass, paths = record.ups, record.mass, self.paths
        out = [False] * len(record.nodes)
        boxes = self._boxes(record) if record.others else ()
        for index, number in enumerate(record.paths):
            up = ups[index]
            if (
                (up >= 0 and out[up])
                or index in boxes
                or index == record.author
                or (number == self.author_path and (paths[number].most == 1 or self.text(record, index) == record.name))
                or (index == record.date and mass[index] <= 140 and not record.is_mixed and not self._is_whole(record))
            ):
                out[index] = True
            elif 0 < mass[index] <= 2 * SHORT:
                path = paths[number]
                out[index] = (
                    (path.is_label and mass[index] <= SHORT)
                    or self._is_naming(record, index)
                    or (number in self.lines and self._is_date_line(record, index))
                )
        return out

    @staticmethod
    def _is_whole(record: Record) -> bool:
        """Whether the date stands at the record itself: in an attribute, or in text before its words."""
        return record.date == 0 and len(record.parts) == 1 and holds_blocks(record.anchor)

    def _boxes(self, record: Record) -> set[int]:
        """The elements around the answers in a record, which say how many these are: those that others have not."""
        holders = {other.getparent() for other in record.others}
        found = {i for i, element in enumerate(record.nodes) if i and element in holders}
        special = above(record, record.author) | above(record, record.date)
        most = sum(bool(r.others) for r in self.sample)
        return {i for i in found - special if self.paths[record.paths[i]].records <= most < len(self.sample)}

    def _free(self, record: Record, out: list[bool]) -> list[int]:
        """How much each element holds directly, without what is left out and what all records say at its path."""
        fixed = self.fixed
        return [
            0 if o or (number in fixed and self._is_fixed(record, index)) else n
            for index, (o, n, number) in enumerate(zip(out, record.own, record.paths, strict=True))
        ]

    def _is_naming(self, record: Record, index: int) -> bool:
        """Whether an element says what all records say around the author's name: of several at one path, only one."""
        number = record.paths[index]
        if number not in self.naming or self.paths[number].most == 1:
            return number in self.naming
        return self.text(record, index).replace(record.name or "\n", "") == self.naming[number]

    def _is_fixed(self, record: Record, index: int) -> bool:
        """Whether an element says what all records say around other elements: of several at one path, only one."""
        number = record.paths[index]
        return self.paths[number].most == 1 or said_around(record.nodes[index]) == self.fixed[number]

    def _naming(self) -> tuple[dict[int, str], dict[int, str]]:
        """The paths at which (nearly) all records say the same but for the name of the author ("Ann's comment"), and
        those of elements in which they say the same around other elements."""
        around: dict[int, Counter[str]] = defaultdict(Counter)
        direct: dict[int, Counter[str]] = defaultdict(Counter)
        sample = self.sample[:_FEW]
        for record in sample:
            for index, (number, element) in enumerate(zip(record.paths, record.nodes, strict=True)):
                mass, name = record.mass[index], record.name
                if not 0 < mass <= 2 * SHORT or record.ups[index] < 0:
                    continue
                if name and index != record.author and mass > len(name) and number != self.author_path:
                    text = self.text(record, index)
                    if name in text:
                        around[number][text.replace(name, "")] += 1
                if len(element) and record.own[index] < mass:
                    direct[number][said_around(element)] += 1
        most = max(2, 0.8 * len(sample))
        naming = {n: top[0] for n, said in around.items() if (top := said.most_common(1)[0])[1] >= most}
        fixed = {n: top[0] for n, said in direct.items() if (top := said.most_common(1)[0])[1] >= most and top[0]}
        return naming, fixed

    def _lines(self) -> set[int]:
        """The paths of lines that hold little but a date in most records, while the words stand elsewhere.

        A whole record can be as short as such a line.
        """
        dated = {n for n, path in enumerate(self.paths) if path.dated > 0.6 * path.records and path.most == 1}
        lines: Counter[int] = Counter()
        for record in self.sample if dated else ():
            around = above(record, record.date)
            out = [
                (number == self.author_path and self.paths[number].most == 1)
                or index in (record.author, record.date)
                or self._is_naming(record, index)
                or self.paths[number].is_label
                or (number in dated and index not in around and record.mass[index] <= SHORT)
                for index, number in enumerate(record.paths)
            ]
            free = self._free(record, out)
            for index in range(len(free) - 1, -1, -1):
                if (up := record.ups[index]) >= 0:
                    free[up] += free[index]
            whole = sum(n for n, up in zip(free, record.ups, strict=True) if up < 0)
            for index, number in enumerate(record.paths):
                if number in dated and whole - free[index] > 1 and self._is_date_line(record, index):
                    lines[number] += 1
        return {number for number, times in lines.items() if times > 0.6 * self.paths[number].records}

    @staticmethod
    def _is_date_line(record: Record, index: int) -> bool:
        """Whether a node of dated text holds little besides the date (and is not the record itself)."""
        mass = record.mass[index]
        if mass > 2 * SHORT or (record.ups[index] < 0 and len(record.parts) == 1):
            return False
        if record.date <= index:
            return mass <= SHORT
        at = record.date
        while at > index:
            at = record.ups[at]
        return mass - record.mass[record.date] <= 25 if at == index else mass <= SHORT

    def _descend(self, free: list[int], held: Counter[int], count: int) -> int:
        children: dict[int, list[int]] = defaultdict(list)
        for number, path in enumerate(self.paths):
            if free[number]:
                children[path.above].append(number)
        at = -1
        runs = any(len(record.parts) > 1 for record in self.records)
        total = sum(free[n] for n in children[-1])
        while children[at]:
            family: dict[tuple[str, str], list[int]] = defaultdict(list)
            for number in children[at]:
                path = self.paths[number]
                family[
                    path.tag, path.tokens.split("#")[0] if path.tokens.startswith(("#", "?#")) else path.tokens
                ].append(number)
            heaviest = max(children[at], key=lambda n: (free[n], -n))
            path = self.paths[heaviest]
            kin = next(members for members in family.values() if heaviest in members)
            rest_of_kin = sum(free[n] for n in kin if n != heaviest)
            here = total if at < 0 else free[at]
            if (at >= 0 or runs) and (
                path.most > 1
                or held[heaviest] < 0.6 * (held[at] if at >= 0 else count)
                or free[heaviest] < 0.6 * here
                or (rest_of_kin > 0.02 * here and rest_of_kin > 10)
                or path.tag in ("p", "a", "b", "strong", "em", "i", "ul", "ol")
                or (path.tag == "blockquote" and free[heaviest] < 0.95 * here)
            ):
                break
            at = heaviest
        return at

    def _place_body(self, record: Record, out: list[bool]) -> None:
        wanted = self.body_path
        place = -1
        while wanted >= 0 and place < 0:
            place = next((i for i, n in enumerate(record.paths) if n == wanted), -1)
            wanted = self.paths[wanted].above
        record.body = place if place >= 0 or len(record.parts) > 1 else 0
        special = above(record, record.author) | above(record, record.date)
        record.skip = {record.nodes[i] for i, o in enumerate(out) if o}
        record.skip.update(record.others)
        ups, count = record.ups, len(record.nodes)
        free = self._free(record, out)
        for index in range(count - 1, 0, -1):
            if ups[index] >= 0:
                free[ups[index]] += free[index]
        most = 0.6 * (
            free[record.body] if record.body >= 0 else sum(f for f, up in zip(free, ups, strict=True) if up < 0)
        )
        words = 0
        dropped = [False] * count
        within = [False] * count
        for index in range(count):
            up = ups[index]
            within[index] = index == record.body or (up >= 0 and within[up]) or (up < 0 and record.body < 0)
            if not within[index]:
                continue
            dropped[index] = (up >= 0 and dropped[up]) or out[index]
            if (
                not dropped[index]
                and index in special
                and index != record.body
                and (up >= 0 or len(record.parts) > 1)
                and record.mass[index] <= 3 * SHORT
                and free[index] <= most
            ):
                dropped[index] = True
                record.skip.add(record.nodes[index])
            if not dropped[index]:
                words += record.own[index]
        record.words = words
