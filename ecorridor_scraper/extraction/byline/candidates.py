"""Every name on a page that may be its author's: in structured data, in metadata, and in print."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..furniture import COMMENT, CREDIT, DATE, YEAR, fold_key
from ..lazy import lazy
from ..names import MAX_NAME, read_line, squeeze
from ..structured import is_article
from .bare_names import bare_names
from .lines import NAMED, NAMING, line_of, read_piece
from .mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from ..flat import Flat
    from ..page import Page

MAX_PIECES = 300
"""Elements of a page that are read for names, in document order: a byline stands before its three-hundredth rival."""


def candidates(page: Page, exclude: Iterable[html.HtmlElement] = ()) -> dict[str, list[Mention]]:
    """Every name that may be an author's, with its mentions."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions(page, exclude):
        if key := _key(mention.name):
            groups.setdefault(key, []).append(mention)
    if len(groups) > 1:
        _join_short_prints(groups)
    return groups


def _key(name: str) -> str:
    """What two prints of one name have in common; family and given names in Chinese characters stand apart or not."""
    return _HAN_SPACE.sub("", fold_key(name))


_HAN_SPACE = lazy("(?<=[\u4e00-\u9fff\u3005]) (?=[\u4e00-\u9fff\u3005])")


def _join_short_prints(groups: dict[str, list[Mention]]) -> None:
    """Count "Ana Ruiz" in print as the "Ana Maria Ruiz" of the data, where the page prints no such name in full."""
    said = {key: key.split() for key, ms in groups.items() if all(m.element is None for m in ms)}
    for key in [key for key, ms in groups.items() if key not in said and ms[0].element is not None]:
        words = key.split()
        for whole, parts in said.items():
            ends = words[-1] == parts[-1] or words[0] == parts[0]
            if 1 < len(words) < len(parts) and ends and set(words) < set(parts):
                groups[whole] += groups.pop(key)
                break


META_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "dc.contributor", "cxenseparse:author", "article:author_name", "article.author", "og:article:author",
    "book:author", "citation_author", "authors", "article_author", "news_authors", "creator", "dcsext.author",
    "page-author", "byline", "sailthru.byline_name", "content_author", "rbauthors", "article:byline", "og:author",
    "shareaholic:article_author_name", "name-author", "articleauthor",
)  # fmt: skip


def mentions(page: Page, exclude: Iterable[html.HtmlElement] = ()) -> list[Mention]:
    """Every place that names a possible author, in structured data, metadata and the visible page."""
    found = list(_in_json_ld(page))
    found += _in_meta(page)
    furniture = page.furniture
    furniture.leave_out(exclude)
    heading = page.anchor or 0
    naming = islice(
        (p for p in furniture.pieces if p.kinds & NAMING or (p.kinds & (YEAR | DATE) and -25 < p.order - heading < 60)),
        MAX_PIECES,
    )
    found += bare_names(page)
    commenters = []
    for piece in naming:
        zone = furniture.zone(piece.at)
        if zone & COMMENT:
            commenters.append(piece)
        elif not zone & CREDIT:
            found += read_piece(piece, furniture)
    if (page.root.get("lang") or "").lower().startswith("sw"):
        _open_in_swahili(found)
    title = fold_key((page.meta.get("og:title") or [page.title or ""])[0])
    found = [m for m in found if m.source != "beside_date" or fold_key(m.name) not in title]
    # Whoever is named among the comments only is no author; reading thirty commenters costs more than the rest.
    names = {mention.name: mention.name.split()[-1] for mention in found}
    for piece in commenters:
        around = piece.at if piece.kinds & NAMED else max(0, page.flat.parents[piece.at])
        if any(map(_text_within(page.flat, around).__contains__, names.values())):
            text = line_of(piece)[0]
            if any(name in text for name in names):
                found += read_piece(piece, furniture)
    return found


def _open_in_swahili(found: Iterable[Mention]) -> None:
    """Take "Na", which introduces in Swahili, off the names: elsewhere it may be part of one (Na Hong-jin)."""
    for mention in found:
        if mention.name.startswith("Na "):
            mention.name, mention.introduced = mention.name[3:], True


def _text_within(flat: Flat, at: int) -> str:
    """The texts of an element and of those in it, in no particular order."""
    end = flat.ends[at]
    return "\n".join(filter(None, (*flat.texts[at:end], *flat.tails[at + 1 : end])))


def _in_json_ld(page: Page) -> Iterable[Mention]:
    by_id = {n["@id"]: n for n in page.json_ld if isinstance(n.get("@id"), str) and n.get("name")}
    for node in page.json_ld:
        source = "ld" if is_article(node) else "ld-other"
        yield from _ld_persons(node.get("author"), source, by_id)
        yield from _ld_persons(node.get("creator"), "ld-creator", by_id)
        for key in ("mainEntity", "mainEntityOfPage"):
            inner = node.get(key)
            if isinstance(inner, dict) and is_article(inner):
                yield from _ld_persons(inner.get("author"), "ld", by_id)


def _ld_persons(items: Any, source: str, by_id: dict[str, dict[str, Any]]) -> list[Mention]:
    """The persons of one property; each knows how many they are."""
    items = items if isinstance(items, list) else [items]
    found = [mention for item in items for mention in _ld_person(item, source, by_id)]
    for mention in found:
        mention.size = max(mention.size, len(found))
    return found


def _ld_person(item: Any, source: str, by_id: dict[str, dict[str, Any]]) -> Iterable[Mention]:
    node: dict[str, Any] = {}
    if isinstance(item, dict):
        node = {**by_id.get(str(item.get("@id")), {}), **item}
        parts = [node.get(part) for part in ("givenName", "familyName")]
        name = node.get("name") or " ".join(part for part in parts if isinstance(part, str))
    else:
        name = item
    for text in name if isinstance(name, list) else [name]:
        if not isinstance(text, str) or not text.strip():
            continue
        if "Organization" not in str(node.get("@type") or ""):
            yield from _line_mentions(text, source, node=node)
        elif len(name := squeeze(text)) <= MAX_NAME:  # "Centre for Research and Studies" is one
            yield Mention(name, source + "-org", line=name, node=node)


def _line_mentions(text: str, source: str, **known: Any) -> Iterable[Mention]:
    """The names of one line; a name of one word counts where the line is nothing but names."""
    text = squeeze(text)
    line = read_line(text, trusted=True)
    size = len(line.persons) + len(line.agencies)
    for person in line.persons:
        yield Mention(
            person.name,
            source,
            role=person.role,
            introduced=line.introduced,
            line=text,
            size=size,
            rest=line.rest,
            **known,
        )
    for name in line.agencies:
        yield Mention(name, source, introduced=line.introduced, line=text, size=size, rest=line.rest, **known)


def _in_meta(page: Page) -> Iterable[Mention]:
    for name in META_NAMES:
        for content in page.meta.get(name, ()):
            if len(content) < 200:
                yield from _line_mentions(content, "meta:" + name)
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if (said := page.meta.get(label)) and (value := page.meta.get(data)):  # noqa: SIM102
            if re.search(
                r"writ|author|by|verf|geschr|autor|écrit|escrito|skrev|scritto|yaz|oleh|автор|zapisał",
                said[0],
                re.IGNORECASE,
            ):
                yield from _line_mentions(value[0], "twitter")
