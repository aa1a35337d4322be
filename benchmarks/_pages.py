"""The development pages with their gold, cut into blocks and measured: what training and cross-validation share.

Pages are read from `../shared/articles`, which is not part of the project.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.body import hearsay_of
from ecorridor_scraper.extraction.body.blocks import cut
from ecorridor_scraper.extraction.body.features import NAMES, measure
from ecorridor_scraper.extraction.body.wording import LEVELS, hashed, name_tokens, text_tokens

from ._labels import align, words
from .plugs import FETCHED_AT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecorridor_scraper.extraction.body.blocks import Block, Node

PAGES = Path(__file__).resolve().parents[2] / "shared" / "articles"
FULL_TEXT = ("aed", "fundus", "wcxb-article-dev", "wcxb-forum-dev")
SNIPPETS = ("traf",)
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "go", "or", "ne", "gob", "nic"))


@dataclass(slots=True)
class Sample:
    """One page: what is measured of its blocks, and the share of each one's words in the gold body (nan: unknown)."""

    site: str
    words: np.ndarray
    rows: np.ndarray
    text: list[list[int]]
    names: list[list[int]]
    share: np.ndarray
    cover: float
    """The share of the gold text's words that the right blocks hold."""


def site_of(url: str | None) -> str:
    """The registered domain, by the rule of thumb that a country's co, com, org, ... are not registered."""
    labels = (urlsplit(url or "").hostname or "").split(".")
    second = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if second else -2 :])


def fold_of(site: str, folds: int) -> int:
    """Which fold a site is in: all pages of a site are in the same one, in every run."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % folds


def gold_pages(sets: tuple[str, ...], limit: int | None = None) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(set, gold row, page as text) of the sets that are there, in a fixed order."""
    for name in sets:
        path = PAGES / name / "gold.jsonl"
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if limit and number >= limit:
                    break
                row = json.loads(line)
                page = gzip.decompress((path.parent / f"{row['id']}.html.gz").read_bytes()).decode("utf-8", "replace")
                yield name, row, re.sub(r"^\s*\ufeff?\s*<\?xml[^>]*\?>", "", page)


def sample(row: dict[str, Any], text: str) -> Sample:
    """One page cut, measured and labelled."""
    page = Page(Document(row["url"], text.encode("utf-8", "surrogatepass")), fetched_at=FETCHED_AT)
    hearsay = hearsay_of(page)
    found = cut(page.flat, all_links=hearsay.forum)
    runs = [words(block.text) for block in found.blocks]
    cover = 1.0
    if row.get("body") is not None:
        gold = words(row["body"])
        share = np.array(align(runs, gold))
        cover = sum(len(run) for run, s in zip(runs, share, strict=True) if s > 0.5) / max(1, len(gold))
    else:
        share = _snippet_shares([" ".join(run) for run in runs], row)
    return Sample(
        site=site_of(row["url"]),
        words=np.array([block.words for block in found.blocks]),
        rows=measure(found, hearsay) if found.blocks else np.zeros((0, len(NAMES)), np.float32),
        text=[hashed(text_tokens(block.text, block.words)) for block in found.blocks],
        names=[_names_above(block) for block in found.blocks],
        share=share,
        cover=cover,
    )


def samples(limit: int | None = None) -> list[Sample]:
    """All pages that training may see: those of an address, so that their site is known."""
    return [sample(row, text) for _, row, text in gold_pages(FULL_TEXT + SNIPPETS, limit) if row.get("url")]


def _names_above(block: Block) -> list[int]:
    tokens: list[int] = []
    node: Node | None = block.node
    for level in range(LEVELS):
        if node is None:
            break
        tokens += hashed(name_tokens(min(level, 4), node.tag, node.names))
        node = node.parent
    return tokens


def _snippet_shares(runs: list[str], row: dict[str, Any]) -> np.ndarray:
    """1 for blocks with a snippet of the body, 0 for those with one of the rest, nan elsewhere."""
    share = np.full(len(runs), np.nan)
    for snippets, value in (
        (row.get("with") or [], 1.0),
        ((row.get("without") or []) + (row.get("comments") or []), 0.0),
    ):
        for snippet in filter(None, (" ".join(words(s)) for s in snippets)):
            for number, run in enumerate(runs):
                if snippet in run:
                    share[number] = value
    return share
