"""The boosted trees that decide about blocks, evaluated in flat arrays.

`article_model.npz` is written by `benchmarks/train_article.py`; the same pages and seed give the same bytes. All
trees walk down together: one gather and one comparison a level for every pair of block and tree.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("article_model.npz")
BYLINE_WEIGHTS = Path(__file__).with_name("byline_model.npz")


class Trees:
    """A forest whose leaves point at themselves, so that every walk has the same number of steps."""

    def __init__(
        self,
        feature: NDArray[np.integer],
        threshold: NDArray[np.float32],
        left: NDArray[np.integer],
        right: NDArray[np.integer],
        value: NDArray[np.float32],
        roots: NDArray[np.integer],
        columns: Sequence[str],
        depth: int,
    ) -> None:
        self.feature = feature.astype(np.intp)
        self.threshold = threshold
        self.children = np.stack((right, left), axis=1).astype(np.intp).ravel()
        self.value = value
        self.roots = roots.astype(np.intp)
        self.columns = tuple(columns)
        self.depth = depth

    def logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of all trees for each row; 0 is an even chance."""
        n, width = rows.shape
        if not n:
            return np.zeros(0)
        flat = np.ascontiguousarray(rows).ravel()
        offset = (np.arange(n, dtype=np.intp) * width)[:, None]
        node = np.broadcast_to(self.roots, (n, len(self.roots)))
        for _ in range(self.depth):
            low = flat.take(self.feature.take(node) + offset) <= self.threshold.take(node)
            node = self.children.take(2 * node + low)
        total: NDArray[np.float64] = self.value.take(node).sum(axis=1, dtype=np.float64)
        return total


def article_trees() -> Trees:
    """The trees for article bodies, read once."""
    return _read(WEIGHTS)


def byline_trees() -> Trees:
    """The trees for names in bylines (written by `benchmarks/train_byline.py`), read once."""
    return _read(BYLINE_WEIGHTS)


@lru_cache(maxsize=2)
def _read(path: Path) -> Trees:
    with np.load(path, allow_pickle=False) as data:
        return Trees(
            data["feature"],
            data["threshold"],
            data["left"],
            data["right"],
            data["value"],
            data["roots"],
            [str(name) for name in data["columns"]],
            int(data["depth"]),
        )
