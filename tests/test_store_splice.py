"""Rewriting a file by copying what has not changed: to the byte what encoding all of it anew gives."""

from __future__ import annotations

import errno
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecorridor_scraper import store
from ecorridor_scraper.errors import CorruptData
from ecorridor_scraper.store import rewriting
from ecorridor_scraper.store.rewriting import OldFile, Writer, rewritten
from ecorridor_scraper.store.schema import ARTICLES, COMMENTS, Dataset
from ecorridor_scraper.store.splice import Source
from ecorridor_scraper.store.thrift import read_struct, write_struct

from .store_samples import START, comment, files, put, visit

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(dataset: Dataset, articles: int, seed: int) -> pa.Table:
    """Rows of so many articles, with whatever a column may hold, nulls among it."""
    rng = random.Random(seed)
    found: list[dict[str, Any]] = []
    for number in range(articles):
        for place in range(rng.randrange(1, 6) if dataset is COMMENTS else 1):
            row = {field.name: _value(field.type, rng) for field in dataset.schema}
            row |= {"article_id": f"dawn.com:{number:06d}", "site": "dawn.com"}
            found.append(row | ({"position": place} if dataset is COMMENTS else {}))
    return pa.Table.from_pylist(found, dataset.schema).cast(dataset.inner_schema)


def coded(ids: pa.Array) -> pa.Array:
    return ids.dictionary_encode()


def _value(kind: pa.DataType, rng: random.Random) -> Any:
    if rng.random() < 0.3:
        return [] if pa.types.is_list(kind) else None
    if pa.types.is_list(kind):
        return [_value(kind.value_type, rng) for _ in range(rng.randrange(4))]
    if pa.types.is_struct(kind):
        return {field.name: _value(field.type, rng) for field in kind}
    if pa.types.is_string(kind):
        return "".join(rng.choices("abc قیمت 的👍", k=rng.choice((0, 3, 40, 400))))
    if pa.types.is_timestamp(kind):
        return START + timedelta(seconds=rng.randrange(10**6))
    return {pa.int64(): rng.randrange(-5, 2**40), pa.float64(): rng.random(), pa.bool_(): rng.random() < 0.5}[kind]


def of_long_texts(table: pa.Table, name: str) -> pa.Table:
    """The table with texts that are too long for statistics, so that there is no index of their column."""
    place = table.schema.get_field_index(name)
    texts = pa.array([f"{number} {'قیمت ' * 2000}" for number in range(table.num_rows)])
    return table.set_column(place, table.schema.field(place), texts)


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("dataset", [ARTICLES, COMMENTS], ids=["articles", "comments"])
def test_a_spliced_file_is_to_the_byte_what_pyarrow_writes(tmp_path: Path, dataset: Dataset, long: bool) -> None:
    tables = [rows_of(dataset, 40, seed) for seed in range(3)]
    if long:
        tables = [of_long_texts(table, "body" if dataset is ARTICLES else "text") for table in tables]
    with Writer(dataset, tmp_path / "spliced.parquet") as writer:
        for table in tables:
            writer.write(table)
    written = tmp_path / "pyarrow.parquet"
    with pq.ParquetWriter(written, dataset.inner_schema, **rewriting.write_options(dataset)) as one:
        for table in tables:
            one.write_table(table)
        own = pq.read_metadata(tmp_path / "spliced.parquet").metadata[rewriting.ENCODING_KEY]
        one.add_key_value_metadata({**dataset.schema.metadata, rewriting.ENCODING_KEY: own})
    assert (tmp_path / "spliced.parquet").read_bytes() == written.read_bytes()


@settings(max_examples=15, deadline=None)
@given(
    dataset=st.sampled_from([ARTICLES, COMMENTS]),
    seed=st.integers(0, 10**6),
    fates=st.lists(st.sampled_from(["keep", "renew", "write", "drop"]), min_size=1, max_size=5),
    data=st.data(),
)
def test_copying_gives_the_bytes_that_encoding_gives(
    tmp_path_factory: pytest.TempPathFactory, dataset: Dataset, seed: int, fates: list[str], data: st.DataObject
) -> None:
    """Whatever is copied: row groups, or some of their columns."""
    tmp_path = tmp_path_factory.mktemp("splice")
    with Writer(dataset, tmp_path / "old.parquet") as old_writer:
        for number, _ in enumerate(fates):
            group = rows_of(dataset, 12, seed + number)
            ids = pa.array([f"{key}-{number}" for key in group["article_id"].to_pylist()])
            old_writer.write(group.set_column(group.schema.get_field_index("article_id"), "article_id", coded(ids)))
    with (
        OldFile(dataset, tmp_path / "old.parquet") as old,
        Writer(dataset, tmp_path / "copied.parquet") as copied,
        Writer(dataset, tmp_path / "encoded.parquet") as encoded,
    ):
        for number, (group, fate) in enumerate(zip(old.groups(), fates, strict=True)):
            rows = group.rows()
            assert group.chunks()
            if fate == "keep":
                copied.keep(group)
            elif fate == "renew":
                names = data.draw(st.sets(st.sampled_from(dataset.schema.names), max_size=8)) - {"article_id"}
                other = rows_of(dataset, rows.num_rows, seed + 100 + number).slice(0, rows.num_rows)
                for name in names:
                    rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), other[name])
                copied.renew(group, rows, frozenset(rows.column_names) - names)
            elif fate == "write":
                rows = rows.slice(1)
                copied.write(rows)
            if fate != "drop":
                encoded.write(rows)
    assert (tmp_path / "copied.parquet").read_bytes() == (tmp_path / "encoded.parquet").read_bytes()
    table = pq.read_table(tmp_path / "copied.parquet")
    assert polars.read_parquet(tmp_path / "copied.parquet").height == table.num_rows == copied.rows
    if table.num_rows:
        (found,) = duckdb.sql(f"SELECT count(DISTINCT article_id) FROM '{tmp_path}/copied.parquet'").fetchall()
        assert found == (len(set(table["article_id"].to_pylist())),)


def test_a_commit_copies_what_a_visit_did_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has to be encoded is told by its columns; the file is the one that encoding everything gives."""
    for name in ("copied", "encoded"):
        put(tmp_path / name, *(visit(n, comments=5) for n in range(40)))
    again = [visit(n, hours=9, comments=[comment(f"dawn.com:{n:06d}", c, likes=77) for c in range(5)]) for n in (3, 8)]
    encoded: list[list[str]] = []
    real = rewriting._encoded
    monkeypatch.setattr(
        rewriting, "_encoded", lambda dataset, table: encoded.append(table.column_names) or real(dataset, table)
    )
    put(tmp_path / "copied", *again)
    assert [set(names) for names in encoded] == [
        {"last_seen"},
        {"likes", "last_seen", "last_changed", "revision", "history"},
    ]
    monkeypatch.setattr(OldFile, "chunks", lambda *_: [])
    put(tmp_path / "encoded", *again)
    assert [len(names) for names in encoded[2:]] == [len(ARTICLES.schema), len(COMMENTS.schema)]
    assert files(tmp_path / "copied") == files(tmp_path / "encoded") != {}


def test_a_file_that_cannot_be_finished_is_left_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Writer) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Writer, "_finish", full)
    writer = Writer(COMMENTS, tmp_path / "result")
    with pytest.raises(OSError, match="No space left"), writer:
        pass
    assert writer._file.closed


def test_a_file_in_another_encoding_is_encoded_anew(tmp_path: Path) -> None:
    """By another version, by another program, or with a page that has no checksum."""
    put(tmp_path, *(visit(n) for n in range(4)))
    (path,) = (tmp_path / "comments").iterdir()
    own = path.read_bytes()
    table = pq.read_table(path)
    spoilt = table.replace_schema_metadata({**table.schema.metadata, rewriting.ENCODING_KEY: b"other"})
    options = rewriting.write_options(COMMENTS)
    plain = {**options, "write_page_checksum": False}
    for given_table, given_options in ((table, {}), (spoilt, options), (table, plain)):
        with pq.ParquetWriter(path, table.schema, **given_options) as writer:
            writer.write_table(given_table)
            writer.add_key_value_metadata(given_table.schema.metadata)
        with OldFile(COMMENTS, path) as old:
            assert [group.chunks() for group in old.groups()] == [[]]
        assert rewritten(COMMENTS, path, tmp_path / "result", lambda rows: rows) == table.num_rows
        assert (tmp_path / "result").read_bytes() == own


def test_groups_between_which_another_program_has_cut_an_article_are_one(tmp_path: Path) -> None:
    put(tmp_path, visit(0, comments=3), visit(1, comments=1))
    (path,) = (tmp_path / "comments").iterdir()
    pq.write_table(pq.read_table(path), path, row_group_size=2)
    with OldFile(COMMENTS, path) as old:
        assert [(group.numbers, group.size) for group in old.groups()] == [((0, 1), 4)]


def test_a_damaged_page_is_never_copied(tmp_path: Path) -> None:
    """Wherever the damage is, also in columns that nobody has to read for a copy."""
    put(tmp_path, *(visit(n) for n in range(4)))
    (path,) = (tmp_path / "comments").iterdir()
    whole = path.read_bytes()
    group = pq.read_metadata(path).row_group(0)
    for number in range(group.num_columns):
        column = group.column(number)
        begin = column.dictionary_page_offset or column.data_page_offset
        at = begin + column.total_compressed_size - 1
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with (
            OldFile(COMMENTS, path) as old,
            pytest.raises(CorruptData, match=rf"{path.name} cannot be read"),
            Writer(COMMENTS, tmp_path / "result") as writer,
        ):
            for one in old.groups():
                writer.keep(one)
        assert any(path.name in finding.file for finding in store.verify(tmp_path).findings)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1\x00\x00\x00\x00PAR1", b"PAR1" + b"\xff" * 12 + b"PAR1"])
def test_what_is_no_parquet_file_is_no_source(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"Parquet|Thrift"):
        Source(lambda at, size: content[at : at + size], len(content))


@given(st.binary(max_size=60))
def test_bytes_are_a_structure_or_an_error(content: bytes) -> None:
    """What is read can be written and is then the same."""
    try:
        fields, end = read_struct(content)
    except ValueError:
        return
    assert end <= len(content)
    assert repr(read_struct(write_struct(fields))[0]) == repr(fields)  # NaN is not itself


def test_a_structure_keeps_fields_that_nobody_knows() -> None:
    fields = {1: (5, -(2**31)), 40: (2, None), 3: (9, (1, [1, 2, 1])), 900: (7, 0.5), 901: (3, b"\x07"), 7: (12, {})}
    fields[902] = 10, (12, [{2: (6, 2**63 - 1)}] * 20)
    again, end = read_struct(write_struct(fields) + b"more")
    assert (again, list(again)) == (fields, list(fields))
    assert end == len(write_struct(fields))


@pytest.mark.parametrize(
    "content", [b"", b"\x15", b"\x18\x09short\x00", b"\x1b\x00\x00", b"\x1c" * 99, b"\x19\xf5\xff\x7f\x00"]
)
def test_what_does_not_follow_the_protocol_is_an_error(content: bytes) -> None:
    """It breaks off, is a map, is deeper than anything in Parquet, or a list longer than the file."""
    with pytest.raises(ValueError, match="Thrift"):
        read_struct(content)


def test_long_texts_are_committed_and_committed_again(tmp_path: Path) -> None:
    key, long = "dawn.com:000001", "words " * 2000
    body = "A paragraph of a long piece. " * 800
    put(tmp_path, visit(1, comments=[comment(key, 0, text=long)], body=body), visit(2, body=body))
    put(tmp_path, visit(1, hours=24, comments=[comment(key, 0, text=long, likes=77)], body=body))
    assert store.verify(tmp_path).findings == []
    rows = pq.read_table(tmp_path / "comments").to_pylist()
    assert [row["likes"] for row in rows if row["text"] == long] == [77]
    assert polars.read_parquet(tmp_path / "articles" / "*.parquet")["body"].to_list() == [body, body]
