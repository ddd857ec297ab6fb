"""The few facts about every item that each request needs, as arrays indexed by item key.

They grow by doubling and are changed in place, so that one upsert copies nothing. One writer at a time
(the engine sees to it). Readers take views, whose sizes may differ by what was added in between: each request goes
by the size of the first one it took, and the read of the final ids from SQL has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hybrid.conditions import Condition
from hybrid.domain import Floats, Item, Keys, Mask, to_datetime
from hybrid.facets import Facets, Reading, Values
from hybrid.fading import Engaging, Fading
from hybrid.families import Families

MICROS_PER_DAY = 86_400_000_000
DAYS_PER_YEAR = 365.2425


class ItemColumns:
    """Recommendable or not, categories and live engagement counts, by item key.

    ``changes`` grows with every change of them, for what is worked out from them and kept. ``read`` gives all stored
    items to filter by other fields than these; without it there are none.
    """

    def __init__(self, read: Reading = tuple) -> None:
        self.changes = 0
        self._size = 1
        self._recommendable = np.zeros(1024, np.bool_)
        self._listed = np.zeros(1024, np.bool_)
        self._engagement = np.zeros(1024, np.float32)
        self._main_category = np.full(1024, -1, np.int32)
        self._year = np.full(1024, np.nan, np.float32)
        self._published = np.full(1024, np.nan)
        self._family = np.zeros(1024, np.int64)
        self._families = Families()
        self._described = np.zeros(1024, np.bool_)
        self._categories: dict[str, set[int]] = {}
        self._category_codes: dict[str, int] = {}
        self._of_item: dict[int, tuple[str, ...]] = {}
        self._fading: Fading | None = None
        self._facets = Facets(read)

    @property
    def size(self) -> int:
        """One more than the largest key."""
        return self._size

    @property
    def recommendable(self) -> Mask:
        """Which keys may be shown, shape (size,); a view, not to be written."""
        return self._recommendable[: self._size]

    @property
    def listed(self) -> Mask:
        """The same, and what is out of stock, shape (size,); a view."""
        return self._listed[: self._size]

    @property
    def engagement(self) -> Floats:
        """How many people engaged with each item, shape (size,); a view."""
        return self._engagement[: self._size]

    def fading(self, size: int) -> NDArray[np.float64] | None:
        """The same fading with time, of the keys below ``size``, shape (size,); None where nothing fades."""
        return None if self._fading is None else self._fading.people(size)

    @property
    def main_category(self) -> NDArray[np.int32]:
        """A code of each item's first category, -1 without one, shape (size,); a view."""
        return self._main_category[: self._size]

    @property
    def published(self) -> NDArray[np.float64]:
        """When each item was published (UTC microseconds), NaN where nothing says, shape (size,); a view."""
        return self._published[: self._size]

    def years(self, keys: Keys) -> Floats:
        """Years of publication of these keys, shape (n,); NaN where none is known."""
        inside = keys < self._size
        return np.where(inside, self._year[np.where(inside, keys, 0)], np.nan).astype(np.float32)

    def days(self, keys: Keys) -> NDArray[np.float64]:
        """When these keys came out, in days since 1970, of a year alone its middle, shape (n,); NaN where neither is
        known."""
        inside = keys < self._size
        at = np.where(inside, keys, 0)
        by_year = (self._year[at].astype(np.float64) - 1970 + 0.5) * DAYS_PER_YEAR
        days = self._published[at] / MICROS_PER_DAY
        return np.where(inside, np.where(np.isnan(days), by_year, days), np.nan)

    def families(self, keys: Keys) -> Keys:
        """A number that variants of one item share, and variants of these, and no others, shape (n,)."""
        inside = keys < self._size
        return np.asarray(np.where(inside, self._family[np.where(inside, keys, 0)], -1 - np.arange(keys.size)))

    def described(self, keys: Keys) -> Mask:
        """Which of these keys have a description, shape (n,)."""
        inside = keys < self._size
        return np.asarray(inside & self._described[np.where(inside, keys, 0)])

    def put(self, items: Iterable[Item]) -> None:
        """Take over the items' present state, once it is stored."""
        for item in items:
            self._facets.put(item)
            key = int(item.key)
            self._reach(key)
            self._categorise(key, item.categories)
            self._recommendable[key] = item.recommendable
            self._listed[key] = item.listed
            self._year[key] = year_of(item)
            for other, root in self._families.put(key, item.id, item.variant_of):
                self._family[other] = hash(root)  # 64 bits: two of a million share one by 3 in 10**8
            self._described[key] = bool(item.description and item.description.strip())
            self._published[key] = np.nan if item.published_at is None else item.published_at
        self.changes += 1

    def engaged(self, found: Sequence[Engaging], newest: int) -> None:
        """Take in new engagement; ``newest`` is when the newest of the new events happened."""
        first = np.array([int(one.item) for one in found if one.before is None], np.int64)
        if first.size:
            self._reach(int(first.max()))
            np.add.at(self._engagement, first, 1.0)
        if self._fading is not None:
            self._fading.engaged(found, newest)
        self.changes += 1

    def reset_engagement(self, counts: Mapping[int, float], fading: Fading | None = None) -> None:
        """Replace all engagement counts and those that fade."""
        if counts:
            self._reach(max(counts))
        fresh = np.zeros_like(self._engagement)
        fresh[np.fromiter(counts, np.int64, len(counts))] = np.fromiter(counts.values(), np.float32, len(counts))
        self._engagement, self._fading = fresh, fading
        self.changes += 1

    def in_categories(self, categories: Iterable[str], size: int) -> Mask:
        """Which keys belong to at least one of the categories (in any case of letters), shape (size,).

        ``size`` is the one that the caller has seen: the columns may have grown since.
        """
        mask = np.zeros(size, np.bool_)
        for category in categories:
            members = np.fromiter(tuple(self._categories.get(category.casefold(), ())), np.int64)
            mask[members[members < size]] = True
        return mask

    def holding(self, condition: Condition, size: int) -> Mask:
        """For which keys the condition holds, shape (size,), ``size`` as above. The first time it reads all items."""
        return self._facets.holding(condition, size)

    def values(self, name: str, size: int) -> Values:
        """What all keys below ``size`` say under a field's or attribute's name, as above."""
        return self._facets.values(name, size)

    def category_vectors(self, keys: Keys) -> Floats:
        """Unit vectors over all categories, the rarer the heavier, shape (len(keys), categories)."""
        codes = {category: code for code, category in enumerate(self._categories)}
        rarity = [np.log1p(self._size / max(len(members), 1)) for members in self._categories.values()]
        vectors = np.zeros((len(keys), max(len(codes), 1)), np.float32)
        for row, key in enumerate(keys.tolist()):
            for category in self._of_item.get(key, ()):
                vectors[row, codes[category]] = rarity[codes[category]]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _categorise(self, key: int, categories: tuple[str, ...]) -> None:
        before = self._of_item.get(key, ())
        categories = tuple(dict.fromkeys(category.casefold() for category in categories))
        if before == categories:
            return
        for gone in before:
            self._categories[gone].discard(key)
        for category in categories:
            self._categories.setdefault(category, set()).add(key)
        self._of_item[key] = categories
        first = categories[0] if categories else None
        self._main_category[key] = (
            -1 if first is None else self._category_codes.setdefault(first, len(self._category_codes))
        )

    def _reach(self, key: int) -> None:
        capacity = self._recommendable.size
        if key >= capacity:
            more = max(capacity, key + 1 - capacity)
            self._recommendable = np.concatenate([self._recommendable, np.zeros(more, np.bool_)])
            self._listed = np.concatenate([self._listed, np.zeros(more, np.bool_)])
            self._engagement = np.concatenate([self._engagement, np.zeros(more, np.float32)])
            self._year = np.concatenate([self._year, np.full(more, np.nan, np.float32)])
            self._published = np.concatenate([self._published, np.full(more, np.nan)])
            self._family = np.concatenate([self._family, np.zeros(more, np.int64)])
            self._described = np.concatenate([self._described, np.zeros(more, np.bool_)])
            self._main_category = np.concatenate([self._main_category, np.full(more, -1, np.int32)])
        self._size = max(self._size, key + 1)


def year_of(item: Item) -> float:
    """When the item came out, from ``published_at`` or an attribute ``year``; NaN where neither says."""
    if item.published_at is not None:
        return float(to_datetime(item.published_at).year)
    year = item.attributes.get("year")
    if isinstance(year, (int, float)) and not isinstance(year, bool) and 0 < year < 3000:
        return float(year)
    return float("nan")
