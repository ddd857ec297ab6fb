"""How sure a mean over people is: the bootstrap, with people as the units.

Percentile intervals; Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 14. What
is compared is drawn together (paired), so that what makes a person easy or hard for everything cancels out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
BLOCK = 2_000_000
"""Numbers drawn at once: 16 MB."""
LEAST = 10
"""Values an interval is made of at least: the bootstrap's are too narrow for a handful."""
UNSOUND = 0.01
"""Share of a ratio's draws that may be infinite or 0/0; the interval of the others would mislead beyond it."""


@dataclass(frozen=True)
class Interval:
    """A figure and where it would lie, with the level's probability, for other people of the same kind.

    NaN where there was nobody to measure; no ends where there were fewer than ``LEAST``.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Resampling:
    """``resamples`` draws of as many people as there are, the same ones for equal ``seed`` and n."""

    resamples: int = 1000
    level: float = 0.95
    seed: int = 1

    def means(self, values: Values) -> list[Interval]:
        """The mean of each column of ``values`` (n, m), NaN left out."""
        drawn = self._drawn(values)
        return [self._interval(mean, drawn[:, m]) for m, mean in enumerate(_mean(values))]

    def difference(self, ours: Values, theirs: Values) -> Interval:
        """Mean of ``ours`` − ``theirs``, each (n,) of the same people."""
        return self.means((ours - theirs)[:, None])[0]

    def ratio(self, ours: Values, theirs: Values) -> Interval:
        """Mean of ``ours`` over the mean of ``theirs``; infinite or NaN where the latter is 0.

        No interval where that holds for more than ``UNSOUND`` of the draws.
        """
        pair = np.stack([ours, theirs], axis=1)
        mean, drawn = _mean(pair), self._drawn(pair)
        with np.errstate(divide="ignore", invalid="ignore"):
            value, ratios = mean[0] / mean[1], drawn[:, 0] / drawn[:, 1]
        if np.mean(~np.isfinite(ratios)) > UNSOUND:
            return Interval(float(value), float("nan"), float("nan"))
        return self._interval(value, ratios)

    def _drawn(self, values: Values) -> Values:
        """Means of each draw, shape (resamples, m); NaN in columns with fewer than ``LEAST`` values."""
        n, m = values.shape
        known, filled = np.isfinite(values).astype(np.float64), np.nan_to_num(values, posinf=0.0, neginf=0.0)
        enough = known.sum(axis=0) >= LEAST
        if not enough.any():
            return np.full((self.resamples, m), np.nan)
        known[:, ~enough] = 0.0
        draw = np.random.default_rng(self.seed)
        found = []
        step = max(1, BLOCK // n)
        for at in range(0, self.resamples, step):
            times = draw.multinomial(n, np.full(n, 1 / n), size=min(step, self.resamples - at)).astype(np.float64)
            count = times @ known
            found.append(times @ filled / np.where(count > 0, count, np.nan))
        return np.concatenate(found)

    def _interval(self, value: float, drawn: Values) -> Interval:
        sound = drawn[np.isfinite(drawn)]
        if not sound.size:
            return Interval(float(value), float("nan"), float("nan"))
        tail = (1 - self.level) / 2
        low, high = np.quantile(sound, [tail, 1 - tail])
        return Interval(float(value), float(low), float(high))


def _mean(values: Values) -> Values:
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.asarray(total / np.where(known.any(axis=0), known.sum(axis=0), np.nan))
