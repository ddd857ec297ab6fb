"""Merge the sources by a weighted sum, and know exactly what each past item contributed.

score(i) = sum over sources s of weight_s(n) * raw_s(i) / scale_s, with one scale per source that training fixed.
Everything that reads the history is linear in it, so the score without an entry is known exactly: a contribution
is how much lower the candidate would score had that entry never happened.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.candidates import Scoring
from hybrid.domain import Keys, SourceName
from hybrid.profiles import EMPTY, Profile, Weighing
from hybrid.session import SessionScoring

Doubles = NDArray[np.float64]
SPEAKS, LIFTS = 0.05, 0.2
"""Standard deviations of a score. Where less than ``SPEAKS`` speaks for a candidate, each entry of the history would be
all of next to nothing: there only one counts that lifts it by ``LIFTS``, against what else is held against it."""
Reads: TypeAlias = Callable[[Scoring], Weighing | None]
"""How a source weighs what the person met; None where that plays no part in it."""


@dataclass(frozen=True)
class Knot:
    """Weights per channel for people with so many interactions."""

    interactions: int
    weights: Mapping[str, float]


@dataclass(frozen=True)
class BlendWeights:
    """Weights by length of history, for people ``known`` to the model and for others.

    Knots ascend; between them weights are linear in log(1 + interactions), beyond them constant.
    """

    known: tuple[Knot, ...]
    unknown: tuple[Knot, ...]

    def at(self, interactions: int, known: bool) -> dict[str, float]:
        """The weights of somebody with so many interactions."""
        knots = (self.known if known else self.unknown) or self.unknown or self.known
        place = math.log1p(max(interactions, 0))
        at = [math.log1p(knot.interactions) for knot in knots]
        channels = dict.fromkeys(channel for knot in knots for channel in knot.weights)
        return {c: float(np.interp(place, at, [knot.weights.get(c, 0.0) for knot in knots])) for c in channels}


@dataclass(frozen=True)
class Blended:
    """The merged candidates, best first: ``keys`` (m,), ``scores`` (m,), ``parts`` (s, m), one row per source.

    ``session`` are the items that the request itself named, read beside the history of ``profile``.
    """

    keys: Keys
    scores: Doubles
    parts: Doubles
    scorings: Sequence[Scoring]
    weights_before: Mapping[str, float]
    profile: Profile
    session: Profile = EMPTY

    def sources(self, column: int) -> tuple[SourceName, ...]:
        """Where the candidate at ``column`` came from, largest part first, each name once."""
        return tuple(dict.fromkeys(scoring.name for scoring in self._counting(column)))

    def read(self, column: int, session: bool = False) -> bool:
        """Does a source speak for the candidate that reads the history, or the session?"""
        return any(
            isinstance(scoring, SessionScoring) if session else scoring.weighing is not None
            for scoring in self._counting(column)
        )

    def _counting(self, column: int) -> list[Scoring]:
        """Sources that bring at least a fiftieth of all that speaks for the candidate, largest part first."""
        part = self.parts[:, column]
        least = 0.02 * self.support([column])[0]
        order = np.argsort(-part, kind="stable")
        return [self.scorings[s] for s in order if part[s] > 0 and part[s] >= least]

    def share(self, channel: str, column: int) -> float:
        """What the source of this channel brought of all that speaks for the candidate, 0 to 1."""
        part = sum(self.parts[row, column] for row, s in enumerate(self.scorings) if s.channel == channel)
        return float(np.clip(part / self.support([column])[0], 0.0, 1.0))

    def support(self, columns: Sequence[int]) -> Doubles:
        """The sum of what speaks for each candidate, shape (n,); above 0."""
        return np.asarray(np.maximum(np.maximum(self.parts[:, list(columns)], 0.0).sum(axis=0), 1e-9))

    def drops(self, columns: Sequence[int]) -> Doubles:
        """How much lower each of these candidates would score without each history entry; shape (h, n), exact."""
        return self._drops(columns, self.profile, _in_history)

    def session_drops(self, columns: Sequence[int]) -> Doubles:
        """The same for each item of the session, shape (m, n)."""
        return self._drops(columns, self.session, _in_session)

    def contributions(self, columns: Sequence[int]) -> Doubles:
        """``drops`` as a share of all that speaks for the candidate, 0 where neither that nor the drop is worth a word;
        shape (h, n)."""
        return self._shares(self.drops(columns), columns)

    def session_contributions(self, columns: Sequence[int]) -> Doubles:
        """``session_drops`` as such a share, shape (m, n)."""
        return self._shares(self.session_drops(columns), columns)

    def through(self, column: int, row: int, session: bool = False) -> SourceName:
        """By which source entry ``row`` of the history, or of the session, lifts the candidate at ``column`` most."""
        past, reading = (self.session, _in_session) if session else (self.profile, _in_history)
        drops = [(float(drop[row, 0]), s) for s, drop in self._parted([column], past, reading) if reading(s)]
        return max(drops, key=lambda one: one[0])[1].name

    def _drops(self, columns: Sequence[int], past: Profile, reading: Reads) -> Doubles:
        columns = list(columns)
        drops = np.zeros((len(past), len(columns)))
        if not len(past) or not columns:
            return drops
        for _, drop in self._parted(columns, past, reading):
            drops += drop
        return drops

    def _parted(self, columns: Sequence[int], past: Profile, reading: Reads) -> Iterator[tuple[Scoring, Doubles]]:
        """Each source with its part of the drops, shape (h, n) or (1, n)."""
        keys = self.keys[list(columns)]
        for row, s in enumerate(self.scorings):
            before, how = self.weights_before.get(s.channel, 0.0) / s.scale, reading(s)
            left = s.raw(keys)[None, :] if how is None else past.weights_without(how) @ s.similarity(keys)
            yield s, self.parts[row, columns][None, :] - before * left

    def _shares(self, drops: Doubles, columns: Sequence[int]) -> Doubles:
        if not len(columns):
            return drops
        support = self.support(columns)[None, :]
        return np.where((support >= SPEAKS) | (drops >= LIFTS), drops, 0.0) / support


def _in_history(scoring: Scoring) -> Weighing | None:
    return scoring.weighing


def _in_session(scoring: Scoring) -> Weighing | None:
    return scoring.reading if isinstance(scoring, SessionScoring) else None


def blend(
    scorings: Sequence[Scoring],
    profile: Profile,
    weights: Mapping[str, float],
    weights_before: Mapping[str, float],
    k: int,
    only: Keys | None = None,
    session: Profile = EMPTY,
) -> Blended:
    """Score what the sources propose (``k`` each), or exactly the keys in ``only``; ties go to the smaller key.

    ``weights`` by channel are those of this person, ``weights_before`` those with one interaction less; ``session`` is
    what the ``SessionScoring`` among ``scorings`` have read.
    """
    used = [s for s in scorings if weights.get(s.channel) or weights_before.get(s.channel)]
    proposed = [s.propose(k) for s in used if weights.get(s.channel, 0.0) > 0.0] if only is None else [only]
    keys = np.unique(np.concatenate(proposed)) if proposed else np.empty(0, np.int64)
    parts = np.array([weights.get(s.channel, 0.0) / s.scale * s.raw(keys).astype(np.float64) for s in used])
    parts = parts.reshape(len(used), keys.size)
    total = parts.sum(axis=0)
    order = np.lexsort((keys, -total))
    return Blended(keys[order], total[order], parts[:, order], used, weights_before, profile, session)
