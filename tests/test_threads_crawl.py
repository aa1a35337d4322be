"""Threads over several documents through the real spider: the scripted sites, replayed without network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from ecorridor_scraper import replay
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection
from ecorridor_scraper.items import Visit, Wanted

from .thread_sites import (
    FAULTS,
    FETCHED_AT,
    PAGED,
    PARTLY_PRINTED,
    SITES,
    WORDPRESS,
    Fault,
    ThreadSite,
    wordpress_rest,
)

ALL = {**SITES, **PARTLY_PRINTED, **PAGED, **WORDPRESS}
WAYS = ("disqus", "coral", "drupal", "wordpress_rest")
"""What a spider does in different ways: GET, POST, further pages, an interface beside a thread that is printed in part.
What each system makes of broken answers is shown in `test_threads_documents.py`.
"""


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


def printed(site: ThreadSite) -> set[str]:
    """The ids of the comments that the page itself shows."""
    comments = Collection(Page(site.page, fetched_at=FETCHED_AT)).thread().comments
    return {c.comment_id for c in comments if c.kind == "comment"}


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_crawl_stores_the_whole_thread_of_each_system(name: str) -> None:
    site = ALL[name]()
    visit = crawl(Script(site))
    assert rows(visit) == site.expected
    article = visit.article
    assert (article.comment_system, article.thread_complete) == (site.system, True)
    assert article.comment_count == len(site.expected)


MODES = [f for f in FAULTS if f.name in ("401", "403", "404", "429", "html", "truncated")]


@pytest.mark.parametrize("fault", MODES, ids=lambda f: f.name)
@pytest.mark.parametrize("name", WAYS)
def test_failing_documents_leave_a_visit_that_says_so(name: str, fault: Fault) -> None:
    """What the page prints stays, nothing is made up, and the reason is that of the failure."""
    site = ALL[name]()
    script = Script(site, fault)
    visit = crawl(script)
    kept = rows(visit)
    assert visit.article.body
    assert (visit.article.comment_system, visit.article.thread_complete) == (site.system, False)
    assert visit.article.thread_incomplete_reason in (
        {"refused", "truncated"} if fault.name == "truncated" else {"refused"}
    )
    assert printed(site) <= kept.keys() <= site.expected.keys()
    assert all(kept[key][1] == site.expected[key][1] for key in kept)
    assert len(script.asked) <= 6


@pytest.mark.parametrize("name", WAYS)
def test_a_failure_after_the_first_answer_keeps_what_it_brought(name: str) -> None:
    site = ALL[name]()
    visit = crawl(Script(site, Fault("403", FAULTS[1].broken, start=1)))
    assert printed(site) < rows(visit).keys() < site.expected.keys()
    assert (visit.article.thread_complete, visit.article.thread_incomplete_reason) == (False, "refused")


@pytest.mark.parametrize("name", WAYS)
def test_an_endless_loop_of_documents_ends(name: str) -> None:
    """The first answer comes again and again, whatever is asked for."""
    site = ALL[name]()
    first: list[Document] = []

    def again(document: Document) -> Document:
        first.append(document)
        return Document(document.url, first[0].body, 200, first[0].headers)

    script = Script(site, Fault("loop", again))
    visit = crawl(script)
    assert 1 < len(script.asked) <= 6
    assert printed(site) <= rows(visit).keys() < site.expected.keys()
    assert visit.article.thread_complete is False
    assert visit.article.thread_incomplete_reason in ("paged", "refused")


def test_a_thread_of_a_host_that_is_down_counts_as_refused() -> None:
    visit = crawl(Script(wordpress_rest(), Fault("dead", lambda d: Document(d.url, b"", 0))))
    assert (visit.article.thread_complete, visit.article.thread_incomplete_reason) == (False, "refused")
