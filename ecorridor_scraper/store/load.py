"""Loading a dataset: one call for those who have no reader of their own to point at the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from ecorridor_scraper.errors import BadConfiguration, MissingExtra

from .files import conformed, open_file, reading
from .schema import ARTICLES, COMMENTS, Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Library = Literal["arrow", "pandas", "polars"]


def load(
    dataset: Dataset,
    data: Path | str,
    columns: Sequence[str] | None,
    *,
    as_: Library = "arrow",
    where: Any = None,
) -> Any:
    """See `load_comments`."""
    schema = dataset.schema
    if unknown := sorted(set(columns or ()) - set(schema.names)):
        raise BadConfiguration(f"{dataset.name} have no column {', '.join(unknown)}: see data/README.md for the names")
    wanted = list(columns) if columns is not None else schema.names
    with reading(data) as files:
        tables = [_read(dataset, path, wanted, where) for _, path in files.each(dataset.name)]
    target = pa.schema([schema.field(name) for name in wanted], metadata=schema.metadata)
    table = pa.concat_tables([target.empty_table(), *(t.cast(target) for t in tables)])
    if as_ == "arrow":
        return table
    if as_ == "pandas":
        try:
            return table.to_pandas()
        except ImportError as exc:
            raise MissingExtra("as_='pandas'", "pandas") from exc
    if as_ == "polars":
        try:
            import polars
        except ImportError as exc:
            raise MissingExtra("as_='polars'", "polars") from exc
        return polars.from_arrow(table)
    raise BadConfiguration(f"as_={as_!r} is none of arrow, pandas, polars")


def _read(dataset: Dataset, path: Path, columns: list[str], where: Any) -> pa.Table:
    """The rows of one file. It is opened once, so a commit that replaces it meanwhile does not disturb."""
    needed = list(dict.fromkeys([*columns, *_used(where, dataset)]))
    with open_file(path) as file:
        present = [name for name in needed if name in file.schema_arrow.names]
        table = file.read(present or ["article_id"], use_threads=True)
        table = conformed(dataset.schema, table).select(needed) if needed else table.select([])
    return (table if where is None else table.filter(where)).select(columns)


def _used(where: Any, dataset: Dataset) -> list[str]:
    """The columns that an Arrow expression may name; it does not tell, so its text is searched."""
    return [] if where is None else [name for name in dataset.schema.names if name in str(where)]


def load_articles(
    data: Path | str = "data",
    columns: Sequence[str] | None = None,
    *,
    as_: Library = "arrow",
    where: Any = None,
) -> Any:
    """All articles, one row each. The arguments are those of `load_comments`."""
    return load(ARTICLES, data, columns, as_=as_, where=where)


def load_comments(
    data: Path | str = "data",
    columns: Sequence[str] | None = None,
    *,
    as_: Library = "arrow",
    where: Any = None,
) -> Any:
    """All comments, one row each, sorted by file, article and position.

    `columns` names the columns that are wanted, `where` is a `pyarrow.compute` expression over any columns.
    `as_` is "arrow" (a `pyarrow.Table`), "pandas" or "polars". A column that a file is too old to have is
    null. Raises `BadConfiguration` for an unknown column or a missing directory, `CorruptData` for a file
    that cannot be read, `MissingExtra` when the library is not installed.
    """
    return load(COMMENTS, data, columns, as_=as_, where=where)
