"""Every figure that docs/language.md gives, printed again.

    python -m benchmarks.train_language            (first: it trains the models with whole sources kept out)
    python -m benchmarks.language [--reference PYTHON] [--peers langdetect,lid176] [--rows 12000]

The kept-out rows are scored by ../shared/bench/language.py with the models that have not seen them, peers in the same
run. `--reference` names an interpreter that has `fasttext` (the trainer): the reference is a fastText cascade, one
model per script, trained on the same rows, spans and clean words as ours, scored on the same kept-out rows.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import train_language
from ecorridor_scraper.language import Context, Tag, scripts, tag_many, tag_tokens, tagger
from ecorridor_scraper.language.lexicon import Lexicon

FOLDS = Path("benchmarks/out/language")
SHARED = Path("../shared")
MAIN = {"en", "ur", "ur-Latn", "hi", "ar", "fa", "ps", "sd", "pa-Arab"}
TESTS = Path("tests")
ROMANISED = {
    "Punjabi": [
        "tusi kithe ja rahe ho veer ji", "menu nahi pata eh ki gal ae", "assi te kal hi aaye si pind ton",
        "ohnu keho oh ghar chala jave", "ki haal chaal ne tuhade", "sanu vi dasso ki hoya si othe",
        "eh munda bahut changa ae par gal nahi sunda", "rab kare tusi hamesha khush raho",
        "main tenu kinni vaar keha si",
        "saade pind vich bijli hi nahi aundi",
    ],
    "Pashto": [
        "ta sanga ye wrora", "za kor ta zam os", "da sa khabara da", "manana dera zyata", "ta cherta zey nan",
        "zama zra dair khapa dai", "khudai de khair kri pa mong", "da zamong watan dai", "taso sok yai aw sa ghwarai",
        "pa khair raghle kor ta",
    ],
    "Sindhi": [
        "tawhan kithe vaya huwa", "cha haal aahe ada", "maan ghar wanyan tho hane", "hee khabar koori aahe sain",
        "asan jo mulk asan jo aahe", "mehrbani kare mukhe budhayo", "tunhinjo nalo cha aahe",
        "maan tokhe chayo huyo na",
        "hoo subhane eendo karachi maan", "sab thik thi vendo fikar na kar",
    ],
}  # fmt: skip
_TRAINER = """
import sys, fasttext
from pathlib import Path
folder = Path(sys.argv[1])
for train in sorted(folder.glob("train-*.txt")):
    options = dict(lr=.3, dim=16, epoch=6, minn=1, maxn=5, bucket=200000, thread=1, seed=4, verbose=0)
    model = fasttext.train_supervised(str(train), **options)
    lines = (folder / train.name.replace("train", "test")).read_text().splitlines()
    answers = [model.f.predict(line + "\\n", 1, 0.0, "strict")[0][1].removeprefix("__label__") for line in lines]
    (folder / train.name.replace("train", "out")).write_text("\\n".join(answers))
"""


def kept_out(fold: str) -> list[dict[str, Any]]:
    """The rows that the model of this fold has not seen."""
    path = FOLDS / f"kept-out-{fold}.jsonl.gz"
    if not path.exists():
        sys.exit(f"{path} is not here: `python -m benchmarks.train_language` writes it")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def _lexicon(fold: str) -> Lexicon:
    return Lexicon(FOLDS / f"weights-{fold}.npz")


def tags(fold: str, texts: list[str], **options: Any) -> list[Tag]:
    """`tag_many` with the weights of a fold in place of the package's."""
    own, tagger.lexicon = tagger.lexicon, lambda: _lexicon(fold)  # type: ignore[assignment]
    try:
        return tag_many(texts, **options)
    finally:
        tagger.lexicon = own


def ours_tweets(texts: list[str]) -> list[Tag]:
    """Plug: ours, without the sources of the fold `tweets`."""
    return tags("tweets", texts, min_confidence=0)


def ours_web(texts: list[str]) -> list[Tag]:
    """Plug: ours, without the sources of the fold `web`."""
    return tags("web", texts, min_confidence=0)


def reference_tweets(texts: list[str]) -> list[str]:
    """Plug: the fastText cascade, without the sources of the fold `tweets`."""
    return _reference("tweets", texts)


def reference_web(texts: list[str]) -> list[str]:
    """Plug: the fastText cascade, without the sources of the fold `web`."""
    return _reference("web", texts)


def _reference(fold: str, texts: list[str]) -> list[str]:
    answers = json.loads((FOLDS / f"reference-{fold}.json").read_text(encoding="utf-8"))
    return [answers.get(text) or tag.language for text, tag in zip(texts, tags(fold, texts), strict=True)]


def train_reference(fold: str, python: str) -> None:
    """Train the fastText cascade without the fold's sources and keep its answers to the kept-out rows.

    Texts that leave no word, or are in a script of one language, it answers as we do.
    """
    data = train_language.rows(SHARED / "language")
    words = train_language.words_of(data)
    unseen = kept_out(fold)
    unseen_words = train_language.words_of(unseen)
    folder, asked = FOLDS / f"reference-{fold}", {}
    folder.mkdir(exist_ok=True)
    for script in train_language.PLANS:
        inside = [
            (w, row["language"])
            for w, row in zip(words, data, strict=True)
            if w and row["script"] == script and not train_language.kept_out(row, fold)
        ]
        texts, labels = train_language.with_spans([w for w, _ in inside], [name for _, name in inside], 4)
        lines = [f"__label__{label} {' '.join(text)}\n" for text, label in zip(texts, labels, strict=True)]
        random.Random(4).shuffle(lines)
        (folder / f"train-{script}.txt").write_text("".join(lines), encoding="utf-8")
        asked[script] = [i for i, row in enumerate(unseen) if row["script"] == script and unseen_words[i]]
        test = "\n".join(" ".join(unseen_words[i]) for i in asked[script])
        (folder / f"test-{script}.txt").write_text(test, encoding="utf-8")
    subprocess.run([python, "-c", _TRAINER, str(folder)], check=True)
    answers = {}
    for script, some in asked.items():
        got = (folder / f"out-{script}.txt").read_text(encoding="utf-8").splitlines()
        answers |= {unseen[i]["text"]: answer for i, answer in zip(some, got, strict=True)}
    (FOLDS / f"reference-{fold}.json").write_text(json.dumps(answers), encoding="utf-8")


def accuracy(fold: str, rows: int, peers: str, reference: bool) -> None:
    """Our model, the reference and the peers on kept-out rows, by the shared scoring script."""
    some = sorted(kept_out(fold), key=lambda row: hashlib.sha256(row["text"].encode()).digest())[:rows]
    path = FOLDS / f"scored-{fold}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
    plugs = [f"benchmarks.language:ours_{fold}", *([f"benchmarks.language:reference_{fold}"] if reference else [])]
    command = [sys.executable, str(SHARED / "bench/language.py"), "--data", str(path)]
    command += [part for plug in plugs for part in ("--plug", plug)] + (["--peers", peers] if peers else [])
    print(f"## {fold}: {len(some)} rows, kept out: {', '.join(sorted(train_language.KEPT_OUT[fold]))}", flush=True)
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": "."})


def abstention(fold: str) -> None:
    """What the threshold costs and gains on the main languages, and the calibration error of the confidence."""
    rows_ = [row for row in kept_out(fold) if row["language"] in MAIN]
    got = tags(fold, [row["text"] for row in rows_], min_confidence=0)
    sure = np.array([tag.confidence for tag in got])
    right = np.array([tag.language == row["language"] for tag, row in zip(got, rows_, strict=True)])
    short = np.array([len(row["text"].split()) <= 3 for row in rows_])
    taken = Counter((row["language"], tag.language) for tag, row in zip(got, rows_, strict=True))
    print(f"{fold}: taken for", [pair for pair in taken.most_common() if pair[0][0] != pair[0][1]][:12])
    wordy = short & np.array([tag.language != "zxx" for tag in got])
    groups = {"main": np.ones(len(sure), bool), "1-3 words": short, "1-3 words, not only an address": wordy}
    for name, some in groups.items():
        kept = some & (sure >= tagger.THRESHOLD)
        bins = np.minimum((sure[some] * 15).astype(int), 14)
        gap = np.bincount(bins, right[some] - sure[some], minlength=15)
        print(
            f"{fold} {name}: n={some.sum()} accuracy {right[some].mean():.4f}; at the threshold "
            f"{tagger.THRESHOLD} accuracy {right[kept].mean():.4f}, coverage {kept.sum() / some.sum():.4f}; "
            f"expected calibration error {np.abs(gap).sum() / some.sum():.4f}"
        )
        ranked = np.cumsum(right[some][np.argsort(-sure[some], kind="stable")]) / np.arange(1, some.sum() + 1)
        widest = [np.flatnonzero(ranked >= aim).max(initial=-1) + 1 for aim in (0.96, 0.985)]
        print(f"    accuracy .96 at coverage {widest[0] / some.sum():.3f}, .985 at {widest[1] / some.sum():.3f}")
        for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            kept = some & (sure >= least)
            print(f"    {least}: accuracy {right[kept].mean():.4f} coverage {kept.sum() / some.sum():.4f}")


def context(fold: str) -> None:
    """Texts of one and two words with and without what surrounds them: a thread of the same source."""
    rows_ = [row for row in kept_out(fold) if row["language"] in MAIN and len(row["text"].split()) <= 2]
    texts = [row["text"] for row in rows_]
    around = [
        Context(site=("en", "ur"), thread=(row["language"],), parent=row["language"] if i % 2 else None)
        for i, row in enumerate(rows_)
    ]
    misled = [Context(site=("en", "ur"), article="en") for _ in rows_]
    for name, given in (("alone", None), ("in a thread of its language", around), ("on an English article", misled)):
        got = tags(fold, texts, min_confidence=0, context=given)
        right = sum(tag.language == row["language"] for tag, row in zip(got, rows_, strict=True))
        print(f"{fold} 1-2 words, {name}: n={len(rows_)} accuracy {right / len(rows_):.4f}")


def keyboards(fold: str) -> None:
    """Texts in Arabic script as the keyboard of another language writes them."""
    keys = dict.fromkeys(("fa", "ur", "pa-Arab"), train_language.ARABIC_KEYS) | train_language.URDU_KEYS
    for language, letters in keys.items():
        texts = [row["text"] for row in kept_out(fold) if row["language"] == language]
        for name, some in (("its own", texts), ("another", [text.translate(letters) for text in texts])):
            right = sum(tag.language == language for tag in tags(fold, some, min_confidence=0))
            print(f"{fold} {language}, {name} keyboard: n={len(some)} accuracy {right / len(some):.4f}")


def tokens() -> None:
    """Accuracy over the words of code-mixed sentences (non-commercial data: measured with, never trained on)."""
    with gzip.open(SHARED / "language/tokens_evaluation_only.jsonl.gz", "rt", encoding="utf-8") as lines:
        data = [json.loads(line) for line in lines]
    got = tag_tokens([row["tokens"] for row in data])
    pairs = [
        (gold, answer)
        for row, answers in zip(data, got, strict=True)
        for gold, answer in zip(row["tags"], answers, strict=True)
        if gold in ("en", "ur-Latn")
    ]
    print(f"tokens: n={len(pairs)} accuracy {sum(g == a for g, a in pairs) / len(pairs):.4f}")
    print("   ", Counter(pair for pair in pairs if pair[0] != pair[1]).most_common(6))


def mixed() -> None:
    """`is_code_mixed` against a reader's marks."""
    marks = dict(line.split("\t") for line in _lines(TESTS / "language_mixed.tsv"))
    found = {}
    for row in train_language.rows(SHARED / "language"):
        key = hashlib.sha256(row["text"].encode()).hexdigest()[:12]
        if key in marks:
            found[key] = row["text"]
    got = {key: tag.is_code_mixed for key, tag in zip(found, tag_many(list(found.values())), strict=True)}
    for kind in ("mixed", "english", "roman"):
        some = [key for key in got if marks[key] == kind]
        print(f"called mixed, of {len(some)} marked {kind}: {sum(got[key] for key in some) / len(some):.4f}")


def hard() -> None:
    """The tables of the hardest comments, as a crawl of a site in English and Urdu judges them, and each alone."""
    for table_name in ("language_hard.tsv", "language_fresh.tsv", "language_news.tsv"):
        rows_ = [line.split("\t") for line in _lines(TESTS / table_name)]
        for name, given, least in (
            ("on a site in English and Urdu", Context(site=("en", "ur")), None),
            ("alone", None, None),
            ("alone, never abstaining but on names", None, 0.25),
        ):
            got = tag_many([row[0] for row in rows_], context=given, min_confidence=least)
            wrong = [
                (row[0], f"is {row[1]}", f"called {tag.language}")
                for row, tag in zip(rows_, got, strict=True)
                if (tag.language, tag.script) != (row[1], row[2])
            ]
            right = len(rows_) - len(wrong)
            print(f"{table_name} {name}: {right} of {len(rows_)}, {right / len(rows_):.4f}")
            for row in wrong if least is None else ():
                print("   ", *row, sep=" | ")


def readers() -> None:
    """Comments as readers write them, of which several answers may be right, in five blocks."""
    lines = (TESTS / "language_readers.tsv").read_text(encoding="utf-8").splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("# ")]
    for name, given in (("alone", None), ("on a site in English and Urdu", Context(site=("en", "ur")))):
        wrong, counts, mixed = [], [], []
        for first, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            rows_ = [line.split("\t") for line in lines[first + 1 : end]]
            pairs = list(zip(rows_, tag_many([row[0] for row in rows_], context=given), strict=True))
            missed = [
                (row, tag)
                for row, tag in pairs
                if tag.language not in row[1].split() or tag.script not in row[2].split()
            ]
            counts.append(f"{len(rows_) - len(missed)} of {len(rows_)}")
            wrong += missed
            mixed += [row[0] for row, tag in pairs if row[3] not in ("-", "yes" if tag.is_code_mixed else "no")]
        print(f"language_readers.tsv {name}: {', '.join(counts)}; mixed or not against the mark: {mixed}")
        for row, tag in wrong:
            print("   ", row[0], f"is {row[1]}", f"called {tag.language}", sep=" | ")


def unknown() -> None:
    """Comments in languages that the models do not know: `und` is right, and what the table says beside it."""
    lines = (TESTS / "language_strangers.tsv").read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("# 2")) - 1
    rows_ = [line.split("\t") for line in lines if not line.startswith("# ")]
    size = np.array([len(row[0].split()) for row in rows_])
    lengths = {"2-3 words": size <= 3, "4-7": (size > 3) & (size < 8), "more": size >= 8, "all": size > 0}
    blocks = {"chosen by": slice(first), "chosen by nothing": slice(first, None), "both": slice(None)}
    for name, given in (("alone", None), ("on a site in English and Urdu", Context(site=("en", "ur")))):
        got = tag_many([row[0] for row in rows_], context=given)
        right = np.array([tag.language in ("und", *row[1].split()) for row, tag in zip(rows_, got, strict=True)])
        for kind, block in blocks.items():
            found = [f"{n} {right[block][of[block]].sum()} of {of[block].sum()}" for n, of in lengths.items()]
            print(f"language_strangers.tsv {name}, {kind}: {', '.join(found)}; {right[block].mean():.4f}")


def marked_words() -> None:
    """Words against a reader's marks: on these, rules for words are set."""
    rows = [row for row in train_language.rows(SHARED / "language") if row["language"] == "ur-Latn"]
    texts = {hashlib.sha256(row["text"].encode()).hexdigest()[:12]: row["text"].split() for row in rows}
    for name in ("language_words.tsv", "language_words_fresh.tsv"):
        marked = [line.split("\t") for line in _lines(TESTS / name)]
        _words_right(f"of Roman Urdu texts, {name}", [(texts[key], mark) for key, mark in marked])
    hindi = [line.split() for line in _lines(TESTS / "language_hinglish.tsv")]
    marks = ["".join("e" if word.endswith("*") else "r" for word in words) for words in hindi]
    bare = [[word.removesuffix("*") for word in words] for words in hindi]
    _words_right("of Romanised Hindi", list(zip(bare, marks, strict=True)))


def _words_right(name: str, marked: list[tuple[list[str], str]]) -> None:
    """How many words of texts, each with its marks, are given the language that they are marked with."""
    answers = tag_tokens([words for words, _ in marked])
    pairs = [pair for (_, mark), got in zip(marked, answers, strict=True) for pair in zip(mark, got, strict=True)]
    for mark, language in (("e", "en"), ("r", "ur-Latn")):
        right = [answer == language for gold, answer in pairs if gold == mark]
        print(f"marked words {name}, {language}: {sum(right)} of {len(right)}")


def romanised() -> None:
    """What becomes of romanised Punjabi, Pashto and Sindhi, for which there is no corpus to train on."""
    for language, texts in ROMANISED.items():
        print(f"romanised {language}:", Counter(tag.language for tag in tag_many(texts)).most_common())


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]


def speed() -> None:
    """Texts a second of about 100 characters, in one batch and in batches of a page; loading, memory and import."""
    data = [row["text"] for row in train_language.rows(SHARED / "language") if row["language"] in MAIN]
    texts = [text.replace("\n", " ") for text in data if 60 <= len(text) <= 150][:20_000]
    mean = np.mean([len(text) for text in texts])
    for size, seen in ((len(texts), False), (30, False), (30, True)):
        if not seen:
            tagger.lexicon.cache_clear()
            tag_many(texts[:1])
        start = time.process_time()
        for i in range(0, len(texts), size):
            tag_many(texts[i : i + size])
        rate = len(texts) / (time.process_time() - start)
        words = "seen before" if seen else "at first sight"
        print(f"{rate:,.0f} texts a second in batches of {size}, their words {words} ({mean:.0f} characters)")
    scripts(texts[:1])
    start = time.process_time()
    found = scripts(texts)
    took = time.process_time() - start
    print(f"{len(texts) / took:,.0f} texts a second for their scripts alone ({len(found)} texts)")
    probe = """
import time
def memory():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
start = time.process_time()
import ecorridor_scraper
package = time.process_time()
import numpy
before, numpy_in = memory(), time.process_time()
import ecorridor_scraper.language
language = time.process_time()
ecorridor_scraper.language.tag("salam")
loaded = time.process_time()
print(f"import {package - start:.3f} s, of numpy {numpy_in - package:.3f} s, of language {language - numpy_in:.3f} s,",
      f"load and first answer {loaded - language:.3f} s, {memory() - before:.0f} MB")
digits, most = str.maketrans("0123456789", "ghijklmnop"), 0
for i in range(0, 150000, 1000):
    some = [f"{j:x} {j * 7919:x} yaar {j}".translate(digits) for j in range(i, i + 1000)]
    ecorridor_scraper.language.tag_many(some)
    most = max(most, memory() - before)
print(f"{most:.0f} MB at most while 300,000 different words are read")
"""
    subprocess.run([sys.executable, "-c", probe], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", metavar="PYTHON")
    parser.add_argument("--peers", default="")
    parser.add_argument("--rows", type=int, default=12_000)
    parser.add_argument("--only", choices=["folds", "package"])
    args = parser.parse_args()
    if args.only != "package":
        for fold in train_language.KEPT_OUT:
            if args.reference:
                train_reference(fold, args.reference)
            accuracy(fold, args.rows, args.peers, bool(args.reference))
            abstention(fold)
            context(fold)
            keyboards(fold)
    if args.only != "folds":
        tokens()
        marked_words()
        mixed()
        hard()
        readers()
        unknown()
        romanised()
        speed()


if __name__ == "__main__":
    main()
