"""Counts by scenario and arm since a process began, for monitoring; of few names, whatever callers send."""

from __future__ import annotations

import threading
from typing import Final, TypeAlias

from hybrid.loop.grouping import arm_name

Place: TypeAlias = tuple[str, str]
"""A scenario and an arm as figures name it, "" for none."""
MOST: Final = 200
OTHER: Final = "(other)"
"""Scenario of all that comes beyond the first ``MOST``: callers may make names up."""


class ByArm:
    """Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[Place, int] = {}

    def add(self, scenario: str, experiment: str, arm: str) -> None:
        """One more."""
        place = scenario, arm_name(experiment, arm)
        with self._lock:
            if place not in self._counts and len(self._counts) >= MOST:
                place = OTHER, ""
            self._counts[place] = self._counts.get(place, 0) + 1

    @property
    def counts(self) -> dict[Place, int]:
        """How many by scenario and arm."""
        with self._lock:
            return dict(self._counts)
