"""WordPress: the comment list that Walker_Comment prints, whatever the theme makes of the inside.

Source: wp-includes/class-walker-comment.php, comment-template.php (comment_class, get_comment_reply_link,
get_comment_link) and blocks/comment-template.php. What themes keep is the skeleton: ids `comment-N` (also `li-`,
`div-`, `article-comment-N`), the classes of comment_class() (`comment`, `pingback`, `depth-N`, `byuser`,
`bypostauthor`), reply links that name the comment, and lists of replies inside or right after their parent.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from ....items import Comment, Wanted
from ..answers import refusal
from ..beside import is_cut
from ..contract import Ask, Found, Provider, Signals
from ..described import is_plausible
from ..place import number_in, section_of, stated_count
from ..skeleton import Skeleton, Unit
from ..text import absolute, from_elements, plain
from .wordpress_form import is_empty, is_open
from .wordpress_further import WordPressFurther

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...flat import Flat
    from ...page import Document, Page

_ID = re.compile(r"^(?:li-|div-|article-)?comment-(\d+)$")
_CLASSED = re.compile(r"(?:^|\s)(?:depth-\d+|pingback|trackback|thread-even|thread-odd)(?=\s|$)")
_MARKS = ("depth-", "pingback", "trackback")
_DEPTH = re.compile(r"(?:^|\s)depth-(\d+)(?=\s|$)")
_CHILD_OF = re.compile(r"(?:^|\s)(?:child-of|parent|reply-to)-(\d+)(?=\s|$)")
_NICENAME = re.compile(r"(?:^|\s)comment-author-([^\s\"]+)")
_PING = re.compile(r"(?:^|\s)(pingback|trackback)(?=\s|$)")
_CLASS_ID = re.compile(r"(?:^|\s)comment-(\d+)(?=\s|$)")
_LINKED_ID = re.compile(r"(?:replytocom=|#(?:li-|div-)?comment-)(\d+)")
_OUTSIDE = re.compile(r"(?!#|javascript:|mailto:)\S")
_COMMENT_PAGE = re.compile(r"(?:/comment-page-|[?&]cpage=)(\d{1,4})(?=[/?#&]|$)")
_POST_NUMBER = re.compile(r"(?:^|[&;])((?:p|page_id|attachment_id)=\d+)")
_PREFIXES = ("comment-", "li-comment-", "div-comment-", "article-comment-")
_UNLISTED = etree.XPath("//*[self::div or self::article or self::section][not(@id)][contains(@class,'depth-')]")
_REPLY_LINKS = etree.XPath(".//a[contains(@class,'comment-reply-link') or contains(@href,'replytocom=')]")
_LINKS = etree.XPath(".//a[@href]")
_EVIDENCE = frozenset(
    ("comment-reply-link", "wp-block-comment-template", "thread-even", "comment-body", "commentlist", "comment-list")
)


class WordPress(Provider):
    """Native WordPress comments in the page and on its further comment pages."""

    name = "wordpress"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if "wpdcom" in signals.ids or "wpcomm" in signals.ids:
            return 0.0  # wpDiscuz prints the same comments
        marks = _EVIDENCE & signals.classes
        if "comment-reply-link" in marks or "wp-block-comment-template" in marks or "thread-even" in marks:
            return 0.9
        if "comment" in signals.classes and "depth-1" in signals.classes:
            return 0.7
        if "wordpress" in signals.generator or "comment_post_ID" in signals.ids:
            return 0.6
        if marks == {"comment-list"} and "comments-area" not in signals.classes:
            # others call it so, too, but no other program has such folders
            return 0.6 if b"/wp-" in signals.page.document.body else 0.0
        return 0.6 if marks else 0.0

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.further = WordPressFurther(page, signals)
        self._is_newest_first = False

    def read(self) -> Found:
        found = self.read_list(self.page)
        self._is_newest_first = _falls(found.comments)
        section = self.signals.ids.get("comments")
        if not found.comments and section is not None:  # the list may be left to a script; its heading is not
            found.stated_count = number_in(section)
            found.complete = True if found.stated_count == 0 else None
        found.is_open = is_open(self.signals)
        if not found.comments and found.stated_count is None and is_empty(self.signals):
            found.stated_count, found.complete = 0, True
        self.further.begin(found)
        found.order = self._turned(found.order)
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        if ask.purpose != "comment-page":
            return self.further.follow(ask, document)
        return self.further.page_came(self._comment_page(ask, document))

    def _comment_page(self, ask: Ask, document: Document) -> Found:
        if refusal(document) or document.body.lstrip()[:1] in (b"{", b"["):
            return Found(complete=False, reason="refused")
        page = self.page_of(document)
        found = self.read_list(page)
        if not found.comments:  # a further page without comments is none
            return Found(complete=False, reason="refused")
        if is_cut(document, self.page.document):
            found.complete, found.reason = False, "truncated"
            del found.comments[-1]  # which is cut, too
        found.elements = []
        found.order = self._turned(int(ask.state.get("page") or 0))
        return found

    def _turned(self, page: int) -> int:
        """The place of a comment page in the thread: page 1 has the oldest, also where the newest are printed first."""
        return -page if self._is_newest_first else page

    def read_list(self, page: Any) -> Found:
        """The comments printed in one page, with an ask for every further comment page that it shows."""
        signals = self.signals if page is self.page else Signals(page)
        units, owner = _Containers(page, signals.identified).units()
        if not units:
            return Found()
        comments = [u for u in units if u.comment.kind == "comment"]
        pings = [u for u in units if u.comment.kind != "comment"]
        if comments:
            Skeleton(self, comments, stop=set(owner), page=page).read()
        if pings:
            Skeleton(self, pings, stop=set(owner), page=page).read()
            for ping in pings:
                _read_ping(ping, page.base)
        if not is_plausible([u.comment for u in comments]):
            return Found()
        _mark_cap(comments)
        found = Found(comments=[u.comment for u in units])
        tops = [u.parts[0] for u in comments]
        found.elements = section_of(tops) + section_of([u.parts[0] for u in pings])
        if tops:
            found.stated_count = stated_count(tops, at_least=len(comments))
        self._paging(page, found)
        return found

    def _paging(self, page: Any, found: Found) -> None:
        """Ask for the other comment pages; their numbers stand in links, and in the permalinks of the comments."""
        numbers: dict[int, str] = {}
        address = page.url.partition("#")[0]
        offered: set[int] = set()
        for href in [href for _, href in page.flat.links if href and ("comment-page-" in href or "cpage=" in href)]:
            match = _COMMENT_PAGE.search(href)
            link = absolute(href.partition("#")[0], page.base) if match else None
            if match and link and _same_article(link, address):
                numbers.setdefault(int(match.group(1)), link)
                if not _LINKED_ID.search(href):
                    offered.add(int(match.group(1)))
        here = _COMMENT_PAGE.search(address)
        own = [int(m.group(1)) for c in found.comments if c.permalink and (m := _COMMENT_PAGE.search(c.permalink))]
        if here or own:
            current = int(here.group(1)) if here else max(set(own), key=own.count)
        else:  # a page does not offer itself: where page 1 is offered, the article's address shows the newest page
            current = max(offered) + 1 if 1 in offered else 1
        found.order = current
        template = next(iter(numbers.values()), None)
        if template is None:
            found.complete = True
            return
        last = min(max([*numbers, current]), 500)
        for number in range(1, last + 1):
            if number == current:
                continue
            link = numbers.get(number) or _COMMENT_PAGE.sub(_numbered(number), template)
            found.asks.append(Ask(Wanted(link), "comment-page", {"page": number}))


def _falls(comments: list[Comment]) -> bool:
    """Whether the newest thread stands first."""
    dates = [c.date_published for c in comments if not c.parent_id and c.kind == "comment" and c.date_published]
    return len(dates) > 1 and dates[0] > dates[-1]


def _numbered(number: int) -> Callable[[re.Match[str]], str]:
    return lambda found: found.group(0).replace(found.group(1), str(number))


def _same_article(link: str, address: str) -> bool:
    return _without_page(link) == _without_page(address)


def _without_page(url: str) -> tuple[str, list[str]]:
    """The address of a post: with plain permalinks it is the number in the query."""
    path, _, query = url.partition("?")
    return _COMMENT_PAGE.sub("", path).partition("//")[2].rstrip("/"), _POST_NUMBER.findall(query)


class _Classes(NamedTuple):
    """What the classes of comment_class() tell of a comment."""

    kind: str
    nicename: str | None
    depth: int | None
    parent: str | None


@lru_cache(maxsize=4096)
def _read_classes(classes: str) -> _Classes:
    ping, nicename = _PING.search(classes), _NICENAME.search(classes)
    depth, parent = _DEPTH.search(classes), _CHILD_OF.search(classes)
    return _Classes(
        ping.group(1) if ping else "comment",
        nicename.group(1) if nicename else None,
        int(depth.group(1)) if depth else None,
        parent.group(1) if parent else None,
    )


def _unidentified(flat: Flat) -> list[Any]:
    """The items of lists that are comments by their classes and have no id."""
    named = [(at, classes) for at in flat.places("li") if (classes := flat.classes[at]) and flat.ids[at] is None]
    return [
        flat.elements[at]
        for at, classes in named
        if any(map(classes.__contains__, _MARKS)) and _CLASSED.search(classes)
    ]


class _Containers:
    """Finds, for every comment id, the element that holds the whole comment, and who its parent is."""

    def __init__(self, page: Any, identified: list[tuple[str, Any]]) -> None:
        self.page = page
        self.identified = identified
        self.owner: dict[Any, str] = {}
        self.order: dict[str, Any] = {}
        self.depths: dict[str, int | None] = {}
        self.latest: dict[int, str] = {}
        """The last comment of each level so far."""

    def units(self) -> tuple[list[Unit], dict[Any, str]]:
        """One unit per comment, in the order of the page; and every container, of repeated lists too."""
        for name, element in self.identified:
            if not name.startswith(_PREFIXES) or element.tag == "a":  # a mere mark before or in a comment
                continue
            if (found := _ID.match(name)) and not self._is_inside_own(element, found.group(1)):
                self._add(found.group(1), self._container(element))
        strays = [e for e in _unidentified(self.page.flat) if e not in self.owner]
        if not self.order and not strays:
            strays = [e for e in _UNLISTED(self.page.root) if _CLASSED.search(e.get("class"))]
        for element in strays:
            if not self._holds_known(element):
                self._add(_linked_id(element, self.order) or f"?{len(self.order)}", element)
        if strays:
            self._sort()
        return [self._unit(key, element) for key, element in self.order.items()], self.owner

    def _add(self, key: str, element: Any) -> None:
        if element in self.owner or "review" in (element.get("class") or "").split():
            return
        self.owner[element] = key
        self.order.setdefault(key, element)

    def _is_inside_own(self, element: Any, key: str) -> bool:
        """Whether an element lies in the container that already stands for the same comment: themes wrap the two."""
        owner, above = self.owner, element.getparent()
        for _ in range(5):
            if above is None:
                return False
            if owner.get(above) == key:
                return True
            above = above.getparent()
        return False

    def _container(self, element: Any) -> Any:
        """The list item around an element with an id, where comment_class() stands on it instead."""
        above = element.getparent()
        if (
            above is not None
            and above.tag not in ("ul", "ol", "body", "dl")
            and above not in self.owner
            and _CLASSED.search(above.get("class") or "")
            and not (_DEPTH.search(element.get("class") or "") or _ID.match(above.get("id") or ""))
        ):
            return above
        return element

    def _holds_known(self, element: Any) -> bool:
        return any(child in self.owner for child in element.iterchildren()) and not _REPLY_LINKS(element)

    def _sort(self) -> None:
        """Put comments that were found later in their place on the page."""
        place = {e: i for i, e in enumerate(self.page.root.iter()) if e in self.owner}
        self.order = dict(sorted(self.order.items(), key=lambda item: place.get(item[1], 0)))

    def _unit(self, key: str, element: Any) -> Unit:
        # a theme that forgot a space ("<liclass=...") turns its classes into attributes
        classes = element.get("class") or " ".join(name for name, value in element.items() if not value)
        comment = Comment(comment_id="" if key.startswith("?") else key)
        told = _read_classes(classes)
        comment.kind, comment.author_id, depth = told.kind, told.nicename, told.depth
        if "bypostauthor" in classes:
            comment.is_article_author = True
        comment.depth = depth
        parent, source = (told.parent, "attribute") if told.parent else self._parent(key, element)
        if depth is not None and (self.depths.get(parent or "") or 0) != depth - 1:
            # flattened by the theme or by the parser: the level and the order still tell
            above = self.latest.get(depth - 1)
            if depth == 1:
                parent = source = None
            elif above is not None:
                parent, source = above, "indent"
        self.depths[key] = depth
        if depth is not None:
            self.latest[depth] = key
        comment.parent_id, comment.parent_source = parent, source
        parts = [element]
        if element.tag == "dt":
            following = element.getnext()
            while following is not None and following.tag != "dt":
                parts.append(following)
                following = following.getnext()
        return Unit(comment, parts)

    def _parent(self, key: str, element: Any) -> tuple[str | None, str | None]:
        if named := element.get("data-parent-id") or element.get("data-parent"):
            return (named, "attribute") if named.isdigit() and named != "0" else (None, None)
        step = element
        while step is not None and step.tag != "body":
            above = step.getparent()
            other = self.owner.get(above)
            if other is not None and other != key:
                return other, "dom"
            if step is not element and step.tag in ("ul", "ol", "div"):
                # a list of replies that stands beside its parent
                before = step.getprevious()
                while before is not None and type(before.tag) is not str:
                    before = before.getprevious()
                if (beside := self.owner.get(before)) is not None and beside != key:
                    return beside, "dom"
            step = above
        return None, None


def _linked_id(element: Any, known: dict[str, Any]) -> str | None:
    """The id of a comment whose container has none: from its classes, its reply link or its permalink."""
    if found := _CLASS_ID.search(element.get("class") or ""):
        return found.group(1)
    for link in _REPLY_LINKS(element):
        number = link.get("data-commentid") or (
            m.group(1) if (m := _LINKED_ID.search(link.get("href") or "")) else None
        )
        return number if number and number not in known else None
    for link in _LINKS(element):
        if (found := _LINKED_ID.search(link.get("href"))) and found.group(1) not in known:
            return found.group(1)
    return None


def _mark_cap(units: list[Unit]) -> None:
    """Edges at the deepest level that the site prints are only known to lead to an ancestor.

    Walker_Comment prints what lies deeper at the last level; that level is told by its comments having no reply
    link (get_comment_reply_link gives none there) while others have one.
    """
    deepest = max((u.comment.depth or 0 for u in units), default=0)
    if deepest < 2:
        return
    last = [u for u in units if u.comment.depth == deepest]
    others = [u for u in units if u.comment.depth and u.comment.depth < deepest]
    closed = not any(u.can_reply for u in units)
    if (closed and deepest >= 5) or (any(u.can_reply for u in others) and not any(u.can_reply for u in last)):
        for unit in last:
            if unit.comment.parent_source in ("dom", "indent"):
                unit.comment.parent_source = "dom-capped"


def _read_ping(unit: Unit, base: str) -> None:
    """A pingback: the page that links here stands where the author of a comment would; often there is no text."""
    comment, element = unit.comment, unit.parts[0]
    outside = [a for a in _LINKS(element) if _OUTSIDE.match(a.get("href")) and not _LINKED_ID.search(a.get("href"))]
    if not outside:
        return
    link = outside[0]
    comment.author_name = plain("".join(link.itertext())) or comment.author_name
    comment.author_url = absolute(link.get("href"), base)
    rest = from_elements([element], skip={*outside, *_REPLY_LINKS(element)}, wrapper=True).text or ""
    if len(rest.split()) <= 3:
        comment.text = comment.text_html = None
