"""Events as columns that can be cut: sorted by person and time, equal times shuffled by seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.interactions import EventColumns
from hybrid.domain import Event, EventType, ItemKey, Mask, UserKey
from hybrid.draws import draws

TYPES = tuple(EventType)


@dataclass(frozen=True)
class Columns:
    """Events of shape (n,) each (``EventColumns``)."""

    user: NDArray[np.int64]
    item: NDArray[np.int64]
    type: NDArray[np.int8]
    value: NDArray[np.float64]
    occurred_at: NDArray[np.int64]
    seq: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.user)

    def where(self, rows: Mask | NDArray[np.intp]) -> Columns:
        """The chosen rows, in their order."""
        return Columns(*(getattr(self, column.name)[rows] for column in fields(self)))

    def of_types(self, wanted: Callable[[EventType], bool]) -> Mask:
        """Which rows are of these types, shape (n,)."""
        return np.array([wanted(kind) for kind in TYPES], np.bool_)[self.type]

    @property
    def met(self) -> Mask:
        """Rows that say the person met the item: everything but impressions."""
        return self.of_types(lambda kind: kind is not EventType.IMPRESSION)

    def pairs(self) -> NDArray[np.int64]:
        """One number per (user, item), shape (n,)."""
        return np.asarray(self.user * (self.item.max(initial=0) + 1) + self.item)

    def told(self) -> list[Event]:
        """The same as ``Event`` objects, as ``profiles.fold`` reads them."""
        rows = zip(
            self.seq.tolist(), self.user.tolist(), self.item.tolist(), self.type.tolist(), self.value.tolist(),
            self.occurred_at.tolist(), strict=True,
        )  # fmt: skip
        return [
            Event(seq, "", UserKey(user), ItemKey(item), TYPES[kind], None if value != value else value, at, at)
            for seq, user, item, kind, value, at in rows
        ]


def in_order(events: EventColumns, seed: int) -> Columns:
    """Sorted by person, time and, where times are equal, by a draw from ``seed``; ``seq`` is numbered anew.

    The order of arrival must not settle equal times: imports often write a whole session with one time and
    ascending ids, and what is learnt from that order would be the ids. The draw of an event hangs on nothing
    but the event, so that a further event elsewhere changes nothing here.
    """
    columns = Columns(
        user=np.asarray(events.user, np.int64),
        item=np.asarray(events.item, np.int64),
        type=np.asarray(events.type, np.int8),
        value=np.asarray(events.value, np.float64),
        occurred_at=np.asarray(events.occurred_at, np.int64),
        seq=np.asarray(events.seq, np.int64),
    )
    tie = draws(seed, columns.user, columns.item, columns.seq)
    columns = columns.where(np.lexsort((columns.seq, columns.item, tie, columns.occurred_at, columns.user)))
    return Columns(
        columns.user, columns.item, columns.type, columns.value, columns.occurred_at, np.arange(1, len(columns) + 1)
    )
