"""The article of a page that a script would print: its text stands in JSON-LD or in the state of a framework alone.

Such a page has next to nothing between its tags; others print the text and leave author and days to the state. What is
found in a framework's state (`__NEXT_DATA__` and the like) is written as a JSON-LD object, so that what reads
byline, dates, section and tags reads it as any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Any

from lxml import etree

from .furniture import fold_key
from .lazy import lazy
from .said import plain
from .states import parsed, states_in_attributes, states_of
from .structured import is_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page import Page

LEAST_WORDS, TIMES = 40, 4
"""Words of a text in data from which it is one, and how many times those of the page it has at least."""
_MOST_NODES, _DEEPEST, _SHORTEST_TITLE = 50_000, 250, 9
_DENSE = lazy("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(slots=True)
class Told:
    """The text of an article in data, as markup, how many words it has, and the object that is to be JSON-LD."""

    markup: str
    words: int
    node: dict[str, Any] | None = None


def told_in_data(page: Page, words: float) -> Told | None:
    """The article in the data of a page that prints but a number of words; none where it is only for payers."""
    tiers = page.meta.get("article:content_tier", [])
    if any(map(_is_for_payers, filter(is_article, page.json_ld))) or "locked" in tiers or "metered" in tiers:
        return None
    found = [*_in_json_ld(page), *_in_states(page)]
    best = max(found, key=lambda told: (told.words, len([v for v in (told.node or {}).values() if v])), default=None)
    if best is None or best.words < max(LEAST_WORDS, TIMES * words):
        return None
    return best


def add_told(page: Page, text: str | None) -> bool:
    """Whether the structured data of a page, which have no article, got what its framework's state says of the one it
    prints: `text` is the body, whose beginning the state must have, too."""
    if not text or any(map(is_article, page.json_ld)) or not _NAMES_AUTHORS(page.root):
        return False
    beginning = "".join(text[:BEGINNING].split())
    for told in _in_states(page):
        if told.node and told.node["author"] and beginning in "".join(re.sub(r"<[^>]*>", " ", told.markup).split()):
            page.json_ld.append(told.node)
            return True
    return False


_NAMES_AUTHORS = etree.XPath('boolean(//script[contains(., "author") or contains(., "byline")])')
BEGINNING = 60
"""Characters of a body by which it is known in a state."""


def _in_json_ld(page: Page) -> Iterator[Told]:
    for node in page.json_ld:
        if is_article(node) and isinstance(text := node.get("articleBody"), str):
            yield _told(text)


_FOR_PAYERS = ("isPremium", "premium", "isPaywalled", "paywalled", "isPlus")


def _is_for_payers(node: dict[str, Any]) -> bool:
    is_free = str(node.get("isAccessibleForFree", node.get("isFree"))).lower()
    return is_free in ("false", "0", "no") or any(node.get(key) is True for key in _FOR_PAYERS)


_FILLED_LATER = lazy(r"\$\$\w{2,30}\$\$|%%\w{2,30}%%|\{\{[\w .-]{2,30}\}\}|\[\[[\w .-]{2,30}\]\]")
"""Places in a text that a script fills: with adverts, with boxes."""


def _told(text: str, node: dict[str, Any] | None = None) -> Told:
    text = _FILLED_LATER.sub("", text)
    markup = text if re.search(r"<(?:p|br|div|h\d|li)\b", text) else _paragraphs(plain(text))
    words = plain(re.sub(r"<[^>]*>", " ", markup))
    return Told(markup, max(len(words.split()), len(_DENSE.findall(words)) // 2), node)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


# --- the state of a framework --------------------------------------------------------------------------------------


def _in_states(page: Page) -> Iterator[Told]:
    titles = {fold_key(text) for text in (*page.meta.get("og:title", ()), page.title or "") if text}
    if not titles:
        return
    scripts = (((script.get("type") or "").lower(), script.text or "") for script in page.heads["script"])
    for state in chain(states_of(scripts), states_in_attributes(page.root)):
        for record in _records(state):
            title = fold_key(_text(record, _TITLE))
            if (
                len(title) >= _SHORTEST_TITLE
                and not _is_for_payers(record)
                and any(title == t or t.startswith(title + " ") for t in titles)
            ):
                markup = max((_markup(record[key]) for key in _BODY if key in record), key=len, default="")
                if markup:
                    yield _told(markup, _as_json_ld(record))


def _records(state: Any) -> Iterator[dict[str, Any]]:
    """Every object of a state, the outer ones first."""
    stack, seen = [(state, 0)], 0
    while stack and seen < _MOST_NODES:
        value, depth = stack.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
        inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        if isinstance(value, dict) and isinstance(answer := value.get("body"), str) and answer.startswith('{"'):
            inside.append(parsed(answer))  # an answer of the site's own interface, kept as it came
        if depth < _DEEPEST:
            stack += [(inner, depth + 1) for inner in reversed(inside) if isinstance(inner, (dict, list))]


_TITLE = ("headline", "title", "headlines", "name", "basic", "rendered")
_BODY = ("body", "content", "articleBody", "html", "bodyHtml", "body_html", "contentHtml", "content_html", "text",
         "content_elements", "blocks", "richText", "paragraphs")  # fmt: skip
_INNER = ("html", "rendered", "content", "text", "blocks", "value", "children", "data")
_PUBLISHED = ("datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publicationDate",
              "pubDate", "firstPublishedAt", "first_publish_date", "display_date", "published", "date")  # fmt: skip
_MODIFIED = ("dateModified", "updatedAt", "updated_at", "modifiedAt", "lastModified", "last_updated_date", "modified")
_LEAD = ("standfirst", "lead", "subtitle", "subTitle", "subheadline", "dek", "subheadlines")
_SECTION = ("section", "category", "sectionName", "categoryName", "primarySection", "primary_section", "rubric",
            "categories", "sections")  # fmt: skip
_TAGS = ("tags", "keywords", "topics")
_AUTHORS = ("authors", "author", "byline", "bylines", "contributors", "writers", "creator", "by", "authorName",
            "author_name")  # fmt: skip
_PARTS = ("taxonomy", "credits")
"""Objects of a record that hold more of what is said of the article."""
_IMAGE = ("image", "leadImage", "lead_image", "featuredImage", "featured_image", "mainImage", "cover", "heroImage")
_NAME = ("name", "displayName", "display_name", "fullName", "full_name", "title", "label", "text")


def _markup(value: Any, depth: int = 0) -> str:
    """A body in a state as markup: text, an object that holds it, or a list of paragraphs."""
    if isinstance(value, str):
        return value if re.search(r"<\w", value) else _paragraphs(value)
    if isinstance(value, dict) and depth < len(_INNER):
        kind = str(value.get("type") or value.get("_type") or value.get("style") or "").lower()
        kind = kind or str(value.get("nodeType") or "").lower()
        if _PARAGRAPH.fullmatch(kind) and any(isinstance(value.get(key), list) for key in _INNER):
            inner = _paragraphs(" ".join(_inline(value).split()))
        else:
            held = [value[key] for key in _INNER if key in value] or (list(value.values()) if len(value) == 1 else [])
            inner = next((m for part in held if (m := _markup(part, depth + 1))), "")
        if inner and ("head" in kind or re.fullmatch(r"h[1-6]", kind)):
            return f"<h2>{re.sub('<[^>]*>', '', inner)}</h2>"
        return inner
    if isinstance(value, list) and depth < len(_INNER):
        return "".join(_markup(item, depth + 1) for item in value if isinstance(item, (str, dict)))
    return ""


_PARAGRAPH = lazy(r"paragraph|block|normal|h(?:eading)?-?[1-6]?")


def _inline(value: Any, depth: int = 0) -> str:
    """The texts of one paragraph's parts, one behind the other: words in bold and links are objects of their own."""
    if isinstance(value, str):
        return re.sub("<[^>]*>", "", value)
    if depth > 2 * len(_INNER):
        return ""
    if isinstance(value, list):
        return "".join(_inline(part, depth + 1) for part in value)
    return "".join(_inline(value[key], depth + 1) for key in _INNER if key in value) if isinstance(value, dict) else ""


def _text(record: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The first text that a record has under some keys, in an object or a list where it is in one."""
    for key in keys:
        value = record.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = _text(value, _TITLE + _NAME)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _as_json_ld(record: dict[str, Any]) -> dict[str, Any]:
    """What a record says of its article, in the words of schema.org."""
    parts = (part for key in _PARTS if isinstance(part := record.get(key), dict))
    record = {key: value for said in (*parts, record) for key, value in said.items()}
    node: dict[str, Any] = {"@type": "NewsArticle", "headline": _text(record, _TITLE)}
    said = {
        "datePublished": _text(record, _PUBLISHED),
        "dateModified": _text(record, _MODIFIED),
        "alternativeHeadline": _text(record, _LEAD),
        "articleSection": _text(record, _SECTION),
    }
    node |= {key: text for key, text in said.items() if text}
    given = next((record[key] for key in _AUTHORS if record.get(key)), None)
    people = given if isinstance(given, list) else [given]
    node["author"] = [person for one in people if (person := _person(one))]
    tags: list[Any] = next((record[key] for key in _TAGS if isinstance(record.get(key), list)), [])
    node["keywords"] = [name for tag in tags if (name := tag if isinstance(tag, str) else _name(tag))]
    image: dict[str, Any] = next((record[key] for key in _IMAGE if isinstance(record.get(key), dict)), {})
    if address := _text(image, ("url", "src", "href")):
        printed = {
            "caption": _text(image, ("caption",)),
            "creditText": _text(image, ("credit", "credits", "copyright")),
        }
        node["image"] = {"url": address} | {key: text for key, text in printed.items() if text}
    return node


def _name(value: Any) -> str:
    return _text(value, _NAME) if isinstance(value, dict) else ""


def _person(value: Any) -> dict[str, str] | None:
    if isinstance(value, str):
        return {"name": value} if value.strip() else None
    if not isinstance(value, dict):
        return None
    name = (
        _name(value) or f"{_text(value, ('firstName', 'first_name'))} {_text(value, ('lastName', 'last_name'))}".strip()
    )
    role = _text(value, ("jobTitle", "role", "position"))
    return ({"@type": "Person", "name": name} | ({"jobTitle": role} if role else {})) if name else None
