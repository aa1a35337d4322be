"""The further pages of a thread that is printed on several: whether each is what was asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .answers import refusal

if TYPE_CHECKING:
    from ..page import Document
    from .contract import Found

_END = b"</html"
_CLOSED = re.compile(rb"</(?:body|html)\b", re.IGNORECASE)
_BOX = re.compile(rb"<(/?)(?:div|section|article|main|ul|ol)\b", re.IGNORECASE)


def is_cut(document: Document, first: Document) -> bool:
    """Whether a page ends in its midst, told by the end tag that the first page of the same site has."""
    return _END in first.body.lower() and _END not in document.body.lower()


def breaks_off(document: Document) -> bool:
    """Whether a page ends in its midst, told by itself: neither the page nor all of its boxes are closed.

    A page that leaves out the end tags that HTML lets it leave out closes its boxes.
    """
    body = document.body
    if b"\0" in body[:256] or _CLOSED.search(body[-256:]) or _CLOSED.search(body[-65536:]):  # mostly at its very end
        return False
    closed = [bool(match[1]) for match in _BOX.finditer(body)]
    return 2 * sum(closed) < len(closed)


class PagesBeside:
    """Remembers what the pages of one thread had, and why not all of it came."""

    def __init__(self, first: Document) -> None:
        self._first = first
        self._known: set[str] = set()
        self.failure: str | None = None

    def note(self, found: Found) -> None:
        """Remember the comments of a page."""
        self._known.update(comment.comment_id for comment in found.comments)

    def judge(self, document: Document, found: Found, *, again: bool) -> Found:
        """What a further page gives: one without comments is none, one with the same comments leads in a circle.

        `again` says that it is the first page under another address.
        """
        found.asks = [ask for ask in found.asks if ask.wanted != self._first.url.partition("#")[0]]
        fresh = {comment.comment_id for comment in found.comments} - self._known
        has_ids = all(comment.comment_id for comment in found.comments)
        if not found.comments:
            self.failure = self.failure or refusal(document) or "refused"
        elif has_ids and not fresh and not again:
            self.failure = self.failure or "paged"
            found.asks = []
        elif is_cut(document, self._first):
            self.failure = self.failure or "truncated"
            del found.comments[-1]  # which is cut, too
        self.note(found)
        if self.failure:
            found.complete, found.reason = False, self.failure
        return found
