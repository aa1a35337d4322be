"""The command line as a user meets it: what it does, what it says when it cannot, and its exit codes."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ecorridor_scraper.cli import COMMANDS, main
from ecorridor_scraper.health import locks
from ecorridor_scraper.sites import load_sites
from ecorridor_scraper.store import load_articles
from ecorridor_scraper.store.places import Places, locked

from .conftest import SHARED
from .local import Answer, LocalSite, article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """A command in this process, for all that ends before a crawl begins."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ecorridor_scraper.cli", *arguments]


@pytest.fixture(scope="session", autouse=True)
def _bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the commands that are started share their compiled modules, wherever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
        yield


def spawn(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as cron would start it."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=300, env={**os.environ, **environment}
    )


def on_a_terminal(*arguments: str, columns: int = 80) -> tuple[int, str]:
    """Exit code and screen output of a command whose standard streams are a terminal."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    process = subprocess.Popen(
        command(*arguments), stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color"}
    )
    os.close(slave)
    screen = b""
    with suppress(OSError):  # how Linux says that the other side was closed
        while part := os.read(master, 65536):
            screen += part
    os.close(master)
    return process.wait(timeout=60), screen.decode()


def rows(data: Path, dataset: str) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(p).num_rows for p in (data / dataset).glob("*.parquet"))


def last_manifest(data: Path) -> dict[str, object]:
    paths = sorted((data / "_ops" / "runs").glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
    found: dict[str, object] = json.loads(paths[-1].read_text())
    return found


# ---------------------------------------------------------------- what a newcomer sees


def test_help_names_every_command_with_a_sentence() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in ("crawl", "extract", "tag", "fixture", "sites", "status"):
        assert f"\n  {name} " in result.output


def test_no_sentence_of_the_help_is_cut_off() -> None:
    assert "..." not in run("--help").output.partition("Commands:")[2]


def test_version() -> None:
    from ecorridor_scraper import __version__

    assert __version__ in run("--version").output


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}]
)
def test_every_script_is_printed_in_any_locale(locale: dict[str, str]) -> None:
    done = subprocess.run(
        command("tag"), input="یہ پل کب بنے گا بھائی\n".encode(), capture_output=True, env={**os.environ, **locale}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\tArab\tیہ پل کب بنے گا بھائی\n" in done.stdout.decode()


def test_a_part_of_the_package_that_is_missing_is_not_taken_for_a_missing_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "ecorridor_scraper.commands.sites", raising=False)
    monkeypatch.setitem(sys.modules, "ecorridor_scraper.sites", None)  # how the import system notes what is not there
    monkeypatch.setitem(COMMANDS, "leftout", "commands.leftout")
    assert isinstance(run("sites").exception, ModuleNotFoundError)
    assert run("leftout").exit_code == 2


def test_sites_lists_every_site_file() -> None:
    names = [row["name"] for row in json.loads(run("sites", "--json").output)]
    assert {"propakistani", "dawn", "tribune", "brecorder", "geo", "ary", "bbcurdu", "express"} <= set(names)


def test_site_files_of_ones_own_are_read_and_replace_those_of_the_package(tmp_path: Path) -> None:
    begin = "from ecorridor_scraper.sites import Site\n"
    (tmp_path / "kohsar.py").write_text(f"{begin}SITE = Site('kohsar', ('kohsar.example',))")
    (tmp_path / "dawn.py").write_text(f"{begin}SITE = Site('dawn', ('dawn.com',), title='My Dawn')")
    done = spawn("sites", "--json", ECORRIDOR_SITES=str(tmp_path))
    assert done.returncode == 0, done.stderr
    titles = {row["name"]: row["title"] for row in json.loads(done.stdout)}
    assert titles["dawn"] == "My Dawn"
    assert {"kohsar", "geo"} <= set(titles)


def test_two_sites_share_a_host_where_they_live_under_different_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, within in (("news", ""), ("pashto", "/pashto/")):
        source = f"SITE = Site({name!r}, ('bbc.com',), within={within!r})"
        (tmp_path / f"{name}.py").write_text(f"from ecorridor_scraper.sites import Site\n{source}\n")
    monkeypatch.setenv("ECORRIDOR_SITES", str(tmp_path))
    addresses = ("pashto/articles/c1", "pashto", "urdu/articles/c1", "news/articles/c1", "pashtoon")
    code = "from ecorridor_scraper.sites import site_name; import sys; print(*map(site_name, sys.argv[1:]))"
    urls = [f"https://www.bbc.com/{a}" for a in addresses]
    done = subprocess.run([sys.executable, "-c", code, *urls], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["pashto", "pashto", "bbcurdu", "news", "news"]


def test_a_folder_of_site_files_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = spawn("sites", ECORRIDOR_SITES=str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"ecorridor: ECORRIDOR_SITES: {tmp_path}/none is no folder; make it or name another\n"


def test_tag_answers_line_by_line() -> None:
    result = run("tag", "--json", stdin="yeh bridge kab banega bhai\n\n")
    first, second = (json.loads(line) for line in result.output.splitlines())
    assert first["script"] == "Latn"
    assert second["text"] == ""


# ---------------------------------------------------------------- bad input: one line, its own exit code


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("crawl", "dwan"), 2, "did you mean dawn"),
        (("crawl", "http://exa mple.org/"), 2, "no web address"),
        (("crawl", "http://[::1/"), 2, "no web address"),
        (("crawl", "ftp://example.org/"), 2, "only http and https"),
        (("crawl", "dawn", "--since", "yesterdayish"), 2, "--since: 'yesterdayish' is no date"),
        (("crawl", "dawn", "--since", "2026-12-01", "--until", "2026-11-01"), 2, "nothing lies between them"),
        (("crawl", "dawn", "--max-pages", "0"), 2, "'--max-pages': 0 is not in the range"),
        (("crawl", "dawn", "-s", "DELAY"), 2, "is no NAME=VALUE"),
        (("crawl", "dawn", "-s", "DOWNLOD_DELAY=3"), 2, "did you mean DOWNLOAD_DELAY"),
        (("crawl", "dawn", "-s", "DOWNLOAD_DELAY=much"), 2, "write a number"),
        (("crawl", "dawn", "-s", "DAILY_QUOTA=1.5"), 2, "write a whole number"),
        (("crawl", "dawn", "-s", "ITEM_PIPELINES=x"), 2, "write JSON"),
        (("crawl", "dawn", "-s", "LOG_LEVEL=LOUD"), 2, "there is no such level"),
        (("crawl", "dawn", "-s", "ROBOTSTXT_OBEY=maybe"), 2, "write True or False"),
        (("crawl", "dawn", "-s", "NOW=yesterday"), 2, "-s NOW: 'yesterday' is no date"),
        (("crawl", "dawn", "-s", "NOTIFY_URL=chat.example"), 2, "NOTIFY_URL is no web address"),
        (("crawl", "dawn", "-s", "NOTIFY_COMMAND=mail 'me"), 2, "NOTIFY_COMMAND is no command line"),
        (("crawl", "dawn", "-s", "PSEUDONYMISE=True"), 2, "PSEUDONYMISE needs a key"),
        (("crwal",), 2, "did you mean 'crawl'"),
        (("--no-such-option",), 2, "No such option '--no-such-option'; see"),
        (("extract",), 2, "Missing argument 'PATH...'; see"),
        (("crawl", "dawn", "--part", "3/2"), 2, "write K/N"),
        (("crawl", "dawn", "--data", "/proc/none"), 73, "cannot write under /proc/none"),
        (("extract", "missing.html"), 3, "missing.html: no such file or folder; '-' reads standard input"),
        (("threads", "missing.html"), 3, "missing.html: no such file or folder; '-' reads standard input"),
        (("threads", "."), 3, "cannot be read (Is a directory); give a file that can"),
        (("tag", "--expect", "urdu"), 2, "--expect: no language 'urdu' is told; did you mean ur?"),
        (("tag", "--expect", "xx-Xxxx"), 2, "no language 'xx-Xxxx' is told; write a tag such as ur"),
        (("threads", "https://paper.example/", "-s", "DOWNLOAD_DELAYS"), 2, "'DOWNLOAD_DELAYS'"),
        (("status", "--data", "nowhere"), 2, "nothing was crawled into nowhere"),
        (("threads", "missing.html", "--url", "not a url"), 2, "'not a url' is no web address"),
        (("fixture", "missing.html", "--site", "paper", "--case", "../one"), 2, "cannot be the name of a folder"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: tuple[str, ...], code: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("SITE = Site(", "'(' was never closed"),
        ("SITE = Site('x', ('x.example',), feed=())", "unexpected keyword argument 'feed'"),
        ("SITES = []", "has no SITE = Site(...)"),
        ("SITE = Site('x', ('dawn.com',))", "both claim dawn.com"),
        ("SITE = Site('dawn', ('x.example',))", "both claim the name 'dawn'"),
        ("SITE = Site('x', ('bbc.com',), within='/urdu')", "both claim bbc.com/urdu"),
        ("SITE = Site('x', ('x.example',), within='urdu/')", "write the path from its first slash"),
        ("SITE = Site('x', ())", "needs a name and a host"),
        ("SITE = Site('x', ('https://x.example/',))", "'https://x.example/' is no host"),
        ("SITE = Site('x', ('x.example',), feeds=5)", "feeds is 5; write a tuple of texts"),
        ("SITE = Site('x', ('x.example',), title=5)", "title is 5; write a text"),
        ("SITE = Site('x', ('x.example',), article=5)", "article is 5; write article=re.compile(...)"),
        ("SITE = Site('x', ('x.example',), selectors=('p',))", "selectors is ('p',); write a dict of texts"),
        ("SITE = Site('x', ('x.example',), delay='5')", "delay is '5'; write a number of seconds"),
        ("SITE = Site('x', ('x.example',), delay=-1)", "delay is -1; write a number of seconds"),
        ("SITE = Site('x', ('x.example',), romanised='zz')", "romanised is 'zz'; write 'ur-Latn' or 'hi-Latn'"),
        ("SITE = Site('x', 'x.example')", "hosts is a text; write a tuple: hosts=('x.example',)"),
        (
            "SITE = Site('x', ('x.example',), article='/story/')",
            "article is a text; write article=re.compile('/story/')",
        ),
        ("SITE = Site('x', ('x.example',), selectors={'boddy': 'p'})", "there is no selector for 'boddy'"),
        ("SITE = Site('x', ('x.example',), selectors={'body': 'p[['})", "the selector for body cannot be read"),
        ("SITE = Site('x', ('x.example',), selectors={'body': '//p['})", "the selector for body cannot be read"),
        ("SITE = Site('x', ('x.example',), timezone='Asia/Karachy')", "there is no time zone 'Asia/Karachy'"),
        ("SITE = Site('x', ('x.example',), hours='25')", "'25' are no hours of the day"),
        (
            "SITE = Site('x', ('x.example',), archives=('https://x.example/{yeer}/',))",
            "may have {year}, {month} and {day}",
        ),
    ],
)
def test_a_mistake_in_a_site_file_is_one_line_that_names_it(source: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "xample.py").write_text(f"from ecorridor_scraper.sites import Site\n{source}\n")
    result = spawn("sites", ECORRIDOR_SITES=str(tmp_path))
    assert result.returncode == 2
    assert f"{tmp_path}/xample.py" in result.stderr
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.html", b"", "empty"),
        ("page.html", b"%PDF-1.7 something", "a PDF"),
        ("big.html", b"<p>" + b"x" * 17_000_000, "16 MiB"),
        ("page.html.gz", b"\x1f\x8b\x08broken", "gzip file that is damaged"),
        ("half.html.gz", gzip.compress(article(1, "").encode(), mtime=0)[:-40], "damaged or cut off"),
        ("noise.html", Random(1).randbytes(50_000), "binary data"),
        ("noise.html.gz", gzip.compress(b"<p>" + Random(2).randbytes(50_000), mtime=0), "binary data"),
        ("empty.html.gz", gzip.compress(b"<p></p>", mtime=0), "empty.html.gz: neither text nor comments"),
        ("notes.html", b"only words", "has no markup"),
        ("data.html", b'{"a": 1}', "is JSON without comments in it"),
    ],
)
def test_what_is_no_page_is_said_in_one_line(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = run("extract", str(path), "--data", str(tmp_path / "data"))
    assert result.exit_code == 3
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.mark.parametrize("name", ["extract", "threads"])
def test_an_empty_page_is_said_alike_by_every_command(name: str, tmp_path: Path) -> None:
    (path := tmp_path / "e.html").touch()
    result = run(name, str(path))
    assert result.exit_code == 3
    assert result.stderr == f"ecorridor: {path}: the document is empty; fetch it again\n"


@pytest.mark.parametrize("name", ["threads", "fixture"])
def test_a_page_that_is_fetched_to_be_looked_at_is_told_who_asks(name: str, tmp_path: Path) -> None:
    place = ("--site", "paper", "--case", "one", "--into", str(tmp_path)) if name == "fixture" else ()
    with LocalSite() as site:
        (path,) = site.add_articles(1)
        done = spawn(name, site.url + path, *place, *FAST, "-s", "CONTACT=you@example.org")
    assert done.returncode == 0, done.stderr
    assert {r.headers["user-agent"].partition("(")[2] for r in site.log} == {"+you@example.org)"}


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(article(1, "https://paper.example/2026/11/the-bridge-again/"))
    (tmp_path / "file").write_text("no folder")
    result = run("fixture", str(page), "--site", "paper", "--case", "one", "--into", str(tmp_path / "file"))
    assert result.exit_code == 73
    assert "Not a directory" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_the_parts_of_a_crawl_are_all_sites_once_and_each_host_is_in_one(parts: int, tmp_path: Path) -> None:
    def chosen(part: int, *targets: str) -> list[str]:
        """The sites of a part, as it says them where another run has all of their locks."""
        result = run("crawl", *targets, "--part", f"{part}/{parts}", "--data", str(tmp_path))
        if result.exit_code == 0:  # nothing falls to it
            return []
        assert result.exit_code == 75, result.stderr
        return result.stderr.partition("at work on ")[2].partition(" in ")[0].split(", ")

    names = sorted(load_sites())
    taken: list[str] = []
    with locks(str(tmp_path), names):
        for part in range(1, parts + 1):
            mine = chosen(part)
            assert mine == chosen(part)
            taken += mine
            for name in mine:  # its address falls where it falls itself
                assert chosen(part, f"https://{load_sites()[name].hosts[0]}{load_sites()[name].within or '/'}") == [
                    name
                ]
    assert sorted(taken) == names


def test_a_part_to_which_nothing_falls_ends_at_once(tmp_path: Path) -> None:
    results = [run("crawl", "http://127.0.0.1:9/", "--part", f"{n}/2", "--data", "/proc/none") for n in (1, 2)]
    assert sorted(r.exit_code for r in results) == [0, 73]


# ---------------------------------------------------------------- extract


def test_extract_prints_a_visit_as_json(tmp_path: Path) -> None:

    path = tmp_path / "page.html"
    path.write_text(article(1, "https://paper.example/2026/11/the-bridge-again/"))
    result = run("extract", str(path), "--json")
    visit = json.loads(result.stdout)
    assert visit["article"]["url"] == "https://paper.example/2026/11/the-bridge-again/"
    assert [c["author_name"] for c in visit["comments"]] == ["Reader 0", "Reader 1"]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent: the seed page is not here")
def test_the_seed_page_gives_what_was_expected() -> None:
    seed = SHARED / "seed"
    expected = json.loads((seed / "expected.json").read_text())
    result = run("extract", str(seed / "page.html"), "--json")
    visit = json.loads(result.stdout)
    article, comments = visit["article"], visit["comments"]
    for name in ("url", "headline", "date_published", "in_language", "script", "stated_comment_count"):
        assert article[name] == expected[name], name
    blocks = [{"kind": block["kind"], "text": block["text"]} for block in article["body_blocks"]]
    assert blocks == expected["body_blocks"]
    assert [{k: author[k] for k in ("name", "role", "bio")} for author in article["authors"]] == expected["authors"]
    for found, wanted in zip(comments, expected["comments"], strict=True):
        parent = wanted["parent"] and f"propakistani:{wanted['parent']}"
        assert (found["comment_id"], found["parent_id"]) == (f"propakistani:{wanted['id']}", parent)
        assert {k: found[k] for k in ("depth", "text", "language", "script")} == {
            k: wanted[k] for k in ("depth", "text", "language", "script")
        }
    assert not [word for word in (*expected["never_a_comment"], "Also read") if word in result.stdout]


def test_pages_of_one_file_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for name in ("a/index.html", "b/index.html", "b/index.htm", "b/two words.html"):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(1, ""))
    one = run("extract", str(tmp_path / "pages" / "b" / "index.html"), "--json")
    assert json.loads(one.stdout)["article"]["url"] == "file:index.html"
    data = tmp_path / "data"
    assert run("extract", str(tmp_path / "pages"), "--data", str(data)).exit_code == 0
    assert run("extract", *map(str, sorted((tmp_path / "pages").iterdir())), "--data", str(data)).exit_code == 0
    addresses = load_articles(data).column("url").to_pylist()
    assert sorted(addresses) == [
        "file:a/index.html",
        "file:b/index.htm",
        "file:b/index.html",
        "file:b/two%20words.html",
    ]
    assert "gone: 1 articles" in run("forget", "--article", "file:b/index.html", "--data", str(data)).stdout
    assert run("extract", str(tmp_path / "pages"), "--data", str(data)).exit_code == 0
    assert "file:b/index.html" not in load_articles(data).column("url").to_pylist()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_is_read(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(article(1, "https://paper.example/2026/11/the-bridge-again/").encode(codec))
    result = run("extract", str(path), "--json")
    assert json.loads(result.stdout)["article"]["url"] == "https://paper.example/2026/11/the-bridge-again/"


def test_pages_that_all_give_nothing_are_no_part_of_a_success(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<p></p>")
    result = run("extract", str(tmp_path), "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "none of the pages (2)" in result.stderr


def record(head: str, body: bytes, *, kind: str = "text/html") -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    lines = ["WARC/1.1", "WARC-Type: response", "Content-Type: application/http; msgtype=response"]
    return (
        "\r\n".join([*lines, *head.split("|"), f"Content-Length: {len(block)}", "", ""]).encode() + block + b"\r\n" * 2
    )


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_one_bad_record_costs_itself_only(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    page, date = article(1, "").encode(), "WARC-Date: 2026-11-20T10:00:00Z"
    address = "WARC-Target-URI: https://paper.example/2026/11/the-bridge-again-{}/"
    large = gzip.compress(b"<p>" + b"x" * (17 << 20))
    records = [
        record(f"{date}|{address.format(1)}", page),
        record(address.format(2), page),
        record(f"WARC-Date: 20261120100000|{address.format(3)}", page),
        record(date, page),
        record(f"{date}|WARC-Target-URI: http://[oops/", page),
        record(f"{date}|{address.format(4)}", large, kind="text/html\r\nContent-Encoding: gzip"),
        record(f"{date}|{address.format(5)}", b"x" * (17 << 20), kind="image/png"),
        record(f"{date}|{address.format(6)}", page).replace(b"HTTP/1.1 200 OK", b"HTTP-1.1 200 OK"),
        record(f"WARC-Date: 2026-11-20T10:00:00|{address.format(7)}", page),
    ]
    path = tmp_path / "x.warc"
    path.write_bytes(b"".join(map(pack, records)))
    result = run("extract", str(path), "--json")
    visits = [json.loads(line) for line in result.stdout.splitlines()]
    assert [visit["article"]["url"][-2] for visit in visits] == ["1", "7"]
    assert {visit["fetched_at"] for visit in visits} == {"2026-11-20T10:00:00Z"}
    (told,) = [line for line in result.stderr.splitlines() if "left out" in line]
    for cause in ("WARC-Date", "no moment", "WARC-Target-URI", "an address that is none", "16 MiB", "an HTTP head"):
        assert cause in told
    assert result.exit_code == 5
    assert "6 of 8 pages gave nothing" in result.stderr


def test_extract_reads_standard_input() -> None:

    result = run("extract", "-", "--json", "--url", "https://paper.example/a/", stdin=article(1, ""))
    assert json.loads(result.stdout)["article"]["url"] == "https://paper.example/a/"


# ---------------------------------------------------------------- crawls, as cron starts them


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
            assert (tmp_path / kept.relative_to(sample)).read_bytes() == kept.read_bytes()


def test_scrapy_crawl_does_the_same(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(3)
        arguments = ["-a", f"url={site.url}/", "-s", f"DATA_DIR={tmp_path}", "-s", "DOWNLOAD_DELAY=0"]
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "news", *arguments],
            capture_output=True,
            text=True,
            timeout=300,
            cwd=Path(__file__).parent.parent,
        )
    assert done.returncode == 0, done.stderr
    assert (rows(tmp_path, "articles"), rows(tmp_path, "comments")) == (3, 6)


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


def test_nothing_answers(tmp_path: Path) -> None:
    done = spawn("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 4
    assert "connection refused" in done.stderr.splitlines()[-1]
    assert rows(tmp_path, "articles") == 0


def test_a_site_that_refuses_is_blocked(tmp_path: Path) -> None:
    with LocalSite({"/": Answer("no", 403)}) as site:
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert done.returncode == 6
    assert "the site refuses" in done.stderr


def test_saved_pages_that_all_claim_the_front_page_are_kept_apart(tmp_path: Path) -> None:
    for number in range(3):
        html = article(number, "https://paper.example/").replace("Monday", f"day {number}")
        (tmp_path / f"{number}.html").write_text(html)
    done = spawn("extract", str(tmp_path), "--data", str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "data", "articles") == 3
    assert rows(tmp_path / "data", "comments") == 6


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


def test_add_site_writes_a_site_file_and_fixtures_that_pass(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    with LocalSite() as site:
        site.add_articles(3)
        arguments = ("--fixtures", str(tmp_path / "fixtures"), "--name", "bridge", "-s", "DOWNLOAD_DELAY=0")
        done = spawn("add-site", site.url, *arguments, ECORRIDOR_SITES=str(tmp_path / "sites"))
    assert done.returncode == 0, done.stderr
    assert "ECORRIDOR_SITES" not in done.stdout
    assert "\nbridge " in spawn("sites", ECORRIDOR_SITES=str(tmp_path / "sites")).stdout
    source = (tmp_path / "sites" / "bridge.py").read_text()
    compile(source, "bridge.py", "exec")
    assert 'hosts=("127.0.0.1",)' in source
    assert "not found: no feed, news sitemap or REST interface" in done.stdout
    folders = sorted((tmp_path / "fixtures" / "bridge").iterdir())
    assert [f.name for f in folders] == ["first", "second"]
    again = spawn("replay", str(tmp_path / "fixtures"), ECORRIDOR_SITES=str(tmp_path / "sites"))
    assert (again.returncode, again.stdout) == (0, "2 fixtures give what they should\n"), again.stdout


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


def test_replay_names_the_field_that_differs(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "fixtures", tmp_path / "fixtures")
    assert run("replay", str(tmp_path / "fixtures")).exit_code == 0
    expected = next(tmp_path.rglob("expected.json"))
    record = json.loads(expected.read_text())
    record["article"]["headline"] = "Another"
    expected.write_text(json.dumps(record))
    result = run("replay", str(tmp_path / "fixtures"))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert "article.headline: expected 'Another', got " in line
    assert run("replay", str(tmp_path / "none")).exit_code == 2


def test_add_site_finds_what_wordpress_offers(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    with LocalSite() as site:
        paths = site.add_articles(3)
        home = site.answers["/"]
        assert isinstance(home, Answer)
        head = '<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/rss+xml" href="/feed/">'
        home.body = home.body.replace("</title>", f"</title>{head}")
        items = "".join(f"<item><link>{site.url}{p}</link></item>" for p in paths)
        site.answers["/feed/"] = Answer(f'<rss version="2.0"><channel>{items}</channel></rss>')
        posts = [{"link": site.url + p, "date_gmt": "2026-11-01T03:00:00"} for p in paths]
        query = "per_page=100&_fields=link%2Cdate_gmt%2Cmodified_gmt&page=1"
        site.answers[f"/wp-json/wp/v2/posts?{query}"] = Answer(json.dumps(posts))
        began = time.monotonic()
        arguments = ("--sites", str(tmp_path / "sites"), "--fixtures", str(tmp_path / "fixtures"), "--name", "bridge")
        done = spawn("add-site", site.url, *arguments)  # with the pauses that a real site gets
        seconds = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    source = (tmp_path / "sites" / "bridge.py").read_text()
    assert "set ECORRIDOR_SITES to its folder" in done.stdout
    assert f'wordpress="{site.url}/wp-json/"' in source
    assert f'feeds=("{site.url}/feed/",)' in source
    assert seconds < 60


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
            with pytest.raises(subprocess.TimeoutExpired):  # all is staged: it waits for the other to end
                crawl.wait(12)
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
            subprocess.run(["mount", "-o", "remount,size=40m", str(data)], check=True)
            again = spawn("commit", "--data", str(data))
        kept = rows(data, "articles")
    finally:
        subprocess.run(["umount", str(data)], check=True)
    assert done.returncode == 74, done.stderr
    assert "no space left" in done.stderr
    assert (shown.returncode, shown.stderr) == (0, "")
    assert staged
    assert again.returncode == 0, again.stderr
    assert kept
