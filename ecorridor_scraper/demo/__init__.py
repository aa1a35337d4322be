"""`ecorridor demo`: a newspaper that does not exist, served on this machine and crawled like any other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..commands.options import data_option

if TYPE_CHECKING:
    from ..health import Account
    from .server import DemoSite

START = "https://kohsar.example/"
GREETING = f"Crawling {START}, which is served on this machine, for a few seconds ..."
NOW = "2026-10-24T07:00:00Z"
"""The day of the crawl: two days after the newest story, so that the newspaper is never stale and its rows never differ."""
FREE = 16_000_000
"""So much space must be left on the disk (bytes); the demo needs a tenth of it."""
HANDLER = "ecorridor_scraper.demo.server.LoopbackHandler"


@click.command(short_help="Crawl a made-up newspaper on this machine.")
@data_option("Where the datasets are written.")
def demo(data: str) -> None:
    """Crawl a made-up newspaper on this machine and show what came of it.

    Nothing leaves the machine, and it is always October 2026 there. The rows land in DIR/articles and DIR/comments
    like those of any site; 'ecorridor forget --site kohsar.example' takes them out again.
    """
    from .report import show
    from .server import DemoSite

    click.echo(GREETING)
    with DemoSite() as site:
        account = crawl(site, data, progress=sys.stderr.isatty())
    click.echo(f"{account.line}\n")
    if not account.pages:
        click.echo("Nothing is due again. An earlier demo brought:\n")
    show(Path(data))


def crawl(site: DemoSite, data: str, *, progress: bool = False) -> Account:
    """Crawl a running demo site into a data directory. The clock of the run stands at NOW."""
    from ..commands.crawl import project_settings, run
    from ..health import locks
    from ..store import check_writable

    check_writable(data, minimum_free=FREE)

    settings = project_settings(("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4"))
    settings.set("DATA_DIR", data, priority="cmdline")
    settings.set("DEMO_PORT", site.port, priority="cmdline")
    settings.set("NOW", NOW, priority="cmdline")
    settings.set("FREEZE", True, priority="cmdline")
    settings.set("INSIDE_ADDRESSES", True, priority="cmdline")  # every host of the demo is this machine
    handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": HANDLER, "https": HANDLER}
    settings.set("DOWNLOAD_HANDLERS", handlers, priority="cmdline")
    with locks(data, ["kohsar.example"]):
        account, error, number = run(settings, progress=progress, verbosity=-1, url=[START], is_locked=True)
    if number:
        raise SystemExit(128 + number)
    if error:
        raise error
    return account
