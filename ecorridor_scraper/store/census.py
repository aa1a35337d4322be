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
    date_published: datetime | None
    last_seen: datetime
    comment_count: int | None


def known_articles(data: Path | str = "data") -> Iterator[KnownArticle]:
    """Every article of the store, by partition. Raises `CorruptData` at a file that cannot be read."""
    with reading(data) as files:
        for _, path in files.each("articles"):
            for group in row_groups(ARTICLES, path, columns=KnownArticle.__slots__):
                for row in group.to_pylist():
                    yield KnownArticle(**row)
