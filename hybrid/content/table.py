"""Every item's centred unit vector in memory, by item key.

Raw vectors are brought to unit length, the catalogue's mean (the centre) is taken off, and the rest is
brought to unit length again: uncentred, everything resembles everything (N10 .009 against .027 on ml-1m).
What was taken off is kept (centre and scale), so that another centre needs nothing but this table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hybrid.domain import Floats, Keys, Mask

SHRINK: Final = 20.0
"""The mean of n vectors counts n / (n + SHRINK): that of a handful says more about them than about texts."""
_TINY: Final = 1e-9


@dataclass(frozen=True)
class _Rows:
    """The arrays of one size, replaced together so that readers never see two sizes."""

    unit: Floats
    scale: Floats
    has: Mask

    @classmethod
    def empty(cls, capacity: int, dims: int) -> _Rows:
        unit = np.zeros((capacity, dims), np.float32)
        return cls(unit, np.zeros(capacity, np.float32), np.zeros(capacity, np.bool_))

    def grown(self, capacity: int) -> _Rows:
        more = _Rows.empty(capacity, self.unit.shape[1])
        old = len(self.has)
        more.unit[:old], more.scale[:old], more.has[:old] = self.unit, self.scale, self.has
        return more


class VectorTable:
    """Growable by doubling. One writer at a time; readers may see a change a moment early or late."""

    def __init__(self, centre: Floats) -> None:
        self._centre = centre.astype(np.float32)
        self._rows = _Rows.empty(1024, len(centre))
        self._size = 1
        self._hashes: dict[int, str] = {}
        self._used: Counter[str] = Counter()

    @property
    def centre(self) -> Floats:
        """What is taken off every vector, shape (dims,)."""
        return self._centre

    @property
    def dims(self) -> int:
        """Length of a vector; 0 while nothing is known of it."""
        return len(self._centre)

    @property
    def count(self) -> int:
        """How many items have a vector."""
        return len(self._hashes)

    @property
    def hashes(self) -> Mapping[int, str]:
        """Key to hash of what its vector was made from; not to be written."""
        return self._hashes

    def view(self) -> tuple[Floats, Mask]:
        """Unit vectors (size, dims) and which rows hold one (size,); views, not to be written."""
        rows, size = self._rows, self._size
        return rows.unit[:size], rows.has[:size]

    def rows(self, keys: Keys, first: int | None = None) -> Floats:
        """Unit vectors of these keys, or their ``first`` dimensions, shape (n, dims), a copy; zeros where there is
        none."""
        unit, has = self.view()
        held = (keys >= 0) & (keys < len(has))
        at = np.where(held, keys, 0)
        return np.asarray(unit[at, :first] * (held & has[at])[:, None], dtype=np.float32)

    def project(self, raw: Floats) -> Floats:
        """Raw vectors (n, dims) as centred unit vectors; zeros for a raw vector that is the centre itself."""
        return self._projected(raw)[0]

    def put(self, keys: Keys, raw: Floats, hashes: Sequence[str]) -> None:
        """Set the vectors of distinct keys; an empty table takes on the dimensions that come."""
        if not len(keys):
            return
        if raw.shape[1] != self.dims and not self.count:
            self._centre = np.zeros(raw.shape[1], np.float32)
            self._rows = _Rows.empty(len(self._rows.has), raw.shape[1])
        unit, scale = self._projected(raw)
        self._reach(int(keys.max()))
        self._rows.unit[keys], self._rows.scale[keys] = unit, scale
        self._rows.has[keys] = True
        for key, one in zip(keys.tolist(), hashes, strict=True):
            self._forget(key)
            self._hashes[key] = one
            self._used[one] += 1

    def remove(self, keys: Keys) -> None:
        """Forget the vectors of these keys; unknown ones are ignored."""
        held = np.array([key for key in keys.tolist() if key in self._hashes], dtype=np.int64)
        self._rows.has[held] = False
        self._rows.unit[held] = 0.0
        for key in held.tolist():
            self._forget(key)

    def alike(self, keys: Keys) -> int:
        """How many of these keys have a vector made from what another item's was made from, too."""
        return sum(self._used[self._hashes[key]] > 1 for key in keys.tolist() if key in self._hashes)

    def held(self) -> tuple[Keys, list[str]]:
        """All keys with a vector, ascending, and their hashes."""
        keys = sorted(self._hashes)
        return np.array(keys, dtype=np.int64), [self._hashes[key] for key in keys]

    def mean(self) -> Floats:
        """The centre that these vectors would have: their mean before centring, shrunk; shape (dims,)."""
        keys, _ = self.held()
        total = self._uncentred(keys).sum(axis=0, dtype=np.float64)
        return np.asarray(total / (len(keys) + SHRINK), dtype=np.float32)

    def distance(self, centre: Floats) -> float:
        """How far another centre lies from this one, as a share of the vectors' mean distance to this one."""
        keys, _ = self.held()
        spread = float(self._rows.scale[keys].mean()) if len(keys) else 0.0
        return float(np.linalg.norm(centre - self._centre)) / max(spread, _TINY)

    def recentred(self, centre: Floats) -> VectorTable:
        """A new table of the same vectors around another centre."""
        keys, hashes = self.held()
        fresh = VectorTable(centre)
        fresh.put(keys, self._uncentred(keys), hashes)
        return fresh

    def _projected(self, raw: Floats) -> tuple[Floats, Floats]:
        # Divided by the largest number first: squares of large ones overflow, of small ones vanish.
        largest = np.abs(raw).max(axis=1, keepdims=True, initial=0.0)
        level = raw / np.where(largest > 0, largest, 1.0)
        length = np.linalg.norm(level, axis=1, keepdims=True)
        off = level / np.maximum(length, _TINY) - self._centre
        scale = np.linalg.norm(off, axis=1)
        unit = np.where(scale[:, None] > _TINY, off / np.maximum(scale, _TINY)[:, None], 0.0)
        return unit.astype(np.float32), scale.astype(np.float32)

    def _uncentred(self, keys: Keys) -> Floats:
        rows = self._rows
        return np.asarray(rows.unit[keys] * rows.scale[keys][:, None] + self._centre, dtype=np.float32)

    def _forget(self, key: int) -> None:
        before = self._hashes.pop(key, None)
        if before is not None:
            self._used[before] -= 1
            if not self._used[before]:
                del self._used[before]

    def _reach(self, key: int) -> None:
        capacity = len(self._rows.has)
        if key >= capacity:
            self._rows = self._rows.grown(max(2 * capacity, key + 1))
        self._size = max(self._size, key + 1)
