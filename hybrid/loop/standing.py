"""How a model does with people, beside the one that served before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hybrid.experiments.guardrails import breached
from hybrid.experiments.totals import Totals
from hybrid.loop.attribution import DAY, Windows
from hybrid.loop.outcomes import outcomes
from hybrid.store import Store

SOON: Final = 3600 * 1_000_000
"""Microseconds within which a click counts, on both sides; younger answers have not had theirs yet."""
BEFORE: Final = 7 * DAY
"""How far back from its end the earlier model is looked at."""
ALPHA: Final = 0.01
"""Bounds how often a model that is no worse is ever said to be, however often one looks."""


@dataclass(frozen=True)
class Standing:
    """The rate of clicked answers of a model and of the one before it, and whether it is worse for certain."""

    before: Totals
    now: Totals
    worse: bool

    def __str__(self) -> str:
        return (
            f"{self.now.rate:.2%} of {self.now.x:,.0f} answers clicked within the hour, "
            f"{self.before.rate:.2%} of {self.before.x:,.0f} before"
        )


def standing(
    store: Store, windows: Windows, version: str, before: str, promoted_at: int, now: int, drop: float
) -> Standing:
    """``version`` since ``promoted_at`` against ``before`` until then, outside of experiments. Blocks.

    Worse is a rate that is lower by more than ``drop``, a share of the earlier one, by the sequential test of
    guardrails, over people. They were not drawn for it: what else changed that day counts as well, hence the ``drop``.
    """
    earlier = _totals(store, windows, before, promoted_at - BEFORE, promoted_at)
    later = _totals(store, windows, version, promoted_at, now - SOON)
    return Standing(earlier, later, breached(earlier, later, drop, ALPHA))


def _totals(store: Store, windows: Windows, version: str, since: int, until: int) -> Totals:
    hour = Windows({type: min(days, SOON / DAY) for type, days in windows.days.items()})
    found = outcomes(store.outcomes, hour, lambda kind: kind.model == version and not kind.experiment, since, until)
    return Totals.of([one.answers for one in found], [one.clicked_answers for one in found])
