"""The tree that an engineer sees."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ecorridor_scraper.commands.threads import threads
from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.items import Article, Comment, Visit, Wanted
from ecorridor_scraper.show import render_thread

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)


def visit(*comments: Comment, **facts: object) -> Visit:
    article = Article(url="https://paper.example/roads", headline="Roads", comment_system="wordpress")
    for name, value in facts.items():
        setattr(article, name, value)
    return Visit(article=article, comments=list(comments), fetched_at=AT)


def test_replies_stand_under_their_parents() -> None:
    shown = render_thread(
        visit(
            Comment(comment_id="1", author_name="Aisha", text="First words", date_published=AT, likes=3),
            Comment(comment_id="2", parent_id="1", parent_source="dom", author_name="Bilal", text="An answer"),
        )
    ).splitlines()
    first = next(i for i, line in enumerate(shown) if "Aisha" in line)
    second = next(i for i, line in enumerate(shown) if "Bilal" in line)
    assert "2026-01-15 12:00 · +3" in shown[first]
    assert second > first
    assert shown[second].index("Bilal") > shown[first].index("Aisha")


def test_summary_says_what_was_stated_and_collected() -> None:
    thread = visit(
        Comment(comment_id="1", text="x"),
        stated_comment_count=12,
        thread_complete=False,
        thread_incomplete_reason="paged",
    )
    thread.wanted = [Wanted("https://paper.example/roads/comment-page-2/")]
    shown = render_thread(thread)
    assert "wordpress: stated 12, collected 1; incomplete: paged" in shown
    assert "1 further documents wanted" in shown


def test_words_that_run_from_the_right_stand_at_the_right() -> None:
    shown = render_thread(
        visit(Comment(comment_id="1", author_name="A", text="سڑک ٹوٹی ہوئی ہے")), width=80
    ).splitlines()
    line = next(line for line in shown if "سڑک" in line)
    assert line.rstrip().endswith("ہے")
    assert line.index("سڑک") > 40


def test_without_comments_it_says_so() -> None:
    assert "no comment system recognised: stated unknown, collected 0" in render_thread(visit(comment_system=None))


def test_a_saved_answer_of_a_comment_system_is_shown_too(tmp_path: Path) -> None:
    said: dict[str, object] = {
        "id": "a",
        "pid": "",
        "text": "<p>Words</p>",
        "user": {"name": "Asma"},
        "time": "2026-01-15T12:00:00Z",
    }
    said["locator"] = {"site": "paper", "url": "https://paper.example/roads"}
    saved = tmp_path / "tree.json"
    saved.write_text(json.dumps({"comments": [{"comment": said}], "info": {"count": 1}}))
    shown = CliRunner().invoke(threads, [str(saved)], catch_exceptions=False).output
    assert "remark42: " in shown
    assert "Asma" in shown


def test_json_that_is_no_thread_is_named(tmp_path: Path) -> None:
    saved = tmp_path / "other.json"
    saved.write_text('{"a": 1}')
    with pytest.raises(BadInput, match=r"other\.json.* is JSON without comments"):
        CliRunner().invoke(threads, [str(saved)], catch_exceptions=False)
