"""JSON-LD as pages print it: often broken, sometimes several objects in one block."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

import orjson

from .lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

ARTICLE_TYPES = frozenset(
    (
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
        "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting",
        "SocialMediaPosting", "TechArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "AdvertiserContentArticle",
        "SatiricalArticle", "Report",
    )
)  # fmt: skip
"""Schema.org types whose object is the page's article."""

MAX_OBJECTS = 2000
_WRAPPING = lazy(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*-->|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = lazy(r",(?=\s*[}\]])")
_LEADING_COMMA = lazy(r"(?<=[\[{])\s*,")
_DECODER = json.JSONDecoder(strict=False)
_BAD_ESCAPE = lazy(r'\\(?!["\\/bfnrtu])')


def read_json_ld(text: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD block, lists and `@graph` unfolded; what cannot be repaired is left out."""
    try:
        values = [orjson.loads(text)]
    except orjson.JSONDecodeError:
        values = _repaired(text)
    found: list[dict[str, Any]] = []
    for value in values:
        _unfold(value, found, 0)
    return found


def _repaired(text: str) -> list[Any]:
    """What a tolerant reader finds: raw newlines, comments and CDATA around, stray commas, several objects."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().lstrip("\ufeff")
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    values: list[Any] = []
    for attempt in (text, _BAD_ESCAPE.sub(r"\\\\", _LEADING_COMMA.sub("", _TRAILING_COMMA.sub("", text)))):
        values, position, whole = [], 0, True
        while position < len(attempt) and len(values) < MAX_OBJECTS:
            start = min((i for i in (attempt.find("{", position), attempt.find("[", position)) if i >= 0), default=-1)
            if start < 0:
                break
            try:
                value, position = _DECODER.raw_decode(attempt, start)
            except (ValueError, RecursionError):
                whole = False
                break
            values.append(value)
        if values and whole:
            return values
    return values


def _unfold(value: Any, found: list[dict[str, Any]], depth: int) -> None:
    if len(found) >= MAX_OBJECTS or depth > 8:
        return
    if isinstance(value, list):
        for item in value:
            _unfold(item, found, depth + 1)
    elif isinstance(value, dict):
        if len(value) > 2 or "@graph" not in value:
            found.append(value)
        if "@graph" in value:
            _unfold(value["@graph"], found, depth + 1)


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a JSON-LD object, without their namespace."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return [str(t).rsplit("/", 1)[-1].removeprefix("schema:") for t in names if t]


def is_article(node: dict[str, Any]) -> bool:
    """Whether a JSON-LD object describes an article."""
    return not ARTICLE_TYPES.isdisjoint(types_of(node))


def is_news(nodes: Iterable[dict[str, Any]]) -> bool:
    """Whether any of a page's JSON-LD objects calls itself a piece of news, or its publisher a house of news."""
    return any("News" in kind for node in nodes for kind in types_of(node))
