"""What runs are remembered by, at the edges of what the operating guide promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ecorridor_scraper.clock import in_seconds
from ecorridor_scraper.errors import DiskFull
from ecorridor_scraper.runs import Runs
from ecorridor_scraper.state import State

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("watched", "silent", "is_dry"),
    [(14, 3, False), (14, 3.01, True), (13.9, 30, False)],  # after three days, once it was watched for two weeks
)
def test_a_site_that_brings_news_every_hour_is_dry_after_three_days(
    watched: float, silent: float, is_dry: bool
) -> None:
    state = State()
    for hour in range(0, int(watched * 24), 1):
        state.runs.dry_since("paper", NOW + hour * HOUR, is_new=True)
    last = NOW + timedelta(days=watched)
    state.runs.dry_since("paper", last, is_new=True)
    assert bool(state.runs.dry_since("paper", last + timedelta(days=silent), is_new=False)) is is_dry


def test_a_long_silence_of_weeks_ago_still_says_how_long_a_site_may_take() -> None:
    state = State()
    for day in (0, 8, 8.1, 8.2, 16):
        state.runs.dry_since("paper", NOW + timedelta(days=day), is_new=True)
        state.runs.dry_since("paper", NOW + timedelta(days=day + 0.01), is_new=True)
    assert state.runs.dry_since("paper", NOW + timedelta(days=35), is_new=False) is None


def full() -> Any:
    """A memory that has no room for anything."""
    raise DiskFull("no space left")


def test_what_cannot_be_noted_is_told_all_the_same() -> None:
    runs = Runs(lambda *_: [], full)
    assert runs.is_news("trouble", NOW, HOUR)
    assert runs.dry_since("paper", NOW, is_new=True) is None


def test_a_last_run_under_a_clock_that_ran_ahead_makes_nothing_older_than_it_is() -> None:
    assert Runs(lambda *_: [(in_seconds(NOW + 1000 * HOUR),)], full).settled(NOW) == NOW


def test_a_baseline_ends_where_it_has_runs_and_articles_enough() -> None:
    rows = [(json.dumps({"cases": {"headline": 5}}),)] * 4
    assert len(Runs(lambda *_: rows, full).baseline("paper", 2, 10)) == 2
