"""Hosts that ask for a long pause: whatever was asked of them, nothing more is, in this run and in later ones."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from ecorridor_scraper import load_articles, load_comments
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.health import Account, verdict

from .recorded import BASE, article, asked, crawl, hours, page, site

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = "https://isso.example/"


class Answers(dict[str, Document]):
    """Documents; every address of the comment service is answered by `service`."""

    service = Document("", b"", 404)

    def get(self, address: str, default: Any = None) -> Any:
        return self.service if str(address).startswith(f"{SERVICE}?") else super().get(address, default)


def embedding(*numbers: int) -> Answers:
    """Articles whose comments a service on another host has."""
    widget = f'<section id="isso-thread"></section><script data-isso="{SERVICE}" src="x.js"></script></body>'
    pages = [article(n, comments=0, day=20) for n in numbers]
    return Answers(site(*(page(p.url, p.body.decode().replace("</body>", widget)) for p in pages)))


def peace(seconds: str = "36000", status: int = 429) -> Document:
    return Document("", b"later", status, {"retry-after": seconds})


def one_comment() -> Document:
    row = {"id": 1, "parent": None, "author": "Hina", "text": "<p>It is open again.</p>", "created": 1795000000.0}
    rows = [row | {"mode": 1, "likes": 0, "dislikes": 0, "total_replies": 0, "hidden_replies": 0, "replies": []}]
    body = json.dumps({"id": None, "total_replies": 1, "hidden_replies": 0, "replies": rows}).encode()
    return Document(SERVICE, body, 200, {"content-type": "application/json"})


@pytest.mark.parametrize("status", [429, 503])
def test_a_comment_service_that_asks_for_hours_is_left_alone_and_then_asked_again(status: int, tmp_path: Path) -> None:
    documents = embedding(1, 2, 3)
    documents.service = peace(status=status)
    one_by_one = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    _, spider = crawl(documents, data=str(tmp_path), settings=one_by_one)
    assert len(asked(spider, f"{SERVICE}?")) == 1
    assert list(spider.frontier.closed) == ["isso.example"]
    reasons = load_articles(tmp_path).column("thread_incomplete_reason").to_pylist()
    assert reasons == ["refused"] * 3
    _, spider = crawl(documents, data=str(tmp_path), settings=one_by_one | hours(9))
    assert asked(spider, f"{SERVICE}?") == []
    assert len(asked(spider)) == 3
    documents.service = one_comment()
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(18))
    assert len(asked(spider, f"{SERVICE}?")) == 3
    assert load_comments(tmp_path)["text"].to_pylist() == ["It is open again."] * 3


def test_a_thread_of_the_site_itself_that_asks_for_hours_closes_the_site(tmp_path: Path) -> None:
    pages = [article(n, day=20) for n in range(1, 7)]
    more = f'<nav class="comment-navigation"><a href="{BASE}/%s/comment-page-2/#comments">Older comments</a></nav>'
    urls = [p.url.removeprefix(f"{BASE}/").rstrip("/") for p in pages]
    documents = site(
        *(page(p.url, p.body.decode().replace("</ol>", f"</ol>{more % u}")) for p, u in zip(pages, urls, strict=True))
    )
    documents |= {f"{BASE}/{u}/comment-page-2/": peace() for u in urls}
    _, spider = crawl(documents, data=str(tmp_path), settings={"CONCURRENT_REQUESTS_PER_DOMAIN": 1})
    assert len(asked(spider, "comment-page-2")) == 1
    assert len(asked(spider)) < len(pages)
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(9))
    assert spider.crawler.settings["REPLAY"].requested == []


def test_a_robots_txt_that_asks_for_hours_is_not_asked_for_again_before(tmp_path: Path) -> None:
    documents = site(article(1)) | {f"{BASE}/robots.txt": peace(status=503)}
    _, spider = crawl(documents, data=str(tmp_path))
    assert asked(spider, "robots.txt") == [f"{BASE}/robots.txt"]
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(9))
    assert asked(spider, "robots.txt") == []


def test_a_robots_txt_that_leads_to_a_host_that_is_left_alone_opens_nothing() -> None:
    rules, elsewhere = f"{BASE}/robots.txt", "https://other.example/robots.txt"
    moved = {rules: Document("", b"", 302, {"location": elsewhere}), elsewhere: peace()}
    _, spider = crawl(site(article(1)) | moved, start=[f"{BASE}/", article(1).url])
    assert set(asked(spider, BASE)) == {rules}


def test_what_waits_in_the_downloader_for_a_host_that_asks_for_hours_is_not_sent(tmp_path: Path) -> None:
    pages = [article(n, day=20) for n in range(1, 5)]
    documents = site(*pages) | {p.url: peace() for p in pages}
    _, spider = crawl(documents, data=str(tmp_path), settings={"CONCURRENT_REQUESTS_PER_DOMAIN": 1})
    assert len(asked(spider)) == 1
    assert spider.tallies["paper.example"].failed == 1  # the others are still to come
    _, spider = crawl(site(*pages), data=str(tmp_path), settings=hours(11))
    assert len(asked(spider)) == 4


def test_what_leads_to_a_host_that_is_left_alone_is_asked_for_once() -> None:
    elsewhere = "https://other.example/2026/11/20/what-the-council-said"
    documents = site(*(article(n) for n in range(1, 5)))
    for n in range(1, 5):
        documents[article(n).url] = Document("", b"", 302, {"location": f"{elsewhere}-{n}/"})
        documents[f"{elsewhere}-{n}/"] = peace()
    _, spider = crawl(documents, settings={"CONCURRENT_REQUESTS_PER_DOMAIN": 1})
    assert sorted(asked(spider, f"{BASE}/2026/")) == sorted(article(n).url for n in range(1, 5))
    assert len(asked(spider, elsewhere)) == 1


def test_what_robots_txt_forbids_is_no_failure_of_its_host() -> None:
    pages = [article(n) for n in range(1, 9)]
    rules = "User-agent: *\n" + "".join(f"Disallow: {urlsplit(p.url).path}\n" for p in pages[:5])
    documents = site(*pages) | {f"{BASE}/robots.txt": Document("", rules.encode())}
    visits, spider = crawl(documents, settings={"HOST_FAILURES": 3, "HOST_PAUSE": 0})
    assert (len(visits), spider.frontier.closed) == (3, {})


def test_a_pause_that_outlasts_the_run_is_left_to_a_later_one() -> None:
    _, spider = crawl(site(article(1)) | {article(1).url: peace("20")}, max_minutes=0.1)
    assert spider.frontier.closed == {"paper.example": "asked to be left alone until 2026-11-20 12:00 UTC"}


@pytest.mark.parametrize("seconds", ["99999999999999", "9" * 400])
def test_a_pause_of_ages_ends_after_a_week(seconds: str, tmp_path: Path) -> None:
    documents = site(article(1)) | {article(1).url: peace(seconds)}
    _, spider = crawl(documents, data=str(tmp_path))
    assert "fault" not in str(spider.tallies["paper.example"].causes)
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(6 * 24))
    assert asked(spider, BASE) == []
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(8 * 24))
    assert asked(spider, BASE) != []


def test_what_leads_to_a_host_that_was_given_up_is_asked_for_once() -> None:
    elsewhere = "https://other.example/2026/11/20/what-the-council-said"
    documents = site(*(article(n) for n in range(1, 4)))
    for n in range(1, 4):
        documents[article(n).url] = Document("", b"", 302, {"location": f"{elsewhere}-{n}/"})
        documents[f"{elsewhere}-{n}/"] = Document("", b"down", 500)
    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "HOST_FAILURES": 1, "HOST_PAUSE": 0, "RETRY_TIMES": 0}
    _, spider = crawl(documents, settings=settings, max_minutes=0.1)
    assert sorted(asked(spider, f"{BASE}/2026/")) == sorted(article(n).url for n in range(1, 4))


def test_an_alarm_names_the_host_that_asked_to_be_left_alone() -> None:
    refusing = {"talk.example": "asked to be left alone until 2026-11-20 20:00 UTC"}
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(ended_by=None, frontier=SimpleNamespace(refusing=refusing)))
    alarm = {"site": "paper", "message": "threads complete: 0 of 21, usually 100%", "example": None}
    assert str(verdict(Account(run="", started="", alarms=[alarm]), crawler)) == (
        "paper: threads complete: 0 of 21, usually 100%; talk.example asked to be left alone until 2026-11-20 20:00 UTC"
    )
