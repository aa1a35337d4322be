"""The Express Tribune: English, own CMS since about 2020.

Second-hand, none of it checked live: feeds with the full text, sitemaps with dates (2026); author box and excerpt
(public programs, 2021 to 2026); native reader comments (a stored page of 2014, their present state is unknown).
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="tribune",
    hosts=("tribune.com.pk",),
    title="The Express Tribune",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    feeds=("https://tribune.com.pk/feed/home", "https://tribune.com.pk/feed/latest"),
    sitemaps=("https://tribune.com.pk/sitemap.xml",),
    listings=("https://tribune.com.pk/latest",),
    article=re.compile(r"^/(?:story|article|letter)/(?P<id>\d+)(?:/|$)"),
    selectors={
        "authors": ".left-authorbox span:nth-child(1) a",
        "alternative_headline": "p.story-excerpt",
    },
)
