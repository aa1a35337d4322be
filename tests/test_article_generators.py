"""What pages of blogs and papers that a program writes from Markdown taught: programs in print, their signs and names."""

from __future__ import annotations

import pytest

from ecorridor_scraper.extraction.body.blocks import Hearsay, cut
from ecorridor_scraper.extraction.body.choice import choose
from ecorridor_scraper.extraction.names import read_line

from .article_pages import ONE, REST, TEXT, TITLE, WHOLE, page_of, paragraphs, read, story

LINES = ("for train in trains:", "    count(train)", "report()")


def body(page: str) -> list[str]:
    return (read(page).body or "").split("\n\n")


class TestPrograms:
    def test_lines_that_elements_break(self) -> None:
        code = "<br>".join(f"<span class=line>{line}</span>" for line in LINES)
        assert "\n".join(LINES) in body(story(f"<p>{ONE}</p><pre><code>{code}</code></pre>{REST}"))


class TestSigns:
    def test_sign_of_a_font_behind_a_heading(self) -> None:
        page = story(f"<p>{ONE}</p><h2 id=b>What did work<a href=#b>\uf0c1</a></h2>{REST}")
        assert "What did work" in body(page)

    def test_way_back_from_a_note(self) -> None:
        note = "The charter has one page, and all the keepers of the bridge have signed it in ink."
        notes = f"<div><ol><li id=n1><p>{note} <a href=#r1>↩</a></p></li></ol></div>"
        assert read(story(f"<p>{ONE}</p>{REST}{notes}")).body == f"{WHOLE}\n\n1. {note}"


def chosen(html: str, scores: list[float], title: str = "") -> list[str]:
    found = cut(page_of(f"<html><body>{html}</body></html>").flat)
    kept = choose(found, scores, Hearsay(title=title))
    return [run.text for run, keep in zip(found.blocks, kept, strict=True) if keep]


@pytest.mark.parametrize(("doubt", "cells"), [(-0.5, 4), (-0.9, 0)])
def test_table_is_body_as_a_whole_or_not_at_all(doubt: float, cells: int) -> None:
    table = "<table><tr><td>Course</td><td>Fee</td></tr><tr><td>Print</td><td>900</td></tr></table>"
    html = f"<div><p>{ONE}</p></div><section>{table}</section><div>{REST}</div>"
    assert len(chosen(html, [3.0, doubt, doubt - 1, doubt + 1, doubt, 3.0, 3.0, 3.0, 3.0])) == 5 + cells


@pytest.mark.parametrize(
    ("score", "tag", "stays"), [(-0.2, "h2", True), (-0.5, "h2", False), (-0.2, "h1", False), (-0.2, "p", False)]
)
def test_short_heading_in_slight_doubt_between_two_of_the_body(score: float, tag: str, stays: bool) -> None:
    kept = chosen(f"<div><p>{ONE}</p><{tag}>Prices</{tag}>{REST}</div>", [3.0, score, 3.0, 3.0, 3.0, 3.0])
    assert ("Prices" in kept) is stays


class TestTitles:
    @pytest.mark.parametrize("bar", [" — ", " | ", "｜", " · "])
    def test_heading_before_the_name_of_the_site(self, bar: str) -> None:
        html = f"<div><h1>{TITLE}<a href=#t>¶</a></h1><p>{ONE}</p>{REST}</div>"
        assert TITLE not in chosen(html, [1.0, *[3.0] * 5], f"{TITLE}{bar}Kohsar Notes")[0]

    def test_heading_of_other_words_than_the_title(self) -> None:
        html = f"<div><h1>What the canal costs</h1><p>{ONE}</p>{REST}</div>"
        assert chosen(html, [1.0, *[3.0] * 5], f"{TITLE} — Kohsar Notes")[0] == "What the canal costs"

    def test_application_that_is_called_as_each_page_is(self) -> None:
        page = (
            f'<html lang=en><head><title>{TITLE} | Kohsar Notes</title><meta name="application-name" content="{TITLE}">'
            f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Kohsar Notes"></head>'
            f"<body><article><h1>{TITLE}</h1>{paragraphs(ONE)}{REST}</article></body></html>"
        )
        assert read(page).headline == TITLE


class TestNames:
    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("Marta Prats y Soler", ["Marta Prats y Soler"]),
            ("Marta Prats y Jon Aldea", ["Marta Prats", "Jon Aldea"]),
            ("Marta Prats y EFE", ["Marta Prats"]),
            ("Marta Prats y Redacción", ["Marta Prats"]),
        ],
    )
    def test_two_family_names(self, line: str, names: list[str]) -> None:
        assert [person.name for person in read_line(line).persons] == names


def test_text_that_a_page_was_made_from_is_no_section() -> None:
    trail = (
        "<ul class=breadcrumbs><li><a href=/>Home</a></li><li>This page</li>"
        "<li><a href=/_sources/page.md.txt>View page source</a></li></ul>"
    )
    assert read(story(paragraphs(ONE) + REST, above=trail)).section is None


def test_day_of_a_change_in_arabic_is_not_that_of_the_publication() -> None:
    dates = (
        "<div><span>نُشر في</span> <time>2026-01-17</time></div><div><span>عُدل في</span> <time>2026-01-18</time></div>"
    )
    a = read(story(paragraphs(ONE) + REST, above=dates), lang="ar")
    assert (a.date_published_raw or "").endswith("17") and (a.date_modified_raw or "").endswith("18")


class TestLanguage:
    @pytest.mark.parametrize(
        ("declared", "text", "language", "direction"),
        [
            ("en-US", "ur", None, "rtl"),
            ("en", "zh", None, "ltr"),
            ("en", "en", "en", "ltr"),
            ("ur", "ur", "ur", "rtl"),
            ("sr", "zh", "sr", "ltr"),  # a language of two scripts is not denied by letters
        ],
    )
    def test_declared_of_a_body_in_other_letters(
        self, declared: str, text: str, language: str | None, direction: str
    ) -> None:
        a = read(f"<article>{paragraphs(*TEXT[text])}</article>", lang=declared)
        assert (a.in_language, a.direction) == (language, direction)

    def test_second_declaration_where_the_first_is_denied(self) -> None:
        head = '<meta property="og:locale" content="ur_PK">'
        assert read(f"<article>{paragraphs(*TEXT['ur'])}</article>", head, lang="en").in_language == "ur"


@pytest.mark.parametrize("name", ["Mastodon", "Bluesky", "Codeberg"])
def test_profile_of_the_site_at_a_network_is_no_author(name: str) -> None:
    by = "<footer><address class='vcard author'>By <a class='url fn' href=/author/sana-mirza.html>Sana Mirza</a></address></footer>"
    links = f"<section><div><h2>social</h2><ul><li><a href=https://social.example/@paper>{name}</a></li></ul></div></section>"
    page = f"<section><article><header><h1>{TITLE}</h1></header><div>{by}{paragraphs(ONE)}{REST}</div></article></section>{links}"
    assert [person.name for person in read(page).authors] == ["Sana Mirza"]


def test_headline_of_a_title_that_begins_with_the_name_of_the_paper() -> None:
    page = f"<div><h1>Kohsar Notes</h1></div><main><h1>{TITLE}<a href=#t>#</a></h1>{paragraphs(ONE)}{REST}</main>"
    assert read(page, title=f"Kohsar Notes :: {TITLE}").headline == TITLE
