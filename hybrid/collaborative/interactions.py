"""Events to entries: the most telling event of each person and item, oldest first; pure numpy.

The same reading of events as ``profiles.fold``, for everybody at once.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.history import History
from hybrid.collaborative.signals import TYPES, among, signals
from hybrid.domain import EventType
from hybrid.draws import draws
from hybrid.profiles import JUDGEMENTS, RATED, Engagement


class EventColumns(Protocol):
    """Events as columns of equal length (n,), in any order; ``hybrid.store`` brings them."""

    @property
    def user(self) -> NDArray[np.integer[Any]]:
        """User keys."""

    @property
    def item(self) -> NDArray[np.integer[Any]]:
        """Item keys."""

    @property
    def type(self) -> NDArray[np.integer[Any]]:
        """Positions in ``list(EventType)``."""

    @property
    def value(self) -> NDArray[np.floating[Any]]:
        """Rating, price or seconds; NaN where absent."""

    @property
    def occurred_at(self) -> NDArray[np.integer[Any]]:
        """UTC microseconds."""

    @property
    def seq(self) -> NDArray[np.integer[Any]]:
        """Order of arrival, which settles equal times."""


def entries(events: EventColumns, engagement: Engagement, seed: int = 1) -> History:
    """What everybody did, all of it known.

    Equal times are shuffled by ``seed``: imports often give a whole session one time and ascending ids, and a
    model of sequences would learn the ids. The draw of an entry hangs on nothing but the entry.
    """
    told = _most_telling(events, engagement)
    users, items = events.user[told].astype(np.int64), events.item[told].astype(np.int64)
    times = _newest(events, told)
    order = np.lexsort((items, draws(seed, users, items), times, users))
    told, users, items, times = told[order], users[order], items[order], times[order]
    types, values = events.type[told], events.value[told].astype(np.float64)
    read = signals(types, values, engagement)
    low = among(types, RATED) & (values < engagement.low)
    people = np.unique(users)
    keys, codes = np.unique(items, return_inverse=True)
    start, stop = np.searchsorted(users, people), np.searchsorted(users, people, side="right")
    return History(people, keys, codes.astype(np.int64), times, read, (read.signal > 0) & ~low, start, stop, stop)


def _base_weights(types: NDArray[np.integer[Any]], engagement: Engagement) -> NDArray[np.float64]:
    by_code = np.array([engagement.weights.get(kind, 0.0) for kind in TYPES], dtype=np.float64)
    return np.asarray(by_code[types])


def _groups(events: EventColumns, order: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of events ordered by user and item: the first of each pair."""
    if not order.size:
        return order
    users, items = events.user[order], events.item[order]
    first = np.r_[True, (users[1:] != users[:-1]) | (items[1:] != items[:-1])]
    return order[first]


def _met(events: EventColumns) -> NDArray[np.intp]:
    return np.flatnonzero(events.type != TYPES.index(EventType.IMPRESSION))


def _most_telling(events: EventColumns, engagement: Engagement) -> NDArray[np.intp]:
    """One event per (user, item): the newest judgement, else the weightiest deed, the newest of equals."""
    met = _met(events)
    judged = among(events.type[met], JUDGEMENTS)
    weight = np.where(judged, 0.0, _base_weights(events.type[met], engagement))
    newest_first = (-events.seq[met], -events.occurred_at[met])
    order = np.lexsort((*newest_first, -weight, ~judged, events.item[met], events.user[met]))
    return _groups(events, met[order])


def _newest(events: EventColumns, told: NDArray[np.intp]) -> NDArray[np.int64]:
    """When each pair last met; pairs in the order of ``told`` (by user, then item)."""
    met = _met(events)
    order = np.lexsort((-events.occurred_at[met], events.item[met], events.user[met]))
    newest = _groups(events, met[order])
    return events.occurred_at[newest].astype(np.int64)
