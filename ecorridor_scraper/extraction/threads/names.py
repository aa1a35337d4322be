"""Names of commenters as they signed, without what the theme prints around them ("says:", in any language)."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from ..phrases import alternatives

_SAYS = re.compile(rf"\s+(?:{alternatives('comments', 'says')})\s*:?\s*$", re.IGNORECASE)
_HANDLE = re.compile(r"(?<=\S)(?:\s*\((?:@|[a-z]{2,4}:)[^()\s]{1,60}\)|\s+@[^()\s]{1,60})$")
"""How the system calls somebody, after the name: "Ann (@ann)", "Ann (id:ann)", "Ann @ann.example"."""
_GUEST = re.compile(rf"(?<=\S)\s*\((?:{alternatives('comments', 'readers without a name')})\)$", re.IGNORECASE)
"""What tells that somebody has no account: "Ann (Guest)"."""
_COUNTED = re.compile(r"([^\d\n]{0,14}?)(\d{1,5})(\w{0,2}\s?[.:)\]|、：]\s*|\s+[-–—]\s+)(?=\S)")
_LED = re.compile(r"[^:：]{1,24}[:：]\s*(?=\S)")
_NUMBER = re.compile(r"\d+")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")
_SEPARATOR = re.compile(r"\s*[|·•–—]\s*|\s+-\s+")
_EDGES = " :,|\u2013-\u2014\u00b7\u22c5\u2022"


def own_names(names: list[str]) -> list[str]:
    """Names without "(Guest)" after them, and without what all have: handles after them, the numbers of the comments
    before them ("1. Ann", "No. 2: Bob"), which count up or down by one, a label before a colon ("User: ")."""
    names = [_GUEST.sub("", name) for name in names]
    if all(_HANDLE.search(name) for name in names):
        names = [_HANDLE.sub("", name) for name in names]
    led = [_LED.match(name) for name in names]
    if len(names) > 1 and all(led) and len({_NUMBER.sub("#", match[0]) for match in led if match}) == 1:
        return [name[match.end() :] for name, match in zip(names, led, strict=True) if match]
    found = [_COUNTED.match(name) for name in names]
    numbers = [int(match[2]) for match in found if match]
    steps = {b - a for a, b in itertools.pairwise(numbers)}
    around = {(match[1], match[3]) for match in found if match}
    in_a_row = len(numbers) > 2 and len(set(numbers)) == len(numbers) == max(numbers) - min(numbers) + 1
    if len(numbers) < len(names) or len(around) > 1 or not (steps in ({1}, {-1}) or in_a_row):
        return names
    rest = [name[match.end() :] for name, match in zip(names, found, strict=True) if match]
    return [without_labels(name) for name in rest] if all(map(_LABELS.match, rest)) else rest


_LABEL = re.compile(rf"(?:{alternatives('comments', 'labels of readers')})\s*[:：]\s*(?=\S)", re.IGNORECASE)
_LABELS = re.compile(
    rf"(?:(?:{alternatives('comments', 'done by a writer')})\s+(?:by|von|par|por|da|di|door|av|af)|by)\s*:?\s+(?=\S)|"
    rf"{_LABEL.pattern}|第\s?\d+\s?[楼樓]\s?[:：]\s*(?=\S)",
    re.IGNORECASE,
)
"""What a page prints before the name of a writer: "Posted by", "Autor:"."""
_BEFORE_DATE = re.compile(r"(?<=\S)\s+(?:at|on|am|um|le|el|il|em|op|den|kl)\.?$")


def is_labelled(text: str) -> bool:
    """Whether a text says in a word before a colon that a writer's name follows: "Author: Ann"."""
    return _LABEL.match(text) is not None


def without_labels(name: str) -> str:
    """One name without what stands around it in the languages that are known, for want of others to compare it with."""
    found = _LABELS.match(name)
    rest = _BEFORE_DATE.sub("", _SAYS.sub("", name[found.end() :] if found else name)).strip(_EDGES)
    return rest or name


def clean_names(names: list[str]) -> list[str | None]:
    """The names of one thread, each without what nearly all of them begin or end with; None where nothing is left.

    What looks like a name itself (capitalised, without a colon) must be shared by many before it goes: three
    commenters may be called Khan.
    """
    words = [name.split() for name in own_names(names)]
    for pick, rest in ((-1, slice(0, -1)), (0, slice(1, None))):
        while shared := _shared(words, pick):
            words = [w[rest] if len(w) > 1 and w[pick] == shared else w for w in words]
    cleaned = (_SAYS.sub("", _TAGS.sub("", " ".join(w))).strip(_EDGES) for w in words)
    return [name or None for name in cleaned]


def _shared(words: list[list[str]], pick: int) -> str | None:
    """The first or last word that nearly all of these names have in common."""
    ends = Counter(w[pick] for w in words if len(w) > 1)
    distinct = len({tuple(w) for w in words})
    if not ends or distinct < 3:
        return None
    word, times = ends.most_common(1)[0]
    is_label = word.endswith(":") or word.islower()
    enough = times >= max(3, 0.8 * len(words)) if is_label else distinct >= 8 and times >= 0.95 * len(words)
    return word if enough else None


def cut_line(text: str) -> tuple[str, str, str]:
    """A line cut at its first separator: what stands before it, the separator, what stands after it."""
    found = _SEPARATOR.search(text)
    return (text[: found.start()], found.group(0), text[found.end() :]) if found else ("", "", text)
