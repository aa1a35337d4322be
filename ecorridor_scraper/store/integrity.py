"""Verification: whether the datasets are what the store promises, and what to do where they are not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from ecorridor_scraper.errors import CorruptData, NewerData

from .committer import Committer, committing, looking, may_write
from .files import open_file
from .manifest import Manifest
from .migration import is_outdated
from .partition import partition_slug, slug
from .places import SUFFIX
from .schema import ARTICLES, COMMENTS, DATASETS, Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow.parquet as pq


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


def verify(data: Path | str = "data", *, repair: bool = False) -> Verification:
    """Checks every file: it is there, with as many rows as the last commit left in it; it can be read to the end,
    has the schema, is in order, has each key once, and no article in two row groups; articles are in one
    partition, that of their site; comments have their article, their parent (where the thread is complete), depth
    and root that fit their parents, and no circle; nothing was seen at a time that is still to come.

    With `repair` what can be computed again is: depth, root, order, row groups, twins (the row seen last stays);
    what was seen under a clock that was ahead counts as seen now, so that later visits count as later; strangers in
    the directories move to `_ops/rejected/`; numbers of rows are noted as they are now; a journal that cannot be read
    is dropped, since its visits are still staged. A file that cannot be read is named with its remedy, never touched.
    """
    is_ours = repair or may_write(data)
    alone = committing(data, wait=True, drop_damaged_journal=repair) if is_ours else looking(data)
    with alone as committer:
        return _Verifier(committer, repair=repair).run()


AHEAD = timedelta(days=1)
"""So far two clocks may be apart."""
TIMES = ("first_seen", "last_seen", "last_changed", "deleted_at")
_REPAIR = "run 'ecorridor verify --repair'"
_CRAWL = "crawl the article again"


class _Verifier:
    def __init__(self, committer: Committer, *, repair: bool) -> None:
        self._committer = committer
        self._repair = repair
        self._findings: list[Finding] = []
        self._rows = {"articles": 0, "comments": 0}
        self._files = 0
        self._homes: dict[tuple[str, str], str] = {}
        self._complete: set[str] = set()
        # Visits are noted to the second: one of this second is later than what is repaired in it.
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
        self._unread: set[str] = set()
        """Partitions whose articles are not known."""

    def run(self) -> Verification:
        for path in self._committer.files.strangers():
            self._stranger(path)
        manifest = Manifest(self._committer.places.manifest)
        if manifest.is_damaged:
            problem = "cannot be read, so files that were lost before now are not noticed"
            self._findings.append(Finding(f"_ops/{manifest.path.name}", problem, _REPAIR, self._repair))
        for dataset in DATASETS:
            for name, path in self._committer.files.each(dataset.name):
                self._files += 1
                try:
                    self._file(dataset, name, path, manifest)
                except NewerData:
                    self._unread.add(name)
                    self._add(dataset, name, "was written by a newer version", "upgrade ecorridor-scraper")
                except CorruptData as exc:
                    self._unread.add(name)
                    reason = str(exc.__cause__ or exc).partition("\n")[0]
                    self._add(dataset, name, f"cannot be read ({reason})", self._restore(dataset, path))
            for name, rows in sorted(manifest.of(dataset.name).items()):
                if not self._committer.files.stamp(dataset.name, name):
                    path = self._committer.files.path(dataset.name, name)
                    self._count(dataset, name, f"is missing: it had {rows} rows", self._restore(dataset, path))
                    manifest.note({(dataset.name, name): None})
        if self._repair:
            manifest.write()
        return Verification(self._files, self._rows["articles"], self._rows["comments"], self._findings)

    def _file(self, dataset: Dataset, name: str, path: Path, manifest: Manifest) -> None:
        if is_outdated(dataset, path):
            self._add(dataset, name, "has an older schema", "run 'ecorridor migrate'")
        check = _Articles(self, name) if dataset is ARTICLES else _Comments(self, name)
        with open_file(path) as file:
            rows = _rows(file, check)
            for key, found in groupby(rows, key=itemgetter("article_id")):
                check.article(key, list(found))
        count = check.rows
        self._rows[dataset.name] += count
        noted = manifest.of(dataset.name).get(name, count)
        if noted != count:
            remedy = self._restore(dataset, path)
            self._count(dataset, name, f"has {count} rows where the last commit left {noted}", remedy)
        manifest.note({(dataset.name, name): count})
        if self._repair and any(problem.mends for problem in check.problems):
            manifest.note({(dataset.name, name): self._rewrite(dataset, name, path)})
        for problem in dict.fromkeys(check.problems):
            text = f"{check.problems[problem]} {problem.text}"
            self._add(dataset, name, text, problem.remedy, repaired=self._repair and problem.mends)

    def _rewrite(self, dataset: Dataset, name: str, path: Path) -> int:
        """Writes a file anew, in order, without twins, with depth and root computed; returns how many rows stay."""
        with open_file(path) as file:
            table = file.read()
        table = table.sort_by([(column, "ascending") for column in (*dataset.order, "last_seen")])
        keys = zip(table["article_id"].to_pylist(), table[dataset.key].to_pylist(), strict=True)
        newest = {key: place for place, key in enumerate(keys)}
        table = self._by_now(table.take(pa.array(sorted(newest.values()))))
        if dataset is COMMENTS:
            rows = table.select(list(_TREE)).to_pylist()
            for _, found in groupby(rows, key=itemgetter("article_id")):
                thread = {row["comment_id"]: row for row in found}
                for key, (depth, root) in _tree(thread).items():
                    if thread[key]["depth"] is not None:
                        thread[key]["depth"], thread[key]["root_id"] = depth, root
            for column in ("depth", "root_id"):
                values = pa.array([row[column] for row in rows], dataset.schema.field(column).type)
                table = table.set_column(table.schema.get_field_index(column), column, values)
        self._committer.replace(dataset, name, table)
        return int(table.num_rows)

    def _by_now(self, table: pa.Table) -> pa.Table:
        """The table with what was seen at a time to come as seen now."""
        for column in TIMES:
            if column in table.column_names:
                seen, now = table[column], pa.scalar(self.now, table.schema.field(column).type)
                table = table.set_column(
                    table.schema.get_field_index(column), column, pc.if_else(pc.greater(seen, now), now, seen)
                )
        return table

    def _stranger(self, path: Path) -> None:
        """Moves away what is no file of the datasets; a name that is taken there already gets a number."""
        name = f"{path.parent.name}/{path.name}"
        finding = Finding(name, "does not belong here: some readers fail on it", "move it away")
        if self._repair and path.exists():  # not in a bucket
            directory = self._committer.places.rejected
            directory.mkdir(exist_ok=True)
            target = directory / path.name
            while target.exists():
                target = target.with_name(f"_{target.name}")
            path.rename(target)
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

    def _count(self, dataset: Dataset, name: str, problem: str, remedy: str) -> None:
        """A finding about a number of rows, which `repair` takes as it is."""
        self._add(dataset, name, problem, f"{remedy}; or let it be: {_REPAIR}", repaired=self._repair)

    def _add(self, dataset: Dataset, name: str, problem: str, remedy: str, *, repaired: bool = False) -> None:
        self._findings.append(Finding(f"{dataset.name}/{name}{SUFFIX}", problem, remedy, repaired))

    # what the checks of one file ask for and leave behind

    def home(self, slug_: str, article_id: str, name: str) -> str:
        """The partition that an article is in, which is `name` if none is known."""
        return self._homes.setdefault((slug_, article_id), name)

    def has_home(self, slug_: str, article_id: str, name: str) -> bool:
        """Whether an article is in this partition, as far as that can be known."""
        return name in self._unread or self._homes.get((slug_, article_id)) == name

    def complete(self, article_id: str) -> None:
        """Notes that a thread is complete."""
        self._complete.add(article_id)

    def misses(self, article_id: str, comment_id: str) -> bool:
        """Whether a comment that is not there should be."""
        return article_id in self._complete and not self._committer.tombstones.has("comment", comment_id)


@dataclass(frozen=True, slots=True)
class _Problem:
    """A kind of problem that a file has a number of times."""

    text: str
    remedy: str = _REPAIR

    @property
    def mends(self) -> bool:
        """Whether `--repair` mends it."""
        return self.remedy == _REPAIR


_TWO_HOMES = _Problem("articles are in another partition too", "remove the older of the two rows")
_TWICE = _Problem("rows are there twice")
_ABROAD = _Problem("rows are of another site", "give the file the name of its site")
_CUT = _Problem("articles are cut in two by row groups")
_DISORDER = _Problem("rows are out of order")
_HOMELESS = _Problem("comments have no article in this partition", _CRAWL)
_ORPHAN = _Problem("comments answer one that is not there", _CRAWL)
_CIRCLE = _Problem("comments answer each other in a circle", _CRAWL)
_TO_COME = _Problem("rows were seen at a time that is still to come, and no visit before it changes them")
_MISPLACED = _Problem("comments have a depth or root that their parents do not")


class _Check:
    """The checks of one file, an article at a time."""

    columns: tuple[str, ...]

    def __init__(self, verifier: _Verifier, name: str) -> None:
        self.verifier = verifier
        self.name = name
        self.slug = partition_slug(name)
        self.problems: Counter[_Problem] = Counter()
        self.rows = 0
        self._seen: set[str] = set()
        self._last = ""

    def article(self, key: str, rows: list[dict[str, Any]]) -> None:
        """Takes all rows of an article that stand together."""
        self.rows += len(rows)
        self.problems[_DISORDER] += key < self._last
        self.problems[_TWICE] += len(rows) - len({row[self.columns[0]] for row in rows})
        self.problems[_ABROAD] += sum(slug(row["site"] or "") != self.slug for row in rows)
        if key in self._seen:  # in two places of the file
            self.problems[_TWICE] += 1
        self._seen.add(key)
        self._last = key
        self.problems += Counter()  # drops what is zero


class _Articles(_Check):
    columns = ("article_id", "site", "thread_complete")

    def article(self, key: str, rows: list[dict[str, Any]]) -> None:
        if self.verifier.home(self.slug, key, self.name) != self.name:
            self.problems[_TWO_HOMES] += 1
        if rows[0].get("thread_complete"):
            self.verifier.complete(key)
        super().article(key, rows)


_TREE = ("comment_id", "article_id", "site", "parent_id", "root_id", "depth", "position")


class _Comments(_Check):
    columns = _TREE

    def article(self, key: str, rows: list[dict[str, Any]]) -> None:
        thread = {row["comment_id"]: row for row in rows}
        places = _tree(thread)
        if not self.verifier.has_home(self.slug, key, self.name):
            self.problems[_HOMELESS] += len(rows)
        self.problems[_CIRCLE] += len(thread) - len(places)
        order = [(row["position"] is None, row["position"] or 0) for row in rows]
        self.problems[_DISORDER] += any(a > b for a, b in pairwise(order))
        for row in rows:
            own, parent = row["comment_id"], row["parent_id"]
            if parent is not None and parent not in thread:
                self.problems[_ORPHAN] += self.verifier.misses(key, parent)
            if own in places and row["depth"] is not None:
                self.problems[_MISPLACED] += (row["depth"], row["root_id"]) != places[own]
        super().article(key, rows)


def _rows(file: pq.ParquetFile, check: _Check) -> Iterator[dict[str, Any]]:
    """The rows of a file, as far as they are checked; all of it is read, since any page may be damaged."""
    last: str | None = None
    for number in range(file.num_row_groups):
        group = file.read_row_group(number)
        present = [name for name in check.columns if name in group.column_names]
        if not {"article_id", check.columns[0], "site"} <= set(present):
            raise CorruptData("is no file of this store")
        if "last_seen" in group.column_names:
            latest = pa.scalar(check.verifier.now + AHEAD, group.schema.field("last_seen").type)
            check.problems[_TO_COME] += pc.sum(pc.greater(group["last_seen"], latest)).as_py() or 0
        rows = group.select(present).to_pylist()
        if rows and rows[0]["article_id"] == last:
            check.problems[_CUT] += 1
        last = rows[-1]["article_id"] if rows else last
        yield from rows


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
