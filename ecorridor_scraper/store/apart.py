"""A commit in a process of its own, for programs that live long and should stay small.

What a commit needs grows with the partitions that it touches, and an allocator gives little of it back: in the
process of a crawl it would stay for hours. A process ends with its memory, and shares no interpreter lock with the
spider. A small commit is not worth a new interpreter and is done here.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from importlib.abc import MetaPathFinder
from pathlib import Path

import orjson

from ecorridor_scraper import errors

from .places import dataset_bytes, is_remote, local_side
from .report import Commit, Rows

logger = logging.getLogger(__name__)

SMALL_BYTES = 8 << 20
"""Staged lines and datasets of so many bytes are committed in less time than a process takes to start."""
_GIVEN_BACK = 4 << 20
"""glibc maps blocks of so many bytes by themselves and gives them back when they are freed (mallopt(3)).

Left alone it raises the limit to the largest block that was ever freed, and columns of all sizes then leave holes in
the heap. A commit of 20,000 pages needs 188 MB for 215 so, and a twentieth more CPU.
"""


def commit_apart(data: Path | str, *, wait: bool = False) -> Commit:
    """`commit(data, wait=wait)`, in a process of its own unless there is little to do. Raises what `commit` raises.

    The other process belongs to no terminal and ignores SIGTERM: a crawl that is told to end waits for it, and one
    that is killed leaves it to finish. If it is killed itself nothing is lost, and `EcorridorError` says so.
    """
    if _size(data) < SMALL_BYTES:
        from .committer import commit

        return commit(data, wait=wait)
    package = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-P", "-m", __name__, str(data), "wait" if wait else "at once"],
        env={"MALLOC_MMAP_THRESHOLD_": str(_GIVEN_BACK), **os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        start_new_session=True,
        check=False,
    )
    if done.returncode:
        how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit code {done.returncode}"
        raise errors.EcorridorError(
            f"the commit into {data} ended by {how}; what was fetched is staged: run 'ecorridor commit --data {data}'"
        )
    answer = orjson.loads(done.stdout)
    for warning in answer["warnings"]:
        logger.warning("%s", warning)
    if "error" in answer:
        kind: type[errors.EcorridorError] = getattr(errors, answer["error"])
        raise kind.__new__(kind, answer["message"])
    report = answer["report"]
    return Commit(**{**report, "articles": Rows(**report["articles"]), "comments": Rows(**report["comments"])})


def _size(data: Path | str) -> int:
    staged = sum(path.stat().st_size for path in local_side(data).staging.glob("*"))
    return staged if is_remote(data) else staged + sum(dataset_bytes(data).values())


def lean_pyarrow() -> None:
    """Keep pyarrow small in this process; to be called before it is imported.

    At its first array it would import pandas, which takes a second and 60 MB, and its own allocator keeps what a commit
    once needed.
    """
    if "pandas" not in sys.modules and not any(isinstance(f, _NoPandas) for f in sys.meta_path):
        sys.meta_path.insert(0, _NoPandas())
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


class _NoPandas(MetaPathFinder):
    """Says that pandas is not installed, whatever is."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


class _Warnings(logging.Handler):
    """Keeps the messages for the process that asked."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def main(data: str, when: str) -> None:
    """Commit, and print one line of JSON: the report, or the error by its name, and the warnings."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    lean_pyarrow()
    from .committer import commit

    warnings = _Warnings()
    logging.getLogger("ecorridor_scraper").addHandler(warnings)
    answer: dict[str, object]
    try:
        answer = {"report": asdict(commit(data, wait=when == "wait"))}
    except errors.EcorridorError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    sys.stdout.buffer.write(orjson.dumps({**answer, "warnings": warnings.messages}))


if __name__ == "__main__":
    main(*sys.argv[1:])
