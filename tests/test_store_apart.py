"""A commit in a process of its own does what a commit does here, and says what it would say here."""

from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper import store
from ecorridor_scraper.errors import Busy, CorruptData, EcorridorError
from ecorridor_scraper.store import apart
from ecorridor_scraper.store.places import Places, locked

from .store_samples import files, stage, visit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _always_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SMALL_BYTES", 0)


def test_the_datasets_are_the_same_to_the_byte(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for data in (here, there):
        stage(data, visit(1), visit(2, comments=9), visit(39))
    reports = store.commit(here), store.commit_apart(there)
    assert files(here) == files(there) != {}
    for report in reports:
        report.seconds = 0.0
    assert reports[0] == reports[1]


def test_a_small_commit_needs_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    stage(tmp_path, visit(1))
    assert store.commit_apart(tmp_path).visits == 1


def test_errors_come_back_as_themselves(tmp_path: Path) -> None:
    stage(tmp_path, visit(1))
    with locked(Places(tmp_path).lock, wait=False), pytest.raises(Busy, match="another process"):
        store.commit_apart(tmp_path)
    assert store.commit_apart(tmp_path).visits == 1
    (tmp_path / "articles" / "dawncom-2026-01.parquet").write_bytes(b"PAR1 no more")
    stage(tmp_path, visit(2))
    with pytest.raises(CorruptData, match=r"dawncom-2026-01\.parquet cannot be read"):
        store.commit_apart(tmp_path)


def test_it_can_wait_for_another_commit(tmp_path: Path) -> None:
    stage(tmp_path, visit(1))
    with ThreadPoolExecutor(1) as pool:
        with locked(Places(tmp_path).lock, wait=False):
            waiting = pool.submit(store.commit_apart, tmp_path, wait=True)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1.0)
        assert waiting.result().visits == 1


def test_warnings_come_back(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stage(tmp_path, visit(1))
    (tmp_path / "_ops" / "staging" / "z.seg").write_bytes(b"no visit\n")
    with caplog.at_level(logging.WARNING):
        report = store.commit_apart(tmp_path)
    assert (report.visits, report.rejected) == (1, 1)
    assert "A staged line is unusable" in caplog.text


def test_a_process_that_was_killed_is_told_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(tmp_path, visit(1))
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    with monkeypatch.context() as patch, pytest.raises(EcorridorError, match=r"signal 9.*ecorridor commit --data"):
        patch.setattr(sys, "executable", str(killed))
        store.commit_apart(tmp_path)
    assert store.commit_apart(tmp_path).visits == 1


def test_asking_for_it_imports_no_pyarrow() -> None:
    code = "import sys; from ecorridor_scraper.store import Staging, commit_apart; print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("chosen", [None, "123456"])
def test_blocks_that_are_freed_go_back_unless_the_operator_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None
) -> None:
    name, found = "MALLOC_MMAP_THRESHOLD_", list[str]()
    monkeypatch.delenv(name, raising=False)
    if chosen:
        monkeypatch.setenv(name, chosen)
    run = subprocess.run

    def watched(*args: Any, **options: Any) -> Any:
        found.append(options["env"][name])
        return run(*args, **options)

    monkeypatch.setattr(apart.subprocess, "run", watched)
    stage(tmp_path, visit(1))
    assert store.commit_apart(tmp_path).visits == 1
    assert found == [chosen or str(4 << 20)]
