"""Every saved visit, replayed through the real spider: a field that differs is named."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ecorridor_scraper import fixtures, replay
from ecorridor_scraper.errors import BadInput

FOLDER = Path(__file__).parent / "fixtures"
CASES = sorted(p.parent for p in FOLDER.glob("*/*/meta.json"))


def test_a_damaged_fixture_is_named(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"url": "https://kohsar.example/1/", "fetched_at": "2026-10-01T00:00:00Z"}')
    (tmp_path / "expected.json").write_text("{}")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"")[:10] + b"\xff" * 20)
    with pytest.raises(BadInput, match="no complete fixture"):
        fixtures.load(tmp_path)


@pytest.mark.parametrize("folder", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fixture(folder: Path) -> None:
    fixture = fixtures.load(folder)
    visits = replay.crawl(fixture.documents, start=fixture.url, fetched_at=fixture.fetched_at, is_article=True)
    assert len(visits) == 1, f"{fixture.name}: {len(visits)} visits instead of one"
    wrong = list(fixtures.differences(fixture.expected, fixtures.record(visits[0])))
    assert not wrong, f"{fixture.name} differs in {len(wrong)} fields:\n  " + "\n  ".join(wrong[:20])
