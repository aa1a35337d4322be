"""More threads of systems that no provider knows, each with something that was read wrongly at first sight.

Written as `thread_systems` is, after the templates of newspapers, portals and widgets; the sentences are those of that
module, the pages around them too.
"""

from __future__ import annotations

from .thread_systems import Said, Write, _flat, _nest, page, thread


def _two_levels(said: list[Said]) -> None:
    """Let every answer answer the root of its branch."""
    for s in said:
        while s.above is not None and s.above.above is not None:
            s.above = s.above.above
    for s in said:
        s.answers = [other for other in said if other.above is s]


def counted_answers(said: list[Said]) -> str:
    """A French daily: between the words and the answers a line says how many answers there are."""
    _two_levels(said)
    return (
        f'<section id="comments"><h3>Contributions ({len(said)})</h3>'
        + _nest(
            said,
            lambda s, inner: (
                f'<div class="comment" data-comment-id="{s.id}"><div class="comment__user"><span aria-hidden="true">{s.author[0]}</span>'
                f'<span class="comment__author">{s.author}</span><span class="comment__date">{s.when:%d/%m/%Y} à {s.when:%Hh%M}</span></div>'
                f'<p class="comment__content">{s.text}</p><div class="comment__actions"><button>Répondre</button></div>'
                + (f'<div class="comment__replies"><p>{len(s.answers)} réponse</p>{inner}</div>' if inner else "")
                + "</div>"
            ),
        )
        + "</section>"
    )


def spaced_days(said: list[Said]) -> str:
    """A Korean portal: "2024. 3. 11." with blanks, the name with a word for screen readers."""
    _two_levels(said)
    return (
        f'<div id="area"><strong>댓글<em>{len(said)}</em></strong><ul class="list_comment">'
        + _nest(
            said,
            lambda s, inner: (
                f'<li id="comment{s.id}"><div class="cmt_info"><strong><span class="link_nick"><a class="link_nick">{s.author}<span '
                f'class="screen_out">작성자</span></a></span><span class="txt_date">{s.when.year}. {s.when.month}. {s.when.day}. '
                f'{s.when:%H:%M}</span></strong><p class="desc_txt">{s.text}</p><div><button>찬성하기<span>{s.number}</span></button>'
                f"<button>답글</button></div></div>{inner and f'<ul class=list_reply>{inner}</ul>'}</li>"
            ),
        )
        + "</ul></div>"
    )


def months_before_days(said: list[Said]) -> str:
    """A Japanese portal with hashed names: "3/11(月) 8:17", without a year."""
    _two_levels(said)
    return (
        f"<section><h2>コメント<em>{len(said)}</em>件</h2>"
        + _nest(
            said,
            lambda s, inner: (
                f'<article class="sc-1a2b3c"><div class="sc-9f"><h2 class="sc-h2x"><a class="sc-lnk" href="/users/{s.number}">{s.author}</a>'
                f'</h2><time class="sc-tm4">{s.when.month}/{s.when.day}(月) {s.when.hour}:{s.when:%M}</time></div><p class="sc-bd5">{s.text}'
                f"</p><div><button>返信</button><button>共感した<em>{s.number}</em></button></div>{inner and f'<ul><li>{inner}</li></ul>'}"
                "</article>"
            ),
        )
        + "</section>"
    )


def handles_in_names(said: list[Said]) -> str:
    """A Japanese blog host: after each name how the system calls its bearer; its class names remind of another system."""
    _flat(said)
    return (
        '<div class="comment-box"><ul class="comment js-comment">'
        + "".join(
            f'<li class="entry-comment" id="comment-{s.id}"><p class="comment-user-name"><a class="comment-user-id" href="//u{s.number}.example'
            f'"><span data-user-name="u{s.number}">{s.author}<span>(</span><span>id:u{s.number}</span><span>)</span></span></a></p><div '
            f'class="comment-content"><p>{s.text}</p></div><p class="comment-metadata"><time data-epoch="{int(s.when.timestamp())}000" '
            f'datetime="{s.iso}">1年前</time></p></li>'
            for s in said
        )
        + "</ul></div>"
    )


def dates_below_answers(said: list[Said]) -> str:
    """A Chinese portal: the answers stand between the words and the line with the date."""
    return (
        f'<div class="comments"><span>已收到<em>{len(said)}</em>条评论</span><div class="list">'
        + _nest(
            said,
            lambda s, inner: (
                f'<div class="item" comment-id="x-{s.id}"><div class="cont"><div class="info"><span class="name"><a href="/u/{s.number}">'
                f'{s.author}</a></span><span class="area">[上海]</span></div><div class="txt">{s.text}</div>'
                f'{inner and f"<div class=list>{inner}</div>"}<div class="action"><span class="date">{s.when:%Y-%m-%d %H:%M}</span><span>'
                f'<a class="vote">赞<em>{s.number}</em></a><a class="reply">回复</a></span></div></div></div>'
            ),
        )
        + "</div></div>"
    )


def levels_times_indent(said: list[Said]) -> str:
    """Answers from a social network under a blog: the margin is a style variable times the level."""
    return (
        '<h2>Comments</h2><div id="comments-list">'
        + "".join(
            f'<div class="post-comment" style="margin-left: calc(var(--comment-step) * {s.depth})"><div class="author"><img src="/a.png" alt="">'
            f'<a class="name" href="//m.example/@u{s.number}">{s.author}</a><a class="date" href="//m.example/@u{s.number}/{s.id}">'
            f'{s.when:%Y-%m-%d %H:%M}</a></div><div class="content"><p>{s.text}</p></div><div class="status"><a><i></i>{s.number}</a></div>'
            "</div>"
            for s in said
        )
        + "</div>"
    )


def pushes(said: list[Said]) -> str:
    """A board of lines on a terminal: mark, name, colon and words, month and day, all in one line."""
    _flat(said)
    return (
        '<div id="main-content">--<br>'
        + "".join(
            f'<div class="push"><span class="push-tag">推 </span><span class="push-userid">{s.author}</span><span class="push-content">: '
            f'{s.text}</span><span class="push-ipdatetime"> {s.when:%m/%d %H:%M}\n</span></div>'
            for s in said
        )
        + "</div>"
    )


def containers_without_answers(said: list[Said]) -> str:
    """A WordPress theme of a Moroccan newspaper: a class name of the container holds the word for answering."""
    _flat(said)
    return (
        f'<div id="comments"><span>{len(said)}</span> commentaires<ul class="comment-list">'
        + "".join(
            f'<li class="comment even depth-1 not-reply" id="comment-{s.id}"><div class="comment-body"><div class="comment-head"><span '
            f'class="comment-number">{i + 1}</span><span class="fn heavy">{s.author}</span><div class="comment-date">{s.when:%d/%m/%Y - %H:%M}'
            f'</div></div><div class="comment-text"><p>{s.text}</p></div><div class="comment-react"><span>{s.number}</span></div></div></li>'
            for i, s in enumerate(said)
        )
        + "</ul></div>"
    )


def weekdays_before_days(said: list[Said]) -> str:
    """A British site: the line above the name begins with the day of the week."""
    return (
        '<div id="forum_posts"><h2>POST COMMENT</h2>'
        + _nest(
            said,
            lambda s, inner: (
                f'<div class="post" id="c_{s.id}"><div class="post-head"><a class="permalink" href="#c_{s.id}">{s.when:%A} {s.when.day}th '
                f'{s.when:%B %Y %H:%M} GMT</a><h4><a href="/u/{s.number}">{s.author}</a></h4></div><div class="body"><p>{s.text}</p></div>'
                f"<ul><li><a>Reply</a></li></ul></div>{inner and f'<div class=indent>{inner}</div>'}"
            ),
        )
        + "</div>"
    )


def names_in_the_content(said: list[Said]) -> str:
    """A British daily: what it calls the content holds name, place and words; ids are like those of WordPress."""
    _two_levels(said)
    return (
        f'<div id="reader-comments"><h3>Comments {len(said)}</h3>'
        + _nest(
            said,
            lambda s, inner: (
                f'<div class="{"reply" if s.above else "comment"}" id="comment-{s.id}"><div class="comment-content"><div class="user-info"><a '
                f'class="usr-lnk" href="/profile/{s.number}">{s.author}</a>, <span>Leeds</span>, <span>2 years ago</span></div><p '
                f'class="comment-body">{s.text}</p></div><div><a>Reply</a></div>{inner and f"<div class=replies>{inner}</div>"}</div>'
            ),
        )
        + "</div>"
    )


def dates_in_pieces(said: list[Said]) -> str:
    """An archive of stories: weekday, day, month, year and time stand in an element each, lists of answers in items."""

    def block(some: list[Said]) -> str:
        items = (one(s) + (f"<li>{block(s.answers)}</li>" if s.answers else "") for s in some)
        return f'<ol class="thread">{"".join(items)}</ol>'

    def one(s: Said) -> str:
        return (
            f'<li class="comment user-{s.number}" id="comment_{s.id}"><h4 class="byline"><a href="/users/{s.number}">{s.author}</a> <span '
            f'class="parent">on <a href="/7">Chapter 1</a></span> <span class="posted"><abbr title="Day">{s.when:%a}</abbr> <span>'
            f'{s.when:%d}</span> <abbr title="{s.when:%B}">{s.when:%b}</abbr> <span>{s.when:%Y}</span> <span>{s.when:%I:%M%p}</span> <abbr '
            f'title="UTC">UTC</abbr></span></h4><blockquote class="userstuff"><p>{s.text}</p></blockquote><ul><li><a>Reply</a></li></ul></li>'
        )

    return f'<div id="comments"><h3>Comments</h3>{block([s for s in said if s.above is None])}</div>'


def numbered_names(said: list[Said]) -> str:
    """A Japanese blog host: the number of the comment stands before the name in the same element."""
    _flat(said)
    return (
        '<div class="comment-wrap"><ol id="comments-list">'
        + "".join(
            f'<li class="comment-set"><ul class="comment-info"><li class="comment-author">{i + 1}. {s.author}</li><li class="comment-date">'
            f'{s.when:%Y年%m月%d日 %H:%M}</li></ul><p class="comment-body">{s.text}</p></li>'
            for i, s in enumerate(said)
        )
        + "</ol></div>"
    )


def addressed(said: list[Said]) -> str:
    """A Polish portal: a line of each answer says whom it answers; in the others it is empty."""
    return (
        f'<div id="forum"><div>Opinie ({len(said)})</div>'
        + _nest(
            said,
            lambda s, inner: (
                f'<div class="item" data-id="{s.id}x"><div class="wrapper"><span class="author">{s.author}</span> <span class="info">'
                f'{f"do: {s.above.author}" if s.above else ""}</span><span class="date">{s.when:%d.%m.%Y %H:%M}</span><p class="content">{s.text}'
                f"</p><div><a>Odpowiedz</a></div></div>{inner and f'<div class=answers>{inner}</div>'}</div>"
            ),
        )
        + "</div>"
    )


def three_rows(said: list[Said]) -> str:
    """A tree of an old forum: three rows without class names for each comment, its margin the level."""
    return (
        '<div class="forum-thread"><h3>Comments</h3>'
        + "".join(
            f'<div class="thr" id="m{s.id}" style="padding-right:{s.depth * 18}px"><table><tr><td><font size="2"><a href="#m{s.id}"><b>{s.number}'
            f'. Re</b></a></font></td></tr><tr><td><font><b>{s.author}</b></font> <font size="1">{s.when:%d.%m.%y %H:%M}</font></td></tr>'
            f'<tr><td><font size="3">{s.text}</font></td></tr></table></div>'
            for s in said
        )
        + "</div>"
    )


def membership_beside(said: list[Said]) -> str:
    """A Chinese board: since when the poster is a member stands in one cell, a short comment and its date in the other."""
    _flat(said)
    return (
        '<div id="posts">'
        + "".join(
            f'<table class="forumbox"><tr class="postrow row{i % 2 + 1}"><td class="c1"><span><a href="/u{s.number}" class="author b">{s.author}'
            f'</a><span>级别: 学徒 威望: 0 注册: 14-05-0{i + 1}</span></span></td><td class="c2"><div class="postInfo"><span>'
            f'{s.when:%Y-%m-%d %H:%M}</span> <a>#{i + 1}</a></div><p class="postcontent">{s.text}</p></td></tr></table>'
            for i, s in enumerate(said)
        )
        + "</div>"
    )


def answers_of_their_own(said: list[Said]) -> str:
    """A Chinese video site: answers have other class names than what they answer; a page may have only one."""
    _two_levels(said)
    said[-1].author, said[-1].text = (
        "江边人",
        "桥修好以后，渡轮还会继续开吗？",
    )  # with two or three roots nothing may repeat

    def answer(s: Said) -> str:
        return (
            f'<div class="sub-reply-item"><div class="sub-user-info"><div class="sub-user-name" data-user-id="{s.number}">{s.author}</div>'
            f'</div><span class="sub-reply-content"><span class="reply-content">{s.text}</span></span><div class="sub-reply-info"><span '
            f'class="sub-reply-time">{s.when:%Y-%m-%d %H:%M}</span><span class="sub-reply-like"><span>{s.number}</span></span><span '
            'class="sub-reply-btn">回复</span></div></div>'
        )

    return (
        f'<div class="reply-header"><span>评论</span><span>{len(said)}</span></div><div class="reply-list">'
        + "".join(
            f'<div class="reply-item"><div class="root"><div class="user-info"><div class="user-name" data-user-id="{s.number}">{s.author}</div>'
            f'</div><span class="root-reply"><span class="reply-content">{s.text}</span></span><div class="reply-info"><span class="reply-time">'
            f'{s.when:%Y-%m-%d %H:%M}</span><span class="reply-like"><span>{s.number}</span></span><span class="reply-btn">回复</span></div></div>'
            f'<div class="sub-reply-list">{"".join(answer(a) for a in s.answers)}</div></div>'
            for s in said
            if s.above is None
        )
        + "</div>"
    )


UNSEEN: dict[str, tuple[Write, str, str]] = {
    "counted_answers": (counted_answers, "fr", "minute"),
    "spaced_days": (spaced_days, "ko", "minute"),
    "months_before_days": (months_before_days, "zh", "yearless"),
    "handles_in_names": (handles_in_names, "zh", "second"),
    "dates_below_answers": (dates_below_answers, "zh", "minute"),
    "levels_times_indent": (levels_times_indent, "en", "minute"),
    "pushes": (pushes, "zh", "yearless"),
    "containers_without_answers": (containers_without_answers, "fr", "minute"),
    "weekdays_before_days": (weekdays_before_days, "en", "minute"),
    "names_in_the_content": (names_in_the_content, "en", ""),
    "dates_in_pieces": (dates_in_pieces, "en", "minute"),
    "numbered_names": (numbered_names, "zh", "minute"),
    "addressed": (addressed, "ru", "minute"),
    "three_rows": (three_rows, "en", "minute"),
    "answers_of_their_own": (answers_of_their_own, "zh", "minute"),
    "membership_beside": (membership_beside, "zh", "minute"),
}
"""By name, what writes the thread, its language, and how exactly the page prints dates."""

TOO_FEW = {("pushes", "few")}
"""What is not found: three short lines without a title, a button or a word for comments."""


def made(name: str, size: str) -> tuple[str, list[Said]]:
    """A page of a system, and its thread."""
    write, language, _ = UNSEEN[name]
    said = thread(size, language)
    section = write(said)
    return page(section, language), said
