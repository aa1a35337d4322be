"""Everything about an article but its body and its thread: headline, dates, section, publisher, addresses, rights."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import optouts
from ..items import Image
from .furniture import COMMENT, FOREIGN, fold_key, text_of
from .lazy import lazy
from .names import squeeze
from .page import LONGEST_TITLE, absolute
from .published import read_dates
from .structured import is_article, types_of
from .values import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..items import Article
    from .article import Body
    from .page import Page

RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi", "nqo"))


def read_metadata(page: Page, body: Body, article: Article) -> None:
    """Fill every field of `article` that metadata or the page's furniture gives."""
    node = _article_node(page)
    article.publisher = _publisher(page, node)
    article.headline = _headline(page, node, article.publisher)
    article.canonical_url = page.own_address
    article.amp_url = _link(page, "amphtml")
    article.description = _first(
        _texts(page, "description", "og:description", "twitter:description"), node.get("description")
    )
    article.alternative_headline = article.alternative_headline or _first([], node.get("alternativeHeadline"))
    article.section = _section(page, node)
    article.tags = _tags(page, node)
    article.main_image = _with_caption(_main_image(page, node), body)
    _fill_dates(page, article)
    _fill_language(page, node, article)
    article.is_accessible = _accessible(page, node)
    article.tdm_reserved = _reserved(page)
    article.page_type = _page_type(page, body, node)
    if article.word_count is None and body.text:
        article.word_count = _count_words(body.text)
    _correct(page, article)


def _count_words(text: str) -> int:
    """How often `\\w+` matches, in a fifth of the time."""
    if not text.isascii():
        for mark in set(text):
            if mark > "\x7f" and not mark.isalnum():
                text = text.replace(mark, " ")
    return len(text.encode("utf-8", "surrogatepass").translate(_WORDS).split())


_WORDS = bytes(c if c > 0x7F or chr(c).isalnum() or chr(c) == "_" else 0x20 for c in range(256))
"""UTF-8 with every ASCII character that is no part of a word as a space."""


# --- small readers -------------------------------------------------------------------------------------------------


def _article_node(page: Page) -> dict[str, Any]:
    """The JSON-LD object of the article; empty where there is none."""
    best: dict[str, Any] = {}
    for node in page.json_ld:
        for candidate in (node, node.get("mainEntity"), node.get("mainEntityOfPage")):
            if isinstance(candidate, dict) and is_article(candidate) and len(candidate) > len(best):
                best = candidate
    return best


def _texts(page: Page, *names: str) -> list[str]:
    return [text for name in names for text in page.meta.get(name, ())]


def _first(texts: Iterable[str], *others: Any) -> str | None:
    """The first text that says anything."""
    for text in (*texts, *others):
        text = text[0] if isinstance(text, list) and text else text
        if isinstance(text, str) and (squeezed := squeeze(_plain(text))):
            return squeezed
    return None


def _plain(text: str) -> str:
    """Text without the entities and tags that some sites leave in their metadata."""
    if "&" in text:
        import html

        text = html.unescape(text)
    return re.sub(r"</?\w[^<>]{0,200}>", "", text) if "<" in text else text


def _link(page: Page, rel: str) -> str | None:
    for element in page.links.get(rel, ()):
        if address := absolute(str(element.get("href")), page.base):
            return address
    return None


def _name_of(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return _first([], value)


def _publisher(page: Page, node: dict[str, Any]) -> str | None:
    if page.site and page.site.title:
        return page.site.title
    by_id = {str(n.get("@id")): n for n in page.json_ld if n.get("@id") and n.get("name")}
    publisher = node.get("publisher")
    if isinstance(publisher, dict) and not publisher.get("name"):
        publisher = by_id.get(str(publisher.get("@id")))
    name = _first(_texts(page, "og:site_name"), _name_of(publisher))
    if name is None:
        sites = [n for n in page.json_ld if not {"WebSite", "NewsMediaOrganization"}.isdisjoint(types_of(n))]
        name = _first(_texts(page, "application-name", "dc.publisher", "publisher"), *(n.get("name") for n in sites))
    return name if name and len(name) <= 100 and "://" not in name else None


# --- headline ------------------------------------------------------------------------------------------------------

_BAR = lazy(r"\s+[|·•»›‹«—–\-:~/]{1,2}\s+|\s*[|｜_－]\s*|\s*::\s*|\s+\\\s+|(?<=\w):\s+(?=[A-Z][\w.]+$)")


def _headline(page: Page, node: dict[str, Any], publisher: str | None) -> str | None:
    """The headline: the first-level heading that the metadata confirm, else what the metadata say."""
    site = {fold_key(n) for n in (*_texts(page, "og:site_name", "application-name"), publisher or "") if n}
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    site |= {fold_key(host), fold_key(host.rsplit(".", 1)[0])}
    headings = [
        text
        for piece in page.furniture.headings[:12]
        if not page.furniture.zone(piece.at) & (FOREIGN | COMMENT) and (text := text_of(piece.element, 400))
    ]
    headings = [h for h in headings if fold_key(h) not in site]
    said = [
        _first([], node.get("headline")),
        _first(_texts(page, "og:title")),
        _first(_texts(page, "twitter:title")),
        page.title,
    ]
    clean = [_without_site(text, site, headings) for text in said if text and len(text) <= LONGEST_TITLE]
    clean = [text for text in clean if text and fold_key(text) not in site]
    for text in clean:
        for heading in headings:
            if _alike(heading, text):
                return _finer(heading, text)
    if len(headings) == 1 and len(headings[0]) > 12:
        return headings[0]
    return clean[0] if clean else headings[0] if headings else None


def _finer(heading: str, text: str) -> str:
    """Of two prints of one headline the metadata's, where only punctuation or a kicker tells them apart."""
    a, b = fold_key(heading), fold_key(text)
    return text if a == b or (len(b) > 24 and a.endswith(b) and len(a) - len(b) < 30) else heading


def _alike(heading: str, text: str) -> bool:
    """Whether a heading prints what the metadata say: equal, contained, or most words in common."""
    a, b = fold_key(heading), fold_key(text)
    if not a or not b:
        return False
    if a == b or (len(a) > 14 and a in b) or (len(b) > 14 and b in a):
        return True
    words, others = set(a.split()), set(b.split())
    return len(words & others) * 10 >= 6 * max(3, min(len(words), len(others)))


def _without_site(text: str, site: set[str], headings: list[str]) -> str:
    """A title without the site's name or section before or behind it."""
    keys = {fold_key(h) for h in headings}
    parts = [(m.start(), m.end()) for m in _BAR.finditer(text)]
    for start, _ in parts:
        if fold_key(text[:start]) in keys:
            return text[:start].strip()
    for start, end in reversed(parts):
        tail = fold_key(text[end:])
        if tail in site or (tail and len(tail) < 30 and any(tail in s or s in tail for s in site if len(s) > 3)):
            text = text[:start].strip()
        else:
            break
    head, bar, tail = text.rpartition("|")
    if bar and len(head.split()) > 3 and len(tail) < len(head) and len(tail.split()) < 6:
        text = head.strip(" |")  # the section, or a name of the site that nothing else gives
    for _, end in parts[:1]:
        if end < len(text) and fold_key(text[:end]).strip() in site:
            text = text[end:].strip()
    return text


# --- section, tags, image ------------------------------------------------------------------------------------------

_NO_SECTION = lazy(
    r"^(?:home(?:page)?|startseite|accueil|inicio|news|article|uncategorized|all|blog|index|main|\d+)$", re.IGNORECASE
)


def _section(page: Page, node: dict[str, Any]) -> str | None:
    own = node.get("articleSection")
    names = _texts(page, "article:section", "og:article:section") + [
        s for s in (own if isinstance(own, list) else [own]) if isinstance(s, str)
    ]
    names += _texts(
        page, "parsely-section", "section", "sailthru.section", "category", "dc.subject", "cxenseparse:category"
    )
    for name in names:
        name = squeeze(_plain(name)).split(",")[0].strip()
        if name and len(name) < 60 and "://" not in name:
            return name
    crumbs = [_crumbs(n) for n in page.json_ld if "BreadcrumbList" in types_of(n)]
    for trail in crumbs:
        inner = [name for name in trail[:-1] if not _NO_SECTION.match(name)]
        if inner:
            return inner[-1]
    return None


def _crumbs(node: dict[str, Any]) -> list[str]:
    items = node.get("itemListElement")
    names = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str) and squeeze(name):
                names.append(squeeze(_plain(name)))
    return names


def _tags(page: Page, node: dict[str, Any]) -> list[str]:
    """The publisher's own tags: metadata, structured data, else the links of `rel=tag`."""
    given: list[str] = _texts(page, "article:tag", "og:article:tag")
    own = node.get("keywords")
    given += [
        str(k.get("name") or "") if isinstance(k, dict) else str(k)
        for k in (own if isinstance(own, list) else [own])
        if k
    ]
    if not given:
        given = _texts(page, "news_keywords", "parsely-tags", "sailthru.tags") or _texts(page, "keywords")
    if not given:
        given = [
            text_of(link, 60).lstrip("#")
            for link, relations in page.furniture.related
            if "tag" in (rels := relations.split()) and "category" not in rels
        ]
    tags: dict[str, str] = {}
    for text in given:
        for tag in re.split(r"[,;،、]", _plain(text)):
            tag = squeeze(tag)
            if tag and len(tag) <= 80 and "://" not in tag and not re.match(r"^\w+:\S", tag):
                tags.setdefault(tag.casefold(), tag)
    return list(tags.values())[:60]


def _main_image(page: Page, node: dict[str, Any]) -> Image | None:
    image = node.get("image")
    image = image[0] if isinstance(image, list) and image else image
    caption = _first([], image.get("caption")) if isinstance(image, dict) else None
    credit = _first([], image.get("creditText"), _name_of(image.get("creator"))) if isinstance(image, dict) else None
    own = image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image
    addresses = _texts(page, "og:image", "og:image:secure_url", "twitter:image", "twitter:image:src")
    for address in (*addresses, own):
        address = address[0] if isinstance(address, list) and address else address
        if isinstance(address, str) and (found := absolute(address, page.base)):
            return Image(found, caption=caption, credit=credit)
    return None


def _with_caption(main: Image | None, body: Body) -> Image | None:
    """The main image with what is printed with the same picture, or with the one that leads the text, where data give
    nothing; the first one where the data give none."""
    if main is None:
        return body.lead_image or next(iter(body.images), None)
    own = next((i for i in body.images if _picture(i.url) == _picture(main.url)), body.lead_image)
    if own is None:
        return main
    return replace(main, caption=main.caption or own.caption, credit=main.credit or own.credit)


_SIZE = lazy(r"[-_](?:\d{2,4}x\d{2,4}|scaled|\d+x\d+)(?=\.\w+$)")


def _picture(address: str) -> str:
    """What two addresses of one picture share: the name of the file, whatever its size or host."""
    return _SIZE.sub("", urlsplit(address).path.rsplit("/", 1)[-1]) or address


# --- dates, language, rights ---------------------------------------------------------------------------------------


def _fill_dates(page: Page, article: Article) -> None:
    dates = read_dates(page, signed=bool(article.authors))
    if found := dates.published:
        article.date_published = found.date.value
        article.date_published_raw = found.raw
        article.date_published_precision = found.date.precision
        article.date_published_source = found.source
    if found := dates.modified:
        article.date_modified = found.date.value
        article.date_modified_raw = found.raw


_LANGUAGE = lazy(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]|$)", re.IGNORECASE)


def _fill_language(page: Page, node: dict[str, Any], article: Article) -> None:
    """What the page declares; the language of the body's own words is found later, by the tagger."""
    root = page.root
    inside = node.get("inLanguage")
    inside = inside.get("alternateName") or inside.get("name") if isinstance(inside, dict) else inside
    said = [
        root.get("lang"),
        root.get("xml:lang"),
        inside,
        *_texts(page, "og:locale", "content-language", "language", "dc.language"),
    ]
    for text in said:
        if isinstance(text, str) and (match := _LANGUAGE.match(text.strip())):
            article.in_language = match[1].lower() + (f"-{match[2].title()}" if match[2] else "")
            break
    elements = [root, root.find("body")]
    stated = next(
        (d for e in elements if e is not None and (d := (e.get("dir") or "").lower()) in ("ltr", "rtl")), None
    )
    if stated is None and article.in_language:
        language, _, script = article.in_language.partition("-")
        stated = "rtl" if script == "Arab" or (language in RIGHT_TO_LEFT and script != "Latn") else "ltr"
    article.direction = stated


def _accessible(page: Page, node: dict[str, Any]) -> bool | None:
    """False where the page says that it is behind a paywall, True where it says not."""
    for other in (node, *page.json_ld):
        value = other.get("isAccessibleForFree")
        if value is not None and (other is node or is_article(other) or "WebPage" in types_of(other)):
            text = str(value).strip().lower()
            if text in ("true", "false", "1", "0", "yes", "no"):
                return text in ("true", "1", "yes")
    for tier in _texts(page, "article:content_tier", "og:article:content_tier"):
        if tier.lower() in ("free", "locked", "metered"):
            return tier.lower() == "free"
    return None


_NO_AI = lazy(r"\b(?:noai|noimageai|notdm)\b", re.IGNORECASE)


def _reserved(page: Page) -> bool | None:
    """The TDM Reservation Protocol (W3C community report) of the host's files, header and meta, `noai` of robots, and
    Content-Usage (IETF aipref drafts): whoever reserves, wins.
    """
    headers = {name.lower(): value for name, value in page.document.headers.items()}
    texts = (headers.get(optouts.HEADER), headers.get("tdm-reservation"), *_texts(page, "tdm-reservation"))
    said = [text.strip() == "1" for text in texts if text is not None and text.strip() in ("0", "1")]
    robots = " ".join((headers.get("x-robots-tag") or "", *_texts(page, "robots")))
    usage = optouts.reserves_use(headers.get("content-usage") or "")
    if any(said) or usage or _NO_AI.search(robots):
        return True
    return False if said or usage is False else None


# --- page type -----------------------------------------------------------------------------------------------------

_LISTING_PATH = lazy(
    r"^/*(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:(?:category|categories|tags?|topics?|authors?|section|archives?|search|page)/[^/]+/?(?:page/\d+/?)?|"
    r"latest(?:-news)?(?:/\d{4}-\d\d-\d\d)?/?|page/\d+/?|\d{4}/\d{2}/?|index\.(?:html?|php))?$",
    re.IGNORECASE,
)
MANY_WORDS = 400
"""Words from which a page is no listing, however many there are."""
_LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))


def _page_type(page: Page, body: Body, node: dict[str, Any]) -> str | None:
    """What the page is: its structured data first, then its address and how much text it has."""
    types = {t for n in page.json_ld for t in types_of(n)}
    kind = (_texts(page, "og:type") or [""])[0].lower()
    words = len((body.text or "").split(maxsplit=MANY_WORDS))
    if "LiveBlogPosting" in types:
        return "live_blog"
    if not node and not types.isdisjoint(("DiscussionForumPosting", "QAPage")):
        return "forum_thread"
    if _is_listing(page, types, kind, has_article=bool(node), words=words):
        return "listing"
    if words < 150 and (kind.startswith("video") or ("VideoObject" in types and not node)):
        return "video"
    if words < 150 and not types.isdisjoint(("ImageGallery", "MediaGallery")):
        return "gallery"
    if node or kind == "article" or words >= 60:
        return "article"
    return None


def _is_listing(page: Page, types: set[str], kind: str, *, has_article: bool, words: int) -> bool:
    """A front page, a section, an archive, an author's page: many headlines, no article of its own."""
    parts = urlsplit(page.own_address or page.url)
    by_path = bool(_LISTING_PATH.match(parts.path)) and not re.search(r"(?:^|&)(?:p|id|story|article)=", parts.query)
    if by_path and parts.netloc and (not has_article or words < 200):
        return kind != "article" or words < 60
    return not has_article and kind != "article" and not types.isdisjoint(_LISTING_TYPES) and words < MANY_WORDS


# --- corrections of site files -------------------------------------------------------------------------------------


def _correct(page: Page, article: Article) -> None:
    """Let the site file's selectors win, and note where the generic answer was another, or the only one."""
    for name in ("headline", "alternative_headline", "section", "date_published"):
        if (selected := page.select(name)) is None:
            continue
        texts = [s if isinstance(s, str) else s.get("datetime") or text_of(s) for s in selected]
        text = next((squeezed for t in texts if (squeezed := squeeze(str(t)))), None)
        if text is None:
            if getattr(article, name) is not None:
                page.disagreements.append(name)
            continue
        if name == "date_published":
            zone = page.site.timezone if page.site else None
            date = parse_date(text, fetched_at=page.fetched_at, zone=zone)
            if date is None:
                continue
            if article.date_published is None or article.date_published.date() != date.value.date():
                page.disagreements.append(name)
            article.date_published, article.date_published_raw = date.value, text
            article.date_published_precision, article.date_published_source = date.precision, "site"
            continue
        if getattr(article, name) is None or fold_key(getattr(article, name)) != fold_key(text):
            page.disagreements.append(name)
        setattr(article, name, text)
