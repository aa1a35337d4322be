"""Fixtures: one saved visit in a folder, replayed through the real spider and compared field by field.

tests/fixtures/<site>/<case>/
    page.html.gz      the page as it came
    further-1.gz ...  further documents of the same visit
    meta.json         url, fetched_at, and for each document its file, addresses, status and headers
    expected.json     what the visit must be; written by the extractor, reviewed by a person
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from .errors import BadInput
from .extraction import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .items import Visit

_LEFT_OUT = frozenset(
    {"extractor_version", "schema_version", "confidence", "language_confidence", "languages", "first_seen", "last_seen",
     "last_changed", "revision", "history", "deleted_at", "etag", "warc_record"}
)  # fmt: skip
"""What a fixture does not pin: versions, calibrations and what only the store knows."""


@dataclass(slots=True, frozen=True)
class Fixture:
    """A saved visit: its documents by address, where it starts, when it was fetched, and what it must give."""

    name: str
    url: str
    fetched_at: datetime
    documents: dict[str, Document]
    expected: dict[str, Any]


def record(visit: Visit) -> dict[str, Any]:
    """A visit as plain data, without what is unknown and without what a fixture does not pin."""
    article = _plain(asdict(visit.article))
    comments = [_plain(asdict(c)) for c in visit.comments]
    for comment in comments:
        for name in ("site", "article_id", "article_url"):
            comment.pop(name, None)
    return {"article": article, "comments": comments}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _value(v) for k, v in row.items() if k not in _LEFT_OUT and v is not None and v != []}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {k: _value(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_value(v) for v in value]
    return value


def differences(expected: Any, got: Any, where: str = "") -> Iterator[str]:
    """Each field in which two records differ, as `comments[2].parent_id: expected ..., got ...`."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for name in sorted(expected.keys() | got.keys()):
            yield from differences(expected.get(name), got.get(name), f"{where}.{name}".lstrip("."))
    elif isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            yield f"{where}: expected {len(expected)} entries, got {len(got)}"
        for i, (one, other) in enumerate(zip(expected, got, strict=False)):
            yield from differences(one, other, f"{where}[{i}]")
    elif expected != got:
        yield f"{where}: expected {expected!r}, got {got!r}"


def save(folder: Path, url: str, fetched_at: datetime, documents: Mapping[str, Document], visit: Visit) -> None:
    """Write a fixture, or nothing of it; what it must give is `visit`, to be reviewed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as own:
            unfinished = Path(own) / folder.name
            unfinished.mkdir()
            _write(unfinished, url, fetched_at, documents, visit)
            unfinished.rename(folder)
    except OSError as error:
        error.filename = folder  # which a full disk does not say
        raise


def _write(folder: Path, url: str, fetched_at: datetime, documents: Mapping[str, Document], visit: Visit) -> None:
    meta: dict[str, Any] = {"url": url, "fetched_at": fetched_at.isoformat(), "documents": []}
    number = 0
    for address, document in documents.items():
        is_page = address == url
        number += not is_page
        name = "page.html.gz" if is_page else f"further-{number}.gz"
        (folder / name).write_bytes(gzip.compress(document.body, 9, mtime=0))
        entry: dict[str, Any] = {"file": name, "address": str(address), "url": document.url, "status": document.status}
        if document.headers:
            entry["headers"] = dict(document.headers)
        meta["documents"].append(entry)
    text = json.dumps(meta, indent=1, ensure_ascii=False)
    (folder / "meta.json").write_text(text + "\n", encoding="utf-8")
    expect(folder, visit)


def expect(folder: Path, visit: Visit) -> None:
    """Write what a fixture must give; what it had to give before stays where there is no room for that."""
    text = json.dumps(record(visit), indent=1, ensure_ascii=False)
    unfinished = folder / "expected.json~"
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(folder / "expected.json")


def load(folder: Path) -> Fixture:
    """Read a fixture. Raises BadInput, naming the file, where a part is missing or broken."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        documents = {}
        for entry in meta["documents"]:
            body = gzip.decompress((folder / entry["file"]).read_bytes())
            documents[entry["address"]] = Document(entry["url"], body, entry["status"], entry.get("headers", {}))
        fetched_at = datetime.fromisoformat(meta["fetched_at"])
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        raise BadInput(f"{folder}: no complete fixture ({error}); make it with 'ecorridor fixture'") from error
    return Fixture(f"{folder.parent.name}/{folder.name}", meta["url"], fetched_at, documents, expected)
