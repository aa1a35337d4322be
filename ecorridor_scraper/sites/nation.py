"""The Nation: English, a CMS called Publishrr.

Second-hand, none of it checked live: feed and news sitemap (a feed survey of 2026); addresses by date (a saved page of
2021).
"""

from __future__ import annotations

from . import Site

SITE = Site(
    name="nation",
    hosts=("nation.com.pk",),
    title="The Nation",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://www.nation.com.pk/sitemap_news_google.xml",),
    feeds=("https://www.nation.com.pk/rss/latest",),
)
