"""What may be shown, as masks over item keys; pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.conditions import Condition
from hybrid.domain import Item, Mask
from hybrid.profiles import Profile


@dataclass(frozen=True)
class Filter:
    """One request's conditions, all of which must hold. ``exclude`` holds item keys; no ``categories`` means any;
    ``available`` False lets in what is out of stock."""

    categories: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exclude: tuple[int, ...] = ()
    include_seen: bool = False
    available: bool = True

    def passes(self, item: Item) -> bool:
        """By its state in SQL, which may be newer than the columns."""
        return item.recommendable if self.available else item.listed


def allowed(columns: ItemColumns, wanted: Filter, profile: Profile) -> Mask:
    """Mask of shape (columns.size,): to be had, in the categories, as the conditions say, not excluded, and not
    seen unless asked.

    What the person hid or disliked is out even when seen items are asked for.
    """
    mask = (columns.recommendable if wanted.available else columns.listed).copy()
    if wanted.categories:
        mask &= columns.in_categories(wanted.categories, mask.size)
    for condition in wanted.conditions:
        mask &= columns.holding(condition, mask.size)
    for out in (
        profile.rejected if wanted.include_seen else profile.seen,
        np.array(wanted.exclude, dtype=np.int64),
    ):
        mask[out[out < mask.size]] = False
    return mask
