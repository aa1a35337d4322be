"""One file per comment system, and per standard for comments; each is found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ..contract import Provider


@cache
def providers() -> tuple[type[Provider], ...]:
    """Every provider of this folder."""
    found: list[type[Provider]] = []
    for name in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        module = importlib.import_module(f"{__name__}.{name}")
        found.extend(
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Provider)
            and value.__module__ == module.__name__
            and "name" in vars(value)
        )
    return tuple(found)
