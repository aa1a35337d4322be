"""English or Romanised Urdu, word by word: the shares of mixed text, and whether it is really mixed.

A word's own log-odds come from the lexicon. Words that mean something in both (to, me, the, main) have odds near
zero and take the side of their neighbours and of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .characters import table
from .lexicon import CLEAR_ENGLISH, CLEAR_URDU, COURTEOUS, GRAMMATICAL, KINDS, NAME, TALK, URDU

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .lexicon import Lexicon

PAIR = ("en", "ur-Latn")
NEIGHBOURS = (0.4, 0.15)
"""How much of the log-odds of the words next to it, and of those beyond, counts for a word that says nothing itself."""
_REACH = len(NEIGHBOURS)
SENTENCE = 0.3
"""How much of the mean of the whole text does."""
LEAST_WORDS = 3
TITLE = 5
"""Clearly English words that are English even without a word of grammar among them: no title is that long."""
LEAST_SHARE = 0.15


@dataclass(slots=True)
class Mix:
    """Per Latin-script part: words of English and of Romanised Urdu, and how many of them are real material."""

    counts: dict[int, list[int]]
    only_names: NDArray[np.bool_]
    urdu_frame: NDArray[np.bool_]
    """The words that hold it together are Urdu, and none of them English."""
    english_frame: NDArray[np.bool_]
    """Some words are clearly English, and the words that hold it together are, too, or what is Urdu are words that
    Pakistani English is full of."""

    def of(self, part: int) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        """Language, words, and real material of it, for English and Romanised Urdu."""
        english, roman, real_english, real_roman = self.counts[part]
        return ("en", english, real_english), ("ur-Latn", roman, real_roman)


def odds(
    known: Lexicon, rows: NDArray[np.intp], starts: NDArray[np.intp], sizes: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Log-odds of English for each word, its neighbours and the rest of its text heard."""
    own, heard, hears = known.english.take(rows, axis=0).T
    at = np.arange(len(rows)) + _REACH * np.repeat(np.arange(1, len(sizes) + 1), sizes)
    apart = np.zeros(len(rows) + _REACH * (len(sizes) + 1))  # nothing is heard from one text in the next
    apart[at] = heard
    said = np.repeat(SENTENCE * np.add.reduceat(heard, starts) / sizes, sizes)
    for distance, much in enumerate(NEIGHBOURS, 1):
        said += much * (apart.take(at - distance) + apart.take(at + distance))
    said *= hears
    said += own
    return said


_COUNTED = 12
_ENGLISH, _BESIDE = 1 << KINDS, 2 << KINDS  # the word is English here, and so is one next to it


def _counting() -> NDArray[np.int64]:
    """What is added up for a word of each kind, English or not, beside it or not: lanes, as `lexicon` has weights."""
    kind = np.arange(4 << KINDS)
    english, beside = (kind & _ENGLISH) > 0, (kind & _BESIDE) > 0
    name, clear = (kind & NAME) > 0, english & ((kind & CLEAR_ENGLISH) > 0)
    roman, phrase = ~english & ~name, english & beside
    lanes = np.zeros((len(kind), _COUNTED), dtype=np.uint16)
    lanes[:, :5] = np.stack([english, roman, name, phrase, clear], axis=1)
    lanes[:, 5] = roman & ((kind & CLEAR_URDU) > 0)
    lanes[:, 6] = clear & beside
    lanes[:, 7] = phrase & ((kind & GRAMMATICAL) > 0)
    lanes[:, 8] = phrase & ((kind & TALK) > 0)
    lanes[:, 9] = roman & ((kind & URDU) > 0)
    lanes[:, 10] = english & ((kind & GRAMMATICAL) > 0)
    lanes[:, 11] = roman & ((kind & COURTEOUS) > 0)
    return lanes.view(np.int64)


_COUNTING = _counting()


def measure(
    known: Lexicon,
    rows: NDArray[np.intp],
    kind: NDArray[np.uint16],
    starts: NDArray[np.intp],
    sizes: NDArray[np.intp],
    parts: NDArray[np.intp],
) -> Mix:
    """Count the words of each part by language."""
    english = (odds(known, rows, starts, sizes) > 0) & ((kind & NAME) == 0)
    beside = np.zeros(len(rows) + 1, dtype=np.bool_)
    beside[1:] = english
    beside[starts] = False
    after = english.copy()
    after[starts] = False
    beside[:-2] |= after[1:]
    code = kind + np.uint16(_ENGLISH) * english
    code += np.uint16(_BESIDE) * beside[:-1]
    lanes = np.add.reduceat(_COUNTING.take(code, axis=0), starts, axis=0).view(np.uint16).astype(np.intp)
    words, roman, names, phrase, clear, clear_roman, clear_phrase, grammar, talk, urdu, english_grammar = lanes.T[:11]
    courteous = lanes.T[11]
    in_phrases = np.minimum(phrase, clear_phrase + 1) * (grammar + clear_phrase // TITLE > 0)
    counts = np.empty((len(parts), 4), dtype=np.intp)
    counts[:, 0], counts[:, 1] = words, roman
    counts[:, 2] = np.maximum(in_phrases, clear * (talk > 0))
    counts[:, 3] = clear_roman * (urdu > 0)
    framed = (urdu > 0) & (english_grammar == 0)
    english_framed = (clear > 1) & (english_grammar > 0) & (urdu == 0) | (clear > 0) & (roman == courteous)
    english_framed &= roman > 0
    return Mix(dict(zip(parts.tolist(), counts.tolist(), strict=True)), names == sizes, framed, english_framed)


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
        named = (known.kind.take(rows) & NAME) > 0
        side = odds(known, rows, starts, sizes)
        first = np.flatnonzero(np.diff(token, prepend=-1))
        total = np.add.reduceat(side, first)
        capital = np.fromiter((flat[i][:1].isupper() for i in token.tolist()), dtype=np.bool_, count=len(token))
        name = np.logical_and.reduceat(named & capital, first)
        for i, value, is_name in zip(token[first].tolist(), total.tolist(), name.tolist(), strict=True):
            tags[i] = "name" if is_name else PAIR[int(value <= 0)]
    bounds = np.cumsum([0, *map(len, tokens)]).tolist()
    return [tags[bounds[i] : bounds[i + 1]] for i in range(len(tokens))]
