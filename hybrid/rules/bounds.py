"""Caps: how many items of one list may share a value, or be promoted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.conditions import Scalar
from hybrid.domain import Keys, Mask
from hybrid.facets import Values
from hybrid.rules.document import Cap


@dataclass(frozen=True)
class Bounds:
    """``caps``: what items say under an attribute, and how many may say the same. At most ``most_promoted`` of the
    keys ``promoted``."""

    caps: tuple[tuple[str, Values, int], ...] = ()
    promoted: frozenset[int] = frozenset()
    most_promoted: int = 0

    @classmethod
    def of(cls, caps: Sequence[Cap], columns: ItemColumns, size: int, promoted: Iterable[int], most: int) -> Bounds:
        """Of two caps on an attribute the later one holds; ``most`` promoted items."""
        by_name = {cap.attribute: cap.most for cap in caps}
        found = tuple((name, columns.values(name, size), most) for name, most in by_name.items())
        return cls(found, frozenset(promoted), most)

    def __bool__(self) -> bool:
        """Can anything be left out for them?"""
        return bool(self.caps) or len(self.promoted) > self.most_promoted

    def tally(self, listed: Iterable[int] = ()) -> Tally:
        """Counts from these items on."""
        tally = Tally(self)
        for key in listed:
            tally.add(key)
        return tally


NO_BOUNDS: Final = Bounds()


class Tally:
    """What a list holds so far."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._counts: list[Counter[Scalar]] = [Counter() for _ in bounds.caps]
        self._promoted = 0

    def add(self, key: int) -> None:
        """One more."""
        self._promoted += key in self._bounds.promoted
        for count, (_, values, _) in zip(self._counts, self._bounds.caps, strict=True):
            count.update(dict.fromkeys(values.of(key), 1))

    def broken(self, key: int, spare: int = 0) -> str | None:
        """Which bound ``key`` would break, or ``spare`` more with the same values; None where it fits."""
        if key in self._bounds.promoted and self._promoted >= self._bounds.most_promoted:
            return "promoted_share"
        for count, (name, values, most) in zip(self._counts, self._bounds.caps, strict=True):
            if any(count[value] + spare >= most for value in values.of(key)):
                return name
        return None

    def open(self, keys: Keys, spare: int = 0) -> Mask:
        """Which of many ``keys`` break no cap, shape (n,); promotion plays no part."""
        mask = np.ones(len(keys), np.bool_)
        for count, (_, values, most) in zip(self._counts, self._bounds.caps, strict=True):
            full = {value for value, number in count.items() if number + spare >= most}
            if spare >= most:
                full |= {value for one in values.distinct for value in one}
            fits = np.array([full.isdisjoint(one) for one in values.distinct], np.bool_)
            mask &= fits[values.codes[np.minimum(keys, values.codes.size - 1)]]
        return mask


def within(order: Iterable[int], room: int, tally: Tally) -> tuple[list[int], dict[int, str]]:
    """The first ``room`` of ``order`` that break no bound, which ``tally`` counts from then on; and those passed over
    on the way, each with the bound."""
    picked: list[int] = []
    passed: dict[int, str] = {}
    for key in order:
        if len(picked) >= room:
            break
        why = tally.broken(key)
        if why is None:
            tally.add(key)
            picked.append(key)
        else:
            passed[key] = why
    return picked, passed
