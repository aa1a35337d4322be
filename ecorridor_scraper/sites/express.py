"""Express: Urdu, the Tribune's sister paper.

Second-hand, none of it checked live: addresses and listings (public programs, 2025), the feed (2021 to 2025).
Before 2021 it ran on WordPress.
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="express",
    hosts=("express.pk",),
    title="Express",
    languages=("ur", "ur-Latn", "en"),
    timezone="Asia/Karachi",
    feeds=("https://www.express.pk/feed/",),
    listings=("https://www.express.pk/pakistan/", "https://www.express.pk/world/"),
    article=re.compile(r"^/story/(?P<id>\d+)(?:/|$)"),
)
