"""Any sequence of visits, commits, kills, forgets and snapshots equals a dictionary.

The dictionary is the plainest statement of what the store promises: each visit, in the order of its time, is applied
to the rows of its article at once. When commits happen, what was killed and how often a visit was staged must not
be seen in the result.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ecorridor_scraper import store
from ecorridor_scraper.store import committer

from .store_samples import START, comment, visit

if TYPE_CHECKING:
    from ecorridor_scraper.items import Comment, Visit

TRACKED = ("text", "likes", "dislikes", "status", "parent_id", "author_name", "quoted_text")


MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


class Killed(BaseException):
    """Stands for SIGKILL at a step of the commit: nothing after it runs."""


class Model:
    """What the comments dataset should hold, by comment_id."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}

    def apply(self, one: Visit) -> None:
        now = one.fetched_at
        for found in one.comments:
            row = self.rows.get(found.comment_id)
            if row is None:
                self.rows[found.comment_id] = {
                    **{name: getattr(found, name) for name in TRACKED},
                    "article_id": one.article.article_id,
                    "position": found.position,
                    "first_seen": now,
                    "last_seen": now,
                    "last_changed": now,
                    "revision": 1,
                    "deleted_at": None,
                    "history": [],
                }
                continue
            lines = [(name, row[name], getattr(found, name)) for name in TRACKED if row[name] != getattr(found, name)]
            if row["deleted_at"]:
                lines.append(("deleted_at", row["deleted_at"], None))
            for name, old, new in lines:
                if name not in ("likes", "dislikes") or self._worth(row, name, old, new, now):
                    row["history"].append({"seen_at": now, "field": name, "old": text_of(old)})
            if lines:
                row["revision"] += 1
                row["last_changed"] = now
            row |= {name: getattr(found, name) for name in (*TRACKED, "position")}
            row["deleted_at"] = None
            row["last_seen"] = now
        if one.article.thread_complete:
            present = {found.comment_id for found in one.comments}
            for key, row in self.rows.items():
                gone = row["article_id"] == one.article.article_id and key not in present
                if gone and row["deleted_at"] is None:
                    row["deleted_at"] = row["last_changed"] = now
                    row["revision"] += 1

    @staticmethod
    def _worth(row: dict[str, Any], name: str, old: int | None, new: int | None, now: datetime) -> bool:
        if old is None or new is None or len(f"{old:b}") != len(f"{new:b}"):
            return True
        times = [line["seen_at"] for line in row["history"] if line["field"] == name]
        return not times or now - times[-1] >= timedelta(days=1)


def text_of(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return None if value is None else str(value)


COMMENTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["first words", "second words", "دوسرا", None]),
        st.none() | st.integers(0, 40),
        st.sampled_from(["visible", "collapsed"]),
    ),
    max_size=4,
    unique_by=lambda found: found[0],
)


LOOKS = st.tuples(
    st.integers(0, 1),
    COMMENTS,
    st.sampled_from([True, True, False, None]),
    st.sampled_from([1, 60, 1500]),
    st.booleans(),
)


class StoreMachine(RuleBasedStateMachine):
    """The store beside the model."""

    @initialize()
    def start(self) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="store-model-", dir=MEMORY))
        self.model = Model()
        self.staging = store.Staging(self.data, "run")
        self.now = START + timedelta(days=60)
        self.forgotten: set[str] = set()
        self.staged: list[Visit] = []
        self.committed = True

    def teardown(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)

    @rule(looks=st.lists(LOOKS, min_size=1, max_size=4), commit=st.booleans())
    def look(self, looks: list[Any], commit: bool) -> None:
        for number, found, complete, step, corrected in looks:
            self.now += timedelta(minutes=step)
            key = f"dawn.com:{number:06d}"
            comments: list[Comment] = [
                comment(key, n, text=text, likes=likes, status=status, parent_id=None, position=place)
                for place, (n, text, likes, status) in enumerate(found)
            ]
            published = START - timedelta(days=200) if corrected else START
            one = visit(number, comments=comments, complete=complete, date_published=published)
            one.fetched_at = self.now
            self.staging.append(one)
            self.staged.append(one)
            self.model.apply(one)
            self.committed = False
            if commit:
                self.commit()

    @precondition(lambda self: self.staged)
    @rule(which=st.integers(0, 30))
    def stage_again(self, which: int) -> None:
        """The same page, staged twice: by a second writer, or by a crawl that was killed before it noted it."""
        self.staging.append(self.staged[which % len(self.staged)])
        self.committed = False

    @precondition(lambda self: self.staged)
    @rule(which=st.integers(0, 30))
    def an_old_visit_comes_late(self, which: int) -> None:
        """After everything newer is committed."""
        self.commit()
        self.staging.append(self.staged[which % len(self.staged)])
        self.commit()

    @rule()
    def commit(self) -> None:
        """Also what a committer in another process does."""
        self.staging.rotate()
        store.commit(self.data)
        self.committed = True

    @rule(step=st.integers(0, 12))
    def killed_commit(self, step: int) -> None:
        """A commit that dies at its n-th step towards the disk, and leaves everything as it is then."""
        self.staging.rotate()
        steps = iter(range(step))
        originals = {name: getattr(committer, name) for name in ("fsync", "write_durably")}

        def dying(name: str) -> Any:
            def call(*arguments: Any) -> None:
                if next(steps, None) is None:
                    raise Killed
                originals[name](*arguments)

            return call

        replace = committer.os.replace

        def dying_replace(source: Any, target: Any) -> None:
            if next(steps, None) is None:
                raise Killed
            replace(source, target)

        for name in originals:
            setattr(committer, name, dying(name))
        committer.os.replace = dying_replace
        unlink = Path.unlink

        def no_clean_up(path: Path, missing_ok: bool = False) -> None:
            if next(steps, None) is None:
                raise Killed
            unlink(path, missing_ok)

        Path.unlink = no_clean_up  # type: ignore[method-assign]
        try:
            store.commit(self.data)
            self.committed = True
        except Killed:
            self.committed = False
        finally:
            Path.unlink = unlink  # type: ignore[method-assign]
            committer.os.replace = replace
            for name, original in originals.items():
                setattr(committer, name, original)

    @rule()
    def pack(self) -> None:
        store.pack(self.data)

    @rule()
    def lose_the_index(self) -> None:
        (self.data / "_ops" / "partitions.sqlite").unlink(missing_ok=True)

    @invariant()
    def equals_the_model(self) -> None:
        if not self.committed:
            return
        names = [*TRACKED, *("article_id", "position", "first_seen", "last_seen", "last_changed", "revision")]
        names += ["deleted_at", "history", "comment_id"]
        found = store.load_comments(self.data, names).to_pylist()
        assert len(found) == len({row["comment_id"] for row in found})
        assert {row.pop("comment_id"): row for row in found} == self.model.rows
        assert store.load_articles(self.data).num_rows == len({one.article.article_id for one in self.staged})


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(
    max_examples=5, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
