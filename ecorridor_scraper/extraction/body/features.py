"""What is measured about each block of a page: one row of numbers a block, the columns named in `NAMES`.

Lengths count words, not characters, and a word of a script without spaces is 2 ideographs or 4 letters, so that a
paragraph weighs the same in every language.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import HINT_NAMES, HINTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .blocks import Block, Cut, Hearsay, Node

TAGS = {
    "p": 1, "div": 2, "li": 3, "h1": 4, "h2": 5, "h3": 6, "h4": 7, "h5": 7, "h6": 7, "blockquote": 8, "td": 9,
    "th": 10, "figcaption": 11, "dt": 12, "dd": 12, "pre": 13, "section": 14, "article": 15, "header": 16,
    "footer": 17, "body": 18, "summary": 19, "address": 20, "aside": 21, "center": 22, "main": 23, "ul": 24,
    "figure": 25, "form": 26, "fieldset": 26, "caption": 27, "details": 28,
}  # fmt: skip
ABOVE = (
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "section",
    "form",
    "table",
    "figure",
    "blockquote",
    "ul",
    "ol",
)
_ABOVE_BIT = {tag: 1 << i for i, tag in enumerate(ABOVE)}
_ABOVE_BIT |= {"td": _ABOVE_BIT["table"], "dl": _ABOVE_BIT["ul"]}

_END = frozenset(".!?…。！？۔؟।։።:;\"'”’»)」』]")
_TERMINAL = frozenset(".!?…。！？۔؟।։።")
_MARKS = re.compile(r"[.!?…。！？۔؟।,،、，;；](?=\s|$|[^\x00-\x7f])")
_CLAUSES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff] (?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])")
"""What parts clauses where no marks do."""
_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_SIGNS = "|©»›▶•→@#/"


OWN = (
    "words", "linked", "links", "marks", "ends", "terminal", "capital", "digits", "upper", "word_length", "bold",
    "italic", "breaks", "skipped", "signs", "tag", "title", "description", "hearsay", "hearsay_end", "depth",
    "children", "same_text", "colon", "question", "first_link",
)  # fmt: skip


_FOLDED = bytes(ord(chr(c).lower()) if c < 128 and _WORD.match(chr(c)) else 0x20 for c in range(256))
"""What makes ASCII text words of small letters: `bytes.translate` does it in a third of the time of a pattern."""


def _words(text: str) -> set[bytes]:
    if text.isascii():
        return set(text.encode().translate(_FOLDED).split())
    return set(" ".join(_WORD.findall(text.casefold())).encode().split())


def _squeeze(text: str) -> str:
    return "".join(_WORD.findall(text))


_TOLD = 48
"""Characters of the beginning and of the end of a block that are looked for in the text of the structured data."""


def _ends(text: str) -> tuple[str, str]:
    """The first and the last characters of a text, squeezed, without squeezing all of it."""
    if len(text) > 4 * _TOLD:
        first, last = _squeeze(text[: 2 * _TOLD]), _squeeze(text[-2 * _TOLD :])
        if len(first) >= _TOLD and len(last) >= _TOLD:
            return first[:_TOLD], last[-_TOLD:]
    squeezed = _squeeze(text)
    return squeezed[:_TOLD], squeezed[-_TOLD:]


def _mark_count(text: str) -> int:
    """How many marks end a clause in a text."""
    if not text.isascii() or "\t" in text or "\r" in text:
        return len(_MARKS.findall(text)) or len(_CLAUSES.findall(text))
    return text.encode().translate(_STOPS).count(b". ") + (text[-1] in ".,?!;")


_STOPS = bytes(0x2E if chr(c) in ".,?!;" else 0x20 if chr(c) in " \n" else 0 for c in range(256))
"""ASCII reduced to marks and spaces."""


def measure(cut: Cut, hearsay: Hearsay) -> NDArray[np.float32]:
    """One row a block; see `NAMES`."""
    blocks = cut.blocks
    title, description = _words(hearsay.title), _words(hearsay.description)
    body = _squeeze(hearsay.body)
    seen: dict[str, int] = {}
    values = chain.from_iterable([_own(b, title, description, body, seen) for b in blocks])
    own = np.fromiter(values, np.float32, len(blocks) * len(OWN)).reshape(-1, len(OWN)).T
    columns = np.empty((len(NAMES), len(blocks)), np.float32)
    columns[: len(OWN)] = own
    page = _page(cut, dict(zip(OWN, own, strict=True)), hearsay)
    for place, name in enumerate(PAGE, len(OWN)):
        columns[place] = page[name]
    _write_bits(cut, columns[len(OWN) + len(PAGE) :])
    return columns.T


_CLASSES = bytes(
    0x30 if chr(c) in "0123456789" else 0x41 if 0x41 <= c <= 0x5A else 0x7C if chr(c) in "|>@#/" else 0
    for c in range(256)
)
"""ASCII reduced to a digit, a capital and a sign."""


def _counts(head: str) -> tuple[int, int, int]:
    """How many digits, capitals (of ASCII) and signs a text has."""
    count = head.encode("utf-8", "surrogatepass").translate(_CLASSES).count
    if head.isascii():
        return count(b"0"), count(b"A"), count(b"|")
    return len(_DIGITS.findall(head)), count(b"A"), sum(map(head.count, _SIGNS))


def _own(
    block: Block, title: set[bytes], description: set[bytes], body: str, seen: dict[str, int]
) -> tuple[float, ...]:
    text, words, links, node = block.text, block.words, block.links, block.node
    size = len(text)
    head = text[:160]
    digits, upper, signs = _counts(head)
    in_title = in_description = 0.0
    if words < 70 and (description or (title and words < 30)) and (here := _words(text)):
        if title and words < 30:
            common = len(here & title)
            in_title = common / (len(here) + len(title) - common)
        if description:
            in_description = len(here & description) / max(4, min(len(here), len(description)))
    told = told_end = -1.0
    if body:
        start, end = _ends(text)
        told, told_end = float(start in body), float(end in body)
    key = text[:80]
    seen[key] = times = seen.get(key, 0) + 1
    last = text[-1]
    return (
        words,
        block.linked / size,
        len(links),
        _mark_count(text[:400]) / min(words, 400 * words / size),
        last in _END,
        last in _TERMINAL or text[-2:-1] in _TERMINAL,
        text[0].isupper(),
        digits / len(head),
        upper / len(head),
        size / words,
        block.bold / size,
        block.italic / size,
        block.breaks,
        block.skipped,
        signs,
        TAGS.get(node.tag, 0),
        in_title,
        in_description,
        told,
        told_end,
        node.depth,
        node.children,
        times,
        last == ":" or last == "：",
        last == "?" or last == "？" or last == "؟",
        bool(links) and links[0][1] == 0,
    )


PAGE = (
    "position", "blocks", "good", "good_before", "good_after", "good_share", "is_good", "since_good", "until_good",
    "share_1", "share_2", "share_3", "share_4", "purity_1", "purity_2", "purity_3", "main_distance", "main_above",
    "sig_share", "sig_count", "sig_purity", "after_h1", "h1_good_between", "prev_words", "prev_linked", "prev_tag",
    "prev_good", "prev_same", "next_words", "next_linked", "next_tag", "next_good", "next_same", "next2_good",
    "prev2_good", "next_skipped", "prev_ends", "next_title", "above", "forum", "run_words", "common_prev",
    "common_next", "told_any", "parent_tag", "parent_first", "window_good",
)  # fmt: skip


def _shift(values: NDArray[np.floating], by: int) -> NDArray[np.floating]:
    out = np.empty_like(values)
    if by > 0:
        out[:by], out[by:] = -1.0, values[:-by]
    else:
        out[by:], out[:by] = -1.0, values[-by:]
    return out


def _around(values: NDArray[np.floating], reach: int) -> NDArray[np.float64]:
    """The sum over each block and `reach` blocks on either side."""
    n = len(values)
    sums = np.zeros(n + 2 * reach + 1)
    np.cumsum(values, out=sums[reach + 1 : reach + 1 + n])
    sums[reach + 1 + n :] = sums[reach + n]
    return sums[2 * reach + 1 :] - sums[:n]


def _page(cut: Cut, own: dict[str, NDArray[np.float32]], hearsay: Hearsay) -> dict[str, NDArray[Any] | float]:
    """The columns of `PAGE`; what is the same for all blocks is a number."""
    blocks, words, linked = cut.blocks, own["words"], own["linked"]
    is_good = _is_good(own)
    good = is_good.astype(np.float64)
    good_words = np.where(is_good, words, 0.0)
    total = max(float(good_words.sum()), 1.0)
    node_of = np.array([b.node.index for b in blocks])
    signature = np.array([b.node.signature for b in blocks])
    sig_good, sig_text = np.bincount(signature, good_words), np.bincount(signature, words)
    return {
        "good": total,
        "is_good": good,
        "good_share": good_words / total,
        "sig_share": sig_good[signature] / total,
        "sig_count": np.bincount(signature)[signature],
        "sig_purity": (sig_good / np.maximum(sig_text, 1.0))[signature],
        "run_words": _around(np.minimum(np.where(linked < 0.5, words, 0.0), 40), 3),
        "window_good": _around(good, 2),
        "forum": float(hearsay.forum),
        "told_any": float((own["hearsay"] > 0).any()),
        **_in_order(own, is_good, good_words, total),
        **_in_tree(cut, node_of, words, good_words, total),
        **_beside(own, good, signature),
    }


def _is_good(own: dict[str, NDArray[np.float32]]) -> NDArray[np.bool_]:
    """Which blocks are prose by themselves; where none is, which are nearly."""
    words, linked = own["words"], own["linked"]
    is_good = (words >= 12) & (linked < 0.35) & (own["marks"] > 0.02)
    return is_good if is_good.any() else (words >= 6) & (linked < 0.5)


def _in_order(
    own: dict[str, NDArray[np.float32]], is_good: NDArray[np.bool_], good_words: NDArray[np.floating], total: float
) -> dict[str, NDArray[Any] | float]:
    """Where a block stands in the page from the first to the last."""
    n = len(is_good)
    index = np.arange(n, dtype=np.float64)
    before = np.cumsum(good_words) - good_words
    since, until = _gaps(is_good)
    h1 = np.flatnonzero((own["tag"] == TAGS["h1"]) | (own["title"] > 0.6))
    first = int(h1[0]) if len(h1) else -1
    return {
        "position": index / n,
        "blocks": n,
        "good_before": before / total,
        "good_after": (total - before - good_words) / total,
        "since_good": since,
        "until_good": until,
        "after_h1": index - first if first >= 0 else -99.0,
        "h1_good_between": before - before[first] if first >= 0 else -1.0,
    }


def _in_tree(
    cut: Cut,
    node_of: NDArray[np.int_],
    words: NDArray[np.float32],
    good_words: NDArray[np.floating],
    total: float,
) -> dict[str, NDArray[Any] | float]:
    """What the elements that a block stands in hold, and how far it is from the one that holds most."""
    blocks, nodes = cut.blocks, cut.nodes
    m = len(nodes)
    parents = [-1 if v.parent is None else v.parent.index for v in nodes]
    good_list = np.bincount(node_of, good_words, m).tolist()
    text_list = np.bincount(node_of, words, m).tolist()
    for i in range(m - 1, 0, -1):  # sums over subtrees: a parent always stands before its children in `nodes`
        if (p := parents[i]) >= 0:
            good_list[p] += good_list[i]
            text_list[p] += text_list[i]
    main = _main_node(good_list, nodes, total)
    distance, below = _distances(main, parents)
    parent, good_in, text_in = np.array(parents), np.array(good_list), np.array(text_list)
    good_share, purity = good_in / total, good_in / np.maximum(text_in, 1.0)
    up = [node_of]
    for _ in range(3):
        up.append(np.where(up[-1] >= 0, parent[up[-1]], -1))
    first_of_parent = np.zeros(len(blocks))
    first_of_parent[1:] = up[1][1:] != up[1][:-1]
    common = np.zeros(len(blocks))
    common[1:] = _common(blocks)
    return {
        **{f"share_{i}": np.where(at >= 0, good_share[at], 1.0) for i, at in enumerate(up, 1)},
        **{f"purity_{i}": np.where(at >= 0, purity[at], 0.0) for i, at in enumerate(up[:3], 1)},
        "main_distance": distance[node_of],
        "main_above": below[node_of],
        "above": np.array(_above(nodes))[node_of] & _ABOVE_BIT["article"] > 0,
        "parent_tag": np.array([TAGS.get(b.node.parent.tag, 0) if b.node.parent else 0 for b in blocks]),
        "parent_first": first_of_parent,
        "common_prev": common,
        "common_next": _shift(common, -1),
    }


def _beside(
    own: dict[str, NDArray[np.float32]], good: NDArray[np.float64], signature: NDArray[np.int_]
) -> dict[str, NDArray[Any] | float]:
    """What stands before a block and after it."""
    same = np.zeros(len(good))
    same[1:] = signature[1:] == signature[:-1]
    return {
        "prev_words": _shift(own["words"], 1),
        "prev_linked": _shift(own["linked"], 1),
        "prev_tag": _shift(own["tag"], 1),
        "prev_ends": _shift(own["terminal"], 1),
        "prev_good": _shift(good, 1),
        "prev_same": same,
        "prev2_good": _shift(good, 2),
        "next_words": _shift(own["words"], -1),
        "next_linked": _shift(own["linked"], -1),
        "next_tag": _shift(own["tag"], -1),
        "next_title": _shift(own["title"], -1),
        "next_skipped": _shift(own["skipped"], -1),
        "next_good": _shift(good, -1),
        "next_same": _shift(same, -1),
        "next2_good": _shift(good, -2),
    }


def _main_node(good: list[float], nodes: list[Node], total: float) -> int:
    """The deepest node that holds three quarters of the good text."""
    best = 0 if nodes else -1
    least = 0.75 * total
    for i, held in enumerate(good):
        if held >= least and nodes[i].depth >= nodes[best].depth:
            best = i
    return best


def _distances(main: int, parents: list[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far each node is from the main one, counted up to what they share; and whether it stands below it."""
    order: dict[int, int] = {}
    at = main
    while at >= 0:
        order[at] = len(order)
        at = parents[at]
    distance: list[float] = []
    below: list[float] = []
    for i, p in enumerate(parents):
        if i in order:
            distance.append(order[i])
            below.append(i == main)
        elif p >= 0:
            distance.append(distance[p] + 1)
            below.append(below[p])
        else:
            distance.append(99.0)
            below.append(0.0)
    return np.array(distance, np.float64), np.array(below, np.float64)


def _above(nodes: list[Node]) -> list[int]:
    """The bits of `ABOVE` for each node: its own tag and those above it."""
    bits: list[int] = []
    for node in nodes:
        bits.append((bits[node.parent.index] if node.parent else 0) | _ABOVE_BIT.get(node.tag, 0))
    return bits


def _gaps(is_good: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Blocks since the last good one and until the next, at most 50."""
    n = len(is_good)
    index = np.arange(n)
    last = np.maximum.accumulate(np.where(is_good, index, -50))
    following = np.minimum.accumulate(np.where(is_good, index, n + 50)[::-1])[::-1]
    before = np.concatenate(([-50], last[:-1]))
    after = np.concatenate((following[1:], [n + 50]))
    return np.minimum(index - before, 50.0), np.minimum(after - index, 50.0)


def _common(blocks: list[Block]) -> list[float]:
    """How many levels up from a block the nearest node lies that it shares with the block before."""
    out = []
    for left, right in pairwise(blocks):
        a, b = left.node, right.node
        if a is b:
            out.append(0.0)
            continue
        if a.parent is b.parent:
            out.append(1.0)
            continue
        steps = 0
        while a is not b:
            if b is not None and (a is None or b.depth >= a.depth):
                b = b.parent  # type: ignore[assignment]
                steps += 1
            else:
                a = a.parent  # type: ignore[assignment]
        out.append(float(steps))
    return out


_ABOVE_BITS, _HINT_BITS = np.arange(len(ABOVE))[:, None], np.arange(len(HINTS))[:, None]


def _write_bits(cut: Cut, out: NDArray[np.float32]) -> None:
    """Which of `ABOVE` a block stands in, and how near above it each kind of hint stands: 4 on its own element, 3 its
    parent, 2 the next, 1 further."""
    nodes, blocks = cut.nodes, cut.blocks
    hints: list[int] = []
    for node in nodes:
        hints.append((hints[node.parent.index] if node.parent else 0) | node.bits)
    bits = _above(nodes)
    lines = []
    for block in blocks:
        node = block.node
        parent = node.parent
        top = parent.parent if parent else None
        lines.append(
            (
                bits[node.index],
                node.bits,
                parent.bits if parent else 0,
                top.bits if top else 0,
                hints[node.index],
            )
        )
    within, own, near, next_, above = np.array(lines, dtype=np.int64).T
    out[: len(ABOVE)] = within >> _ABOVE_BITS & 1
    rank = above >> _HINT_BITS & 1
    for nearness, values in ((2, next_), (3, near), (4, own)):
        np.maximum(rank, (values >> _HINT_BITS & 1) * nearness, out=rank)
    out[len(ABOVE) :] = rank


NAMES = (
    *OWN, *PAGE, *(f"in_{t}" for t in ABOVE), *(f"hint_{h}" for h in HINT_NAMES),
)  # fmt: skip
