"""What people have gone for together since the training, as a source: it moves item-to-item before the next one does.

A link between two items is the cosine of who engaged with both (``together.cosines``), on the scale of LightFM's
item-to-item table and read as that is; where the table knows the pair, only what is stronger than its link counts.
Linear in the history, so contributions stay exact. What the next training makes of it is in its tables, and here
nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from hybrid.candidates import NO_KEYS, Query
from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Keys, SourceName
from hybrid.model import LATELY, Model, Table
from hybrid.ports import Lately
from hybrid.profiles import Profile, Weighing
from hybrid.standins import StandIns
from hybrid.together import cosines

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
        """None where nothing is known beside what the person met."""
        profile, how = query.profile, self._table.weighing
        rows = np.flatnonzero(_reached(profile, how) * query.backed(profile.items))
        found = self._lately.beside(profile.items[rows].tolist(), self._since) if rows.size else {}
        if not found:
            return None
        rows = rows[[int(key) in found for key in profile.items[rows]]]
        links = [self._strongest(key, *found[key], query) for key in profile.items[rows].tolist()]
        keys = np.unique(np.concatenate([keys for keys, _ in links]))
        strengths = np.zeros((rows.size, keys.size), np.float32)
        for row, (linked, cosine) in enumerate(links):
            strengths[row, np.searchsorted(keys, linked)] = cosine
        known = self._standins.columns(self._table.links, profile.items[rows], keys, query.enough)
        strengths = np.maximum(strengths - np.maximum(known, 0.0), 0.0)
        return LatelyScoring(query, self._table, rows, keys, strengths)

    def _strongest(self, key: int, keys: Keys, people: Floats, query: Query) -> tuple[Keys, Floats]:
        """The links of one item, of those that enough people stand behind."""
        behind = (people >= query.people) & (query.backed(keys) > 0)
        keys = keys[behind]
        found = cosines(people[behind], self._columns.engagement, key, keys)
        if found.size > MOST:
            kept = np.argpartition(-found, MOST)[:MOST]
            keys, found = keys[kept], found[kept]
        return keys, found


class LatelyScoring:
    """One request: ``strengths`` (r, m) link the profile's entries ``rows`` (r,) to ``keys`` (m,), ascending."""

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
        return keys[np.lexsort((keys, -scores))][:k] if keys.size else NO_KEYS

    def raw(self, keys: Keys) -> Floats:
        """The sum over the history of weight times link."""
        at, there = self._places(keys)
        return np.where(there, self._scores[at], 0.0).astype(np.float32) if self._keys.size else _none(keys)

    def similarity(self, keys: Keys) -> Floats:
        """Links from each entry, also from those that weigh nothing now but would without another one."""
        found = np.zeros((self._entries, len(keys)), np.float32)
        if self._keys.size:
            at, there = self._places(keys)
            found[self._rows] = self._strengths[:, at] * there
        return found

    def _places(self, keys: Keys) -> tuple[Keys, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        at = np.minimum(np.searchsorted(self._keys, keys), max(self._keys.size - 1, 0))
        return at, self._keys[at] == keys


def _reached(profile: Profile, how: Weighing) -> Floats:
    """Above 0 for the entries that weigh something, or would without any one other."""
    return profile.weights(replace(how, decay=replace(how.decay, last=how.decay.last + 1)))


def _none(keys: Keys) -> Floats:
    return np.zeros(len(keys), np.float32)
