"""The boosted trees that decide about blocks and about names in bylines, evaluated in flat arrays.

`article_model.npz` is written by `benchmarks/train_article.py`; the same pages and seed give the same bytes. All
trees walk down together: one gather and one comparison a level for every pair of block and tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .features import measure
from .wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .blocks import Cut, Hearsay

WEIGHTS = Path(__file__).with_name("article_model.npz")
BYLINE_WEIGHTS = Path(__file__).with_name("byline_model.npz")


ROWS_AT_ONCE = 48
"""Rows that walk together: few enough for their places to stay in the processor's cache."""
FIRST, HOPELESS = 100, -2.5
"""Trees that all blocks walk, and the log-odds below which a block is spared the others: of the development pages'
blocks that fell below (two in five), none had come up to one to three by the end."""


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
        *,
        depth: int,
    ) -> None:
        # Every node stands twice, so that a node's place plus the outcome of its comparison is the place of its child.
        self.feature = np.repeat(feature.astype(np.intp), 2)
        self.threshold = np.repeat(threshold, 2)
        self.children = 2 * np.stack((right, left), axis=1).astype(np.intp).ravel()
        self.value = np.repeat(value, 2)
        self.roots = 2 * roots.astype(np.intp)
        self.depth = depth

    def logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of all trees for each row; 0 is an even chance."""
        return self._sums(rows, self.roots)

    def early_logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The same, but for rows that the first trees find hopeless the sum of those alone."""
        sums = self._sums(rows, self.roots[:FIRST])
        open_rows = np.flatnonzero(sums >= HOPELESS)
        sums[open_rows] += self._sums(rows[open_rows], self.roots[FIRST:])
        return sums

    def _sums(self, rows: NDArray[np.float32], roots: NDArray[np.intp]) -> NDArray[np.float64]:
        parts = [self._walk(rows[at : at + ROWS_AT_ONCE], roots) for at in range(0, len(rows), ROWS_AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _walk(self, rows: NDArray[np.float32], roots: NDArray[np.intp]) -> NDArray[np.float64]:
        n, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        offset = (np.arange(n, dtype=np.intp) * width)[:, None]
        node = np.broadcast_to(roots, (n, len(roots)))
        # mode="wrap" spares numpy a copy for its bounds check; no place is out of bounds
        for _ in range(self.depth):
            place = self.feature.take(node, mode="wrap")
            place += offset
            low = flat.take(place, mode="wrap") <= self.threshold.take(node, mode="wrap")
            node = self.children.take(node + low, mode="wrap")
        total: NDArray[np.float64] = self.value.take(node, mode="wrap").sum(axis=1, dtype=np.float64)
        return total


@dataclass(slots=True, frozen=True)
class Model:
    """All that decides about blocks: what words and names say, and the trees over that and the measures."""

    wording: Wording
    trees: Trees

    def scores(self, cut: Cut, hearsay: Hearsay) -> NDArray[np.float64]:
        """The log-odds of each block to be body."""
        rows = np.concatenate((measure(cut, hearsay), self.wording.columns(cut)), axis=1)
        return self.trees.early_logits(rows)


def read_model(path: Path) -> Model:
    """The model in a file of `benchmarks/train_article.py`."""
    with np.load(path, allow_pickle=False) as data:
        return Model(Wording(data["text"], data["names"]), _trees(data))


def read_trees(path: Path) -> Trees:
    """The trees in a file of `benchmarks/train_byline.py`."""
    with np.load(path, allow_pickle=False) as data:
        return _trees(data)


def _trees(data: Mapping[str, NDArray[Any]]) -> Trees:
    arrays = (data[name] for name in ("feature", "threshold", "left", "right", "value", "roots"))
    return Trees(*arrays, depth=int(data["depth"]))


@lru_cache(maxsize=1)
def article_model() -> Model:
    """The model of this package for article bodies, read once."""
    return read_model(WEIGHTS)


@lru_cache(maxsize=1)
def byline_trees() -> Trees:
    """The trees for names in bylines (written by `benchmarks/train_byline.py`), read once."""
    return read_trees(BYLINE_WEIGHTS)
