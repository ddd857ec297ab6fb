"""Popular items of the same categories: what stands on the shelf of something that somebody has just met.

link(i, j) = cosine of the categories of i and j, times log(1 + people who engaged with j). It needs one known
interaction and nobody of like taste, so it is of most use where little is known.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from hybrid.collaborative.history import History
from hybrid.collaborative.links import Links
from hybrid.domain import Floats, Keys

CELLS = 2_000_000
"""Of the square that are looked at at a time."""


def shelf_links(history: History, categories: Floats, k: int, least: int) -> Links:
    """The ``k`` strongest links of each item that has categories, by code.

    ``categories`` (m, c) are unit vectors by item code, zeros where an item has none; such an item has no links
    and none leads to it, nor does one to an item that fewer than ``least`` known people engaged with. Who met
    both plays no part: the link is of what is written about them and of how many engaged with one.
    """
    shelved = np.flatnonzero(categories.any(axis=1))
    people = np.log1p(history.popularity).astype(np.float32)
    columns = shelved[history.popularity[shelved] >= max(least, 1)]
    # Items of the very same categories have the same links, but for the one to themselves: hence one more of them.
    kinds, kind = np.unique(categories[shelved], axis=0, return_inverse=True)
    theirs = sp.csr_array(categories[columns] * people[columns, None]).T.tocsr()
    found, strengths = _strongest(sp.csr_array(kinds), theirs, columns, k + 1)
    found, strengths = found[kind.ravel()], strengths[kind.ravel()]
    last = np.argsort(found == shelved[:, None], axis=1, kind="stable")[:, :k]
    place = np.full(history.size, -1, np.int32)
    place[shelved] = np.arange(shelved.size)
    return Links(np.take_along_axis(found, last, axis=1), np.take_along_axis(strengths, last, axis=1), place)


def _strongest(kinds: sp.csr_array, theirs: sp.csr_array, columns: Keys, k: int) -> tuple[NDArray[np.int32], Floats]:
    """Items and strengths, each (kinds, k), strongest first, padded with -1 and 0."""
    found = np.full((kinds.shape[0], k), -1, np.int32)
    strengths = np.zeros((kinds.shape[0], k), np.float32)
    wide = min(k, columns.size)
    step = max(1, CELLS // max(columns.size, 1))
    for start in range(0, kinds.shape[0] if wide else 0, step):
        dense = (kinds[start : start + step] @ theirs).toarray()
        best = np.sort(np.argpartition(-dense, wide - 1, axis=1)[:, :wide], axis=1)
        order = np.argsort(-np.take_along_axis(dense, best, axis=1), axis=1, kind="stable")
        best = np.take_along_axis(best, order, axis=1)
        told = np.take_along_axis(dense, best, axis=1)
        found[start : start + step, :wide] = np.where(told > 0, columns[best], -1)
        strengths[start : start + step, :wide] = told
    return found, strengths
