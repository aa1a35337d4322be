"""Livefyre (closed in 2021): archives of its bootstrap JSON, and archived pages that hold the rendered list.

Source: the `headDocument` of the bootstrap interface; the class names of its rendered articles.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from lxml import etree

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flatten, id_at, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_ENTRY = {
    key: re.compile(rf"""\b{key}["']?\s*[:=]\s*["']?([^"',\s}}]+)""") for key in ("network", "siteId", "articleId")
}


class Livefyre(Api):
    """Livefyre on a page, or its bootstrap JSON."""

    name = "livefyre"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.config: dict[str, str] = {}
        self._people: dict[str, Json] = {}
        if signals.data is None and "fyre" in signals.inline.lower():
            found = {key: pattern.search(signals.inline) for key, pattern in _ENTRY.items()}
            self.config = {key: match.group(1) for key, match in found.items() if match}

    @classmethod
    def own(cls, data: Json) -> bool:
        return isinstance(at(data, "headDocument", "content"), list)

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "fyre-comment-article" in signals.classes:
            return 0.95
        return 0.8 if any("fyre.co" in address for address in signals.scripts) else 0.0

    def read(self) -> Found:
        if self.signals.data is not None:
            return super().read()
        articles = self.page.root.xpath("//article[contains(concat(' ', @class, ' '), ' fyre-comment-article ')]")
        if articles:
            rows = [self._from_article(a) for a in articles]
            return Found(comments=self.new(c for c in rows if c), elements=[a for a in articles if _outer(a) is None])
        return super().read()

    def first(self) -> list[Ask]:
        if len(self.config) < len(_ENTRY):
            return []
        network, site = self.config["network"], self.config["siteId"]
        article = b64encode(self.config["articleId"].encode()).decode()
        address = f"https://{network}.bootstrap.fyre.co/bs3/v3.1/{network}/{site}/{article}/init"
        return [Ask(Wanted(address), "init")]

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        held = at(data, "headDocument") if isinstance(at(data, "headDocument"), dict) else data
        if not isinstance(at(held, "content"), list):
            return self.misshapen(ask)
        people = at(held, "authors")
        self._people.update(people if isinstance(people, dict) else {})
        rows = [row for row, _ in flatten(rows_at(held, "content"), "childContent")]
        kept = [row for row in rows if id_at(row, "content", "id") and text_at(row, "content", "bodyHtml")]
        found = Found(comments=self.new(self._comment(row) for row in kept if count_at(row, "vis") in (None, 1)))
        info = at(data, "collectionSettings")
        found.stated_count = count_at(info, "numVisible")
        pages = at(info, "archiveInfo", "pageInfo")
        base = web_address(text_at(info, "archiveInfo", "pathBase"), "https://bootstrap.fyre.co/bs3")
        if isinstance(pages, dict) and base and len(self.config) == len(_ENTRY):
            for number in sorted(pages, key=str)[:1000]:
                if str(number).isdecimal():
                    found.asks.append(Ask(Wanted(f"{base.rstrip('/')}/{number}.json"), "archive"))
        elif isinstance(pages, dict) and pages:
            self.fail("paged")
        return found

    def _comment(self, row: Json) -> Comment:
        content = at(row, "content")
        person = id_at(content, "authorId")
        comment = self.comment(
            id_at(content, "id") or "",
            id_at(content, "parentId"),
            html=text_at(content, "bodyHtml"),
            name=text_at(self._people.get(person or ""), "displayName"),
            when=at(content, "createdAt"),
        )
        comment.author_id = person
        comment.author_url = web_address(text_at(self._people.get(person or ""), "profileUrl"))
        likes = at(content, "annotations", "likedBy")
        comment.likes = len(likes) if isinstance(likes, list) else None
        return comment

    def _from_article(self, article: Any) -> Comment | None:
        identifier = article.get("data-message-id")
        body, name, date, likes = (
            _own(article, f"fyre-comment{part}") for part in ("", "-username", "-date", "-like-count")
        )
        if not identifier or body is None:
            return None
        outer = _outer(article)
        comment = self.comment(
            str(identifier),
            outer.get("data-message-id") if outer is not None else None,
            html=etree.tostring(body, encoding="unicode", method="html", with_tail=False),
            name="".join(name.itertext()) if name is not None else None,
            when=(date.get("datetime") or "".join(date.itertext())) if date is not None else None,
        )
        if comment.parent_id:
            comment.parent_source = "dom"
        comment.author_id = article.get("data-author-id")
        comment.likes = count_at(["".join(likes.itertext())], 0) if likes is not None else None
        return comment


def _own(article: Any, name: str) -> Any:
    """The first element of this class that stands in no other article."""
    matches = article.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    return next((e for e in matches if _outer(e) is article), None)


def _outer(element: Any) -> Any:
    """The article that an element stands in."""
    return next((a for a in element.iterancestors("article") if "fyre-comment-article" in (a.get("class") or "")), None)
