"""How a run ends, and who hears of it: what it found at each site, weighed against what is usual there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from ecorridor_scraper.errors import Blocked, EcorridorError, NothingFetched, PartlyFailed
from ecorridor_scraper.health import FAULT, LISTING, REFUSED_THREAD, Account, Tally, remember, tell, verdict
from ecorridor_scraper.periods import Window
from ecorridor_scraper.state import State

from .test_health import FEED, NOW, PAGE, coverage, crawler_of, failing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def state() -> Iterator[State]:
    state = State()
    yield state
    state.close()


def known(state: State, *sites: str) -> State:
    """A memory in which a run has looked at these sites."""
    remember(Account("before", NOW.isoformat()), crawler_of(state, **{site: Tally() for site in sites}))
    return state


def judged(crawler: Any, **more: Any) -> EcorridorError | None:
    """How a run ends that found what its tallies say."""
    tallies = crawler.spider.tallies.values()
    counts = {
        name: sum(getattr(tally, name) for tally in tallies) for name in ("pages", "articles", "comments", "gone")
    }
    return verdict(Account("run", NOW.isoformat(), **counts | more), crawler)


def mixed(articles: int = 0, **causes: int) -> Tally:
    """A site of which so many pages failed of each cause."""
    said = {name.replace("_", " "): count for name, count in causes.items()}
    named = {"robots": "robots.txt", "forbidden": "refused (403)"}
    counts = {named.get(cause, cause): count for cause, count in said.items()}
    failed = sum(counts.values())
    return Tally(
        pages=articles + failed, articles=articles, failed=failed, causes=counts,
        examples={cause: f"{PAGE}/{cause}" for cause in counts},
    )  # fmt: skip


@pytest.mark.parametrize(("failed", "articles", "is_told"), [(3, 27, False), (3, 26, True), (2, 3, False)])
def test_three_pages_and_more_than_a_tenth_of_a_known_site_are_told_of(
    failed: int, articles: int, is_told: bool, state: State
) -> None:
    error = judged(crawler_of(known(state, "paper"), paper=failing("timeout", failed, articles=articles)))
    assert isinstance(error, PartlyFailed) is is_told


def test_a_few_pages_of_a_known_site_are_told_of_where_its_sources_fail_too(state: State) -> None:
    tally = failing("timeout", 1, articles=2, sources=1, sources_failed=1)
    assert isinstance(judged(crawler_of(known(state, "paper"), paper=tally)), PartlyFailed)


def test_each_site_is_weighed_by_its_own_past(state: State) -> None:
    few, new = failing("timeout", 2, articles=2), failing("no answer", 2, articles=2)
    error = judged(crawler_of(known(state, "paper"), paper=few, other=new))
    assert str(error).startswith("2 of 6 pages failed: no answer")


def test_the_cause_that_is_named_is_the_one_of_most_pages(state: State) -> None:
    error = judged(crawler_of(state, paper=mixed(timeout=4, forbidden=1)))
    assert isinstance(error, NothingFetched)
    assert "timeout, for instance https://paper.example/1/timeout" in str(error)


@pytest.mark.parametrize(("cause", "advice"), [("robots", "leave it out"), ("forbidden", "try less often")])
def test_a_site_that_refuses_is_told_of_with_what_can_be_done(cause: str, advice: str, state: State) -> None:
    error = judged(crawler_of(state, paper=mixed(**{cause: 5})))
    assert isinstance(error, Blocked)
    assert advice in str(error)


def test_a_site_that_refuses_half_of_its_pages_is_blocked_though_some_came(state: State) -> None:
    error = judged(crawler_of(state, paper=mixed(5, forbidden=5)))
    assert isinstance(error, Blocked)
    assert "what came is kept" in str(error)


@pytest.mark.parametrize(("sources", "code"), [(2, 4), (3, 5)])
def test_a_run_that_lost_all_its_sources_and_has_nothing_fetched_nothing(sources: int, code: int, state: State) -> None:
    tally = Tally(sources=sources, sources_failed=2, pages=1, causes={"timeout": 2}, examples={"timeout": FEED})
    error = judged(crawler_of(state, paper=tally))
    assert (error and error.exit_code, f"2 of {sources} sources failed" in str(error)) == (code, code == 5)


@pytest.mark.parametrize(("cause", "of_a_new_site"), [("status 404", NothingFetched), ("refused (403)", Blocked)])
def test_one_source_of_several_that_fails_while_nothing_is_due_is_no_news(
    cause: str, of_a_new_site: type[EcorridorError], state: State
) -> None:
    tally = Tally(sources=5, sources_failed=1, causes={cause: 1}, examples={cause: FEED})
    assert judged(crawler_of(known(state, "paper"), paper=tally)) is None
    assert isinstance(judged(crawler_of(State(), paper=tally)), of_a_new_site)


def test_sources_half_of_which_failed_are_not_told_of(state: State) -> None:
    tally = Tally(sources=4, sources_failed=2, pages=5, articles=5, causes={"timeout": 2}, examples={"timeout": FEED})
    assert judged(crawler_of(state, paper=tally)) is None


@pytest.mark.parametrize(("count", "words"), [(1, "1 page or source "), (3, "3 pages or sources ")])
def test_a_fault_of_this_program_is_told_of_with_its_number(count: int, words: str, state: State) -> None:
    error = judged(crawler_of(known(state, "paper"), paper=failing(f"{FAULT}: KeyError", count, articles=90)))
    assert str(error).startswith(words)


@pytest.mark.parametrize("reason", ["start_error", "memusage_exceeded"])
def test_a_crawl_that_ended_early_says_why(reason: str, state: State) -> None:
    error = judged(crawler_of(state, paper=Tally(pages=3, articles=3)), finish_reason=reason)
    assert reason in str(error)


def test_all_alarms_are_counted_and_the_hosts_named_that_refuse(state: State) -> None:
    found = [{"site": site, "field": "authors", "message": "0 of 5", "example": PAGE} for site in ("paper", "other")]
    crawler = crawler_of(state, paper=Tally(pages=3, articles=3))
    crawler.spider.frontier.refusing = {"paper.example": "asks to be left alone"}
    error = judged(crawler, alarms=found)
    said = f"paper: 0 of 5 (1 more alarms); paper.example asks to be left alone; look at: ecorridor threads {PAGE}"
    assert str(error) == said


def refused(comments: int = 0) -> Tally:
    return Tally(pages=3, articles=3, sources=1, threads_refused=3, comments=comments, examples={REFUSED_THREAD: PAGE})


def test_a_new_site_that_refuses_some_of_its_comments_is_well(state: State) -> None:
    assert isinstance(judged(crawler_of(state, paper=refused())), PartlyFailed)
    assert judged(crawler_of(state, paper=refused(comments=1))) is None


EMPTY = {"pages": 3, "listings": 3, "sources": 1, "examples": {LISTING: PAGE}}


def test_a_new_site_that_has_nothing_is_told_of_only_where_it_was_read_to_its_end(state: State) -> None:
    def ended(**spider: Any) -> EcorridorError | None:
        crawler = crawler_of(state, paper=Tally(**EMPTY))
        for name, value in spider.items():
            setattr(crawler.spider, name, value)
        return judged(crawler)

    assert isinstance(ended(), NothingFetched)
    assert ended(end_reason="max-minutes") is None
    assert ended(window=Window.of("2026-10-01", "2026-10-02")) is None
    crawler = crawler_of(state, paper=Tally(**EMPTY))
    crawler.spider.frontier.closed = {"paper.example": "8 failures in a row"}
    assert judged(crawler) is None


def test_a_site_of_which_nothing_was_asked_is_no_site_without_articles(state: State) -> None:
    assert judged(crawler_of(state, paper=Tally())) is None
    assert isinstance(judged(crawler_of(state, paper=Tally(sources=1))), NothingFetched)


def test_a_host_that_asked_to_be_left_alone_blocks_a_run_that_did_nothing_else(state: State) -> None:
    for tally, is_blocked in ((Tally(), True), (Tally(sources=1, pages=1, articles=1), False)):
        crawler = crawler_of(state, paper=tally)
        crawler.spider.frontier.refusing = {"paper.example": "asks to be left alone"}
        assert isinstance(judged(crawler), Blocked) is is_blocked


def test_a_run_without_articles_is_no_baseline_and_sources_without_news_are_kept(state: State) -> None:
    tally = Tally(coverage=coverage(3), stale_sources=[FEED])
    remember(Account("run", NOW.isoformat(), exit_code=0), crawler_of(state, paper=tally))
    (kept,) = state.runs.of("paper", 5)
    assert kept.coverage == {}
    assert kept.alarms == [f"has nothing new any more: {FEED}"]


def told(state: State, place: Path, code: int, *fields: str, site: str = "paper") -> int:
    """Tell of a run that ended so; returns how many notices there were until now."""
    script = place / "hook.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))")
    crawler = crawler_of(state, **{site: Tally()})
    hook = f"{sys.executable} {script} {place / 'notices'}"
    crawler.settings = Settings({"NOTIFY_COMMAND": hook, "NOTIFY_AGAIN_HOURS": 24.0})
    found = [{"site": site, "field": name, "message": "0 of 5", "example": None} for name in fields]
    tell(Account("run", NOW.isoformat(), exit_code=code, alarms=found), crawler)
    return len((place / "notices").read_text().splitlines()) if (place / "notices").exists() else 0


@pytest.mark.parametrize("code", [0, 130, 143])
def test_nobody_is_told_of_a_run_that_ended_well_or_was_stopped(code: int, state: State, tmp_path: Path) -> None:
    assert told(state, tmp_path, code) == 0


def test_what_is_told_once_a_day_is_the_same_trouble_at_the_same_site(state: State, tmp_path: Path) -> None:
    assert told(state, tmp_path, 7, "authors", "body") == 1
    assert told(state, tmp_path, 7, "body", "authors") == 1  # in whatever order
    assert told(state, tmp_path, 7, "authors") == 2
    assert told(state, tmp_path, 5) == 3
    assert told(state, tmp_path, 6) == 4
    assert told(state, tmp_path, 6, site="other") == 5


def test_a_site_that_never_went_well_has_no_last_success_in_the_textfile(state: State, tmp_path: Path) -> None:
    crawler = crawler_of(state, paper=Tally(pages=3, failed=3))
    account = Account("run", NOW.isoformat(), exit_code=5)
    remember(account, crawler)
    crawler.settings = Settings({"PROMETHEUS_FILE": str(tmp_path / "gauges"), "NOTIFY_AGAIN_HOURS": 24.0})
    tell(account, crawler)
    lines = (tmp_path / "gauges").read_text().splitlines()
    assert 'ecorridor_last_success_timestamp_seconds{site="paper"} 0' in lines
    assert 'ecorridor_run_failed{site="paper"} 3' in lines
