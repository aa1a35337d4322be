"""The publication's section and its own tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .furniture import COMMENT, fold_key, text_of
from .lazy import lazy
from .names import squeeze
from .page import absolute
from .said import plain, texts
from .structured import types_of

if TYPE_CHECKING:
    from .page import Page

_NO_SECTION = lazy(
    r"^(?:home(?:page)?|startseite|accueil|inicio|news|article|uncategorized|all|blog|index|main|\d+)$", re.IGNORECASE
)


def read_section(page: Page, node: dict[str, Any]) -> str | None:
    own = node.get("articleSection")
    names = texts(page, "article:section", "og:article:section") + [
        s for s in (own if isinstance(own, list) else [own]) if isinstance(s, str)
    ]
    names += texts(
        page, "parsely-section", "section", "sailthru.section", "category", "dc.subject", "cxenseparse:category"
    )
    for name in names:
        name = squeeze(plain(name)).split(",")[0].strip()
        if name and len(name) < 60 and "://" not in name:
            return name
    crumbs = [_crumbs(n) for n in page.json_ld if "BreadcrumbList" in types_of(n)]
    for trail in crumbs:
        inner = [name for name in trail[:-1] if not _NO_SECTION.match(name)]
        if inner:
            return inner[-1]
    return _printed_section(page) or _section_in_title(page) or _category(page)


_TITLE_PARTS = 3
"""Parts of a title of which the second is the section."""


def _section_in_title(page: Page) -> str | None:
    """What stands between two bars in the title: "Headline | Section | Paper"."""
    parts = [part.strip() for part in re.split(r"\s[|–—·•-]\s", page.title or "")]
    if len(parts) != _TITLE_PARTS or len(parts[0].split()) < len(parts):
        return None
    name = parts[1]
    is_short = len(name.split()) <= 2 and len(name) < 30 and any(map(str.isalpha, name))
    return name if is_short and not _NO_SECTION.match(name) else None


def _category(page: Page) -> str | None:
    """The first link that is marked as the category of the post."""
    for link, relations in page.furniture.related:
        if "category" in relations.split() and (name := text_of(link, 60)) and not _NO_SECTION.match(name):
            return name
    return None


_TRAIL = ("path", "crumbs", "crumb")


def _printed_section(page: Page) -> str | None:
    """The last link of the trail that the page prints from its front to itself."""
    flat = page.flat
    trails = {name for name in set(flat.classes) if name and ("readcrumb" in name or name in _TRAIL)}
    at = next((at for at, name in enumerate(flat.classes) if name in trails), None) if trails else None
    if at is None:
        at = next((at for at, name in enumerate(flat.ids) if name and "readcrumb" in name.lower()), None)
    if at is None:
        return None
    heading = page.headline_element
    title = fold_key(text_of(heading, 400)) if heading is not None else ""
    own = (page.own_address, page.url)
    for place in range(flat.ends[at] - 1, at, -1):
        if flat.tags[place] != "a":
            continue
        link = flat.elements[place]
        address = absolute(link.get("href") or "", page.base)
        name = text_of(link, 60)
        if not name or not address or address in own or not urlsplit(address).path.strip("/"):
            continue
        if not _NO_SECTION.match(name) and (not title or fold_key(name) not in title):
            return name
    return None


def _crumbs(node: dict[str, Any]) -> list[str]:
    items = node.get("itemListElement")
    names = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str) and squeeze(name):
                names.append(squeeze(plain(name)))
    return names


_SPACED = lazy("[\u3040-\u30ff\u4e00-\u9fff\\s]+")
"""Words of languages that have no spaces in them: between keywords they part."""


def read_tags(page: Page, node: dict[str, Any]) -> list[str]:
    """The publisher's own tags: metadata, structured data, else the links of `rel=tag`."""
    given: list[str] = texts(page, "article:tag", "og:article:tag")
    own = node.get("keywords")
    given += [
        str(k.get("name") or "") if isinstance(k, dict) else str(k)
        for k in (own if isinstance(own, list) else [own])
        if k
    ]
    if not given:
        given = texts(page, "news_keywords", "parsely-tags", "sailthru.tags") or texts(page, "keywords")
    if not given:
        given = [
            text_of(link, 60).lstrip("#")
            for link, relations in page.furniture.related
            if "tag" in (rels := relations.split()) and "category" not in rels
        ]
    if not given:
        given = _printed_tags(page)
    tags: dict[str, str] = {}
    if len(given) == 1 and " " in given[0] and _SPACED.fullmatch(given[0]):
        given = given[0].split()
    for text in given:
        for tag in re.split(r"[,;،、]", plain(text)):
            tag = squeeze(tag)
            if tag and len(tag) <= 80 and "://" not in tag and not re.match(r"^\w+:\S", tag):
                tags.setdefault(tag.casefold(), tag)
    return list(tags.values())[:60]


_TAG_BOX = lazy(
    r"(?:^|[-_\s])(?:tags?|keywords?|topics?|labels?)(?:$|[-_\s])|(?:post|article|entry|story|news)tags?\b",
    re.IGNORECASE,
)
_NO_TAG_BOX = lazy(r"cloud|popular|trending|hot|menu|nav|widget|sidebar|related|categor", re.IGNORECASE)
_TAG_WORDS = ("tag", "keyword", "topic", "label")
_MOST_TAGS, _MOST_WORDS, _LABEL = 20, 5, 25
"""Links of a box of tags, words of one, and characters of what the box is called."""


def _printed_tags(page: Page) -> list[str]:
    """The links of the first element below the headline that is named for tags and holds nothing but short links."""
    flat, heading = page.flat, page.headline_element
    boxes = {name for name in flat.names_with(_TAG_WORDS) if _TAG_BOX.search(name) and not _NO_TAG_BOX.search(name)}
    if heading is None or not boxes:
        return []
    start = flat.elements.index(heading)
    for at in [at for at, name in enumerate(flat.classes) if name in boxes and at > start]:
        if flat.tags[at] == "a" or page.furniture.zone(at) & COMMENT or _is_elsewhere(page, at):
            continue
        links = [place for place in range(at, flat.ends[at]) if flat.tags[place] == "a"]
        names = [squeeze(text_of(flat.elements[place], 60)).lstrip("#") for place in links]
        if 0 < len(names) <= _MOST_TAGS and all(name and len(name.split()) <= _MOST_WORDS for name in names):
            linked = sum(len(name) for name in names)
            if 2 * linked + _LABEL >= len(text_of(flat.elements[at], 2000)):
                return names
    return []


def _is_elsewhere(page: Page, at: int) -> bool:
    """Whether an element stands in a list of other articles, or in what surrounds every page."""
    flat = page.flat
    at = flat.parents[at]
    while at >= 0:
        if flat.tags[at] in ("aside", "nav", "li") or _NO_TAG_BOX.search(flat.classes[at] or ""):
            return True
        if flat.tags[at] == "footer" and flat.parents[at] >= 0 and flat.tags[flat.parents[at]] == "body":
            return True
        at = flat.parents[at]
    return False
