"""Which blocks are body: what the model scored, corrected by rules about what the page as a whole shows.

The rules about single lines stand in `lines.py`. Each rule was kept because without it more pages are wrong, of sites
that the model had not seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .blocks import HEADINGS, HINT_NAMES
from .lines import (
    drop_behind_end,
    drop_contents,
    drop_first_biography,
    drop_headline,
    drop_kicker,
    drop_labels,
    drop_last_headings,
    drop_last_notes,
    drop_lone_headings,
    drop_pointers,
    drop_pull_quotes,
    drop_readers_words,
    drop_sign_up,
    drop_signature,
)
from .opening_lines import drop_byline, drop_tools, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block as Run
    from .blocks import Cut, Hearsay, Node

THRESHOLD = 0.0
"""Log-odds from which a block is body."""
CODE = -1.8
"""The same for preformatted text, which few pages to learn from have."""
SURE = 1.5
"""Log-odds from which a block is body even in an element that is named for a notice."""
TABLE, LONG_CELL, PARAGRAPH = 4, 50, 8
"""Cells from which a table is decided as a whole, the words of one from which it is no table of data, and those of a
paragraph."""
CLEAR = 0.3
"""The mean of the log-odds of a list's items from which it is body as a whole, and below which one of a few is none."""

GAP, ISLAND, FIRM = 3, 0.3, 1.4
"""Runs left out that part an island from the text before it, the share of the kept words that it may have, and the mean
of the log-odds from which it stays."""
STANDFIRST, STANDFIRST_WORDS = -1.5, range(4, 71)
"""Log-odds from which the paragraph between headline and text of a piece of news is body, and the words that it has."""
TOLD, TOLD_WORDS, TOLD_STANDFIRST = 0.95, 6, -1.0
"""The share of the words of a paragraph or of the description that both have, the fewest words that tell, and the
log-odds from which such a paragraph is body."""

FEW = 3
"""Items of a list, of which one alone is no body."""

PARAGRAPH_AGAIN = 30
"""Words from which a run that was printed before is a repetition, not a refrain."""

SAME_TITLE, MOST_PARTS = 60, 0.5
"""Characters by which titles are compared, and the share of a run's words that its parts must have."""
PARTS, BEGINNING = 4, 40
"""Paragraphs from which a run that holds them all is a second print, and the characters by which each is known."""

_COMMENT = 1 << HINT_NAMES.index("comment")
_HIDDEN = 1 << HINT_NAMES.index("hidden")
_PAID = 1 << HINT_NAMES.index("newsletter")
"""Named for payers, too: their paragraphs are hidden until a script has looked, and are body all the same."""
_CAPTION = 1 << HINT_NAMES.index("caption")
_LEAD = 1 << HINT_NAMES.index("lead")


def choose(found: Cut, scores: Sequence[float], hearsay: Hearsay) -> list[bool]:
    """For each run whether it is body."""
    runs = found.blocks
    kept = [score > THRESHOLD for score in scores]
    if True not in kept:
        return kept
    if not hearsay.forum:
        _keep_company(runs, scores, kept)
        _drop_where(found, kept, _COMMENT)
        doubtful = [score < SURE for score in scores]
        _drop_where(found, kept, _CAPTION, doubtful)
        _drop_where(found, kept, _HIDDEN, [d and not r.node.bits & _PAID for d, r in zip(doubtful, runs, strict=True)])
        _drop_next_articles(found, kept, hearsay.title)
        kept = [k or (r.node.tag == "pre" and s > CODE) for k, r, s in zip(kept, runs, scores, strict=True)]
        _drop_second_print(runs, kept)
        _decide_tables(_tables(found), scores, kept)
        _complete_lists(runs, scores, kept)
        _drop_teasers(runs, kept, hearsay.host)
        drop_last_headings(runs, kept)
        _drop_islands(runs, kept, scores)
        drop_kicker(runs, kept, hearsay.title)
        drop_headline(runs, kept, hearsay.title)
        drop_tools(runs, kept)
        drop_byline(runs, kept, hearsay.writers)
        drop_first_biography(runs, kept, hearsay.writers)
        drop_sign_up(found, kept)
        drop_readers_words(runs, kept)
        drop_behind_end(runs, kept)
        drop_pull_quotes(runs, kept)
        drop_labels(runs, kept)
        drop_contents(runs, kept)
        drop_last_notes(runs, kept, hearsay.writers)
        drop_signature(runs, kept)
        drop_lone_headings(found, kept)
        if hearsay.news:
            _keep_standfirst(runs, kept, scores, hearsay.description)
    _drop_repeats(runs, kept)
    drop_pointers(runs, kept)
    drop_last_headings(runs, kept)
    return kept


def _drop_repeats(runs: Sequence[Run], kept: list[bool]) -> None:
    """A paragraph that was printed before, and the short lines repeated beside it: quoted posts, a second layout."""
    seen: set[str] = set()
    repeated: dict[int, bool] = {}  # kept runs in order, whether each is printed again
    for place, run in enumerate(runs):
        if kept[place]:
            repeated[place] = run.text in seen
            seen.add(run.text)
    again = [place for place, is_again in repeated.items() if is_again and runs[place].words >= PARAGRAPH_AGAIN]
    if not again:
        return
    order = list(repeated)
    number = {place: n for n, place in enumerate(order)}
    for place in again:
        kept[place] = False
        for beside in order[max(0, number[place] - 1) : number[place] + 2]:
            kept[beside] = kept[beside] and not repeated[beside]


def kept_words(runs: Sequence[Run], kept: Sequence[bool]) -> float:
    """The words of the kept runs."""
    return sum(run.words for run, keep in zip(runs, kept, strict=True) if keep)


def _drop_where(found: Cut, kept: list[bool], hint: int, doubtful: Sequence[bool] | None = None) -> None:
    """Drop what stands below an element with a hint (comments, notices), unless it is most of what was kept: some
    sites name the element around everything so. `doubtful` limits what is dropped."""
    if not any(node.bits & hint for node in found.nodes):
        return
    below: list[bool] = []
    for node in found.nodes:
        below.append(bool(node.bits & hint) or (node.parent is not None and below[node.parent.index]))
    inside = [below[run.node.index] for run in found.blocks]
    words = kept_words(found.blocks, kept)
    if kept_words(found.blocks, [k and i for k, i in zip(kept, inside, strict=True)]) < 0.5 * words:
        for place, i in enumerate(inside):
            if i and (doubtful is None or doubtful[place]):
                kept[place] = False


def _drop_next_articles(found: Cut, kept: list[bool], title: str) -> None:
    """Drop the articles that a page without end goes on with: each in an element and under a headline of its own."""
    outermost: list[Node | None] = []
    for node in found.nodes:
        above = outermost[node.parent.index] if node.parent is not None else None
        outermost.append(above or (node if node.tag == "article" else None))
    holders = [outermost[run.node.index] for run in found.blocks]
    headlines: dict[Node, str] = {}
    for holder, run in zip(holders, found.blocks, strict=True):
        if holder is not None and run.node.tag == "h1":
            headlines.setdefault(holder, folded(run.text))
    own = next(iter(headlines), None)
    if len(headlines) < 2 or own is None or not _is_same_title(headlines[own], folded(title)):
        return
    for place, holder in enumerate(holders):
        if holder is not own and holder in headlines:
            kept[place] = False


def _is_same_title(headline: str, title: str) -> bool:
    """Whether a headline is the page's title, or one of them goes on where the other ends."""
    return bool(headline and title) and (headline.startswith(title[:SAME_TITLE]) or headline[:SAME_TITLE] in title)


def _drop_second_print(runs: Sequence[Run], kept: list[bool]) -> None:
    """A long run that is put together of other runs is the text once more: its source, a print for readers who pay."""
    places = [place for place, keep in enumerate(kept) if keep]
    for place in places:
        text, words = runs[place].text, runs[place].words
        if words < PARAGRAPH_AGAIN * PARTS:
            continue
        parts = [
            runs[other].words
            for other in places
            if other != place
            and kept[other]
            and runs[other].words >= PARAGRAPH
            and runs[other].text[:BEGINNING] in text
        ]
        if len(parts) >= PARTS and sum(parts) >= MOST_PARTS * words:
            kept[place] = False


def _decide_tables(tables: list[list[int]], scores: Sequence[float], kept: list[bool]) -> None:
    """A table of data is body as a whole or not at all: cells of one word are scored as if by chance."""
    for places in tables:
        is_body = sum(scores[place] for place in places) > DOUBTED * len(places)
        for place in places:
            kept[place] = is_body


def _stands_between(places: list[int], runs: Sequence[Run], kept: Sequence[bool]) -> bool:
    """Whether a list stands in the element that holds the runs of the body before and behind it."""
    before, behind = places[0] - 1, places[-1] + 1
    if before < 0 or behind >= len(runs) or not (kept[before] and kept[behind]):
        return False
    first = runs[places[0]].node
    item = first if first.tag == "li" else first.parent
    holder = item.parent.parent if item is not None and item.parent is not None else None
    return holder is not None and all(holder in (runs[n].node, runs[n].node.parent) for n in (before, behind))


def _keep_company(runs: Sequence[Run], scores: Sequence[float], kept: list[bool]) -> None:
    """A paragraph that was doubted among others of the same markup is body as they are, and so is a quotation between
    two that are."""
    doubted = [place for place, score in enumerate(scores) if DOUBTED < score <= THRESHOLD]
    if not doubted:
        return
    alike: dict[int, list[int]] = {runs[place].node.signature: [] for place in doubted if runs[place].node.tag == "p"}
    for place, run in enumerate(runs):
        if run.node.tag == "p" and run.node.signature in alike:
            alike[run.node.signature].append(place)
    for places in alike.values():
        company = [place for place in places if kept[place]]
        if len(company) < COMPANY or 2 * len(company) < len(places):
            continue
        least = DOUBTED if sum(scores[place] > SURE for place in company) >= COMPANY else SLIGHTLY_DOUBTED
        last = company[0]
        for place in places:
            run = runs[place]
            is_plain = not run.links and 2 * max(run.bold, run.italic) < len(run.text)
            is_sentence = run.words >= SENTENCE and run.text[-1] in _SENTENCE_ENDS
            if is_plain and is_sentence and scores[place] > least and last < place <= last + BESIDE:
                kept[place] = True
            last = place if kept[place] else last
    for place in doubted:
        run = runs[place]
        between = any(kept[max(0, place - GAP) : place]) and any(kept[place + 1 : place + 1 + GAP])
        if between and (_is_quotation(run) or _is_subhead(place, runs, scores, kept)):
            kept[place] = True


def _is_subhead(place: int, runs: Sequence[Run], scores: Sequence[float], kept: Sequence[bool]) -> bool:
    """Whether a run is a heading, but of the page's first level, right between two of the body and hardly in doubt."""
    run = runs[place]
    is_heading = run.node.tag in HEADINGS and run.node.tag != "h1" and run.linked <= 2
    before = range(max(0, place - 2), place)
    is_led = any(kept[n] and (n == place - 1 or runs[n].node.parent is run.node.parent) for n in before)
    beside = place < len(runs) - 1 and is_led and kept[place + 1]
    return is_heading and beside and scores[place] > SLIGHTLY_DOUBTED


def _is_quotation(run: Run) -> bool:
    """Whether a run is named for a quotation and is a sentence."""
    bits = run.node.bits | (run.node.parent.bits if run.node.parent else 0)
    return bool(bits & _QUOTE) and run.text[-1] in _SENTENCE_ENDS


_QUOTE = 1 << HINT_NAMES.index("quote")
COMPANY, DOUBTED, SLIGHTLY_DOUBTED, SENTENCE, BESIDE = 2, -0.6, -0.3, 4, 5
"""Paragraphs of one markup that are body, the log-odds from which another is (the latter where few are sure), the
words that it has, and the runs within which the last of them stands before it."""
_SENTENCE_ENDS = frozenset('.?…。？۔؟।”"»」')


def _drop_teasers(runs: Sequence[Run], kept: list[bool], host: str) -> None:
    """What stands from the first to the last of several headings that are all link and of one markup, behind most of
    the text, are previews of other articles of the site."""
    alike: dict[int, list[int]] = defaultdict(list)
    for place, run in enumerate(runs):
        if run.node.tag in HEADINGS and run.linked >= TEASER * len(run.text) and _leads_on(run, host):
            alike[run.node.signature].append(place)
    words = kept_words(runs, kept)
    for places in alike.values():
        first, last = places[0], places[-1]
        if len(places) < TEASERS or not any(kept[first : last + 1]):
            continue
        if kept_words(runs[:first], kept[:first]) < BEFORE_TEASERS * words:
            continue
        texts = {
            run.node.parent for run, keep in zip(runs[:first], kept, strict=False) if keep and run.words >= PARAGRAPH
        }
        if runs[first].node.parent in texts:  # a chapter of the text itself
            continue
        box = runs[last].node.parent
        while last + 1 < len(runs) and _is_inside(runs[last + 1].node, box):
            last += 1
        kept[first : last + 1] = [False] * (last + 1 - first)


TEASERS, TEASER, BEFORE_TEASERS = 3, 0.9, 0.6
"""Headings that are previews, the share of one that is link, and the share of the words that stands before them."""


def _leads_on(run: Run, host: str) -> bool:
    """Whether a link of a run leads to another page of the site, rather than opening what stands below it."""
    hrefs = [link.get("href") or "#" for link, _ in run.links]
    return any(not href.startswith(("#", "javascript:")) and ("//" not in href or host in href) for href in hrefs)


def _is_inside(node: Node, above: Node | None) -> bool:
    at: Node | None = node
    while at is not None and at is not above:
        at = at.parent
    return at is not None


def _complete_lists(runs: Sequence[Run], scores: Sequence[float], kept: list[bool]) -> None:
    """A list of which most is body is body as a whole, but for links and what is no item; of one that is hardly body,
    nothing is."""
    lists: dict[Node, list[int]] = defaultdict(list)
    for place, run in enumerate(runs):
        at: Node | None = run.node if run.node.tag == "li" else run.node.parent
        if at is not None and at.tag == "li" and at.parent is not None:
            lists[at.parent].append(place)
    for places in lists.values():
        inside = [kept[place] for place in places]
        mean = sum(scores[place] for place in places) / len(places)
        if len(places) >= FEW and 0 < FEW * sum(inside) <= len(places) and mean < CLEAR:
            for place in places:
                kept[place] = False
        if all(inside):
            continue
        is_between = mean > SLIGHTLY_DOUBTED and _stands_between(places, runs, kept)
        if 2 * sum(inside) < len(places) and not is_between:
            continue
        alike = {runs[place].node.signature for place in places if kept[place] or is_between}
        if mean > CLEAR or is_between:
            for place in places:
                run = runs[place]
                is_item = run.node.signature in alike and run.linked < 0.5 * len(run.text)
                kept[place] = kept[place] or is_item


def _tables(found: Cut) -> list[list[int]]:
    """The runs of each table of data."""
    if not any(node.tag == "table" for node in found.nodes):
        return []
    tables: dict[Node, list[int]] = defaultdict(list)
    for place, run in enumerate(found.blocks):
        if (table := _table_of(run)) is not None:
            tables[table].append(place)
    return [
        places
        for places in tables.values()
        if len(places) >= TABLE and not _is_layout([found.blocks[place] for place in places])
    ]


def _is_layout(runs: Sequence[Run]) -> bool:
    """Whether a table lays out a page: a cell is as long as a text, or has several paragraphs."""
    paragraphs = Counter(run.node.cell() for run in runs if run.words >= PARAGRAPH)
    return any(run.words > LONG_CELL for run in runs) or max(paragraphs.values(), default=0) > 1


def _table_of(run: Run) -> Node | None:
    """The table whose cell a run stands in, at most five elements up."""
    at: Node | None = run.node
    in_cell = False
    for _ in range(6):
        if at is None:
            return None
        in_cell = in_cell or at.tag in ("td", "th")
        if at.tag == "table":
            return at if in_cell else None
        at = at.parent
    return None


def _drop_islands(runs: Sequence[Run], kept: list[bool], scores: Sequence[float]) -> None:
    """What was kept far behind the text, and not in its markup: teasers, disclaimers, the words of a dialog."""
    islands: list[list[int]] = []
    for place in (place for place, keep in enumerate(kept) if keep):
        if not islands or place - islands[-1][-1] > GAP:
            islands.append([])
        islands[-1].append(place)
    words = [sum(runs[place].words for place in island) for island in islands]
    if len(islands) < 2:
        return
    main = words.index(max(words))
    own = {runs[place].node.signature for place in islands[main]}
    for island, size in zip(islands[main + 1 :], words[main + 1 :], strict=True):
        doubtful = sum(scores[place] for place in island) < FIRM * len(island) and size <= ISLAND * sum(words)
        if doubtful and own.isdisjoint(runs[place].node.signature for place in island):
            for place in island:
                kept[place] = False


def _keep_standfirst(runs: Sequence[Run], kept: list[bool], scores: Sequence[float], description: str) -> None:
    """The first paragraph that is named as a lead, or is what the description says, between the headline and the first
    sure paragraph is body."""
    first = next((n for n, run in enumerate(runs) if kept[n] and run.words >= 15 and scores[n] > SURE), 0)
    heading = next((n for n in range(first - 1, -1, -1) if runs[n].node.tag == "h1"), None)
    if heading is None:
        return
    told = set(folded(description).split())
    for place in range(heading + 1, first + 1):
        run = runs[place]
        if int(run.words) not in STANDFIRST_WORDS or run.linked >= 0.3 * len(run.text):
            continue
        own = set(folded(run.text).split())
        bits = run.node.bits | (run.node.parent.bits if run.node.parent else 0)
        is_told = min(len(own), len(told)) >= TOLD_WORDS and len(own & told) >= TOLD * min(len(own), len(told))
        if bits & _LEAD or is_told:
            kept[place] = kept[place] or scores[place] > (STANDFIRST if bits & _LEAD else TOLD_STANDFIRST)
            return
