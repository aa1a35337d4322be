"""What surrounds a text, as a prior over the languages of one script."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .tags import Context

_WEIGHT = {"site": 0.4, "article": 0.2, "parent": 2.0, "thread": 2.0}
"""What a site is written in says less of a comment than those around it: more drew short Arabic and Turkish to Urdu."""
_SAME_IN = {
    "Latn": {"ur": "ur-Latn", "hi": "ur-Latn", "hi-Latn": "ur-Latn"},
    "other": {"ur-Latn": "ur", "hi-Latn": "hi"},
}
"""A thread in Urdu makes Romanised Urdu likely among its Latin comments, and the other way round."""


def prior(context: Context, languages: list[str]) -> NDArray[np.float64]:
    """Log-prior of each of the languages, 0 for all where the context says nothing of them."""
    return _prior(context.site, context.article, context.parent, context.thread, tuple(languages))


@lru_cache(maxsize=4096)
def _prior(
    site: tuple[str, ...],
    article: str | None,
    parent: str | None,
    thread: tuple[str, ...],
    languages: tuple[str, ...],
) -> NDArray[np.float64]:
    same = _SAME_IN["Latn" if "en" in languages else "other"]
    votes = dict.fromkeys(languages, 0.0)
    for kind, tags in (("site", site), ("article", (article,)), ("parent", (parent,)), ("thread", thread)):
        known = [name for tag in tags if tag and (name := tag if tag in votes else same.get(tag, tag)) in votes]
        for name in known:
            votes[name] += _WEIGHT[kind] / len(known)
    total = sum(votes.values())
    if not total:
        return np.zeros(len(languages))
    share = np.array([votes[name] / total for name in languages])
    unheard = 1 / (1 + 2 * total)  # for languages that nothing around the text speaks for: less, the more has spoken
    share = (1 - unheard) * share + unheard / len(languages)
    return np.asarray(np.log(share * len(languages)), dtype=np.float64)
