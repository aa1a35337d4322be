"""Jang: Urdu, the Jang group's own CMS.

Second-hand, none of it checked live: news sitemap and addresses (saved pages of 2021, public programs of 2025). Its
pages said neither language nor direction in 2021, and their dates have Urdu months and digits.
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="jang",
    hosts=("jang.com.pk",),
    title="Jang",
    languages=("ur", "ur-Latn", "en"),
    timezone="Asia/Karachi",
    news_sitemaps=("https://jang.com.pk/assets/uploads/google_news_latest.xml",),
    article=re.compile(r"^/news/(?P<id>\d+)"),
    never=re.compile(r"^/amp/"),
)
