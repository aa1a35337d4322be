"""The words by which pages call what readers write below an article, in the languages that are known."""

from __future__ import annotations

import re

from .lazy import lazy
from .phrases import alternatives

_COMMENTS = alternatives("comments", "comments")

SPEAKS_OF_COMMENTS = re.compile(f"{_COMMENTS}|{alternatives('comments', 'answers')}", re.IGNORECASE)
"""What a title or a field shortly before or after a list of comments says."""
TITLE_OF_COMMENTS = lazy(
    rf"[\W\d]*(?:(?:(?:all|latest|readers?['’]?s?|user|your)\s+|آپ کے )?(?:ال)?(?:{_COMMENTS})(?!ary|ator)\S{{0,8}}"
    rf"|قارئین کی رائے|آراء القراء)[\W\d]*$",
    re.IGNORECASE,
)
"""A line that is nothing but such a title."""
