"""Visits for the tests of the store, and their way into it: our own sentences, every value derived from the numbers given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ecorridor_scraper import store
from ecorridor_scraper.items import Article, Author, Block, Comment, Image, LanguageShare, ScriptShare, Visit

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)

_TEXTS = (
    "Prices went up again this week, and nobody says why.",
    "یہ خبر پڑھ کر بہت خوشی ہوئی، شکریہ۔",
    "Yeh faisla bohat der se aaya hai, ab kya faida.",
    "这条新闻很有意思。",
    "👍👍",
)


def comment(article: str, number: int, **values: object) -> Comment:
    """Comment `number` of an article: every third one answers the one before it."""
    answers = number % 3 == 2
    text = _TEXTS[number % len(_TEXTS)]
    fields: dict[str, object] = {
        "comment_id": f"{article}:c{number}",
        "site": article.partition(":")[0],
        "article_id": article,
        "article_url": f"https://{article.partition(':')[0]}/{article}",
        "parent_id": f"{article}:c{number - 1}" if answers else None,
        "root_id": f"{article}:c{number - 1 if answers else number}",
        "depth": 1 if answers else 0,
        "position": number,
        "author_name": f"Reader {number % 7}",
        "date_published": START + timedelta(minutes=number),
        "text": f"{text} {number}",
        "likes": number % 5,
        "language": "ur" if number % 5 == 1 else "en",
        "language_confidence": 0.9375,
        "script": "Arab" if number % 5 == 1 else "Latn",
        "scripts": [ScriptShare("Latn", 0.75), ScriptShare("Arab", 0.25)] if number % 5 == 1 else [],
        "languages": [LanguageShare("ur", 1.0)] if number % 5 == 1 else [],
        "comment_system": "wordpress",
    }
    return Comment(**(fields | values))  # type: ignore[arg-type]


def visit(
    number: int = 0,
    *,
    site: str = "dawn.com",
    hours: float = 0,
    comments: int | list[Comment] = 3,
    complete: bool | None = True,
    **values: object,
) -> Visit:
    """A visit of article `number`, `hours` after the start."""
    key = f"{site}:{number:06d}"
    fields: dict[str, object] = {
        "article_id": key,
        "site": site,
        "url": f"https://{site}/{key}",
        "headline": f"Headline {number}",
        "body": f"First paragraph of {number}.\n\nSecond paragraph.",
        "body_blocks": [
            Block("paragraph", None, f"First paragraph of {number}."),
            Block("heading", 2, "More"),
        ],
        "authors": [Author("Sana Malik", "person", None, "Reports on prices.", None)],
        "tags": ["economy", "prices"],
        "date_published": START + timedelta(days=number % 40),
        "main_image": Image(f"https://{site}/{number}.jpg", "A market"),
        "word_count": 7,
        "thread_complete": complete,
    }
    found = [comment(key, n) for n in range(comments)] if isinstance(comments, int) else comments
    article = Article(**(fields | values))  # type: ignore[arg-type]
    return Visit(article=article, comments=found, fetched_at=START + timedelta(days=60, hours=hours))


def stage(data: Path, *visits: Visit, run: str = "run") -> None:
    staging = store.Staging(data, run)
    for one in visits:
        staging.append(one)
    staging.close()


def put(data: Path, *visits: Visit) -> store.Commit:
    stage(data, *visits)
    return store.commit(data)


def rows(data: Path) -> dict[str, dict[str, Any]]:
    return {row["comment_id"]: row for row in store.load_comments(data).to_pylist()}


def files(data: Path) -> dict[str, bytes]:
    """What every file of both datasets holds, by its path."""
    return {str(path.relative_to(data)): path.read_bytes() for path in data.glob("*/*.parquet")}
