"""An agent's tools on the engine, and how what it found joins the list (docs/decisions/0010)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from api.answers import anchors_of, causes_of
from api.daily import candidate_of, history_of
from api.prepared import Prepared
from hybrid import neighbours, rules
from hybrid.domain import Item, Mask, SourceName
from hybrid.recommend import extended
from hybrid.rules.near import Near
from hybrid.store.catalog import Catalog
from rerank.task import HistoryLine, RerankCandidate

FOUND = 6
"""Items that a look brings at most."""
FURTHER_BACK = 100
"""Lines of history that an agent can look up; the prompt has fewer."""


class Tools:
    """The ``Toolbox`` of one request: masks apply before anything is found, SQL has the last word."""

    def __init__(self, ready: Prepared, catalog: Catalog, scale: tuple[float, float]) -> None:
        """``scale`` is that of ratings."""
        self._ready = ready
        self._catalog = catalog
        self._scale = scale

    def search(self, text: str, categories: Sequence[str]) -> list[RerankCandidate]:
        """Items near the text that this person may be recommended now. Raises ``EmbeddingError``."""
        allowed, columns = _allowed(self._ready), self._ready.snapshot.columns
        if categories:
            allowed = allowed & columns.in_categories(categories, allowed.size)
        return self._candidates(neighbours.search(self._ready.snapshot, text, FOUND, allowed))

    def similar(self, key: int) -> list[RerankCandidate]:
        """Items near this one that this person may be recommended now; popularity fills nothing up."""
        found = neighbours.similar(self._ready.snapshot, key, FOUND, _allowed(self._ready))
        return self._candidates(one for one in found if one.source is SourceName.CONTENT)

    def history(self) -> list[HistoryLine]:
        """What the person did, newest first."""
        profile = self._ready.profile
        items = self._catalog.by_keys(profile.items[:FURTHER_BACK].tolist())
        return history_of(profile, items, FURTHER_BACK, self._scale)

    def _candidates(self, found: Iterable[neighbours.Neighbour]) -> list[RerankCandidate]:
        keys = [one.key for one in found]
        items = _passing(self._ready, self._catalog.by_keys(keys))
        keys = [key for key in keys if key in items]
        snapshot = self._ready.snapshot
        causes = causes_of(snapshot, extended(snapshot, self._ready.ranking, keys), keys)
        anchors = anchors_of(causes.values(), self._catalog)
        return [candidate_of(key, causes[key], {**anchors, **items}, self._scale) for key in keys]


def joined(ready: Prepared, found: Sequence[int], catalog: Catalog) -> Prepared:
    """``ready`` with what an agent found, in its order, right behind what would be shown without it.

    Only what the rules allow and SQL has in stock now. From there the model can lift it by the cap like anything else.
    """
    shown = ready.keys[: ready.request.limit]
    allowed = _allowed(ready)
    pinned = {slot.key for slot in ready.slots.values()}
    new = [key for key in found if key < allowed.size and allowed[key] and key not in pinned and key not in shown]
    items = _passing(ready, catalog.by_keys(new))
    rest = [key for key in ready.keys[len(shown) :] if key not in items]
    behind = _apart(ready, [*(key for key in new if key in items), *rest], [*shown, *pinned])
    new = [key for key in behind if key in items]
    return replace(
        ready,
        keys=(*shown, *behind),
        items={**ready.items, **items},
        ranking=extended(ready.snapshot, ready.ranking, new),
        joined=len(new),
    )


def _allowed(ready: Prepared) -> Mask:
    return rules.allowed(ready.snapshot.columns, ready.wanted, ready.profile)


def _apart(ready: Prepared, behind: Sequence[int], shown: Sequence[int]) -> list[int]:
    """Without what is nearly the same as a better one or as what is shown, if the rules say so."""
    snapshot = ready.snapshot
    near = Near.of(ready.ruling.document.near_duplicates, snapshot.columns, snapshot.space)
    keys = np.array(behind, np.int64)
    return [int(key) for key in (keys if near is None else near.collapse(keys, shown).kept)]


def _passing(ready: Prepared, items: Mapping[int, Item]) -> dict[int, Item]:
    return {int(key): item for key, item in items.items() if ready.wanted.passes(item)}
