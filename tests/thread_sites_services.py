"""Scripted sites of comment services that are embedded from a host of their own."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ecorridor_scraper.extraction import Document

from .thread_script import (
    ADDRESS,
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
    from ecorridor_scraper.items import Wanted


def disqus(count: int = 120, *, key: bool = True, hidden: bool = True) -> ThreadSite:
    """An embed of 50 posts, two more pages by cursor, and a branch whose end hides behind `hasMore`."""
    said = conversation(count)
    secret = {s.key for s in whole_branch(said, 1)} if hidden else set()

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": str(9000 + s.key), "parent": None if s.parent is None else 9000 + s.parent, "forum": "khabar",
            "thread": "777", "createdAt": iso(s.at), "message": s.html, "raw_message": s.text, "likes": s.key,
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
            return as_json(wanted.url, {"code": 0, "cursor": cursor, "response": page_of(shown, page, 50)})
        if "getDescendants" in wanted.url and q["post"] == "9001":
            return as_json(wanted.url, {"code": 0, "cursor": {}, "response": [row(s) for s in said if s.key in secret]})
        return None

    given = f'var disqus_public_key = "{"K" * 40}";' if key else ""
    page = html_page(
        f'<div id="disqus_thread"></div><script>var disqus_shortname = "khabar"; {given}'
        "var disqus_config = function () { this.page.identifier = 'pul-7'; };</script>"
        '<script src="https://khabar.disqus.com/embed.js"></script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: str(9000 + k)), "disqus", stated=count)


def disqus_without_key() -> ThreadSite:
    """The same without a key: the oldest and the newest of the embed together are the whole thread."""
    return disqus(90, key=False, hidden=False)


def coral(count: int = 130) -> ThreadSite:
    """A stream of 50 branches a page; one branch goes on in a document of its own."""
    said = conversation(count, levels=3)
    roots = answers_to(said, None)

    def node(s: Said) -> dict[str, Any]:
        return {
            "id": f"c-{s.key}", "body": s.html, "createdAt": iso(s.at) + ".000Z", "deleted": False,
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
            rest = [node(s) for s in whole_branch(said, 1)[1:]]
            return as_json(wanted.url, {"data": {"comment": {"id": "c-1", "replies": edges(rest, False, None)}}})
        if variables["id"] != "story-7":
            return None
        start = int(variables["after"] or 0)
        rows = []
        for s in roots[start : start + 20]:
            branch = [node(b) for b in whole_branch(said, s.key)]
            cut = s.key == 1
            rows.append({**node(s), "replies": edges(branch[:1] if cut else branch, cut, "1" if cut else None)})
        comments = edges(rows, start + 20 < len(roots), str(start + 20))
        story = {"id": "story-7", "isClosed": True, "commentCounts": {"totalPublished": count}, "comments": comments}
        return as_json(wanted.url, {"data": {"story": story}})

    page = html_page(
        '<div id="coral_thread"></div><script>Coral.createStreamEmbed({ id: "coral_thread", autoRender: true, '
        'rootURL: "https://coral.khabar.example", storyID: "story-7", storyURL: "https://khabar.example/x" });</script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"c-{k}"), "coral", stated=count)


def coral_of_stored_queries() -> ThreadSite:
    """A server that answers stored queries only: nothing can be had but the number."""
    site = coral(30)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url == "https://coral.khabar.example/api/story/count.js?id=story-7":
            return Document(
                wanted.url, b'CoralCount.setCount({"id":"story-7","countHTML":"<b>30</b>","count":30});', 200
            )
        return as_json(wanted.url, {"errors": [{"extensions": {"code": "RAW_QUERY_NOT_AUTHORIZED"}}]}, status=403)

    return ThreadSite(site.page, respond, {}, "coral", stated=30, complete=False, reason="refused")


def openweb(count: int = 90, *, token: str = "") -> ThreadSite:
    """A conversation paged by offset; the first branch has replies that are asked for by themselves."""
    said = conversation(count)
    roots = answers_to(said, None)
    users = {f"u{s.key}": {"display_name": s.name} for s in said}

    def row(s: Said, deep: bool = True) -> dict[str, Any]:
        cut = s.key == 1
        below = [] if cut or not deep else [row(b) for b in answers_to(said, s.key)]
        return {
            "id": f"sp_{s.key}", "parent_id": f"sp_{s.parent}" if s.parent else "", "written_at": s.at.timestamp(),
            "user_id": f"u{s.key}", "content": [{"type": "text", "text": s.html}], "rank": {"ranks_up": 3, "ranks_down": 1},
            "replies": below, "has_next": cut, "deleted": False,
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        headers = dict(wanted.headers)
        if headers.get("x-spot-id") != "sp_ab12" or headers.get("x-post-id") != "post-7":
            return None
        if token and wanted.url == "https://api-2-0.spot.im/v1.0.0/authenticate":
            return as_json(wanted.url, {"session": "guest"}, x_access_token=token)
        if wanted.url != "https://api-2-0.spot.im/v1.0.0/conversation/read":
            return None
        if token and headers.get("x-access-token") != token:
            return as_json(wanted.url, {"error": "unauthorized"}, status=403)
        if body["parent_id"]:
            rows = [row(s) for s in answers_to(said, int(body["parent_id"][3:]))]
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
    return ThreadSite(page, respond, expected_of(said, lambda k: f"sp_{k}"), "openweb", stated=count)


def openweb_with_token() -> ThreadSite:
    """The same where the interface answers nobody without the token that it gives every reader."""
    return openweb(40, token="for-everybody")


def viafoura(count: int = 21) -> ThreadSite:
    """The container's id, two pages of branches, the rest of one branch, and a name for every author."""
    said = conversation(count, levels=1)
    roots = answers_to(said, None)
    site, base = "00000000-0000-4000-8000-0123456789ab", "https://livecomments.viafoura.co/v4/livecomments/"

    def row(s: Said, deep: bool = True) -> dict[str, Any]:
        below = [row(b, False) for b in answers_to(said, s.key)] if deep else []
        cut = s.key == 1
        return {
            "content_uuid": f"v{s.key}", "content": s.text, "date_created": int(s.at.timestamp() * 1000),
            "actor_uuid": f"actor{s.key % len(NAMES)}", "parent_uuid": f"v{s.parent}" if s.parent else "box",
            "total_likes": 4, "total_dislikes": 0, "state": "visible",
            "replies": {"contents": below[:1] if cut else below, "more_available": cut and len(below) > 1},
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        url = wanted.url
        if url == "https://api.viafoura.co/v2/khabar.example/bootstrap/v2?session=false" and wanted.method == "POST":
            return as_json(url, {"result": {"settings": {"site_uuid": site}}})
        if url == f"{base}{site}/contentcontainer/id?container_id=art-7":
            return as_json(url, {"content_container_uuid": "box", "total_visible_content": count})
        if url.startswith(f"{base}{site}/box/comments/v1?"):
            rows = [row(b, False) for b in answers_to(said, 1)[1:]]
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
        '<meta name="vf:domain" content="khabar.example"><script src="https://cdn.viafoura.net/entry/index.js"></script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: f"v{k}"), "viafoura", stated=count)


def guardian(count: int = 70) -> ThreadSite:
    """Two pages of branches in two levels; one branch is cut and asked for by its comment."""
    said = conversation(count)
    roots = answers_to(said, None)

    def row(s: Said) -> dict[str, Any]:
        return {
            "id": 5000 + s.key, "body": s.html, "isoDateTime": iso(s.at) + "Z", "date": "20 October", "numRecommends": 6,
            "status": "visible", "webUrl": f"https://discussion.theguardian.com/comment-permalink/{5000 + s.key}",
            "userProfile": {"userId": str(s.key), "displayName": s.name, "badge": [{"name": "Staff"}] if s.key == 2 else []},
            **({"responseTo": {"commentId": str(5000 + s.parent), "displayName": "x"}} if s.parent else {}),
        }  # fmt: skip

    def branch(s: Said, whole: bool) -> dict[str, Any]:
        below = [row(b) for b in whole_branch(said, s.key)]
        return {**row(s), "responses": below if whole else below[:3], "metaData": {"responseCount": len(below)}}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        path = urlsplit(wanted.url).path
        if path == "/discussion-api/comment/5001":
            return as_json(wanted.url, {"status": "ok", "comment": branch(said[0], True)})
        if path != "/discussion-api/discussion//p/x7k2":
            return None
        page = int(q["page"])
        rows = [branch(s, s.key != 1 or len(whole_branch(said, 1)) <= 3) for s in page_of(roots, page, 14)]
        pages = -(-len(roots) // 14)
        talk = {"commentCount": count, "isClosedForComments": True, "comments": rows}
        return as_json(wanted.url, {"status": "ok", "currentPage": page, "pages": pages, "discussion": talk})

    page = html_page(
        '<div id="comments"></div><script>window.guardian = {"config": {"page": {"shortUrlId": "/p/x7k2", '
        '"discussionApiUrl": "https://discussion.guardianapis.com/discussion-api"}}};</script>'
    )
    return ThreadSite(page, respond, expected_of(said, lambda k: str(5000 + k)), "guardian", stated=count)


def vuukle(count: int = 120) -> ThreadSite:
    """Two pages of branches."""
    said = conversation(count, levels=2, answered=12)
    roots = answers_to(said, None)

    def row(s: Said) -> dict[str, Any]:
        below = [row(b) for b in answers_to(said, s.key)]
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
    return ThreadSite(page, respond, expected_of(said, lambda k: str(70_000 + k)), "vuukle", stated=count)


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
    return ThreadSite(page, respond, expected_of(said, lambda k: f"f{k}"), "livefyre", stated=count)


def intensedebate(count: int = 9) -> ThreadSite:
    """A script that names a script, whose strings hold the list, branch inside branch."""
    said = conversation(count)

    def item(s: Said) -> str:
        below = "".join(item(b) for b in answers_to(said, s.key))
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
            literal = json.dumps("".join(item(s) for s in answers_to(said, None)))
            return Document(wanted.url, f"var x = 1; IDCommentsHTML += {literal};".encode(), 200)
        return None

    page = html_page(
        "<span id='IDCommentsPostTitle'></span><script>var idcomments_acct = 'abc'; var idcomments_post_id = '7';</script>"
        "<script src='https://www.intensedebate.com/js/genericCommentWrapperV2.js'></script>"
    )
    return ThreadSite(page, respond, expected_of(said), "intensedebate")
