"""Variants of one thing, tried on the validation slice: one setting after the other, the better one staying."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.history import History
from hybrid.collaborative.signals import days_before
from hybrid.domain import Json

Settings = TypeVar("Settings", bound=Any)
"""A frozen dataclass."""
Axes: TypeAlias = Mapping[str, Sequence[float | bool | None]]
"""Which values of which settings are tried, in this order."""
WORTHWHILE: Final = 0.005
"""The share of the NDCG@10 that another value has to bring."""
PARTS: Final = (0.5, 0.8, 0.25, 0.95)
"""Half-lives in days: the ages that so large a part of all entries have not reached."""


@dataclass(frozen=True)
class Settled(Generic[Settings]):
    """What was chosen, with the NDCG@10 of each person asked, (p,), and all that were tried with their mean."""

    best: Settings
    figures: NDArray[np.float64]
    tried: tuple[tuple[Settings, float], ...]

    @property
    def ndcg(self) -> float:
        """The mean."""
        return float(self.figures.mean()) if len(self.figures) else 0.0

    def to_json(self, names: Sequence[str]) -> dict[str, Json]:
        """For the manifest: these settings of what was chosen and of everything tried."""

        def told(one: Settings) -> dict[str, Json]:
            return {name: value for name, value in asdict(one).items() if name in names}

        return {"chosen": told(self.best), "tried": [{**told(one), "ndcg@10": figure} for one, figure in self.tried]}


def settled(start: Settings, axes: Axes, ndcg: Callable[[Settings], NDArray[np.float64]]) -> Settled[Settings]:
    """Try the values of each setting, those of the settings before it being chosen already.

    ``ndcg`` gives each person's figure, (p,). Another value takes the place of the present one only where it is
    better by more than one standard error of the difference and by ``WORTHWHILE``: what chance explains is left alone.
    """
    best, figures = start, ndcg(start)
    found = Settled(best, figures, ((best, _mean(figures)),))
    for name, values in axes.items():
        for value in values:
            other = replace(found.best, **{name: value})
            if any(other == before for before, _ in found.tried):
                continue
            figures = ndcg(other)
            tried = (*found.tried, (other, _mean(figures)))
            better = _worthwhile(figures - found.figures, found.ndcg)
            found = Settled(other, figures, tried) if better else replace(found, tried=tried)
    return found


def days_of(history: History, count: int) -> tuple[float, ...]:
    """At most ``count`` half-lives in days worth trying on these data, of minutes or of years: how long before their
    person's newest entry others lie. None where everything of a person has one time."""
    rows = history.rows
    ages = days_before(history.person, history.time[rows], history.told.signal[rows] > 0)
    ages = ages[ages > 0]
    if not len(ages):
        return ()
    return tuple(dict.fromkeys(float(f"{age:.3g}") for age in np.quantile(ages, PARTS[:count])))


def _worthwhile(gain: NDArray[np.float64], present: float) -> bool:
    return len(gain) > 0 and bool(gain.mean() > max(gain.std() / len(gain) ** 0.5, WORTHWHILE * present))


def _mean(figures: NDArray[np.float64]) -> float:
    return float(figures.mean()) if len(figures) else 0.0
