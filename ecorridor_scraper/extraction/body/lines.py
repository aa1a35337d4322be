"""Lines of a body that are none of its text, told by their words and place: bylines, labels, pointers, last notes.

Each rule takes the runs of a page and whether each is kept, and lets go of those that it knows.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from ..comment_words import TITLE_OF_COMMENTS
from ..lazy import Folded, lazy
from ..names import is_name, is_organisation, is_role, read_line
from ..phrases import alternatives
from .blocks import HEADINGS, HINT_NAMES, last_kept
from .opening_lines import BYLINE_WORDS, BYLINES, DATE_WORDS, folded, is_call, is_dated, is_ornament, is_tool

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..names import Person
    from .blocks import Block as Run
    from .blocks import Cut

_of = partial(alternatives, "notes")

NOTE_WORDS = 60
"""Words of a note at the end."""
THREAD_TITLE, BEFORE_THREAD = 60, 0.5
"""Characters that a title of comments has at most, and the share of the words that stand before it."""
LEAST_TITLE = 8
"""Characters of a line that is the headline, or the part of the title that the page prints."""


def drop_headline(runs: Sequence[Run], kept: list[bool], title: str) -> None:
    """A first run that is the headline over again, in markup that does not say so, is not body."""
    first = kept.index(True) if True in kept else None
    if first is None or runs[first].words >= 40:
        return
    whole, lines = folded(title), runs[first].text.split("\n")
    if runs[first].node.tag in HEADINGS:
        kept[first] = not _is_title(runs[first], title)
        return
    if (text := folded(runs[first].text)) and whole.startswith(text):
        kept[first] = False
    elif len(lines) > 1:  # old pages: headline, byline and date in one run
        named = next(
            (n for n, line in enumerate(lines) if len(text := folded(line)) > LEAST_TITLE and text in whole), None
        )
        others = [line for n, line in enumerate(lines) if n != named]
        kept[first] = named is None or not all(len(o.split()) <= DATE_WORDS and not o.endswith(".") for o in others)


def _is_title(run: Run, title: str) -> bool:
    """Whether a heading is the page's title, of which the name of the site may stand behind a bar."""
    text = folded(run.text)
    if text == folded(title):
        return True
    return run.node.tag == "h1" and any(text == folded(title[: bar.start()]) for bar in _TITLE_BAR.finditer(title))


_TITLE_BAR = lazy(r"\s*[|｜·•»]\s*|\s[—–-]\s")


def drop_kicker(runs: Sequence[Run], kept: list[bool], title: str) -> None:
    """A short line right above the headline is not body."""
    first = kept.index(True) if True in kept else None
    if first is None or runs[first].words > KICKER_WORDS or runs[first].node.tag == "h1":
        return
    whole = folded(title)
    for run in runs[first + 1 : first + 1 + BELOW_KICKER]:
        if run.node.tag == "h1":
            text = folded(run.text)
            kept[first] = not (len(text) > LEAST_TITLE and (text in whole or whole in text))
            return


KICKER_WORDS, BELOW_KICKER = 12, 3
"""Words of a line above the headline at most, and the runs below it of which one is the headline."""


_AGENCIES = alternatives("bylines", "agencies")
_NOTE = Folded(
    rf"\W*(?:{_of('notes')}|{_of('of the writers')}|(?:{_of('pointers')})\s*(?:[:：].{{0,160}})?$)"
    rf"|[(\[](?:{_AGENCIES})[)\]]\W*$"
    rf"|[(\[*]?(?:{_of('given by')})\s(?:(?:the )?(?:{_AGENCIES}|agenc\w+|agentur\w*|agenzie))"
    rf"(?:(?:,| and| und| et| y| e| en| och| og|/)+ ?(?:{_AGENCIES}|agenc\w+|agentur\w*))*[)\]*]?\W*$"
    rf"|[-–—]{{1,3}}\s?(?:{_of('signed behind a dash')}|{_AGENCIES})(?:/(?:{_AGENCIES}))?\W*$"
)
_BIOGRAPHY = lazy(
    r"[(—–\-*\s]*(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? "
    r"(?:is|are|was|has been|writes|covers|reports|works|joined) "
    r"|[(*\s]*(?:The|This) (?:writer|author|columnist|contributor|reporter)s? "
    r"(?:is|are|was|has been|writes|works|can be|tweets) "
)
BIOGRAPHIES, BIOGRAPHY_WORDS = 2, 80
"""Paragraphs at the end that may tell of the authors, and the words of one."""


SIGNATURE_WORDS = 5
_IN_BRACKETS = lazy(r"（[^（）]+）|【[^【】]+】|\([^()\s]+\s[^()]+\)")
"""How papers of East Asia sign, and others with names of two words."""
_ENDS = lazy(r"[.!?…:;,，。！？۔।؟»”\"]$")
_TO_THE_RIGHT = lazy(r"(?:text-)?align\s*:\s*(?:right|end)|^right$", re.IGNORECASE)


def signature(run: Run) -> list[Person]:
    """Who signs in a last line of their own: nothing but names, set apart by bold, italics, brackets, to the right, by
    a word like "by", or in an element that is named for authors, where a place may follow."""
    if run.words > SIGNATURE_WORDS or run.node.tag not in ("p", "div", "td", "font", "span") or _ENDS.search(run.text):
        return []
    element = run.node.element
    is_right = any(_TO_THE_RIGHT.search(element.get(name) or "") for name in ("style", "align"))
    is_marked = max(run.bold, run.italic) >= SET_APART * len(run.text)
    has_case = any(c.isupper() for c in run.text)
    is_named = bool(run.node.bits & _AUTHOR)
    is_bracketed = bool(_IN_BRACKETS.fullmatch(run.text))
    line = read_line(run.text)
    is_labelled = line.introduced and bool(line.persons)
    if not (is_right or is_named or is_labelled or is_bracketed or (is_marked and has_case)):
        return []
    if (
        line.rest > (PLACE if is_named else 2)
        or line.agencies
        or any(p.name.isupper() or not is_name(p.name) or is_organisation(p.name) for p in line.persons)
    ):
        return []
    return line.persons


_AUTHOR, PLACE = 1 << HINT_NAMES.index("author"), 16
"""The characters of a place behind the names."""
SET_APART = 0.9
"""The share of a line that is bold or italic where it is set apart so."""


def drop_signature(runs: Sequence[Run], kept: list[bool]) -> None:
    """A last line that is nothing but who wrote the text is not body."""
    if True in kept[1:] and signature(runs[last := last_kept(kept)]) and True in kept[:last]:
        kept[last] = False


def drop_readers_words(runs: Sequence[Run], kept: list[bool]) -> None:
    """What follows a title of comments, behind most of the text, is what readers wrote in a list that nobody knows."""
    words, before = sum(run.words for run, keep in zip(runs, kept, strict=True) if keep), 0.0
    for place, run in enumerate(runs):
        is_title = len(run.text) <= THREAD_TITLE and run.node.tag != "li" and TITLE_OF_COMMENTS.match(run.text)
        if is_title and before > BEFORE_THREAD * words:
            kept[place:] = [False] * (len(kept) - place)
            return
        before += run.words if kept[place] else 0


def drop_behind_end(runs: Sequence[Run], kept: list[bool]) -> None:
    """The mark that ends a release, the title of whom the press may ask or of the terms for other papers, and what
    stands behind it."""
    marks = [n for n, run in enumerate(runs) if len(run.text) <= END_MARK and _END_MARK.match(run.text)]
    if not marks:
        return
    words = [run.words * keep for run, keep in zip(runs, kept, strict=True)]
    for place in marks:
        if sum(words[:place]) >= BEFORE_THREAD * sum(words):
            kept[place:] = [False] * (len(kept) - place)
            return


_END_MARK = Folded(rf"{_of('end marks')}|{_of('of the writers')}")
END_MARK = 60
"""Characters of the mark."""


def drop_pull_quotes(runs: Sequence[Run], kept: list[bool]) -> None:
    """A line named for a quotation is that of a paragraph beside it, set in large, which has its sentences, too."""
    for place, run in enumerate(runs):
        if not kept[place] or not PULL_QUOTE <= run.words <= NOTE_WORDS:
            continue
        around = [run.node, run.node.parent] if run.node.parent else [run.node]
        if not any(node.bits & _QUOTE or node.tag == "blockquote" for node in around):
            continue
        said = [folded(sentence) for sentence in _SENTENCES.split(run.text)]
        beside = range(max(0, place - BESIDE_QUOTE), min(len(runs), place + BESIDE_QUOTE + 1))
        texts = [folded(runs[n].text) for n in beside if kept[n] and runs[n].words > run.words]
        if any(all(sentence in text for sentence in said) for text in texts):
            kept[place] = False


_QUOTE = 1 << HINT_NAMES.index("quote")
_SENTENCES = lazy(r"(?<=[.!?])\s+")
"""What parts two sentences, between which the paragraph may say who speaks."""
PULL_QUOTE, BESIDE_QUOTE = 4, 12
"""Words of a quotation that is told by them, and runs beside it among which the text has it."""


def drop_last_notes(runs: Sequence[Run], kept: list[bool], writers: Collection[str] = ()) -> None:
    """Corrections, who wrote and owns the text, what is for payers, where to subscribe are no body at the end."""
    biographies = 0
    for place in range(len(kept) - 1, -1, -1):
        if kept[place]:
            run = runs[place]
            if (
                not _is_row_of_links(run)
                and (run.words > NOTE_WORDS or not _NOTE.match(run.text[:200]))
                and not (is_call(run) or is_tool(run) or is_ornament(run.text) or _is_stamp(run))
            ):
                biographies += 1
                if biographies > BIOGRAPHIES or not (_is_biography(run) or _tells_of(run, writers)):
                    return
            kept[place] = False


def _is_stamp(run: Run) -> bool:
    """Whether a line is nothing but the minute in which the text was filed."""
    return bool(_CLOCK_WITHIN.search(run.text)) and is_dated(run)


_CLOCK_WITHIN = lazy(r"\d[:.]\d\d")


def _is_row_of_links(run: Run) -> bool:
    """Whether a line is several links with bars between them: "E-mail the reporter | Printer friendly version"."""
    if len(run.links) < 2 or run.words > BYLINE_WORDS:
        return False
    between = len(run.text) - run.linked
    return between <= BAR * (len(run.links) - 1) and any(bar in run.text for bar in _BARS)


_BARS, BAR = ("|", "·", "•", "¦"), 3
"""What parts links in a row, and its characters, white space included."""


_OF_THE_WRITER = lazy(r"[(*\s]*(?:The|This) (?:writer|author|columnist|contributor)s? ")


def tells_of_writer(text: str) -> bool:
    """Whether a note below the text says what its writer is without a name: "The writer is a lawyer"."""
    return bool(_OF_THE_WRITER.match(text) and _BIOGRAPHY.match(text) and is_role(text[:160]))


def _tells_of(run: Run, writers: Collection[str]) -> bool:
    """Whether a paragraph begins with the name, or the first name, of one of the `writers` and what they do."""
    said = folded(run.text[:TELLING]).split() if run.words <= LONG_BIOGRAPHY else []
    for name in (writer.split() for writer in writers if " " in writer and not is_organisation(writer)):
        behind = len(name) if said[: len(name)] == name else said[:1] == name[:1]
        if behind and said[behind : behind + 1] and said[behind] in _DOES:
            return True
    return False


_DOES = frozenset((
    "is", "was", "has", "writes", "covers", "reports", "works", "joined", "lives", "holds", "started", "began", "loves",
    "enjoys", "specializes", "specialises", "ist", "war", "hat", "schreibt", "arbeitet", "studierte", "leitet", "est",
    "écrit", "couvre", "travaille", "es", "escribe", "cubre", "trabaja", "è", "scrive", "lavora",
))  # fmt: skip
TELLING, LONG_BIOGRAPHY = 120, 120
"""Characters that tell whose biography a paragraph is, and the words of one."""


def drop_first_biography(runs: Sequence[Run], kept: list[bool], writers: Collection[str] = ()) -> None:
    """A paragraph before the text that tells what one of the `writers` does is not body."""
    for place in [place for place, keep in enumerate(kept) if keep][:BYLINES]:
        if _tells_of(runs[place], writers):
            kept[place] = False


def _is_biography(run: Run) -> bool:
    """Whether a paragraph says what somebody is: "Ann Lee is a senior reporter at ..."."""
    if run.words > BIOGRAPHY_WORDS or not _BIOGRAPHY.match(run.text):
        return False
    return is_role(run.text[:160]) or bool(_REACHED_AT.search(run.text))


_REACHED_AT = lazy(r"(?:\b[Rr]each(?:ed)? |\b[Cc]ontact|\b[Ff]ollow |\b[Ee]-?mail).{0,40}@\w|\S@[\w-]+\.\w")
"""Where somebody can be asked, as biographies say."""


_ADVERT = Folded(
    rf"\W*(?:{_of('advertisements')})?"
    r"\W*(?:(?:(?:story|article|post) continues|scroll to continue)(?: reading)?(?: (?:below|after|under))?"
    r"(?: (?:this |the )?(?:advertisement|ad))?)?\W*$"
)
_CREDIT = Folded(
    rf"\W*(?:{_of('labels of pictures')})\s*[:：]\s*\S.{{1,60}}$"
    r"|.{2,80}\|\s*(?:photo|foto)\s*(?:by|:|von).{2,40}$"
    r"|[▲▼△▽].{2,80}[（(][^（()）]{0,6}[圖图攝摄][^（()）]{1,30}[)）]$"
    r"|[^a-z]{0,80}[记記]者[^a-z。]{1,16}[摄攝影][)）]?$"
)
_COMMISSION = Folded(rf"\W*(?:(?:disclosure|hinweis|note)\s?[:：]\s)?(?:{_of('commissions')})")
_OF_AN_EMBED = Folded(rf"\W*(?:{_of('embeds')})")
"""What stands in the place of an embed until the reader consents to it."""
_CLOCK = lazy(r"\d{1,2}[:.]\d\d(?:\s?(?:[A-Z]{2,4}|[ap]\.?m\.?|Uhr|h))?$")
_IN_FULL = lazy(r"\W*(?:विस्तार|विस्तार से|सार|खबर विस्तार से|বিস্তারিত|تفصیل|تفصیلات)\W*$")
"""What parts the summary of a report from the report itself."""
ADVERT_WORDS, COMMISSION_WORDS, LABEL_WORDS = 8, 45, 3


def drop_labels(runs: Sequence[Run], kept: list[bool]) -> None:
    """Lines that announce an advertisement or a commission, say whose photo it is, or are nothing but an hour."""
    for place, run in enumerate(runs):
        if kept[place] and run.words <= LABEL_WORDS and _IN_FULL.match(run.text):
            kept[place] = False
        if kept[place] and run.words <= COMMISSION_WORDS and _COMMISSION.match(run.text[:240]):
            kept[place] = False
        if kept[place] and run.words <= COMMISSION_WORDS and _OF_AN_EMBED.match(run.text[:120]):
            kept[place] = False
        if kept[place] and run.node.tag == "li" and _CLOCK.match(run.text):
            kept[place] = run.node.children == 0  # beside the hour of an entry stands what happened
        if not kept[place] or run.words > BYLINE_WORDS or run.node.tag in ("li", "td"):
            continue
        is_advert = run.words <= ADVERT_WORDS and any(map(str.isalpha, run.text)) and _ADVERT.match(run.text)
        if run.node.tag in HEADINGS:
            kept[place] = not is_advert
            continue
        if is_advert or _CREDIT.match(run.text) or _CLOCK.match(run.text):
            kept[place] = False


_LABELLED = Folded(rf"\W*(?:{_of('pointers')}|read|more|watch|recommended)\s*[:：|»>–—-]")
_LABEL = Folded(rf"\W*(?:{_of('pointers')})\W*$")


def drop_pointers(runs: Sequence[Run], kept: list[bool]) -> None:
    """Lines within the text that point to another article: "Also read: ...", all link, or such a label and its link."""
    for place, run in enumerate(runs):
        if not kept[place] or run.words >= 40:
            continue
        label = _LABELLED.match(run.text) if run.linked else None
        if run.linked > 0.6 * len(run.text) and (label or _is_embedded(run)):
            kept[place] = False
        elif label and run.linked >= 0.9 * (len(run.text) - label.end()):
            kept[place] = False  # a short headline behind a long label
        elif run.words <= 4 and _LABEL.match(run.text):
            follower = runs[place + 1] if place + 1 < len(runs) else None
            if follower is not None and follower.linked > 0.9 * len(follower.text):
                kept[place] = kept[place + 1] = False
            elif run.text.endswith((":", "：")):
                kept[place] = False  # what it announces was left out before


_CONTENTS = Folded(rf"\W*(?:{_of('tables of contents')})\W*$")
CONTENTS_WORDS = 6
"""Words of the title of a table of contents."""


def drop_contents(runs: Sequence[Run], kept: list[bool]) -> None:
    """A table of contents: its title with the lines behind it that lead to places of this page, or say what headings
    below say."""
    for title in [n for n, run in enumerate(runs) if kept[n] and run.words <= CONTENTS_WORDS]:
        if not _CONTENTS.match(runs[title].text):
            continue
        below = [n for n in range(title + 1, len(runs)) if kept[n]]
        headings = {folded(runs[n].text) for n in below if runs[n].node.tag in HEADINGS}
        entries = list(takewhile(partial(_is_entry, runs, headings), below))
        for place in (title, *entries) if entries else ():
            kept[place] = False


def _is_entry(runs: Sequence[Run], headings: Collection[str], place: int) -> bool:
    """Whether a line below such a title leads on within the page, or is what a heading says."""
    run = runs[place]
    if run.node.tag not in HEADINGS and folded(run.text) in headings:
        return True
    return run.linked >= 0.9 * len(run.text) and all((a.get("href") or "").startswith("#") for a, _ in run.links)


def _is_embedded(run: Run) -> bool:
    """Whether a run is what WordPress prints of another article until its frame has loaded: its title, quoted."""
    quotation = run.node if run.node.tag == "blockquote" else run.node.parent
    return quotation is not None and "wp-embedded-content" in quotation.names


def drop_sign_up(found: Cut, kept: list[bool]) -> None:
    """The words of a small box with a field for an address to write to, or the link to where one gives: "Every Friday
    the best of the valley"."""
    flat, runs = found.flat, found.blocks
    fields = [at for at in flat.places("input") if flat.elements[at].get("type") == "email"]
    fields += [at for at, href in flat.links if href and _TO_GIVE.match(href)]
    if not fields or True not in kept:
        return
    total = sum(run.words for run, keep in zip(runs, kept, strict=True) if keep)
    for field in fields[:SIGN_UPS]:
        box, inside = field, []
        for _ in range(AROUND_A_FIELD):
            box = flat.parents[box]
            if box < 0 or flat.tags[box] in ("main", "article", "body"):
                break
            held = [place for place, run in enumerate(runs) if box <= run.node.at < flat.ends[box]]
            if sum(runs[place].words for place in held) > SIGN_UP_WORDS:
                break
            if sum(runs[place].words for place in held if kept[place]) < SMALL_PART * total:
                inside = held
        for place in inside:
            kept[place] = False


_TO_GIVE = lazy(
    rf"(?:https?:/)?/(?:[^/?#]+/)?(?:{alternatives('classes', 'folders of pleas')})/?(?:[?#]|$)", re.IGNORECASE
)
SIGN_UPS, AROUND_A_FIELD, SIGN_UP_WORDS, SMALL_PART = 5, 6, 60, 0.3
"""Fields that are looked at, elements around one that may be its box, the words of the box, and the share of the body
below which they are none of it."""


def drop_lone_headings(found: Cut, kept: list[bool]) -> None:
    """The heading of a box of which nothing else is body is none either: "Sign up for the newsletter". Neither is the
    line that closes a box for whoever hears it: "End of Most read"."""
    start = next((n for n, run in enumerate(found.blocks) if kept[n] and run.node.tag not in HEADINGS), 0)
    headings = [n for n in range(start, len(kept)) if kept[n] and found.blocks[n].node.tag in HEADINGS]
    if not headings:
        return
    kept_in, runs_in = [0] * len(found.nodes), [0] * len(found.nodes)
    for run, keep in zip(found.blocks, kept, strict=True):
        box = run.node if run.node.children else run.node.parent
        if box is not None:
            kept_in[box.index] += keep
            runs_in[box.index] += 1
    for node in reversed(found.nodes):  # a parent always stands before its children
        if (above := node.parent) is not None:
            kept_in[above.index] += kept_in[node.index]
            runs_in[above.index] += runs_in[node.index]
    for place in headings:
        box, title = found.blocks[place].node.parent, found.blocks[place].text
        if box is None or kept_in[box.index] == runs_in[box.index] or kept_in[box.index] > 2:
            continue
        inside = [n for n in range(place, place + runs_in[box.index]) if kept[n]][: kept_in[box.index]]
        closing = len(title) + CLOSING
        if all(found.blocks[n].text.endswith(title) and len(found.blocks[n].text) < closing for n in inside):
            for n in inside:
                kept[n] = False


CLOSING = 12
"""Characters before the title of a box in the line that closes it."""


def drop_last_headings(runs: Sequence[Run], kept: list[bool]) -> None:
    """A heading that nothing follows is the title of something else: "About the author", "More news"."""
    for place in range(len(kept) - 1, -1, -1):
        if kept[place]:
            if runs[place].node.tag not in HEADINGS:
                return
            kept[place] = False
