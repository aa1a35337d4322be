"""Pages with comment threads in many styles, each with what it holds: written for the tests, from no real site.

`DEVELOP` are the styles that the generic finder was written with, `VALIDATE` those that were only ever measured.
A style is a function from a made thread to the HTML of its comment section; `page` puts it into an article page with
a menu, a sidebar of dated articles, a list of recent comments and related posts, which must not be taken for comments.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

FETCHED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass(slots=True)
class Post:
    """One made comment; `parent` is an index into the thread."""

    number: int
    parent: int | None
    depth: int
    author: str
    when: datetime
    paragraphs: list[str]
    children: list[Post] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)

    @property
    def iso(self) -> str:
        return self.when.strftime("%Y-%m-%dT%H:%M:%SZ")


_NAMES = {
    "en": [
        "Ali Raza",
        "Sara Khan",
        "Tom Becker",
        "Joan",
        "mike_77",
        "Dr. Who",
        "Farhan",
        "Old Timer",
        "Lucia P.",
        "GreenTea",
        "Bilal A.",
        "anon",
    ],
    "ur": ["عائشہ", "فرحان علی", "محمد بلال", "سارہ خان", "عمران", "ثنا", "کامران یوسف", "نادیہ"],
    "ar": ["أحمد", "ليلى حسن", "سمير", "منى الخطيب", "يوسف", "هدى"],
    "hi": ["रमेश", "सुनीता देवी", "अमित कुमार", "पूजा", "विकास", "नेहा शर्मा"],
    "ja": ["田中太郎", "さくら", "名無しさん", "鈴木", "ポチ", "山田花子"],
    "es": ["Lucía", "Pedro Gómez", "Marta R.", "El Viajero", "Javier", "Inés"],
    "de": ["Jörg", "Anna Müller", "Kritiker", "Hannes B.", "Petra", "Der Leser"],
    "ru": ["Иван", "Ольга П.", "Сергей", "Мария Кузнецова", "Странник", "Дима"],
}
_SENTENCES = {
    "en": [
        "I waited two hours at the office and nobody came to the counter.",
        "Good point.",
        "The road past the mill was closed again last week.",
        "Does anyone know whether the bus still runs on Sundays?",
        "My uncle built that bridge, he would laugh at this.",
        "Not true at all!",
        "They promised the same thing four years ago and we still have no water.",
        "Thanks for writing this up so clearly.",
        "You forgot the farmers, as everybody always does.",
        "Well said :)",
        "Prices went from 40 to 95 rupees in one month.",
        "I think the council should publish the numbers before anybody votes on it.",
    ],
    "ur": [
        "یہ خبر پڑھ کر بہت افسوس ہوا۔",
        "سڑک پچھلے سال بھی بند تھی۔",
        "آپ کی بات بالکل درست ہے۔",
        "کیا کسی کو معلوم ہے کہ بس کب چلتی ہے؟",
        "ہمارے گاؤں میں ابھی تک پانی نہیں آیا۔",
        "شکریہ، بہت اچھا لکھا ہے۔",
        "حکومت کو عوام کا خیال رکھنا چاہیے۔",
    ],
    "ar": [
        "المقال جميل جدا ومفيد.",
        "الطريق مغلق منذ أسبوع.",
        "هل يعرف أحد متى تفتح المدرسة؟",
        "أوافقك الرأي تماما.",
        "لا أظن ذلك.",
        "كل عام يعدوننا بالأمر نفسه ولا يحدث شيء.",
    ],
    "hi": [
        "बहुत अच्छा लेख है।",
        "सड़क पिछले साल भी बंद थी।",
        "क्या किसी को पता है कि बस कब आती है?",
        "मैं सहमत नहीं हूँ।",
        "हमारे गाँव में अब तक पानी नहीं आया।",
        "धन्यवाद!",
    ],
    "ja": [
        "とても良い記事でした。",
        "駅前の道はまだ工事中です。",
        "それは違うと思います。",
        "昨日も同じ話を聞きました。",
        "誰か詳しい人はいますか？",
        "ありがとうございます。",
    ],
    "es": [
        "Muy buen artículo, gracias.",
        "La carretera sigue cortada desde el lunes.",
        "No estoy de acuerdo con nada de esto.",
        "¿Alguien sabe cuándo abre la piscina?",
        "Mi abuela siempre decía lo mismo.",
        "Eso ya lo prometieron hace años.",
    ],
    "de": [
        "Schöner Bericht, danke dafür.",
        "Die Straße ist schon wieder gesperrt.",
        "Das stimmt so nicht.",
        "Weiß jemand, wann das Bad öffnet?",
        "Genau das sage ich seit Jahren.",
        "Und wer soll das am Ende bezahlen?",
    ],
    "ru": [
        "Хорошая статья, спасибо.",
        "Дорога опять закрыта.",
        "Это неправда.",
        "Кто-нибудь знает, когда откроют бассейн?",
        "Я говорю об этом уже много лет.",
        "И кто за всё это заплатит?",
    ],
}


_TEASERS = [
    "The new owners want to grind flour for three villages by the end of autumn.",
    "A report on what came of the promises.",
    "Our correspondent walked the whole length of the canal.",
    "It was the third storm within a month.",
    "Seven children and their teacher travelled to the capital.",
]


def thread(seed: int, count: int, *, language: str = "en", deepest: int = 4) -> list[Post]:
    """A made thread in the order of the page."""
    dice = random.Random(f"{seed}-{language}")
    start = datetime(2025, 3, 2, 8, 15, tzinfo=UTC)
    posts: list[Post] = []
    for number in range(count):
        above = None
        if posts and dice.random() < 0.55:
            above = dice.choice(posts[-6:])
            if above.depth >= deepest:
                above = None
        start += timedelta(minutes=dice.randint(3, 900))
        own = [
            " ".join(dice.sample(_SENTENCES[language], dice.choice((1, 1, 2, 3))))
            for _ in range(dice.choice((1, 1, 1, 2, 3)))
        ]
        own[0] = f"{own[0]} ({number + 7})"
        post = Post(number, above.number if above else None, above.depth + 1 if above else 0,
                    dice.choice(_NAMES[language]), start, own)  # fmt: skip
        posts.append(post)
        if above:
            above.children.append(post)
    ordered: list[Post] = []
    stack = [p for p in posts if p.parent is None][::-1]
    while stack:
        post = stack.pop()
        ordered.append(post)
        stack.extend(reversed(post.children))
    places = {post.number: place for place, post in enumerate(ordered)}
    for place, post in enumerate(ordered):
        post.number = place
        post.parent = places[post.parent] if post.parent is not None else None
    return ordered


def _hashed(word: str) -> str:
    return "_" + blake2b(word.encode(), digest_size=4).hexdigest()


def _ps(post: Post) -> str:
    return "".join(f"<p>{p}</p>" for p in post.paragraphs)


def _brs(post: Post) -> str:
    return "<br><br>".join(post.paragraphs)


def _nest(posts: list[Post], one: Callable[[Post, str], str], wrap: Callable[[str], str]) -> str:
    """`one(post, replies)` for every post, from the leaves up; `wrap` around each list of replies."""
    done: dict[int, str] = {}
    for post in reversed(posts):
        inner = "".join(done[c.number] for c in post.children)
        done[post.number] = one(post, wrap(inner) if inner else "")
    return "".join(done[p.number] for p in posts if p.parent is None)


def _english(when: datetime) -> str:
    return when.strftime("%B %d, %Y at %I:%M %p")


def _digits(text: str, zero: str) -> str:
    return text.translate({ord(str(i)): chr(ord(zero) + i) for i in range(10)})


def _ago(when: datetime) -> str:
    days = (FETCHED_AT - when).days
    return f"{days // 30} months ago" if days > 60 else f"{days} days ago" if days > 1 else "a day ago"


# --- the styles that the finder was written with


def spacer_tables(posts: list[Post]) -> str:
    rows = "".join(
        f'<tr><td><img src="/s.gif" width="{40 * p.depth}" height="1"></td><td><a href="/user?id={p.author}">{p.author}</a> '
        f'<span>{_ago(p.when)}</span> | <a href="/item?id={9000 + p.number}">link</a><br><font>{_brs(p)}</font><br>'
        f'<u><a href="/reply?id={9000 + p.number}">reply</a></u></td></tr>'
        for p in posts
    )
    return f"<table>{rows}</table>"


def hashed_nested(posts: list[Post]) -> str:
    h = _hashed
    return _nest(
        posts,
        lambda p, inner: (
            f'<div class="{h("row")}"><div class="{h("av")}"><img src="/a/{p.number}.png"></div><div class="{h("main")}">'
            f'<div class="{h("top")}"><span class="{h("who")}">{p.author}</span><span class="{h("when")}">{_ago(p.when)}'
            f'</span></div><div class="{h("txt")}">{_brs(p)}</div><div class="{h("bar")}"><button>Like</button>'
            f'<span class="{h("n")}">{p.number * 3 % 7}</span><button>Reply</button></div></div>{inner}</div>'
        ),
        lambda inner: f'<div class="{h("kids")}">{inner}</div>',
    )


def definition_list(posts: list[Post]) -> str:
    for post in posts:
        post.parent = None
    items = "".join(
        f'<dt id="k{500 + p.number}"><b>{p.author}</b> on {_english(p.when)}</dt><dd>{_ps(p)}</dd>' for p in posts
    )
    return f"<dl>{items}</dl>"


def urdu_nested(posts: list[Post]) -> str:
    return '<div dir="rtl"><ul>' + _nest(
        posts,
        lambda p, inner: (
            f'<li><div><strong>{p.author}</strong> <small>{_digits(p.when.strftime("%d/%m/%Y %H:%M"), "۰")}</small></div>'
            f"<div>{_ps(p)}</div><div><a href='#'>جواب دیں</a></div>{inner}</li>"
        ),
        lambda inner: f"<ul>{inner}</ul>",
    ) + "</ul></div>"  # fmt: skip


def flat_reply_links(posts: list[Post]) -> str:
    def answer(p: Post) -> str:
        return "" if p.parent is None else f' <a href="#c{700 + p.parent}">in reply to {posts[p.parent].author}</a>'

    return "".join(
        f'<article id="c{700 + p.number}"><header><a href="/m/{p.author}">{p.author}</a> <time datetime="{p.iso}">'
        f"{_english(p.when)}</time>{answer(p)}</header><div>{_ps(p)}</div></article>"
        for p in posts
    )


def forum_quotes(posts: list[Post]) -> str:
    def quote(p: Post) -> str:
        if p.parent is None:
            return ""
        above = posts[p.parent]
        return f"<blockquote><div>{above.author} said:</div><div>{above.paragraphs[0]}</div></blockquote>"

    return "".join(
        f'<div class="post" id="post{300 + p.number}"><div class="side"><h4><a href="/members/{p.author}">{p.author}</a></h4>'
        f"<div>Member</div><dl><dt>Joined</dt><dd>Mar {2001 + p.number % 9}</dd><dt>Messages</dt><dd>{p.number * 31}</dd></dl>"
        f'</div><div class="main"><div class="date"><a href="#post{300 + p.number}">{_english(p.when)}</a></div>'
        f'<div class="text">{quote(p)}{_brs(p)}</div><div class="sig">Sent from my toaster</div></div></div>'
        for p in posts
    )


def custom_elements(posts: list[Post]) -> str:
    return "<x-thread>" + _nest(
        posts,
        lambda p, inner: (
            f'<x-note key="{p.iso}"><x-head><x-name>{p.author}</x-name><x-time>{p.when:%Y-%m-%d %H:%M}</x-time></x-head>'
            f"<x-text>{_brs(p)}</x-text>{inner}</x-note>"
        ),
        lambda inner: f"<x-answers>{inner}</x-answers>",
    ) + "</x-thread>"  # fmt: skip


def sibling_lists(posts: list[Post]) -> str:
    return _nest(
        posts,
        lambda p, inner: (
            f'<div class="b1"><div class="b2">{p.author}</div><div class="b3">{p.when:%d.%m.%Y, %H:%M} Uhr</div>'
            f'<div class="b4">{_ps(p)}</div><a class="b5" href="/r/{p.number}">Antworten</a></div>{inner}'
        ),
        lambda inner: f'<div class="b6">{inner}</div>',
    )


def mobile_list(posts: list[Post]) -> str:
    for post in posts:
        post.parent = None
    return "<ul>" + "".join(
        f"<li><p><b>{p.author}</b> · {(FETCHED_AT - p.when).days}d</p><p>{p.text}</p></li>" for p in posts
    ) + "</ul>"  # fmt: skip


def japanese_flat(posts: list[Post]) -> str:
    for post in posts:
        post.parent = None
    return "".join(
        f'<div class="res"><div class="h"><span>{p.number + 1}</span> <span class="n">{p.author}</span> '
        f'<span class="d">{p.when.year}年{p.when.month}月{p.when.day}日 {p.when:%H:%M}</span></div>'
        f'<div class="m">{_brs(p)}</div></div>'
        for p in posts
    )


# --- the styles that were only measured


def colspan_tables(posts: list[Post]) -> str:
    return "<table>" + "".join(
        f'<tr>{"<td></td>" * p.depth}<td colspan="{9 - p.depth}"><table><tr><th>{p.author}</th><td>{_english(p.when)}</td></tr>'
        f'<tr><td colspan="2">{_brs(p)}</td></tr></table></td></tr>'
        for p in posts
    ) + "</table>"  # fmt: skip


def uuid_parents(posts: list[Post]) -> str:
    def uuid(n: int | None) -> str:
        if n is None:
            return ""
        d = blake2b(str(n).encode(), digest_size=16).hexdigest()
        return f"{d[:8]}-{d[8:12]}-{d[12:16]}-{d[16:20]}-{d[20:]}"

    return "<section>" + "".join(
        f'<div data-key="{uuid(p.number)}" data-up="{uuid(p.parent)}"><div><span>{p.author}</span><i>•</i><span>{_ago(p.when)}'
        f"</span></div><div>{_ps(p)}</div></div>"
        for p in posts
    ) + "</section>"  # fmt: skip


def heading_paragraphs(posts: list[Post]) -> str:
    for post in posts:
        post.parent = None
    return '<div id="opinions">' + "".join(
        f"<h4>{p.author}</h4><p><em>{_english(p.when)}</em></p>{_ps(p)}" for p in posts
    ) + "</div>"  # fmt: skip


def footer_lines(posts: list[Post]) -> str:
    for post in posts:
        post.parent = None
    return "".join(
        f"<div class='q'><div class='w'>{_ps(p)}</div><div class='z'>Posted by {p.author} on {p.when:%d %B %Y}</div></div>"
        for p in posts
    )


def arabic_sections(posts: list[Post]) -> str:
    months = [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ]
    return _nest(
        posts,
        lambda p, inner: (
            f'<section class="{_hashed("s")}"><h5>{p.author}</h5><span>{_digits(str(p.when.day), "٠")} '
            f"{months[p.when.month - 1]} {_digits(str(p.when.year), '٠')}</span><div>{_ps(p)}</div>{inner}</section>"
        ),
        lambda inner: inner,
    )


def numbered(posts: list[Post]) -> str:
    numbers: dict[int, str] = {}
    roots = 0
    for p in posts:
        if p.parent is None:
            roots += 1
            numbers[p.number] = str(roots)
        else:
            place = [c.number for c in posts[p.parent].children].index(p.number) + 1
            numbers[p.number] = f"{numbers[p.parent]}.{place}"
    return "<ol>" + "".join(
        f"<li><span>{numbers[p.number]}</span> <b>{p.author}</b> <span>{p.when:%Y/%m/%d %H:%M}</span><div>{_ps(p)}</div></li>"
        for p in posts
    ) + "</ol>"  # fmt: skip


def level_classes(posts: list[Post]) -> str:
    return "".join(
        f'<div class="{_hashed("c")} lvl{p.depth}"><div class="{_hashed("x")}"><span class="{_hashed("a")}">{p.author}</span>'
        f'<time>{_english(p.when)}</time></div><div class="{_hashed("t")}">{_ps(p)}</div></div>'
        for p in posts
    )


def rtl_padding(posts: list[Post]) -> str:
    return '<div dir="rtl">' + "".join(
        f'<div style="padding-right: {p.depth * 1.5}em; border-top: 1px"><cite>{p.author}</cite><abbr title="{p.iso}">'
        f"{_digits(p.when.strftime('%d-%m-%Y'), '۰')}</abbr><div>{_brs(p)}</div></div>"
        for p in posts
    ) + "</div>"  # fmt: skip


def aria_levels(posts: list[Post]) -> str:
    return '<div role="tree">' + "".join(
        f'<div role="treeitem" aria-level="{p.depth + 1}"><div><a href="/p/{p.author}">{p.author}</a></div><div>{_ps(p)}</div>'
        f'<div><time datetime="{p.iso}">{_ago(p.when)}</time><a href="#">Svara</a></div></div>'
        for p in posts
    ) + "</div>"  # fmt: skip


def two_templates(posts: list[Post]) -> str:
    for p in posts:
        if p.depth > 1:
            above = p.parent
            while above is not None and posts[above].depth > 0:
                above = posts[above].parent
            p.parent, p.depth = above, 1
    out = []
    for root in (p for p in posts if p.depth == 0):
        replies = "".join(
            f'<div class="r"><p class="rt">{p.text}</p><p class="rm"><b>{p.author}</b>, {p.when:%d/%m/%Y}</p></div>'
            for p in posts
            if p.parent == root.number
        )
        out.append(
            f'<div class="t"><div class="th"><h3>{root.author}</h3><span>{root.when:%d/%m/%Y}</span></div>'
            f'<div class="tb">{_ps(root)}</div><div class="rs">{replies}</div></div>'
        )
    return "".join(out)


def hindi_nested(posts: list[Post]) -> str:
    months = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्तूबर", "नवंबर", "दिसंबर"]
    return "<ul>" + _nest(
        posts,
        lambda p, inner: (
            f'<li><article><footer><b>{p.author}</b><span>{_digits(str(p.when.day), "०")} {months[p.when.month - 1]} '
            f'{_digits(str(p.when.year), "०")}</span></footer><div>{_ps(p)}</div></article>{inner}</li>'
        ),
        lambda inner: f"<ul>{inner}</ul>",
    ) + "</ul>"  # fmt: skip


def rules_and_breaks(posts: list[Post]) -> str:
    for post in posts:
        post.parent = None
    return "<div>" + "<hr>".join(
        f"<b>{p.author}</b> <i>{p.when:%d.%m.%Y %H:%M}</i><br>{_brs(p)}<br>" for p in posts
    ) + "</div>"  # fmt: skip


def russian_soup(posts: list[Post]) -> str:
    months = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    h = _hashed
    return _nest(
        posts,
        lambda p, inner: (
            f'<div class="{h("1")}"><div class="{h("2")}"><div class="{h("3")}"><a href="/id{p.number}">{p.author}</a></div>'
            f'<div class="{h("4")}"><div class="{h("5")}"><div class="{h("6")}">{_brs(p)}</div></div></div>'
            f'<div class="{h("7")}"><span>{p.when.day} {months[p.when.month - 1]} {p.when.year} в {p.when:%H:%M}</span>'
            f'<a href="#">Ответить</a></div></div><div class="{h("8")}">{inner}</div></div>'
        ),
        lambda inner: inner,
    )


Style = Callable[[list[Post]], str]
DEVELOP: dict[str, tuple[Style, str]] = {
    "spacer_tables": (spacer_tables, "en"), "hashed_nested": (hashed_nested, "en"), "definition_list": (definition_list, "en"),
    "urdu_nested": (urdu_nested, "ur"), "flat_reply_links": (flat_reply_links, "en"), "forum_quotes": (forum_quotes, "en"),
    "custom_elements": (custom_elements, "es"), "sibling_lists": (sibling_lists, "de"), "mobile_list": (mobile_list, "en"),
    "japanese_flat": (japanese_flat, "ja"),
}  # fmt: skip
VALIDATE: dict[str, tuple[Style, str]] = {
    "colspan_tables": (colspan_tables, "en"), "uuid_parents": (uuid_parents, "en"), "heading_paragraphs": (heading_paragraphs, "en"),
    "footer_lines": (footer_lines, "en"), "arabic_sections": (arabic_sections, "ar"), "numbered": (numbered, "de"),
    "level_classes": (level_classes, "es"), "rtl_padding": (rtl_padding, "ur"), "aria_levels": (aria_levels, "en"),
    "two_templates": (two_templates, "es"), "hindi_nested": (hindi_nested, "hi"), "rules_and_breaks": (rules_and_breaks, "de"),
    "russian_soup": (russian_soup, "ru"),
}  # fmt: skip


def page(section: str, *, seed: int = 0) -> str:
    """An article page around a comment section."""
    dice = random.Random(seed)
    days = [datetime(2025, 2, 1 + i, tzinfo=UTC) for i in range(12)]
    titles = ["New mill opens on the river", "Council votes on water prices again", "Four ways to cook lentils this winter",
              "Bridge closed for the third time", "School wins the regional chess cup", "What the farmers say about it"]  # fmt: skip
    aside = "".join(
        f'<li><a href="/2025/{i}-story"><img src="/t{i}.jpg">{title}</a> <span>{days[i]:%B %d, %Y}</span></li>'
        for i, title in enumerate(titles)
    )
    recent = "".join(f'<li>{n} on <a href="/2025/x#c{i}">{titles[i]}</a></li>' for i, n in enumerate(_NAMES["en"][:5]))
    related = "".join(
        f'<div class="rel"><h3><a href="/rel/{i}">{title}</a></h3><div>By <a href="/staff/{i}">{_NAMES["en"][i]}</a>, '
        f"{days[i + 3]:%d %b %Y}</div><p>{dice.choice(_TEASERS)} {dice.choice(_TEASERS)}</p></div>"
        for i, title in enumerate(titles)
    )
    body = "".join(f"<p>{' '.join(dice.sample(_SENTENCES['en'], 4))}</p>" for _ in range(6))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Water in the valley</title></head><body>'
        '<nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>Water in the valley</h1>'
        f"<div>By <a href='/staff/9'>Nadia Stern</a> <time datetime='2025-03-01T08:00:00Z'>1 March 2025</time></div>{body}"
        f"</article><div class='more'>{related}</div><div id='talk'>{section}</div>"
        f"<aside><h2>Latest</h2><ul>{aside}</ul><h2>Comments</h2><ul>{recent}</ul></aside><footer>© 2025 The Valley</footer>"
        "</body></html>"
    )


def made(name: str, *, seed: int = 1, count: int = 14) -> tuple[str, list[Post]]:
    """A page of a style, and its thread."""
    style, language = (DEVELOP | VALIDATE)[name]
    posts = thread(seed, count, language=language)
    section = style(posts)
    return page(section, seed=seed), posts


def hard(name: str) -> bool:
    """Whether a style is only there to be measured: its threads need not be found in full."""
    return name == "rules_and_breaks"
