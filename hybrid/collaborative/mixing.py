"""Choosing the sources and their weights for one group of people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.judge import Judge
from hybrid.collaborative.pool import Pool, Weights, ascended, listwise, pooled
from hybrid.collaborative.scores import Compact, Scores
from hybrid.domain import Floats, Keys

TOP: Final = 30
"""How many of each source's best are candidates."""
ROUNDS: Final = 3
FEW: Final = 400
"""People, of whom one half tells little of the other."""
WORTHWHILE: Final = 1.002
"""A blend has to be better than the best single source by this factor."""
SHARES: Final = (0.01, 0.03)
"""Sources with less than this share of the weighted spread are left off, in two passes."""


@dataclass(frozen=True)
class Group:
    """People with every source's scores and what the sources are divided by."""

    scores: Mapping[str, Scores]
    scales: Mapping[str, float]
    judge: Judge

    def mixed(self, weights: Mapping[str, float | Weights], block: slice) -> Floats:
        """The blend of some people, (b, m); a weight may be one number or one per person (p,)."""
        total = np.zeros((block.stop - block.start, self.judge.size), np.float32)
        together: dict[int, tuple[Keys, Floats]] = {}
        for name, weight in weights.items():
            source, factor = self.scores[name], _factor(weight, self.scales[name], block)
            if not np.any(factor):
                continue
            if not isinstance(source, Compact):
                total += source.rows(block) * factor
            else:
                before = together[id(source.columns)][1] if id(source.columns) in together else 0
                together[id(source.columns)] = source.columns, before + source.values[block] * factor
        for columns, part in together.values():
            total[:, columns] += part
        return total

    def top(self, weights: Mapping[str, float | Weights], k: int = TOP) -> NDArray[np.int32]:
        """Everybody's best by the blend, over all items."""
        return self.judge.top(lambda block: self.mixed(weights, block), k)

    def tops_less(
        self, weights: Mapping[str, float | Weights], less: Floats, amounts: Sequence[float], k: int
    ) -> list[NDArray[np.int32]]:
        """``top`` with each of ``amounts`` times ``less`` (m,) taken off, one list for each."""
        found: list[list[NDArray[np.int32]]] = [[] for _ in amounts]
        for block in self.judge.blocks():
            mixed = self.mixed(weights, block)
            for place, amount in enumerate(amounts):
                found[place].append(self.judge.best(mixed - np.float32(amount) * less, block, k))
        return [np.concatenate(parts) for parts in found]

    def ndcg(self, weights: Mapping[str, float | Weights]) -> Weights:
        """NDCG@10 of each person by full ranking, (p,)."""
        return self.judge.ndcg(self.top(weights, 10))

    def spread(self, weights: Mapping[str, float]) -> float:
        """Mean over people of the standard deviation of the blend over items."""
        spreads = [self.mixed(weights, block).std(axis=1) for block in self.judge.blocks()]
        return float(np.concatenate(spreads).mean()) if spreads else 1.0


def _factor(weight: float | Weights, scale: float, block: slice) -> Floats:
    part = weight[block, None] if isinstance(weight, np.ndarray) else np.full((1, 1), weight)
    return np.asarray(part / scale, dtype=np.float32)


@dataclass(frozen=True)
class Chosen:
    """Weights by source, the NDCG@10 of each source alone, and why the sources that are missing are.

    ``checked`` is the NDCG@10 of weights, and ``checked_single`` of the choice of one source, on people whom they were
    not fitted on, among the sources' best candidates.
    """

    weights: Mapping[str, float]
    singles: Mapping[str, float]
    best_single: str
    left_off: Mapping[str, str]
    checked: float
    checked_single: float


def scale_of(scores: Scores, judge: Judge) -> float:
    """What a source is divided by: the mean over people of the standard deviation over items; 1 where it says the same
    of all items but for rounding."""
    spreads, sizes = [np.zeros(0)], [0.0]
    for block in judge.blocks():
        rows = scores.rows(block)
        spreads.append(rows.std(axis=1))
        sizes.append(float(np.abs(rows).max(initial=0.0)))
    mean = float(np.concatenate(spreads).mean()) if len(judge) else 0.0
    return mean if np.isfinite(mean) and mean > max(1e-9, 1e-5 * max(sizes)) else 1.0


def chosen(group: Group, seed: int, prune: bool = True) -> Chosen:
    """Find the sources that earn their place and their weights; the best single one where blending does not help."""
    names = list(group.scores)
    tops = {name: group.top({name: 1.0}) for name in names}
    singles = {name: float(group.judge.ndcg(top).mean()) for name, top in tops.items()}
    best = max(singles, key=lambda name: singles[name])
    pool = pooled(group.scores, group.scales, group.judge, list(tops.values()))
    fit = max(FITS, key=lambda one: _checked(pool, one, seed))
    left_off: dict[str, str] = {}
    if prune:
        names, left_off = _pruned(pool, best, fit)
    checked, single = _checked(pool.only(names), fit, seed), _checked(pool, lone, seed)
    if prune and checked <= single * WORTHWHILE:
        why = f"no blend is better than {best} alone"
        off = {name: why for name in group.scores if name != best}
        return Chosen({best: 1.0}, singles, best, off, single, single)
    if "popular" in group.scores and "popular" not in names:
        names.append("popular")
        left_off.pop("popular", None)
    weights = _rounds(group, names, [tops[name] for name in tops], pool, fit)
    for name in names:
        if weights.get(name, 0.0) == 0.0:
            left_off[name] = "the best weight is 0"
    kept = {n: w for n, w in weights.items() if w != 0.0}
    return Chosen(kept, singles, best, left_off, checked, single)


def pool_around(group: Group, weights: Mapping[str, float]) -> Pool:
    """Candidates of the sources in ``weights`` and of their blend."""
    tops = [group.top({name: 1.0}) for name in weights] + [group.top(weights)]
    return pooled({name: group.scores[name] for name in weights}, group.scales, group.judge, tops)


def likeliest(pool: Pool) -> Weights:
    """The steadiest way: one best point, whoever is asked."""
    weights = listwise(pool)
    return weights / max(float(np.abs(weights).sum()), 1e-12)


def short(pool: Pool) -> Weights:
    """A few coarse steps from there."""
    return ascended(pool, listwise(pool))[0]


def lone(pool: Pool) -> Weights:
    """The best source alone."""
    single = np.zeros(len(pool.names))
    single[int(np.argmax([float(pool.ndcg(one).mean()) for one in pool.x]))] = 1.0
    return single


def searching(pool: Pool) -> Weights:
    """Many fine steps, from there and from the best source alone: the most to gain, and the most to be fooled by."""
    found = [ascended(pool, start, rounds=5, least=1e-4) for start in (listwise(pool), lone(pool))]
    return max(found, key=lambda one: one[1])[0]


Fit: TypeAlias = Callable[[Pool], Weights]
FITS: Final[Sequence[Fit]] = (likeliest, short, searching)
"""From steady to daring; which one is taken, people tell that it has not seen."""


def fitted(pool: Pool, fit: Fit = searching) -> dict[str, float]:
    """The best weights for these candidates, their sizes adding up to 1."""
    return {name: float(weight) for name, weight in zip(pool.names, fit(pool), strict=True)}


def _rounds(
    group: Group, names: Sequence[str], tops: list[NDArray[np.int32]], pool: Pool, fit: Fit
) -> dict[str, float]:
    """Fit, let the blend's own best join the candidates, fit again; the round that is best by full ranking."""
    part = {name: group.scores[name] for name in names}
    weights = fitted(pool.only(names), fit)
    found = [(float(group.ndcg(weights).mean()), weights)]
    for _ in range(ROUNDS):
        tops = [*tops, group.top(weights)]
        weights = fitted(pooled(part, group.scales, group.judge, tops), fit)
        found.append((float(group.ndcg(weights).mean()), weights))
    return max(found, key=lambda pair: pair[0])[1]


def _pruned(pool: Pool, best: str, fit: Fit) -> tuple[list[str], dict[str, str]]:
    names, left_off = list(pool.names), dict[str, str]()
    for least in SHARES:
        part = pool.only(names)
        carried = np.abs(fit(part)) * part.x.std(axis=2).mean(axis=1)
        share = carried / max(float(carried.sum()), 1e-12)
        for name, one in zip(names, share, strict=True):
            if one < least and name != best:
                left_off[name] = f"carries {100 * one:.1f} % of the blend, under {100 * least:.0f} %"
        names = [name for name in names if name not in left_off]
    return names, left_off


def _checked(pool: Pool, fit: Fit, seed: int) -> float:
    """NDCG@10 of weights fitted on one half of the people and measured on the other, both ways, more often where there
    are few."""
    got = []
    draw = np.random.default_rng(seed)
    for _ in range(3 if len(pool.ideal) < FEW else 1):
        order = draw.permutation(len(pool.ideal))
        halves = order[: len(order) // 2], order[len(order) // 2 :]
        for ours, others in (halves, halves[::-1]):
            rest = pool.people(others)
            got.append(float(rest.ndcg(rest.scores(fit(pool.people(ours)))).mean()))
    return float(np.mean(got))
