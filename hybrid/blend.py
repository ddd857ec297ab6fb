"""Merge the sources by weighted reciprocal rank fusion, and know what each past item contributed.

Formula: Cormack, Clarke, Büttcher (SIGIR 2009): score(i) = sum over sources s of w_s / (k + rank_s(i)).

A contribution is counterfactual: how much lower the candidate's score would be had that entry of the
history never happened. Ranks without the entry are counted within each source's list, which the candidate
itself may newly enter; what else would enter can only push it further down, so a positive contribution is a
lower bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import Scored
from hybrid.domain import Keys, SourceName
from hybrid.profiles import Profile

Weights64 = NDArray[np.float64]


@dataclass(frozen=True)
class BlendSettings:
    """Weight per channel, the fusion constant ``k`` and the ramp of the person's own factors.

    ``ramp`` is the number of interactions at which the channels in ``ramped`` have their full weight;
    they start from zero and grow linearly, the others count fully from the first interaction.
    """

    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "native": 1.0,
            "i2i": 1.0,
            "next": 2.0,
            "content": 0.5,
            "context": 6.0,
            "popular": 0.15,
        }
    )
    k: float = 60.0
    ramp: float = 10.0
    ramped: frozenset[str] = frozenset({"native"})

    def weight(self, channel: str, interactions: int) -> float:
        """The channel's weight for a person with so many interactions."""
        full = self.weights.get(channel, 0.0)
        return full * min(1.0, interactions / self.ramp) if channel in self.ramped else full

    def best(self, asked: bool) -> float:
        """The score of a candidate that is first everywhere: what scores are divided by.

        It must not depend on the history, or leaving an entry out would change all scores; whether the request
        had a text (``asked``) does not.
        """
        channels = (weight for channel, weight in self.weights.items() if asked or channel != "context")
        return sum(channels) / (self.k + 1.0)


@dataclass(frozen=True)
class Blended:
    """The merged candidates, best first: ``keys`` (m,), ``scores`` (m,) in [0, 1], ``parts`` (s, m) per source."""

    keys: Keys
    scores: Weights64
    parts: Weights64
    scored: Sequence[Scored]
    profile: Profile
    settings: BlendSettings

    def sources(self, column: int) -> tuple[SourceName, ...]:
        """Where the candidate at ``column`` came from, largest part first, each name once."""
        part = self.parts[:, column]
        order = [s for s in np.argsort(-part, kind="stable") if part[s] > 0]
        return tuple(dict.fromkeys(self.scored[s].name for s in order))

    def share(self, name: SourceName, column: int) -> float:
        """What the source of this name brought of the candidate's score, 0 to 1."""
        part = sum(self.parts[row, column] for row, s in enumerate(self.scored) if s.name is name)
        return float(part / max(self.scores[column], 1e-12))

    def ranks(self, column: int) -> dict[str, int]:
        """Channel to the candidate's rank in that source's list, from 1."""
        key = self.keys[column]
        found = {s.channel: np.flatnonzero(s.keys == key) for s in self.scored}
        return {channel: int(at[0]) + 1 for channel, at in found.items() if at.size}

    def contributions(self, columns: Sequence[int]) -> Weights64:
        """How much each history entry lifts each of these candidates, as a share of its score; shape (h, n)."""
        columns = list(columns)
        h = len(self.profile)
        if not h or not columns:
            return np.zeros((h, len(columns)))
        score = self.scores[columns]
        left = np.zeros((h, len(columns)))
        for s in self.scored:
            left += self._part_without(s, self.keys[columns])
        drop = score[None, :] - left / self.settings.best(_asked(self.scored))
        return np.asarray(np.where(score > 0, drop / np.maximum(score, 1e-12), 0.0))

    def _part_without(self, s: Scored, wanted: Keys) -> Weights64:
        """This source's part of each wanted key with entry r (row) removed; shape (h, n)."""
        before = self.profile.interactions
        weight = self.settings.weight(s.channel, before - 1)
        at, present = _positions(s.keys, wanted)
        if s.without is None:
            part = np.where(present, weight / (self.settings.k + at + 1.0), 0.0)
            return np.broadcast_to(part, (len(self.profile), len(wanted)))
        own = s.without[:, at]
        if not present.all():
            own[:, ~present] = s.without_of(wanted[~present])
        rank = 1.0 + (s.without[:, None, :] > own[:, :, None]).sum(axis=2)
        listed = (own > 0) & (rank <= s.most)
        return np.where(listed, weight / (self.settings.k + rank), 0.0)


def blend(scored: Sequence[Scored], profile: Profile, settings: BlendSettings) -> Blended:
    """Fuse the sources' lists; ties go to the smaller key."""
    lists = [s for s in scored if s.keys.size and settings.weight(s.channel, profile.interactions) > 0]
    keys = np.unique(np.concatenate([s.keys for s in lists])) if lists else np.empty(0, np.int64)
    parts = np.zeros((len(lists), keys.size))
    for row, s in enumerate(lists):
        weight = settings.weight(s.channel, profile.interactions)
        rank = np.arange(1, s.keys.size + 1)
        gained = np.where(s.scores > 0, weight / (settings.k + rank), 0.0)
        parts[row, np.searchsorted(keys, s.keys)] = gained / settings.best(_asked(lists))
    total = parts.sum(axis=0)
    order = np.lexsort((keys, -total))
    return Blended(keys[order], total[order], parts[:, order], lists, profile, settings)


def _asked(lists: Sequence[Scored]) -> bool:
    return any(s.channel == "context" for s in lists)


def _positions(haystack: Keys, wanted: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each wanted key stands in ``haystack`` (0 where absent) and whether it stands there."""
    order = np.argsort(haystack)
    at = np.minimum(np.searchsorted(haystack, wanted, sorter=order), haystack.size - 1)
    at = order[at]
    present = haystack[at] == wanted
    return np.where(present, at, 0), present
