"""The character encoding of a page, by the HTML standard's rules, repaired where the declaration lies.

Rules: WHATWG HTML, section 13.2.3.2 "Determining the character encoding" (byte order mark, transport, the prescan of
`meta`), and the labels of the WHATWG Encoding Standard. Repairs, each only on evidence in the bytes themselves:

* bytes that are valid UTF-8 with multi-byte sequences are UTF-8, whatever single-byte encoding is declared;
* bytes that are mostly invalid as UTF-8 are not UTF-8, even if declared so: then the other declaration, else the
  legacy encoding of the script whose letters they spell.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

PRESCAN = 1024
"""Bytes in which the standard looks for a `meta`; pages put it later, so we look further where that finds none."""
FAR_PRESCAN = 16384

_OVERRIDES = {
    "latin-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
    "tis-620": "cp874", "iso8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-16-le",
}  # fmt: skip
"""Where the Encoding Standard decodes a label by a superset of the encoding that it names."""

_LABELS = {
    "x-sjis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "chinese": "gb18030", "iso-ir-58": "gb18030", "big5-hkscs": "big5hkscs", "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "x-euc-jp": "euc_jp", "ks_c_5601-1989": "cp949", "ksc_5601": "cp949", "windows-949": "cp949", "korean": "cp949",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "logical": "iso8859-8", "visual": "iso8859-8",
    "dos-874": "cp874", "windows-874": "cp874", "koi": "koi8-r", "koi8": "koi8-r", "koi8-ru": "koi8-u",
    "x-mac-cyrillic": "mac-cyrillic", "x-mac-ukrainian": "mac-cyrillic", "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman", "x-user-defined": "cp1252", "unicode": "utf-16-le", "csunicode": "utf-16-le",
    "unicodefeff": "utf-16-le", "unicodefffe": "utf-16-be", "unicode-1-1-utf-8": "utf-8", "x-unicode20utf8": "utf-8",
    "unicode11utf8": "utf-8", "unicode20utf8": "utf-8", "sun_eu_greek": "iso8859-7",
}  # fmt: skip
"""Labels of the standard that Python's codecs do not know."""

_ALLOWED = re.compile(
    r"utf-(?:8|16-[lb]e)|cp(?:866|874|932|949|125[0-8])|iso8859-(?:2|3|4|5|6|7|8|10|13|14|15|16)|koi8-[ru]|gb18030"
    r"|big5hkscs|euc_jp|iso2022_jp|mac-(?:roman|cyrillic)"
)

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,>]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_PROLOG = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_LANG = re.compile(rb"<html[^>]*?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})", re.IGNORECASE)
_MULTI_BYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_MULTI_BYTE_CODECS = frozenset(("gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp"))


@lru_cache(maxsize=256)
def codec_of(label: str | None) -> str | None:
    """The Python codec of an encoding label as the Encoding Standard reads it; None for an unknown label."""
    if not label:
        return None
    label = label.strip().lower()
    name = _LABELS.get(label)
    if name is None:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):
            return None
    name = _OVERRIDES.get(name, name)
    return name if _ALLOWED.fullmatch(name) else None


def declared(body: bytes, content_type: str | None) -> tuple[str | None, str | None]:
    """What the transport and what the page say, as codecs; None where silent or unknown."""
    match = _CHARSET.search(content_type or "")
    transport = codec_of(match[1]) if match else None
    return transport, _declared_inside(body)


def _declared_inside(body: bytes) -> str | None:
    head = body[:FAR_PRESCAN]
    for part in (head[:PRESCAN], head):
        if b"<!--" in part:
            part = _COMMENT.sub(b"", part)
        if match := _META.search(part) or _PROLOG.match(part):
            codec = codec_of(match[1].decode("ascii", "replace"))
            # A page that is read as ASCII cannot be UTF-16 (the standard's own correction).
            return "utf-8" if codec and codec.startswith("utf-16") else codec
    return None


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a page and the codec that it was read with. Never fails: what cannot be read becomes U+FFFD."""
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), codec
    transport, inside = declared(body, content_type)
    if (wide := _wide(body)) is not None:
        return body.decode(wide, "replace"), wide
    said = next((c for c in (transport, inside) if c and not c.startswith("utf-16")), None)
    if said == "iso2022_jp":  # ASCII bytes throughout, so nothing below can tell
        return body.decode(said, "replace"), said
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if said not in _MULTI_BYTE_CODECS or body.isascii() or len(_MULTI_BYTE.findall(body)) >= 8:
            return text, "utf-8"
    if said is None or said == "utf-8":
        text = body.decode("utf-8", "replace")
        if text.count("\ufffd") <= 2 * len(_MULTI_BYTE.findall(body)):
            return text, "utf-8"
        said = inside if inside and inside != "utf-8" else _guess(body)
    elif said == transport == "cp1252" and inside not in (None, "utf-8"):
        said = inside  # servers send latin-1 without being asked; the page knows better
    return _lenient(body, said), said


_OPEN = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that windows-1252 leaves open; browsers read them as controls."""


def _lenient(body: bytes, codec: str) -> str:
    if codec == "cp1252":
        return body.translate(None, _OPEN).decode(codec)
    return body.decode(codec, "replace")


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of the beginning is zero."""
    head = body[:512]
    if head.count(0) * 5 < len(head) * 2 or len(head) < 16:
        return None
    if head[1::2].count(0) * 10 > len(head) * 4:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) * 10 > len(head) * 4 else None


_BY_LANGUAGE = {
    "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "ru": "cp1251", "uk": "cp1251", "bg": "cp1251", "be": "cp1251",
    "sr": "cp1251", "mk": "cp1251", "el": "cp1253", "he": "cp1255", "tr": "cp1254", "az": "cp1254", "th": "cp874",
    "cs": "cp1250", "pl": "cp1250", "hu": "cp1250", "sk": "cp1250", "sl": "cp1250", "hr": "cp1250", "ro": "cp1250",
    "lt": "cp1257", "lv": "cp1257", "et": "cp1257", "vi": "cp1258", "ja": "cp932", "ko": "cp949", "zh": "gb18030",
}  # fmt: skip
"""The fallback of the standard's table of locales (section 13.2.3.2, step 9)."""

_FREQUENT = {
    "cp1256": frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإئؤپچژگںھہے ،؟"),
    "cp1251": frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєё"),
    "cp1253": frozenset("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς"),
    "cp1255": frozenset("אבגדהוזחטיכלמנסעפצקרשתךםןףץ"),
    "cp1252": frozenset("éèêëàâäáãåçñóôöòõøúûüùíîïìßæœÉÀÄÖÜÇ’‘“”–—…«»€£© "),
}


def _guess(body: bytes) -> str:
    """The legacy encoding of a page that declares none, or a wrong one: its language's, else the script it spells."""
    match = _LANG.search(body[:4096])
    by_language = _BY_LANGUAGE.get(match[1].decode("ascii").lower()) if match else None
    if by_language:
        return by_language
    sample = b"".join(_HIGH.findall(body[:200_000]))
    shares = {
        codec: sum(c in letters for c in sample.decode(codec, "replace")) / max(1, len(sample))
        for codec, letters in _FREQUENT.items()
    }
    best = max(shares, key=lambda codec: (shares[codec], codec == "cp1252"))
    # A Latin page has single high bytes between ASCII letters; a page of another script has words of them.
    runs = re.findall(rb"[\x80-\xff]+", body[:200_000])
    if best != "cp1252" and len(sample) < 3 * max(1, len(runs)):
        return "cp1252"
    return best
