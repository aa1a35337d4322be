"""When an article is looked at again, and what counts as a change of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecorridor_scraper.revisits import LADDER, SETTLE, VISITS, Record, digest, next_visit, retry_at

from .store_samples import visit

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.integers(0, 40 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(
    visited=moments,
    visits=st.integers(1, 20),
    comments=st.integers(0, 500),
    before=st.none() | st.integers(0, 500),
    unchanged=st.integers(0, 9),
    closed=st.booleans(),
)
def test_the_next_visit_is_later_and_no_later_than_twice_the_ladder(
    visited: datetime, visits: int, comments: int, before: int | None, unchanged: int, closed: bool
) -> None:
    due = next_visit(Record(visited, NOW, NOW, visits, comments, before, unchanged, closed))
    if due is not None:
        assert due > visited
        assert visits < VISITS
        assert due - NOW <= 2 * LADDER[-1] + timedelta(minutes=15)
        assert not (closed and unchanged)


@given(visited=moments, comments=st.integers(1, 500))
def test_growth_never_delays_and_standing_still_never_hastens(visited: datetime, comments: int) -> None:
    still = next_visit(Record(visited, NOW, NOW, 3, comments, comments, 0))
    grown = next_visit(Record(visited, NOW, NOW, 3, comments * 2, comments, 0))
    bored = next_visit(Record(visited, NOW, NOW, 3, comments, comments, 5))
    if still is not None:
        assert grown is not None
        assert bored is not None
        assert grown <= still <= bored


@given(visited=moments, before=st.none() | st.integers(0, 500), comments=st.integers(1, 500))
def test_a_thread_that_has_changed_is_looked_at_again_within_a_day(
    visited: datetime, before: int | None, comments: int
) -> None:
    due = next_visit(Record(visited, NOW, NOW, 3, comments, before, 0))
    assert due is None or due - visited <= SETTLE


def test_a_failure_is_tried_again_ever_later_and_given_up_after_a_week() -> None:
    moment: datetime | None = NOW
    pauses = []
    while moment is not None and len(pauses) < 100:
        if again := retry_at(moment, len(pauses) + 1):
            pauses.append(again - moment)
        moment = again
    assert pauses == [HOUR / 2, HOUR, 2 * HOUR, 4 * HOUR, *[8 * HOUR] * 19]


def test_no_article_is_looked_at_without_end() -> None:
    assert next_visit(Record(NOW, NOW, NOW, VISITS - 1, 3, 3, 0))
    assert next_visit(Record(NOW, NOW, NOW, VISITS, 3, 3, 0)) is None


def due(age: timedelta, **others: Any) -> timedelta | None:
    """How long an article of this age is left alone that was first seen when it appeared."""
    values = {"visits": 3, "comments": 0, "comments_before": 0, "unchanged": 0, **others}
    born = NOW - age
    found = next_visit(Record(**{"visited": NOW, "published": born, "first_visit": born, **values}))
    return found - NOW if found else None


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(), timedelta(hours=1)),
        (timedelta(hours=1), timedelta(hours=2)),
        (timedelta(hours=3), timedelta(hours=5)),
        (timedelta(hours=8), timedelta(hours=16)),
        (timedelta(hours=2, minutes=55), timedelta(minutes=15)),  # never sooner
        (timedelta(days=29), timedelta(days=1)),
        (timedelta(days=30), None),
    ],
)
def test_an_article_is_due_at_the_ages_that_the_guide_names(age: timedelta, pause: timedelta | None) -> None:
    assert due(age) == pause


@pytest.mark.parametrize(("published", "pause"), [(NOW + timedelta(days=300), 14 * HOUR), (NOW - 720 * HOUR, None)])
def test_an_article_is_as_old_as_it_says_or_as_we_know_it(published: datetime, pause: timedelta | None) -> None:
    assert due(10 * HOUR, first_visit=NOW - 10 * HOUR, published=published) == pause


def test_an_article_that_was_first_seen_under_a_clock_that_ran_ahead_is_looked_at_within_the_hour() -> None:
    assert due(timedelta(), published=None, first_visit=NOW + timedelta(days=300)) == HOUR


@pytest.mark.parametrize(
    ("age", "comments", "before", "unchanged", "pause"),
    [
        (10, 0, 0, 0, 14),  # the next step of the ladder
        (10, 12, 10, 0, 14),  # a thread that has grown by a fifth or less
        (10, 13, 10, 0, 7),  # by more: half of it
        (10, 3, 3, 2, 28),  # one that stands still: twice
        (240, 0, 0, 0, 144),
        (240, 3, 3, 1, 24),  # what has changed is looked at daily until it has stood still twice
        (240, 3, 3, 2, 288),
    ],
)
def test_how_long_a_thread_is_left_alone(age: int, comments: int, before: int, unchanged: int, pause: int) -> None:
    found = due(age * HOUR, comments=comments, comments_before=before, unchanged=unchanged)
    assert found == pause * HOUR


@pytest.mark.parametrize(
    ("of", "name", "value"),
    [
        ("article", "headline", "Another headline"),
        ("article", "body", "Another text."),
        ("article", "thread_complete", False),
        ("comment", "text", "Another opinion."),
        ("comment", "text", "Half of a sign: \ud83d"),
        ("comment", "comment_id", "dawn.com:another"),
    ],
)
def test_what_counts_as_a_change(of: str, name: str, value: object) -> None:
    seen, again = visit(1, comments=2), visit(1, comments=2)
    setattr(again.article if of == "article" else again.comments[0], name, value)
    assert digest(seen) != digest(again)


def test_a_comment_that_the_site_has_removed_is_a_change() -> None:
    seen, again = visit(1), visit(1)
    assert digest(seen) == digest(again)
    again.comments[0].status = "removed"
    assert digest(seen) != digest(again)


@pytest.mark.parametrize(("unchanged", "is_due"), [(0, True), (1, False)])
def test_a_thread_that_was_closed_is_looked_at_until_it_has_stood_still_once(unchanged: int, is_due: bool) -> None:
    found = due(HOUR, comments=3, comments_before=3, unchanged=unchanged, is_closed=True)
    assert (found is not None) is is_due
