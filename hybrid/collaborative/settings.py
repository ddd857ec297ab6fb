"""How to train; apart from ``train``, so that reading settings does not load LightFM."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hybrid.profiles import HISTORY_LENGTH


class Objective(StrEnum):
    """What the model is tuned for, on each person's newest likings: the next weeks (``window``: the last fifth),
    or the very next one (``next``)."""

    WINDOW = "window"
    NEXT = "next"


@dataclass(frozen=True)
class NativeSettings:
    """LightFM with the WARP loss. ``half_life`` is counted in a person's later positives and ``floor`` is the
    least weight: they make the factors follow recent taste. ``epochs`` are the most that are tried; in a plan, and
    with ``categories`` (an item's vector is its own plus those of its categories), what was chosen. With
    ``threads`` above 1 LightFM updates without locks: faster, but no longer repeatable by seed."""

    dims: int = 64
    epochs: int = 20
    half_life: float = 30.0
    floor: float = 0.1
    learning_rate: float = 0.05
    alpha: float = 1e-5
    max_sampled: int = 10
    threads: int = 1
    categories: bool = False


@dataclass(frozen=True)
class TrainSettings:
    """How to train.

    ``budget`` in seconds on two cores decides how much is tried, by a reckoning of the work and not by the
    clock: the same events, settings and ``seed`` give the same model again on one machine. Another processor,
    other libraries or another number of BLAS threads round sums otherwise, which changes bytes and now and then a
    choice. Where the whole budget has passed before the search is done it stops early, and the manifest says so.

    ``links`` is how many neighbours an item keeps in each table (400 lose nothing, 200 lose .5 % of NDCG@10);
    ``head`` is the most items that the closed forms are solved for (memory grows by its square, time by its cube);
    ``last`` is how many of a person's newest entries are looked at at most. No table links two items that fewer than
    ``min_people`` engaged with both of.
    """

    objective: Objective = Objective.WINDOW
    budget: float = 120.0
    native: NativeSettings = field(default_factory=NativeSettings)
    links: int = 400
    head: int = 3800
    last: int = HISTORY_LENGTH
    min_people: int = 5
    seed: int = 1
