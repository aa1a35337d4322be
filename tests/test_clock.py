"""Clocks that are set back, or run far ahead for one run: nothing is lost, and nothing is visited for ever or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper import load_comments

from .commands import FAST, rows, spawn
from .local import Answer, LocalSite, article

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


def crawl(site: LocalSite, data: Path, now: str, *more: str, address: str = "") -> subprocess.CompletedProcess[str]:
    url = site.url + address
    return spawn("crawl", url, "--data", str(data), "-q", *FAST, "-s", f"NOW={now}", *more)


def validated(site: LocalSite, path: str, body: str, tag: str) -> None:
    """Let a page answer 304 to whoever has this version of it."""

    def answer(_: int) -> Answer:
        has_it = site.log[-1].headers.get("if-none-match") == tag
        return Answer("" if has_it else body, 304 if has_it else 200, {"ETag": tag})

    site.answers[path] = answer


def words(data: Path) -> set[bool]:
    """Whether the comments that are stored are the edited ones."""
    return {"swayed" in text for text in load_comments(data, columns=["text"])["text"].to_pylist()}


def feed(site: LocalSite, path: str, comments: int) -> None:
    site.answers["/feed/"] = Answer(
        '<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Paper</title><item>'
        f"<title>The bridge</title><link>{site.url}{path}</link><pubDate>Sun, 01 Nov 2026 03:00:00 +0000</pubDate>"
        f"<slash:comments>{comments}</slash:comments></item></channel></rss>",
        headers={"Content-Type": "application/rss+xml"},
    )


def test_an_edit_that_was_seen_while_a_clock_was_set_back_is_stored_by_a_later_visit(tmp_path: Path) -> None:
    with LocalSite() as site:
        (path,) = site.add_articles(1)
        body = article(0, site.url + path)
        validated(site, path, body, '"1"')
        feed(site, path, 2)
        crawl(site, tmp_path, "2026-11-02T20:00Z", address="/feed/")
        validated(site, path, body.replace("it shook", "it swayed"), '"2"')
        feed(site, path, 3)
        crawl(site, tmp_path, "2026-11-02T19:00Z", address="/feed/")
        between = words(tmp_path)
        crawl(site, tmp_path, "2026-11-04T08:00Z", address="/feed/")
        seen = words(tmp_path)
        crawl(site, tmp_path, "2026-11-08T08:00Z", address="/feed/")
        validators = [request.headers.get("if-none-match") for request in site.log if request.path == path]
    assert between == {False}  # a visit that comes late changes nothing
    assert seen == {True}
    assert validators == [None, '"1"', None, '"2"']  # and from then on nothing is read twice


def test_an_edit_that_was_seen_before_times_to_come_were_repaired_is_stored_by_a_later_visit(tmp_path: Path) -> None:
    with LocalSite() as site:
        (path,) = site.add_articles(1)
        body = article(0, site.url + path)
        validated(site, path, body, '"1"')
        crawl(site, tmp_path, "2095-01-01T00:00Z")
        validated(site, path, body.replace("it shook", "it swayed"), '"2"')
        crawl(site, tmp_path, "2026-11-02T20:00Z")
        between = words(tmp_path)
        assert spawn("verify", "--repair", "-q", "--data", str(tmp_path)).returncode == 0
        crawl(site, tmp_path, "2090-01-01T00:00Z")
    assert between == {False}
    assert words(tmp_path) == {True}


@pytest.mark.parametrize("behind", ["2025-11-03T08:00Z", "1970-01-01T00:00Z"])
def test_a_clock_that_is_behind_what_newspapers_say_ends_the_run_and_costs_nothing(behind: str, tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(3)
        crawl(site, tmp_path, "2026-11-03T08:00Z")
        asked = len(site.log)
        refused = crawl(site, tmp_path, behind)
        assert len(site.log) == asked
        later = crawl(site, tmp_path, "2026-11-03T08:10Z")
        visits = len(site.paths("/2026/"))
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1), refused.stderr
    assert "set it right" in refused.stderr
    assert (later.returncode, later.stderr, visits) == (0, "", 3)
    assert rows(tmp_path, "articles") == 3


def test_a_run_whose_clock_is_years_ahead_removes_no_archive_and_no_manifest(tmp_path: Path) -> None:
    def kept() -> list[str]:
        return sorted(path.name for name in ("raw", "runs") for path in (tmp_path / "_ops" / name).rglob("*.*"))

    with LocalSite() as site:
        site.add_articles(1)
        crawl(site, tmp_path, "2026-11-02T08:00Z", "-s", "ARCHIVE=True")
        before = kept()
        for now in ("2099-11-02T09:00Z", "2026-11-02T09:00Z"):
            crawl(site, tmp_path, now, "-s", "ARCHIVE_DAYS=30")
    assert len(before) == 2
    assert set(before) < set(kept())
