"""Comments in JSON that nobody described: an unknown interface's answer, or the state that a page hands to its scripts.

A comment is an object with words, somebody who said them and a time; a thread is an array of such objects, whose
replies stand inside them or name their parent. What each key means is told by its name, and among several by its
values: the words are the longest text, the id differs from object to object. The state of a page holds much else, so
that there an array must be called comments or replies, every part must be there, and an object with a headline or a
price is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....items import Comment
from ...states import states_in_attributes, states_of
from ..answers import Json, count_at, fill_body, id_at, moment, rows_at, shown_name, text_at, web_address
from ..contract import Found, Provider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..contract import Signals

_PUNCTUATION = re.compile(r"[^a-z0-9]")
_IN_QUOTES = re.compile(rb"='[{\[][^']*omments\"")
_WORDS = frozenset(
    [
        "text",
        "body",
        "content",
        "contents",
        "message",
        "comment",
        "html",
        "bodyhtml",
        "contenthtml",
        "htmlcontent",
        "commenttext",
        "commentbody",
        "commentcontent",
        "texthtml",
        "cooked",
        "rendered",
        "bodytext",
        "textbody",
        "markdown",
        "raw",
        "rawbody",
        "msg",
        "plaintext",
        "value",
    ]
)
_PEOPLE = frozenset(
    [
        "author",
        "user",
        "userprofile",
        "creator",
        "commenter",
        "owner",
        "member",
        "profile",
        "account",
        "from",
        "createdby",
        "postedby",
        "actor",
        "person",
        "writer",
    ]
)
_NAMES = (
    "displayname", "fullname", "name", "username", "nickname", "nick", "screenname", "login", "authorname",
    "commentername", "userdisplayname", "userfullname", "author", "user", "by", "creator", "commenter", "title",
)  # fmt: skip
_DATE = re.compile(
    r"^(?:creat(?:ed|ion)|date|time|posted|published|submitted|added|inserted|writt?en|commented)|^(?:ctime|ts|at|on)$"
)
_NO_DATE = re.compile(r"edit|update|modif|zone|ago|delete|close")
_IDS = ("id", "commentid", "uuid", "cid", "guid", "key", "pk", "hash", "contentuuid", "hexid")
_PARENT = re.compile(r"^(?:parent|in?reply|replyto|responseto|answerto|pid$|replyid$)(?!.*(?:count|name|text|url))")
_IDENTIFYING = re.compile(r"(?:id|uuid|hex|number|key)$")
_SOMEBODY = re.compile(r"^(?:user|author|commenter|actor|member|owner|creator|created|account)")
_CHILDREN = frozenset(
    [
        "replies",
        "children",
        "comments",
        "responses",
        "answers",
        "childcomments",
        "subcomments",
        "thread",
        "reply",
        "items",
    ]
)
_LIKES = (
    "likes", "likecount", "likescount", "upvotes", "upvotecount", "ups", "score", "basescore", "points", "votes",
    "numlikes",
)  # fmt: skip
_DISLIKES = ("dislikes", "dislikecount", "downvotes", "downvotecount", "downs")
_WRAPPERS = frozenset(["node", "comment", "attributes", "data", "item"])
_ARTICLE = frozenset(
    ["headline", "slug", "price", "thumbnail", "subtitle", "excerpt", "seo", "teaser", "rating", "stars", "sku"]
)
_THREAD = re.compile(r"comment|repl(?:y|ies)|discussion|respons", re.IGNORECASE)
_QUOTES = (b'"', b'\\"', b"&quot;", b"&#34;")
"""What ends the name of a list of comments in a state, also inside of a string or an attribute."""
_SPLIT_SECOND = re.compile(r":\d\d\.(?!0+\D)\d+|^\d{10}(?!000$)\d{3}$")
_MOST = 200_000
"""Values looked at in one document."""


def _names_list(body: bytes) -> bool:
    """Whether a page names a list of comments in quotes; to look for each kind of quotes takes four times as long."""
    return any(rest.startswith(_QUOTES) for rest in body.split(b"omments")[1:])


def plain_key(key: str) -> str:
    """A key without case and punctuation."""
    return _PUNCTUATION.sub("", key.lower())


@dataclass(slots=True)
class _Row:
    """One object that may be a comment, its keys plain, and the row that it stands in."""

    held: dict[str, Json]
    above: int
    """Index of the row above in the same list, -1 for none."""


class UnknownData(Provider):
    """JSON of no known system, as the document or inside a page."""

    name = "unknown-data"
    fallback = True

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if signals.data is not None:
            return 0.3
        if signals.is_xml:
            return 0.0
        return 0.2 if signals.mentions(b'"Comment:') or _names_list(signals.page.document.body) else 0.0

    def read(self) -> Found:
        if self.signals.data is not None:
            best = _best(_arrays(self.signals.data, named=False), strict=False)
            return self._found(best, self.signals.data) if best else Found(complete=False, reason="missing")
        for state in self._states():
            if best := _best(_arrays(state, named=True), strict=True):
                return self._found(best, state)
        return Found()

    def _states(self) -> Iterator[Json]:
        """The JSON values that the page's scripts and attributes hold, of those that may hold comments. The tree is
        searched only where the source of the page has such an attribute."""
        scripts = self.page.root.iter("script")
        yield from states_of(((script.get("type") or "", script.text) for script in scripts if script.text), "omment")
        body = self.page.document.body
        if b"omments&quot;" in body or b"omments&#34;" in body or _IN_QUOTES.search(body):
            yield from states_in_attributes(self.page.root, 'omments"')

    def _found(self, rows: list[_Row], data: Json) -> Found:
        own = _identifying(rows)
        known = {identifier for row in rows if own and (identifier := id_at(row.held, own))}
        names = _people(data) if any(_name(row.held) is None for row in rows) else {}
        comments: list[Comment] = []
        for row in rows:
            comment = self._comment(row.held)
            if comment.author_name is None:
                somebody = (id_at(v) for k, v in row.held.items() if _SOMEBODY.match(k))
                comment.author_name = shown_name(next((names[i] for i in somebody if i in names), None))
            if own:
                comment.comment_id = id_at(row.held, own) or ""
                above = comments[row.above].comment_id if row.above >= 0 else None
                comment.parent_id = _parent(row.held, known) or above
            if comment.parent_id == comment.comment_id:
                comment.parent_id = None
            comment.parent_source = "api" if comment.parent_id else None
            comments.append(comment)
        return Found(comments=comments, source="api")

    def _comment(self, held: dict[str, Json]) -> Comment:
        comment = Comment(comment_system=self.name, author_name=shown_name(_name(held)))
        words = _words(held)
        markup = words is not None and re.search(r"</?[a-z][^>]*>|&\w+;", words) is not None
        fill_body(comment, words if markup else None, words, self.page.url)
        for key, value in held.items():
            if _DATE.match(key) and not _NO_DATE.search(key):
                comment.date_published = moment(value, fetched_at=self.page.fetched_at)
                if comment.date_published:
                    comment.date_published_raw, comment.date_published_precision = str(value), "second"
                elif isinstance(value, str):
                    self.date(comment, value)
                if comment.date_published:
                    break
        people = [held[key] for key in sorted(_PEOPLE & held.keys())]
        ids = (id_at(person, name) for person in people for name in ("id", "uuid", "_id"))
        comment.author_id = next(filter(None, ids), None)
        comment.permalink = web_address(text_at(held, "permalink") or text_at(held, "url"), self.page.url)
        comment.likes, comment.dislikes = _number(held, _LIKES), _number(held, _DISLIKES)
        if held.get("deleted") is True or held.get("isdeleted") is True:
            comment.status = "deleted"
        return comment


def _unwrapped(value: Json) -> dict[str, Json] | None:
    """An object with plain keys, out of the wrappers that interfaces put around it."""
    for _ in range(3):
        if not isinstance(value, dict):
            return None
        inner = [k for k in value if plain_key(k) in _WRAPPERS and isinstance(value[k], dict)]
        if len(inner) != 1 or _words({plain_key(k): v for k, v in value.items() if k not in inner}):
            break
        outer = {k: v for k, v in value.items() if k not in inner}
        value = {**outer, **value[inner[0]]}
    return {plain_key(k): v for k, v in value.items() if isinstance(k, str)}


def _arrays(data: Json, *, named: bool) -> Iterator[list[_Row]]:
    """Every array whose objects look like comments, with all that stands below them."""
    stack: list[tuple[Json, bool]] = [(data, not named)]
    looked = 0
    while stack and looked < _MOST:
        value, is_named = stack.pop()
        looked += 1
        if isinstance(value, dict):
            if is_named and _is_table(value) and (rows := _rows(list(value.values()))):
                yield rows
                continue
            stack.extend(
                (v, is_named or bool(_THREAD.search(str(k)))) for k, v in value.items() if isinstance(v, dict | list)
            )
        elif isinstance(value, list):
            rows = _rows(value) if is_named else []
            if rows:
                yield rows
            else:
                stack.extend((v, is_named) for v in value if isinstance(v, dict | list))


def _is_table(value: dict[str, Json]) -> bool:
    """Whether an object is a table of objects by their ids."""
    return len(value) > 1 and all(
        isinstance(held, dict) and any(id_at(held, name) == key for name in ("id", "_id", "uuid", "commentId"))
        for key, held in value.items()
    )


def _rows(array: list[Json]) -> list[_Row]:
    """The comments of an array and of the arrays inside them, parents first; none where its objects are no comments."""
    tops = [held for held in map(_unwrapped, array) if held is not None]
    if not tops or sum(_is_comment(held) for held in tops) * 2 < len(tops):
        return []
    rows: list[_Row] = []
    stack = [(held, -1) for held in reversed(tops)]
    while stack and len(rows) < _MOST:
        held, above = stack.pop()
        if not _is_comment(held):
            continue
        rows.append(_Row(held, above))
        here = len(rows) - 1
        below = [inner for child in _below(held) if (inner := _unwrapped(child)) is not None]
        stack.extend((inner, here) for inner in reversed(below))
    return rows


def _below(held: dict[str, Json]) -> list[Json]:
    for key in sorted(_CHILDREN & held.keys()):
        value = held[key]
        for _ in range(2):
            if isinstance(value, dict):
                value = next((v for v in value.values() if isinstance(v, list)), next(iter(value.values()), None))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return value
    return []


def _is_comment(held: dict[str, Json]) -> bool:
    return _words(held) is not None and (_name(held) is not None or _has_date(held))


def _has_date(held: dict[str, Json]) -> bool:
    return any(
        _DATE.match(key) and not _NO_DATE.search(key) and (isinstance(value, str | int | float)) and value
        for key, value in held.items()
    )


def _instant(held: dict[str, Json]) -> str:
    """When a row says that it was made, as it says it."""
    return next((str(v) for k, v in held.items() if _DATE.match(k) and not _NO_DATE.search(k) and v), "")


def _best(arrays: Iterator[list[_Row]], *, strict: bool) -> list[_Row] | None:
    """The array with most comments, of at least two; strictly: with every part, nothing of an article, and no samples
    of a page builder, which were all made in the same split second."""
    best: list[_Row] | None = None
    for rows in arrays:
        if strict:
            whole = [r for r in rows if _name(r.held) and _has_date(r.held) and not _ARTICLE & r.held.keys()]
            if len(whole) < len(rows) or len({_words(r.held) for r in rows}) * 2 <= len(rows):
                continue
            if (
                len(rows) > 1
                and len(when := {_instant(r.held) for r in rows}) == 1
                and _SPLIT_SECOND.search(when.pop())
            ):
                continue
        if len(rows) >= (2 if strict else 1) and (best is None or len(rows) > len(best)):
            best = rows
    return best


def _words(held: dict[str, Json]) -> str | None:
    """What was said: the longest text under a key that names one; markup before the same as plain text."""
    best: str | None = None
    for key in _WORDS & held.keys():
        value = held[key]
        if isinstance(value, dict):
            value = next(
                (value[k] for k in ("rendered", "html", "text", "value", "raw") if isinstance(value.get(k), str)), None
            )
        if isinstance(value, list):
            value = "\n".join(filter(None, (text_at(part, "text") or text_at(part, "html") for part in rows_at(value))))
        if isinstance(value, str) and value.strip() and (best is None or (len(value), value) > (len(best), best)):
            best = value
    return best


def _name(held: dict[str, Json]) -> str | None:
    for key in sorted(_PEOPLE & held.keys()):
        if isinstance(held[key], dict):
            person = _unwrapped(held[key]) or {}
            for name in _NAMES:
                if found := text_at(person, name):
                    return found if len(found) <= 120 else None
    for name in _NAMES[:-1]:
        found = text_at(held, name)
        if found and len(found) <= 120:
            return found
    return None


def _identifying(rows: list[_Row]) -> str | None:
    """The key that tells every object from every other one: the usual names first, then that which parents name."""
    keys = [
        k
        for k in rows[0].held
        if k in _IDS or (_IDENTIFYING.search(k) and not _PARENT.match(k) and not _SOMEBODY.match(k))
    ]
    unique = [k for k in keys if len({id_at(row.held, k) for row in rows} - {None}) == len(rows)]
    named = {v for row in rows for v in _answered(row.held)}
    if not unique:
        return None
    usual = {k: place for place, k in enumerate(_IDS)}

    def fitness(key: str) -> tuple[int, int, str]:
        values = {id_at(row.held, key) for row in rows}
        return (-len(named & values), usual.get(key, len(usual)), key)

    return min(unique, key=fitness)


def _answered(held: dict[str, Json]) -> list[str]:
    """What an object says that it answers, whatever kind of key that is."""
    found = []
    for key in sorted(k for k in held if _PARENT.match(k)):
        value = held[key]
        values = (
            [v for k, v in value.items() if _IDENTIFYING.search(plain_key(str(k)))]
            if isinstance(value, dict)
            else [value]
        )
        found += [i for v in values if (i := id_at(v))]
    return found


def _parent(held: dict[str, Json], known: set[str]) -> str | None:
    return next((found for found in _answered(held) if found in known), None)


def _people(data: Json) -> dict[str, str]:
    """Names by id, out of the tables of users that stand beside the comments."""
    names: dict[str, str] = {}
    stack: list[Json] = [data]
    looked = 0
    while stack and looked < _MOST:
        value = stack.pop()
        looked += 1
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, dict) and (name := _name(_unwrapped(inner) or {})):
                    names.setdefault(str(key), name)
            held = {plain_key(str(k)): v for k, v in value.items()}
            if (name := _name(held)) and not _words(held):
                for key, inner in held.items():
                    if _IDENTIFYING.search(key) and (identifier := id_at(inner)):
                        names.setdefault(identifier, name)
            stack.extend(v for v in value.values() if isinstance(v, dict | list))
        elif isinstance(value, list):
            stack.extend(v for v in value if isinstance(v, dict | list))
    return names


def _number(held: dict[str, Json], keys: tuple[str, ...]) -> int | None:
    return next((found for key in keys if (found := count_at(held, key)) is not None), None)
