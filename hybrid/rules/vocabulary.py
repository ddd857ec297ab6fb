"""What the catalogue calls things, to say what somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from hybrid.conditions import FIELDS
from hybrid.domain import Item, Json
from hybrid.problems import SHOWN, printable

TOLD: Final = 8
"""Names that are listed where none is near."""
NEAR: Final = 0.6
"""How alike a name must be to be meant, as ``difflib`` counts."""
LONGER: Final = 3
"""Characters by which what is meant may be longer or shorter."""


class Vocabulary:
    """``read`` gives all stored items; they are read once, when first something is not found."""

    def __init__(self, read: Callable[[], Iterable[Item]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(item for item in self._read() if item.listed)

    @cached_property
    def _names(self) -> list[str]:
        attributes = dict.fromkeys(name for item in self._items for name in item.attributes)
        return [*(name for name in FIELDS if any(getattr(item, name) for item in self._items)), *attributes]

    def name(self, given: str) -> str:
        """A hint for the name of a field or attribute."""
        return hint(given, self._names)

    def value(self, name: str, given: Json) -> str:
        """A hint for a value of that field or attribute."""
        values = [value for item in self._items for value in _values(item, name)]
        if isinstance(given, str):
            try:
                number = float(given)
            except ValueError:
                texts = dict.fromkeys(value for value in values if isinstance(value, str))
                return hint(given, list(texts))
            return "Write it as a number, without quotes." if number in values else _range(values)
        return _range(values)

    def id(self, given: str) -> str:
        """A hint for an item's id."""
        return hint(given, [item.id for item in self._items], "Post it to /v1/items, or leave it out.")


def hint(given: str, known: list[str], otherwise: str = "") -> str:
    """The one that is meant, else what there is."""
    given = given[:SHOWN]
    by_letters = {one.casefold(): one for one in known if abs(len(one) - len(given)) <= LONGER}
    near = difflib.get_close_matches(given.casefold(), by_letters, n=1, cutoff=NEAR)
    if near:
        return f"Did you mean `{printable(by_letters[near[0]])}`?"
    if otherwise or not known:
        return otherwise or "Leave it out."
    more = ", …" if len(known) > TOLD else "."
    return f"Known: {', '.join(printable(one) for one in known[:TOLD])}{more}"


def _values(item: Item, name: str) -> tuple[Json, ...]:
    """As they are written."""
    value = getattr(item, name) if name in FIELDS else None
    value = item.attributes.get(name) if value in (None, ()) else value
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _range(values: Iterable[Json]) -> str:
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if not numbers:
        return "None of its values is a number."
    return f"Its numbers go from {min(numbers):g} to {max(numbers):g}."
