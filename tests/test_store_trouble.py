"""Runs whose place to store turns bad under them: each is told of in one line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper import load_articles, replay
from ecorridor_scraper.errors import DataDirectory
from ecorridor_scraper.health import RunReport
from ecorridor_scraper.state import State
from ecorridor_scraper.store import Staging

from .recorded import BASE, NOW, REPORT, article, crawl, site
from .store_samples import visit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("place", ["ecorridor_scraper.store.commit_apart", "ecorridor_scraper.store.Staging.close"])
def test_a_run_that_cannot_store_for_whatever_reason_does_not_end_well(
    place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(place, lambda *_, **__: 1 / 0)
        options = {"data": str(tmp_path), "settings": {"NOW": NOW} | REPORT}
        crawler = replay.run(site(article(1)), start=f"{BASE}/", **options)
    account = crawler.get_extension(RunReport).account
    assert account.exit_code == 1
    assert "ZeroDivisionError in the code that stores what was fetched" in account.message
    assert [path for path in (tmp_path / "_ops" / "staging").iterdir() if path.stat().st_size]  # of it nothing is lost


def test_a_directory_that_turns_read_only_under_a_run_ends_it_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> None:
        raise DataDirectory("cannot write")

    monkeypatch.setattr("ecorridor_scraper.store.Staging.rotate", refused)
    report = {"EXTENSIONS": {"ecorridor_scraper.health.RunReport": 900}}
    settings = {"NOW": NOW, "COMMIT_MINUTES": 0} | report
    crawler = replay.run(site(article(1), article(2)), start=f"{BASE}/", data=str(tmp_path), settings=settings)
    assert str(crawler.get_extension(RunReport).error) == "cannot write"
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []
    assert load_articles(tmp_path).num_rows >= 1  # what was staged before


def test_a_manifest_that_cannot_be_kept_is_told_of_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ecorridor_scraper.health._put", refused)
    report = {"EXTENSIONS": {"ecorridor_scraper.health.RunReport": 900}}
    replay.run(site(article(1)), start=f"{BASE}/", data=str(tmp_path), settings={"NOW": NOW} | report)
    assert len([record for record in caplog.records if "manifest" in record.message]) == 1


def test_an_upgrade_that_takes_the_source_away_under_a_run_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> bool:
        raise OSError("could not get source code")

    monkeypatch.setattr("scrapy.utils.misc.is_generator_with_return_value", gone)
    visits, spider = crawl(site(article(1), article(2)))
    assert (len(visits), spider.tallies["paper.example"].causes) == (2, {})


def test_a_visit_that_is_stored_and_cannot_be_remembered_is_told_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(State, "saw", lambda *_: 1 / 0)
    _, spider = crawl(site(article(1)), data=str(tmp_path))
    assert spider.tallies["paper.example"].causes == {"fault of this program: ZeroDivisionError": 1}
    assert load_articles(tmp_path).num_rows == 1


def test_what_is_removed_under_a_run_is_told_of(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "data", "run")
    staging.append(visit(1))
    shutil.rmtree(tmp_path / "data")
    with pytest.raises(DataDirectory, match="was removed under the run"):
        staging.close()
