"""A store in a bucket that is held in memory: who may write, for how long, and what is left on the local disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest

from ecorridor_scraper import store
from ecorridor_scraper.errors import Busy
from ecorridor_scraper.store import objects
from ecorridor_scraper.store.buckets import Conflict
from ecorridor_scraper.store.places import local_side

from .store_samples import put, visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL = "s3://papers/store"
LOCK = "store/_ops/commit.lock"


class Memory:
    """A bucket; `before_put` is called with each key that is about to be written."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[bytes, str]] = {}
        self.count = 0
        self.before_put: Callable[[str], object] = lambda _: None

    def list(self, prefix: str) -> dict[str, tuple[str, int]]:
        return {key: (tag, len(content)) for key, (content, tag) in self.kept.items() if key.startswith(prefix)}

    def get(self, key: str) -> tuple[bytes, str] | None:
        return self.kept.get(key)

    def put(self, key: str, content: bytes, expected: str) -> str:
        self.before_put(key)
        if self.kept.get(key, (b"", ""))[1] != expected:
            raise Conflict
        return self.change(key, content)

    def delete(self, key: str, expected: str) -> None:
        if self.kept.pop(key, (b"", ""))[1] != expected:
            raise Conflict

    def change(self, key: str, content: bytes) -> str:
        """As another process would."""
        self.count += 1
        self.kept[key] = content, str(self.count)
        return str(self.count)


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    monkeypatch.setenv("ECORRIDOR_STATE", str(tmp_path))
    monkeypatch.setattr(objects, "bucket_of", lambda _: (memory, "store/"))
    return memory


@pytest.fixture
def lease(bucket: Memory, tmp_path: Path) -> objects.Lease:
    return objects.Lease(objects.Objects(URL, store.Places(tmp_path)))


def test_a_forget_that_another_one_comes_between_says_so(bucket: Memory) -> None:
    put(URL, visit(1))  # type: ignore[arg-type]
    (name,) = bucket.list("store/comments/")
    bucket.before_put = lambda key: key == name and bucket.change(name, bucket.kept[name][0])
    with pytest.raises(Busy, match="changed s3://papers/store meanwhile: run it again"):
        store.forget(URL, store.Wish(comments=["dawn.com:000001:c1"]))


def test_of_a_site_that_is_forgotten_no_object_stays(bucket: Memory) -> None:
    put(URL, visit(1), visit(2, site="geo.tv"))  # type: ignore[arg-type]
    assert len([key for key in bucket.kept if "geotv" in key]) == 2
    store.forget(URL, store.Wish(sites=["geo.tv"]))
    assert [key for key in bucket.kept if "geotv" in key] == []
    assert store.load_comments(URL).num_rows == 3


def test_whoever_was_taken_over_lets_the_other_keep_the_lock(bucket: Memory, lease: objects.Lease) -> None:
    lease.take(wait=False)
    bucket.change(LOCK, b"of another")
    lease.release()
    assert bucket.kept[LOCK][0] == b"of another"


@pytest.mark.parametrize("left", [-1.0, 60.0])
def test_a_lock_is_taken_over_when_its_time_is_over_and_not_before(
    left: float, bucket: Memory, lease: objects.Lease, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects.time, "time", lambda: 1e9)
    bucket.change(LOCK, orjson.dumps({"owner": "a machine that is gone", "expires": 1e9 + left}))
    if left < 0:
        lease.take(wait=False)
        assert orjson.loads(bucket.kept[LOCK][0])["expires"] == 1e9 + objects.LEASE_SECONDS
    else:
        with pytest.raises(Busy):
            lease.take(wait=False)


def test_no_copy_of_an_object_stays_on_the_local_disk(bucket: Memory) -> None:
    for hours in (0, 1):
        put(URL, visit(1, hours=hours, comments=3 + hours))  # type: ignore[arg-type]
        assert list(local_side(URL).merge.iterdir()) == []
        assert store.verify(URL).sound
        assert list(local_side(URL).merge.iterdir()) == []
        assert list(local_side(URL).staging.iterdir()) == []


def test_what_stands_in_a_dataset_and_is_none_of_its_files_is_named_and_not_read(bucket: Memory) -> None:
    put(URL, visit(1))  # type: ignore[arg-type]
    bucket.change("store/comments/notes.parquet", b"mine")
    assert [finding.file for finding in store.verify(URL).findings] == ["comments/notes.parquet"]
    assert store.load_comments(URL).num_rows == 3
