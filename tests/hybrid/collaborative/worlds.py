"""Small worlds of known structure for the collaborative tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from hybrid.collaborative.history import History
from hybrid.collaborative.interactions import entries
from hybrid.collaborative.settings import NativeSettings, TrainSettings
from hybrid.collaborative.train import train
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.described import Described
from hybrid.domain import Event, EventType, Item, ItemKey, UserKey
from hybrid.evaluation.vectors import ExactIndex
from hybrid.model import TrainedModel
from hybrid.profiles import Engagement, Profile, fold
from tests.hybrid.content.worlds import Letters

CODES = {kind: code for code, kind in enumerate(EventType)}
QUICK = TrainSettings(budget=1.0, native=NativeSettings(dims=16, epochs=20), links=8)

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


def two_tastes(people: int = 60) -> list[Event]:
    """People with the keys 5, 7, …: half like 8 of FIRST, half 8 of SECOND, in the order of the keys."""
    draw = np.random.default_rng(3)
    events: list[Event] = []
    for person in range(people):
        taste = FIRST if person % 2 else SECOND
        for at, item in enumerate(sorted(draw.choice(taste, 8, replace=False))):
            events.append(event(5 + 2 * person, int(item), at, seq=len(events) + 1))
    return events


def steps(people: int = 250, items: int = 60, seed: int = 1) -> list[Event]:
    """People who mostly go on to the next item of a ring, and rate it: well where its number is even."""
    draw = np.random.default_rng(seed)
    events: list[Event] = []
    for person in range(1, people + 1):
        at = int(draw.integers(items))
        met = set()
        for moment in range(int(draw.integers(6, 25))):
            if at not in met:
                met.add(at)
                value = 5.0 if at % 2 == 0 else float(draw.choice([2.0, 3.0, 4.0]))
                events.append(event(person, at + 1, 100 * moment, EventType.RATING, value, len(events) + 1))
            at = (at + 1) % items if draw.random() < 0.8 else int(draw.integers(items))
    return events


def read(events: Iterable[Event]) -> History:
    return entries(columns(events), Engagement())


def described(keys: NDArray[np.int64], vectors: NDArray[np.float64], categories: Sequence[str] = ()) -> Described:
    """A catalogue of items with these vectors (n, d), and a category each if given."""
    table = VectorTable(np.zeros(vectors.shape[1], np.float32))
    table.put(keys, vectors.astype(np.float32), [f"text {key}" for key in keys])
    made = ItemColumns()
    made.put(
        Item(ItemKey(int(key)), f"i{key}", f"Item {key}", categories=tuple(categories[row : row + 1]))
        for row, key in enumerate(keys)
    )
    return Described(made, ContentSpace(Letters(), table, ExactIndex(table)))


def silent(*_: object) -> None:
    """Nobody is watching."""


def trained(events: Iterable[Event], settings: TrainSettings = QUICK) -> TrainedModel:
    return train(columns(events), Engagement(), settings, silent)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Anything, of four people and nine items, often at equal times."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, 4),
                st.integers(1, 9),
                st.integers(0, 6),
                st.sampled_from(EventType),
                st.none() | st.integers(1, 10).map(lambda halves: halves / 2),
            ),
            max_size=50,
        )
    )
    return [event(user, item, at, kind, value, seq) for seq, (user, item, at, kind, value) in enumerate(rows, 1)]
