"""A short run of `benchmarks/fuzz_store.py`: kills, full disks and power cuts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("trial", "count"), [("kills", 12), ("full", 6), ("power", 6)])
def test_nothing_is_lost_doubled_or_left_over(trial: str, count: int, tmp_path: Path) -> None:
    command = ["-m", "benchmarks.fuzz_store", "--kills", str(count), "--seed", "7", "--trial", trial]
    ended = subprocess.run(
        [sys.executable, *command, "--dir", str(tmp_path)],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
    )
    if "skipped" in ended.stdout:
        pytest.skip(ended.stdout.strip())
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " 0 lost, 0 rows doubled, 0 files unreadable" in ended.stdout
