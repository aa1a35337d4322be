"""The body: exactly the article, the whole article and nothing else."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import HEADINGS, HINT_NAMES, Hearsay, cut
from .printing import author_notes, print_body, read_images, read_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import html

    from ..items import Block, Image, Link
    from .blocks import Block as Run
    from .blocks import Cut
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
LIKELY = -1.1
"""Log-odds (one to three) from which a block is body where hardly anything else is: some pages score low as a whole."""
CODE = -1.4
"""The same for preformatted text within an article, which few pages to learn from have."""
FEW = 60
"""Words below which a body is doubted."""


def read_body(page: Page, *, exclude: Iterable[html.HtmlElement] = ()) -> Body:
    """Cut the body out of a page; `exclude` are subtrees that belong to something else (the thread).

    The article of a forum's page is its whole discussion: there, and only there, `exclude` is not heeded.
    """
    hearsay = hearsay_of(page)
    found = cut(page.root, () if hearsay.forum else tuple(exclude), all_links=hearsay.forum)
    if not found.blocks:
        return Body()
    from . import model  # here, since it needs numpy, which takes longer to import than everything else

    scores = model.article_model().scores(found, hearsay).tolist()
    kept = choose(found, scores, hearsay)
    runs = [run for run, keep in zip(found.blocks, kept, strict=True) if keep]
    printed = print_body(page, found, kept)
    return Body(
        blocks=printed.blocks,
        text=printed.text,
        standfirst=_standfirst(found, kept, hearsay),
        images=read_images(page, found, kept),
        links=read_links(page, runs),
        author_notes=author_notes(found, kept),
        elements=_elements(runs),
        confidence=_confidence(scores, kept),
    )


def choose(found: Cut, scores: Sequence[float], hearsay: Hearsay) -> list[bool]:
    """Which runs are body: those with the odds on their side, corrected by what the page as a whole shows."""
    runs = found.blocks
    kept = [score > THRESHOLD for score in scores]
    words = sum(run.words for run, keep in zip(runs, kept, strict=True) if keep)
    if words < FEW:
        likely = [score > LIKELY for score in scores]
        if sum(run.words for run, keep in zip(runs, likely, strict=True) if keep) > 4 * words + 40:
            return likely
    if hearsay.forum or not words:
        return kept
    discussed = _below_comments(found)
    if sum(run.words for run, keep, c in zip(runs, kept, discussed, strict=True) if keep and c) < 0.5 * words:
        kept = [keep and not c for keep, c in zip(kept, discussed, strict=True)]
    kept = [keep and not _is_menu(run) for keep, run in zip(kept, runs, strict=True)]
    _drop_box_titles(runs, kept)
    _drop_headline(runs, kept, hearsay.title)
    return [k or (r.node.tag == "pre" and s > CODE) for k, r, s in zip(kept, runs, scores, strict=True)]


def _is_menu(run: Run) -> bool:
    """Whether a run is a list of links that only line breaks set apart."""
    return run.breaks >= 2 and len(run.links) >= 2 and run.linked > 0.6 * len(run.text)


def _drop_box_titles(runs: Sequence[Run], kept: list[bool]) -> None:
    """A heading that is all that was kept of a box of related links is the title of that box."""
    boxes = Counter(run.node.parent for run, keep in zip(runs, kept, strict=True) if keep)
    for place, run in enumerate(runs):
        box = run.node.parent
        if kept[place] and run.node.tag in HEADINGS and box is not None and box.bits & _RELATED and boxes[box] == 1:
            kept[place] = False


def _drop_headline(runs: Sequence[Run], kept: list[bool], title: str) -> None:
    """A first run that is the headline over again, in markup that does not say so, is not body."""
    first = kept.index(True) if True in kept else None
    if first is not None and runs[first].node.tag not in HEADINGS and runs[first].words < 40:
        text = " ".join(_WORD.findall(runs[first].text.casefold()))
        if text and " ".join(_WORD.findall(title.casefold())).startswith(text):
            kept[first] = False


def _below_comments(found: Cut) -> list[bool]:
    """For each run whether an element above it is named for comments."""
    below: list[bool] = []
    for node in found.nodes:
        below.append(bool(node.bits & _COMMENT) or (node.parent is not None and below[node.parent.index]))
    return [below[run.node.index] for run in found.blocks]


_COMMENT = 1 << HINT_NAMES.index("comment")
_RELATED = 1 << HINT_NAMES.index("related")
_LEAD = 1 << HINT_NAMES.index("lead")
LEAD_WORDS = range(6, 91)


def _standfirst(found: Cut, kept: list[bool], hearsay: Hearsay) -> str | None:
    """The paragraph between headline and body that is named as a lead or says what the description says."""
    first = kept.index(True) if True in kept else 0
    told = set(_WORD.findall(hearsay.description.casefold()))
    for run in reversed(found.blocks[max(0, first - 4) : first + 1]):
        if int(run.words) not in LEAD_WORDS or run.node.tag == "figcaption":
            continue
        here = set(_WORD.findall(run.text.casefold()))
        named = run.node.bits & _LEAD or run.inner & _LEAD or (run.node.parent and run.node.parent.bits & _LEAD)
        if named or (told and len(here & told) >= 0.9 * len(here | told)):
            return run.text
    return None


_WORD = re.compile(r"\w+")


def _elements(runs: list[Run]) -> list[html.HtmlElement]:
    out: list[html.HtmlElement] = []
    for run in runs:
        if not out or out[-1] is not run.node.element:
            out.append(run.node.element)
    return out


def _confidence(scores: list[float], kept: list[bool]) -> float:
    """The mean chance, over the kept runs, that they are body."""
    chances = [1 / (1 + math.exp(-score)) for score, keep in zip(scores, kept, strict=True) if keep]
    return sum(chances) / len(chances) if chances else 0.0


def hearsay_of(page: Page) -> Hearsay:
    """What the page says about its article outside the text."""
    meta = page.meta
    told = ""
    forum = bool(_FORUM_ADDRESS.search(page.url)) or any(map(_FORUM_SOFTWARE.search, meta.get("generator", ())))
    forum = forum or _is_forum_theme(page.root)
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
    r"/t/[^/]+/\d|/threads?[/.-]|showthread|viewtopic|showtopic|/topic/\d|/forums?/"
    r"|//(?:forums?|community|discuss(?:ion)?s?|boards)\."
)


def _is_forum_theme(root: html.HtmlElement) -> bool:
    """Whether the page carries the mark of XenForo, phpBB or Invision, which name themselves nowhere else."""
    body = root.find("body")
    classes = f"{root.get('class')} {body.get('class') if body is not None else ''}"
    return root.get("id") == "XF" or "ipsApp" in classes or (body is not None and body.get("id") == "phpbb")
