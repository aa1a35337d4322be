"""The body: exactly the article, the whole article and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..article_data import told_in_data
from ..lazy import lazy
from ..page import Page
from ..structured import is_news, types_of
from .blocks import HEADINGS, HINT_NAMES, Hearsay, cut, hints, last_kept
from .choice import choose, kept_words
from .images import read_images
from .lines import signature, tells_of_writer
from .opening_lines import folded
from .printing import author_notes, print_body, read_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import html

    from ...items import Block, Image, Link
    from ..names import Person
    from .blocks import Block as Run
    from .blocks import Cut, Node


@dataclass(slots=True)
class Body:
    """The body of a page and what stands around it.

    `standfirst` is the paragraph above the body that repeats or introduces it; `author_notes` are places of author
    boxes (biographies, contacts) found while the body was cut, for the byline.
    """

    blocks: list[Block] = field(default_factory=list)
    text: str | None = None
    standfirst: str | None = None
    images: list[Image] = field(default_factory=list)
    lead_image: Image | None = None
    """The one of them that stands before the text."""
    links: list[Link] = field(default_factory=list)
    author_notes: list[int] = field(default_factory=list)
    about_writer: str | None = None
    """A note below the text that says what its writer is."""
    below: list[str] = field(default_factory=list)
    """The lines right below the text, of which one may tell of a writer by name."""
    above: str | None = None
    """The line right before the text, in the same element."""
    signed: list[Person] = field(default_factory=list)
    """Who signs in the line below the text."""
    elements: list[html.HtmlElement] = field(default_factory=list)
    """The elements that the blocks were read from, in order."""
    is_discussion: bool = False
    """Whether the page is a forum's, so that the text is all of a topic's posts."""


LITTLE = 60
"""Words of a body below which the page's data are asked for the text."""
LIKELY = 1.0
"""Log-odds of what stands in an article's text in data: the rules of single lines may still speak against it."""
DISCUSSED, TOLD_APART = 150, 0.75
"""Words below which a body is doubted where the discussion was left out, and the share of the discussion's words from
which it is the text after all."""


_UTF8 = {"content-type": "text/html; charset=utf-8"}


def read_body(
    page: Page,
    *,
    exclude: Iterable[html.HtmlElement] = (),
    is_guess: bool = False,
    is_told: bool = False,
    is_topic: bool = False,
    is_below: bool = False,
) -> Body:
    """Cut the body out of a page; `exclude` are subtrees that belong to something else (the thread), `is_guess` where
    neither a system nor the page itself names them, `is_told` where the page does, `is_topic` where a forum's system
    does, `is_below` where one that stands below articles does.

    The article of a forum's page is its whole discussion: there, and where next to nothing is left beside a discussion
    that may be a forum's, `exclude` is not heeded. Neither is a guess that would take most of the text away.
    """
    hearsay = hearsay_of(page)
    hearsay.forum = hearsay.forum or (is_topic and not hearsay.news)
    left_out = () if hearsay.forum else tuple(exclude)
    found, kept = _decide(page, hearsay, left_out)
    if left_out and not is_below and not (is_told and kept_words(found.blocks, kept) >= LITTLE):
        found, kept = _with_the_discussion(page, hearsay, left_out, found, kept, is_guess=is_guess)
    kept = _corrected(page, found, kept)
    if not hearsay.forum and page.select("body") is None:
        told = _told(page, hearsay, kept_words(found.blocks, kept))
        if told is not None:
            return told
    if True not in kept:
        return Body(is_discussion=hearsay.forum)
    runs = [run for run, keep in zip(found.blocks, kept, strict=True) if keep]
    printed = print_body(page, found, kept)
    standfirst = _standfirst(found, kept, hearsay)
    images, lead_image = read_images(page, found, kept, standfirst)
    return Body(
        blocks=printed.blocks,
        text=printed.text,
        standfirst=standfirst,
        images=images,
        lead_image=lead_image,
        links=read_links(page, runs),
        author_notes=author_notes(found, kept),
        about_writer=next(filter(tells_of_writer, below := _below(found, kept)), None),
        below=below,
        above=_above(found, kept),
        signed=_signed(found, kept),
        elements=_elements(runs),
        is_discussion=hearsay.forum,
    )


def _decide(page: Page, hearsay: Hearsay, left_out: tuple[html.HtmlElement, ...]) -> tuple[Cut, list[bool]]:
    """The page cut into runs, and whether each is body."""
    found = cut(page.flat, left_out, all_links=hearsay.forum)
    if not found.blocks:
        return found, []
    from . import model  # here, since it needs numpy, which takes longer to import than everything else

    scores = model.article_model().scores(found, hearsay).tolist()
    return found, choose(found, scores, hearsay)


def _with_the_discussion(
    page: Page,
    hearsay: Hearsay,
    left_out: tuple[html.HtmlElement, ...],
    found: Cut,
    kept: list[bool],
    *,
    is_guess: bool,
) -> tuple[Cut, list[bool]]:
    """The decision without leaving anything out, where what is left beside a discussion is next to nothing, or a guess
    has taken most of the text away."""
    words = kept_words(found.blocks, kept)
    if words >= DISCUSSED and not (is_guess and _words_in(left_out) > words):
        return found, kept
    whole, with_all = _decide(page, hearsay, ())
    if words < DISCUSSED and kept_words(whole.blocks, with_all) > 3 * words + 60:
        return whole, _with_their_like(whole, with_all)
    if is_guess and _is_text(whole, with_all, left_out):
        return whole, with_all
    return found, kept


def _told(page: Page, hearsay: Hearsay, words: float) -> Body | None:
    """The body of a page that prints but a few words of the text in its data: all of it but captions, signatures and
    the like."""
    told = told_in_data(page, words) if words < LITTLE else None
    if told is None:
        return None
    inner = Page(
        replace(page.document, body=f"<article>{told.markup}</article>".encode(), headers=_UTF8),
        fetched_at=page.fetched_at,
    )
    found = cut(inner.flat, ())
    kept = choose(found, [LIKELY] * len(found.blocks), hearsay)
    if True not in kept:
        return None
    if told.node is not None:
        page.json_ld.append(told.node)
    printed = print_body(inner, found, kept)
    images, lead_image = read_images(inner, found, kept)
    runs = [run for run, keep in zip(found.blocks, kept, strict=True) if keep]
    return Body(
        printed.blocks,
        printed.text,
        images=images,
        lead_image=lead_image,
        links=read_links(inner, runs),
        elements=_elements(runs),
    )


def _words_in(elements: tuple[html.HtmlElement, ...]) -> int:
    return sum(len(text.split()) for element in elements for text in element.itertext("*"))


def _is_text(found: Cut, kept: list[bool], elements: tuple[html.HtmlElement, ...]) -> bool:
    """Whether most of what some elements hold is body where the whole page is read: parts of an article (products,
    places) may be dated and signed like comments."""
    inside = {element for top in elements for element in top.iter()}
    held = [run.node.element in inside for run in found.blocks]
    body = [h and k for h, k in zip(held, kept, strict=True)]
    return kept_words(found.blocks, body) > TOLD_APART * kept_words(found.blocks, held)


def _with_their_like(found: Cut, kept: list[bool]) -> list[bool]:
    """What was kept, and what stands in elements of the same names: of a discussion all posts or none are the text."""
    alike = {_names_around(run) for run, keep in zip(found.blocks, kept, strict=True) if keep}
    return [keep or _names_around(run) in alike for run, keep in zip(found.blocks, kept, strict=True)]


def _names_around(run: Run) -> tuple[str, str, str]:
    node = run.node
    return node.tag, node.names, node.parent.names if node.parent else ""


def _corrected(page: Page, found: Cut, kept: list[bool]) -> list[bool]:
    """Let the site file's selector win: the body is what it selects. Where that holds no text, nothing is corrected,
    but the two differ all the same.
    """
    chosen = page.select("body")
    if chosen is None:
        return kept
    inside = {element for top in chosen if not isinstance(top, str) for element in top.iter()}
    selected = [run.node.element in inside for run in found.blocks]
    if selected != kept:
        page.disagreements.append("body")
    return selected if kept_words(found.blocks, selected) else kept


_LEAD = 1 << HINT_NAMES.index("lead")
LEAD_WORDS, SHORT_LEAD, MANY = range(6, 91), 3, 3
"""Words of a standfirst, those from which it is one where it is the description, and runs of the body in one
element that make it no lead, whatever its name."""


def _standfirst(found: Cut, kept: list[bool], hearsay: Hearsay) -> str | None:
    """The paragraph between headline and body that is named as a lead or says what the description says."""
    first = kept.index(True) if True in kept else 0
    if kept.count(True) == 1:  # it is the text itself
        return None
    told = set(_WORD.findall(hearsay.description.casefold()))
    held = Counter(run.node.parent for run, keep in zip(found.blocks, kept, strict=True) if keep)
    # an element named "text-with-summary" that holds more of the body is no lead
    leads = {node for node, runs in held.items() if node is not None and node.bits & _LEAD and runs < MANY}
    title = folded(hearsay.title)
    for run in reversed(found.blocks[max(0, first - 4) : first + 1]):
        if run.node.tag == "h1":  # what stands above the headline leads no text
            break
        if run.node.tag == "figcaption" or run.node.bits & _OF_IMAGES or folded(run.text) == title:
            continue
        if int(run.words) not in LEAD_WORDS:
            is_said = SHORT_LEAD <= run.words < LEAD_WORDS.start and folded(run.text) == folded(hearsay.description)
            if is_said and _is_apart(found, kept, run):
                return run.text
            continue
        here = set(_WORD.findall(run.text.casefold()))
        named = run.node.bits & _LEAD or (run.inner & _LEAD and _is_lead_inside(run)) or run.node.parent in leads
        if named or (told and len(here & told) >= 0.9 * len(here | told)):
            return _LEAD_LABEL.sub("", run.text)
    return _named_lead(found, kept, hearsay)


def _named_lead(found: Cut, kept: list[bool], hearsay: Hearsay) -> str | None:
    """The line below the headline that is a heading of the next level or named for what leads a text, by itself or by
    a box of its own."""
    first, title = kept.index(True) if True in kept else 0, folded(hearsay.title)
    window = range(max(0, first - BELOW_HEADLINE), first + 1)
    levels = {place: HEADINGS.get(found.blocks[place].node.tag, 0) for place in window}
    top = [place for place in window if levels[place] == 1]
    printed = [n for n in window if levels[n] and title.startswith(folded(found.blocks[n].text))]
    if not top and not printed:
        return None
    at = top[-1] if top else printed[0]
    headline = found.blocks[at].node
    for place in range(at + 1, first + 1):
        run, level = found.blocks[place], levels[place]
        if run.links or not SHORT_LEAD <= run.words < LEAD_WORDS.stop:
            continue
        beside = run.node.parent is headline.parent
        boxes = [run.node, *_boxes_of_one(run.node)]
        own = " ".join(filter(None, map(run.node.element.get, _NAMING)))
        if any(box.bits & (_OF_IMAGES if _NAMED_LEAD.search(own) else _NO_LEAD) for box in boxes):
            continue
        if not (beside or run.words in LEAD_WORDS):
            continue
        said = (box.element.get(name) for box in boxes for name in _NAMING)
        below = level - HEADINGS[headline.tag]
        is_next = (
            beside
            and run.words in LEAD_WORDS
            and (below == 1 or (below > 1 and found.blocks[place - 1].node is headline))
        )
        if is_next or _NAMED_LEAD.search(" ".join(filter(None, said))):
            return run.text
    return None


def _boxes_of_one(node: Node) -> Iterable[Node]:
    """The elements around one that hold nothing else, two at most."""
    for _ in range(2):
        if node.parent is None or node.parent.children != 1:
            return
        node = node.parent
        yield node


def _is_apart(found: Cut, kept: list[bool], run: Run) -> bool:
    """Whether a run stands in another box than all of the body but itself."""
    return all(r is run or r.node.parent is not run.node.parent for r, k in zip(found.blocks, kept, strict=True) if k)


BELOW_HEADLINE = 12
"""Runs before the body among which the headline stands with what follows it."""
_NAMING = ("class", "id", "itemprop", "data-gu-name", "data-component", "data-testid", "data-qa", "data-hook")
_OF_IMAGES = 1 << HINT_NAMES.index("caption") | 1 << HINT_NAMES.index("media")
_NO_LEAD = _OF_IMAGES | 1 << HINT_NAMES.index("author") | 1 << HINT_NAMES.index("meta")
_NAMED_LEAD = lazy(
    r"standfirst|preamble|preface|teaser-?text|ingress|vorspann|manchet|sub-?(?:title|head(?:ing|line)?|line)|second-?title|(?:^|[-_\s])(?:lead|deck?|dek|teaser|spot|summary|intro|desc(?:ription)?|excerpt|sapo|chapo|bajada|bajante|entradilla)(?:$|[-_\s])",
    re.IGNORECASE,
)
_LEAD_LABEL = lazy(r"^(?:导语|导读|摘要|提要|核心提示|內容摘要)\s*[:：]\s*")


def _is_lead_inside(run: Run) -> bool:
    """Whether the inline element named for a lead holds most of the run, and is not its first letter in large."""
    named = (e for e in run.node.element.iter("span", "b", "strong", "em") if hints(e.get("class") or "") & _LEAD)
    return any(2 * len("".join(e.itertext("*")).strip()) > len(run.text) for e in named)


_WORD = lazy(r"\w+")


def _below(found: Cut, kept: list[bool]) -> list[str]:
    last = last_kept(kept)
    return [run.text for run in found.blocks[last + 1 : last + 5]]


def _above(found: Cut, kept: list[bool]) -> str | None:
    first = kept.index(True)
    start, before = found.blocks[first], found.blocks[max(0, first - 1)]
    return before.text if start.node.parent in (before.node, before.node.parent) and before is not start else None


def _signed(found: Cut, kept: list[bool]) -> list[Person]:
    """The names in the line that follows the last one of the body in the same element."""
    last = last_kept(kept)
    runs = found.blocks[last : last + 2]
    if len(runs) < 2 or runs[0].node.parent is not runs[1].node.parent:
        return []
    return signature(runs[1])


def _elements(runs: list[Run]) -> list[html.HtmlElement]:
    out: list[html.HtmlElement] = []
    for run in runs:
        if not out or out[-1] is not run.node.element:
            out.append(run.node.element)
    return out


def hearsay_of(page: Page) -> Hearsay:
    """What the page says about its article outside the text."""
    meta = page.meta
    told = ""
    forum = bool(_FORUM_ADDRESS.search(page.url)) or any(map(_FORUM_SOFTWARE.search, meta.get("generator", ())))
    types = {kind for node in page.json_ld for kind in types_of(node)}
    news = is_news(page.json_ld)
    forum = forum or _is_forum_theme(page.root) or "QAPage" in types
    # In the data or on the elements themselves; a newspaper may say it of its readers' comments.
    forum = forum or (not news and b"DiscussionForumPosting" in page.document.body)
    for node in page.json_ld:
        text = node.get("articleBody")
        if isinstance(text, str) and len(text) > len(told):
            told = text
    return Hearsay(
        title=(meta.get("og:title") or [page.title or ""])[0],
        description=(meta.get("description") or meta.get("og:description") or [""])[0],
        body=told,
        forum=forum,
        news=news,
        writers=frozenset(filter(None, map(folded, _writers(page)))),
        host=urlsplit(page.url).hostname or "",
    )


def _writers(page: Page) -> Iterable[str]:
    for node in page.json_ld:
        said = node.get("author")
        for author in said if isinstance(said, list) else [said]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str):
                yield name


_FORUM_SOFTWARE = lazy(
    r"discourse|xenforo|vbulletin|phpbb|mybb|flarum|invision|nodebb|vanilla|simple machines", re.IGNORECASE
)
_FORUM_ADDRESS = lazy(
    r"/t/[^/]+/\d|/threads?[/.-]|showthread|viewtopic|showtopic|/topic/\d|/discussions?/topic/|/questions/\d|/forums?/"
    r"|[?&]topic=\d|//(?:forums?|community|discuss(?:ion)?s?|boards)\.",
    re.IGNORECASE,
)


def _is_forum_theme(root: html.HtmlElement) -> bool:
    """Whether the page carries the mark of XenForo, phpBB or Invision, which name themselves nowhere else."""
    body = root.find("body")
    classes = f"{root.get('class')} {body.get('class') if body is not None else ''}"
    return root.get("id") == "XF" or "ipsApp" in classes or (body is not None and body.get("id") == "phpbb")
