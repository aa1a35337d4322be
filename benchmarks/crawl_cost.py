"""Where the time of a crawl goes, beside bare Scrapy, which fetches the same pages and does nothing with them.

    python -m benchmarks.crawl_cost [--pages 500]

The site and the bare spider are those of ../shared/bench/crawl.py: pages of 50 KB with 30 comments each. Prints CPU
milliseconds a page for each part of the way from response to dataset, each without what it calls of the others, and
how the crawl would compare if only fetching, parsing, tagging and storing cost anything.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "crawl.py"
READING = ("thread", "body", "byline", "metadata")


class Clock:
    """CPU seconds by part; a part inside another one stops the outer one's clock."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = defaultdict(float)
        self._running = ["rest"]
        self._since = time.process_time()

    def measure(self, owner: Any, name: str, part: str) -> None:
        """Count the time of a function or method as a part."""
        function = getattr(owner, name)

        @wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            self._switch()
            self._running.append(part)
            try:
                return function(*args, **options)
            finally:
                self._switch()
                self._running.pop()

        setattr(owner, name, timed)

    def collector(self, phase: str, _: dict[str, int]) -> None:
        """Count Python's search for cycles as a part; a callback of `gc`."""
        self._switch()
        if phase == "start":
            self._running.append("cycles")
        else:
            self._running.pop()

    def _switch(self) -> None:
        now = time.process_time()
        self.parts[self._running[-1]] += now - self._since
        self._since = now

    def stop(self) -> dict[str, float]:
        """The parts, with what belongs to none of them as `rest`."""
        self._switch()
        return self.parts


@contextmanager
def site(pages: int) -> Iterator[str]:
    """The site while it serves; gives its address."""
    port = 20000 + os.getpid() % 20000
    server = subprocess.Popen([sys.executable, BENCH, "serve", str(port), str(pages)], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        server.stdout.readline()
        urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt").read()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def children() -> float:
    """CPU seconds of the processes that this one has waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def bare(address: str, pages: int) -> float:
    """CPU seconds of a bare spider."""
    before = children()
    subprocess.run([sys.executable, BENCH, "bare", address, str(pages)], check=True, stdout=subprocess.PIPE)
    return children() - before


def ours(address: str) -> dict[str, float]:
    """CPU seconds of our crawl by part."""
    from ecorridor_scraper import extraction, pipelines, store
    from ecorridor_scraper.cli import main as ecorridor
    from ecorridor_scraper.extraction.threads import Collection

    clock, before = Clock(), children()
    gc.callbacks.append(clock.collector)
    clock.measure(extraction.page, "parse", "parse")
    clock.measure(extraction.Extraction, "__init__", "thread")
    clock.measure(Collection, "thread", "thread")
    for part in READING[1:]:
        clock.measure(extraction, f"read_{part}", part)
    clock.measure(pipelines, "tag_visit", "tag")
    clock.measure(store.Staging, "append", "stage")
    clock.measure(pipelines.StagePipeline, "_commit", "commit")
    with tempfile.TemporaryDirectory() as data:
        options = ["-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "-q"]
        ecorridor(["crawl", f"{address}/", "--data", data, *options], standalone_mode=False)
    parts = clock.stop()
    parts["commit"] += children() - before
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    pages: int = parser.parse_args().pages
    with site(pages) as address:
        nothing, parts = bare(address, pages), ours(address)
    whole = sum(parts.values())
    print(f"bare Scrapy {1e3 * nothing / pages:6.2f} ms a page, start of the program included")
    print(f"ours        {1e3 * whole / pages:6.2f} ms a page, ours/bare {nothing / whole:.3f} (pages a CPU second):")
    for part in ("parse", *READING, "tag", "stage", "commit", "cycles", "rest"):
        print(f"  {part:10}{1e3 * parts[part] / pages:6.2f}")
    left = whole - sum(parts[part] for part in READING)
    print(f"if {', '.join(READING)} cost nothing: {nothing / left:.3f}")


if __name__ == "__main__":
    main()
