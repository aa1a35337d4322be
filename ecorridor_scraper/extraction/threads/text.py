"""The body of a comment, from an element or from the HTML of an interface: text, sanitised HTML, quotes.

What a reader wrote stays: paragraphs, line breaks, list items, links, emoji. What the site adds goes, in whatever
language its interface speaks, because it is told by its kind (buttons, forms, icons, screen-reader labels, class
names of controls) and not by its words.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from ..page import absolute as absolute_address

if TYPE_CHECKING:
    from collections.abc import Collection as Container
    from collections.abc import Iterable

    from lxml import html


def word_set(text: str) -> frozenset[str]:
    """The words of a text: how longer vocabularies are written here."""
    return frozenset(text.split())


BLOCKS = word_set(
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hgroup hr main menu ol p pre section table ul"
)
_LINES = frozenset(("li", "tr", "summary", "caption", "option"))
_NEVER = word_set(
    "script style noscript template button form input select textarea label svg canvas iframe object "
    "embed audio video nav head link meta title map ins-ad"
)
_KEPT = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "del"),
    **{
        t: t for t in word_set("p blockquote ul ol li pre code a q sub sup u table tr td th h1 h2 h3 h4 h5 h6 dl dt dd")
    },
}
_CONTROLS = re.compile(
    r"""(?:^|[\s_-])(?:
      reply(?:ing|link|btn|button)?(?!-?to-?text|[-_]+(?:content|body|message)) | respond |
      repondre | antworten | responder | rispondi | beantwoorden | yanitla | cevapla |
      (?:up|down)?vot(?:e|es|ing|er) | rating |
      ratings | (?:dis)?likes? |
      ulike | share | sharing | sharedaddy | social | report | flag | toolbar | button | buttons | btn | permalink |
      edit(?:link|ed|-link|-note)? | edited | lastedit(?:ed)? | signature | sig | avatar | gravatar |
      screen-reader-text | sr-only |
      visually-?hidden | assistive-text | hidden-accessibly | awaiting-moderation | reactions? | reactionsbar | karma |
      comment-(?:actions?|footer|links?|tools|likes) | actions? | jp-relatedposts | tooltip | dropdown |
      menu | ad(?:s|vert\w*)? |
      print-link | spoiler-?button | clipboard | heateor\w* | addtoany\w* | translate\w* | says
    )(?=$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:^|[\s_-])(?:read-?_?more|see-?_?more|more-?link|show-?_?more|view-?_?more|expand\w*|"
    r"truncat\w*|readmore|continue-?reading)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"(?:^|[\s_-])(?:bbcode_?(?:block)?[-_]?quote|bbcodeblock--quote|ipsquote|quote_?(?:block|"
    r"box|container|body|message)?|"
    r"bbcode_container|quotetitle|d4p-bbt-quote\w*|bbp-quote|uncited)(?=$|[\s_-])",
    re.IGNORECASE,
)
_EMOJI_CLASS = re.compile(r"emoji|emoticon|smil(?:ey|ie)", re.IGNORECASE)
_CODEPOINTS = re.compile(
    r"/(?:u?)((?:[0-9a-f]{4,6}|00[0-9a-f]{2})(?:[-_][0-9a-f]{2,6})*)\.(?:png|svg|gif|webp)", re.IGNORECASE
)
_SPACE = re.compile(r"[\t\r\n\f\v\u00a0\u200b\ufeff][ \t\r\n\f\v\u00a0\u200b\ufeff]*| [ \t\r\n\f\v\u00a0\u200b\ufeff]+")
"""White space but for what is one space already: most is, and would be replaced by itself."""
_BLANK = re.compile(r"[\t\u00a0][ \t\u00a0]*| [ \t\u00a0]+")
_BREAKS = re.compile(r" \n ?|\n ")
_MANY = re.compile(r"\n{3,}")
_PLACES = frozenset("\u00b6\u00a7#\u221e\U0001f517")
"""Signs that are the whole text of a link to the place itself."""
_SAFE_URL = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)


_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)


@dataclass(slots=True, frozen=True)
class Text:
    """A comment's body: `text` (None where it is empty), sanitised `html`, `quoted` text, and whether it was cut."""

    text: str | None
    html: str | None
    quoted: str | None
    truncated: bool


@lru_cache(maxsize=4096)
def is_control(classes: str) -> bool:
    """Whether class names tell a control or a label of the site's interface instead of somebody's words."""
    return _CONTROLS.search(classes) is not None


@lru_cache(maxsize=4096)
def _is_quote(classes: str) -> bool:
    return _QUOTE.search(classes) is not None


def plain(value: str | None) -> str | None:
    """Text on one line, or None where nothing is left."""
    return (_SPACE.sub(" ", value).strip() or None) if value else None


def absolute(link: str | None, base: str) -> str | None:
    """A link as an absolute address of the web; None for none, and for one to a place of the page that it stands in."""
    return absolute_address(link, base) if link and not link.startswith("#") else None


def from_html(source: str | None, base_url: str = "") -> Text:
    """The body of a comment that an interface gave as HTML."""
    if not source or not source.strip():
        return Text(None, None, None, False)
    if "<" not in source and "&" not in source:
        text = _tidy(source.replace("\r\n", "\n"))
        return Text(text, _paragraphs(text), None, False)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root: Any = etree.fromstring(f"<body>{source}</body>".replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    if root is None or type(root.tag) is not str:
        return Text(plain(source), None, None, False)
    return from_elements([root], base_url=base_url, wrapper=True)


def from_plain(source: str | None) -> Text:
    """The body of a comment that an interface gave as plain text: its line breaks are its paragraphs."""
    text = _tidy(source.replace("\r\n", "\n").replace("\r", "\n")) if source else None
    return Text(text, _paragraphs(text), None, False)


def from_elements(
    elements: Iterable[html.HtmlElement],
    *,
    skip: Container[Any] = (),
    base_url: str = "",
    wrapper: bool = False,
    tails: Container[Any] = (),
) -> Text:
    """The body that these elements of a page hold together, in their order, without the subtrees in `skip`.

    `wrapper` says that an element is no part of the markup, only its content is. `tails` holds those elements whose
    following text belongs to the body too. Walks without recursion: pages nest as deep as they like.
    """
    writer = _Writer(base_url)
    for element in elements:
        writer.walk(element, skip, wrapper)
        if element in tails:
            writer.words(element.tail)
    return writer.result()


class _Writer:
    """Writes text and HTML side by side while walking."""

    def __init__(self, base_url: str) -> None:
        self.base = base_url
        self.out: list[str] = []
        self.html: list[str] = []
        self.quoted: list[str] = []
        self.truncated = False
        self.pre = 0

    def words(self, value: str | None) -> None:
        if value:
            run = value if self.pre or _is_plain(value) else _SPACE.sub(" ", value)
            self.out.append(run)
            self.html.append(escape(run, quote=False))

    def walk(self, top: html.HtmlElement, skip: Container[Any], wrapper: bool) -> None:
        stack: list[tuple[Any, Any, str]] = []
        closing = self.open(top, skip) if not wrapper else self.enter(top)
        if closing is None:
            return
        stack.append((top, iter(top), closing))
        while stack:
            element, children, closing = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self.close(element, closing)
                if stack:
                    self.words(element.tail)
                continue
            inner = self.open(child, skip)
            if inner is None:
                self.words(child.tail)
            else:
                stack.append((child, iter(child), inner))

    def enter(self, element: Any) -> str:
        self.pre += element.tag == "pre"
        self.words(element.text)
        return ""

    def open(self, element: Any, skip: Container[Any]) -> str | None:
        """Write the beginning of an element; its closing tag, or None where its subtree is left out."""
        tag = element.tag
        if type(tag) is not str or element in skip:
            return None
        if tag == "br":
            self.out.append("\n")
            self.html.append("<br>")
            return None
        if tag == "img":
            self.image(element)
            return None
        if tag in _NEVER:
            return None
        if element.keys() and not self.wanted(element, tag, element.attrib):
            return None
        block = tag in BLOCKS
        if block:
            self.out.append("\n\n")
        elif tag in _LINES:
            self.out.append("\n")
        if tag == "pre":
            self.pre += 1
        if tag == "blockquote":
            self.quoted.append(_flat(element))
        closing = self.start(element, tag)
        self.words(element.text)
        return closing

    def wanted(self, element: Any, tag: str, attributes: Any) -> bool:
        """False for controls, hidden labels and attributed quotes (which are kept apart)."""
        classes = attributes.get("class")
        if classes:
            if "more" in classes and _MORE.search(classes) and len(_flat(element)) < 60:
                self.truncated = True
                return False
            if is_control(classes) and len(_flat(element)) < 400:
                return False
            if _is_quote(classes) and tag in ("blockquote", "div", "aside", "table", "fieldset"):
                self.quoted.append(_flat(element))
                return False
        if tag in ("blockquote", "aside") and (
            attributes.get("data-quote") or attributes.get("data-post") or "data-ipsquote" in attributes
        ):
            self.quoted.append(_flat(element))
            return False
        if tag == "a":
            link = attributes.get("href") or ""
            if attributes.get("role") == "button" or "replytocom=" in link or ("#" in link and is_place(element, link)):
                return False
        return attributes.get("hidden") is None and attributes.get("aria-hidden") != "true"

    def start(self, element: Any, tag: str) -> str:
        kept = _KEPT.get(tag)
        if kept is None:
            return ""
        if tag == "a":
            href = (element.get("href") or "").strip()
            if not href:
                return ""
            if not href.startswith(("http://", "https://")):
                try:
                    href = urljoin(self.base, href)
                except ValueError:
                    return ""
            if not _SAFE_URL.match(href):
                return ""
            self.html.append(f'<a href="{escape(href)}">')
            return "</a>"
        self.html.append(f"<{kept}>")
        return f"</{kept}>"

    def close(self, element: Any, closing: str) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.out.append("\n\n")
            if tag == "pre":
                self.pre -= 1
        elif tag in _LINES:
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append(" ")
        if closing:
            self.html.append(closing)

    def image(self, element: Any) -> None:
        """An emoji image becomes its emoji: the character in `alt`, else the code points in its address."""
        alt = element.get("alt") or ""
        source = element.get("data-src") or element.get("src") or ""
        classes = element.get("class") or ""
        if not (_EMOJI_CLASS.search(classes) or "emoji" in source or "/smil" in source or "twemoji" in source):
            return
        if (not alt or alt.isascii()) and (found := _CODEPOINTS.search(source)):
            with contextlib.suppress(ValueError, OverflowError):
                alt = "".join(chr(int(point, 16)) for point in re.split("[-_]", found.group(1)))
        self.words(alt)

    def result(self) -> Text:
        text = _tidy("".join(self.out))
        quoted = "\n\n".join(dict.fromkeys(q for q in self.quoted if q)) or None
        markup = "".join(self.html).strip()
        return Text(text, markup if text else None, quoted, self.truncated)


def is_place(element: Any, link: str) -> bool:
    """Whether a link to a place in a page only marks it: by a sign, or by leading to itself."""
    place = link.rpartition("#")[2]
    return _flat(element) in _PLACES or (bool(place) and place in (element.get("id"), element.get("name")))


def _is_plain(value: str) -> bool:
    """Whether a text certainly has no white space but single spaces: told much faster than by an expression."""
    return "  " not in value and value.isprintable()


def _flat(element: Any) -> str:
    """The text of a subtree on one line."""
    return _SPACE.sub(" ", "".join(_TEXTS(element))).strip()


def _tidy(value: str) -> str | None:
    """Paragraphs apart by one blank line, no space at the ends of lines."""
    value = value.strip("\n \u200b\ufeff")
    if _is_plain(value):
        return value or None
    value = _BREAKS.sub("\n", _BLANK.sub(" ", value))
    return _MANY.sub("\n\n", value).strip("\n \u200b\ufeff") or None


def _paragraphs(text: str | None) -> str | None:
    if not text:
        return None
    return "".join(f"<p>{escape(p, quote=False)}</p>".replace("\n", "<br>") for p in text.split("\n\n"))
