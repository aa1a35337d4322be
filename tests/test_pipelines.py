"""What a visit is tagged with: the article by its text, each comment with what surrounds it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.items import Article, Comment, Visit
from ecorridor_scraper.pipelines import tag_visit

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(("body", "language"), [("The council repairs the bridge.", "en"), ("1 2 3", None), ("", None)])
def test_an_article_is_in_the_language_of_its_text_where_that_has_one(body: str, language: str | None) -> None:
    visit = Visit(Article(body=body or None), [], NOW)
    tag_visit(visit)
    assert visit.article.in_language == language


@pytest.mark.parametrize(
    ("above", "language"), [("yaar yeh pul kab theek hoga, koi bata sakta hai?", "ur-Latn"), ("😀", "und")]
)
def test_a_comment_that_says_nothing_by_itself_is_read_with_what_it_answers(above: str, language: str) -> None:
    comments = [Comment(comment_id="1", text=above), Comment(comment_id="2", parent_id="1", text="par")]
    visit = Visit(Article(body="The council repairs the bridge.", in_language="en"), comments, NOW)
    tag_visit(visit)
    assert comments[1].language == language
