"""The store: the only place that knows Parquet and the paths under `data/`.

    Staging(data, run).append(visit)     one durable line for each visit
    commit(data)                         staged visits become rows
    load_articles, load_comments         the datasets as tables

pyarrow is imported with the first of these names that needs it, not with the package: a crawl starts without
it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .committer import Commit, commit
    from .load import load_articles, load_comments
    from .places import Places, check_writable
    from .schema import data_dictionary
    from .staging import Staging, decode_visit, encode_visit

__all__ = [
    "Commit",
    "Places",
    "Staging",
    "check_writable",
    "commit",
    "data_dictionary",
    "decode_visit",
    "encode_visit",
    "load_articles",
    "load_comments",
]

_HOME = {
    **dict.fromkeys(("Commit", "commit"), "committer"),
    **dict.fromkeys(("load_articles", "load_comments"), "load"),
    **dict.fromkeys(("Places", "check_writable"), "places"),
    "data_dictionary": "schema",
    **dict.fromkeys(("Staging", "decode_visit", "encode_visit"), "staging"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
