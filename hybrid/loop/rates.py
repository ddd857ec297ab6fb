"""Shares with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import betaincinv

from hybrid.domain import Json
from hybrid.evaluation.bootstrap import Interval

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """``hits`` of ``of``."""

    hits: int
    of: int

    @property
    def interval(self) -> Interval:
        """The share and where it lies, by Jeffreys' interval (Brown, Cai, DasGupta, "Interval Estimation for a
        Binomial Proportion", Statistical Science 2001), as if each trial were independent; NaN without any."""
        if not self.of:
            return Interval(float("nan"), float("nan"), float("nan"))
        tail, missed = (1 - LEVEL) / 2, self.of - self.hits
        low = float(betaincinv(self.hits + 0.5, missed + 0.5, tail)) if self.hits else 0.0
        high = float(betaincinv(self.hits + 0.5, missed + 0.5, 1 - tail)) if missed else 1.0
        return Interval(self.hits / self.of, low, high)

    def to_json(self) -> Json:
        """Null where nothing was counted."""
        if not self.of:
            return None
        found = self.interval
        return {"value": round(found.value, 6), "low": round(found.low, 6), "high": round(found.high, 6)}
