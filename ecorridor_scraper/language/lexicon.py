"""What each word says about the language: linear models over hashed character n-grams, in numpy.

There is one model per script with several languages, and one (`token`) that tells English from Romanised Urdu word by
word. A text's score for a language is the sum of its n-grams' weights, divided by a power of their number, plus a bias.
The sum goes word by word, so each word is scored once and remembered: a stream of comments is mostly words seen
before. Sums are integers, hence the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .characters import END, clean_tokens, drawn_out, is_laughter, is_plain_word, table, tokens
from .ngrams import framed, grams, mark, skeletons, wholes
from .vocabulary import (
    BORROWED,
    CLOSINGS,
    COURTESY,
    GRAMMAR,
    LAUGHING,
    NAMES,
    OPENINGS,
    RELATED,
    RELATED_ENDINGS,
    SPOKEN,
    STRANGE,
    URDU_GRAMMAR,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .characters import Words
    from .ngrams import Framed

LAUGHS, NAME, LOAN, GRAMMATICAL, TALK, URDU, FOREIGN, CLEAR_ENGLISH, CLEAR_URDU, PLACED, COURTEOUS, LAUGHS_AGAIN = (
    1 << i for i in range(12)
)
"""Kinds of words: laughter; names; English words that are no sign of English; English words that hold a phrase
together, those of them that no title has, and such words of Urdu; words that no language of the script's model has;
words that are material of English or of Romanised Urdu, whatever stands beside them; words that tell a language by
their place in a text; words of Urdu that Pakistani English is full of; words that are laughter beside laughter."""
KINDS = 12
CLEAR, REACH, CONTENT = 1.4, 3.0, 1.0
"""Log-odds from which a word is material of its language, the most that it says of its neighbours, and the most that
an English word that is no grammar says of them: Urdu grammar stands around English nouns (`exam me kuch nahi aaya`)."""

WEIGHTS = Path(__file__).with_name("weights.npz")
REMEMBERED = 70_000
"""Words that are kept scored, and tokens whose words are kept; when they are more, all are forgotten."""
_LONGEST_REMEMBERED = 2_000_000  # letters of all tokens together: some scripts put no blanks between words
_CHUNK = 4096
_OWN_LETTERS = {
    "Arab": {
        "ۆێەڵۇۈۋڭ": (),
        "ېړګښځټڅډۍږڼ": ("ps",),
        "ڪڻٿڏٽڙڇڊڳٻڌٺڀڃڍڄڦڱ۽۾": ("sd",),
        "ٹڈڑںےۓ": ("ur", "pa-Arab"),
    },
    "Cyrl": {"јљњћђџѓќѕўәғқңөұүһҳҷӣӯ": (), "іїєґ": ("uk",), "ыэёъ": ("ru",)},
}
"""Letters that few of the languages of a script's model write, and which do; none of them do where Kurdish, Uyghur,
Serbian, Belarusian, Kazakh and others do."""
_LAST_LETTER = 0x6FF
LACKING, FEW = 8.0, 1 / 3
"""What a language loses in a text of words with letters that it does not write, and the share of them from which it
loses all of that: no context makes up for it."""
_STRANGE_LETTERS = frozenset("čšžřůěľőűøæļķņģėųįēħġċŵŷɓɗƙŋĝĥĵŝĉŭ")
"""Latin letters that no language of the models writes; ð and þ stand for ğ and ş in Turkish of old encodings, and ā, ī
and ū in transliterated Urdu."""
_MOSTLY = ("en", "ur-Latn")
"""What comments in Latin script are mostly in."""
_NEHRU = len("नेहरू")  # the longest name that ends like a plural of Nepali
_NOTHING, _END, _SEVERAL = -1, -2, -3
"""In place of a row: of tokens without a word, of the mark between texts, of the first token of several words."""
_ALL = 0xFFFF_FFFF  # languages, as bits
_SAID_ALL = 12
"""Words from which a text says all of its language: what the confidence of longer ones is reckoned from was seen in
few texts, and would lead far beyond them."""
_LANES = 4  # 16-bit numbers that are added up at once, as one of 64 bits
_ZERO = 128  # what an int8 is raised by, so that no lane borrows from the next


@dataclass(slots=True, frozen=True)
class ScriptModel:
    """The languages of one script, in the order of the columns of its weights, and what turns their sums into odds."""

    languages: list[str]
    bias: NDArray[np.float64]
    """By length and language."""
    lengths: NDArray[np.intp]
    """Numbers of words from which a length begins."""
    scale: float
    power: float
    calibration: tuple[float, ...]
    """Coefficients of 1, the logit of the probability, the logarithm of the word count, the product of both, the share
    of letters in words that the language is known to use, and the product of that and the logarithm."""
    unwritten: NDArray[np.uint8] | None
    """By code point up to `_LAST_LETTER`: the languages, as bits, that do not write it, if letters tell any apart."""


@dataclass(slots=True, frozen=True)
class Known:
    """Words known as such, by their marks in order, with how often each language uses them; a step of that weighs
    `unit` units of the weights, and a language that does not use a word is `absent` steps below one that hardly does.
    """

    marks: NDArray[np.uint32]
    level: NDArray[np.uint8]
    users: NDArray[np.uint32]
    """The languages, as bits, of which the level is more than nothing."""
    unit: float
    absent: float

    def add(self, words: Framed, sums: NDArray[np.int32]) -> NDArray[np.uint32]:
        """Add what known words say to the sums of their n-grams; by word, the languages, as bits, that use it."""
        at, is_known = self._find(words)
        known = np.flatnonzero(is_known)
        level = self.level.take(at[known], axis=0)
        level = np.where(level > 0, level, -self.absent)
        said = np.rint((level - level.mean(axis=1, keepdims=True)) * self.unit)
        sums[known, : level.shape[1]] += said.astype(np.int32)
        return np.where(is_known, self.users.take(at), np.uint32(0))

    def levels(self, words: Framed) -> NDArray[np.uint8]:
        """How often each language uses each of the words; nothing of one that is not known."""
        at, is_known = self._find(words)
        return self.level.take(at, axis=0) * is_known[:, None]

    def _find(self, words: Framed) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        marks = mark(words)
        at = np.minimum(np.searchsorted(self.marks, marks), len(self.marks) - 1)
        return at, self.marks.take(at) == marks


class _Numbered(dict[str, int]):
    """Names counted as they are met, from 0."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self.names)
        self.names.append(name)
        return number


class Lexicon:
    """All models, and the words met so far with their scores."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._path = path
        with np.load(path) as data:
            scripts = [name.decode() for name in data["scripts"]]
            spoken = {script: [name.decode() for name in data[f"{script}.languages"]] for script in scripts}
            self.models = {
                script: ScriptModel(
                    languages=spoken[script],
                    bias=data[f"{script}.bias"],
                    lengths=data[f"{script}.lengths"],
                    scale=float(data[f"{script}.scale"]),
                    power=float(data[f"{script}.power"]),
                    calibration=tuple(data[f"{script}.calibration"].tolist()),
                    unwritten=_unwritten(spoken[script], _OWN_LETTERS[script]) if script in _OWN_LETTERS else None,
                )
                for script in scripts
            }
            self._spelling = np.append(data["token.weights"], np.int8(0)).astype(np.int32)
            listed = data["token.words"].tobytes().decode().split("\n")
            self._odds: dict[str, float] = dict(zip(listed, data["token.odds"].tolist(), strict=True))
            borrowed = data["token.borrowed"].tobytes().decode().split("\n")
            self._scale, self._bias = float(data["token.scale"]), float(data["token.bias"])
        self._model_of = {table().names.index(script): model for script, model in self.models.items()}
        self._packed: dict[int, tuple[NDArray[np.uint64], Known]] = {}
        self._latin = table().names.index("Latn")
        self._related = {
            table().names.index(script): (
                frozenset[str]().union(*some.values()),
                tuple(ending for all_ in RELATED_ENDINGS.get(script, {}).values() for ending in all_),
            )
            for script, some in RELATED.items()
        }
        self._listed: dict[str, int] = {}
        kinds = {NAME: NAMES, LOAN: BORROWED.union(borrowed), GRAMMATICAL: GRAMMAR, TALK: SPOKEN, URDU: URDU_GRAMMAR}
        kinds |= {FOREIGN: STRANGE, PLACED: OPENINGS | CLOSINGS, COURTEOUS: COURTESY, LAUGHS_AGAIN: LAUGHING}
        for flag, alike in kinds.items():
            for word in alike:
                self._listed[word] = self._listed.get(word, 0) | flag
        self._width = max(len(model.languages) for model in self.models.values())
        self._forget()

    def _forget(self) -> None:
        self._row, self._token = _Numbered(), _Numbered()
        self._rows_of: NDArray[np.int32] = np.zeros(1024, dtype=np.int32)
        """By token: the row of its word, or `_NOTHING`, `_END`, or a negative number where it holds several."""
        self._several: list[list[int]] = []
        """By that number, counted from -3 downwards, the rows."""
        self._letters = 0
        self.script: NDArray[np.uint8] = np.zeros(1024, dtype=np.uint8)
        self.length: NDArray[np.int32] = np.zeros(1024, dtype=np.int32)
        self.scores: NDArray[np.int16] = np.zeros((1024, self._width), dtype=np.int16)
        """By word and language of its script's model; nothing for a name in Latin script: it speaks for none."""
        self.count: NDArray[np.int16] = np.zeros(1024, dtype=np.int16)
        """N-grams of the word."""
        self.english: NDArray[np.float64] = np.zeros((1024, 3), dtype=np.float64)
        """For words of Latin script: log-odds of English against Romanised Urdu, as much of it as neighbours hear, and
        how much the word hears of them itself, from 0 to 1."""
        self.kind: NDArray[np.uint16] = np.zeros(1024, dtype=np.uint16)
        """What the word is: flags `LAUGHS` to `CLEAR_URDU`."""
        self.users: NDArray[np.uint32] = np.zeros(1024, dtype=np.uint32)
        """The languages, as bits, that are known to use the word; all of them for a name in Latin script."""
        self.unlike: NDArray[np.uint8] = np.zeros(1024, dtype=np.uint8)
        """For words of Arabic and Cyrillic script: languages, as bits, that lack a letter of the word."""
        self._rows_of[self._token[END]] = _END

    @property
    def words(self) -> list[str]:
        """The word of each row."""
        return self._row.names

    def read(self, texts: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of the words of all texts in the arrays of this object, and the number of the text of each.

        Rows hold until the next call.
        """
        if max(len(self._row), len(self._token)) > REMEMBERED or self._letters > _LONGEST_REMEMBERED:
            self._forget()
        found, known = tokens(texts), len(self._token)
        number = np.fromiter(map(self._token.__getitem__, found), dtype=np.intp, count=len(found))
        if len(self._token) > known:
            self._read_tokens(known)
        rows = self._rows_of.take(number)
        if len(self._several):
            rows = self._unfolded(rows)
        text = np.cumsum(rows == _END)
        words = np.flatnonzero(rows >= 0)
        return rows.take(words).astype(np.intp), text.take(words)

    def _unfolded(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """The rows of several words in the place of the number of the token that holds them."""
        folded = np.flatnonzero(rows <= _SEVERAL)
        several = [self._several[_SEVERAL - number] for number in rows.take(folded).tolist()]
        sizes = np.ones(len(rows), dtype=np.intp)
        sizes[folded] = list(map(len, several))
        unfolded = np.repeat(rows, sizes)
        unfolded[unfolded <= _SEVERAL] = [row for some in several for row in some]
        return unfolded

    def _read_tokens(self, known: int) -> None:
        """Take the tokens apart that are new since there were `known` ones."""
        new = self._token.names[known:]
        is_word = np.fromiter(map(is_plain_word, new), dtype=np.bool_, count=len(new))
        plain, other = is_word.nonzero()[0], (~is_word).nonzero()[0]
        words = clean_tokens([new[i] for i in other.tolist()])
        said = self._drawn_in([new[i] for i in other.tolist()], words)
        script = np.concatenate([np.full(len(plain), self._latin, dtype=np.uint8), words.script])
        rows = self._learned([*(new[i] for i in plain.tolist()), *said], script)
        of_token = np.full(len(new), _NOTHING, dtype=np.int32)
        of_token[plain], rows = rows[: len(plain)], rows[len(plain) :]
        holds = np.bincount(words.text, minlength=len(other))
        first = np.cumsum(holds) - holds
        of_token[other[holds == 1]] = rows[first[holds == 1]]
        for i in (holds > 1).nonzero()[0].tolist():
            of_token[other[i]] = _SEVERAL - len(self._several)
            self._several.append(rows[first[i] : first[i] + holds[i]].tolist())
        if len(self._rows_of) < len(self._token):
            self._rows_of = _longer(self._rows_of, len(self._token) + len(self._token) // 4)
        self._rows_of[known : len(self._token)] = of_token
        self._letters += sum(map(len, new))

    def _drawn_in(self, tokens: list[str], words: Words) -> list[str]:
        """The words of the tokens, those that somebody drew out with each letter once where that is used more: `so`,
        and not `soo`, to which `sooo` is cleaned, but `good`."""
        drawn = drawn_out(tokens)
        if not drawn:
            return words.words
        said, number = list(words.words), list(drawn)
        again = clean_tokens(list(drawn.values()))
        single = np.bincount(again.text, minlength=len(drawn)) == 1
        first = np.searchsorted(words.text, number)
        alone = np.searchsorted(words.text, number, side="right") - first == 1
        for word, at, script in zip(again.words, again.text.tolist(), again.script.tolist(), strict=True):
            if single[at] and alone[at] and len(word) > 1:
                i = int(first[at])
                if script == words.script[i] and not is_laughter(said[i]):
                    said[i] = max(said[i], word, key=lambda one: self._usage(one, script))
        return said

    def _usage(self, word: str, script: int) -> tuple[bool, int]:
        """How much a word is used, if at all by what comments in its script are mostly in, then by that."""
        model = self._model_of.get(script)
        if model is None:
            return False, 0
        level = self._pack_of(script)[1].levels(framed([word]))[0]
        most = level[[model.languages.index(one) for one in _MOSTLY]].max() if script == self._latin else level.max()
        return bool(most), int(most or level.max())

    def rows(self, words: Sequence[str], script: NDArray[np.uint8]) -> NDArray[np.intp]:
        """The row of each clean word of these scripts; rows hold until the next call."""
        if len(self._row) > REMEMBERED:
            self._forget()
        return self._learned(words, script)

    def _learned(self, words: Sequence[str], script: NDArray[np.uint8]) -> NDArray[np.intp]:
        known = len(self._row)
        rows = np.fromiter(map(self._row.__getitem__, words), dtype=np.intp, count=len(words))
        if len(self._row) > known:
            if len(self._row) > len(self.count):
                self._grow(len(self._row) + len(self._row) // 4)
            new = rows >= known
            self.script[rows[new]] = script[new]
            writing = self.script[known : len(self._row)]
            for number in np.unique(writing).tolist():
                at = known + np.flatnonzero(writing == number)
                for first in range(0, len(at), _CHUNK):
                    self._learn(at[first : first + _CHUNK], number)
        return rows

    def _grow(self, size: int) -> None:
        """Room for `size` words."""
        for name in ("script", "length", "scores", "count", "english", "kind", "unlike", "users"):
            setattr(self, name, _longer(getattr(self, name), size))

    def _learn(self, at: NDArray[np.intp], script: int) -> None:
        """Fill in the rows `at`, whose words are all of one script."""
        names, model = self._row.names, self._model_of.get(script)
        words = [names[row] for row in at.tolist()]
        self.length[at] = list(map(len, words))
        self.kind[at] = [LAUGHS if is_laughter(w) else 0 for w in words]
        if model is None:
            return
        letters = framed(words)
        count = letters.count()
        width = len(model.languages)
        packed, known = self._pack_of(script)
        sums = _sums(letters, packed, count)
        self.users[at] = known.add(letters, sums)
        self.scores[at, :width] = sums[:, :width]
        self.count[at] = count
        if script == self._latin:
            self._learn_latin(words, at, sums[:, width], count)
            return
        self.kind[at] |= np.array([self._listed.get(w, 0) & (PLACED | LAUGHS_AGAIN) for w in words], dtype=np.uint16)
        if model.unwritten is not None:
            unwritten = model.unwritten.take(np.minimum(letters.codes, _LAST_LETTER + 1))
            self.unlike[at] = np.bitwise_or.reduceat(unwritten, letters.opening)
            self.kind[at] |= np.where(self.unlike[at] == (1 << width) - 1, FOREIGN, 0).astype(np.uint16)
        if script in self._related:
            listed, endings = self._related[script]
            related = [w in listed or (len(w) > _NEHRU and w.endswith(endings)) for w in words]
            self.kind[at] |= np.where(related, FOREIGN, 0).astype(np.uint16)

    def _pack_of(self, script: int) -> tuple[NDArray[np.uint64], Known]:
        if script not in self._packed:
            self._packed[script] = self._pack(script)
        return self._packed[script]

    def _pack(self, script: int) -> tuple[NDArray[np.uint64], Known]:
        """Weights by bucket and language, as lanes; for Latin script a further column for the spelling of words."""
        name = table().names[script]
        with np.load(self._path) as data:
            weights, level = data[f"{name}.weights"], data[f"{name}.level"]
            gaps = np.ascontiguousarray(data[f"{name}.known"].T).view("<u4")
            unit = float(data[f"{name}.heed"]) / self._model_of[script].scale
            absent = float(data[f"{name}.absent"])
        if script == self._latin:
            weights = np.column_stack([weights, np.resize(self._spelling[:-1].astype(np.int8), len(weights))])
        users = np.zeros(len(level), dtype=np.uint32)
        for i, column in enumerate(level.T):
            users |= (column > 0).astype(np.uint32) << np.uint32(i)
        return _pack(weights), Known(np.cumsum(gaps, dtype=np.uint32), level, users, unit, absent)

    def _learn_latin(
        self, words: list[str], at: NDArray[np.intp], spelt: NDArray[np.int32], count: NDArray[np.intp]
    ) -> None:
        """English or Romanised Urdu: as listed, else by the spelling of word and skeleton."""
        own = np.array([self._odds.get(w, np.nan) for w in words])
        new = np.flatnonzero(np.isnan(own))
        if len(new):
            bare = skeletons([words[i] for i in new.tolist()])
            spelling = self._bias + spelt[new] * (self._scale / np.sqrt(count[new]))
            own[new] = spelling + _sum(bare, self._spelling) * (self._scale / np.sqrt(bare.count()))
        own = np.round(own, 2)
        kind = np.array([self._listed.get(w, 0) for w in words], dtype=np.uint16)
        kind[[i for i, w in enumerate(words) if not (w.isascii() or _STRANGE_LETTERS.isdisjoint(w))]] |= FOREIGN
        name = at[(kind & NAME) > 0]
        self.scores[name], self.count[name], self.users[name] = 0, 0, _ALL
        self.english[at, 0] = own
        most = np.where(kind & GRAMMATICAL, REACH, CONTENT)
        self.english[at, 1] = np.where(kind & NAME, 0.0, np.clip(own, -REACH, most))
        self.english[at, 2] = np.maximum(1 - np.abs(own) / CLEAR, 0.0)
        kind[(own > CLEAR) & ((kind & LOAN) == 0)] |= CLEAR_ENGLISH
        kind[own < -CLEAR] |= CLEAR_URDU
        self.kind[at] |= kind

    def logits(
        self, model: ScriptModel, rows: NDArray[np.intp], starts: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Texts by languages; the words of text i are `rows[starts[i]:starts[i] + sizes[i]]`, without gaps."""
        width = len(model.languages)
        total = np.add.reduceat(self.scores.take(rows, axis=0)[:, :width], starts, axis=0, dtype=np.int32)
        count = np.maximum(np.add.reduceat(self.count.take(rows), starts, dtype=np.int32), 1)
        logits: NDArray[np.float64] = total * (model.scale / count**model.power)[:, None]
        logits += model.bias.take(np.searchsorted(model.lengths, sizes, side="right") - 1, axis=0)
        if model.unwritten is not None and (unlike := self.unlike.take(rows)).any():
            lacking = (unlike[:, None] >> np.arange(width, dtype=np.uint8)) & 1
            share = np.add.reduceat(lacking, starts, axis=0, dtype=np.intp) / sizes[:, None]
            logits -= np.minimum(share / FEW, 1) * LACKING
        return logits

    def evidence(
        self,
        logits: NDArray[np.float64],
        best: NDArray[np.intp],
        rows: NDArray[np.intp],
        starts: NDArray[np.intp],
        sizes: NDArray[np.intp],
    ) -> NDArray[np.float64]:
        """What the confidence in the best language of each text is reckoned from: `calibration` times its columns."""
        likely = np.exp(logits - logits[np.arange(len(best)), best][:, None])
        odds = -np.log(np.maximum(likely.sum(axis=1) - 1, 1e-12))  # of the best, which counts 1, against the rest
        letters = self.length.take(rows)
        used = letters * ((self.users.take(rows) >> np.repeat(best.astype(np.uint32), sizes)) & np.uint32(1))
        known = np.add.reduceat(used, starts, dtype=np.intp) / np.add.reduceat(letters, starts, dtype=np.intp)
        length = np.log(np.minimum(sizes, _SAID_ALL))
        return np.stack([np.ones(len(best)), odds, length, odds * length, known, known * length])


def _unwritten(languages: list[str], letters: dict[str, tuple[str, ...]]) -> NDArray[np.uint8]:
    """By code point: the languages, as bits, that do not write it."""
    found = np.zeros(_LAST_LETTER + 2, dtype=np.uint8)
    for some, of in letters.items():
        found[list(map(ord, some))] = sum(1 << i for i, language in enumerate(languages) if language not in of)
    return found


def _pack(weights: NDArray[np.int8]) -> NDArray[np.uint64]:
    """The weights as lanes of 16 bits, none below 0, and a last row of nothing."""
    buckets, width = weights.shape
    lanes = np.zeros((buckets + 1, -(-width // _LANES) * _LANES), dtype=np.uint16)
    lanes[:-1, :width] = weights.astype(np.int16) + _ZERO
    return lanes.view(np.uint64)


def _sums(words: Framed, packed: NDArray[np.uint64], count: NDArray[np.intp]) -> NDArray[np.int32]:
    """Per word, the summed weights of its n-grams, which are too few to fill a lane."""
    nothing = len(packed) - 1
    total = np.zeros((len(words.codes), packed.shape[1]), dtype=np.uint64)
    for hashes, valid in grams(words):
        at = np.where(valid, hashes & np.uint32(nothing - 1), np.uint32(nothing))
        total[: len(at)] += packed.take(at, axis=0)  # much faster than an index
    sums = np.add.reduceat(total, words.opening, axis=0)
    sums += packed.take(wholes(words) & np.uint32(nothing - 1), axis=0)
    counted: np.ndarray = sums.view(np.uint16).astype(np.int32) - (_ZERO * count).astype(np.int32)[:, None]
    return counted


def _sum(words: Framed, weights: NDArray[np.int32]) -> NDArray[np.int32]:
    """Per word, the summed weights of its n-grams, of which the last weight is none."""
    nothing = len(weights) - 1
    total = np.zeros(len(words.codes), dtype=np.int32)
    for hashes, valid in grams(words):
        total[: len(hashes)] += weights.take(np.where(valid, hashes & np.uint32(nothing - 1), np.uint32(nothing)))
    found: NDArray[np.int32] = np.add.reduceat(total, words.opening)
    return found + weights.take(wholes(words) & np.uint32(nothing - 1))


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    grown = np.zeros((size, *array.shape[1:]), dtype=array.dtype)
    grown[: len(array)] = array
    return grown


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package's own weights, read on first use."""
    return Lexicon()
