"""BBC Urdu: Urdu, right to left; a React page whose data is JSON-LD too. Only the Urdu section of bbc.com.

Second-hand, none of it checked live: addresses, feed and topic listings (public programs, 2022 to 2025). No reader
comments are known.
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="bbcurdu",
    hosts=("bbc.com",),
    within="/urdu/",
    title="BBC Urdu",
    languages=("ur",),
    timezone="Asia/Karachi",
    feeds=("https://www.bbc.com/urdu/index.xml",),
    listings=("https://www.bbc.com/urdu/topics/cjgn7n9zzq7t",),
    article=re.compile(r"^/urdu/(?:articles/\w+|[\w-]+-\d{6,})"),
)
