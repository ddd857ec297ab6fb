"""The stages between the blend and the list, in their order. Pure but for the vectors of the content space.

lifts → near-duplicates → diversity → places for what is new → pins → caps → fill-up → exploration
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from hybrid.candidates import NO_KEYS, gathered
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.domain import Keys, Mask, SourceName
from hybrid.profiles import Profile
from hybrid.rules.bounds import NO_BOUNDS, Bounds, Tally, within
from hybrid.rules.exploring import explored, rarity, wanted_slots
from hybrid.rules.fallbacks import stock
from hybrid.rules.lifts import Lift
from hybrid.rules.meant import pinned
from hybrid.rules.near import Collapsed, Near, Twin
from hybrid.rules.ruling import Ruling, Slot

CHUNK = 64
"""Items of a fill-up that are looked at at a time."""
FEW, NEWEST = 20, 50
"""Where fewer candidates than this are left to explore, the newest items of the catalogue join them."""


@dataclass(frozen=True)
class Listed:
    """What the rules made of an order: ``keys``, best first, without those in ``slots`` (from 0).

    ``filled`` came from no source but were needed to reach the size; ``shown_as`` says of whom a rule is the reason.
    ``collapsed`` gave way to another one, ``passed`` broke a bound on the way.
    """

    keys: tuple[int, ...]
    slots: Mapping[int, Slot]
    filled: Mapping[int, SourceName | None]
    shown_as: Mapping[int, SourceName]
    bounds: Bounds = NO_BOUNDS
    collapsed: Mapping[int, int] = field(default_factory=dict)
    passed: Mapping[int, str] = field(default_factory=dict)

    def rule(self, key: int) -> SourceName | None:
        """What the reason of ``key`` says where a rule alone shows it."""
        taken = next((slot.shown_as for slot in self.slots.values() if slot.key == key), None)
        return taken or self.shown_as.get(key)


NOTHING_LISTED: Final = Listed((), {}, {}, {})


@dataclass(frozen=True)
class Stages:
    """One request's. ``allowed`` may be shown, ``preferred`` are those of them that are not buried."""

    ruling: Ruling
    columns: ItemColumns
    space: ContentSpace
    allowed: Mask
    preferred: Mask
    profile: Profile

    @cached_property
    def near(self) -> Near | None:
        """None where nothing collapses."""
        return Near.of(self.ruling.document.near_duplicates, self.columns, self.space, self.allowed.size)

    @cached_property
    def pins(self) -> dict[int, Slot]:
        """The slots that pins take."""
        limit, document = self.ruling.limit, self.ruling.document
        found: dict[int, Slot] = {}
        room = int(document.promoted_share * limit + 1e-9)
        for slot, (key, pin) in pinned(document.pins, self.ruling.now, self.allowed, self.ruling.named).items():
            if slot >= limit or (pin.shown_as == "promoted" and not room):
                continue
            room -= pin.shown_as == "promoted"
            found[slot] = Slot(key, SourceName(pin.shown_as), f"pinned{'' if pin.name is None else f': {pin.name}'}")
        return found

    def collapsed(self, keys: Keys) -> Collapsed:
        """Without what is nearly the same as a better one, or as a pinned one, and without these."""
        fixed = [slot.key for slot in self.pins.values()]
        keys = keys[~np.isin(keys, fixed)] if fixed else keys
        if self.near is None:
            return Collapsed(keys, NO_KEYS, NO_KEYS)
        return self.near.collapse(keys, fixed)

    def listed(self, order: Keys, collapsed: Collapsed, lift: Lift | None, size: int) -> Listed:
        """The best ``size`` of ``order``, as far as there are so many, and what stands in slots of its own."""
        limit, document = self.ruling.limit, self.ruling.document
        pins, shown_as = self.pins, self._lifted(lift)
        promoted = {key for key, how in shown_as.items() if how is SourceName.PROMOTED}
        promoted |= {slot.key for slot in pins.values() if slot.shown_as is SourceName.PROMOTED}
        most = int(document.promoted_share * limit + 1e-9)
        bounds = Bounds.of(document.caps, self.columns, self.allowed.size, promoted, most)
        keys, passed = order.tolist(), dict[int, str]()
        tally, room = self._tally(bounds), limit - len(pins)
        filled, twins = dict[int, SourceName | None](), collapsed.twins
        if bounds:
            first, passed = within(keys, room, tally)
            if len(first) < room:
                filled = self._filled(first, room - len(first), tally, keys, twins)
                first += filled
            chosen = set(first)
            keys = [*first, *(key for key in keys if key not in chosen)]
        if len(keys) < size:
            more = self._filled(keys, size - len(keys), None, (), twins)
            filled |= more
            keys += more
        keys += sorted(twins, key=lambda key: twins[key].likeness)[: max(room - len(keys), 0)]
        if len(keys) < room and self.allowed is not self.preferred:
            more = self._buried(keys, room - len(keys))
            filled |= more
            keys += more
        tried = self._explored(keys, bounds) if self.ruling.exploration else {}
        gone = {slot.key for slot in tried.values()}
        shown = tuple(key for key in keys if key not in gone)[:size] if gone else tuple(keys[:size])
        brought = {key: how for key, how in filled.items() if how is SourceName.EDITORIAL}
        into = {key: twin.into for key, twin in twins.items()}
        return Listed(shown, {**pins, **tried}, filled, {**shown_as, **brought}, bounds, into, passed)

    def _tally(self, bounds: Bounds) -> Tally:
        return bounds.tally(slot.key for slot in self.pins.values())

    def _lifted(self, lift: Lift | None) -> dict[int, SourceName]:
        """Items that would not be among those shown but for a rule that lifts them."""
        if lift is None:
            return {}
        promoted, fresh = lift.promoted, lift.total > 0
        low = np.arange(len(lift.keys)) >= self.ruling.limit
        shown_as = {int(key): SourceName.NEW for key in lift.keys[low & fresh & ~promoted]}
        return shown_as | {int(key): SourceName.PROMOTED for key in lift.keys[low & promoted]}

    def _filled(
        self, listed: Sequence[int], missing: int, tally: Tally | None, besides: Iterable[int], twins: dict[int, Twin]
    ) -> dict[int, SourceName | None]:
        """``missing`` further keys and what brought them, none of ``besides`` or out of bounds; fewer where there are
        no more. What is near to something listed is none, but joins the ``twins``."""
        free = self.preferred.copy()
        free[[*listed, *besides, *twins, *(slot.key for slot in self.pins.values())]] = False
        found: dict[int, SourceName | None] = {}
        groups = stock(self.ruling.document.fallbacks, self.columns, free, self.profile, self.ruling.named)
        for group, how in groups:
            rest = group
            while rest.size and len(found) < missing:
                rest = rest if tally is None else rest[tally.open(rest)]
                head, rest = rest[:CHUNK], rest[CHUNK:]
                head = head[free[head]]
                if self.near is not None:
                    pins = [slot.key for slot in self.pins.values()]
                    collapsed = self.near.collapse(head, [*pins, *listed, *found])
                    head, alike = collapsed.kept, collapsed.twins
                    free[list(alike)] = False
                    twins |= alike
                for key in head.tolist()[: missing - len(found) if tally is None else None]:
                    if len(found) < missing and (tally is None or tally.broken(key) is None):
                        if tally is not None:
                            tally.add(key)
                        found[key], free[key] = how, False
        return found

    def _buried(self, listed: Sequence[int], missing: int) -> dict[int, SourceName | None]:
        """What is buried, where nothing else is left."""
        free = self.allowed & ~self.preferred
        free[[*listed, *(slot.key for slot in self.pins.values())]] = False
        *_, (keys, how) = stock(self.ruling.document.fallbacks, self.columns, free, self.profile, self.ruling.named)
        return dict.fromkeys(keys[:missing].tolist(), how)

    def _explored(self, keys: Sequence[int], bounds: Bounds) -> dict[int, Slot]:
        """Slots that try something out that stands beyond the model's reach."""
        ruling = self.ruling
        slots = [slot for slot in range(ruling.limit) if slot not in self.pins]
        slots = slots[1:] if len(slots) > 1 else slots
        most, last = wanted_slots(ruling.exploration, ruling.limit, len(slots))
        pool = self._pool(keys)
        while most:
            open_to_it = self._unbound(pool, keys, bounds, most)
            weights = rarity(gathered(self.columns.engagement, open_to_it))
            drawn = explored(open_to_it, weights, slots, most, last, ruling.seed)
            if open_to_it.size or not bounds.caps:
                return {
                    one.slot: Slot(one.key, SourceName.EXPLORE, "explored", round(one.propensity, 9)) for one in drawn
                }
            most, last = most - 1, 1.0
        return {}

    def _pool(self, keys: Sequence[int]) -> Keys:
        """What may be explored: candidates beyond the model's reach, and new items where these are few."""
        pool = np.array(keys[self.ruling.reach :], np.int64)
        if pool.size >= FEW:
            return pool
        free = self.preferred.copy()
        free[[*keys, *(slot.key for slot in self.pins.values())]] = False
        newest = np.flatnonzero(free)[::-1][:NEWEST]
        if self.near is not None:
            newest = self.near.collapse(newest, [*(slot.key for slot in self.pins.values()), *keys]).kept
        return np.concatenate([pool, newest])

    def _unbound(self, pool: Keys, keys: Sequence[int], bounds: Bounds, most: int) -> Keys:
        """Those of the pool of which any ``most`` fit into the list beside the best that stay in it."""
        if not bounds:
            return pool
        stay = keys[: max(self.ruling.limit - len(self.pins) - most, 0)]
        tally = bounds.tally([*(slot.key for slot in self.pins.values()), *stay])
        pool = pool[~np.isin(pool, list(bounds.promoted))]
        return pool[tally.open(pool, most - 1)]


def finished(listed: Listed, slots: Mapping[int, Slot], fused: Sequence[int], limit: int) -> list[int]:
    """The list: ``fused``, the model's order over ``listed.keys``, around the slots that are taken, within bounds.

    An order of the model's that no full list within the bounds comes of gives way to the blend's; where that is not
    enough, what was passed over comes back.
    """
    taken = {slot: one.key for slot, one in slots.items() if slot < limit}
    room, rest = limit - len(taken), [key for key in fused if key not in set(taken.values())]
    if listed.bounds:
        order = rest
        for order in (rest, [key for key in listed.keys if key in set(rest)]):
            rest, _ = within(order, room, listed.bounds.tally(taken.values()))
            if len(rest) == room:
                break
        rest += [key for key in order if key not in set(rest)]
    free = iter(rest[:room])
    found = [taken[slot] if slot in taken else next(free, None) for slot in range(limit)]
    return [key for key in found if key is not None]
