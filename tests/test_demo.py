"""The whole path: the demo newspaper over real HTTP, into datasets that four readers agree on."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from ecorridor_scraper import load_articles, load_comments
from ecorridor_scraper.demo.content import FORBIDDEN, HOST, MISSING, STORIES, Remark, Story
from ecorridor_scraper.demo.pages import answers
from ecorridor_scraper.demo.report import show
from ecorridor_scraper.demo.server import RETRY_SECONDS

from .commands import is_same
from .store_samples import rows

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


def remarks() -> list[tuple[Story, Remark]]:
    return [(story, remark) for story in STORIES for remark in story.thread]


def test_the_site_has_at_least_25_pages() -> None:
    assert len([key for key in answers() if key.startswith(HOST)]) >= 25


def test_every_comment_is_there_once_with_its_parent_and_depth(crawled: tuple[Path, list[list[Any]]]) -> None:
    found = rows(crawled[0])
    key = lambda identifier: identifier and f"{HOST}:{identifier}"  # noqa: E731
    expected = {key(r.id): (key(r.parent), r.depth) for _, r in remarks()}
    assert {k: (row["parent_id"], row["depth"]) for k, row in found.items()} == expected
    assert load_comments(crawled[0]).num_rows == len(expected)


def test_every_comment_has_its_words_author_and_article(crawled: tuple[Path, list[list[Any]]]) -> None:
    found = rows(crawled[0])
    for story, remark in remarks():
        row = found[f"{HOST}:{remark.id}"]
        assert row["article_url"] == f"https://{HOST}{story.path}"
        assert row["kind"] == remark.kind
        if remark.deleted:
            assert (row["status"], row["text"]) == ("deleted", None)
        elif remark.kind == "comment":
            assert row["text"] == "\n\n".join(remark.paragraphs)
            assert row["author_name"] == remark.author


def test_every_comment_is_tagged_as_a_careful_reader_would(crawled: tuple[Path, list[list[Any]]]) -> None:
    found = rows(crawled[0])
    wrong = {}
    for _, remark in remarks():
        row = found[f"{HOST}:{remark.id}"]
        assert row["language"] and row["script"]
        if remark.language == "mixed":
            assert row["is_code_mixed"], remark.id
        elif remark.language != "und" and row["language"] != remark.language:
            wrong[remark.id] = (remark.language, row["language"])
    assert wrong == {}


def test_threads_are_complete_whatever_way_they_are_published(crawled: tuple[Path, list[list[Any]]]) -> None:
    articles = {row["url"]: row for row in load_articles(crawled[0]).to_pylist()}
    for story in STORIES:
        row = articles[f"https://{HOST}{story.path}"]
        if story.thread:
            assert row["thread_complete"], story.slug
            spoken = [r for r in story.thread if r.kind == "comment" and not r.deleted]
            assert row["comment_count"] == len(spoken), story.slug


def test_articles_have_body_authors_and_dates(crawled: tuple[Path, list[list[Any]]]) -> None:
    articles = {row["url"]: row for row in load_articles(crawled[0]).to_pylist()}
    assert len(articles) == len(STORIES)
    for story in STORIES:
        row = articles[f"https://{HOST}{story.path}"]
        blocks = [block["text"] for block in row["body_blocks"]]
        assert blocks == [text.removeprefix("## ").removeprefix("- ").removeprefix("> ") for text in story.body], (
            story.slug
        )
        assert row["headline"] == story.headline
        persons = [a["name"] for a in row["authors"] if a["role"] != "organization"]
        assert persons == list(story.authors), story.slug
        assert row["agencies"] == ([story.credit] if story.credit else []), story.slug
        assert row["date_published"].isoformat()[:10] in (
            story.date[:10],
            f"{story.date[:8]}{int(story.date[8:10]) - 1:02}",
        )
        assert row["in_language"] == story.language
    first = articles[f"https://{HOST}{STORIES[0].path}"]
    assert first["authors"][0]["bio"] == STORIES[0].bio


def test_manners_as_the_server_saw_them(crawled: tuple[Path, list[list[Any]]]) -> None:
    log = crawled[1]
    paths = [path for _, host, path, _ in log if host == HOST]
    assert paths[0] == "/robots.txt"
    assert not [path for path in paths if path.startswith(FORBIDDEN)]
    assert not [path for path in paths if "replytocom" in path]
    assert paths.count(MISSING) == 1
    busy = [(at, status) for at, _, path, status in log if path == STORIES[8].path]
    assert [status for _, status in busy] == [429, 200]
    assert busy[1][0] - busy[0][0] >= RETRY_SECONDS


def test_four_readers_agree(crawled: tuple[Path, list[list[Any]]]) -> None:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow.parquet as pq

    for name in ("articles", "comments"):
        folder = crawled[0] / name
        key = f"{name.removesuffix('s')}_id"
        expected = sorted(pq.read_table(folder).column(key).to_pylist())
        assert sorted(pd.read_parquet(folder)[key]) == expected
        assert sorted(pl.read_parquet(f"{folder}/*.parquet")[key]) == expected
        assert sorted(r[0] for r in duckdb.sql(f"SELECT {key} FROM '{folder}/*.parquet'").fetchall()) == expected


def test_the_lines_that_the_demo_prints_work(crawled: tuple[Path, list[list[Any]]]) -> None:
    from ecorridor_scraper.demo.report import LOAD

    for line in LOAD.values():
        exec(line.format(comments=crawled[0] / "comments", pattern=crawled[0] / "comments"), {})


def test_the_readme_shows_what_the_demo_prints(
    crawled: tuple[Path, list[list[Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecorridor_scraper.demo.__main__ import captured

    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    shown = readme.partition("<!-- demo -->\n```text\n")[2].partition("```\n<!-- /demo -->")[0]
    line = re.search(r"^18 articles, 57 comments from 19 pages, 1 gone in \d+ s$", shown, re.MULTILINE)
    assert line, "the crawl's summary is not in the README's capture"
    monkeypatch.chdir(crawled[0].parent)
    assert shown == captured(Path("data"), line[0]), "run: make sample"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_report_is_plain_and_fits_where_there_is_no_terminal(
    crawled: tuple[Path, list[list[Any]]], width: int
) -> None:
    out = io.StringIO()
    show(crawled[0], Console(file=out, width=width))
    text = out.getvalue()
    assert "\x1b" not in text
    tables = text.partition("\n18 articles: ")[0]  # below them stand addresses, for a shell to take whole
    assert max(cell_len(row.rstrip()) for row in tables.splitlines()) <= width
    if width >= 80:
        assert "└── Sana Batool  en  Then complain" in text


def test_the_sample_in_the_repository_is_what_the_demo_writes_to_the_byte(
    crawled: tuple[Path, list[list[Any]]],
) -> None:
    for name in ("articles", "comments"):
        (kept,) = (SAMPLE / name).iterdir()
        assert is_same(crawled[0] / name / kept.name, kept), "run: make sample"
