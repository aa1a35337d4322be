"""WordPress: the comment list that Walker_Comment prints, whatever the theme makes of the inside.

Source: wp-includes/class-walker-comment.php and blocks/comment-template.php. What themes keep is the skeleton:
elements with the id `comment-N`, the classes of comment_class() (`comment`, `pingback`, `depth-N`, `byuser`,
`bypostauthor`) and lists of replies inside their parent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from ...items import Comment
from .contract import Found, Provider, Signals
from .skeleton import Skeleton, Unit

if TYPE_CHECKING:
    from lxml import html

    from ..page import Document
    from .contract import Ask

_ID = re.compile(r"^(li-|div-|article-)?comment-(\d+)$")
_DEPTH = re.compile(r"\bdepth-(\d+)\b")
_NICENAME = re.compile(r"\bcomment-author-([^\s\"]+)")
_CANDIDATES = etree.XPath(
    "//*[starts-with(@id,'comment-') or starts-with(@id,'li-comment-') or starts-with(@id,'div-comment-')"
    " or starts-with(@id,'article-comment-')]"
)
_ANONYMOUS = etree.XPath(
    "//li[not(@id)][contains(@class,'pingback') or contains(@class,'trackback') or contains(@class,'depth-')]"
)
_PREFERENCE = {"li-": 0, None: 1, "article-": 2, "div-": 3}


class WordPress(Provider):
    """Native WordPress comments in the page."""

    name = "wordpress"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if "comment-reply-link" in signals.classes or "wp-block-comment-template" in signals.classes:
            return 0.95
        if any(i.startswith(("comment-", "li-comment-", "div-comment-")) and _ID.match(i) for i in signals.ids):
            return 0.8
        if "wordpress" in signals.generator or "comment_post_ID" in signals.ids:
            return 0.6
        return 0.0

    def read(self) -> Found:
        units, lists = self._units()
        if not units:
            return Found()
        Skeleton(self, units).read()
        return Found(comments=[u.comment for u in units], elements=lists)

    def follow(self, ask: Ask, document: Document) -> Found:
        return Found()

    def _units(self) -> tuple[list[Unit], list[html.HtmlElement]]:
        groups: dict[str, tuple[int, html.HtmlElement]] = {}
        for element in _CANDIDATES(self.page.root):
            if found := _ID.match(element.get("id")):
                rank = _PREFERENCE[found.group(1)]
                known = groups.get(found.group(2))
                if known is None or (rank < known[0] and element in set(known[1].iterancestors())):
                    groups[found.group(2)] = (rank, element)
        units: list[Unit] = []
        owner: dict[Any, str] = {element: key for key, (_, element) in groups.items()}
        for key, (_, element) in groups.items():
            parent, source = self._parent(element, owner, key)
            comment = Comment(comment_id=key, parent_id=parent, parent_source=source)
            classes = self._classes(element, owner)
            comment.kind = "pingback" if "pingback" in classes else "trackback" if "trackback" in classes else "comment"
            comment.is_article_author = True if "bypostauthor" in classes else None
            if nicename := _NICENAME.search(classes):
                comment.author_id = nicename.group(1)
            units.append(Unit(comment, [element]))
        tops = [u.parts[0] for u in units if u.comment.parent_id is None]
        return units, tops

    @staticmethod
    def _classes(element: html.HtmlElement, owner: dict[Any, str]) -> str:
        """The classes of comment_class(), which may stand on the list item around the element with the id."""
        classes = element.get("class") or ""
        above = element.getparent()
        if "depth-" not in classes and above is not None and above not in owner:
            classes = f"{classes} {above.get('class') or ''}"
        return classes

    @staticmethod
    def _parent(element: html.HtmlElement, owner: dict[Any, str], key: str) -> tuple[str | None, str | None]:
        above = element.getparent()
        while above is not None:
            other = owner.get(above)
            if other is not None and other != key:
                return other, "dom"
            above = above.getparent()
        return None, None
