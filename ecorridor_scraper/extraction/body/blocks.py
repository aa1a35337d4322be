"""The page cut into blocks of text, in document order, with what a decision about each of them needs.

A block is the longest run of text that no block-level element, rule or double line break interrupts. Cutting is one
iterative walk; the tree is not changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from ..lazy import lazy
from ..vocabulary import Vocabulary, names_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml import html

    from ..flat import Flat


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


INLINE = _tags(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label mark meter nobr "
    "output picture q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr"
)
"""Elements that do not end a run of text (phrasing content, HTML standard 3.2.5.2.5); unknown ones do."""

UNREAD = _tags(
    "applet area audio base basefont canvas col colgroup datalist dialog embed frame frameset head iframe input "
    "link map meta nav noembed noframes noscript object optgroup option param progress rtc script select style "
    "svg template textarea title track video"
)
"""Elements whose text is never part of an article: code, controls, navigation, fallbacks of embedded media."""

EMBEDS = frozenset(("iframe", "video", "audio", "embed", "object"))

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

LINK_HOLDERS = frozenset((*HEADINGS, "p", "td", "dt"))
SHORT_LINK = 8
"""Words below which a run that is nothing but a link is left out, unless its place tells otherwise."""

HINTS = {
    "body": r"(?:article|story|post|entry|page|main|news|body|single)[-_ ]*(?:body|content|text|main|copy)|rich-?text"
    r"|wysiwyg|prose|(?:^|[ _-])(?:body|content|text|paragraph|copy)(?:$|[ _-])",
    "article": r"article|story|post\b|entry|hentry|single|artikel|noticia|nota",
    "comment": r"comment|disqus|respond|repl(?:y|ies)|discuss|kommentar|koment",
    "share": r"share|sharing|social|follow|facebook|twitter|whatsapp|addtoany|addthis|sharedaddy|print",
    "related": r"relat|recommend|read-?(?:more|next|also)|most-|popular|trending|latest|outbrain|taboola|suggest"
    r"|similar|(?:^|[ _-])(?:more|next|prev\w*|also)(?:$|[ _-])|recirc|river|carrousel|carousel|slider|swiper",
    "teaser": r"teaser|card|promo|tile|item\b|grid|feed|list\b|loop|thumb",
    "newsletter": r"newsletter|subscri|sign-?up|mailing|paywall|piano|regwall|member|donat|(?:^|[ _-])cta|e-?mail",
    "author": r"author|byline|(?:^|[ _-])bio|contributor|writer|vcard|journalist|autor|profile",
    "meta": r"meta|date|time|publi|posted|stamp|(?:^|[ _-])info|detail|source",
    "caption": r"caption|credit|legend|copyright|bildunter",
    "media": r"figure|image|photo|gallery|media|video|player|img|picture|foto|audio|podcast",
    "nav": r"nav|menu|breadcrumb|masthead|toolbar|pagin|pager|skip|search|login|header|topbar|tabs?\b",
    "footer": r"foot|legal|bottom|below|after|imprint|colophon",
    "side": r"side-?bar|aside|widget|(?:^|[ _-])rail|secondary|complementary|module|(?:^|[ _-])(?:right|left)",
    "advert": r"(?:^|[ _-])ads?(?:$|[ _-]|\d)|advert|sponsor|banner|dfp|gpt|anzeige|commercial|affiliate|product|shop",
    "cookie": r"cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox|notice|alert|dialog|toast|onetrust|privacy",
    "tags": r"(?:^|[ _-])tags?|categor|topic|keyword|label|chip|badge",
    "lead": r"standfirst|(?:^|[ _-])lead|intro|summary|(?:^|[ _-])dek|sub-?title|sub-?head|excerpt|abstract|descr"
    r"|kicker|vorspann|chapo|sommario|entradilla|bajada|deck|strap|sinopsis",
    "title": r"title|headline|heading|titre|titulo",
    "hidden": r"hidden|hide|sr-only|visually|screen-?reader|display-?none|collaps|invisible|noprint|print-?only",
    "quote": r"quote|quot|zitat",
    "note": r"correction|editor|(?:^|[ _-])note|update|disclaim|footnote|box|infobox|factbox|highlight|callout|aside",
    "contents": r"(?:^|[ _-])toc|table-of-contents|contents|ez-toc|index",
    "forum": r"message|thread|topic|forum|reply|signature|(?:^|[ _-])post(?:$|[ _-]|\d)|cooked|answer|question",
}
"""Words in class, id, role and itemprop that publishers use for the parts of a page; each is one bit of a node."""

HINT_NAMES = tuple(HINTS)
_HIDDEN = 1 << HINT_NAMES.index("hidden")
_NAMING = frozenset(("id", "role", "itemprop"))
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_CACHE_SIZE = 20_000
_hint_cache: dict[str, int] = {}

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_DENSE = re.compile(
    r"[\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u0f00-\u0fff]")
_NO_SPACES = re.compile(f"{_DENSE.pattern[:-1]}{_UNSPACED.pattern[1:]}")

NOSCRIPT_TEXT = 1500
"""Characters from which the content of noscript elements is read, where it is also most of the page (Discourse)."""
UNCLOSED_PARAGRAPHS = 6

MAX_BLOCKS = 20_000
"""Blocks of one page that are looked at: bounds time and memory on pages of many megabytes."""


def hints(tokens: str) -> int:
    """The bits of `HINTS` whose words stand in a string of class names and ids."""
    found = _hint_cache.get(tokens)
    if found is None:
        found = 0
        for name in names_in(tokens):
            found |= _words_of_hints[name]
        if len(_hint_cache) >= _CACHE_SIZE:
            _hint_cache.clear()
        _hint_cache[tokens] = found
    return found


_words_of_hints = Vocabulary({1 << bit: source for bit, source in enumerate(HINTS.values())})


def collapse(text: str) -> str:
    """The text with runs of white space as one space, as a browser shows it: spaces that do not break stay."""
    if "\xa0" in text:
        return _SPACES.sub(" ", text).strip()
    return " ".join(text.split())


def word_count(text: str) -> float:
    """The number of words; scripts without spaces count 2 ideographs or 4 letters as one."""
    spaced = len(text.split())
    if text.isascii() or not _NO_SPACES.search(text):
        return spaced
    dense, unspaced = len(_DENSE.findall(text)), len(_UNSPACED.findall(text))
    return spaced if dense + unspaced == 0 else max(spaced, dense / 2 + unspaced / 4)


def last_kept(kept: list[bool]) -> int:
    """The place of the last run that is kept. Raises ValueError where none is."""
    return len(kept) - 1 - kept[::-1].index(True)


@dataclass(slots=True)
class Hearsay:
    """What the page says about its article outside the text: hints, not answers."""

    title: str = ""
    description: str = ""
    body: str = ""
    """JSON-LD articleBody, or the longest such text."""
    forum: bool = False
    news: bool = False
    """Structured data call the page a piece of news."""
    writers: frozenset[str] = frozenset()
    """The names of authors in structured data, in small letters."""
    host: str = ""


class Node:
    """A block-level element on the way from the root to a block.

    `bits` are the hints of the element itself; `names` its class, id, role and itemprop; `depth` counts nodes from
    the root; `signature` is the same for elements of one tag and class below nodes of one signature.
    """

    __slots__ = ("at", "bits", "children", "depth", "element", "index", "names", "parent", "signature", "tag")

    bits: int
    children: int
    depth: int
    names: str
    signature: int

    def __init__(self, element: html.HtmlElement, at: int, tag: str, parent: Node | None) -> None:
        self.element, self.at, self.tag, self.parent = element, at, tag, parent
        self.index = -1
        """Its place in `Cut.nodes`; the five above are read when the first block is found in it."""

    def cell(self) -> Node:
        """The cell of a table that the node stands in, at most six elements up; else the node itself."""
        at: Node | None = self
        for _ in range(6):
            if at is None or at.tag in ("td", "th"):
                break
            at = at.parent
        return at if at is not None and at.tag in ("td", "th") else self


class Block:
    """A run of text. `parts` as it stands in the page; `text` in one line, or as printed for preformatted text."""

    __slots__ = ("bold", "breaks", "inner", "italic", "linked", "links", "node", "skipped", "text", "words")

    def __init__(self, text: str, node: Node, words: float) -> None:
        self.text, self.node, self.words = text, node, words
        self.linked = 0
        """Characters inside links."""
        self.links: list[tuple[html.HtmlElement, int]] = []
        """Links and where in the run their text began."""
        self.bold = 0
        self.italic = 0
        self.inner = 0
        """Hints of inline elements inside."""
        self.breaks = 0
        self.skipped = 0
        """Runs that were left out as mere links since the block before."""


class Cut:
    """The blocks of a page, the nodes they hang from, and the media between them."""

    __slots__ = ("blocks", "flat", "media", "nodes", "signatures")

    def __init__(self, flat: Flat) -> None:
        self.flat = flat
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.signatures: dict[tuple[int, str, str], int] = {}
        self.media: list[tuple[int, html.HtmlElement, Node]] = []
        """Images and embeds: number of blocks before, the element, and its node."""


def cut(flat: Flat, exclude: Collection[html.HtmlElement] = (), *, all_links: bool = False) -> Cut:
    """Cut a page into blocks, leaving out the subtrees in `exclude`.

    Short runs that are nothing but a link are mostly menus and are left out; `all_links` keeps them (in forums they
    are names and dates of posts).
    """
    exclude = frozenset(exclude) | consent_dialogs(flat) | _hidden_data(flat)
    found = _Walk(flat, exclude, all_links).run()
    if notes := flat.places("noscript"):
        fallback = sum(sum(map(len, flat.elements[at].itertext())) for at in notes)
        if fallback > NOSCRIPT_TEXT and fallback > 2 * sum(len(block.text) for block in found.blocks):
            found = _Walk(flat, exclude, all_links, noscript=True).run()
    return found


_CONSENT = lazy(
    r"(?:^|\s)(?:onetrust-(?:consent|banner|pc)-sdk|cybotcookiebot|didomi-|qc-cmp|usercentrics-|sp_message_container|cky-(?:consent|modal)"
    r"|cmplz-cookiebanner|cli(?:settings-?popup|-(?:settings-?popup|modal))|iubenda-cs-|truste-|moove_gdpr|borlabscookie|tarteaucitron|osano-cm-"
    r"|(?:cookies?|consent|gdpr|privacy)[-_]?(?:consent|policy|settings?|preferences?|law-info|manager)?"
    r"[-_]?(?:banner|modal|pop-?up|dialog|notice|bar|overlay|wall|consent|window)(?=[-_\s]|$))",
    re.IGNORECASE,
)


_CONSENT_WORDS = (
    "onetrust-", "cookie", "consent", "gdpr", "privacy", "didomi-", "qc-cmp", "usercentrics-", "sp_message",
    "cky-modal", "cli-modal", "clisettings", "cli-settings", "iubenda-cs-", "truste-", "tarteaucitron", "osano-cm-",
)  # fmt: skip
"""What every such name contains: a cheap test before the exact one."""


def consent_dialogs(flat: Flat) -> frozenset[html.HtmlElement]:
    """The elements in which a page asks for consent to cookies, by the names that the makers of such dialogs use. What
    holds the page itself is none: some pages say so on the element around everything."""
    named = {name for name in flat.names_with(_CONSENT_WORDS) if _CONSENT.search(name)}
    if not named:
        return frozenset()
    return frozenset(
        element
        for at, element in enumerate(flat.elements)
        if (flat.classes[at] in named or flat.ids[at] in named)
        and flat.tags[at] not in ("html", "body")
        and _MAIN.isdisjoint(flat.within(at))
    )


_DATA = etree.XPath("//*[@itemscope][@style][*[@itemprop = 'name']][not(.//*[@itemprop = 'articleBody'])]")


def _hidden_data(flat: Flat) -> frozenset[html.HtmlElement]:
    """What a page says of itself in an element that nobody sees, for machines: what it is called, where it stands."""
    return frozenset(e for e in _DATA(flat.elements[0]) if _INVISIBLE.search(e.get("style") or ""))


_NO_ROLE, _LINK, _BUTTON, _BOLD, _ITALIC, _BREAK, _IMAGE, _SPAN, _PLAIN, _UNREAD = range(10)
_ROLE = (
    dict.fromkeys(INLINE, _PLAIN)
    | dict.fromkeys(UNREAD, _UNREAD)
    | {"a": _LINK, "button": _BUTTON, "b": _BOLD, "strong": _BOLD, "i": _ITALIC, "em": _ITALIC, "cite": _ITALIC}
    | {"br": _BREAK, "img": _IMAGE, "amp-img": _IMAGE, "span": _SPAN}
)
"""What a start tag does to the run of text; no role is a block-level element, which ends it."""
_HOLDS_CAPTION = frozenset((_ITALIC, _SPAN))
_MAIN = frozenset(("main", "article", "h1"))
_ENDING = EMBEDS | {"nav", "dialog", "frameset"}


_CAPTION = lazy(rf"{HINTS['caption']}|(?:img|image|photo|pic)[-_]?(?:desc|text|info)|pie-?(?:de-?)?foto", re.IGNORECASE)
"""What an element within a run is called that tells of the picture before it: the words of the hint, and some that are
too common to be one."""


class _Walk:
    """The state of one walk."""

    def __init__(
        self, flat: Flat, exclude: frozenset[html.HtmlElement], all_links: bool, *, noscript: bool = False
    ) -> None:
        self.flat = flat
        self.cut = Cut(flat)
        self.noscript = noscript
        self.pictures = set(flat.places("img"))
        self.all_links = all_links
        self.exclude = exclude
        self.skipped = 0
        self.parts: list[str] = []
        """The run so far: texts, one space for white space between elements, a newline for a single line break."""
        self._clear()

    def _clear(self) -> None:
        self.parts.clear()
        self.linked = self.bold = self.italic = self.inner = self.breaks = self.pending_breaks = 0
        self.links: list[tuple[html.HtmlElement, int]] = []

    def run(self) -> Cut:  # noqa: C901  for speed
        """Walk the page once. What is done for each element and text stands here: calls would take a tenth longer."""
        flat, blocks, exclude, parts, role_of = self.flat, self.cut.blocks, self.exclude, self.parts, _ROLE.get
        elements, tags, texts, tails, ends = flat.elements, flat.tags, flat.texts, flat.tails, flat.ends
        inside = [0] * (_UNREAD + 1)  # open elements of each role
        node: Node | None = None
        opened: list[tuple[int, int, int]] = []  # elements that are open: place, role, and where the one around ends
        at, end = 0, ends[0]
        closed = False  # whether an element of the run has just ended, with nothing after it
        while True:
            if at == end:
                if not opened:
                    break
                place, role, end = opened.pop()
                if role == _NO_ROLE:
                    if parts:
                        self.flush(node)
                    node = node.parent if node else None
                elif role < _BREAK:
                    inside[role] -= 1
                text = tails[place]
                closed = not text
            else:
                tag, element = tags[at], elements[at]
                role = role_of(tag, _NO_ROLE)
                if role == _UNREAD or (exclude and element in exclude):
                    role = self.role_of_unread(at)
                elif (role == _BUTTON and self.holds_page(at)) or (
                    role in _HOLDS_CAPTION and at - 1 in self.pictures and self.is_caption(at)
                ):
                    role = _NO_ROLE
                if not isinstance(tag, str) or role == _UNREAD or tag == "pre":
                    if role == _UNREAD:
                        self.left_out(element, tag, node)
                    elif tag == "pre":
                        self.preformatted(at, node)
                    text = tails[at]
                    closed = not text
                    at = ends[at]
                else:
                    opened.append((at, role, end))
                    end = ends[at]
                    text = texts[at]
                    if role == _NO_ROLE:
                        if parts:
                            self.flush(node)
                        node = Node(element, at, tag, node)
                    elif role != _PLAIN:
                        if role < _BREAK:
                            inside[role] += 1
                        self.phrase(at, role, node)
                    at += 1
                    if closed:
                        if text and parts and _is_glued(parts[-1], text):
                            parts.append(" ")
                        closed = False
            if not text or node is None:
                continue
            if text.isspace():
                if parts:
                    parts.append(" ")
                continue
            if self.pending_breaks:
                self.line_break(node)
            parts.append(text)
            if inside[_LINK] or inside[_BUTTON]:
                self.linked += len(text.strip())
            if inside[_BOLD]:
                self.bold += len(text)
            if inside[_ITALIC]:
                self.italic += len(text)
            if len(blocks) >= MAX_BLOCKS:
                break
        self.flush(node)
        return self.cut

    def left_out(self, element: html.HtmlElement, tag: str, node: Node | None) -> None:
        """An element that is not read: an embed is remembered, and what stands apart from the text ends the run."""
        if tag in EMBEDS and node is not None:
            self.cut.media.append((len(self.cut.blocks), element, node))
        if self.parts and (tag in _ENDING or tag not in _ROLE):
            self.flush(node)

    def phrase(self, at: int, role: int, node: Node | None) -> None:
        """An element within a run begins."""
        if role == _SPAN:
            if name := self.flat.classes[at]:
                self.inner |= hints(name)
        elif role == _LINK:
            self.links.append((self.flat.elements[at], len(self.parts)))
        elif role == _BREAK:
            if self.parts:
                self.pending_breaks += 1
        elif role == _IMAGE and node is not None:
            self.cut.media.append((len(self.cut.blocks), self.flat.elements[at], node))

    def line_break(self, node: Node) -> None:
        """Text follows a line break: two in a row end the run."""
        if self.pending_breaks > 1:
            self.flush(node)
        else:
            self.parts.append("\n")
            self.breaks += 1
        self.pending_breaks = 0

    def flush(self, node: Node | None) -> None:
        """End the run; keep it unless it is empty or nothing but a short link."""
        if not self.parts:
            self.links.clear()
            self.pending_breaks = 0
            return
        text, words = self.printed()
        if text and node is not None:
            if words < SHORT_LINK and self.linked >= 0.9 * len(text) and not self.is_telling(node):
                self.skipped += 1
            else:
                block = Block(text, node, words)
                block.linked, block.bold, block.italic = self.linked, self.bold, self.italic
                block.inner, block.breaks, block.links = self.inner, self.breaks, self.links
                self.keep(block)
        self._clear()

    def printed(self) -> tuple[str, float]:
        """The run as a browser shows it, and its words."""
        if self.breaks:
            text = "\n".join(filter(None, (collapse(line) for line in _lines(self.parts))))
            return text, word_count(text)
        text = "".join(self.parts)
        if text.isascii():  # what `collapse` and `word_count` do, at once
            words = text.split()
            return " ".join(words), len(words)
        text = collapse(text)
        return text, word_count(text)

    def is_caption(self, at: int) -> bool:
        """Whether an element within a run, right behind a picture, is named for what tells of it."""
        return bool(_CAPTION.search(self.flat.classes[at] or ""))

    def role_of_unread(self, at: int) -> int:
        """The role of an element that is not read in general: none where it holds the page's text after all."""
        tag = self.flat.tags[at]
        if self.flat.elements[at] not in self.exclude and (
            (tag == "noscript" and self.noscript) or (tag == "nav" and self.holds_page(at))
        ):
            return _NO_ROLE
        return _UNREAD

    def holds_page(self, at: int) -> bool:
        """Whether a navigation or control was never closed, so that the page's own text came to stand in it."""
        tags = self.flat.within(at)
        return not _MAIN.isdisjoint(tags) or tags.count("p") >= UNCLOSED_PARAGRAPHS

    def is_telling(self, node: Node) -> bool:
        """Whether a short run that is all link may still be text: where menus are not made of it."""
        if self.all_links or node.tag in LINK_HOLDERS:
            return True
        if node.tag != "li" or self.skipped or not self.cut.blocks or self.flat.classes[node.at]:
            return False
        above = node.parent
        return above is not None and not self.flat.classes[above.at]

    def preformatted(self, at: int, node: Node | None) -> None:
        """Text that is printed as it stands is a run of its own."""
        if self.parts:
            self.flush(node)
        element = self.flat.elements[at]
        text = "".join(element.itertext("*")).strip("\r\n")
        if text.strip():
            self.keep(Block(text, Node(element, at, "pre", node), word_count(text)))

    def keep(self, block: Block) -> None:
        block.skipped, self.skipped = self.skipped, 0
        if block.node.index < 0:
            self.register(block.node)
        self.cut.blocks.append(block)

    def register(self, node: Node) -> None:
        """Read what is needed of the nodes above a block, each once."""
        chain = [node]
        while (parent := chain[-1].parent) is not None and parent.index < 0:
            chain.append(parent)
        cut = self.cut
        for new in reversed(chain):
            parent = new.parent
            name = self.name(new)
            new.children = self.flat.children[new.at]
            above = 0
            new.depth = 0
            if parent is not None:
                above, new.depth = parent.signature, parent.depth + 1
            new.signature = cut.signatures.setdefault((above, new.tag, name), len(cut.signatures) + 1)
            new.index = len(cut.nodes)
            cut.nodes.append(new)

    @staticmethod
    def name(node: Node) -> str:
        """Read the names and hints of a node; its class."""
        attributes = node.element.items()
        if not attributes:
            node.names, node.bits = "", 0
            return ""
        name, tokens, hidden = "", "", 0
        for key, value in attributes:
            if key == "class":
                name = value
            elif key in _NAMING:
                tokens = f"{tokens} {value}"
            elif (
                key == "hidden"
                or (key == "aria-hidden" and value == "true")
                or (key == "style" and _INVISIBLE.search(value))
            ):
                hidden = _HIDDEN
        node.names = tokens = name + tokens
        node.bits = (hints(tokens) if tokens else 0) | hidden
        return name


def _is_glued(left: str, right: str) -> bool:
    """Whether two elements side by side without white space are words that only style sets apart ("Home" "News")."""
    return (left[-1].islower() or left[-1].isdigit()) and right[0].isupper()


def _lines(parts: list[str]) -> list[str]:
    """The run split at its line breaks only: a newline in the source is a space."""
    lines: list[list[str]] = [[]]
    for part in parts:
        if part == "\n":
            lines.append([])
        else:
            lines[-1].append(part)
    return ["".join(line) for line in lines]
