"""What one report reads of a store, day by day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

import numpy as np

from hybrid.domain import Floats, Keys
from hybrid.evaluation.metrics import NOBODY, Values, diversity
from hybrid.loop.attribution import DAY, Windows
from hybrid.loop.shown import AnswerColumns, Ints, Numbers, SlotColumns
from hybrid.loop.span import Span
from hybrid.loop.touches import Placed, Touches, placed
from hybrid.store import Store

RETURN: Final = 7
"""Days within which somebody comes again."""
TOGETHER: Final = 28
"""Days whose events are in memory at once."""
REMEMBERED: Final = 2 * RETURN + 2
"""Days in memory: a week and who came again in the one after it."""
K = TypeVar("K")
V = TypeVar("V")


class Read:
    """What one report reads; the latest of it is remembered, since it is counted in several ways."""

    def __init__(self, store: Store, windows: Windows, vectors: Callable[[Keys], Floats]) -> None:
        self._store = store
        self._windows = windows
        self._days = Latest(store.shown_days.whole, REMEMBERED)
        self._vectors = vectors
        self._diversities = Latest(self._read_diversities, REMEMBERED)
        self._touches = Latest(self._read_touches, 1)
        self._deeds = Latest(self._read_deeds, 1)

    def day(self, day: int) -> tuple[AnswerColumns, SlotColumns]:
        """What was shown."""
        return self._days.of(day)

    def diversities(self, day: int, step: int) -> tuple[Ints, Values]:
        """Of each ``step``-th of the day's answers, by key: its row, and the diversity of its items."""
        return self._diversities.of((day, step))

    def touched(self, day: int, span: Span) -> Placed:
        """What came of a day of the span."""
        touches = self._touches.of(span.part(day, TOGETHER))
        return placed(touches.where(touches.shown_at // DAY == day), *self.day(day), self._windows)

    def deeds(self, span: Span) -> tuple[Numbers, Ints]:
        """When something was last done in each session."""
        return self._deeds.of(span)

    def _read_diversities(self, asked: tuple[int, int]) -> tuple[Ints, Values]:
        return diversities(*self.day(asked[0]), asked[1], self._vectors)

    def _read_deeds(self, span: Span) -> tuple[Numbers, Ints]:
        return self._store.exposures.deeds(span.since, span.until + DAY)

    def _read_touches(self, span: Span) -> Touches:
        return self._store.outcomes.touches(span.since, span.until, self._windows.longest)


class Latest(Generic[K, V]):
    """Remembers the last ``most`` results of ``read``."""

    def __init__(self, read: Callable[[K], V], most: int) -> None:
        self._read = read
        self._most = most
        self._found: dict[K, V] = {}

    def of(self, key: K) -> V:
        """The result for a key."""
        found = self._found.pop(key) if key in self._found else self._read(key)
        self._found[key] = found
        if len(self._found) > self._most:
            del self._found[next(iter(self._found))]
        return found


def diversities(
    answers: AnswerColumns, slots: SlotColumns, step: int, vectors: Callable[[Keys], Floats]
) -> tuple[Ints, Values]:
    """Of each ``step``-th answer, by key: its row, and the diversity of its items; NaN where it has none."""
    rows = np.flatnonzero((answers.key % step == 0) & (answers.size > 0))
    if not rows.size:
        return rows, np.empty(0)
    size = answers.size[rows]
    there = np.arange(size.max()) < size[:, None]
    items = slots.item[np.repeat(answers.starts[rows] - np.cumsum(size) + size, size) + np.arange(size.sum())]
    keys, found = np.unique(items.astype(np.int64), return_inverse=True)
    table = np.full(there.shape, NOBODY, np.int32)
    table[there] = found
    return rows, diversity(table, vectors(keys), there.shape[1])
