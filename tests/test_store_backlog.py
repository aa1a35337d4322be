"""What waits long: each file is written once, and each visit costs what it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper import store
from ecorridor_scraper.store import backlog, merge

from .store_samples import comment, visit

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from ecorridor_scraper.items import Visit

SITES = ("dawn.com", "geo.tv", "arynews.tv")


def stage(data: Path, visits: list[Visit], *, segments: int = 1) -> None:
    staging = store.Staging(data, "run")
    for number, one in enumerate(visits):
        staging.append(one)
        if number % (-(-len(visits) // segments)) == 0:
            staging.rotate()
    staging.close()


def interleaved() -> list[Visit]:
    """Visits of three sites and two months, a quarter of the articles twice, as a crawl would bring them."""
    found = [visit(n, site=SITES[n % 3], hours=n / 10, comments=4) for n in range(60)]
    return found + [visit(n, site=SITES[n % 3], hours=50 + n, comments=6) for n in range(0, 60, 4)]


@pytest.mark.parametrize("window", [1 << 30, 100_000])
def test_a_backlog_gives_what_one_batch_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int) -> None:
    stage(tmp_path / "one", interleaved(), segments=9)
    one = store.commit(tmp_path / "one")
    monkeypatch.setattr(backlog, "BATCH_BYTES", 50_000)
    monkeypatch.setattr(backlog, "WINDOW_BYTES", window)
    stage(tmp_path / "many", interleaved(), segments=9)
    many = store.commit(tmp_path / "many")
    assert many.visits == one.visits == 75
    assert not list((tmp_path / "many" / "_ops" / "staging").iterdir())
    for load in (store.load_articles, store.load_comments):
        assert load(tmp_path / "many").to_pylist() == load(tmp_path / "one").to_pylist()


def test_a_backlog_writes_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = interleaved()
    stage(tmp_path, visits)
    size = sum(path.stat().st_size for path in (tmp_path / "_ops" / "staging").iterdir())
    monkeypatch.setattr(backlog, "BATCH_BYTES", size // 3)
    published: list[int] = []
    real = store.committer.Committer.publish
    monkeypatch.setattr(
        store.committer.Committer,
        "publish",
        lambda self, moves, **rest: published.append(len(moves)) or real(self, moves, **rest),
    )
    report = store.commit(tmp_path)
    assert len(published) > 2
    assert report.files == sum(published) == len(list(tmp_path.glob("*/*.parquet")))


def test_segments_are_spent_with_the_last_batch_of_their_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was killed before is merged again, which changes nothing."""
    stage(tmp_path, interleaved(), segments=3)
    monkeypatch.setattr(backlog, "BATCH_BYTES", 50_000)
    waiting = sorted((tmp_path / "_ops" / "staging").iterdir())
    real = store.committer.Committer.publish

    def killed(self: store.committer.Committer, moves: dict[Path, Path], **rest: list[Path]) -> None:
        real(self, moves, **rest)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(store.committer.Committer, "publish", killed)
        store.commit(tmp_path)
    assert sorted((tmp_path / "_ops" / "staging").iterdir()) == waiting
    assert 0 < len(store.load_articles(tmp_path)) < 60
    assert store.commit(tmp_path).visits == 75
    assert len(store.load_articles(tmp_path)) == 60
    assert store.verify(tmp_path).findings == []


def test_a_line_that_cannot_become_rows_is_set_aside_from_a_backlog_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(tmp_path, interleaved())
    (tmp_path / "_ops" / "staging" / "z.seg").write_bytes(b'{"article": 1}\nno visit\n{"torn": ')
    monkeypatch.setattr(backlog, "BATCH_BYTES", 50_000)
    report = store.commit(tmp_path)
    assert (report.visits, report.rejected) == (75, 2)


def test_many_visits_of_one_article_touch_its_rows_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(tmp_path, [visit(n, comments=5) for n in range(80)])
    store.commit(tmp_path)
    merged: list[int] = []
    real = merge._merge_round

    def counted(dataset: object, old: pa.Table, new: pa.Table, looks: list[object]) -> merge.Merged:
        merged.append(old.num_rows)
        return real(dataset, old, new, looks)  # type: ignore[arg-type]

    monkeypatch.setattr(merge, "_merge_round", counted)
    likes = [[comment("dawn.com:000003", c, likes=n) for c in range(5)] for n in range(30)]
    visits = [visit(3, hours=1 + n, comments=found) for n, found in enumerate(likes)]
    stage(tmp_path, [visit(9, hours=2, comments=6), *reversed(visits), visit(79, hours=3, comments=2)])
    report = store.commit(tmp_path)
    assert sum(merged) == (5 + 1) * 30 + 2 * (5 + 1)
    assert (report.visits, report.comments.new) == (32, 1)
    rows = {row["comment_id"]: row for row in store.load_comments(tmp_path).to_pylist()}
    assert rows["dawn.com:000003:c4"]["likes"] == 29
    assert rows["dawn.com:000003:c4"]["revision"] == 31
    assert rows["dawn.com:000079:c2"]["deleted_at"] is not None
    assert rows["dawn.com:000009:c5"]["position"] == 5
    assert store.verify(tmp_path).findings == []
