"""A document as every extractor sees it: parsed once, with its address, its time and its site.

Extractors never change the tree: they share it. What one of them claims (the thread, for instance) is handed to
the next as a set of elements to leave out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from ..errors import BadInput
from .encoding import decode
from .flat import Flat
from .furniture import Furniture
from .structured import is_article, read_json_ld

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ..sites import Site
    from .furniture import Piece

MAX_BYTES = 16 * 1024 * 1024
"""More than this is no page; the spider refuses to download more, too."""

LONGEST_TITLE = 1000
"""Characters from which a title is damage."""


@dataclass(slots=True, frozen=True)
class Document:
    """One response, as bytes, whoever brought it: the spider, a fixture, a WARC file, a library user.

    `status` 0 means that nothing answered. `headers` has lower-case names.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Page:
    """An HTML document and what is read from it once for all extractors.

    `root` may be given by a caller who has parsed already (Scrapy's own tree); it is not changed. Raises BadInput
    where the document is no HTML page: empty, too large, binary, a feed.
    """

    def __init__(
        self,
        document: Document,
        *,
        fetched_at: datetime,
        site: Site | None = None,
        root: html.HtmlElement | None = None,
        any_document: bool = False,
    ) -> None:
        """`any_document` takes what is no page too: a thread's own documents may be JSON or a feed."""
        self.document = document
        if not any_document:
            self.check()
        self.url = document.url
        self.fetched_at = fetched_at
        self.site = site
        self.disagreements: list[str] = []
        """Fields for which the site file's selector and the generic extractor gave different answers."""
        if root is not None:
            self.root = root

    def check(self) -> None:
        """Raise BadInput, saying what it is instead, where the document is no HTML page."""
        _check(self.document, is_plain=self._is_plain)

    @cached_property
    def _is_plain(self) -> bool:
        """Whether no byte of the document is a control."""
        return _has_no_control(self.document.body)

    @cached_property
    def root(self) -> html.HtmlElement:
        """The tree of the page: plain lxml elements, without the methods that lxml.html adds."""
        return parse(self.document.body, self.document.headers.get("content-type"), is_plain=self._is_plain)

    @cached_property
    def elements(self) -> list[html.HtmlElement]:
        """Every element and comment in document order. Holding them saves each later walk from making them anew."""
        return self.flat.elements

    @cached_property
    def flat(self) -> Flat:
        """The tree as lists: what the body, the byline and the dates read."""
        return Flat(self.root)

    @cached_property
    def base(self) -> str:
        """What relative addresses of the page are relative to."""
        for element in self.heads["base"]:
            if href := (element.get("href") or "").strip():
                return absolute(href, self.url) or self.url
        return self.url

    @cached_property
    def heads(self) -> dict[str, list[html.HtmlElement]]:
        """What belongs into a head, wherever it stands: base, link, meta, script and title elements, in one walk."""
        elements = self.flat.elements
        heads = ("base", "link", "meta", "script", "title")
        return {tag: [elements[at] for at in self.flat.places(tag)] for tag in heads}

    @cached_property
    def title(self) -> str | None:
        """The text of the title element, with single spaces; none where it was never closed, so that it is the page."""
        for element in self.heads["title"]:
            parent = element.getparent()
            if element.text and len(element.text) <= LONGEST_TITLE and (parent is None or parent.tag != "svg"):
                return " ".join(element.text.split())
        return None

    @cached_property
    def own_address(self) -> str | None:
        """The address that the page itself claims (canonical link, og:url, JSON-LD), absolute, or None.

        A claim that is the front page of the site is no claim where the page has an address of its own.
        """
        claims = [str(e.get("href")) for e in self.links.get("canonical", ())]
        claims += self.meta.get("og:url", [])
        for node in filter(is_article, self.json_ld):
            entity = node.get("mainEntityOfPage")
            entity = entity.get("@id") if isinstance(entity, dict) else entity
            claims += [claim for claim in (entity, node.get("url")) if isinstance(claim, str)]
        has_path = len(urlsplit(self.url).path) > 1
        for claim in claims:
            address = absolute(claim.strip(), self.base)
            if address and not (has_path and urlsplit(address).path in ("", "/") and not urlsplit(address).query):
                return address
        return None

    @cached_property
    def links(self) -> dict[str, list[html.HtmlElement]]:
        """`link` elements with an address, by each lower-case token of their `rel`."""
        found: dict[str, list[html.HtmlElement]] = {}
        for element in self.heads["link"]:
            if element.get("href"):
                for token in (element.get("rel") or "").lower().split():
                    found.setdefault(token, []).append(element)
        return found

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every object of every JSON-LD block, `@graph` unfolded, in order; broken ones are repaired or skipped."""
        objects: list[dict[str, Any]] = []
        for script in self.heads["script"]:
            if "ld+json" in (script.get("type") or "").lower() and script.text:
                objects += read_json_ld(script.text)
        for text in self.meta.get("script:ld+json", ()):  # so a framework prints what it was given for a script
            objects += read_json_ld(text)
        return objects

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """`content` by lower-case `name`, `property`, `itemprop` or `http-equiv` of every meta element, in order."""
        found: dict[str, list[str]] = {}
        for element in self.heads["meta"]:
            content = (element.get("content") or element.get("value") or "").strip()
            if not content:
                continue
            keys = [key for a in ("name", "property", "itemprop", "http-equiv") if (key := element.get(a))]
            for key in keys if len(keys) < 2 else dict.fromkeys(keys):
                found.setdefault(key.strip().lower(), []).append(content)
        return found

    @cached_property
    def furniture(self) -> Furniture:
        """The elements that carry headline, byline and dates."""
        return Furniture(self.flat, is_tested=b"data-testid" in self.document.body)

    @cached_property
    def _heading(self) -> Piece | None:
        titles = [*self.meta.get("og:title", []), *(str(n["headline"]) for n in self.json_ld if n.get("headline"))]
        return self.furniture.anchor([*(t for t in titles if len(t) <= LONGEST_TITLE), self.title or ""])

    @property
    def anchor(self) -> int | None:
        """Where in the walk of `furniture` the headline stands; None where there is no heading."""
        return self._heading.order if self._heading else None

    @property
    def headline_element(self) -> html.HtmlElement | None:
        """The heading that prints the headline; None where there is none."""
        return self._heading.element if self._heading else None

    def select(self, name: str) -> list[html.HtmlElement | str] | None:
        """What the site file's selector for a field gives; None where the site has none for it."""
        selector = self.site.selectors.get(name) if self.site else None
        return None if selector is None else list(compiled(selector)(self.root))


# --- what is a page ------------------------------------------------------------------------------------------------

_MAGIC = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive"), (b"\x1f\x8b", "gzip data"), (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"RIFF", "a RIFF file"), (b"ID3", "an MP3 file"),
    (b"\x00\x00\x00", "a media file"), (b"{\\rtf", "a Word document"), (b"\xd0\xcf\x11\xe0", "a Word document"),
)  # fmt: skip
_XML_ROOT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(rss|feed|urlset|sitemapindex|rdf:RDF|svg)\b", re.DOTALL
)


def _check(document: Document, *, is_plain: bool) -> None:
    """Raise BadInput, saying what it is instead, where a document is no HTML page; `is_plain` has no controls."""
    body, where = document.body, document.url or "the document"
    if len(body) > MAX_BYTES:
        raise BadInput(
            f"{where} has {len(body) >> 20} MiB, more than the {MAX_BYTES >> 20} MiB of the largest page; skip it"
        )
    head = body[:2048].lstrip()
    if not head and not body.strip():
        raise BadInput(f"{where} is empty; fetch it again")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise BadInput(f"{where} is {name}, not an HTML page; skip it")
    if match := _XML_ROOT.match(head):
        raise BadInput(f"{where} is XML ({match[1].decode()}), not an HTML page; give the address of an article")
    if b"<" not in body or head[:1] in (b"{", b"["):
        what = "is JSON without comments in it" if head[:1] in (b"{", b"[") else "has no markup"
        raise BadInput(f"{where} {what}, so it is not an HTML page; check what the server sent")
    if not is_plain and _is_binary(body, document.headers.get("content-type")):
        raise BadInput(f"{where} is binary data, not an HTML page; save the page again, or skip it")


def _is_binary(body: bytes, content_type: str | None) -> bool:
    """Whether a document is no text in any encoding: more than one byte in twenty is a control, which pages have by
    accident only."""
    controls = len(body) - len(body.translate(None, _BINARY_BYTES))
    if controls < 8 or controls * 20 <= len(body):
        return False
    text, codec = decode(body, content_type)  # in UTF-16 half of a Latin letter is such a byte
    return not codec.startswith("utf-16") or text.count("\ufffd") * 100 > len(text)


_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What is no text, and what the parser gives but does not take."""
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - set(b"\t\n\x0c\r"))
_BINARY_BYTES = _CONTROL_BYTES.replace(b"\x1b", b"")
"""ISO 2022 is full of escapes."""
_NO_CHARACTERS = ("\ufffd".encode(), "\ufffe".encode(), "\uffff".encode())


def parse(body: bytes, content_type: str | None = None, *, is_plain: bool = False) -> html.HtmlElement:
    """The tree of an HTML document in bytes. Never fails; what is no markup at all gives an empty tree.

    `is_plain` spares looking for controls where it is known that there are none.
    """
    text, codec = decode(body, content_type)
    if codec == "utf-8" and (is_plain or _has_no_control(body)) and _has_no_mark(body):
        return _tree(body)
    return _tree(_CONTROL.sub("", text).encode("utf-8", "replace"))


def _has_no_control(body: bytes) -> bool:
    """Whether no byte is a control: bytes are counted faster than text is searched."""
    return len(body.translate(None, _CONTROL_BYTES)) == len(body)


def _has_no_mark(utf8: bytes) -> bool:
    """Whether nothing in UTF-8 is no character, nor a mark of the order of bytes."""
    if b"\xef" not in utf8:
        return True
    return not (utf8.startswith(b"\xef") or (b"\xef\xbf" in utf8 and any(mark in utf8 for mark in _NO_CHARACTERS)))


def _tree(utf8: bytes) -> html.HtmlElement:
    # lxml.html's own parser would look up a class in Python for every element that is touched: half of a page's time
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    try:
        root = etree.fromstring(utf8, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    if root is None or not isinstance(root.tag, str):
        root = etree.fromstring(b"<html><body></body></html>", etree.HTMLParser())
    _adopt_what_follows(root)
    for template in root.iter("template"):  # a browser shows what a declarative shadow root holds
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    return cast("html.HtmlElement", root)


def _adopt_what_follows(root: etree._Element) -> None:
    """Put what stands behind `</html>` at the end of the body, as HTML does (13.2.6.4.19, "after body").

    libxml2 2.14 makes a root of its own of it, which no walk from the first one ever meets.
    """
    body = next(root.iterchildren("body"), root)
    for after in root.itersiblings(etree.Element):
        for holder in (after, *after.iterchildren("head", "body")):
            text = _CONTROL.sub("", (holder.text or "").replace("\f", " "))
            if text and len(body):
                body[-1].tail = (body[-1].tail or "") + text
            elif text:
                body.text = (body.text or "") + text
            body.extend([child for child in holder if child.tag not in ("head", "body")])


_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[a-zA-Z0-9_~%=,@/.-]*)?")
"""An absolute address that joining would leave as it is."""
_PLAIN_PATH = re.compile(r"/(?!/)(?:[a-zA-Z0-9_~%=,@/-]|(?<!/)\.)*(?:\?[a-zA-Z0-9_~%=,@/&.-]+)?")
"""A path from the root of a site, without steps up or down."""


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Scheme and host of an address of the web."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else None


def absolute(address: str, base: str) -> str | None:
    """An address of the web, absolute, or None where it is none (javascript:, broken, no host)."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    if _PLAIN_PATH.fullmatch(address) and (origin := _origin(base)):
        return origin + address
    try:
        joined = urljoin(base, address.strip()).replace(" ", "%20")
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


@lru_cache(maxsize=512)
def compiled(selector: str) -> etree.XPath:
    """A site file's selector, compiled: XPath where it starts with `/`, `.` followed by `/`, or `(`, else CSS.

    CSS has parsel's `::text` and `::attr(name)`.
    """
    if not selector.startswith(("/", "./", "(")):
        from parsel.csstranslator import HTMLTranslator

        selector = HTMLTranslator().css_to_xpath(selector)
    return etree.XPath(selector)
