"""The demo newspaper as a web server on loopback, and the download handler that sends every host there.

The pages call themselves `https://kohsar.example/...`, so that addresses and keys are the same on every machine. The
handler keeps the address of a request and sends it, over real HTTP, to the server on this machine with the host in the
`Host` header. Nothing of a demo crawl leaves the machine.
"""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.utils.misc import build_from_crawler, load_object

from .content import HOST, STORIES
from .pages import HTML, JSON, answers

if TYPE_CHECKING:
    from types import TracebackType

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

SLOW_SECONDS = 1.5
RETRY_SECONDS = 1
REST_PAGE = 4
"""Rows of one REST answer at most: fewer than asked for, as some hosts enforce."""


class DemoSite:
    """The server, as a context manager; `port` is known inside, `log` lists what was asked: (seconds, host, path, status)."""

    def __enter__(self) -> Self:
        self.log: list[tuple[float, str, str, int]] = []
        self._answers = answers()
        self._troubles = {f"{HOST}{s.path}": s.trouble for s in STORIES if s.trouble}
        self._asked: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            do_POST = do_GET  # noqa: N815  (the name that http.server looks for)

            def log_message(self, *args: object) -> None:
                """The crawl's own log is enough."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        if length:
            request.rfile.read(length)
        host = (request.headers.get("Host") or "").partition(":")[0]
        status, kind, body, headers = self._look_up(host, request.path)
        self.log.append((time.monotonic(), host, request.path, status))
        request.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    def _look_up(self, host: str, target: str) -> tuple[int, str, bytes, dict[str, str]]:
        parts = urlsplit(target)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        place = f"{host}{parts.path}"
        trouble = self._troubles.get(place)
        if trouble == "busy" and place not in self._asked:
            self._asked.add(place)
            return 429, HTML, b"<h1>Too many requests</h1>", {"Retry-After": str(RETRY_SECONDS)}
        if trouble == "slow":
            time.sleep(SLOW_SECONDS)
        if place == f"{HOST}/wp-json/wp/v2/comments":
            return self._rest(query)
        if place == "disqus.com/embed/comments/":
            place = f"{place}#{urlsplit(query.get('t_u', '')).path}"
        if place not in self._answers:
            return 404, HTML, b"<html><title>Not found</title><h1>Not found</h1></html>", {}
        return *self._answers[place], {}

    def _rest(self, query: dict[str, str]) -> tuple[int, str, bytes, dict[str, str]]:
        import json

        found = self._answers.get(f"{HOST}/wp-json/wp/v2/comments#{query.get('post')}")
        if found is None:
            return 401, JSON, b'{"code":"rest_cannot_read_post","message":"Sorry, you are not allowed."}', {}
        rows = json.loads(found[2])
        if query.get("order", "desc") == "desc":
            rows.reverse()
        size = min(int(query.get("per_page", "10")), REST_PAGE)
        page = int(query.get("page", "1"))
        pages = -(-len(rows) // size)
        if page > pages:
            return 400, JSON, b'{"code":"rest_comment_invalid_page_number"}', {}
        body = json.dumps(rows[(page - 1) * size : page * size]).encode()
        return 200, JSON, body, {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}


class LoopbackHandler(BaseDownloadHandler):
    """Sends every request to the port of the setting DEMO_PORT on this machine, over real HTTP."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        handler = load_object(crawler.settings["DOWNLOAD_HANDLERS_BASE"]["http"])
        self._http = build_from_crawler(handler, crawler)
        self._port = crawler.settings.getint("DEMO_PORT")

    async def download_request(self, request: Request) -> Response:
        """The answer of the demo's server, under the address that was asked for."""
        parts = urlsplit(request.url)
        local = parts._replace(scheme="http", netloc=f"127.0.0.1:{self._port}", fragment="").geturl()
        asked = request.replace(url=local)
        asked.headers["Host"] = parts.netloc
        response: Response = await self._http.download_request(asked)
        return response.replace(url=request.url)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()
