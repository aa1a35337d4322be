"""Staged lines as Arrow tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any

import orjson
import pyarrow as pa

from ecorridor_scraper.items import SCHEMA_VERSION

from .schema import ARTICLES, COMMENTS, Dataset
from .staging import NESTED, body_of
from .tombstones import picked

_TIME = pa.timestamp("us", tz="UTC")

UNUSABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, pa.ArrowException)
"""What a damaged line raises on its way into a table."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of a visit: when it was, and for each dataset a hash of its columns `steady`.

    Where the next visit has the same hash, and a row was last seen by this one, the row has the values of these
    columns that the next visit brings: nobody has to read them.
    """

    seen_at: datetime
    hashes: dict[str, bytes]


@dataclass(slots=True)
class Look:
    """One visit on its way into the datasets: what decides where its rows go, and where they are now."""

    article_id: str
    site: str
    fetched_at: datetime
    date_published: datetime | None
    complete: bool
    """Whether a comment that is missing here is gone."""
    place: tuple[int, int, int] = (0, 0, 0)
    """Number of its segment in the backlog, and where its line begins and how long it is, in bytes."""
    size: int = 0
    """How many comments it brings."""
    partition: str = ""
    trace: Trace | None = None
    """Its own."""
    before: Trace | None = None
    """That of the newest visit of the article which was committed, if the files are as that commit left them."""

    def rows(self, dataset: Dataset) -> int:
        """How many rows of a dataset it brings."""
        return 1 if dataset is ARTICLES else self.size

    def is_steady(self, dataset: Dataset) -> bool:
        """Whether the columns `steady` are what they were at the visit before."""
        if self.before is None or self.trace is None:
            return False
        return self.trace.hashes[dataset.name] == self.before.hashes[dataset.name]


def look_of(line: dict[str, Any]) -> Look:
    """What a staged line is a visit of."""
    article = line["article"]
    published = article.get("date_published")
    look = Look(
        article_id=article["article_id"],
        site=article["site"],
        fetched_at=datetime.fromisoformat(line["fetched_at"]),
        date_published=datetime.fromisoformat(published) if published else None,
        complete=article.get("thread_complete") is True,
    )
    if not look.article_id or not look.site or look.fetched_at.tzinfo is None:
        raise ValueError("a visit without article, site or time zone")
    return look


def trace_of(look: Look, line: dict[str, Any]) -> Trace:
    """What is remembered of a visit, from its line with its comments in order."""
    rows, same, article = line["rows"], line["same"], line["article"]
    told = {
        "articles": [SCHEMA_VERSION, *(article.get(name) for name in ARTICLES.steady)],
        "comments": [
            SCHEMA_VERSION,
            line["size"],
            *((rows.get(n), same.get(n)) for n in (COMMENTS.key, *COMMENTS.steady)),
        ],
    }
    hashes = {name: blake2b(orjson.dumps(values), digest_size=16).digest() for name, values in told.items()}
    return Trace(look.fetched_at, hashes)


def in_order(line: dict[str, Any]) -> dict[str, Any]:
    """The line with its comments by position, each key once (the first of several)."""
    size = line["size"]
    if not size:
        return line
    keys = line["rows"].get("comment_id") or [line["same"].get("comment_id")] * size
    if not all(keys):
        raise ValueError("a comment without its key")
    positions = line["rows"].get("position") or [line["same"].get("position")] * size
    places = [2**63 if p is None else p for p in positions]
    if len(set(keys)) == size and all(a <= b for a, b in pairwise(places)):
        return line
    first = {key: place for place, key in reversed(list(enumerate(keys)))}
    kept = sorted(first.values(), key=lambda place: places[place])
    return picked(line, kept)


def table_of(dataset: Dataset, lines: list[dict[str, Any]]) -> pa.Table:
    """The rows of lines in one dataset."""
    return _articles(lines) if dataset is ARTICLES else _comments([in_order(line) for line in lines])


def joined(dataset: Dataset, tables: list[pa.Table]) -> pa.Table:
    """Several tables as one, each column in one piece (a `take` from many pieces is slow).

    Takes the tables out of the list and lets go of them column by column, so that no row is there twice for long.
    """
    if len(tables) == 1:
        return tables.pop()
    schema = dataset.inner_schema
    columns = [[table.column(name) for table in tables] for name in reversed(schema.names)]
    tables.clear()
    whole = []
    while columns:
        pieces = columns.pop()
        column = pa.chunked_array([chunk for piece in pieces for chunk in piece.chunks], pieces[0].type)
        if pa.types.is_dictionary(column.type):
            column = column.unify_dictionaries()
        whole.append(column.combine_chunks())
    return pa.Table.from_arrays(whole, schema=schema)


def _articles(lines: list[dict[str, Any]]) -> pa.Table:
    found = [line["article"] for line in lines]
    columns = {name: [article.get(name) for article in found] for name in ARTICLES.schema.names}
    columns["body"] = [body_of(article) for article in found]
    for name in columns.keys() & NESTED.keys():
        columns[name] = _joined_packs(name, [(1, packed) for packed in columns[name]])
    return _table(ARTICLES, columns, [line["fetched_at"] for line in lines])


def _comments(lines: list[dict[str, Any]]) -> pa.Table:
    columns: dict[str, list[Any]] = {}
    for name in COMMENTS.schema.names:
        if name in NESTED:
            columns[name] = _joined_packs(name, [(line["size"], line["rows"].get(name)) for line in lines])
            continue
        column: list[Any] = []
        for line in lines:
            values = line["rows"].get(name)
            if values is not None:
                column += values
            else:
                column += [line["same"].get(name)] * line["size"]
        columns[name] = column
    for name in ("article_id", "site"):
        columns[name] = [value for line in lines for value in [line["article"][name]] * line["size"]]
    return _table(COMMENTS, columns, [time for line in lines for time in [line["fetched_at"]] * line["size"]])


def _joined_packs(name: str, packs: list[tuple[int, list[Any] | None]]) -> list[Any]:
    """Packed values (see `Nested.pack`) of several lines as one; `None` stands for so many empty values."""
    width = len(NESTED[name].fields)
    lengths: list[int] = []
    columns: list[list[Any]] = [[] for _ in range(width)]
    for size, packed in packs:
        if packed is None:
            lengths += [0] * size
            continue
        lengths += packed[0]
        have = packed[1:]
        for number in range(width):
            columns[number] += have[number] if number < len(have) else [None] * len(have[0])
    return [lengths, *columns]


def _table(dataset: Dataset, columns: dict[str, list[Any]], seen: list[str]) -> pa.Table:
    """A table of first states: as if every row were new."""
    size = len(seen)
    seen_at = pa.array(seen, pa.string()).cast(_TIME)
    kept: dict[str, pa.Array] = {
        "first_seen": seen_at,
        "last_seen": seen_at,
        "last_changed": seen_at,
        "revision": pa.repeat(pa.scalar(1, pa.int64()), size),
        "schema_version": pa.repeat(pa.scalar(SCHEMA_VERSION, pa.int64()), size),
    }
    arrays = []
    for field in dataset.inner_schema:
        if field.name in kept:
            arrays.append(kept[field.name])
        elif field.name in NESTED:
            arrays.append(_unpacked(columns[field.name], field.type))
        else:
            arrays.append(_array(columns[field.name], field.type))
    return pa.Table.from_arrays(arrays, schema=dataset.inner_schema)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if values.count(None) == len(values):
        return pa.nulls(len(values), kind) if not pa.types.is_list(kind) else pa.array([[]] * len(values), kind)
    if pa.types.is_list(kind):
        return pa.array([value or [] for value in values], kind)
    if pa.types.is_dictionary(kind):
        return pa.array(values, pa.string()).dictionary_encode()
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)


def _unpacked(packed: list[Any], kind: pa.DataType) -> pa.Array:
    """An array of lists of structs, or of structs, from packed values."""
    lengths, *columns = packed
    struct = kind.value_type if pa.types.is_list(kind) else kind
    arrays = [_array(column, field.type) for column, field in zip(columns, struct, strict=True)]
    items = pa.StructArray.from_arrays(arrays, fields=list(struct))
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(pa.array([0, *accumulate(lengths)], pa.int32()), items, type=kind)
    places = iter(range(len(items)))
    return items.take(pa.array([next(places) if length else None for length in lengths], pa.int64()))
