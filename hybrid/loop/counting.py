"""Counts days of answers and what came of them, group by group. Pure numpy.

Days come one after the other, so that only one has to be in memory; what can't be added up from day to day (people,
items, sessions) is kept as distinct pairs with the group and added up in the end.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from hybrid.domain import EventType, Keys, Mask
from hybrid.evaluation.metrics import Values
from hybrid.loop.attribution import CLICKS, CONVERSIONS, REFUSALS
from hybrid.loop.grouping import Group, Grouping
from hybrid.loop.shown import NOBODY, AnswerColumns, Ints, Numbers, SlotColumns
from hybrid.loop.tally import Answers, Tally
from hybrid.loop.touches import Placed

MOST: Final = 4_000_000
"""Pairs of a group and an item or a person that may wait until they are added up."""
ITEM_BITS: Final = 31


class People:
    """Who is in which group, once each."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, Numbers]] = []
        self._waiting = 0

    def add(self, groups: Ints, persons: Numbers) -> None:
        """Those of a day."""
        first = _first_of_each(groups, persons)
        self._parts.append((groups[first], persons[first]))
        self._waiting += first.size
        if self._waiting > MOST:
            self._parts, self._waiting = [self._all()], 0

    def counts(self, groups: int) -> Ints:
        """How many in each, shape (groups,)."""
        return np.bincount(self._all()[0], minlength=groups) if self._parts else np.zeros(groups, np.int64)

    def _all(self) -> tuple[Ints, Numbers]:
        groups, persons = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        first = _first_of_each(groups, persons)
        return groups[first], persons[first]


class Shown:
    """How often each item was shown in each group."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, Ints]] = []
        self._waiting = 0

    def add(self, groups: Ints, items: Keys) -> None:
        """Slots of a day."""
        # A group and an item in one number: numbers are sorted ten times as fast as pairs. Items have 31 bits.
        self._parts.append(np.unique(groups << ITEM_BITS | items, return_counts=True))
        self._waiting += self._parts[-1][0].size
        if self._waiting > MOST:
            self._parts, self._waiting = [self._all()], 0

    def by_group(self, groups: int) -> list[tuple[Keys, Ints]]:
        """Items ascending and how often, of each group."""
        both, times = self._all()
        bounds = np.searchsorted(both >> ITEM_BITS, np.arange(groups + 1))
        items = both & (1 << ITEM_BITS) - 1
        return [(items[a:b], times[a:b]) for a, b in pairwise(bounds)]

    def _all(self) -> tuple[Ints, Ints]:
        if not self._parts:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        both, times = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        order = np.argsort(both)
        found, starts = np.unique(both[order], return_index=True)
        return found, np.add.reduceat(times[order], starts) if starts.size else times


def _first_of_each(groups: Ints, numbers: Numbers) -> Ints:
    """Where each distinct pair is met first."""
    order = np.lexsort((numbers, groups))
    groups, numbers = groups[order], numbers[order]
    first = np.ones(groups.size, np.bool_)
    first[1:] = (groups[1:] != groups[:-1]) | (numbers[1:] != numbers[:-1])
    return order[first]


@dataclass
class Sums:
    """A number for each group, as many as there are by now."""

    values: Values = field(default_factory=lambda: np.zeros(0))

    def add(self, groups: Ints, weights: Values | None = None) -> None:
        """One, or its weight, for each entry."""
        found = np.bincount(groups, weights, minlength=self.values.size).astype(np.float64)
        found[: self.values.size] += self.values
        self.values = found

    def of(self, group: int) -> float:
        """That of a group."""
        return float(self.values[group]) if group < self.values.size else 0.0


class Counting:
    """What is counted ``by`` the names of a ``Grouping``; days must come in order."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._sums: defaultdict[str, Sums] = defaultdict(Sums)
        self._revenue: defaultdict[int, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._items = Shown()
        self._people = People()
        self._sessions: list[tuple[Numbers, Ints, Ints, Ints]] = []

    def slots(self, day: int, answers: AnswerColumns, slots: SlotColumns, touched: Placed) -> None:
        """A day's places, and what came of them."""
        groups = self._grouping.slots(day, answers, slots)
        self._sums["slots"].add(groups)
        self._sums["explored"].add(groups[slots.explored])
        self._items.add(groups, slots.item.astype(np.int64))
        self._touched(groups, slots, touched)

    def answers(self, day: int, answers: AnswerColumns, touched: Placed, returned: Mask | None) -> None:
        """A day's answers; ``returned`` tells of each whether its person came again within seven days, None where they
        are not over."""
        groups = self._grouping.answers(day, answers)
        self._sums["answers"].add(groups)
        clicked = np.unique(touched.row[touched.touches.are(CLICKS)])
        self._sums["answers_clicked"].add(groups[clicked])
        self._people.add(groups, answers.person)
        self._visits(groups, answers)
        if returned is not None:
            # Somebody's day counts once, whichever of its answers is looked at.
            one = _first_of_each(groups, answers.person)
            self._sums["stayed"].add(groups[one])
            self._sums["returned"].add(groups[one[returned[one]]])

    def lists(self, day: int, answers: AnswerColumns, rows: Ints, diversities: Values) -> None:
        """The diversity of some of a day's answers, those at ``rows``; NaN where it has none."""
        groups = self._grouping.answers(day, answers)[rows]
        there = ~np.isnan(diversities)
        self._sums["lists"].add(groups[there])
        self._sums["diversity"].add(groups[there], diversities[there])

    def tallies(self, deeds: tuple[Numbers, Ints]) -> dict[Group, Tally]:
        """All that was counted, by group. ``deeds``: sessions and when something was last done in each."""
        groups = self._grouping.groups
        items, people = self._items.by_group(len(groups)), self._people.counts(len(groups)).tolist()
        sessions, seconds = self._lengths(deeds)
        return {
            group: self._tally(n, *items[n], self._whole(n, people[n], sessions, seconds))
            for n, group in enumerate(groups)
        }

    def _touched(self, groups: Ints, slots: SlotColumns, touched: Placed) -> None:
        touches, place = touched.touches, touched.place
        for name, types in (("clicked", CLICKS), ("converted", CONVERSIONS), ("refused", REFUSALS)):
            once = np.unique(place[touches.are(types)])
            self._sums[name].add(groups[once])
            if types is CLICKS:
                self._sums["explored_clicked"].add(groups[once[slots.explored[once]]])
        self._sums["conversions"].add(groups[place[touches.are(CONVERSIONS)]])
        viewed = touches.are({EventType.VIEW}) & ~np.isnan(touches.value)
        self._sums["dwells"].add(groups[place[viewed]])
        self._sums["dwelt"].add(groups[place[viewed]], touches.value[viewed])
        paid = touches.paid
        for n in np.flatnonzero(~np.isnan(paid)).tolist():
            self._revenue[int(groups[place[n]])][touches.currencies[touches.currency[n]]] += float(paid[n])

    def _visits(self, groups: Ints, answers: AnswerColumns) -> None:
        order = np.argsort(answers.at, kind="stable")
        order = order[answers.session[order] != NOBODY]
        sessions, first = np.unique(answers.session[order], return_index=True)
        _, last = np.unique(answers.session[order][::-1], return_index=True)
        begun, ended = order[first], order[::-1][last]
        self._sessions.append((sessions, groups[begun], answers.at[begun], answers.at[ended]))

    def _lengths(self, deeds: tuple[Numbers, Ints]) -> tuple[Sums, Sums]:
        """How many sessions began in each group, and their seconds: from the first answer to the last answer or deed.
        A session is of the group of its first answer."""
        sessions, seconds = Sums(), Sums()
        if not self._sessions:
            return sessions, seconds
        ids, groups, begun, ended = (np.concatenate(column) for column in zip(*self._sessions, strict=True))
        known, first = np.unique(ids, return_index=True)
        last = np.zeros(known.size, np.int64)
        np.maximum.at(last, np.searchsorted(known, ids), ended)
        there = np.searchsorted(known, deeds[0])
        mine = there < known.size
        mine[mine] = known[there[mine]] == deeds[0][mine]
        np.maximum.at(last, there[mine], deeds[1][mine])
        sessions.add(groups[first])
        seconds.add(groups[first], (last - begun[first]) / 1e6)
        return sessions, seconds

    def _whole(self, n: int, people: int, sessions: Sums, seconds: Sums) -> Answers | None:
        if not self._grouping.whole:
            return None
        visits = sessions.of(n)
        return Answers(
            answers=self._count("answers", n),
            clicked=self._count("answers_clicked", n),
            people=people,
            sessions=int(visits),
            seconds=seconds.of(n) / visits if visits else None,
            diversity=self._sums["diversity"].of(n) / lists if (lists := self._sums["lists"].of(n)) else None,
            returned=self._count("returned", n),
            stayed=self._count("stayed", n),
        )

    def _tally(self, n: int, items: Ints, times: Ints, whole: Answers | None) -> Tally:
        return Tally(
            slots=self._count("slots", n),
            explored=self._count("explored", n),
            clicked=self._count("clicked", n),
            explored_clicked=self._count("explored_clicked", n),
            converted=self._count("converted", n),
            refused=self._count("refused", n),
            conversions=self._count("conversions", n),
            dwells=self._count("dwells", n),
            dwelt=self._sums["dwelt"].of(n),
            items=items,
            times=times,
            revenue=self._revenue[n],
            whole=whole,
        )

    def _count(self, name: str, n: int) -> int:
        return int(self._sums[name].of(n))
