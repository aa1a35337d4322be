"""Forgetting: what someone has the right to have removed goes from everywhere below the data directory.

That is the datasets with their history, what others quoted of it, staged lines, snapshots, lines that were
set aside, and archived responses of the articles concerned (`archive`). Tombstones keep it from coming back.
They are written first and the datasets last: what was killed on the way still knows, when it is run again,
whose traces it is looking for.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ecorridor_scraper.addresses import address_key
from ecorridor_scraper.errors import BadConfiguration, CorruptData
from ecorridor_scraper.sites import article_id, article_key, site_name

from .archive import drop_records
from .committer import Committer, committing, looking, may_write
from .files import row_groups
from .freezing import snapshots
from .places import SUFFIX, fsync
from .rewriting import rewritten
from .schema import ARTICLES, COMMENTS, DATASETS, Dataset
from .tombstones import QUOTING, quotes

if TYPE_CHECKING:
    from collections.abc import Sequence
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

    def picks(self, dataset: Dataset, table: pa.Table) -> Mask:
        """Which rows of a table are meant. An author is meant by former names too, an article by any of its
        addresses; comments know their article by its key only."""
        names = [name for given in self.articles for name in _names(given)]
        columns: list[tuple[str, Sequence[str]]] = [("site", self.sites), ("article_id", names)]
        if dataset is COMMENTS:
            columns += [("comment_id", self.comments), ("author_name", self.authors), ("author_id", self.authors)]
        meant = np.zeros(table.num_rows, bool)
        for name, values in columns:
            if values:
                column = table[name].cast(pa.string())
                found = pc.is_in(column, value_set=pa.array(list(values), pa.string()))
                meant |= found.to_numpy(zero_copy_only=False)
        if dataset is COMMENTS and self.authors:
            meant |= _once_called(table["history"], self.authors)
        if dataset is ARTICLES and (keys := {article_key(given) for given in self.articles if _is_address(given)}):
            rows = table.select(["url", "canonical_url", "history"]).to_pylist()
            meant |= np.array([not keys.isdisjoint(map(article_key, _addresses(row))) for row in rows], bool)
        return meant


def _is_address(given: str) -> bool:
    return "://" in given or given.startswith("file:")


def _names(given: str) -> set[str]:
    """What an article is known by: its address as the site file tells articles apart today, and as one without a file
    would; the key that it got if that was its first address.
    """
    if not _is_address(given):
        return {given}
    key = article_key(given)
    return {address_key(given), key, article_id(site_name(given), key)}


def _addresses(row: dict[str, Any]) -> set[str]:
    """The addresses of an article or of a comment's, and those that the article called itself by before."""
    found = {row[name] for name in ("url", "canonical_url", "article_url") if row.get(name)}
    return found | {line["old"] for line in row["history"] if line["field"] == "canonical_url" and line["old"]}


Mask = np.ndarray[Any, np.dtype[np.bool_]]


def _once_called(history: pa.ChunkedArray, names: Sequence[str]) -> Mask:
    """The rows whose history has one of these names of an author."""
    rows = history.combine_chunks()
    lines = pc.list_flatten(rows)
    is_name = pc.equal(pc.struct_field(lines, "field"), "author_name")
    hit = pc.and_(is_name, pc.is_in(pc.struct_field(lines, "old"), value_set=pa.array(list(names), pa.string())))
    meant = np.zeros(len(rows), bool)
    meant[pc.list_parent_indices(rows).filter(hit).to_numpy(zero_copy_only=False)] = True
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
    """Files that had been set aside."""
    dry_run: bool = False

    @property
    def found(self) -> bool:
        """Whether there was anything."""
        return any((self.articles, self.comments, self.quotations, self.snapshots, self.archived, self.lines))


def forget(data: Path | str, wish: Wish, *, dry_run: bool = False) -> Forgotten:
    """Removes everything that `wish` means from `data`, for good; with `dry_run` only counts it.

    What is staged is committed first; `dry_run` by one who may only read counts without it. A crawl that is running
    keeps its open segment; the tombstone stops what is in it at the next commit, which deletes the segment. Raises
    `CorruptData` where a file cannot be read, and where one stands in the datasets that is not the store's: nothing is
    forgotten as long as that is so.
    """
    if not wish:
        raise BadConfiguration("nothing to forget: give --author, --comment, --article or --site")
    for given in wish.articles:
        try:
            address_key(given)
        except ValueError as error:
            raise BadConfiguration(f"{given!r} is no address ({error}): give the article's url or article_id") from None
    is_ours = not dry_run or may_write(data)
    with committing(data, wait=True) if is_ours else looking(data) as committer:
        if is_ours:
            committer.commit_segments()
        if strangers := committer.files.strangers():
            raise CorruptData(f"{strangers[0]} does not belong there: run 'ecorridor verify --repair' first")
        return _Takedown(committer, wish, dry_run=dry_run).run()


class _Takedown:
    """One wish being fulfilled; `_texts` (by article), `_keys` and `_addresses` are what its traces are found by."""

    def __init__(self, committer: Committer, wish: Wish, *, dry_run: bool) -> None:
        self._committer = committer
        self._wish = wish
        self._report = Forgotten(dry_run=dry_run)
        self._texts: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, set[str]] = {"articles": set(), "comments": set()}
        self._addresses: set[str] = set()

    def run(self) -> Forgotten:
        committer, report, dry_run = self._committer, self._report, self._report.dry_run
        frozen = [one.path for one in snapshots(committer.places.data)]
        for dataset in DATASETS:
            count = sum(self._note(dataset, path) for _, path in committer.files.each(dataset.name))
            setattr(report, dataset.name, count)
            for directory in frozen:
                for path in _paths(directory / dataset.name):
                    self._note(dataset, path)
            if dataset is ARTICLES:
                self._wish = replace(self._wish, articles=[*self._wish.articles, *sorted(self._keys["articles"])])
        if not dry_run:
            self._bury()
        report.archived = drop_records(committer.places.raw, self._addresses, dry_run=dry_run)
        report.lines = self._set_aside()
        report.snapshots = sum(self._snapshot(directory) for directory in frozen)
        self._datasets()
        return report

    def _note(self, dataset: Dataset, path: Path) -> int:
        """Adds what is known of the rows that are meant in a file; returns how many they are."""
        count = 0
        for group in row_groups(dataset, path, columns=_NEEDED[dataset.name]):
            meant = group.filter(pa.array(self._wish.picks(dataset, group)))
            count += meant.num_rows
            for row in meant.to_pylist():
                self._keys[dataset.name].add(row[dataset.key])
                self._addresses |= _addresses(row)
                if dataset is COMMENTS:
                    olds = [line["old"] for line in row["history"] if line["field"] == "text"]
                    self._texts[row["article_id"]] |= {text for text in (row["text"], *olds) if text}
        return count

    def _bury(self) -> None:
        """Makes the tombstones: of what was named, and of the keys that it has, whatever name it comes back by."""
        wish, tombstones = self._wish, self._committer.tombstones
        tombstones.add("site", wish.sites)
        tombstones.add("article", {name for given in wish.articles for name in _names(given)})
        tombstones.add("author", wish.authors)
        tombstones.add("comment", {*wish.comments, *(self._keys["comments"] if wish.authors else ())})

    def _cleaned(self, dataset: Dataset, group: pa.Table) -> tuple[pa.Table, int, int]:
        """A row group without what is meant; how many rows went, and from how many a quotation."""
        meant = self._wish.picks(dataset, group)
        if meant.any():
            group = group.filter(pa.array(~meant))
        if dataset is ARTICLES or not self._texts:
            return group, int(meant.sum()), 0
        touched = pc.is_in(group["article_id"].cast(pa.string()), value_set=pa.array(list(self._texts)))
        names = (*QUOTING, "history")
        columns: dict[str, list[Any]] = {}
        quoting = 0
        for place in np.flatnonzero(touched.to_numpy(zero_copy_only=False)):
            row = {name: group[name][int(place)].as_py() for name in (*names, "article_id")}
            clean = _without_quotation(row, self._texts[row["article_id"]])
            if clean == row:
                continue
            quoting += 1
            for name in names:
                columns.setdefault(name, group[name].to_pylist() if name not in columns else columns[name])
                columns[name][int(place)] = clean[name]
        for name, values in columns.items():
            kind = dataset.schema.field(name).type
            group = group.set_column(group.schema.get_field_index(name), name, pa.array(values, kind))
        return group, int(meant.sum()), quoting

    def _counted(self, dataset: Dataset, path: Path) -> tuple[int, int]:
        """How many rows of a file go, and how many lose a quotation."""
        counts = [self._cleaned(dataset, group)[1:] for group in row_groups(dataset, path)]
        return sum(gone for gone, _ in counts), sum(quoting for _, quoting in counts)

    def _rewritten(self, dataset: Dataset, name: str, path: Path, result: Path, ended: set[str]) -> bool:
        """Writes what stays of a partition's file to `result`; false if nothing does of the whole partition.

        Partitions of which no article stays are added to `ended`; files of articles come before those of comments.
        """
        rows = rewritten(dataset, path, result, lambda group: self._cleaned(dataset, group)[0])
        if rows or (dataset is COMMENTS and name not in ended):
            return True
        ended.add(name)
        result.unlink()
        return False

    def _datasets(self) -> None:
        """Rewrites the files of the datasets that hold something of it, all in one step."""
        committer = self._committer
        moves: dict[Path, Path] = {}
        removals: list[Path] = []
        ended: set[str] = set()
        for dataset in DATASETS:
            for name, path in committer.files.each(dataset.name):
                gone, quoting = self._counted(dataset, path)
                self._report.quotations += quoting
                if self._report.dry_run or not (gone or quoting or name in ended):
                    continue
                result, target = committer.move(dataset, name)
                if self._rewritten(dataset, name, path, result, ended):
                    moves[result] = target
                else:
                    removals.append(target)
        if moves or removals:
            committer.publish(moves, removals=removals)

    def _snapshot(self, directory: Path) -> int:
        """Rewrites the files of one snapshot that hold something of it; returns 1 if there were any."""
        changed = 0
        ended: set[str] = set()
        for dataset in DATASETS:
            for path in _paths(directory / dataset.name):
                if not any(self._counted(dataset, path)) and path.stem not in ended:
                    continue
                changed = 1
                if self._report.dry_run:
                    continue
                result = self._committer.places.merge / f"snapshot-{dataset.name}-{path.name}"
                if self._rewritten(dataset, path.stem, path, result, ended):
                    os.replace(result, path)  # noqa: PTH105
                else:
                    path.unlink()
            if changed and not self._report.dry_run:
                fsync(directory / dataset.name)
        return changed

    def _set_aside(self) -> int:
        """Removes files that had been set aside and that name anything of it."""
        wish = self._wish
        needles = {*self._keys["articles"], *self._keys["comments"], *self._addresses, *wish.authors, *wish.sites}
        needles = needles.union(*self._texts.values())
        count = 0
        directory = self._committer.places.rejected
        for path in sorted(directory.iterdir()) if directory.is_dir() else ():
            content = _text_of(path)
            if any(needle in content for needle in needles):
                count += 1
                if not self._report.dry_run:
                    path.unlink()
        return count


def _paths(directory: Path) -> list[Path]:
    return sorted(directory.glob(f"*{SUFFIX}"))


_NEEDED = {
    "articles": ("site", "article_id", "url", "canonical_url", "history"),
    "comments": ("site", "article_id", "article_url", "comment_id", "author_name", "author_id", "text", "history"),
}


def _text_of(path: Path) -> str:
    """All that a file says, also where it is Parquet."""
    with suppress(pa.ArrowException, OSError):
        return str(pq.read_table(path).to_pylist())
    return path.read_bytes().decode("utf-8", "replace")


def _without_quotation(row: dict[str, Any], texts: set[str]) -> dict[str, Any]:
    """The row without what it quotes of these texts, now or earlier."""
    clean = {**row, **{name: None for name in QUOTING if quotes(name, row[name], texts)}}
    clean["history"] = [
        line
        for line in row["history"] or []
        if not (line["field"] in QUOTING and quotes(line["field"], line["old"], texts))
    ]
    return clean
