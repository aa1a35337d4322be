"""Manners, measured at a server of ours: what it saw and when."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from itertools import pairwise
from statistics import mean
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.internet.error import NoRouteError

from ecorridor_scraper.fetch import InsideNetwork, Outwards, cause_of, retry_after, validators
from ecorridor_scraper.sites import Site

from .local import Answer, LocalSite

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def crawl(url: str, *, is_article: bool = False, since: str | None = None, **settings: Any) -> Any:
    """A crawl over loopback HTTP through the real engine, without the Twisted reactor; nothing is stored."""
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

    from ecorridor_scraper.spiders.news import NewsSpider

    chosen = Settings()
    chosen.setmodule("ecorridor_scraper.settings")
    chosen.setdict(
        {
            "TWISTED_REACTOR_ENABLED": False,
            "DATA_DIR": None,
            "ITEM_PIPELINES": {"ecorridor_scraper.pipelines.StagePipeline": 800},
            "EXTENSIONS": {"ecorridor_scraper.fetch.Manners": 100},
            **settings,
        },
        priority="cmdline",
    )

    async def main() -> Any:
        runner = AsyncCrawlerRunner(chosen)
        crawler = runner.create_crawler(NewsSpider)
        await runner.crawl(crawler, url=url, is_article=is_article, since=since)
        return crawler

    return asyncio.run(main())


def is_paced(site: LocalSite, seconds: float, first: int = 0) -> bool:
    """Whether requests came so far apart, from one on. Of when each arrived, which on a busy machine is not quite when it
    was sent: their mean tells, and that no two came at once.
    """
    gaps = [b.at - a.at for a, b in pairwise(site.log)][first:]
    return mean(gaps) >= seconds and min(gaps) >= seconds / 3


def test_retry_after_in_seconds_and_as_a_date() -> None:
    assert retry_after("120", NOW) == 120
    assert retry_after(format_datetime(NOW + timedelta(seconds=90), usegmt=True), NOW) == 90
    assert retry_after(format_datetime(NOW - timedelta(seconds=90), usegmt=True), NOW) == 0
    assert retry_after("soon", NOW) is None
    assert retry_after("²", NOW) is None
    assert retry_after(None, NOW) is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CannotResolveHostError("DNS lookup failed: no results for hostname lookup: ssl.example"), "host unknown"),
        (DownloadFailedError("[('SSL routines', '', 'wrong version number')]"), "TLS failed"),
        (DownloadFailedError("Connection lost"), "no whole HTTP answer"),
        (NoRouteError("Network is unreachable"), "no route to the host"),
        (IgnoreRequest("max redirections reached"), "redirects without end"),
        (DownloadCancelledError("a body of more than 16 MiB"), "too large"),
        (ValueError("Missing scheme in request url: javascript:history.back()"), "redirect to no web address"),
        (ValueError("not enough values to unpack"), "ValueError"),
    ],
)
def test_a_failure_is_told_by_what_it_is_before_its_words(error: Exception, said: str) -> None:
    assert cause_of(error) == said


def test_validators_become_conditional_headers() -> None:
    assert validators('"abc"', "Mon, 02 Nov 2026 10:00:00 GMT") == {
        "If-None-Match": '"abc"',
        "If-Modified-Since": "Mon, 02 Nov 2026 10:00:00 GMT",
    }
    assert validators(None, None) == {}


def test_one_connection_and_never_faster_than_the_delay() -> None:
    with LocalSite() as site:
        site.add_articles(4)
        crawl(site.url + "/", DOWNLOAD_DELAY=0.3)
    assert len(site.log) >= 6
    assert is_paced(site, 0.25)
    assert len({r.port for r in site.log}) == 1


def test_crawl_delay_of_robots_txt_is_kept() -> None:
    with LocalSite() as site:
        site.add_articles(3)
        site.answers["/robots.txt"] = Answer(
            "User-agent: *\nCrawl-delay: 0.5\n", headers={"Content-Type": "text/plain"}
        )
        crawl(site.url + "/", DOWNLOAD_DELAY=0.05, CONCURRENT_REQUESTS_PER_DOMAIN=4)
    assert len(site.log) >= 5
    assert is_paced(site, 0.45, first=1)


def test_request_rate_of_robots_txt_is_kept() -> None:
    with LocalSite() as site:
        site.add_articles(3)
        site.answers["/robots.txt"] = Answer(
            "User-agent: *\nRequest-rate: 2/1s\n", headers={"Content-Type": "text/plain"}
        )
        crawl(site.url + "/", DOWNLOAD_DELAY=0.05)
    assert is_paced(site, 0.45, first=1)


@pytest.mark.parametrize("rules", ["", "User-agent: *\nCrawl-delay: 0.1\n", "User-agent: *\nCrawl-delay: 60\n"])
def test_the_delay_of_a_site_file_is_kept_and_no_longer_one_than_the_longest(
    rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = Site(name="paper", hosts=("127.0.0.1",), delay=0.5)
    monkeypatch.setattr("ecorridor_scraper.sites.load_sites", lambda: {"paper": paper})
    with LocalSite({"/robots.txt": Answer(rules, headers={"Content-Type": "text/plain"})}) as site:
        site.add_articles(3)
        crawl(site.url + "/", DOWNLOAD_DELAY=0.05, CRAWL_DELAY_MAX=0.5)
    assert is_paced(site, 0.45, first=1)
    assert site.log[-1].at - site.log[0].at < 30


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept_to_the_second(status: int) -> None:
    with LocalSite() as site:
        paths = site.add_articles(3)
        good = site.answers[paths[1]]
        assert isinstance(good, Answer)
        slow_down = Answer("slow down", status, {"Retry-After": "2"})
        site.answers[paths[1]] = lambda asked: good if asked else slow_down
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    refused = next(i for i, r in enumerate(site.log) if r.path == paths[1])
    assert 2.0 <= site.log[refused + 1].at - site.log[refused].at < 3.5
    assert crawler.spider.tallies["127.0.0.1"].articles == 3


def test_a_date_to_wait_for_is_waited_for() -> None:
    with LocalSite() as site:
        paths = site.add_articles(2)
        good = site.answers[paths[0]]
        assert isinstance(good, Answer)

        def answer(asked: int) -> Answer:
            when = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
            return good if asked else Answer("later", 503, {"Retry-After": when})

        site.answers[paths[0]] = answer
        crawl(site.url + "/", DOWNLOAD_DELAY=0.1)
    refused = next(i for i, r in enumerate(site.log) if r.path == paths[0])
    assert 1.5 <= site.log[refused + 1].at - site.log[refused].at < 4.5  # dates have whole seconds


def test_a_host_that_asks_for_an_hour_is_left_alone() -> None:
    with LocalSite() as site:
        paths = site.add_articles(5)
        site.answers[paths[0]] = Answer("later", 429, {"Retry-After": "3600"})
        crawler = crawl(site.url + "/", DOWNLOAD_DELAY=0, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    assert "asked to be left alone" in crawler.spider.frontier.closed["127.0.0.1"]
    assert len(site.paths("/2026/")) <= 3  # the refused one, and what was already on its way


def test_a_host_that_only_fails_is_given_up() -> None:
    with LocalSite() as site:
        for path in site.add_articles(20):
            site.answers[path] = Answer("broken", 500)
        settings = {"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "HOST_FAILURES": 4, "HOST_PAUSE": 0}
        crawler = crawl(site.url + "/", **settings)
    assert len(site.paths("/2026/")) <= 6
    assert crawler.spider.frontier.closed == {"127.0.0.1": "4 failures in a row"}


def test_a_disallowed_address_is_never_asked_for() -> None:
    with LocalSite() as site:
        paths = site.add_articles(4)
        rules = f"User-agent: ecorridor\nDisallow: {paths[2]}\n"
        site.answers["/robots.txt"] = Answer(rules, headers={"Content-Type": "text/plain"})
        crawl(site.url + "/", DOWNLOAD_DELAY=0)
    assert paths[2] not in site.paths()
    assert paths[1] in site.paths()


def test_the_agent_says_who_it_is_and_no_cookie_or_referer_is_sent() -> None:
    with LocalSite() as site:
        site.add_articles(1)
        home = site.answers["/"]
        assert isinstance(home, Answer)
        home.headers["Set-Cookie"] = "track=1"
        crawl(site.url + "/", DOWNLOAD_DELAY=0, CONTACT="https://example.org/about-our-crawler")
    for request in site.log:
        assert request.headers["user-agent"].startswith("ecorridor/")
        assert request.headers["user-agent"].endswith(" (+https://example.org/about-our-crawler)")
        assert "cookie" not in request.headers
        assert "referer" not in request.headers


def test_an_agent_without_a_contact_says_so_and_one_of_the_operator_stands() -> None:
    with LocalSite() as site:
        site.add_articles(1)
        crawl(site.url + "/", DOWNLOAD_DELAY=0, CONTACT=None)
        unknown = {r.headers["user-agent"] for r in site.log}
        site.log.clear()
        crawl(site.url + "/", DOWNLOAD_DELAY=0, CONTACT="me@example.org", USER_AGENT="reader/1")
        own = {r.headers["user-agent"] for r in site.log}
    assert [a.partition(" ")[2] for a in unknown] == ["(contact not set)"]
    assert own == {"reader/1"}


def test_the_answer_of_a_name_that_stands_for_a_number_inside_is_thrown_away() -> None:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(hosts={"paper.example"}), settings=BaseSettings())
    request = Request("https://rebound.example/")
    answer = Response(request.url, ip_address=ip_address("10.0.0.7"))
    with pytest.raises(InsideNetwork):
        Outwards(crawler).process_response(request, answer)
    through_proxy = request.replace(meta={"proxy": "http://10.0.0.7:3128"})
    assert Outwards(crawler).process_response(through_proxy, answer) is answer
    named = request.replace(url="https://paper.example/")
    assert Outwards(crawler).process_response(named, answer) is answer
