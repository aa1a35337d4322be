"""From words to tags: the script says which model speaks, the model which language, the words how mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..items import LanguageShare, ScriptShare
from . import fallback, mixing
from .characters import table
from .context import prior
from .lexicon import FOREIGN, LAUGHS, LAUGHS_AGAIN, PLACED, Lexicon, ScriptModel, lexicon
from .tags import Context, Tag
from .vocabulary import RELATED
from .writing import WRITING

if TYPE_CHECKING:
    from numpy.typing import NDArray

THRESHOLD = 0.55
"""Confidence below which a text is `und`: on the unseen sources of both folds of benchmarks/language.py, which prints
accuracy and coverage of other thresholds as well, more than 97 of 100 texts are answered."""
ONE_LANGUAGE = {
    "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
    "Orya": "or", "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Hebr": "he", "Grek": "el", "Hang": "ko",
    "Hani": "zh", "Hira": "ja", "Geor": "ka", "Armn": "hy", "Ethi": "am", "Tibt": "bo", "Thaa": "dv",
}  # fmt: skip
"""Scripts in which practically everything online is one language."""
_SURE = 0.995  # of a language that has its script for itself
_NAME_ONLY = 0.2
_FOREIGN_SHARE = {"Arab": 0.3, "Cyrl": 0.2, "Deva": 0.15, "Latn": 0.2}
"""Share of words that no language of the model has (Kurdish, Serbian, Nepali, Romanised Bengali) from which a text is
in none of them."""
FRAME, ENGLISH_FRAME = 2.0, 3.0
"""What Romanised Urdu gains where the small words of a text are all Urdu, since its nouns are often English, and what
English gains where they are all English, or nothing is Urdu but courtesies (yaar, inshallah)."""
OPENING, CLOSING = 10.0, 6.0
"""What English gains where a text begins with a word that Urdu uses more, but not there (hi), and what Punjabi gains
where one ends with a word that Urdu does not end with."""
_SENTENCE = 10  # words; beyond them what else is said says more than where it ends
_SHORT = 3  # words; beyond them a text speaks for itself, and its context is not asked
_UNSPACED = frozenset({"Hani", "Hira", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_LATIN_WEIGHT = {"Latn": 0.5}
"""An abjad or abugida says in three letters what Latin script says in six, and it is the frame: Urdu borrows English
words in their own letters, English hardly ever Urdu ones."""
_LETTERS_PER_WORD = 2  # in writing without spaces
_BATCH = 2000  # texts that are looked at together: more would only fill memory
_SCRIPTS = 256


@dataclass(slots=True)
class _Parts:
    """The words of a batch, text by text and within a text script by script: one part for each pair.

    The words of part i are `rows[starts[i]:starts[i] + sizes[i]]`; `bounds[j]` is the first part of text j.
    """

    rows: NDArray[np.intp]
    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]
    text: NDArray[np.intp]
    script: NDArray[np.uint8]
    bounds: list[int]
    writing: list[str]
    words: list[int]
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
    if context is None and expect:
        context = Context(site=tuple(expect))
    if context is not None and not isinstance(context, Context) and len(context) != len(texts):
        raise ValueError(f"{len(context)} contexts for {len(texts)} texts: give one for all or one for each")
    least = THRESHOLD if min_confidence is None else min_confidence
    tags: list[Tag] = []
    for first in range(0, len(texts), _BATCH):
        some = slice(first, first + _BATCH)
        tags += _tags(texts[some], least, context[some] if isinstance(context, Sequence) else context)
    return tags


def _tags(texts: Sequence[str], least: float, context: Context | Sequence[Context] | None) -> list[Tag]:
    known = lexicon()
    parts = _parts(texts, known)
    for number in sorted(set(parts.script.tolist())):
        _judge(parts, number, known, context)
    if context is None or isinstance(context, Context):
        romanised = [context.romanised if context else "ur-Latn"] * len(texts)
    else:
        romanised = [one.romanised for one in context]
    bounds = parts.bounds
    return [_tag(parts, *span, least) for span in zip(bounds[:-1], bounds[1:], romanised, strict=True)]


def languages() -> list[str]:
    """Every language that a model or a script tells, and the other name of `ur-Latn`: what `expect` can be."""
    told = {name for model in lexicon().models.values() for name in model.languages}
    return sorted({*told, *ONE_LANGUAGE.values(), "hi-Latn"})


def tag(text: str, *, expect: Sequence[str] = ()) -> Tag:
    """Tag one text; `expect` names the languages that are likely beforehand."""
    return tag_many([text], expect=expect)[0]


def tag_tokens(tokens: list[list[str]]) -> list[list[str]]:
    """The language of each token of each Latin-script text: `en`, `ur-Latn`, `name` or `other`."""
    return mixing.tag_tokens(tokens, lexicon())


def _parts(texts: Sequence[str], known: Lexicon) -> _Parts:
    rows, text = known.read(texts)
    serious = np.flatnonzero(~_laughter(known.kind.take(rows), rows, text))
    rows = rows.take(serious)
    key = text.take(serious) * _SCRIPTS + known.script.take(rows)
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")
        rows, key = rows.take(order), key.take(order)
    starts = _starts(key)
    text, script = np.divmod(key.take(starts), _SCRIPTS)
    names, numbers = table().names, script.tolist()
    sizes = np.append(starts[1:], len(key)) - starts
    return _Parts(
        rows=rows,
        starts=starts,
        sizes=sizes,
        text=text,
        script=script.astype(np.uint8),
        bounds=np.searchsorted(text, np.arange(len(texts) + 1)).tolist(),
        writing=[names[number] for number in numbers],
        words=sizes.tolist(),
        letters=np.add.reduceat(known.length.take(rows), starts).tolist() if numbers else [],
        language=["und"] * len(numbers),
        confidence=[0.0] * len(numbers),
    )


def _laughter(kind: NDArray[np.uint16], rows: NDArray[np.intp], text: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which words only spell out laughing: as they are, or beside such a word or themselves (ha ha ha)."""
    laughs = (kind & LAUGHS) > 0
    again = (kind & LAUGHS_AGAIN) > 0
    if again.any():
        beside = (text[1:] == text[:-1]) & ((rows[1:] == rows[:-1]) | laughs[1:] | laughs[:-1])
        laughs[1:] |= again[1:] & beside
        laughs[:-1] |= again[:-1] & beside
    return laughs


def _starts(key: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where a run of equal values begins."""
    new = np.ones(len(key), dtype=np.bool_)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    return np.flatnonzero(new)


def _judge(parts: _Parts, number: int, known: Lexicon, context: Context | Sequence[Context] | None) -> None:
    """Fill in the language and confidence of all parts in one script."""
    name = table().names[number]
    which = np.flatnonzero(parts.script == number)
    model = known.models.get(name)
    if model is None:
        for i in which.tolist():
            parts.language[i] = ONE_LANGUAGE.get(name, "und")
            parts.confidence[i] = _SURE if name in ONE_LANGUAGE else 0.0
        return
    sizes = parts.sizes.take(which)
    starts = np.cumsum(sizes) - sizes
    rows = parts.rows
    if len(which) < len(parts.sizes):
        rows = rows.take(np.repeat(parts.starts.take(which) - starts, sizes) + np.arange(sizes.sum()))
    logits = known.logits(model, rows, starts, sizes)
    kind = known.kind.take(rows)
    if name == "Latn":
        parts.mix = mixing.measure(known, rows, kind, starts, sizes, which)
        logits[parts.mix.urdu_frame, model.languages.index("ur-Latn")] += FRAME
        logits[parts.mix.english_frame, model.languages.index("en")] += ENGLISH_FRAME
    _hear_places(model, name, logits, kind, starts, sizes)
    if context is not None:
        _lean(model, logits, sizes, parts.text.take(which), context)
    best = logits.argmax(axis=1)
    seen = known.evidence(logits, best, rows, starts, sizes)
    sure = np.minimum(1 / (1 + np.exp(-(np.array(model.calibration)[:, None] * seen).sum(axis=0))), 0.9999)
    if parts.mix is not None and name == "Latn":
        sure = np.where(parts.mix.only_names, np.minimum(sure, _NAME_ONLY), sure)
    count = np.add.reduceat((kind & FOREIGN) // FOREIGN, starts, dtype=np.intp)
    foreign = count >= _FOREIGN_SHARE[name] * sizes
    sure = np.where(foreign, np.minimum(sure, _NAME_ONLY), sure)
    for i, language, confidence in zip(which.tolist(), best.tolist(), np.round(sure, 4).tolist(), strict=True):
        parts.language[i], parts.confidence[i] = model.languages[language], confidence
    _ask_others(parts, model, known, which[foreign], which[sizes >= fallback.SHORTEST], name)


def _ask_others(
    parts: _Parts,
    model: ScriptModel,
    known: Lexicon,
    foreign: NDArray[np.intp],
    longer: NDArray[np.intp],
    script: str,
) -> None:
    """Let parts in no language of the model be named by words of related ones, and longer ones by langdetect."""
    for i in foreign.tolist() if script in RELATED else ():
        other = fallback.related(script, _words_of(parts, i, known))
        if other is not None:
            parts.language[i], parts.confidence[i] = other, fallback.CONFIDENCE
    for i in longer.tolist() if script in fallback.SCRIPTS else ():
        if parts.confidence[i] < fallback.DOUBT or parts.language[i] in fallback.WATCHED:
            _ask_langdetect(parts, i, known, model)


def _hear_places(
    model: ScriptModel,
    script: str,
    logits: NDArray[np.float64],
    kind: NDArray[np.uint16],
    starts: NDArray[np.intp],
    sizes: NDArray[np.intp],
) -> None:
    """Add what the first or last word of a text says by standing there."""
    if script == "Latn":
        logits[(kind.take(starts) & PLACED) > 0, model.languages.index("en")] += OPENING
    elif script == "Arab":
        ends = (kind.take(starts + sizes - 1) & PLACED) > 0
        logits[ends & (sizes > 1) & (sizes <= _SENTENCE), model.languages.index("pa-Arab")] += CLOSING


def _ask_langdetect(parts: _Parts, i: int, known: Lexicon, model: ScriptModel) -> None:
    """Let langdetect name part i where the model is no authority."""
    words = _words_of(parts, i, known)
    if fallback.is_doubtful(parts.language[i], parts.confidence[i], words):
        other = fallback.detect(words)
        if other is not None and other not in model.languages:
            parts.language[i], parts.confidence[i] = other, fallback.CONFIDENCE


def _words_of(parts: _Parts, i: int, known: Lexicon) -> list[str]:
    at = parts.starts[i]
    return [known.words[row] for row in parts.rows[at : at + parts.words[i]].tolist()]


def _lean(
    model: ScriptModel,
    logits: NDArray[np.float64],
    sizes: NDArray[np.intp],
    texts: NDArray[np.intp],
    context: Context | Sequence[Context],
) -> None:
    """Let what surrounds the texts speak for short ones."""
    _, slope, _, both, _, _ = model.calibration
    short = np.flatnonzero(sizes <= _SHORT)
    stretch = np.maximum(slope + both * np.log(sizes.take(short)), 0.1)[:, None]
    if isinstance(context, Context):
        logits[short] += prior(context, model.languages) / stretch
    elif len(short):
        around = [prior(context[text], model.languages) for text in texts.take(short).tolist()]
        logits[short] += np.array(around) / stretch


def _tag(parts: _Parts, first: int, end: int, romanised: str, least: float) -> Tag:
    """The tag of the text whose parts are `first` to `end`."""
    if first == end:
        return Tag("zxx", 1.0, "Zyyy")
    if end - first == 1:
        writing = WRITING.get(parts.writing[first], parts.writing[first])
        main, scripts = first, [ScriptShare(writing, 1.0)]
    else:
        main, scripts = _several(parts, first, end)
        writing = scripts[0].script
    language, confidence = parts.language[main], parts.confidence[main]
    if language == "und" or confidence < least:
        return Tag("und", confidence, writing, scripts)
    named = romanised if language == "ur-Latn" else language
    if end - first == 1 and language not in mixing.PAIR:
        return Tag(named, confidence, writing, scripts, [LanguageShare(named, 1.0)])
    words, real = _words(parts, first, end, main)
    if len(words) < 2:
        found = next(iter(words), language)
        return Tag(
            named, confidence, writing, scripts, [LanguageShare(romanised if found == "ur-Latn" else found, 1.0)]
        )
    total = sum(words.values())
    shares = [
        LanguageShare(romanised if tongue == "ur-Latn" else tongue, n / total)
        for tongue, n in sorted(words.items(), key=_by_share)
    ]
    return Tag(named, confidence, writing, scripts, shares, mixing.is_mixed(real))


def _by_share(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


def _several(parts: _Parts, first: int, end: int) -> tuple[int, list[ScriptShare]]:
    """The part that speaks for a text of several scripts, and the share of each script, the dominant first."""
    letters: dict[str, int] = {}
    part_of: dict[str, int] = {}
    kana = "Hira" in parts.writing[first:end]
    for i in range(first, end):
        name = parts.writing[i]
        writing = "Jpan" if name == "Hani" and kana else WRITING.get(name, name)
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
        language, size, name = parts.language[i], parts.words[i], parts.writing[i]
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
