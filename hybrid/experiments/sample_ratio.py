"""Do the arms have the people that they should have? If not, something loses people and no lift can be trusted. Pure.

A multinomial test that may be looked at any time: the likelihood of the counts where shares are Dirichlet around the
intended ones, beside that of the intended ones (Lindon, Malek, "Anytime-Valid Inference for Multinomial Count Data",
NeurIPS 2022).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from scipy.special import gammaln

CONCENTRATION: Final = 1000.0
"""How near to the intended shares others are looked for: of a half, about 1.6 % to either side."""
ALARM: Final = 0.01
"""The probability of a warning without cause, over all looks."""


def mismatch(people: Mapping[str, int], shares: Mapping[str, float]) -> float:
    """An always-valid p-value that people came to the arms by ``shares``, which are positive.

    Arms that only one of the two has play no part: shares count beside each other.
    """
    arms = [arm for arm in shares if arm in people]
    if len(arms) < 2:
        return 1.0
    counts = np.array([people[arm] for arm in arms], np.float64)
    wanted = np.array([shares[arm] for arm in arms], np.float64)
    wanted /= wanted.sum()
    prior = CONCENTRATION * wanted
    mixed = gammaln(CONCENTRATION) - gammaln(CONCENTRATION + counts.sum())
    mixed += (gammaln(prior + counts) - gammaln(prior)).sum()
    evidence = float(mixed - counts @ np.log(wanted))
    return math.exp(-evidence) if evidence > 0 else 1.0
