"""How fast engagement should fade for what trends, and whether that foretells better than popularity of all time.

One list for everybody is made at one moment and held against what people liked after it, in the newest tenth of what
is known. It is what someone gets of whom nothing is known, so nothing else is asked of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.history import History, Rows
from hybrid.collaborative.judge import GAINS, PLACES
from hybrid.collaborative.tuning import Tuned
from hybrid.domain import Json
from hybrid.model import TrendingSettings
from hybrid.profiles import MICROS_PER_DAY

HALF_LIVES: Final = (1.0, 3.0, 7.0, 14.0, 30.0, 90.0, 365.0)
"""In days."""
SLICE: Final = 0.1
LEAST_PEOPLE: Final = 30
"""With fewer to ask nothing is chosen."""

Doubles = NDArray[np.float64]


def with_trends(found: Tuned, history: History) -> tuple[Tuned, dict[str, Json]]:
    """The recipe told how engagement fades, and the figures that led there."""
    trending, report = trending_for(history)
    return replace(found, recipe=replace(found.recipe, trending=trending)), report


def trending_for(history: History) -> tuple[TrendingSettings, dict[str, Json]]:
    """The half-life that foretells best of those no longer than the data; it leads where it is better than all of
    time by more than one standard error of the difference."""
    moment = Moment.of(history)
    choices = [days for days in HALF_LIVES if days <= moment.days]
    if len(moment.asked) < LEAST_PEOPLE or not choices:
        why = f"{len(moment.asked)} people to ask, {moment.days:.1f} days"
        return TrendingSettings(), {"note": f"Nothing was measured: {why}.", "people": len(moment.asked)}
    always = moment.ndcg(None)
    by_days = {days: moment.ndcg(days) for days in choices}
    best = max(choices, key=lambda days: by_days[days].mean())
    gain = by_days[best] - always
    error = float(gain.std() / len(gain) ** 0.5)
    chosen = TrendingSettings(best, bool(gain.mean() > error))
    return chosen, {
        "half_life_days": best, "leads": chosen.leads, "people": len(moment.asked),
        "ndcg@10": _means({**{f"{days:g}": one for days, one in by_days.items()}, "none": always}),
        "difference": float(gain.mean()), "standard_error": error,
    }  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """What is known before a moment and what came after it: pairs of people and items. ``engaged`` (e,) items with
    ``ages`` in days; ``met`` and ``wanted`` (person, item) of the people ``asked``; ``days`` from the first to the
    last event."""

    size: int
    engaged: NDArray[np.int64]
    ages: Doubles
    met: tuple[Rows, NDArray[np.int64]]
    wanted: tuple[Rows, NDArray[np.int64]]
    asked: Rows
    days: float

    @classmethod
    def of(cls, history: History) -> Moment:
        """The moment after which the newest ``SLICE`` of the known entries came."""
        rows, person = history.rows, history.person
        time, item = history.time[rows], history.item[rows]
        cut = np.quantile(time, 1 - SLICE, method="higher") if len(time) else 0
        before = time < cut
        good = ~before & history.told.positive[rows]
        asked = np.unique(person[good])
        met = before & np.isin(person, asked)
        engaged = before & history.engaged[rows]
        ages = (cut - time[engaged]) / MICROS_PER_DAY
        days = float(np.ptp(time) / MICROS_PER_DAY) if len(time) else 0.0
        pairs = [(np.searchsorted(asked, person[one]), item[one]) for one in (met, good)]
        return cls(history.size, item[engaged], ages, pairs[0], pairs[1], asked, days)

    def ndcg(self, half_life: float | None) -> Doubles:
        """NDCG@10 of each asked person, (a,), for the one list less what they met."""
        worth = None if half_life is None else 0.5 ** (self.ages / half_life)
        score = np.bincount(self.engaged, worth, self.size)
        place = np.empty(self.size, np.int64)
        place[np.argsort(-score, kind="stable")] = np.arange(self.size)
        person, item = self.wanted
        # What someone met moves up all that stands below it in their list.
        met = np.sort(self.met[0] * self.size + place[self.met[1]])
        own = person * self.size
        at = place[item] - (np.searchsorted(met, own + place[item]) - np.searchsorted(met, own))
        shown = (at < PLACES) & (score[item] > 0)
        gains = np.bincount(person[shown], GAINS[at[shown]], len(self.asked))
        wanted = np.bincount(person, minlength=len(self.asked))
        return np.asarray(gains / np.r_[0.0, np.cumsum(GAINS)][np.minimum(wanted, PLACES)])


def _means(figures: Mapping[str, Doubles]) -> dict[str, float]:
    return {name: float(one.mean()) for name, one in figures.items()}
