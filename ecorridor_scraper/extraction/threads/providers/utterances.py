"""utterances: a GitHub issue, found by its term, and its comments, flat.

Source: GitHub's REST API (`/search/issues`, `/repos/O/R/issues/N/comments`), which answers 60 times an hour without
a token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....items import Wanted
from ..answers import Api, Json, at, count_at, flag_at, id_at, query, rows_at, text_at, web_address
from ..contract import Ask, Found

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_SIZE = 100
_STAFF = {"OWNER", "MEMBER", "COLLABORATOR"}


class Utterances(Api):
    """utterances on a page, or the comments of a GitHub issue."""

    name = "utterances"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.config: dict[str, str] = {}
        if signals.data is None:
            for script in page.root.xpath("//script[contains(@src, 'utteranc.es/client.js')]"):
                self.config = {str(k): str(v) for k, v in script.attrib.items()}

    @classmethod
    def own(cls, data: Json) -> bool:
        row = at(data, 0)
        return isinstance(row, dict) and "issue_url" in row and "author_association" in row

    @classmethod
    def markup(cls, signals: Signals) -> float:
        return 0.95 if any("utteranc.es/client.js" in address for address in signals.scripts) else 0.0

    def _term(self) -> str | None:
        term = self.config.get("issue-term")
        address = self.page.own_address or self.page.url
        if term == "pathname":
            return urlsplit(address).path.removesuffix(".html").strip("/") or "index"
        if term == "url":
            return address
        if term == "title":
            return str(self.page.root.findtext(".//title") or "") or None
        if term == "og:title":
            return next(iter(self.page.meta.get("og:title", ())), None)
        return term

    def first(self) -> list[Ask]:
        repo, number = self.config.get("repo"), self.config.get("issue-number")
        if not repo:
            return []
        if number:
            return [self._ask(number, 1)]
        term = (self._term() or "").strip()
        if not term:
            return []
        search = f'"{term}" type:issue in:title repo:{repo}'
        return [Ask(Wanted(query("https://api.github.com/search/issues", q=search, per_page=5)), "issue")]

    def _ask(self, number: str, page: int) -> Ask:
        address = f"https://api.github.com/repos/{self.config.get('repo')}/issues/{number}/comments"
        return Ask(Wanted(query(address, per_page=_SIZE, page=page)), "comments", {"number": number, "page": page})

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        if ask is not None and ask.purpose == "issue":
            return self._issue(ask, data)
        if not isinstance(data, list):
            return self.misshapen(ask)
        rows = [row for row in rows_at(data) if id_at(row, "id")]
        found = Found(comments=self.new(self._comment(row) for row in rows))
        if ask is not None and len(rows) >= _SIZE:
            self.go_on(found, self._ask(str(ask.state["number"]), int(ask.state["page"] or 1) + 1))
        return found

    def _issue(self, ask: Ask, data: Json) -> Found:
        if not isinstance(at(data, "items"), list):
            return self.misshapen(ask)
        term = (self._term() or "").strip().casefold()
        for issue in rows_at(data, "items"):
            number = id_at(issue, "number")
            if number and term in (text_at(issue, "title") or "").casefold():
                locked = flag_at(issue, "locked")
                return Found(
                    asks=[self._ask(number, 1)],
                    stated_count=count_at(issue, "comments"),
                    is_open=None if locked is None else not locked,
                )
        return Found(stated_count=0)

    def _comment(self, row: Json) -> Comment:
        comment = self.comment(
            id_at(row, "id") or "",
            None,
            html=text_at(row, "body_html"),
            plain_text=text_at(row, "body"),
            name=text_at(row, "user", "login"),
            when=at(row, "created_at"),
            edited=at(row, "updated_at"),
        )
        comment.author_id = id_at(row, "user", "id")
        comment.author_url = web_address(text_at(row, "user", "html_url"))
        comment.permalink = web_address(text_at(row, "html_url"))
        comment.likes, comment.dislikes = count_at(row, "reactions", "+1"), count_at(row, "reactions", "-1")
        comment.is_staff = True if text_at(row, "author_association") in _STAFF else None
        return comment
