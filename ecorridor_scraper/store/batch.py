"""Staged lines as Arrow tables, in the order of the files that they go to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pyarrow as pa

from ecorridor_scraper.items import SCHEMA_VERSION

from .schema import ARTICLES, COMMENTS, Dataset
from .staging import NESTED, body_of
from .tombstones import Tombstones, picked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TIME = pa.timestamp("us", tz="UTC")
_TOGETHER = 32

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
    row: int = 0
    start: int = 0
    stop: int = 0
    partition: str = ""
    trace: Trace | None = None
    """Its own."""
    before: Trace | None = None
    """That of the newest visit of the article which was committed, if the files are as that commit left them."""

    def is_steady(self, dataset: Dataset) -> bool:
        """Whether the columns `steady` are what they were at the visit before."""
        if self.before is None or self.trace is None:
            return False
        return self.trace.hashes[dataset.name] == self.before.hashes[dataset.name]


Visits = tuple[list[Look], pa.Table, pa.Table]
"""Visits of different articles, sorted by article, with their rows of both datasets."""


class Batch:
    """Visits as two tables, in the order in which they came. Lines become Arrow a few at a time."""

    def __init__(self, reject: Callable[[bytes, Exception], None], tombstones: Tombstones) -> None:
        self._reject = reject
        self._tombstones = tombstones
        self._pending: list[dict[str, Any]] = []
        self._looks: list[Look] = []
        self._articles: list[pa.Table] = []
        self._comments: list[pa.Table] = []
        self._rows = 0

    def add(self, raw: bytes) -> None:
        """Adds a staged line; `reject` gets it if it cannot become rows."""
        try:
            self._pending.append(orjson.loads(raw))
        except ValueError as exc:
            self._reject(raw, exc)
        if len(self._pending) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        lines, self._pending = self._pending, []
        if not lines:
            return
        try:
            self._convert(lines)
        except UNUSABLE:
            for line in lines:
                try:
                    self._convert([line])
                except UNUSABLE as exc:
                    self._reject(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE), exc)

    def _convert(self, lines: list[dict[str, Any]]) -> None:
        if self._tombstones:
            lines = [kept for line in lines if (kept := self._tombstones.without(line)) is not None]
            if not lines:
                return
        lines = [_in_order(line) for line in lines]
        looks = [look_of(line) for line in lines]
        for look, line in zip(looks, lines, strict=True):
            look.trace = _trace(look, line)
        articles, comments = _articles(lines), _comments(lines)
        self._articles.append(articles)
        self._comments.append(comments)
        for look, line in zip(looks, lines, strict=True):
            look.row, look.start, look.stop = len(self._looks), self._rows, self._rows + line["size"]
            self._looks.append(look)
            self._rows = look.stop

    def rounds(self) -> list[list[Look]]:
        """The visits in rounds of at most one visit for each article, oldest first."""
        self._flush()
        by_article: dict[str, list[Look]] = defaultdict(list)
        for look in self._looks:
            by_article[look.article_id].append(look)
        rounds: list[list[Look]] = []
        for looks in by_article.values():
            looks.sort(key=lambda look: look.fetched_at)
            for number, look in enumerate(looks):
                if number == len(rounds):
                    rounds.append([])
                rounds[number].append(look)
        return rounds

    def partitions(self, rounds: list[list[Look]]) -> Iterator[tuple[str, list[Visits]]]:
        """For each partition of the looks of `rounds`: its name, and of each round what belongs to it."""
        looks = [(look.partition, number, look.article_id, look) for number, some in enumerate(rounds) for look in some]
        looks.sort(key=itemgetter(0, 1, 2))
        order = [look for *_, look in looks]
        articles = _in_one(self._articles, np.array([look.row for look in order]))
        comments = _in_one(self._comments, np.concatenate([np.arange(look.start, look.stop) for look in order]))
        first = first_comment = 0
        for name, of_partition in groupby(looks, key=itemgetter(0)):
            visited: list[Visits] = []
            for _, of_round in groupby(of_partition, key=itemgetter(1)):
                visits = [look for *_, look in of_round]
                size = sum(look.stop - look.start for look in visits)
                rows = articles.slice(first, len(visits)), comments.slice(first_comment, size)
                visited.append((visits, *rows))
                first, first_comment = first + len(visits), first_comment + size
            yield name, visited


def _in_one(tables: list[pa.Table], order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pa.Table:
    """Rows of several tables in a new order, each column in one piece (a `take` from many pieces is slow).

    Takes the tables out of the list and lets go of them column by column, so that no row is there twice for long.
    """
    schema = tables[0].schema
    columns = [[table.column(name) for table in tables] for name in reversed(schema.names)]
    tables.clear()
    places = None if (order == np.arange(len(order))).all() else pa.array(order)
    joined = []
    while columns:
        column = pa.chunked_array([chunk for piece in columns.pop() for chunk in piece.chunks])
        if pa.types.is_dictionary(column.type):
            column = column.unify_dictionaries()
        whole = column.combine_chunks()
        joined.append(whole if places is None else whole.take(places))
    return pa.Table.from_arrays(joined, schema=schema)


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


def _trace(look: Look, line: dict[str, Any]) -> Trace:
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


def _in_order(line: dict[str, Any]) -> dict[str, Any]:
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
