"""Threads over several documents through the real spider: the scripted sites, replayed without network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from ecorridor_scraper import replay
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.items import Visit, Wanted

from .thread_sites import (
    FAULTS,
    FETCHED_AT,
    PARTLY_PRINTED,
    SITES,
    WORDPRESS,
    Fault,
    ThreadSite,
    wordpress_post_ignored,
    wordpress_rest,
)

ALL = {**SITES, **PARTLY_PRINTED, **WORDPRESS}
FURTHER = sorted(set(ALL) - {"wordpress_whole", "wordpress_capped", "blogger"})


class Script(Mapping[str, Document]):
    """A scripted site as the mapping that a replay reads, counting what is asked."""

    def __init__(self, site: ThreadSite, fault: Fault | None = None) -> None:
        self.site = site
        self.fault = fault
        self.asked: list[Wanted] = []

    def __getitem__(self, address: str) -> Document:
        if address == self.site.page.url:
            return self.site.page
        if not isinstance(address, Wanted):
            raise KeyError(address)
        document = self.site.answer(address)
        if self.fault is not None and len(self.asked) >= self.fault.start:
            document = self.fault.broken(document)
        self.asked.append(address)
        return document

    def __iter__(self) -> Iterator[str]:
        return iter([self.site.page.url])

    def __len__(self) -> int:
        return 1


def crawl(script: Script) -> Visit:
    visits = replay.crawl(
        script,
        start=script.site.page.url,
        fetched_at=FETCHED_AT,
        is_article=True,
        tag=False,
        settings={"RETRY_ENABLED": False},
    )
    assert len(visits) == 1
    return visits[0]


def rows(visit: Visit) -> dict[str, tuple[str | None, str | None, str | None]]:
    """The comments of a visit by the system's own ids."""
    prefix = f"{visit.article.site}:"

    def own(key: str | None) -> str | None:
        return None if key is None else key.removeprefix(prefix)

    return {
        own(c.comment_id) or "": (own(c.parent_id), c.author_name, c.text)
        for c in visit.comments
        if c.kind == "comment"
    }


@pytest.mark.parametrize("name", sorted(ALL))
def test_normal_course(name: str) -> None:
    site = ALL[name]()
    visit = crawl(Script(site))
    assert rows(visit) == site.expected
    article = visit.article
    assert (article.comment_system, article.thread_complete) == (site.system, True)
    assert article.comment_count == len(site.expected)


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.name in ("429", "truncated")], ids=lambda f: f.name)
@pytest.mark.parametrize("name", FURTHER)
def test_refusals_leave_a_visit_that_says_so(name: str, fault: Fault) -> None:
    site = ALL[name]()
    visit = crawl(Script(site, fault))
    assert visit.article.body
    assert visit.article.thread_complete is False
    assert visit.article.thread_incomplete_reason in ("refused", "truncated", "missing", "paged")
    assert rows(visit).keys() <= site.expected.keys()


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.name in ("401", "403", "404", "html")], ids=lambda f: f.name)
def test_other_refusals_of_rest(fault: Fault) -> None:
    visit = crawl(Script(wordpress_rest(), fault))
    assert visit.article.thread_complete is False


def test_nothing_answers() -> None:
    visit = crawl(Script(wordpress_rest(), Fault("dead", lambda d: Document(d.url, b"", 0))))
    assert (visit.article.thread_complete, visit.article.thread_incomplete_reason) == (False, "refused")


def test_an_endless_loop_of_pages_ends() -> None:
    site = wordpress_rest()
    first = Script(site)
    crawl(first)
    answer = site.answer(first.asked[0])
    loop = Script(site, Fault("loop", lambda d: Document(d.url, answer.body, 200, answer.headers)))
    visit = crawl(loop)
    assert len(loop.asked) == 2
    assert visit.article.thread_complete is False


def test_comments_of_other_posts_are_dropped() -> None:
    site = wordpress_post_ignored()
    assert rows(crawl(Script(site))) == site.expected
