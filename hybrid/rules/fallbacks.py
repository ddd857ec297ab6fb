"""What fills a list that the sources leave short. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from hybrid.candidates import gathered
from hybrid.columns import ItemColumns
from hybrid.domain import Keys, Mask, SourceName
from hybrid.popularity import fill_up
from hybrid.profiles import Profile
from hybrid.rules.document import Fallbacks


def stock(
    rule: Fallbacks, columns: ItemColumns, free: Mask, profile: Profile, named: Mapping[str, int]
) -> Iterator[tuple[Keys, SourceName | None]]:
    """Groups of free keys in the order in which they fill up, each best first, and what brought them; a key may stand
    in several. The last group holds all: the most popular, then the newest."""
    if rule.editorial:
        picks = [named.get(id, free.size) for id in rule.editorial]
        yield np.array([key for key in picks if key < free.size and free[key]], np.int64), SourceName.EDITORIAL
    if rule.best_sellers:
        yield best_sellers(columns, free, profile), SourceName.POPULAR
    if rule.trending:
        yield _trending(columns, free), SourceName.TRENDING
    yield fill_up(columns, free, np.empty(0, np.int64), int(free.sum())), None


def best_sellers(columns: ItemColumns, free: Mask, profile: Profile) -> Keys:
    """The best of each main category that the person likes, then the second of each, and so on; of all categories for
    somebody who has liked nothing yet."""
    category, people = columns.main_category, columns.engagement
    size = min(free.size, category.size, people.size)
    keys = np.flatnonzero(free[:size] & (people[:size] > 0) & (category[:size] >= 0))
    liked = profile.items[profile.liked]
    liked = np.unique(category[liked[liked < size]])
    if (liked >= 0).any():
        keys = keys[np.isin(category[keys], liked)]
    order = np.lexsort((keys, -people[keys], category[keys]))
    groups = category[keys[order]]
    first = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if groups.size else np.empty(0, np.intp)
    place = np.arange(groups.size) - np.repeat(first, np.diff(np.r_[first, groups.size]))
    ranked = keys[order]
    return ranked[np.lexsort((ranked, -people[ranked], place))]


def _trending(columns: ItemColumns, free: Mask) -> Keys:
    fading = columns.fading(free.size)
    if fading is None:
        return np.empty(0, np.int64)
    keys = np.flatnonzero(free & (fading > 0))
    return keys[np.lexsort((keys, -gathered(fading, keys)))]
