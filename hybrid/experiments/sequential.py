"""How an arm compares with the control, in a way that may be looked at whenever one likes. Pure.

The mixture sequential probability ratio test of Robbins (1970) as Johari, Koomen, Pekelis and Walsh use it for arms
("Always Valid Inference", Operations Research 2022): Λ = √(v / (v + τ²)) · exp(z² τ² / (2 (v + τ²))), where z is the
difference in standard errors, v its relative variance and τ the effect that is expected. If there is no difference Λ
ever exceeds 1/α with a probability of at most α, asymptotically (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas,
"Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 2024). As people come back
and looks are more alike than there, it is exceeded less often still (Slepian's inequality).

A lift l is tested as "rate of the arm = (1 + l) · rate of the control" (Fieller 1954): that works for an arm without
any click, too. Intervals are the lifts that such a test does not reject.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scipy.optimize import brentq
from scipy.stats import norm

from hybrid.experiments.totals import Totals

LEAST_PEOPLE: Final = 100
"""In each arm, below which nothing is said: sums are not yet nearly normal."""
LEAST_ACTIVE: Final = 20
"""People who did anything that either arm would have if they were alike."""
MOST_LIFT: Final = 999.0
"""An interval that reaches beyond has no upper end."""


@dataclass(frozen=True)
class Interval:
    """A range of lifts, as shares of the control's rate; ``high`` is None where there is no end."""

    low: float
    high: float | None


@dataclass(frozen=True)
class Comparison:
    """An arm beside the control.

    ``interval`` holds for one look, planned before; ``always`` and ``p`` for all looks together. They are None until
    enough is known.
    """

    lift: float | None = None
    interval: Interval | None = None
    always: Interval | None = None
    p: float | None = None

    def certain(self, alpha: float) -> bool:
        """Do they differ?"""
        return self.p is not None and self.p <= alpha


def compare(control: Totals, arm: Totals, alpha: float, effect: float) -> Comparison:
    """``alpha`` is what may be spent on this arm; ``effect`` the expected lift, as a share."""
    lift = arm.rate / control.rate - 1 if control.rate > 0 and arm.people else None
    if lift is None or not enough(control, arm):
        return Comparison(lift)
    once = float(norm.isf(alpha / 2)) ** 2
    return Comparison(
        lift,
        _range(lambda at: _distance(control, arm, at), lift, once),
        _range(lambda at: evidence(control, arm, at, effect), lift, -math.log(alpha)),
        min(1.0, math.exp(-evidence(control, arm, 0.0, effect))),
    )


def enough(control: Totals, arm: Totals) -> bool:
    """Is there enough of both to say anything?"""
    few, all = min(control.people, arm.people), control.people + arm.people
    return few >= LEAST_PEOPLE and control.rate > 0 and (control.active + arm.active) * few / all >= LEAST_ACTIVE


def evidence(control: Totals, arm: Totals, lift: float, effect: float) -> float:
    """The logarithm of Λ against this ``lift``: the more, the further it lies from what was observed.

    The effect is a share of what the arm's rate would be above that, of the control's below: with one of them alone
    a lift further off could seem likelier, and intervals would have holes.
    """
    supposed = (1.0 + lift) * control.rate
    scale = supposed if supposed > arm.rate else control.rate
    v, tau2 = _variance(control, arm, lift) / scale**2, effect**2
    return 0.5 * (math.log(v / (v + tau2)) + _distance(control, arm, lift) * tau2 / (v + tau2))


def _distance(control: Totals, arm: Totals, lift: float) -> float:
    """z²: how far the arm is from this ``lift``."""
    return (arm.rate - (1.0 + lift) * control.rate) ** 2 / _variance(control, arm, lift)


def _variance(control: Totals, arm: Totals, lift: float) -> float:
    """Of the difference that is zero if this is the lift; above 0."""
    return max(arm.variance + (1.0 + lift) ** 2 * control.variance, 1e-300)


def _range(against: Callable[[float], float], lift: float, limit: float) -> Interval:
    """The lifts around the one observed against which there is less than ``limit``."""

    def beyond(at: float) -> float:
        return against(at) - limit

    low = float(brentq(beyond, -1.0, lift)) if beyond(-1.0) > 0 else -1.0
    high = float(brentq(beyond, lift, MOST_LIFT)) if beyond(MOST_LIFT) > 0 else None
    return Interval(low, high)
