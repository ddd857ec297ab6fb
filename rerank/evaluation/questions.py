"""What people are asked about with: the window as it is served, and one hit among items drawn by seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from hybrid.domain import Keys, Mask
from hybrid.draws import draws
from hybrid.evaluation.fitting import RULES
from hybrid.evaluation.measure import Measured, Question
from hybrid.evaluation.run import Ground
from hybrid.profiles import Profile
from hybrid.recommend import Ranking, assess, rank
from hybrid.rules.ruling import UNEXPLORED
from hybrid.snapshot import Snapshot
from rerank.task import RerankTask

FEW: Final = 20
"""Candidates of the short protocol: one hit and 19 others."""

Pose: TypeAlias = Callable[[Snapshot, Profile, Ranking, Sequence[int]], RerankTask]
"""Puts the question about these keys, in their order, as serving does."""


@dataclass(frozen=True)
class Posed:
    """One question. The candidates ``given`` stand in blended order, ``rest`` follows them whatever is answered."""

    given: tuple[int, ...]
    rest: tuple[int, ...]
    task: RerankTask


class Windows:
    """The blend as a ``Scorer`` that puts the question about each person's window on the way.

    ``window`` candidates are shown to the model; ``size`` are ranked at least, as serving does.
    """

    def __init__(self, snapshot: Snapshot, pose: Pose, window: int, size: int) -> None:
        self.posed: list[Posed] = []
        self.profiles: list[Profile] = []
        self._snapshot, self._pose, self._window, self._size = snapshot, pose, window, size

    def ranked(self, question: Question) -> Mapping[str, Sequence[int]]:
        """What is shown without a model."""
        size = max(question.size, self._size)
        ranking = rank(self._snapshot, question.profile, question.wanted, size, ruling=UNEXPLORED)
        given, rest = ranking.keys[: self._window], ranking.keys[self._window :]
        self.posed.append(Posed(given, rest, self._pose(self._snapshot, question.profile, ranking, given)))
        self.profiles.append(question.profile)
        return {RULES: ranking.keys}


def few(ground: Ground, measured: Measured, profiles: Sequence[Profile], pose: Pose) -> list[Posed]:
    """For each row of ``measured`` the first hit among ``FEW`` - 1 others, in blended order."""
    snapshot = ground.fitted.snapshot
    posed = []
    for row, profile in enumerate(profiles):
        drawn = candidates(ground, int(measured.users[row]), int(measured.items[measured.starts[row]]))
        ranking = assess(snapshot, profile, drawn.tolist(), ruling=UNEXPLORED)
        given = tuple(ranking.blended.keys.tolist())
        posed.append(Posed(given, (), pose(snapshot, profile, ranking, given)))
    return posed


def first_hits(measured: Measured) -> Measured:
    """The same people with their first hit alone as the test; no lists."""
    first = measured.items[measured.starts[:-1]]
    return Measured(measured.users, measured.interactions, np.arange(len(measured) + 1), first, {})


def candidates(ground: Ground, user: int, hit: int) -> Keys:
    """``hit`` and the others: drawn evenly by seed from what may be shown and the person never meets; ascending.

    What they meet after the hit is no miss either.
    """
    events = ground.cut.events
    start, end = np.searchsorted(events.user, [user, user + 1])
    free: Mask = ground.shelf.recommendable.copy()
    met = events.item[start:end]
    free[met[met < len(free)]] = False
    keys = np.flatnonzero(free)
    order = np.argsort(draws(ground.settings.split.seed, np.full(len(keys), user), keys), kind="stable")
    return np.sort(np.r_[hit, keys[order[: FEW - 1]]])
