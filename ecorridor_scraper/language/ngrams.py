"""Character n-grams of words, hashed: the features of every model here.

A word is taken with a mark before and after it. Its features are its n-grams of 1 to 5 characters and itself as a
whole. The hash is a polynomial in 32-bit arithmetic, mixed: the same on every machine and in every process.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from .characters import LONGEST_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONGEST_NGRAM = 5
_ALIKE = str.maketrans("qwzyc", "kvsik")
_SKELETON = str.maketrans("qwzck", "kvskk", "aeiouy'h")
_DOUBLED = re.compile(r"(.)\1")
_BASE = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_WHOLE = np.uint32(0x5BD1E995)


def hashed(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """The 32-bit hash of every feature of every word, word by word, and where each word's features start."""
    found = layers(words)
    owner = np.concatenate([owners for _, owners in found])
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(words)))
    return np.concatenate([hashes for hashes, _ in found])[order], starts


def layers(words: Sequence[str]) -> list[tuple[NDArray[np.uint32], NDArray[np.intp]]]:
    """For each size of n-gram, and last for whole words: the hashes, and the number of the word that each is of."""
    joined = "".join([f"\x02{w[:LONGEST_WORD]}\x03" for w in words])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    opening = np.flatnonzero(codes == 2)
    ending = np.flatnonzero(codes == 3)
    position = np.arange(len(codes))
    word = np.zeros(len(codes), dtype=np.intp)
    word[opening[1:]] = 1
    word = np.cumsum(word)
    room = ending[word] - position + 1
    rolling, found = np.zeros_like(codes), []
    for n in range(1, LONGEST_NGRAM + 1):
        rolling = rolling[: len(codes) - n + 1] * _BASE + codes[n - 1 :] + np.uint32(1)
        valid = room[: len(rolling)] >= n
        if n == 1:
            valid = (codes != 2) & (codes != 3)
        found.append((mixed((rolling[valid] + np.uint32(n)) * _MIX), word[: len(rolling)][valid]))
    found.append((mixed(_whole(codes, opening, ending)), np.arange(len(words), dtype=np.intp)))
    return found


def skeletons(words: Sequence[str]) -> list[str]:
    """Each word with its vowels after the first letter gone and letters that Roman spelling mixes up made one.

    `bilkul`, `bilkol` and `blkul` are one skeleton, and so are `friend` and `frnd`.
    """
    return ["\x04" + w[:1].translate(_ALIKE) + _DOUBLED.sub(r"\1", w[1:].translate(_SKELETON)) for w in words]


def _whole(codes: NDArray[np.uint32], opening: NDArray[np.intp], ending: NDArray[np.intp]) -> NDArray[np.uint32]:
    """One hash for each word: the sum of its characters' hashes, each multiplied by a power for its place."""
    place = np.arange(len(codes)) - np.repeat(opening, ending - opening + 1)
    powers = np.cumprod(np.full(LONGEST_WORD + 2, _BASE | np.uint32(0x100), dtype=np.uint32), dtype=np.uint32)
    return np.add.reduceat((codes + np.uint32(7)) * powers[place], opening, dtype=np.uint32) * _WHOLE


def mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread a hash over all 32 bits (finaliser of MurmurHash3, Appleby 2011, public domain)."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))
