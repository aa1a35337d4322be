"""The publisher's own tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..furniture import COMMENT, is_author_address, said_before, text_of
from ..lazy import Folded, lazy
from ..names import squeeze
from ..page import absolute
from ..phrases import alternatives
from ..said import plain, texts
from .headline import domain
from .sections import ABOUT_THE_SITE, OF_A_CATEGORY

if TYPE_CHECKING:
    from ..page import Page

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
        given = texts(page, "news_keywords") or _keywords(page) or texts(page, "parsely-tags", "sailthru.tags")
    if not given:
        given = [text for text in texts(page, "dc.subject") if "," in text]
    if not given:
        given = [
            text_of(link, 60).lstrip("#")
            for link, relations in page.furniture.related
            if "tag" in (rels := relations.split())
            and "category" not in rels
            and not OF_A_CATEGORY.search(link.get("href") or "")
        ]
    for look in (_printed_tags, _links_to_tags, _labelled_tags, _hash_tags):
        if not given and FOOTER * sum(map(bool, map(ABOUT_THE_SITE.fullmatch, found := look(page)))) < len(found):
            given = [_COUNTED.sub("", name) for name in found] if all(map(_COUNTED.search, found)) else found
    if sum(map(bool, map(_OF_A_SYSTEM.match, given))) >= KEYED:
        given = [text for text in given if not _OF_A_SYSTEM.match(text)]
    tags: dict[str, str] = {}
    if len(given) == 1 and " " in given[0] and _SPACED.fullmatch(given[0]):
        given = given[0].split()
    for text in given:
        for tag in re.split(_COMMAS, plain(text)):
            tag = squeeze(tag).lstrip("# ")
            if tag and len(tag) <= 80 and "://" not in tag and not _NO_TAG.match(tag):
                tags.setdefault(tag.casefold(), tag)
    return list(tags.values())[:60]


def _keywords(page: Page) -> list[str]:
    """The keywords of the metadata, unless most of them say no more than that the site has news."""
    given = texts(page, "keywords")
    words = [word for text in given for word in map(squeeze, re.split(_COMMAS, plain(text))) if word]
    return [] if 2 * sum(map(bool, map(_OF_ANY_NEWS.search, words))) > max(2, len(words)) else given


_COMMAS = "[,;،、]"
_OF_ANY_NEWS = Folded(rf"(?<!\w)(?:{alternatives('sections', 'any news')})(?!\w)")
_NO_TAG = lazy(r"\w+:\S|_|[»«→←]|.*[»→]$")
"""What systems note for themselves, and links that lead on."""
_COUNTED = lazy(r"\s+\(?\d+\)?$")
"""How many articles have a tag, behind its name."""
_OF_A_SYSTEM, KEYED = lazy(r"[a-z][\w-]*:\s\S"), 3
"""A key and what it says, "contentId: 4711", and so many of them in a list that they are no tags."""
FOOTER = 4
"""A list of which every so many-th is a page about the site is its footer."""
_TAG_BOX = lazy(
    rf"(?:^|[-_\s])(?<!field--)(?<!field__)(?:{alternatives('classes', 'boxes of tags')})(?:$|[-_\s])"
    r"|(?:post|article|entry|story|news|item)tags?(?:\b|(?-i:[A-Z]))",
    re.IGNORECASE,
)
_NO_TAG_BOX = lazy(r"cloud|popular|trending|hot|menu|nav|widget|sidebar|related|categor", re.IGNORECASE)
_TAG_WORDS = ("tag", "keyword", "topic", "label", "etiket", "etiquet", "mots", "schlagw", "stichw", "tema")
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
        if any(_is_no_tag(flat.elements[place].get("href"), page) for place in links):
            continue  # "topic-authors", buttons to share
        names = [squeeze(text_of(flat.elements[place], 60)).lstrip("#") for place in links]
        if 0 < len(names) <= _MOST_TAGS and all(name and len(name.split()) <= _MOST_WORDS for name in names):
            linked = sum(len(name) for name in names)
            if 2 * linked + _LABEL >= len(text_of(flat.elements[at], 2000)):
                return names
    return []


def _is_no_tag(href: str | None, page: Page) -> bool:
    """Whether a link does nothing but by a script, or leads to a section, an author or to another site."""
    if (href or "").startswith("#") or is_author_address(href) or OF_A_CATEGORY.search(href or ""):
        return True
    address = urlsplit(absolute(href or "", page.base) or "")
    away = address.hostname and domain(address.hostname) != domain(
        urlsplit(page.own_address or page.url).hostname or ""
    )
    return bool(away) or (href or "").startswith("#") or is_author_address(href)


_OF_A_TAG = lazy(rf"/(?:{alternatives('classes', 'folders of tags')})/[^/?#]+/?$", re.IGNORECASE)


def _links_to_tags(page: Page) -> list[str]:
    """The first links below the headline, in a box of nothing else, that lead to what has one tag in common."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return []
    start = flat.elements.index(heading)
    for at in [at for at, href in flat.links if at > start and href and _OF_A_TAG.search(href)]:
        if page.furniture.zone(at) & COMMENT or _is_elsewhere(page, at, lists=("aside", "nav")):
            continue
        box, links = at, [at]
        for _ in range(3):
            box = flat.parents[box]
            inside = [k for k in range(box, flat.ends[box]) if flat.tags[k] == "a"]
            if not all(_OF_A_TAG.search(flat.elements[k].get("href") or "") for k in inside):
                break
            links = inside
        names = [squeeze(text_of(flat.elements[k], 60)).lstrip("#") for k in links]
        around = text_of(flat.elements[flat.parents[at]], 2000)
        if len(names) <= _MOST_TAGS and all(names) and 2 * sum(map(len, names)) + _LABEL >= len(around):
            return names
    return []


_TAGS_LABEL = Folded(rf"(?:^|[|·•\s])(?:{alternatives('sections', 'labels of tags')})\s*[:：]$")


def _labelled_tags(page: Page) -> list[str]:
    """The links side by side below the headline before which a text says that they are tags: "Tags: roads, rain"."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return []
    start = flat.elements.index(heading)
    for at in [at for at, _ in flat.links if at > start]:
        element = flat.elements[at]
        said = said_before(element)[-_LABEL:]
        if said[-1:] not in (":", "：") or not _TAGS_LABEL.search(said):
            continue
        names = [squeeze(text_of(link, 60)).lstrip("#") for link in (element, *element.itersiblings("a"))]
        if len(names) <= _MOST_TAGS and all(name and len(name.split()) <= _MOST_WORDS for name in names):
            return [] if page.furniture.zone(at) & COMMENT or _is_elsewhere(page, at) else names
    return []


def _hash_tags(page: Page) -> list[str]:
    """What stands side by side below the headline, each a word or two behind a number sign: "#roads"."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return []
    start = flat.elements.index(heading)
    for at in [at for at, text in enumerate(flat.texts) if text and text[:1] == "#" and at > start]:
        holder = flat.parents[at]
        row = [k for k in range(holder + 1, flat.ends[holder]) if flat.parents[k] == holder]
        if not 1 < len(row) <= _MOST_TAGS or page.furniture.zone(at) & COMMENT or _is_elsewhere(page, at):
            continue
        names = [squeeze(text_of(flat.elements[k], 60)) for k in row]
        if all(_HASH_TAG.fullmatch(name) and len(name.split()) <= _MOST_WORDS for name in names):
            return [name.lstrip("# ") for name in names]
    return []


_HASH_TAG = lazy(r"# ?[^\W\d#][^#]*")


def _is_elsewhere(page: Page, at: int, lists: tuple[str, ...] = ("aside", "nav", "li")) -> bool:
    """Whether an element stands in a list of other articles, or in what surrounds every page."""
    flat = page.flat
    at = flat.parents[at]
    while at >= 0 and flat.tags[at] != "body":
        if flat.tags[at] in lists or _NO_TAG_BOX.search(flat.classes[at] or ""):
            return True
        if flat.tags[at] == "footer" and flat.parents[at] >= 0 and flat.tags[flat.parents[at]] == "body":
            return True
        at = flat.parents[at]
    return False
