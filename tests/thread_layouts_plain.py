"""Made comment sections of boards, old news sites and home-made lists, and what all layouts need."""

from __future__ import annotations

from hashlib import blake2b

from .thread_styles import Post, _ago, _brs, _english, _nest, _ps


def key(number: int) -> str:
    return blake2b(f"k{number}".encode(), digest_size=3).hexdigest()


def flat(posts: list[Post]) -> None:
    for post in posts:
        post.parent = None


def two_levels(posts: list[Post]) -> None:
    """Let every answer answer the root of its branch, as systems of two levels do."""
    for post in posts:
        while post.parent is not None and posts[post.parent].parent is not None:
            post.parent = posts[post.parent].parent
        post.depth = int(post.parent is not None)
    for post in posts:
        post.children = [other for other in posts if other.parent == post.number]


def posted_by_lines(posts: list[Post]) -> str:
    """The words first, then a small line: "posted by Joan at 8:15 AM on March 2, 2025 [3 favorites]"."""
    flat(posts)
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
            f'<li class="st_item"><input type="checkbox" id="f_{key(p.number)}"><div id="c_{key(p.number)}" '
            f'data-shortid="{key(p.number)}" class="note"><div class="voters"><a class="up"></a><div class="score">'
            f'{p.number % 9}</div></div><div class="details"><div class="byline"><a href="/~{p.number}"><img src="/a.png">'
            f'</a> <a href="/~{p.number}">{p.author}</a> <span title="{p.when:%Y-%m-%d %H:%M:%S} +0000">{_ago(p.when)}'
            f'</span> | <a href="/c/{key(p.number)}">link</a> | <a class="flag">flag</a></div><div class="txt">{_ps(p)}'
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
    flat(posts)
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
    flat(posts)
    return "".join(
        f'<div class="cm" id="cm-6a00{key(p.number)}"><div class="av"><img src="/i.png"></div><div class="cc">{_ps(p)}</div>'
        f'<p class="cf">Posted by: <a href="http://x{p.number}.example/">{p.author}</a> | <a href="#cm-6a00{key(p.number)}">'
        f"{_english(p.when)}</a></p></div>"
        for p in posts
    )


def nameless(posts: list[Post]) -> str:
    """Everybody is anonymous: a number, a date and words."""
    flat(posts)
    return '<ul class="comments">' + "".join(
        f'<li id="comment{p.number + 20}"><span class="no">No. {p.number + 20}</span> <time datetime="{p.iso}">{_english(p.when)}'
        f'</time><p>{p.text}</p><a href="#">Reply</a></li>'
        for p in posts
    ) + "</ul>"  # fmt: skip


def all_anonymous(posts: list[Post]) -> str:
    """Everybody has the same name."""
    flat(posts)
    for post in posts:
        post.author = "Anonymous"
    return "".join(
        f'<div class="reply" id="p{p.number + 5500}"><div class="info"><span class="nameBlock"><span class="name">{p.author}'
        f'</span></span> <span class="dateTime">{p.when:%m/%d/%y(%a)%H:%M:%S}</span> <span>No.<a href="#p{p.number + 5500}">'
        f'{p.number + 5500}</a></span></div><blockquote class="pm">{_brs(p)}</blockquote></div>'
        for p in posts
    )


def wrote_blockquotes(posts: list[Post]) -> str:
    """ "On 2 March 2025 Joan wrote:", then the words in a block quote."""
    flat(posts)
    return "".join(
        f'<div class="w"><p class="m">On {p.when:%d %B %Y} at {p.when:%H:%M}, <b>{p.author}</b> wrote:</p><blockquote>{_ps(p)}'
        f"</blockquote></div>"
        for p in posts
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


def nested_blockquotes(posts: list[Post]) -> str:
    """An old board: answers are indented by block quotes."""
    return _nest(
        posts,
        lambda p, inner: (
            f'<div><a name="{p.number + 3000}"></a><b>{p.author}</b> ({p.when:%d-%b-%Y %H:%M})<br>{_brs(p)}</div>{inner}'
        ),
        lambda inner: f"<blockquote>{inner}</blockquote>",
    )


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


def rows_in_pairs(posts: list[Post]) -> str:
    """One table for all: a row with name and date, then a row of words."""
    flat(posts)
    return "<table>" + "".join(
        f'<tr class="r1"><td><b>{p.author}</b></td><td>{_english(p.when)}</td></tr><tr class="r2"><td colspan="2">{_brs(p)}</td></tr>'
        for p in posts
    ) + "</table>"  # fmt: skip


def likes_first(posts: list[Post]) -> str:
    """A header of three spans without classes: name, city, date."""
    towns = ["Lahore", "Karachi", "Multan", "Quetta", "Peshawar"]
    flat(posts)
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


def names_before_spans(posts: list[Post]) -> str:
    """Utility classes; the name is bare text before the date's element."""
    flat(posts)
    return "".join(
        f'<div id="{150 + p.number}" class="relative p-4 border"><div class="font-bold"> {p.author} &middot; <span class="text-sm"> '
        f'{p.when:%d/%m/%Y %H:%M} </span></div><button aria-label="Options"></button><div class="leading-6 prose">{_ps(p)}</div></div>'
        for p in posts
    )


def short_definitions(posts: list[Post]) -> str:
    """Terms with name and date, definitions that are no longer than a name might be."""
    flat(posts)
    for post in posts:
        post.paragraphs = post.paragraphs[:1]
    return "<h2>Reader Comments</h2><dl>" + "".join(
        f"<dt>{p.author} <em>on {_english(p.when)}</em></dt><dd>{p.text}</dd>" for p in posts
    ) + "</dl>"  # fmt: skip


def dotted_before_dates(posts: list[Post]) -> str:
    """Two levels of articles of another class each; "#3.1 — March 2, 2025" in the link that is the date."""
    two_levels(posts)
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
    flat(posts)
    return "".join(
        f"<p><b>{p.author}</b> says: {' '.join(p.paragraphs)} <small>({_english(p.when)})</small></p>" for p in posts
    )
