"""Raw scores of many people at once, as serving would give them one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from hybrid.collaborative.factors import Factors
from hybrid.collaborative.history import History
from hybrid.collaborative.links import Links
from hybrid.collaborative.signals import fade, worth
from hybrid.domain import Floats, Keys
from hybrid.profiles import Weighing

People: TypeAlias = slice | NDArray[np.intp]
DENSE = 16_000_000
"""Cells up to which a table is multiplied as a dense matrix."""
BLOCK = 256


class Scores(Protocol):
    """One source's raw scores for p people and m items."""

    def rows(self, people: People) -> Floats:
        """Of some of the people, shape (b, m)."""


@dataclass(frozen=True)
class Compact:
    """Scores (p, c) of the items ``columns`` (c,); all others of the ``size`` items have 0."""

    values: Floats
    columns: Keys
    size: int

    def rows(self, people: People) -> Floats:
        """Spread over all items."""
        values = self.values[people]
        out = np.zeros((len(values), self.size), np.float32)
        out[:, self.columns] = values
        return out


@dataclass(frozen=True)
class Product:
    """``left`` (p, d) times ``right`` (m, d), plus ``bias`` (m,); where ``known`` (m,) is given, less the person's
    mean over the known items, and 0 for the others."""

    left: Floats
    right: Floats
    bias: Floats
    known: NDArray[np.bool_] | None = None

    def rows(self, people: People) -> Floats:
        """Worked out anew at each call: the whole matrix would not be small."""
        out = self.left[people] @ self.right.T + self.bias
        if self.known is not None:
            out -= out[:, self.known].mean(axis=1, keepdims=True)
            out[:, ~self.known] = 0
        return np.asarray(out, dtype=np.float32)


@dataclass(frozen=True)
class Same:
    """The same scores (m,) for everybody."""

    values: Floats

    def rows(self, people: People) -> Floats:
        """A copy for each."""
        amount = len(range(*people.indices(2**31))) if isinstance(people, slice) else len(people)
        return np.tile(self.values, (amount, 1))


def weighed(history: History, how: Weighing) -> sp.csr_array:
    """What each person's known entries weigh, shape (u, m)."""
    rows = history.rows
    told = history.told.where(rows)
    values = worth(told, how) * fade(history.person, history.time[rows], told, how.decay)
    kept = np.flatnonzero(values)
    place = (history.person[kept], history.item[rows][kept])
    return sp.csr_array((values[kept], place), (len(history.people), history.size))


def by_links(links: Links, weights: sp.csr_array, shared: Keys | None = None) -> Compact:
    """Weights (p, m) times a table over m items, with the columns ``shared`` where nothing else is linked to:
    scores over the very same columns are quicker to add up."""
    sources, size = links.keys, links.size
    neighbours, strengths = links.rows(sources)
    there = neighbours >= 0
    starts = np.r_[0, np.cumsum(there.sum(axis=1))]
    linked = neighbours[there]
    any_links = np.zeros(size, np.bool_)
    any_links[linked] = True
    columns = np.flatnonzero(any_links)
    if shared is not None and np.isin(columns, shared).all():
        columns = shared
    place = np.zeros(size, np.int32)
    place[columns] = np.arange(len(columns), dtype=np.int32)
    sparse = sp.csr_array((strengths[there], place[linked], starts), (len(sources), len(columns)))
    own = weights[:, sources]
    if len(sources) * len(columns) <= DENSE:
        return Compact(np.asarray(own @ sparse.toarray(), np.float32), columns, size)
    values = np.zeros((weights.shape[0], len(columns)), np.float32)
    for start in range(0, len(values), BLOCK):
        values[start : start + BLOCK] = (own[start : start + BLOCK] @ sparse).toarray()
    return Compact(values, columns, size)


def by_matrix(matrix: Floats, weights: sp.csr_array) -> Compact:
    """Weights (p, m) times a whole table (m, m)."""
    return Compact(np.asarray(weights @ matrix, np.float32), np.arange(len(matrix)), len(matrix))


def by_factors(found: Factors, people: Keys) -> Product:
    """Of people by code."""
    return Product(found.user_factors[people], found.item_factors, found.item_biases, found.item_known)


def by_content(vectors: Floats, weights: sp.csr_array) -> Product:
    """Weights (p, m) times the cosines of unit vectors (m, d)."""
    return Product(np.asarray(weights @ vectors, np.float32), vectors, np.zeros(len(vectors), np.float32))
