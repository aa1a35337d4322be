"""Business Recorder: English, the same CMS as Dawn.

Second-hand, none of it checked live: feeds with the full text and the news sitemap (a feed survey of 2026); the
addresses (2026). Selectors are not set: that the markup is Dawn's is a guess.
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="brecorder",
    hosts=("brecorder.com",),
    title="Business Recorder",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://www.brecorder.com/feeds/sitemap",),
    feeds=("https://www.brecorder.com/feeds/latest-news", "https://www.brecorder.com/feeds/pakistan"),
    listings=("https://www.brecorder.com/latest-news",),
    article=re.compile(r"^/news/(?P<id>\d{4,})(?:/|$)"),
)
