"""Values of fields and attributes by item key, so that a request can filter by any of them.

A column is read from the catalogue when it is first asked for and follows every change from then on: attributes that
nobody filters by cost nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hybrid.conditions import Condition, Scalar, values_of
from hybrid.domain import Item, Keys, Mask

Reading: TypeAlias = Callable[[], Iterable[Item]]
"""All items as they are stored now."""
MOST: Final = 64
"""Columns, and answers of a column, that are kept: the names come from requests."""


@dataclass(frozen=True)
class Values:
    """What items say under one name: ``codes`` (size,) by key are places in ``distinct``."""

    codes: NDArray[np.int32]
    distinct: tuple[tuple[Scalar, ...], ...]

    def of(self, key: int) -> tuple[Scalar, ...]:
        """One item's; nothing for a key beyond them."""
        return self.distinct[self.codes[key]] if key < self.codes.size else ()

    def numbers(self, keys: Keys) -> NDArray[np.float64]:
        """The first number that each of ``keys`` says, NaN where there is none, shape (n,)."""
        numbers = np.array([next((v for v in one if isinstance(v, float)), np.nan) for one in self.distinct])
        inside = keys < self.codes.size
        return np.asarray(np.where(inside, numbers[self.codes[np.where(inside, keys, 0)]], np.nan))


class Facets:
    """Columns by name. May be used from several threads."""

    def __init__(self, read: Reading) -> None:
        self._read = read
        self._columns: dict[str, Facet] = {}
        self._changing = threading.Lock()

    def put(self, item: Item) -> None:
        """Take over the item's present state, once it is stored."""
        with self._changing:
            for column in self._columns.values():
                column.put(item)

    def holding(self, condition: Condition, size: int) -> Mask:
        """For which keys the condition holds, shape (size,). Reads the catalogue where the name is new."""
        with self._changing:
            return self._column(condition.name).holding(condition, size)

    def values(self, name: str, size: int) -> Values:
        """What all keys below ``size`` say under the name. Reads the catalogue where it is new."""
        with self._changing:
            return self._column(name).all(size)

    def _column(self, name: str) -> Facet:
        column = self._columns.pop(name, None) or self._first(name)
        self._columns[name] = column  # the one used last is dropped last
        while len(self._columns) > MOST:
            del self._columns[next(iter(self._columns))]
        return column

    def _first(self, name: str) -> Facet:
        column = Facet(name)
        for item in self._read():
            column.put(item)
        return column


class Facet:
    """One column: each item's values as a code, and what each code stands for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._codes = np.zeros(1024, np.int32)
        self._values: list[tuple[Scalar, ...]] = [()]
        self._code_of: dict[tuple[Scalar, ...], int] = {(): 0}
        self._held: dict[Condition, list[bool]] = {}

    def put(self, item: Item) -> None:
        """Take over the item's present values."""
        values, key = values_of(item, self._name), int(item.key)
        code = self._code_of.setdefault(values, len(self._values))
        if code == len(self._values):
            self._values.append(values)
        if key >= self._codes.size:
            self._codes = np.concatenate([self._codes, np.zeros(max(self._codes.size, key), np.int32)])
        self._codes[key] = code

    def holding(self, condition: Condition, size: int) -> Mask:
        """For which keys below ``size`` it holds; those never put have no values."""
        held = self._held.pop(condition, [])
        held += map(condition.holds, self._values[len(held) :])
        self._held[condition] = held
        if len(self._held) > MOST:
            del self._held[next(iter(self._held))]
        return np.array(held, np.bool_)[self._of(size)]

    def all(self, size: int) -> Values:
        """The values of all keys below ``size``."""
        return Values(self._of(size), tuple(self._values))

    def _of(self, size: int) -> NDArray[np.int32]:
        codes = np.zeros(size, np.int32)
        some = self._codes[:size]
        codes[: some.size] = some
        return codes
