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
_LINE = 240
"""Characters of such a block that are read: it may be one long word."""
LEVELS = 6
"""Elements above a block whose names count; from the fifth on they are not told apart."""
COLUMNS = ("wording", "naming")

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_NAME_PART = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")
_CACHE_SIZE = 50_000


_MASK = SIZE - 1


def _hash(token: str) -> int:
    return crc32(token.encode("utf-8", "surrogatepass")) & _MASK


def _tokens(text: str) -> list[str]:
    """The words, numbers and marks of a text. One of letters and spaces alone is split in a fifth of the time."""
    return text.split() if text.replace(" ", "").isalpha() else _TOKEN.findall(text)


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _tokens(text)]


def text_tokens(text: str, words: float) -> list[str]:
    """The tokens that stand for a block's wording; digits are all alike. `words` is the length of the block."""
    if words <= SHORT:
        all_words = _words(text[:_LINE].casefold())
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


_LEVEL = "opghi"
"""A letter for an element's distance from its block: own, parent, and so on."""


def name_parts(names: str) -> tuple[str, ...]:
    """The different words of class names and ids, lower case, in order."""
    return tuple(dict.fromkeys([part.lower() for part in _NAME_PART.findall(names) if len(part) > 1]))


def name_tokens(level: int, tag: str, names: str) -> list[str]:
    """The tokens that stand for one element `level` steps above a block's own (0) by its tag, classes and id."""
    here = _LEVEL[min(level, 4)]
    tokens = {here + "<" + tag}
    for part in name_parts(names):
        tokens |= {f"{here}.{part}", f"a.{part}"}
    return sorted(tokens)


_WHOLE, _ANYWHERE = crc32(b"="), crc32(b"a.")
_HERE = tuple(crc32(f"{letter}.".encode()) for letter in _LEVEL)
"""Hashes of the prefixes of tokens, from which those of the tokens go on."""


class _Weights(dict[str, int]):
    """What words with one prefix weigh in a table, remembered."""

    def __init__(self, table: array[int], prefix: str) -> None:
        self._table, self._begun = table, crc32(prefix.encode())

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        named = b"0" if word.isdigit() else word.encode("utf-8", "surrogatepass")
        weight = self[word] = self._table[crc32(named, self._begun) & _MASK]
        return weight


class Wording:
    """The two tables and what they say about blocks."""

    def __init__(self, text: NDArray[np.int8], names: NDArray[np.int8]) -> None:
        table = array("b", text.tobytes())
        self._words, self._any, self._first, self._last = table, *(_Weights(table, p) for p in "wfl")
        self._of_number = [table[_hash(f"n{number}")] for number in range(_LINE + 1)]
        self._of_line: dict[str, int] = {}
        self._names = array("b", names.tobytes())
        self._of_part: tuple[dict[str, int], ...] = ({}, {}, {}, {}, {})
        self._of_node: dict[tuple[int, str, str], int] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def columns(self, cut: Cut) -> NDArray[np.float32]:
        """One row a block: `COLUMNS`, as log-odds."""
        above: dict[Node, int] = {}
        known = self._of_line.get
        sums = []
        for block in cut.blocks:
            text = known(block.text)
            if text is None:
                text = self._of_text(block)
            sums.append((text, self._of_names(block.node, above)))
        return np.array(sums, dtype=np.float32).reshape(-1, 2) / np.float32(SCALE)

    def _of_text(self, block: Block) -> int:
        """The sum of `text_tokens` by their table; that of short lines, which pages of a site share, is remembered."""
        text = block.text
        if block.words > SHORT:
            first, last = _tokens(text[:48].casefold())[:4], _tokens(text[-48:].casefold())[-4:]
            return sum(map(self._first.__getitem__, first)) + sum(map(self._last.__getitem__, last))
        words, table = _words(text[:_LINE].casefold()), self._words
        total = sum(map(self._any.__getitem__, words)) + self._of_number[len(words)]
        line = " ".join(words).encode("utf-8", "surrogatepass")
        total += sum([table[crc32(a + b" " + b) & _MASK] for a, b in pairwise(line.split(b" "))])
        if block.words <= 6:
            total += table[crc32(line, _WHOLE) & _MASK]
        if len(text) <= _LINE:
            if len(self._of_line) >= _CACHE_SIZE:
                self._of_line.clear()
            self._of_line[text] = total
        return total

    def _of_names(self, node: Node, above: dict[Node, int]) -> int:
        """The names of a block's own element and of those above it; `above` remembers the latter for its siblings."""
        parent = node.parent
        own = self._of_element(0, node)
        if parent is None:
            return own
        total = above.get(parent)
        if total is None:
            total, level, at = 0, 1, parent
            while at is not None and level < LEVELS:
                total += self._of_element(min(level, 4), at)
                at = at.parent  # type: ignore[assignment]
                level += 1
            above[parent] = total
        return own + total

    def _of_element(self, level: int, node: Node) -> int:
        key = (level, node.tag, node.names)
        found = self._of_node.get(key)
        if found is None:
            if len(self._of_node) >= _CACHE_SIZE:
                self._of_node.clear()
            found = self._of_node[key] = self._sum(*key)
        return found

    def _sum(self, level: int, tag: str, names: str) -> int:
        """The sum of `name_tokens` by their table, with what the parts of names weigh remembered."""
        parts = self._parts.get(names)
        if parts is None:
            if len(self._parts) >= _CACHE_SIZE:
                self._parts.clear()
            parts = self._parts[names] = name_parts(names)
        table, known = self._names, self._of_part[level]
        total = table[_hash(_LEVEL[level] + "<" + tag)]
        for part in parts:
            weight = known.get(part)
            if weight is None:
                if len(known) >= _CACHE_SIZE:
                    known.clear()
                named = part.encode()  # letters of ASCII
                weight = table[crc32(named, _HERE[level]) & _MASK] + table[crc32(named, _ANYWHERE) & _MASK]
                known[part] = weight
            total += weight
        return total


def hashed(tokens: list[str]) -> list[int]:
    """The places of tokens in a table."""
    return [_hash(token) for token in tokens]
