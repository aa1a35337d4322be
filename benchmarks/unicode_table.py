"""Generate `ecorridor_scraper/language/unicode.npz`: script, kind and folded form of every code point.

    python -m benchmarks.unicode_table [--output PATH]

Needs Python 3.11 (whose `unicodedata` is Unicode 14.0.0, the oldest that the project supports) and fontTools, which
carries the Unicode Character Database's Scripts.txt. A code point that Unicode 14.0.0 does not know counts as
unassigned, whatever a later interpreter says of it, so that every interpreter gives the same answers; normalisation
of assigned code points never changes (UAX #15, stability policy).
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from pathlib import Path

import numpy as np
from fontTools.unicodedata import Scripts

from ecorridor_scraper.language import characters as ch

OLDEST = "14.0.0"
OUTPUT = Path(ch.__file__).with_name("unicode.npz")
# Tatweel, Arabic vowel signs and Quranic marks, the superscript alef, Hebrew points: optional in writing.
OPTIONAL_MARKS = [
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0591, 0x05C7),
]
LETTERS = "۽۾"
"""Sindhi for "and" and "in": symbols to the Unicode Character Database, words to who writes them."""
APOSTROPHES = "'’ʼ‘`´"
DROPPED_SCRIPTS = {"Latn", "Grek", "Cyrl"}


def scripts() -> list[str]:
    """The script of each code point, ISO 15924, from Scripts.txt."""
    out = ["Zzzz"] * ch.CODE_POINTS
    starts = [*Scripts.RANGES, ch.CODE_POINTS]
    for value, lo, hi in zip(Scripts.VALUES, starts, starts[1:], strict=False):
        out[lo:hi] = [value] * (hi - lo)
    return out


def composing() -> set[str]:
    """Characters that normalisation may join with the one before them."""
    second: set[str] = set()
    for i in range(ch.CODE_POINTS):
        parts = unicodedata.decomposition(chr(i)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            second.add(chr(int(parts[1], 16)))
    return second | {chr(i) for i in [*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]}


def kind(char: str) -> int:
    """What cleaning does with a character: see `characters`."""
    point, category = ord(char), unicodedata.category(char)
    if char in APOSTROPHES:
        return ch.APOSTROPHE
    if point == 0x200C:
        return ch.JOINER
    if category[0] == "L" or char in LETTERS:
        return ch.DROP if point == 0x0640 else ch.LETTER
    if any(lo <= point <= hi for lo, hi in OPTIONAL_MARKS):
        return ch.DROP
    if category in ("Mn", "Mc"):
        inherited = point < 0x0370 or 0x1AB0 <= point <= 0x1AFF or 0x1DC0 <= point <= 0x1DFF or point >= 0xFE00
        emoji_mark = 0x20D0 <= point <= 0x20FF or 0x0483 <= point <= 0x0489
        return ch.DROP if (inherited and point < 0x10000) or emoji_mark or point >= 0xE0000 else ch.LETTER
    return ch.DROP if category == "Cf" else ch.BREAK


def fold(char: str) -> int:
    """The lower-case form, where it is one character; `İ` becomes `i`."""
    low = unicodedata.normalize("NFKC", char).lower()
    return ord(low[0]) if len(low) == 1 or char == "İ" else ord(char)


def table() -> dict[str, np.ndarray]:
    """The table as runs of code points that share a row: `start`, `script`, `kind`, `flags`, `delta`."""
    script_of, joins = scripts(), composing()
    names = ["Zyyy", *sorted({s for s in script_of if s not in ("Zyyy", "Zinh", "Zzzz")})]
    number = {name: i for i, name in enumerate(names)}
    rows = []
    for point in range(ch.CODE_POINTS):
        char = chr(point)
        if unicodedata.category(char) in ("Cn", "Cs", "Co"):
            rows.append((0, ch.BREAK, ch.UNASSIGNED, 0))
            continue
        unstable = unicodedata.normalize("NFKC", char) != char or char in joins
        flags = ch.UNSTABLE * unstable | ch.NON_STARTER * (unicodedata.combining(char) > 0)
        folded = ord("'") if kind(char) == ch.APOSTROPHE else fold(char)
        rows.append((number.get(script_of[point], 0), kind(char), flags, folded - point))
    values = np.array(rows, dtype=np.int32)
    start = np.flatnonzero(np.r_[True, (values[1:] != values[:-1]).any(axis=1)])
    run = values[start]
    return {
        "start": start.astype(np.int32),
        "script": run[:, 0].astype(np.uint8),
        "kind": run[:, 1].astype(np.uint8),
        "flags": run[:, 2].astype(np.uint8),
        "delta": run[:, 3],
        "names": np.array(names, dtype="S4"),
        "versions": np.array([OLDEST, scripts_version()], dtype="S16"),
    }


def scripts_version() -> str:
    """The version of Scripts.txt, from its first line."""
    head = Path(Scripts.__file__).read_text(encoding="utf-8")
    return head.partition("# Scripts-")[2].partition(".txt")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    if unicodedata.unidata_version != OLDEST:
        sys.exit(f"Python's unicodedata is {unicodedata.unidata_version}, not {OLDEST}: run this with Python 3.11")
    made = table()
    np.savez_compressed(args.output, **made)
    print(f"{args.output}: {len(made['start'])} runs, Unicode {OLDEST}, Scripts.txt {scripts_version()}")


if __name__ == "__main__":
    main()
