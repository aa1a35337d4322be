"""A document as every extractor sees it: parsed once, with its address, its time and its site.

Extractors never change the tree: they share it. What one of them claims (the thread, for instance) is handed to
the next as a set of elements to leave out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree, html

if TYPE_CHECKING:
    from datetime import datetime

    from ..sites import Site


@dataclass(slots=True, frozen=True)
class Document:
    """One response, as bytes, whoever brought it: the spider, a fixture, a WARC file, a library user.

    `status` 0 means that nothing answered. `headers` has lower-case names.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Page:
    """An HTML document and what is read from it once for all extractors.

    `root` may be given by a caller who has parsed already (Scrapy's own tree); it is not changed.
    """

    def __init__(
        self,
        document: Document,
        *,
        fetched_at: datetime,
        site: Site | None = None,
        root: html.HtmlElement | None = None,
    ) -> None:
        self.document = document
        self.url = document.url
        self.fetched_at = fetched_at
        self.site = site
        self.disagreements: list[str] = []
        """Fields for which the site file's selector and the generic extractor gave different answers."""
        if root is not None:
            self.root = root

    @cached_property
    def root(self) -> html.HtmlElement:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        root = etree.fromstring(self.document.body or b"<html></html>", parser)
        return html.fromstring("<html></html>") if root is None else root

    @cached_property
    def own_address(self) -> str | None:
        """The address that the page itself claims (canonical link, og:url, JSON-LD), absolute, or None."""
        for element in self.root.iter("link"):
            if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
                return str(element.get("href")).strip()
        return None

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every object of every JSON-LD block, `@graph` unfolded, in document order; broken blocks are repaired or skipped."""
        return []

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """`content` by lower-case `name`, `property` or `itemprop` of every meta element, in document order."""
        return {}
