"""What serving reads: the promoted model, the content space and the item columns, swapped whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hybrid import baselines, session
from hybrid.blend import BlendWeights, Knot
from hybrid.candidates import Query, Scoring
from hybrid.collaborative.factors import NativeSource
from hybrid.collaborative.tables import TableSource
from hybrid.columns import ItemColumns
from hybrid.content.source import ContentSource, ContextSource
from hybrid.content.space import ContentSpace
from hybrid.domain import Keys, SourceName, UserKey
from hybrid.lately import LatelySource, weight_of
from hybrid.likeness import borrowed
from hybrid.model import CONTENT, ITEM_TO_ITEM, LATELY, NATIVE, POPULAR, TRENDING, Model, TrendingSettings
from hybrid.popularity import Crowd, PopularSource, TrendingSource
from hybrid.ports import CandidateSource, Lately, WordIndex
from hybrid.profiles import Decay, Reading, Weighing
from hybrid.standins import NOBODY, StandIns

CONTEXT = "context"
MOST_STANDINS = 5_000
"""New items that borrow from known ones; the newest, where there are more."""
ASKED = 3.0
"""Weight of what the request's text means."""
UNTRAINED = BlendWeights(known=(), unknown=(Knot(0, {POPULAR: 0.2, CONTENT: 1.0}),))
BY_CONTENT, CONTENT_SCALE = Weighing(Decay(interactions=3.0, last=20), Reading.SIGNED), 0.1
"""Until the first training."""


@dataclass(frozen=True)
class Snapshot:
    """One consistent state to answer from. ``model`` is None until one was trained, ``words`` where texts are searched
    by meaning alone, ``lately`` where nobody counts what people do since. ``factors`` change the weights of sources, by
    their names; ``alone`` is the one channel that ranks, where not all do."""

    columns: ItemColumns
    space: ContentSpace
    model: Model | None
    standins: StandIns
    sources: tuple[CandidateSource, ...]
    words: WordIndex | None = None
    lately: Lately | None = None
    factors: Mapping[str, float] = field(default_factory=dict)
    alone: str | None = None

    @classmethod
    def of(
        cls,
        columns: ItemColumns,
        space: ContentSpace,
        model: Model | None,
        standins: StandIns | None = None,
        words: WordIndex | None = None,
        lately: Lately | None = None,
    ) -> Snapshot:
        """The snapshot with the sources that these parts can carry; stand-ins are worked out unless given."""
        standins = _standins(columns, space, model) if standins is None else standins
        recipe = None if model is None else model.recipe
        by_content = (recipe.content, recipe.content_scale) if recipe else (BY_CONTENT, CONTENT_SCALE)
        crowd = Crowd(columns, standins, recipe is not None and recipe.trending.leads)
        sources: list[CandidateSource] = [
            ContentSource(space, *by_content),
            ContextSource(space, words),
            PopularSource(crowd),
            TrendingSource(crowd),
        ]
        if model is not None:
            sources.append(NativeSource(model.factors, model.recipe.native_scale, standins))
            sources += [TableSource(table, standins) for table in model.tables]
            linked = model.table(ITEM_TO_ITEM)
            if lately is not None and linked is not None:
                sources.append(LatelySource(lately, model, linked, columns, standins))
        return cls(columns, space, model, standins, tuple(sources), words, lately)

    def weights(self, interactions: int, user: UserKey | None) -> dict[str, float]:
        """The weight of each channel for somebody with so many interactions. What trends weighs what popularity
        does: the two share out what they say between them (``Crowd``)."""
        if self.alone is not None:
            return {self.alone: 1.0}
        if self.model is None:
            weights = UNTRAINED.at(interactions, False)
        else:
            weights = self.model.recipe.weights.at(interactions, self.model.factors.knows(user))
            weights[LATELY] = weight_of(weights, self.model.tables)
        weights = {**weights, **session.weighed(weights), TRENDING: weights.get(POPULAR, 0.0), CONTEXT: ASKED}
        if not self.factors:
            return weights
        return {channel: weight * self._factor(channel) for channel, weight in weights.items()}

    def reweighed(self, factors: Mapping[str, float]) -> Snapshot:
        """The same with the weights of these sources (``SourceName``) multiplied."""
        return replace(self, factors=factors)

    def baseline(self, name: str) -> Snapshot:
        """The same items, ranked by popularity or age alone (``baselines.POPULAR``, ``NEWEST``)."""
        popular = name == baselines.POPULAR
        source = (baselines.PopularBaseline if popular else baselines.NewestBaseline)(self.columns)
        return Snapshot(self.columns, self.space, None, NOBODY, (source,), alone=name)

    def _factor(self, channel: str) -> float:
        """By the name under which answers show what a channel brings."""
        name: str = channel
        if channel.startswith(session.CHANNEL):
            name = SourceName.CONTEXT
        elif channel == NATIVE:
            name = SourceName.LIGHTFM
        elif channel == LATELY:
            name = SourceName.NEIGHBOURS
        elif self.model is not None:
            name = next((table.source for table in self.model.tables if table.name == channel), channel)
        return self.factors.get(name, 1.0)

    def with_items(self, space: ContentSpace, changed: Keys) -> Snapshot:
        """The same after the items ``changed`` were written to the columns and the space."""
        if self.model is None:
            same = space is self.space
            return self if same else Snapshot.of(self.columns, space, None, NOBODY, self.words, self.lately)
        cold = changed[~_known(self.model, changed)]
        if not cold.size and space is self.space:
            return self
        fresh = borrowed(cold, self.model.factors.item_known, self.columns, space, self.model.recipe.standins)
        standins = self.standins.replaced(cold, fresh, MOST_STANDINS)
        return Snapshot.of(self.columns, space, self.model, standins, self.words, self.lately)

    def caught_up(self, live: Snapshot) -> Snapshot:
        """The same model over the items that ``live`` has by now; both share their columns."""
        return self.with_items(live.space, np.setdiff1d(_cold(self.columns, self.model), self.standins.keys))

    @property
    def trending(self) -> TrendingSettings:
        """How engagement fades for what trends."""
        return TrendingSettings() if self.model is None else self.model.recipe.trending

    @property
    def version(self) -> str | None:
        """The version of the trained model."""
        return None if self.model is None else self.model.version

    def gather(self, query: Query) -> Sequence[Scoring]:
        """Every source's view of the request. One after the other: each takes well under a millisecond of a core,
        less than handing it to another thread."""
        read = (source.read(query) for source in self.sources)
        return [*(scoring for scoring in read if scoring is not None), *session.read(self.sources, query)]


def _standins(columns: ItemColumns, space: ContentSpace, model: Model | None) -> StandIns:
    if model is None:
        return NOBODY
    return borrowed(_cold(columns, model), model.factors.item_known, columns, space, model.recipe.standins)


def _cold(columns: ItemColumns, model: Model | None) -> Keys:
    """The newest of the items that training has not met."""
    keys = np.flatnonzero(columns.recommendable)
    return keys if model is None else keys[~_known(model, keys)][-MOST_STANDINS:]


def _known(model: Model, keys: Keys) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    known = model.factors.item_known
    inside = keys < known.size
    return np.where(inside, known[np.where(inside, keys, 0)], False)
