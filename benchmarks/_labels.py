"""Which blocks of a page its gold text consists of."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict

WORD = re.compile(r"\w+")
GRAM = 4
STRAY_WORDS, STRAY_BLOCKS = 2, 5


def words(text: str) -> list[str]:
    """The words of a text as the scores count them."""
    return WORD.findall(unicodedata.normalize("NFC", text or "").casefold())


def align(blocks: list[list[str]], gold: list[str]) -> list[float]:
    """The share of each block's words that stands in the gold text, in the order of both; nan where that is chance.

    A block is first laid where most of its 4-grams (or, shorter, all its words) occur; among the candidate places
    the heaviest chain that ascends in both texts wins, so a teaser that repeats a sentence does not count.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for size in range(1, GRAM + 1):
        for i in range(len(gold) - size + 1):
            places[tuple(gold[i : i + size])].append(i)
    candidates: list[tuple[int, int, int, float]] = []  # block, start, end, weight
    for number, block in enumerate(blocks):
        if not block:
            continue
        size = min(GRAM, len(block))
        votes: dict[int, int] = defaultdict(int)
        for i in range(len(block) - size + 1):
            for at in places.get(tuple(block[i : i + size]), ())[:60]:
                votes[at - i] += 1
        spread: dict[int, int] = {}
        for start in sorted(votes, key=lambda s: (-votes[s], s))[: 8 if len(block) > GRAM else 60]:
            spread[start] = sum(votes.get(start + d, 0) for d in range(-6, 7))
        grams = len(block) - size + 1
        for start, hits in spread.items():
            if hits >= 0.5 * grams:
                candidates.append((number, start, start + len(block), min(1.0, hits / grams) * len(block)))
    return _doubt_strays(_chain(candidates, len(blocks), blocks), blocks)


def _doubt_strays(share: list[float], blocks: list[list[str]]) -> list[float]:
    """A word or two far from the rest of the body is chance, not gold: nan, so that nothing is learned from it."""
    firm = [i for i, s in enumerate(share) if s > 0.5 and len(blocks[i]) > STRAY_WORDS]
    out = list(share)
    for i, s in enumerate(share):
        if s > 0.5 and len(blocks[i]) <= STRAY_WORDS:
            k = bisect_left(firm, i)
            near = min((abs(i - j) for j in firm[max(0, k - 1) : k + 1]), default=STRAY_BLOCKS + 1)
            if near > STRAY_BLOCKS:
                out[i] = math.nan
    return out


def _chain(candidates: list[tuple[int, int, int, float]], n: int, blocks: list[list[str]]) -> list[float]:
    """Weighted increasing chain: blocks ascend, places ascend and overlap by at most a few words."""
    share = [0.0] * n
    keys: list[int] = []
    best: list[tuple[float, int]] = []
    back: list[tuple[int, float]] = []
    by_block: dict[int, list[tuple[int, int, int, float]]] = defaultdict(list)
    for c in candidates:
        by_block[c[0]].append(c)
    flat: list[tuple[int, int, int, float]] = []
    for number in sorted(by_block):
        new = []
        for c in by_block[number]:
            _, start, end, weight = c
            slack = min(3, (end - start) // 2)
            k = bisect_left(keys, start + slack + 1) - 1
            before = best[k] if k >= 0 else (0.0, -1)
            flat.append(c)
            back.append((before[1], weight))
            new.append((end, before[0] + weight + 0.01, len(flat) - 1))
        for end, value, at in new:
            k = bisect_left(keys, end)
            if k > 0 and best[k - 1][0] >= value:
                continue
            if k < len(keys) and keys[k] == end:
                if best[k][0] >= value:
                    continue
                best[k] = (value, at)
            else:
                keys.insert(k, end)
                best.insert(k, (value, at))
            while k + 1 < len(keys) and best[k + 1][0] <= value:
                del keys[k + 1], best[k + 1]
    at = best[-1][1] if best else -1
    while at >= 0:
        number, _, _, weight = flat[at]
        share[number] = weight / len(blocks[number])
        at = back[at][0]
    return share
