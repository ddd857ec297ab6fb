"""Impressions for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hybrid.loop.impressions import Impression, Slot, new_id
from hybrid.store import Store


def shown(store: Store, user: str, items: Sequence[int], at: int, **more: Any) -> Impression:
    """An answer for ``user`` with these item keys; ``sources`` are those of every slot unless it is explored."""
    sources, explored = tuple(more.pop("sources", ("content",))), more.pop("explored", {})
    slots = tuple(Slot(item, ("explore",) if item in explored else sources, explored.get(item)) for item in items)
    id, given = more.pop("id", new_id(at)), {"scenario": "homepage", **more}
    return Impression(id, store.impressions.person(user), at, slots=slots, **given)
