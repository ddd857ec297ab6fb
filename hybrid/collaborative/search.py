"""The settings of what comes next, found on the validation slice: a coordinate search, each try by its own NDCG."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hybrid.collaborative.bank import fitted_matrix, head_of
from hybrid.collaborative.history import History
from hybrid.collaborative.judge import Judge
from hybrid.collaborative.pairs import Backing
from hybrid.collaborative.scores import by_matrix, weighed
from hybrid.collaborative.specs import NextSpec

GRID: Final[Mapping[str, Sequence[float]]] = {
    "half_life": (1.0, 2.0, 4.0, 6.0, 10.0, 25.0),
    "reach": (0.0, 0.3, 0.6, 0.8, 0.9, 0.97),
    "ridge": (0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
}
MIXED: Final[Mapping[str, Sequence[float]]] = {"base": (-0.3, 0.07, 0.5, 1.0), "power": (0.0, 1.0, 2.0, 3.0)}
"""Searched only where signals differ."""
ROUNDS: Final = 2


@dataclass(frozen=True)
class Found:
    """The best settings, their NDCG@10, how many were tried, and whether the clock cut the search short."""

    best: NextSpec
    value: float
    tried: int
    stopped: bool


@dataclass(frozen=True)
class Limits:
    """How much may be tried: items in the tables, people asked, tables fitted; ``late`` is asked before each.
    ``last`` is how many entries of a person are read."""

    items: int
    people: int
    tries: int
    last: int
    late: Callable[[], bool]


def searched(history: History, backing: Backing, limits: Limits, tell: Callable[[float], None]) -> Found:
    """Search on the most met items, for people with something to foretell among them.

    ``history`` is cut into past and future; only what has ``backing`` is linked, as it will be.
    """
    head = head_of(history, limits.items)
    small = history.within(head)
    linked = 1.0 if backing.met is None else backing.met.among(head, head)
    asked = np.unique(small.hits[0])[: limits.people]
    people = small.of(asked)
    judge = Judge.of(people)
    done: dict[NextSpec, float] = {}

    def value(spec: NextSpec) -> float:
        if spec not in done:
            tell(len(done) / limits.tries)
            table = fitted_matrix(spec, small, 1) * linked
            scores = by_matrix(table, weighed(people, spec.weighing(limits.last)))
            done[spec] = float(judge.ndcg(judge.top(scores.rows, 10)).mean())
        return done[spec]

    def more() -> bool:
        return len(done) < limits.tries and not limits.late()

    best = first(history)
    if not len(asked) or limits.tries < 1:
        return Found(best, 0.0, 0, False)
    value(best)
    for _ in range(ROUNDS):
        begun = best
        for name, values in _grid(history).items():
            best = _along(best, name, values, value, more)
        if best == begun or not more():
            break
    return Found(best, done[best], len(done), limits.late())


def first(history: History) -> NextSpec:
    """Where the search begins, and what is taken where nothing can be searched."""
    return NextSpec() if _is_mixed(history) else NextSpec(base=1.0, power=0.0)


def _grid(history: History) -> Mapping[str, Sequence[float]]:
    return {**GRID, **MIXED} if _is_mixed(history) else GRID


def _is_mixed(history: History) -> bool:
    signal = history.told.signal[history.rows]
    signal = signal[signal > 0]
    return bool(signal.size) and bool(signal.min() < signal.max())


def _along(
    best: NextSpec, name: str, values: Sequence[float], value: Callable[[NextSpec], float], more: Callable[[], bool]
) -> NextSpec:
    """Walk from the present value up, then down, as long as it gets better."""
    at = int(np.argmin([abs(one - getattr(best, name)) for one in values]))
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(values) and more():
            tried = replace(best, **{name: values[place]})
            if value(tried) <= value(best):
                break
            best = tried
            place += step
    return best
