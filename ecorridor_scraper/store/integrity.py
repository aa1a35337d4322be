"""Verification: whether the datasets are what the store promises, and what to do where they are not."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ecorridor_scraper.errors import CorruptData

from .committer import Committer, committing
from .files import open_file
from .migration import is_outdated
from .partition import is_partition, partition_slug
from .places import SUFFIX
from .schema import ARTICLES, COMMENTS, DATASETS, Dataset

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Finding:
    """One thing that is not as it should be."""

    file: str
    problem: str
    remedy: str
    repaired: bool = False


@dataclass(slots=True)
class Verification:
    """What was looked at, and what was found."""

    files: int
    articles: int
    comments: int
    findings: list[Finding]

    @property
    def sound(self) -> bool:
        """Whether nothing is left to be done."""
        return all(finding.repaired for finding in self.findings)


def verify(data: Path | str = "data", *, repair: bool = False, wait: bool = True) -> Verification:
    """Checks every file: it can be read to the end, has the schema, is in order, has each key once; articles
    are in one partition; comments have their article, their parent (where the thread is complete), depth and
    root that fit their parents, and no circle.

    With `repair` what can be computed again is: depth, root, order, twins (the row seen last stays),
    strangers in the
    directories (moved to `_ops/rejected/`). A file that cannot be read is named with its remedy, never
    touched.
    """
    with committing(data, wait=wait) as committer:
        return _Verifier(committer, repair=repair).run()


class _Verifier:
    def __init__(self, committer: Committer, *, repair: bool) -> None:
        self._committer = committer
        self._repair = repair
        self._findings: list[Finding] = []
        self._rows = {"articles": 0, "comments": 0}
        self._files = 0
        self._homes: dict[str, dict[str, str]] = defaultdict(dict)
        self._complete: set[str] = set()

    def run(self) -> Verification:
        for dataset in DATASETS:
            for path in sorted(self._committer.places.dataset(dataset.name).iterdir()):
                if path.suffix != SUFFIX or not is_partition(path.stem):
                    self._stranger(path)
                    continue
                self._files += 1
                try:
                    self._file(dataset, path)
                except CorruptData as exc:
                    self._findings.append(Finding(self._name(path), str(exc), self._restore(dataset, path)))
        return Verification(self._files, self._rows["articles"], self._rows["comments"], self._findings)

    def _file(self, dataset: Dataset, path: Path) -> None:
        if is_outdated(dataset, path):
            self._add(path, "has an older schema", "run 'ecorridor migrate'")
        wanted = {"articles": ("article_id", "thread_complete", "last_seen"), "comments": _TREE}[dataset.name]
        rows: list[dict[str, Any]] = []
        with open_file(path) as file:
            for number in range(file.num_row_groups):
                group = file.read_row_group(number)
                rows += group.select([name for name in wanted if name in group.column_names]).to_pylist()
        self._rows[dataset.name] += len(rows)
        problems = self._articles(path, rows) if dataset is ARTICLES else self._comments(path, rows)
        problems += _order(dataset, rows)
        if not problems:
            return
        if self._repair:
            self._rewrite(dataset, path)
        for problem in problems:
            remedy = "run 'ecorridor verify --repair'" if problem.mends else "crawl the article again"
            self._findings.append(
                Finding(self._name(path), problem.text, remedy, repaired=self._repair and problem.mends)
            )

    def _articles(self, path: Path, rows: list[dict[str, Any]]) -> list[_Problem]:
        problems = []
        homes = self._homes[partition_slug(path.stem)]
        twins = 0
        for row in rows:
            key = row["article_id"]
            home = homes.setdefault(key, path.stem)
            twins += home != path.stem
            if row.get("thread_complete"):
                self._complete.add(key)
        if twins:
            problems.append(_Problem(f"{twins} articles are in another partition too", mends=False))
        if double := len(rows) - len({row["article_id"] for row in rows}):
            problems.append(_Problem(f"{double} articles are there twice", mends=True))
        return problems

    def _comments(self, path: Path, rows: list[dict[str, Any]]) -> list[_Problem]:
        problems = []
        homes = self._homes[partition_slug(path.stem)]
        homeless = sum(homes.get(row["article_id"]) != path.stem for row in rows)
        if homeless:
            problems.append(_Problem(f"{homeless} comments have no article in this partition", mends=False))
        if double := len(rows) - len({(row["article_id"], row["comment_id"]) for row in rows}):
            problems.append(_Problem(f"{double} comments are there twice", mends=True))
        by_key = {row["comment_id"]: row for row in rows}
        dead = self._committer.tombstones
        orphans = sum(
            row["parent_id"] is not None
            and row["parent_id"] not in by_key
            and row["article_id"] in self._complete
            and not dead  # a forgotten author's comments leave their answers behind
            for row in rows
        )
        if orphans:
            problems.append(_Problem(f"{orphans} comments answer one that is not there", mends=False))
        places = _tree(by_key)
        wrong = sum(
            (row["depth"], row["root_id"]) != places[row["comment_id"]]
            for row in rows
            if row["comment_id"] in places and row["depth"] is not None
        )
        circles = len(by_key) - len(places)
        if circles:
            problems.append(_Problem(f"{circles} comments answer each other in a circle", mends=False))
        if wrong:
            problems.append(_Problem(f"{wrong} comments have a depth or root that their parents do not", mends=True))
        return problems

    def _rewrite(self, dataset: Dataset, path: Path) -> None:
        """Writes a file anew, in order, without twins, with depth and root computed."""
        with open_file(path) as file:
            table = file.read()
        table = table.sort_by([(name, "ascending") for name in (*dataset.order, "last_seen")])
        newest = {
            (a, k): place
            for place, (a, k) in enumerate(
                zip(table["article_id"].to_pylist(), table[dataset.key].to_pylist(), strict=True)
            )
        }
        table = table.take(pa.array(sorted(newest.values())))
        if dataset is COMMENTS:
            by_key = {row["comment_id"]: row for row in table.select(list(_TREE)).to_pylist()}
            places = _tree(by_key)
            found = [places.get(key, (row["depth"], row["root_id"])) for key, row in by_key.items()]
            keep = [row["depth"] is not None for row in by_key.values()]
            for name, number in (("depth", 0), ("root_id", 1)):
                held = table[name].to_pylist()
                values = [f[number] if k else h for f, k, h in zip(found, keep, held, strict=True)]
                kind = dataset.schema.field(name).type
                table = table.set_column(table.schema.get_field_index(name), name, pa.array(values, kind))
        self._committer.replace(dataset, path, table)

    def _stranger(self, path: Path) -> None:
        finding = Finding(self._name(path), "does not belong here: some readers fail on it", "move it away")
        if self._repair:
            target = self._committer.places.rejected
            target.mkdir(exist_ok=True)
            path.rename(target / path.name)
            finding.repaired = True
        self._findings.append(finding)

    def _restore(self, dataset: Dataset, path: Path) -> str:
        """The remedy for a file that cannot be read: the newest snapshot in which it can."""
        kept = sorted(self._committer.places.snapshots.glob(f"*/{dataset.name}/{path.name}"), reverse=True)
        for copy in kept:
            try:
                with open_file(copy) as file:
                    file.read(["article_id"])
            except CorruptData:
                continue
            return f"copy {copy} over it, or a backup that is newer; then crawl the site again"
        return "restore it from a backup, or move it away and crawl the site again"

    def _add(self, path: Path, problem: str, remedy: str) -> None:
        self._findings.append(Finding(self._name(path), problem, remedy))

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self._committer.places.data))


_TREE = ("article_id", "comment_id", "parent_id", "root_id", "depth", "position", "last_seen")


@dataclass(slots=True)
class _Problem:
    text: str
    mends: bool
    """Whether `--repair` mends it."""


def _order(dataset: Dataset, rows: list[dict[str, Any]]) -> list[_Problem]:
    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            (row[name] is None, row[name] or 0) if name != "article_id" else row[name] for name in dataset.order
        )

    places = [place(row) for row in rows]
    disorder = any(a > b for a, b in itertools.pairwise(places))
    return [_Problem("the rows are out of order", mends=True)] if disorder else []


def _tree(rows: dict[str, dict[str, Any]]) -> dict[str, tuple[int | None, str | None]]:
    """Depth and root of every comment whose ancestors are all there; others keep theirs; circles are left
    out."""
    found: dict[str, tuple[int | None, str | None]] = {}
    for key in rows:
        path: list[str] = []
        on_path: set[str] = set()
        here: str | None = key
        while here is not None and here in rows and here not in found and here not in on_path:
            on_path.add(here)
            path.append(here)
            here = rows[here]["parent_id"]
        if here in on_path:
            continue  # a circle
        for one in reversed(path):
            parent = rows[one]["parent_id"]
            if parent is None:
                found[one] = (0, one)
            elif parent in found:
                depth, root = found[parent]
                found[one] = (None if depth is None else depth + 1, root)
            else:
                found[one] = (rows[one]["depth"], rows[one]["root_id"])
    return found
