"""Pages that answer 200 and are no article: bot, consent and login walls, soft 404s. They are failures, never data."""

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
    r"access (?:to this page has been )?denied|enable javascript and cookies|security check|unusual traffic|"
    r"request (?:blocked|unsuccessful)|ddos protection|checking your browser|pardon our interruption|"
    r"you have been blocked|captcha|bot (?:detection|verification)|human verification|"
    r"please (?:enable|turn on) (?:js|javascript)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|your privacy choices|cookie (?:consent|wall|settings)|"
    r"accept (?:all )?cookies (?:to|and) continue|manage (?:your )?consent|consent required",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"^(?:please )?(?:log|sign) ?in\b|(?:log|sign) ?in (?:or register )?to (?:continue|read|view)|login required|"
    r"(?:wi-?fi|hotspot|network|captive portal|guest) (?:log ?in|sign ?in|access|authentication)|"
    r"connect to (?:the )?wi-?fi|welcome to .{0,40}wi-?fi",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|page (?:was )?not found|not be found|nothing (?:was )?found|no longer (?:available|exists)|"
    r"(?:page|article|story|content) (?:you (?:are|were) looking for|does not exist|is unavailable|not available)|"
    r"صفحہ (?:موجود|دستیاب) نہیں",
    re.IGNORECASE,
)
_CHALLENGE = (
    "cf-chl",
    "captcha-delivery",
    "_incapsula_",
    "challenge-platform",
    "px-captcha",
    "g-recaptcha",
    "h-captcha",
    "awswaf",
)


def wall(page: Page, visit: Visit, comments_before: int = 0) -> str | None:
    """Why a page that answered 200 is no article: `bot wall`, `consent wall`, `login wall`, `page not found`,
    `empty body`, or `thread and text are gone` where an earlier visit found comments; None where it is one.

    Only a page without comments and with next to no text can be a wall; its title and headings must say so.
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
    if _CONSENT.search(said):
        return "consent wall"
    if any(_LOGIN.search(" ".join(head.split())) for head in heads):
        return "login wall"
    if not body:
        return "empty body"
    return "thread and text are gone" if comments_before else None
