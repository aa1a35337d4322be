"""What class names suggest about an element: its role in a comment, in the vocabulary that themes share.

Hints add weight, they never decide alone: the skeleton reader works on hashed class names too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .text import is_control

_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|timestamp|timeago|published|posted|dateline|metadata|commentmetadata|ago|"
    r"when|created|submitted|day)(?=$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:authors?|fn|user|username|usertext-?name|name|nickname|nick|commenter|"
    r"commentor|commentauthor|poster|writer|"
    r"creator|vcard|who|by|byline|person|member)(?=$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR_EXACT = re.compile(
    r"(?:^|\s|[_-])(?:fn|author[_-]{1,2}name|user[_-]?name|author[_-]?link|commentauthor|display[_-]?name)(?=$|\s)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:^|[\s_-])(?:content|text|body|message|copy|msg|entry|comment-?text|comment-?content|comment-?body|commenttext|"
    r"commentbody|commentcontent|usertext|post-?body|description|inner-?text|prose|markdown|md)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BODY = re.compile(
    r"(?:^|[\s_-])(?:header|head|footer|foot|meta|metadata|info|number|count|badge|rank|role|label|title)(?=$|[\s_-])",
    re.IGNORECASE,
)
_DISLIKES = re.compile(
    r"(?:^|[\s_-])(?:dislikes?|down-?votes?|vote-?down|thumbs?-?down|down)(?=$|[\s_-])", re.IGNORECASE
)
_LIKES = re.compile(
    r"(?:^|[\s_-])(?:likes?|up-?votes?|vote-?up|thumbs?-?up|ulike|votes?|score|karma|points|recommends?|up)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{3}|[-_]\d+$")
_ORDINAL = re.compile(
    r"\b(?:even|odd|alt|thread-even|thread-odd|thread-alt|first|last|bypostauthor|byuser)\b|comment-author-\S+"
)

CONTROL, DATE, AUTHOR, AUTHOR_EXACT, BODY, META, REPLY = 1, 2, 4, 8, 16, 32, 64


@lru_cache(maxsize=8192)
def hints_of(classes: str) -> int:
    """What class names suggest, as a set of bits."""
    return (
        (CONTROL if is_control(classes) else 0)
        | (DATE if _DATE.search(classes) else 0)
        | (AUTHOR if _AUTHOR.search(classes) else 0)
        | (AUTHOR_EXACT if _AUTHOR_EXACT.search(classes) else 0)
        | (BODY if _BODY.search(classes) else 0)
        | (META if _NOT_BODY.search(classes) else 0)
        | (REPLY if "reply" in classes.lower() else 0)
    )


@lru_cache(maxsize=8192)
def shape_of(classes: str) -> str:
    """Class names without those that number a comment, and without what alternates; hashed names stay."""
    kept = [name for name in classes.split() if not _NUMBERED.search(name)]  # name by name: a name may be endless
    return " ".join(_ORDINAL.sub("", " ".join(kept)).split())


def votes_of(classes: str) -> str | None:
    """Which field of a comment a number with these class names fills: likes, dislikes or none."""
    if _DISLIKES.search(classes):
        return "dislikes"
    return "likes" if _LIKES.search(classes) else None
