"""The time of a run: UTC, and set by the caller where a run must be repeatable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic


def parse_moment(text: str) -> datetime:
    """`2026-11-23`, `2026-11-23T10:00` or a full ISO 8601 moment, in UTC (which is meant where no zone is given).

    Raises ValueError with the text in its message.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no date; write 2026-11-23 or 2026-11-23T10:00+05:00") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Clock:
    """The present moment. With `start`, the run pretends to begin then, and time goes on from there.

    `frozen` keeps it at `start`: what a replay needs, whose pages were all fetched at one recorded moment.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._start = start
        self._frozen = frozen
        self._began = monotonic()

    def now(self) -> datetime:
        """Aware, UTC, to the second."""
        if self._start is None:
            return datetime.now(UTC).replace(microsecond=0)
        if self._frozen:
            return self._start
        return (self._start + timedelta(seconds=monotonic() - self._began)).replace(microsecond=0)
