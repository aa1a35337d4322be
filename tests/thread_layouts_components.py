"""Made comment sections of component frameworks: utility classes, shadow roots, slots, boxes in boxes."""

from __future__ import annotations

from .thread_layouts_plain import flat, key, two_levels
from .thread_styles import FETCHED_AT, Post, _ago, _brs, _english, _hashed, _nest, _ps


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
    two_levels(posts)

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
    two_levels(posts)
    for p in posts:
        p.author = f"@{p.author.replace(' ', '')}"

    def one(p: Post) -> str:
        edited = " (edited)" if p.number % 4 == 0 else ""
        pin = '<div id="pin">Pinned by the editors</div>' if p.number == 0 else ""
        return (
            f'<y-comment>{pin}<div id="header"><a id="who" href="/u{p.number}"><span>{p.author}</span></a>'
            f'<span id="when"><a href="/w?lc={key(p.number)}">{_ago(p.when)}{edited}</a></span></div><y-text><span>{_brs(p)}'
            f'</span></y-text><div id="bar"><span id="votes">{p.number % 50}</span><button>Reply</button></div></y-comment>'
        )

    return "<y-section>" + "".join(
        f"<y-thread>{one(p)}<div id='replies'>{''.join(one(c) for c in p.children)}</div></y-thread>"
        for p in posts
        if p.parent is None
    ) + "</y-section>"  # fmt: skip


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
    flat(posts)

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


def grid_columns(posts: list[Post]) -> str:
    """A grid whose columns say the level."""
    return "<div style='display:grid'>" + "".join(
        f'<div class="g" style="grid-column: {p.depth + 1} / -1"><div class="gh"><span>{p.author}</span><span>{_ago(p.when)}</span></div>'
        f'<div class="gb">{_ps(p)}</div></div>'
        for p in posts
    ) + "</div>"  # fmt: skip


def boxes_above_a_form(posts: list[Post]) -> str:
    """The same in English, with a picture, and the words before name and date."""
    flat(posts)
    rows = "".join(
        f"<div class='{_hashed('box')}'><img src='/u.png'><div>{_ps(p)}</div><footer>{p.author}, {p.when:%d %B %Y}</footer></div>"
        for p in posts
    )
    return f"<div>{rows}</div><form id='add-comment'><textarea name='body'></textarea><button>Send</button></form>"
