"""What may be shown, as masks over item keys; pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.conditions import Condition
from hybrid.domain import Mask
from hybrid.profiles import Profile


@dataclass(frozen=True)
class Filter:
    """One request's conditions, all of which must hold. ``exclude`` holds item keys; no ``categories`` means any."""

    categories: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exclude: tuple[int, ...] = ()
    include_seen: bool = False


def allowed(columns: ItemColumns, wanted: Filter, profile: Profile) -> Mask:
    """Mask of shape (columns.size,): recommendable, in the categories, as the conditions say, not excluded, and not
    seen unless asked.

    What the person hid or disliked is out even when seen items are asked for.
    """
    mask = columns.recommendable.copy()
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
