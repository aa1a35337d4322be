"""The News International: English, the Jang group's own CMS, as Geo has it.

Second-hand, none of it checked live: news sitemap and feeds (a feed survey of 2026; one feed, /rss/1/1, answered 200
with items nine months old and is left out); addresses (2021 to 2026). `/print/` is the printed paper, not a print view.
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="thenews",
    hosts=("thenews.com.pk",),
    title="The News International",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://www.thenews.com.pk/assets/uploads/google_news_latest.xml",),
    feeds=("https://www.thenews.com.pk/rss/1/8", "https://www.thenews.com.pk/rss/1/10"),
    listings=("https://www.thenews.com.pk/latest-stories",),
    article=re.compile(r"^/(?:latest|print)/(?P<id>\d+)"),
)
