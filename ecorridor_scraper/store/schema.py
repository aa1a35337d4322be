"""The Arrow schemas of the two datasets and the data dictionary, both derived from the annotations in
`items.py`.

Importing this module imports pyarrow, so the crawler does it only when it commits.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from ecorridor_scraper.items import SCHEMA_VERSION, Article, Comment

VERSION_KEY = b"ecorridor.schema_version"
DATASET_KEY = b"ecorridor.dataset"

DatasetName = Literal["articles", "comments"]

PACKED_LEVEL = 19
"""zstd's for files that are left alone: fifteen times the cost of level 7, once, for a twelfth of the bytes."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the store must know about one of the two datasets, beside its schema."""

    name: DatasetName
    item: type
    key: str
    """Unique among the rows of one article."""
    order: tuple[str, ...]
    """Rows stand in this order in every file; the first is always article_id."""
    tracked: tuple[str, ...]
    """Columns whose change makes a new revision and a line of history. All are scalars."""
    thinned: frozenset[str]
    """Tracked columns that change at every visit: see `history.keeps`."""
    categories: tuple[str, ...]
    """Text columns of few values: dictionaries in memory, while files are rewritten, and dictionary pages in
    them."""
    repeated: tuple[str, ...]
    """Other leaf columns that repeat themselves: dictionary pages."""
    prefixed: tuple[str, ...]
    """Columns of nearly unique texts that share prefixes with their neighbours: DELTA_BYTE_ARRAY."""
    steady: tuple[str, ...]
    """Columns that a visit seldom changes and that cost most of reading a file: see `lines.Trace`."""
    group_rows: int
    """Rows in a row group, about."""
    level: int
    """zstd's. Comments are most of a store and worth the time; articles gain 4 % for three times the cost."""

    @property
    def schema(self) -> pa.Schema:
        """Columns in the order of `items.py`, with the dataset's name and version as metadata."""
        return arrow_schema(self.item, self.name)

    @property
    def inner_schema(self) -> pa.Schema:
        """The same with `categories` as dictionaries, which is how rows are handled between two files."""
        return inner_schema(self.item, self.name, self.categories)

    @property
    def packed(self) -> Dataset:
        """The same, written as small as it goes."""
        return replace(self, level=PACKED_LEVEL)


@cache
def inner_schema(item: type, name: str, categories: tuple[str, ...]) -> pa.Schema:
    """The Arrow schema of a dataclass of `items.py` with some text columns as dictionaries."""
    schema = arrow_schema(item, name)
    coded = pa.dictionary(pa.int32(), pa.string())
    kinds = [pa.field(f.name, coded) if f.name in categories else f for f in schema]
    return pa.schema(kinds, metadata=schema.metadata)


@cache
def arrow_schema(item: type, name: str) -> pa.Schema:
    """The Arrow schema of a dataclass of `items.py`."""
    hints = get_type_hints(item)
    metadata = {DATASET_KEY: name.encode(), VERSION_KEY: str(SCHEMA_VERSION).encode()}
    return pa.schema([pa.field(f.name, _arrow_type(hints[f.name])) for f in fields(item)], metadata=metadata)


_SCALARS = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def _arrow_type(hint: Any) -> pa.DataType:
    """`X | None` is X (every column is nullable), a list is a list, a dataclass is a struct."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is list:
        return pa.list_(pa.field("element", _arrow_type(get_args(hint)[0])))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([pa.field(f.name, _arrow_type(hints[f.name])) for f in fields(hint)])
    return _SCALARS[hint]


ARTICLES = Dataset(
    name="articles",
    item=Article,
    key="article_id",
    order=("article_id",),
    tracked=(
        "canonical_url",
        "headline",
        "alternative_headline",
        "description",
        "body",
        "byline_raw",
        "section",
        "date_published",
        "date_modified",
        "is_accessible",
        "comments_open",
    ),
    thinned=frozenset(),
    categories=(
        "site",
        "page_type",
        "publisher",
        "section",
        "date_published_precision",
        "date_published_source",
        "in_language",
        "script",
        "direction",
        "comment_system",
        "thread_incomplete_reason",
        "extractor",
        "extractor_version",
    ),
    repeated=(
        "byline_raw",
        "dateline",
        "authors.list.element.name",
        "authors.list.element.role",
        "authors.list.element.url",
        "authors.list.element.bio",
        "authors.list.element.contact",
        "agencies.list.element",
        "tags.list.element",
        "body_blocks.list.element.kind",
        "body_blocks.list.element.level",
        "links.list.element.text",
        "http_status",
        "word_count",
        "stated_comment_count",
        "comment_count",
        "first_seen",
        "last_seen",
        "last_changed",
        "revision",
        "schema_version",
        "history.list.element.field",
        "history.list.element.seen_at",
    ),
    prefixed=("article_id", "url", "canonical_url", "amp_url", "links.list.element.url", "images.list.element.url"),
    steady=("headline", "description", "body", "body_blocks", "authors", "links", "images"),
    group_rows=4096,
    level=4,
)

COMMENTS = Dataset(
    name="comments",
    item=Comment,
    key="comment_id",
    order=("article_id", "position"),
    tracked=("text", "likes", "dislikes", "status", "parent_id", "author_name", "quoted_text"),
    thinned=frozenset({"likes", "dislikes"}),
    categories=(
        "site",
        "article_id",
        "article_url",
        "parent_source",
        "date_published_precision",
        "kind",
        "status",
        "language",
        "script",
        "comment_system",
    ),
    repeated=(
        "author_name",
        "author_id",
        "author_url",
        "depth",
        "position",
        "likes",
        "dislikes",
        "reply_count",
        "language_confidence",
        "confidence",
        "scripts.list.element.script",
        "scripts.list.element.share",
        "languages.list.element.language",
        "languages.list.element.share",
        "first_seen",
        "last_seen",
        "last_changed",
        "deleted_at",
        "revision",
        "schema_version",
        "history.list.element.field",
        "history.list.element.seen_at",
    ),
    prefixed=("comment_id", "parent_id", "root_id", "permalink"),
    steady=(
        "article_url",
        "root_id",
        "date_published_raw",
        "text",
        "text_html",
        "quoted_text",
        "permalink",
        "scripts",
        "languages",
    ),
    group_rows=32768,
    level=7,
)

DATASETS = (ARTICLES, COMMENTS)


def data_dictionary() -> str:
    """The text of `data/README.md`: every column of both datasets, its type and its meaning, as Markdown."""
    parts = [_HEAD.format(version=SCHEMA_VERSION)]
    for dataset in DATASETS:
        parts.append(f"\n## {dataset.name}\n\n{(dataset.item.__doc__ or '').splitlines()[0]}\n")
        parts.append("\n| column | type | meaning |\n|---|---|---|\n")
        parts += [
            f"| `{f.name}` | `{dataset.schema.field(f.name).type}` | {f.metadata['doc']} |\n".replace("element: ", "")
            for f in fields(dataset.item)
        ]
    return "".join(parts)


_HEAD = """\
# The data dictionary

Generated from `ecorridor_scraper/items.py` by `python -m ecorridor_scraper.store.schema > data/README.md`.
Schema version {version}.

`articles/` and `comments/` hold finished Parquet files and nothing else, one for each site and month,
every column inside: point any reader at either directory. `comments.article_id` joins the two; a comment
is known by `article_id` and `comment_id` together. Unknown is null, and a list is empty instead; times are
UTC. A row is the latest state; `history` says what changed and when, as text. Text that
changed is kept in full. Of numbers that change all the time (`likes`, `dislikes`) an old value is kept
when its order of magnitude (power of two) changed or when a day has passed since the last one that was
kept; `revision` counts every visit that differed. `_ops/` is the store's own: what was fetched but not
committed yet, its journal, snapshots and manifests. [Ten questions](../docs/analyse.md) show how to ask.
"""


if __name__ == "__main__":
    import sys

    sys.stdout.write(data_dictionary())
