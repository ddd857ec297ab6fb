"""What rules add to scores and take from them: freshness, boosts, the popularity penalty. Pure.

All of it is the same whatever the person did, so that what each past item contributed stays what it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import NO_KEYS, gathered
from hybrid.columns import MICROS_PER_DAY, ItemColumns
from hybrid.domain import Keys, Mask
from hybrid.rules.document import Boost, Freshness
from hybrid.rules.meant import meant

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Lift:
    """What is added to the scores of ``keys`` (m,), by rule: ``names`` (r,) and ``parts`` (r, m), in standard
    deviations of the blend. The rows ``boosts`` are promotions; ``brought`` are keys that only these brought."""

    keys: Keys
    names: tuple[str, ...]
    parts: Doubles
    boosts: slice
    brought: Keys

    @property
    def total(self) -> Doubles:
        """The sum over the rules, shape (m,)."""
        return np.asarray(self.parts.sum(axis=0))

    @property
    def promoted(self) -> Mask:
        """Which are lifted by boosts, shape (m,)."""
        return np.asarray(self.parts[self.boosts].sum(axis=0) > 0)


def lift(
    columns: ItemColumns,
    keys: Keys,
    boosts: Sequence[Boost],
    freshness: Freshness | None,
    penalty: float,
    newest: int | None,
    named: Mapping[str, int],
    brought: Keys = NO_KEYS,
) -> Lift | None:
    """What rules add for ``keys`` (m,); None where they say nothing.

    ``boosts`` are those whose campaign runs, ``newest`` when the newest event happened (microseconds), ``named`` the
    keys of the ids that documents name, ``brought`` the keys that no source had proposed.
    """
    if not boosts and freshness is None and not penalty:
        return None
    names = [boost.name or f"boost {n}" for n, boost in enumerate(boosts)]
    parts = [_boosted(columns, keys, boost, named) for boost in boosts]
    if freshness is not None:
        names.append("freshness")
        parts.append(_fresh(columns, keys, freshness, newest))
    if penalty:
        names.append("popularity penalty")
        parts.append(-penalty * _popularity(columns, keys))
    return Lift(keys, tuple(names), np.array(parts).reshape(len(parts), len(keys)), slice(0, len(boosts)), brought)


def boosted(columns: ItemColumns, size: int, boosts: Sequence[Boost], named: Mapping[str, int]) -> Mask:
    """Items below ``size`` that a boost means and lifts, shape (size,): they need not be among the candidates."""
    mask = np.zeros(size, np.bool_)
    for boost in boosts:
        if boost.weight > 0 and boost.by is None:
            mask |= meant(boost.where, columns, size, named)
    return mask


def _boosted(columns: ItemColumns, keys: Keys, boost: Boost, named: Mapping[str, int]) -> Doubles:
    size = columns.size
    part = boost.weight * gathered(meant(boost.where, columns, size, named), keys).astype(np.float64)
    if boost.by is not None:
        amount = columns.values(boost.by.attribute, size).numbers(keys)
        part = part * np.clip(np.nan_to_num(amount) / boost.by.full, 0.0, 1.0)
    return np.asarray(part)


def _fresh(columns: ItemColumns, keys: Keys, freshness: Freshness, newest: int | None) -> Doubles:
    """weight * 0.5 ** (age / half-life); nothing for what has no date."""
    if newest is None:
        return np.zeros(len(keys))
    age = np.maximum(newest / MICROS_PER_DAY - columns.days(keys), 0.0)
    return np.nan_to_num(freshness.weight * 0.5 ** (age / freshness.half_life_days))


def _popularity(columns: ItemColumns, keys: Keys) -> Doubles:
    """log(1 + people) as a share of the largest, 0 to 1."""
    most = float(np.log1p(columns.engagement.max(initial=0.0)))
    return np.log1p(gathered(columns.engagement, keys)).astype(np.float64) / max(most, 1e-9)
