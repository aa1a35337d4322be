"""The time zone of pages that print none, told by the lists that name them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.items import Article, Comment, Visit
from ecorridor_scraper.sites import Site
from ecorridor_scraper.zones import Zones, ahead_of_utc

from .recorded import BASE, crawl, page

if TYPE_CHECKING:
    from pathlib import Path

    from ecorridor_scraper.extraction import Document

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOURS = timedelta(hours=1)


def visit(raw: str, read: datetime, precision: str = "minute", comments: tuple[Comment, ...] = ()) -> Visit:
    article = Article(date_published=read, date_published_raw=raw, date_published_precision=precision)
    return Visit(article, list(comments), NOW)


NOON = datetime(2026, 11, 18, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "precision", "listed", "ahead"),
    [
        ("18 November 2026, 12:07 pm", "minute", NOON - 5 * HOURS + timedelta(seconds=41), 5 * HOURS),
        ("2026-11-18 12:07:00", "second", NOON + 3.5 * HOURS, -3.5 * HOURS),
        ("2026-11-18 12:07:00", "second", NOON - 5.75 * HOURS, 5.75 * HOURS),
        ("2026-11-18 12:07:00", "second", NOON, timedelta()),
        ("2026-11-18T12:07:00Z", "second", NOON - 5 * HOURS, None),
        ("2026-11-18T17:07:00+05:00", "second", NOON - 5 * HOURS, None),
        ("18 November 2026", "day", NOON - 5 * HOURS, None),
        ("2026-11-18 12:07:00", "second", NOON - 2.25 * HOURS, None),
        ("2026-11-18 12:07:00", "second", NOON - timedelta(minutes=17), None),
        ("2026-11-18 12:07:00", "second", NOON - 20 * HOURS, None),
        ("2026-11-18 12:07:00", "second", NOON + 12 * HOURS, -12 * HOURS),
        ("2026-11-18 12:07:00", "second", NOON + 13 * HOURS, None),
        ("2026-11-18 12:07:00", "second", NOON - 14 * HOURS, 14 * HOURS),
    ],
)
def test_how_far_a_page_is_ahead(raw: str, precision: str, listed: datetime, ahead: timedelta | None) -> None:
    assert ahead_of_utc(visit(raw, NOON, precision), listed) == ahead


def test_a_list_that_names_a_day_tells_no_hours() -> None:
    at_twelve = visit("2026-11-18 12:00:00", NOON.replace(minute=0), "second")
    midnight = datetime(2026, 11, 18, tzinfo=UTC)
    assert ahead_of_utc(at_twelve, midnight) is None
    assert ahead_of_utc(at_twelve, midnight + 2 * HOURS) == 10 * HOURS


@pytest.mark.parametrize(("timezone", "moved"), [(None, 5), ("Asia/Karachi", 0)])
def test_a_site_file_that_names_the_zone_has_the_last_word(
    timezone: str | None, moved: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = Site(name="paper", hosts=("paper.example",), timezone=timezone)
    monkeypatch.setattr("ecorridor_scraper.sites.load_sites", lambda: {"paper": paper})
    page = visit("2026-11-18 12:07:00", NOON, "second")
    page.article.url = f"{BASE}/1/"
    Zones().put_right(page, NOON - 5 * HOURS)
    assert page.article.date_published == NOON - moved * HOURS


@pytest.mark.parametrize(
    ("ahead", "moved"), [((5, 5, 5), 5), ((5, 5), 0), ((5, 5, 5, 5, 0), 0), ((0, 0, 0), 0), ((), 0)]
)
def test_pages_that_agree_tell_of_the_others(ahead: tuple[int, ...], moved: int) -> None:
    zones = Zones()
    for hours in ahead:
        zones.put_right(visit("2026-11-18 12:07:00", NOON, "second"), NOON - hours * HOURS)
    last = visit("2026-11-18 12:07:00", NOON, "second")
    zones.put_right(last, None)
    assert last.article.date_published == NOON - moved * HOURS


def test_what_a_visit_before_has_found_holds() -> None:
    again = visit("2026-11-18 12:07:00", NOON, "second")
    Zones().put_right(again, None, NOON - 5 * HOURS)
    assert again.article.date_published == NOON - 5 * HOURS


def test_a_later_visit_finds_the_same_moments(tmp_path: Path) -> None:
    grown = feed_site(5)
    crawl(grown, data=str(tmp_path))
    later = {url: document for url, document in grown.items() if not url.endswith("/feed/")}
    visits, _ = crawl(later, data=str(tmp_path), settings={"NOW": "2026-12-01T12:00:00Z"})
    assert [v.article.date_published.hour for v in visits] == [3] * 5  # type: ignore[union-attr]


def test_dates_with_a_zone_and_dates_without_a_time_stay() -> None:
    kept = (
        Comment(date_published=NOON, date_published_raw="2026-11-18T12:07:00Z", date_published_precision="second"),
        Comment(date_published=NOON, date_published_raw="2026-11-18 17:07:00", date_published_precision="second"),
        Comment(
            date_published=NOON.replace(hour=0, minute=0),
            date_published_raw="18 November 2026",
            date_published_precision="day",
        ),
    )
    printed = Comment(date_published=NOON, date_published_raw="18/11/2026 12:07", date_published_precision="minute")
    whole = visit("18 November 2026, 12:07 pm", NOON, comments=(*kept, printed))
    Zones().put_right(whole, NOON - 5 * HOURS)
    assert [c.date_published for c in kept] == [NOON, NOON, NOON.replace(hour=0, minute=0)]
    assert whole.article.date_published == printed.date_published == NOON - 5 * HOURS


def story(number: int) -> Document:
    """A page of an old theme: of this day, eight o'clock and so many minutes, with one comment an hour later."""
    text = f"<p>{'The council spoke of the canal at length, and of the bridge. ' * 6}</p>" * 3
    comment = (
        f'<li class="comment depth-1" id="comment-{number}"><div class="comment-author vcard"><cite class="fn">Asma</cite></div>'
        f'<div class="comment-meta commentmetadata"><a href="#comment-{number}">18/11/2026 at 9:{number:02} am</a></div>'
        f"<p>It leaks again, for the {number}th time.</p></li>"
    )
    body = (
        f'<div class="post"><h1>Canal, part {number}</h1><p class="postmetadata">November 18th, 2026 at 8:{number:02} am</p>'
        f'<div class="entry">{text} Part {number}.</div></div><ol class="commentlist">{comment}</ol>'
    )
    return page(f"{BASE}/2026/11/canal-and-bridge-part-{number}/", f"<html><body>{body}</body></html>")


def feed_site(listed: int, whole: int = 5) -> dict[str, Document]:
    """A site whose front page links all stories, and whose feed has the first of them, in UTC."""
    stories = [story(number) for number in range(10, 10 + whole)]
    links = "".join(f'<a href="{document.url}">What the council said</a>' for document in stories)
    head = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    items = "".join(
        f"<item><link>{document.url}</link><pubDate>Wed, 18 Nov 2026 03:{number}:07 +0000</pubDate></item>"
        for number, document in enumerate(stories[:listed], 10)
    )
    home = page(f"{BASE}/", f"<html><head>{head}</head><body>{links}</body></html>")
    feed = page(f"{BASE}/feed/", f"<rss><channel>{items}</channel></rss>")
    return {document.url: document for document in (home, feed, *stories)}


@pytest.mark.parametrize(("listed", "right"), [(3, 5), (2, 2), (0, 0)])
def test_a_crawl_brings_what_a_page_prints_to_utc_where_its_feed_tells_the_zone(listed: int, right: int) -> None:
    visits, _ = crawl(feed_site(listed))
    hours = [(v.article.date_published.hour, v.comments[0].date_published.hour) for v in visits]  # type: ignore[union-attr]
    assert (hours.count((3, 4)), hours.count((8, 9))) == (right, 5 - right)
