"""What a budget buys: reckoned from the size of the data, not from the clock, so that it is the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Amount:
    """How large the data are: known ``entries`` and ``likings`` (positive ones), items with support, people."""

    entries: int
    likings: int
    items: int
    people: int


@dataclass(frozen=True)
class Effort:
    """How much is tried. ``search_*``: tables fitted while searching settings, on so many items and people;
    ``people`` are asked for the weights, ``unseen`` for those of people training has not met; ``head`` bounds the
    closed forms, ``orders`` how often equal times are shuffled anew; ``ridges`` how many of EASE's are tried.
    ``epochs`` are the most of LightFM, ``several`` says whether fewer are tried as well, ``categories`` whether those
    of items are tried as its features; ``readings`` whether sources are read with other half-lives in interactions,
    ``days`` with how many in days."""

    search_tries: int
    search_items: int
    search_people: int
    people: int
    unseen: int
    head: int
    orders: int
    epochs: int
    ridges: int
    several: bool
    categories: bool
    readings: bool
    days: int


LEVELS: Final = (
    Effort(16, 1800, 800, 1500, 700, 3800, 2, 20, 4, True, True, True, 4),
    Effort(14, 1800, 800, 1500, 700, 3800, 1, 20, 4, True, True, True, 3),
    Effort(12, 1500, 800, 1200, 600, 3000, 1, 20, 4, True, False, True, 2),
    Effort(10, 1200, 700, 1000, 500, 2400, 1, 20, 4, True, False, True, 2),
    Effort(8, 1000, 600, 800, 400, 1800, 1, 15, 2, False, False, True, 1),
    Effort(6, 800, 500, 600, 300, 1300, 1, 10, 2, False, False, False, 1),
    Effort(4, 500, 400, 400, 200, 800, 1, 5, 2, False, False, False, 1),
    Effort(2, 300, 300, 300, 150, 500, 1, 3, 1, False, False, False, 0),
)
"""From all to little."""

# Seconds, measured on two idle cores of 2026.
FIT, PAIR, LIKING, ASKED = 0.9 / 3800**3, 1.4e-8, 1.15e-6, 3e-8
SEARCHED = 2.5e-3
"""Finding the weights, for each person asked."""
FEATURED = 1.6
"""How many times as long LightFM takes with categories."""
NEAR, FAR = 40, 145
"""Distances up to which pairs count, of a near and of a far table."""


def effort_for(budget: float, amount: Amount, head: int) -> Effort:
    """The most that fits ``budget`` seconds; the least there is where nothing does."""
    fitting = (level for level in LEVELS if seconds(_bounded(level, head), amount) <= budget)
    return _bounded(next(fitting, LEVELS[-1]), head)


def seconds(effort: Effort, amount: Amount) -> float:
    """About how long training takes in all."""
    share = min(1.0, effort.search_items / max(amount.items, 1)) ** 0.3
    some, asked, unseen = (min(n, amount.people) for n in (effort.search_people, effort.people, effort.unseen))
    search = effort.search_tries * (
        _table(effort.search_items, int(amount.entries * share), NEAR, amount)
        + ASKED * some * min(effort.search_items, amount.items) * 2
    )
    near, far = (_table(effort.head, amount.entries, depth, amount) for depth in (NEAR, FAR))
    tables = 2 * effort.orders * near + 2 * far + effort.ridges * near
    readings = 13 + 2 * effort.ridges + 5 * effort.days + (6 if effort.readings else 0)
    tries = (4 if effort.several else 1) + effort.categories + effort.days + (4 if effort.readings else 0)
    variants = ASKED * some * amount.items * (readings + 5 * tries)
    weights = ASKED * (asked + 4 * unseen) * amount.items * 12 + SEARCHED * (asked + 4 * unseen)
    return 3.0 + search + 2 * tables + _native(effort, amount) + variants + weights


def _native(effort: Effort, amount: Amount) -> float:
    """LightFM on the past, with categories where they are tried, and on everything."""
    times = 1.6 + (0.8 * FEATURED if effort.categories else 0.0)
    return LIKING * amount.likings * effort.epochs * times


def _table(items: int, entries: int, depth: int, amount: Amount) -> float:
    deep = min(depth, entries / max(amount.people, 1))
    return FIT * min(items, amount.items) ** 3 + 2 * PAIR * entries * deep * 0.5


def _bounded(effort: Effort, head: int) -> Effort:
    return Effort(**{**effort.__dict__, "head": min(effort.head, head)})
