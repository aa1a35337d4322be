"""Addresses: whether a text is one, what makes two of them one article, and which look like an article."""

from __future__ import annotations

import re
from ipaddress import ip_address
from socket import inet_aton
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from .errors import BadConfiguration

if TYPE_CHECKING:
    from .sites import Site

_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref|ref_src|cmpid|ocid|ns_\w+|spm|share|amp|"
    r"outputtype|replytocom|cpage|comment-page|print|s_cid|at_\w+|xtor|(?:php|j|asp)?sess(?:ion)?_?id\w*|cfid|cftoken)$",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"(?:/amp|/print|/comment-page-\d+|/index\.html?)/?$|;jsessionid=[^/;]*", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}|[^!-~]")
_PLAIN = re.compile(r"[\w.~-]", re.ASCII)


def check_address(text: str) -> str:
    """A web address as the user meant it. Raises BadConfiguration where it is none."""
    url = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise BadConfiguration(
            f"{text!r} is no web address ({error}); write for instance https://example.org/"
        ) from None
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None:
        raise BadConfiguration(
            f"{host}: an address with a user name in it cannot be crawled; only what everybody may read is"
        )
    if parts.scheme not in ("http", "https"):
        raise BadConfiguration(
            f"{text!r}: only http and https addresses can be crawled; for a file use 'ecorridor extract'"
        )
    is_host = re.fullmatch(r"[^.]+(\.[^.]+)*\.?", host) and not parts.netloc.endswith(":")  # as in `http:/x`
    if not is_host or re.search(r"[\s<>\"{}|\\^`]", url):
        raise BadConfiguration(f"{text!r} is no web address; write for instance https://example.org/")
    return with_plain_host(url if parts.path else url + "/")


def joined(base: str, href: str) -> str | None:
    """The address that `href` means in the document at `base`; None where that is no web address.

    Sites print what no rule allows (`http://[x/`), which the standard library refuses with a ValueError.
    """
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return with_plain_host(url) if parts.scheme in ("http", "https") and parts.hostname else None


def is_inside(host: str) -> bool:
    """Whether a host is this machine or its own network, by its name or its number (RFC 6761, RFC 6762, RFC 6890)."""
    host = host.rstrip(".").lower()
    try:
        return not ip_address(host).is_global
    except ValueError:
        pass
    try:  # `2130706433` and `0x7f.1` are 127.0.0.1 to a resolver
        return not ip_address(inet_aton(host)).is_global
    except (OSError, ValueError):
        return "." not in host or host.endswith((".localhost", ".local", ".internal", ".home.arpa"))


def address_key(url: str) -> str:
    """An address reduced to what identifies an article.

    No scheme, `www.`/`m.`/`amp.` host label, default port, fragment, tracking parameter, session, AMP, print or
    comment-page variant, trailing slash; parameters sorted; letters of all scripts escaped alike (RFC 3986, 6.2.2). Two
    addresses with one key are one article.
    """
    parts = urlsplit(with_plain_host(url.strip()))
    try:
        port = parts.port
    except ValueError:
        port = None
    host = without_form(parts.hostname or "")
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    path = parts.path
    if host:  # a saved file is no variant of another
        path = _ESCAPED.sub(_escaped_alike, _VARIANT.sub("", path).rstrip("/"))
    query = urlencode(
        sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
    )
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def without_form(host: str) -> str:
    """A host without the label that only says in which form it shows its pages: `www.`, `m.`, `amp.`."""
    return re.sub(r"^(?:www|m|amp)\.(?=[^.]+\.)", "", host.lower().rstrip("."))


def _escaped_alike(found: re.Match[str]) -> str:
    said = found[0]
    if len(said) == 1:
        return quote(said)
    letter = chr(int(said[1:], 16))
    return letter if _PLAIN.fullmatch(letter) else said.upper()


def with_plain_host(url: str) -> str:
    """The address with its host in ASCII (`xn--`), as it is asked for; unchanged where that cannot be."""
    parts = urlsplit(url)
    host = parts.hostname
    if host is None or host.isascii():
        return url
    try:
        plain = host.encode("idna").decode()
    except UnicodeError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.lower().replace(host, plain)))


_NEVER = re.compile(
    r"/(?:wp-(?:admin|content|includes|json|login)|xmlrpc|cdn-cgi|feed|rss|search|login|signin|register|signup|account|cart|"
    r"subscribe|share|print|embed|trackback)(?:[/.]|$)|\.(?:jpe?g|png|gif|webp|svg|ico|pdf|mp[34]|m4a|zip|xml|css|js|json|rss|txt|docx?|xlsx?|pptx?|apk)$",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"^/?$|/(?:category|categories|cat|tag|tags|topics?(?!/(?:\d+|[^/]*-[^/]*-[^/]*-\d{1,3})(?:/|$))|sections?|"
    r"authors?|writers?|columnists?|profile|users?|archives?(?!/\d{1,3}/?$)|"
    r"page|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms|disclaimer|advertise|careers|sitemap|latest-news|live-tv|"
    r"newsletters?|epaper|e-paper|shows?|programs?|schedule)(?:/|\.\w+$|$)",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?:/[a-z-]+){0,2}/(?:19|20)\d\d(?:[/-]\d\d?){0,2}(?:/page/\d+)?/?$", re.IGNORECASE)
"""The page of a year, a month or a day."""
_NUMBER = re.compile(r"(?:/[a-z-]+){1,2}/\d{4}/?$", re.IGNORECASE)
"""A year under a word may as well be the number of an article: `/news/2016/`, `/story/1999/`."""
_DATED = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/|-)|/(?:19|20)\d\d-\d\d-\d\d/|/\d\d?-[A-Z][a-z]{2}-20\d\d/")
_NUMBERED = re.compile(r"(?:^|[/_-])\d{4,}(?:[/_.-]|$)")
_YEAR = re.compile(r"(?:^|[/_-])(?:19|20)\d\d(?=[/_.-]|$)")
_BY_QUERY = re.compile(
    r"(?:^|&)(?:p|t|no|(?:n|s|a)?id|(?:news|story|art|article|post|item|content|entry|detail|blog|cms)_?(?:id|no)?)=\d+(?:&|$)",
    re.IGNORECASE,
)


def address_verdict(url: str, site: Site | None = None) -> bool | None:
    """Whether an address looks like an article: True, False, or None where only the page can tell."""
    parts = urlsplit(url)
    path = parts.path
    if parts.scheme not in ("http", "https") or (site and site.never and site.never.search(path)):
        return False
    never = _NEVER.search(path)
    if site and site.article:
        found = site.article.search(path)
        return bool(found and not (never and never.start() >= found.end()))
    if never:
        return False
    if parts.query and _BY_QUERY.search(parts.query):
        return True
    is_listing = _LISTING.search(path) is not None
    if _PERIOD.fullmatch(path):
        return None if _NUMBER.fullmatch(path) and not is_listing else False
    numbered = _NUMBERED.search(_YEAR.sub("", path) if is_listing else path)
    if numbered and not re.search(r"/(?:page|authors?|tag)/", path):
        return True
    if is_listing:
        return False
    if _DATED.search(path):
        return True
    last = re.sub(r"\.\w{2,5}$", "", path.rstrip("/").rpartition("/")[2])
    return True if max(last.count("-"), last.count("_")) >= 3 else None


def may_claim(claim: str, url: str, headline: str | None, site: Site | None = None) -> bool:
    """Whether the page at `url` may be known by another address that it claims for itself (its canonical link).

    Some sites print one such address on all of their pages, by a mistake of a template or a cache: that of a section,
    of another site, of one of the articles. Believed, it makes all of them one. So an article is not known by the
    address of a listing, and the two have to share their number or words, or the claim has words of the headline.
    """
    if address_key(claim) == address_key(url) or address_verdict(url, site) is False:
        return True
    if address_verdict(claim, site) is False:
        return False
    (claimed, said), (own, words) = _telling(claim), _telling(url)
    if claimed and own:
        return not claimed.isdisjoint(own)
    heading = set(_WORD.findall((headline or "").lower()))
    return any(said == other or _are_alike(said, other) for other in (words, heading))


def is_of_headline(url: str, headline: str | None) -> bool:
    """Whether an address is made from a headline: they have words in common, half of those of either at least."""
    return _are_alike(_telling(url)[1], set(_WORD.findall((headline or "").lower())))


def _are_alike(some: set[str], others: set[str]) -> bool:
    return len(some & others) > 1 and 2 * len(some & others) >= min(len(some), len(others))


_WORD = re.compile(r"[^\W\d_]{3,}")
_DATES = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-/_]?\d\d?){0,2}(?!\d)")


def _telling(url: str) -> tuple[set[str], set[str]]:
    """The numbers and the words in the end of a path and in a query, without dates."""
    parts = urlsplit(url)
    path = unquote(_VARIANT.sub("", parts.path))
    values = [value for _, value in parse_qsl(parts.query)]
    end = "/".join([*_DATES.sub("/", path).rsplit("/", 2)[-2:], *values]).lower()
    return set(re.findall(r"\d+", end)), set(_WORD.findall(end))
