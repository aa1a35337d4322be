"""Kills, full disks and power cuts: does the store keep what it acknowledged, once, and readable?

    python -m benchmarks.fuzz_store --kills 1000 --seed 1

Three trials, each with real processes and real files:

kills   two crawling writers and a committer, each killed (SIGKILL) at random moments and begun again, while a reader
        opens every file that it sees with pyarrow, polars and DuckDB;
full    the same on a filesystem of a few MiB (tmpfs; needs the right to mount, as root or in a user namespace), which
        is full most of the time and is enlarged at the end;
power   one process that stages and commits, cut off after a random number of syncs: what was not synced is dropped,
        and of the directory entries since the last sync of a directory a random part is kept.

Afterwards: every acknowledged visit is there, no row twice, `verify` finds nothing, nothing is left over.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ecorridor_scraper import store
from ecorridor_scraper.errors import DiskFull
from ecorridor_scraper.items import Article, Comment, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 1, 10, tzinfo=UTC)
ARTICLES = 60
MOST = 6


def visit(writer: int, number: int, rng: random.Random) -> Visit:
    """Visit `number` of a writer: one of its articles, with a few more comments each time."""
    article = rng.randrange(ARTICLES)
    site = f"paper{writer}.example"
    key = f"{site}:{article}"
    size = min(MOST, 1 + number * MOST // 400 + rng.randrange(2))
    comments = [
        Comment(
            comment_id=f"{key}:{n}",
            site=site,
            article_id=key,
            article_url=f"https://{site}/{article}",
            root_id=f"{key}:{n}",
            depth=0,
            position=n,
            text=f"comment {n} of {article}, edited {number // 100} times",
            likes=number % 50,
        )
        for n in range(size)
    ]
    published = START + timedelta(days=article)
    body = f"article {article} as of visit {number}. " * 20
    found = Article(article_id=key, site=site, url=f"https://{site}/{article}", body=body, date_published=published)
    return Visit(found, comments, datetime.now(UTC))


def acknowledgement(one: Visit) -> bytes:
    """What a writer notes once a visit is its own."""
    return f"{one.article.article_id} {len(one.comments)} {one.fetched_at.isoformat()}\n".encode()


BACKLOG = 60
"""So many segments wait at the most."""


def write(data: Path, writer: int, seed: float) -> None:
    """A crawl: stages visits and acknowledges each, for ever; on a machine that cannot keep up it waits for commits."""
    rng = random.Random(seed)
    acknowledged = os.open(data.parent / f"acknowledged-{writer}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    staging = None
    number = rng.randrange(400)
    while True:
        number += 1
        try:
            staging = staging or store.Staging(data, f"run{writer}")
            one = visit(writer, number, rng)
            staging.append(one)
            os.write(acknowledged, acknowledgement(one))
            if rng.random() < 0.05:
                staging.rotate()
        except DiskFull:
            time.sleep(0.01)
        time.sleep(0.02)
        while len(os.listdir(data / "_ops" / "staging")) > BACKLOG:  # noqa: PTH208  (no paths are needed)
            time.sleep(0.02)


def commit(data: Path, seed: float) -> None:
    """A committer that never rests, and packs where nothing is to be committed; notes when a commit has come to its
    end."""
    rng = random.Random(seed)
    while True:
        with suppress(DiskFull):
            if store.commit(data, wait=True).visits:
                (data.parent / "committed").touch()
            elif rng.random() < 0.2:
                store.pack(data)
        time.sleep(0.005)


def read(data: Path, report: Path) -> None:
    """Opens whatever stands in the datasets with one reader after the other; notes what fails."""
    import duckdb
    import polars
    import pyarrow.parquet as pq

    readers: dict[str, Callable[[Path], int]] = {
        "pyarrow": lambda path: int(pq.read_table(path).num_rows),
        "polars": lambda path: int(polars.read_parquet(path).height),
        "duckdb": lambda path: int(duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]),
    }
    own = data.parent / "reading.parquet"
    count = 0
    (data.parent / "read").write_text("0")
    while True:
        for path in [*(data / "articles").iterdir(), *(data / "comments").iterdir()]:
            own.unlink(missing_ok=True)
            try:
                os.link(path, own)
            except FileNotFoundError:
                continue
            found = set()
            for name, reader in readers.items():
                try:
                    found.add(reader(own))
                except Exception as exc:  # noqa: BLE001  (whatever a reader says)
                    with report.open("a") as file:
                        file.write(f"{name} fails on {path.name}: {exc}\n")
            if len(found) > 1:
                with report.open("a") as file:
                    file.write(f"readers differ on {path.name}: {found}\n")
            count += 1
            with suppress(OSError):  # in one step: it may be killed as soon as there is such a file
                (data.parent / "read.tmp").write_text(str(count))
                (data.parent / "read.tmp").replace(data.parent / "read")


@dataclass(slots=True)
class Outcome:
    """What a trial found."""

    trial: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    unreadable: int = 0
    leftovers: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    files_read: int = 0

    @property
    def passed(self) -> bool:
        """Whether the store kept all its promises."""
        return not (self.lost or self.doubled or self.unreadable or self.leftovers or self.findings)

    def line(self) -> str:
        """The outcome in one line."""
        problems = "; ".join([*self.leftovers, *self.findings][:5])
        return (
            f"{self.trial}: {self.kills} kills, {self.acknowledged} visits acknowledged, {self.lost} lost, "
            f"{self.doubled} rows doubled, {self.unreadable} files unreadable of {self.files_read} opened, "
            f"{len(self.leftovers)} leftovers, {len(self.findings)} findings{': ' if problems else ''}{problems}"
        )


def judge(outcome: Outcome, data: Path, acknowledged: bytes) -> Outcome:
    """Recovers a store once more and compares it with what was acknowledged."""
    store.commit(data, wait=True)
    rows = store.load_comments(data, ["article_id", "comment_id", "last_seen"]).to_pylist()
    seen = {row["comment_id"]: row["last_seen"] for row in rows}
    outcome.doubled = len(rows) - len(seen)
    articles = {row["article_id"]: row["last_seen"] for row in store.load_articles(data).to_pylist()}
    lines = [line.split() for line in acknowledged.decode().splitlines()]
    outcome.acknowledged = len(lines)
    for key, size, time_ in lines:
        at = datetime.fromisoformat(time_)
        whole = all(seen.get(f"{key}:{n}", START) >= at for n in range(int(size)))
        outcome.lost += not (whole and articles.get(key, START) >= at)
    outcome.findings = [f"{f.file} {f.problem}" for f in store.verify(data).findings]
    left = [*(data / "_ops" / "staging").iterdir(), *(data / "_ops" / "merge").iterdir()]
    left += [path for path in data.rglob("*") if path.suffix in (".tmp", ".open") or path.name == "journal.json"]
    outcome.leftovers = sorted({str(path.relative_to(data)) for path in left})
    return outcome


def begin(role: Callable[..., None], *arguments: Any) -> int:
    """Forks a process that does `role` until it is killed."""
    child = os.fork()
    if child == 0:
        try:
            role(*arguments)
        except BaseException:  # noqa: BLE001  (a fork must never return)
            import traceback

            traceback.print_exc()
        os._exit(1)
    return child


def kill(child: int) -> bool:
    """SIGKILL, and the end of it; false if the process had ended by itself, which none of them does."""
    ended, _ = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return not ended


def wait_for(path: Path, *, enough: float) -> None:
    """Returns when a file has been written anew, or enough seconds have passed (a full disk, for instance)."""
    path.unlink(missing_ok=True)
    end = time.monotonic() + enough
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)


def kills(
    count: int, seed: int, directory: Path, *, trial: str = "kills", enlarge: Callable[[], None] | None = None
) -> Outcome:
    """Kills writers and committer at random moments, `count` times."""
    rng = random.Random(seed)
    data = directory / "data"
    store.Staging(data, "first").close()
    store.commit(data)  # loads what a committer needs, which else would be killed while it does so
    report = directory / "reader-report"
    reader = subprocess.Popen([sys.executable, "-m", "benchmarks.fuzz_store", "--read", str(data), str(report)])
    while not (directory / "read").exists() and reader.poll() is None:
        time.sleep(0.05)
    roles: list[Callable[[], int]] = [
        lambda: begin(write, data, 0, rng.random()),
        lambda: begin(write, data, 1, rng.random()),
        lambda: begin(commit, data, rng.random()),
    ]
    children = [role() for role in roles]
    crashes = 0
    for number in range(count):
        if number % 25 == 4:  # on a slow machine no commit would ever end
            wait_for(data.parent / "committed", enough=2 if enlarge else 60)
        time.sleep(rng.choice((0.003, 0.03, 0.15, 0.4)) * rng.random() * 2)
        victim = rng.choice((0, 1, 2, 2))
        crashes += not kill(children[victim])
        children[victim] = roles[victim]()
    crashes += sum(not kill(child) for child in children)
    wait_for(directory / "read", enough=2 if enlarge else 60)
    reader.kill()
    reader.wait()
    if enlarge:
        enlarge()
    acknowledged = b"".join(path.read_bytes() for path in sorted(directory.glob("acknowledged-*")))
    outcome = Outcome(trial, kills=count)
    if report.exists():
        outcome.unreadable = len(report.read_text().splitlines())
        print(report.read_text()[:2000], file=sys.stderr)
    if (directory / "read").exists():
        outcome.files_read = int((directory / "read").read_text())
    outcome = judge(outcome, data, acknowledged)
    outcome.findings += [f"{crashes} processes ended by themselves: see their traces"] if crashes else []
    if not (outcome.files_read or enlarge):
        outcome.findings.append("nothing could be read: no commit came to its end")
    return outcome


def full(count: int, seed: int, directory: Path) -> Outcome | None:
    """`kills` on a small filesystem; `None` where none may be mounted."""
    small = directory / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        return None
    try:
        return kills(
            count,
            seed,
            small,
            trial="full",
            enlarge=lambda: subprocess.run(["mount", "-o", "remount,size=200m", small], check=True) and None,
        )
    finally:
        subprocess.run(["umount", small], check=False)


class PowerCut(BaseException):
    """Nothing after it happens."""


class Disk:
    """What a power cut leaves of a directory: synced content under synced names, and a random part of the
    rest.

    It watches `os.fsync` and `os.fdatasync`. Content that was never synced comes back empty, cut short, or
    whole; names that were not synced come back or not, by chance: both is what real filesystems do.
    """

    def __init__(self, root: Path, rng: random.Random, syncs: int) -> None:
        self.root = root
        self.rng = rng
        self.left = syncs
        self.content: dict[int, bytes] = {}
        self.names: dict[Path, dict[str, int]] = {}
        self._pins: list[int] = []
        self._real = {name: getattr(os, name) for name in ("fsync", "fdatasync", "unlink", "replace")}

    def __enter__(self) -> Self:
        os.fsync = os.fdatasync = self._sync
        os.unlink, os.replace = self._unlink, self._replace
        return self

    def __exit__(self, *_: object) -> None:
        for name, function in self._real.items():
            setattr(os, name, function)

    def close(self) -> None:
        """Lets the inodes go."""
        for descriptor in self._pins:
            os.close(descriptor)

    def _sync(self, descriptor: int) -> None:
        if self.left == 0:
            raise PowerCut
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        self.left -= 1
        if path.is_dir():
            self.names[path] = {entry.name: entry.inode() for entry in os.scandir(path) if entry.is_file()}
        else:
            self._pin(path)
            self.content[os.fstat(descriptor).st_ino] = path.read_bytes()

    def _pin(self, path: Any) -> None:
        """Keeps the inode of a file from being used again, which would mix up two files here."""
        if self.left == 0:
            raise PowerCut
        with suppress(FileNotFoundError):
            self._pins.append(os.open(path, os.O_RDONLY))

    def _unlink(self, path: Any, **options: Any) -> None:
        self._pin(path)
        self._real["unlink"](path, **options)

    def _replace(self, source: Any, target: Any) -> None:
        self._pin(target)
        self._real["replace"](source, target)

    def after(self, target: Path) -> None:
        """Makes the directory that the machine comes up with."""
        for directory in [self.root, *(path for path in self.root.rglob("*") if path.is_dir())]:
            copy = target / directory.relative_to(self.root)
            copy.mkdir(parents=True, exist_ok=True)
            now = {entry.name: entry.inode() for entry in os.scandir(directory) if entry.is_file()}
            before = self.names.get(directory, {})
            names = sorted(now.keys() | before.keys())
            chosen = {name: (before if self.rng.random() < 0.5 else now).get(name) for name in names}
            for name, inode in now.items():  # a rename within a directory is atomic: one of the names is there
                if inode in before.values() and inode not in chosen.values():
                    chosen[name] = inode
            for name, inode in chosen.items():
                if name.startswith("partitions.sqlite"):
                    if name == "partitions.sqlite" and self.rng.random() < 0.6:
                        content = (directory / name).read_bytes() if (directory / name).exists() else b""
                        (copy / name).write_bytes(content[: self.rng.choice((0, len(content) // 2, len(content)))])
                elif inode is not None:
                    (copy / name).write_bytes(self._content(inode, directory / name, now.get(name)))

    def _content(self, inode: int, path: Path, now: int | None) -> bytes:
        synced = self.content.get(inode, b"")
        if inode != now:
            return synced
        current = path.read_bytes()
        extra = current[len(synced) :] if current.startswith(synced) else b""
        return synced + extra[: self.rng.choice((0, self.rng.randrange(len(extra) + 1), len(extra)))]


def power(count: int, seed: int, directory: Path) -> Outcome:
    """Cuts the power at random syncs, `count` times; each time the machine comes up with what was durable."""
    rng = random.Random(seed)
    data = directory / "power-0"
    outcome = Outcome("power", kills=count)
    for number in range(1, count + 1):
        data.mkdir(exist_ok=True)
        with Disk(data, rng, rng.randrange(1, 90)) as disk:
            for path in data.rglob("*"):  # what came up is on the disk
                if path.is_file():
                    disk.content[path.stat().st_ino] = path.read_bytes()
                    disk.names.setdefault(path.parent, {})[path.name] = path.stat().st_ino
            with suppress(PowerCut):
                crawl(data, rng)
        following = directory / f"power-{number}"
        disk.after(following)
        disk.close()
        shutil.rmtree(data)
        data = following
    return judge(outcome, data, (directory / "acknowledged").read_bytes())


def crawl(data: Path, rng: random.Random) -> None:
    """Stages and commits until the power goes; what was synced is acknowledged outside of the disk that
    fails."""
    with (data.parent / "acknowledged").open("ab", buffering=0) as file:
        while True:
            staging = store.Staging(data, "run")
            for _ in range(rng.randrange(1, 4)):
                batch = [visit(0, rng.randrange(400), rng) for _ in range(rng.randrange(1, 5))]
                for one in batch:
                    staging.append(one)
                staging.sync()
                file.write(b"".join(acknowledgement(one) for one in batch))
            staging.close()
            store.commit(data)
            if rng.random() < 0.1:
                store.pack(data)


def main() -> None:
    """Runs the trials and prints a line for each; exit code 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trial", choices=["kills", "full", "power"], action="append")
    parser.add_argument("--dir", type=Path, help="where to put the data")
    parser.add_argument("--read", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        read(*given.read)
    import pyarrow

    pyarrow.set_cpu_count(1)
    trials: dict[str, Callable[[int, int, Path], Outcome | None]] = {"kills": kills, "full": full, "power": power}
    passed = Counter[bool]()
    for name in given.trial or trials:
        directory = Path(tempfile.mkdtemp(prefix="fuzz-store-", dir=given.dir))
        outcome = trials[name](given.kills, given.seed, directory)
        if outcome is None:
            print(f"{name}: skipped, no filesystem may be mounted here (try: unshare -Urm make fuzz-store)")
            continue
        print(outcome.line(), flush=True)
        passed[outcome.passed] += 1
        shutil.rmtree(directory, ignore_errors=True)
    sys.exit(bool(passed[False]))


if __name__ == "__main__":
    main()
