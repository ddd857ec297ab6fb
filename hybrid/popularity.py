"""What most people engage with: the list for someone we know nothing about, and the fill-up of last resort."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import Query, gathered, top
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.standins import NOBODY, StandIns

REPEAT: Final = 0.7
"""For someone without a history each further item of a main category counts for so much less."""
MOSTLY: Final = 0.8
"""What people without a history get of the better of popular and trending; the rest is of the other."""


@dataclass(frozen=True)
class Standing:
    """Scores that are the same for everybody: ``own`` (size,) by which items are proposed, and ``dense`` with those
    of new items filled in, by what they borrow: or nobody would ever see them."""

    own: Floats
    dense: Floats


class Crowd:
    """What everybody engages with, as requests read it. Worked out anew when something has changed, not each time.

    For someone without a history there are two lists, popular and trending, of which the one that foretells better
    makes up the most (``leads``: trending), and each further item of the same main category counts for less, so that
    the first page shows several tastes and not the one that the majority shares. Together they stay below what
    popularity says to someone with a history: whoever had met one item less would see no score rise for that.
    """

    def __init__(self, columns: ItemColumns, standins: StandIns = NOBODY, leads: bool = False) -> None:
        self._columns = columns
        self._standins = standins
        self._leads = leads
        self._everybody: tuple[int, Standing] | None = None
        self._newcomers: tuple[int, Mask, Standing, Standing | None] | None = None

    def popular(self, query: Query) -> Standing:
        """log(1 + people), and less than that for someone without a history."""
        return self._popular() if query.acquainted else self._first(query.allowed)[0]

    def trending(self, query: Query) -> Standing | None:
        """log(1 + fading people) for someone without a history, None for everybody else."""
        return None if query.acquainted else self._first(query.allowed)[1]

    def _popular(self) -> Standing:
        kept, changes = self._everybody, self._columns.changes
        if kept is None or kept[0] != changes:
            kept = changes, self._standing(np.log1p(self._columns.engagement))
            self._everybody = kept
        return kept[1]

    def _first(self, allowed: Mask) -> tuple[Standing, Standing | None]:
        kept, changes = self._newcomers, self._columns.changes
        if kept is None or kept[0] != changes or not np.array_equal(kept[1], allowed):
            kept = changes, allowed, *self._worked_out(allowed)
            self._newcomers = kept
        return kept[2], kept[3]

    def _worked_out(self, allowed: Mask) -> tuple[Standing, Standing | None]:
        popular = self._popular().own
        fading = self._columns.fading(popular.size)
        if fading is None:
            return self._standing(popular * self._varied(popular, allowed)), None
        trending = np.log1p(fading).astype(np.float32)
        # In a slow catalogue all of it is small: the lesser part of what leads must not become the larger one.
        scale = trending.max(initial=0.0) / max(float(popular.max(initial=0.0)), 1e-9)
        shares = ((1 - MOSTLY) * scale, MOSTLY) if self._leads else (MOSTLY, 1 - MOSTLY)
        parts = np.float32(shares[0]) * popular, np.float32(shares[1]) * trending
        factor = self._varied(parts[0] + parts[1], allowed)
        return self._standing(parts[0] * factor), self._standing(parts[1] * factor)

    def _varied(self, scores: Floats, allowed: Mask) -> Floats:
        factor = np.ones(scores.size, np.float32)
        found = np.flatnonzero(allowed[: scores.size] & (scores[: allowed.size] > 0))
        factor[found] = varied(scores[found], self._columns.main_category[found])
        return factor

    def _standing(self, own: Floats) -> Standing:
        # In full, whatever the rest is worth: a smaller share of what popularity is held against would be an advantage.
        borrowed = replace(self._standins, strength=1.0).spread(own)
        return Standing(own, np.maximum(borrowed, np.pad(own, (0, borrowed.size - own.size))))


class PopularSource:
    """Items by how many people engaged with them (CandidateSource)."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    def read(self, query: Query) -> StandingScoring:
        """Has something to say to everybody."""
        return StandingScoring("popular", SourceName.POPULAR, self._crowd.popular(query), query.allowed)


class TrendingSource:
    """Items by how many people engaged with them lately (CandidateSource)."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd

    def read(self, query: Query) -> StandingScoring | None:
        """None for someone with a history: how much of it would help them can't be measured with one clock."""
        standing = self._crowd.trending(query)
        if standing is None:
            return None
        return StandingScoring("trending", SourceName.TRENDING, standing, query.allowed)


@dataclass(frozen=True)
class StandingScoring:
    """One list for everybody as one request sees it. New items are scored, but not proposed for it."""

    channel: str
    name: SourceName
    standing: Standing
    allowed: Mask
    weighing: None = None
    scale: float = 1.0

    def propose(self, k: int) -> Keys:
        """The best of those people engaged with."""
        return top(self.standing.own, self.allowed, k)

    def raw(self, keys: Keys) -> Floats:
        """How many people engaged with each, in logarithms."""
        return gathered(self.standing.dense, keys)

    def similarity(self, keys: Keys) -> Floats:
        """Nothing of the history plays a part."""
        return np.zeros((0, len(keys)), np.float32)


def fill_up(columns: ItemColumns, allowed: Mask, taken: Keys, missing: int) -> Keys:
    """``missing`` further allowed keys not in ``taken``: the most popular, then the newest in the catalogue."""
    free = allowed.copy()
    free[taken] = False
    keys = np.flatnonzero(free)
    order = np.lexsort((-keys, -gathered(columns.engagement, keys)))
    return keys[order][:missing]


def varied(scores: Floats, category: NDArray[np.int32], repeat: float = REPEAT) -> Floats:
    """``repeat`` to the power of how many better items share the category, shape of ``scores``."""
    by_category = np.lexsort((-scores, category))
    groups = category[by_category]
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if groups.size else np.empty(0, np.int64)
    place = np.arange(groups.size) - np.repeat(starts, np.diff(np.r_[starts, groups.size]))
    factor = np.empty(scores.size, np.float32)
    factor[by_category] = repeat ** np.minimum(place, 60)
    return factor
