"""Where everything is under a data directory, and how a file is written so that it survives a power cut."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from ecorridor_scraper.errors import BadConfiguration, Busy, DataDirectory, DiskFull

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True)
class Places:
    """The directories of one store. Only finished Parquet files stand in `articles/` and `comments/`."""

    data: Path

    @property
    def ops(self) -> Path:
        """Everything that is not for analysts. On the filesystem of the datasets: files can be moved."""
        return self.data / "_ops"

    @property
    def staging(self) -> Path:
        """Segments: visits that were fetched and not committed."""
        return self.ops / "staging"

    @property
    def merge(self) -> Path:
        """Files that a commit is writing; they move to the datasets once its journal is durable."""
        return self.ops / "merge"

    @property
    def rejected(self) -> Path:
        """Staged lines that could not be committed, kept for inspection."""
        return self.ops / "rejected"

    @property
    def snapshots(self) -> Path:
        """One directory of hard links for each snapshot."""
        return self.ops / "snapshots"

    @property
    def raw(self) -> Path:
        """Archived responses (WARC)."""
        return self.ops / "raw"

    @property
    def journal(self) -> Path:
        """The commit point: a commit counts from the moment that this file is in place."""
        return self.ops / "journal.json"

    @property
    def lock(self) -> Path:
        """Held by the one committer."""
        return self.ops / "commit.lock"

    @property
    def manifest(self) -> Path:
        """How many rows each file has, as the last commit left it."""
        return self.ops / "manifest.json"

    @property
    def index(self) -> Path:
        """The partition of every article: a cache of what the files say."""
        return self.ops / "partitions.sqlite"

    @property
    def tombstones(self) -> Path:
        """What must not come back."""
        return self.ops / "tombstones.jsonl"

    def dataset(self, name: str) -> Path:
        """Directory of a dataset."""
        return self.data / name

    def file(self, dataset: str, partition: str) -> Path:
        """File of a partition in a dataset."""
        return self.data / dataset / f"{partition}{SUFFIX}"

    def make(self) -> None:
        """Creates the directories that every command needs."""
        with os_errors(self.data):
            try:
                for path in (self.dataset("articles"), self.dataset("comments"), self.staging, self.merge):
                    path.mkdir(parents=True, exist_ok=True)
            except FileNotFoundError as exc:  # as /proc says
                raise DataDirectory(f"cannot write under {self.data}: choose another --data") from exc
            except FileExistsError as exc:  # a file, or a link that leads nowhere
                raise DataDirectory(f"{exc.filename} is no directory: choose another --data, or remove it") from exc


SCHEMES = ("s3", "gs", "abfs", "abfss")


def is_remote(data: Path | str) -> bool:
    """Whether `data` is the address of a bucket. Raises `BadConfiguration` for an address that is of none."""
    scheme, colon, _ = str(data).partition("://")
    if colon and scheme not in SCHEMES:
        raise BadConfiguration(f"cannot keep data in {data}: give a directory, s3://, gs:// or abfs://")
    return bool(colon)


def local_places(data: Path | str) -> Places:
    """The places of a directory. Raises `BadConfiguration` for an address, which only some commands take."""
    if is_remote(data):
        raise BadConfiguration(f"this works on a directory only, not on {data}: copy the data here first")
    return Places(Path(data))


def local_side(data: Path | str) -> Places:
    """The places on the local disk: those of a directory, or what a store in a bucket keeps here.

    For a bucket that is below `$ECORRIDOR_STATE`, else below `$XDG_STATE_HOME/ecorridor` or ~/.local/state/ecorridor.
    """
    if not is_remote(data):
        return Places(Path(data))
    base = os.environ.get("ECORRIDOR_STATE")
    if base is None:
        base = str(Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "ecorridor")
    return Places(Path(base) / blake2b(str(data).rstrip("/").encode(), digest_size=8).hexdigest())


def dataset_bytes(data: Path | str) -> dict[str, int]:
    """How large each dataset is."""
    if is_remote(data):
        from .objects import Objects

        return Objects(str(data), local_side(data)).bytes()
    places = Places(Path(data))
    return {name: bytes_in(places.dataset(name), SUFFIX) for name in ("articles", "comments")}


def bytes_in(directory: Path, suffix: str = "") -> int:
    """How large the files of a directory are; what a commit takes away meanwhile counts nothing.

    Raises `DataDirectory` where it cannot be read.
    """
    size = 0
    try:
        for path in directory.iterdir() if directory.is_dir() else ():
            with suppress(FileNotFoundError):
                size += path.stat().st_size if path.name.endswith(suffix) else 0
    except PermissionError as exc:
        raise DataDirectory(f"cannot read {directory}: change its permissions") from exc
    return size


_FULL = {errno.ENOSPC, errno.EDQUOT}
_UNWRITABLE = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.EISDIR,
    errno.ENAMETOOLONG,
}


@contextmanager
def os_errors(path: Path, *, option: str = "--data") -> Iterator[None]:
    """Turns what the operating system says about writing below `path`, which is given with `option`, into an error with
    a remedy.
    """
    try:
        yield
    except OSError as exc:
        number = exc.errno or _number_in(str(exc))
        if number in _FULL:
            remedy = f"free some, or choose another {option}"
            if option == "--data":
                remedy = "what was staged is kept; free some space and run the same command again"
            raise DiskFull(f"no space left under {path}: {remedy}") from exc
        if number in _UNWRITABLE:
            raise DataDirectory(
                f"cannot write under {path} ({exc.strerror or exc}): choose another {option} or change its permissions"
            ) from exc
        raise


def _number_in(message: str) -> int | None:
    """The errno in the message of an error that a library raised without one, in C or in Rust."""
    found = re.search(r"(?i)\[errno (\d+)\]|\(os error (\d+)\)", message)
    return int(found[1] or found[2]) if found else None


def fsync(path: Path) -> None:
    """Makes a file's content, or a directory's entries, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Replaces a small file in one step: readers, kills and power cuts see the old content or the new."""
    temporary = path.with_name(f"{path.name}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(temporary, path)  # noqa: PTH105  (one call, as the journal's reader expects)
    fsync(path.parent)


def write_all(descriptor: int, content: bytes) -> None:
    """Writes everything, however many calls it takes."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def locked(path: Path, *, wait: bool, may_write: bool = True) -> Iterator[None]:
    """Holds an exclusive lock on a file; it ends with the process, whatever happens to it. One who may only read it
    shares the lock with others of his kind.

    Raises `Busy` when another process holds it and `wait` is false.
    """
    with os_errors(path.parent):
        descriptor = os.open(path, os.O_CLOEXEC | (os.O_RDWR | os.O_CREAT if may_write else os.O_RDONLY), 0o644)
    try:
        try:
            kind = fcntl.LOCK_EX if may_write else fcntl.LOCK_SH
            fcntl.flock(descriptor, kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy(f"another process is committing to {path.parent.parent}: try again when it has ended") from None
        yield
    finally:
        os.close(descriptor)


def check_writable(data: Path | str, *, minimum_free: int) -> None:
    """Makes the data directory if need be and makes sure that a crawl into it can end well.

    Raises `DataDirectory` if nothing can be written there, and `DiskFull` if less is free than `minimum_free`
    and twice the largest file, which is what the commit of a small crawl may need.
    """
    places = local_side(data)
    places.make()
    with os_errors(places.data):
        probe = places.ops / f"probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    sizes = [path.stat().st_size for name in ("articles", "comments") for path in places.dataset(name).iterdir()]
    needed = minimum_free + 2 * max(sizes, default=0)
    status = os.statvfs(places.data)
    if status.f_bavail * status.f_frsize < needed:
        raise DiskFull(
            f"less than {ceil(needed / 1e5) / 10:,.1f} MB free under {places.data}, which a commit may need "
            "(MIN_FREE_MB and twice the largest file): free some space, or choose another --data"
        )
