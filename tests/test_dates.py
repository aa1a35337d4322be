"""Dates of whole pages: what data, prints and addresses say of the day of publication, and what says nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ecorridor_scraper.extraction.page import Document, Page
from ecorridor_scraper.extraction.published import read_dates

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
TITLE = "River rises above the old bridge"
TEXT = f"<p>{'The water stood at the arch when the watch changed, and the ferry stayed where it was. ' * 20}</p>"


def published(body: str = TEXT, head: str = "", *, url: str = "https://news.example/a/story") -> date | None:
    html = f"<html lang=en><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    found = read_dates(Page(Document(url, html.encode()), fetched_at=FETCHED)).published
    return found.date.printed if found else None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/news/article/A2026012914320005196", date(2026, 1, 29)),
        ("/view/AKR20250305143200003", date(2025, 3, 5)),
        ("/article/202503051432001", date(2025, 3, 5)),
        ("/article/202513051432001", None),
        ("/article/202503052932001", None),
        ("/article/1202503051432001", None),
    ],
)
def test_the_number_of_an_article_may_begin_with_its_minute(path: str, day: date | None) -> None:
    assert published(f"<h1>{TITLE}</h1>{TEXT}", url=f"https://news.example{path}") == day


def test_a_label_makes_a_box_of_any_name_one_of_the_publication() -> None:
    box = "<div class=eventbox><span class=eventbox__sub>Erschienen am:</span> <h2 class=eventbox__day>13.10.2021</h2></div>"
    assert published(f"<h1>{TITLE}</h1>{box}{TEXT}") == date(2021, 10, 13)
    assert published(f"<h1>{TITLE}</h1>{box.replace('Erschienen', 'Einlass')}{TEXT}", "") is None


def test_the_line_above_a_headline_in_the_class_of_a_teaser() -> None:
    more = " / ".join(
        f"<a href=#{word}>{word}</a>" for word in ("Foto: Valley Courier", "150", "Drucken", "Als Brief senden")
    )
    line = f"<div class=teaser_text_meta><a href=/autor/ruiz>Ana Ruiz</a> / 22.04.2020 / 06:15 / {more}</div>"
    assert published(f"{line}<h2>{TITLE}</h2>{TEXT}") == date(2020, 4, 22)


def whole_page(modified: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2020-08-18T19:35:33+00:00",'
        f'"dateModified":"{modified}"}}</script>'
    )


def test_data_of_the_page_are_believed_where_it_was_saved_once() -> None:
    assert published(head=whole_page("2020-08-18T19:36:30+00:00")) == date(2020, 8, 18)
    assert published(head=whole_page("2023-01-02T10:00:00+00:00")) is None


def test_structured_data_that_a_framework_prints_as_metadata() -> None:
    said = "{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2025-11-17T09:00:00-05:00&quot;}"
    assert published(head=f'<meta name="script:ld+json" content="{said}">') == date(2025, 11, 17)


def test_a_label_before_the_box_of_a_date() -> None:
    box = "<div><div class=label>{}</div><div class=item><time datetime=2025-04-14T12:00:00Z>April 2025</time></div></div>"
    filler = "<p>Rinse twice, and spit it out again.</p>" * 60
    assert published(f"<h1>{TITLE}</h1>{filler}{box.format('Date Last Reviewed:')}") is None
    assert published(f"<h1>{TITLE}</h1>{filler}{box.format('Published:')}") == date(2025, 4, 14)


def test_the_days_of_several_things_far_from_the_headline_are_not_the_page_s() -> None:
    filler = "<p>Rinse twice, and spit it out again.</p>" * 60

    def cards(*days: str) -> str:
        return "".join(f"<div class=row><span class=date>{day}</span><p>Notes</p></div>" for day in days)

    assert published(f"<h1>{TITLE}</h1>{filler}{cards('12.18.2025', '12.16.2025')}") is None
    assert published(f"<h1>{TITLE}</h1>{filler}{cards('12.18.2025')}") == date(2025, 12, 18)
    in_order = cards("12.16.2025", "12.18.2025")
    assert published(f"<h1>{TITLE}</h1>{filler}{in_order}") == date(2025, 12, 16), "as in a discussion"


@pytest.mark.parametrize("label", ["Joined:", "Member since", "Registriert:", "Inscrit le", "Зарегистрирован:"])
def test_since_when_somebody_is_a_member(label: str) -> None:
    assert (
        published(f"<h1>{TITLE}</h1><dl><dd><strong>{label}</strong> Mon Jul 24, 2017 9:28 am</dd></dl>{TEXT}") is None
    )


def test_the_data_of_a_front_page_say_when_the_site_was_made() -> None:
    made = "<meta property=article:published_time content=2021-05-24T15:24:38+00:00>"
    front = "<link rel=canonical href=https://news.example/>"
    assert published(head=made + front, url="https://news.example/") is None
    assert published(head=made, url="https://news.example/") == date(2021, 5, 24), (
        "it may be an article without address"
    )
    assert published(head=made + front, url="https://news.example/a/story") == date(2021, 5, 24)


def test_the_day_below_the_line_that_introduces_the_author() -> None:
    def box(name: str, day: str) -> str:
        return f"<div><p class=t>By <a href=/author/{name}>{name.title()} Ruiz</a></p><p class=t>{day}</p></div>"

    long = "<p>The ferry stayed where it was.</p>" * 120
    assert published(f"<h1>{TITLE}</h1>{long}{box('ana', 'April 8, 2024')}") == date(2024, 4, 8)
    assert published(f"<h1>{TITLE}</h1>{long}{box('ana', 'April 8, 2024')}{box('eva', 'May 3, 2025')}") is None
