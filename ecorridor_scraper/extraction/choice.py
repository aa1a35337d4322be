# ruff: noqa: E501  (lists of words)
"""Which blocks are body: what the model scored, corrected by rules about what the page as a whole shows.

Each rule was kept because it made more pages right than wrong on sites that the model had not seen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .blocks import HEADINGS, HINT_NAMES
from .lazy import Folded, lazy
from .names import is_name, is_role, read_line
from .values import parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block as Run
    from .blocks import Cut, Hearsay, Node

THRESHOLD = 0.0
"""Log-odds from which a block is body."""
LIKELY = -1.1
"""Log-odds (one to three) from which a block is body where hardly anything else is: some pages score low as a whole."""
CODE = -1.8
"""The same for preformatted text within an article, which few pages to learn from have."""
FEW = 60
"""Words below which a body is doubted."""
SURE = 1.5
"""Log-odds from which a block is body even in an element that is named for a notice."""
TABLE, CLEAR, LONG_CELL, PARAGRAPH = 4, 0.3, 50, 8
"""Cells from which a table is decided as a whole, the mean of their log-odds that decides it, the words of a cell from
which it is no table of data, and those of a paragraph."""

HELD, BESIDE, ITEMS, ALL_LINK = -1.0, 3, 2, 0.6
"""The mean log-odds from which a table or list that the text goes on around is body, how many runs away the text may
stand, the items of a list, and the share of links from which it is a menu."""

GAP, ISLAND, FIRM = 3, 0.3, 1.4
"""Runs left out that part an island from the text before it, the share of the kept words that it may have, and the mean
of the log-odds from which it stays."""
STANDFIRST, STANDFIRST_WORDS = -1.5, range(4, 71)
"""Log-odds from which the paragraph between headline and text of a piece of news is body, and the words that it has."""
TOLD, TOLD_WORDS, TOLD_STANDFIRST = 0.95, 6, -1.0
"""The share of the words of a paragraph or of the description that both have, the fewest words that tell, and the
log-odds from which such a paragraph is body."""

BYLINES, BYLINE_WORDS, DATE_WORDS, NOTE_WORDS = 2, 12, 8, 60
"""First runs that may be the byline, the words of a line that is one, those of a date, and those of a note at the end."""
_EVER = datetime(9000, 1, 1, tzinfo=UTC)

PARAGRAPH_AGAIN = 30
"""Words from which a run that was printed before is a repetition, not a refrain."""

TITLE_LENGTH, MOSTLY = 60, 0.5
"""Characters of a title of comments, and the share of the words that stand before it."""
PARTS, BEGINNING = 4, 40
"""Paragraphs from which a run that holds them all is a second print, and the characters by which each is known."""
_TITLE_OF_COMMENTS = lazy(
    r"[\W\d]*(?:(?:all|latest|readers?['’]?s?|user|your)\s+)?(?:comments?|kommentare?|commentaires?|comentarios|coment[áa]rios|"
    r"commenti|reacties|yorumlar|komentarze|коммента(?:рии|риев)|коментар[іi]|آپ کے تبصرے|تبصرے|قارئین کی رائے|التعليقات|تعليقات|"
    r"دیدگاه(?:‌ها|ها)|टिप्पणियाँ|प्रतिक्रियाएं|মন্তব্য(?:সমূহ)?|评论|評論|留言|コメント|댓글)[\W\d]*$",
    re.IGNORECASE,
)

_COMMENT = 1 << HINT_NAMES.index("comment")
_RELATED = 1 << HINT_NAMES.index("related")
_COOKIE = 1 << HINT_NAMES.index("cookie")
_HIDDEN = 1 << HINT_NAMES.index("hidden")
_PAID = 1 << HINT_NAMES.index("newsletter")
"""Named for payers, too: their paragraphs are hidden until a script has looked, and are body all the same."""
_CAPTION = 1 << HINT_NAMES.index("caption")
_LEAD = 1 << HINT_NAMES.index("lead")
_WORD = lazy(r"\w+")


def choose(found: Cut, scores: Sequence[float], hearsay: Hearsay) -> list[bool]:
    """For each run whether it is body."""
    runs = found.blocks
    kept = [score > THRESHOLD for score in scores]
    words = kept_words(runs, kept)
    if words < FEW:
        likely = [score > LIKELY for score in scores]
        if kept_words(runs, likely) > 4 * words + 40:
            return likely
    if not words:
        return kept
    if not hearsay.forum:
        _drop_where(found, kept, _COMMENT)
        doubtful = [score < SURE for score in scores]
        for hint in (_COOKIE, _CAPTION):
            _drop_where(found, kept, hint, doubtful)
        _drop_where(found, kept, _HIDDEN, [d and not r.node.bits & _PAID for d, r in zip(doubtful, runs, strict=True)])
        _drop_next_articles(found, kept, hearsay.title)
        _drop_second_print(runs, kept)
        for place, run in enumerate(runs):
            kept[place] = kept[place] and not _is_menu(run)
        _drop_box_titles(runs, kept)
        _drop_headline(runs, kept, hearsay.title)
        kept = [k or (r.node.tag == "pre" and s > CODE) for k, r, s in zip(kept, runs, scores, strict=True)]
        tables = _tables(found)
        _decide_tables(tables, scores, kept)
        _keep_what_text_holds(found, tables, scores, kept)
        _drop_islands(runs, kept, scores)
        _drop_byline(runs, kept)
        _drop_readers_words(runs, kept)
        _drop_labels(runs, kept)
        _drop_last_notes(runs, kept)
        if hearsay.news:
            _keep_standfirst(runs, kept, scores, hearsay.description)
    _drop_repeats(runs, kept)
    _drop_pointers(runs, kept)
    _drop_last_headings(runs, kept)
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
            headlines.setdefault(holder, _folded(run.text))
    own = next(iter(headlines), None)
    if len(headlines) < 2 or own is None or not _is_same_title(headlines[own], _folded(title)):
        return
    for place, holder in enumerate(holders):
        if holder is not own and holder in headlines:
            kept[place] = False


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _is_same_title(headline: str, title: str) -> bool:
    """Whether a headline is the page's title, or one of them goes on where the other ends."""
    return bool(headline and title) and (headline.startswith(title[:TITLE_LENGTH]) or headline[:TITLE_LENGTH] in title)


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
        if len(parts) >= PARTS and sum(parts) >= MOSTLY * words:
            kept[place] = False


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
        text = _folded(runs[first].text)
        if text and _folded(title).startswith(text):
            kept[first] = False


def _decide_tables(tables: dict[Node, list[int]], scores: Sequence[float], kept: list[bool]) -> None:
    """A table of data is body as a whole or not at all: cells of one word are scored as if by chance."""
    for places in tables.values():
        mean = sum(scores[place] for place in places) / len(places)
        if abs(mean) >= CLEAR:
            for place in places:
                kept[place] = mean > 0


def _keep_what_text_holds(found: Cut, tables: dict[Node, list[int]], scores: Sequence[float], kept: list[bool]) -> None:
    """A table of data or a list is body where the text goes on around it in the same element, unless it scores low."""
    runs = found.blocks
    holders = tables | _lists(found, {place for places in tables.values() for place in places})
    before = tuple(kept)
    for holder, places in holders.items():
        mean = sum(scores[place] for place in places) / len(places)
        links = sum(runs[place].linked / len(runs[place].text) for place in places) / len(places)
        around = [node for node in (holder.parent, holder.parent and holder.parent.parent) if node is not None]
        beside = (range(max(0, places[0] - BESIDE), places[0]), range(places[-1] + 1, places[-1] + 1 + BESIDE))
        if (
            mean > HELD
            and links < ALL_LINK
            and all(any(n < len(runs) and before[n] and runs[n].node.parent in around for n in side) for side in beside)
        ):
            for place in places:
                kept[place] = True


def _tables(found: Cut) -> dict[Node, list[int]]:
    """The runs of each table of data."""
    if not any(node.tag == "table" for node in found.nodes):
        return {}
    tables: dict[Node, list[int]] = defaultdict(list)
    for place, run in enumerate(found.blocks):
        if (table := _table_of(run)) is not None:
            tables[table].append(place)
    return {
        table: places
        for table, places in tables.items()
        if len(places) >= TABLE and not _is_layout([found.blocks[place] for place in places])
    }


def _lists(found: Cut, elsewhere: set[int]) -> dict[Node, list[int]]:
    """The runs of each list of several items, but for those that are counted elsewhere."""
    lists: dict[Node, list[int]] = defaultdict(list)
    for place, run in enumerate(found.blocks):
        at: Node | None = run.node
        for _ in range(4):
            if at is None or at.tag in ("ul", "ol"):
                break
            at = at.parent
        if at is not None and at.tag in ("ul", "ol") and place not in elsewhere:
            lists[at].append(place)
    return {holder: places for holder, places in lists.items() if len(places) >= ITEMS}


def _is_layout(runs: Sequence[Run]) -> bool:
    """Whether a table lays out a page: a cell as long as a text, a heading, or several paragraphs in one cell."""
    paragraphs = Counter(run.node for run in runs if run.words >= PARAGRAPH)
    return (
        any(run.words > LONG_CELL or run.node.tag in HEADINGS for run in runs)
        or max(paragraphs.values(), default=0) > 1
    )


def _table_of(run: Run) -> Node | None:
    """The table whose cell a run stands in, at most four elements up."""
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


def _drop_byline(runs: Sequence[Run], kept: list[bool]) -> None:
    """A first line that is nothing but the byline, or the date, is not body."""
    for place in [place for place, keep in enumerate(kept) if keep][:BYLINES]:
        run = runs[place]
        if run.words <= BYLINE_WORDS and run.node.tag not in ("li", "td") and not run.text.endswith("."):
            line = read_line(run.text)
            signed = line.introduced and line.persons and not line.rest and all(is_name(p.name) for p in line.persons)
            is_short = run.words <= DATE_WORDS and any(map(str.isdigit, run.text))
            dated = parse_date(run.text, fetched_at=_EVER, whole=True) if is_short else None
            if signed or (dated and dated.precision not in ("year", "month")):
                kept[place] = False


_NOTE = Folded(
    r"\W*(?:(?:correction|clarification|korrektur|berichtigung|rectificatif|fe de errores|corrección|rettifica|erratum)s?(?:,|:|\s\(|\s?[–—-])"
    r"|(?:this|the) (?:story|article|post|interview|report|piece) (?:has been|was) (?:\w+ )?(?:updated|edited|corrected|condensed|amended)"
    r"|(?:dieser|der) (?:artikel|text|beitrag) (?:wurde|ist) .{0,20}(?:aktualisiert|korrigiert)"
    r"|copyright\b|©|(?:subscribe|sign up|abonnieren|abonnez|inscrivez|suscríb|suscrib|iscriviti|assine|abonneer).{0,80}"
    r"(?:newsletter|inbox|e-?mail|boletín|infolettre|nieuwsbrief)"
    r"|(?:tags?|topics|filed under|categories|schlagwörter|mots[ -]clés|etiquetas)\s*:"
    r"|(?:additional )?reporting (?:by|from|contributed)\b|.{3,80} contributed to this (?:report|story|article)"
    r"|(?:the )?associated press\b.{0,80} contributed|the post .{3,160} (?:appeared first on|first appeared on|was first published)"
    r"|related (?:content|stories|articles|posts|links|reading|topics|coverage)\W*$"
    r"|follow (?:us|\w+(?: \w+){0,3}) on (?:\w+, ?)*(?:x|twitter|facebook|instagram|snapchat|linkedin|tiktok|youtube|social)\b"
    r"|(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed|this material is not intended"
    r"|il vous reste [\d.,]+ ?% de cet article|この記事は.{0,6}(?:会員|有料)|有料会員"
    r"|(?:this|the rest of this) (?:article|content|story) is (?:only |available )*(?:for|to) (?:\w+ )?(?:subscribers|members)"
    r"|dieser (?:artikel|inhalt) ist .{0,30}(?:abonnent|mitglied))"
)
_BIOGRAPHY = lazy(
    r"[(—–\-*\s]*(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? "
    r"(?:is|are|was|has been|writes|covers|reports|works|joined) "
)
BIOGRAPHIES, BIOGRAPHY_WORDS = 2, 80
"""Paragraphs at the end that may tell of the authors, and the words of one."""


def _drop_readers_words(runs: Sequence[Run], kept: list[bool]) -> None:
    """What follows a title of comments, behind most of the text, is what readers wrote in a list that nobody knows."""
    words, before = kept_words(runs, kept), 0.0
    for place, run in enumerate(runs):
        is_title = len(run.text) <= TITLE_LENGTH and run.node.tag != "li" and _TITLE_OF_COMMENTS.match(run.text)
        if is_title and before > MOSTLY * words:
            kept[place:] = [False] * (len(kept) - place)
            return
        before += run.words if kept[place] else 0


def _drop_last_notes(runs: Sequence[Run], kept: list[bool]) -> None:
    """Corrections, who wrote and owns the text, what is for payers, and where to subscribe, at the end, are not body."""
    biographies = 0
    for place in range(len(kept) - 1, -1, -1):
        if kept[place]:
            run = runs[place]
            if run.words > NOTE_WORDS or not _NOTE.match(run.text[:200]):
                biographies += 1
                if biographies > BIOGRAPHIES or not _is_biography(run):
                    return
            kept[place] = False


def _is_biography(run: Run) -> bool:
    """Whether a paragraph says what somebody is: "Ann Lee is a senior reporter at ..."."""
    return run.words <= BIOGRAPHY_WORDS and bool(_BIOGRAPHY.match(run.text)) and is_role(run.text[:160])


_ADVERT = Folded(
    r"\W*(?:advertisement|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|reklam[ae]?|إعلان|اشتہار|विज्ञापन|広告|광고)?"
    r"\W*(?:(?:(?:story|article|post) continues|scroll to continue)(?: reading)?(?: (?:below|after|under))?"
    r"(?: (?:this |the )?(?:advertisement|ad))?)?\W*$"
)
_CREDIT = Folded(
    r"\W*(?:photo|foto|image|picture|bild|fotos|photos|grafik|quelle|illustration|video)\s*:\s*\S.{1,60}$"
    r"|.{2,80}\|\s*(?:photo|foto)\s*(?:by|:|von).{2,40}$"
)
ADVERT_WORDS = 8


def _drop_labels(runs: Sequence[Run], kept: list[bool]) -> None:
    """Lines that announce an advertisement or say whose photo it is."""
    for place, run in enumerate(runs):
        if not kept[place] or run.words > BYLINE_WORDS or run.node.tag in ("li", "td") or run.node.tag in HEADINGS:
            continue
        is_advert = run.words <= ADVERT_WORDS and any(map(str.isalpha, run.text)) and _ADVERT.match(run.text)
        if is_advert or _CREDIT.match(run.text):
            kept[place] = False


def _keep_standfirst(runs: Sequence[Run], kept: list[bool], scores: Sequence[float], description: str) -> None:
    """The first paragraph that is named as a lead, or is what the description says, between the headline and the first
    sure paragraph is body."""
    first = next((n for n, run in enumerate(runs) if kept[n] and run.words >= 15 and scores[n] > SURE), 0)
    heading = next((n for n in range(first - 1, -1, -1) if runs[n].node.tag == "h1"), None)
    if heading is None:
        return
    told = set(_folded(description).split())
    for place in range(heading + 1, first + 1):
        run = runs[place]
        if int(run.words) not in STANDFIRST_WORDS or run.linked >= 0.3 * len(run.text):
            continue
        own = set(_folded(run.text).split())
        bits = run.node.bits | (run.node.parent.bits if run.node.parent else 0)
        is_told = min(len(own), len(told)) >= TOLD_WORDS and len(own & told) >= TOLD * min(len(own), len(told))
        if bits & _LEAD or is_told:
            kept[place] = kept[place] or scores[place] > (STANDFIRST if bits & _LEAD else TOLD_STANDFIRST)
            return


_POINTER = (
    r"(?:(?:also|must)[ -]?(?:read|see|watch)|read\s+(?:more|also|next)|related(?:\s+(?:stor|article|post|news|content|reading|link|cover)\w*)?"
    r"|see\s+also|don[’']?t\s+miss|lire\s+aussi|à\s+lire(?:\s+aussi)?|lesen\s+sie\s+auch|mehr\s+zum\s+thema|le[ea]\s+también"
    r"|te\s+puede\s+interesar|leia\s+(?:também|mais)|leggi\s+anche|lees\s+ook|les\s+også|läs\s+(?:mer|också)|baca\s+juga"
    r"|czytaj\s+(?:też|także|również)|читайте\s+также|читайте\s+також|مزید\s+پڑھ\w*|یہ\s+بھی\s+پڑھ\w*|اقرأ\s+أيض\w*|بیشتر\s+بخوانید|यह\s+भी\s+पढ़\w*"
    r"|আরও\s+পড়ুন|相关阅读|延伸阅读|関連記事)"
)
_LABELLED = lazy(rf"\W*(?:{_POINTER}|read|more|watch|recommended)\s*[:：|»>–—-]", re.IGNORECASE)
_LABEL = lazy(rf"\W*{_POINTER}\W*$", re.IGNORECASE)


def _drop_pointers(runs: Sequence[Run], kept: list[bool]) -> None:
    """Lines within the text that point to another article: "Also read: ...", all link, or such a label and its link."""
    for place, run in enumerate(runs):
        if not kept[place] or run.words >= 40:
            continue
        if run.linked > 0.6 * len(run.text) and _LABELLED.match(run.text):
            kept[place] = False
        elif run.words <= 4 and _LABEL.match(run.text) and place + 1 < len(runs):
            follower = runs[place + 1]
            if follower.linked > 0.9 * len(follower.text):
                kept[place] = kept[place + 1] = False


def _drop_last_headings(runs: Sequence[Run], kept: list[bool]) -> None:
    """A heading that nothing follows is the title of something else: "About the author", "More news"."""
    for place in range(len(kept) - 1, -1, -1):
        if kept[place]:
            if runs[place].node.tag not in HEADINGS:
                return
            kept[place] = False
