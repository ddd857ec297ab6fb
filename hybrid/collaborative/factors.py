"""LightFM's native scores, served with numpy: user vector · item vectors + item bias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hybrid.candidates import Query, anonymous, gathered, top
from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.standins import StandIns


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

    def knows(self, user: int | None) -> bool:
        """Whether this person was there when the model was trained."""
        return user is not None and 0 <= user < len(self.user_known) and bool(self.user_known[user])

    def scores(self, user: int) -> Floats:
        """Scores of all items for a known user (index = key), their mean taken off; 0 for untrained items.

        They differ from LightFM's ``predict`` by a number that is the same for all of the user's items.
        """
        every = self.item_factors @ self.user_factors[user] + self.item_biases
        mean = float(every[self.item_known].mean()) if self.item_known.any() else 0.0
        return np.where(self.item_known, every - mean, 0.0).astype(np.float32)


class NativeSource:
    """Candidates by the person's own trained taste (CandidateSource); silent about people the model has not met."""

    def __init__(self, factors: Factors, scale: float, standins: StandIns) -> None:
        self._factors = factors
        self._scale = scale
        self._standins = standins

    def read(self, query: Query) -> NativeScoring | None:
        """None for people whom training has not met."""
        user = query.profile.user
        if user is None or not self._factors.knows(user):
            return None
        dense = self._standins.spread(anonymous(self._factors.scores(user), query.enough))
        return NativeScoring(dense, self._scale, query.allowed)


class NativeScoring:
    """One person's trained taste; what they did since plays no part."""

    channel = "native"
    name = SourceName.LIGHTFM
    weighing = None

    def __init__(self, dense: Floats, scale: float, allowed: Mask) -> None:
        self._dense = dense
        self.scale = scale
        self._allowed = allowed

    def propose(self, k: int) -> Keys:
        """The best by trained taste alone."""
        return top(self._dense, self._allowed, k)

    def raw(self, keys: Keys) -> Floats:
        """Trained scores, the person's mean taken off."""
        return gathered(self._dense, keys)

    def similarity(self, keys: Keys) -> Floats:
        """Nothing of the history plays a part."""
        return np.zeros((0, len(keys)), np.float32)
