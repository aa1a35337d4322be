"""Completeness of comments against requests made: the age ladder beside fixed intervals, on synthetic arrivals.

    python -m benchmarks.revisits --articles 5000 --seed 1

Comments of an article: a log-normal number, written after a log-normal delay (median 5 hours, a tail of weeks). A
policy sees what a visit sees: the count. Printed for each: visits an article, the share of comments that it ever
collects, and the median and 90th percentile of hours between a comment and the visit that finds it.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

from ecorridor_scraper.revisits import Record, next_visit

BORN = datetime(2026, 1, 1, tzinfo=UTC)
Policy = Callable[[Record], datetime | None]


def fixed(hours: float, days: float) -> Policy:
    """A visit every so many hours for so many days."""

    def policy(record: Record) -> datetime | None:
        due = record.visited + timedelta(hours=hours)
        return due if due - BORN <= timedelta(days=days) else None

    return policy


def once(record: Record) -> datetime | None:
    """The first visit only."""
    return None


def arrivals(draw: random.Random) -> list[datetime]:
    """When the comments of one article are written."""
    count = min(int(draw.lognormvariate(1.2, 1.3)), 2000)
    return sorted(BORN + timedelta(hours=min(draw.lognormvariate(1.6, 1.5), 24 * 60)) for _ in range(count))


def follow(written: list[datetime], policy: Policy, first: timedelta) -> tuple[int, list[float]]:
    """Visit one article by a policy: how many visits, and the hours that each found comment waited."""
    visited, visits, found, before, unchanged = BORN + first, 0, 0, None, 0
    waits: list[float] = []
    while True:
        visits += 1
        count = bisect_right(written, visited)
        waits += [(visited - at) / timedelta(hours=1) for at in written[found:count]]
        unchanged = unchanged + 1 if before is not None and count == found else 0
        due = policy(Record(visited, BORN, BORN + first, visits, count, before, unchanged))
        found = before = count
        if due is None:
            return visits, waits
        visited = due


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    policies: dict[str, Policy] = {
        "once": once,
        "ladder": next_visit,
        "every 24 h for 7 days": fixed(24, 7),
        "every 6 h for 7 days": fixed(6, 7),
        "every 6 h for 30 days": fixed(6, 30),
        "every hour for 7 days": fixed(1, 7),
    }
    print(f"{'policy':24} visits/article  collected  median wait h  90 % within h")
    for name, policy in policies.items():
        draw = random.Random(arguments.seed)
        visits, total, waits = 0, 0, []
        for _ in range(arguments.articles):
            written = arrivals(draw)
            number, found = follow(written, policy, timedelta(hours=draw.random()))
            visits += number
            total += len(written)
            waits += found
        print(
            f"{name:24} {visits / arguments.articles:14.1f} {len(waits) / total:10.3f} "
            f"{median(waits):14.1f} {quantiles(waits, n=10)[-1]:14.1f}"
        )


if __name__ == "__main__":
    main()
