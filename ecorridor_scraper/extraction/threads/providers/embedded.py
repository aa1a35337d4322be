"""What systems have in common that a script of the page starts: its options, and servers of two ages.

Options are read as they are written, never run: a value that only a browser could work out is not known, and what
depends on it is not asked for.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..answers import TOO_MANY, Api, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..contract import Ask, Found, Signals

_TOKEN = re.compile(
    r"""(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=\()/(?:[^/\\\n]|\\.)+/\w*)"""
    r"""|(?P<remark>//[^\n]*|/\*.*?\*/)|[{}()\[\],:]|[^'"`/{}()\[\],:]+|.""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_LONGEST = 20_000
"""So many characters of an object's source are read, and looked through for its beginning."""

_MOST = 50
"""So many places where an option may be written are looked at."""

_PATH = frozenset({"location.pathname", "window.location.pathname", "document.location.pathname"})
_HREF = frozenset({"location.href", "window.location.href", "document.location.href", "document.URL"})
_NOTHING = frozenset({"", "null", "undefined", "void 0", "false", "''", '""', "``"})


@dataclass(slots=True, frozen=True)
class Options:
    """The options that a script hands to an embed, each as written, and the address of the page that does so."""

    written: dict[str, str]
    address: str

    def text(self, name: str, default: str | None = None) -> str | None:
        """The text of an option, `default` where it is left out or empty, None where it cannot be known."""
        written = self.written.get(name)
        if written is None:
            return None if any(key.startswith("...") for key in self.written) else default
        if written in _NOTHING:
            return default
        found = _unquoted(written)
        return self._of_page(written if found is None else found) or found

    def is_off(self, name: str) -> bool:
        """Whether an option is written and empty."""
        return self.written.get(name) in _NOTHING

    @property
    def path(self) -> str:
        """What a browser gives as `location.pathname`."""
        return urlsplit(self.address).path or "/"

    def _of_page(self, written: str) -> str | None:
        return self.path if written in _PATH else self.address if written in _HREF else None


def options_with(signals: Signals, name: str, *beside: str) -> Options | None:
    """The first object of the page's scripts with an option `name` and, if any are given, one of those `beside`."""
    page = signals.page
    for match in islice(re.finditer(rf"(?<![\w.$]){name}[\"']?\s*[:,}}]", signals.inline), _MOST):
        start = _opening(signals.inline, match.start())
        written = dict(_entries(signals.inline, start)) if start is not None else {}
        if name in written and (not beside or any(key in written for key in beside)):
            return Options(written, page.own_address or page.url)
    return None


def home_page(written: str | None) -> str | None:
    """The address that a commenter gave as theirs, which may lack the scheme; an e-mail address is none."""
    if written and "@" not in written.partition("/")[0]:
        return web_address(written) or (web_address(f"https://{written}") if "." in written else None)
    return None


class OfTwoAges(Api):
    """A system whose newer servers answer elsewhere than its older ones: these are asked where those know nothing."""

    @abstractmethod
    def earlier(self, ask: Ask) -> Ask | None:
        """The opening request as older servers take it, where `ask` is the one of the newer."""

    def refused(self, ask: Ask, reason: str) -> Found:
        found = super().refused(ask, reason)
        unknown = reason == "refused" and self._status not in (401, 403, TOO_MANY) and not self.collected
        if unknown and (earlier := self.earlier(ask)):
            self.failure = None
            found.asks.append(earlier)
        return found


def _opening(script: str, inside: int) -> int | None:
    """Where the object begins that a place in a script is directly inside of."""
    depth = 0
    for position in range(inside - 1, max(-1, inside - _LONGEST), -1):
        sign = script[position]
        if sign == "}":
            depth += 1
        elif sign == "{":
            if depth == 0:
                return position
            depth -= 1
    return None


def _entries(script: str, start: int) -> Iterator[tuple[str, str]]:
    """The names and the written values of an object, from its opening brace; nothing more where it does not close."""
    depth, name = 0, ""
    parts: list[str] = []
    for token in _TOKEN.finditer(script, start, start + _LONGEST):
        sign = token.group()
        if token.lastgroup == "remark":
            continue
        if token.lastgroup is None and sign in "{[(":
            depth += 1
            if depth == 1:
                continue
        closes = token.lastgroup is None and sign in "}])"
        depth -= closes
        if depth == 0 or (depth == 1 and sign == ","):
            written = "".join(parts).strip()
            if name or written:
                yield name or written, written
            if depth == 0:
                return
            name, parts = "", []
        elif depth == 1 and sign == ":" and not name:
            name, parts = "".join(parts).strip().strip("'\""), []
        else:
            parts.append(sign)


def _unquoted(written: str) -> str | None:
    """What a literal says, None where it is no literal or has places to fill."""
    quote = written[:1]
    if quote not in ("'", '"', "`") or len(written) < 2 or written[-1] != quote:
        return None
    inside = written[1:-1]
    if re.search(rf"(?<!\\){quote}", inside) or (quote == "`" and "${" in inside):
        return None
    said = _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t"}.get(m[2], m[2]), inside)
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
