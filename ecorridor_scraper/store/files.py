"""The Parquet files of the datasets: which there are, and how they are read.

Nothing outside the store knows that they are Parquet.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ecorridor_scraper.errors import BadConfiguration, CorruptData, DataDirectory, NewerData
from ecorridor_scraper.items import SCHEMA_VERSION

from .partition import is_partition
from .places import SUFFIX, Places, is_remote
from .schema import VERSION_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from .schema import Dataset


class Files:
    """The files of one store on a local disk."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def stamps(self, dataset: str) -> dict[str, str]:
        """Partition -> a text that changes whenever its file does, for every file of a dataset."""
        found = _entries(self.places.dataset(dataset))
        names = sorted(path.name.removesuffix(SUFFIX) for path in found if path.name.endswith(SUFFIX))
        return {name: self.stamp(dataset, name) for name in names if is_partition(name)}

    def stamp(self, dataset: str, partition: str) -> str:
        """The same for one file; empty if there is none."""
        try:
            status = self.path(dataset, partition).stat()
        except FileNotFoundError:
            return ""
        return f"{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"

    def path(self, dataset: str, partition: str) -> Path:
        """Where the file of a partition is, or would be."""
        return self.places.file(dataset, partition)

    def fetch(self, dataset: str, partition: str) -> Path | None:
        """Where the file of a partition can be read, or `None` if there is none."""
        path = self.path(dataset, partition)
        return path if path.exists() else None

    def size(self, dataset: str, partition: str) -> int:
        """Bytes of a file, 0 if there is none."""
        path = self.path(dataset, partition)
        return path.stat().st_size if path.exists() else 0

    def each(self, dataset: str) -> Iterator[tuple[str, Path]]:
        """Every partition of a dataset, and where its file can be read until the next is asked for."""
        for name in self.stamps(dataset):
            path = self.fetch(dataset, name)
            if path is not None:
                yield name, path

    def strangers(self) -> list[Path]:
        """What stands in the directories of the datasets and is no file of theirs."""
        directories = [self.places.dataset(name) for name in ("articles", "comments")]
        entries = [path for directory in directories for path in _entries(directory)]
        return [path for path in entries if path.suffix != SUFFIX or not is_partition(path.stem) or not path.is_file()]

    def article_ids(self, partition: str) -> list[str]:
        """The articles of a partition; none if there is no file."""
        path = self.fetch("articles", partition)
        if path is None:
            return []
        with open_file(path) as file:
            ids: list[str] = file.read(["article_id"])["article_id"].to_pylist()
        return ids


def _entries(directory: Path) -> list[Path]:
    """What stands in a directory, in order; nothing if there is none."""
    with reading_errors(directory):
        return sorted(directory.iterdir()) if directory.is_dir() else []


@contextmanager
def reading(data: Path | str) -> Iterator[Files]:
    """The files of a store, to be read only; those of a bucket are copied one by one into a temporary directory.

    Raises `BadConfiguration` where there is no such directory.
    """
    if is_remote(data):
        from .objects import Objects

        with TemporaryDirectory(prefix="ecorridor-") as directory:
            places = Places(Path(directory))
            places.make()
            yield Objects(str(data), places)
        return
    places = Places(Path(data))
    if not places.data.is_dir():
        raise BadConfiguration(f"there is no directory {places.data}: crawl something first, or give data=")
    yield Files(places)


@contextmanager
def open_file(path: Path, **options: Any) -> Iterator[pq.ParquetFile]:
    """A Parquet file, closed at the end; any error in reading it becomes `CorruptData`, see `reading_errors`."""
    with (
        reading_errors(path),
        pq.ParquetFile(path, pre_buffer=False, page_checksum_verification=True, **options) as file,
    ):
        found = int((file.schema_arrow.metadata or {}).get(VERSION_KEY, b"0"))
        if found > SCHEMA_VERSION:
            raise NewerData(
                f"{path} was written by a newer version of this project (schema {found}, this is "
                f"{SCHEMA_VERSION}): upgrade ecorridor-scraper"
            )
        yield file


@contextmanager
def reading_errors(path: Path) -> Iterator[None]:
    """What goes wrong in reading a file as `CorruptData`, with its name and the remedy."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as exc:
        if isinstance(exc, FileNotFoundError):
            raise
        if isinstance(exc, PermissionError):
            raise DataDirectory(f"cannot read {path}: change its permissions") from exc
        if isinstance(exc, OSError) and exc.errno is not None:
            raise
        reason = str(exc).splitlines()[0][:160] if str(exc) else type(exc).__name__
        raise CorruptData(
            f"{path} cannot be read ({reason}): restore it from a snapshot or a backup, or move it out "
            "of the directory, then run 'ecorridor verify'"
        ) from exc


def row_count(path: Path) -> int:
    """The number of rows of a file, from its footer."""
    with open_file(path) as file:
        return int(file.metadata.num_rows)


def newest_visit(path: Path) -> datetime | None:
    """When the last visit was whose rows a file has."""
    with open_file(path) as file:
        newest: datetime | None = pc.max(file.read(["last_seen"])["last_seen"]).as_py()
        return newest


def row_groups(dataset: Dataset, path: Path, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The row groups of a file one by one, in the dataset's inner schema; columns it lacks are null."""
    schema = dataset.inner_schema
    if columns is not None:
        schema = pa.schema([schema.field(name) for name in columns])
    with open_file(path) as file:
        present = [name for name in schema.names if name in file.schema_arrow.names]
    if dataset.key not in present:
        raise CorruptData(f"{path} has no column {dataset.key}: it is no file of this store, move it away")
    coded = [name for name in dataset.categories if name in present]
    with open_file(path, read_dictionary=coded) as file:
        for number in range(file.num_row_groups):
            yield conformed(schema, file.read_row_group(number, columns=present, use_threads=False))


def conformed(schema: pa.Schema, table: pa.Table) -> pa.Table:
    """The table with the columns of a schema: missing ones are null, unknown ones are left out."""
    columns = []
    present = set(table.schema.names)
    for field in schema:
        if field.name in present:
            columns.append(_cast(field.name, table[field.name], field.type))
        elif pa.types.is_list(field.type):
            columns.append(pa.chunked_array([pa.array([[]] * table.num_rows, field.type)]))
        else:
            columns.append(pa.chunked_array([pa.nulls(table.num_rows, field.type)]))
    return pa.Table.from_arrays(columns, schema=schema)


def _cast(name: str, column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A column as another kind. Raises `ValueError`, naming it, where its values are none of that kind."""
    if column.type.equals(kind):
        return column
    try:
        if pa.types.is_dictionary(kind) and not pa.types.is_dictionary(column.type):
            return column.cast(pa.string()).dictionary_encode()
        return column.cast(kind)
    except pa.ArrowException as exc:
        raise ValueError(f"its column {name} is {column.type} and no {kind}") from exc
