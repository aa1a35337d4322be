"""From words to tags: the script says which model speaks, the model which language, the words how mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..items import LanguageShare, ScriptShare
from . import fallback, mixing
from .characters import Words, clean, table
from .context import prior
from .lexicon import Lexicon, ScriptModel, lexicon
from .tags import Context, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

THRESHOLD = 0.55
"""Confidence below which a text is `und`: the least at which answers on unseen sources are right in 98.5 of 100 texts
(`tweets` fold of benchmarks/language.py, which prints accuracy and coverage of other thresholds as well)."""
ONE_LANGUAGE = {
    "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
    "Orya": "or", "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Hebr": "he", "Grek": "el", "Hang": "ko",
    "Hani": "zh", "Hira": "ja", "Geor": "ka", "Armn": "hy", "Ethi": "am", "Tibt": "bo", "Thaa": "dv",
}  # fmt: skip
"""Scripts in which practically everything online is one language."""
_SURE = 0.995  # of a language that has its script for itself
_NAME_ONLY = 0.2
_FOREIGN_SHARE = 0.3  # of words with letters that no language of the model has
_SHORT = 3  # words; beyond them a text speaks for itself, and its context is not asked
_WRITING = {"Hang": "Kore", "Hira": "Jpan"}
_UNSPACED = frozenset({"Hani", "Hira", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_LATIN_WEIGHT = {"Latn": 0.5}
"""An abjad or abugida says in three letters what Latin script says in six, and it is the frame: Urdu borrows English
words in their own letters, English hardly ever Urdu ones."""
_LETTERS_PER_WORD = 2  # in writing without spaces


@dataclass(slots=True)
class _Parts:
    """The words of a batch, text by text and within a text script by script: one part for each pair."""

    words: list[str]
    rows: NDArray[np.intp]
    starts: NDArray[np.intp]
    text: NDArray[np.intp]
    script: NDArray[np.uint8]
    writing: list[str]
    sizes: list[int]
    letters: list[int]
    language: list[str]
    confidence: list[float]
    mix: mixing.Mix | None = None


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
    contexts = _contexts(context, expect, len(texts))
    parts = _parts(clean(texts), lexicon())
    for number in np.unique(parts.script).tolist():
        _judge(parts, number, contexts)
    least = THRESHOLD if min_confidence is None else min_confidence
    bounds = np.searchsorted(parts.text, np.arange(len(texts) + 1)).tolist()
    return [
        _tag(parts, bounds[i], bounds[i + 1], least, contexts[i].romanised if contexts else "ur-Latn")
        for i in range(len(texts))
    ]


def tag(text: str, *, expect: Sequence[str] = ()) -> Tag:
    """Tag one text; `expect` names the languages that are likely beforehand."""
    return tag_many([text], expect=expect)[0]


def tag_tokens(tokens: list[list[str]]) -> list[list[str]]:
    """The language of each token of each Latin-script text: `en`, `ur-Latn`, `name` or `other`."""
    return mixing.tag_tokens(tokens, lexicon())


def _contexts(context: Context | Sequence[Context] | None, expect: Sequence[str], size: int) -> list[Context] | None:
    if context is None:
        return [Context(site=tuple(expect))] * size if expect else None
    found = [context] * size if isinstance(context, Context) else list(context)
    if len(found) != size:
        raise ValueError(f"{len(found)} contexts for {size} texts: give one for all or one for each")
    return found


def _parts(words: Words, known: Lexicon) -> _Parts:
    rows = known.rows(words.words, words.script)
    names = table().names
    key = words.text * len(names) + words.script
    serious = ~known.laughs[rows]
    order = np.flatnonzero(serious)
    order = order[np.argsort(key[order], kind="stable")]
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    script = words.script[order[starts]]
    letters = np.add.reduceat(words.length[order], starts) if len(starts) else starts
    listed = words.words
    return _Parts(
        words=[listed[i] for i in order.tolist()],
        rows=rows[order],
        starts=starts,
        text=words.text[order[starts]],
        script=script,
        writing=[names[number] for number in script.tolist()],
        sizes=np.diff(starts, append=len(key)).tolist(),
        letters=letters.tolist(),
        language=["und"] * len(starts),
        confidence=[0.0] * len(starts),
    )


def _judge(parts: _Parts, number: int, contexts: list[Context] | None) -> None:
    """Fill in the language and confidence of all parts in one script."""
    name, known = table().names[number], lexicon()
    which = np.flatnonzero(parts.script == number)
    model = known.models.get(name)
    if model is None:
        for i in which.tolist():
            parts.language[i] = ONE_LANGUAGE.get(name, "und")
            parts.confidence[i] = _SURE if name in ONE_LANGUAGE else 0.0
        return
    sizes = np.diff(parts.starts, append=len(parts.rows))[which]
    at = np.repeat(parts.starts[which] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    rows = parts.rows[at]
    starts = np.cumsum(sizes) - sizes
    logits = known.logits(model, rows, starts)
    best, sure = _calibrated(model, logits, sizes, parts.text[which], contexts)
    if name == "Latn":
        parts.mix = mixing.measure(known, rows, starts, sizes, which)
        sure = np.where(parts.mix.only_names, np.minimum(sure, _NAME_ONLY), sure)
    foreign = np.add.reduceat(known.foreign[rows].astype(np.intp), starts) >= _FOREIGN_SHARE * sizes
    sure = np.where(foreign, np.minimum(sure, _NAME_ONLY), sure)
    for i, language, confidence in zip(which.tolist(), best.tolist(), sure.tolist(), strict=True):
        parts.language[i], parts.confidence[i] = model.languages[language], round(confidence, 4)
    if name in fallback.SCRIPTS:
        for i in which[sizes >= fallback.SHORTEST].tolist():
            words = parts.words[parts.starts[i] : parts.starts[i] + parts.sizes[i]]
            if not fallback.is_doubtful(parts.language[i], parts.confidence[i], words):
                continue
            other = fallback.detect(words)
            if other is not None and other not in model.languages:
                parts.language[i], parts.confidence[i] = other, fallback.CONFIDENCE


def _calibrated(
    model: ScriptModel,
    logits: NDArray[np.float64],
    sizes: NDArray[np.intp],
    texts: NDArray[np.intp],
    contexts: list[Context] | None,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The best language of each part and the probability that it is right."""
    length = np.log(sizes)
    constant, slope, by_length, both = model.calibration.tolist()
    if contexts is not None:
        stretch = np.maximum(slope + both * length, 0.1)
        for part in np.flatnonzero(sizes <= _SHORT).tolist():
            logits[part] += prior(contexts[texts[part]], model.languages) / stretch[part]
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    best = likely.argmax(axis=1)
    likely /= likely.sum(axis=1, keepdims=True)
    top = likely[np.arange(len(best)), best]
    rest = np.maximum(likely.sum(axis=1) - top, 1e-12)
    odds = np.log(top / rest)
    sure = 1 / (1 + np.exp(-(constant + slope * odds + by_length * length + both * odds * length)))
    return best, np.clip(sure, 0.0, 0.9999)


def _tag(parts: _Parts, first: int, end: int, least: float, romanised: str) -> Tag:
    """The tag of the text whose parts are `first` to `end`."""
    if first == end:
        return Tag("zxx", 1.0, "Zyyy")
    if end - first == 1:
        writing = parts.writing[first]
        main, scripts = first, [ScriptShare(_WRITING.get(writing, writing), 1.0)]
    else:
        main, scripts = _several(parts, first, end)
    language, confidence = parts.language[main], parts.confidence[main]
    if language == "und" or confidence < least:
        return Tag("und", confidence, scripts[0].script, scripts)
    named = romanised if language == "ur-Latn" else language
    if end - first == 1 and language not in mixing.PAIR:
        return Tag(named, confidence, scripts[0].script, scripts, [LanguageShare(named, 1.0)])
    words, real = _words(parts, first, end, main)
    total = sum(words.values())
    if not total:
        return Tag(named, confidence, scripts[0].script, scripts, [LanguageShare(named, 1.0)])
    ranked = sorted(words.items(), key=_by_share) if len(words) > 1 else words.items()
    shares = [LanguageShare(romanised if tongue == "ur-Latn" else tongue, n / total) for tongue, n in ranked]
    return Tag(named, confidence, scripts[0].script, scripts, shares, len(real) > 1 and mixing.is_mixed(real))


def _by_share(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


def _several(parts: _Parts, first: int, end: int) -> tuple[int, list[ScriptShare]]:
    """The part that speaks for a text of several scripts, and the share of each script, the dominant first."""
    letters: dict[str, int] = {}
    part_of: dict[str, int] = {}
    kana = "Hira" in parts.writing[first:end]
    for i in range(first, end):
        name = parts.writing[i]
        writing = "Jpan" if name == "Hani" and kana else _WRITING.get(name, name)
        letters[writing] = letters.get(writing, 0) + parts.letters[i]
        if writing not in part_of or name == "Hira":
            part_of[writing] = i
    total = sum(letters.values())
    ranked = sorted(letters.items(), key=lambda pair: (-pair[1] * _LATIN_WEIGHT.get(pair[0], 1.0), pair[0]))
    return part_of[ranked[0][0]], [ScriptShare(writing, n / total) for writing, n in ranked]


def _words(parts: _Parts, first: int, end: int, main: int) -> tuple[dict[str, int], dict[str, int]]:
    """Words of each language, and how many of them are real material of it (no names, nothing borrowed)."""
    words: dict[str, int] = {}
    real: dict[str, int] = {}
    for i in range(first, end):
        language, size, name = parts.language[i], parts.sizes[i], parts.writing[i]
        if name == "Latn" and parts.mix is not None and (language in mixing.PAIR or i != main):
            for tongue, n, m in parts.mix.of(i):
                if n:
                    words[tongue] = words.get(tongue, 0) + n
                    real[tongue] = real.get(tongue, 0) + m
        elif language != "und":
            if name in _UNSPACED:
                size = -(-parts.letters[i] // _LETTERS_PER_WORD)
            if name == "Hani" and parts.language[main] == "ja":
                language = "ja"
            words[language] = words.get(language, 0) + size
            real[language] = real.get(language, 0) + size
    return words, real
