# ruff: noqa: E501  (lists of words)
"""When an article was published and when it was changed: candidates from data and print, the surest wins.

The order is: what the article's structured data say, metadata, a `time` element, the visible text beside the headline,
the address. A date that the address repeats is believed before one that it contradicts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .furniture import (
    AUTHOR,
    BIOGRAPHY,
    COMMENT,
    DATE,
    FOREIGN,
    INTRODUCED,
    MODIFIED,
    STRONG_AUTHOR,
    YEAR,
    text_of,
)
from .names import squeeze
from .structured import is_article, types_of
from .values import Date, fold_digits, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lxml import html

    from .furniture import Piece
    from .page import Page

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "article:published_date",
    "og:published_time", "parsely-pub-date", "sailthru.date", "dcterms.created", "dc.date.issued", "dc.date.created", "dcterms.issued",
    "dcterms.date", "dc.date", "dcterms.available", "pubdate", "publishdate", "publish-date", "publish_date", "publishing_date",
    "published_date", "publication_date", "publicationdate", "publication-date", "date_published", "published_at", "published_time_telegram", "cxenseparse:recs:publishtime",
    "article_date_original", "article:publicationdate", "originalpublicationdate", "citation_publication_date", "citation_date", "citation_online_date",
    "rnews:datepublished", "article.published", "article:post_date", "displaydate", "ptime", "date", "datecreated", "og:pubdate",
    "created", "article.created", "rbpubdate", "cxenseparse:publishtime", "shareaholic:article_published_time", "news:publication_date",
    "bt:pubdate", "search_date", "doc_date", "pdate", "weibo: article:create_at", "release_date", "og:release_date", "dat:published",
)  # fmt: skip
"""Names of metadata that say when, the surest first."""

MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "og:modified_time", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "modified", "updated_time", "revision_date", "article.updated", "parsely-updated-date",
    "lastmodified", "last_modified", "article:updated_time", "utime", "update_date", "date_modified",
)  # fmt: skip

_UPDATED = re.compile(
    r"updat|modif|edited|revised|aktualisi|geändert|mis à jour|màj|actualiz|atualiz|aggiorn|bijgewerkt|uppdater|opdater|oppdater|päivite|"
    r"aktualiz|zaktualiz|обновл|оновл|güncel|diperbarui|cập nhật|تحديث|اپ ?ڈیٹ|به ?روز|अपडेट|হালনাগাদ|更新|최종수정|수정",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|posted|created|written|first|veröffentl|erstellt|gepubl|postad|julkais|opublik|zveřej|опубл|yayın|diterbit|đăng|نشر|شائع|اشاعت|"
    r"انتشار|प्रकाशित|প্রকাশ|公開|发布|發布|配信|입력|등록",
    re.IGNORECASE,
)
_NOT_ARTICLE = re.compile(
    r"copyright|©|\(c\)|all rights|\bsince\b|founded|current-?date|\btoday|\bevent|deadline|birth|\bborn\b|expire|\bvalid|"
    r"\bdue\b|comment|\bjoined\b|member since|opening|\bseason\b|\btour\b",
    re.IGNORECASE,
)
_URL_DATE = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=\D|$)|"
    r"(?:^|/)((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?=\D|$)",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"\d{4}|'\d\d|\d[./-]\d\d?[./-]\d\d|\d{2}$|\w\s\d\d\b")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")


_EMBEDDED = re.compile(
    r"\\?\"(?:datePublished|publish(?:ed)?_?(?:Date|At|date|at|Time|time)|first_?publi(?:cation|shed)_?(?:date|at)|firstPublished(?:At|Date)?|pubDate)"
    r"\\?\"\s*:\s*\\?\"(\d{4}-\d\d-\d\d[^\"\\]{0,30})"
)


MAX_PIECES = 2000
"""Elements of a page that are looked at for visible dates."""


@dataclass(slots=True)
class Found:
    """A date with the text that it was read from, and where that stood."""

    date: Date
    raw: str
    source: str


@dataclass(slots=True)
class Dates:
    """What a page says of its article's time."""

    published: Found | None = None
    modified: Found | None = None


def read_dates(page: Page, *, signed: bool = False) -> Dates:
    """The article's dates; nothing where the page gives none. `signed` says that somebody is named as its author."""
    reader = _Reader(page)
    published = reader.structured("datePublished", "dateCreated", "uploadDate")
    published += reader.metadata(PUBLISHED_META)
    modified = reader.structured("dateModified") + reader.metadata(MODIFIED_META)
    in_address = reader.address()
    said = published[0] if published else None
    doubtful = said is not None and not any(m.date.value.date() > said.date.value.date() for m in modified)
    if not published or in_address or doubtful:
        seen, changed = reader.visible()
        if doubtful and said is not None and in_address is None:
            # Site builders print the day of the last deployment as the day of publication: the page itself knows better.
            first = next((f for f in seen[:1] if f.date.value < said.date.value - timedelta(days=2)), None)
            if first and reader.is_near(first):
                published.insert(0, first)
        published += seen
        modified += changed
    on_page = reader.of_the_page()
    if on_page:
        day = on_page[0].date.value
        confirmed = signed or any(abs(f.date.value - day) < timedelta(hours=38) for f in published)
        published = published if not confirmed or said else on_page + published
    if not published and in_address is None and not on_page:
        published = reader.embedded()
    best = _best(published, in_address)
    latest = next((m for m in modified if best is None or m.date.value >= best.date.value - timedelta(days=1)), None)
    return Dates(best, latest)


def _best(candidates: list[Found], in_address: Found | None) -> Found | None:
    """The first candidate, unless the address names a day: then the first that agrees with it, else the address."""
    if in_address is None:
        return candidates[0] if candidates else None
    day = in_address.date.value
    if in_address.date.precision == "month":
        for found in candidates:
            if (found.date.value.year, found.date.value.month) == (day.year, day.month):
                return found
        return candidates[0] if candidates else None
    for found in candidates:
        if abs(found.date.value - day) <= timedelta(hours=38):
            return found
    if candidates and candidates[0].source in ("json-ld", "meta") and candidates[0].date.value < day:
        return candidates[0]
    return in_address


class _Reader:
    """Reads candidates with what is known of the page: when it was fetched, its zone, its languages."""

    def __init__(self, page: Page) -> None:
        self.page = page
        site = page.site
        self.zone = site.timezone if site else None
        language = (page.root.get("lang") or (page.meta.get("og:locale") or [""])[0]).replace("_", "-")
        self.languages = (language,) if language else ()
        self._near: list[Found] = []

    def parse(self, text: str, source: str) -> Found | None:
        date = parse_date(text, fetched_at=self.page.fetched_at, zone=self.zone, languages=self.languages)
        if date is None or date.precision in ("year", "month") or date.value.year < 1990:
            return None
        if not date.zoned and not _HAS_YEAR.search(fold_digits(text)):
            return None  # "Friday 17:00", "5 March": of whichever year
        return Found(date, squeeze(text)[:200], source)

    def structured(self, *keys: str) -> list[Found]:
        """Dates of the article object, or of what else the page is about."""
        nodes = self.page.json_ld
        articles = [n for n in nodes if is_article(n)]
        for node in nodes:
            for key in ("mainEntity", "mainEntityOfPage"):
                inner = node.get(key)
                if isinstance(inner, dict) and is_article(inner):
                    articles.append(inner)
        others = [n for n in nodes if not _OTHER_TYPES.isdisjoint(types_of(n))]
        return self._of_nodes((*articles[:3], *others[:3]), keys)

    def of_the_page(self) -> list[Found]:
        """When the page (not an article on it) was published: content systems say that of imprints and price lists, too."""
        pages = [n for n in self.page.json_ld if "WebPage" in types_of(n)]
        return self._of_nodes(pages[:2], ("datePublished",))

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

    def embedded(self) -> list[Found]:
        """What broken JSON-LD or the page's embedded state say, where all that they say is one day."""
        found: dict[object, Found] = {}
        for script in self.page.heads["script"]:
            text = script.text
            if text and "ubli" in text:
                for match in _EMBEDDED.finditer(text[:400_000]):
                    if date := self.parse(match[1], "json-ld"):
                        found.setdefault(date.date.value.date(), date)
                    if len(found) > 1:
                        return []
        return list(found.values())

    def metadata(self, names: Iterable[str]) -> list[Found]:
        meta = self.page.meta
        return [d for name in names if name in meta for text in meta[name][:1] if (d := self.parse(text, "meta"))]

    def address(self) -> Found | None:
        """The day, or the month, that the page's address contains."""
        path = urlsplit(self.page.own_address or self.page.url).path
        if match := _URL_DATE.search(path):
            if match[1]:
                return self.parse(f"{match[1]}-{match[3]}-{match[4]}", "url")
            return self.parse(f"{match[7]} {match[6]} {match[5]}", "url")
        if match := _URL_MONTH.search(path):
            date = parse_date(f"{match[1]}-{match[2]}-01", fetched_at=self.page.fetched_at)
            return Found(Date(date.value, "month", zoned=False), match[0], "url") if date else None
        return None

    def visible(self) -> tuple[list[Found], list[Found]]:
        """Published and modified dates of `time` elements and of texts beside the headline, the nearest first."""
        furniture = self.page.furniture
        heading = self.page.anchor or 0
        reach = 60 if heading else 250
        ranked: list[tuple[float, Found, bool]] = []
        for piece in furniture.pieces[:MAX_PIECES]:
            distance = piece.order - heading
            if not piece.kinds & DATE and not (
                (piece.kinds & (YEAR | _BYLINE) and -25 < distance < reach)
                or (piece.kinds & YEAR and _says_published(piece.element))
            ):
                continue
            if len(ranked) > 60:
                break
            zone = furniture.zone(piece.element)
            if zone & COMMENT:
                continue
            foreign = bool(zone & (FOREIGN | BIOGRAPHY))
            if foreign and not -20 < distance < (150 if _says_published(piece.element) else 45):
                continue
            for found, modified, label in self._in_piece(piece):
                rank = distance if distance >= 0 else 30 - 2 * distance
                rank += (0 if found.source == "time" else 15) - 60 * label + 100 * foreign
                if rank < 400:
                    ranked.append((rank, found, modified))
        ranked.sort(key=lambda r: r[0])
        self._near = [f for rank, f, _ in ranked if rank < 30]
        return [f for _, f, m in ranked if not m], [f for _, f, m in ranked if m]

    def is_near(self, found: Found) -> bool:
        """Whether a visible date stands beside the headline."""
        return found in self._near

    def _in_piece(self, piece: Piece) -> Iterable[tuple[Found, bool, bool]]:
        element = piece.element
        text = text_of(element, 160) or squeeze(element.text or "")[:80]
        about = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        machine = element.get("datetime") or (
            element.get("content") if element.get("itemprop") or element.get("property") else None
        )
        if machine is None and element.tag in ("span", "abbr", "div", "a"):
            machine = element.get("title") if any(c.isdigit() for c in element.get("title") or "") else None
        if _NOT_ARTICLE.search(about) or (text and _NOT_ARTICLE.search(text) and not _PUBLISHED.search(text)):
            return
        before = _text_before(element)
        if machine and (found := self.parse(machine, "time")):
            label = f"{before} {text}"
            updated = bool(
                piece.kinds & MODIFIED
                or _UPDATED.search(before)
                or (_UPDATED.search(text) and not _PUBLISHED.search(text))
            )
            yield (
                found,
                updated and "publi" not in about.lower(),
                bool(_PUBLISHED.search(label) or "datePublished" in about),
            )
            return
        if not text or not any(c.isdigit() for c in fold_digits(text[:160])):
            return
        if (split := _UPDATED.search(text)) and (first := _PUBLISHED.search(text)):
            cut = max(split.start(), first.start())
            for part in (text[:cut], text[cut:]):
                if found := self.parse(part, "visible"):
                    yield found, bool(_UPDATED.search(part)), bool(_PUBLISHED.search(part))
            return
        found = self.parse(text, "visible")
        if found and (len(text) < 90 or _PUBLISHED.search(text)):
            updated = bool(piece.kinds & MODIFIED or _UPDATED.search(text) or _UPDATED.search(before))
            yield found, updated, bool(_PUBLISHED.search(text) or _PUBLISHED.search(before))


_BYLINE = STRONG_AUTHOR | AUTHOR | INTRODUCED


def _says_published(element: html.HtmlElement) -> bool:
    return bool(_PUBLISHED.search(element.text or "") or _PUBLISHED.search(_text_before(element)))


_OTHER_TYPES = frozenset(
    (
        "VideoObject", "ImageGallery", "DiscussionForumPosting", "QAPage", "Question", "Recipe", "Review", "ItemPage", "HowTo",
        "PodcastEpisode",
    )
)  # fmt: skip


def _text_before(element: html.HtmlElement) -> str:
    """The label that stands directly before an element: "Updated", "Published on"."""
    previous = element.getprevious()
    if previous is not None:
        text = squeeze(previous.tail or "")
        if not text and isinstance(previous.tag, str):
            text = text_of(previous, 40)
        return text[-40:]
    parent = element.getparent()
    return squeeze(parent.text or "")[-40:] if parent is not None else ""


def printed_day(raw: str | None, instant: datetime | None) -> str | None:
    """The calendar day that a page printed, as ISO: 1 May at 00:30 in Lahore is 1 May, though 30 April in UTC."""
    if raw and (match := re.match(r"\d{4}-\d\d-\d\d", raw)):
        return match[0]
    return instant.date().isoformat() if instant else None
