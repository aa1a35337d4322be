"""Askbot: the answers to a question, and the comments under both.

A post shows its first comments; `/s/post_comments/` gives all of them, as JSON, where a script says that it asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from ....items import Comment, Wanted
from ..answers import at, fill_body, id_at, json_answer, rows_at, text_at
from ..contract import Ask, Found
from ..described import Described, Forum, Row, xpath_class
from ..place import outermost
from ..text import absolute

if TYPE_CHECKING:
    from lxml import html

    from ...page import Document
    from ..contract import Signals

_SCRIPT = (("X-Requested-With", "XMLHttpRequest"),)
_LISTS = etree.XPath(f"//*[{xpath_class('js-post-comments')}][@data-parent-post-id]")
_MORE = etree.XPath(f".//a[{xpath_class('js-load-comments-btn')}][not({xpath_class('js-hidden')})]")
_ANSWERS = etree.XPath(f"//*[{xpath_class('js-answer')}]")


class Askbot(Forum):
    """`.js-question`, `.js-answer` and `.js-comment[data-post-id]`; a comment answers the post that it stands in."""

    name = "askbot"
    one_body = True
    comments = etree.XPath(
        f"//*[@data-post-id][{xpath_class('js-question')} or {xpath_class('js-answer')} or {xpath_class('js-comment')}]"
    )
    parts: ClassVar = {
        "author": etree.XPath(f"//*[{xpath_class('user-name-link')}]|//*[{xpath_class('js-comment-author')}]"),
        "date": etree.XPath(f"//abbr[{xpath_class('js-timeago')}]"),
        "body": etree.XPath(
            f"//*[{xpath_class('post-body')}]//*[{xpath_class('js-editable-content')}]"
            f"|//*[{xpath_class('js-comment-body')}]"
        ),
        "likes": etree.XPath(f"//*[{xpath_class('js-post-vote-number')}]|//*[{xpath_class('js-score')}]"),
    }
    quotes = etree.XPath("/..")
    beside = etree.XPath(
        f"//*[{xpath_class('paginator')}]/a[contains(@class, 'next-page') or contains(@class, 'prev-page')]"
        f"[@href][not({xpath_class('js-disabled')})]"
    )

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.95 if {"js-post-comments", "js-question"} <= signals.classes else 0.0

    def identify(self, element: html.HtmlElement) -> str | None:
        return said if (said := element.get("data-post-id") or "0") != "0" else None  # the form of a new comment

    def quoted(self, quote: html.HtmlElement) -> str | None:
        return None

    def link(self, rows: list[Row]) -> None:
        Described.link(self, rows)
        for row in rows:
            if row.comment.parent_id == rows[0].comment.comment_id:
                row.comment.parent_id = row.comment.parent_source = None

    def finish(self, found: Found, rows: list[Row]) -> None:
        super().finish(found, rows)
        lists = _LISTS(self.page.root)
        found.elements = outermost([*lists, *_ANSWERS(self.page.root)])
        for shown in lists:
            post, kind = shown.get("data-parent-post-id"), shown.get("data-parent-post-type")
            address = f"/s/post_comments/?post_id={post}&post_type={kind}&avatar_size=16"
            if _MORE(shown) and (url := absolute(address, self.page.url)):
                state = {"above": post if kind == "answer" else None}
                found.asks.append(Ask(Wanted(url, headers=_SCRIPT), "post", state))

    def follow(self, ask: Ask, document: Document) -> Found:
        """All comments of one post; those that the page has printed come again."""
        if ask.purpose != "post":
            return super().follow(ask, document)
        answer = json_answer(document)
        found = Found([self._comment(row, ask) for row in rows_at(answer.data) if id_at(row, "id")], complete=True)
        if answer.refused or not found.comments:
            found.complete, found.reason = False, answer.refused or "refused"
        return found

    def _comment(self, row: Any, ask: Ask) -> Comment:
        comment = Comment(comment_id=id_at(row, "id") or "", author_name=text_at(row, "user_display_name"))
        if above := ask.state["above"]:
            comment.parent_id, comment.parent_source = str(above), "api"
        comment.author_url = absolute(text_at(row, "user_profile_url"), self.page.base)
        self.date(comment, text_at(row, "comment_added_at"))
        fill_body(comment, text_at(row, "html"), None, self.page.url)
        score = at(row, "score")
        comment.likes = score if isinstance(score, int) else None
        return comment
