"""Commands as tests start them, and what they leave behind."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

from click.testing import CliRunner

from ecorridor_scraper.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """A command in this process, for all that ends before a crawl begins."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ecorridor_scraper.cli", *arguments]


def spawn(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as cron would start it."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=300, env={**os.environ, **environment}
    )


def on_a_terminal(*arguments: str, columns: int = 80) -> tuple[int, str]:
    """Exit code and screen output of a command whose standard streams are a terminal."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    process = subprocess.Popen(
        command(*arguments), stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color"}
    )
    os.close(slave)
    screen = b""
    with suppress(OSError):  # how Linux says that the other side was closed
        while part := os.read(master, 65536):
            screen += part
    os.close(master)
    return process.wait(timeout=60), screen.decode()


def rows(data: Path, dataset: str) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(p).num_rows for p in (data / dataset).glob("*.parquet"))


def last_manifest(data: Path) -> dict[str, object]:
    paths = sorted((data / "_ops" / "runs").glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
    found: dict[str, object] = json.loads(paths[-1].read_text())
    return found
