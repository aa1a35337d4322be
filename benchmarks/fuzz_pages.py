"""Mutates pages and looks whether any breaks the extraction of threads.

    PYTHONPATH=. python benchmarks/fuzz_pages.py --count 20000 --seed 1

Pages are those that the tests make and, where it is there, a selection of `../shared`. Half of the mutants are
changed as bytes, half as trees. A mutant fails if anything is raised but BadInput, if a provider failed silently,
if ids are not unique, if a parent is missing or a thread has a cycle, or if the page takes longer than `--seconds` of
CPU time.
Prints one line for each failure, with the seed that makes it again, and a summary; exit code 1 if there was any.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection
from tests import thread_styles

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://valley.example/2025/03/water/"
LARGEST = 300_000
"""Larger pages of `../shared` are left out, so that 20,000 mutants take minutes."""


def pages() -> list[bytes]:
    """What is mutated: made pages first, then real ones."""
    made = [
        thread_styles.made(name, seed=seed, count=9)[0].encode()
        for name in (*thread_styles.DEVELOP, *thread_styles.VALIDATE)
        for seed in (1, 2)
    ]
    real = [p.read_bytes() for p in sorted((SHARED / "threads").glob("*pages/**/*.html")) if p.stat().st_size < LARGEST]
    return made + real


def mutate_bytes(body: bytes, dice: random.Random) -> bytes:
    """A few bytes or stretches changed, cut out, doubled, moved or put in."""
    data = bytearray(body)
    for _ in range(dice.choice((1, 2, 5, 20))):
        if not data:
            break
        at = dice.randrange(len(data))
        stretch = dice.choice((1, 4, 40, 400, 4000))
        kind = dice.randrange(7)
        if kind == 0:
            data[at] = dice.randrange(256)
        elif kind == 1:
            del data[at : at + stretch]
        elif kind == 2:
            data[at:at] = data[at : at + stretch]
        elif kind == 3:
            piece = data[at : at + stretch]
            del data[at : at + stretch]
            to = dice.randrange(len(data) + 1)
            data[to:to] = piece
        elif kind == 4:
            data[at:at] = dice.choice(
                (b"<", b"</div>", b"<table>", b"\x00", b"&#x", b"<div>" * 50, b"<!--", b"<template>", b"]]>",
                 b"\xff\xfe", b'<li id="comment-1">', b"<form>", b"2025-03-01", b"<svg>", b"<ul>" * 300)
            )  # fmt: skip
        elif kind == 5:
            del data[at:]
        else:
            data[at : at + stretch] = bytes(dice.randrange(256) for _ in range(min(stretch, 40)))
    return bytes(data)


def mutate_tree(body: bytes, dice: random.Random) -> bytes:
    """Elements moved, copied, wrapped deeply, emptied, or with attributes changed."""
    try:
        root = html.document_fromstring(body)
    except (etree.ParserError, ValueError):
        return body
    for _ in range(dice.choice((1, 3, 10))):
        elements: list[Any] = [e for e in root.iter() if isinstance(e.tag, str) and e.getparent() is not None]
        if len(elements) < 5:
            break
        one, other = dice.choice(elements), dice.choice(elements)
        kind = dice.randrange(7)
        if kind == 0 and one is not other and one not in other.iterancestors():
            other.append(one)
        elif kind == 1:
            copy = html.fromstring(etree.tostring(one, method="html", with_tail=False) or b"<p>x</p>")
            if other not in copy.iter():
                other.addnext(copy)
        elif kind == 2:
            depth = dice.choice((3, 30, 250))
            parent = one.getparent()
            place = parent.index(one)
            top = wrapper = etree.Element("div")
            for _ in range(depth):
                wrapper = etree.SubElement(wrapper, "div")
            wrapper.append(one)
            parent.insert(place, top)
        elif kind == 3:
            one.attrib.clear()
        elif kind == 4:
            source = dict(other.attrib)
            one.attrib.update({k: v for k, v in source.items() if ":" not in k})
        elif kind == 5:
            one.text = None
        else:
            one.text, other.tail = other.text, dice.choice((None, "3 hours ago", "@Ali", "2025", "\n", "۱۲ مارچ ۲۰۲۵"))
    return etree.tostring(root, method="html", encoding="utf-8")


def fault(body: bytes, *, generic_only: bool, seconds: float) -> str | None:
    """What is wrong with the thread of a page, or None."""
    start = time.process_time()
    try:
        thread = Collection(Page(Document(URL, body), fetched_at=FETCHED_AT), generic_only=generic_only).thread()
    except BadInput:
        return None
    except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - start
    if spent > seconds:
        return f"{spent:.1f} s"
    if failed := [note for note in thread.notes if note.startswith("failed")]:
        return ", ".join(failed)
    parents = {c.comment_id: c.parent_id for c in thread.comments}
    if len(parents) != len(thread.comments):
        return "ids are not unique"
    sound: set[str] = set()
    for key in parents:
        path: list[str] = []
        step: str | None = key
        while step is not None and step not in sound:
            if step not in parents:
                return f"parent {step!r} is missing"
            if step in path:
                return f"cycle at {step!r}"
            path.append(step)
            step = parents[step]
        sound.update(path)
    return None


def fuzz(count: int, seed: int, *, seconds: float = 2.0, say: Callable[[str], None] = print) -> int:
    """The number of mutants that failed."""
    sources = pages()
    failures = 0
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        mutate = mutate_bytes if number % 2 else mutate_tree
        body = mutate(dice.choice(sources), dice)
        if found := fault(body, generic_only=dice.random() < 0.5, seconds=seconds):
            failures += 1
            say(f"mutant {seed}-{number}: {found}")
    return failures


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=20000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--seconds", type=float, default=2.0)
    options = arguments.parse_args()
    failures = fuzz(options.count, options.seed, seconds=options.seconds)
    print(f"{options.count} mutants of {len(pages())} pages, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
