"""What a WordPress page says where it prints no comment: whether one can be written, and whether there is none.

Source: wp-includes/comment-template.php (comment_form, get_comment_id_fields), the templates of its themes, which print
`no-comments` or `nocomments` where a post is closed, and blocks/comments.php, whose section is `wp-block-comments`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .wordpress_further import declared_count

if TYPE_CHECKING:
    from ...page import Page
    from ..contract import Signals

_CLOSED = frozenset(("no-comments", "nocomments"))
_HEADINGS = frozenset(("h2", "h3", "h4"))
_DIGIT = re.compile(r"\d")
_SOME = re.compile(r"[1-9\u0661-\u0669\u06f1-\u06f9]")
_OF_FORM = frozenset(("respond", "commentform"))


def is_open(signals: Signals) -> bool | None:
    """Whether readers can comment: there is a form for it, or the demand to log in first that stands in its place; not
    where the theme says so. Where neither stands a script may bring the form.
    """
    if "comment_post_ID" in signals.ids or {"comment-form", "must-log-in"} & signals.classes:
        return True
    return False if _CLOSED & signals.classes else None


def is_empty(signals: Signals) -> bool:
    """Whether the section of the comments holds nothing but a heading without a number and the form, or the word that
    it is closed. Not where the page counts comments elsewhere: then a script brings them.
    """
    if declared_count(signals.page) or _is_counted(signals.page):
        return False
    section = signals.ids.get("comments")
    if section is None and "wp-block-comments" in signals.classes:
        section = next((e for e in signals.root.iter("div") if "wp-block-comments" in _classes(e)), None)
    return section is not None and section.tag in ("div", "section", "aside") and _holds_form_only(section)


def _is_counted(page: Page) -> bool:
    """Whether a link to the comments of this page says that there are any."""
    own = ("", page.url, page.own_address)
    links = [(page.flat.elements[at], *(href or "").partition("#")[::2]) for at, href in page.flat.links]
    told = (link for link, address, place in links if place in ("comments", "respond") and address in own)
    return any(_SOME.search("".join(link.itertext())) for link in told)


def _holds_form_only(section: Any) -> bool:
    """A section or a box of it that has a form, and in which no other element stands and no word."""
    has_form = False
    for child in section.iterchildren("*"):
        if child.tag in _HEADINGS and not _DIGIT.search("".join(child.itertext())):
            continue
        if child.get("id") in _OF_FORM or _CLOSED & _classes(child):
            has_form = True
        elif child.tag != "div" or not _holds_form_only(child):
            return False
        else:
            has_form = True
    texts = [section.text, *(child.tail for child in section)]
    return has_form and not any(text and text.strip() for text in texts)


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())
