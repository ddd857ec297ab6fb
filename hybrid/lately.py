"""What people have gone for together since the training, as a source: it moves item-to-item before the next one does.

A link between two items is the cosine of who engaged with both (``together.cosines``), on the scale of LightFM's
item-to-item table and read as that is; where the table knows the pair, only what is stronger than its link counts.
Linear in the history, so contributions stay exact. What the next training makes of it is in its tables, and here
nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import Query, gathered
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Keys, SourceName
from hybrid.model import LATELY, Model, Table
from hybrid.ports import Lately
from hybrid.profiles import Profile, Weighing
from hybrid.standins import StandIns
from hybrid.together import PEOPLE, cosines

MOST: Final = 400
"""Links of an item, the strongest: as many as a table keeps."""


def weight_of(weights: Mapping[str, float], tables: Sequence[Table]) -> float:
    """The weight of this source: what all tables that link items by who went for both weigh for the person.

    A pair of which the events now speak is one that each of them would learn at the next training.
    """
    linking = (table.name for table in tables if table.source is not SourceName.POPULAR)
    return sum(max(weights.get(name, 0.0), 0.0) for name in linking)


class LatelySource:
    """Candidates that people have gone for together with what the person met (CandidateSource)."""

    def __init__(self, lately: Lately, model: Model, table: Table, columns: ItemColumns, standins: StandIns) -> None:
        """``table`` is the one whose scale and reading of the history are taken over."""
        self._lately = lately
        self._since = model.read_at
        self._table = table
        self._columns = columns
        self._standins = standins

    def read(self, query: Query) -> LatelyScoring | None:
        """None where not enough people went for anything beside what the person met."""
        items = query.profile.items
        rows = _reached(query.profile, self._table.weighing)
        found = self._lately.beside(items[rows].tolist(), self._since) if rows.size else {}
        if not found:
            return None
        rows = rows[[key in found for key in items[rows].tolist()]]
        row, linked, strengths = self._linked(items[rows], found, query.people)
        if not linked.size:
            return None
        keys, place = np.unique(linked, return_inverse=True)
        links = np.zeros((rows.size, keys.size), np.float32)
        links[row, place] = strengths
        links -= np.maximum(self._standins.columns(self._table.links, items[rows], keys, query.enough), 0.0)
        return LatelyScoring(query, self._table, rows, keys, np.maximum(links, 0.0))

    def _linked(self, items: Keys, found: Mapping[int, tuple[Keys, Floats]], least: int) -> tuple[Keys, Keys, Floats]:
        """All links that ``least`` people stand behind: the place in ``items`` from where, the key to where, and how
        strong."""
        beside = [found[key] for key in items.tolist()]
        row = np.repeat(np.arange(items.size), [keys.size for keys, _ in beside])
        linked, people = (np.concatenate(one) for one in zip(*beside, strict=True))
        if least > PEOPLE:
            behind = people >= least
            row, linked, people = row[behind], linked[behind], people[behind]
        ever = self._columns.engagement
        strengths = cosines(people, gathered(ever, items)[row], gathered(ever, linked))
        if row.size > MOST:
            order = np.lexsort((linked, -strengths, row))
            nth = np.arange(row.size) - np.searchsorted(row, row)  # rows stand together, and in order
            kept = order[nth < MOST]
            row, linked, strengths = row[kept], linked[kept], strengths[kept]
        return row, linked, strengths


class LatelyScoring:
    """One request: ``strengths`` (r, m) link the profile's entries ``rows`` (r,) to ``keys`` (m,), ascending; at least
    one."""

    channel: str = LATELY
    name: SourceName = SourceName.NEIGHBOURS

    def __init__(self, query: Query, table: Table, rows: Keys, keys: Keys, strengths: Floats) -> None:
        self.scale: float = table.scale
        self.weighing: Weighing = table.weighing
        self._entries = len(query.profile)
        self._allowed = query.allowed
        self._rows = rows
        self._keys = keys
        self._strengths = strengths
        self._scores: Floats = query.profile.weights(table.weighing)[rows] @ strengths

    def propose(self, k: int) -> Keys:
        """The best of what is linked."""
        inside = self._keys < self._allowed.size
        shown = inside & self._allowed[np.where(inside, self._keys, 0)] & (self._scores > 0)
        keys, scores = self._keys[shown], self._scores[shown]
        return keys[np.lexsort((keys, -scores))][:k]

    def raw(self, keys: Keys) -> Floats:
        """The sum over the history of weight times link."""
        at, there = self._places(keys)
        return np.where(there, self._scores[at], 0.0).astype(np.float32)

    def similarity(self, keys: Keys) -> Floats:
        """Links from each entry, also from those that weigh nothing now but would without another one."""
        found = np.zeros((self._entries, len(keys)), np.float32)
        at, there = self._places(keys)
        found[self._rows] = self._strengths[:, at] * there
        return found

    def _places(self, keys: Keys) -> tuple[Keys, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        at = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        return at, self._keys[at] == keys


def _reached(profile: Profile, how: Weighing) -> Keys:
    """The entries that weigh something, or would without any one other: those that fewer are newer than, and what is as
    old as the last of these, since entries of one time share their weights. Shape (r,)."""
    counts = profile.signal > 0
    newer: NDArray[np.int64] = np.cumsum(counts) - counts
    last = np.searchsorted(newer, how.decay.last, side="right")
    end = np.searchsorted(-profile.times, -profile.times[last - 1], side="right") if last else 0
    return np.flatnonzero(profile.positive[:end])
