"""IntenseDebate: a script that names a script, whose strings hold the rendered list.

Source: the requests of its wrapper (`genericCommentWrapper2.php`, then the address it assigns to a script element).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from ....items import Wanted
from ..answers import Api, count_at, parse_json, query, refusal, web_address
from ..contract import Ask, Found
from ..described import xpath_class

if TYPE_CHECKING:
    from ....items import Comment
    from ...page import Document, Page
    from ..contract import Signals

_ENTRY = {
    key: re.compile(rf"""idcomments_{key}\s*=\s*["']([^"'\n]*)["']""")
    for key in ("acct", "post_id", "post_url", "post_title")
}
_SCRIPT = re.compile(r"""\.src\s*=\s*["']([^"']+)["']""")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_COMMENT_ID = re.compile(r"IDComment\d")
_MOST = 4_000_000


class IntenseDebate(Api):
    """IntenseDebate on a page, or a page that holds its rendered list."""

    name = "intensedebate"

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        inline = signals.inline if signals.data is None else ""
        found = {key: pattern.search(inline) for key, pattern in _ENTRY.items()}
        self.config = {key: match.group(1) for key, match in found.items() if match and match.group(1)}

    @classmethod
    def markup(cls, signals: Signals) -> float:
        if "idc-c" in signals.classes:
            return 0.95
        loaded = any("intensedebate.com/js/" in address for address in signals.scripts)
        return 0.9 if loaded or "idcomments_acct" in signals.inline else 0.0

    def read(self) -> Found:
        if self.signals.data is None:
            found = self._list(self.page.root)
            if found.comments:
                found.elements = self.page.root.xpath("//*[@id='idc-container']")
                return found
        return super().read()

    def first(self) -> list[Ask]:
        if "acct" not in self.config:
            return []
        address = query(
            "https://intensedebate.com/js/genericCommentWrapper2.php",
            acct=self.config["acct"], postid=self.config.get("post_id"), title=self.config.get("post_title"),
            url=self.config.get("post_url") or self.page.own_address or self.page.url,
        )  # fmt: skip
        return [Ask(Wanted(address), "wrapper")]

    def follow(self, ask: Ask, document: Document) -> Found:
        self._open -= 1
        reason = refusal(document)
        source = "" if reason else document.body[:_MOST].decode("utf-8", "replace")
        if ask.purpose == "wrapper":
            match = _SCRIPT.search(source)
            address = web_address(match.group(1).replace("\\/", "/"), ask.wanted.url) if match else None
            if address is None:
                return self._settle(self.refused(ask, reason or "refused"))
            return self._settle(Found(asks=[Ask(Wanted(address), "script")]))
        if reason or source.lstrip()[:1] == "<":
            return self._settle(self.refused(ask, reason or "refused"))
        found = Found()
        for literal in _STRING.findall(source):
            if "IDComment" in literal:
                found.comments += self._from_literal(literal).comments
        if not found.comments and (_COMMENT_ID.search(source) or "IDComments" not in source):
            return self._settle(self.misshapen(ask))
        return self._settle(found)

    def _from_literal(self, literal: str) -> Found:
        """The comments inside one string of the script: JavaScript's own escapes read as JSON do."""
        data = parse_json(b"[" + literal.replace("\\'", "'").encode("utf-8", "replace") + b"]").data
        markup = data[0] if isinstance(data, list) and data and isinstance(data[0], str) else None
        if not markup:
            return Found()
        try:
            return self._list(html.fragment_fromstring(markup.replace("\x00", ""), create_parent="div"))
        except (etree.ParserError, ValueError):
            return Found()

    def _list(self, root: Any) -> Found:
        found = Found()
        for element in root.xpath(f".//*[{xpath_class('idc-c')}][starts-with(@id, 'IDComment')]"):
            comment = self._comment(element)
            if comment:
                found.comments += self.new([comment])
        return found

    def _comment(self, element: Any) -> Comment | None:
        identifier = str(element.get("id"))[len("IDComment") :]
        body = _own(element, f".//*[@id='IDComment-CommentText{identifier}'] | .//*[{xpath_class('idc-c-t-inner')}]")
        if not identifier.isdecimal() or body is None:
            return None
        name = _own(element, f".//*[{xpath_class('idc-i')}]//a[not(img)] | .//*[{xpath_class('idc-i')}]//span")
        date = _own(element, f".//*[@id='IDCommentTime{identifier}'] | .//*[{xpath_class('IDCommentTime')}]")
        votes = _own(element, f".//*[{xpath_class('idc-v-total')}]")
        threads = (
            str(i)[len("IDThread") :] for i in reversed(element.xpath("ancestor::*[starts-with(@id, 'IDThread')]/@id"))
        )
        outer = next((i for i in threads if i != identifier), "")
        comment = self.comment(
            identifier,
            outer if outer.isdecimal() else None,
            html=etree.tostring(body, encoding="unicode", method="html", with_tail=False),
            name="".join(name.itertext()) if name is not None else None,
            when=(date.get("title") or "".join(date.itertext())) if date is not None else None,
        )
        comment.author_url = web_address(name.get("href")) if name is not None else None
        comment.permalink = web_address(date.get("href"), self.page.url) if date is not None else None
        comment.likes = count_at(["".join(votes.itertext())], 0) if votes is not None else None
        if comment.parent_id:
            comment.parent_source = "attribute"
        return comment


def _own(element: Any, path: str) -> Any:
    """The first match inside a comment that does not stand inside one of its replies."""
    for match in element.xpath(path):
        owner = next((a for a in match.iterancestors() if "idc-c" in (a.get("class") or "").split()), None)
        if owner is element:
            return match
    return None
