"""What is printed about an author: role, biography and contact, in the byline and in the box below the text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from ..body.blocks import word_count
from ..furniture import BIOGRAPHY, COMMENT, fold_key, shown, text_of
from ..lazy import lazy
from ..names import SEPARATOR, is_role, squeeze
from ..said import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import html

    from ...items import Author
    from ..body import Body
    from ..page import Page


def complete(author: Author, places: list[html.HtmlElement], page: Page, body: Body, *, alone: bool) -> None:
    """Give an author what is printed about it and its data do not say; `places` are where it is named alone, and
    `alone` says that nobody else signs."""
    printed, role = _biography(author.name, page, body)
    if author.bio:
        author.bio = squeeze(plain(author.bio)) or None
    if printed:
        author.bio = printed if not author.bio or len(printed) > len(author.bio) else author.bio
    if not author.bio:
        author.bio = next((text for text in body.below if _tells_of(author.name, text)), None)
    if alone and not author.bio:
        author.bio = body.about_writer
    author.role = author.role or _role_beside(places) or role
    if author.bio and (found := _CONTACT.search(author.bio)):
        author.contact = author.contact or found[0]
        before = author.bio[: found.start()].rstrip(" :|-–—,¦")
        if found.end() == len(author.bio) and before.endswith((".", "!", "?", "۔", "।", "。")):
            author.bio = before
    if author.bio:
        author.role = author.role or _role_in(author.bio)


def as_role(role: str | None) -> str | None:
    """A role, unless it is what a link beside the name says, or that somebody is the author."""
    return None if role and _LINK_BESIDE.search(role) else role


_LINK_BESIDE = lazy(
    r"#|\b(?:view|find|see|follow|archives?|profile|google|twitter|linkedin)\b"
    r"|^(?:the )?(?:author|autor(?:in|a|es)?|auteure?|autore|yazar)$",
    re.IGNORECASE,
)


def as_biography(author: Author, byline: str | None, others: Sequence[str]) -> str | None:
    """The biography of an author without the labels before it; None where it tells nothing: the byline again, the names
    of the `others` who signed, links of the box."""
    if not author.bio:
        return None
    text = squeeze(plain(author.bio).replace(SEPARATOR.strip(), ""))
    text = _SPACED.sub("", _REACHED_FIRST.sub("", _LINKS_FIRST.sub("", text)))
    text = _LINKS_LAST.sub("", text)
    if author.role and (rest := text.removeprefix(f"{author.name} {author.role} ")) != text:
        text = rest if rest[:1].isupper() else ""
    for repeated in (f"{author.name} {author.role} ", f"{author.name} ", f"{author.role} "):
        if text.startswith(repeated) and _names(text[len(repeated) :], author.name):
            text = text[len(repeated) :]
    text = _whole_sentence(_without_labels(text, author.name), author.name)
    if _OF_A_FORM.search(text) or _OF_A_DAY.match(text) or any(text.startswith(f"{name} ") for name in others):
        return None
    is_named, is_sentence = any(name in text for name in others), bool(_SENTENCE_END.search(text))
    is_printed = bool(byline) and fold_key(text) in fold_key(byline or "")
    if is_printed:
        tells = is_role(text) or (is_sentence and _names(text, author.name))
    else:
        tells = is_sentence or is_role(text) or text.lower() == text.upper() or bool(_TELLS.search(text))
    return text if text and tells and "{{" not in text and (is_sentence or not is_named) else None


def _without_labels(text: str, name: str) -> str:
    """A text from the name on of whom it tells, where nothing but a day, labels and jobs stand before."""
    for found in re.finditer(re.escape(f"{name} "), text[: LABELS + len(name) + 1]):
        before = text[: found.start()].rstrip()
        are_labels = all(w[0].isupper() or not w[0].isalpha() or w in _SMALL or is_role(w) for w in before.split())
        if before and are_labels and before[-1] not in ",:." and _TELLS.match(text, found.end()):
            return text[found.start() :]
    return text


def _whole_sentence(text: str, name: str) -> str:
    """A sentence with the name that it began with, where that was a link of its own: "hails from the delta."."""
    goes_on = text[:1].islower() or text.startswith(("’s ", "'s "))
    if not goes_on or not _SENTENCE_END.search(text) or is_role(" ".join(text.split()[:4])):
        return text
    return f"{name}{text}" if text[0] in "’'" else f"{name} {text}"


LABELS, _SMALL = 90, frozenset(("a.m.", "p.m.", "phone", "tel.", "of", "by"))
"""Characters before the name of whom a biography tells in which labels stand, and their words in small letters."""


def _names(text: str, name: str) -> bool:
    """Whether a text begins with a name, or the first of it."""
    return text.startswith((f"{name} ", f"{name.split(maxsplit=1)[0]} "))


_SPACED = lazy(r"\s+(?=[,.;](?:\s|$))")
_LINKS_FIRST = lazy(
    r"^(?:(?:e-?mail|twitter|facebook|linkedin|instagram|follow|unfollow|close|plus icon|social links navigation"
    r"|get in touch|commentary by|view author archive|see full bio|opens in new window)\b[\s:,]*)+",
    re.IGNORECASE,
)
"""Labels of links that author boxes begin with."""


_REACHED_FIRST = lazy(r"^(?:(?:\+?\d[\d().\s-]{6,}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+|or|[;,:|•·–—])\s*)+(?=[^\W\d])")
"""How to reach an author, where that stands before what is told of it."""
_LINKS_LAST = lazy(
    r"(?:^|(?<=[.!?…»”\")])\s*)"
    r"(?:view all (?:of .{1,60} )?(?:posts|articles|stories)\b.*"
    r"|(?:more|all) (?:articles |posts |stories )?(?:from|by) .{1,60}"
    r"|mehr (?:über|von|artikel)\b.{0,40}|sign ?up to .{1,60}|see (?:all|more|full) .{1,60}"
    r"|(?:read|learn) more (?:about .{1,80}|\W*)|follow(?: @?\w+){0,3}|view (?:full |\w+.s )?(?:profile|bio)"
    r"|more ways to connect.{0,20}"
    r"|e-?mail(?: \w+)?\.?|(?:(?:twitter|facebook|linkedin|instagram|e-?mail|website|schließen|close)\W*)+)$",
    re.IGNORECASE,
)
"""Links that author boxes end with."""
_OF_A_FORM = lazy(r"\(required\)|\brequired fields\b|esta funcionalidad es sólo", re.IGNORECASE)
_OF_A_DAY = lazy(
    r"(?:publi(?:ziert|shed|cado|é)|posted|veröffentlicht|stand|aktualisiert|updated)\b.{0,24}\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""What a form says somewhere, and what a line with the day of the article begins with."""


def _tells_of(name: str, text: str) -> bool:
    """Whether a line says what somebody does: "Jo Askew covers the harbour"."""
    return text.startswith(f"{name} ") and bool(_TELLS.match(text, len(name) + 1))


_CONTACT = lazy(
    r"[\w.+-]{2,40}(?:@|\s?(?:\[at\]|\(at\))\s?)[\w-]+(?:\.[\w-]+|\s?(?:\[dot\]|\(dot\))\s?[\w-]+)+", re.IGNORECASE
)


_TELLS = lazy(
    r"\b(?:is|was|has|works|writes|covers|reports|joined|ist|war|schreibt|arbeitet|berichtet|est|écrit|travaille|couvre|es|escribe"
    r"|trabaja|cubre|é|escreve|trabalha|cobre|è|scrive|lavora|schrijft|werkt|jest|är|er)\s"
)
"""How a sentence about somebody goes on behind the name."""
_IS = lazy(
    r"(?:\b(?:is|works\s+as|serves\s+as|was|ist|est|es|is\s+currently)\s+(?:the|an?|our|currently|der|die|ein|eine|le|la|un|une)?\s*)([^.,;]{4,60}?)"
    r"(?=\s+(?:at|of|for|with|in|from|and|who|whose|based|covering|specialising|specializing|focusing|focused|living|bei|von|chez|de)\b|[.,;]|$)",
    re.IGNORECASE,
)


def _role_in(biography: str) -> str | None:
    """The role that the first sentence of a biography gives: "He is the Chief Editor at ..."."""
    match = _IS.search(biography[:160])
    if not match or not is_role(match[1]):
        return None
    words = match[1].split()
    return match[1] if len(words) <= 6 else None


def _role_beside(places: list[html.HtmlElement]) -> str | None:
    """The job that is printed right behind a name: as the text there, or in the next element."""
    for place in places:
        at: html.HtmlElement | None = place
        for _ in range(LEVELS):
            if at is None:
                break
            behind = squeeze(at.tail or "").strip("-–—|,:·• ")
            following = at.getnext()
            if not behind and following is not None and isinstance(following.tag, str):
                is_small = sum(1 for _ in islice(following.iter(), SMALL)) < SMALL
                behind = shown(following) if is_small else "¦"
            if behind:
                if role := _role(behind) or (following is not None and _role_by_class(following, behind)):
                    return role
                break
            at = at.getparent()
    return None


_NO_JOB = lazy(
    r"[\d:;!?@]|\b(?:is|was|by|from|follow|view|contact|email|find|archives?|profile|google)\b", re.IGNORECASE
)
_JOB = lazy(
    r"(?:^|[-_\s])(?:job|(?:job|author|writer)-?title|role|occupation|designation|position)(?:$|[-_\s])", re.IGNORECASE
)


def _role_by_class(element: html.HtmlElement, text: str) -> str | None:
    """The text of an element that is named for a job, whatever the words of its language are."""
    named = _JOB.search(element.get("class") or "") and len(text.split()) <= 2 * ROLE_WORDS
    is_plain = any(map(str.isalpha, text)) and not _NO_JOB.search(text) and len(element) == 0
    return text.strip("() ") if named and is_plain else None


def _role(text: str) -> str | None:
    """A short text that names a job and nothing else."""
    text = text.strip(" ,|–—-·")
    return text if len(text.split()) <= ROLE_WORDS and is_role(text) and not _NO_ROLE.search(text) else None


LEVELS, ROLE_WORDS, SMALL = 3, 6, 10
"""Elements around a name behind which its role stands, the words of one, and the elements from which one holds more."""
_NO_ROLE = lazy(
    r"[\d.:;!?@]|\b(?:is|was|are|by|and|von|und|from|about|more|all|follow|view|contact|email)\b", re.IGNORECASE
)


def _biography(name: str, page: Page, body: Body) -> tuple[str | None, str | None]:
    """The text of the author box that names this author, without the name itself; and the role that it begins with."""
    places = [p.at for p in page.furniture.pieces if p.kinds & BIOGRAPHY] + body.author_notes
    best, role, is_told = "", None, False
    for place in places[:40]:
        if page.furniture.zone(place) & COMMENT:
            continue
        box = page.flat.elements[place]
        text = text_of(box, 1200)
        if name not in text or _is_hardly_more(text, name):
            parent = box.getparent()
            if parent is None or len(text) <= 40 or name not in (text := text_of(parent, 1200)):
                continue
            box = parent
        whole = _of_one(box, name)
        told = (box := _told_in(whole)) is not whole
        text = text_of(box, 1200)
        pieces = text_of(box, 1400, SEPARATOR).split(SEPARATOR)
        at = next((n for n, piece in enumerate(pieces[:4]) if _ABOUT.sub("", piece).strip(" :,") == name), None)
        if at is not None and sum(len(piece.split()) for piece in pieces[:at]) <= LABEL_WORDS:
            pieces = pieces[at + 1 :]
            if pieces and _HOW_MANY.fullmatch(pieces[0]):
                pieces = pieces[1:]
            if pieces and (first := _role(pieces[0])):
                role = role or first
                pieces = pieces[1:]
            text = " ".join(pieces)
            text = f"{name}{text}" if _goes_on(text, name) else text
        text = _BOX_LABEL.sub("", text).strip()
        text = _without_name(text, name) if at is None else text
        text = squeeze(_BOX_END.sub("", text)).strip(" :|-–—,¦")
        if _TELLS.match(text):  # "Jo Askew is a reporter", of which the name is a link
            text = f"{name} {text}"
        text = _MAIL_FIRST.sub("", text)
        text = text.removeprefix(f"{name} ") if text.startswith(f"{name} {name} ") else text
        is_sentence = bool(_SENTENCE_END.search(text))
        is_better = (told, len(text)) > (is_told, len(best))
        if word_count(text) > 5 - is_sentence and is_better and not _is_date(text, is_sentence):
            best, is_told = text, told
    return best or None, role


def _without_name(text: str, name: str) -> str:
    """A text without the name that it begins with, unless its first sentence goes on behind it."""
    rest = text.removeprefix(name)
    return text if _goes_on(rest, name) else rest


def _goes_on(rest: str, name: str) -> bool:
    """Whether what stands behind a name is the rest of a sentence about whoever has it, and no job or second name."""
    is_rest = _GOES_ON.match(rest) or (rest[:1] == " " and rest.lstrip()[:1].islower())
    return bool(is_rest) and name not in rest and bool(_SENTENCE_END.search(rest))


def _told_in(box: html.HtmlElement) -> html.HtmlElement:
    """The one part of a box that is named for the biography, where it is a sentence; else the box."""
    parts = [e for e in box.iter("div", "p", "span") if e is not box and _BIO.search(e.get("class") or "")]
    return parts[0] if len(parts) == 1 and _SENTENCE_END.search(text_of(parts[0], 1200)) else box


_GOES_ON = lazy(r"(?:,|['’]s) ")
"""How a sentence goes on behind a name that is a link."""
_BIO = lazy(r"(?:^|[-_\s])bio(?:graphy)?(?:$|\s)", re.IGNORECASE)


def _is_hardly_more(text: str, name: str) -> bool:
    """Whether a text is a name and little else; characters of some scripts are words."""
    return len(text) < len(name) + 30 and word_count(text) < word_count(name) + 5


def _is_date(text: str, is_sentence: bool) -> bool:
    """Whether a text is the date of the article with a name: it has a time, and few words or no sentence."""
    words = sum(not any(map(str.isdigit, word)) for word in text.split())
    return bool(_TIME.search(text)) and (words < DATED or not is_sentence)


_SENTENCE_END = lazy(r"\w{2}[.!?]['”\"»)]?(?:\s|$)|[。！？۔।]")


def _of_one(box: html.HtmlElement, name: str) -> html.HtmlElement:
    """The part of a box that tells of one author, where it is the box of several, each in an element of one class."""
    own = [part for part in box if part.tag in ("div", "li", "section", "article") and name in text_of(part, 1200)]
    if len(own) != 1 or len(text_of(own[0], 1200)) < len(name) + 30:
        return box
    alike = [part for part in box if part.tag == own[0].tag and part.get("class") == own[0].get("class")]
    return own[0] if len(alike) > 1 and own[0].get("class") else box


_MAIL_FIRST = lazy(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s+(?=\S)")
_TIME = lazy(r"\d[:h]\d\d|\b(?:updated|published|posted)\b|\b(?:19|20)\d\d\b.{0,4}\b\d+ min\w* read", re.IGNORECASE)
DATED = 14
"""Words, those with a digit in them aside, below which a text with a time in it is the date of the article."""
LABEL_WORDS = 5
"""Words of what an author box is called."""
_ABOUT = lazy(r"^(?:about|über|à propos de|sobre|acerca de|su|over|om|об?|tentang|hakkında|عن|حول)\s+", re.IGNORECASE)
_HOW_MANY = lazy(r"\(?\d[\d.,]*\s+\w+\)?")
"""How much somebody has written: "12 articles"."""
_BOX_LABEL = lazy(
    r"^\W*(?:about\s+(?:the\s+)?(?:author|contributor|writer)|written\s+by|author(?!\s+of\b)|by|von|über\s+den\s+autor)\s*:?\s*",
    re.IGNORECASE,
)
_BOX_END = lazy(
    r"\s*(?:yazarın\s+tüm.*|(?-i:Latest\s).*\d\s(?:minute|hour|day|week|month)s?\sago.*|view\s+all\s+posts.*|see\s+(?:all|more|stories).*|(?<=[.!?])\s+(?:e-?mail|twitter|contact|website)|more\s+(?:from|by)\s.*|follow\s+.{0,40}|read\s+more.*)$",
    re.IGNORECASE,
)
