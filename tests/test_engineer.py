"""What somebody meets who adds a site: site files that say little, sites that have little, and what becomes of them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper import extract, load_articles
from ecorridor_scraper.commands.add_site import look
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.items import Article, Comment, Visit
from ecorridor_scraper.replay import Recording

from .commands import FAST, rows, run, spawn, spawn_beside_the_demo
from .local import Answer, LocalSite, article

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path


def test_a_site_file_that_names_no_start_begins_at_the_front_page(tmp_path: Path) -> None:
    text = 'SITE = Site(name="valley", hosts=("kohsar.example",), timezone="Asia/Karachi")\n'
    (tmp_path / "valley.py").write_text(f"from ecorridor_scraper.sites import Site\n{text}")
    words = ("crawl", "valley", "--data", str(tmp_path / "data"), "--max-pages", "2", "-s", "NOW=2026-10-24T07:00:00Z")
    done = spawn_beside_the_demo(*words, ECORRIDOR_SITES=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "data", "articles")


class Moving(LocalSite):
    """A paper that leaves `127.0.0.1` for `localhost`, with a feed of two articles: one has comments."""

    def print(self, base: str) -> None:
        """Set what is answered, under an address."""
        items = ""
        for number, comments in ((1, 2), (2, 0)):
            path = f"/story-{number}-of-the-bridge/"
            self.answers[path] = Answer(
                article(number, base + path, comments=comments).replace("council", f"council {number}")
            )
            items += f"<item><link>{base}{path}</link><pubDate>Sun, 01 Nov 2026 03:00:00 +0000</pubDate></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'
        self.answers["/feed/"] = Answer(feed, headers={"Content-Type": "application/rss+xml"})

    def move(self) -> str:
        """Leave; the new address."""
        new = self.url.replace("127.0.0.1", "localhost")
        self.print(new)
        return new

    def answer(self, asked: BaseHTTPRequestHandler, posted: bytes) -> None:
        host = asked.headers["Host"]
        if "localhost" in self.answers["/feed/"].body and host.startswith("127.0.0.1"):  # type: ignore[union-attr]
            new = f"http://{host.replace('127.0.0.1', 'localhost')}{asked.path}"
            self.send(asked, 301, {"Location": new}, b"")
        else:
            super().answer(asked, posted)


def test_a_feed_that_moves_to_another_domain_is_told_of_and_doubles_nothing(tmp_path: Path) -> None:
    with Moving() as site:
        site.print(site.url)
        words = ("crawl", f"{site.url}/feed/", "--data", str(tmp_path), "-q", *FAST)
        first = spawn(*words, "-s", "NOW=2026-11-01T06:00:00Z")
        site.move()
        later = spawn(*words, "-s", "NOW=2026-11-01T12:00:00Z")
    assert first.returncode == 0, first.stderr
    assert later.returncode == 4
    assert "redirected to localhost" in later.stderr
    assert "site file with both hosts" in later.stderr
    assert (rows(tmp_path, "articles"), rows(tmp_path, "comments")) == (2, 2)


def test_a_feed_that_a_service_answers_for_goes_on(tmp_path: Path) -> None:
    with LocalSite() as site:
        service = site.url.replace("127.0.0.1", "localhost")
        site.answers["/feed/"] = Answer("", 301, {"Location": f"{service}/paper.xml"})
        site.answers["/paper.xml"] = lambda _: feed

        def publish(count: int) -> Answer:
            paths = site.add_articles(count)
            items = "".join(f"<item><link>{site.url}{path}</link></item>" for path in paths)
            text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'
            return Answer(text, headers={"Content-Type": "application/rss+xml"})

        feed = publish(1)
        words = ("crawl", f"{site.url}/feed/", "--data", str(tmp_path), "-q", "-s", "INSIDE_ADDRESSES=True", *FAST)
        first = spawn(*words, "-s", "NOW=2026-11-01T06:00:00Z")
        feed = publish(3)
        later = spawn(*words, "-s", "NOW=2026-11-01T12:00:00Z")
    assert (first.returncode, later.returncode) == (0, 0), first.stderr + later.stderr
    assert rows(tmp_path, "articles") == 3


def test_a_site_that_moves_to_another_domain_goes_on_in_a_file_with_both_hosts(tmp_path: Path) -> None:
    data, own = tmp_path / "data", {"ECORRIDOR_SITES": str(tmp_path)}
    with Moving() as site:
        site.print(site.url)
        spawn("crawl", f"{site.url}/feed/", "--data", str(data), *FAST, "-s", "NOW=2026-11-01T06:00:00Z")
        new = site.move()
        text = f'SITE = Site(name="127.0.0.1", hosts=("localhost", "127.0.0.1"), feeds=("{new}/feed/",))\n'
        (tmp_path / "paper.py").write_text(f"from ecorridor_scraper.sites import Site\n{text}")
        later = spawn("crawl", "127.0.0.1", "--data", str(data), "-q", *FAST, "-s", "NOW=2026-11-01T12:00:00Z", **own)
    assert later.returncode == 0, later.stderr
    assert (rows(data, "articles"), rows(data, "comments")) == (2, 2)
    urls = load_articles(data, columns=["url"])["url"].to_pylist()
    assert all(url.startswith("http://localhost") for url in urls)


def days(site: LocalSite, *dates: str) -> None:
    """A page for each day, with one article, and a front page that leads to them alone."""
    for number, day in enumerate(dates):
        path = f"/story-{number}-of-the-bridge.html"
        site.answers[path] = Answer(article(number, site.url + path))
        site.answers[f"/archive/{day}"] = Answer(
            f'<ul><li><a href="{path}">What the council said of the bridge</a></li></ul>'
        )
    links = "".join(f'<a href="/archive/{day}">{day}</a>' for day in dates)
    site.answers["/"] = Answer(f"<html><body><h1>Paper</h1>{links}</body></html>")


def test_a_page_for_each_day_is_an_archive_and_each_day_is_read(tmp_path: Path) -> None:
    own = {"ECORRIDOR_SITES": str(tmp_path)}
    data = str(tmp_path / "data")
    with LocalSite() as site:
        days(site, "2026-11-02")
        words = ("add-site", f"{site.url}/archive/2026-11-02", "--name", "paper", "--fixtures", str(tmp_path / "fx"))
        added = spawn(*words, *FAST, **own)
        first = spawn("crawl", "paper", "--data", data, "-s", "NOW=2026-11-02T12:00:00Z", *FAST, **own)
        days(site, "2026-11-02", "2026-11-03", "2026-11-04")
        later = spawn("crawl", "paper", "--data", data, "-s", "NOW=2026-11-04T12:00:00Z", *FAST, **own)
    assert added.returncode == 0, added.stderr
    assert "/archive/{year}-{month}-{day}" in (tmp_path / "paper.py").read_text()
    assert (first.returncode, later.returncode) == (0, 0), first.stderr + later.stderr
    assert rows(tmp_path / "data", "articles") == 3


def test_a_page_that_a_script_makes_is_told_what_to_give_instead(tmp_path: Path) -> None:
    with LocalSite(
        {"/": Answer('<html><body><div id="root"></div><script src="/a.js"></script></body></html>')}
    ) as site:
        done = spawn("crawl", site.url, "--data", str(tmp_path / "data"), *FAST)
    assert done.returncode == 4
    assert "no article links" in done.stderr
    assert "a sitemap or an article" in done.stderr


def test_sections_that_stand_first_in_a_sitemap_are_no_articles_of_a_new_site(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(2)
        urls = "".join(f"<url><loc>{site.url}{path}</loc><lastmod>2026-11-01</lastmod></url>" for path in paths)
        for name in ("city", "sports", "water"):
            site.answers[f"/news/{name}"] = Answer(
                f"<ul>{''.join(f'<li><a href={p}>The bridge, and who may cross it</a>' for p in paths)}</ul>"
            )
            urls += f"<url><loc>{site.url}/news/{name}</loc><lastmod>2026-11-02</lastmod></url>"
        site.answers["/sitemap.xml"] = Answer(f"<urlset>{urls}</urlset>")
        site.answers["/"] = Answer("<html><body><p>The Paper</p></body></html>")
        words = ("--name", "paper", "--fixtures", str(tmp_path / "fx"))
        done = spawn("add-site", site.url, *words, *FAST, ECORRIDOR_SITES=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert sorted(f.name for f in (tmp_path / "fx" / "paper").iterdir()) == ["first", "second"]


def test_a_front_page_that_a_script_makes_is_no_listing_of_a_site_with_a_sitemap(tmp_path: Path) -> None:
    own = {"ECORRIDOR_SITES": str(tmp_path)}
    with LocalSite() as site:
        paths = site.add_articles(2)
        site.answers["/"] = Answer('<html><body><div id="root"></div><script src="/a.js"></script></body></html>')
        urls = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths)
        site.answers["/sitemap.xml"] = Answer(f"<urlset>{urls}</urlset>")
        words = ("--name", "paper", "--fixtures", str(tmp_path / "fx"))
        added = spawn("add-site", site.url, *words, *FAST, **own)
        crawls = [spawn("crawl", "paper", "--data", str(tmp_path / "data"), "-q", *FAST, **own) for _ in range(2)]
    assert (added.returncode, "articles are found by the sitemap" in added.stdout) == (0, True)
    source = (tmp_path / "paper.py").read_text()
    assert f'sitemaps=("{site.url}/sitemap.xml",)' in source
    assert "listings" not in source
    assert [(done.returncode, done.stderr) for done in crawls] == [(0, "")] * 2


@pytest.mark.parametrize(("without", "is_asked_for"), [("", False), ("T08:00:00", True), ("T10:00:00", True)])
def test_a_zone_is_asked_for_where_a_date_of_an_article_or_a_comment_has_none(without: str, is_asked_for: bool) -> None:
    url = "https://paper.example/2026/11/bridge/"
    visit = extract(article(1, url).replace(f"{without}+05:00", without or "+05:00"), url)
    found = look("paper", "paper.example", url, Recording({}, [visit]))
    assert any("set timezone" in line for line in found.missing) == is_asked_for


def test_the_languages_of_a_site_are_three_and_that_of_its_articles_the_first() -> None:
    said = [Comment(language=code) for code in ("en", "en", "en", "ur-Latn", "ur-Latn", "ar", "und", *["zxx"] * 9)]
    url = "https://paper.example/2026/11/bridge/"
    visit = Visit(Article(url=url, in_language="ur-PK"), said, datetime(2026, 11, 20, tzinfo=UTC))
    assert look("paper", "paper.example", url, Recording({}, [visit])).languages == ["ur", "en", "ur-Latn"]


def test_a_site_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "site127001.py").write_text("reviewed")
    done = run("add-site", "http://127.0.0.1:9/", "--sites", str(tmp_path), "--fixtures", str(tmp_path / "f"))
    assert (done.exit_code, "the name 'site127001' cannot be used or is taken" in done.stderr) == (2, True)
    assert (tmp_path / "site127001.py").read_text() == "reviewed"


CUT = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n<html><body>The bridge"
PACKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\n<html>"
AWAY = b"HTTP/1.1 302 Found\r\nLocation: javascript:history.back()\r\nContent-Length: 0\r\n\r\n"
_PACKED = gzip.compress(b"<html><body>" + bytes(20_000_000), mtime=0)
BOMB = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(_PACKED), _PACKED)
WORDS = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nNo bridge"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "no whole HTTP answer"),
        (CUT, "answer broke off"),
        (PACKED, "packed wrongly"),
        (BOMB, "too large"),
        (AWAY, "redirect to no web address"),
        (WORDS, "no page"),
    ],
    ids=["another protocol", "cut off", "packed wrongly", "a bomb", "a redirect to a script", "words"],
)
def test_what_a_server_does_wrong_is_said_in_words(answer: bytes, said: str, tmp_path: Path) -> None:
    class Raw(BaseRequestHandler):
        def handle(self) -> None:
            asked = self.request.recv(65536)
            self.request.sendall(
                answer if asked.startswith(b"GET /bridge") else b"HTTP/1.1 404 Not found\r\nContent-Length: 0\r\n\r\n"
            )

    with ThreadingTCPServer(("127.0.0.1", 0), Raw) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/bridge"
        done = spawn("crawl", url, "--data", str(tmp_path / "data"), "-q", *FAST)
        server.shutdown()
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith(f"ecorridor: nothing could be fetched: {said}, for instance {url}")


def test_a_day_that_a_page_prints_in_another_order_is_that_of_the_feed(tmp_path: Path) -> None:
    path, meta = "/story-of-the-bridge/", '<meta property="article:published_time" content="2026-11-01T08:00:00+05:00">'
    with LocalSite() as site:
        page = article(1, site.url + path, comments=0).replace(meta, "").replace('lang="en"', 'lang="en-PK"')
        site.answers[path] = Answer(page.replace("</h1>", '</h1><p class="date">11/02/2026</p>'))
        item = f"<item><link>{site.url}{path}</link><pubDate>Mon, 02 Nov 2026 05:00:00 +0000</pubDate></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{item}</channel></rss>'
        site.answers["/feed/"] = Answer(feed, headers={"Content-Type": "application/rss+xml"})
        words = ("crawl", f"{site.url}/feed/", "--data", str(tmp_path), "-q", *FAST)
        first = spawn(*words, "-s", "NOW=2026-11-02T06:00:00Z")
        again = spawn(*words, "-s", "NOW=2026-11-02T18:00:00Z")
    (row,) = load_articles(tmp_path, columns=["date_published", "date_published_raw"]).to_pylist()
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert f"{row['date_published']:%Y-%m-%d}" == "2026-11-02"
    assert row["date_published_raw"] == "11/02/2026"
    assert len(site.paths(path)) == 2


def test_fixtures_that_may_have_been_reviewed_are_not_written_over(tmp_path: Path) -> None:
    reviewed = tmp_path / "fx" / "paper" / "first" / "expected.json"
    reviewed.parent.mkdir(parents=True)
    reviewed.write_text("{}")
    words = ("--name", "paper", "--sites", str(tmp_path), "--fixtures", str(tmp_path / "fx"))
    with LocalSite() as site:
        site.add_articles(2)
        done = spawn("add-site", site.url, *words, *FAST)
    assert done.returncode == 2, done.stderr
    assert reviewed.read_text() == "{}"
    assert not site.log


def test_a_site_that_leads_to_one_which_has_a_file_gets_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    there = Document("https://www.dawn.com/", b"<html><body>Dawn</body></html>")
    recording = Recording({}, [extract(article(1, there.url), there.url)])
    recording.kept["https://dawn-post.example/"] = there
    monkeypatch.setattr("ecorridor_scraper.commands.add_site.recorded", lambda *_, **__: (recording, None))
    done = run("add-site", "https://dawn-post.example/", "--sites", str(tmp_path), "--fixtures", str(tmp_path / "f"))
    assert (done.exit_code, "leads to https://www.dawn.com/" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
