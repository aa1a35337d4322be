"""ARY News: English on arynews.tv, Urdu on urdu.arynews.tv; WordPress with a tagDiv theme.

Second-hand, none of it checked live: news sitemap, feeds and theme classes (2024 to 2026); the Urdu host (2019).
"""

from __future__ import annotations

from . import Site

SITE = Site(
    name="ary",
    hosts=("arynews.tv",),
    title="ARY News",
    languages=("en", "ur", "ur-Latn"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://arynews.tv/sitemap/news_sitemap.xml",),
    feeds=("https://arynews.tv/feed/", "https://urdu.arynews.tv/feed/"),
    sitemaps=("https://urdu.arynews.tv/sitemap.xml",),
)
