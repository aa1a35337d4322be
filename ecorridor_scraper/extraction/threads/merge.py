"""One thread from many findings: joined by id, each edge from its surest source, no cycle, parents before replies."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import TYPE_CHECKING

from ...addresses import address_key
from ...items import Comment
from .contract import SOURCES, Found
from .times import is_the_same_each_day

if TYPE_CHECKING:
    from collections.abc import Iterable

_RANK = {source: rank for rank, source in enumerate(SOURCES)}
_LOWEST = len(SOURCES)
_LISTS = frozenset(f.name for f in fields(Comment) if f.name in ("scripts", "languages", "history"))
_FIELDS = tuple(
    f.name
    for f in fields(Comment)
    if f.name not in _LISTS and f.name not in ("comment_id", "parent_id", "parent_source", "kind", "status")
)


@dataclass(slots=True)
class _Row:
    """A comment as merged so far, with the rank of the document that its edge and its words come from."""

    comment: Comment
    edge: int
    words: int
    turn: int


def merge(founds: Iterable[Found], *, address: str) -> tuple[list[Comment], dict[str, int]]:
    """The comments of one system, in the order of the page with every parent before its replies.

    Comments without an id get one: a hash of the article's `address`, the parent, the author, the date (as the page
    gives it, unless it is a relative text that changes from day to day) and the text. Counts of what had to be put
    right come back beside: `orphans` (the parent is not there), `cycles`, `duplicates`.
    """
    notes = {"orphans": 0, "cycles": 0, "duplicates": 0}
    rows: dict[str, _Row] = {}
    for found in sorted(founds, key=lambda f: f.order):
        words = _RANK.get(found.source, _LOWEST)
        here: set[str] = set()
        for comment in found.comments:
            if not comment.comment_id:
                comment.comment_id = _hash(comment, address)
            key = comment.comment_id
            if key in here:
                notes["duplicates"] += 1
                _fill(rows[key].comment, comment)
                continue
            here.add(key)
            if comment.parent_id and comment.parent_source is None:
                comment.parent_source = found.source
            edge = _RANK.get(comment.parent_source or found.source, _LOWEST)
            row = rows.get(key)
            if row is None:
                rows[key] = _Row(comment, edge, words, len(rows))
            else:
                _join(row, comment, edge, words)
    _settle(rows, notes)
    _sign(rows)
    return _order(rows), notes


def _sign(rows: dict[str, _Row]) -> None:
    """Whoever one document marks as the article's author is that in the comments of the others, too."""
    writers = {row.comment.author_id for row in rows.values() if row.comment.is_article_author} - {None}
    for row in rows.values():
        if row.comment.is_article_author is None and row.comment.author_id in writers:
            row.comment.is_article_author = True


def _hash(comment: Comment, address: str) -> str:
    date = comment.date_published
    when = date.isoformat() if date and is_the_same_each_day(comment.date_published_raw or "") else ""
    parts = (
        address_key(address),
        comment.parent_id or "",
        comment.author_name or "",
        when,
        comment.text or "",
    )
    return "h" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _join(row: _Row, comment: Comment, edge: int, words: int) -> None:
    """Take what the new finding knows better (a surer document), and what the old one lacked."""
    if edge < row.edge:
        row.comment.parent_id, row.comment.parent_source, row.edge = (
            comment.parent_id,
            comment.parent_source,
            edge,
        )
    if words < row.words:
        better, row.words = comment, words
        better.parent_id, better.parent_source = row.comment.parent_id, row.comment.parent_source
        _fill(better, row.comment)
        row.comment = better
    else:
        if row.comment.is_truncated and comment.text and not comment.is_truncated:
            row.comment.text, row.comment.text_html = comment.text, comment.text_html
            row.comment.is_truncated = comment.is_truncated
        _fill(row.comment, comment)


def _fill(into: Comment, other: Comment) -> None:
    for name in _FIELDS:
        if getattr(into, name) is None:
            value = getattr(other, name)
            if value is not None:
                setattr(into, name, value)
    if into.kind == "comment":
        into.kind = other.kind


def _settle(rows: dict[str, _Row], notes: dict[str, int]) -> None:
    """Lift to the root what answers itself, a comment that is not there, or a descendant of its own."""
    for key, row in rows.items():
        parent = row.comment.parent_id
        if parent and (parent == key or parent not in rows):
            notes["orphans"] += 1
            row.comment.parent_id = row.comment.parent_source = None
    sound: set[str] = set()
    for key in rows:
        path: list[str] = []
        on_path: set[str] = set()
        step: str | None = key
        while step and step not in sound:
            if step in on_path:
                notes["cycles"] += 1
                weakest = max(path[path.index(step) :], key=lambda k: (rows[k].edge, rows[k].turn))
                rows[weakest].comment.parent_id = rows[weakest].comment.parent_source = None
                break
            on_path.add(step)
            path.append(step)
            step = rows[step].comment.parent_id
        sound.update(path)


def _order(rows: dict[str, _Row]) -> list[Comment]:
    children: dict[str, list[str]] = {}
    roots: list[str] = []
    for key, row in rows.items():
        parent = row.comment.parent_id
        if parent:
            children.setdefault(parent, []).append(key)
        else:
            roots.append(key)
    ordered: list[Comment] = []
    stack = roots[::-1]
    while stack:
        key = stack.pop()
        comment = rows[key].comment
        above = rows[comment.parent_id].comment if comment.parent_id else None
        comment.depth = (above.depth or 0) + 1 if above else 0
        comment.root_id = above.root_id if above else key
        if above is None:
            comment.parent_source = None
        comment.position = len(ordered)
        replies = children.get(key, [])
        comment.reply_count = len(replies)
        ordered.append(comment)
        stack.extend(reversed(replies))
    return ordered
