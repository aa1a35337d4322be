"""Scripted sites of comment systems that are run by the site itself, on GitHub or in a forum."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from ecorridor_scraper.extraction import Document

from .thread_script import (
    ADDRESS,
    START,
    Said,
    ThreadSite,
    answers_to,
    as_json,
    conversation,
    expected_of,
    html_page,
    iso,
    page_of,
)

if TYPE_CHECKING:
    from ecorridor_scraper.items import Wanted


def commento(count: int = 25) -> ThreadSite:
    """One POST brings all."""
    said = conversation(count)
    rows = [
        {
            "commentHex": f"{s.key:064x}", "commenterHex": f"p{s.key}", "markdown": s.text, "html": s.html, "score": 1,
            "parentHex": f"{s.parent:064x}" if s.parent else "root", "state": "approved", "deleted": False,
            "creationDate": iso(s.at) + ".123456Z",
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
    return ThreadSite(page, respond, expected_of(said, lambda k: f"{k:064x}"), "commento")


def comentario(count: int = 25) -> ThreadSite:
    """One POST brings all."""
    said = conversation(count)
    rows = [
        {
            "id": f"id-{s.key}", "parentId": f"id-{s.parent}" if s.parent else None, "html": s.html, "score": 0,
            "createdTime": iso(s.at) + "Z", "userCreated": f"p{s.key}", "isDeleted": False, "isApproved": True,
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
    return ThreadSite(page, respond, expected_of(said, lambda k: f"id-{k}"), "comentario")


def isso(count: int = 40, *, counts_answers: bool = False) -> ThreadSite:
    """One level of answers; the first branch hides some of them. Since 0.14 the total `counts_answers`."""
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
            rows = [row(b, [], 0) for b in answers_to(said, 1)[int(q["offset"]) :]]
            return as_json(wanted.url, {"id": 1, "total_replies": 2, "hidden_replies": 0, "replies": rows})
        rows = []
        for s in answers_to(said, None):
            below = answers_to(said, s.key)
            rows.append(row(s, below[:1], len(below) - 1) if s.key == 1 else row(s, below, 0))
        total = count if counts_answers else len(rows)
        return as_json(wanted.url, {"id": None, "total_replies": total, "hidden_replies": 0, "replies": rows})

    page = html_page('<section id="isso-thread"></section><script data-isso="//isso.example/" src="x.js"></script>')
    return ThreadSite(page, respond, expected_of(said), "isso", stated=count)


def remark42(count: int = 60) -> ThreadSite:
    """One GET brings the tree."""
    said = conversation(count)

    def tree(s: Said) -> dict[str, Any]:
        comment = {
            "id": f"r{s.key}", "pid": f"r{s.parent}" if s.parent else "", "text": s.html, "score": 2,
            "user": {"name": s.name, "id": f"g_{s.key}", "admin": False},
            "locator": {"site": "khabar", "url": ADDRESS}, "time": iso(s.at) + ".5+00:00",
        }  # fmt: skip
        return {"comment": comment, "replies": [tree(b) for b in answers_to(said, s.key)]}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://r.example/api/v1/find?") or q["site"] != "khabar" or q["url"] != ADDRESS:
            return None
        info = {"count": count, "read_only": False}
        return as_json(wanted.url, {"comments": [tree(s) for s in answers_to(said, None)], "info": info})

    page = html_page(
        '<div id="remark42"></div><script>var remark_config = {host: "https://r.example", site_id: "khabar"};</script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"r{k}"), "remark42", stated=count)


def giscus(count: int = 150) -> ThreadSite:
    """Two pages of comments in two levels."""
    said = conversation(count, levels=1)
    roots = answers_to(said, None)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": f"DC_{s.key}", "author": {"login": s.name, "url": "https://github.com/x"}, "bodyHTML": s.html,
            "createdAt": iso(s.at) + "Z", "lastEditedAt": None, "deletedAt": None, "isMinimized": False,
            "upvoteCount": 1, "authorAssociation": "NONE", "replyToId": f"DC_{s.parent}" if s.parent else None,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if not wanted.url.startswith("https://giscus.app/api/discussions?") or q["repo"] != "khabar/talk":
            return None
        if q["term"] != "2026/10/pul-ki-marammat":
            return None
        start = int(q.get("after") or 0)
        rows = [{**row(s), "replies": [row(b) for b in answers_to(said, s.key)]} for s in roots[start : start + 30]]
        talk = {
            "totalCommentCount": len(roots), "totalReplyCount": count - len(roots), "locked": False, "comments": rows,
            "pageInfo": {"hasNextPage": start + 30 < len(roots), "endCursor": str(start + 30)},
        }  # fmt: skip
        return as_json(wanted.url, {"discussion": talk})

    page = html_page(
        '<script src="https://giscus.app/client.js" data-repo="khabar/talk" data-category="General" '
        'data-mapping="pathname" data-strict="0"></script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"DC_{k}"), "giscus", stated=count)


def utterances(count: int = 130) -> ThreadSite:
    """The issue is searched for, then two pages of flat comments."""
    said = conversation(count, answered=0)
    rows = [
        {
            "id": 800 + s.key, "issue_url": "i", "author_association": "NONE", "body": s.text, "created_at": iso(s.at) + "Z",
            "updated_at": iso(s.at) + "Z", "user": {"login": s.name, "id": s.key, "html_url": "https://github.com/x"},
        }
        for s in said
    ]  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url.startswith("https://api.github.com/search/issues?"):
            issue = {"number": 12, "title": "2026/10/pul-ki-marammat", "comments": count, "locked": False}
            return as_json(wanted.url, {"items": [{"number": 3, "title": "other", "comments": 1}, issue]})
        if wanted.url.startswith("https://api.github.com/repos/khabar/talk/issues/12/comments?"):
            return as_json(wanted.url, page_of(rows, int(q["page"]), 100))
        return None

    page = html_page('<script src="https://utteranc.es/client.js" repo="khabar/talk" issue-term="pathname"></script>')
    return ThreadSite(page, respond, expected_of(said, lambda k: str(800 + k)), "utterances", stated=count)


def discourse_shell() -> ThreadSite:
    """A topic's own page that leaves everything to scripts."""
    site = discourse_topic(30)
    site.page = html_page(
        '<section id="main"></section>',
        head='<meta name="generator" content="Discourse 3.4.0">',
        url="https://forum.example/t/pul/88",
    )
    return site


def discourse_topic(count: int = 55) -> ThreadSite:
    """A topic whose JSON holds 20 posts; the stream names the others, which come in chunks."""
    said = conversation(count)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": 3000 + s.key, "post_number": s.key + 1, "name": s.name, "username": f"u{s.key}", "cooked": s.html,
            "created_at": iso(s.at) + ".000Z", "updated_at": iso(s.at) + ".000Z", "version": 1, "post_type": 1,
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
    return ThreadSite(page, respond, expected_of(said, lambda k: str(3000 + k)), "discourse", stated=count)


def discourse_embed(count: int = 12) -> ThreadSite:
    """The embedded page: posts with their parents in `data-link-to-post`."""
    said = conversation(count)
    articles = "".join(
        f'<article class="post" id="post-{s.key}"><div class="topic-meta-data"><h3 class="username"><a href="/u/x">{escape(s.name)}</a></h3>'
        f'<a class="post-date" href="/t/88/{s.key}" title="{iso(s.at)}Z">20 Oct</a></div>'
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
    return ThreadSite(page, respond, expected_of(said), "discourse", stated=count)


def ghost(count: int = 66) -> ThreadSite:
    """Two pages of branches; a branch shows three answers and goes on in documents of its own."""
    said = conversation(count, levels=1)
    roots = answers_to(said, None)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": f"{s.key:05d}", "html": s.html, "status": "published", "created_at": iso(s.at) + ".000Z",
            "edited_at": None, "member": {"id": f"m{s.key}", "name": s.name}, "count": {"likes": 2, "replies": 0},
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        path = urlsplit(wanted.url).path
        if path == "/members/api/comments/post/abc7/":
            page = int(q["page"])
            rows = []
            for s in page_of(roots, page, 20):
                below = [row(b) for b in answers_to(said, s.key)]
                shown = below[:1] if s.key == 1 else below
                rows.append({**row(s), "count": {"replies": len(below), "likes": 0}, "replies": shown})
            pages = -(-len(roots) // 20)
            return as_json(wanted.url, {"comments": rows, "meta": {"pagination": {"page": page, "pages": pages}}})
        if path == "/members/api/comments/00001/replies/":
            after = q.get("filter", "''").split("'")[1]
            rows = [row(b) for b in answers_to(said, 1) if f"{b.key:05d}" > after]
            return as_json(wanted.url, {"comments": rows, "meta": {"pagination": {"page": 1, "pages": 1}}})
        return None

    page = html_page('<script data-ghost-comments="https://khabar.example/" data-post-id="abc7" src="c.js"></script>')
    return ThreadSite(page, respond, expected_of(said, lambda k: f"{k:05d}"), "ghost")
