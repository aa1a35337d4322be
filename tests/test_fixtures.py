"""Every saved visit, replayed through the real spider: a field that differs is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecorridor_scraper import fixtures, replay

FOLDER = Path(__file__).parent / "fixtures"
CASES = sorted(p.parent for p in FOLDER.glob("*/*/meta.json"))


@pytest.mark.parametrize("folder", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fixture(folder: Path) -> None:
    fixture = fixtures.load(folder)
    visits = replay.crawl(fixture.documents, start=fixture.url, fetched_at=fixture.fetched_at, is_article=True)
    assert len(visits) == 1, f"{fixture.name}: {len(visits)} visits instead of one"
    wrong = list(fixtures.differences(fixture.expected, fixtures.record(visits[0])))
    assert not wrong, f"{fixture.name} differs in {len(wrong)} fields:\n  " + "\n  ".join(wrong[:20])
