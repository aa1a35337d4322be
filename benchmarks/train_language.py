"""Train the language models and write them as package data.

    python -m benchmarks.train_language [--data DIR] [--packages DIR] [--output PATH] [--folds DIR]

`--data` holds `train.jsonl.gz` and `train_licence_unstated.jsonl.gz` (rows of text, language, script, source, licence),
`--packages` what `benchmarks/emoji_names.py` and `benchmarks/language_messages.py` name. Two more models are trained
with whole sources kept out (`KEPT_OUT`): their answers on what they have not seen calibrate the confidence, and
`--folds DIR` keeps them with the kept-out rows for `benchmarks.language` to score. The same data and seed give the same
bytes. Needs scipy and wordfreq 3.1.1; one thread, four minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import unicodedata
import zlib
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from benchmarks import emoji_names, language_messages, strangers, word_lists
from benchmarks.everyday import EVERYDAY
from benchmarks.roman_urdu import ENGLISH, ROMAN
from benchmarks.train_words import SURE, word_model
from ecorridor_scraper.language.characters import clean, table
from ecorridor_scraper.language.lexicon import WEIGHTS, Lexicon
from ecorridor_scraper.language.ngrams import framed, hashed, mark
from ecorridor_scraper.language.vocabulary import BORROWED, COURTESY, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path("../shared/language")
FILES = ("train.jsonl.gz", "train_licence_unstated.jsonl.gz")
SEED = 4
LEVELS = 12
"""Steps on each side of nothing in which weights are kept, but for the largest: more gain nothing and cost room, which
buys more buckets."""
SEVERAL_SOURCES = {"en", "ur", "ur-Latn", "fa", "sd"}
KEPT_OUT = {
    "tweets": {"ruhsold", "hussnain-tweets", "UD_Persian-PerDT", "UD_Sindhi-Isra", "UD_English-EWT"},
    "web": {"uci-smat26", "MehranLM"} | {f"lingua-{kind}" for kind in ("sentences", "single-words", "word-pairs")},
}
"""Sources of each fold, for languages that have several; of the others every fifth row is kept out."""


LENGTHS = (1, 2, 3, 4, 6, 11)
"""Numbers of words from which a length begins; each has a bias of its own, since one for all lengths lets what is drawn
and favoured for single words (Urdu) take whole sentences from a neighbour (Punjabi)."""
STRANGERS = 0.02
"""How many texts, for each of some length in a language of the models, are taken to be in none, where confidence is
fitted: without them, it is never told of a text that no model knows."""
UNSEEN = 30.0
"""Texts that every language is taken to have of each length, so that none weighs without end."""


@dataclass(slots=True, frozen=True)
class Plan:
    """How the model of one script is trained.

    2**bits buckets; `power` of the n-gram count that divides the sum; `dropout` of n-grams; `balance` is the power of
    a class's scarcity that weighs its rows, `favoured` a factor on top for what short comments are mostly written in;
    `drawn` texts are drawn from the word list of a language, `others` from each list that it does not name; `spans`
    short and as many longer pieces are cut out of each text, and a share `hurried` of them is also seen whole as
    `careless` writes it. `known` words are told apart from all others, `heed` is what a step of their frequency weighs,
    and a language that does not use such a word is `absent` steps below one that hardly does.
    """

    bits: int
    power: float
    dropout: float
    balance: float
    favoured: dict[str, float] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)
    others: int = 0
    epochs: int = 4
    rate: float = 0.35
    spans: int = 1
    hurried: float = 0.0
    known: int = 0
    heed: float = 0.0
    absent: float = 0.0


PLANS = {
    "Latn": Plan(
        17,
        power=0.6,
        dropout=0.2,
        balance=0.7,
        favoured={"en": 2.2, "ur-Latn": 1.2},
        drawn={"en": 50_000, "ur-Latn": 40_000},
        others=16_000,
        known=105_000,
        heed=7.5,
        absent=0.75,
    ),
    "Arab": Plan(
        17,
        power=0.65,
        dropout=0.5,
        balance=0.8,
        # Arabic and Pashto have one source each and lose none of its words; they took those of Sindhi and Persian
        favoured={"ur": 2.0, "pa-Arab": 0.7, "ar": 0.5, "ps": 0.7, "sd": 1.8},
        drawn={"ur": 64_000, "ar": 64_000, "fa": 64_000},
        others=32_000,
        rate=0.4,
        spans=2,
        hurried=0.1,
        known=43_000,
        heed=3.0,
    ),
    # no words are drawn: there is a list of Hindi and none of Marathi, which would lose all the words that both have
    "Deva": Plan(
        17, power=0.5, dropout=0.2, balance=0.5, favoured={"hi": 1.3}, epochs=8, spans=2, known=20_000, heed=5.0
    ),
    "Cyrl": Plan(15, power=0.7, dropout=0.2, balance=0.5, others=2_000, known=15_000, heed=5.0),
}


def rows(data: Path) -> list[dict[str, Any]]:
    """All rows that may be trained on: none whose licence forbids commercial use."""
    found = []
    for name in FILES:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return [row for row in found if "-NC" not in row["licence"]]


def kept_out(row: dict[str, Any], fold: str) -> bool:
    """Whether a row is not to be seen in training when this fold is kept out."""
    if row["language"] in SEVERAL_SOURCES:
        return row["source"] in KEPT_OUT[fold]
    return zlib.crc32(row["text"].encode()) % 5 == list(KEPT_OUT).index(fold)


def words_of(data: list[dict[str, Any]]) -> list[list[str]]:
    """The words of each row in its own script (Chinese characters of Japanese aside)."""
    found = clean([row["text"] for row in data])
    names = table().names
    out: list[list[str]] = [[] for _ in data]
    for word, text, script in zip(found.words, found.text.tolist(), found.script.tolist(), strict=True):
        if names[script] == data[text]["script"]:
            out[text].append(word)
    return out


LONGEST_PIECE = 8  # words
_RUN = 3  # English words in a row that are English, and no borrowing
PLAIN = str.maketrans("ıłđøæß", "ildoas")
ARABIC_KEYS = str.maketrans("یکہ", "يكه")
BARE = str.maketrans("أإآؤئۓۂة", "ااا" + "وی" + "ے" + "ہ" + "ه")
"""What an Arabic keyboard has in place of the letters of Urdu and Persian, and haste in place of letters with marks."""
URDU_KEYS = {"sd": str.maketrans("يھهڪ", "یہہک"), "ps": str.maketrans("يېۍهګ", "یییہگ")}
"""What an Urdu keyboard has in place of letters of Sindhi and Pashto."""


def careless(words: list[str], language: str, rng: np.random.Generator) -> list[str]:
    """The words as somebody in a hurry types them: without accents, vowels, joiners, or on another keyboard."""
    if language == "ur-Latn":
        return [_without_a_vowel(w, rng) for w in words]
    if language == "fa":
        return " ".join(words).replace("\u200c", "" if rng.random() < 0.5 else " ").split()
    if language in ("ar", "ur", "pa-Arab"):
        marks = BARE if language == "ar" or rng.random() < 0.4 else ARABIC_KEYS
        return [w.translate(marks) for w in words]
    if language == "ps" or (language == "sd" and rng.random() < 0.5):
        return [w.translate(URDU_KEYS[language]) for w in words]
    if language in ("de", "fr", "es", "pt", "it", "nl", "pl", "ro", "sv", "tr", "az", "vi"):
        plain = "".join(c for c in unicodedata.normalize("NFD", " ".join(words)) if not unicodedata.combining(c))
        return plain.translate(PLAIN).split()
    return words


def _without_a_vowel(word: str, rng: np.random.Generator) -> str:
    places = [i for i in range(1, len(word) - 1) if word[i] in "aeiou"]
    if len(word) < 4 or not places or rng.random() < 0.6:
        return word
    at = places[int(rng.integers(len(places)))]
    return word[:at] + word[at + 1 :]


def with_spans(
    words: list[list[str]], labels: list[str], seed: int, spans: int = 1
) -> tuple[list[list[str]], list[str]]:
    """The texts, and of each longer one `spans` pieces of up to three words and as many of up to eight.

    Comments are short, corpora are not. A quarter of the spans is written carelessly; of English ones, as many get a
    name or a courtesy of Pakistan, so that these do not make a text Urdu. A span of Punjabi all of whose words Urdu
    has too says nothing and is left out.
    """
    urdu = {w for text, label in zip(words, labels, strict=True) if label == "ur" for w in text}
    rng = np.random.default_rng(seed)
    local = sorted(NAMES | COURTESY)
    texts, out = [], []
    for text, label in zip(words, labels, strict=True):
        texts.append(text)
        out.append(label)
        if len(text) > 3:
            for longest in (4,) * spans + (LONGEST_PIECE + 1,) * spans:
                size = min(int(rng.integers(1, longest)), len(text) - 1)
                start = int(rng.integers(0, len(text) - size + 1))
                span = text[start : start + size]
                if label == "pa-Arab" and urdu.issuperset(span):
                    continue
                if label == "en" and len(span) > 1 and rng.random() < 0.5:
                    at = int(rng.integers(0, len(span) + 1))
                    span = [*span[:at], local[int(rng.integers(len(local)))], *span[at:]]
                texts.append(careless(span, label, rng) if rng.random() < 0.25 else span)
                out.append(label)
    return texts, out


def features(texts: list[list[str]], plan: Plan) -> sp.csr_matrix:
    """Texts by buckets: how often each n-gram occurs, over the number of n-grams to the plan's power."""
    vocabulary = sorted({word for text in texts for word in text})
    number = {word: i for i, word in enumerate(vocabulary)}
    hashes, starts = hashed(framed(vocabulary))
    buckets = (hashes & np.uint32((1 << plan.bits) - 1)).astype(np.int32)
    ends = np.append(starts, len(hashes))
    ones = np.ones(len(hashes), dtype=np.float32)
    of_words = sp.csr_matrix((ones, buckets, ends), shape=(len(vocabulary), 1 << plan.bits))
    index = np.array([number[word] for text in texts for word in text], dtype=np.int32)
    bounds = np.cumsum([0, *map(len, texts)])
    counts = sp.csr_matrix((np.ones(len(index), dtype=np.float32), index, bounds), shape=(len(texts), len(vocabulary)))
    size = counts @ np.diff(ends).astype(np.float32)
    return sp.csr_matrix(sp.diags((1 / size**plan.power).astype(np.float32)) @ (counts @ of_words), dtype=np.float32)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of probabilities."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def fit(
    x: sp.csr_matrix, y: np.ndarray, length: np.ndarray, weight: np.ndarray, plan: Plan
) -> tuple[np.ndarray, np.ndarray]:
    """Multinomial logistic regression by AdaGrad, with a bias for each length and class; each row has its `weight`."""
    classes, lengths = int(y.max()) + 1, int(length.max()) + 1
    w, b = np.zeros((x.shape[1], classes), np.float32), np.zeros((lengths, classes), np.float32)
    seen, seen_b = np.full((x.shape[1], 1), 1e-4, np.float32), np.full((lengths, classes), 1e-4, np.float32)
    rng = np.random.default_rng(SEED)
    for epoch in range(plan.epochs):
        rate = np.float32(plan.rate * (1 - epoch / plan.epochs))
        order = rng.permutation(len(y))
        for start in range(0, len(y), 512):
            batch = order[start : start + 512]
            xb = x[batch]
            kept = rng.random(len(xb.data), dtype=np.float32) >= plan.dropout
            xb.data *= kept * np.float32(1 / (1 - plan.dropout))
            error = softmax(xb @ w + b[length[batch]])
            error[np.arange(len(batch)), y[batch]] -= 1
            error *= weight[batch, None]
            turned = xb.T.tocsr()
            used = np.flatnonzero(np.diff(turned.indptr))
            slope = turned[used] @ error
            seen[used] += np.square(slope).mean(axis=1, keepdims=True)
            w[used] -= rate * slope / np.sqrt(seen[used])
            slope_b = np.zeros_like(b)
            np.add.at(slope_b, length[batch], error)
            seen_b += np.square(slope_b)
            b -= rate * slope_b / np.sqrt(seen_b)
    return w, b


def moved_english(pairs: list[tuple[list[str], str]], english: frozenset[str]) -> list[tuple[list[str], str]]:
    """The texts, with runs of English words taken out of Romanised Urdu and given to English."""
    out = []
    for words, language in pairs:
        if language != "ur-Latn":
            out.append((words, language))
            continue
        left: list[str] = []
        for is_english, run in groupby(words, english.__contains__):
            some = list(run)
            if is_english and len(some) >= _RUN:
                out.append((some, "en"))
            else:
                left += some
        if left:
            out.append((left, language))
    return out


def written_short(pairs: list[tuple[list[str], str]], language: str, script: str) -> list[list[str]]:
    """Short texts of a language: words drawn from its list, and lines of everyday talk, some carelessly written."""
    plan = PLANS[script]
    known = word_lists.listed(language, script) or word_lists.counted(
        (words for words, name in pairs if name == language and len(words) > 2), script
    )
    texts = word_lists.drawn(known, plan.drawn.get(language, plan.others), SEED)
    rng = np.random.default_rng(SEED)
    lines = [words for words in map(clean_words, EVERYDAY.get(language, [])) if words]
    return texts + lines * 3 + [careless(words, language, rng) for words in lines for _ in range(2)]


def clean_words(line: str) -> list[str]:
    """The words of one line."""
    return clean([line]).words


def weights(y: np.ndarray, length: np.ndarray, languages: list[str], plan: Plan) -> np.ndarray:
    """The weight of each row: how scarce its language is among texts of its length, and whether it is favoured there.

    Short texts are favoured, longer ones are not: what decides a word or two would outvote what a sentence says.
    """
    count = np.full((len(LENGTHS), len(languages)), UNSEEN)
    np.add.at(count, (length, y), 1)
    scarce = (count.mean(axis=1, keepdims=True) / count) ** plan.balance
    short = np.array(LENGTHS) <= word_lists.LONGEST_TEXT
    scarce[short] *= [plan.favoured.get(name, 1.0) for name in languages]
    return scarce[length, y].astype(np.float32)


def counted(data: list[dict[str, Any]], words: list[list[str]], script: str) -> Iterator[tuple[list[str], str, str]]:
    """Words, language and source of the texts whose words are counted; Sindhi and Pashto on either keyboard."""
    for text, row in zip(words, data, strict=True):
        if row["script"] == script and row["source"] != emoji_names.SOURCE:
            yield text, row["language"], row["source"]
            if row["language"] in URDU_KEYS:
                yield [word.translate(URDU_KEYS[row["language"]]) for word in text], row["language"], row["source"]


def train(
    data: list[dict[str, Any]], words: list[list[str]], script: str, english: frozenset[str] = frozenset()
) -> dict[str, np.ndarray]:
    """The arrays of one script's model, not yet calibrated; `english` are words that are no Romanised Urdu."""
    plan = PLANS[script]
    pairs = [(w, row["language"]) for w, row in zip(words, data, strict=True) if w and row["script"] == script]
    if script == "Latn":
        pairs = moved_english(pairs, english)
        pairs += [([word], "en") for word in sorted(ENGLISH | BORROWED)]
        pairs += [([word], "ur-Latn") for word in sorted(ROMAN - COURTESY)]
    languages = sorted({language for _, language in pairs})
    texts, names = with_spans([w for w, _ in pairs], [name for _, name in pairs], SEED, plan.spans)
    rng = np.random.default_rng(SEED)
    for text, name in pairs if plan.hurried else ():
        if len(text) > LONGEST_PIECE and rng.random() < plan.hurried:
            texts.append(careless(text, name, rng))
            names.append(name)
    for language in languages:
        more = written_short(pairs, language, script)
        texts += more
        names += [language] * len(more)
    y = np.array([languages.index(name) for name in names])
    length = np.searchsorted(LENGTHS, [len(text) for text in texts], side="right") - 1
    w, b = fit(features(texts, plan), y, length, weights(y, length, languages, plan), plan)
    w -= w.mean(axis=1, keepdims=True)
    listed, level = word_lists.levels(counted(data, words, script), languages, script, plan.known)
    marks, first = np.unique(mark(framed(listed)), return_index=True)
    scale = float(np.quantile(np.abs(w[w != 0]), 0.9999)) / LEVELS
    return {
        f"{script}.languages": np.array(languages, dtype="S8"),
        f"{script}.weights": np.clip(np.rint(w / scale), -127, 127).astype(np.int8),
        f"{script}.bias": b.astype(np.float64),
        f"{script}.lengths": np.array(LENGTHS),
        f"{script}.scale": np.array(scale),
        f"{script}.power": np.array(plan.power),
        f"{script}.known": np.diff(marks, prepend=np.uint32(0)).astype("<u4").view(np.uint8).reshape(-1, 4).T,
        f"{script}.level": level[first],
        f"{script}.heed": np.array(plan.heed),
        f"{script}.absent": np.array(plan.absent),
        f"{script}.calibration": np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
    }


def everything(data: list[dict[str, Any]], words: list[list[str]]) -> dict[str, np.ndarray]:
    """All arrays of a weights file, not yet calibrated."""
    arrays = {"scripts": np.array(list(PLANS), dtype="S4")} | word_model(data, words)
    listed = arrays["token.words"].tobytes().decode().split("\n")
    english = frozenset(w for w, odds in zip(listed, arrays["token.odds"].tolist(), strict=True) if odds >= SURE)
    for script in PLANS:
        arrays |= train(data, words, script, english)
    return arrays


def judged(path: Path, texts: list[tuple[list[str], str, str]]) -> dict[str, np.ndarray]:
    """Per script, of texts that the model at `path` has not seen: what its confidence is reckoned from, whether its
    answer is right, and the weight of the text. Each text has its words, script and language, none if a stranger's.
    """
    known, names, out = Lexicon(path), table().names, {}
    for script, model in known.models.items():
        some = [(words, language) for words, writing, language in texts if writing == script and words]
        flat = [w for words, _ in some for w in words]
        sizes = np.array([len(words) for words, _ in some])
        starts = np.cumsum(sizes) - sizes
        rows_ = known.rows(flat, np.full(len(flat), names.index(script), dtype=np.uint8))
        logits = known.logits(model, rows_, starts, sizes)
        best = logits.argmax(axis=1)
        right = [model.languages[k] == language for k, (_, language) in zip(best.tolist(), some, strict=True)]
        weight = _shares(sizes, np.array([not language for _, language in some]))
        seen = known.evidence(logits, best, rows_, starts, sizes)
        out[script] = np.column_stack([seen.T, np.array(right, dtype=float), weight])
    return out


def _shares(sizes: np.ndarray, strange: np.ndarray) -> np.ndarray:
    """The weight of each text: 1, and of strangers what makes them the share `STRANGERS` of the others."""
    length = np.searchsorted(LENGTHS, sizes, side="right")
    weight = np.ones(len(sizes))
    for size in np.unique(length):
        own, others = (length == size) & ~strange, (length == size) & strange
        weight[others] = STRANGERS * own.sum() / max(others.sum(), 1)
    return weight


def calibration(seen: np.ndarray) -> np.ndarray:
    """Coefficients of a logistic regression of being right, by Newton's method (IRLS), lightly held.

    A step that makes things worse is halved: where most odds are long, a whole one can lead away for good.
    """
    x, right, weight = seen[:, :-2], seen[:, -2], seen[:, -1]
    start, hold = np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0]), np.array([0.1, 1.0, 1.0, 1.0, 1.0, 1.0])

    def loss(beta: np.ndarray) -> float:
        each = weight * np.logaddexp(0, (1 - 2 * right) * (x @ beta))
        return float(each.sum() + hold @ (beta - start) ** 2 / 2)

    beta = start
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (right - p)) - hold * (beta - start)
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(hold), slope)
        while loss(beta + step) > loss(beta) and np.abs(step).max() > 1e-9:
            step = step / 2
        beta = beta + step
    return np.round(beta, 6)


def save(path: Path, arrays: dict[str, np.ndarray], seen: list[dict[str, np.ndarray]]) -> None:
    """Write a weights file calibrated on these judgements, if any."""
    for script in PLANS if seen else ():
        arrays[f"{script}.calibration"] = calibration(np.concatenate([part[script] for part in seen]))
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--packages", type=Path, default=Path("benchmarks/out"))
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=Path, default=Path("benchmarks/out/language"))
    args = parser.parse_args()
    if not (args.packages / "package/annotations").is_dir():
        parser.error(f"{args.packages} holds no names of emoji: benchmarks/emoji_names.py says where they come from")
    if not any(args.packages.glob(language_messages.PACKAGE)):
        parser.error(f"{args.packages} holds no messages: benchmarks/language_messages.py says where they come from")
    data = rows(args.data)
    words = words_of(data)
    spoken = sorted({(row["language"], row["script"]) for row in data if row["script"] in PLANS})
    more = emoji_names.rows(args.packages / "package", spoken) + language_messages.rows(args.packages)
    more_words = words_of(more)
    args.folds.mkdir(parents=True, exist_ok=True)
    corpus = ((text, row["language"]) for text, row in zip(words, data, strict=True) if row["script"] == "Latn")
    strange = [(text, script, "") for text, script in strangers.texts(args.packages, spoken, corpus, SEED)]
    arrays, seen = {}, {}
    for fold in KEPT_OUT:
        out = [kept_out(row, fold) for row in data]
        known = {" ".join(w) for w, no in zip(words, out, strict=True) if not no}
        inside = [i for i, no in enumerate(out) if not no]
        unseen = [i for i, no in enumerate(out) if no and (not words[i] or " ".join(words[i]) not in known)]
        arrays[fold] = everything([data[i] for i in inside] + more, [words[i] for i in inside] + more_words)
        path = args.folds / f"weights-{fold}.npz"
        save(path, arrays[fold], [])
        own = [(words[i], data[i]["script"], data[i]["language"]) for i in unseen]
        seen[fold] = judged(path, own + strange)
        with gzip.open(args.folds / f"kept-out-{fold}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(data[i], ensure_ascii=False) + "\n" for i in unseen)
        print(f"{fold}: {len(inside)} rows to train on, {len(unseen)} kept out", flush=True)
    for fold in KEPT_OUT:  # each calibrated on the answers of the other
        save(args.folds / f"weights-{fold}.npz", arrays[fold], [seen[other] for other in KEPT_OUT if other != fold])
    save(args.output, everything(data + more, words + more_words), list(seen.values()))
    print(f"{args.output}: {args.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
