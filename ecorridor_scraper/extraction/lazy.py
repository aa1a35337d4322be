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
