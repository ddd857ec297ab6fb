"""What a new item borrows from the items most like it, until a training has met it.

A stand-in column is the weighted mean of its neighbours' columns, times a strength: still linear in the
history, so reasons stay exact. Formula: weight = likeness ** power over the ``neighbours`` most alike, normalised.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import gathered
from hybrid.collaborative.links import Links
from hybrid.domain import Floats, Keys, Mask

Scores: TypeAlias = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class StandIns:
    """``keys`` (c,) ascending; ``neighbours`` and ``weights`` (c, m): whom each borrows from, and how much."""

    keys: Keys
    neighbours: Keys
    weights: Floats
    strength: float = 1.0

    def spread(self, dense: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores of trained items (index = key) with those of the stand-ins filled in."""
        if not self.keys.size:
            return dense
        size = max(len(dense), int(self.keys[-1]) + 1)
        wide = np.zeros(size, np.float32)
        wide[: len(dense)] = dense
        wide[self.keys] = self.strength * np.einsum("cm,cm->c", wide.take(self.neighbours), self.weights)
        return wide

    def columns(self, links: Links, rows: Keys, keys: Keys, enough: Mask | None = None) -> Floats:
        """Links from each of ``rows`` to each of ``keys``, shape (h, n), stand-ins filled in; none to itself, and
        none to keys that are not ``enough`` (``Query.enough``), which lend nothing either."""
        found = _backed(links.between(rows, keys), keys, enough)
        at = np.minimum(np.searchsorted(self.keys, keys), max(self.keys.size - 1, 0))
        borrowing = np.flatnonzero(self.keys[at] == keys) if self.keys.size else np.empty(0, np.int64)
        if borrowing.size:
            place = at[borrowing]
            lenders = self.neighbours[place]
            lent = _backed(links.between(rows, lenders.ravel()), lenders.ravel(), enough)
            lent = lent.reshape(len(rows), *lenders.shape)
            found[:, borrowing] = self.strength * np.einsum("hcm,cm->hc", lent, self.weights[place])
        return found

    def replaced(self, keys: Keys, fresh: StandIns, most: int) -> StandIns:
        """These with ``keys`` taken out and ``fresh`` put in; the ``most`` largest keys stay."""
        stay = ~np.isin(self.keys, keys)
        if not fresh.keys.size:
            return StandIns(self.keys[stay], self.neighbours[stay], self.weights[stay], self.strength)
        if not stay.any():
            return fresh
        together = np.concatenate([self.keys[stay], fresh.keys])
        order = np.argsort(together)[-most:]
        neighbours = np.concatenate([self.neighbours[stay], fresh.neighbours])[order]
        weights = np.concatenate([self.weights[stay], fresh.weights])[order]
        return StandIns(together[order], neighbours, weights, fresh.strength)


def least_score(displaced: Scores, slot: float) -> Scores:
    """What a new item has to score at least to take the place of one with this score, shape as given.

    ``slot`` times it. Of what is not above 0 a share is no measure: there the new item has to score as much.
    """
    return np.asarray(np.where(displaced > 0, slot * displaced, displaced))


def _backed(found: Floats, keys: Keys, enough: Mask | None) -> Floats:
    return found if enough is None else found * gathered(enough, keys)


NOBODY = StandIns(np.empty(0, np.int64), np.empty((0, 0), np.int64), np.empty((0, 0), np.float32))
