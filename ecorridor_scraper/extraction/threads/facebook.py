"""Facebook's comments plugin: recognised, and reported as not collectable.

Its comments stand behind a script and a token of the page's owner; there is no public interface to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .contract import Found, Provider

if TYPE_CHECKING:
    from ..page import Document
    from .contract import Ask, Signals


class Facebook(Provider):
    """The plugin's empty container."""

    name = "facebook"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        return 0.8 if "fb-comments" in signals.classes else 0.0

    def read(self) -> Found:
        return Found(complete=False, reason="not_collectable")

    def follow(self, ask: Ask, document: Document) -> Found:
        return Found()
