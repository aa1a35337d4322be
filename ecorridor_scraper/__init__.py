"""Turns news sites into data: articles, bylines and nested reader comments, in Parquet.

The names below load what they need on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .extraction import Document, Extraction, extract
    from .items import Article, Comment, Visit, Wanted
    from .language import Tag, tag, tag_many, tag_tokens
    from .store import load_articles, load_comments

__all__ = [
    "Article",
    "Comment",
    "Document",
    "Extraction",
    "Tag",
    "Visit",
    "Wanted",
    "__version__",
    "extract",
    "load_articles",
    "load_comments",
    "tag",
    "tag_many",
    "tag_tokens",
]

_HOME = {
    **dict.fromkeys(("Article", "Comment", "Visit", "Wanted"), "items"),
    **dict.fromkeys(("Document", "Extraction", "extract"), "extraction"),
    **dict.fromkeys(("Tag", "tag", "tag_many", "tag_tokens"), "language"),
    **dict.fromkeys(("load_articles", "load_comments"), "store"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
