"""`ecorridor add-site`: look at a site, write its file and two fixtures, and say what could not be found."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import click

from ..addresses import check_address
from ..discover import Source, read
from ..errors import BadConfiguration, DataDirectory, NothingFetched
from ..listings import advertised, is_front_page, is_wordpress_home, listed_articles
from ..optouts import HOST_FILES
from ..periods import Window
from ..sites import __path__ as site_folders
from ..sites import load_sites, own_folder, site_of
from ..zones import prints_no_zone
from .fixture import recorded
from .options import settings_option

if TYPE_CHECKING:
    from ..extraction import Document, Page
    from ..items import Article, Comment, Visit
    from ..replay import Recording
    from ..sites import Site

_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d([-/.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)")
"""A day in an address, year first."""
CASES = ("first", "second")
"""What the two fixtures are called."""
LOOKS = 30
"""Of so many pages two have to be articles: sections that were changed lately stand first in some sitemaps."""
_SYSTEMS = ("wordpress", "drupal", "joomla", "ghost", "blogger", "wix", "squarespace")


@dataclass(slots=True)
class Survey:
    """What a first look at a site found."""

    name: str
    hosts: tuple[str, ...]
    listing: str
    """The page that lists articles, where nothing better does."""
    is_listing: bool = True
    """False where that page names no article: a script makes it."""
    title: str | None = None
    platform: str | None = None
    languages: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    news_sitemaps: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    wordpress: str | None = None
    comment_systems: list[str] = field(default_factory=list)
    prints_no_zone: bool = False

    @property
    def missing(self) -> list[str]:
        """What a person should still look for."""
        lacks = []
        if not (self.feeds or self.news_sitemaps or self.wordpress):
            where = "front page" if self.is_listing or not self.sitemaps else "sitemap"
            lacks.append(f"no feed, news sitemap or REST interface: articles are found by the {where}")
        if not self.comment_systems:
            lacks.append("no comments on the articles that were looked at: try others with 'ecorridor threads URL'")
        if self.prints_no_zone:
            lacks.append("the time zone of dates that are printed without one: set timezone")
        return lacks


@click.command("add-site", short_help="Look at a site and write its site file.")
@click.argument("url")
@click.option("--name", metavar="NAME", help="Name of the site (default: from its host).")
@click.option(
    "--sites",
    "sites_dir",
    metavar="DIR",
    help="Folder of the site files (default: $ECORRIDOR_SITES, else the package's).",
)
@click.option(
    "--fixtures",
    "fixtures_dir",
    default="tests/fixtures",
    show_default=True,
    metavar="DIR",
    help="Folder of all fixtures.",
)
@settings_option()
def add_site(
    url: str, name: str | None, sites_dir: str | None, fixtures_dir: str, assignments: tuple[str, ...]
) -> None:
    """Look at the site of URL (its front page), fetch two articles, and write its site file and two fixtures."""
    url = check_address(url)
    if (known := site_of(url)) is not None:
        raise BadConfiguration(f"{url} already has a site file: {known.name}")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    name = name or re.sub(r"\W", "", host.split(".")[0] if not re.fullmatch(r"[\d.]+", host) else f"site{host}").lower()
    path = Path(sites_dir or own_folder() or site_folders[0]) / f"{name}.py"
    if not re.fullmatch(r"[a-z]\w*", name) or path.exists() or name in load_sites():
        raise BadConfiguration(f"the name {name!r} cannot be used or is taken; choose another with --name")
    if not path.parent.is_dir():
        raise BadConfiguration(f"{path.parent} is no folder; give the folder of the site files with --sites")
    cases = Path(fixtures_dir) / name
    if kept := next((cases / case for case in CASES if (cases / case).exists()), None):
        raise BadConfiguration(f"{kept} exists, and may have been reviewed; remove it or choose another --fixtures")
    _check_folder(path.parent, "--sites")
    _check_folder(cases.parent, "--fixtures")
    recording, error = recorded(assignments, url=url, max_pages=LOOKS, max_articles=len(CASES), is_survey=True)
    if not recording.visits:
        raise error or NothingFetched(f"{url}: no article was found; give the address of a section or a feed")
    led = recording.kept[url].url if url in recording.kept else url
    if (known := site_of(led)) is not None:
        raise BadConfiguration(f"{url} leads to {led}, which already has a site file: {known.name}")
    survey = look(name, host, led, recording)
    saved = _save(path, site_file(survey, recording.visits), cases, recording)
    click.echo(f"{path}: {survey.platform or 'platform unknown'}; languages {', '.join(survey.languages) or 'unknown'}")
    for case, visit in saved.items():
        click.echo(f"{case}: {visit.article.headline or 'no headline'}; {len(visit.comments)} comments")
    for line in survey.missing:
        click.echo(f"not found: {line}")
    if not _is_kept(path.parent):
        click.echo(f"To have {path} read, and kept by upgrades, set ECORRIDOR_SITES to its folder, one of your own")
    click.echo(f"Review both expected.json, then run: ecorridor replay {fixtures_dir}")


def _check_folder(folder: Path, option: str) -> None:
    """Raise DataDirectory where nothing can be written to a folder, or where it would have to be made."""
    folders = (folder.absolute(), *folder.absolute().parents)
    if not os.access(next(one for one in folders if one.exists()), os.W_OK):
        raise DataDirectory(f"{folder} cannot be written; choose another with {option}")


def _save(path: Path, source: str, cases: Path, recording: Recording) -> dict[Path, Visit]:
    """Write a new site file and its fixtures, or nothing of them: a file that is cut off would end every command, and
    one that is whole would be in the way of another try. Returns the visit of each fixture.
    """
    from .. import fixtures

    saved = {}
    try:
        path.write_text(source, encoding="utf-8")
        site = _site_in(source)
        for case, visit in zip(CASES, recording.visits, strict=False):
            documents, again = _of_visit(recording, visit, site)
            if documents:
                fixtures.save(cases / case, next(iter(documents)), visit.fetched_at, documents, again)
                saved[cases / case] = visit
    except OSError as error:
        path.unlink(missing_ok=True)
        for folder in saved:
            rmtree(folder)
        error.filename = error.filename or path  # which a full disk does not say
        raise
    return saved


def _is_kept(folder: Path) -> bool:
    """Whether a site file in this folder is read, and stays there when the package is installed anew."""
    if own := own_folder():
        return folder.samefile(own)
    return folder.samefile(site_folders[0]) and not {"site-packages", "dist-packages"} & set(folder.parts)


def look(name: str, host: str, start: str, recording: Recording) -> Survey:
    """Read what a site offers from the responses of a first crawl, which began at the page `start`."""
    hosts = ((urlsplit(start).hostname or "").removeprefix("www."), host)
    is_article = any(visit.article.url == start for visit in recording.visits)
    survey = Survey(name, tuple(dict.fromkeys(hosts)), urljoin(start, "/") if is_article else start)
    parts: set[str] = set()
    from ..extraction import Page

    for address, document in recording.kept.items():
        if document.status != 200 or not document.body or address.endswith(HOST_FILES):
            continue
        reading = read(document, Source(address), Window())
        if reading is not None and not reading.kind.startswith("wp_"):
            kinds = {"feed": survey.feeds, "comments_feed": survey.feeds, "news_sitemap": survey.news_sitemaps}
            known = kinds.get(reading.kind, survey.sitemaps)
            if reading.candidates or reading.sources:
                known.append(address)
            parts |= {source.url for source in reading.sources}
        elif reading is not None and reading.kind == "wp_posts":
            survey.wordpress = address.partition("wp/v2/")[0]
        elif document.url == survey.listing or urlsplit(document.url).path.strip("/") == "":
            _look_at(Page(document, fetched_at=recording.visits[0].fetched_at), survey)
    survey.sitemaps = [s for s in survey.sitemaps if s not in parts][:2]
    languages: Counter[str] = Counter()
    for visit in recording.visits:
        if visit.article.in_language:
            languages[visit.article.in_language.split("-")[0]] += 100
        languages.update(c.language for c in visit.comments if c.language and c.language not in ("und", "zxx"))
        if (system := visit.article.comment_system) and system not in survey.comment_systems:
            survey.comment_systems.append(system)
        dated: list[Article | Comment] = [visit.article, *visit.comments]
        survey.prints_no_zone |= any(prints_no_zone(one, visit.fetched_at) for one in dated)
    survey.languages = [code for code, _ in languages.most_common(3)]
    return survey


def _look_at(page: Page, survey: Survey) -> None:
    """What the page that lists the articles says of its site; its title is that of the site on a front page only."""
    if page.url == survey.listing:
        survey.is_listing = bool(listed_articles(page.root, page.url))
    said = " ".join(page.meta.get("generator", [])).lower()
    survey.platform = survey.platform or next((s for s in _SYSTEMS if s in said), None)
    if survey.platform is None and advertised(page.root, page.url)[2]:
        survey.platform = _SYSTEMS[0]
    if is_front_page(page.url) or is_wordpress_home(page.root):
        title = (page.root.findtext(".//title") or "").strip()
        survey.title = (page.meta.get("og:site_name") or [title])[0] or survey.title


def site_file(survey: Survey, visits: list[Visit]) -> str:
    """The source of a site file."""
    systems = ", ".join(survey.comment_systems) or "none seen"
    title = _words(survey.title or survey.hosts[0])
    when = f"{visits[0].fetched_at:%Y-%m-%d}"
    entries = [("name", survey.name), ("hosts", survey.hosts), ("title", survey.title)]
    entries += [
        ("languages", tuple(survey.languages)),
        ("news_sitemaps", tuple(survey.news_sitemaps)),
        ("feeds", tuple(survey.feeds)),
        ("sitemaps", tuple(survey.sitemaps)),
        *_by_listing(survey),
        ("wordpress", survey.wordpress),
    ]
    lines = [f"    {key}={_source(value)}," for key, value in entries if value]
    return (
        f'"""{title}: {survey.platform or "platform unknown"}; comments: {systems}.\n\n'
        f"Looked at on {when} by 'ecorridor add-site': every fact is first-hand.\n"
        '"""\n\nfrom __future__ import annotations\n\nfrom ecorridor_scraper.sites import Site\n\nSITE = Site(\n'
        + "\n".join(lines)
        + "\n)\n"
    )


def _by_listing(survey: Survey) -> list[tuple[str, tuple[str, ...]]]:
    """The page that lists the articles, where nothing better does; one of a day stands for those of all days."""
    if survey.feeds or survey.news_sitemaps or survey.wordpress or (survey.sitemaps and not survey.is_listing):
        return []
    of_days = _DAY.sub(r"{year}\g<1>{month}\g<1>{day}", survey.listing)
    return [("listings" if of_days == survey.listing else "archives", (of_days,))]


def _source(value: object) -> str:
    if isinstance(value, tuple):
        inside = ", ".join(_source(v) for v in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    import json

    return json.dumps(str(value), ensure_ascii=False)


def _words(text: str) -> str:
    return " ".join(text.replace("\\", " ").replace('"', "'").split())[:80]


def _site_in(source: str) -> Site:
    """The site of a file that was just written."""
    names: dict[str, Any] = {}
    exec(source, names)  # noqa: S102  (our own words)
    site: Site = names["SITE"]
    return site


def _of_visit(recording: Recording, visit: Visit, site: Site) -> tuple[dict[str, Document], Visit]:
    """The documents of one visit, its page first, then what its thread asked for; and the visit as they give it once
    the site has its file.
    """
    from ..extraction import Extraction
    from ..items import Wanted
    from ..pipelines import tag_visit

    page = next(
        (k for k, d in recording.kept.items() if d.url == visit.article.url and not isinstance(k, Wanted)), None
    )
    if page is None:
        return {}, visit
    extraction = Extraction(recording.kept[page], fetched_at=visit.fetched_at, site=site)
    documents = {page: recording.kept[page]}
    while wanted := [w for w in extraction.wanted if w in recording.kept and w not in documents]:
        for address in wanted:
            documents[address] = recording.kept[address]
            extraction.add(address, recording.kept[address])
    again = extraction.visit()
    tag_visit(again, site)
    return documents, again
