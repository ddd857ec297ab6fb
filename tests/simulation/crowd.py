"""People with hidden tastes, items that have one each, and clicks that follow from the two.

A shop whose range turns over, as in fashion or a marketplace: a tenth of it is new each week, and as much of the
oldest is sold out. Some forty people liked each item before the first day, and five to ten both of two of one taste: a
past that says something of pairs of items. Most people find things by themselves, in search or among what is new; some
are shown a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.records import ItemRecord

TASTES = 6
FIRST, WEEKLY = 360, 36
"""Items at the beginning, and how many come in each week while the oldest go."""
MATCH, SECOND, OTHER = 0.5, 0.15, 0.02
"""How likely an item is clicked that is looked at: of a person's own taste, of their second one, of any other."""
LOOKED = 0.9
"""Each further place is looked at so much less often."""


@dataclass(frozen=True)
class Crowd:
    """``tastes`` (people, 2): the own one and the second; ``of_item`` (items,). Nothing that is told of an item says
    what it is to whom: only what people do can show it."""

    tastes: NDArray[np.int64]
    of_item: NDArray[np.int64]

    @classmethod
    def of(cls, people: int, days: int, seed: int) -> Crowd:
        """The same for the same seed."""
        draw = np.random.default_rng(seed)
        own = draw.integers(0, TASTES, people)
        second = (own + draw.integers(1, TASTES, people)) % TASTES
        return cls(np.stack([own, second], axis=1), draw.integers(0, TASTES, FIRST + WEEKLY * (days // 7 + 1)))

    def past(self, people: range, each: int) -> list[tuple[int, str]]:
        """What ``people`` liked before the first day, ``each`` of them so many items, mostly of their tastes."""
        draw = np.random.default_rng((2, people.start))
        found = []
        for person in people:
            likely = self._likely(person, np.arange(FIRST))
            for item in draw.choice(FIRST, each, replace=False, p=likely / likely.sum()):
                found.append((person, f"item-{item}"))
        return found

    def by_themselves(self, people: range, day: int) -> list[tuple[int, str]]:
        """What people click on a day whom no list led there: a third of them come, and go for one item of the whole
        range and one of the last two weeks' new ones, mostly of their tastes."""
        draw = np.random.default_rng((day, 3))
        weeks = (day - 1) // 7 + 1
        whole, new = range(WEEKLY * weeks, FIRST + WEEKLY * weeks), range(WEEKLY * min(weeks, 2))
        newest = range(whole.stop - len(new), whole.stop)
        found = []
        for person in visitors(people, day, 1 / 3):
            for among in (whole, newest):
                likely = self._likely(person, np.array(among))
                found.append((person, f"item-{draw.choice(among, p=likely / likely.sum())}"))
        return found

    def likely(self, person: int, item: int) -> float:
        """How likely the person clicks the item when they look at it."""
        return float(self._likely(person, np.array([item]))[0])

    def _likely(self, person: int, items: NDArray[np.int64]) -> NDArray[np.float64]:
        own, second = self.tastes[person]
        taste = self.of_item[items]
        return np.where(taste == own, MATCH, np.where(taste == second, SECOND, OTHER))

    def clicks(self, person: int, shown: Sequence[str], day: int) -> list[str]:
        """Which of the items shown, best place first, the person clicks on a day; the same whoever shows them."""
        found = []
        for place, id in enumerate(shown):
            item = int(id.removeprefix("item-"))
            draw = np.random.default_rng((day, person, item)).random()
            if draw < self.likely(person, item) * LOOKED**place:
                found.append(id)
        return found


def visitors(people: range, day: int, share: float) -> list[int]:
    """Who of the people comes on a day: ``share`` of them, others each day."""
    draw = np.random.default_rng((day, 1)).random(len(people))
    return [person for person, drawn in zip(people, draw, strict=True) if drawn < share]


def stock(day: int) -> list[ItemRecord]:
    """What comes into the catalogue on a day or is sold out; on day 0 what it begins with."""
    weeks, of_week = divmod(day - 1, 7)
    if day == 0:
        return [_item(n) for n in range(FIRST)]
    if of_week:
        return []
    gone = range(WEEKLY * weeks, WEEKLY * (weeks + 1))
    return [*(_item(FIRST + n) for n in gone), *(_item(n, available=False) for n in gone)]


def _item(n: int, available: bool = True) -> ItemRecord:
    return ItemRecord(id=f"item-{n}", title=f"Film number {n}", categories=[f"Shelf {n % 4}"], available=available)
