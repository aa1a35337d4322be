"""The publication's section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from ..furniture import COMMENT, FOREIGN, fold_key, is_author_address, said_before, text_of
from ..lazy import Folded, lazy
from ..names import squeeze
from ..page import absolute
from ..phrases import alternatives, lists
from ..said import plain, texts
from ..structured import types_of
from .headline import domain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml import html

    from ..flat import Flat
    from ..page import Page

_KINDS = alternatives("sections", "kinds of pages")
_NO_SECTION = lazy(rf"(?:{_KINDS}|{alternatives('sections', 'fronts and tools')})$", re.IGNORECASE)


def read_section(
    page: Page, node: dict[str, Any], publisher: str | None = None, authors: Collection[str] = ()
) -> str | None:
    """The publication's section: of several that the page gives the first that is no page about the site itself, not
    merely the kind of an address, and neither what the site is called nor who wrote the article."""
    writers = {fold_key(name) for name in authors}
    named = (_besides_site(name, page, publisher or "") for name in _sections(page, node) if name)
    kinds = (ABOUT_THE_SITE, _KIND, _NOTHING)
    named = (name for name in named if name and fold_key(name) not in writers)
    return next((name for name in named if not any(kind.fullmatch(name) for kind in kinds)), None)


def _besides_site(name: str, page: Page, publisher: str) -> str:
    """A section without the site's name beside it; empty where it is nothing else, and no part of the address."""
    own = urlsplit(page.url)
    host = (own.hostname or "").removeprefix("www.")
    site = {_run_together(said) for said in (publisher, host, host.rsplit(".", 1)[0], domain(host))}
    name = name.strip("/ ")
    parts = [part for part in name.split(" | ") if _run_together(part) not in site]
    if " | ".join(parts) == name:
        return name
    in_address = fold_key(name).replace(" ", "-") in own.path.lower().split("/")
    return parts[-1] if parts else name if in_address else ""


_NOTHING = Folded(f"{alternatives('sections', 'nothing')}|{alternatives('sections', 'leads elsewhere')}")
_KIND = Folded(_KINDS)
ABOUT_THE_SITE = Folded(alternatives("sections", "about the site"))


def _sections(page: Page, node: dict[str, Any]) -> Iterator[str | None]:
    """What may be the section, the surest first: the data's names, of several those first that a trail has, too; and
    behind the trails what the data give that names none, the slug of an address or a front."""
    names = list(_in_data(page, node))
    crumbs = [_crumbs(n, page) for n in page.json_ld if "BreadcrumbList" in types_of(n)]
    trails = [
        inner
        for trail in crumbs
        if (inner := [name for name in _between(trail, page) if name and not _NO_SECTION.match(name)])
    ]
    on_trails = {fold_key(name) for trail in trails for name in trail}
    weak = [name for name in names if _SLUG.fullmatch(name) or _NO_SECTION.match(name)]
    sure = [name for name in names if name not in weak]
    yield from (name for name in sure if fold_key(name) in on_trails)
    yield from sure
    yield from (trail[-1] for trail in trails)
    yield _printed_section(page)
    yield from weak
    for look in (_beside_headline, _section_in_title, _category, _in_the_menu):
        yield look(page)


def _in_data(page: Page, node: dict[str, Any]) -> Iterator[str]:
    """The names that metadata, structured data and the properties of elements give to the section."""
    own = node.get("articleSection")
    given = texts(page, "article:section", "og:article:section")
    given += [name for name in (own if isinstance(own, list) else [own]) if isinstance(name, str)]
    given += [
        page.flat.elements[at].get("content") or text_of(page.flat.elements[at], 60)
        for at in page.furniture.sections
        if not page.furniture.zone(at) & (FOREIGN | COMMENT)
    ]
    subjects, keywords = texts(page, "dc.subject"), texts(page, "keywords")
    given += texts(
        page, "parsely-section", "section", "sailthru.section", "category", "dc.subject", "cxenseparse:category"
    )
    for text in given:
        if text in subjects and ("," in text or text in keywords):
            continue
        for name in squeeze(plain(text)).split(","):
            if 0 < len(name := name.strip(" /")) < 60 and "://" not in name:
                yield (name.islower() and " " not in name and _called(name, page)) or name


_SLUG = lazy(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")


def _called(slug: str, page: Page) -> str | None:
    """What the trail to the page, or a link of it, calls the section of an address: some data give but its slug."""
    for node in page.json_ld:
        items = node.get("itemListElement") if "BreadcrumbList" in types_of(node) else None
        for item in items if isinstance(items, list) else []:
            inner = item.get("item") if isinstance(item, dict) else None
            address = (inner.get("@id") or inner.get("url")) if isinstance(inner, dict) else inner
            name = isinstance(item, dict) and (item.get("name") or (isinstance(inner, dict) and inner.get("name")))
            if isinstance(address, str) and isinstance(name, str) and _last_step(address) == slug:
                return squeeze(plain(name)) or None
    for link in page.root.iter("a"):
        if slug in (href := link.get("href") or "") and _last_step(href) == slug and (name := text_of(link, 30)):
            return name if _run_together(name) == _run_together(slug) else None
    return None


def _run_together(name: str) -> str:
    return fold_key(name).replace(" ", "")


def _last_step(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2].lower()


_TITLE_PARTS = 3
"""Parts of a title of which the second is the section."""


def _section_in_title(page: Page) -> str | None:
    """What stands between two bars in the title: "Headline | Section | Paper"."""
    parts = [part.strip() for part in re.split(r"\s[|–—·•-]\s", page.title or "")]
    parts = [part for part in parts if any(map(str.isalpha, part))]  # no dates
    if len(parts) != _TITLE_PARTS or len(parts[0].split()) < len(parts):
        return None
    name = parts[1]
    heading = page.headline_element
    if heading is not None and fold_key(f"{parts[0]} {name}") in fold_key(text_of(heading, 400)):
        return None  # "Bridge closed - latest updates | Paper"
    is_short = len(name.split()) <= 2 and len(name) < 30
    return name if is_short and not _NO_SECTION.match(name) else None


def _category(page: Page) -> str | None:
    """The first link that is marked as the category of the post."""
    for link, relations in page.furniture.related:
        if "category" in relations.split() and (name := text_of(link, 60)) and not _NO_SECTION.match(name):
            return name
    return None


_TRAIL_WORDS = lists("classes")["trails"]
_TRAIL = Folded(rf"readcrumb|(?:^|[-_\s])(?:{'|'.join(_TRAIL_WORDS)})(?:$|[-_\s])|(?:^|[-_])path$")
LONGEST_TRAIL, OF_A_TITLE = 8, 4
"""Links of a trail, of which more are a menu, and the words of a name in the headline from which it is the headline."""


def _printed_section(page: Page) -> str | None:
    """The last link of the trail that the page prints from its front to itself."""
    flat = page.flat
    trails = {name for name in flat.names_with((*_TRAIL_WORDS, "path")) if _TRAIL.search(name)}
    if not trails:
        return None
    for at in range(len(flat.tags)):  # what parts two links may be named so, too
        if (flat.classes[at] in trails or flat.ids[at] in trails) and 0 < flat.within(at).count("a") <= LONGEST_TRAIL:
            return _end_of_trail(page, at)
    return None


def _end_of_trail(page: Page, at: int) -> str | None:
    """The last link of a trail that leads neither to the page itself nor to its front, nor to a day."""
    flat, heading = page.flat, page.headline_element
    title = fold_key(text_of(heading, 400)) if heading is not None else ""
    for place in range(flat.ends[at] - 1, at, -1):
        if flat.tags[place] != "a":
            continue
        address = absolute(flat.elements[place].get("href") or "", page.base)
        key = fold_key(name := text_of(flat.elements[place], 60))
        if not key or not address or address in (page.own_address, page.url):
            continue
        path = urlsplit(address).path.rstrip("/")
        if not path or _SOURCE.search(path) or _DAY_PATH.search(path) or _NO_SECTION.match(name):
            continue
        if len(key) > 1 and not _LANGUAGE.fullmatch(path.strip("/")) and not _is_headline(key, title):
            return name
    return None


def _is_headline(key: str, title: str) -> bool:
    """Whether the end of a trail is the page itself; all in folded form."""
    is_part = key in title and len(key.split()) >= OF_A_TITLE
    return bool(title) and (title.startswith(key) or title in key or is_part)


_SOURCE = lazy(r"\.(?:txt|md|rst|ipynb|adoc|org|xml|json)$", re.IGNORECASE)
"""What the address ends in of the text that a page was made from, which some link beside the trail."""


_OF_NO_KICKER = Folded(alternatives("classes", "categories"))
_CATEGORY = Folded(rf"{alternatives('classes', 'categories')}|{alternatives('classes', 'kickers')}")
OF_A_CATEGORY = Folded(
    rf"/(?:{alternatives('classes', 'folders of categories')})/[^/]"
    r"|[?&](?:cat|category|section|rubrik?|kategori)(?:_?id)?[=.]\w"
)
_DAY_PATH = lazy(r"/(?:19|20)\d\d(?:/\d\d?){0,2}$")
_WAY_BACK = lazy(alternatives("sections", "ways back"), re.IGNORECASE)
ABOVE, BELOW, BESIDE, SECTION_LENGTH = 40, 60, 3, 30
"""Elements before and behind the headline among which the section is printed, the most links that stand in one box with
its own (more are a menu), and the characters of its name."""
BY_THE_HEADLINE = 20
"""Elements from the headline within which the names of what a link stands in count for nothing: "post-card-tags"."""


def _beside_headline(page: Page) -> str | None:
    """The link near the headline that is named for a category, else the one to what the article's address lies in."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return None
    start = flat.elements.index(heading)
    own = urlsplit(page.own_address or page.url)
    own_path, own_site = own.path.rstrip("/"), _site(own)
    around = (*range(start - 1, max(-1, start - ABOVE), -1), *range(start + 1, min(len(flat.tags), start + BELOW)))
    holds = None
    hrefs = dict(flat.links)
    for place in [place for place in around if place in hrefs]:
        link, box = flat.elements[place], flat.parents[place]
        elsewhere = COMMENT if abs(place - start) < BY_THE_HEADLINE else FOREIGN | COMMENT
        if page.furniture.zone(place) & elsewhere:
            continue
        address = urlsplit(absolute(hrefs[place] or "", page.base) or "")
        path = address.path.rstrip("/")
        is_category = bool(OF_A_CATEGORY.search(f"{path}?{address.query}"))
        is_own = path in ("", own_path) and not (is_category and address.query)
        if is_own or _site(address) != own_site or _DAY_PATH.search(path):
            continue
        named = " ".join(filter(None, (flat.classes[place], flat.classes[box])))
        is_category = is_category or bool(_CATEGORY.search(named)) or _is_labelled(flat, place)
        if not is_category and (holds is not None or f"{path}/" not in own.path):
            continue
        if is_author_address(hrefs[place]):
            continue
        box = flat.parents[box] if flat.tags[box] == "li" else box
        name = text_of(link, SECTION_LENGTH)
        is_above = box < place < start < flat.ends[box] and start - place < BY_THE_HEADLINE
        inside = flat.tags[place:start] if is_above else flat.within(box)
        if any(map(str.isalpha, name)) and inside.count("a") <= BESIDE and not _is_no_section(name, heading):
            if is_category:
                return name
            holds = name
    return holds


_LABELLED = Folded(rf"(?:^|[|·•,\s])(?:{alternatives('sections', 'labels')})\s*[:：]?\s*$")


def _is_labelled(flat: Flat, place: int) -> bool:
    """Whether what stands right before a link says that it leads to the section; several links behind one label are
    tags."""
    following = flat.elements[place].getnext()
    if following is not None and following.tag == "a":
        return False
    return bool(_LABELLED.search(said_before(flat.elements[place])[-SECTION_LENGTH:]))


UNLINKED, SECTION_WORDS = 12, 4
"""Elements before and behind the headline among which a section is printed that is no link, and the words of one."""


def _in_the_menu(page: Page) -> str | None:
    """What a link of the site's menu says: the one to the folder that the address of the article lies in, else the one
    that is marked as what a post is in, or repeats a short text beside the headline, else the only one that is marked
    as where the reader is; else the one text beside the headline in an element that is named for a category."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return None
    start = flat.elements.index(heading)
    own = urlsplit(page.own_address or page.url).path.rstrip("/")
    menu = [(at, path, name) for at, path, name in _menu(page, start) if path != own]
    folders = [(len(path), -at, name) for at, path, name in menu if own.startswith(f"{path}/") and _is_folder(path)]
    if folders:
        return max(folders)[2]
    marks = [(name, f"{flat.classes[at] or ''} {flat.classes[flat.parents[at]] or ''}") for at, _, name in menu]
    beside, named = _texts_beside(page, start)
    in_menu = {fold_key(name) for name, _ in marks}
    marked = {fold_key(name): name for name, mark in marks if _MARKED.search(mark)}
    return (
        next((name for name, mark in marks if "current-post-" in mark), None)
        or next((text for key, text in beside.items() if key in in_menu), None)
        or (next(iter(marked.values())) if len(marked) == 1 else None)
        or (named[0] if len(named) == 1 else None)
    )


_MARKED = lazy(r"(?:^|[-_\s])(?:active|aktiv|current|on|selected)(?:\s|$)", re.IGNORECASE)


def _is_folder(path: str) -> bool:
    """Whether the last step of an address may be a section's: neither a language, nor a kind of pages, nor a number."""
    step = path.rpartition("/")[2]
    return not (_NO_SECTION.match(step) or _LANGUAGE.fullmatch(step))


_LANGUAGE = lazy(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)


def _menu(page: Page, start: int) -> Iterator[tuple[int, str, str]]:
    """The links before a place that stand among several and lead near the front: where, their paths and names."""
    flat = page.flat
    for at, href in flat.links:
        if at >= start:
            break
        if _is_near(href, page) and _is_in_a_menu(flat, at, start):
            name = text_of(flat.elements[at], SECTION_LENGTH)
            if name and not (_NO_SECTION.match(name) or _WAY_BACK.match(name)):
                yield at, urlsplit(absolute(href or "", page.base) or "").path.rstrip("/"), name


def _texts_beside(page: Page, start: int) -> tuple[dict[str, str], list[str]]:
    """The short texts beside the headline, no part of it, by their folded form, and those that are named for a
    category."""
    flat, heading = page.flat, page.flat.elements[start]
    end, title = flat.ends[start], f" {fold_key(text_of(heading, 400))} "
    beside: dict[str, str] = {}
    named = []
    for place in (*range(start - 1, max(-1, start - UNLINKED), -1), *range(end, min(len(flat.tags), end + UNLINKED))):
        line = squeeze(flat.texts[place] or "")
        if not line or len(line) > DATED_LINE or flat.tags[place] not in _PRINTED or flat.children[place]:
            continue
        if page.furniture.zone(place) & COMMENT or (
            flat.tags[place] == "a" and not _is_alone_above(flat, place, start)
        ):
            continue
        if next(flat.elements[place].iterancestors("a", "nav", "ul", "ol"), None) is not None:
            continue
        for text in _BETWEEN_BARS.split(line):
            if _may_be_section(text, heading) and f" {fold_key(text)} " not in title:
                beside.setdefault(fold_key(text), text)
                if _OF_NO_KICKER.search(flat.classes[place] or ""):
                    named.append(text)
    return beside, named


def _may_be_section(text: str, heading: html.HtmlElement) -> bool:
    length = SECTION_SIGNS if max(text, default="") >= "\u2e80" else SECTION_LENGTH
    is_short = 1 < len(text) <= length and len(text.split()) <= SECTION_WORDS
    return is_short and not _ON.fullmatch(text) and text[-1].isalpha() and not _is_no_section(text, heading)


SECTION_SIGNS = 8
"""Characters of a section in scripts that set no spaces between words."""
_ON = lazy(rf"(?:{alternatives('sections', 'leads on')})\b.*", re.IGNORECASE)
DATED_LINE = 60
"""Characters of a line that says in which section an article is, and when it was published."""
_BETWEEN_BARS = lazy(r"\s+[/|·•–-]\s+")
_PRINTED = frozenset(("a", "span", "div", "p", "strong", "b", "small", "em", "i", "dd", "td"))
NEAR_THE_FRONT, HYPHENS = 2, 2
"""Steps of the address of a section, and the hyphens in the last of them: more are an article's."""


def _is_alone_above(flat: Flat, place: int, start: int) -> bool:
    """Whether a link stands before the headline, and in no menu."""
    return place < start and not _is_in_a_menu(flat, place, start)


def _is_in_a_menu(flat: Flat, at: int, start: int) -> bool:
    """Whether a link stands before the headline in a box of several that ends before it."""
    box = flat.parents[at]
    box = flat.parents[box] if flat.tags[box] == "li" else box
    return at < start and flat.ends[box] <= start and flat.within(box).count("a") >= BESIDE


def _is_near(href: str | None, page: Page) -> bool:
    """Whether an address lies so near the front of the page's site that it may be a section's."""
    if not href or href.startswith("#") or is_author_address(href):
        return False
    address = urlsplit(absolute(href, page.base) or "")
    steps = [step for step in address.path.split("/") if step]
    return (
        0 < len(steps) <= NEAR_THE_FRONT
        and steps[-1].count("-") <= HYPHENS
        and _site(address) == _site(urlsplit(page.own_address or page.url))
    )


def _site(address: SplitResult) -> str:
    """Whose an address is: what is registered of its host, so that parts of a site on hosts of their own count."""
    return domain(address.hostname or "")


def _is_no_section(name: str, heading: html.HtmlElement) -> bool:
    return bool(_NO_SECTION.match(name) or _WAY_BACK.match(name)) or fold_key(name) == fold_key(text_of(heading, 400))


def _between(trail: list[str], page: Page) -> list[str]:
    """A trail without its end, where that is the page itself."""
    heading = page.headline_element
    said = [page.title or "", *page.meta.get("og:title", ()), "" if heading is None else text_of(heading, 400)]
    last = fold_key(trail[-1]) if trail else ""
    is_page = not last or any(_is_headline(last, fold_key(text)) for text in said)
    return trail[:-1] if is_page or len(trail) < 2 or len(last.split()) > SECTION_WORDS else trail


def _crumbs(node: dict[str, Any], page: Page) -> list[str]:
    """The names of a trail; that of the front page, whose address has no path, is empty."""
    items = node.get("itemListElement")
    names = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            address = (inner.get("@id") or inner.get("url")) if isinstance(inner, dict) else inner
            at_front = isinstance(address, str) and not urlsplit(absolute(address, page.base) or "/x").path.strip("/")
            if isinstance(name, str) and squeeze(name):
                names.append("" if at_front else squeeze(plain(name)))
    return names
