"""What came of answers as columns: the events that may count, and the places that they count for. Pure numpy."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import EventType, Mask
from hybrid.evaluation.metrics import Values
from hybrid.loop.attribution import SKEW, Windows
from hybrid.loop.shown import AnswerColumns, Ints, SlotColumns

Codes: TypeAlias = NDArray[np.int8]
TYPES: Final = tuple(EventType)


@dataclass(frozen=True, slots=True)
class Touches:
    """Events and the answer that each names, in any order, columns of shape (n,).

    ``type`` is a place in ``TYPES``, ``answer`` the answer's key. ``value`` and the item's ``price`` are NaN where
    there is none, ``currency`` is a place in ``currencies``. Moments in UTC microseconds.
    """

    type: Codes
    value: Values
    at: Ints
    item: Ints
    price: Values
    currency: NDArray[np.int16]
    answer: Ints
    shown_at: Ints
    currencies: tuple[str, ...]

    def __len__(self) -> int:
        return self.type.size

    def where(self, chosen: Mask | Ints) -> Touches:
        """Some of them."""
        columns = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "currencies"}
        return Touches(**{name: column[chosen] for name, column in columns.items()}, currencies=self.currencies)

    def are(self, types: Collection[EventType]) -> Mask:
        """Which are of one of these types."""
        return np.isin(self.type, [TYPES.index(type) for type in types])

    @property
    def paid(self) -> Values:
        """What each purchase brought: its value, else the item's price, in the item's currency; NaN where neither is
        known, and of other events."""
        amount = np.where(np.isnan(self.value), self.price, self.value)
        return np.where(self.are({EventType.PURCHASE}), amount, np.nan)


@dataclass(frozen=True, slots=True)
class Placed:
    """Those ``touches`` of one day's answers that count, each for the slot at ``place`` of ``SlotColumns``, of the
    answer at ``row`` of ``AnswerColumns``; shape (n,)."""

    touches: Touches
    row: Ints
    place: Ints


def placed(touches: Touches, answers: AnswerColumns, slots: SlotColumns, windows: Windows) -> Placed:
    """What counts of those that name one of ``answers``: of an item in it, soon enough after it."""
    rows = np.searchsorted(answers.key, touches.answer)
    here = rows < answers.key.size
    here[here] = answers.key[rows[here]] == touches.answer[here]
    soon = np.array([windows.of(type) for type in TYPES])[touches.type]
    in_time = (touches.at >= touches.shown_at - SKEW) & (touches.at <= touches.shown_at + soon)
    mine = np.flatnonzero(here & in_time)
    rows, sought = rows[mine], touches.item[mine]
    places = np.full(mine.size, -1, np.int64)
    starts = answers.starts
    for n in range(int(answers.size[rows].max(initial=0))):
        open_ = np.flatnonzero((places < 0) & (n < answers.size[rows]))
        at = starts[rows[open_]] + n
        found = slots.item[at] == sought[open_]
        places[open_[found]] = at[found]
    there = places >= 0
    return Placed(touches.where(mine[there]), rows[there], places[there])
