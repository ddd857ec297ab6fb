"""The stages between the blend and the list, in their order. Pure but for the vectors of the content space.

lifts → near-duplicates → diversity → places for what is new → pins → caps → fill-up → exploration
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from hybrid.candidates import gathered
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.domain import Keys, Mask, SourceName
from hybrid.profiles import Profile
from hybrid.rules.bounds import Bounds, Tally, within
from hybrid.rules.exploring import explored, rarity, wanted_slots
from hybrid.rules.filling import Best, Brought, Filling
from hybrid.rules.lifts import Lift
from hybrid.rules.listing import Listed
from hybrid.rules.meant import pinned
from hybrid.rules.near import Collapsed, Near, Twin
from hybrid.rules.ruling import Ruling, Slot

FEW: Final = 20
NEWEST: Final = 50
"""Where fewer candidates than ``FEW`` are left to explore, so many of the newest items join them."""


@dataclass(frozen=True)
class Stages:
    """One request's. ``allowed`` may be shown, ``preferred`` are those of them that are not buried; ``best`` puts the
    best of some keys first."""

    ruling: Ruling
    columns: ItemColumns
    space: ContentSpace
    allowed: Mask
    preferred: Mask
    profile: Profile
    best: Best

    @cached_property
    def near(self) -> Near | None:
        """None where nothing collapses."""
        return Near.of(self.ruling.document.near_duplicates, self.columns, self.space)

    @cached_property
    def pins(self) -> dict[int, Slot]:
        """The slots that pins take."""
        limit, document = self.ruling.limit, self.ruling.document
        found: dict[int, Slot] = {}
        room = self.ruling.most_promoted
        for slot, (key, pin) in pinned(document.pins, self.ruling.now, self.allowed, self.ruling.named).items():
            if slot >= limit or (pin.shown_as == "promoted" and not room):
                continue
            room -= pin.shown_as == "promoted"
            found[slot] = Slot(key, SourceName(pin.shown_as), f"pinned{'' if pin.name is None else f': {pin.name}'}")
        return found

    @cached_property
    def pinned(self) -> list[int]:
        """The items in them."""
        return [slot.key for slot in self.pins.values()]

    @cached_property
    def standing(self) -> list[int]:
        """Items that stand whatever comes: pinned ones, and those beside the list."""
        return [*self.pinned, *self.ruling.beside]

    @cached_property
    def filling(self) -> Filling:
        """Brings further items."""
        rule, named = self.ruling.document.fallbacks, self.ruling.named
        parts = (self.columns, self.allowed, self.preferred, self.profile, self.near, self.standing)
        return Filling(rule, *parts, named, self.best)

    def collapsed(self, keys: Keys) -> Collapsed:
        """Without what is nearly the same as a better one, or as one that stands, and without these."""
        keys = keys[~np.isin(keys, self.standing)] if self.standing else keys
        if self.near is None:
            return Collapsed(keys)
        return self.near.collapse(keys, self.standing)

    def listed(
        self, order: Keys, collapsed: Collapsed, lift: Lift | None, size: int, unaided: Sequence[int] = ()
    ) -> Listed:
        """The best ``size`` of ``order``, as far as there are so many, and what stands in slots of its own.

        ``unaided`` is the order as it would be without the lift.
        """
        shown_as, twins = self._lifted(lift, unaided), collapsed.twins
        bounds = self._bounds(shown_as)
        keys, filled, passed = self._within(order.tolist(), bounds, twins)
        if len(keys) < size:
            filled |= self._longer(keys, size, twins)
        tried = self._explored(keys, bounds) if self.ruling.exploration else {}
        gone = {slot.key for slot in tried.values()}
        brought = {key: how for key, how in filled.items() if how is SourceName.EDITORIAL}
        return Listed(
            keys=tuple(key for key in keys if key not in gone)[:size],
            slots={**self.pins, **tried},
            filled=filled,
            shown_as={**shown_as, **brought},
            bounds=bounds,
            collapsed={key: twin.into for key, twin in twins.items()},
            passed=passed,
            unburied={key: self.ruling.buried_by(self.columns, key) for key in filled if not self.preferred[key]},
            reach=self.ruling.reach,
        )

    def _bounds(self, shown_as: Mapping[int, SourceName]) -> Bounds:
        promoted = {key for key, how in shown_as.items() if how is SourceName.PROMOTED}
        promoted |= {slot.key for slot in self.pins.values() if slot.shown_as is SourceName.PROMOTED}
        caps, most = self.ruling.document.caps, self.ruling.most_promoted
        return Bounds.of(caps, self.columns, self.allowed.size, promoted, most)

    def _within(
        self, keys: list[int], bounds: Bounds, twins: dict[int, Twin]
    ) -> tuple[list[int], Brought, dict[int, str]]:
        """``keys`` with a whole list within ``bounds`` first, as far as the catalogue has one: bounds give way last,
        near-duplicates and what is buried before. And what had to be brought for it, and what was passed over."""
        if not bounds:
            return keys, {}, {}
        room, tally = self.ruling.limit - len(self.pins), bounds.tally(self.pinned)
        first, passed = within(keys, room, tally)
        filled = self.filling.more(first, room - len(first), twins, keys, tally)
        first += filled
        first += within(_least_alike(twins), room - len(first), tally)[0]
        buried = self._buried(first, room - len(first), tally)
        first += buried
        chosen = set(first)
        return [*first, *(key for key in keys if key not in chosen)], filled | buried, passed

    def _longer(self, keys: list[int], size: int, twins: dict[int, Twin]) -> Brought:
        """Lengthens ``keys`` to ``size``; where the list itself would be short, by what had collapsed, the least alike
        first, and then by what is buried. Returns what came from neither."""
        room = self.ruling.limit - len(self.pins)
        filled = self.filling.more(keys, size - len(keys), twins)
        keys += filled
        stand = set(keys)
        keys += [key for key in _least_alike(twins) if key not in stand][: max(room - len(keys), 0)]
        buried = self._buried(keys, room - len(keys))
        keys += buried
        return filled | buried

    def _buried(self, keys: Sequence[int], missing: int, tally: Tally | None = None) -> Brought:
        """As many of the buried as are ``missing``."""
        if missing <= 0 or self.allowed is self.preferred:
            return {}
        return self.filling.buried(keys, missing, tally)

    def _lifted(self, lift: Lift | None, unaided: Sequence[int]) -> dict[int, SourceName]:
        """Items that would not be among those shown but for a rule that lifts them."""
        if lift is None:
            return {}
        promoted, fresh = lift.promoted, lift.total > 0
        caps = Bounds.of(self.ruling.document.caps, self.columns, self.allowed.size, (), self.ruling.limit)
        brought = set(lift.brought.tolist())
        possible = [key for key in unaided if key not in brought]
        anyway, _ = within(possible, self.ruling.limit - len(self.pins), caps.tally(self.pinned))
        low = ~np.isin(lift.keys, anyway)
        shown_as = {int(key): SourceName.NEW for key in lift.keys[low & fresh & ~promoted]}
        return shown_as | {int(key): SourceName.PROMOTED for key in lift.keys[low & promoted]}

    def _explored(self, keys: Sequence[int], bounds: Bounds) -> dict[int, Slot]:
        """Slots that try something out: candidates beyond the model's reach, and new items where these are few."""
        ruling = self.ruling
        slots = [slot for slot in range(ruling.limit) if slot not in self.pins]
        slots = slots[1:]  # the best keeps its place, so that a list of one tries nothing out
        most, last = wanted_slots(ruling.exploration, ruling.limit, len(slots))
        pool = np.array(keys[ruling.reach :], np.int64)
        if pool.size < FEW:
            pool = np.concatenate([pool, self.filling.newest(keys, NEWEST)])
        able = self._unbound(pool, keys, bounds, most)
        while bounds.caps and most and not able.size:  # fewer at once leave more room for each
            most, last = most - 1, 1.0
            able = self._unbound(pool, keys, bounds, most)
        weights = rarity(gathered(self.columns.engagement, able))
        drawn = explored(able, weights, slots, most, last, ruling.seed)
        return {one.slot: Slot(one.key, SourceName.EXPLORE, "explored", round(one.propensity, 9)) for one in drawn}

    def _unbound(self, pool: Keys, keys: Sequence[int], bounds: Bounds, most: int) -> Keys:
        """Those of the pool of which any ``most`` fit into the list beside the best that stay in it."""
        if not bounds or not most:
            return pool
        stay = keys[: max(self.ruling.limit - len(self.pins) - most, 0)]
        pool = pool[~np.isin(pool, list(bounds.promoted))]
        return pool[bounds.tally([*self.pinned, *stay]).open(pool, most - 1)]


def _least_alike(twins: Mapping[int, Twin]) -> list[int]:
    """What gave way, in the order in which it comes back."""
    return sorted(twins, key=lambda key: twins[key].likeness)
