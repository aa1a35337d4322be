"""Commands as tests start them, and what they leave behind."""

from __future__ import annotations

import json
import multiprocessing
import os
import pty
import shutil
import stat
import subprocess
import sys
import tempfile
import termios
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from ecorridor_scraper.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """A command in this process, for all that ends before a crawl begins."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ecorridor_scraper.cli", *arguments]


def spawn(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as cron would start it."""
    return _spawn(_alone, arguments, stdin, environment)


def spawn_beside_the_demo(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The same, where the demo newspaper is the only site that answers, at its own address."""
    return _spawn(_beside_the_demo, arguments, stdin, environment)


def _alone() -> None:
    main()


def _beside_the_demo() -> None:
    from ecorridor_scraper import settings
    from ecorridor_scraper.demo import HANDLER
    from ecorridor_scraper.demo.server import DemoSite

    changed: Any = settings
    with DemoSite() as site:
        changed.DOWNLOAD_HANDLERS = {**changed.DOWNLOAD_HANDLERS, "http": HANDLER, "https": HANDLER}
        changed.DEMO_PORT, changed.DOWNLOAD_DELAY, changed.INSIDE_ADDRESSES = site.port, 0, True
        main()


def _spawn(
    call: Callable[[], object], arguments: tuple[str, ...], stdin: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """It comes from a process that has imported what crawls need: two thirds of what a short crawl costs are imports."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "in").write_text(stdin, encoding="utf-8")
        own = {**os.environ, **environment}
        child = _PREPARED.Process(target=_run, args=(call, arguments, own, Path.cwd(), Path(place)))
        child.start()
        child.join(timeout=300)
        if child.exitcode is None:
            child.kill()
            raise subprocess.TimeoutExpired(arguments, 300)
        out, err = (Path(place, name).read_text(encoding="utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(arguments, child.exitcode, out, err)


def _run(
    call: Callable[[], object], arguments: tuple[str, ...], environment: dict[str, str], cwd: Path, place: Path
) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(place / "in", os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (that of the process was closed)
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(place / name, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    sys.argv = ["ecorridor", *arguments]
    call()


_PREPARED = multiprocessing.get_context("forkserver")
# Not the settings: they read the environment.
_PREPARED.set_forkserver_preload(
    [
        __name__,
        "ecorridor_scraper.demo.server",
        "ecorridor_scraper.pipelines",
        "ecorridor_scraper.replay",
        "ecorridor_scraper.spiders.news",
        "ecorridor_scraper.store.committer",
        "scrapy.core.downloader.handlers.http11",
        "scrapy.crawler",
    ]
)


def fixtures_in(folder: Path, what: str = "") -> None:
    """A copy of the fixtures, or of a part of them, that can be written also where the project cannot."""
    copied = shutil.copytree(Path(__file__).parent / "fixtures" / what, folder / "fixtures" / what)
    for path in (copied, *copied.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def unread(*arguments: str) -> tuple[int, str]:
    """Exit code and standard error of a command whose standard output nobody reads any more."""
    process = subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    with process.stderr as file:
        said = file.read()
    return process.wait(timeout=120), said


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


def is_same(made: Path, kept: Path) -> bool:
    """Whether two files of a dataset are the same to the byte, or row by row where two versions of pyarrow wrote them."""
    import pyarrow.parquet as pq

    if pq.read_metadata(made).created_by == pq.read_metadata(kept).created_by:
        return made.read_bytes() == kept.read_bytes()
    return bool(pq.read_table(made).equals(pq.read_table(kept)))


def last_manifest(data: Path) -> dict[str, object]:
    paths = sorted((data / "_ops" / "runs").glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
    found: dict[str, object] = json.loads(paths[-1].read_text())
    return found
