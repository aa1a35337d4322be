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
    from .apart import commit_apart, lean_pyarrow
    from .archive import Archive, ArchivedVisit, Response, prune_archive, read_archive
    from .census import KnownArticle, known_articles
    from .committer import commit
    from .exports import export
    from .freezing import Snapshot, prune, snapshot, snapshots
    from .integrity import Verification, verify
    from .load import load_articles, load_comments
    from .migration import migrate
    from .packing import Packing, pack
    from .places import Places, bytes_in, check_writable, dataset_bytes, is_remote, local_side
    from .pseudonyms import Pseudonyms
    from .report import Commit
    from .schema import data_dictionary
    from .staging import Staging, decode_visit, encode_visit, host_name
    from .takedown import Forgotten, Wish, forget

__all__ = [
    "Archive",
    "ArchivedVisit",
    "Commit",
    "Forgotten",
    "KnownArticle",
    "Packing",
    "Places",
    "Pseudonyms",
    "Response",
    "Snapshot",
    "Staging",
    "Verification",
    "Wish",
    "bytes_in",
    "check_writable",
    "commit",
    "commit_apart",
    "data_dictionary",
    "dataset_bytes",
    "decode_visit",
    "encode_visit",
    "export",
    "forget",
    "host_name",
    "is_remote",
    "known_articles",
    "lean_pyarrow",
    "load_articles",
    "load_comments",
    "local_side",
    "migrate",
    "pack",
    "prune",
    "prune_archive",
    "read_archive",
    "snapshot",
    "snapshots",
    "verify",
]

_NAMES = {
    "apart": ("commit_apart", "lean_pyarrow"),
    "archive": ("Archive", "ArchivedVisit", "Response", "prune_archive", "read_archive"),
    "committer": ("commit",),
    "exports": ("export",),
    "integrity": ("Verification", "verify"),
    "census": ("KnownArticle", "known_articles"),
    "load": ("load_articles", "load_comments"),
    "migration": ("migrate",),
    "packing": ("Packing", "pack"),
    "places": ("Places", "bytes_in", "check_writable", "dataset_bytes", "is_remote", "local_side"),
    "pseudonyms": ("Pseudonyms",),
    "report": ("Commit",),
    "schema": ("data_dictionary",),
    "freezing": ("Snapshot", "prune", "snapshot", "snapshots"),
    "staging": ("Staging", "decode_visit", "encode_visit", "host_name"),
    "takedown": ("Forgotten", "Wish", "forget"),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
