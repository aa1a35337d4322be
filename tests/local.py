"""Servers of ours on loopback; the news site remembers what was asked of it and when."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

SENTENCE = "The council met on Monday evening and spoke at length about the bridge over the canal and its repair. "


@dataclass(slots=True)
class Answer:
    """A response: HTML with 200 unless said otherwise; `wait` is how long it takes (seconds)."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


@dataclass(slots=True, frozen=True)
class Request:
    """What was asked: when (monotonic), the path, the headers in lower case, the client's port: its connection, and the
    body of a POST.
    """

    at: float
    path: str
    headers: dict[str, str]
    port: int
    body: bytes = b""


class Server(ABC):
    """Answers GET and POST on loopback, as a context manager; what is answered, `answer` says."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self, b"")

            def do_POST(self) -> None:
                server.answer(self, self.rfile.read(int(self.headers.get("Content-Length") or 0)))

            def log_message(self, *args: object) -> None:
                """Quiet."""

        class Threads(ThreadingHTTPServer):
            daemon_threads = True
            address_family = AF_INET6 if ":" in host else AF_INET

            def handle_error(self, *args: object) -> None:
                """A client that was killed in the middle is part of the tests."""

        self._server = Threads((host, 0), Handler)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @abstractmethod
    def answer(self, asked: BaseHTTPRequestHandler, posted: bytes) -> None:
        """Send the response to a request with `send`."""

    @staticmethod
    def send(asked: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """A whole response."""
        asked.send_response(status)
        for name, value in headers.items():
            asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)


class LocalSite(Server):
    """A news site. `answers` maps a path to an Answer, or to a function of the times asked before."""

    def __init__(
        self, answers: dict[str, Answer | Callable[[int], Answer]] | None = None, host: str = "127.0.0.1"
    ) -> None:
        super().__init__(host)
        self.answers: dict[str, Answer | Callable[[int], Answer]] = dict(answers or {})
        self.log: list[Request] = []
        self._stop = threading.Event()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        super().__exit__(kind, error, trace)

    def paths(self, start: str = "/") -> list[str]:
        """What was asked for, in order."""
        return [r.path for r in self.log if r.path.startswith(start)]

    def add_articles(self, count: int, *, wait: float = 0.0, **options: bool) -> list[str]:
        """Articles /2026/11/story-N-of-the-bridge/ and a home page that lists them; returns their paths."""
        paths = [f"/2026/11/story-{n}-of-the-bridge/" for n in range(count)]
        for number, path in enumerate(paths):
            self.answers[path] = Answer(article(number, self.url + path, **options), wait=wait)
        links = "".join(f'<li><a href="{p}">What the council said about the bridge</a></li>' for p in paths)
        self.answers["/"] = Answer(f"<html><head><title>Paper</title></head><body><ul>{links}</ul></body></html>")
        return paths

    def answer(self, asked: BaseHTTPRequestHandler, posted: bytes) -> None:
        """What `answers` has for the path, after its `wait`; it is logged."""
        before = sum(r.path == asked.path for r in self.log)
        headers = {k.lower(): v for k, v in asked.headers.items()}
        self.log.append(Request(monotonic(), asked.path, headers, asked.client_address[1], posted))
        answer = self.answers.get(asked.path, Answer("", 404))
        if not isinstance(answer, Answer):
            answer = answer(before)
        if answer.wait:
            self._stop.wait(answer.wait)
        kind = {"Content-Type": "text/html; charset=utf-8"}
        self.send(asked, answer.status, kind | answer.headers, answer.body.encode())


def article(number: int, url: str, *, author: bool = True, comments: int = 2) -> str:
    """An article of ours with a WordPress thread."""
    byline = '<span class="byline">By <a rel="author" href="/author/amina/">Amina Shah</a></span>' if author else ""
    thread = "".join(
        f'<li id="comment-{number}{k:02d}" class="comment depth-1"><article class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Reader {k}</b></div>'
        f'<div class="comment-metadata"><time datetime="2026-11-02T10:{k:02d}:00+05:00">x</time></div></footer>'
        f'<div class="comment-content"><p>I walked over it {k + 2} times and it shook.</p></div></article></li>'
        for k in range(comments)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The bridge, part {number}</title>'
        f'<link rel="canonical" href="{url}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-11-01T08:00:00+05:00"></head><body><main><article>'
        f"<h1>The bridge, part {number}</h1>{byline}"
        f'<div class="entry-content">{f"<p>{SENTENCE * 3}</p>" * 5}</div></article>'
        f'<section id="comments" class="comments-area"><ol class="comment-list">{thread}</ol></section></main></body></html>'
    )
