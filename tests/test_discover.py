"""Discovery: what a source is, which addresses are articles, and which of a site's sources are read."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from ecorridor_scraper.addresses import address_key, address_verdict, is_inside, may_claim
from ecorridor_scraper.discover import WP_PAGES, Candidate, Source, Window, moment, read, sources_of
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.listings import advertised, listed_articles, next_page, page_kind
from ecorridor_scraper.sites import Site, load_sites, site_of

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANY = Window()
BASE = "https://paper.example"


def reading(body: str | bytes, url: str = f"{BASE}/x.xml", window: Window = ANY, headers: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    raw = body.encode() if isinstance(body, str) else body
    return read(Document(url, raw, 200, headers or {}), Source(url), window)


SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://paper.example/2026/11/bridge/</loc><lastmod>2026-11-02</lastmod></url>"
    "<url><loc>https://paper.example/category/news/</loc></url></urlset>"
)


def test_a_sitemap_gives_addresses_with_dates_and_no_listings() -> None:
    found = reading(SITEMAP)
    assert [(c.url, c.modified) for c in found.candidates] == [
        ("https://paper.example/2026/11/bridge/", datetime(2026, 11, 2, tzinfo=UTC))
    ]


def test_a_packed_sitemap_is_the_same() -> None:
    assert reading(gzip.compress(SITEMAP.encode())).candidates == reading(SITEMAP).candidates


def test_a_news_sitemap_is_sure_of_its_articles() -> None:
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://paper.example/bridge</loc>'
        "<news:news><news:publication_date>2026-11-19T10:00:00+05:00</news:publication_date>"
        "<news:title>The bridge</news:title></news:news></url></urlset>"
    )
    found = reading(body)
    assert found.kind == "news_sitemap"
    assert found.candidates[0].is_sure
    assert found.candidates[0].published == datetime(2026, 11, 19, 5, tzinfo=UTC)


def index(*parts: tuple[str, str | None]) -> str:
    rows = "".join(
        f"<sitemap><loc>{BASE}/{name}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for name, day in parts
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def test_of_an_index_the_newest_parts_are_read_and_those_without_articles_never() -> None:
    body = index(
        ("post-sitemap1.xml", "2024-01-01"),
        ("post-sitemap2.xml", "2025-01-01"),
        ("post-sitemap3.xml", "2026-01-01"),
        ("post-sitemap4.xml", "2026-11-19"),
        ("category-sitemap.xml", "2026-11-20"),
        ("author-sitemap.xml", "2026-11-20"),
        ("news-sitemap.xml", "2026-11-18"),
    )
    names = [s.url.rpartition("/")[2] for s in reading(body).sources]
    assert names == ["news-sitemap.xml", "post-sitemap4.xml", "post-sitemap3.xml"]


@pytest.mark.parametrize(
    ("name", "is_read"),
    [("news-pages.xml", True), ("post-videos.xml", True), ("video-1.xml", False), ("post_tag-sitemap.xml", False)],
)
def test_a_part_that_is_called_news_or_posts_has_articles_whatever_else_it_is_called(name: str, is_read: bool) -> None:
    assert bool(reading(index((name, "2026-11-19"))).sources) is is_read


def test_of_an_index_only_the_parts_of_the_period_are_read() -> None:
    body = index(("posts-2016-03.xml", None), ("posts-2016-04.xml", None), ("posts-2016-05.xml", None))
    window = Window(datetime(2016, 4, 1, tzinfo=UTC), datetime(2016, 5, 1, tzinfo=UTC))
    assert [s.url.rpartition("/")[2] for s in reading(body, window=window).sources] == ["posts-2016-04.xml"]


def test_a_number_in_the_name_of_a_part_is_no_year() -> None:
    body = index(("posts-12012.xml", None), ("posts.xml?page=20115", None), ("posts-2016.xml", None))
    window = Window(datetime(2016, 4, 1, tzinfo=UTC), datetime(2016, 5, 1, tzinfo=UTC))
    assert len(reading(body, window=window).sources) == 3


@pytest.mark.parametrize(
    "form", ["posts-2026-11-{}.xml", "sitemap/2026/11/{}", "posts-202611{}.xml", "x?yyyy=2026&amp;mm=11&amp;dd={}"]
)
def test_of_an_index_of_days_the_last_days_are_the_newest(form: str) -> None:
    body = index(*((form.format(day), None) for day in range(20, 10, -1)))
    assert [s.url[-6:].removesuffix(".xml")[-2:] for s in reading(body).sources] == ["20", "19", "18"]


def test_of_an_index_of_days_those_since_the_last_run_are_read() -> None:
    document = Document(f"{BASE}/x.xml", index(*((f"posts-2026-11-{day}.xml", None) for day in range(10, 21))).encode())
    site = Site(name="x", hosts=("paper.example",), timezone="Asia/Karachi")
    found = read(document, Source(document.url), ANY, site, datetime(2026, 11, 15, 20, tzinfo=UTC))
    assert found and [s.url[-6:-4] for s in found.sources] == ["20", "19", "18", "17", "16"]


def test_of_an_index_of_days_a_period_takes_its_own_and_those_that_reach_into_it() -> None:
    body = index(*((f"posts-2026-11-{day}.xml", None) for day in range(10, 21)))
    window = Window.of("2026-11-15", "2026-11-15")
    assert [s.url[-6:-4] for s in reading(body, window=window).sources] == ["16", "15", "14"]


def test_of_an_index_that_names_the_day_of_its_last_change_that_whole_day_counts() -> None:
    body = index(("posts-1.xml", "2016-04-01"), ("posts-2.xml", "2016-03-30"))
    window = Window(datetime(2016, 4, 1, 10, tzinfo=UTC))
    assert [s.url.rpartition("/")[2] for s in reading(body, window=window).sources] == ["posts-1.xml"]


def test_the_months_of_an_index_are_those_of_the_zone_of_its_paper() -> None:
    site = Site(name="x", hosts=("paper.example",), timezone="Asia/Karachi")
    document = Document(
        f"{BASE}/x.xml", index(("posts-2016-04.xml", None), ("posts-2016-05.xml", None)).encode(), 200, {}
    )
    april = Window.of("2016-04-01", "2016-04-30")  # 1 May has begun in Karachi when April ends in UTC
    found = read(document, Source(document.url), april, site)
    assert found and [s.url[-11:] for s in found.sources] == ["2016-05.xml", "2016-04.xml"]


def test_of_an_index_without_dates_the_last_parts_are_the_newest() -> None:
    body = index(*((f"posts-{n}.xml", None) for n in range(1, 8)))
    assert [s.url.rpartition("/")[2] for s in reading(body).sources] == ["posts-7.xml", "posts-6.xml", "posts-5.xml"]


@pytest.mark.parametrize("space", ["", 'xmlns="http://www.google.com/schemas/sitemap/0.84"', 'xmlns="urn:nothing"'])
def test_a_sitemap_of_any_namespace_is_read(space: str) -> None:
    body = f"<urlset {space}><url><loc>{BASE}/2026/11/bridge/</loc></url></urlset>"
    assert [c.url for c in reading(body).candidates] == [f"{BASE}/2026/11/bridge/"]
    body = f"<sitemapindex {space}><sitemap><loc>posts-1.xml</loc></sitemap></sitemapindex>"
    assert [s.url for s in reading(body).sources] == [f"{BASE}/posts-1.xml"]


def test_a_date_to_come_makes_no_feed_fresh() -> None:
    def item(year: int) -> str:
        return f"<item><link>{BASE}/a{year}</link><pubDate>1 Jan {year} 10:00:00 GMT</pubDate></item>"

    feed = reading(f"<rss><channel>{item(2099)}{item(2025)}</channel></rss>")
    assert feed.newest(NOW) == datetime(2025, 1, 1, 10, tzinfo=UTC)
    assert feed.is_stale(NOW)
    assert not reading(f"<rss><channel>{item(2099)}</channel></rss>").is_stale(NOW)  # it says nothing of the past


def test_rss_gives_dates_and_stated_comments() -> None:
    body = (
        '<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><item>'
        "<link>https://paper.example/bridge/</link><comments>https://paper.example/bridge/#respond</comments>"
        "<pubDate>Thu, 19 Nov 2026 10:00:00 +0500</pubDate><slash:comments>7</slash:comments></item></channel></rss>"
    )
    (candidate,) = reading(body).candidates
    assert (candidate.published, candidate.comments) == (datetime(2026, 11, 19, 5, tzinfo=UTC), 7)


def test_atom_gives_the_alternate_link() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/x"/>'
        '<link rel="alternate" href="/bridge/"/><published>2026-11-19T10:00:00Z</published></entry></feed>'
    )
    assert [c.url for c in reading(body).candidates] == [f"{BASE}/bridge/"]


def test_a_feed_of_comments_says_which_articles_changed() -> None:
    body = (
        '<rss version="2.0"><channel><item><link>https://paper.example/bridge/#comment-9</link>'
        "<pubDate>Thu, 19 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    (candidate,) = reading(body).candidates
    assert (candidate.url, candidate.source) == ("https://paper.example/bridge/", "comments_feed")
    assert candidate.published is None


@pytest.mark.parametrize(("zone", "hour"), [("PKT", 5), ("EST", 15), ("GMT", 10), ("+0500", 5), ("XYZT", 10), ("", 10)])
def test_zones_of_feeds_by_name(zone: str, hour: int) -> None:
    assert moment(f"Thu, 19 Nov 2026 10:00:00 {zone}") == datetime(2026, 11, 19, hour, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "9999-12-31T23:59:59Z"])
def test_a_date_that_stands_for_none_is_none(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(("day", "may"), [("2026-11-01", True), ("2026-11-02", True), ("2026-11-04", False)])
def test_a_candidate_of_a_day_may_be_of_any_hour_of_it_in_any_zone(day: str, may: bool) -> None:
    window = Window.of("2026-11-02T10:00", "2026-11-02T12:00")
    assert Candidate(BASE, "feed", moment(day)).may_be_in(window) is may


def test_a_feed_that_names_a_comment_among_its_articles_is_no_feed_of_comments() -> None:
    body = (
        "<rss><channel><item><link>https://paper.example/bridge/#comment-9</link></item>"
        "<item><link>https://paper.example/ferry/</link></item></channel></rss>"
    )
    assert reading(body).kind == "feed"


def test_a_feed_of_comments_is_never_stale() -> None:
    body = "<rss><channel><item><link>https://p.example/a#comment-1</link><pubDate>1 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    assert reading(body).kind == "comments_feed"
    assert not reading(body).is_stale(NOW)


def test_rdf_and_json_feeds_are_feeds() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><link>https://paper.example/</link></channel>'
        '<item rdf:about="https://paper.example/bridge/"><link>https://paper.example/bridge/</link>'
        "<dc:date>2026-11-19T10:00:00+05:00</dc:date></item></rdf:RDF>"
    )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "url": "/bridge/", "date_published": "2026-11-19T10:00:00+05:00"}, {"id": "2"}],
    }
    for body in (rdf, json.dumps(feed)):
        (candidate,) = reading(body).candidates
        assert (candidate.url, candidate.published) == (f"{BASE}/bridge/", datetime(2026, 11, 19, 5, tzinfo=UTC))
        assert reading(body).kind == "feed"


def test_an_old_feed_that_answers_is_stale() -> None:
    body = "<rss><channel><item><link>https://p.example/a</link><pubDate>1 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    assert reading(body).is_stale(NOW)
    assert not reading(body).is_stale(datetime(2026, 1, 3, tzinfo=UTC))


def test_a_feed_that_is_written_once_a_month_is_not_stale_in_between() -> None:
    days = ("2026-08-20", "2026-09-20", "2026-10-20")
    items = "".join(f"<item><link>{BASE}/{day}</link><pubDate>{day}T00:00:00Z</pubDate></item>" for day in days)
    assert not reading(f"<rss><channel>{items}</channel></rss>").is_stale(NOW)


def test_wordpress_posts_and_their_further_pages() -> None:
    url = f"{BASE}/wp-json/wp/v2/posts?per_page=100&page=1"
    body = json.dumps(
        [{"link": f"{BASE}/bridge/", "date_gmt": "2026-11-19T05:00:00", "modified_gmt": "2026-11-19T06:00:00"}]
    )
    past = Window(datetime(2026, 11, 1, tzinfo=UTC), None)
    found = reading(body, url, past, {"x-wp-totalpages": "3"})
    assert found.candidates[0].published == datetime(2026, 11, 19, 5, tzinfo=UTC)
    assert [s.url for s in found.sources] == [f"{BASE}/wp-json/wp/v2/posts?per_page=100&page=2"]
    assert not reading(body, url, ANY, {"x-wp-totalpages": "3"}).sources


def test_where_the_newest_are_asked_for_the_pages_of_posts_end_somewhere() -> None:
    def goes_on(page: int) -> bool:
        url = f"{BASE}/wp-json/wp/v2/posts?page={page}"
        found = reading(json.dumps([{"link": GOOD}]), url, ANY, {"x-wp-totalpages": "500"})
        return found.following is not None

    assert [goes_on(page) for page in (1, WP_PAGES - 1, WP_PAGES)] == [True, True, False]


@pytest.mark.parametrize(
    "body", ["", "words", "<html><body>x</body></html>", "<!DOCTYPE html><p>x", '{"a": 1}', "[1, 2]", "<a/>"]
)
def test_what_is_no_source_is_none(body: str) -> None:
    assert reading(body) is None


@given(st.binary(max_size=300))
def test_no_bytes_break_it(body: bytes) -> None:
    for prefix in (b"", b"<rss><channel>", b"<urlset>", b"[", b"\x1f\x8b"):
        reading(prefix + body)


@given(st.text(max_size=40))
def test_no_text_breaks_a_date(text: str) -> None:
    found = moment(text)
    assert found is None or found.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/2016/04/05/e-corridor-to-supplement/", True),
        ("/news/1234567/the-bridge", True),
        ("/story/2345678/the-bridge", True),
        ("/the-council-speaks-about-the-bridge/", True),
        ("/20-Nov-2026/the-bridge", True),
        ("/?p=4711", True),
        ("/", False),
        ("/category/business/", False),
        ("/tag/bridge/", False),
        ("/author/amina/", False),
        ("/wp-content/uploads/2026/11/bridge.jpg", False),
        ("/feed/", False),
        ("/a/12/", None),
        ("/bridge", None),
        ("/4711234", True),
        ("/4711234.html", True),
        ("/story.php?id=123", True),
        ("/index.php?option=com_content&newsid=9", True),
        ("/list.php?catid=12", None),
        ("/news/the_bridge_that_shook.html", True),
        ("/%D9%BE%D9%84-%DA%A9%DB%8C-%D9%85%D8%B1%D9%85%D8%AA-%D8%B4%D8%B1%D9%88%D8%B9/", True),
        ("/پل-کی-مرمت-شروع/", True),
        ("/latest-news/1234567/the-bridge", True),
        ("/2026/", False),
        ("/2026/11/", False),
        ("/2026/11/20/", False),
        ("/archive/2026-11-20/", False),
        ("/archive/2026/", False),
        ("/news/2026/11/", False),
        ("/story/1999/", None),
        ("/story/2100/", True),
        ("/archive/2026/page/3/", False),
        ("/category/election-2026/", False),
    ],
)
def test_articles_are_told_from_listings_by_their_address(path: str, verdict: bool | None) -> None:
    assert address_verdict(BASE + path) is verdict


def tree(body: str, head: str = "") -> html.HtmlElement:
    return html.fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


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


def test_many_numbered_links_of_one_shape_are_articles() -> None:
    body = "".join(f'<a href="/a/{n}/">{n}</a>' for n in range(12)) + '<a href="/b/1/">1</a>'
    assert len(listed_articles(tree(body), f"{BASE}/")) == 12


@pytest.mark.parametrize(
    ("head", "body", "path", "kind"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', "", "/bridge", "article"),
        ('<meta property="article:published_time" content="2026-11-01">', "", "/bridge", "article"),
        ('<meta property="og:type" content="article">', "", "/", "listing"),
        ("", "<p>" + "The council spoke. " * 40 + "</p>", "/bridge", "article"),
        ("", "".join(f'<a href="/x{n}">One of many headlines here</a>' for n in range(30)), "/bridge", "listing"),
        ("", "<p>What is said. " * 40 + '<a href="/x">One of many headlines</a>' * 60, "/bridge", "listing"),
    ],
)
def test_a_page_says_what_it_is(head: str, body: str, path: str, kind: str) -> None:
    assert page_kind(tree(body, head), BASE + path) == kind


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


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.paper.example/2026/11/bridge",
        "https://m.paper.example/2026/11/bridge/",
        "https://amp.paper.example/2026/11/bridge/",
        "https://paper.example/2026/11/bridge/amp/",
        "https://paper.example/2026/11/bridge/?replytocom=12#respond",
        "https://paper.example/2026/11/bridge/comment-page-2/#comments",
        "https://paper.example/2026/11/bridge/?utm_source=x&fbclid=y",
        "https://paper.example/2026/11/bridge/print/",
        "https://paper.example:443/2026/11/bridge/",
        "https://paper.example./2026/11/bridge/",
        "https://paper.example/2026/11/%62ridge/",
        "https://paper.example/2026/11/bridge/?PHPSESSID=0a1b",
        "https://paper.example/2026/11/bridge;jsessionid=0A1B.node1",
    ],
)
def test_variants_of_an_address_are_one_article(variant: str) -> None:
    assert address_key(variant) == address_key("https://paper.example/2026/11/bridge/")


@pytest.mark.parametrize(
    ("claim", "url", "is_believed"),
    [
        ("/2026/11/bridge-opens/", "/2026/11/bridge-opens/?view=full", True),
        ("/story/4711/bridge-opens", "/story/4711", True),
        ("/bridge-opens-at-last", "/?p=12", True),  # words of the headline
        ("/پل-کھل-گیا", "/%D9%BE%D9%84-%DA%A9%DA%BE%D9%84-%DA%AF%DB%8C%D8%A7/full", True),
        ("https://other.example/news/4711-bridge-opens", "/story/4711", True),
        ("/story/4712/bridge-opens", "/story/4711/bridge-opens", False),
        ("/category/news/", "/2026/11/bridge-opens/", False),
        ("/news/", "/2026/11/bridge-news-today/", False),
        ("/undefined", "/2026/11/bridge-opens/", False),
        ("https://other.example/", "/2026/11/bridge-opens/", False),
    ],
)
def test_an_address_that_a_page_claims_is_believed_where_they_have_something_in_common(
    claim: str, url: str, is_believed: bool
) -> None:
    assert may_claim(urljoin(BASE, claim), urljoin(BASE, url), "Bridge opens at last") is is_believed


def test_letters_of_other_scripts_are_one_however_they_are_escaped() -> None:
    escaped = "https://paper.example/%D9%BE%D9%84/"
    assert address_key("https://paper.example/پل/") == address_key(escaped) == address_key(escaped.lower())
    assert address_key("https://paper.example/a%2Fb") != address_key("https://paper.example/a/b")
    assert address_key("https://zürich.example/a") == address_key("https://xn--zrich-kva.example/a")


def test_links_to_an_international_host_are_links_of_its_pages() -> None:
    root = tree('<a href="https://zürich.example/2026/11/a-bridge-over-the-canal/">The bridge</a>')
    (found,) = listed_articles(root, "https://xn--zrich-kva.example/")
    assert found.url == "https://xn--zrich-kva.example/2026/11/a-bridge-over-the-canal/"


def test_what_differs_in_a_parameter_that_counts_is_another_article() -> None:
    assert address_key(f"{BASE}/?p=1") != address_key(f"{BASE}/?p=2")


def test_a_period_is_crawled_by_its_archive_pages_newest_first() -> None:
    site = Site(
        name="x", hosts=("paper.example",), feeds=(f"{BASE}/feed/",), archives=(BASE + "/archive/{year}-{month}-{day}",)
    )
    window = Window(datetime(2016, 2, 28, tzinfo=UTC), datetime(2016, 3, 2, tzinfo=UTC))
    urls = [s.url.rpartition("/")[2] for s in sources_of(site, window, NOW)]
    assert urls == ["2016-03-01", "2016-02-29", "2016-02-28"]


def test_the_archive_pages_of_a_period_are_those_of_the_days_where_the_paper_is() -> None:
    site = Site(name="x", hosts=("paper.example",), archives=(BASE + "/{year}-{month}-{day}",), timezone="Asia/Karachi")
    urls = [s.url.rpartition("/")[2] for s in sources_of(site, Window.of("2016-02-28", "2016-02-29"), NOW)]
    assert urls == ["2016-03-01", "2016-02-29", "2016-02-28"]


def test_without_a_period_the_freshest_sources_are_read() -> None:
    kinds = [s.kind for s in sources_of(load_sites()["dawn"], ANY, NOW)]
    assert kinds[0] == "news_sitemap"
    assert "feed" in kinds
    assert not [s for s in sources_of(load_sites()["dawn"], ANY, NOW) if "archive" in s.url]


def test_without_a_period_a_sitemap_is_read_where_nothing_fresher_is() -> None:
    sitemaps = (f"{BASE}/sitemap.xml",)
    fresh = Site(name="x", hosts=("paper.example",), feeds=(f"{BASE}/feed/",), sitemaps=sitemaps)
    assert [s.kind for s in sources_of(fresh, ANY, NOW)] == ["feed"]
    assert [s.kind for s in sources_of(replace(fresh, feeds=()), ANY, NOW)] == ["sitemap"]


@pytest.mark.parametrize(
    ("url", "is_article"),
    [
        ("https://www.thenews.com.pk/print/1234567-canal-to-open", True),
        ("https://www.thenews.com.pk/latest/1234567-canal-to-open", True),
        ("https://www.thenews.com.pk/latest/1234567-canal-to-open/print", False),
        ("https://www.thenews.com.pk/latest/1234567-canal.jpg", False),
        ("https://jang.com.pk/news/1412345", True),
        ("https://jang.com.pk/amp/1412345-canal", False),
        ("https://dailytimes.com.pk/1234567/canal-to-open/", True),
        ("https://dailytimes.com.pk/1234567/canal-to-open/feed/", False),
        ("https://www.nation.com.pk/12-Nov-2026/canal-to-open", True),
    ],
)
def test_a_site_file_knows_what_an_address_of_an_article_is(url: str, is_article: bool) -> None:
    assert address_verdict(url, site_of(url)) is is_article


@pytest.mark.parametrize("name", sorted(load_sites()))
def test_a_site_file_finds_itself_and_says_what_is_second_hand(name: str) -> None:
    import importlib

    site = load_sites()[name]
    given_by = (*site.news_sitemaps, *site.feeds, *site.sitemaps, *site.listings)
    assert given_by or site.wordpress
    assert all(site_of(url) is site for url in given_by)
    text = importlib.import_module(f"ecorridor_scraper.sites.{name}").__doc__ or ""
    assert "econd-hand" in text


NO_ADDRESS = "http://[x/"
GOOD = f"{BASE}/2026/11/20/the-bridge-opens-again/"


@pytest.mark.parametrize(
    "body",
    [
        f"<rss><channel><item><link>{NO_ADDRESS}</link></item><item><link>{GOOD}</link></item></channel></rss>",
        f"<urlset><url><loc>{NO_ADDRESS}</loc></url><url><loc>{GOOD}</loc></url></urlset>",
        json.dumps([{"link": NO_ADDRESS}, {"link": GOOD}]),
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": NO_ADDRESS}, {"url": GOOD}]}),
    ],
)
def test_an_entry_whose_address_is_none_costs_only_itself(body: str) -> None:
    found = reading(body)
    assert found is not None
    assert [c.url for c in found.candidates] == [GOOD]


def test_a_part_of_an_index_whose_address_is_none_costs_only_itself() -> None:
    good = index(("post-sitemap.xml", None))
    found = reading(good.replace("<sitemap>", f"<sitemap><loc>{NO_ADDRESS}</loc></sitemap><sitemap>", 1))
    assert found is not None
    assert [s.url for s in found.sources] == [f"{BASE}/post-sitemap.xml"]


def test_links_of_a_page_whose_address_is_none_are_left_out() -> None:
    head = (
        f'<link rel="alternate" type="application/rss+xml" href="{NO_ADDRESS}">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    )
    page = tree(f'<a rel="next" href="{NO_ADDRESS}">x</a><a rel="next" href="/page/2/">x</a>', head)
    assert advertised(page, f"{BASE}/") == ([f"{BASE}/feed/"], None, None)
    assert next_page(page, f"{BASE}/") == f"{BASE}/page/2/"


@pytest.mark.parametrize("count", ["²", "٣", "-1", "many", "1" * 5000])
def test_a_count_that_is_none_costs_no_feed(count: str) -> None:
    found = reading(f"<rss><channel><item><link>{GOOD}</link><comments>{count}</comments></item></channel></rss>")
    assert found is not None
    assert [(c.url, c.comments) for c in found.candidates] == [(GOOD, None)]


def test_a_page_number_that_is_none_counts_as_the_first() -> None:
    url = f"{BASE}/wp-json/wp/v2/comments?page=abc"
    found = reading(json.dumps([{"link": GOOD}]), url, headers={"x-wp-totalpages": "2"})
    assert found is not None
    assert [s.url for s in found.sources] == [url.replace("abc", "2")]


def test_a_sitemap_whose_packing_is_broken_is_no_source() -> None:
    packed = bytearray(gzip.compress(f"<urlset><url><loc>{GOOD}</loc></url></urlset>".encode()))
    packed[12:20] = b"\xff" * 8
    assert reading(bytes(packed)) is None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "localhost",
        "db",
        "x.internal",
    ],
)
def test_a_host_inside_the_network_is_known_by_its_name_or_number(host: str) -> None:
    assert is_inside(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111", "paper.example", "internal.example", "10.example"])
def test_a_host_outside_is_none(host: str) -> None:
    assert not is_inside(host)


@pytest.mark.parametrize("day", ["2026-10-12", "20261012", "2026-W42-1"])
def test_a_day_is_included_however_it_is_written(day: str) -> None:
    assert Window.of(None, day).until == datetime(2026, 10, 13, tzinfo=UTC)


ITEMS = "".join(f"<item><title>x</title><link>{BASE}/2026/11/{n}/</link></item>" for n in range(4))
FEED = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{ITEMS}</channel></rss>'


@pytest.mark.parametrize(
    "body",
    [
        FEED.replace("<title>x</title>", "<media:title>x</media:title>").encode(),
        b"<br />\n<b>Warning</b>: something on line 5<br />\n" + FEED.encode(),
        b"\0\n" + FEED.encode(),
        FEED.replace("utf-8", "utf-16").encode("utf-16"),
        FEED.replace("<title>x", "<title>" + "y" * 11_000_000, 1).encode(),
        FEED.replace("<title>x</title>", "<title>x <b></title>").encode(),
    ],
    ids=[
        "a prefix that nobody declared",
        "a warning before it",
        "a blank byte",
        "utf-16",
        "a long text",
        "an open tag",
    ],
)
def test_a_feed_that_breaks_the_rules_is_read_whole(body: bytes) -> None:
    found = reading(body)
    assert [c.url for c in found.candidates] == [f"{BASE}/2026/11/{n}/" for n in range(4)]
    assert not found.is_cut


@pytest.mark.parametrize(("body", "is_cut"), [(FEED, False), (FEED[:-60], True), ("<urlset/>", False)])
def test_a_feed_that_ends_in_the_middle_says_so(body: str, is_cut: bool) -> None:
    assert reading(body).is_cut is is_cut
