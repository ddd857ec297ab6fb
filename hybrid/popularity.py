"""What most people engage with: the list for someone we know nothing about, and the fill-up of last resort."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import Query, gathered, top
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.standins import NOBODY, StandIns

REPEAT = 0.7
"""For someone without a history each further item of a main category counts for so much less."""


class PopularSource:
    """Items by how many people engaged with them (CandidateSource).

    For someone without a history each further item of the same main category counts for less, so that
    the first page shows several tastes and not the one that the majority shares.
    """

    def __init__(self, columns: ItemColumns, standins: StandIns = NOBODY) -> None:
        self._columns = columns
        self._standins = standins

    def read(self, query: Query) -> PopularScoring:
        """log(1 + people) for each item."""
        counts = self._columns.engagement[: query.allowed.size]
        dense = np.log1p(counts)
        if not len(query.profile):
            allowed = np.flatnonzero(query.allowed[: counts.size] & (counts > 0))
            dense = dense.copy()
            dense[allowed] *= varied(counts[allowed], self._columns.main_category[allowed])
        return PopularScoring(dense, self._standins, query.allowed)


class PopularScoring:
    """Popularity as one request sees it. New items are scored by what they borrow, or nobody would ever see them,
    but are not proposed for it."""

    channel = "popular"
    name = SourceName.POPULAR
    weighing = None
    scale = 1.0

    def __init__(self, dense: Floats, standins: StandIns, allowed: Mask) -> None:
        self._own = dense
        self._allowed = allowed
        borrowed = standins.spread(dense)
        self._dense = np.maximum(borrowed, np.pad(dense, (0, borrowed.size - dense.size)))

    def propose(self, k: int) -> Keys:
        """The most popular."""
        return top(self._own, self._allowed, k)

    def raw(self, keys: Keys) -> Floats:
        """log(1 + people)."""
        return gathered(self._dense, keys)

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


def varied(counts: Floats, category: NDArray[np.int32], repeat: float = REPEAT) -> Floats:
    """``repeat`` to the power of how many better items share the category, shape of ``counts``."""
    order = np.lexsort((category, -counts))
    by_category = order[np.argsort(category[order], kind="stable")]
    groups = category[by_category]
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if groups.size else np.empty(0, np.int64)
    place = np.arange(groups.size) - np.repeat(starts, np.diff(np.r_[starts, groups.size]))
    factor = np.empty(counts.size, np.float32)
    factor[by_category] = repeat ** np.minimum(place, 60)
    return factor
