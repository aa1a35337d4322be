"""Texts in languages that the models do not know, from which they learn when not to be sure.

They are the names and keywords of emoji in every other language of `benchmarks/emoji_names.py`, the messages in other
languages of the package of `benchmarks/language_messages.py`, and, since hardly any other language of Arabic script is
among these, texts of five languages of Latin script in Arabic letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import emoji_names, language_messages
from ecorridor_scraper.language.characters import clean, table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCRIPTS = ("Latn", "Arab", "Deva", "Cyrl")
_TOLD = {"fil", "pcm", "und"}
"""Locales that are a language of the models by another name, or all but one, or none."""
MESSAGES = ("bg", "ca", "cs", "da", "et", "fi", "hr", "hu", "lt", "lv", "ms", "nb", "sk", "sl", "sr")
_OF_EACH = 400
"""Phrases of each language and source, and as many texts of several phrases."""
_JOINED = 4
_BORROWERS = ("id", "so", "sw", "tl", "tr")
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابچديفڬهيجكلمنوفقرستوووکيز", strict=True)) | {"ğ": "غ", "ş": "ش"}
_LETTERS |= {"ç": "چ", "ı": "ي", "ö": "و", "ü": "و"}
_SAID, _LONGEST = 0.5, 8
"""How many of the vowels within a word are written, and the words of such a text."""


def texts(
    packages: Path, told: Iterable[tuple[str, str]], corpus: Iterable[tuple[list[str], str]], seed: int
) -> list[tuple[list[str], str]]:
    """The clean words of each text and their script.

    `told` are the languages of the models and their scripts, whose phrases are nobody else's; `corpus` has words of
    texts in Latin script with their languages.
    """
    rng, known = np.random.default_rng(seed), _TOLD.union(language.split("-")[0] for language, _ in told)
    found: list[tuple[list[str], str]] = []
    for phrases in (_emoji(packages / "package"), _messages(packages, known)):
        own = {phrase for locale, some in phrases.items() if locale.split("-")[0] in known for phrase in some}
        for locale, some in sorted(phrases.items()):
            if locale.split("-")[0] not in known:
                script, words = _words(sorted(some - own))
                found += [(text, script) for text in _several(words, rng)]
    return found + [(text, "Arab") for text in _in_arabic_letters(corpus, rng)]


def _emoji(package: Path) -> dict[str, set[str]]:
    folders = sorted(path for path in (package / "annotations").iterdir() if path.is_dir())
    return {path.name: emoji_names.phrases(path / "annotations.json") for path in folders}


def _messages(packages: Path, known: set[str]) -> dict[str, set[str]]:
    return language_messages.phrases(packages, (*MESSAGES, "en-US", *sorted(known & language_messages.LOCALES)))


def _words(phrases: list[str]) -> tuple[str, list[list[str]]]:
    """The script of most of the phrases, and the words of those in it, if a model has it."""
    cleaned, names = clean(phrases), table().names
    by_script: list[dict[str, list[str]]] = [defaultdict(list) for _ in phrases]
    for word, text, script in zip(cleaned.words, cleaned.text.tolist(), cleaned.script.tolist(), strict=True):
        by_script[text][names[script]].append(word)
    count = Counter(script for some in by_script for script in some)
    main = max(count, key=lambda script: (count[script], script), default="")
    return main, [some[main] for some in by_script if main in SCRIPTS and some.keys() == {main}]


def _several(phrases: list[list[str]], rng: np.random.Generator) -> list[list[str]]:
    """Some of the phrases, and texts of several of them: comments are longer."""
    if not phrases:
        return []
    alone = [phrases[i] for i in rng.permutation(len(phrases))[:_OF_EACH].tolist()]
    sizes = rng.integers(2, _JOINED + 1, len(alone)).tolist()
    return alone + [[w for i in rng.integers(0, len(phrases), size).tolist() for w in phrases[i]] for size in sizes]


def _in_arabic_letters(corpus: Iterable[tuple[list[str], str]], rng: np.random.Generator) -> list[list[str]]:
    of: dict[str, list[list[str]]] = {language: [] for language in _BORROWERS}
    for words, language in corpus:
        if words and language in of:
            of[language].append(words[:_LONGEST])
    some = [all_[i] for all_ in of.values() for i in rng.permutation(len(all_))[:_OF_EACH].tolist()]
    written = [[_in_letters(word, rng) for word in words] for words in some]
    return [words for text in written if (words := [word for word in text if word])]


def _in_letters(word: str, rng: np.random.Generator) -> str:
    said = [i == 0 or letter not in "aeiou" or rng.random() < _SAID for i, letter in enumerate(word)]
    return "".join(_LETTERS.get(letter, "") for letter, is_said in zip(word, said, strict=True) if is_said)
