"""Language and script of a text: `tag`, `tag_many`, `tag_tokens`, `scripts`. Pure, offline, deterministic."""

from __future__ import annotations

from .tagger import languages, tag, tag_many, tag_tokens
from .tags import Context, Tag
from .writing import scripts

__all__ = ["Context", "Tag", "languages", "scripts", "tag", "tag_many", "tag_tokens"]
