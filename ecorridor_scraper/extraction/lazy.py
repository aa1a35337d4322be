"""Patterns that are compiled when they are first used: compiling all of them takes longer than every import."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern; what is asked of it is asked of the compiled one and remembered."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, compiled when it is first used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


class Folded:
    """A pattern in small letters for text of any case: searching the text in small letters costs a third of ignoring
    case at every step. What it finds stands at the same place of the text itself."""

    def __init__(self, source: str) -> None:
        self._pattern = lazy(source)

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(_small(text))

    def match(self, text: str) -> re.Match[str] | None:
        return self._pattern.match(_small(text))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._pattern.fullmatch(_small(text))


def _small(text: str) -> str:
    """The text in small letters, as long as it was: the dotted capital I alone would become two."""
    small = text.lower()
    return small if len(small) == len(text) else text.replace("\u0130", "i").lower()
