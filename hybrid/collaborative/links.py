"""Item-to-item tables of the K strongest links of each item, and sums over them.

A candidate's score is the sum over the history of weight times link strength. That is linear in the history, so
what each past item contributed is known exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.pairs import Pairs
from hybrid.domain import Floats, Keys


@dataclass(frozen=True)
class Links:
    """For each item key its at most K linked items, strongest first.

    ``neighbours`` (r, K) holds item keys, padded with -1, never the row's own; ``strengths`` (r, K) is
    padded with 0 and may be negative: who met the one is less likely to want the other. ``place`` (size,) is the
    row of each key, -1 for keys without links, so that a large catalogue costs no more than what is linked;
    without it the row is the key. A key beyond the table has no links. ``left_out`` says of a table just made which
    share of the K strongest too few people stood behind; the next strongest stand in their place.
    """

    neighbours: NDArray[np.int32]
    strengths: Floats
    place: NDArray[np.int32] | None = None
    left_out: float = 0.0

    @property
    def size(self) -> int:
        """One more than the largest key."""
        return int(self.neighbours.shape[0] if self.place is None else len(self.place))

    @property
    def keys(self) -> Keys:
        """Keys that have a row, ascending."""
        return np.arange(self.size) if self.place is None else np.flatnonzero(self.place >= 0)

    def row(self, keys: Keys) -> NDArray[np.int64]:
        """The row of each key, -1 where there is none."""
        inside = (keys >= 0) & (keys < self.size)
        if self.place is None:
            return np.where(inside, keys, -1)
        return np.where(inside, self.place[np.where(inside, keys, 0)], -1) if self.size else np.full(len(keys), -1)

    def of(self, key: int, k: int) -> tuple[Keys, Floats]:
        """The at most ``k`` strongest links of one item, best first; none for an unknown key."""
        row = int(self.row(np.array([key]))[0])
        if row < 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        count = min(k, int((self.neighbours[row] >= 0).sum()))
        return self.neighbours[row, :count].astype(np.int64), np.asarray(self.strengths[row, :count])

    def combined(self, keys: Keys, weights: Floats) -> Floats:
        """The weighted sum of several items' links, dense over item keys, shape (size,)."""
        neighbours, strengths = self.rows(keys)
        there = neighbours >= 0
        pulled = (strengths * weights[:, None])[there]
        return np.bincount(neighbours[there], pulled, minlength=self.size).astype(np.float32)

    def between(self, rows: Keys, keys: Keys) -> Floats:
        """Links from each of ``rows`` (h,) to each of ``keys`` (n,), shape (h, n); 0 where there is none."""
        found = np.zeros((len(rows), len(keys)), np.float32)
        if not len(keys) or not len(rows):
            return found
        neighbours, strengths = self.rows(rows)
        wanted, first = np.unique(keys, return_inverse=True)
        inside = wanted < self.size
        column = np.full(self.size + 1, -1, np.int64)  # the last place is for the padding, -1
        column[wanted[inside]] = np.flatnonzero(inside)
        place = column[neighbours]
        row, slot = np.nonzero(place >= 0)
        distinct = np.zeros((len(rows), len(wanted)), np.float32)
        distinct[row, place[row, slot]] = strengths[row, slot]
        return distinct[:, first]

    def rows(self, keys: Keys) -> tuple[NDArray[np.int32], Floats]:
        """Neighbours and strengths of several items, each (len(keys), K); padding for unknown keys."""
        row = self.row(keys)
        if not len(self.neighbours):
            empty = (len(keys), self.neighbours.shape[1])
            return np.full(empty, -1, np.int32), np.zeros(empty, np.float32)
        there, safe = (row >= 0)[:, None], np.maximum(row, 0)
        neighbours = np.where(there, self.neighbours[safe], np.int32(-1))
        strengths = np.where(there, self.strengths[safe], np.float32(0))
        return neighbours, strengths


def strongest(blocks: Iterable[tuple[Keys, Floats]], columns: Keys, size: int, k: int, pairs: Pairs | None) -> Links:
    """Keep the ``k`` links of the largest size, positive or negative, of each row, among those that ``pairs`` let join
    two items; None: all.

    ``blocks`` brings row keys (b,) and their dense strengths (b, c) to the items ``columns`` (c,), so that
    the whole square need not be in memory. A link of an item to itself is dropped; equal ones stand by key.
    """
    columns = np.asarray(columns, dtype=np.int64)
    k = max(1, min(k, len(columns) - 1))
    place = np.full(size, -1, dtype=np.int32)
    neighbours, strengths, rows = [np.empty((0, k), np.int32)], [np.empty((0, k), np.float32)], 0
    unruled = few = 0
    for keys, block in blocks:
        dense = np.where(columns[None, :] == keys[:, None], 0, block)
        kept = _largest(dense, columns, k)
        if pairs is not None:
            backed = pairs.among(keys, columns)
            there = np.take_along_axis(dense, kept, axis=1) != 0
            unruled += int(there.sum())
            few += int((there & ~np.take_along_axis(backed, kept, axis=1)).sum())
            dense = np.where(backed, dense, 0)
            kept = _largest(dense, columns, k)
        found = np.zeros((len(keys), k), np.float32)
        found[:, : kept.shape[1]] = np.take_along_axis(dense, kept, axis=1)
        linked = np.full((len(keys), k), -1, np.int32)
        linked[:, : kept.shape[1]] = columns[kept]
        neighbours.append(np.where(found != 0, linked, np.int32(-1)))
        strengths.append(found)
        place[keys] = np.arange(rows, rows + len(keys))
        rows += len(keys)
    return Links(np.concatenate(neighbours), np.concatenate(strengths), place, few / max(unruled, 1))


def _largest(dense: Floats, columns: Keys, k: int) -> NDArray[np.intp]:
    """Positions of each row's ``k`` largest by absolute value, largest first, equal ones by key."""
    dense = np.abs(dense)
    width = dense.shape[1]
    if k < width:
        kept = np.argpartition(dense, width - k, axis=1)[:, width - k :]
    else:
        kept = np.tile(np.arange(width), (len(dense), 1))
    order = np.lexsort((columns[kept], -np.take_along_axis(dense, kept, axis=1)), axis=1)
    return np.take_along_axis(kept, order, axis=1)
