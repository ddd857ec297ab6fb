"""An arm's outcomes, summed over its people: all that the statistics need. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Totals:
    """Sums over ``people`` of what each did, ``y``, and of what it is measured by, ``x``, and of their products.

    A metric is Σy / Σx: clicks by answers, or anything by people (x = 1). ``active`` counts those with y ≠ 0.
    """

    people: int
    active: int
    x: float
    y: float
    xx: float
    xy: float
    yy: float

    @classmethod
    def of(cls, x: ArrayLike, y: ArrayLike) -> Totals:
        """From one number each per person, shape (n,)."""
        a, b = np.asarray(x, np.float64), np.asarray(y, np.float64)
        sums = (float(s) for s in (a.sum(), b.sum(), a @ a, a @ b, b @ b))
        return cls(a.size, int(np.count_nonzero(b)), *sums)

    @property
    def rate(self) -> float:
        """Σy / Σx; 0 where nothing is known."""
        return self.y / self.x if self.x > 0 else 0.0

    @property
    def variance(self) -> float:
        """Of ``rate``, by the delta method over people, who are what was randomised; what one person does is not
        independent (Deng, Knoblich, Lu, "Applying the Delta Method in Metric Analytics", KDD 2018). Infinite for
        less than two people."""
        if self.people < 2 or self.x <= 0:
            return float("inf")
        r = self.rate
        residuals = max(self.yy - 2 * r * self.xy + r * r * self.xx, 0.0)
        return residuals / self.x**2 * self.people / (self.people - 1)
