"""Scripted sites of comment systems whose options stand in a script or an element of the page."""

from __future__ import annotations

from html import escape
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
    from collections.abc import Callable

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


def _branches(said: list[Said], one: Callable[[Said, str], str]) -> str:
    """Every branch, its answers as one flat list inside the comment that opens it."""
    return "".join(
        one(s, "".join(one(b, "") for b in whole_branch(said, s.key))) for s in said if s.parent is None
    )  # fmt: skip


def waline_saved(said: list[Said], more: str = "", item: str = "wl-card-item") -> str:
    def card(s: Said, inner: str) -> str:
        link = f'<a href="#{s.parent}">@{escape(said[s.parent - 1].name)}</a>' if s.parent else ""
        body = (
            f'<p class="wl-reply-to">{link}<span>: </span></p><div>{s.html}</div>' if link else f"<div>{s.html}</div>"
        )
        if item == "wl-item":
            body = s.html.replace("<p>", f"<p>{link}: ") if link else s.html
        return (
            f'<div id="{s.key}" class="{item}"><div class="wl-user"><img class="wl-user-avatar" src="/a.png"></div><div '
            f'class="wl-card"><div class="wl-head"><a class="wl-nick" href="https://u.example/">{escape(s.name)}</a><span '
            f'class="wl-badge">Level 1</span><span class="wl-time">{s.at:%Y-%m-%d}</span><div class="wl-comment-actions">'
            f'<button class="wl-like" title="Like"><svg></svg> {s.key}</button><button class="wl-reply"></button></div></div>'
            f'<div class="wl-meta"><span class="wl-addr">Sindh</span><span class="wl-browser">Firefox 120</span></div><div '
            f'class="wl-content">{body}</div><div class="wl-quote">{inner}</div></div></div>'
        )

    return (
        '<div id="waline"><div data-waline><div class="wl-panel"><textarea></textarea></div><div class="wl-meta-head"><div '
        f'class="wl-count"><span class="wl-num">{len(said)}</span> Comments</div></div><div class="wl-cards">'
        f'{_branches(said, card)}</div>{more}<div class="wl-power">Powered by Waline v3</div></div></div>'
    )


def waline_2_saved(said: list[Said], more: str = "") -> str:
    return waline_saved(said, more, "wl-item")


def artalk_saved(said: list[Said], more: str = "", *, flat: bool = False) -> str:
    def comment(s: Said, inner: str) -> str:
        above = said[s.parent - 1] if s.parent else None
        at = f'<span class="atk-reply-at"><span class="atk-nick">{escape(above.name)}</span></span>' if above else ""
        to = (
            f'<div class="atk-reply-to"><div class="atk-meta">Reply <span class="atk-nick">@{escape(above.name)}</span>:</div>'
            f'<div class="atk-content">{above.html}</div></div>'
            if above
            else ""
        )
        return (
            f'<div class="atk-comment-wrap" id="atk-comment-{s.key}"><div class="atk-comment"><div class="atk-avatar"></div>'
            f'<div class="atk-main"><div class="atk-header"><span class="atk-item atk-nick">{escape(s.name)}</span><span '
            f'class="atk-badge-wrap"></span>{"" if flat else at}<span class="atk-item atk-date" data-atk-comment-date="'
            f'{int(s.at.timestamp() * 1000)}">3 days ago</span><span class="atk-ua-wrap"><span class="atk-ua">Firefox 120'
            f'</span></span></div><div class="atk-body">{to if flat else ""}<div class="atk-content">{s.html}</div></div><div '
            f'class="atk-footer"><div class="atk-actions"><span class="atk-common-action-btn">Up ({s.key})</span><span>Reply'
            f"</span></div></div>{inner and f'<div class=atk-comment-children>{inner}</div>'}</div></div></div>"
        )

    listed = "".join(comment(s, "") for s in said[::-1]) if flat else _branches(said, comment)
    return (
        '<div id="Comments" class="artalk"><div class="atk-list"><div class="atk-list-header"><div class="atk-comment-count">'
        f'<span class="atk-comment-count-num">{len(said)}</span> Comments</div></div><div class="atk-list-body"><div '
        f'class="atk-list-comments-wrap">{listed}</div>{more}</div></div></div>'
    )


def artalk_flat_saved(said: list[Said], more: str = "") -> str:
    return artalk_saved(said, more, flat=True)


def twikoo_saved(said: list[Said], more: str = "") -> str:
    def comment(s: Said, inner: str) -> str:
        above = said[s.parent - 1] if s.parent else None
        link = f'<span>To <a class="tk-ruser" href="#{above.key}">@{escape(above.name)}</a> :</span>' if above else ""
        return (
            f'<div id="{s.key}" class="tk-comment"><div class="tk-avatar"></div><div class="tk-main"><div class="tk-row"><div '
            f'class="tk-meta"><strong class="tk-nick">{escape(s.name)}</strong><small class="tk-time"><time datetime="'
            f'{iso(s.at)}.000Z">3 days ago</time></small></div><div class="tk-action"><a href="#"><span></span><span '
            f'class="tk-action-count">{s.key}</span></a><a href="#"><span class="tk-action-count"></span></a><a href="#"><span '
            f'class="tk-action-count">9</span></a></div></div><div class="tk-content">{link} <span>{s.html}</span></div><div '
            f'class="tk-extras"><span class="tk-extra-text">Sindh</span></div><div class="tk-replies">{inner}</div></div></div>'
        )

    return (
        '<div id="twikoo" class="twikoo"><div class="tk-comments"><div class="tk-comments-container"><div '
        f'class="tk-comments-title"><span class="tk-comments-count"><span>{len(answers_to(said, None))}</span> comments</span>'
        f"</div>{_branches(said, comment)}{more}</div></div></div>"
    )


def isso_saved(said: list[Said], more: str = "") -> str:
    """One level of answers, in the comment answered; the preview of the form looks like a comment."""

    def comment(s: Said) -> str:
        return (
            f'<div class="isso-comment" id="isso-{s.key}" data-hash="4505c1ee"><div class="isso-avatar"></div><div '
            f'class="isso-text-wrapper"><div class="isso-comment-header"><span class="isso-author">{escape(s.name)}</span><a '
            f'class="isso-permalink" href="#isso-{s.key}"><time datetime="{iso(s.at)}Z">3 days ago</time></a></div><div '
            f'class="isso-text">{s.html}</div><div class="isso-comment-footer"><span class="isso-votes">{s.key}</span><a '
            f'class="isso-reply" href="#">Reply</a></div></div><div class="isso-follow-up">'
            f"{''.join(map(comment, answers_to(said, s.key)))}</div></div>"
        )

    return (
        f'<section id="isso-thread"><h4 class="isso-thread-heading">{len(said)} Comments</h4><div class="isso-postbox"><div '
        'class="isso-preview"><div class="isso-comment"><div class="isso-text-wrapper"><div class="isso-text"></div></div></div>'
        f'</div></div><div id="isso-root">{"".join(map(comment, answers_to(said, None)))}{more}</div></section>'
    )


SAVED: dict[str, tuple[Callable[..., str], str]] = {
    "waline": (waline_saved, '<div class="wl-operation"><button class="wl-btn">Load more...</button></div>'),
    "waline_2": (waline_2_saved, '<div class="wl-operation"><button class="wl-btn">Load more...</button></div>'),
    "artalk": (artalk_saved, '<div class="atk-list-read-more" style=""><span>Load More</span></div>'),
    "artalk_flat": (artalk_flat_saved, '<div class="atk-list-read-more" style=""><span>Load More</span></div>'),
    "twikoo": (twikoo_saved, '<div class="tk-expand-wrap"><div class="tk-expand">More</div></div>'),
}
"""Pages that a browser has saved, and the button that stands where there is more."""
