"""Places of a page that name a possible author, and what is measured of each name for the trees that decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..furniture import BIOGRAPHY, COMMENT, FOREIGN, META, fold_key, is_author_address
from ..lazy import lazy
from ..names import is_desk, is_given, is_organisation
from ..page import absolute
from ..structured import is_article

if TYPE_CHECKING:
    from lxml import html

    from ..flat import Flat
    from ..page import Page


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


_VISIBLE = ("rel", "itemprop", "strong", "class", "profile", "text", "beside_date", "face", "job")
_DATA = ("ld", "ld-org", "ld-other", "meta:author", "meta:article:author", "twitter")
FEATURES = (
    *_DATA, "meta-rest", "ld-rest", *_VISIBLE, "foreign", "comment", "introduced", "after_heading", "before_heading",
    "order", "words", "lower", "organisation", "desk", "site", "digits", "caseless", "rivals_visible", "rivals_ld",
    "rivals_meta", "line_size", "unnamed", "biography", "in_meta_zone", "role", "first_visible",
    "has_url", "in_title", "page_has_ld", "mentions", "upper", "tag_link", "near_rivals", "kinds", "data_and_seen",
    "og_article", "ld_untyped", "unsure", "foreign_after", "foreign_introduced", "foreign_strong", "dated", "front",
    "companions", "echoes", "echo_after", "prose", "foreign_prose", "teaser", "given",
)  # fmt: skip


def features(groups: dict[str, list[Mention]], page: Page) -> list[list[float]]:
    """One row of numbers for each candidate, in the order of the groups and of `FEATURES`."""
    scene = _scene_of(groups, page)
    rows = []
    for key, found in groups.items():
        beside = {k for k, others in scene.lines.items() if k != key and not scene.lines[key].isdisjoint(others)}
        facts: dict[str, float] = {
            **_of_sources(found, scene.good[key]),
            **_of_places(found, scene.good[key], scene),
            **_of_name(key, found[0].name, scene),
            **_of_line(found, scene.good[key]),
            **_of_rivals(key, beside, scene),
            **scene.facts,
        }
        facts["echoes"], facts["echo_after"] = scene.echoes.get(key, (0, FAR))
        rows.append([float(facts[name]) for name in FEATURES])
    return rows


class Site:
    """The names of the site itself: what it calls itself, and its host."""

    def __init__(self, page: Page) -> None:
        names = [name for key in ("og:site_name", "application-name", "publisher") for name in page.meta.get(key, [])]
        names += [str(p["name"]) for n in page.json_ld if isinstance(p := n.get("publisher"), dict) and p.get("name")]
        self._names = {fold_key(name) for name in names}
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        self._host, self._first = host.replace("-", "").replace(".", ""), host.split(".")[0].replace("-", "")

    @property
    def has_name(self) -> bool:
        """Whether the site says what it is called."""
        return bool(self._names)

    def opens(self, key: str) -> bool:
        """Whether a folded name begins with the site's: "g9 campinas" of g9 is a desk of its own."""
        return any(key.startswith(name + " ") for name in self._names if name)

    def is_called(self, key: str) -> bool:
        """Whether the site calls itself by a folded name."""
        return key in self._names

    def says(self, key: str) -> int:
        """In how many ways a folded name is the site's own."""
        flat = key.replace(" ", "")
        return self.is_called(key) + (flat in self._host or (len(self._first) > 2 and self._first in flat))


@dataclass(slots=True)
class _Scene:
    """What is measured once for all candidates of a page."""

    heading: int | None
    """Where the headline stands."""
    size: int
    title: str
    site: Site
    good: dict[str, list[Mention]]
    """The mentions that are in print and in the article's own part of the page."""
    lines: dict[str, set[str | None]]
    """The lines in which these stand."""
    visible: list[tuple[int, str]]
    """The candidates that are in print, the first before."""
    named: dict[str, set[str]]
    """The candidates that JSON-LD (`ld`) and metadata (`meta`) name."""
    near: set[str]
    """The candidates close behind the headline."""
    echoes: dict[str, tuple[int, int]]
    prose: dict[int, int]
    """For places of the walk that name somebody: the characters of prose between the headline and them."""
    teasers: set[int]
    """Those that stand beside a link which leads on to something else."""
    facts: dict[str, float]
    """Features of the page."""


def _scene_of(groups: dict[str, list[Mention]], page: Page) -> _Scene:
    heading = page.anchor
    good = {
        key: [m for m in ms if m.element is not None and not m.zone & (FOREIGN | COMMENT)] for key, ms in groups.items()
    }
    orders = {m.order for ms in groups.values() for m in ms if m.element is not None and not m.zone & COMMENT}
    path = urlsplit(page.url).path.strip("/")
    front = urlsplit(page.own_address or page.url).path.strip("/").count("/") + bool(path)
    return _Scene(
        heading=heading,
        size=page.furniture.size,
        title=fold_key((page.meta.get("og:title") or [page.title or ""])[0]),
        site=Site(page),
        good=good,
        lines={key: {m.line for m in seen} for key, seen in good.items()},
        visible=sorted((min(m.order for m in ms), key) for key, ms in good.items() if ms),
        named={
            "ld": {key for key, ms in groups.items() if any(m.source == "ld" for m in ms)},
            "meta": {key for key, ms in groups.items() if any(m.source.startswith("meta:") for m in ms)},
        },
        near={k for k, ms in good.items() if heading is not None and any(0 < m.order - heading < 40 for m in ms)},
        echoes=_echoes(groups, page),
        prose=_prose(orders, page),
        teasers={order for order in orders if is_teaser(order, page)},
        facts={
            "page_has_ld": any(is_article(n) for n in page.json_ld),
            "og_article": "article" in (page.meta.get("og:type") or [""])[0].lower(),
            "dated": is_dated(page),
            "front": min(front, 4),
        },
    )


def is_led_on(row: list[float]) -> bool:
    """Whether a name stands nowhere but beside the headlines of other articles, whatever else speaks for it."""
    facts = dict(zip(FEATURES, row, strict=True))
    in_data = any(facts[source] for source in (*_DATA, "meta-rest", "ld-rest"))
    below_the_headline = facts["foreign_after"] <= BELOW and facts["foreign_prose"] <= STANDFIRST
    return bool(facts["teaser"] and facts["prose"] > MUCH_PROSE and not in_data and not below_the_headline)


def _of_sources(found: list[Mention], seen: list[Mention]) -> dict[str, float]:
    """How often each kind of source gives a name; `seen` are the mentions in print."""
    sources, own = [m.source for m in found], [m.source for m in seen]
    return {
        **{name: sources.count(name) for name in _DATA},
        "meta-rest": sum(s.startswith("meta:") and s not in _DATA for s in sources),
        "ld-rest": sum(s.startswith("ld") and s not in _DATA for s in sources),
        **{name: min(3, own.count(name)) for name in _VISIBLE},
        "mentions": len(found),
        "kinds": len({*sources}),
        "data_and_seen": bool(seen) and len(found) > len(seen),
        "ld_untyped": any(m.source == "ld" and "Person" not in str((m.node or {}).get("@type")) for m in found),
        "has_url": any(m.url or (m.node and m.node.get("url")) for m in found),
        "role": any(m.role for m in found),
    }


def _of_places(found: list[Mention], seen: list[Mention], scene: _Scene) -> dict[str, float]:
    """Where a name stands: before or behind the headline, in the article or in what belongs to something else."""
    heading = scene.heading
    foreign = [m for m in found if m.element is not None and m.zone & FOREIGN and not m.zone & COMMENT]

    def behind(mentions: list[Mention]) -> int:
        return min((m.order - heading for m in mentions if heading is not None and m.order > heading), default=FAR)

    before = [heading - m.order for m in seen if heading is not None and m.order <= heading]
    return {
        "foreign": min(3, sum(bool(m.zone & FOREIGN) for m in found)),
        "comment": min(3, sum(bool(m.zone & COMMENT) for m in found)),
        "after_heading": behind(seen),
        "before_heading": min(before, default=FAR),
        "order": min((m.order for m in seen), default=-1) / max(1, scene.size),
        "biography": any(m.zone & BIOGRAPHY for m in seen),
        "in_meta_zone": any(m.zone & META for m in seen),
        "tag_link": any(m.element is not None and m.element.tag == "a" for m in seen),
        "prose": min((scene.prose[m.order] for m in seen), default=MUCH_PROSE + 1),
        "foreign_prose": min((scene.prose[m.order] for m in foreign), default=MUCH_PROSE + 1),
        "teaser": any(m.order in scene.teasers for m in (seen or foreign)),
        "foreign_after": behind(foreign),
        "foreign_introduced": any(m.introduced for m in foreign),
        "foreign_strong": any(m.source in ("rel", "itemprop", "strong") for m in foreign),
    }


def _of_name(key: str, name: str, scene: _Scene) -> dict[str, float]:
    """What the name itself looks like; `key` is how it is compared."""
    caseless = not name.isascii() and not any(c.isupper() or c.islower() for c in name)
    words = len(name.split())
    return {
        "words": 2 if caseless and words < 2 and len(name) > 2 else words,
        "lower": name.islower(),
        "upper": name.isupper(),
        "organisation": is_organisation(name),
        "given": 0.5 if _HAN_OR_HANGUL.search(name) else is_given(name),
        "desk": is_desk(name),
        "site": scene.site.says(key),
        "digits": any(c.isdigit() for c in name),
        "caseless": caseless,
        "in_title": bool(key) and key in scene.title,
    }


_HAN_OR_HANGUL = lazy("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Scripts of whose given names no list is kept."""


def _of_line(found: list[Mention], seen: list[Mention]) -> dict[str, float]:
    """What stands in one line with a name."""
    best = min(seen, key=lambda m: (not m.introduced, m.order), default=found[0])
    return {
        "introduced": any(m.introduced for m in seen),
        "line_size": best.size,
        "unnamed": min(200, best.rest),
        "unsure": max((len(m.line or "") for m in found if m.element is None), default=0),
    }


def _of_rivals(key: str, beside: set[str], scene: _Scene) -> dict[str, float]:
    """How many other candidates there are; those `beside` it, in one of its lines, are none."""
    is_seen = bool(scene.good[key])
    return {
        "rivals_visible": len(scene.visible) - is_seen - len(beside),
        "rivals_ld": len(scene.named["ld"] - {key}),
        "rivals_meta": len(scene.named["meta"] - {key}),
        "first_visible": bool(scene.visible) and scene.visible[0][1] == key,
        "near_rivals": len(scene.near - {key} - beside),
        "companions": len(beside),
    }


def is_dated(page: Page) -> bool:
    """Whether the page's data say when its article was published: pages that are no article rarely do."""
    said = any(name in page.meta for name in ("article:published_time", "datepublished", "date", "dc.date.issued"))
    return said or any(is_article(n) and n.get("datePublished") for n in page.json_ld)


PROSE, MUCH_PROSE = 40, 2000
"""Characters from which a text is prose, and more than which are no longer counted."""
BELOW, STANDFIRST = 6, 250
"""Elements and characters of prose that may stand between a headline and the name of who wrote it."""
LEVELS, NEAREST, LARGEST, LONG_LINK = 3, 60, 40, 20
"""Of a teaser: elements around a name, elements before it that may be one of these, how many elements they may hold,
and the characters from which a link is a headline."""


def _prose(orders: set[int], page: Page) -> dict[int, int]:
    """How much prose stands between the headline (the beginning, without one) and each place: authors sign before."""
    flat, places = page.flat, page.furniture.places
    at = 0 if page.anchor is None else places[page.anchor - 1]
    passed, found = 0, {}
    for order in sorted(orders):
        place = places[order - 1]
        if at < place and passed < MUCH_PROSE:
            for texts in (flat.texts, flat.tails):
                passed += sum(
                    size
                    for text, tag in zip(texts[at:place], flat.tags[at:place], strict=True)
                    if text and len(text) >= PROSE and tag not in _NOT_SHOWN and (size := len(text.strip())) >= PROSE
                )
            at = place
        found[order] = min(passed, MUCH_PROSE)
    return found


def is_teaser(order: int, page: Page) -> bool:
    """Whether a name or a date stands in a small box with a long link: the headline of another article."""
    return _teaser_around(page.furniture.places[order - 1], page) is not None


def _teaser_around(place: int, page: Page) -> int | None:
    """The place of the small box around a name or a date that holds the headline of another article."""
    flat = page.flat
    own = (page.own_address, page.url)
    heading = -1 if page.anchor is None else page.furniture.places[page.anchor - 1]
    for _ in range(LEVELS):
        box = flat.parents[place]
        if not max(-1, place - NEAREST) < box or flat.ends[box] - box > LARGEST or box <= heading < flat.ends[box]:
            return None
        for link in range(box, flat.ends[box]):
            if flat.tags[link] == "a" and _length(flat, link) > (SHORT_TITLE if _is_titled(flat, link) else LONG_LINK):
                href = flat.elements[link].get("href") or ""
                if href and not is_author_address(href) and absolute(href, page.base) not in own:
                    return box
        place = box
    return None


def _is_titled(flat: Flat, link: int) -> bool:
    """Whether a link is a heading of lower level, or in one."""
    return not _LOWER_HEADINGS.isdisjoint((flat.tags[flat.parents[link]], *flat.tags[link + 1 : flat.ends[link]]))


_LOWER_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
SHORT_TITLE = 5
"""Characters from which a link in a heading is a headline."""
SHORT_ITEM = 8
"""Elements in an item of a list that is but a link and its day."""
MANY = 3
"""Boxes of one class that are a list of other articles."""


class Elsewhere:
    """The parts of a page that are other articles': boxes of one class side by side, each with a headline that is a
    link, and the articles that a page without end goes on with."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._next = _next_articles(page)

    def holds(self, place: int, least: int = MANY) -> bool:
        """Whether the element at a place of the flat page stands in such a part; `least` boxes are a list."""
        if any(start <= place < end for start, end in self._next):
            return True
        box = _teaser_around(place, self._page)
        return box is not None and _is_one_of_many(self._page.flat, place, box, least)

    def lists(self, place: int) -> bool:
        """Whether the element at a place of the flat page stands in an item of a list of links, each with a day."""
        flat = self._page.flat
        item = place if flat.tags[place] == "li" else flat.parents[place]
        if item < 0 or flat.tags[item] != "li" or flat.ends[item] - item > SHORT_ITEM:
            return False
        links = [at for at in range(item, flat.ends[item]) if flat.tags[at] == "a"]
        hrefs = [flat.elements[at].get("href") for at in links]
        is_in_link = place in links and any(map(str.isdigit, flat.texts[place] or ""))  # not behind it
        if not links or is_in_link or any(is_author_address(href) for href in hrefs):
            return False
        return _is_one_of_many(flat, place, item, 2)

    def holds_all(self, mentions: list[Mention]) -> bool:
        """Whether a name stands nowhere else, comments aside, and no data give it."""
        printed, places = [m for m in mentions if not m.zone & COMMENT], self._page.furniture.places
        return bool(printed) and all(m.element is not None and self.holds(places[m.order - 1]) for m in printed)


def _next_articles(page: Page) -> list[tuple[int, int]]:
    """Where the articles stand that follow the page's own, each with a headline of first level."""
    flat = page.flat
    heading = -1 if page.anchor is None else page.furniture.places[page.anchor - 1]
    articles = flat.places("article")
    own = next((at for at in articles if at < heading < flat.ends[at]), None)
    if own is None:
        return []
    behind = [(at, flat.ends[at]) for at in articles if at >= flat.ends[own]]
    return [(start, end) for start, end in behind if "h1" in flat.tags[start:end]]


def _is_one_of_many(flat: Flat, place: int, box: int, least: int) -> bool:
    """Whether a box around a name or a date, or a small one that holds it, has others of its tag and class beside it,
    each with a link and an element like that of the name or the date."""
    own = (flat.tags[place], flat.classes[place])
    for _ in range(LEVELS):
        holder = flat.parents[box]
        if holder < 0 or flat.ends[box] - box > LARGEST:
            return False
        kind, alike, at = (flat.tags[box], flat.classes[box]), 0, holder + 1
        while at < flat.ends[holder]:
            if (flat.tags[at], flat.classes[at]) == kind and flat.ends[at] - at <= LARGEST:
                inside = range(at, flat.ends[at])
                alike += any(flat.tags[k] == "a" for k in inside) and any(
                    (flat.tags[k], flat.classes[k]) == own for k in inside
                )
            at = flat.ends[at]
        if alike >= least:
            return True
        box = holder
    return False


def _length(flat: Flat, at: int) -> int:
    """The characters of text in an element, white space around each piece aside."""
    inside = [text for text in flat.texts[at : flat.ends[at]] if text]
    inside += [text for text in flat.tails[at + 1 : flat.ends[at]] if text]
    return sum(len(text.strip()) for text in inside)


_AROUND = " \n\t\r|,.:–—-·•"
_JOINT = lazy(r"\s*[,&|·•/]\s*|\s+(?:and|und|et|y|e)\s+")
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
    least, most = min(map(len, names)), sum(map(len, names)) + MARGIN
    found: dict[str, tuple[int, int]] = {}
    for texts in (flat.texts, flat.tails):
        for place, text in enumerate(texts):
            if not text or not least <= len(text) <= most or not any(name in text for name in names):
                continue  # taking it apart costs more
            keys = [key for part in _JOINT.split(text.strip(_AROUND)) if (key := names.get(part))]
            tag = flat.tags[place]
            if not keys or tag in _NOT_SHOWN or not isinstance(tag, str):
                continue
            if page.furniture.zone(place) & COMMENT:
                continue
            distance = place - start if place > start else ABOVE + start - place
            for key in keys:
                times, nearest = found.get(key, (0, FAR))
                found[key] = min(3, times + 1), min(nearest, distance)
    return found
