# ruff: noqa: E501  (lists of words)
"""When an article was published and when it was changed: candidates from data and print, the surest wins.

The order is: what the article's structured data say, metadata, a `time` element, the visible text beside the headline,
the address. A date that the address repeats is believed before one that it contradicts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
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
from .lazy import Folded, lazy
from .names import squeeze
from .page import absolute
from .structured import is_article, types_of
from .values import Date, fold_digits, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from .furniture import Piece
    from .page import Page

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "article:published_date",
    "og:published_time", "parsely-pub-date", "sailthru.date", "dcterms.created", "dc.date.issued", "dc.date.created", "dcterms.issued",
    "dcterms.available", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date", "publishing_date", "published",
    "published_date", "publication_date", "publicationdate", "publication-date", "date_published", "published_at", "published_time_telegram", "cxenseparse:recs:publishtime",
    "article_date_original", "article:publicationdate", "originalpublicationdate", "citation_publication_date", "citation_date", "citation_online_date",
    "rnews:datepublished", "article.published", "article:post_date", "displaydate", "ptime", "og:pubdate", "rbpubdate",
    "cxenseparse:publishtime", "shareaholic:article_published_time", "news:publication_date", "bt:pubdate", "weibo: article:create_at",
    "release_date", "og:release_date", "dat:published", "published-date", "date-published", "pub-date", "publication-time",
)  # fmt: skip
"""Names of metadata that say when, the surest first."""

VAGUE_META = (
    "dcterms.date",
    "dc.date",
    "date",
    "datecreated",
    "created",
    "article.created",
    "search_date",
    "doc_date",
    "pdate",
)
"""Names of metadata that hold some date of the page; what the page prints beside its headline is believed before."""

MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "og:modified_time", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "modified", "updated_time", "revision_date", "article.updated", "parsely-updated-date",
    "lastmodified", "last_modified", "article:updated_time", "utime", "update_date", "date_modified",
)  # fmt: skip

_UPDATED = Folded(
    r"updat|modif|edited|revised|aktualisi|geändert|mis à jour|màj|actualiz|atualiz|aggiorn|bijgewerkt|uppdater|opdater|oppdater|päivite|"
    r"aktualiz|zaktualiz|обновл|оновл|güncel|diperbarui|cập nhật|تحديث|اپ ?ڈیٹ|به ?روز|अपडेट|হালনাগাদ|更新|최종수정|수정",
)
_PUBLISHED = Folded(
    r"publi|posted|created|written|first|veröffentl|erschienen|erstellt|gepubl|postad|julkais|opublik|zveřej|опубл|yayın|diterbit|đăng|نشر|شائع|اشاعت|"
    r"انتشار|प्रकाशित|প্রকাশ|公開|发布|發布|配信|입력|등록",
)
_NOT_ARTICLE = Folded(
    r"copyright|©|\(c\)|all rights|\bsince\b|founded|current-?date|\btoday|\bevent|deadline|birth|\bborn\b|expire|\bvalid|"
    r"\bdue\b|comment|\blast post|submitted|\bjoined\b|member since|opening|\bseason\b|\btour\b|\breceived\b|\baccepted\b|\bissue\b|\bbis\b|\bretrieved\b|\baccessed\b",
)
_URL_DATE = lazy(
    r"(?:^|[/_.-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=\D|$)|"
    r"(?:^|/)((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[1-9]|1[0-2])[a-z]*/(\d{1,2})(?=/|$)",
    re.IGNORECASE,
)
_URL_MONTH = lazy(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"

_EMBEDDED = lazy(
    r"(?:\\?\"|&quot;)(?:datePublished|publish(?:ed)?_?(?:Date|At|date|at|Time|time)|first_?publi(?:cation|shed)_?(?:date|at)|firstPublished(?:At|Date)?|pubDate)"
    r"(?:\\?\"|&quot;)\s*:\s*(?:\\?\"|&quot;)(\d{4}-\d\d-\d\d[^\"\\&]{0,30})"
)
_AFTER_BAR = lazy(r"[|–—-]\s*(\d[\d./-]{7,9}|\d\d?\.? \w+ \d{4}|\w+ \d\d?, \d{4})\s*$")
_NUMERIC = lazy(r"\D{0,20}(\d\d?)([./-])(\d\d?)\2(\d{4}|\d\d)(?!\d)")
_OPENING_DATE = lazy(
    r"\(?(\d\d?[./]\d\d?[./]\d{4}|\d\d?\.? [^\W\d_]{3,12} \d{4}|[^\W\d_]{3,9} \d\d?, \d{4})\)?\s*[–—:-]\s"
)
_YEAR = lazy(r"(?:19|20)\d\d|\d[./]\d\d?[./]\d\d")
_READING_TIME = lazy(r"(?:^|[,;|•·–-])\s*\d{1,3}\s*-?\s*min\w*\.?(?!\w)", re.IGNORECASE)


MAX_PIECES = 2000
"""Elements of a page that are looked at for visible dates."""
BELOW, TEXTS_BELOW = 1200, 120
"""Characters, and pieces, of text after the headline in which a date of no particular element is looked for."""
ABOVE, ELEMENTS_ABOVE = 200, 40
"""The same before the headline: characters, and elements."""
NEAR = 50
"""Rank (steps of the walk from the headline, plus what speaks against a date) below which one stands beside it."""
LEVELS_OF_A_DATE = 3
"""Elements around the part of a date that may hold its label: "Updated" beside day and hour, each in its own."""


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
    published += reader.metadata(PUBLISHED_META) + reader.of_others("datePublished", "dateCreated", "uploadDate")
    modified = reader.structured("dateModified") + reader.metadata(MODIFIED_META)
    in_address = reader.address()
    said = published[0] if published else None
    doubtful = said is not None and not any(m.date.value.date() > said.date.value.date() for m in modified)
    if said is None or in_address or doubtful or _UTC.search(said.raw):
        seen, changed = reader.visible()
        if said is not None and doubtful and in_address is None and (older := reader.older(said, seen)):
            published.insert(0, older)
        near = [f for f in seen if f in reader.near or f.source == "time"]
        published += reader.in_title() if said is None else ()
        published += near[:1] + reader.metadata(VAGUE_META) + seen
        modified += changed
    on_page = reader.of_the_page()
    if on_page:
        day = on_page[0].date.value
        confirmed = signed or any(abs(f.date.value - day) < timedelta(hours=38) for f in published)
        published = published if not confirmed or said else on_page + published
    if not published and in_address is None and not on_page:
        published = reader.embedded()
    if not published and in_address is None:
        published = reader.named or reader.own_entry() or reader.below_headline() or reader.above_headline()
    best = _best(_settled(_outvoted(published)), in_address)
    latest = next((m for m in modified if best is None or m.date.value >= best.date.value - timedelta(days=1)), None)
    return Dates(best and _as_printed(best, reader.near, reader.seen), latest)


def _outvoted(candidates: list[Found]) -> list[Found]:
    """Structured data lose to metadata that give the day which is printed beside the headline."""
    if candidates and candidates[0].source == "json-ld":
        day = candidates[0].date.value
        printed = [f for f in candidates if f.source in ("time", "visible")][:1]
        for other in candidates:
            if other.source == "meta" and abs(other.date.value - day) > _A_DAY:
                if any(abs(other.date.value - f.date.value) <= _A_DAY for f in printed):
                    return [other, *candidates]
                break
    return candidates


def _best(candidates: list[Found], in_address: Found | None) -> Found | None:
    """The first candidate, unless the address names a day: then the first that agrees with it, else the address.

    Two sources that agree on another day outweigh the address: drafts get their address before they are published.
    """
    if in_address is None:
        return candidates[0] if candidates else None
    day = in_address.date.value
    if in_address.date.precision == "month":
        for found in candidates:
            same = (found.date.value.year, found.date.value.month) == (day.year, day.month)
            if same or (found is candidates[0] and timedelta(0) < found.date.value - day < _AFTER_MONTH):
                return found
        return candidates[0] if candidates else None
    for found in candidates:
        if abs(found.date.value - day) <= _A_DAY:
            return found
    if candidates and (first := candidates[0]).source in ("json-ld", "meta"):
        agreed = any(
            f.source in ("time", "visible") and abs(f.date.value - first.date.value) <= _A_DAY for f in candidates
        )
        if agreed or first.date.value < day:
            return first
    return in_address


_AFTER_MONTH = timedelta(days=62)
"""From the beginning of a month that the address names, how long the first candidate may be after it."""
_A_DAY = timedelta(hours=38)
"""Two prints of one day, whichever zones they mean, are no further apart."""


def _settled(candidates: list[Found]) -> list[Found]:
    """03/04/2021 is the day that another candidate names, where one of its two readings is; 03.04.2021 is in April."""
    match = _NUMERIC.match(fold_digits(candidates[0].raw)) if candidates else None
    if match and match[2] != ".":
        a, _, b, _ = match.groups()
        day = candidates[0].date.value
        for other in candidates[1:]:
            o = other.date.value
            if o.year == day.year and o.date() != day.date() and {o.month, o.day} == {int(a), int(b)}:
                return [other, *candidates]
    return candidates


_UTC = lazy(r"(?:\dz|[+-]00:?00|\bgmt|\butc)\s*$", re.IGNORECASE)


def _as_printed(best: Found, beside: list[Found], seen: list[Found]) -> Found:
    """An instant in UTC with the page's own print of its day, where dates `beside` the headline show that it is another.

    Further away, a print counts where it is the same minute in another zone.
    """
    if not _UTC.search(best.raw):
        return best
    for other in seen:
        if other.date.precision in ("minute", "second") and not other.date.zoned and other.date.printed:
            seconds = abs(best.date.value - other.date.value).total_seconds()
            is_shift = 0 < seconds < 14 * 3600 and abs(seconds - 900 * round(seconds / 900)) < 60
            if is_shift and other.date.printed != best.date.value.date():
                return replace(best, raw=other.raw)
    for other in beside:
        day = other.date.printed
        if day is None or abs((day - best.date.value.date()).days) != 1:
            continue
        apart = abs(other.date.value - best.date.value)
        if other.date.zoned:
            same = apart < timedelta(minutes=2)
        elif other.date.precision == "day":
            same = apart < timedelta(hours=30)
        else:
            same = apart < timedelta(hours=14)
        if same:
            return replace(best, raw=other.raw)
    return best


class _Reader:
    """Reads candidates with what is known of the page: when it was fetched, its zone, its languages."""

    def __init__(self, page: Page) -> None:
        self.page = page
        site = page.site
        self.zone = site.timezone if site else None
        language = (page.root.get("lang") or (page.meta.get("og:locale") or [""])[0]).replace("_", "-")
        self.languages = (language,) if language else ()
        self.near: list[Found] = []
        """The visible dates that stand beside the headline."""
        self.seen: list[Found] = []
        """All visible dates that are of no change, the nearest first."""
        self.named: list[Found] = []
        """Those beside the headline that a class alone calls a change, where no word on the page does."""
        self._changed: set[html.HtmlElement] = set()
        """Elements whose date is one of a change: so are the parts that they are printed in."""

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
            if text and ("ubli" in text or "pubDate" in text):
                for match in _EMBEDDED.finditer(text[:400_000]):
                    if date := self.parse(match[1], "json-ld"):
                        found.setdefault(date.date.value.date(), date)
                    if len(found) > 1:
                        return []
        return list(found.values())

    def below_headline(self) -> list[Found]:
        """The first date in the text that follows the headline, whatever element it stands in."""
        flat, heading = self.page.flat, self.page.headline_element
        if heading is None:
            return []
        before, passed = "", 0
        for place, text in islice(flat.strings_from(flat.elements.index(heading)), TEXTS_BELOW):
            if flat.tags[place] in ("script", "style") and text is flat.texts[place]:
                continue
            line = squeeze(text)
            label, before = f"{before} {line}", line or before
            passed += len(line)
            if passed > BELOW:
                break
            if len(line) > 60 and (opening := _OPENING_DATE.match(line)):
                line = label = opening[1]
            if (found := self._in_line(place, line, label)) is not None:
                return [found]
        return []

    def above_headline(self) -> list[Found]:
        """The date in the few texts before the headline: "Ana Ruiz / 22.04.2020 / 06:15"."""
        flat, heading = self.page.flat, self.page.headline_element
        if heading is None:
            return []
        end = flat.elements.index(heading)
        start, passed = end, 0
        while start > 0 and end - start < ELEMENTS_ABOVE and passed < ABOVE:
            start -= 1
            passed += len(squeeze(flat.tails[start] or ""))
            if isinstance(flat.tags[start], str) and flat.tags[start] not in ("script", "style"):
                passed += len(squeeze(flat.texts[start] or ""))
        before = ""
        for place, text in flat.strings_from(start):
            if place >= end:
                break
            line = squeeze(text)
            label, before = f"{before} {line}", line or before
            if (found := self._in_line(place, line.strip(" /|·•,"), label)) is not None:
                return [found]
        return []

    def _in_line(self, place: int, line: str, label: str) -> Found | None:
        """A date with its year in a short text of the element at a place, `label` being what stands before, too."""
        if not 6 <= len(line) <= 60 or not _YEAR.search(fold_digits(line)):
            return None
        holder, names = self.page.flat.elements[place], f"{self.page.flat.classes[place]} {line}"
        if _UPDATED.search(label) or _NOT_ARTICLE.search(names) or is_prose(line):
            return None
        if holder in self._changed or self._is_within_change(holder):
            return None
        found = self.parse(line, "visible")
        return found if found and not self.page.furniture.zone(holder) & (FOREIGN | COMMENT) else None

    def own_entry(self) -> list[Found]:
        """The date in a link to this very page: its entry in a list of news, the permanent link under its text."""
        addresses = [urlsplit(address) for address in (self.page.own_address, self.page.url) if address]
        keys = {(parts.path.rstrip("/"), parts.query) for parts in addresses if len(parts.path) > 1}
        tails = {path.rpartition("/")[2] for path, _ in keys}
        flat = self.page.flat
        for place, tag in enumerate(flat.tags):
            if tag != "a":
                continue
            href = flat.elements[place].get("href") or ""
            if "#" in href or not any(tail in href for tail in tails):
                continue
            parts = urlsplit(absolute(href, self.page.base) or "")
            if (parts.path.rstrip("/"), parts.query) not in keys:
                continue
            machine = [e.get("datetime") or "" for e in flat.elements[place + 1 : flat.ends[place]] if e.tag == "time"]
            for text in (*machine, text_of(flat.elements[place], 60)):
                if _YEAR.search(fold_digits(text)) and (found := self.parse(text, "time" if machine else "visible")):
                    return [found]
        return []

    def in_title(self) -> list[Found]:
        """A date that the title ends with: "Rain | Valley Courier | 28.04.2023"."""
        match = _AFTER_BAR.search(self.page.title or "")
        found = self.parse(match[1], "meta") if match else None
        return [found] if found else []

    def metadata(self, names: Iterable[str]) -> list[Found]:
        meta = self.page.meta
        return [d for name in names if name in meta for text in meta[name][:1] if (d := self.parse(text, "meta"))]

    def address(self) -> Found | None:
        """The day, or the month, that the page's address contains."""
        path = urlsplit(self.page.own_address or self.page.url).path
        if match := _URL_DATE.search(path):
            if match[1]:
                return self.parse(f"{match[1]}-{match[3]}-{match[4]}", "url")
            month = int(match[6]) if match[6].isdigit() else _MONTHS.index(match[6].lower()) // 3 + 1
            return self.parse(f"{match[5]}-{month:02}-{int(match[7]):02}", "url")
        if match := _URL_MONTH.search(path):
            date = parse_date(f"{match[1]}-{match[2]}-01", fetched_at=self.page.fetched_at)
            return Found(Date(date.value, "month", zoned=False), match[0], "url") if date else None
        return None

    def visible(self) -> tuple[list[Found], list[Found]]:
        """Published and modified dates of `time` elements and of texts beside the headline, the nearest first."""
        furniture = self.page.furniture
        heading = self.page.anchor or 0
        reach = 60 if heading else 250
        ranked: list[tuple[float, Found, bool, bool]] = []
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
            if foreign and (_is_caption(piece) or not _may_be_own(piece, distance)):
                continue
            within = self._is_within_change(piece.element)
            read = list(self._in_piece(piece))
            if within or (read and all(changed for _, changed, _ in read)):
                self._changed.add(piece.element)
            for found, changed, label in read:
                modified = bool(changed) or within
                rank = distance if distance >= 0 else 30 - 2 * distance
                rank += (0 if found.source == "time" else 15) - 60 * label + 100 * foreign
                if rank < 400:
                    ranked.append((rank, found, modified, changed > 1))
        ranked.sort(key=lambda r: r[0])
        self.near = [f for rank, f, updated, _ in ranked if rank < NEAR and not updated]
        self.seen = [f for _, f, m, _ in ranked if not m]
        if not any(said for *_, said in ranked):
            self.named = [f for rank, f, m, _ in ranked if m and rank < NEAR]
        return self.seen, [f for _, f, m, _ in ranked if m]

    def older(self, said: Found, seen: list[Found]) -> Found | None:
        """The printed day of publication where structured data give a later one, that of the last deployment.

        Site builders do that; the page itself knows better.
        """
        first = seen[0] if seen else None
        if first is None or first not in self.near or first.date.value > said.date.value - timedelta(hours=36):
            return None
        printed = any(f in self.near and abs(f.date.value - said.date.value) < _A_DAY for f in seen)
        return None if printed else first

    def _is_within_change(self, element: html.HtmlElement) -> bool:
        above = islice(element.iterancestors(), LEVELS_OF_A_DATE) if self._changed else ()
        return any(node in self._changed for node in above)

    def _in_piece(self, piece: Piece) -> Iterable[tuple[Found, int, bool]]:
        """Dates, whether each is one of a change (1: by its class, 2: in print), whether print says published."""
        element = piece.element
        text = text_of(element, 160) or squeeze(element.text or "")[:80]
        about = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        machine = element.get("datetime") or (
            element.get("content") if element.get("itemprop") or element.get("property") else None
        )
        if machine is None and element.tag in ("span", "abbr", "div", "a"):
            title = element.get("title") or ""
            machine = title if len(title) < 45 and any(c.isdigit() for c in title) else None
        if _NOT_ARTICLE.search(about) or (text and _NOT_ARTICLE.search(text) and not _PUBLISHED.search(text)):
            return
        before = _text_before(element)
        if machine and (found := self.parse(machine, "time")):
            label = f"{before} {text}"
            printed = _UPDATED.search(before) or (_UPDATED.search(text) and not _PUBLISHED.search(text))
            updated = 2 if printed else int(bool(piece.kinds & MODIFIED))
            yield (
                found,
                0 if "publi" in about.lower() else updated,
                bool(_PUBLISHED.search(label) or "datePublished" in about),
            )
            return
        text = _READING_TIME.sub("", text)
        if not text or not any(c.isdigit() for c in fold_digits(text[:160])):
            return
        if not piece.kinds & (DATE | _BYLINE) and is_prose(text):
            return
        if (split := _UPDATED.search(text)) and (first := _PUBLISHED.search(text)):
            cut = max(split.start(), first.start())
            for part in (text[:cut], text[cut:]):
                if found := self.parse(part, "visible"):
                    yield found, 2 * bool(_UPDATED.search(part)), bool(_PUBLISHED.search(part))
            return
        if split and split.start() and (found := self.parse(text[: split.start()], "visible")):
            yield found, 0, False  # "5 March 2021 | Updated: 7 March 2021"
            if found := self.parse(text[split.start() :], "visible"):
                yield found, 2, False
            return
        found = self.parse(text, "visible")
        if found and (len(text) < 90 or _PUBLISHED.search(text)):
            printed = _UPDATED.search(text) or _UPDATED.search(before)
            yield (
                found,
                2 if printed else int(bool(piece.kinds & MODIFIED)),
                bool(_PUBLISHED.search(text) or _PUBLISHED.search(before)),
            )


_BYLINE = STRONG_AUTHOR | AUTHOR | INTRODUCED


def _says_published(element: html.HtmlElement) -> bool:
    return bool(_PUBLISHED.search(element.text or "") or _PUBLISHED.search(_text_before(element)))


def _may_be_own(piece: Piece, distance: int) -> bool:
    """Whether a date in a zone of something else is the article's all the same, since it stands by the headline."""
    return -20 < distance < (150 if _says_published(piece.element) else 45)


def _is_caption(piece: Piece) -> bool:
    """Whether an element stands in the caption of a figure: it is one by its tag, or a line with a date at its end."""
    node: html.HtmlElement | None = piece.element
    if not piece.kinds & (DATE | _BYLINE):
        text = fold_digits(text_of(piece.element, 160))
        if len(text) > 40 and not text[0].isdigit():
            return True
    for _ in range(4):
        if node is None or node.tag == "figcaption":
            return node is not None
        node = node.getparent()
    return False


def is_prose(text: str) -> bool:
    """Whether a line is a sentence rather than a label with a date: most of its words are long and begin small."""
    words = text.split()
    return len(words) > 6 and 3 * sum(len(word) > 2 and word[0].islower() for word in words) > len(words)


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
    if instant is None:
        return None
    for day_first in (None, True, False):
        again = parse_date(raw, fetched_at=instant + timedelta(days=2), whole=True, day_first=day_first)
        if again and again.printed and abs((again.printed - instant.date()).days) <= 1:
            return again.printed.isoformat()
    return instant.date().isoformat()
