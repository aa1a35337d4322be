"""From a visit to a staged line: tag every text, write it down, remember it, and merge every few minutes."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, cast

from scrapy.exceptions import DropItem
from scrapy.utils.asyncio import run_in_thread

from .errors import BadConfiguration, Busy, EcorridorError
from .language import Context, Tag, tag_many
from .sites import load_sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from .items import Visit
    from .sites import Site
    from .spiders.news import NewsSpider
    from .store import Archive, Pseudonyms

logger = logging.getLogger(__name__)

THREAD_LANGUAGES = 3
"""So many of the languages that are frequent in a thread help to decide its short comments."""
ARTICLE_LETTERS = 1000
"""So many of an article's characters say what it is written in."""
DEFAULT, SURE, WORDS = "en", 0.9, 20
"""What templates declare of every page, and how sure of another language so many words must be to say otherwise."""


def tag_visit(visit: Visit, site: Site | None = None) -> None:
    """Fill the language and script fields of a visit: the article by its body, each comment with its surroundings."""
    article, comments = visit.article, visit.comments
    languages = site.languages if site else ()
    romanised = site.romanised if site else "ur-Latn"
    body = (article.body or "")[:ARTICLE_LETTERS]
    texts = [c.text or "" for c in comments]
    around = Context(site=languages, article=article.in_language, romanised=romanised)
    of_body, *tags = tag_many([body, *texts], context=around)  # one call costs less than two
    if body:
        article.script = of_body.script
    if (own := _language_of(body, of_body, article.in_language)) != article.in_language:
        article.in_language, around = own, replace(around, article=own)
        tags = tag_many(texts, context=around)
    places = {c.comment_id: i for i, c in enumerate(comments)}
    again = [i for i, t in enumerate(tags) if t.language == "und" and texts[i]]
    if again:  # what could not be decided alone: once more, with the parent and the rest of the thread
        counts: dict[str, int] = {}
        for t in tags:
            if t.language not in ("und", "zxx"):
                counts[t.language] = counts.get(t.language, 0) + 1
        frequent = tuple(sorted(counts, key=lambda code: (-counts[code], code))[:THREAD_LANGUAGES])
        contexts = []
        for i in again:
            parent = places.get(comments[i].parent_id or "")
            told = tags[parent].language if parent is not None else None
            contexts.append(
                Context(
                    site=languages,
                    article=article.in_language,
                    parent=None if told in ("und", "zxx") else told,
                    thread=frequent,
                    romanised=romanised,
                )
            )
        for i, t in zip(again, tag_many([texts[i] for i in again], context=contexts), strict=True):
            tags[i] = t
    for comment, t in zip(comments, tags, strict=True):
        comment.language, comment.language_confidence, comment.script = t.language, t.confidence, t.script
        comment.scripts, comment.languages, comment.is_code_mixed = t.scripts, t.languages, t.is_code_mixed


def _language_of(body: str, found: Tag, declared: str | None) -> str | None:
    """The language of a body: what the page declares, unless it declares nothing, or English of other words."""
    if found.language in ("und", "zxx"):
        return declared
    is_default = declared is not None and declared.split("-")[0] == DEFAULT != found.language
    is_sure = found.confidence >= SURE and len(body.split()) >= WORDS
    return found.language if declared is None or (is_default and is_sure) else declared


def pseudonyms(settings: BaseSettings, data: str) -> Pseudonyms | None:
    """What replaces commenters' names before they are stored, where PSEUDONYMISE asks for it."""
    if not settings.getbool("PSEUDONYMISE"):
        return None
    from .store import Pseudonyms

    key = settings.get("PSEUDONYM_KEY_FILE")
    if not key:
        raise BadConfiguration(
            "PSEUDONYMISE needs a key: make one with 'openssl rand -hex 32 > KEY' outside of the data directory, "
            "and give it with -s PSEUDONYM_KEY_FILE=KEY"
        )
    if settings.getbool("ARCHIVE"):
        raise BadConfiguration("ARCHIVE keeps pages as they came, with the names; it excludes PSEUDONYMISE")
    return Pseudonyms.from_file(key, data)


class TagPipeline:
    """Tags the texts of every visit."""

    def __init__(self) -> None:
        self._sites = load_sites()

    async def process_item(self, item: Visit) -> Visit:
        """Fill the language and script fields."""
        tag_visit(item, self._sites.get(item.article.site))
        return item


class StagePipeline:
    """Stages every visit, then lets the spider remember it; commits every COMMIT_MINUTES and at the end."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._data = crawler.settings.get("DATA_DIR")
        settings = crawler.settings
        self._every = settings.getfloat("COMMIT_MINUTES") * 60
        self._archive_days = settings.getfloat("ARCHIVE_DAYS") or None
        self._archive_bytes = int(settings.getfloat("ARCHIVE_MAX_MB") * 1e6) or None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StagePipeline:
        return cls(crawler)

    def open_spider(self) -> None:
        """Open a segment for this run; without DATA_DIR nothing is stored."""
        self._staging = None
        self._archive: Archive | None = None
        self._pseudonyms: Pseudonyms | None = None
        self._committed = monotonic()
        if self._data:
            from .store import Staging

            spider = cast("NewsSpider", self._crawler.spider)
            self._pseudonyms = pseudonyms(self._crawler.settings, self._data)
            self._staging = Staging(self._data, spider.run)
            spider.state.before_flush = self._sync
            if spider.keeps_documents:
                from .store import Archive

                self._archive = Archive(self._data, spider.run, day=spider.clock.now())
            self._prune_archive()

    async def process_item(self, item: Visit) -> Visit:
        """One line, one write."""
        spider = cast("NewsSpider", self._crawler.spider)
        try:
            self._keep(item)
            spider.staged(item)
        except EcorridorError as error:
            spider.stop(error)
            raise DropItem(str(error)) from None
        if self._staging is not None and monotonic() - self._committed > self._every:
            self._committed = monotonic()
            with self._told():
                self._staging.rotate()
                await run_in_thread(self._commit, False)
        return item

    def close_spider(self) -> None:
        """Keep also the visits whose thread was still being fetched, then commit."""
        spider = cast("NewsSpider", self._crawler.spider)
        with self._told():
            spider.visits.bring_home(self._finish)
            if self._archive is not None:
                self._archive.close()
            self._prune_archive()
        with self._told():
            if self._staging is not None:
                self._staging.close()
            spider.state.flush()
        if self._staging is not None:
            self._commit(wait=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever is raised, the run does not end well: here nobody else would hear of it."""
        spider = cast("NewsSpider", self._crawler.spider)
        try:
            yield
        except EcorridorError as error:
            spider.stop(error)
        except Exception as error:
            logger.exception("what was fetched could not be stored")
            said = f"{type(error).__name__} in the code that stores what was fetched"
            spider.stop(
                EcorridorError(f"{said}; what was staged is kept for the next run; please report it with the log")
            )

    def _finish(self, visit: Visit) -> None:
        tag_visit(visit, load_sites().get(visit.article.site))
        self._keep(visit)
        cast("NewsSpider", self._crawler.spider).staged(visit)

    def _prune_archive(self) -> None:
        """Keep the archives within their bounds, also those of earlier runs where this one keeps none."""
        if self._data and (self._archive_days or self._archive_bytes):
            from .store import prune_archive

            spider = cast("NewsSpider", self._crawler.spider)
            present = spider.state.runs.settled(spider.clock.now())
            prune_archive(self._data, days=self._archive_days, max_bytes=self._archive_bytes, now=present)

    def _sync(self) -> None:
        """What the state is about to remember must be durable before."""
        if self._archive is not None:
            self._archive.sync()
        if self._staging is not None:
            self._staging.sync()

    def _keep(self, visit: Visit) -> None:
        """Archive the responses of a visit where that is wanted, then stage it."""
        if self._archive is not None and self._archive.may_keep(visit):
            from .store import Response

            records = []
            for address, document in cast("NewsSpider", self._crawler.spider).documents_of(visit):
                response = Response(address, document.status, list(document.headers.items()), document.body)
                url = visit.article.url
                records.append(self._archive.add(response, article_url=url, fetched_at=visit.fetched_at))
            visit.article.warc_record = records[0] if records else None
        if self._pseudonyms is not None:
            self._pseudonyms.apply(visit)
        if self._staging is not None:
            self._staging.append(visit)

    def _commit(self, wait: bool) -> None:
        """Commit what is staged. In the middle of a run another run's commit is as good; at the end it is awaited."""
        from .store import commit_apart

        spider = cast("NewsSpider", self._crawler.spider)
        with self._told():
            try:
                spider.committed(commit_apart(self._data, wait=wait))
            except Busy:
                if wait:
                    raise
