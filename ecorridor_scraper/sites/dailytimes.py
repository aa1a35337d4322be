"""Daily Times: English; WordPress.

Second-hand, none of it checked live: addresses, feeds and the link to the REST interface (a saved page of 2021).
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="dailytimes",
    hosts=("dailytimes.com.pk",),
    title="Daily Times",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    feeds=("https://dailytimes.com.pk/feed/", "https://dailytimes.com.pk/comments/feed/"),
    wordpress="https://dailytimes.com.pk/wp-json/",
    article=re.compile(r"^/(?P<id>\d+)/[^/]+/?$"),
)
