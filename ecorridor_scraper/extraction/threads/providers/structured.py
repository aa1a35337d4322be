"""Comments that a page describes for search engines: schema.org in microdata and in JSON-LD.

Usually a part of what the page prints, so both are read only where no system was found.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from ....items import Comment
from ...values import parse_count
from ..contract import Found, Provider, Signals
from ..described import is_plausible
from ..joined import Printed
from ..place import section_of, stated_count
from ..skeleton import Skeleton, Unit
from ..text import absolute, from_elements, from_html, plain

_ITEMS = etree.XPath(
    "//*[@itemscope][contains(@itemtype,'schema.org/Comment') or (contains(@itemtype,'schema.org/UserComments')"
    " and not(descendant::*[@itemscope][contains(@itemtype,'schema.org/Comment')]))]"
)
"""Items that are comments; some themes call the list of them all UserComments, too."""
_NUMBER = re.compile(r"(\d{2,})\D*$")
_PROPERTIES = etree.XPath(
    "//*[@itemprop='author' or @itemprop='creator' or @itemprop='datePublished' or @itemprop='dateCreated' or "
    "@itemprop='commentTime' or @itemprop='text' or @itemprop='commentText']"
)
_PARENT = etree.XPath("//*[@itemprop='parentItem' or @itemprop='replyToUrl']")
_BEGINNING = 40
"""So many characters tell one text from another."""
_POSTS = ("Comment", "DiscussionForumPosting", "UserComments")


class Microdata(Printed):
    """Elements with `itemtype=schema.org/Comment`; their `itemprop` names the parts."""

    name = "schema.org"
    fallback = True

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        body = signals.page.document.body
        marked = b"schema.org/Comment" in body or b"schema.org/UserComments" in body
        return 0.6 if marked and _ITEMS(signals.root) else 0.0

    def read_list(self) -> tuple[Found, list[Any]]:
        units: list[Unit] = []
        owner: dict[Any, str] = {}
        for number, element in enumerate(_ITEMS(self.page.root)):
            key = _key(element) or f"n{number}"
            if key in owner.values():
                key = f"{key}.{number}"
            owner[element] = key
            units.append(Unit(Comment(comment_id=key), [element]))
        if not units:
            return Found(), []
        Skeleton(self, units).read()
        self._describe(units, owner)
        comments = [u.comment for u in units]
        if not is_plausible(comments):
            return Found(), []
        for unit in units:
            if (above := _nearest(unit.parts[0].getparent(), owner)) is not None:
                unit.comment.parent_id, unit.comment.parent_source = owner[above], "dom"
        by_key = {u.comment.comment_id: u.comment for u in units}
        for element in _PARENT(self.page.root):
            holder = _nearest(element, owner)
            named = _NUMBER.search(element.get("itemid") or element.get("href") or element.get("content") or "")
            if holder is not None and named and named.group(1) in by_key and named.group(1) != owner[holder]:
                comment = by_key[owner[holder]]
                comment.parent_id, comment.parent_source = named.group(1), "attribute"
        elements = [u.parts[0] for u in units]
        stated = stated_count(elements, at_least=len(units))
        local = any(key.startswith("n") for key in owner.values())
        found = Found(comments, elements=section_of(elements), stated_count=stated, page_local_ids=local)
        return found, elements

    def _describe(self, units: list[Unit], owner: dict[Any, str]) -> None:
        """What the properties say of author and date goes before what was found by structure; the words only where
        structure found none, or something else, such as a date."""
        parts: dict[Any, dict[str, Any]] = {unit.parts[0]: {} for unit in units}
        for element in _PROPERTIES(self.page.root):
            if (holder := _nearest(element.getparent(), owner)) is not None:
                parts[holder].setdefault(str(element.get("itemprop")), element)
        for unit in units:
            own, comment = parts[unit.parts[0]], unit.comment
            if (author := own.get("author", own.get("creator"))) is not None and (name := _name_of(author)):
                comment.author_name = name
            for prop in ("datePublished", "dateCreated", "commentTime"):
                if prop in own and self.date(comment, _value_of(own[prop])):
                    break
            body = next((own[prop] for prop in ("text", "commentText") if prop in own), None)
            if body is None:
                continue
            text = from_elements([body], skip=set(owner), base_url=self.base_of(body), wrapper=True)
            if text.text and not _is_part(comment.text or "", text.text):
                comment.text, comment.text_html, comment.quoted_text = text.text, text.html, text.quoted


def _is_part(text: str, other: str) -> bool:
    """Whether a text that is not empty begins in the other, or the other in it."""
    one, two = "".join(text.split()), "".join(other.split())
    return bool(one) and (one[:_BEGINNING] in two or two[:_BEGINNING] in one)


class JsonLd(Provider):
    """JSON-LD: `comment` lists, nested as they are, or a graph of comments that each name their `parentItem`."""

    name = "schema.org"
    fallback = True

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if not signals.is_page:
            return 0.0
        return 0.4 if any("comment" in item or _is_comment(item) for item in signals.page.json_ld) else 0.0

    def read(self) -> Found:
        found = Found()
        stack: list[tuple[Any, str | None]] = []
        for item in self.page.json_ld:
            stack.extend((c, None) for c in reversed(_list(item.get("comment"))))
            found.stated_count = (
                parse_count(str(item["commentCount"])) if "commentCount" in item else found.stated_count
            )
        if not stack:
            found.comments = self._graph([item for item in self.page.json_ld if _is_comment(item)])
        while stack:
            item, parent = stack.pop()
            if not isinstance(item, dict) or not any(kind in _POSTS for kind in _list(item.get("@type"))):
                continue
            comment = self._comment(item, parent, len(found.comments))
            found.comments.append(comment)
            stack.extend((c, comment.comment_id) for c in reversed(_list(item.get("comment"))))
        return found

    def _graph(self, items: list[dict[str, Any]]) -> list[Comment]:
        """The comments of a graph, in its order; a parent that it lacks is none."""
        comments = [self._comment(item, None, number) for number, item in enumerate(items)]
        names = {str(item["@id"]): c.comment_id for item, c in zip(items, comments, strict=True) if "@id" in item}
        for item, comment in zip(items, comments, strict=True):
            above = next(iter(_list(item.get("parentItem"))), None)
            parent = names.get(str(above.get("@id")) if isinstance(above, dict) else str(above))
            if parent is not None and parent != comment.comment_id:
                comment.parent_id, comment.parent_source = parent, "attribute"
        return comments

    def _comment(self, item: dict[str, Any], parent: str | None, number: int) -> Comment:
        address = str(item.get("@id") or item.get("url") or item.get("identifier") or "")
        key = _NUMBER.search(address)
        comment = Comment(comment_id=key.group(1) if key else address or f"n{number}", parent_id=parent)
        comment.parent_source = "attribute" if parent else None
        author = next(iter(_list(item.get("author"))), None)
        if isinstance(author, dict):
            comment.author_name = plain(str(author.get("name") or ""))
            comment.author_url = absolute(str(author.get("url") or ""), self.page.base)
        elif isinstance(author, str):
            comment.author_name = plain(author)
        body = from_html(str(item.get("text") or item.get("commentText") or ""), self.page.base)
        comment.text, comment.text_html, comment.quoted_text = body.text, body.html, body.quoted
        for name in ("datePublished", "dateCreated", "commentTime"):
            if item.get(name) and self.date(comment, str(item[name])):
                break
        comment.permalink = absolute(str(item.get("url") or ""), self.page.base)
        comment.likes = parse_count(str(item["upvoteCount"])) if "upvoteCount" in item else None
        return comment


def _value_of(element: Any) -> str | None:
    """The value of a property, as the HTML standard has it (section 5.2.4), of those that comments have."""
    return element.get("content") or element.get("datetime") or plain("".join(element.itertext()))


def _name_of(person: Any) -> str | None:
    named = next((e for e in person.iter() if e.get("itemprop") == "name"), None)
    if named is None:  # a link to the person, with a rank or the like beside it
        named = next((a for a in person.iter("a") if "".join(a.itertext()).strip()), None)
    return plain(_value_of(person if named is None else named) or "") or None


def _is_comment(item: dict[str, Any]) -> bool:
    """Whether an object of JSON-LD is a comment wherever it stands: a post may be the page's own subject."""
    return any(kind in ("Comment", "UserComments") for kind in _list(item.get("@type")))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _key(element: Any) -> str | None:
    for name in ("id", "itemid", "data-comment-id", "data-id", "about"):
        if found := _NUMBER.search(element.get(name) or ""):
            return found.group(1)
    return None


def _nearest(element: Any, owner: dict[Any, str]) -> Any:
    while element is not None and element not in owner:
        element = element.getparent()
    return element
