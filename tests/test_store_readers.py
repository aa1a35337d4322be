"""The part of the reader matrix whose libraries are there for development anyway; `make readers` has the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.readers import QUICK, make, seen
from ecorridor_scraper import store
from ecorridor_scraper.store.schema import COMMENTS, VERSION_KEY

from .store_samples import put, visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("readers") / "data"
    make(directory)
    return directory


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("dataset", ["articles", "comments"])
def test_every_reader_sees_the_same(data: Path, dataset: str, name: str) -> None:
    table = store.load_articles(data) if dataset == "articles" else store.load_comments(data)
    columns, types, rows = seen(QUICK[name](data / dataset))
    expected_columns, expected_types, expected_rows = seen(table)
    assert columns == expected_columns
    assert types == expected_types
    assert rows == expected_rows


@pytest.mark.parametrize("name", QUICK)
def test_articles_that_nobody_commented_leave_a_dataset_that_can_be_read(tmp_path: Path, name: str) -> None:
    put(tmp_path, visit(1, comments=0))
    columns, types, rows = seen(QUICK[name](tmp_path / "comments"))
    assert (columns, types, rows) == seen(store.load_comments(tmp_path))
    assert not rows


def _pandas(path: Path, schema: pa.Schema) -> pa.Table:
    import pandas as pd

    return pa.Table.from_pandas(pd.read_parquet(path, schema=schema), preserve_index=False, schema=schema)


def _polars(path: Path, schema: pa.Schema) -> pa.Table:
    import polars as pl

    wanted = pl.from_arrow(schema.empty_table()).schema
    wider = pl.ScanCastOptions(integer_cast="upcast")
    return pl.scan_parquet(path, schema=wanted, missing_columns="insert", cast_options=wider).collect().to_arrow()


def _duckdb(path: Path, _: pa.Schema) -> pa.Table:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.sql(f"FROM read_parquet('{path}/*.parquet', union_by_name=true)").to_arrow_table()


def _dataset(path: Path, schema: pa.Schema) -> pa.Table:
    import pyarrow.dataset as ds

    return ds.dataset(path, schema=schema).to_table()


WITH_OLD_FILES: dict[str, Callable[[Path, pa.Schema], pa.Table]] = {
    "pyarrow.dataset": _dataset,
    "pyarrow.parquet": lambda path, schema: pq.read_table(path, schema=schema),
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb,
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("name", WITH_OLD_FILES)
@pytest.mark.parametrize("place", [0, -1])
def test_a_column_that_came_later_is_null_in_old_files(tmp_path: Path, name: str, place: int) -> None:
    """With the option of each reader that docs/store.md names, whether the first or the last file is old."""
    put(tmp_path, visit(1), visit(30))
    path = sorted((tmp_path / "comments").iterdir())[place]
    old = pq.read_table(path).drop_columns(["script", "likes"])
    pq.write_table(old.replace_schema_metadata({VERSION_KEY: b"0"}), path)
    table = WITH_OLD_FILES[name](tmp_path / "comments", COMMENTS.schema)
    rows = {row["comment_id"]: row for row in table.to_pylist()}
    assert set(table.schema.names) == set(COMMENTS.schema.names)
    assert {(row["script"], row["likes"]) for key, row in rows.items() if key in old["comment_id"].to_pylist()} == {
        (None, None)
    }
    assert sum(row["script"] is not None for row in rows.values()) == 3
    assert store.migrate(tmp_path).files == 1
    again = QUICK[name](tmp_path / "comments")
    assert sum(script is not None for script in again["script"].to_pylist()) == 3


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("name", WITH_OLD_FILES)
def test_whole_numbers_that_were_narrower_in_old_files_are_read(tmp_path: Path, name: str) -> None:
    put(tmp_path, visit(1), visit(30))
    path = min((tmp_path / "comments").iterdir())
    whole = pq.read_table(path)
    narrow = whole.schema.set(whole.schema.get_field_index("likes"), pa.field("likes", pa.int32()))
    pq.write_table(whole.cast(narrow).replace_schema_metadata({VERSION_KEY: b"0"}), path)
    likes = WITH_OLD_FILES[name](tmp_path / "comments", COMMENTS.schema)["likes"]
    assert pa.types.is_int64(likes.type)
    assert store.migrate(tmp_path).files == 1
    assert sorted(QUICK[name](tmp_path / "comments")["likes"].to_pylist()) == sorted(likes.to_pylist())


_FEW = ["comment_id", "text"]


def _lazy_polars(path: Path) -> Callable[[], pa.Table]:
    import polars as pl

    frame = pl.scan_parquet(path)
    frame.collect()
    return lambda: frame.collect().to_arrow()


def _lazy_duckdb(path: Path) -> Callable[[], pa.Table]:
    import duckdb

    connection = duckdb.connect()  # to be kept: DuckDB 1 closes it behind the back of its relations
    relation = connection.sql(f"FROM '{path}/*.parquet'")
    relation.to_arrow_table()
    return lambda kept=connection: kept and relation.to_arrow_table()


def _lazy_dataset(path: Path) -> Callable[[], pa.Table]:
    import pyarrow.dataset as ds

    dataset = ds.dataset(path)
    dataset.to_table()
    return dataset.to_table


@pytest.mark.parametrize("made", [_lazy_polars, _lazy_duckdb, _lazy_dataset])
def test_what_was_made_before_a_commit_never_gives_half_of_it(
    made: Callable[[Path], Callable[[], pa.Table]], tmp_path: Path
) -> None:
    put(tmp_path, *(visit(number, comments=9) for number in range(30)))
    read, before = made(tmp_path / "comments"), seen(store.load_comments(tmp_path, columns=_FEW))
    put(tmp_path, *(visit(number, hours=1, comments=12) for number in range(0, 60, 2)))
    states = (before, seen(store.load_comments(tmp_path, columns=_FEW)))
    try:
        found = seen(read().select(_FEW))
    except BaseException as error:  # noqa: BLE001  (polars panics)
        assert isinstance(error, Exception) or "PanicException" in repr(error)
    else:
        assert found in states
    assert seen(made(tmp_path / "comments")().select(_FEW)) == states[1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("name", QUICK)
def test_columns_that_know_nothing_have_their_types(tmp_path: Path, name: str) -> None:
    empty: dict[str, Any] = {"likes": None, "date_published": None, "language_confidence": None, "author_name": None}
    one = visit(1)
    for comment in one.comments:
        for column, value in empty.items():
            setattr(comment, column, value)
    assert store.load_comments(tmp_path).schema == COMMENTS.schema
    put(tmp_path, one)
    _, types, _ = seen(QUICK[name](tmp_path / "comments"))
    assert types == seen(COMMENTS.schema.empty_table())[1]
