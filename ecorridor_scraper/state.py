"""What the crawl remembers between runs: pages seen, validators, next visits, failures, hosts that asked for peace.

A cache in SQLite: losing it costs requests, never data, and `State.rebuild` makes it again from the datasets. A page is
written here only after its visit is durable in staging, so a killed run fetches it again instead of forgetting it.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING, Any

from .clock import Clock, as_moment, in_seconds
from .errors import BadConfiguration, CorruptData, DataDirectory, DiskFull, EcorridorError, NewerData
from .known import Known, Look, after
from .revisits import FAILURES, retry_at
from .runs import Runs
from .sites import article_key
from .store import is_remote, local_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

logger = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, site TEXT NOT NULL, kind TEXT NOT NULL,
    published INTEGER, first_visit INTEGER NOT NULL, last_visit INTEGER NOT NULL, next_visit INTEGER,
    etag TEXT, last_modified TEXT, digest TEXT, comments INTEGER NOT NULL DEFAULT 0, stated INTEGER,
    visits INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 1, probe TEXT, is_sure INTEGER NOT NULL DEFAULT 0,
    is_past INTEGER NOT NULL DEFAULT 0, article_id TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_due ON pages (site, next_visit) WHERE next_visit IS NOT NULL;
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY, blocked_until INTEGER, day TEXT, requests INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    url TEXT PRIMARY KEY, site TEXT NOT NULL, etag TEXT, last_modified TEXT, newest INTEGER, read INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (url TEXT PRIMARY KEY, read INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    site TEXT, run TEXT, ended INTEGER NOT NULL, exit_code INTEGER NOT NULL, articles INTEGER, comments INTEGER,
    new_comments INTEGER, pages INTEGER, failed INTEGER, alarms TEXT NOT NULL, coverage TEXT NOT NULL,
    PRIMARY KEY (site, ended, run)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notices (what TEXT PRIMARY KEY, told INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leads (site TEXT, other TEXT, PRIMARY KEY (site, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (mark TEXT PRIMARY KEY, article_id TEXT NOT NULL, url TEXT NOT NULL) WITHOUT ROWID;
"""
_SEVERAL = ("", "")
"""Whose a comment is that was seen under several articles, as the rules of a house are: nobody's."""
_LAYOUT = 3
"""Of the tables; a file of another layout is set aside and made again."""
_BATCH = 200
_WITNESSES = 20
"""So many articles are asked whether the clock is behind."""
_LITTLE = 65536
"""With less left on the disk (bytes), what SQLite calls an I/O error is that its memory file could not grow."""

_COLUMNS = tuple(Known.__dataclass_fields__)
_TIMES = frozenset({"published", "first_visit", "last_visit", "next_visit"})


@dataclass(slots=True, frozen=True)
class SiteSummary:
    """How much is known of a site: articles, their comments, visits due, pages that fail, the last visit."""

    site: str
    articles: int
    comments: int
    due: int
    failing: int
    last_visit: datetime | None


class State:
    """The memory of one data directory. Writes are kept back until `flush`, reads see them at once."""

    def __init__(self, path: str | Path = ":memory:") -> None:
        """Open or make it. A file that is no database is set aside, since it can be rebuilt."""
        self._path = str(path)
        self._pending: dict[str, Known] = {}
        self._requests: dict[str, int] = {}
        self._marks: dict[str, tuple[str, str]] = {}
        self._told = ""
        """The last trouble, which whoever met it has told of."""
        self.runs = Runs(self._read, self._write)
        """What the runs did to each site."""
        self._is_durable = True
        """Whether `before_flush` went well when it was last called; else whoever gave it tells of that."""
        self.before_flush: Callable[[], None] | None = None
        """Called before anything is written: it makes durable what the pages are remembered for."""
        try:
            self._db = self._open()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                raise _trouble(path, error) from error
            aside = Path(path).with_suffix(".broken")
            for suffix in ("", "-wal", "-shm"):
                if (part := Path(f"{path}{suffix}")).exists():
                    part.replace(f"{aside}{suffix}")
            logger.warning("%s cannot be used (%s); it is set aside as %s and made again", path, error, aside.name)
            self._db = self._open()

    @classmethod
    def of(cls, data: str | Path) -> State:
        """The memory of a data directory, which is made if need be, from its datasets where they know more."""
        places = local_side(data)
        path = places.ops / "state.sqlite"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataDirectory(f"cannot write under {data} ({error.strerror}): choose another --data") from error
        state = cls(path)
        if not state.has_articles() and _is_crawled(data):
            try:
                count = state.rebuild(_stored(data))
            except NewerData:  # nothing that this version fetches could be stored
                state.close()
                raise
            except CorruptData as error:
                logger.warning("what was crawled before cannot be remembered: %s", error)
            else:
                if count:
                    logger.info("%d articles are remembered from the datasets", count)
        return state

    @classmethod
    def beside(cls, data: str | Path) -> State:
        """What is known of the articles of a data directory, only to be read: nothing is made in it.

        Where there is no memory, or none that can be read, the datasets say where each article is. Raises CorruptData.
        """
        path = local_side(data).ops / "state.sqlite"
        if path.is_file():
            with suppress(BadConfiguration):
                return cls.to_look_at(path)
        state = cls()
        if _is_crawled(data):
            state.rebuild(_stored(data))
        return state

    @classmethod
    def to_look_at(cls, path: Path) -> State:
        """The memory of a data directory, only to be read: also where the disk is full or cannot be written."""
        self = cls()
        for how in ("mode=ro", "immutable=1"):  # the second writes nothing at all, and so may miss a run under way
            try:
                db = _readable(f"{path.resolve().as_uri()}?{how}")
            except sqlite3.DatabaseError as error:
                why = error
                continue
            self._db.close()
            self._db, self._path = db, str(path)
            return self
        self._db.close()
        raise BadConfiguration(f"{path} cannot be read ({why}); the next crawl mends it")

    def _open(self) -> sqlite3.Connection:
        for suffix in ("-wal", "-shm", ""):  # it is noticed at once, and not once the pages have come
            _check_file(Path(f"{self._path}{suffix}"))
        db = sqlite3.connect(self._path, timeout=60, isolation_level=None, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _check_tables(db)
            else:  # in one step: a disk that is full leaves no half of it
                db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={_LAYOUT}; COMMIT")
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    # ------------------------------------------------------------ pages

    def known(self, keys: Iterable[str]) -> dict[str, Known]:
        """What is remembered of these pages; unknown ones are absent."""
        found: dict[str, Known] = {}
        ask: list[str] = []
        for key in keys:
            if key in self._pending:
                found[key] = self._pending[key]
            else:
                ask.append(key)
        for at in range(0, len(ask), 500):
            part = ask[at : at + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT {','.join(_COLUMNS)} FROM pages WHERE key IN ({marks})"  # noqa: S608  (constants only)
            found.update((row.key, row) for row in map(_known, self._read(query, part)))
        return found

    def page(self, key: str) -> Known | None:
        """What is remembered of one page."""
        return self.known([key]).get(key)

    def shared(self, keys: Iterable[str]) -> tuple[str, int] | None:
        """The site that has most articles with the paths of these pages, on hosts of its own, and how many."""
        self.flush()
        paths = sorted({key[key.find("/") :] for key in keys if "/" in key})[:500]
        query = (
            "SELECT site, count(*) AS many FROM pages WHERE kind = 'article' "  # noqa: S608  (constants only)
            f"AND substr(key, instr(key, '/')) IN ({','.join('?' * len(paths))}) GROUP BY site ORDER BY many DESC, site"
        )
        return next(iter(self._read(query, paths)), None)

    def owner(self, marks: Sequence[str]) -> tuple[str, str] | None:
        """Id and address of the one article under which a comment with one of these marks was seen."""
        owners = self._owners(marks)
        return next((owners[mark] for mark in marks if owners.get(mark, _SEVERAL) != _SEVERAL), None)

    def _owners(self, marks: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Whose each mark is; unknown ones are absent."""
        found = {mark: self._marks[mark] for mark in marks if mark in self._marks}
        for at in range(0, len(marks), 500):
            part = marks[at : at + 500]
            query = f"SELECT mark, article_id, url FROM marks WHERE mark IN ({','.join('?' * len(part))})"  # noqa: S608
            for mark, *owner in self._read(query, part):
                found.setdefault(mark, tuple(owner))
        return found

    def due(self, sites: Sequence[str], now: datetime, limit: int, *, is_past: bool = False) -> list[Known]:
        """Pages whose next visit has come, the newest articles first; `is_past` only what a past period still lacks."""
        self.flush()
        marks = ",".join("?" * len(sites))
        query = (
            f"SELECT {','.join(_COLUMNS)} FROM pages WHERE site IN ({marks}) AND next_visit <= ? AND is_past = ? "  # noqa: S608
            "ORDER BY coalesce(published, first_visit) DESC, key LIMIT ?"
        )
        return [_known(row) for row in self._read(query, (*sites, in_seconds(now), is_past, limit))]

    def has_articles(self, site: str | None = None) -> bool:
        """Whether any article is remembered, or any of a site."""
        where = "" if site is None else " AND site = ?"
        query = f"SELECT 1 FROM pages WHERE kind = 'article'{where} LIMIT 1"  # noqa: S608  (constants only)
        return bool(self._read(query, () if site is None else (site,)))

    def found(
        self,
        key: str,
        url: str,
        site: str,
        at: datetime,
        *,
        published: datetime | None = None,
        is_sure: bool = False,
        is_past: bool = False,
    ) -> None:
        """Remember an address that has still to be fetched."""
        self._put(Known(key, url, site, "found", published, at, at, at, is_sure=is_sure, is_past=is_past))

    def saw(self, look: Look) -> Known:
        """Remember a visit whose data is durable."""
        known = after(self.page(look.key), look)
        if look.mark and look.article_id:
            owner = self._owners([look.mark]).get(look.mark)
            is_own = owner is None or owner[0] == look.article_id
            self._marks[look.mark] = (look.article_id, look.url) if is_own else _SEVERAL
        self._put(known)
        return known

    def moved(self, key: str) -> None:
        """Remember that an article is elsewhere now: its former page is not visited any more."""
        if known := self.page(key):
            self._put(replace(known, kind="moved", next_visit=None))

    def failed(self, key: str, url: str, site: str, at: datetime, *, is_gone: bool = False) -> Known:
        """Remember that a page could not be had; a page that is gone (404, 410) is asked for once more at most."""
        before = self.page(key)
        failures = (before.failures if before else 0) + 1
        retry = retry_at(at, FAILURES - 2 + failures if is_gone else failures)
        if before:
            kind = "gone" if is_gone and before.kind != "article" else before.kind
            known = replace(before, last_visit=at, next_visit=retry, failures=failures, kind=kind)
        else:
            known = Known(key, url, site, "gone" if is_gone else "failed", None, at, at, retry, failures=failures)
        self._put(known)
        return known

    def _put(self, known: Known) -> None:
        self._pending[known.key] = known
        if len(self._pending) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was kept back, in one transaction."""
        if not self._pending and not self._requests:
            return
        if self._pending and self.before_flush is not None:
            try:
                self.before_flush()
            except EcorridorError:
                self._is_durable = False
                raise
            self._is_durable = True
        rows = [
            tuple(in_seconds(getattr(k, c)) if c in _TIMES else getattr(k, c) for c in _COLUMNS)
            for k in self._pending.values()
        ]
        marks = ",".join("?" * len(_COLUMNS))
        with self._write() as db:
            db.executemany(f"REPLACE INTO pages ({','.join(_COLUMNS)}) VALUES ({marks})", rows)  # noqa: S608
            db.executemany("REPLACE INTO marks VALUES (?, ?, ?)", ((m, *owner) for m, owner in self._marks.items()))
            for name, count in self._requests.items():
                host, _, day = name.rpartition(" ")
                db.execute(
                    "INSERT INTO hosts (host, day, requests) VALUES (?, ?, ?) ON CONFLICT (host) DO UPDATE SET "
                    "requests = CASE WHEN day = excluded.day THEN requests ELSE 0 END + excluded.requests, "
                    "day = excluded.day",
                    (host, day, count),
                )
        self._pending.clear()
        self._marks.clear()
        self._requests.clear()

    def _read(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows that answer a question. Raises DataDirectory or CorruptData."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._told_of(error) from error

    def _told_of(self, error: sqlite3.Error) -> EcorridorError:
        trouble = _trouble(self._path, error)
        self._told = str(trouble)
        return trouble

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is written, or nothing is. Raises DiskFull, DataDirectory or CorruptData."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._told_of(error) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    # ------------------------------------------------------------ hosts and sources

    def count_request(self, host: str, at: datetime) -> None:
        """Count a request against the host's daily quota."""
        name = f"{host} {at:%Y-%m-%d}"
        self._requests[name] = self._requests.get(name, 0) + 1

    def requests_today(self, host: str, at: datetime) -> int:
        """How many requests went to a host on this UTC day."""
        day = f"{at:%Y-%m-%d}"
        rows = self._read("SELECT requests FROM hosts WHERE host = ? AND day = ?", (host, day))
        return (rows[0][0] if rows else 0) + self._requests.get(f"{host} {day}", 0)

    def block(self, host: str, until: datetime) -> None:
        """Leave a host alone until then, in later runs too."""
        with self._write() as db:
            db.execute(
                "INSERT INTO hosts (host, blocked_until) VALUES (?, ?) "
                "ON CONFLICT (host) DO UPDATE SET blocked_until = excluded.blocked_until",
                (host, in_seconds(until)),
            )

    def blocked_until(self, host: str, now: datetime) -> datetime | None:
        """Until when a host is to be left alone; None where it is not."""
        rows = self._read("SELECT blocked_until FROM hosts WHERE host = ?", (host,))
        until = as_moment(rows[0][0]) if rows else None
        return until if until and until > now else None

    def source(self, url: str) -> tuple[str | None, str | None, datetime | None]:
        """Validators (ETag, Last-Modified) of a source, and when it was last read."""
        rows = self._read("SELECT etag, last_modified, read FROM sources WHERE url = ?", (url,))
        return (rows[0][0], rows[0][1], as_moment(rows[0][2])) if rows else (None, None, None)

    def file(self, url: str, since: datetime) -> bytes | None:
        """A file of a host that speaks for all of it (robots.txt, tdmrep.json, ai.txt), if it was read since then."""
        rows = self._read("SELECT body FROM files WHERE url = ? AND read >= ?", (url, in_seconds(since)))
        return rows[0][0] if rows else None

    def keep_file(self, url: str, at: datetime, body: bytes) -> None:
        """Remember such a file; where there is no space it is asked for again."""
        with suppress(EcorridorError), self._write() as db:
            db.execute("REPLACE INTO files (url, read, body) VALUES (?, ?, ?)", (url, in_seconds(at), body))

    def lead(self, site: str, others: Iterable[str]) -> None:
        """Remember that the sources of a site list pages of others."""
        known = {row[0] for row in self._read("SELECT other FROM leads WHERE site = ?", (site,))}
        if fresh := sorted({*others} - known):
            with self._write() as db:
                db.executemany("REPLACE INTO leads (site, other) VALUES (?, ?)", [(site, other) for other in fresh])

    def led(self, site: str) -> list[str]:
        """The others whose pages only such sources list: nobody else would visit them again."""
        query = "SELECT other FROM leads WHERE site = ? AND other NOT IN (SELECT site FROM sources) ORDER BY other"
        return [row[0] for row in self._read(query, (site,))]

    def newest_of(self, url: str) -> datetime | None:
        """The newest item that a feed had when it was last read."""
        rows = self._read("SELECT newest FROM sources WHERE url = ?", (url,))
        return as_moment(rows[0][0]) if rows else None

    def read_source(
        self, url: str, site: str, at: datetime, *, etag: str | None, last_modified: str | None, newest: datetime | None
    ) -> None:
        """Remember that a source was read to its end, after what it lists."""
        self.flush()
        with self._write() as db:
            db.execute(
                "REPLACE INTO sources (url, site, etag, last_modified, newest, read) VALUES (?, ?, ?, ?, ?, ?)",
                (url, site, etag, last_modified, in_seconds(newest), in_seconds(at)),
            )

    def amend(self, now: datetime) -> bool:
        """Take back what was written under a clock that ran more than a day ahead; returns whether anything was.

        Raises BadConfiguration where it is rather the clock of now that is behind.
        """
        self.flush()
        late = in_seconds(now + timedelta(days=1))
        query = "SELECT 1 FROM runs WHERE ended > ? UNION ALL SELECT 1 FROM sources WHERE read > ? LIMIT 1"
        if not self._read(query, (late, late)):
            return False
        self._check_clock(now, late)
        present = in_seconds(now)
        with self._write() as db:
            for statement in (
                "DELETE FROM runs WHERE ended > ?",
                "DELETE FROM notices WHERE told > ?",
                "DELETE FROM sources WHERE read > ?",
                "DELETE FROM files WHERE read > ?",
                "UPDATE hosts SET blocked_until = NULL WHERE blocked_until > ?",
            ):
                db.execute(statement, (late,))
            db.execute(
                "UPDATE pages SET first_visit = min(first_visit, ?), last_visit = ?, next_visit = ? "
                "WHERE last_visit > ?",
                (present, present, present, late),
            )
        logger.warning(
            "an earlier run was under a wrong clock, far ahead of now; what it remembered is checked again, "
            "and 'ecorridor verify --repair' lets later visits change what it stored"
        )
        return True

    def _check_clock(self, now: datetime, late: int | None) -> None:
        """Raise BadConfiguration where runs and newspapers agree that it is later than now: of what was seen last under
        clocks that ran later, most was published later than now, too.
        """
        query = (
            "SELECT count(*), coalesce(sum(published > ?), 0) FROM (SELECT published FROM pages WHERE kind = 'article' "
            "AND published IS NOT NULL AND last_visit > ? ORDER BY first_visit DESC, key LIMIT ?)"
        )
        ((count, later),) = self._read(query, (late, late, _WITNESSES))
        if 2 * later > count:
            raise BadConfiguration(
                f"the clock says {now:%Y-%m-%d %H:%M} UTC, but what was crawled last was published later: set it "
                f"right, and nothing is lost; if it is right, remove {self._path}, which the next crawl makes again"
            )

    def doubt(self) -> None:
        """Let the next visit of every page read all of it, since the datasets may lack what the last ones saw."""
        self.flush()
        with self._write() as db:
            db.execute("UPDATE pages SET etag = NULL, last_modified = NULL, digest = NULL, probe = NULL")

    def rename_sites(self, name_of: Callable[[str], str]) -> list[tuple[str, str, int]]:
        """Take pages to the name that a site file gives their host since: before, after, and how many articles."""
        self.flush()
        rows = self._read("SELECT DISTINCT site FROM pages WHERE next_visit IS NOT NULL AND site LIKE '%.%'")
        renamed = [(old, new) for (old,) in rows if (new := name_of(f"https://{old}/")) != old]
        found = []
        for old, new in renamed:
            with self._write() as db:
                count = db.execute("SELECT count(*) FROM pages WHERE site = ? AND kind = 'article'", (old,)).fetchone()
                db.execute("UPDATE pages SET site = ? WHERE site = ?", (new, old))
            found.append((old, new, count[0]))
        return found

    def forget(self, sites: Sequence[str]) -> None:
        """Remember nothing of these sites any more, but what their hosts have asked for."""
        with self._write() as db:
            for site in sites:
                for table in ("pages", "sources", "runs", "leads"):
                    db.execute(f"DELETE FROM {table} WHERE site = ?", (site,))  # noqa: S608  (constants only)
                db.execute("DELETE FROM marks WHERE substr(article_id, 1, length(:its)) = :its", {"its": f"{site}:"})
                db.execute("DELETE FROM notices WHERE substr(what, -length(:its)) = :its", {"its": f" {site}"})

    # ------------------------------------------------------------ the whole

    def summary(self, now: datetime) -> list[SiteSummary]:
        """Every site that was looked at, by name."""
        self.flush()
        rows = self._read(
            "SELECT site, sum(kind = 'article'), sum(comments), sum(next_visit <= ? AND NOT is_past), "
            "sum(failures > 0), max(last_visit) FROM pages GROUP BY site ORDER BY site",
            (in_seconds(now),),
        )
        return [
            SiteSummary(s, a, c or 0, due or 0, failing or 0, as_moment(last)) for s, a, c, due, failing, last in rows
        ]

    def rebuild(self, articles: Iterable[Look]) -> int:
        """Take up articles that a dataset has and the state lacks; returns how many."""
        count = 0
        for look in articles:
            if look.key not in self.known([look.key]):
                self.saw(look)
                count += 1
        self.flush()
        return count

    def close(self) -> None:
        """Write what was kept back and let go of the file."""
        told = self._told
        try:
            self.flush()
        except EcorridorError as error:  # a cache: what is not remembered is visited again
            is_told = str(error) == told or not self._is_durable
            logger.log(logging.DEBUG if is_told else logging.WARNING, "%s", error)
        finally:
            self._db.close()


def _check_file(file: Path) -> None:
    """Raise DataDirectory, naming the file of the memory that cannot be written.

    SQLite makes the files beside the first as read-only as that was, and leaves them so: these are mended.
    """
    if not file.is_file() or os.access(file, os.W_OK):
        return
    if file.suffix != ".sqlite":
        with suppress(OSError):
            file.chmod(file.stat().st_mode | 0o200)
            return
    raise DataDirectory(f"{file} cannot be written: change its permissions or its owner")


def _trouble(path: str | Path, error: sqlite3.Error) -> EcorridorError:
    """What an error of the database is to the user."""
    if "full" in str(error) or ("I/O" in str(error) and disk_usage(Path(path).parent).free < _LITTLE):
        return DiskFull(f"{path}: no space left; free some and run the same command again")
    if isinstance(error, sqlite3.OperationalError) and "decode" not in str(error):  # as it says of text that is none
        return DataDirectory(f"{path}: {error}; check that the directory can be written")
    return CorruptData(f"{path}: {error}; remove it, and the next crawl makes it again from the datasets")


def _readable(address: str) -> sqlite3.Connection:
    """A database that is only read, if it has the tables of a memory."""
    db = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        _check_tables(db)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _check_tables(db: sqlite3.Connection) -> None:
    """Raise DatabaseError where a database has not the tables of a memory, or not those of this version."""
    if db.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
        raise sqlite3.DatabaseError("made by another version")
    for table in ("pages", "hosts", "sources", "files", "runs", "notices", "leads", "marks"):
        db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608  (constants only)


def _known(row: tuple[object, ...]) -> Known:
    values = {c: as_moment(v) if c in _TIMES else v for c, v in zip(_COLUMNS, row, strict=True)}  # type: ignore[arg-type]
    values |= {name: bool(values[name]) for name in ("is_sure", "is_past")}
    return Known(**values)  # type: ignore[arg-type]


def _is_crawled(data: str | Path) -> bool:
    """Whether there may be articles in a data directory."""
    return is_remote(data) or any(local_side(data).dataset("articles").glob("*.parquet"))


def _stored(data: str | Path) -> Iterator[Look]:
    """What the datasets know of each article."""
    from .store import known_articles

    now = Clock().now()
    for row in known_articles(data):
        yield Look(
            key=article_key(row.url),
            url=row.url,
            site=row.site,
            at=min(row.last_seen, now),
            published=row.date_published,
            comments=row.comment_count or 0,
            article_id=row.article_id,
        )
