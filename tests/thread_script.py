"""Scripted sites: a page, what answers its requests, the thread that must come out of them, and what may go wrong.

`ThreadSite.answer` answers whatever is asked, so that a site can be driven in-process as well as by a crawl; a
`Fault` puts a refusal, a broken answer or a loop in the place of some of the answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.items import Wanted

FETCHED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
START = datetime(2026, 10, 20, 6, 0, tzinfo=UTC)
ADDRESS = "https://khabar.example/2026/10/pul-ki-marammat/"
NAMES = ("Asma", "Bilal Tariq", "نادیہ", "C. Osei", "Dilawar & Sons", "Эльвира", "Farid")
SAYINGS = (
    "The bridge was closed again this morning.",
    "Yeh pul kab theek hoga, koi bata sakta hai?",
    "پل کی مرمت پچھلے سال بھی ہوئی تھی۔",
    "Nobody asked the people who cross it every day.",
    "Theek keh rahe hain aap, bilkul.",
)


@dataclass(slots=True, frozen=True)
class Said:
    """One comment of a scripted conversation; `key` counts from 1."""

    key: int
    parent: int | None
    name: str
    text: str
    at: datetime

    @property
    def html(self) -> str:
        return f"<p>{escape(self.text)}</p>"


def conversation(count: int, *, answered: int = 10_000, levels: int = 99) -> list[Said]:
    """A conversation in which every third comment opens a branch and the others answer one of the two before them.

    `levels` bounds how deep an answer may stand (1 is one level of answers); comments after the first `answered` open
    a branch each.
    """
    said: list[Said] = []
    depth: dict[int, int] = {}
    for key in range(1, count + 1):
        parent = None if key > answered or key % 3 == 1 else key - 1 if key % 2 else max(1, key - 2)
        while parent is not None and depth[parent] >= levels:
            parent = said[parent - 1].parent
        depth[key] = 0 if parent is None else depth[parent] + 1
        text = f"{SAYINGS[key % len(SAYINGS)]} ({key})"
        said.append(Said(key, parent, NAMES[key % len(NAMES)], text, START + timedelta(minutes=7 * key)))
    return said


Respond = Callable[[Wanted, dict[str, str], Any], Document | None]


@dataclass(slots=True)
class ThreadSite:
    """A page, what answers its requests, and what must come out.

    `expected` maps the key of each comment to (parent's key, author, text).
    """

    page: Document
    respond: Respond
    expected: dict[str, tuple[str | None, str | None, str]]
    system: str
    stated: int | None = None
    complete: bool | None = True
    reason: str | None = None

    def answer(self, wanted: Wanted) -> Document:
        """The answer to one request: what the script says, else 404."""
        parameters = dict(parse_qsl(urlsplit(wanted.url).query, keep_blank_values=True))
        body: Any = None
        if wanted.body is not None:
            try:
                body = json.loads(wanted.body)
            except ValueError:
                body = dict(parse_qsl(wanted.body.decode()))
        return self.respond(wanted, parameters, body) or Document(wanted.url, b"<html>Not here</html>", 404)


@dataclass(slots=True)
class Fault:
    """What goes wrong: the answers from number `start` on (from 0) are replaced by what `broken` makes of them."""

    name: str
    broken: Callable[[Document], Document]
    start: int = 0


def _page_of_html(document: Document) -> Document:
    return Document(document.url, b"<!DOCTYPE html><html><body><p>Checking your browser</p></body></html>", 200)


def _half(document: Document) -> Document:
    return Document(document.url, document.body[: max(1, len(document.body) // 2)], document.status)


def _status(status: int) -> Callable[[Document], Document]:
    return lambda document: Document(document.url, b'{"code":"no"}', status)


def _body(body: bytes) -> Callable[[Document], Document]:
    return lambda document: Document(document.url, body)


FAULTS = (
    *(Fault(str(status), _status(status)) for status in (401, 403, 404, 429, 500)),
    Fault("html", _page_of_html),
    Fault("empty", _body(b"")),
    Fault("truncated", _half),
    Fault("list", _body(b"[1, null, [], {}]")),
    Fault("object", _body(b'{"comments": 5, "response": {"posts": {}}, "data": []}')),
    Fault("deep", _body(b'{"a":' * 50_000 + b"1" + b"}" * 50_000)),
)


@dataclass(slots=True)
class Drive:
    """What came of driving a site: the thread, and the requests in the order in which they were made."""

    thread: Thread
    asked: list[Wanted] = field(default_factory=list)


def drive(site: ThreadSite, *, fault: Fault | None = None, limit: int = 40) -> Drive:
    """Bring a site's documents until nothing is wanted any more."""
    collection = Collection(Page(site.page, fetched_at=FETCHED_AT), limit=limit)
    asked: list[Wanted] = []
    while collection.wanted:
        wanted = collection.wanted[0]
        document = site.answer(wanted)
        if fault is not None and len(asked) >= fault.start:
            document = fault.broken(document)
        asked.append(wanted)
        collection.add(wanted, document)
    return Drive(collection.thread(), asked)


def html_page(inside: str, *, head: str = "", url: str = ADDRESS, body_class: str = "") -> Document:
    """An article page around the thread's own markup."""
    text = (
        f'<!DOCTYPE html><html lang="en"><head><title>Pul ki marammat</title>'
        f'<link rel="canonical" href="{url}">{head}</head><body class="{body_class}"><article><h1>Pul ki marammat</h1>'
        f"<p>The bridge over the canal is to be repaired before winter, the department said on Tuesday.</p></article>"
        f"{inside}</body></html>"
    )
    return Document(url, text.encode(), 200, {"content-type": "text/html; charset=utf-8"})


def as_json(url: str, value: Any, *, status: int = 200, **headers: str) -> Document:
    """A JSON answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Document(
        url, json.dumps(value, ensure_ascii=False).encode(), status, {"content-type": "application/json", **named}
    )


def expected_of(
    said: list[Said], key: Callable[[int], str] = str, parents: bool = True
) -> dict[str, tuple[str | None, str | None, str]]:
    return {key(s.key): (key(s.parent) if s.parent is not None and parents else None, s.name, s.text) for s in said}


def iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S")


def answers_to(said: list[Said], key: int | None) -> list[Said]:
    return [s for s in said if s.parent == key]


def whole_branch(said: list[Said], key: int) -> list[Said]:
    """All that stands below a comment, in the order in which it was said."""
    inside = {key}
    for s in said:
        if s.parent in inside:
            inside.add(s.key)
    return [s for s in said if s.key in inside and s.key != key]


def page_of(rows: list[Any], page: int, size: int) -> list[Any]:
    return rows[(page - 1) * size : page * size]
