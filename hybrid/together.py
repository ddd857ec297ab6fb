"""Which items the same people engaged with since the model was trained, counted from the events as they come in.

Training knows who liked what until then; what people go for together since would otherwise wait for the next one,
new items above all. Only the newest events are looked at, so memory is bounded, and every process counts the same.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from hybrid.domain import Event, Floats, Keys
from hybrid.store.engagement import speaks_for
from hybrid.store.events import Events

WINDOW = 20_000
"""The newest events that are looked at, and up to twice as many until they are counted anew."""
REACH = 20
"""Items of a person, the last ones, that the next one is counted together with."""
PEOPLE = 5
"""Fewer are never told: what so few did together could be known of one of them."""


class Together:
    """Counts when it is asked, and only what is new. Thread-safe; blocks while it reads SQL."""

    def __init__(self, events: Events, low: float) -> None:
        """``low``: ratings below it do not speak for an item."""
        self._events = events
        self._low = low
        self._lock = threading.Lock()
        self._since = self._seen = -1
        self._clear()

    def of(self, key: int, since: int, newest: int) -> tuple[Keys, Floats]:
        """Items that at least ``PEOPLE`` engaged with beside this one since ``since`` (UTC microseconds), and how many.

        ``newest`` is the number of the newest event; shapes (n,) each, in no order.
        """
        with self._lock:
            if since != self._since or newest - self._seen > WINDOW or self._taken > 2 * WINDOW:
                self._clear()
                self._since, self._seen = since, max(newest - WINDOW, 0)
            while self._seen < newest and (events := self._events.after(self._seen, WINDOW)):
                self._take(events)
                self._seen = events[-1].seq
            found = [(item, people) for item, people in self._pairs.get(key, {}).items() if people >= PEOPLE]
        items, people = np.array(found, np.int64).reshape(-1, 2).T
        return items, people.astype(np.float32)

    def forget(self) -> None:
        """Count anew: somebody was erased, or two ids proved to be one person."""
        with self._lock:
            self._since = -1

    def _clear(self) -> None:
        self._met: defaultdict[int, dict[int, None]] = defaultdict(dict)
        self._pairs: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._taken = 0

    def _take(self, events: Iterable[Event]) -> None:
        for event in events:
            self._taken += 1
            item, met = int(event.item), self._met[int(event.user)]
            if event.received_at < self._since or item in met or not speaks_for(event, self._low):
                continue
            for other in list(met)[-REACH:]:
                self._pairs[item][other] += 1
                self._pairs[other][item] += 1
            met[item] = None
