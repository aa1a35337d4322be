"""WordPress as its themes print it: pages of other posts, lists and pages that are no posts, forms, passwords."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html

from ecorridor_scraper.extraction import Document, Extraction, Page, extract
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.items import Article, Visit
from ecorridor_scraper.listings import is_wordpress_home, page_kind
from ecorridor_scraper.walls import wall

from .article_pages import TEXT
from .recorded import BASE, article, crawl, page
from .test_threads_feeds import atom_entry
from .thread_sites import FETCHED_AT
from .thread_sites import html_page as page_of

if TYPE_CHECKING:
    from pathlib import Path

HOME = "https://pahar.example/"
PROSE = "<p>" + "The council spoke of the canal for an hour. " * 20 + "</p>"


def item(
    key: int, text: str = "It leaks again.", *, name: str = "Asma", day: int = 3, link: str = "", ping: bool = False
) -> str:
    """A comment as Walker_Comment prints it; a pingback has no day and no text."""
    if ping:
        return f'<li id="comment-{key}" class="pingback even thread-even depth-1"><div class="comment-body">Pingback: <a href="https://blog.example/{key}" class="url">A walk along the canal</a></div></li>'
    return (
        f'<li id="comment-{key}" class="comment even thread-even depth-1"><article id="div-comment-{key}" class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{name}</b></div>'
        f'<div class="comment-metadata"><a href="{link}#comment-{key}"><time datetime="2026-10-{day:02}T10:00:00+05:00">x</time>'
        f'</a></div></footer><div class="comment-content"><p>{text}</p></div></article></li>'
    )


FORM = '<div id="respond" class="comment-respond"><form id="commentform" class="comment-form"><input type="hidden" name="comment_post_ID" value="8" id="comment_post_ID"></form></div>'
LIST = '<ol class="comment-list">{}</ol>'


def section(inside: str) -> str:
    return f'<div id="comments" class="comments-area">{inside}</div>'


def collected(body: str, *, url: str = f"{HOME}pul/", head: str = "") -> Collection:
    generator = '<meta name="generator" content="WordPress 6.4">'
    page = page_of(body, url=url, head=generator + head, body_class="single single-post postid-8")
    return Collection(Page(page, fetched_at=FETCHED_AT))


def thread(body: str) -> Thread:
    return collected(body).thread()


def test_comment_pages_of_other_posts_are_not_asked_for_where_the_query_tells_the_post() -> None:
    beside = f'<aside><a href="{HOME}?p=9&amp;cpage=2#comment-40">Bilal on the school</a></aside>'
    body = section("<h2>One comment</h2>" + LIST.format(item(1, link=f"{HOME}?p=8")) + FORM) + beside
    assert collected(body, url=f"{HOME}?p=8").wanted == []


def test_comment_pages_of_the_post_are_asked_for_where_the_query_tells_the_post() -> None:
    further = f'<nav><a href="{HOME}?cpage=2&amp;p=8#comments">Newer comments</a></nav>'
    body = section("<h2>30 comments</h2>" + LIST.format(item(1, link=f"{HOME}?p=8&amp;cpage=1")) + further + FORM)
    opened = collected(body, url=f"{HOME}?p=8")
    for _ in range(3):  # both ways to the interface, and the feed
        for wanted in list(opened.wanted):
            opened.add(wanted, Document(wanted.url, b"no", 404))
    assert opened.wanted == [f"{HOME}?p=8&feed=rss2"]
    opened.add(opened.wanted[0], Document(opened.wanted[0].url, b"no", 404))
    assert opened.wanted == [f"{HOME}?cpage=2&p=8"]


@pytest.mark.parametrize(
    ("inside", "is_open"),
    [
        (LIST.format(item(1)) + FORM, True),
        (LIST.format(item(1)) + '<div id="respond"><p class="must-log-in">Log in to comment.</p></div>', True),
        (LIST.format(item(1)) + '<p class="no-comments">Closed.</p>', False),
        (LIST.format(item(1)), None),
        (FORM, True),
        ('<form id="commentform"><input type="hidden" value="8" id="comment_post_ID"></form>', True),
        ('<p class="nocomments">Closed.</p>', False),
    ],
)
def test_whether_readers_can_comment(inside: str, is_open: bool | None) -> None:
    assert thread(section(inside)).is_open is is_open


@pytest.mark.parametrize(
    "body",
    [
        section(FORM),
        section(f"<div class='inner'>{FORM}</div>"),
        section('<p class="no-comments">Closed.</p>'),
        f'<div class="wp-block-comments"><h2>Comments</h2>{FORM}</div>',
    ],
)
def test_a_section_with_nothing_but_the_form_has_no_comments(body: str) -> None:
    found = thread(body)
    assert (found.system, found.stated_count, found.complete, found.comments) == ("wordpress", 0, True, [])


@pytest.mark.parametrize(
    "inside",
    [
        "<button>Show comments</button>" + FORM,
        "<h2>12 comments</h2>" + FORM,
        "<h3>۱۲ تبصرے</h3>" + FORM,
        "<div id='later'></div>" + FORM,
        "The comments come at once." + FORM,
        "",
    ],
)
def test_a_section_that_a_script_may_fill_is_not_known_to_be_empty(inside: str) -> None:
    assert thread(section(inside)).complete is not True


@pytest.mark.parametrize(
    ("words", "complete"), [("12 Comments", None), ("۱۲ تبصرے", None), ("No comments", True), ("0", True)]
)
def test_a_section_is_not_empty_where_a_link_to_it_counts_comments(words: str, complete: bool | None) -> None:
    link = f'<a class="comments-link" href="{HOME}pul/#comments">{words}</a>'
    assert thread(link + section(FORM)).complete is complete


@pytest.mark.parametrize("address", [f"{HOME}school/#comments", f"{HOME}pul/#part-12"])
def test_what_a_link_to_something_else_counts_says_nothing_of_the_comments(address: str) -> None:
    assert thread(f'<a href="{address}">12 Comments</a>' + section(FORM)).complete is True


def test_a_section_is_not_empty_where_the_data_of_the_page_count_comments() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pul", "commentCount": 4}</script>'
    assert thread(data + section(FORM)).complete is not True


def kind_of(source: str, *, is_given: bool = False) -> str:
    page = Document(f"{HOME}our-long-report/", source.encode())
    return page_kind(Extraction(page, fetched_at=FETCHED_AT), is_given=is_given)


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        ("home blog wp-embed-responsive", "listing"),
        ("rtl home blog hfeed", "listing"),
        ("archive category category-city category-4", "listing"),
        ("archive author author-asma author-2", "listing"),
        ("search search-results", "listing"),
        ("error404", "listing"),
        ("page-template-default page page-id-2", "listing"),
        ("attachment-template-default single single-attachment postid-5 attachmentid-5", "listing"),
        ("post-template-default single single-post postid-8 single-format-standard", "article"),
        ("home page", "article"),
    ],
)
def test_the_classes_of_wordpress_tell_its_posts_from_its_lists(classes: str, kind: str) -> None:
    assert kind_of(f'<html><body class="{classes}">{PROSE}</body></html>') == kind


def test_a_page_of_wordpress_whose_address_was_given_is_an_article() -> None:
    assert kind_of(f'<html><body class="page page-id-2">{PROSE}</body></html>', is_given=True) == "article"


def test_a_page_of_wordpress_that_calls_itself_an_article_is_one() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    assert kind_of(f'<html><head>{data}</head><body class="page page-id-2">{PROSE}</body></html>') == "article"


def test_a_front_page_that_is_no_list_of_posts_is_no_home_of_a_blog() -> None:
    assert not is_wordpress_home(html.fromstring('<html><body class="home page page-id-2"></body></html>'))


@pytest.mark.parametrize(("number", "kind"), [("8", "article"), ("1204", "article"), ("2026", "listing")])
def test_the_archive_in_an_address_may_hold_the_number_of_a_post(number: str, kind: str) -> None:
    text = "".join(f"<p>{words}</p>" for words in TEXT["en"])
    body = f"<article><h1>Canal approved</h1>{text}</article>"
    article = extract(f"<html><body>{body}</body></html>", f"{HOME}archives/{number}", fetched_at=FETCHED_AT).article
    assert article.page_type == kind


@pytest.mark.parametrize(("text", "cause"), [("Enter the password.", "password"), (PROSE, None)])
def test_a_post_with_a_password_is_no_article_until_its_text_is_shown(text: str, cause: str | None) -> None:
    form = '<form action="/wp-login.php?action=postpass" class="post-password-form" method="post"></form>'
    page = Page(page_of(f"<h1>Minutes</h1><p>{text}</p>{form}", url=HOME), fetched_at=FETCHED_AT)
    assert wall(page, Visit(Article(body=text), [], FETCHED_AT)) == cause


def test_comments_of_a_short_article_are_not_its_text() -> None:
    said = "".join(item(n, f"{TEXT['en'][n % 5]} So much for number {n}.") for n in range(1, 9))
    body = f"<article><h1>Canal approved</h1><p>{TEXT['en'][0]}</p></article>" + section(LIST.format(said) + FORM)
    page = f'<html><head><meta name="generator" content="WordPress 6.4"></head><body>{body}</body></html>'
    assert extract(page, f"{HOME}pul/", fetched_at=FETCHED_AT).article.body == TEXT["en"][0]


def test_a_word_of_a_biography_is_no_author() -> None:
    day = '<span class="posted-on">Published <time class="entry-date published" datetime="2026-10-03T10:00:00+05:00">October 3</time></span>'
    box = (
        '<div class="author-bio show-avatars"><img src="a.png" class="avatar"><div class="author-bio-content">'
        '<h2 class="author-title">By Omar Latif</h2><p class="author-description"> Omar Latif writes about water and roads.</p>'
        '<a class="author-link" href="/author/omar/" rel="author">View all of Omar Latif&#039;s posts.</a></div></div>'
    )
    text = "".join(f"<p>{words}</p>" for words in TEXT["en"])
    page = (
        '<html><body class="single postid-8"><article class="post-8 post hentry"><header class="entry-header">'
        f'<h1 class="entry-title">Canal approved</h1></header><div class="entry-content">{text}</div>'
        f'<footer class="entry-footer"><div class="posted-by">{day}</div></footer>{box}</article></body></html>'
    )
    (author,) = extract(page, f"{HOME}pul/", fetched_at=FETCHED_AT).article.authors
    assert (author.name, author.bio) == ("Omar Latif", "Omar Latif writes about water and roads.")


def answers(opened: Collection, responses: dict[str, bytes]) -> Thread:
    """Bring what is wanted: the response of the first key that its address contains, else 404."""
    while opened.wanted:
        wanted = opened.wanted[0]
        body = next((body for part, body in responses.items() if part in wanted.url), None)
        opened.add(wanted, Document(wanted.url, body or b"no", 200 if body else 404))
    return opened.thread()


def comment_page(number: int, *items: str) -> str:
    others = "".join(f'<a href="{HOME}pul/comment-page-{n}/#comments">{n}</a>' for n in (1, 2) if n != number)
    return section("<h2>4 comments</h2>" + LIST.format("".join(items)) + others + FORM)


def rest_row(key: int, author: int = 0) -> dict[str, object]:
    return {
        "id": key, "post": 8, "parent": 0, "author": author, "author_name": "Asma", "date_gmt": f"2026-10-0{key}T05:00:00",
        "content": {"rendered": "<p>It leaks again.</p>"}, "type": "comment",
    }  # fmt: skip


REST_ROOT = f'<link rel="https://api.w.org/" href="{HOME}wp-json/">'


def test_pingbacks_that_rest_leaves_out_come_from_the_comment_pages() -> None:
    link = f"{HOME}pul/comment-page-1/"
    opened = collected(comment_page(1, item(1, link=link), item(2, link=link)), head=REST_ROOT)
    later = page_of(comment_page(2, item(3, link=link), item(4, ping=True)), url=f"{HOME}pul/comment-page-2/").body
    rows = json.dumps([rest_row(key) for key in (1, 2, 3)]).encode()
    found = answers(opened, {"wp/v2/comments": rows, "comment-page-2": later})
    assert [(c.comment_id, c.kind) for c in found.comments if c.kind != "comment"] == [("4", "pingback")]
    assert found.complete is True


def test_a_list_with_the_newest_first_goes_on_with_older_pages() -> None:
    newest = comment_page(2, item(4, day=8, link=f"{HOME}pul/comment-page-2/"), item(3, day=7))
    oldest = page_of(comment_page(1, item(2, day=6), item(1, day=5)), url=f"{HOME}pul/comment-page-1/").body
    found = answers(collected(newest), {"comment-page-1": oldest})
    assert [c.comment_id for c in found.comments] == ["4", "3", "2", "1"]


def test_what_only_a_feed_has_stands_behind_what_the_pages_print() -> None:
    first = comment_page(1, item(1, link=f"{HOME}pul/comment-page-1/"), item(2, link=f"{HOME}pul/comment-page-1/"))
    second = page_of(comment_page(2, item(3)), url=f"{HOME}pul/comment-page-2/").body
    entries = atom_entry(9, "Bilal", "<p>Since May.</p>") + atom_entry(3, "Asma", "<p>It leaks again.</p>")
    feed = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.replace("thr:", "")
    found = answers(collected(first), {"feed/atom": feed.encode(), "comment-page-2": second})
    assert [c.comment_id for c in found.comments] == ["1", "2", "3", "9"]


def test_the_author_of_the_article_is_so_in_comments_that_only_rest_has() -> None:
    own = item(1).replace('class="comment ', 'class="comment byuser bypostauthor ')
    opened = collected(section("<h2>2 comments</h2>" + LIST.format(own) + FORM), head=REST_ROOT)
    found = answers(opened, {"wp/v2/comments": json.dumps([rest_row(1, author=3), rest_row(2, author=3)]).encode()})
    assert [c.is_article_author for c in found.comments] == [True, True]


def wordpress_home(*extra: Document) -> dict[str, Document]:
    """A WordPress in a folder of its host, whose front page has a few long teasers."""
    post = '<article class="post type-post"><h2 class="entry-title"><a href="{0}">What the council said of {1}</a></h2>{2}</article>'
    teasers = "".join(post.format(f"{BASE}/akhbar/?p={n}", f"part {n}", PROSE) for n in (1, 2))
    home = page(f"{BASE}/akhbar/", f'<html><body class="home blog">{teasers}</body></html>')
    posts = []
    for n in (1, 2, 3):
        url = f"{BASE}/akhbar/?p={n}"
        posts.append(page(url, article(n).body.decode().replace(article(n).url, url)))
    return {document.url: document for document in (home, *posts, *extra)}


def test_a_front_page_in_a_folder_is_no_article(tmp_path: Path) -> None:
    visits, _ = crawl(wordpress_home(), start=f"{BASE}/akhbar/", data=str(tmp_path))
    assert sorted(v.article.url for v in visits) == [f"{BASE}/akhbar/?p=1", f"{BASE}/akhbar/?p=2"]


def test_the_sitemap_beside_a_front_page_in_a_folder_is_read(tmp_path: Path) -> None:
    listed = f"<urlset><url><loc>{BASE}/akhbar/?p=3</loc></url></urlset>"
    sitemap = page(f"{BASE}/akhbar/wp-sitemap.xml", listed)
    visits, _ = crawl(wordpress_home(sitemap), start=f"{BASE}/akhbar/", data=str(tmp_path))
    assert f"{BASE}/akhbar/?p=3" in [v.article.url for v in visits]


def test_a_post_that_never_showed_its_text_is_no_news(tmp_path: Path) -> None:
    form = '<form class="post-password-form" method="post"></form>'
    secret = page(
        f"{BASE}/akhbar/?p=2",
        f'<html><body class="single postid-2"><h1>Minutes</h1><p>Enter it.</p>{form}</body></html>',
    )
    visits, spider = crawl(wordpress_home(secret), start=f"{BASE}/akhbar/", data=str(tmp_path))
    tally = spider.tallies["paper.example"]
    assert (len(visits), tally.causes, tally.no_news) == (1, {"password": 1}, {"password": 1})
