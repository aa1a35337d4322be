"""Articles that change their address: one row, one row for each comment, whichever address is seen first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper import load_articles, load_comments
from ecorridor_scraper.health import RunReport
from ecorridor_scraper.items import Article, Comment, Visit
from ecorridor_scraper.moves import has_words, marks
from ecorridor_scraper.store import Wish, forget

from .commands import run
from .recorded import BASE, NOW, article, asked, crawl, hours, page, site

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ecorridor_scraper.extraction import Document

NEW = f"{BASE}/2026/11/bridge-closed-after-news-of-cracks/"


def renamed(before: Document, url: str = NEW, headline: str = "Bridge closed") -> Document:
    """The same article and thread at another address, under another headline."""
    text = before.body.decode().replace(before.url, url)
    return page(url, text.replace("The bridge, part 1", headline))


def moved(before: Document, to: str, status: int = 301) -> dict[str, Document]:
    """What its former address answers."""
    answer = page("", "", status)
    answer.headers["location"] = to
    return {before.url: answer}


def stored(data: Path) -> tuple[list[tuple[Any, ...]], int]:
    """Headline and address of every article, and how many comments there are."""
    articles = [(row["headline"], row["url"]) for row in load_articles(data).to_pylist()]
    return sorted(articles), load_comments(data).num_rows


OLD = article(1, day=20)
AFTER = renamed(OLD)


@pytest.mark.parametrize("status", [301, 302, 308])
def test_a_page_that_leads_to_its_new_address_stays_the_article_that_it_was(status: int, tmp_path: Path) -> None:
    crawl(site(OLD), data=str(tmp_path))
    _, spider = crawl(site(OLD) | {NEW: AFTER} | moved(OLD, NEW, status), data=str(tmp_path), settings=hours(30))
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 2)
    assert (spider.tallies["paper.example"].new_articles, spider.tallies["paper.example"].new_comments) == (0, 0)


def test_an_article_without_comments_that_leads_to_its_new_address_stays_itself(tmp_path: Path) -> None:
    bare = article(1, day=20, comments=0)
    crawl(site(bare), data=str(tmp_path))
    crawl(site(bare) | {NEW: renamed(bare)} | moved(bare, NEW), data=str(tmp_path), settings=hours(30))
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 0)


def test_a_new_address_that_is_seen_before_the_former_one_is_asked_again_is_told_by_its_thread(tmp_path: Path) -> None:
    crawl(site(OLD), data=str(tmp_path))
    _, spider = crawl(site(AFTER), data=str(tmp_path), settings=hours(0.2))  # the former one is not due yet
    assert asked(spider, "number-1") == []
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 2)
    assert spider.tallies["paper.example"].new_articles == 0


def test_a_new_address_without_comments_that_is_seen_first_is_told_by_its_text(tmp_path: Path) -> None:
    bare = article(1, day=20, comments=0)
    crawl(site(bare), data=str(tmp_path))
    for later in (0.2, 30, 60):
        _, spider = crawl(site(renamed(bare)) | moved(bare, NEW), data=str(tmp_path), settings=hours(later))
        assert asked(spider, "number-1") == []
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 0)


@pytest.mark.parametrize(
    ("name", "change"),
    [("", ("20T08:00", "20T09:00")), ("", ("Monday", "Tuesday")), ("-4", ("-4", "-5"))],
    ids=["another hour", "another word", "another number in the address"],
)
def test_articles_that_only_resemble_each_other_are_not_one(name: str, change: tuple[str, str], tmp_path: Path) -> None:
    bare = article(1, day=20, comments=0)
    first = renamed(bare, f"{BASE}/2026/11/bridge-prices-of-the-day{name}/")
    other = renamed(bare, f"{BASE}/2026/11/prices-of-the-bridge-today{name}/".replace(*change))
    crawl(site(first), data=str(tmp_path))
    crawl(site(page(other.url, other.body.decode().replace(*change))), data=str(tmp_path), settings=hours(1))
    assert len(stored(tmp_path)[0]) == 2


@pytest.mark.parametrize("base", ["http://paper.example", "https://www.paper.example", "https://m.paper.example"])
def test_the_forms_of_one_host_are_one_article_also_without_comments(base: str, tmp_path: Path) -> None:
    bare = article(1, day=20, comments=0)
    crawl(site(bare), data=str(tmp_path))
    there = {url.replace(BASE, base): page(url.replace(BASE, base), d.body.decode()) for url, d in site(bare).items()}
    crawl(
        {u: page(u, d.body.decode().replace(BASE, base)) for u, d in there.items()},
        f"{base}/",
        data=str(tmp_path),
        settings=hours(30),
    )
    assert len(stored(tmp_path)[0]) == 1


def test_the_former_address_is_not_visited_any_more_and_the_new_one_is(tmp_path: Path) -> None:
    crawl(site(OLD), data=str(tmp_path))
    both = site(AFTER, OLD) | moved(OLD, NEW)
    crawl(both, data=str(tmp_path), settings=hours(30))
    grown = article(1, day=20, comments=3)
    for later in (60, 100):
        _, spider = crawl(both | {NEW: renamed(grown)}, data=str(tmp_path), settings=hours(later))
        assert asked(spider) == [NEW]
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 3)


def test_the_new_address_is_visited_though_only_a_redirect_leads_to_it(tmp_path: Path) -> None:
    other = article(2, day=20)
    documents = site(OLD, other) | {NEW: AFTER} | moved(OLD, NEW)
    crawl(site(OLD, other), data=str(tmp_path))
    crawl(documents, data=str(tmp_path), settings=hours(30))
    _, spider = crawl(documents, data=str(tmp_path), settings=hours(60))
    assert sorted(asked(spider)) == [NEW, other.url]


def test_an_article_that_moves_twice_and_back_is_still_itself(tmp_path: Path) -> None:
    third = f"{BASE}/2026/11/bridge-news-open-again/"
    crawl(site(OLD), data=str(tmp_path))
    crawl(site(AFTER) | moved(OLD, NEW), data=str(tmp_path), settings=hours(30))
    again = renamed(OLD, third, "Bridge open again")
    crawl(site(again) | moved(OLD, third) | moved(AFTER, third), data=str(tmp_path), settings=hours(60))
    assert stored(tmp_path) == ([("Bridge open again", third)], 2)
    crawl(site(OLD) | moved(AFTER, OLD.url) | moved(again, OLD.url), data=str(tmp_path), settings=hours(100))
    assert stored(tmp_path) == ([("The bridge, part 1", OLD.url)], 2)


def test_where_an_article_is_now_outlives_what_the_crawl_remembers(tmp_path: Path) -> None:
    crawl(site(OLD), data=str(tmp_path))
    crawl(site(AFTER) | moved(OLD, NEW), data=str(tmp_path), settings=hours(30))
    (tmp_path / "_ops" / "state.sqlite").unlink()
    crawl(site(AFTER), data=str(tmp_path), settings=hours(100))
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 2)


@pytest.mark.parametrize("memory", ["there", "gone", "of another version"])
def test_an_article_that_has_moved_is_extracted_again_from_the_archive_as_itself(memory: str, tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    crawl(site(OLD), data=str(tmp_path), settings={"ARCHIVE": True})
    crawl(site(AFTER) | moved(OLD, NEW), data=str(tmp_path), settings=hours(30) | {"ARCHIVE": True})
    file = tmp_path / "_ops" / "state.sqlite"
    if memory == "gone":
        file.unlink()
    elif memory == "of another version":
        with closing(sqlite3.connect(file)) as db:
            db.executescript("ALTER TABLE pages DROP COLUMN article_id; DROP TABLE marks; PRAGMA user_version = 2")
    done = run("extract", str(tmp_path / "_ops" / "raw"), "--data", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert stored(tmp_path) == ([("Bridge closed", NEW)], 2)


@pytest.mark.parametrize("named", [OLD.url, NEW, f"{OLD.url}?utm_source=x"])
def test_an_article_that_has_moved_is_forgotten_by_either_address_with_what_is_archived(
    named: str, tmp_path: Path
) -> None:
    pytest.importorskip("warcio")
    archived = {"ARCHIVE": True}
    crawl(site(OLD), data=str(tmp_path), settings=archived)
    crawl(site(AFTER) | moved(OLD, NEW), data=str(tmp_path), settings=hours(30) | archived)
    gone = forget(tmp_path, Wish(articles=[named]))
    assert gone.archived == 3  # the first page, and the second as either address gave it
    assert stored(tmp_path) == ([], 0)
    for url in (OLD.url, NEW):
        crawl(site(renamed(OLD, url)), data=str(tmp_path), settings=hours(100))
    assert stored(tmp_path) == ([], 0)


def test_an_article_that_gives_way_to_another_is_not_that_one(tmp_path: Path) -> None:
    other = article(2, day=21)
    crawl(site(OLD), data=str(tmp_path))
    crawl(site(other) | moved(OLD, other.url), data=str(tmp_path), settings=hours(30))
    assert [headline for headline, _ in stored(tmp_path)[0]] == ["The bridge, part 1", "The bridge, part 2"]


def test_one_thread_under_articles_of_several_days_makes_them_not_one(tmp_path: Path) -> None:
    shared = [article(n, day=day) for n, day in ((1, 18), (2, 19), (3, 20))]
    same = [page(d.url, d.body.decode().replace(f"comment-{n}0", "comment-90")) for n, d in enumerate(shared, 1)]
    for turn in range(2):
        crawl(site(*same), data=str(tmp_path), settings=hours(30 * turn))
    assert len(stored(tmp_path)[0]) == 3


def test_rules_of_the_house_under_every_article_make_no_two_of_them_one(tmp_path: Path) -> None:
    def with_rules(number: int, day: int, place: str) -> Document:
        url = f"{BASE}/2026/11/bridge-news-from-the-{place}/"
        text = article(number, day=day).body.decode().replace(f"comment-{number}00", "comment-7")
        return page(url, text.replace(article(number).url, url))

    crawl(site(with_rules(1, 10, "east"), with_rules(2, 14, "west")), data=str(tmp_path))
    crawl(site(with_rules(3, 20, "north"), with_rules(4, 20, "south")), data=str(tmp_path), settings=hours(30))
    assert len(stored(tmp_path)[0]) == 4


def test_articles_that_number_their_comments_from_one_are_not_one(tmp_path: Path) -> None:
    def counted(number: int) -> Document:
        text = article(number, day=20).body.decode().replace(f"comment-{number}0", "comment-")
        return page(article(number).url, text.replace("over it number", f"over bridge {number} number"))

    for turn in range(2):
        crawl(site(*map(counted, (1, 2, 3))), data=str(tmp_path), settings=hours(30 * turn))
    assert (len(stored(tmp_path)[0]), stored(tmp_path)[1]) == (3, 6)


@pytest.mark.parametrize(
    ("identifier", "text", "count"),
    [
        ("paper:7", "I walked over there.", 1),
        ("paper:7", "I walked over there", 0),
        ("paper:7", "Half of a sign is here: \ud83d", 1),
        ("paper:1:7", "I walked over it many times and it shook.", 0),
    ],
)
def test_only_a_comment_of_some_words_with_a_number_of_its_own_tells_an_article(
    identifier: str, text: str, count: int
) -> None:
    comment = Comment(comment_id=identifier, text=text)
    assert len(marks(Visit(Article(article_id="paper:1", site="paper"), [comment], NOW))) == count


def test_only_a_text_of_some_length_with_a_moment_tells_an_article_and_only_one_of_its_site() -> None:
    def told(site: str = "paper", length: int = 300, moment: datetime | None = NOW) -> list[str]:
        return marks(Visit(Article(site=site, body="x" * length, date_published=moment), [], NOW))

    assert [len(told()), len(told(length=299)), len(told(moment=None))] == [1, 0, 0]
    assert told() != told("other")  # both may print what an agency sent at that moment


@pytest.mark.parametrize(
    ("path", "is_enough"),
    [
        ("/news/bridge/12", False),
        ("/news/old-bridge/12", True),
        ("/a/b/old-bridge", False),
        ("/%D9%BE%D9%84-%D9%BE%D8%B1-%DA%A9%D8%A7%D9%85", True),
    ],
)
def test_three_words_of_a_path_tell_an_article_on_any_host(path: str, is_enough: bool) -> None:
    assert has_words(BASE + path) is is_enough


def on(host: str, *pages: Document) -> dict[str, Document]:
    """The same pages on another host."""
    there = f"https://{host}"
    return {
        u.replace(BASE, there): page(u.replace(BASE, there), d.body.decode().replace(BASE, there))
        for u, d in site(*pages).items()
    }


PAGES = [article(n, day=20, comments=n % 2) for n in range(1, 7)]


def test_a_new_domain_with_the_articles_of_a_site_stores_none_of_them_twice(tmp_path: Path) -> None:
    crawl(site(*PAGES), data=str(tmp_path))
    report = {"EXTENSIONS": {"ecorridor_scraper.health.RunReport": 900}}
    there = on("paper-post.example", *PAGES)
    _, spider = crawl(there, "https://paper-post.example/", data=str(tmp_path), settings=report)
    assert spider.tallies["paper-post.example"].causes == {"has the articles of paper.example": 1}
    assert len(stored(tmp_path)[0]) == len(PAGES)
    assert asked(spider) == []
    error = spider.crawler.get_extension(RunReport).error
    assert (error and error.exit_code, "one site file with both hosts" in str(error)) == (4, True)


def test_a_new_site_that_shares_a_few_addresses_with_another_is_crawled(tmp_path: Path) -> None:
    others = [article(n, day=20) for n in range(11, 16)]
    crawl(site(*PAGES), data=str(tmp_path))
    crawl(on("other.example", *PAGES[:4], *others), "https://other.example/", data=str(tmp_path))
    assert len(stored(tmp_path)[0]) == len(PAGES) + 9


def test_a_site_that_has_rows_of_its_own_is_crawled_whatever_it_shares(tmp_path: Path) -> None:
    there = on("other.example", *PAGES)
    crawl(
        {u: d for u, d in there.items() if "number-1/" in u},
        next(u for u in there if "number-1/" in u),
        data=str(tmp_path),
    )
    crawl(site(*PAGES), data=str(tmp_path))
    crawl(there, "https://other.example/", data=str(tmp_path), settings=hours(1))
    assert len(stored(tmp_path)[0]) == 2 * len(PAGES)


def test_addresses_of_its_comments_that_lead_to_an_article_are_that_article(tmp_path: Path) -> None:
    def of_comments(*numbers: int) -> dict[str, Document]:
        """What the sitemap of a system lists that takes comments for pages."""
        answers = [moved(page(f"{OLD.url}talk/{n}", ""), OLD.url, 302) for n in numbers]
        urls = [OLD.url, *(url for answer in answers for url in answer)]
        listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
        documents = {OLD.url: OLD, f"{BASE}/sitemap.xml": page(f"{BASE}/sitemap.xml", f"<urlset>{listed}</urlset>")}
        return documents | {url: document for answer in answers for url, document in answer.items()}

    start = f"{BASE}/sitemap.xml"
    visits, _ = crawl(of_comments(1, 2, 3), start, data=str(tmp_path))
    assert [v.article.url for v in visits] == [OLD.url]
    again, spider = crawl(of_comments(1, 2, 3, 4), start, data=str(tmp_path), settings=hours(0.2))
    assert [v.article.url for v in again] == [OLD.url]  # somebody has commented since
    assert asked(spider, "/talk/") == [f"{OLD.url}talk/4"]
    assert stored(tmp_path) == ([("The bridge, part 1", OLD.url)], 2)
