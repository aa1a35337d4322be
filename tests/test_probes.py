"""What a thread that has not changed costs: requests as a server of ours counts them, whichever host they are meant for."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler

from ecorridor_scraper.discover import wp_comments
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.items import Wanted
from ecorridor_scraper.optouts import HOST_FILES
from ecorridor_scraper.spiders.sources import FIRST_LOOK, OVERLAP

from . import recorded
from .local import Answer, LocalSite, Server
from .test_fetch import NOW, crawl
from .thread_sites import FETCHED_AT, SITES, WORDPRESS, ghost

if TYPE_CHECKING:
    from datetime import datetime
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from .thread_sites import ThreadSite


class Elsewhere(AiohttpDownloadHandler):
    """Sends every request over HTTP to the server of the setting ELSEWHERE, which learns whom it was meant for, and
    counts how many to one host are under way.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._under_way: Counter[str] = Counter()

    async def download_request(self, request: Request) -> Response:
        host = urlsplit(request.url).netloc
        self._under_way[host] += 1
        self._crawler.stats.max_value("at once", self._under_way[host])
        url = self._crawler.settings["ELSEWHERE"]
        there = request.replace(url=url, headers={**request.headers, "X-Meant": request.url})
        try:
            return (await super().download_request(there)).replace(url=request.url)
        finally:
            self._under_way[host] -= 1


class Hosts(Server):
    """Answers for every host that a scripted site has to do with."""

    def __init__(self, site: ThreadSite) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._site = site

    def answer(self, asked: BaseHTTPRequestHandler, posted: bytes) -> None:
        """The page, or what its interfaces answer."""
        meant = asked.headers["X-Meant"]
        answer = self._site.page
        if meant != answer.url:
            headers = {"X-Requested-With": asked.headers.get("X-Requested-With", "")}
            body = posted if asked.command == "POST" else None
            answer = self._site.answer(Wanted(meant, method=asked.command, body=body, headers=tuple(headers.items())))
        if not meant.endswith(HOST_FILES):
            self.asked.append(meant)
        self.send(asked, answer.status, answer.headers, answer.body)


def visit(site: ThreadSite, hosts: Hosts, **settings: Any) -> Any:
    """A crawl of the page of a scripted site, whose hosts are all at one server."""
    there = {"http": Elsewhere, "https": Elsewhere, "file": None, "ftp": None, "data": None, "s3": None}
    own = {"ELSEWHERE": hosts.url, "DOWNLOAD_HANDLERS": there, "DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0}
    own["INSIDE_ADDRESSES"] = True
    return crawl(site.page.url, is_article=True, **own, **settings)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("wordpress_rest", 2),
        ("wordpress_rss", 2),
        ("wordpress_pages", 2),
        ("disqus", 2),
        ("discourse_topic", 2),
        ("coral", 2),
        ("ghost", 2),
        ("viafoura", 3),  # whose site id is not in the page
        ("intensedebate", 3),  # a script that names a script, without any count
    ],
)
def test_a_thread_that_has_not_changed_costs_two_requests(name: str, most: int, tmp_path: Path) -> None:
    site = ghost(50) if name == "ghost" else {**SITES, **WORDPRESS}[name]()
    counts = []
    with Hosts(site) as hosts:
        for run in range(3):
            crawler = visit(site, hosts, DATA_DIR=str(tmp_path), NOW=FETCHED_AT + timedelta(hours=3 * run))
            tally = next(iter(crawler.spider.tallies.values()))
            counts.append((len(hosts.asked), tally.articles + tally.unchanged))
            hosts.asked.clear()
    assert counts[0][0] >= most
    assert counts[1:] == [(most, 1)] * 2


def test_without_a_delay_too_a_host_gets_one_request_at_a_time() -> None:
    """Of a thread whose documents are all asked for at once."""
    site = SITES["viafoura"]()
    with Hosts(site) as hosts:
        crawler = visit(site, hosts, NOW=FETCHED_AT)
    assert len(hosts.asked) > 10
    assert crawler.stats.get_value("at once") == 1


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified", None])
def test_a_page_that_holds_its_thread_costs_one_request(validator: str | None, tmp_path: Path) -> None:
    value = {"ETag": '"v1"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT", None: ""}[validator]
    condition = {"ETag": "if-none-match", "Last-Modified": "if-modified-since", None: ""}[validator]
    with LocalSite() as site:
        (path,) = site.add_articles(1)
        page = site.answers[path]
        assert isinstance(page, Answer)
        page.headers |= {validator: value} if validator else {}
        tallies = []
        for run in range(3):
            if run and validator:
                site.answers[path] = Answer("", 304, page.headers)
            now = NOW + timedelta(hours=30 * run)
            crawler = crawl(site.url + "/", DATA_DIR=str(tmp_path), DOWNLOAD_DELAY=0, NOW=now)
            tallies.append(crawler.spider.tallies["127.0.0.1"])
        sent = [request.headers.get(condition) for request in site.log if request.path == path]
    assert sent == ([None, value, value] if validator else [None, None, None])
    assert [t.unchanged for t in tallies] == ([0, 1, 1] if validator else [0, 0, 0])
    assert [t.new_comments for t in tallies] == [2, 0, 0]


def asks_since(moment: datetime) -> str:
    """As the server sees it: aiohttp writes commas and colons as they are."""
    since = f"{moment - timedelta(minutes=10):%Y-%m-%dT%H:%M:%S}"
    return f"/wp-json/wp/v2/comments?per_page=100&_fields=link,date_gmt&after={since}"


@pytest.mark.parametrize("is_open", [True, False])
def test_one_request_finds_every_article_with_a_new_comment(is_open: bool, tmp_path: Path) -> None:
    """By the REST interface, or by the feed of comments where that is closed."""
    head = (
        '<link rel="https://api.w.org/" href="/wp-json/">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
    )
    with LocalSite() as site:
        paths = site.add_articles(30)
        home = site.answers["/"]
        assert isinstance(home, Answer)
        home.body = home.body.replace("</title>", f"</title>{head}")
        settings: dict[str, Any] = {"DATA_DIR": str(tmp_path), "DOWNLOAD_DELAY": 0, "FREEZE": True}
        said = [(f"{site.url}{paths[n]}#comment-9", NOW + timedelta(minutes=at)) for n, at in ((7, 5), (3, -5))]
        if is_open:
            site.answers[asks_since(NOW - timedelta(days=2))] = Answer("[]")
            rows = [{"link": link, "date_gmt": f"{when:%Y-%m-%dT%H:%M:%S}"} for link, when in said]
            site.answers[asks_since(NOW)] = Answer(json.dumps(rows))
        crawl(site.url + "/", **settings, NOW=NOW)
        first = site.paths("/wp-json/")
        site.log.clear()
        items = "".join(
            f"<item><link>{link}</link><pubDate>{format_datetime(when)}</pubDate></item>" for link, when in said
        )
        site.answers["/comments/feed/"] = Answer(f'<rss version="2.0"><channel>{items}</channel></rss>')
        crawl(site.url + "/", **settings, NOW=NOW + timedelta(minutes=15))
    assert len(first) == 1
    assert site.paths("/2026/") == [paths[7]]
    assert len(site.paths("/wp-json/")) == 1
    assert site.paths("/comments/") == ([] if is_open else ["/comments/feed/"])


def test_after_a_clock_was_set_back_comments_are_asked_for_as_if_for_the_first_time(tmp_path: Path) -> None:
    ahead, right = recorded.NOW + timedelta(hours=1), recorded.NOW
    documents = recorded.wordpress(recorded.article(1))
    root, before = f"{recorded.BASE}/wp-json/", FIRST_LOOK + OVERLAP
    documents |= {url: Document(url, b"[]") for at in (ahead, right) if (url := wp_comments(root, at - before))}
    for now in (ahead, right):
        _, spider = recorded.crawl(documents, data=str(tmp_path), settings={"NOW": now})
        assert recorded.asked(spider, "/wp/v2/comments") == [wp_comments(root, now - before)]


def test_a_thread_of_which_a_part_was_refused_is_asked_for_to_its_end_again(tmp_path: Path) -> None:
    """Its page and its first document are as they were, which tells nothing of what did not come."""
    site = WORDPRESS["wordpress_rest"]()
    answered, pages = site.respond, ["1"]
    counts: list[tuple[int, int, int]] = []
    site.respond = lambda wanted, q, body: answered(wanted, q, body) if q.get("page") in pages else None
    with Hosts(site) as hosts:
        for run in range(2):
            crawler = visit(site, hosts, DATA_DIR=str(tmp_path), NOW=FETCHED_AT + timedelta(hours=9 * run))
            tally = next(iter(crawler.spider.tallies.values()))
            counts.append((tally.threads_refused, tally.unchanged, tally.comments))
            pages += ["2", "3"]
    assert [refused for refused, _, _ in counts] == [1, 0]
    assert counts[1] == (0, 0, len(site.expected))
