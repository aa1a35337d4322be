"""Forgetting: what someone has the right to have removed goes from everywhere below the data directory.

That is the datasets with their history, what others quoted of it, staged lines, snapshots, lines that were
set aside, and archived responses of the articles concerned (`archive`). A tombstone keeps it from coming
back.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecorridor_scraper.errors import BadConfiguration

from .archive import drop_records
from .committer import Committer, committing, rewritten
from .files import open_file
from .freezing import snapshots
from .places import SUFFIX, fsync
from .schema import ARTICLES, COMMENTS, Dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(slots=True)
class Wish:
    """Who and what is to be forgotten."""

    authors: Sequence[str] = ()
    """Names as shown, or the systems' ids of authors."""
    comments: Sequence[str] = ()
    articles: Sequence[str] = ()
    """Keys or addresses."""
    sites: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.authors or self.comments or self.articles or self.sites)

    def picks(self, dataset: Dataset, table: pa.Table) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows of a table are meant."""
        columns: list[tuple[str, Sequence[str]]] = [("site", self.sites), ("article_id", self.articles)]
        if dataset is ARTICLES:
            columns += [("url", self.articles), ("canonical_url", self.articles)]
        else:
            columns += [("article_url", self.articles), ("comment_id", self.comments)]
            columns += [("author_name", self.authors), ("author_id", self.authors)]
        meant = np.zeros(table.num_rows, bool)
        for name, values in columns:
            if values:
                column = table[name]
                column = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
                found = pc.is_in(column, value_set=pa.array(list(values), pa.string()))
                meant |= found.to_numpy(zero_copy_only=False)
        return meant


@dataclass(slots=True)
class Forgotten:
    """What went, or would go."""

    articles: int = 0
    comments: int = 0
    quotations: int = 0
    """Comments of others that had quoted it; they stay, without the quotation."""
    snapshots: int = 0
    """Snapshots that were rewritten."""
    archived: int = 0
    """Archived responses."""
    lines: int = 0
    """Lines that had been set aside."""
    dry_run: bool = False


@dataclass(slots=True)
class _Known:
    """What is known of the rows that go: enough to find their traces elsewhere."""

    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By article."""
    keys: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


def forget(data: Path | str, wish: Wish, *, dry_run: bool = False) -> Forgotten:
    """Removes everything that `wish` means from `data`, for good; with `dry_run` only counts it.

    What finished crawls have staged is committed first. A crawl that is running keeps its open segment; the
    tombstone stops what is in it at the next commit, which deletes the segment.
    """
    if not wish:
        raise BadConfiguration("nothing to forget: give --author, --comment, --article or --site")
    report = Forgotten(dry_run=dry_run)
    with committing(data, wait=True) as committer:
        known = _Known()
        if not dry_run:
            committer.commit_segments()
        files = {dataset.name: _paths(committer.places.dataset(dataset.name)) for dataset in (ARTICLES, COMMENTS)}
        report.articles = sum(_note(ARTICLES, path, wish, known) for path in files["articles"])
        report.comments = sum(_note(COMMENTS, path, wish, known) for path in files["comments"])
        for one in snapshots(data):
            for dataset in (ARTICLES, COMMENTS):
                for path in _paths(one.path / dataset.name):
                    _note(dataset, path, wish, known)
        if not dry_run:
            committer.tombstones.add("author", wish.authors)
            committer.tombstones.add("comment", wish.comments)
            committer.tombstones.add("article", wish.articles)
            committer.tombstones.add("site", wish.sites)
        report.quotations = _datasets(committer, wish, known, dry_run=dry_run)
        for one in snapshots(data):
            report.snapshots += _snapshot(committer, one.path, wish, known, dry_run=dry_run)
        report.lines = _set_aside(committer, known, wish, dry_run=dry_run)
        report.archived = drop_records(committer.places.raw, known.addresses, dry_run=dry_run)
    return report


def _paths(directory: Path) -> list[Path]:
    return sorted(directory.glob(f"*{SUFFIX}"))


_NEEDED = {
    "articles": ("site", "article_id", "url", "canonical_url", "body"),
    "comments": (
        *("site", "article_id", "article_url", "comment_id", "author_name", "author_id", "text"),
        "history",
    ),
}


def _note(dataset: Dataset, path: Path, wish: Wish, known: _Known) -> int:
    """Adds what is known of the rows that are meant in a file; returns how many they are."""
    count = 0
    with open_file(path) as file:
        for number in range(file.num_row_groups):
            group = file.read_row_group(number, columns=list(_NEEDED[dataset.name]))
            meant = group.filter(pa.array(wish.picks(dataset, group)))
            count += meant.num_rows
            for row in meant.to_pylist():
                known.keys.add(row[dataset.key])
                known.addresses |= {row[n] for n in ("url", "canonical_url", "article_url") if row.get(n)}
                if dataset is COMMENTS:
                    olds = [line["old"] for line in row["history"] if line["field"] == "text"]
                    known.texts[row["article_id"]] |= {text for text in (row["text"], *olds) if text}
    return count


def _cleaned(dataset: Dataset, wish: Wish, known: _Known, counts: list[int], group: pa.Table) -> pa.Table:
    """A row group without what is meant; adds to `counts` the rows that went and the quotations that went."""
    meant = wish.picks(dataset, group)
    counts[0] += int(meant.sum())
    group = group.filter(pa.array(~meant)) if meant.any() else group
    if dataset is ARTICLES or not known.texts:
        return group
    touched = pc.is_in(group["article_id"].cast(pa.string()), value_set=pa.array(list(known.texts)))
    places = np.flatnonzero(touched.to_numpy(zero_copy_only=False))
    columns: dict[str, list[Any]] = {}
    names = ("quoted_text", "text_html", "history")
    for place in places:
        row = {name: group[name][int(place)].as_py() for name in (*names, "article_id")}
        clean = _without_quotation(row, known.texts[row["article_id"]])
        if clean is not None:
            counts[1] += 1
            for name in names:
                columns.setdefault(name, group[name].to_pylist() if name not in columns else columns[name])
                columns[name][int(place)] = clean[name]
    for name, values in columns.items():
        kind = dataset.schema.field(name).type
        group = group.set_column(group.schema.get_field_index(name), name, pa.array(values, kind))
    return group


def _without_quotation(row: dict[str, Any], texts: Iterable[str]) -> dict[str, Any] | None:
    """The row without what it quotes of these texts; `None` if it quotes none of them."""
    clean = dict(row)
    for text in texts:
        for name in ("quoted_text", "text_html"):
            held = clean[name]
            if held and (text in held or (name == "quoted_text" and held.strip() in text)):
                clean[name] = None
        clean["history"] = [
            line
            for line in clean["history"] or []
            if line["field"] != "quoted_text"
            or not line["old"]
            or (text not in line["old"] and line["old"] not in text)
        ]
    return clean if clean != row else None


def _datasets(committer: Committer, wish: Wish, known: _Known, *, dry_run: bool) -> int:
    """Rewrites the files of the datasets that hold something of it; returns how many quotations went."""
    quotations = 0
    moves: dict[Path, Path] = {}
    removals: list[Path] = []
    for dataset in (ARTICLES, COMMENTS):
        for path in _paths(committer.places.dataset(dataset.name)):
            result = committer.places.merge / f"{dataset.name}-{path.name}"
            counts = [0, 0]
            rows = rewritten(dataset, path, result, lambda g, d=dataset, c=counts: _cleaned(d, wish, known, c, g))  # type: ignore[misc]
            quotations += counts[1]
            if dry_run or not any(counts):
                result.unlink()
            elif rows:
                moves[result] = path
            else:
                result.unlink()
                removals.append(path)
    if moves or removals:
        committer.publish(moves, removals=removals)
    return quotations


def _snapshot(committer: Committer, snapshot: Path, wish: Wish, known: _Known, *, dry_run: bool) -> int:
    """Rewrites the files of one snapshot that hold something of it; returns 1 if there were any."""
    changed = 0
    for dataset in (ARTICLES, COMMENTS):
        for path in _paths(snapshot / dataset.name):
            result = committer.places.merge / f"snapshot-{dataset.name}-{path.name}"
            counts = [0, 0]
            rows = rewritten(dataset, path, result, lambda g, d=dataset, c=counts: _cleaned(d, wish, known, c, g))  # type: ignore[misc]
            if dry_run or not any(counts):
                result.unlink()
            elif rows:
                os.replace(result, path)  # noqa: PTH105
            else:
                result.unlink()
                path.unlink()
            changed = changed or int(any(counts))
        fsync(snapshot / dataset.name)
    return changed


def _set_aside(committer: Committer, known: _Known, wish: Wish, *, dry_run: bool) -> int:
    """Removes lines that had been set aside and that name anything of it."""
    needles = [name.encode() for name in (*known.keys, *known.addresses, *wish.authors, *wish.sites) if name]
    needles += [text.encode() for texts in known.texts.values() for text in texts]
    count = 0
    directory = committer.places.rejected
    for path in sorted(directory.iterdir()) if directory.is_dir() else ():
        content = path.read_bytes()
        if any(needle in content for needle in needles):
            count += 1
            if not dry_run:
                path.unlink()
    return count
