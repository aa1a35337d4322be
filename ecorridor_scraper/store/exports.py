"""Exports for those who want the datasets in another form."""

from __future__ import annotations

import csv
import errno
import os
import shutil
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

import orjson

from ecorridor_scraper.errors import BadConfiguration, MissingExtra

from .files import Files, conformed, open_file, reading, row_count
from .places import SUFFIX, os_errors
from .schema import ARTICLES, COMMENTS, DATASETS, Dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

Form = Literal["csv", "jsonl", "delta", "huggingface", "duckdb"]
_JSON = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE


def export(data: Path | str, to: str, output: Path | str, *, nested: bool = False) -> dict[str, int]:
    """Writes both datasets to `output` and returns how many rows of each.

    csv, jsonl      `articles.csv`, `comments.csv`; lists and structs as JSON in CSV. With `nested` (jsonl
    only)
                    one `threads.jsonl`: an article a line, its comments as a tree in `comments`, answers in
                    `replies`
    delta           two Delta tables (extra `delta`)
    huggingface     a folder that `datasets.load_dataset(output, "comments")` reads
    duckdb          one database file with two tables (extra `duckdb`)

    Raises `BadConfiguration` if `output` exists or the form is unknown, `MissingExtra`, `CorruptData`,
    `DiskFull`.
    """
    output = Path(output)
    if to not in _FORMS:
        raise BadConfiguration(f"cannot export to {to!r}: choose one of {', '.join(_FORMS)}")
    if nested and to != "jsonl":
        raise BadConfiguration("nested threads are for jsonl: give --to jsonl, or leave --nested out")
    if output.exists():
        raise BadConfiguration(f"{output} exists already: choose another --output or remove it")
    with os_errors(output.parent, option="--output"), reading(data) as files:
        output.parent.mkdir(parents=True, exist_ok=True)
        # Beside the output, so that a rename suffices, and in a folder of its own, since two may export at once.
        with TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as own:
            unfinished = Path(own) / output.name
            rows = _threads(files, unfinished) if nested else _FORMS[to](files, unfinished)
            if output.exists():
                raise BadConfiguration(f"{output} was made meanwhile: choose another --output")
            unfinished.rename(output)
    return rows


def _tables(files: Files, dataset: Dataset) -> Iterator[pa.Table]:
    """The rows of a dataset, a row group at a time, in the plain schema."""
    for _, path in files.each(dataset.name):
        with open_file(path) as file:
            for number in range(file.num_row_groups):
                yield conformed(dataset.schema, file.read_row_group(number))


def _csv(files: Files, output: Path) -> dict[str, int]:
    output.mkdir()
    counts: dict[str, int] = {}
    for dataset in DATASETS:
        counts[dataset.name] = 0
        with (output / f"{dataset.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(dataset.schema.names)
            for table in _tables(files, dataset):
                counts[dataset.name] += table.num_rows
                writer.writerows([_cell(value) for value in row.values()] for row in table.to_pylist())
    return counts


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode() if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _jsonl(files: Files, output: Path) -> dict[str, int]:
    output.mkdir()
    counts: dict[str, int] = {}
    for dataset in DATASETS:
        counts[dataset.name] = 0
        with (output / f"{dataset.name}.jsonl").open("wb") as file:
            for table in _tables(files, dataset):
                counts[dataset.name] += table.num_rows
                file.writelines(orjson.dumps(row, option=_JSON) for row in table.to_pylist())
    return counts


def _threads(files: Files, output: Path) -> dict[str, int]:
    """One line for each article, its comments as a tree."""
    output.mkdir()
    counts = {"articles": 0, "comments": 0}
    with (output / "threads.jsonl").open("wb") as file:
        for name, path in files.each("articles"):
            by_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
            thread = files.fetch("comments", name)
            if thread is not None:
                with open_file(thread) as part:
                    for row in conformed(COMMENTS.schema, part.read()).to_pylist():
                        by_article[row["article_id"]].append(row)
            with open_file(path) as part:
                for row in conformed(ARTICLES.schema, part.read()).to_pylist():
                    found = by_article[row["article_id"]]
                    counts["articles"] += 1
                    counts["comments"] += len(found)
                    file.write(orjson.dumps(row | {"comments": tree(found)}, option=_JSON))
    return counts


def tree(rows: list[dict[str, Any]]) -> list[orjson.Fragment]:
    """Comments of one article as a tree, each written down with its answers in `replies`.

    Roots are those whose parent is not here, and one of every circle. Each comment is written after its answers, so
    no thread is too deep.
    """
    answers: dict[str | None, list[str]] = defaultdict(list)
    by_key = {row["comment_id"]: row for row in rows}
    for key, row in by_key.items():
        answers[row["parent_id"] if row["parent_id"] in by_key else None].append(key)
    order: list[str] = []
    roots: list[str] = []
    placed: set[str] = set()
    for root in [*answers[None], *by_key]:  # the second time round: what only a circle leads to
        if root in placed:
            continue
        roots.append(root)
        ahead = [root]
        while ahead:
            key = ahead.pop()
            placed.add(key)
            order.append(key)
            ahead += [answer for answer in answers[key] if answer not in placed]
    written: dict[str, orjson.Fragment] = {}
    for key in reversed(order):
        replies = [written.pop(answer) for answer in answers[key] if answer in written]
        written[key] = orjson.Fragment(orjson.dumps(by_key[key] | {"replies": replies}, option=orjson.OPT_UTC_Z))
    return [written[root] for root in roots]


def _delta(files: Files, output: Path) -> dict[str, int]:
    try:
        from deltalake import write_deltalake
    except ImportError as exc:
        raise MissingExtra("an export to Delta", "delta") from exc
    output.mkdir()
    counts: dict[str, int] = {}
    for dataset in DATASETS:
        counts[dataset.name] = 0
        write_deltalake(str(output / dataset.name), dataset.schema.empty_table())
        for table in _tables(files, dataset):
            counts[dataset.name] += table.num_rows
            write_deltalake(str(output / dataset.name), table, mode="append")
    return counts


def _duckdb(files: Files, output: Path) -> dict[str, int]:
    try:
        import duckdb
    except ImportError as exc:
        raise MissingExtra("an export to DuckDB", "duckdb") from exc
    counts: dict[str, int] = {}
    try:
        with duckdb.connect(str(output)) as database:
            for dataset in DATASETS:
                empty = dataset.schema.empty_table()
                database.register("part", empty)
                database.execute(f"CREATE TABLE {dataset.name} AS FROM part")
                counts[dataset.name] = 0
                for table in _tables(files, dataset):
                    counts[dataset.name] += table.num_rows
                    database.register("part", table)
                    database.execute(f"INSERT INTO {dataset.name} FROM part")
    except duckdb.IOException as exc:  # which has the words of the operating system and not its number
        number = next((n for n in errno.errorcode if os.strerror(n) in str(exc)), errno.EIO)
        raise OSError(number, os.strerror(number), str(output)) from exc
    return counts


_CARD = """\
---
configs:
- config_name: comments
  data_files: comments/*.parquet
  default: true
- config_name: articles
  data_files: articles/*.parquet
---
"""


def _huggingface(files: Files, output: Path) -> dict[str, int]:
    from .schema import data_dictionary

    counts: dict[str, int] = {}
    for dataset in DATASETS:
        (output / dataset.name).mkdir(parents=True)
        counts[dataset.name] = 0
        for name, source in files.each(dataset.name):
            counts[dataset.name] += row_count(source)
            shutil.copyfile(source, output / dataset.name / f"{name}{SUFFIX}")
    (output / "README.md").write_text(_CARD + data_dictionary(), encoding="utf-8")
    return counts


_FORMS: dict[str, Callable[[Files, Path], dict[str, int]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "delta": _delta,
    "huggingface": _huggingface,
    "duckdb": _duckdb,
}
