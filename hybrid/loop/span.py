"""UTC days and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hybrid.loop.attribution import DAY

EPOCH: Final = date(1970, 1, 1)
FIRST_YEAR: Final = 1971
LAST_YEAR: Final = 9000
"""Spans can be asked for in these: weeks before and after can still be reckoned with."""


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

    def part(self, day: int, size: int) -> Span:
        """Of its parts of ``size`` days the one with this day, by number."""
        first = self.first + timedelta(days=(day - number_of(self.first)) // size * size)
        return Span(first, min(self.last, first + timedelta(days=size - 1)))


def number_of(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day of that number."""
    return EPOCH + timedelta(days=number)
