"""Messages of a browser in Hindi and Marathi, which have one small corpus each and share most of their letters.

They are those of Chromium (BSD-3-Clause), read from the package that carries its translations beside Qt; nothing else
of the package is read:

    pip download --no-deps -d benchmarks/out PyQt6-WebEngine-Qt6==6.11.2
"""

from __future__ import annotations

import re
import struct
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LANGUAGES = ("hi", "mr")
"""In Arabic script nothing is gained by them: Arabic and Persian have them, Urdu and its neighbours do not."""
PACKAGE = "pyqt6_webengine_qt6-*.whl"
LOCALES = frozenset(
    ("ar", "de", "es", "fa", "fr", "hi", "id", "it", "mr", "nl", "pl", "ro", "ru", "sv", "sw", "tr", "uk", "vi")
)
"""Languages of the models that it has."""
_FILE = "PyQt6/Qt6/translations/qtwebengine_locales/{}.pak"
_PLACES = re.compile(r"<[^>]*>|&\w+;|\{\w*\}|\$\d|[{}\n]")
"""Markup, what is filled in later, and what stands between alternatives."""
_HEADER, _ENTRY = struct.Struct("<IBxxxHH"), struct.Struct("<HI")


def rows(folder: Path) -> list[dict[str, Any]]:
    """Rows as those of the corpora; phrases that both languages have are left out."""
    found = phrases(folder, LANGUAGES)
    both = set.intersection(*found.values())
    return [
        {"text": text, "language": language, "script": "Deva", "source": "chromium", "licence": "BSD-3-Clause"}
        for language, some in found.items()
        for text in sorted(some - both)
    ]


def phrases(folder: Path, locales: Iterable[str]) -> dict[str, set[str]]:
    """The phrases of each of these locales."""
    with zipfile.ZipFile(min(folder.glob(PACKAGE))) as package:
        return {locale: _phrases(package.read(_FILE.format(locale))) for locale in locales}


def _phrases(pack: bytes) -> set[str]:
    return {" ".join(piece.split()) for text in _texts(pack) for piece in _PLACES.split(text)} - {""}


def _texts(pack: bytes) -> Iterator[str]:
    """The texts of a data pack of Chromium: numbers with offsets, then the texts end to end."""
    version, encoding, count, _ = _HEADER.unpack_from(pack)
    if (version, encoding) != (5, 1):
        raise ValueError(f"data pack of version {version}, encoding {encoding}: only version 5 in UTF-8 is read")
    offsets = [_ENTRY.unpack_from(pack, _HEADER.size + _ENTRY.size * i)[1] for i in range(count + 1)]
    for start, end in pairwise(offsets):
        yield pack[start:end].decode(errors="ignore")
