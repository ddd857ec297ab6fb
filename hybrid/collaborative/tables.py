"""The sources that read the history through item-to-item tables: what comes next, co-liking, LightFM's neighbours."""

from __future__ import annotations

import numpy as np

from hybrid.candidates import Query, anonymous, gathered, top
from hybrid.collaborative.links import Links
from hybrid.domain import Floats, Keys, SourceName
from hybrid.model import Table
from hybrid.profiles import Profile
from hybrid.standins import StandIns


class TableSource:
    """Candidates linked to what the person met (CandidateSource); linear in the history."""

    def __init__(self, table: Table, standins: StandIns) -> None:
        self._table = table
        self._standins = standins

    def read(self, query: Query) -> TableScoring | None:
        """None where nothing of the history weighs anything or has links."""
        return TableScoring(self._table, self._standins, query) if len(query.profile) else None


class TableScoring:
    """One request read through one table."""

    def __init__(self, table: Table, standins: StandIns, query: Query) -> None:
        self.channel: str = table.name
        self.name: SourceName = table.source
        self.scale: float = table.scale
        self.weighing = table.weighing
        self._links: Links = table.links
        self._standins = standins
        self._profile: Profile = query.profile
        self._allowed = query.allowed
        self._enough = query.enough
        self._backed = query.backed(query.profile.items)
        weights = query.profile.weights(self.weighing) * self._backed
        self._rows = np.flatnonzero(weights)
        dense = table.links.combined(query.profile.items[self._rows], weights[self._rows])
        self._dense = standins.spread(anonymous(dense, self._enough))

    def propose(self, k: int) -> Keys:
        """The best by this table alone."""
        return top(self._dense, self._allowed, k)

    def raw(self, keys: Keys) -> Floats:
        """The sum over the history of weight times link."""
        return gathered(self._dense, keys)

    def similarity(self, keys: Keys) -> Floats:
        """Links from each entry, also from those that weigh nothing now but would without another one."""
        links = self._standins.columns(self._links, self._profile.items, keys, self._enough)
        return links * self._backed[:, None]
