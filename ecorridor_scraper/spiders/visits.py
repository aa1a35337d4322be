"""The visits whose thread is still being fetched: what each still lacks, and how it ends.

A thread that needs further documents stays open until all of them have come or failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request

from ..circuits import LeftAlone
from ..errors import EcorridorError
from ..extraction import Document
from ..fetch import document_of
from ..frontier import Open
from ..revisits import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from ..discover import Candidate
    from ..extraction import Extraction
    from ..items import Visit, Wanted
    from ..known import Known
    from .news import NewsSpider

_THREAD_FIRST = 5
PROBES = 2
"""At most so many documents tell whether a thread is as it was."""


class Visits:
    """The open visits of one crawl; `spider` gets what comes of them."""

    def __init__(self, spider: NewsSpider) -> None:
        self._spider = spider
        self._open: dict[int, Open] = {}

    def begin(
        self, extraction: Extraction, candidate: Candidate, known: Known | None, document: Document
    ) -> Iterator[Any]:
        """Ask for what the thread lacks, or end the visit where it lacks nothing."""
        visit = Open(candidate, known, extraction, document.headers.get("last-modified"))
        if self._spider.keeps_documents:
            visit.documents.append((document.url, document))
        self._open[id(visit)] = visit
        yield from self._further(visit)

    def _further(self, visit: Open) -> Iterator[Any]:
        """Ask for what the thread still lacks: its first document alone, which tells whether the rest is worth it."""
        for wanted in visit.extraction.wanted:
            if wanted not in visit.asked:
                is_first = not visit.asked
                visit.asked.add(wanted)
                visit.waiting += 1
                yield self._ask_further(visit, wanted)
                if is_first:
                    break
        if not visit.waiting:
            del self._open[id(visit)]
            if item := self._spider.finished(visit):
                yield item

    def _is_unchanged(self, visit: Open) -> bool:
        """Whether the page and the first document of a thread tell that it is as it was; the rest is then left alone.

        Only a thread that states its count can tell; where the first document only says whose comments to ask for, the
        second does. Every third look in a row is a whole one, for edits further back.
        """
        if len(visit.asked) > PROBES or visit.waiting or visit.probe or not visit.extraction.wanted:
            return False
        item = visit.extraction.visit()
        stated = item.article.stated_comment_count
        visit.probe = None if stated is None else f"{stated} {digest(item)}"
        known = visit.known
        if known is None or visit.probe is None or visit.probe != known.probe or known.unchanged % 3 == 2:
            return False
        del self._open[id(visit)]
        self._spider.unchanged(visit.candidate, known)
        return True

    def _ask_further(self, visit: Open, wanted: Wanted) -> Request:
        return Request(
            wanted.url,
            method=wanted.method,
            headers=dict(wanted.headers),
            body=wanted.body,
            callback=self.read,
            errback=self.failed,
            cb_kwargs={"visit": visit, "wanted": wanted},
            meta={"wanted": wanted},
            priority=_THREAD_FIRST,
        )

    def read(self, response: Response, visit: Open, wanted: Wanted) -> Iterator[Any]:
        """A further document of a thread, whatever its status."""
        visit.waiting -= 1
        if id(visit) in self._open:
            document = document_of(response)
            visit.extraction.add(wanted, document)
            if self._spider.keeps_documents:
                visit.documents.append((str(wanted), document))
            if not self._is_unchanged(visit):
                yield from self._further(visit)
        yield from self._spider.more()

    def failed(self, failure: Failure) -> Iterator[Any]:
        """A further document that nothing answered, or that was not asked for since its host wants to be left alone:
        the thread stays incomplete and says so.
        """
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined]
        visit, wanted = arguments["visit"], arguments["wanted"]
        visit.waiting -= 1
        if id(visit) in self._open:
            status = 429 if isinstance(failure.value, LeftAlone) else 0
            visit.extraction.add(wanted, Document(wanted.url, b"", status=status))
            yield from self._further(visit)
        yield from self._spider.more()

    def drop(self, candidate: Candidate) -> None:
        """Let go of a visit; what still comes for it is ignored."""
        for key in [key for key, visit in self._open.items() if visit.candidate is candidate]:
            del self._open[key]

    def bring_home(self, keep: Callable[[Visit], None]) -> None:
        """Keep the visits that are still open when the run ends, as far as they are.

        Raises what the store raises; one that cannot be read must not cost the others.
        """
        for visit in list(self._open.values()):
            try:
                if item := self._spider.finished(visit):
                    keep(item)
            except EcorridorError:
                raise
            except Exception as error:
                self._spider.logger.exception("%s could not be read", visit.candidate.url)
                self._spider.losses.add_fault(visit.candidate, error)
        self._open.clear()
