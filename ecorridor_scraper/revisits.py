"""When an article is looked at again: a pure function of what its earlier visits found.

Comments arrive fast in the first hours and then for days, so the steps grow with the age of the article. A thread that
grew since the last visit is visited sooner, one that did not later, and a closed one not at all once it stood still. A
thread that has changed is visited daily until two visits have found it as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .items import Visit

LADDER = tuple(timedelta(hours=h) for h in (1, 3, 8, 24, 48, 96, 192, 384, 720))
"""Ages at which an article is due; after the last it is left alone."""
SETTLE = timedelta(days=1)
"""What is new is looked at again within a day, since comments are edited and deleted soon after they are written."""
VISITS = 60
"""At most so many visits to one article."""
GROWTH = 0.2
"""Growth of a thread since the visit before that halves the next step."""
PATIENCE = 2
"""So many unchanged visits in a row double the next step."""
RETRY = timedelta(minutes=30)
"""First pause after a failure; it doubles each time, up to 8 hours."""
FAILURES = 24
"""After so many failures in a row, which is a week, an address is given up: a host may be down for days."""

LACKING = 3
LACKING_PAUSE = timedelta(hours=8)
"""An article of whose thread a part was refused is looked at again so soon, however old it is, for so many visits."""


@dataclass(slots=True, frozen=True)
class Record:
    """What is remembered of an article when it has just been visited."""

    visited: datetime
    published: datetime | None
    first_visit: datetime
    visits: int
    comments: int
    comments_before: int | None
    """None at the first visit."""
    unchanged: int
    """Visits in a row that found nothing new."""
    is_closed: bool = False


def next_visit(record: Record) -> datetime | None:
    """The moment of the next visit, always later than the last; None where there shall be none."""
    if record.visits >= VISITS or (record.is_closed and record.unchanged >= 1):
        return None
    born = min(record.published or record.first_visit, record.first_visit)
    age = max(record.visited - born, timedelta())
    rung = next((step for step in LADDER if step > age), None)
    if rung is None:
        return None
    step = rung - age
    if record.comments_before is not None and record.comments > record.comments_before * (1 + GROWTH):
        step /= 2
    elif record.unchanged >= PATIENCE:
        step *= 2
    if record.comments and record.unchanged < PATIENCE:
        step = min(step, SETTLE)
    return record.visited + max(step, timedelta(minutes=15))


def retry_at(failed: datetime, failures: int) -> datetime | None:
    """When an address that failed so many times in a row is tried again; None where it is given up."""
    return failed + RETRY * 2 ** min(failures - 1, 4) if failures < FAILURES else None


def digest(visit: Visit) -> str:
    """A hash of what counts as a change: headline, body, whether the thread is complete, and the words and the state of
    each comment.
    """
    article = visit.article
    parts = [article.headline or "", article.body or "", str(article.thread_complete)]
    for c in visit.comments:
        parts += (c.comment_id, c.text or "", c.status)
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
