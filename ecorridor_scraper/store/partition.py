"""Names of partitions and of their files.

A partition holds the articles of one site that were published (or else first seen) in one month, and their
comments: `data/articles/<slug>-2026-01.parquet` and `data/comments/<slug>-2026-01.parquet`. One that has
grown full takes no new articles; they go to `<slug>-2026-01b`, `c`, ... Rows never move, so every article is
in one file for ever.

A file name is data to one reader: Hugging Face `datasets` takes `dev`, `test`, `train`, `val` and their kin
between non-letters for the name of a split, and then drops all other files without a word. A slug is
therefore glued from the letters and digits of the site's name, and such a word inside it is fenced by `x`.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_SPLIT_WORD = re.compile(r"(?<![a-z])(?:train(?:ing)?|test(?:ing)?|dev|val(?:id|idation)?|eval(?:uation)?)(?![a-z])")
_NAME = re.compile(r"(?P<slug>[a-z0-9]+)-(?P<month>\d{4}-\d{2})(?P<split>[a-z]*)")
_LONGEST = 80


def slug(site: str) -> str:
    """The site's name as letters and digits only; two names that differ in more than punctuation stay
    apart."""
    lowered = site.lower()
    glued = re.sub(r"[^a-z0-9]", "", lowered)
    if not lowered.isascii() or not glued or len(glued) > _LONGEST:
        glued = f"{glued[:_LONGEST]}x{blake2b(site.encode(), digest_size=4).hexdigest()}"
    return _SPLIT_WORD.sub(lambda word: f"x{word[0]}x", glued)


def partition_name(site: str, date_published: datetime | None, first_seen: datetime) -> str:
    """The partition that a new article belongs to.

    A date that no newspaper's site can have (before 1990, or after the visit) is not believed.
    """
    month = date_published if date_published and date_published.year >= 1990 and date_published <= first_seen else None
    return f"{slug(site)}-{month or first_seen:%Y-%m}"


def is_partition(name: str) -> bool:
    """Whether a name could have come from `partition_name` or `following`."""
    return _NAME.fullmatch(name) is not None


def partition_slug(name: str) -> str:
    """The slug in the name of a partition."""
    return name.partition("-")[0]


def following(name: str) -> str:
    """The partition that takes new articles when `name` is full: no letter, b, c, ..., z, zb, zc, ..."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is not the name of a partition")
    split = match["split"]
    if not split or split[-1] == "z":
        return f"{name}b"
    return name[:-1] + chr(ord(name[-1]) + 1)
