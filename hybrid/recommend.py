"""From a profile to a ranked window: gather, blend, fill up. Pure but for the index query of the content source."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hybrid import rules
from hybrid.blend import Blended, blend
from hybrid.candidates import NO_KEYS, Query
from hybrid.popularity import fill_up
from hybrid.profiles import Profile
from hybrid.snapshot import Snapshot

PROPOSED = 60
"""Candidates that each source brings at least: what the weights were learnt on."""


@dataclass(frozen=True)
class Ranking:
    """The best ``keys``, best first. Those in ``filled`` came from no source but were needed to reach the size.

    ``took_ms`` says how long each stage took, in milliseconds.
    """

    keys: tuple[int, ...]
    filled: frozenset[int]
    blended: Blended
    took_ms: Mapping[str, float]

    def column(self, key: int) -> int | None:
        """Where ``key`` stands in ``blended``, None where no source brought it."""
        found = np.flatnonzero(self.blended.keys == key)
        return int(found[0]) if found.size else None

    def score(self, key: int) -> float:
        """The blended score, in standard deviations of the sources; 0 where no source brought it."""
        column = self.column(key)
        return 0.0 if column is None else round(float(self.blended.scores[column]), 6)

    def sources(self, key: int) -> list[str]:
        """Where it came from, the largest part first; empty where no source brought it."""
        column = self.column(key)
        return [] if column is None else [source.value for source in self.blended.sources(column)]


def rank(snapshot: Snapshot, profile: Profile, wanted: rules.Filter, size: int, text: str | None = None) -> Ranking:
    """The ``size`` best items for this person, fewer only where the catalogue has no more that are allowed."""
    begun = time.perf_counter()
    allowed = rules.allowed(snapshot.columns, wanted, profile)
    ruled = time.perf_counter()
    scorings = snapshot.gather(Query(profile, allowed, text=text))
    gathered = time.perf_counter()
    blended = blend(scorings, profile, *_weights(snapshot, profile), k=max(size, PROPOSED))
    keys = blended.keys[:size]
    filled = fill_up(snapshot.columns, allowed, keys, size - keys.size) if keys.size < size else NO_KEYS
    took_ms = {
        "rules": (ruled - begun) * 1000,
        "candidates": (gathered - ruled) * 1000,
        "blend": (time.perf_counter() - gathered) * 1000,
    }
    return Ranking(tuple(np.concatenate([keys, filled]).tolist()), frozenset(filled.tolist()), blended, took_ms)


def assess(snapshot: Snapshot, profile: Profile, keys: Sequence[int], text: str | None = None) -> Ranking:
    """How the blend sees exactly these items, in the order given, shown or not: what explanations are made from."""
    allowed = rules.allowed(snapshot.columns, rules.Filter(), profile)
    wanted = np.unique(np.array(keys, dtype=np.int64))
    scorings = snapshot.gather(Query(profile, allowed, text=text))
    blended = blend(scorings, profile, *_weights(snapshot, profile), k=PROPOSED, only=wanted)
    return Ranking(tuple(keys), frozenset(), blended, {})


def _weights(snapshot: Snapshot, profile: Profile) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The person's weights, and those with one interaction less."""
    n = profile.interactions
    return snapshot.weights(n, profile.user), snapshot.weights(max(n - 1, 0), profile.user)
