"""Further made comment sections, in the manner of the many systems that no provider knows.

Written after the finder, to measure it: forums, old news sites, home-made lists, component frameworks, interfaces in
many languages. Each entry of `LAYOUTS` says besides what such a page cannot tell: dates, names or parents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from .thread_styles import FETCHED_AT, Post, _ago, _brs, _digits, _english, _hashed, _nest, _ps, page, thread

Style = Callable[[list[Post]], str]

_BENGALI = ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"]
_URDU = ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"]


_TITLES = {
    "en": "{} Comments",
    "ur": "تبصرے ({})",
    "ar": "{} تعليقات",
    "hi": "{} টি মন্তব্য",
    "ja": "コメント {}件",
    "es": "Comentarios ({})",
    "de": "{} Kommentare",
    "ru": "Комментарии ({})",
}
"""What stands above the comments on every other page."""


def _key(number: int) -> str:
    return blake2b(f"k{number}".encode(), digest_size=3).hexdigest()


def _flat(posts: list[Post]) -> None:
    for post in posts:
        post.parent = None


def _two_levels(posts: list[Post]) -> None:
    """Let every answer answer the root of its branch, as systems of two levels do."""
    for post in posts:
        while post.parent is not None and posts[post.parent].parent is not None:
            post.parent = posts[post.parent].parent
        post.depth = int(post.parent is not None)
    for post in posts:
        post.children = [other for other in posts if other.parent == post.number]


def posted_by_lines(posts: list[Post]) -> str:
    """The words first, then a small line: "posted by Joan at 8:15 AM on March 2, 2025 [3 favorites]"."""
    _flat(posts)
    return "".join(
        f'<div id="c{8100 + p.number}" class="comments">{_brs(p)}<br><span class="smallcopy">posted by <a href="/user/'
        f'{p.number}">{p.author}</a> at <a href="/1/#{8100 + p.number}">{p.when:%I:%M %p}</a> on '
        f'<a href="/1/#{8100 + p.number}">{p.when:%B %d, %Y}</a> [<a href="/f">{p.number % 4} favorites</a>]</span></div>'
        for p in posts
    )


def subtree_items(posts: list[Post]) -> str:
    """Voting arrows, a byline of links, text; answers in an `ol` beside the comment in the same item."""
    return '<ol class="st">' + _nest(
        posts,
        lambda p, inner: (
            f'<li class="st_item"><input type="checkbox" id="f_{_key(p.number)}"><div id="c_{_key(p.number)}" '
            f'data-shortid="{_key(p.number)}" class="note"><div class="voters"><a class="up"></a><div class="score">'
            f'{p.number % 9}</div></div><div class="details"><div class="byline"><a href="/~{p.number}"><img src="/a.png">'
            f'</a> <a href="/~{p.number}">{p.author}</a> <span title="{p.when:%Y-%m-%d %H:%M:%S} +0000">{_ago(p.when)}'
            f'</span> | <a href="/c/{_key(p.number)}">link</a> | <a class="flag">flag</a></div><div class="txt">{_ps(p)}'
            f"</div></div></div><ol class='st'>{inner}</ol></li>"
        ),
        lambda inner: inner,
    ) + "</ol>"  # fmt: skip


def signed_talk(posts: list[Post]) -> str:
    """Talk pages: nested lists, every contribution signed at its end."""

    def one(p: Post, inner: str) -> str:
        text = "<br>".join(p.paragraphs)
        return (
            f'<dd>{text} <a href="/wiki/User:{p.number}">{p.author}</a> (<a href="/wiki/Talk:{p.number}">talk</a>) '
            f"{p.when:%H:%M, %d %B %Y} (UTC){inner}</dd>"
        )

    return "<dl>" + _nest(posts, one, lambda inner: f"<dl>{inner}</dl>") + "</dl>"


def simple_board(posts: list[Post]) -> str:
    """A board with the poster beside, "Re:" titles, "Reply #3 on:" dates and quotes with a header."""

    def quote(p: Post) -> str:
        if p.parent is None:
            return ""
        above = posts[p.parent]
        return (
            f'<div class="qh"><a href="/t.0.msg{400 + above.number}#msg{400 + above.number}">Quote from: {above.author} on '
            f"{above.when:%B %d, %Y, %I:%M:%S %p}</a></div><blockquote>{above.paragraphs[0]}</blockquote>"
        )

    return "".join(
        f'<div class="pw"><div class="poster"><h4><a href="/u{p.number}">{p.author}</a></h4><ul><li>Newbie</li><li>Posts: '
        f'{p.number * 7}</li></ul></div><div class="pa"><div class="ki"><h5 id="s{400 + p.number}"><a href="#msg'
        f'{400 + p.number}">Re: Water in the valley</a></h5><div class="sm">« <strong>Reply #{p.number} on:</strong> '
        f'{p.when:%B %d, %Y, %I:%M:%S %p} »</div></div><div class="post"><div class="inner" id="msg_{400 + p.number}">'
        f"{quote(p)}{_brs(p)}</div></div></div></div>"
        for p in posts
    )


def wrote_quotes(posts: list[Post]) -> str:
    """A classic board: statistics beside, post numbers, "(date) Ali Wrote:" above quotes."""

    def quote(p: Post) -> str:
        if p.parent is None:
            return ""
        above = posts[p.parent]
        return (
            f'<blockquote class="mq"><cite><span> ({above.when:%m-%d-%Y, %I:%M %p})</span>{above.author} Wrote: '
            f'<a href="/t?pid={70 + above.number}#pid{70 + above.number}"></a></cite>{above.paragraphs[0]}</blockquote>'
        )

    return "".join(
        f'<div class="post" id="post_{70 + p.number}"><div class="pauthor"><span class="large"><a href="/u/{p.number}">'
        f'{p.author}</a></span><span class="small">Junior Member</span><div class="stat">Posts: {p.number * 5}<br>Threads: '
        f'{p.number % 3}<br>Joined: Mar 2011</div></div><div class="pcontent"><div class="phead"><div class="fr"><strong>'
        f'<a href="#pid{70 + p.number}">#{p.number + 1}</a></strong></div><span class="pdate">{p.when:%m-%d-%Y, %I:%M %p}'
        f'</span></div><div class="pbody" id="pid_{70 + p.number}">{quote(p)}{_brs(p)}</div></div></div>'
        for p in posts
    )


def noscript_posts(posts: list[Post]) -> str:
    """What a forum prints for browsers without scripts: names and words, no dates."""
    _flat(posts)
    return "<div class='content'>" + "".join(
        f'<article><div class="PostUser"><h3 class="PostUser-name">{p.author}</h3></div><div class="Post-body">{_ps(p)}'
        f"</div></article>"
        for p in posts
    ) + "</div>"  # fmt: skip


def numbered_boxes(posts: list[Post]) -> str:
    """Boxes with votes, a running number and ISO-like dates; lists of answers inside of their parent."""
    return '<div class="cl" id="cl-0">' + _nest(
        posts,
        lambda p, inner: (
            f'<div class="ev" id="item-{60 + p.number}"><div class="rbox"><div class="cb"><span class="vt"><span id="vh-'
            f'{60 + p.number}"><span class="good">+{p.number % 5}</span></span></span><a href="#n{60 + p.number}">'
            f'#{p.number + 1}</a> <span class="ca">{p.author}</span> <span class="cd">{p.when:%Y-%m-%d %H:%M}</span>'
            f'<div class="bd" id="bd-{60 + p.number}">{_brs(p)}</div><span class="btn"><a href="#">Quote</a></span></div>'
            f"</div>{inner}</div>"
        ),
        lambda inner: f'<div class="cl">{inner}</div>',
    ) + "</div>"  # fmt: skip


def footer_with_bars(posts: list[Post]) -> str:
    """The words first, then "Posted by: Joan | March 2, 2025 at 08:15 AM"."""
    _flat(posts)
    return "".join(
        f'<div class="cm" id="cm-6a00{_key(p.number)}"><div class="av"><img src="/i.png"></div><div class="cc">{_ps(p)}</div>'
        f'<p class="cf">Posted by: <a href="http://x{p.number}.example/">{p.author}</a> | <a href="#cm-6a00{_key(p.number)}">'
        f"{_english(p.when)}</a></p></div>"
        for p in posts
    )


def utility_classes(posts: list[Post]) -> str:
    """Utility classes only, answers indented by the class of a wrapper."""
    return '<div class="mt-10 space-y-6">' + _nest(
        posts,
        lambda p, inner: (
            f'<div class="flex flex-col gap-2"><div class="flex items-center gap-3"><span class="h-8 w-8 rounded-full bg-'
            f'gray-200">{p.author[0]}</span><p class="text-sm font-semibold text-gray-900">{p.author}</p><p class="text-xs '
            f'text-gray-500">{_ago(p.when)}</p></div><div class="prose prose-sm mt-1 text-gray-700">{_ps(p)}</div><div '
            f'class="flex gap-4 text-xs"><button class="hover:underline">Reply</button><button>{p.number % 6}</button></div>'
            f"{inner}</div>"
        ),
        lambda inner: f'<div class="ml-4 border-l pl-4 space-y-6">{inner}</div>',
    ) + "</div>"  # fmt: skip


def utility_indents(posts: list[Post]) -> str:
    """A flat list whose levels are utility classes of margins."""
    return "".join(
        f'<div class="flex p-2 ml-{4 * p.depth}"><div><span class="font-bold">{p.author}</span><span class="text-gray-400">'
        f'{p.when:%d %b %Y, %H:%M}</span></div><div class="text-base">{_brs(p)}</div></div>'
        for p in posts
    )


def shadow_roots(posts: list[Post]) -> str:
    """Declarative shadow roots: what a component shows stands in a template."""
    return "<talk-list>" + _nest(
        posts,
        lambda p, inner: (
            f'<talk-item><template shadowrootmode="open"><style>b{{color:red}}</style><div part="head"><b>{p.author}</b> '
            f'<time datetime="{p.iso}">{_ago(p.when)}</time></div><div part="body">{_ps(p)}</div><slot name="answers"></slot>'
            f'</template><div slot="answers">{inner}</div></talk-item>'
        ),
        lambda inner: inner,
    ) + "</talk-list>"  # fmt: skip


def slotted(posts: list[Post]) -> str:
    """Components with slots, the date as seconds in an attribute only."""
    return _nest(
        posts,
        lambda p, inner: (
            f'<y-post pid="{900 + p.number}" ts="{int(p.when.timestamp())}"><span slot="who">{p.author}</span>'
            f'<y-time epoch="{int(p.when.timestamp())}"></y-time><div slot="words">{_ps(p)}</div>{inner}</y-post>'
        ),
        lambda inner: f'<div slot="below">{inner}</div>',
    )


def details_tree(posts: list[Post]) -> str:
    """Comments that fold: name and date in the summary, words and answers in the details."""
    return _nest(
        posts,
        lambda p, inner: (
            f"<details open><summary><b>{p.author}</b> · {p.when:%d/%m/%Y %H:%M}</summary><div>{_ps(p)}</div>{inner}</details>"
        ),
        lambda inner: f"<div>{inner}</div>",
    )


def folded_answers(posts: list[Post]) -> str:
    """Answers behind "3 replies", in a container after their root."""
    _two_levels(posts)

    def one(p: Post) -> str:
        return (
            f'<div class="u1" id="u{p.number + 30}"><img class="u2" alt=""><div class="u3"><a class="u4" href="/p/{p.number}">'
            f'{p.author}</a><span class="u5">{_ago(p.when)}</span></div><div class="u6">{_brs(p)}</div><div class="u7">'
            f"<button>👍 {p.number % 5}</button><button>Reply</button></div></div>"
        )

    out = []
    for p in posts:
        if p.parent is None:
            out.append(one(p))
            if p.children:
                inner = "".join(one(c) for c in p.children)
                out.append(
                    f'<div class="u8"><button>{len(p.children)} replies</button><div class="u9">{inner}</div></div>'
                )
    return f"<div class='u0'>{''.join(out)}<button>Load more comments</button></div>"


def bengali_cards(posts: list[Post]) -> str:
    _flat(posts)
    return "".join(
        f'<div class="k"><h6>{p.author}</h6><span>{_digits(f"{p.when.day}", "০")} {_BENGALI[p.when.month - 1]} '
        f'{_digits(f"{p.when.year}, {p.when:%H:%M}", "০")}</span><p>{p.text}</p><a href="#">উত্তর দিন</a></div>'
        for p in posts
    )


def chinese_floors(posts: list[Post]) -> str:
    """Floors, and "回复 3楼" where somebody is answered."""

    def to(p: Post) -> str:
        return "" if p.parent is None else f'<span class="hf">回复 {p.parent + 1}楼：</span>'

    return "".join(
        f'<li><div class="fl">{p.number + 1}楼</div><div class="yh">{p.author}</div><div class="nr">{to(p)}{_brs(p)}</div>'
        f'<div class="sj">{p.when:%Y-%m-%d %H:%M} 发表 <a href="#">回复</a> <a href="#">赞({p.number % 7})</a></div></li>'
        for p in posts
    )


def japanese_board(posts: list[Post]) -> str:
    """A board of numbers: "3 ：名前：2025/03/02(日) 08:15:00.12 ID:k3", answers begin with >>3."""

    def to(p: Post) -> str:
        return "" if p.parent is None else f'<a href="/r/{p.parent + 1}">&gt;&gt;{p.parent + 1}</a><br>'

    days = "月火水木金土日"
    return "<dl>" + "".join(
        f'<dt>{p.number + 1} ：<b>{p.author}</b>：{p.when:%Y/%m/%d}({days[p.when.weekday()]}) {p.when:%H:%M:%S}.12 ID:{_key(p.number)}'
        f"</dt><dd>{to(p)}{_brs(p)}</dd>"
        for p in posts
    ) + "</dl>"  # fmt: skip


def urdu_table(posts: list[Post]) -> str:
    _flat(posts)
    return '<table dir="rtl">' + "".join(
        f'<tr><td><b>{p.author}</b><br><small>{_digits(str(p.when.day), "۰")} {_URDU[p.when.month - 1]} '
        f'{_digits(str(p.when.year), "۰")}</small></td><td>{_brs(p)}</td></tr>'
        for p in posts
    ) + "</table>"  # fmt: skip


def epoch_attributes(posts: list[Post]) -> str:
    """Dates as milliseconds in an attribute of a home-made name, shown by a script."""
    return "<section>" + _nest(
        posts,
        lambda p, inner: (
            f'<div class="zz" data-post="{p.number + 40}"><div class="zh"><a href="/u/{p.number}">{p.author}</a><span class="zt" '
            f'data-posted-at="{int(p.when.timestamp() * 1000)}"></span></div><div class="zb">{_ps(p)}</div>{inner}</div>'
        ),
        lambda inner: f'<div class="zk">{inner}</div>',
    ) + "</section>"  # fmt: skip


def nameless(posts: list[Post]) -> str:
    """Everybody is anonymous: a number, a date and words."""
    _flat(posts)
    return '<ul class="comments">' + "".join(
        f'<li id="comment{p.number + 20}"><span class="no">No. {p.number + 20}</span> <time datetime="{p.iso}">{_english(p.when)}'
        f'</time><p>{p.text}</p><a href="#">Reply</a></li>'
        for p in posts
    ) + "</ul>"  # fmt: skip


def all_anonymous(posts: list[Post]) -> str:
    """Everybody has the same name."""
    _flat(posts)
    for post in posts:
        post.author = "Anonymous"
    return "".join(
        f'<div class="reply" id="p{p.number + 5500}"><div class="info"><span class="nameBlock"><span class="name">{p.author}'
        f'</span></span> <span class="dateTime">{p.when:%m/%d/%y(%a)%H:%M:%S}</span> <span>No.<a href="#p{p.number + 5500}">'
        f'{p.number + 5500}</a></span></div><blockquote class="pm">{_brs(p)}</blockquote></div>'
        for p in posts
    )


def avatars_only(posts: list[Post]) -> str:
    """Names in the pictures' alternative texts only."""
    return "<div class='q0'>" + _nest(
        posts,
        lambda p, inner: (
            f'<div class="q1"><a class="q2" href="/people/{p.number}"><img src="/a/{p.number}.jpg" alt="{p.author}"></a><div '
            f'class="q3">{_brs(p)}</div><span class="q4">{_ago(p.when)}</span>{inner}</div>'
        ),
        lambda inner: f'<div class="q5">{inner}</div>',
    ) + "</div>"  # fmt: skip


def inline_paragraphs(posts: list[Post]) -> str:
    """A guest book: name, date and words in one paragraph."""
    _flat(posts)
    return "<div>" + "".join(
        f"<p><strong>{p.author}</strong> <em>({p.when:%d.%m.%Y})</em>: {p.text}</p>" for p in posts
    ) + "</div>"  # fmt: skip


def wrote_blockquotes(posts: list[Post]) -> str:
    """ "On 2 March 2025 Joan wrote:", then the words in a block quote."""
    _flat(posts)
    return "".join(
        f'<div class="w"><p class="m">On {p.when:%d %B %Y} at {p.when:%H:%M}, <b>{p.author}</b> wrote:</p><blockquote>{_ps(p)}'
        f"</blockquote></div>"
        for p in posts
    )


def fieldsets(posts: list[Post]) -> str:
    _flat(posts)
    return "".join(
        f"<fieldset><legend>{p.author} – {p.when:%d/%m/%Y %H:%M}</legend>{_brs(p)}</fieldset>" for p in posts
    )


def depth_variables(posts: list[Post]) -> str:
    """A flat list, the level a custom property."""
    return "<ul>" + "".join(
        f'<li style="--depth: {p.depth}"><header><strong>{p.author}</strong> <time datetime="{p.iso}">{_ago(p.when)}</time>'
        f"</header>{_ps(p)}</li>"
        for p in posts
    ) + "</ul>"  # fmt: skip


def shrinking_widths(posts: list[Post]) -> str:
    """Levels by widths that shrink and margins given by `auto`."""
    return "".join(
        f'<div style="width:{100 - 6 * p.depth}%;margin-inline-start:auto"><div><b>{p.author}</b></div><div><i>'
        f"{p.when:%d %B %Y, %H:%M}</i></div><div>{_ps(p)}</div></div>"
        for p in posts
    )


def reply_to_numbers(posts: list[Post]) -> str:
    """A flat list; "in reply to #4" names the number of the answered comment."""

    def to(p: Post) -> str:
        return "" if p.parent is None else f"<span class='rt'>in reply to #{p.parent + 1}</span>"

    return "<ol>" + "".join(
        f"<li><div class='h'><span class='n'>#{p.number + 1}</span> <b>{p.author}</b> <span class='d'>{_english(p.when)}</span> "
        f"{to(p)}</div><div class='t'>{_ps(p)}</div></li>"
        for p in posts
    ) + "</ol>"  # fmt: skip


def arrows_to_names(posts: list[Post]) -> str:
    """Answers in one list under their root, with "Joan ▸ Ali Raza" as names."""
    for i, p in enumerate(posts):
        p.author = f"{p.author} {i}"

    def to(p: Post) -> str:
        return (
            "" if p.parent is None else f' <span class="ar">▸</span> <span class="tn">{posts[p.parent].author}</span>'
        )

    return "".join(
        f'<div class="r0"><div class="r1"><span class="an">{p.author}</span>{to(p)} <span class="r2">{_ago(p.when)}</span></div>'
        f'<div class="r3">{_brs(p)}</div></div>'
        for p in posts
    )


def at_names(posts: list[Post]) -> str:
    """A flat list; answers begin with @name."""
    for i, p in enumerate(posts):
        p.author = f"{p.author.split()[0].strip('.')}{i}"
        if p.parent is not None:
            p.paragraphs[0] = f"@{posts[p.parent].author} {p.paragraphs[0]}"
    return "".join(
        f'<article class="{_hashed("aa")}"><h5>{p.author}</h5><time>{p.when:%d.%m.%Y, %H:%M}</time><div>{_brs(p)}</div></article>'
        for p in posts
    )


def labelled_articles(posts: list[Post]) -> str:
    """Hashed classes, the name in a label for screen readers and in deep spans, the date a link."""
    h = _hashed
    return _nest(
        posts,
        lambda p, inner: (
            f'<div class="{h("o")}"><div role="article" aria-label="Comment by {p.author} {_ago(p.when)}"><div class="{h("l")}">'
            f'<a href="/profile/{p.number}"><span class="{h("s")}"><span dir="auto">{p.author}</span></span></a><div class="{h("t")}">'
            f'<span dir="auto">{_brs(p)}</span></div></div><ul class="{h("u")}"><li><button>Like</button></li><li><button>Reply</button>'
            f'</li><li><a href="/c/{p.number + 900}">{max(1, (FETCHED_AT - p.when).days // 7)}w</a></li></ul></div>{inner}</div>'
        ),
        lambda inner: f'<div class="{h("k")}">{inner}</div>',
    )


def rendered_threads(posts: list[Post]) -> str:
    """Thread renderers: the root in one element, its answers in another after it, "edited" and "pinned" beside."""
    _two_levels(posts)
    for p in posts:
        p.author = f"@{p.author.replace(' ', '')}"

    def one(p: Post) -> str:
        edited = " (edited)" if p.number % 4 == 0 else ""
        pin = '<div id="pin">Pinned by the editors</div>' if p.number == 0 else ""
        return (
            f'<y-comment>{pin}<div id="header"><a id="who" href="/u{p.number}"><span>{p.author}</span></a>'
            f'<span id="when"><a href="/w?lc={_key(p.number)}">{_ago(p.when)}{edited}</a></span></div><y-text><span>{_brs(p)}'
            f'</span></y-text><div id="bar"><span id="votes">{p.number % 50}</span><button>Reply</button></div></y-comment>'
        )

    return "<y-section>" + "".join(
        f"<y-thread>{one(p)}<div id='replies'>{''.join(one(c) for c in p.children)}</div></y-thread>"
        for p in posts
        if p.parent is None
    ) + "</y-section>"  # fmt: skip


def nested_blockquotes(posts: list[Post]) -> str:
    """An old board: answers are indented by block quotes."""
    return _nest(
        posts,
        lambda p, inner: (
            f'<div><a name="{p.number + 3000}"></a><b>{p.author}</b> ({p.when:%d-%b-%Y %H:%M})<br>{_brs(p)}</div>{inner}'
        ),
        lambda inner: f"<blockquote>{inner}</blockquote>",
    )


def badges_and_votes(posts: list[Post]) -> str:
    """Badges beside some names, votes, an edit note, a report link; the date after the words."""

    def badge(p: Post) -> str:
        return ("", '<span class="badge">Author</span>', "", '<span class="badge">Top fan</span>', "")[p.number % 5]

    return '<ul class="lst">' + _nest(
        posts,
        lambda p, inner: (
            f'<li class="itm"><div class="bx"><div class="hd"><img src="/x.png" alt=""><span class="nm">{p.author}</span>{badge(p)}'
            f'</div><div class="ct">{_ps(p)}</div><div class="ft"><span class="vt">{p.number % 12}</span><span class="vt">'
            f'{p.number % 3}</span><time>{p.when:%d %B %Y %H:%M}</time><a href="#">Reply</a><a href="#">Report</a></div></div>'
            f"{inner}</li>"
        ),
        lambda inner: f'<ul class="lst sub">{inner}</ul>',
    ) + "</ul>"  # fmt: skip


def rich_bodies(posts: list[Post]) -> str:
    """Bodies with lists, quotes of books, emphasis and links."""

    def body(p: Post) -> str:
        extra = (
            "",
            "<ul><li>first of all</li><li>and then</li></ul>",
            "<blockquote>From an old book that nobody here wrote</blockquote>",
            "<p>See <a href='https://river.example/long/story'>this long story about rivers</a> <em>now</em></p>",
        )[p.number % 4]
        p.paragraphs = [*p.paragraphs, *([] if p.number % 4 == 0 else [
            {1: "first of all and then", 2: "From an old book that nobody here wrote", 3: "See this long story about rivers now"}[p.number % 4]
        ])]  # fmt: skip
        return "".join(f"<p>{x}</p>" for x in (p.paragraphs[:-1] if p.number % 4 else p.paragraphs)) + extra

    bodies = [body(p) for p in posts]
    return "<div>" + _nest(
        posts,
        lambda p, inner: (
            f'<div class="{_hashed("rb")}"><div class="{_hashed("rh")}"><b>{p.author}</b><span>{_english(p.when)}</span></div>'
            f'<div class="{_hashed("rt")}">{bodies[p.number]}</div>{inner}</div>'
        ),
        lambda inner: f"<div class='{_hashed('rk')}'>{inner}</div>",
    ) + "</div>"  # fmt: skip


def single_words(posts: list[Post]) -> str:
    """Comments of one word or a few."""
    words = [
        "Agreed",
        "lol",
        "No",
        "Shame",
        "First",
        "Nice",
        "+1",
        "wah",
        "Thanks",
        "Same",
        "Why?",
        "Sad",
        "True",
        "Hmm",
        "👏👏",
    ]
    for p in posts:
        p.paragraphs = [f"{words[p.number % len(words)]} {p.number}" if p.number >= len(words) else words[p.number]]
    return '<div class="cmts">' + _nest(
        posts,
        lambda p, inner: (
            f'<div class="cmt" data-cid="{p.number + 77}"><span class="cn">{p.author}</span> <span class="ct">{_ago(p.when)}</span>'
            f"<div class='cx'>{p.text}</div><a class='cr'>Reply</a>{inner}</div>"
        ),
        lambda inner: f"<div class='cc'>{inner}</div>",
    ) + "</div>"  # fmt: skip


def day_and_month(posts: list[Post]) -> str:
    """Dates without a year."""
    return "<ul>" + _nest(
        posts,
        lambda p, inner: (
            f"<li><p class='a1'><b>{p.author}</b> <span>{p.when.day} {p.when:%b}, {p.when:%H:%M}</span></p><div class='a2'>{_ps(p)}"
            f"</div>{inner}</li>"
        ),
        lambda inner: f"<ul>{inner}</ul>",
    ) + "</ul>"  # fmt: skip


def undated_nested(posts: list[Post]) -> str:
    """No dates at all, in nested lists with a reply link."""
    return '<section id="comments"><ul>' + _nest(
        posts,
        lambda p, inner: (
            f'<li class="comment" id="comment_{p.number + 12}"><div class="who"><img src="/a.png"><b>{p.author}</b></div><div class="text">'
            f'{_ps(p)}</div><a class="reply" href="#">جواب دیں</a>{inner}</li>'
        ),
        lambda inner: f"<ul>{inner}</ul>",
    ) + "</ul></section>"  # fmt: skip


def undated_hashed(posts: list[Post]) -> str:
    """No dates and hashed class names: only a picture, a name, words and buttons."""
    h = _hashed
    return f'<div class="{h("un")}">' + _nest(
        posts,
        lambda p, inner: (
            f'<div class="{h("u1")}"><img class="{h("u2")}" src="/a/{p.number}.png"><div class="{h("u3")}"><a href="/u/{p.number}">'
            f'{p.author}</a></div><div class="{h("u4")}">{_ps(p)}</div><div class="{h("u5")}"><button>Like</button><button>Reply</button>'
            f'</div>{inner}</div>'
        ),
        lambda inner: f'<div class="{h("u6")}">{inner}</div>',
    ) + "</div>"  # fmt: skip


def with_placeholders(posts: list[Post]) -> str:
    """Deleted comments leave a stub with answers; "load more" stands between."""
    gone = {p.number for p in posts if p.parent is None and p.children and p.number > 0}
    gone = set(sorted(gone)[:1])

    def one(p: Post, inner: str) -> str:
        if p.number in gone:
            return f'<li class="pl" id="x{p.number + 10}"><p class="gone">This comment was deleted.</p>{inner}</li>'
        return (
            f'<li class="pl" id="x{p.number + 10}"><h4>{p.author}</h4><span class="pd">{_english(p.when)}</span><div class="pt">'
            f"{_ps(p)}</div>{inner}</li>"
        )

    html = _nest(posts, one, lambda inner: f'<ul>{inner}<li class="lm"><a href="#">Load more replies</a></li></ul>')
    for p in posts:
        if p.parent in gone:
            p.parent = None
    posts[:] = [p for p in posts if p.number not in gone]
    return f"<ul class='pls'>{html}</ul>"


def two_threads(posts: list[Post]) -> str:
    """Chosen comments in one box, the others in another, of the same template."""
    _flat(posts)

    def one(p: Post) -> str:
        return (
            f'<div class="tc" id="tc{p.number + 300}"><p class="tn">{p.author}</p><p class="td">{p.when:%d %b %Y}</p><div class="tx">'
            f"{_ps(p)}</div></div>"
        )

    half = len(posts) // 3
    return (
        f"<div class='picks'><h3>Editors' picks</h3>{''.join(map(one, posts[:half]))}</div>"
        f"<div class='all'><h3>All comments</h3>{''.join(map(one, posts[half:]))}</div>"
    )


def one_comment(posts: list[Post]) -> str:
    del posts[1:]
    p = posts[0]
    p.children = []
    return (
        f'<section id="comments"><h3>1 comment</h3><div class="comment" id="comment-{p.number + 8}"><span class="author">{p.author}</span>'
        f'<span class="date">{_english(p.when)}</span><div class="comment-text">{_ps(p)}</div><a class="reply">Reply</a></div></section>'
    )


def two_comments(posts: list[Post]) -> str:
    del posts[2:]
    posts[0].children, posts[1].parent, posts[1].depth, posts[1].children = [], None, 0, []
    return "<div class='talkback'>" + "".join(
        f'<div class="tb-item"><span class="tb-name">{p.author}</span><span class="tb-date">{_english(p.when)}</span><p>{p.text}</p></div>'
        for p in posts
    ) + "</div>"  # fmt: skip


def header_table(posts: list[Post]) -> str:
    """One table for each comment: a header row, a row of words."""
    _flat(posts)
    return "".join(
        f'<table width="100%"><tr bgcolor="#eee"><td><b>{p.author}</b></td><td align="right">{p.when:%d.%m.%y %H:%M}</td></tr>'
        f'<tr><td colspan="2">{_brs(p)}</td></tr></table><br>'
        for p in posts
    )


def rows_in_pairs(posts: list[Post]) -> str:
    """One table for all: a row with name and date, then a row of words."""
    _flat(posts)
    return "<table>" + "".join(
        f'<tr class="r1"><td><b>{p.author}</b></td><td>{_english(p.when)}</td></tr><tr class="r2"><td colspan="2">{_brs(p)}</td></tr>'
        for p in posts
    ) + "</table>"  # fmt: skip


def grid_columns(posts: list[Post]) -> str:
    """A grid whose columns say the level."""
    return "<div style='display:grid'>" + "".join(
        f'<div class="g" style="grid-column: {p.depth + 1} / -1"><div class="gh"><span>{p.author}</span><span>{_ago(p.when)}</span></div>'
        f'<div class="gb">{_ps(p)}</div></div>'
        for p in posts
    ) + "</div>"  # fmt: skip


def dashes(posts: list[Post]) -> str:
    """Levels by padding in rem on a wrapper around each comment."""
    return "".join(
        f'<div style="padding-inline-start:{1.25 * p.depth}rem"><div class="ds"><div><strong>{p.author}</strong> – {p.when:%d/%m/%Y}</div>'
        f"<p>{p.text}</p></div></div>"
        for p in posts
    )


def likes_first(posts: list[Post]) -> str:
    """A header of three spans without classes: name, city, date."""
    towns = ["Lahore", "Karachi", "Multan", "Quetta", "Peshawar"]
    _flat(posts)
    return "<ul>" + "".join(
        f"<li><div><span>{p.author}</span><span>{towns[p.number % 5]}</span><span>{p.when:%b %d, %Y %I:%M%p}</span></div><p>{p.text}</p>"
        f"<div><span>{p.number % 8}</span><a href='#'>Recommend</a></div></li>"
        for p in posts
    ) + "</ul>"  # fmt: skip


def parent_classes(posts: list[Post]) -> str:
    """A flat list whose classes name id and parent."""
    return "<div class='tree'>" + "".join(
        f'<div class="node node-{p.number + 50} {"" if p.parent is None else f"parent-{p.parent + 50}"}"><div class="n1">{p.author}</div>'
        f'<div class="n2">{_ago(p.when)}</div><div class="n3">{_brs(p)}</div></div>'
        for p in posts
    ) + "</div>"  # fmt: skip


def persian_list(posts: list[Post]) -> str:
    """Dates of the Persian calendar."""
    names = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]

    def jalali(when: datetime) -> str:
        days = (when - datetime(2025, 3, 21, tzinfo=UTC)).days
        year = 1404 if days >= 0 else 1403
        days = days if days >= 0 else days + 366
        month = min(days // 31, 6) if days < 186 else 6 + (days - 186) // 30
        day = days - month * 31 + 1 if month < 6 else days - 186 - (month - 6) * 30 + 1
        return f"{day} {names[month]} {year}"

    return '<div dir="rtl">' + _nest(
        posts,
        lambda p, inner: (
            f'<div class="nz"><div class="nh"><span class="nn">{p.author}</span><span class="nt">{_digits(jalali(p.when), "۰")} - '
            f'{_digits(f"{p.when:%H:%M}", "۰")}</span></div><div class="nb">{_brs(p)}</div><a>پاسخ</a>{inner}</div>'
        ),
        lambda inner: f"<div class='nk'>{inner}</div>",
    ) + "</div>"  # fmt: skip


def _urdu_day(when: datetime) -> str:
    return f"{when.day} {_URDU[when.month - 1]} {when.year}"


def named_list(posts: list[Post]) -> str:
    """A home-made list, named by its classes only: nothing stands above it, nobody can answer."""
    _flat(posts)
    return "<div class='user-comments'><ul>" + "".join(
        f"<li class='c-item'><img src='/a.png'><span class='c-name'>{p.author}</span><span class='c-time'>{_urdu_day(p.when)}</span>"
        f"<div class='c-text'>{_brs(p)}</div></li>"
        for p in posts
    ) + "</ul></div>"  # fmt: skip


def answers_in_urdu(posts: list[Post]) -> str:
    """No class names and no title; below each comment a link that says "answer" in Urdu."""
    _flat(posts)
    return "<section>" + "".join(
        f"<div><strong>{p.author}</strong> <i>{_urdu_day(p.when)}</i>{_ps(p)}<a href='#'>جواب دیں</a></div>" for p in posts
    ) + "</section>"  # fmt: skip


def above_a_form(posts: list[Post]) -> str:
    """Hashed class names and no title, but a field for a comment below the list."""
    _flat(posts)
    rows = "".join(
        f"<div class='{_hashed('row')}'><span>{p.author}</span><em>{_urdu_day(p.when)}</em><div>{_brs(p)}</div></div>"
        for p in posts
    )
    return (
        f"<div>{rows}</div><form action='/send'><input name='n' placeholder='نام'><textarea name='t' placeholder='اپنا تبصرہ لکھیں'>"
        "</textarea><button>بھیجیں</button></form>"
    )


def boxes_above_a_form(posts: list[Post]) -> str:
    """The same in English, with a picture, and the words before name and date."""
    _flat(posts)
    rows = "".join(
        f"<div class='{_hashed('box')}'><img src='/u.png'><div>{_ps(p)}</div><footer>{p.author}, {p.when:%d %B %Y}</footer></div>"
        for p in posts
    )
    return f"<div>{rows}</div><form id='add-comment'><textarea name='body'></textarea><button>Send</button></form>"


def undated_under_a_title(posts: list[Post]) -> str:
    """No dates, no class names: a title that gives the number, names and words."""
    _flat(posts)
    return f"<section><h4>قارئین کی رائے ({len(posts)})</h4>" + "".join(
        f"<div><strong>{p.author}</strong><p>{p.text}</p></div>" for p in posts
    ) + "</section>"  # fmt: skip


def names_before_spans(posts: list[Post]) -> str:
    """Utility classes; the name is bare text before the date's element."""
    _flat(posts)
    return "".join(
        f'<div id="{150 + p.number}" class="relative p-4 border"><div class="font-bold"> {p.author} &middot; <span class="text-sm"> '
        f'{p.when:%d/%m/%Y %H:%M} </span></div><button aria-label="Options"></button><div class="leading-6 prose">{_ps(p)}</div></div>'
        for p in posts
    )


def short_definitions(posts: list[Post]) -> str:
    """Terms with name and date, definitions that are no longer than a name might be."""
    _flat(posts)
    for post in posts:
        post.paragraphs = post.paragraphs[:1]
    return "<h2>Reader Comments</h2><dl>" + "".join(
        f"<dt>{p.author} <em>on {_english(p.when)}</em></dt><dd>{p.text}</dd>" for p in posts
    ) + "</dl>"  # fmt: skip


def dotted_before_dates(posts: list[Post]) -> str:
    """Two levels of articles of another class each; "#3.1 — March 2, 2025" in the link that is the date."""
    _two_levels(posts)
    roots = [p for p in posts if p.parent is None]
    out = []
    for number, root in enumerate(roots, 1):
        branch = [root, *(p for p in posts if p.parent == root.number)]
        for below, p in enumerate(branch):
            shown = f"{number}.{below}" if below else f"{number}"
            out.append(
                f'<article class="note {"note--indented" if below else ""}"><div class="meta"><h4 class="who"><a href="/u/{p.number}">'
                f'{p.author}</a></h4><a class="when" href="?cid={p.number + 900}"> #{shown} &mdash; {_english(p.when)} </a></div>'
                f'<div class="body">{_ps(p)}</div></article>'
            )
    return "".join(out)


def says_lines(posts: list[Post]) -> str:
    """One paragraph each: name, "says:", words and the date in brackets."""
    _flat(posts)
    return "".join(
        f"<p><b>{p.author}</b> says: {' '.join(p.paragraphs)} <small>({_english(p.when)})</small></p>" for p in posts
    )


@dataclass(frozen=True)
class Layout:
    """A made section, its language, and what its page cannot tell."""

    make: Style
    language: str = "en"
    names: bool = True
    parents: bool = True


LAYOUTS: dict[str, Layout] = {
    layout.make.__name__: layout
    for layout in (
        Layout(posted_by_lines), Layout(subtree_items), Layout(signed_talk), Layout(simple_board), Layout(wrote_quotes),
        Layout(noscript_posts), Layout(numbered_boxes), Layout(footer_with_bars), Layout(utility_classes), Layout(utility_indents),
        Layout(shadow_roots), Layout(slotted), Layout(details_tree), Layout(folded_answers), Layout(bengali_cards, "hi"),
        Layout(chinese_floors, "ja"), Layout(japanese_board, "ja"), Layout(urdu_table, "ur"), Layout(epoch_attributes),
        Layout(nameless, names=False), Layout(all_anonymous), Layout(avatars_only), Layout(inline_paragraphs, "de"),
        Layout(wrote_blockquotes), Layout(fieldsets, "es"), Layout(depth_variables), Layout(shrinking_widths), Layout(reply_to_numbers),
        Layout(arrows_to_names), Layout(at_names, "de"), Layout(labelled_articles), Layout(rendered_threads), Layout(nested_blockquotes),
        Layout(badges_and_votes), Layout(rich_bodies), Layout(single_words), Layout(day_and_month), Layout(undated_nested, "ur"),
        Layout(undated_hashed), Layout(with_placeholders), Layout(two_threads), Layout(one_comment), Layout(two_comments),
        Layout(header_table, "ru"), Layout(rows_in_pairs), Layout(grid_columns), Layout(dashes, "ar"), Layout(likes_first),
        Layout(parent_classes), Layout(persian_list, "ar"), Layout(named_list, "ur"), Layout(answers_in_urdu, "ur"),
        Layout(above_a_form, "ur"), Layout(boxes_above_a_form), Layout(undated_under_a_title, "ur"), Layout(says_lines),
        Layout(names_before_spans), Layout(short_definitions), Layout(dotted_before_dates),
    )
}  # fmt: skip


def made(name: str, *, seed: int = 1, count: int = 14) -> tuple[str, list[Post]]:
    """A page of a layout, and its thread."""
    layout = LAYOUTS[name]
    posts = thread(seed, count, language=layout.language)
    section = layout.make(posts)
    title = f"<h3>{_TITLES[layout.language].format(len(posts))}</h3>" if seed % 2 else ""
    return page(title + section, seed=seed), posts
