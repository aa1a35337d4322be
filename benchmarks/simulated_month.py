"""A month of hourly runs against a news site of ours with a clock of its own: what is collected, at how many requests.

    python -m benchmarks.simulated_month --days 30 --seed 1 --beside 6 24

The site is a server on loopback in a process of its own. Articles and comments arrive, comments are edited and
deleted; answers are refused (500), slow, too slow, or cut off at random; on day 12 the theme changes: bylines and dates
are gone; one of two feeds goes stale on day 8. Every run is `ecorridor crawl` in a process of its own at the next hour;
some are killed (SIGKILL) at a random moment. `--beside` does the same month again with a visit to every article each so
many hours for a week and no other sign of new comments.

Printed: requests as the server counted them (robots.txt and feeds included), comments that were visible for over 24
hours and are in the dataset exactly once, those whose row is a state that the site showed within the last 24 hours,
requests a comment, how many hours after it was written half of the comments and nine tenths of them were in the
dataset, after how many runs the alarm and the report of the stale feed came, seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SENTENCE = "The council met on Monday evening and spoke at length about the bridge over the canal and its repair. "
SHOWN = 30
"""So many articles and comments stand in the feeds."""
TIMEOUT = 1.0


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
    def path(self) -> str:
        return f"/{self.published:%Y/%m/%d}/what-happened-in-valley-{self.number}/"


class World:
    """The site: everything that will happen, drawn from a seed."""

    def __init__(self, days: float, seed: int, *, per_day: int, changes: float) -> None:
        self.random = random.Random(seed)
        self.end = BEGIN + timedelta(days=days)
        self.changes = BEGIN + timedelta(days=changes)
        self.articles = [
            Article(n, BEGIN + timedelta(hours=24 * n / per_day + self.random.random()))
            for n in range(int(days * per_day))
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


class Look:
    """How the site looks at a moment."""

    def __init__(self, world: World, base: str, moment: datetime) -> None:
        self.world, self.base, self.moment = world, base, moment
        self.published = [a for a in world.articles if a.published <= moment]
        self.by_path = {a.path: a for a in self.published}

    def body(self, path: str) -> str | None:
        if path == "/feed/":
            return self._feed(self.published[-SHOWN:])
        if path == "/old-feed/":  # goes stale on day 8
            until = BEGIN + timedelta(days=8)
            return self._feed([a for a in self.published if a.published < until][-SHOWN:])
        if path == "/comments/feed/":
            return self._comments_feed()
        return self._article(self.by_path[path]) if path in self.by_path else None

    def _feed(self, articles: list[Article]) -> str:
        items = "".join(
            f"<item><link>{self.base}{a.path}</link><pubDate>{format_datetime(a.published)}</pubDate>"
            f"<slash:comments>{sum(c.at(self.moment) is not None for c in a.comments)}</slash:comments></item>"
            for a in reversed(articles)
        )
        space = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
        return f'<rss version="2.0" {space}><channel>{items}</channel></rss>'

    def _comments_feed(self) -> str:
        found = [(c.states[0][0], a, c) for a in self.published[-300:] for c in a.comments if c.at(self.moment)]
        newest = sorted(found, key=lambda row: row[0], reverse=True)[:SHOWN]
        items = "".join(
            f"<item><link>{self.base}{a.path}#comment-{c.number}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for at, a, c in newest
        )
        return f'<rss version="2.0"><channel>{items}</channel></rss>'

    def _article(self, article: Article) -> str:
        is_new_theme = self.moment >= self.world.changes
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
            f'<link rel="canonical" href="{self.base}{article.path}"><meta property="og:type" content="article">'
            f"{'' if is_new_theme else meta}</head><body><main><article><h1>What happened, part {article.number}</h1>"
            f'{"" if is_new_theme else byline}<div class="entry-content">{f"<p>{SENTENCE * 3}</p>" * 4}</div></article>'
            f'<section id="comments"><ol class="comment-list">{thread}</ol></section></main></body></html>'
        )


class Server(ThreadingHTTPServer):
    """The site on loopback. `/-/clock?moment=...&run=...` sets its clock and answers how much was asked so far."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, world: World) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.world, self.requests, self.look = world, 0, Look(world, self.base, BEGIN)
        self.trouble = random.Random()
        self.guard = threading.Lock()

    def handle_error(self, *args: object) -> None:
        """A client that was killed or gave up is part of the month."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/-/clock":
            query = {k: v[0] for k, v in parse_qs(parts.query).items()}
            self.server.look = Look(self.server.world, self.server.base, datetime.fromisoformat(query["moment"]))
            self.server.trouble = random.Random(query["run"])
            return self._send(200, str(self.server.requests))
        with self.server.guard:
            self.server.requests += 1
            chance = self.server.trouble.random()
        if parts.path == "/robots.txt":
            return self._send(404, "")
        if chance < 0.02:
            return self._send(500, "busy")
        if chance < 0.05:
            time.sleep(chance * 8)
        elif chance < 0.054:
            time.sleep(TIMEOUT * 1.5)
        elif chance < 0.058:
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        body = self.server.look.body(parts.path)
        return self._send(404, "") if body is None else self._send(200, body)

    def _send(self, status: int, text: str) -> None:
        body = text.encode()
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", "text/xml" if text.startswith("<rss") else "text/html; charset=utf-8")
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@dataclass(slots=True)
class Result:
    """What a simulation found."""

    policy: str
    runs: int = 0
    killed: int = 0
    requests: int = 0
    seconds: float = 0.0
    visible: int = 0
    present: int = 0
    doubled: int = 0
    right: int = 0
    hours: list[float] = field(default_factory=list)
    """From when each comment was written until a run had it."""
    false_alarms: int = 0
    changed_run: int | None = None
    alarm_run: int | None = None
    stale_run: int | None = None

    @property
    def alarm_after(self) -> int | None:
        """In which run after the change of the theme it was noticed: 1 is the first."""
        return None if self.alarm_run is None or self.changed_run is None else self.alarm_run - self.changed_run + 1

    def late(self, share: float) -> float:
        """After so many hours this share of the comments was in the dataset."""
        return sorted(self.hours)[int(share * (len(self.hours) - 1))] if self.hours else float("nan")

    @property
    def line(self) -> str:
        stale = "not reported" if self.stale_run is None else f"reported in run {self.stale_run + 1}"
        return (
            f"{self.policy:9} {self.runs} runs ({self.killed} killed), {self.requests:,} requests, "
            f"{self.seconds:.0f} s; {self.present:,} of {self.visible:,} comments visible for 24 h, "
            f"{self.doubled} doubled, {self.right:,} as last shown; "
            f"{self.requests / max(self.present, 1):.2f} requests a comment; "
            f"half of them within {self.late(0.5):.1f} h, nine tenths within {self.late(0.9):.1f} h; "
            f"alarm in run {self.alarm_after} after the change, {self.false_alarms} before; stale feed {stale}"
        )


def simulate(
    days: float,
    seed: int,
    *,
    policy: float | None = None,
    kills: float = 0.05,
    per_day: int = 12,
    changes: float = 12,
) -> Result:
    """Run the month in a temporary folder. `policy` replaces the ladder by a visit each so many hours for a week."""
    _load_all()
    world = World(days, seed, per_day=per_day, changes=changes)
    result = Result("ladder" if policy is None else f"each {policy:g} h")
    start, chance = perf_counter(), random.Random(seed + 1)
    server = Server(world)
    site = _fork(lambda: server.serve_forever() or 0)
    try:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            for run in range(round(days * 24) + 1):
                moment = BEGIN + (run + 1) * HOUR
                is_last = moment > world.end
                moment = min(moment, world.end)
                _clock(server.base, moment, run)
                fuse = chance.uniform(0.1, 1.5) if chance.random() < kills and not is_last else None
                code = _wait(_fork(lambda m=moment: _run(server.base, m, data, policy)), fuse)  # type: ignore[misc]
                _note(result, world, moment, run, code)
            result.requests = _clock(server.base, world.end, 0)
            _judge(world, data, result)
    finally:
        os.kill(site, signal.SIGKILL)
        os.waitpid(site, 0)
        server.server_close()
    result.seconds = perf_counter() - start
    return result


def _note(result: Result, world: World, moment: datetime, run: int, code: int) -> None:
    result.runs += 1
    result.killed += code == -signal.SIGKILL
    if moment >= world.changes and result.changed_run is None:
        result.changed_run = run
    if code == 7:
        if result.changed_run is None:
            result.false_alarms += 1
        elif result.alarm_run is None:
            result.alarm_run = run


def _load_all() -> None:
    """Load everything once, before the processes divide; all but the reactor, of which each process has its own."""
    import scrapy.core.downloader.handlers.http11
    import scrapy.crawler  # noqa: F401
    import twisted.internet.asyncioreactor  # noqa: F401

    import ecorridor_scraper.spiders.news  # noqa: F401
    from ecorridor_scraper import extract
    from ecorridor_scraper.pipelines import tag_visit
    from ecorridor_scraper.store import committer, index, lean_pyarrow, merge  # noqa: F401

    lean_pyarrow()
    world = World(1, 0, per_day=1, changes=12)
    url = f"http://127.0.0.1{world.articles[0].path}"
    look = Look(world, "http://127.0.0.1", world.end)
    tag_visit(extract(look.body(world.articles[0].path) or "", url, fetched_at=world.end))
    assert "twisted.internet.reactor" not in sys.modules


def _fork(do: Any) -> int:
    """Start a process that does this and ends with the code that it returns."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = do()
    except BaseException as error:  # noqa: BLE001  (a child must not run the parent's code)
        code = error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 99
        if code == 99:
            import traceback

            traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _wait(pid: int, fuse: float | None) -> int:
    """The exit code of a process, or minus the signal that killed it: ours, once the fuse has burnt."""
    if fuse is not None:
        end = perf_counter() + fuse
        while perf_counter() < end:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _clock(base: str, moment: datetime, run: int) -> int:
    """Set the site's clock; returns the requests so far."""
    with urlopen(f"{base}/-/clock?moment={moment:%Y-%m-%dT%H:%M:%S}%2B00:00&run={run}", timeout=60) as answer:
        return int(answer.read())


def _run(base: str, moment: datetime, data: Path, policy: float | None) -> int:
    """One `ecorridor crawl`, as cron would start it but for the clock and the pauses."""
    from ecorridor_scraper.cli import main

    targets = [f"{base}/feed/", f"{base}/old-feed/", f"{base}/comments/feed/"]
    if policy is not None:
        _blind(policy)
        targets.pop()
    settings = [f"NOW={moment.isoformat()}", "DOWNLOAD_DELAY=0", "RETRY_TIMES=1", f"DOWNLOAD_TIMEOUT={TIMEOUT}"]
    options = [part for setting in settings for part in ("-s", setting)]
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  (this process ends with the run)
    main(["crawl", *targets, "--data", str(data), "-q", *options])
    return 0


def _blind(hours: float) -> None:
    """Visit by the clock alone."""
    from ecorridor_scraper import state
    from ecorridor_scraper.spiders.news import NewsSpider

    def fixed(record: Any) -> datetime | None:
        due = record.visited + timedelta(hours=hours)
        return due if due - record.first_visit < timedelta(days=7) else None

    def is_due(spider: NewsSpider, candidate: Any, before: Any) -> bool:
        return bool(before.next_visit and before.next_visit <= spider.clock.now())

    state.next_visit = fixed
    NewsSpider._is_due = is_due  # type: ignore[method-assign]


def _judge(world: World, data: Path, result: Result) -> None:
    """Compare the dataset with what the site showed."""
    from ecorridor_scraper import load_comments

    rows: dict[int, list[dict[str, Any]]] = {}
    for row in load_comments(str(data), columns=["comment_id", "text", "deleted_at", "first_seen"]).to_pylist():
        rows.setdefault(int(row["comment_id"].rpartition(":")[2].rpartition("-")[2]), []).append(row)
    for article in world.articles:
        for comment in article.comments:
            gone = next((since for since, text in comment.states if text is None), world.end)
            if min(gone, world.end) - comment.states[0][0] <= DAY:
                continue
            result.visible += 1
            found = rows.get(comment.number, [])
            result.present += len(found) >= 1
            result.doubled += len(found) > 1
            if found:
                result.hours.append((found[0]["first_seen"] - comment.states[0][0]) / HOUR)
            shown = {comment.at(world.end - DAY), *(t for s, t in comment.states if world.end - DAY < s <= world.end)}
            result.right += bool(found) and (None if found[0]["deleted_at"] else found[0]["text"]) in shown
    manifests = sorted((data / "_ops" / "runs").glob("*.json"), key=lambda p: p.name)
    for path in manifests:
        manifest = json.loads(path.read_text())
        if any(site.get("stale_sources") for site in manifest["sites"].values()):
            result.stale_run = round((datetime.fromisoformat(manifest["started"]) - BEGIN) / HOUR) - 1
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-day", type=int, default=12)
    parser.add_argument("--beside", type=float, nargs="*", default=[], help="hours between visits of fixed policies")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    for policy in (None, *arguments.beside):
        result = simulate(arguments.days, arguments.seed, policy=policy, per_day=arguments.per_day)
        print(json.dumps(asdict(result)) if arguments.json else result.line, flush=True)


if __name__ == "__main__":
    main()
