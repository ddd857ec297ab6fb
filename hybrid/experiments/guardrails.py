"""When an arm is certain to do harm. Pure."""

from __future__ import annotations

import math
from typing import Final

from hybrid.experiments.sequential import enough, evidence
from hybrid.experiments.totals import Totals

HARM: Final = 0.3
"""The effect that guardrails expect: what they are for is great harm, to be found soon."""


def breached(control: Totals, arm: Totals, drop: float, alpha: float) -> bool:
    """Is the arm worse than the control by more than ``drop``, a share of it?

    ``alpha`` bounds the probability that an arm which is not is ever said to be, however often one looks: the test of
    ``sequential`` in one direction.
    """
    if not enough(control, arm) or arm.rate >= (1 - drop) * control.rate:
        return False
    return evidence(control, arm, -drop, HARM) >= -math.log(alpha)
