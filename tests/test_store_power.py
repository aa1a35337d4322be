"""What a power cut can cost: nothing counts before it is on the disk, and nothing goes before what replaces it is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecorridor_scraper import store

from .store_samples import visit

if TYPE_CHECKING:
    import pytest


class Disk:
    """Watches what is asked of the disk; a file or a directory is lasting while it is as it was when it was synced."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.lasting: set[int] = set()
        self.done: list[tuple[str, str]] = []
        """Folder and suffix of each name that came, moved or went."""
        self._real = {
            name: getattr(os, name) for name in ("fsync", "fdatasync", "write", "replace", "rename", "unlink")
        }
        for name in ("fsync", "fdatasync"):
            patch.setattr(os, name, lambda descriptor, name=name: self._sync(name, descriptor))
        for name in ("replace", "rename"):
            patch.setattr(os, name, lambda source, target, name=name: self._move(name, source, target))
        patch.setattr(os, "write", self._write)
        patch.setattr(os, "unlink", self._unlink)

    def is_lasting(self, path: Path) -> bool:
        return path.stat().st_ino in self.lasting

    def _sync(self, name: str, descriptor: int) -> None:
        self._real[name](descriptor)
        self.lasting.add(os.fstat(descriptor).st_ino)

    def _write(self, descriptor: int, content: bytes) -> int:
        self.lasting.discard(os.fstat(descriptor).st_ino)
        return int(self._real["write"](descriptor, content))

    def _move(self, name: str, source: Any, target: Any) -> None:
        assert self.is_lasting(Path(source)), f"{source} takes the place of {target} and may be empty"
        self._change(Path(source), Path(target))
        self._real[name](source, target)

    def _unlink(self, path: Any) -> None:
        self._change(Path(path))
        self._real["unlink"](path)

    def _change(self, *paths: Path) -> None:
        self.changing(*paths)
        self.lasting -= {path.parent.stat().st_ino for path in paths}

    def changing(self, *paths: Path) -> None:
        """Called before a name comes, moves or goes."""
        self.done.append((paths[-1].parent.name, paths[-1].suffix))


class Store(Disk):
    """What a commit may do with the disk, and when."""

    def __init__(self, data: Path, patch: pytest.MonkeyPatch) -> None:
        self._data, self._ops = data, data / "_ops"
        super().__init__(patch)

    def changing(self, *paths: Path) -> None:
        super().changing(*paths)
        journal, goal = self._ops / "journal.json", paths[-1]
        if goal == journal and len(paths) == 2:
            assert self.is_lasting(self._ops / "merge"), "what the journal promises may not be there"
        if goal.parent in (self._data / "articles", self._data / "comments"):
            assert self.is_lasting(journal), "a dataset changes without a promise"
            assert self.is_lasting(self._ops), "a dataset changes without a promise"
        if goal.suffix == ".seg" and len(paths) == 1:
            for name in ("articles", "comments"):
                assert self.is_lasting(self._data / name), "visits go before their rows are there"


def test_a_visit_that_was_synced_lasts_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    staging = store.Staging(tmp_path, "run")
    staging.append(visit(1))
    staging.append(visit(2))
    staging.sync()
    (segment,) = (tmp_path / "_ops" / "staging").iterdir()
    assert disk.is_lasting(segment)
    assert disk.is_lasting(segment.parent)
    staging.append(visit(3))
    staging.close()
    assert disk.is_lasting(segment.parent)


def test_a_commit_promises_before_it_replaces_and_forgets_after_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Store(tmp_path, monkeypatch)
    for number in range(2):
        staging = store.Staging(tmp_path, "run")
        staging.append(visit(1, hours=number))
        staging.close()
        assert store.commit(tmp_path).visits == 1
    assert disk.done.count(("articles", ".parquet")) == 2
    assert disk.done.count(("staging", ".seg")) == 4
    assert disk.is_lasting(tmp_path / "_ops")  # a journal that came back would be about files of another commit


def test_what_a_killed_run_left_is_made_to_last_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path, monkeypatch)
    staging = store.Staging(tmp_path, "run")
    staging.close()
    (tmp_path / "_ops" / "staging" / "killed.open").write_bytes(store.encode_visit(visit(1)))
    assert store.commit(tmp_path).visits == 1
