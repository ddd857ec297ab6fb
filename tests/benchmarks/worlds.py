"""Small worlds for the benchmarks' tests."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from benchmarks.cases import TEMPORAL, Case, case
from tests.hybrid.collaborative.worlds import FIRST, SECOND
from tests.hybrid.evaluation.worlds import tastes

SCALE = (0.5, 5.0)
SIZE = max(*FIRST, *SECOND) + 1


def matrix(seed: int = 3, people: int = 40, items: int = 12) -> sp.csr_array:
    """Random positives; nobody of key 0, and no item of key 0."""
    made = (np.random.default_rng(seed).random((people, items)) < 0.3).astype(np.float32)
    made[0], made[:, 0] = 0, 0
    return sp.csr_array(made)


def two_tastes(protocol: str = TEMPORAL, seed: int = 1, people: int | None = None) -> Case:
    """Half of the people like items of FIRST, half of SECOND."""
    return case(protocol, tastes(), SCALE, SIZE, seed, people)
