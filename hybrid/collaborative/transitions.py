"""What comes next: counted transitions (sequential rules) between the items of the same people.

After Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (UMUAI 28, 2018), with
damped columns: every pair at most ``steps`` positives apart weighs 1/gap, and a column is divided by the
item's popularity to the power ``damp`` so that what everybody meets anyway does not come next everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp

from hybrid.collaborative.interactions import Interactions
from hybrid.collaborative.links import Links, strongest
from hybrid.domain import Floats, Keys

BLOCK = 512


def next_links(interactions: Interactions, steps: int, damp: float, k: int) -> Links:
    """The ``k`` strongest followers of each item; row = item key, strengths are counts without a unit."""
    columns, codes = np.unique(interactions.items, return_inverse=True)
    counts = count_transitions(interactions.users, codes, len(columns), steps)
    popularity = np.bincount(codes, minlength=len(columns)).astype(np.float64)
    damped = (counts @ sp.diags_array(np.maximum(popularity, 1.0) ** -damp)).tocsr()
    return strongest(_blocks(damped, columns), columns, interactions.item_size, k)


def count_transitions(users: Keys, codes: Keys, size: int, steps: int) -> sp.csr_array:
    """Sum of 1/gap over ordered pairs at most ``steps`` apart, shape (size, size).

    ``users`` and ``codes`` (n,) are grouped by user, oldest first.
    """
    total = sp.csr_array((size, size), dtype=np.float32)
    for gap in range(1, min(steps, len(users) - 1) + 1):
        same = users[:-gap] == users[gap:]
        if not same.any():
            break
        pairs = (codes[:-gap][same], codes[gap:][same])
        weight = np.full(len(pairs[0]), 1 / gap, dtype=np.float32)
        # Summed gap by gap, so that memory follows the distinct pairs and not the pairs times the steps.
        total = total + sp.coo_array((weight, pairs), shape=(size, size)).tocsr()
    return total


def _blocks(matrix: sp.csr_array, columns: Keys) -> Iterator[tuple[Keys, Floats]]:
    for start in range(0, len(columns), BLOCK):
        yield columns[start : start + BLOCK], matrix[start : start + BLOCK].toarray().astype(np.float32)
