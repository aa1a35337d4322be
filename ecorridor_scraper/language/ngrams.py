"""Character n-grams of words, hashed: the features of every model here.

A word is taken with a mark before and after it. Its features are its n-grams of 1 to 5 characters and itself as a
whole. The hash is a polynomial in 32-bit arithmetic, mixed: the same on every machine and in every process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .characters import LONGEST_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

LONGEST_NGRAM = 5
_OPENING, _ENDING, _SKELETON = 2, 3, 4
_BASE = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_WHOLE = np.uint32(0x5BD1E995)
_ASCII = 128


@dataclass(slots=True, frozen=True)
class Framed:
    """Words one after the other as code points, each between its marks, which stand at `opening` and `ending`."""

    codes: NDArray[np.uint32]
    opening: NDArray[np.intp]
    ending: NDArray[np.intp]

    def count(self) -> NDArray[np.intp]:
        """The number of features of each word."""
        size = self.ending - self.opening + 1
        several = [np.maximum(size - n + 1, 0) for n in range(2, LONGEST_NGRAM + 1)]
        return np.asarray(sum(several, size - 1), dtype=np.intp)  # single letters, and the word as a whole


def framed(words: Sequence[str]) -> Framed:
    """The words between their marks, of each as many letters as are looked at."""
    return _between_marks([f"\x02{w[:LONGEST_WORD]}\x03" for w in words])


def _between_marks(words: list[str]) -> Framed:
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    return _framed(codes)


def _framed(codes: NDArray[np.uint32]) -> Framed:
    return Framed(codes, np.flatnonzero(codes == _OPENING), np.flatnonzero(codes == _ENDING))


def hashed(words: Framed) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The 32-bit hash of every feature of every word, word by word, and where each word's features start."""
    of_place = np.repeat(np.arange(len(words.opening)), words.ending - words.opening + 1)
    hashes, owner = [wholes(words)], [np.arange(len(words.opening))]
    for some, valid in grams(words):
        hashes.insert(-1, some[valid])
        owner.insert(-1, of_place[: len(some)][valid])
    whose = np.concatenate(owner)
    order = np.argsort(whose, kind="stable")
    return np.concatenate(hashes)[order], np.searchsorted(whose[order], np.arange(len(words.opening)))


def grams(words: Framed) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.bool_]]]:
    """For each size of n-gram: the hash of the one that starts at each place, and whether it is within a word."""
    codes = words.codes
    size = words.ending - words.opening + 1
    room = np.repeat(words.ending + 1, size) - np.arange(len(codes))
    rolling = np.zeros_like(codes)
    for n in range(1, LONGEST_NGRAM + 1):
        rolling = rolling[: max(len(codes) - n + 1, 0)] * _BASE + codes[n - 1 :] + np.uint32(1)
        valid = room[: len(rolling)] >= n if n > 1 else (codes != _OPENING) & (codes != _ENDING)
        yield mixed((rolling + np.uint32(n)) * _MIX), valid


def wholes(words: Framed) -> NDArray[np.uint32]:
    """One hash for each word: the sum of its characters' hashes, each multiplied by a power for its place."""
    size = words.ending - words.opening + 1
    place = np.arange(len(words.codes)) - np.repeat(words.opening, size)
    powers = np.cumprod(np.full(LONGEST_WORD + 2, _BASE | np.uint32(0x100), dtype=np.uint32), dtype=np.uint32)
    values = (words.codes + np.uint32(7)) * powers[place]
    return mixed(np.add.reduceat(values, words.opening, dtype=np.uint32) * _WHOLE)


def mark(words: Framed) -> NDArray[np.uint32]:
    """By what a word is found in a list: of a hundred thousand, for one unknown word in 670 by mistake."""
    return wholes(words) >> np.uint32(6)


def mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread a hash over all 32 bits (finaliser of MurmurHash3, Appleby 2011, public domain)."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def _ascii(table: Mapping[int, int | None]) -> NDArray[np.uint32]:
    """The table as an array; 0 stands for what is taken out."""
    return np.array([table.get(i, i) or 0 for i in range(_ASCII)], dtype=np.uint32)


_FIRST = _ascii(str.maketrans("qwzyc", "kvsik"))
_LATER = _ascii(str.maketrans("qwzck", "kvskk", "aeiouy'h"))


def skeletons(words: Sequence[str]) -> Framed:
    """Each word with its vowels after the first letter gone and letters that Roman spelling mixes up made one.

    `bilkul`, `bilkol` and `blkul` are one skeleton, and so are `friend` and `frnd`.
    """
    whole = _between_marks([f"\x02\x04{w[:LONGEST_WORD]}\x03" for w in words])
    codes, first = whole.codes, whole.opening + 2
    plain = np.minimum(codes, _ASCII - 1)
    bare = np.where(codes < _ASCII, _LATER.take(plain), codes)
    bare[first] = np.where(codes[first] < _ASCII, _FIRST.take(plain[first]), codes[first])
    codes = bare[bare != 0]
    place = np.arange(len(codes))
    new = np.r_[True, codes[1:] != codes[:-1]]
    new[np.flatnonzero(codes == _SKELETON) + 2] = True  # the first letter is doubled by nothing
    once = (place - np.maximum.accumulate(np.where(new, place, 0))) % 2 == 0
    short = _framed(codes[once])
    size = short.ending - short.opening + 1
    within = np.arange(len(short.codes)) - np.repeat(short.opening, size) <= LONGEST_WORD
    return short if within.all() else _framed(short.codes[within | (short.codes == _ENDING)])
