"""What the words of a block and the names above it say: two linear models over hashed tokens.

Short blocks are told by their words ("Sign up for ...", "Photo: ..."), all blocks by the class names and ids of the
elements that hold them. Both models are tables of one signed byte a hash; they are trained together with the trees,
which see their two sums as columns.
"""

from __future__ import annotations

import re
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .blocks import Block, Cut, Node

BITS = 15
SIZE = 1 << BITS
SCALE = 16.0
"""A weight of 1 is this many steps of a table."""
SHORT = 14
"""Words up to which a block is told by all its words; longer ones by their beginning and end."""
LEVELS = 6
"""Elements above a block whose names count; from the fifth on they are not told apart."""
COLUMNS = ("wording", "naming")

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_NAME_PART = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_CACHE_SIZE = 50_000


def _hash(token: str) -> int:
    return crc32(token.encode("utf-8", "surrogatepass")) & (SIZE - 1)


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _TOKEN.findall(text)]


def text_tokens(text: str, words: float) -> list[str]:
    """The tokens that stand for a block's wording; digits are all alike. `words` is the length of the block."""
    if words <= SHORT:
        all_words = _words(text[:240].casefold())
        tokens = ["w" + word for word in all_words]
        tokens += [a + " " + b for a, b in pairwise(all_words)]
        if words <= 6:
            tokens.append("=" + " ".join(all_words))
        tokens.append(f"n{len(all_words)}")
        return tokens
    start, end = _words(text[:48].casefold())[:4], _words(text[-48:].casefold())[-4:]
    tokens = ["f" + word for word in start]
    tokens += ["l" + word for word in end]
    return tokens


def name_tokens(level: int, tag: str, names: str) -> list[str]:
    """The tokens that stand for one element `level` steps above a block's own (0) by its tag, classes and id."""
    here = "opghi"[min(level, 4)]
    tokens = {here + "<" + tag}
    for part in _NAME_PART.split(names):
        if len(part) > 1:
            part = part.lower()
            tokens |= {f"{here}.{part}", f"a.{part}"}
    return sorted(tokens)


class Wording:
    """The two tables and what they say about blocks."""

    def __init__(self, text: NDArray[np.int8], names: NDArray[np.int8]) -> None:
        self._text = array("b", text.tobytes())
        self._names = array("b", names.tobytes())
        self._of_token: dict[str, int] = {}
        self._of_node: dict[tuple[int, str, str], int] = {}

    def columns(self, cut: Cut) -> NDArray[np.float32]:
        """One row a block: `COLUMNS`, as log-odds."""
        sums = [(self._of_text(block), self._of_names(block.node)) for block in cut.blocks]
        return np.array(sums, dtype=np.float32).reshape(-1, 2) / np.float32(SCALE)

    def _of_text(self, block: Block) -> int:
        known, table, total = self._of_token, self._text, 0
        for token in text_tokens(block.text, block.words):
            weight = known.get(token)
            if weight is None:
                if len(known) >= _CACHE_SIZE:
                    known.clear()
                weight = known[token] = table[_hash(token)]
            total += weight
        return total

    def _of_names(self, node: Node | None) -> int:
        known, total, level = self._of_node, 0, 0
        while node is not None and level < LEVELS:
            key = (min(level, 4), node.tag, node.names)
            found = known.get(key)
            if found is None:
                if len(known) >= _CACHE_SIZE:
                    known.clear()
                table = self._names
                found = known[key] = sum([table[_hash(token)] for token in name_tokens(*key)])
            total += found
            node = node.parent
            level += 1
        return total


def hashed(tokens: list[str]) -> list[int]:
    """The places of tokens in a table."""
    return [_hash(token) for token in tokens]
