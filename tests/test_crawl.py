"""Whole crawls through the real engine, over recorded documents."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ecorridor_scraper import fixtures, load_comments, replay
from ecorridor_scraper.commands.extract import extract
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.frontier import Frontier
from ecorridor_scraper.spiders import sources
from ecorridor_scraper.state import State
from ecorridor_scraper.store import Archive, Staging

from .recorded import BASE, article, asked, crawl, hours, page, site, wordpress
from .store_samples import files

if TYPE_CHECKING:
    from pathlib import Path


def test_a_home_page_leads_to_its_articles_and_each_is_one_visit() -> None:
    visits, spider = crawl(site(article(1), article(2), article(3)))
    assert sorted(v.article.url for v in visits) == [f"{BASE}/2026/11/bridge-news-number-{n}/" for n in (1, 2, 3)]
    assert [len(v.comments) for v in visits] == [2, 2, 2]
    assert spider.tallies["paper.example"].failed == 0


def test_the_address_of_an_article_is_that_article_alone() -> None:
    documents = site(article(1), article(2))
    visits, _ = crawl(documents, start=f"{BASE}/2026/11/bridge-news-number-1/")
    assert [v.article.url for v in visits] == [f"{BASE}/2026/11/bridge-news-number-1/"]


def test_an_article_that_is_gone_is_no_failure_and_one_that_breaks_is() -> None:
    documents = site(article(1), article(2), article(3))
    documents[f"{BASE}/2026/11/bridge-news-number-2/"] = page("", "gone", 404)
    documents[f"{BASE}/2026/11/bridge-news-number-3/"] = page("", "broken", 500)
    visits, spider = crawl(documents, settings={"RETRY_TIMES": 0})
    tally = spider.tallies["paper.example"]
    assert len(visits) == 1
    assert (tally.gone, tally.failed, dict(tally.causes)) == (1, 1, {"status 500": 1})


def test_robots_txt_is_obeyed() -> None:
    documents = site(article(1), article(2))
    documents[f"{BASE}/robots.txt"] = page(
        "", "User-agent: *\nDisallow: /2026/11/bridge-news-number-2/", kind="text/plain"
    )
    visits, spider = crawl(documents)
    requested = spider.crawler.settings["REPLAY"].requested
    assert [v.article.url for v in visits] == [f"{BASE}/2026/11/bridge-news-number-1/"]
    assert f"{BASE}/2026/11/bridge-news-number-2/" not in requested
    assert spider.tallies["paper.example"].causes == {"robots.txt": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_robots_txt_in_another_encoding_is_obeyed(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    rules = f"{mark}User-agent: *\nDisallow: /2026/11/bridge-news-number-2/".encode(encoding)
    documents = site(article(1), article(2)) | {
        f"{BASE}/robots.txt": Document("", rules, 200, {"content-type": "text/plain"})
    }
    visits, _ = crawl(documents)
    assert [v.article.url for v in visits] == [article(1).url]


def test_max_pages_takes_the_newest() -> None:
    items = "".join(
        f"<item><link>{BASE}/2026/11/bridge-news-number-{n}/</link><pubDate>{n:02d} Nov 2026 03:00:00 GMT</pubDate></item>"
        for n in range(1, 8)
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
    documents = site(*(article(n, day=n) for n in range(1, 8)), feed=feed)
    visits, _ = crawl(documents, start=f"{BASE}/feed/", max_pages=3)
    assert [v.article.url[-2:-1] for v in visits] == ["7", "6", "5"]


def test_every_visit_is_tagged() -> None:
    (visit,), _ = crawl(site(article(1)))
    assert visit.article.script == "Latn"
    assert [(c.language, c.script) for c in visit.comments] == [("en", "Latn")] * 2


def test_a_period_leaves_out_what_was_published_outside_it() -> None:
    documents = site(*(article(n, day=n) for n in range(1, 6)))
    visits, spider = crawl(documents, since="2026-11-02", until="2026-11-03")  # the last day is included
    assert sorted(v.article.url[-2:-1] for v in visits) == ["2", "3"]
    assert spider.tallies["paper.example"].outside == 3
    visits, _ = crawl(documents, until="2026-11-03T03:00:00Z")  # a moment is not
    assert sorted(v.article.url[-2:-1] for v in visits) == ["1", "2"]


def test_an_archived_crawl_extracted_again_gives_the_same_visits(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from ecorridor_scraper.pipelines import tag_visit
    from ecorridor_scraper.warc import visits as archived

    documents = site(article(1), article(2, comments=5))
    first, _ = crawl(documents, data=str(tmp_path), settings={"ARCHIVE": True, "EXTENSIONS": {}})
    (archive,) = (tmp_path / "_ops" / "raw").rglob("*.warc.gz")
    again = []
    for extraction, _ in archived(archive):
        visit = extraction.visit()
        tag_visit(visit)
        again.append(fixtures.record(visit))
    assert sorted(again, key=str) == sorted((fixtures.record(v) for v in first), key=str)


def test_pseudonyms_are_all_that_is_stored_of_names(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("0123456789abcdef" * 4)
    settings = {"PSEUDONYMISE": True, "PSEUDONYM_KEY_FILE": str(key), "EXTENSIONS": {}}
    crawl(site(article(1, comments=3)), data=str(tmp_path / "data"), settings=settings)
    names = load_comments(tmp_path / "data", columns=["author_name"]).column("author_name").to_pylist()
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{4}-[0-9a-f]{20}", name) for name in names)
    assert not [p for p in (tmp_path / "data").rglob("*") if p.is_file() and b"Reader" in p.read_bytes()]


def test_an_archive_extracted_again_gives_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    documents = site(article(1), article(2, comments=5), article(3, comments=0))
    crawl(documents, data=str(tmp_path / "data"), settings={"ARCHIVE": True, "EXTENSIONS": {}})
    raw = str(tmp_path / "data" / "_ops" / "raw")
    before = files(tmp_path / "data")
    for again in ("data", "other"):
        done = CliRunner().invoke(extract, [raw, "--data", str(tmp_path / again)])
        assert done.exit_code == 0, done.output
        assert files(tmp_path / again) == before
    assert len(before) == 2


def test_archives_are_pruned_by_runs_that_keep_none_and_after_the_run(tmp_path: Path) -> None:
    def crawled(**settings: object) -> list[str]:
        crawl(site(article(1)), data=str(tmp_path), settings={"EXTENSIONS": {}, **settings})
        return sorted(path.parent.name for path in (tmp_path / "_ops" / "raw").rglob("*.warc.gz"))

    assert len(crawled(ARCHIVE=True, NOW="2026-11-20T10:00")) == 1
    assert crawled(ARCHIVE=True, NOW="2026-11-24T10:00", ARCHIVE_DAYS=5) == ["2026-11-20", "2026-11-24"]
    assert crawled(NOW="2026-11-27T10:00", ARCHIVE_DAYS=5) == ["2026-11-24"]
    assert crawled(NOW="2026-11-27T10:00", ARCHIVE=True, ARCHIVE_MAX_MB=0.000_001) == []


def test_the_state_remembers_only_what_is_durable(tmp_path: Path) -> None:
    state = State.of(tmp_path)
    durable: list[str] = []
    state.before_flush = lambda: durable.append("synced")
    state.flush()
    assert durable == []
    state.failed("key", "https://paper.example/", "paper.example", datetime(2026, 11, 1, tzinfo=UTC))
    state.flush()
    assert durable == ["synced"]
    state.close()


def test_a_long_crawl_commits_what_it_has_meanwhile(tmp_path: Path) -> None:
    _, spider = crawl(site(article(1), article(2)), data=str(tmp_path), settings={"COMMIT_MINUTES": 1e-9})
    counts = [commit.visits for commit in spider.commits]  # the last at the end
    assert sum(counts) == 2
    assert len(counts) > 1
    assert counts[0]


@pytest.mark.parametrize(("kept", "how"), [(Staging, "append"), (Archive, "add")])
def test_a_crawl_remembers_no_visit_before_it_is_durable(
    kept: type, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[object] = []
    remembered: list[int] = []
    keep, sync, write = getattr(kept, how), kept.sync, State._write  # type: ignore[attr-defined]

    def keeping(self: Any, what: object, **more: Any) -> Any:
        waiting.append(what)
        return keep(self, what, **more)

    def synced(self: Any) -> None:
        sync(self)
        waiting.clear()

    def written(state: State) -> Any:
        if state._pending:
            remembered.append(len(waiting))
        return write(state)

    monkeypatch.setattr("ecorridor_scraper.state._BATCH", 1)
    for kind, name, function in ((kept, how, keeping), (kept, "sync", synced), (State, "_write", written)):
        monkeypatch.setattr(kind, name, function)
    crawl(site(article(1), article(2)), data=str(tmp_path), settings={"ARCHIVE": True})
    assert len(remembered) > 2
    assert not any(remembered)


def test_two_days_of_hourly_runs_with_kills_and_failures_lose_and_double_nothing() -> None:
    from benchmarks.simulated_month import simulate

    result = simulate(2, seed=3, per_day=12, kills=0.1, changes=1.75)
    assert result.killed
    assert result.visible > 20
    assert (result.present, result.doubled, result.right) == (result.visible, 0, result.visible), result.line
    assert (result.alarm_after in (1, 2), result.false_alarms) == (True, 0), result.line


def test_a_reservation_of_data_mining_is_recorded_and_obeyed_where_that_is_set() -> None:
    reserved = article(1)
    body = reserved.body.replace(b"<head>", b'<head><meta name="tdm-reservation" content="1">')
    documents = site(Document(reserved.url, body, 200, reserved.headers), article(2))
    visits, _ = crawl(documents)
    assert {v.article.url[-2:-1]: v.article.tdm_reserved for v in visits} == {"1": True, "2": None}
    obeyed, spider = crawl(documents, settings={"OBEY_TDM_RESERVATION": True})
    assert [v.article.url[-2:-1] for v in obeyed] == ["2"]
    assert spider.tallies["paper.example"].reserved == 1


# ---------------------------------------------------------------- over several runs


def test_an_article_that_is_due_is_visited_again_though_no_page_lists_it_any_more(tmp_path: Path) -> None:
    documents = site(article(1, day=20), article(2, day=20))
    crawl(documents, data=str(tmp_path))
    documents[f"{BASE}/"] = site(article(3, day=20))[f"{BASE}/"]
    documents[article(3, day=20).url] = article(3, day=20)
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(16))
    assert sorted(url[-2:-1] for url in asked(spider)) == ["1", "2", "3"]


def test_one_article_that_is_asked_for_brings_no_others_along(tmp_path: Path) -> None:
    documents = site(article(1, day=20), article(2, day=20))
    crawl(documents, data=str(tmp_path))
    _, spider = crawl(documents, start=article(1).url, data=str(tmp_path), settings=hours(16))
    assert asked(spider) == [article(1).url]


def test_what_one_run_found_and_did_not_come_to_the_next_one_fetches(tmp_path: Path) -> None:
    documents = site(*(article(n, day=20) for n in range(1, 7)))
    first, _ = crawl(documents, data=str(tmp_path), max_pages=2)
    documents[f"{BASE}/"] = page(f"{BASE}/", '<html><body><a href="/about/">About us</a></body></html>')
    second, spider = crawl(documents, data=str(tmp_path), settings=hours(0.1))
    assert (len(first), len(second)) == (2, 4)
    assert not {v.article.url for v in first} & {v.article.url for v in second}
    assert spider.tallies["paper.example"].causes == {"no article links": 1}


def past(day: int) -> Document:
    items = "".join(
        f"<url><loc>{BASE}/2016/04/bridge-news-number-{n}/</loc><lastmod>2016-04-{n:02d}</lastmod></url>"
        for n in range(3 * day - 2, 3 * day + 1)
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return page(f"{BASE}/posts-{day}.xml", f"<urlset {space}>{items}</urlset>", kind="application/xml")


def test_a_past_period_is_taken_up_where_a_run_left_it(tmp_path: Path) -> None:
    parts = "".join(f"<sitemap><loc>{BASE}/posts-{n}.xml</loc></sitemap>" for n in (1, 2, 3))
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'
    documents = {f"{BASE}/posts-{n}.xml": past(n) for n in (1, 2, 3)}
    documents[f"{BASE}/sitemap.xml"] = page(f"{BASE}/sitemap.xml", index, kind="application/xml")
    for n in range(1, 10):
        old = article(n, day=n)
        url = f"{BASE}/2016/04/bridge-news-number-{n}/"
        body = old.body.replace(b"2026-11", b"2016-04").replace(b"2026/11", b"2016/04")
        documents[url] = Document(url, body, 200, old.headers)
    period = {"since": "2016-04-01", "until": "2016-05-01"}
    seen: list[str] = []
    for run in range(4):
        options = {**period, "max_pages": 4, "settings": hours(run)}
        visits, spider = crawl(documents, start=f"{BASE}/sitemap.xml", data=str(tmp_path), **options)
        seen += [v.article.url for v in visits]
        assert len(asked(spider, "posts-")) == (3 if run == 0 else 0)
    assert sorted(seen) == sorted(f"{BASE}/2016/04/bridge-news-number-{n}/" for n in range(1, 10))
    _, spider = crawl(site(article(1, day=20)), data=str(tmp_path), settings=hours(5))
    assert not asked(spider, "/2016/")  # the hourly crawl leaves the past alone


def of_runs(runs: int, pages: int, documents: dict[str, Any], start: str, data: Path) -> list[str]:
    """The articles that as many runs over a past period take, each of them at most so many pages."""
    seen: list[str] = []
    for run in range(runs):
        options: dict[str, Any] = {"since": "2026-11-01", "max_pages": pages, "settings": hours(run)}
        visits, _ = crawl(documents, start=start, data=str(data), **options)
        seen += [v.article.url for v in visits]
    return sorted(seen)


def test_a_past_period_of_one_sitemap_is_taken_up_where_a_run_left_it(tmp_path: Path) -> None:
    documents = site(*(article(n) for n in range(1, 6)))
    entries = "".join(f"<url><loc>{article(n).url}</loc></url>" for n in range(1, 6))
    documents[f"{BASE}/sitemap.xml"] = page(f"{BASE}/sitemap.xml", f"<urlset>{entries}</urlset>", kind="text/xml")
    assert of_runs(3, 2, documents, f"{BASE}/sitemap.xml", tmp_path) == [article(n).url for n in range(1, 6)]


def test_a_part_of_a_past_period_that_a_run_could_not_read_is_read_by_the_next(tmp_path: Path) -> None:
    documents = site(*(article(n) for n in (1, 2)))
    parts = {n: f"{BASE}/sitemap-part-{n}.xml" for n in (1, 2)}
    entries = "".join(f"<sitemap><loc>{part}</loc></sitemap>" for part in parts.values())
    index = page(f"{BASE}/sitemap.xml", f"<sitemapindex>{entries}</sitemapindex>", kind="text/xml")
    documents[index.url] = index
    for n, part in parts.items():
        documents[part] = page(part, f"<urlset><url><loc>{article(n).url}</loc></url></urlset>", kind="text/xml")
    broken = documents | {parts[2]: page(parts[2], "", 500)}
    first = of_runs(1, 9, broken, index.url, tmp_path)
    assert (first, of_runs(1, 9, documents, index.url, tmp_path)) == ([article(1).url], [article(2).url])


def test_the_pages_of_a_listing_are_read_on_where_a_run_left_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ENOUGH", 2)
    documents = site(*(article(n) for n in range(10, 22)))
    for number in range(1, 5):
        links = "".join(
            f'<a href="{article(3 * number + k + 7).url}">What the bridge means for us</a>' for k in range(3)
        )
        further = f'<link rel="next" href="{BASE}/news/{number + 1}">' if number < 4 else ""
        listing = page(f"{BASE}/news/{number}", f"<html><head>{further}</head><body>{links}</body></html>")
        documents[listing.url] = listing
    assert of_runs(4, 3, documents, f"{BASE}/news/1", tmp_path) == [article(n).url for n in range(10, 22)]


def test_a_past_period_of_many_sitemaps_needs_no_more_memory_than_one_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "ENOUGH", 5)
    most = 0

    def push(self: Frontier, *task: Any) -> None:
        nonlocal most
        pushed(self, *task)
        most = max(most, self.left)

    pushed = Frontier.push
    monkeypatch.setattr(Frontier, "push", push)
    parts = "".join(f"<sitemap><loc>{BASE}/posts-{n}.xml</loc></sitemap>" for n in range(1, 11))
    documents = {f"{BASE}/posts-{n}.xml": past(n) for n in range(1, 11)}
    documents[f"{BASE}/sitemap.xml"] = page(f"{BASE}/sitemap.xml", f"<sitemapindex>{parts}</sitemapindex>")
    one_by_one = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    _, spider = crawl(documents, f"{BASE}/sitemap.xml", since="2016-04-01", until="2016-05-01", settings=one_by_one)
    assert len(asked(spider, "/2016/")) == 30
    assert most <= 5 + sources.AT_ONCE * 3  # what the parts under way have


def test_a_site_that_changes_its_comment_system_shows_each_comment_once(tmp_path: Path) -> None:
    from .test_left_alone import embedding, one_comment

    old = article(1, day=20)
    crawl(site(old), data=str(tmp_path))
    documents = embedding(1)
    documents.service = one_comment()
    crawl(documents, data=str(tmp_path), settings=hours(30))
    rows = load_comments(tmp_path).to_pylist()
    systems = sorted((row["comment_system"], row["deleted_at"] is None) for row in rows)
    assert systems == [("isso", True), ("wordpress", False), ("wordpress", False)]


@pytest.mark.parametrize(
    ("said", "precision"), [("2026-11-02", "day"), ("2026-11-02T10:00:00Z", "second"), ("2099-11-02T10:00:00Z", None)]
)
def test_a_page_without_a_date_has_that_of_its_feed_as_far_as_it_can_be(said: str, precision: str | None) -> None:
    undated = re.sub(r'<meta property="article:published_time"[^>]*>', "", article(1).body.decode())
    entry = f'<feed><entry><link href="{article(1).url}"/><published>{said}</published></entry></feed>'
    visits, _ = crawl(site(page(article(1).url, undated), feed=entry), start=f"{BASE}/feed/")
    assert [v.article.date_published_precision for v in visits] == [precision]


def test_a_lost_memory_is_made_again_from_the_datasets(tmp_path: Path) -> None:
    documents = site(*(article(n, day=20) for n in range(1, 4)))
    crawl(documents, data=str(tmp_path))
    for path in (tmp_path / "_ops").glob("state.sqlite*"):
        path.unlink()
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(0.1))
    assert asked(spider) == []


@pytest.mark.parametrize("is_open", [True, False])
def test_one_request_finds_the_articles_with_new_comments(is_open: bool, tmp_path: Path) -> None:
    documents = wordpress(article(1, day=20), article(2, day=20))
    since = f"{BASE}/wp-json/wp/v2/comments?per_page=100&_fields=link%2Cdate_gmt&after="
    if is_open:  # the first time of the last two days, then from the last look on, a little overlapping
        first = f"{since}2026-11-18T11%3A50%3A00"
        documents[first] = page(first, "[]", kind="application/json")
    crawl(documents, data=str(tmp_path))
    link = f"{article(2).url}#comment-299"
    if is_open:
        url = f"{since}2026-11-20T11%3A50%3A00"
        body = f'[{{"link": "{link}", "date_gmt": "2026-11-20T12:10:00"}}]'
    else:
        url = f"{BASE}/comments/feed/"
        when = "Fri, 20 Nov 2026 12:10:00 +0000"
        item = f"<item><link>{link}</link><pubDate>{when}</pubDate></item>"
        body = f'<rss version="2.0"><channel>{item}</channel></rss>'
    documents[url] = page(url, body, kind="application/json")
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(0.25))
    assert asked(spider) == [article(2).url]


def test_a_count_that_a_feed_states_is_remembered_over_a_look_that_found_nothing_new(tmp_path: Path) -> None:
    def stating(count: int) -> str:
        item = f"<item><link>{article(1).url}</link><comments>{count}</comments></item>"
        return f'<rss version="2.0"><channel>{item}</channel></rss>'

    whole = article(1, day=20)
    crawl(site(feed=stating(2)) | {whole.url: whole}, data=str(tmp_path))
    crawl(site() | {whole.url: page(whole.url, "", 304)}, data=str(tmp_path), settings=hours(26))
    _, spider = crawl(site(feed=stating(3)) | {whole.url: whole}, data=str(tmp_path), settings=hours(26.2))
    assert asked(spider) == [whole.url]


def test_an_unchanged_thread_of_many_documents_costs_two_requests(tmp_path: Path) -> None:
    from .test_threads_crawl import Script
    from .thread_sites import FETCHED_AT, SITES, WORDPRESS

    for name in ("wordpress_pages", "wordpress_rest", "wpdiscuz_ajax", "disqus", "coral", "wordpress_atom"):
        scripted = {**SITES, **WORDPRESS}[name]()
        counts = []
        for run in range(4):
            script = Script(scripted)
            settings = {"NOW": FETCHED_AT + timedelta(hours=3 * run), "RETRY_ENABLED": False}
            options = {"data": str(tmp_path / name), "is_article": True, "tag": False, "settings": settings}
            replay.run(script, start=script.site.page.url, **options)
            counts.append(1 + len(script.asked))
        assert counts[0] > 2, name
        assert counts[1:3] == [2, 2], name
        assert counts[3] == counts[0], name  # every third look in a row is a whole one


def test_nothing_inside_the_network_is_asked_for_that_only_a_site_names() -> None:
    inside = page("http://169.254.169.254/2026/11/20/the-keys-of-the-cloud/", article(2).body.decode())
    items = "".join(f"<item><link>{url}</link></item>" for url in (inside.url, article(1).url))
    documents = site(article(1), feed=f"<rss><channel>{items}</channel></rss>") | {inside.url: inside}
    visits, spider = crawl(documents, start=f"{BASE}/feed/")
    assert [v.article.url for v in visits] == [article(1).url]
    assert spider.tallies["169.254.169.254"].causes == {"address inside this network": 1}
    visits, _ = crawl(documents, start=inside.url)
    assert len(visits) == 1
