"""How a Parquet file of the datasets is rewritten: what changed is encoded, the rest is copied as it stands.

Copied are whole row groups, and columns of a row group that keeps its rows and their order; but only from a file
that this version would write the same way (`frame`), and only pages whose checksum is right. A row group is
encoded by itself and from its rows alone, so whether it was copied or encoded anew cannot be told from its bytes
(only that one which has outgrown `GROUP_BYTES` is halved when all of it is at hand).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ecorridor_scraper.errors import CorruptData

from .files import conformed, open_file, reading_errors
from .places import fsync
from .splice import Chunk, Source, Splicer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path
    from types import TracebackType

    from .schema import Dataset
    from .thrift import Struct

PAGE_BYTES = 8 << 20
"""A text column of a row group is one page: 6 % smaller than pages of 1 MiB at the same cost."""
GROUP_BYTES = 16 << 20
MOST_GROUPS = 1.5
"""A table of less than so many groups becomes one, so that groups grow and halve like the pages of a B-tree."""
ENCODING_KEY = b"ecorridor.encoding"


def rewritten(dataset: Dataset, source: Path, result: Path, change: Callable[[pa.Table], pa.Table]) -> int:
    """Writes `result` from `source` with `change` applied to every row group; returns how many rows it has.

    A row group that `change` gives back as it was is copied.
    """
    with OldFile(dataset, source) as old, Writer(dataset, result) as writer:
        for group in old.groups():
            rows = group.rows()
            changed = change(rows)
            if changed is rows:
                writer.keep(group)
            else:
                writer.write(changed)
    return writer.rows


class OldFile:
    """A file that is being rewritten. Errors in reading it are `CorruptData`."""

    def __init__(self, dataset: Dataset, path: Path) -> None:
        self.dataset = dataset
        self.path = path
        with open_file(path) as file:
            names, metadata = file.schema_arrow.names, file.metadata
        self._chunks: dict[int, list[Chunk]] = {}
        self._present = [name for name in dataset.schema.names if name in names]
        if dataset.key not in self._present:
            raise CorruptData(f"{path} has no column {dataset.key}: it is no file of this store, move it away")
        coded = [name for name in dataset.categories if name in names]
        with reading_errors(path):
            self._file = path.open("rb")
            self._parquet = pq.ParquetFile(
                path, metadata=metadata, read_dictionary=coded, pre_buffer=False, page_checksum_verification=True
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._parquet.close()
        self._file.close()

    @cached_property
    def _source(self) -> Source:
        def read(at: int, size: int) -> bytes:
            return os.pread(self._file.fileno(), size, at)

        with reading_errors(self.path):
            return Source(read, os.fstat(self._file.fileno()).st_size)

    def groups(self) -> Iterator[Group]:
        """Its row groups; those between which another program has cut an article in two as one."""
        found: Group | None = None
        for number in range(self._parquet.num_row_groups):
            with reading_errors(self.path):
                ids = self._parquet.read_row_group(number, columns=["article_id"], use_threads=False)["article_id"]
            first, last = ids[0].as_py(), ids[-1].as_py()
            if found is not None and found.last == first:
                found = Group(self, (*found.numbers, number), last)
                continue
            if found is not None:
                yield found
            found = Group(self, (number,), last)
        if found is not None:
            yield found

    def rows(self, number: int, without: Collection[str] = ()) -> pa.Table:
        """The rows of a row group, in the dataset's inner schema; columns that the file lacks are null."""
        fields = [field for field in self.dataset.inner_schema if field.name not in without]
        names = [name for name in self._present if name not in without]
        with reading_errors(self.path):
            found = self._parquet.read_row_group(number, columns=names, use_threads=False)
            return conformed(pa.schema(fields, self.dataset.inner_schema.metadata), found)

    def size(self, number: int) -> int:
        """How many rows a row group has."""
        return int(self._parquet.metadata.row_group(number).num_rows)

    def chunks(self, number: int) -> list[Chunk]:
        """The column chunks of a row group; none if they are not as this version would write them."""
        if number not in self._chunks:
            self._chunks[number] = self._copyable(number)
        return self._chunks[number]

    def _copyable(self, number: int) -> list[Chunk]:
        if self._source.frame != frame(self.dataset):
            return []
        with reading_errors(self.path):
            found = self._source.chunks(number)
            # who writes checksums writes them for all columns
            return found if all(chunk.is_plain for chunk in found) and found[0].has_checksum() else []

    def fields(self, number: int) -> Struct:
        """The RowGroup of a row group."""
        return self._source.groups[number]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of an old file whose articles are in no other group. They are read when they are asked for."""

    old: OldFile
    numbers: tuple[int, ...]
    last: str
    """The last article."""

    def rows(self, without: Collection[str] = ()) -> pa.Table:
        """Its rows, without some columns."""
        tables = [self.old.rows(number, without) for number in self.numbers]
        return tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries()

    @property
    def size(self) -> int:
        """How many rows it has."""
        return sum(self.old.size(number) for number in self.numbers)

    def chunks(self) -> list[Chunk]:
        """Its column chunks; none if they cannot be copied."""
        return self.old.chunks(self.numbers[0]) if len(self.numbers) == 1 else []


class Writer:
    """Writes one file: row groups that never cut an article in two, sized to `group_rows` and `GROUP_BYTES`.

    Once its block ends without an error, the file is complete and durable.
    """

    def __init__(self, dataset: Dataset, path: Path) -> None:
        self._dataset = dataset
        self._path = path
        self._file = path.open("wb", buffering=1 << 18)
        self._alone: pa.Buffer | None = None
        """The first group as a whole file, which is the one wanted if no other group comes."""
        self._splicer: Splicer | None = None
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:  # also where the disk is full: else Python would try to write the rest once more, and tell of that
            self._file.close()
        if kind is None:
            fsync(self._path)

    def write(self, table: pa.Table) -> None:
        """Writes a table, in several groups if it is large."""
        self.rows += table.num_rows
        for part in _groups(self._dataset, table):
            encoded = _encoded(self._dataset, part)
            if self._alone is None and self._splicer is None:
                self._alone = encoded
            else:
                self._splice(*_spliceable(encoded))

    def keep(self, group: Group) -> None:
        """Writes a group of the old file as it is."""
        chunks = group.chunks()
        if chunks:
            self._add(group, chunks)
        else:
            self.write(group.rows())

    def renew(self, group: Group, table: pa.Table, same: Collection[str]) -> None:
        """Writes a table that has the rows of a group of the old file. The columns `same`, and those that it lacks, are
        as they were."""
        parts = list(_groups(self._dataset, table))
        old = group.chunks() if len(parts) == 1 else []
        if not old:
            self.write(_completed(table, group))
            return
        names = [name for name in table.column_names if name not in same]
        _, encoded = _spliceable(_encoded(self._dataset, table.select(names))) if names else ({}, [])
        new = {chunk.path: chunk for chunk in encoded}
        self._add(group, [new.get(chunk.path, chunk) for chunk in old])

    def _add(self, group: Group, chunks: list[Chunk]) -> None:
        fields = group.old.fields(group.numbers[0])
        with reading_errors(group.old.path):
            self._splice(fields, chunks)
        self.rows += fields[3][1]

    def _splice(self, group: Struct, chunks: list[Chunk]) -> None:
        if self._splicer is None:
            self._splicer = Splicer(self._file, frame(self._dataset))
            if self._alone is not None:
                self._splicer.add(*_spliceable(self._alone))
                self._alone = None
        self._splicer.add(group, chunks)

    def _finish(self) -> None:
        if self._alone is not None:
            self._file.write(self._alone)
        else:
            (self._splicer or Splicer(self._file, frame(self._dataset))).finish()


def _completed(table: pa.Table, group: Group) -> pa.Table:
    """The table with the columns that it lacks, from the group that it has the rows of."""
    schema = group.old.dataset.inner_schema
    if table.num_columns == len(schema):
        return table
    rows = group.rows(without=table.column_names)
    columns = [table[name] if name in table.column_names else rows[name] for name in schema.names]
    return pa.Table.from_arrays(columns, schema=schema)


def _encoded(dataset: Dataset, table: pa.Table) -> pa.Buffer:
    """A Parquet file in memory of one row group, in the frame of the dataset's files if it has all columns."""
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(place, field, _renumbered(table[place]))
    sink = pa.BufferOutputStream()
    with _parquet_writer(dataset, sink, table.schema) as writer:
        writer.write_table(table, row_group_size=max(1, table.num_rows))
    return sink.getvalue()


def _parquet_writer(dataset: Dataset, sink: pa.BufferOutputStream, schema: pa.Schema) -> pq.ParquetWriter:
    writer = pq.ParquetWriter(sink, schema.remove_metadata(), **write_options(dataset))
    writer.add_key_value_metadata({**dataset.schema.metadata, ENCODING_KEY: _encoding(dataset)})
    return writer


@cache
def _encoding(dataset: Dataset) -> bytes:
    """A hash of the options of the encoding."""
    options = write_options(dataset)
    told = repr([options[name] for name in sorted(options) if name != "sorting_columns"])
    return blake2b(told.encode(), digest_size=8).hexdigest().encode()


def is_packed(dataset: Dataset, path: Path) -> bool:
    """Whether a file is written as small as it goes."""
    with open_file(path) as file:
        return (file.metadata.metadata or {}).get(ENCODING_KEY) == _encoding(dataset.packed)


def _source(content: pa.Buffer) -> Source:
    view = memoryview(content)
    return Source(lambda at, size: bytes(view[at : at + size]), len(view))


def _spliceable(encoded: pa.Buffer) -> tuple[Struct, list[Chunk]]:
    """The row group of a file in memory that has only one, and its column chunks."""
    source = _source(encoded)
    return source.groups[0], source.chunks(0)


def _renumbered(column: pa.ChunkedArray) -> pa.Array:
    """The column with a dictionary in order of first use, so that the bytes do not tell in which order rows came."""
    coded = column.unify_dictionaries().combine_chunks()
    used = coded.indices.unique().drop_null().to_numpy()
    numbers = np.zeros(len(coded.dictionary) or 1, np.int32)
    numbers[used] = np.arange(len(used), dtype=np.int32)
    missing = coded.indices.is_null().to_numpy(zero_copy_only=False)
    indices = pa.array(numbers[coded.indices.fill_null(0).to_numpy()], mask=missing)
    return pa.DictionaryArray.from_arrays(indices, coded.dictionary.take(pa.array(used)))


@cache
def frame(dataset: Dataset) -> Struct:
    """What the footer of every file of a dataset says, but for its rows.

    It names the schema, the library and, in `ENCODING_KEY`, a hash of the options of the encoding.
    """
    sink = pa.BufferOutputStream()
    _parquet_writer(dataset, sink, dataset.inner_schema).close()
    return _source(sink.getvalue()).frame


def write_options(dataset: Dataset) -> dict[str, Any]:
    """How files are encoded. See docs for what else was tried, and how large it was."""
    return {
        "compression": "zstd",
        "compression_level": dataset.level,
        "data_page_size": PAGE_BYTES,
        "use_dictionary": [*dataset.categories, *dataset.repeated],
        "column_encoding": dict.fromkeys(dataset.prefixed, "DELTA_BYTE_ARRAY"),
        "write_page_index": True,
        "write_page_checksum": True,
        "store_schema": False,  # else readers would get the dictionaries of `inner_schema`
        "sorting_columns": [pq.SortingColumn(dataset.schema.get_field_index(name)) for name in dataset.order],
    }


def _groups(dataset: Dataset, table: pa.Table) -> Iterator[pa.Table]:
    """Slices of at most about `group_rows` rows and `GROUP_BYTES` bytes that end where an article ends.

    A table only a little too large stays whole: see `MOST_GROUPS`.
    """
    pieces = max(-(-table.num_rows // dataset.group_rows), -(-table.nbytes // GROUP_BYTES))
    if table.num_rows < MOST_GROUPS * dataset.group_rows and table.nbytes < MOST_GROUPS * GROUP_BYTES:
        pieces = 1
    if pieces <= 1:
        if table.num_rows:
            yield table
        return
    ids = table["article_id"].combine_chunks()
    ids = ids.cast(pa.string()) if pa.types.is_dictionary(ids.type) else ids
    begins = pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1)).to_numpy(zero_copy_only=False)
    ends = [int(place) + 1 for place in begins.nonzero()[0]] + [table.num_rows]
    start, wanted = 0, table.num_rows / pieces
    for end in ends:
        if end - start >= wanted or end == table.num_rows:
            yield table.slice(start, end - start)
            start = end
