"""Short threads of systems that no provider knows: every comment, its author, its date, and whom it answers."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection

from . import thread_systems, thread_systems_further, thread_systems_unseen
from .thread_systems import SIZES, SYSTEMS, TOO_LITTLE, Said
from .thread_systems_further import AMBIGUOUS, FURTHER, NAMELESS
from .thread_systems_unseen import TOO_FEW, UNSEEN

if TYPE_CHECKING:
    from ecorridor_scraper.items import Comment

FETCHED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
FORMS = {"minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S", "yearless": "%m-%d %H:%M"}
ALL = SYSTEMS | UNSEEN | FURTHER


def made(name: str, size: str) -> tuple[str, list[Said]]:
    modules = ((SYSTEMS, thread_systems), (UNSEEN, thread_systems_unseen), (FURTHER, thread_systems_further))
    return next(module for systems, module in modules if name in systems).made(name, size)


def read(html: str) -> list[Comment]:
    page = Page(Document("https://gazette.example/2024/harbour", html.encode()), fetched_at=FETCHED_AT)
    return Collection(page).thread().comments


def place(html: str, said: Said) -> int:
    """Where a comment stands in the page; the seventh says what the first has said."""
    text = escape(said.text, quote=False)
    return html.rindex(text) if said.number == 6 else html.index(text)


@pytest.mark.parametrize(
    ("name", "size"), [(n, s) for n in ALL for s in SIZES if (n, s) not in TOO_LITTLE | TOO_FEW | NAMELESS | AMBIGUOUS]
)
def test_reads_the_thread_of_a_system(name: str, size: str) -> None:
    html, said = made(name, size)
    comments = read(html)
    texts = {c.comment_id: " ".join((c.text or "").split()) for c in comments}
    found = [(c.author_name, texts[c.comment_id], texts.get(c.parent_id or "")) for c in comments]
    expected = [(s.author, s.text, s.above.text if s.above else None) for s in said]
    assert sorted(found, key=str) == sorted(expected, key=str)
    in_order = sorted(said, key=partial(place, html))
    assert [(c.author_name, texts[c.comment_id]) for c in comments] == [(s.author, s.text) for s in in_order]


@pytest.mark.parametrize("name", [name for name, (_, _, precision) in ALL.items() if precision])
def test_reads_the_dates_of_a_system(name: str) -> None:
    html, said = made(name, "tree")
    dates = [c.date_published for c in read(html)]
    form = FORMS[ALL[name][2]]
    assert sorted(d.strftime(form) for d in dates if d) == sorted(s.when.strftime(form) for s in said)
