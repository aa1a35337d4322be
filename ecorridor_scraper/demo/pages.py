"""The demo newspaper's pages, as a WordPress site would print them, and the answers of its comment interfaces."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any

from .content import FORBIDDEN, HOST, MISSING, SECTIONS, STORIES, TITLE, Remark, Story

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = f"https://{HOST}"
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"

Answer = tuple[int, str, bytes]
"""Status, content type and body of a response."""

PAGED_FROM = 3
"""How many threads stand on the first comment page of the paged story."""


def answers() -> dict[str, Answer]:
    """Every address of the demo's world, `host/path?query`, with its answer. What is not here is a 404."""
    world: dict[str, Answer] = {
        f"{HOST}/robots.txt": (200, "text/plain", _robots().encode()),
        f"{HOST}/sitemap.xml": (200, XML, _sitemap().encode()),
        f"{HOST}/news-sitemap.xml": (200, XML, _news_sitemap().encode()),
        f"{HOST}/feed/": (200, XML, _feed().encode()),
        f"{HOST}/": (200, HTML, _listing(TITLE, STORIES).encode()),
        f"{HOST}/about/": (200, HTML, _about().encode()),
        f"{HOST}{FORBIDDEN}": (200, HTML, _listing("Drafts", STORIES[:1]).encode()),
    }
    for section in SECTIONS:
        stories = [s for s in STORIES if s.section == section]
        world[f"{HOST}/category/{section}/"] = (200, HTML, _listing(section.title(), stories).encode())
    for story in STORIES:
        world.update(_story_answers(story))
    return world


def _story_answers(story: Story) -> dict[str, Answer]:
    here = f"{HOST}{story.path}"
    if story.comments == "paged":
        roots = [r.id for r in story.thread if not r.depth]
        first = _threads(story.thread, roots[:PAGED_FROM])
        last = _threads(story.thread, roots[PAGED_FROM:])
        older = (
            f'<div class="nav-previous"><a href="{BASE}{story.path}comment-page-1/#comments">Older Comments</a></div>'
        )
        newer = f'<div class="nav-next"><a href="{BASE}{story.path}comment-page-2/#comments">Newer Comments</a></div>'
        pages = {"": _article(story, last, older), "comment-page-1/": _article(story, first, newer)}
        pages["comment-page-2/"] = pages[""]
        return {f"{here}{name}": (200, HTML, text.encode()) for name, text in pages.items()}
    page = _article(story, story.thread if story.comments == "wordpress" else ())
    if story.trouble == "broken":
        return {here: (200, "text/html; charset=iso-8859-1", _break(page).encode("cp1252"))}
    found = {here: (200, HTML, page.encode())}
    if story.comments == "rest":
        found.update(_rest(story))
    if story.comments == "disqus":
        found[f"disqus.com/embed/comments/#{story.path}"] = (200, HTML, _disqus(story).encode())
    return found


def _break(page: str) -> str:
    """Damage of the kind that real pages have: unclosed paragraphs, a stray end tag, an unquoted attribute."""
    return page.replace("</p>\n<p>", "\n<p>").replace('<div class="entry-content">', "</span><div class=entry-content>")


def _threads(thread: Iterable[Remark], roots: list[str]) -> tuple[Remark, ...]:
    kept = set(roots)
    found = []
    for remark in thread:
        if remark.id in kept or remark.parent in kept:
            kept.add(remark.id)
            found.append(remark)
    return tuple(found)


def written_at(story: Story, remark: Remark) -> datetime:
    """When a comment of the demo was written: the first an hour after the article, each 17 minutes after the last."""
    order = [r.id for r in story.thread].index(remark.id)
    return datetime.fromisoformat(story.date) + timedelta(hours=1, minutes=17 * order)


def _shell(title: str, head: str, main: str, language: str = "en") -> str:
    direction = ' dir="rtl"' if language == "ur" else ""
    menu = "".join(f'<li><a href="{BASE}/category/{s}/">{s.title()}</a></li>' for s in SECTIONS)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"{direction}><head><meta charset="utf-8">'
        f"<title>{escape(title)} - {TITLE}</title>\n"
        f'<meta name="generator" content="WordPress 6.8"><meta property="og:site_name" content="{TITLE}">\n'
        f'<link rel="alternate" type="application/rss+xml" href="{BASE}/feed/">{head}</head>\n<body>\n'
        f'<header class="site-header"><a href="{BASE}/">{TITLE}</a><nav><ul>{menu}</ul></nav></header>\n'
        f'<main id="main">{main}</main>\n'
        f'<footer class="site-footer"><p>© 2026 {TITLE}. A newspaper that does not exist.</p>'
        f'<a href="{BASE}/about/">About us</a> <a href="{BASE}{FORBIDDEN}">Drafts</a></footer>\n</body></html>\n'
    )


def _article(story: Story, thread: tuple[Remark, ...], paging: str = "") -> str:
    url = BASE + story.path
    published = datetime.fromisoformat(story.date)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": story.date,
        "mainEntityOfPage": url,
        "publisher": {"@type": "NewsMediaOrganization", "name": TITLE},
    }
    if story.authors:
        data["author"] = [{"@type": "Person", "name": name} for name in story.authors]
    head = (
        f'<link rel="canonical" href="{url}"><meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(story.headline)}">\n'
        f'<meta property="article:published_time" content="{story.date}">\n'
        f'<meta property="article:section" content="{story.section.title()}">\n'
        f'<link rel="shortlink" href="{BASE}/?p={story.id}">\n'
        + (f'<link rel="https://api.w.org/" href="{BASE}/wp-json/">\n' if story.comments == "rest" else "")
        + f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>\n'
    )
    names = " and ".join(
        f'<a rel="author" href="{BASE}/author/{n.lower().replace(" ", "-")}/">{n}</a>' for n in story.authors
    )
    byline = f'<span class="byline">By {names}</span> ' if names else ""
    if story.credit:
        byline = f'<span class="byline">{story.credit}</span> '
    main = (
        f'<article id="post-{story.id}" class="post-{story.id} post type-post hentry">\n'
        f'<h1 class="entry-title">{story.headline}</h1>\n<div class="entry-meta">{byline}'
        f'<time class="entry-date" datetime="{story.date}">{published:%d %B %Y}</time></div>\n'
        f'<div class="social-share"><a href="#">Share</a> <a href="#">Copy link</a></div>\n'
        f'<div class="entry-content">\n{_body(story)}\n</div>\n{_author_box(story)}</article>\n'
        f"{_comments(story, thread, paging)}"
    )
    return _shell(story.headline, head, main, story.language)


def _body(story: Story) -> str:
    lines, listed = [], False
    for text in story.body:
        if text.startswith("- ") != listed:
            lines.append("</ul>" if listed else "<ul>")
            listed = not listed
        if listed:
            lines.append(f"<li>{text[2:]}</li>")
        elif text.startswith("## "):
            lines.append(f"<h2>{text[3:]}</h2>")
        elif text.startswith("> "):
            lines.append(f"<blockquote><p>{text[2:]}</p></blockquote>")
        else:
            lines.append(f"<p>{text}</p>")
    other = STORIES[story.id % len(STORIES)]
    lines.insert(
        2,
        f'<div class="related-posts"><h3>Also read</h3><a href="{BASE}{other.path}">{other.headline}</a></div>',
    )
    return "\n".join(lines)


def _author_box(story: Story) -> str:
    if not story.bio:
        return ""
    return f'<div class="author-box"><h4>{story.authors[0]}</h4><p>{story.bio}</p></div>\n'


def _comments(story: Story, thread: tuple[Remark, ...], paging: str) -> str:
    if story.comments == "none":
        return ""
    if story.comments == "disqus":
        return (
            '<div id="disqus_thread"></div>\n<script>var disqus_config = function () {'
            f'this.page.url = "{BASE}{story.path}"; this.page.identifier = "{story.id}";'
            "};\nvar disqus_shortname = 'kohsarpost';</script>\n"
            '<script src="https://kohsarpost.disqus.com/embed.js" async></script>\n'
        )
    if story.comments == "closed":
        return '<div id="comments" class="comments-area"><p class="no-comments">Comments are closed.</p></div>\n'
    count = len(story.thread)
    items = "".join(
        _item(story, r, thread) for r in thread if r.parent is None or r.parent not in {t.id for t in thread}
    )
    listing = f'<ol class="comment-list">\n{items}</ol>\n' if thread else ""
    return (
        f'<section id="comments" class="comments-area"><h2 class="comments-title">{count} Comments</h2>\n{listing}'
        f'<nav class="comment-navigation">{paging}</nav>\n'
        '<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><label for="c">Comment</label>'
        f'<textarea id="c" name="comment"></textarea><input type="hidden" name="comment_post_ID" value="{story.id}">'
        '<input type="submit" value="Post Comment"></form></div></section>\n'
    )


def _item(story: Story, remark: Remark, thread: tuple[Remark, ...]) -> str:
    if remark.kind == "pingback":
        return (
            f'<li id="comment-{remark.id}" class="pingback even depth-1"><div class="comment-body">Pingback: '
            f'<a href="https://silkroadnotes.example/apricots" rel="external nofollow">{remark.author}</a></div></li>\n'
        )
    when = written_at(story, remark)
    children = "".join(_item(story, r, thread) for r in thread if r.parent == remark.id)
    replies = f'<ol class="children">{children}</ol>' if children else ""
    words = "".join(f"<p>{_words(p)}</p>" for p in remark.paragraphs)
    return (
        f'<li id="comment-{remark.id}" class="comment even depth-{remark.depth + 1}">\n'
        f'<article id="div-comment-{remark.id}" class="comment-body">\n<footer class="comment-meta">'
        f'<div class="comment-author vcard"><img alt="" src="/avatar.png" class="avatar"> <b class="fn">{remark.author}</b>'
        f' <span class="says">says:</span></div><div class="comment-metadata"><a href="{BASE}{story.path}#comment-{remark.id}">'
        f'<time datetime="{when.isoformat()}">{when:%B %d, %Y} at {when:%I:%M %p}</time></a></div></footer>\n'
        f'<div class="comment-content">{words}</div>\n'
        f'<div class="reply"><a rel="nofollow" class="comment-reply-link" href="{BASE}{story.path}?replytocom={remark.id}#respond">'
        f"Reply</a></div>\n</article>\n{replies}</li>\n"
    )


def _words(text: str) -> str:
    return f'<a href="{text}">{text}</a>' if text.startswith("https://") else escape(text, quote=False)


def _rest(story: Story) -> dict[str, Answer]:
    """The WordPress REST comments of one post, in two pages of at most four."""
    rows = [
        {
            "id": int(r.id),
            "post": story.id,
            "parent": int(r.parent or 0),
            "author": 0,
            "author_name": r.author,
            "author_url": "",
            "date": written_at(story, r).replace(tzinfo=None).isoformat(),
            "date_gmt": (written_at(story, r) - timedelta(hours=5)).replace(tzinfo=None).isoformat(),
            "content": {"rendered": "".join(f"<p>{p}</p>\n" for p in r.paragraphs)},
            "link": f"{BASE}{story.path}#comment-{r.id}",
            "status": "approved",
            "type": "comment",
        }
        for r in story.thread
    ]
    return {f"{HOST}/wp-json/wp/v2/comments#{story.id}": (200, JSON, json.dumps(rows).encode())}


def _disqus(story: Story) -> str:
    posts = [
        {
            "id": r.id,
            "parent": int(r.parent) if r.parent else None,
            "depth": r.depth,
            "createdAt": (written_at(story, r) - timedelta(hours=5)).replace(tzinfo=None).isoformat(),
            "message": "" if r.deleted else "".join(f"<p>{p}</p>" for p in r.paragraphs),
            "likes": 0 if r.deleted else int(r.id[-1]) * 2,
            "dislikes": 0,
            "author": {
                "name": r.author,
                "username": r.author.lower().replace(" ", "_"),
                "isAnonymous": r.deleted,
            },
            "isDeleted": r.deleted,
            "isApproved": True,
            "isEdited": False,
            "hasMore": False,
        }
        for r in story.thread
    ]
    data = {
        "cursor": {"hasPrev": False, "prev": None, "total": len(posts), "hasNext": False, "next": "1:0:0"},
        "code": 0,
        "response": {
            "posts": posts,
            "thread": {"id": "4400123", "posts": len(posts), "isClosed": False, "link": BASE + story.path},
        },
    }
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return (
        "<!DOCTYPE html><html><head><title>Disqus Comments</title></head><body>"
        f'<script type="text/json" id="disqus-threadData">{text}</script></body></html>'
    )


def _listing(title: str, stories: Iterable[Story]) -> str:
    cards = "".join(
        f'<article class="card"><h2><a href="{BASE}{s.path}">{s.headline}</a></h2>'
        f"<time>{datetime.fromisoformat(s.date):%d %B %Y}</time></article>\n"
        for s in stories
    )
    return _shell(title, "", f"<h1>{title}</h1>\n{cards}")


def _about() -> str:
    return _shell("About us", "", "<h1>About us</h1><p>The Kohsar Post was invented to try out a crawler.</p>")


def _robots() -> str:
    return f"User-agent: *\nDisallow: {FORBIDDEN}\n\nSitemap: {BASE}/sitemap.xml\nSitemap: {BASE}/news-sitemap.xml\n"


def _sitemap() -> str:
    rows = [(s.path, s.date) for s in STORIES] + [(MISSING, "2026-10-23T09:00:00+05:00")]
    urls = "".join(f"<url><loc>{BASE}{path}</loc><lastmod>{date}</lastmod></url>\n" for path, date in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def _news_sitemap() -> str:
    urls = "".join(
        f"<url><loc>{BASE}{s.path}</loc><news:news><news:publication><news:name>{TITLE}</news:name>"
        f"<news:language>{s.language}</news:language></news:publication>"
        f"<news:publication_date>{s.date}</news:publication_date><news:title>{escape(s.headline)}</news:title>"
        "</news:news></url>\n"
        for s in STORIES[-6:]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>\n'
    )


def _feed() -> str:
    items = "".join(
        f"<item><title>{escape(s.headline)}</title><link>{BASE}{s.path}</link><guid>{BASE}/?p={s.id}</guid>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(s.date))}</pubDate></item>\n"
        for s in reversed(STORIES[-10:])
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{TITLE}</title><link>{BASE}/</link>\n{items}</channel></rss>\n"
    )
