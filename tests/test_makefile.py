"""The first command of a newcomer, on a machine that lacks something."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

MAKEFILE = Path(__file__).parents[1] / "Makefile"


def made(place: Path, python: str) -> subprocess.CompletedProcess[str]:
    """`make` of the virtual environment, with a Python that is a shell script."""
    shutil.copy(MAKEFILE, place)
    (place / "python").write_text(f"#!/bin/sh\n{python}\n")
    (place / "python").chmod(0o755)
    words = ["make", ".venv/bin/python", "PYTHON=./python"]
    return subprocess.run(words, cwd=place, capture_output=True, text=True, timeout=60)


def test_a_python_that_is_too_old_is_said_in_one_line(tmp_path: Path) -> None:
    done = made(tmp_path, f'exec {sys.executable} -c "import sys; sys.version_info = (3, 9); exec(sys.argv[1])" "$2"')
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr.splitlines()[0]
    assert not (tmp_path / ".venv").exists()


def test_an_environment_that_was_made_by_halves_is_made_again(tmp_path: Path) -> None:
    half = (
        '[ "$1" = -c ] && exit 0; mkdir -p .venv/bin; touch .venv/bin/python; echo "ensurepip is not available"; exit 1'
    )
    done = made(tmp_path, half)
    assert done.returncode != 0
    assert "ensurepip" in done.stdout
    assert not (tmp_path / ".venv").exists()
