"""langdetect behind the models: for long texts in languages that they do not know.

It is seeded (its own sampling is random), and is never asked about short texts or about scripts in which the languages
of Pakistan are written: there it is wrong more often than right.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from .vocabulary import RELATED, RELATED_ENDINGS

SHORTEST = 8
"""Words that a text must have before langdetect is asked."""
SCRIPTS = frozenset({"Latn", "Cyrl"})
DOUBT, DOUBT_OF_MIX = 0.9, 0.5
"""Confidence of the models below which langdetect is asked; English and Romanised Urdu in one text make each other
unlikely, and langdetect could not help."""
_MIXING = ("en", "ur-Latn")
CONFIDENCE = 0.9
_LETTERS = {"ru": frozenset("ыэё"), "uk": frozenset("іїєґ")}
_SMALLEST_WORDS = {
    "nl": frozenset(("de", "het", "een", "niet", "ik", "zijn")),
    "sv": frozenset(("och", "är", "att", "inte", "jag", "för", "från")),
}
_WORDS_OF_OTHERS = {
    "nl": frozenset(("nie", "hulle", "vir", "baie")),
    "sv": frozenset(("og", "ikke", "jeg")),
}
"""The same of Afrikaans, and of Danish and Norwegian."""
_SERBIAN = frozenset(("је", "су", "у", "није", "ће", "који", "што", "би", "као", "ја"))
_LETTERS_OF_RELATED = {"Cyrl": {"sr": frozenset("ђћјљњџ"), "mk": frozenset("ѓќѕјљњџ"), "be": frozenset("ў")}}
WATCHED = _LETTERS.keys() | _SMALLEST_WORDS.keys()
"""Languages of which the models are sure too soon."""
_CERTAIN = 0.99
_LONGEST = 1_000
_TAGS = {"zh-cn": "zh", "zh-tw": "zh"}


@cache
def _factory() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


def is_doubtful(language: str, confidence: float, words: list[str]) -> bool:
    """Whether langdetect is to be asked: the models are unsure, or the text lacks what the language always has.

    A model takes a language that it does not know for its nearest relative, and is sure of it. Letters and the smallest
    words tell: Russian seldom goes eight words without ы, э or ё (Bulgarian and Macedonian always do), Ukrainian
    without і, ї or є, Swedish and Dutch without a word that Danish, Norwegian and Afrikaans spell otherwise; and they
    have none of the words that these do.
    """
    mixing = language in _MIXING and all(map(str.isascii, words))
    if confidence < (DOUBT_OF_MIX if mixing else DOUBT):
        return True
    if language in _SMALLEST_WORDS:
        return _SMALLEST_WORDS[language].isdisjoint(words) or not _WORDS_OF_OTHERS[language].isdisjoint(words)
    return language in _LETTERS and _LETTERS[language].isdisjoint("".join(words))


def related(script: str, words: list[str]) -> str | None:
    """The language that the models lack and whose letters, smallest words or endings these words have, if any."""
    endings = RELATED_ENDINGS.get(script, {})
    letters = _LETTERS_OF_RELATED.get(script, {})
    votes = {
        language: sum(w in small or w.endswith(endings.get(language, "\n")) for w in words)
        for language, small in RELATED[script].items()
    }
    for language, own in letters.items():
        votes[language] = votes.get(language, 0) + sum(not own.isdisjoint(w) for w in words)
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] else None


def detect(words: list[str]) -> str | None:
    """The language of the words, where langdetect is certain of it."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(" ".join(words)[:_LONGEST])
    try:
        best = detector.get_probabilities()
    except LangDetectException:
        return None
    if not best or best[0].prob < _CERTAIN:
        return None
    found = _TAGS.get(best[0].lang, best[0].lang)
    return "sr" if found == "mk" and _is_serbian(words) else found


def _is_serbian(words: list[str]) -> bool:
    """Whether what langdetect, which does not know Serbian, calls Macedonian has Serbian letters or smallest words."""
    letters = frozenset("".join(words))
    return letters.isdisjoint("ѓќѕ") and not (letters.isdisjoint("ђћ") and _SERBIAN.isdisjoint(words))
