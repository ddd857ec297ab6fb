"""Near-duplicates: items that are variants of one, or whose texts mean nearly the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import NO_KEYS
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.domain import Floats, Keys, Mask
from hybrid.rules.document import NearDuplicates

Doubles = NDArray[np.float64]
DIMENSIONS: Final = 64
"""Of each vector that tell most pairs apart, at a quarter of the cost of all 256 of the shipped embedder's."""
ROUNDING: Final = 1e-4
NEVER: Final = 2.0
"""What no cosine reaches."""


@dataclass(frozen=True, slots=True)
class Twin:
    """To which item one gave way, and how alike they are."""

    into: int
    likeness: float


@dataclass(frozen=True)
class Collapsed:
    """Of some keys the ``kept`` ones in their order, and those that gave way: ``gone``, each to one in ``into``, with
    their ``likeness`` (1 for variants)."""

    kept: Keys
    gone: Keys = field(default_factory=lambda: NO_KEYS)
    into: Keys = field(default_factory=lambda: NO_KEYS)
    likeness: tuple[float, ...] = ()

    @property
    def twins(self) -> dict[int, Twin]:
        """Those that gave way, by key."""
        found = zip(self.gone.tolist(), self.into.tolist(), self.likeness, strict=True)
        return {key: Twin(into, likeness) for key, into, likeness in found}


@dataclass(frozen=True)
class Near:
    """Tells which items are nearly the same."""

    rule: NearDuplicates
    columns: ItemColumns
    space: ContentSpace

    @classmethod
    def of(cls, rule: NearDuplicates | None, columns: ItemColumns, space: ContentSpace) -> Near | None:
        """None where nothing collapses."""
        if rule is None or not (rule.variants or rule.likeness is not None):
            return None
        return cls(rule, columns, space)

    def collapse(self, keys: Keys, fixed: Sequence[int] = ()) -> Collapsed:
        """``keys``, best first, without those that are nearly the same as a better one or as one of ``fixed``."""
        every, first = np.concatenate([np.array(fixed, np.int64), keys]), len(fixed)
        into, near = np.full(every.size, -1), np.zeros(every.size)
        for row, column, likeness in self._pairs(every, first):
            if into[row] < 0 and into[column] < 0:
                into[column], near[column] = row, likeness
        into, near = into[first:], near[first:]
        gone = np.flatnonzero(into >= 0)
        return Collapsed(keys[into < 0], keys[gone], every[into[gone]], tuple(near[gone].tolist()))

    def _pairs(self, every: Keys, first: int) -> list[tuple[int, int, float]]:
        """Places in ``every`` of two that are nearly the same, and how alike they are, in order. The second stands
        behind the one before and is none of the ``first``, which stay."""
        families = self.columns.families(every)
        possible = np.eye(every.size, dtype=np.bool_)[:, first:]
        if self.rule.variants and np.unique(families).size < families.size:
            possible |= families[:, None] == families[None, first:]
        if self.rule.likeness is not None:
            possible |= _close(self.space.vectors(every, DIMENSIONS), first, self.rule.likeness)
        if np.count_nonzero(possible) == every.size - first:  # as nearly always: each is close to itself alone
            return []
        possible[first:] &= np.tri(every.size - first, k=-1, dtype=np.bool_).T
        rows, columns = np.nonzero(possible)
        columns += first
        likeness = np.minimum(_cosines(self.space.vectors(every), rows, columns), 1.0)
        alike = likeness > np.maximum(*(self._least(every[side]) for side in (rows, columns)))
        if self.rule.variants:
            same = families[rows] == families[columns]
            likeness, alike = np.where(same, 1.0, likeness), alike | same
        return list(zip(rows[alike].tolist(), columns[alike].tolist(), likeness[alike].tolist(), strict=True))

    def _least(self, keys: Keys) -> Doubles:
        """Above which cosine these are nearly the same as another, shape (n,)."""
        if self.rule.likeness is None:
            return np.full(keys.size, NEVER)
        titles = self.rule.likeness_of_titles
        bare = NEVER if titles is None else max(titles, self.rule.likeness)
        return np.where(self.columns.described(keys), self.rule.likeness, bare)


def _close(part: Floats, first: int, likeness: float) -> Mask:
    """Which of n unit vectors may have a larger cosine with those from ``first`` on, shape (n, n - first); few others
    are marked. By their first dimensions ``part`` alone: part of a difference is never longer than all of it."""
    lengths = (part**2).sum(axis=1)
    apart = lengths[:, None] + lengths[None, first:] - 2.0 * part @ part[first:].T
    return np.asarray(apart < 2.0 - 2.0 * likeness + ROUNDING)


def _cosines(vectors: Floats, rows: Keys, columns: Keys) -> Floats:
    """Of these pairs of n unit ``vectors``, in as much memory as all pairs need at most."""
    (some, row), (others, column) = (np.unique(side, return_inverse=True) for side in (rows, columns))
    return np.asarray((vectors[some] @ vectors[others].T)[row, column])
