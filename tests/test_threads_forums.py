"""Forums in the forms that their versions print: authors, dates, words without quotes, and who answers whom."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection

from .thread_script import FETCHED_AT, Said, conversation

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecorridor_scraper.extraction.threads import Thread

URL = "https://forum.example/threads/pul.7/"
EDGE = "Mind the gap"
"""A signature."""


def xenforo_1(answered: Said | None, s: Said) -> str:
    quote = (
        f'<div class="bbCodeBlock bbCodeQuote" data-author="{answered.name}"><aside><div class="attribution type">'
        f'{answered.name} said: <a href="goto/post?id={answered.key}#post-{answered.key}" class="AttributionLink">↑</a>'
        f'</div><blockquote class="quoteContainer"><div class="quote">{answered.text}</div>'
        '<div class="quoteExpand">Click to expand...</div></blockquote></aside></div>'
        if answered
        else ""
    )
    return (
        f'<li id="post-{s.key}" class="message" data-author="{s.name}"><div class="messageUserInfo"><h3 class="userText">'
        f'<a href="members/{s.key}/" class="username">{s.name}</a><em class="userTitle">Member</em></h3></div>'
        f'<div class="messageInfo primaryContent"><div class="messageContent"><article><blockquote class="messageText '
        f'ugc baseHtml">{quote}{s.text}<div class="messageTextEndMarker">&nbsp;</div></blockquote></article></div>'
        f'<div class="baseHtml signature messageText ugc"><aside>{EDGE}</aside></div><div class="messageMeta">'
        f'<a href="members/{s.key}/" class="username author">{s.name}</a>, <a href="threads/pul.7/#post-{s.key}" '
        f'class="datePermalink"><abbr class="DateTime" data-time="{s.at.timestamp():.0f}">Yesterday at 9:10 AM</abbr></a>'
        f'<a class="item muted postNumber">#{s.key}</a></div></div></li>'
    )


def vbulletin_3(answered: Said | None, s: Said) -> str:
    quote = (
        '<div style="margin:20px"><div class="smallfont">Quote:</div><table width="100%"><tr><td class="alt2">'
        f'<div>Originally Posted by <strong>{answered.name}</strong> <a href="showthread.php?p={answered.key}'
        f'#post{answered.key}"><img alt="View Post"></a></div><div>{answered.text}</div></td></tr></table></div>'
        if answered
        else ""
    )
    return (
        f'<div id="edit{s.key}"><table id="post{s.key}" class="tborder"><tr><td class="thead"><a name="post{s.key}"></a> '
        f'{s.at:%d-%m-%Y, %H:%M}</td><td class="thead">#<a href="showpost.php?p={s.key}" id="postcount{s.key}" '
        f'name="{s.key}"><strong>{s.key}</strong></a></td></tr><tr valign="top"><td class="alt2"><a class="bigusername" '
        f'href="member.php?u={s.key}">{s.name}</a><div class="smallfont">Join Date: Oct 2009</div></td><td class="alt1">'
        f'<div class="smallfont"><strong>Re: Pul</strong></div><div id="post_message_{s.key}">{quote}{s.text}</div>'
        f"<div>__________________<br>{EDGE}</div></td></tr></table></div>"
    )


def vbulletin_5(answered: Said | None, s: Said) -> str:
    quote = (
        '<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div '
        f'class="bbcode_postedby">Originally posted by <strong>{answered.name}</strong> <a href="{URL}?p={answered.key}'
        f'#post{answered.key}"><img alt="View Post"></a></div><div class="message">{answered.text}</div></div></div></div>'
        if answered
        else ""
    )
    return (
        f'<li data-node-id="{s.key}" class="b-post js-post" itemscope itemtype="http://schema.org/Comment" '
        f'itemprop="comment"><div class="b-userinfo"><div class="b-userinfo__details"><div class="author" itemprop="author">'
        f'<strong><a href="/member/{s.key}">{s.name}</a></strong></div><div class="usertitle">Senior Member</div></div></div>'
        f'<div class="b-post__content js-post__content"><div class="b-post__timestamp"><time itemprop="dateCreated" '
        f"datetime='{s.at:%Y-%m-%dT%H:%M:%S}'>{s.at:%m-%d-%Y, %H:%M}</time></div><a class=\"b-post__count\" "
        f'href="{URL}?p={s.key}#post{s.key}">#{s.key}</a><div class="js-post__content-text restore" itemprop="text">'
        f'{quote}{s.text}</div><div class="post-signature restore">{EDGE}</div></div></li>'
    )


def invision_5(answered: Said | None, s: Said) -> str:
    quote = (
        f'<blockquote class="ipsQuote" data-ipsquote-contentcommentid="{answered.key}"><div class="ipsQuote_citation">On '
        f'10/12/2025, {answered.name} said:</div><div class="ipsQuote_contents"><p>{answered.text}</p></div></blockquote>'
        if answered
        else ""
    )
    return (
        f'<article id="elComment_{s.key}" class="ipsEntry js-ipsEntry ipsEntry--post"><div class="ipsEntry__header">'
        f'<h3 class="ipsEntry__username">{s.name}</h3><a href="{URL}?do=findComment&amp;comment={s.key}"><time datetime='
        f'"{s.at:%Y-%m-%dT%H:%M:%SZ}">October</time></a></div><div class="ipsEntry__post"><div data-role="commentContent" '
        f'class="ipsRichText ipsRichText--user">{quote}<p>{s.text}</p></div><div data-role="memberSignature">{EDGE}</div>'
        "</div></article>"
    )


def fluxbb(answered: Said | None, s: Said) -> str:
    quote = (
        f'<div class="quotebox"><cite><a href="viewtopic.php?pid={answered.key}#p{answered.key}">{answered.name} wrote:'
        f"</a></cite><blockquote><div><p>{answered.text}</p></div></blockquote></div>"
        if answered
        else ""
    )
    return (
        f'<div id="p{s.key}" class="blockpost roweven"><h2><span><span class="conr">#{s.key}</span> <a href="viewtopic.php?'
        f'pid={s.key}#p{s.key}">{s.at:%Y-%m-%d %H:%M:%S}</a></span></h2><div class="box"><div class="inbox"><div '
        f'class="postleft"><dl><dt><strong>{s.name}</strong></dt><dd><span>Registered: 2012-11-01</span></dd></dl></div>'
        f'<div class="postright"><h3>Re: Pul</h3><div class="postmsg">{quote}<p>{s.text}</p><p class="postedit"><em>Last '
        f'edited by {s.name} (2025-11-01 15:15:18)</em></p></div><div class="postsignature"><hr><p>{EDGE}</p></div></div>'
        "</div></div></div>"
    )


FORMS: dict[str, tuple[str, Callable[[Said | None, Said], str], str]] = {
    "xenforo 1": ("xenforo", xenforo_1, '<ol class="messageList" id="messageList">{}</ol>'),
    "vbulletin 3": ("vbulletin", vbulletin_3, '<div id="posts">{}</div>'),
    "vbulletin 5": ("vbulletin", vbulletin_5, '<ul class="conversation-list">{}</ul>'),
    "fluxbb": ("fluxbb", fluxbb, '<div id="brdmain">{}</div>'),
    "invision 5": ("invision", invision_5, '<div id="elPostFeed">{}</div>'),
}


def thread_of(posts: str, wrap: str = "{}") -> Thread:
    page = wrap.format(posts.replace("& ", "&amp; "))
    page = f"<!DOCTYPE html><html><head><title>Pul</title></head><body><h1>Pul</h1>{page}</body></html>"
    return Collection(Page(Document(URL, page.encode()), fetched_at=FETCHED_AT)).thread()


@pytest.mark.parametrize("form", FORMS)
def test_every_version_of_a_forum(form: str) -> None:
    system, printed, wrap = FORMS[form]
    said = conversation(8)
    thread = thread_of("".join(printed(said[s.parent - 1] if s.parent else None, s) for s in said), wrap)
    assert thread.system == system
    rows = {c.comment_id: (c.parent_id, c.author_name, c.date_published, c.text) for c in thread.comments}
    assert rows == {
        str(s.key): (
            str(s.parent) if s.parent else None,
            s.name,
            s.at,
            s.text,
        )
        for s in said
    }
    assert [c.quoted_text is not None for c in thread.comments] == [c.parent_id is not None for c in thread.comments]


def test_properties_of_microdata_go_before_what_stands_where() -> None:
    def reply(s: Said) -> str:
        return (
            f'<article class="reply" id="reply_{s.key}99" itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
            f'<meta content="{s.at:%Y-%m-%dT%H:%M:%SZ}" itemprop="dateCreated"><header>Posted by <span itemprop="author" '
            f'itemscope itemtype="http://schema.org/Person"><span itemprop="name"><a title="{s.name}">{s.name}</a></span>'
            f'<div class="place">Brooklyn</div></span><div class="count">4931 posts</div></header>'
            f'<div class="content" itemprop="text"><p>{s.text}</p></div></article>'
        )

    said = conversation(6)
    thread = thread_of(f"<section id='replies'>{''.join(map(reply, said))}</section>")
    assert thread.system == "schema.org"
    assert [(c.author_name, c.date_published, c.text) for c in thread.comments] == [
        (s.name, s.at, s.text) for s in said
    ]


@pytest.mark.parametrize("form", ["fluxbb", "invision 5"])
def test_a_quote_that_names_no_post_is_of_the_post_with_its_words(form: str) -> None:
    _, printed, wrap = FORMS[form]
    said = conversation(8)
    posts = "".join(printed(said[s.parent - 1] if s.parent else None, s) for s in said)
    bare = re.sub(
        r'<cite><a href="[^"]*">(.*?)</a></cite>|data-ipsquote-contentcommentid="\d+"', r"<cite>\1</cite>", posts
    )
    thread = thread_of(bare, wrap)
    assert {c.comment_id: c.parent_id for c in thread.comments} == {
        str(s.key): str(s.parent) if s.parent else None for s in said
    }


ASKBOT = "https://ask.example/question/1/pul/"


def askbot(kind: str, key: int, inside: str) -> str:
    """A question, an answer or a comment as Askbot prints it."""
    said = conversation(12)[key - 1]
    day = f'<abbr class="js-timeago" title="{said.at:%Y-%m-%d %H:%M:%S} +0000">{said.at:%Y-%m-%d %H:%M:%S} +0000</abbr>'
    if kind == "comment":
        return (
            f'<div id="js-post-{key}" class="js-comment" data-post-id="{key}"><div class="js-comment-body"><p>{said.text}</p>'
            f'</div><a class="js-comment-author" href="/users/{key}/">{said.name}</a> <span>({day})</span><span>edit</span></div>'
        )
    more = "" if "more" in inside else "js-hidden"
    return (
        f'<div id="js-post-{key}" class="js-post js-{kind}" data-post-id="{key}"><div class="post-body"><div class="js-editable">'
        f'<div class="js-editable-content"><p>{said.text}</p></div></div></div><div class="post-update-info"><a '
        f'class="user-name-link" href="/users/{key}/">{said.name}</a> {kind}ed {day}</div><div class="js-post-comments" '
        f'data-parent-post-id="{key}" data-parent-post-type="{kind}"><div class="js-comments-list">{inside.removesuffix("more")}'
        f'</div><a class="js-load-comments-btn {more}">see more comments</a></div></div>'
    )


def test_answers_of_askbot_and_the_comments_under_them_and_the_question() -> None:
    empty = '<div class="js-comment" data-post-id="0"><div class="js-comment-body"></div></div>'
    shown = askbot("question", 1, askbot("comment", 2, "")) + askbot("answer", 3, askbot("comment", 4, "")) + empty
    thread = Collection(Page(Document(ASKBOT, shown.encode()), fetched_at=FETCHED_AT)).thread()
    said = {str(s.key): (s.name, s.text, s.at) for s in conversation(12)}
    got = {c.comment_id: (c.author_name, c.text, c.date_published) for c in thread.comments}
    assert (thread.system, got) == ("askbot", {key: said[key] for key in "1234"})
    assert [c.parent_id for c in thread.comments] == [None, None, None, "3"]
    assert (thread.comments[0].kind, thread.complete) == ("post", True)


def test_comments_of_askbot_that_a_page_does_not_show_are_asked_for() -> None:
    shown = askbot("question", 1, "") + askbot("answer", 3, askbot("comment", 4, "") + "more")
    collection = Collection(Page(Document(ASKBOT, shown.encode()), fetched_at=FETCHED_AT))
    (wanted,) = collection.wanted
    assert wanted.url == "https://ask.example/s/post_comments/?post_id=3&post_type=answer&avatar_size=16"
    rows = [
        {
            "id": s.key,
            "comment_added_at": f"{s.at:%Y-%m-%d %H:%M:%S} +0000",
            "html": s.text,
            "user_display_name": s.name,
        }
        for s in conversation(12)[3:6]
    ]
    collection.add(wanted, Document(wanted.url, json.dumps(rows).encode()))
    got = [(c.comment_id, c.author_name, c.parent_id) for c in collection.thread().comments]
    names = [s.name for s in conversation(12)]
    assert got == [("1", names[0], None), ("3", names[2], None), *((str(n), names[n - 1], "3") for n in (4, 5, 6))]
