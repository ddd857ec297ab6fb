"""One catalogue: its data folder, stores, index and the Snapshot that serving reads.

All state hangs here, so that several catalogues can live in one process. Writes go to SQL first (the
truth), then to the index and the columns, under one lock; reads take ``snapshot`` once and keep it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from hybrid import neighbours, rules
from hybrid.artifacts import Artifacts
from hybrid.columns import ItemColumns
from hybrid.content import checking
from hybrid.content.embed import make_embedder
from hybrid.content.indexer import Indexer
from hybrid.content.text import TextSettings
from hybrid.domain import Item, ItemKey, Mask, SourceName, User, UserKey
from hybrid.errors import BadArtifact, BecauseError, NotFound
from hybrid.fading import Fading, step_of
from hybrid.model import Model
from hybrid.ports import Clock
from hybrid.profiles import EMPTY, Engagement, Profile, fold
from hybrid.records import EventRecord, ItemPatch, ItemRecord, UserSettings
from hybrid.snapshot import Snapshot
from hybrid.store import Store
from hybrid.store.events import Appended

log = logging.getLogger(__name__)

Progress: TypeAlias = Callable[[str, float], None]
CHROMA, MODELS = "chroma", "models"


def silent(_stage: str, _share: float) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class EngineSettings:
    """How this catalogue embeds, reads histories and blends."""

    embedder: str = "wordllama"
    text_fields: tuple[str, ...] | None = None
    engagement: Engagement = field(default_factory=Engagement)


@dataclass(frozen=True)
class ItemsOutcome:
    """What became of a batch: the stored items, and by position in the batch why others were refused."""

    items: list[Item]
    failed: Mapping[int, BecauseError]


@dataclass(frozen=True)
class Found:
    """A neighbouring item, ready to be shown."""

    item: Item
    score: float
    source: SourceName


class Engine:
    """Opened by ``Engine.open``, closed by ``close``; methods block and may be called from several threads."""

    def __init__(self, folder: Path, store: Store, indexer: Indexer, settings: EngineSettings, clock: Clock) -> None:
        self.folder = folder
        self.store = store
        self.settings = settings
        self.artifacts = Artifacts(folder / MODELS, clock)
        self._indexer = indexer
        self._clock = clock
        self._writing = threading.RLock()
        self._checking = threading.Lock()
        self.snapshot = self._first_snapshot()

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

    def close(self) -> None:
        """Let go of files and threads; the engine is of no use afterwards."""
        with self._writing:
            self._indexer.close()
            self.store.close()

    # -- reading -----------------------------------------------------------------------------------

    def profile(self, user: UserKey | None) -> Profile:
        """What this person's events say at this moment, straight from SQL."""
        if user is None:
            return EMPTY
        return fold(self.store.events.of_user(user), self._clock(), self.settings.engagement, user)

    def similar(self, id: str, limit: int, same_category: bool = False) -> list[Found]:
        """Content neighbours of an item. Raises ``NotFound``."""
        item = self._item(id)
        return self._shown(neighbours.similar(self.snapshot, item.key, limit, self._near(item, same_category)))

    def also_liked(self, id: str, limit: int, same_category: bool = False) -> list[Found]:
        """Collaborative neighbours of an item. Raises ``NotFound``."""
        item = self._item(id)
        return self._shown(neighbours.also_liked(self.snapshot, item.key, limit, self._near(item, same_category)))

    def search(self, text: str, limit: int, categories: Sequence[str] = ()) -> list[Found]:
        """Items by meaning."""
        snapshot = self.snapshot
        allowed = rules.allowed(snapshot.columns, rules.Filter(categories=tuple(categories)), EMPTY)
        return self._shown(neighbours.search(snapshot, text, limit, allowed))

    def quality(self) -> checking.Quality | None:
        """What the last ``check`` found; None before the first."""
        return checking.last(self.store.meta.get(checking.META))

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
        if appended.accepted:
            found = self.store.events.engaging(appended.accepted, self.settings.engagement.low)
            with self._writing:
                if appended.accepted[-1].seq > self._counted:
                    self.snapshot.columns.engaged(found, max(event.occurred_at for event in appended.accepted))
        return appended

    def put_user(self, id: str, settings: UserSettings) -> User:
        """Store a person's settings."""
        return self.store.users.put(id, settings)

    def erase_user(self, id: str) -> bool:
        """Forget a person: events, settings and id, in every file. False where there was nobody."""
        with self._writing:
            erased = self.store.users.erase(id)
            if erased:
                self._count_engagement(self.snapshot.columns, self.snapshot.trending.half_life)
        return erased

    def promote(self, version: str) -> None:
        """Serve this model from now on. Raises ``BadArtifact`` or ``NotFound``; then the old one stays."""
        model = self.artifacts.load(version)
        with self._writing:
            self.artifacts.promote(version)
            self._serve(model)
        self.check("a new model")

    def rollback(self) -> str:
        """Serve the model again that did before this one; returns its version. Raises as ``promote``."""
        with self._writing:
            version = self.artifacts.rollback()
            self._serve(self.artifacts.load(version))
        self.check("a rollback")
        return version

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
                parts = (self.store.catalog, self.snapshot.space, self.store.meta, _text_of(self.settings))
                checking.check(*parts, self._clock(), after)
        except Exception:
            log.exception("what is indexed could not be checked")

    # -- inside ------------------------------------------------------------------------------------

    def _serve(self, model: Model) -> None:
        before, half_life = self.snapshot, model.recipe.trending.half_life
        if half_life != before.trending.half_life:
            self._count_engagement(before.columns, half_life)
        self.snapshot = Snapshot.of(before.columns, before.space, model)
        log.info("model %s is live", model.version)

    def _first_snapshot(self) -> Snapshot:
        columns = ItemColumns()
        columns.put(self.store.catalog.all())
        model = None
        try:
            version = self.artifacts.current()
            model = None if version is None else self.artifacts.load(version)
        except (BadArtifact, NotFound) as error:
            log.error("serving without a trained model: %s", error)
        first = Snapshot.of(columns, self._indexer.space, model)
        self._count_engagement(columns, first.trending.half_life)
        return first

    def _count_engagement(self, columns: ItemColumns, half_life: float | None) -> None:
        counted = self.store.events.engagement(self.settings.engagement.low, step_of(half_life))
        columns.reset_engagement(counted.people, Fading.of(half_life, counted))
        self._counted = counted.last

    def _take_over(self, items: Sequence[Item], vectors: Mapping[ItemKey, Sequence[float] | None]) -> None:
        applied = self._indexer.apply(items, vectors)
        if applied.failure is not None:
            log.warning("stored, to be embedded later: %s", applied.failure)
        if applied.same_texts:
            log.info("%d items share their text with another item", applied.same_texts)
        self.snapshot.columns.put(items)
        changed = np.array(sorted({int(item.key) for item in items}), dtype=np.int64)
        self.snapshot = self.snapshot.with_items(self._indexer.space, changed)

    def _refusal(self, record: ItemRecord) -> BecauseError | None:
        fields = _stored({name: getattr(record, name) for name in ItemRecord.model_fields})
        refused = self._indexer.refusal(Item(key=ItemKey(0), **fields), record.vector)
        return None if refused is None else BecauseError(refused.message, refused.remedy)

    def _swap_space(self) -> None:
        if self.snapshot.space is not self._indexer.space:
            before = self.snapshot
            self.snapshot = Snapshot.of(before.columns, self._indexer.space, before.model)

    def _item(self, id: str) -> Item:
        item = self.store.catalog.get(id)
        if item is None:
            raise NotFound(f"There is no item {id!r}.", "Post it to /v1/items first.")
        return item

    def _near(self, item: Item, same_category: bool) -> Mask:
        categories = item.categories if same_category else ()
        return rules.allowed(self.snapshot.columns, rules.Filter(categories=categories), EMPTY)

    def _shown(self, found: Sequence[neighbours.Neighbour]) -> list[Found]:
        items = self.store.catalog.by_keys([n.key for n in found])
        shown = [Found(items[n.key], n.score, n.source) for n in found if n.key in items]
        return [s for s in shown if s.item.recommendable]


def _open_index(folder: Path, store: Store, settings: EngineSettings, progress: Progress) -> Indexer:
    """The index as it was built: another embedder in the settings takes over at ``reindex``, not before."""
    embedder = make_embedder(settings.embedder)
    parts = (store.catalog, store.embeddings, store.meta, _text_of(settings))
    indexer = Indexer(folder / CHROMA, embedder, *parts)
    built_with = indexer.built_with()
    if built_with is not None and built_with != embedder.identity:
        log.warning("the index was built with %s: run `because reindex` to change to %s", built_with, settings.embedder)
        indexer = Indexer(folder / CHROMA, make_embedder(built_with), *parts)
    done = indexer.reconcile(progress)
    if done.failure is not None:
        log.warning("some items have no vector yet: %s", done.failure)
    return indexer


def _text_of(settings: EngineSettings) -> TextSettings:
    return TextSettings(settings.text_fields) if settings.text_fields else TextSettings()


def _stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A record's fields as those of an ``Item``."""
    lists = ("categories", "tags")
    return {n: tuple(v) if n in lists else v for n, v in fields.items() if n != "vector"}
