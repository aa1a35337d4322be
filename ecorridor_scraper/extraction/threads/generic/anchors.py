"""Where dates stand on a page: found fast, without reading them, in any language.

Whoever looks for repeated records of an unknown kind (comments of a system that nobody described) begins here: every
such record carries a date, dates are rare on other parts of a page, and a page without them is done with at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...dates.instants import fold_digits, fold_words
from ...dates.words import ONLY_BEFORE, SHORT_AGE, day_phrases, vocabulary
from ...lazy import lazy
from ...phrases import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...flat import Flat

LONGEST = 140
"""A line that holds a date besides a name and a few words is no longer than this many characters."""

DATE_ATTRIBUTES = ("datetime", "data-timestamp", "data-time", "data-epoch", "data-utime", "data-date", "data-created")
"""Where pages put machine-readable dates."""

_DIGIT = re.compile(r"\d")
_MARKED = frozenset(("title", *DATE_ATTRIBUTES))
_NO_HOLDERS = frozenset(("script", "style", "option", "textarea", "button", "title", "noscript", "template"))
_SHAPED = re.compile(
    r"(?<![\d.])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    r"|(?<![\d.:/])\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|'?\d\d)(?![\d.])"
    r"|(?<![\d:.])\d{1,2}:\d\d(?!\d)|(?<!\d)\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号號일]"
)
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d{4}[-/.]\d)|(?<=[^\W\d_],)(?=\d)|(?<=[^\W\d_][:：])(?=\d{4}[-/.]\d)")
"""Where a date follows a name or label without a gap, or a year its month: "June,2024"."""
_NUMERIC = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_AGO = re.compile(
    r"\d\s?(?:秒|分|小时|小時|時間|시간|天|日|일|周|週|个月|個月|か月|ヶ月|カ月|개월|달|年|년)[\s鐘钟間間]*(?:前|以前|之前|전)"
)
_ABOUT = lazy(rf"(?:^|\s)(?:{alternatives('dates', 'about')})$", re.IGNORECASE)
_AROUND = " \n\t·•|,;()[]–-—"
_GAP = re.compile(r"[\s,.:;|()\[\]/–—·•،؛\-]+")
_ORDINAL = re.compile(r"[#\u2116]?\d{1,4}[.):]|[#\u2116]\d{1,4}")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:1[3-4]|19|20|25)\d\d(?!\d)")
_ISO = re.compile(r"\s*\d{4}-\d\d-\d\d|\s*\d{10}(?:\d{3})?\s*$")


@lru_cache(maxsize=2048)
def is_dated(text: str) -> bool:
    """Whether a short text holds something like a date, absolute or relative. Needs a digit; wrong now and then."""
    text = text.strip()
    if not 1 < len(text) <= LONGEST:
        return False
    folded = fold_digits(text)
    if _SHAPED.search(folded) or _AGO.search(folded) or SHORT_AGE.match(folded.strip(_AROUND)):
        return True
    folded = fold_words(folded)
    months, units, markers, _ = vocabulary()
    words = _GAP.split(folded)
    if len(words) > 20:
        return False
    for i, word in enumerate(words):
        if word in months and len(word) > 1 and _number_beside(words, i):
            return len(text) < 60 or _YEAR.search(folded) is not None
        if word in units and i and words[i - 1].isdecimal() and len(text) < 60:
            near = words[max(0, i - 4) : i - 1] + [w for w in words[i + 1 : i + 3] if w not in ONLY_BEFORE]
            if any(w in markers for w in near):
                return True
    return False


def _number_beside(words: list[str], i: int) -> bool:
    return any(w[:1].isdecimal() for w in words[max(0, i - 2) : i] + words[i + 1 : i + 3])


def find_anchors(flat: Flat, names: Iterable[str] = ()) -> list[Any]:
    """The elements that hold a date in an attribute or in text of their own, each once, those with text first.

    `names` are attributes besides the usual ones that hold instants on this page.
    """
    found: dict[Any, None] = {}
    digit = _DIGIT.search
    elements, tags, parents = flat.elements, flat.tags, flat.parents
    for at, (text, tail) in enumerate(zip(flat.texts, flat.tails, strict=True)):
        if text and len(text) < 400 and digit(text) and _is_holder(tags[at]) and is_dated(text.strip()):
            found[elements[at]] = None
        if tail and len(tail) < 400 and digit(tail):
            holder = parents[at]
            if holder >= 0 and _is_holder(tags[holder]) and is_dated(tail.strip()):
                found[elements[holder]] = None
    for element, tag in zip(elements, tags, strict=True):
        if (tag == "time" or not _MARKED.isdisjoint(element.keys())) and element not in found and _is_marked(element):
            found[element] = None
    for element in [e for e in found if _is_membership(e)]:
        del found[element]
    for name in names:
        having = elements[0].findall(f".//*[@{name}]")
        dated = [e for e in having if e.tag != "img" and _ISO.match(e.get(name) or "")]
        if len(dated) >= 0.9 * len(having):  # else numbers that only look like instants now and then
            found.update(dict.fromkeys(dated))
    return list(found)


_MEMBERSHIP = re.compile(
    r"joined|registered|regist(?:ered|ration)|member since|mitglied seit|registriert|dabei seit|inscri(?:t|ption)|"
    r"membre depuis|registrad[oa]|miembro desde|membro desde|iscritto|lid sinds|geregistreerd|medlem sedan|"
    r"dołączył|zarejestrowan|регистрац|зарегистрир|на сайте с|üyelik|kayıt tarihi|katılım|tham gia|bergabung|"
    r"ngày gia nhập|عضویت|تاريخ التسجيل|注册|註冊|登録日|가입",
    re.IGNORECASE,
)
"""Since when somebody is a member of a forum, and not when something was written."""


def _is_membership(element: Any) -> bool:
    """Whether the words of a date, or those shortly before it, say since when somebody is a member."""
    own = [t for t in (element.text, *(child.tail for child in element)) if t and _DIGIT.search(t)]
    member = [t for t in own if _MEMBERSHIP.search(t)]
    if member and not any(is_dated(t) for t in own if t not in member):
        return True
    for at in (element, element.getparent()):
        before = at.getprevious() if at is not None else None
        for text in (
            (at.text, *(child.text for child in at[:3])) if at is not None and len(at) < 4 else (),
            (before.text, before.tail) if before is not None and not len(before) else (),
        ):
            if any(t and len(t) < 40 and _MEMBERSHIP.search(t) for t in text):
                return True
    return False


def _is_holder(tag: Any) -> bool:
    return type(tag) is str and tag not in _NO_HOLDERS


def find_wordy(flat: Flat, known: Iterable[Any]) -> list[Any]:
    """Further elements like those known, whose date has no digit: "a day ago", "gestern", "just now"."""
    anchors = list(known)
    own = set(anchors)
    kinds = {(a.tag, a.get("class"), above.tag) for a in anchors if (above := a.getparent()) is not None}
    tags, classes = {tag for tag, _, _ in kinds}, {names for _, names, _ in kinds}
    found = []
    for at, (tag, names) in enumerate(zip(flat.tags, flat.classes, strict=True)):
        if tag not in tags or names not in classes or (tag, names, flat.tags[flat.parents[at]]) not in kinds:
            continue
        element, said = flat.elements[at], flat.texts[at]
        if (said and len(said) > 200) or not (said or flat.children[at]) or element in own:
            continue
        text = " ".join(t.strip() for t in (flat.texts[at], *(c.tail for c in element)) if t and t.strip())
        if 1 < len(text) <= 40 and is_wordy(text):
            found.append(element)
    return found


@lru_cache(maxsize=4096)
def is_wordy(text: str) -> bool:
    """Whether a short text without a digit is a date: "a day ago", "gestern", "just now"."""
    _, units, markers, _ = vocabulary()
    folded = " ".join(w for w in _GAP.split(fold_words(text)) if w)
    words = folded.split()
    if len(words) > 6:
        return False
    return folded in day_phrases() or (
        any(w in units for w in words) and (any(w in markers for w in words) or "il y a" in folded)
    )


def _is_marked(element: Any) -> bool:
    if element.tag in ("abbr", "time") or not element.get("title"):
        for name in DATE_ATTRIBUTES:
            value = element.get(name)
            if value and (_ISO.match(value) or is_dated(value)):
                return True
    title = element.get("title")
    return bool(title and len(title) < 60 and element.tag not in ("link", "img") and is_dated(title))


_CLOCK = re.compile(r"(?<![\d:])\d{1,2}[:.h]\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def exactness(anchor: Any) -> float:
    """1 where a date is given to the minute or counted back from now, 0.5 to the day, 0 less (a month and a year)."""
    if anchor is None:
        return 0.0
    if anchor.tag == "time" or any(name in DATE_ATTRIBUTES or _ISO.match(value) for name, value in anchor.items()):
        return 1.0
    text = fold_digits(" ".join((anchor.text or "", *(c.tail or "" for c in anchor), anchor.get("title") or "")))
    if _CLOCK.search(text) or SHORT_AGE.match(text.strip(_AROUND)):
        return 1.0
    if _counts_back(text):
        return 1.0
    return 0.5 if _DAY.search(text) else 0.0


def counts_back(anchor: Any) -> bool:
    """Whether the text of a date counts back from now: "3 days ago"."""
    return bool(anchor.text) and len(anchor.text) < 60 and _counts_back(fold_digits(anchor.text))


def _counts_back(text: str) -> bool:
    if _AGO.search(text):
        return True
    _, units, markers, _ = vocabulary()
    words = set(_GAP.split(fold_words(text)))
    return not words.isdisjoint(units) and not words.isdisjoint(markers)


_ZONES = frozenset(
    ("UTC", "GMT", "EST", "EDT", "CST", "CDT", "PST", "PDT", "CET", "CEST", "IST", "PKT", "Uhr", "o'clock")
)


_OF_DATES = frozenset("年月日号號时時点點分秒天周週个個小钟鐘间間前以之년월일시분초시간개달주전")
"""What stands at the numbers of dates without a gap."""
_IDEOGRAPHS = "\u2e80"
"""Where scripts begin that write words without gaps."""


def _is_number(word: str) -> bool:
    """21., 5:04pm, 3rd, 2025年: a number with little else; no nickname with a number in it."""
    letters = [c for c in word if c.isalpha() and c not in _OF_DATES]
    if any(c > _IDEOGRAPHS for c in letters):
        return False
    return any(map(str.isdigit, word)) and sum(map(str.isascii, letters)) <= 2


@lru_cache(maxsize=1024)
def around_date(text: str) -> tuple[str, str]:
    """What stands before and after the date in a line of text."""
    words = _GLUED.sub(" ", text).split()
    months, units, markers, periods = vocabulary()
    folded = [fold_words(w).strip(",.:;()|") for w in words]
    at = [
        i
        for i, w in enumerate(words)
        if _is_number(w)
        or (folded[i] in months and _number_beside(folded, i))
        or ((folded[i] in units or folded[i] in markers or folded[i] in periods) and i and _is_number(words[i - 1]))
    ]
    if not at:
        return "", ""
    # a name may hold a digit or be a month's: the date is where these words stand closest together
    runs: list[list[int]] = [[at[0], at[0]]]
    for i in at[1:]:
        if i - runs[-1][1] <= 2:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    first, last = max(runs, key=lambda r: (is_dated(" ".join(words[r[0] : r[1] + 1])), r[1] - r[0], r[0]))
    while first < last and folded[first] in months:  # "Marc Vidal 3 May": a first name that is called like a month
        rest = at[at.index(first) + 1]
        said = " ".join(words[rest : last + 1])
        if not (_NUMERIC.search(fold_digits(said)) or (rest > first + 1 and is_dated(said))):
            break
        first = rest
    if first + 1 < last and _ORDINAL.fullmatch(words[first]) and first + 1 not in at and not words[first + 1].islower():
        rest = at[at.index(first) + 1]  # "2. Iván 3 May 2024": the number of a comment, and one word of a name
        said = " ".join(words[rest : last + 1])
        if is_dated(said) and len(_DIGITS.findall(fold_digits(said))) > 1:
            first = rest
    while first < last and folded[last] in months and _NUMERIC.search(fold_digits(" ".join(words[first:last]))):
        last = at[at.index(last) - 1]
    if first < last and folded[last] in months and last - 1 not in at:  # "3 May 2024 by Marc Vidal"
        shorter = at[at.index(last) - 1]
        last = shorter if is_dated(" ".join(words[first : shorter + 1])) else last
    while last + 1 < len(words) and (
        fold_words(words[last + 1]).strip(",.:;()|") in periods or words[last + 1] in _ZONES
    ):
        last += 1
    before = " ".join(words[:first])
    if any(word in units for word in folded[first : last + 1]):
        before = _ABOUT.sub("", before)
    return before, " ".join(words[last + 1 :])


_NAMED = re.compile(
    r"(?:^|[\s_-])(?:author|user-?name|nick(?:name)?|commenter|poster|(?:User|Author|Comment)-?[Nn]ame)"
)
_FURNITURE = frozenset(("nav", "footer", "header", "select", "form"))


_LABELLED = frozenset(("a", "button", "span", "div", "b", "h3", "h4", "strong", "cite"))


def find_labels(flat: Flat) -> list[list[Any]]:
    """Groups of elements that repeat one short label ("Reply") or are called a name: what undated records share.

    The largest groups first.
    """
    groups: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for at, tag in enumerate(flat.tags):
        if (tag not in _LABELLED and tag != "p") or flat.children[at] > 1:
            continue
        text = (flat.texts[at] or "").strip()
        if not 1 < len(text) <= 60:
            continue
        classes = flat.classes[at] or ""
        if classes and _NAMED.search(classes):
            groups[tag, classes, ""].append(flat.elements[at])
        elif len(text) <= 24 and tag in ("a", "button", "span", "div"):
            groups[tag, classes, text].append(flat.elements[at])
    large = [g for g in groups.values() if len(g) > 1 and not _is_furniture(g[0])]
    return sorted(large, key=len, reverse=True)


def _is_furniture(element: Any) -> bool:
    return any(above.tag in _FURNITURE for above in element.iterancestors())
