"""From rows to figures: what was shown in some days and what came of it, told apart by what is asked for.

An event counts on the day (UTC) of the answer that it is attributed to, so that a day's clicks belong to that day's
answers whenever they come in; a day's figures may therefore still grow until its windows are over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

import numpy as np

from hybrid.domain import Floats, Json, Keys
from hybrid.loop.attribution import DAY, Unattributed, Windows, unattributed
from hybrid.loop.tally import Answers, Shelf, Tally, keys_of
from hybrid.store import Store
from hybrid.store.exposures import ANSWERS, NO_ARM, SLOTS
from hybrid.store.outcomes import Touch

Group: TypeAlias = tuple[Any, ...]
NAMES: Final = (*ANSWERS, *SLOTS)
"""What figures may be told apart by."""
LISTS: Final = 20_000
"""Answers whose diversity is measured at most: each so many-th, all where there are fewer."""
RETURN: Final = 7
EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class Span:
    """UTC days from ``first`` to ``last``, both in it."""

    first: date
    last: date

    @property
    def since(self) -> int:
        """Its begin in microseconds."""
        return number_of(self.first) * DAY

    @property
    def until(self) -> int:
        """Its end in microseconds."""
        return (number_of(self.last) + 1) * DAY


@dataclass(frozen=True)
class Measure:
    """Reads a store. ``vectors`` gives unit vectors of item keys, shape (n, d); ``now`` in UTC microseconds. Blocks."""

    store: Store
    windows: Windows
    shelf: Shelf
    vectors: Callable[[Keys], Floats]
    now: int

    def rows(self, span: Span, by: Sequence[str] = ()) -> list[dict[str, Json]]:
        """One row a group, in order: what it is told apart by, then its figures.

        Figures of whole answers are left out where slots are told apart. Raises ``KeyError`` for other names.
        """
        return self.figures(self.tallies(span, by), by)

    def figures(self, tallies: Mapping[Group, Tally], by: Sequence[str]) -> list[dict[str, Json]]:
        """The same of what was counted by these names."""
        keys = keys_of(tallies)
        vectors = self.vectors(keys) if keys.size else np.zeros((0, 1), np.float32)
        rows = {int(key): row for row, key in enumerate(keys)}
        return [
            dict(zip(by, _shown(by, group), strict=True))
            | (tally.whole.figures(vectors, rows) if tally.whole is not None else {})
            | tally.figures(self.shelf)
            for group, tally in sorted(tallies.items(), key=lambda pair: _order(pair[0]))
        ]

    def tallies(self, span: Span, by: Sequence[str]) -> dict[Group, Tally]:
        """What was counted, by group."""
        tallies: defaultdict[Group, Tally] = defaultdict(Tally)
        grouping = Grouping(by, self.store)
        for *columns, item, slots, explored in self.store.exposures.slots(span.since, span.until, by):
            tally = tallies[grouping.of(columns)]
            tally.slots += slots
            tally.explored += explored
            tally.items[item] += slots
        if all(name in ANSWERS for name in by):
            self._count_answers(span, by, tallies, grouping)
        reach = self.windows.longest
        for touch in self.store.outcomes.touches(span.since, span.until, reach):
            group = grouping.of_touch(touch)
            if touch.slot is not None and group in tallies and self._counts(touch):
                tallies[group].touched(touch, touch.slot)
        return dict(tallies)

    def refused(self, span: Span) -> dict[str, int]:
        """Events of the span that name an answer for which they do not count, by reason."""
        found = Counter(
            unattributed(type, at, shown_at, slot, self.windows)
            for type, at, shown_at, slot in self.store.outcomes.named(span.since, span.until)
        )
        return {why.value: found[why] for why in Unattributed if found[why]}

    def _counts(self, touch: Touch) -> bool:
        return unattributed(touch.type, touch.occurred_at, touch.shown_at, touch.slot, self.windows) is None

    def _count_answers(
        self, span: Span, by: Sequence[str], tallies: defaultdict[Group, Tally], grouping: Grouping
    ) -> None:
        exposures, whole = self.store.exposures, defaultdict[Group, Answers](Answers)
        total = 0
        for *columns, answers in exposures.answers(span.since, span.until, by):
            if answers:  # without groups there is always a row
                whole[grouping.of(columns)].answers += answers
                total += answers
        self._count_people(span, by, whole, grouping)
        self._count_sessions(span, by, whole, grouping)
        lists: dict[tuple[Group, int], list[int]] = defaultdict(list)
        for *columns, answer, item in exposures.lists(span.since, span.until, by, max(1, -(-total // LISTS))):
            lists[grouping.of(columns), answer].append(item)
        for (group, _), items in lists.items():
            whole[group].lists.append(items)
        for group, answers in whole.items():
            tallies[group].whole = answers

    def _count_people(self, span: Span, by: Sequence[str], whole: Mapping[Group, Answers], grouping: Grouping) -> None:
        """Also who came again: a person's day counts once the seven days after it are over."""
        exposures, today = self.store.exposures, self.now // DAY
        days: dict[bytes, set[int]] = defaultdict(set)
        for person, day in exposures.people(span.since, span.until + RETURN * DAY, ()):
            days[person].add(day)
        for *columns, person, day in exposures.people(span.since, span.until, by):
            group = whole[grouping.of(columns)]
            group.people.add(person)
            if day + RETURN < today:
                group.stayed += 1
                group.returned += not days[person].isdisjoint(range(day + 1, day + RETURN + 1))

    def _count_sessions(
        self, span: Span, by: Sequence[str], whole: Mapping[Group, Answers], grouping: Grouping
    ) -> None:
        """From a session's first answer to its last answer or event; it belongs to the first one's group."""
        exposures = self.store.exposures
        begun: dict[str, tuple[Group, int]] = {}
        ended: dict[str, int] = {}
        for *columns, session, at in exposures.visits(span.since, span.until, by):
            begun.setdefault(session, (grouping.of(columns), at))
            ended[session] = at
        for session, at in exposures.deeds(span.since, span.until + DAY):
            if session in ended:
                ended[session] = max(ended[session], at)
        for session, (group, at) in begun.items():
            whole[group].sessions.append((ended[session] - at) / 1e6)


class Grouping:
    """The group of a row, from what was selected of it ``by`` names."""

    def __init__(self, by: Sequence[str], store: Store) -> None:
        self._by = tuple(by)
        self._categories = store.catalog.main_categories() if "category" in by else {}

    def of(self, columns: Sequence[Any]) -> Group:
        """Of a row of ``Exposures``."""
        return tuple(self._told(name, value) for name, value in zip(self._by, columns, strict=True))

    def of_touch(self, touch: Touch) -> Group:
        """Of the place that an event counts for."""
        values = {
            "day": touch.shown_at // DAY,
            "arm": f"{touch.experiment}{NO_ARM}{touch.arm}",
            "source": touch.sources or "",
            "category": touch.item,
        }
        return tuple(self._told(name, values[name] if name in values else getattr(touch, name)) for name in self._by)

    def _told(self, name: str, value: Json) -> Json:
        if name == "arm":
            return "" if value == NO_ARM else value
        if name == "source":
            return str(value).partition(",")[0]
        return self._categories.get(value, "") if name == "category" else value


def number_of(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day of that number."""
    return EPOCH + timedelta(days=number)


def _shown(by: Sequence[str], group: Group) -> list[Json]:
    return [day_of(value).isoformat() if name == "day" else value for name, value in zip(by, group, strict=True)]


def _order(group: Group) -> Group:
    """Numbers by size; ``slot`` is None of no row that was shown."""
    return tuple((isinstance(value, str), value) for value in group)
