"""Scripted sites of comment systems whose options stand in a script or an element of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .thread_script import (
    Said,
    ThreadSite,
    answers_to,
    as_json,
    conversation,
    expected_of,
    html_page,
    iso,
    page_of,
    whole_branch,
)

if TYPE_CHECKING:
    from ecorridor_scraper.extraction import Document
    from ecorridor_scraper.items import Wanted

PATH = "/2026/10/pul-ki-marammat/"


def _waline(count: int, place: str) -> ThreadSite:
    said = conversation(count)
    roots = answers_to(said, None)
    root_of = {b.key: r.key for r in roots for b in whole_branch(said, r.key)}

    def row(s: Said) -> dict[str, Any]:
        old = place == "comment"
        mention = f'<p><a href="#w{s.parent}">@{said[s.parent - 1].name}</a>: ' if old and s.parent else "<p>"
        told: dict[str, Any] = {
            "objectId": f"w{s.key}", "nick": s.name, "link": "khabar.example/u", "like": s.key, "status": "approved",
            "comment": s.html.replace("<p>", mention), "browser": "Firefox120.0", "os": "Linux", "user_id": None,
            "type": "administrator" if s.key == 2 else "guest",
        }  # fmt: skip
        told |= {"insertedAt": iso(s.at) + ".000Z"} if old else {"time": int(s.at.timestamp() * 1000)}
        return told | ({"pid": f"w{s.parent}", "rid": f"w{root_of[s.key]}"} if s.parent else {})

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith(f"https://talk.example/{place}?") or q["path"] != PATH:
            return None
        size, page = int(q["pageSize"]), int(q["page"])
        # the newest of a branch first, as the server has them
        rows = [
            {**row(s), "children": [row(b) for b in whole_branch(said, s.key)[::-1]]}
            for s in page_of(roots, page, size)
        ]
        talk = {"page": page, "totalPages": -(-len(roots) // size), "pageSize": size, "count": count, "data": rows}
        return as_json(wanted.url, talk if place == "comment" else {"errno": 0, "errmsg": "", "data": talk})

    page = html_page(
        '<div id="waline"></div><script type="module">import { init } from "https://cdn.example/waline.js";'
        "init({ el: '#waline', /* it's ours */ serverURL: 'https://talk.example/', lang: 'en', // {\n"
        "emoji: ['//cdn.example/emojis/qq'] });</script>"
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"w{k}"), "waline", stated=count)


def waline(count: int = 330) -> ThreadSite:
    """Two pages of branches, from a server of today."""
    return _waline(count, "api/comment")


def waline_of_old(count: int = 30) -> ThreadSite:
    """A server that knows the older address only, with other dates and a mention before every answer."""
    return _waline(count, "comment")
