"""People who click, by day: each with a hidden rate of their own, several answers a day, and some who join late."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.experiments.totals import Totals

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Crowd:
    """Of ``runs`` experiments: cumulative answers and clicks by the end of each day, shape (runs, people, days)."""

    answers: Counts
    clicks: Counts
    arm: NDArray[np.bool_]

    def totals(self, run: int, day: int) -> tuple[Totals, Totals]:
        """The control's and the arm's, of those who were there by then."""
        answers, clicks = self.answers[run, :, day], self.clicks[run, :, day]
        there = answers > 0
        sides = (there & ~self.arm[run], there & self.arm[run])
        control, arm = (Totals.of(answers[side], clicks[side]) for side in sides)
        return control, arm


def crowd(
    seed: int, runs: int, people: int = 1000, days: int = 30, lift: float = 0.0, share: float = 0.5, rate: float = 0.08
) -> Crowd:
    """People click at a rate that is their own (Beta, mean ``rate``), come more or less often (gamma, about once in
    two days) and join over the first twenty days; in the arm rates are ``lift`` higher."""
    draw = np.random.default_rng(seed)
    shape = (runs, people)
    arm = draw.random(shape) < share
    own = np.minimum(draw.beta(1.0, 1.0 / rate - 1.0, shape) * np.where(arm, 1.0 + lift, 1.0), 1.0)
    often = draw.gamma(0.5, 1.0, shape)
    joined = draw.integers(0, 20, shape)
    present = np.arange(days) >= joined[..., None]
    answers = draw.poisson(often[..., None] * present)
    clicks = draw.binomial(answers, own[..., None])
    return Crowd(answers.cumsum(axis=2), clicks.cumsum(axis=2), arm)
