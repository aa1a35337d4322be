"""What somebody meets who begins: wrong words, places that cannot be written, disks that are full. Each is one line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from ecorridor_scraper.fixtures import load

from .commands import FAST, on_a_terminal, run, spawn, unread
from .local import LocalSite, article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def small(path: Path, size: str) -> Iterator[Path]:
    """A filesystem of little size."""
    path.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], capture_output=True
    ).returncode:
        pytest.skip("a small filesystem cannot be mounted here")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def fill(path: Path) -> Path:
    """A file that takes all that is left."""
    name = path / "filling"
    with name.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return name
    raise AssertionError


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(article(1, "http://127.0.0.1/2026/11/the-bridge/"), encoding="utf-8")
    return path


def test_a_saved_page_that_is_to_be_crawled_is_no_host(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(page.parent)
    done = run("crawl", "page.html")
    assert done.exit_code == 2
    assert "ecorridor extract page.html" in done.output


@pytest.mark.parametrize("form", ["csv", "jsonl", "duckdb", "huggingface"])
def test_an_export_onto_a_full_disk_names_the_place_that_is_full(
    form: str, crawled: tuple[Path, object], tmp_path: Path
) -> None:
    with small(tmp_path / "small", "64k") as place:
        fill(place)
        done = run("export", "--data", str(crawled[0]), "--to", form, "--output", str(place / "out.db"))
        left = sorted(path.name for path in place.iterdir())
    assert done.exit_code == 74, done.output
    assert len(done.output.splitlines()) == 1
    assert "--output" in done.output
    assert left == ["filling"]


def test_an_export_to_a_place_that_cannot_be_written_names_its_option(crawled: tuple[Path, object], page: Path) -> None:
    done = run("export", "--data", str(crawled[0]), "--to", "jsonl", "--output", str(page / "out"))
    assert done.exit_code == 73, done.output
    assert "--output" in done.output


def test_a_fixture_is_saved_as_a_whole_or_not_at_all(page: Path, tmp_path: Path) -> None:
    with small(tmp_path / "small", "64k") as place:
        words = ("fixture", str(page), "--site", "paper", "--case", "bridge", "--into", str(place / "all"))
        filling = fill(place)
        full = run(*words)
        filling.unlink()
        again = run(*words)
        load(place / "all" / "paper" / "bridge")
    assert (full.exit_code, "paper/bridge: No space left" in full.output) == (74, True), full.output
    assert again.exit_code == 0, again.output


@pytest.mark.parametrize(
    ("full", "room", "what"), [("sites", 0, "bridge.py"), ("fixtures", 0, "bridge/first"), ("fixtures", 5, "second")]
)
def test_a_site_is_added_as_a_whole_or_not_at_all(full: str, room: int, what: str, tmp_path: Path) -> None:
    for name in {"sites", "fixtures"} - {full}:
        (tmp_path / name).mkdir()
    with LocalSite() as site, small(tmp_path / full, "64k") as place:
        site.add_articles(2)
        os.truncate(fill(place), 65_536 - 4096 * room)
        words = ("--name", "bridge", "--sites", str(tmp_path / "sites"), "--fixtures", str(tmp_path / "fixtures"))
        done = spawn("add-site", site.url, *words, *FAST)
        left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert (done.returncode, f"/{what}: No space left" in done.stderr) == (74, True), done.stderr
    assert left == ["filling"]


def test_a_demo_on_a_full_disk_is_one_line(tmp_path: Path) -> None:
    with small(tmp_path / "small", "64k") as place:
        done = spawn("demo", "--data", str(place / "data"))
    assert done.returncode == 74
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_demo_beside_a_crawl_takes_nothing_of_it_for_a_wrong_clock(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    with LocalSite() as site:
        site.add_articles(2)
        spawn("crawl", site.url, "--data", data, "-q", *FAST)
        before = json.loads(run("status", "--json", "--data", data).output)["sites"]
        done = spawn("demo", "--data", data)
    after = json.loads(run("status", "--json", "--data", data).output)["sites"]
    assert done.returncode == 0
    assert done.stderr == ""
    assert before == after[:1]


def test_a_narrow_terminal_cuts_no_name_and_no_number(crawled: tuple[Path, object]) -> None:
    code, screen = on_a_terminal("status", "--data", str(crawled[0]), columns=40)
    assert code == 0
    assert "kohsar.example" in screen
    assert "2026-10-24 07:00" in screen
    assert "last success (UTC)" in screen


def test_a_demo_on_a_narrow_terminal_names_its_articles(tmp_path: Path) -> None:
    code, screen = on_a_terminal("demo", "--data", str(tmp_path / "data"), columns=40)
    assert code == 0
    assert screen.count("Valley win the final") == 1


def test_a_name_with_brackets_is_shown_and_loaded_as_it_is(tmp_path: Path) -> None:
    data = str(tmp_path / "news [old]")
    shown = spawn("demo", "--data", data).stdout
    status = run("status", "--data", data).output
    assert f"comments: {data}/comments\n" in shown
    assert f"{data}: articles" in status
    for library in ("polars", "duckdb"):
        (line,) = (one.partition("; ")[2] for one in shown.splitlines() if one.strip().startswith(f"import {library}"))
        assert len(eval(line.partition("    #")[0], {"pl": pl, "duckdb": duckdb})) == 57


@pytest.mark.parametrize("words", [("status",), ("demo",)])
def test_a_reader_that_has_seen_enough_is_no_failure(
    words: tuple[str, ...], crawled: tuple[Path, object], tmp_path: Path
) -> None:
    shutil.copytree(crawled[0], tmp_path / "data")
    assert unread(*words, "--data", str(tmp_path / "data")) == (0, "")


def test_a_disk_that_fills_up_during_a_crawl_is_told_of_without_tracebacks_and_readers_words(tmp_path: Path) -> None:
    with LocalSite() as site, small(tmp_path / "small", "1200k") as place:
        site.add_articles(60)
        first = site.answers["/"]
        assert not callable(first)

        def full(before: int) -> object:
            fill(place)
            return first

        site.answers["/"] = full  # type: ignore[assignment]
        done = spawn("crawl", site.url, "--data", str(place / "data"), "-q", "-s", "MIN_FREE_MB=0", *FAST)
    assert done.returncode == 74, done.stderr
    assert "no space left" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "walked over it" not in done.stderr
