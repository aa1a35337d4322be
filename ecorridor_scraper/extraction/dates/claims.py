"""What the data of a page say of its article's dates: structured data, metadata, the title, the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..lazy import lazy
from ..names import squeeze
from ..phrases import lists
from ..structured import is_article, types_of
from ..values import Date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..page import Page

PUBLISHED_META, VAGUE_META, MODIFIED_META = (
    lists("dates")[name] for name in ("metadata of publication", "metadata of some day", "metadata of a change")
)
"""Names of metadata that say when, the surest first. Those that hold some date of the page are believed only after what
the page prints beside its headline."""

_URL_DATE = lazy(
    r"(?:^|[/_.-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=\D|$)|"
    r"(?:^|/)((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[1-9]|1[0-2])[a-z]*/(\d{1,2})(?=/|$)",
    re.IGNORECASE,
)
_URL_STAMP = lazy(
    r"(?:^|[/_.-])[a-z]{0,3}((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d*(?=\D|$)",
    re.IGNORECASE,
)
"""The number of an article that begins with the minute in which it was filed: "A2026012914320005196"."""
_URL_MONTH = lazy(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"

_EMBEDDED = lazy(
    r"(?:\\?\"|&quot;)(?:datePublished|publish(?:ed)?_?(?:Date|At|date|at|Time|time)|first_?publi(?:cation"
    r"|shed)_?(?:date|at)|firstPublished(?:At|Date)?|pubDate)"
    r"(?:\\?\"|&quot;)\s*:\s*(?:\\?\"|&quot;)(\d{4}-\d\d-\d\d[^\"\\&]{0,30})"
)
_AFTER_BAR = lazy(r"[|–—-]\s*(\d[\d./-]{7,9}|\d\d?\.? \w+ \d{4}|\w+ \d\d?, \d{4})\s*$")


ONCE = timedelta(minutes=5)
"""Between two saves of what was written in one go."""


@dataclass(slots=True)
class Found:
    """A date with the text that it was read from, and where that stood."""

    date: Date
    raw: str
    source: str


class Claims:
    """Reads dates with what is known of the page: when it was fetched, its zone, its language."""

    def __init__(self, page: Page) -> None:
        self.page = page
        site = page.site
        self.zone = site.timezone if site else None
        language = (page.root.get("lang") or (page.meta.get("og:locale") or [""])[0]).replace("_", "-")
        self.languages = (language,) if language else ()
        own = urlsplit(page.own_address or "")
        self.is_front = bool(own.netloc) and own.path in ("", "/") and not own.query
        """Whether the page calls itself the front of a site, of which data tell when the site was made."""

    def parse(self, text: str, source: str) -> Found | None:
        date = parse_date(text, fetched_at=self.page.fetched_at, zone=self.zone, languages=self.languages, whole=True)
        if date is None or date.precision in ("year", "month") or date.value.year < 1990:
            return None
        return Found(date, squeeze(text)[:200], source)

    def structured(self, *keys: str) -> list[Found]:
        """Dates of the article object."""
        nodes = self.page.json_ld
        articles = [n for n in nodes if is_article(n)]
        for node in nodes:
            for key in ("mainEntity", "mainEntityOfPage"):
                inner = node.get(key)
                if isinstance(inner, dict) and is_article(inner):
                    articles.append(inner)
        return self._of_nodes(articles[:3], keys)

    def of_others(self, *keys: str) -> list[Found]:
        """Dates of what else a page may be about: a video, a recipe, a question."""
        others = [n for n in self.page.json_ld if not _OTHER_TYPES.isdisjoint(types_of(n))]
        return self._of_nodes(others[:3], keys)

    def of_the_page(self) -> list[Found]:
        """When the page (not an article on it) was published: systems say that of imprints and price lists, too."""
        pages = [n for n in self.page.json_ld if "WebPage" in types_of(n)]
        return self._of_nodes(pages[:2], ("datePublished",))

    def saved_once(self) -> bool:
        """Whether the page, by its data, was published and never touched again, as news is and imprints are not."""
        published = self.of_the_page()
        modified = self._of_nodes([n for n in self.page.json_ld if "WebPage" in types_of(n)][:1], ("dateModified",))
        return bool(published and modified) and abs(modified[0].date.value - published[0].date.value) < ONCE

    def _of_nodes(self, nodes: Iterable[dict[str, Any]], keys: Iterable[str]) -> list[Found]:
        found = []
        for node in nodes:
            for key in keys:
                value = node.get(key)
                value = value[0] if isinstance(value, list) and value else value
                if isinstance(value, str | int) and (date := self.parse(str(value), "json-ld")):
                    found.append(date)
                    break
        return found

    def metadata(self, names: Iterable[str]) -> list[Found]:
        meta = self.page.meta
        return [d for name in names if name in meta for text in meta[name][:1] if (d := self.parse(text, "meta"))]

    def in_title(self) -> list[Found]:
        """A date that the title ends with: "Rain | Valley Courier | 28.04.2023"."""
        match = _AFTER_BAR.search(self.page.title or "")
        found = self.parse(match[1], "meta") if match else None
        return [found] if found else []

    def address(self) -> Found | None:
        """The day, or the month, that the page's address contains."""
        path = urlsplit(self.page.own_address or self.page.url).path
        if match := _URL_DATE.search(path):
            if match[1]:
                return self.parse(f"{match[1]}-{match[3]}-{match[4]}", "url")
            month = int(match[6]) if match[6].isdigit() else _MONTHS.index(match[6].lower()) // 3 + 1
            return self.parse(f"{match[5]}-{month:02}-{int(match[7]):02}", "url")
        if match := _URL_STAMP.search(path):
            return self.parse("-".join(match.groups()), "url")
        if match := _URL_MONTH.search(path):
            date = parse_date(f"{match[1]}-{match[2]}-01", fetched_at=self.page.fetched_at)
            return Found(Date(date.value, "month", zoned=False), match[0], "url") if date else None
        return None

    def embedded(self) -> list[Found]:
        """What broken JSON-LD or the page's embedded state say, where all that they say is one day."""
        found: dict[object, Found] = {}
        for script in self.page.heads["script"]:
            text = script.text
            if text and ("ubli" in text or "pubDate" in text):
                for match in _EMBEDDED.finditer(text[:400_000]):
                    if date := self.parse(match[1], "json-ld"):
                        found.setdefault(date.date.value.date(), date)
                    if len(found) > 1:
                        return []
        return list(found.values())


_OTHER_TYPES = frozenset(
    (
        "VideoObject", "ImageGallery", "DiscussionForumPosting", "QAPage", "Question", "Recipe", "Review", "ItemPage",
        "HowTo", "PodcastEpisode",
    )
)  # fmt: skip
