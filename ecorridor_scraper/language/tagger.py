"""From words to tags: the script decides which model speaks, the model says which language, shares say how mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..items import LanguageShare, ScriptShare
from . import fallback
from .characters import Words, clean, table
from .model import models
from .tags import Context, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

THRESHOLD = 0.5
"""Confidence below which a text is `und`."""
ONE_LANGUAGE = {
    "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
    "Orya": "or", "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Hebr": "he", "Grek": "el", "Hang": "ko",
    "Hani": "zh", "Hira": "ja", "Geor": "ka", "Armn": "hy", "Ethi": "am", "Tibt": "bo", "Thaa": "dv",
}  # fmt: skip
SCRIPT_NAMES = {"Hang": "Kore", "Hira": "Jpan"}


def tag_many(
    texts: Sequence[str],
    *,
    min_confidence: float | None = None,
    context: Context | Sequence[Context] | None = None,
    expect: Sequence[str] = (),
) -> list[Tag]:
    """Tag every text. `min_confidence=None` abstains (`und`) at the measured threshold, 0 never abstains.

    `context` is one for all texts or one for each; without it a text is judged alone. `expect` names the languages
    that are likely beforehand.
    """
    if not texts:
        return []
    least = THRESHOLD if min_confidence is None else min_confidence
    words = clean(texts)
    names = table().names
    letters = np.bincount(
        words.text * len(names) + words.script, weights=words.length, minlength=len(texts) * len(names)
    ).reshape(len(texts), len(names))
    dominant = letters.argmax(axis=1)
    dominant[letters[:, names.index("Hira")] > 0] = names.index("Hira")
    found: list[tuple[str, float]] = [("zxx", 1.0)] * len(texts)
    empty = letters.sum(axis=1) == 0
    for script in np.unique(dominant[~empty]).tolist():
        _judge(words, np.flatnonzero((dominant == script) & ~empty), script, found)
    shares = letters / np.maximum(letters.sum(axis=1), 1)[:, None]
    several = (letters > 0).sum(axis=1) > 1
    out = []
    for i, (language, confidence) in enumerate(found):
        if language == "zxx":
            out.append(Tag("zxx", confidence, "Zyyy"))
            continue
        script = SCRIPT_NAMES.get(names[dominant[i]], names[dominant[i]])
        if several[i]:
            present = [int(s) for s in np.argsort(-letters[i], kind="stable") if letters[i, s]]
            scripts = [ScriptShare(SCRIPT_NAMES.get(names[s], names[s]), float(shares[i, s])) for s in present]
        else:
            scripts = [ScriptShare(script, 1.0)]
        if confidence < least or language == "und":
            out.append(Tag("und", confidence, script, scripts))
        else:
            out.append(Tag(language, confidence, script, scripts, [LanguageShare(language, 1.0)]))
    return out


def _judge(words: Words, texts: np.ndarray, script: int, found: list[tuple[str, float]]) -> None:
    """Fill in the language and confidence of the texts whose dominant script is this one."""
    name = table().names[script]
    model = models().get(name)
    if model is None:
        for i in texts.tolist():
            found[i] = (ONE_LANGUAGE.get(name, "und"), 1.0 if name in ONE_LANGUAGE else 0.0)
        return
    mine = np.zeros(len(found), dtype=bool)
    mine[texts] = True
    at = np.flatnonzero(mine[words.text] & (words.script == script))
    owner = words.text[at]
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    mine_words = [words.words[j] for j in at.tolist()]
    scores = model.scores(mine_words, starts)
    scores -= scores.max(axis=1, keepdims=True)
    likely = np.exp(scores)
    best = likely.argmax(axis=1)
    sure = likely.max(axis=1) / likely.sum(axis=1)
    ends = np.append(starts[1:], len(at))
    for row, i in enumerate(texts.tolist()):
        language, confidence = model.languages[best[row]], round(float(sure[row]), 4)
        size = ends[row] - starts[row]
        if confidence < THRESHOLD and size >= fallback.SHORTEST and name in fallback.SCRIPTS:
            other, chance = fallback.detect(mine_words[starts[row] : ends[row]])
            if chance > 0.99 and other not in model.languages:
                language, confidence = other, round(chance, 4)
        found[i] = (language, confidence)


def tag(text: str, *, expect: Sequence[str] = ()) -> Tag:
    """Tag one text; `expect` names the languages that are likely beforehand."""
    return tag_many([text], expect=expect)[0]


def tag_tokens(tokens: list[list[str]]) -> list[list[str]]:
    """The language of each token of each Latin-script text: `en`, `ur-Latn`, `name` or `other`."""
    model = models()["Latn"]
    english, roman = model.languages.index("en"), model.languages.index("ur-Latn")
    out = []
    for text in tokens:
        tags = []
        for token in text:
            words = [w for w in clean([token]).words if w]
            if not words:
                tags.append("other")
                continue
            scores = model.scores(words, np.zeros(1, dtype=np.intp))[0]
            tags.append("en" if scores[english] > scores[roman] else "ur-Latn")
        out.append(tags)
    return out
