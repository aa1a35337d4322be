"""Rebuild `ecorridor_scraper/extraction/given_names.txt`: the given names of many languages, one a line.

    python -m benchmarks.build_given_names

The names are those that Faker (MIT licence) draws from for its locales, which know few of South Asia, and a list that
was written for it (`given_names_written.txt`). Chinese, Japanese and Korean letters are left out: a given name is not
parted from the family's there. Every word is folded by `values.fold_words`.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faker
import faker.providers.person

from ecorridor_scraper.extraction.phrases import lists
from ecorridor_scraper.extraction.values import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).parent.parent / "ecorridor_scraper" / "extraction" / "given_names.txt"
WRITTEN = Path(__file__).parent / "given_names_written.txt"
FAKER = "40.63.0"
"""The version whose lists are in the table: others have other names."""
WITHOUT = ("zh_CN", "zh_TW", "ja_JP", "ko_KR")
LEAST = 2
"""Letters of a name; shorter ones are initials."""


def names(provider: Any) -> Iterator[str]:
    """The words of all given names of a locale."""
    for attribute in dir(provider):
        if attribute.startswith("first_name"):
            held = getattr(provider, attribute)
            if isinstance(held, (tuple, list, dict)):
                yield from (word.strip(".") for name in held for word in name.split())


def main() -> None:
    if faker.VERSION != FAKER:
        sys.exit(f"the table is made with faker {FAKER}, and this is {faker.VERSION}: pip install faker=={FAKER}")
    particles = set(map(fold_words, lists("bylines")["particles"]))
    lines = WRITTEN.read_text("utf-8").splitlines()
    found = {fold_words(name) for line in lines if not line.startswith("#") for name in line.split()}
    for locale in pkgutil.iter_modules(faker.providers.person.__path__):
        if locale.name not in WITHOUT:
            found |= set(map(fold_words, names(import_module(f"faker.providers.person.{locale.name}").Provider)))
    kept = sorted(name for name in found if len(name) >= LEAST and name[0].isalpha() and name not in particles)
    OUT.write_text("".join(f"{name}\n" for name in kept), "utf-8")
    print(f"{OUT.name}: {len(kept)} names, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
