"""`ecorridor fixture`: save a page with all that its visit needs, as a test."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..addresses import check_address
from ..errors import BadConfiguration, EcorridorError, NothingFetched
from ..optouts import HOST_FILES
from .crawl import project_settings, run
from .options import settings_option

if TYPE_CHECKING:
    from ..extraction import Document
    from ..items import Visit
    from ..replay import Recording


@click.command(short_help="Save a page with its thread as a test.")
@click.argument("source", metavar="PATH|URL")
@click.option("--site", required=True, metavar="NAME", help="Folder of the site: its site file's name, or any.")
@click.option("--case", required=True, metavar="NAME", help="What the page shows, such as nested-replies.")
@click.option("--url", metavar="URL", help="Address of the page, where a saved page does not tell it.")
@click.option("--into", default="tests/fixtures", show_default=True, metavar="DIR", help="Folder of all fixtures.")
@settings_option("Any Scrapy setting, for a URL.")
def fixture(source: str, site: str, case: str, url: str | None, into: str, assignments: tuple[str, ...]) -> None:
    """Save a page as INTO/SITE/CASE: the page, further documents of its thread, and what they give.

    Review expected.json before you rely on it: it says what the extractor found, not what is true.
    """
    from .. import fixtures

    for name in (site, case):
        if not re.fullmatch(r"\w[\w.-]*", name):
            raise BadConfiguration(f"{name!r} cannot be the name of a folder; write for instance nested-replies")
    folder = Path(into) / site / case
    if folder.exists():
        raise BadConfiguration(f"{folder} exists; choose another --case or remove it")
    if "://" in source:
        documents, visit, start = fetched(source, assignments)
    else:
        documents, visit, start = saved(Path(source), url)
    fixtures.save(folder, start, visit.fetched_at, documents, visit)
    article = visit.article
    click.echo(
        f"{folder}: {article.headline or 'no headline'}; {len(visit.comments)} comments, {len(documents)} documents"
    )
    click.echo(f"Review expected.json, then run: ecorridor replay {into}")


@click.command(short_help="Replay saved tests and name what differs.")
@click.argument("folder", default="tests/fixtures")
@click.option("--accept", is_flag=True, help="Write what comes now as what is expected, and name each change.")
def replay(folder: str, accept: bool) -> None:
    """Replay every fixture under FOLDER through the real spider and name each field that differs."""
    from .. import fixtures
    from .. import replay as crawls

    cases = sorted(path.parent for path in Path(folder).rglob("meta.json"))
    if not cases:
        raise BadConfiguration(f"{folder}: no fixture is here; make one with 'ecorridor fixture'")
    wrong = accepted = 0
    for case in cases:
        kept = fixtures.load(case)
        visits = crawls.crawl(kept.documents, start=kept.url, fetched_at=kept.fetched_at, is_article=True)
        got = fixtures.record(visits[0]) if visits else {}
        differing = list(fixtures.differences(kept.expected, got))
        for line in differing:
            click.echo(f"{kept.name}: {line}")
        if differing and accept and visits:
            fixtures.expect(case, visits[0])
            accepted += 1
        else:
            wrong += bool(differing)
    if wrong:
        raise EcorridorError(f"{wrong} of {len(cases)} fixtures differ: see above")
    if accepted:
        click.echo(f"{accepted} of {len(cases)} fixtures expect something else from now on: review what stands above")
    else:
        click.echo(f"{len(cases)} fixtures give what they should")


def saved(path: Path, url: str | None) -> tuple[dict[str, Document], Visit, str]:
    """The visit of a saved page, whose further documents nobody brings."""
    from .. import replay
    from ..extraction import Document
    from .extract import read_file

    page, fetched_at = read_file(path, url)
    document = page.document
    if not document.url.startswith("http"):
        raise BadConfiguration(f"{path} does not tell its own address; give it with --url")
    documents = {document.url: Document(document.url, document.body, 200, {})}
    visits = replay.crawl(documents, start=document.url, fetched_at=fetched_at, is_article=True)
    if not visits:
        raise NothingFetched(f"{path}: neither a text nor comments were found")
    return documents, visits[0], document.url


def fetched(url: str, assignments: tuple[str, ...] = ()) -> tuple[dict[str, Document], Visit, str]:
    """The visit of an address, with every response that it took, fetched by the real spider."""
    url = check_address(url)
    recording, error = recorded(assignments, url=url, is_article=True)
    if not recording.visits:
        raise error or NothingFetched(f"{url}: neither a text nor comments were found")
    documents = {k: d for k, d in recording.kept.items() if not k.endswith(HOST_FILES)}
    return documents, recording.visits[0], url


def recorded(assignments: tuple[str, ...] = (), **arguments: Any) -> tuple[Recording, EcorridorError | None]:
    """A crawl that stores nothing and keeps every response."""
    from ..replay import Recording

    recording = Recording({}, [])
    settings = project_settings(assignments)
    middlewares: dict[Any, Any] = dict(settings.getdict("DOWNLOADER_MIDDLEWARES"))
    settings.setdict(
        {
            "DATA_DIR": None,
            "REPLAY": recording,
            "DOWNLOADER_MIDDLEWARES": middlewares | {"ecorridor_scraper.fetch.Keep": 580},
            "ITEM_PIPELINES": {
                "ecorridor_scraper.pipelines.TagPipeline": 300,
                "ecorridor_scraper.pipelines.StagePipeline": 800,
                "ecorridor_scraper.replay.Collect": 900,
            },
            "NOW": datetime.now(UTC).replace(microsecond=0),
            "FREEZE": True,
        },
        priority="cmdline",
    )
    _, error, _ = run(settings, **arguments)
    return recording, error
