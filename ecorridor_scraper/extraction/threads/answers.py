"""Answers of comment interfaces: a document in; JSON that can be asked anything, rows, and why there are none.

What an interface answers is never to be trusted: a refusal, a page of HTML, half a JSON value, a value of another
shape. Every function here answers a question with a typed value or None and raises nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson

from ...items import Comment, Wanted
from ..page import absolute
from .contract import Ask, Found, Provider
from .text import from_html, from_plain, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..page import Document, Page
    from .contract import Signals

Json = Any
"""A JSON value of unknown shape."""

MOST_ROWS = 20_000
"""More rows than any thread has; what a document holds beyond them is not read."""

_LOGIN = re.compile(rb"not[_ ]logged[_ ]in|log[_ -]?in[_ ]required|must be logged in|members?[_ -]only", re.IGNORECASE)

TOO_MANY = 429
"""The status that asks for fewer requests: no other way to the same comments is tried after it."""

_SKEW = timedelta(days=1)
"""How far a clock may run ahead before its date is no date."""

_MILLISECONDS = 100_000_000_000
"""An epoch beyond this counts milliseconds: in seconds it would be the year 5138."""


@dataclass(slots=True, frozen=True)
class Answer:
    """A JSON value, or why there is none: refused (status, HTML, nothing) or truncated (JSON that breaks off)."""

    data: Json = None
    refused: str | None = None


def refusal(document: Document) -> str | None:
    """Why a document answers nothing, by its status (login, where it asks for one); None where it may answer."""
    if 200 <= document.status < 300 and document.body.strip():
        return None
    return "login" if document.status in (401, 403) and _LOGIN.search(document.body[:4000]) else "refused"


def json_answer(document: Document) -> Answer:
    """The JSON value that a document holds, or why it holds none."""
    reason = refusal(document)
    return Answer(refused=reason) if reason else parse_json(document.body)


def parse_json(body: bytes) -> Answer:
    """The JSON value of these bytes, in whatever encoding and with whatever around it, or why there is none."""
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if body[:1] not in (b"{", b"["):
        return Answer(refused="refused")
    try:
        return Answer(orjson.loads(body))
    except orjson.JSONDecodeError:
        pass
    try:
        value = json.loads(body.decode("utf-8", "replace"), strict=False)
        # halves of surrogate pairs may stand in escapes, and nothing can store them
        return Answer(json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")))
    except (ValueError, RecursionError):
        return Answer(refused="truncated")


def at(value: Json, *path: str | int) -> Json:
    """The value at a path of keys and indices, or None where the shape is another."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_at(value: Json, *path: str | int) -> str | None:
    """The text at a path, trimmed, or None where it is empty or no text."""
    found = at(value, *path)
    return found.strip() or None if isinstance(found, str) else None


def id_at(value: Json, *path: str | int) -> str | None:
    """The identifier at a path: a text or a whole number as text. Empty and 0 are none."""
    found = at(value, *path)
    if isinstance(found, str):
        return found.strip() or None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) and found else None


def count_at(value: Json, *path: str | int) -> int | None:
    """The whole number at a path, also where it is written as text, or None."""
    found = at(value, *path)
    if isinstance(found, bool):
        return None
    if isinstance(found, int):
        return found if abs(found) < 2**31 else None
    if isinstance(found, float):
        return int(found) if found.is_integer() and abs(found) < 2**31 else None
    if isinstance(found, str) and len(found) < 10 and found.strip().lstrip("-").isdecimal():
        return int(found)
    return None


def flag_at(value: Json, *path: str | int) -> bool | None:
    """The truth value at a path, or None where it is none."""
    found = at(value, *path)
    if isinstance(found, bool):
        return found
    return found == 1 if isinstance(found, int) and found in (0, 1) else None


def rows_at(value: Json, *path: str | int) -> list[dict[str, Json]]:
    """The objects of the array at a path; whatever else stands in it is left out."""
    found = at(value, *path)
    return [row for row in found[:MOST_ROWS] if isinstance(row, dict)] if isinstance(found, list) else []


def moment(value: Json, *, fetched_at: datetime) -> datetime | None:
    """The instant of a machine-written date, UTC, or None.

    ISO 8601 (without a zone it is UTC), RFC 2822, epoch seconds or milliseconds. More than a day after `fetched_at`
    is no date.
    """
    found = _epoch(value) if isinstance(value, int | float) else _written(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if found <= fetched_at + _SKEW else None


def _epoch(value: float) -> datetime | None:
    if isinstance(value, bool) or not 0 < value < _MILLISECONDS * 1000:
        return None
    whole = round(value * 1000) if value >= _MILLISECONDS else round(value * 1_000_000)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=whole)


def _written(value: str) -> datetime | None:
    value = value.strip()
    if value.isdecimal() and 9 <= len(value) <= 14 and value.isascii():
        return _epoch(int(value))
    try:
        return datetime.fromisoformat(value) if len(value) < 40 else None
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def web_address(value: str | None, base: str = "") -> str | None:
    """An absolute address of the web, or None."""
    return absolute(value, base) if value else None


class Api(Provider):
    """A system whose comments stand in JSON documents: those that it asks for, or the fetched page itself.

    A subclass says which JSON is its own (`own`), what to ask first (`first`) and what an answer gives (`take`). This
    class counts what is still open, so that the last answer can say whether the thread is complete, and drops rows
    that have come before, so that a loop of pages ends.
    """

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self.failure: str | None = None
        """The first reason why something is missing."""
        self._status = 200
        """Of the answer that was read last."""
        self._open = 0
        self._later: list[Ask] = []
        self._seen: set[str] = set()
        self._asked: set[str] = set()

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if signals.data is not None:
            return 1.0 if cls.own(signals.data) else 0.0
        return cls.markup(signals)

    @classmethod
    def own(cls, data: Json) -> bool:
        """Whether a JSON document that was fetched as the page is one of this system."""
        return False

    @classmethod
    def markup(cls, signals: Signals) -> float:
        """How sure it is, 0 to 1, that an HTML page uses this system."""
        return 0.0

    def first(self) -> list[Ask]:
        """The opening requests, none where the page lacks what they need."""
        return []

    def take(self, ask: Ask | None, data: Json, document: Document) -> Found:
        """What one JSON document gives; `ask` is None where it is the page itself.

        Nothing, for a system whose documents are no JSON: it reads them in `follow`.
        """
        return Found()

    def read(self) -> Found:
        if self.signals.data is not None:
            return self._settle(self.take(None, self.signals.data, self.page.document))
        found = Found(asks=self.first())
        if not found.asks:
            found.complete, found.reason = False, "not_collectable"
        self._asked.update(ask.wanted for ask in found.asks)
        self._open += len(found.asks)
        return found

    def open(self) -> list[Ask]:
        """The opening requests, for a provider that reads the HTML of the same system and leaves the rest to this."""
        return self._settle(Found(asks=self.first())).asks

    def has_asked(self, ask: Ask) -> bool:
        """Whether a request is one of its own."""
        return ask.wanted in self._asked

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self._open > 0

    def follow(self, ask: Ask, document: Document) -> Found:
        self._open -= 1
        self._status = document.status
        answer = json_answer(document)
        if answer.refused is not None:
            return self._settle(self.refused(ask, answer.refused))
        return self._settle(self.take(ask, answer.data, document))

    def fail(self, reason: str) -> None:
        """Note why something is missing; the first reason stays."""
        self.failure = self.failure or reason

    def ask_in_turn(self, asks: list[Ask]) -> None:
        """Ask for one after the other, the first with the answer that is being read: a host that wants fewer requests
        midway gets no more of them.
        """
        self._later += asks

    def go_on(self, found: Found, ask: Ask) -> None:
        """Ask for the next page; one that brought nothing new leads in a circle."""
        if found.comments:
            found.asks.append(ask)
        else:
            self.fail("paged")

    def refused(self, ask: Ask, reason: str) -> Found:
        """What to do where an answer does not come; a subclass may ask elsewhere."""
        self.fail(reason)
        return Found(notes=[f"{self.name}:{ask.purpose}:{reason}"])

    def misshapen(self, ask: Ask | None) -> Found:
        """For an answer that is JSON, but not that of this system."""
        return self.refused(ask or Ask(Wanted(self.page.url), "page"), "refused")

    def _settle(self, found: Found) -> Found:
        if found.source == "dom":
            found.source = "api"
        if self._later and self._open <= 0 and self._status != TOO_MANY:
            found.asks.append(self._later.pop(0))
        new = [ask for ask in found.asks if ask.wanted not in self._asked]
        if len(new) < len(found.asks):
            self.fail("paged")  # an answer that leads back to where it came from
        found.asks = new
        self._asked.update(ask.wanted for ask in new)
        self._open += len(new)
        if self._open <= 0:
            found.complete = self.failure is None
            found.reason = self.failure
        return found

    def new(self, comments: Iterable[Comment]) -> list[Comment]:
        """The comments that no document before has brought."""
        fresh = []
        for comment in comments:
            if comment.comment_id not in self._seen:
                self._seen.add(comment.comment_id)
                fresh.append(comment)
        return fresh

    @property
    def collected(self) -> int:
        """How many comments the documents so far have brought."""
        return len(self._seen)

    def comment(
        self,
        identifier: str,
        parent: str | None,
        *,
        html: str | None = None,
        plain_text: str | None = None,
        name: str | None = None,
        when: Json = None,
        edited: Json = None,
    ) -> Comment:
        """A comment of this system: its body from HTML or plain text, its parent as the interface says."""
        comment = Comment(comment_id=identifier, comment_system=self.name, author_name=shown_name(name))
        if parent is not None and parent != identifier:
            comment.parent_id, comment.parent_source = parent, "api"
        comment.date_published = moment(when, fetched_at=self.page.fetched_at)
        if when is not None and not isinstance(when, dict | list | bool):
            comment.date_published_raw = str(when).strip() or None
        if comment.date_published is not None:
            comment.date_published_precision = "second"
        elif isinstance(when, str):
            self.date(comment, when)
        comment.date_modified = moment(edited, fetched_at=self.page.fetched_at)
        if comment.date_modified == comment.date_published:
            comment.date_modified = None
        fill_body(comment, html, plain_text, self.page.url)
        return comment


def flatten(
    rows: Iterable[Mapping[str, Json]], *children: str
) -> Iterable[tuple[dict[str, Json], dict[str, Json] | None]]:
    """Every row of nested rows with the row above it, parents first, whatever the depth; `children` leads down."""
    stack: list[tuple[dict[str, Json], dict[str, Json] | None]] = [(dict(row), None) for row in reversed(list(rows))]
    given = 0
    while stack and given < MOST_ROWS:
        row, above = stack.pop()
        yield row, above
        given += 1
        stack.extend((below, row) for below in reversed(rows_at(row, *children)))


def query(address: str, **parameters: str | int | None) -> str:
    """An address with these parameters, those that are None left out, in the order given."""
    pairs = urlencode({k: v for k, v in parameters.items() if v is not None})
    return f"{address}{'&' if '?' in address else '?'}{pairs}" if pairs else address


def post_json(address: str, payload: Json, *headers: tuple[str, str]) -> Wanted:
    """A POST of a JSON value."""
    body = orjson.dumps(payload)
    return Wanted(address, method="POST", headers=(("content-type", "application/json"), *headers), body=body)


def fill_body(comment: Comment, html: str | None, plain_text: str | None, base: str) -> None:
    """Put the text of a comment in place, from its HTML where there is some, else from its plain text."""
    body = from_html(html, base) if html else from_plain(plain_text)
    comment.text, comment.text_html, comment.quoted_text = body.text, body.html, body.quoted
    comment.is_truncated = body.truncated or None


def shown_name(name: str | None) -> str | None:
    """A name as a reader sees it: entities resolved, on one line."""
    return plain(unescape(name) if name and "&" in name else name)
