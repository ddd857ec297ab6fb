"""The owner of a data folder: its stores, the index and the Snapshot that serving reads.

Writes go to SQL first (the truth), then to the index and the columns, under one lock; reads take ``snapshot`` once
and keep it. Each change is told, to the processes that follow and to whoever listens.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from hybrid.artifacts import RolledBack
from hybrid.columns import ItemColumns
from hybrid.content import checking
from hybrid.content.embed import make_embedder
from hybrid.content.indexer import Indexer
from hybrid.domain import Floats, Item, ItemKey, Keys
from hybrid.errors import BecauseError
from hybrid.model import Model
from hybrid.ports import Clock
from hybrid.reader import MODELS, EngineSettings, Found, Reader
from hybrid.records import EventRecord, ItemPatch, ItemRecord
from hybrid.snapshot import Snapshot
from hybrid.store import Store
from hybrid.store.changes import Kind
from hybrid.store.events import Appended

__all__ = ["CHROMA", "MODELS", "Engine", "EngineSettings", "Found", "ItemsOutcome", "Progress", "silent"]

log = logging.getLogger(__name__)

Progress: TypeAlias = Callable[[str, float], None]
CHROMA = "chroma"


def silent(_stage: str, _share: float) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class ItemsOutcome:
    """What became of a batch: the stored items, and by position in the batch why others were refused."""

    items: list[Item]
    failed: Mapping[int, BecauseError]


class Engine(Reader):
    """Opened by ``Engine.open``, closed by ``close``; methods block and may be called from several threads."""

    def __init__(self, folder: Path, store: Store, indexer: Indexer, settings: EngineSettings, clock: Clock) -> None:
        self._indexer = indexer
        self._checking = threading.Lock()
        super().__init__(folder, store, settings, clock)
        self.store.changes.tell((), Kind.ALL)

    @classmethod
    def open(cls, folder: Path, settings: EngineSettings, clock: Clock, progress: Progress = silent) -> Engine:
        """Open or create the catalogue in ``folder``: migrate, check and mend the index, load the promoted model."""
        store = Store.open(folder, clock)
        try:
            indexer = _open_index(folder, store, settings, progress)
            return cls(folder, store, indexer, settings, clock)
        except BaseException:
            store.close()
            raise

    @property
    def snapshot(self) -> Snapshot:
        """As ``Reader.snapshot``; in a shared folder others store events, too."""
        if self.settings.shared and self.store.changes.place().event > self._counted:
            with self._writing:
                self._follow_events()
        return self._snapshot

    def close(self) -> None:
        """Let go of files and threads; the engine is of no use afterwards."""
        self._recounting.close()
        with self._writing:
            self._indexer.close()
            self.store.close()

    def nearest(self, collection: str, vector: Floats, k: int) -> tuple[Keys, Floats]:
        """What the index itself finds near a (dims,) vector, for those who follow: keys and cosines, best first.

        Raises ``IndexFailed`` where the index is another than the ``collection`` meant, or can't answer.
        """
        return self._indexer.index_of(collection).query(vector, k)

    # -- writing -----------------------------------------------------------------------------------

    def upsert_items(self, records: Sequence[ItemRecord]) -> ItemsOutcome:
        """Store and index items; recommendable at the next request. What can't be indexed is refused alone."""
        failed = {n: error for n, record in enumerate(records) if (error := self._refusal(record)) is not None}
        good = [record for n, record in enumerate(records) if n not in failed]
        with self._writing:
            items = self.store.catalog.upsert(good)
            self._take_over(items, {item.key: record.vector for item, record in zip(items, good, strict=True)})
        return ItemsOutcome(items, failed)

    def patch_item(self, id: str, patch: ItemPatch) -> Item:
        """Change some fields of an item. Raises ``NotFound``."""
        with self._writing:
            before = self._item(id)
            changes = patch.changes()
            vector = {before.key: changes["vector"]} if "vector" in changes else {}
            refused = self._indexer.refusal(replace(before, **_stored(changes)), patch.vector)
            if refused is not None:
                raise BecauseError(refused.message, refused.remedy)
            item = self.store.catalog.patch(id, changes)
            self._take_over([item], vector)
        return item

    def delete_item(self, id: str) -> None:
        """Take an item out for good; its title stays for reasons already given. Raises ``NotFound``."""
        with self._writing:
            self._take_over([self.store.catalog.delete(id)], {})

    def append_events(self, records: Sequence[EventRecord]) -> Appended:
        """Store events, durable on return; they count at the next request."""
        appended = self.store.events.append(records)
        if appended.accepted and not self.settings.shared:
            found = self.store.events.engaging(appended.accepted, self.settings.engagement.low)
            self._together.reached(appended.accepted[-1].seq)
            with self._writing:
                if appended.accepted[-1].seq > self._counted:
                    self._snapshot.columns.engaged(found, max(event.occurred_at for event in appended.accepted))
        return appended

    def erase_user(self, id: str) -> bool:
        """Forget a person: events, settings and id, in every file. False where there was nobody."""
        with self._writing:
            erased = self.store.users.erase(id)
            if erased:
                self._together.forget()
                self._counted = self._count_engagement(self._snapshot.columns, self._snapshot.trending.half_life)
                self.store.changes.tell((), Kind.COUNTS)
        return erased

    def promote(self, version: str) -> None:
        """Serve this model from now on. Raises ``BadArtifact`` or ``NotFound``; then the old one stays."""
        model = self.artifacts.load(version)
        with self._writing:
            self.artifacts.promote(version)
            self._serve(model)
        self.check("a new model")

    def rollback(self) -> RolledBack:
        """Serve the model again that did before this one, past those that can't be used. Raises as ``promote``."""
        with self._writing:
            back = self.artifacts.rollback()
            self._serve(self.artifacts.load(back.version))
        self.check("a rollback")
        return back

    def reindex(self, embedder: str | None = None, progress: Progress = silent) -> None:
        """Rebuild the index, with another embedder if one is named; the old one serves until the new one is whole."""
        self._indexer.rebuild(make_embedder(embedder or self.settings.embedder), progress)
        with self._writing:
            self._swap_space()
        self.check("reindexing")

    def check(self, after: str) -> None:
        """Look at what is indexed and keep what is found, for ``quality``; a check that fails stops nothing."""
        try:
            with self._checking:
                parts = (self.store.catalog, self._snapshot.space, self.store.meta, self.settings.text)
                checking.check(*parts, self._clock(), after)
        except Exception:
            log.exception("what is indexed could not be checked")

    # -- inside ------------------------------------------------------------------------------------

    def _serve(self, model: Model) -> None:
        before, half_life = self._snapshot, model.recipe.trending.half_life
        if half_life != before.trending.half_life:
            self._counted = self._count_engagement(before.columns, half_life)
        self._snapshot = Snapshot.of(before.columns, before.space, model, words=before.words, lately=before.lately)
        self.store.changes.tell((), Kind.MODEL, name=model.version)
        log.info("model %s is live", model.version)

    def _first_snapshot(self) -> Snapshot:
        columns = ItemColumns(self.store.catalog.all)
        columns.put(self.store.catalog.all())
        first = Snapshot.of(columns, self._indexer.space, self._promoted(), words=self._words, lately=self._together)
        self._counted = self._count_engagement(columns, first.trending.half_life)
        return first

    def _take_over(self, items: Sequence[Item], vectors: Mapping[ItemKey, Sequence[float] | None]) -> None:
        stored_at = self._clock()
        applied = self._indexer.apply(items, vectors)
        if applied.failure is not None:
            log.warning("stored, to be embedded later: %s", applied.failure)
        if applied.same_texts:
            log.info("%d items share their text with another item", applied.same_texts)
        before = self._snapshot
        before.columns.put(items)
        changed = np.array(sorted({int(item.key) for item in items}), dtype=np.int64)
        self._snapshot = before.with_items(self._indexer.space, changed)
        moved = () if self._snapshot.space is before.space else (Kind.SPACE,)
        self.store.changes.tell(changed.tolist(), *moved, stored_at=stored_at)

    def _refusal(self, record: ItemRecord) -> BecauseError | None:
        fields = _stored({name: getattr(record, name) for name in ItemRecord.model_fields})
        refused = self._indexer.refusal(Item(key=ItemKey(0), **fields), record.vector)
        return None if refused is None else BecauseError(refused.message, refused.remedy)

    def _swap_space(self) -> None:
        before = self._snapshot
        if before.space is not self._indexer.space:
            parts = (before.columns, self._indexer.space, before.model)
            self._snapshot = Snapshot.of(*parts, words=before.words, lately=before.lately)
            self.store.changes.tell((), Kind.SPACE)


def _open_index(folder: Path, store: Store, settings: EngineSettings, progress: Progress) -> Indexer:
    """The index as it was built: another embedder in the settings takes over at ``reindex``, not before."""
    embedder = make_embedder(settings.embedder)
    parts = (store.catalog, store.embeddings, store.meta, settings.text)
    indexer = Indexer(folder / CHROMA, embedder, *parts)
    built_with = indexer.built_with()
    if built_with is not None and built_with != embedder.identity:
        log.warning("the index was built with %s: run `because reindex` to change to %s", built_with, settings.embedder)
        indexer = Indexer(folder / CHROMA, make_embedder(built_with), *parts)
    done = indexer.reconcile(progress)
    if done.failure is not None:
        log.warning("some items have no vector yet: %s", done.failure)
    return indexer


def _stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A record's fields as those of an ``Item``."""
    lists = ("categories", "tags")
    return {n: tuple(v) if n in lists else v for n, v in fields.items() if n != "vector"}
