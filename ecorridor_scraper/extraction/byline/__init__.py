"""Who wrote it: persons with role, biography and contact; agencies and desks apart from persons."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...items import Author
from ..furniture import (
    BIOGRAPHY,
    COMMENT,
    FOREIGN,
    fold_key,
    is_author_address,
    text_of,
)
from ..lazy import lazy
from ..names import SEPARATOR, in_title_case, is_desk, is_organisation, read_line, squeeze
from ..page import absolute
from ..structured import is_news, types_of
from .author_box import as_biography, as_role, complete
from .candidates import candidates
from .dispatch import confirmed_place, dispatched_by, dispatching, read_dateline
from .mentions import Elsewhere, Mention, Site, features, is_dated, is_led_on
from .rows import named_by_the_day
from .signing_lines import opening_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from ..body import Body
    from ..page import Page
    from ..trees import Trees


WEIGHTS = Path(__file__).with_name("weights.npz")
"""Written by `benchmarks/train_byline.py`."""
THRESHOLD = 0.43
"""A candidate whose score reaches it is an author; chosen on cross-validated scores."""
THRESHOLD_DESK = 0.35
"""The same for a desk or an agency in print: few other texts of a page are its name."""
THRESHOLD_UNDATED = 0.5
"""The same for a name that only data give, on a page whose data tell no day: often the site's webmaster."""
THRESHOLD_PLACED = 0.12
"""The same for a name whose place speaks for it: introduced as an author's, where nobody else is named, or a person's
in one byline with an author, "By Ali Khan and Sara Ahmed"."""
LEAST = math.log(0.05 / 0.95)
"""Log-odds below which no rule makes a candidate an author."""


@dataclass(slots=True)
class Byline:
    """The byline as printed and what it says."""

    raw: str | None = None
    authors: list[Author] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    dateline: str | None = None


def read_byline(page: Page, body: Body, *, exclude: Iterable[html.HtmlElement] = ()) -> Byline:
    """The authors of a page; nothing where it names none.

    Persons are `authors`. An agency or desk is in `agencies`; where it signs alone it is an author, too, with the
    role `organization`.
    """
    groups = candidates(page, exclude)
    chosen = _chosen(groups, page)
    site = Site(page)
    byline = Byline(raw=_raw(chosen), dateline=read_dateline(body) or confirmed_place(body, _keywords(page)))
    if byline.dateline and site.is_called(fold_key(byline.dateline)):
        byline.dateline = None
    houses = [ms for ms in chosen if _is_house(ms, site)]
    if is_news(page.json_ld) or any(
        "LiveBlogPosting" in types_of(node) for node in page.json_ld
    ):  # whoever publishes the news is put in the author's place where there is none
        houses = [ms for ms in houses if _is_printed(ms) or is_desk(ms[0].name) or _is_source(ms, site)]
    persons = [ms for ms in chosen if not _is_house(ms, site)]
    others = [ms for ms in persons if not site.says(fold_key(ms[0].name)) and not site.opens(fold_key(ms[0].name))]
    opening = [] if others else opening_names(page) or dispatched_by(body) or body.signed
    opening = opening or ([] if others else named_by_the_day(page, body))
    if others or opening:  # beside them the site's own name, which its data may call a person's, is the house
        houses += [ms for ms in persons if ms not in others]
        persons = others
    byline.agencies = [printed(ms) for ms in houses]
    if (agency := dispatching(body)) and agency not in byline.agencies:
        byline.agencies.append(agency)
    lines = {m.line for ms in chosen for m in ms if m.element is not None}
    for ms in groups.values():  # an agency beside a person: "By A B, Reuters"
        if ms not in chosen and is_desk(ms[0].name) and any(m.line in lines for m in ms if m.element is not None):
            byline.agencies.append(printed(ms))
    byline.authors = [_author(ms, page, body, alone=len(persons) == 1) for ms in persons] or [
        Author(person.name, role=person.role) for person in opening
    ]
    for author in byline.authors:
        author.role = as_role(author.role)
        author.bio = as_biography(author, byline.raw, [other.name for other in byline.authors if other is not author])
    if not byline.authors:
        byline.authors = [Author(printed(ms), role="organization", url=_address(ms, page)) for ms in houses]
    if (selected := page.select("authors")) is not None:
        _correct(byline, selected, page)
    return byline


def _keywords(page: Page) -> str:
    """What the page's address and its keywords say that it is about."""
    said = (text for name in ("keywords", "news_keywords", "article:tag") for text in page.meta.get(name, ()))
    return " ".join((urlsplit(page.url).path, *said))


def _chosen(groups: dict[str, list[Mention]], page: Page) -> list[list[Mention]]:
    elsewhere = Elsewhere(page)
    chosen = _signing(groups, page, elsewhere)
    if not chosen and groups:  # whoever signs but previews is no rival
        own = {key: ms for key, ms in groups.items() if not elsewhere.holds_all(ms)}
        chosen = _signing(own, page, elsewhere) if len(own) < len(groups) else []
    return chosen


def _signing(groups: dict[str, list[Mention]], page: Page, elsewhere: Elsewhere) -> list[list[Mention]]:
    """Who of some candidates wrote the article."""
    if not groups:
        return []
    import numpy as np  # here, since it takes longer to import than everything else

    rows = features(groups, page)
    logits = byline_trees().logits(np.array(rows, np.float32))
    for number, (facts, ms) in enumerate(zip(rows, groups.values(), strict=True)):
        is_nobody = _are_places(ms) or _FOR_WHOM.match(ms[0].name) or _is_word(ms) or _SERVICE.fullmatch(ms[0].name)
        if logits[number] >= LEAST and (is_led_on(facts) or is_nobody or elsewhere.holds_all(ms)):
            logits[number] = -math.inf
    least, printed_desk, beside, undated = (
        math.log(t / (1 - t)) for t in (THRESHOLD, THRESHOLD_DESK, THRESHOLD_PLACED, THRESHOLD_UNDATED)
    )
    dated = is_dated(page)
    for number, ms in enumerate(groups.values()):
        if is_desk(ms[0].name) and any(m.element is not None and not m.zone & (FOREIGN | COMMENT) for m in ms):
            logits[number] += least - printed_desk
        elif not dated and not _is_printed(ms):
            logits[number] += least - undated
    scored = list(zip(groups.values(), logits, strict=True))
    if max(logits) < least and (lone := _alone(scored)) is not None:
        return [lone]
    signed = [
        m for ms, logit in scored if logit >= least for m in ms if m.size < 6 and not m.zone & (FOREIGN | COMMENT)
    ]
    lines = {m.line for m in signed}
    beside_links = {row for m in signed if (row := _row(m))}
    listed = any(logit >= least and _is_listed(m) for ms, logit in scored for m in ms)
    chosen = [
        ms
        for ms, logit in scored
        if logit >= least
        or (logit >= beside and any(_is_beside(m, lines, listed=listed) for m in ms) and not _is_house(ms))
        or any(m.size == 1 and _row(m) in beside_links for m in ms)
    ]
    keys = [fold_key(ms[0].name) for ms in chosen]
    # "Khan" beside "Ali Khan" is the same person printed twice.
    return [
        ms
        for ms, key in zip(chosen, keys, strict=True)
        if not any(key != other and f" {key} " in f" {other} " for other in keys)
    ]


@lru_cache(maxsize=1)
def byline_trees() -> Trees:
    """The trees that score a candidate, read once."""
    from ..trees import read_trees  # here, since numpy takes longer to import than everything else

    return read_trees(WEIGHTS)


def _is_word(ms: list[Mention]) -> bool:
    """Whether a name is a word in small letters that stands in longer lines only: "writes about water and roads"."""
    return ms[0].name.islower() and " " not in ms[0].name and all(m.size > 1 for m in ms)


_SERVICE = lazy(r"mastodon|bluesky|github|gitlab|codeberg|flickr|vimeo|twitch|discord|keybase|pixelfed", re.IGNORECASE)
"""Where a site, too, has a profile at an address like those of authors: "/@paper"."""


def _alone(scored: list[tuple[list[Mention], float]]) -> list[Mention] | None:
    """The one name that is printed for an author's and introduced as one, "Posted by Jo Askew", wherever on the page,
    where nobody else is named."""
    named = [(ms, logit) for ms, logit in scored if any(not m.zone & COMMENT for m in ms)]
    if len(named) != 1 or named[0][1] < math.log(THRESHOLD_PLACED / (1 - THRESHOLD_PLACED)):
        return None
    ((ms, _),) = named
    seen = [
        m for m in ms if m.element is not None and m.size == 1 and not m.rest and (m.source != "text" or " " in m.name)
    ]
    return ms if any(m.introduced and not m.zone & (COMMENT | BIOGRAPHY) for m in seen) else None


PERSON_AND_AGENCY = 2
"""Names of a byline that is one person's, who may have used what an agency sent: "Lucía Prado / EFE"."""


def _is_beside(mention: Mention, lines: set[str | None], *, listed: bool) -> bool:
    """Whether a name stands in an author's byline, or in the list of the data where one of it is an author."""
    if listed and _is_listed(mention):
        return True
    is_alone = mention.source == "class" and mention.size == PERSON_AND_AGENCY and not mention.rest
    is_named = mention.source in _NAMED_SO or (is_alone and " " in mention.name)
    is_named = is_named and not mention.name.islower() and not _FOR_WHOM.match(mention.name)
    is_byline = mention.introduced or is_named
    return is_byline and mention.line in lines and mention.size < 6 and not _is_place(mention)


_NAMED_SO = ("strong", "itemprop", "rel")
"""Sources of a byline that need no introduction."""
_FOR_WHOM = lazy(r"(?:para|for|für|pour|per|voor|для)\s", re.IGNORECASE)
"""What stands before the paper that a text was written for: "Ana Ruiz, para La Voz"."""


def _are_places(ms: list[Mention]) -> bool:
    """Whether a name stands nowhere but right before the day, in a part of its own of somebody's byline."""
    return any(map(_is_place, ms)) and all(m.source == "beside_date" or _is_place(m) for m in ms)


def _is_place(mention: Mention) -> bool:
    """Whether a name stands in a part of its own right before the day: "Written by Jo Askew ¦ Delhi | Updated: ..."."""
    _, own, behind = (mention.line or "").rpartition(f"{SEPARATOR}{mention.name} | ")
    return bool(own) and bool(_OF_A_DAY.match(behind))


_OF_A_DAY = lazy(r"[^\d|]{0,24}\d")


def _is_listed(mention: Mention) -> bool:
    return mention.source == "ld" and mention.size > 1


def _row(mention: Mention) -> tuple[html.HtmlElement, str] | None:
    """Where the links to profiles of several authors stand side by side: "A | B", each name in a link of one class."""
    element = mention.element
    if element is None or element.tag != "a" or not is_author_address(element.get("href")):
        return None
    parent, name = element.getparent(), element.get("class")
    return (parent, name) if parent is not None and name else None


def _is_house(ms: list[Mention], site: Site | None = None) -> bool:
    """Whether a name is no person's: a desk, an agency, an organisation, or the `site` that only its data name."""
    name = ms[0].name
    if site and site.is_called(fold_key(name)) and not any(m.element is not None or _says_person(m) for m in ms):
        return True
    if site and site.is_called(fold_key(name)) and not _may_be_person(name) and not any(map(_says_person, ms)):
        return True
    if is_desk(name) or any(m.source.endswith("-org") for m in ms):
        return True
    return is_organisation(name) and not any(m.source == "ld" and _says_person(m) for m in ms)


def _may_be_person(name: str) -> bool:
    """Whether the name of a site may be that of the person who writes it: two or three words of a script with case."""
    words = name.split()
    return 1 < len(words) < 4 and name.lower() != name.upper() and not is_organisation(name)


def _is_source(ms: list[Mention], site: Site) -> bool:
    """Whether the data say of an organisation that it is the author, beside a publisher of another name."""
    return site.has_name and not site.says(fold_key(ms[0].name)) and any(m.source == "ld-org" for m in ms)


def _is_printed(ms: list[Mention]) -> bool:
    """Whether a reader of the page sees the name, among the comments aside."""
    return any(m.element is not None and not m.zone & COMMENT for m in ms)


def _says_person(mention: Mention) -> bool:
    return "Person" in str((mention.node or {}).get("@type"))


def printed(ms: list[Mention]) -> str:
    """The best print of a name: not in capitals where another print is not, and as long as possible."""
    names = [m.name for m in ms]
    name = max(names, key=lambda n: (not n.isupper() and not n.islower(), n == names[0]))
    return in_title_case(name) if name.isupper() and " " in name and len(name) > 6 else name


def _raw(chosen: list[list[Mention]]) -> str | None:
    lines = [
        m
        for ms in chosen
        for m in ms
        if m.element is not None and m.line and not m.zone & (FOREIGN | COMMENT | BIOGRAPHY)
    ]
    if not lines:
        lines = [m for ms in chosen for m in ms if m.element is not None and m.line]
    if not lines:
        return None
    best = max(lines, key=lambda m: (m.size, m.introduced, -m.order))
    return _SPACE_BEFORE.sub("", squeeze((best.line or "").replace(SEPARATOR.strip(), " "))) or None


_SPACE_BEFORE = lazy(r"\s+(?=[,;،](?:\s|$))")


def _author(ms: list[Mention], page: Page, body: Body, *, alone: bool) -> Author:
    author = Author(printed(ms), url=_address(ms, page))
    nodes = [m.node for m in ms if m.node]
    author.role = next((m.role for m in ms if m.role), None)
    for node in nodes:
        title = node.get("jobTitle")
        author.role = author.role or (squeeze(title) or None if isinstance(title, str) else None)
        text = node.get("description")
        author.bio = author.bio or (squeeze(text) or None if isinstance(text, str) else None)
        mail = node.get("email")
        author.contact = author.contact or (mail.removeprefix("mailto:") or None if isinstance(mail, str) else None)
    places = [m.element for m in ms if m.element is not None and m.size == 1 and not m.zone & COMMENT]
    complete(author, places, page, body, alone=alone)
    return author


def _address(ms: list[Mention], page: Page) -> str | None:
    """The profile address of an author, absolute; neither a front page nor the article is one."""
    address = _said_address(ms, page)
    parts = urlsplit(address or "")
    is_host = not parts.path.strip("/") and parts.hostname == urlsplit(page.url).hostname and not parts.query
    return None if is_host or address in (page.own_address, page.url) else address


def _said_address(ms: list[Mention], page: Page) -> str | None:
    for mention in ms:
        element = mention.element
        links = [] if element is None else [element] if element.tag == "a" else list(element.iter("a"))
        for link in links:
            href = link.get("href") or ""
            named = fold_key(text_of(link, 100)) == fold_key(mention.name)
            if (named or (mention.size == 1 and is_author_address(href))) and not href.startswith(("mailto:", "#")):
                return absolute(href, page.base)
    for mention in ms:
        address = (mention.node or {}).get("url") or (mention.node or {}).get("sameAs")
        address = address[0] if isinstance(address, list) and address else address
        if isinstance(address, str) and address:
            return absolute(address, page.base)
    return None


def _correct(byline: Byline, selected: list[html.HtmlElement | str], page: Page) -> None:
    """The site file's answer wins where it has one; that it differs from the generic one is noted."""
    line = SEPARATOR.join(s if isinstance(s, str) else text_of(s, 300, SEPARATOR) for s in selected)
    read = read_line(line, trusted=True)
    if not read.persons and not read.agencies:
        if byline.authors:
            page.disagreements.append("authors")
        return
    if {fold_key(p.name) for p in read.persons} != {
        fold_key(a.name) for a in byline.authors if a.role != "organization"
    }:
        page.disagreements.append("authors")
    known = {fold_key(a.name): a for a in byline.authors}
    byline.raw = squeeze(line.replace(SEPARATOR.strip(), " "))
    byline.authors = [known.get(fold_key(p.name)) or Author(p.name, role=p.role) for p in read.persons]
    byline.agencies = list(read.agencies) or byline.agencies
    if not byline.authors:
        byline.authors = [Author(name, role="organization") for name in read.agencies]
