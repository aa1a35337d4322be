"""The datasets in a bucket: `--data s3://...`, `gs://...`, `abfs://...`.

Staging, merging and the index of partitions stay on the local disk (`places.local_side`); an object is written
whole, by one PUT, so a reader never sees half a file. What the local store does by a lock and a journal is done
by conditional writes (`buckets`):

* the lock is an object that exactly one committer can create or take over once its lease is over; the owner
  renews it before every PUT;
* a partition is replaced only if it is still the one that was read, so even a committer that lost its lease
  without noticing (a long pause, a clock that is wrong) cannot undo what another has written: it begins again;
* a committer that dies between two PUTs has its segments still, and a visit may be applied twice (see `merge`),
  so the next commit from its disk completes what it had begun: the segments are the journal.
"""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import orjson

from ecorridor_scraper.errors import Busy

from .buckets import Conflict, bucket_of
from .committer import Committer
from .files import Files
from .partition import is_partition
from .places import SUFFIX, Places, local_side, locked, os_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .report import Commit

LEASE_SECONDS = 120.0
_ATTEMPTS = 8


class Objects(Files):
    """The files of one store in a bucket. `places` is where copies of them are put to be read."""

    def __init__(self, url: str, places: Places) -> None:
        super().__init__(places)
        self.bucket, self._prefix = bucket_of(url)
        self.url = url.rstrip("/")
        self._read: dict[tuple[str, str], str] = {}

    def key(self, name: str) -> str:
        """The key of an object of this store."""
        return f"{self._prefix}{name}"

    def _listed(self, dataset: str) -> dict[str, tuple[str, int]]:
        prefix = self.key(f"{dataset}/")
        return {key.removeprefix(prefix): found for key, found in sorted(self.bucket.list(prefix).items())}

    def _partitions(self, dataset: str) -> dict[str, tuple[str, int]]:
        listed = self._listed(dataset).items()
        names = {name.removesuffix(SUFFIX): found for name, found in listed if name.endswith(SUFFIX)}
        return {name: found for name, found in names.items() if is_partition(name)}

    def stamps(self, dataset: str) -> dict[str, str]:
        """Partition -> tag."""
        return {name: tag for name, (tag, _) in self._partitions(dataset).items()}

    def stamp(self, dataset: str, partition: str) -> str:
        """Tag of an object, empty if there is none."""
        return self.bucket.list(self._object(dataset, partition)).get(self._object(dataset, partition), ("", 0))[0]

    def size(self, dataset: str, partition: str) -> int:
        """Bytes of an object, 0 if there is none."""
        return self.bucket.list(self._object(dataset, partition)).get(self._object(dataset, partition), ("", 0))[1]

    def bytes(self) -> dict[str, int]:
        """How large each dataset is."""
        return {name: sum(size for _, size in self._partitions(name).values()) for name in ("articles", "comments")}

    def _object(self, dataset: str, partition: str) -> str:
        return self.key(f"{dataset}/{partition}{SUFFIX}")

    def fetch(self, dataset: str, partition: str) -> Path | None:
        """A local copy of an object, and a note of which version it is."""
        found = self.bucket.get(self._object(dataset, partition))
        self._read[dataset, partition] = found[1] if found else ""
        if found is None:
            return None
        copy = self.places.merge / f"base-{dataset}-{partition}{SUFFIX}"
        copy.write_bytes(found[0])
        return copy

    def each(self, dataset: str) -> Iterator[tuple[str, Path]]:
        """Every partition, and a local copy that goes when the next is asked for."""
        for name, path in super().each(dataset):
            try:
                yield name, path
            finally:
                path.unlink(missing_ok=True)

    def strangers(self) -> list[Path]:
        """Objects that are no files of the datasets."""
        return [
            self.path(dataset, name).with_name(name)
            for dataset in ("articles", "comments")
            for name in self._listed(dataset)
            if not (name.endswith(SUFFIX) and is_partition(name.removesuffix(SUFFIX)))
        ]

    def put(self, source: Path, dataset: str, partition: str) -> None:
        """Replaces an object by a file, if it is still the one that was fetched; else raises `Conflict`."""
        self.bucket.put(self._object(dataset, partition), source.read_bytes(), self._read[dataset, partition])

    def remove(self, dataset: str, partition: str) -> None:
        """Removes an object, if it is still the one that was fetched; else raises `Conflict`."""
        self.bucket.delete(self._object(dataset, partition), self._read[dataset, partition])


class Lease:
    """The lock of a remote store, held for `LEASE_SECONDS` after each renewal."""

    def __init__(self, objects: Objects) -> None:
        self._bucket, self._key, self._url = objects.bucket, objects.key("_ops/commit.lock"), objects.url
        self._owner = uuid.uuid4().hex
        self._tag = ""

    def take(self, *, wait: bool) -> None:
        """Returns when this process is the one committer. Raises `Busy` if it is not and `wait` is false."""
        while True:
            found = self._bucket.get(self._key)
            tag, expires = (found[1], orjson.loads(found[0])["expires"]) if found else ("", 0.0)
            if expires < time.time():
                try:
                    self._tag = self._bucket.put(self._key, self._content(LEASE_SECONDS), tag)
                    return
                except Conflict:
                    continue
            if not wait:
                raise Busy(f"another committer is at {self._url}: try again when it has ended")
            time.sleep(0.2)

    def renew(self) -> None:
        """Extends the lease; raises `Conflict` when another has taken over."""
        self._tag = self._bucket.put(self._key, self._content(LEASE_SECONDS), self._tag)

    def release(self) -> None:
        """Lets the next one in at once."""
        try:
            self._bucket.put(self._key, self._content(-1), self._tag)
        except Conflict:
            return

    def _content(self, seconds: float) -> bytes:
        return orjson.dumps({"owner": self._owner, "expires": time.time() + seconds})


class RemoteCommitter(Committer):
    """A committer whose results are objects."""

    def __init__(self, places: Places, objects: Objects, lease: Lease) -> None:
        super().__init__(places, objects)
        self._objects = objects
        self._lease = lease

    def publish(
        self, moves: dict[Path, Path], *, removals: list[Path] | None = None, done: list[Path] | None = None
    ) -> None:
        """Puts each result in its place; then, and only then, the segments are spent."""
        for source, target in moves.items():
            self._lease.renew()
            self._objects.put(source, target.parent.name, target.stem)
        for target in removals or ():
            self._lease.renew()
            self._objects.remove(target.parent.name, target.stem)
        for path in [*moves, *self.places.merge.glob("base-*"), *(done or ())]:
            path.unlink(missing_ok=True)


@contextmanager
def _holding(url: str, *, wait: bool) -> Iterator[RemoteCommitter]:
    places = local_side(url)
    places.make()
    with locked(places.lock, wait=wait), os_errors(places.data):
        objects = Objects(url, places)
        lease = Lease(objects)
        lease.take(wait=wait)
        committer = RemoteCommitter(places, objects, lease)
        try:
            committer.recover()
            yield committer
        finally:
            committer.close()
            lease.release()


@contextmanager
def committing_remote(url: str, *, wait: bool) -> Iterator[RemoteCommitter]:
    """The committer of a store in a bucket, alone with it. Raises `Busy` where another one wrote all the same."""
    try:
        with _holding(url, wait=wait) as committer:
            yield committer
    except Conflict:
        raise Busy(f"another process has changed {url} meanwhile: run it again") from None


def commit_remote(url: str, *, wait: bool) -> Commit:
    """`commit` for a remote store: begun again as often as another process comes between."""
    begun = time.monotonic()
    for attempt in range(_ATTEMPTS):
        with suppress(Conflict), _holding(url, wait=wait or attempt > 0) as committer:
            committer.commit_segments()
            committer.report.seconds = time.monotonic() - begun
            return committer.report
    raise Busy(f"{url} changes all the time: try again later")
