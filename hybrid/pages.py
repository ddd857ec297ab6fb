"""What the rows of a page are about: which of a person's own items, and which of their categories. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.columns import ItemColumns
from hybrid.diversity import diversified
from hybrid.domain import Floats, Item, Keys, Mask
from hybrid.profiles import Decay, Engagement, Profile, Reading, Weighing, fold

LATELY: Final = Weighing(Decay(interactions=15.0, last=60), Reading.GRADED)
"""How the history is read: what was liked, the newer the more."""
APART: Final = 0.6
"""How much items that rows are about must differ, as a diversity."""
NEWEST: Final = 300
SHARE: Final = 0.1
"""Items that came out last, among which a row of new ones is chosen: at most so many, and this share of those that may
be shown."""


def anchors(profile: Profile, vectors: Floats, count: int) -> list[int]:
    """The places in the history of ``count`` liked items, fewer where there are no more: liked well and lately, and not
    all of one taste. ``vectors`` (h, dims) are the entries' contents."""
    worth = np.where(profile.liked, profile.weights(LATELY), 0.0).astype(np.float64)
    rows = np.argsort(-worth, kind="stable")
    rows = rows[worth[rows] > 0]
    order = diversified(worth[rows], vectors[rows], APART, count)
    return [int(row) for row in rows[order[:count]]]


def only(profile: Profile, place: int, engagement: Engagement) -> Profile:
    """As if the entry at ``place`` were all that the person liked; what they met and rejected stays so."""
    alone = fold([profile.events[place]], profile.now, engagement)
    return replace(alone, seen=profile.seen, rejected=profile.rejected)


def tastes(profile: Profile, items: Mapping[int, Item], columns: ItemColumns, count: int) -> list[str]:
    """The ``count`` categories that the person likes most beside how common they are, in their items' own writing.

    ``items`` has those of the history whose categories count.
    """
    worth: dict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    for key, weight, liked in zip(profile.items, profile.weights(LATELY), profile.liked, strict=True):
        if liked and int(key) in items:
            for name in dict.fromkeys(items[int(key)].categories):
                worth[name.casefold()] += float(weight)
                names.setdefault(name.casefold(), name)
    size = columns.size
    rare = {name: np.log1p(size / max(int(columns.in_categories([name], size).sum()), 1)) for name in worth}
    return [names[name] for name in sorted(worth, key=lambda name: (-worth[name] * rare[name], name))[:count]]


def newest(columns: ItemColumns, allowed: Mask, limit: int) -> Keys:
    """The allowed keys that came out last, ``limit`` at least: by the day, then by when they came into the catalogue;
    those without a date count by the latter alone."""
    keys = np.flatnonzero(allowed)
    most = max(limit, min(NEWEST, int(SHARE * keys.size)))
    days = columns.days(keys)
    order = np.lexsort((-keys, -np.where(np.isnan(days), np.nanmax(days, initial=-np.inf), days)))
    return keys[order[:most]]


def crowded(people: NDArray[np.floating], allowed: Mask, limit: int, least: float) -> list[int]:
    """The ``limit`` allowed keys with the most ``people`` (size,), of those with at least ``least``."""
    keys = np.flatnonzero(allowed[: people.size] & (people[: allowed.size] >= least))
    return [int(key) for key in keys[np.lexsort((keys, -people[keys]))][:limit]]
