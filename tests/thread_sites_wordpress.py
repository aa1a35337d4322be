"""Scripted WordPress sites: the printed list, REST, feeds, comment pages, wpDiscuz."""

from __future__ import annotations

import json
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from ecorridor_scraper.extraction import Document

from .thread_script import (
    ADDRESS,
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


def _wordpress_item(said: list[Said], s: Said, shown: set[int], cap: int, depth: int = 1) -> str:
    """What Walker_Comment prints: below the last level, every descendant stands beside the comment it answers."""
    below = [b for b in answers_to(said, s.key) if b.key in shown]
    own = (
        f'<li id="comment-{s.key}" class="comment even depth-{depth}"><article id="div-comment-{s.key}" class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{escape(s.name)}</b> '
        f'<span class="says">says:</span></div><div class="comment-metadata"><a href="{ADDRESS}#comment-{s.key}">'
        f'<time datetime="{iso(s.at)}+00:00">20 October</time></a></div></footer><div class="comment-content">{s.html}</div>'
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
    shown = {b.key for s in roots for b in (s, *whole_branch(said, s.key))}
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
        "date": iso(s.at + timedelta(hours=5)), "date_gmt": iso(s.at), "content": {"rendered": s.html + "\n"},
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
    return as_json(wanted.url, page_of(rows, page, size), status=200, **total)


def _atom(said: list[Said], wanted: Wanted) -> Document:
    """The ten newest, newest first, each naming what it answers."""
    entries = "".join(
        f"<entry><title>By: {escape(s.name)}</title><link rel='alternate' href='{ADDRESS}#comment-{s.key}' type='text/html'/>"
        f"<author><name>{escape(s.name)}</name></author><id>{ADDRESS}#comment-{s.key}</id><updated>{iso(s.at)}Z</updated>"
        f"<published>{iso(s.at)}Z</published><content type='html'><![CDATA[{s.html}]]></content>"
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
    page = _wordpress_page(said, answers_to(said, None))
    return ThreadSite(page, lambda w, q, b: None, expected_of(said), "wordpress", stated=count)


def wordpress_rest(count: int = 230) -> ThreadSite:
    """The page holds two branches of many; REST brings the rest in three pages."""
    said = conversation(count)
    page = _wordpress_page(said, answers_to(said, None)[:2], links='<a class="more" href="#">Load more</a>')

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rest(said, wanted, q)

    return ThreadSite(page, respond, expected_of(said), "wordpress", stated=count)


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
    page = _wordpress_page(said, answers_to(said, None), cap=2)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rest(said, wanted, q)

    return ThreadSite(page, respond, expected_of(said), "wordpress", stated=count)


def wordpress_atom(count: int = 10) -> ThreadSite:
    """REST is refused at both addresses; the feed holds the whole thread with its true parents."""
    said = conversation(count)
    page = _wordpress_page(said, answers_to(said, None)[:1])

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url == ADDRESS + "feed/atom/":
            return _atom(said, wanted)
        return as_json(wanted.url, {"code": "rest_cannot_read_post"}, status=401) if "wp/v2" in wanted.url else None

    return ThreadSite(page, respond, expected_of(said), "wordpress", stated=count)


def wordpress_rss(count: int = 10) -> ThreadSite:
    """Only RSS answers: every comment comes, parents only for what the page itself shows."""
    said = conversation(count)
    first = answers_to(said, None)[0]
    page = _wordpress_page(said, [first])
    known = {first.key, *(s.key for s in whole_branch(said, first.key))}

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rss(said, wanted) if wanted.url == ADDRESS + "feed/" else None

    expected = {
        key: (value[0] if int(key) in known else None, value[1], value[2]) for key, value in expected_of(said).items()
    }
    return ThreadSite(page, respond, expected, "wordpress", stated=count)


def wordpress_pages(count: int = 60) -> ThreadSite:
    """No REST and a feed of the newest ten: the comment pages bring the rest."""
    said = conversation(count, levels=4)
    roots = answers_to(said, None)

    def at_page(number: int) -> Document:
        url = f"{ADDRESS}comment-page-{number}/"
        links = (
            f'<nav class="comment-navigation"><a href="{ADDRESS}comment-page-{number + 1}/#comments">Newer</a></nav>'
        )
        last = number * 5 >= len(roots)
        return _wordpress_page(said, page_of(roots, number, 5), url=url, links="" if last else links)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if wanted.url == ADDRESS + "feed/atom/":
            return _atom(said, wanted)
        if wanted.url.startswith(ADDRESS + "comment-page-"):
            return at_page(int(wanted.url.rstrip("/").rpartition("-")[2]))
        return None

    first = at_page(1)
    page = Document(ADDRESS, first.body, 200, first.headers)
    return ThreadSite(page, respond, expected_of(said), "wordpress", stated=count)


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
    page = _wordpress_page(said, answers_to(said, None)[:2])
    page = Document(page.url, page.body.replace(b"WordPress 6.4", b"WordPress.com"), 200, page.headers)

    def row(s: Said) -> dict[str, Any]:
        return {
            "ID": s.key, "post": {"ID": 7}, "author": {"ID": 0, "name": s.name, "URL": ""}, "content": s.html,
            "date": iso(s.at + timedelta(hours=5)) + "+05:00", "parent": {"ID": s.parent} if s.parent else False,
            "type": "comment", "status": "approved", "like_count": 3, "URL": f"{ADDRESS}#comment-{s.key}",
        }  # fmt: skip

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        if "public-api.wordpress.com/rest/v1.1/sites/khabar.example/posts/7/replies/" not in wanted.url:
            return None
        start, size = int(q["offset"]), int(q["number"])
        return as_json(wanted.url, {"found": count, "comments": [row(s) for s in said[start : start + size]]})

    return ThreadSite(page, respond, expected_of(said), "wordpress", stated=count)


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
    roots = answers_to(said, None)

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
        items = "".join(_wpdiscuz_item(x) for s in batch for x in (s, *whole_branch(said, s.key)))
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
    return ThreadSite(page, respond, expected_of(said), "wpdiscuz", stated=count)


def wpdiscuz_atom(count: int = 10) -> ThreadSite:
    """The same where AJAX is refused, too; the feed holds the whole thread."""
    site = wpdiscuz_ajax(count)
    others = wordpress_atom(count).respond

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return Document(wanted.url, b"-1", 403) if wanted.method == "POST" else others(wanted, q, body)

    site.respond = respond
    return site


def wpdiscuz_rest(count: int = 45) -> ThreadSite:
    """The same with an open REST interface, which is asked first."""
    site = wpdiscuz_ajax(count)
    said = conversation(count)

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return _rest(said, wanted, q)

    site.respond = respond
    return site
