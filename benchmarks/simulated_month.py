"""A month of hourly runs against a news site of ours with a clock of its own: what is collected, at how many requests.

    python -m benchmarks.simulated_month --days 30 --seed 1          the whole month, as 720 runs
    python -m benchmarks.simulated_month --days 30 --policy 6        the same with a visit to every article each 6 hours

Articles and comments arrive, comments are edited and deleted, answers fail at random, runs are killed at random, on
day 12 the theme changes so that bylines and dates are gone, and one of two feeds goes stale on day 8. Every run is a
process of its own, through the real engine, pipelines and store; only the network is replaced. Printed at the end:
comments that were visible for over 24 hours and are in the dataset exactly once, those whose last state is right,
requests a comment, how many runs the alarm took, seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecorridor_scraper.extraction import Document

BASE = "https://valley.example"
BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
SENTENCE = "The council met on Monday evening and spoke at length about the bridge over the canal and its repair. "
SHOWN = 30
"""So many articles and comments stand in the feeds."""


@dataclass(slots=True)
class Comment:
    """A comment's life: `states` are (from when, text), None once it is deleted."""

    number: int
    states: list[tuple[datetime, str | None]]

    def at(self, moment: datetime) -> str | None:
        return next((text for since, text in reversed(self.states) if since <= moment), None)


@dataclass(slots=True)
class Article:
    number: int
    published: datetime
    comments: list[Comment] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{BASE}/{self.published:%Y/%m/%d}/what-happened-in-valley-{self.number}/"


class World:
    """The site: everything that will happen, drawn from a seed; `answers` is how it looks at a moment."""

    def __init__(self, days: int, seed: int, *, per_day: int = 12) -> None:
        self.days, self.random = days, random.Random(seed)
        self.end = BEGIN + timedelta(days=days)
        self.articles = [
            Article(n, BEGIN + timedelta(hours=24 * n / per_day + self.random.random())) for n in range(days * per_day)
        ]
        number = 0
        for article in self.articles:
            for _ in range(min(int(self.random.expovariate(1 / 8)), 60)):
                number += 1
                article.comments.append(self._comment(number, article.published))
            article.comments.sort(key=lambda c: c.states[0][0])

    def _comment(self, number: int, published: datetime) -> Comment:
        draw = self.random
        written = published + timedelta(hours=min(draw.expovariate(1 / 14), 200))
        states: list[tuple[datetime, str | None]] = [(written, f"Comment {number}: I walked over it and it shook.")]
        if draw.random() < 0.05:
            states.append((written + timedelta(hours=draw.uniform(0.1, 3)), f"Comment {number}: edited, it swayed."))
        if draw.random() < 0.05:
            states.append((states[-1][0] + timedelta(hours=draw.uniform(1, 30)), None))
        return Comment(number, states)

    def answers(self, moment: datetime, run: int) -> Answers:
        return Answers(self, moment, run)


class Answers:
    """What the site answers at a moment; has `get`, as the replay wants it."""

    def __init__(self, world: World, moment: datetime, run: int) -> None:
        self.world, self.moment = world, moment
        self.trouble = random.Random(run)
        self.published = [a for a in world.articles if a.published <= moment]
        self.by_url = {a.url: a for a in self.published}

    def get(self, address: str) -> Document | None:
        from ecorridor_scraper.extraction import Document

        if address.endswith("robots.txt"):
            return None
        if self.trouble.random() < 0.02:
            return Document(address, b"busy", 500, {})
        body = self._body(address)
        return None if body is None else Document(address, body.encode(), 200, {"content-type": "text/html"})

    def _body(self, address: str) -> str | None:
        if address == f"{BASE}/feed/":
            return self._feed(self.published[-SHOWN:])
        if address == f"{BASE}/old-feed/":  # goes stale on day 8
            until = BEGIN + timedelta(days=8)
            return self._feed([a for a in self.published if a.published < until][-SHOWN:])
        if address == f"{BASE}/comments/feed/":
            return self._comments_feed()
        if address in self.by_url:
            return self._article(self.by_url[address])
        return None

    def _feed(self, articles: list[Article]) -> str:
        items = "".join(
            f"<item><link>{a.url}</link><pubDate>{format_datetime(a.published)}</pubDate>"
            f"<slash:comments>{sum(c.at(self.moment) is not None for c in a.comments)}</slash:comments></item>"
            for a in reversed(articles)
        )
        space = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
        return f'<rss version="2.0" {space}><channel>{items}</channel></rss>'

    def _comments_feed(self) -> str:
        found = [(c.states[0][0], a, c) for a in self.published[-300:] for c in a.comments if c.at(self.moment)]
        newest = sorted(found, key=lambda row: row[0], reverse=True)[:SHOWN]
        items = "".join(
            f"<item><link>{a.url}#comment-{c.number}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for at, a, c in newest
        )
        return f'<rss version="2.0"><channel>{items}</channel></rss>'

    def _article(self, article: Article) -> str:
        is_new_theme = self.moment >= BEGIN + timedelta(days=12)
        meta = f'<meta property="article:published_time" content="{article.published.isoformat()}">'
        byline = '<span class="byline">By <a rel="author" href="/author/amina/">Amina Shah</a></span>'
        thread = "".join(
            f'<li id="comment-{c.number}" class="comment depth-1"><article class="comment-body">'
            '<footer class="comment-meta"><div class="comment-author vcard">'
            f'<b class="fn">Reader {c.number % 97}</b></div><div class="comment-metadata">'
            f'<time datetime="{c.states[0][0].isoformat()}">x</time></div></footer>'
            f'<div class="comment-content"><p>{text}</p></div></article></li>'
            for c in article.comments
            if (text := c.at(self.moment)) is not None
        )
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Valley {article.number}</title>'
            f'<link rel="canonical" href="{article.url}"><meta property="og:type" content="article">'
            f"{'' if is_new_theme else meta}</head><body><main><article><h1>What happened, part {article.number}</h1>"
            f'{"" if is_new_theme else byline}<div class="entry-content">{f"<p>{SENTENCE * 3}</p>" * 4}</div></article>'
            f'<section id="comments"><ol class="comment-list">{thread}</ol></section></main></body></html>'
        )


@dataclass(slots=True)
class Result:
    """What a simulation found."""

    runs: int = 0
    killed: int = 0
    requests: int = 0
    seconds: float = 0.0
    visible: int = 0
    present: int = 0
    doubled: int = 0
    right: int = 0
    first_alarm_run: int | None = None
    changed_run: int | None = None

    @property
    def line(self) -> str:
        alarm = (
            "no alarm"
            if self.first_alarm_run is None
            else f"alarm after {self.first_alarm_run - (self.changed_run or 0) + 1}"
        )
        return (
            f"{self.runs} runs ({self.killed} killed), {self.requests:,} requests, {self.seconds:.0f} s; "
            f"{self.present:,} of {self.visible:,} comments visible for 24 h, {self.doubled} doubled, "
            f"{self.right:,} in their last state; "
            f"{self.requests / max(self.present, 1):.2f} requests a comment; {alarm}"
        )


def simulate(days: int, seed: int, *, policy: float | None = None, kills: float = 0.05, per_day: int = 12) -> Result:
    """Run the month in a temporary folder. `policy` replaces the ladder by a visit each so many hours for a week."""
    _load_all(World(1, 0))
    world, result, start = World(days, seed, per_day=per_day), Result(), perf_counter()
    chance = random.Random(seed + 1)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        counted = Path(folder) / "requests"
        for run in range(days * 24):
            moment = BEGIN + (run + 1) * HOUR
            fuse = chance.uniform(0.02, 0.6) if chance.random() < kills else None
            code = _in_a_process(world, moment, run, str(data), counted, fuse, policy)
            result.runs += 1
            result.killed += code == -signal.SIGALRM
            if moment >= BEGIN + timedelta(days=12) and result.changed_run is None:
                result.changed_run = run
            if code == 7 and result.first_alarm_run is None and result.changed_run is not None:
                result.first_alarm_run = run
        _in_a_process(world, world.end, days * 24, str(data), counted, None, policy)
        result.requests = counted.stat().st_size if counted.exists() else 0
        _judge(world, data, result)
    result.seconds = perf_counter() - start
    return result


def _load_all(world: World) -> None:
    """Load everything once, before the processes divide."""
    from ecorridor_scraper import replay
    from ecorridor_scraper.commands.crawl import lean_pyarrow
    from ecorridor_scraper.store import committer, index, merge  # noqa: F401

    lean_pyarrow()
    replay.crawl(world.answers(world.end, 0), start=world.articles[0].url, fetched_at=world.end)  # type: ignore[arg-type]


def _in_a_process(
    world: World, moment: datetime, run: int, data: str, counted: Path, fuse: float | None, policy: float | None
) -> int:
    """One run; its exit code, or minus the signal that killed it."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        if fuse:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, fuse)
        code = _run(world, moment, run, data, counted, policy)
    except Exception:  # noqa: BLE001  (a child must not run the parent's code)
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _run(world: World, moment: datetime, run: int, data: str, counted: Path, policy: float | None) -> int:
    import logging

    from ecorridor_scraper import replay, revisits, state
    from ecorridor_scraper.health import RunReport

    logging.disable(logging.CRITICAL)
    if policy is not None:

        def fixed(record: Any) -> datetime | None:
            due = record.visited + timedelta(hours=policy)
            return due if due - record.first_visit < timedelta(days=7) else None

        state.next_visit = fixed
    assert revisits.LADDER
    crawler = replay.run(
        world.answers(moment, run),  # type: ignore[arg-type]
        start=[f"{BASE}/feed/", f"{BASE}/old-feed/", f"{BASE}/comments/feed/"],
        data=data,
        settings={
            "NOW": moment,
            "RETRY_TIMES": 1,
            "EXTENSIONS": {"ecorridor_scraper.health.RunReport": 900},
            "LOG_ENABLED": False,
        },
    )
    with counted.open("ab") as file:
        file.write(b"." * len(crawler.settings["REPLAY"].requested))
    report = crawler.get_extension(RunReport)
    return int(report.account.exit_code or 0)


def _judge(world: World, data: Path, result: Result) -> None:
    """Compare the dataset with what the site showed."""
    from ecorridor_scraper import load_comments

    rows: dict[int, list[dict[str, Any]]] = {}
    for row in load_comments(str(data), columns=["comment_id", "text", "deleted_at"]).to_pylist():
        rows.setdefault(int(row["comment_id"].rpartition(":")[2].rpartition("-")[2]), []).append(row)
    for article in world.articles:
        for comment in article.comments:
            gone = next((since for since, text in comment.states if text is None), world.end)
            seen_until = min(gone, world.end)
            if seen_until - comment.states[0][0] <= timedelta(hours=24):
                continue
            result.visible += 1
            found = rows.get(comment.number, [])
            result.present += len(found) >= 1
            result.doubled += len(found) > 1
            if found:
                last = comment.at(world.end)
                row = found[0]
                result.right += (row["deleted_at"] is not None) if last is None else row["text"] == last


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--policy", type=float, help="visit every article each so many hours for a week instead")
    parser.add_argument("--per-day", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = simulate(arguments.days, arguments.seed, policy=arguments.policy, per_day=arguments.per_day)
    if arguments.json:
        json.dump({name: getattr(result, name) for name in Result.__dataclass_fields__}, sys.stdout)
    print(result.line)


if __name__ == "__main__":
    main()
