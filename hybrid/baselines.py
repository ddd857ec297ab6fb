"""Two lists that know nothing of the person: what an experiment can hold a recommender against (CandidateSource).

``newest`` goes by the day of publication; what has none comes behind, what was stored last first.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from hybrid.candidates import Query
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, SourceName
from hybrid.popularity import Standing, StandingScoring

POPULAR: Final = "popular"
NEWEST: Final = "newest"
BASELINES: Final = (POPULAR, NEWEST)


class PopularBaseline:
    """Items by how many people engaged with them, whoever asks."""

    def __init__(self, columns: ItemColumns) -> None:
        self._columns = columns

    def read(self, query: Query) -> StandingScoring:
        """The same for everybody."""
        scores = np.log1p(self._columns.engagement)
        return StandingScoring(POPULAR, SourceName.POPULAR, Standing(scores, scores), query.allowed)


class NewestBaseline:
    """Items by age."""

    def __init__(self, columns: ItemColumns) -> None:
        self._columns = columns
        self._worked_out: tuple[int, Floats] | None = None

    def read(self, query: Query) -> StandingScoring:
        """The same for everybody."""
        scores = self._scores()
        return StandingScoring(NEWEST, SourceName.NEW, Standing(scores, scores), query.allowed)

    def _scores(self) -> Floats:
        """From 0 to 1 by place, since moments are too large for the precision of scores."""
        kept, changes = self._worked_out, self._columns.changes
        if kept is None or kept[0] != changes:
            published = self._columns.published
            order = np.lexsort((np.arange(published.size), np.nan_to_num(published, nan=-np.inf)))
            scores = np.empty(published.size, np.float32)
            scores[order] = np.arange(1, published.size + 1) / published.size
            kept = changes, scores
            self._worked_out = kept
        return kept[1]
