"""One small linear model per script over hashed character n-grams, in numpy.

A text's score for a language is the sum of its n-grams' weights, divided by a power of their number, plus a bias.
The sum goes word by word, so each word is scored once and remembered: a stream of comments is mostly words seen
before. Sums are integers, hence the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .ngrams import hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.npz")
REMEMBERED = 60_000
"""Words of one script that are kept scored; when they are more, all are forgotten and the count starts again."""


@dataclass(slots=True)
class ScriptModel:
    """The languages of one script, and what each word says for each of them."""

    languages: list[str]
    weights: NDArray[np.int8]
    """Buckets by languages."""
    bias: NDArray[np.float64]
    scale: float
    power: float
    _row: dict[str, int] = field(default_factory=dict)
    _scores: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
    _count: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    def rows(self, words: Sequence[str]) -> NDArray[np.intp]:
        """The row of each word in `scores` and `counts`; a row holds until the next call."""
        if len(self._row) > REMEMBERED:
            self._row.clear()
        row = self._row
        new = [w for w in dict.fromkeys(words) if w not in row]
        if new:
            self._learn(new)
        return np.fromiter(map(row.__getitem__, words), dtype=np.intp, count=len(words))

    def _learn(self, words: list[str]) -> None:
        start = len(self._row)
        if len(self._scores) < start + len(words):
            size = max(2 * start, start + len(words), 1024)
            scores = np.zeros((size, len(self.languages)), dtype=np.int32)
            count = np.zeros(size, dtype=np.int32)
            if start:
                scores[:start], count[:start] = self._scores[:start], self._count[:start]
            self._scores, self._count = scores, count
        for first in range(0, len(words), 4096):
            some = words[first : first + 4096]
            hashes, starts = hashed(some)
            picked = self.weights[hashes & np.uint32(len(self.weights) - 1)]
            at = slice(start + first, start + first + len(some))
            self._scores[at] = np.add.reduceat(picked, starts, axis=0, dtype=np.int32)
            self._count[at] = np.diff(starts, append=len(hashes))
        self._row.update(zip(words, range(start, start + len(words)), strict=True))

    def scores(self, words: Sequence[str], starts: NDArray[np.intp]) -> NDArray[np.float64]:
        """Logits of texts (rows) for languages (columns); text i has the words from `starts[i]` on."""
        rows = self.rows(words)
        total = np.add.reduceat(self._scores[rows], starts, axis=0)
        count = np.add.reduceat(self._count[rows], starts)
        return total * (self.scale / count**self.power)[:, None] + self.bias


@cache
def models(path: Path = WEIGHTS) -> dict[str, ScriptModel]:
    """The model of each script that has several languages, by ISO 15924 code."""
    with np.load(path) as data:
        return {
            script: ScriptModel(
                languages=[name.decode() for name in data[f"{script}.languages"]],
                weights=data[f"{script}.weights"],
                bias=data[f"{script}.bias"],
                scale=float(data[f"{script}.scale"]),
                power=float(data[f"{script}.power"]),
            )
            for script in (name.decode() for name in data["scripts"])
        }
