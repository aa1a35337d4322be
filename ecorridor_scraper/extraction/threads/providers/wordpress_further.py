"""When a WordPress thread asks for further documents, for which, and what is known when they have come.

A thread that stands whole in its page asks for nothing. One that is short of its stated count, goes on on other comment
pages, or is nested to the theme's last level (below which parents are lost) asks REST, which gives every comment with
its true parent. Where REST is refused the feed follows, and after it the comment pages; so they do where REST has fewer
comments than the page counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin

from ....items import Wanted
from ..answers import TOO_MANY, Json, at, count_at, flag_at, id_at, json_answer, rows_at, text_at, web_address
from ..contract import Ask, Found
from .wordpress_api import WordPressApi

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...page import Document, Page
    from ..contract import Signals


class _Gathered:
    """What the documents of a thread have brought so far, and how many comments they say that there are."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._stated: int | None = None

    def _note(self, found: Found) -> None:
        self._ids.update(comment.comment_id for comment in found.comments)
        if found.stated_count is not None:
            self._stated = max(self._stated or 0, found.stated_count)

    @property
    def _short(self) -> bool:
        return self._stated is not None and len(self._ids) < self._stated

    @property
    def _whole(self) -> bool:
        return self._stated is not None and not self._short


class WordPressFurther(_Gathered):
    """The further documents of one WordPress thread, in the order of the fall-backs."""

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__()
        self.api = WordPressApi(page, signals)
        self._held: list[Ask] = []
        """Comment pages, held back while an interface may bring the whole thread."""
        self._pages_open = 0
        self._page_failure: str | None = None
        self._paged = False
        self._known_pages: set[str] = set()
        self._first_page = 1
        """The number of the comment page that the article's own address shows."""

    def begin(self, found: Found) -> None:
        """Put in place of the asks of the printed list what the policy asks for first."""
        if found.stated_count is None:
            declared = declared_count(self.api.page)
            if declared is not None and declared > len(found.comments):
                found.stated_count = declared
        self._note(found)
        self._first_page = found.order
        pages, found.asks = found.asks, []
        self._hold(pages)
        capped = any(comment.parent_source == "dom-capped" for comment in found.comments)
        if pages or capped or self._short:
            found.asks = self.api.open()
            found.complete = None
            if not found.asks:
                self.api.exhausted = True
                found.asks = self._release()
                self._judge(found)
        elif found.comments:
            found.complete = True

    def follow(self, ask: Ask, document: Document) -> Found:
        """What REST or a feed gives; the comment pages, where the interfaces are at their end."""
        found = self.api.follow(ask, document)
        found.complete = found.reason = None
        self._note(found)
        if document.status == TOO_MANY:
            self._stop(found)
        elif self.api.exhausted or (self._short and not found.asks and not self.api.is_open):
            found.asks += self._release()  # REST leaves pingbacks out, which the pages print and count
        return self._judge(found)

    def _stop(self, found: Found) -> None:
        """Ask for nothing more: a host that wants fewer requests gets none in other ways."""
        self.api.give_up(found.asks)
        found.asks = []
        self.api.exhausted = True
        if self._held:
            self._held, self._page_failure = [], "refused"

    def page_came(self, found: Found) -> Found:
        """What a comment page gives; `reason` is set where it was refused."""
        self._pages_open -= 1
        if found.complete is False:
            self._page_failure = self._page_failure or found.reason or "refused"
        elif found.comments and not {comment.comment_id for comment in found.comments} - self._ids:
            found.notes.append("wordpress:comment-page:repeated")
            self._page_failure = self._page_failure or "missing"
        self._note(found)
        pages, found.asks = found.asks, []
        self._hold(pages)
        found.asks = self._release()
        return self._judge(found)

    def _hold(self, pages: list[Ask]) -> None:
        for ask in pages:
            if ask.wanted not in self._known_pages and ask.state.get("page") != self._first_page:
                self._known_pages.add(ask.wanted)
                self._held.append(ask)
        self._paged = self._paged or bool(pages)

    def _release(self) -> list[Ask]:
        released, self._held = self._held, []
        self._pages_open += len(released)
        return released

    def _judge(self, found: Found) -> Found:
        """The last answer says whether all came; a refusal that cost no comment does not count against it."""
        if found.asks or self._pages_open > 0 or self.api.is_open:
            return found
        if not self.api.exhausted:
            found.complete, found.reason = self.api.failure is None or self._whole, self.api.failure
        elif self._page_failure:
            found.complete, found.reason = self._whole, self._page_failure
        else:
            found.complete = self._whole or self._paged or not self._short
            found.reason = self.api.failure or "missing"
        if found.complete:
            found.reason = None
            if self._short:
                found.complete, found.reason = False, "missing"
        return found


def declared_count(page: Page) -> int | None:
    """How many comments the page's structured data claims (schema.org `commentCount`, `CommentAction`), or None."""
    for node in page.json_ld:
        count = count_at(node, "commentCount")
        if count is None:
            for statistic in rows_at(node, "interactionStatistic") or rows_at([at(node, "interactionStatistic")]):
                kind = at(statistic, "interactionType")
                if "CommentAction" in str(at(kind, "@type") or kind):
                    count = count_at(statistic, "userInteractionCount")
        if count is not None:
            return count
    return None


_MOST_ROUNDS = 200


class WpDiscuzFurther(_Gathered):
    """The further documents of one wpDiscuz thread: REST (its comments are WordPress comments), then its own AJAX."""

    def __init__(self, page: Page, signals: Signals, read: Callable[[Document], Found | None]) -> None:
        super().__init__()
        self.api = WordPressApi(page, signals)
        self._read = read
        self._failure: str | None = None
        self._signals = signals
        self._ajax = urljoin(page.url, "/wp-admin/admin-ajax.php")
        self._last = "0"

    def begin(self, found: Found, last_parent: str | None) -> None:
        """Ask where the page holds fewer comments than it states, a cut body, or a button for more."""
        self._note(found)
        cut = any(comment.is_truncated for comment in found.comments)
        more = last_parent is not None and self._stated is None
        if (self._short or cut or more) and self._locate():
            self._last = last_parent or "0"
            found.asks = self.api.open()
            found.complete = None
        elif self._short:
            found.complete, found.reason = False, "paged"
        elif found.comments and self._stated is not None:
            found.complete = True

    def _locate(self) -> bool:
        """Find the post's id and the address that answers for it; False where the page does not tell the id."""
        self.api.locate()
        config = _ajax_config(self._signals)
        options = at(config, "wpdiscuz_options")
        self.api.post = self.api.post or id_at(config, "wc_post_id") or id_at(options, "wc_post_id")
        native = count_at(config, "isNativeAjaxEnabled") != 0 and flag_at(config, "isNativeAjaxEnabled") is not False
        own = text_at(config, "url") if native else text_at(config, "customAjaxUrl")
        self._ajax = web_address(own, self._signals.page.url) or self._ajax
        return self.api.post is not None

    def _ask_ajax(self, offset: int, last: str) -> Ask:
        fields = {
            "action": "wpdLoadMoreComments", "sorting": "oldest", "offset": offset, "lastParentId": last,
            "isFirstLoad": 0 if offset or self._ids else 1, "wpdType": "", "postId": self.api.post,
        }  # fmt: skip
        headers = (
            ("content-type", "application/x-www-form-urlencoded; charset=UTF-8"),
            ("x-requested-with", "XMLHttpRequest"),
        )
        wanted = Wanted(self._ajax, method="POST", headers=headers, body=urlencode(fields).encode())
        return Ask(wanted, "ajax", {"offset": offset, "last": last})

    def follow(self, ask: Ask, document: Document) -> Found:
        """What REST, AJAX or the feed gives."""
        if ask.purpose == "ajax":
            return self._judge(self._more(ask, document))
        found = self.api.follow(ask, document)
        found.complete = found.reason = None
        self._note(found)
        if document.status == TOO_MANY:
            self.api.give_up(found.asks)
            found.asks = []
        elif any(next_ask.purpose == "atom" for next_ask in found.asks) and not self._failure:
            self.api.give_up(found.asks)
            found.asks = [self._ask_ajax(0, self._last)]
            self.api.failure = None
        return self._judge(found)

    def _more(self, ask: Ask, document: Document) -> Found:
        answer = json_answer(document)
        inner: Json = at(answer.data, "data") if isinstance(at(answer.data, "data"), dict) else answer.data
        if answer.refused or not isinstance(at(inner, "comment_list"), str):
            self._failure = self._failure or answer.refused or "refused"
            asks = [] if self._ids or document.status == TOO_MANY else self.api.open_feed()
            return Found(notes=[f"wpdiscuz:ajax:{self._failure}"], asks=asks)
        found = self._read(document) or Found(source="attribute")
        fresh = {comment.comment_id for comment in found.comments} - self._ids
        self._note(found)
        if flag_at(inner, "is_show_load_more"):
            offset = int(ask.state["offset"] or 0) + 1
            last = id_at(inner, "last_parent_id")
            if fresh and last and offset < _MOST_ROUNDS:
                found.asks = [self._ask_ajax(offset, last)]
            else:
                self._failure = self._failure or "paged"
        return found

    def _judge(self, found: Found) -> Found:
        if found.asks or self.api.is_open:
            return found
        failure = self._failure or self.api.failure
        found.complete, found.reason = (True, None) if failure is None or self._whole else (False, failure)
        return found


def _ajax_config(signals: Signals) -> Json:
    """The object that the plugin hands to its script."""
    from json import JSONDecoder

    start = signals.inline.find("wpdiscuzAjaxObj")
    brace = signals.inline.find("{", start)
    if start < 0 or not 0 <= brace - start < 40:
        return {}
    try:
        value: Any = JSONDecoder().raw_decode(signals.inline, brace)[0]
    except (ValueError, RecursionError):
        return {}
    return value
