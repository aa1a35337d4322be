"""What is still to be fetched in this run: per host, the most urgent first, never more than a host allows."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

    from .discover import Candidate
    from .extraction import Document, Extraction
    from .known import Known


@dataclass(slots=True, order=True)
class Task:
    """An article to be fetched. The lower `urgency` is fetched first, equals in the order in which they came."""

    urgency: float
    number: int
    candidate: Candidate = field(compare=False)
    known: Known | None = field(compare=False, default=None)


@dataclass(slots=True)
class Open:
    """A visit whose thread is still being fetched."""

    candidate: Candidate
    known: Known | None
    extraction: Extraction
    last_modified: str | None
    asked: set[str] = field(default_factory=set)
    waiting: int = 0
    probe: str | None = None
    documents: list[tuple[str, Document]] = field(default_factory=list)
    """Every response so far by its address, the page first; only where they are archived."""
    former: Known | None = None
    """The page that showed the article until now, where it has moved."""


class Frontier:
    """A priority queue for each host, with a count of what is under way."""

    def __init__(self, *, per_host: int, in_all: int) -> None:
        self._heaps: dict[str, list[Task]] = {}
        self._under_way: Counter[str] = Counter()
        self._closed: dict[str, str] = {}
        self._refusing: set[str] = set()
        self._numbers = count()
        self._per_host, self._in_all = per_host, in_all

    def push(self, candidate: Candidate, urgency: float, known: Known | None = None) -> None:
        """Add a task, unless its host is closed."""
        host = urlsplit(candidate.url).hostname or ""
        if host in self._closed:
            return
        heapq.heappush(self._heaps.setdefault(host, []), Task(urgency, next(self._numbers), candidate, known))

    def pop(self, busy: Collection[str] = ()) -> Task | None:
        """The most urgent task of the hosts that have room and are not busy; None where nothing can be started now."""
        if self._under_way.total() >= self._in_all:
            return None
        best = None
        for host, heap in self._heaps.items():
            if host in busy or not heap or self._under_way[host] >= self._per_host:
                continue
            if best is None or heap[0] < self._heaps[best][0]:
                best = host
        if best is None:
            return None
        self._under_way[best] += 1
        return heapq.heappop(self._heaps[best])

    def take(self, host: str, key: str) -> Task | None:
        """The task of an article that waits, which waits no more: its page is there already."""
        heap = self._heaps.get(host, [])
        task = next((task for task in heap if task.candidate.key == key), None)
        if task:
            heap.remove(task)
            heapq.heapify(heap)
        return task

    def done(self, url: str) -> None:
        """A task has ended."""
        self._under_way[urlsplit(url).hostname or ""] -= 1

    def close(self, host: str, reason: str, *, refuses: bool = True) -> int:
        """Give a host up for this run (by our own rules unless it refuses); returns how many tasks are dropped."""
        self._closed.setdefault(host, reason)
        if refuses:
            self._refusing.add(host)
        return len(self._heaps.pop(host, ()))

    @property
    def left(self) -> int:
        """How many tasks wait."""
        return sum(map(len, self._heaps.values()))

    def waiting(self, host: str) -> int:
        """How many tasks of a host wait."""
        return len(self._heaps.get(host, ()))

    def is_closed(self, host: str) -> bool:
        """Whether a host was given up."""
        return host in self._closed

    @property
    def closed(self) -> dict[str, str]:
        """Hosts that were given up, and why."""
        return dict(self._closed)

    @property
    def refusing(self) -> dict[str, str]:
        """Those of them that do not answer or ask to be left alone."""
        return {host: why for host, why in self._closed.items() if host in self._refusing}

    def clear(self) -> None:
        """Start nothing more."""
        self._heaps.clear()
