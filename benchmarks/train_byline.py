#!/usr/bin/env python3
"""Rebuild `ecorridor_scraper/extraction/byline/weights.npz`, the scorer of author candidates.

    python -m benchmarks.train_byline            # writes the model
    python -m benchmarks.train_byline --check    # only the cross-validated figures

Gradient-boosted trees (LightGBM, three seeds, one thread) over `mentions.FEATURES`, one row for each name that a page
offers; the label is whether the gold names it. Cross-validated in five folds by registered domain, so that every
figure printed is of sites that the model has not seen. Needs `pip install lightgbm` and `../shared/articles`.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._pages import fold_of, gold_pages, site_of
from benchmarks.plugs import FETCHED_AT
from benchmarks.train_article import FOLDS, flatten
from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import byline
from ecorridor_scraper.extraction.byline import mentions
from ecorridor_scraper.extraction.byline.candidates import candidates
from ecorridor_scraper.extraction.page import Document, Page

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SETS = ("aed", "fundus", "postlight", "readability", "traf", "wcxb-article-dev", "wcxb-forum-dev")
TREES = 240
SEEDS = (1, 2, 3)
"""The mean of so many forests is taken: of one alone, half a dozen authors of the pages hang on the seed."""
RISING = ("ld", "meta:author", "rel", "strong", "introduced", "twitter", "meta:article:author", "given")
FALLING = ("foreign", "comment", "site", "desk", "organisation", "prose", "foreign_prose", "teaser")
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 6, "min_data_in_leaf": 15, "feature_fraction": 0.4,
    "bagging_fraction": 0.6, "bagging_freq": 1, "lambda_l2": 3, "verbose": -1, "num_threads": 1,
    "deterministic": True,
    "monotone_constraints": [1 if f in RISING else -1 if f in FALLING else 0 for f in mentions.FEATURES],
}  # fmt: skip


def load() -> tuple[list[list[float]], list[bool], list[str], list[dict[str, Any]]]:
    """Rows, labels and site of every candidate, and the pages with the range of their rows."""
    sys.path.insert(0, str(SHARED / "bench"))
    import articles  # type: ignore[import-not-found]

    rows: list[list[float]] = []
    labels: list[bool] = []
    sites: list[str] = []
    pages: list[dict[str, Any]] = []
    for name, row, text in gold_pages(SETS):
        if row.get("metadata_is_gold") is not True:
            continue
        try:
            page = Page(Document(row.get("url") or "http://example.org/", text.encode()), fetched_at=FETCHED_AT)
            page.check()
        except BadInput:
            continue
        site = site_of(row.get("url")) or row["id"]
        names = articles.names(row.get("authors"))
        groups = candidates(page)
        printed = [byline.printed(mentions) for mentions in groups.values()]
        pages.append({"set": name, "gold": names, "first": len(rows), "names": printed})
        rows += mentions.features(groups, page)
        labels += [bool(articles.names([name]) & names) for name in printed]
        sites += [site] * len(printed)
    return rows, labels, sites, pages


def train_without(fold: int, rows: Any, labels: Any, folds: Any) -> dict[str, Any]:
    """The weights, as written to the package, of trees that have not seen the sites of one fold."""
    seen = folds != fold
    return packed(forests(rows[seen], labels[seen]))


def forests(rows: Any, labels: Any) -> list[Any]:
    """One forest for each seed."""
    import lightgbm

    return [lightgbm.train(PARAMETERS | {"seed": s}, lightgbm.Dataset(rows, labels), TREES) for s in SEEDS]


def packed(trained: list[Any]) -> dict[str, Any]:
    """The weights whose sum is the mean of several forests."""
    model = flatten({"tree_info": [tree for forest in trained for tree in forest.dump_model()["tree_info"]]})
    model["value"] /= np.float32(len(trained))
    model["columns"] = np.array(mentions.FEATURES)
    return model


def validate(x: Any, y: Any, sites: list[str], pages: list[dict[str, Any]]) -> None:
    """Print, for each set, F1 of names and pages with invented authors, each page scored by trees without its site."""
    folds = np.array([fold_of(site, FOLDS) for site in sites])
    scores = np.zeros(len(x))
    for fold in range(FOLDS):
        trained = forests(x[folds != fold], y[folds != fold])
        logits = np.mean([forest.predict(x[folds == fold], raw_score=True) for forest in trained], axis=0)
        scores[folds == fold] = 1 / (1 + np.exp(-logits))
    for threshold in sorted({0.3, 0.4, 0.5, 0.6, byline.THRESHOLD}):
        print(f"threshold {threshold}{' (in use)' if threshold == byline.THRESHOLD else ''}")
        report(pages, scores, threshold)


def report(pages: list[dict[str, Any]], scores: Any, threshold: float) -> None:
    import articles

    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for page in pages:
        got = {
            name
            for i, printed in enumerate(page["names"], page["first"])
            if scores[i] >= threshold
            for name in articles.names([printed])
        }
        for key in (page["set"], "all"):
            count = counts[key]
            if page["gold"]:
                count[0] += len(got & page["gold"])
                count[1] += len(got)
                count[2] += len(page["gold"])
            else:
                count[3] += bool(got)
                count[4] += 1
    for key, (hits, found, gold, invented, without) in sorted(counts.items()):
        print(f"  {key:18} authors F1 {2 * hits / max(1, found + gold):.3f}  invented {invented}/{without}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="print the figures only")
    arguments = parser.parse_args()
    rows, labels, sites, pages = load()
    x, y = np.array(rows), np.array(labels)
    validate(x, y, sites, pages)
    if not arguments.check:
        model = packed(forests(x, y))
        with byline.WEIGHTS.open("wb") as file:
            np.savez_compressed(file, **model)
        print(f"{byline.WEIGHTS.relative_to(ROOT)}: {len(model['roots'])} trees, {byline.WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
