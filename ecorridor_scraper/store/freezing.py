"""Snapshots: both datasets as they are at one moment, frozen by hard links.

A commit replaces files, it never changes one, so a link to today's file is today's data for as long as it is
kept. A snapshot has the layout of a data directory: `load_comments(snapshot.path)` and every other reader
take it as one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ecorridor_scraper.clock import days_before
from ecorridor_scraper.errors import BadConfiguration

from .committer import committing
from .places import SUFFIX, fsync, is_remote, local_places, os_errors

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = "%Y-%m-%dT%H%M%S.%fZ"
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot."""

    name: str
    path: Path
    taken_at: datetime
    files: int
    bytes: int
    """Of its files; those that the datasets still share take no room."""


def snapshot(data: Path | str = "data") -> Snapshot:
    """Freezes both datasets together, after any commit that is under way."""
    if is_remote(data):
        raise BadConfiguration("a bucket has no hard links to freeze files by: switch its versioning on instead")
    with committing(data, wait=True) as committer:
        places = committer.places
        name = datetime.now(UTC).strftime(_FORMAT)
        unfinished = places.snapshots / f"{name}.tmp"
        for dataset in ("articles", "comments"):
            (unfinished / dataset).mkdir(parents=True)
            for path in sorted(places.dataset(dataset).glob(f"*{SUFFIX}")):
                _link(path, unfinished / dataset / path.name)
            fsync(unfinished / dataset)
        unfinished.rename(places.snapshots / name)
        fsync(places.snapshots)
    return _described(places.snapshots / name)


def _link(source: Path, target: Path) -> None:
    """A hard link, or a copy where the filesystem has none."""
    try:
        os.link(source, target)
    except OSError as exc:
        if exc.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK):
            raise
        shutil.copy2(source, target)
        fsync(target)


def snapshots(data: Path | str = "data") -> list[Snapshot]:
    """All snapshots, oldest first."""
    directory = local_places(data).snapshots
    if not directory.is_dir():
        return []
    return [_described(path) for path in sorted(directory.iterdir()) if _NAME.fullmatch(path.name)]


def prune(
    data: Path | str = "data", *, keep: int | None = None, days: float | None = None, taken: Snapshot | None = None
) -> list[Snapshot]:
    """Removes all but the newest `keep` snapshots, and those older than `days`; returns what was removed.

    One that was `taken` just now is the newest, whatever day its clock and those of others said, and ages are counted
    from what was committed last: one clock that is far ahead removes nothing.
    """
    places = local_places(data)
    found = sorted(snapshots(data), key=lambda one: (taken is not None and one.name == taken.name, one.name))
    present = min(datetime.now(UTC), _last_commit(taken)) if taken else datetime.now(UTC)
    oldest = days_before(present, days) if days is not None else None
    excess = len(found) - keep if keep is not None else 0
    removed = [s for n, s in enumerate(found) if n < excess or (oldest is not None and s.taken_at < oldest)]
    with os_errors(places.data):
        for one in removed:
            shutil.rmtree(one.path)
    return removed


def _last_commit(taken: Snapshot) -> datetime:
    """When the youngest file of a snapshot was written."""
    written = [file.stat().st_mtime for file in taken.path.glob(f"*/*{SUFFIX}")]
    return datetime.fromtimestamp(max(written), UTC) if written else taken.taken_at


def _described(path: Path) -> Snapshot:
    files = list(path.glob(f"*/*{SUFFIX}"))
    taken_at = datetime.strptime(path.name, _FORMAT).replace(tzinfo=UTC)
    return Snapshot(path.name, path, taken_at, len(files), sum(file.stat().st_size for file in files))
