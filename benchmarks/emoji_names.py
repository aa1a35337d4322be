"""Names and keywords of emoji in every language: everyday words that no corpus of news has.

They are those of the npm package `cldr-annotations-full` 48.2.0 (Unicode Common Locale Data Repository, licence
Unicode-3.0), unpacked by hand:

    npm pack cldr-annotations-full@48.2.0 && tar xzf cldr-annotations-full-48.2.0.tgz -C benchmarks/out

which leaves the folder `benchmarks/out/package`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOURCE = "cldr"
_LOCALES = {"tl": "fil"}
_NOT_USED = frozenset({"ur-Latn"})
"""The annotations of Romanised Hindi are English for the most part."""
_KINDS = ("tts", "default")
_INHERITED = "↑↑↑"


def rows(package: Path, languages: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Rows as those of the corpora for these pairs of language and script; phrases of two languages are left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for language, script in languages:
        if language not in _NOT_USED:
            for phrase in phrases(package / "annotations" / _LOCALES.get(language, language) / "annotations.json"):
                found[script, phrase].add(language)
    return [
        {"text": phrase, "language": language, "script": script, "source": SOURCE, "licence": "Unicode-3.0"}
        for (script, phrase), of in sorted(found.items())
        if len(of) == 1
        for language in of
    ]


def phrases(path: Path) -> set[str]:
    """The phrases of one file, in small letters."""
    entries = json.loads(path.read_text(encoding="utf-8"))["annotations"].get("annotations", {}).values()
    return {text.lower() for entry in entries for kind in _KINDS for text in entry.get(kind, []) if text != _INHERITED}
