"""`ecorridor crawl`: site files or any addresses, over the network, into the datasets."""

from __future__ import annotations

import json
import logging
import re
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import notify
from ..addresses import check_address
from ..clock import Clock, Hours, parse_moment
from ..discover import sources_of
from ..errors import BadConfiguration, EcorridorError, NothingFetched
from ..periods import Window
from ..sites import find_site, load_sites, site_name, site_of
from .options import Amount, data_option, say, settings_option

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from ..health import Account


@click.command(short_help="Crawl sites into the two datasets.")
@click.argument("targets", metavar="[SITE | URL]...", nargs=-1)
@data_option("Where the datasets live.")
@click.option("--since", metavar="DATE", help="Only articles from this day or moment on; goes back through archives.")
@click.option("--until", metavar="DATE", help="Only articles before this day or moment (a day is included).")
@click.option("--max-pages", type=click.IntRange(1), metavar="N", help="Fetch at most N articles.")
@click.option("--max-minutes", type=Amount(0, min_open=True), metavar="M", help="End cleanly after M minutes.")
@click.option("--part", metavar="K/N", help="Only the K-th of N parts of the sites, by host: for several machines.")
@settings_option()
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Log everything.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
def crawl(
    targets: tuple[str, ...],
    data: str,
    since: str | None,
    until: str | None,
    max_pages: int | None,
    max_minutes: float | None,
    part: str | None,
    assignments: tuple[str, ...],
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Crawl sites into DIR/articles and DIR/comments.

    SITE is a name that 'ecorridor sites' lists; without any, all of them are crawled. Any URL works without a site
    file: a home page, a section, a sitemap, a feed or one article. Run it again to fetch what is new and to visit
    young articles for new comments.
    """
    from ..health import locks
    from ..store import check_writable

    sites, urls = split_targets(targets) if targets else (sorted(load_sites()), [])
    window = Window.of(since, until)  # what is wrong with a date is said before a crawl begins
    if part:
        sites, urls = _part(part, sites, urls)
        if not sites and not urls:
            _say_of_nothing(as_json=as_json)
            return
    settings = _settings_into(data, assignments)
    _check_archives(sites, window)
    check_writable(data, minimum_free=int(settings.getfloat("MIN_FREE_MB") * 1e6))
    on_terminal = sys.stderr.isatty()
    wanted = {*sites, *map(site_name, urls)}
    with locks(data, wanted) as free:
        if busy := sorted(wanted - set(free)):
            click.echo(f"ecorridor: another run is at work on {', '.join(busy)}; the rest is crawled", err=True)
        account, error, number = run(
            settings,
            verbosity=1 if verbose else -1 if quiet or as_json or on_terminal else 0,
            progress=on_terminal and not (quiet or as_json or verbose),
            site=",".join(name for name in sites if name in free) or None,
            url=[url for url in urls if site_name(url) in free] or None,
            since=since,
            until=until,
            max_pages=max_pages,
            max_minutes=max_minutes,
            is_locked=True,
        )
    if as_json:
        say(json.dumps(asdict(account), ensure_ascii=False, default=str))
    elif not quiet and (account.pages or not error):
        say(f"{account.line}\ndata: {data}/articles and {data}/comments")
    _end(error, number)


def _say_of_nothing(*, as_json: bool) -> None:
    """The account of a run to whose part nothing falls."""
    from ..health import Account

    if as_json:
        say(json.dumps(asdict(Account(run="", started=Clock().now().isoformat(), exit_code=0))))


def _settings_into(data: str, assignments: tuple[str, ...]) -> Settings:
    """The settings of a crawl into a data directory. What is wrong with the key for pseudonyms is said here."""
    from ..pipelines import pseudonyms

    settings = project_settings(assignments)
    settings.set("DATA_DIR", data, priority="cmdline")
    pseudonyms(settings, data)
    return settings


def _check_archives(sites: list[str], window: Window) -> None:
    """Raise BadConfiguration where archives would be gone back through without end."""
    for name in sites if window.until and not window.since else ():
        if not sources_of(find_site(name), window, Clock().now()):
            raise BadConfiguration(f"{name}: its archive goes by the day and would never end; give --since as well")


def _end(error: EcorridorError | None, number: int | None) -> None:
    """End the command as the run did, by a signal or by an error."""
    if number:
        click.echo(
            f"ecorridor: stopped by {'Ctrl-C' if number == 2 else 'SIGTERM'}; what was fetched is kept", err=True
        )
        raise SystemExit(128 + number)
    if error:
        raise error


def run(
    settings: Settings, *, verbosity: int = -1, progress: bool = False, **arguments: Any
) -> tuple[Account, EcorridorError | None, int | None]:
    """One crawl in this process: its account, the error that it ends with, the signal that stopped it."""
    from scrapy.crawler import AsyncCrawlerProcess

    from .. import logs
    from ..health import RunReport
    from ..spiders.news import NewsSpider
    from ..store import lean_pyarrow

    lean_pyarrow()
    _check_values(settings)
    try:
        process = AsyncCrawlerProcess(settings)
    except (ImportError, ValueError) as error:
        if isinstance(error, ValueError) and "Error loading object" not in str(error):  # of a path without a dot
            raise
        raise BadConfiguration(f"a setting names a module that cannot be imported: {error}") from None
    logs.begin_twisted()
    logs.configure(verbosity)  # after Scrapy, which gives its loggers levels of their own
    crawler = process.create_crawler(NewsSpider)
    crawling = process.crawl(crawler, **arguments)
    if progress:
        from .progress import Progress

        with Progress(crawler):
            process.start()
    else:
        process.start()
    report = None
    with suppress(RuntimeError):  # it ended before it had any extensions
        report = crawler.get_extension(RunReport)
    if not crawling.done():  # a second signal: it ends in the middle
        click.echo("ecorridor: stopped at once; what was staged is kept, and committed by the next run", err=True)
        raise SystemExit(128 + (report.signal if report and report.signal else 2))
    if failure := crawling.exception():
        if isinstance(failure, ImportError | NameError) or "Error loading object" in str(failure):
            raise BadConfiguration(f"a setting names a class that cannot be imported: {failure}") from None
        raise (
            failure
            if isinstance(failure, EcorridorError)
            else EcorridorError(f"the crawl could not start: {failure!r}")
        )
    account = report.account if report else None
    if report is None or account is None:
        raise NothingFetched("the crawl did not start; run it again with -v to see why")
    return account, report.error, report.signal


def project_settings(assignments: tuple[str, ...] = ()) -> Settings:
    """The project's Scrapy settings with NAME=VALUE assignments on top.

    Raises BadConfiguration for a name that is almost that of a setting, and for a value unlike its default.
    """
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("ecorridor_scraper.settings", priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="project")
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            raise BadConfiguration(f"-s {assignment!r} is no NAME=VALUE; write for instance -s DOWNLOAD_DELAY=2")
        if name == "DATA_DIR":
            raise BadConfiguration(f"-s DATA_DIR={value}: write --data {value}")
        _check_setting(settings, name, value)
        try:
            settings.set(name, value, priority="cmdline")
        except ValueError as error:
            raise BadConfiguration(f"-s {name}={value}: write JSON, as its default is a mapping ({error})") from None
    return settings


_FORMS = {
    bool: ("True or False", "true|false|1|0"),
    int: ("a whole number", r"\d+"),
    float: ("a number", r"\d+(\.\d+)?"),
}
"""What a value looks like, by the type of the setting's default; the first that fits counts (a bool is an int)."""


def _check_setting(settings: Settings, name: str, value: str) -> None:
    if name not in settings:
        from difflib import get_close_matches

        if near := get_close_matches(name, settings, n=1, cutoff=0.85):
            raise BadConfiguration(f"-s {name}: there is no such setting; did you mean {near[0]}?")
        return
    default = settings.get(name)
    words, pattern = next((said for kind, said in _FORMS.items() if isinstance(default, kind)), ("", ".*"))
    if not re.fullmatch(pattern, value, re.IGNORECASE | re.DOTALL):
        raise BadConfiguration(f"-s {name}={value}: write {words}, like its default ({default})")


def _check_values(settings: Settings) -> None:
    """Raise BadConfiguration for values that only their use would show to be wrong, before anything is asked for."""
    if settings.get("JOBDIR"):
        raise BadConfiguration("-s JOBDIR: leave it out; what a crawl has left to do is remembered under --data")
    if not (settings.get("USER_AGENT") or "").strip():
        raise BadConfiguration("-s USER_AGENT: it is empty; leave it out, and every request says who asks")
    if hours := settings.get("CRAWL_HOURS"):
        Hours(hours)
    if isinstance(now := settings.get("NOW"), str):
        try:
            parse_moment(now)
        except ValueError as error:
            raise BadConfiguration(f"-s NOW: {error}") from None
    if (level := settings.get("LOG_LEVEL")) not in (known := logging.getLevelNamesMapping()):
        raise BadConfiguration(f"-s LOG_LEVEL={level}: there is no such level; write one of {', '.join(known)}")
    notify.check(settings)


def split_targets(targets: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Names of site files and addresses; a bare host counts as an address."""
    sites: list[str] = []
    urls: list[str] = []
    known = load_sites()
    for target in targets:
        if target in known:
            sites.append(target)
        elif Path(target).is_file():
            raise BadConfiguration(f"{target} is a file; for a saved page use 'ecorridor extract {target}'")
        elif "://" in target or "/" in target or "." in target or target.startswith("localhost"):
            urls.append(check_address(target))
        else:
            find_site(target)
    return sites, urls


def _part(part: str, sites: list[str], urls: list[str]) -> tuple[list[str], list[str]]:
    """Those sites and addresses whose host falls to this part: each host to one part, always the same."""
    from hashlib import blake2b

    match = re.fullmatch(r"(\d+)/(\d+)", part)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise BadConfiguration(f"--part {part!r}: write K/N with K from 1 to N, for instance 2/4")
    k, n = int(match[1]), int(match[2])

    def is_ours(host: str) -> bool:
        return int.from_bytes(blake2b(host.encode(), digest_size=8).digest()) % n == k - 1

    known = load_sites()
    chosen = [name for name in sites if is_ours(known[name].hosts[0])]
    addresses = [url for url in urls if is_ours(site.hosts[0] if (site := site_of(url)) else site_name(url))]
    return chosen, addresses
