"""The command line as a user meets it: what it does, what it says when it cannot, and its exit codes."""

from __future__ import annotations

import errno
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from ecorridor_scraper.cli import COMMANDS
from ecorridor_scraper.errors import BadInput, Blocked
from ecorridor_scraper.health import locks
from ecorridor_scraper.sites import load_sites

from .commands import FAST, command, fixtures_in, run, spawn, unread
from .local import Answer, LocalSite, article


def test_help_names_every_command_with_a_sentence() -> None:
    result = run("--help")
    assert result.exit_code == 0
    told = dict(line.split(maxsplit=1) for line in result.output.partition("Commands:\n")[2].splitlines())
    assert told.keys() == COMMANDS.keys()
    assert [name for name, sentence in told.items() if not sentence.endswith(".")] == []


def test_no_sentence_of_the_help_is_cut_off() -> None:
    assert "..." not in run("--help").output.partition("Commands:")[2]


def test_the_version_is_printed() -> None:
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


def test_without_an_input_nothing_is_told() -> None:
    done = subprocess.run(["sh", "-c", f"{' '.join(command('tag'))} <&-"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("words", ["--version", "--help", "-h"])
def test_what_cannot_be_printed_is_one_line_and_what_nobody_reads_is_none(words: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command(words), stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 74
    assert done.stderr == "ecorridor: No space left on device; mend that or choose another place\n"
    assert unread(words) == (0, "")


# ---------------------------------------------------------------- bad input: one line, its own exit code


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("crawl", "dwan"), 2, "did you mean dawn"),
        (("crawl", "http://exa mple.org/"), 2, "no web address"),
        (("crawl", "http://[::1/"), 2, "no web address"),
        (("crawl", "ftp://example.org/"), 2, "only http and https"),
        (("crawl", "http:/example.org/"), 2, "no web address"),
        (("crawl", "https://me@example.org/"), 2, "an address with a user name"),
        (("crawl", "dawn", "--since", "yesterdayish"), 2, "--since: 'yesterdayish' is no date"),
        (("crawl", "dawn", "--since", "2026-01-01", "--until", "9999-12-31"), 2, "--until: '9999-12-31' is no date"),
        (("crawl", "dawn", "--since", "2026-12-01", "--until", "2026-11-01"), 2, "nothing lies between them"),
        (("crawl", "dawn", "--until", "2026-11-01"), 2, "would never end; give --since as well"),
        (("crawl", "dawn", "--max-pages", "0"), 2, "'--max-pages': 0 is not in the range"),
        (("crawl", "dawn", "-s", "DELAY"), 2, "is no NAME=VALUE"),
        (("crawl", "dawn", "-s", "DOWNLOD_DELAY=3"), 2, "did you mean DOWNLOAD_DELAY"),
        (("crawl", "dawn", "-s", "DOWNLOAD_DELAY=much"), 2, "write a number"),
        (("crawl", "dawn", "-s", "DAILY_QUOTA=1.5"), 2, "write a whole number"),
        (("crawl", "dawn", "-s", "ITEM_PIPELINES=x"), 2, "write JSON"),
        (("crawl", "dawn", "-s", "LOG_LEVEL=LOUD"), 2, "there is no such level"),
        (("crawl", "dawn", "-s", "JOBDIR=jobs"), 2, "-s JOBDIR: leave it out"),
        (("crawl", "dawn", "-s", "USER_AGENT= "), 2, "-s USER_AGENT: it is empty"),
        (("crawl", "dawn", "-s", "ROBOTSTXT_OBEY=maybe"), 2, "write True or False"),
        (("crawl", "dawn", "-s", "NOW=yesterday"), 2, "-s NOW: 'yesterday' is no date"),
        (("crawl", "dawn", "-s", "NOTIFY_URL=chat.example"), 2, "NOTIFY_URL is no web address"),
        (("crawl", "dawn", "-s", "PING_URL=ftp://chat.example/"), 2, "PING_URL is no web address"),
        (("crawl", "dawn", "-s", "NOTIFY_COMMAND=mail 'me"), 2, "NOTIFY_COMMAND is no command line"),
        (("crawl", "dawn", "-s", "PSEUDONYMISE=True"), 2, "PSEUDONYMISE needs a key"),
        (("crwal",), 2, "did you mean 'crawl'"),
        (("--no-such-option",), 2, "; see 'main --help'"),
        (("extract",), 2, "Missing argument 'PATH...'; see"),
        (("extract", "--json", "https://example.org/"), 2, "is no saved page"),
        (("forget", "--author"), 2, "requires an argument; see 'main forget --help'"),
        (("status", "--data", ""), 2, "--data is empty"),
        (("status", "--data", "\udcff"), 2, "the name of the --data directory is no UTF-8"),
        (("crawl", "dawn", "--part", "3/2"), 2, "write K/N"),
        (("crawl", "dawn", "--data", "/proc/none"), 73, "cannot write under /proc/none"),
        (("crawl", "dawn", "--data", "/dev/null"), 73, "cannot write under /dev/null (Not a directory)"),
        (("crawl", "dawn", "--max-minutes", "nan"), 2, "'nan' is no number"),
        (("crawl", "dawn", "--max-minutes", "inf"), 2, "'inf' is no number"),
        (("crawl", "dawn", "--max-minutes", "0"), 2, "'--max-minutes': 0.0 is not in the range"),
        (("extract", "missing.html"), 3, "missing.html: no such file or folder; '-' reads standard input"),
        (("threads", "missing.html"), 3, "missing.html: no such file or folder; '-' reads standard input"),
        (("threads", "."), 3, "cannot be read (Is a directory); give a file that can"),
        (("tag", "--expect", "urdu"), 2, "--expect: no language 'urdu' is told; did you mean ur?"),
        (("tag", "--expect", "xx-Xxxx"), 2, "no language 'xx-Xxxx' is told; write a tag such as ur"),
        (("threads", "https://paper.example/", "-s", "DOWNLOAD_DELAYS"), 2, "'DOWNLOAD_DELAYS'"),
        (("status", "--data", "nowhere"), 2, "nothing was crawled into nowhere"),
        (("threads", "missing.html", "--url", "not a url"), 2, "'not a url' is no web address"),
        (("fixture", "missing.html", "--site", "paper", "--case", "../one"), 2, "cannot be the name of a folder"),
        (("add-site", "https://www.dawn.com/"), 2, "already has a site file: dawn"),
        (("fixture", "missing.html", "--site", "../paper", "--case", "one"), 2, "cannot be the name of a folder"),
        (("add-site", "https://www.dawn.example/"), 2, "the name 'dawn' cannot be used or is taken"),
        (("add-site", "https://paper.example/", "--name", "dawn"), 2, "the name 'dawn' cannot be used or is taken"),
        (("add-site", "https://paper.example/", "--sites", "none"), 2, "none is no folder; give the folder of"),
        (("add-site", "https://paper.example/", "--sites", "/proc/self"), 73, "choose another with --sites"),
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
    ("raised", "code", "says"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BadInput("a page\nin two lines"), 3, "ecorridor: a page in two lines\n"),
        (
            Blocked("https://me:opensesame@paper.example/ refuses"),
            6,
            "ecorridor: https://me:***@paper.example/ refuses\n",
        ),
        *(
            (OSError(number, os.strerror(number), "place"), code, f"ecorridor: place: {os.strerror(number)}; mend")
            for number, code in ((errno.ENOSPC, 74), (errno.EDQUOT, 74), (errno.EACCES, 73))
        ),
    ],
)
def test_what_ends_a_command_is_a_code_and_one_line(
    raised: BaseException, code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_sites() -> None:
        raise raised

    monkeypatch.setattr("ecorridor_scraper.commands.sites.load_sites", load_sites)
    result = run("sites")
    assert (result.exit_code, result.stderr[: len(says)]) == (code, says)
    assert len(result.stderr.splitlines()) == bool(says)


def test_a_name_that_is_no_text_is_told_of() -> None:
    done = spawn("extract", os.fsdecode(b"\xff.html"))
    assert (done.returncode, done.stderr.startswith("ecorridor: \\udcff.html: no such file")) == (3, True), done.stderr


def test_without_words_the_help_is_shown() -> None:
    assert run().output == run("--help").output


def test_what_keeps_a_page_from_being_fetched_is_told() -> None:
    done = spawn("threads", "http://127.0.0.1:9/a", *FAST)
    assert (done.returncode, "connection refused" in done.stderr) == (4, True), done.stderr


def test_the_status_of_datasets_that_came_without_their_memory_says_what_makes_it_again() -> None:
    result = run("status", "--data", str(Path(__file__).parents[1] / "data" / "sample"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has datasets but no memory of crawls; the next 'ecorridor crawl' makes one" in result.stderr


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
        ("SITE = Site('x', ('x.example',), feeds=('feed.xml',))", "feeds: 'feed.xml' is no web address; write for"),
        ("SITE = Site('x', ('x.example',), wordpress='x.example/wp-json/')", "wordpress: 'x.example/wp-json/' is no"),
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
        ("big.html.gz", gzip.compress(b"<p>" + b"x" * 17_000_000, 1, mtime=0), "16 MiB"),
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
    result = run(name, str(path), *(("--data", str(tmp_path / "data")) if name == "extract" else ()))
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


@pytest.mark.parametrize(
    ("url", "case", "says"),
    [
        ("https://paper.example/2026/11/bridge/", "one", "exists; choose another --case"),
        ("", "two", "page.html does not tell its own address"),
    ],
)
def test_what_cannot_become_a_fixture_is_said(url: str, case: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(article(1, url))
    (tmp_path / "paper" / "one").mkdir(parents=True)
    words = ("--site", "paper", "--case", case, "--into", str(tmp_path))
    done = run("fixture", str(tmp_path / "page.html"), *words)
    assert (done.exit_code, says in done.stderr) == (2, True), done.stderr
    assert [path.name for path in (tmp_path / "paper").rglob("*")] == ["one"]


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


@pytest.mark.parametrize("path", ["/", "/news/"])
def test_a_site_that_was_added_by_its_address_is_crawled_from_there(path: str, tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    own = {"ECORRIDOR_SITES": str(tmp_path / "sites")}
    with LocalSite() as site:
        site.add_articles(3)
        site.answers[path] = site.answers["/"]
        arguments = ("--fixtures", str(tmp_path / "fixtures"), "--name", "bridge", *FAST)
        assert spawn("add-site", site.url + path, *arguments, **own).returncode == 0
        done = spawn("crawl", "bridge", "--data", str(tmp_path / "data"), "--json", *FAST, **own)
    assert json.loads(done.stdout)["articles"] == 3


def test_a_site_that_answers_under_another_host_is_added_with_both(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    with LocalSite() as site:
        site.add_articles(3)
        former = site.url.replace("127.0.0.1", "localhost")
        site.answers["/former"] = Answer("", 301, {"Location": f"{site.url}/"})
        arguments = ("--fixtures", str(tmp_path / "fixtures"), "--name", "bridge", *FAST)
        done = spawn("add-site", f"{former}/former", *arguments, ECORRIDOR_SITES=str(tmp_path / "sites"))
    assert done.returncode == 0, done.stderr
    assert 'hosts=("127.0.0.1", "localhost")' in (tmp_path / "sites" / "bridge.py").read_text()


def test_replay_names_the_field_that_differs(tmp_path: Path) -> None:
    fixtures_in(tmp_path)
    assert run("replay", str(tmp_path / "fixtures")).exit_code == 0
    expected = next(tmp_path.rglob("expected.json"))
    record = json.loads(expected.read_text("utf-8"))
    record["article"]["headline"] = "Another"
    expected.write_text(json.dumps(record))
    result = run("replay", str(expected.parent))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert "article.headline: expected 'Another', got " in line
    assert run("replay", str(tmp_path / "none")).exit_code == 2


def test_replay_accepts_what_a_corrected_site_file_gives_and_names_each_change(tmp_path: Path) -> None:
    fixtures_in(tmp_path)
    expected = next(tmp_path.rglob("expected.json"))
    reviewed = expected.read_text("utf-8")
    expected.write_text(reviewed.replace('"direction": "ltr"', '"direction": "rtl"'))
    result = run("replay", "--accept", str(tmp_path / "fixtures"))
    assert result.exit_code == 0
    assert "article.direction: expected 'rtl', got 'ltr'" in result.stdout.splitlines()[0]
    assert expected.read_text("utf-8") == reviewed
    assert "give what they should" in run("replay", "--accept", str(tmp_path / "fixtures")).stdout


def test_replay_accepts_no_page_that_gives_nothing(tmp_path: Path) -> None:
    fixtures_in(tmp_path)
    expected = next(tmp_path.rglob("expected.json"))
    (expected.parent / "page.html.gz").write_bytes(gzip.compress(b"<html><body></body></html>"))
    reviewed = expected.read_text("utf-8")
    result = run("replay", "--accept", str(tmp_path / "fixtures"))
    assert (result.exit_code, "fixtures differ: see above" in result.stderr) == (1, True)
    assert expected.read_text("utf-8") == reviewed


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
        arguments = ("--sites", str(tmp_path / "sites"), "--fixtures", str(tmp_path / "fixtures"), "--name", "bridge")
        done = spawn("add-site", site.url, *arguments, *FAST)
    assert done.returncode == 0, done.stderr
    source = (tmp_path / "sites" / "bridge.py").read_text()
    assert "set ECORRIDOR_SITES to its folder" in done.stdout
    assert f'wordpress="{site.url}/wp-json/"' in source
    assert f'feeds=("{site.url}/feed/",)' in source


def test_add_site_of_a_wordpress_in_a_folder_names_its_sitemap_and_its_title(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    with LocalSite() as site:
        paths = site.add_articles(2)
        home = site.answers.pop("/")
        assert isinstance(home, Answer)
        generator = '<title>The Pass</title><meta name="generator" content="WordPress 6.4">'
        home.body = home.body.replace("<body>", '<body class="home blog">').replace("<title>Paper</title>", generator)
        site.answers["/pass/"] = home
        parts = f"<sitemap><loc>{site.url}/pass/wp-sitemap-posts-post-1.xml</loc></sitemap>"
        site.answers["/pass/wp-sitemap.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>")
        posts = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths)
        site.answers["/pass/wp-sitemap-posts-post-1.xml"] = Answer(f"<urlset>{posts}</urlset>")
        arguments = ("--sites", str(tmp_path / "sites"), "--fixtures", str(tmp_path / "fixtures"), "--name", "pahar")
        done = spawn("add-site", f"{site.url}/pass/", *arguments, *FAST)
    assert done.returncode == 0, done.stderr
    source = (tmp_path / "sites" / "pahar.py").read_text()
    assert source.startswith('"""The Pass: wordpress; comments: wordpress.')
    assert f'sitemaps=("{site.url}/pass/wp-sitemap.xml",)' in source


_TYPED_EARLY = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.{handler})
class Typed:
    def find_spec(self, name, *_):
        if name == "ecorridor_scraper.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Typed())
sys.argv[1:] = ["--version"]
from ecorridor_scraper.__main__ import main
main()
"""


@pytest.mark.parametrize(("handler", "code"), [("default_int_handler", 130), ("SIG_IGN", 0)])
def test_ctrl_c_while_it_still_loads_ends_it_without_a_word(handler: str, code: int) -> None:
    script = _TYPED_EARLY.format(handler=handler)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (code, "")
