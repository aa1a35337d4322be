"""Texts into clean words: what is no language is taken out, and each word keeps its script.

The table `unicode.npz` (made by `benchmarks/unicode_table.py`) says of each code point its script (Scripts.txt), its
lower-case form and what cleaning does with it. A whole batch goes through it as one array of code points.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CODE_POINTS = 0x110000
BREAK, LETTER, DROP, JOINER, APOSTROPHE = range(5)
UNSTABLE, UNASSIGNED, NON_STARTER = 1, 2, 4
LONGEST = 20_000
"""Characters of a text that are looked at; what comes after them changes no answer worth its time."""
_STREAM_SAFE = 30  # non-starters in a row: UAX #15, Stream-Safe Text Format

_ADDRESS = re.compile(
    r"""(?: [a-z][a-z0-9+.-]{1,9}://\S+ | \bwww\.\S+ | [\w.+-]{1,64}@[\w-]+\.[\w.-]+ | (?<!\w)@[^\s@:,]+
        | \b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}
          \.(?:com|org|net|pk|in|tv|co|io|me|info|gov|edu|be|gl|ly|uk|ir|af|news)\b(?:/\S*)? )""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,  # ASCII: what \w holds beyond it grows with every Python
)
_MAYBE_ADDRESS = re.compile(r"://|@|\.[A-Za-z]{2}")
_CLOCK = re.compile(r"(?<=:\d\d) ?[ap]\.?m\b", re.ASCII | re.IGNORECASE)  # English, as "am" alone is not
_EMOTICON = re.compile(r"(?<!\w)(?:[:;=8x]-?[dpo]+(?!\w)|<3)", re.ASCII | re.IGNORECASE)
_HASHTAG = re.compile(r"#(\w+)", re.ASCII)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_LAUGHTER = re.compile(
    r"""(?: b?w?(?=.*h.*h)(?:[ah]{4,}|[eh]{4,}|[ih]{4,}) | (?:ja){2,}j? | (?:je){2,} | k{2,} | x[dx]+ | w{2,}
        | [ہھه]{2,} | [ہھه]?(?:[ہھه][اے]){2,}[ہھه]? | خ{2,}
        | (?:हा|ही|हे){2,}ह? | (?:ха|хе|хи){2,}х? | ㅋ+ | ㅎ+ )""",
    re.VERBOSE,
)
_LAUGHING = frozenset("bwaheijkxہھهاےخहхㅋㅎ")  # what laughter begins with
LONGEST_WORD = 40
"""Letters of a word that are looked at."""
_THRICE = re.compile(r"([^0-9\n])\1\1")
_DRAWN_OUT = re.compile(r"(.)\1\1+")
END = "\x00"
_MARKS = END + "،۔؟!.,"
_ASCII = "".join(chr(i).lower() if chr(i).isalpha() else "'" if chr(i) in "'`" else " " for i in range(128))


@dataclass(slots=True)
class _Table:
    script: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    fold: NDArray[np.uint32]
    names: list[str]
    versions: tuple[str, str]


@cache
def table() -> _Table:
    """The code-point table, read and unrolled on first use."""
    with np.load(Path(__file__).with_name("unicode.npz")) as data:
        times = np.diff(data["start"], append=CODE_POINTS)
        columns = {name: np.repeat(data[name], times) for name in ("script", "kind", "flags", "delta")}
        names = [name.decode() for name in data["names"]]
        oldest, scripts = (version.decode() for version in data["versions"])
    fold = (np.arange(CODE_POINTS, dtype=np.int32) + columns["delta"]).astype(np.uint32)
    return _Table(columns["script"], columns["kind"], columns["flags"], fold, names, (oldest, scripts))


@dataclass(slots=True)
class Words:
    """The words of a batch of texts, in order: lower case, letters only, each of one script.

    `text[i]`, `script[i]` (index into `table().names`) and `length[i]` (letters) belong to `words[i]`.
    """

    words: list[str]
    text: NDArray[np.intp]
    script: NDArray[np.uint8]
    length: NDArray[np.intp]


def clean(texts: Sequence[str]) -> Words:
    """The words of each text, without addresses, @names, numbers and emoji."""
    return clean_tokens([_without_addresses(t).replace("\n", " ") for t in texts])


def tokens(texts: Sequence[str]) -> list[str]:
    """What stands between blanks, text after text without addresses and the like, each text ended by `END`.

    Common punctuation is gone and ASCII in lower case, so that a token is mostly a word.
    """
    return f" {END} ".join([*map(_plain, texts), ""]).split()


def _plain(text: str) -> str:
    text = _without_addresses(text)
    if text.isascii():
        return text.translate(_ASCII)
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, " ")
    return text


def is_plain_word(token: str) -> bool:
    """Whether a token is a word as it stands, with nothing to clean: small ASCII letters, none of them three times."""
    return token.isascii() and token.islower() and token.isalpha() and _THRICE.search(token) is None


def drawn_out(tokens: Sequence[str]) -> dict[int, str]:
    """The tokens, by number, in which a letter stands three times in a row or more, with each such letter once."""
    joined = "\n".join(tokens)
    found = [match.start() for match in _THRICE.finditer(joined)]
    if not found:
        return {}
    ends = np.cumsum(np.fromiter(map(len, tokens), dtype=np.intp, count=len(tokens)) + 1)
    return {i: _DRAWN_OUT.sub(r"\1", tokens[i]) for i in np.unique(np.searchsorted(ends, found, side="right")).tolist()}


def clean_tokens(texts: Sequence[str]) -> Words:
    """The words of texts that hold no address and no line feed."""
    codes = _codes(texts)
    t = table()
    breaks = np.flatnonzero(codes == 10)
    text = np.zeros(len(codes), dtype=np.intp)
    text[breaks] = 1
    text = np.cumsum(text) - text
    kind = t.kind.take(codes)
    kept = kind != DROP
    codes, kind, text = t.fold.take(codes[kept]), kind[kept], text[kept]
    script = t.script.take(codes)
    letter = kind == LETTER
    _keep_inner(letter, kind, script, t.names)
    script = np.where((kind == LETTER) & (script > 0), script, _before(script))
    script = np.where(script == t.names.index("Kana"), np.uint8(t.names.index("Hira")), script)
    letter &= script > 0
    again = letter[2:] & (codes[2:] == codes[1:-1]) & (codes[2:] == codes[:-2])
    kept = np.r_[np.ones(min(2, len(codes)), dtype=bool), ~again][: len(codes)]
    codes, text, script, letter = codes[kept], text[kept], script[kept], letter[kept]
    return _words(codes, text, script, letter)


def _before(values: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([values[:1], values[:-1]])


def _keep_inner(
    letter: NDArray[np.bool_], kind: NDArray[np.uint8], script: NDArray[np.uint8], names: list[str]
) -> None:
    """Keep an apostrophe between Latin letters and a zero-width non-joiner between letters."""
    if len(letter) < 3:
        return
    between = letter[:-2] & letter[2:]
    latin = script[:-2] == names.index("Latn")
    letter[1:-1] |= between & ((kind[1:-1] == JOINER) | ((kind[1:-1] == APOSTROPHE) & latin))


def _words(
    codes: NDArray[np.uint32], text: NDArray[np.intp], script: NDArray[np.uint8], letter: NDArray[np.bool_]
) -> Words:
    inside = letter[1:] & letter[:-1] & (script[1:] == script[:-1])
    first = np.flatnonzero(np.r_[letter[:1], letter[1:] & ~inside])
    last = np.flatnonzero(np.r_[letter[:-1] & ~inside, letter[-1:]])
    spaced = np.where(letter, codes, 32).astype(np.uint32)
    changes = np.flatnonzero(letter[1:] & letter[:-1] & ~inside) + 1
    spaced = np.insert(spaced, changes, 32)
    words = spaced.astype("<u4").tobytes().decode("utf-32-le").split(" ")
    return Words([w for w in words if w], text[first], script[first], last - first + 1)


def is_laughter(word: str) -> bool:
    """Whether a clean word only spells out laughing: hahaha, ہاہاہا, kkkk."""
    return word[:1] in _LAUGHING and _LAUGHTER.fullmatch(word[:LONGEST_WORD]) is not None


def _without_addresses(text: str) -> str:
    text = text[:LONGEST]
    if ("." in text or "@" in text or ":" in text) and _MAYBE_ADDRESS.search(text):
        text = _ADDRESS.sub(" ", text)
    if ":" in text or ";" in text or "=" in text or "<3" in text:
        text = _EMOTICON.sub(" ", _CLOCK.sub(" o'clock ", text))
    if "#" in text:
        text = _HASHTAG.sub(lambda tag: " " + _CAMEL.sub(" ", tag[1]) + " ", text)
    return text


def _codes(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The code points of all texts, normalised (NFKC), each text ended by a line feed."""
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    flags = table().flags.take(codes)
    unstable = np.flatnonzero(flags & UNSTABLE)
    if not len(unstable):
        return codes
    ends, texts = np.flatnonzero(codes == 10), list(texts)
    for i in np.unique(np.searchsorted(ends, unstable)).tolist():
        start = ends[i - 1] + 1 if i else 0
        texts[i] = _normalised(codes[start : ends[i]], flags[start : ends[i]])
    return np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _normalised(codes: NDArray[np.uint32], flags: NDArray[np.uint8]) -> str:
    """NFKC of what Unicode knew when the table was made, with runs of marks cut to a length that is safe to sort."""
    known = (flags & UNASSIGNED) == 0
    codes, flags = codes[known], flags[known]
    starters = np.where((flags & NON_STARTER) == 0, np.arange(len(codes)), -1)
    run = np.arange(len(codes)) - np.maximum.accumulate(starters)
    safe = codes[run <= _STREAM_SAFE].astype("<u4")
    text = unicodedata.normalize("NFKC", safe.tobytes().decode("utf-32-le", "surrogatepass"))
    return text.replace("\n", " ")
