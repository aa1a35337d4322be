"""The books of words: what a list of patterns can have wrong is told by the line that has it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as markup

from ecorridor_scraper import extraction
from ecorridor_scraper.extraction.body.images import parted
from ecorridor_scraper.extraction.flat import Flat
from ecorridor_scraper.extraction.furniture import INTRODUCED, Furniture
from ecorridor_scraper.extraction.lazy import Folded
from ecorridor_scraper.extraction.names import read_line
from ecorridor_scraper.extraction.phrases import alternatives, lists
from ecorridor_scraper.extraction.threads.generic.evidence import is_button
from ecorridor_scraper.extraction.threads.names import without_labels
from ecorridor_scraper.listings import next_page

from .metadata_pages import TITLE, article, ld

HERE = Path(extraction.__file__).parent
BOOKS = sorted(path.stem for path in HERE.glob("phrasebooks/*.txt"))
LISTS = [(book, name) for book in BOOKS for name in lists(book)]
LINES = [(book, name, line) for book, name in LISTS for line in lists(book)[name]]
EXAMPLES = [
    (book, line, below[2:])
    for book in BOOKS
    for line, below in pairwise((HERE / "phrasebooks" / f"{book}.txt").read_text("utf-8").splitlines())
    if below.startswith("> ")
]
WORDS = (
    "advertisements",
    "labels of pictures",
    "labels of captions",
    "tables of contents",
    "given by",
    "calls",
    "us",
    "calls at the end",
    "places",
    "times to read",
)
"""Lists of the book of notes that are words of a pattern, and no patterns of whole lines."""


def test_there_are_books() -> None:
    assert BOOKS == ["bylines", "classes", "comments", "dates", "notes", "sections"]


def test_an_example_is_of_the_line_above_it() -> None:
    assert [(book, line) for book, line, example in EXAMPLES if not Folded(line).match(example)] == []


def test_no_other_line_of_its_list_knows_an_example() -> None:
    doubled = []
    for book, line, example in EXAMPLES:
        (lines,) = (lines for lines in lists(book).values() if line in lines)
        doubled += [(book, line, other) for other in lines if other != line and Folded(other).fullmatch(example)]
    assert doubled == []


def test_each_pattern_of_a_note_has_an_example() -> None:
    shown = {line for _, line, _ in EXAMPLES}
    named = [name for name in lists("notes") if name not in WORDS]
    assert named
    assert [line for name in named for line in lists("notes")[name] if line not in shown] == []


def test_each_line_is_a_pattern_of_its_own_that_wants_a_character() -> None:
    assert [line for line in LINES if re.compile(line[2], re.IGNORECASE).fullmatch("")] == []


def test_no_line_stands_twice_in_its_list() -> None:
    assert [line for line, times in Counter(LINES).items() if times > 1] == []


def test_no_line_has_space_at_its_ends() -> None:
    assert [line for line in LINES if line[2] != line[2].strip()] == []


NOTED = """
import importlib, pkgutil, sys
from ecorridor_scraper.extraction import phrases
asked, read = set(), phrases.lists
class Noted(dict):
    def __getitem__(self, name):
        asked.add((self.book, name))
        return super().__getitem__(name)
def lists(book):
    noted = Noted(read(book))
    noted.book = book
    return noted
phrases.lists = lists
for name in [n for n in sys.modules if n.startswith("ecorridor_scraper.extraction") and n != phrases.__name__]:
    del sys.modules[name]
extraction = importlib.import_module("ecorridor_scraper.extraction")
for module in pkgutil.walk_packages(extraction.__path__, "ecorridor_scraper.extraction."):
    importlib.import_module(module.name)
importlib.import_module("ecorridor_scraper.listings")
print(*sorted(f"{book}: {name}" for book, name in asked), sep="\\n")
"""


def test_some_module_asks_for_each_list() -> None:
    done = subprocess.run([sys.executable, "-c", NOTED], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines() == sorted(f"{book}: {name}" for book, name in LISTS)


def test_a_line_of_its_own_is_enough_to_know_a_word() -> None:
    assert re.search(rf"\b(?:{alternatives('bylines', 'roles')})\b", "photographer")


def test_remarks_and_empty_lines_are_no_patterns() -> None:
    assert not [line for name in lists("bylines") for line in lists("bylines")[name] if line[:2] in ("# ", "> ", "")]


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="no such list"):
        alternatives("bylines", "no such list")


def plain(book: str, name: str) -> list[str]:
    """The lines of a list that are words and no patterns."""
    return [word for word in lists(book)[name] if word.replace(" ", "").isalpha()]


PLAIN = plain("bylines", "labels of writers")


@pytest.mark.parametrize("word", PLAIN)
def test_a_label_and_a_colon_introduce_a_writer(word: str) -> None:
    line = read_line(f"{word.capitalize()}: Ann Lee")
    assert line.introduced
    assert [person.name for person in line.persons] == ["Ann Lee"]


@pytest.mark.parametrize("word", PLAIN)
def test_a_label_and_a_colon_in_a_page_are_found_by_their_first_letters(word: str) -> None:
    page = Furniture(Flat(markup.fromstring(f"<body><h1>A bridge</h1><p>{word.capitalize()}: Ann Lee</p></body>")))
    assert [piece.kinds & INTRODUCED for piece in page.pieces] == [INTRODUCED]


@pytest.mark.parametrize("word", plain("bylines", "desks"))
def test_a_desk_alone_is_no_person(word: str) -> None:
    line = read_line(word.capitalize())
    assert (line.agencies, line.persons) == ([word.capitalize()], [])


@pytest.mark.parametrize("word", [word for word in plain("bylines", "roles") if word != "staff"])
def test_a_job_behind_a_name_is_that_persons(word: str) -> None:
    line = read_line(f"Ann Lee, {word.capitalize()}")
    assert [(person.name, person.role) for person in line.persons] == [("Ann Lee", word.capitalize())]


@pytest.mark.parametrize("word", plain("comments", "buttons") + plain("comments", "buttons in scripts without edges"))
def test_a_word_of_a_button_is_one(word: str) -> None:
    assert is_button(word.capitalize())


@pytest.mark.parametrize("word", plain("comments", "says"))
def test_what_a_writer_does_is_no_part_of_the_name(word: str) -> None:
    assert without_labels(f"Ann Lee {word}:") == "Ann Lee"


@pytest.mark.parametrize("word", plain("comments", "labels of readers"))
def test_a_label_is_no_part_of_the_name_of_a_reader(word: str) -> None:
    assert without_labels(f"{word.capitalize()}: Ann Lee") == "Ann Lee"


def section(trail: str = "", body: str = "") -> str | None:
    """The section of a page with a trail to it in its data, and with some of its own beside the headline."""
    data = ld(f'"itemListElement":[{{"name":"Rivers"}},{{"name":"{trail}"}},{{"name":"{TITLE}"}}]', "BreadcrumbList")
    return article(data if trail else "", f"<h1>{TITLE}</h1>{body}<p>Text.</p>").section


def test_the_last_step_of_a_trail_is_the_section() -> None:
    assert section("Lower Rivers") == "Lower Rivers"


@pytest.mark.parametrize("word", plain("sections", "fronts and tools"))
def test_a_front_or_a_tool_in_a_trail_is_no_section(word: str) -> None:
    assert section(word.capitalize()) == "Rivers"


@pytest.mark.parametrize("word", plain("sections", "about the site"))
def test_a_page_about_the_site_is_no_section(word: str) -> None:
    assert section(word.capitalize()) is None


@pytest.mark.parametrize("word", plain("sections", "labels"))
def test_a_label_tells_the_section_behind_it(word: str) -> None:
    assert section(body=f"<p>{word.capitalize()}: <a href=/c/17>Floods</a></p>") == "Floods"


@pytest.mark.parametrize("word", plain("sections", "ways back") + plain("sections", "fronts and tools"))
def test_a_way_back_is_no_section(word: str) -> None:
    assert section(body=f"<div class=kicker><a href=/c/17>{word.capitalize()}</a></div>") is None


def test_a_kicker_is_the_section() -> None:
    assert section(body="<div class=kicker><a href=/c/17>Floods</a></div>") == "Floods"


@pytest.mark.parametrize("word", plain("notes", "labels of pictures") + plain("notes", "labels of captions"))
def test_a_label_in_a_caption_tells_whose_picture_it_is(word: str) -> None:
    assert parted(f"The bank at noon. {word.capitalize()}: Ann Lee") == ("The bank at noon.", "Ann Lee")


def test_pictures_of_a_house_in_the_middle_of_a_credit_are_no_label() -> None:
    assert parted("Mr Roe. (Ann Lee/Getty Images North America/TNS)")[1] == "Ann Lee/Getty Images North America/TNS"


@pytest.mark.parametrize("word", plain("sections", "next page"))
def test_a_listing_goes_on_where_a_link_says_so(word: str) -> None:
    page = markup.fromstring(f'<body><a href="/news/older">{word.capitalize()} »</a></body>')
    assert next_page(page, "https://news.example/news") == "https://news.example/news/older"
