"""Archived responses (WARC, ISO 28500) as documents, so that a repaired extractor repairs the past."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .clock import parse_moment
from .discover import page_kind
from .errors import BadInput, MissingExtra
from .extraction import Document, Extraction
from .extraction.page import MAX_BYTES
from .sites import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def visits(path: Path) -> Iterator[tuple[Extraction, str]]:
    """Every article page of an archive with the further documents that the archive has for it, and its address.

    The archive is read once for the places of its records and then record by record, so memory stays small.
    Raises BadInput where the file is no WARC.
    """
    places = {key: place for key, place, _ in _records(path)}
    for key, _, (document, when) in _records(path):
        kind = document.headers.get("content-type", "")
        if document.status != 200 or "html" not in kind or "#" in key:
            continue
        site = site_of(document.url)
        try:
            extraction = Extraction(document, fetched_at=when, site=site)
        except BadInput:
            continue
        if page_kind(extraction.page.root, document.url, site) != "article":
            continue
        while wanted := [w for w in extraction.wanted if w in places]:
            for address in wanted:
                found = next(_records(path, places.pop(address)), None)
                extraction.add(address, found[2][0] if found else Document(address.url, b"", 0))
        yield extraction, document.url


def _records(path: Path, start: int = 0) -> Iterator[tuple[str, int, tuple[Document, datetime]]]:
    """Response records: the address that asked for it, where it stands, the document and its time."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtra("reading WARC files", "warc") from None
    with path.open("rb") as file:
        file.seek(start)
        records: Any = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type != "response" or not record.http_headers:
                    continue
                place = start + records.get_record_offset()
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                key = record.rec_headers.get_header("WARC-Ecorridor-Address") or url
                headers = {k.lower(): v for k, v in record.http_headers.headers}
                body = record.content_stream().read(MAX_BYTES + 1)
                code = record.http_headers.get_statuscode() or "0"
                when = _moment(record.rec_headers.get_header("WARC-Date"))
                yield key, place, (Document(url, body, int(code) if code.isdigit() else 0, headers), when)
        except ArchiveLoadFailed as error:
            raise BadInput(f"{path}: no WARC file ({error})") from None


def _moment(text: str | None) -> datetime:
    try:
        return parse_moment(text or "")
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
