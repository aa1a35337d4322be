"""What a row remembers of its earlier states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

DAY = timedelta(days=1)


def keeps(old: int | None, new: int | None, previous: datetime | None, seen_at: datetime) -> bool:
    """Whether the old value of a number that changes all the time is worth a line of history.

    It is when its order of magnitude changed (power of two, or known/unknown), or when a day has passed since
    the last line for that field, or when there was none yet.
    """
    if old is None or new is None or old.bit_length() != new.bit_length() or (old < 0) != (new < 0):
        return True
    return previous is None or seen_at - previous >= DAY


def extended(
    history: list[dict[str, Any]],
    changes: list[tuple[str, Any, Any]],
    thinned: frozenset[str],
    seen_at: datetime,
) -> list[dict[str, Any]]:
    """`history` with a line for each (field, old, new) that is worth one."""
    result = list(history)
    for name, old, new in changes:
        if name in thinned:
            previous = max((line["seen_at"] for line in history if line["field"] == name), default=None)
            if not keeps(old, new, previous, seen_at):
                continue
        result.append({"seen_at": seen_at, "field": name, "old": as_text(old)})
    return result


def as_text(value: Any) -> str | None:
    """A value as `history` holds it: ISO 8601 in UTC for times, `true`/`false`, digits, or the text."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value)
