"""Comments in the state that a page hands to its scripts, in the forms in which frameworks write it."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

import pytest

from ecorridor_scraper.extraction import Page
from ecorridor_scraper.extraction.states import resolved, states_of
from ecorridor_scraper.extraction.threads import Collection, Thread

from .thread_sites import FETCHED_AT, Said, conversation, html_page

SAID = conversation(7)
EXPECTED = sorted((str(s.key), None if s.parent is None else str(s.parent), s.name, s.text, s.at) for s in SAID)


def read(scripts: str) -> Thread:
    return Collection(Page(html_page(scripts), fetched_at=FETCHED_AT)).thread()


def rows(thread: Thread) -> list[tuple[str, str | None, str | None, str | None, Any]]:
    return sorted((c.comment_id, c.parent_id, c.author_name, c.text, c.date_published) for c in thread.comments)


def flat(s: Said) -> dict[str, Any]:
    return {"id": s.key, "parentId": s.parent, "userName": s.name, "text": s.text, "createdAt": s.at.isoformat()}


def nested(s: Said) -> dict[str, Any]:
    below = [nested(b) for b in SAID if b.parent == s.key]
    return {"id": s.key, "author": {"name": s.name}, "body": s.text, "createdAt": s.at.isoformat(), "replies": below}


ROOTS = [nested(s) for s in SAID if s.parent is None]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_state_in_an_attribute(quote: str) -> None:
    state = json.dumps({"page": 1, "comments": ROOTS})
    written = escape(state) if quote == '"' else state.replace("'", "&#39;")
    assert rows(read(f"<div id=app data-props={quote}{written}{quote}></div>")) == EXPECTED


@pytest.mark.parametrize("name", ["__remixContext", "__PAGE_PAYLOAD__", "App.bootstrap"])
def test_names_of_states(name: str) -> None:
    state = json.dumps({"loaderData": {"comments": ROOTS}})
    assert rows(read(f"<script>window.{name} = {state};</script>")) == EXPECTED


def scripted(value: Any) -> str:
    """A value as `serialize-javascript` writes it, which is no JSON."""
    source = (
        json.dumps({"ready": True, "comments": value, "next": None}).replace("true", "!0").replace("null", "undefined")
    )
    return re.sub(r'("createdAt": )("[^"]*")', r"\1new Date(\2)", source)


def test_a_state_with_words_that_json_lacks() -> None:
    assert rows(read(f"<script>window.__INITIAL_STATE__ = {scripted(ROOTS)};</script>")) == EXPECTED


def test_such_words_inside_of_what_somebody_says_stay() -> None:
    said = 'It printed [undefined, !0, void 0] and "new Date(1)", on line 3.'
    thread = read(
        f"<script>window.__INITIAL_STATE__ = {scripted([{**row, 'body': said + str(n)} for n, row in enumerate(ROOTS)])};</script>"
    )
    assert {c.text for c in thread.comments if c.parent_id is None} == {said + str(n) for n in range(len(ROOTS))}


def test_a_cache_that_is_streamed_in_objects() -> None:
    query = {"data": {"comments": {"results": ROOTS}}, "networkStatus": 7}
    source = json.dumps({"rehydrate": {"_R_1_": {"data": None}, "_R_2_": query}}).replace("null", "undefined")
    assert (
        rows(read(f'<script>(window[Symbol.for("ApolloSSRDataTransport")] ??= []).push({source})</script>')) == EXPECTED
    )


def in_script(quote: str) -> str:
    """A state as the argument of JSON.parse, in quotes of this kind."""
    source = json.dumps({"comments": {"items": [flat(s) for s in SAID]}})
    return quote + source.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_state_inside_of_a_string(quote: str) -> None:
    assert rows(read(f"<script>window.__INITIAL_STATE__ = JSON.parse({in_script(quote)});</script>")) == EXPECTED


def test_a_character_of_two_units_inside_of_a_string() -> None:
    (state,) = states_of([("", r"""window.__STATE__=JSON.parse('{"comments":"\uD83D\uDE00 \x41 \u00e9"}')""")])
    assert state == {"comments": "\U0001f600 A é"}


def test_half_a_character_is_replaced() -> None:
    (state,) = states_of([("", r'window.__STATE__={"comments":"\ud83d"}')])
    assert state == {"comments": "?"}


def test_a_table_of_comments_by_their_ids() -> None:
    table = {str(s.key): flat(s) for s in SAID}
    state = json.dumps({"comments": {"ids": [s.key for s in SAID], "entities": table}})
    assert rows(read(f"<script>window.__STORE__={state}</script>")) == EXPECTED


def test_an_object_of_other_objects_is_no_table_of_comments() -> None:
    parts = {name: {**flat(SAID[0]), "id": n} for n, name in enumerate(("lead", "teaser", "note"))}
    assert rows(read(f"<script>window.__STORE__={json.dumps({'comments': parts})}</script>")) == []


def test_rows_that_a_server_streams() -> None:
    row = json.dumps(["$", "div", None, {"comments": ROOTS}])
    text = f'1:I[77,[],"x"]\n4:{row}\n5:null\n'
    half = len(text) // 2
    pieces = "".join(f"<script>self.__next_f.push({json.dumps([1, t])})</script>" for t in (text[:half], text[half:]))
    assert rows(read(pieces)) == EXPECTED


def test_long_words_of_a_comment_that_are_streamed_apart() -> None:
    said = [{**nested(s), "body": f"$a{s.key}", "replies": []} for s in SAID]
    texts = "".join(f"a{s.key}:T{len((s.text or '').encode()):x},{s.text}" for s in SAID)
    stream = json.dumps([1, f"{texts}2:{json.dumps({'comments': said})}\n"])
    found = rows(read(f"<script>self.__next_f.push({stream})</script>"))
    assert [(key, text) for key, _, _, text, _ in found] == sorted((str(s.key), s.text) for s in SAID)


def numbered(value: Any) -> list[Any]:
    """A value as one list in which objects and arrays name the places of their parts."""
    flat_list: list[Any] = []

    def put(held: Any) -> int:
        place = len(flat_list)
        flat_list.append(held)
        if isinstance(held, dict):
            flat_list[place] = {key: put(inner) for key, inner in held.items()}
        elif isinstance(held, list):
            flat_list[place] = [put(inner) for inner in held]
        return place

    put(value)
    return flat_list


def test_a_list_of_numbered_places() -> None:
    state = json.dumps(numbered({"data": {"page": {"comments": ROOTS}}, "path": "/x"}))
    assert rows(read(f'<script type="application/json" id="__NUXT_DATA__">{state}</script>')) == EXPECTED


def test_places_that_hold_a_kind_and_a_value() -> None:
    assert resolved([{"when": 1, "who": 2}, ["Date", "2026-01-02"], ["Ref", 3], "Ann"]) == {
        "when": "2026-01-02",
        "who": "Ann",
    }


def test_places_that_lead_back_to_themselves_end() -> None:
    assert resolved([{"a": 1}, {"b": 0, "c": 2}, "x"])["a"]["c"] == "x"


def cached(s: Said, *, old: bool) -> dict[str, Any]:
    """A comment as a cache of queries keeps it; its answers are named by it, not it by them."""

    def ref(name: str) -> dict[str, Any]:
        return {"type": "id", "generated": False, "id": name} if old else {"__ref": name}

    below = [{"node": ref(f"Comment:{b.key}")} for b in SAID if b.parent == s.key]
    return {
        "__typename": "Comment",
        "id": str(s.key),
        "body": s.text,
        "createdAt": s.at.isoformat(),
        "author": ref(f"User:{s.name}"),
        'replies({"first":20})': {"edges": below},
    }


@pytest.mark.parametrize("old", [False, True])
def test_a_cache_of_queries(old: bool) -> None:
    cache = {f"Comment:{s.key}": cached(s, old=old) for s in SAID}
    cache |= {f"User:{s.name}": {"__typename": "User", "id": s.name, "displayName": s.name} for s in SAID}
    state = {"cache": cache} if old else cache
    assert rows(read(f"<script>window.__APOLLO_STATE__ = {json.dumps(state)};</script>")) == EXPECTED


def test_answers_that_name_what_they_answer_in_a_cache_of_queries() -> None:
    cache = {f"Comment:{s.key}": {**flat(s), "__typename": "Comment"} for s in SAID}
    for s in SAID:
        del cache[f"Comment:{s.key}"]["parentId"]
        cache[f"Comment:{s.key}"]["parent"] = s.parent and {"__ref": f"Comment:{s.parent}"}
    assert rows(read(f"<script>window.__APOLLO_STATE__ = {json.dumps(cache)};</script>")) == EXPECTED


def test_a_cache_of_stories_holds_no_comments() -> None:
    cache = {
        f"Story:{n}": {
            "__typename": "Story",
            "id": n,
            "text": f"Story {n} of the day",
            "author": "Desk",
            "date": "2026-01-02",
        }
        for n in range(5)
    }
    cache["Story:0"]["comments"] = []  # type: ignore[assignment]
    assert rows(read(f"<script>window.__APOLLO_STATE__ = {json.dumps(cache)};</script>")) == []
