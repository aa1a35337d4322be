"""JSON, feeds and exports that were themselves fetched as the page, and the accessors that read them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import Document, Page, extract
from ecorridor_scraper.extraction.threads import Collection, Thread, answers
from ecorridor_scraper.sites import Site

from .thread_sites import ADDRESS, FETCHED_AT, SITES, WORDPRESS, Fault, drive, html_page

AT = "2026-10-20T06:07:00"
WHEN = datetime(2026, 10, 20, 6, 7, tzinfo=UTC)


def thread_of(body: Any, url: str = ADDRESS) -> Thread:
    """The thread of a document that was fetched as the page."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Collection(Page(Document(url, raw), fetched_at=FETCHED_AT, any_document=True)).thread()


def edges(thread: Thread) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(c.comment_id, c.parent_id, c.author_name, c.text) for c in thread.comments]


def test_hacker_news_tree() -> None:
    reply = {"id": 12, "parent_id": 11, "author": "mina", "text": "No.", "created_at": AT + ".000Z", "children": []}
    first = {
        "id": 11,
        "parent_id": 10,
        "author": "omar",
        "text": "Is it?<p>Really?",
        "created_at_i": 1792476420,
        "children": [reply],
    }
    gone: dict[str, Any] = {
        "id": 13,
        "parent_id": 10,
        "author": None,
        "text": None,
        "created_at": AT + "Z",
        "children": [],
    }
    thread = thread_of({"id": 10, "story_id": 10, "points": 3, "title": "A bridge", "children": [first, gone]})
    assert thread.system == "hackernews"
    assert edges(thread) == [
        ("11", None, "omar", "Is it?\n\nReally?"),
        ("12", "11", "mina", "No."),
        ("13", None, None, None),
    ]
    assert [c.status for c in thread.comments] == ["visible", "visible", "deleted"]
    assert thread.comments[1].date_published == WHEN


def reddit(*children: Any) -> list[Any]:
    post = {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"num_comments": 3, "locked": False}}]}}
    return [post, {"kind": "Listing", "data": {"children": list(children)}}]


def reddit_row(key: str, parent: str, replies: Any = "", **more: Any) -> dict[str, Any]:
    row = {
        "id": key, "parent_id": parent, "author": "omar", "body": "Plain", "body_html": "&lt;p&gt;Ja &amp;amp; nein&lt;/p&gt;",
        "created_utc": 1792476420.0, "score": -2, "edited": False, "replies": replies, "permalink": "/r/x/comments/1/_/a",
    }  # fmt: skip
    return {"kind": "t1", "data": {**row, **more}}


def test_reddit_listing() -> None:
    below = {
        "kind": "Listing",
        "data": {"children": [reddit_row("b", "t1_a", author="[deleted]", body_html=None, body="[deleted]")]},
    }
    thread = thread_of(
        reddit(reddit_row("a", "t3_1", below, is_submitter=True)), "https://www.reddit.com/r/x/comments/1.json"
    )
    assert edges(thread)[0] == ("t1_a", None, "omar", "Ja & nein")
    assert edges(thread)[1][:3] == ("t1_b", "t1_a", None)
    assert [c.status for c in thread.comments] == ["visible", "deleted"]
    assert (thread.comments[0].likes, thread.comments[0].is_article_author) == (-2, True)


def test_reddit_asks_for_branches_that_are_stubbed_out() -> None:
    stub = {"kind": "more", "data": {"parent_id": "t1_a", "count": 2}}
    below = {"kind": "Listing", "data": {"children": [stub]}}
    body = reddit(reddit_row("a", "t3_1", below))
    page = Page(
        Document("https://www.reddit.com/r/x/comments/1/t.json", json.dumps(body).encode()),
        fetched_at=FETCHED_AT,
        any_document=True,
    )
    collection = Collection(page)
    assert [w.partition("?")[0] for w in collection.wanted] == ["https://www.reddit.com/r/x/comments/1/_/a.json"]
    further = reddit(reddit_row("a", "t3_1", {"kind": "Listing", "data": {"children": [reddit_row("c", "t1_a")]}}))
    collection.add(collection.wanted[0], Document("x", json.dumps(further).encode()))
    assert [(c.comment_id, c.parent_id) for c in collection.thread().comments] == [("t1_a", None), ("t1_c", "t1_a")]


def test_lemmy_list() -> None:
    def row(key: int, path: str, text: str) -> dict[str, Any]:
        held = {"id": key, "path": path, "content": text, "published": AT + "Z", "ap_id": "https://l.example/comment/1"}
        return {
            "comment": held,
            "creator": {"id": 5, "name": "sana"},
            "counts": {"upvotes": 4, "downvotes": 1},
            "post": {},
        }

    thread = thread_of(
        {"comments": [row(1, "0.1", "Eins"), row(2, "0.1.2", "Zwei\n\nDrei")]}, "https://l.example/post/9"
    )
    assert (thread.system, edges(thread)) == (
        "lemmy",
        [("1", None, "sana", "Eins"), ("2", "1", "sana", "Zwei\n\nDrei")],
    )
    assert (thread.comments[0].likes, thread.comments[0].dislikes, thread.comments[0].date_published) == (4, 1, WHEN)


def test_hyvor_rows() -> None:
    rows = [
        {"id": 1, "parent_id": None, "content_html": "<p>Eins</p>", "user": {"name": "sana"}, "upvotes": 2, "downvotes": 0, "created_at": 1792476420},
        {"id": 2, "parent_id": 1, "content_html": "<p>Zwei</p>", "user": {"name": "omar"}, "upvotes": 0, "downvotes": 0, "created_at": 1792476420, "status": "pending"},
    ]  # fmt: skip
    thread = thread_of(rows)
    assert edges(thread) == [("1", None, "sana", "Eins"), ("2", "1", "omar", "Zwei")]
    assert thread.comments[1].status == "pending"


def test_blogger_feed() -> None:
    def entry(key: int, parent: int | None) -> dict[str, Any]:
        links = [{"rel": "alternate", "href": f"https://b.example/1.html?showComment=1#c{key}"}]
        if parent:
            links.append({"rel": "related", "href": f"http://www.blogger.com/feeds/1/77/comments/default/{parent}"})
        return {
            "id": {"$t": f"tag:blogger.com,1999:blog-1.post-{key}"}, "published": {"$t": "2026-10-20T11:07:00.000+05:00"},
            "content": {"type": "html", "$t": "Ja<BR/>nein"}, "author": [{"name": {"$t": "sana"}, "email": {"$t": "noreply@blogger.com"}}],
            "link": links, "thr$in-reply-to": {"ref": "tag:blogger.com,1999:blog-1.post-77"},
        }  # fmt: skip

    feed = {"id": {"$t": "tag:blogger.com,1999:blog-1.post77..comments"}, "openSearch$totalResults": {"$t": "2"}}
    thread = thread_of({"feed": {**feed, "entry": [entry(102, 101), entry(101, None)]}})
    assert edges(thread) == [("101", None, "sana", "Ja\nnein"), ("102", "101", "sana", "Ja\nnein")]
    assert (thread.comments[0].date_published, thread.stated_count, thread.complete) == (WHEN, 2, True)


def test_export_of_disqus() -> None:
    def post(key: int, parent: int | None, thread: int = 1) -> str:
        above = f'<parent dsq:id="{parent}"/>' if parent else ""
        return (
            f'<post dsq:id="{key}"><message><![CDATA[<p>Satz {key}</p>]]></message><createdAt>{AT}Z</createdAt>'
            f"<isDeleted>false</isDeleted><author><name>sana</name><username>s1</username><email>x@y.example</email></author>"
            f'<thread dsq:id="{thread}"/>{above}</post>'
        )

    xml = (
        '<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
        f"{post(1, None)}{post(2, 1)}{post(3, None, 2)}</disqus>"
    )
    thread = thread_of(xml.encode())
    assert edges(thread) == [("1", None, "sana", "Satz 1"), ("2", "1", "sana", "Satz 2")]
    assert thread.comments[0].date_published == WHEN


def test_a_feed_of_articles_has_no_comments() -> None:
    xml = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A</title><link>https://x.example/a</link></item></channel></rss>'
    assert thread_of(xml).comments == []


@pytest.mark.parametrize("name", sorted({**SITES, **WORDPRESS}.keys() - {"wordpress_post_ignored"}))
def test_an_answer_fetched_as_the_page_is_read_too(name: str) -> None:
    """Whatever JSON a system answers with gives comments where it is itself the document."""
    site = {**SITES, **WORDPRESS}[name]()
    result = drive(site)
    read = 0
    for wanted in result.asked:
        document = site.answer(wanted)
        page = Page(Document(wanted.url, document.body), fetched_at=FETCHED_AT, any_document=True)
        thread = Collection(page).thread()
        assert not any(note.startswith("failed:") for note in thread.notes), thread.notes
        assert {c.comment_id for c in thread.comments if c.kind == "comment"} <= {
            *site.expected,
            *map(str, range(1, 200)),
        }
        read += len(thread.comments)
    if result.asked and name != "intensedebate":
        assert read > 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-10-20T06:07:00", WHEN),
        ("2026-10-20T11:07:00+05:00", WHEN),
        ("Tue, 20 Oct 2026 11:07:00 +0500", WHEN),
        (1792476420, WHEN),
        (1792476420000, WHEN),
        ("1792476420", WHEN),
        ("2027-10-20T06:07:00Z", None),
        (True, None),
        (float("nan"), None),
        (10**30, None),
        ("", None),
        ("yesterday", None),
        ({}, None),
    ],
)
def test_moments(value: Any, expected: datetime | None) -> None:
    assert answers.moment(value, fetched_at=FETCHED_AT) == expected


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        (b"", "refused"),
        (b"<html>", "refused"),
        (b'{"a": [1', "truncated"),
        (b"[" * 90_000, "truncated"),
        (b"\xef\xbb\xbf {}", None),
    ],
)
def test_json_that_is_none(body: bytes, refused: str | None) -> None:
    assert answers.parse_json(body).refused == refused


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(JSON, st.lists(st.text(max_size=5) | st.integers(), max_size=4))
@settings(max_examples=200, deadline=None)
def test_accessors_never_raise(value: Any, path: list[str | int]) -> None:
    for accessor in (answers.at, answers.text_at, answers.id_at, answers.count_at, answers.flag_at, answers.rows_at):
        accessor(value, *path)
    answers.moment(value, fetched_at=FETCHED_AT)


def wanted_of(inside: str, *, head: str = "") -> list[str]:
    return list(Collection(Page(html_page(inside, head=head), fetched_at=FETCHED_AT)).wanted)


@pytest.mark.parametrize("value", ["https:khabar", "http:///u/asma", "javascript:reply(7)", "//[", "", None])
def test_an_address_that_leads_nowhere_is_none(value: str | None) -> None:
    assert answers.web_address(value, "") is None


def test_half_a_character_in_an_answer_is_replaced() -> None:
    (text,) = answers.parse_json(rb'["Wah \ud83d bhai"]').data
    assert text.encode() == b"Wah ? bhai"


def test_an_interface_that_wants_a_login_says_so() -> None:
    refused = Fault("login", lambda d: Document(d.url, b'{"errors": [{"message": "You must be logged in"}]}', 403))
    thread = drive(SITES["ghost"](), fault=refused).thread
    assert (thread.complete, thread.incomplete_reason) == (False, "login")


def test_facebook_is_reported_as_not_collectable() -> None:
    page = Page(
        html_page('<div class="fb-comments" data-href="https://khabar.example/x"></div>'), fetched_at=FETCHED_AT
    )
    thread = Collection(page).thread()
    assert (thread.system, thread.complete, thread.incomplete_reason) == ("facebook", False, "not_collectable")


def test_hyvor_without_a_key_is_not_collectable() -> None:
    inside = '<hyvor-talk-comments website-id="1" page-id="x"></hyvor-talk-comments><script src="https://talk.hyvor.com/embed/embed.js"></script>'
    thread = Collection(Page(html_page(inside), fetched_at=FETCHED_AT)).thread()
    assert (thread.system, thread.incomplete_reason) == ("hyvor", "not_collectable")


def test_hyvor_with_the_key_of_a_site_file_is_asked() -> None:
    inside = '<hyvor-talk-comments website-id="1" page-id="x"></hyvor-talk-comments><script src="https://talk.hyvor.com/embed/embed.js"></script>'
    site = Site(name="khabar", hosts=("khabar.example",), keys={"hyvor": "k1"})
    collection = Collection(Page(html_page(inside), fetched_at=FETCHED_AT, site=site))
    assert [dict(parse_qsl(urlsplit(w).query))["api_key"] for w in collection.wanted] == ["k1"]


def test_a_page_that_only_counts_with_disqus_asks_for_nothing() -> None:
    inside = '<script>var disqus_shortname = "khabar";</script><script src="//khabar.disqus.com/count.js"></script><a href="#x">embed</a>'
    assert wanted_of(inside) == []


def test_what_a_script_says_is_unescaped_before_disqus_is_asked() -> None:
    inside = (
        '<div id="disqus_thread"></div><script>var embedVars = {"disqusIdentifier": "7 https:\\/\\/khabar.example\\/?p=7", '
        '"disqusShortname": "khabar", "disqusUrl": "https:\\/\\/khabar.example\\/a\\/"};</script>'
    )
    asked = dict(parse_qsl(urlsplit(wanted_of(inside)[0]).query))
    assert (asked["f"], asked["t_i"], asked["t_u"]) == (
        "khabar",
        "7 https://khabar.example/?p=7",
        "https://khabar.example/a/",
    )


def test_viafoura_without_a_thread_is_none() -> None:
    inside = '<div class="viafoura"><div class="vf-share-bar"></div></div><script src="https://cdn.viafoura.net/vf-v2.js"></script>'
    assert Collection(Page(html_page(inside), fetched_at=FETCHED_AT)).thread().system is None


def test_class_names_of_wordpress_alone_do_not_make_wordpress() -> None:
    items = "".join(
        f'<li class="comment" id="comment-{n}"><div class="comment-body"><b class="fn">Asma {n}</b> '
        f'<time datetime="2026-10-2{n}T08:00:00Z">x</time><p>Satz Nummer {n} steht hier.</p></div></li>'
        for n in range(1, 5)
    )
    inside = (
        f'<div id="comments"><h2 class="comments-title">40 comments</h2><ol class="comment-list">{items}</ol></div>'
    )
    assert wanted_of(inside) == []
    assert len(wanted_of(inside, head='<meta name="generator" content="WordPress 6.4">')) == 1


def test_extract_reads_comments_that_came_as_json() -> None:
    tree = [{"comment": {"id": "1", "pid": "", "text": "", "user": {"name": "sana"}, "locator": {}, "time": AT + "Z"}}]
    visit = extract(json.dumps({"comments": tree}).encode(), "https://r.example/api/v1/find", fetched_at=FETCHED_AT)
    assert [c.author_name for c in visit.comments] == ["sana"]
    assert (visit.article.body, visit.article.headline, visit.article.comment_system) == (None, None, "remark42")


@pytest.mark.parametrize(("edited", "expected"), [(AT, None), ("2026-10-20T07:07:00", WHEN.replace(hour=7))])
def test_a_comment_that_was_changed_when_it_was_written_was_not_changed(edited: str, expected: datetime | None) -> None:
    said = {"id": "1", "pid": "", "text": "Ja", "user": {"name": "sana"}, "locator": {}, "time": AT + "Z"}
    (comment,) = thread_of({"comments": [{"comment": {**said, "edit": {"time": edited + "Z"}}}]}).comments
    assert (comment.date_published, comment.date_modified) == (WHEN, expected)


@pytest.mark.parametrize(
    "body", [b'{"posts": [], "text": "<p>no comment</p>"}', b"[]", b"<?xml version='1.0'?><rss></rss>", b""]
)
def test_extract_refuses_json_and_xml_without_comments(body: bytes) -> None:
    with pytest.raises(BadInput):
        extract(body, "https://r.example/x", fetched_at=FETCHED_AT)


COPIES = "".join(
    f'<li class="comment even depth-1" id="dsq-comment-{n}"><div id="dsq-comment-header-{n}" class="dsq-comment-header"><cite '
    f'id="dsq-cite-{n}"><span id="dsq-author-user-{n}">Asma {n}</span></cite></div><div id="dsq-comment-body-{n}" '
    f'class="dsq-comment-body"><div id="dsq-comment-message-{n}" class="dsq-comment-message"><p>Satz {n}.</p></div></div></li>'
    for n in (71, 72)
)
OLD_PLUGIN = (
    f'<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">{COPIES}</ul></div></div>'
    '<script>var disqus_shortname = "khabar";</script>'
)


def test_what_disqus_prints_for_search_engines_stands_until_the_embed_answers() -> None:
    collection = Collection(Page(html_page(OLD_PLUGIN), fetched_at=FETCHED_AT))
    thread = collection.thread()
    assert [(c.author_name, c.text) for c in thread.comments] == [("Asma 71", "Satz 71."), ("Asma 72", "Satz 72.")]
    assert (thread.system, thread.complete) == ("disqus", False)
    post = {"id": "9", "parent": None, "message": "<p>Satz 71.</p>", "author": {"name": "Asma 71"}, "createdAt": AT}
    data = json.dumps({"cursor": {"hasNext": False}, "code": 0, "response": {"posts": [post], "thread": {"posts": 1}}})
    embed = f'<script type="text/json" id="disqus-threadData">{data.replace("</", "<" + chr(92) + "/")}</script>'
    collection.add(collection.wanted[0], Document("x", embed.encode()))
    assert [(c.comment_id, c.text) for c in collection.thread().comments] == [("9", "Satz 71.")]


def test_what_disqus_prints_for_search_engines_stays_where_the_embed_is_gone() -> None:
    collection = Collection(Page(html_page(OLD_PLUGIN), fetched_at=FETCHED_AT))
    collection.add(collection.wanted[0], Document("x", b"gone", 404))
    thread = collection.thread()
    assert [c.text for c in thread.comments] == ["Satz 71.", "Satz 72."]
    assert (thread.complete, thread.incomplete_reason) == (False, "refused")
