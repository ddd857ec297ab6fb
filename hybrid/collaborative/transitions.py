"""What comes next, counted (sequential rules): pairs of the same people's likings.

After Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (UMUAI 28, 2018), with damped
columns: every pair at most ``STEPS`` likings apart weighs 1/gap, and a column is divided by the item's popularity to
the power ``DAMP`` so that what everybody meets anyway does not come next everywhere.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy.sparse as sp

from hybrid.collaborative.history import History
from hybrid.domain import Keys

STEPS: Final = 20
DAMP: Final = 0.3


def transitions(history: History, both_ways: bool) -> sp.csr_array:
    """Damped counts, shape (m, m): row = what was liked first; ``both_ways``: in either order."""
    rows = history.rows
    good = history.told.positive[rows]
    items = history.item[rows][good]
    counts = count_transitions(history.person[good].astype(np.int64), items, history.size, STEPS)
    if both_ways:
        counts = (counts + counts.T).tocsr()
    popularity = np.maximum(np.bincount(items, minlength=history.size), 1).astype(np.float32)
    return (counts @ sp.diags_array(popularity**-DAMP)).tocsr()


def count_transitions(people: Keys, codes: Keys, size: int, steps: int) -> sp.csr_array:
    """Sum of 1/gap over ordered pairs at most ``steps`` apart, shape (size, size).

    ``people`` and ``codes`` (n,) are grouped by person, oldest first.
    """
    total = sp.csr_array((size, size), dtype=np.float32)
    for gap in range(1, min(steps, len(people) - 1) + 1):
        same = people[:-gap] == people[gap:]
        if not same.any():
            break
        pairs = (codes[:-gap][same], codes[gap:][same])
        weight = np.full(len(pairs[0]), 1 / gap, dtype=np.float32)
        # Summed gap by gap, so that memory follows the distinct pairs and not the pairs times the steps.
        total = total + sp.coo_array((weight, pairs), shape=(size, size)).tocsr()
    return total
