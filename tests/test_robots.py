"""robots.txt as RFC 9309 has it, and opt-outs from text and data mining, at a server of ours."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ecorridor_scraper import load_articles
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.optouts import AI_TXT, TDMREP, matches, of_tdmrep, reserves_use

from . import recorded
from .commands import FAST, last_manifest, rows, spawn
from .local import Answer, LocalSite
from .test_fetch import crawl

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = {"Content-Type": "text/plain"}
JSON = {"Content-Type": "application/json"}
NOW = datetime(2026, 11, 2, tzinfo=UTC)


def robots(text: str, status: int = 200, **headers: str) -> Answer:
    return Answer(text, status, PLAIN | headers)


# ---------------------------------------------------------------- opt-outs


@pytest.mark.parametrize(
    ("pattern", "path", "is_match"),
    [
        ("/", "/2026/11/a/", True),
        ("/2026/", "/2026/11/a/", True),
        ("/2025/", "/2026/11/a/", False),
        ("2026/", "/2026/11/a/", True),
        ("*", "/a", True),
        ("/*.html", "/a/b.html?x=1", True),
        ("/*.html$", "/a/b.html?x=1", False),
        ("/*.html$", "/a/b.html", True),
        ("/a$", "/a", True),
        ("/a$", "/a/b", False),
        ("/*/opinion/*/x", "/en/opinion/2026/x-y", True),
        ("/*/opinion/*/x", "/en/opinion/x", False),
        ("/a*a$", "/a", False),
        ("/caf%C3%A9/", "/café/one", True),
        ("https://paper.example/blog/", "/blog/one", True),
    ],
)
def test_a_pattern_matches_the_beginning_of_a_path(pattern: str, path: str, is_match: bool) -> None:
    assert matches(pattern, f"https://paper.example{path}") is is_match


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ('[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://paper.example/p.json"}]', [("/", True)]),
        ('[{"location": "/a", "tdm-reservation": "0"}, {"location": "/", "tdm-reservation": 1}]', [("/a", False), ("/", True)]),
        ('{"location": "/", "tdm-reservation": 1}', [("/", True)]),
        ('[{"location": "/"}, {"location": 3, "tdm-reservation": 1}, 7, {"location": "/", "tdm-reservation": true}]', []),
        ("<html>not found</html>", []),
        ("[" * 100_000, []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_tdmrep_file_says_wrongly_is_unsaid(body: str, rules: list[tuple[str, bool]]) -> None:
    assert of_tdmrep(body.encode()) == rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("search=yes, ai-train=no", True),
        ("ai-train=yes", False),
        ("train-ai=n", True),
        ("search=no,ai-input=no", None),
        ("use=reference", None),
    ],
)
def test_a_signal_speaks_of_training_or_not_at_all(text: str, said: bool | None) -> None:
    assert reserves_use(text) is said


FILES = {
    "nothing": ({}, [None, None]),
    "tdmrep": (
        {
            "/.well-known/tdmrep.json": Answer(
                json.dumps(
                    [{"location": "/*story-0", "tdm-reservation": 1}, {"location": "/2026/", "tdm-reservation": 0}]
                ),
                headers=JSON,
            )
        },
        [True, False],
    ),
    "an agent of AI": (
        {
            "/robots.txt": robots(
                "User-agent: *\nDisallow: /admin/\n\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /*story-0"
            )
        },
        [True, None],
    ),
    "nobody at all": ({"/robots.txt": robots("User-agent: GPTBot\nUser-agent: *\nDisallow: /*story-0")}, [None]),
    "a file that is not there": (
        {"/.well-known/tdmrep.json": Answer('[{"location": "/", "tdm-reservation": 1}]', 404, JSON)},
        [None, None],
    ),
    "a signal": (
        {"/robots.txt": robots("User-agent: *\nUser-agent: other\nContent-Signal: search=yes,ai-train=no\nAllow: /")},
        [True, True],
    ),
    "a signal to us": ({"/robots.txt": robots("User-agent: Ecorridor\nContent-Signal: ai-train=no")}, [True, True]),
    "a signal to others": (
        {"/robots.txt": robots("User-agent: other\nContent-Signal: ai-train=no\n\nUser-agent: *\nAllow: /")},
        [None, None],
    ),
    "ai.txt": ({"/ai.txt": robots("User-Agent: *\nDisallow: /*story-0\nDisallow: *.jpg")}, [True, None]),
    "ai.txt, by type": ({"/ai.txt": robots("User-Agent: *\nDisallow: *.pdf\nDisallow: *.html")}, [True, True]),
    "ai.txt that is a page": ({"/ai.txt": Answer("<html><body>Disallow: nothing of it</body></html>")}, [None, None]),
    "a usage of a path": (
        {
            "/robots.txt": robots(
                "User-agent: *\nContent-Usage: train-ai=y\nContent-Usage: /2026/11/story-0 train-ai=n\n"
            )
        },
        [True, None],
    ),
    "a usage of all but a path": (
        {"/robots.txt": robots("User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /*story-0 train-ai=y\n")},
        [None, True],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_what_a_site_reserves_is_recorded_and_obeyed_where_that_is_set(case: str, tmp_path: Path) -> None:
    answers, expected = FILES[case]
    with LocalSite(answers) as site:
        paths = site.add_articles(2)
        told = crawl(site.url + "/", DATA_DIR=str(tmp_path), DOWNLOAD_DELAY=0)
        found = load_articles(tmp_path, columns=["url", "tdm_reserved"]).to_pylist()
        obeyed = crawl(site.url + "/", DOWNLOAD_DELAY=0, OBEY_TDM_RESERVATION=True)
    assert [row["tdm_reserved"] for row in sorted(found, key=lambda row: str(row["url"]))] == expected
    tally = obeyed.spider.tallies["127.0.0.1"]
    assert (tally.articles, tally.reserved) == (len(expected) - expected.count(True), expected.count(True))
    assert bool(told.spider.tallies["127.0.0.1"].opt_outs) is (True in expected)
    assert len(paths) == 2


def test_the_file_of_a_site_is_asked_for_once_a_day(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(1)
        for moment in ("2026-11-02T00:00:00Z", "2026-11-02T23:00:00Z", "2026-11-03T01:00:00Z"):
            crawl(site.url + "/", DATA_DIR=str(tmp_path), DOWNLOAD_DELAY=0, NOW=moment)
    assert (len(site.paths("/.well-known/")), len(site.paths("/ai.txt"))) == (2, 2)


def test_the_files_of_a_site_are_asked_for_where_its_robots_txt_allows_it() -> None:
    rules = "User-agent: *\nDisallow: /ai.txt\nDisallow: /.well-known/"
    with LocalSite({"/robots.txt": robots(rules)}) as site:
        site.add_articles(1)
        crawl(site.url + "/", DOWNLOAD_DELAY=0)
    assert not {AI_TXT, TDMREP} & set(site.paths())


@pytest.mark.parametrize("status", [503, 0])
def test_a_reservation_stands_while_its_file_cannot_be_had(status: int, tmp_path: Path) -> None:
    """The server is down, or nothing answers."""
    url, data = f"{recorded.BASE}{TDMREP}", str(tmp_path)
    said, none = Document(url, b'[{"location": "/", "tdm-reservation": 1}]'), Document(url, b"", status)
    pages = [recorded.article(n) for n in range(1, 5)]
    settings = {"RETRY_TIMES": 0, "OBEY_TDM_RESERVATION": True}
    recorded.crawl(recorded.site(*pages[:2]) | {url: said}, data=data, settings=settings)
    later = settings | recorded.hours(144)
    _, spider = recorded.crawl(recorded.site(*pages) | {url: none}, data=data, settings=later)
    tally = spider.tallies["paper.example"]
    assert (tally.articles, tally.reserved) == (0, 2)  # the new ones; the others are not even asked for again


@pytest.mark.parametrize("is_known", [True, False])
def test_a_page_that_robots_txt_keeps_out_is_news_where_it_was_seen_before(is_known: bool, tmp_path: Path) -> None:
    documents, data = recorded.site(recorded.article(1, day=20)), str(tmp_path)
    if is_known:
        recorded.crawl(documents, data=data)
    documents[f"{recorded.BASE}/robots.txt"] = Document("", b"User-agent: *\nDisallow: /2026/")
    _, spider = recorded.crawl(documents, data=data, settings=recorded.hours(30))
    tally = spider.tallies["paper.example"]
    assert (tally.causes, tally.no_news) == ({"robots.txt": 1}, {} if is_known else {"robots.txt": 1})


def test_an_archive_remembers_what_the_site_reserved(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from ecorridor_scraper.warc import visits

    said = '[{"location": "/", "tdm-reservation": 1}]'
    with LocalSite({"/.well-known/tdmrep.json": Answer(said, headers=JSON)}) as site:
        site.add_articles(1)
        crawl(site.url + "/", DATA_DIR=str(tmp_path), DOWNLOAD_DELAY=0, ARCHIVE=True)
    (archive,) = (tmp_path / "_ops" / "raw").rglob("*.warc.gz")
    assert [extraction.visit().article.tdm_reserved for extraction, _ in visits(archive)] == [True]


def test_a_page_that_reserves_is_read_from_its_headers_too() -> None:
    with LocalSite() as site:
        for path, name, value in zip(
            site.add_articles(4),
            ("TDM-Reservation", "X-Robots-Tag", "Content-Usage", "X-Other"),
            ("1", "noai, noimageai", "train-ai=n", "1"),
            strict=True,
        ):
            answer = site.answers[path]
            assert isinstance(answer, Answer)
            answer.headers[name] = value
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0, OBEY_TDM_RESERVATION=True)
    tally = crawler.spider.tallies["127.0.0.1"]
    assert (tally.articles, tally.reserved) == (1, 3)


def test_the_manifest_says_what_a_site_reserves(tmp_path: Path) -> None:
    rules = "User-agent: CCBot\nDisallow: /\n"
    with LocalSite({"/robots.txt": robots(rules)}) as site:
        site.add_articles(2)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST, "-s", "OBEY_TDM_RESERVATION=True")
    assert (done.returncode, done.stderr) == (0, "")
    sites = last_manifest(tmp_path)["sites"]
    assert isinstance(sites, dict)
    assert sites["127.0.0.1"]["opt_outs"] == [f"{site.url}/robots.txt keeps out CCBot"]
    assert sites["127.0.0.1"]["reserved"] == 2
    assert rows(tmp_path, "articles") == 0


# ---------------------------------------------------------------- RFC 9309


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_allows_everything(status: int) -> None:
    with LocalSite({"/robots.txt": robots("User-agent: *\nDisallow: /", status)}) as site:
        site.add_articles(2)
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0, RETRY_TIMES=0)
    assert crawler.spider.tallies["127.0.0.1"].articles == 2


@pytest.mark.parametrize("status", [500, 429])
def test_while_robots_txt_cannot_be_had_nothing_else_is_asked_for(status: int) -> None:
    with LocalSite({"/robots.txt": robots("", status, **{"Retry-After": "0"})}) as site:
        site.add_articles(2)
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0, RETRY_TIMES=1)
    assert site.paths() == ["/robots.txt"] * 2
    assert crawler.spider.tallies["127.0.0.1"].causes == {f"robots.txt answers {status}": 1}


def test_a_site_whose_robots_txt_cannot_be_had_is_one_line(tmp_path: Path) -> None:
    with LocalSite({"/robots.txt": robots("", 503)}) as site:
        site.add_articles(2)
        done = spawn("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
    assert set(site.paths()) == {"/robots.txt"}
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
    assert "robots.txt answers 503" in done.stderr


@pytest.mark.parametrize("status", [500, 0])
def test_what_it_said_within_the_last_day_counts_while_it_cannot_be_had(status: int, tmp_path: Path) -> None:
    """The server is down, or nothing answers."""
    kept_out, url, data = recorded.article(1), f"{recorded.BASE}/robots.txt", str(tmp_path)
    rules = f"User-agent: *\nDisallow: {urlsplit(kept_out.url).path}"
    pages = [kept_out, recorded.article(2)]
    recorded.crawl(recorded.site(*pages) | {url: Document(url, rules.encode())}, data=data)
    down = recorded.site(*pages, recorded.article(3)) | {url: Document(url, b"", status)}
    _, later = recorded.crawl(down, data=data, settings={"RETRY_TIMES": 0} | recorded.hours(20))
    _, too_late = recorded.crawl(down, data=data, settings={"RETRY_TIMES": 0} | recorded.hours(25))
    assert recorded.asked(later) == [recorded.article(3).url]
    assert recorded.asked(too_late, recorded.BASE) == [url]


def test_a_robots_txt_that_takes_too_long_closes_the_host() -> None:
    with LocalSite({"/robots.txt": Answer("", wait=1.5)}) as site:
        site.add_articles(2)
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0, RETRY_TIMES=0, DOWNLOAD_TIMEOUT=0.5)
    assert site.paths() == ["/robots.txt"]
    assert crawler.spider.tallies["127.0.0.1"].causes == {"timeout": 1}


def test_a_robots_txt_that_has_moved_is_followed_and_one_that_moves_for_ever_is_none() -> None:
    with LocalSite() as site:
        paths = site.add_articles(3)
        for hop in range(5):
            site.answers[f"/hop-{hop}"] = Answer("", 301, {"Location": f"/hop-{hop + 1}"})
        site.answers["/robots.txt"] = Answer("", 301, {"Location": "/hop-1"})
        site.answers["/hop-5"] = robots(f"User-agent: *\nDisallow: {paths[1]}")
        crawl(site.url + "/", DOWNLOAD_DELAY=0)
        assert paths[1] not in site.paths()
        site.answers["/hop-5"] = Answer("", 301, {"Location": "/robots.txt"})
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0)
    assert crawler.spider.tallies["127.0.0.1"].articles == 3


def test_of_a_robots_txt_of_a_megabyte_the_first_half_is_read() -> None:
    with LocalSite() as site:
        paths = site.add_articles(3)
        filler = "# nothing to see here, only a line of words that nobody reads\n" * 16_000
        rules = f"User-agent: *\nDisallow: {paths[0]}\n{filler}Disallow: {paths[1]}\n"
        site.answers["/robots.txt"] = robots(rules)
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0)
    assert crawler.spider.tallies["127.0.0.1"].articles == 2
    assert paths[0] not in site.paths()
