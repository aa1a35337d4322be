"""What is remembered between runs, and what is due."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper.clock import Hours
from ecorridor_scraper.errors import BadConfiguration, DataDirectory, DiskFull
from ecorridor_scraper.known import Look, after
from ecorridor_scraper.revisits import LACKING, LACKING_PAUSE
from ecorridor_scraper.runs import RUNS_KEPT, Run
from ecorridor_scraper.sites import article_key
from ecorridor_scraper.state import State

from .store_samples import put, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Closes every memory that a test has opened: Python 3.13 warns of a database that nobody closed."""
    opened: list[State] = []
    begin = State.__init__

    def noted(state: State, *given: Any, **named: Any) -> None:
        begin(state, *given, **named)
        opened.append(state)

    monkeypatch.setattr(State, "__init__", noted)
    yield
    for state in opened:
        state._db.close()


def look(at: datetime, digest: str = "a", comments: int = 0, **options: object) -> Look:
    return Look(
        "paper.example/a",
        "https://paper.example/a",
        "paper",
        at,
        published=NOW,
        digest=digest,
        comments=comments,
        **options,
    )  # type: ignore[arg-type]


def test_a_page_that_is_gone_is_asked_for_once_more() -> None:
    state = State()
    for hour in (0, 9, 18):
        state.failed("a", "https://paper.example/a", "paper", NOW + hour * HOUR, is_gone=True)
        assert bool(state.due(["paper"], NOW + (hour + 9) * HOUR, 10)) is (hour == 0)
    state.close()


def test_a_page_is_due_when_its_time_has_come() -> None:
    state = State()
    state.saw(look(NOW))
    assert state.due(["paper"], NOW, 10) == []
    assert [k.url for k in state.due(["paper"], NOW + 2 * HOUR, 10)] == ["https://paper.example/a"]
    state.close()


def test_a_visit_that_was_cut_off_is_due_at_once() -> None:
    state = State()
    state.saw(look(NOW, is_partial=True))
    assert len(state.due(["paper"], NOW, 10)) == 1
    state.close()


def test_unchanged_visits_are_counted_and_a_change_ends_the_count() -> None:
    state = State()
    for said, expected in (("a", 0), ("a", 1), ("a", 2), ("b", 0)):
        assert state.saw(look(NOW, said)).unchanged == expected
    same = state.saw(Look("paper.example/a", "u", "paper", NOW))  # a 304
    assert (same.digest, same.unchanged) == ("b", 1)
    state.close()


def test_what_a_look_does_not_say_stays_as_it_was() -> None:
    before = after(None, look(NOW, article_id="paper:1"))
    known = after(before, Look("paper.example/a", "u", "paper", NOW + HOUR))  # a 304
    assert (known.published, known.first_visit, known.digest, known.article_id) == (NOW, NOW, "a", "paper:1")


def test_an_address_that_was_only_found_has_no_thread_that_could_have_grown() -> None:
    state = State()
    state.found("paper.example/a", "https://paper.example/a", "paper", NOW)
    assert state.saw(look(NOW, comments=3)).next_visit == after(None, look(NOW, comments=3)).next_visit


def test_what_a_thread_lacks_is_asked_for_soon_but_not_for_ever_and_never_later() -> None:
    state = State()
    old = NOW + timedelta(days=300)
    pauses = [(state.saw(look(old, is_lacking=True)).next_visit or NOW) - old for _ in range(LACKING + 1)]
    assert [pause == LACKING_PAUSE for pause in pauses] == [True] * LACKING + [False]
    fresh = state.saw(replace(look(NOW, is_lacking=True), key="paper.example/b"))
    assert fresh.next_visit is not None
    assert fresh.next_visit < NOW + LACKING_PAUSE
    whole = state.saw(replace(look(old), key="paper.example/c"))
    assert whole.next_visit is None
    state.close()


def test_an_article_that_is_gone_stays_an_article() -> None:
    state = State()
    state.saw(look(NOW))
    assert state.failed("paper.example/a", "https://paper.example/a", "paper", NOW, is_gone=True).kind == "article"
    state.close()


def test_what_was_seen_is_staged_before_it_is_remembered() -> None:
    state, written = State(), []
    state.before_flush = lambda: written.append(state._db.execute("SELECT count(*) FROM pages").fetchone()[0])
    state.saw(look(NOW))
    state.flush()
    assert written == [0]
    state.close()


def test_what_was_kept_back_survives_closing(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    state = State(path)
    state.saw(look(NOW, comments=3))
    state.failed("k", "https://paper.example/k", "paper", NOW)
    state.count_request("paper.example", NOW)
    state.close()
    again = State(path)
    known = again.known(["paper.example/a", "k", "none"])
    assert known["paper.example/a"].comments == 3
    assert known["k"].failures == 1
    assert known.keys() == {"paper.example/a", "k"}
    assert again.requests_today("paper.example", NOW) == 1
    assert again.requests_today("paper.example", NOW + 24 * HOUR) == 0
    again.close()


def test_what_a_full_disk_refused_is_written_when_there_is_space(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    state = State(path)
    state.saw(look(NOW))
    for number in range(5000):
        state.count_request(f"host-{number}.example", NOW)
    writes: list[Callable[[], None]] = [
        state.flush,
        lambda: state.block("paper.example", NOW + HOUR),
        lambda: state.read_source("u", "paper", NOW, etag="x" * 9999, last_modified=None, newest=None),
        lambda: state.runs.add(Run("paper", "r", NOW, 0, 1, 0, 0, 1, 0, [], {})),
    ]
    (most,) = state._db.execute("PRAGMA max_page_count").fetchone()
    state._db.execute("PRAGMA max_page_count = 1")  # no more than it has
    state._db.execute("CREATE TEMP TRIGGER t BEFORE INSERT ON runs BEGIN SELECT RAISE(FAIL, 'full'); END")
    state._db.execute("CREATE TEMP TRIGGER u BEFORE INSERT ON hosts BEGIN SELECT RAISE(FAIL, 'full'); END")
    for write in writes:
        with pytest.raises(DiskFull, match="no space left"):
            write()
    assert not State(path).known(["paper.example/a"])  # all or nothing
    assert state.runs.is_news("trouble", NOW, HOUR)
    state._db.executescript(f"PRAGMA max_page_count = {most}; DROP TRIGGER t; DROP TRIGGER u")
    for write in writes:
        write()
    state.close()
    again = State(path)
    assert again.requests_today("host-4999.example", NOW) == 1
    assert again.blocked_until("paper.example", NOW) == NOW + HOUR
    again.close()


def test_a_memory_that_cannot_be_written_at_the_end_is_a_warning(tmp_path: Path, caplog: Any) -> None:
    state = State(tmp_path / "state.sqlite")
    state.saw(look(NOW))
    state._db.execute("PRAGMA query_only = 1")
    state.close()
    assert "readonly database" in caplog.text
    with pytest.raises(sqlite3.ProgrammingError):
        state._db.execute("SELECT 1")


def test_the_same_trouble_is_told_once(tmp_path: Path, caplog: Any) -> None:
    state = State(tmp_path / "state.sqlite")
    state._db.execute("PRAGMA query_only=ON")
    state.found("a", "https://paper.example/a", "paper.example", NOW)
    with pytest.raises(DataDirectory):
        state.flush()
    state.close()
    assert caplog.records == []


def writable_by_mode(file: Path, _: int) -> bool:
    """As `os.access` has it, also for root."""
    return bool(file.stat().st_mode & 0o200)


def test_a_memory_that_cannot_be_written_is_told_of_before_anything_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", writable_by_mode)
    State(file := tmp_path / "state.sqlite").close()
    file.chmod(0o444)
    with pytest.raises(DataDirectory, match=r"state\.sqlite cannot be written"):
        State(file)


def test_what_stood_beside_a_memory_that_could_not_be_written_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", writable_by_mode)
    State(file := tmp_path / "state.sqlite").close()
    (beside := tmp_path / "state.sqlite-shm").touch(0o444)
    state = State(file)
    assert beside.stat().st_mode & 0o200
    state.close()


def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"this is no database, but it is long enough to look at" * 50)
    state = State(path)
    state.saw(look(NOW))
    state.close()
    assert (tmp_path / "state.broken").exists()


def test_a_file_whose_tables_cannot_be_read_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    state = State(path)
    state._db.execute("PRAGMA writable_schema = 1")
    state._db.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE pages (' WHERE name = 'pages'")
    state.close()
    State(path).saw(look(NOW))
    assert (tmp_path / "state.broken").exists()


def test_a_file_that_cannot_be_opened_may_be_sound_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.mkdir()
    with pytest.raises(DataDirectory):
        State(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_another_layout_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE pages (key TEXT)")
    db.close()
    state = State(path)
    state.saw(look(NOW))
    state.close()
    assert (tmp_path / "state.broken").exists()


def test_a_clock_that_was_wrong_for_a_while_does_no_lasting_harm() -> None:
    state = State()
    wrong = NOW + timedelta(days=3000)
    state.saw(look(wrong))
    state.runs.add(Run("paper", "r", wrong, 0, 1, 0, 0, 1, 0, [], {}))
    state.block("paper.example", wrong)
    state.read_source("feed", "paper", wrong, etag='"1"', last_modified=None, newest=None)
    state.keep_file("https://paper.example/robots.txt", wrong, b"User-agent: *")
    assert state.runs.is_news("x", wrong, 24 * HOUR)
    assert state.amend(NOW)
    assert not state.amend(NOW)
    assert state.runs.of("paper", 5) == []
    (known,) = state.due(["paper"], NOW, 10)
    assert (known.url, known.first_visit, known.last_visit) == ("https://paper.example/a", NOW, NOW)
    assert state.source("feed") == (None, None, None)
    assert state.file("https://paper.example/robots.txt", NOW) is None
    assert state.blocked_until("paper.example", NOW) is None
    assert state.runs.is_news("x", NOW, 24 * HOUR)
    state.close()


def test_what_a_past_period_still_lacks_is_apart() -> None:
    state = State()
    state.found("k", "https://paper.example/k", "paper", NOW, is_past=True, is_sure=True)
    assert state.due(["paper"], NOW, 10) == []
    (known,) = state.due(["paper"], NOW, 10, is_past=True)
    assert (known.is_sure, known.visits, known.kind) == (True, 0, "found")
    assert not state.has_articles("paper")
    state.close()


def test_a_host_is_left_alone_until_its_time(tmp_path: Path) -> None:
    state = State(tmp_path / "s.sqlite")
    state.block("paper.example", NOW + HOUR)
    assert state.blocked_until("paper.example", NOW) == NOW + HOUR
    assert state.blocked_until("paper.example", NOW + HOUR) is None
    state.close()


def test_the_same_trouble_is_news_once_a_day() -> None:
    state = State()
    assert state.runs.is_news("x", NOW, 24 * HOUR)
    assert not state.runs.is_news("x", NOW + HOUR, 24 * HOUR)
    assert state.runs.is_news("x", NOW + 24 * HOUR, 24 * HOUR)  # by the next day's run at the latest
    state.close()


def test_a_comment_that_stood_under_two_articles_tells_of_none() -> None:
    state = State()
    for number, mark in ((1, "rules"), (2, "rules"), (2, "own words")):
        address = f"https://paper.example/{number}"
        state.saw(
            replace(look(NOW), key=f"paper.example/{number}", url=address, article_id=f"paper:{number}", mark=mark)
        )
    assert state.owner(["rules"]) is None
    assert state.owner(["rules", "own words"]) == ("paper:2", "https://paper.example/2")


def test_runs_come_back_newest_first() -> None:
    state = State()
    for n in range(3):
        state.runs.add(Run("paper", str(n), NOW + n * HOUR, 0, n, 0, 0, n, 0, [], {"cases": {"body": n}}))
    assert [r.run for r in state.runs.of("paper", 2)] == ["2", "1"]
    assert state.runs.of("paper", 1)[0].coverage == {"cases": {"body": 2}}
    state.close()


def test_comments_that_runs_found_are_counted_from_a_moment_on() -> None:
    state = State()
    for hour, new in ((0, 7), (2, 1), (3, 2)):
        state.runs.add(Run("paper", str(hour), NOW + hour * HOUR, 0, 1, 9, new, 1, 0, [], {}))
    assert state.runs.growth(NOW + HOUR) == {"paper": 3}


def test_runs_of_years_are_not_kept() -> None:
    state = State()
    for n in range(RUNS_KEPT + 20):
        state.runs.add(Run("paper", str(n), NOW + n * HOUR, 0, n, 0, 0, n, 0, [], {}))
    assert [r.run for r in state.runs.of("paper", 10_000)] == [str(n) for n in range(RUNS_KEPT + 19, 19, -1)]
    state.close()


def test_it_is_rebuilt_from_what_the_datasets_have() -> None:
    state = State()
    assert state.rebuild([look(NOW)]) == 1
    assert state.rebuild([look(NOW)]) == 0
    state.close()


def test_what_the_datasets_have_of_an_article_is_remembered_of_it(tmp_path: Path) -> None:
    put(tmp_path, visit(1, comment_count=3), visit(2, hours=24 * 365 * 90))  # the second under a clock far ahead
    state = State.of(tmp_path)
    known, ahead = (state.page(article_key(visit(n).article.url or "")) for n in (1, 2))
    assert known is not None
    assert ahead is not None
    assert (known.kind, known.comments, known.article_id) == ("article", 3, "dawn.com:000001")
    assert (known.published, known.last_visit) == (visit(1).article.date_published, visit(1).fetched_at)
    assert ahead.last_visit <= datetime.now(UTC)
    state.close()


def test_more_pages_than_one_question_can_ask_for_are_known() -> None:
    state = State()
    keys = [f"paper.example/{n}" for n in range(1001)]
    for key in keys:
        state.found(key, f"https://{key}", "paper", NOW)
    state.flush()
    assert state.known(keys).keys() == set(keys)


def test_a_run_that_is_killed_has_remembered_all_but_the_last_pages(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    for n in range(250):
        state.found(f"paper.example/{n}", f"https://paper.example/{n}", "paper", NOW)
    other = State(tmp_path / "state.sqlite")
    assert len(other.due(["paper"], NOW, 1000)) == 200


def test_a_source_is_not_remembered_as_read_before_what_it_lists(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    state.found("paper.example/a", "https://paper.example/a", "paper", NOW)
    state.read_source("feed", "paper", NOW, etag=None, last_modified=None, newest=None)
    other = State(tmp_path / "state.sqlite")
    assert other.source("feed")[2] == NOW
    assert other.page("paper.example/a")


def test_an_article_that_has_moved_is_not_visited_where_it_was() -> None:
    state = State()
    state.saw(look(NOW))
    state.moved("paper.example/a")
    known = state.page("paper.example/a")
    assert known is not None
    assert (known.kind, known.next_visit) == ("moved", None)


def test_an_address_that_was_never_an_article_and_is_gone_is_so_remembered() -> None:
    state = State()
    state.found("paper.example/a", "https://paper.example/a", "paper", NOW)
    assert state.failed("paper.example/a", "https://paper.example/a", "paper", NOW, is_gone=True).kind == "gone"


def test_a_host_that_asks_again_is_left_alone_for_longer() -> None:
    state = State()
    for hours in (1, 2):
        state.block("paper.example", NOW + hours * HOUR)
    assert state.blocked_until("paper.example", NOW) == NOW + 2 * HOUR


def test_pages_of_a_site_that_has_sources_of_its_own_are_left_to_these() -> None:
    state = State()
    state.lead("paper", ["weekly", "magazine"])
    state.read_source("feed", "weekly", NOW, etag=None, last_modified=None, newest=None)
    assert state.led("paper") == ["magazine"]


def test_what_a_past_period_lacks_is_not_counted_as_due() -> None:
    state = State()
    state.found("a", "https://paper.example/a", "paper", NOW)
    state.found("b", "https://paper.example/b", "paper", NOW, is_past=True)
    (summary,) = state.summary(NOW)
    assert summary.due == 1


def test_of_a_site_that_is_forgotten_nothing_is_remembered() -> None:
    state = State()
    for site in ("paper", "paperweight"):
        mine = replace(look(NOW), key=site, site=site, article_id=f"{site}:1", mark=site)
        state.saw(mine)
        state.lead(site, ["weekly"])
        state.read_source(f"feed of {site}", site, NOW, etag=None, last_modified=None, newest=None)
        state.runs.add(Run(site, "r", NOW, 0, 1, 0, 0, 1, 0, [], {}))
        state.runs.is_news(f"dry {site}", NOW, HOUR)
    state.forget(["paper"])
    kept = [
        (
            bool(state.page(s)),
            bool(state.owner([s])),
            state.led(s),
            state.source(f"feed of {s}")[2],
            state.runs.of(s, 1),
        )
        for s in ("paper", "paperweight")
    ]
    assert kept[0] == (False, False, [], None, [])
    assert all(kept[1])
    assert [state.runs.is_news(f"dry {s}", NOW, HOUR) for s in ("paper", "paperweight")] == [True, False]


def test_a_quota_begins_anew_at_midnight_utc(tmp_path: Path) -> None:
    late = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
    state = State(tmp_path / "s.sqlite")
    for _ in range(3):
        state.count_request("paper.example", late)
    assert state.requests_today("paper.example", late) == 3
    state.count_request("paper.example", late + timedelta(seconds=1))
    state.flush()
    assert state.requests_today("paper.example", late + timedelta(seconds=1)) == 1
    state.count_request("paper.example", late + timedelta(seconds=2))
    state.close()
    again = State(tmp_path / "s.sqlite")
    assert again.requests_today("paper.example", late + timedelta(hours=1)) == 2
    assert again.requests_today("paper.example", late + timedelta(days=2)) == 0
    again.close()


@pytest.mark.parametrize(
    ("text", "zone", "moment", "is_open"),
    [
        ("22:00-06:00", None, "2026-11-20T23:59:59Z", True),
        ("22:00-06:00", None, "2026-11-21T00:00:00Z", True),
        ("22:00-06:00", None, "2026-11-21T06:00:00Z", False),
        ("22:00-06:00", None, "2026-11-20T21:59:59Z", False),
        ("22:00-06:00", "Asia/Karachi", "2026-11-20T17:00:00Z", True),
        ("22:00-06:00", "Asia/Karachi", "2026-11-21T01:00:00Z", False),
        ("09:00-17:00", None, "2026-11-20T09:00:00Z", True),
        ("09:00-17:00", None, "2026-11-20T17:00:00Z", False),
    ],
)
def test_hours_may_go_over_midnight(text: str, zone: str | None, moment: str, is_open: bool) -> None:
    assert (datetime.fromisoformat(moment) in Hours(text, zone)) is is_open


@pytest.mark.parametrize("text", ["22:00", "25:00-06:00", "22:00-22:00", "10pm-6am", ""])
def test_what_are_no_hours_is_said(text: str) -> None:
    with pytest.raises(BadConfiguration, match="no hours of the day"):
        Hours(text)


def test_a_baseline_is_of_runs_that_had_articles() -> None:
    state = State()
    for n in range(100):
        seen = {"cases": {"headline": 2}, "hits": {}, "n": n} if n % 10 == 0 else {}
        state.runs.add(Run("paper", str(n), NOW + n * HOUR, 0, 0, 0, 0, 0, 0, [], seen))
    assert [row["n"] for row in state.runs.baseline("paper", 3, 0)] == [90, 80, 70]
    assert [row["n"] for row in state.runs.baseline("paper", 3, 9)] == [90, 80, 70, 60, 50]
    assert len(state.runs.baseline("paper", 14, 60)) == 10
    state.close()


def test_it_is_looked_at_without_a_write_even_while_a_run_writes(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    writing = State(path)
    writing.saw(look(NOW, comments=3))
    writing.flush()
    looking = State.to_look_at(path)
    assert [(s.site, s.comments) for s in looking.summary(NOW)] == [("paper", 3)]
    looking.close()
    writing.close()
    before = path.read_bytes()
    State.to_look_at(path).close()
    assert path.read_bytes() == before
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")
    db.close()
    with pytest.raises(BadConfiguration, match="made by another version"):
        State.to_look_at(path)
    path.write_bytes(b"no database")
    with pytest.raises(BadConfiguration, match="the next crawl mends it"):
        State.to_look_at(path)


def test_the_last_run_and_the_last_good_one_of_every_site() -> None:
    state = State()
    for hour, site, code in ((0, "a", 0), (1, "a", 0), (2, "a", 4), (0, "b", 7)):
        state.runs.add(Run(site, f"r{hour}", NOW + hour * HOUR, code, 1, 1, 1, 1, 0, [], {}))
    assert [(run.site, run.ended, good) for run, good in state.runs.latest()] == [
        ("a", NOW + 2 * HOUR, NOW + HOUR),
        ("b", NOW, None),
    ]
    state.close()


def test_a_site_that_brings_nothing_new_for_far_longer_than_ever_has_run_dry() -> None:
    state = State()
    for day in range(0, 30, 2):
        assert state.runs.dry_since("paper", NOW + timedelta(days=day), is_new=True) is None
    last = NOW + timedelta(days=28)
    assert state.runs.dry_since("paper", last + timedelta(days=5), is_new=False) is None  # it may take two days
    assert state.runs.dry_since("paper", last + timedelta(days=7), is_new=False) == last
    assert state.runs.dry_since("paper", last + timedelta(days=8), is_new=True) is None
    assert state.runs.dry_since("paper", last + timedelta(days=20), is_new=False) is None  # it has taken eight by now
    for day in range(9, 160):
        state.runs.dry_since("paper", last + timedelta(days=day), is_new=True)
    assert state.runs.dry_since("paper", last + timedelta(days=165), is_new=False)  # that is long ago


def test_a_site_that_is_new_has_not_run_dry() -> None:
    state = State()
    for day in range(3):
        state.runs.dry_since("paper", NOW + timedelta(days=day), is_new=True)
    assert state.runs.dry_since("paper", NOW + timedelta(days=90), is_new=False) is None


def test_pages_take_the_name_that_their_host_got_since() -> None:
    state = State()
    state.saw(replace(look(NOW), site="paper.example"))
    state.found("other.example/1", "https://other.example/1", "other.example", NOW)
    names = {"https://paper.example/": "paper"}
    assert state.rename_sites(lambda url: names.get(url, "other.example")) == [("paper.example", "paper", 1)]
    assert [k.site for k in state.due(["paper"], NOW + timedelta(days=99), 9)] == ["paper"]
    assert state.rename_sites(lambda url: names.get(url, "other.example")) == []
