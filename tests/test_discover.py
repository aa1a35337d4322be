"""Discovery: what a source is and gives, and which of a site's sources are read."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecorridor_scraper.discover import WP_PAGES, Candidate, Source, read, sources_of
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.periods import Window, moment
from ecorridor_scraper.sites import Site, load_sites

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


def test_a_packed_sitemap_is_the_same_and_cut_off_at_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading(gzip.compress(SITEMAP.encode())).candidates == reading(SITEMAP).candidates
    monkeypatch.setattr("ecorridor_scraper.discover.UNPACKED_LIMIT", len(SITEMAP) - 10)
    assert reading(gzip.compress(SITEMAP.encode())).is_cut


def test_a_news_sitemap_is_sure_of_its_articles() -> None:
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://paper.example/shows/bridge</loc>'
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


def test_of_the_index_of_wordpress_the_posts_are_read() -> None:
    parts = ("posts-post-1", "posts-post-2", "posts-page-1", "taxonomies-category-1", "users-1")
    index = "".join(f"<sitemap><loc>{BASE}/wp-sitemap-{part}.xml</loc></sitemap>" for part in parts)
    names = [s.url.rpartition("sitemap-")[2] for s in reading(f"<sitemapindex>{index}</sitemapindex>").sources]
    assert names == ["posts-post-2.xml", "posts-post-1.xml"]


def test_of_an_index_only_the_parts_of_the_period_are_read() -> None:
    body = index(("posts-2016-03.xml", None), ("posts-2016-04.xml", None), ("posts-2016-05.xml", None))
    window = Window(datetime(2016, 4, 2, tzinfo=UTC), datetime(2016, 4, 30, tzinfo=UTC))
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


@pytest.mark.parametrize(("day", "months"), [("30", ["05", "04"]), ("15", ["04"]), ("01", ["04", "03"])])
def test_months_whose_zone_nobody_knows_may_be_those_of_any(day: str, months: list[str]) -> None:
    body = index(*((f"posts-2016-0{month}.xml", None) for month in range(1, 8)))
    found = reading(body, window=Window.of(f"2016-04-{day}", f"2016-04-{day}"))
    assert [s.url[-6:-4] for s in found.sources] == months


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


@pytest.mark.parametrize(("changed", "may"), [("2026-10-30", False), ("2026-11-02", True), ("2026-12-24", True)])
def test_what_was_changed_before_a_period_was_published_before_it(changed: str, may: bool) -> None:
    window = Window.of("2026-11-02T10:00", "2026-11-02T12:00")
    assert Candidate(BASE, "sitemap", modified=moment(changed)).may_be_in(window) is may


@pytest.mark.parametrize("name", ["published", "modified"])
def test_a_date_that_is_still_to_come_tells_nothing_of_a_page(name: str) -> None:
    candidate = Candidate(BASE, "feed", **{name: NOW + timedelta(days=2)})  # type: ignore[arg-type]
    candidate.forget_what_is_to_come(NOW)
    assert candidate.moment is None


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


def test_a_pause_of_long_ago_makes_no_feed_slow() -> None:
    days = ("2026-06-01", *(f"2026-09-{day:02d}" for day in range(1, 12)))
    items = "".join(f"<item><link>{BASE}/{day}</link><pubDate>{day}T00:00:00Z</pubDate></item>" for day in days)
    assert reading(f"<rss><channel>{items}</channel></rss>").is_stale(NOW)


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


def test_a_period_is_crawled_by_its_archive_pages_newest_first() -> None:
    site = Site(
        name="x", hosts=("paper.example",), feeds=(f"{BASE}/feed/",), archives=(BASE + "/archive/{year}-{month}-{day}",)
    )
    window = Window(datetime(2016, 2, 28, tzinfo=UTC), datetime(2016, 3, 2, tzinfo=UTC))
    urls = [s.url.rpartition("/")[2] for s in sources_of(site, window, NOW)]
    assert urls == ["2016-03-01", "2016-02-29", "2016-02-28"]


def test_a_period_of_a_wordpress_site_is_asked_for_by_its_posts_alone() -> None:
    site = Site(name="x", hosts=("paper.example",), wordpress=f"{BASE}/wp-json/", listings=(f"{BASE}/city/",))
    (source,) = sources_of(site, Window.of("2026-02-01", "2026-02-28"), NOW)
    assert "after=2026-02-01T00%3A00%3A00&before=2026-03-01T00%3A00%3A00" in source.url


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


@pytest.mark.parametrize(
    ("printed", "read", "better"),
    [
        ("11/02/2026", "2026-02-11", True),
        ("by Sana, 11.02.2026 at noon", "2026-02-11", True),
        ("11/02/2026", "2026-11-03", False),  # as the feed has it, in another zone
        ("13/02/2026", "2026-02-13", False),  # which can be read in one way only
        ("00/11/2026", "2026-02-11", False),
        ("11 February 2026", "2026-02-11", False),
        (None, "2026-02-11", False),
    ],
)
def test_day_and_month_are_turned_where_the_feed_names_the_other_day(
    printed: str | None, read: str, better: bool
) -> None:
    candidate = Candidate(BASE, "feed", moment("2026-11-02T05:00:00Z"))
    assert (candidate.better_date(moment(read), printed) is not None) is better


def test_a_site_of_a_page_for_each_day_alone_is_read_by_the_last_days() -> None:
    site = Site(name="paper", hosts=("paper.example",), archives=(f"{BASE}/archive/{{year}}-{{month}}-{{day}}",))
    found = sources_of(site, ANY, NOW)
    # Only yesterday's has to be there: that of today may not have begun.
    assert [(source.url, source.is_guess) for source in found] == [
        (f"{BASE}/archive/2026-11-20", True),
        (f"{BASE}/archive/2026-11-19", False),
        (f"{BASE}/archive/2026-11-18", True),
    ]


@pytest.mark.parametrize("since", [None, datetime(2026, 11, 1, tzinfo=UTC)])
def test_a_site_file_that_names_nothing_begins_at_its_front_page(since: datetime | None) -> None:
    site = Site(name="paper", hosts=("paper.example",), within="/urdu/")
    found = sources_of(site, Window(since), NOW)
    assert [(source.url, source.kind) for source in found] == [("https://paper.example/urdu/", "given")]


@pytest.mark.parametrize(
    ("named", "front"),
    [
        ({"feeds": ("http://hill.example:8080/feed",)}, "http://hill.example:8080/"),
        ({"feeds": ("https://www.hill.example/feed",)}, "https://www.hill.example/"),
        ({"feeds": ("https://feeds.example/hill",)}, "https://hill.example/"),
    ],
)
def test_the_front_page_stands_where_the_feed_does(named: dict[str, tuple[str, ...]], front: str) -> None:
    site = Site(name="hill", hosts=("hill.example",), **named)  # type: ignore[arg-type]
    assert [s.url for s in sources_of(site, Window.of("2016-02-01", "2016-02-29"), NOW)] == [front]
