"""Conditions on what the catalogue says of an item: any field or attribute, by value or range. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from hybrid.domain import Item, Json, iso

Scalar: TypeAlias = str | float | bool
FIELDS: Final = ("brand", "price", "currency", "language", "published_at", "categories", "tags")
"""Fields that are read before attributes of the same name."""


@dataclass(frozen=True)
class Condition:
    """What the values of one field or attribute must be; of a list, one of its values is enough.

    ``within``: equal to one of these, None for any value. ``without``: equal to none of these; an item without the
    attribute passes. ``above`` and ``below``: exclusive bounds, of numbers or in the order of text (ISO dates).
    ``absent``: an item that says nothing under the name passes whatever else is asked.
    """

    name: str
    within: frozenset[Scalar] | None = None
    without: frozenset[Scalar] = frozenset()
    above: Scalar | None = None
    below: Scalar | None = None
    absent: bool = False

    @classmethod
    def of(
        cls,
        name: str,
        within: tuple[Json, ...] | None = None,
        without: tuple[Json, ...] = (),
        above: Json = None,
        below: Json = None,
        absent: bool = False,
    ) -> Condition:
        """The same from JSON values, letters in any case."""
        return cls(
            name,
            None if within is None else frozenset(map(folded, within)),
            frozenset(map(folded, without)),
            None if above is None else folded(above),
            None if below is None else folded(below),
            absent,
        )

    def holds(self, values: tuple[Scalar, ...]) -> bool:
        """For an item with these values, as ``values_of`` gives them?"""
        if not values and self.absent:
            return True
        if not self.without.isdisjoint(values):
            return False
        if self.within is None and self.above is None and self.below is None:
            return True
        return any(self._fits(value) for value in values)

    def _fits(self, value: Scalar) -> bool:
        return (
            (self.within is None or value in self.within)
            and (self.above is None or _less(self.above, value))
            and (self.below is None or _less(value, self.below))
        )


def values_of(item: Item, name: str) -> tuple[Scalar, ...]:
    """What the item says under this name: none, one, or the entries of a list. What is nested is no value."""
    value = getattr(item, name) if name in FIELDS else None
    if name == "published_at" and value is not None:
        value = iso(value)
    if value is None or value == ():
        value = item.attributes.get(name)
    entries = value if isinstance(value, (list, tuple)) else [value]
    return tuple(folded(entry) for entry in entries if isinstance(entry, (str, int, float)))


def folded(value: Json) -> Scalar:
    """Text in any case of letters is the same. A truth is no number: it becomes text that nothing else is."""
    if isinstance(value, bool):
        return f"\x00{value}"
    return value.strip().casefold() if isinstance(value, str) else float(value)


def _less(one: Scalar, other: Scalar) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    return isinstance(one, float) and isinstance(other, float) and one < other
