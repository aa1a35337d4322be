"""What decides about blocks: what their words and names say, and boosted trees over that and their measures.

`weights.npz` is written by `benchmarks/train_article.py`; the same pages and seed give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..trees import Trees, trees_of
from .features import measure
from .wording import Wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .blocks import Cut, Hearsay

WEIGHTS = Path(__file__).with_name("weights.npz")


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
        return Model(Wording(data["text"], data["names"]), trees_of(data))


@lru_cache(maxsize=1)
def article_model() -> Model:
    """The model of this package for article bodies, read once."""
    return read_model(WEIGHTS)
