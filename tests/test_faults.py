"""Our own faults: what raises costs its article alone, is counted, and ends no run well."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper import replay
from ecorridor_scraper.discover import Candidate
from ecorridor_scraper.errors import DiskFull, PartlyFailed
from ecorridor_scraper.extraction import Document, Extraction
from ecorridor_scraper.health import RunReport
from ecorridor_scraper.items import Wanted
from ecorridor_scraper.spiders import news
from ecorridor_scraper.spiders.visits import Visits

from .recorded import BASE, NOW, REPORT, article, crawl, hours, site

if TYPE_CHECKING:
    from pathlib import Path


def test_what_raises_costs_its_article_alone_and_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    read = news.Extraction

    def broken(document: Document, **options: Any) -> Extraction:
        if document.url.endswith(("number-1/", "number-2/")):
            raise ZeroDivisionError
        return read(document, **options)

    monkeypatch.setattr(news, "Extraction", broken)
    feed = "".join(f"<item><link>{article(n).url}</link></item>" for n in range(8))
    documents = site(*(article(n) for n in range(8)), feed=f"<rss><channel>{feed}</channel></rss>")
    visits, spider = crawl(documents, start=f"{BASE}/feed/", settings={"CONCURRENT_REQUESTS_PER_DOMAIN": 1})
    assert len(visits) == 6
    assert spider.frontier.left == 0
    assert spider.tallies["paper.example"].causes == {"fault of this program: ZeroDivisionError": 2}


def test_a_further_document_that_raises_costs_its_article_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Extraction, wanted: Wanted, document: Document) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Extraction, "add", broken)
    from .thread_sites import SITES

    page = SITES["isso"]().page
    visits, spider = crawl({page.url: page}, start=page.url)
    assert visits == []
    assert set(next(iter(spider.tallies.values())).causes) == {"fault of this program: ZeroDivisionError"}


def test_a_source_that_raises_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecorridor_scraper.spiders.sources.read", lambda *_: 1 / 0)
    visits, spider = crawl(site(article(1)))
    assert visits == []
    assert spider.tallies["paper.example"].sources_failed == 1
    assert spider.tallies["paper.example"].causes == {"fault of this program: ZeroDivisionError": 1}


def test_a_pipeline_that_raises_is_counted_and_the_article_comes_up_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("ecorridor_scraper.pipelines.tag_visit", lambda *_: 1 / 0)
        _, spider = crawl(site(article(1)), data=str(tmp_path))
        assert spider.tallies["paper.example"].causes == {"fault of this program: ZeroDivisionError": 1}
    visits, _ = crawl(site(article(1)), data=str(tmp_path), settings=hours(30))
    assert len(visits) == 1


def test_a_run_in_which_something_raised_does_not_end_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecorridor_scraper.pipelines.tag_visit", lambda visit, _: visit.comments[2])
    documents = site(*(article(n, comments=2 + (n > 0)) for n in range(20)))
    crawler = replay.run(documents, start=f"{BASE}/", settings={"NOW": NOW} | REPORT)
    error = crawler.get_extension(RunReport).error
    assert isinstance(error, PartlyFailed)
    assert "1 page or source" in str(error)
    assert "IndexError" in str(error)
    assert article(0).url in str(error)


class Spider:
    logger = logging.getLogger(__name__)
    keeps_documents = False

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.losses = self

    def finished(self, visit: Any) -> Any:
        return 1 / 0 if visit.candidate.url.endswith("number-1/") else visit.candidate.url

    def add_fault(self, candidate: Candidate, error: Exception) -> None:
        self.faults.append(f"{candidate.url} {type(error).__name__}")


def opened(spider: Any) -> Visits:
    """Two visits whose threads lack a document; the first cannot be read."""
    visits = Visits(spider)
    for n in (1, 2):
        asking: Any = SimpleNamespace(wanted=[Wanted(f"{BASE}/comments/{n}")])
        assert len(list(visits.begin(asking, Candidate(article(n).url, "feed"), None, article(n)))) == 1
    return visits


def test_an_open_visit_that_cannot_be_read_costs_no_other() -> None:
    spider = Spider()
    kept: list[Any] = []
    opened(spider).bring_home(kept.append)
    assert kept == [article(2).url]
    assert spider.faults == [f"{article(1).url} ZeroDivisionError"]


def test_a_disk_that_is_full_at_the_end_of_a_run_is_no_fault_of_a_visit() -> None:
    def keep(item: Any) -> None:
        raise DiskFull("no space")

    spider = Spider()
    with pytest.raises(DiskFull):
        opened(spider).bring_home(keep)
    assert spider.faults == [f"{article(1).url} ZeroDivisionError"]
