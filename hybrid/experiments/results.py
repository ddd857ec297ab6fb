"""What the outcomes of an experiment's people say of its arms. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hybrid.experiments.definition import Definition, Guardrail, Metric
from hybrid.experiments.experiment import Experiment
from hybrid.experiments.guardrails import breached
from hybrid.experiments.sample_ratio import ALARM, mismatch
from hybrid.experiments.sequential import Comparison, compare
from hybrid.experiments.totals import Totals
from hybrid.loop.outcomes import Outcome


class Verdict(StrEnum):
    """How an arm does in the experiment's metric."""

    CONTROL = "control"
    TOO_FEW = "too_few"
    OPEN = "open"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True)
class ArmResult:
    """One arm: its ``people``, their outcomes by metric, and how these compare with the control's (empty for itself).

    ``breached`` are the guardrails that say it does harm.
    """

    people: int
    answers: int
    totals: Mapping[Metric, Totals]
    comparisons: Mapping[Metric, Comparison]
    breached: tuple[Guardrail, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Results:
    """All arms. People who ``crossed`` from one arm into another (who were merged into one) count in none.

    ``ratio`` is the always-valid p-value that the arms have the people that they should have; ``currency`` is the one
    that most who paid used ("" unknown): revenue counts in that one only. None where nobody paid.
    """

    arms: Mapping[str, ArmResult]
    crossed: int
    ratio: float
    currency: str | None

    @property
    def uneven(self) -> bool:
        """Are arms short of people, so that nothing here can be trusted?"""
        return self.ratio < ALARM


def results_of(
    experiment: Experiment, found: Sequence[Outcome], until_stopped: Mapping[str, Sequence[Outcome]]
) -> Results:
    """From everybody's outcomes; ``until_stopped`` has for each stopped arm those of the time until then."""
    definition = experiment.definition
    kept, crossed = _uncrossed(found)
    currency = _currency(kept)
    by_arm = _by_arm(definition, kept)
    control = _totals(by_arm[definition.control], currency)
    arms: dict[str, ArmResult] = {}
    for name in definition.arms:
        mine, beside = by_arm[name], control
        if name in until_stopped:
            then = _by_arm(definition, _uncrossed(until_stopped[name])[0])
            mine, beside = then[name], _totals(then[definition.control], currency)
        arms[name] = _arm(definition, name, mine, _totals(mine, currency), beside)
    people = {name: len(by_arm[name]) for name in (definition.control, *experiment.going)}
    return Results(arms, crossed, mismatch(people, definition.shares), currency)


def _arm(definition: Definition, name: str, people: Sequence[Outcome], own: _Sums, control: _Sums) -> ArmResult:
    answers = sum(one.answers for one in people)
    if name == definition.control:
        return ArmResult(len(people), answers, own, {}, (), Verdict.CONTROL)
    alpha = definition.alpha / len(definition.treatments)
    compared = {metric: compare(control[metric], own[metric], alpha, definition.effect) for metric in Metric}
    each = alpha / max(len(definition.guardrails), 1)
    harm = tuple(g for g in definition.guardrails if breached(control[g.metric], own[g.metric], g.drop, each))
    return ArmResult(len(people), answers, own, compared, harm, _verdict(compared[definition.metric], alpha))


def _verdict(compared: Comparison, alpha: float) -> Verdict:
    if compared.p is None or compared.lift is None:
        return Verdict.TOO_FEW
    if not compared.certain(alpha):
        return Verdict.OPEN
    return Verdict.BETTER if compared.lift > 0 else Verdict.WORSE


def _uncrossed(found: Sequence[Outcome]) -> tuple[list[Outcome], int]:
    seen = Counter(one.person for one in found)
    return [one for one in found if seen[one.person] == 1], sum(arms > 1 for arms in seen.values())


def _by_arm(definition: Definition, found: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    by_arm: dict[str, list[Outcome]] = {name: [] for name in definition.arms}
    for one in found:
        by_arm.setdefault(one.arm, []).append(one)
    return by_arm


def _currency(found: Sequence[Outcome]) -> str | None:
    payers = Counter(currency for one in found for currency in one.revenue)
    return payers.most_common(1)[0][0] if payers else None


_Sums = dict[Metric, Totals]


def _totals(people: Sequence[Outcome], currency: str | None) -> _Sums:
    each = [1] * len(people)
    return {
        Metric.CTR: Totals.of([one.answers for one in people], [one.clicked_answers for one in people]),
        Metric.CONVERSION: Totals.of(each, [one.conversions > 0 for one in people]),
        Metric.REVENUE: Totals.of(each, [one.revenue.get(currency or "", 0.0) for one in people]),
    }
