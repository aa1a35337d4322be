"""A paper that is recorded, and crawls of it through the real engine without a network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ecorridor_scraper import replay
from ecorridor_scraper.extraction import Document

from .local import SENTENCE

if TYPE_CHECKING:
    from ecorridor_scraper.items import Visit

BASE = "https://paper.example"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
REPORT = {"EXTENSIONS": {"ecorridor_scraper.fetch.Manners": 100, "ecorridor_scraper.health.RunReport": 900}}
"""The settings of a replay that is judged at its end, as the command judges a crawl."""


def article(number: int, *, comments: int = 2, day: int = 1) -> Document:
    """An article of ours with a WordPress thread; every second comment answers the one before."""
    thread = ""
    for k in range(comments):
        inner = (
            f'<li id="comment-{number}{k:02d}" class="comment depth-1"><article id="div-comment-{number}{k:02d}" class="comment-body">'
            f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Reader {k}</b></div>'
            f'<div class="comment-metadata"><a href="#comment-{number}{k:02d}"><time datetime="2026-11-{day:02d}T10:{k:02d}:00+05:00">x</time></a></div></footer>'
            f'<div class="comment-content"><p>I walked over it number {k} times and it shook.</p></div></article></li>'
        )
        thread += inner
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge {number}</title>'
        f'<link rel="canonical" href="{BASE}/2026/11/bridge-news-number-{number}/">'
        f'<meta property="og:type" content="article"><meta property="og:title" content="The bridge, part {number}">'
        f'<meta property="article:published_time" content="2026-11-{day:02d}T08:00:00+05:00"></head><body>'
        f'<main><article><h1>The bridge, part {number}</h1><div class="entry-content">'
        + f"<p>{SENTENCE * 3}</p>" * 5
        + f'</div></article><section id="comments" class="comments-area"><ol class="comment-list">{thread}</ol></section></main></body></html>'
    )
    return page(f"{BASE}/2026/11/bridge-news-number-{number}/", html)


def page(url: str, html: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> Document:
    return Document(url, html.encode(), status, {"content-type": kind})


def site(*articles: Document, feed: str | None = None) -> dict[str, Document]:
    documents = {a.url: a for a in articles}
    links = "".join(f'<li><a href="{a.url}">The bridge again, and what it means for us</a></li>' for a in articles)
    alternate = f'<link rel="alternate" type="application/rss+xml" href="{BASE}/feed/">' if feed else ""
    home = page(f"{BASE}/", f"<html><head><title>Paper</title>{alternate}</head><body><ul>{links}</ul></body></html>")
    documents[home.url] = home
    if feed:
        documents[f"{BASE}/feed/"] = page(f"{BASE}/feed/", feed, kind="application/rss+xml")
    return documents


def crawl(documents: dict[str, Document], start: str = f"{BASE}/", **options: Any) -> tuple[list[Visit], Any]:
    visits: list[Visit] = []
    settings = {"NOW": NOW, **options.pop("settings", {})}
    crawler = replay.run(documents, start=start, visits=visits, settings=settings, **options)
    return visits, crawler.spider


def hours(count: float) -> dict[str, Any]:
    return {"NOW": NOW + timedelta(hours=count)}


def asked(spider: Any, word: str = "/2026/") -> list[str]:
    return [url for url in spider.crawler.settings["REPLAY"].requested if word in url]


def wordpress(*articles: Document) -> dict[str, Document]:
    documents = site(*articles)
    head = (
        '<link rel="https://api.w.org/" href="/wp-json/">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
    )
    home = documents[f"{BASE}/"]
    documents[f"{BASE}/"] = page(home.url, home.body.decode().replace("</title>", f"</title>{head}"))
    return documents
