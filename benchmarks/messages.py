"""Texts of a kind that nothing was trained on: the messages of a program in the languages of the models.

    pip download --no-deps -d benchmarks/out Django==5.2.19
    python -m benchmarks.messages benchmarks/out/django-5.2.19-py3-none-any.whl [--peers langdetect,lid176]

The translations of Django (BSD licence) are read from its wheel; ../shared/bench/language.py scores the package's own
weights on them, never abstaining. Messages that are the same in two languages are left out. pa-Arab, ps, sd, ur-Latn,
so and tl have none.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from ecorridor_scraper.language import Tag, tag_many

SHARED = Path("../shared")
OUT = Path("benchmarks/out/language/messages.jsonl")
_LATIN = ("az", "de", "en", "es", "fr", "id", "it", "nl", "pl", "pt", "ro", "sv", "sw", "tr", "vi")
_SCRIPTS = dict.fromkeys(_LATIN, "Latn") | dict.fromkeys(("ar", "fa", "ur"), "Arab")
_SCRIPTS |= {"hi": "Deva", "mr": "Deva", "ru": "Cyrl", "uk": "Cyrl"}
_CATALOGUE = re.compile(r"/locale/(\w+)/LC_MESSAGES/django(?:js)?\.po$")
_LINES = r' ((?:"(?:[^"\\]|\\.)*"\n)+)'
_PLACES = re.compile(r"%\(\w+\)\w|%[sd]|\{\w*\}|<[^>]+>|&\w+;")
"""What is filled in later, and markup."""


def messages(wheel: Path) -> list[dict[str, str]]:
    """Rows of text, language and script."""
    languages_of: dict[str, set[str]] = defaultdict(set)
    with zipfile.ZipFile(wheel) as files:
        for name in files.namelist():
            found = _CATALOGUE.search(name)
            if found and found[1] in _SCRIPTS:
                field = "msgid" if found[1] == "en" else r"msgstr(?:\[\d\])?"
                for entry in re.findall(f"^{field}{_LINES}", files.read(name).decode(), re.MULTILINE):
                    text = "".join(map(ast.literal_eval, entry.splitlines()))
                    if "Project-Id-Version" not in text:
                        languages_of[" ".join(_PLACES.sub(" ", text).split())].add(found[1])
    return [
        {"text": text, "language": language, "script": _SCRIPTS[language]}
        for text, of in sorted(languages_of.items())
        if text and len(of) == 1
        for language in of
    ]


def ours(texts: list[str]) -> list[Tag]:
    """Plug: the package as it ships, never abstaining."""
    return tag_many(texts, min_confidence=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--peers", default="")
    args = parser.parse_args()
    if not args.wheel.is_file():
        parser.error(f"there is no wheel at {args.wheel}: --help says where it comes from")
    rows = messages(args.wheel)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    for longest, name in ((3, "1-3 words"), (10, "4-10 words"), (10**9, "more")):
        some = [row for row in rows if len(row["text"].split()) <= longest]
        rows = [row for row in rows if len(row["text"].split()) > longest]
        OUT.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
        print(f"## {name}: {len(some)} messages", flush=True)
        command = [sys.executable, str(SHARED / "bench/language.py"), "--data", str(OUT)]
        command += ["--plug", "benchmarks.messages:ours"] + (["--peers", args.peers] if args.peers else [])
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": "."})


if __name__ == "__main__":
    main()
