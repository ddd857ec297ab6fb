"""Time in tests: a clock that stands still until it is moved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Clock:
    """``now`` in UTC microseconds."""

    now: int = 1_700_000_000_000_000

    def __call__(self) -> int:
        return self.now
