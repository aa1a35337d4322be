"""What class names and ids say, found by the beginnings of words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ecorridor_scraper.extraction.flat import Flat
from ecorridor_scraper.extraction.furniture import _WORDS
from ecorridor_scraper.extraction.vocabulary import Vocabulary, names_in, openings_of

PIECES = (
    "author", "by", "line", "post", "ed", "ago", "time", "out", "fn", "meta", "entry", "user", "box", "vcard", "bio",
    "publi", "é", "card", "widget", "elementor-", "list-item", "data", "ora", "nav", "x", "0", "-", "_",
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "openings"),
    [
        ("author|byline", {"auth", "byli"}),
        ("by-?line", {"by-l", "byli"}),
        ("ads?", {"ad", "ads"}),
        (r"(?:tags?|toc)(?:$|[_-])", {"tag", "tag_", "tag-", "tags", "toc", "toc_", "toc-"}),
        (r"(?:post|story)?[-_]*meta\b", {"post", "stor", "meta"}),
        (r"(?<!icon-)list|time(?!line)", {"list", "time"}),
        (r"up[-_]to|\bgo\d", {"up-t", "up_t", "go"}),
    ],
)
def test_openings_of_a_pattern(source: str, openings: set[str]) -> None:
    assert openings_of(source) == openings


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join))
def test_a_vocabulary_finds_what_each_pattern_alone_finds(name: str) -> None:
    vocabulary = Vocabulary(_WORDS)
    assert vocabulary[name] == sum(kind for kind, words in _WORDS.items() if re.search(words, name))


def test_names_are_read_in_small_letters_with_numbers_alike() -> None:
    assert names_in("Post-4711 entry\n hEntry2") == ["post-0", "entry", "hentry0"]


def test_names_with_a_word_are_told_as_they_are_written() -> None:
    flat = Flat(etree.fromstring('<div class="Post-Tags"><p id="byline"/><p class="text"/></div>'))
    assert flat.names_with(("tag", "line")) == {"Post-Tags", "byline"}
