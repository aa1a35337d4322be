"""What waits long: each file is written once, and each visit costs what it brings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper import store
from ecorridor_scraper.store import backlog, committer, merge

from .store_samples import comment, visit

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from ecorridor_scraper.items import Visit
    from ecorridor_scraper.store.schema import Dataset

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


def few_at_a_time(visits: list[Visit]) -> list[list[Visit]]:
    return [visits[n : n + 12] for n in range(0, len(visits), 12)]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few visits are as much as is merged at once."""
    monkeypatch.setattr(committer, "PIECE_BYTES", 9_000)
    monkeypatch.setattr(backlog, "_TOGETHER", 2)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize(("window", "files"), [(1 << 30, 256), (100_000, 256), (1 << 30, 2)])
def test_a_backlog_gives_what_its_visits_give_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: int, files: int
) -> None:
    for visits in few_at_a_time(interleaved()):
        stage(tmp_path / "few", visits)
        store.commit(tmp_path / "few")
    monkeypatch.setattr(backlog, "WINDOW_BYTES", window)
    monkeypatch.setattr(backlog, "WINDOW_SEGMENTS", files)
    stage(tmp_path / "many", interleaved(), segments=9)
    assert store.commit(tmp_path / "many").visits == 75
    assert not list((tmp_path / "many" / "_ops" / "staging").iterdir())
    assert store.verify(tmp_path / "many").findings == []
    for load in (store.load_articles, store.load_comments):
        assert load(tmp_path / "many").to_pylist() == load(tmp_path / "few").to_pylist()


@pytest.mark.usefixtures("small_pieces")
def test_a_backlog_into_old_files_gives_what_its_visits_give_a_few_at_a_time(tmp_path: Path) -> None:
    """Pieces end between the rows of an old group, and some have none of them."""
    before = [visit(n, site=SITES[0], comments=4) for n in range(0, 40, 3)]
    after = [visit(n, site=SITES[0], hours=9 + n, comments=n % 7) for n in (*range(60), *range(0, 60, 7))]
    for name, commits in (("few", few_at_a_time(after)), ("many", [after])):
        stage(tmp_path / name, before)
        store.commit(tmp_path / name)
        for visits in commits:
            stage(tmp_path / name, visits)
            store.commit(tmp_path / name)
        assert store.verify(tmp_path / name).findings == []
    for load in (store.load_articles, store.load_comments):
        assert load(tmp_path / "many").to_pylist() == load(tmp_path / "few").to_pylist()


def test_a_backlog_writes_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committer, "PIECE_BYTES", 9_000)
    stage(tmp_path, interleaved())
    merged: list[int] = []
    real = merge.merge_group

    def counted(dataset: Dataset, old: pa.Table, rounds: list[merge.Round]) -> merge.Merged:
        merged.append(len(rounds[0][0]))
        return real(dataset, old, rounds)

    monkeypatch.setattr(committer, "merge_group", counted)
    report = store.commit(tmp_path)
    files = list(tmp_path.glob("*/*.parquet"))
    assert report.files == len(files)
    assert len(merged) > 2 * len(files)
    assert sum(merged) == 2 * 60


def test_what_a_kill_interrupts_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window is spent in one step: what was merged before is merged again, which changes nothing."""
    stage(tmp_path, interleaved(), segments=3)
    monkeypatch.setattr(backlog, "WINDOW_BYTES", 50_000)
    waiting = sorted((tmp_path / "_ops" / "staging").iterdir())
    real = store.committer.Committer.publish

    def killed(self: store.committer.Committer, moves: dict[Path, Path], **rest: list[Path]) -> None:
        real(self, moves, **rest)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(store.committer.Committer, "publish", killed)
        store.commit(tmp_path)
    left = sorted((tmp_path / "_ops" / "staging").iterdir())
    assert set(left) < set(waiting)
    assert 0 < len(store.load_articles(tmp_path)) < 60
    store.commit(tmp_path)
    assert len(store.load_articles(tmp_path)) == 60
    assert store.verify(tmp_path).findings == []


def test_a_line_whose_values_have_other_types_is_set_aside_with_all_that_it_brings(tmp_path: Path) -> None:
    """It shows only when its rows are wanted: of the article first, of the comments after the article was merged."""
    stage(tmp_path, interleaved()[:30])
    path = max((tmp_path / "_ops" / "staging").iterdir(), key=lambda path: path.stat().st_size)
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    lines[4]["article"]["word_count"] = "many"
    lines[7]["rows"]["likes"] = ["a few", *lines[7]["rows"]["likes"][1:]]
    path.write_bytes(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    report = store.commit(tmp_path)
    assert (report.visits, report.rejected) == (28, 2)
    assert (report.articles.new, report.comments.new) == (28, 28 * 4)
    bad = {lines[4]["article"]["article_id"], lines[7]["article"]["article_id"]}
    assert bad.isdisjoint(store.load_articles(tmp_path)["article_id"].to_pylist())
    assert bad.isdisjoint(store.load_comments(tmp_path)["article_id"].to_pylist())
    kept = b"".join(path.read_bytes() for path in (tmp_path / "_ops" / "rejected").iterdir())
    assert {json.loads(line)["article"]["article_id"] for line in kept.splitlines()} == bad


def test_a_line_that_cannot_become_rows_is_set_aside_from_a_backlog_too(
    tmp_path: Path,
) -> None:
    stage(tmp_path, interleaved())
    (tmp_path / "_ops" / "staging" / "z.seg").write_bytes(b'{"article": 1}\nno visit\n{"torn": ')
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


def test_segments_are_committed_together_as_far_as_they_fit_and_none_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog, "WINDOW_BYTES", 10)
    sizes = (11, 4, 6, 4, 7, 3)
    paths = [tmp_path / str(number) for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        path.write_bytes(bytes(size))
    found = [[path.stat().st_size for path in window] for window in backlog.windows(paths)]
    assert found == [[11], [4, 6], [4], [7, 3]]
    assert list(backlog.windows([])) == []
