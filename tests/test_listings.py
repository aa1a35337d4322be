"""Listing pages: the articles that a page links to, where it goes on, what it advertises, and what kind of page it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import html

from ecorridor_scraper.extraction import Document, Extraction
from ecorridor_scraper.listings import advertised, boards, listed_articles, next_page, page_kind
from ecorridor_scraper.sites import Site

from .test_discover import NO_ADDRESS

BASE = "https://paper.example"


def source(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def tree(body: str, head: str = "") -> html.HtmlElement:
    return html.fromstring(source(body, head))


def kind_of(url: str, page: str) -> str:
    return page_kind(Extraction(Document(url, page.encode()), fetched_at=datetime(2026, 6, 1, tzinfo=UTC)))


def test_a_listing_gives_each_article_once_and_no_navigation() -> None:
    body = (
        '<nav><a href="/category/city/">City</a><a href="/about/">About us</a><a href="https://other.example/2026/11/x/">x</a></nav>'
        '<a href="/bridge"><img src="/i.jpg"></a><a href="/bridge?utm_source=home">The council repairs the bridge</a>'
        '<a href="/2026/11/canal/">Canal</a><a href="#top">Up to the top of this page</a>'
    )
    found = [c.url for c in listed_articles(tree(body), f"{BASE}/")]
    assert found == [f"{BASE}/bridge", f"{BASE}/2026/11/canal/"]


@pytest.mark.parametrize(
    ("body", "following"),
    [
        ('<a href="/page/2/" rel="next">x</a>', "/page/2/"),
        ('<a class="page-numbers next" href="/city/page/2/">2</a>', "/city/page/2/"),
        ('<a href="?page=2">Older posts »</a>', "/city/?page=2"),
        ('<b>1</b> <a href="?page=2">2</a> <a href="?page=3">3</a>', "/city/?page=2"),
        ('<a href="/city/page/9/">9</a> <a href="/city/page/2/">2</a>', "/city/page/2/"),
        ('<a href="/sport/page/2/">2</a>', None),
        ('<a href="?page=3">3</a>', None),
        ('<a href="?page=2">Sport</a>', None),
        ('<a class="next" href="/city/bridge">The council says that the bridge opens in May</a>', None),
        ('<button class="load-more" data-url="42">Load more</button>', None),
        ('<a href="/city/2">Load more</a>', "/city/2"),
        ('<button data-next-url="/city/more?page=2">Show more</button>', "/city/more?page=2"),
        ('<div class="infinite-scroll" data-url="/city/more?page=2"></div>', "/city/more?page=2"),
        ('<a href="/شہر/صفحہ/2/">مزید خبریں</a>', "/شہر/صفحہ/2/"),
        ('<a href="#">Load more</a><a href="/2026/11/20/the-next-bridge-over-the-canal/">next</a>', None),
        ('<a class="next" href="https://other.example/">Next</a>', None),
        ('<a class="next" href="/city/?utm_source=pager">Next</a>', None),
        ("<p>The end</p>", None),
    ],
)
def test_a_listing_says_where_it_goes_on(body: str, following: str | None) -> None:
    assert next_page(tree(body), f"{BASE}/city/") == (following and BASE + following)


def test_a_listing_links_articles_on_all_hosts_of_its_site() -> None:
    page = tree('<a href="https://o.example/2026/11/bridge/">x</a><a href="https://x.example/2026/11/canal/">x</a>')
    paper = Site(name="paper", hosts=("paper.example", "o.example"))
    assert [c.url for c in listed_articles(page, f"{BASE}/", paper)] == ["https://o.example/2026/11/bridge/"]


def test_many_numbered_links_of_one_shape_are_articles() -> None:
    body = "".join(f'<a href="/a/{n}/">{n}</a>' for n in range(12)) + '<a href="/b/1/">1</a>'
    assert len(listed_articles(tree(body), f"{BASE}/")) == 12


@pytest.mark.parametrize(
    ("head", "body", "path", "kind"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', "", "/bridge", "article"),
        ('<meta property="article:published_time" content="2026-11-01">', "", "/bridge", "article"),
        ('<meta property="og:type" content="article">', "", "/", "listing"),
        ("", "", "/?p=4711", "article"),
        ("", "<p>" + "The council spoke. " * 40 + "</p>", "/bridge", "article"),
        ("", "".join(f'<a href="/x{n}">One of many headlines here</a>' for n in range(30)), "/bridge", "listing"),
        ("", "<p>What is said. " * 40 + '<a href="/x">One of many headlines</a>' * 60, "/bridge", "listing"),
    ],
)
def test_a_page_says_what_it_is(head: str, body: str, path: str, kind: str) -> None:
    assert kind_of(BASE + path, source(body, head)) == kind


def test_links_of_a_page_are_relative_to_its_base() -> None:
    page = html.fromstring(
        '<html><head><base href="/"><link rel="alternate" type="application/rss+xml" href="feed"></head><body>'
        '<a href="2026/11/bridge-over-canal-opens">Bridge</a><a rel="next" href="news/2">2</a></body></html>'
    )
    listing = f"{BASE}/news/"
    assert [c.url for c in listed_articles(page, listing)] == [f"{BASE}/2026/11/bridge-over-canal-opens"]
    assert (advertised(page, listing)[0], next_page(page, listing)) == ([f"{BASE}/feed"], f"{BASE}/news/2")


def test_a_page_names_its_feeds_rest_root_and_next_page() -> None:
    root = tree(
        '<a rel="next" href="/page/2/">older</a>',
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="https://api.w.org/" href="/wp-json/">',
    )
    feeds, comments, wordpress = advertised(root, f"{BASE}/")
    assert feeds == [f"{BASE}/feed/"]
    assert comments == f"{BASE}/comments/feed/"
    assert wordpress == f"{BASE}/wp-json/"
    assert next_page(root, f"{BASE}/") == f"{BASE}/page/2/"


def test_links_to_an_international_host_are_links_of_its_pages() -> None:
    root = tree('<a href="https://zürich.example/2026/11/a-bridge-over-the-canal/">The bridge</a>')
    (found,) = listed_articles(root, "https://xn--zrich-kva.example/")
    assert found.url == "https://xn--zrich-kva.example/2026/11/a-bridge-over-the-canal/"


def test_links_of_a_page_whose_address_is_none_are_left_out() -> None:
    head = (
        f'<link rel="alternate" type="application/rss+xml" href="{NO_ADDRESS}">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    )
    page = tree(f'<a rel="next" href="{NO_ADDRESS}">x</a><a rel="next" href="/page/2/">x</a>', head)
    assert advertised(page, f"{BASE}/") == ([f"{BASE}/feed/"], None, None)
    assert next_page(page, f"{BASE}/") == f"{BASE}/page/2/"


def test_a_few_numbered_links_of_one_shape_are_none() -> None:
    assert listed_articles(tree("".join(f'<a href="/a/{n}/">{n}</a>' for n in range(7))), f"{BASE}/") == []


def test_a_page_is_not_one_of_the_articles_that_it_lists() -> None:
    body = '<a href="/2026/11/bridge/">The bridge and what it means</a><a href="/2026/11/canal/">The canal and its banks</a>'
    assert [c.url for c in listed_articles(tree(body), f"{BASE}/2026/11/bridge/")] == [f"{BASE}/2026/11/canal/"]


@pytest.mark.parametrize(
    "address",
    ["/forum/city-1/", "/forums/city.12/", "/forum/forum/3/", "/phpbb/viewforum.php?f=7", "/forumdisplay.php?fid=2",
     "/index.php?board=4.0"],
)  # fmt: skip
def test_the_front_page_of_a_forum_lists_boards(address: str) -> None:
    links = f'<a href="{address}">City</a><a href="{address}#new">2</a><a href="/forum/9/">9</a><a href="/about/">About</a><a href="//o.example/forum/c-2/">C</a>'
    assert boards(tree(links), f"{BASE}/forum/") == [BASE + address]


@pytest.mark.parametrize(
    "address", ["/category/12/", "/city/", "/2026/11/20/forum/", "/forum/city-1/topic/the-new-bridge-7/"]
)
def test_other_links_are_no_boards(address: str) -> None:
    assert boards(tree(f'<a href="{address}">City</a>'), f"{BASE}/") == []


def test_the_last_post_of_a_topic_is_listed_as_the_topic() -> None:
    topic = "/forum/topic/the-bridge-over-the-canal-7/"
    body = f'<a href="{topic}?post=19#19">The bridge over the canal</a><a href="/view.php?p=19#19">The old bridge is open</a>'
    assert [c.url for c in listed_articles(tree(body), f"{BASE}/")] == [BASE + topic, f"{BASE}/view.php?p=19"]


def test_the_pages_of_a_topic_are_listed_as_the_topic() -> None:
    body = '<a href="/topic/7/the-bridge-over-the-canal/">The bridge</a><a href="/topic/7/the-bridge-over-the-canal/?page=3">3</a>'
    assert [c.url for c in listed_articles(tree(body), f"{BASE}/")] == [f"{BASE}/topic/7/the-bridge-over-the-canal/"]


def test_a_blog_that_prints_long_teasers_is_a_listing() -> None:
    said = "What the council said of it. " * 16
    teaser = "<article><h2><a href='/w/{n}'>Bridge {n}</a></h2><p>" + said + "</p></article>"
    assert kind_of(f"{BASE}/w", source("".join(teaser.format(n=n) for n in range(4)))) == "listing"
    assert kind_of(f"{BASE}/w", source(teaser.format(n=1))) == "article"


@pytest.mark.parametrize(("posts", "kind"), [(5, "article"), (0, "listing")])
def test_a_topic_whose_posts_have_no_paragraphs_is_no_listing(posts: int, kind: str) -> None:
    post = (
        '<div class="post" id="post-{n}"><b><a href="/user/{n}/">{c}</a></b> <span>3 May 2026, 10:0{n}</span>'
        "<div>What I know of number {n} is that it stops at the mill.</div><button>Reply</button></div>"
    )
    names = ("Rosa Penn", "Bilal Q", "Anita", "Kashif", "Faiza T.")
    boards = "".join(f'<a href="/board/{n}/">A board with a long name, number {n}</a>' for n in range(20))
    posted = "".join(post.format(n=n, c=names[n]) for n in range(posts))
    page = source(f"{boards}<h1>The bus</h1><div class=posts>{posted}</div>")
    assert kind_of(f"{BASE}/topic/12/", page) == kind


def test_a_post_of_a_topic_is_no_article_beside_it() -> None:
    root = tree(
        '<a href="/boards/1/topics/320">A topic of four words</a><a href="/boards/1/topics/320?r=37#message-37">The latest'
        ' answer to it</a><a href="/show?t=12#p12">Another topic, told by its number</a>'
    )
    found = [c.url for c in listed_articles(root, f"{BASE}/b")]
    assert found == [f"{BASE}/boards/1/topics/320", f"{BASE}/show?t=12"]
