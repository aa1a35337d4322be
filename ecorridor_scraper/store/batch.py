"""Staged lines as Arrow tables, in the order of the files that they go to."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from ecorridor_scraper.items import SCHEMA_VERSION

from .schema import ARTICLES, COMMENTS, Dataset

_TIME = pa.timestamp("us", tz="UTC")


@dataclass(slots=True)
class Look:
    """One visit on its way into the datasets: a staged line, and the partition that it belongs to."""

    line: dict[str, Any]
    partition: str = ""

    @property
    def article_id(self) -> str:
        """Key of the article."""
        return str(self.line["article"]["article_id"])

    @property
    def site(self) -> str:
        """Name of the site."""
        return str(self.line["article"]["site"])

    @property
    def fetched_at(self) -> datetime:
        """When the visit was made."""
        return datetime.fromisoformat(self.line["fetched_at"])

    @property
    def date_published(self) -> datetime | None:
        """When the article says that it was published."""
        text = self.line["article"].get("date_published")
        return datetime.fromisoformat(text) if text else None

    @property
    def complete(self) -> bool:
        """Whether a comment that is missing here is gone."""
        return self.line["article"].get("thread_complete") is True


@dataclass(slots=True)
class Tables:
    """The rows of several visits, at most one visit for an article, sorted as the files are."""

    looks: list[Look]
    articles: pa.Table = field(init=False)
    comments: pa.Table = field(init=False)
    comment_starts: list[int] = field(init=False)
    """Offset of the first comment of each look, and the number of comments at the end."""

    def __post_init__(self) -> None:
        self.looks.sort(key=lambda look: (look.partition, look.article_id))
        self.articles = _articles(self.looks)
        self.comments, self.comment_starts = _comments(self.looks)

    def partitions(self) -> list[tuple[str, list[Look], pa.Table, pa.Table]]:
        """For each partition: its name, its looks, their articles, their comments."""
        result = []
        first = 0
        for last in range(1, len(self.looks) + 1):
            name = self.looks[first].partition
            if last < len(self.looks) and self.looks[last].partition == name:
                continue
            start, stop = self.comment_starts[first], self.comment_starts[last]
            articles = self.articles.slice(first, last - first)
            result.append((name, self.looks[first:last], articles, self.comments.slice(start, stop - start)))
            first = last
        return result


UNUSABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, pa.ArrowException)
"""What a damaged line raises on its way into a table."""


def identify(line: dict[str, Any]) -> None:
    """Raises one of `UNUSABLE` if a line does not even say which article it is about, and when."""
    look = Look(line)
    if not line["article"]["article_id"] or not line["article"]["site"]:
        raise ValueError("an article without its key")
    if look.fetched_at.tzinfo is None:
        raise ValueError("a visit without a time zone")
    look.date_published  # noqa: B018  (it must be a date)


def _articles(looks: list[Look]) -> pa.Table:
    found = [look.line["article"] for look in looks]
    seen = [look.line["fetched_at"] for look in looks]
    return _table(ARTICLES, {name: [a.get(name) for a in found] for name in ARTICLES.schema.names}, seen)


def _comments(looks: list[Look]) -> tuple[pa.Table, list[int]]:
    columns: dict[str, list[Any]] = {name: [] for name in COMMENTS.schema.names}
    seen: list[str] = []
    starts = [0]
    for look in looks:
        line = _in_order(look.line)
        size, rows = line["size"], line["rows"]
        same = {**line["same"], "article_id": look.article_id, "site": look.site}
        for name, values in columns.items():
            if name in rows:
                values.extend(rows[name])
            else:
                values.extend([same.get(name)] * size)
        seen.extend([line["fetched_at"]] * size)
        starts.append(starts[-1] + size)
    if starts[-1] and not all(columns["comment_id"]):
        raise ValueError("a comment without its key")
    return _table(COMMENTS, columns, seen), starts


def _in_order(line: dict[str, Any]) -> dict[str, Any]:
    """The line with its comments by position, each key once (the first of several)."""
    size = line["size"]
    keys = line["rows"].get("comment_id") or [line["same"].get("comment_id")] * size
    positions = line["rows"].get("position") or [line["same"].get("position")] * size
    places = [2**63 if p is None else p for p in positions]
    in_order = all(a <= b for a, b in itertools.pairwise(places))
    if in_order and len(set(keys)) == size:
        return line
    first = {key: place for place, key in reversed(list(enumerate(keys)))}
    kept = sorted(first.values(), key=lambda place: places[place])
    rows = {name: [values[place] for place in kept] for name, values in line["rows"].items()}
    return {**line, "rows": rows, "size": len(kept)}


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
    arrays = [kept[f.name] if f.name in kept else _array(columns[f.name], f.type) for f in dataset.schema]
    return pa.Table.from_arrays(arrays, schema=dataset.schema)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_list(kind):
        return pa.array([value or [] for value in values], kind)
    if values.count(None) == len(values):
        return pa.nulls(len(values), kind)
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)
