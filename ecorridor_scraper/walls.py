"""Pages that answer 200 and are no article: bot, consent and login walls, soft 404s. They are failures, never data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .addresses import is_of_headline

if TYPE_CHECKING:
    from .extraction import Page
    from .items import Visit

SHORT = 800
"""A page with more text of its own than this (characters) is no wall."""
BARE = 200
"""A text shorter than this (characters) is hardly more than the sentence of a wall."""
PASSWORD = "password"  # noqa: S105
"""Why a text is not shown that its site keeps to those who know a password."""
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
    r"^(?:please )?(?:log|sign) ?in(?:$|\W*[|»–—:-]| (?:to|or|with|using|here|required)\b)|"
    r"(?:log|sign) ?in (?:or register )?to (?:continue|read|view)|login required|"
    r"(?:wi-?fi|hotspot|network|captive portal|guest) (?:log ?in|sign ?in|access|authentication)|"
    r"connect to (?:the )?wi-?fi|welcome to .{0,40}wi-?fi",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^\W*404(?:$|\W*[|»·–—:.!-])|[|»·–—:-]\W*404\W*$|(?:error|code|http|page)\W*404\b|\b404\W*(?:error|not found)|"
    r"^\W*(?:not|nothing(?: was)?) found\b|"
    r"\b(?:page|article|story|content|post|document|file|url)\b.{0,30}\b"
    r"(?:not (?:be )?found|can(?:no|['’])t be found|couldn['’]t be found|no longer (?:available|exists?)|"
    r"does(?:n['’]t| not) exist|(?:is )?unavailable|not available)|"
    r"(?:page|article|story|content) you (?:are|were) looking for|"
    r"صفحہ (?:موجود|دستیاب) نہیں",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"(?:service|site|website|server|page|system) (?:is )?(?:temporarily |currently )?(?:unavailable|offline|down\b)|"
    r"^(?:temporarily )?unavailable\W*$|(?:^|\b(?:site|website|server|we(?: are|['’]re)|portal|page) .{0,20})"
    r"(?:under|down for|closed for|undergoing|scheduled|site|system|server) (?:\w+ )?maintenance\b|"
    r"internal server error|bad gateway|gateway time-?out|service unavailable|"
    r"error establishing a database connection|(?:database|server) (?:connection )?error\W*$|too many connections|"
    r"(?:fatal|parse) error: |uncaught (?:\w*error|\w*exception)\b|application error\W*$|"
    r"^\W*(?:error|http|status)\W*5\d\d\b",
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
    """Why a page that answered 200 is no article: `bot wall`, `consent wall`, `login wall`, `password`,
    `page not found`, `server error`, `empty body`, or `thread and text are gone` where an earlier visit found comments;
    None where it is one.

    Only a page without comments can be a wall that has no text, or next to none and no date of publication in its data;
    its title or a heading must say so, or the whole of a text that is hardly longer than such a sentence. Where there
    were comments before, a page of any length without a date and without any comment system is not that article, unless
    its headline has the words of its address: a site that has taken its comments out shows its articles all the same.
    """
    body = visit.article.body or ""
    if visit.comments:
        return None
    if len(body) < BARE and _asks_for_password(page):
        return PASSWORD
    is_other = comments_before and visit.article.comment_system is None and not is_dated(visit)
    is_other = is_other and not is_of_headline(visit.article.url, visit.article.headline)
    if len(body) <= SHORT and not (body and is_dated(visit)) and (kind := _kind(page, body)):
        return kind
    if not body:
        return "empty body"
    return "thread and text are gone" if is_other else None  # the terms of a consent may be as long as an article


def _asks_for_password(page: Page) -> bool:
    """Whether the form stands there that WordPress prints in the place of a text that has a password."""
    return any("post-password-form" in (form.get("class") or "").split() for form in page.root.iter("form"))


def is_dated(visit: Visit) -> bool:
    """Whether the data of a page state when it was published, which no wall does."""
    return visit.article.date_published_source in ("json-ld", "meta")


def _kind(page: Page, body: str) -> str | None:
    heads = [" ".join("".join(e.itertext()).split()) for e in page.root.iter("title", "h1", "h2")]
    said = [*heads, " ".join(body.split())] if len(body) < BARE else heads
    if any(_MISSING.search(head) for head in heads):
        return "page not found"
    if len(body) < BARE and any(_BROKEN.search(text) for text in said):
        return "server error"
    if any(_BOT.search(text) for text in said):
        return "bot wall"
    if len(body) < BARE and any(mark.encode() in page.document.body for mark in _CHALLENGE):
        return "bot wall"
    if any(_CONSENT.search(text) for text in said):
        return "consent wall"
    return "login wall" if any(_LOGIN.search(head) for head in heads) else None
