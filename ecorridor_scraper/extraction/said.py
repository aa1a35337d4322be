"""What metadata and structured data say, as single lines of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .names import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .page import Page


def texts(page: Page, *names: str) -> list[str]:
    """What the meta elements of some names say, in the order of the names."""
    return [text for name in names for text in page.meta.get(name, ())]


def first(said: Iterable[str], *others: Any) -> str | None:
    """The first text that says anything."""
    for text in (*said, *others):
        text = text[0] if isinstance(text, list) and text else text
        if isinstance(text, str) and (squeezed := squeeze(plain(text))):
            return squeezed
    return None


def plain(text: str) -> str:
    """Text without the entities and tags that some sites leave in their metadata."""
    if "&" in text:
        import html

        text = html.unescape(text)
    return re.sub(r"</?\w[^<>]{0,200}>", "", text) if "<" in text else text


def name_of(value: Any) -> str | None:
    """The name of a person or organisation in structured data."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return first([], value)
