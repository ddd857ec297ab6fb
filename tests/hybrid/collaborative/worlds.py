"""Small worlds of known structure for the collaborative tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.interactions import Interactions, positives
from hybrid.collaborative.settings import TrainSettings
from hybrid.domain import Event, EventType, ItemKey, UserKey
from hybrid.profiles import Engagement, Profile, fold

CODES = {kind: code for code, kind in enumerate(EventType)}
QUICK = TrainSettings(native_dims=16, i2i_dims=16, epochs=20, links=8)

FIRST = tuple(range(10, 20))
SECOND = tuple(range(30, 40))
"""Two tastes: item keys with a gap between them, so that some keys are never trained."""


@dataclass(frozen=True)
class Columns:
    """Events as the store gives them for training."""

    user: NDArray[np.int64]
    item: NDArray[np.int64]
    type: NDArray[np.int8]
    value: NDArray[np.float64]
    occurred_at: NDArray[np.int64]
    seq: NDArray[np.int64]


def event(
    user: int,
    item: int,
    at: int,
    kind: EventType = EventType.LIKE,
    value: float | None = None,
    seq: int = 0,
) -> Event:
    return Event(seq, f"e{seq}", UserKey(user), ItemKey(item), kind, value, at, at)


def columns(events: Iterable[Event]) -> Columns:
    rows = list(events)
    return Columns(
        user=np.array([e.user for e in rows], np.int64),
        item=np.array([e.item for e in rows], np.int64),
        type=np.array([CODES[e.type] for e in rows], np.int8),
        value=np.array([np.nan if e.value is None else e.value for e in rows], np.float64),
        occurred_at=np.array([e.occurred_at for e in rows], np.int64),
        seq=np.array([e.seq for e in rows], np.int64),
    )


def profile(items: Sequence[int], user: int | None = None) -> Profile:
    """A person who liked ``items``, oldest first."""
    who = None if user is None else UserKey(user)
    events = [event(user or 0, item, at, seq=at) for at, item in enumerate(items, start=1)]
    return fold(events, len(items) + 1, Engagement(), who)


def two_tastes() -> list[Event]:
    """60 people, keys 5, 7, …: half like 8 of FIRST, half 8 of SECOND, in the order of the keys."""
    draw = np.random.default_rng(3)
    events: list[Event] = []
    for person in range(60):
        taste = FIRST if person % 2 else SECOND
        for at, item in enumerate(sorted(draw.choice(taste, 8, replace=False))):
            events.append(event(5 + 2 * person, int(item), at, seq=len(events) + 1))
    return events


def read(events: Iterable[Event]) -> Interactions:
    return positives(columns(events), Engagement())
