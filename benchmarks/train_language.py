"""Train the language models and write them as package data.

    python -m benchmarks.train_language [--data DIR] [--output PATH] [--keep-out FOLD]

`--data` holds `train.jsonl.gz` and `train_licence_unstated.jsonl.gz` (rows of text, language, script, source, licence).
The same data and seed give the same bytes. Needs scipy; one thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from ecorridor_scraper.language.characters import clean, table
from ecorridor_scraper.language.model import WEIGHTS
from ecorridor_scraper.language.ngrams import hashed

DATA = Path("../shared/language")
FILES = ("train.jsonl.gz", "train_licence_unstated.jsonl.gz")
SEED = 4


@dataclass(slots=True, frozen=True)
class Plan:
    """How the model of one script is trained: 2**bits buckets, and the power of the length that divides."""

    bits: int
    power: float = 0.5
    epochs: int = 5
    rate: float = 0.3


PLANS = {"Latn": Plan(16), "Arab": Plan(16), "Deva": Plan(14), "Cyrl": Plan(14)}


def rows(data: Path) -> list[dict[str, Any]]:
    """All rows that may be trained on: no licence that forbids commercial use."""
    found = []
    for name in FILES:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return [row for row in found if "NC" not in row["licence"].upper().replace("LICENCE", "")]


def words_of(texts: list[str], scripts: list[str]) -> list[list[str]]:
    """The words of each text in its own script."""
    found = clean(texts)
    names = table().names
    out: list[list[str]] = [[] for _ in texts]
    for word, text, script in zip(found.words, found.text.tolist(), found.script.tolist(), strict=True):
        if names[script] == scripts[text]:
            out[text].append(word)
    return out


def with_spans(words: list[list[str]], labels: list[int], seed: int) -> tuple[list[list[str]], list[int]]:
    """The texts, and of each longer one two short spans: comments are short, corpora are not."""
    rng = np.random.default_rng(seed)
    texts, out = [], []
    for text, label in zip(words, labels, strict=True):
        texts.append(text)
        out.append(label)
        if len(text) > 3:
            for _ in range(2):
                size = min(int(rng.integers(1, 9)), len(text) - 1)
                start = int(rng.integers(0, len(text) - size + 1))
                texts.append(text[start : start + size])
                out.append(label)
    return texts, out


def features(texts: list[list[str]], plan: Plan) -> sp.csr_matrix:
    """Texts by buckets: how often each n-gram occurs, over the number of n-grams to the plan's power."""
    vocabulary = sorted({word for text in texts for word in text})
    number = {word: i for i, word in enumerate(vocabulary)}
    hashes, starts = hashed(vocabulary)
    buckets = (hashes & np.uint32((1 << plan.bits) - 1)).astype(np.int32)
    ends = np.append(starts, len(hashes))
    of_words = sp.csr_matrix(
        (np.ones(len(hashes), dtype=np.float32), buckets, ends), shape=(len(vocabulary), 1 << plan.bits)
    )
    index = np.array([number[word] for text in texts for word in text], dtype=np.int32)
    bounds = np.cumsum([0, *map(len, texts)])
    counts = sp.csr_matrix((np.ones(len(index), dtype=np.float32), index, bounds), shape=(len(texts), len(vocabulary)))
    size = counts @ np.diff(ends).astype(np.float32)
    return sp.csr_matrix(sp.diags((1 / size**plan.power).astype(np.float32)) @ (counts @ of_words), dtype=np.float32)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of probabilities."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def fit(x: sp.csr_matrix, y: np.ndarray, classes: int, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Multinomial logistic regression by AdaGrad, classes weighted by the root of their scarcity."""
    count = np.bincount(y, minlength=classes)
    weight = np.sqrt(count.mean() / count)[y].astype(np.float32)
    w, b = np.zeros((x.shape[1], classes), np.float32), np.zeros(classes, np.float32)
    seen, seen_b = np.full((x.shape[1], 1), 1e-4, np.float32), np.full(classes, 1e-4, np.float32)
    rng = np.random.default_rng(SEED)
    for epoch in range(plan.epochs):
        rate = np.float32(plan.rate * (1 - epoch / plan.epochs))
        order = rng.permutation(len(y))
        for start in range(0, len(y), 512):
            batch = order[start : start + 512]
            xb = x[batch]
            error = softmax(xb @ w + b)
            error[np.arange(len(batch)), y[batch]] -= 1
            error *= weight[batch, None]
            used = np.unique(xb.indices)
            slope = xb.T.tocsr()[used] @ error
            seen[used] += np.square(slope).mean(axis=1, keepdims=True)
            w[used] -= rate * slope / np.sqrt(seen[used])
            slope_b = error.sum(axis=0)
            seen_b += np.square(slope_b)
            b -= rate * slope_b / np.sqrt(seen_b)
    return w, b


def train(data: list[dict[str, Any]], script: str, plan: Plan) -> dict[str, np.ndarray]:
    """The arrays of one script's model."""
    data = [row for row in data if row["script"] == script]
    words = words_of([row["text"] for row in data], [script] * len(data))
    pairs = [(text, row["language"]) for text, row in zip(words, data, strict=True) if text]
    languages = sorted({language for _, language in pairs})
    texts, labels = with_spans([t for t, _ in pairs], [languages.index(name) for _, name in pairs], SEED)
    w, b = fit(features(texts, plan), np.array(labels), len(languages), plan)
    w -= w.mean(axis=1, keepdims=True)
    scale = float(np.quantile(np.abs(w[w != 0]), 0.9999)) / 127
    return {
        f"{script}.languages": np.array(languages, dtype="S8"),
        f"{script}.weights": np.clip(np.rint(w / scale), -127, 127).astype(np.int8),
        f"{script}.bias": b.astype(np.float64),
        f"{script}.scale": np.array(scale),
        f"{script}.power": np.array(plan.power),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    data = rows(args.data)
    arrays = {"scripts": np.array(list(PLANS), dtype="S4")}
    for script, plan in PLANS.items():
        arrays |= train(data, script, plan)
        print(f"{script}: {len(arrays[f'{script}.languages'])} languages")
    np.savez_compressed(args.output, **arrays)
    print(f"{args.output}: {args.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
