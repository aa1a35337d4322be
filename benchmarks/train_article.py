"""Trains the trees that decide which blocks of a page are its body, and writes their weights.

    python -m benchmarks.train_article            # all pages -> ecorridor_scraper/extraction/article_model.npz

Needs lightgbm (not at run time). The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np

from ecorridor_scraper.extraction.features import NAMES
from ecorridor_scraper.extraction.model import WEIGHTS, Trees

from ._pages import FULL_TEXT, SNIPPETS, Sample, gold_pages, sample

if TYPE_CHECKING:
    from collections.abc import Iterable

ROUNDS = 150
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 16,
    "max_depth": 7,
    "learning_rate": 0.1,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.5,
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


def train(samples: Iterable[Sample]) -> dict[str, np.ndarray]:
    """The flat arrays of a forest. A block weighs by the log of its words, a page by the root of
    its number of blocks."""
    rows, labels, weights = [], [], []
    for s in samples:
        known = ~np.isnan(s.share)
        if s.cover < COVERED or not known.any():
            continue
        rows.append(s.rows[known])
        labels.append(s.share[known] > 0.5)
        length = np.array([block.words for block in s.blocks])[known]
        weights.append(np.log1p(length) * 5 / np.sqrt(len(s.share)))
    data = lightgbm.Dataset(
        np.concatenate(rows), np.concatenate(labels).astype(np.float64), weight=np.concatenate(weights)
    )
    return flatten(lightgbm.train(PARAMETERS, data, ROUNDS).dump_model())


def flatten(model: dict[str, Any]) -> dict[str, np.ndarray]:
    """The trees one after the other; a leaf points at itself."""
    feature, threshold, left, right, value = [], [], [], [], []
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
        "left": np.array(left, np.int16 if len(left) < 2**15 else np.int32),
        "right": np.array(right, np.int16 if len(left) < 2**15 else np.int32),
        "value": np.array(value, np.float32),
        "roots": np.array(roots, np.int32),
        "columns": np.array(NAMES),
        "depth": np.array(deepest),
    }


def as_trees(arrays: dict[str, np.ndarray]) -> Trees:
    """The forest of one training, ready to score."""
    return Trees(
        *(arrays[k] for k in ("feature", "threshold", "left", "right", "value", "roots")),
        columns=[str(c) for c in arrays["columns"]],
        depth=int(arrays["depth"]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--limit", type=int, help="only the first N pages of each set")
    a = parser.parse_args()
    samples = [sample(*page) for page in gold_pages(FULL_TEXT + SNIPPETS, a.limit)]
    np.savez_compressed(a.out, **train(samples))
    print(
        f"{len(samples)} pages, {sum(len(s.blocks) for s in samples)} blocks -> {a.out} ({a.out.stat().st_size} bytes)"
    )


if __name__ == "__main__":
    main()
