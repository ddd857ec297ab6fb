"""From a profile to a ranked window: gather, blend, fill up. Pure but for the index query of the content source."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid import rules
from hybrid.blend import Blended, Doubles, blend
from hybrid.candidates import NO_KEYS, Query, Scoring
from hybrid.diversity import diversified
from hybrid.domain import Keys, Mask, SourceName
from hybrid.popularity import fill_up
from hybrid.profiles import EMPTY, Profile
from hybrid.snapshot import Snapshot
from hybrid.standins import least_score

PROPOSED = 60
"""Candidates that each source brings at least: what the weights were learnt on."""
EVERY: Final = 10
"""Each place of this number may go to an item that training has not met."""
NEWCOMERS: Final = 20
"""So many of those are scored, whether a source proposes them or not."""
BY_TEXT: Final = frozenset({SourceName.CONTENT, SourceName.CONTEXT})
"""Sources that compare vectors: thousands of new items are too many to do it for all. They propose what is near."""


@dataclass(frozen=True)
class Ranking:
    """The best ``keys``, best first. Those in ``filled`` came from no source but were needed to reach the size;
    those in ``placed`` are new and stand higher than their score says, in a reserved place.

    ``took_ms`` says how long each stage took, in milliseconds.
    """

    keys: tuple[int, ...]
    filled: frozenset[int]
    blended: Blended
    took_ms: Mapping[str, float]
    placed: frozenset[int] = frozenset()

    def column(self, key: int) -> int | None:
        """Where ``key`` stands in ``blended``, None where no source brought it."""
        found = np.flatnonzero(self.blended.keys == key)
        return int(found[0]) if found.size else None

    def score(self, key: int) -> float:
        """The blended score, in standard deviations of the sources; 0 where no source brought it."""
        column = self.column(key)
        return 0.0 if column is None else round(float(self.blended.scores[column]), 6)

    def sources(self, key: int) -> list[str]:
        """Where it came from, the largest part first, then whether it was placed because it is new; empty where no
        source brought it."""
        column = self.column(key)
        found = [] if column is None else [source.value for source in self.blended.sources(column)]
        return [*found, SourceName.NEW.value] if key in self.placed else found


def rank(
    snapshot: Snapshot,
    profile: Profile,
    wanted: rules.Filter,
    size: int,
    text: str | None = None,
    session: Profile = EMPTY,
    diversity: float = 0.0,
) -> Ranking:
    """The ``size`` best items for this person, fewer only where the catalogue has no more that are allowed.

    ``text`` is what they ask for, ``session`` the items that the request names; ``diversity`` from 0 to 1 lists items
    that are less alike (``diversified``).
    """
    begun = time.perf_counter()
    allowed = rules.allowed(snapshot.columns, wanted, profile)
    ruled = time.perf_counter()
    query = Query(profile, allowed, text, session)
    scorings = snapshot.gather(query)
    gathered = time.perf_counter()
    blended = _blended(snapshot, query, scorings, max(size, PROPOSED))
    mixed, scores = blended.keys, blended.scores
    if diversity > 0:
        rows = diversified(scores, snapshot.space.vectors(mixed), diversity, size)
        mixed, scores = mixed[rows], scores[rows]
    new = np.isin(mixed, snapshot.standins.keys if query.acquainted else NO_KEYS)
    slot = 1.0 if snapshot.model is None else snapshot.model.recipe.standins.slot
    order, placed = reserved(scores, new, slot, size)
    keys = mixed[order[:size]]
    filled = fill_up(snapshot.columns, allowed, keys, size - keys.size) if keys.size < size else NO_KEYS
    took_ms = {
        "rules": (ruled - begun) * 1000,
        "candidates": (gathered - ruled) * 1000,
        "blend": (time.perf_counter() - gathered) * 1000,
    }
    shown = tuple(np.concatenate([keys, filled]).tolist())
    return Ranking(shown, frozenset(filled.tolist()), blended, took_ms, frozenset(mixed[placed].tolist()))


def reserved(scores: Doubles, new: Mask, slot: float, size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The order in which candidates are shown, and which were placed by it; rows of ``scores`` (m,).

    Each tenth place up to ``size`` goes to the best candidate marked ``new`` that is not yet listed, if none stands
    there or in the nine places before, and if it scores enough beside the one it displaces (``least_score``); that
    one and all below move down by one.
    """
    order, placed = list(range(len(scores))), list[int]()
    for place in range(EVERY - 1, min(size, len(order)), EVERY):
        if new[order[place + 1 - EVERY : place + 1]].any():
            continue
        best = next((row for row in order[place + 1 :] if new[row]), None)
        if best is not None and scores[best] >= least_score(scores[order[place]], slot):
            order.remove(best)
            order.insert(place, best)
            placed.append(best)
    return np.array(order, np.intp), np.array(placed, np.intp)


def assess(
    snapshot: Snapshot, profile: Profile, keys: Sequence[int], text: str | None = None, session: Profile = EMPTY
) -> Ranking:
    """How the blend sees exactly these items, in the order given, shown or not: what explanations are made from."""
    allowed = rules.allowed(snapshot.columns, rules.Filter(), profile)
    wanted = np.unique(np.array(keys, dtype=np.int64))
    query = Query(profile, allowed, text, session)
    weights, before = _weights(snapshot, query)
    blended = blend(snapshot.gather(query), profile, weights, before, PROPOSED, wanted, session)
    return Ranking(tuple(keys), frozenset(), blended, {})


def extended(snapshot: Snapshot, ranking: Ranking, keys: Sequence[int]) -> Ranking:
    """``ranking`` with what the blend of its request says of these items, too; its order stays as it is."""
    blended = ranking.blended
    missing = np.setdiff1d(np.array(keys, dtype=np.int64), blended.keys)
    if not missing.size:
        return ranking
    query = Query(blended.profile, snapshot.columns.recommendable, session=blended.session)
    weights, before = _weights(snapshot, query)
    more = blend(blended.scorings, blended.profile, weights, before, PROPOSED, missing, blended.session)
    return replace(ranking, blended=_joined(blended, more))


def _blended(snapshot: Snapshot, query: Query, scorings: Sequence[Scoring], k: int) -> Blended:
    """What the sources propose, and for somebody with a history the best of the new items, which seldom are among a
    source's best. Of somebody without one nothing says which of them would do."""
    profile, allowed = query.profile, query.allowed
    weights, before = _weights(snapshot, query)
    blended = blend(scorings, profile, weights, before, k, session=query.session)
    new = snapshot.standins.keys if query.acquainted else NO_KEYS
    new = new[new < allowed.size]
    best = _newcomers(scorings, weights, new[allowed[new]])
    missing = best[~np.isin(best, blended.keys)]
    if not missing.size:
        return blended
    return _joined(blended, blend(scorings, profile, weights, before, k, missing, query.session))


def _newcomers(scorings: Sequence[Scoring], weights: Mapping[str, float], new: Keys) -> Keys:
    """The ``NEWCOMERS`` best of the keys ``new``, by all sources that score thousands at no cost."""
    if new.size <= NEWCOMERS:
        return new
    total = np.zeros(new.size)
    for scoring in scorings:
        weight = weights.get(scoring.channel, 0.0)
        if weight and scoring.name not in BY_TEXT:
            total += weight / scoring.scale * scoring.raw(new)
    return new[np.argpartition(-total, NEWCOMERS)[:NEWCOMERS]]


def _joined(one: Blended, other: Blended) -> Blended:
    """Two blends of the same request as one."""
    keys, scores = np.concatenate([one.keys, other.keys]), np.concatenate([one.scores, other.scores])
    order = np.lexsort((keys, -scores))
    parts = np.concatenate([one.parts, other.parts], axis=1)
    return replace(one, keys=keys[order], scores=scores[order], parts=parts[:, order])


def _weights(snapshot: Snapshot, query: Query) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The person's weights, and those with one interaction less; what the request names counts as met."""
    n, user = query.profile.interactions + query.session.interactions, query.profile.user
    return snapshot.weights(n, user), snapshot.weights(max(n - 1, 0), user)
