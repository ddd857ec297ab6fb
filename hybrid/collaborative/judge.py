"""Full ranking of many people: what they met is left out, what they went for next counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.history import History, Rows, ranges
from hybrid.domain import Floats

PLACES: Final = 10
GAINS: Final = 1 / np.log2(np.arange(PLACES) + 2)
BLOCK: Final = 256
Ranked: TypeAlias = Callable[[slice], Floats]
"""Scores (b, m) of a block of people."""


@dataclass(frozen=True)
class Judge:
    """For p people and m items: ``met`` and ``wanted`` as (person, item) pairs, sorted by person, and ``counts``
    (p,) of the wanted ones."""

    size: int
    met: tuple[Rows, NDArray[np.int64]]
    wanted: tuple[Rows, NDArray[np.int64]]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, history: History) -> Judge:
        """Everybody's known entries against their future."""
        rows = ranges(history.start, history.end)
        person, item = history.hits
        counts = np.bincount(person, minlength=len(history.people))
        return cls(history.size, (history.person, history.item[rows]), (person, item), counts)

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def ideal(self) -> NDArray[np.float64]:
        """The best DCG that each person's list could have, (p,)."""
        return np.asarray(np.r_[0.0, np.cumsum(GAINS)][np.minimum(self.counts, PLACES)])

    def top(self, scores: Ranked, k: int) -> NDArray[np.int32]:
        """Everybody's ``k`` best items not met, (p, k), best first; equal ones by code. -1 where there are fewer."""
        parts = [self.best(scores(block), block, k) for block in self.blocks()]
        return np.concatenate(parts) if parts else np.empty((0, min(k, self.size)), np.int32)

    def best(self, scores: Floats, block: slice, k: int) -> NDArray[np.int32]:
        """``top`` of a block, of scores (b, m) that are overwritten."""
        k = min(k, self.size)
        scores[self.met_in(block)] = -np.inf
        part = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        best = np.take_along_axis(scores, part, 1)
        order = np.lexsort((part, -best), axis=1)
        best = np.take_along_axis(best, order, 1)
        return np.where(np.isneginf(best), -1, np.take_along_axis(part, order, 1)).astype(np.int32)

    def ndcg(self, top: NDArray[np.integer]) -> NDArray[np.float64]:
        """NDCG@10 of each person's list, (p,)."""
        return (self.hits(top[:, :PLACES]) @ GAINS[: top.shape[1]]) / np.maximum(self.ideal, 1e-12)

    def hits(self, top: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Which places of the lists hold what was wanted."""
        wanted = self.wanted[0] * self.size + self.wanted[1]
        asked = np.arange(len(top))[:, None] * self.size + top
        return np.isin(asked, wanted) & (top >= 0)

    def coverage(self, top: NDArray[np.integer]) -> float:
        """The share of all items that stands in somebody's first ten."""
        shown = np.unique(top[:, :PLACES])
        return float((shown >= 0).sum() / max(self.size, 1))

    def blocks(self) -> list[slice]:
        """All people, a few at a time."""
        return [slice(start, min(start + BLOCK, len(self))) for start in range(0, len(self), BLOCK)]

    def met_in(self, block: slice) -> tuple[Rows, NDArray[np.int64]]:
        """Pairs (place in the block, item) that were met."""
        start, end = np.searchsorted(self.met[0], [block.start, block.stop])
        return self.met[0][start:end] - block.start, self.met[1][start:end]
