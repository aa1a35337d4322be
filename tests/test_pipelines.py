"""What a visit is tagged with: the article by its text, each comment with what surrounds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ecorridor_scraper import pipelines, tag
from ecorridor_scraper.items import Article, Comment, Visit
from ecorridor_scraper.pipelines import tag_visit

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(("body", "language"), [("The council repairs the bridge.", "en"), ("1 2 3", None), ("", None)])
def test_an_article_is_in_the_language_of_its_text_where_that_has_one(body: str, language: str | None) -> None:
    visit = Visit(Article(body=body or None), [], NOW)
    tag_visit(visit)
    assert visit.article.in_language == language


GERMAN = (
    "Der Gemeinderat hat am Dienstag beschlossen, die alte Brücke über den Fluss noch in diesem Jahr zu erneuern, weil "
    "die Fahrbahn seit dem letzten Winter an vielen Stellen gerissen ist."
)
NORWEGIAN = (
    "Kommunen har bestemt at den gamle broen over elva skal repareres før vinteren, fordi veien er ødelagt mange steder og "
    "ingen av bussene kan kjøre over den lenger."
)


@pytest.mark.parametrize(
    ("declared", "body", "language"),
    [
        ("en", GERMAN, "de"),
        ("en-US", GERMAN, "de"),
        ("en", GERMAN[:40], "en"),
        ("nb", NORWEGIAN, "nb"),
        ("en", "The council has decided on Tuesday to repair the old bridge over the river this year. " * 2, "en"),
    ],
)
def test_english_that_a_template_declares_of_a_long_text_in_other_words_is_not_believed(
    declared: str, body: str, language: str
) -> None:
    visit = Visit(Article(body=body, in_language=declared), [], NOW)
    tag_visit(visit)
    assert visit.article.in_language == language


@pytest.mark.parametrize(("confidence", "language"), [(0.95, "de"), (0.8, "en")])
def test_english_that_a_template_declares_is_believed_where_the_other_language_is_not_sure(
    confidence: float, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sure = tag(GERMAN)
    monkeypatch.setattr(pipelines, "tag_many", lambda texts, **_: [replace(sure, confidence=confidence) for _ in texts])
    visit = Visit(Article(body=GERMAN, in_language="en"), [], NOW)
    tag_visit(visit)
    assert visit.article.in_language == language


def test_comments_are_read_beside_the_language_of_the_text_and_not_of_the_template() -> None:
    def tagged(declared: str | None, body: str) -> Comment:
        comment = Comment(comment_id="1", text="Toll gemacht")
        tag_visit(Visit(Article(body=body, in_language=declared), [comment], NOW))
        return comment

    assert tagged("en", GERMAN).language_confidence == tagged("de", GERMAN).language_confidence
    assert tagged("en", GERMAN[:40]).language_confidence != tagged("de", GERMAN[:40]).language_confidence


@pytest.mark.parametrize(
    ("above", "language"), [("yaar yeh pul kab theek hoga, koi bata sakta hai?", "ur-Latn"), ("😀", "und")]
)
def test_a_comment_that_says_nothing_by_itself_is_read_with_what_it_answers(above: str, language: str) -> None:
    comments = [Comment(comment_id="1", text=above), Comment(comment_id="2", parent_id="1", text="par")]
    visit = Visit(Article(body="The council repairs the bridge.", in_language="en"), comments, NOW)
    tag_visit(visit)
    assert comments[1].language == language
