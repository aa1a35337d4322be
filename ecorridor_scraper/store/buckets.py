"""Buckets of three clouds behind one small surface: whole objects, read and written under conditions.

A *tag* names one version of one object (an ETag, a generation). Writing asks for the tag that the object must
still have, the empty one meaning that there must be none (RFC 9110, 13.1: `If-Match`, `If-None-Match: *`); the
service decides that in one step, and everything in `objects` rests on it. `pyarrow.fs` can read all three but
has no such condition, hence their own libraries.

Credentials, region and endpoint are those of each library: environment, profile, role of the machine.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from ecorridor_scraper.errors import BadConfiguration, DataDirectory, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Conflict(Exception):  # noqa: N818  (never leaves the store)
    """The object is not the version that was meant: somebody else has written or removed it."""


class Bucket(Protocol):
    """One bucket. Every method may raise `DataDirectory` where the service refuses or cannot be reached."""

    def list(self, prefix: str) -> dict[str, tuple[str, int]]:
        """Key -> tag and size of every object whose key begins so."""

    def get(self, key: str) -> tuple[bytes, str] | None:
        """Content and tag of an object, `None` if there is none."""

    def put(self, key: str, content: bytes, expected: str) -> str:
        """Writes an object that has the tag `expected` and returns its new one; raises `Conflict` if it has another."""

    def delete(self, key: str, expected: str) -> None:
        """Removes an object that has the tag `expected`; raises `Conflict` if it has another."""


def bucket_of(url: str) -> tuple[Bucket, str]:
    """The bucket of an address, and the prefix of keys in it.

    s3://bucket/prefix                                         extra `s3`
    gs://bucket/prefix                                         extra `gs`
    abfs[s]://container@account.dfs.core.windows.net/prefix    extra `azure`
    """
    parts = urlsplit(url)
    prefix = parts.path.strip("/")
    if not parts.netloc:
        raise BadConfiguration(f"{url} names no bucket: write {parts.scheme}://BUCKET/PREFIX")
    kinds: dict[str, Callable[[str], Bucket]] = {"s3": S3, "gs": GoogleCloud, "abfs": Azure, "abfss": Azure}
    return kinds[parts.scheme](parts.netloc), f"{prefix}/" if prefix else ""


_CLOUDS = {"s3": "S3", "gs": "Google Cloud", "azure": "Azure"}
"""What a bucket is called, by the extra that it needs."""


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as exc:
        raise MissingExtra(f"data in a bucket of {_CLOUDS[extra]}", extra) from exc


@contextmanager
def _failures(name: str, errors: tuple[type[BaseException], ...]) -> Iterator[None]:
    try:
        yield
    except errors as exc:
        reason = " ".join(str(exc).split())[:300]
        raise DataDirectory(f"{name}: {reason}: check the address and the credentials") from exc


class S3:
    """Amazon S3 and what speaks like it; conditional writes exist since 2024."""

    def __init__(self, netloc: str) -> None:
        config = _library("botocore.config", "s3").Config(retries={"mode": "standard", "max_attempts": 5})
        exceptions = _library("botocore.exceptions", "s3")
        self._errors = (exceptions.ClientError, exceptions.BotoCoreError)
        self._bucket = netloc
        self._client: Any = _library("boto3", "s3").client("s3", config=config)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with _failures(f"s3://{self._bucket}", self._errors):
            try:
                yield
            except self._errors as exc:
                code = getattr(exc, "response", {}).get("Error", {}).get("Code", "")
                status = getattr(exc, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
                if status in (409, 412) or (status == 404 and code != "NoSuchBucket"):
                    raise Conflict from exc
                raise

    def list(self, prefix: str) -> dict[str, tuple[str, int]]:
        with self._asking():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            found = [entry for page in pages for entry in page.get("Contents", ())]
        return {entry["Key"]: (entry["ETag"], entry["Size"]) for entry in found}

    def get(self, key: str) -> tuple[bytes, str] | None:
        try:
            with self._asking():
                found = self._client.get_object(Bucket=self._bucket, Key=key)
                return found["Body"].read(), found["ETag"]
        except Conflict:
            return None

    def put(self, key: str, content: bytes, expected: str) -> str:
        condition = {"IfMatch": expected} if expected else {"IfNoneMatch": "*"}
        with self._asking():
            return str(self._client.put_object(Bucket=self._bucket, Key=key, Body=content, **condition)["ETag"])

    def delete(self, key: str, expected: str) -> None:
        with self._asking():
            self._client.delete_object(Bucket=self._bucket, Key=key, IfMatch=expected)


class GoogleCloud:
    """Google Cloud Storage; the tag is the generation."""

    def __init__(self, netloc: str) -> None:
        storage = _library("google.cloud.storage", "gs")
        exceptions = _library("google.api_core.exceptions", "gs")
        self._errors = (
            exceptions.GoogleAPIError,
            _library("google.auth.exceptions", "gs").GoogleAuthError,
            _library("requests", "gs").RequestException,
        )
        self._missing = exceptions.NotFound
        self._conflicts = (exceptions.PreconditionFailed, exceptions.Conflict, exceptions.NotFound)
        with self._asking_of(netloc):
            self._client: Any = storage.Client()
        self._bucket = self._client.bucket(netloc)

    @contextmanager
    def _asking_of(self, name: str) -> Iterator[None]:
        with _failures(f"gs://{name}", self._errors):
            yield

    def list(self, prefix: str) -> dict[str, tuple[str, int]]:
        with self._asking_of(self._bucket.name):
            found = list(self._client.list_blobs(self._bucket, prefix=prefix))
        return {blob.name: (str(blob.generation), int(blob.size)) for blob in found}

    def get(self, key: str) -> tuple[bytes, str] | None:
        with self._asking_of(self._bucket.name):
            while True:
                blob = self._bucket.get_blob(key)
                if blob is None:
                    return None
                try:
                    return blob.download_as_bytes(if_generation_match=blob.generation), str(blob.generation)
                except self._conflicts:  # replaced between the two requests
                    continue

    def put(self, key: str, content: bytes, expected: str) -> str:
        blob = self._bucket.blob(key)
        with self._asking_of(self._bucket.name):
            try:
                blob.upload_from_string(
                    content, content_type="application/octet-stream", if_generation_match=int(expected or 0)
                )
            except self._missing as exc:
                if not expected:  # there is no such bucket
                    raise
                raise Conflict from exc
            except self._conflicts as exc:
                raise Conflict from exc
        return str(blob.generation)

    def delete(self, key: str, expected: str) -> None:
        with self._asking_of(self._bucket.name):
            try:
                self._bucket.blob(key).delete(if_generation_match=int(expected))
            except self._conflicts as exc:
                raise Conflict from exc


class Azure:
    """Azure Blob Storage, also with the hierarchical namespace (Data Lake).

    Credentials: `AZURE_STORAGE_CONNECTION_STRING`, or `AZURE_STORAGE_KEY` or `AZURE_STORAGE_SAS_TOKEN` for the account
    of the address, else those of the `azure-identity` package.
    """

    def __init__(self, netloc: str) -> None:
        blob = _library("azure.storage.blob", "azure")
        core = _library("azure.core", "azure")
        exceptions = _library("azure.core.exceptions", "azure")
        self._errors = (exceptions.AzureError, ValueError)
        self._same, self._none = core.MatchConditions.IfNotModified, core.MatchConditions.IfMissing
        self._missing = exceptions.ResourceNotFoundError
        self._conflicts = (exceptions.ResourceModifiedError, exceptions.ResourceExistsError)
        self._name, _, host = netloc.partition("@")
        with self._asking():
            if text := os.environ.get("AZURE_STORAGE_CONNECTION_STRING"):
                self._container: Any = blob.ContainerClient.from_connection_string(text, self._name)
            elif host:
                account = f"https://{host.replace('.dfs.', '.blob.')}"
                self._container = blob.ContainerClient(account, self._name, credential=_azure_credential())
            else:
                raise BadConfiguration(
                    f"no account for {self._name}: write abfs://CONTAINER@ACCOUNT.dfs.core.windows.net/PREFIX "
                    "or set AZURE_STORAGE_CONNECTION_STRING"
                )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with _failures(f"abfs://{self._name}", self._errors):
            try:
                yield
            except self._missing as exc:
                if getattr(exc, "error_code", "") == "ContainerNotFound":
                    raise
                raise Conflict from exc
            except self._conflicts as exc:
                raise Conflict from exc

    def list(self, prefix: str) -> dict[str, tuple[str, int]]:
        with self._asking():
            found = list(self._container.list_blobs(name_starts_with=prefix))
        return {blob.name: (_quoted(blob.etag), int(blob.size)) for blob in found}

    def get(self, key: str) -> tuple[bytes, str] | None:
        try:
            with self._asking():
                found = self._container.download_blob(key)
                return found.readall(), _quoted(found.properties.etag)
        except Conflict:
            return None

    def put(self, key: str, content: bytes, expected: str) -> str:
        condition = {"etag": expected, "match_condition": self._same} if expected else {"match_condition": self._none}
        with self._asking():
            blob = self._container.get_blob_client(key)
            return _quoted(blob.upload_blob(content, overwrite=True, **condition)["etag"])

    def delete(self, key: str, expected: str) -> None:
        with self._asking():
            self._container.delete_blob(key, etag=expected, match_condition=self._same)


def _azure_credential() -> Any:
    given = os.environ.get("AZURE_STORAGE_KEY") or os.environ.get("AZURE_STORAGE_SAS_TOKEN")
    return given or _library("azure.identity", "azure").DefaultAzureCredential()


def _quoted(etag: str) -> str:
    """An ETag as a condition wants it; listings leave the quotes out."""
    bare = etag.strip('"')
    return f'"{bare}"'
