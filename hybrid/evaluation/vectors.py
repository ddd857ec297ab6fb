"""The catalogue's vectors from SQL alone, so that evaluating needs no index and no ownership of the folder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hybrid.content.embed import make_embedder
from hybrid.content.indexer import load
from hybrid.content.layout import META, Layout
from hybrid.content.space import ContentSpace
from hybrid.content.supply import VectorSupply
from hybrid.content.table import VectorTable
from hybrid.content.text import TextSettings
from hybrid.domain import Floats, Keys
from hybrid.store import Store


class ExactIndex:
    """A ``VectorIndex`` over a table in memory: compares with everything, holds nothing of its own."""

    def __init__(self, table: VectorTable) -> None:
        self._table = table

    def upsert(self, keys: Keys, vectors: Floats, hashes: Sequence[str]) -> None:
        """Nothing to do: the table has them."""

    def delete(self, keys: Keys) -> None:
        """Nothing to do: the table has let them go."""

    def query(self, vector: Floats, k: int) -> tuple[Keys, Floats]:
        """The at most ``k`` nearest, best first, ties to the smaller key."""
        unit, has = self._table.view()
        keys = np.flatnonzero(has)
        cosines = np.asarray(unit[keys] @ vector, np.float32)
        order = np.lexsort((keys, -cosines))[:k]
        return keys[order], cosines[order]


def content_space(store: Store, embedder: str, text: TextSettings) -> ContentSpace:
    """The space as it was indexed: same embedder, same centre. Items whose vector is not in SQL have none.

    ``embedder`` names the one to take where nothing was indexed yet. Nothing is embedded and nothing written.
    """
    kept = store.meta.get(META)
    layout = Layout.of(kept) if kept else Layout.start(make_embedder(embedder).identity)
    source = make_embedder(layout.identity)
    supply = VectorSupply(source, store.embeddings, text)
    table = VectorTable(layout.centre)
    load(store.catalog, supply, table, ask=False)
    return ContentSpace(source, table, ExactIndex(table))
