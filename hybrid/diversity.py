"""Lists that are not all of one kind: maximal marginal relevance. Pure.

Each place goes to the candidate with the highest (1 - d) * relevance - d * likeness, where likeness is the largest
cosine with what is already listed (Carbonell & Goldstein, SIGIR 1998, with lambda = 1 - d).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Floats

POOL: Final = 120
"""Candidates that are chosen from, however long the list is to be: so a longer list begins as a shorter one does."""


def diversified(scores: NDArray[np.float64], vectors: Floats, diversity: float, size: int) -> NDArray[np.intp]:
    """The order of the rows of ``scores`` (m,), descending, that ``diversity`` from 0 to 1 makes of them.

    ``vectors`` are unit vectors (m, dims) or zeros, which are like nothing. ``size`` rows are chosen, the others follow
    as they stood. 0 changes nothing; the first row stays the first. Relevance is the score between the least of
    the pool, 0, and its best, 1.
    """
    pool = scores[:POOL]
    if diversity <= 0 or len(pool) < 2:
        return np.arange(len(scores))
    worth = (1 - diversity) * (pool - pool[-1]) / max(float(pool[0] - pool[-1]), 1e-9)
    likeness = np.asarray(vectors[:POOL] @ vectors[:POOL].T, np.float64)
    nearest = np.zeros(len(pool))
    listed: list[int] = []
    while len(listed) < min(size, len(pool)):
        best = int(np.argmax(worth - diversity * nearest)) if listed else 0
        listed.append(best)
        worth[best] = -np.inf
        nearest = np.maximum(nearest, likeness[best])
    return np.concatenate([listed, np.setdiff1d(np.arange(len(scores)), listed)])
