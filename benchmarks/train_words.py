"""The word model: English against Romanised Urdu, from corpora that do not say which word is which.

Roman Urdu corpora are full of English words. Words that only English corpora have are English, words that only the
Roman ones have start as Roman, and hard expectation-maximisation moves those that look English (judged by a model that
has not seen them) over to English, some rounds long.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import scipy.sparse as sp

from benchmarks import word_lists
from benchmarks.roman_urdu import ENGLISH, ROMAN
from benchmarks.romanised_hindi import spellings
from ecorridor_scraper.language.lexicon import CLEAR
from ecorridor_scraper.language.ngrams import framed, hashed, skeletons
from ecorridor_scraper.language.vocabulary import BORROWED

BITS = 16
ROUNDS = 3
SEED = 4
LEAST_COUNT = 4
LISTED = 1_000_000  # words of English that its frequency list stands for, beside those of the corpora
HINDI = 30_000  # words of Hindi that its list, romanised, stands for beside the Roman Urdu corpora
KNOWN = 1e-6  # share of English text from which a spelling is left to English when Hindi is romanised
ALIKE, FAMOUS = 4, 1e-5  # consonants, and share of English text, of a word that Hindi has borrowed
SMOOTH = 0.5
LOAN = 60  # times as common in Roman corpora as in English ones, and still an English word
SHORT, LOAN_SHORT = 4, 1.5  # letters; short words of Urdu are often spelt like English ones (per, pay, band)
COMMON = 3e-5  # share of English text from which a word is known to everybody
SHARE = 0.5  # weight of all English words when spellings are learnt, against that of all others
STRANGER = 1.0  # log-odds of its spelling from which a word that no English text has is English for all that
SURE = 1.5
USED_FREELY = 1.0
BOUND = 5.0
OF_BOTH = 0.4  # the same for words of both languages: what stands beside them is to decide
ENGLISH_IN_ROMAN = 0.2  # share of English words in Roman Urdu corpora, at a first guess
TOWARDS_ENGLISH = 1.0  # added to the log-odds
_EITHER = """
    a am be bad bat do he her here hi ho is in jab to me main the so us or par use sub sun man mere din dam log pass
    sale tab may hum ham aid bus dil c d g m n p r v they say mean hat pay key gay lay maine lad bare re dat bend
    dare hath kit pair sing soon door far app band bane bin bury deny gal hay hue in jake lab lane mi min pale pan
    peer per pi pouch pure sang sat see tune va may
"""
EITHER = frozenset(_EITHER.split())


def word_model(data: list[dict[str, Any]], words: list[list[str]]) -> dict[str, np.ndarray]:
    """The arrays `token.*` of a weights file."""
    english, roman = _counts(data, words)
    vocabulary = sorted(english.keys() | roman.keys() | ENGLISH | ROMAN | EITHER | BORROWED)
    x = _features(vocabulary)
    target, weight, free = _first_guess(vocabulary, english, roman)
    half = np.arange(len(vocabulary)) % 2
    for _ in range(ROUNDS):
        guess = np.zeros(len(vocabulary))
        for side in (0, 1):
            w, b = _fit(x[half == side], target[half == side], weight[half == side])
            guess[half != side] = x[half != side] @ w + b
        target = np.where(free, (guess > STRANGER).astype(np.float32), target)
    w, b = _fit(x, target, weight)
    scale = float(np.abs(w).max()) / 127
    odds, borrowed = _common(vocabulary, english, roman, guess)
    return {
        "token.words": np.frombuffer("\n".join(odds).encode(), dtype=np.uint8),
        "token.borrowed": np.frombuffer("\n".join(borrowed).encode(), dtype=np.uint8),
        "token.odds": np.round(np.array(list(odds.values())), 2).astype(np.float32),
        "token.weights": np.rint(w / scale).astype(np.int8),
        "token.scale": np.array(scale),
        "token.bias": np.array(b + TOWARDS_ENGLISH),
    }


def _common(
    vocabulary: list[str], english: Counter[str], roman: Counter[str], guess: np.ndarray
) -> tuple[dict[str, float], list[str]]:
    """The log-odds of common words, from how often each language uses them; and English words that Urdu uses freely.

    Of a word's place in Roman corpora, what its English use explains is taken off first. A word that English corpora
    have, or that is spelt like English (`guess`), stays English however fond of it Urdu is, up to a point.
    """
    all_english, all_roman = max(1, english.total()), max(1, roman.total())
    odds, borrowed = {}, []
    for word, spelling in zip(vocabulary, guess.tolist(), strict=True):
        e, r = english[word], roman[word]
        listed = word in ENGLISH or word in ROMAN
        looks = spelling + TOWARDS_ENGLISH
        misleading = e and not r and looks < CLEAR
        if e + r < LEAST_COUNT and not listed and not misleading:
            continue
        own = max(r - ENGLISH_IN_ROMAN / 2 * e / all_english * all_roman, 0.1 * r)
        value = np.log(((e + SMOOTH) / all_english) / ((own + SMOOTH) / all_roman)) + TOWARDS_ENGLISH
        if word not in ENGLISH and e and value < USED_FREELY:
            borrowed.append(word)
        known = e / all_english > COMMON or (e and looks > 0)
        loan = known and r / all_roman < (LOAN if len(word) > SHORT else LOAN_SHORT) * e / all_english
        if not listed and (loan or (spelling > STRANGER and not e)):
            value = max(value, SURE if loan else looks)
        if word in EITHER:
            value = float(np.clip(value, -OF_BOTH, OF_BOTH))
        elif word in ENGLISH or word in BORROWED:
            value = max(value, SURE)
        elif word in ROMAN:
            value = min(value, -SURE)
        odds[word] = float(np.clip(value, -BOUND, BOUND))
    return odds, borrowed


def _counts(data: list[dict[str, Any]], words: list[list[str]]) -> tuple[Counter[str], Counter[str]]:
    english: Counter[str] = Counter()
    roman: Counter[str] = Counter()
    english.update({word: round(much * LISTED) for word, much in word_lists.listed("en", "Latn").items()})
    for row, text in zip(data, words, strict=True):
        if row["language"] == "ur-Latn":
            roman.update(text)
        elif row["language"] == "en" and row["source"] not in ("ruhsold", "uci-smat26"):
            english.update(text)
    for word, much in romanised_hindi().items():
        roman[word] += much
    return english, roman


def romanised_hindi() -> dict[str, int]:
    """Spellings of the words of the Hindi list and how often they would be met; not those that are English words."""
    english = word_lists.listed("en", "Latn")
    famous = [word for word, much in english.items() if much > FAMOUS]
    borrowed = {tuple(letters) for letters in _consonants(famous) if len(letters) >= ALIKE}
    found: dict[str, int] = {}
    for word, much in word_lists.listed("hi", "Deva").items():
        forms = [form for form in spellings(word) if english.get(form, 0.0) < KNOWN]
        if forms and borrowed.isdisjoint(map(tuple, _consonants(forms))):
            for form in forms:
                found[form] = found.get(form, 0) + max(1, round(much * HINDI / len(forms)))
    return found


def _consonants(words: list[str]) -> list[list[int]]:
    """The skeleton of each word, its marks aside."""
    bare = skeletons(words)
    return [bare.codes[i + 2 : j].tolist() for i, j in zip(bare.opening, bare.ending, strict=True)]


def _first_guess(
    vocabulary: list[str], english: Counter[str], roman: Counter[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per word: how English it is taken to be, how much it counts, and whether it may be moved."""
    all_english, all_roman = max(1, english.total()), max(1, roman.total())
    target, weight, free = [], [], []
    for word in vocabulary:
        e, r = english[word] / all_english, roman[word] / all_roman
        listed = word in EITHER or word in ENGLISH or word in ROMAN
        if word in EITHER:
            target.append(0.5)
        elif listed:
            target.append(1.0 if word in ENGLISH else 0.0)
        else:
            target.append(1.0 if not r or r < LOAN * e else min(1.0, 2 * ENGLISH_IN_ROMAN * e / r))
        free.append(not listed and not english[word])
        weight.append(np.log1p(english[word] + roman[word]) + (4.0 if listed else 0.0))
    goal, much = np.array(target, np.float32), np.array(weight, np.float32)
    much[goal > 0.5] *= SHARE * much[goal < 0.5].sum() / much[goal > 0.5].sum()
    return goal, much, np.array(free)


def _features(vocabulary: list[str]) -> sp.csr_matrix:
    both = []
    for words in (framed(vocabulary), skeletons(vocabulary)):
        hashes, starts = hashed(words)
        ends = np.append(starts, len(hashes))
        buckets = (hashes & np.uint32((1 << BITS) - 1)).astype(np.int32)
        value = np.repeat(1 / np.sqrt(np.diff(ends)), np.diff(ends)).astype(np.float32)
        both.append(sp.csr_matrix((value, buckets, ends), shape=(len(vocabulary), 1 << BITS)))
    return sp.csr_matrix(both[0] + both[1])


def _fit(x: sp.csr_matrix, target: np.ndarray, weight: np.ndarray, epochs: int = 6) -> tuple[np.ndarray, float]:
    """Logistic regression on soft targets by AdaGrad."""
    w, b = np.zeros(x.shape[1], np.float32), 0.0
    seen, seen_b = np.full(x.shape[1], 1e-3, np.float32), 1e-3
    rng = np.random.default_rng(SEED)
    for epoch in range(epochs):
        rate = 0.3 * (1 - epoch / epochs)
        order = rng.permutation(len(target))
        for start in range(0, len(target), 256):
            batch = order[start : start + 256]
            xb = x[batch]
            xb.data *= rng.random(len(xb.data), dtype=np.float32) >= 0.2
            error = (1 / (1 + np.exp(-(xb @ w + b))) - target[batch]) * weight[batch]
            slope = xb.T @ error
            seen += np.square(slope)
            w -= (rate * slope / np.sqrt(seen)).astype(np.float32)
            seen_b += float(error.sum()) ** 2
            b -= rate * float(error.sum()) / seen_b**0.5
    return w, b
