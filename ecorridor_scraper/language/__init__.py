"""Language and script of a text: `tag`, `tag_many`, `tag_tokens`. Pure, offline, deterministic."""

from __future__ import annotations

from .tagger import tag, tag_many, tag_tokens
from .tags import Context, Tag

__all__ = ["Context", "Tag", "tag", "tag_many", "tag_tokens"]
