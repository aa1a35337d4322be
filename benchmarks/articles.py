"""Articles, ours beside peers, on pages of sites that our model was not trained on.

    python -m benchmarks.articles                                     # ours, cross-validated by site
    python -m benchmarks.articles --peers trafilatura-precision,trafilatura,newspaper4k,resiliparse,readability

Sites (registered domains) are dealt into five folds; five models of the body and five of the byline are trained, each
without the pages of one fold, and each page is extracted, whole record and all, with the two that have not seen its
site. Peers are run on the same pages in the same run. Further options are those of `../shared/bench/articles.py`,
which scores. Needs lightgbm and scikit-learn for the training.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from ecorridor_scraper.extraction import byline
from ecorridor_scraper.extraction.body import model
from ecorridor_scraper.extraction.body.model import Model, read_model
from ecorridor_scraper.extraction.trees import Trees, read_trees

from . import plugs, train_byline
from ._pages import PAGES, fold_of, samples, site_of
from .train_article import FOLDS, train

MODELS: list[Model] = []
BYLINES: list[Trees] = []
BENCH = PAGES.parent / "bench"


def held_out(html: str, url: str | None, *, comments: bool = True) -> dict[str, Any]:
    """The plug: the whole record, its body decided by the model that has not seen the page's site."""
    fold = fold_of(site_of(url), FOLDS)
    with (
        mock.patch.object(model, "article_model", lambda: MODELS[fold]),
        mock.patch.object(byline, "byline_trees", lambda: BYLINES[fold]),
    ):
        return plugs.article(html, url, comments=comments)


def held_out_alone(html: str, url: str | None) -> dict[str, Any]:
    """The same without looking for the comment thread, as peers are run."""
    return held_out(html, url, comments=False)


def train_folds(limit: int | None = None) -> None:
    """Fill `MODELS` and `BYLINES`: number k of each has not seen the sites of fold k."""
    pages = samples(limit)
    rows, labels, sites, _ = train_byline.load()
    folds = np.array([fold_of(site, FOLDS) for site in sites])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        for fold in range(FOLDS):
            np.savez(path, **train([p for p in pages if fold_of(p.site, FOLDS) != fold]))
            MODELS.append(read_model(path))
            np.savez(path, **train_byline.train_without(fold, np.array(rows), np.array(labels), folds))
            BYLINES.append(read_trees(path))


def main() -> None:
    if not PAGES.exists():
        sys.exit(f"{PAGES} is not here: the pages and their gold are not part of the project")
    started = time.monotonic()
    train_folds()
    print(f"{FOLDS} models of each kind trained in {time.monotonic() - started:.0f} s", flush=True)
    sys.modules["benchmarks.articles"] = sys.modules[__name__]
    sys.path.insert(0, str(BENCH))
    import articles as scoring

    sys.argv[1:1] = ["--plug", "benchmarks.articles:held_out", "--plug", "benchmarks.articles:held_out_alone"]
    scoring.main()


if __name__ == "__main__":
    main()
