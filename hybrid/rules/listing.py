"""What the rules make of an order, and the list that comes of it once the model has had its say. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hybrid.domain import SourceName
from hybrid.rules.bounds import NO_BOUNDS, Bounds, within
from hybrid.rules.ruling import Slot


@dataclass(frozen=True)
class Listed:
    """What the rules made of an order: ``keys``, best first, without those in ``slots`` (from 0).

    ``filled`` came from no source but were needed to reach the size; ``shown_as`` says of whom a rule is the reason.
    ``collapsed`` gave way to another one, ``passed`` broke a bound on the way,
    ``unburied`` came back although the rules of these names bury it. What stands from rank ``reach`` on (from
    0) may be explored, and comes into the list in another way only where it would be short without.
    """

    keys: tuple[int, ...]
    slots: Mapping[int, Slot]
    filled: Mapping[int, SourceName | None]
    shown_as: Mapping[int, SourceName]
    bounds: Bounds = NO_BOUNDS
    collapsed: Mapping[int, int] = field(default_factory=dict)
    passed: Mapping[int, str] = field(default_factory=dict)
    unburied: Mapping[int, str] = field(default_factory=dict)
    reach: int = 0

    def rule(self, key: int) -> SourceName | None:
        """What the reason of ``key`` says where a rule alone shows it."""
        taken = next((slot.shown_as for slot in self.slots.values() if slot.key == key), None)
        return taken or self.shown_as.get(key)


NOTHING_LISTED: Final = Listed((), {}, {}, {})


def finished(listed: Listed, slots: Mapping[int, Slot], fused: Sequence[int], limit: int) -> list[int]:
    """The list: ``fused``, the model's order over ``listed.keys``, around the slots that are taken, within bounds.

    An order of the model's that no full list within the bounds comes of gives way to the blend's as far as the model
    reaches, then to all of the blend's: beyond its reach the model brings nothing up. Where that is not enough, what
    was passed over comes back.
    """
    taken = {slot: one.key for slot, one in slots.items() if slot < limit}
    room, rest = limit - len(taken), [key for key in fused if key not in set(taken.values())]
    if listed.bounds:
        free, beyond = set(rest), set(listed.keys[listed.reach :])
        blended = [key for key in listed.keys if key in free]
        within_reach = ([key for key in one if key not in beyond] for one in (rest, blended))
        for order in (*within_reach, blended):
            rest, _ = within(order, room, listed.bounds.tally(taken.values()))
            if len(rest) == room:
                break
        rest += [key for key in order if key not in set(rest)]
    free_slots = iter(rest[:room])
    found = [taken[slot] if slot in taken else next(free_slots, None) for slot in range(limit)]
    return [key for key in found if key is not None]
