"""From the model's orders to lists: fused as serving fuses, or as the model has them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Keys
from hybrid.evaluation.measure import SIZE
from hybrid.evaluation.metrics import NOBODY, Values
from rerank.evaluation.questions import Posed
from rerank.fuse import fuse

Lists: TypeAlias = NDArray[np.int32]
"""Item keys (n, SIZE), best first, padded with NOBODY."""


@dataclass(frozen=True)
class Opinions:
    """The model's order on each question, None where it gave none that is usable: the blend stands then."""

    posed: Sequence[Posed]
    orders: Sequence[Sequence[int] | None]

    def fused(self, weights: Sequence[float], cap: int) -> Lists:
        """As served with these weights, one for each question; 0 is the blend exactly."""
        return lists(
            [*(one.given if order is None else fuse(one.given, order, weight, cap)), *one.rest]
            for one, order, weight in zip(self.posed, self.orders, weights, strict=True)
        )

    def alone(self) -> Lists:
        """The model's own order, however far it moves something."""
        return lists(
            [*(one.given if order is None else order), *one.rest]
            for one, order in zip(self.posed, self.orders, strict=True)
        )


def by_popularity(posed: Sequence[Posed], popularity: Values) -> Lists:
    """The candidates that were given, the most popular first; ``popularity`` (size,) by item key."""
    return lists(sorted(one.given, key=lambda key: (-popularity[key], key)) for one in posed)


def hits_first(posed: Posed, hits: Keys) -> list[int]:
    """The candidates that were given as a model would order them that knows ``hits``, in blended order otherwise."""
    known = set(hits.tolist())
    return sorted(posed.given, key=lambda key: key not in known)


def lists(rows: Iterable[Sequence[int]]) -> Lists:
    """Each row cut to SIZE or padded."""
    kept = [[*row[:SIZE], *[NOBODY] * (SIZE - len(row))] for row in rows]
    return np.array(kept, np.int32).reshape(len(kept), SIZE)
