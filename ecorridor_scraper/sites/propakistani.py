"""ProPakistani: business and technology, English, with Urdu and Roman Urdu in the comments.

Second-hand, from public programs and saved pages, none of it checked live: WordPress with an open REST interface
(2018, 2024); feeds with the full text (2024 to 2026); addresses by date (2024 to 2026); comments through Disqus,
shortname `propaki`, synchronised with WordPress (2018 only).
"""

from __future__ import annotations

import re

from . import Site

SITE = Site(
    name="propakistani",
    hosts=("propakistani.pk",),
    title="ProPakistani",
    languages=("en", "ur-Latn", "ur"),
    timezone="Asia/Karachi",
    feeds=("https://propakistani.pk/feed/", "https://propakistani.pk/comments/feed/"),
    wordpress="https://propakistani.pk/wp-json/",
    article=re.compile(r"^/20\d\d/\d\d/\d\d/[^/]+/?$|^/(?:lens|edunation)/[^/]+/?$"),
    never=re.compile(r"^/cdn-cgi/|/amp/?$"),
)
