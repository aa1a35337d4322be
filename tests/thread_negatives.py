"""Sections that repeat names, dates and words and are no comments: what the generic finder must leave alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .thread_styles import _NAMES, _SENTENCES, _hashed

if TYPE_CHECKING:
    from collections.abc import Callable


def _rows(entry: Callable[[int, str, datetime, str], str], count: int = 9) -> str:
    dice = random.Random(3)
    out = []
    for i in range(count):
        when = datetime(2025, 3, 2, 8, tzinfo=UTC) + timedelta(hours=5 * i)
        out.append(entry(i, _NAMES["en"][i % 12], when, " ".join(dice.sample(_SENTENCES["en"], 2))))
    return "".join(out)


SECTIONS: dict[str, str] = {
    "recent_comments": "<div class='widget_recent'><h3>Recent comments</h3><ul>"
    + _rows(
        lambda i, n, w, t: (
            f"<li class='recentcomments'><span class='a'>{n}</span> on <a href='/2025/03/story-{i}/#comment-{i + 70}'>The council met again about item {i}</a> <time datetime='{w:%Y-%m-%dT%H:%M}'>{w:%d %B}</time><p>{t[:60]}…</p></li>"
        )
    )
    + "</ul></div>",
    "live_blog": "<div class='live'>"
    + _rows(
        lambda i, n, w, t: (
            f"<article class='entry' id='e{i}'><time datetime='{w:%Y-%m-%dT%H:%M}'>{w:%H:%M}</time><h3>Update {i}: the water rises</h3><div class='by'>By {n}</div><p>{t}</p></article>"
        )
    )
    + "</div>",
    "live_blog_plain": "<div class='updates'>"
    + _rows(lambda i, n, w, t: f"<div class='u'><span class='tm'>{w:%d %b %Y %H:%M}</span><p>{t} {t}</p></div>")
    + "</div>",
    "tweets": "<div>"
    + _rows(
        lambda i, n, w, t: (
            f"<blockquote class='twitter-tweet'><p>{t}</p>— {n} (@{n.split()[0].lower()}) <a href='https://twitter.com/x/status/{i}9'>{w:%B %d, %Y}</a></blockquote>"
        ),
        4,
    )
    + "</div>",
    "events": "<ul class='events'>"
    + _rows(
        lambda i, n, w, t: (
            f"<li><h4><a href='/ev/{i}'>Concert of {n} at the old mill</a></h4><span>{w:%d %B %Y, %H:%M}</span><p>{t}</p></li>"
        )
    )
    + "</ul>",
    "forum_index": "<table class='topics'>"
    + _rows(
        lambda i, n, w, t: (
            f"<tr><td><a href='/t/{i}'>{t[:50]}</a></td><td><a href='/u/{n}'>{n}</a></td><td>{i * 3} replies</td><td>{w:%d %b %Y %H:%M}</td></tr>"
        )
    )
    + "</table>",
    "faq": "<div class='faq'>"
    + _rows(lambda i, n, w, t: f"<details><summary>How does item {i} work?</summary><p>{t}</p></details>")
    + "</div>",
    "timeline": "<ol class='tl'>"
    + _rows(lambda i, n, w, t: f"<li><b>{w:%d %B} {1947 + i}</b><p>{t}</p></li>")
    + "</ol>",
    "authors": "<div class='staff'>"
    + _rows(
        lambda i, n, w, t: (
            f"<div class='author-box'><img src='/a.png'><h4>{n}</h4><p>{n} has written for The Valley since March {2001 + i}. {t}</p><a href='/u/{i}'>All stories</a></div>"
        )
    )
    + "</div>",
    "team_undated": "<div class='team'>"
    + _rows(
        lambda i, n, w, t: (
            f"<div class='member'><h4 class='name'>{n}</h4><p>{t}</p><a class='more'>Reply by mail</a></div>"
        )
    )
    + "</div>",
    "related": "<div class='grid'>"
    + _rows(
        lambda i, n, w, t: (
            f"<div class='item'><a href='/s/{i}'><img src='/i.jpg'></a><span class='cat'>City</span><a class='ttl' href='/s/{i}'>{t[:55]}</a><span class='who'>{n}</span><span class='dt'>{w:%d %b %Y}</span><p>{t}</p></div>"
        )
    )
    + "</div>",
    "reviews": "<div class='revs'>"
    + _rows(
        lambda i, n, w, t: (
            f"<div class='rv'><div class='stars'>★★★★☆</div><b>{n}</b> <span>{w:%d %b %Y}</span><span>Verified buyer</span><p>{t}</p></div>"
        )
    )
    + "</div>",
    "reviews_hashed": "<div>"
    + _rows(
        lambda i, n, w, t: (
            f"<div class='{_hashed('q')}'><div class='{_hashed('r')}'>★★★★☆ 4/5</div><b>{n}</b> <span>{w:%d %b %Y}</span><p>{t}</p><span>Verified purchase</span></div>"
        )
    )
    + "</div>",
    "testimonials": "<section class='testimonials'>"
    + _rows(
        lambda i, n, w, t: f"<figure><blockquote><p>{t}</p></blockquote><figcaption>{n}, Lahore</figcaption></figure>",
        5,
    )
    + "</section>",
    "jobs": "<ul>"
    + _rows(
        lambda i, n, w, t: (
            f"<li><a href='/job/{i}'>Miller wanted, shift {i}</a><span>{n} Ltd</span><span>Posted {i + 1} days ago</span><p>{t}</p></li>"
        )
    )
    + "</ul>",
    "related_above_a_form": "<div>"
    + _rows(
        lambda i, n, w, t: (
            f"<div><a href='/n/{i}'><img src='/n.jpg'><b>{t[:60]}</b></a><span>{n}</span><time>{w:%d %B %Y}</time><p>{t}</p></div>"
        ),
        5,
    )
    + "</div><section id='comments'><h3>Comments</h3><p>Be the first to comment.</p><form><textarea name='comment'></textarea>"
    "<button>Post comment</button></form></section>",
    "statements_above_a_form": "<div class='statements'>"
    + _rows(
        lambda i, n, w, t: (
            f"<div><h3>{n}</h3><p class='role'>Member of the council since {w:%B %Y}</p><p>{t} {t}</p></div>"
        ),
        4,
    )
    + "</div><form id='add-comment'><textarea name='body' placeholder='Your comment'></textarea></form>",
    "guests": "<div class='panel'><h3>What they said</h3>"
    + _rows(lambda i, n, w, t: f"<div><strong>{n}</strong><p>{t}</p></div>", 4)
    + "</div>",
    "corrections": "<div>" + _rows(lambda i, n, w, t: f"<p><em>Correction, {w:%B %d, %Y}: {t}</em></p>", 3) + "</div>",
    "letters_digest": "<div class='news-list'>"
    + _rows(
        lambda i, n, w, t: (
            f"<div><a href='/n/{i}'><h3>{t[:60]}</h3></a><small>{n} | {w:%d %B %Y} | {i} Comments</small><p>{t}</p><a href='/n/{i}'>Read more</a></div>"
        )
    )
    + "</div>",
    "statements_of_witnesses": "<div class='zeugen'><h3>What engineers think</h3>"
    + _rows(
        lambda i, n, w, t: (
            f"<div class='z1'><div class='z2'>{n}, engineer</div><div class='z3'>{w:%d %B %Y, %H:%M}</div><div class='z4'>{t}</div></div>"
        ),
        5,
    )
    + "</div>",
    "log_of_changes": "<ul class='log'>"
    + _rows(
        lambda i, n, w, t: (
            f"<li id='r{i + 40}'><code>a{i}f3</code> <b>{n}</b> <time datetime='{w:%Y-%m-%d}'>{w:%d %b}</time><p>{t[:9]}</p></li>"
        ),
        6,
    )
    + "</ul>",
}
