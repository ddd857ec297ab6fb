"""LightFM's native scores, served with numpy: user vector · item vectors + item bias."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hybrid.candidates import Query, Scored, best
from hybrid.domain import Floats, Keys, Mask, SourceName


@dataclass(frozen=True)
class Factors:
    """Trained vectors, indexed by key.

    ``user_factors`` (users, d), ``item_factors`` (items, d), ``item_biases`` (items,). Only rows marked in
    ``user_known`` and ``item_known`` were trained; the others are 0 and never served.
    """

    user_factors: Floats
    user_known: Mask
    item_factors: Floats
    item_biases: Floats
    item_known: Mask

    @cached_property
    def items(self) -> Keys:
        """Keys of the trained items, ascending."""
        return np.flatnonzero(self.item_known).astype(np.int64)

    def knows(self, user: int | None) -> bool:
        """Whether this person was there when the model was trained."""
        return user is not None and 0 <= user < len(self.user_known) and bool(self.user_known[user])

    def scores(self, user: int) -> Floats:
        """Scores of all ``items`` for a known user, shape (len(items),).

        They differ from LightFM's ``predict`` by the user's own bias only, which moves no item.
        """
        every = self.item_factors @ self.user_factors[user] + self.item_biases
        return np.asarray(every[self.items], dtype=np.float32)


class NativeSource:
    """Candidates by the person's own trained taste; silent about people the model has not met."""

    channel = "native"
    name = SourceName.LIGHTFM

    def __init__(self, factors: Factors) -> None:
        self.factors = factors

    def score(self, query: Query) -> Scored | None:
        """Scores shifted so that the model's last item has 1: they rank, their size says nothing."""
        user = query.profile.user
        if user is None or not self.factors.knows(user):
            return None
        raw = self.factors.scores(user)
        scores = raw - raw.min() + np.float32(1.0)
        keys = self.factors.items
        inside = keys < len(query.allowed)
        keys, scores = keys[inside], scores[inside]
        chosen = best(keys, scores, query.allowed, query.k, query.extra)
        if not chosen.size:
            return None
        return Scored(self.channel, self.name, keys[chosen], scores[chosen])
