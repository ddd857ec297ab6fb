"""From a profile to a ranked window: gather, blend, apply the rules. Pure but for the content source's index query."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid import rules
from hybrid.blend import Blended, Doubles, blend
from hybrid.candidates import NO_KEYS, Query, Scoring
from hybrid.columns import ItemColumns
from hybrid.diversity import diversified
from hybrid.domain import Keys, Mask, SourceName
from hybrid.profiles import EMPTY, Profile
from hybrid.rules.document import MIN_PEOPLE, Boost
from hybrid.rules.lifts import Lift, boosted, lift
from hybrid.rules.listing import NOTHING_LISTED, Listed
from hybrid.rules.near import Collapsed
from hybrid.rules.ruling import BARE, Ruling, Slot
from hybrid.rules.stages import Stages
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
    """The best ``keys``, best first, and the ``slots`` (from 0) that rules have taken beside them. Those in ``filled``
    came from no source but were needed to reach the size; those in ``placed`` are new and stand higher than their
    score says, in a reserved place. ``listed`` says what else the rules did, ``lift`` what they added to scores;
    nothing is said by fewer than ``min_people``.

    ``took_ms`` says how long each stage took, in milliseconds.
    """

    keys: tuple[int, ...]
    filled: frozenset[int]
    blended: Blended
    took_ms: Mapping[str, float]
    placed: frozenset[int] = frozenset()
    listed: Listed = NOTHING_LISTED
    lift: Lift | None = None
    min_people: int = MIN_PEOPLE

    @property
    def slots(self) -> Mapping[int, Slot]:
        """Those that rules have taken."""
        return self.listed.slots

    def column(self, key: int) -> int | None:
        """Where ``key`` stands in ``blended``, None where no source brought it."""
        found = np.flatnonzero(self.blended.keys == key)
        return int(found[0]) if found.size else None

    def score(self, key: int) -> float:
        """The blended score, in standard deviations of the sources; 0 where no source brought it."""
        column = self.column(key)
        return 0.0 if column is None else round(float(self.blended.scores[column]), 6)

    def sources(self, key: int, through: SourceName | None = None) -> list[str]:
        """Where it came from, the largest part first and ``through`` last, then what put it where it stands: a place
        for new items, or a rule. Empty where no source brought it."""
        column = self.column(key)
        found = [] if column is None else [source.value for source in self.blended.sources(column)]
        if through is not None and through.value not in found:
            found.append(through.value)
        rule = self.rule(key) or (SourceName.NEW if key in self.placed else None)
        return found if rule is None else [*found, rule.value]

    def rule(self, key: int) -> SourceName | None:
        """What its reason says where it is shown because of a rule alone."""
        return self.listed.rule(key)


def rank(
    snapshot: Snapshot,
    profile: Profile,
    wanted: rules.Filter,
    size: int,
    text: str | None = None,
    session: Profile = EMPTY,
    ruling: Ruling = BARE,
) -> Ranking:
    """The ``size`` best items for this person, fewer only where the catalogue has no more that are allowed.

    ``text`` is what they ask for, ``session`` the items that the request names; ``ruling`` are its rules.
    """
    begun = time.perf_counter()
    columns = snapshot.columns
    allowed = rules.allowed(columns, wanted, profile)
    buried = ruling.buried(columns, allowed.size)
    preferred = allowed if buried is None else allowed & ~buried
    ruled = time.perf_counter()
    query = Query(profile, preferred, text, session, ruling.enough(columns), ruling.document.min_people)
    scorings = snapshot.gather(query)
    gathered = time.perf_counter()
    boosts = ruling.boosts
    lifted = boosted(columns, allowed.size, boosts, ruling.named) if boosts else None
    blended = _blended(snapshot, query, scorings, max(size, PROPOSED))
    blended, brought = (blended, NO_KEYS) if lifted is None else _with(snapshot, query, blended, preferred & lifted)
    mixing = time.perf_counter()
    added = _lift(columns, blended, boosts, ruling, brought)
    stages = Stages(
        ruling, columns, snapshot.space, allowed, preferred, profile, partial(_best, snapshot, query, blended)
    )
    order, collapsed, placed = _ordered(snapshot, query, blended, added, stages, size)
    unaided = () if added is None else _ordered(snapshot, query, blended, None, stages, size)[0].tolist()
    listed = stages.listed(order, collapsed, added, size, unaided)
    back = np.array(list(listed.unburied), np.int64)
    blended = _joined(blended, _scored(snapshot, query, blended, back)) if back.size else blended
    ended = time.perf_counter()
    took_ms = {
        "rules": (ruled - begun + ended - mixing) * 1000,
        "candidates": (gathered - ruled) * 1000,
        "blend": (mixing - gathered) * 1000,
    }
    least = ruling.document.min_people
    filled = frozenset(listed.filled.keys() - set(blended.keys.tolist()))
    return Ranking(listed.keys, filled, blended, took_ms, placed, listed, added, least)


def _lift(
    columns: ItemColumns, blended: Blended, boosts: Sequence[Boost], ruling: Ruling, brought: Keys
) -> Lift | None:
    document = ruling.document
    said = document.freshness, document.popularity_penalty, ruling.newest, ruling.named
    return lift(columns, blended.keys, boosts, *said, brought)


def _ordered(
    snapshot: Snapshot, query: Query, blended: Blended, added: Lift | None, stages: Stages, size: int
) -> tuple[Keys, Collapsed, frozenset[int]]:
    """The candidates in the order of their scores and what rules add to them, without near-duplicates, as mixed as is
    wished, with a place for what is new; what collapsed, and which were placed."""
    keys, scores = blended.keys, blended.scores
    if added is not None:
        scores = scores + added.total
        rows = np.lexsort((keys, -scores))
        keys, scores = keys[rows], scores[rows]
    collapsed = stages.collapsed(keys)
    if collapsed.kept.size < keys.size:
        rows = np.flatnonzero(np.isin(keys, collapsed.kept))
        keys, scores = keys[rows], scores[rows]
    if stages.ruling.diversity > 0:
        rows = diversified(scores, snapshot.space.vectors(keys), stages.ruling.diversity, size)
        keys, scores = keys[rows], scores[rows]
    new = np.isin(keys, snapshot.standins.keys if query.acquainted else NO_KEYS)
    slot = 1.0 if snapshot.model is None else snapshot.model.recipe.standins.slot
    order, placed = reserved(scores, new, slot, size)
    return keys[order], collapsed, frozenset(keys[placed].tolist())


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
    snapshot: Snapshot,
    profile: Profile,
    keys: Sequence[int],
    text: str | None = None,
    session: Profile = EMPTY,
    ruling: Ruling = BARE,
) -> Ranking:
    """How the blend sees exactly these items, in the order given, shown or not: what explanations are made from."""
    allowed = rules.allowed(snapshot.columns, rules.Filter(), profile)
    wanted = np.unique(np.array(keys, dtype=np.int64))
    least = ruling.document.min_people
    query = Query(profile, allowed, text, session, ruling.enough(snapshot.columns), least)
    weights, before = _weights(snapshot, query)
    blended = blend(snapshot.gather(query), profile, weights, before, PROPOSED, wanted, session)
    return Ranking(tuple(keys), frozenset(), blended, {}, min_people=least)


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


def _best(snapshot: Snapshot, query: Query, blended: Blended, keys: Keys) -> Keys:
    """The best of ``keys`` by the blend of this request, best first, as many as of new items."""
    chosen = _newcomers(blended.scorings, _weights(snapshot, query)[0], keys)
    return _scored(snapshot, query, blended, chosen).keys


def _scored(snapshot: Snapshot, query: Query, blended: Blended, keys: Keys) -> Blended:
    """What the blend of this request says of exactly these."""
    weights, before = _weights(snapshot, query)
    return blend(blended.scorings, query.profile, weights, before, PROPOSED, keys, query.session)


def _with(snapshot: Snapshot, query: Query, blended: Blended, lifted: Mask) -> tuple[Blended, Keys]:
    """``blended`` and the best of the ``lifted`` items, which no source needs to propose; and which these are."""
    best = _newcomers(blended.scorings, _weights(snapshot, query)[0], np.flatnonzero(lifted))
    brought = best[~np.isin(best, blended.keys)]
    if not brought.size:
        return blended, brought
    return _joined(blended, _scored(snapshot, query, blended, brought)), brought


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
