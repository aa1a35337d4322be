"""Comments of systems that nobody described: repeated records that hold an author, a date and words.

`anchors` finds the dates, `records` the records around them and the role of each part, `lineage` who answers whom.
Here is decided whether the records are comments at all. Sidebars, article lists, related posts, product reviews and
menus repeat records with dates too; what tells them apart is measured (`Evidence`) and weighed by a logistic model.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ...items import Comment
from . import lineage
from .anchors import DATE_ATTRIBUTES, exactness, find_anchors, is_dated
from .contract import Found, Provider, Signals
from .layout import Layout, Record
from .records import climb, group_anchors, runs_of, split_regions
from .text import from_elements

if TYPE_CHECKING:
    from collections.abc import Sequence

SURE = 0.93
"""Records of a lower confidence are not taken for comments."""

MOST_CANDIDATES = 10
"""So many groups of dates are looked at, the largest first."""


class Generic(Provider):
    """Finds repeated records that each hold an author, a date and words."""

    name = "generic"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        """Always possible, never sure."""
        return 0.1

    def read(self) -> Found:
        candidates = self.candidates()
        best = max(candidates, key=lambda c: c.score, default=None)
        if best is None or best.confidence < SURE:
            return Found()
        return self._found(self._joined(best, candidates))

    def candidates(self) -> list[Candidate]:
        found = []
        groups = [g for g in group_anchors(find_anchors(self.page.root)) if len(g) > 1]
        for group in groups[:MOST_CANDIDATES]:
            for part in split_regions(group):
                found += candidates_of(part)
        for candidate in found:
            candidate.judge(self.page.url)
        return found

    def _joined(self, best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
        """The best records with those of another template in the same list, such as replies that look different."""
        for other in candidates:
            if other is best or other.layout.owners & best.layout.owners:
                continue
            outer, inner = (
                (other, best) if _holds(other, best) else (best, other) if _holds(best, other) else (None, None)
            )
            if (
                outer is None
                or inner is None
                or inner.confidence < 0.5
                or len(inner.layout.records) < 0.15 * len(outer.layout.records)
            ):
                continue
            layout = Layout([Record(r.parts, r.anchor) for r in outer.layout.records], beside=inner.layout.owners)
            layout.resolve()
            again = Candidate(layout)
            again.judge(self.page.url)
            if again.confidence > 0.5:
                layout.absorb(inner.layout)
                return again
        return best

    def _found(self, candidate: Candidate) -> Found:
        layout = candidate.layout
        records = layout.records
        identity = lineage.Identity(records)
        ids, page_local = _ids(identity, records)
        edges = self._edges(layout, identity)
        comments = []
        for i, record in enumerate(records):
            comment = Comment(comment_id=ids[i], confidence=round(candidate.confidence, 3))
            if (edge := edges.get(i)) is not None:
                comment.parent_id, comment.parent_source = ids[edge[0]], edge[1]
            comment.author_name = record.name
            self._write_date(comment, record)
            self._write_body(comment, record, self._repeated.get(i, ()))
            comments.append(comment)
        return Found(
            comments=comments, elements=[part for record in records for part in record.parts], page_local_ids=page_local
        )

    def _write_date(self, comment: Comment, record: Record) -> None:
        for raw in _raw_dates(record):
            if self.date(comment, raw):
                return

    def _write_body(self, comment: Comment, record: Record, repeated: Sequence[Any]) -> None:
        tops = [record.nodes[record.body]] if record.body > 0 or len(record.parts) == 1 else record.parts
        skip = record.skip if len(tops) > 1 else record.skip | self._owners
        tails = tops if len(tops) > 1 else ()
        text = from_elements(
            tops, skip=skip.union(repeated), base_url=self.page.url, wrapper=len(tops) == 1, tails=tails
        )
        if repeated and not text.text:
            text = from_elements(tops, skip=skip, base_url=self.page.url, wrapper=len(tops) == 1, tails=tails)
        comment.text, comment.text_html, comment.quoted_text = text.text, text.html, text.quoted
        if repeated and text.text:
            comment.quoted_text = "\n\n".join(" ".join(" ".join(q.itertext()).split()) for q in repeated)

    def _edges(self, layout: Layout, identity: lineage.Identity) -> dict[int, tuple[int, str]]:
        """Parent and how it is known; where only quotes tell, remembers those that repeat an earlier record."""
        records = layout.records
        self._owners = layout.owners
        self._repeated: dict[int, list[Any]] = {}
        if edges := identity.edges():
            return {i: (p, "attribute") for i, p in edges.items()}
        if edges := lineage.nesting(records):
            return {i: (p, "dom") for i, p in edges.items()}
        if series := lineage.levels(records):
            return {i: (p, "indent") for i, p in lineage.by_levels(series[0]).items()}
        if edges := lineage.numbering(layout):
            return {i: (p, "attribute") for i, p in edges.items()}
        quoted, self._repeated = lineage.quotes(records, identity.ids)
        return {
            **{i: (p, "mention") for i, p in lineage.mentions(layout).items()},
            **{i: (p, "quote") for i, p in quoted.items()},
        }


def _raw_dates(record: Record) -> list[str]:
    raws: list[str] = []
    element: Any = record.anchor
    if element is None:
        return raws
    near = [element, *element, element.getparent()]
    for node in near:
        if node is None:
            continue
        raws += [value for name in DATE_ATTRIBUTES if (value := node.get(name))]
    for node in near:
        if node is not None and (title := node.get("title")) and is_dated(title):
            raws.append(title)
    for text in (element.text, *(c.tail for c in element)):
        if text and is_dated(text):
            raws.append(" ".join(text.split()))
    raws.append(" ".join("".join(element.itertext()).split())[:200])
    return raws


def _ids(identity: lineage.Identity, records: Sequence[Record]) -> tuple[list[str], bool]:
    if identity.ids and len(identity.ids) == len(records):
        values = [identity.ids[i] for i in range(len(records))]
        local = all(v.isdecimal() and int(v) <= 2 * len(values) for v in values)
        return values, local
    ids: list[str] = []
    seen: Counter[str] = Counter()
    for i, record in enumerate(records):
        if i in identity.ids:
            ids.append(identity.ids[i])
            continue
        words = "\x1f".join(
            (
                record.name or "",
                *_raw_dates(record)[:1],
                " ".join("".join(record.nodes[record.body].itertext()).split())[:400],
            )
        )
        digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        seen[digest] += 1
        ids.append(f"h{digest}" if seen[digest] == 1 else f"h{digest}-{seen[digest]}")
    return ids, True


def candidates_of(group: Sequence[Any]) -> list[Candidate]:
    """The ways in which dates of one kind may stand in records: elements of their own, or runs of siblings."""
    tops = climb(group)
    ways = [_elements(tops)]
    looser = climb(group, distinct=0.9)
    if looser != tops:
        ways.append(_elements(looser))
    found = []
    for records in ways:
        if len(records) >= 2:
            layout = Layout(records)
            layout.resolve()
            found.append(Candidate(layout))
    if found and sum(r.words < 2 for r in found[0].layout.records) > 0.5 * len(found[0].layout.records):
        records = runs_of(tops)
        if len(records) >= 2:
            layout = Layout(records)
            layout.resolve()
            found.append(Candidate(layout))
    return found


def _elements(tops: Sequence[tuple[Any, Any]]) -> list[Record]:
    taken: dict[Any, Any] = {}
    for top, anchor in tops:
        taken.setdefault(top, anchor)
    return [Record([top], anchor) for top, anchor in taken.items()]


_COMMENT_WORDS = re.compile(
    r"comment|kommentar|coment|reacti|repl(?:y|ies)|respon[sd]|discuss|diskussion|forum|thread|message|post|opinion|"
    r"feedback|disqus|debate|komment|yorum|berita-komentar|tabsara|hozzaszolas|talk|answer",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(
    r"sidebar|widget|related|recent|latest|popular|trending|recommend|teaser|card|promo|listing|archive|excerpt|"
    r"headline|story|news-?item|product|review|tweet|twitter|gallery|carousel|menu|nav|footer|author-?box|byline|liveblog",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Evidence:
    """What speaks for and against records being comments; each between 0 and 1 unless said."""

    count: float = 0
    author: float = 0
    variety: float = 0
    words: float = 0
    empty: float = 0
    links: float = 0
    headline: float = 0
    labels: float = 0
    vocabulary: float = 0
    other: float = 0
    permalink: float = 0
    offsite: float = 0
    nested: float = 0
    prose: float = 0
    aside: float = 0
    exact: float = 0
    picture: float = 0
    spread: float = 0

    def values(self) -> list[float]:
        return [getattr(self, f.name) for f in fields(self)]


WEIGHTS = Evidence(
    count=0.3, author=2.5, variety=1.5, words=1.5, empty=-3, links=-3, headline=-4, labels=1.2, vocabulary=2.0,
    other=-1.5, permalink=0.8, offsite=-2, nested=1.5, prose=0.5, aside=-1.5, exact=1, picture=0, spread=0.5,
)  # fmt: skip
BIAS = -5.0


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether (nearly) all records of one kind stand inside of records of the other."""
    owners = outer.layout.owners
    records = inner.layout.records
    return sum(any(a in owners for a in _ancestors(r.parts[0], 8)) for r in records) >= 0.9 * len(records)


class Candidate:
    """Records that may be comments."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.evidence = Evidence()
        self.confidence = 0.0
        self.score = -99.0

    def judge(self, url: str) -> None:
        self.evidence = self._measure(url)
        if self.evidence.author < 0.5 or self.evidence.empty > 0.6:
            return
        z = BIAS + sum(w * v for w, v in zip(WEIGHTS.values(), self.evidence.values(), strict=True))
        self.score = z
        self.confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))

    def _measure(self, url: str) -> Evidence:
        records = self.layout.records
        count = len(records)
        e = Evidence(count=math.log2(count))
        e.author = sum(r.author >= 0 for r in records) / count
        e.variety = min(1.0, 2 * len({r.name for r in records if r.name}) / count)
        lengths = sorted(r.words for r in records)
        median = lengths[count // 2]
        e.words = min(1.0, median / 60)
        e.empty = sum(length < 2 for length in lengths) / count
        e.prose = sum(any(n.tag in ("p", "br") for n in r.nodes) for r in records) / count
        mean = sum(lengths) / count
        e.spread = min(1.0, (sum((x - mean) ** 2 for x in lengths) / count) ** 0.5 / (mean + 1))
        host = urlsplit(url).netloc
        linked = total = headlines = pictures = permalinks = offsite = dated_links = 0
        heads: Counter[str] = Counter()
        for r in records:
            total += r.words
            has_headline = has_picture = has_fragment = False
            for index, element in enumerate(r.nodes):
                tag = element.tag
                if tag == "a":
                    href = element.get("href") or ""
                    mass = r.mass[index]
                    if mass and element not in r.skip:
                        linked += min(mass, 400)
                    if (
                        mass > 20
                        and index != r.author
                        and not href.startswith("#")
                        and "#" not in href
                        and element.tag == "a"
                    ):
                        text = self.layout.text(r, index)
                        if len(text.split()) >= 4 or len(text) > 30:
                            has_headline = True
                            heads[href] += 1
                    if index == r.date or (r.date >= 0 and r.ups[r.date] == index):
                        dated_links += 1
                        netloc = urlsplit(href).netloc if "//" in href[:10] else ""
                        offsite += bool(netloc and host and netloc.split(".")[-2:] != host.split(".")[-2:])
                    if "#" in href and any(c.isdigit() for c in href.rsplit("#", 1)[1]):
                        has_fragment = True
                elif tag == "img":
                    has_picture = True
            has_fragment = (
                has_fragment
                or any(any(c.isdigit() for c in (p.get("id") or "")) for p in r.parts)
                or any(k.startswith("data-") and any(c.isdigit() for c in v) for p in r.parts for k, v in p.items())
            )
            headlines += has_headline
            pictures += has_picture
            permalinks += has_fragment
        e.links = linked / total if total else 0
        e.links = min(1.0, e.links)
        e.headline = headlines / count if len(heads) >= 0.5 * headlines else 0
        e.picture, e.permalink = pictures / count, permalinks / count
        e.offsite = offsite / dated_links if dated_links else 0
        e.labels = self._labels()
        e.exact = sum(exactness(r.anchor) for r in records) / count
        self._surroundings(e)
        owners = self.layout.owners
        e.nested = float(any(a in owners for r in records for a in _ancestors(r.parts[0], 4)))
        return e

    def _labels(self) -> float:
        count = len(self.layout.records)
        best = 0
        for path in self.layout.paths:
            if path.is_label and path.texts and path.tag in ("a", "span", "button", "div", "li", "p"):
                text, times = path.texts.most_common(1)[0]
                if text and len(text) <= 24 and any(c.isalpha() for c in text):
                    best = max(best, times)
        return min(1.0, best / count)

    def _surroundings(self, e: Evidence) -> None:
        first = self.layout.records[len(self.layout.records) // 2].parts[0]
        good = bad = aside = 0
        for depth, element in enumerate([first, *_ancestors(first, 12)]):
            if element.tag in ("body", "html"):
                break
            words = f"{element.get('class') or ''} {element.get('id') or ''}"
            if depth <= 5:
                good += bool(_COMMENT_WORDS.search(words))
                bad += bool(_OTHER_WORDS.search(words))
            if element.tag in ("aside", "nav", "footer") or re.search(r"sidebar|footer", words, re.IGNORECASE):
                aside = 1
        e.vocabulary, e.other, e.aside = min(1.0, good / 2), min(1.0, bad / 2), float(aside)


def _ancestors(element: Any, most: int) -> list[Any]:
    found = []
    for above in element.iterancestors():
        found.append(above)
        if len(found) >= most:
            break
    return found
