"""Columns that a visit leaves as they are are not read, and never at the price of a value that is not the visit's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from ecorridor_scraper import store
from ecorridor_scraper.store.lines import Look
from ecorridor_scraper.store.rewriting import OldFile
from ecorridor_scraper.store.schema import ARTICLES, COMMENTS

from .store_samples import comment, files, put, rows, visit

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import pyarrow as pa

    from ecorridor_scraper.items import Comment

KEY = "dawn.com:000003"


def liked(likes: int, **values: object) -> list[Comment]:
    return [comment(KEY, number, likes=likes, **values) for number in range(5)]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Collection[str]]:
    """What each reading of a row group left out."""
    found: list[Collection[str]] = []
    real = OldFile.rows

    def noted(self: OldFile, number: int, without: Collection[str] = ()) -> pa.Table:
        found.append(without)
        return real(self, number, without)

    monkeypatch.setattr(OldFile, "rows", noted)
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    put(tmp_path, *(visit(n, comments=5) for n in range(9)))
    return tmp_path


def test_what_a_visit_left_as_it_was_is_not_read(
    tmp_path: Path, reads: list[Collection[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is the one that reading everything gives."""
    for name in ("light", "whole"):
        put(tmp_path / name, *(visit(n, comments=5) for n in range(9)))
    again = [visit(3, hours=5, comments=liked(70)), visit(6, hours=5, comments=5)]
    put(tmp_path / "light", *again)
    assert reads == [ARTICLES.steady, COMMENTS.steady]
    monkeypatch.setattr(Look, "is_steady", lambda *_: False)
    put(tmp_path / "whole", *again)
    assert reads[2:] == [(), ()]
    assert files(tmp_path / "light") == files(tmp_path / "whole") != {}


def test_every_change_is_seen(data: Path) -> None:
    put(data, visit(3, hours=1, comments=liked(7)))
    edited = liked(7)
    edited[1].text = "I take that back."
    put(data, visit(3, hours=2, comments=edited, body="Corrected."))
    assert rows(data)[f"{KEY}:c1"]["text"] == "I take that back."
    swapped = [comment(KEY, number, likes=7, comment_id=f"{KEY}:c{4 - number}") for number in range(5)]
    put(data, visit(3, hours=3, comments=swapped))
    assert [rows(data)[f"{KEY}:c{number}"]["text"] for number in range(5)] == [one.text for one in swapped[::-1]]
    (article,) = [row for row in store.load_articles(data).to_pylist() if row["article_id"] == KEY]
    assert article["body"] == visit(3).article.body
    assert [line["old"] for line in article["history"]] == [article["body"], "Corrected."]
    put(data, visit(3, hours=4, comments=swapped[:4]))
    assert rows(data)[f"{KEY}:c0"]["deleted_at"] is not None


def test_comments_that_only_changed_places_keep_their_words(data: Path) -> None:
    put(data, visit(3, hours=1, comments=liked(7)))
    before = rows(data)
    put(data, visit(3, hours=2, comments=[comment(KEY, n, likes=7, position=n + 1) for n in range(5)]))
    for key, row in rows(data).items():
        assert (row["text"], row["scripts"]) == (before[key]["text"], before[key]["scripts"])
    assert [rows(data)[f"{KEY}:c{n}"]["position"] for n in range(5)] == [1, 2, 3, 4, 5]


def test_a_late_visit_leaves_no_trace(data: Path) -> None:
    newer = liked(7, quoted_text="as it is now")
    put(data, visit(3, hours=9, comments=newer))
    put(data, visit(3, hours=4, comments=liked(7, quoted_text="as it was")))
    put(data, visit(3, hours=10, comments=liked(7, quoted_text="as it was")))
    assert rows(data)[f"{KEY}:c2"]["quoted_text"] == "as it was"
    put(data, visit(3, hours=11, comments=liked(7, quoted_text="as it was")))
    assert rows(data)[f"{KEY}:c2"]["quoted_text"] == "as it was"


def test_a_visit_that_was_extracted_again_is_the_one_that_is_remembered(data: Path) -> None:
    for hours, text in ((1, "as it was read"), (1, "as a repaired extractor reads it"), (2, "as it was read")):
        put(data, visit(3, hours=hours, comments=liked(7, text=text)))
        assert rows(data)[f"{KEY}:c2"]["text"] == text


def _another_program(data: Path) -> None:
    path = data / "comments" / "dawncom-2026-01.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("text")
    pq.write_table(table.set_column(place, "text", [["spoilt"] * table.num_rows]), path)


def _index_lost(data: Path) -> None:
    (data / "_ops" / "partitions.sqlite").unlink()


def _older_snapshot(data: Path) -> None:
    store.snapshot(data)
    put(data, visit(3, hours=2, comments=liked(7, text="between")))
    for kept in (data / "_ops" / "snapshots").glob("*/comments/*"):
        (data / "comments" / kept.name).unlink()
        (data / "comments" / kept.name).hardlink_to(kept)


@pytest.mark.parametrize("happens", [_another_program, _index_lost, _older_snapshot])
def test_a_trace_is_gone_when_anything_else_touched_a_file(
    data: Path, happens: Any, reads: list[Collection[str]]
) -> None:
    happens(data)
    reads.clear()
    put(data, visit(3, hours=5, comments=5))
    assert reads == [(), ()]
    assert rows(data)[f"{KEY}:c1"]["text"] == visit(3, comments=5).comments[1].text


def test_what_was_forgotten_does_not_come_back(data: Path) -> None:
    """Neither a quotation nor a row, when the page is as it was."""
    page = liked(7)
    page[4].quoted_text = page[1].text
    put(data, visit(3, hours=1, comments=page))
    store.forget(data, store.Wish(comments=[f"{KEY}:c1"]))
    for hours in (2, 3):
        put(data, visit(3, hours=hours, comments=page))
        assert f"{KEY}:c1" not in rows(data)
        assert rows(data)[f"{KEY}:c4"]["quoted_text"] is None
    assert store.verify(data).sound
