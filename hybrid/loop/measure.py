"""From what is kept to figures: what was shown in some days and what came of it, told apart by what is asked for.

An event counts on the day (UTC) of the answer that it is attributed to, so that a day's clicks belong to that day's
answers whenever they come in; a day's figures may therefore still grow until its windows are over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from hybrid.domain import Floats, Json, Keys, Mask
from hybrid.loop.attribution import DAY, Windows
from hybrid.loop.counting import Counting
from hybrid.loop.grouping import NAMES, Group, Grouping
from hybrid.loop.reading import RETURN, Read
from hybrid.loop.shown import AnswerColumns
from hybrid.loop.span import Span, day_of
from hybrid.loop.tally import Shelf, Tally
from hybrid.store import Store

LISTS: Final = 20_000
"""Answers whose diversity is measured at most: each so many-th, all where there are fewer."""
NO_DEEDS: Final = (np.empty(0, np.uint64), np.empty(0, np.int64))


@dataclass(frozen=True)
class Measure:
    """Reads a store. ``vectors`` gives unit vectors of item keys, shape (n, d); ``now`` in UTC microseconds. Blocks.

    For one report: what was read of a day is not read again.
    """

    store: Store
    windows: Windows
    shelf: Shelf
    vectors: Callable[[Keys], Floats]
    now: int
    _read: Read = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_read", Read(self.store, self.windows, self.vectors))

    def rows(self, span: Span, by: Sequence[str] = ()) -> list[dict[str, Json]]:
        """One row a group, in order: what it is told apart by, then its figures.

        Figures of whole answers are left out where slots are told apart. Raises ``KeyError`` for other names.
        """
        return self.figures(self.tallies(span, by), by)

    def figures(self, tallies: Mapping[Group, Tally], by: Sequence[str]) -> list[dict[str, Json]]:
        """The same of what was counted by these names."""
        return [
            dict(zip(by, _shown(by, group), strict=True))
            | (tally.whole.figures() if tally.whole is not None else {})
            | tally.figures(self.shelf)
            for group, tally in sorted(tallies.items(), key=lambda pair: _order(pair[0]))
        ]

    def tallies(self, span: Span, by: Sequence[str]) -> dict[Group, Tally]:
        """What was counted, by group."""
        if unknown := set(by).difference(NAMES):
            raise KeyError(*unknown)
        read, days = self._read, self.store.shown_days.between(span.since // DAY, span.until // DAY)
        grouping = Grouping(by, self.store.catalog.main_categories() if "category" in by else {})
        counting = Counting(grouping)
        step = max(1, -(-self.store.exposures.count(span.since, span.until) // LISTS))
        for day in days:
            (answers, slots), touched = read.day(day), read.touched(day, span)
            counting.slots(day, answers, slots, touched)
            if grouping.whole:
                counting.answers(day, answers, touched, self._returned(day, answers))
                counting.lists(day, answers, *read.diversities(day, step))
        return counting.tallies(read.deeds(span) if days and grouping.whole else NO_DEEDS)

    def refused(self, span: Span) -> dict[str, int]:
        """Events of the span that name an answer for which they do not count, by reason."""
        return self.store.outcomes.refused_between(span.since, span.until, self.windows)

    def _returned(self, day: int, answers: AnswerColumns) -> Mask | None:
        """Whose person of a day came again within seven days; None until these are over."""
        if day + RETURN >= self.now // DAY:
            return None
        later = self.store.shown_days.between(day + 1, day + RETURN + 1)
        again = [self._read.day(one)[0].person for one in later]
        return np.isin(answers.person, np.concatenate([*again, np.empty(0, np.uint64)]))


def _shown(by: Sequence[str], group: Group) -> list[Json]:
    return [day_of(value).isoformat() if name == "day" else value for name, value in zip(by, group, strict=True)]


def _order(group: Group) -> Group:
    """Numbers by size; ``slot`` is None of no row that was shown."""
    return tuple((isinstance(value, str), value) for value in group)
