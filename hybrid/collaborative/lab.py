"""The validation slice with everything fitted on its past: each table once, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from hybrid.collaborative.scores import Same, Scores, by_content, by_factors, by_links, weighed
from hybrid.collaborative.settings import NativeSettings
from hybrid.collaborative.specs import EaseSpec, FactorsSpec, Spec
from hybrid.described import Described
from hybrid.domain import Floats, Keys
from hybrid.model import CONTENT, NATIVE, POPULAR
from hybrid.profiles import Decay, Reading, Weighing

CONTENT_WEIGHING = Weighing(Decay(3.0, None, 20), Reading.POSITIVE)
"""How likeness to the history weighs it."""
CONTENT_SCALE = 0.1
"""Where training has no vectors to measure it by."""


@dataclass(frozen=True)
class Making:
    """How tables are fitted, beside their specs."""

    head: int
    orders: int
    links: int
    last: int
    native: NativeSettings
    seed: int


@dataclass
class Lab:
    """``history`` is what is learnt from, by codes; ``described`` what is written about its items, if anything."""

    history: History
    making: Making
    described: Described | None
    tell: Callable[[str, float], None]
    _links: dict[Spec, Links] = field(default_factory=dict)
    _factors: dict[NativeSettings, Factors] = field(default_factory=dict)

    @cached_property
    def content(self) -> Floats | None:
        """Unit vectors (m, d) of the items' texts, if there are any."""
        return None if self.described is None else self.described.vectors(self.history.keys)

    @cached_property
    def head(self) -> Keys:
        """Codes of the items that the closed forms are solved for."""
        return head_of(self.history, self.making.head)

    def factors(self, settings: NativeSettings | None = None) -> Factors:
        """LightFM's, by code."""
        chosen = settings or self.making.native
        if chosen not in self._factors:
            found = factors(self.history, chosen, self.making.seed, lambda share: self.tell("LightFM", share))
            self._factors[chosen] = found
        return self._factors[chosen]

    def links(self, spec: Spec) -> Links:
        """A table's, by code."""
        # How EASE is read does not change what it is.
        key = replace(spec, half_life=None) if isinstance(spec, EaseSpec) else spec
        if key not in self._links:
            self._links[key] = self._fitted(key)
        return self._links[key]

    def forget(self, kept: Sequence[Spec]) -> None:
        """Let go of tables that nobody asks for any more."""
        keys = {replace(spec, half_life=None) if isinstance(spec, EaseSpec) else spec for spec in kept}
        self._links = {spec: links for spec, links in self._links.items() if spec in keys}

    def scores(self, spec: Spec, people: History) -> Scores:
        """Of some people (of this lab's history)."""
        return by_links(self.links(spec), weighed(people, spec.weighing(self.making.last)), self.head)

    def group(
        self,
        chosen: Rows,
        specs: Mapping[str, Spec],
        newest: int | None = None,
        scales: Mapping[str, float] | None = None,
        native: NativeSettings | None = None,
    ) -> Group:
        """Everything that scores people, as if only their ``newest`` entries were known, and training had not met
        them, where that is given. Scales are measured unless given."""
        people = self.history.of(chosen)
        judge = Judge.of(people)
        known = people if newest is None else people.newest(newest)
        scores: dict[str, Scores] = {name: self.scores(spec, known) for name, spec in specs.items()}
        if newest is None:
            scores[NATIVE] = by_factors(self.factors(native), chosen.astype(np.int64))
        if self.content is not None:
            scores[CONTENT] = by_content(self.content, weighed(known, CONTENT_WEIGHING))
        scores[POPULAR] = Same(np.log1p(self.history.popularity).astype(np.float32))
        if scales is None:
            scales = {name: scale_of(found, judge) for name, found in scores.items()} | {POPULAR: 1.0}
        return Group(scores, scales, judge)

    def _fitted(self, spec: Spec) -> Links:
        if isinstance(spec, FactorsSpec):
            return item_links(self.factors(), self.making.links)
        return fitted_links(spec, self.history, self.head, self.making.orders, self.making.links)


def best_of(lab: Lab, variants: Mapping[str, Sequence[Spec]], chosen: Rows) -> dict[str, Spec]:
    """Of each channel's variants the one that is best alone."""
    people = lab.history.of(chosen)
    judge = Judge.of(people)

    def value(spec: Spec) -> float:
        return float(judge.ndcg(judge.top(lab.scores(spec, people).rows, 10)).mean())

    found: dict[str, Spec] = {}
    for done, (channel, specs) in enumerate(variants.items()):
        lab.tell("tables", done / len(variants))
        found[channel] = max(specs, key=value) if len(specs) > 1 else specs[0]
    return found
