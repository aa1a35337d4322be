"""What is remembered of a page once it was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ecorridor_scraper.known import Known, Look, after
from ecorridor_scraper.revisits import LACKING_PAUSE

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LOOK = Look(
    "paper.example/a", "https://paper.example/a", "paper", NOW, published=NOW - HOUR, etag='"1"',
    last_modified="Fri, 20 Nov 2026 11:00:00 GMT", digest="one", comments=3, probe="3 one",
)  # fmt: skip


def seen() -> Known:
    """A page that was seen once."""
    return after(None, LOOK)


@pytest.mark.parametrize("name", ["etag", "last_modified", "digest", "probe"])
def test_a_look_that_is_late_leaves_nothing_that_would_spare_the_next_one_a_whole_look(name: str) -> None:
    late = replace(LOOK, at=NOW - HOUR)
    assert getattr(seen(), name)
    assert getattr(after(seen(), late), name) is None


def test_a_thread_that_the_site_has_closed_is_left_alone_once_it_has_stood_still() -> None:
    again = replace(LOOK, at=NOW + HOUR)
    assert after(seen(), again).next_visit is not None
    assert after(seen(), replace(again, is_closed=True)).next_visit is None


def test_a_part_of_a_thread_that_was_refused_puts_no_visit_off() -> None:
    young = after(None, replace(LOOK, is_lacking=True)).next_visit
    assert young == seen().next_visit
    assert young is not None
    assert young < NOW + LACKING_PAUSE
