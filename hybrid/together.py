"""Which items the same people engaged with since the model was trained, counted from the events as they come in.

Training knows who liked what until then; what people go for together since would otherwise wait for the next one,
new items above all. Only the newest events are looked at, so memory is bounded, and every process counts the same.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

import numpy as np

from hybrid.domain import Event, Floats, Keys
from hybrid.store.engagement import speaks_for
from hybrid.store.events import Events

WINDOW = 20_000
"""The newest events that are looked at, and up to twice as many until they are counted anew."""
REACH = 20
"""Items of a person, the last ones, that the next one is counted together with."""
PEOPLE: Final = 5
"""Fewer are never told: what so few did together could be known of one of them."""
MODELS: Final = 3
"""Models, each trained at a time of its own, for which is counted: the live one and those of experiments."""
NOBODY: Final = (np.empty(0, np.int64), np.empty(0, np.float32))


class Together:
    """Counts when it is asked, and only what is new. Thread-safe; blocks while it reads SQL, which it does only for
    events that it was told of (``reached``) and has not counted."""

    def __init__(self, events: Events, low: float) -> None:
        """``low``: ratings below it do not speak for an item."""
        self._events = events
        self._low = low
        self._lock = threading.Lock()
        self._newest = 0
        self._counted: dict[int, _Pairs] = {}

    def reached(self, newest: int) -> None:
        """So far do the events reach: the number of the newest."""
        self._newest = max(self._newest, newest)

    def beside(self, keys: Sequence[int], since: int) -> dict[int, tuple[Keys, Floats]]:
        """For each of these items that has any: those that at least ``PEOPLE`` engaged with beside it since ``since``
        (UTC microseconds), and how many did, shapes (n,) each, in no order."""
        with self._lock:
            pairs = self._up_to_now(since)
            return {key: pairs.beside(key) for key in keys if key in pairs.close}

    def forget(self) -> None:
        """Count anew: somebody was erased, or two ids proved to be one person."""
        with self._lock:
            self._counted.clear()

    def _up_to_now(self, since: int) -> _Pairs:
        newest, pairs = self._newest, self._counted.pop(since, None)
        if pairs is None or newest - pairs.seen > WINDOW or pairs.taken > 2 * WINDOW:
            pairs = _Pairs(max(newest - WINDOW, 0))
        while pairs.seen < newest and (events := self._events.after(pairs.seen, WINDOW, since)):
            pairs.take(events, self._low)
        pairs.seen = max(pairs.seen, newest)  # the newest itself may have been erased
        self._counted[since] = pairs  # the last one used stands last
        if len(self._counted) > MODELS:
            del self._counted[next(iter(self._counted))]
        return pairs


class _Pairs:
    """Counts of events. ``seen`` is the number up to which they were looked at and ``taken`` how many there were;
    ``close`` has, by item, the items that ``PEOPLE`` or more engaged with beside it."""

    def __init__(self, seen: int) -> None:
        self.seen = seen
        self.taken = 0
        self.close: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._met: defaultdict[int, dict[int, None]] = defaultdict(dict)
        self._people = Counter[tuple[int, int]]()
        self._arrays: dict[int, tuple[Keys, Floats]] = {}

    def take(self, events: Sequence[Event], low: float) -> None:
        """Count the next events, in their order."""
        for event in events:
            if not speaks_for(event, low):
                continue
            item, met = int(event.item), self._met[int(event.user)]
            if item not in met:
                self._count(item, islice(reversed(met), REACH))
                met[item] = None
        self.seen = events[-1].seq
        self.taken += len(events)

    def beside(self, key: int) -> tuple[Keys, Floats]:
        """As ``Together.beside``, of an item that has any."""
        if key not in self._arrays:
            found = self.close[key]
            people = np.fromiter(found.values(), np.float32, len(found))
            self._arrays[key] = np.fromiter(found, np.int64, len(found)), people
        return self._arrays[key]

    def _count(self, item: int, others: Iterable[int]) -> None:
        for other in others:
            pair = (item, other) if item < other else (other, item)
            self._people[pair] = people = self._people[pair] + 1
            if people >= PEOPLE:
                for one, beside in (pair, pair[::-1]):
                    self.close[one][beside] = people
                    self._arrays.pop(one, None)


def cosines(people: Floats, one: Floats, other: Floats) -> Floats:
    """How close pairs of items are, by cosine of who engaged with them: the ``people`` who did with both since, by all
    who ever did with the ``one`` and the ``other``; shape (n,) each."""
    return np.asarray(people / np.sqrt(np.maximum(one, people) * np.maximum(other, people)))
