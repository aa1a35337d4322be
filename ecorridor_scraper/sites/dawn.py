"""Dawn: English, own CMS.

Second-hand, none of it checked live: classes of headline, byline and time (a home page saved in June 2026); feeds with
the full text and the news sitemap (2026); archive pages by day (public programs, 2022 to 2026).
The page shows one date only, often the one of the last change. Comments are the paper's own.
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="dawn",
    hosts=("dawn.com",),
    title="Dawn",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://www.dawn.com/feeds/sitemap",),
    feeds=("https://www.dawn.com/feeds/home", "https://www.dawn.com/feeds/latest-news"),
    listings=("https://www.dawn.com/latest-news",),
    archives=("https://www.dawn.com/archive/{year}-{month}-{day}",),
    article=re.compile(r"^/news/(?P<id>\d{4,})(?:/|$)"),
    never=re.compile(r"^/news/amp/"),
    selectors={"headline": ".story__title", "authors": ".story__byline__link"},
)
