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
_DIGITS = re.compile(r"\d")
_UPPER = re.compile(r"[A-Z]")
_WORD = re.compile(r"\w+")
_SIGNS = re.compile(r"[|©»›▶•→@#/]")


OWN = (
    "words", "linked", "links", "marks", "ends", "terminal", "capital", "digits", "upper", "word_length", "bold",
    "italic", "breaks", "skipped", "signs", "tag", "title", "description", "hearsay", "hearsay_end", "depth",
    "children", "same_text", "colon", "question", "first_link",
)  # fmt: skip


_NO_WORD = {c: " " for c in range(128) if not _WORD.match(chr(c))}
"""What splits ASCII text into words: `str.translate` does it in a third of the time of a pattern."""


def _words(text: str) -> set[str]:
    if text.isascii():
        return set(text.lower().translate(_NO_WORD).split())
    return set(_WORD.findall(text.casefold()))


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
        return len(_MARKS.findall(text))
    count = f"{text} ".replace("\n", " ").count
    return count(". ") + count(", ") + count("? ") + count("! ") + count("; ")


def measure(cut: Cut, hearsay: Hearsay) -> NDArray[np.float32]:
    """One row a block; see `NAMES`."""
    blocks = cut.blocks
    title, description = _words(hearsay.title), _words(hearsay.description)
    body = _squeeze(hearsay.body)
    seen: dict[str, int] = {}
    values = chain.from_iterable([_own(b, title, description, body, seen) for b in blocks])
    own = np.fromiter(values, np.float32, len(blocks) * len(OWN)).reshape(-1, len(OWN))
    columns = [own, *_page(cut, own, hearsay)]
    columns.append(_hint_columns(cut))
    return np.concatenate(columns, axis=1)


def _counts(head: str) -> tuple[int, int, int]:
    """How many digits, capitals (of ASCII) and signs a text has."""
    if not head.isascii():
        return len(_DIGITS.findall(head)), len(_UPPER.findall(head)), len(_SIGNS.findall(head))
    plain, size = head.encode(), len(head)
    return (
        size - len(plain.translate(None, b"0123456789")),
        size - len(plain.translate(None, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        size - len(plain.translate(None, b"|>@#/")),
    )


def _own(block: Block, title: set[str], description: set[str], body: str, seen: dict[str, int]) -> tuple[float, ...]:
    text = block.text
    size = len(text)
    words = block.words
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
    parent = block.node
    return (
        words,
        block.linked / size,
        len(block.links),
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
        TAGS.get(parent.tag, 0),
        in_title,
        in_description,
        told,
        told_end,
        parent.depth,
        len(parent.element),
        times,
        last == ":" or last == "：",
        last == "?" or last == "？" or last == "؟",
        bool(block.links) and block.links[0][1] == 0,
    )


PAGE = (
    "position", "blocks", "good", "good_before", "good_after", "good_share", "is_good", "since_good", "until_good",
    "share_1", "share_2", "share_3", "share_4", "purity_1", "purity_2", "purity_3", "main_distance", "main_above",
    "sig_share", "sig_count", "sig_purity", "after_h1", "h1_good_between", "prev_words", "prev_linked", "prev_tag",
    "prev_good", "prev_same", "next_words", "next_linked", "next_tag", "next_good", "next_same", "next2_good",
    "prev2_good", "next_skipped", "prev_ends", "next_title", "above", "forum", "run_words", "common_prev",
    "common_next", "told_any", "parent_tag", "parent_first", "window_good",
)  # fmt: skip


def _shift(values: NDArray[np.floating], by: int, fill: float = -1.0) -> NDArray[np.floating]:
    out = np.full_like(values, fill)
    if by > 0:
        out[by:] = values[:-by]
    else:
        out[:by] = values[-by:]
    return out


def _around(values: NDArray[np.floating], reach: int) -> NDArray[np.float64]:
    """The sum over each block and `reach` blocks on either side."""
    n = len(values)
    sums = np.concatenate(([0.0], np.cumsum(values)))
    index = np.arange(n)
    return sums[np.minimum(index + reach + 1, n)] - sums[np.maximum(index - reach, 0)]


def _page(cut: Cut, own: NDArray[np.float32], hearsay: Hearsay) -> list[NDArray[np.float32]]:
    blocks, nodes = cut.blocks, cut.nodes
    n, m = len(blocks), len(nodes)
    words, linked, marks = own[:, 0], own[:, 1], own[:, 3]
    tag = own[:, OWN.index("tag")]
    is_good = (words >= 12) & (linked < 0.35) & (marks > 0.02)
    if not is_good.any():
        is_good = (words >= 6) & (linked < 0.5)
    good_words = np.where(is_good, words, 0.0)
    total = max(float(good_words.sum()), 1.0)
    plain = np.where(linked < 0.5, words, 0.0)
    node_of = np.fromiter((b.node.index for b in blocks), np.int64, n)
    parent = np.fromiter((-1 if v.parent is None else v.parent.index for v in nodes), np.int64, m)
    # Sums over subtrees: a parent always stands before its children in `nodes`.
    good_in = np.bincount(node_of, good_words, m)
    text_in = np.bincount(node_of, words, m)
    above_bits = [0] * m
    good_list, text_list, parents = good_in.tolist(), text_in.tolist(), parent.tolist()
    for i in range(m - 1, 0, -1):
        p = parents[i]
        if p >= 0:
            good_list[p] += good_list[i]
            text_list[p] += text_list[i]
    for i, node in enumerate(nodes):
        p = parents[i]
        above_bits[i] = (above_bits[p] if p >= 0 else 0) | _ABOVE_BIT.get(node.tag, 0)
    good_in, text_in = np.array(good_list), np.array(text_list)
    main = _main_node(good_list, parents, nodes, total)
    lineage = set()
    at = main
    order: dict[int, int] = {}
    while at >= 0:
        order[at] = len(order)
        lineage.add(at)
        at = parents[at]
    distance = [0.0] * m
    below = [0.0] * m
    for i in range(m):
        p = parents[i]
        if i in order:
            distance[i] = float(order[i])
            below[i] = float(i == main)
        else:
            distance[i] = distance[p] + 1 if p >= 0 else 99.0
            below[i] = below[p] if p >= 0 else 0.0
    up = [node_of]
    for _ in range(4):
        last = up[-1]
        up.append(np.where(last >= 0, parent[last], -1))
    shares, purities = [], []
    for level in range(4):
        at_level = up[level]
        shares.append(np.where(at_level >= 0, good_in[at_level], total) / total)
        if level < 3:
            inside = np.where(at_level >= 0, text_in[at_level], 1.0)
            purities.append(np.where(at_level >= 0, good_in[at_level], 0.0) / np.maximum(inside, 1.0))
    signature = np.fromiter((b.node.signature for b in blocks), np.int64, n)
    sig_good = np.bincount(signature, good_words)
    sig_text = np.bincount(signature, words)
    sig_count = np.bincount(signature)
    before = np.cumsum(good_words) - good_words
    since, until = _gaps(is_good)
    h1 = np.nonzero((tag == 4) | (own[:, OWN.index("title")] > 0.6))[0]
    first = int(h1[0]) if len(h1) else -1
    index = np.arange(n, dtype=np.float64)
    after_h1 = index - first if first >= 0 else np.full(n, -99.0)
    between = before - before[first] if first >= 0 else np.full(n, -1.0)
    common = np.zeros(n)
    common[1:] = _common(blocks)
    good = is_good.astype(np.float64)
    window = _around(np.minimum(plain, 40), 3)
    same = np.zeros(n)
    same[1:] = signature[1:] == signature[:-1]
    told = own[:, OWN.index("hearsay")]
    parent_of_block = up[1]
    first_of_parent = np.zeros(n)
    first_of_parent[1:] = parent_of_block[1:] != parent_of_block[:-1]
    columns: list[NDArray[Any]] = [
        index / n, np.full(n, n), np.full(n, total), before / total, (total - before - good_words) / total,
        good_words / total, good, since, until,
        *shares, *purities,
        np.array(distance)[node_of], np.array(below)[node_of],
        sig_good[signature] / total, sig_count[signature], sig_good[signature] / np.maximum(sig_text[signature], 1.0),
        after_h1, between,
        _shift(words, 1), _shift(linked, 1), _shift(tag, 1), _shift(good, 1), same,
        _shift(words, -1), _shift(linked, -1), _shift(tag, -1), _shift(good, -1), _shift(same, -1),
        _shift(good, -2), _shift(good, 2), _shift(own[:, OWN.index("skipped")], -1),
        _shift(own[:, OWN.index("terminal")], 1), _shift(own[:, OWN.index("title")], -1),
        np.array(above_bits)[node_of] & _ABOVE_BIT["article"] > 0, np.full(n, float(hearsay.forum)),
        window, common, _shift(common, -1), np.full(n, float((told > 0).any())),
        np.fromiter((TAGS.get(b.node.parent.tag, 0) if b.node.parent else 0 for b in blocks), np.float64, n),
        first_of_parent, _around(good, 2),
    ]  # fmt: skip
    bits = np.array(above_bits)[node_of]
    flags = [(bits >> i & 1).astype(np.float64) for i in range(len(ABOVE))]
    return [np.stack(columns + flags, axis=1).astype(np.float32)]


def _main_node(good: list[float], parents: list[int], nodes: list[Node], total: float) -> int:
    """The deepest node that holds three quarters of the good text."""
    best = 0 if nodes else -1
    for i, node in enumerate(nodes):
        if good[i] >= 0.75 * total and node.depth >= nodes[best].depth:
            best = i
    return best


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
        steps = 0
        while a is not b:
            if b is not None and (a is None or b.depth >= a.depth):
                b = b.parent  # type: ignore[assignment]
                steps += 1
            else:
                a = a.parent  # type: ignore[assignment]
        out.append(float(steps))
    return out


def _hint_columns(cut: Cut) -> NDArray[np.float32]:
    """How near above a block each kind of hint stands: 4 on its own element, 3 its parent, 2 the next, 1 further."""
    nodes = cut.nodes
    any_above = [0] * len(nodes)
    for i, node in enumerate(nodes):
        above = any_above[node.parent.index] if node.parent else 0
        any_above[i] = above | node.bits
    lines = []
    for block in cut.blocks:
        node = block.node
        parent = node.parent
        top = parent.parent if parent else None
        own = (node.bits, parent.bits if parent else 0, top.bits if top else 0)
        lines.append((*own, any_above[node.index], block.inner))
    rows = np.array(lines, dtype=np.int64).T
    bit = np.arange(len(HINTS))
    on = (rows[:, :, None] >> bit) & 1
    near = np.where(on[0], 4, np.where(on[1], 3, np.where(on[2], 2, on[3])))
    return np.concatenate((near, on[4]), axis=1).astype(np.float32)


NAMES = (
    *OWN, *PAGE, *(f"in_{t}" for t in ABOVE), *(f"hint_{h}" for h in HINT_NAMES), *(f"inner_{h}" for h in HINT_NAMES),
)  # fmt: skip
