"""Scripted sites: an article page, every further document of its thread, and the thread that must come out of them.

Each function below builds one site from the same kind of conversation, rendered as one comment system renders it.
`ThreadSite.respond` answers whatever is asked, so that a site can be driven in-process as well as by a crawl; a
`Fault` puts a refusal, a broken answer or a loop in the place of some of the answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.items import Wanted

FETCHED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
START = datetime(2026, 10, 20, 6, 0, tzinfo=UTC)
ADDRESS = "https://khabar.example/2026/10/pul-ki-marammat/"
NAMES = ("Asma", "Bilal Tariq", "نادیہ", "C. Osei", "Dilawar & Sons", "Эльвира", "Farid")
SAYINGS = (
    "The bridge was closed again this morning.",
    "Yeh pul kab theek hoga, koi bata sakta hai?",
    "پل کی مرمت پچھلے سال بھی ہوئی تھی۔",
    "Nobody asked the people who cross it every day.",
    "Theek keh rahe hain aap, bilkul.",
)


@dataclass(slots=True, frozen=True)
class Said:
    """One comment of a scripted conversation; `key` counts from 1."""

    key: int
    parent: int | None
    name: str
    text: str
    at: datetime

    @property
    def html(self) -> str:
        return f"<p>{escape(self.text)}</p>"


def conversation(count: int, *, answered: int = 10_000, levels: int = 99) -> list[Said]:
    """A conversation in which every third comment opens a branch and the others answer one of the two before them.

    `levels` bounds how deep an answer may stand (1 is one level of answers); comments after the first `answered` open
    a branch each.
    """
    said: list[Said] = []
    depth: dict[int, int] = {}
    for key in range(1, count + 1):
        parent = None if key > answered or key % 3 == 1 else key - 1 if key % 2 else max(1, key - 2)
        while parent is not None and depth[parent] >= levels:
            parent = said[parent - 1].parent
        depth[key] = 0 if parent is None else depth[parent] + 1
        text = f"{SAYINGS[key % len(SAYINGS)]} ({key})"
        said.append(Said(key, parent, NAMES[key % len(NAMES)], text, START + timedelta(minutes=7 * key)))
    return said


Respond = Callable[[Wanted, dict[str, str], Any], Document | None]


@dataclass(slots=True)
class ThreadSite:
    """A page, what answers its requests, and what must come out.

    `expected` maps the key of each comment to (parent's key, author, text).
    """

    page: Document
    respond: Respond
    expected: dict[str, tuple[str | None, str | None, str]]
    system: str
    stated: int | None = None
    complete: bool | None = True
    reason: str | None = None

    def answer(self, wanted: Wanted) -> Document:
        """The answer to one request: what the script says, else 404."""
        parameters = dict(parse_qsl(urlsplit(wanted.url).query, keep_blank_values=True))
        body: Any = None
        if wanted.body is not None:
            try:
                body = json.loads(wanted.body)
            except ValueError:
                body = dict(parse_qsl(wanted.body.decode()))
        return self.respond(wanted, parameters, body) or Document(wanted.url, b"<html>Not here</html>", 404)


@dataclass(slots=True)
class Fault:
    """What goes wrong: the answers from number `start` on (from 0) are replaced by what `broken` makes of them."""

    name: str
    broken: Callable[[Document], Document]
    start: int = 0


def _page_of_html(document: Document) -> Document:
    return Document(document.url, b"<!DOCTYPE html><html><body><p>Checking your browser</p></body></html>", 200)


def _half(document: Document) -> Document:
    return Document(document.url, document.body[: max(1, len(document.body) // 2)], document.status)


def _status(status: int) -> Callable[[Document], Document]:
    return lambda document: Document(document.url, b'{"code":"no"}', status)


def _body(body: bytes) -> Callable[[Document], Document]:
    return lambda document: Document(document.url, body)


FAULTS = (
    *(Fault(str(status), _status(status)) for status in (401, 403, 404, 429, 500)),
    Fault("html", _page_of_html),
    Fault("empty", _body(b"")),
    Fault("truncated", _half),
    Fault("list", _body(b"[1, null, [], {}]")),
    Fault("object", _body(b'{"comments": 5, "response": {"posts": {}}, "data": []}')),
    Fault("deep", _body(b'{"a":' * 50_000 + b"1" + b"}" * 50_000)),
)


@dataclass(slots=True)
class Drive:
    """What came of driving a site: the thread, and the requests in the order in which they were made."""

    thread: Thread
    asked: list[Wanted] = field(default_factory=list)


def drive(site: ThreadSite, *, fault: Fault | None = None, limit: int = 40) -> Drive:
    """Bring a site's documents until nothing is wanted any more."""
    collection = Collection(Page(site.page, fetched_at=FETCHED_AT), limit=limit)
    asked: list[Wanted] = []
    while collection.wanted:
        wanted = collection.wanted[0]
        document = site.answer(wanted)
        if fault is not None and len(asked) >= fault.start:
            document = fault.broken(document)
        asked.append(wanted)
        collection.add(wanted, document)
    return Drive(collection.thread(), asked)


# --- rendering


def html_page(inside: str, *, head: str = "", url: str = ADDRESS, body_class: str = "") -> Document:
    """An article page around the thread's own markup."""
    text = (
        f'<!DOCTYPE html><html lang="en"><head><title>Pul ki marammat</title>'
        f'<link rel="canonical" href="{url}">{head}</head><body class="{body_class}"><article><h1>Pul ki marammat</h1>'
        f"<p>The bridge over the canal is to be repaired before winter, the department said on Tuesday.</p></article>"
        f"{inside}</body></html>"
    )
    return Document(url, text.encode(), 200, {"content-type": "text/html; charset=utf-8"})


def as_json(url: str, value: Any, *, status: int = 200, **headers: str) -> Document:
    """A JSON answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Document(
        url, json.dumps(value, ensure_ascii=False).encode(), status, {"content-type": "application/json", **named}
    )


def _expected(
    said: list[Said], key: Callable[[int], str] = str, parents: bool = True
) -> dict[str, tuple[str | None, str | None, str]]:
    return {key(s.key): (key(s.parent) if s.parent is not None and parents else None, s.name, s.text) for s in said}


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S")


def _below(said: list[Said], key: int | None) -> list[Said]:
    return [s for s in said if s.parent == key]


def _whole_branch(said: list[Said], key: int) -> list[Said]:
    """All that stands below a comment, in the order in which it was said."""
    inside = {key}
    for s in said:
        if s.parent in inside:
            inside.add(s.key)
    return [s for s in said if s.key in inside and s.key != key]


def _chunk(rows: list[Any], page: int, size: int) -> list[Any]:
    return rows[(page - 1) * size : page * size]


# --- one site per system


def disqus(count: int = 120, *, key: bool = True, hidden: bool = True) -> ThreadSite:
    """An embed of 50 posts, two more pages by cursor, and a branch whose end hides behind `hasMore`."""
    said = conversation(count)
    secret = {s.key for s in _whole_branch(said, 1)} if hidden else set()

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": str(9000 + s.key), "parent": None if s.parent is None else 9000 + s.parent, "forum": "khabar",
            "thread": "777", "createdAt": _iso(s.at), "message": s.html, "raw_message": s.text, "likes": s.key,
            "dislikes": 0, "author": {"name": s.name, "username": f"u{s.key}", "isAnonymous": False},
            "isDeleted": False, "isApproved": True, "hasMore": s.key == 1 and bool(secret), "depth": 0,
        }  # fmt: skip

    shown = [row(s) for s in said if s.key not in secret]

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url.startswith("https://disqus.com/embed/comments/"):
            if q["f"] != "khabar" or q["t_u"] != ADDRESS:
                return None
            rows = shown[:50] if q["s_o"] == "oldest" else shown[-50:]
            data = {
                "cursor": {"hasNext": len(shown) > 50, "next": "2:0:0", "total": count}, "code": 0,
                "response": {"posts": rows, "thread": {"id": "777", "posts": count, "isClosed": False}},
            }  # fmt: skip
            inner = json.dumps(data).replace("</", "<\\/")
            html = f'<html><body><script type="text/json" id="disqus-threadData">{inner}</script></body></html>'
            return Document(wanted.url, html.encode(), 200)
        if not wanted.url.startswith("https://disqus.com/api/3.0/") or q.get("api_key") != "K" * 40:
            return None
        if "listPostsThreaded" in wanted.url:
            page = int(q["cursor"].split(":")[0])
            cursor = {"hasNext": page * 50 < len(shown), "next": f"{page + 1}:0:0"}
            return as_json(wanted.url, {"code": 0, "cursor": cursor, "response": _chunk(shown, page, 50)})
        if "getDescendants" in wanted.url and q["post"] == "9001":
            return as_json(wanted.url, {"code": 0, "cursor": {}, "response": [row(s) for s in said if s.key in secret]})
        return None

    given = f'var disqus_public_key = "{"K" * 40}";' if key else ""
    page = html_page(
        f'<div id="disqus_thread"></div><script>var disqus_shortname = "khabar"; {given}'
        "var disqus_config = function () { this.page.identifier = 'pul-7'; };</script>"
        '<script src="https://khabar.disqus.com/embed.js"></script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: str(9000 + k)), "disqus", stated=count)


def disqus_without_key() -> ThreadSite:
    """The same without a key: the oldest and the newest of the embed together are the whole thread."""
    return disqus(90, key=False, hidden=False)


def coral(count: int = 130) -> ThreadSite:
    """A stream of 50 branches a page; one branch goes on in a document of its own."""
    said = conversation(count, levels=3)
    roots = _below(said, None)

    def node(s: Said) -> dict[str, Any]:
        return {
            "id": f"c-{s.key}", "body": s.html, "createdAt": _iso(s.at) + ".000Z", "deleted": False,
            "author": {"id": f"a-{s.key}", "username": s.name}, "parent": {"id": f"c-{s.parent}"} if s.parent else None,
            "editing": {"edited": False}, "actionCounts": {"reaction": {"total": 2}}, "tags": [{"code": "MEMBER"}],
        }  # fmt: skip

    def edges(rows: list[dict[str, Any]], more: bool, end: str | None) -> dict[str, Any]:
        return {"edges": [{"node": r} for r in rows], "pageInfo": {"hasNextPage": more, "endCursor": end}}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url != "https://coral.khabar.example/api/graphql" or wanted.method != "POST":
            return None
        variables = body["variables"]
        if variables["id"] == "c-1":
            rest = [node(s) for s in _whole_branch(said, 1)[1:]]
            return as_json(wanted.url, {"data": {"comment": {"id": "c-1", "replies": edges(rest, False, None)}}})
        if variables["id"] != "story-7":
            return None
        start = int(variables["after"] or 0)
        rows = []
        for s in roots[start : start + 20]:
            branch = [node(b) for b in _whole_branch(said, s.key)]
            cut = s.key == 1
            rows.append({**node(s), "replies": edges(branch[:1] if cut else branch, cut, "1" if cut else None)})
        comments = edges(rows, start + 20 < len(roots), str(start + 20))
        story = {"id": "story-7", "isClosed": True, "commentCounts": {"totalPublished": count}, "comments": comments}
        return as_json(wanted.url, {"data": {"story": story}})

    page = html_page(
        '<div id="coral_thread"></div><script>Coral.createStreamEmbed({ id: "coral_thread", autoRender: true, '
        'rootURL: "https://coral.khabar.example", storyID: "story-7", storyURL: "https://khabar.example/x" });</script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"c-{k}"), "coral", stated=count)


def openweb(count: int = 90) -> ThreadSite:
    """A conversation paged by offset; the first branch has replies that are asked for by themselves."""
    said = conversation(count)
    roots = _below(said, None)
    users = {f"u{s.key}": {"display_name": s.name} for s in said}

    def row(s: Said, deep: bool = True) -> dict[str, Any]:
        cut = s.key == 1
        below = [] if cut or not deep else [row(b) for b in _below(said, s.key)]
        return {
            "id": f"sp_{s.key}", "parent_id": f"sp_{s.parent}" if s.parent else "", "written_at": s.at.timestamp(),
            "user_id": f"u{s.key}", "content": [{"type": "text", "text": s.html}], "rank": {"ranks_up": 3, "ranks_down": 1},
            "replies": below, "has_next": cut, "deleted": False,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        headers = dict(wanted.headers)
        if wanted.url != "https://api-2-0.spot.im/v1.0.0/conversation/read" or headers.get("x-spot-id") != "sp_ab12":
            return None
        if headers.get("x-post-id") != "post-7":
            return None
        if body["parent_id"]:
            rows = [row(s) for s in _below(said, int(body["parent_id"][3:]))]
            talk = {"comments": rows, "users": users, "has_next": False}
        else:
            start = body["offset"]
            rows = [row(s) for s in roots[start : start + 12]]
            more = start + 12 < len(roots)
            talk = {"comments": rows, "users": users, "has_next": more, "offset": start + 12, "messages_count": count}
        return as_json(wanted.url, {"conversation": talk})

    page = html_page(
        '<div data-spotim-module="conversation" data-post-id="post-7"></div>'
        '<script async src="https://launcher.spot.im/spot/sp_ab12" data-spotim-module="spotim-launcher"></script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"sp_{k}"), "openweb", stated=count)


def viafoura(count: int = 21) -> ThreadSite:
    """The container's id, two pages of branches, the rest of one branch, and a name for every author."""
    said = conversation(count, levels=1)
    roots = _below(said, None)
    site, base = "00000000-0000-4000-8000-0123456789ab", "https://livecomments.viafoura.co/v4/livecomments/"

    def row(s: Said, deep: bool = True) -> dict[str, Any]:
        below = [row(b, False) for b in _below(said, s.key)] if deep else []
        cut = s.key == 1
        return {
            "content_uuid": f"v{s.key}", "content": s.text, "date_created": int(s.at.timestamp() * 1000),
            "actor_uuid": f"actor{s.key % len(NAMES)}", "parent_uuid": f"v{s.parent}" if s.parent else "box",
            "total_likes": 4, "total_dislikes": 0, "state": "visible",
            "replies": {"contents": below[:1] if cut else below, "more_available": cut and len(below) > 1},
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        url = wanted.url
        if url == f"{base}{site}/contentcontainer/id?container_id=art-7":
            return as_json(url, {"content_container_uuid": "box", "total_visible_content": count})
        if url.startswith(f"{base}{site}/box/comments/v1?"):
            rows = [row(b, False) for b in _below(said, 1)[1:]]
            return as_json(url, {"contents": rows, "more_available": False})
        if url.startswith(f"{base}{site}/box/comments?"):
            keys = [f"v{s.key}" for s in roots]
            start = keys.index(q["starting_from"]) + 1 if "starting_from" in q else 0
            rows = [row(s) for s in roots[start : start + 4]]
            return as_json(url, {"contents": rows, "more_available": start + 4 < len(roots)})
        if url.startswith(f"https://iam.viafoura.co/v3/sections/{site}/users/actor"):
            return as_json(url, {"name": NAMES[int(url[-1])]})
        return None

    page = html_page(
        '<div class="viafoura"><vf-conversations vf-container-id="art-7"></vf-conversations></div>'
        f'<script>window.vfSection = "{site}";</script><script src="https://cdn.viafoura.net/entry/index.js"></script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"v{k}"), "viafoura", stated=count)


def guardian(count: int = 70) -> ThreadSite:
    """Two pages of branches in two levels; one branch is cut and asked for by its comment."""
    said = conversation(count)
    roots = _below(said, None)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": 5000 + s.key, "body": s.html, "isoDateTime": _iso(s.at) + "Z", "date": "20 October", "numRecommends": 6,
            "status": "visible", "webUrl": f"https://discussion.theguardian.com/comment-permalink/{5000 + s.key}",
            "userProfile": {"userId": str(s.key), "displayName": s.name, "badge": [{"name": "Staff"}] if s.key == 2 else []},
            **({"responseTo": {"commentId": str(5000 + s.parent), "displayName": "x"}} if s.parent else {}),
        }  # fmt: skip

    def branch(s: Said, whole: bool) -> dict[str, Any]:
        below = [row(b) for b in _whole_branch(said, s.key)]
        return {**row(s), "responses": below if whole else below[:3], "metaData": {"responseCount": len(below)}}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        path = urlsplit(wanted.url).path
        if path == "/discussion-api/comment/5001":
            return as_json(wanted.url, {"status": "ok", "comment": branch(said[0], True)})
        if path != "/discussion-api/discussion//p/x7k2":
            return None
        page = int(q["page"])
        rows = [branch(s, s.key != 1 or len(_whole_branch(said, 1)) <= 3) for s in _chunk(roots, page, 14)]
        pages = -(-len(roots) // 14)
        talk = {"commentCount": count, "isClosedForComments": True, "comments": rows}
        return as_json(wanted.url, {"status": "ok", "currentPage": page, "pages": pages, "discussion": talk})

    page = html_page(
        '<div id="comments"></div><script>window.guardian = {"config": {"page": {"shortUrlId": "/p/x7k2", '
        '"discussionApiUrl": "https://discussion.guardianapis.com/discussion-api"}}};</script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: str(5000 + k)), "guardian", stated=count)


def commento(count: int = 25) -> ThreadSite:
    """One POST brings all."""
    said = conversation(count)
    rows = [
        {
            "commentHex": f"{s.key:064x}", "commenterHex": f"p{s.key}", "markdown": s.text, "html": s.html, "score": 1,
            "parentHex": f"{s.parent:064x}" if s.parent else "root", "state": "approved", "deleted": False,
            "creationDate": _iso(s.at) + ".123456Z",
        }
        for s in said
    ]  # fmt: skip
    people = {f"p{s.key}": {"name": s.name, "link": "undefined", "isModerator": False} for s in said}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        asked = (wanted.url, body and body.get("domain"), body and body.get("path"))
        if asked != ("https://talk.example/api/comment/list", "khabar.example", "/2026/10/pul-ki-marammat"):
            return None
        answer = {"success": True, "comments": rows, "commenters": people, "attributes": {"isLocked": False}}
        return as_json(wanted.url, answer)

    page = html_page('<div id="commento"></div><script defer src="https://talk.example/js/commento.js"></script>')
    return ThreadSite(page, respond, _expected(said, lambda k: f"{k:064x}"), "commento")


def comentario(count: int = 25) -> ThreadSite:
    """One POST brings all."""
    said = conversation(count)
    rows = [
        {
            "id": f"id-{s.key}", "parentId": f"id-{s.parent}" if s.parent else None, "html": s.html, "score": 0,
            "createdTime": _iso(s.at) + "Z", "userCreated": f"p{s.key}", "isDeleted": False, "isApproved": True,
        }
        for s in said
    ]  # fmt: skip
    people = [{"id": f"p{s.key}", "name": s.name} for s in said]

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url != "https://talk.example/api/embed/comments" or body["host"] != "khabar.example":
            return None
        return as_json(wanted.url, {"comments": rows, "commenters": people})

    page = html_page(
        '<comentario-comments></comentario-comments><script defer src="https://talk.example/comentario.js"></script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"id-{k}"), "comentario")


def isso(count: int = 40) -> ThreadSite:
    """One level of answers; the first branch hides some of them."""
    said = conversation(count, levels=1)

    def row(s: Said, below: list[Said], hidden: int) -> dict[str, Any]:
        return {
            "id": s.key, "parent": s.parent, "author": s.name, "website": None, "hash": "x", "text": s.html, "mode": 1,
            "created": s.at.timestamp() + 0.25, "modified": None, "likes": 1, "dislikes": 0,
            "total_replies": len(below) + hidden, "hidden_replies": hidden, "replies": [row(b, [], 0) for b in below],
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://isso.example/?") or q["uri"] != "/2026/10/pul-ki-marammat/":
            return None
        if q.get("parent") == "1":
            rows = [row(b, [], 0) for b in _below(said, 1)[int(q["offset"]) :]]
            return as_json(wanted.url, {"id": 1, "total_replies": 2, "hidden_replies": 0, "replies": rows})
        rows = []
        for s in _below(said, None):
            below = _below(said, s.key)
            rows.append(row(s, below[:1], len(below) - 1) if s.key == 1 else row(s, below, 0))
        return as_json(wanted.url, {"id": None, "total_replies": len(rows), "hidden_replies": 0, "replies": rows})

    page = html_page('<section id="isso-thread"></section><script data-isso="//isso.example/" src="x.js"></script>')
    return ThreadSite(page, respond, _expected(said), "isso", stated=count)


def remark42(count: int = 60) -> ThreadSite:
    """One GET brings the tree."""
    said = conversation(count)

    def tree(s: Said) -> dict[str, Any]:
        comment = {
            "id": f"r{s.key}", "pid": f"r{s.parent}" if s.parent else "", "text": s.html, "score": 2,
            "user": {"name": s.name, "id": f"g_{s.key}", "admin": False},
            "locator": {"site": "khabar", "url": ADDRESS}, "time": _iso(s.at) + ".5+00:00",
        }  # fmt: skip
        return {"comment": comment, "replies": [tree(b) for b in _below(said, s.key)]}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://r.example/api/v1/find?") or q["site"] != "khabar" or q["url"] != ADDRESS:
            return None
        info = {"count": count, "read_only": False}
        return as_json(wanted.url, {"comments": [tree(s) for s in _below(said, None)], "info": info})

    page = html_page(
        '<div id="remark42"></div><script>var remark_config = {host: "https://r.example", site_id: "khabar"};</script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"r{k}"), "remark42", stated=count)


def giscus(count: int = 150) -> ThreadSite:
    """Two pages of comments in two levels."""
    said = conversation(count, levels=1)
    roots = _below(said, None)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": f"DC_{s.key}", "author": {"login": s.name, "url": "https://github.com/x"}, "bodyHTML": s.html,
            "createdAt": _iso(s.at) + "Z", "lastEditedAt": None, "deletedAt": None, "isMinimized": False,
            "upvoteCount": 1, "authorAssociation": "NONE", "replyToId": f"DC_{s.parent}" if s.parent else None,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://giscus.app/api/discussions?") or q["repo"] != "khabar/talk":
            return None
        if q["term"] != "2026/10/pul-ki-marammat":
            return None
        start = int(q.get("after") or 0)
        rows = [{**row(s), "replies": [row(b) for b in _below(said, s.key)]} for s in roots[start : start + 30]]
        talk = {
            "totalCommentCount": len(roots), "totalReplyCount": count - len(roots), "locked": False, "comments": rows,
            "pageInfo": {"hasNextPage": start + 30 < len(roots), "endCursor": str(start + 30)},
        }  # fmt: skip
        return as_json(wanted.url, {"discussion": talk})

    page = html_page(
        '<script src="https://giscus.app/client.js" data-repo="khabar/talk" data-category="General" '
        'data-mapping="pathname" data-strict="0"></script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"DC_{k}"), "giscus", stated=count)


def utterances(count: int = 130) -> ThreadSite:
    """The issue is searched for, then two pages of flat comments."""
    said = conversation(count, answered=0)
    rows = [
        {
            "id": 800 + s.key, "issue_url": "i", "author_association": "NONE", "body": s.text, "created_at": _iso(s.at) + "Z",
            "updated_at": _iso(s.at) + "Z", "user": {"login": s.name, "id": s.key, "html_url": "https://github.com/x"},
        }
        for s in said
    ]  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url.startswith("https://api.github.com/search/issues?"):
            issue = {"number": 12, "title": "2026/10/pul-ki-marammat", "comments": count, "locked": False}
            return as_json(wanted.url, {"items": [{"number": 3, "title": "other", "comments": 1}, issue]})
        if wanted.url.startswith("https://api.github.com/repos/khabar/talk/issues/12/comments?"):
            return as_json(wanted.url, _chunk(rows, int(q["page"]), 100))
        return None

    page = html_page('<script src="https://utteranc.es/client.js" repo="khabar/talk" issue-term="pathname"></script>')
    return ThreadSite(page, respond, _expected(said, lambda k: str(800 + k)), "utterances", stated=count)


def discourse_topic(count: int = 55) -> ThreadSite:
    """A topic whose JSON holds 20 posts; the stream names the others, which come in chunks."""
    said = conversation(count)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": 3000 + s.key, "post_number": s.key + 1, "name": s.name, "username": f"u{s.key}", "cooked": s.html,
            "created_at": _iso(s.at) + ".000Z", "updated_at": _iso(s.at) + ".000Z", "version": 1, "post_type": 1,
            "reply_to_post_number": s.parent + 1 if s.parent else None, "actions_summary": [{"id": 2, "count": 5}],
        }  # fmt: skip

    opening = {**row(Said(0, None, "Editor", "A companion topic.", START)), "id": 3000, "post_number": 1}
    posts = [opening, *(row(s) for s in said)]

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url == "https://forum.example/t/88.json":
            stream = {"posts": posts[:20], "stream": [p["id"] for p in posts]}
            return as_json(wanted.url, {"id": 88, "posts_count": count + 1, "closed": False, "post_stream": stream})
        if wanted.url.startswith("https://forum.example/t/88/posts.json?"):
            ids = {int(v) for k, v in parse_qsl(urlsplit(wanted.url).query) if k == "post_ids[]"}
            return as_json(wanted.url, {"post_stream": {"posts": [p for p in posts if p["id"] in ids]}, "id": 88})
        return None

    page = html_page(
        "<div id='discourse-comments'></div><script>window.DiscourseEmbed = { discourseUrl: 'https://forum.example/', "
        "topicId: 88 };</script>"
    )
    return ThreadSite(page, respond, _expected(said, lambda k: str(3000 + k)), "discourse", stated=count)


def discourse_embed(count: int = 12) -> ThreadSite:
    """The embedded page: posts with their parents in `data-link-to-post`."""
    said = conversation(count)
    articles = "".join(
        f'<article class="post" id="post-{s.key}"><div class="topic-meta-data"><h3 class="username"><a href="/u/x">{escape(s.name)}</a></h3>'
        f'<a class="post-date" href="/t/88/{s.key}" title="{_iso(s.at)}Z">20 Oct</a></div>'
        + (f'<a class="in-reply-to" data-link-to-post="{s.parent}" href="#">x</a>' if s.parent else "")
        + f'<div class="cooked">{s.html}</div></article>'
        for s in said
    )

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://forum.example/embed/comments?") or q["embed_url"] != ADDRESS:
            return None
        footer = f'<footer><a class="button" href="https://forum.example/t/x/88">Continue</a> <span class="replies">{count} replies</span></footer>'
        return Document(wanted.url, f"<!DOCTYPE html><html><body>{articles}{footer}</body></html>".encode(), 200)

    page = html_page(
        "<div id='discourse-comments'></div><script>DiscourseEmbed = { discourseUrl: 'https://forum.example/', "
        f"discourseEmbedUrl: '{ADDRESS}' }};</script>"
    )
    return ThreadSite(page, respond, _expected(said), "discourse", stated=count)


def ghost(count: int = 66) -> ThreadSite:
    """Two pages of branches; a branch shows three answers and goes on in documents of its own."""
    said = conversation(count, levels=1)
    roots = _below(said, None)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": f"{s.key:05d}", "html": s.html, "status": "published", "created_at": _iso(s.at) + ".000Z",
            "edited_at": None, "member": {"id": f"m{s.key}", "name": s.name}, "count": {"likes": 2, "replies": 0},
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        path = urlsplit(wanted.url).path
        if path == "/members/api/comments/post/abc7/":
            page = int(q["page"])
            rows = []
            for s in _chunk(roots, page, 20):
                below = [row(b) for b in _below(said, s.key)]
                shown = below[:1] if s.key == 1 else below
                rows.append({**row(s), "count": {"replies": len(below), "likes": 0}, "replies": shown})
            pages = -(-len(roots) // 20)
            return as_json(wanted.url, {"comments": rows, "meta": {"pagination": {"page": page, "pages": pages}}})
        if path == "/members/api/comments/00001/replies/":
            after = q.get("filter", "''").split("'")[1]
            rows = [row(b) for b in _below(said, 1) if f"{b.key:05d}" > after]
            return as_json(wanted.url, {"comments": rows, "meta": {"pagination": {"page": 1, "pages": 1}}})
        return None

    page = html_page('<script data-ghost-comments="https://khabar.example/" data-post-id="abc7" src="c.js"></script>')
    return ThreadSite(page, respond, _expected(said, lambda k: f"{k:05d}"), "ghost")


def vuukle(count: int = 120) -> ThreadSite:
    """Two pages of branches."""
    said = conversation(count, levels=2, answered=12)
    roots = _below(said, None)

    def row(s: Said) -> dict[str, Any]:
        below = [row(b) for b in _below(said, s.key)]
        return {
            "commentId": 70_000 + s.key, "parentId": 70_000 + s.parent if s.parent else -1, "commentText": s.html,
            "name": s.name, "userId": f"w{s.key}", "createdTimestamp": int(s.at.timestamp()), "upvotes": 1,
            "replyCount": len(below), "replies": below,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if "/api/v1/Comments/getCommentFeedBySort?" not in wanted.url or q["articleId"] != "art-7":
            return None
        start = int(q["start"])
        rows = [row(s) for s in roots[start : start + 100]]
        return as_json(wanted.url, {"data": {"commentsCount": count, "comments": {"items": rows}}})

    page = html_page(
        '<div id="vuukle-comments"></div><script>var VUUKLE_CONFIG = {apiKey: "aaaa-bbbb-cccc", articleId: "art-7"};'
        '</script><script src="https://cdn.vuukle.com/platform.js"></script>'
    )
    return ThreadSite(page, respond, _expected(said, lambda k: str(70_000 + k)), "vuukle", stated=count)


def livefyre(count: int = 40) -> ThreadSite:
    """The bootstrap document and two archive pages, found by their numbers."""
    said = conversation(count)

    def row(s: Said) -> dict[str, Any]:
        content = {
            "id": f"f{s.key}", "parentId": f"f{s.parent}" if s.parent else "", "bodyHtml": s.html,
            "createdAt": int(s.at.timestamp()), "authorId": f"p{s.key}", "annotations": {"likedBy": ["a", "b"]},
        }  # fmt: skip
        return {"content": content, "vis": 1, "childContent": []}

    people = {f"p{s.key}": {"displayName": s.name, "profileUrl": "https://khabar.example/u"} for s in said}
    third = count // 3

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        base = "https://khabar.fyre.co.bootstrap.fyre.co/bs3/v3.1/khabar.fyre.co/3501/"
        if wanted.url == base + "YXJ0LTc=/init":
            archive = {"pathBase": "https://bootstrap.example/a/", "pageInfo": {"0": {}, "1": {}}}
            head = {"content": [row(s) for s in said[:third]], "authors": people}
            settings = {"numVisible": count, "archiveInfo": archive}
            return as_json(wanted.url, {"headDocument": head, "collectionSettings": settings})
        for page in (0, 1):
            if wanted.url == f"https://bootstrap.example/a/{page}.json":
                rows = said[third:][page * third :] if page else said[third : 2 * third]
                return as_json(wanted.url, {"content": [row(s) for s in rows], "authors": people})
        return None

    page = html_page(
        "<div id='livefyre-comments'></div><script src='https://cdn.fyre.co/Livefyre.js'></script><script>fyre.conv.load("
        "{network: 'khabar.fyre.co'}, [{ siteId: '3501', articleId: 'art-7' }]);</script>"
    )
    return ThreadSite(page, respond, _expected(said, lambda k: f"f{k}"), "livefyre", stated=count)


def intensedebate(count: int = 9) -> ThreadSite:
    """A script that names a script, whose strings hold the list, branch inside branch."""
    said = conversation(count)

    def item(s: Said) -> str:
        below = "".join(item(b) for b in _below(said, s.key))
        return (
            f'<div id="IDThread{s.key}" class="idc-thread"><div id="IDComment{s.key}" class="idc-c"><div class="idc-c-h">'
            f'<p class="idc-i"><span> {escape(s.name)} </span></p><a id="IDCommentTime{s.key}" class="idc-c-m" '
            f'href="{ADDRESS}#IDComment{s.key}">3 days ago</a></div><div class="idc-c-t"><div id="IDComment-CommentText{s.key}" '
            f'class="idc-c-t-inner">{s.html}</div></div><span class="idc-v-total">4</span></div>{below}</div>'
        )

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url.startswith("https://intensedebate.com/js/genericCommentWrapper2.php?") and q["acct"] == "abc":
            return Document(wanted.url, b'IDCommentScript.src = "https://intensedebate.com/js/g.php?x=1";', 200)
        if wanted.url == "https://intensedebate.com/js/g.php?x=1":
            literal = json.dumps("".join(item(s) for s in _below(said, None)))
            return Document(wanted.url, f"var x = 1; IDCommentsHTML += {literal};".encode(), 200)
        return None

    page = html_page(
        "<span id='IDCommentsPostTitle'></span><script>var idcomments_acct = 'abc'; var idcomments_post_id = '7';</script>"
        "<script src='https://www.intensedebate.com/js/genericCommentWrapperV2.js'></script>"
    )
    return ThreadSite(page, respond, _expected(said), "intensedebate")


SITES: dict[str, Callable[[], ThreadSite]] = {
    builder.__name__: builder
    for builder in (
        disqus, disqus_without_key, coral, openweb, viafoura, guardian, commento, comentario, isso, remark42, giscus,
        utterances, discourse_topic, discourse_embed, ghost, vuukle, livefyre, intensedebate,
    )
}  # fmt: skip


# --- WordPress: the page's own list, REST, feeds, comment pages, wpDiscuz


def _wordpress_item(said: list[Said], s: Said, shown: set[int], cap: int, depth: int = 1) -> str:
    """What Walker_Comment prints: below the last level, every descendant stands beside the comment it answers."""
    below = [b for b in _below(said, s.key) if b.key in shown]
    own = (
        f'<li id="comment-{s.key}" class="comment even depth-{depth}"><article id="div-comment-{s.key}" class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{escape(s.name)}</b> '
        f'<span class="says">says:</span></div><div class="comment-metadata"><a href="{ADDRESS}#comment-{s.key}">'
        f'<time datetime="{_iso(s.at)}+00:00">20 October</time></a></div></footer><div class="comment-content">{s.html}</div>'
        + (
            ""
            if depth >= cap
            else f'<div class="reply"><a class="comment-reply-link" data-commentid="{s.key}" '
            f'data-postid="7" href="{ADDRESS}?replytocom={s.key}">Reply</a></div>'
        )
        + "</article>"
    )
    if depth >= cap:
        return own + "</li>" + "".join(_wordpress_item(said, b, shown, cap, depth) for b in below)
    inside = "".join(_wordpress_item(said, b, shown, cap, depth + 1) for b in below)
    return own + (f'<ol class="children">{inside}</ol>' if inside else "") + "</li>"


def _wordpress_page(
    said: list[Said], roots: list[Said], *, cap: int = 5, url: str = ADDRESS, links: str = "", rest: bool = True
) -> Document:
    shown = {b.key for s in roots for b in (s, *_whole_branch(said, s.key))}
    items = "".join(_wordpress_item(said, s, shown, cap) for s in roots)
    head = '<meta name="generator" content="WordPress 6.4">' + (
        '<link rel="https://api.w.org/" href="https://khabar.example/wp-json/">'
        '<link rel="shortlink" href="https://khabar.example/?p=7">'
        if rest
        else ""
    )
    return html_page(
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{len(said)} Comments</h2>'
        f'<ol class="comment-list">{items}</ol>{links}</div>',
        head=head,
        url=url,
        body_class="single postid-7" if rest else "single",
    )


def _rest_row(s: Said, post: int = 7) -> dict[str, Any]:
    return {
        "id": s.key, "post": post, "parent": s.parent or 0, "author": 0, "author_name": escape(s.name), "author_url": "",
        "date": _iso(s.at + timedelta(hours=5)), "date_gmt": _iso(s.at), "content": {"rendered": s.html + "\n"},
        "link": f"{ADDRESS}#comment-{s.key}", "status": "approved", "type": "comment",
    }  # fmt: skip


def _rest(said: list[Said], wanted: Wanted, q: dict[str, str]) -> Document | None:
    """The controller: pages of `per_page`, totals in headers, an error beyond the last page."""
    if "/wp/v2/comments" not in wanted.url and q.get("rest_route") != "/wp/v2/comments":
        return None
    size, page = int(q["per_page"]), int(q["page"])
    if q["post"] != "7" or q["order"] != "asc" or "author_avatar_urls" in q["_fields"]:
        return None
    rows = [_rest_row(s) for s in said]
    pages = -(-len(rows) // size)
    if page > pages:
        return as_json(wanted.url, {"code": "rest_post_invalid_page_number"}, status=400)
    total = {"x_wp_total": str(len(rows)), "x_wp_totalpages": str(pages)}
    return as_json(wanted.url, _chunk(rows, page, size), status=200, **total)


def _atom(said: list[Said], wanted: Wanted) -> Document:
    """The ten newest, newest first, each naming what it answers."""
    entries = "".join(
        f"<entry><title>By: {escape(s.name)}</title><link rel='alternate' href='{ADDRESS}#comment-{s.key}' type='text/html'/>"
        f"<author><name>{escape(s.name)}</name></author><id>{ADDRESS}#comment-{s.key}</id><updated>{_iso(s.at)}Z</updated>"
        f"<published>{_iso(s.at)}Z</published><content type='html'><![CDATA[{s.html}]]></content>"
        f"<thr:in-reply-to ref='{ADDRESS}{f'#comment-{s.parent}' if s.parent else ''}' href='x' type='text/html'/></entry>"
        for s in reversed(said[-10:])
    )
    return Document(
        wanted.url,
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Comments</title>{entries}</feed>'.encode(),
        200,
        {"content-type": "application/atom+xml"},
    )


def _rss(said: list[Said], wanted: Wanted) -> Document:
    items = "".join(
        f"<item><title>By: {escape(s.name)}</title><link>{ADDRESS}#comment-{s.key}</link><dc:creator><![CDATA[{s.name}]]>"
        f"</dc:creator><pubDate>{s.at.strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate><guid>{ADDRESS}#comment-{s.key}</guid>"
        f"<content:encoded><![CDATA[{s.html}]]></content:encoded></item>"
        for s in reversed(said[-10:])
    )
    return Document(
        wanted.url,
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{items}</channel></rss>'.encode(),
        200,
    )


def wordpress_whole(count: int = 12) -> ThreadSite:
    """A thread that stands whole in its page asks for nothing."""
    said = conversation(count, levels=3)
    page = _wordpress_page(said, _below(said, None))
    return ThreadSite(page, lambda w, q, b: None, _expected(said), "wordpress", stated=count)


def wordpress_rest(count: int = 230) -> ThreadSite:
    """The page holds two branches of many; REST brings the rest in three pages."""
    said = conversation(count)
    page = _wordpress_page(said, _below(said, None)[:2], links='<a class="more" href="#">Load more</a>')

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rest(said, wanted, q)

    return ThreadSite(page, respond, _expected(said), "wordpress", stated=count)


def wordpress_plain_permalinks(count: int = 30) -> ThreadSite:
    """`/wp-json/` answers with the site's 404 page; `?rest_route=` works."""
    site = wordpress_rest(count)
    answered = site.respond

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return None if "wp-json" in wanted.url else answered(wanted, q, body)

    site.respond = respond
    return site


def wordpress_capped(count: int = 30) -> ThreadSite:
    """All comments stand in the page, but the theme's second level is the last: REST gives the true parents."""
    said = conversation(count)
    page = _wordpress_page(said, _below(said, None), cap=2)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rest(said, wanted, q)

    return ThreadSite(page, respond, _expected(said), "wordpress", stated=count)


def wordpress_atom(count: int = 10) -> ThreadSite:
    """REST is refused at both addresses; the feed holds the whole thread with its true parents."""
    said = conversation(count)
    page = _wordpress_page(said, _below(said, None)[:1])

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url == ADDRESS + "feed/atom/":
            return _atom(said, wanted)
        return as_json(wanted.url, {"code": "rest_cannot_read_post"}, status=401) if "wp/v2" in wanted.url else None

    return ThreadSite(page, respond, _expected(said), "wordpress", stated=count)


def wordpress_rss(count: int = 10) -> ThreadSite:
    """Only RSS answers: every comment comes, parents only for what the page itself shows."""
    said = conversation(count)
    first = _below(said, None)[0]
    page = _wordpress_page(said, [first])
    known = {first.key, *(s.key for s in _whole_branch(said, first.key))}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rss(said, wanted) if wanted.url == ADDRESS + "feed/" else None

    expected = {
        key: (value[0] if int(key) in known else None, value[1], value[2]) for key, value in _expected(said).items()
    }
    return ThreadSite(page, respond, expected, "wordpress", stated=count)


def wordpress_pages(count: int = 60) -> ThreadSite:
    """No REST and a feed of the newest ten: the comment pages bring the rest."""
    said = conversation(count, levels=4)
    roots = _below(said, None)

    def at_page(number: int) -> Document:
        url = f"{ADDRESS}comment-page-{number}/"
        links = (
            f'<nav class="comment-navigation"><a href="{ADDRESS}comment-page-{number + 1}/#comments">Newer</a></nav>'
        )
        last = number * 5 >= len(roots)
        return _wordpress_page(said, _chunk(roots, number, 5), url=url, links="" if last else links)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url == ADDRESS + "feed/atom/":
            return _atom(said, wanted)
        if wanted.url.startswith(ADDRESS + "comment-page-"):
            return at_page(int(wanted.url.rstrip("/").rpartition("-")[2]))
        return None

    first = at_page(1)
    page = Document(ADDRESS, first.body, 200, first.headers)
    return ThreadSite(page, respond, _expected(said), "wordpress", stated=count)


def wordpress_post_ignored(count: int = 10) -> ThreadSite:
    """REST answers with comments of the whole site, because `post` is ignored: the feed has to do."""
    site = wordpress_atom(count)
    said = conversation(count)
    answered = site.respond

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if "wp/v2" in wanted.url or "rest_route" in q:
            others = [_rest_row(Said(900 + s.key, None, s.name, "Elsewhere.", s.at), post=8) for s in said]
            return as_json(wanted.url, others, x_wp_totalpages="50", x_wp_total="4990")
        return answered(wanted, q, body)

    site.respond = respond
    return site


def wordpress_com(count: int = 130) -> ThreadSite:
    """A site that wordpress.com serves: its own interface, by offset."""
    said = conversation(count)
    page = _wordpress_page(said, _below(said, None)[:2])
    page = Document(page.url, page.body.replace(b"WordPress 6.4", b"WordPress.com"), 200, page.headers)

    def row(s: Said) -> dict[str, Any]:
        return {
            "ID": s.key, "post": {"ID": 7}, "author": {"ID": 0, "name": s.name, "URL": ""}, "content": s.html,
            "date": _iso(s.at + timedelta(hours=5)) + "+05:00", "parent": {"ID": s.parent} if s.parent else False,
            "type": "comment", "status": "approved", "like_count": 3, "URL": f"{ADDRESS}#comment-{s.key}",
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if "public-api.wordpress.com/rest/v1.1/sites/khabar.example/posts/7/replies/" not in wanted.url:
            return None
        start, size = int(q["offset"]), int(q["number"])
        return as_json(wanted.url, {"found": count, "comments": [row(s) for s in said[start : start + size]]})

    return ThreadSite(page, respond, _expected(said), "wordpress", stated=count)


def _wpdiscuz_item(s: Said) -> str:
    return (
        f"<div id='wpd-comm-{s.key}_{s.parent or 0}' class='comment wpd-comment{' wpd-reply' if s.parent else ''}'>"
        f"<div class='wpd-comment-wrap wpd-blog-guest'><div id='comment-{s.key}' class='wpd-comment-right'>"
        f"<div class='wpd-comment-header'><div class='wpd-comment-author'>{escape(s.name)}</div>"
        f"<div class='wpd-comment-date' title='{s.at.strftime('%B %d, %Y %I:%M %p')}'>2 days ago</div></div>"
        f"<div class='wpd-comment-text'>{s.html}</div></div></div></div>"
    )


def wpdiscuz_ajax(count: int = 45) -> ThreadSite:
    """An empty list and a stated count; REST is closed, AJAX brings branch after branch."""
    said = conversation(count)
    roots = _below(said, None)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if "wp/v2" in wanted.url or "rest_route" in q:
            return as_json(wanted.url, {"code": "rest_not_logged_in"}, status=401)
        if wanted.url != "https://khabar.example/wp-content/plugins/wpdiscuz/utils/ajax/wpdiscuz-ajax.php":
            return None
        if body["action"] != "wpdLoadMoreComments" or body["postId"] != "7":
            return None
        keys = [s.key for s in roots]
        start = keys.index(int(body["lastParentId"])) + 1 if body["lastParentId"] != "0" else 0
        batch = roots[start : start + 6]
        items = "".join(_wpdiscuz_item(x) for s in batch for x in (s, *_whole_branch(said, s.key)))
        more = start + 6 < len(roots)
        data = {
            "comment_list": items,
            "is_show_load_more": more,
            "last_parent_id": batch[-1].key,
            "comments_count": count,
        }
        return as_json(wanted.url, {"success": True, "data": data})

    config = {
        "url": "https://khabar.example/wp-admin/admin-ajax.php", "isNativeAjaxEnabled": "0", "wc_post_id": "7",
        "customAjaxUrl": "https://khabar.example/wp-content/plugins/wpdiscuz/utils/ajax/wpdiscuz-ajax.php",
    }  # fmt: skip
    page = html_page(
        f'<div id="comments"><div id="wpdcom"><div class="wpd-thread-info" data-comments-count="{count}">{count} Comments</div>'
        '<div id="wpd-threads"><div class="wpd-thread-list"><div class="wpdiscuz-comment-pagination"><div '
        'class="wpd-load-more-submit-wrap"><a href="#" data-lastparentid="0" class="wpd-load-more-submit">More</a></div></div>'
        f"</div></div></div></div><script>var wpdiscuzAjaxObj = {json.dumps(config)};</script>"
    )
    return ThreadSite(page, respond, _expected(said), "wpdiscuz", stated=count)


def wpdiscuz_rest(count: int = 45) -> ThreadSite:
    """The same with an open REST interface, which is asked first."""
    site = wpdiscuz_ajax(count)
    said = conversation(count)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rest(said, wanted, q)

    site.respond = respond
    return site


WORDPRESS: dict[str, Callable[[], ThreadSite]] = {
    builder.__name__: builder
    for builder in (
        wordpress_whole, wordpress_rest, wordpress_plain_permalinks, wordpress_capped, wordpress_atom, wordpress_rss,
        wordpress_pages, wordpress_post_ignored, wordpress_com, wpdiscuz_ajax, wpdiscuz_rest,
    )
}  # fmt: skip


# --- systems that print a part of the thread and have an interface for the rest


def hackernews(count: int = 20) -> ThreadSite:
    """A page that ends with a link to more; Algolia has the whole tree."""
    said = conversation(count)
    depth: dict[int | None, int] = {None: -1}
    for s in said:
        depth[s.key] = depth[s.parent] + 1
    printed = "".join(
        f'<tr class="athing comtr" id="{s.key}"><td><table><tr><td class="ind" indent="{depth[s.key]}"></td><td class="default">'
        f'<a class="hnuser" href="user?id=x">{escape(s.name)}</a><span class="age" title="{_iso(s.at)} {int(s.at.timestamp())}">'
        f'<a href="item?id={s.key}">1 day ago</a></span><div class="commtext c00">{escape(s.text)}</div></td></tr></table></td></tr>'
        for s in (said[0], *_whole_branch(said, 1)[:2])
    )
    page = html_page(
        f'<table class="comment-tree">{printed}</table><a class="morelink" href="?p=2">More</a>',
        url="https://news.ycombinator.com/item?id=900",
    )

    def node(s: Said) -> dict[str, Any]:
        below = [node(b) for b in _below(said, s.key)]
        return {
            "id": s.key, "parent_id": s.parent or 900, "author": s.name, "text": escape(s.text), "children": below,
            "created_at": _iso(s.at) + ".000Z", "story_id": 900, "points": None,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url != "https://hn.algolia.com/api/v1/items/900":
            return None
        return as_json(wanted.url, {"id": 900, "children": [node(s) for s in _below(said, None)], "points": 3})

    return ThreadSite(page, respond, _expected(said), "hackernews")


def reddit(count: int = 20) -> ThreadSite:
    """A page with a stub; the listing has a stub too, whose branch is a document of its own."""
    said = conversation(count)

    def printed(s: Said) -> str:
        return (
            f'<div class="thing comment" id="thing_t1_{s.key}" data-fullname="t1_{s.key}" data-author="{escape(s.name)}">'
            f'<p class="tagline"><a class="author" href="/user/x">{escape(s.name)}</a> <time datetime="{_iso(s.at)}+00:00">1 day ago'
            f'</time></p><form class="usertext"><div class="usertext-body"><div class="md">{s.html}</div></div></form></div>'
        )

    url = "https://old.reddit.com/r/khabar/comments/900/pul/"
    page = html_page(
        f'<div class="commentarea"><div class="sitetable nestedlisting">{printed(said[0])}<div class="thing morechildren">'
        "<a>load more comments</a></div></div></div>",
        url=url,
    )

    def row(s: Said, whole: bool = False) -> dict[str, Any]:
        cut = s.key == 1 and not whole
        below: list[Any] = [row(b) for b in _below(said, s.key)]
        if cut:
            below = [{"kind": "more", "data": {"parent_id": "t1_1", "count": 5}}]
        data = {
            "id": str(s.key), "parent_id": f"t1_{s.parent}" if s.parent else "t3_900", "author": s.name, "score": 1,
            "body": s.text, "body_html": escape(s.html), "created_utc": s.at.timestamp(), "edited": False,
            "replies": {"kind": "Listing", "data": {"children": below}} if below else "",
        }  # fmt: skip
        return {"kind": "t1", "data": data}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        post = {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"num_comments": count}}]}}
        path = urlsplit(wanted.url).path
        if path == "/r/khabar/comments/900.json":
            rows = [row(s) for s in _below(said, None)]
        elif path == "/r/khabar/comments/900/_/1.json":
            rows = [row(said[0], whole=True)]
        else:
            return None
        return as_json(wanted.url, [post, {"kind": "Listing", "data": {"children": rows}}])

    return ThreadSite(page, respond, _expected(said, lambda k: f"t1_{k}"), "reddit", stated=count)


def lemmy(count: int = 70) -> ThreadSite:
    """A page that prints some comments of a stated number; the interface pages through all."""
    said = conversation(count)
    paths: dict[int | None, str] = {None: "0"}
    for s in said:
        paths[s.key] = f"{paths[s.parent]}.{s.key}"
    items = "".join(
        f'<li class="comment"><article id="comment-{s.key}"><a class="person-listing" href="/u/x">{escape(s.name)}</a>'
        f'<span class="moment-time" data-tippy-content="{_iso(s.at)}Z">1 day ago</span><div class="comment-content">{s.html}</div>'
        "</article></li>"
        for s in _below(said, None)[:3]
    )
    page = html_page(
        f'<div class="lemmy-site"><section id="comments"><h2 class="comments-title">{count} comments</h2><ul class="comments">'
        f"{items}</ul></section></div>",
        url="https://lemmy.example/post/900",
    )

    def row(s: Said) -> dict[str, Any]:
        held = {"id": s.key, "path": paths[s.key], "content": s.text, "published": _iso(s.at) + "Z"}
        return {"comment": held, "creator": {"id": s.key, "name": s.name}, "counts": {"upvotes": 1}, "post": {}}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://lemmy.example/api/v3/comment/list?") or q["post_id"] != "900":
            return None
        return as_json(wanted.url, {"comments": [row(s) for s in _chunk(said, int(q["page"]), int(q["limit"]))]})

    return ThreadSite(page, respond, _expected(said), "lemmy", stated=count)


def blogger(count: int = 12) -> ThreadSite:
    """Two printed levels; the feed knows the true parents."""
    said = conversation(count)

    def key(number: int) -> str:
        return str(9_000_000_000 + number)

    def item(s: Said, below: str) -> str:
        return (
            f'<li class="comment" id="c{key(s.key)}"><div class="comment-block"><div class="comment-header"><cite class="user">'
            f'<a href="https://www.blogger.com/profile/1">{escape(s.name)}</a></cite><span class="datetime"><a href="{url}?showComment='
            f'{int(s.at.timestamp() * 1000)}#c{key(s.key)}">20 October</a></span></div><p class="comment-content">{escape(s.text)}</p>'
            f'</div><div class="comment-replies">{below}</div></li>'
        )

    url = "https://khabar.blogspot.example/2026/10/pul.html"
    items = "".join(
        item(s, "".join(f"<ol>{item(b, '')}</ol>" for b in _whole_branch(said, s.key))) for s in _below(said, None)
    )
    page = html_page(
        f'<div id="comments"><h4>{count} comments:</h4><ol id="top-ra">{items}</ol></div>',
        url=url,
        head='<link rel="alternate" type="application/atom+xml" href="https://khabar.blogspot.example/feeds/77/comments/default">',
    )

    def entry(s: Said) -> dict[str, Any]:
        links = [{"rel": "alternate", "href": f"{url}#c{key(s.key)}"}]
        if s.parent:
            links.append(
                {"rel": "related", "href": f"https://www.blogger.com/feeds/1/77/comments/default/{key(s.parent)}"}
            )
        return {
            "id": {"$t": f"tag:blogger.com,1999:blog-1.post-{key(s.key)}"}, "published": {"$t": _iso(s.at) + ".000+00:00"},
            "content": {"type": "html", "$t": escape(s.text)}, "author": [{"name": {"$t": s.name}}], "link": links,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if (
            not wanted.url.startswith("https://khabar.blogspot.example/feeds/77/comments/default?")
            or q["alt"] != "json"
        ):
            return None
        feed = {"id": {"$t": "tag:blogger.com,1999:blog-1"}, "openSearch$totalResults": {"$t": str(count)}}
        return as_json(wanted.url, {"feed": {**feed, "entry": [entry(s) for s in reversed(said)]}})

    return ThreadSite(page, respond, _expected(said, key), "blogger", stated=count)


PARTLY_PRINTED: dict[str, Callable[[], ThreadSite]] = {b.__name__: b for b in (hackernews, reddit, lemmy, blogger)}
