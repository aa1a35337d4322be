"""The datasets in an S3-compatible object store: `--data s3://bucket/prefix`.

Staging, merging and the index of partitions stay on the local disk (`local_side`); an object is written
whole, by one PUT, so a reader never sees half a file. What the local store does by a lock and a journal is
done by conditional
writes (RFC 9110, 13.1; S3 since 2024):

* the lock is an object that exactly one committer can create (`If-None-Match: *`) or take over once its lease
  is over
  (`If-Match`); the owner renews it before every PUT;
* a partition is replaced only if it is still the one that was read (`If-Match`), so even a committer that
  lost its
  lease without noticing cannot undo what another has written: it begins again;
* a committer that dies between two PUTs has its segments still, and a visit may be applied twice (see
  `merge`), so
  the next commit from its disk completes what it had begun: the segments are the journal.

Credentials, region and endpoint are those of boto3 (environment, profile, instance role).
"""

from __future__ import annotations

import os
import time
import uuid
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson

from ecorridor_scraper.errors import BadConfiguration, Busy, DataDirectory, MissingExtra

from .committer import Commit, Committer
from .files import Files, open_file
from .partition import is_partition
from .places import SUFFIX, Places, locked, os_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

LEASE_SECONDS = 120.0
_ATTEMPTS = 8


class Conflict(Exception):  # noqa: N818  (never leaves this module)
    """Somebody else has written meanwhile."""


def is_remote(data: Path | str) -> bool:
    """Whether `data` is an address rather than a directory. Raises `BadConfiguration` for one that is not
    S3."""
    scheme = urlsplit(str(data)).scheme if "://" in str(data) else ""
    if scheme and scheme != "s3":
        raise BadConfiguration(f"cannot keep data in {data}: give a directory or s3://bucket/prefix")
    return bool(scheme)


def local_side(url: str) -> Path:
    """Where the staging of a remote store is: `$ECORRIDOR_STATE`, else below `$XDG_STATE_HOME` or
    ~/.local/state."""
    base = os.environ.get("ECORRIDOR_STATE")
    if base is None:
        state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
        base = str(Path(state) / "ecorridor")
    return Path(base) / blake2b(url.rstrip("/").encode(), digest_size=8).hexdigest()


class Objects(Files):
    """The files of one store in a bucket."""

    def __init__(self, url: str, places: Places) -> None:
        super().__init__(places)
        try:
            import boto3
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError as exc:
            raise MissingExtra("data in S3", "s3") from exc
        self._errors = (ClientError, BotoCoreError)
        parts = urlsplit(url)
        self._bucket = parts.netloc
        self._prefix = parts.path.strip("/")
        self.url = url.rstrip("/")
        retries = {"mode": "standard", "max_attempts": 5}
        self._client: Any = boto3.client("s3", config=Config(retries=retries))
        self._read: dict[tuple[str, str], str] = {}

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name

    def stamps(self, dataset: str) -> dict[str, str]:
        """Partition -> ETag."""
        with self._failures():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._key(f"{dataset}/")
            )
            found = [entry for page in pages for entry in page.get("Contents", ())]
        names = {Path(entry["Key"]).name.removesuffix(SUFFIX): entry["ETag"] for entry in found}
        return {name: tag for name, tag in sorted(names.items()) if is_partition(name)}

    def stamp(self, dataset: str, partition: str) -> str:
        """ETag of an object, empty if there is none."""
        return str(self._head(dataset, partition).get("ETag", ""))

    def size(self, dataset: str, partition: str) -> int:
        """Bytes of an object, 0 if there is none."""
        return int(self._head(dataset, partition).get("ContentLength", 0))

    def _head(self, dataset: str, partition: str) -> dict[str, Any]:
        with self._failures():
            try:
                found: dict[str, Any] = self._client.head_object(
                    Bucket=self._bucket, Key=self._key(f"{dataset}/{partition}{SUFFIX}")
                )
            except self._errors as exc:
                if _status(exc) == 404:
                    return {}
                raise
        return found

    def fetch(self, dataset: str, partition: str) -> Path | None:
        """A local copy of an object, and a note of which version it is."""
        copy = self.places.merge / f"base-{dataset}-{partition}{SUFFIX}"
        with self._failures():
            try:
                found = self._client.get_object(Bucket=self._bucket, Key=self._key(f"{dataset}/{partition}{SUFFIX}"))
            except self._errors as exc:
                if _status(exc) == 404:
                    self._read[dataset, partition] = ""
                    return None
                raise
            self._read[dataset, partition] = found["ETag"]
            with os_errors(copy), copy.open("wb") as file:
                for chunk in found["Body"].iter_chunks(1 << 20):
                    file.write(chunk)
        return copy

    def article_ids(self, partition: str) -> list[str]:
        """The articles of a partition."""
        copy = self.fetch("articles", partition)
        if copy is None:
            return []
        with open_file(copy) as file:
            ids: list[str] = file.read(["article_id"])["article_id"].to_pylist()
        return ids

    def put(self, source: Path, dataset: str, partition: str) -> None:
        """Replaces an object by a file, if it is still the one that was fetched; else raises `Conflict`."""
        self._write(f"{dataset}/{partition}{SUFFIX}", source.read_bytes(), self._read[dataset, partition])

    def _write(self, name: str, content: bytes, expected: str) -> str:
        condition = {"IfMatch": expected} if expected else {"IfNoneMatch": "*"}
        with self._failures():
            try:
                answer = self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=content, **condition)
            except self._errors as exc:
                if _status(exc) in (404, 409, 412):
                    raise Conflict(name) from exc
                raise
        return str(answer["ETag"])

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except self._errors as exc:
            raise DataDirectory(f"{self.url}: {exc}: check the address and the credentials") from exc


def _status(exc: BaseException) -> int:
    response: dict[str, Any] = getattr(exc, "response", {})
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


class Lease:
    """The lock of a remote store, held for `LEASE_SECONDS` after each renewal."""

    _NAME = "_ops/commit.lock"

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._owner = uuid.uuid4().hex
        self._tag = ""

    def take(self, *, wait: bool) -> None:
        """Returns when this process is the one committer. Raises `Busy` if it is not and `wait` is false."""
        while True:
            tag, expires = self._held()
            if expires < time.time():
                try:
                    self._tag = self._objects._write(self._NAME, self._content(LEASE_SECONDS), tag)
                    return
                except Conflict:
                    continue
            if not wait:
                raise Busy(f"another committer is at {self._objects.url}: try again when it has ended")
            time.sleep(0.2)

    def renew(self) -> None:
        """Extends the lease; raises `Conflict` when another has taken over."""
        self._tag = self._objects._write(self._NAME, self._content(LEASE_SECONDS), self._tag)

    def release(self) -> None:
        """Lets the next one in at once."""
        try:
            self._objects._write(self._NAME, self._content(-1), self._tag)
        except Conflict:
            return

    def _content(self, seconds: float) -> bytes:
        return orjson.dumps({"owner": self._owner, "expires": time.time() + seconds})

    def _held(self) -> tuple[str, float]:
        with self._objects._failures():
            try:
                found = self._objects._client.get_object(
                    Bucket=self._objects._bucket,
                    Key=self._objects._key(self._NAME),
                )
            except self._objects._errors as exc:
                if _status(exc) == 404:
                    return "", 0.0
                raise
            return found["ETag"], orjson.loads(found["Body"].read())["expires"]


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
        if removals:
            raise BadConfiguration("a commit removes no objects")
        for source, target in moves.items():
            self._lease.renew()
            self._objects.put(source, target.parent.name, target.stem)
        for path in [*moves, *self.places.merge.glob("base-*"), *(done or ())]:
            path.unlink(missing_ok=True)


def commit_remote(url: str, *, wait: bool, local: Path | None = None) -> Commit:
    """`commit` for a remote store."""
    places = Places(local or local_side(url))
    places.make()
    begun = time.monotonic()
    with locked(places.lock, wait=wait), os_errors(places.data):
        objects = Objects(url, places)
        lease = Lease(objects)
        lease.take(wait=wait)
        try:
            for attempt in range(_ATTEMPTS):
                committer = RemoteCommitter(places, objects, lease)
                try:
                    committer.recover()
                    committer.commit_segments()
                except Conflict:
                    if attempt == _ATTEMPTS - 1:
                        raise Busy(f"{url} changes all the time: try again later") from None
                    lease.take(wait=True)
                    continue
                finally:
                    committer.close()
                committer.report.seconds = time.monotonic() - begun
                return committer.report
        finally:
            lease.release()
    raise AssertionError("unreachable")
