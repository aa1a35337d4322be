"""Staged lines in the order in which they are committed with the least work.

What waits may be more than memory should hold, and is committed batch by batch. Lines come as the crawl went, from
one site and month to another; taken like that, every batch would rewrite nearly every file. So the lines of a
window of segments are sorted by partition first, and in it by article, as the rows of a file are: of a partition
that takes several batches, each touches other row groups.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

BATCH_BYTES = 32 << 20
"""So many bytes of lines are in memory at once, as Arrow tables. Half as many take less, but the visits of
`benchmarks.store_speed rewrite` would rewrite their partition twice."""
WINDOW_BYTES = 512 << 20
"""Segments of so many bytes are spent together: what a kill makes the next commit do again at the most."""


@dataclass(frozen=True, slots=True)
class _Line:
    home: str
    article_id: str
    segment: int
    at: int
    size: int


def windows(paths: list[Path]) -> Iterator[list[Path]]:
    """Segments that are spent together, oldest first."""
    window: list[Path] = []
    size = 0
    for path in paths:
        more = path.stat().st_size
        if window and size + more > WINDOW_BYTES:
            yield window
            window, size = [], 0
        window.append(path)
        size += more
    if window:
        yield window


def batches(
    window: list[Path], home: Callable[[bytes], tuple[str, str]]
) -> Iterator[tuple[Iterator[bytes], list[Path]]]:
    """The complete lines of segments in batches, and the segments that are spent with a batch: all with the last.

    `home` tells a line's article and guesses its partition. The lines of an article stay in the order in which they
    were staged if it says the same of all of them. A partition begins a new batch if the one before has no room for
    all of it.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in window]
        if sum(path.stat().st_size for path in window) <= BATCH_BYTES:
            yield (raw for file in files for raw in _complete(file)), window
            return
        lines = [
            _Line(*home(raw), number, file.tell() - len(raw), len(raw))
            for number, file in enumerate(files)
            for raw in _complete(file)
        ]
        lines.sort(key=lambda line: (line.home, line.article_id))
        rest = list(_filled(lines))
        while rest:
            batch = rest.pop(0)
            yield (_read(files[line.segment], line) for line in batch), [] if rest else window


def _filled(lines: list[_Line]) -> Iterator[list[_Line]]:
    batch: list[_Line] = []
    size = 0
    for _, found in groupby(lines, key=lambda line: line.home):
        together = list(found)
        if batch and size + sum(line.size for line in together) > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        for line in together:
            if batch and size + line.size > BATCH_BYTES:
                yield batch
                batch, size = [], 0
            batch.append(line)
            size += line.size
    if batch:
        yield batch


def _complete(file: BinaryIO) -> Iterator[bytes]:
    """The complete lines of a segment; a torn last one was never acknowledged."""
    while (line := file.readline()).endswith(b"\n"):
        yield line


def _read(file: BinaryIO, line: _Line) -> bytes:
    file.seek(line.at)
    return file.read(line.size)
