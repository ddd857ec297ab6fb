"""Near-duplicates: items that are variants of one, or whose texts mean nearly the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.conditions import VARIANT
from hybrid.content.space import ContentSpace
from hybrid.domain import Keys, Mask
from hybrid.facets import Values
from hybrid.rules.document import NearDuplicates


@dataclass(frozen=True, slots=True)
class Twin:
    """To which item one gave way, and how alike they are."""

    into: int
    likeness: float


@dataclass(frozen=True)
class Collapsed:
    """Of some keys the ``kept`` ones in their order, and those that gave way: ``gone``, each to one in ``into``, with
    their ``likeness`` (1 for variants)."""

    kept: Keys
    gone: Keys
    into: Keys
    likeness: tuple[float, ...] = ()

    @property
    def twins(self) -> dict[int, Twin]:
        """Those that gave way, by key."""
        found = zip(self.gone.tolist(), self.into.tolist(), self.likeness, strict=True)
        return {key: Twin(into, likeness) for key, into, likeness in found}


@dataclass(frozen=True)
class Near:
    """Tells which items are nearly the same; ``threshold`` is a cosine, None where that plays no part."""

    space: ContentSpace
    variants: Values | None
    threshold: float | None

    @classmethod
    def of(cls, rule: NearDuplicates | None, columns: ItemColumns, space: ContentSpace, size: int) -> Near | None:
        """None where nothing collapses."""
        if rule is None or not (rule.variants or rule.likeness is not None):
            return None
        return cls(space, columns.values(VARIANT, size) if rule.variants else None, rule.likeness)

    def collapse(self, keys: Keys, fixed: Sequence[int] = ()) -> Collapsed:
        """``keys``, best first, without those that are nearly the same as a better one or as one of ``fixed``."""
        every = np.concatenate([np.array(fixed, np.int64), keys])
        likeness = self._likeness(every)
        alike = likeness > (1.0 if self.threshold is None else self.threshold)
        into = np.full(every.size, -1)
        for row in range(every.size):
            if into[row] < 0 or row < len(fixed):
                after = alike[row, row + 1 :] & (into[row + 1 :] < 0)
                into[row + 1 :][after] = row
        into = into[len(fixed) :]
        gone = np.flatnonzero(into >= 0)
        near = np.minimum(likeness[into[gone], gone + len(fixed)], 1.0)
        return Collapsed(keys[into < 0], keys[gone], every[into[gone]], tuple(near.tolist()))

    def _likeness(self, keys: Keys) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Cosines, 2 for variants of one, shape (n, n)."""
        likeness = np.zeros((keys.size, keys.size))
        if self.threshold is not None:
            vectors = self.space.vectors(keys)
            likeness = (vectors @ vectors.T).astype(np.float64)
        if self.variants is not None:
            likeness[self._same(keys)] = 2.0
        return likeness

    def _same(self, keys: Keys) -> Mask:
        codes = self.variants.codes if self.variants is not None else np.zeros(0, np.int32)
        own = np.where(keys < codes.size, codes[np.minimum(keys, codes.size - 1)], -1 - np.arange(keys.size))
        return np.asarray(own[:, None] == own[None, :])
