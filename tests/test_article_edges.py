"""What stands above and below the text of an article is no part of it, and its first and last sentences are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction import extract

from .article_edges import FIRST_SENTENCES, NOTES, SENTENCES, TEXTS, TOOLS
from .article_pages import TEXT, paragraphs, read, story

NOW = datetime(2026, 11, 1, tzinfo=UTC)
POINTERS = (
    "Read more",
    "Lesen",
    "À lire",
    "Lea",
    "Leia",
    "Leggi",
    "Читайте",
    "مزید",
    "اقرأ",
    "ये भी",
    "Ayrıca",
    "Baca",
    "Lees",
    "Läs",
    "Czytaj",
    "Watch",
)


def body_of(language: str, last: str = "", *, first: str = "") -> list[str]:
    """The paragraphs of the body of an article whose text a line begins or ends."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXTS[language])
    page = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>The ferry</title>'
        f'<div class="nav"><a href="/">Home</a></div><div class="wrap"><h1>{TEXTS[language][0][:50]}</h1>'
        f'<div class="c-text"><p>{first}</p>{text}<p>{last}</p></div></div><footer>Imprint</footer></html>'
    )
    url = "https://hill.example/2026/05/04/ferry"
    return (extract(page, url, fetched_at=NOW, comments=False).article.body or "").split("\n\n")


@pytest.mark.parametrize(("language", "line"), NOTES)
def test_what_papers_print_below_a_text_is_no_part_of_it(language: str, line: str) -> None:
    label, colon, rest = line.partition(":")
    is_pointer = colon and line.startswith(POINTERS)
    printed = f'{label}: <a href="/2026/05/03/north">{rest.strip()}</a>' if is_pointer else line
    assert body_of(language, printed) == list(TEXTS[language])


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_last_sentence_is_part_of_the_text(language: str, sentence: str) -> None:
    assert body_of(language, sentence) == [*TEXTS[language], sentence]


@pytest.mark.parametrize(("language", "line"), TOOLS)
def test_what_buttons_say_above_a_text_is_no_part_of_it(language: str, line: str) -> None:
    assert body_of(language, first=line) == list(TEXTS[language])


@pytest.mark.parametrize(("language", "sentence"), FIRST_SENTENCES)
def test_a_first_sentence_is_part_of_the_text(language: str, sentence: str) -> None:
    assert body_of(language, first=sentence) == [sentence, *TEXTS[language]]


@pytest.mark.parametrize("line", ["___", "* * *", "—", "★★★★☆"])
def test_a_line_without_letters_is_neither_the_first_nor_the_last_of_a_text(line: str) -> None:
    assert body_of("en", line, first=line) == list(TEXTS["en"])


def test_where_a_writer_was_is_no_part_of_the_text() -> None:
    assert body_of("en", "Lee reported from the northern shore.") == list(TEXTS["en"])


AUTHORS = "<meta name=author content='Ann Lee, Bo Ray'>"


def first_line(line: str, *, head: str = AUTHORS) -> str:
    """What the text of an article of known authors opens with, where a line and its own paragraphs are printed."""
    body = read(story(f"<p>{line}</p>{paragraphs(*TEXT['en'])}"), head).body or ""
    return body.partition("\n\n")[0]


@pytest.mark.parametrize("line", ["Ann Lee", "ANN LEE", "Ann Lee/Bo Ray", "Ann Lee and Bo Ray"])
def test_the_names_of_the_authors_above_a_text_are_no_part_of_it(line: str) -> None:
    assert first_line(line) == TEXT["en"][0]


def test_other_names_above_a_text_are_part_of_it() -> None:
    assert first_line("Cy Day") == "Cy Day"


def test_a_sentence_about_the_authors_is_part_of_the_text() -> None:
    assert first_line("Ann Lee and Bo Ray.") == "Ann Lee and Bo Ray."
