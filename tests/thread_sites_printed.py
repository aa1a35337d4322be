"""Scripted sites that print a part of the thread and have an interface for the rest."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ecorridor_scraper.extraction import Document

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
    from ecorridor_scraper.items import Wanted


def hackernews(count: int = 20) -> ThreadSite:
    """A page that ends with a link to more; Algolia has the whole tree."""
    said = conversation(count)
    depth: dict[int | None, int] = {None: -1}
    for s in said:
        depth[s.key] = depth[s.parent] + 1
    printed = "".join(
        f'<tr class="athing comtr" id="{s.key}"><td><table><tr><td class="ind" indent="{depth[s.key]}"></td><td class="default">'
        f'<a class="hnuser" href="user?id=x">{escape(s.name)}</a><span class="age" title="{iso(s.at)} {int(s.at.timestamp())}">'
        f'<a href="item?id={s.key}">1 day ago</a></span><div class="commtext c00">{escape(s.text)}</div></td></tr></table></td></tr>'
        for s in (said[0], *whole_branch(said, 1)[:2])
    )
    page = html_page(
        f'<table class="comment-tree">{printed}</table><a class="morelink" href="?p=2">More</a>',
        url="https://news.ycombinator.com/item?id=900",
    )

    def node(s: Said) -> dict[str, Any]:
        below = [node(b) for b in answers_to(said, s.key)]
        return {
            "id": s.key, "parent_id": s.parent or 900, "author": s.name, "text": escape(s.text), "children": below,
            "created_at": iso(s.at) + ".000Z", "story_id": 900, "points": None,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url != "https://hn.algolia.com/api/v1/items/900":
            return None
        return as_json(wanted.url, {"id": 900, "children": [node(s) for s in answers_to(said, None)], "points": 3})

    return ThreadSite(page, respond, expected_of(said), "hackernews")


def reddit(count: int = 20) -> ThreadSite:
    """A page with a stub; the listing has a stub too, whose branch is a document of its own."""
    said = conversation(count)

    def printed(s: Said) -> str:
        return (
            f'<div class="thing comment" id="thing_t1_{s.key}" data-fullname="t1_{s.key}" data-author="{escape(s.name)}">'
            f'<p class="tagline"><a class="author" href="/user/x">{escape(s.name)}</a> <time datetime="{iso(s.at)}+00:00">1 day ago'
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
        below: list[Any] = [row(b) for b in answers_to(said, s.key)]
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
            rows = [row(s) for s in answers_to(said, None)]
        elif path == "/r/khabar/comments/900/_/1.json":
            rows = [row(said[0], whole=True)]
        else:
            return None
        return as_json(wanted.url, [post, {"kind": "Listing", "data": {"children": rows}}])

    return ThreadSite(page, respond, expected_of(said, lambda k: f"t1_{k}"), "reddit", stated=count)


def lemmy(count: int = 70) -> ThreadSite:
    """A page that prints some comments of a stated number; the interface pages through all."""
    said = conversation(count)
    paths: dict[int | None, str] = {None: "0"}
    for s in said:
        paths[s.key] = f"{paths[s.parent]}.{s.key}"
    items = "".join(
        f'<li class="comment"><article id="comment-{s.key}"><a class="person-listing" href="/u/x">{escape(s.name)}</a>'
        f'<span class="moment-time" data-tippy-content="{iso(s.at)}Z">1 day ago</span><div class="comment-content">{s.html}</div>'
        "</article></li>"
        for s in answers_to(said, None)[:3]
    )
    page = html_page(
        f'<div class="lemmy-site"><section id="comments"><h2 class="comments-title">{count} comments</h2><ul class="comments">'
        f"{items}</ul></section></div>",
        url="https://lemmy.example/post/900",
    )

    def row(s: Said) -> dict[str, Any]:
        held = {"id": s.key, "path": paths[s.key], "content": s.text, "published": iso(s.at) + "Z"}
        return {"comment": held, "creator": {"id": s.key, "name": s.name}, "counts": {"upvotes": 1}, "post": {}}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://lemmy.example/api/v3/comment/list?") or q["post_id"] != "900":
            return None
        return as_json(wanted.url, {"comments": [row(s) for s in page_of(said, int(q["page"]), int(q["limit"]))]})

    return ThreadSite(page, respond, expected_of(said), "lemmy", stated=count)


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
        item(s, "".join(f"<ol>{item(b, '')}</ol>" for b in whole_branch(said, s.key))) for s in answers_to(said, None)
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
            "id": {"$t": f"tag:blogger.com,1999:blog-1.post-{key(s.key)}"}, "published": {"$t": iso(s.at) + ".000+00:00"},
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

    return ThreadSite(page, respond, expected_of(said, key), "blogger", stated=count)


def stackexchange() -> ThreadSite:
    """A question and two answers, of whose comments some are hidden; each post has a list of all."""
    said = [Said(s.key, None, s.name, s.text, s.at) for s in conversation(24)]

    def item(s: Said) -> str:
        return (
            f'<li id="comment-{s.key}" class="comment js-comment" data-comment-id="{s.key}" data-comment-owner-id="7{s.key}" '
            f'data-comment-score="{s.key}"><div class="comment-body"><span class="comment-copy">{escape(s.text)}</span> '
            f'<a class="comment-user" href="/users/7{s.key}">{escape(s.name)}</a> <span class="comment-date"><a '
            f'class="comment-link" href="#comment{s.key}"><span title="{s.at:%Y-%m-%d %H:%M:%S}Z, License: CC BY-SA 4.0">'
            f"Oct 20</span></a></span></div></li>"
        )

    def of_post(post: int) -> list[Said]:
        return said[(post - 1) * 8 : post * 8]

    shown = "".join(
        f'<div id="comments-{post}" class="comments js-comments-container" data-post-id="{post}"><ul class="comments-list '
        f'js-comments-list" data-remaining-comments-count="{hidden}">{"".join(map(item, of_post(post)[: 8 - hidden]))}</ul></div>'
        for post, hidden in ((1, 3), (2, 0), (3, 5))
    )
    page = html_page(shown, url="https://qa.example/questions/1/pul")

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        post = wanted.url.removeprefix("https://qa.example/posts/").removesuffix("/comments")
        if post not in ("1", "3"):
            return None
        return Document(wanted.url, "".join(map(item, of_post(int(post)))).encode(), 200)

    return ThreadSite(page, respond, expected_of(said), "stackexchange", stated=24)


def flarum(count: int = 130) -> ThreadSite:
    """A page whose payload holds the opening post and 20 answers; the interface has the others, in chunks."""
    said = conversation(count)
    root = "https://forum.example"

    def row(s: Said) -> dict[str, Any]:
        mention = (
            f'<a href="{root}/d/88-pul/{s.parent + 1}" class="PostMention" data-id="{s.parent}">{said[s.parent - 1].name}</a> '
            if s.parent
            else ""
        )
        return {
            "type": "posts", "id": str(s.key), "links": {"self": f"/posts/{s.key}"},
            "attributes": {
                "number": s.key + 1, "createdAt": iso(s.at) + ".000000Z", "contentType": "comment",
                "contentHtml": s.html.replace("<p>", f"<p>{mention}", 1),
            },
            "relationships": {"user": {"data": {"type": "users", "id": f"9{s.key}"}}},
        }  # fmt: skip

    def included(rows: list[Said]) -> list[dict[str, Any]]:
        return [{"type": "users", "id": f"9{s.key}", "attributes": {"displayName": s.name}} for s in rows]

    opening = {
        "type": "posts", "id": "5000",
        "attributes": {"number": 1, "createdAt": "2026-10-01T08:00:00Z", "contentType": "comment", "contentHtml": "<p>A pul.</p>"},
    }  # fmt: skip
    renamed = {"type": "posts", "id": "5001", "attributes": {"number": 900, "contentType": "discussionRenamed"}}
    listed = ["5000", *(str(s.key) for s in said), "5001"]
    discussion = {
        "type": "discussions", "id": "88", "attributes": {"commentCount": count + 1, "isLocked": False},
        "relationships": {"posts": {"data": [{"type": "posts", "id": key} for key in listed]}},
    }  # fmt: skip
    shown = [opening, *map(row, said[:20]), renamed, *included(said[:20])]
    payload = {
        "resources": [{"type": "forums", "id": "1", "attributes": {"apiUrl": f"{root}/api"}}],
        "apiDocument": {"data": discussion, "included": shown},
    }
    page = html_page(
        f'<div id="flarum-content"></div><script id="flarum-json-payload" type="application/json">{json.dumps(payload)}</script>',
        url=f"{root}/d/88-pul",
    )

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith(f"{root}/api/posts?"):
            return None
        rows = [said[int(key) - 1] for key in q["filter[id]"].split(",")]
        return as_json(wanted.url, {"data": [row(s) for s in rows], "included": included(rows)})

    expected = {
        str(s.key): (
            str(s.parent) if s.parent else None,
            s.name,
            f"{said[s.parent - 1].name} {s.text}" if s.parent else s.text,
        )
        for s in said
    }
    return ThreadSite(page, respond, expected, "flarum", stated=count)
