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
from typing import TYPE_CHECKING, Any

import orjson
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import html

Json = Any
"""A JSON value of unknown shape."""

_ASSIGNED = re.compile(r"=\s{0,4}(?=[{\[]|JSON\.parse\()")
_STATE = re.compile(
    r"(?:(?:state|data|props|store|comments|nuxt|cache|context|payload|bootstrap|content|article|story)[\w$]{0,20}"
    r"|\b(?:window|self|globalThis)(?:\.|\[[\"'])[\w$]{1,40})[\"'\])]{0,3}\s{0,4}$",
    re.IGNORECASE,
)
_PARSED = re.compile(r"JSON\.parse\(\s{0,4}(?=[\"'])")
_PUSHED = re.compile(r"\.push\(\s{0,4}(?=\[\s{0,4}\d{1,3}\s{0,4},\s{0,4}\")")
_TRANSPORTED = re.compile(r"DataTransport\b[^;{}]{0,40}\.push\(\s{0,4}(?=\{)")
"""How the client of Apollo for Next.js streams its cache."""
_STARTED = re.compile(r"\bkit\.start\(\s{0,4}\w+,\s{0,4}\w+,\s{0,4}(?=\{)")
"""How SvelteKit hands its data to the page."""
_SCRIPT_WORDS = re.compile(r"[:,\[]\s{0,4}(?:undefined\b|void 0\b|new Date\(|![01]\b)|[{,]\s{0,4}[a-zA-Z_$][\w$]*:")
_SCRIPTED = re.compile(
    r'("(?:[^"\\]|\\.)*")|\bnew Date\(("[^"\\]{0,40}")\)|\b(?:undefined|void 0)\b|(!0\b)|(!1\b)'
    r"|(?<=[{,])\s*([a-zA-Z_$][\w$]*)(?=:)",
    re.DOTALL,
)
"""What scripts write where JSON has other words (of strings the first group), and names without quotes."""
_ATTRIBUTES = etree.XPath("//@*[starts-with(., '{') or starts-with(., '[')]", smart_strings=False)
_LARGEST = 8_000_000
_LARGEST_SCRIPTED = 1_000_000
"""Characters of a script, and of one that is written anew for each state in it."""
_MOST_STATES = 20
_MOST_VALUES = 200_000
_DEEPEST, _DEEPEST_DRAWN = 60, 180
"""Levels of a value that are followed, and of one that has a drawn page in it: three for each element."""


def states_of(scripts: Iterable[tuple[str, str]], having: str = "") -> Iterator[Json]:
    """The values in these scripts, each given by its type and its source, of those whose source has some letters."""
    pushed: list[str] = []
    for kind, source in scripts:
        if len(source) > _LARGEST or "ld+json" in kind:
            continue
        if ".push(" in source:
            pushed += _pushed(source)
        if having not in source:
            continue
        if "json" in kind:
            yield resolved(parsed(source))
        else:
            yield from map(resolved, _assigned(source))
    if pushed and having in (joined := "".join(pushed)) and len(joined) <= _LARGEST:
        yield _Flight(joined).roots()


def states_in_attributes(root: html.HtmlElement, having: str = "") -> Iterator[Json]:
    """The JSON values in attributes, from which components begin, of those that have some letters."""
    values = [value for value in _ATTRIBUTES(root) if having in value and len(value) <= _LARGEST]
    yield from (resolved(_unwrapped(parsed(value))) for value in values[:_MOST_STATES])


def _unwrapped(value: Json, depth: int = 0) -> Json:
    """A value whose parts stand behind the number of their kind: `{"title": [0, "Rain"], "tags": [1, [[0, "a"]]]}`, as
    Astro hands values to its islands."""
    if depth > _DEEPEST or not isinstance(value, dict) or not all(map(_is_wrapped, value.values())):
        return value
    return {key: _content(inner, depth + 1) for key, inner in value.items()}


def _is_wrapped(value: Json) -> bool:
    return isinstance(value, list) and len(value) == 2 and type(value[0]) is int


def _content(wrapped: Json, depth: int) -> Json:
    held = wrapped[1]
    if isinstance(held, list):
        return [_content(inner, depth + 1) if _is_wrapped(inner) and depth < _DEEPEST else inner for inner in held]
    return _unwrapped(held, depth)


def parsed(source: str) -> Json:
    """The JSON value that a text holds, None where it holds none."""
    try:
        return orjson.loads(source)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        source = source.lstrip("\ufeff \t\r\n")
        return _decoded(source, 0) if source[:1] in ("{", "[") else None


def _assigned(source: str) -> Iterator[Json]:
    """What a script assigns to something named as a state."""
    starts = [m.end() for m in _ASSIGNED.finditer(source) if _STATE.search(source, max(0, m.start() - 60), m.start())]
    starts += [m.end() for m in _TRANSPORTED.finditer(source)]
    starts += [m.end() for m in _STARTED.finditer(source)]
    for start in starts[:_MOST_STATES]:
        if quoted := _PARSED.match(source, start):
            written = _quoted(source, quoted.end())
            yield parsed(written) if written else None
        else:
            yield _decoded(source, start)


def _pushed(source: str) -> list[str]:
    """The strings that a script pushes on a list, with a number before each."""
    values = (_raw(source, found.end()) for found in _PUSHED.finditer(source))
    return [v[1] for v in values if isinstance(v, list) and len(v) > 1 and isinstance(v[1], str)]


def _decoded(source: str, start: int) -> Json:
    """The value that begins there, None where none does; also one with what JSON lacks, as `serialize-javascript` and
    minifiers write it: `undefined`, `new Date("...")`, `!0`, names without quotes."""
    value = _raw(source, start)
    if value is None and len(source) - start <= _LARGEST_SCRIPTED and _SCRIPT_WORDS.search(source, start):
        value = _raw(_SCRIPTED.sub(_as_json, source[start:]), 0)
    return value


def _as_json(found: re.Match[str]) -> str:
    string, date, yes, no, name = found.groups()
    return string or date or (f'"{name}"' if name else "true" if yes else "false" if no else "null")


def _raw(source: str, start: int) -> Json:
    """The JSON value that begins there, None where none does."""
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


_ROW = re.compile(r"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),|(?=[\[{\"]))")
_REFERENCE = re.compile(r"\$@?([0-9a-f]{1,8})((?::[^:]{1,200}){0,30})")


class _Flight:
    """A stream of the rows in which React's server components are sent: JSON, or a text whose bytes are counted.

    A value that begins with a dollar refers to a row or to a place inside of one, or stands for what JSON cannot say
    (https://github.com/facebook/react, packages/react-client/src/ReactFlightClient.js).
    """

    def __init__(self, stream: str) -> None:
        self.rows: dict[str, Json] = {}
        self.named: set[str] = set()
        """The rows that others refer to."""
        self.left = _MOST_VALUES
        data = stream.encode("utf-8", "replace")
        place = 0
        while place < len(data):
            end = data.find(b"\n", place)
            end = len(data) if end < 0 else end
            row = _ROW.match(data[place : place + 20].decode("ascii", "replace"))
            if row and row[2]:
                end = place + row.end() + int(row[2], 16)
                self.rows[row[1]] = data[place + row.end() : end].decode("utf-8", "replace")
                place = end
                continue
            if row:
                self.rows[row[1]] = parsed(data[place + row.end() : end].decode("utf-8", "replace"))
            place = end + 1

    def roots(self) -> list[Json]:
        """The rows to which no other refers, each with what it refers to in place; not the parts that are only drawn
        later ("$L1"): they are rows of their own."""
        whole = {name: self._value(row, 0) for name, row in self.rows.items() if isinstance(row, dict | list)}
        return [row for name, row in whole.items() if name not in self.named] or list(whole.values())

    def _value(self, value: Json, depth: int) -> Json:
        self.left -= 1
        if depth > _DEEPEST_DRAWN or self.left < 0:
            return value
        if isinstance(value, dict):
            return {key: self._value(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._value(inner, depth + 1) for inner in value]
        return self._said(value, depth) if isinstance(value, str) and value.startswith("$") else value

    def _said(self, value: str, depth: int) -> Json:
        """What a text with a dollar before it stands for."""
        if value.startswith("$$"):
            return value[1:]
        if value.startswith("$D"):
            return value[2:]
        found = _REFERENCE.fullmatch(value)
        if found is None or found[1] not in self.rows:
            return None if value in ("$undefined", "$NaN", "$Infinity", "$-Infinity") else value
        held = self.rows[found[1]]
        if not found[2]:
            self.named.add(found[1])
        for key in found[2].split(":")[1:]:
            if isinstance(held, list) and key.isdigit() and int(key) < len(held):
                held = held[int(key)]
            elif isinstance(held, dict):
                held = held.get(key)
            else:
                return None
        return held if isinstance(held, str) and not found[2] else self._value(held, depth + 1)


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
