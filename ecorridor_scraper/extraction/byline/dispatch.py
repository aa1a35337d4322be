"""How dispatches open: the place, the day, the agency and who reports, each language in its own order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..furniture import text_of
from ..lazy import lazy
from ..names import Person, read_line

if TYPE_CHECKING:
    from ..body import Body

_WIRED = lazy(
    r"[（(]?[^\s（(，。]{0,8}?[记記]者([\u4e00-\u9fff]{2,3})([\u4e00-\u9fff]{2,4}?)(?:\d{1,2}月)?\d{1,2}日(?:[专專])?[电電讯訊]"
)
"""An agency's opening: "（中央社記者王小明台北3日電）", name and place without a mark between them."""


_DISPATCHED = lazy(r"[（(]?(新[华華]社|中新社|中央社)[^，。]{2,20}\d日(?:[专專])?[电電讯訊]")
_WIRED_BEHIND = lazy(
    r"[^（(，。]{0,20}(?:\d日(?:[专專])?[电電]|[讯訊])】?\s?[（(]?([记記]者[\s:：]?[^）)，。]{2,30})[）)]"
)
"""The same with the names behind: "新华社北京11月3日电（记者 王小明、李华）", "本报讯（记者 王小明）"."""


_REPORTED = lazy(
    r"[〔【［\[(（](?:[\u4e00-\u9fff]{2,6}[／/])?[記记]者([\u4e00-\u9fff]{2,4}(?:[、，,][\u4e00-\u9fff]{2,4}){0,2})[／/]([\u4e00-\u9fff]{2,6}?)(?:綜合|综合|[即]時)?(?:報導|报道|[電电])[〕】］\])）]"
)
"""The opening of papers of Taiwan: "〔記者王小明／台中報導〕"."""


def dispatched_by(body: Body) -> list[Person]:
    """The name in the opening of an agency's dispatch."""
    for block in body.blocks[:3]:
        if match := _WIRED.match(block.text):
            return [Person(match[1], "记者" if "记者" in match[0] else "記者")]
        if match := _WIRED_BEHIND.match(block.text[:80]):
            return read_line(match[1]).persons
        if match := _REPORTED.match(block.text[:40]):
            return [Person(name, "記者") for name in re.split("[、，,]", match[1])]
    return []


def dispatching(body: Body) -> str | None:
    """The agency that opens the text with its own name."""
    match = _DISPATCHED.match(body.text or "")
    return match[1] if match else None


_CAPITALS = "A-ZÀ-ÞΑ-ΩА-ЯЁІЇЄ" + "".join(filter(str.isupper, map(chr, range(0x100, 0x180))))
_AGENCY_NAMED = (
    rf"\s*(?:\((?:[{_CAPITALS}][\w\s]*|(?:dpa|sid|epd|kna|apa|sda|afp|ots)(?:/\w+)*)\)|,?\s*(?:AP|AFP|APP|Reuters))"
)
_DATELINE = lazy(
    rf"^\W{{0,2}}((?:[{_CAPITALS}][{_CAPITALS}'’.-]{{2,}}|(?:AL|EL|LA|LE)(?=\s))(?:[\s/]+[{_CAPITALS}][{_CAPITALS}'’.-]+){{0,3}}"
    rf"|[{_CAPITALS}][\w'’.-]+(?:[\s/][{_CAPITALS}][\w'’.-]+){{0,2}}(?={_AGENCY_NAMED}))"
    rf"(?:,\s*[{_CAPITALS}][\w.'’]+(?:\s[{_CAPITALS}][\w.]+)?){{0,2}}"
    r"(?:,?\s*(?:\w{3,9}\.?\s)?\d{1,2}(?:\s\w{3,9})?(?:,?\s\d{4})?)?(?:\s*\([^)]{2,30}\)|\s*/[^/]{2,30}/)?"
    rf"\s*(?:[:–—―]|--|\s-|(?<=\.)-)\s*(?=\S)(?![{_CAPITALS}]{{4,}}[\s/]+[{_CAPITALS}]{{4,}})"
)
_DATELINE_DAY = lazy(
    r"^([A-Z][\w'’.-]+(?:[\s/][A-Z][\w'’.-]+){0,3})(?:\s\([A-Z][\w\s]+\))?,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}),?\s?\(([A-Z]{2,6})\)[\s:–—-]+(?=\S)"
)
"""An agency's opening without a mark behind it: "Kanpur, Nov 3 (PTI) A leopard"."""
_SIGNED_AGENCY = lazy(r"^\([A-Z][A-Z./ -]{1,14}\)\s[–—-]\s(?=[A-ZÀ-Þ]{3})")
"""The agency before the place: "(ANSA) - ROMA, 03 NOV - Il ..."."""
_DATELINE_COUNTRY = lazy(
    r"^([A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2}), [A-ZÀ-Þ][\w'’.]+(?: [A-ZÀ-Þ][\w'’.]+){0,2}(?: [–—] |—)"
    r"(?=[A-ZÀ-Þ“\"])"
)
"""Place and country in small letters before a dash: "Kampala, Uganda – On the third floor ..."."""
_DATELINE_STOPPED = lazy(
    r"^([A-ZÀ-Þ][\w'’]+(?: [A-ZÀ-Þ][\w'’]+){0,2})(?:, [A-ZÀ-Þ][\w'’ ]+)?\.[-–—]\s?(?=[A-ZÀ-Þ“«\"])"
)
"""A full stop and a dash behind the place: "Lima.- El puente ..."."""
_DATELINES = (_DATELINE, _DATELINE_DAY, _DATELINE_COUNTRY, _DATELINE_STOPPED)
_DATELINE_KOREAN = lazy(r"^[\[(（]([가-힣]{2,6})\s?[=＝]\s?[^\])）]{2,14}[\])）]")
_DATELINE_JAPANESE = lazy(r"^【([^】=＝\s]{2,12})[=＝][^】]{1,14}】")
_DATELINE_CHINESE = lazy(
    r"^[（(]?(?:新华社|新華社|中新社|[^\s，。（(]{1,6}社|本[报報])([\u4e00-\u9fff]{2,6}?)(?:\d{1,2}月)?\d{1,2}日(?:[专專])?[电電讯訊]"
)
_DATELINE_CASELESS = lazy(
    r"^([^\W\d_][^\s:،.\d]{1,15}(?:\s[^\s:،.\d]{1,15})?)\s*(?:[-–،]?\s*\d{1,2}\s\w+(?:\s\w+)?\s*)?(?:\([^)]{2,30}\))\s*[:۔–—-]?\s*(?=\S)"
    r"|^([^\W\d_][^\s:،.∙•]{1,20})(?=\s[∙•]\s)"
    r"|^([^\W\d_][^\s:،.]{2,12}|[^\W\d_][^\s:،.]{1,12} (?:آباد|پور|پورہ|والا|والہ|گڑھ|نگر|کوٹ|ٹاؤن|سٹی|کینٹ|शहर|नगर)"
    r"|ڈیرہ [^\s:،.]{3,12} خان|رحیم یار خان|(?:नई|नवी|न्यू|نئی|نیو) [^\s:،.]{3,12})\s*[:۔]\s+(?=\S)"
)


def read_dateline(body: Body) -> str | None:
    """The place that opens the text: "LAHORE: ...", "KARACHI, Pakistan (AP) — ..."."""
    place = _AGENCY_BEHIND_PLACE.sub("", _opening_place(body) or "")
    texts = [b.text for b in body.blocks if b.kind == "paragraph"]
    speaks = (f"{place}:".casefold(), f"{place.rpartition(' ')[2]}:".casefold())
    speakers = sum(text[: len(place) + 1].casefold().startswith(speaks) for text in texts)
    return place if place and not _NO_PLACE.fullmatch(place) and speakers < LINES_OF_A_SPEAKER else None


LINES_OF_A_SPEAKER = 2
"""Paragraphs before which somebody's name stands who is asked or answers."""
_AGENCY_BEHIND_PLACE = lazy(r"(?<=[^\W\d_]{5})\.\s.*$")


_NO_PLACE = lazy(
    r"file(?: photo| picture)?|photos?|video|watch|definition|hintergrund|background|update|breaking|live|opinion"
    r"|analysis|(?:(?:promising|positive|top) )?reviews?|explainer|(?:report|key|match) \w+s|summary|(?:in )?short"
    r"|(?:(?:editorial|editor.?s|author.?s) )?notes?|question|answer|q|a|interview|correction|advertisement|.*[讯訊]",
    re.IGNORECASE,
)
"""Labels that open a text as a place does."""


def _opening_place(body: Body) -> str | None:
    texts = [b.text for b in body.blocks[:8] if b.kind == "paragraph"]
    for line in (body.above, *texts[:1]):
        if line and (match := _PLACE_ALONE.fullmatch(line)):
            return str(match[1] or match[2]).partition(",")[0]
    for text in texts[:2] if texts[:1] == [body.standfirst] else texts[:1]:
        opening = _SIGNED_AGENCY.sub("", text[:140])[:120]
        if match := next(filter(None, (form.match(opening) for form in _DATELINES)), None):
            name: str = match[1].strip()
            return name if name.count(".") > 1 else name.rstrip(".")
        if match := _WIRED.match(text[:60]) or _REPORTED.match(text[:60]):
            return match[2]
        for spaceless in (_DATELINE_KOREAN, _DATELINE_JAPANESE, _DATELINE_CHINESE):
            if match := spaceless.match(text[:60]):
                return match[1]
        caseless = not text.isascii() and not any(c.isupper() for c in text[:20])
        if caseless and (match := _DATELINE_CASELESS.match(text[:80])):
            return match[1] or match[2] or match[3]
        if (place := _opening(text, body)) is not None:
            return place
    return None


_PLAIN = lazy(r"^([A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})?): (?=[A-Z“\"‘'])")


def confirmed_place(body: Body, said: str) -> str | None:
    """The place before a colon that nothing sets apart, where what the page's address or its keywords `said` names it,
    too: "Jhalawar: A bullock ...". A speaker's name stands before several paragraphs."""
    texts = [b.text for b in body.blocks if b.kind == "paragraph"]
    match = _PLAIN.match(texts[0]) if texts else None
    if match is None or any(text.startswith(match[0]) for text in texts[1:]):
        return None
    return match[1] if f" {match[1].lower()} " in f" {' '.join(_WORD.findall(said.lower()))} " else None


_WORD = lazy(r"[^\W_]+")


_PLACE_ALONE = lazy(
    r"([A-Z][a-z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]+){0,2}?)(?:\s[A-Z]{2,5})?\s[–—-]"
    r"|([A-Z][\w.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,2})\s[–—-]"
)
"""A place in a line of its own above the text, an agency behind it or not: "<strong>Bandung</strong> - <p>..."."""
_PLACE = lazy(
    r"([^\W\d_a-zA-Z][^\s:،.]{1,12}(?:\s[^\s:،.]{1,12}){0,2}(?=\s?:)|"
    r"[A-ZÄÖÜ][\w'’-]+(?:(?:[ /-](?:am|an|im|in|bei|ob|de|la|le|les|sur|del|do|da|of|on|upon))?"
    r"[ /-]\(?[A-ZÄÖÜ][\w'’-]+\)?){0,2})\s?[.:]"
)


_DASH = lazy(r"\s[-–—]\s")


def _opening(text: str, body: Body) -> str | None:
    """The place that opens a text in bold: "<b>Husum.</b> The ..."."""
    for element in body.elements[:4]:
        bold = element[0] if len(element) and not (element.text or "").strip() else None
        opening = text_of(bold, 60) if bold is not None and bold.tag in ("strong", "b") else ""
        if opening and text.startswith(opening) and len(text) > 2 * len(opening):
            match = _PLACE.fullmatch(opening)
            if not match and _DASH.match(text, len(opening)) and _PLACE.fullmatch(f"{opening}."):
                return opening
            return match[1] if match else None
    return None
