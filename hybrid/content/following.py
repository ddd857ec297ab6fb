"""The content space of a process that does not own the data folder: vectors from SQL, the owner's index asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from hybrid.content.embed import make_embedder
from hybrid.content.indexer import CatalogReader, MetaStore, load
from hybrid.content.layout import META, Layout
from hybrid.content.space import ContentSpace
from hybrid.content.supply import EmbeddingStore, VectorSupply
from hybrid.content.table import VectorTable
from hybrid.content.text import TextSettings
from hybrid.domain import Item
from hybrid.ports import VectorIndex

IndexOf: TypeAlias = Callable[[str], VectorIndex]
"""The owner's index by the name of its collection."""


@dataclass(frozen=True)
class FollowedSpace:
    """A space and where its vectors come from. One writer at a time, as in ``ContentSpace``."""

    space: ContentSpace
    supply: VectorSupply

    @classmethod
    def of(
        cls,
        catalog: CatalogReader,
        embeddings: EmbeddingStore,
        meta: MetaStore,
        text: TextSettings,
        index_of: IndexOf,
        before: FollowedSpace | None,
    ) -> FollowedSpace:
        """As the owner has laid it out, with every vector that is kept; the embedder ``before`` is used again."""
        layout = Layout.of(meta.get(META))
        known = None if before is None else before.space.embedder
        embedder = known if known is not None and known.identity == layout.identity else make_embedder(layout.identity)
        supply = VectorSupply(embedder, embeddings, text)
        table = VectorTable(layout.centre)
        load(catalog, supply, table, ask=False)
        return cls(ContentSpace(embedder, table, index_of(layout.collection)), supply)

    def take(self, items: Sequence[Item]) -> None:
        """Take over items that the owner has changed."""
        table = self.space.table
        brought = self.supply.bring(items, table.hashes, table.dims, ask=False)
        table.remove(brought.gone)
        table.put(brought.keys, brought.raw, brought.hashes)
