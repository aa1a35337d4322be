"""`ecorridor threads`: the comment thread of a page as a tree, with what was recognised, stated and collected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import BadInput
from .options import settings_option

if TYPE_CHECKING:
    from ..items import Visit


@click.command()
@click.argument("source", metavar="PATH|URL")
@click.option("--url", metavar="URL", help="Address of the page, where a saved page does not tell it.")
@settings_option("Any Scrapy setting, for a URL.")
def threads(source: str, url: str | None, assignments: tuple[str, ...]) -> None:
    """Show the comment thread of a page as a tree.

    The page of a URL is fetched with every further document of its thread. Of a saved page only what stands in it
    is shown, and what a complete thread still needs is named. Comments as JSON or XML can be saved, too.
    """
    from ..show import Screen, thread_tree
    from .fixture import fetched

    visit = fetched(source, assignments)[1] if "://" in source else _saved(Path(source), url)
    Screen().print(thread_tree(visit))


def _saved(path: Path, url: str | None) -> Visit:
    from ..extraction import Extraction
    from ..pipelines import tag_visit
    from ..sites import site_of
    from .extract import read_file

    page, fetched_at = read_file(path, url, any_document=True)
    site = site_of(page.url)
    try:
        visit = Extraction(page.document, fetched_at=fetched_at, site=site, root=page.root).visit()
    except BadInput as error:
        raise BadInput(f"{path}: {str(error).replace(page.url, 'the document', 1)}") from None
    tag_visit(visit, site)
    return visit
