"""Fits the weights by which the generic finder tells comments from other repeated records, and tests them by system.

    PYTHONPATH=. python benchmarks/fit_generic.py            # fit, print the test by systems left out, write nothing
    PYTHONPATH=. python benchmarks/fit_generic.py --write    # and write extraction/threads/generic/evidence.json

Examples are groups of records that the finder sees: on the thread pages of `../shared/threads` (comments are those
that match the gold), on made pages of `tests/thread_styles.py` (the develop half) and `tests/thread_layouts.py` (every
second layout), and on `../shared/articles`, where `pages_with_comments.txt` lists by id the pages that were read and
do have comments. Each example counts twice, the second time without what class names say, so that pages of hashed
names are judged as surely.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads.contract import Signals
from ecorridor_scraper.extraction.threads.generic.evidence import WEIGHED
from ecorridor_scraper.extraction.threads.generic.finder import Candidate, Generic
from tests import thread_layouts, thread_styles
from tests.thread_negatives import SECTIONS

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
WEIGHTS = HERE.parent / "ecorridor_scraper/extraction/threads/generic/evidence.json"
FETCHED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
NAMES = list(WEIGHED)
OF_CLASSES = [NAMES.index(name) for name in ("vocabulary", "other", "rating", "permalink")]
SIGNS = {
    "author": 1, "labels": 1, "button": 1, "vocabulary": 1, "nested": 1, "bare": 1, "exact": 1, "count": 1, "form": 1,
    "words": 1, "brief": 1, "permalink": 1, "variety": 1, "near": 1, "template": 1, "apart": 1, "announced": 1,
    "huge": -1, "empty": -1, "links": -1, "headline": -1, "heading": -1, "other": -1, "offsite": -1, "aside": -1,
    "rating": -1, "pair": -1,
}  # fmt: skip
"""Which way a fact may count: what the pages at hand say by chance to the contrary is not learned."""

Example = tuple[str, list[float], int, float]
"""System, facts, 1 for comments, weight."""


def candidates(body: bytes, url: str) -> list[Candidate]:
    try:
        page = Page(Document(url, body), fetched_at=FETCHED_AT)
        return Generic(page, Signals(page)).candidates()
    except BadInput:
        return []


def folded(text: str, most: int = 80) -> str:
    return re.sub(r"\W+", "", text)[:most]


def _holds_one(candidate: Candidate, i: int, texts: set[str]) -> bool:
    parts = candidate.layout.records[i].parts
    around = folded("".join("".join(part.itertext()) for part in parts), 6000)
    return any(t and t in around for t in texts)


def from_texts(system: str, found: list[Candidate], texts: set[str]) -> list[Example]:
    """Comments are the records of which most hold a known text."""
    examples: list[Example] = []
    for c in found:
        count = len(c.layout.records)
        hits = sum(_holds_one(c, i, texts) for i in range(count))
        share = hits / count
        if share > 0.7 or share < 0.1:
            examples.append((system, c.evidence.values(), int(share > 0.7), 1.0))
    return examples


def thread_pages() -> list[Example]:
    examples: list[Example] = []
    for path in sorted((SHARED / "threads").glob("*gold/*.json")) + sorted(
        (SHARED / "threads/synthetic/gold").glob("*.json")
    ):
        gold = json.loads(path.read_text("utf-8"))
        body = (SHARED / "threads" / gold["page"]).read_bytes()
        url = gold["url"] or "http://example.org/"
        texts = {folded(c["text"])[:40] for c in gold["comments"] if len(folded(c["text"])) > 8}
        examples += from_texts(gold["system"], candidates(body, "https:" + url if url.startswith("//") else url), texts)
    return examples


def made_pages() -> list[Example]:
    examples: list[Example] = []
    makers = [(name, thread_styles.made) for name in thread_styles.DEVELOP]
    makers += [(name, thread_layouts.made) for name in sorted(thread_layouts.LAYOUTS)[::2]]
    for name, made in makers:
        for seed, count in ((11, 3), (12, 9), (13, 30)):
            html, posts = made(name, seed=seed, count=count)
            texts = {folded(p.text)[:40] for p in posts}
            examples += from_texts(f"made-{name}", candidates(html.encode(), "https://valley.example/a"), texts)
    for name, section in sorted(SECTIONS.items()):
        found = candidates(thread_styles.page(section).encode(), "https://valley.example/a")
        examples += [(f"made-{name}", c.evidence.values(), 0, 2.0) for c in found]
    return examples


def article_pages() -> list[Example]:
    examples: list[Example] = []
    having = set((HERE / "pages_with_comments.txt").read_text("utf-8").split())
    for gold in sorted((SHARED / "articles").glob("*/gold.jsonl")):
        forum = "forum" in gold.parent.name
        for line in gold.open(encoding="utf-8"):
            row = json.loads(line)
            path = gold.parent / f"{row['id']}.html.gz"
            if not path.exists():
                continue
            found = candidates(gzip.decompress(path.read_bytes()), row.get("url") or "http://example.org/")
            found = [c for c in found if c.score > -19]
            if row["id"] in having or forum:
                best = max(found, key=lambda c: c.score, default=None)
                for c in found:
                    if c is best and (not forum or c.confidence > 0.5):
                        examples.append((gold.parent.name, c.evidence.values(), 1, 1.0))
                    elif best is not None and not (c.layout.owners & best.layout.owners) and not forum:
                        examples.append((gold.parent.name, c.evidence.values(), 0, 1.0))
            else:
                examples += [(gold.parent.name, c.evidence.values(), 0, 2.0) for c in found]
    return examples


def fit(examples: list[Example], *, strength: float = 1.0, steps: int = 6000) -> np.ndarray:
    """Weights and bias by projected gradient descent on the logistic loss with an L2 penalty."""
    rows, labels, weights = [], [], []
    for _, values, label, weight in examples:
        blind = [0.0 if i in OF_CLASSES else v for i, v in enumerate(values)]
        rows += [[*values, 1.0], [*blind, 1.0]]
        labels += [label, label]
        weights += [weight, 0.5 * weight]
    x, y, w = np.array(rows), np.array(labels, float), np.array(weights)
    theta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], strength / len(y))
    penalty[-1] = 0
    low = np.array([0.0 if SIGNS.get(n) == 1 else -np.inf for n in NAMES] + [-np.inf])
    high = np.array([0.0 if SIGNS.get(n) == -1 else np.inf for n in NAMES] + [np.inf])
    velocity = np.zeros_like(theta)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ theta, -30, 30)))
        gradient = x.T @ (w * (p - y)) / w.sum() + penalty * theta
        velocity = 0.9 * velocity - 0.5 * gradient
        theta = np.clip(theta + velocity, low, high)
    return theta


def report(name: str, theta: np.ndarray, examples: list[Example]) -> None:
    z = np.array([[*v, 1.0] for _, v, _, _ in examples]) @ theta
    y = np.array([label for _, _, label, _ in examples])
    sure = z > math.log(0.5 / 0.5)
    found = int((sure & (y == 1)).sum())
    false = int((sure & (y == 0)).sum())
    print(f"{name:28} comments {found}/{int(y.sum())} found, {false}/{int((y == 0).sum())} others taken for comments")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    examples = thread_pages() + made_pages() + article_pages()
    by_system: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_system[example[0]].append(example)
    print("weights fitted without a system, tried on it:")
    for system, own in sorted(by_system.items()):
        report(system, fit([e for e in examples if e[0] != system], steps=1500), own)
    theta = fit(examples)
    report("all, on what was fitted", theta, examples)
    data = {
        "bias": round(float(theta[-1]), 3),
        "weights": {n: round(float(t), 3) for n, t in zip(NAMES, theta, strict=False)},
    }
    print(json.dumps(data))
    if options.write:
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
