"""What is counted of one group of slots, and the figures that follow from it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hybrid.domain import EventType, Floats, Json, Keys, Mask
from hybrid.evaluation.metrics import Values, coverage, diversity, novelty, popularity_percentile
from hybrid.loop.attribution import CLICKS, CONVERSIONS, REFUSALS
from hybrid.loop.outcomes import paid
from hybrid.loop.rates import Rate
from hybrid.store.outcomes import Touch


@dataclass(frozen=True)
class Shelf:
    """The catalogue as it is now, by item key: what may be shown, and how many ``people`` engaged with each item.

    ``recommendable`` and ``popularity`` are of shape (size,).
    """

    recommendable: Mask
    popularity: Values
    people: int

    @property
    def count(self) -> int:
        """How many items may be shown."""
        return int(self.recommendable.sum())


@dataclass
class Answers:
    """What is counted of whole answers; ``lists`` are the item keys of some of them. ``sessions`` lengths in seconds.

    ``returned`` of the ``stayed`` people and days came again within seven days; only those are in it whose seven
    days are over.
    """

    answers: int = 0
    clicked: set[int] = field(default_factory=set)
    people: set[bytes] = field(default_factory=set)
    lists: list[list[int]] = field(default_factory=list)
    sessions: list[float] = field(default_factory=list)
    returned: int = 0
    stayed: int = 0

    def figures(self, vectors: Floats, rows: Mapping[int, int]) -> dict[str, Json]:
        """As the answer shows them; item ``rows`` tells where an item's unit vector stands in ``vectors``."""
        diverse = _diversity(self.lists, vectors, rows)
        return {
            "answers": self.answers,
            "people": len(self.people),
            "answer_ctr": Rate(len(self.clicked), self.answers).to_json(),
            "sessions": len(self.sessions),
            "session_seconds": _rounded(float(np.mean(self.sessions)), 1) if self.sessions else None,
            "return_7d": Rate(self.returned, self.stayed).to_json(),
            "diversity": _rounded(diverse),
        }


@dataclass
class Tally:
    """One group. Places are (answer, slot): however often somebody clicks, a place is clicked once."""

    slots: int = 0
    explored: int = 0
    items: Counter[int] = field(default_factory=Counter)
    clicked: set[tuple[int, int]] = field(default_factory=set)
    explored_clicked: set[tuple[int, int]] = field(default_factory=set)
    converted: set[tuple[int, int]] = field(default_factory=set)
    refused: set[tuple[int, int]] = field(default_factory=set)
    conversions: int = 0
    revenue: Counter[str] = field(default_factory=Counter)
    dwelt: list[float] = field(default_factory=list)
    whole: Answers | None = None

    def touched(self, touch: Touch, slot: int) -> None:
        """An event that counts for a place of the group."""
        place = (touch.answer, slot)
        if touch.type in CLICKS:
            self.clicked.add(place)
            if touch.propensity is not None:
                self.explored_clicked.add(place)
            if self.whole is not None:
                self.whole.clicked.add(touch.answer)
        if touch.type in CONVERSIONS:
            self.converted.add(place)
            self.conversions += 1
        if touch.type in REFUSALS:
            self.refused.add(place)
        if touch.type is EventType.VIEW and touch.value is not None:
            self.dwelt.append(touch.value)
        self.revenue.update(paid(touch))

    def figures(self, shelf: Shelf) -> dict[str, Json]:
        """As the answer shows them; null where nothing can be said."""
        found: dict[str, Any] = {
            "slots": self.slots,
            "clicked": len(self.clicked),
            "ctr": Rate(len(self.clicked), self.slots).to_json(),
            "converted": len(self.converted),
            "conversion_rate": Rate(len(self.converted), self.slots).to_json(),
            "conversions": self.conversions,
            "revenue": {currency: round(amount, 2) for currency, amount in sorted(self.revenue.items())},
            "refused": len(self.refused),
            "dwell_seconds": _rounded(float(np.mean(self.dwelt)), 1) if self.dwelt else None,
        }
        known = [key for key in self.items if key < shelf.popularity.size]
        keys, times = np.array(known, np.int32)[:, None], np.array([self.items[key] for key in known], np.float64)
        if known:
            now = keys[shelf.recommendable[keys[:, 0]]]
            found["coverage"] = _rounded(coverage(now, shelf.count, 1))
            found["novelty"] = _weighted(novelty(keys, shelf.popularity, shelf.people, 1), times)
            share = popularity_percentile(keys, shelf.popularity, shelf.recommendable, 1)
            found["popularity"] = _weighted(share, times)
        else:
            found |= {"coverage": None, "novelty": None, "popularity": None}
        rest = Rate(len(self.clicked) - len(self.explored_clicked), self.slots - self.explored)
        return found | {
            "explored": self.explored,
            "explored_ctr": Rate(len(self.explored_clicked), self.explored).to_json(),
            "unexplored_ctr": rest.to_json() if self.explored else None,
        }


def _diversity(lists: list[list[int]], vectors: Floats, rows: Mapping[int, int]) -> float | None:
    """Mean over the lists; None where none has two items with a vector."""
    if not lists:
        return None
    longest = max(map(len, lists))
    table = np.full((len(lists), longest), -1, np.int32)
    for n, items in enumerate(lists):
        table[n, : len(items)] = [rows[item] for item in items]
    found = diversity(table, vectors, longest)
    return float(np.nanmean(found)) if np.isfinite(found).any() else None


def _weighted(values: Values, times: Values) -> float | None:
    return _rounded(float((values * times).sum() / times.sum()))


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None or not np.isfinite(value) else round(value, digits)


def keys_of(tallies: Mapping[Any, Tally]) -> Keys:
    """All items of their lists, once each, ascending."""
    found = {key for tally in tallies.values() if tally.whole for items in tally.whole.lists for key in items}
    return np.array(sorted(found), np.int64)
