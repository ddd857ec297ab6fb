"""People with hidden tastes, items that have one each, and clicks that follow from the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.records import ItemRecord

TASTES = 6
FIRST, DAILY = 480, 4
"""Items at the beginning, and those that come in each day."""
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
        return cls(np.stack([own, second], axis=1), draw.integers(0, TASTES, FIRST + DAILY * days))

    def past(self, people: range, each: int) -> list[tuple[int, str]]:
        """What ``people`` liked before the first day, ``each`` of them so many items, mostly of their tastes."""
        draw = np.random.default_rng((2, people.start))
        found = []
        for person in people:
            likely = np.array([self.likely(person, item) for item in range(FIRST)])
            for item in draw.choice(FIRST, each, replace=False, p=likely / likely.sum()):
                found.append((person, f"item-{item}"))
        return found

    def likely(self, person: int, item: int) -> float:
        """How likely the person clicks the item when they look at it."""
        own, second = self.tastes[person]
        taste = self.of_item[item]
        return MATCH if taste == own else SECOND if taste == second else OTHER

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
    """What comes into the catalogue on a day; on day 0 what it begins with."""
    fresh = range(FIRST) if day == 0 else range(FIRST + DAILY * (day - 1), FIRST + DAILY * day)
    return [ItemRecord(id=f"item-{n}", title=f"Film number {n}", categories=[f"Shelf {n % 4}"]) for n in fresh]
