"""Sites on a bad day: nothing that was fetched is lost, doubled, mixed up or taken for deleted, and nothing ends in silence."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper import load_articles, load_comments, replay
from ecorridor_scraper.addresses import address_key
from ecorridor_scraper.health import RunReport
from ecorridor_scraper.sites import Site, article_key
from ecorridor_scraper.state import State

from .recorded import BASE, NOW, REPORT, article, asked, crawl, hours, page, site, wordpress

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ecorridor_scraper.extraction import Document


def read_before(data: Path, source: str) -> tuple[str | None, str | None, datetime | None]:
    """What is remembered of a source."""
    state = State.of(data)
    try:
        return state.source(source)
    finally:
        state.close()


@pytest.mark.parametrize("end", [-60, None], ids=["cut off", "empty"])
def test_a_feed_that_is_cut_off_or_empty_counts_and_is_read_again(end: int | None, tmp_path: Path) -> None:
    items = "".join(f"<item><link>{article(n).url}</link></item>" for n in (1, 2, 3))
    whole = f"<rss><channel>{items}</channel></rss>"
    feed = f"{BASE}/feed/"
    documents = site(*(article(n) for n in (1, 2, 3)))
    broken = page(feed, whole[:end] if end else "<rss><channel></channel></rss>", kind="application/rss+xml")
    broken.headers["etag"] = '"1"'
    _, spider = crawl(documents | {feed: broken}, start=feed, data=str(tmp_path))
    assert spider.tallies["paper.example"].causes == {"cut off" if end else "no entries": 1}
    if end:
        assert read_before(tmp_path, feed) == (None, None, None)


def test_comments_of_a_site_are_asked_for_again_where_a_page_of_them_failed(tmp_path: Path) -> None:
    documents = wordpress(article(1, day=20), article(2, day=20))
    crawl(documents, data=str(tmp_path))
    row = f'[{{"link": "{article(1).url}#comment-1", "date_gmt": "2026-11-20T12:10:00"}}]'
    url = f"{BASE}/wp-json/wp/v2/comments?per_page=100&_fields=link%2Cdate_gmt&after=2026-11-18T11%3A50%3A00"
    documents[url] = page(url, row, kind="application/json")
    documents[url].headers["x-wp-totalpages"] = "2"
    crawl(documents, data=str(tmp_path))
    assert read_before(tmp_path, f"{BASE}/wp-json/wp/v2/comments")[2] is None


def test_comment_pages_that_are_all_the_first_delete_nothing(tmp_path: Path) -> None:
    url = article(1).url
    further = f'<a href="{url}comment-page-2/#comments">Newer comments</a></ol>'
    first = page(url, article(1).body.decode().replace("</ol>", further))
    second = page(f"{url}comment-page-2/", article(1).body.decode().replace("comment-1", "comment-9"))
    good = site(first) | {second.url: second}
    crawl(good, data=str(tmp_path))
    repeated = good | {second.url: page(second.url, first.body.decode())}
    crawl(repeated, data=str(tmp_path), settings=hours(30))
    comments = load_comments(tmp_path).to_pylist()
    assert len(comments) == 4
    assert [c for c in comments if c["deleted_at"]] == []


def test_a_thread_of_which_a_part_was_refused_is_taken_up_however_old_its_article_is(tmp_path: Path) -> None:
    url = article(1).url
    body = article(1).body.decode().replace("2026-11-01T", "2020-11-01T")
    first = page(url, body.replace("</ol>", f'<a href="{url}comment-page-2/#comments">Newer</a></ol>'))
    second = page(f"{url}comment-page-2/", body.replace("comment-1", "comment-9"))
    refused = site(first) | {second.url: page(second.url, "", 503)}
    crawl(refused, data=str(tmp_path), settings={"RETRY_TIMES": 0})
    crawl(site(first) | {second.url: second}, data=str(tmp_path), settings=hours(9))
    assert load_comments(tmp_path).num_rows == 4


EMPTY = "<html><head><title>Paper</title></head><body></body></html>"
ASIDE = "<html><head><title>Dear readers</title></head><body><h1>Dear readers</h1><p>Everybody here is at lunch today. Come back in the afternoon, when the presses run again.</p></body></html>"


@pytest.mark.parametrize("path", ["/2026/11/bridge-news-number-1/", "/bridge"])
def test_a_page_that_was_empty_at_first_sight_is_looked_at_again(path: str, tmp_path: Path) -> None:
    url = BASE + path
    good = article(1).body.decode().replace(article(1).url, url)
    documents = site(page(url, good), article(2))
    crawl(documents | {url: page(url, EMPTY)}, data=str(tmp_path))
    visits, _ = crawl(documents, data=str(tmp_path), settings=hours(9))
    assert url in [v.article.url for v in visits]


def test_a_listing_is_not_looked_at_again(tmp_path: Path) -> None:
    links = "".join(
        f'<li><a href="/2026/11/other-news-number-{n}/">The canal, and what is to be done</a></li>' for n in range(3)
    )
    section = page(f"{BASE}/canal", f"<html><body><ul>{links}</ul></body></html>")
    crawl(site(section, article(2)), data=str(tmp_path))
    _, spider = crawl(site(section, article(2)), data=str(tmp_path), settings=hours(9))
    assert asked(spider, "/canal") == []


def test_the_same_few_words_on_several_pages_are_no_articles() -> None:
    documents = site(*(page(article(n).url, ASIDE) for n in range(1, 6)), article(7))
    visits, spider = crawl(documents)
    assert len(visits) == 2
    assert spider.tallies["paper.example"].causes == {"the text of another page": 4}


def test_the_same_words_on_pages_that_each_say_their_day_are_articles() -> None:
    """Columns that print one notice a week."""
    told = ASIDE.replace(
        "</head>", '<meta property="article:published_time" content="2026-11-0{}T08:00:00+05:00"></head>'
    )
    visits, _ = crawl(site(*(page(article(n).url, told.format(n)) for n in (1, 2, 3))))
    assert len(visits) == 3


def claiming(number: int, claim: str) -> Document:
    """An article with a text of its own whose canonical address is another."""
    html = article(number).body.decode().replace(f'href="{article(number).url}"', f'href="{claim}"', 1)
    return page(article(number).url, html.replace("Monday", f"day {number}").replace("canal", f"canal {number}"))


@pytest.mark.parametrize(
    "claim", ["/news/", "https://other.example/articles/", "/undefined", "/2026/11/bridge-news-number-3/"]
)
def test_articles_that_claim_one_address_are_kept_apart(claim: str, tmp_path: Path) -> None:
    numbers = range(1, 6)
    documents = site(*(claiming(n, claim) for n in numbers))
    for run in range(2):
        crawl(documents, data=str(tmp_path), settings=hours(30 * run))
        stored = load_articles(tmp_path).to_pylist()
        assert sorted(row["headline"] for row in stored) == [f"The bridge, part {n}" for n in numbers]
        assert load_comments(tmp_path).num_rows == 10


def test_a_wrong_claim_is_noticed_though_each_run_brings_one_article(tmp_path: Path) -> None:
    documents = {}
    for n in range(1, 6):
        documents |= site(claiming(n, "/undefined")) | {u: d for u, d in documents.items() if "number" in u}
        crawl(documents, data=str(tmp_path), settings=hours(9 * n))
    assert len({row["headline"] for row in load_articles(tmp_path).to_pylist()}) == 5


def test_variants_that_claim_their_article_are_that_article(tmp_path: Path) -> None:
    variant = page(f"{BASE}/mobile/bridge-1-of-the-canal/", article(1).body.decode())
    crawl(site(article(1), variant), data=str(tmp_path))
    assert load_articles(tmp_path).num_rows == 1
    assert load_comments(tmp_path).num_rows == 2


def test_what_a_feed_lists_of_another_host_is_fetched_to_the_end_and_visited_again(tmp_path: Path) -> None:
    feed = "https://feeds.example/paper"
    links = "".join(f"<item><link>{article(n).url}</link></item>" for n in range(1, 5))
    documents = site(*(article(n) for n in range(1, 5)))
    documents[feed] = page(feed, f"<rss><channel>{links}</channel></rss>", kind="application/rss+xml")
    first, _ = crawl(documents, start=feed, data=str(tmp_path), max_pages=1)
    documents[feed] = page(feed, "", 304)
    rest, _ = crawl(documents, start=feed, data=str(tmp_path), settings=hours(1))
    again, _ = crawl(documents, start=feed, data=str(tmp_path), settings=hours(30))
    assert (len(first), len(rest), len(again)) == (1, 3, 4)


def test_a_site_with_sources_of_its_own_is_left_to_its_own_crawl(tmp_path: Path) -> None:
    items = f"<item><link>{article(1).url}</link></item>"
    documents = site(article(1), article(2), feed=f"<rss><channel>{items}</channel></rss>")
    crawl(documents, data=str(tmp_path))
    feed = "https://feeds.example/paper"
    documents[feed] = page(feed, f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")
    _, spider = crawl(documents, start=feed, data=str(tmp_path), settings=hours(30))
    assert asked(spider) == [article(1).url]


def test_a_front_page_without_links_that_names_a_feed_is_no_trouble() -> None:
    documents = site(article(1), feed=f"<rss><channel><item><link>{article(1).url}</link></item></channel></rss>")
    home = documents[f"{BASE}/"]
    documents[home.url] = page(home.url, re.sub(r"<ul>.*</ul>", '<div id="root"></div>', home.body.decode()))
    visits, spider = crawl(documents)
    assert (len(visits), spider.tallies["paper.example"].causes) == (1, {})


def test_a_new_site_that_lists_no_article_is_told_of() -> None:
    sitemap = f"{BASE}/sitemap.xml"
    itself = page(sitemap, f"<sitemapindex><sitemap><loc>{sitemap}</loc></sitemap></sitemapindex>", kind="text/xml")
    crawler = replay.run({sitemap: itself}, start=sitemap, settings={"NOW": NOW} | REPORT)
    assert "paper.example: no article is listed" in str(crawler.get_extension(RunReport).error)
    links = {f"{BASE}/": site(*(article(n) for n in range(4)))[f"{BASE}/"]}
    crawler = replay.run(links, start=f"{BASE}/", settings={"NOW": NOW} | REPORT)
    assert "all 4 pages that are listed are gone" in str(crawler.get_extension(RunReport).error)


def test_a_site_whose_sources_fail_is_not_called_dry(tmp_path: Path) -> None:
    for day in (0, 8, 16, 60):
        documents = site(*(article(n) for n in range(2 + min(day, 16)))) if day < 60 else {}
        documents.setdefault(f"{BASE}/", page(f"{BASE}/", "", 403))
        settings = hours(24 * day) | REPORT
        crawler = replay.run(documents, start=f"{BASE}/", data=str(tmp_path), settings=settings)
    report = crawler.get_extension(RunReport)
    assert (report.account.alarms, report.error.exit_code) == ([], 6)


def test_a_site_that_runs_dry_alarms_once_a_day(tmp_path: Path) -> None:
    messages = []
    for day in (0, 8, 16, 20, 60, 60.1, 61.5):
        documents = site(*(article(n) for n in range(2 + int(min(day, 16)))))
        settings = hours(24 * day) | REPORT
        crawler = replay.run(documents, start=f"{BASE}/", data=str(tmp_path), settings=settings)
        messages.append(str(crawler.get_extension(RunReport).error))
    dry = "paper.example: no new article since 2026-12-06, though its sources answer"
    assert messages == ["None"] * 4 + [dry, "None", dry]


def test_a_site_that_is_asked_for_a_past_period_has_not_run_dry(tmp_path: Path) -> None:
    for day, count in ((0, 2), (15, 3)):
        settings = hours(24 * day) | REPORT
        crawl(site(*map(article, range(count))), data=str(tmp_path), settings=settings)
    settings = hours(24 * 90) | REPORT
    documents = site(*map(article, range(3)))
    asked = {"start": f"{BASE}/", "data": str(tmp_path), "settings": settings}
    past = replay.run(documents, since="2020-01-01", until="2020-01-02", **asked)
    today = replay.run(documents, **asked)
    assert past.get_extension(RunReport).error is None
    assert "no new article since" in str(today.get_extension(RunReport).error)


def test_a_known_site_whose_new_links_all_lead_nowhere_alarms_once_a_day(tmp_path: Path) -> None:
    messages = []
    for day, dead in ((0, ()), (1, range(10, 14)), (2, range(20, 25)), (2.1, range(30, 35)), (3.5, range(40, 45))):
        documents = site(article(1), article(2), *map(article, dead))
        for number in dead:
            documents[article(number).url] = page("", "gone", 404)
        settings = hours(24 * day) | REPORT
        crawler = replay.run(documents, start=f"{BASE}/", data=str(tmp_path), settings=settings)
        messages.append(str(crawler.get_extension(RunReport).error))
    alarm = "paper.example: no new article, and 5 new pages that it lists are gone (404); look at: ecorridor threads "
    assert messages == ["None", "None", alarm + article(20).url, "None", alarm + article(40).url]


def test_a_known_site_with_a_new_article_beside_dead_links_is_well(tmp_path: Path) -> None:
    crawl(site(article(1)), data=str(tmp_path), settings=REPORT)
    documents = site(article(1), *map(article, range(10, 17)))
    for number in range(11, 17):
        documents[article(number).url] = page("", "gone", 404)
    crawler = replay.run(documents, start=f"{BASE}/", data=str(tmp_path), settings=hours(9) | REPORT)
    tally = crawler.spider.tallies["paper.example"]
    assert (tally.fresh_gone, tally.new_articles) == (6, 1)
    assert crawler.get_extension(RunReport).error is None


def broken_off(whole: Document) -> Document:
    """A page in the middle of whose fifth comment the server gave up."""
    return page(whole.url, whole.body.decode().partition('<li id="comment-105"')[0])


def test_a_page_that_breaks_off_deletes_no_comment(tmp_path: Path) -> None:
    whole = article(1, comments=8, day=20)
    crawl(site(whole), data=str(tmp_path))
    for later in (30, 31):
        crawl(site(broken_off(whole)), data=str(tmp_path), settings=hours(later))
    comments = load_comments(tmp_path).to_pylist()
    (row,) = load_articles(tmp_path).to_pylist()
    assert (row["thread_complete"], row["thread_incomplete_reason"]) == (False, "truncated")
    assert [c["deleted_at"] for c in comments] == [None] * 8


@pytest.mark.parametrize("is_known", [True, False])
def test_what_a_site_said_is_gone_and_lists_again_is_asked_for_again(is_known: bool, tmp_path: Path) -> None:
    whole = site(article(1, day=20), article(2, day=20))
    lacking = whole | {article(1).url: page(article(1).url, "", 404)}
    for documents, later in ((whole if is_known else lacking, 0), (lacking, 30), (lacking, 39)):
        crawl(documents, data=str(tmp_path), settings=hours(later))
    visits, _ = crawl(whole, data=str(tmp_path), settings=hours(64))
    assert article(1).url in [v.article.url for v in visits]


@pytest.mark.parametrize(("path", "times"), [("/", 1), ("/sitemap.xml", 0)])
def test_a_page_that_is_gone_for_good_is_asked_for_once_a_day_while_it_is_listed_as_news(
    path: str, times: int, tmp_path: Path
) -> None:
    rows = "".join(f"<url><loc>{article(n).url}</loc></url>" for n in (1, 2))
    sitemap = page(f"{BASE}/sitemap.xml", f"<urlset>{rows}</urlset>", kind="text/xml")
    documents = site(article(1), article(2)) | {sitemap.url: sitemap, article(1).url: page(article(1).url, "", 404)}
    counts = [0] * 3
    for hour in range(24, 96, 3):
        _, spider = crawl(documents, f"{BASE}{path}", data=str(tmp_path), settings=hours(hour))
        counts[hour // 24 - 1] += len(asked(spider, article(1).url))
    assert counts[1:] == [times, times]


@pytest.mark.parametrize(("path", "stale"), [("/", []), ("/feed/", [f"{BASE}/feed/"])])
def test_a_feed_that_nobody_named_may_be_stale(path: str, stale: list[str]) -> None:
    item = f"<item><link>{article(1).url}</link><pubDate>Thu, 01 Oct 2026 10:00:00 GMT</pubDate></item>"
    documents = site(article(1), feed=f"<rss><channel>{item}</channel></rss>")
    _, spider = crawl(documents, f"{BASE}{path}")
    assert spider.tallies["paper.example"].stale_sources == stale


def test_an_article_of_which_half_comes_once_has_not_been_edited(tmp_path: Path) -> None:
    body = "".join(f"<p>On day {n} the council spoke at length about the bridge and its repair.</p>" for n in range(20))
    html = re.sub(r'(?s)(?<=<div class="entry-content">).*?(?=</div>)', body, article(1, day=20).body.decode())
    whole, half = page(article(1).url, html), page(article(1).url, html[: html.index("On day 9")])
    for documents, later in ((whole, 0), (half, 30), (whole, 31)):
        crawl(site(documents), data=str(tmp_path), settings=hours(later))
    (row,) = load_articles(tmp_path).to_pylist()
    assert "On day 19" in row["body"]
    assert row["revision"] == 1


def test_a_page_that_breaks_off_is_looked_at_again_however_old_it_is(tmp_path: Path) -> None:
    whole = page(article(1).url, article(1, comments=8).body.decode().replace("2026-11-01T", "2020-11-01T"))
    crawl(site(broken_off(whole)), data=str(tmp_path))
    crawl(site(whole), data=str(tmp_path), settings=hours(9))
    assert load_comments(tmp_path).num_rows == 8


def test_a_page_that_leaves_end_tags_out_does_not_break_off(tmp_path: Path) -> None:
    html = re.sub("</(?:body|html|p|li)>", "", article(1).body.decode())
    crawl(site(page(article(1).url, html)), data=str(tmp_path))
    (row,) = load_articles(tmp_path).to_pylist()
    assert (row["comment_count"], row["thread_complete"]) == (2, True)


@pytest.mark.parametrize(
    ("control", "is_offer"),
    [
        ('<button class="more">Load more comments</button>', True),
        ('<a href="#" class="more">View all 30 comments</a>', True),
        ('<a href="?comments=all">See all comments</a>', True),
        ("<button>مزید تبصرے</button>", True),
        ('<a href="#comments">View all comments</a>', False),
        ("<button>View all 3 comments</button>", False),
        ("<button>Show comments</button>", False),
        ('<a href="/older/">Older posts</a>', False),
    ],
)
def test_a_thread_whose_page_offers_more_is_not_complete_and_loses_none(
    control: str, is_offer: bool, tmp_path: Path
) -> None:
    whole = article(1, comments=4, day=20)
    html = whole.body.decode().replace("</section>", f"{control}</section>")
    crawl(site(page(whole.url, html)), data=str(tmp_path))
    newest = html.replace(html[html.index('<li id="comment-100"') : html.index('<li id="comment-101"')], "")
    crawl(site(page(whole.url, newest)), data=str(tmp_path), settings=hours(30))
    comments = load_comments(tmp_path).to_pylist()
    assert len(comments) == 4
    assert sum(c["deleted_at"] is not None for c in comments) == (not is_offer)


def test_a_host_that_is_given_up_with_pages_left_ends_no_run_well(tmp_path: Path) -> None:
    crawl(site(article(1), article(2)), data=str(tmp_path))
    documents = site(*(article(n) for n in range(1, 30)))
    down = {url: document if "/2026/" not in url else page(url, "", 0) for url, document in documents.items()}
    limits = {"HOST_FAILURES": 4, "HOST_PAUSE": 0, "RETRY_TIMES": 5, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    settings = hours(1) | limits | REPORT
    crawler = replay.run(down, start=f"{BASE}/", data=str(tmp_path), settings=settings)
    assert "4 failures in a row" in str(crawler.get_extension(RunReport).error)
    assert crawler.spider.tallies["paper.example"].failed >= 26  # all that waited


def test_a_source_that_cannot_be_read_is_a_warning_once_a_day(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    told = []
    for later in (0, 1, 23, 25):
        caplog.clear()
        start: Any = [f"{BASE}/", f"{BASE}/none.xml"]
        crawl(site(article(1)), start, data=str(tmp_path), settings=REPORT | hours(later))
        told.append(
            sum("cannot read" in record.getMessage() for record in caplog.records if record.levelname == "WARNING")
        )
    assert told == [1, 0, 0, 1]


def test_a_site_that_begins_to_refuse_is_blocked_also_for_the_pages_that_were_not_asked_for(tmp_path: Path) -> None:
    crawl(site(article(1)), data=str(tmp_path))
    documents = site(*(article(n) for n in range(1, 30)))
    closed = {url: document if "/2026/" not in url else page(url, "no", 403) for url, document in documents.items()}
    limits = {"HOST_FAILURES": 4, "HOST_PAUSE": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    settings = hours(1) | limits | REPORT
    crawler = replay.run(closed, start=f"{BASE}/", data=str(tmp_path), settings=settings)
    assert "the site refuses: refused (403)" in str(crawler.get_extension(RunReport).error)


def posts(first: int, last: int, pages: int, number: int) -> dict[str, Document]:
    """A page of the posts of a WordPress site, the newest first."""
    query = f"per_page=100&_fields=link%2Cdate_gmt%2Cmodified_gmt&page={number}"
    rows = [{"link": article(n).url, "date_gmt": f"2026-11-20T03:{n:02d}:00"} for n in range(last, first - 1, -1)]
    document = page(f"{BASE}/wp-json/wp/v2/posts?{query}", json.dumps(rows), kind="application/json")
    document.headers["x-wp-totalpages"] = str(pages)
    return {document.url: document}


@pytest.mark.parametrize(("since", "read"), [(5, 1), (18, 3)])
def test_posts_that_fill_more_than_a_page_since_the_last_run_are_all_found(
    since: int, read: int, tmp_path: Path
) -> None:
    articles = {article(n).url: article(n) for n in range(1, 31)}
    before = posts(1, 10, 1, 1)
    crawl(articles | before, start=next(iter(before)), data=str(tmp_path))
    last = 10 + since
    now = posts(last - 7, last, 4, 1) | posts(last - 15, last - 8, 4, 2) | posts(last - 23, last - 16, 4, 3)
    visits, spider = crawl(articles | now, start=next(iter(before)), data=str(tmp_path), settings=hours(1))
    assert len(asked(spider, "/wp-json/")) == read
    assert {v.article.headline for v in visits} == {f"The bridge, part {n}" for n in range(11, last + 1)}


def listing(newest: int, pages: int) -> dict[str, Document]:
    """Pages of six articles each under /news/, the newest first."""
    documents = {}
    for number in range(pages):
        first = newest - 6 * number
        links = "".join(f'<a href="{article(n).url}">What the bridge means</a>' for n in range(first, first - 6, -1))
        further = f'<a rel="next" href="/news/{number + 2}">Older</a>'
        address = f"{BASE}/news/{number + 1 if number else ''}"
        documents[address] = page(
            address, f"<html><head><title>News</title></head><body>{links}{further}</body></html>"
        )
    return documents


@pytest.mark.parametrize(("since", "pages"), [(0, 1), (5, 1), (6, 2), (14, 3)])
def test_a_listing_is_read_on_where_more_than_a_page_was_published_since_the_last_run(
    since: int, pages: int, tmp_path: Path
) -> None:
    articles = {article(n).url: article(n) for n in range(1, 40)}
    crawl(articles | listing(18, 3), start=f"{BASE}/news/", data=str(tmp_path))
    visits, spider = crawl(
        articles | listing(18 + since, 5), start=f"{BASE}/news/", data=str(tmp_path), settings=hours(0.1)
    )
    assert len(asked(spider, "/news/")) == pages
    assert {v.article.headline for v in visits} == {f"The bridge, part {n}" for n in range(19, 19 + since)}


def test_a_next_page_that_is_not_there_is_nobodys_trouble(tmp_path: Path) -> None:
    articles = {article(n).url: article(n) for n in range(1, 40)}
    for run, newest in enumerate((18, 30)):
        _, spider = crawl(
            articles | listing(newest, 1), start=f"{BASE}/news/", data=str(tmp_path), settings=hours(run / 10)
        )
    assert asked(spider, "/news/2")
    assert spider.tallies["paper.example"].sources_failed == 0


@pytest.mark.parametrize(("first", "is_gap"), [(4, False), (20, True)])
def test_a_feed_that_lists_nothing_of_the_last_run_may_have_left_something_out(
    first: int, is_gap: bool, tmp_path: Path
) -> None:
    feed = f"{BASE}/feed/"
    for run, start in enumerate((1, first)):
        numbers = range(start, start + 8)
        items = "".join(f"<item><link>{article(n).url}</link></item>" for n in numbers)
        documents = {article(n).url: article(n) for n in numbers}
        documents[feed] = page(feed, f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")
        _, spider = crawl(documents, start=feed, data=str(tmp_path), settings=hours(run))
    spider.sources.say_gaps()
    assert (f"gap {feed}" in spider.losses.troubles) is is_gap


def test_a_short_feed_beside_a_long_one_leaves_nothing_out(tmp_path: Path) -> None:
    feeds = [f"{BASE}/short/", f"{BASE}/long/"]
    for run, numbers in enumerate((range(1, 9), range(1, 21))):
        documents = {article(n).url: article(n) for n in numbers}
        for feed, listed in zip(feeds, (list(numbers)[-8:], numbers), strict=True):
            items = "".join(f"<item><link>{article(n).url}</link></item>" for n in listed)
            documents[feed] = page(feed, f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")
        _, spider = crawl(documents, start=feeds, data=str(tmp_path), settings=hours(run))
    spider.sources.say_gaps()
    assert spider.losses.troubles == {}


def test_long_terms_at_the_addresses_of_articles_replace_none_of_them(tmp_path: Path) -> None:
    documents = site(*(article(n, day=20) for n in range(1, 6)))
    crawl(documents, data=str(tmp_path))
    terms = "<p>We and our partners store data on your device, and read it, for the purposes that are shown.</p>" * 20
    wall = f"<html><head><title>Paper</title></head><body><h1>Your choices</h1>{terms}</body></html>"
    walled = {url: document if "/2026/" not in url else page(url, wall) for url, document in documents.items()}
    _, spider = crawl(walled, data=str(tmp_path), settings=hours(30))
    assert spider.tallies["paper.example"].causes == {"thread and text are gone": 5}
    stored = load_articles(tmp_path).to_pylist()
    assert sorted(row["headline"] for row in stored) == [f"The bridge, part {n}" for n in range(1, 6)]


def test_an_article_whose_site_takes_comments_and_days_out_is_still_that_article_and_loses_none(tmp_path: Path) -> None:
    crawl(site(article(1, day=20)), data=str(tmp_path))
    html = article(1, comments=0, day=20).body.decode().replace('property="article:published_time"', 'name="x"')
    html = re.sub(r'<section id="comments".*?</section>', "", html).replace("Monday", "Tuesday")
    html = html.replace("The bridge, part 1", "Bridge news: number one")
    _, spider = crawl(site(page(article(1).url, html)), data=str(tmp_path), settings=hours(30))
    assert spider.tallies["paper.example"].causes == {}
    (row,) = load_articles(tmp_path).to_pylist()
    assert "Tuesday" in row["body"]
    assert row["thread_complete"] is None
    kept = load_comments(tmp_path).to_pylist()
    assert [(c["status"], c["deleted_at"]) for c in kept] == [("visible", None)] * 2


def test_an_article_whose_comments_were_all_removed_is_still_that_article(tmp_path: Path) -> None:
    crawl(site(article(1, day=20)), data=str(tmp_path))
    html = article(1, comments=0, day=20).body.decode().replace('property="article:published_time"', 'name="x"')
    crawl(
        site(page(article(1).url, html.replace('class="comments-area">', 'class="comments-area"><h2>0 comments</h2>'))),
        data=str(tmp_path),
        settings=hours(30),
    )
    (row,) = load_articles(tmp_path).to_pylist()
    assert row["comment_count"] == 0


def test_what_a_site_file_never_wants_is_not_fetched_whatever_lists_it(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = "".join(f"<item><link>{article(n).url}</link></item>" for n in range(1, 5))
    paper = Site(name="paper", hosts=("paper.example",), feeds=(f"{BASE}/feed/",), never=re.compile("number-[23]/"))
    monkeypatch.setattr("ecorridor_scraper.sites.load_sites", lambda: {"paper": paper})
    visits, _ = crawl(
        site(*(article(n) for n in range(1, 5)), feed=f"<rss><channel>{feed}</channel></rss>"), start=f"{BASE}/feed/"
    )
    assert sorted(v.article.url for v in visits) == [article(1).url, article(4).url]


STORY = Site(name="paper", hosts=("paper.example",), article=re.compile(r"^/story/(?P<id>\d+)"))


def story(slug: str, headline: str) -> Document:
    """An article whose address and canonical link change with its headline."""
    url = f"{BASE}/story/2400001/{slug}"
    return page(
        url, article(1, day=20).body.decode().replace(article(1).url, url).replace("The bridge, part 1", headline)
    )


def test_an_article_whose_headline_and_address_change_is_one_article(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ecorridor_scraper.sites.load_sites", lambda: {"paper": STORY})
    before, after = story("bridge-may-close", "Bridge may close"), story("bridge-closed", "Bridge closed")
    crawl(site(before), data=str(tmp_path))
    moved = page("", "", 301)
    moved.headers["location"] = after.url
    _, spider = crawl(site(after) | {before.url: moved}, data=str(tmp_path), settings=hours(30))
    (row,) = load_articles(tmp_path).to_pylist()
    assert (row["headline"], row["url"], row["revision"]) == ("Bridge closed", after.url, 2)
    assert load_comments(tmp_path).num_rows == 2
    assert spider.tallies["paper"].new_articles == 0
    (tmp_path / "_ops" / "state.sqlite").unlink()
    _, spider = crawl(site(before), data=str(tmp_path), settings=hours(31))
    assert spider.tallies["paper"].new_articles == 0


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.dawn.com/news/1912345/bridge-may-close", "https://dawn.com/news/1912345"),
        (
            "https://tribune.com.pk/story/2400001/bridge-may-close?amp=1",
            "http://tribune.com.pk/story/2400001/bridge-closed/",
        ),
        ("https://www.geo.tv/latest/512345-bridge-may-close", "https://geo.tv/latest/512345-bridge-closed"),
        ("https://www.express.pk/story/2700001/bridge", "https://express.pk/story/2700001"),
        ("https://www.brecorder.com/news/40300001/a", "https://www.brecorder.com/news/40300001/b"),
    ],
)
def test_a_number_tells_the_articles_of_a_site_apart(url: str, same: str) -> None:
    assert article_key(url) == article_key(same)
    assert article_key(url) != article_key(same.replace("0001", "0002").replace("2345", "2346"))


@pytest.mark.parametrize("path", ["/story/bridge-may-close", "/2400001/bridge-may-close", "/live/?id=2400001"])
def test_an_address_that_a_site_file_does_not_know_is_a_whole(path: str) -> None:
    assert article_key(f"https://tribune.com.pk{path}") == address_key(f"https://tribune.com.pk{path}")


@pytest.mark.parametrize("is_known", [False, True])
def test_a_new_site_whose_comments_are_all_refused_is_told_of_once(is_known: bool, tmp_path: Path) -> None:
    embed = '<script data-isso="/isso/" src="/isso/js/embed.min.js"></script><section id="isso-thread"></section>'
    documents = site(*(article(n, comments=0) for n in range(1, 5)))
    for url in [url for url in documents if "/2026/" in url]:
        html = re.sub("<section.*</section>", embed, documents[url].body.decode())
        documents[url] = page(url, html)
    for run in range(1 + is_known):
        settings = hours(30 * run) | REPORT
        crawler = replay.run(documents, start=f"{BASE}/", data=str(tmp_path), settings=settings)
    assert ("the comments of 4 articles were refused" in str(crawler.get_extension(RunReport).error)) is not is_known


def test_a_day_of_hourly_runs_over_a_site_with_some_broken_pages_is_silent(tmp_path: Path) -> None:
    ends: list[tuple[str, dict[str, str]]] = []
    for hour in range(24):
        numbers = range(max(2 * hour - 9, 1), 2 * hour + 12)
        items = "".join(f"<item><link>{article(n).url}</link></item>" for n in reversed(numbers))
        documents = site(*(article(n, day=20, comments=min(hour, 9)) for n in range(1, 2 * hour + 12)))
        for n in range(7, 60, 14):  # gone, broken, led to the front page, kept out
            documents |= {article(n).url: page("", "", 404), article(n + 3).url: page("", "", 500)}
            documents[article(n + 5).url] = page(f"{BASE}/", "<html><body>The Paper</body></html>")
        feed = f"{BASE}/feed/"
        documents[feed] = page(feed, f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")
        rules = "User-agent: *\nDisallow: /2026/11/bridge-news-number-20/"
        documents[f"{BASE}/robots.txt"] = page(f"{BASE}/robots.txt", rules, kind="text/plain")
        settings = hours(hour) | REPORT | {"RETRY_TIMES": 0}
        crawler = replay.run(documents, start=feed, data=str(tmp_path), settings=settings)
        ends.append((str(crawler.get_extension(RunReport).error), crawler.spider.losses.troubles))
    assert ends == [("None", {})] * 24


def test_an_interface_that_is_only_guessed_and_never_answers_is_nobodys_trouble(tmp_path: Path) -> None:
    documents = wordpress(article(1), article(2))
    since = "2026-11-18T11%3A50%3A00"
    url = f"{BASE}/wp-json/wp/v2/comments?per_page=100&_fields=link%2Cdate_gmt&after={since}"
    home = documents[f"{BASE}/"].body.decode().replace('href="/comments/feed/"', "")
    documents |= {f"{BASE}/": page(f"{BASE}/", home), url: page(url, "", 0)}
    _, spider = crawl(documents, data=str(tmp_path), settings={"RETRY_TIMES": 0})
    assert asked(spider, "/wp-json/")
    assert (spider.tallies["paper.example"].sources_failed, spider.losses.troubles) == (0, {})
