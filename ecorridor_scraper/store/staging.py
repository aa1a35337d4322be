"""Staging: one line for every visit, durable before anyone relies on it.

A segment is an append-only file of JSON lines, locked (`flock`) by the process that writes it. It is called
`.open` until it is handed over as `.seg`; the committer takes `.seg` files, and `.open` files whose lock is
free because their owner died. A last line without its newline was never acknowledged and is no data.

A line holds the comments by column, not by row: the name of a column is written once, and so is what is the same in
all comments of a thread. That makes lines a third as long and both ends several times as
fast.
"""

from __future__ import annotations

import fcntl
import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import orjson

from ecorridor_scraper.errors import DataDirectory
from ecorridor_scraper.items import Article, Block, Comment, Visit

from .places import Places, fsync, local_side, os_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_OPTIONS = orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE
_KEPT_BY_STORE = frozenset(
    {"first_seen", "last_seen", "last_changed", "deleted_at", "revision", "history", "schema_version"}
)
ARTICLE_COLUMNS = tuple(f.name for f in fields(Article) if f.name not in _KEPT_BY_STORE)
_GIVEN_BY_ARTICLE = frozenset({"site", "article_id"})
COMMENT_COLUMNS = tuple(f.name for f in fields(Comment) if f.name not in _KEPT_BY_STORE | _GIVEN_BY_ARTICLE)
_article_values = attrgetter(*ARTICLE_COLUMNS)
_comment_values = attrgetter(*COMMENT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Nested:
    """A column of dataclasses, which a line holds as arrays of their values in the order of their fields."""

    kind: type
    many: bool
    fields: tuple[Callable[[Any], Any], ...]

    def pack(self, values: Iterable[Any]) -> list[Any]:
        """Values of a column as `[lengths, first field of all items, second field of all items, ...]`.

        Flat arrays of scalars cost a fifth of what nested objects do, at either end.
        """
        lists = values if self.many else [[] if value is None else [value] for value in values]
        lists = [value or () for value in lists]
        items = [item for value in lists for item in value]
        return [list(map(len, lists)), *(list(map(field, items)) for field in self.fields)]

    def unpack(self, packed: list[Any]) -> list[Any]:
        """The inverse of `pack`; fields that a line of an older version lacks take their defaults."""
        lengths, *columns = packed
        items = iter([self.kind(*values) for values in zip(*columns, strict=True)])
        lists = [[next(items) for _ in range(length)] for length in lengths]
        return lists if self.many else [value[0] if value else None for value in lists]


def _nested(item: type) -> dict[str, Nested]:
    found = {}
    for name, hint in get_type_hints(item).items():
        if name in _KEPT_BY_STORE:
            continue
        many = get_origin(hint) is list
        for kind in get_args(hint):
            if isinstance(kind, type) and is_dataclass(kind):
                found[name] = Nested(kind, many, tuple(attrgetter(f.name) for f in fields(kind)))
    return found


NESTED = _nested(Article) | _nested(Comment)
"""The nested columns that a line has, of both datasets; where both have one of a name, it is of one type."""

_BLOCK_TEXT = 1 + [f.name for f in fields(Block)].index("text")

SEGMENT_BYTES = 16 << 20
SEGMENT_SECONDS = 900.0
SYNC_SECONDS = 1.0


def encode_visit(visit: Visit) -> bytes:
    """A visit as one line of JSON with its newline; `decode_visit` is the inverse.

    Columns that only the store knows (first_seen, history, ...) are left out, and so is `Visit.wanted`. What
    UTF-8 or 64 bits cannot hold (lone surrogates, absurd counts) is replaced by U+FFFD or dropped.
    """
    line = _line(visit)
    try:
        return orjson.dumps(line, option=_OPTIONS)
    except TypeError:
        return orjson.dumps(_storable(line), option=_OPTIONS)


def _line(visit: Visit) -> dict[str, Any]:
    article: dict[str, Any] = {}
    for name, value in zip(ARTICLE_COLUMNS, _article_values(visit.article), strict=True):
        if value is not None and value != []:
            article[name] = NESTED[name].pack([value]) if name in NESTED else value
    if "body" in article and article["body"] == _joined(article):
        article["body"] = True
    same, rows = _columns(visit.comments)
    line: dict[str, Any] = {
        "fetched_at": visit.fetched_at,
        "article": article,
        "size": len(visit.comments),
        "same": same,
        "rows": rows,
    }
    if visit.documents != 1:
        line["documents"] = visit.documents
    if visit.disagreements:
        line["disagreements"] = visit.disagreements
    if visit.notes:
        line["notes"] = visit.notes
    return line


def _columns(comments: list[Comment]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns in which all comments say the same, with what that is, and the others with a value for each."""
    same: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    if not comments:
        return same, rows
    for name, values in zip(COMMENT_COLUMNS, zip(*map(_comment_values, comments), strict=True), strict=True):
        first = values[0]
        if name in NESTED:
            if any(values):
                rows[name] = NESTED[name].pack(values)
        elif values.count(first) != len(comments):
            rows[name] = values
        elif first is not None:
            same[name] = first
    return same, rows


def _joined(article: dict[str, Any]) -> str | None:
    """The body that packed blocks make; most bodies are that, and need not be written twice."""
    blocks = article.get("body_blocks")
    return "\n\n".join(blocks[_BLOCK_TEXT]) if blocks else None


def body_of(article: dict[str, Any]) -> str | None:
    """The body of a decoded line's article."""
    body = article.get("body")
    return _joined(article) if body is True else body


def _storable(value: Any) -> Any:
    """The same value without what JSON in UTF-8 with 64-bit numbers cannot say."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if isinstance(value, bool) or value is None or isinstance(value, (float, datetime)):
        return value
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else None
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be staged")


def decode_visit(line: bytes) -> Visit:
    """The visit that `encode_visit` wrote."""
    raw = orjson.loads(line)
    raw["article"]["body"] = body_of(raw["article"])
    article = Article(**_typed(_unpacked(raw["article"], one=True)))
    given: dict[str, Any] = {"site": article.site, "article_id": article.article_id}
    rows = _unpacked(raw["rows"], one=False)
    comments = [
        Comment(**given, **_typed(raw["same"] | {name: values[place] for name, values in rows.items()}))
        for place in range(raw["size"])
    ]
    return Visit(
        article=article,
        comments=comments,
        fetched_at=datetime.fromisoformat(raw["fetched_at"]).astimezone(UTC),
        documents=raw.get("documents", 1),
        disagreements=raw.get("disagreements", []),
        notes=raw.get("notes", []),
    )


def _unpacked(values: dict[str, Any], *, one: bool) -> dict[str, Any]:
    for name in values.keys() & NESTED.keys():
        found = NESTED[name].unpack(values[name])
        values[name] = found[0] if one else found
    return values


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    for name in ("date_published", "date_modified"):
        if values.get(name) is not None:
            values[name] = datetime.fromisoformat(values[name]).astimezone(UTC)
    return values


def host_name() -> str:
    """What this machine is called, as a part of the name of a file."""
    return "".join(c if c.isalnum() else "-" for c in socket.gethostname())[:40]


class Staging:
    """The segments that one process writes for one run.

    `append` returns when the line is with the operating system: it survives the death of the process. `sync`
    returns when it survives a power cut too; a second after `append` it is called at the latest, whether or not
    another line comes, so a power cut costs a second at most. Whoever records that a page was visited does so
    after `sync`.

    Raises `DiskFull` when a line did not fit (nothing of it is kept, everything before it is) and
    `DataDirectory` when the directory cannot be written.
    """

    def __init__(self, data: Path | str, run: str) -> None:
        self._places = local_side(data)
        self._places.make()
        self._stem = f"{run}-{host_name()}-{os.getpid()}"
        self._number = 0
        self._descriptor: int | None = None
        self._path = Path()
        self._size = 0
        self._opened = self._synced = 0.0
        self._unsynced = 0
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._trouble: BaseException | None = None

    def append(self, visit: Visit) -> None:
        """Adds one visit: one line, one write."""
        line = encode_visit(visit)
        with self._lock:
            now = time.monotonic()
            if self._descriptor is not None and (
                self._size + len(line) > SEGMENT_BYTES or now - self._opened > SEGMENT_SECONDS
            ):
                self.rotate()
            with os_errors(self._places.data):
                if self._descriptor is None:
                    self._open()
                self._write(line)
            self._unsynced += 1
            if now - self._synced >= SYNC_SECONDS:
                self.sync()
            elif self._timer is None:
                self._timer = threading.Timer(SYNC_SECONDS, self._sync_late)
                self._timer.daemon = True
                self._timer.start()

    def sync(self) -> None:
        """Returns when every line so far survives a power cut. Costs nothing when there is no new line."""
        with self._lock:
            if self._trouble is not None:
                trouble, self._trouble = self._trouble, None
                raise trouble
            if self._unsynced and self._descriptor is not None:
                with os_errors(self._places.data):
                    os.fdatasync(self._descriptor)
                if not os.fstat(self._descriptor).st_nlink:
                    raise self._removed()
            self._unsynced = 0
            self._synced = time.monotonic()

    def _sync_late(self) -> None:
        """Syncs what no later line has synced; what goes wrong is raised by the next `sync`."""
        with self._lock:
            self._timer = None
            try:
                self.sync()
            except BaseException as exc:  # noqa: BLE001  (told to the thread that stages)
                self._trouble = exc

    def rotate(self) -> None:
        """Hands the lines so far over to the committer; the next `append` begins a new segment."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._descriptor is None:
                return
            self.sync()
            descriptor, self._descriptor = self._descriptor, None
            with os_errors(self._places.data):
                try:
                    self._path.rename(self._path.with_suffix(".seg"))
                    fsync(self._places.staging)
                except FileNotFoundError:
                    if self._size:
                        raise self._removed() from None
                finally:
                    os.close(descriptor)

    close = rotate

    def _removed(self) -> DataDirectory:
        return DataDirectory(f"{self._path} was removed under the run, with what it held")

    def _open(self) -> None:
        """Begins a segment. A committer may have taken the empty file for an orphan before it was locked."""
        for _ in range(100):
            self._number += 1
            path = self._places.staging / f"{self._stem}-{time.time_ns()}-{self._number:04d}.open"
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if path.stat().st_ino == os.fstat(descriptor).st_ino:
                    fsync(self._places.staging)
                    self._descriptor, self._path, self._size = descriptor, path, 0
                    self._opened = self._synced = time.monotonic()
                    return
            os.close(descriptor)
        raise DataDirectory(f"cannot keep a file in {self._places.staging}: something removes new files at once")

    def _write(self, line: bytes) -> None:
        assert self._descriptor is not None  # noqa: S101  (for the type checker; `append` opened it)
        try:
            written = os.write(self._descriptor, line)
            if written < len(line):  # the disk is nearly full: the next call says so, or takes the rest
                written += os.write(self._descriptor, line[written:])
            if written < len(line):
                raise OSError(28, "No space left on device")
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise
        self._size += written


def segments(places: Places) -> list[Path]:
    """The segments that can be committed, oldest first: finished ones, and those whose owner is dead."""
    if not places.staging.is_dir():
        return []
    for orphan in sorted(places.staging.glob("*.open")):
        _adopt(orphan)
    return sorted(places.staging.glob("*.seg"), key=lambda path: (path.stat().st_mtime_ns, path.name))


def _adopt(orphan: Path) -> None:
    try:
        descriptor = os.open(orphan, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with suppress(FileNotFoundError):
            if os.fstat(descriptor).st_size:
                os.fsync(descriptor)
                orphan.rename(orphan.with_suffix(".seg"))
            else:
                orphan.unlink()
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
