"""The body: exactly the article, the whole article and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.article import Body, read_body

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def body_of(html: str, url: str = "https://news.example/a/1") -> Body:
    return read_body(Page(Document(url, html.encode()), fetched_at=NOW))


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not here")
def test_seed_article_block_by_block() -> None:
    expected = json.loads((SEED / "expected.json").read_text())
    body = read_body(Page(Document(expected["url"], (SEED / "page.html").read_bytes()), fetched_at=NOW))
    assert [(b.kind, b.text) for b in body.blocks] == [(b["kind"], b["text"]) for b in expected["body_blocks"]]


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not here")
def test_author_box_is_an_author_note() -> None:
    expected = json.loads((SEED / "expected.json").read_text())
    body = read_body(Page(Document(expected["url"], (SEED / "page.html").read_bytes()), fetched_at=NOW))
    assert "author-box" in [e.get("class") for e in body.author_notes]


@pytest.mark.parametrize("html", ["<html></html>", "<body>", "<body><p></p></body>", "<frameset><frame></frameset>"])
def test_page_without_text_has_no_body(html: str) -> None:
    body = body_of(html)
    assert body.text is None
    assert body.blocks == []
