"""Events and a catalogue for the evaluation's tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from hybrid.collaborative.settings import NativeSettings, TrainSettings
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import Event, EventType, Item, ItemKey
from hybrid.evaluation.bootstrap import Resampling
from hybrid.evaluation.events import Columns
from hybrid.evaluation.fitting import ProductFit
from hybrid.evaluation.run import EvaluateSettings
from hybrid.evaluation.splits import Protocol, SplitSettings
from hybrid.evaluation.vectors import ExactIndex
from tests.hybrid.collaborative.worlds import FIRST, SECOND, columns, event
from tests.hybrid.content.worlds import Letters

HONEST = (Protocol.TEMPORAL, Protocol.LOO, Protocol.CUTOFF)
TINY = TrainSettings(native=NativeSettings(dims=4, epochs=2), links=8, budget=1.0, min_people=1)
KEYS = (*FIRST, *SECOND)
SHORT = Resampling(resamples=50)


def written(events: Sequence[Event]) -> Columns:
    """As the store gives them, numbered in their order."""
    made = columns([replace(one, seq=place) for place, one in enumerate(events, 1)])
    return Columns(made.user, made.item, made.type, made.value, made.occurred_at, made.seq)


def told(*parts: Columns) -> Columns:
    """One after the other, numbered on."""
    names = ("user", "item", "type", "value", "occurred_at")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Columns(**joined, seq=np.arange(1, len(joined["user"]) + 1))


def tastes(people: int = 40, each: int = 8, apart: int = 1) -> Columns:
    """Half of the people like ``each`` of FIRST, half of SECOND; ``apart`` is the time between two likes."""
    draw = np.random.default_rng(5)
    events = []
    for person in range(1, people + 1):
        taste = FIRST if person % 2 else SECOND
        picked = draw.choice(taste, each, replace=False)
        events += [event(person, int(item), 1_000 + apart * at) for at, item in enumerate(picked)]
    return written(events)


def fit(keys: Sequence[int] = KEYS) -> ProductFit:
    """The product's own, over a catalogue of these items; each has a vector of letters."""
    items = [Item(ItemKey(key), f"i{key}", f"Story {chr(97 + key % 26)}{key}", categories=("all",)) for key in keys]
    table = VectorTable(np.zeros(26, np.float32))
    embedder = Letters()
    table.put(np.array(keys), embedder.embed([item.title for item in items]), [item.title for item in items])
    return ProductFit(lambda: items, ContentSpace(embedder, table, ExactIndex(table)), TINY)


def asked(protocol: Protocol = Protocol.TEMPORAL, by: frozenset[str] = frozenset(), **more) -> EvaluateSettings:
    return EvaluateSettings(SplitSettings(protocol, **more), by=by, resampling=SHORT)


def silent(*_: object) -> None:
    """Progress that nobody watches."""


def _one(user: int, item: int, kind: EventType, value: float, at: int) -> Event:
    return event(user, item, at, kind, value if kind is EventType.RATING else None)


any_events = st.lists(
    st.builds(
        _one,
        st.integers(1, 4),
        st.integers(1, 7),
        st.sampled_from(
            [EventType.RATING, EventType.CLICK, EventType.VIEW, EventType.IMPRESSION, EventType.HIDE, EventType.LIKE]
        ),
        st.sampled_from([1.0, 3.5, 4.0, 5.0]),
        st.integers(0, 5),
    ),
    max_size=40,
)
