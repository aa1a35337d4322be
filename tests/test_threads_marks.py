"""What the generic comment finder goes by, each by itself: dates, names, references, levels."""

from __future__ import annotations

import pytest

from ecorridor_scraper.extraction.threads.generic.anchors import around_date, is_dated
from ecorridor_scraper.extraction.threads.generic.identity import references
from ecorridor_scraper.extraction.threads.generic.lineage import by_levels
from ecorridor_scraper.extraction.threads.generic.people import shared_words_off
from ecorridor_scraper.extraction.threads.times import day_first


@pytest.mark.parametrize(
    "text",
    [
        "3 hours ago",
        "12 March 2025",
        "۱۲ مارچ ۲۰۲۵",
        "vor 2 Tagen",
        "2025-03-01",
        "5d",
        "1 يناير 2024",
        "2025年3月2日",
        "१२ मार्च २०२५",
    ],
)
def test_dates_are_suspected(text: str) -> None:
    assert is_dated(text)


@pytest.mark.parametrize("text", ["12 comments", "Page 3", "5", "Rs 1,200", "Top 10 stories of the valley", "v1.2"])
def test_other_numbers_are_not(text: str) -> None:
    assert not is_dated(text)


def test_name_beside_a_date() -> None:
    assert around_date("Posted by Old Timer on 12 March 2025 at 5:04 PM") == ("Posted by Old Timer on", "")


def test_words_that_all_share_are_no_part_of_names() -> None:
    assert shared_words_off(["Ali says:", "Sara Khan says:", "Joan says:"]) == ["Ali", "Sara Khan", "Joan"]
    assert shared_words_off(["Posted by Ali", "Posted by Sara Khan", "Posted by Joan"]) == ["Ali", "Sara Khan", "Joan"]
    assert shared_words_off(["Ali - Le", "Sara Khan - Le", "Joan - Le"]) == ["Ali", "Sara Khan", "Joan"]


@pytest.mark.parametrize("names", [["Ali Khan", "Sara Khan", "Joan Khan"], ["مریم خان", "علی خان", "سارا خان"]])
def test_a_name_that_a_few_writers_share_is_their_name(names: list[str]) -> None:
    assert shared_words_off(names) == names


def test_order_of_day_and_month_is_told_by_the_thread() -> None:
    assert day_first(["03/04/2025", "23/04/2025"]) is True
    assert day_first(["03/04/2025", "03/28/2025"]) is False
    assert day_first(["03/04/2025"]) is None


def test_references_are_read_from_ids_and_links() -> None:
    assert references("comment-123") == ["123"]
    assert references("https://x.example/2025/03/a?page=2#c45") == ["45"]
    assert references("comm-12_7") == ["12", "7"]


def test_parents_by_level() -> None:
    assert by_levels([0, 1, 2, 1, 0, 1]) == {1: 0, 2: 1, 3: 0, 5: 4}


@pytest.mark.parametrize("text", ["5d", "3h", "3 h", "2 hrs", "45m", "12 Min", "5 mins", "2w", "3mo", "1 yr", "180d"])
def test_short_ages_are_dates(text: str) -> None:
    assert is_dated(text)


@pytest.mark.parametrize(
    "text", ["15 s", "50 m", "8 m", "350W", "5W", "300w", "4 D", "12 y", "Rest due 2 Wochen vor Anreise"]
)
def test_seconds_metres_and_watts_are_none(text: str) -> None:
    assert not is_dated(text)
