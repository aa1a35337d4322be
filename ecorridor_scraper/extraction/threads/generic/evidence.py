"""How sure it is that records which a page repeats are its readers' comments.

Article lists, related posts, product reviews, price tables, live blogs and chapters of an article repeat dates too.
What tells comments apart is measured here, each fact between 0 and 1, and weighed by a logistic model. The weights
stand in `evidence.json`; `benchmarks/fit_generic.py` fits them again. No single fact decides: names of classes are two
of them, so that a page of hashed names loses little.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import SplitResult, urlsplit

from lxml import etree

from ...comment_words import SPEAKS_OF_COMMENTS, TITLE_OF_COMMENTS
from ...dates.instants import fold_digits
from ...phrases import alternatives
from ..parts import NO_TEXT, STRING, subtree_end
from .anchors import around_date, exactness
from .identity import bare, linked_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import html

    from ..parts import Record
    from .layout import Layout

_COMMENT_WORDS = re.compile(
    r"comment|kommentar|coment|reacti|repl(?:y|ies)|respon[sd]|discuss|diskussion|forum|thread|message|post|opinion|"
    r"feedback|disqus|debate|yorum|hozzaszolas|talk|answer|pinglun|binhluan|reacties|tabsr[ae]",
    re.IGNORECASE,
)
_SIDEBAR = r"sidebar(?![\s_-]?(?:page|container|layout))"
"""No class of a whole page that has a column beside it: "sidebar-page-container"."""
_OTHER_WORDS = re.compile(
    rf"{_SIDEBAR}|widget|related|recent|latest|popular|trending|recommend|teaser|card|promo|listing|archive|excerpt|"
    r"headline|story|news-?item|product|review|tweet|twitter|gallery|carousel|menu|nav|footer|author-?box|byline|"
    r"live-?blog|timeline|event|accordion",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w-])card(?![\w])[\w-]*", re.IGNORECASE)
"""A box of whatever kind, in what style sheets are made with."""
_ASIDE = re.compile(rf"{_SIDEBAR}|footer", re.IGNORECASE)
_ELSEWHERE = re.compile(r"sidebar|widget|related|recent|latest|popular|menu|nav|footer", re.IGNORECASE)
"""Of those, what is no list of comments below an article even where the word for them follows: "recent-comments"."""
_REPLY = re.compile(
    rf"\b(?:{alternatives('comments', 'buttons')})\b|{alternatives('comments', 'buttons in scripts without edges')}",
    re.IGNORECASE,
)
"""What a button below a comment says."""
_CALLED = re.compile(
    r"comments?(?!ar)|kommentare?|comm?entari?[oi]s?|commentaires?|yorum|tabsr[ae]|komentar|pinglun|binhluan",
    re.IGNORECASE,
)
"""Names of classes that are for comments and hardly for anything else."""
_ARTICLE = re.compile(r"schema\.org/(?:Article|NewsArticle|BlogPosting)\b")
_FIELDS = etree.XPath("//textarea")
_LATEST = re.compile(
    r"(?:the )?(?:latest|most recent|recent|neueste|letzte|derniers|últimos|ultimi|laatste)\b", re.IGNORECASE
)
"""What a list of comments on all articles of a site begins with."""
_TITLING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "label", "button"))
MOST_TITLE = 40
"""A title of a field has no more characters."""
DENSE = 2.5
"""So much longer a text is in Latin letters than in Chinese, Japanese or Korean."""
_IDEOGRAPHS = "\u2e80"
MOST_OF = 0.8
"""(Nearly) all records."""
SAID = 3
"""So many things must say that what looks like comments are some, lest they be a part of the article."""
MOST_BETWEEN = 200
"""Characters between a list of comments and the field for another."""
_QUOTED = re.compile(r"[“\"„«‹‘].*$")
_NUMBERS = re.compile(r"(?<![\w.,:/-])\d+(?![\w.,:/-]*\d)")
_INDENT = re.compile(r"(?:margin|padding)-(?:left|right|inline-start)\s*:\s*(\d+(?:\.\d+)?)")
_RATING = re.compile(r"rating|stars?(?=$|[\s_-])|verified", re.IGNORECASE)
_STARS = re.compile(r"[★☆⭐]|^\s*\d(?:[.,]\d)?\s?/\s?(?:5|10)\s*$")


@dataclass(slots=True)
class Evidence:
    """Facts about records: numbers between 0 and 1, all but one of which the model weighs, then what is so or not."""

    count: float = 0
    """How many there are: 0 for one, 1 for 64 and more."""
    pair: float = 0
    """1 where there are just two."""
    author: float = 0
    """Share with a name."""
    variety: float = 0
    """Different names, per record, doubled."""
    brief: float = 0
    """Share of names of one to three words."""
    linked_author: float = 0
    words: float = 0
    """Length of the middle body: 1 from 60 characters on."""
    huge: float = 0
    """The same above 1,500 characters."""
    empty: float = 0
    """Share without a body."""
    links: float = 0
    """Share of the words that are links."""
    headline: float = 0
    """Share with a link of four words or more to another page."""
    heading: float = 0
    """Share with a heading that is not the name."""
    labels: float = 0
    """Share with one label that (nearly) all have: "Reply", in whatever language."""
    button: float = 0
    """The same for buttons."""
    vocabulary: float = 0
    """Class names and ids that speak of comments."""
    other: float = 0
    """Class names and ids that speak of something else."""
    permalink: float = 0
    """Share with an id, or a link into the page."""
    offsite: float = 0
    """Share of dates that link to other sites, but to one page of another site each to its place in it."""
    nested: float = 0
    """Records stand in records."""
    prose: float = 0
    aside: float = 0
    """In a sidebar, menu or footer."""
    exact: float = 0
    """How exact the dates are."""
    bare: float = 0
    """Share of dates that stand (nearly) alone in their line."""
    picture: float = 0
    spread: float = 0
    """How much the lengths of the bodies differ."""
    form: float = 0
    """The page has a field to write in."""
    rating: float = 0
    """Class names that speak of ratings."""
    headless: float = 0
    """Share of records in which no more than a line stands before the date."""
    near: float = 0
    """Share of names that stand no further than four elements from the date."""
    template: float = 0
    """Share of the elements outside of the bodies whose path (nearly) all records have."""
    announced: float = 0
    """A short line before the list speaks of comments, in whatever language, or gives the number of records."""
    apart: float = 0
    """Share of records whose name and date stand outside of the body."""
    articles: float = 0
    """Share that says it is an article, in the words of schema.org: it decides without being weighed."""
    explicit: bool = False
    """The page says in so many words that these are comments: (nearly) all records have a button of comments ("Reply",
    "Like", "Report"), a class name or id just around them is the word for comments, or a field for a comment stands
    beside them. No weight is learned for it, since its lack says nothing; it asks for less of the rest.
    """

    lately: bool = False
    """The title before them is that of the latest comments on a whole site ("Recent comments")."""
    counted: bool = False
    """The title before them says how many comments there are: just as many as records."""
    called: bool = False
    """A class name or id just around them is the word for comments."""
    invited: bool = False
    """A field for a comment stands beside them."""
    titled: bool = False
    """The title before them is nothing but the word for comments, with their number or without."""

    @property
    def is_told(self) -> bool:
        """Whether three things say that these are comments: their number in the title, a field for one beside them
        (or anywhere, under a title that is nothing but the word for them), that word in class names or a title,
        answers or a button that all have."""
        answered = self.nested > 0 or max(self.labels, self.button) >= MOST_OF
        asked = self.invited or (self.titled and self.form > 0)
        return self.counted + asked + self.called + (self.announced > 0) + self.titled + answered >= SAID

    @property
    def is_silent(self) -> bool:
        """Whether no title, label, button, answer or field speaks for comments, and one class name at most (or more,
        where a title speaks of comments elsewhere)."""
        if self.vocabulary == 1 and not self.lately:
            return False
        return not (self.announced or self.labels or self.button or self.nested or self.form)

    def values(self) -> list[float]:
        """The facts that are weighed, in the order of `WEIGHED`."""
        return [getattr(self, name) for name in WEIGHED]


WEIGHED = tuple(f.name for f in fields(Evidence) if f.type == "float" and f.name != "articles")


@cache
def _model() -> tuple[list[float], float]:
    data: dict[str, Any] = json.loads(files(__package__).joinpath("evidence.json").read_text("utf-8"))
    return [float(data["weights"][name]) for name in WEIGHED], float(data["bias"])


def score(evidence: Evidence) -> float:
    """The log-odds of the model; at most -20 where a condition of being comments is not met."""
    if max(evidence.empty, evidence.articles) > 0.6:
        return -20.0
    weights, bias = _model()
    z = bias + sum(w * v for w, v in zip(weights, evidence.values(), strict=True))
    return max(-20.0, min(20.0, z))


def probability(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def measure(layout: Layout, root: html.HtmlElement, url: str) -> Evidence:
    """The facts about the records of a layout on a page."""
    records = layout.sample
    count = len(records)
    lengths = sorted(r.words for r in records)
    e = Evidence(
        count=min(1.0, math.log2(len(layout.records)) / 6),
        pair=float(count == 2),
        author=sum(bool(r.name) for r in records) / count,
        empty=sum(length < 2 for length in lengths) / count,
        articles=sum(_ARTICLE.search(r.parts[0].get("itemtype") or "") is not None for r in records) / count,
    )
    if max(e.empty, e.articles) > 0.6:
        return e
    names = [r.name for r in records if r.name]
    e.variety = min(1.0, 2 * len(set(names)) / count)
    e.brief = sum(len(n.split()) <= 3 and not n.isdecimal() for n in names) / max(1, len(names))
    median, mean = lengths[count // 2], sum(lengths) / count
    e.words = min(1.0, median * (DENSE if _is_dense(layout) else 1) / 60)
    e.huge = min(1.0, max(0.0, median - 1500) / 1500)
    e.spread = min(1.0, (sum((x - mean) ** 2 for x in lengths) / count) ** 0.5 / (mean + 1))
    buttons = _measure_parts(e, layout, url)
    e.labels, answers = _shared_labels(layout)
    answers = max(answers, sum(times for text, times in buttons.items() if is_button(text)) / count)
    e.exact = sum(exactness(r.anchor) for r in records) / count
    e.bare = sum(_is_bare(layout, r) for r in records) / count
    e.headless = sum(r.date < 0 or sum(r.own[: r.date]) <= 80 for r in records) / count
    e.near = sum(r.author >= 0 and abs(r.author - r.date) <= 4 for r in records) / count
    _measure_template(e, layout)
    places = _FIELDS(root)
    e.form = float(bool(places))
    _measure_surroundings(e, layout)
    if e.headline < 0.5:  # lists of stories have such buttons and fields too
        e.called, e.invited = _is_called(layout), _is_invited([*places[:5], *places[5:][-2:]], layout)
        told = e.called or e.invited
        clear = answers >= MOST_OF or (told and not e.pair)
        # two of a kind prove little by themselves
        e.explicit = clear and not (e.lately and e.is_silent) and not (e.pair and not e.announced)
        if (told and (e.nested or e.announced)) or e.counted:
            e.other = 0.0  # comments may stand in "cards" as well
    return e


def _is_dense(layout: Layout) -> bool:
    """Whether most is written in a script that has a word in one or two characters."""
    text = "".join(STRING(record.parts[-1])[:200] for record in layout.sample[:5])
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c > _IDEOGRAPHS for c in letters) > len(letters)


def _is_called(layout: Layout) -> bool:
    """Whether a class name or id just around the records is the word for comments, and none says otherwise."""
    first = layout.records[len(layout.records) // 2].parts[0]
    around = [e for e in (first, *ancestors(first, 3)) if e.tag not in ("body", "html")]
    words = " ".join(map(_names_of, around))
    return _is_word_for_comments(words)


def is_called_comments(element: Any) -> bool:
    """Whether a class name or the id of an element is the word for comments, and none says otherwise."""
    return _is_word_for_comments(_names_of(element))


def _names_of(element: Any) -> str:
    """What an element is called: its class names and its id, and its tag where a site has made one ("x-comment")."""
    tag = element.tag if "-" in element.tag else ""
    return f"{element.get('class') or ''} {element.get('id') or ''} {tag}"


def _is_word_for_comments(names: str) -> bool:
    return bool(_CALLED.search(names)) and not _OTHER_WORDS.search(_CARD.sub("", _told_otherwise(names)))


def _told_otherwise(words: str) -> str:
    """Class names without those of comments, whatever else is in them: "product-comments", "card-comments"."""
    return " ".join(w for w in words.split() if not _CALLED.search(w) or _ELSEWHERE.search(w))


def _is_invited(fields: list[Any], layout: Layout) -> bool:
    """Whether a field for a comment follows the last record or stands before the first, with little between."""
    wanted = {field for field in fields if SPEAKS_OF_COMMENTS.search(_said(field))}
    if not wanted:
        return False
    first, last = layout.records[0].parts[0], layout.records[-1].parts[-1]
    return _leads_to(wanted, last, preceding=False) or _leads_to(wanted, first, preceding=True)


def _said(field: Any) -> str:
    """What the attributes of a field and its form call it, and the titles and buttons beside it."""
    form = next(field.iterancestors("form"), field)
    names = ("name", "id", "class", "placeholder", "action", "title", "aria-label")
    said = [e.get(name) or "" for e in (field, form) for name in names]
    before = next((e for e in form.itersiblings(preceding=True) if e.tag not in ("hr", "br")), form)
    titling = [e for e in (before, *form.itersiblings("button"), *form.iter("label", "button")) if e.tag in _TITLING]
    texts = (" ".join(STRING(e).split()) for e in titling)
    return " ".join([*said, *(text for text in texts if len(text) <= MOST_TITLE)])


def _leads_to(fields: set[Any], record: Any, *, preceding: bool) -> bool:
    between = 0
    for element in (record, *ancestors(record, 6)):
        if element.tag in ("body", "html"):
            break
        for beside in element.itersiblings(preceding=preceding):
            if beside in fields:
                return True
            if type(beside.tag) is not str or beside.tag in NO_TEXT:
                continue
            if any(field in fields for field in beside.iter("textarea")):
                return True
            between += len(" ".join(STRING(beside).split()))
            if between > MOST_BETWEEN:
                return False
    return False


def _is_bare(layout: Layout, record: Record) -> bool:
    if record.date < 0 or record.mass[record.date] > 90:
        return False
    before, after = around_date(layout.text(record, record.date))
    return len(before.split()) + len(after.split()) <= 5


def _measure_template(e: Evidence, layout: Layout) -> None:
    common = shared = apart = 0
    most = 0.85 * len(layout.sample)
    for r in layout.sample:
        end = subtree_end(r, r.body) if r.body >= 0 else len(r.nodes)
        apart += r.body > 0 and not r.body <= r.date < end and not r.body <= r.author < end
        for index, number in enumerate(r.paths):
            if not r.body < index < end:
                common += 1
                shared += layout.paths[number].records >= most
    e.template = shared / max(1, common)
    e.apart = apart / len(layout.sample)


def _measure_parts(e: Evidence, layout: Layout, url: str) -> Counter[str]:
    """Measure what the elements of the records tell; what their buttons say comes back, with how often."""
    parts = _Parts(layout, url)
    having = Counter(name for record in layout.sample for name in parts.of(record))
    count, total = len(layout.sample), sum(record.words for record in layout.sample)
    e.links = min(1.0, parts.linked / total) if total else 0.0
    e.headline = having["headline"] / count if len(parts.heads) >= 0.5 * having["headline"] else 0.0
    for name in ("permalink", "picture", "prose", "heading", "rating", "linked_author"):
        setattr(e, name, having[name] / count)
    e.button = min(1.0, max(parts.buttons.values(), default=0) / count)
    e.offsite = parts.offsite / parts.dated if parts.dated and not parts.thread else 0.0
    return parts.buttons


class _Parts:
    """What the elements of records are, counted record by record."""

    def __init__(self, layout: Layout, url: str) -> None:
        self._layout = layout
        self._host, self._path = _split(url).netloc.split(".")[-2:], _split(url).path
        self.thread = _shared_address(layout)
        self.linked = 0
        """Characters in links, but for those to the thread itself."""
        self.dated = self.offsite = 0
        """Links around dates, and those of them that lead to another host."""
        self.heads: set[str] = set()
        """Where links lead that are as long as a headline."""
        self.buttons: Counter[str] = Counter()

    def of(self, r: Record) -> set[str]:
        """What a record has: a picture, prose, a heading, a permalink ..."""
        own: set[str] = set()
        for index, element in enumerate(r.nodes):
            tag = element.tag
            if tag == "a":
                own.update(self._of_link(r, index))
            elif tag == "img":
                own.add("picture")
            elif tag in ("p", "br"):
                own.add("prose")
            elif tag == "button":
                self.buttons[" ".join("".join(element.itertext()).split())[:30]] += 1
            elif tag in ("h1", "h2", "h3", "h4") and index != r.author and r.ups[index] >= 0 and not _around(r, index):
                own.add("heading")
            if ((classes := element.get("class")) and _RATING.search(classes)) or (
                0 < r.own[index] <= 20 and (text := element.text) and _STARS.search(text)
            ):
                own.add("rating")
        top = r.parts[0]
        if any(c.isdigit() for c in top.get("id") or "") or any(
            name.startswith("data-") and any(c.isdigit() for c in value) for name, value in top.items()
        ):
            own.add("permalink")
        if r.author >= 0 and (r.nodes[r.author].tag == "a" or r.nodes[r.ups[r.author]].tag == "a"):
            own.add("linked_author")
        return own

    def _of_link(self, r: Record, index: int) -> Iterator[str]:
        """What one link of a record is."""
        element = r.nodes[index]
        href, mass = element.get("href") or "", r.mass[index]
        within = bool(self.thread) and bare(href) == self.thread
        if mass and element not in r.skip and not within:
            self.linked += mass
        if mass > 20 and index != r.author and not within and not _is_own(href, self._path):
            text = self._layout.text(r, index)
            if len(text.split()) >= 4 or len(text) > 30:
                self.heads.add(href)
                yield "headline"
        if index == r.date or (r.date >= 0 and r.ups[r.date] == index):
            self.dated += 1
            netloc = _split(href).netloc if "//" in href[:10] else ""
            self.offsite += bool(netloc and self._host != [""] and netloc.split(".")[-2:] != self._host)
        if "#" in href and any(c.isdigit() for c in href.rsplit("#", 1)[1]):
            yield "permalink"


def _split(address: str) -> SplitResult:
    """The parts of an address, all empty where it is broken ("http://[", "//]")."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _shared_address(layout: Layout) -> str:
    """The one page that the dates of all records link to, each to a place in it: what else links there names a comment
    of the thread, such as the one that is answered."""
    found = {linked_date(record) for record in layout.sample}
    shared = set(map(bare, found))
    return shared.pop() if len(shared) == 1 and len(found) == len(layout.sample) else ""


def _is_own(href: str, path: str) -> bool:
    """Whether a link leads into this page: to one of its places or comment pages."""
    if "#" not in href:
        return False
    at = _split(href.partition("#")[0]).path
    return not at or at.rstrip("/").startswith(path.rstrip("/")) or path.startswith(at)


def _around(record: Record, index: int) -> bool:
    """Whether an element holds the author's name."""
    at = record.author
    while at > index:
        at = record.ups[at]
    return at == index


def _shared_labels(layout: Layout) -> tuple[float, float]:
    """The share of records with a label that (nearly) all have, and with one that is a button of comments."""
    best = reply = 0
    for path in layout.paths:
        if path.is_label and path.texts and path.tag in ("a", "span", "div", "li", "p", "small", "td"):
            text, times = path.texts.most_common(1)[0]
            if text and len(text) <= 24 and any(c.isalpha() for c in text):
                best = max(best, times)
                if is_button(text):
                    reply = max(reply, times)
    return min(1.0, best / len(layout.sample)), min(1.0, reply / len(layout.sample))


def is_button(text: str) -> bool:
    """Whether a text is what a button below a comment says, and hardly more."""
    return len(text) <= 24 and _REPLY.search(text) is not None


def _measure_surroundings(e: Evidence, layout: Layout) -> None:
    first = layout.records[len(layout.records) // 2].parts[0]
    good = bad = 0
    above = [first, *ancestors(first, 16)]
    for depth, element in enumerate(above):
        if element.tag in ("body", "html"):
            break
        words = _names_of(element)
        if depth <= 5:
            good += bool(_COMMENT_WORDS.search(words))
            bad += bool(_OTHER_WORDS.search(_told_otherwise(words)))
        if element.tag in ("aside", "nav", "footer") or _ASIDE.search(words):
            e.aside = 1.0
    title = _title(layout)
    e.lately = _LATEST.match(title) is not None
    told = SPEAKS_OF_COMMENTS.search(title) and not e.lately
    e.counted = bool(told) and _counts(title) == len(layout.records)
    e.announced = float(bool(title) and not e.lately)
    e.titled = TITLE_OF_COMMENTS.match(title) is not None and not e.lately
    e.vocabulary, e.other = min(1.0, good / 2), min(1.0, bad / 2)
    owners = layout.owners
    inside = any(a in owners for r in layout.records[:200] for a in ancestors(r.parts[0], 4))
    e.nested = float(inside or _is_indented(layout))


def _is_indented(layout: Layout) -> bool:
    """Whether the records stand at different distances from the edge, the first of them at the least."""
    styles = [_INDENT.search(r.parts[0].get("style") or "") for r in layout.sample]
    values = [float(found.group(1)) for found in styles if found]
    return len(values) >= 0.6 * len(styles) and len(set(values)) > 1 and values[0] == min(values)


def _title(layout: Layout) -> str:
    """The line shortly before the first record that is a title of comments, or nothing."""
    first = layout.records[0].parts[0]
    count = str(len(layout.records))
    for element in (first, *ancestors(first, 4)):
        before, seen = element.getprevious(), 0
        while before is not None and seen < 4:
            if type(before.tag) is str and before.tag not in NO_TEXT and len(before) < 12:
                seen += 1
                line = " ".join(STRING(before).split())
                if 0 < len(line) <= 60 and (
                    SPEAKS_OF_COMMENTS.search(line) or _NUMBERS.findall(fold_digits(line)) == [count]
                ):
                    return line
            before = before.getprevious()
    return ""


def _counts(title: str) -> int:
    """The one number of a title that says hardly more than that and the word for comments; -1 where it says more."""
    line = _QUOTED.sub("", fold_digits(title))
    numbers = re.findall(r"\d+", line)
    return int(numbers[0]) if len(numbers) == 1 and len(line.split()) <= 4 else -1


def announces(title: Any) -> Literal["one", "some", ""]:
    """What a title that speaks of comments announces: "one" where it says that there is one, "some" where it is nothing
    but the word for them, else nothing."""
    line = " ".join(STRING(title).split()) if len(title) <= 5 else ""
    if not line or len(line) > 60 or not SPEAKS_OF_COMMENTS.search(line):
        return ""
    numbers = [int(n) for n in _NUMBERS.findall(fold_digits(line))]
    if numbers:
        return "one" if numbers == [1] else ""
    return "some" if " " not in line or TITLE_OF_COMMENTS.match(line) else ""


def is_counting(title: Any) -> bool:
    """Whether a title that speaks of comments has a number."""
    line = " ".join(STRING(title).split()) if len(title) <= 5 else ""
    return len(line) <= 60 and any(map(str.isdigit, line)) and SPEAKS_OF_COMMENTS.search(line) is not None


def ancestors(element: Any, most: int) -> list[Any]:
    """The nearest ancestors of an element, no more than `most`."""
    found = []
    for above in element.iterancestors():
        found.append(above)
        if len(found) >= most:
            break
    return found
