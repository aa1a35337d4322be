"""The commands that keep a store, as an operator meets them: what they leave alone, what they wait for, how they end."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecorridor_scraper import load_comments, store
from ecorridor_scraper.errors import CorruptData, DiskFull
from ecorridor_scraper.known import Look
from ecorridor_scraper.runs import Run
from ecorridor_scraper.state import State
from ecorridor_scraper.store import apart, archive
from ecorridor_scraper.store.places import Places, locked, os_errors

from .commands import run
from .local import article
from .store_samples import START, put, rows, stage, visit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    directory = tmp_path / "data"
    put(directory, visit(1, comments=5))
    return directory


def saved(directory: Path) -> str:
    path = directory / "page.html"
    path.write_text(article(1, "https://paper.example/2026/11/the-bridge-again/"))
    return str(path)


def test_a_commit_that_shall_not_wait_gives_up(data: Path) -> None:
    with locked(Places(data).lock, wait=False):
        assert run("commit", "--no-wait", "--data", str(data)).exit_code == 75


@pytest.mark.parametrize("words", ["commit", "extract"])
def test_what_may_wait_for_another_commit_does(words: str, data: Path, tmp_path: Path) -> None:
    paths = [saved(tmp_path)] if words == "extract" else []
    with ThreadPoolExecutor(1) as pool:
        with locked(Places(data).lock, wait=False):
            waiting = pool.submit(run, words, *paths, "--data", str(data))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=2.0)
        assert waiting.result().exit_code == 0


def test_a_list_of_snapshots_takes_none(data: Path) -> None:
    assert "no snapshots" in run("snapshot", "--list", "--data", str(data)).output
    assert store.snapshots(data) == []


def test_a_check_after_which_nothing_is_left_to_be_done_ends_well(data: Path) -> None:
    path = data / "comments" / "dawncom-2026-01.parquet"
    pq.write_table(pq.read_table(path)[::-1], path)
    assert run("verify", "--data", str(data)).exit_code == 8
    assert run("verify", "--repair", "--data", str(data)).exit_code == 0


def test_a_file_that_is_let_be_missing_is_missed_once(data: Path) -> None:
    (data / "comments" / "dawncom-2026-01.parquet").unlink()
    assert [finding.repaired for finding in store.verify(data, repair=True).findings] == [True]
    assert store.verify(data).findings == []


def test_of_rows_that_are_there_twice_the_one_that_was_seen_last_stays(data: Path) -> None:
    path = data / "comments" / "dawncom-2026-01.parquet"
    old = pq.read_table(path)
    put(data, visit(1, hours=3, comments=5, headline="Again"))
    new = pq.read_table(path)
    for first, second in ((old, new), (new, old)):
        pq.write_table(pa.concat_tables([first, second]), path)
        store.verify(data, repair=True)
        assert {row["last_seen"] for row in rows(data).values()} == {START + timedelta(days=60, hours=3)}


def test_a_letter_that_rotted_on_the_disk_is_not_written_anew(data: Path) -> None:
    """Its page can be read, and has the checksum of what once stood there."""
    path = data / "comments" / "dawncom-2026-01.parquet"
    pq.write_table(pq.read_table(path), path, compression="none", use_dictionary=False, write_page_checksum=True)
    path.write_bytes(path.read_bytes().replace(b"Prices went", b"Prices want"))
    stage(data, visit(2, comments=2))
    with pytest.raises(CorruptData, match=path.name):
        store.commit(data)


def test_a_snapshot_that_is_damaged_too_is_no_remedy(data: Path) -> None:
    good, bad = store.snapshot(data), store.snapshot(data)
    for directory in (data, bad.path):
        copy = directory / "comments" / "dawncom-2026-01.parquet"
        copy.unlink()
        copy.write_bytes(b"PAR1 no more")
    (finding,) = store.verify(data).findings
    assert good.name in finding.remedy
    assert bad.name not in finding.remedy


def test_status_shows_alarms_and_the_comments_of_a_week(data: Path) -> None:
    state = State(data / "_ops" / "state.sqlite")
    state.saw(Look("dawn.com/1", "https://dawn.com/1", "dawn.com", START))
    for days, alarms in ((9, []), (3, []), (0, ["body: 0 of 9, usually 99%"])):
        ended = START + timedelta(days=60 - days)
        state.runs.add(Run("dawn.com", f"run {days}", ended, 7 if alarms else 0, 1, 5, 5, 1, 0, alarms, {}))
    state.close()
    words = ("status", "--data", str(data), "--now", "2026-03-11T09:00")
    assert "ALARM dawn.com: body: 0 of 9, usually 99%" in run(*words).output
    (site,) = json.loads(run(*words, "--json").output)["sites"]
    assert (site["comments_of_7_days"], site["alarms"]) == (10, ["body: 0 of 9, usually 99%"])


def test_names_are_hidden_in_what_is_extracted_too(tmp_path: Path) -> None:
    key, data = tmp_path / "key", tmp_path / "data"
    key.write_text("0123456789abcdef0123456789abcdef")
    hide = ("-s", "PSEUDONYMISE=True", "-s", f"PSEUDONYM_KEY_FILE={key}")
    assert run("extract", saved(tmp_path), "--data", str(data), *hide).exit_code == 0
    names = load_comments(data)["author_name"].to_pylist()
    assert len(names) == 2
    assert not [name for name in names if "Reader" in name]


def test_a_fixture_is_never_written_over(tmp_path: Path) -> None:
    words = ("fixture", saved(tmp_path), "--site", "paper", "--case", "first", "--into", str(tmp_path))
    assert run(*words).exit_code == 0
    reviewed = tmp_path / "paper" / "first" / "expected.json"
    reviewed.write_text("{}")
    result = run(*words)
    assert (result.exit_code, reviewed.read_text()) == (2, "{}")
    assert "exists; choose another --case" in result.stderr


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_quota_that_is_used_up_is_a_full_disk(number: int, tmp_path: Path) -> None:
    with pytest.raises(DiskFull), os_errors(tmp_path):
        raise OSError(number, os.strerror(number))


def test_a_response_that_the_disk_has_no_room_for_is_not_archived_by_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store.Archive(tmp_path, "run", day=START)
    page = store.Response("https://dawn.com/1", 200, [], b"<html>")

    def full(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(archive, "write_all", full)
        with pytest.raises(DiskFull):
            kept.add(page, article_url=page.url, fetched_at=START)
    kept.add(page, article_url=page.url, fetched_at=START)
    kept.close()
    (path,) = tmp_path.glob("_ops/raw/*/*.warc.gz")
    assert [one.article_url for one in store.read_archive(path)] == [page.url]


def test_a_trial_of_forgetting_leaves_the_archive_as_it_is(data: Path) -> None:
    kept = store.Archive(data, "run", day=START)
    url = visit(1).article.url
    kept.add(store.Response(url, 200, [], b"<html>"), article_url=url, fetched_at=START)
    kept.close()
    (path,) = data.glob("_ops/raw/*/*.warc.gz")
    before = path.read_bytes()
    assert store.forget(data, store.Wish(articles=[url]), dry_run=True).archived == 1
    assert path.read_bytes() == before


def test_a_commit_apart_is_not_ended_by_what_ends_the_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by Ctrl-C on its terminal, as it has none, nor by SIGTERM."""
    code = (
        "import os, signal\n"
        "from ecorridor_scraper.store import apart, committer\n"
        "real = committer.commit\n"
        "def told(*words, **more):\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    return real(*words, **more)\n"
        "committer.commit = told\n"
        f"apart.main({str(tmp_path)!r}, 'at once')"
    )
    real, sessions = subprocess.run, list[bool]()

    def asked(_: Any, **options: Any) -> Any:
        sessions.append(options["start_new_session"])
        return real([sys.executable, "-c", code], **options)

    monkeypatch.setattr(apart, "SMALL_BYTES", 0)
    monkeypatch.setattr(apart.subprocess, "run", asked)
    stage(tmp_path, visit(1))
    assert signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN
    assert store.commit_apart(tmp_path).visits == 1
    assert sessions == [True]
