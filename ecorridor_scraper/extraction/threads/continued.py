"""Systems whose page shows a part and whose interface has the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .answers import TOO_MANY
from .described import Described

if TYPE_CHECKING:
    from ..page import Document, Page
    from .answers import Api
    from .contract import Ask, Found, Signals


class Continued(Described):
    """A known markup whose system has an interface too, asked where the page shows only a part.

    Pages beside the first are held back meanwhile, and asked for where the interface refuses.
    """

    api: ClassVar[type[Api]]

    def __init__(self, page: Page, signals: Signals) -> None:
        super().__init__(page, signals)
        self._interface = self.api(page, signals)
        self._held: list[Ask] = []

    def is_part(self, found: Found) -> bool:
        """Whether the page shows less than there is: it says so itself, or states a higher count."""
        return found.complete is False or (found.stated_count or 0) > len(found.comments)

    def read(self) -> Found:
        found = super().read()
        if self.order == 0 and self.is_part(found) and (asks := self._interface.open()):
            self._held, found.asks = found.asks, asks
            found.complete = found.reason = None
        return found

    def follow(self, ask: Ask, document: Document) -> Found:
        if not self._interface.has_asked(ask):
            return super().follow(ask, document)
        found = self._interface.follow(ask, document)
        if document.status != TOO_MANY and not self._interface.is_open and self._interface.failure and self._held:
            found.asks, self._held = self._held, []
            found.complete = found.reason = None
        return found
