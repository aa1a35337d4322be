"""Alarms, walls, notices, manifests, logs."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import sys
from datetime import UTC, datetime, timedelta
from http.client import BadStatusLine
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from ecorridor_scraper.clock import Clock
from ecorridor_scraper.coverage import CASES, RUNS, Coverage, alarms, tail
from ecorridor_scraper.errors import Blocked, Busy, NothingFetched, PartlyFailed
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.health import FAULT, Account, RunReport, Tally, _put, died, locks, prune, remember, verdict
from ecorridor_scraper.items import Article, Comment, Visit
from ecorridor_scraper.known import Look
from ecorridor_scraper.logs import JsonLines, without_secrets
from ecorridor_scraper.notify import notify, ping, prometheus
from ecorridor_scraper.periods import Window
from ecorridor_scraper.replay import run
from ecorridor_scraper.runs import Run
from ecorridor_scraper.state import State
from ecorridor_scraper.walls import wall

from .commands import run as command
from .recorded import REPORT

if TYPE_CHECKING:
    import urllib.request
    from typing import IO

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FEED, PAGE = "https://paper.example/feed/", "https://paper.example/1"


def coverage(count: int, *, author: bool = True, length: int = 3000) -> Coverage:
    found = Coverage()
    for n in range(count):
        article = Article(url=f"https://paper.example/{n}", headline="h", body="x" * length)
        article.authors = ["a"] if author else []  # type: ignore[list-item]
        found.add(Visit(article, [Comment(text="t", author_name="n", date_published=NOW)], NOW))
    return found


@pytest.mark.parametrize(("count", "more"), [(0, ""), (1, "; a: asked to wait"), (5, "; and 2 hosts more")])
def test_the_line_of_a_run_says_why_hosts_were_left_alone(count: int, more: str) -> None:
    line = Account("run", NOW.isoformat(), closed_hosts=dict.fromkeys("abcde"[:count], "asked to wait")).line
    assert line.startswith("0 articles, 0 comments from 0 pages in 0 s")
    assert line.count("asked to wait") == min(count, 3)
    assert line.endswith(more)


def test_a_field_that_is_no_longer_filled_alarms_with_an_example() -> None:
    before = [coverage(6).plain() for _ in range(14)]
    (alarm,) = alarms("paper", coverage(5, author=False), before)
    assert alarm.field == "authors"
    assert alarm.message == "authors: 0 of 5, usually 100%"
    assert alarm.example == "https://paper.example/0"


def test_a_selector_that_the_page_has_left_behind_alarms() -> None:
    def run_of(count: int, *disagreements: str) -> Coverage:
        found = Coverage()
        for n in range(count):
            visit = Visit(Article(url=f"https://paper.example/{n}"), [], NOW, disagreements=list(disagreements))
            found.add(visit, selected=("body",))
        return found

    before = [run_of(6).plain() for _ in range(14)]
    (alarm,) = alarms("paper", run_of(6, "body"), before)
    assert alarm.message == "agreement on body: 0 of 6, usually 100%"
    assert alarms("paper", run_of(6), before) == []
    assert alarms("paper", run_of(6, "body"), [run_of(6, "body").plain() for _ in range(14)]) == []  # as ever


def test_one_odd_article_does_not_alarm() -> None:
    before = [coverage(6).plain() for _ in range(14)]
    run = coverage(5)
    run.hits["authors"] -= 1
    assert alarms("paper", run, before) == []


@pytest.mark.parametrize(("hits", "is_alarm"), [(900, False), (670, False), (660, True)])
def test_a_fall_by_less_than_a_third_does_not_alarm_over_many_articles(hits: int, is_alarm: bool) -> None:
    run = coverage(1000)
    run.hits["authors"] = hits
    assert bool(alarms("paper", run, [coverage(1000).plain()] * 3)) is is_alarm


@pytest.mark.parametrize(("every", "after"), [(1000, 3), (10, 5), (3, None)])
def test_a_site_with_one_article_a_run_alarms_after_as_many_as_are_no_accident(every: int, after: int | None) -> None:
    """`every` so many articles had no author before."""
    before = [coverage(1, author=n % every != 0).plain() for n in range(1, 41)]
    without = coverage(1, author=False).plain()
    found = (n for n in range(1, 8) if alarms("paper", coverage(1, author=False), [without] * (n - 1) + before))
    assert next(found, None) == after
    assert alarms("paper", coverage(1), [without] * 4 + before) == []  # it is well again


@pytest.mark.parametrize(("cases", "is_alarm"), [(19, False), (20, True)])
def test_without_a_past_of_some_articles_there_is_no_alarm(cases: int, is_alarm: bool) -> None:
    assert bool(alarms("paper", coverage(30, author=False), [coverage(cases).plain()])) is is_alarm


@pytest.mark.parametrize(
    ("articles", "length", "runs", "of", "is_alarm"),
    [
        (6, 900, 14, 6, True),
        (6, 1500, 14, 6, False),  # half of it
        (4, 900, 14, 6, False),  # a median of four is none
        (6, 900, 14, 4, False),
        (6, 900, 3, 6, True),
        (6, 900, 2, 6, False),  # two runs are no habit
    ],
)
def test_bodies_that_shrink_to_less_than_half_alarm(
    articles: int, length: int, runs: int, of: int, is_alarm: bool
) -> None:
    found = alarms("paper", coverage(articles, length=length), [coverage(of).plain()] * runs)
    assert [alarm.message for alarm in found] == [f"body length: median {length}, usually 3000"] * is_alarm


def test_the_median_of_no_lengths_is_unknown() -> None:
    assert (Coverage().plain()["bodies"], Coverage().plain()["body_length"]) == (0, None)


FIELDS = ("headline", "body", "authors", "date_published", "main_image", "description", "section")


def said(**fields: Any) -> Comment:
    return Comment(**{"text": "t", "author_name": "n", "date_published": NOW, **fields})


@pytest.mark.parametrize(
    ("fields", "comments", "before", "name", "counted"),
    [
        *(({}, [], None, name, (1, 0)) for name in FIELDS),
        *(({name: "x"}, [], None, name, (1, 1)) for name in FIELDS),
        ({}, [], None, "dates understood", (0, 0)),
        ({"date_published_raw": "5 Mxr"}, [], None, "dates understood", (1, 0)),
        ({"date_published_raw": "5 May", "date_published": NOW}, [], None, "dates understood", (1, 1)),
        ({"stated_comment_count": 0}, [said()], None, "comments as stated", (0, 0)),
        ({"stated_comment_count": 4}, [said()] * 2, None, "comments as stated", (1, 1)),  # half of them
        ({"stated_comment_count": 5}, [said()] * 2, None, "comments as stated", (1, 0)),
        ({}, [], None, "threads complete", (0, 0)),
        ({"thread_complete": False}, [], None, "threads complete", (1, 0)),
        ({"thread_complete": True}, [], None, "threads complete", (1, 1)),
        ({}, [], 0, "threads seen again", (0, 0)),
        ({}, [], 3, "threads seen again", (1, 0)),
        ({}, [said()], 3, "threads seen again", (1, 1)),
        *(
            row
            for name, field in (("comment author", "author_name"), ("comment date", "date_published"))
            for row in (
                ({}, [said(), said(**{field: None})], None, name, (1, 1)),  # half of them
                ({}, [said(), *[said(**{field: None})] * 2], None, name, (1, 0)),
                ({}, [said(**{field: None, "kind": "pingback"})], None, name, (0, 0)),
                ({}, [said(**{field: None, "status": "deleted"})], None, name, (0, 0)),
            )
        ),
    ],
)
def test_what_counts_as_filled(
    fields: dict[str, Any], comments: list[Comment], before: int | None, name: str, counted: tuple[int, int]
) -> None:
    found = Coverage()
    found.add(Visit(Article(url=PAGE, **fields), comments, NOW), before)
    assert (found.cases.get(name, 0), found.hits.get(name, 0)) == counted
    assert (name in found.examples) == (counted == (1, 0))


@pytest.mark.parametrize("cases", [1, 10, 499, 501, 5000])
def test_the_tail_is_a_probability_that_grows(cases: int) -> None:
    values = [tail(k, cases, 0.9) for k in range(0, cases + 1, max(cases // 20, 1))]
    assert all(0 <= v <= 1 + 1e-9 for v in values)
    assert values == sorted(values)
    assert tail(cases, cases, 0.9) == pytest.approx(1, abs=1e-6)


def page(title: str, text: str = "") -> Page:
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    return Page(Document("https://paper.example/a", body.encode()), fetched_at=NOW)


@pytest.mark.parametrize(
    ("title", "text", "cause"),
    [
        ("Just a moment...", "Checking your browser before you may enter", "bot wall"),
        ("Access denied", "", "bot wall"),
        ("Before you continue", "We and our partners", "consent wall"),
        ("Page not found", "Try the search", "page not found"),
        ("Error 404", "", "page not found"),
        ("404 | The Paper", "", "page not found"),
        ("Oops! That page can’t be found.", "Try a search?", "page not found"),
        ("The Paper", "Please verify you are a human", "bot wall"),
        ("Sign in to continue", "E-mail and password", "login wall"),
        ("Sorry", "Service temporarily unavailable. Please try again in some minutes.", "server error"),
        ("503 Service Unavailable", "nginx", "server error"),
        ("The Paper", "Our website is currently undergoing scheduled maintenance.", "server error"),
        (
            "The Paper",
            "Fatal error: Uncaught Error: Call to undefined function in index.php on line 12",
            "server error",
        ),
        ("Error establishing a database connection", "", "server error"),
        ("Canal bridge closed for maintenance", "It opens again on Monday.", None),
        ("500 families get land", "They had waited for ten years.", None),
        ("Bank says that its website is unavailable again", "Customers queue at the branches. " * 9, None),
        ("Council repairs the bridge", "It was about time.", None),
        ("404 killed in a year on one road", "The police count them every winter.", None),
        ("Flight 404 lands safely", "Nobody was hurt.", None),
        ("Sign in for relief begins in villages", "Tables stand at every school.", None),
        ("Queues at the stadium", "Fans complained of a second security check at the gate. " * 5, None),
        ("Missing boat not found after a week", "The navy goes on.", None),
        ("Why families left", "They said that the page was not found on the map.", None),
        ("The Paper", "Sign in to comment on this.", None),
        ("The Paper", "We value your privacy.", "consent wall"),
        ("The Paper", "", "empty body"),
        ("Connect to Wi-Fi", "Your room number", "login wall"),
        ("Welcome to Pahar Hotel Wi-Fi", "Your room number", "login wall"),
        ("The Paper: login required", "", "login wall"),
        ("Consent required", "", "consent wall"),
        ("Too many connections", "", "server error"),
        ("Application error", "", "server error"),
        ("Error 502", "", "server error"),
        ("The Paper", "We are down for maintenance", "server error"),
        ("Sorry, you have been blocked", "", "bot wall"),
        ("Pardon our interruption", "", "bot wall"),
        ("The Paper", "Please turn on JS", "bot wall"),
        ("صفحہ موجود نہیں", "", "page not found"),
        ("Nothing found", "", "page not found"),
        ("This story is unavailable", "", "page not found"),
        ("Oops, a 404 error", "", "page not found"),
        ("Access denied", "x" * 800, "bot wall"),
        ("Access denied", "x" * 801, None),
        ("The Paper", f"Please verify you are a human{'.' * 170}", "bot wall"),
        ("The Paper", f"Please verify you are a human{'.' * 171}", None),
    ],
)
def test_walls_are_recognised(title: str, text: str, cause: str | None) -> None:
    visit = Visit(Article(body=text or None), [], NOW)
    assert wall(page(title, text), visit) == cause


def test_a_page_with_comments_is_no_wall() -> None:
    assert wall(page("Access denied"), Visit(Article(), [Comment(text="They came too late.")], NOW)) is None


@pytest.mark.parametrize("tag", ["title", "h1", "h2"])
def test_a_wall_says_what_it_is_in_its_title_or_a_heading(tag: str) -> None:
    document = Document("https://paper.example/a", f"<html><body><{tag}>Access denied</{tag}></body></html>".encode())
    assert wall(Page(document, fetched_at=NOW), Visit(Article(), [], NOW)) == "bot wall"


@pytest.mark.parametrize(("length", "cause"), [(199, "bot wall"), (200, None)])
@pytest.mark.parametrize(
    "mark",
    [
        "cf-chl", "captcha-delivery", "_incapsula_", "challenge-platform", "px-captcha", "g-recaptcha", "h-captcha",
        "awswaf",
    ],
)  # fmt: skip
def test_a_bare_page_with_the_script_of_a_challenge_is_a_wall(mark: str, length: int, cause: str | None) -> None:
    text = "x" * length
    assert (
        wall(page("The Paper", f"{text}<script src='/{mark}/a.js'></script>"), Visit(Article(body=text), [], NOW))
        == cause
    )


@pytest.mark.parametrize(
    ("source", "body", "cause"),
    [("json-ld", "So.", None), ("meta", "So.", None), ("visible", "So.", "bot wall"), ("json-ld", None, "bot wall")],
)
def test_a_page_whose_data_date_it_is_no_wall_unless_it_has_no_text(
    source: str, body: str | None, cause: str | None
) -> None:
    visit = Visit(Article(body=body, date_published=NOW, date_published_source=source), [], NOW)
    assert wall(page("Access denied: reporters wait at the gate"), visit) == cause


@pytest.mark.parametrize(
    ("before", "fields", "is_gone"),
    [
        (3, {}, True),
        (0, {}, False),
        (3, {"comment_system": "wordpress"}, False),
        (3, {"date_published_source": "meta"}, False),
        (3, {"headline": "Rain on the old bridge"}, False),
    ],
)
def test_a_text_of_other_words_whose_comments_are_gone_is_another_page(
    before: int, fields: dict[str, Any], is_gone: bool
) -> None:
    article = Article(**{"url": "https://paper.example/rain-on-the-old-bridge/", "body": "Our terms. " * 90, **fields})
    assert wall(page("Terms"), Visit(article, [], NOW), before) == ("thread and text are gone" if is_gone else None)


def crawler_of(state: State, **tallies: Tally) -> Any:
    """What is asked of a crawler whose run is judged."""
    spider = SimpleNamespace(
        state=state, tallies=tallies, clock=Clock(NOW), ended_by=None, end_reason=None, window=Window(),
        frontier=SimpleNamespace(closed={}, refusing={}),
    )  # fmt: skip
    return SimpleNamespace(spider=spider, settings=Settings({"FAILED_SHARE": 0.1}))


@pytest.mark.parametrize("has_alarm", [False, True])
def test_a_run_that_alarmed_is_no_baseline_for_the_next(has_alarm: bool) -> None:
    state = State()
    account = Account("run", NOW.isoformat(), alarms=[{"site": "paper", "message": "authors: 0 of 5"}] * has_alarm)
    remember(account, crawler_of(state, paper=Tally(articles=5, coverage=coverage(5)), other=Tally()))
    assert len(state.runs.baseline("paper", RUNS, CASES)) == (not has_alarm)
    state.close()


@pytest.mark.parametrize(("failed", "is_told"), [(1, False), (3, True)])
def test_a_run_that_loses_most_of_its_sources_does_not_end_well(failed: int, is_told: bool) -> None:
    state = State()
    tally = Tally(
        sources=4, sources_failed=failed, pages=5, articles=5,
        causes={"timeout": failed}, examples={"timeout": "https://paper.example/feed/"},
    )  # fmt: skip
    error = verdict(Account("run", NOW.isoformat(), pages=5, articles=5), crawler_of(state, paper=tally))
    assert isinstance(error, PartlyFailed) is is_told
    state.close()


def failing(cause: str, failed: int, *, articles: int = 0, **more: Any) -> Tally:
    """What a run did to a site of which so many pages came and so many failed."""
    causes, examples = {cause: failed}, {cause: PAGE}
    pages = more.pop("pages", articles + failed)
    return Tally(pages=pages, articles=articles, failed=failed, causes=causes, examples=examples, **more)


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize(
    ("tally", "new", "known"),
    [
        (failing("timeout", 1, articles=20), None, None),  # less than a tenth
        (failing("timeout", 5, articles=15), PartlyFailed, PartlyFailed),
        (failing("timeout", 2, articles=2), PartlyFailed, None),  # a few pages are tried again
        (failing("timeout", 2, articles=2, named_failed=1), PartlyFailed, PartlyFailed),
        (failing("timeout", 5, articles=5, no_news={"timeout": 5}), None, None),
        (failing("robots.txt", 6, articles=4, no_news={"robots.txt": 6}), None, None),
        (failing("timeout", 5), NothingFetched, NothingFetched),
        (failing("timeout", 5, no_news={"timeout": 5}), NothingFetched, None),
        (failing("refused (403)", 6, articles=4), Blocked, Blocked),
        (failing("refused (403)", 5), Blocked, Blocked),
        (failing("refused (403)", 4, articles=16), PartlyFailed, PartlyFailed),
        (failing(f"{FAULT}: KeyError", 1, articles=200), PartlyFailed, PartlyFailed),
    ],
)
def test_how_a_run_ends_of_which_pages_failed(
    tally: Tally, new: type[Exception] | None, known: type[Exception] | None, is_known: bool
) -> None:
    state = State()
    if is_known:
        remember(Account("before", NOW.isoformat()), crawler_of(state, paper=Tally()))
    account = Account("run", NOW.isoformat(), pages=tally.pages, articles=tally.articles)
    error = verdict(account, crawler_of(state, paper=tally))
    expected = known if is_known else new
    assert error is None if expected is None else type(error) is expected
    state.close()


def test_what_is_no_news_is_counted_apart() -> None:
    tally = Tally()
    tally.count("timeout", PAGE)
    tally.count("timeout", FEED, is_news=False)
    assert (tally.causes, tally.no_news, tally.examples) == ({"timeout": 2}, {"timeout": 1}, {"timeout": PAGE})


def test_where_every_lock_is_held_the_run_is_told_so(tmp_path: Path) -> None:
    with (
        locks(str(tmp_path), ["dawn"]),
        pytest.raises(Busy, match="another run is at work on dawn"),
        locks(str(tmp_path), ["dawn"]),
    ):
        raise AssertionError
    with locks(str(tmp_path), []) as none:
        assert none == []


def test_a_lock_is_held_once_and_freed(tmp_path: Path) -> None:
    with locks(str(tmp_path), ["dawn", "geo"]) as first:
        assert first == ["dawn", "geo"]
        with locks(str(tmp_path), ["dawn", "ary"]) as second:
            assert second == ["ary"]
    with locks(str(tmp_path), ["dawn"]) as third:
        assert third == ["dawn"]


def test_a_run_that_died_is_noticed_once_on_whatever_machine(tmp_path: Path) -> None:
    row = {"run": "r", "started": NOW.isoformat(), "ended": None, "host": "crawl-29381527-x7zkq", "pid": 1}
    (tmp_path / "r.json").write_text(json.dumps(row))
    with (tmp_path / "r.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert died(tmp_path) == 0, "it lives"
    with (tmp_path / "r.json").open() as reader:  # who reads while it is completed reads the whole of the old one
        assert died(tmp_path) == 1
        assert json.load(reader)["ended"] is None
    assert died(tmp_path) == 0
    assert json.loads((tmp_path / "r.json").read_text())["exit_code"] == 137


@pytest.mark.parametrize("step", ["flock", "replace"])
def test_a_manifest_that_cannot_be_put_is_left_closed(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else Python would try to write it once more, and tell of that in its own words."""
    opened: list[IO[str]] = []
    begin = Path.open

    def noted(path: Path, *given: Any, **named: Any) -> Any:
        opened.append(begin(path, *given, **named))
        return opened[-1]

    def refused(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", noted)
    monkeypatch.setattr(*(fcntl, "flock") if step == "flock" else (Path, "replace"), refused)
    with pytest.raises(OSError, match="No space left"):
        _put(tmp_path / "run.json", {"run": "r"})
    assert [file.closed for file in opened] == [True]
    assert (step == "flock") == (tmp_path / "run.tmp").exists()  # then another process writes it; else nobody will


def test_the_manifest_of_a_run_is_held_until_its_end(tmp_path: Path) -> None:
    seen: list[int] = []

    class Looks(RunReport):
        def closed(self, reason: str) -> None:
            seen.append(died(tmp_path / "_ops" / "runs"))
            super().closed(reason)

    documents = {"https://paper.example/a/": Document("https://paper.example/a/", b"<p>One</p>", 200, {})}
    run(
        documents, start="https://paper.example/a/", data=str(tmp_path), settings={"NOW": NOW, "EXTENSIONS": {Looks: 1}}
    )
    assert seen == [0]
    (manifest,) = (tmp_path / "_ops" / "runs").iterdir()
    assert json.loads(manifest.read_text())["ended"]
    with manifest.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_containers_that_begin_together_over_one_directory_keep_a_manifest_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = {"https://paper.example/a/": Document("https://paper.example/a/", b"<p>One</p>", 200, {})}
    for host in ("crawl-part-1", "crawl-part-2"):  # and in each of them the process has the same number
        monkeypatch.setattr("socket.gethostname", lambda host=host: host)
        run(documents, start="https://paper.example/a/", data=str(tmp_path), settings={"NOW": NOW, **REPORT})
    stem = f"{NOW:%Y%m%dT%H%M%SZ}-crawl-part"
    assert [path.stem.rpartition("-")[0] for path in sorted((tmp_path / "_ops" / "runs").iterdir())] == [
        f"{stem}-1",
        f"{stem}-2",
    ]


def test_manifests_of_years_are_not_kept(tmp_path: Path) -> None:
    for name in ("20250101T000000Z-1.json", "20250101T000001Z-1.tmp", "20261119T000000Z-1.json"):
        (tmp_path / name).write_text("{}")
    prune(tmp_path, NOW - timedelta(days=400))
    assert [p.stem for p in tmp_path.iterdir()] == ["20261119T000000Z-1"]


def test_a_switch_is_told_below_its_address_however_that_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(request: urllib.request.Request, **_: Any) -> Any:
        asked.append(request.full_url)
        raise BadStatusLine("SSH-2.0")  # and what answers may be no web server at all

    monkeypatch.setattr("urllib.request.urlopen", noted)
    for url in ("https://hc.example/ping/id", "https://hc.example/ping/id/"):
        ping({"PING_URL": url}, "/start")
    assert asked == ["https://hc.example/ping/id/start"] * 2


def test_a_notice_reaches_the_command(tmp_path: Path) -> None:
    script = tmp_path / "hook.py"
    script.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())")
    target = tmp_path / "notice.json"
    notify({"NOTIFY_COMMAND": f"{sys.executable} {script} {target}"}, {"text": "rot", "exit_code": 7})
    assert json.loads(target.read_text()) == {"text": "rot", "exit_code": 7}


def test_a_hook_that_fails_is_logged_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    notify({"NOTIFY_COMMAND": "/no/such/command", "NOTIFY_URL": "http://127.0.0.1:9/"}, {"text": "rot"})
    assert [r.levelname for r in caplog.records] == ["ERROR", "ERROR"]


def test_a_hook_that_ends_badly_is_said_with_its_exit_code(caplog: pytest.LogCaptureFixture) -> None:
    notify({"NOTIFY_COMMAND": "false"}, {"text": "rot"})
    assert [r.getMessage() for r in caplog.records] == ["NOTIFY_COMMAND ended with 1"]


def test_the_textfile_is_what_prometheus_reads(tmp_path: Path) -> None:
    path = tmp_path / "ecorridor.prom"
    prometheus(
        str(path), [("alarms", {"site": "dawn"}, 1.0), ("alarms", {"site": "جنگ"}, 0.0), ("run_seconds", {}, 2.5)]
    )
    assert path.read_text("utf-8") == (
        "# TYPE ecorridor_alarms gauge\n"
        'ecorridor_alarms{site="dawn"} 1\n'
        'ecorridor_alarms{site="جنگ"} 0\n'
        "# TYPE ecorridor_run_seconds gauge\n"
        "ecorridor_run_seconds{} 2.5\n"
    )


def test_a_textfile_that_cannot_be_written_is_logged_and_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    prometheus(str(tmp_path / "none" / "ecorridor.prom"), [("run_seconds", {}, 2.5)])
    assert [r.levelname for r in caplog.records] == ["ERROR"]


def test_log_lines_are_json_without_secrets() -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "f", 1, "GET %s", ("https://me:hunter2@host/?token=abc&page=2",), None
    )
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "GET https://me:***@host/?token=***&page=2"
    assert line["level"] == "info"
    assert without_secrets("nothing here") == "nothing here"


def test_status_says_of_each_site_how_its_runs_ended_and_what_is_due(tmp_path: Path) -> None:
    (tmp_path / "_ops").mkdir()
    state = State(tmp_path / "_ops" / "state.sqlite")
    for number, site in ((1, "paper"), (2, "زمانہ")):
        day_ago = NOW - timedelta(days=1)
        state.saw(Look(f"{site}/{number}", f"{PAGE}{number}", site, day_ago, published=day_ago, comments=1000 * number))
    state.failed("paper/3", f"{PAGE}3", "paper", NOW)
    for days, code, new, told in ((7.5, 0, 1, []), (6.5, 0, 20, []), (0, 7, 300, ["authors: 0 of 5, usually 100%"])):
        ended = NOW - timedelta(days=days)
        state.runs.add(Run("paper", f"{days}", ended, code, 1, 1, new, 1, 0, alarms=told, coverage={}))
    state.close()
    words = ("status", "--data", str(tmp_path), "--now", "2026-11-20T12:00Z")
    shown = command(*words, "--json")
    names = (
        "site", "last_success", "last_exit_code", "articles", "comments", "comments_of_7_days", "due", "failing", "alarms",
    )  # fmt: skip
    rows = [
        ("paper", "2026-11-14 00:00:00+00:00", 7, 1, 1000, 320, 1, 1, ["authors: 0 of 5, usually 100%"]),
        ("زمانہ", None, None, 1, 2000, 0, 1, 0, []),
    ]
    assert json.loads(shown.stdout)["sites"] == [dict(zip(names, row, strict=True)) for row in rows]
    assert "زمانہ" in shown.stdout
    lines = [line.split() for line in command(*words).stdout.splitlines()]
    assert lines[1:4] == [
        ["paper", "2026-11-14", "00:00", "7", "1", "1,000", "320", "1", "1"],
        ["زمانہ", "never", "1", "2,000", "0", "1", "0"],
        ["ALARM", "paper:", "authors:", "0", "of", "5,", "usually", "100%"],
    ]
    assert command(*words[:3], "--now", "noon").stderr.startswith("ecorridor: --now: 'noon' is no date")


def test_status_answers_in_a_second_for_five_million_comments(tmp_path: Path) -> None:
    from time import process_time

    from click.testing import CliRunner

    from ecorridor_scraper.cli import main
    from ecorridor_scraper.state import State

    (tmp_path / "_ops").mkdir()
    state = State(tmp_path / "_ops" / "state.sqlite")
    rows = (
        (f"s{s}.example/{n}", f"https://s{s}.example/{n}", f"s{s}", "article", 1_790_000_000, 0, 1_795_000_000, 25)
        for s in range(20)
        for n in range(10_000)
    )
    state._db.execute("BEGIN")
    state._db.executemany(
        "INSERT INTO pages (key, url, site, kind, published, first_visit, last_visit, comments) VALUES (?,?,?,?,?,?,?,?)",
        rows,
    )
    state._db.execute("COMMIT")
    state.close()
    start = process_time()
    result = CliRunner().invoke(main, ["status", "--data", str(tmp_path), "--json"])
    spent = process_time() - start  # not what other programs take from the machine
    report = json.loads(result.stdout)
    assert sum(row["comments"] for row in report["sites"]) == 5_000_000
    assert spent < 1.0, f"{spent:.2f} s"


def test_threads_that_used_to_come_whole_and_do_not_any_more_alarm() -> None:
    def run_of(*, complete: bool) -> Coverage:
        found = Coverage()
        for n in range(6):
            found.add(Visit(Article(url=f"https://paper.example/{n}", thread_complete=complete), [], NOW))
        return found

    before = [run_of(complete=True).plain() for _ in range(14)]
    (alarm,) = alarms("paper", run_of(complete=False), before)
    assert alarm.message == "threads complete: 0 of 6, usually 100%"
