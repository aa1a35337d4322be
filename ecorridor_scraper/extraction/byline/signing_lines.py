"""Lines of the text itself that tell who wrote it: names above it, where no byline is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..furniture import fold_key, text_of
from ..names import Person, in_title_case, is_organisation, read_line

if TYPE_CHECKING:
    from ..body import Body
    from ..page import Page
    from . import Byline

OPENING_BLOCKS, LITTLE_ELSE = 4, 3
"""Blocks of a body of which one may be who wrote it, and characters of such a line that are in no name."""
_SENTENCE_ENDS = (".", "。", "।", "۔", "!", "?")
PROSE, OPENING = 70, 90
"""Characters from which a paragraph is text, and up to which one may be nothing but the names of who wrote the next."""
_BOLD = frozenset(("strong", "b"))


def opening_names(page: Page) -> list[Person]:
    """The names that open the text in bold, in a paragraph of their own, as papers print them that have no byline."""
    flat, heading = page.flat, page.headline_element
    if heading is None:
        return []
    named: list[Person] = []
    for at in range(flat.elements.index(heading) + 1, len(flat.tags)):
        if flat.tags[at] != "p" or not (text := text_of(flat.elements[at], 2000)):
            continue
        inside = flat.within(at)
        is_bold = bool(inside) and inside[0] in _BOLD and text == text_of(flat.elements[at + 1], 2000)
        if not is_bold and (named or len(text) >= PROSE):
            return named if len(text) >= PROSE else []
        line = read_line(text) if is_bold and len(text) <= OPENING and text[-1].isalpha() else None
        named = []
        # in a script without case any bold line of a few words may be names: one that opens a text is a heading
        may_be = line and line.persons and (line.introduced or text.lower() != text.upper())
        if line and may_be and line.rest < LITTLE_ELSE and not any(is_organisation(p.name) for p in line.persons):
            named = [Person(in_title_case(p.name) if p.name.isupper() else p.name) for p in line.persons]
    return []


def leave_out_signature(body: Body, byline: Byline) -> None:
    """Take the first line that is nothing but this byline, or its names, out of the text below it."""
    for place, block in enumerate(body.blocks[:OPENING_BLOCKS]):
        if block.kind == "paragraph" and body.text != block.text and _signs(block.text, byline):
            del body.blocks[place]
            body.text = f"\n\n{body.text}\n\n".replace(f"\n\n{block.text}\n\n", "\n\n", 1).strip("\n")
            return


def _signs(text: str, byline: Byline) -> bool:
    """Whether a line is the byline as printed, or names who wrote the text and nobody and nothing else."""
    if len(text) > OPENING or text.endswith(_SENTENCE_ENDS):
        return False
    if byline.raw and fold_key(text) == fold_key(byline.raw):
        return True
    line, authors = read_line(text), {fold_key(author.name) for author in byline.authors}
    return bool(line.persons) and line.rest < LITTLE_ELSE and authors >= {fold_key(p.name) for p in line.persons}
