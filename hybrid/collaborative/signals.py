"""What an interaction is worth, for everybody at once: the reading of ``profiles`` on arrays. Pure.

An entry is the most telling event of one person and one item. Its *signal* is 1 for a good rating or a plain deed;
what was hidden or disliked is rejected (signal 0), takes no part and makes nothing else older.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import EventType, Floats, Mask
from hybrid.profiles import MICROS_PER_DAY, RATED, SIGNALS, Decay, Engagement, Reading, Weighing

TYPES: Final = tuple(EventType)
LEAST: Final = 1e-3
"""The signal of the worst rating: bad, but no rejection."""


@dataclass(frozen=True)
class Signals:
    """Of n entries: ``signal`` (n,) >= 0, 0 where rejected, and ``positive`` (n,)."""

    signal: Floats
    positive: Mask

    def where(self, rows: Mask | NDArray[np.intp]) -> Signals:
        """The chosen rows."""
        return Signals(self.signal[rows], self.positive[rows])


def signals(types: NDArray[np.integer[Any]], values: NDArray[np.floating[Any]], engagement: Engagement) -> Signals:
    """Of events by type (positions in ``TYPES``) and value (NaN where absent), each (n,)."""
    rated = among(types, RATED) & ~np.isnan(values)
    by_type = np.array([SIGNALS.get(kind, 1.0) for kind in TYPES])[types]
    rating = np.where(rated, values, 0.0)
    signal = np.where(rated, np.maximum(rating / engagement.mark, LEAST), by_type)
    return Signals(signal.astype(np.float32), np.where(rated, rating >= engagement.mark, by_type > 0))


def worth(told: Signals, how: Weighing) -> Floats:
    """What each entry puts into a source, (n,), before it fades (as ``Profile.weights``)."""
    if how.reading is Reading.GRADED:
        graded = np.maximum(how.base + (1.0 - how.base) * told.signal, 0.0)
        return np.where(told.signal > 0, graded, 0.0).astype(np.float32)
    if how.reading is Reading.SIGNED:
        return np.where(told.signal > 0, told.positive.astype(np.float32), -1.0).astype(np.float32)
    return told.positive.astype(np.float32)


def targets(told: Signals, power: float) -> Floats:
    """What foretelling each entry is worth in training, (n,): ``signal ** power``, 0 where rejected."""
    safe = np.where(told.signal > 0, told.signal, 1.0).astype(np.float64)
    return np.where(told.signal > 0, safe**power, 0.0).astype(np.float32)


def fade(people: NDArray[np.int64], times: NDArray[np.int64], told: Signals, decay: Decay) -> Floats:
    """Recency weights (n,) of everybody's entries, sorted by person and then oldest first.

    An entry's age is the number of the same person's newer entries that were not rejected; of those, entries of
    equal time share the mean of their weights. Days are counted back from the newest that was not rejected.
    """
    counts = told.signal > 0
    behind = np.cumsum(counts[::-1])[::-1]
    end = np.searchsorted(people, people, side="right")
    newer = behind - np.r_[behind, 0][end]
    age = newer - counts
    weight = np.ones(len(age)) if decay.interactions is None else 0.5 ** (age / decay.interactions)
    weight = np.where(age < decay.last, weight, 0.0)
    weight = np.where(counts, _shared(people, times, counts, weight), weight)
    if decay.days is not None:
        weight = weight * 0.5 ** (days_before(people, times, counts) / decay.days)
    return weight.astype(np.float32)


def days_before(people: NDArray[np.int64], times: NDArray[np.int64], counts: Mask) -> NDArray[np.float64]:
    """Days (n,) from each entry to the same person's newest that ``counts``, or to the newest at all; not below 0."""
    if not len(people):
        return np.zeros(0)
    start, end = (np.searchsorted(people, people, side=side) for side in ("left", "right"))
    newest = np.maximum.accumulate(np.where(counts, np.arange(len(people)), -1))[end - 1]
    newest = np.where(newest >= start, newest, end - 1)
    return np.asarray(np.maximum(times[newest] - times, 0) / MICROS_PER_DAY)


def _shared(
    people: NDArray[np.int64], times: NDArray[np.int64], counts: Mask, weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The mean over the counted entries of the same person and time."""
    if not len(people):
        return weight
    block = np.cumsum(np.r_[False, (people[1:] != people[:-1]) | (times[1:] != times[:-1])])
    total = np.bincount(block, np.where(counts, weight, 0.0))
    amount = np.bincount(block, counts.astype(np.float64))
    return np.asarray((total / np.maximum(amount, 1.0))[block])


def among(types: NDArray[np.integer[Any]], wanted: frozenset[EventType]) -> Mask:
    """Which events are of these types."""
    return np.asarray(np.array([kind in wanted for kind in TYPES], dtype=np.bool_)[types])
