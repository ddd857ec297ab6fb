"""What every source is made of and how it reads a history: of each table the variant that is best alone.

What comes next was searched before. Then the other tables, then LightFM and the likeness of its vectors (``taste``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.effort import Effort
from hybrid.collaborative.history import Rows
from hybrid.collaborative.judge import Judge
from hybrid.collaborative.lab import Lab
from hybrid.collaborative.specs import (
    AlikeSpec,
    ContentSpec,
    CountedSpec,
    EaseSpec,
    NextSpec,
    ShelfSpec,
    Source,
    Spec,
    horizons,
)
from hybrid.collaborative.taste import Beside, likened, tasted
from hybrid.collaborative.variants import WORTHWHILE, Axes, Settled, days_of, settled
from hybrid.domain import Json
from hybrid.model import CONTENT, ITEM_TO_ITEM, NATIVE

RIDGES: Final = (4.0, 1.0, 16.0, 0.25)
HALF_LIVES: Final = (1.5, 3.0, 8.0)
POWERS: Final = (1.0, 2.0, 4.0)
Alone: TypeAlias = Callable[[Source], NDArray[np.float64]]
PARTNERS: Final = 3
"""Beside so many of the best sources LightFM has to prove itself."""


@dataclass(frozen=True)
class Sources:
    """Every table's settings by channel, and what was tried, for the manifest."""

    tables: Mapping[str, Spec]
    report: Mapping[str, Json]


def sources(lab: Lab, people: Rows, base: NextSpec, effort: Effort, step: Callable[[str, float], None]) -> Sources:
    """Choose by what ``people`` went for. ``base`` is the table of what comes next; how LightFM is trained and likeness
    is read, the lab itself takes over."""
    days = days_of(lab.history, effort.days)
    alone = _alone(lab, people)
    step("tables", 0.36)
    found = _tables(lab, _offered(base, effort, days), alone)
    axes = _axes(effort, days, half_life=HALF_LIVES) if lab.able(ContentSpec()) else {}
    by_text = settled(ContentSpec(), axes, alone)
    lab.making = replace(lab.making, content=by_text.best)
    step("LightFM", 0.5)
    best = sorted(found, key=lambda name: -found[name].ndcg)[:PARTNERS]
    beside = Beside.of(lab, people, {name: found[name].best for name in best})
    taste = tasted(beside, effort.several, effort.categories)
    lab.settle(taste.best)
    near = likened(beside, _axes(effort, days, power=POWERS, half_life=HALF_LIVES))
    tried: dict[str, Settled[Any]] = {**found, CONTENT: by_text, NATIVE: taste, ITEM_TO_ITEM: near}
    report = {
        "variants_taken": f"where better by more than one standard error and by {100 * WORTHWHILE:g} %",
        "half_lives_in_days_tried": list(days),
        "lightfm_tried_beside": best,
        "variants": {name: one.to_json(_named(one)) for name, one in tried.items() if len(one.tried) > 1},
        "lightfm": {"epochs": taste.best.epochs, "categories": taste.best.categories},
    }
    return Sources({**{name: one.best for name, one in found.items()}, ITEM_TO_ITEM: near.best}, report)


def _tables(lab: Lab, offered: Mapping[str, tuple[Spec, Axes]], alone: Alone) -> dict[str, Settled[Spec]]:
    able = {channel: pair for channel, pair in offered.items() if lab.able(pair[0])}
    found = {}
    for done, (channel, (start, axes)) in enumerate(able.items()):
        lab.tell("tables", done / len(able))
        found[channel] = settled(start, axes, alone)
    lab.forget(one.best for one in found.values())
    return found


def _offered(base: NextSpec, effort: Effort, days: tuple[float, ...]) -> dict[str, tuple[Spec, Axes]]:
    """By channel where the search begins and which settings are tried."""
    ridges = RIDGES[: effort.ridges]
    near: dict[str, tuple[Spec, Axes]] = {name: (spec, {}) for name, spec in horizons(base).items()}
    return {
        **near,
        "next": (base, _axes(effort, days)),
        "ease": (EaseSpec(), {"ridge": ridges}),
        "ease_recent": (EaseSpec(half_life=3.0), {"ridge": ridges, **_axes(effort, days, half_life=(3.0, 10.0))}),
        "alike": (AlikeSpec(), {"neighbours": (20, 100), **_axes(effort, days, half_life=(3.0, 10.0))}),
        "counted": (CountedSpec(), {"both_ways": (False, True), **_axes(effort, days, half_life=(1.0, 2.0, 5.0))}),
        "shelf": (ShelfSpec(), _axes(effort, days, half_life=HALF_LIVES)),
    }


def _axes(effort: Effort, days: tuple[float, ...], **values: tuple[float, ...]) -> Axes:
    return {**(values if effort.readings else {}), "days": days}


def _named(one: Settled[Any]) -> list[str]:
    """The settings in which what was tried differs."""
    names = vars(one.best)
    return [name for name in names if len({getattr(spec, name) for spec, _ in one.tried}) > 1]


def _alone(lab: Lab, people: Rows) -> Alone:
    """NDCG@10 of each person, (p,), by one source alone."""
    known = lab.history.of(people)
    judge = Judge.of(known)
    return lambda spec: judge.ndcg(judge.top(lab.scores(spec, known).rows, 10))
