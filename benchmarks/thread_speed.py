"""What reading a comment thread costs, beside a bare parse of the same page, from a few comments to ten thousand.

    python -m benchmarks.thread_speed

Pages are WordPress articles as the tests make them. Prints, for each size, the least CPU time of several runs: of a
bare lxml parse, of our own parse, and of recognising the systems and reading the thread (with ids, edges, texts and
dates) beyond that; the last also for each comment and as a multiple of the bare parse. Where ../shared lies beside the
project, the medians over its real pages with threads stand below.
"""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import lxml.html

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.page import parse
from ecorridor_scraper.extraction.threads import Collection
from tests.thread_sites import wordpress_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecorridor_scraper.extraction.threads import Thread

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
SIZES = (1, 30, 100, 300, 600, 1000, 3000, 10_000)
REAL = Path(__file__).resolve().parents[2] / "shared" / "threads"


def main() -> None:
    print("comments  kilobytes  parse ms  own parse ms  thread ms  us a comment  bare parses")
    for size in SIZES:
        document = wordpress_whole(size).page
        runs = 40 if size <= 100 else 5 if size <= 1000 else 2
        bare = least(runs, lambda body=document.body: lxml.html.fromstring(body))  # type: ignore[misc]
        own = least(runs, lambda body=document.body: parse(body, "text/html; charset=utf-8"))  # type: ignore[misc]
        whole = least(runs, lambda document=document, size=size: read(document, size))  # type: ignore[misc]
        thread = whole - own
        print(
            f"{size:8} {len(document.body) / 1000:10.0f} {1e3 * bare:9.1f} {1e3 * own:13.1f} {1e3 * thread:10.1f}"
            f" {1e6 * thread / size:13.0f} {thread / bare:12.1f}"
        )
    if REAL.is_dir():
        print_real()


def print_real() -> None:
    """The medians of the pages in ../shared, each page the least of four runs: parsing and reading, reading alone."""
    whole, beyond = [], []
    for path in sorted(REAL.rglob("*.html*")):
        if "synthetic" in path.parts:
            continue
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        document = Document("https://example.org/2020/01/page/", body, 200, {"content-type": "text/html"})
        bare = least(4, lambda body=body: lxml.html.fromstring(body))  # type: ignore[misc]
        spent = least(4, lambda document=document: collect(document))  # type: ignore[misc]
        whole.append(spent)
        beyond.append(spent - bare)
    print(
        f"\n{len(whole)} real pages: median {1e3 * median(whole):.1f} ms with the parse,"
        f" {1e3 * median(beyond):.1f} ms beyond a bare one"
    )


def read(document: Document, size: int) -> None:
    """The thread of a page, which must be whole."""
    thread = collect(document)
    assert (len(thread.comments), thread.complete) == (size, True)


def collect(document: Document) -> Thread:
    return Collection(Page(document, fetched_at=FETCHED_AT)).thread()


def least(runs: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of several runs."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


if __name__ == "__main__":
    main()
