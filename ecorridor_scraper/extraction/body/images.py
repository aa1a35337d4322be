"""The images of an article, with the caption and the credit that are printed with each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...items import Image
from ..furniture import shown
from ..lazy import lazy
from ..names import is_desk, squeeze
from ..page import absolute
from ..phrases import alternatives
from .blocks import HINT_NAMES, hints, last_kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from ..page import Page
    from .blocks import Cut, Node

_IMAGES = frozenset(("img", "amp-img"))
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-src-template", "src")
_ORNAMENT = lazy(r"avatar|icon|logo|emoji|author|gravatar|pixel|spacer|badge|sprite|share|\bads?\b", re.IGNORECASE)
_NO_PICTURE = lazy(
    r"/(?:icons?|ico|smil(?:ies|eys)|emojis?|sns|(?:\w+_)?avatars?|blavatar|favicons?|logos?)/|\.svg$"
    r"|(?:(?<![a-z])logos?(?![a-z])|[a-z]logo(?=[-_\w]*\.(?:png|gif)$)|sprite|spacer|placeholder|button|arrow"
    r"|bullets?|newsletters?(?:[-_.]|$)|favicon)[^/]*$"
    r"|/(?:[^/]*[-_.])?(?:icons?\d*|ico|blank|leer|pixel|transparent|empty|load(?:ing|er)|no-?ima?ge?|no-?preview"
    r"|default-user-image|dummy)(?:[-_.][^/]*)?$"
    r"|/(?:1x1|facebook|twitter|whatsapp|pinterest|linkedin|telegram|instagram|youtube|rss|e?mail|print"
    r"|fb)(?:[-_]?\d+)?\.(?:gif|png|jpe?g|webp)$",
    re.IGNORECASE,
)
_NO_ADDRESS = lazy(r"""[{}<>"]|['(]https?:|^https?://[^/]+/?$""")
"""A template, a script or a record where an address might be, and the address of a host alone."""
_SIZED = lazy(r"\s+\d+(?:\.\d+)?[wx]$")
_AROUND, _BELOW_HEADLINE = 3, 15
"""Blocks before the first of the body among which its lead image stands; the same where its headline is one of them."""
_SMALLEST = 100
"""Pixels below which an image is an ornament."""


def read_images(
    page: Page, found: Cut, kept: list[bool], standfirst: str | None = None
) -> tuple[list[Image], Image | None]:
    """The images from the headline to the last kept run, with what is printed below them, and which of them leads the
    text: it stands before the first run, or between the standfirst and the run that follows it."""
    if True not in kept:
        return [], None
    first = kept.index(True)
    start = first
    if standfirst is not None and found.blocks[first].text == standfirst and True in kept[first + 1 :]:
        start = kept.index(True, first + 1)
    last = last_kept(kept)
    lowest = _lowest(found, kept)
    above = lowest.parent if lowest is not None and lowest.parent is not None else lowest
    headline, head = _headline(found, first, lowest)
    above = lowest if head is lowest else above
    out: dict[str, Image] = {}
    lead: Image | None = None
    for place, element, node in found.media:
        if element.tag not in _IMAGES or place > last + 1 or place < min(first - _AROUND, headline):
            continue
        is_ours = _is_below(node, lowest if place > last else above)
        if place <= start:
            is_ours = (is_ours or _is_below(node, head)) and not _is_portrait(node, head)
        address = _image_address(page, element) if is_ours else None
        if address and address not in out and not _is_ornament(element, node):
            caption, credit = _caption(element)
            out[address] = Image(address, caption, credit)
            lead = lead or (out[address] if place <= start else None)
    return list(out.values()), lead


def figures(page: Page) -> Iterator[Image]:
    """The images of the page, wherever they stand, that are in a figure with a caption."""
    flat = page.flat
    for at in [at for at, tag in enumerate(flat.tags) if tag == "figure"]:
        element = next((flat.elements[k] for k in range(at, flat.ends[at]) if flat.tags[k] in _IMAGES), None)
        address = _image_address(page, element) if element is not None else None
        if element is not None and address:
            caption, credit = _caption(element)
            if caption or credit:
                yield Image(address, caption, credit)


def _lowest(found: Cut, kept: list[bool]) -> Node | None:
    """The lowest node that holds nine tenths of the kept runs."""
    counts = [0] * len(found.nodes)
    for run, keep in zip(found.blocks, kept, strict=True):
        counts[run.node.index] += keep
    total = sum(counts)
    for node in reversed(found.nodes):  # children stand after their parents
        if counts[node.index] >= 0.9 * total:
            return node
        if node.parent is not None:
            counts[node.parent.index] += counts[node.index]
    return None


def _headline(found: Cut, first: int, lowest: Node | None) -> tuple[int, Node | None]:
    """The place of the headline above the first kept run, and the node that holds both; `first` and none without."""
    for place in range(first, max(-1, first - _BELOW_HEADLINE), -1):
        at: Node | None = found.blocks[place].node
        while at is not None and at.tag not in ("h1", "body"):
            at = at.parent
        if at is not None and at.tag == "h1":
            holder = lowest
            while holder is not None and not _is_below(at, holder):
                holder = holder.parent
            return place, holder
    return first, None


def _is_below(node: Node, above: Node | None) -> bool:
    at: Node | None = node
    while at is not None:
        if at is above:
            return True
        at = at.parent
    return False


_AUTHOR = 1 << HINT_NAMES.index("author")


def _is_portrait(node: Node, above: Node | None) -> bool:
    """Whether an image stands in a byline."""
    at: Node | None = node
    while at is not None and at is not above:
        if hints(f"{at.element.get('class') or ''} {at.element.get('id') or ''}") & _AUTHOR:
            return True
        at = at.parent
    return False


def is_picture(address: str) -> bool:
    """Whether an address may be a picture's: a logo, an icon, a front page, a template for a script and what stands
    there until a picture is loaded are none."""
    return not (_NO_PICTURE.search(address.split("?", 1)[0]) or _NO_ADDRESS.search(address))


def _image_address(page: Page, element: html.HtmlElement) -> str | None:
    """Where the picture of an element is; many give a placeholder until a script has run, or name it beside."""
    sources = [element.get(name) or "" for name in _SOURCES]
    holder = next(element.iterancestors("picture"), None)  # libxml2 takes what follows a <source> to be in it
    for of_sizes in (element, *(holder.iter("source") if holder is not None else ())):
        for name in ("srcset", "data-srcset"):
            sizes = (of_sizes.get(name) or "").strip()
            sources += [] if sizes.startswith("data:") else re.split(r",\s", sizes)[-1].split()[:1]
    for source in map(str.strip, sources):
        is_address = bool(source) and not source.startswith(("data:", "["))
        if is_address and (address := absolute(_SIZED.sub("", source), page.base)) and is_picture(address):
            return address
    return None


def _is_ornament(element: html.HtmlElement, node: Node) -> bool:
    above = element.getparent()
    if above is not None and above.tag == "a" and "banner" in (element.get("src") or "").rpartition("/")[2].lower():
        return True  # an advertisement of the house
    for name in ("width", "height"):
        value = element.get(name) or ""
        if value.isdecimal() and int(value[:6]) < _SMALLEST:
            return True
    names = " ".join(filter(None, (element.get("class"), node.element.get("class"))))
    return bool(names and _ORNAMENT.search(names))


# --- what is printed with an image ---------------------------------------------------------------------------------

_HOLDER = lazy(r"caption|figure|image|photo|media|picture|\bpics?\b|foto|img|thumb|featured", re.IGNORECASE)
_COVER = lazy(r"cover|hero", re.IGNORECASE)
"""What may hold more than an image and its caption: a headline, a summary, a byline."""
_CAPTION = lazy(r"caption|legend", re.IGNORECASE)
_NOTE = lazy(
    r"caption|(?:^|[-_\s])capt?(?:$|\s)|legend|descr|[-_](?:desc|pie)\b|picinfo|(?:img|image|photo"
    r"|pic)[-_]*(?:credit|text|info|name|title)",
    re.IGNORECASE,
)
_CREDIT = lazy(
    r"credit|copyright|source|photographer|byline|attribution|agenc(?:y|ia)\b|owner\b|\b(?:author|autor|firma|src)\b",
    re.IGNORECASE,
)
_UNSEEN = lazy(r"visually-?hidden|sr-only|screen-reader")
_LEVELS, _LONGEST = 4, 60
"""Elements around an image among which its holder stands, and the most words of a caption there."""


def _caption(element: html.HtmlElement) -> tuple[str | None, str | None]:
    """Caption and credit of an image in a figure, in an element that is named for one, or in a table of its own."""
    holder = next(element.iterancestors("figure"), None)
    note = next(holder.iter("figcaption"), None) if holder is not None else None
    if note is None:
        beside = _holder(element)
        holder, note = beside if beside[0] is not None else (holder, note)
    if holder is None:
        return None, None
    credit = next((text for box in (note, holder) if (text := _credit_in(box, note))), "")
    whole = _parts_apart(note) if note is not None else ""
    if credit and whole.endswith(credit):
        whole = whole[: -len(credit)].strip(" |–—-/")
    whole = whole.removeprefix(credit).strip()
    if not credit and note is not None and (credit := _last_part(note, whole)):
        whole = whole[: -len(credit)].strip()
    if not credit:
        whole, credit = parted(whole)
    if _OF_A_BUTTON.fullmatch(whole):
        whole = ""
    return whole or None, _LABEL.sub("", credit).strip(" ()[]/,") or None


def _parts_apart(note: html.HtmlElement) -> str:
    """The text of a caption, with a space where an element ends and a capital follows: the page's style parts them."""
    text = shown(note)
    for part in note.iterchildren("span", "div", "p", "cite", "small"):
        end = text.find(said := shown(part)) + len(said)
        if end >= len(said) and text[end : end + 1].isupper():
            text = f"{text[:end]} {text[end:]}"
        start = end - len(said)
        if said and start > 0 and said[0].isupper() and not text[start - 1].isspace():
            text = f"{text[:start]} {text[start:]}"
    return squeeze(text)


def _last_part(note: html.HtmlElement, whole: str) -> str:
    """Whose picture it is, where that is an element of its own behind the last sentence of a caption: names alone."""
    part = next((e for e in note.iterchildren("span", "div", "cite", "small", reversed=True)), None)
    said = shown(part) if part is not None else ""
    before = whole.removesuffix(said).strip() if said else ""
    words = [word for word in re.split(r"[\s/]+", said) if word and word not in _BETWEEN_NAMES]
    named = 0 < len(words) <= NAMES and all(
        word[-1].isalpha() and (word[0].isupper() or is_desk(word)) for word in words
    )
    return said if named and before != whole and before[-1:] in _SENTENCE_ENDS else ""


_BETWEEN_NAMES = frozenset(("von", "van", "de", "der", "via", "for", "für", "and", "und", "&", "–", "|"))
_SENTENCE_ENDS = frozenset(".!?…»”")
NAMES = 5
"""Words of a credit that no label marks."""
_OF_A_BUTTON = lazy(
    r"(?:bildbeschreibung einblenden|(?:show|hide|toggle|view) (?:caption|gallery|image)s?"
    r"|(?:click (?:here )?to )?enlarge(?: (?:this )?image)?"
    r"|bild vergrößern|open image(?: in gallery)?|zoom|caption|credits?|image|photo|picture|foto)\W*",
    re.IGNORECASE,
)
"""What a button or a label says where a caption might be."""


def _holder(element: html.HtmlElement) -> tuple[html.HtmlElement | None, html.HtmlElement | None]:
    """What holds an image and its caption where no figure does, and the element that the caption is in."""
    for level, above in enumerate(element.iterancestors()):
        if level == _LEVELS or above.tag in ("body", "article", "main"):
            break
        is_table, names = above.tag == "table", above.get("class") or ""
        is_named = bool(_HOLDER.search(names))
        if not (is_table or is_named or _COVER.search(names) or (not level and _has_caption(above))):
            continue
        if sum(1 for _ in above.iter("img")) > 1:
            break
        of_note = _NOTE if is_named else _CAPTION
        if not level and (note := next(above.iterchildren("figcaption"), None)) is not None and shown(note):
            return above, note
        inside = above.iter("figcaption", "p", "div", "span", "small", "em")
        notes = (e for e in inside if of_note.search(e.get("class") or ""))
        named = [e for e in notes if element not in e.iter("img") and shown(e)]
        plain = (e for e in named if not _CREDIT.search(e.get("class") or ""))
        note = next(plain, named[0] if named else above if is_table else None)
        note = note if note is not None or not is_named else _only_text(above)
        if note is not None and len(shown(note).split()) <= _LONGEST:
            return above, note
    return None, None


def _has_caption(box: html.HtmlElement) -> bool:
    """Whether a line right in the box of an image is named for a caption."""
    return any(
        e.tag == "figcaption" or _CAPTION.search(e.get("class") or "")
        for e in box.iterchildren("figcaption", "p", "div", "span")
    )


def _only_text(box: html.HtmlElement) -> html.HtmlElement | None:
    """The one line that a box named for an image holds beside it: a sentence, or whose picture it is."""
    lines = [e for e in box.iterchildren("p", "div", "span", "small") if next(e.iter("img"), None) is None and shown(e)]
    if len(lines) != 1 or len(shown(box)) > len(text := shown(lines[0])) or text[0].isdigit():
        return None
    if next(lines[0].iter("a"), None) is not None:
        return None
    is_long = len(text.split()) > LEAST_CAPTION or len(_DENSE.findall(text)) > LEAST_DENSE
    return lines[0] if is_long or _SIGNED.match(text) else None


_DENSE = lazy("[\u3040-\u30ff\u4e00-\u9fff]")
LEAST_CAPTION, LEAST_DENSE = 3, 8
"""Words of a line beside an image from which it is a caption (fewer are a section or a label), and the same in
characters that are words."""


def _credit_in(box: html.HtmlElement | None, note: html.HtmlElement | None) -> str:
    """The text of the element in a box, other than its `note`, that is named for a credit, or opens with a label that
    only readers of screens get."""
    if box is None:
        return ""
    inside = list(box.iter("span", "p", "div", "small", "cite", "em", "i", "a"))
    if box.tag == "figure":
        notes = {e for note in box.iter("figcaption") for e in note.iter()}
        inside = [e for e in inside if e not in notes]
    for element in inside:
        name = element.get("class") or ""
        labelled = box.tag == "figure" and len(element) and _UNSEEN.search(element[0].get("class") or "")
        if (
            element is not box
            and element is not note
            and (labelled or (name and _CREDIT.search(name)))
            and (text := shown(element))
        ):
            return text
    return ""


_PHOTO = f"(?i:{alternatives('notes', 'labels of pictures')}|{alternatives('notes', 'labels of captions')})"
_LABEL = lazy(
    rf"^(?:[\W_]*(?:[Ff]ot\.(?=\s)|{_PHOTO}(?:\s+by\b|\s*[:：,،/|©])|©|\([Cc]\)))?[\W_]*(?:{_PHOTO}(?:\s+by\b|\s*[:：]"
    rf"|\s(?=[^/:]{{3,40}}/\s?[A-ZÀ-Ý])))?\s*"
)
_SIGNED = lazy(
    rf"[\s(\[|/–—-]*(?<![\w])(?:{_PHOTO}(?:\s+(?:by|courtesy of|na|oleh|de|di|par|von|av|af)\s(?=[^\W\d_a-z])"
    rf"|\s*[:：©=＝]|\s*/\s|\s[–—-]\s|\s(?=[^/.:]{{2,30}}/\S))|[Ff]ot\.\s(?=[^\W\d_a-z])|[©ⓒ])\s*((?:[^.:()\[\]]"
    rf"|(?<=\b[A-ZА-ЯЀ-Џ])\."
    rf"|(?<=\w)\.(?=[a-z]{{2}})){{2,60}}(?:\.\s?[A-Z][\w-]+)?)[)\].]*(?:\s?[/(,]?\s?(?i:(?:licen[cs]e|lizenz"
    rf"|licence)?\s?CC(?:[- ]BY[-A-Z ]*)?\s?\d\.\d)\)?)?$"
)
_BEHIND = lazy(r"(?:\s(?:[–—|/]|//)\s?|\s?[(\[])([^\s–—|/()\[\]][^–—|()\[\]]{1,70})[)\]]?\.?$")


_IN_CAPITALS = lazy(
    r"[.!?…»”\")]\s+([A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3}\s?/\s?[A-ZÀ-Þ][A-ZÀ-Þ0-9 '’./-]{1,38})$"
)
"""Photographer and house in capitals behind the last sentence: "Le pont, lundi. ANNE LEROY / AFP"."""
_UNMARKED = lazy(r"[.!?»”)]\s+(?:Photos?|Fotos?)\s((?:[A-ZÀ-Þ][\w'’.-]+\s?){1,4})$")
"""The same by the word alone: "Le pont, lundi. Photo Anne Leroy"."""
_TAKEN = lazy(
    r"[＝、。\s（(／/](?:[記记]者)?([^＝、。\s（(／/]{2,12}?)(?:が|\s|[／/])?(?:撮影|攝影|摄影|提供|摄|攝)[)）]?$"
)


def parted(text: str) -> tuple[str, str]:
    """A caption and the credit that it ends with: "The bank. Photo: A B", "The bank. — AFP", "The bank. / A. B"."""
    if match := _SIGNED.search(text) or _TAKEN.search(text):
        return text[: match.start()].strip(" ,;"), match[1].strip()
    if match := _IN_CAPITALS.search(text) or _UNMARKED.search(text):
        return text[: match.start() + 1].strip(), match[1].strip()
    if match := _BEHIND.search(text):
        name = match[1].strip()
        words = name.replace("/", " ").split()
        is_marked = "/" in match[0] or match[0].strip()[:1] == "["
        most = 7 if "/" in match[0] and match[0].strip()[:1] == "(" else 4
        named = len(words) <= most and all(w[0].isupper() for w in words) and is_marked
        if named or is_desk(name.split("/")[0].strip()) or _is_of_a_house(name) or _OWN.fullmatch(name):
            return text[: match.start()].strip(), name
    if ". " not in text and _is_of_a_house(text):
        return "", text
    if (match := _LAST.search(text)) and _is_of_a_house(match[1]):
        return text[: match.start(1)].strip(), match[1]
    return text, ""


_HOUSE = lazy(
    r"\b(?:getty(?: images)?|istock(?:photo)?|shutterstock|alamy|imago|unsplash|pexels|pixabay|adobe ?stock"
    r"|stock\.adobe\.com"
    r"|picture[- ]alliance|epa(?:-efe)?|afp|ap|reuters|tns|zuma(?: press)?|depositphotos|freepik|dreamstime|flickr|pa"
    r"|wikimedia(?: commons)?|keystone|belga|scanpix|lehtikuva|tass|xinhua|dpa|anp|apa|efe|aa|kyodo|yonhap)\b",
    re.IGNORECASE,
)
"""Houses whose pictures others print."""
_LAST = lazy(r"[.!?…»”)]\s*([^.!?…()]+(?:\.(?:com|org|net|de)\b)?)\)?$")
_OWN = lazy(r"[A-Z]{2,4} (?:[Pp]hoto|[Pp]ic|[Ff]ile [Pp]hoto)s?")
_OF_A_HOUSE = 10
"""Words of whose picture it is, at most."""


def _is_of_a_house(text: str) -> bool:
    """Whether a text is whose picture it is and nothing else: "Ann Lee/AFP via Getty Images", "Reuters"."""
    words = text.replace("/", " ").replace("|", " ").split()
    if not 0 < len(words) <= _OF_A_HOUSE or not (house := _HOUSE.search(text)):
        return False
    are_names = all(w[0].isupper() or w in _BETWEEN_NAMES or _HOUSE.fullmatch(w) for w in words)
    return are_names and (house[0] == text or "/" in text or " via " in text or "|" in text or text == f"{house[0]}.")
