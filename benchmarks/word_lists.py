"""How often words are used: what the corpora are too small and too formal to say.

The lists are those of the package `wordfreq` 3.1.1 (CC BY-SA 4.0): words of subtitles, social media, news and
encyclopaedias. Languages that it lacks (Pashto, Sindhi, Shahmukhi Punjabi, Romanised Urdu and others) get a list of
the words of their corpora, so that every language has texts of one to three words in its share.

From lists and corpora together come the words that the tagger knows as such, with how often each language uses them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ecorridor_scraper.language.characters import clean, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_NAMES_OF_LISTS = {"tl": "fil"}
_LISTED = {"ar", "de", "en", "es", "fa", "fr", "hi", "id", "it", "nl", "pl", "pt", "ro", "ru", "sv", "tl", "tr", "uk"}
_LISTED |= {"ur", "vi"}
LONGEST_TEXT = 3
_DAMPING = 0.6
"""Power of a word's frequency with which it is drawn: rare words are to be seen too."""
_BORROWED = 0.5
_LENDERS = {"Latn": ("en",), "Arab": ("ar", "fa", "ur")}
"""Words of a list that are rarer than this part of their frequency in a lender are the lender's."""


def listed(language: str, script: str) -> dict[str, float]:
    """The words of a language in its script and their frequency; nothing where there is no list."""
    lenders = [_list(other, script) for other in _LENDERS.get(script, ()) if other != language]
    return {
        word: much
        for word, much in _list(language, script).items()
        if all(much > _BORROWED * other.get(word, 0.0) for other in lenders)
    }


@cache
def _list(language: str, script: str) -> dict[str, float]:
    """A list as it is, its words cleaned as texts are."""
    if language not in _LISTED:
        return {}
    from wordfreq import get_frequency_dict

    raw = get_frequency_dict(_NAMES_OF_LISTS.get(language, language), "small")
    entries = sorted(raw, key=lambda word: (-raw[word], word))
    found = clean(entries)
    single = np.bincount(found.text, minlength=len(entries)) == 1
    number = table().names.index(script)
    out: dict[str, float] = {}
    for word, entry, written in zip(found.words, found.text.tolist(), found.script.tolist(), strict=True):
        if single[entry] and written == number:
            out[word] = out.get(word, 0.0) + raw[entries[entry]]
    return out


def counted(texts: Iterable[list[str]], script: str) -> dict[str, float]:
    """The words that texts have more than once; of Romanised Urdu not those that are as common in English."""
    count = Counter(word for text in texts for word in text)
    total = max(1, count.total())
    english = _list("en", "Latn") if script == "Latn" else {}
    return {
        word: n / total
        for word, n in count.items()
        if n > 1 and n / total > 2 * english.get(word, 0.0) and (len(word) > 1 or script != "Latn")
    }


def drawn(words: dict[str, float], number: int, seed: int) -> list[list[str]]:
    """That many texts of one to three words drawn by their damped frequency."""
    if not words:
        return []
    rng = np.random.default_rng(seed)
    names = sorted(words)
    weight = np.array([words[name] for name in names]) ** _DAMPING
    sizes = rng.integers(1, LONGEST_TEXT + 1, number)
    picked = iter(rng.choice(len(names), int(sizes.sum()), p=weight / weight.sum()).tolist())
    return [[names[next(picked)] for _ in range(size)] for size in sizes.tolist()]


LEAST = 1e-6
"""Frequency up to which a word counts as one that a language does not use: the lists end there."""
APART = {"chromium"}
"""Sources so large and so much of one kind that their words are counted apart from those of the corpora."""


def levels(
    texts: Iterable[tuple[list[str], str, str]], languages: list[str], script: str, number: int
) -> tuple[list[str], NDArray[np.uint8]]:
    """The words that are most frequent in any language, and how often each uses them: the logarithm over `LEAST`.

    Of each text its words, language and source. The frequency in a language is the mean of those in its corpora, in
    each of `APART`, and in its list.
    """
    counts: dict[str, dict[str, Counter[str]]] = {language: {} for language in languages}
    for text, language, source in texts:
        counts[language].setdefault(source if source in APART else "", Counter()).update(text)
    known = {language: [*counts[language].values(), _list(language, script)] for language in languages}
    vocabulary = sorted({word for some in known.values() for words in some for word in words})
    frequency = np.zeros((len(vocabulary), len(languages)))
    for column, some in zip(frequency.T, known.values(), strict=True):
        sources = [words for words in some if words]
        for words in sources:
            column += np.array([words.get(word, 0.0) for word in vocabulary]) / (sum(words.values()) * len(sources))
    said = np.array([len(word) > 1 or script != "Latn" for word in vocabulary])  # a letter alone is an initial
    most = np.argsort(-frequency.max(axis=1) * said, kind="stable")[: min(number, said.sum())]
    return [vocabulary[i] for i in most.tolist()], np.rint(np.log1p(frequency[most] / LEAST)).astype(np.uint8)
