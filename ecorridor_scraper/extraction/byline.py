"""Who wrote it: persons with role, biography and contact; agencies and desks apart from persons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..items import Author

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from .article import Body
    from .page import Page


@dataclass(slots=True)
class Byline:
    """The byline as printed and what it says."""

    raw: str | None = None
    authors: list[Author] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    dateline: str | None = None


def read_byline(page: Page, body: Body, *, exclude: Iterable[html.HtmlElement] = ()) -> Byline:
    """The authors of a page; nothing where it names none."""
    return Byline()
