"""The headline without the site's name, and the name of the publication that it stands beside."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..furniture import COMMENT, FOREIGN, fold_key, text_of
from ..lazy import lazy
from ..page import LONGEST_TITLE, absolute
from ..said import first, name_of, texts
from ..structured import types_of

if TYPE_CHECKING:
    from lxml import html

    from ..page import Page


def read_publisher(page: Page, node: dict[str, Any]) -> str | None:
    if page.site and page.site.title:
        return page.site.title
    by_id = {str(n.get("@id")): n for n in page.json_ld if n.get("@id") and n.get("name")}
    publisher = node.get("publisher")
    if isinstance(publisher, dict) and not publisher.get("name"):
        publisher = by_id.get(str(publisher.get("@id")))
    name = first(texts(page, "og:site_name"), own := name_of(publisher))
    if name and own and (_is_section(name, page) or _is_in_other_letters(own, name, page)):
        name = own
    if name is None:
        sites = [n for n in page.json_ld if not {"WebSite", "NewsMediaOrganization"}.isdisjoint(types_of(n))]
        name = first(texts(page, "application-name", "dc.publisher", "publisher"), *(n.get("name") for n in sites))
    return _without_slogan(name, page) if name and len(name) <= 100 and "://" not in name else None


def _is_section(name: str, page: Page) -> bool:
    """Whether what a page calls its site is a part of it, as its address says: "Science" at /science/."""
    parts = urlsplit(page.url)
    slug, labels = fold_key(name).replace(" ", "-"), (parts.hostname or "").split(".")
    is_part = len(labels) > 2 and labels[1] not in _SECOND_LEVEL and slug == labels[0]
    return is_part or slug in parts.path.lower().split("/")[1:3]


def domain(host: str) -> str:
    """The part of a host that is registered: "paper" of forum.paper.co.uk."""
    labels = host.split(".")
    at = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    return fold_key(labels[at]) if len(labels) >= -at else fold_key(host)


_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go"))


def _is_in_other_letters(own: str, name: str, page: Page) -> bool:
    """Whether a name is the page's host, or runs together, and `own` is the same in the words of the publication."""
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    is_host = name.lower().removeprefix("www.") == host and _compact(own) == _compact(host.rsplit(".", 1)[0])
    return is_host or (name.islower() and " " not in name and " " in own and _compact(own) == _compact(name))


def _without_slogan(name: str, page: Page) -> str:
    """A site's name without the headline before it, and the part that its host confirms, where a slogan, a place or a
    company stands behind a bar."""
    heading = page.headline_element
    title = fold_key(text_of(heading, 400)) if heading is not None else ""
    parts, host = _parts(name, _BAR), _compact(urlsplit(page.url).hostname or "")
    besides = [part for part in parts if fold_key(part) != title]
    if besides and len(besides) < len(parts):
        return besides[-1]
    named = next((part for part in parts if len(key := _compact(part)) >= SHORT_HOST and key in host), None)
    if len(parts) < 2 or named is None or named == parts[0]:
        return named or name
    own = set(fold_key(named).split())
    others = {word for part in parts for word in fold_key(part).split() if len(word) >= SHORT_HOST} - own
    return name if any(word in host for word in others) else named


def _compact(name: str) -> str:
    return fold_key(name).replace(" ", "")


_BAR_SIGNS = (
    r"\s*--+\s*|\s+<\s+|\s+[|·•»›‹«—–\-:~/]{1,2}\s+|\s*[|｜_－]\s*|\s*::\s*|\s+\\\s+|(?<=\w):\s+(?=[A-Z][\w.]+$)"
)
_BAR = lazy(_BAR_SIGNS)


def read_headline(page: Page, node: dict[str, Any], publisher: str | None) -> str | None:
    """The headline: the first-level heading that the metadata confirm, else what the metadata say."""
    own_name = texts(page, "og:site_name")
    titles = {fold_key(title) for title in texts(page, "og:title")} if own_name else set()
    apps = [name for name in texts(page, "application-name") if fold_key(name) not in titles]
    site = {fold_key(name) for name in (*own_name, *apps, publisher or "") if name}
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    site |= {fold_key(host), fold_key(host.rsplit(".", 1)[0]), domain(host)}
    own = [p for p in page.furniture.headings[:12] if not page.furniture.zone(p.at) & (FOREIGN | COMMENT)]
    site |= {fold_key(name) for p in own if (name := _home_name(p.element, page))}
    headings = [text for p in own if (text := _heading_text(p.element)) and fold_key(text) not in site]
    if not headings:
        headings = _named_headings(page)
        if not publisher:
            site |= {fold_key(name) for name in home_names(page)}
    said = [
        first(texts(page, "articletitle"), node.get("headline")),
        first(texts(page, "og:title")),
        first(texts(page, "twitter:title")),
        page.title,
    ]
    confirmed = headings or _only_heading(page, site)
    said = [unescape(text) if text and "&#" in text else text for text in said]
    clean = [_without_site(text, site, confirmed) for text in said if text and len(text) <= LONGEST_TITLE]
    clean = [text for text in clean if text and fold_key(text) not in site]
    if clean and _is_printed_below(clean[0], confirmed, page):
        return clean[0]
    for text in clean:
        alike = [heading for heading in confirmed if _alike(heading, text)]
        if alike:  # "Paper" and the headline, of a title that has both
            return _finer(max(alike, key=lambda heading: _shared(heading, text)), text, site)
    if len(headings) == 1 and len(headings[0]) > 12:
        return headings[0]
    if clean and not headings and not any(said[:-1]):
        return _printed_part(page, clean[0])
    return clean[0] if clean else headings[0] if headings else None


def _heading_text(element: html.HtmlElement) -> str:
    """The text of a heading without the button at its end: to print, to share, to link to the place."""
    text = text_of(element, 400)
    last = next((e for e in reversed(element) if isinstance(e.tag, str) and text_of(e, 40)), None)
    if last is not None and last.tag in ("a", "button"):
        label = text_of(last, 40)
        acts = last.tag == "button" or (last.get("href") or "#").startswith(("#", "javascript:"))
        if acts and label and text.endswith(label) and (rest := text.removesuffix(label).strip()):
            return rest
    return text


def _is_printed_below(title: str, headings: list[str], page: Page) -> bool:
    """Whether a heading of a lower level is the title that the data give, and none of the first level is like it:
    "News Flash" above "Crosswalk at Elm Street"."""
    key = fold_key(title)
    if not headings or any(_alike(heading, title) for heading in headings):
        return False
    below = (p for p in page.furniture.subheadings if not page.furniture.zone(p.at) & (FOREIGN | COMMENT))
    return any(fold_key(text_of(p.element, 400)) == key for p in below)


def _only_heading(page: Page, site: set[str]) -> list[str]:
    """The page's only heading of first level, whatever its column is called, unless it is the site's name."""
    piece = page.furniture.only_heading()
    text = _heading_text(piece.element) if piece is not None else ""
    if piece is None or not text or _home_name(piece.element, page) or fold_key(text) in site:
        return []
    return [text]


_NAMED = lazy(r"(?:entry|post|article|story|news)[-_]{0,2}(?:title|headline)\b|\bheadline\b", re.IGNORECASE)


def _named_headings(page: Page) -> list[str]:
    """The heading of a lower level that a class calls the title of the post, where there is but one."""
    named = [
        p
        for p in page.furniture.subheadings
        if _NAMED.search(p.element.get("class") or "") and not page.furniture.zone(p.at) & (FOREIGN | COMMENT)
    ]
    text = _heading_text(named[0].element) if len(named) == 1 else ""
    return [text] if text else []


def _printed_part(page: Page, title: str) -> str:
    """A title; where the page prints but parts of it, as papers without headings do, the longest of these."""
    if len(whole := _parts(title, _TITLE_BAR)) < 2 or not page.furniture.size:
        return title
    flat = page.flat
    keys = {fold_key(part): part for part in (*whole, *_parts(title, _BAR)) if len(part.split()) > 1}
    printed = {
        key
        for text, tag in zip(flat.texts, flat.tags, strict=True)
        if text
        and len(text) < LONGEST_TITLE
        and tag not in ("title", "a", "option")
        and (key := fold_key(text)) in keys
    }
    host = (urlsplit(page.url).hostname or "").removeprefix("www.").split(".")[0].replace("-", "")
    parts = [(len(host) <= SHORT_HOST or host not in key.replace(" ", ""), len(key), key) for key in printed]
    return keys[max(parts)[2]] if parts else title


SHORT_HOST = 4
"""Characters of a host's name up to which a headline may hold it by chance."""


def _parts(title: str, bar: re.Pattern[str]) -> list[str]:
    """What stands between the bars of a title."""
    bounds = [0, *(at for match in bar.finditer(title) for at in match.span()), len(title)]
    return [title[a:b].strip() for a, b in pairwise(bounds)][::2]


# --- the name of the site -------------------------------------------------------------------------------------------


def _is_home(href: str | None, page: Page) -> bool:
    """Whether an address is the front page of the page's site."""
    if not href or not (href == "/" or ("//" in href and href.rstrip("/").count("/") == len("//"))):
        return False
    parts = urlsplit(absolute(href, page.base) or "")
    return parts.path in ("", "/") and not parts.query and parts.netloc == urlsplit(page.url).netloc


def _home_name(heading: html.HtmlElement, page: Page) -> str | None:
    """The text of a heading that is nothing but a link to the front page, which is the site's name."""
    for link in heading.iter("a"):
        if _is_home(link.get("href"), page) and (name := text_of(link, 100)) and name == text_of(heading, 100):
            return name
    return None


_OF_HOME = frozenset(("home", "site-title"))
"""What the link to a front page, or the element around it, is named."""


def home_names(page: Page) -> list[str]:
    """What the links to the front page say, in words or for the picture in them. That of a site in a folder of its host
    is known by what the link, or what it stands in, is named."""
    flat, names = page.flat, []
    for at, href in flat.links:
        named = flat.elements[at].get("rel") or flat.classes[flat.parents[at]]
        if _is_home(href, page) or (named and not _OF_HOME.isdisjoint(named.split())):
            names.append(text_of(flat.elements[at], 60))
            names += [str(image.get("alt") or "") for image in flat.elements[at].iter("img")]
    return [name for name in names if len(name) > 2]


def publisher_in_title(page: Page, headline: str | None) -> str | None:
    """The part of the title before or behind the headline that the host or a link to the front page confirms."""
    title = page.title
    if not title or not headline or len(title) > LONGEST_TITLE:
        return None
    parts = _parts(title, _TITLE_BAR)
    hostname = urlsplit(page.url).hostname or ""
    host, registered = re.sub(r"[\W_]", "", hostname), _compact(domain(hostname))
    home: set[str] | None = None
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        key = fold_key(part)
        if not 2 < len(part) <= 60 or key == fold_key(headline):
            continue
        whole = _compact(part)
        is_most = len(registered) >= SHORT_HOST and registered in whole and len(whole) <= 2 * len(registered)
        if whole == registered or is_most or (len(key) >= SHORT_HOST and whole in host):
            return part
        home = home if home is not None else {fold_key(name) for name in home_names(page)}
        if key in home:
            return part
    return None


_TITLE_BAR = lazy(rf"{_BAR_SIGNS}|:\s+|\s*：\s*")


def _finer(heading: str, text: str, site: set[str]) -> str:
    """Of two prints of one headline the metadata's, where only punctuation, a kicker or the site's name tells them
    apart."""
    a, b = fold_key(heading), fold_key(text)
    has_kicker = len(b) > 20 and a.endswith(b)
    has_site = bool(b) and a.startswith(b) and not {a[len(b) :].strip(), a[len(b) :].replace(" ", "")}.isdisjoint(site)
    return text if a == b or has_kicker or has_site else heading


_DENSE = lazy("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
SHORT_DENSE = 5
"""Characters of a headline in scripts whose characters are syllables or words, of which more than these tell."""


def _alike(heading: str, text: str) -> bool:
    """Whether a heading prints what the metadata say: equal, contained, or most words in common."""
    a, b = fold_key(heading), fold_key(text)
    if not a or not b:
        return False
    least = SHORT_DENSE if _DENSE.search(a) and _DENSE.search(b) else 14
    if a == b or (len(a) > least and a in b) or (len(b) > least and b in a):
        return True
    words, others = set(a.split()), set(b.split())
    return len(words & others) * 10 >= 6 * max(3, min(len(words), len(others)))


def _shared(heading: str, text: str) -> int:
    """How many words a heading and what the metadata say have in common."""
    return len(set(fold_key(heading).split()) & set(fold_key(text).split()))


def _without_site(text: str, site: set[str], headings: list[str]) -> str:
    """A title without the site's name or section before or behind it."""
    keys = {fold_key(h) for h in headings}
    parts = [(m.start(), m.end()) for m in _BAR.finditer(text)]
    for start, end in parts:
        if (
            fold_key(text[:start]) in keys and fold_key(text[end:]) not in keys
        ):  # else a paper that heads its pages, too
            return text[:start].strip()
    for start, end in reversed(parts):
        tail = fold_key(text[end:])
        if (
            tail in site
            or tail.replace(" ", "") in site
            or (tail and len(tail) < 30 and any(tail in s or s in tail for s in site if len(s) > 3))
        ):
            text = text[:start].strip()
        else:
            break
    head, bar, tail = text.rpartition("|")
    if bar and len(head.split()) > 3 and len(tail) < len(head) and len(tail.split()) < 6:
        text = head.strip(" |")  # the section, or a name of the site that nothing else gives
    for start, end in parts[:1]:
        head = fold_key(text[:end]).strip()
        is_print = text[start:end].strip() == "::" and any(head.startswith(f"{name} ") for name in site if name)
        if end < len(text) and (head in site or is_print):
            text = text[end:].strip()
    return _VIEW_TOPIC.sub("", text)


_VIEW_TOPIC = lazy(
    r"^(?:view topic|thema anzeigen|ver tema|voir le sujet|zobacz temat|leggi argomento|visualizza discussione"
    r"|bekijk onderwerp|просмотр темы|переглянути тему|vis emne|visa ämne|exibir tópico)\s[-–]\s",
    re.IGNORECASE,
)
"""What boards open the titles of their topics with."""
