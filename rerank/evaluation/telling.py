"""From people's questions and the model's answers to the report's tables, comparisons and advice. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hybrid.domain import Json, Mask
from hybrid.draws import draws
from hybrid.evaluation.bootstrap import Resampling
from hybrid.evaluation.measure import Measured, Shelf, figures
from hybrid.evaluation.metrics import Values
from hybrid.evaluation.report import Comparison, Row, Section
from hybrid.evaluation.run import LEAD, Ground, Part, by_length, compared, row_of
from rerank.evaluation.advice import WEIGHTS, Advice, advise
from rerank.evaluation.asking import Answer
from rerank.evaluation.orders import Opinions, by_popularity
from rerank.evaluation.questions import FEW, Posed
from rerank.evaluation.spent import Spent, spent
from rerank.fuse import DEFAULT_CAP

ALONE: Final = "model alone, no cap"
POPULAR: Final = "popularity"
SHOWN: Final = ("ndcg@10", "recall@10", "hit@10", "mrr@10")
"""Figures of the smaller tables."""
_WINDOW = (
    "The model's order of the {window} candidates that serving shows it, fused with the blend at each weight; no item "
    "moves by more than {cap} ranks. Weight 0 is the blend exactly, and where the model failed the blend stands."
)
_FEW = (
    "One held-out hit and {others} items drawn evenly from those that the person never meets, shown in the blend's "
    "order. Among so few, figures are several times those of the whole catalogue."
)


@dataclass(frozen=True)
class Terms:
    """How serving asks and fuses: ``window`` candidates shown, ``size`` ranked at least, ``weight`` and ``cap``."""

    window: int = 20
    size: int = 40
    weight: float = 0.6
    cap: int = DEFAULT_CAP

    @property
    def told(self) -> list[float]:
        """The weights of every table."""
        return sorted({0.0, self.weight, 1.0})

    def name(self, weight: float) -> str:
        """How tables call a weight."""
        known = {0.0: " (the blend)"} | {self.weight: " (serving)" if self.weight else " (the blend, serving)"}
        return f"weight {weight:g}{known.get(weight, '')}"


@dataclass(frozen=True)
class Asked:
    """One protocol's people (rows of ``measured``), their questions and the model's answers."""

    measured: Measured
    posed: Sequence[Posed]
    answers: Sequence[Answer]

    @property
    def opinions(self) -> Opinions:
        """What the model made of the questions."""
        return Opinions(self.posed, [answer.order for answer in self.answers])

    def listed(self, terms: Terms, shelf: Shelf) -> Measured:
        """The people with a list for every weight, the model's own and the most popular's."""
        opinions = self.opinions
        weights = sorted({*WEIGHTS, terms.weight})
        made = {terms.name(weight): opinions.fused(weight, terms.cap) for weight in weights}
        made |= {ALONE: opinions.alone(), POPULAR: by_popularity(self.posed, shelf.popularity)}
        return replace(self.measured, lists=made)

    @property
    def spent(self) -> Spent:
        """What the calls took."""
        return spent(self.answers, [one.given for one in self.posed])


def tell(ground: Ground, terms: Terms, window: Asked, few: Asked, left: int) -> Part:
    """The part of the report; ``left`` people were not asked any more."""
    notes = [f"Stopped early: {left:,} of {left + len(window.posed):,} people were not asked."] if left else []
    about = {"stopped": True} if left else {}
    if not window.posed:
        return Part(notes=notes, about=about)
    part = _Telling(ground, terms, window, few).part()
    return replace(part, notes=[*notes, *part.notes], about={**about, **part.about})


@dataclass(frozen=True)
class _Telling:
    ground: Ground
    terms: Terms
    window: Asked
    few: Asked

    def part(self) -> Part:
        shown, few = (asked.listed(self.terms, self.ground.shelf) for asked in (self.window, self.few))
        half = _half(shown, self.ground.settings.split.seed)
        ndcg = {weight: self._ndcg(shown, weight) for weight in sorted({*WEIGHTS, self.terms.weight})}
        calls = self.window.spent
        advice = advise(ndcg, half, self.terms.weight, calls.usable, calls.unchanged, self._draw)
        sections = [
            self._whole(shown),
            self._by_history(shown),
            self._chosen(shown, half, advice),
            self._few(few),
        ]
        comparisons = [
            *self._against_blend(shown, "re-rank"),
            *self._history_against_blend(shown),
            *self._against_blend(few, f"{FEW} candidates"),
        ]
        return Part(sections, comparisons, [advice.text], {"rerank": self._about(advice)})

    @property
    def _draw(self) -> Resampling:
        return self.ground.settings.resampling

    def _ndcg(self, measured: Measured, weight: float) -> Values:
        return figures(measured, self.terms.name(weight), self.ground.shelf)[LEAD]

    def _row(self, name: str, measured: Measured, stage: str, only: Sequence[str] = SHOWN) -> Row:
        row = row_of(name, measured, stage, self.ground.shelf, self._draw)
        return replace(row, figures={figure: row.figures[figure] for figure in only})

    def _whole(self, shown: Measured) -> Section:
        stages = [*map(self.terms.name, self.terms.told), ALONE]
        rows = [row_of(stage, shown, stage, self.ground.shelf, self._draw) for stage in stages]
        about = _WINDOW.format(window=self.terms.window, cap=self.terms.cap)
        return Section("rerank", "Re-rank", about, rows)

    def _by_history(self, shown: Measured) -> Section:
        rows = [
            self._row(f"{name} known: weight {weight:g}", people, self.terms.name(weight))
            for name, people in self._groups(shown)
            for weight in self.terms.told
        ]
        about = "The same, by how many items were known of the person when they asked."
        return Section("rerank-history", "Re-rank by length of history", about, rows)

    def _chosen(self, shown: Measured, half: Mask, advice: Advice) -> Section:
        rows = [
            self._row(f"{place}: {self.terms.name(weight)}", shown.people(people), self.terms.name(weight))
            for place, people, weights in (
                ("choosing", half, sorted({*WEIGHTS, self.terms.weight})),
                ("held out", ~half, sorted({0.0, advice.chosen})),
            )
            if people.any()
            for weight in weights
        ]
        about = "The best weight on half of the people, drawn by seed, and what it is worth for the other half."
        return Section("rerank-weights", "Re-rank, choosing the weight", about, rows)

    def _few(self, few: Measured) -> Section:
        stages = [POPULAR, *map(self.terms.name, self.terms.told), ALONE]
        rows = [self._row(stage, few, stage, ("ndcg@10", "hit@10", "mrr@10")) for stage in stages]
        return Section("rerank-few", f"{FEW} candidates", _FEW.format(others=FEW - 1), rows)

    def _against_blend(self, measured: Measured, where: str) -> Iterator[Comparison]:
        blend = self._ndcg(measured, 0.0)
        for stage in [*(self.terms.name(weight) for weight in self.terms.told if weight), ALONE]:
            ours = figures(measured, stage, self.ground.shelf)[LEAD]
            yield compared((f"{where}, {stage}", "the blend"), ours, blend, self._draw)

    def _history_against_blend(self, shown: Measured) -> Iterator[Comparison]:
        weight = self.terms.weight or 1.0
        for name, people in self._groups(shown):
            ours = f"{name} known, {self.terms.name(weight)}"
            yield compared((ours, "the blend"), self._ndcg(people, weight), self._ndcg(people, 0.0), self._draw)

    def _groups(self, shown: Measured) -> Iterator[tuple[str, Measured]]:
        for name, inside in by_length(shown.interactions, self.ground.settings.lengths):
            yield name, shown.people(inside)

    def _about(self, advice: Advice) -> Mapping[str, Json]:
        outcome = self.window.answers[0].outcome
        return {
            "model": outcome.model,
            "prompt": outcome.prompt,
            "people": len(self.window.posed),
            "window": self.terms.window,
            "weight": self.terms.weight,
            "cap": self.terms.cap,
            "advice": advice.to_json(),
            "calls": {"window": self.window.spent.to_json(), "few": self.few.spent.to_json()},
        }


def _half(shown: Measured, seed: int) -> Mask:
    """Half of the people by seed, mask (n,); drawn with another number than who is asked and when."""
    place = np.argsort(np.argsort(draws(seed + 1, shown.users), kind="stable"), kind="stable")
    return np.asarray(place < len(shown) // 2)
