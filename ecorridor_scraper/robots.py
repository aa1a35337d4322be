"""robots.txt as RFC 9309 has it, and the opt-outs that a host keeps in files of its own, both before its pages.

Scrapy reads a robots.txt whatever its status, so that a server that is down (5xx), or none that answers, opens the
whole host. Here nothing is asked of such a host: it is not known what is allowed. What it said within the last day
counts instead, if it was read.
"""

from __future__ import annotations

import asyncio
import codecs
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from . import optouts
from .circuits import LeftAlone
from .fetch import RobotsUnknown, cause_of
from .optouts import AI_TXT, TDMREP
from .sites import site_name

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from .optouts import OptOuts
    from .spiders.news import NewsSpider

logger = logging.getLogger(__name__)

LIMIT = 512 * 1024
"""So much of a robots.txt is read (RFC 9309, 2.5: at least 500 KiB)."""
KEPT = timedelta(days=1)
"""What was read of a host counts so long where it cannot be read again (RFC 9309, 2.4)."""
EVER = datetime.fromtimestamp(0, UTC)
"""Since the beginning: a statement of a host stands while its file cannot be had."""
SAID = 20
"""So many statements of a site are in the manifest of a run."""


class Host:
    """What is known of one origin; `error` where it is not known what it allows."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.rules: RobotParser | None = None
        self.error: IgnoreRequest | None = None
        self.optouts: OptOuts | None = None
        self.has_files = False


class Robots:
    """Downloader middleware in the place of Scrapy's."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent: str = crawler.settings.get("ROBOTSTXT_USER_AGENT") or crawler.settings.get("USER_AGENT")
        self._hosts: dict[str, Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let through what the host allows; raises IgnoreRequest for the rest, which nothing tries again."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        origin = "://".join(urlsplit(request.url)[:2])
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = Host()
        if host.rules is None or (request.meta.get("is_page") and not host.has_files):
            async with host.lock:
                await self._look(host, origin, request)
        if host.error is not None:
            raise host.error
        if host.rules is not None and not host.rules.allowed(request.url, self._agent):
            raise IgnoreRequest("Forbidden by robots.txt")

    def process_response(self, request: Request, response: Response) -> Response:
        """Note on a page what the files of its host say of it."""
        if not request.meta.get("is_page"):
            return response
        origin = "://".join(urlsplit(request.url)[:2])
        found = self._hosts[origin].optouts if origin in self._hosts else None
        if found and (refused := found.refused(response.url)):
            self._record(response.url, f"{origin}/robots.txt keeps out {', '.join(refused)}")
        if found and found.kept_by_ai_txt(response.url):
            self._record(response.url, f"{origin}{AI_TXT} reserves pages")
        if found and (said := found.reserved(response.url)) is not None:
            response.headers[optouts.HEADER] = str(int(said))
        return response

    async def _look(self, host: Host, origin: str, request: Request) -> None:
        """Read what is not yet known of a host; one that could not be read is asked again by the next request."""
        if host.rules is None:
            text, host.error = await self._read_robots(f"{origin}/robots.txt")
            if text is None:
                return
            host.rules = ProtegoRobotParser(text, self._crawler.spider)
            decoded = text.decode("utf-8", "replace")
            host.optouts = optouts.of_robots(decoded, host.rules, self._agent)
            await self._crawler.signals.send_catch_log_async(
                signal=signals.robots_parsed, robotparser=host.rules, request=request
            )
        if request.meta.get("is_page") and not host.has_files and host.optouts is not None:
            if host.rules.allowed(f"{origin}{TDMREP}", self._agent):
                host.optouts.tdmrep = optouts.of_tdmrep(await self._read_kept(f"{origin}{TDMREP}"))
            if host.rules.allowed(f"{origin}{AI_TXT}", self._agent):
                said = await self._read_kept(f"{origin}{AI_TXT}")
                host.optouts.ai_txt = ProtegoRobotParser(said, self._crawler.spider)
            for path, is_reserved in host.optouts.signals + host.optouts.tdmrep:
                if is_reserved:
                    self._record(request.url, f"{origin} reserves {path}")
            host.has_files = True

    async def _read_robots(self, url: str) -> tuple[bytes | None, IgnoreRequest | None]:
        """The text (empty where everything is allowed), or why it is not known."""
        state, now = self._spider.state, self._spider.clock.now()
        try:
            response = await self._ask(url)
        except LeftAlone as error:
            return None, error
        except IgnoreRequest:  # redirected for ever: as if there were none
            return b"", None
        except Exception as error:  # noqa: BLE001  (whatever kept it from us, it is what the page is lost by)
            kept, why = state.file(url, now - KEPT), RobotsUnknown(cause_of(error))
        else:
            if response.status < 300:
                text = _in_utf8(response.body)[:LIMIT]
                state.keep_file(url, now, text)
                return text, None
            if response.status < 500 and response.status != 429:
                return b"", None
            kept, why = state.file(url, now - KEPT), RobotsUnknown(f"robots.txt answers {response.status}")
        if kept is not None:
            logger.info("%s cannot be read now; what it said within the last day counts", url)
            return kept, None
        return None, why

    async def _read_kept(self, url: str) -> bytes:
        """The file, empty where there is none; asked for once a day. The last one counts while that fails."""
        state, now = self._spider.state, self._spider.clock.now()
        kept = state.file(url, now - KEPT)
        if kept is not None:
            return kept
        try:
            response = await self._ask(url)
        except Exception as error:  # noqa: BLE001  (the page's own request tells of trouble)
            logger.info("%s: %s", url, error)
            return state.file(url, EVER) or b""
        if response.status == 429 or response.status >= 500:
            return state.file(url, EVER) or b""
        body = response.body[:LIMIT] if response.status == 200 else b""
        state.keep_file(url, now, body)
        return body

    async def _ask(self, url: str) -> Response:
        request = Request(url, priority=1000, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        return await self._crawler.engine.download_async(request)

    def _record(self, url: str, said: str) -> None:
        """Tell the run's manifest of a statement."""
        tally = self._spider.tally(site_name(url))
        if said not in tally.opt_outs and len(tally.opt_outs) < SAID:
            tally.opt_outs.append(said)

    @property
    def _spider(self) -> NewsSpider:
        return cast("NewsSpider", self._crawler.spider)


def _in_utf8(body: bytes) -> bytes:
    """A robots.txt in UTF-8 (RFC 9309, 2.2): some editors save UTF-16, of which no rule would be read."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace").encode()
    return body
