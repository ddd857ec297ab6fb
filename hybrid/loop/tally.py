"""What is counted of one group of slots, and the figures that follow from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Json, Keys, Mask
from hybrid.evaluation.metrics import Values, novelty, popularity_percentile
from hybrid.loop.rates import Rate


@dataclass(frozen=True)
class Shelf:
    """The catalogue as it is now, by item key: what may be shown, and how many ``people`` engaged with each item.

    ``recommendable`` and ``popularity`` are of shape (size,).
    """

    recommendable: Mask
    popularity: Values
    people: int

    @cached_property
    def count(self) -> int:
        """How many items may be shown."""
        return int(self.recommendable.sum())

    @cached_property
    def novelty(self) -> Values:
        """Of each item, shape (size,); see ``hybrid.evaluation.metrics``."""
        return novelty(self._each, self.popularity, self.people, 1)

    @cached_property
    def percentile(self) -> Values:
        """Of each item's popularity, shape (size,)."""
        return popularity_percentile(self._each, self.popularity, self.recommendable, 1)

    @property
    def _each(self) -> NDArray[np.int32]:
        return np.arange(self.popularity.size, dtype=np.int32)[:, None]


@dataclass(frozen=True)
class Answers:
    """What is counted of whole answers; ``seconds`` is the mean length of the ``sessions``, ``diversity`` the mean
    of some lists; None without any.

    ``returned`` of the ``stayed`` people and days came again within seven days; only those are in it whose seven
    days are over.
    """

    answers: int
    clicked: int
    people: int
    sessions: int
    seconds: float | None
    diversity: float | None
    returned: int
    stayed: int

    def figures(self) -> dict[str, Json]:
        """As the answer shows them."""
        return {
            "answers": self.answers,
            "people": self.people,
            "answer_ctr": Rate(self.clicked, self.answers).to_json(),
            "sessions": self.sessions,
            "session_seconds": _rounded(self.seconds, 1),
            "return_7d": Rate(self.returned, self.stayed).to_json(),
            "diversity": _rounded(self.diversity),
        }


@dataclass(frozen=True)
class Tally:
    """One group. Places are (answer, slot): however often somebody clicks, a place is clicked once.

    ``items`` were shown so many ``times``, shape (n,) each. ``dwelt`` are the seconds of the ``dwells``.
    """

    slots: int
    explored: int
    clicked: int
    explored_clicked: int
    converted: int
    refused: int
    conversions: int
    dwells: int
    dwelt: float
    items: Keys
    times: Keys
    revenue: Mapping[str, float]
    whole: Answers | None

    def figures(self, shelf: Shelf) -> dict[str, Json]:
        """As the answer shows them; null where nothing can be said."""
        rest = Rate(self.clicked - self.explored_clicked, self.slots - self.explored)
        return {
            "slots": self.slots,
            "clicked": self.clicked,
            "ctr": Rate(self.clicked, self.slots).to_json(),
            "converted": self.converted,
            "conversion_rate": Rate(self.converted, self.slots).to_json(),
            "conversions": self.conversions,
            "revenue": {currency: round(amount, 2) for currency, amount in sorted(self.revenue.items())},
            "refused": self.refused,
            "dwell_seconds": _rounded(self.dwelt / self.dwells, 1) if self.dwells else None,
            **self._variety(shelf),
            "explored": self.explored,
            "explored_ctr": Rate(self.explored_clicked, self.explored).to_json(),
            "unexplored_ctr": rest.to_json() if self.explored else None,
        }

    def _variety(self, shelf: Shelf) -> dict[str, Json]:
        known = self.items < shelf.popularity.size
        if not known.any():
            return {"coverage": None, "novelty": None, "popularity": None}
        keys, times = self.items[known], self.times[known].astype(np.float64)
        return {
            "coverage": _rounded(int(shelf.recommendable[keys].sum()) / max(shelf.count, 1)),
            "novelty": _weighted(shelf.novelty[keys], times),
            "popularity": _weighted(shelf.percentile[keys], times),
        }


def _weighted(values: Values, times: Values) -> float | None:
    return _rounded(float((values * times).sum() / times.sum()))


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None or not np.isfinite(value) else round(value, digits)
