"""The scripts of a text, letter by letter: a look-up in the code-point table and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ..items import ScriptShare
from .characters import LONGEST, table

if TYPE_CHECKING:
    from collections.abc import Sequence

WRITING = {"Hang": "Kore", "Hira": "Jpan", "Kana": "Jpan"}
"""Writing systems by the script that gives them away; Chinese characters beside kana are Japanese as well."""
_BATCH = 1000  # texts that are looked at together: more would only fill memory


def scripts(texts: Sequence[str]) -> list[list[ScriptShare]]:
    """The share of each script among the letters of each text as it stands, the most frequent first.

    `tag_many` says the same of what is left of a text after cleaning. A text without letters has an empty list.
    """
    found: list[list[ScriptShare]] = []
    for first in range(0, len(texts), _BATCH):
        found += _shares(texts[first : first + _BATCH])
    return found


def _shares(texts: Sequence[str]) -> list[list[ScriptShare]]:
    joined = "\n".join([text[:LONGEST].replace("\n", " ") for text in texts])
    codes = np.frombuffer(f"{joined}\n".encode("utf-32-le", "surrogatepass"), dtype="<u4")
    known = table()
    script = known.script.take(codes)
    ends = np.flatnonzero(codes == 10)
    starts = np.append(0, ends[:-1] + 1)
    highest = np.maximum.reduceat(script, starts)
    lowest = np.minimum.reduceat(script - np.uint8(1), starts) + np.uint8(1)  # of letters: 0, no script, is raised
    names = [WRITING.get(name, name) for name in known.names]
    found = [[ScriptShare(names[number], 1.0)] if number else [] for number in highest.tolist()]
    for i in np.flatnonzero(highest != lowest).tolist():
        found[i] = _several(np.bincount(script[starts[i] : ends[i]]).tolist(), names)
    return found


def _several(letters: list[int], names: list[str]) -> list[ScriptShare]:
    count = Counter[str]()
    for name, n in zip(names[1:], letters[1:], strict=False):
        count[name] += n
    if count["Jpan"]:
        count["Jpan"] += count.pop("Hani", 0)
    total = count.total()
    return [ScriptShare(name, n / total) for name, n in sorted(count.items(), key=lambda p: (-p[1], p[0])) if n]
