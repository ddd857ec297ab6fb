"""Which items a document means. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.domain import Mask
from hybrid.rules.document import Pin, ScenarioDocument, Where


def ids_of(document: ScenarioDocument) -> Iterator[str]:
    """Every item id that it names outside of filters."""
    for pin in document.pins:
        yield pin.item_id
    for where in (*(boost.where for boost in document.boosts), *(bury.where for bury in document.buries)):
        yield from where.item_ids
    yield from document.fallbacks.editorial


def meant(where: Where, columns: ItemColumns, size: int, keys: Mapping[str, int]) -> Mask:
    """The items that it speaks of, shape (size,); ``keys`` of the ids that documents name."""
    mask = np.ones(size, np.bool_)
    for condition in where.conditions:
        mask &= columns.holding(condition, size)
    if where.item_ids:
        named = np.zeros(size, np.bool_)
        named[[key for id in where.item_ids if (key := keys.get(id, size)) < size]] = True
        mask &= named
    return mask


def pinned(pins: Iterable[Pin], now: int, allowed: Mask, keys: Mapping[str, int]) -> dict[int, tuple[int, Pin]]:
    """By slot (from 0) the item and its pin, of those whose campaign runs and that may be shown.

    The later of two in a slot wins, and each item stands once, in the first of its slots.
    """
    running = {pin.slot - 1: pin for pin in pins if pin.runs(now)}
    found: dict[int, tuple[int, Pin]] = {}
    for slot, pin in sorted(running.items()):
        key = keys.get(pin.item_id, allowed.size)
        if key < allowed.size and allowed[key] and key not in {other for other, _ in found.values()}:
            found[slot] = key, pin
    return found
