"""Trains the model that decides which blocks of a page are its body, and writes its weights.

    python -m benchmarks.train_article      # all pages -> ecorridor_scraper/extraction/body/weights.npz

Needs lightgbm and scikit-learn (neither at run time) and the pages of `../shared/articles`. The same pages give the
same bytes.

Two linear models over hashed words and class names come first; the trees see their sums as columns. What the trees
learn from must be as uncertain as what they will meet, so a page's sums come from linear models that were trained
without its site.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from ecorridor_scraper.extraction.body.model import WEIGHTS
from ecorridor_scraper.extraction.body.wording import SCALE, SIZE

from ._pages import Sample, fold_of, samples

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 300
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 24,
    "max_depth": 7,
    "learning_rate": 0.06,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    "max_bin": 127,
    "seed": 7,
    "num_threads": 1,
    "deterministic": True,
    "force_col_wise": True,
    "verbose": -1,
}
COVERED = 0.8
"""A page teaches only where its blocks hold this share of its gold text: some gold is of another state of the page."""
FOLDS = 5
CHECKS, CHECK_ROUNDS, AGREED, DOUBTED = 3, 60, 0.75, 0.25
"""How pages are checked: parts, trees, the F1 below which a page is doubted, and what it weighs then."""

Arrays = dict[str, np.ndarray]


def train(pages: Sequence[Sample]) -> Arrays:
    """All arrays of a model."""
    pages = [p for p in pages if p.cover >= COVERED and not np.isnan(p.share).all()]
    tables = {kind: table(pages, kind) for kind in ("text", "names")}
    sums: list[list[np.ndarray]] = [[] for _ in pages]
    for kind in ("text", "names"):
        for fold in range(FOLDS):
            inside = [fold_of(p.site, FOLDS) == fold for p in pages]
            unseen = table([p for p, i in zip(pages, inside, strict=True) if not i], kind)
            for number, (page, i) in enumerate(zip(pages, inside, strict=True)):
                if i:
                    sums[number].append(_sums(page, kind, unseen))
    rows = [np.column_stack((p.rows, *s)) for p, s in zip(pages, sums, strict=True)]
    return tables | flatten(_forest(pages, rows, _trust(pages, rows), ROUNDS).dump_model())


def _forest(
    pages: Sequence[Sample], rows: Sequence[np.ndarray], trust: Sequence[float], rounds: int
) -> lightgbm.Booster:
    known, labels, weights = _targets(pages)
    weights = weights * np.concatenate([np.full(len(r), t) for r, t in zip(rows, trust, strict=True)])
    data = lightgbm.Dataset(np.concatenate(rows)[known], labels[known].astype(np.float64), weight=weights[known])
    return lightgbm.train(PARAMETERS, data, rounds)


def _trust(pages: Sequence[Sample], rows: Sequence[np.ndarray]) -> list[float]:
    """`DOUBTED` for pages that a small forest without their site gets mostly wrong: their gold is often of another
    page, or of its first lines only."""
    trust = [1.0] * len(pages)
    for part in range(CHECKS):
        inside = [fold_of(p.site, FOLDS * CHECKS) % CHECKS == part for p in pages]
        taught = [n for n, i in enumerate(inside) if not i]
        small = _forest([pages[n] for n in taught], [rows[n] for n in taught], [1.0] * len(taught), CHECK_ROUNDS)
        for n, i in enumerate(inside):
            if i and _agreement(pages[n], small.predict(rows[n]) > 0.5) < AGREED:
                trust[n] = DOUBTED
    return trust


def _agreement(page: Sample, kept: np.ndarray) -> float:
    """F1 of the words kept and the words of the body."""
    body = page.share > 0.5
    both = page.words[body & kept].sum()
    return float(2 * both / max(1.0, page.words[body].sum() + page.words[kept & ~np.isnan(page.share)].sum()))


def table(pages: Sequence[Sample], kind: str) -> np.ndarray:
    """One linear model, as steps of `SCALE`."""
    known, labels, weights = _targets(pages)
    model = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=6, tol=None, random_state=1, average=True)
    matrix = _matrix([tokens for page in pages for tokens in getattr(page, kind)])
    model.fit(matrix[known], labels[known], sample_weight=weights[known])
    return np.clip(np.rint(model.coef_[0] * SCALE), -127, 127).astype(np.int8)


def _matrix(tokens: list[list[int]]) -> csr_matrix:
    ends = np.cumsum([0, *map(len, tokens)])
    return csr_matrix(
        (np.ones(ends[-1], np.float32), np.concatenate([np.array(t, np.int32) for t in tokens]), ends),
        shape=(len(tokens), SIZE),
    )


def _sums(page: Sample, kind: str, weights: np.ndarray) -> np.ndarray:
    wide = weights.astype(np.int64)
    sums = [wide[tokens].sum() for tokens in getattr(page, kind)]
    return np.array(sums, np.float32) / np.float32(SCALE)


def _targets(pages: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which blocks are known, which are body, and their weight: the log of their words, over the root of the page's."""
    share = np.concatenate([p.share for p in pages])
    weights = np.concatenate([np.log1p(p.words) * 5 / np.sqrt(len(p.words)) for p in pages])
    return ~np.isnan(share), share > 0.5, weights


def flatten(model: dict[str, Any]) -> Arrays:
    """The trees one after the other; a leaf points at itself."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    deepest = 0

    def add(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(feature)
        feature.append(node.get("split_feature", 0))
        threshold.append(node.get("threshold", 0.0))
        value.append(node.get("leaf_value", 0.0))
        left.append(at)
        right.append(at)
        if "split_feature" in node:
            left[at] = add(node["left_child"], depth + 1)
            right[at] = add(node["right_child"], depth + 1)
        return at

    roots = [add(tree["tree_structure"], 0) for tree in model["tree_info"]]
    return {
        "feature": np.array(feature, np.int16),
        "threshold": np.array(threshold, np.float32),
        "left": np.array(left, np.uint16),
        "right": np.array(right, np.uint16),
        "value": np.array(value, np.float32),
        "roots": np.array(roots, np.uint16),
        "depth": np.array(deepest),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--limit", type=int, help="only the first N pages of each set")
    a = parser.parse_args()
    pages = samples(a.limit)
    np.savez_compressed(a.out, **train(pages))
    print(f"{len(pages)} pages, {sum(len(p.words) for p in pages)} blocks -> {a.out} ({a.out.stat().st_size} bytes)")


if __name__ == "__main__":
    main()
