"""Everything about an article but its body and its thread: headline, dates, section, publisher, addresses, rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..items import Article
    from .article import Body
    from .page import Page


def read_metadata(page: Page, body: Body, article: Article) -> None:
    """Fill every field of `article` that metadata or the page's furniture gives."""
