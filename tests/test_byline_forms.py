from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction import extract
from ecorridor_scraper.extraction.furniture import fold_key

from .byline_forms import FORMS, page

NOT_YET = frozenset(
    (
        "newsroom as an organisation",  # named by the data alone: so are many that the page's readers are not told of
        "one text for two in the data",
        "handle behind the name",  # nothing but a class "auth" says what it is
        "most read with names",  # behind a text so short that they may be its own
        "German agency signature",
    )
)
"""Forms that are not read right; a test says when one is."""


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(n, id=form.name, marks=[pytest.mark.xfail(strict=True)] if form.name in NOT_YET else [])
        for n, form in enumerate(FORMS)
    ],
)
def test_who_signed(number: int) -> None:
    form = FORMS[number]
    url = f"https://courier.example/2025/ferry-{number}"
    article = extract(page(number), url, fetched_at=datetime(2026, 11, 1, tzinfo=UTC)).article
    persons = {fold_key(a.name) for a in article.authors if a.role != "organization"}
    assert persons == {fold_key(name) for name in form.authors}
    assert {fold_key(name) for name in article.agencies} == {fold_key(name) for name in form.agencies}


def test_what_is_not_yet_right_is_among_the_forms() -> None:
    assert {form.name for form in FORMS} > NOT_YET
