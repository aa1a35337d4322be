"""Rot is noticed by what a site used to fill and does not any more: pure arithmetic on the visits of runs.

A run is compared with the last 14 of the same site that had articles, or with more of them where those had few. A share
alarms where the drop is large (a third of what was usual) and no accident (binomial tail below one in ten thousand), so
that five articles an hour are enough and one odd article is not. A run of fewer is judged with those just before it as
well: a site with one article an hour is noticed after three. A length alarms where the median falls below half of what
was usual.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from math import comb
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .items import Visit

RUNS = 14
"""So many earlier runs make the baseline, and more where they had fewer than `CASES` articles."""
CASES = 60
FEW_ARTICLES = 5
"""A run with fewer articles is judged together with those just before it, until they have so many."""
ENOUGH = 20
"""A share needs so many earlier cases to be a baseline."""
ACCIDENT = 1e-4
LENGTHS = 5
"""A median needs so many values."""
_FIELDS = ("headline", "body", "authors", "date_published", "main_image", "description", "section")


@dataclass(slots=True)
class Coverage:
    """What the visits of one run to one site filled: cases and hits by name, body lengths, an example of each miss."""

    cases: dict[str, int] = field(default_factory=dict)
    hits: dict[str, int] = field(default_factory=dict)
    body_lengths: list[int] = field(default_factory=list)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, visit: Visit, comments_before: int | None = None, selected: Iterable[str] = ()) -> None:
        """Count one visit; `comments_before` is what the visit before it found, where there was one. `selected` are the
        fields for which the site file has a selector: they count as hits where the generic extractor agrees.
        """
        article, comments = visit.article, visit.comments
        for name in _FIELDS:
            self._count(name, bool(getattr(article, name)), article.url)
        if article.date_published_raw:
            self._count("dates understood", article.date_published is not None, article.url)
        if article.body:
            self.body_lengths.append(len(article.body))
        if article.stated_comment_count:
            self._count("comments as stated", len(comments) * 2 >= article.stated_comment_count, article.url)
        if article.thread_complete is not None:
            self._count("threads complete", article.thread_complete, article.url)
        if comments_before:
            self._count("threads seen again", bool(comments), article.url)
        for name, values in (
            ("comment author", [c.author_name for c in comments if c.kind == "comment" and c.status == "visible"]),
            ("comment date", [c.date_published for c in comments if c.kind == "comment" and c.status == "visible"]),
        ):
            if values:
                self._count(name, sum(v is not None for v in values) * 2 >= len(values), article.url)
        for name in selected:
            self._count(f"agreement on {name}", name not in visit.disagreements, article.url)

    def _count(self, name: str, hit: bool, url: str) -> None:
        self.cases[name] = self.cases.get(name, 0) + 1
        self.hits[name] = self.hits.get(name, 0) + hit
        if not hit:
            self.examples.setdefault(name, url)

    def plain(self) -> dict[str, Any]:
        """As plain data for a manifest; the lengths as their number and median."""
        row = asdict(self)
        lengths = row.pop("body_lengths")
        return row | {"bodies": len(lengths), "body_length": median(lengths) if lengths else None}


@dataclass(slots=True, frozen=True)
class Alarm:
    """What fell, how far, and where to look."""

    site: str
    field: str
    message: str
    example: str | None


def alarms(site: str, run: Coverage, before: Sequence[dict[str, Any]]) -> list[Alarm]:
    """The alarms of a run against the plain coverages of earlier runs, the newest first."""
    found = []
    few = _few(run, before)
    for name, own in sorted(run.cases.items()):
        if run.hits.get(name, 0) == own:
            continue
        texts = (_fallen(name, run, before[:pooled], before[pooled:]) for pooled in range(few + 1))
        if text := next(filter(None, texts), None):
            found.append(Alarm(site, name, text, run.examples.get(name)))
    usual_lengths = [b["body_length"] for b in before if b.get("bodies", 0) >= LENGTHS]
    if len(run.body_lengths) >= LENGTHS and len(usual_lengths) >= 3:
        length, expected = median(run.body_lengths), median(usual_lengths)
        if length * 2 < expected:
            found.append(Alarm(site, "body length", f"body length: median {length:.0f}, usually {expected:.0f}", None))
    return found


def _few(run: Coverage, before: Sequence[dict[str, Any]]) -> int:
    """How many of the runs before may be judged with this one, because it had few articles."""
    articles, count = run.cases.get("headline", 0), 0
    while articles < FEW_ARTICLES and count < len(before):
        articles += before[count]["cases"].get("headline", 0)
        count += 1
    return count


def _fallen(name: str, run: Coverage, recent: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> str | None:
    """What to say of a share in this run and the recent ones, where it fell below what was usual before."""
    usual_cases = sum(b["cases"].get(name, 0) for b in before)
    if usual_cases < ENOUGH:
        return None
    usual_hits = sum(b["hits"].get(name, 0) for b in before)
    cases = run.cases[name] + sum(b["cases"].get(name, 0) for b in recent)
    hits = run.hits.get(name, 0) + sum(b["hits"].get(name, 0) for b in recent)
    usual = (usual_hits + 1) / (usual_cases + 2)  # Laplace: nothing is impossible
    if hits / cases >= usual * 2 / 3 or tail(hits, cases, usual) >= ACCIDENT:
        return None
    return f"{name}: {hits} of {cases}, usually {usual_hits / usual_cases:.0%}"


def tail(hits: int, cases: int, share: float) -> float:
    """Probability of so few hits or fewer, were each case a hit with a probability of more than 0 and less than 1
    (binomial distribution)."""
    if cases > 500:  # the normal distribution is exact enough, and no number overflows
        from statistics import NormalDist

        return NormalDist(cases * share, (cases * share * (1 - share)) ** 0.5).cdf(hits)
    return sum(comb(cases, k) * share**k * (1 - share) ** (cases - k) for k in range(hits + 1))
