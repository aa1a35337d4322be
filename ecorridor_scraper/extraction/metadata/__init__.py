"""Everything about an article but its body and its thread: headline, dates, section, publisher, addresses, rights."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ... import optouts
from ...items import Image
from ..body.images import figures, is_picture, parted
from ..dates.published import read_dates
from ..furniture import fold_key, text_of
from ..lazy import lazy
from ..names import squeeze
from ..page import absolute
from ..said import first, name_of, texts
from ..structured import is_article, types_of
from ..values import parse_date
from .headline import publisher_in_title, read_headline, read_publisher
from .sections import read_section
from .tags import read_tags

if TYPE_CHECKING:
    from ...items import Article
    from ..body import Body
    from ..page import Page

RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi", "nqo"))


def read_metadata(page: Page, body: Body, article: Article) -> None:
    """Fill every field of `article` that metadata or the page's furniture gives."""
    node = _article_node(page)
    article.publisher = read_publisher(page, node)
    article.headline = read_headline(page, node, article.publisher)
    article.publisher = article.publisher or publisher_in_title(page, article.headline)
    article.canonical_url = page.own_address
    article.amp_url = _link(page, "amphtml")
    article.description = first(
        texts(page, "description", "og:description", "twitter:description"), node.get("description")
    )
    article.alternative_headline = article.alternative_headline or first([], node.get("alternativeHeadline"))
    article.alternative_headline = squeeze(article.alternative_headline or "") or None
    key = fold_key(article.alternative_headline or "")
    if key == fold_key(article.headline or ""):
        article.alternative_headline = None  # the headline once more
    article.section = read_section(page, node, article.publisher, [author.name for author in article.authors])
    article.tags = read_tags(page, node)
    article.main_image = _with_caption(page, _main_image(page, node), body)
    _fill_dates(page, article)
    is_line = key and not (article.alternative_headline or "").endswith((".", "!", "?"))
    if is_line and any(key in fold_key(line or "") for line in (article.byline_raw, article.date_published_raw)):
        article.alternative_headline = None  # the byline or the day
    _fill_language(page, node, article, body.text)
    article.direction = article.direction or _direction(body.text)
    article.is_accessible = _accessible(page, node)
    article.tdm_reserved = _reserved(page)
    article.page_type = _page_type(page, body, node, is_dated=article.date_published_source in _DATING)
    path = urlsplit(page.own_address or page.url).path
    if article.page_type == "listing" and path.strip("/") and article.date_published_source in ("time", "visible"):
        article.date_published = article.date_published_raw = None  # those of the articles in the list
        article.date_published_precision = article.date_published_source = None
        article.authors, article.agencies, article.byline_raw = [], [], None
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


def _link(page: Page, rel: str) -> str | None:
    for element in page.links.get(rel, ()):
        if address := absolute(str(element.get("href")), page.base):
            return address
    return None


# --- image ----------------------------------------------------------------------------------------------------------


def _main_image(page: Page, node: dict[str, Any]) -> Image | None:
    image = node.get("image")
    image = image[0] if isinstance(image, list) and image else image
    caption = first([], image.get("caption")) if isinstance(image, dict) else None
    credit = first([], image.get("creditText"), name_of(image.get("creator"))) if isinstance(image, dict) else None
    if caption and credit is None:
        caption, credit = (said or None for said in parted(caption))
    own = image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image
    addresses = texts(page, "og:image", "og:image:secure_url", "twitter:image", "twitter:image:src")
    for address in (*addresses, own):
        address = address[0] if isinstance(address, list) and address else address
        if not isinstance(address, str) or not address.strip():
            continue
        if (found := absolute(address, page.base)) and is_picture(found):
            is_file = caption and fold_key(caption) == fold_key(_picture(found).rpartition(".")[0])
            return Image(found, caption=None if is_file else caption, credit=credit)
    return None


def _with_caption(page: Page, main: Image | None, body: Body) -> Image | None:
    """The main image with what is printed with the same picture, or with the one that leads the text, where data give
    nothing; the first one where the data give none."""
    if main is None:
        return body.lead_image or next(iter(body.images), None)
    picture = _picture(main.url)
    own = next((i for i in body.images if _picture(i.url) == picture), body.lead_image)
    own = own or next((i for i in figures(page) if _picture(i.url) == picture), None)
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


def _fill_language(page: Page, node: dict[str, Any], article: Article, text: str | None) -> None:
    """What the page declares, unless the letters of the body deny it, as where a template says "en" of every page; the
    language of the body's own words is found later, by the tagger."""
    root = page.root
    inside = node.get("inLanguage")
    inside = inside.get("alternateName") or inside.get("name") if isinstance(inside, dict) else inside
    said = [
        root.get("lang"),
        root.get("xml:lang"),
        inside,
        *texts(page, "og:locale", "content-language", "language", "dc.language"),
    ]
    is_other = _in_other_letters(text)
    for word in said:
        match = _LANGUAGE.match(word.strip()) if isinstance(word, str) else None
        if match and (code := match[1].lower()) != "utf" and not (code in _OF_LATIN_LETTERS and is_other):
            article.in_language = code + (f"-{match[2].title()}" if match[2] else "")
            break
    elements = [root, root.find("body")]
    stated = next(
        (d for e in elements if e is not None and (d := (e.get("dir") or "").lower()) in ("ltr", "rtl")), None
    )
    if stated is None and article.in_language:
        language, _, script = article.in_language.partition("-")
        stated = "rtl" if script == "Arab" or (language in RIGHT_TO_LEFT and script != "Latn") else "ltr"
    article.direction = stated


_OF_LATIN_LETTERS = frozenset((
    "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id", "is", "it", "lt",
    "lv", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "vi",
))  # fmt: skip
LETTERS, FEW_LATIN = 1000, 0.2
"""Characters of a body that are looked at, and the share of Latin letters below which it is in none of the languages
that have no others."""


def _in_other_letters(text: str | None) -> bool:
    """Whether hardly any letter of a text's beginning is Latin."""
    beginning = (text or "")[:LETTERS]
    if beginning.isascii():
        return False
    letters = [letter for letter in beginning if letter.isalpha()]
    return bool(letters) and sum(letter < "\u0250" for letter in letters) < FEW_LATIN * len(letters)


_FROM_THE_RIGHT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _direction(text: str | None) -> str | None:
    """Where most letters of a text's beginning are written from."""
    letters = [c for c in (text or "")[:400] if c.isalpha()]
    if not letters:
        return None
    return "rtl" if 2 * len(_FROM_THE_RIGHT.findall("".join(letters))) > len(letters) else "ltr"


def _accessible(page: Page, node: dict[str, Any]) -> bool | None:
    """False where the page says that it is behind a paywall, True where it says not."""
    nodes = (other for other in page.json_ld if is_article(other) or "WebPage" in types_of(other))
    said = [str(other.get("isAccessibleForFree")) for other in (node, *nodes)] + texts(page, "isaccessibleforfree")
    for text in said:
        if (free := _TRUTHS.get(text.strip().lower())) is not None:
            return free
    for tier in texts(page, "article:content_tier", "og:article:content_tier"):
        if tier.lower() in ("free", "locked", "metered"):
            return tier.lower() == "free"
    for text in texts(page, "article:premium", "ispremium", "k5a:paid"):
        if (paid := _TRUTHS.get(text.strip().lower())) is not None:
            return not paid
    return None


_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_NO_AI = lazy(r"\b(?:noai|noimageai|notdm)\b", re.IGNORECASE)


def _reserved(page: Page) -> bool | None:
    """The TDM Reservation Protocol (W3C community report) of the host's files, header and meta, `noai` of robots, and
    Content-Usage (IETF aipref drafts): whoever reserves, wins.
    """
    headers = {name.lower(): value for name, value in page.document.headers.items()}
    stated = (headers.get(optouts.HEADER), headers.get("tdm-reservation"), *texts(page, "tdm-reservation"))
    said = [text.strip() == "1" for text in stated if text is not None and text.strip() in ("0", "1")]
    robots = " ".join((headers.get("x-robots-tag") or "", *texts(page, "robots")))
    usage = optouts.reserves_use(headers.get("content-usage") or "")
    if any(said) or usage or _NO_AI.search(robots):
        return True
    return False if said or usage is False else None


# --- page type -----------------------------------------------------------------------------------------------------

_DENSE = lazy("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LISTING_PATH = lazy(
    r"^/*(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:(?:category|categories|categor[ií]as?|kategori(?:e|en|a)?|rubri(?:c|k|que|ca)|secci[oó]n|sectie|tags?|etiquetas?|etiket|tagg?|schlagwort|topics?|topik|them(?:en?|a)|authors?|aut(?:eu|o)r|section|archives?(?!/\d+\.\w|/(?!(?:19|20)\d\d/?$)\d+/?$)|search|page)/[^/]+/?(?:page/\d+/?)?|"
    r"latest(?:-news)?(?:/\d{4}-\d\d-\d\d)?/?|page/\d+/?|\d{4}/\d{2}/?|index\.(?:html?|php))?$",
    re.IGNORECASE,
)
_DATING = ("json-ld", "meta", "time", "visible")
"""Sources of a date that make a page with little text an article all the same; an address is none of them."""
_IS_ARTICLE = "articletitle"
"""Metadata by which the sites of Chinese authorities name the article of a page."""
FEW_WORDS, MANY_WORDS = 20, 400
"""Words of a short notice that is dated; words from which a page is no listing, however many there are."""
_LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))


def _page_type(page: Page, body: Body, node: dict[str, Any], *, is_dated: bool) -> str | None:
    """What the page is: its structured data first, then its address and how much text it has."""
    types = {t for n in page.json_ld for t in types_of(n)}
    kind = (texts(page, "og:type") or [""])[0].lower()
    words = len((body.text or "").split(maxsplit=MANY_WORDS))
    if words < MANY_WORDS and not (body.text or "").isascii():  # in languages without spaces two characters are a word
        words = max(words, len(_DENSE.findall(body.text or "")) // 2)
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
    if node or kind == "article" or _IS_ARTICLE in page.meta or words >= (FEW_WORDS if is_dated else 60):
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
