"""Comment systems that a script of the page starts: what its options say, and what is not asked because they do not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ecorridor_scraper.extraction import Page
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.extraction.threads.embedded import home_page

from .thread_script import ADDRESS, FETCHED_AT, as_json, drive, html_page
from .thread_sites import SITES

PATH = "/2026/10/pul-ki-marammat/"


def collected(inside: str, *, url: str = ADDRESS) -> Collection:
    return Collection(Page(html_page(inside, url=url), fetched_at=FETCHED_AT))


def asked_of(inside: str, *, url: str = ADDRESS) -> dict[str, str]:
    """The parameters of the one request that a page makes."""
    (wanted,) = collected(inside, url=url).wanted
    return {name: values[0] for name, values in parse_qs(urlsplit(wanted.url).query).items()}


def answered(inside: str, *values: Any) -> Thread:
    """The thread of a page whose requests get these answers, one after the other."""
    collection = collected(inside)
    for value in values:
        wanted = collection.wanted[0]
        collection.add(wanted, as_json(wanted.url, value))
    assert not collection.wanted
    return collection.thread()


WALINE = (
    "<div id='waline'></div><script>Waline.init({{ el: '#waline', serverURL: 'https://w.example' {more} }});</script>"
)


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("", PATH),
        (", path: location.pathname", PATH),
        (", path: window.location.pathname, lang: 'ur'", PATH),
        (", path: 'window.location.pathname'", PATH),
        (", path: location.href", ADDRESS),
        (", path: ''", PATH),
        (", path: undefined", PATH),
        (', "path": "\\/a\\u0042c\\/"', "/aBc/"),
        (", path: `/x/`", "/x/"),
        (", locale: { path: '/no/', sofa: 'a } b' }, path: '/x/'", "/x/"),
        (", texRenderer: (a, b) => { return f({ path: 1 }); }, path: '/x/'", "/x/"),
        (", path: '/%D9%BE%D9%84/%2F'", "/پل/%2F"),
        (", path: '/%FF/'", "/%FF/"),
    ],
)
def test_which_thread_the_options_name(more: str, path: str) -> None:
    assert asked_of(WALINE.format(more=more))["path"] == path


@pytest.mark.parametrize(
    "more",
    [
        ", path: location.pathname.replace(/\\/$/, '')",
        ", path: `${base}x`",
        ", path",
        ", path: 'a' + 'b'",
        ", ...options",
        ", path: page.key",
    ],
)
def test_what_only_a_browser_could_work_out_is_not_asked(more: str) -> None:
    thread = collected(WALINE.format(more=more)).thread()
    assert (thread.system, thread.complete, thread.incomplete_reason) == ("waline", False, "not_collectable")


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Caroline Waline wrote of it.</p>",
        "<script>Waline.init({ el: null, serverURL: 'https://w.example', pageview: true });</script>",
        "<script>waline({ serverURL: 'https://w.example'</script>",
        "<script>var x = { serverURL: 'https://parse.example' };</script>",
    ],
)
def test_no_thread_where_nothing_is_embedded(inside: str) -> None:
    assert collected(inside).wanted == []


def test_the_options_of_a_theme_are_found_wherever_they_stand() -> None:
    inside = (
        '<div class="waline-container"></div><script class="next-config" data-name="waline" type="application/json">'
        '{"lang":"en","locale":{"sofa":"x"},"serverURL":"https:\\/\\/w.example","path":"\\/a\\/"}</script>'
    )
    assert asked_of(inside)["path"] == "/a/"


def test_what_waline_says_of_a_comment() -> None:
    thread = drive(SITES["waline"]()).thread
    first, second = thread.comments[0], next(c for c in thread.comments if c.comment_id == "w2")
    assert first.date_published == datetime(2026, 10, 20, 6, 7, tzinfo=UTC)
    assert (first.is_staff, second.is_staff, second.likes) == (None, True, 2)
    assert first.author_url == "https://khabar.example/u"


def test_a_branch_of_waline_holds_together_where_what_was_answered_is_gone() -> None:
    def row(key: str, **more: str) -> dict[str, Any]:
        return {"objectId": key, "nick": "Asma", "comment": "<p>Ja.</p>", "time": 1792476420000, **more}

    branch = {**row("a"), "children": [row("c", pid="b", rid="a"), row("d", pid="c", rid="a")]}
    talk = {"count": 4, "page": 1, "totalPages": 1, "data": [branch]}
    thread = answered(WALINE.format(more=""), {"errno": 0, "data": talk})
    assert [(c.comment_id, c.parent_id) for c in thread.comments] == [("a", None), ("c", "a"), ("d", "c")]
    assert (thread.complete, thread.incomplete_reason, thread.stated_count) == (False, "missing", 4)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.example/", "https://a.example/"),
        ("a.example/me", "https://a.example/me"),
        ("asma@a.example", None),
        ("javascript:x", None),
        ("nowhere", None),
        (None, None),
    ],
)
def test_the_home_page_of_a_commenter(written: str | None, address: str | None) -> None:
    assert home_page(written) == address
