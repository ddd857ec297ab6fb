"""Weights of a linear blend, learnt on candidates: a listwise fit, then coordinate ascent on NDCG@10.

The candidates of a person are the best of every source. What the blend itself would lift from below them has to be
among them as well, or a weight below 0 looks harmless here and fills lists with what no source proposed there:
``mixing`` adds the blend's own best, round by round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from hybrid.collaborative.judge import GAINS, PLACES, Judge
from hybrid.collaborative.scores import Scores
from hybrid.domain import Floats

Weights: TypeAlias = NDArray[np.float64]
FREE: Final = frozenset({"popular"})
"""Sources whose weight may be below 0."""
SHRINKAGE: Final = 1e-3


@dataclass(frozen=True)
class Pool:
    """Candidates of p people: ``x`` (sources, p, c) scaled scores, ``wanted`` (p, c), ``there`` (p, c) marks what is
    no padding, ``ideal`` (p,) the best DCG that there could be."""

    names: tuple[str, ...]
    x: Floats
    wanted: NDArray[np.bool_]
    there: NDArray[np.bool_]
    ideal: Weights

    def people(self, rows: NDArray[np.intp]) -> Pool:
        """Some of the people."""
        return Pool(self.names, self.x[:, rows], self.wanted[rows], self.there[rows], self.ideal[rows])

    def only(self, names: Sequence[str]) -> Pool:
        """Some of the sources, the candidates staying."""
        return replace(self, names=tuple(names), x=self.x[[self.names.index(name) for name in names]])

    @property
    def free(self) -> NDArray[np.bool_]:
        """Which sources' weights may be below 0."""
        return np.array([name in FREE for name in self.names])

    def scores(self, weights: Weights) -> Floats:
        """The blend of the candidates, (p, c)."""
        return _mixed(weights, self.x)

    def ndcg(self, scores: Floats) -> Weights:
        """NDCG@10 of everybody's candidates in the order of these scores, (p,)."""
        scores = np.where(self.there, scores, -np.inf)
        k = min(PLACES, scores.shape[1])
        top = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        order = np.argsort(-np.take_along_axis(scores, top, 1), axis=1, kind="stable")
        hit = np.take_along_axis(self.wanted, np.take_along_axis(top, order, 1), 1)
        return np.asarray(hit @ GAINS[:k] / self.ideal)


def pooled(
    scores: Mapping[str, Scores], scales: Mapping[str, float], judge: Judge, tops: Sequence[NDArray[np.integer[Any]]]
) -> Pool:
    """The candidates in ``tops`` (each (p, k), padded with -1) with every source's scaled score."""
    keys, there = _union(tops, judge)
    wanted = judge.hits(np.where(there, keys, -1))
    x = np.empty((len(scores), *keys.shape), np.float32)
    for place, (name, source) in enumerate(scores.items()):
        for block in judge.blocks():
            x[place, block] = np.take_along_axis(source.rows(block), keys[block], 1) / np.float32(scales[name])
    return Pool(tuple(scores), x, wanted, there, np.maximum(judge.ideal, 1e-12))


def _union(tops: Sequence[NDArray[np.integer[Any]]], judge: Judge) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Each person's distinct candidates, (p, c), padded with 0, and which are no padding."""
    together = np.sort(np.concatenate(tops, axis=1).astype(np.int32), axis=1)
    there = (together >= 0) & np.c_[np.ones(len(together), np.bool_), together[:, 1:] != together[:, :-1]]
    width = max(int(there.sum(axis=1).max(initial=1)), 1)
    order = np.argsort(~there, axis=1, kind="stable")[:, :width]
    there = np.take_along_axis(there, order, 1)
    return np.where(there, np.take_along_axis(together, order, 1), 0), there


def listwise(pool: Pool) -> Weights:
    """The weights under which what was wanted is likeliest (softmax over each person's candidates), not below 0
    but for those in ``FREE``. A person's say grows by the square root of what they wanted."""
    found = pool.wanted.sum(axis=1)
    people = np.flatnonzero(found)
    start = np.full(len(pool.names), 0.1)
    if not len(people):
        return start
    x, there = pool.x[:, people], pool.there[people]
    share = pool.wanted[people] / found[people][:, None]
    mass = np.sqrt(np.minimum(found[people], PLACES))
    mass = mass / mass.sum()

    def loss(weights: Weights) -> tuple[float, Weights]:
        scores = _mixed(weights, x)
        scores[~there] = -1e9
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        total = likely.sum(axis=1, keepdims=True)
        fit = (share * (scores - np.log(total))).sum(axis=1)
        pull = ((likely / total - share) * mass[:, None]).astype(np.float32)
        slope = np.einsum("spc,pc->s", x, pull).astype(np.float64)
        return float(-(mass * fit).sum() + SHRINKAGE * (weights**2).sum()), slope + 2 * SHRINKAGE * weights

    bounds = [(None, None) if free else (0.0, None) for free in pool.free]
    found_weights = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 60}).x
    return np.asarray(found_weights, dtype=np.float64)


def ascended(pool: Pool, weights: Weights, rounds: int = 2, least: float = 5e-4) -> tuple[Weights, float]:
    """Coordinate ascent on mean NDCG@10: the weights (their sizes adding up to 1) and the figure. A weight moves
    only for a gain above ``least``, and goes to 0 where that costs less."""
    size = np.abs(weights).sum()
    weights = weights / size if size > 0 else np.full(len(weights), 1 / len(weights))
    scores = pool.scores(weights)
    best = float(pool.ndcg(scores).mean())
    for _ in range(rounds):
        moved = False
        for place in np.argsort(-np.abs(weights)):
            for value in _steps(weights[place], bool(pool.free[place])):
                if not value and np.count_nonzero(weights) == 1:
                    continue
                tried = scores + np.float32(value - weights[place]) * pool.x[place]
                got = float(pool.ndcg(tried).mean())
                if got > best + (least if value else -least):
                    weights = weights.copy()
                    weights[place] = value
                    scores, best, moved = tried, got, True
        if not moved:
            break
    return weights / np.abs(weights).sum(), best


def _steps(value: float, free: bool) -> list[float]:
    tried = [0.0, value * 0.6, value * 1.6, value + 0.04, value - 0.04]
    return [one for one in tried if one != value and (free or one >= 0)]


def _mixed(weights: Weights, x: Floats) -> Floats:
    """Sum over sources of weight times ``x`` (sources, p, c). Not by BLAS: its threads wait in a busy loop, and
    hundreds of calls as small as this take several times as long on a machine that has other things to do."""
    return np.asarray(np.einsum("s,spc->pc", weights.astype(np.float32), x))
