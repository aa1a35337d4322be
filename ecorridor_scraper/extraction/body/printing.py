"""The runs that were found to be the body, as the data contract wants them: typed blocks, text, links, images."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...items import Block, Link
from ..lazy import lazy
from ..page import absolute
from .blocks import EMBEDS, HEADINGS, HINT_NAMES, last_kept

if TYPE_CHECKING:
    from lxml import html

    from ..page import Page
    from .blocks import Block as Run
    from .blocks import Cut, Node

UNPRINTED = frozenset(("caption", "embed"))
"""Kinds that stand among the blocks but not in the text: no gold body of `benchmarks/articles.py` has them."""

_KINDS = {
    "li": "list_item",
    "blockquote": "quote",
    "pre": "code",
    "td": "table",
    "th": "table",
    "caption": "table",
    "figcaption": "caption",
}
HIGHEST = 60
"""Elements above a run in which its kind is looked for: deeper nesting is damage, and must not cost time."""
_LAYOUT_CELL, _LAYOUT_PARAGRAPH = 50, 8
"""Words of one cell, and of a second paragraph in it, from which a table is taken for the layout of an old page."""
_PLAYERS = lazy(
    r"//(?:[\w-]+\.)*(?:youtube(?:-nocookie)?|youtu|vimeo|dailymotion|twitter|x|instagram|facebook|tiktok|soundcloud"
    r"|spotify|datawrapper|dwcdn|flourish|infogram|jwplatform|jwplayer|brightcove|documentcloud|scribd|reddit|rumble"
    r"|streamable|ted|megaphone|acast|bandcamp|google)\.[a-z]{2,3}/(?!recaptcha|pagead)",
    re.IGNORECASE,
)
_CAPTION_WORDS = 120
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u2800\u3164 \xa0"
"""Characters that take room or join letters, and of which alone no line is made."""


@dataclass(slots=True)
class Printed:
    """The blocks in order and the text of those that are printed."""

    blocks: list[Block] = field(default_factory=list)
    text: str | None = None


def print_body(page: Page, found: Cut, kept: list[bool]) -> Printed:
    """The kept runs as blocks, with the captions and embeds that stand between the first and the last of them."""
    if True not in kept:
        return Printed()
    first = kept.index(True)
    last = last_kept(kept)
    numbers = _Numbers()
    blocks: list[Block] = []
    lines: list[str] = []
    table: html.HtmlElement | None = None
    layouts = _layout_tables([run for run, keep in zip(found.blocks, kept, strict=True) if keep])
    embeds = _embeds(page, found, first, last)
    for place in range(first, last + 1):
        blocks += embeds.get(place, ())
        run = found.blocks[place]
        if run.words <= 1 and not run.text.strip(_INVISIBLE):
            continue
        block = _typed(run, layouts)
        if not kept[place]:
            if block.kind == "caption" and run.words <= _CAPTION_WORDS:
                blocks.append(block)
            continue
        if block.kind == "table":
            row, here = _row_and_table(run.node)
            if table is not None and table is here:
                blocks[-1].text += ("\n" if row else " | ") + block.text
                lines[-1] = blocks[-1].text
                continue
            table = here
        else:
            table = None
        blocks.append(block)
        if block.kind not in UNPRINTED:
            number = numbers.of(run.node)
            lines.append(f"{number}. {block.text}" if number else block.text)
    blocks += embeds.get(last + 1, ())
    return Printed(blocks, "\n\n".join(lines) or None)


def _typed(run: Run, layouts: set[html.HtmlElement]) -> Block:
    """The block with its kind: what the nearest telling element above it says."""
    at: Node | None = run.node
    if at is not None and at.tag in HEADINGS:
        return Block("heading", HEADINGS[at.tag], _without_anchor(run))
    kind, level, steps = "", 0, 0
    while at is not None and steps < HIGHEST:
        steps += 1
        if at.tag in ("ul", "ol"):
            level += 1
        if not kind and (at.tag in _KINDS):
            kind = _KINDS[at.tag]
            if kind == "table" and _row_and_table(at)[1] in layouts:
                kind = ""
        at = at.parent
    kind = kind or "paragraph"
    text = _preformatted(run) if run.node.tag == "pre" else run.text
    if run.linked and not text.isascii():
        text = _WAY_BACK.sub("", text)
    return Block(kind, max(1, level) if kind == "list_item" else None, text)


_WAY_BACK = lazy(r"(?<=\S)\s*(?:[↩↵⮐]\ufe0e?\s?\d*\s*)+$")
"""The sign at the end of a footnote that leads back to the text."""


def _without_anchor(run: Run) -> str:
    """A heading without the sign that links to itself: "What did not work #", or one of a font of signs."""
    return _ANCHOR.sub("", run.text) or run.text if 0 < run.linked <= 2 else run.text


_ANCHOR = lazy("^[#¶§🔗\u200b\u2060\ufeff\ue000-\uf8ff ]+|[#¶§🔗\u200b\u2060\ufeff\ue000-\uf8ff ]+$")


def _preformatted(run: Run) -> str:
    """Text as it stands, in lines also where elements break it: each line of code in an element of its own."""
    if run.node.element.find(".//br") is None:
        return run.text
    element = deepcopy(run.node.element)
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    element.tail = None
    return "".join(element.itertext("*")).strip("\r\n")


def _row_and_table(node: Node) -> tuple[bool, html.HtmlElement | None]:
    """Whether a cell begins a row, and the table it is in."""
    at: Node | None = node
    begins = False
    for _ in range(HIGHEST):
        if at is None or at.tag == "table":
            break
        if at.tag in ("td", "th"):
            begins = at.element.getprevious() is None
        at = at.parent
    return begins, at.element if at is not None and at.tag == "table" else None


def _layout_tables(runs: list[Run]) -> set[html.HtmlElement]:
    """Tables with a cell as long as a text, a heading or several paragraphs in one cell, and those around them."""
    layouts: set[html.HtmlElement] = set()
    before: Node | None = None
    for run in runs:
        cell = run.node.cell()
        again = cell is before and run.words >= _LAYOUT_PARAGRAPH
        before = cell
        if again or run.words >= _LAYOUT_CELL or run.node.tag in HEADINGS:
            at: Node | None = run.node
            while at is not None:
                if at.tag == "table":
                    layouts.add(at.element)
                at = at.parent
    return layouts


class _Numbers:
    """The numbers that a browser shows before the items of ordered lists (HTML standard 4.4.8)."""

    def __init__(self) -> None:
        self._lists: dict[html.HtmlElement, dict[html.HtmlElement, int]] = {}
        self._done: set[html.HtmlElement] = set()

    def of(self, node: Node) -> int:
        """The number before the first run of an item, else 0."""
        at: Node | None = node
        while at is not None and at.tag != "li":
            at = at.parent
        if at is None or at.element in self._done or at.parent is None or at.parent.tag != "ol":
            return 0
        self._done.add(at.element)
        holder = at.parent.element
        if holder not in self._lists:
            start = holder.get("start") or ""
            begin = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
            self._lists[holder] = {item: begin + i for i, item in enumerate(holder.iterchildren("li"))}
        return self._lists[holder].get(at.element, 0)


def _embeds(page: Page, found: Cut, first: int, last: int) -> dict[int, list[Block]]:
    """Players and posts of other sites by the run they stand before; their text is their address."""
    out: dict[int, list[Block]] = {}
    seen: set[str] = set()
    for place, element, _ in found.media:
        if first < place <= last + 1 and element.tag in EMBEDS:
            source = element.get("src") or element.get("data-src") or element.get("data") or ""
            address = absolute(source, page.base)
            if address and address not in seen and _PLAYERS.search(address):
                seen.add(address)
                out.setdefault(place, []).append(Block("embed", None, address))
    return out


def read_links(page: Page, runs: list[Run]) -> list[Link]:
    """Every address that the runs link to, once, in order."""
    out: dict[str, Link] = {}
    for run in runs:
        for element, _ in run.links:
            href = (element.get("href") or "").strip()
            address = absolute(href, page.base) if href and not href.startswith("#") else None
            if address and address not in out:
                text = "".join(element.itertext("*")) if len(element) else element.text or ""
                out[address] = Link(address, " ".join(text.split()) or None)
    return list(out.values())


_AUTHOR = 1 << HINT_NAMES.index("author")
_COMMENT = 1 << HINT_NAMES.index("comment")


def author_notes(found: Cut, kept: list[bool]) -> list[int]:
    """The places of the outermost elements named for an author that hold text but nothing of the body and are no
    comment's."""
    taken: set[int] = set()
    for run, keep in zip(found.blocks, kept, strict=True):
        at: Node | None = run.node if keep else None
        while at is not None and at.index not in taken:
            taken.add(at.index)
            at = at.parent
    out: list[int] = []
    closed: set[int] = set()
    for node in found.nodes:
        if (node.parent is not None and node.parent.index in closed) or node.bits & _COMMENT:
            closed.add(node.index)
        elif node.bits & _AUTHOR and node.index not in taken:
            closed.add(node.index)
            out.append(node.at)
    return out
