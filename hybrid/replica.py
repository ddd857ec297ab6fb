"""A process beside the owner of a data folder: answers from a state of its own, which follows the owner's.

Before each answer it reads how far the owner's log of changes and the events reach, and takes in what is new: what
was acknowledged by any process counts at the next request. Whatever makes every array anew (the owner has started,
another embedder or centre) is made behind the answers, which come from the state before until then.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.content.following import FollowedSpace, IndexOf
from hybrid.errors import BadArtifact, NotFound
from hybrid.ports import Clock
from hybrid.reader import EngineSettings, Reader
from hybrid.records import EventRecord
from hybrid.snapshot import Snapshot
from hybrid.store import Store
from hybrid.store.changes import Kind, Place
from hybrid.store.events import Appended

log = logging.getLogger(__name__)


RETRY = 5.0
"""Seconds until what could not be made anew is tried again."""


@dataclass(frozen=True)
class Made:
    """A state read from SQL and the models' folder, as of the log's entry ``followed`` and the event ``counted``."""

    snapshot: Snapshot
    space: FollowedSpace
    followed: int
    counted: int


class Replica(Reader):
    """Opened by ``Replica.open``, closed by ``close``; methods block and may be called from several threads."""

    def __init__(self, folder: Path, store: Store, settings: EngineSettings, clock: Clock, index_of: IndexOf) -> None:
        self._index_of = index_of
        self._space: FollowedSpace
        self._seen: Place
        self._followed: int
        self._making: threading.Thread | None = None
        self._closed = threading.Event()
        super().__init__(folder, store, settings, clock)

    @classmethod
    def open(cls, folder: Path, settings: EngineSettings, clock: Clock, index_of: IndexOf) -> Replica:
        """Open the catalogue that another process owns; ``index_of`` reaches the owner's index.

        Raises ``StoreError`` where there is none.
        """
        store = Store.beside(folder, clock)
        try:
            return cls(folder, store, settings, clock, index_of)
        except BaseException:
            store.close()
            raise

    @property
    def snapshot(self) -> Snapshot:
        """As ``Reader.snapshot``."""
        if self.store.changes.place() != self._seen:
            with self._writing:
                self._catch_up()
        return self._snapshot

    def append_events(self, records: Sequence[EventRecord]) -> Appended:
        """As ``Reader.append_events``; this process finds them as it finds those of others."""
        return self.store.events.append(records)

    def close(self) -> None:
        """As ``Reader.close``."""
        self._closed.set()
        self._recounting.close()
        if self._making is not None:
            self._making.join()
        with self._writing:
            self.store.close()

    # -- following ---------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        place = self.store.changes.place()
        if place.change != self._followed:
            self._follow_changes()
        if place.event > self._counted:
            self._follow_events()
        self._seen = place

    def _follow_changes(self) -> None:
        changes = self.store.changes.after(self._followed)
        if changes is None:
            self._make_behind()
            return
        kinds = {change.kind for change in changes}
        self._take_items({change.item for change in changes if change.item is not None})
        if kinds & {Kind.MODEL, Kind.ALL}:
            self._take_model()
        if Kind.COUNTS in kinds:
            self._together.forget()
            self._counted = self._count_engagement(self._snapshot.columns, self._snapshot.trending.half_life)
        if Kind.PEOPLE in kinds:
            self._recounting.soon()
        if kinds & {Kind.SPACE, Kind.ALL}:
            self._make_behind()
        self._followed = max((change.seq for change in changes), default=self._followed)

    def _take_items(self, keys: set[int]) -> None:
        if not keys:
            return
        items = list(self.store.catalog.by_keys(sorted(keys)).values())
        self._space.take(items)
        self._snapshot.columns.put(items)
        self._snapshot = self._snapshot.with_items(self._space.space, np.array(sorted(keys), np.int64))

    def _take_model(self) -> None:
        before = self._snapshot
        try:
            version = self.artifacts.current()
            if version is None or version == before.version:
                return
            # The owner has just compared the checksums, and somebody waits.
            model = self.artifacts.load(version, verify=False)
        except (BadArtifact, NotFound) as error:
            log.error("the model stays: %s", error)
            return
        half_life = model.recipe.trending.half_life
        if half_life != before.trending.half_life:
            self._counted = self._count_engagement(before.columns, half_life)
        self._snapshot = Snapshot.of(before.columns, before.space, model, words=before.words, lately=before.lately)
        log.info("model %s is live", version)

    # -- everything anew ---------------------------------------------------------------------------

    def _first_snapshot(self) -> Snapshot:
        self._adopt(self._made(None))
        return self._snapshot

    def _made(self, before: FollowedSpace | None) -> Made:
        followed = self.store.changes.place().change
        columns = ItemColumns(self.store.catalog.all)
        columns.put(self.store.catalog.all())
        stores = (self.store.catalog, self.store.embeddings, self.store.meta)
        space = FollowedSpace.of(*stores, self.settings.text, self._index_of, before)
        snapshot = Snapshot.of(columns, space.space, self._promoted(), words=self._words, lately=self._together)
        return Made(snapshot, space, followed, self._count_engagement(columns, snapshot.trending.half_life))

    def _adopt(self, made: Made) -> None:
        self._snapshot, self._space = made.snapshot, made.space
        self._followed, self._counted = made.followed, made.counted
        self._seen = Place(made.followed, -1)  # what came in meanwhile is taken in next

    def _make_behind(self) -> None:
        """Begin to make all anew, unless that is under way; what is told meanwhile is followed afterwards."""
        if self._making is None or not self._making.is_alive():
            self._making = threading.Thread(target=self._make_until_done, name="replica", daemon=True)
            self._making.start()

    def _make_until_done(self) -> None:
        while not self._closed.is_set():
            try:
                made = self._made(self._space)
            except Exception:
                log.exception("the state could not be read anew; trying again in %g s", RETRY)
                self._closed.wait(RETRY)
            else:
                with self._writing:
                    self._adopt(made)
                return
