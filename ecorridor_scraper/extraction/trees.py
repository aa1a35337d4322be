"""Boosted trees, evaluated in flat arrays: all trees walk down together, one gather and one comparison a level for
every pair of row and tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

PAIRS_AT_ONCE = 12_000
"""Pairs of row and tree that walk together: few enough for their places to stay in the processor's cache."""
STAGES = ((60, 2.5), (100, 2.5))
"""Trees after which a block is spared the rest, and how far from even its log-odds are then. Of the development pages'
blocks that were so sure after 60 trees (three in five), not one in a thousand would have come back past even."""


class Trees:
    """A forest. Siblings stand side by side, and leaves are their own children, so that every walk is as long."""

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
        size, trees = len(feature), len(roots)
        inner = np.flatnonzero(left != np.arange(size))
        place = np.empty(size, np.intp)
        place[roots] = np.arange(trees)
        place[left[inner]] = trees + 2 * np.arange(len(inner))
        place[right[inner]] = trees + 2 * np.arange(len(inner)) + 1
        self.feature, self.child = np.zeros(size, np.intp), np.arange(size, dtype=np.intp)
        self.threshold, self.value = np.full(size, np.inf, np.float32), np.empty(size, np.float32)
        self.feature[place], self.value[place] = feature, value
        self.threshold[place[inner]] = threshold[inner]
        self.child[place[inner]] = place[left[inner]]
        self.trees, self.depth = trees, depth

    def logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of all trees for each row; 0 is an even chance."""
        return self._sums(rows, 0, self.trees)

    def early_logits(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The same, but for rows of which the first trees are sure the sum of those alone."""
        sums = np.zeros(len(rows))
        doubtful = np.arange(len(rows))
        start = 0
        for end, sure in (*STAGES, (self.trees, 0.0)):
            sums[doubtful] += self._sums(rows[doubtful], start, end)
            doubtful = doubtful[np.abs(sums[doubtful]) < sure]
            start = end
        return sums

    def _sums(self, rows: NDArray[np.float32], start: int, end: int) -> NDArray[np.float64]:
        step = max(1, PAIRS_AT_ONCE // max(1, end - start))
        parts = [self._walk(rows[at : at + step], start, end) for at in range(0, len(rows), step)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _walk(self, rows: NDArray[np.float32], start: int, end: int) -> NDArray[np.float64]:
        n, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        offset = (np.arange(n, dtype=np.intp) * width)[:, None]
        node = np.broadcast_to(np.arange(start, end), (n, end - start))
        # mode="wrap" spares numpy a copy for its bounds check; no place is out of bounds
        for _ in range(self.depth):
            place = self.feature.take(node, mode="wrap")
            place += offset
            high = flat.take(place, mode="wrap") > self.threshold.take(node, mode="wrap")
            node = self.child.take(node, mode="wrap")
            node += high
        total: NDArray[np.float64] = self.value.take(node, mode="wrap").sum(axis=1, dtype=np.float64)
        return total


def read_trees(path: Path) -> Trees:
    """The trees in a file of `benchmarks/train_byline.py`."""
    with np.load(path, allow_pickle=False) as data:
        return trees_of(data)


def trees_of(data: Mapping[str, NDArray[Any]]) -> Trees:
    """The trees whose arrays stand in a file that is open."""
    arrays = (data[name] for name in ("feature", "threshold", "left", "right", "value", "roots"))
    return Trees(*arrays, depth=int(data["depth"]))
