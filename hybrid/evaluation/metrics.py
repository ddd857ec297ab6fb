"""Figures of ranked lists, one value per person each; full ranking, no sampled negatives. Pure numpy.

Hits are of shape (n, K): n people, K places, best first. NDCG: Järvelin and Kekäläinen, "Cumulated gain-based
evaluation of IR techniques" (TOIS 2002), binary gains. Diversity: Ziegler et al. (WWW 2005); novelty: Vargas
and Castells (RecSys 2011).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Floats, Keys, Mask

Values = NDArray[np.float64]
NOBODY = -1
"""Fills a list that is shorter than K."""
BLOCK = 256


def hits(lists: NDArray[np.int32], starts: Keys, items: Keys) -> Mask:
    """Which places hold a relevant item, shape (n, K).

    ``lists`` (n, K) holds item keys, padded with -1; those relevant for row i are
    ``items[starts[i]:starts[i + 1]]``.
    """
    n = len(lists)
    size = int(max(lists.max(initial=0), items.max(initial=0))) + 2
    rows = np.repeat(np.arange(n), np.diff(starts))
    shown = np.arange(n)[:, None] * size + lists + 1
    return np.asarray(np.isin(shown, rows * size + items + 1) & (lists != NOBODY))


def ndcg(hit: Mask, relevant: Keys, k: int) -> Values:
    """Discounted gain of the first ``k`` over the best possible; ``relevant`` (n,) counts test items."""
    discount = 1 / np.log2(np.arange(k) + 2)
    ideal = np.r_[0.0, np.cumsum(discount)][np.minimum(relevant, k)]
    gained = hit[:, :k] @ discount[: hit.shape[1]]
    return np.asarray(gained / np.maximum(ideal, discount[-1]))


def recall(hit: Mask, relevant: Keys, k: int) -> Values:
    """Share of the test items among the first ``k``."""
    return np.asarray(hit[:, :k].sum(axis=1) / np.maximum(relevant, 1))


def precision(hit: Mask, k: int) -> Values:
    """Share of the first ``k`` places that hold a test item; a place left empty holds none."""
    return np.asarray(hit[:, :k].sum(axis=1) / k)


def hit_rate(hit: Mask, k: int) -> Values:
    """1 where at least one of the first ``k`` is a test item, else 0."""
    return np.asarray(hit[:, :k].any(axis=1), np.float64)


def reciprocal_rank(hit: Mask, k: int) -> Values:
    """1 / place of the first test item, 0 where none is among the first ``k``; its mean is the MRR."""
    first = hit[:, :k].argmax(axis=1)
    return np.asarray(np.where(hit[:, :k].any(axis=1), 1.0 / (first + 1), 0.0))


def coverage(lists: NDArray[np.int32], recommendable: int, k: int) -> float:
    """Share of the ``recommendable`` items that stand among anybody's first ``k``."""
    shown = np.unique(lists[:, :k])
    return float((shown != NOBODY).sum() / max(recommendable, 1))


def diversity(lists: NDArray[np.int32], vectors: Floats, k: int) -> Values:
    """1 − the mean cosine of each pair among the first ``k``; NaN below two items with a vector.

    ``vectors`` (size, d) are unit vectors, zeros where an item has none; ``lists`` holds their rows.
    """
    return np.concatenate(
        [_diversity(lists[at : at + BLOCK, :k], vectors) for at in range(0, len(lists), BLOCK)] or [np.empty(0)]
    )


def novelty(lists: NDArray[np.int32], popularity: Values, people: int, k: int) -> Values:
    """Mean self-information of the first ``k`` in bits: −log2 of the share of people who engaged with the item.

    ``popularity`` (size,) counts them by item key; smoothed by one. NaN for an empty list.
    """
    share = (popularity + 1) / (people + 1)
    return _mean_over(lists[:, :k], -np.log2(np.minimum(share, 1.0)))


def popularity_percentile(lists: NDArray[np.int32], popularity: Values, recommendable: Mask, k: int) -> Values:
    """Mean over the first ``k`` of the share of recommendable items that are less popular (equal ones half)."""
    counts = np.sort(popularity[recommendable])
    below, upto = (np.searchsorted(counts, popularity, side=side) for side in ("left", "right"))
    return _mean_over(lists[:, :k], (below + upto) / 2 / max(len(counts), 1))


def _diversity(lists: NDArray[np.int32], vectors: Floats) -> Values:
    shown = vectors[np.where(lists == NOBODY, 0, lists)].astype(np.float64) * (lists != NOBODY)[:, :, None]
    length = (shown**2).sum(axis=(1, 2))
    there = (shown**2).sum(axis=2) > 0
    count = there.sum(axis=1)
    together = (shown.sum(axis=1) ** 2).sum(axis=1) - length
    pairs = np.where(count > 1, count * (count - 1), np.nan)
    return np.asarray(1 - together / pairs)


def _mean_over(lists: NDArray[np.int32], figure: Values) -> Values:
    there = lists != NOBODY
    total = (figure[np.where(there, lists, 0)] * there).sum(axis=1)
    return np.asarray(total / np.where(there.any(axis=1), there.sum(axis=1), np.nan))
