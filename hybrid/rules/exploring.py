"""Exploration: a share of slots goes to items that nobody would see otherwise, with a known probability. Pure.

The design. Of ``limit`` slots x = share * limit are explored: floor(x), and one more with the probability of what is
left over. Which slots is drawn without replacement, each with equal probability, among those that are not pinned but
the first of these, so that a list of one explores nothing. The pool is parted into as many strata as slots may be
explored, by a hash of the item's key alone. The n-th explored slot takes one item of the n-th stratum, drawn with
probability weight / sum of the stratum's weights, by an exponential race: the least of -log(u_i) / weight_i, where u_i
is a hash of the seed and the item (Efraimidis and Spirakis, Information Processing Letters 97, 2006). All draws are
independent of one another, so

    propensity(i in slot s) = P(the slot of i's stratum is explored) * weight_i / sum(weights of it) / number of slots

exactly, and no item of the pool can come into the list in another way: it stands beyond what the model can reach.
The seed is one person's day in one scenario: a reload draws the same, also where other items come or go.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Keys

Doubles = NDArray[np.float64]
Words = NDArray[np.uint64]
_ITEM, _SLOT, _STRATUM, _MORE = 1, 2, 3, 4
"""What a draw is for: each has numbers of its own."""
_GOLDEN: Final = 0x9E3779B97F4A7C15
_WORD: Final = 2**64 - 1


@dataclass(frozen=True)
class Explored:
    """``key`` stands in ``slot`` (from 0), as it does with this probability."""

    slot: int
    key: int
    propensity: float


def wanted_slots(share: float, limit: int, open_slots: int) -> tuple[int, float]:
    """How many slots may be explored at most, and the probability that the last of them is."""
    expected = min(share * limit, open_slots)
    most = math.ceil(expected - 1e-9)
    return most, 1.0 - (most - expected)


def explored(pool: Keys, weights: Doubles, slots: Sequence[int], most: int, last: float, seed: int) -> list[Explored]:
    """Draws for up to ``most`` of ``slots``, the last of them with probability ``last``.

    ``pool`` (n,) holds the keys that may be drawn, ``weights`` (n,) are above 0.
    """
    if not most or not pool.size or not slots:
        return []
    stratum = (_hashed(0, _STRATUM, pool) % np.uint64(most)).astype(np.int64)
    race = -np.log(_uniform(seed, _ITEM, pool)) / weights
    drawn = np.array(slots)[np.argsort(_hashed(seed, _SLOT, np.array(slots, np.int64)), kind="stable")]
    found = []
    for n in range(most):
        chance = last if n == most - 1 else 1.0
        rows = np.flatnonzero(stratum == n)
        if not rows.size or _uniform(seed, _MORE, np.array([n]))[0] >= chance:
            continue
        row = rows[np.argmin(race[rows])]
        propensity = chance * float(weights[row] / weights[rows].sum()) / len(slots)
        found.append(Explored(int(drawn[n]), int(pool[row]), propensity))
    return found


def rarity(people: NDArray[np.floating]) -> Doubles:
    """The weight of items that so many people engaged with, (n,): new ones 1, falling in steps, so that what one more
    person does seldom changes a draw of the day."""
    steps = 1.0 + np.floor(np.log2(1.0 + np.maximum(people.astype(np.float64), 0.0)))
    return np.asarray(steps**-2.0)


def _uniform(seed: int, purpose: int, values: Keys) -> Doubles:
    """Numbers in (0, 1), one for each value."""
    return ((_hashed(seed, purpose, values) >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def _hashed(seed: int, purpose: int, values: Keys) -> Words:
    """SplitMix64 of seed, purpose and value (Steele, Lea and Flood, OOPSLA 2014)."""
    start = _mixed(np.array([seed & _WORD], np.uint64) + np.array([purpose * _GOLDEN & _WORD], np.uint64))
    return _mixed(start ^ _mixed(values.astype(np.uint64) + np.uint64(_GOLDEN)))


def _mixed(z: Words) -> Words:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
