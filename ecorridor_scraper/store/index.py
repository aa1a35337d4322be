"""Which partition each article is in.

An article's partition is decided once, by the first commit that sees it; a corrected date does not move it.
The truth is the files themselves: an article is in the partition whose article file holds its row. This
SQLite file is a cache of that. It notes size and time of each file that it was read from, so one that was
lost, restored from a backup or left behind by a power cut is read again, and only those files that differ. It
also keeps the trace (see `lines`) of the newest visit of each article, until anything but a commit changes a file;
and of each partition the time of the newest visit and what its files were when they were last packed.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from .lines import Trace
from .partition import following, partition_name, partition_slug, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .files import Files
    from .lines import Look

FULL_BYTES = 128 << 20

_SCHEMA = """
CREATE TABLE IF NOT EXISTS partition (number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, stamp TEXT);
CREATE TABLE IF NOT EXISTS article (key INTEGER PRIMARY KEY, partition INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS article_partition ON article (partition);
CREATE TABLE IF NOT EXISTS rest (number INTEGER PRIMARY KEY, seen_at TEXT, packed TEXT);
CREATE TABLE IF NOT EXISTS trace (key INTEGER PRIMARY KEY, seen_at TEXT NOT NULL, articles BLOB, comments BLOB);
"""


class Index:
    """The partition of every article of a store. Used under the commit lock only."""

    def __init__(self, path: Path, files: Files) -> None:
        self._files = files
        self._path = path
        with _os_errors():
            try:
                self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._begin_again()

    def _begin_again(self) -> None:
        """Drops a cache that a power cut has spoilt; the files will fill it again."""
        with suppress(sqlite3.Error):
            self._db.close()
        for name in (self._path.name, f"{self._path.name}-journal"):
            self._path.with_name(name).unlink(missing_ok=True)
        self._open()

    def _open(self) -> None:
        self._db = sqlite3.connect(self._path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=TRUNCATE")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def assign(self, looks: Iterable[Look]) -> None:
        """Sets `before` of each look, and `partition`: the one that its article is in, else the one it will be in."""
        looks = list(looks)
        with _os_errors():
            try:
                self._assign(looks)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._begin_again()
                self._assign(looks)

    def home(self, look: Look) -> str:
        """A guess, which changes nothing: the partition that an article is in, or that it belongs into."""
        known = None
        with suppress(sqlite3.DatabaseError):
            known = self._find(look.article_id)
        return known or partition_name(look.site, look.date_published, look.fetched_at)

    def _assign(self, looks: list[Look]) -> None:
        stamps = self._reconcile({slug(look.site) for look in looks})
        self._db.execute("BEGIN")
        decided: dict[str, str] = {}
        for look in looks:
            name = decided.get(look.article_id) or self._find(look.article_id)
            if name is None:
                name = partition_name(look.site, look.date_published, look.fetched_at)
                while self._is_full(name, stamps):
                    name = following(name)
                self._db.execute(
                    "INSERT OR REPLACE INTO article VALUES (?, ?)",
                    (_key(look.article_id), self._number(name)),
                )
            look.partition = decided[look.article_id] = name
            look.before = self._trace(look.article_id)
        self._db.execute("COMMIT")

    def written(self, looks: Iterable[Look]) -> None:
        """Notes that the files of these visits are as this process has just written them, so they need not be read
        again."""
        with _os_errors():
            self._db.execute("BEGIN")
            newest: dict[str, datetime] = {}
            for look in looks:
                newest[look.partition] = max(look.fetched_at, newest.get(look.partition, look.fetched_at))
            for name, seen_at in newest.items():
                number = self._number(name)
                self._db.execute("UPDATE partition SET stamp = ? WHERE number = ?", (self._stamp(name), number))
                self._db.execute(
                    "INSERT INTO rest (number, seen_at) VALUES (?, ?) "
                    "ON CONFLICT DO UPDATE SET seen_at = max(ifnull(seen_at, ''), excluded.seen_at)",
                    (number, seen_at.astimezone(UTC).isoformat()),
                )
            for look in looks:  # of an article's visits the newest comes last
                before = self._trace(look.article_id)
                if look.trace and (before is None or before.seen_at <= look.fetched_at):
                    row = (_key(look.article_id), look.fetched_at.isoformat(), *look.trace.hashes.values())
                    self._db.execute("INSERT OR REPLACE INTO trace VALUES (?, ?, ?, ?)", row)
            self._db.execute("COMMIT")

    def unpacked(self, site_slug: str) -> list[tuple[str, datetime | None]]:
        """The partitions of a site that are not known to be packed, the oldest first, and the time of the newest visit
        where that is known."""
        with _os_errors():
            found = self._db.execute(
                "SELECT name, seen_at FROM partition LEFT JOIN rest USING (number) "
                "WHERE name GLOB ? AND stamp IS NOT NULL AND packed IS NOT stamp ORDER BY name",
                (f"{site_slug}-*",),
            )
            return [(name, datetime.fromisoformat(seen_at) if seen_at else None) for name, seen_at in found]

    @contextmanager
    def packing(self, name: str) -> Iterator[None]:
        """Notes that the files of a partition are packed once the block ends, with the rows that they had."""
        before = self._stamp(name)
        yield
        now = self._stamp(name)
        with _os_errors():
            self._db.execute("BEGIN")
            self._db.execute("UPDATE partition SET stamp = ? WHERE name = ? AND stamp = ?", (now, name, before))
            self._db.execute(
                "INSERT INTO rest (number, packed) VALUES (?, ?) ON CONFLICT DO UPDATE SET packed = excluded.packed",
                (self._number(name), now),
            )
            self._db.execute("COMMIT")

    def _stamp(self, name: str) -> str:
        return f"{self._files.stamp('articles', name)} {self._files.stamp('comments', name)}"

    def _trace(self, article_id: str) -> Trace | None:
        query = "SELECT seen_at, articles, comments FROM trace WHERE key = ?"
        row = self._db.execute(query, (_key(article_id),)).fetchone()
        return None if row is None else Trace(datetime.fromisoformat(row[0]), {"articles": row[1], "comments": row[2]})

    def _find(self, article_id: str) -> str | None:
        row = self._db.execute(
            "SELECT name FROM article JOIN partition ON partition.number = article.partition WHERE key = ?",
            (_key(article_id),),
        ).fetchone()
        return None if row is None else str(row[0])

    def _number(self, name: str) -> int:
        row = self._db.execute("SELECT number FROM partition WHERE name = ?", (name,)).fetchone()
        if row is None:
            row = self._db.execute("INSERT INTO partition (name) VALUES (?) RETURNING number", (name,)).fetchone()
        return int(row[0])

    def _is_full(self, name: str, stamps: dict[str, str]) -> bool:
        return name in stamps and any(self._files.size(kind, name) > FULL_BYTES for kind in ("articles", "comments"))

    def _reconcile(self, slugs: set[str]) -> dict[str, str]:
        """Reads the article files of these sites that are not as noted; returns the stamps of all of them."""
        comments = self._files.stamps("comments")
        stamps = {
            name: f"{stamp} {comments.get(name, '')}"
            for name, stamp in self._files.stamps("articles").items()
            if partition_slug(name) in slugs
        }
        noted = {
            name: stamp
            for name, stamp in self._db.execute("SELECT name, stamp FROM partition")
            if partition_slug(name) in slugs
        }
        for name in noted.keys() | stamps.keys():
            if noted.get(name) == stamps.get(name):
                continue
            keys = [_key(article_id) for article_id in self._files.article_ids(name)] if name in stamps else []
            self._db.execute("BEGIN")
            number = self._number(name)
            self._db.execute("DELETE FROM trace WHERE key IN (SELECT key FROM article WHERE partition = ?)", (number,))
            self._db.execute("DELETE FROM article WHERE partition = ?", (number,))
            self._db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?)", ((key, number) for key in keys))
            self._db.execute("UPDATE partition SET stamp = ? WHERE number = ?", (stamps.get(name), number))
            self._db.execute("COMMIT")
        return stamps


@contextmanager
def _os_errors() -> Iterator[None]:
    """What SQLite says of the disk as what the operating system would have said."""
    try:
        yield
    except sqlite3.OperationalError as exc:
        name = exc.sqlite_errorname
        if name in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE"):
            raise OSError(errno.ENOSPC, str(exc)) from exc
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise OSError(errno.EACCES, str(exc)) from exc
        raise


def _key(article_id: str) -> int:
    return int.from_bytes(blake2b(article_id.encode(), digest_size=8).digest(), signed=True)
