"""Viafoura: the site's id where the page lacks it, the container's id, its comments, the rest of long branches; no key.

Comments carry the author's id only; names stand in another interface, one request per author, and are asked for only
where a page has few authors. Source: the requests of the public client.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, flatten, id_at, query, rows_at, shown_name, text_at
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_BASE = "https://livecomments.viafoura.co/v4/livecomments/"
_USERS = "https://iam.viafoura.co/v3/sections/"
_SITE = re.compile(r"00000000-0000-4000-8000-[0-9a-f]{12}")
_CONVERSATIONS = frozenset(("vf-conversations", "vf-comments"))
"""Elements."""
_LIMIT = 100
_MOST_NAMES = 10
"""More authors than this are left without their names: a request each would be more than the thread itself."""


class Viafoura(Api):
    """Viafoura on a page, or an answer of its interface."""

    name = "viafoura"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.site: str | None = None
        self.container: str | None = None
        self.uuid: str | None = None
        self.by_author: dict[str, list[Comment]] = {}
        if signals.data is None:
            self._find(signals)

    def _find(self, signals: Signals) -> None:
        source = "\n".join((*signals.scripts, signals.inline))
        match = _SITE.search(source) or _SITE.search(
            signals.page.document.body.decode("latin-1") if self.markup(signals) else ""
        )
        self.site = match.group() if match else None
        for value in signals.page.root.xpath(
            "//meta[@name='vf:container_id' or @property='vf:container_id']/@content | //*/@vf-container-id"
        ):
            self.container = str(value).strip() or self.container

    @classmethod
    def own(cls, data: Json) -> bool:
        return "content_uuid" in (at(data, "contents", 0) or ())

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "vf-comments" in signals.classes or not _CONVERSATIONS.isdisjoint(signals.page.flat.tags):
            return 0.9 if b"viafoura" in signals.page.document.body else 0.0
        return 0.0  # its share bars and counters are no thread

    def first(self) -> list[Ask]:
        if not self.container:
            return []
        if not self.site:
            domains = self.page.meta.get("vf:domain") or [(urlsplit(self.page.url).hostname or "").removeprefix("www.")]
            address = f"https://api.viafoura.co/v2/{domains[0]}/bootstrap/v2?session=false"
            return [Ask(Wanted(address, method="POST", body=b""), "site")]
        return self._ask_container()

    def _ask_container(self) -> list[Ask]:
        address = query(f"{_BASE}{self.site}/contentcontainer/id", container_id=self.container)
        return [Ask(Wanted(address), "container")]

    def _ask(self, start: str | None, branch: str | None) -> Ask:
        path = f"{_BASE}{self.site}/{self.uuid}/comments" + (f"/{branch}" if branch else "")
        replies = None if branch else _LIMIT
        address = query(path, limit=_LIMIT, reply_limit=replies, sorted_by="oldest", starting_from=start)
        return Ask(Wanted(address), "replies" if branch else "comments", {"start": start, "branch": branch})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if ask is not None and ask.purpose == "site":
            self.site = text_at(data, "result", "settings", "site_uuid")
            return Found(asks=self._ask_container()) if self.site else self.misshapen(ask)
        if ask is not None and ask.purpose == "container":
            return self._container(ask, data)
        if ask is not None and ask.purpose == "name":
            return self._name(ask, data)
        if not isinstance(at(data, "contents"), list):
            return self.misshapen(ask)
        found = Found()
        branch = ask.state["branch"] if ask is not None else None
        rows = list(flatten(rows_at(data, "contents"), "replies", "contents"))
        kept = [(row, up) for row, up in rows if id_at(row, "content_uuid")]
        found.comments = self.new(self._comment(row, up, branch) for row, up in kept)
        for row, _ in kept:
            if flag_at(row, "replies", "more_available") and self.uuid:
                last = id_at(at(row, "replies", "contents"), -1, "content_uuid")
                found.asks.append(self._ask(last, id_at(row, "content_uuid")))
        if flag_at(data, "more_available"):
            last = id_at(at(data, "contents"), -1, "content_uuid")
            if found.comments and self.uuid and last and (ask is None or ask.state["start"] != last):
                found.asks.append(self._ask(last, None if branch is None else str(branch)))
            else:
                self.fail("paged")
        if not found.asks:
            found.asks += self._ask_names()
        return found

    def _container(self, ask: Ask, data: Json) -> Found:
        self.uuid = id_at(data, "content_container_uuid")
        if self.uuid is None:
            return self.misshapen(ask)
        return Found(asks=[self._ask(None, None)], stated_count=count_at(data, "total_visible_content"))

    def _ask_names(self) -> list[Ask]:
        if not self.site or len(self.by_author) > _MOST_NAMES:
            return []
        asks = [Ask(Wanted(f"{_USERS}{self.site}/users/{a}"), "name", {"author": a}) for a in self.by_author]
        return [ask for ask in asks if ask.wanted not in self._asked]

    def _name(self, ask: Ask, data: Json) -> Found:
        name = text_at(data, "name") or text_at(data, "display_name") or text_at(data, "user", "name")
        for comment in self.by_author[str(ask.state["author"])]:
            comment.author_name = shown_name(name)
        return Found()

    def refused(self, ask: Ask, reason: str) -> Found:
        if ask.purpose == "name":
            return Found(notes=[f"{self.name}:name:{reason}"])
        return super().refused(ask, reason)

    def _comment(self, row: Json, up: Json, branch: str | int | None) -> Comment:
        parent = id_at(row, "parent_uuid")
        if parent is None or parent == id_at(row, "content_container_uuid") or parent == self.uuid:
            parent = id_at(up, "content_uuid") or (None if branch is None else str(branch))
        comment = self.comment(
            id_at(row, "content_uuid") or "",
            parent,
            html=text_at(row, "content"),
            name=text_at(row, "actor_name") or text_at(row, "actor", "name"),
            when=at(row, "date_created") or at(row, "time"),
        )
        comment.author_id = id_at(row, "actor_uuid")
        comment.likes, comment.dislikes = count_at(row, "total_likes"), count_at(row, "total_dislikes")
        if text_at(row, "state") in ("deleted", "disabled"):
            comment.status = "deleted"
        if comment.author_id and comment.author_name is None:
            self.by_author.setdefault(comment.author_id, []).append(comment)
        return comment
