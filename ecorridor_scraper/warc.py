"""Archived responses (WARC, ISO 28500) as visits, so that a repaired extractor repairs the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import BadInput
from .extraction import Document, Extraction
from .listings import page_kind
from .sites import site_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from pathlib import Path

    from .store import Response


def visits(path: Path, unusable: Counter[str] | None = None) -> Iterator[tuple[Extraction, str | None]]:
    """Every article page of an archive with the further documents that the archive has for it, and its record's id.

    An archive of ours says which responses belong to one visit. In another's, pages that are articles are taken, and
    further documents are looked for among all its responses.
    `unusable` counts what `read_archive` leaves out. Raises BadInput where the file is no WARC, MissingExtra
    where the library to read one is not installed.
    """
    from .store import read_archive

    others: dict[str, Response] | None = None
    for visit in read_archive(path, unusable=unusable):
        page, *further = visit.responses
        is_ours = visit.article_url != page.url or bool(further)
        document = _document(page)
        if document.status != 200 or "html" not in document.headers.get("content-type", "html"):
            continue
        site = site_of(document.url)
        try:
            extraction = Extraction(document, fetched_at=visit.fetched_at, site=site)
        except BadInput:
            continue
        if not is_ours and page_kind(extraction) != "article":
            continue
        answers = {r.url: r for r in further}
        if extraction.wanted and not further:
            if others is None:
                others = {r.url: r for v in read_archive(path) for r in v.responses if not _is_page(r)}
            answers = dict(others)
        while wanted := [w for w in extraction.wanted if w in answers]:
            for address in wanted:
                extraction.add(address, _document(answers.pop(address)))
        yield extraction, page.record_id


def _is_page(response: Response) -> bool:
    return b"<html" in response.body[:2048].lower()


def _document(response: Response) -> Document:
    headers = {name.lower(): value for name, value in response.headers}
    return Document(response.url, response.body, response.status, headers)
