"""The reader matrix: do all readers see the same rows, columns and types in `data/comments`, also during
commits?

    python -m benchmarks.readers [--data DIR]

Every reader is pointed at the directory in the way its own documentation begins with. Those that are not
installed are named and skipped. While they read, another process commits. One retry is allowed (as for any
file that is replaced between the reading of its footer and of its data), and reported.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecorridor_scraper import store
from tests.store_samples import visit

Reader = Callable[[Path], pa.Table]


def by_dataset(path: Path) -> pa.Table:
    """pyarrow.dataset.dataset(dir)"""
    import pyarrow.dataset as ds

    return ds.dataset(path).to_table()


def by_parquet(path: Path) -> pa.Table:
    """pyarrow.parquet.read_table(dir)"""
    import pyarrow.parquet as pq

    return pq.read_table(path)


def by_pandas(path: Path) -> pa.Table:
    """pandas.read_parquet(dir)"""
    import pandas as pd

    return pa.Table.from_pandas(pd.read_parquet(path), preserve_index=False, schema=schema(path))


def by_polars(path: Path) -> pa.Table:
    """polars.read_parquet(dir)"""
    import polars as pl

    return pl.read_parquet(path).to_arrow()


def by_polars_lazily(path: Path) -> pa.Table:
    """polars.scan_parquet(dir).collect()"""
    import polars as pl

    return pl.scan_parquet(path).collect().to_arrow()


def by_duckdb(path: Path) -> pa.Table:
    """FROM 'dir/*.parquet'"""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.sql(f"FROM '{path}/*.parquet'").to_arrow_table()


def by_dask(path: Path) -> pa.Table:
    """dask.dataframe.read_parquet(dir)"""
    import dask
    import dask.dataframe as dd

    dask.config.set({"dataframe.convert-string": False})
    frame = dd.read_parquet(path).compute(scheduler="synchronous")
    return pa.Table.from_pandas(frame, preserve_index=False, schema=schema(path))


def by_hugging_face(path: Path) -> pa.Table:
    """datasets.load_dataset("parquet", data_dir=dir)"""
    import datasets

    with tempfile.TemporaryDirectory() as cache:
        found = datasets.load_dataset(str(path), split="train", cache_dir=cache)
        return found.with_format("arrow")[:]


def by_spark(path: Path) -> pa.Table:
    """spark.read.parquet(dir)"""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.sql.session.timeZone", "UTC")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    return session.read.parquet(str(path)).toArrow()


QUICK: dict[str, Reader] = {
    "pyarrow.dataset": by_dataset,
    "pyarrow.parquet": by_parquet,
    "pandas": by_pandas,
    "polars": by_polars,
    "polars lazy": by_polars_lazily,
    "duckdb": by_duckdb,
}
SLOW: dict[str, Reader] = {"dask": by_dask, "HF datasets": by_hugging_face, "PySpark": by_spark}


def schema(path: Path) -> pa.Schema:
    """The schema that the files should have."""
    from ecorridor_scraper.store.schema import DATASETS

    return next(dataset.schema for dataset in DATASETS if dataset.name == path.name)


def family(kind: pa.DataType) -> str:
    """A type without what differs between libraries only: offsets, views, names of list elements."""
    if pa.types.is_dictionary(kind):
        return family(kind.value_type)
    if any(test(kind) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)):
        return "text"
    if any(test(kind) for test in (pa.types.is_list, pa.types.is_large_list, pa.types.is_list_view)):
        return f"list<{family(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{f.name}: {family(f.type)}' for f in kind)}>"
    if pa.types.is_timestamp(kind):
        zone = "UTC" if kind.tz in ("UTC", "Etc/UTC", "+00:00") else kind.tz
        return f"timestamp[{kind.unit}, {zone}]"
    return str(kind)


def seen(table: pa.Table) -> tuple[list[str], list[str], list[dict[str, Any]]]:
    """Columns, types and rows as a reader sees them, the rows by key."""
    key = "comment_id" if "comment_id" in table.schema.names else "article_id"
    rows = sorted(table.to_pylist(), key=lambda row: str(row[key]))
    return table.schema.names, [family(field.type) for field in table.schema], rows


def make(data: Path) -> None:
    """A store of several sites and months, with history; names and texts that have tripped readers."""
    sites = ("dawn.com", "dev.to", "latest-test-news.example", "24val7.example")
    for hours in (0, 30):
        staging = store.Staging(data, "run")
        for number in range(0, 60, 3):
            for site in sites:
                one = visit(number, site=site, hours=hours, comments=5 - hours // 10)
                for comment in one.comments:
                    comment.likes = (comment.likes or 0) + hours
                staging.append(one)
        staging.close()
        store.commit(data)


def keep_committing(data: Path) -> None:
    """Commits the same visits again and again: every file is replaced, no row changes."""
    while True:
        staging = store.Staging(data, "again")
        for number in range(0, 60, 3):
            staging.append(visit(number, hours=30, comments=2))
        staging.close()
        store.commit(data, wait=True)
        time.sleep(0.05)


def main() -> None:
    """Prints a line for each reader and dataset; exit code 1 if one sees something else."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="an existing data directory, read as it is, without commits")
    given = parser.parse_args()
    data = given.data or Path(tempfile.mkdtemp(prefix="readers-")) / "data"
    committer = 0
    if given.data is None:
        make(data)
        committer = os.fork()
        if committer == 0:
            keep_committing(data)
    wrong = 0
    try:
        for dataset in ("articles", "comments"):
            expected = seen(by_parquet(data / dataset))
            for name, reader in (QUICK | SLOW).items():
                wrong += not compare(name, reader, data / dataset, expected)
    finally:
        if committer:
            os.kill(committer, signal.SIGKILL)
    sys.exit(bool(wrong))


def compare(name: str, reader: Reader, path: Path, expected: tuple[list[str], list[str], list[dict[str, Any]]]) -> bool:
    """Prints how a reader fares; false if it sees something else."""
    retried = ""
    for attempt in (1, 2, 3):
        try:
            found = seen(reader(path))
            break
        except ImportError as exc:
            print(f"{path.name:9} {name:16} skipped: {exc.name} is not installed")
            return True
        except Exception as exc:  # noqa: BLE001  (whatever a reader says)
            if attempt == 3:
                print(f"{path.name:9} {name:16} FAILS: {str(exc).splitlines()[0][:120]}")
                return False
            retried = f", {attempt} retries"
    columns, types, rows = (a == b for a, b in zip(found, expected, strict=True))
    verdict = "same rows, columns, types" if columns and types and rows else "DIFFERS:"
    problems = [word for word, same in (("columns", columns), ("types", types), ("rows", rows)) if not same]
    print(f"{path.name:9} {name:16} {verdict} {', '.join(problems)}({len(found[2])} rows{retried})")
    return not problems


if __name__ == "__main__":
    main()
