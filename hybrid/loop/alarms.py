"""Alarms: what was shown is less varied than in the weeks before. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import gammaln

LEAST: Final = 100
"""Answers that a week must have to be compared."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was shown in seven days: how often each item, and the mean intra-list diversity (None: not known)."""

    answers: int
    items: Mapping[int, int]
    diversity: float | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """``figure`` is coverage or diversity: ``now``, and ``before`` on average over ``weeks`` weeks."""

    figure: str
    now: float
    before: float
    weeks: int

    @property
    def fall(self) -> float:
        """The share that is lost."""
        return 1 - self.now / self.before

    def __str__(self) -> str:
        return f"{self.figure} fell by {self.fall:.0%}: {self.now:.4g}, and {self.before:.4g} in the weeks before"


def alarms(now: Week, before: Iterable[Week], catalogue: int, fall: float) -> list[Alarm]:
    """What fell by more than the share ``fall`` against the mean of the weeks ``before`` with answers enough.

    Coverage is compared as if every week had shown as many slots as the one with the fewest: fewer visits alone are
    no alarm. ``catalogue`` counts the items that may be shown.
    """
    compared = [week for week in before if week.answers >= LEAST]
    if now.answers < LEAST or not compared or not catalogue:
        return []
    slots = min(sum(week.items.values()) for week in (now, *compared))
    covered = [distinct(week.items.values(), slots) / catalogue for week in (now, *compared)]
    found = [_alarm("coverage", covered[0], covered[1:], fall)]
    diverse = [week.diversity for week in compared if week.diversity is not None]
    if now.diversity is not None and diverse:
        found.append(_alarm("diversity", now.diversity, diverse, fall))
    return [alarm for alarm in found if alarm is not None]


def distinct(times: Iterable[int], slots: int) -> float:
    """How many items are expected in ``slots`` of all slots, where each item was shown so many ``times``: rarefaction
    (Hurlbert, "The Nonconcept of Species Diversity", Ecology 1971)."""
    counts = np.fromiter(times, np.float64)
    total = counts.sum()
    if slots >= total:
        return float(counts.size)
    rest = total - counts
    possible = rest >= slots
    absent = np.zeros(counts.size)
    # ln of C(rest, slots) / C(total, slots); the factorials of slots cancel out.
    logs = gammaln(rest[possible] + 1) - gammaln(rest[possible] - slots + 1)
    absent[possible] = np.exp(logs - gammaln(total + 1) + gammaln(total - slots + 1))
    return float((1 - absent).sum())


def _alarm(figure: str, now: float, before: Sequence[float], fall: float) -> Alarm | None:
    mean = sum(before) / len(before)
    return Alarm(figure, now, mean, len(before)) if mean > 0 and now < (1 - fall) * mean else None
