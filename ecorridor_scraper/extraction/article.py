"""The body: exactly the article, the whole article and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..items import Block, Image, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from .page import Page


@dataclass(slots=True)
class Body:
    """The body of a page and what stands around it.

    `standfirst` is the paragraph above the body that repeats or introduces it; `author_notes` are texts of author
    boxes (biographies, contacts) found while the body was cut, for the byline.
    """

    blocks: list[Block] = field(default_factory=list)
    text: str | None = None
    standfirst: str | None = None
    images: list[Image] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    author_notes: list[html.HtmlElement] = field(default_factory=list)
    elements: list[html.HtmlElement] = field(default_factory=list)
    """The elements that the blocks were read from, in order."""
    confidence: float = 0.0


def read_body(page: Page, *, exclude: Iterable[html.HtmlElement] = ()) -> Body:
    """Cut the body out of a page; `exclude` are subtrees that belong to something else (the thread)."""
    return Body()
