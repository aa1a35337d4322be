"""What each word says about the language: linear models over hashed character n-grams, in numpy.

There is one model per script with several languages, and one (`token`) that tells English from Romanised Urdu word by
word. A text's score for a language is the sum of its n-grams' weights, divided by a power of their number, plus a bias.
The sum goes word by word, so each word is scored once and remembered: a stream of comments is mostly words seen
before. Sums are integers, hence the same on every machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .characters import is_laughter, table
from .ngrams import layers, skeletons
from .vocabulary import BORROWED, GRAMMAR, NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Layer = tuple[NDArray[np.uint32], NDArray[np.intp]]

WEIGHTS = Path(__file__).with_name("weights.npz")
REMEMBERED = 100_000
"""Words that are kept scored; when they are more, all are forgotten and the count starts again."""
_CHUNK = 4096
_FOREIGN = re.compile("[ۆێەڵۇۈۋڭ]")
"""Letters of Arabic script that none of the languages of its model writes: Kurdish, Uyghur, Kazakh and others do."""


@dataclass(slots=True, frozen=True)
class ScriptModel:
    """The languages of one script and the weight of each n-gram bucket (row) for each of them (column)."""

    languages: list[str]
    weights: NDArray[np.int8]
    bias: NDArray[np.float64]
    scale: float
    power: float
    calibration: NDArray[np.float64]
    """Coefficients of 1, the logit of the probability, the logarithm of the word count, and the product of both."""


class Lexicon:
    """All models, and the words met so far with their scores."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        with np.load(path) as data:
            scripts = [name.decode() for name in data["scripts"]]
            self.models = {
                script: ScriptModel(
                    languages=[name.decode() for name in data[f"{script}.languages"]],
                    weights=data[f"{script}.weights"],
                    bias=data[f"{script}.bias"],
                    scale=float(data[f"{script}.scale"]),
                    power=float(data[f"{script}.power"]),
                    calibration=data[f"{script}.calibration"],
                )
                for script in scripts
            }
            self.token_weights: NDArray[np.int8] = data["token.weights"]
            words = data["token.words"].tobytes().decode().split("\n")
            self.token_odds: dict[str, float] = dict(zip(words, data["token.odds"].tolist(), strict=True))
            self._borrowed = BORROWED | frozenset(data["token.borrowed"].tobytes().decode().split("\n"))
            self.token_scale, self.token_bias = float(data["token.scale"]), float(data["token.bias"])
        self._model_of = {table().names.index(script): model for script, model in self.models.items()}
        self._latin, self._arabic = table().names.index("Latn"), table().names.index("Arab")
        self._row: dict[str, int] = {}
        width = max(len(model.languages) for model in self.models.values())
        self.scores: NDArray[np.int32] = np.zeros((1024, width), dtype=np.int32)
        """By word and language of its script's model."""
        self.count: NDArray[np.int32] = np.zeros(1024, dtype=np.int32)
        """N-grams of the word."""
        self.english: NDArray[np.float32] = np.zeros(1024, dtype=np.float32)
        """Log-odds of English against Romanised Urdu, for words of Latin script."""
        self.laughs: NDArray[np.bool_] = np.zeros(1024, dtype=np.bool_)
        self.name: NDArray[np.bool_] = np.zeros(1024, dtype=np.bool_)
        self.borrowed: NDArray[np.bool_] = np.zeros(1024, dtype=np.bool_)
        """English words that are no sign of English."""
        self.grammar: NDArray[np.bool_] = np.zeros(1024, dtype=np.bool_)
        """English words that hold a sentence together."""
        self.foreign: NDArray[np.bool_] = np.zeros(1024, dtype=np.bool_)
        """Words with a letter of which no language of the script's model has any."""

    def _grow(self, size: int) -> None:
        """Room for `size` words."""
        self.scores = _longer(self.scores, size)
        self.count = _longer(self.count, size)
        self.english = _longer(self.english, size)
        self.laughs = _longer(self.laughs, size)
        self.name = _longer(self.name, size)
        self.borrowed = _longer(self.borrowed, size)
        self.grammar = _longer(self.grammar, size)
        self.foreign = _longer(self.foreign, size)

    def rows(self, words: Sequence[str], script: NDArray[np.uint8]) -> NDArray[np.intp]:
        """The row of each word in the arrays of this object; rows hold until the next call."""
        if len(self._row) > REMEMBERED:
            self._row.clear()
        row = self._row
        rows = list(map(row.get, words))
        if None in rows:
            writing = dict(zip(words, script.tolist(), strict=True))
            new: dict[int, list[str]] = {}
            for word, number in writing.items():
                if word not in row:
                    new.setdefault(number, []).append(word)
            for number in sorted(new):
                self._learn(new[number], number)
            rows = list(map(row.get, words))
        return np.array(rows, dtype=np.intp)

    def _learn(self, words: list[str], script: int) -> None:
        start = len(self._row)
        if len(self.count) < start + len(words):
            self._grow(max(2 * start, start + len(words)))
        model = self._model_of.get(script)
        for first in range(0, len(words), _CHUNK):
            some = words[first : first + _CHUNK]
            at = slice(start + first, start + first + len(some))
            self.laughs[at] = [is_laughter(w) for w in some]
            self.name[at], self.english[at], self.foreign[at] = False, 0.0, False
            if model is None:
                continue
            found = layers(some)
            scores, count = _sums(found, model.weights, len(some))
            self.scores[at, : len(model.languages)], self.count[at] = scores, count
            if script == self._latin:
                self._learn_latin(some, at, found)
            elif script == self._arabic:
                self.foreign[at] = [_FOREIGN.search(w) is not None for w in some]
        self._row.update(zip(words, range(start, start + len(words)), strict=True))

    def _learn_latin(self, words: list[str], at: slice, found: list[Layer]) -> None:
        """English or Romanised Urdu: as listed, else by the spelling of word and skeleton."""
        spelling = np.full(len(words), self.token_bias)
        for some in (found, layers(skeletons(words))):
            total, count = _sums(some, self.token_weights[:, None], len(words))
            spelling += total[:, 0] * (self.token_scale / np.sqrt(count))
        self.english[at] = [self.token_odds.get(w, s) for w, s in zip(words, spelling.tolist(), strict=True)]
        self.name[at] = [w in NAMES for w in words]
        self.borrowed[at] = [w in self._borrowed for w in words]
        self.grammar[at] = [w in GRAMMAR for w in words]

    def logits(self, model: ScriptModel, rows: NDArray[np.intp], starts: NDArray[np.intp]) -> NDArray[np.float64]:
        """Texts by languages; the words of text i are `rows[starts[i]:starts[i + 1]]`."""
        total = np.add.reduceat(self.scores.take(rows, axis=0)[:, : len(model.languages)], starts, axis=0)
        count = np.add.reduceat(self.count.take(rows), starts)
        return total * (model.scale / count**model.power)[:, None] + model.bias


def _sums(found: list[Layer], weights: NDArray[np.int8], words: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Per word, the summed weights of its n-grams, and their number."""
    total = np.zeros((words, weights.shape[1]), dtype=np.int32)
    count = np.zeros(words, dtype=np.int32)
    for hashes, owner in found:
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        whose = owner[starts]
        picked = weights.take(hashes & np.uint32(len(weights) - 1), axis=0)  # much faster than an index
        total[whose] += np.add.reduceat(picked, starts, axis=0, dtype=np.int32)
        count[whose] += np.diff(starts, append=len(owner)).astype(np.int32)
    return total, count


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    grown = np.zeros((size, *array.shape[1:]), dtype=array.dtype)
    grown[: len(array)] = array
    return grown


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package's own weights, read on first use."""
    return Lexicon()
