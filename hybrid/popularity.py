"""What most people engage with: the list for someone we know nothing about, and the fill-up of last resort."""

from __future__ import annotations

import numpy as np

from hybrid.candidates import Query, Scored, best
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Keys, Mask, SourceName


class PopularSource:
    """Items by how many people engaged with them (CandidateSource).

    For someone without a history each further item of the same main category counts for less, so that
    the first page shows several tastes and not the one that the majority shares.
    """

    def __init__(self, columns: ItemColumns, repeat: float = 0.7) -> None:
        self._columns = columns
        self._repeat = repeat

    def score(self, query: Query) -> Scored | None:
        """Candidates by engagement count, None where nobody engaged with anything allowed."""
        counts = self._columns.engagement[: query.allowed.size]
        keys = np.flatnonzero(counts > 0)
        if not len(query.profile):
            scores = _varied(counts[keys], self._columns.main_category[keys], self._repeat)
        else:
            scores = counts[keys]
        at = best(keys, scores, query.allowed, query.k, query.extra)
        if not at.size:
            return None
        return Scored("popular", SourceName.POPULAR, keys[at], scores[at])


def fill_up(columns: ItemColumns, allowed: Mask, taken: Keys, missing: int) -> Keys:
    """``missing`` further allowed keys not in ``taken``: the most popular, then the newest in the catalogue."""
    free = allowed.copy()
    free[taken] = False
    keys = np.flatnonzero(free)
    order = np.lexsort((-keys, -_counts(columns, keys)))
    return keys[order][:missing]


def _counts(columns: ItemColumns, keys: Keys) -> Floats:
    """Engagement of any keys, 0 beyond the columns."""
    counts = columns.engagement
    return np.where(keys < counts.size, counts[np.minimum(keys, counts.size - 1)], 0.0).astype(np.float32)


def _varied(counts: Floats, category: np.ndarray[tuple[int], np.dtype[np.int32]], repeat: float) -> Floats:
    """Counts times ``repeat`` to the power of how many better items share the category."""
    order = np.lexsort((category, -counts))
    by_category = order[np.argsort(category[order], kind="stable")]
    groups = category[by_category]
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if groups.size else np.empty(0, np.int64)
    place = np.arange(groups.size) - np.repeat(starts, np.diff(np.r_[starts, groups.size]))
    factor = np.empty(counts.size, np.float32)
    factor[by_category] = repeat ** np.minimum(place, 60)
    return np.asarray(counts * factor, dtype=np.float32)
