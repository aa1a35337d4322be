"""The store's promises: every visit becomes rows once, rows remember, the layout suits any reader."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ecorridor_scraper import store
from ecorridor_scraper.errors import BadConfiguration, Busy, CorruptData, DataDirectory, DiskFull
from ecorridor_scraper.items import SCHEMA_VERSION
from ecorridor_scraper.store import committer as committer_module
from ecorridor_scraper.store import index as index_module
from ecorridor_scraper.store import staging as staging_module
from ecorridor_scraper.store.files import Files
from ecorridor_scraper.store.partition import following, is_partition, partition_name, slug
from ecorridor_scraper.store.places import Places, locked

from .store_samples import START, comment, files, put, rows, stage, visit


def test_dictionary_is_current() -> None:
    kept = Path(__file__).parent.parent / "data" / "README.md"
    assert kept.read_text() == store.data_dictionary(), "run: python -m ecorridor_scraper.store.schema > data/README.md"


def test_a_visit_survives_its_line() -> None:
    one = replace(visit(3, comments=7), documents=3, disagreements=["authors"], notes=["orphans"])
    assert store.decode_visit(store.encode_visit(one)) == one


def test_what_utf8_and_64_bits_cannot_hold_does_not_lose_the_visit() -> None:
    one = visit(1)
    one.comments[0].text = "half \ud83d pair"
    one.comments[1].likes = 10**30
    back = store.decode_visit(store.encode_visit(one))
    assert back.comments[0].text == "half \ufffd\ufffd\ufffd pair"
    assert back.comments[1].likes is None
    assert back.comments[2] == one.comments[2]


def test_visits_become_rows(tmp_path: Path) -> None:
    report = put(tmp_path, *(visit(n, comments=n % 5) for n in range(50)))
    assert (report.visits, report.articles.new, report.comments.new) == (50, 50, 100)
    articles = store.load_articles(tmp_path).to_pylist()
    assert {row["article_id"] for row in articles} == {f"dawn.com:{n:06d}" for n in range(50)}
    (one,) = (row for row in articles if row["headline"] == "Headline 7")
    assert one["authors"] == [
        {"name": "Sana Malik", "role": "person", "url": None, "bio": "Reports on prices.", "contact": None}
    ]
    assert one["revision"] == 1
    assert one["history"] == []
    assert one["schema_version"] == SCHEMA_VERSION
    assert len(rows(tmp_path)) == 100


def test_nothing_but_finished_files_in_the_datasets(tmp_path: Path) -> None:
    put(tmp_path, visit(1), visit(39))
    assert sorted(p.name for p in (tmp_path / "comments").iterdir()) == [
        "dawncom-2026-01.parquet",
        "dawncom-2026-02.parquet",
    ]
    assert sorted(p.name for p in (tmp_path / "articles").iterdir()) == [
        "dawncom-2026-01.parquet",
        "dawncom-2026-02.parquet",
    ]
    assert not list((tmp_path / "_ops" / "merge").iterdir())
    assert not list((tmp_path / "_ops" / "staging").iterdir())


def test_committing_again_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, visit(1))
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.parquet")}
    report = store.commit(tmp_path)
    assert (report.visits, report.files) == (0, 0)
    assert before == {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.parquet")}


def test_same_visits_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        put(tmp_path / name, *(visit(n) for n in range(20)))
        put(tmp_path / name, *(visit(n, hours=1, comments=5) for n in range(0, 20, 3)))
    assert len(files(tmp_path / "a")) == 2
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_an_edit_is_remembered(tmp_path: Path) -> None:
    put(tmp_path, visit(1))
    later = visit(1, hours=2)
    later.comments[1].text = "I take that back."
    put(tmp_path, later)
    row = rows(tmp_path)["dawn.com:000001:c1"]
    assert row["text"] == "I take that back."
    assert row["revision"] == 2
    assert row["first_seen"] == visit(1).fetched_at
    assert row["last_changed"] == row["last_seen"] == later.fetched_at
    assert row["history"] == [{"seen_at": later.fetched_at, "field": "text", "old": visit(1).comments[1].text}]
    unchanged = rows(tmp_path)["dawn.com:000001:c0"]
    assert unchanged["last_seen"] == later.fetched_at
    assert (unchanged["revision"], unchanged["last_changed"]) == (1, visit(1).fetched_at)


def test_likes_are_thinned(tmp_path: Path) -> None:
    for hours, likes in ((0, 100), (1, 101), (2, 102), (3, 200), (30, 201), (31, 202)):
        one = visit(1, hours=hours, comments=1)
        one.comments[0].likes = likes
        put(tmp_path, one)
    (row,) = rows(tmp_path).values()
    assert row["revision"] == 6
    assert [line["old"] for line in row["history"]] == ["100", "102", "200"]  # type: ignore[attr-defined]


def test_missing_from_a_complete_thread_is_deleted(tmp_path: Path) -> None:
    put(tmp_path, visit(1, comments=3))
    put(tmp_path, visit(1, hours=1, comments=2, complete=None))
    assert rows(tmp_path)["dawn.com:000001:c2"]["deleted_at"] is None
    gone = visit(1, hours=2, comments=2)
    put(tmp_path, gone)
    put(tmp_path, visit(1, hours=3, comments=2))
    row = rows(tmp_path)["dawn.com:000001:c2"]
    assert row["deleted_at"] == gone.fetched_at
    assert (row["last_seen"], row["revision"]) == (visit(1).fetched_at, 2)


def test_reappearing_clears_the_deletion_and_says_so(tmp_path: Path) -> None:
    put(tmp_path, visit(1, comments=3), visit(1, hours=2, comments=2), visit(1, hours=4, comments=3))
    row = rows(tmp_path)["dawn.com:000001:c2"]
    assert row["deleted_at"] is None
    assert row["revision"] == 3
    assert [(line["field"], line["old"]) for line in row["history"]] == [  # type: ignore[attr-defined]
        ("deleted_at", (visit(1, hours=2).fetched_at.isoformat().replace("+00:00", "Z")))
    ]


def test_an_older_visit_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    newer = visit(1, hours=5, comments=3)
    newer.comments[0].text = "newer"
    put(tmp_path, newer)
    put(tmp_path, visit(1, comments=4))
    found = rows(tmp_path)
    assert found["dawn.com:000001:c0"]["text"] == "newer"
    assert found["dawn.com:000001:c0"]["revision"] == 1
    assert "dawn.com:000001:c3" in found


def test_an_older_visit_deletes_nothing_that_came_after_it(tmp_path: Path) -> None:
    put(tmp_path, visit(1, hours=5, comments=3))
    put(tmp_path, visit(1, comments=2))
    assert rows(tmp_path)["dawn.com:000001:c2"]["deleted_at"] is None


def test_an_older_visit_applied_again_does_not_undo_a_deletion(tmp_path: Path) -> None:
    put(tmp_path, visit(1, comments=2))
    gone = visit(1, hours=1, comments=1)
    put(tmp_path, gone)
    put(tmp_path, visit(1, comments=2))
    assert rows(tmp_path)["dawn.com:000001:c1"]["deleted_at"] == gone.fetched_at


def test_a_repaired_extractor_repairs_the_same_visit(tmp_path: Path) -> None:
    broken = visit(1, comments=4)
    broken.comments[3].text = "Load more"
    broken.comments[0].text = "Reply"
    put(tmp_path, broken)
    put(tmp_path, visit(1, comments=3))
    found = rows(tmp_path)
    assert len(found) == 3
    assert found["dawn.com:000001:c0"]["text"] == visit(1).comments[0].text
    assert found["dawn.com:000001:c0"]["history"] == []


def test_a_repaired_visit_takes_away_nothing_that_one_before_it_showed(tmp_path: Path) -> None:
    put(tmp_path, visit(1, comments=3), visit(1, hours=1, comments=3))
    put(tmp_path, visit(1, hours=1, comments=2))
    assert rows(tmp_path)["dawn.com:000001:c2"]["deleted_at"] == visit(1, hours=1).fetched_at


def test_a_full_partition_takes_no_new_article_and_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, visit(1))
    monkeypatch.setattr(index_module, "FULL_BYTES", 1)
    put(tmp_path, visit(2, hours=1), visit(1, hours=1, headline="Changed"))
    files = {path.stem: path for path in (tmp_path / "articles").iterdir()}
    assert {name: Files(Places(tmp_path)).article_ids(name) for name in sorted(files)} == {
        "dawncom-2026-01": ["dawn.com:000001"],
        "dawncom-2026-01b": ["dawn.com:000002"],
    }


def test_visits_stay_staged_where_the_result_of_a_commit_never_arrived(tmp_path: Path) -> None:
    """A filesystem may lose both ends of a move in a power cut, though the journal was written."""
    stage(tmp_path, visit(1))
    (segment,) = (tmp_path / "_ops" / "staging").iterdir()
    move = ["_ops/merge/articles-dawncom-2026-01.parquet", "articles/dawncom-2026-01.parquet", "4711-0badcafe"]
    journal = {"moves": [move], "removals": [], "rows": {move[1]: 1}, "segments": [segment.name]}
    (tmp_path / "_ops" / "journal.json").write_text(json.dumps(journal))
    assert store.commit(tmp_path).visits == 1
    assert len(rows(tmp_path)) == 3


def test_a_corrected_date_does_not_move_an_article(tmp_path: Path) -> None:
    put(tmp_path, visit(1))
    (tmp_path / "_ops" / "partitions.sqlite").unlink()
    put(tmp_path, visit(1, hours=1, date_published=START - timedelta(days=300)))
    assert [p.name for p in (tmp_path / "articles").iterdir()] == ["dawncom-2026-01.parquet"]
    assert store.load_articles(tmp_path).num_rows == 1


def test_order_in_a_file_is_article_then_position(tmp_path: Path) -> None:
    put(tmp_path, visit(5), visit(2), visit(9))
    newest_first = visit(2, hours=1, comments=[comment("dawn.com:000002", n, position=9 - n) for n in range(10)])
    put(tmp_path, newest_first, visit(4, hours=1))
    table = store.load_comments(tmp_path, ["article_id", "position"])
    found = [tuple(row.values()) for row in table.to_pylist()]
    assert found == sorted(found)


def test_a_killed_owner_is_adopted_and_a_torn_line_is_no_data(tmp_path: Path) -> None:
    script = (
        "import os, sys; from ecorridor_scraper import store; from tests.store_samples import visit\n"
        f"s = store.Staging({str(tmp_path)!r}, 'run'); [s.append(visit(n)) for n in range(3)]\n"
        'os.write(s._descriptor, b\'{"fetched_at": "2026\'); os.kill(os.getpid(), 9)'
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent.parent, check=False)
    assert ended.returncode == -9
    assert store.commit(tmp_path).articles.new == 3


def test_a_living_owner_keeps_its_segment(tmp_path: Path) -> None:
    staging = store.Staging(tmp_path, "run")
    staging.append(visit(1))
    assert store.commit(tmp_path).visits == 0
    staging.rotate()
    staging.append(visit(2))
    assert store.commit(tmp_path).visits == 1
    staging.close()
    assert store.commit(tmp_path).visits == 1


def test_a_segment_that_a_committer_took_before_it_was_locked_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, taken = staging_module.fcntl.flock, []

    def late(descriptor: int, kind: int) -> None:
        for path in [] if taken else (tmp_path / "_ops" / "staging").glob("*.open"):
            path.unlink()  # as a committer does with what is empty and whose owner seems dead
            taken.append(path)
        lock(descriptor, kind)

    staging = store.Staging(tmp_path, "run")
    with monkeypatch.context() as patch:
        patch.setattr(staging_module.fcntl, "flock", late)
        staging.append(visit(1))
    staging.close()
    assert len(taken) == 1
    assert store.commit(tmp_path).visits == 1


def test_a_write_that_was_cut_short_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, lengths = os.write, iter((400,))
    staging = store.Staging(tmp_path, "run")
    with monkeypatch.context() as patch:
        patch.setattr(staging_module.os, "write", lambda to, content: write(to, content[: next(lengths, None)]))
        staging.append(visit(1))
    staging.close()
    assert store.commit(tmp_path).visits == 1


def test_a_long_run_hands_over_its_lines_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = store.Staging(tmp_path, "run")
    staging.append(visit(1))
    monkeypatch.setattr(staging_module, "SEGMENT_SECONDS", 0.0)
    staging.append(visit(2))
    assert store.commit(tmp_path).visits == 1
    staging.close()


def test_one_committer_at_a_time(tmp_path: Path) -> None:
    stage(tmp_path, visit(1))
    with locked(Places(tmp_path).lock, wait=False), pytest.raises(Busy, match="another process"):
        store.commit(tmp_path)
    assert store.commit(tmp_path).visits == 1


def test_a_line_that_is_no_visit_is_kept_aside(tmp_path: Path) -> None:
    stage(tmp_path, visit(1))
    (tmp_path / "_ops" / "staging" / "z.seg").write_bytes(
        b"\0\0\0\n"
        + store.encode_visit(visit(2)).replace(b'"likes":[0,1,2]', b'"likes":[0,"x",2]')
        + store.encode_visit(visit(3))
    )
    report = store.commit(tmp_path)
    assert (report.visits, report.rejected) == (2, 2)
    assert len(list((tmp_path / "_ops" / "rejected").iterdir())) == 2


def test_full_disk_keeps_what_was_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = store.Staging(tmp_path, "run")
    staging.append(visit(1))
    write = os.write

    def full(descriptor: int, content: bytes) -> int:
        if len(content) > 500:
            return write(descriptor, content[:400])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(staging_module.os, "write", full)
        with pytest.raises(DiskFull, match="run the same command again"):
            staging.append(visit(2))
    staging.append(visit(3))
    staging.close()
    assert store.commit(tmp_path).visits == 2


def test_the_last_line_is_synced_within_a_second_though_no_other_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = threading.Event()
    monkeypatch.setattr(staging_module, "SYNC_SECONDS", 0.05)
    fdatasync = os.fdatasync
    monkeypatch.setattr(staging_module.os, "fdatasync", lambda descriptor: (fdatasync(descriptor), synced.set()))
    staging = store.Staging(tmp_path, "run")
    staging.append(visit(1))
    assert synced.wait(10)
    staging.close()


def test_a_sync_that_fails_in_the_background_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()

    def full(_: int) -> None:
        failed.set()
        raise OSError(28, "No space left on device")

    staging = store.Staging(tmp_path, "run")
    with monkeypatch.context() as patch:
        patch.setattr(staging_module, "SYNC_SECONDS", 0.05)
        patch.setattr(staging_module.os, "fdatasync", full)
        staging.append(visit(1))
        assert failed.wait(10)
        with pytest.raises(DiskFull):
            staging.sync()
    staging.close()
    assert store.commit(tmp_path).visits == 1


@pytest.mark.parametrize("step", ["Writer", "write_durably", "Index"])
def test_a_disk_that_fills_in_the_middle_of_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(tmp_path, visit(1))
    stage(tmp_path, visit(1, hours=1, comments=5))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(DiskFull, match="what was staged is kept"):
        patch.setattr(committer_module, step, full)
        store.commit(tmp_path)
    assert len(rows(tmp_path)) == 3
    assert store.commit(tmp_path).comments.new == 2
    assert not list((tmp_path / "_ops" / "merge").iterdir())


@pytest.mark.parametrize(("place", "says"), [("file/data", "cannot write under"), ("link", "link is no directory")])
def test_a_directory_that_cannot_be_made(place: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(DataDirectory, match=f"{says}.*choose another --data"):
        store.check_writable(tmp_path / place, minimum_free=0)


def test_a_corrupt_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    put(tmp_path, visit(1))
    (path,) = (tmp_path / "comments").iterdir()
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CorruptData, match=rf"{path.name} cannot be read .*restore it"):
        store.load_comments(tmp_path)
    stage(tmp_path, visit(1, hours=1))
    with pytest.raises(CorruptData, match=path.name):
        store.commit(tmp_path)
    assert len(list((tmp_path / "_ops" / "staging").iterdir())) == 1
    assert not list((tmp_path / "_ops" / "merge").iterdir())


def test_loading_columns_and_rows(tmp_path: Path) -> None:
    import pyarrow.compute as pc

    put(tmp_path, visit(1, comments=9))
    table = store.load_comments(tmp_path, ["text"], where=pc.field("likes") > 3)
    assert table.schema.names == ["text"]
    assert table.num_rows == 1
    assert store.load_comments(tmp_path, as_="pandas").shape[0] == 9
    assert store.load_comments(tmp_path, as_="polars").height == 9
    with pytest.raises(BadConfiguration, match="no column txet"):
        store.load_comments(tmp_path, ["txet"])


@given(st.text(min_size=1, max_size=100))
@example("dev")
@example("test2.com")
def test_every_site_has_a_neutral_file_name(site: str) -> None:
    name = partition_name(site, None, START)
    assert is_partition(name)
    assert is_partition(following(name))
    assert not re.search(r"(?<![a-z])(?:dev|test|train|val|eval|validation)(?![a-z])", slug(site))


@pytest.mark.parametrize("date", [datetime(1970, 1, 1, tzinfo=UTC), START + timedelta(days=31), None])
def test_a_date_that_cannot_be_names_no_partition(date: datetime | None) -> None:
    assert partition_name("dawn.com", date, START) == "dawncom-2026-01"
    assert partition_name("dawn.com", START - timedelta(days=31), START) == "dawncom-2025-12"


def test_importing_the_package_does_not_import_pyarrow() -> None:
    script = (
        "import sys, ecorridor_scraper.store as s; s.Staging; "
        "sys.exit(any(m.startswith('pyarrow') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent.parent).returncode == 0


def test_committing_does_not_import_the_dataset_module(tmp_path: Path) -> None:
    script = (
        "import sys; from ecorridor_scraper import store; from tests.store_samples import visit\n"
        f"s = store.Staging({str(tmp_path)!r}, 'r'); s.append(visit(1)); s.close()\n"
        f"store.commit({str(tmp_path)!r})\n"
        "sys.exit('pyarrow.dataset' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent.parent).returncode == 0
