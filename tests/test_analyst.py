"""What somebody meets who loads the datasets: what was forgotten, and files of other versions and programs."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecorridor_scraper import load_articles, load_comments
from ecorridor_scraper.errors import CorruptData
from ecorridor_scraper.store.schema import VERSION_KEY

from .commands import FAST, run, spawn
from .local import LocalSite
from .store_samples import comment, put, visit
from .test_docs import ROOT, blocks
from .test_newcomer import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def data(crawled: tuple[Path, object], tmp_path: Path) -> Path:
    """The rows of the demo."""
    shutil.copytree(crawled[0], tmp_path / "data")
    return tmp_path / "data"


def test_a_site_that_was_forgotten_is_not_counted_any_more(data: Path) -> None:
    with LocalSite() as site:
        site.add_articles(1)
        assert spawn("crawl", site.url, "--data", str(data), *FAST).returncode == 0
    before = json.loads(run("status", "--json", "--data", str(data)).output)
    assert run("forget", "--site", "kohsar.example", "--data", str(data)).exit_code == 0
    after = json.loads(run("status", "--json", "--data", str(data)).output)
    assert [row["site"] for row in before["sites"]] == ["127.0.0.1", "kohsar.example"]
    assert after["sites"] == before["sites"][:1]


def test_a_trial_of_forgetting_changes_no_count(data: Path) -> None:
    before = run("status", "--json", "--data", str(data)).output
    assert run("forget", "--site", "kohsar.example", "--dry-run", "--data", str(data)).exit_code == 0
    assert run("status", "--json", "--data", str(data)).output == before


def other(data: Path, column: str, values: pa.Array) -> Path:
    """Write a column of a file of articles as something else, as another version would."""
    path = next((data / "articles").iterdir())
    table = pq.read_table(path)
    table = table.set_column(table.schema.get_field_index(column), column, values)
    pq.write_table(table.replace_schema_metadata({VERSION_KEY: b"0"}), path)
    return path


def test_a_column_of_another_kind_is_named_with_its_file(data: Path) -> None:
    path = other(data, "tags", pa.array(["a, b"] * load_articles(data).num_rows))
    with pytest.raises(CorruptData, match=rf"{path.name}.*column tags is string and no list"):
        load_articles(data)
    done = run("export", "--to", "jsonl", "--output", str(data / "out"), "--data", str(data))
    assert done.exit_code == 8
    assert "column tags" in done.output
    assert load_articles(data, columns=["headline"]).num_rows
    assert load_comments(data).num_rows


def test_what_may_only_be_read_can_be_verified_exported_and_counted(data: Path, tmp_path: Path) -> None:
    with small(tmp_path / "mount", "8m") as place:
        shutil.copytree(data, place / "data")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        kept = ("--data", str(place / "data"))
        verified = run("verify", *kept)
        exported = run("export", *kept, "--to", "csv", "--output", str(tmp_path / "csv"))
        shown = run("status", *kept)
        repaired = run("verify", "--repair", *kept)
        tried = run("forget", "--site", "kohsar.example", "--dry-run", *kept)
        forgotten = run("forget", "--site", "kohsar.example", *kept)
    assert (verified.exit_code, verified.output) == (0, "2 files, 18 articles, 57 comments: all is well\n")
    assert (exported.exit_code, shown.exit_code) == (0, 0), exported.output + shown.output
    assert repaired.exit_code == 73
    assert (tried.exit_code, tried.output.partition(",")[0]) == (0, "would go: 18 articles"), tried.output
    assert forgotten.exit_code == 73


def test_a_commit_that_was_killed_midway_is_told_to_one_who_may_only_read(data: Path, tmp_path: Path) -> None:
    with small(tmp_path / "mount", "8m") as place:
        shutil.copytree(data, place / "data")
        (place / "data" / "_ops" / "journal.json").write_text("{}")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        done = run("verify", "--data", str(place / "data"))
    assert done.exit_code == 73
    assert "ecorridor commit" in done.output


def test_a_dataset_that_may_not_be_read_has_no_size(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> Iterator[Path]:
        if path.name == "comments":  # as the system says it to all but root
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    listed = type(data).iterdir
    monkeypatch.setattr(type(data), "iterdir", refused)
    done = run("status", "--data", str(data))
    assert done.exit_code == 73
    assert "cannot read" in done.output
    assert "comments" in done.output


def test_status_takes_no_notice_of_what_a_commit_takes_away_meanwhile(data: Path) -> None:
    (data / "_ops" / "staging" / "gone.seg").symlink_to(data / "nowhere")
    assert run("status", "--data", str(data)).exit_code == 0


def test_the_documented_question_for_edits_and_deletions_finds_them_and_no_other_change(tmp_path: Path) -> None:
    key = visit().article.article_id
    put(tmp_path, visit(comments=4))
    edited, liked, withdrawn = (
        comment(key, 0, text="Prices went down."),
        comment(key, 1, likes=900),
        comment(key, 2, text=None, status="deleted"),
    )
    put(tmp_path, visit(comments=[edited, liked, withdrawn], hours=1))  # and the fourth is not there any more
    (code,) = (code for _, code in blocks(ROOT / "docs" / "analyse.md", "python") if "is_deleted" in code)
    names: dict[str, Any] = {"db": duckdb.connect()}
    names["db"].sql(f"CREATE VIEW comments AS FROM '{tmp_path}/comments/*.parquet'")
    exec(code, names)
    rows = names["touched"].pl().to_dicts()
    found = {row["comment_id"]: (row["is_deleted"], [change["old"] for change in row["earlier"]]) for row in rows}
    before = [row.text for row in visit(comments=4).comments]
    assert found == {
        f"{key}:c0": (False, [before[0]]),
        f"{key}:c2": (True, [before[2]]),
        f"{key}:c3": (True, []),
    }
