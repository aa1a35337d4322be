"""The body: exactly the article, the whole article and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..items import Block, Image, Link
from .blocks import HEADINGS, HINT_NAMES, cut
from .features import Hearsay, measure
from .model import article_trees
from .page import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from .blocks import Block as Run
    from .blocks import Cut, Node
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


THRESHOLD = 0.0
"""Log-odds from which a block is body."""


def read_body(page: Page, *, exclude: Iterable[html.HtmlElement] = ()) -> Body:
    """Cut the body out of a page; `exclude` are subtrees that belong to something else (the thread)."""
    hearsay = hearsay_of(page)
    found = cut(page.root, list(exclude), all_links=hearsay.forum)
    if not found.blocks:
        return Body()
    scores = article_trees().logits(measure(found, hearsay))
    kept = [block for block, score in zip(found.blocks, scores, strict=True) if score > THRESHOLD]
    body = Body(elements=_elements(kept), author_notes=_author_notes(found, kept))
    body.blocks = [_typed(block) for block in kept]
    body.text = _text(kept, body.blocks)
    body.links = _links(page, kept)
    if kept:
        body.confidence = float(1 / (1 + np.exp(-np.abs(scores)))[scores > THRESHOLD].mean())
    return body


UNPRINTED = frozenset(("caption", "embed"))
"""Kinds of blocks that stand in `Body.blocks` but not in `Body.text`."""


def _text(kept: list[Run], blocks: list[Block]) -> str | None:
    """The blocks as one text; items of an ordered list carry the number that a browser shows."""
    lines = []
    for run, block in zip(kept, blocks, strict=True):
        if block.kind not in UNPRINTED:
            lines.append(f"{number}. {block.text}" if (number := _ordinal(run)) else block.text)
    return "\n\n".join(lines) or None


def _ordinal(run: Run) -> int:
    """The number that stands before a list item, 0 where none does or the run does not begin the item."""
    node = run.node
    if node.tag != "li":
        return 0
    element = node.element
    parent = element.getparent()
    if parent is None or parent.tag != "ol" or (element.text or "").strip() not in run.text[: len(element.text or "")]:
        return 0
    return 1 + sum(1 for _ in element.itersiblings("li", preceding=True))


def _typed(run: Run) -> Block:
    """The block with its kind: what the nearest telling element above it says."""
    at: Node | None = run.node
    if at is not None and at.tag in HEADINGS:
        return Block("heading", HEADINGS[at.tag], run.text)
    kind, level = "", 0
    while at is not None:
        if at.tag in ("ul", "ol"):
            level += 1
        if not kind:
            kind = _KINDS.get(at.tag, "")
        at = at.parent
    kind = kind or "paragraph"
    return Block(kind, max(1, level) if kind == "list_item" else None, run.text)


_KINDS = {
    "li": "list_item",
    "blockquote": "quote",
    "pre": "code",
    "td": "table",
    "th": "table",
    "figcaption": "caption",
    "caption": "caption",
}


def _elements(kept: list[Run]) -> list[html.HtmlElement]:
    out: list[html.HtmlElement] = []
    for run in kept:
        if not out or out[-1] is not run.node.element:
            out.append(run.node.element)
    return out


def _links(page: Page, kept: list[Run]) -> list[Link]:
    out: dict[str, Link] = {}
    for run in kept:
        for element, _ in run.links:
            href = (element.get("href") or "").strip()
            address = absolute(href, page.base) if href and not href.startswith("#") else None
            if address and address not in out:
                out[address] = Link(address, " ".join("".join(element.itertext()).split()) or None)
    return list(out.values())


_AUTHOR = 1 << HINT_NAMES.index("author")


def _author_notes(found: Cut, kept: list[Run]) -> list[html.HtmlElement]:
    """The outermost elements named for an author that hold text but nothing of the body."""
    taken: set[int] = set()
    for run in kept:
        at: Node | None = run.node
        while at is not None and at.index not in taken:
            taken.add(at.index)
            at = at.parent
    out: list[html.HtmlElement] = []
    inside: set[int] = set()
    for node in found.nodes:
        parent = node.parent
        if parent is not None and parent.index in inside:
            inside.add(node.index)
        elif node.bits & _AUTHOR and node.index not in taken:
            inside.add(node.index)
            out.append(node.element)
    return out


def hearsay_of(page: Page) -> Hearsay:
    """What the page says about its article outside the text."""
    meta = page.meta
    told = ""
    forum = bool(_FORUM_ADDRESS.search(page.url)) or any(map(_FORUM_SOFTWARE.search, meta.get("generator", ())))
    for node in page.json_ld:
        text = node.get("articleBody")
        if isinstance(text, str) and len(text) > len(told):
            told = text
        forum = forum or node.get("@type") in ("DiscussionForumPosting", "QAPage")
    title = page.root.find(".//title")
    return Hearsay(
        title=(meta.get("og:title") or [title.text or "" if title is not None else ""])[0],
        description=(meta.get("description") or meta.get("og:description") or [""])[0],
        body=told,
        forum=forum,
    )


_FORUM_SOFTWARE = re.compile(
    r"discourse|xenforo|vbulletin|phpbb|mybb|flarum|invision|nodebb|vanilla|simple machines", re.IGNORECASE
)
_FORUM_ADDRESS = re.compile(
    r"/t/[^/]+/\d|thread|viewtopic|showtopic|/topics?/|/forums?/|//forums?\.|/discussions?/|//community\."
)
