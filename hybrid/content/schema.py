"""Which fields and attributes the catalogue's items have, how often and of what kind, and what changed in that.

Pure. What is looked at is a sample, mostly the same items each time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hybrid.domain import Item, Json

FIELDS: Final = (
    "description", "categories", "tags", "brand", "price", "currency", "language", "available", "published_at",
    "image_url", "variant_of",
)  # fmt: skip
"""Those an item may lack; ``available`` counts as filled where it is true."""
ATTRIBUTES: Final = "attributes."
MOST: Final = 300
"""Attributes told apart, the most frequent ones."""
SHIFT: Final = 0.1
"""A share of filled items that moved by less is not told."""
CERTAIN: Final = 3.0
"""Standard errors that a move must have beyond that: of three items one is a third."""
RARE: Final = 5
"""In a sample, what fewer items have may come and go by the draw."""
NOTABLE: Final = 0.01
"""A kind of value with a smaller share is an exception, not part of the type."""


@dataclass(frozen=True)
class FieldUse:
    """How many items have the field, and their values by kind (text, number, yes/no, list, object)."""

    filled: int
    kinds: Mapping[str, int]

    @property
    def type(self) -> str:
        """The kinds that are no exceptions, by name."""
        return " and ".join(sorted(kind for kind, n in self.kinds.items() if n >= NOTABLE * self.filled))


@dataclass(frozen=True)
class Schema:
    """What was found in ``examined`` items, which are all of them where ``complete``. Unused fields are absent."""

    examined: int
    complete: bool
    fields: Mapping[str, FieldUse]

    def share(self, name: str) -> float:
        """Share of the items that have this field."""
        return self.fields[name].filled / max(self.examined, 1) if name in self.fields else 0.0


@dataclass(frozen=True)
class FieldChange:
    """``what`` happened to a field: appeared, vanished, type or filled; before and after in words."""

    field: str
    what: str
    before: str
    now: str

    def __str__(self) -> str:
        if self.what in ("appeared", "vanished"):
            return f"{self.field} {self.what} ({self.before} → {self.now} of the items have it)"
        return f"{self.field}: {'type' if self.what == 'type' else 'filled'} {self.before} → {self.now}"


def schema_of(items: Sequence[Item], complete: bool) -> Schema:
    """What these items have; ``complete`` where they are the whole catalogue."""
    filled: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for item in items:
        for name, value in _values(item):
            filled[name] += 1
            kinds.setdefault(name, Counter())[_kind(value)] += 1
    kept = sorted(filled, key=lambda name: (name.startswith(ATTRIBUTES), -filled[name], name))[: MOST + len(FIELDS)]
    return Schema(len(items), complete, {name: FieldUse(filled[name], dict(kinds[name])) for name in sorted(kept)})


def changes(before: Schema, now: Schema) -> tuple[FieldChange, ...]:
    """What differs more than a few items, or the draw of the sample, would make it; fields by name."""
    if not before.examined or not now.examined:
        return ()
    names = sorted({*before.fields, *now.fields})
    return tuple(change for name in names if (change := _change(name, before, now)) is not None)


def _change(name: str, before: Schema, now: Schema) -> FieldChange | None:
    was, is_now = before.fields.get(name), now.fields.get(name)
    shares = f"{before.share(name):.0%}", f"{now.share(name):.0%}"
    if was is None or is_now is None:
        amount = sum(one.filled for one in (was, is_now) if one is not None)
        rare = amount < RARE and not (before.complete and now.complete)
        return None if rare else FieldChange(name, "appeared" if was is None else "vanished", *shares)
    if name.startswith(ATTRIBUTES) and was.type != is_now.type:
        return FieldChange(name, "type", was.type, is_now.type)
    return FieldChange(name, "filled", *shares) if _moved(name, before, now) else None


def _moved(name: str, before: Schema, now: Schema) -> bool:
    """Whether the share of filled items differs notably, and by more than chance (two proportions, pooled)."""
    difference = abs(before.share(name) - now.share(name))
    n, m = before.examined, now.examined
    pooled = (before.fields[name].filled + now.fields[name].filled) / (n + m)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return difference >= SHIFT and difference > CERTAIN * error


def _values(item: Item) -> Iterator[tuple[str, Json]]:
    for name in FIELDS:
        value = getattr(item, name)
        if value is not None and value is not False and value not in ("", ()):
            yield name, value
    for name, value in item.attributes.items():
        if value not in (None, "", [], {}):
            yield ATTRIBUTES + name, value


def _kind(value: Json) -> str:
    if isinstance(value, bool):
        return "yes/no"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "text"
    return "object" if isinstance(value, Mapping) else "list"
