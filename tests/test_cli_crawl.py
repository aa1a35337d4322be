"""`ecorridor crawl` as cron starts it: how it ends, and what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ecorridor_scraper.health import locks
from ecorridor_scraper.items import SCHEMA_VERSION
from ecorridor_scraper.store import load_articles
from ecorridor_scraper.store.places import Places, locked
from ecorridor_scraper.store.schema import VERSION_KEY

from .commands import FAST, command, is_same, last_manifest, on_a_terminal, rows, run, spawn
from .local import Answer, LocalSite, article
from .store_samples import put, visit


def test_a_crawl_fills_both_datasets_and_its_second_run_asks_for_no_article(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(6)
        first = spawn("crawl", site.url, "--data", str(tmp_path), "--json", *FAST)
        summary = json.loads(first.stdout)
        asked = [path for path in site.paths() if path in paths]
        second = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert first.returncode == 0, first.stderr
    assert (rows(tmp_path, "articles"), rows(tmp_path, "comments")) == (6, 12)
    assert (summary["articles"], summary["comments"]) == (6, 12)
    assert sorted(asked) == paths  # each once; of requests under way at once either may arrive first
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert [path for path in site.paths() if path in paths] == asked


def test_a_terminal_shows_what_a_crawl_is_doing_in_one_line(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(6, wait=0.4)
        code, screen = on_a_terminal("crawl", site.url, "--data", str(tmp_path), *FAST, columns=70)
    assert code == 0, screen
    assert re.search(r"[1-5] pages  [1-5] articles  \d+ comments  0 errors  \d to go", screen)
    assert "6 articles, 12 comments from 6 pages" in screen
    assert "Traceback" not in screen


def test_the_demo_says_nothing_of_trouble_and_its_second_run_changes_nothing(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "data" / "sample"
    files = list(sample.rglob("*.parquet"))
    assert files
    for greeting in ("18 articles, 57 comments from 19 pages, 1 gone in ", "Nothing is due again."):
        done = spawn("demo", "--data", str(tmp_path))
        assert (done.returncode, done.stderr) == (0, "")
        assert greeting in done.stdout
        for kept in files:
            assert is_same(tmp_path / kept.relative_to(sample), kept)


def scrapy_crawl(address: str, data: Path, argument: str = "site") -> subprocess.CompletedProcess[str]:
    """A crawl as Scrapyd starts it."""
    arguments = ["-a", f"{argument}={address}/", "-s", f"DATA_DIR={data}", "-s", "DOWNLOAD_DELAY=0"]
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "news", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=Path(__file__).parent.parent,
    )


@pytest.mark.parametrize("argument", ["site", "url"])
def test_scrapy_crawl_does_the_same(argument: str, tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(3)
        done = scrapy_crawl(site.url, tmp_path, argument)
    assert done.returncode == 0, done.stderr
    assert (rows(tmp_path, "articles"), rows(tmp_path, "comments")) == (3, 6)


def test_scrapy_crawl_leaves_a_site_to_another_run_at_work_on_it(tmp_path: Path) -> None:
    with LocalSite() as site, locks(str(tmp_path), ["127.0.0.1"]):
        site.add_articles(1)
        done = scrapy_crawl(site.url, tmp_path)
        assert site.paths("/") == []
    assert "Busy: another run is at work on 127.0.0.1" in done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_keeps_what_was_fetched(number: signal.Signals, code: int, tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(60, wait=0.1)
        arguments = command("crawl", site.url, "--data", str(tmp_path), "-s", "DOWNLOAD_DELAY=0")
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 120
        while len(site.paths("/2026/")) < 8 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(number)
        _, errors = process.communicate(timeout=200)
    kept = rows(tmp_path, "articles")
    assert process.returncode == code, errors
    assert 5 <= kept < 60
    assert last_manifest(tmp_path)["exit_code"] == code
    assert last_manifest(tmp_path)["articles"] == kept


def test_a_crawl_to_which_nothing_answers_says_why_and_stores_nothing(tmp_path: Path) -> None:
    done = spawn("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 4
    assert "connection refused" in done.stderr.splitlines()[-1]
    assert rows(tmp_path, "articles") == 0


def test_a_site_that_refuses_is_blocked(tmp_path: Path) -> None:
    with LocalSite({"/": Answer("no", 403)}) as site:
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 6
    assert "the site refuses" in done.stderr


def test_a_crawl_ends_well_though_nobody_listens(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(1)
        line = " ".join(command("crawl", site.url, "--data", str(tmp_path), *FAST))
        done = subprocess.run(["sh", "-c", f"{line} >&- 2>&-"], timeout=120)
    assert done.returncode == 0
    assert rows(tmp_path, "articles") == 1


@pytest.mark.parametrize(
    "words", ["crawl http://127.0.0.1:9/", "extract -", "status", "verify", "commit", "export", "demo"]
)
def test_a_data_directory_whose_name_is_no_text_is_refused(words: str, tmp_path: Path) -> None:
    result = run(*words.split(), "--data", f"{tmp_path}/\udce4")
    assert result.exit_code == 2
    assert "is no UTF-8" in result.stderr


def test_broken_pages_are_a_partial_failure(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(6)
        for path in paths[:2]:
            site.answers[path] = Answer("broken", 500)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 5
    assert "2 of 6 pages failed: status 500" in done.stderr
    assert rows(tmp_path, "articles") == 4


def test_a_run_that_needs_more_memory_than_it_may_ends_early(tmp_path: Path) -> None:
    limit = ("-s", "MEMUSAGE_LIMIT_MB=1", "-s", "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.2")
    with LocalSite() as site:
        site.add_articles(30, wait=0.3)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST, *limit)
    assert done.returncode == 1
    assert "memusage_exceeded" in done.stderr
    assert last_manifest(tmp_path)["exit_code"] == 1


def test_a_second_run_on_the_same_site_ends_politely(tmp_path: Path) -> None:
    with locks(str(tmp_path), ["127.0.0.1"]):
        result = run("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path))
    assert result.exit_code == 75
    assert "another run is at work on 127.0.0.1" in result.stderr


def test_a_run_that_leaves_a_site_to_another_run_says_so(tmp_path: Path) -> None:
    with LocalSite() as site, locks(str(tmp_path), ["127.0.0.2"]):
        site.add_articles(1)
        done = spawn("crawl", site.url, "http://127.0.0.2:9/", "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 0, done.stderr
    assert "another run is at work on 127.0.0.2; the rest is crawled" in done.stderr
    assert rows(tmp_path, "articles") == 1


def test_a_period_without_a_beginning_is_refused_where_it_would_never_end(tmp_path: Path) -> None:
    result = run("crawl", "dawn", "--until", "2026-10-05", "--data", str(tmp_path))
    assert result.exit_code == 2
    assert "give --since" in result.stderr


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("DATA_DIR=elsewhere", "write --data elsewhere"),
        ("SPIDER_MODULES=no_such_module", "cannot be imported"),
        ('ITEM_PIPELINES={"a.b": 1}', "cannot be imported"),
        ("ASYNCIO_EVENT_LOOP=uvloop", "cannot be imported"),
        ("LOG_FORMATTER=own", "cannot be imported"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line(setting: str, said: str, tmp_path: Path) -> None:
    done = spawn("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "-q", "-s", setting)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_a_part_without_any_site_is_an_empty_account(tmp_path: Path) -> None:
    done = spawn("crawl", "http://127.0.0.1:9/", "--part", "1/9", "--json", "--data", str(tmp_path))
    assert done.returncode == 0
    assert json.loads(done.stdout)["articles"] == 0


def test_max_minutes_ends_cleanly_and_commits(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(80, wait=0.2)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "--max-minutes", "0.1", "-q", *FAST)
    assert done.returncode == 0, done.stderr
    assert 1 <= rows(tmp_path, "articles") < 80
    assert last_manifest(tmp_path)["finish_reason"] == "max-minutes"


def test_a_damaged_dataset_file_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(2)
        spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
        damaged = next((tmp_path / "comments").glob("*.parquet"))
        damaged.write_bytes(b"PAR1 no more")
        site.add_articles(4)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 8
    assert damaged.name in done.stderr
    assert list((tmp_path / "_ops" / "staging").iterdir())


def test_a_site_that_gets_a_file_is_told_of_and_its_threads_are_visited_on(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    data = ("--data", str(tmp_path / "data"), "-q", *FAST)
    with LocalSite() as site:
        site.add_articles(2)
        spawn("crawl", site.url, *data, "-s", "NOW=2026-11-02T12:00:00Z")
        file = f'from ecorridor_scraper.sites import Site\nSITE = Site(name="bridge", hosts=("127.0.0.1",), listings=("{site.url}/none",))'
        (tmp_path / "sites" / "bridge.py").write_text(file)
        site.answers["/none"] = Answer("<html><body><a href='/2026/11/'>All</a></body></html>")
        done = spawn(
            "crawl", "bridge", *data, "-s", "NOW=2026-11-03T12:00:00Z", ECORRIDOR_SITES=str(tmp_path / "sites")
        )
    assert "127.0.0.1 has a site file now: its 2 articles are stored again as bridge" in done.stderr
    assert [row["site"] for row in load_articles(tmp_path / "data").to_pylist()].count("bridge") == 2


def test_a_quality_alarm_has_its_own_code_and_reaches_the_command(tmp_path: Path) -> None:
    notice = tmp_path / "notice.json"
    hook = tmp_path / "hook.py"
    hook.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())")
    with LocalSite() as site:
        site.add_articles(20)
        first = spawn("crawl", site.url, "--data", str(tmp_path / "data"), "-q", *FAST)
        for path in site.add_articles(28):
            site.answers[path] = Answer(article(99, site.url + path, author=False))
        command_line = f"NOTIFY_COMMAND={sys.executable} {hook} {notice}"
        second = spawn("crawl", site.url, "--data", str(tmp_path / "data"), "-q", *FAST, "-s", command_line)
    assert first.returncode == 0, first.stderr
    assert second.returncode == 7, second.stderr
    assert "authors: 0 of 8, usually 100%; look at: ecorridor threads http://127.0.0.1" in second.stderr
    assert json.loads(notice.read_text())["exit_code"] == 7
    assert rows(tmp_path / "data", "articles") == 28


def test_a_commit_of_another_run_neither_stops_a_crawl_nor_is_lost(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with LocalSite() as site:
        site.add_articles(6)
        places = Places(data)
        places.make()
        with locked(places.lock, wait=False):
            crawl = subprocess.Popen(command("crawl", site.url, "--data", str(data), *FAST, "-s", "COMMIT_MINUTES=0"))
            deadline = time.monotonic() + 60
            while len(site.paths("/2026/")) < 6 and time.monotonic() < deadline:
                time.sleep(0.05)
            with pytest.raises(subprocess.TimeoutExpired):  # all is fetched: it waits for the other to end
                crawl.wait(3)
        assert crawl.wait(60) == 0
    assert rows(data, "articles") == 6


def test_a_place_that_is_full_at_once_is_said_in_one_line_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    arguments = command("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "-q")
    own = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # which would be cut off, too
    full = subprocess.run(arguments, capture_output=True, text=True, timeout=300, preexec_fn=little, env=own)
    later = subprocess.run(arguments, capture_output=True, text=True, timeout=300)
    assert full.returncode == 73, full.stderr
    assert "state.sqlite" in full.stderr
    assert later.returncode == 4, later.stderr
    for done in (full, later):
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_full_disk_ends_the_run_and_what_was_staged_is_committed_later(tmp_path: Path) -> None:
    data = tmp_path / "small"
    data.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=280k", "tmpfs", str(data)], capture_output=True).returncode:
        pytest.skip("a small filesystem cannot be mounted here")
    try:
        with LocalSite() as site:
            site.add_articles(60)
            done = spawn("crawl", site.url, "--data", str(data), "-q", "-s", "MIN_FREE_MB=0", *FAST)
            staged = sum(p.stat().st_size for p in (data / "_ops" / "staging").iterdir())
            shown = spawn("status", "--data", str(data))
            with suppress(OSError), (data / "rest").open("wb", buffering=0) as rest:
                while rest.write(bytes(4096)):
                    pass
            full = spawn("crawl", site.url, "--data", str(data), "-q", "-s", "MIN_FREE_MB=0", *FAST)
            (data / "rest").unlink()
            subprocess.run(["mount", "-o", "remount,size=40m", str(data)], check=True)
            again = spawn("commit", "--data", str(data))
        kept = rows(data, "articles")
    finally:
        subprocess.run(["umount", str(data)], check=True)
    assert done.returncode == 74, done.stderr
    assert "no space left" in done.stderr
    assert (shown.returncode, shown.stderr) == (0, "")
    assert (full.returncode, len(full.stderr.splitlines())) == (74, 1), full.stderr
    assert staged
    assert again.returncode == 0, again.stderr
    assert kept


def test_a_crawl_imports_nothing_for_what_is_switched_off(tmp_path: Path) -> None:
    code = (
        "import sys; from ecorridor_scraper.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "print(*sorted({m.partition('.')[0] for m in sys.modules} & {'aiohttp', 'requests', 'tldextract', 'scrapy'}))"
    )
    arguments = ("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "-q")
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=300)
    assert done.stdout.split() == ["scrapy"], done.stderr


def test_datasets_of_a_newer_version_are_refused_before_anything_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path, visit(1))
    path = next((tmp_path / "articles").iterdir())
    newer = {VERSION_KEY: str(SCHEMA_VERSION + 1).encode()}
    pq.write_table(pq.read_table(path).replace_schema_metadata(newer), path)
    with LocalSite() as site:
        site.add_articles(1)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert (done.returncode, len(done.stderr.splitlines()), len(site.log)) == (8, 1, 0), done.stderr
    assert "upgrade ecorridor-scraper" in done.stderr


def test_directories_of_two_machines_are_made_one_by_copying_their_files(tmp_path: Path) -> None:
    with LocalSite() as one, LocalSite(host="127.0.0.2") as other:
        for site, name in ((one, "one"), (other, "other")):
            site.add_articles(2)
            assert spawn("crawl", site.url, "--data", str(tmp_path / name), "-q", *FAST).returncode == 0
        for dataset in ("articles", "comments"):
            for path in (tmp_path / "other" / dataset).iterdir():
                shutil.copy(path, tmp_path / "one" / dataset)
        for path in (tmp_path / "one" / "_ops").glob("state.sqlite*"):
            path.unlink()
        before = [len(site.paths("/2026/")) for site in (one, other)]
        done = spawn("crawl", one.url, other.url, "--data", str(tmp_path / "one"), "-q", *FAST)
        after = [len(site.paths("/2026/")) for site in (one, other)]
    assert (done.returncode, done.stderr, after) == (0, "", before)
    assert rows(tmp_path / "one", "articles") == 4
    assert spawn("verify", "-q", "--data", str(tmp_path / "one")).returncode == 0
