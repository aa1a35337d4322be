"""OpenWeb (Spot.IM): one conversation interface, paged by offset, replies of one comment by `parent_id`.

Tenants that want a token answer 401 or 403; then the token that every reader is given is asked for, once. Source: the
requests of the public client.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..answers import Api, Json, at, count_at, flag_at, flatten, id_at, post_json, refusal, rows_at, text_at
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment, Wanted
    from ...page import Document, Page
    from ..contract import Signals

_READ = "https://api-2-0.spot.im/v1.0.0/conversation/read"
_TOKEN = "https://api-2-0.spot.im/v1.0.0/authenticate"  # noqa: S105
_SPOT = re.compile(r"launcher\.spot\.im/spot/(sp_\w+)")
_COUNT = 100


class OpenWeb(Api):
    """OpenWeb on a page, or an answer of its interface."""

    name = "openweb"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.spot: str | None = None
        self.post: str | None = None
        self.token: str | None = None
        """What the interface gives readers who are not logged in; empty where it gave none."""
        self._waiting: list[Ask] = []
        """Requests that were refused without a token."""
        if signals.data is None:
            self._find(signals)

    def _find(self, signals: Signals) -> None:
        match = _SPOT.search("\n".join((*signals.scripts, signals.inline)))
        self.spot = match.group(1) if match else None
        for element in signals.page.root.xpath("//*[@data-post-id][@data-spotim-module or @data-spot-id]"):
            self.post = str(element.get("data-post-id")).strip() or None
            self.spot = self.spot or element.get("data-spot-id")
            break

    @classmethod
    def own(cls, data: Json) -> bool:
        return isinstance(at(data, "conversation", "comments"), list)

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if any("launcher.spot.im" in address for address in signals.scripts) or "launcher.spot.im" in signals.inline:
            return 0.9
        return 0.0

    def first(self) -> list[Ask]:
        return [self._ask(0, None)] if self.spot and self.post else []

    def _ask(self, offset: int, parent: str | None) -> Ask:
        payload = {
            "conversation_id": f"{self.spot}_{self.post}", "sort_by": "oldest", "offset": offset, "count": _COUNT,
            "child_count": _COUNT, "depth": 10, "parent_id": parent or "",
        }  # fmt: skip
        wanted = self._post(_READ, payload)
        return Ask(wanted, "replies" if parent else "read", {"offset": offset, "parent": parent})

    def _post(self, address: str, payload: Json) -> Wanted:
        headers = [("x-spot-id", self.spot or ""), ("x-post-id", self.post or "")]
        if self.token:
            headers.append(("x-access-token", self.token))
        return post_json(address, payload, *headers)

    def follow(self, ask: Ask, document: Document) -> Found:
        if ask.purpose == "token":
            return self._authenticated(document)
        if document.status not in (401, 403) or self.token is not None:
            return super().follow(ask, document)
        self._open -= 1
        self._waiting.append(ask)
        again = [] if len(self._waiting) > 1 else [Ask(self._post(_TOKEN, {}), "token")]
        return self._settle(Found(asks=again))

    def _authenticated(self, document: Document) -> Found:
        """Ask again for what was refused, now with a token, if there is one."""
        self._open -= 1
        self.token = document.headers.get("x-access-token") or ""
        waiting, self._waiting = self._waiting, []
        if not self.token:
            return self._settle(self.refused(waiting[0], refusal(document) or "refused"))
        return self._settle(
            Found(asks=[self._ask(int(a.state["offset"] or 0), _text(a.state["parent"])) for a in waiting])
        )

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        talk = at(data, "conversation")
        if not isinstance(at(talk, "comments"), list):
            return self.misshapen(ask)
        above = _text(ask.state["parent"]) if ask is not None else None
        found = Found(stated_count=None if above else count_at(talk, "messages_count"))
        rows = [(row, up) for row, up in flatten(rows_at(talk, "comments"), "replies") if id_at(row, "id")]
        found.comments = self.new(self._comment(row, up, above, at(talk, "users")) for row, up in rows)
        for row, _ in rows:
            if flag_at(row, "has_next") and self.spot and self.post:
                found.asks.append(self._ask(len(rows_at(row, "replies")), id_at(row, "id")))
        if flag_at(talk, "has_next"):
            offset = count_at(talk, "offset") or 0
            asked = int(ask.state["offset"] or 0) if ask is not None else 0
            if found.comments and self.spot and self.post and offset > asked:
                found.asks.append(self._ask(offset, above))
            else:
                self.fail("paged")
        return found

    def _comment(self, row: Json, up: Json, above: str | None, users: Json) -> Comment:
        user = id_at(row, "user_id")
        parts = [text_at(part, "text") for part in rows_at(row, "content") if text_at(part, "type") in (None, "text")]
        comment = self.comment(
            id_at(row, "id") or "",
            id_at(row, "parent_id") or id_at(up, "id") or above,
            html="\n".join(filter(None, parts)),
            name=text_at(row, "user_display_name") or (text_at(users, user, "display_name") if user else None),
            when=at(row, "written_at") or at(row, "time"),
        )
        comment.author_id = user
        comment.likes, comment.dislikes = count_at(row, "rank", "ranks_up"), count_at(row, "rank", "ranks_down")
        if user and (flag_at(users, user, "is_admin") or flag_at(users, user, "is_moderator")):
            comment.is_staff = True
        if flag_at(row, "deleted") or text_at(row, "status") == "deleted":
            comment.status = "deleted"
        return comment


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
