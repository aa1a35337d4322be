"""Listing pages: the articles that one links, what it advertises, where it goes on, and whether it is one at all."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from .addresses import address_key, address_verdict, joined, without_form
from .discover import Candidate
from .extraction.lazy import Folded
from .extraction.phrases import alternatives

if TYPE_CHECKING:
    from lxml import html

    from .extraction import Extraction
    from .sites import Site


def _shape(url: str) -> str:
    """An address with its numbers and slugs blanked out: articles of a site share few shapes."""
    path = urlsplit(url).path
    return re.sub(r"[^/]*-[^/]*-[^/]*", "S", re.sub(r"\d+", "N", path))


def listed_articles(root: html.HtmlElement, base: str, site: Site | None = None) -> list[Candidate]:
    """The addresses on a listing page that look like articles, in the order of the page.

    An address that tells nothing counts where its link reads like a headline, or where many links share its shape
    and have a number in it.
    """
    host, start = _host(base), _start(root, base)
    links: dict[str, tuple[str, int, bool | None]] = {}
    hrefs = [(element, (element.get("href") or "").strip()) for element in root.iter("a")]
    linked = {href for _, href in hrefs}
    for element, href in hrefs:
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "whatsapp:")):
            continue
        if (_POST.search(href) and href.partition("?")[0] in linked) or (url := joined(start, href)) is None:
            continue
        url = _without_post(url)
        if _host(url) != host and not (site and _host(url) in site.hosts):
            continue
        words = len(" ".join(str(t) for t in element.itertext()).split())
        key = address_key(url)
        if key in links:
            links[key] = (links[key][0], max(words, links[key][1]), links[key][2])
        elif (verdict := address_verdict(url, site)) is not False:
            links[key] = (url, words, verdict)
    shapes = Counter(_shape(url) for url, _, _ in links.values())
    own = address_key(base)
    return [
        Candidate(url, "listing")
        for key, (url, words, verdict) in links.items()
        if key != own and (verdict or words >= 4 or ("N" in (shape := _shape(url)) and shapes[shape] >= 8))
    ]


_PAGE = re.compile(r"(?:page|start)=\d+")
_POST = re.compile(r"\?\w+=(\d+)#\D*\1$")
"""One post of a topic, whose number is the place in the page, too: "?r=337#message-337"."""


def _without_post(url: str) -> str:
    """An address without its place in the page, and without a parameter that is no more than that, or than a page of
    an article that its path names: "?post=7#7", "?page=2".
    """
    address, _, place = url.partition("#")
    path, _, query = address.partition("?")
    is_part = _PAGE.fullmatch(query) or (place.isdecimal() and query.endswith(f"={place}"))
    return path if is_part and address_verdict(path) else address


_BOARD = re.compile(
    r"/(?:forums?|boards?)/(?:[^/]+/)?[^/?]*\d[^/?]*/?$|(?:viewforum|forumdisplay)\.php\?(?:f|id|fid)=\d+$|[?&]board=[\d.]+$",
    re.IGNORECASE,
)
MOST_BOARDS = 30
MOST_ARTICLES = 2
"""So many articles side by side, and no more, may be a story and what is beside it."""
_HEADED = etree.XPath("boolean(.//*[self::h1 or self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]])")


def boards(root: html.HtmlElement, base: str) -> list[str]:
    """The addresses of the boards that the front page of a forum lists, where each has its topics."""
    host, start, own = _host(base), _start(root, base), address_key(base)
    found: dict[str, str] = {}
    for element in root.iter("a"):
        url = joined(start, (element.get("href") or "").strip())
        if url is None or _host(url) != host or not (words := "".join(map(str, element.itertext())).strip()):
            continue
        url = url.partition("#")[0]
        if any(map(str.isalpha, words)) and _BOARD.search(url) and (key := address_key(url)) != own:
            found.setdefault(key, url)
    return list(found.values())[:MOST_BOARDS]


def _start(root: html.HtmlElement, url: str) -> str:
    """What the links of a page are relative to: its `<base>`, or else its own address."""
    stated = next((href for element in root.iter("base") if (href := (element.get("href") or "").strip())), "")
    return joined(url, stated) or url


def _host(url: str) -> str:
    return without_form(urlsplit(url).hostname or "")


_ARTICLE_TYPES = re.compile(
    r'"@type"\s*:\s*\[?\s*"(?:News|Reportage|Opinion|Analysis|Background|Review|Blog|LiveBlog|Social|Tech|Scholarly)?'
    r'(?:NewsArticle|Article|Posting|DiscussionForumPosting)"'
)


def is_front_page(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(url)
    return not parts.query and re.fullmatch(r"/?(?:index\.\w+|home/?)?", parts.path) is not None


_OF_POST = re.compile(r"(?:^|\s)postid-\d+(?=\s|$)")
_OF_PAGE = re.compile(r"(?:^|\s)(?:page-id|attachmentid)-\d+(?=\s|$)")
_HOME = re.compile(r"(?:^|\s)home\s(?:.*\s)?blog(?=\s|$)")
_OF_LIST = re.compile(
    r"(?:^|\s)(?:home\s(?:.*\s)?blog|archive\s(?:.*\s)?(?:category|tag|author|date|tax-\S+|post-type-archive)|"
    r"search-(?:results|no-results)|error404)(?=\s|$)"
)


def _of_wordpress(root: html.HtmlElement) -> str | None:
    """`article`, `page` or `listing` where WordPress says so in the classes of the body (wp-includes/post-template.php,
    get_body_class): a post, what stands by itself (about us, the page of an image), or a list of posts.
    """
    body = root.find("body")
    classes = (body.get("class") or "") if body is not None else ""
    if _OF_PAGE.search(classes):
        return "page"
    if _OF_POST.search(classes):
        return "article"
    return "listing" if _OF_LIST.search(classes) else None


def is_wordpress_home(root: html.HtmlElement) -> bool:
    """Whether this is the page on which WordPress lists the newest posts of a whole site."""
    body = root.find("body")
    return body is not None and _HOME.search(body.get("class") or "") is not None


def page_kind(extraction: Extraction, *, is_given: bool = False) -> str:
    """`article` or `listing`, from what the page says of itself, its address, the share of text in its links, and last
    its thread: a topic of a forum has one, though its posts may stand in no paragraphs.

    A page of WordPress that is no post and does not call itself an article is one only where the user gave its address.
    """
    page = extraction.page
    root, url, site = page.root, page.document.url, page.site
    if is_front_page(url):
        return "listing"
    if site and site.article:
        return "article" if site.article.search(urlsplit(url).path) else "listing"
    said = _of_wordpress(root)
    if said == "listing":
        return "listing"
    for element in root.iter("script"):
        if element.get("type") == "application/ld+json" and _ARTICLE_TYPES.search(element.text or ""):
            return "article"
    if said == "page" and not is_given:
        return "listing"
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or ""
        if name in ("article:published_time", "article:modified_time", "parsely-pub-date", "pubdate"):
            return "article"
    if said == "article":
        return "article"
    verdict = address_verdict(url)
    if verdict is not None:
        return "article" if verdict else "listing"
    return "article" if _prose(root) or extraction.is_discussed() else "listing"


def _prose(root: html.HtmlElement) -> bool:
    """Whether paragraphs outside links carry more than half of a page's text, and at least 400 characters.

    Teasers do not count, which a blog may print as long as stories.
    """
    prose = sum(len(p.text or "") + sum(len(c.tail or "") for c in p) for p in root.iter("p") if not _is_teaser(p))
    linked = sum(len("".join(str(t) for t in a.itertext())) for a in root.iter("a"))
    return prose >= 400 and prose > linked


def _is_teaser(element: html.HtmlElement) -> bool:
    """Whether an element stands in an `article` that has several others beside it, all of which link their headings."""
    around = next(element.iterancestors("article"), None)
    above = None if around is None else around.getparent()
    beside = [] if above is None else above.findall("article")
    return len(beside) > MOST_ARTICLES and all(_HEADED(article) for article in beside)


_FEEDS = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)")


def advertised(root: html.HtmlElement, base: str) -> tuple[list[str], str | None, str | None]:
    """What a page links in its head: feeds of articles, one of comments, the root of the WordPress REST interface."""
    feeds: list[str] = []
    comments = wordpress = None
    start = _start(root, base)
    for link in root.iter("link"):
        rel, kind, href = (link.get("rel") or "").lower(), (link.get("type") or "").lower(), link.get("href")
        if not href or (url := joined(start, href)) is None:
            continue
        if "alternate" in rel and _FEEDS.fullmatch(kind):
            if "comments" in href:
                comments = comments or url
            else:
                feeds.append(url)
        elif "api.w.org" in rel:
            wordpress = url
    return feeds[:3], comments, wordpress


_FURTHER = Folded(rf"(?:{alternatives('sections', 'next page')}|[›»→>]+)(?: ?[›»→>]+)?")
_FURTHER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:next|nextpostslink|older|load-?more|infinite-?scroll|pagination__next)(?:$|[\s_-])", re.IGNORECASE
)


def next_page(root: html.HtmlElement, base: str) -> str | None:
    """The following page of a listing: rel=next, or else what a pager or a "load more" of the page leads to."""
    start = _start(root, base)
    links = [
        (element, url)
        for element in root.iter("link", "a", "button", "div")
        if (address := _leads_to(element)) and (url := joined(start, address))
    ]
    own = address_key(base)
    for element, url in links:
        if "next" in (element.get("rel") or "").lower().split():
            return url
    for element, url in links:
        words = " ".join("".join(str(t) for t in element.itertext()).split()) if element.tag != "link" else ""
        said = " ".join(filter(None, (element.get("class"), element.get("id"))))
        is_further = _FURTHER.fullmatch(words) or (len(words) < 40 and _FURTHER_CLASS.search(said))
        if is_further and _host(url) == _host(base) and address_key(url) != own and address_verdict(url) is not True:
            return url
    return _next_number(links, base)


_NUMBERED_PAGE = re.compile(r"(?:[?&]page=|/page/)(\d{1,4})/?$")


def _next_number(links: list[tuple[html.HtmlElement, str]], base: str) -> str | None:
    """The page that a pager of nothing but numbers has next: under the address of the listing."""
    here = _NUMBERED_PAGE.search(base)
    following, own = int(here[1]) + 1 if here else 2, _NUMBERED_PAGE.sub("", base).partition("?")[0].rstrip("/")
    for element, url in links:
        found = _NUMBERED_PAGE.search(url)
        if not found or int(found[1]) != following or "".join(map(str, element.itertext())).strip() != found[1]:
            continue
        if url[: found.start()].partition("?")[0].rstrip("/") == own:
            return url
    return None


def _leads_to(element: html.HtmlElement) -> str | None:
    names = ("href",) if element.tag in ("a", "link") else ("data-next-url", "data-url", "data-href", "data-next")
    address = next((v.strip() for name in names if (v := element.get(name))), "")
    if element.tag in ("button", "div") and "/" not in address and "?" not in address:
        return None
    return None if not address or address.startswith(("#", "javascript:", "mailto:", "tel:")) else address
