"""How long `ecorridor status` takes on a data directory of years: 20 sites, 200,000 articles, 5 million comments.

    python -m benchmarks.status --sites 20 --articles 10000 --comments 25

Makes the directory (the memory of the crawl, 500 runs a site with their coverage, dataset files of the right number),
then starts the command three times as an operator would. Printed: wall seconds and CPU seconds of each start.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from ecorridor_scraper.runs import RUNS_KEPT, Run
from ecorridor_scraper.state import State

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIELDS = ("headline", "body", "authors", "date_published", "main_image", "description", "section", "comment author")


def make(data: Path, sites: int, articles: int, comments: int) -> None:
    """A data directory as years of crawling leave it, as far as `status` looks at it."""
    for folder in ("_ops/staging", "_ops/runs", "articles", "comments"):
        (data / folder).mkdir(parents=True)
    state = State(data / "_ops" / "state.sqlite")
    for site in range(sites):
        for month in range(60):
            for dataset in ("articles", "comments"):
                (data / dataset / f"s{site}-{2022 + month // 12}-{month % 12 + 1:02}.parquet").write_bytes(b"x" * 1000)
        for number in range(articles):
            url = f"https://s{site}.example/2026/11/what-the-council-said-{number}/"
            at = NOW - timedelta(hours=number)
            state.found(url[8:], url, f"s{site}", at, published=at)
    state.flush()
    with state._db as db:
        db.execute("UPDATE pages SET kind = 'article', visits = 3, comments = ?", (comments,))
    for site in range(sites):
        for number in range(RUNS_KEPT):
            counts = dict.fromkeys(FIELDS, 12)
            coverage = {"cases": counts, "hits": counts, "bodies": 12, "body_length": 3000}
            at = NOW - timedelta(hours=RUNS_KEPT - number)
            state.runs.add(Run(f"s{site}", f"r{number}", at, 0, 12, 300, 20, 12, 0, [], coverage))
    state.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--articles", type=int, default=10_000, help="of each site")
    parser.add_argument("--comments", type=int, default=25, help="of each article")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        make(data, arguments.sites, arguments.articles, arguments.comments)
        command = [sys.executable, "-m", "ecorridor_scraper.cli", "status", "--data", str(data), "--json"]
        for _ in range(3):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
            wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            rows = json.loads(done.stdout)["sites"]
            total = sum(row["comments"] for row in rows)
            print(f"{len(rows)} sites, {total:,} comments: {wall:.2f} s, {cpu:.2f} s of CPU", flush=True)


if __name__ == "__main__":
    main()
