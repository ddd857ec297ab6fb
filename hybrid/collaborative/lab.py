"""The validation slice with everything fitted on its past: each table once, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from hybrid.collaborative.bank import fitted_links, head_of
from hybrid.collaborative.factors import Factors
from hybrid.collaborative.history import History, Rows
from hybrid.collaborative.judge import Judge
from hybrid.collaborative.links import Links
from hybrid.collaborative.mixing import Group, scale_of
from hybrid.collaborative.native import factors, item_links
from hybrid.collaborative.pairs import Backing
from hybrid.collaborative.scores import Same, Scores, by_content, by_factors, by_links, weighed
from hybrid.collaborative.settings import NativeSettings
from hybrid.collaborative.shelves import shelf_links
from hybrid.collaborative.specs import ContentSpec, FactorsSpec, ShelfSpec, Source, Spec, unread
from hybrid.described import Described
from hybrid.domain import Floats, Keys
from hybrid.model import CONTENT, NATIVE, POPULAR

CONTENT_SCALE = 0.1
"""Where training has no vectors to measure it by."""
CATEGORY_CELLS = 30_000_000
"""Items times categories up to which categories are looked at."""


@dataclass(frozen=True)
class Making:
    """How tables are fitted, beside their specs, and how likeness of texts reads the history."""

    head: int
    orders: int
    links: int
    last: int
    native: NativeSettings
    seed: int
    content: ContentSpec = ContentSpec()


@dataclass
class Lab:
    """``history`` is what is learnt from, by codes; ``described`` what is written about its items, if anything. Links
    join only items that enough people met both of (``backing``)."""

    history: History
    making: Making
    described: Described | None
    tell: Callable[[str, float], None]
    backing: Backing
    _links: dict[Spec, Links] = field(default_factory=dict)
    _factors: dict[NativeSettings, Factors] = field(default_factory=dict)

    @cached_property
    def content(self) -> Floats:
        """Unit vectors (m, d) of the items' texts, zeros where there are none."""
        return self._nothing if self.described is None else self.described.vectors(self.history.keys)

    @cached_property
    def categories(self) -> Floats:
        """Unit vectors (m, c) of the items' categories, zeros where there are none, or far too many."""
        keys = self.history.keys
        if self.described is None or self.described.categories(keys[:1]).size * len(keys) > CATEGORY_CELLS:
            return self._nothing
        return self.described.categories(keys)

    @cached_property
    def head(self) -> Keys:
        """Codes of the items that the closed forms are solved for."""
        return head_of(self.history, self.making.head)

    def factors(self, settings: NativeSettings | None = None) -> Factors:
        """LightFM's, by code."""
        chosen = settings or self.making.native
        if chosen not in self._factors:
            self.train(chosen, [chosen.epochs])
        return self._factors[chosen]

    def train(self, settings: NativeSettings, epochs: Sequence[int]) -> None:
        """LightFM once, kept as it was after each of ``epochs``."""
        tell = lambda share: self.tell("LightFM", share)  # noqa: E731
        found = factors(self.history, settings, epochs, self.making.seed, tell, self.categories)
        self._factors |= {replace(settings, epochs=after): one for after, one in found.items()}

    def settle(self, native: NativeSettings) -> None:
        """From now on LightFM means these settings; what others made is let go of."""
        self.making = replace(self.making, native=native)
        self._factors = {native: self.factors(native)}
        self._links = {spec: links for spec, links in self._links.items() if not isinstance(spec, FactorsSpec)}

    def links(self, spec: Spec, native: NativeSettings | None = None) -> Links:
        """A table's, by code; where it is made of LightFM's vectors, by those of ``native`` or the lab's own."""
        table = unread(spec)
        if not isinstance(table, FactorsSpec):
            return self._kept(table)
        own = native in (None, self.making.native)
        cosines = self._kept(replace(table, power=1.0)) if own else self._cosines(native)
        return replace(cosines, strengths=cosines.strengths**table.power)

    def forget(self, kept: Iterable[Spec]) -> None:
        """Let go of tables that nobody asks for any more."""
        stay = {replace(t, power=1.0) if isinstance(t, FactorsSpec) else t for t in map(unread, kept)}
        self._links = {spec: links for spec, links in self._links.items() if spec in stay}

    def scores(self, spec: Source, people: History, native: NativeSettings | None = None) -> Scores:
        """Of some people (of this lab's history)."""
        weights = weighed(people, spec.weighing(self.making.last))
        if isinstance(spec, ContentSpec):
            return by_content(self.content, weights)
        return by_links(self.links(spec, native), weights, self.head)

    def able(self, spec: Source) -> bool:
        """Whether there is anything here to make it of."""
        if isinstance(spec, ContentSpec):
            return bool(self.content.any())
        return not isinstance(spec, ShelfSpec) or bool(self.categories.any())

    def group(
        self,
        chosen: Rows,
        specs: Mapping[str, Source],
        newest: int | None = None,
        scales: Mapping[str, float] | None = None,
    ) -> Group:
        """Everything that scores people, as if only their ``newest`` entries were known, and training had not met
        them, where that is given. Scales are measured unless given."""
        people = self.history.of(chosen)
        judge = Judge.of(people)
        known = people if newest is None else people.newest(newest)
        able = {name: spec for name, spec in {**specs, CONTENT: self.making.content}.items() if self.able(spec)}
        scores: dict[str, Scores] = {name: self.scores(spec, known) for name, spec in able.items()}
        if newest is None:
            scores[NATIVE] = by_factors(self.factors(), chosen.astype(np.int64))
        scores[POPULAR] = Same(np.log1p(self.history.popularity).astype(np.float32))
        if scales is None:
            scales = {name: scale_of(found, judge) for name, found in scores.items()} | {POPULAR: 1.0}
        return Group(scores, scales, judge)

    @property
    def _nothing(self) -> Floats:
        return np.zeros((self.history.size, 1), np.float32)

    def _kept(self, table: Spec) -> Links:
        if table not in self._links:
            self._links[table] = self._fitted(table)
        return self._links[table]

    def _fitted(self, spec: Spec) -> Links:
        if isinstance(spec, FactorsSpec):
            return self._cosines(None)
        if isinstance(spec, ShelfSpec):
            return shelf_links(self.history, self.categories, self.making.links, self.backing.least)
        pairs = self.backing.behind(spec)
        return fitted_links(spec, self.history, self.head, self.making.orders, self.making.links, pairs)

    def _cosines(self, native: NativeSettings | None) -> Links:
        return item_links(self.factors(native), self.making.links, self.backing.met)
