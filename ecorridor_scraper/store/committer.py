"""Commit: staged visits become rows of the datasets.

One committer at a time, under a lock. For each batch of visits: find their partitions, merge each file that
is touched row group by row group into `_ops/merge/`, make the results durable, write the journal (the commit
point), move the results into place, delete the segments, delete the journal. A committer that was killed
before the journal leaves orphans, which the next one deletes; after it, the next one finishes the moves.
Since a visit may be applied twice (see `merge`), nothing depends on where a batch ended.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from bisect import bisect_right
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from ecorridor_scraper.errors import CorruptData

from . import backlog
from .batch import UNUSABLE, Batch, look_of
from .files import Files, conformed, newest_visit, row_count
from .index import Index
from .manifest import Manifest
from .merge import Merged, Round, merge_group
from .partition import partition_slug
from .places import Places, fsync, is_remote, local_places, locked, os_errors, write_durably
from .report import Commit, Rows
from .rewriting import Group, OldFile, Writer, is_packed, rewritten
from .schema import ARTICLES, COMMENTS, DATASETS, Dataset
from .staging import segments
from .tombstones import Tombstones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .batch import Look

logger = logging.getLogger(__name__)

QUIET = timedelta(days=7)
"""A partition that had no visit for so long is packed: its articles are past the last step of the re-visits."""


@contextmanager
def committing(data: Path | str, *, wait: bool, drop_damaged_journal: bool = False) -> Iterator[Committer]:
    """The committer of a store, alone with it, after whatever a killed one had left was put in order."""
    if is_remote(data):
        from .objects import committing_remote

        with committing_remote(str(data), wait=wait) as remote:
            yield remote
        return
    places = local_places(data)
    places.make()
    with locked(places.lock, wait=wait), os_errors(places.data):
        committer = Committer(places)
        try:
            committer.recover(drop_damaged_journal=drop_damaged_journal)
            yield committer
        finally:
            committer.close()


def commit(data: Path | str = "data", *, wait: bool = False) -> Commit:
    """Merges everything that is staged under `data` into the datasets.

    Raises `Busy` when another process is at it and `wait` is false, `DiskFull` (nothing is lost, nothing is
    half done), `CorruptData` when a file that has to be rewritten cannot be read, and `DataDirectory`.
    """
    if is_remote(data):
        from .objects import commit_remote

        return commit_remote(str(data), wait=wait)
    begun = time.monotonic()
    with committing(data, wait=wait) as committer:
        committer.commit_segments()
    committer.report.seconds = time.monotonic() - begun
    return committer.report


class Committer:
    """The one process that changes the datasets. To be used under `places.lock`."""

    def __init__(self, places: Places, files: Files | None = None) -> None:
        self.places = places
        self.files = files or Files(places)
        self.report = Commit()
        self.tombstones = Tombstones(places.tombstones)
        self._visited: dict[str, datetime] = {}
        """Slug of a site -> its newest visit among those that were committed."""
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """The partitions of all articles, opened when it is first needed."""
        if self._index is None:
            self._index = Index(self.places.index, self.files)
        return self._index

    def close(self) -> None:
        """Lets go of the index."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def recover(self, *, drop_damaged_journal: bool = False) -> None:
        """Finishes what a killed committer had promised, and removes what it had not."""
        journal = self.places.journal
        if journal.exists():
            try:
                promised = orjson.loads(journal.read_bytes())
            except ValueError as exc:
                if not drop_damaged_journal:
                    raise CorruptData(
                        f"{journal} cannot be read: run 'ecorridor verify --repair', which drops it; what it was "
                        "about is still staged"
                    ) from exc
                journal.unlink()
            else:
                self._roll_forward(promised)
                self.report.rolled_forward = True
        for orphan in self.places.merge.iterdir():
            orphan.unlink()
        for unfinished in self.places.snapshots.glob("*.tmp"):
            shutil.rmtree(unfinished)
        self.places.journal.with_name(f"{self.places.journal.name}.tmp").unlink(missing_ok=True)

    def _roll_forward(self, journal: dict[str, Any]) -> None:
        data = self.places.data
        arrived = True
        for source, target, ending in journal["moves"]:
            with suppress(FileNotFoundError):
                os.replace(data / source, data / target)  # noqa: PTH105
            arrived = arrived and _ending(data / target) == ending
        for target in journal.get("removals", ()):
            (data / target).unlink(missing_ok=True)
        changed = [target for _, target, _ in journal["moves"]] + list(journal.get("removals", ()))
        for directory in sorted({(data / target).parent for target in changed}):
            fsync(directory)
        if arrived and (rows := journal.get("rows")):
            manifest = Manifest(self.places.manifest)
            manifest.note({(Path(name).parent.name, Path(name).stem): count for name, count in rows.items()})
            manifest.write()
        # A filesystem that lost both ends of a move has lost the result, not the visits: they are merged again.
        for segment in journal["segments"] if arrived else ():
            (self.places.staging / segment).unlink(missing_ok=True)
        self.places.journal.unlink()
        # A power cut must not bring this journal back when the next commit has begun to write under the same names.
        fsync(self.places.ops)

    def publish(
        self, moves: dict[Path, Path], *, removals: list[Path] | None = None, done: list[Path] | None = None
    ) -> None:
        """The commit point: from here on the new files count, whatever happens to this process.

        `moves` are finished, durable files in `_ops/merge/` and where they belong; `removals` dataset files
        that end; `done` segments that are spent.
        """
        data = self.places.data
        journal = {
            "moves": [[str(a.relative_to(data)), str(b.relative_to(data)), _ending(a)] for a, b in moves.items()],
            "removals": [str(path.relative_to(data)) for path in removals or []],
            "rows": {
                **{str(target.relative_to(data)): row_count(source) for source, target in moves.items()},
                **{str(path.relative_to(data)): None for path in removals or []},
            },
            "segments": [path.name for path in done or []],
        }
        fsync(self.places.merge)
        write_durably(self.places.journal, orjson.dumps(journal))
        self._roll_forward(journal)

    def replace(self, dataset: Dataset, partition: str, table: pa.Table) -> None:
        """Puts a table in the place of a file."""
        path = self.files.path(dataset.name, partition)
        result = self.places.merge / f"{dataset.name}-{path.name}"
        with Writer(dataset, result) as writer:
            writer.write(conformed(dataset.inner_schema, table))
        self.publish({result: path})

    def commit_segments(self) -> None:
        """Commits every segment that can be had, in batches of bounded memory."""
        for window in backlog.windows(segments(self.places)):
            homes: dict[str, str] = {}
            for lines, done in backlog.batches(window, partial(self._home, homes)):
                batch = Batch(self._reject, self.tombstones)
                for raw in lines:
                    batch.add(raw)
                self._commit_batch(batch, done)
        self._pack_quiet()

    def _home(self, homes: dict[str, str], raw: bytes) -> tuple[str, str]:
        """Where the article of a staged line is, or would go if there were room, the same for all its lines; and which
        it is."""
        try:
            look = look_of(orjson.loads(raw))
        except UNUSABLE:
            return "", ""
        if look.article_id not in homes:
            homes[look.article_id] = self.index.home(look)
        return homes[look.article_id], look.article_id

    def _reject(self, raw: bytes, reason: Exception) -> None:
        """Keeps a line that cannot become rows, so that it neither blocks the store nor vanishes."""
        self.report.rejected += 1
        name = f"{blake2b(raw, digest_size=8).hexdigest()}.jsonl"
        logger.warning("A staged line is unusable (%s); it is kept as %s", reason, self.places.rejected / name)
        self.places.rejected.mkdir(exist_ok=True)
        write_durably(self.places.rejected / name, raw)

    def _commit_batch(self, batch: Batch, done: list[Path]) -> None:
        """Commits visits in one step, and drops the segments `done`."""
        rounds = batch.rounds()
        looks = [look for some in rounds for look in some]
        if not looks:
            self.publish({}, done=done)
            return
        self.index.assign(looks)
        with _results() as moves:
            for name, visited in batch.partitions(rounds):
                articles = [(visits, rows) for visits, rows, _ in visited]
                self._merge(ARTICLES, name, articles, self.report.articles, moves)
                comments = [(visits, rows) for visits, _, rows in visited]
                self._merge(COMMENTS, name, comments, self.report.comments, moves)
        self.report.visits += len(looks)
        self.publish(moves, done=done)
        self.index.written(looks)
        for look in looks:
            site = partition_slug(look.partition)
            self._visited[site] = max(look.fetched_at, self._visited.get(site, look.fetched_at))

    def _pack_quiet(self) -> None:
        """Packs one partition of the sites that were visited, the oldest that had no visit for `QUIET`. Only one, so
        that a commit stays short."""
        for site, now in sorted(self._visited.items()):
            for name, seen_at in self.index.unpacked(site):
                if seen_at is not None and now - seen_at < QUIET:
                    continue
                try:
                    if self.pack(name, before=now - QUIET):
                        return
                except CorruptData as exc:  # of rows that this commit is not about
                    logger.warning("%s", exc)

    def pack(self, name: str, *, before: datetime | None = None) -> int:
        """Writes the files of a partition as small as they go, unless they are; returns how many it wrote.

        With `before` a partition that had a visit since is left alone.
        """
        files = [(dataset, self.files.fetch(dataset.name, name)) for dataset in DATASETS]
        loose = [(dataset, path) for dataset, path in files if path is not None and not is_packed(dataset, path)]
        if loose and before is not None:
            seen_at = newest_visit(loose[0][1])
            if seen_at is not None and seen_at > before:
                return 0
        with self.index.packing(name):
            with _results() as moves:
                for dataset, path in loose:
                    target = self.files.path(dataset.name, name)
                    result = self.places.merge / f"{dataset.name}-{target.name}"
                    moves[result] = target
                    rewritten(dataset.packed, path, result, lambda rows: rows)
            if moves:
                self.publish(moves)
        self.report.packed += len(moves)
        return len(moves)

    def _merge(self, dataset: Dataset, name: str, rounds: list[Round], rows: Rows, moves: dict[Path, Path]) -> None:
        """Merges rounds of visits, oldest first, into one file; the result stands in `_ops/merge/`."""
        target = self.files.path(dataset.name, name)
        source = self.files.fetch(dataset.name, name)
        if source is None and not any(new.num_rows for _, new in rounds):
            return
        result = self.places.merge / f"{dataset.name}-{target.name}"
        moves[result] = target
        with ExitStack() as stack:
            old = stack.enter_context(OldFile(dataset, source)) if source else None
            writer = stack.enter_context(Writer(dataset, result))
            for group, parts in _aligned(old, rounds):
                _merge_group(dataset, group, parts, rows, writer)
        rows.rewritten += writer.rows
        self.report.files += 1
        self.report.bytes += result.stat().st_size


@contextmanager
def _results() -> Iterator[dict[Path, Path]]:
    """Takes files in `_ops/merge/` and where they belong, and removes them if the block ends by an error."""
    moves: dict[Path, Path] = {}
    try:
        yield moves
    except BaseException:
        for path in moves:
            path.unlink(missing_ok=True)
        raise


def _ending(path: Path) -> str:
    """Size and checksum of the end of a file, where a Parquet file says where all its parts are."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 65536))
            return f"{size}-{crc32(file.read()):08x}"
    except FileNotFoundError:
        return ""


def _merge_group(dataset: Dataset, group: Group | None, rounds: list[Round], rows: Rows, writer: Writer) -> None:
    """Merges rounds of visits into a group of an old file, or into none, and writes what comes of it."""
    if not rounds:
        if group is not None:
            writer.keep(group)
        return
    merged = _merged_steady(dataset, group, rounds) if group is not None else None
    if merged is None:
        old = dataset.inner_schema.empty_table() if group is None else group.rows()
        merged = merge_group(dataset, old, rounds)
    rows.new += merged.new
    rows.changed += merged.changed
    rows.removed += merged.removed
    if group is None or merged.moved:
        writer.write(merged.rows)
    else:
        writer.renew(group, merged.rows, merged.same)


def _merged_steady(dataset: Dataset, group: Group, rounds: list[Round]) -> Merged | None:
    """The merge without the columns that the visits leave as they are; `None` if that is not sure, or rows move."""
    if len(rounds) > 1 or not all(look.is_steady(dataset) for look in rounds[0][0]) or not group.chunks():
        return None
    merged = merge_group(dataset, group.rows(without=dataset.steady), rounds)
    return merged if merged.known and not merged.moved else None


def _aligned(old: OldFile | None, rounds: list[Round]) -> Iterator[tuple[Group | None, list[Round]]]:
    """Each group of a file with the visits, by round, of articles that belong into it, and their rows.

    An article is never in two groups, and groups are sorted by article: the visits that belong into a group are
    those up to its last article. The last group takes the rest.
    """
    rest = [_Sorted(visits, new) for visits, new in rounds]
    groups = list(old.groups()) if old else []
    for group in groups[:-1]:
        yield group, _handed_out(rest, group.last)
    yield groups[-1] if groups else None, _handed_out(rest, None)


def _handed_out(rest: list[_Sorted], article_id: str | None) -> list[Round]:
    """What of each round was not handed out yet, up to an article; rounds without visits are left out."""
    parts = [one.up_to(article_id) for one in rest]
    return [part for part in parts if part[0]]


class _Sorted:
    """A round of visits, sorted by article, that is handed out from the first article to the last."""

    def __init__(self, visits: list[Look], new: pa.Table) -> None:
        self._visits, self._new = visits, new
        self._ids = [look.article_id for look in visits]
        rows = pc.run_end_encode(new["article_id"].cast(pa.string()).combine_chunks())
        self._having, self._ends = rows.values.to_pylist(), [0, *rows.run_ends.to_pylist()]
        self._at = self._row = 0

    def up_to(self, article_id: str | None) -> Round:
        """What was not handed out yet, up to an article."""
        at, row = self._at, self._row
        self._at = len(self._ids) if article_id is None else bisect_right(self._ids, article_id)
        self._row = self._ends[-1 if article_id is None else bisect_right(self._having, article_id)]
        return self._visits[at : self._at], self._new.slice(row, self._row - row)
