"""Which pairs of items enough people met both of: only those are linked, so that no link tells of a few people.

What counts likings (``alike``, ``counted``) is asked how many liked both; what is fitted on everybody at once, how many
met both and rejected neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from hybrid.collaborative.history import History
from hybrid.collaborative.specs import AlikeSpec, CountedSpec, Spec
from hybrid.domain import Keys, Mask

CELLS = 2_000_000
"""Of the square that are looked at at a time."""


@dataclass(frozen=True)
class Pairs:
    """A bit for each pair of the b items that enough people met at all: ``bits`` (b, b / 8), packed, hence 66 MB for
    23,000 items. ``place`` (m,) is the row of each item code, -1 for the others."""

    bits: NDArray[np.uint8]
    place: NDArray[np.int32]

    def among(self, rows: Keys, columns: Keys) -> Mask:
        """For item codes ``rows`` (r,) and ``columns`` (c,): which pairs enough people met both of, shape (r, c)."""
        found = np.zeros((len(rows), len(columns)), np.bool_)
        row, column = self.place[rows], self.place[columns]
        some, others = np.flatnonzero(row >= 0), np.flatnonzero(column >= 0)
        whole = np.unpackbits(self.bits[row[some]], axis=1, count=len(self.bits)).view(np.bool_)
        found[np.ix_(some, others)] = whole[:, column[others]]
        return found


@dataclass(frozen=True)
class Backing:
    """The pairs that ``least`` people ``met`` both of, and ``liked`` both of; None where one is enough."""

    least: int = 1
    met: Pairs | None = None
    liked: Pairs | None = None

    @classmethod
    def of(cls, history: History, least: int, whole: History | None = None) -> Backing:
        """By the known entries; where 1 is enough nothing is counted.

        Of a part of the ``whole`` history fewer are asked, in proportion: of people of whom four fifths are known, two
        thirds of the pairs are. So what is weighed there has about as many links as what will serve.
        """
        if whole is not None:
            least = round(least * _pairs_met(history) / max(_pairs_met(whole), 1.0))
        if least <= 1:
            return ANY
        told = history.told.where(history.rows)
        met = _pairs(history, told.signal > 0, least)
        views = np.array_equal(told.signal > 0, told.positive)  # whatever is met is liked where nobody rates
        return cls(least, met, met if views else _pairs(history, told.positive, least))

    def behind(self, spec: Spec) -> Pairs | None:
        """The pairs that this table may link."""
        return self.liked if isinstance(spec, CountedSpec | AlikeSpec) else self.met


ANY = Backing()


def _pairs_met(history: History) -> float:
    told = history.told.signal[history.rows] > 0
    met = np.bincount(history.person[told], minlength=len(history.people)).astype(np.float64)
    return float((met * (met - 1)).sum())


def _pairs(history: History, counts: Mask, least: int) -> Pairs:
    """``counts`` marks which of the known rows do."""
    person, item = history.person[counts], history.item[history.rows[counts]]
    backed = np.flatnonzero(np.bincount(item, minlength=history.size) >= least)
    place = np.full(history.size, -1, np.int32)
    place[backed] = np.arange(len(backed))
    kept = place[item] >= 0
    at = (person[kept], place[item[kept]])
    met = sp.csr_array((np.ones(len(at[0]), np.float32), at), (len(history.people), len(backed)))
    return Pairs(np.concatenate([np.empty((0, (len(backed) + 7) // 8), np.uint8), *_counted(met, least)]), place)


def _counted(met: sp.csr_array, least: int) -> Iterator[NDArray[np.uint8]]:
    """Of people and what they met, (u, b): a few rows of the packed square at a time."""
    by_item = met.T.tocsr()
    step = max(1, CELLS // max(met.shape[1], 1))
    for start in range(0, met.shape[1], step):
        yield np.packbits((by_item[start : start + step] @ met).toarray() >= least, axis=1)
