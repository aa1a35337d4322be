"""Commit: staged visits become rows of the datasets.

One committer at a time, under a lock. For each window of what is staged: find its partitions, merge each file that
is touched row group by row group into `_ops/merge/`, make the results durable, write the journal (the commit
point), move the results into place, delete the segments, delete the journal. A committer that was killed
before the journal leaves orphans, which the next one deletes; after it, the next one finishes the moves.
Since a visit may be applied twice (see `merge`), nothing depends on where a window ended.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from bisect import bisect_right
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from hashlib import blake2b
from itertools import groupby
from math import ceil
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from ecorridor_scraper.errors import CorruptData, DataDirectory

from . import backlog
from .backlog import UnusableLineError
from .files import Files, conformed, newest_visit, row_count
from .index import Index
from .manifest import Manifest
from .merge import Merged, Round, merge_group
from .partition import partition_slug
from .places import Places, fsync, is_remote, local_places, locked, os_errors, write_durably
from .report import Commit, Rows
from .rewriting import MOST_GROUPS, Group, OldFile, Writer, is_packed, rewritten
from .schema import DATASETS, Dataset
from .staging import segments
from .tombstones import Tombstones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .backlog import Backlog
    from .lines import Look

logger = logging.getLogger(__name__)

PIECE_BYTES = 16 << 20
"""Of staged lines, whose rows are merged at once."""
QUIET = timedelta(days=7)
"""A partition that had no visit for so long is packed: young articles are looked at more often (see `revisits`)."""


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


def may_write(data: Path | str) -> bool:
    """Whether this process may change a store; of a bucket it shows when it tries."""
    return is_remote(data) or os.access(local_places(data).ops, os.W_OK)


@contextmanager
def looking(data: Path | str) -> Iterator[Committer]:
    """The committer of a store that may only be read: nothing is put in order, and nobody commits meanwhile.

    Raises `DataDirectory` where a killed commit has still to be finished.
    """
    places = local_places(data)
    with ExitStack() as stack:
        if places.lock.exists():
            stack.enter_context(locked(places.lock, wait=True, may_write=False))
        if places.journal.exists():
            raise DataDirectory(
                f"a commit to {data} was killed midway: whoever may write there runs 'ecorridor commit'"
            )
        yield Committer(places)


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
                promised = _promises(journal.read_bytes())
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
        result, target = self.move(dataset, partition)
        with Writer(dataset, result) as writer:
            writer.write(conformed(dataset.inner_schema, table))
        self.publish({result: target})

    def move(self, dataset: Dataset, partition: str) -> tuple[Path, Path]:
        """Where a new file of a partition is written, and where `publish` is to put it."""
        target = self.files.path(dataset.name, partition)
        return self.places.merge / f"{dataset.name}-{target.name}", target

    def commit_segments(self) -> None:
        """Commits every segment that can be had, a window of them in one step."""
        for window in backlog.windows(segments(self.places)):
            with backlog.Backlog(window, self.tombstones) as staged:
                self._commit_window(staged, window)
        self._pack_quiet()

    def _reject(self, raw: bytes, reason: Exception) -> None:
        """Keeps a line that cannot become rows, so that it neither blocks the store nor vanishes."""
        self.report.rejected += 1
        name = f"{blake2b(raw, digest_size=8).hexdigest()}.jsonl"
        logger.warning("A staged line is unusable (%s); it is kept as %s", reason, self.places.rejected / name)
        self.places.rejected.mkdir(exist_ok=True)
        write_durably(self.places.rejected / name, raw)

    def _commit_window(self, staged: Backlog, window: list[Path]) -> None:
        """Commits the visits of a backlog in one step, and drops its segments."""
        looks = staged.looks(self._reject)
        while True:
            self.index.assign(looks)
            looks.sort(key=lambda look: (look.partition, look.article_id, look.fetched_at))
            try:
                with _results() as moves:
                    report = Commit()
                    for name, some in groupby(looks, key=attrgetter("partition")):
                        visits = list(some)
                        for dataset in DATASETS:
                            self._merge(dataset, name, staged, visits, report, moves)
                break
            except UnusableLineError as bad:
                self._reject(bad.raw, bad.reason)
                looks.remove(bad.look)
        self.publish(moves, done=window)
        self.report.add(report)
        self.report.visits += len(looks)
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
                    result, target = self.move(dataset, name)
                    moves[result] = target
                    rewritten(dataset.packed, path, result, lambda rows: rows)
            if moves:
                self.publish(moves)
        self.report.packed += len(moves)
        return len(moves)

    def _merge(
        self, dataset: Dataset, name: str, staged: Backlog, looks: list[Look], report: Commit, moves: dict[Path, Path]
    ) -> None:
        """Merges visits, sorted by article and time, into one file; the result stands in `_ops/merge/`.

        It is written even if it has no row: readers that are given a pattern refuse a directory without a file.
        """
        source = self.files.fetch(dataset.name, name)
        result, target = self.move(dataset, name)
        moves[result] = target
        rows = report.of(dataset.name)
        with ExitStack() as stack:
            old = stack.enter_context(OldFile(dataset, source)) if source else None
            writer = stack.enter_context(Writer(dataset, result))
            for group, visits in _aligned(old, looks):
                _merge_visits(dataset, group, staged, visits, rows, writer)
        rows.rewritten += writer.rows
        report.files += 1
        report.bytes += result.stat().st_size


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


def _promises(content: bytes) -> dict[str, Any]:
    """What a journal says. Raises `ValueError` where it is none."""
    found = orjson.loads(content)
    if not isinstance(found, dict):
        raise ValueError("it is no object")
    moves, rows = found.get("moves"), found.get("rows", {})
    names = [found.get("segments"), found.get("removals", []), *(moves if isinstance(moves, list) else [None])]
    are_texts = all(isinstance(some, list) and all(isinstance(one, str) for one in some) for some in names)
    counts = rows.values() if isinstance(rows, dict) else ["none"]
    are_counts = all(count is None or isinstance(count, int) for count in counts)
    if not (are_texts and are_counts and all(len(move) == 3 for move in names[2:])):
        raise ValueError("it does not say what is to be moved")
    return found


def _ending(path: Path) -> str:
    """Size and checksum of the end of a file, where a Parquet file says where all its parts are."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 65536))
            return f"{size}-{crc32(file.read()):08x}"
    except FileNotFoundError:
        return ""


def _merge_visits(
    dataset: Dataset, group: Group | None, staged: Backlog, looks: list[Look], rows: Rows, writer: Writer
) -> None:
    """Merges visits into a group of an old file, or into none, and writes what comes of it."""
    if not looks:
        if group is not None:
            writer.keep(group)
        return
    pieces = _pieces(dataset, group.size if group else 0, looks)
    if len(pieces) > 1:
        for old, piece in _parts(dataset, group, pieces):
            merged = merge_group(dataset, old, _rounds(dataset, staged, piece))
            rows.count(merged.new, merged.changed, merged.removed)
            writer.write(merged.rows)
        return
    rounds = _rounds(dataset, staged, looks)
    steady = _merged_steady(dataset, group, rounds) if group is not None else None
    merged = steady or merge_group(dataset, group.rows() if group else dataset.inner_schema.empty_table(), rounds)
    rows.count(merged.new, merged.changed, merged.removed)
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


def _aligned(old: OldFile | None, looks: list[Look]) -> Iterator[tuple[Group | None, list[Look]]]:
    """Each group of a file with the visits of articles that belong into it.

    An article is never in two groups, and groups are sorted by article: the visits that belong into a group are
    those up to its last article. The last group takes the rest.
    """
    ids = [look.article_id for look in looks]
    groups = list(old.groups()) if old else []
    begin = 0
    for group in groups[:-1]:
        end = bisect_right(ids, group.last, begin)
        yield group, looks[begin:end]
        begin = end
    yield groups[-1] if groups else None, looks[begin:]


def _pieces(dataset: Dataset, size: int, looks: list[Look]) -> list[list[Look]]:
    """Runs of whole articles, each about as much as makes a group with its part of an old one of `size` rows."""
    weights = [max(look.rows(dataset) / dataset.group_rows, look.place[2] / PIECE_BYTES) for look in looks]
    groups = size / dataset.group_rows + sum(weights)
    if groups < MOST_GROUPS:
        return [looks]
    enough = sum(weights) / ceil(groups)
    pieces: list[list[Look]] = []
    have, article_id = enough, ""
    for look, weight in zip(looks, weights, strict=True):
        if have >= enough and look.article_id != article_id:
            pieces.append([])
            have = 0.0
        pieces[-1].append(look)
        have, article_id = have + weight, look.article_id
    return pieces


def _parts(dataset: Dataset, group: Group | None, pieces: list[list[Look]]) -> Iterator[tuple[pa.Table, list[Look]]]:
    """Each piece with the rows of the group up to its last article; the last one with the rest."""
    rest = dataset.inner_schema.empty_table() if group is None else group.rows()
    for piece in pieces[:-1]:
        before = pc.less_equal(rest["article_id"].cast(pa.string()), piece[-1].article_id)
        yield rest.filter(before), piece
        rest = rest.filter(pc.invert(before))
    yield rest, pieces[-1]


def _rounds(dataset: Dataset, staged: Backlog, looks: list[Look]) -> list[Round]:
    """The visits in rounds of at most one for each article, oldest first, and their rows."""
    rounds: list[list[Look]] = []
    for _, visits in groupby(looks, key=attrgetter("article_id")):
        for number, look in enumerate(visits):
            if number == len(rounds):
                rounds.append([])
            rounds[number].append(look)
    return [(some, staged.rows(dataset, some)) for some in rounds]
