"""Names in bylines: a printed line in; persons, agencies, role and place out.

Word lists, not models: what introduces a byline, what joins names, what a desk calls itself. The trade's words in the
languages of the news stand in `phrasebooks/bylines.txt`, and are compared case-folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from .dates.instants import fold_words
from .dates.words import is_month, is_weekday
from .lazy import Folded, lazy
from .phrases import alternatives, lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_of = partial(alternatives, "bylines")

MAX_BYLINE = 300
MAX_NAME = 60
SEPARATOR = " ¦ "
"""Stands between the texts of different elements of one byline: a name rarely crosses it, a role never."""


@dataclass(slots=True)
class Person:
    """A name with the role that stands beside it."""

    name: str
    role: str | None = None


@dataclass(slots=True)
class Line:
    """What a printed byline says. `introduced` is True where a word like "By" opened it."""

    persons: list[Person] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    place: str | None = None
    introduced: bool = False
    rest: int = 0
    """Characters of the byline that are in no name."""


_BY = lazy(
    rf"^[^\w@]{{0,3}}(?:(?:an? )?(?:(?:{_of('kinds of texts')}) ){{0,2}}(?:{_of('by')})\b\.?\s*:?"
    rf"|(?:{_of('labels of writers')})\s*(?:[:：|¦\-–]|[,،]\s*¦)\s*|[/／](?=\S)"
    r"|(?-i:Τ(?:ου|ης|ων)\s+(?:¦\s*)?(?=[Α-ΩΆ-Ώ]\w+\s+[Α-ΩΆ-Ώ]))|(?-i:Γράφει (?:ο|η))\s+)",
    re.IGNORECASE,
)
"""What opens a byline."""
_BY_CASELESS = lazy(
    rf"^(?:{_of('by in scripts without case')}|{_of('by that may begin a sentence')})(?:\s*[:：¦]\s*|\s+)"
    r"|^(?:[本报報社刊]{0,2}(?:记者|記者|作者|撰文)\s+|文・)"
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b"
)
_CUT = lazy(
    r"\s*(?:"
    + "|".join(
        (
            r"[|•·●▪◦»›\u2003\t]",
            r"\s[-–—~]\s",
            r"\s*¦\s*in\s*¦",
            r"\s*\S*@\S+",
            rf"\b(?:{_of('behind a byline')})",
            # pictures, and reports from a place
            r"\s*(?:摄影|攝影|撮影|摄像|图片?|圖|写真|사진)\s*[/／:：]",
            r"\s*(?:¦\s*)?[/／]\s*[\u4e00-\u9fff]{1,8}(?:報導|报道|[电電])",
            # days and hours
            r"\bon\s+(?=\w+day|\w+\s+\d|\d)",
            r"\s*\d{1,2}[:.]\d{2}\b",
            r"\s+(?:19|20)\d\d\.\s",
            r"\s*(?:¦\s*)?\b(?:prije|pre|před|pred|vor|il y a|hace|há)\s+\d+\s",
            r"\s*\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}",
            r"\s*\b(?:19|20)\d\d-\d\d",
            r"\s*[,(]?\s*\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b,?\s+"
            rf"(?:(?={_MONTH})|(?-i:(?![^\W\d_a-z])))",
            r"\s*[,(]?\s*\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w{0,6}\.?\s+\d",
            r"\s*\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}",
            r"\s*¦?\s*في\s+(?:ال)?(?:أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت)\b",
        )
    )
    + r").*$",
    re.IGNORECASE | re.DOTALL,
)
"""Where a byline ends and something else begins. A day of the week with a capital behind it is a name: "Friday Olu"."""

_LAST_STOP = lazy(r"(?<=[^\W\d]{3})\.$")
_SPLIT_NAME = lazy(r"^([^\W\d_a-z][\w'’.-]+) ¦ ([^\W\d_a-z][\w'’.-]+)$")
_KOREAN = lazy(
    r"(?:^|(?<=[\s,¦=\]]))((?:[가-힣]{3}[ ·] ?)*(?!선임|수습|인턴|전문|객원)[가-힣]{2,4})\s*(?:¦\s*)?"
    r"(?:(?:선임|수습|인턴|전문|객원)\s?)?(?:기자|특파원|논설위원|편집위원|칼럼니스트)(?![가-힣])"
)
"""Names and the title behind them: what stands before in the line are places and the paper."""
_CHINESE = lazy(
    r"(?:记者|記者|作者|撰文|文)[\s:：/／・¦]+([\u4e00-\u9fff]{2,4}(?:[\s、,，][\u4e00-\u9fff]{2,4})*)(?![\u4e00-\u9fff])"
    r"|^(?:新[华華]社|中新社|中央社|本[报報社刊])?(?:特派)?[记記]者([\u4e00-\u9fff]{2,3}(?:[\s、,，][\u4e00-\u9fff]{2,3})*)$"
)
"""The title and the names behind it: what stands before in the line are the day and the paper."""
_CHINESE_NAMES = lazy(r"[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4})+")
_FROM_A_PLACE = lazy(r"[記记]者([\u4e00-\u9fff]{2,4})[／/][\u4e00-\u9fff、]{2,8}(?:報導|报道)$")
"""The byline of papers of Taiwan: "記者許家豪／台南報導"."""
_BEHIND_A_PLACE = lazy(r"([\u0620-\u06d3]{3,12}) [-–—] ([\u0620-\u06d3]{2,}(?: [\u0620-\u06d3]{2,}){1,3})")
"""The byline of Arabic papers: "القاهرة - محمد علي"."""
_HELPER = lazy(r"\s*[、,，]?\s*(?:通讯员|通訊員|实习生|實習生)\s*[:：]?\s*")
"""The title of whoever wrote with a reporter, between their names."""
_KOREAN_TITLES = ("특파원", "논설위원", "편집위원", "칼럼니스트", "기자")
_JAPANESE = lazy(
    r"(?:^|[\s（(])(?:(?:(?:取材|構成|企画|聞き手)[・･])*文|聞き手(?:[・･](?:構成|取材|編集))*)"
    r"\s?[＝=／/：:]\s?([^\s＝=／/：:（(、。]{2,8})"
)
"""Who wrote it, by the old habit of magazines: "取材・文＝山田はな 写真＝川口健"."""
_TITLE_BEHIND = lazy(r"(?<=\w)\s*(?:기자|특파원|记者|記者|さん|氏)(?=\s|$|[,、])")
_IN_PLACE = lazy(r"\s+in\s+([A-Z][\w.'-]+(?:[\s,]+[A-Z][\w.'-]+){0,2})\s*$")
_SPLIT = lazy(
    r"\s*([¦,，;،؛、/&+]|\s[|•·]\s|\b(?:[Aa]nd|AND|[Uu]nd|UND|[Ee]t|ET|y|(?<=[A-ZÁÉÍÓÚÑ] )Y|og|OG|och|OCH|en|EN|ja|JA|"
    r"oraz|ORAZ|dan|DAN|ve|VE|[Ww]ith|WITH|[Mm]it|MIT|[Aa]vec|AVEC|con|CON|[Aa]s\s+[Tt]old\s+[Tt]o)\b(?=\s)"
    r"|\s(?:i|e|и|та|και|اور|و|और|ও)\s)\s*"
)
"""What joins names. With a capital, most of these words are names themselves: Dan Brown, Con Houlihan, John E Smith."""

AGENCY = Folded(rf"^(?:the )?(?:{_of('agencies')})$")
_DESK = Folded(rf"\b(?:{_of('desks')})\b|(?:{_of('desks at the end')})$")
_HOUSE = Folded(rf"\b(?:{_of('houses')})\b|\.(?:com|org|net|de|io|co|info|pk)\b|(?:{_of('houses at the end')})$")
_ROLE = Folded(rf"\b(?:{_of('roles')})\b")
_CREDENTIAL = Folded(rf"^(?:{_of('credentials')})\.?$")
_AGENCY_BEHIND = lazy(
    r"(\w+(?: \w\.)? [\w'’-]+) ((?:[Tt]he )?Associated Press|Agence France-Presse|Thomson Reuters|Reuters|AFP|AP|dpa|"
    r"EFE|PTI|ANI|IANS|Bloomberg(?: News)?|Canadian Press)$"
)
_SUFFIX = lazy(r"^(?:jr|sr|i{2,3}|iv)\.?$", re.IGNORECASE)
_NOT_A_NAME = Folded(rf"^(?:{_of('not a name')})$")
_VERB = lazy(rf"\b(?:{_of('sentences')})\b", re.IGNORECASE)
_URL = lazy(r"https?|www\.|://|^/|@|\.(?:html?|php|jpg|png)\b", re.IGNORECASE)
_PARTICLE = frozenset(lists("bylines")["particles"])


def squeeze(text: str) -> str:
    """White space and invisible marks reduced to single spaces; joiners within a word are part of its spelling."""
    if not text.isascii() and _MAYBE_INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def in_title_case(name: str) -> str:
    """A name in capitals as it is written otherwise; Turkish has an i with a dot and one without."""
    if any(map("İĞ".__contains__, name)):
        return " ".join(word[0] + word[1:].replace("I", "ı").replace("İ", "i").lower() for word in name.split())
    return name.title()


_MAYBE_INVISIBLE = lazy("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]")
"""A mark that is invisible in some place: to look for it alone costs a tenth."""
_INVISIBLE = lazy(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]|(?<!\\S)[\u200c\u200d]|[\u200c\u200d](?!\\S)"
)


@lru_cache(maxsize=4096)
def read_line(text: str, *, trusted: bool = False) -> Line:
    """Read a printed byline. `trusted` text is known to hold names (structured data, a profile link): single words and
    lower case are accepted there. The answer is shared, not to be changed: a page repeats its byline."""
    text = squeeze(text[: MAX_BYLINE * 2])
    text = text[1:-1].strip() if text[:1] + text[-1:] in ("（）", "[]") else text
    if "记者" in text or "記者" in text:
        text = _HELPER.sub("、", text)
    line = Line()
    if not text or len(text) > MAX_BYLINE:
        return line
    stripped = _BY.sub("", text)
    stripped = _BY.sub("", stripped) if stripped != text else stripped
    stripped = _BY_CASELESS.sub("", stripped)
    line.introduced = stripped != text
    words = stripped.split()
    if len(words) > 12 and sum(word[0].islower() for word in words) * 2 > len(words):
        return line  # prose
    text = stripped.strip(" :-–—|,¦")
    text = _SPLIT_NAME.sub(r"\1 \2", text)
    if match := _IN_PLACE.search(text):
        line.place, text = match[1].strip(" ,"), text[: match.start()]
    if (match := _BAR.match(text)) and (is_role(match[2]) or any(map(AGENCY.fullmatch, match.groups()))):
        text = f"{match[1]}, {match[2]}"
    text, title = (text, None) if text.isascii() else _in_other_scripts(text, line)
    whole, text = text, _CUT.sub("", text).strip(" :-–—|,(")
    text = _LAST_STOP.sub("", text) if text != whole else text
    if not text:
        return line
    line.agencies += [name for name in _IN_BRACKETS.findall(text) if AGENCY.match(name)]
    text = squeeze(re.sub(r"\([^)]{0,80}\)", " ", _WITH_A_CAMERA.sub("", text)))
    text = _TITLE_BEHIND.sub("", text)
    for piece, is_job in _pieces(text):
        if not is_job:
            _take(piece, line, trusted=trusted or line.introduced)
        elif line.persons:
            line.persons[-1].role = line.persons[-1].role or piece
    for person in line.persons if title else ():
        person.role = person.role or title
    named = sum(len(person.name) + 3 for person in line.persons) + sum(len(name) + 3 for name in line.agencies)
    line.rest = max(0, len(text) - named)
    if _ends_in_place(line):
        line.place = line.persons.pop().name
    return line


def _in_other_scripts(text: str, line: Line) -> tuple[str, str | None]:
    """The names of a byline as papers in other scripts print it, and the title that all of them have; the place, and
    that it is a byline, are noted in `line`."""
    title = None
    if by := _JAPANESE.search(text):
        line.introduced, text = True, by[1]
    if signed := _FROM_A_PLACE.match(text):
        line.introduced, text = True, signed[1]
    if signed := _BEHIND_A_PLACE.fullmatch(text):
        line.place, text = signed[1], signed[2]
    if signed := _CHINESE.search(text):
        line.introduced, text = True, ", ".join((signed[1] or signed[2]).split())
    elif line.introduced and _CHINESE_NAMES.fullmatch(text):
        text = ", ".join(text.split())
    if "가" <= max(text, default="") <= "힣" and (names := _KOREAN.findall(text)):
        title = next(one for one in _KOREAN_TITLES if one in text)
        text = ", ".join(" ".join(names).replace("·", " ").split())
    return text, title


def _ends_in_place(line: Line) -> bool:
    """Whether the last of several names is where it was written: one word after names of two, "A B and C D, Berlin"."""
    *others, last = [person.name for person in line.persons] or [""]
    if not others and line.agencies and is_desk(line.agencies[0]) and not AGENCY.match(line.agencies[0]):
        return bool(last) and " " not in last and last == last.swapcase()  # "নিজস্ব প্রতিবেদক, ঢাকা"
    one_word = " " not in last and (last[:1].isupper() or last[:1].upper() == last[:1])
    return bool(others) and one_word and all(" " in name for name in others)


def _pieces(text: str) -> Iterable[tuple[str, bool]]:
    """A byline cut at what joins names, and whether a piece is what the person before it does: the two fields of one
    job stay together, "Health and Science Editor"."""
    is_first = True
    for cell in text.split("¦"):
        first, *rest = _SPLIT.split(cell)
        joiners, parts = rest[::2], [first, *rest[1::2]]
        is_short = len(cell.split()) <= JOB_WORDS
        if not is_first and is_short and set(map(str.lower, joiners)) <= _JOINING and _is_job(parts):
            yield _trimmed(cell), True
            continue
        whole = parts[:1]
        for n, part in enumerate(parts[1:]):  # the joiner of that number stands before it
            is_between = n > 0 and joiners[n - 1].strip() in _PAUSES and joiners[n].lower() in _JOINING
            is_field = _HAS_FIELDS.search(whole[-1]) and joiners[n].strip().lower() in _FIELDS_JOINED
            is_field = is_field and not is_given(part)
            if is_field or (joiners[n] == "y" and _is_family_name(whole[-1], part.strip())):
                whole[-1] += f" {joiners[n].strip()} {part}"
            elif is_between and whole[-1] and " " not in whole[-1] and _FIELD_OF_A_JOB.fullmatch(part):
                whole[-1] += f" {joiners[n]} {part}"
            else:
                whole.append(part)
        yield from ((_trimmed(part), False) for part in whole)
        is_first = is_first and not cell.strip()


_HAS_FIELDS = Folded(
    r"\b(?:academy|administration|agency|association|bureau|cent(?:er|re)|college|committee|council|department|division"
    r"|faculty|institutes?|institut[oe]?|ministry|office|school|society|amt|ministerium|minist[eè]r(?:e|io|o)"
    r"|d[eé]part[ae]ment[o]?|chief|director|editor|head|lead|manager|(?:vice )?president|professor|vp)"
    r" (?:of|for|f[üu]r|des?|del|della|di|do|da)\b"
)
_FIELDS_JOINED = frozenset(("and", "&", "und", "et", "y", "e", "i"))
"""What a house or a job is for has several parts: "Head of Marketing and Community Development"."""


def _is_family_name(before: str, part: str) -> bool:
    """Whether a word behind "y" is the second family name of the one before it: José Ortega y Gasset."""
    is_word = part.isalpha() and part.istitle() and len(before.split()) > 1
    return is_word and not any(AGENCY.match(name) or is_desk(name) for name in (before, part))


def _trimmed(piece: str) -> str:
    return piece.strip(" .:-–—|⋅\"'“”’*©") if piece[-1:] != "." else piece.strip(" :-–—|⋅\"'“”*©")


def _is_job(parts: Sequence[str]) -> bool:
    """Whether the parts of an element's text are what somebody does: "Gardener & Cook", "Founder and Lead Reviewer"."""
    if len(parts) < 2 or any(AGENCY.match(part) for part in parts):
        return False
    if any(_VERB.search(part) for part in parts):
        return False
    return any(_ENDS_IN_JOB.search(part) for part in parts) or all(part and " " not in part.strip() for part in parts)


_SENTENCE = lazy(r"\b(?:is|was|are|were|has|ist|war|est)\b", re.IGNORECASE)
JOB_WORDS = 8
"""Words of a job; more are a sentence."""
_PAUSES, _JOINING = (",", "|", "•", "·"), {"and", "&"}
_JOB = r"(?:editor|writer|reporter|correspondent|journalist|columnist|contributor|producer|analyst|critic)"
_FIELD_OF_A_JOB = lazy(r"(?:[\w'’-]+ ){1,3}" + _JOB + "s?", re.IGNORECASE)
_JOB_OF_SEVERAL = lazy(r"(?:[\w'’-]+ (?:(?:and|&) )?){1,4}" + _JOB + "s", re.IGNORECASE)
_ENDS_IN_JOB = lazy(rf"\b(?:{_JOB}|founder|reviewer|director|manager|author|blogger|photographer)s?\s*$", re.IGNORECASE)


_WITH_A_CAMERA = lazy(
    r"\s*(?:[,;/&¦]|\b(?:and|und|y|et|e)\b)\s*[^,;/&¦()]{3,40}\((?:photo|foto|picture|image|illustration|video|camera)\w*\)",
    re.IGNORECASE,
)
"""Who is named for the pictures, in brackets, behind who wrote."""
_IN_BRACKETS = lazy(r"\((?:(?:with|mit|avec|con|com|met|med|и|ile)\s+)?([^)]{2,30})\)")
_BAR = lazy(r"([^|•·]{2,60}?)\s*[|•·]\s*([^|•·]{2,60})$")


_AROUND = lazy(
    r"^(?:(?:the\s+)?(?:author|autor(?:in)?|auteur|writer|reporter|journalist|posts?|edited|written)(?:\s+by)?[\s:]+|by[\s:]+|vom?n?\s+)+(?=\S)"
    r"|\s+(?:am|at|on|um|le|el|den|dem|vom|says?|author|autor(?:in)?)$|\s+\d{1,3}\.?$",
    re.IGNORECASE,
)


def _take(piece: str, line: Line, *, trusted: bool) -> None:
    """Add one piece of a byline: an agency, a suffix or role of the last person, or a person."""
    piece = _AROUND.sub("", _AROUND.sub("", piece))
    if not piece or _CREDENTIAL.match(piece):
        return
    if _SUFFIX.match(piece):
        if line.persons:
            line.persons[-1].name += f", {piece}"
        return
    if AGENCY.match(piece) or AGENCY.match(piece.rstrip(".")):
        line.agencies.append(piece if AGENCY.match(piece) else piece.rstrip("."))
        return
    if line.persons and _is_behind_a_name(piece, of_several=len(line.persons) > 1):
        _give_job(piece, line.persons)
        return
    if is_desk(piece):
        line.agencies.append(piece)
        return
    if (match := _AGENCY_BEHIND.match(piece)) and is_name(match[1], trusted=trusted):
        piece = match[1]
        line.agencies.append(match[2])
    if line.persons and is_month(piece):  # "Wulandari, Agustus 2026"
        return
    if is_name(piece, trusted=trusted):
        line.persons.append(Person(piece))


def _is_behind_a_name(piece: str, *, of_several: bool) -> bool:
    """Whether what stands behind a name, or behind several, is a role."""
    if of_several and _JOB_OF_SEVERAL.fullmatch(piece):
        return True
    is_ours = piece.lower().startswith("our ")  # "Ali Khan & Our Correspondent"
    return bool(_ROLE.search(piece)) and not is_ours and (piece.lower() in _JOBS or not _DESK.fullmatch(piece))


def _give_job(piece: str, persons: list[Person]) -> None:
    """Give a role to the last person, or to all where it is in the plural; a sentence is nobody's."""
    if len(persons) > 1 and _JOB_OF_SEVERAL.fullmatch(piece):
        for person in persons:
            person.role = person.role or piece
    elif len(piece.split()) <= JOB_WORDS and not _SENTENCE.search(piece):
        persons[-1].role = persons[-1].role or piece


_JOBS = frozenset(("reporter", "correspondent", "contributor"))
"""Words that sign alone as a desk, and behind a name are its role."""


def is_desk(text: str) -> bool:
    """Whether a desk or agency signs: "Web Desk", "Staff Reporter", "dpa"."""
    return bool(AGENCY.match(text) or (len(text) < 50 and _DESK.search(text)))


@cache
def given_names() -> frozenset[str]:
    """Given names of some seventy languages, folded (`benchmarks/build_given_names.py`)."""
    return frozenset(files(__package__).joinpath("given_names.txt").read_text("utf-8").split())


def is_given(name: str) -> bool:
    """Whether a name begins with a given name that people have somewhere, behind titles ("Dr Imran Khalid")."""
    words = [word.strip(".") for word in fold_words(name.replace("-", " ")).split()]
    first = next((word for word in words if word not in _TITLES), "")
    return first in given_names()


_TITLES = frozenset(lists("bylines")["titles"])


def is_role(text: str) -> bool:
    """Whether a text names a job: "Chief Content Officer"."""
    return bool(_ROLE.search(text))


def is_organisation(text: str) -> bool:
    """Whether a name sounds like a house rather than a person."""
    return bool(_HOUSE.search(text)) or is_desk(text)


_HAN = lazy(r"[\u4e00-\u9fff々]+")
_WITHOUT_SPACES = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
LONGEST_UNSPACED = 34
"""Characters of the longest name in scripts that set no spaces between words: more are a sentence."""
LONGEST_HAN = 5
"""Characters of the longest name in Chinese characters alone; more are a label."""


_ELIDED = lazy(r"(?:d|l|dell|dall)['’][^\W\d_a-z]")
"""A particle that has lost its vowel, before a name: "d’Arcy"."""
_SENTENCE_IN = lazy(r"(?:^|\s)[^\W\dA-Z.][^\W\d.]{4,}\.(?:\s|$)")
"""A word in lower case with a full stop behind it, where initials and shortened words have one."""


_NO_NAME_HAS = frozenset('?!<>{}[]()=#%$€£"“”„:：;…*_\\。！？।')
_LONGEST_NAME = 6
"""Words of a name."""


def _may_be_name(text: str, *, digits: int) -> bool:
    """Whether a text is as long as a name and has nothing that none has, but for so many digits."""
    if not 2 <= len(text) <= MAX_NAME or _URL.search(text) or _NOT_A_NAME.match(text):
        return False
    if len(text) == 2 and text.islower():  # "par Ann Lee, le 3 mai"
        return False
    if sum(c.isdigit() for c in text) > digits or not _NO_NAME_HAS.isdisjoint(text):
        return False
    words = text.split()
    if len(words) > _LONGEST_NAME or not any(c.isalpha() for c in text):
        return False
    return not (any(map(str.isdigit, words[1:-1])) and words[-1].islower())  # "prije 26 minuta"


def is_name(text: str, *, trusted: bool = False) -> bool:
    """Whether a piece of text can be a person's name. Scripts without case are judged by length alone."""
    if not _may_be_name(text, digits=2 if trusted else 0):
        return False
    words = text.split()
    if not text.isascii() and not any(c.isupper() or c.islower() for c in text):  # a script without case
        if (len(text) > LONGEST_UNSPACED and _WITHOUT_SPACES.match(text)) or is_weekday(text):
            return False
        return len(words) <= 5 and (trusted or len(text) <= LONGEST_HAN or not _HAN.fullmatch(text))
    if _VERB.search(text) if len(words) > 1 else _VERB.fullmatch(text.rstrip(".")):
        return False
    if words[-1] in _PARTICLE and not trusted:
        return False  # "Saved by", in whatever language
    cased = [w for w in words if w.lower().strip(".") not in _PARTICLE]
    capital = bool(cased) and all(w[0].isupper() or not w[0].isalpha() or _ELIDED.match(w) for w in cased)
    if _SENTENCE_IN.search(text):
        return False  # "definition. Thus", "several unions of teachers."
    if trusted:  # "ali khan" is a name, "La parte del tiempo" and "anderen Anbietern" are none
        if len(words) == 2 and words[0].isalpha() and words[0].islower() and len(cased) == 2 and words[1][0].isupper():
            return False
        return len(words) <= 5 and (capital or len(words) < 3 or text.islower())
    return capital and len(words) > 1
