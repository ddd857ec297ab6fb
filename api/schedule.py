"""When a model is due to be trained anew: at a time of day, after a while, after so many new events. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hybrid.domain import to_datetime, to_micros

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Last:
    """When the last training began (UTC microseconds), and the number of the newest event then."""

    at: int
    event: int


@dataclass(frozen=True)
class Schedule:
    """``at`` is a time of day in the time zone ``zone``, ``every`` is in seconds; whatever comes first counts."""

    at: time | None = None
    zone: str = "UTC"
    every: float | None = None
    after_events: int | None = None

    def __str__(self) -> str:
        """In words, as ``every day at 03:30 in UTC, or after 5,000 new events``."""
        parts = (
            None if self.at is None else f"every day at {self.at:%H:%M} in {self.zone}",
            None if self.every is None else f"every {self.every / 3600:g} h",
            None if self.after_events is None else f"after {self.after_events:,} new events",
        )
        return ", or ".join(part for part in parts if part is not None)

    def due(self, last: Last, now: int, event: int) -> str | None:
        """Why it is time at ``now``, where the newest event has the number ``event``; None where it is not.

        What was missed while nothing ran is due at once, and once only.
        """
        if self.after_events is not None and event - last.event >= self.after_events:
            return f"{event - last.event:,} new events"
        if self.every is not None and now >= last.at + round(self.every * 1_000_000):
            return f"{(now - last.at) / 3_600_000_000:.1f} hours since the last"
        if self.at is not None and now >= coming_after(self.at, self.zone, last.at):
            return f"{self.at:%H:%M} in {self.zone}"
        return None


def coming_after(at: time, zone: str, after: int) -> int:
    """The first moment after ``after`` (UTC microseconds) at which clocks in ``zone`` show ``at``.

    Where the clock skips that time, the moment at which it would have come; where it comes twice, the first.
    """
    where = ZoneInfo(zone)
    day = to_datetime(after).astimezone(where).date()
    # fold=0 reckons a skipped time with the offset before the skip.
    moments = (to_micros(datetime.combine(day + timedelta(days=ahead), at, where)) for ahead in range(2))
    return next(moment for moment in moments if moment > after)


def time_of_day(text: str) -> time:
    """``03:30`` as a time. Raises ``ValueError`` for what is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time of day; write it as 03:30")
    return time(int(found[1]), int(found[2]))
