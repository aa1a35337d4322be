"""The merge of newer visits into the rows of one row group: a pure function from tables to a table.

A row is the latest state. What a visit may do to a row that is there already depends on when it was made:

* later than the row's last_seen: the row takes its values; if a tracked column differs there is a new revision, and
  history says what stood there before; a row that a *complete* thread lacks gets `deleted_at`;
* at the very moment of last_seen: the same visit, committed twice or extracted again by a repaired extractor. The row
  takes its values without a revision; a row that only this visit ever showed, and no longer does, goes;
* earlier: the row is newer and stays.

Therefore a visit may be applied twice, and visits of one article must be applied oldest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .history import extended

if TYPE_CHECKING:
    from .lines import Look
    from .schema import Dataset

Indices = np.ndarray[tuple[int], np.dtype[np.int64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

_NEVER = np.iinfo(np.int64).min
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Round = tuple["list[Look]", pa.Table]
"""Visits of different articles, sorted by article, and their rows of one dataset."""


@dataclass(slots=True)
class Merged:
    """What came of the rows of one row group."""

    rows: pa.Table
    new: int = 0
    changed: int = 0
    removed: int = 0
    moved: bool = False
    """Whether rows came, went or changed places."""
    same: frozenset[str] = frozenset()
    """Columns that are as they were, if no row moved."""
    known: bool = True
    """Whether every row that was seen again was last seen by the visit that `Look.before` is about."""


def merge_group(dataset: Dataset, old: pa.Table, rounds: list[Round]) -> Merged:
    """`old` with visits, the oldest round first; sorted as `old` is, all in the inner schema or in a part of it.

    The articles of a round are all among those of the round before. A visit is merged with the rows of its own
    article only, so many visits of one article cost no more than visits of many.
    """
    places = np.flatnonzero(_among(old, rounds[0][0]))
    before = _select(old, places)
    result = _merge_rounds(dataset, before, rounds)
    now = result.rows
    if result.moved:
        order = np.delete(np.arange(old.num_rows), places)
        order = np.concatenate([order, old.num_rows + np.arange(now.num_rows)])
        order = order[_sorted(dataset, [old, now], order)]
    else:
        result.same = frozenset(n for n in old.column_names if _plain(before[n]).equals(_plain(now[n])))
        order = np.arange(old.num_rows)
        order[places] = old.num_rows + np.arange(now.num_rows)
    columns = [old[n] if n in result.same else _take_column([old[n], now[n]], order) for n in old.column_names]
    result.rows = pa.Table.from_arrays(columns, schema=old.schema)
    return result


def _merge_rounds(dataset: Dataset, old: pa.Table, rounds: list[Round]) -> Merged:
    """`merge_group` for rows that are all of articles which the first round visits."""
    result = Merged(old)
    ended: list[pa.Table] = []
    for number, (looks, new) in enumerate(rounds):
        if number:
            again = _among(result.rows, looks)
            if not again.all():
                ended.append(result.rows.filter(pa.array(~again)))
                result.rows = result.rows.filter(pa.array(again))
        step = _merge_round(dataset, result.rows, new, looks)
        result.rows = step.rows
        result.new += step.new
        result.changed += step.changed
        result.removed += step.removed
        result.moved |= step.moved
        result.known &= step.known
    if ended:
        tables = [*ended, result.rows]
        size = sum(table.num_rows for table in tables)
        result.rows = _gathered(tables, _sorted(dataset, tables, np.arange(size)))
        in_order = _sorted(dataset, [old], np.arange(old.num_rows)) == np.arange(old.num_rows)
        result.moved |= not in_order.all()  # another program has written the file
    return result


def _merge_round(dataset: Dataset, old: pa.Table, new: pa.Table, looks: list[Look]) -> Merged:
    """`old` with one visit of each of its articles."""
    new = new.select(old.column_names)
    if not old.num_rows:
        return Merged(new, new=new.num_rows, moved=new.num_rows > 0)
    visit_of = _numpy(
        pc.index_in(_plain(old["article_id"]), value_set=pa.array([look.article_id for look in looks])), -1
    )
    seen_at = np.array([_micros(look.fetched_at) for look in looks], np.int64)[visit_of]
    complete = np.array([look.complete for look in looks])[visit_of]
    match = _matches(dataset, old, new)
    last_seen = _numpy(old["last_seen"], 0)

    updated = (match >= 0) & (seen_at >= last_seen)
    missing = (match < 0) & (dataset.name == "comments")
    gone = missing & (seen_at == last_seen) & (_numpy(old["first_seen"], 0) == seen_at)
    open_rows = ~_mask(old["deleted_at"].is_valid()) if missing.any() else missing
    deleted = missing & ~gone & complete & (seen_at >= last_seen) & open_rows

    fresh = np.ones(new.num_rows, bool)
    fresh[match[match >= 0]] = False
    change = np.flatnonzero(updated | deleted)
    update, changed = _updates(dataset, old, new, match, deleted, seen_at, change)
    result = _assembled(dataset, old, change, update, new.filter(pa.array(fresh)), np.flatnonzero(gone))
    result.changed = changed
    before = np.array([_micros(look.before.seen_at) if look.before else _NEVER for look in looks], np.int64)
    result.known = bool((before[visit_of] == last_seen)[match >= 0].all())
    return result


def _among(table: pa.Table, looks: list[Look]) -> Mask:
    """Which rows are of articles that are visited."""
    visited = pa.array([look.article_id for look in looks], pa.string())
    return _mask(pc.is_in(_plain(table["article_id"]), value_set=visited))


def _matches(dataset: Dataset, old: pa.Table, new: pa.Table) -> Indices:
    """For each old row its place in `new`, or -1."""
    if not new.num_rows:
        return np.full(old.num_rows, -1)
    return _numpy(pc.index_in(_keys(dataset, old), value_set=_keys(dataset, new)), -1)


def _keys(dataset: Dataset, table: pa.Table) -> pa.Array:
    """What identifies a row: its key, within its article."""
    if dataset.key == "article_id":
        return _plain(table["article_id"])
    return pc.binary_join_element_wise(_plain(table["article_id"]), _plain(table[dataset.key]), "\n")


def _updates(
    dataset: Dataset,
    touched: pa.Table,
    new: pa.Table,
    match: Indices,
    deleted: Mask,
    seen_at: Indices,
    change: Indices,
) -> tuple[pa.Table, int]:
    """The rows `change` of `touched` as they are after the visit, and how many of them differ."""
    old = _select(touched, change)
    if not len(change):
        return old, 0
    gone, seen_at = deleted[change], seen_at[change]
    source = np.where(gone, new.num_rows + np.arange(len(change)), match[change])
    now = _select(pa.concat_tables([new, old]) if gone.any() else new, source)
    corrected = seen_at == _numpy(old["last_seen"], 0)
    differs = {
        name: ~corrected & _differs(old[name], now[name]) for name in dataset.tracked if name in old.column_names
    }
    if dataset.name == "comments":
        deleted_at = _numpy(old["deleted_at"], _NEVER)
        differs["deleted_at"] = ~gone & (deleted_at < seen_at) & (deleted_at != _NEVER)
    changed = gone.copy()
    for mask in differs.values():
        changed |= mask
    values: dict[str, pa.Array] = {name: now[name] for name in now.column_names}
    values["first_seen"] = old["first_seen"]
    values["last_changed"] = pc.if_else(pa.array(changed), pa.array(seen_at).cast(_time(dataset)), old["last_changed"])
    values["revision"] = pc.add(old["revision"], pa.array(changed.astype(np.int64)))
    values["history"] = _histories(dataset, old, now, differs, seen_at)
    if dataset.name == "comments":
        deleted_at = np.where(gone, seen_at, np.where(deleted_at > seen_at, deleted_at, _NEVER))
        values["deleted_at"] = pa.array(deleted_at, mask=deleted_at == _NEVER).cast(_time(dataset))
    return pa.table(values, schema=old.schema), int(changed.sum())


def _histories(
    dataset: Dataset, old: pa.Table, now: pa.Table, differs: dict[str, Mask], seen_at: Indices
) -> pa.ChunkedArray:
    """The history of each row; only rows with a difference cost anything."""
    told = np.zeros(old.num_rows, bool)
    for mask in differs.values():
        told |= mask
    places = np.flatnonzero(told)
    if not len(places):
        return old["history"]
    told_columns = [*differs, "history"]
    before, after = _select(old.select(told_columns), places), _select(now.select(told_columns), places)
    changes: list[list[tuple[str, Any, Any]]] = [[] for _ in places]
    for name, mask in differs.items():
        ones = pa.array(np.flatnonzero(mask[places]))
        olds, news = before[name].take(ones).to_pylist(), after[name].take(ones).to_pylist()
        for place, was, became in zip(ones.to_pylist(), olds, news, strict=True):
            changes[place].append((name, was, became))
    times = pa.array(seen_at[places]).cast(_time(dataset)).to_pylist()
    lines = [
        extended(history or [], found, dataset.thinned, time)
        for history, found, time in zip(before["history"].to_pylist(), changes, times, strict=True)
    ]
    order = np.arange(old.num_rows)
    order[places] = old.num_rows + np.arange(len(places))
    told_lines = pa.chunked_array([pa.array(lines, dataset.schema.field("history").type)])
    return _take_column([old["history"], told_lines], order)


def _assembled(
    dataset: Dataset, old: pa.Table, rows: Indices, update: pa.Table, fresh: pa.Table, gone: Indices
) -> Merged:
    """`old` with `update` in the places `rows`, without the rows `gone`, and with `fresh` where they belong."""
    size = old.num_rows
    order = np.arange(size)
    order[rows] = size + np.arange(len(rows))
    moved = bool(fresh.num_rows or len(gone)) or (
        len(rows) > 0
        and "position" in dataset.order
        and bool(_differs(old["position"].take(pa.array(rows)), update["position"]).any())
    )
    if moved:
        order = np.concatenate([np.delete(order, gone), size + len(rows) + np.arange(fresh.num_rows)])
        order = order[_sorted(dataset, [old, update, fresh], order)]
    table = _gathered([old, update, fresh], order)
    return Merged(table, new=fresh.num_rows, removed=len(gone), moved=moved)


def _sorted(dataset: Dataset, tables: list[pa.Table], order: Indices) -> Indices:
    """Stable order of the rows `order` of the concatenated tables by the dataset's sort columns, nulls last."""
    keys: list[Any] = []
    for name in dataset.order:
        parts = [_plain(table[name]) for table in tables]
        column = pa.chunked_array([chunk for part in parts for chunk in part.chunks], parts[0].type)
        if name == "article_id":
            coded = column.dictionary_encode().unify_dictionaries().combine_chunks()
            coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
            ranks = _numpy(pc.rank(coded.dictionary), 0)
            keys.append(ranks[_numpy(coded.indices, 0)][order])
        else:
            keys.append(_numpy(column, np.iinfo(np.int64).max)[order])
    return np.lexsort(keys[::-1])


def _differs(old: pa.ChunkedArray, new: pa.ChunkedArray) -> Mask:
    """Where two columns differ; null is a value like any other."""
    old, new = _plain(old), _plain(new)
    unequal = pc.fill_null(pc.not_equal(old, new), False)
    return _mask(pc.or_(unequal, pc.xor(old.is_null(), new.is_null())))


def _select(table: pa.Table, rows: Indices) -> pa.Table:
    if len(rows) == table.num_rows and (rows == np.arange(len(rows))).all():
        return table
    return table.take(pa.array(rows))


def _gathered(tables: list[pa.Table], order: Indices) -> pa.Table:
    """The rows `order` of several tables, as if they were one."""
    begin = 0
    for table in tables:
        if len(order) == table.num_rows and (order == np.arange(begin, begin + len(order))).all():
            return table
        begin += table.num_rows
    schema = tables[0].schema
    columns = [_take_column([table[name] for table in tables], order) for name in schema.names]
    return pa.Table.from_arrays(columns, schema=schema)


def _take_column(parts: list[pa.ChunkedArray], order: Indices) -> pa.ChunkedArray:
    joined = pa.chunked_array([chunk for part in parts for chunk in part.chunks], parts[0].type)
    if pa.types.is_dictionary(joined.type):
        joined = joined.unify_dictionaries()
    return joined.take(pa.array(order))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _numpy(column: Any, null: int) -> Indices:
    """A column of integers or times as int64, nulls replaced."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_timestamp(array.type):
        array = array.view(pa.int64())
    result: Indices = pc.fill_null(array, null).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return result


def _mask(column: Any) -> Mask:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    result: Mask = array.to_numpy(zero_copy_only=False)
    return result


def _micros(time: datetime) -> int:
    return (time - _EPOCH) // timedelta(microseconds=1)


def _time(dataset: Dataset) -> pa.DataType:
    return dataset.schema.field("last_seen").type
