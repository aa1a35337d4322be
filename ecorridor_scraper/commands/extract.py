"""`ecorridor extract`: saved pages into the datasets or to standard output, without a network."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time, time
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from ..addresses import check_address
from ..claims import Claims
from ..clock import parse_moment
from ..errors import BadConfiguration, BadInput, PartlyFailed
from ..extraction import Document, Extraction, Page
from ..extraction.page import MAX_BYTES
from ..sites import find_site, site_of
from ..walls import wall
from .options import data_option, settings_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..items import Visit
    from ..sites import Site

_PAGES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz")
_ARCHIVES = (".warc", ".warc.gz")


@dataclass(slots=True)
class Harvest:
    """What the pages of one command gave."""

    pages: int = 0
    articles: int = 0
    with_headline: int = 0
    with_body: int = 0
    with_authors: int = 0
    with_date: int = 0
    with_comments: int = 0
    comments: int = 0
    incomplete_threads: int = 0
    seconds: float = 0.0
    slowest_seconds: float = 0.0
    failed: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    claims: Claims = field(default_factory=Claims)

    def count(self, visit: Visit) -> None:
        """Add one visit."""
        article = visit.article
        self.pages += 1
        self.articles += 1
        self.with_headline += article.headline is not None
        self.with_body += article.body is not None
        self.with_authors += bool(article.authors)
        self.with_date += article.date_published is not None
        self.with_comments += bool(visit.comments)
        self.comments += len(visit.comments)
        self.incomplete_threads += article.thread_complete is False

    def miss(self, cause: str, count: int = 1) -> None:
        """Add pages that gave nothing."""
        self.pages += count
        self.failed += count
        self.causes[cause] += count

    @property
    def lines(self) -> str:
        """For people."""
        text = (
            f"{self.articles:,} articles from {self.pages:,} pages: headline {self.with_headline:,}, "
            f"body {self.with_body:,}, authors {self.with_authors:,}, date {self.with_date:,}\n"
            f"{self.comments:,} comments on {self.with_comments:,} pages, {self.incomplete_threads:,} incomplete\n"
            f"{self.seconds:.1f} s of CPU, the slowest page {self.slowest_seconds:.2f} s"
        )
        if self.failed:
            text += f"\n{self.failed:,} gave nothing: " + ", ".join(f"{n} {c}" for c, n in self.causes.most_common())
        return text


@click.command(short_help="Extract saved pages, without a network.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@data_option("Put the result into these datasets (default: data, unless --json).", default=None)
@click.option("--json", "as_json", is_flag=True, help="Print each visit as a line of JSON instead of storing it.")
@click.option("--url", metavar="URL", help="Address of the page, where it does not tell its own.")
@click.option(
    "--fetched-at", metavar="MOMENT", help="When it was fetched (default: the file's time; relative dates need it)."
)
@click.option("--site", metavar="NAME", help="Use this site file whatever the address.")
@settings_option("A setting, such as PSEUDONYMISE.")
@click.option("-q", "--quiet", is_flag=True, help="Print no summary.")
def extract(
    paths: tuple[str, ...],
    data: str | None,
    as_json: bool,
    url: str | None,
    fetched_at: str | None,
    site: str | None,
    assignments: tuple[str, ...],
    quiet: bool,
) -> None:
    """Extract saved pages: HTML files (also .gz), folders of them, WARC files, or - for standard input."""
    if as_json and data:
        raise BadConfiguration("--json prints and --data stores; give one of them")
    if url and len(paths) > 1:
        raise BadConfiguration("--url is the address of one page; give one PATH with it")
    if address := next((path for path in paths if path.startswith(("http://", "https://"))), None):
        raise BadConfiguration(f"{address} is no saved page; crawl it, or look with 'ecorridor threads'")
    file = find_site(site) if site else None
    try:
        moment = parse_moment(fetched_at) if fetched_at else None
    except ValueError as error:
        raise BadConfiguration(f"--fetched-at: {error}") from None
    if moment and moment > datetime.now(UTC):  # until then no later visit would change what this one says
        raise BadConfiguration(f"--fetched-at {fetched_at} is still to come; give the moment when it was fetched")
    harvest = Harvest()
    files = list(_files(paths))  # a name that is wrong is told of before anything is stored
    is_alone = len(paths) == 1 and not Path(paths[0]).is_dir()
    visits = _visits(files, url, moment, file, harvest, is_alone=is_alone)
    if as_json:
        for visit in visits:
            click.echo(_json(visit))
    else:
        store_all(visits, data or "data", assignments)
    if not quiet and (not as_json or harvest.pages != 1):
        click.echo(harvest.lines, err=as_json)
    if harvest.failed and not harvest.articles:
        raise BadInput(f"none of the pages ({harvest.pages}) gave anything; give saved articles")
    if harvest.failed * 10 > harvest.pages:
        raise PartlyFailed(f"{harvest.failed} of {harvest.pages} pages gave nothing; the rest is kept")


def store_all(visits: Iterator[Visit], data: str, assignments: tuple[str, ...] = ()) -> None:
    """Stage and commit visits; an error on the way keeps what came before it."""
    from ..moves import settle
    from ..pipelines import pseudonyms
    from ..state import State
    from ..store import Staging, commit_apart, lean_pyarrow
    from .crawl import project_settings

    lean_pyarrow()
    known = State.beside(data)
    hidden = pseudonyms(project_settings(assignments), data)
    staging = Staging(data, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-extract-{os.getpid()}")
    try:
        for visit in visits:
            settle(visit, None, known)
            if hidden is not None:
                hidden.apply(visit)
            staging.append(visit)
    finally:
        known.close()
        staging.close()
        commit_apart(data, wait=True)


def _json(visit: Visit) -> str:
    """The whole visit on one line; what is unknown is null."""
    import orjson

    return orjson.dumps(visit, option=orjson.OPT_UTC_Z).decode()


def _visits(
    files: list[tuple[Path, str]],
    url: str | None,
    moment: datetime | None,
    site: Site | None,
    harvest: Harvest,
    *,
    is_alone: bool,
) -> Iterator[Visit]:
    for path, name in files:
        try:
            if path.name.lower().endswith(_ARCHIVES):
                yield from _of_archive(path, harvest)
            else:
                yield from _read(
                    _one_page(path, name, url, moment, site), harvest, None if url else _file_address(name)
                )
        except BadInput as error:
            if is_alone:
                raise
            harvest.miss("no page")
            click.echo(f"ecorridor: {error}", err=True)
        if is_alone and harvest.pages == harvest.failed == 1:
            raise BadInput(f"{_called(path)}: {next(iter(harvest.causes))} in it; give a saved article")


def _of_archive(path: Path, harvest: Harvest) -> Iterator[Visit]:
    from ..warc import visits

    unusable: Counter[str] = Counter()
    yield from _read(visits(path, unusable), harvest)
    if unusable:
        causes = ", ".join(f"{count} {cause}" for cause, count in unusable.most_common())
        click.echo(f"ecorridor: {path}: responses that cannot be used are left out: {causes}", err=True)
        harvest.miss("unusable record", unusable.total())


def _read(pages: Iterator[tuple[Extraction, str | None]], harvest: Harvest, file: str | None = None) -> Iterator[Visit]:
    """Every visit, tagged. `file` is what a page is known by whose address nobody gave and that tells a wrong one."""
    from ..pipelines import tag_visit

    while True:
        start = process_time()
        found = next(pages, None)
        if found is None:
            return
        extraction, record = found
        visit = extraction.visit()
        if file:
            harvest.claims.settle(visit, file, extraction.page.site)
        visit.article.warc_record = record
        tag_visit(visit, extraction.page.site)
        spent = process_time() - start
        harvest.seconds += spent
        harvest.slowest_seconds = max(harvest.slowest_seconds, spent)
        if cause := wall(extraction.page, visit):
            harvest.miss("neither text nor comments" if cause == "empty body" else cause)
            continue
        harvest.count(visit)
        yield visit


def _one_page(
    path: Path, name: str, url: str | None, moment: datetime | None, site: Site | None
) -> Iterator[tuple[Extraction, str | None]]:
    page, saved_at = read_file(path, url, name=name)
    site = site or site_of(page.url)
    yield Extraction(page.document, fetched_at=moment or saved_at, site=site, root=page.root), None


def _files(paths: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Every file that is meant, and its name: its path from the folder that all of them are in. A folder gives its
    pages in order of name."""
    folders = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    root = os.path.commonpath([folder.absolute() for folder in folders])
    for text in paths:
        path = Path(text)
        if text == "-" or path.is_file():
            found = [path]
        elif path.is_dir():
            names = (*_PAGES, *_ARCHIVES)
            found = sorted(p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(names))
            if not found:
                raise BadInput(f"{path}: no .html, .html.gz or .warc file in this folder")
        else:
            raise _not_there(path)
        yield from ((one, os.path.relpath(one.absolute(), root)) for one in found)


def _not_there(path: Path) -> BadInput:
    return BadInput(f"{path}: no such file or folder; '-' reads standard input")


def _called(path: Path) -> str:
    return "standard input" if str(path) == "-" else str(path)


def read_file(
    path: Path, url: str | None = None, *, name: str | None = None, any_document: bool = False
) -> tuple[Page, datetime]:
    """A saved page, parsed, and the time at which it was saved. Raises BadInput, naming it, where it is no page, and
    BadConfiguration where `url` is no address.

    A page that tells no address of its own has the address `file:` and its `name`, by default the file's.
    `any_document` takes comments as JSON or XML too.
    """
    url = check_address(url) if url else None
    try:
        if str(path) == "-":
            body, when = sys.stdin.buffer.read(MAX_BYTES + 1), datetime.now(UTC).replace(microsecond=0)
        else:
            when = datetime.fromtimestamp(min(int(path.stat().st_mtime), int(time())), UTC)
            with path.open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        if len(body) <= MAX_BYTES and body[:2] == b"\x1f\x8b":
            body = _unpacked(body)
        if len(body) > MAX_BYTES:
            raise BadInput(f"it is larger than a page can be ({MAX_BYTES >> 20} MiB); skip it")
        page = Page(Document(url or "", body), fetched_at=when, any_document=any_document)
    except FileNotFoundError:
        raise _not_there(path) from None
    except OSError as error:
        raise BadInput(f"{_called(path)}: cannot be read ({error.strerror or error}); give a file that can") from None
    except BadInput as error:
        raise BadInput(f"{_called(path)}: {str(error).removeprefix(': ')}") from None
    if not url:
        own = page.own_address
        address = own if own and own.startswith("http") else _file_address(name or path.name)
        root = page.root
        page = Page(Document(address, body), fetched_at=when, root=root, any_document=any_document)
    return page, when


def _file_address(name: str) -> str:
    return f"file:{quote(os.fsencode(name))}"


def _unpacked(body: bytes) -> bytes:
    """What a gzip file holds, up to one byte more than a page can have."""
    try:
        with gzip.open(io.BytesIO(body)) as file:
            return file.read(MAX_BYTES + 1)
    except (zlib.error, gzip.BadGzipFile, EOFError):
        raise BadInput("a gzip file that is damaged or cut off; save the page again") from None
