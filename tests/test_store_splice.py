"""Rewriting a file by copying what has not changed: to the byte what encoding all of it anew gives."""

from __future__ import annotations

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
from ecorridor_scraper.store import merge, rewriting
from ecorridor_scraper.store.rewriting import OldFile, Writer, rewritten
from ecorridor_scraper.store.schema import ARTICLES, COMMENTS, Dataset
from ecorridor_scraper.store.splice import Source, Splicer
from ecorridor_scraper.store.thrift import read_struct, write_struct

from .store_samples import START, comment, visit

if TYPE_CHECKING:
    from pathlib import Path

    from ecorridor_scraper.items import Visit


def put(data: Path, *visits: Visit) -> store.Commit:
    staging = store.Staging(data, "run")
    for one in visits:
        staging.append(one)
    staging.close()
    return store.commit(data)


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


@pytest.mark.parametrize("dataset", [ARTICLES, COMMENTS], ids=["articles", "comments"])
def test_a_spliced_file_is_to_the_byte_what_pyarrow_writes(tmp_path: Path, dataset: Dataset) -> None:
    """In one go; the footer's key-value pairs are those of the store."""
    tables = [rows_of(dataset, 40, seed) for seed in range(3)]
    with Writer(dataset, tmp_path / "spliced.parquet") as writer:
        for table in tables:
            writer.write(table)
    written = tmp_path / "pyarrow.parquet"
    with pq.ParquetWriter(written, dataset.inner_schema, **rewriting.write_options(dataset)) as one:
        for table in tables:
            one.write_table(table)
        one.add_key_value_metadata(pq.read_metadata(tmp_path / "spliced.parquet").metadata)
    assert (tmp_path / "spliced.parquet").read_bytes() == written.read_bytes()


@settings(max_examples=40, deadline=None)
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
            old_writer.write(group.set_column(group.schema.get_field_index("article_id"), "article_id", _coded(ids)))
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
                other = rows_of(dataset, 30, seed + 100 + number).slice(0, 0 if not names else None)
                for name in sorted(names):
                    column = pa.concat_arrays([other[name].combine_chunks()] * 3).slice(0, rows.num_rows)
                    rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), column)
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
