"""Hosts that fail: what is sent to them, as a clock of ours and a server of ours see it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.core.engine import ExecutionEngine

from ecorridor_scraper.circuits import PROBES, Circuits, is_failure
from ecorridor_scraper.optouts import HOST_FILES

from .local import Answer, LocalSite
from .test_fetch import crawl

if TYPE_CHECKING:
    from collections.abc import Callable

    from .local import Request

HOST = "paper.example"
FILES = len(HOST_FILES)
"""So many requests come before that of the first page."""


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def circuits(failures: int = 3, pause: float = 10, *, answered: bool = True) -> tuple[Circuits, Clock]:
    clock = Clock()
    found = Circuits(failures=failures, pause=pause, now=clock)
    if answered:
        found.end(HOST, failed=False)
    return found, clock


def fail(found: Circuits, times: int) -> None:
    for _ in range(times):
        found.ask(HOST)
        found.end(HOST, failed=True)


def test_a_host_that_fails_rests_then_one_request_tells() -> None:
    found, clock = circuits()
    fail(found, 2)
    assert not found.is_resting(HOST)
    fail(found, 1)
    assert found.resting() == {HOST}
    clock.now = 9.9
    assert found.is_resting(HOST)
    clock.now = 10
    assert not found.is_resting(HOST)
    found.ask(HOST)
    assert found.is_resting(HOST)  # one alone
    found.end(HOST, failed=False)
    assert not found.is_resting(HOST)
    fail(found, 2)
    assert not found.is_resting(HOST)  # counted from the beginning


def test_each_pause_is_twice_as_long_and_then_it_is_given_up() -> None:
    found, clock = circuits()
    fail(found, 3)
    for pause in (10, 20, 40)[:PROBES]:
        clock.now += pause - 0.1
        assert found.is_resting(HOST)
        clock.now += 0.1
        assert not found.is_resting(HOST)
        assert found.given_up() == {}
        fail(found, 1)
    clock.now += 1e9
    assert found.is_resting(HOST)
    assert found.given_up() == {HOST: 3 + PROBES}
    assert found.given_up() == {}  # told once


@pytest.mark.parametrize(("pause", "answered"), [(0, True), (10, False)])
def test_without_a_pause_or_an_answer_it_is_given_up_at_once(pause: float, answered: bool) -> None:
    found, _ = circuits(pause=pause, answered=answered)
    fail(found, 3)
    assert found.given_up() == {HOST: 3}
    assert found.is_resting(HOST)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 50)), max_size=60))
def test_while_it_rests_no_more_than_one_request_goes_out(steps: list[tuple[bool, float]]) -> None:
    found, clock = circuits()
    failures = 0
    for failed, passed in steps:
        clock.now += passed
        if found.is_resting(HOST):
            continue
        found.ask(HOST)
        if failures >= 3:
            assert found.is_resting(HOST)
        found.end(HOST, failed=failed)
        failures = failures + 1 if failed else 0
        assert found.is_resting(HOST) is (failures >= 3)


@pytest.mark.parametrize(
    ("status", "failed"),
    [(200, False), (304, False), (404, False), (410, False), (403, True), (429, True), (500, True)],
)
def test_what_counts_as_a_failure(status: int, failed: bool) -> None:
    assert is_failure(status) is failed


# ---------------------------------------------------------------- at a server

SETTINGS: dict[str, Any] = {"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "HOST_FAILURES": 3, "HOST_PAUSE": 0.4}


def down_between(site: LocalSite, first: int, last: int) -> None:
    """Let the server answer 500 to its requests number `first` to `last`."""

    def answer(good: Answer) -> Callable[[int], Answer]:
        return lambda asked: Answer("down", 500) if first <= len(site.log) <= last else good

    site.answers = {path: answer(good) for path, good in site.answers.items() if isinstance(good, Answer)}


def longest_gap(log: list[Request]) -> float:
    return max(b.at - a.at for a, b in pairwise(log[3:]))


def test_a_host_that_is_down_for_a_while_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExecutionEngine, "_SLOT_HEARTBEAT_INTERVAL", 0.1)
    with LocalSite() as site:
        paths = site.add_articles(12)
        down_between(site, FILES + 6, FILES + 9)
        crawler = crawl(site.url + "/", **SETTINGS)
        log = list(site.log)
    tally = crawler.spider.tallies["127.0.0.1"]
    assert tally.articles == 12 - 4  # those four are due again in half an hour
    assert longest_gap(log) >= 0.35
    assert crawler.spider.frontier.closed == {}
    assert {r.path for r in log} >= set(paths)


def test_sources_count_as_articles_do_and_wait_as_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExecutionEngine, "_SLOT_HEARTBEAT_INTERVAL", 0.1)
    with LocalSite() as site:
        paths = site.add_articles(2)
        parts = "".join(f"<sitemap><loc>{site.url}/posts-{n}.xml</loc></sitemap>" for n in range(6))
        site.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>")
        rows = "".join(f"<url><loc>{site.url}{p}</loc><lastmod>2026-11-01</lastmod></url>" for p in paths)
        for n in range(6):
            site.answers[f"/posts-{n}.xml"] = Answer(f"<urlset>{rows}</urlset>")
        down_between(site, FILES + 2, FILES + 5)  # three, and one that was already on its way
        crawler = crawl(site.url + "/sitemap.xml", since="2026-10-01", **SETTINGS)
        log = list(site.log)
    asked = [r.path for r in log]
    assert sorted(p for p in asked if "posts" in p) == [f"/posts-{n}.xml" for n in range(6)]
    assert longest_gap(log) >= 0.35
    assert crawler.spider.tallies["127.0.0.1"].articles == 2


@pytest.mark.parametrize("since", [None, "2026-10-01"])
def test_an_index_of_indexes_is_followed_once_round_and_what_is_broken_in_it_is_told(since: str | None) -> None:
    with LocalSite() as site:
        paths = site.add_articles(3)

        def index(*names: str) -> Answer:
            parts = "".join(f"<sitemap><loc>{site.url}/{n}</loc></sitemap>" for n in names)
            return Answer(f"<sitemapindex>{parts}</sitemapindex>")

        rows = [f"<url><loc>{site.url}{p}</loc><lastmod>2026-11-0{n + 1}</lastmod></url>" for n, p in enumerate(paths)]
        site.answers["/sitemap.xml"] = index("deep.xml", "sitemap.xml", "missing.xml")
        site.answers["/deep.xml"] = index("deeper.xml", "sitemap.xml", "posts-0.xml")
        site.answers["/deeper.xml"] = index("deep.xml", "posts-1.xml", "deepest.xml")
        site.answers["/deepest.xml"] = index("too-deep.xml")
        site.answers["/posts-0.xml"] = Answer(f"<urlset>{rows[0]}</urlset>")
        site.answers["/posts-1.xml"] = Answer(f"<urlset>{rows[1]}{rows[2]}</urlset>")
        crawler = crawl(site.url + "/sitemap.xml", since=since, DOWNLOAD_DELAY=0, NOW="2026-11-20T12:00:00Z")
        asked = [p for p in site.paths() if p.endswith(".xml")]
    tally = crawler.spider.tallies["127.0.0.1"]
    assert sorted(asked) == sorted(set(asked))
    assert "/too-deep.xml" not in asked
    assert tally.articles == 3
    assert (tally.sources, tally.sources_failed) == (len(asked), 1)
    assert tally.examples.get("status 404") == f"{site.url}/missing.xml"


def test_a_source_that_nothing_answers_is_one_of_those_that_were_asked() -> None:
    with LocalSite() as site:
        parts = "".join(f"<sitemap><loc>{url}/a.xml</loc></sitemap>" for url in (site.url, "http://127.0.0.1:9"))
        site.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>")
        site.answers["/a.xml"] = Answer("<urlset></urlset>")
        crawler = crawl(site.url + "/sitemap.xml", **SETTINGS)
    tally = crawler.spider.tallies["127.0.0.1"]
    assert (tally.sources, tally.sources_failed) == (3, 1)


@pytest.mark.parametrize("retries", [0, 1])
def test_a_host_that_stays_down_is_given_up_and_each_of_its_pages_has_failed(retries: int) -> None:
    with LocalSite() as site:
        site.add_articles(20)
        down_between(site, FILES + 4, 1000)
        settings = SETTINGS | {"HOST_PAUSE": 0.01, "HOST_FAILURES": 4, "RETRY_TIMES": retries}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ExecutionEngine, "_SLOT_HEARTBEAT_INTERVAL", 0.1)
            crawler = crawl(site.url + "/", **settings)
        failed = len(site.log) - FILES - 3
    assert 0 <= failed - (4 + PROBES) <= 2  # what was already on its way
    assert "failures in a row" in crawler.spider.frontier.closed["127.0.0.1"]
    assert crawler.spider.tallies["127.0.0.1"].failed == 20
