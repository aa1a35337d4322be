"""Discovery: which addresses of a site are articles, newest first. Pure: documents in, candidates out.

A *source* is a document that lists articles: a Google-News sitemap, a sitemap or its index, RSS, Atom or JSON Feed, the
WordPress REST interface, a listing page (`listings.py`). What a source is, its content says, not its address, so a user
can give any of them. Rules: sitemaps.org protocol 0.9; Google's news sitemap extension; RSS 2.0 and RSS 1.0 (RDF) with
`slash:comments`; RFC 4287 with RFC 4685 (`thr:total`); JSON Feed 1.1; WordPress REST `posts` and `comments` (at most
100 an answer, `X-WP-TotalPages`).
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from lxml import etree

from .addresses import address_verdict, joined
from .periods import EAST, WEST, Window, moment, span
from .sites import article_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from .extraction import Document
    from .sites import Site

UNPACKED_LIMIT = 50 * 1024 * 1024
"""A sitemap has at most 50 MB unpacked (sitemaps.org); what is larger is cut off there."""
NEWEST_SITEMAPS = 3
"""How many parts of a sitemap index are read when no period is asked for."""
WP_PAGES = 20
"""At most so many pages of a hundred posts are read to come up with what was published since the last run."""
MISSED_SITEMAPS = 31
"""So many more where each is of a day since the last run."""
SOURCE_DEPTH = 3
"""A sitemap index may name indexes; deeper nesting than this is not followed."""
LISTING_PAGES = 200
"""At most so many pages of one listing are followed, while they have news, when a period is asked for."""
SLOW_ITEMS = 10
"""The newest so many items of a feed tell how often it is written."""
STALE_AFTER = timedelta(days=14)
"""A feed whose newest item is older than this is reported as stale: some answer 200 with last year's items."""
_LONGEST_DAY = EAST + timedelta(days=1) + WEST
LATEST_DAYS = timedelta(days=2)
"""Of a site that has nothing but a listing for each day, those of the last days are read at every crawl."""


@dataclass(slots=True)
class Candidate:
    """An address that may be an article, with what its source says of it."""

    url: str
    source: str
    """The kind of source: news_sitemap, sitemap, feed, comments_feed, wp_posts, wp_comments, listing, given or
    revisit."""
    published: datetime | None = None
    modified: datetime | None = None
    comments: int | None = None
    """The number of comments that the source states."""
    is_sure: bool = False
    """Whether the source lists nothing but articles."""
    _key: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def key(self) -> str:
        """What makes two addresses one article; worked out once, since sitemaps list tens of thousands."""
        if self._key is None:
            self._key = article_key(self.url)
        return self._key

    @property
    def moment(self) -> datetime | None:
        """The best date that is known of it."""
        return self.published or self.modified

    def forget_what_is_to_come(self, latest: datetime) -> None:
        """A date later than that is a mistake of its source, and tells nothing."""
        self.published = self.published if self.published and self.published <= latest else None
        self.modified = self.modified if self.modified and self.modified <= latest else None

    def better_date(self, read: datetime | None, printed: str | None) -> datetime | None:
        """Its date, where that of its page is worse: none, or day and month of what is printed taken for each other."""
        if not self.published or (read and not _is_turned(printed, read, self.published)):
            return None
        return self.published

    def may_be_in(self, window: Window) -> bool:
        """Whether it may have been published in a window: what was changed before it was published before it."""
        if self.published:
            return window.touches(*span(self.published))
        return not (window.since and self.modified and span(self.modified)[1] < window.since)


@dataclass(slots=True, frozen=True)
class Source:
    """A document that lists articles. `kind` is `auto` where only its content tells; `depth` counts from the start."""

    url: str
    kind: str = "auto"
    depth: int = 0
    instead: str | None = None
    """What is read where this cannot be."""
    is_guess: bool = False
    """Whether it may as well not be there."""


@dataclass(slots=True)
class Reading:
    """What a source gave: candidates in its own order, and further sources."""

    kind: str
    candidates: list[Candidate] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    following: Source | None = None
    """What goes on where this ends, where the newest are asked for."""
    is_cut: bool = False
    """Whether the document ends in the middle, so that it lists more than came."""

    def newest(self, now: datetime) -> datetime | None:
        """The newest date among the candidates; one that is still to come says nothing of how fresh they are."""
        latest = now + timedelta(days=1)
        return max((m for c in self.candidates if (m := c.moment) and m <= latest), default=None)

    @property
    def claims_news(self) -> bool:
        """Whether this says that it lists the newest, which a site-wide sitemap or a feed of comments does not."""
        return self.kind in ("feed", "news_sitemap")

    def is_slow(self, now: datetime) -> bool:
        """Whether it takes its time: half as long as makes another stale has passed between two of its items."""
        moments = sorted(m for c in self.candidates if (m := c.moment) and m <= now + timedelta(days=1))
        return any(2 * (later - earlier) > STALE_AFTER for earlier, later in pairwise(moments[-SLOW_ITEMS:]))

    def is_stale(self, now: datetime) -> bool:
        """Whether this claims to be fresh and is not."""
        return self.claims_news and not self.is_slow(now) and is_stale(self.newest(now), now)


def is_stale(newest: datetime | None, now: datetime) -> bool:
    """Whether the newest item of a feed is so old that nobody seems to write it any more."""
    return newest is not None and now - newest > STALE_AFTER


# ---------------------------------------------------------------- what a site offers


def sources_of(site: Site, window: Window, now: datetime) -> list[Source]:
    """The sources of a site file for a window, the cheapest and freshest first; its front page where it names none."""
    sources: list[Source] = []
    if window.is_open or (window.since and now - window.since <= timedelta(days=2)):
        sources += [Source(url, "news_sitemap") for url in site.news_sitemaps]
        sources += [Source(url, "feed") for url in site.feeds]
    if site.wordpress:
        sources.append(Source(wp_posts(site.wordpress, window), "wp_posts"))
    if window.is_open:
        if not sources:
            sources += [Source(url, "sitemap") for url in site.sitemaps]
        sources += [Source(url, "listing") for url in site.listings]
        return sources or _latest(site, now) or [_front_page(site)]
    sources += _archived(site, window, now)
    sources += [Source(url, "sitemap") for url in site.sitemaps]
    if not site.archives and not site.sitemaps and not site.wordpress:
        sources += [Source(url, "listing") for url in site.listings]
    return sources if sources or site.archives else [_front_page(site)]


def _archived(site: Site, window: Window, now: datetime) -> list[Source]:
    """The listings of the days of a window."""
    days = list(window.days(now, _zone(site) or UTC))
    return [Source(_of_day(pattern, day), "listing") for pattern in site.archives for day in days]


def _latest(site: Site, now: datetime) -> list[Source]:
    """The listings of the last days. That of yesterday has to be there; today's may not have begun."""
    days = list(enumerate(Window(now - LATEST_DAYS).days(now, _zone(site) or UTC)))
    return [Source(_of_day(p, day), "listing", is_guess=ago != 1) for p in site.archives for ago, day in days]


def _of_day(pattern: str, day: date) -> str:
    return pattern.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")


def _front_page(site: Site) -> Source:
    """Where the addresses stand that the file names: not every site answers at https, or at its usual port."""
    named = chain(site.feeds, site.news_sitemaps, site.sitemaps, site.listings, [site.wordpress or ""])
    parts = (urlsplit(address) for address in named)
    own = next((p for p in parts if (p.hostname or "").removeprefix("www.") == site.hosts[0]), None)
    root = f"{own.scheme}://{own.netloc}" if own else f"https://{site.hosts[0]}"
    return Source(f"{root}{site.within or '/'}", "given")


def wp_posts(root: str, window: Window) -> str:
    """Address of the first page of the posts of a WordPress site, newest first, in a window."""
    query = {"per_page": "100", "_fields": "link,date_gmt,modified_gmt", "page": "1"}
    if window.since:
        query["after"] = f"{window.since:%Y-%m-%dT%H:%M:%S}"
    if window.until:
        query["before"] = f"{window.until:%Y-%m-%dT%H:%M:%S}"
    return f"{root.rstrip('/')}/wp/v2/posts?{urlencode(query)}"


def wp_comments(root: str, since: datetime | None = None) -> str:
    """Address of the comments of a whole WordPress site since a moment: one request finds every new one."""
    address = f"{root.rstrip('/')}/wp/v2/comments"
    if since is None:
        return address
    query = {"per_page": "100", "_fields": "link,date_gmt", "after": f"{since:%Y-%m-%dT%H:%M:%S}"}
    return f"{address}?{urlencode(query)}"


def usual_places(url: str, *, has_feed: bool) -> list[str]:
    """Where a site of which nothing is known usually lists its articles."""
    return [urljoin(url, place) for place in ("/sitemap.xml", *(() if has_feed else ("/feed/", "/rss.xml")))]


# ---------------------------------------------------------------- reading a source


def read(
    document: Document, source: Source, window: Window, site: Site | None = None, last: datetime | None = None
) -> Reading | None:
    """Read a machine-readable source; None where the document is none (an HTML page, for instance).

    `last` is when it was read before: what an index names by a day since then is read, too.
    """
    body = _unpacked(document.body)
    start = body[:512].lstrip(_BLANK)
    if start[:1] in (b"[", b"{"):
        return _read_json(document, body, source, window)
    if (xml := _from_its_beginning(body)) is None:
        return None
    if b"\0" not in xml:
        xml = _NO_UTF16.sub(b"", xml, count=1)
        # behind any fault of the XML libxml2 drops a reference to an entity, but none to a number
        xml = _AMPERSAND.sub(lambda found: b"&#38;" if found[0][:1] == b"&" else found[0], xml)
    # what a text or a nesting may be long, the size of a response bounds
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, huge_tree=True
    )
    root = etree.fromstring(xml, parser)
    name = _local(root) if root is not None else ""
    reading = None
    if name == "sitemapindex":
        reading = _read_index(root, document.url, source, window, _zone(site), last)
    elif name == "urlset":
        reading = _read_urlset(root, document.url, site)
    elif name in ("rss", "RDF", "feed"):
        reading = _read_feed(root, document.url)
    if reading is not None:
        reading.is_cut = len(root) > 0 and b"\0" not in xml and not re.search(rf"</(?:\w+:)?{name}\s*>".encode(), xml)
    return reading


_BLANK = b"\xef\xbb\xbf \t\r\n\0"
_AMPERSAND = re.compile(rb"(?s)<!\[CDATA\[.*?(?:\]\]>|$)|&(?:amp;|(?!#?\w+;))")
"""An ampersand of a text, escaped or not as it should be; or a section in which all stand for themselves."""
_NO_UTF16 = re.compile(rb"(?<=<\?xml version=[\"']1\.0[\"']) +encoding=[\"'](?i:utf-?16|unicode|ucs-?2)\w*[\"']")
"""What some programs declare of texts that they write in UTF-8."""
_ROOT = re.compile(rb"<\?xml|<(?:\w+:)?(?:rss|rdf|feed|urlset|sitemapindex)[\s>]", re.IGNORECASE)


def _from_its_beginning(body: bytes) -> bytes | None:
    """The XML of a source, without what a server's warnings or blank bytes put before it; None where it is none."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16 says so itself
        return body
    start = body[:4096].lstrip(_BLANK)
    if re.match(rb"<!doctype\s+html|<html", start, re.IGNORECASE):
        return None
    found = _ROOT.search(body[:4096])
    return body[found.start() :] if found else body.lstrip(_BLANK) if start.startswith(b"<") else None


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            return packed.read(UNPACKED_LIMIT)
    except (OSError, EOFError, zlib.error):
        return b""


def _local(element: etree._Element) -> str:
    """The name without its namespace; a prefix that nobody declared stays in the tag."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _texts(element: etree._Element) -> dict[str, str]:
    """The text of each child, by local name; the first one counts. Parts of `news:news` begin with `news:`."""
    texts: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "news":
            for part in child:
                texts.setdefault("news:" + _local(part), (part.text or "").strip())
            texts.setdefault("news:", "")
        elif name and child.text:
            texts.setdefault(name, child.text.strip())
    return texts


def _is_turned(printed: str | None, read: datetime, listed: datetime) -> bool:
    """Whether the day of a page, 11/02/2026, was read as 11 February where the list that named the page says that it is
    2 November.
    """
    found = re.search(r"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2((?:19|20)\d\d)(?!\d)", printed or "")
    if not found or abs(read - listed) < 2 * _LONGEST_DAY:
        return False
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if not (one and other) or max(one, other) > 12:
        return False
    days = [datetime(year, one, other, tzinfo=UTC), datetime(year, other, one, tzinfo=UTC)]
    return any(first <= listed <= last for first, last in map(span, days))


def _zone(site: Site | None) -> tzinfo | None:
    return ZoneInfo(site.timezone) if site and site.timezone else None


_NAMED_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(?:[-_/]|&mm=)?(0[1-9]|1[0-2])(?:(?:[-_/]|&dd=)?(0[1-9]|[12]\d|3[01])(?!\d))?|(?!\d))"
)
_NO_ARTICLES = re.compile(
    r"(?:^|[/_.-])(?:images?|videos?|authors?|users?|tags?|post_tag|category|categories|taxonom\w*|pages?|products?|"
    r"locals?|topics?|web-?stor(?:y|ies)|misc)(?:[-_.]|\d|$)",
    re.IGNORECASE,
)


_OF_TYPES = "wp-sitemap-posts-"
"""What the sitemaps of WordPress are called before the type of what they list: `post`, `page`."""


def _read_index(
    root: etree._Element, base: str, source: Source, window: Window, zone: tzinfo | None, last: datetime | None
) -> Reading:
    """Choose the parts of a sitemap index: those that touch the window, or the newest."""
    parts: list[tuple[int, datetime, str]] = []
    days_since: set[str] = set()
    for number, entry in enumerate(root):
        texts = _texts(entry)
        if not texts.get("loc") or (address := joined(base, texts["loc"])) is None:
            continue
        name = urlsplit(address).path.rpartition("/")[2].removeprefix(_OF_TYPES)
        if _NO_ARTICLES.search(name) and "news" not in name and "post" not in name.replace("post_tag", ""):
            continue
        lastmod = moment(texts.get("lastmod"))
        if window.since and lastmod and span(lastmod)[1] < window.since:
            continue
        if (dated := _named_period(address, zone)) and not _overlap(dated, window):
            continue
        newest = lastmod or (dated[1] if dated else datetime.min.replace(tzinfo=UTC))
        parts.append((number, newest, address))
        if dated and last and dated[1] > last and dated[1] - dated[0] <= _LONGEST_DAY:
            days_since.add(address)
    parts.sort(key=lambda p: ("news" in p[2].rpartition("/")[2].lower(), p[1], p[0]), reverse=True)
    if window.is_open:
        missed = [p for p in parts[NEWEST_SITEMAPS:] if p[2] in days_since]
        parts = parts[:NEWEST_SITEMAPS] + missed[:MISSED_SITEMAPS]
    return Reading("sitemap_index", sources=[Source(url, "sitemap", source.depth + 1) for _, _, url in parts])


def _named_period(address: str, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """The year, month or day that the name of a sitemap part carries, as a half-open period: of whichever zone where
    none is known.
    """
    match = _NAMED_PERIOD.search(urlsplit(address).path + "?" + urlsplit(address).query)
    if not match:
        return None
    year, month, day = (int(text or 0) for text in match.groups())
    if day:
        try:
            first = datetime(year, month, day, tzinfo=zone or UTC)
        except ValueError:
            return None
        return (first, first + timedelta(days=1)) if zone else span(first)
    first = datetime(year, month or 1, 1, tzinfo=zone or UTC)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone or UTC) if month else first.replace(year=year + 1)
    return (first, end) if zone else (first - EAST, end + WEST)


def _overlap(period: tuple[datetime, datetime], window: Window) -> bool:
    return not ((window.since and period[1] <= window.since) or (window.until and period[0] >= window.until))


def _read_urlset(root: etree._Element, base: str, site: Site | None) -> Reading:
    reading = Reading("sitemap")
    for entry in root:
        texts = _texts(entry)
        if not texts.get("loc") or (url := joined(base, texts["loc"])) is None:
            continue
        is_news = "news:" in texts
        if is_news:
            reading.kind = "news_sitemap"
        if not is_news and address_verdict(url, site) is False:
            continue
        candidate = Candidate(url, "news_sitemap" if is_news else "sitemap", is_sure=is_news)
        candidate.published = moment(texts.get("news:publication_date"))
        candidate.modified = moment(texts.get("lastmod"))
        reading.candidates.append(candidate)
    return reading


def _read_feed(root: etree._Element, base: str) -> Reading:
    reading = Reading("feed")
    entries = [e for e in root.iter() if _local(e) in ("item", "entry")]
    for entry in entries:
        texts = _texts(entry)
        address = texts.get("link") or _page_of(entry)
        guid = texts.get("guid", "")
        address = address or (guid if guid.startswith("http") else None)
        if not address:  # an unclosed element of a title has swallowed it
            address = next((e.text for e in entry.iter() if _local(e) == "link" and e.text), None)
        if not address or (url := joined(_base(entry, base), address)) is None:
            continue
        candidate = Candidate(url, "feed", is_sure=True)
        candidate.published = moment(texts.get("pubDate") or texts.get("published") or texts.get("date"))
        candidate.modified = moment(texts.get("updated"))
        candidate.comments = _stated_comments(entry)
        if "#comment" in candidate.url:  # a feed of comments: each item says that its article has changed
            candidate.url, candidate.modified, candidate.published = (
                candidate.url.partition("#")[0],
                candidate.moment,
                None,
            )
            candidate.source = "comments_feed"
        reading.candidates.append(candidate)
    if reading.candidates and all(c.source == "comments_feed" for c in reading.candidates):
        reading.kind = "comments_feed"
    return reading


def _page_of(entry: etree._Element) -> str | None:
    """The page that an entry of Atom stands for, whatever other forms of it are linked beside."""
    links = [
        (str(link.get("href")), "html" in link.get("type", "html"))
        for link in entry
        if _local(link) == "link" and link.get("href") and link.get("rel", "alternate") == "alternate"
    ]
    return max(links, key=lambda link: link[1], default=(None, False))[0]


def _base(element: etree._Element, base: str) -> str:
    """What addresses in an element are relative to (XML Base)."""
    said = [e.get("{http://www.w3.org/XML/1998/namespace}base") for e in (element, *element.iterancestors())]
    for part in filter(None, reversed(said)):
        base = joined(base, part) or base
    return base


def _stated_comments(entry: etree._Element) -> int | None:
    """The first number that an element of RSS (`slash:comments`) or Atom (`thr:total`) counts comments with."""
    for child in entry:
        if _local(child) in ("comments", "total") and (count := _number(child.text)) is not None:
            return count
    return None


def _number(text: str | None) -> int | None:
    """A whole number in plain digits; None for anything else that `int` or `isdigit` would let pass."""
    return int(text) if text and re.fullmatch(r"\s*[0-9]{1,9}\s*", text) else None


def _read_json(document: Document, body: bytes, source: Source, window: Window) -> Reading | None:
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(rows, dict):
        return _read_json_feed(rows, document.url)
    if not isinstance(rows, list) or not all(isinstance(r, dict) and "link" in r for r in rows):
        return None
    comments = "/comments" in urlsplit(document.url).path
    reading = Reading("wp_comments" if comments else "wp_posts")
    for row in rows:
        if (link := joined(document.url, str(row["link"]))) is None:
            continue
        when = moment(_gmt(row.get("date_gmt")))
        if comments:
            reading.candidates.append(Candidate(link.partition("#")[0], "wp_comments", modified=when, is_sure=True))
        else:
            changed = moment(_gmt(row.get("modified_gmt")))
            reading.candidates.append(Candidate(link, "wp_posts", published=when, modified=changed, is_sure=True))
    total = _number(document.headers.get("x-wp-totalpages")) or 0
    parts = urlsplit(document.url)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    page = _number(query.get("page")) or 1
    if page < total:
        address = urlunsplit(parts._replace(query=urlencode({**query, "page": str(page + 1)})))
        following = Source(address, reading.kind, source.depth)
        if comments or not window.is_open:
            reading.sources.append(following)
        elif page < WP_PAGES:
            reading.following = following
    return reading


def _read_json_feed(feed: dict[str, Any], base: str) -> Reading | None:
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        return None
    reading = Reading("feed")
    for item in items:
        if not isinstance(item, dict):
            continue
        name = str(item.get("id"))
        address = item.get("url") or item.get("external_url") or (name if name.startswith("http") else None)
        if not isinstance(address, str) or (url := joined(base, address)) is None:
            continue
        published, changed = (str(item.get(name) or "") for name in ("date_published", "date_modified"))
        candidate = Candidate(url, "feed", moment(published), moment(changed), is_sure=True)
        reading.candidates.append(candidate)
    return reading


def _gmt(value: Any) -> str | None:
    return f"{value}+00:00" if isinstance(value, str) and value else None


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Dated candidates newest first, then the undated in their own order."""
    return sorted(candidates, key=lambda c: -(c.moment.timestamp() if c.moment else 0.0))
