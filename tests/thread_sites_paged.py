"""Scripted sites of systems that print a thread on several pages, as markup: Drupal and the usual forums."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from .thread_script import ADDRESS, Said, ThreadSite, conversation, expected_of, html_page, iso, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ecorridor_scraper.extraction import Document
    from ecorridor_scraper.items import Wanted

SIZE = 10


def _forum(
    system: str, printed: Callable[[Said | None, Said], str], *, wrap: str = "{}", head: str = "", local: bool = False
) -> ThreadSite:
    """A topic of 25 posts, ten a page, the first of them the opening post; answers quote what they answer."""
    said = conversation(25)
    said[0] = Said(1, None, said[0].name, said[0].text, said[0].at)
    by_key = {s.key: s for s in said}

    def page(number: int) -> Document:
        links = ""
        for other, relation in ((number - 1, "prev"), (number + 1, "next")):
            if 1 <= other <= 3:
                links += f'<link rel="{relation}" href="{ADDRESS}{"" if other == 1 else f"?page={other}"}">'
        posts = "".join(printed(by_key.get(s.parent or 0), s) for s in page_of(said, number, SIZE))
        return html_page(
            wrap.format(posts), head=head + links, url=ADDRESS if number == 1 else f"{ADDRESS}?page={number}"
        )

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return page(int(q.get("page", 1)))

    expected = {key: (parent, name, text) for key, (parent, name, text) in expected_of(said).items() if key != "1"}
    return ThreadSite(page(1), respond, expected, system)


def xenforo() -> ThreadSite:
    """Version 2; a quote's `data-source` names the post."""

    def printed(answered: Said | None, s: Said) -> str:
        quote = (
            f'<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="{escape(answered.name)}" '
            f'data-source="post: {answered.key}"><div class="bbCodeBlock-content">{escape(answered.text)}</div></blockquote>'
            if answered
            else ""
        )
        return (
            f'<article class="message message--post" data-author="{escape(s.name)}" data-content="post-{s.key}" '
            f'id="js-post-{s.key}"><h4 class="message-name"><a class="username" data-user-id="{s.key}" '
            f'href="/members/{s.key}/">{escape(s.name)}</a></h4><div class="message-attribution-main">'
            f'<a href="/threads/7/post-{s.key}"><time class="u-dt" datetime="{iso(s.at)}+0000">Oct 20</time></a></div>'
            f'<div class="bbWrapper">{quote}{escape(s.text)}</div>'
            '<aside class="message-signature"><div>Sent from the canal bank</div></aside></article>'
        )

    return _forum("xenforo", printed)


def vbulletin() -> ThreadSite:
    """Version 4; the quote links to the post."""

    def printed(answered: Said | None, s: Said) -> str:
        quote = (
            f'<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container">'
            f'<div class="bbcode_postedby">Originally Posted by <strong>{escape(answered.name)}</strong> '
            f'<a href="showthread.php?p={answered.key}#post{answered.key}">View Post</a></div>'
            f'<div class="message">{escape(answered.text)}</div></div></div></div>'
            if answered
            else ""
        )
        return (
            f'<li class="postbitlegacy postbitim postcontainer" id="post_{s.key}"><div class="posthead">'
            f'<span class="postdate old"><span class="date">{s.at:%Y-%m-%d}, <span class="time">{s.at:%H:%M}</span></span>'
            f'</span><a class="postcounter" href="showthread.php?p={s.key}#post{s.key}">#{s.key}</a></div>'
            f'<div class="userinfo"><a class="username offline" href="member.php?u={s.key}"><strong>{escape(s.name)}'
            f'</strong></a></div><div class="postbody"><div id="post_message_{s.key}"><blockquote class="postcontent '
            f'restore">{quote}{escape(s.text)}</blockquote></div></div></li>'
        )

    return _forum("vbulletin", printed, wrap='<ol id="posts" class="posts">{}</ol>')


def phpbb() -> ThreadSite:
    """Version 3.3; the `cite` of a quote links to the post."""

    def printed(answered: Said | None, s: Said) -> str:
        quote = (
            f'<blockquote><div><cite><a href="./memberlist.php?u=1">{escape(answered.name)}</a> wrote: '
            f'<a href="./viewtopic.php?p={answered.key}#p{answered.key}" data-post-id="{answered.key}">↑</a></cite>'
            f"{escape(answered.text)}</div></blockquote>"
            if answered
            else ""
        )
        return (
            f'<div id="p{s.key}" class="post has-profile bg2"><dl class="postprofile"><dt><a class="username">'
            f'{escape(s.name)}</a></dt></dl><div class="postbody"><h3><a href="#p{s.key}">Re: Pul</a></h3>'
            f'<p class="author"><a href="./viewtopic.php?p={s.key}#p{s.key}">Post</a> by <strong>'
            f'<a class="username">{escape(s.name)}</a></strong> » <time datetime="{iso(s.at)}+00:00">20 Oct</time></p>'
            f'<div class="content">{quote}{escape(s.text)}</div><div class="signature">Mind the gap</div></div></div>'
        )

    return _forum("phpbb", printed, wrap='<div id="phpbb">{}</div>')


def invision() -> ThreadSite:
    """Version 4; quotes carry the number of the comment."""

    def printed(answered: Said | None, s: Said) -> str:
        quote = (
            f'<blockquote class="ipsQuote" data-ipsquote="" data-ipsquote-contentcommentid="{answered.key}">'
            f'<div class="ipsQuote_contents"><p>{escape(answered.text)}</p></div></blockquote>'
            if answered
            else ""
        )
        return (
            f'<article id="elComment_{s.key}" class="cPost ipsBox ipsComment"><aside class="cAuthorPane">'
            f'<h3 class="ipsType_sectionHead cAuthorPane_author"><strong><a href="/profile/{s.key}/">{escape(s.name)}</a>'
            f'</strong></h3></aside><a href="/topic/7/?do=findComment&amp;comment={s.key}"><time datetime="{iso(s.at)}Z">'
            f'October 20</time></a><div data-role="commentContent" class="ipsType_richText">{quote}<p>{escape(s.text)}</p>'
            "</div></article>"
        )

    return _forum("invision", printed)


def nodebb() -> ThreadSite:
    """What a post answers is named by a link before it."""

    def printed(answered: Said | None, s: Said) -> str:
        parent = (
            f'<a component="post/parent" data-topid="{answered.key}">@{escape(answered.name)}</a>' if answered else ""
        )
        return (
            f'<li component="post" data-pid="{s.key}" data-index="{s.key - 1}" data-username="{escape(s.name)}" '
            f'data-uid="{s.key}" data-timestamp="{int(s.at.timestamp() * 1000)}">{parent}<a href="/user/{s.key}" '
            f'itemprop="author">{escape(s.name)}</a><div component="post/content"><p>{escape(s.text)}</p></div></li>'
        )

    return _forum(
        "nodebb", printed, wrap='<ul component="topic">{}</ul>', head='<meta name="generator" content="NodeBB">'
    )


def drupal(count: int = 24) -> ThreadSite:
    """Core comments of version 9 over three pages; each answer says what it answers, for screen readers."""
    said = conversation(count)

    def printed(s: Said) -> str:
        parent = (
            f'<p class="visually-hidden parent">In reply to <a href="/comment/{s.parent}#comment-{s.parent}">this</a></p>'
            if s.parent
            else ""
        )
        return (
            f'<article id="comment-{s.key}" class="comment js-comment by-anonymous"><mark class="hidden" '
            f'data-comment-timestamp="{int(s.at.timestamp())}"></mark><footer class="comment__meta"><p class="comment__author">'
            f'<span class="username">{escape(s.name)}</span></p><p class="comment__time">{s.at:%d %b %Y - %H:%M}</p>{parent}'
            f'</footer><div class="comment__content"><h3><a href="/comment/{s.key}#comment-{s.key}" class="permalink">Pul'
            f'</a></h3><div class="field--name-comment-body">{s.html}</div></div></article>'
        )

    def page(number: int) -> Document:
        pages: Sequence[int] = range(-(-count // SIZE))
        pager = "".join(f'<li class="pager__item"><a href="?page={n}">{n + 1}</a></li>' for n in pages if n != number)
        return html_page(
            f'<section class="comment-wrapper"><h2>Comments</h2>{"".join(map(printed, page_of(said, number + 1, SIZE)))}'
            f'<ul class="pager">{pager}</ul></section>',
            head='<meta name="Generator" content="Drupal 9 (https://www.drupal.org)">',
            url=ADDRESS,
        )

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document | None:
        return page(int(q.get("page", 0)))

    return ThreadSite(page(0), respond, expected_of(said), "drupal")
