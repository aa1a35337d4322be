"""Pages that answer 200 and are no article: bot walls, consent walls, soft 404s. They are failures, never data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .extraction import Page
    from .items import Visit

SHORT = 800
"""A page with more text of its own than this (characters) is no wall."""
_BOT = re.compile(
    r"just a moment|attention required|are you (?:a )?(?:human|robot)|verif(?:y|ying) (?:that )?you are (?:a )?human|"
    r"access denied|enable javascript and cookies|security check|unusual traffic|request blocked|ddos protection|"
    r"checking your browser|pardon our interruption",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|your privacy choices|cookie (?:consent|wall|settings)|"
    r"accept (?:all )?cookies (?:to|and) continue|manage (?:your )?consent|consent required",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|page (?:was )?not found|not be found|nothing (?:was )?found|no longer (?:available|exists)|"
    r"(?:page|article|story|content) (?:you (?:are|were) looking for|does not exist|is unavailable)|"
    r"صفحہ (?:موجود|دستیاب) نہیں",
    re.IGNORECASE,
)
_CHALLENGE = ("cf-chl", "captcha-delivery", "_incapsula_", "challenge-platform", "px-captcha", "g-recaptcha")


def wall(page: Page, visit: Visit) -> str | None:
    """`bot wall`, `consent wall` or `page not found` for a page that is one, else None.

    Only a page without comments and with next to no text can be one; its title and headings must say so.
    """
    body = visit.article.body or ""
    if visit.comments or len(body) > SHORT:
        return None
    heads = ["".join(e.itertext()) for e in page.root.iter("title", "h1", "h2")]
    said = " ".join(" ".join([*heads, body]).split())[:2000]
    if _MISSING.search(" ".join(heads)):
        return "page not found"
    if _BOT.search(said) or (len(body) < 200 and any(m.encode() in page.document.body for m in _CHALLENGE)):
        return "bot wall"
    return "consent wall" if _CONSENT.search(said) else None
