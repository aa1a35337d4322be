"""Counts pages of `../shared/articles` that have no comments and for which comments are reported nevertheless.

    PYTHONPATH=. python benchmarks/false_comments.py --count 200 --seed 1

The rule that says whether a page has comments: it is one of a set of forums, or `pages_with_comments.txt` lists its id
(those were read), or its gold names comments. All others have none. Every failure is printed, with what was taken for
comments, so that it can be looked up by hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--generic-only", action="store_true")
    options = arguments.parse_args()
    having = set((HERE / "pages_with_comments.txt").read_text("utf-8").split())
    pages = []
    for gold in sorted((SHARED / "articles").glob("*/gold.jsonl")):
        if "forum" in gold.parent.name:
            continue
        for line in gold.open(encoding="utf-8"):
            row = json.loads(line)
            if row["id"] not in having and not row.get("comments"):
                pages.append((gold.parent / f"{row['id']}.html.gz", row.get("url") or "http://example.org/"))
    pages = [page for page in pages if page[0].exists()]
    random.Random(options.seed).shuffle(pages)
    failures = 0
    spent: list[float] = []
    tried = pages[: options.count]
    for path, url in tried:
        try:
            page = Page(Document(url, gzip.decompress(path.read_bytes())), fetched_at=FETCHED_AT)
            _ = page.root
        except BadInput:
            continue
        start = time.process_time()
        thread = Collection(page, generic_only=options.generic_only).thread()
        spent.append(1000 * (time.process_time() - start))
        if thread.comments:
            failures += 1
            first = thread.comments[0]
            print(f"{path.parent.name}/{path.name[:12]} {thread.system} {len(thread.comments)} {url[:60]}")
            print(f"    {[c.author_name for c in thread.comments[:3]]} {first.confidence} {(first.text or '')[:80]!r}")
    print(
        f"{len(tried)} pages without comments, {failures} with comments reported,"
        f" {1 - failures / len(tried):.3f} right;"
        f" threads cost {statistics.median(spent):.1f} ms of CPU in the middle, {statistics.mean(spent):.1f} on average"
    )


if __name__ == "__main__":
    main()
