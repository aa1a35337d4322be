"""English or Romanised Urdu, word by word: the shares of mixed text, and whether it is really mixed.

A word's own log-odds come from the lexicon. Words that mean something in both (to, me, the, main) have odds near
zero and take the side of their neighbours and of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .characters import table
from .lexicon import GRAMMATICAL, LOAN, NAME, TALK, URDU

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .lexicon import Lexicon

PAIR = ("en", "ur-Latn")
NEIGHBOUR = 0.4
"""How much of a neighbour's log-odds (bounded to `REACH`) counts for a word that says nothing itself."""
SENTENCE = 0.5
"""How much of the mean of the whole text does."""
REACH = 3.0
CLEAR = 1.4
"""Log-odds from which a word is material of its language, whatever stands beside it."""
LEAST_WORDS = 3
TITLE = 5
"""Clearly English words that are English even without a word of grammar among them: no title is that long."""
LEAST_SHARE = 0.15


@dataclass(slots=True)
class Mix:
    """Per Latin-script part: words of English and of Romanised Urdu, and how many of them are real material."""

    part: dict[int, int]
    counts: list[list[int]]
    only_names: NDArray[np.bool_]

    def of(self, part: int) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        """Language, words, and real material of it, for English and Romanised Urdu."""
        english, roman, real_english, real_roman = self.counts[self.part[part]]
        return ("en", english, real_english), ("ur-Latn", roman, real_roman)


def odds(
    known: Lexicon, rows: NDArray[np.intp], kind: NDArray[np.uint8], starts: NDArray[np.intp], sizes: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Log-odds of English for each word, its neighbours and the rest of its text heard."""
    own = known.english.take(rows).astype(np.float64)
    heard = np.minimum(np.maximum(np.where((kind & NAME) > 0, 0.0, own), -REACH), REACH)
    beside, right = np.zeros_like(own), np.zeros_like(own)
    beside[1:], right[:-1] = heard[:-1], heard[1:]
    beside[starts] = 0.0
    right[starts + sizes - 1] = 0.0
    mean = np.repeat(np.add.reduceat(heard, starts) / sizes, sizes)
    unsure = np.maximum(1 - np.abs(own) / CLEAR, 0.0)
    return np.asarray(own + unsure * (NEIGHBOUR * (beside + right) + SENTENCE * mean))


def measure(
    known: Lexicon,
    rows: NDArray[np.intp],
    kind: NDArray[np.uint8],
    starts: NDArray[np.intp],
    sizes: NDArray[np.intp],
    parts: NDArray[np.intp],
) -> Mix:
    """Count the words of each part by language."""
    name = (kind & NAME) > 0
    side = odds(known, rows, kind, starts, sizes)
    own = known.english.take(rows)
    english = ~name & (side > 0)
    roman = ~name & ~english
    beside = np.zeros_like(english)
    beside[1:] = english[:-1]
    beside[starts] = False
    after = english.copy()
    after[starts] = False
    beside[:-1] |= after[1:]
    phrase = english & beside
    clear = english & ((kind & LOAN) == 0) & (own > CLEAR)
    kinds = np.empty((10, len(rows)), dtype=np.int32)
    kinds[:5] = english, roman, name, phrase, clear
    kinds[5] = roman & (own < -CLEAR)
    kinds[6:8] = phrase & clear, phrase & ((kind & GRAMMATICAL) > 0)
    kinds[8:] = phrase & ((kind & TALK) > 0), roman & ((kind & URDU) > 0)
    counts = np.add.reduceat(kinds, starts, axis=1)
    in_phrases = np.where(counts[7] + counts[6] // TITLE > 0, np.minimum(counts[3], counts[6] + 1), 0)
    real_english = np.maximum(in_phrases, np.where(counts[8] > 0, counts[4], 0))
    real_roman = np.where(counts[9] > 0, counts[5], 0)
    return Mix(
        part={part: i for i, part in enumerate(parts.tolist())},
        counts=np.stack([counts[0], counts[1], real_english, real_roman], axis=1).tolist(),
        only_names=counts[2] == sizes,
    )


def is_mixed(real: dict[str, int]) -> bool:
    """Whether two languages have real material: enough words each, and enough of the whole."""
    sizes = sorted(real.values(), reverse=True)[:2]
    return len(sizes) == 2 and sizes[1] >= LEAST_WORDS and sizes[1] >= LEAST_SHARE * sum(sizes)


def tag_tokens(tokens: list[list[str]], known: Lexicon) -> list[list[str]]:
    """The language of each token: `en`, `ur-Latn`, `name`, or `other` for what is no Latin-script word.

    A name is one only with a capital: in lower case `gul`, `raja` and `zaman` are words.
    """
    flat = [token for text in tokens for token in text]
    rows, token = known.read(flat)
    latin = np.flatnonzero(known.script.take(rows) == table().names.index("Latn"))
    tags = ["other"] * len(flat)
    if len(latin):
        owner = np.repeat(np.arange(len(tokens)), [len(text) for text in tokens])
        rows, token = rows.take(latin), token.take(latin)
        starts = np.flatnonzero(np.diff(owner[token], prepend=-1))
        sizes = np.diff(starts, append=len(token))
        kind = known.kind.take(rows)
        named = (kind & NAME) > 0
        side = odds(known, rows, kind, starts, sizes)
        first = np.flatnonzero(np.diff(token, prepend=-1))
        total = np.add.reduceat(side, first)
        capital = np.fromiter((flat[i][:1].isupper() for i in token.tolist()), dtype=np.bool_, count=len(token))
        name = np.logical_and.reduceat(named & capital, first)
        for i, value, is_name in zip(token[first].tolist(), total.tolist(), name.tolist(), strict=True):
            tags[i] = "name" if is_name else PAIR[int(value <= 0)]
    bounds = np.cumsum([0, *map(len, tokens)]).tolist()
    return [tags[bounds[i] : bounds[i + 1]] for i in range(len(tokens))]
