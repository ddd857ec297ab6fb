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
from rerank.evaluation.advice import Advice, Found, advise
from rerank.evaluation.asking import Answer
from rerank.evaluation.orders import Lists, Opinions, by_popularity, hits_first
from rerank.evaluation.questions import FEW, Posed
from rerank.evaluation.spent import Spent, spent
from rerank.evaluation.tuning import Tuned, shapes, tune
from rerank.fuse import Fusion
from rerank.weight import FULL, NONE, Weight

TUNED: Final = "tuned weight"
ALONE: Final = "model alone, no cap"
KNOWING: Final = "all-knowing model"
POPULAR: Final = "popularity"
SHOWN: Final = ("ndcg@10", "recall@10", "hit@10", "mrr@10")
"""Figures of the smaller tables."""
_WINDOW = (
    "The model's order of the {window} candidates that serving shows it, fused with the blend at each weight; no item "
    "moves by more than {cap} ranks. Weight 0 is the blend exactly, and where the model failed the blend stands. The "
    "tuned weight was for each person chosen on others. The last row is what a model that knew every hit would reach "
    "with {judged}."
)
_FEW = (
    "One held-out hit and {others} items drawn evenly from those that the person never meets, shown in the blend's "
    "order. Among so few, figures are several times those of the whole catalogue."
)


@dataclass(frozen=True)
class Terms:
    """How serving asks and fuses: ``window`` candidates shown, ``size`` ranked at least, ``passes`` for each order."""

    window: int = 20
    size: int = 40
    fusion: Fusion = Fusion()
    passes: int = 1

    @property
    def told(self) -> Mapping[str, Weight]:
        """The fixed weights of every table by their names: the blend's, the serving one, the full one."""
        serving = replace(self.fusion.weight, context=None)
        marks: dict[Weight, list[str]] = {weight: [] for weight in (NONE, serving, FULL)}
        marks[NONE].append("the blend")
        marks[serving].append("serving")
        names = {one: f" ({', '.join(said)})" if said else "" for one, said in marks.items()}
        return {f"weight {one}{name}": one for one, name in names.items()}

    @property
    def blend(self) -> str:
        """What stands where no model has a say."""
        return next(iter(self.told))

    @property
    def judged(self) -> str:
        """The serving weight; where that is 0, the model's full say is what there is to judge."""
        names = [*self.told]
        return names[1] if len(names) > 1 else names[0]


@dataclass(frozen=True)
class Asked:
    """One protocol's people (rows of ``measured``), their questions and the model's answers."""

    measured: Measured
    posed: Sequence[Posed]
    answers: Sequence[Answer]

    def fused(self, opinions: Opinions, weight: Weight, cap: int) -> Lists:
        """Everybody's list with this weight."""
        return opinions.fused([weight.at(known) for known in self.measured.interactions.tolist()], cap)

    @property
    def opinions(self) -> Opinions:
        """What the model made of the questions."""
        return Opinions(self.posed, [answer.order for answer in self.answers])

    @property
    def knowing(self) -> Opinions:
        """What a model would that knows every hit."""
        hits = np.split(self.measured.items, self.measured.starts[1:-1])
        return Opinions(self.posed, [hits_first(one, hit) for one, hit in zip(self.posed, hits, strict=True)])

    def tuned(self, shelf: Shelf, cap: int, first: Mask) -> Tuned:
        """The weight that suits these people; ``first`` (n,) marks one half of them."""
        tried = {str(weight): weight for weight in shapes(self.measured.interactions)}
        lists = {name: self.fused(self.opinions, weight, cap) for name, weight in tried.items()}
        measured = replace(self.measured, lists=lists)
        return tune({weight: _ndcg(measured, name, shelf) for name, weight in tried.items()}, first)

    def listed(self, terms: Terms, tuned: Tuned, shelf: Shelf) -> Measured:
        """The people with a list for every weight, the model's own, the best possible and the most popular's."""
        cap, model = terms.fusion.cap, self.opinions
        made = {name: self.fused(model, weight, cap) for name, weight in terms.told.items()}
        made |= {
            TUNED: model.fused(tuned.weights(self.measured.interactions), cap),
            ALONE: model.alone(),
            KNOWING: self.fused(self.knowing, terms.told[terms.judged], cap),
            POPULAR: by_popularity(self.posed, shelf.popularity),
        }
        return replace(self.measured, lists=made)

    def spent(self, passes: int) -> Spent:
        """What the calls took."""
        return spent(self.answers, [one.given for one in self.posed], passes)


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
        shelf, terms = self.ground.shelf, self.terms
        half = _half(self.window.measured, self.ground.settings.split.seed)
        tuned = self.window.tuned(shelf, terms.fusion.cap, half)
        shown, few = (asked.listed(terms, tuned, shelf) for asked in (self.window, self.few))
        found = Found(*(self._ndcg(shown, stage) for stage in (terms.blend, terms.judged, TUNED)))
        advice = advise(found, terms.fusion.weight, tuned, self.window.spent(terms.passes), self._draw)
        sections = [
            self._whole(shown),
            self._by_history(shown),
            self._chosen(shown, tuned),
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

    @property
    def _stages(self) -> list[str]:
        """The blend first, then all that the model has a say in."""
        blend, *weights = self.terms.told
        return [blend, *weights[:-1], TUNED, *weights[-1:], ALONE]

    def _ndcg(self, measured: Measured, stage: str) -> Values:
        return _ndcg(measured, stage, self.ground.shelf)

    def _row(self, name: str, measured: Measured, stage: str, only: Sequence[str] = SHOWN) -> Row:
        row = row_of(name, measured, stage, self.ground.shelf, self._draw)
        return replace(row, figures={figure: row.figures[figure] for figure in only})

    def _whole(self, shown: Measured) -> Section:
        rows = [row_of(stage, shown, stage, self.ground.shelf, self._draw) for stage in [*self._stages, KNOWING]]
        terms = self.terms
        about = _WINDOW.format(window=terms.window, cap=terms.fusion.cap, judged=terms.judged)
        return Section("rerank", "Re-rank", about, rows)

    def _by_history(self, shown: Measured) -> Section:
        rows = [
            self._row(f"{name} known: {stage}", people, stage)
            for name, people in self._groups(shown)
            for stage in self._stages[:-1]
        ]
        about = "The same, by how many items were known of the person when they asked."
        return Section("rerank-history", "Re-rank by length of history", about, rows)

    def _chosen(self, shown: Measured, tuned: Tuned) -> Section:
        halves = ((tuned.halves[1], tuned.first), (tuned.halves[0], ~tuned.first))
        rows = [
            self._row(f"half {number}: {name}", shown.people(half), stage)
            for number, (chosen, half) in enumerate(halves, 1)
            if half.any()
            for name, stage in ((self.terms.blend, self.terms.blend), (f"weight {chosen}, the other's best", TUNED))
        ]
        about = f"Each half of the people, drawn by seed, with the best weight of the other one. Of all: {tuned.best}."
        return Section("rerank-weights", "Re-rank, choosing the weight", about, rows)

    def _few(self, few: Measured) -> Section:
        rows = [self._row(stage, few, stage, ("ndcg@10", "hit@10", "mrr@10")) for stage in [POPULAR, *self._stages]]
        return Section("rerank-few", f"{FEW} candidates", _FEW.format(others=FEW - 1), rows)

    def _against_blend(self, measured: Measured, where: str) -> Iterator[Comparison]:
        blend = self._ndcg(measured, self.terms.blend)
        for stage in self._stages[1:]:
            yield compared((f"{where}, {stage}", "the blend"), self._ndcg(measured, stage), blend, self._draw)

    def _history_against_blend(self, shown: Measured) -> Iterator[Comparison]:
        for name, people in self._groups(shown):
            blend = self._ndcg(people, self.terms.blend)
            for stage in (self.terms.judged, TUNED):
                ours = f"{name} known, {stage}"
                yield compared((ours, "the blend"), self._ndcg(people, stage), blend, self._draw)

    def _groups(self, shown: Measured) -> Iterator[tuple[str, Measured]]:
        for name, inside in by_length(shown.interactions, self.ground.settings.lengths):
            yield name, shown.people(inside)

    def _about(self, advice: Advice) -> Mapping[str, Json]:
        outcome, passes = self.window.answers[0].outcome, self.terms.passes
        return {
            "model": outcome.model,
            "prompt": outcome.prompt,
            "people": len(self.window.posed),
            "window": self.terms.window,
            "weight": str(self.terms.fusion.weight),
            "cap": self.terms.fusion.cap,
            "passes": passes,
            "advice": advice.to_json(),
            "calls": {"window": self.window.spent(passes).to_json(), "few": self.few.spent(passes).to_json()},
        }


def _ndcg(measured: Measured, stage: str, shelf: Shelf) -> Values:
    return figures(measured, stage, shelf)[LEAD]


def _half(shown: Measured, seed: int) -> Mask:
    """Half of the people by seed, mask (n,); drawn with another number than who is asked and when."""
    place = np.argsort(np.argsort(draws(seed + 1, shown.users), kind="stable"), kind="stable")
    return np.asarray(place < len(shown) // 2)
