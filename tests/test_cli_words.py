"""Whatever words follow a command: one line at most and an exit code that means something, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecorridor_scraper.cli import COMMANDS, main

from .commands import run
from .store_samples import visit
from .test_store import put

if TYPE_CHECKING:
    from pathlib import Path

OFFLINE = sorted({*COMMANDS} - {"crawl", "demo", "add-site", "fixture", "replay"})
"""Those that neither ask anybody nor begin a crawl."""
WORDS = (
    "", "-", "--", "0", "-1", "1e400", "nan", "99999999999999999999", "2/1", "2026-13-45", "9999-12-31", "yesterday", "/",
    "..", "/dev/null", "/proc/self/mem", "data", "empty", "page.html", "loop", "bytes", "nowhere", "nowhere/at/all",
    "a" * 300, "a/" * 2500, "اخبار", "\u202e\x1b[31m", "with space", "http://", "http://[", "http://[::1", "ftp://x/y",
    "file:///etc/passwd", "s3://", "gs:/x", "dawn", "../dawn", "csv", "jsonl", "CSV", "A=", "=", "LOG_LEVEL=x",
)  # fmt: skip
CODES = {0, 1, 2, 3, 4, 5, 8, 73, 74, 75}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("words")
    put(place / "data", visit(1))
    (place / "empty").mkdir()
    (place / "page.html").write_text("<article><h1>Rain</h1><p>It rained for three days.</p></article>")
    (place / "bytes").write_bytes(bytes(range(256)))
    (place / "loop").symlink_to("loop")
    return place


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with some of its options and arguments, and anything for their values."""
    name = draw(st.sampled_from(OFFLINE))
    command = main.get_command(click.Context(main), name)
    assert command
    words = [name]
    for parameter in draw(st.lists(st.sampled_from(command.params), max_size=4)):
        if isinstance(parameter, click.Option):
            words.append(draw(st.sampled_from(parameter.opts)))
        if not (isinstance(parameter, click.Option) and parameter.is_flag):
            words.append(draw(st.sampled_from(WORDS)))
    return words


@settings(max_examples=120, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=lines())
def test_any_words_end_in_one_line_at_most(words: list[str], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    done = run(*words, stdin="")
    assert done.exception is None or isinstance(done.exception, SystemExit), words
    assert done.exit_code in CODES, words
    assert len(done.stderr.splitlines()) <= 1 + (words[0] == "extract"), words  # which says what each file lacks
    assert bool(done.stderr) or done.exit_code == 0, words
