"""The model's order and the blend's, brought together; no item moves further than allowed. Pure.

Weighted reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): score(i) = (1 - w) / (60 + its rank
in the blend) + w / (60 + its rank with the model). The mean of the ranks would not do: of two opposite orders
it makes one long tie, while here what either puts first comes up. The bound holds by construction: ranks
are filled from the top; an item must be placed at its last allowed rank and may be placed from its first
one; among those that may, the best fused score comes next, in the blend's order where scores are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from rerank.weight import Weight

DEFAULT_CAP: Final = 5
CONSTANT: Final = 60.0


@dataclass(frozen=True)
class Fusion:
    """How far the model may change the blended order: its ``weight``, and ``cap`` ranks for each item."""

    weight: Weight = Weight(((10, 0.6), (100, 0.4)), context=0.8)
    cap: int = DEFAULT_CAP

    def order(self, blend: Sequence[int], model: Sequence[int], known: int, asked: bool = False) -> list[int]:
        """``blend``, moved towards ``model``, for a person of whom so many items are ``known``; see ``Weight.at``."""
        return fuse(blend, model, self.weight.at(known, asked), self.cap)


def fuse(blend_order: Sequence[int], model_order: Sequence[int], weight: float, cap: int) -> list[int]:
    """``blend_order`` (distinct item keys, best first), moved towards ``model_order`` by at most ``cap`` ranks.

    ``weight`` in [0, 1] is the model's say: 0 gives the blend exactly. Keys that only the model has are
    ignored; those that it lacks keep their blended rank as opinion, the others share the ranks that are left.
    Raises ``ValueError`` for a weight outside of [0, 1] or a negative cap.
    """
    if not 0.0 <= weight <= 1.0 or cap < 0:
        raise ValueError(f"weight must lie in [0, 1] and cap be 0 or more, not {weight} and {cap}")
    place = {key: rank for rank, key in enumerate(blend_order)}
    opinion = _model_ranks(place, model_order)
    fused = {
        key: (1.0 - weight) / (CONSTANT + rank) + weight / (CONSTANT + opinion.get(key, rank))
        for key, rank in place.items()
    }
    waiting: list[tuple[float, int, int]] = []
    placed: set[int] = set()
    result: list[int] = []
    entering = 0
    for rank in range(len(blend_order)):
        while entering < len(blend_order) and entering - cap <= rank:
            key = blend_order[entering]
            heappush(waiting, (-fused[key], entering, key))
            entering += 1
        due = blend_order[rank - cap] if rank >= cap else None
        chosen = due if due is not None and due not in placed else _best(waiting, placed)
        placed.add(chosen)
        result.append(chosen)
    return result


def _model_ranks(place: dict[int, int], model_order: Sequence[int]) -> dict[int, int]:
    """The model's items, in its order, share the blended ranks that they have among them."""
    known = [key for key in dict.fromkeys(model_order) if key in place]
    return dict(zip(known, sorted(place[key] for key in known), strict=True))


def _best(waiting: list[tuple[float, int, int]], placed: set[int]) -> int:
    while True:
        key = heappop(waiting)[2]
        if key not in placed:
            return key
