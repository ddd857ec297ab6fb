"""Keeps the vectors, the index and the catalogue in SQL the same.

SQL is written first and is the truth; whatever is missing here after a crash is found by comparing hashes
at the next start. One writer lock; readers use the ``ContentSpace`` that they hold, which is replaced by
another object when the centre or the embedder changes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from hybrid.content.chroma import ChromaFolder
from hybrid.content.layout import META, Layout
from hybrid.content.space import ContentSpace
from hybrid.content.supply import EmbeddingStore, Refused, VectorSupply
from hybrid.content.table import VectorTable
from hybrid.content.text import TextSettings
from hybrid.domain import Item, ItemKey, Json
from hybrid.errors import EmbeddingError, IndexFailed
from hybrid.ports import Embedder, KeptIndex, VectorIndex

log = logging.getLogger(__name__)

Progress: TypeAlias = Callable[[str, float], None]
"""Hears the phase (``embed``, then ``index``) and the share of it that is done."""
PAGE: Final = 500
STEP: Final = 1_000
MOVED: Final = 0.05
"""A new centre nearer to the old one than this share of the vectors' spread is not worth another index."""


class CatalogReader(Protocol):
    """What is needed of ``hybrid.store.catalog``."""

    def all(self, after: int = 0) -> Iterator[Item]:
        """Every item in key order."""

    def size(self) -> int:
        """The largest key."""


class MetaStore(Protocol):
    """What is needed of ``hybrid.store.meta``."""

    def get(self, key: str) -> Json | None:
        """The value."""

    def put(self, key: str, value: Json) -> None:
        """Keep it."""


@dataclass(frozen=True)
class Report:
    """What was done. ``same_texts`` counts items whose text another item has, too: allowed, worth a warning.

    ``failure`` is why some items have no vector yet (the embedder failed); the next start tries again.
    """

    embedded: int = 0
    refused: tuple[Refused, ...] = ()
    same_texts: int = 0
    failure: EmbeddingError | None = None


def quiet(phase: str, share: float) -> None:
    """No progress wanted."""


class Indexer:
    """The one writer of the content space. Call ``reconcile`` before anything else.

    ``folder`` is Chroma's own; ``text`` says which fields are read. After each change serve from ``space``,
    which may be another object than before. To change the embedder without a pause, start with the one that
    ``built_with`` names and call ``rebuild`` with the new one.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        catalog: CatalogReader,
        embeddings: EmbeddingStore,
        meta: MetaStore,
        text: TextSettings | None = None,
    ) -> None:
        self._path, self._catalog, self._embeddings, self._meta = folder, catalog, embeddings, meta
        self._text = text or TextSettings()
        self._supply = VectorSupply(embedder, embeddings, self._text)
        self._layout = Layout.start(embedder.identity)
        self._version = 0
        self._folder: ChromaFolder | None = None
        self._space: ContentSpace | None = None
        self._building: set[str] = set()
        self._writing = threading.RLock()
        self._rebuilding = threading.Lock()

    @property
    def space(self) -> ContentSpace:
        """The space to serve from now."""
        if self._space is None:
            raise IndexFailed("The index is not open.", "Call reconcile() first.")
        return self._space

    def built_with(self) -> str | None:
        """Identity of the embedder of the kept index (``make_embedder`` understands it), None without one."""
        kept = self._meta.get(META)
        return Layout.of(kept).identity if kept else None

    def index_of(self, collection: str) -> VectorIndex:
        """The index of that collection. Raises ``IndexFailed`` where another one serves."""
        with self._writing:
            if collection != self._layout.collection:
                raise IndexFailed(f"{collection} does not serve any more.")
            return self.space.index

    def refusal(self, item: Item, vector: ArrayLike | None = None) -> Refused | None:
        """Why an item (its key may be 0), with a vector sent along, would be refused; None if it would not."""
        return self._supply.refusal(item, vector)

    def reconcile(self, progress: Progress = quiet) -> Report:
        """Bring memory and index to what SQL says, at every start; a broken or absent index is made anew.

        An embedder that fails does not stop the start: see ``Report.failure``.
        """
        with self._writing:
            self._folder = self._folder or ChromaFolder.sound(self._path)
            layout = self._kept_layout()
            table = VectorTable(layout.centre)
            report = load(self._catalog, self._supply, table, progress=progress)
            try:
                self._arrange(table, layout, progress)
            except IndexFailed as error:
                log.warning("The index in %s is made anew: %s", self._path, error)
                self._folder = self._folder.anew()
                self._arrange(table, layout, progress)
            return report

    def apply(self, items: Sequence[Item], vectors: Mapping[ItemKey, ArrayLike | None] | None = None) -> Report:
        """Take over items just written to SQL, deleted ones too; they count at the next query.

        ``vectors`` holds what was sent with the items; None there takes an earlier one back, and an item
        absent there keeps what it has. Nothing is raised for what cannot be taken: see the report.
        """
        with self._writing:
            latest = list({item.key: item for item in items}.values())
            space = self.space
            refused = self._supply.accept(latest, vectors or {})
            brought = self._supply.bring(latest, space.table.hashes, space.dims)
            space.remove(brought.gone)
            space.add(brought.keys, brought.raw, brought.hashes)
            if self._due(space.table, self._layout):
                self._recentre(space.table)
            same = space.table.alike(np.array([item.key for item in latest], dtype=np.int64))
            return Report(brought.embedded, (*refused, *brought.refused), same, brought.failure)

    def rebuild(self, embedder: Embedder | None = None, progress: Progress = quiet) -> ContentSpace:
        """A new space, with another embedder if one is given, while the present one serves and takes changes.

        Vectors sent with items belong to one embedder and stay behind when it changes. Raises
        ``EmbeddingError``; then nothing has changed, and what was embedded until then is kept.
        """
        with self._rebuilding:
            supply = VectorSupply(embedder or self._supply.embedder, self._embeddings, self._text)
            table = VectorTable(Layout.start("").centre)
            self._load_all(table, supply, progress)
            layout = self._next_layout(supply.embedder.identity, table)
            table = table.recentred(layout.centre)
            self._building.add(layout.collection)
            try:
                index = self._opened().open(layout.collection)
                _sync(index, table, progress)
                with self._writing:
                    self._load_all(table, supply, quiet)
                    _sync(index, table, quiet)
                    self._supply = supply
                    self._serve(ContentSpace(supply.embedder, table, index), layout)
            finally:
                self._building.discard(layout.collection)
            return self.space

    def close(self) -> None:
        """Let the folder go, so that another process may own it."""
        with self._writing:
            if self._folder:
                self._folder.close()
            self._folder = self._space = None

    def _opened(self) -> ChromaFolder:
        if self._folder is None:
            raise IndexFailed("The index is not open.", "Call reconcile() first.")
        return self._folder

    def _kept_layout(self) -> Layout:
        """The kept one, or a start where there is none or another embedder made it."""
        identity = self._supply.embedder.identity
        kept = self._meta.get(META)
        layout = Layout.of(kept) if kept else Layout.start(identity)
        self._version = max(self._version, layout.version)
        return layout if layout.identity == identity else Layout.start(identity, layout.version)

    def _load_all(self, table: VectorTable, supply: VectorSupply, progress: Progress) -> None:
        report = load(self._catalog, supply, table, progress=progress)
        if report.failure:
            raise report.failure

    def _due(self, table: VectorTable, layout: Layout) -> bool:
        """Whether there are twice the items that the centre was computed from."""
        return table.count >= 2 * max(layout.computed_for, 0.5)

    def _next_layout(self, identity: str, table: VectorTable) -> Layout:
        with self._writing:
            self._version += 1
            return Layout(identity, self._version, table.count, table.mean())

    def _arrange(self, table: VectorTable, layout: Layout, progress: Progress) -> None:
        """Serve from this table and its index, around a new centre where one is due and differs."""
        if self._due(table, layout):
            fresh = self._next_layout(layout.identity, table)
            if table.distance(fresh.centre) > MOVED:
                table, layout = table.recentred(fresh.centre), fresh
            else:
                layout = replace(layout, computed_for=table.count)
        if self._space and self._space.table is table:
            self._layout = layout
            self._meta.put(META, layout.to_json())
            return
        index = self._opened().open(layout.collection)
        _sync(index, table, progress)
        self._serve(ContentSpace(self._supply.embedder, table, index), layout)

    def _recentre(self, table: VectorTable) -> None:
        """The same in a running server, where an index that fails must not fail the change."""
        try:
            self._arrange(table, self._layout, quiet)
        except IndexFailed as error:
            log.error("The centre stays where it was: %s", error)

    def _serve(self, space: ContentSpace, layout: Layout) -> None:
        """Swap. The collection before stays for those who still read it, older ones go."""
        self._meta.put(META, layout.to_json())
        before = {self._layout.collection} if self._space else set()
        self._space, self._layout = space, layout
        try:
            self._opened().keep({layout.collection} | before | self._building)
        except IndexFailed as error:
            log.warning("An old collection stays: %s", error)


def load(
    catalog: CatalogReader, supply: VectorSupply, table: VectorTable, ask: bool = True, progress: Progress = quiet
) -> Report:
    """Every item's vector into the table; without ``ask``, and after a failure, only what is kept."""
    report = Report()
    items, size = catalog.all(), max(catalog.size(), 1)
    while page := list(islice(items, PAGE)):
        brought = supply.bring(page, table.hashes, table.dims, ask=ask and report.failure is None)
        table.remove(brought.gone)
        table.put(brought.keys, brought.raw, brought.hashes)
        report = replace(
            report,
            embedded=report.embedded + brought.embedded,
            refused=(*report.refused, *brought.refused),
            failure=report.failure or brought.failure,
        )
        progress("embed", min(page[-1].key / size, 1.0))
    return replace(report, same_texts=table.alike(table.held()[0]))


def _sync(index: KeptIndex, table: VectorTable, progress: Progress) -> None:
    """Make the index hold what the table holds, touching only what differs."""
    entries = index.entries()
    keys, hashes = table.held()
    index.delete(np.array([key for key in entries if key not in table.hashes], dtype=np.int64))
    rows = [row for row, key in enumerate(keys.tolist()) if entries.get(key) != hashes[row]]
    for at in range(0, len(rows), STEP):
        part = rows[at : at + STEP]
        index.upsert(keys[part], table.rows(keys[part]), [hashes[row] for row in part])
        progress("index", (at + len(part)) / len(rows))
