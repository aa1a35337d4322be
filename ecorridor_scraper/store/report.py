"""What a commit reports. Without pyarrow, since the process that asks for a commit need not do it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Rows:
    """What a commit did to one dataset."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    rewritten: int = 0

    def count(self, new: int, changed: int, removed: int) -> None:
        """Adds what a merge did."""
        self.new += new
        self.changed += changed
        self.removed += removed


@dataclass(slots=True)
class Commit:
    """The report of a commit."""

    visits: int = 0
    articles: Rows = field(default_factory=Rows)
    comments: Rows = field(default_factory=Rows)
    files: int = 0
    packed: int = 0
    """Files that were written anew only to be smaller."""
    bytes: int = 0
    seconds: float = 0.0
    rejected: int = 0
    """Staged lines that could not be read; they are kept in `_ops/rejected/`."""
    rolled_forward: bool = False
    """Whether a commit that had been killed was finished first."""

    def of(self, dataset: str) -> Rows:
        """The rows of a dataset."""
        return self.articles if dataset == "articles" else self.comments

    def add(self, other: Commit) -> None:
        """Adds what a step of the commit did."""
        for mine, theirs in ((self.articles, other.articles), (self.comments, other.comments)):
            mine.count(theirs.new, theirs.changed, theirs.removed)
            mine.rewritten += theirs.rewritten
        self.files += other.files
        self.bytes += other.bytes
