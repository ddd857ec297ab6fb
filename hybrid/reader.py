"""What one process answers from: a catalogue's stores and the ``Snapshot`` that serving reads.

All state hangs here, so that several catalogues can live in one process. ``Engine`` is the one that owns the data
folder and writes; ``Replica`` is one beside it that follows.
"""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hybrid import neighbours, rules
from hybrid.artifacts import KEPT, Artifacts
from hybrid.columns import ItemColumns
from hybrid.content import checking
from hybrid.content.text import TextSettings
from hybrid.domain import Item, SourceName, User, UserKey, to_datetime
from hybrid.errors import BadArtifact, NotFound
from hybrid.fading import Fading, step_of
from hybrid.later import Later
from hybrid.model import Model
from hybrid.ports import Clock
from hybrid.profiles import ALL_SEEN, EMPTY, Engagement, Profile, Seen, fold
from hybrid.records import EventRecord, UserSettings
from hybrid.rules.book import RuleBook
from hybrid.rules.document import EVERYWHERE, ScenarioDocument
from hybrid.rules.near import Near
from hybrid.session import session_of
from hybrid.snapshot import Snapshot
from hybrid.store import Store
from hybrid.store.changes import Kind
from hybrid.store.events import Appended
from hybrid.store.merging import Merged
from hybrid.store.words import ItemWords
from hybrid.together import NOBODY, Together

log = logging.getLogger(__name__)

MODELS = "models"
MOST_FOLLOWED = 20_000
"""Events taken in one by one; where more are new, counting all anew is faster."""
RECOUNT = 30.0
"""Seconds after which people are counted anew where two ids proved to be one person: people sign in all the time."""


@dataclass(frozen=True)
class EngineSettings:
    """How this catalogue embeds, reads histories and blends. ``shared``: other processes read the folder, too.
    ``kept`` is how many models stay (``Artifacts``)."""

    embedder: str = "wordllama"
    text_fields: tuple[str, ...] | None = None
    engagement: Engagement = field(default_factory=Engagement)
    shared: bool = False
    kept: int = KEPT

    @property
    def text(self) -> TextSettings:
        """What an item's text is made of."""
        return TextSettings(self.text_fields) if self.text_fields else TextSettings()


@dataclass(frozen=True)
class Found:
    """A neighbouring item, ready to be shown."""

    item: Item
    score: float
    source: SourceName


class Reader(ABC):
    """Methods block and may be called from several threads."""

    def __init__(self, folder: Path, store: Store, settings: EngineSettings, clock: Clock) -> None:
        self.folder = folder
        self.store = store
        self.settings = settings
        self.artifacts = Artifacts(folder / MODELS, clock, settings.kept)
        self.rulebook = RuleBook(store.scenarios)
        self._clock = clock
        self._writing = threading.RLock()
        self._words = ItemWords(store.database, settings.text.fields)
        self._counted = 0
        self._recounting = Later(self.recount, RECOUNT)
        self._together = Together(store.events, settings.engagement.low)
        self._snapshot = self._first_snapshot()

    @property
    def snapshot(self) -> Snapshot:
        """What to answer from now, with all that was acknowledged before; a request takes it once and keeps it."""
        return self._snapshot

    def now(self) -> int:
        """UTC microseconds, by the clock that it was opened with."""
        return self._clock()

    @abstractmethod
    def append_events(self, records: Sequence[EventRecord]) -> Appended:
        """Store events, durable on return; they count at the next request."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and threads; it is of no use afterwards."""

    def profile(self, user: UserKey | None, counted: Seen = ALL_SEEN) -> Profile:
        """What this person's events say at this moment, straight from SQL; ``counted`` says which make items seen."""
        if user is None:
            return EMPTY
        return fold(self.store.events.of_user(user), self._clock(), self.settings.engagement, user, counted)

    def session(self, named: Sequence[int], history: Profile) -> Profile:
        """The item keys that a request names, as what a person with this history looks at now."""
        return session_of(named, self._clock(), self.settings.engagement, history)

    def similar(self, id: str, limit: int, same_category: bool = False) -> list[Found]:
        """Content neighbours of an item. Raises ``NotFound``."""
        item, snapshot = self._item(id), self.snapshot
        wanted, document = self._wanted(item.categories if same_category else ()), self._document
        allowed = rules.allowed(snapshot.columns, wanted, EMPTY)
        near = Near.of(document.near_duplicates, snapshot.columns, snapshot.space)
        return self._shown(neighbours.similar(snapshot, item.key, limit, allowed, near), wanted)

    def also_liked(self, id: str, limit: int, same_category: bool = False) -> list[Found]:
        """Collaborative neighbours of an item, what people did since the training among them. Raises ``NotFound``."""
        item, snapshot = self._item(id), self.snapshot
        since = 0 if snapshot.model is None else snapshot.model.read_at
        lately = self._together.beside([item.key], since).get(item.key, NOBODY)
        wanted, document = self._wanted(item.categories if same_category else ()), self._document
        allowed = rules.allowed(snapshot.columns, wanted, EMPTY)
        near = Near.of(document.near_duplicates, snapshot.columns, snapshot.space)
        found = neighbours.also_liked(snapshot, item.key, limit, allowed, lately, document.min_people, near)
        return self._shown(found, wanted)

    def search(self, text: str, limit: int, categories: Sequence[str] = ()) -> list[Found]:
        """Items that a text asks for, by meaning and by its words."""
        snapshot, wanted = self.snapshot, self._wanted(categories)
        allowed = rules.allowed(snapshot.columns, wanted, EMPTY)
        return self._shown(neighbours.search(snapshot, text, limit, allowed), wanted)

    def quality(self) -> checking.Quality | None:
        """What the last ``check`` found; None before the first."""
        return checking.last(self.store.meta.get(checking.META))

    def put_user(self, id: str, settings: UserSettings) -> User:
        """Store a person's settings."""
        return self.store.users.put(id, settings)

    def merge_users(self, id: str, other: str) -> Merged:
        """Make ``other`` one more id of the person ``id``: their events count for both at the next request.

        Raises ``CannotMerge`` where it is another person's.
        """
        merged = self.store.users.merge(id, other, self._clock())
        if merged.events:
            self._recounting.soon()
            self.store.changes.tell((), Kind.PEOPLE)
        return merged

    def recount(self) -> None:
        """Count everybody's engagement anew, beside the answers."""
        self._together.forget()
        half_life = self._snapshot.trending.half_life
        counted = self.store.events.engagement(self.settings.engagement.low, step_of(half_life))
        with self._writing:
            snapshot = self._snapshot
            if snapshot.trending.half_life != half_life:  # another model since, which counts in other steps
                self._counted = self._count_engagement(snapshot.columns, snapshot.trending.half_life)
                return
            snapshot.columns.reset_engagement(counted.people, Fading.of(half_life, counted))
            self._counted = counted.last
            self._follow_events()

    # -- inside ------------------------------------------------------------------------------------

    @abstractmethod
    def _first_snapshot(self) -> Snapshot:
        """From what is stored."""

    def _promoted(self) -> Model | None:
        """The model that is to serve; None where there is none, or it is damaged."""
        try:
            version = self.artifacts.current()
            return None if version is None else self.artifacts.load(version)
        except (BadArtifact, NotFound) as error:
            log.error("serving without a trained model: %s", error)
            return None

    def _count_engagement(self, columns: ItemColumns, half_life: float | None) -> int:
        """Count all events into the columns; returns the last one's ``seq``."""
        counted = self.store.events.engagement(self.settings.engagement.low, step_of(half_life))
        columns.reset_engagement(counted.people, Fading.of(half_life, counted))
        self._together.reached(counted.last)
        return counted.last

    def _follow_events(self) -> None:
        """Count what any process has stored since."""
        events = self.store.events.after(self._counted, MOST_FOLLOWED)
        snapshot = self._snapshot
        if len(events) == MOST_FOLLOWED:
            self._counted = self._count_engagement(snapshot.columns, snapshot.trending.half_life)
        elif events:
            found = self.store.events.engaging(events, self.settings.engagement.low)
            snapshot.columns.engaged(found, max(event.occurred_at for event in events))
            self._counted = events[-1].seq
            self._together.reached(self._counted)

    def _item(self, id: str) -> Item:
        item = self.store.catalog.get(id)
        if item is None:
            raise NotFound(f"There is no item {id!r}.", "Post it to /v1/items first.")
        return item

    @property
    def _document(self) -> ScenarioDocument:
        """Of all scenarios: what is asked for without a scenario goes by it."""
        return self.rulebook.of(EVERYWHERE).document

    def _wanted(self, categories: Sequence[str]) -> rules.Filter:
        """What may be shown by it to somebody of whom nothing is known."""
        in_force, year = self.rulebook.of(EVERYWHERE), to_datetime(self._clock()).year
        excluded = self.store.catalog.keys_of(in_force.excluded) if in_force.excluded else {}
        return rules.Filter(
            categories=tuple(categories),
            conditions=tuple(in_force.conditions(None, None, year)),
            exclude=tuple(int(key) for key in excluded.values()),
            available=in_force.document.filter.available,
        )

    def _shown(self, found: Sequence[neighbours.Neighbour], wanted: rules.Filter) -> list[Found]:
        items = self.store.catalog.by_keys([n.key for n in found])
        shown = [Found(items[n.key], n.score, n.source) for n in found if n.key in items]
        return [s for s in shown if wanted.passes(s.item)]
