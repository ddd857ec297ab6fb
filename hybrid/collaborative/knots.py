"""Weights by how much is known of a person, and how much popularity is held against an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hybrid.blend import BlendWeights, Knot
from hybrid.collaborative.history import Rows
from hybrid.collaborative.mixing import Group, fitted, pool_around
from hybrid.collaborative.pool import Pool, Weights
from hybrid.model import CONTENT, ITEM_TO_ITEM, NATIVE, POPULAR

EDGES: Final = (0, 15, 40, 120)
"""Lengths of history from which people have weights of their own."""
LEAST_PEOPLE: Final = 150
SHARE: Final = 0.02
"""LightFM always takes part with at least this weight: where another source is far better it settles what that
leaves open."""
LEAST_CONTENT: Final[Mapping[bool, float]] = {True: 0.02, False: 0.3}
"""The least weight of likeness, by whether training has met the person, where scores spread by about 1: new items have
nothing else, and who comes for one of them is new, too."""
PENALTIES: Final = (0.0, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0)
"""In standard deviations of the blend per standard deviation of log(1 + people)."""
LOST: Final = 0.005
"""The share of the NDCG@10 without a penalty that one may cost, with one standard error on top."""


@dataclass(frozen=True)
class Dial:
    """A popularity penalty that was tried, with what it does to NDCG@10 and catalogue coverage; ``error`` is the
    standard error of the mean difference to none."""

    penalty: float
    ndcg: float
    error: float
    coverage: float


LEAST_POPULAR = 0.05
"""A smaller weight of popularity is no measure for the others."""


def by_length(group: Group, weights: Mapping[str, float], lengths: Rows, seed: int) -> dict[int, dict[str, float]]:
    """Weights by number of interactions: one set for all, or one for each range of lengths with enough people,
    where those are better for people they were not fitted on and, read between, by full ranking as well."""
    everywhere = {int(np.median(lengths)) if len(lengths) else 1: dict(weights)}
    ranges = [
        rows
        for low, high in zip(EDGES, (*EDGES[1:], np.inf), strict=True)
        if len(rows := np.flatnonzero((lengths >= low) & (lengths < high))) >= LEAST_PEOPLE
    ]
    if len(ranges) < 2 or len(weights) < 2:
        return everywhere
    pool = pool_around(group, weights)
    half = np.random.default_rng(seed).permutation(len(lengths)) < len(lengths) // 2
    checked = 0.0
    for ours in (half, ~half):
        one = fitted(pool.people(np.flatnonzero(ours)))
        apart = _apart(pool, one, lengths, [rows[ours[rows]] for rows in ranges])
        gain = group.ndcg(per_person(apart, lengths)) - group.ndcg(one)
        checked += float(gain[~ours].mean())
    found = _apart(pool, weights, lengths, ranges)
    better = group.ndcg(per_person(found, lengths)).mean() > group.ndcg(weights).mean()
    return found if checked > 0 and better else everywhere


def per_person(knots: Mapping[int, Mapping[str, float]], lengths: Rows) -> dict[str, Weights]:
    """The weight of each source for people of these lengths, as serving reads it."""
    made = BlendWeights(known=ascending(knots), unknown=())
    at = {int(n): made.at(int(n), known=True) for n in np.unique(lengths)}
    names = sorted({name for weights in knots.values() for name in weights})
    return {name: np.array([at[int(n)].get(name, 0.0) for n in lengths]) for name in names}


def ascending(knots: Mapping[int, Mapping[str, float]]) -> tuple[Knot, ...]:
    """As serving reads them."""
    return tuple(Knot(n, dict(knots[n])) for n in sorted(knots))


def evened(knots: Sequence[Knot]) -> tuple[Knot, ...]:
    """The same orders of items, scaled so that popularity, where it speaks for items at every length, weighs the same.

    Otherwise whoever has met one item less would find all scores higher, and no item could be the reason of any.
    """
    popular = [knot.weights.get(POPULAR, 0.0) for knot in knots]
    if min(popular, default=0.0) <= LEAST_POPULAR:
        return tuple(knots)
    return tuple(
        Knot(knot.interactions, {channel: weight / by for channel, weight in knot.weights.items()})
        for knot, by in zip(knots, popular, strict=True)
    )


def normed(group: Group, weights: Mapping[str, float]) -> dict[str, float]:
    """The same order of items, spread over them with a standard deviation of 1."""
    spread = group.spread(weights)
    return {name: weight / spread for name, weight in weights.items()} if spread > 1e-9 else dict(weights)


def taking_part(weights: Mapping[str, float], known: bool) -> dict[str, float]:
    """With LightFM (its links for people training has not met) and likeness in it."""
    least = {NATIVE if known else ITEM_TO_ITEM: SHARE, CONTENT: LEAST_CONTENT[known]}
    return {**weights, **{name: max(weights.get(name, 0.0), one) for name, one in least.items()}}


def dialled(
    group: Group, knots: Mapping[int, Mapping[str, float]], lengths: Rows, spread: float
) -> tuple[dict[int, dict[str, float]], list[Dial]]:
    """The knots with the penalty of most coverage among those that surely cost next to nothing, and all that were
    tried.

    ``spread`` is the standard deviation of log(1 + people) over items.
    """
    popularity = group.scores[POPULAR].rows(slice(0, 1))[0]
    less = (popularity / spread if spread > 1e-9 else 0 * popularity).astype(np.float32)
    tops = group.tops_less(per_person(knots, lengths), less, PENALTIES, 10)
    figures = [group.judge.ndcg(top) for top in tops]
    tried = [
        Dial(penalty, float(one.mean()), float((one - figures[0]).std() / len(one) ** 0.5), group.judge.coverage(top))
        for penalty, one, top in zip(PENALTIES, figures, tops, strict=True)
    ]
    enough = (1 - LOST) * tried[0].ndcg
    cheap = [dial for dial in tried if dial.ndcg - dial.error >= enough]
    best = max(cheap, key=lambda dial: (dial.coverage, -dial.penalty))
    return penalised(knots, best.penalty, spread), tried


def penalised(knots: Mapping[int, Mapping[str, float]], penalty: float, spread: float) -> dict[int, dict[str, float]]:
    """The penalty is a lower weight of popularity."""
    less = penalty / spread if spread > 1e-9 else 0.0
    return {n: {**weights, POPULAR: weights.get(POPULAR, 0.0) - less} for n, weights in knots.items()}


def _apart(
    pool: Pool, weights: Mapping[str, float], lengths: Rows, ranges: Sequence[Rows]
) -> dict[int, dict[str, float]]:
    """Weights of each range, halfway to those of all: a range has few people."""
    total = sum(abs(one) for one in weights.values())
    found = {}
    for rows in ranges:
        own = fitted(pool.people(rows))
        found[int(np.median(lengths[rows]))] = {name: (own[name] + weights[name] / total) / 2 for name in weights}
    return found
