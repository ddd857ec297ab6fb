"""What can be said of a catalogue's vectors and texts without anybody's events. Pure, on arrays and items.

Sampled, so that it costs a second or so however large the catalogue is; the sample stays mostly the same from
check to check (``draws.sample``), so that what differs is a change and not the draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.content.text import TextSettings, item_text
from hybrid.domain import Floats, Item, Keys, Mask
from hybrid.families import Families

NEAR: Final = 0.98
"""Cosine from which two items say nearly the same."""
NEIGHBOURS: Final = 10
PRODUCTS: Final = 20_000_000
"""Pairs of vectors compared in one check: about half a second."""
FEWEST: Final = 100
NOBODY: Final = -1
_BLOCK: Final = 4_000_000
_DIGITS: Final = 5
"""Cosines are compared to so many digits, else the order of equal ones would be the rounding's."""


@dataclass(frozen=True)
class Nearest:
    """``neighbours`` (n, k) of ``keys`` (n,), best first, padded with -1, and their ``cosines`` (n, k), padded 0."""

    keys: Keys
    neighbours: Keys
    cosines: Floats


@dataclass(frozen=True)
class Texts:
    """Of the items looked at: without any text, and, with one, without a vector."""

    empty: tuple[int, ...]
    waiting: tuple[int, ...]


@dataclass(frozen=True)
class Moved:
    """How the neighbourhoods of ``compared`` items differ from before.

    ``changed``: share of their former neighbours that are none any more. ``shifted``: the same among the items
    that were there both times, so without what new and deleted items do.
    """

    compared: int
    changed: float
    shifted: float


def affordable(count: int) -> int:
    """So many of ``count`` items are compared with all of them."""
    return min(count, max(FEWEST, PRODUCTS // max(count, 1)))


def broken(unit: Floats, has: Mask) -> Keys:
    """Items whose vector points nowhere: zero (their text is the centre's) or not finite."""
    keys = np.flatnonzero(has)
    length = np.einsum("ij,ij->i", unit[keys], unit[keys])
    return np.asarray(keys[~(np.isfinite(length) & (length > 0.5))])


def nearest(unit: Floats, keys: Keys, among: Mask, k: int = NEIGHBOURS) -> Nearest:
    """The ``k`` nearest of each of ``keys`` among the items of the mask; never the item itself.

    ``unit`` (size, dims) are unit vectors by key. Exact; equal cosines go to the smaller key.
    """
    others = np.flatnonzero(among)
    k = min(k, max(len(others) - 1, 0))
    neighbours = np.full((len(keys), k), NOBODY, np.int64)
    cosines = np.zeros((len(keys), k), np.float32)
    step = max(1, _BLOCK // max(len(others), 1))
    for at in range(0, len(keys) if k else 0, step):
        part = slice(at, at + step)
        neighbours[part], cosines[part] = _nearest(unit, keys[part], others, k)
    return Nearest(keys, neighbours, cosines)


def near_duplicates(found: Nearest, groups: Mapping[int, str] | None = None) -> list[tuple[int, int, float]]:
    """Each item that has one nearly the same (cosine above ``NEAR``): key, that other's key, cosine.

    Items of the same group (variants of one product) may be alike.
    """
    groups = groups or {}
    pairs = []
    for row in np.flatnonzero((found.cosines > NEAR).any(axis=1)).tolist():
        key = int(found.keys[row])
        for other, cosine in zip(found.neighbours[row].tolist(), found.cosines[row].tolist(), strict=True):
            if cosine > NEAR and not (key in groups and groups.get(other) == groups[key]):
                pairs.append((key, other, cosine))
                break
    return pairs


def variant_groups(items: Sequence[Item]) -> dict[int, str]:
    """Item key → id of what it is a variant of, in however many steps; the original stands for itself."""
    families = Families()
    roots = dict(one for item in items for one in families.put(int(item.key), item.id, item.variant_of))
    sizes = Counter(roots.values())
    return {key: root for key, root in roots.items() if sizes[root] > 1}


def texts(items: Sequence[Item], has: Mask, settings: TextSettings) -> Texts:
    """Which of these items have no text, or have one and no vector."""
    without = [item for item in items if not (item.key < len(has) and has[item.key])]
    empty = tuple(int(item.key) for item in items if not item_text(item, settings))
    return Texts(empty, tuple(int(item.key) for item in without if int(item.key) not in set(empty)))


def moved(before: Mapping[int, Sequence[int]], largest: int, unit: Floats, has: Mask) -> Moved:
    """How far ``before`` (key → its neighbours, of keys up to ``largest``) still holds."""
    keys = np.array([key for key in before if key < len(has) and has[key] and before[key]], np.int64)
    if not len(keys):
        return Moved(0, 0.0, 0.0)
    former = [[int(other) for other in before[key]] for key in keys.tolist()]
    left = [[other for other in row if other < len(has) and has[other]] for row in former]
    old = has.copy()
    old[largest + 1 :] = False
    return Moved(
        len(keys),
        _lost(former, nearest(unit, keys, has).neighbours),
        _lost(left, nearest(unit, keys, old).neighbours),
    )


def _lost(former: Sequence[Sequence[int]], now: NDArray[np.int64]) -> float:
    """Share of the former neighbours that are not among as many of the present ones."""
    total = sum(len(row) for row in former)
    kept = sum(len(set(row) & set(here[: len(row)])) for row, here in zip(former, now.tolist(), strict=True))
    return 1 - kept / total if total else 0.0


def _nearest(unit: Floats, keys: Keys, others: Keys, k: int) -> tuple[Keys, Floats]:
    cosines = np.nan_to_num(unit[keys] @ unit[others].T)
    # The key as the last digits: a draw between equal cosines must not change from check to check.
    order = np.round(cosines.astype(np.float64), _DIGITS) - others / (others[-1] + 1) * 10.0 ** -(_DIGITS + 1)
    order[others[None, :] == keys[:, None]] = -np.inf
    best = np.argpartition(-order, k - 1, axis=1)[:, :k]
    sorted_ = np.argsort(-np.take_along_axis(order, best, axis=1), axis=1)
    best = np.take_along_axis(best, sorted_, axis=1)
    return others[best], np.take_along_axis(cosines, best, axis=1)
