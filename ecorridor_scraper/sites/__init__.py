"""What is known of a site beforehand. One small file per site in this folder, each with one `SITE = Site(...)`.

A site needs no file: everything works on any site. A file adds what the generic extractor cannot know (start points,
the time zone of dates printed without one, a correction), found by its host; there is no registry to edit.

Files of one's own stand in the folder that `ECORRIDOR_SITES` names, where no upgrade touches them. One that is called
like a file of the package is read instead of it.
"""

from __future__ import annotations

import importlib
import math
import os
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from ..addresses import address_key, joined, without_form
from ..errors import BadConfiguration

if TYPE_CHECKING:
    from collections.abc import Iterator


SELECTED = ("headline", "alternative_headline", "body", "authors", "date_published", "section")
"""The fields of an article that a site file can have a selector for."""
_TUPLES = ("hosts", "languages", "news_sitemaps", "feeds", "sitemaps", "listings", "archives")
_NEVER_NONE = ("name", "within", "romanised")
_TEXTS = (*_NEVER_NONE, "title", "timezone", "wordpress", "hours")


@dataclass(slots=True, frozen=True)
class Site:
    """A site: its name, hosts, start points, time zone, and corrections to the generic extractor.

    `selectors` maps an article field of `SELECTED` to a parsel CSS or XPath selector (XPath starts with `/`, `./` or
    `(`). The generic answer is computed too, and a disagreement is counted.
    """

    name: str
    hosts: tuple[str, ...]
    within: str = ""
    """Path under which the site lives, where it shares its host with others: `/urdu/`. They may have files, too."""
    title: str | None = None
    languages: tuple[str, ...] = ()
    """BCP 47, the most frequent first: what comments are likely to be written in."""
    timezone: str | None = None
    """IANA name: the zone of dates that the page prints without one."""
    romanised: str = "ur-Latn"
    """How romanised Hindi-Urdu is tagged here: ur-Latn or hi-Latn."""
    news_sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    """Listing of one day, with `{year}`, `{month}` and `{day}` in it: how a past period is crawled, and each day where
    nothing else is named."""
    wordpress: str | None = None
    """Root of the WordPress REST interface (`https://host/wp-json/`), where it is open."""
    article: re.Pattern[str] | None = None
    """Matches the path of an article; without it the generic finder decides. A group `id` in it is all that tells one
    article from another: what follows is words that change with the headline, `/story/(?P<id>\\d+)`."""
    never: re.Pattern[str] | None = None
    """Matches paths that are never fetched."""
    selectors: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    """Public keys of comment services by system (`disqus`, `hyvor`), where the site's owner has given one."""
    delay: float | None = None
    """Seconds between requests, where the site asks for more than the default."""
    hours: str | None = None
    """When it may be crawled, in its time zone: `22:00-06:00`; always by default."""


@cache
def load_sites() -> dict[str, Site]:
    """Every site file, by the name of its site. Raises BadConfiguration, naming the file, where one cannot be used."""
    if (own := own_folder()) and own not in __path__:
        __path__.insert(0, own)
    sites: dict[str, Site] = {}
    files: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        file = _shown(module.name)
        site = _read(module.name, file)
        for claim in (f"the name {site.name!r}", *(f"{host}{site.within}".rstrip("/") for host in site.hosts)):
            if claim in files:
                raise BadConfiguration(
                    f"{file} and {files[claim]} both claim {claim}; keep one, or call yours like the other"
                )
            files[claim] = file
        sites[site.name] = site
    return sites


def _read(module: str, file: str) -> Site:
    try:
        site = getattr(importlib.import_module(f"{__name__}.{module}"), "SITE", None)
        if not isinstance(site, Site):
            raise BadConfiguration("it has no SITE = Site(...); add one")
        problem = next(problems(site), None)
    except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever is wrong in a file that a user writes)
        raise BadConfiguration(f"{file}: {error}; mend it or remove the file") from None
    if problem:
        raise BadConfiguration(f"{file}: {problem}")
    return site


def own_folder() -> str | None:
    """The folder of the user's own site files, from the environment. Raises BadConfiguration where there is none."""
    folder = os.environ.get("ECORRIDOR_SITES")
    if folder and not Path(folder).is_dir():
        raise BadConfiguration(f"ECORRIDOR_SITES: {folder} is no folder; make it or name another")
    return folder or None


def _shown(module: str) -> str:
    """A site file as messages name it."""
    own = Path(own_folder() or "", f"{module}.py")
    return str(own) if own_folder() and own.is_file() else f"sites/{module}.py"


def problems(site: Site) -> Iterator[str]:
    """What in a site file only its use would show to be wrong; what comes first may be why the rest cannot be said."""
    yield from _wrong_kinds(site)
    yield from _wrong_values(site)
    yield from _wrong_addresses(site)
    yield from _wrong_selectors(site)


def _wrong_kinds(site: Site) -> Iterator[str]:
    for name in _TUPLES:
        value = getattr(site, name)
        if isinstance(value, str):
            yield f"{name} is a text; write a tuple: {name}=({value!r},)"
        elif not isinstance(value, tuple) or not all(isinstance(v, str) for v in value):
            yield f"{name} is {value!r}; write a tuple of texts"
    for name in ("article", "never"):
        value = getattr(site, name)
        if isinstance(value, str):
            yield f"{name} is a text; write {name}=re.compile({value!r})"
        elif not isinstance(value, re.Pattern | None):
            yield f"{name} is {value!r}; write {name}=re.compile(...)"
    for name in ("selectors", "keys"):
        value = getattr(site, name)
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for pair in value.items() for v in pair):
            yield f"{name} is {value!r}; write a dict of texts: {name}={{...}}"
    for name in _TEXTS:
        value = getattr(site, name)
        if not isinstance(value, str) and (value is not None or name in _NEVER_NONE):
            yield f"{name} is {value!r}; write a text"
    if site.delay is not None and (isinstance(site.delay, bool) or not isinstance(site.delay, int | float)):
        yield f"delay is {site.delay!r}; write a number of seconds"


def _wrong_values(site: Site) -> Iterator[str]:
    from ..clock import Hours

    if not site.name or not site.hosts:
        yield "a site needs a name and a host; write name='example', hosts=('example.org',)"
    for host in site.hosts:
        if host != host.lower().removeprefix("www.") or not re.fullmatch(r"[\w.-]+", host):
            yield f"{host!r} is no host; write it without https://, www. and path, in small letters"
    if site.within and not site.within.startswith("/"):
        yield f"within is {site.within!r}; write the path from its first slash: '/urdu/'"
    if site.romanised not in ("ur-Latn", "hi-Latn"):
        yield f"romanised is {site.romanised!r}; write 'ur-Latn' or 'hi-Latn'"
    if site.delay is not None and not 0 <= site.delay < math.inf:
        yield f"delay is {site.delay!r}; write a number of seconds"
    try:
        ZoneInfo(site.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        yield f"there is no time zone {site.timezone!r}; write for instance Asia/Karachi"
    try:
        if site.hours:
            Hours(site.hours)
    except BadConfiguration as error:
        yield str(error)
    for pattern in site.archives:
        try:
            pattern.format(year="2026", month="10", day="31")
        except (KeyError, IndexError, ValueError):
            yield f"archives: {pattern!r} may have {{year}}, {{month}} and {{day}} in it and nothing else in braces"


def _wrong_addresses(site: Site) -> Iterator[str]:
    for name in ("news_sitemaps", "feeds", "sitemaps", "listings", "archives", "wordpress"):
        value = getattr(site, name)
        for text in value if isinstance(value, tuple) else filter(None, (value,)):
            if joined("", text) is None:
                yield f"{name}: {text!r} is no web address; write for instance https://{site.hosts[0]}/"


def _wrong_selectors(site: Site) -> Iterator[str]:
    from ..extraction.page import compiled

    for name, selector in site.selectors.items():
        if name not in SELECTED:
            yield f"there is no selector for {name!r}; write one of {', '.join(SELECTED)}"
        try:
            compiled(selector)
        except (SyntaxError, RuntimeError) as error:
            yield f"the selector for {name} cannot be read: {error}"


def find_site(name: str) -> Site:
    """The site file of this name. Raises BadConfiguration with the names that are near."""
    known = load_sites()
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "'ecorridor sites' lists them; an address works too"
        raise BadConfiguration(f"no site named {name!r}; {hint}")
    return known[name]


def site_of(url: str) -> Site | None:
    """The site file whose hosts cover this address (`www.` and sub-domains included), or None.

    Of several on one host, the one whose `within` is the longest.
    """
    parts = urlsplit(url)
    host, path = (parts.hostname or "").removeprefix("www."), f"{parts.path}/"
    while host:
        sites = [s for s in load_sites().values() if host in s.hosts and path.startswith(f"{s.within.rstrip('/')}/")]
        if sites:
            return max(sites, key=lambda s: len(s.within))
        _, _, host = host.partition(".")
    return None


def article_key(url: str, site: Site | None = None) -> str:
    """What makes two addresses one article: `address_key`, up to the `id` where the site file marks one."""
    site = site or site_of(url)
    if site and site.article and "id" in site.article.groupindex:
        parts = urlsplit(url)
        found = site.article.search(parts.path)
        if found and found["id"]:
            return address_key(urlunsplit((parts.scheme, parts.netloc, parts.path[: found.end("id")], "", "")))
    return address_key(url)


def article_id(site: str, key: str) -> str:
    """The key of an article in the datasets: the name of its site, and a hash of what `article_key` gives."""
    return f"{site}:{blake2b(key.encode(), digest_size=8).hexdigest()}"


def is_never(url: str) -> bool:
    """Whether the site file of an address says that it is never to be fetched."""
    site = site_of(url)
    return bool(site and site.never and site.never.search(urlsplit(url).path))


def sites_at(host: str) -> list[Site]:
    """Every site file that covers a host, whatever its path: a pause or the hours of one hold for the whole host."""
    labels = host.removeprefix("www.").split(".")
    names = {".".join(labels[i:]) for i in range(len(labels))}
    return [site for site in load_sites().values() if names.intersection(site.hosts)]


def site_name(url: str) -> str:
    """The name under which rows of this address are stored: the site file's, else the host without `www.` or `m.`."""
    site = site_of(url)
    return site.name if site else without_form(urlsplit(url).hostname or "unknown")
