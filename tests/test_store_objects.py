"""A store in a bucket, against a real S3-compatible server that the test starts."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper import store
from ecorridor_scraper.errors import BadConfiguration, Busy, DataDirectory
from ecorridor_scraper.store import objects
from tests.store_samples import comment, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

moto = pytest.importorskip("moto.server", reason="moto, the S3-compatible server of this test, is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
URL = "s3://papers/store"


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    import boto3

    server = moto.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "ECORRIDOR_STATE": str(tmp_path / "here"),
    }.items():
        monkeypatch.setenv(name, value)
    urllib.request.urlopen(f"http://{host}:{port}/moto-api/reset", data=b"").close()
    client = boto3.client("s3")
    client.create_bucket(Bucket="papers")
    yield client
    client.close()
    server.stop()


def stage(*numbers: int, hours: float = 0, comments: int = 3) -> None:
    staging = store.Staging(URL, "run")
    for number in numbers:
        staging.append(visit(number, hours=hours, comments=comments))
    staging.close()


def keys() -> list[str]:
    return sorted(store.load_comments(URL, ["comment_id"])["comment_id"].to_pylist())


def test_visits_become_objects(bucket: Any) -> None:
    stage(1, 2, 39)
    assert store.commit(URL).comments.new == 9
    names = [entry["Key"] for entry in bucket.list_objects_v2(Bucket="papers")["Contents"]]
    assert names == [
        "store/_ops/commit.lock",
        *(f"store/{kind}/dawncom-2026-0{month}.parquet" for kind in ("articles", "comments") for month in (1, 2)),
    ]
    stage(2, hours=2, comments=5)
    assert store.commit(URL).comments.new == 2
    assert len(keys()) == len(set(keys())) == 11
    assert store.load_articles(URL).num_rows == 3


def test_the_second_committer_waits_its_turn(bucket: Any, tmp_path: Path) -> None:
    lease = objects.Lease(objects.Objects(URL, store.Places(tmp_path)))
    lease.take(wait=False)
    stage(1)
    with pytest.raises(Busy, match="another committer"):
        store.commit(URL)
    lease.release()
    assert store.commit(URL).visits == 1


def test_a_lost_lease_does_not_undo_the_other(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another committer writes between this one's reading and its PUT."""
    stage(1)
    store.commit(URL)
    put = objects.Objects.put
    disturbed = []

    def disturb(self: objects.Objects, *arguments: Any) -> None:
        if not disturbed:
            disturbed.append(True)
            monkeypatch.setattr(objects, "LEASE_SECONDS", 120.0)
            own = os.environ["ECORRIDOR_STATE"]
            os.environ["ECORRIDOR_STATE"] = str(tmp_path / "there")
            stage(2)
            assert store.commit(URL).visits == 1
            os.environ["ECORRIDOR_STATE"] = own
        put(self, *arguments)

    monkeypatch.setattr(objects, "LEASE_SECONDS", -1.0)
    monkeypatch.setattr(objects.Objects, "put", disturb)
    stage(3)
    store.commit(URL)
    assert len(keys()) == len(set(keys())) == 9


def committing(state: str, first: int) -> None:
    os.environ["ECORRIDOR_STATE"] = state
    objects.LEASE_SECONDS = 1.0
    for number in range(first, first + 4):
        stage(number, comments=2)
        store.commit(URL, wait=True)


def test_two_committers_at_once_one_of_them_killed(bucket: Any, tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn")
    states = [str(tmp_path / "a"), str(tmp_path / "b")]
    workers = [start.Process(target=committing, args=(state, 10 * n)) for n, state in enumerate(states)]
    for worker in workers:
        worker.start()
    waited = 0.0
    while not bucket.list_objects_v2(Bucket="papers", Prefix="store/articles").get("Contents") and waited < 60:
        time.sleep(0.05)
        waited += 0.05
    os.kill(workers[0].pid or 0, signal.SIGKILL)
    for worker in workers:
        worker.join()
    assert (workers[0].exitcode, workers[1].exitcode) == (-9, 0)
    committing(states[0], 0)
    expected = sorted(comment(f"dawn.com:{n:06d}", c).comment_id for n in [*range(4), *range(10, 14)] for c in range(2))
    assert keys() == expected


def test_errors_say_what_to_do(bucket: Any) -> None:
    with pytest.raises(DataDirectory, match="check the address and the credentials"):
        store.load_comments("s3://no-such-bucket/x")
    with pytest.raises(BadConfiguration, match="give a directory or s3://"):
        store.commit("gopher://somewhere")
    with pytest.raises(BadConfiguration, match="works on a directory"):
        store.snapshot(URL)
