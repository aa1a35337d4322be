"""Scripted sites of comment systems whose options stand in a script or an element of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .thread_script import (
    NAMES,
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


def _artalk(count: int, *, old: bool) -> ThreadSite:
    said = conversation(count)
    pinned = [s for s in said if s.key in (count - 3, count - 6)]
    plain = [s for s in said if s not in pinned] if old else said

    def row(s: Said, visible: bool = True) -> dict[str, Any]:
        return {
            "id": s.key, "rid": s.parent or 0, "nick": s.name, "user_id": 10 + s.key % len(NAMES), "link": "",
            "content": f"**{s.text}**", "content_marked": s.html, "date": s.at.strftime("%Y-%m-%d %H:%M:%S"),
            "email_encrypted": "5f0c", "ua": "Mozilla/5.0", "ip_region": "Sindh", "is_collapsed": False,
            "is_pending": False, "is_pinned": s in pinned, "vote_up": 3, "vote_down": 1, "visible": visible,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url.partition("?")[0] != f"https://talk.example/api/{'get' if old else 'v2/comments'}":
            return None
        told = body if old else q
        if (told["page_key"], told["site_name"], told["flat_mode"]) != (PATH, "Khabar", "true"):
            return None
        start = int(told["offset"])
        rows = plain[start : start + int(told["limit"])]
        if old and start == 0:
            rows = [*pinned, *rows]
        linked = {s.parent for s in rows if s.parent} - {s.key for s in rows}
        listed = [*map(row, rows), *(row(said[key - 1], False) for key in sorted(linked))]
        page = {"key": PATH, "admin_only": False}
        if old:
            talk = {"comments": listed, "total": count, "total_roots": len(answers_to(said, None)), "page": page}
            return as_json(wanted.url, {"success": True, "data": talk})
        return as_json(wanted.url, {"comments": listed, "count": count, "roots_count": 1, "page": page})

    page = html_page(
        "<div id='Comments'></div><script>const options = { el: '#Comments', pageKey: '', pageTitle: document.title,"
        "server: 'https://talk.example/', site: 'Khabar' };\nArtalk.init(options)</script>"
    )
    return ThreadSite(page, respond, expected_of(said), "artalk", stated=count)


def artalk(count: int = 230) -> ThreadSite:
    """Three pages, each with comments that come along because another answers them."""
    return _artalk(count, old=False)


def artalk_of_old(count: int = 130) -> ThreadSite:
    """A server that takes forms only, and puts pinned comments before the first page instead of in their place."""
    return _artalk(count, old=True)


def cusdis(count: int = 50, *, mixed: bool = False) -> ThreadSite:
    """Pages of ten branches, the newest first; `mixed` servers list the answers among the branches, too."""
    said = conversation(count)

    def wrapped(listed: list[Said], page: int, size: int) -> dict[str, Any]:
        rows = page_of(listed[::-1], page, size)
        pages = -(-len(listed) // size) or 1
        return {"commentCount": len(listed), "pageSize": size, "pageCount": pages, "data": [row(s) for s in rows]}

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": f"c{s.key}", "createdAt": iso(s.at) + ".000Z", "content": s.text, "by_nickname": s.name,
            "moderatorId": "m1" if s.key == 2 else None, "moderator": None, "parsedContent": s.html,
            "parsedCreatedAt": "2026-10-20 06:00", "replies": wrapped(answers_to(said, s.key), 1, 100),
            "page": {"id": "p", "slug": "pul-7"},
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://cusdis.com/api/open/comments?"):
            return None
        if (q["appId"], q["pageId"]) != ("a1-b2", "pul-7"):
            return None
        listed = said if mixed else answers_to(said, None)
        return as_json(wanted.url, {"data": wrapped(listed, int(q["page"]), 10)})

    page = html_page(
        '<div id="cusdis_thread" data-host="https://cusdis.com" data-app-id="a1-b2" data-page-id="pul-7" data-page-url='
        '"https://khabar.example/x"></div><script async src="https://cusdis.com/js/cusdis.es.js"></script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"c{k}"), "cusdis")


def cusdis_mixed() -> ThreadSite:
    """Answers come as branches first, on the pages before the one of the comment that they answer."""
    return cusdis(mixed=True)


def twikoo(count: int = 75) -> ThreadSite:
    """Pages of eight branches, the newest first, one pinned before them; answers of a branch are one flat list."""
    said = conversation(count)
    roots = answers_to(said, None)
    top = roots[2]

    def row(s: Said, root: Said) -> dict[str, Any]:
        below = whole_branch(said, s.key) if s is root else []
        answers = {} if s is root else {"rid": f"t{root.key}", "pid": f"t{s.parent}", "ruser": "x"}
        return {
            "id": f"t{s.key}", "nick": s.name, "avatar": "", "mailMd5": "5f0c", "link": "", "comment": s.html, "os": "",
            "browser": "", "ipRegion": "Sindh", "master": s.key == 2, "like": 2, "liked": False, "top": s is top,
            "isSpam": False, "created": int(s.at.timestamp() * 1000), "updated": int(s.at.timestamp() * 1000) + 9,
            "replies": [row(b, root) for b in below], **answers,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if (wanted.url, wanted.method) != ("https://talk.example/twikoo", "POST"):
            return None
        if body.get("event") != "COMMENT_GET" or body.get("url") != PATH:
            return as_json(wanted.url, {"data": [], "message": "no"})
        before = body.get("before", float("inf"))
        rest = [s for s in roots[::-1] if s is not top and s.at.timestamp() * 1000 < before]
        rows = [*([] if "before" in body else [top]), *rest[:8]]
        told = {"data": [row(s, s) for s in rows], "more": len(rest) > 8, "count": len(roots), "accessToken": "x"}
        return as_json(wanted.url, told)

    page = html_page(
        '<div id="tcomment"></div><script>twikoo.init({\n envId: "https://talk.example/twikoo", // ours\n el: "#tcomment",'
        "\n // region: 'ap-guangzhou',\n lang: 'en' })</script>"
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"t{k}"), "twikoo", stated=count)
