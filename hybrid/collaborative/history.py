"""Everybody's entries in order of time, with consecutive codes for people and items, cut into past and future."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.settings import Objective
from hybrid.collaborative.signals import Signals
from hybrid.domain import Keys, Mask
from hybrid.draws import draws

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class History:
    """Entries (n,), one per person and item, grouped by person, oldest first.

    ``people`` (u,) and ``keys`` (m,) are the keys, ascending, of the person and item codes. Of person p the rows
    ``start[p]:end[p]`` are known, ``end[p]:stop[p]`` are the future that nothing may learn from. ``engaged`` (n,)
    marks what popularity counts.
    """

    people: Keys
    keys: Keys
    item: NDArray[np.int64]
    time: NDArray[np.int64]
    told: Signals
    engaged: Mask
    start: Rows
    end: Rows
    stop: Rows

    @property
    def size(self) -> int:
        """Number of items."""
        return len(self.keys)

    @cached_property
    def rows(self) -> Rows:
        """Numbers of all known rows, ascending."""
        return ranges(self.start, self.end)

    @cached_property
    def person(self) -> Rows:
        """The person of each of ``rows``."""
        return np.repeat(np.arange(len(self.people)), self.end - self.start)

    @property
    def lengths(self) -> Rows:
        """How many entries are known of each person, shape (u,)."""
        return self.end - self.start

    @cached_property
    def support(self) -> NDArray[np.int64]:
        """How many people met each item, shape (m,); rejections left out."""
        known = self.item[self.rows][self.told.signal[self.rows] > 0]
        return np.bincount(known, minlength=self.size)

    @cached_property
    def popularity(self) -> NDArray[np.int64]:
        """How many people engaged with each item, shape (m,)."""
        return np.bincount(self.item[self.rows][self.engaged[self.rows]], minlength=self.size)

    @cached_property
    def hits(self) -> tuple[Rows, NDArray[np.int64]]:
        """What is to be foretold: person (t,) and item (t,) of the positive rows of the future."""
        rows = ranges(self.end, self.stop)
        person = np.repeat(np.arange(len(self.people)), self.stop - self.end)
        good = self.told.positive[rows]
        return person[good], self.item[rows[good]]

    def of(self, chosen: Rows) -> History:
        """The same with these people only, in this order; items keep their codes."""
        return replace(
            self, people=self.people[chosen], start=self.start[chosen], end=self.end[chosen], stop=self.stop[chosen]
        )

    def newest(self, k: int) -> History:
        """The same as if only the ``k`` newest known entries of each person were known."""
        return replace(self, start=np.maximum(self.start, self.end - k))

    def within(self, items: NDArray[np.int64]) -> History:
        """The same people with only these items (codes, ascending), which get the codes 0, 1, …

        What was rejected is left out as well: it makes nothing older.
        """
        code = np.full(self.size, -1, np.int64)
        code[items] = np.arange(len(items))
        keep = (code[self.item] >= 0) & (self.told.signal > 0)
        before = np.r_[0, np.cumsum(keep)]
        return History(
            self.people, self.keys[items], code[self.item[keep]], self.time[keep], self.told.where(keep),
            self.engaged[keep], before[self.start], before[self.end], before[self.stop],
        )  # fmt: skip

    def reshuffled(self, seed: int) -> History:
        """The same with entries of equal time in another order. The draw of an entry hangs on nothing but the
        entry, and the future stays where it is."""
        rows = self.rows
        # One part more than the first order was drawn from: the same seed must not give it again.
        tie = draws(seed, self.people[self.person], self.keys[self.item[rows]], np.ones(len(rows), np.int64))
        order = np.arange(len(self.item))
        order[rows] = rows[np.lexsort((tie, self.time[rows], self.person))]
        return replace(
            self, item=self.item[order], time=self.time[order], told=self.told.where(order), engaged=self.engaged[order]
        )


def held_back(history: History, objective: Objective, share: float = 0.8, only: Rows | None = None) -> History:
    """The validation slice: of each person's known positives the last fifth (or the last one) and what lies
    between become the future; nothing later is touched. People with one positive stay whole, and
    where ``only`` (person codes) is given everybody else: what is chosen then meets nearly as much as will serve."""
    rows, person = history.rows, history.person
    positive = history.told.positive[rows]
    rows, person = rows[positive], person[positive]
    count = np.bincount(person, minlength=len(history.people))
    kept = count - 1 if objective is Objective.NEXT else np.maximum(1, (share * count + 1e-9).astype(np.int64))
    first = np.r_[0, np.cumsum(count)[:-1]]
    cut = (kept > 0) & (kept < count)
    if only is not None:
        cut &= np.isin(np.arange(len(cut)), only)
    end = history.end.copy()
    end[cut] = rows[(first + kept)[cut]]
    return replace(history, end=end, stop=history.end)


def ranges(starts: Rows, ends: Rows) -> Rows:
    """The numbers of all ``starts[i]:ends[i]`` one after the other."""
    lengths = np.maximum(ends - starts, 0)
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths))
