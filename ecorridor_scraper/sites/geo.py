"""Geo News: English on www, Urdu on urdu.geo.tv; the Jang group's own CMS.

Second-hand, none of it checked live: news sitemap and feeds (2026; one feed, /rss/1/53, answered 200 with items ten
months old and is left out).
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="geo",
    hosts=("geo.tv",),
    title="Geo News",
    languages=("en", "ur", "ur-Latn"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://www.geo.tv/assets/uploads/google_news_latest.xml",),
    feeds=("https://www.geo.tv/rss/1/1", "https://www.geo.tv/rss/1/4"),
    listings=("https://www.geo.tv/latest-news", "https://urdu.geo.tv/category/world"),
    article=re.compile(r"^/(?:latest|detail)/(?P<id>\d+)"),
)
