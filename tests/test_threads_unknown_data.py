"""Comments in JSON of no known system: an interface's answer, and the state that a page hands to its scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.extraction.threads.contract import Signals
from ecorridor_scraper.extraction.threads.providers.unknown_data import UnknownData

from .thread_sites import ADDRESS, FETCHED_AT, PARTLY_PRINTED, SITES, WORDPRESS, Said, conversation, drive, html_page

SAID = conversation(7)


def thread_of(data: Any) -> Thread:
    page = Page(Document(ADDRESS, json.dumps(data).encode()), fetched_at=FETCHED_AT, any_document=True)
    return Collection(page).thread()


def rows(thread: Thread) -> list[tuple[str, str | None, str | None, str | None]]:
    return sorted((c.comment_id, c.parent_id, c.author_name, c.text) for c in thread.comments)


def flat(s: Said) -> dict[str, Any]:
    return {"cid": s.key, "answerTo": s.parent, "nick": s.name, "msg": s.text, "postedOn": s.at.isoformat(), "ups": 2}


def nested(s: Said) -> dict[str, Any]:
    below = [nested(b) for b in SAID if b.parent == s.key]
    person = {"uid": s.key, "displayName": s.name}
    return {
        "uuid": f"k{s.key}",
        "person": person,
        "bodyHtml": s.html,
        "writtenAt": s.at.timestamp(),
        "responses": below,
    }


def test_flat_rows_that_name_their_parents() -> None:
    thread = thread_of({"status": 1, "result": {"list": [flat(s) for s in SAID]}})
    expected = [(str(s.key), None if s.parent is None else str(s.parent), s.name, s.text) for s in SAID]
    assert rows(thread) == sorted(expected)
    assert [c.date_published for c in thread.comments if c.comment_id == "2"] == [SAID[1].at]
    assert {c.likes for c in thread.comments} == {2}


def test_rows_nested_in_each_other() -> None:
    thread = thread_of([nested(s) for s in SAID if s.parent is None])
    expected = [(f"k{s.key}", None if s.parent is None else f"k{s.parent}", s.name, s.text) for s in SAID]
    assert rows(thread) == sorted(expected)


def test_names_stand_in_a_table_beside_the_comments() -> None:
    table = {f"p{s.key}": {"name": s.name} for s in SAID}
    listed = [{"id": s.key, "authorId": f"p{s.key}", "text": s.text, "created": s.at.isoformat()} for s in SAID]
    assert [c.author_name for c in thread_of({"comments": listed, "users": table}).comments] == [s.name for s in SAID]


def test_of_several_people_beside_a_comment_one_is_its_writer_with_name_and_id() -> None:
    """The same in every run, whatever order a set of keys happens to have in it."""
    kinds = ("writer", "user", "profile", "owner", "member", "creator", "account")
    listed = [
        {"id": s.key, "text": s.text, "created": s.at.isoformat()}
        | {kind: {"id": f"{kind}-{s.key}", "name": f"{s.name}, {kind}"} for kind in kinds[: 2 + s.key % 6]}
        for s in SAID
    ]
    found = thread_of({"comments": listed}).comments
    assert [(c.author_id or "").partition("-")[0] for c in found] == [min(kinds[: 2 + s.key % 6]) for s in SAID]
    assert [(c.author_name or "").rpartition(" ")[2] for c in found] == [min(kinds[: 2 + s.key % 6]) for s in SAID]


def test_of_several_lists_of_answers_the_same_is_read_in_every_run() -> None:
    lists = ("thread", "responses", "replies", "comments", "children", "answers")
    listed = [
        {"id": s.key, "author": s.name, "text": s.text, "date": s.at.isoformat()}
        | {
            name: [{"id": f"{name}-{s.key}", "author": "Farid", "text": f"Under {name}", "date": s.at.isoformat()}]
            for name in lists[: 2 + s.key % 5]
        }
        for s in SAID
    ]
    answers = [c for c in thread_of({"feed": listed}).comments if c.parent_id]
    assert [c.text for c in answers] == [f"Under {min(lists[: 2 + s.key % 5])}" for s in SAID]


def test_rows_without_ids_get_hashes() -> None:
    listed = [{"author": s.name, "text": s.text, "date": s.at.isoformat()} for s in SAID]
    ids = {c.comment_id for c in thread_of({"comments": listed}).comments}
    assert len(ids) == len(SAID)


@pytest.mark.parametrize(
    "holder",
    ['<script id="__NEXT_DATA__" type="application/json">{}</script>', "<script>window.__STATE__ = {};</script>"],
)
def test_the_state_of_a_page(holder: str) -> None:
    state = {"props": {"article": {"title": "x", "text": "y"}, "comments": {"items": [flat(s) for s in SAID]}}}
    page = html_page(holder.replace("{}", json.dumps(state).replace("</", "<\\/")))
    thread = Collection(Page(page, fetched_at=FETCHED_AT)).thread()
    assert [c.text for c in thread.comments if c.parent_id is None] == [s.text for s in SAID if s.parent is None]


@pytest.mark.parametrize(
    "rows_of_state",
    [
        [{"id": n, "headline": "x", "text": f"Story {n}", "author": "Desk", "date": "2026-10-01"} for n in range(5)],
        [{"id": n, "text": f"Label {n}"} for n in range(5)],
        [{"id": n, "text": "Comments are closed", "author": "Desk", "date": "2026-10-01"} for n in range(5)],
        [{"id": 1, "text": "Only one", "author": "Desk", "date": "2026-10-01"}],
        [
            {"id": f"sample-{n}", "text": text, "author": "Tara", "date": "2026-10-01T19:40:30.410Z"}
            for n, text in enumerate(("A fine letter!", "Shall we talk?"))
        ],
    ],
    ids=["stories", "labels", "same words", "one", "samples"],
)
def test_other_things_in_the_state_of_a_page_are_no_comments(rows_of_state: list[dict[str, Any]]) -> None:
    state = json.dumps({"comments": rows_of_state})
    page = html_page(f'<script type="application/json">{state}</script>')
    assert Collection(Page(page, fetched_at=FETCHED_AT)).thread().comments == []


READ_AS_UNKNOWN = (
    "comentario", "commento", "coral", "disqus", "ghost", "giscus", "guardian", "hackernews", "isso", "lemmy", "openweb",
    "remark42", "utterances", "vuukle", "wordpress_com", "wordpress_rest", "wpdiscuz_rest",
)  # fmt: skip


@pytest.mark.parametrize("name", READ_AS_UNKNOWN)
def test_known_systems_left_out(name: str) -> None:
    """What the reader of unknown JSON makes of systems that have a provider: the same comments from the same answer."""
    site = {**SITES, **PARTLY_PRINTED, **WORDPRESS}[name]()
    exact = 0
    for wanted in drive(site).asked:
        page = Page(Document(wanted.url, site.answer(wanted).body), fetched_at=FETCHED_AT, any_document=True)
        signals = Signals(page)
        if signals.data is not None:
            for comment in UnknownData(page, signals).read().comments:
                known = site.expected.get(comment.comment_id)
                exact += known is not None and known[1:] == (comment.author_name, comment.text)
    assert exact >= 0.5 * len(site.expected)
