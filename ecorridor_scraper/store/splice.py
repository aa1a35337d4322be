"""Parquet files put together from column chunks that are encoded already.

Most of what rewriting a file costs is the compression of texts that have not changed, and pyarrow can write a
file only from values. Here the finished column chunks of several files (an old one on disk, new ones in memory)
are written one after another, then the indexes of their pages, then a footer that says where everything is now.
Nothing in a chunk depends on its place; only what the footer and the indexes say of it does. What comes out is
to the byte what pyarrow would have written. The numbers of fields are those of parquet.thrift in
apache/parquet-format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from .thrift import I16, I32, I64, LIST, STRUCT, Struct, read_struct, write_struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

_MAGIC = b"PAR1"

_FILE_ROWS, _FILE_GROUPS = 3, 4  # FileMetaData
_COLUMNS, _GROUP_BYTES, _GROUP_ROWS, _GROUP_AT, _GROUP_SIZE, _ORDINAL = 1, 2, 3, 5, 6, 7  # RowGroup
_ELSEWHERE, _META, _PAGES_AT, _PAGES_SIZE, _VALUES_AT, _VALUES_SIZE, _ENCRYPTED = 1, 3, 4, 5, 6, 7, 8  # ColumnChunk
_PATH, _BYTES, _SIZE, _DATA_AT, _INDEX_AT, _DICTIONARY_AT, _BLOOM_AT = 3, 6, 7, 9, 10, 11, 14  # ColumnMetaData
_LOCATIONS, _PAGE_AT, _WHOLE_PAGE = 1, 1, 2  # OffsetIndex, PageLocation
_PAGE_KIND, _PAGE_SIZE, _CHECKSUM, _DATA_PAGES = 1, 3, 4, (0, 3)  # PageHeader
_LONGEST_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class Chunk:
    """A column of a row group as it stands in a file."""

    source: Source
    fields: Struct
    """Its ColumnChunk."""

    @property
    def meta(self) -> Struct:
        """Its ColumnMetaData."""
        meta: Struct = self.fields[_META][1]
        return meta

    @property
    def path(self) -> str:
        """Its column; where that is nested, the way to the values that it has, with points between."""
        names: list[bytes] = self.meta[_PATH][1][1]
        return b".".join(names).decode()

    @property
    def at(self) -> int:
        """Where it begins."""
        first: int = self.meta[_DICTIONARY_AT if _DICTIONARY_AT in self.meta else _DATA_AT][1]
        return first

    @property
    def is_plain(self) -> bool:
        """Whether all that belongs to it is known here."""
        more = (self.fields.keys() & {_ELSEWHERE, _ENCRYPTED}) | (self.meta.keys() & {_INDEX_AT, _BLOOM_AT})
        return _PAGES_AT in self.fields and not more

    def has_checksum(self) -> bool:
        """Whether its first page has a checksum."""
        begin = self.source.read(self.at, min(self.meta[_SIZE][1], _LONGEST_HEADER))
        return _CHECKSUM in read_struct(begin)[0]

    def pages(self) -> Struct:
        """Where its pages are (OffsetIndex)."""
        return read_struct(self.source.read(self.fields[_PAGES_AT][1], self.fields[_PAGES_SIZE][1]))[0]

    def values(self) -> bytes:
        """What its pages hold (ColumnIndex); empty where it is left out, since the least and greatest are too long."""
        if _VALUES_AT not in self.fields:
            return b""
        return self.source.read(self.fields[_VALUES_AT][1], self.fields[_VALUES_SIZE][1])

    def content(self, pages: Struct) -> bytes:
        """Its bytes. Raises `ValueError` if a page is not what its checksum or the index of pages says."""
        content = self.source.read(self.at, self.meta[_SIZE][1])
        view, found, at = memoryview(content), [], 0
        while at < len(content):
            header, body = read_struct(content, at)
            end = body + header[_PAGE_SIZE][1]
            if _CHECKSUM not in header or crc32(view[body:end]) != header[_CHECKSUM][1] & 0xFFFFFFFF:
                raise ValueError(f"a page of {self.path} is damaged")
            if header[_PAGE_KIND][1] in _DATA_PAGES:
                found.append((self.at + at, end - at))
            at = end
        if at != len(content) or found != [(page[_PAGE_AT][1], page[_WHOLE_PAGE][1]) for page in _locations(pages)]:
            raise ValueError(f"the pages of {self.path} are not where they should be")
        return content


class Source:
    """A Parquet file whose column chunks may be taken. `read` gives so many bytes from a place in it."""

    def __init__(self, read: Callable[[int, int], bytes], size: int) -> None:
        self.read = read
        length = int.from_bytes(read(size - 8, 4), "little") if size >= 12 else size
        if length > size - 12 or read(0, 4) != _MAGIC or read(size - 4, 4) != _MAGIC:
            raise ValueError("not a Parquet file")
        footer, _ = read_struct(read(size - 8 - length, length))
        self.groups: list[Struct] = footer[_FILE_GROUPS][1][1]
        """Its RowGroups."""
        self.frame: Struct = {**footer, _FILE_ROWS: (I64, 0), _FILE_GROUPS: (LIST, (STRUCT, []))}
        """Its FileMetaData but for its rows: files that have the same may give each other row groups."""

    def chunks(self, number: int) -> list[Chunk]:
        """The column chunks of a row group."""
        return [Chunk(self, fields) for fields in self.groups[number][_COLUMNS][1][1]]


class Splicer:
    """Writes one file, from row groups whose column chunks come from anywhere."""

    def __init__(self, file: BinaryIO, frame: Struct) -> None:
        self._file = file
        self._frame = frame
        self._at = 0
        self._rows = 0
        self._groups: list[Struct] = []
        self._indexes: list[tuple[Struct, bytes, bytes]] = []
        self._write(_MAGIC)

    def _write(self, content: bytes) -> int:
        """Writes bytes and returns where they stand."""
        place = self._at
        self._file.write(content)
        self._at += len(content)
        return place

    def add(self, group: Struct, chunks: Sequence[Chunk]) -> None:
        """Writes a row group that is like `group`, a RowGroup, but has these column chunks."""
        start = self._at
        columns = [self._chunk(chunk) for chunk in chunks]
        metas = [fields[_META][1] for fields in columns]
        group = {
            **group,
            _COLUMNS: (LIST, (STRUCT, columns)),
            _GROUP_BYTES: (I64, sum(meta[_BYTES][1] for meta in metas)),
            _GROUP_AT: (I64, start),
            _GROUP_SIZE: (I64, self._at - start),
        }
        if _ORDINAL in group:
            group[_ORDINAL] = I16, len(self._groups)
        self._rows += group[_GROUP_ROWS][1]
        self._groups.append(group)

    def _chunk(self, chunk: Chunk) -> Struct:
        """Writes a column chunk and returns its ColumnChunk."""
        pages = chunk.pages()
        moved = self._write(chunk.content(pages)) - chunk.at
        for page in _locations(pages):
            page[_PAGE_AT] = I64, page[_PAGE_AT][1] + moved
        meta = dict(chunk.meta)
        for field in meta.keys() & {_DATA_AT, _DICTIONARY_AT}:
            meta[field] = I64, meta[field][1] + moved
        fields = {**chunk.fields, _META: (STRUCT, meta)}
        self._indexes.append((fields, chunk.values(), write_struct(pages)))
        return fields

    def finish(self) -> None:
        """Writes the indexes of pages and the footer."""
        for fields, values, _ in self._indexes:
            if not values:
                continue
            fields[_VALUES_AT], fields[_VALUES_SIZE] = (I64, self._write(values)), (I32, len(values))
        for fields, _, pages in self._indexes:
            fields[_PAGES_AT], fields[_PAGES_SIZE] = (I64, self._write(pages)), (I32, len(pages))
        groups = LIST, (STRUCT, self._groups)
        footer = write_struct({**self._frame, _FILE_ROWS: (I64, self._rows), _FILE_GROUPS: groups})
        self._write(footer + len(footer).to_bytes(4, "little") + _MAGIC)


def _locations(pages: Struct) -> list[Struct]:
    found: list[Struct] = pages[_LOCATIONS][1][1]
    return found
