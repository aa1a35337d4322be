"""From the places of dates to the records around them.

A page that prints a list of records prints each from one template, so the dates of all of them stand equally deep
inside their records: the number of steps from date to record is the same for all, and is found as the highest at
which each date still has an ancestor of its own. Records may nest. Where there is no such element, a record is a run
of siblings.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ..parts import NO_TEXT, STRING, Record, holds_blocks, shape_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

CLIMB = 14
"""A record is at most this many steps above its date."""

SHORT_HEAD = 60
"""A header without words holds no more characters."""

_ROWS = frozenset(("dt", "dd", "li", "tr", "p"))
_TOPS = frozenset(("html", "body", "main"))


def group_anchors(anchors: Iterable[Any]) -> list[list[Any]]:
    """Anchors that come from the same line of the same template, the largest groups first.

    Besides those of each class of the element around them stand all together: guests, staff and unread comments have
    other class names in the same list.
    """
    anchors = list(anchors)
    raw = Counter(anchor.get("class") or "" for anchor in anchors)

    def kind(classes: str | None) -> str:
        if not classes:
            return ""
        return classes if raw[classes] > 1 else shape_of(classes)

    groups: dict[tuple[str, str, str, str], list[Any]] = defaultdict(list)
    for anchor in anchors:
        above = anchor.getparent()
        if above is None:
            continue
        upper = (above.get("class") or "").split()
        groups[anchor.tag, kind(anchor.get("class")), above.tag, shape_of(upper[0]) if upper else ""].append(anchor)
    wider: dict[tuple[str, str, str], list[list[Any]]] = defaultdict(list)
    for key, group in groups.items():
        wider[key[:3]].append(group)
    merged = [in_order(itertools.chain(*parts)) for parts in wider.values() if 2 <= len(parts) <= 4]
    lists: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    for anchor in anchors:  # the rows of a list, which are called even and odd
        if anchor.get("class") and anchor.tag in _ROWS:
            lists[anchor.tag, anchor.getparent()].append(anchor)
    merged += [rows for rows in lists.values() if len({row.get("class") for row in rows}) > 1]
    return sorted([*groups.values(), *merged], key=len, reverse=True)


def climb(anchors: Sequence[Any], *, distinct: float = 1.0, beyond: Collection[Any] = ()) -> list[tuple[Any, Any]]:
    """The element of each anchor's record, as high as each can have one of its own: (record, anchor).

    With `distinct` below 1 so many of them must have, and those that have none are left out. Elements in `beyond` hold
    more than these anchors, so they are no records.
    """
    chains: list[list[Any]] = []
    for anchor in anchors:
        chain = [anchor]
        for above in anchor.iterancestors():
            if len(chain) > CLIMB or above.tag in _TOPS or above in beyond:
                break
            chain.append(above)
        chains.append(chain)
    first: dict[Any, list[Any]] = {}
    for chain in chains:  # two dates side by side are one, unless the elements hold more than dates
        first.setdefault(chain[0 if holds_blocks(chain[0]) else min(1, len(chain) - 1)], chain)
    if len(first) >= 2 and len(first) >= 0.3 * len(chains):
        chains = list(first.values())
    count = len(chains)
    best = 0
    for level in range(1, CLIMB):
        tops = [chain[level] for chain in chains if len(chain) > level]
        if len(tops) < 0.95 * count or len(set(tops)) < distinct * len(tops):
            break
        tags = Counter(top.tag for top in tops)
        shapes = Counter(token for top in tops for token in shape_of(top.get("class") or "").split() or ("",))
        if tags.most_common(1)[0][1] < 0.85 * count or shapes.most_common(1)[0][1] < 0.5 * count:
            continue
        best = level
    return [(chain[min(best, len(chain) - 1)], chain[0]) for chain in chains]


def runs_of(tops: Sequence[tuple[Any, Any]]) -> list[Record]:
    """Records that are runs of siblings: a header with the date and what follows it, or what precedes a footer."""
    lists: dict[Any, list[tuple[Any, Any]]] = defaultdict(list)
    for top, anchor in tops:
        above = top.getparent()
        if above is not None:
            lists[above].append((top, anchor))
    records: list[Record] = []
    for above, members in lists.items():
        if len(members) < 2:
            continue
        children = [c for c in above if type(c.tag) is str]
        place = {c: i for i, c in enumerate(children)}
        at = [(place[top], anchor) for top, anchor in members if top in place]
        at.sort(key=lambda entry: entry[0])
        starts = [i for i, _ in at]
        after = _words_in(children[starts[-1] + 1 :]) + len((children[starts[-1]].tail or "").strip())
        if after:
            back = _shared_before(children, starts)
            starts = [i - back for i in starts]
            ends = [*starts[1:], _end(children, starts)]
        elif _words_in(children[: starts[0]]):
            ends = [i + 1 for i in starts]
            starts = [_begin(children, starts), *ends[:-1]]
        else:
            continue
        records += [
            Record(children[start:end], anchor)
            for start, end, (_, anchor) in zip(starts, ends, at, strict=True)
            if end > start
        ]
    return records


def _words_in(elements: Iterable[Any]) -> int:
    return sum(len(STRING(e).strip()) + len((e.tail or "").strip()) for e in elements if e.tag not in NO_TEXT)


def _shared_before(children: list[Any], starts: list[int]) -> int:
    """How many siblings before each header belong to it because all headers have them (a heading with the name)."""
    back = 0
    if _words_in(children[i] for i in starts) <= SHORT_HEAD * len(starts) and any(
        b - a <= 2 for a, b in itertools.pairwise(starts)
    ):
        return 0  # a header and the words after it, time and again
    while True:
        kinds = set()
        for i in starts:
            if i - back - 1 < 0:
                return back
            before = children[i - back - 1]
            kinds.add((before.tag, before.get("class") or ""))
        if len(kinds) > 1 or back >= 3 or any(b - a <= back + 1 for a, b in itertools.pairwise(starts)):
            return back
        back += 1


def _end(children: list[Any], starts: list[int]) -> int:
    """Where the last run ends: what follows it must look like what the others hold."""
    kinds = {children[i].tag for i in range(starts[0], starts[-1])}
    longest = max(b - a for a, b in itertools.pairwise(starts))
    end = starts[-1] + 1
    while end < len(children) and end - starts[-1] < longest + 3 and (children[end].tag in kinds):
        end += 1
    return end


def _begin(children: list[Any], starts: list[int]) -> int:
    """Where the first run begins, before a footer."""
    kinds = {children[i].tag for i in range(starts[0] + 1, starts[-1] + 1)}
    longest = max(b - a for a, b in itertools.pairwise(starts))
    begin = starts[0]
    while begin > 0 and starts[0] - begin < longest + 2 and children[begin - 1].tag in kinds:
        begin -= 1
    return begin


def in_order(elements: Iterable[Any]) -> list[Any]:
    """Elements of one tree in the order of the document."""
    wanted = set(elements)
    first = next(iter(wanted), None)
    return [] if first is None else [e for e in first.getroottree().getroot().iter() if e in wanted]


def split_regions(anchors: Sequence[Any]) -> list[list[Any]]:
    """The anchors, and besides those of each part of the page alone where they come from two to four parts."""
    found = [list(anchors)]
    waiting = [list(anchors)]
    while waiting and len(found) < 12:
        parts = _parts(waiting.pop())
        if 2 <= len(parts) <= 4:
            larger = [part for part in parts if len(part) > 1]
            found += larger
            waiting += larger
    return found


def _parts(anchors: Sequence[Any]) -> list[list[Any]]:
    """The anchors by the child of their lowest common ancestor that they stand in."""
    chains = []
    for anchor in anchors:
        chain = [anchor]
        for above in anchor.iterancestors():
            chain.append(above)
            if len(chain) > 80:
                return []
        chains.append(chain[::-1])
    level = 0
    while all(len(chain) > level + 1 for chain in chains) and len({chain[level + 1] for chain in chains}) == 1:
        level += 1
    parts: dict[Any, list[Any]] = defaultdict(list)
    for chain in chains:
        parts[chain[min(level + 1, len(chain) - 1)]].append(chain[-1])
    return list(parts.values())
