"""langdetect behind the models: for long texts in languages that they do not know.

It is seeded (its own sampling is random), and is never asked about short texts or about scripts in which the languages
of Pakistan are written: there it is wrong more often than right.
"""

from __future__ import annotations

from functools import cache
from typing import Any

SHORTEST = 8
"""Words that a text must have before langdetect is asked."""
SCRIPTS = frozenset({"Latn", "Cyrl"})
_LONGEST = 1_000
_TAGS = {"zh-cn": "zh", "zh-tw": "zh"}


@cache
def _factory() -> Any:
    from langdetect import detector_factory

    detector_factory.init_factory()
    factory = detector_factory._factory
    factory.set_seed(0)
    return factory


def detect(words: list[str]) -> tuple[str, float]:
    """The likeliest language of the words and its probability as langdetect says; `("und", 0.0)` without one."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(" ".join(words)[:_LONGEST])
    try:
        best = detector.get_probabilities()
    except LangDetectException:
        return "und", 0.0
    return (_TAGS.get(best[0].lang, best[0].lang), float(best[0].prob)) if best else ("und", 0.0)
