"""The JSON that a page hands to its scripts, in the forms in which frameworks write it, as plain values.

A script assigns it as it stands (`window.__STATE__ = {...}`), inside of a string (`JSON.parse("...")`), or in pieces of
strings (`self.__next_f.push([1, "..."])`); an element or an attribute holds it as it is or as one list whose objects
name the places of their values. Caches of queries keep every object once, by its id, and refer to it. Nothing is run:
what only a script could work out is left out.
"""

from __future__ import annotations

import json
import re
from json import JSONDecoder
from typing import TYPE_CHECKING

from lxml import etree

from .answers import Json, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import html

_ASSIGNED = re.compile(r"=\s{0,4}(?=[{\[]|JSON\.parse\()")
_STATE = re.compile(
    r"(?:state|data|props|store|comments|nuxt|cache|context|payload|bootstrap)[\w$]{0,20}[\"'\])]{0,3}\s{0,4}$",
    re.IGNORECASE,
)
_PARSED = re.compile(r"JSON\.parse\(\s{0,4}(?=[\"'])")
_PUSHED = re.compile(r"\.push\(\s{0,4}(?=\[\s{0,4}\d{1,3}\s{0,4},\s{0,4}\")")
_FLIGHT = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.MULTILINE)
_ATTRIBUTES = etree.XPath("//@*[contains(., 'omments\"')]", smart_strings=False)
_IN_QUOTES = re.compile(rb"='[{\[][^']*omments\"")
_LARGEST = 8_000_000
_MOST_STATES = 20
_MOST_ROWS = 5_000
_MOST_VALUES = 200_000
_DEEPEST = 60


def states_of(scripts: Iterable[tuple[str, str]]) -> Iterator[Json]:
    """The values in these scripts, each given by its type and its source, that may hold comments."""
    pushed: list[str] = []
    for kind, source in scripts:
        if len(source) > _LARGEST or "ld+json" in kind:
            continue
        if ".push(" in source:
            pushed += _pushed(source)
        if "omment" not in source:
            continue
        if "json" in kind:
            yield resolved(parse_json(source.encode("utf-8", "replace")).data)
        else:
            yield from map(resolved, _assigned(source))
    if pushed and "omment" in (joined := "".join(pushed)) and len(joined) <= _LARGEST:
        rows = [row for found in list(_FLIGHT.finditer(joined))[:_MOST_ROWS] if (row := _decoded(joined, found.end()))]
        yield rows


def states_in_attributes(body: bytes, root: html.HtmlElement) -> Iterator[Json]:
    """The JSON values in attributes, from which components begin, that may hold comments. The tree is searched only
    where the source of the page has such an attribute."""
    if b"omments&quot;" not in body and b"omments&#34;" not in body and not _IN_QUOTES.search(body):
        return
    for value in _ATTRIBUTES(root)[:_MOST_STATES]:
        if value.lstrip()[:1] in ("{", "[") and len(value) <= _LARGEST:
            yield resolved(parse_json(value.encode("utf-8", "replace")).data)


def _assigned(source: str) -> Iterator[Json]:
    """What a script assigns to something named as a state."""
    starts = [m.end() for m in _ASSIGNED.finditer(source) if _STATE.search(source, max(0, m.start() - 60), m.start())]
    for start in starts[:_MOST_STATES]:
        if quoted := _PARSED.match(source, start):
            written = _quoted(source, quoted.end())
            yield parse_json(written.encode("utf-8", "replace")).data if written else None
        else:
            yield _decoded(source, start)


def _pushed(source: str) -> list[str]:
    """The strings that a script pushes on a list, with a number before each."""
    values = (_decoded(source, found.end()) for found in _PUSHED.finditer(source))
    return [v[1] for v in values if isinstance(v, list) and len(v) > 1 and isinstance(v[1], str)]


def _decoded(source: str, start: int) -> Json:
    try:
        value, end = JSONDecoder(strict=False).raw_decode(source, start)
        if "\\ud" in source[start:end].lower():  # a half of a surrogate pair may stand alone, and nothing can store it
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return value


_STRINGS = {
    '"': re.compile(r'"((?:[^"\\\n]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\\n]|\\.)*)'", re.DOTALL),
}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def _quoted(source: str, start: int) -> str | None:
    """The value of a string of a script, in quotes of either kind."""
    found = _STRINGS[source[start]].match(source, start)
    if found is None:
        return None
    return _ESCAPE.sub(_unescaped, found[1]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(found: re.Match[str]) -> str:
    unit, byte, line, character = found.groups()
    if unit or byte:
        return chr(int(unit or byte, 16))
    return "" if line else _NAMED.get(character, character)


def resolved(value: Json) -> Json:
    """A value with its parts where they belong, which it may keep elsewhere: in a list of numbered places, or by their
    ids in a cache of queries."""
    if isinstance(value, list) and len(value) > 2 and _is_numbered(value):
        return _Numbered(value).value(0, 0)
    if isinstance(value, dict) and (kept := _kept(value)):
        return _Cache(kept).lists()
    return value


def _is_numbered(values: list[Json]) -> bool:
    """Whether the first of these objects name nothing but places of the list."""
    objects = [v for v in values[:20] if isinstance(v, dict) and v]
    return bool(objects) and all(
        type(place) is int and -10 < place < len(values) for held in objects for place in held.values()
    )


class _Numbered:
    """One list of values in which objects and arrays name the places of their parts."""

    def __init__(self, values: list[Json]) -> None:
        self.values = values
        self.left = _MOST_VALUES

    def value(self, place: Json, depth: int) -> Json:
        self.left -= 1
        if type(place) is not int or not 0 <= place < len(self.values) or depth > _DEEPEST or self.left < 0:
            return None
        held = self.values[place]
        if isinstance(held, dict):
            return {key: self.value(inner, depth + 1) for key, inner in held.items()}
        if isinstance(held, list):
            if len(held) == 2 and isinstance(held[0], str):  # a value with its kind: ["Date", 12], ["Reactive", 4]
                return self.value(held[1], depth + 1) if type(held[1]) is int else held[1]
            return [self.value(inner, depth + 1) for inner in held]
        return held


def _kept(state: dict[str, Json]) -> dict[str, dict[str, Json]]:
    """The objects of a cache of queries by the ids under which it keeps them; none where it is no such cache."""
    for inner in (state, *(v for v in state.values() if isinstance(v, dict))):
        typed = {k: v for k, v in inner.items() if isinstance(v, dict) and isinstance(v.get("__typename"), str)}
        if len(typed) > 2 and 2 * len(typed) > len(inner):
            return typed
    return {}


class _Cache:
    """A cache of queries: objects of a type, each kept once, that refer to each other."""

    def __init__(self, kept: dict[str, dict[str, Json]]) -> None:
        self.kept = kept

    def lists(self) -> dict[str, list[Json]]:
        """The objects by their type, with those they refer to in place, but for their own kind: of these the id, and to
        those that one lists as its own its id as that of their parent."""
        kinds: dict[str, list[Json]] = {}
        above = {below: name for name, held in self.kept.items() for below in self._listed(held, held["__typename"])}
        for name, held in self.kept.items():
            kind = held["__typename"]
            row = {key.partition("(")[0]: self._value(value, kind, 0) for key, value in held.items()}
            if name in above:
                row["parentId"] = self._identifier(above[name])
            kinds.setdefault(f"{kind}s", []).append(row)
        return kinds

    def _identifier(self, name: str) -> Json:
        return self.kept[name].get("id") or name.partition(":")[2] or name

    def _referred(self, value: Json) -> str | None:
        """The name of the object that a reference stands for, as caches of today and of before write it."""
        if not isinstance(value, dict):
            return None
        name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        return name if isinstance(name, str) and name in self.kept else None

    def _listed(self, held: dict[str, Json], kind: str) -> Iterator[str]:
        """The objects of one kind that stand in lists of an object, with nothing but edges and nodes between."""
        stack: list[tuple[Json, int]] = [(value, 0) for value in held.values() if isinstance(value, dict | list)]
        while stack:
            value, depth = stack.pop()
            if isinstance(value, list) and depth < 4:
                for entry in value:
                    inner = entry.get("node", entry) if isinstance(entry, dict) else entry
                    if (name := self._referred(inner)) and self.kept[name]["__typename"] == kind:
                        yield name
            elif isinstance(value, dict) and depth < 4:
                stack.extend((inner, depth + 1) for inner in value.values() if isinstance(inner, dict | list))

    def _value(self, value: Json, kind: str, depth: int) -> Json:
        if isinstance(value, list):
            return [self._value(inner, kind, depth + 1) for inner in value] if depth < 2 else None
        if not isinstance(value, dict):
            return value
        if (name := self._referred(value)) is None:
            return {key: self._value(inner, kind, depth + 1) for key, inner in value.items()} if depth < 3 else None
        other = self.kept[name]
        if other["__typename"] == kind:
            return {"id": self._identifier(name)}
        return {key: self._value(inner, kind, depth + 2) for key, inner in other.items()} if depth < 2 else None
