"""Comment systems that a script of the page starts: what its options say, and what is not asked because they do not."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from time import process_time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.extraction.threads.providers.embedded import home_page
from ecorridor_scraper.sites import Site

from .thread_script import ADDRESS, FETCHED_AT, Fault, as_json, conversation, drive, expected_of, html_page
from .thread_sites import SITES
from .thread_sites_embedded import SAVED, isso_saved

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


@given(st.text("{}[]():,'\"`\\/*|$.\n aeprsv", max_size=60), st.text("{}[]():,'\"`\\/*|$.\n aeprsv", max_size=60))
@settings(max_examples=200, deadline=None)
def test_options_of_any_shape_are_survived(before: str, behind: str) -> None:
    thread = collected(f"<p id='waline'></p><script>Waline {before} serverURL: {behind}</script>").thread()
    assert (thread.system, thread.comments, thread.complete) == ("waline", [], False)
    assert not any(note.startswith("failed:") for note in thread.notes)


def test_a_script_full_of_options_costs_little() -> None:
    script = "waline {" + "serverURL, ({['`" * 20_000
    started = process_time()
    assert collected(f"<script>{script}</script>").wanted == []
    assert process_time() - started < 5


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


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize("name", ["waline", "artalk"])
def test_who_is_turned_away_does_not_try_the_other_door(name: str, status: int) -> None:
    result = drive(SITES[name](), fault=Fault(str(status), lambda d: Document(d.url, b"no", status)))
    assert len(result.asked) == 1
    assert (result.thread.complete, result.thread.incomplete_reason) == (False, "refused")


ARTALK = "<script>new Artalk({{ el: '#Comments', server: 'https://a.example/api/', site: 'Khabar'{more} }})</script>"


@pytest.mark.parametrize(
    ("more", "key"),
    [("", PATH), (", pageKey: ''", PATH), (", pageKey: '/m/7'", "/m/7"), (", 'pageKey': location.href", ADDRESS)],
)
def test_the_key_of_artalk(more: str, key: str) -> None:
    asked = asked_of(ARTALK.format(more=more))
    assert (asked["page_key"], asked["site_name"]) == (key, "Khabar")
    assert collected(ARTALK.format(more=more)).wanted[0].url.startswith("https://a.example/api/v2/comments?")


def test_what_artalk_says_of_a_comment() -> None:
    def row(key: int, rid: int, **more: Any) -> dict[str, Any]:
        return {
            "id": key, "rid": rid, "nick": "Asma", "user_id": 4, "link": "asma.example", "content": "*Ja*",
            "content_marked": "<p><em>Ja</em></p>", "date": "2026-10-20 11:07:00", "email_encrypted": "5f0c",
            "is_collapsed": False, "is_pending": False, "is_pinned": False, "vote_up": 3, "vote_down": 1, **more,
        }  # fmt: skip

    rows = [row(1, 0), row(2, 1, is_collapsed=True), row(3, 9, content_marked=None)]
    page = Page(
        html_page(ARTALK.format(more="")),
        fetched_at=FETCHED_AT,
        site=Site(name="khabar", hosts=("khabar.example",), timezone="Asia/Karachi"),
    )
    collection = Collection(page)
    wanted = collection.wanted[0]
    collection.add(wanted, as_json(wanted.url, {"comments": rows, "count": 3, "page": {"admin_only": True}}))
    thread = collection.thread()
    first = thread.comments[0]
    assert [(c.comment_id, c.parent_id, c.text, c.status) for c in thread.comments] == [
        ("1", None, "Ja", "visible"),
        ("2", "1", "Ja", "collapsed"),
        ("3", None, "*Ja*", "visible"),
    ]
    assert first.date_published == datetime(2026, 10, 20, 6, 7, tzinfo=UTC)
    assert (first.author_id, first.author_url, first.likes, first.dislikes) == ("4", "https://asma.example", 3, 1)
    assert (thread.is_open, thread.complete, thread.stated_count) == (False, True, 3)


CUSDIS = '<div id="cusdis_thread" data-app-id="a1" data-page-id="p1"></div>'


def cusdis_row(key: str, told: int = 0, below: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    replies = {"commentCount": told, "pageCount": 1, "data": below or []}
    return {"id": key, "by_nickname": "Asma", "parsedContent": "<p>Ja.</p>", "replies": replies, **more}


def test_answers_that_cusdis_keeps_back_are_missed() -> None:
    row = cusdis_row("a", 2, [cusdis_row("b")], createdAt="2026-10-20T06:07:00.000Z")
    thread = answered(CUSDIS, {"data": {"commentCount": 1, "pageCount": 1, "data": [row]}})
    assert [(c.comment_id, c.parent_id) for c in thread.comments] == [("a", None), ("b", "a")]
    assert (thread.complete, thread.incomplete_reason) == (False, "paged")


def test_who_moderates_with_cusdis() -> None:
    row = cusdis_row("a", moderatorId="m1", moderator={"displayName": "The desk"})
    thread = answered(CUSDIS, {"data": {"commentCount": 1, "pageCount": 1, "data": [row, cusdis_row("b")]}})
    assert [(c.author_name, c.is_staff) for c in thread.comments] == [("The desk", True), ("Asma", None)]
    assert thread.complete is True


def test_nobody_has_commented() -> None:
    thread = answered(CUSDIS, {"data": {"commentCount": 0, "pageCount": 1, "data": []}})
    assert (thread.system, thread.comments, thread.complete) == ("cusdis", [], True)


TWIKOO = "<div id='twikoo'></div><script>twikoo.init({{ envId: '{server}', el: '#twikoo'{more} }});</script>"


@pytest.mark.parametrize(
    ("server", "more"),
    [("khabar-7g1", ""), ("https://t.example", ", path: key"), ("", "")],
)
def test_twikoo_of_a_cloud_or_by_an_unknown_key_is_not_collectable(server: str, more: str) -> None:
    thread = collected(TWIKOO.format(server=server, more=more)).thread()
    assert (thread.system, thread.incomplete_reason) == ("twikoo", "not_collectable")


def test_a_variable_that_wins_over_the_options_of_twikoo_is_not_guessed() -> None:
    inside = "<script>window.TWIKOO_MAGIC_PATH = key()</script>" + TWIKOO.format(server="https://t.example", more="")
    assert collected(inside).wanted == []


def test_what_twikoo_says_of_a_comment() -> None:
    thread = drive(SITES["twikoo"]()).thread
    staff = [c.comment_id for c in thread.comments if c.is_staff]
    assert (staff, thread.comments[0].likes, thread.comments[0].date_modified) == (["t2"], 2, None)


def test_twikoo_that_fails_says_so_in_a_list_without_comments() -> None:
    thread = answered(TWIKOO.format(server="https://t.example", more=""), {"data": [], "message": "x"})
    assert (thread.complete, thread.incomplete_reason) == (False, "refused")


@pytest.mark.parametrize("name", ["waline", "artalk", "cusdis", "twikoo"])
def test_neither_mail_nor_place_nor_browser_of_a_commenter_is_kept(name: str) -> None:
    kept = str([asdict(comment) for comment in drive(SITES[name]()).thread.comments])
    assert "Asma" in kept
    for word in ("5f0c", "Sindh", "Firefox", "Mozilla", "Linux"):
        assert word not in kept


@pytest.mark.parametrize("count", [1, 3, 24])
@pytest.mark.parametrize("name", SAVED)
def test_a_page_that_a_browser_has_saved(name: str, count: int) -> None:
    said = conversation(count)
    render, _ = SAVED[name]
    thread = collected(render(said)).thread()
    found = {c.comment_id: (c.parent_id, c.author_name, c.text) for c in thread.comments}
    assert (found, thread.system, thread.complete) == (expected_of(said), name.partition("_")[0], True)
    assert [c.likes for c in thread.comments] == [int(c.comment_id) for c in thread.comments]
    for comment in thread.comments:
        written = said[int(comment.comment_id) - 1].at
        assert comment.date_published is not None
        if name.startswith("waline"):  # which prints days only
            assert comment.date_published.date() == written.date()
        else:
            assert comment.date_published == written


@pytest.mark.parametrize("count", [1, 3, 24])
def test_a_page_with_isso_that_a_browser_has_saved(count: int) -> None:
    said = conversation(count, levels=1)
    thread = collected(isso_saved(said) + '<script data-isso="//isso.example/" src="x.js"></script>').thread()
    found = {c.comment_id: (c.parent_id, c.author_name, c.text) for c in thread.comments}
    assert (found, thread.system, thread.complete) == (expected_of(said), "isso", True)
    assert [c.date_published for c in thread.comments] == [said[int(c.comment_id) - 1].at for c in thread.comments]


def test_a_page_with_isso_that_a_browser_has_saved_shows_who_wrote_the_article() -> None:
    page = isso_saved(conversation(3, levels=1)).replace(
        'class="isso-comment" id="isso-2"', 'class="isso-comment isso-is-page-author" id="isso-2"'
    )
    thread = collected(page + '<script data-isso="//isso.example/" src="x.js"></script>').thread()
    assert {c.comment_id: c.is_article_author for c in thread.comments} == {"1": None, "2": True, "3": None}


def test_the_rest_of_a_saved_page_with_isso_is_asked_for() -> None:
    site, more = (
        SITES["isso"](),
        '<div class="isso-comment-loader"><a class="isso-load-hidden" href="#">9 Hidden</a></div>',
    )
    script = '<script data-isso="//isso.example/" src="x.js"></script>'
    whole = drive(replace(site, page=html_page(isso_saved(conversation(6, levels=1), more) + script)))
    found = {c.comment_id: (c.parent_id, c.author_name, c.text) for c in whole.thread.comments}
    assert (found, whole.thread.complete) == (site.expected, True)


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_page_with_a_button_for_more_is_a_part(name: str) -> None:
    render, more = SAVED[name]
    thread = collected(render(conversation(6), more)).thread()
    assert len(thread.comments) == 6
    assert (thread.complete, thread.incomplete_reason) == (False, "paged")


@pytest.mark.parametrize("name", ["waline", "artalk", "twikoo"])
def test_the_rest_of_a_saved_page_is_asked_for(name: str) -> None:
    site = SITES[name]()
    render, more = SAVED[name]
    script = site.page.body.decode().partition("<script")[2]
    saved = html_page(render(conversation(6), more) + "<script" + script.partition("</body>")[0])
    whole = drive(replace(site, page=saved))
    assert whole.asked == drive(site).asked
    found = {c.comment_id: (c.parent_id, c.author_name, c.text) for c in whole.thread.comments}
    assert site.expected.items() <= found.items()
    assert whole.thread.complete is True


@pytest.mark.parametrize(
    ("system", "inside"),
    [
        ("facebook", '<div class="fb-comments" data-href="https://khabar.example/x"></div>'),
        (
            "fastcomments",
            '<div id="fastcomments-widget"></div><script src="https://cdn.fastcomments.com/js/embed-v2.min.js">',
        ),
        ("graphcomment", '<div id="graphcomment"></div><script>var gc_params = {graphcomment_id: "khabar"};</script>'),
        ("hypercomments", '<div id="hypercomments_widget"></div><script>_hcwp.push({widget: "Stream"});</script>'),
        (
            "cackle",
            "<div id='mc-container'></div><script>w.push({widget: 'Comment', id: 7}); s = '://cackle.me/widget.js'</script>",
        ),
        ("livere", '<div id="lv-container" data-id="city" data-uid="x"></div>'),
        ("talkyard", '<div class="talkyard-comments" data-discussion-id="7"></div>'),
    ],
)
def test_systems_that_are_not_asked_say_that_a_thread_is_there(system: str, inside: str) -> None:
    collection = collected(inside)
    thread = collection.thread()
    assert (collection.wanted, thread.system) == ([], system)
    assert (thread.complete, thread.incomplete_reason) == (False, "not_collectable")


def test_reviews_of_cackle_are_no_thread() -> None:
    inside = "<script>w.push({widget: 'Review', id: 7}); s = '://cackle.me/widget.js'</script>"
    assert collected(inside).thread().system is None
