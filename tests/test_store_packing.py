"""Files that are left alone are written anew, smaller, and nothing else about them changes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from ecorridor_scraper import store
from ecorridor_scraper.store import committer
from ecorridor_scraper.store.rewriting import is_packed
from ecorridor_scraper.store.schema import DATASETS

from .store_samples import comment, files, put, visit

if TYPE_CHECKING:
    from pathlib import Path

WEEK = 7 * 24.0
"""In hours."""
JANUARY, FEBRUARY = 3, 33
"""Articles of these months."""
LATER = 39
"""Another article of February."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Articles of January and February, all seen at the same time."""
    put(tmp_path, *(visit(n, comments=9) for n in (JANUARY, FEBRUARY)))
    return tmp_path


def packed(data: Path) -> list[str]:
    """The files that are packed."""
    files = [(dataset, path) for dataset in DATASETS for path in sorted((data / dataset.name).iterdir())]
    return [f"{path.parent.name}/{path.stem[-7:]}" for dataset, path in files if is_packed(dataset, path)]


def test_a_month_that_had_no_visit_for_a_week_is_packed(data: Path) -> None:
    before = store.load_comments(data)
    report = put(data, visit(LATER, hours=WEEK, comments=0))
    assert packed(data) == ["articles/2026-01", "comments/2026-01"]
    assert report.packed == 2
    assert store.load_comments(data).equals(before)
    assert store.verify(data).findings == []


def test_a_month_that_had_a_visit_this_week_is_not(data: Path) -> None:
    put(data, visit(LATER, hours=WEEK - 1, comments=0))
    assert packed(data) == []


def test_the_visits_of_another_site_say_nothing_of_a_month(data: Path) -> None:
    put(data, visit(LATER, site="geo.tv", hours=9 * WEEK))
    assert packed(data) == []


def test_a_commit_packs_one_month_at_most(data: Path) -> None:
    put(data, visit(60, hours=2, comments=1, date_published=None))  # of the month of its visit
    for number, expected in ((1, ["2026-01"]), (2, ["2026-01", "2026-02"]), (3, ["2026-01", "2026-02"])):
        put(data, visit(60, hours=(1 + number) * WEEK, comments=1, date_published=None))
        assert packed(data) == [f"{name}/{month}" for name in ("articles", "comments") for month in expected]


def test_a_visit_to_a_packed_month_writes_what_it_would_have_written(data: Path, tmp_path: Path) -> None:
    """To the byte, whether the month was packed or not."""
    other = tmp_path / "never packed"
    put(other, *(visit(n, comments=9) for n in (JANUARY, FEBRUARY)))
    store.pack(data)
    again = visit(JANUARY, hours=5, comments=[comment(f"dawn.com:{JANUARY:06d}", n, likes=90) for n in range(11)])
    for directory in (data, other):
        put(directory, again)
    assert packed(data) == ["articles/2026-02", "comments/2026-02"]
    january = {name: bytes_ for name, bytes_ in files(other).items() if "2026-01" in name}
    assert january.items() <= files(data).items()


def test_packing_again_changes_nothing(data: Path) -> None:
    report = store.pack(data)
    assert report.files == 4
    assert report.bytes_after < report.bytes_before
    before = files(data)
    assert store.pack(data).files == 0
    assert files(data) == before


def test_a_lost_index_neither_doubles_a_packed_article_nor_packs_it_again(data: Path) -> None:
    store.pack(data)
    before = files(data)
    (data / "_ops" / "partitions.sqlite").unlink()
    report = put(data, visit(LATER, hours=WEEK, comments=0))
    assert report.packed == 0
    january = {name: bytes_ for name, bytes_ in before.items() if "2026-01" in name}
    assert january.items() <= files(data).items()
    put(data, visit(JANUARY, hours=WEEK, comments=9, date_published=None))
    assert store.load_articles(data).num_rows == 3


def test_a_month_that_was_seen_lately_is_not_packed_though_the_index_is_lost(data: Path) -> None:
    (data / "_ops" / "partitions.sqlite").unlink()
    put(data, visit(LATER, hours=WEEK - 1, comments=0))
    assert packed(data) == []


def test_a_damaged_month_does_not_stop_the_commit_that_would_pack_it(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = data / "comments" / "dawncom-2026-01.parquet"
    content = bytearray(path.read_bytes())
    content[100:140] = bytes(40)
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert put(data, visit(LATER, hours=WEEK)).visits == 1
    assert "2026-01.parquet cannot be read" in caplog.text
    assert "restore it from a snapshot" in caplog.text
    assert list((data / "_ops" / "merge").iterdir()) == []


def test_a_packing_that_is_killed_leaves_the_month_as_it_was(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(data)
    with monkeypatch.context() as dying:
        dying.setattr(committer, "write_durably", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store.pack(data)
    assert files(data) == before
    assert store.pack(data).files == 4
    assert pq.read_table(data / "comments").num_rows == 18
