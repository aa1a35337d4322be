"""The whole record of damaged pages: none may raise, none may take longer than two seconds.

    python -m benchmarks.fuzz_bodies --count 20000

Pages are the development pages (`../shared/articles`), each damaged in one to six ways: cut, doubled, shuffled and
nested parts, lost and invented tags, broken bytes. Ends with status 1 where one raised or was slow.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from typing import TYPE_CHECKING

from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import extract

from ._pages import FULL_TEXT, SNIPPETS, gold_pages
from .plugs import FETCHED_AT

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 2.0
TAGS = ("div", "p", "table", "td", "li", "ol", "pre", "a", "nav", "button", "noscript", "main", "figure", "br", "title")
_TAG = re.compile(r"<[^>]{1,200}>")


def damage(text: str, dice: random.Random) -> str:
    """One kind of damage."""
    size = len(text)
    a, b = sorted((dice.randrange(size + 1), dice.randrange(size + 1)))
    b = min(b, a + 20_000)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: text[:a] + text[b:],
        lambda: text[:a] + text[a:b] * 3 + text[b:],
        lambda: text[:b],
        lambda: text[:a] + "".join(dice.sample(text[a:b], len(text[a:b]))) + text[b:],
        lambda: text[:a] + f"<{dice.choice(TAGS)}>" * dice.randrange(1, 400) + text[a:],
        lambda: text[:a] + f"</{dice.choice(TAGS)}>" * dice.randrange(1, 40) + text[a:],
        lambda: text[:a] + _TAG.sub("", text[a:b]) + text[b:],
        lambda: text[:a] + "".join(chr(dice.randrange(0x3000)) for _ in range(200)) + text[a:],
        lambda: text.replace("</", "<", dice.randrange(1, 30)),
        lambda: text[:a] + "<!--" + text[a:],
        lambda: text[:a] + "x" * dice.randrange(100_000) + text[a:],
    )
    return dice.choice(kinds)()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    dice = random.Random(a.seed)
    pages = [(row.get("url") or "https://news.example/", text) for _, row, text in gold_pages(FULL_TEXT + SNIPPETS)]
    pages = [(url, text) for url, text in pages if len(text) < 400_000]
    raised = slow = refused = 0
    longest = 0.0
    for number in range(a.count):
        url, text = pages[dice.randrange(len(pages))]
        for _ in range(dice.randrange(1, 7)):
            text = damage(text or " ", dice)
        page = text.encode("utf-8", "replace")
        started = time.process_time()
        try:
            extract(page, url, fetched_at=FETCHED_AT)
        except BadInput:
            refused += 1
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            raised += 1
            print(f"page {number} (seed {a.seed}): {type(error).__name__}: {error}", flush=True)
        took = time.process_time() - started
        longest = max(longest, took)
        if took > LIMIT:
            slow += 1
            print(f"page {number} (seed {a.seed}): {took:.1f} s, {url}", flush=True)
    print(f"{a.count} pages: {raised} raised, {slow} over {LIMIT:.0f} s (longest {longest:.2f} s), {refused} no page")
    sys.exit(1 if raised or slow else 0)


if __name__ == "__main__":
    main()
