"""The weight that suits best, chosen on some people and judged on others. Pure.

People are parted in two by seed. Each half is measured with the weight that was the best for the other one (two-fold
cross-fitting): the best of several, measured on the same people, would look better than it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from hybrid.domain import Keys, Mask
from hybrid.evaluation.metrics import Values
from rerank.weight import Weight

WEIGHTS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
ENDS: Final = (0.25, 0.75)
"""Quantiles of the people's histories between which a weight falls: both ends are borne out by a quarter of them."""


def shapes(known: Keys) -> list[Weight]:
    """What is tried on people of whom so many items are ``known`` (n,), the simplest and smallest first.

    Constants, and weights that fall from short histories to long ones: where a model helps, it helps there most.
    """
    constants = [Weight.constant(value) for value in WEIGHTS]
    short, long = (round(end) for end in np.quantile(known, ENDS).tolist()) if len(known) else (0, 0)
    if short == long:
        return constants
    falling = [Weight(((short, high), (long, low))) for high in WEIGHTS for low in WEIGHTS if high > low]
    return [*constants, *falling]


@dataclass(frozen=True)
class Tuned:
    """``best`` for everybody; ``halves``: what was the best for those that ``first`` (n,) marks, and for the others."""

    best: Weight
    halves: tuple[Weight, Weight]
    first: Mask

    def weights(self, known: Keys) -> list[float]:
        """Each person's weight, (n,): the best for the half that they are not in."""
        for_others, for_first = self.halves
        pairs = zip(self.first.tolist(), known.tolist(), strict=True)
        return [(for_first if first else for_others).at(length) for first, length in pairs]


def tune(ndcg: Mapping[Weight, Values], first: Mask) -> Tuned:
    """``ndcg`` (n,) by weight, the simplest first; ``first`` (n,) marks one half."""
    everybody = np.ones(len(first), np.bool_)
    best, one, other = (choose(ndcg, on) for on in (everybody, first, ~first))
    return Tuned(best, (one, other), first)


def choose(ndcg: Mapping[Weight, Values], on: Mask) -> Weight:
    """The weight with the best mean on these people, mask (n,); the first of equals."""
    return max(ndcg, key=lambda weight: float(ndcg[weight][on].mean()) if on.any() else 0.0)
