"""What is remembered of a page, and what a visit makes of it: pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .revisits import LACKING, LACKING_PAUSE, Record, next_visit

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(slots=True, frozen=True)
class Known:
    """What is remembered of a page.

    `kind`: found (but not seen), article, moved (to another address), listing, outside, reserved, gone, failed.
    """

    key: str
    url: str
    site: str
    kind: str
    published: datetime | None
    first_visit: datetime
    last_visit: datetime
    next_visit: datetime | None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    comments: int = 0
    stated: int | None = None
    visits: int = 0
    unchanged: int = 0
    failures: int = 0
    documents: int = 1
    probe: str | None = None
    """Of the first documents of a thread: while they stay the same, the rest is not asked for."""
    is_sure: bool = False
    """Whether its source lists nothing but articles."""
    is_past: bool = False
    """Whether a crawl of a past period found it and has still to fetch it."""
    article_id: str | None = None
    """The article that it was when it was last seen: one that has moved keeps its id (`moves.py`)."""


@dataclass(slots=True, frozen=True)
class Look:
    """What one visit found, as far as the next one depends on it."""

    key: str
    url: str
    site: str
    at: datetime
    kind: str = "article"
    published: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """Of what counts as a change (`revisits.digest`); None keeps the one before (a 304, for instance)."""
    comments: int = 0
    stated: int | None = None
    is_closed: bool = False
    documents: int = 1
    probe: str | None = None
    is_partial: bool = False
    """Cut off by the end of a run: to be taken up again at once."""
    is_lacking: bool = False
    """A part of the thread was refused, or it may be an article after all: to be asked for again soon, for a while."""
    article_id: str | None = None
    mark: str | None = None
    """Of a comment, by which its article is known under any address (`moves.marks`)."""


def after(before: Known | None, look: Look) -> Known:
    """What is remembered once a page was seen.

    A look that is earlier than the last one, since a clock was set back, is late to the datasets, where it changes
    nothing. So nothing is remembered that would spare the next looks what it saw, until one is later.
    """
    is_late = before is not None and look.at < before.last_visit
    if is_late:
        look = replace(look, etag=None, last_modified=None, digest=None, probe=None)
    unchanged = before.unchanged + 1 if before and look.digest in (None, before.digest) else 0
    known = Known(
        key=look.key,
        url=look.url,
        site=look.site,
        kind=look.kind,
        published=look.published or (before.published if before else None),
        first_visit=before.first_visit if before else look.at,
        last_visit=max(look.at, before.last_visit) if before else look.at,
        next_visit=None,
        etag=look.etag,
        last_modified=look.last_modified,
        digest=look.digest or (before.digest if before and not is_late else None),
        comments=look.comments,
        stated=look.stated,
        visits=(before.visits if before else 0) + 1,
        unchanged=unchanged,
        documents=look.documents,
        probe=look.probe,
        article_id=look.article_id or (before.article_id if before else None),
    )
    soon = look.at + LACKING_PAUSE if look.is_lacking and known.visits <= LACKING else None
    if look.kind != "article":
        return replace(known, next_visit=soon)
    if look.is_partial:
        return replace(known, next_visit=look.at)
    record = Record(
        visited=look.at,
        published=known.published,
        first_visit=known.first_visit,
        visits=known.visits,
        comments=look.comments,
        comments_before=before.comments if before and before.visits else None,
        unchanged=unchanged,
        is_closed=look.is_closed,
    )
    following = next_visit(record)
    return replace(known, next_visit=min(following or soon, soon) if soon else following)
