"""Hindi words in Latin letters as people type them, from the same words in Devanagari.

Romanised Hindi and Romanised Urdu are one class, but the corpora at hand are Urdu, whose learned words are Arabic and
Persian; those of Hindi (desh, vikas, samaj, mahila) are to be known as well. A word has several spellings: nobody
learned this at school.
"""

from __future__ import annotations

_KA_TO_HA = "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह ळ"
_K_TO_H = "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l"
_CONSONANTS = dict(zip(_KA_TO_HA.split(), _K_TO_H.split(), strict=True))
_WITH_DOT = {"क": "q", "ख": "kh", "ग": "gh", "ज": "z", "ड": "r", "ढ": "rh", "फ": "f"}
_A_TO_AU = "a aa i ee u oo ri e ai o au o e"
_VOWELS = dict(zip("अआइईउऊऋएऐओऔऑऍ", _A_TO_AU.split(), strict=True))
_SIGNS = dict(zip("ािीुूृेैोौॉॅ", _A_TO_AU.split()[1:], strict=True))
_VIRAMA, _DOT, _NASAL = "्", "़", "ंँ"
_PLAIN = (("aa", "a"), ("ee", "i"), ("oo", "u"), ("chh", "ch"))
_HURRIED = (("v", "w"), ("ph", "f"))
_AS_SAID = (("jn", "gy"), ("nb", "mb"), ("np", "mp"))
_FLAP, _AS_STOP = ("ड़", "ढ़"), ("ड", "ढ")


def spellings(word: str) -> list[str]:
    """How a word may be spelt, the likeliest first; nothing for what is no Devanagari word."""
    units = _units(word)
    if not units:
        return []
    careful = _replaced(_joined(units), _AS_SAID)
    for long, short in _PLAIN[:2]:
        careful = careful.removesuffix(long) + short if careful.endswith(long) else careful
    plain = _replaced(careful, _PLAIN)
    stopped = _units(_replaced(word, tuple(zip(_FLAP, _AS_STOP, strict=True)))) or units
    hurried = _replaced(_joined(stopped), _AS_SAID + _PLAIN + _HURRIED)
    return list(dict.fromkeys((plain, careful, hurried)))


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for one, other in pairs:
        text = text.replace(one, other)
    return text


def _units(word: str) -> list[tuple[str, str]] | None:
    """Pairs of consonants and vowel; an `A` is the vowel that is not written and may not be said."""
    units: list[tuple[str, str]] = []
    for letter in word:
        if letter in _CONSONANTS:
            units.append((_CONSONANTS[letter], "A"))
        elif letter in _VOWELS:
            units.append(("", _VOWELS[letter]))
        elif letter in _SIGNS and units:
            units[-1] = (units[-1][0], _SIGNS[letter])
        elif letter == _VIRAMA and units:
            units[-1] = (units[-1][0], "")
        elif letter in _NASAL and units:
            units.append(("n", ""))
        elif letter == _DOT and units:
            raw = next((k for k, v in _CONSONANTS.items() if v == units[-1][0]), "")
            units[-1] = (_WITH_DOT.get(raw, units[-1][0]), units[-1][1])
        else:
            return None
    return units


def _joined(units: list[tuple[str, str]]) -> str:
    """The letters, without the vowels that nobody says: at the end, and between a vowel and a syllable that has one."""
    vowels = [vowel for _, vowel in units]
    if len(units) > 1 and vowels[-1] == "A" and not (units[-1][0] == "y" and not vowels[-2]):
        vowels[-1] = ""
    for i in range(len(units) - 2, 0, -1):
        if vowels[i] == "A" and vowels[i - 1] and units[i + 1][0] and vowels[i + 1]:
            vowels[i] = ""
    return "".join(
        consonant + ("a" if vowel == "A" else vowel) for (consonant, _), vowel in zip(units, vowels, strict=True)
    )
