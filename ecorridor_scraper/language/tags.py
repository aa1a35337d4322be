"""What the tagger takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..items import LanguageShare, ScriptShare


@dataclass(slots=True, frozen=True)
class Tag:
    """What a text is written in. Shares sum to 1, or the lists are empty where there is nothing to share out.

    `language` is BCP 47, `und` where it cannot be decided, `zxx` where there is none (only emoji, links, numbers);
    `confidence` is the calibrated probability that it is right; `script` is ISO 15924, `Zyyy` without letters.
    """

    language: str
    confidence: float
    script: str
    scripts: list[ScriptShare] = field(default_factory=list)
    languages: list[LanguageShare] = field(default_factory=list)
    is_code_mixed: bool = False


@dataclass(slots=True, frozen=True)
class Context:
    """What surrounds a text, for texts too short to decide alone. Each is a BCP 47 tag or None."""

    site: tuple[str, ...] = ()
    article: str | None = None
    parent: str | None = None
    thread: tuple[str, ...] = ()
    romanised: str = "ur-Latn"
