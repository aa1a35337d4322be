"""What the datasets know of each article, for whoever has to build a cache of it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .files import reading, row_groups
from .schema import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """One article as the datasets have it."""

    article_id: str
    site: str
    url: str
    canonical_url: str | None
    partition: str
    date_published: datetime | None
    first_seen: datetime
    last_seen: datetime
    last_changed: datetime
    comment_count: int | None
    thread_complete: bool | None
    etag: str | None


_COLUMNS = tuple(name for name in KnownArticle.__slots__ if name != "partition")


def known_articles(data: Path | str = "data") -> Iterator[KnownArticle]:
    """Every article of the store, by partition. Raises `CorruptData` at a file that cannot be read."""
    with reading(data) as files:
        for partition, path in files.each("articles"):
            for group in row_groups(ARTICLES, path, columns=_COLUMNS):
                for row in group.to_pylist():
                    yield KnownArticle(partition=partition, **row)
