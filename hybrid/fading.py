"""Engagement that fades: the people who engaged with each item, each counting less the longer ago it was.

people(i) = sum over the people who engaged with i of .5 ** (age / half-life). The clock is the newest event of the
catalogue, not the wall: in a quiet week nothing trends less. Ages are counted in steps of a sixteenth of a
half-life, so that counts kept by increments and counts made anew from SQL are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import ItemKey, Keys
from hybrid.profiles import MICROS_PER_DAY

STEPS: Final = 16
"""Of a half-life."""
REACH: Final = 10 * STEPS
"""Steps after which somebody counts for a thousandth and is left out."""
NEVER: Final = -(1 << 62)


@dataclass(frozen=True, slots=True)
class Engaging:
    """Somebody's engagement with an item, at ``at``; ``before`` is when they last had, None where they never had."""

    item: ItemKey
    at: int
    before: int | None


@dataclass(frozen=True)
class Counted:
    """All engagement at one moment: ``people`` by item key, and by item key and age in steps (n,) those who count
    while they fade. ``newest`` is the newest event's time, None without any, ``last`` the highest ``seq``."""

    people: Mapping[int, float]
    fading: tuple[Keys, Keys, NDArray[np.float64]]
    newest: int | None
    last: int


def step_of(half_life: float | None) -> int | None:
    """A sixteenth of a half-life in days, in microseconds."""
    return None if half_life is None else max(1, round(half_life * MICROS_PER_DAY / STEPS))


class Fading:
    """Fading counts by item key, kept up to date. One writer at a time; readers take ``people``."""

    def __init__(self, step: int, newest: int | None = None) -> None:
        """``step`` in microseconds, ``newest`` is the newest event's time, None before the first."""
        self._step = step
        self._clock = NEVER if newest is None else newest // step
        self._people = np.zeros(0)

    @classmethod
    def of(cls, half_life: float | None, counted: Counted) -> Fading | None:
        """What was counted in steps of this half-life (days); None where nothing fades."""
        step = step_of(half_life)
        if step is None:
            return None
        made = cls(step, counted.newest)
        items, ages, people = counted.fading
        made._people = np.bincount(items, people * 0.5 ** (ages / STEPS)).astype(np.float64)
        return made

    def people(self, size: int) -> NDArray[np.float64]:
        """The counts of the keys below ``size``, at least 0, shape (size,)."""
        people = np.maximum(self._people[:size], 0.0)
        return np.pad(people, (0, size - people.size))

    def engaged(self, found: Sequence[Engaging], newest: int) -> None:
        """Take in what happened; ``newest`` is the newest of the new events. Who engages again counts as of now."""
        clock = max(newest // self._step, self._clock)
        size = max((int(one.item) + 1 for one in found), default=0)
        # A new array: a reader must not see some counts faded and others not.
        people = np.zeros(max(self._people.size, size))
        people[: self._people.size] = self._people * 0.5 ** ((clock - self._clock) / STEPS)
        later = [one for one in found if one.before is None or one.at > one.before]
        gain = [self._worth(one.at, clock) - self._worth(one.before, clock) for one in later]
        np.add.at(people, [int(one.item) for one in later], gain)
        self._people, self._clock = people, clock

    def _worth(self, at: int | None, clock: int) -> float:
        return 0.0 if at is None else float(0.5 ** ((clock - at // self._step) / STEPS))
