"""What the templates of papers and content systems taught: mastheads with today's date, bare names beside the day,
sections that are no links, lists and tables of which most is body."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from benchmarks.plugs import printed_day
from ecorridor_scraper.extraction import extract
from ecorridor_scraper.extraction.body.blocks import Hearsay, cut
from ecorridor_scraper.extraction.body.choice import choose
from ecorridor_scraper.extraction.names import read_line

from .article_pages import TEXT, TITLE, page_of, paragraphs

if TYPE_CHECKING:
    from ecorridor_scraper.items import Article

BODY = paragraphs(*TEXT["en"])
MENU = "".join(
    f"<a href=/{name.lower()}>{name}</a> " for name in ("National", "World", "Business", "Sports", "Opinion", "Culture")
)
TODAY = "<div id=top><span class=day>Sunday, 1 November 2026</span> <a href=/login>Sign in</a></div>"


def read(body: str, *, lang: str = "en", head: str = "") -> Article:
    html = f"<html lang={lang}><head><title>{TITLE} - The Courier</title>{head}</head><body>{body}</body></html>"
    url = "https://courier.example/water/canal-approved"
    return extract(html, url, fetched_at=datetime(2026, 11, 1, tzinfo=UTC)).article


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


def printed(page: str) -> str | None:
    article = read(page)
    return printed_day(article.date_published_raw, article.date_published)


class TestToday:
    """The date that a site prints above its menu is the day of the visit, no article's."""

    def test_date_above_the_menu_is_no_article_s(self) -> None:
        assert read(f"{TODAY}<div class=menu>{MENU}</div><h1>{TITLE}</h1>{BODY}").date_published is None

    def test_where_the_site_s_name_is_a_heading_too(self) -> None:
        name = "<h1 class=site-title><a href=/>The Courier</a></h1>"
        page = f"{TODAY}{name}<div class=menu>{MENU}</div><h2>About the paper</h2>{BODY}"
        assert read(page).date_published is None

    def test_where_no_element_is_a_heading(self) -> None:
        line = "<font size=2>By Sana Mirza - October 14, 2026</font>"
        page = f"<table><tr><td>{TODAY}</td></tr><tr><td>{MENU}</td></tr></table><b>{TITLE}</b><br>{line}<br>{BODY}"
        assert printed(page) == "2026-10-14"

    def test_date_right_above_the_headline_is_the_article_s(self) -> None:
        page = f"<div class=menu>{MENU}</div><p class=line>14 October 2026 <a href=/water>Water</a></p><h1>{TITLE}</h1>{BODY}"
        assert printed(page) == "2026-10-14"


@pytest.mark.parametrize(
    "line",
    [
        "<div class=submitted>Submitted by <span class=username>Sana Mirza</span> on 14/10/2026 - 09:20</div>",
        "<div class=submitted>Submitted by editor1 on 14/10/2026 - 09:20</div>",
    ],
)
def test_who_submitted_a_text_and_when(line: str) -> None:
    assert printed(f"<h1>{TITLE}</h1>{line}{BODY}") == "2026-10-14"


def test_when_a_study_was_submitted_is_not_when_it_was_published() -> None:
    assert printed(f"<h1>{TITLE}</h1><div>Submitted: 14 October 2026</div>{BODY}") is None


class TestNameBesideTheDay:
    ROW = "<div class=row><div class=cell>%s</div><div class=cell><svg></svg><span>October 14, 2026</span></div></div>"

    def signed(self, cell: str, after: str = "", before: str = "") -> list[str]:
        return names(read(f"{before}<h1>{TITLE}</h1>{self.ROW % cell}{after}{BODY}"))

    def test_beside_a_face(self) -> None:
        assert self.signed("<img src=/faces/1.jpg><span>Sana Mirza</span>") == ["Sana Mirza"]

    def test_in_an_element_named_for_a_writer(self) -> None:
        line = "<div class=times><span class=time>14/10/2026 09:20</span><span class=au>ماہ نور صدیقی</span></div>"
        assert names(read(f"<h1>{TITLE}</h1>{line}{paragraphs(*TEXT['ur'])}", lang="ur")) == ["ماہ نور صدیقی"]

    def test_without_either_it_may_be_anything(self) -> None:
        assert self.signed("<span>Winter Games</span>") == []

    def test_sign_is_no_face(self) -> None:
        assert self.signed("<img src=/img/icon_type.png><i>Larger Letters</i>") == []

    def test_item_of_the_menu_is_a_section(self) -> None:
        menu = f"<nav>{MENU}<a href=/local>Local Government</a></nav>"
        assert self.signed("<img src=/faces/1.jpg><span>Local Government</span>", before=menu) == []

    def test_place_that_the_text_names(self) -> None:
        text = "<p>The engineers met in Port Valley on Monday and looked at the bank of the canal for an hour.</p>"
        assert self.signed("<img src=/faces/1.jpg><span>Port Valley</span>", after=text) == []

    def test_two_names_are_in_doubt(self) -> None:
        row = "<div class=row><img src=/f.jpg><span>Sana Mirza</span><span>Port Valley</span><span>October 14, 2026</span></div>"
        assert names(read(f"<h1>{TITLE}</h1>{row}{BODY}")) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Élodie d’Arcy", "Élodie d’Arcy"),
        ("Por ¦ José Luis Pérez y Gómez ¦ · 3 de mayo", "José Luis Pérez y Gómez"),
    ],
)
def test_names_of_one_person(line: str, name: str) -> None:
    assert [person.name for person in read_line(line).persons] == [name]


class TestSection:
    def section(self, above: str, below: str = "") -> str | None:
        return read(f"<header>{MENU}</header><main>{above}<h1>{TITLE}</h1>{below}{BODY}</main>").section

    def test_text_that_the_menu_repeats(self) -> None:
        assert self.section("<p class=over>Business</p>") == "Business"

    def test_text_that_no_menu_repeats(self) -> None:
        assert self.section("<p class=over>Exclusive</p>") is None

    def test_link_behind_its_label(self) -> None:
        assert self.section("", "<p>Category: <a href=/c/17>Rivers</a></p>") == "Rivers"

    def test_part_of_the_headline(self) -> None:
        word = TITLE.split()[0]
        page = f"<header><a href=/x>{word}</a>{MENU}</header><h1>{TITLE}</h1><span>{word}</span>{BODY}"
        assert read(page).section is None

    def test_link_that_is_alone_above_the_headline_in_the_box_of_the_text(self) -> None:
        more = "".join(f"<a href=/t/{n}>word {n}</a> " for n in range(6))
        page = f"<div class=story><a class=cat-link href=/rivers>Rivers</a><h1>{TITLE}</h1>{BODY}<p>{more}</p></div>"
        assert read(page).section == "Rivers"

    @pytest.mark.parametrize(
        "line",
        [
            "<small>Business / 14 October 2026</small>",
            "<dl><dt>Section</dt><dd>Business</dd></dl>",
        ],
    )
    def test_part_of_a_line_that_the_menu_repeats(self, line: str) -> None:
        assert self.section("", line) == "Business"

    def test_link_above_the_headline_that_the_menu_repeats(self) -> None:
        assert self.section("<div class=box><a class=topic href=/c/Business>Business</a></div>") == "Business"

    def test_link_below_the_headline_may_be_a_button(self) -> None:
        assert self.section("", "<div class=box><a href=/c/Business>Business</a></div>") is None

    def test_way_on_above_and_below_a_text(self) -> None:
        on = "<p class=way><a href=/next>next</a></p>"
        assert read(f"{on}<h1>{TITLE}</h1>{on}{BODY}").section is None

    def test_call_that_the_menu_repeats(self) -> None:
        page = (
            f"<header>{MENU}<a href=/start>Get started</a></header><a href=/start>Get started</a><h1>{TITLE}</h1>{BODY}"
        )
        assert read(page).section is None

    def test_several_links_behind_one_label_are_tags(self) -> None:
        below = "<p>Category: <a href=/c/17>Rivers</a><a href=/c/18>Banks</a></p>"
        assert self.section("", below) is None


@pytest.mark.parametrize(
    "line",
    [
        "<div class=sig><span>Publié le 23 novembre 2024 à 10:00, mis à jour le 25 novembre 2024 à 09:15</span></div>",
        "<div class=sig>Published 14 March 2026 at 09:20, updated 14 March 2026 at 17:45 <i>Reading time: 3 min.</i></div>",
    ],
)
def test_two_days_that_only_style_sets_apart(line: str) -> None:
    kept = chosen(f"<p>{TEXT['en'][0]}</p>{line}{BODY}", [3.0, 1.7, 3.0, 3.0, 3.0, 3.0, 3.0])
    assert len(kept) == 6 and not any("14 March" in text or "novembre" in text for text in kept)


def test_sentence_that_begins_like_a_byline_is_text() -> None:
    sentence = (
        "By 14 March 2026 the engineers had counted every stone of the bank and the council knew what it would cost."
    )
    assert sentence in chosen(f"<p>{sentence}</p>{BODY}", [3.0] * 6)


def test_label_of_the_section_ends_a_byline() -> None:
    assert [p.name for p in read_line("Author: ¦ Wulandari ¦ Category: ¦ Nusantara").persons] == ["Wulandari"]


@pytest.mark.parametrize("name", ["Dr Imran Khalid-Butt", "City Desk"])
def test_name_that_is_introduced_below_a_long_text_of_a_page_that_names_nobody_else(name: str) -> None:
    page = f"<div>{MENU}</div><h3 class=post-title>{TITLE}</h3>{BODY * 3}<footer><p>By {name}. October 14, 2026</p></footer>"
    assert names(read(page)) == [name]


def test_month_behind_a_name_is_nobody() -> None:
    assert [person.name for person in read_line("By ¦ Wulandari ¦ Agustus 5, 2026").persons] == ["Wulandari"]


def test_tags_behind_number_signs() -> None:
    row = "<div class=flex><span>#canals</span><span>#Port Valley</span></div>"
    assert read(f"<h1>{TITLE}</h1>{BODY}{row}").tags == ["canals", "Port Valley"]


def test_one_number_sign_is_no_row_of_tags() -> None:
    assert read(f"<h1>{TITLE}</h1>{BODY}<div class=flex><span>#canals</span></div>").tags == []


def chosen(html: str, scores: list[float]) -> list[str]:
    found = cut(page_of(f"<html><body><div>{html}</div></body></html>").flat)
    assert len(found.blocks) == len(scores)
    kept = choose(found, scores, Hearsay())
    return [block.text for block, keep in zip(found.blocks, kept, strict=True) if keep]


ITEMS = "<ol><li>write a file</li><li>count it</li><li>name it</li></ol>"


class TestListsAndTables:
    def test_list_in_slight_doubt_between_paragraphs_of_the_body(self) -> None:
        text = chosen(f"<p>{TEXT['en'][0]}</p>{ITEMS}{BODY}", [3.0, -0.5, 0.15, -0.1, 3.0, 3.0, 3.0, 3.0, 3.0])
        assert text[1:4] == ["write a file", "count it", "name it"]

    def test_list_in_doubt_elsewhere(self) -> None:
        page = f"<p>{TEXT['en'][0]}</p><div class=x>{ITEMS}</div>{BODY}"
        assert "count it" not in chosen(page, [3.0, -0.5, 0.15, -0.1, 3.0, 3.0, 3.0, 3.0, 3.0])

    def test_heading_behind_a_sentence_set_in_large(self) -> None:
        large = "<aside><p>only the canal knows</p></aside>"
        page = f"<p>{TEXT['en'][0]}</p>{large}<h3>What it costs</h3>{BODY}"
        assert "What it costs" in chosen(page, [3.0, -1.9, -0.1, 3.0, 3.0, 3.0, 3.0, 3.0])
