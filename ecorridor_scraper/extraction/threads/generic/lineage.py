"""Who answers whom, in records of an unknown system: from attributes, nesting, indents, numbers, quotes, names.

Each kind of evidence is read for all records together and kept only where it is consistent over them: references must
point to records that stand before, indents must grow by one step at a time, nesting must not make everything an
answer to one. The surest kind wins; a weaker one fills in only where it may.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ..parts import STRING, shape_of
from .identity import LEVEL_NAME, SIZE, Edges, folded, references
from .layout import SHORT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..parts import Record
    from .layout import Layout

_LEVEL_STYLE = re.compile(
    r"(?:margin|padding)-(?:left|right|inline-start)\s*:\s*(?:calc\((?:[^;*]{1,60}\*)?\s*)?(\d+(?:\.\d+)?)"
    r"|(?<![\w-])(?:margin|padding)\s*:(?:\s*[\w.]+){3}\s+(\d+(?:\.\d+)?)"
    r"|(?<![\w-])(?:left|text-indent|grid-column(?:-start)?|--?[\w-]*(?:depth|level|indent|nest)[\w-]*)\s*:\s*(\d+(?:\.\d+)?)"
)
_VARIABLE = re.compile(r"(?<![\w-])--([\w-]{1,40})\s*:\s*(\d{1,2})\s*(?=;|$)")
"""A number that a page gives to its style sheet: how many branches to draw, say."""
_WIDTH = re.compile(r"(?<![\w-])(?:max-)?width\s*:\s*(\d+(?:\.\d+)?)%")
_LEVEL_CLASS = re.compile(r"(?:^|\s)([A-Za-z_-]*?)[-_]?(\d{1,3})(?:-[a-z]{1,4})?(?=\s|$)")
_NO_INDENT = re.compile(rf"(?:{SIZE})[_-]?")
_INDENT_CLASS = re.compile(r"(?:^|\s)(?:m[ls]|p[ls]|offset|indent)-(?:\w\w-)?(\d{1,2}(?:\.5)?)(?=\s|$)")
"""Classes of common style sheets that move an element away from the edge."""
_REPLY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:repl(?:y|ies)|child(?:ren)?|nested|answers?|antwort(?:en)?|sub(?:-?comments?)?|respuestas?|reponses?|"
    r"respostas?|rispost[ae]|cevap(?:lar)?|balasan|left-padding|padding-left|indent(?:ed)?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_ANSWERS = "class:reply-depth"
"""The kind of level that is 1 where a class name calls a record an answer."""
_ANSWERING = re.compile(
    r"repl(?:y|ied)|answer|antwort|r[ée]pon|respuesta|respond|resposta|rispo|antwoord|svar|odpow|ответ|відпов|yan[ıi]t|"
    r"cevap|balas|trả lời|jawab|απάντ|جواب|\bرد|پاسخ|בתגובה|उत्तर|जवाब|উত্তর|জবাব|ตอบ|返信|回复|回覆|답글",
    re.IGNORECASE,
)
"""What a line says of an answer, in whatever form of the word."""
_MOST_LINE = 140
MOST_OPENING = 80
_NUMBERS = re.compile(r"\d+")
_BEGINS = re.compile(r"\s*(?:>>|#|@|№|No\.?)\s?(\d{1,5})(?!\w)")
_AT = re.compile(r"\s*@\s?([^\n]{1,60})")
_COLON = re.compile(r"[:：,，]")
_QUOTE_CLASS = re.compile(r"quote|zitat|\bcita", re.IGNORECASE)
_DOTTED = re.compile(
    r"^(?:\W?|No\.\s?|Nr\.\s?|№\s?)(\d{1,6}(?:\.\d{1,4})*)\.?(?:\W|楼|樓|階)?(?:\s*[:：—–|·•].{0,80})?$"
)


def nesting(records: Sequence[Record]) -> Edges:
    """Parents by structure: the record around a record, or the record before the list that it stands in."""
    owner = {part: i for i, record in enumerate(records) for part in record.parts}
    edges: Edges = {}
    wrappers: set[int] = set()
    known: dict[Any, tuple[int, bool]] = {}
    for i, record in enumerate(records):
        parent, wrapped = _parent_around(record, owner, known)
        if 0 <= parent < i or (parent > i and not wrapped):  # the date may stand below the answers
            edges[i] = parent
            if wrapped:
                wrappers.add(parent)
    if len(wrappers) == 1 and len(edges) == len(records) - 1 and len(records) > 4:
        return {}
    return edges


def _parent_around(record: Record, owner: dict[Any, int], known: dict[Any, tuple[int, bool]]) -> tuple[int, bool]:
    """The parent of a record, -1 for none, and whether it stands before the list that the record is in. `known` has
    the same for what stands directly in an element that was looked at before."""
    path: list[Any] = []
    at = record.parts[0].getparent()
    found = (-1, False)
    while at is not None:
        if at in known:
            found = known[at]
            break
        path.append(at)
        if at in owner:
            found = (owner[at], False)
            break
        before = at.getprevious()
        while before is not None and type(before.tag) is not str:
            before = before.getprevious()
        if before is not None and before in owner and not _is_stub(at, before):
            found = (owner[before], True)
            break
        at = at.getparent()
    for element in path:
        known[element] = found
    return found


def _is_stub(element: Any, record: Any) -> bool:
    """Whether what stands after a record is not a list of its answers but a record too, of a deleted comment."""
    if element.tag != record.tag:
        return False
    if (own := element.get("id")) and (its := record.get("id")):
        return "#" in shape_of(own) and shape_of(own) == shape_of(its)
    return bool(own := element.get("class")) and own == record.get("class")


_INDENTED = frozenset(("img", "td", "th", "tr", "table", "div", "ul", "li", "input", "article", "section", "span"))


FEW_LEVELS = 3
"""As many different numbers may be levels of as many records; more of them count these."""


def _counts(values: list[float]) -> bool:
    return len(set(values)) == len(values) > FEW_LEVELS


def levels(records: Sequence[Record]) -> list[float] | None:
    """How deep each record stands, by indents and level numbers, or None. Consistent: no step down skips one."""
    best: tuple[float, list[float]] | None = None
    for (place, kind), values in _stated_levels(records).items():
        named = bool(LEVEL_NAME.search(kind)) or kind.startswith("style")
        is_own = place in ("0", "-1")
        if len(values) < (1 if named and is_own else 0.6 * len(records)):
            continue
        floor = min(values.values())
        if 0 not in values and (floor > 0 or kind == "style-width"):
            floor -= 1  # only answers are indented
        series = [values.get(i, floor) for i in range(len(records))]
        if not _is_stepped(series) or (kind.startswith("class:") and not named and _is_cycle(series)):
            continue
        is_variable = kind.startswith("variable:")
        if (is_variable and len(set(series)) == len(series)) or (not named and _counts(list(values.values()))):
            continue  # it may as well count them
        score = len(values) / len(records) + (1.0 if named else 0) + (0.3 if is_own else 0) + 0.05 * len(set(series))
        score -= 0.6 if kind == _ANSWERS else 0  # a number tells more than the word
        if best is None or score > best[0]:
            best = (score, series)
    return best and best[1]


def _stated_levels(records: Sequence[Record]) -> dict[tuple[str, str], dict[int, float]]:
    """What may be the level of each record, by where in it that stands and what it is."""
    table: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for i, record in enumerate(records):
        for part in record.parts[:2]:
            _own_levels(part, "0", i, table)
        above = record.parts[0].getparent()
        if above is not None and next(itertools.islice(above, 3, None), None) is None:
            _own_levels(above, "-1", i, table)
        for element, number in zip(record.nodes[1:40], record.paths[1:40], strict=True):
            if element.tag in _INDENTED:
                _own_levels(element, str(number), i, table)
                _named_levels(element, i, table)
        if record.parts[0].tag == "tr":
            cells = itertools.takewhile(_is_empty, record.parts[0])
            table["lead", "empty"][i] = sum(1 for _ in cells)
    return table


def is_answer(element: Any) -> bool:
    """Whether class names call an element an answer, or answers."""
    return _REPLY_CLASS.search(element.get("class") or "") is not None


def _is_empty(cell: Any) -> bool:
    return type(cell.tag) is str and not len(cell) and not (cell.text or "").strip()


_Levels = dict[tuple[str, str], dict[int, float]]
"""Numbers that may be levels, of each record, by where they stand and what they are called."""


def _own_levels(element: Any, place: str, i: int, table: _Levels) -> None:
    """Add what the attributes of an element of record `i` say of its level."""
    for name, value in element.items():
        if name == "style":
            _levels_of_style(value, place, i, table)
        elif name == "class":
            _levels_of_class(value, place, i, table)
        elif name in ("width", "colspan", "indent") and element.tag in ("img", "td", "th"):
            if value.rstrip("px").isdecimal():
                table[place, f"{element.tag}:{name}"].setdefault(i, float(value.rstrip("px")))
        elif (
            (name.startswith(("data-", "aria-")) or name in ("level", "depth"))
            and LEVEL_NAME.search(name)
            and value.isdecimal()
            and len(value) < 4
        ):
            table[place, name].setdefault(i, float(value))


def _levels_of_style(value: str, place: str, i: int, table: _Levels) -> None:
    for kind, numbers in enumerate(_LEVEL_STYLE.findall(value)[:3]):
        table[place, f"style{kind}"].setdefault(i, float(next(n for n in numbers if n)))
    for variable, digits in _VARIABLE.findall(value)[:3]:
        table[place, f"variable:{variable}"].setdefault(i, float(digits))
    if width := _WIDTH.search(value):
        table[place, "style-width"].setdefault(i, -float(width[1]))


def _levels_of_class(value: str, place: str, i: int, table: _Levels) -> None:
    for prefix, digits in _LEVEL_CLASS.findall(value):
        if int(digits) <= 60 and not _NO_INDENT.fullmatch(prefix):
            levels = table[place, f"class:{prefix}"]
            levels[i] = max(levels.get(i, 0.0), float(digits))  # "l0-mid l1-mid l2-ini" is two deep
    if place in ("0", "-1"):
        table[place, _ANSWERS].setdefault(i, 1.0 if _REPLY_CLASS.search(value) else 0.0)
        if indent := _INDENT_CLASS.search(value):
            table[place, "class:indent"].setdefault(i, float(indent[1]))


def _named_levels(element: Any, i: int, table: _Levels) -> None:
    """Add the level that an inner element names; of several marks beside one another the deepest counts."""
    for prefix, digits in _LEVEL_CLASS.findall(element.get("class") or ""):
        if int(digits) <= 60 and LEVEL_NAME.search(prefix):
            levels = table["any", f"class:{prefix}"]
            levels[i] = max(levels.get(i, 0.0), float(digits))


def _is_stepped(series: list[float]) -> bool:
    """Whether numbers can be the levels of a list: from the lowest on, never more than one step deeper at a time."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(series)))}
    if not 2 <= len(ranks) <= 60 or series[0] != min(series):
        return False
    wrong = sum(ranks[b] > ranks[a] + 1 for a, b in itertools.pairwise(series))
    if wrong > 0.02 * len(series):
        return False
    falls = sum(b < a for a, b in itertools.pairwise(series))
    return not (falls == 0 and len(ranks) == len(series) and len(series) > 3)


def _is_cycle(series: list[float]) -> bool:
    """Whether numbers only count up and begin again, as the classes of even and odd rows do."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(series)))}
    return all(ranks[value] == i % len(ranks) for i, value in enumerate(series))


def by_levels(series: Sequence[float]) -> Edges:
    """The nearest record before that stands less deep."""
    edges: Edges = {}
    stack: list[int] = []
    for i, level in enumerate(series):
        while stack and series[stack[-1]] >= level:
            stack.pop()
        if stack:
            edges[i] = stack[-1]
        stack.append(i)
    return edges


def numbering(layout: Layout) -> Edges:
    """Dotted numbers, where 2.1.3 answers 2.1; or plain ones that a text begins with: ">>12", "#12"."""
    records = layout.records
    shown: dict[tuple[str, str | None], dict[int, str]] = defaultdict(dict)
    for i, record in enumerate(records):
        for j, element in enumerate(record.nodes):
            if 0 < record.mass[j] <= 100 and (m := _DOTTED.match(layout.text(record, j))):
                shown[element.tag, element.get("class")].setdefault(i, m[1])
    for numbers in shown.values():
        if len(numbers) < 0.9 * len(records) or len(set(numbers.values())) < len(numbers):
            continue
        owner = {n: i for i, n in numbers.items()}
        dotted = {i: owner.get(n.rsplit(".", 1)[0]) for i, n in numbers.items() if "." in n}
        edges = {i: p for i, p in dotted.items() if p is not None and p < i}
        if edges and len(edges) >= 0.8 * len(dotted):
            return edges
        said_first = {i: m for i, r in enumerate(records) if (m := _first_named(body_text(r)[:60], numbers.get(i)))}
        named = {i: owner.get(m[1]) for i, m in said_first.items()}
        edges = {i: p for i, p in named.items() if p is not None and p < i}
        if edges and len(edges) >= 0.8 * len(named):
            for i in edges:
                said = said_first[i][0].strip()
                links = (e for e in records[i].nodes if e.tag == "a" and (e.text or "").strip() == said)
                records[i].skip.update(itertools.islice(links, 1))
            return edges
        if edges := _pointing(layout, owner):
            return edges
    return {}


def _first_named(text: str, own: str | None) -> re.Match[str] | None:
    """The number that a text begins with, after the record's own number where that stands before it."""
    found = _BEGINS.match(text)
    return _BEGINS.match(text, found.end()) if found and found[1] == own else found


def _pointing(layout: Layout, owner: dict[str, int]) -> Edges:
    """Edges from a part that is the same in all that have it but for one number: "in reply to #4"."""
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for i, record in enumerate(layout.records):
        for j, number in enumerate(record.paths):
            if 2 < record.mass[j] <= 40 and j != record.date and i not in said[number]:
                said[number][i] = layout.text(record, j)
    for number, lines in sorted(said.items()):
        numbers = {i: found for i, line in lines.items() if len(found := _NUMBERS.findall(line)) == 1}
        if len(numbers) < len(lines) or len({_NUMBERS.sub("", line) for line in lines.values()}) > 1:
            continue
        edges = {i: p for i, (n,) in numbers.items() if (p := owner.get(n)) is not None and p < i}
        if len(edges) >= max(2, 0.9 * len(lines)):
            for i in edges:
                record = layout.records[i]
                record.skip.add(record.nodes[record.paths.index(number)])
            return edges
    return {}


def body_text(record: Record) -> str:
    """The text of a record's body element with everything that stands in it."""
    if record.body >= 0:
        return str(STRING(record.nodes[record.body])).strip()
    return " ".join(f"{STRING(part)}{part.tail or ''}" for part in record.parts).strip()


def _opening(record: Record) -> str:
    """What the words of a record begin with, without the name and the date that may stand in the same element."""
    pieces: list[str] = []
    stack: list[Any] = list(reversed(record.parts if record.body < 0 else [record.nodes[record.body]]))
    while stack and sum(map(len, pieces)) < MOST_OPENING:
        step = stack.pop()
        if isinstance(step, str):
            pieces.append(step.lstrip() if not pieces else step)
            continue
        inside = type(step.tag) is str and step not in record.skip
        for child in reversed(step) if inside else ():
            stack += (child.tail or "", child)
        pieces += filter(None, [(step.text or "").lstrip()] if inside else ())
    return "".join(pieces).strip()[:MOST_OPENING]


def quotes(records: Sequence[Record], ids: dict[int, str]) -> tuple[Edges, dict[int, list[Any]]]:
    """Whom the quotes in the bodies are from, and the quotes themselves: by reference, by name, by the words quoted."""
    found = {i: quoted for i, record in enumerate(records) if (quoted := _quotes_in(record))}
    if not found:
        return {}, {}
    owner = {token: i for i, token in ids.items()}
    texts = [folded(body_text(r)) for r in records]
    by_name: dict[str, list[int]] = defaultdict(list)
    for i, record in enumerate(records):
        if record.name:
            by_name[folded(record.name)].append(i)
    edges: Edges = {}
    matched: dict[int, list[Any]] = {}
    for i, elements in found.items():
        for element in elements:
            parent, by_words = _source(i, element, owner, texts, by_name)
            if parent is None:
                continue
            edges.setdefault(i, parent)
            if by_words:
                matched.setdefault(i, []).append(element)
    return edges, matched


def with_openings(records: Sequence[Record], quotes: dict[int, list[Any]]) -> dict[int, list[Any]]:
    """Those quotes that a line of their own opens, which names a writer ("On 3 May, Ann wrote:").

    The records leave that line out, and what folds the quote up.
    """
    names = [folded(record.name) for record in records if record.name]
    found: dict[int, list[Any]] = {}
    for i, elements in quotes.items():
        for element in elements:
            between: list[Any] = []
            for before in itertools.islice(element.itersiblings(preceding=True), 2):
                said = " ".join("".join(before.itertext()).split()) if type(before.tag) is str else ""
                between.append(before)
                if any(map(str.isalpha, said)):
                    if said.endswith((":", "：")) and len(said) <= _MOST_LINE and any(n in folded(said) for n in names):
                        records[i].skip.update(between)
                        found.setdefault(i, []).append(element)
                    break
    return found


def _quotes_in(record: Record) -> list[Any]:
    """The outermost elements of a record that quote, beside what its writer says."""
    found: list[Any] = []
    inside: set[int] = set()
    for j, element in enumerate(record.nodes):
        if record.ups[j] in inside:
            inside.add(j)
        elif record.ups[j] >= 0 and record.mass[j] > 0 and j != record.body and is_quote(element):
            inside.add(j)
            if not is_all_said(record, j):
                found.append(element)
    return found


def is_all_said(record: Record, index: int) -> bool:
    """Whether an element holds all words of a record: what its writer says, though it looks like a quote."""
    around = record.own[record.date] if record.date >= 0 and record.date == record.body else 0
    return record.mass[index] >= record.words - around


def is_quote(element: Any) -> bool:
    """Whether an element quotes somebody."""
    return element.tag == "blockquote" or bool(
        element.tag in ("div", "aside", "fieldset", "table", "q", "section")
        and (classes := element.get("class"))
        and _QUOTE_CLASS.search(classes)
    )


def _source(
    i: int, element: Any, owner: dict[str, int], texts: Sequence[str], by_name: dict[str, list[int]]
) -> tuple[int | None, bool]:
    for node in element.iter():
        if type(node.tag) is not str:
            continue
        for name, value in node.items():
            if name in ("href", "cite") or name.startswith("data-"):
                for token in references(value):
                    if (parent := owner.get(token)) is not None and parent < i:
                        return parent, True
    chunks = [folded(t)[:400] for t in element.itertext()]
    chunks = sorted((c for c in chunks if len(c) >= 10), key=len, reverse=True)[:2]
    names = folded(" ".join(" ".join(element.itertext()).split()[:12]))
    named = _places(names, by_name, i, 1)
    before = element.getprevious()
    if not named and before is not None and type(before.tag) is str:
        named = _places(folded(" ".join(before.itertext())[:120]), by_name, i, 2)
    for j in named:
        if any(c in texts[j] for c in chunks):
            return j, True
    for j in range(max(0, i - 100), i):
        if any(c in texts[j] for c in chunks):
            return j, True
    return (max(named), False) if named else (None, False)


def _places(line: str, by_name: dict[str, list[int]], i: int, least: int) -> list[int]:
    """The latest records before by the people whose names a line holds, the latest first."""
    found: list[int] = []
    for name, places in by_name.items():
        if len(name) > least and name in line:
            end = bisect.bisect_left(places, i)
            found += places[max(0, end - 20) : end]
    return sorted(found, reverse=True)[:20]


def mentions(layout: Layout) -> Edges:
    """The latest record before by the person whom a line beside the author names, or with whose @name a text begins."""
    records = layout.records
    last: dict[str, int] = {}
    names = {folded(r.name) for r in records if r.name}
    beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    strays: Counter[int] = Counter()
    at: Edges = {}
    for i, record in enumerate(records):
        own = folded(record.name or "")
        for j, number in enumerate(record.paths):
            if j in (record.author, record.date) or not 0 < record.mass[j] <= 60 or number == layout.author_path:
                continue
            if layout.paths[number].is_label or not layout.paths[number].texts:
                continue
            text = folded(layout.text(record, j))
            if (said := _addressed(layout.text(record, j), last)) and said != own:
                at.setdefault(i, last[said])
                continue
            said = (
                text
                if text in names
                else next((n for n in (folded(w) for w in _tails(layout.text(record, j))) if n in names), "")
            )
            if said and said in last:
                beside[number].append((i, last[said]))
            elif text:
                strays[number] += 1
        if (said := _addressed(_opening(record), last)) and said != own:
            at[i] = last[said]
        if own:
            last[own] = i
    best: Edges = {}
    for number, pairs in beside.items():
        if len(pairs) >= 2 and strays[number] <= 0.25 * len(pairs) and len(pairs) > len(best):
            best = dict(pairs)
    return best or at or _said_once(layout, beside, strays)


def _addressed(text: str, known: Mapping[str, int]) -> str:
    """The name, folded, of whoever is addressed with an @ where a text begins, or nothing."""
    if (found := _AT.match(text)) is None:
        return ""
    words = found[1].split()
    names = [_COLON.split(found[1])[0], *(" ".join(words[:size]) for size in range(min(4, len(words)), 0, -1))]
    return next((said for name in names if (said := folded(name)) in known), "")


def _said_once(layout: Layout, beside: dict[int, list[tuple[int, int]]], strays: Counter[int]) -> Edges:
    """The only answer, where a line of it says whom it answers and that it does."""
    for number, pairs in sorted(beside.items()):
        if len(pairs) == 1 and not strays[number]:
            record = layout.records[pairs[0][0]]
            at = record.paths.index(number)
            around = [i for i in (at, record.ups[at]) if i >= 0 and record.mass[i] <= _MOST_LINE]
            if any(_ANSWERING.search(layout.text(record, i)) for i in around):
                return dict(pairs)
    return {}


_ADDRESSED = frozenset(("span", "a", "div", "small", "em", "i", "b", "strong"))


def drop_addressees(layout: Layout, edges: dict[int, tuple[int, str]]) -> None:
    """Leave out of the words a part that says in all answers, alike but for the name, whom they answer."""
    records = layout.records
    naming: set[int] = set()
    for i, (parent, _) in edges.items():
        record, name = records[i], records[parent].name
        for j, number in enumerate(record.paths):
            element, up = record.nodes[j], record.ups[j]
            if not name or number in naming or not len(name) <= record.mass[j] <= SHORT or up < 0 or record.own[up]:
                continue
            free = element not in record.skip and j not in (record.author, record.date)
            if free and element.tag in _ADDRESSED and element.get("class") and name in layout.text(record, j):
                naming.add(number)
    said: dict[int, dict[int, str | None]] = defaultdict(dict)
    for i, record in enumerate(records if naming else ()):
        name = records[edges[i][0]].name if i in edges else None
        for j, number in enumerate(record.paths):
            if number in naming and record.mass[j] and i not in said[number]:
                text = layout.text(record, j)
                said[number][i] = text.replace(name, "", 1) if name and name in text else None
    for number, rests in said.items():
        if None in rests.values() or len(set(rests.values())) > 1:
            continue
        for i in rests:
            record = layout.records[i]
            at = record.paths.index(number)
            if record.words > record.mass[at]:
                record.skip.add(record.nodes[at])
                record.words -= record.mass[at]


def _tails(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[k:]) for k in range(1, min(len(words), 6))]
