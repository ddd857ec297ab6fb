"""What the rules did to a list, in words for operators. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.domain import Mask
from hybrid.profiles import Profile
from hybrid.rules.filters import Filter, allowed
from hybrid.rules.lifts import Lift
from hybrid.rules.listing import Listed
from hybrid.rules.ruling import Ruling


def filtered(columns: ItemColumns, wanted: Filter, profile: Profile) -> dict[str, int]:
    """How many items each filter left out that those before it had let through."""
    left, counts = columns.listed.copy(), dict[str, int]()
    for name, out in _outs(columns, wanted, profile, left.size):
        counts[name] = counts.get(name, 0) + int((left & out).sum())
        left &= ~out
    return {name: count for name, count in counts.items() if count}


def refused(columns: ItemColumns, wanted: Filter, profile: Profile, key: int) -> list[str]:
    """By which filters ``key`` is left out; empty where it may be shown."""
    size = columns.size
    return [name for name, out in _outs(columns, wanted, profile, size) if key < size and out[key]]


def buried(columns: ItemColumns, wanted: Filter, profile: Profile, ruling: Ruling) -> dict[str, int]:
    """How many items that may be shown each bury holds back."""
    may = allowed(columns, wanted, profile)
    return {name: int((may & mask).sum()) for name, mask in ruling.buries(columns, may.size)}


def fallen(columns: ItemColumns, wanted: Filter, profile: Profile, ruling: Ruling, listed: Listed) -> dict[int, str]:
    """By item why its pin does not stand."""
    running = {pin.slot: pin for pin in ruling.document.pins if pin.runs(ruling.now)}
    standing, found = {one.key for one in listed.slots.values()}, dict[int, str]()
    for pin in ruling.document.pins:
        key = ruling.named.get(pin.item_id)
        if key is None or key in standing or not pin.runs(ruling.now):
            continue
        if out := refused(columns, wanted, profile, key):
            why = f"filtered by {', '.join(out)}"
        elif pin.slot > ruling.limit:
            why = f"the list has {ruling.limit}"
        else:
            why = "promoted_share" if running[pin.slot] is pin else "another pin has it"
        found[key] = f"pinned to slot {pin.slot}, does not stand: {why}"
    return found


def moved(listed: Listed, lift: Lift | None, placed: frozenset[int], names: Mapping[int, str]) -> dict[int, list[str]]:
    """By item what rules did with it; ``names`` are ids by key, of which others are left out."""
    told: dict[int, list[str]] = {}
    for key, text in _moves(listed, lift, placed, names):
        told.setdefault(key, []).append(text)
    return told


def keys_of(listed: Listed, lift: Lift | None) -> set[int]:
    """All keys that ``moved`` may speak of."""
    taken = {slot.key for slot in listed.slots.values()}
    lifted = set() if lift is None else set(lift.keys[np.abs(lift.total) > 0].tolist())
    return {*taken, *lifted, *listed.filled, *listed.collapsed, *listed.collapsed.values(), *listed.passed}


def _moves(
    listed: Listed, lift: Lift | None, placed: frozenset[int], names: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    for slot, one in sorted(listed.slots.items()):
        yield one.key, f"slot {slot + 1}: {one.rule}"
    if lift is not None:
        for name, part in zip(lift.names, lift.parts, strict=True):
            for row in np.flatnonzero(part):
                yield int(lift.keys[row]), f"{name} {part[row]:+.2f}"
    for key in placed:
        yield key, "a place for something new"
    for key, into in listed.collapsed.items():
        yield key, f"nearly the same as {names.get(into, into)}"
    for key, why in listed.passed.items():
        yield key, f"passed over for {why}"
    for key, how in listed.filled.items():
        fills = f"fills up{'' if how is None else f': {how}'}"
        yield key, f"comes back although buried: {listed.unburied[key]}" if key in listed.unburied else fills


def _outs(columns: ItemColumns, wanted: Filter, profile: Profile, size: int) -> Iterator[tuple[str, Mask]]:
    """Each filter's name and what it leaves out, shape (size,)."""
    yield "not in the catalogue", ~columns.listed[:size]
    if wanted.available:
        yield "out of stock", ~columns.recommendable[:size]
    if wanted.categories:
        yield "categories", ~columns.in_categories(wanted.categories, size)
    for condition in wanted.conditions:
        yield condition.name, ~columns.holding(condition, size)
    yield "rejected", _among(profile.rejected.tolist(), size)
    if not wanted.include_seen:
        yield "seen", _among(profile.seen.tolist(), size)
    yield "excluded", _among(wanted.exclude, size)


def _among(keys: Sequence[int], size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[[key for key in keys if key < size]] = True
    return mask
