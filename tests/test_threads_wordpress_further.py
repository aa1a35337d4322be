"""WordPress and wpDiscuz over several documents: which are asked for, in which order, and what comes of refusals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ecorridor_scraper.extraction import Document

from .thread_sites import (
    ADDRESS,
    FAULTS,
    WORDPRESS,
    Fault,
    drive,
    html_page,
    wordpress_atom,
    wordpress_capped,
    wordpress_pages,
    wordpress_plain_permalinks,
    wordpress_post_ignored,
    wordpress_rest,
    wordpress_whole,
    wpdiscuz_ajax,
    wpdiscuz_atom,
    wpdiscuz_rest,
)

if TYPE_CHECKING:
    from ecorridor_scraper.extraction.threads import Thread
    from ecorridor_scraper.items import Wanted


def rows(thread: Thread) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {c.comment_id: (c.parent_id, c.author_name, c.text) for c in thread.comments}


def kind(wanted: Wanted) -> str:
    """Which interface a request is for."""
    if wanted.method == "POST":
        return "ajax"
    for sign in ("rest_route", "wp-json", "feed/atom", "comment-page"):
        if sign in wanted.url:
            return sign
    return urlsplit(wanted.url).path


def test_a_whole_thread_asks_for_nothing() -> None:
    assert drive(wordpress_whole()).asked == []


def test_rest_is_asked_first_and_page_by_page() -> None:
    asked = drive(wordpress_rest()).asked
    assert [kind(w) for w in asked] == ["wp-json"] * 3


def test_true_parents_of_a_capped_thread_come_from_rest() -> None:
    result = drive(wordpress_capped())
    assert [kind(w) for w in result.asked] == ["wp-json"]
    assert {c.parent_source for c in result.thread.comments if c.parent_id} == {"api"}


def test_rest_route_is_tried_where_wp_json_is_refused() -> None:
    assert [kind(w) for w in drive(wordpress_plain_permalinks()).asked] == ["wp-json", "rest_route"]


def test_refused_rest_falls_back_to_atom() -> None:
    result = drive(wordpress_atom())
    assert [kind(w) for w in result.asked] == ["wp-json", "rest_route", "feed/atom"]
    assert "feed" in {c.parent_source for c in result.thread.comments}


def test_refused_rest_and_short_feed_fall_back_to_comment_pages() -> None:
    asked = [kind(w) for w in drive(wordpress_pages()).asked]
    assert asked == ["wp-json", "rest_route", "feed/atom", *["comment-page"] * 3]


def test_comments_of_other_posts_are_dropped() -> None:
    result = drive(wordpress_post_ignored())
    assert not any(c.text == "Elsewhere." for c in result.thread.comments)
    assert any("post_ignored" in note for note in result.thread.notes)


def test_rest_of_wpdiscuz_is_asked_before_its_ajax() -> None:
    assert [kind(w) for w in drive(wpdiscuz_rest()).asked] == ["wp-json"]
    assert [kind(w) for w in drive(wpdiscuz_ajax()).asked] == ["wp-json", "rest_route", *["ajax"] * 3]


def test_a_rest_interface_that_ignores_the_page_ends() -> None:
    site = wordpress_rest()
    first = site.answer(drive(site).asked[0])
    loop = Fault("loop", lambda d: Document(d.url, first.body, 200, first.headers))
    result = drive(site, fault=loop)
    assert len(result.asked) == 2
    assert result.thread.complete is False
    assert "wordpress:rest:loop" in result.thread.notes


def test_comment_pages_that_repeat_each_other_end() -> None:
    site = wordpress_pages()

    def repeated(document: Document) -> Document:
        return Document(document.url, site.page.body, 200, site.page.headers)

    result = drive(site, fault=Fault("repeated", repeated, start=3))
    assert len(result.asked) < 10
    assert (result.thread.complete, result.thread.incomplete_reason) == (False, "missing")


def test_the_feed_is_asked_where_rest_and_ajax_refuse() -> None:
    site = wpdiscuz_atom()
    result = drive(site)
    assert [kind(w) for w in result.asked] == ["wp-json", "rest_route", "ajax", "feed/atom"]
    assert rows(result.thread) == site.expected


def test_an_ajax_interface_that_repeats_itself_ends() -> None:
    site = wpdiscuz_ajax()
    first = site.answer(next(w for w in drive(site).asked if w.method == "POST"))
    result = drive(site, fault=Fault("loop", lambda d: Document(d.url, first.body, 200), start=2))
    assert len(result.asked) <= 4
    assert result.thread.complete is False


@pytest.mark.parametrize("name", sorted(set(WORDPRESS) - {"wordpress_whole"}))
def test_a_host_that_wants_fewer_requests_gets_no_more_of_them(name: str) -> None:
    too_many = next(f for f in FAULTS if f.name == "429")
    result = drive(WORDPRESS[name](), fault=too_many)
    assert len(result.asked) == 1
    if name != "wordpress_capped":
        assert (result.thread.complete, result.thread.incomplete_reason) == (False, "refused")


@pytest.mark.parametrize(
    ("name", "start"),
    [("wordpress_rest", 1), ("wordpress_pages", 1), ("wordpress_pages", 2), ("wpdiscuz_ajax", 1), ("wpdiscuz_ajax", 3)],
)
def test_a_host_that_wants_fewer_requests_midway_gets_no_more_of_them(name: str, start: int) -> None:
    """Neither the next page nor another way is tried, and the thread is not taken as complete."""
    too_many = next(f for f in FAULTS if f.name == "429")
    result = drive(WORDPRESS[name](), fault=Fault("429", too_many.broken, start=start))
    assert len(result.asked) == start + 1
    assert (result.thread.complete, result.thread.incomplete_reason) == (False, "refused")


def test_limit_stops_the_pages() -> None:
    result = drive(wordpress_rest(), limit=2)
    assert (len(result.asked), result.thread.complete, result.thread.incomplete_reason) == (2, False, "over_limit")


def test_nobody_is_asked_for_replytocom() -> None:
    for build in WORDPRESS.values():
        assert not any("replytocom" in w.url for w in drive(build()).asked)


def test_the_feed_stands_at_the_post_and_not_at_a_comment_page() -> None:
    asked = [w.url for w in drive(wordpress_pages()).asked if "feed" in w.url]
    assert asked == [ADDRESS + "feed/atom/"]


@pytest.mark.parametrize(
    "claim",
    [
        {"commentCount": 30},
        {"interactionStatistic": {"interactionType": "https://schema.org/CommentAction", "userInteractionCount": "30"}},
        {"interactionStatistic": [{"interactionType": {"@type": "CommentAction"}, "userInteractionCount": 30}]},
    ],
    ids=["commentCount", "statistic", "statistics"],
)
def test_a_list_that_scripts_load_is_asked_for_where_the_page_declares_comments(claim: dict[str, object]) -> None:
    site = wordpress_rest(30)
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Pul", **claim})
    head = (
        '<meta name="generator" content="WordPress 6.4"><link rel="shortlink" href="https://khabar.example/?p=7">'
        f'<script type="application/ld+json">{data}</script>'
    )
    site.page = html_page('<div id="comments"><button>Show comments</button></div>', head=head)
    result = drive(site)
    assert [kind(w) for w in result.asked] == ["wp-json"]
    assert (rows(result.thread), result.thread.complete) == (site.expected, True)


def test_a_page_that_declares_no_comments_asks_for_nothing() -> None:
    head = (
        '<meta name="generator" content="WordPress 6.4"><link rel="shortlink" href="https://khabar.example/?p=7">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pul", "commentCount": 0}</script>'
    )
    site = wordpress_rest(30)
    site.page = html_page('<div id="comments"></div>', head=head)
    assert drive(site).asked == []
