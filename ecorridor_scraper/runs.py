"""What the runs of a data directory did to each site: what later ones are judged by, and what was told of lately."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from .clock import as_moment, in_seconds
from .errors import EcorridorError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager

LEARNT = timedelta(days=14)
"""So long a site is watched before it can be said to have run dry."""
DRY_AFTER = timedelta(days=3)
"""A site without a new article for less is not, and for less than three times its longest wait neither."""
_FADES = 0.98
"""What is left of the longest wait with each run that finds a new article: one long outage is forgotten in weeks."""
RUNS_KEPT = 500
"""So many runs of a site are remembered: three weeks of hourly ones."""


@dataclass(slots=True, frozen=True)
class Run:
    """What one run did to one site."""

    site: str
    run: str
    ended: datetime
    exit_code: int
    articles: int
    comments: int
    new_comments: int
    pages: int
    failed: int
    alarms: list[str]
    coverage: dict[str, Any]


class Runs:
    """The tables `runs` and `notices` of a memory."""

    def __init__(
        self, read: Callable[..., list[Any]], write: Callable[[], AbstractContextManager[sqlite3.Connection]]
    ) -> None:
        """`read` gives the rows that answer a question, `write` one transaction; both raise as `State` does."""
        self._read, self._write = read, write

    def add(self, run: Run) -> None:
        """Remember what a run did to a site: the baseline of later runs."""
        values = asdict(run) | {"ended": in_seconds(run.ended)}
        for name in ("alarms", "coverage"):
            values[name] = json.dumps(values[name], ensure_ascii=False)
        marks = ",".join("?" * len(values))
        query = f"REPLACE INTO runs ({','.join(values)}) VALUES ({marks})"  # noqa: S608  (names of a dataclass)
        with self._write() as db:
            db.execute(query, tuple(values.values()))
            db.execute(
                "DELETE FROM runs WHERE site = ? AND ended < (SELECT ended FROM runs WHERE site = ? "
                "ORDER BY ended DESC LIMIT 1 OFFSET ?)",
                (run.site, run.site, RUNS_KEPT - 1),
            )

    def baseline(self, site: str, runs: int, cases: int) -> list[dict[str, Any]]:
        """The coverages of the last runs of a site that had articles, the newest first: so many, or more until they had
        so many articles.
        """
        query = "SELECT coverage FROM runs WHERE site = ? AND coverage <> '{}' ORDER BY ended DESC"
        found: list[dict[str, Any]] = []
        articles = 0
        for (text,) in self._read(query, (site,)):
            if len(found) >= runs and articles >= cases:
                break
            found.append(json.loads(text))
            articles += found[-1]["cases"].get("headline", 0)
        return found

    def of(self, site: str, limit: int) -> list[Run]:
        """The last runs of a site, the newest first."""
        names = ",".join(Run.__dataclass_fields__)
        query = f"SELECT {names} FROM runs WHERE site = ? ORDER BY ended DESC LIMIT ?"  # noqa: S608
        return [_run(row) for row in self._read(query, (site, limit))]

    def latest(self) -> list[tuple[Run, datetime | None]]:
        """The last run of every site, and when the last one that went well ended."""
        names = ",".join(Run.__dataclass_fields__)
        query = f"SELECT {names} FROM (SELECT *, max(ended) FROM runs GROUP BY site) ORDER BY site"  # noqa: S608
        good = dict(self._read("SELECT site, max(ended) FROM runs WHERE exit_code = 0 GROUP BY site"))
        return [(run, as_moment(good.get(run.site))) for run in map(_run, self._read(query))]

    def settled(self, now: datetime) -> datetime:
        """A moment that two runs agree on to have come: now, or the end of the last run where that is earlier.

        What goes by its age is removed by this, so that one run whose clock is far ahead removes nothing.
        """
        last = as_moment(self._read("SELECT max(ended) FROM runs")[0][0])
        return min(last or now, now)

    def growth(self, since: datetime) -> dict[str, int]:
        """How many comments the runs since then found, by site."""
        query = "SELECT site, sum(new_comments) FROM runs WHERE ended > ? GROUP BY site"
        return dict(self._read(query, (in_seconds(since),)))

    def is_news(self, what: str, now: datetime, again_after: timedelta) -> bool:
        """Whether a trouble was not told of lately; from now on it was, if that can be noted."""
        rows = self._read("SELECT told FROM notices WHERE what = ?", (what,))
        if rows and now.timestamp() - rows[0][0] < again_after.total_seconds():
            return False
        with suppress(EcorridorError), self._write() as db:
            db.execute("REPLACE INTO notices (what, told) VALUES (?, ?)", (what, in_seconds(now)))
        return True

    def dry_since(self, site: str, now: datetime, *, is_new: bool) -> datetime | None:
        """Note whether a run found a new article of a site; since when there was none, where that is far longer than it
        ever took of late.
        """
        names = [f"{what} article of {site}" for what in ("first", "last", "longest wait for an")]
        marks = ",".join("?" * len(names))
        rows = dict(self._read(f"SELECT what, told FROM notices WHERE what IN ({marks})", names))  # noqa: S608
        present = int(now.timestamp())
        first, last, longest = (rows.get(name) for name in names)
        if is_new:
            waited = max(present - (last or present), int((longest or 0) * _FADES))
            with suppress(EcorridorError), self._write() as db:
                values = zip(names, (first or present, present, waited), strict=True)
                db.executemany("REPLACE INTO notices (what, told) VALUES (?, ?)", values)
            return None
        if first is None or last is None or last - first < LEARNT.total_seconds():
            return None
        usual = max(3 * (longest or 0), int(DRY_AFTER.total_seconds()))
        return as_moment(last) if present - last > usual else None


def _run(row: tuple[Any, ...]) -> Run:
    values = dict(zip(Run.__dataclass_fields__, row, strict=True))
    values["ended"] = as_moment(values["ended"])
    return Run(**values | {name: json.loads(values[name]) for name in ("alarms", "coverage")})
