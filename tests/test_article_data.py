"""The article of a page that a script would print: in JSON-LD, or in the state of a framework in any of its forms."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest

from ecorridor_scraper.items import Article, Image

from .article_pages import ONE, TEXT, TITLE, WHOLE, read
from .test_threads_states import numbered

BODY = "".join(f"<p>{text}</p>" for text in TEXT["en"])
EMPTY = '<div id=root><div class=skeleton></div></div><footer><p>© The Paper</p></footer><script id=__NEXT_DATA__ type="application/json">%s</script>'


def page(**more: object) -> str:
    record = {"title": TITLE, "body": BODY, "related": [{"title": "Another", "body": "<p>Else.</p>"}], **more}
    return EMPTY % json.dumps({"props": {"pageProps": {"article": record}}})


def test_text_of_json_ld_where_the_page_prints_none() -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(TEXT["en"])}
    a = read("<app-root></app-root>", f'<script type="application/ld+json">{json.dumps(node)}</script>')
    assert a.body == "\n\n".join(TEXT["en"])


def test_state_of_a_framework_tells_the_whole_article() -> None:
    a = read(
        page(
            authors=[{"name": "Jo Askew", "role": "Reporter"}],
            publishedAt="2026-10-02T09:30:00Z",
            category={"name": "Water"},
            tags=[{"name": "canals"}],
            image={"url": "/i/1.jpg", "caption": "The bank.", "credit": "A. B"},
        )
    )
    assert a.body == "\n\n".join(TEXT["en"])
    assert [(p.name, p.role) for p in a.authors] == [("Jo Askew", "Reporter")]
    assert (a.section, a.tags, a.date_published) == ("Water", ["canals"], datetime(2026, 10, 2, 9, 30, tzinfo=UTC))
    assert a.main_image == Image("https://paper.example/i/1.jpg", "The bank.", "A. B")


def test_paragraphs_as_a_list_of_objects() -> None:
    blocks = [
        {"type": "heading", "content": "The plan"},
        *({"type": "paragraph", "content": t} for t in TEXT["en"]),
    ]
    a = read(page(body=None, content=blocks))
    assert [(b.kind, b.text) for b in a.body_blocks[:2]] == [("heading", "The plan"), ("paragraph", ONE)]


def test_text_for_payers_and_texts_under_another_title_stay_where_they_are() -> None:
    assert read(page(isPremium=True)).body is None
    assert read(page(title="Quite another headline")).body is None
    node = json.dumps({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False})
    assert read(f'{page()}<script type="application/ld+json">{node}</script>').body is None


# --- the forms in which frameworks write it -------------------------------------------------------------------------

RECORD = {"title": TITLE, "contentHtml": BODY, "author": {"name": "Jo Askew"}, "publishedAt": "2026-10-02T09:30:00Z"}


def streamed(text: str, pieces: int = 3) -> str:
    """Scripts that push the rows of a stream in pieces."""
    size = len(text) // pieces + 1
    parts = (text[start : start + size] for start in range(0, len(text), size))
    return "".join(f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in parts)


def rows(*written: tuple[str, Any]) -> str:
    """The rows of a stream: texts as React counts them, the rest as JSON."""
    return "".join(
        f"{name}:T{len(value.encode()):x},{value}" if isinstance(value, str) else f"{name}:{json.dumps(value)}\n"
        for name, value in written
    )


def cached() -> dict[str, Any]:
    """The cache of a client of queries, which keeps each object once."""
    return {
        "ROOT_QUERY": {"__typename": "Query", 'article({"id":7})': {"__ref": "Article:7"}},
        "Article:7": {"__typename": "Article", "id": 7, **RECORD, "author": {"__ref": "Person:1"}},
        "Person:1": {"__typename": "Person", "id": 1, "name": "Jo Askew"},
    }


def bare(value: Any) -> str:
    """A value as scripts write it: names without quotes, `!0` for true."""
    return re.sub(r'"(\w+)":', r"\1:", json.dumps(value | {"isFeatured": True})).replace("true", "!0")


ISLAND = {
    key: [0, {k: [0, v] for k, v in value.items()} if isinstance(value, dict) else value]
    for key, value in RECORD.items()
}
PARTS = {"title": TITLE, "display_date": RECORD["publishedAt"], "credits": {"by": [{"name": "Jo Askew"}]}, "body": BODY}


FORMS = {
    "assigned": f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(RECORD)};</script>",
    "in a string": f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps({'page': RECORD}))})</script>",
    "numbered": f"<script type=application/json id=__NUXT_DATA__>{json.dumps(numbered({'data': {'a': RECORD}}))}</script>",
    "in an attribute": f'<div id=app data-page="{escape(json.dumps({"props": {"article": RECORD}}))}"></div>',
    "cached": f"<script>window.__APOLLO_STATE__={json.dumps(cached())}</script>",
    "as a script writes it": f"<script>window.__STATE__={{layout:'a',data:[{bare(RECORD)}]}}</script>".replace(
        "'a'", '"a"'
    ),
    "to SvelteKit": f"<script>Promise.all([]).then(([kit, app]) => {{kit.start(app, element, {{data:[{bare(RECORD)}]}})}})</script>",
    "answers of an interface": f"<script type=application/json data-sveltekit-fetched>{json.dumps({'status': 200, 'body': json.dumps(RECORD)})}</script>",
    "to an island": f'<astro-island props="{escape(json.dumps({"article": [0, ISLAND], "open": [0, True]}))}"></astro-island>',
    "in parts": f"<script>Fusion.globalContent={json.dumps(PARTS)}</script>",
    "deeper": f"<script>window.pageData={json.dumps({'story': RECORD | {'contentHtml': None, 'body': {'childMarkdownRemark': {'html': BODY}}}})}</script>",
    "by its author's name": f"<script>window.pageData={json.dumps(RECORD | {'author': None, 'authorName': 'Jo Askew'})}</script>",
    "streamed": streamed(rows(("a", BODY), ("5", ["$", "$L6", None, {"data": RECORD | {"contentHtml": "$a"}}]))),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_in_which_frameworks_write_the_article(form: str) -> None:
    a = read(f"<div id=root></div>{FORMS[form]}")
    assert (a.body, [p.name for p in a.authors]) == (WHOLE, ["Jo Askew"])
    assert a.date_published == datetime(2026, 10, 2, 9, 30, tzinfo=UTC)


def read_stream(*written: tuple[str, Any]) -> Article:
    return read(f"<div id=root></div>{streamed(rows(*written))}")


def test_bytes_of_a_streamed_text_are_counted_not_its_letters() -> None:
    text = "".join(f"<p>{t}</p>" for t in TEXT["ur"])
    a = read_stream(("1", text), ("2", {"title": TITLE, "body": "$1"}))
    assert a.body == "\n\n".join(TEXT["ur"])


def test_streamed_reference_to_a_place_within_a_row() -> None:
    a = read_stream(
        ("1", {"kept": [{"title": TITLE, "text": BODY}]}), ("2", [{"title": TITLE, "body": "$1:kept:0:text"}])
    )
    assert a.body == WHOLE


def test_streamed_rows_that_refer_to_each_other_end() -> None:
    assert read_stream(("1", {"title": TITLE, "next": "$2"}), ("2", {"title": TITLE, "next": "$1", "body": BODY})).body


def test_stream_that_breaks_off_says_what_arrived() -> None:
    whole = rows(("1", {"title": TITLE, "body": BODY}), ("2", {"title": "Another", "body": BODY}))
    assert read(f"<div id=root></div>{streamed(whole[:-50])}").body == WHOLE


def test_captions_signatures_and_places_that_a_script_fills_are_no_body() -> None:
    picture = "<div class=img-box><img src=/i/1.jpg><div class=caption><p>The bank of the canal.</p></div></div>"
    body = f"{picture}$$TOPAD$$<p>{ONE}</p><p>[[ad-2]]</p>{BODY.replace(f'<p>{ONE}</p>', '')}<div class=writer>By Jo Askew</div>"
    assert read_stream(("1", {"title": TITLE, "body": body})).body == WHOLE


@pytest.mark.parametrize("kind", ["type", "nodeType", "_type"])
def test_words_in_bold_part_no_paragraph_of_a_state(kind: str) -> None:
    first, _, last = ONE.partition(" ")
    parts = [{kind: "text", "value": f"{first} "}, {kind: "text", "value": last, "marks": [{"type": "bold"}]}]
    rest = [{kind: "paragraph", "content": [{kind: "text", "value": text}]} for text in TEXT["en"][1:]]
    body = {kind: "document", "content": [{kind: "paragraph", "content": parts}, *rest]}
    assert read_stream(("1", {"title": TITLE, "body": body})).body == "\n\n".join(TEXT["en"])


def test_house_in_a_state_is_no_person() -> None:
    state = json.dumps(RECORD | {"author": {"name": "Kohsar News Desk"}})
    assert not [p for p in read(f"<div></div><script>window.pageData={state}</script>").authors if p.role is None]
