"""Which group each answer and each slot of a day is in, by what is told apart. Pure numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np

from hybrid.loop.shown import AnswerColumns, Ints, Kind, SlotColumns

Group: TypeAlias = tuple[Any, ...]
ANSWERS: Final = ("day", "scenario", "rerank", "prompt", "llm", "model", "rules", "arm")
"""What whole answers are told apart by; ``day`` is the number of the UTC day since 1970."""
SLOTS: Final = ("slot", "source", "category")
"""What slots are told apart by besides."""
NAMES: Final = (*ANSWERS, *SLOTS)


class Grouping:
    """Numbers the groups ``by`` these names as they are met. ``categories`` by item key."""

    def __init__(self, by: Sequence[str], categories: Mapping[int, str]) -> None:
        self._by = tuple(by)
        self._numbers: dict[Group, int] = {}
        self._categories = Categories(categories)

    @property
    def groups(self) -> list[Group]:
        """Those met so far, by number."""
        return list(self._numbers)

    @property
    def whole(self) -> bool:
        """Are answers never torn apart?"""
        return not any(name in SLOTS for name in self._by)

    def answers(self, day: int, answers: AnswerColumns) -> Ints:
        """The group of each answer, shape (n,); for what never tears answers apart."""
        of_kind = [self._number(tuple(_of_kind(name, day, kind) for name in self._by)) for kind in answers.kinds]
        return np.array(of_kind, np.int64)[answers.kind]

    def slots(self, day: int, answers: AnswerColumns, slots: SlotColumns) -> Ints:
        """The group of each slot, shape (m,)."""
        if self.whole:
            return np.repeat(self.answers(day, answers), answers.size)
        values = [[_of_kind(name, day, kind) for kind in answers.kinds] for name in self._by if name not in SLOTS]
        parts = list(zip(*values, strict=True)) if values else [()] * len(answers.kinds)
        distinct = list(dict.fromkeys(parts))
        of_kind = np.array([distinct.index(part) for part in parts], np.int64)
        code, names = np.repeat(of_kind[answers.kind], answers.size), [n for n in self._by if n in SLOTS]
        told = [self._told(name, answers, slots) for name in names]
        for places, known in told:
            code = code * len(known) + places
        found, inverse = np.unique(code, return_inverse=True)
        numbers = [self._decoded(int(one), names, [known for _, known in told], distinct) for one in found]
        return np.array(numbers, np.int64)[inverse]

    def _told(self, name: str, answers: AnswerColumns, slots: SlotColumns) -> tuple[Ints, Sequence[Any]]:
        """Of each slot the place of its value among all there are."""
        if name == "slot":
            numbers = answers.numbers
            return numbers, range(int(numbers.max(initial=0)) + 1)
        if name == "source":
            return slots.source.astype(np.int64), slots.sources
        return self._categories.of(slots.item), self._categories.names

    def _decoded(self, code: int, names: Sequence[str], known: Sequence[Sequence[Any]], parts: Sequence[Group]) -> int:
        values: dict[str, Any] = {}
        for name, one in zip(reversed(names), reversed(known), strict=True):
            code, place = divmod(code, len(one))
            values[name] = one[place]
        values.update(zip((name for name in self._by if name not in SLOTS), parts[code], strict=True))
        return self._number(tuple(values[name] for name in self._by))

    def _number(self, group: Group) -> int:
        return self._numbers.setdefault(group, len(self._numbers))


class Categories:
    """The first category of items, "" for none."""

    def __init__(self, by_item: Mapping[int, str]) -> None:
        self.names = tuple(dict.fromkeys(["", *by_item.values()]))
        places = {name: place for place, name in enumerate(self.names)}
        self._places = np.zeros(max(by_item, default=0) + 1, np.int64)
        for item, name in by_item.items():
            self._places[item] = places[name]

    def of(self, items: np.ndarray) -> Ints:
        """The place of each item's category in ``names``."""
        known = items < self._places.size
        return np.where(known, self._places[np.where(known, items, 0)], 0)


def _of_kind(name: str, day: int, kind: Kind) -> Any:  # noqa: ANN401 - numbers and texts
    if name == "day":
        return day
    if name != "arm":
        return getattr(kind, name)
    return arm_name(kind.experiment, kind.arm)


def arm_name(experiment: str, arm: str) -> str:
    """How figures name an arm; "" for none."""
    return f"{experiment}/{arm}" if experiment or arm else ""
