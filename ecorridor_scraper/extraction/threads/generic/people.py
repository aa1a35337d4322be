"""Who wrote each record: the path at which names stand, and names that stand nowhere alone.

A name is short, changes from record to record and stands near the date; where none does, names are looked for in the
line of the date, and in the alternative texts of pictures.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ...comment_words import TITLE_OF_COMMENTS
from ...dates.words import is_weekday
from ...phrases import alternatives
from ..names import is_labelled, own_names, without_labels
from ..parts import LETTER, above, subtree_end
from ..text import is_control, is_place
from .alone import is_tool
from .anchors import around_date, is_dated
from .layout import SHORT

if TYPE_CHECKING:
    from ..parts import Path, Record
    from .layout import Layout

_STOPS = frozenset(".!?…。！？۔؟।")
_NAME_HINT = re.compile(
    r"author|user|name|nick|(?:^|[\s_-])(?:fn|by|who|poster|commenter|member)(?=$|[\s_-])", re.IGNORECASE
)
_NAMING = {
    "data-author": 3,
    "data-username": 3,
    "data-user-name": 3,
    "author": 3,
    "data-name": 2,
    "alt": 2,
    "title": 1,
    "aria-label": 1,
}
"""Attributes in which names may stand, and how much they are to be believed."""
_OWN_NAMING = re.compile(
    r"(?:\w+-)?(?:by|who|user|username|nick(?:name)?|writer|poster|commenter|sender|member)(?:-name)?", re.IGNORECASE
)
"""The same of elements that a site has made: `<x-remark by="Ann">`."""
_NUMBER = re.compile(r"\d+")
_ORDINAL = re.compile(r"^\d{1,4}[.)] ")
_OPENED = re.compile(r"\s*[(\[（][^)\]）]*$")
"""What begins with a bracket that the date stands in: "Ann (Date: 3 May)"."""
_WORD = re.compile(r"[^\W\d_]{2}")
_NICKNAME = re.compile(r"[^\W\d_]{2,}[\d_.-]{1,12}")
_COUNT = re.compile(r"(?<=\S)\s*\(\d+\)$")
_SPACED = re.compile(r"(?:^|\s)\d+(?:\s|$)")
_NAMELESS = re.compile(rf"(?:{alternatives('comments', 'readers without a name')})\b", re.IGNORECASE)
"""What a site calls those who gave no name, with a number that tells them apart: "Reader 101"."""
_BY = frozenset(
    ("by", "von", "par", "por", "da", "door", "av", "af", "przez", "от", "від", "oleh", "bởi", "بواسطة", "توسط", "از")
)
"""What stands before the name of a writer."""
MOST_WORDS = 0.4
"""Names have a smaller share of the words of a list."""
MOST_INITIALS = 3
"""An avatar has no more letters."""
ENOUGH = 3
"""So many names show what a page prints around all of them."""
FAMILY = 6
"""So many writers of different names do not share one of them by chance."""
MOST_BESIDE = 140
"""A line with a name and a date has no more characters."""
_ROLE_HINT = re.compile(
    r"title|subject|rank|role|badge|label|location|joined|posts|count|score|points|likes|community", re.IGNORECASE
)
_BADGE = re.compile(r"(?:^|[\s_-])(?:badge|chip|pill|rank|role|flair|staff|verified)(?=$|[\s_-])", re.IGNORECASE)
"""What stands in the line of a name and says what its bearer is: "Staff", "Top commenter"."""
_NO_NAME = re.compile(r"#\d|(?:re|aw|rép|odp|antw|sv|res?)\s?:", re.IGNORECASE)
"""What the number of a post and the title of an answer begin with."""


def resolve(layout: Layout) -> None:
    """Find author, body and what to leave out, for every record of a layout."""
    find_people(layout)
    layout.find_bodies()
    silent = sum(record.words < 2 for record in layout.records)
    if (
        layout.author_path >= 0
        and 2 * silent > len(layout.records) > 2
        and (names := _names_beside_dates(layout, around=True))
    ):  # what was taken for names are short words, the names stand with the dates
        layout.author_path = -1
        for record, name in zip(layout.records, names, strict=True):
            record.name, record.author = name or None, record.date if name else -1
        layout.find_bodies()


def find_people(layout: Layout) -> None:
    """Find who wrote each record of a layout."""
    if _fill_labelled(layout):
        return
    best, beside = _where_names_stand(layout)
    if beside:
        for record, name in zip(layout.records, beside, strict=True):
            if name:
                record.name, record.author = name, record.date
    layout.author_path = best
    if best >= 0:
        for record in layout.records:
            _fill_from_path(layout, record, best)
        _fill_names(layout)
    elif not any(r.name for r in layout.records) and not _fill_from_attributes(layout):
        _fill_shared(layout)
        return
    names = own_names(_counts_off(shared_words_off([r.name or "" for r in layout.records])))
    if len(names) < ENOUGH:  # two or three do not show what all have in common
        names = [without_labels(name) for name in names]
    for record, name in zip(layout.records, names, strict=True):
        record.name = name or None


def _where_names_stand(layout: Layout) -> tuple[int, list[str]]:
    """The path at which names stand, or -1 and those that stand beside the dates; neither where buttons have them."""
    best = _innermost(layout, _name_path(layout))
    unknown = best < 0 or _is_much(layout, best)
    if best >= 0 and (names := _names_of_initials(layout, best)):
        return -1, names
    if unknown:
        if _fill_from_buttons(layout):
            return -1, []
        names = _names_beside_dates(layout, around=True)
    else:
        names = _name_beside_the_date(layout, best)
        if not names and _is_subject(layout, best) and len({*(all_names := _names_beside_dates(layout))}) > 1:
            names = all_names
    return (-1, names) if names else (best, [])


def _fill_labelled(layout: Layout) -> bool:
    """Names that stand alone behind a word for a writer and a colon in all records, at whatever path: "Author: Ann"."""
    found = []
    for record in layout.records:
        said = ((i, e.text.strip()) for i, e in enumerate(record.nodes) if not len(e) and e.text)
        found.append(next(((i, text) for i, text in said if len(text) <= SHORT and is_labelled(text)), None))
    if not all(found):
        return False
    for record, (index, text) in zip(layout.records, filter(None, found), strict=True):
        record.author, record.name = index, own_names([without_labels(text)])[0]
    return True


def _fill_from_path(layout: Layout, record: Record, path: int) -> None:
    for index, number in enumerate(record.paths):
        if number == path and 0 < record.mass[index] <= 2 * SHORT and not is_tool(name := _name(layout, record, index)):
            record.author, record.name = index, name
            return


def _name_path(layout: Layout) -> int:
    """The path at which names stand, or -1."""
    count = len(layout.sample)
    distance: dict[int, list[int]] = defaultdict(list)
    linked: Counter[int] = Counter()
    first_long: dict[int, list[bool]] = defaultdict(list)
    leaves = set(range(len(layout.paths))) - {path.above for path in layout.paths}
    for record in layout.sample:
        spent = 0
        for index, number in enumerate(record.paths):
            path = layout.paths[number]
            if path.texts and 0 < record.mass[index] <= SHORT:
                distance[number].append(index - record.date)
                first_long[number].append(spent <= 40)
                element = record.nodes[index]
                linked[number] += element.tag == "a" or any(c.tag == "a" for c in element)
            if record.own[index] > SHORT:
                spent += record.own[index]
    words = sum(sum(r.own) for r in layout.sample)
    words -= sum(layout.paths[n].mass for n in leaves if layout.paths[n].is_label or layout.paths[n].dated)
    best, best_score = -1, 1.6
    for number, path in enumerate(layout.paths):
        if count == 1 and (any(map(is_tool, path.texts)) or _leads_somewhere(layout.sample[0], number)):
            continue
        score = _author_score(path, count, distance[number], linked[number], first_long[number])
        score += _said_around(layout, path) if score > 0 else 0
        is_first = score > 0 and path.mass <= 20 * path.total and sum(distance[number]) < 0
        score -= 1.5 if _mass(path) > 0.6 * words and not is_first else 0  # one word may be a whole comment
        if score > best_score:
            best, best_score = number, score
    return best


def _leads_somewhere(record: Record, number: int) -> bool:
    """Whether what stands at a path of a single record is a control, or a link to the place that it stands at."""
    element = next((e for e, n in zip(record.nodes, record.paths, strict=True) if n == number), None)
    while element is not None and len(element) == 1 and not (element.text or "").strip():
        element = element[0]
    if element is None or type(element.tag) is not str:
        return False
    link = element.get("href") or ""
    return is_control(element.get("class") or "") or ("#" in link and is_place(element, link))


def _said_around(layout: Layout, path: Path) -> float:
    """What the class names of the element around it say of a path that has none: a name, or a title."""
    if path.above < 0 or path.tokens.strip("?#0123456789"):
        return 0.0
    around = layout.paths[path.above].tokens
    return 0.4 * bool(_NAME_HINT.search(around)) - 0.4 * bool(_ROLE_HINT.search(around))


def _fill_from_buttons(layout: Layout) -> bool:
    """Names that are buttons, which open a card of the person."""
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for i, record in enumerate(layout.records):
        for element, number in zip(record.nodes, record.paths, strict=True):
            if element.tag == "button" and i not in said[number]:
                text = " ".join("".join(element.itertext()).split())
                if 1 < len(text) <= SHORT and LETTER.search(text) and not is_dated(text):
                    said[number][i] = text
    count = len(layout.records)
    for _, found in sorted(said.items()):
        distinct = {_NUMBER.sub("", name) for name in found.values()}
        if len(found) >= 0.7 * count and len(distinct) >= min(count, max(2, 0.3 * count)):
            for i, name in found.items():
                layout.records[i].name = name
            return True
    return False


def _fill_from_attributes(layout: Layout) -> bool:
    """Names that stand in attributes only: the alternative text of a picture, the title of a link."""
    said: dict[tuple[int, int, str], dict[int, str]] = defaultdict(dict)
    for i, record in enumerate(layout.records):
        for element, number in zip(record.nodes, record.paths, strict=True):
            for name, value in element.items():
                rank = _NAMING.get(name, 0) or (2 if _OWN_NAMING.fullmatch(name) and "-" in element.tag else 0)
                if rank and 1 < len(value) <= SHORT and LETTER.search(value) and not is_dated(value):
                    said[-rank, number, name].setdefault(i, " ".join(value.split()))
    count = len(layout.records)
    for _, found in sorted(said.items()):
        names = shared_words_off([found.get(i, "") for i in range(count)])
        distinct = {n for n in names if n}
        if len(found) >= 0.7 * count and len(distinct) >= min(count, max(2, 0.3 * count)):
            for record, name in zip(layout.records, names, strict=True):
                record.name = name or None
            return True
    return False


def _fill_shared(layout: Layout) -> None:
    """One name for all ("Anonymous"), where class names say that it is one: the nearest to the date."""
    found: dict[int, int] = {}
    for number, path in enumerate(layout.paths):
        if path.is_label and len(path.texts) == 1 and path.records >= 0.8 * len(layout.sample):
            text = next(iter(path.texts))
            if LETTER.search(text) and len(text) <= 30 and _is_called_name(layout, path):
                at = [abs(r.paths.index(number) - r.date) for r in layout.sample if number in r.paths]
                found[number] = sum(at) // len(at)
    if found:
        number = min(found, key=lambda n: (found[n], n))
        for record in layout.records:
            record.author = record.paths.index(number) if number in record.paths else -1
            record.name = next(iter(layout.paths[number].texts)) if record.author >= 0 else None


def _is_called_name(layout: Layout, path: Path) -> bool:
    """Whether class names say that a name stands at a path, or no further than two around what is bold or a link."""
    if path.tag in ("strong", "b", "a", "cite"):
        for _ in range(2):
            if path.above < 0 or path.tokens.strip("?#0123456789"):
                break
            path = layout.paths[path.above]
    return _NAME_HINT.search(path.tokens) is not None


def _fill_names(layout: Layout) -> None:
    """The names of records that print them otherwise than most: guests without a link to a profile."""
    named = [r for r in layout.records if r.name]
    lacking = [(i, r) for i, r in enumerate(layout.records) if not r.name]
    if not lacking or not named:
        return
    inside = sum(r.date in above(r, r.author) for r in named)
    beside = [without_labels(name) for name in _names_beside_dates(layout, around=2 * inside <= len(named))]
    alike = sum(record.name == name for record, name in zip(layout.records, beside, strict=False) if record.name)
    if 2 * max(inside, alike) > len(named) and beside:
        for i, record in lacking:
            if beside[i]:
                record.name, record.author = beside[i], record.date
        return
    parents = {r.paths[r.ups[r.author]] for r in named if r.author > 0}
    for _, record in lacking:
        for index, number in enumerate(record.paths):
            path = layout.paths[number]
            if (
                path.above in parents
                and 0 < record.mass[index] <= SHORT
                and not path.is_label
                and path.dated < 0.3 * path.records
                and index != record.date
                and LETTER.search(text := _name(layout, record, index))
                and not is_tool(text)
            ):
                record.name, record.author = text, index
                break


def fill_by_tags(layout: Layout) -> None:
    """Name records of a template with other class names, once it is known that they belong to the others: a name stands
    where the tags are those around the names of the others."""
    lacking = [record for record in layout.records if not record.name]
    known = {_tags_around(r, r.author) for r in layout.records if r.name and r.author > 0} if lacking else set()
    for record in lacking:
        for index, mass in enumerate(record.mass):
            if not 0 < mass <= SHORT or index == record.date or _tags_around(record, index) not in known:
                continue
            path = layout.paths[record.paths[index]]
            text = _name(layout, record, index)
            if LETTER.search(text) and not is_dated(text) and not (path.is_label and path.records > 2):
                record.name, record.author = text, index
                record.skip.add(record.nodes[index])
                break


def _tags_around(record: Record, index: int) -> tuple[str, ...]:
    """The tags from an element up to the record's own, that of the record included."""
    tags = []
    while index >= 0:
        tags.append(record.nodes[index].tag)
        index = record.ups[index]
    return tuple(tags)


def _names_of_initials(layout: Layout, number: int) -> list[str]:
    """The names beside the dates, where what was taken for names are their initials in the place of a picture."""
    texts = layout.paths[number].texts
    if not texts or any(len(text) > MOST_INITIALS for text in texts):
        return []
    names = _names_beside_dates(layout, around=True)
    shown = [next((layout.text(r, i) for i, n in enumerate(r.paths) if n == number), "") for r in layout.records]
    alike = sum(_are_initials(text, name) for name, text in zip(names, shown, strict=False))
    return names if names and alike >= 0.7 * len(shown) else []


def _are_initials(text: str, name: str) -> bool:
    """Whether a short text may be the initials of a name, and is not the name itself with something after it."""
    if not text or len(name) <= len(text) or name[0].upper() != text[0].upper():
        return False
    return len(text) == 1 or not name.casefold().startswith(text.casefold())


def _is_subject(layout: Layout, number: int) -> bool:
    """Whether a path that looks like names may rather hold the comments' titles."""
    path = layout.paths[number]
    return path.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or layout.paths[max(path.above, 0)].tag in (
        "h2",
        "h3",
        "h4",
        "h5",
    )


def _is_much(layout: Layout, number: int) -> bool:
    """Whether a path that looks like names has so many of the words that it may rather hold short comments."""
    words = sum(sum(r.own) for r in layout.sample)
    return _mass(layout.paths[number]) > MOST_WORDS * words


def _mass(path: Path) -> int:
    """How much stands at a path; only what stands first in a record where more than one element is at it."""
    return path.mass if path.most == 1 else sum(len(text) * times for text, times in path.texts.items())


def _name(layout: Layout, record: Record, index: int) -> str:
    """The text of a node without the labels in it ("says")."""
    element = record.nodes[index]
    if not len(element):
        return " ".join((element.text or "").split())
    labels = set()
    for i in range(index + 1, len(record.nodes)):
        if record.ups[i] < index:
            break
        if layout.paths[record.paths[i]].is_label or _BADGE.search(record.nodes[i].get("class") or ""):
            labels.add(record.nodes[i])
    if not labels:
        return layout.text(record, index)
    pieces, stack = [element.text or ""], list(reversed(element))
    while stack:
        child = stack.pop()
        if isinstance(child, str):
            pieces.append(child)
            continue
        stack.append(child.tail or "")
        if type(child.tag) is str and child not in labels:
            stack += reversed(child)
            stack.append(child.text or "")
    return " ".join(" ".join(pieces).split()) or layout.text(record, index)


def _innermost(layout: Layout, best: int) -> int:
    """The name itself, where the path found holds a name and a rank, a number of posts or the like."""
    while best >= 0:
        whole = layout.paths[best]
        shared = sum(whole.texts.values())
        inner = [
            (len(path.texts), -number)
            for number, path in enumerate(layout.paths)
            if path.above == best
            and sum(path.texts.values()) >= 0.9 * shared
            and len(path.texts) > 0.3 * len(whole.texts)
            and (not path.is_label or (len(path.texts) > 1 and not path.is_numbered))
            and path.dated < 0.3 * shared
            and any(LETTER.search(t) for t in path.texts)
        ]
        if not inner:
            break
        best = -max(inner)[1]
    return best


def _names_beside_dates(layout: Layout, *, around: bool = False) -> list[str]:
    """Names that stand in one line of text with the date: what varies besides the date is the name.

    The line is the element of the date; where that holds nothing else, and if `around`, the nearest that holds more.
    """
    if (names := _beside(layout, [r.date for r in layout.records])) or not around:
        return names
    return _beside(layout, [_line_around(r) for r in layout.records])


def _name_beside_the_date(layout: Layout, number: int) -> list[str]:
    """The name in the line of the date of a single record, where what else may be a name stands behind that line."""
    if len(layout.records) > 1:
        return []
    record = layout.records[0]
    line = record.date if _beside(layout, [record.date]) else _line_around(record)
    if line < 0 or number not in record.paths or record.paths.index(number) < subtree_end(record, line):
        return []
    return [name for name in _beside(layout, [line]) if not is_tool(name)]


def _line_around(record: Record) -> int:
    """The nearest element around the date that holds more than the date, or -1."""
    at = record.date
    while at >= 0 and record.mass[at] == record.mass[record.date]:
        at = record.ups[at]
    return at


def _beside(layout: Layout, lines: list[int]) -> list[str]:
    """The names in these lines, by record, each of which has a date; nothing where too few have a name."""
    before: list[str] = []
    after: list[str] = []
    for record, line in zip(layout.records, lines, strict=True):
        text = layout.text(record, line) if line >= 0 and record.mass[line] <= MOST_BESIDE else ""
        left, right = around_date(text)
        before.append(_OPENED.sub("", left))
        after.append(right)
    sides = [shared_words_off(before), shared_words_off(after)]
    told = [all(t.split()[:1] and t.split()[0].casefold() in _BY for t in side) for side in (before, after)]
    best = max(sides, key=lambda names: (told[sides.index(names)], len({_NUMBER.sub("", n) for n in names if n})))
    good = [n for n in best if n and _is_worded(n) and len(n) <= SHORT and len(n.split()) <= 6]
    if len(good) < 0.6 * len(layout.records) or (len(set(good)) < 2 and len(good) > 2):
        return []
    if sum(_is_said(n) or is_dated(n) for n in good) > 0.3 * len(good) or all(is_weekday(n) for n in good):
        return []
    return [n if len(n) <= SHORT else "" for n in best]


def _author_score(path: Path, count: int, distance: list[int], linked: int, before: list[bool]) -> float:
    if not path.texts or (path.is_label and len(path.texts) < 2):
        return 0.0
    shared = sum(path.texts.values())
    coverage = min(1.0, shared / count)
    if coverage < 0.5 or path.dated > 0.3 * shared:
        return 0.0
    named = sum(t for text, t in path.texts.items() if _is_worded(text) and len(text.split()) <= 6)
    if named < 0.7 * shared or sum(t for text, t in path.texts.items() if is_tool(text)) > 0.5 * shared:
        return 0.0
    variety = len(path.texts) / shared
    if len(path.texts) < 2 and count > 2:
        return 0.0
    length = sum(len(t) * n for t, n in path.texts.items()) / shared
    if length > 40:
        return 0.0
    said = sum(n for t, n in path.texts.items() if _is_said(t))
    score = 1.5 * coverage + min(1.0, 1.5 * variety) - (0.6 if path.is_label else 0)
    score += 0.5 * (sum(before) / len(before)) if before else 0
    near = sum(abs(d) for d in distance) / max(1, len(distance))
    score += 0.5 if near <= 4 else 0.25 if near <= 9 else 0
    score += 0.4 if linked > 0.4 * shared else 0
    score += 0.3 if path.tag in ("a", "b", "strong", "cite", "h3", "h4", "h5", "h6") else 0
    if path.tokens:
        if _NAME_HINT.search(path.tokens):
            score += 0.8
        if _ROLE_HINT.search(path.tokens):
            score -= 0.6
        if is_control(path.tokens):
            score -= 1
    score += 0.1 if path.most == 1 else -0.4
    score -= 1.2 if said > 0.3 * shared else 0
    labelled = sum(t for text, t in path.texts.items() if is_labelled(text)) > 0.7 * shared
    score += 2 * labelled
    # user12 may be a name, "Reply 12" is none
    if path.is_numbered and not labelled and not all(map(_NAMELESS.match, path.texts)):
        score -= 4 if all(_SPACED.search(text) for text in path.texts) else 2
    score += 0.3 if sum(distance) < 0 else 0
    return score - (0.3 if length < 3 else 0) - (0.2 if length > 28 else 0)


def _is_said(text: str) -> bool:
    """Whether a text looks like what people say, not like what they are called."""
    text = _ORDINAL.sub("", text)
    is_name = all(word[0].isupper() for word in text.split())  # "Prof. R. Lindqvist"
    return (len(text) > 16 or not text.isascii()) and not _STOPS.isdisjoint(text) and not is_name


def _is_worded(text: str) -> bool:
    """Whether a good part of a text are letters: "8 x 50 m" is no name, nor are "#2", "Re: Rules"; "mk_1990" may be."""
    if _NO_NAME.match(text) or (text[0].isdecimal() and TITLE_OF_COMMENTS.match(text)):
        return False
    if sum(map(str.isalpha, text)) < 0.3 * len(text.replace(" ", "")) and not _NICKNAME.fullmatch(text):
        return False
    return bool(_WORD.search(text)) or (bool(text) and not (" " in text and _NUMBER.search(text)))


def _counts_off(names: list[str]) -> list[str]:
    """Names without the numbers in brackets that (nearly) all have: how much each has written."""
    known = [name for name in names if name]
    if len(known) < 3 or sum(_COUNT.search(name) is not None for name in known) < 0.8 * len(known):
        return names
    return [_COUNT.sub("", name) for name in names]


def shared_words_off(texts: list[str]) -> list[str]:
    """Texts without the words that they begin or end with alike: "says:", "Posted by", in whatever language.

    A word that leaves nothing but a number is no such word: "Reader 101" is all of a name. Nor is one, written like a
    name after another, that a few share: three readers may all be called Khan.
    """
    for pick, cut in ((-1, slice(0, -1)), (0, slice(1, None))):
        while True:
            words = [t.split() for t in texts]
            ends = Counter(w[pick] for w in words if len(w) > 1)
            full = [tuple(w) for w in words if w]
            if not ends:
                break
            shared, times = ends.most_common(1)[0]
            if times < max(2, 0.8 * len(full)):
                break
            if pick or shared.casefold() not in _BY:
                is_name = pick == -1 and all(w[-2][-1].isalnum() for w in words if len(w) > 1 and w[-1] == shared)
                distinct = 2 if shared.islower() or not shared[-1].isalnum() else FAMILY if is_name else 3
                if times < 3 or len(set(full)) < distinct:
                    break
            shorter = [
                rest if len(w) > 1 and w[pick] == shared and LETTER.search(rest := " ".join(w[cut])) else t
                for w, t in zip(words, texts, strict=True)
            ]
            if shorter == texts:
                break
            texts = shorter
    return [t.strip(" :,|\u2013\u2014\u00b7\u2022-") for t in texts]
