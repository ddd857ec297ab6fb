"""The check of what is indexed: reads catalogue and space, compares with the last check, keeps the outcome.

Kept in Meta under ``META``: the report, and beside it what the next check compares with. A check that finds
everything as it was leaves the last difference in the report, so that a change is not forgotten unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

import numpy as np
from pydantic import TypeAdapter, ValidationError

from hybrid.content.indexer import MetaStore
from hybrid.content.quality import (
    Nearest,
    affordable,
    broken,
    moved,
    near_duplicates,
    nearest,
    texts,
    variant_groups,
)
from hybrid.content.schema import FieldChange, Schema, changes, schema_of
from hybrid.content.space import ContentSpace
from hybrid.content.text import TextSettings
from hybrid.domain import Floats, Item, Json, Mask
from hybrid.draws import sample

META: Final = "content.quality"
EXAMINED: Final = 5_000
"""Items whose texts and fields are read."""
FOLLOWED: Final = 200
"""Items whose neighbours are kept for the next check."""
SHOWN: Final = 5
"""Examples of a kind in the report."""


class CatalogReader(Protocol):
    """What is needed of ``hybrid.store.catalog``."""

    def by_keys(self, keys: Iterable[int]) -> Mapping[int, Item]:
        """Items by key."""

    def size(self) -> int:
        """The largest key."""


@dataclass(frozen=True)
class Named:
    """An item as people know it, with a cosine to another where it is one's neighbour."""

    id: str
    title: str
    cosine: float | None = None


@dataclass(frozen=True)
class Neighbourhood:
    """An item and those nearest to it, best first."""

    item: Named
    nearest: tuple[Named, ...]


@dataclass(frozen=True)
class Drift:
    """What differs between the checks at ``since`` and ``at`` (microseconds).

    ``changed`` and ``shifted`` as in ``quality.Moved`` over ``compared`` items; ``before`` names the embedder
    and dimensions of then, where they are others now.
    """

    since: int
    at: int
    compared: int
    changed: float
    shifted: float
    before: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Quality:
    """One check. ``indexed`` items have a vector of ``dims`` numbers; ``examined`` of ``items`` were read,
    ``compared`` of the indexed ones were compared with all others."""

    at: int
    after: str
    embedder: str
    dims: int
    indexed: int
    examined: int
    compared: int
    broken: int
    empty: int
    waiting: int
    same_texts: int
    near_duplicates: int
    without: tuple[Named, ...]
    pairs: tuple[Neighbourhood, ...]
    samples: tuple[Neighbourhood, ...]
    drift: Drift | None

    def figures(self) -> dict[str, float]:
        """For gauges: name of a figure (see ``FIGURES``) → its value."""
        given: dict[str, float] = {
            "checked_timestamp_seconds": self.at / 1_000_000,
            "indexed_items": self.indexed,
            "dimensions": self.dims,
            "broken_vectors": self.broken,
            "empty_texts_ratio": self.empty / max(self.examined, 1),
            "without_vector_ratio": (self.empty + self.waiting) / max(self.examined, 1),
            "same_texts_ratio": self.same_texts / max(self.indexed, 1),
            "near_duplicates_ratio": self.near_duplicates / max(self.compared, 1),
        }
        if self.drift is not None:
            given["neighbours_changed_ratio"] = self.drift.changed
            given["neighbours_shifted_ratio"] = self.drift.shifted
            given["fields_changed"] = len(self.drift.fields)
        return given


FIGURES: Final[Mapping[str, str]] = {
    "checked_timestamp_seconds": "When the content was last checked",
    "indexed_items": "Items with a vector",
    "dimensions": "Length of a vector",
    "broken_vectors": "Vectors that point nowhere",
    "empty_texts_ratio": "Share of items without a text",
    "without_vector_ratio": "Share of items without a vector",
    "same_texts_ratio": "Share of items with the text of another",
    "near_duplicates_ratio": "Share of items with one nearly the same",
    "neighbours_changed_ratio": "Share of neighbours that changed at the last change",
    "neighbours_shifted_ratio": "The same without what new and deleted items did",
    "fields_changed": "Fields of the catalogue that changed at the last change",
}


@dataclass(frozen=True)
class _State:
    """What the next check compares with."""

    identity: str
    dims: int
    largest: int
    neighbours: Mapping[int, tuple[int, ...]]
    schema: Schema


@dataclass(frozen=True)
class _Kept:
    report: Quality
    state: _State


def last(kept: Json) -> Quality | None:
    """The report of the last check, of what Meta holds under ``META``; None where there is none to be read."""
    found = _read(kept)
    return None if found is None else found.report


def check(
    catalog: CatalogReader, space: ContentSpace, meta: MetaStore, text: TextSettings, now: int, after: str
) -> Quality:
    """Look at the content as it is and keep what is found; ``after`` says on what occasion."""
    before = _read(meta.get(META))
    unit, has = space.table.view()
    keys = np.flatnonzero(has)
    found = nearest(unit, sample(keys, affordable(len(keys))), has)
    size = catalog.size()
    drawn = sample(np.arange(1, size + 1), EXAMINED)
    items = [item for item in catalog.by_keys(drawn.tolist()).values() if item.known and not item.deleted]
    schema = schema_of(items, size <= EXAMINED)
    state = _State(space.identity, space.dims, max(size, len(has) - 1), _followed(found), schema)
    drift = None
    if before is not None:
        drift = before.report.drift if before.state == state else _drift(before, state, unit, has, now)
    report = _report(catalog, space, found, items, text, drift, now, after)
    meta.put(META, _adapter().dump_python(_Kept(report, state), mode="json"))
    return report


def _report(
    catalog: CatalogReader, space: ContentSpace, found: Nearest, items: Sequence[Item], text: TextSettings,
    drift: Drift | None, now: int, after: str,
) -> Quality:  # fmt: skip
    unit, has = space.table.view()
    said = texts(items, has, text)
    alike = near_duplicates(found, _variants(catalog, found))
    without, pairs, samples = _examples(catalog, [*said.empty, *said.waiting], alike, found)
    return Quality(
        at=now,
        after=after,
        embedder=space.identity,
        dims=space.dims,
        indexed=space.count,
        examined=len(items),
        compared=len(found.keys),
        broken=len(broken(unit, has)),
        empty=len(said.empty),
        waiting=len(said.waiting),
        same_texts=space.table.alike(np.flatnonzero(has)),
        near_duplicates=len(alike),
        without=without,
        pairs=pairs,
        samples=samples,
        drift=drift,
    )


def _examples(
    catalog: CatalogReader, without: Sequence[int], alike: Sequence[tuple[int, int, float]], found: Nearest
) -> tuple[tuple[Named, ...], tuple[Neighbourhood, ...], tuple[Neighbourhood, ...]]:
    """Some items without a vector, some pairs of near duplicates (each once), some items with their nearest."""
    without = without[:SHOWN]
    pairs = list({frozenset(pair[:2]): pair for pair in alike}.values())[:SHOWN]
    rows = [
        (int(key), list(zip(others.tolist(), cosines.tolist(), strict=True)))
        for key, others, cosines in zip(
            found.keys[:SHOWN], found.neighbours[:SHOWN, :SHOWN], found.cosines[:SHOWN, :SHOWN], strict=True
        )
    ]
    keys = {*without, *(key for pair in pairs for key in pair[:2])}
    items = catalog.by_keys(keys.union(*({key, *(other for other, _ in near)} for key, near in rows)))
    return (
        tuple(_named(items, key) for key in without),
        tuple(_around(items, key, [(other, cosine)]) for key, other, cosine in pairs),
        tuple(_around(items, key, near) for key, near in rows),
    )


def _variants(catalog: CatalogReader, found: Nearest) -> dict[int, str]:
    """Groups of variants among the items that might be near duplicates."""
    near = near_duplicates(found)
    rows = np.isin(found.keys, [pair[0] for pair in near])
    asked = {*found.keys[rows].tolist(), *found.neighbours[rows].ravel().tolist()}
    return variant_groups(list(catalog.by_keys(asked).values()))


def _drift(before: _Kept, state: _State, unit: Floats, has: Mask, now: int) -> Drift:
    was = before.state
    seen = moved(was.neighbours, was.largest, unit, has)
    same = (was.identity, was.dims) == (state.identity, state.dims)
    return Drift(
        since=before.report.at,
        at=now,
        compared=seen.compared,
        changed=round(seen.changed, 4),
        shifted=round(seen.shifted, 4),
        before="" if same else f"{was.identity}, {was.dims} dimensions",
        fields=changes(was.schema, state.schema),
    )


def _followed(found: Nearest) -> dict[int, tuple[int, ...]]:
    rows = zip(found.keys[:FOLLOWED].tolist(), found.neighbours[:FOLLOWED].tolist(), strict=True)
    return {key: tuple(row) for key, row in rows}


def _named(items: Mapping[int, Item], key: int, cosine: float | None = None) -> Named:
    item = items.get(key)
    rounded = None if cosine is None else round(cosine, 3)
    return Named(str(key), "", rounded) if item is None else Named(item.id, item.title, rounded)


def _around(items: Mapping[int, Item], key: int, others: Sequence[tuple[int, float]]) -> Neighbourhood:
    return Neighbourhood(_named(items, key), tuple(_named(items, other, cosine) for other, cosine in others))


@cache
def _adapter() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)


def _read(kept: Json) -> _Kept | None:
    """What was kept; None where nothing was, or by another version of this file."""
    try:
        return None if kept is None else _adapter().validate_python(kept)
    except ValidationError:
        return None
