"""Made comment sections whose interface speaks another language than English."""

from __future__ import annotations

from datetime import UTC, datetime

from .thread_layouts_plain import flat, key
from .thread_styles import Post, _brs, _digits, _hashed, _nest, _ps

_BENGALI = ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"]


_URDU = ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"]


def bengali_cards(posts: list[Post]) -> str:
    flat(posts)
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
        f'<dt>{p.number + 1} ：<b>{p.author}</b>：{p.when:%Y/%m/%d}({days[p.when.weekday()]}) {p.when:%H:%M:%S}.12 ID:{key(p.number)}'
        f"</dt><dd>{to(p)}{_brs(p)}</dd>"
        for p in posts
    ) + "</dl>"  # fmt: skip


def urdu_table(posts: list[Post]) -> str:
    flat(posts)
    return '<table dir="rtl">' + "".join(
        f'<tr><td><b>{p.author}</b><br><small>{_digits(str(p.when.day), "۰")} {_URDU[p.when.month - 1]} '
        f'{_digits(str(p.when.year), "۰")}</small></td><td>{_brs(p)}</td></tr>'
        for p in posts
    ) + "</table>"  # fmt: skip


def inline_paragraphs(posts: list[Post]) -> str:
    """A guest book: name, date and words in one paragraph."""
    flat(posts)
    return "<div>" + "".join(
        f"<p><strong>{p.author}</strong> <em>({p.when:%d.%m.%Y})</em>: {p.text}</p>" for p in posts
    ) + "</div>"  # fmt: skip


def fieldsets(posts: list[Post]) -> str:
    flat(posts)
    return "".join(
        f"<fieldset><legend>{p.author} – {p.when:%d/%m/%Y %H:%M}</legend>{_brs(p)}</fieldset>" for p in posts
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


def header_table(posts: list[Post]) -> str:
    """One table for each comment: a header row, a row of words."""
    flat(posts)
    return "".join(
        f'<table width="100%"><tr bgcolor="#eee"><td><b>{p.author}</b></td><td align="right">{p.when:%d.%m.%y %H:%M}</td></tr>'
        f'<tr><td colspan="2">{_brs(p)}</td></tr></table><br>'
        for p in posts
    )


def dashes(posts: list[Post]) -> str:
    """Levels by padding in rem on a wrapper around each comment."""
    return "".join(
        f'<div style="padding-inline-start:{1.25 * p.depth}rem"><div class="ds"><div><strong>{p.author}</strong> – {p.when:%d/%m/%Y}</div>'
        f"<p>{p.text}</p></div></div>"
        for p in posts
    )


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
    flat(posts)
    return "<div class='user-comments'><ul>" + "".join(
        f"<li class='c-item'><img src='/a.png'><span class='c-name'>{p.author}</span><span class='c-time'>{_urdu_day(p.when)}</span>"
        f"<div class='c-text'>{_brs(p)}</div></li>"
        for p in posts
    ) + "</ul></div>"  # fmt: skip


def answers_in_urdu(posts: list[Post]) -> str:
    """No class names and no title; below each comment a link that says "answer" in Urdu."""
    flat(posts)
    return "<section>" + "".join(
        f"<div><strong>{p.author}</strong> <i>{_urdu_day(p.when)}</i>{_ps(p)}<a href='#'>جواب دیں</a></div>" for p in posts
    ) + "</section>"  # fmt: skip


def above_a_form(posts: list[Post]) -> str:
    """Hashed class names and no title, but a field for a comment below the list."""
    flat(posts)
    rows = "".join(
        f"<div class='{_hashed('row')}'><span>{p.author}</span><em>{_urdu_day(p.when)}</em><div>{_brs(p)}</div></div>"
        for p in posts
    )
    return (
        f"<div>{rows}</div><form action='/send'><input name='n' placeholder='نام'><textarea name='t' placeholder='اپنا تبصرہ لکھیں'>"
        "</textarea><button>بھیجیں</button></form>"
    )


def undated_under_a_title(posts: list[Post]) -> str:
    """No dates, no class names: a title that gives the number, names and words."""
    flat(posts)
    return f"<section><h4>قارئین کی رائے ({len(posts)})</h4>" + "".join(
        f"<div><strong>{p.author}</strong><p>{p.text}</p></div>" for p in posts
    ) + "</section>"  # fmt: skip
