"""The archive: raw responses of a run as standard WARC 1.1 (ISO 28500), so that a repaired extractor repairs
the past.

One gzip file for each run under `_ops/raw/<day>/`, one member for each record, readable by warcio, fastwarc,
pywb and every other tool. All responses of one visit say in `WARC-Refers-To-Target-URI` which article they
belong to, and in `WARC-Date` when the visit was made: extracting them again gives the visit that was staged
then.
"""

from __future__ import annotations

import fcntl
import gzip
import os
from base64 import b32encode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ecorridor_scraper.addresses import address_key
from ecorridor_scraper.clock import days_before, parse_moment
from ecorridor_scraper.errors import BadInput, MissingExtra
from ecorridor_scraper.sites import article_key

from .places import fsync, local_side, os_errors, write_all
from .tombstones import Tombstones

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ecorridor_scraper.items import Visit

_SUFFIX = ".warc.gz"
_ARTICLE = "WARC-Refers-To-Target-URI"
_UNKEPT = frozenset({"set-cookie", "set-cookie2", "content-encoding", "transfer-encoding", "content-length"})


@dataclass(slots=True)
class Response:
    """One archived response, its body decoded from any transfer or content encoding."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    record_id: str = ""


@dataclass(slots=True)
class ArchivedVisit:
    """The responses of one visit; the first is the article's page."""

    article_url: str
    fetched_at: datetime
    responses: list[Response] = field(default_factory=list)


def _warcio(name: str) -> Any:
    try:
        return import_module(f"warcio.{name}")
    except ImportError as exc:
        raise MissingExtra("reading an archive", "warc") from exc


class Archive:
    """The archive of one run. Raises `DiskFull` (what is whole stays) and `DataDirectory`. Only reading needs the
    extra `warc`."""

    def __init__(self, data: Path | str, run: str, *, day: datetime | None = None) -> None:
        self._places = local_side(data)
        directory = self._places.raw / f"{day or datetime.now(UTC):%Y-%m-%d}"
        with os_errors(self._places.data):
            directory.mkdir(parents=True, exist_ok=True)
        self._path = directory / f"{run}-{os.getpid()}{_SUFFIX}"
        self._descriptor: int | None = None
        self._tombstones = Tombstones(self._places.tombstones)

    def may_keep(self, visit: Visit) -> bool:
        """Whether nothing in a visit was forgotten: a page that still shows it is not archived."""
        self._tombstones.refresh()
        return not self._tombstones.concern(visit)

    def add(self, response: Response, *, article_url: str, fetched_at: datetime) -> str:
        """Adds a response of the visit of `article_url` at `fetched_at`; returns the record's id.

        Cookies are left out, and headers that speak of an encoding that the body no longer has.
        """
        headers = [(name, value) for name, value in response.headers if name.lower() not in _UNKEPT]
        head = [f"HTTP/1.1 {response.status}", *(f"{name}: {value}" for name, value in headers)]
        head.append(f"Content-Length: {len(response.body)}")
        block = "\r\n".join([*head, "", ""]).encode("utf-8", "replace") + response.body
        record_id = f"<urn:uuid:{uuid4()}>"
        fields = {
            "WARC-Type": "response",
            "WARC-Record-ID": record_id,
            "WARC-Target-URI": response.url,
            "WARC-Date": fetched_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            _ARTICLE: article_url,
            "WARC-Payload-Digest": f"sha1:{b32encode(sha1(response.body, usedforsecurity=False).digest()).decode()}",
            "Content-Type": "application/http; msgtype=response",
            "Content-Length": str(len(block)),
        }
        lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        record = "\r\n".join(lines).encode() + block + b"\r\n\r\n"
        with os_errors(self._places.data):
            self._write(gzip.compress(record, 6, mtime=0))
        return record_id

    def _write(self, member: bytes) -> None:
        """Adds a whole member or nothing, under a lock, since `drop_records` may be about to replace the file."""
        descriptor = self._locked()
        try:
            size = os.fstat(descriptor).st_size
            try:
                write_all(descriptor, member)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _locked(self) -> int:
        """The file, locked; opened again if it was replaced or removed meanwhile."""
        while True:
            if self._descriptor is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
                self._descriptor = os.open(self._path, flags, 0o644)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if self._path.stat().st_ino == os.fstat(self._descriptor).st_ino:
                    return self._descriptor
            os.close(self._descriptor)
            self._descriptor = None

    def sync(self) -> None:
        """Returns when everything so far survives a power cut."""
        if self._descriptor is not None:
            with os_errors(self._places.data):
                os.fsync(self._descriptor)

    def close(self) -> None:
        """Ends the file."""
        self.sync()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def read_archive(path: Path, *, unusable: Counter[str] | None = None) -> Iterator[ArchivedVisit]:
    """The visits of a WARC file, ours or another's, in its order; a torn end (a killed run) is left out.

    Records of others that name no article are visits of one response each; pictures, sound and film are left out.
    So are responses that cannot be used: `unusable` counts them by what is wrong with them.
    """
    visit: ArchivedVisit | None = None
    loader = _warcio("recordloader").ArcWarcRecordLoader()
    for record in _records(path):
        url = record.rec_headers.get_header("WARC-Target-URI")
        if record.rec_type != "response" or (url and not url.startswith(("http://", "https://"))):
            continue
        try:
            found = _archived(record, url, loader)
        except ValueError as wrong:
            if unusable is not None:
                unusable[str(wrong)] += 1
            continue
        if found is None:
            continue
        article, fetched_at, response = found
        if visit and article and (visit.article_url, visit.fetched_at) == (article, fetched_at):
            visit.responses.append(response)
            continue
        if visit:
            yield visit
        visit = ArchivedVisit(article or url, fetched_at, [response])
    if visit:
        yield visit


_MEDIA = ("image/", "audio/", "video/", "font/")


def _archived(record: Any, url: str | None, loader: Any) -> tuple[str | None, datetime, Response] | None:
    """Article, moment and response of a record; none where it is of a medium that nothing is read from. Raises
    `ValueError`, saying what is wrong with the record."""
    article, date, record_id = (record.rec_headers.get_header(n) for n in (_ARTICLE, "WARC-Date", "WARC-Record-ID"))
    if not url or not date:
        raise ValueError(f"without {'WARC-Date' if url else 'WARC-Target-URI'}")
    try:
        for address in (url, article or url):
            address_key(address)
    except ValueError:
        raise ValueError("with an address that is none") from None
    try:
        fetched_at = parse_moment(date)
    except (ValueError, OverflowError):
        raise ValueError("with a WARC-Date that is no moment") from None
    try:
        record.http_headers = loader.load_http_headers("response", url, record.raw_stream, record.length)
    except (_warcio("statusandheaders").StatusAndHeadersParserException, EOFError):
        record.http_headers = None
    if record.http_headers is None:
        raise ValueError("without an HTTP head")
    headers = list(record.http_headers.headers)
    if (record.http_headers.get_header("content-type") or "").lower().startswith(_MEDIA):
        return None
    status = record.http_headers.get_statuscode()
    body = _body(record.content_stream())
    return article, fetched_at, Response(url, int(status) if status.isdecimal() else 0, headers, body, record_id or "")


def _body(stream: Any) -> bytes:
    """The rest of a stream. Raises `ValueError` where it is more than any page has."""
    from ecorridor_scraper.extraction.page import MAX_BYTES

    parts, room = [], MAX_BYTES
    while part := stream.read(1 << 16):
        parts.append(part)
        room -= len(part)
        if room < 0:
            raise ValueError(f"larger than {MAX_BYTES >> 20} MiB")
    return b"".join(parts)


def _records(path: Path) -> Iterator[Any]:
    """The records up to the end or a tear; a file that has bytes and no record is no archive."""
    failures = (_warcio("exceptions").ArchiveLoadFailed, OSError, EOFError)
    seen, why = False, "it has no record"
    with path.open("rb") as file:
        try:
            for record in _warcio("archiveiterator").ArchiveIterator(file, no_record_parse=True):
                seen = True
                yield record
        except failures as exc:
            why = str(exc).splitlines()[0] if str(exc) else "it ends in its first record"
    if not seen and path.stat().st_size:
        raise BadInput(f"{path} is no WARC file ({why}): give a .warc or .warc.gz")


def prune_archive(
    data: Path | str, *, days: float | None = None, max_bytes: int | None = None, now: datetime | None = None
) -> list[Path]:
    """Removes archives whose day ended more than `days` before `now`, and the oldest until what is left is within
    `max_bytes`."""
    places = local_side(data)
    limit = days_before(now or datetime.now(UTC), days) if days is not None else None
    removed = []
    with os_errors(places.data):
        files = sorted(_ages(places.raw))
        left = sum(size for _, _, _, size in files)
        for end, _, path, size in files:
            if (limit is not None and end < limit) or (max_bytes is not None and left > max_bytes):
                path.unlink(missing_ok=True)
                left -= size
                removed.append(path)
    for directory in {path.parent for path in removed}:
        with suppress(OSError):
            directory.rmdir()
    return removed


def _ages(raw: Path) -> Iterator[tuple[datetime, float, Path, int]]:
    """The end of the day (by the clock of its run) that each archive is kept under, when it was last written, its path
    and its size. What another run removes meanwhile is left out."""
    for path in raw.glob(f"*/*{_SUFFIX}"):
        with suppress(FileNotFoundError):
            found = path.stat()
            try:
                end = datetime.fromisoformat(path.parent.name).replace(tzinfo=UTC) + timedelta(days=1)
            except ValueError:
                end = datetime.fromtimestamp(found.st_mtime, UTC)
            yield end, found.st_mtime, path, found.st_size


def drop_records(raw: Path, addresses: Iterable[str], *, dry_run: bool) -> int:
    """Rewrites the archives below `raw` without the responses of these articles; returns how many went."""
    dead = {article_key(address) for address in addresses}
    count = 0
    for leftover in raw.glob("*/*.tmp") if not dry_run else ():
        leftover.unlink()
    for path in sorted(raw.glob(f"*/*{_SUFFIX}")) if dead else ():
        with path.open("rb") as source:
            fcntl.flock(source, fcntl.LOCK_EX)  # a crawl may be writing it
            kept, dropped = _sorted_out(path, dead)
            count += dropped
            if not dropped or dry_run:
                continue
            unfinished = path.with_name(f"{path.name}.tmp")
            with unfinished.open("wb") as file:
                for offset, length in kept:
                    source.seek(offset)
                    file.write(source.read(length))
                file.flush()
                os.fsync(file.fileno())
            if kept:
                os.replace(unfinished, path)  # noqa: PTH105
            else:
                unfinished.unlink()
                path.unlink()
            fsync(path.parent)
    return count


def _sorted_out(path: Path, dead: set[str]) -> tuple[list[tuple[int, int]], int]:
    """Offset and length of each record that may stay, and the number of those that may not."""
    kept: list[tuple[int, int]] = []
    dropped = 0
    with path.open("rb") as file:
        records = _warcio("archiveiterator").ArchiveIterator(file)
        with suppress(EOFError):
            for record in records:
                names = [record.rec_headers.get_header(name) for name in ("WARC-Target-URI", _ARTICLE)]
                if any(name and article_key(name) in dead for name in names):
                    dropped += 1
                else:
                    kept.append((records.get_record_offset(), records.get_record_length()))
    return kept, dropped
