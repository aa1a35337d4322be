"""Places of a page that name a possible author, and what is measured of each name for the trees that decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .furniture import BIOGRAPHY, COMMENT, FOREIGN, META, fold_key
from .names import is_desk, is_organisation
from .structured import is_article

if TYPE_CHECKING:
    from lxml import html

    from .page import Page


@dataclass(slots=True)
class Mention:
    """One place of a page that names a possible author."""

    name: str
    source: str
    order: int = -1
    zone: int = 0
    introduced: bool = False
    element: html.HtmlElement | None = None
    line: str | None = None
    role: str | None = None
    node: dict[str, Any] | None = None
    url: str | None = None
    size: int = 1
    rest: int = 0


_VISIBLE = ("rel", "itemprop", "strong", "class", "profile", "text")
_DATA = ("ld", "ld-org", "ld-other", "meta:author", "meta:article:author", "twitter")
FEATURES = (
    *_DATA, "meta-rest", "ld-rest", *_VISIBLE, "foreign", "comment", "introduced", "after_heading", "before_heading",
    "order", "words", "lower", "organisation", "desk", "site", "digits", "caseless", "rivals_visible", "rivals_ld",
    "rivals_meta", "line_size", "unnamed", "biography", "in_meta_zone", "role", "first_visible",
    "has_url", "in_title", "page_has_ld", "mentions", "upper", "tag_link", "near_rivals", "kinds", "data_and_seen",
    "og_article", "ld_untyped", "unsure", "foreign_after", "foreign_introduced", "foreign_strong", "dated", "front",
    "companions", "echoes", "echo_after",
)  # fmt: skip


def features(groups: dict[str, list[Mention]], page: Page) -> list[list[float]]:
    """One row of numbers for each candidate, in the order of the groups."""
    furniture = page.furniture
    heading = page.anchor
    title = fold_key((page.meta.get("og:title") or [page.title or ""])[0])
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    site = {
        fold_key(n)
        for n in page.meta.get("og:site_name", [])
        + page.meta.get("application-name", [])
        + page.meta.get("publisher", [])
    }
    site |= {
        fold_key(str(p["name"])) for n in page.json_ld if isinstance(p := n.get("publisher"), dict) and p.get("name")
    }
    good = {
        key: [m for m in ms if m.element is not None and not m.zone & (FOREIGN | COMMENT)] for key, ms in groups.items()
    }
    visible = sorted((min(m.order for m in ms), key) for key, ms in good.items() if ms)
    first = visible[0][1] if visible else None
    ld = [key for key, ms in groups.items() if any(m.source == "ld" for m in ms)]
    meta = [key for key, ms in groups.items() if any(m.source.startswith("meta:") for m in ms)]
    has_ld = any(is_article(n) for n in page.json_ld)
    lines = {key: {m.line for m in seen} for key, seen in good.items()}
    dated = _is_dated(page)
    front = urlsplit(page.own_address or page.url).path.strip("/").count("/") + bool(urlsplit(page.url).path.strip("/"))
    echoes = _echoes(groups, page)
    near = {k for k, ms in good.items() if heading is not None and any(0 < m.order - heading < 40 for m in ms)}
    rows = []
    for key, ms in groups.items():
        name = ms[0].name
        sources = [m.source for m in ms]
        seen = good[key]
        own = [m.source for m in seen]
        row = [float(sources.count(s)) for s in _DATA]
        row.append(sum(s.startswith("meta:") and s not in _DATA for s in sources))
        row.append(sum(s.startswith("ld") and s not in _DATA for s in sources))
        row += [float(min(3, own.count(s))) for s in _VISIBLE]
        row.append(min(3, sum(bool(m.zone & FOREIGN) for m in ms)))
        row.append(min(3, sum(bool(m.zone & COMMENT) for m in ms)))
        row.append(any(m.introduced for m in seen))
        after = [m.order - heading for m in seen if heading is not None and m.order > heading]
        before = [heading - m.order for m in seen if heading is not None and m.order <= heading]
        row.append(min(after, default=999))
        row.append(min(before, default=999))
        row.append(min((m.order for m in seen), default=-1) / max(1, furniture.size))
        words = name.split()
        caseless = not name.isascii() and not any(c.isupper() or c.islower() for c in name)
        row.append(2 if caseless and len(words) < 2 and len(name) > 2 else len(words))
        row.append(name.islower())
        row.append(is_organisation(name))
        row.append(is_desk(name))
        flat = key.replace(" ", "")
        row.append(
            (key in site)
            + (flat in host.replace("-", "").replace(".", "") or host.split(".")[0].replace("-", "") in flat)
        )
        row.append(any(c.isdigit() for c in name))
        row.append(caseless)
        beside = {k for k, others in lines.items() if k != key and not lines[key].isdisjoint(others)}
        row.append(len(visible) - bool(seen) - len(beside))
        row.append(len(ld) - (key in ld))
        row.append(len(meta) - (key in meta))
        best = min(seen, key=lambda m: (not m.introduced, m.order), default=ms[0])
        row.append(best.size)
        row.append(min(200, best.rest))
        row.append(any(m.zone & BIOGRAPHY for m in seen))
        row.append(any(m.zone & META for m in seen))
        row.append(any(m.role for m in ms))
        row.append(key == first)
        row.append(any(m.url or (m.node and m.node.get("url")) for m in ms))
        row.append(key in title and bool(key))
        row.append(has_ld)
        row.append(len(ms))
        row.append(name.isupper())
        row.append(any(m.element is not None and m.element.tag == "a" for m in seen))
        row.append(len(near - {key} - beside))
        row.append(len({*sources}))
        row.append(bool(seen) and len(sources) > len(seen))
        row.append("article" in (page.meta.get("og:type") or [""])[0].lower())
        row.append(any(m.source == "ld" and "Person" not in str((m.node or {}).get("@type")) for m in ms))
        row.append(max((len(m.line or "") for m in ms if m.element is None), default=0))
        foreign = [m for m in ms if m.element is not None and m.zone & FOREIGN and not m.zone & COMMENT]
        away = [m.order - heading for m in foreign if heading is not None and m.order > heading]
        row.append(min(away, default=999))
        row.append(any(m.introduced for m in foreign))
        row.append(any(m.source in ("rel", "itemprop", "strong") for m in foreign))
        row += [dated, min(front, 4), len(beside)]
        row += echoes.get(key, (0, FAR))
        rows.append([float(v) for v in row])
    return rows


def _is_dated(page: Page) -> bool:
    """Whether the page's data say when its article was published: pages that are no article rarely do."""
    said = any(name in page.meta for name in ("article:published_time", "datepublished", "date", "dc.date.issued"))
    return said or any(is_article(n) and n.get("datePublished") for n in page.json_ld)


_AROUND = " \n\t\r|,.:–—-·•"
_NOT_SHOWN = ("script", "style", "title", "option")
MARGIN, FAR, ABOVE = 40, 999, 400
"""White space and marks around a name in print; the distance of what is not there; what standing above adds to one."""


def _echoes(groups: dict[str, list[Mention]], page: Page) -> dict[str, tuple[int, int]]:
    """For names that only data give: how often a text of the page is that name, and how far behind the headline."""
    names = {ms[0].name: key for key, ms in groups.items() if all(m.element is None for m in ms)}
    if not names:
        return {}
    flat, heading = page.flat, page.headline_element
    start = 0 if heading is None else flat.elements.index(heading)
    least, most = min(map(len, names)), max(map(len, names)) + MARGIN
    found: dict[str, tuple[int, int]] = {}
    for texts in (flat.texts, flat.tails):
        for place, text in enumerate(texts):
            if not text or not least <= len(text) <= most or (key := names.get(text.strip(_AROUND))) is None:
                continue
            tag = flat.tags[place]
            if tag in _NOT_SHOWN or not isinstance(tag, str) or page.furniture.zone(flat.elements[place]) & COMMENT:
                continue
            times, nearest = found.get(key, (0, FAR))
            distance = place - start if place > start else ABOVE + start - place
            found[key] = min(3, times + 1), min(nearest, distance)
    return found
