"""Packing: files that are left alone, written as small as they go.

A file that commits keep rewriting is written in a hurry; a twelfth of its bytes can be saved, once, when its month
is over. A commit packs what has been quiet for a week (`committer.QUIET`), one partition at a time; `pack` does it
for all at once. A commit that has to change a packed file writes it as it writes any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .committer import committing
from .schema import DATASETS

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Packing:
    """What was packed."""

    files: int
    bytes_before: int
    """Of all files of both datasets."""
    bytes_after: int


def pack(data: Path | str = "data") -> Packing:
    """Packs every file that is not. It may be stopped at any moment and run again; raises what `commit` raises."""
    with committing(data, wait=True) as committer:
        files = committer.files
        names = [(dataset.name, name) for dataset in DATASETS for name in files.stamps(dataset.name)]
        before = sum(files.size(*one) for one in names)
        for name in sorted({name for _, name in names}):
            committer.pack(name)
        after = sum(files.size(*one) for one in names)
        return Packing(committer.report.packed, before, after)
