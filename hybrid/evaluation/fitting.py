"""From training events to what answers: the product's own training and read path, fed with the past alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from hybrid import rules
from hybrid.candidates import Query
from hybrid.collaborative.interactions import EventColumns
from hybrid.collaborative.settings import TrainSettings
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.described import Described
from hybrid.domain import EventType, Floats, Item, Keys
from hybrid.draws import draws
from hybrid.errors import NotEnoughData
from hybrid.evaluation.events import TYPES
from hybrid.evaluation.measure import Progress, Question, Shelf
from hybrid.fading import REACH, Counted, Fading, step_of
from hybrid.model import Manifest, Model, TrainedModel
from hybrid.profiles import RATED, REJECTIONS, Engagement
from hybrid.recommend import rank
from hybrid.rules.ruling import UNEXPLORED
from hybrid.snapshot import Snapshot

BLEND, RULES = "blend", "rules"
"""The stages after the sources: what the blend brings, and what is shown, with a place for something new and filled up
where that is too little."""
VERSION = "evaluation"


@dataclass(frozen=True)
class Fitted:
    """What answers from the past alone; ``note`` says what is missing of it."""

    snapshot: Snapshot
    note: str = ""


Fit: TypeAlias = Callable[[EventColumns, Progress], Fitted]
"""Makes it of the events it may learn from, and of no others."""


@dataclass(frozen=True)
class ProductFit:
    """Trains as ``because train`` does. ``items`` gives the catalogue, again at every call."""

    items: Callable[[], Iterable[Item]]
    space: ContentSpace
    train: TrainSettings = field(default_factory=TrainSettings)
    engagement: Engagement = field(default_factory=Engagement)

    def __call__(self, events: EventColumns, progress: Progress) -> Fitted:
        """A snapshot that knows these events only; without a trained model where they are too few for one."""
        from hybrid.collaborative.train import train  # LightFM is loaded by those who train

        columns = ItemColumns()
        columns.put(self.items())
        model, note = None, ""
        try:
            model = _model(train(events, self.engagement, self.train, progress, Described(columns, self.space)))
        except NotEnoughData as error:
            note = f"Measured without a trained model. {error}"
        snapshot = Snapshot.of(columns, self.space, model)
        half_life = snapshot.trending.half_life
        counts = counted(events, self.engagement, step_of(half_life))
        columns.reset_engagement(counts.people, Fading.of(half_life, counts))
        return Fitted(snapshot, note)


@dataclass(frozen=True)
class Product:
    """Serving's own read path as a ``Scorer``: each source alone by its channel, ``blend`` and ``rules``."""

    fitted: Fitted

    def ranked(self, question: Question) -> Mapping[str, Sequence[int] | Keys]:
        """The lists of every stage."""
        snapshot, profile = self.fitted.snapshot, question.profile
        allowed = rules.allowed(snapshot.columns, question.wanted, profile)
        keys = np.flatnonzero(allowed)
        enough = UNEXPLORED.enough(snapshot.columns)
        sources = snapshot.gather(Query(profile, allowed, enough=enough))
        # Not by ``propose``: it lists positive scores alone, about half the catalogue where scores are centred.
        alone = {source.channel: best(keys, source.raw(keys), question.size) for source in sources}
        shown = rank(snapshot, profile, question.wanted, question.size, ruling=UNEXPLORED)
        return {**alone, BLEND: shown.blended.keys[: question.size], RULES: shown.keys}


def shelf_of(fitted: Fitted, events: EventColumns) -> Shelf:
    """What the figures need to know of the items."""
    columns, space = fitted.snapshot.columns, fitted.snapshot.space
    popularity = columns.engagement.astype(np.float64)
    return Shelf(columns.recommendable.copy(), popularity, len(np.unique(events.user)), space.vectors)


def counted(events: EventColumns, engagement: Engagement, step: int | None = None) -> Counted:
    """Who engaged with what, as ``Events.engagement`` counts it."""
    silent = REJECTIONS | {EventType.IMPRESSION}
    speaks = np.array([kind not in silent for kind in TYPES])[events.type]
    rated = np.array([kind in RATED for kind in TYPES])[events.type]
    speaks &= ~(rated & (events.value < engagement.low))
    newest_first = np.lexsort((-events.occurred_at, events.item, events.user))
    rows = newest_first[speaks[newest_first]]
    user, item = events.user[rows], events.item[rows].astype(np.int64)
    first = np.r_[True, (user[1:] != user[:-1]) | (item[1:] != item[:-1])][: len(rows)]
    item, at = item[first], events.occurred_at[rows][first].astype(np.int64)
    newest = int(events.occurred_at.max()) if len(events.occurred_at) else None
    ages = np.zeros(0, np.int64) if step is None or newest is None else newest // step - at // step
    lately = np.flatnonzero(ages <= REACH)
    keys, people = np.unique(item, return_counts=True)
    counts = dict(zip(keys.tolist(), people.astype(float).tolist(), strict=True))
    return Counted(counts, (item[lately], ages[lately], np.ones(len(lately))), newest, len(events.user))


def best(keys: Keys, scores: Floats, size: int) -> Keys:
    """The ``size`` best of ``keys``, whatever the sign of their scores.

    Ties are drawn, the same way for everybody: by key the oldest items would come first, often the best known ones.
    """
    return keys[np.lexsort((draws(0, keys), -scores))[:size]]


def _model(trained: TrainedModel) -> Model:
    """What ``artifacts`` would load, without the way over the disk."""
    manifest = Manifest(VERSION, 0, trained.counts, trained.settings, report=trained.report)
    return Model(VERSION, manifest, trained.factors, trained.tables, trained.recipe)
