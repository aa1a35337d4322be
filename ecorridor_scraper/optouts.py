"""What a host's files say of text and data mining: robots.txt for the agents of AI, tdmrep.json, ai.txt. Pure.

Rules: RFC 9309 (groups and path patterns of robots.txt); the TDM Reservation Protocol (W3C community report: a JSON
list of `location`, `tdm-reservation`, the first that matches counts); `Content-Signal` (contentsignals.org) and
`Content-Usage` (IETF aipref drafts) in the groups of robots.txt that are for everybody or for us; Spawning's ai.txt
(the syntax of robots.txt, where a pattern may be a type of file such as `*.html`). What a page says of itself is read
with the page (`extraction/metadata/`); whoever reserves, wins.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.robotstxt import RobotParser

HEADER = "ecorridor-tdm-reservation"
"""Added to a response: 1 where its host's files reserve it, 0 where tdmrep.json allows it. It is archived with it."""
TDMREP = "/.well-known/tdmrep.json"
AI_TXT = "/ai.txt"
HOST_FILES = ("/robots.txt", TDMREP, AI_TXT)
"""The files that speak for a whole host, by path."""
TRAINING = (
    "GPTBot",
    "CCBot",
    "Google-Extended",
    "ClaudeBot",
    "anthropic-ai",
    "Applebot-Extended",
    "Meta-ExternalAgent",
    "Bytespider",
    "cohere-training-data-crawler",
    "AI2Bot",
    "Diffbot",
    "omgili",
)
"""Agents that collect texts for training, or for corpora that others train on; not those that answer one question."""
_NOBODY = "an-agent-that-no-file-names"
_USES = frozenset(("ai-train", "train-ai", "train-genai", "tdm", "ai"))


@dataclass(slots=True)
class OptOuts:
    """The statements of one host."""

    robots: RobotParser | None = None
    agents: tuple[str, ...] = ()
    """Agents of `TRAINING` that robots.txt names at all."""
    signals: list[tuple[str, bool]] = field(default_factory=list)
    """Path patterns of robots.txt, and whether what they match is reserved."""
    tdmrep: list[tuple[str, bool]] = field(default_factory=list)
    ai_txt: RobotParser | None = None
    agent: str = ""
    """The name that we go by."""

    def refused(self, url: str) -> list[str]:
        """The agents of AI that robots.txt keeps from an address which is open to agents that it does not name."""
        if self.robots is None or not self.agents or not self.robots.allowed(url, _NOBODY):
            return []
        return [agent for agent in self.agents if not self.robots.allowed(url, agent)]

    def kept_by_ai_txt(self, url: str) -> bool:
        """Whether ai.txt keeps an address from mining, or all pages of HTML below it."""
        if self.ai_txt is None:
            return False
        as_file = f"{url.partition('?')[0].rstrip('/')}/index.html"
        return not (self.ai_txt.allowed(url, self.agent) and self.ai_txt.allowed(as_file, self.agent))

    def reserved(self, url: str) -> bool | None:
        """Whether the host's files reserve an address; None where they are silent, False where one allows it."""
        said = next((is_reserved for pattern, is_reserved in self.tdmrep if matches(pattern, url)), None)
        if said or self.refused(url) or self.kept_by_ai_txt(url):
            return True
        fitting = [(len(pattern), is_reserved) for pattern, is_reserved in self.signals if matches(pattern, url)]
        return True if fitting and max(fitting)[1] else said


def of_robots(text: str, robots: RobotParser, agent: str) -> OptOuts:
    """What robots.txt says; `agent` is the name that we go by."""
    named = tuple(name for name in TRAINING if re.search(rf"(?im)^\s*user-agent\s*:\s*{re.escape(name)}\b", text))
    return OptOuts(robots, named, list(_signals(text, agent.lower())), agent=agent)


def _signals(text: str, agent: str) -> Iterator[tuple[str, bool]]:
    group: set[str] = set()
    is_begun = True
    for line in text.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            group = {value.lower()} if is_begun else group | {value.lower()}
            is_begun = False
            continue
        is_begun = is_begun or bool(colon and name)
        if name not in ("content-signal", "content-usage") or (group and group.isdisjoint(("*", agent))):
            continue
        path, _, rest = value.partition(" ")
        path, said = (path, rest) if path.startswith("/") else ("/", value)
        if (is_reserved := reserves_use(said)) is not None:
            yield path, is_reserved


def reserves_use(text: str) -> bool | None:
    """What `ai-train=no, search=yes` or `train-ai=n` says of training and mining; None where it says nothing."""
    found = None
    for key, value in re.findall(r"([a-z-]+)\s*=\s*([a-z]+)", text.lower()):
        if key in _USES and value in ("n", "no", "y", "yes"):
            found = found or value.startswith("n")
    return found


def of_tdmrep(body: bytes) -> list[tuple[str, bool]]:
    """The patterns of a tdmrep.json in its order; nothing where it is no such file. What it says wrongly is unsaid."""
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return []
    rules = []
    for row in rows if isinstance(rows, list) else [rows]:
        location, value = (row.get("location"), row.get("tdm-reservation")) if isinstance(row, dict) else (None, None)
        if isinstance(location, str) and location and str(value) in ("0", "1") and not isinstance(value, bool):
            rules.append((location, str(value) == "1"))
    return rules


def matches(pattern: str, url: str) -> bool:
    """Whether the path of an address begins as a pattern says: `*` is anything, `$` at the end is the end."""
    parts = urlsplit(url)
    path = unquote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    pattern = unquote(urlsplit(pattern).path if "://" in pattern else pattern)
    begins, is_whole = pattern.removesuffix("$"), pattern.endswith("$")
    steps = (begins if begins.startswith(("/", "*")) else f"/{begins}").split("*")
    if not path.startswith(steps[0]):
        return False
    place = len(steps[0])
    for step in steps[1:-1]:
        if (found := path.find(step, place)) < 0:
            return False
        place = found + len(step)
    last = steps[-1]
    if len(steps) == 1:
        return not is_whole or place == len(path)
    return (path.endswith(last) and len(path) - len(last) >= place) if is_whole else path.find(last, place) >= 0
