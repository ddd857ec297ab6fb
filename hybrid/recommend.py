"""From a profile to a ranked window: gather, blend, fill up. Pure but for the index query of the content source."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hybrid import rules
from hybrid.blend import Blended, BlendSettings, blend
from hybrid.candidates import NO_KEYS, Query
from hybrid.popularity import fill_up
from hybrid.profiles import Profile
from hybrid.snapshot import Snapshot


@dataclass(frozen=True)
class Ranking:
    """The best ``keys``, best first. Those in ``filled`` came from no source but were needed to reach the size.

    ``gathered_ms`` is what the sources took, in milliseconds.
    """

    keys: tuple[int, ...]
    filled: frozenset[int]
    blended: Blended
    gathered_ms: float

    def column(self, key: int) -> int | None:
        """Where ``key`` stands in ``blended``, None where no source brought it."""
        found = np.flatnonzero(self.blended.keys == key)
        return int(found[0]) if found.size else None

    def score(self, key: int) -> float:
        """The blended score in [0, 1]; 0 where no source brought it."""
        column = self.column(key)
        return 0.0 if column is None else round(float(self.blended.scores[column]), 6)

    def sources(self, key: int) -> list[str]:
        """Where it came from, the largest part first; empty where no source brought it."""
        column = self.column(key)
        return [] if column is None else [source.value for source in self.blended.sources(column)]


def rank(
    snapshot: Snapshot,
    profile: Profile,
    wanted: rules.Filter,
    size: int,
    settings: BlendSettings,
    text: str | None = None,
) -> Ranking:
    """The ``size`` best items for this person, fewer only where the catalogue has no more that are allowed."""
    allowed = rules.allowed(snapshot.columns, wanted, profile)
    begun = time.perf_counter()
    scored = snapshot.gather(Query(profile, allowed, text=text))
    gathered_ms = (time.perf_counter() - begun) * 1000
    blended = blend(scored, profile, settings)
    keys = blended.keys[:size]
    filled = fill_up(snapshot.columns, allowed, keys, size - keys.size) if keys.size < size else NO_KEYS
    return Ranking(tuple(np.concatenate([keys, filled]).tolist()), frozenset(filled.tolist()), blended, gathered_ms)


def assess(
    snapshot: Snapshot, profile: Profile, keys: Sequence[int], settings: BlendSettings, text: str | None = None
) -> Ranking:
    """How the blend sees exactly these items, in the order given, shown or not: what explanations are made from."""
    allowed = rules.allowed(snapshot.columns, rules.Filter(), profile)
    wanted = np.array([key for key in keys if key < allowed.size], dtype=np.int64)
    begun = time.perf_counter()
    scored = snapshot.gather(Query(profile, allowed, text=text, extra=wanted))
    gathered_ms = (time.perf_counter() - begun) * 1000
    return Ranking(tuple(keys), frozenset(), blend(scored, profile, settings), gathered_ms)
