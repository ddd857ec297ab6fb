"""Which events count as a hit in the test part."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import EventType, Mask
from hybrid.evaluation.events import TYPES, Columns
from hybrid.profiles import RATED, REJECTIONS, Engagement


class Kind(StrEnum):
    """``good``: deeds that speak for the item, and ratings in the top quarter of the scale (4 of 5).

    ``liked``: deeds likewise, ratings above the person's own mean as it stood. ``all``: every meeting that is
    not a rejection, a bad rating too.
    """

    GOOD = "good"
    LIKED = "liked"
    ALL = "all"


@dataclass(frozen=True)
class Positives:
    """What is a hit. Each event speaks for itself: none that comes later changes what an earlier one is."""

    kind: Kind = Kind.GOOD
    engagement: Engagement = field(default_factory=Engagement)

    @property
    def mark(self) -> float:
        """The least rating that is ``good``: three quarters up the scale."""
        low, high = self.engagement.scale
        return low + 0.75 * (high - low)

    def of(self, events: Columns) -> Mask:
        """Which rows are hits, shape (n,); ``events`` sorted by person and time."""
        if self.kind is Kind.ALL:
            return events.met & ~events.of_types(lambda kind: kind in REJECTIONS)
        weights = np.array([self.engagement.weights.get(kind, 0.0) for kind in TYPES])[events.type]
        rated = events.of_types(lambda kind: kind in RATED) & ~np.isnan(events.value)
        unvalued = events.of_types(lambda kind: kind is EventType.RATING) & ~rated
        said = self._good(events) if self.kind is Kind.GOOD else self._liked(events, rated)
        return np.where(rated, said, (weights > 0) & ~unvalued)

    def missing(self) -> str:
        """What an event would have to be, for messages."""
        if self.kind is Kind.GOOD:
            return f"a click, a purchase or another deed, or a rating of {self.mark:g} or more"
        return "a click, a purchase or another deed, or a rating above the person's mean"

    def _good(self, events: Columns) -> Mask:
        return np.nan_to_num(events.value, nan=-np.inf) >= self.mark

    def _liked(self, events: Columns, rated: Mask) -> Mask:
        value = np.where(rated, events.value, 0.0)
        total = _so_far(value, events.user) + self.engagement.prior_count * self.engagement.prior_mean
        count = _so_far(rated.astype(np.float64), events.user) + self.engagement.prior_count
        return self.engagement.of_rating(value, total / count) > 0


def _so_far(values: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Running sum within each run of equal ``groups``."""
    total = np.cumsum(values)
    start = np.searchsorted(groups, groups, side="left")
    before = np.r_[0.0, total][start]
    return np.asarray(total - before)
