"""Item-to-item tables of the K strongest links, and the source that serves them.

LightFM's item-to-item neighbours and "what comes next" are both such tables: a candidate's score is the sum
over the history of weight times link strength. That is linear in the history, so what each past item
contributed is known exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import Query, Scored, best
from hybrid.domain import Floats, Keys, SourceName
from hybrid.profiles import Decay

QUERY_DECAY = Decay(interactions=2.0, days=None, last=20)
"""How fast a history fades when it is scored by links; half-lives of 2 to 3 are good for both tables."""


@dataclass(frozen=True)
class Links:
    """For each item key (row) its at most K linked items, strongest first.

    ``neighbours`` (size, K) holds item keys, padded with -1, never the row's own; ``strengths`` (size, K) is
    above 0, padded with 0. A key beyond the table has no links.
    """

    neighbours: NDArray[np.int32]
    strengths: Floats

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.neighbours.shape[0])

    def of(self, key: int, k: int) -> tuple[Keys, Floats]:
        """The at most ``k`` strongest links of one item, best first; none for an unknown key."""
        if not 0 <= key < self.size:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        count = min(k, int((self.neighbours[key] >= 0).sum()))
        return self.neighbours[key, :count].astype(np.int64), np.asarray(self.strengths[key, :count])

    def rows(self, keys: Keys) -> tuple[NDArray[np.int32], Floats]:
        """Neighbours and strengths of several items, each (len(keys), K); padding for unknown keys."""
        inside = (keys >= 0) & (keys < self.size)
        if not self.size:
            empty = (len(keys), self.neighbours.shape[1])
            return np.full(empty, -1, np.int32), np.zeros(empty, np.float32)
        safe = np.where(inside, keys, 0)
        neighbours = np.where(inside[:, None], self.neighbours[safe], np.int32(-1))
        strengths = np.where(inside[:, None], self.strengths[safe], np.float32(0))
        return neighbours, strengths


def strongest(blocks: Iterable[tuple[Keys, Floats]], columns: Keys, size: int, k: int) -> Links:
    """Keep the ``k`` strongest positive links of each row.

    ``blocks`` brings row keys (b,) and their dense strengths (b, c) to the items ``columns`` (c,), so that
    the whole square need not be in memory. A link of an item to itself is dropped; equal ones stand by key.
    """
    columns = np.asarray(columns, dtype=np.int64)
    k = max(1, min(k, len(columns) - 1))
    neighbours = np.full((size, k), -1, dtype=np.int32)
    strengths = np.zeros((size, k), dtype=np.float32)
    for keys, block in blocks:
        dense = np.where(columns[None, :] == keys[:, None], 0, block)
        kept = _largest(dense, columns, k)
        found = np.take_along_axis(dense, kept, axis=1)
        width = kept.shape[1]
        neighbours[keys, :width] = np.where(found > 0, columns[kept], -1)
        strengths[keys, :width] = np.maximum(found, 0)
    return Links(neighbours, strengths)


def _largest(dense: Floats, columns: Keys, k: int) -> NDArray[np.intp]:
    """Positions of each row's ``k`` largest, largest first, equal ones by key."""
    width = dense.shape[1]
    if k < width:
        kept = np.argpartition(dense, width - k, axis=1)[:, width - k :]
    else:
        kept = np.tile(np.arange(width), (len(dense), 1))
    order = np.lexsort((columns[kept], -np.take_along_axis(dense, kept, axis=1)), axis=1)
    return np.take_along_axis(kept, order, axis=1)


class LinkSource:
    """Candidates linked to what the person met lately."""

    def __init__(self, channel: str, name: SourceName, links: Links, decay: Decay = QUERY_DECAY) -> None:
        self.channel = channel
        self.name = name
        self.links = links
        self.decay = decay

    def score(self, query: Query) -> Scored | None:
        """Weights @ similarity over everything the history links to; None where it links to nothing."""
        weights = query.profile.weights(self.decay)
        reach = query.profile.reach(self.decay)
        neighbours, strengths = self.links.rows(query.profile.items[:reach])
        own = neighbours == query.profile.items[:reach, None]
        linked = (neighbours >= 0) & ~own & (neighbours < len(query.allowed))
        # Only what the person liked brings candidates: links are positive, so no other row can lift a
        # score above 0.
        touched = neighbours[linked & (weights[:reach, None] > 0)]
        extra = query.extra[(query.extra >= 0) & (query.extra < len(query.allowed))]
        columns = np.union1d(touched, extra).astype(np.int64)
        if not columns.size:
            return None
        similarity = _dense(len(query.profile), columns, neighbours, strengths, linked)
        scores = (weights @ similarity).astype(np.float32)
        chosen = best(columns, scores, query.allowed, query.k, extra)
        if not chosen.size:
            return None
        return Scored(
            channel=self.channel,
            name=self.name,
            keys=columns[chosen],
            scores=scores[chosen],
            similarity=similarity[:, chosen],
            decay=self.decay,
            profile=query.profile,
            similarity_to=lambda keys: _similarity(len(query.profile), keys, neighbours, strengths, linked),
            most=query.k,
        )


def _similarity(
    height: int, keys: Keys, neighbours: NDArray[np.int32], strengths: Floats, linked: NDArray[np.bool_]
) -> Floats:
    """``_dense`` for keys in any order."""
    columns, at = np.unique(keys, return_inverse=True)
    return _dense(height, columns, neighbours, strengths, linked)[:, at]


def _dense(
    height: int, columns: Keys, neighbours: NDArray[np.int32], strengths: Floats, linked: NDArray[np.bool_]
) -> Floats:
    """Links as a (height, c) matrix over ``columns`` (sorted); rows beyond ``neighbours`` are 0."""
    similarity = np.zeros((height, len(columns)), dtype=np.float32)
    position = np.minimum(np.searchsorted(columns, neighbours), len(columns) - 1)
    row, slot = np.nonzero(linked & (columns[position] == neighbours))
    similarity[row, position[row, slot]] = strengths[row, slot]
    return similarity
