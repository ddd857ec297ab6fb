"""Looks at experiments: what they have come to, and whether an arm has to be stopped. Blocks."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from hybrid.experiments.experiment import Experiment, Kind, State
from hybrid.experiments.results import ArmResult, Results, Verdict, results_of
from hybrid.loop.attribution import DAY, Windows
from hybrid.loop.outcomes import Outcome, of_experiment, outcomes
from hybrid.ports import Clock
from hybrid.store.experiments import Experiments
from hybrid.store.outcomes import Outcomes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judge:
    """By what people were shown and did. Its tests may be looked at at any time, so anyone may look."""

    experiments: Experiments
    outcomes: Outcomes
    windows: Windows
    clock: Clock

    def results(self, experiment: Experiment) -> Results:
        """What it has come to by now, or came to by its end."""
        stops = {one.arm: one.at for one in self.experiments.history(experiment.name) if one.kind is Kind.ARM_STOPPED}
        return results_of(
            experiment, self._until(experiment), {arm: self._until(experiment, at) for arm, at in stops.items()}
        )

    def check(self) -> int:
        """Stop the arms of running experiments that do harm, write down what has become certain; says how many were
        stopped."""
        return sum(self._check(experiment) for experiment in self.experiments.running())

    def _until(self, experiment: Experiment, stop: int | None = None) -> list[Outcome]:
        """Everybody's outcomes: of answers until then, and of what came of them until now."""
        if experiment.state is State.DRAFT or experiment.started_at is None:
            return []
        until = stop or experiment.ended_at or self.clock() + 1
        within = experiment.definition.window * DAY
        mine = of_experiment(experiment.name)
        return outcomes(self.outcomes, self.windows, mine, experiment.started_at, until, within)

    def _check(self, experiment: Experiment) -> int:
        results = self.results(experiment)
        if results.uneven:
            self._note(experiment, Kind.UNEVEN, "", f"people by arm: {_people(results)}; p = {results.ratio:.2g}")
        return sum(self._check_arm(experiment, arm, results.arms[arm]) for arm in experiment.going)

    def _check_arm(self, experiment: Experiment, arm: str, found: ArmResult) -> bool:
        metric = experiment.definition.metric
        if found.verdict in (Verdict.BETTER, Verdict.WORSE):
            kind = Kind.BETTER if found.verdict is Verdict.BETTER else Kind.WORSE
            self._note(experiment, kind, arm, f"{metric} {_lift(found.comparisons[metric].lift)}")
        if not found.breached:
            return False
        why = ", ".join(
            f"{g.metric} {_lift(found.comparisons[g.metric].lift)}, certain to be more than {g.drop:.0%} worse"
            for g in found.breached
        )
        stopped = self.experiments.stop_arm(experiment.name, arm, why)
        if stopped:
            log.warning("arm %s of experiment %s is stopped: %s", arm, experiment.name, why)
        return stopped

    def _note(self, experiment: Experiment, kind: Kind, arm: str, detail: str) -> None:
        if self.experiments.note(experiment.name, kind, arm, detail):
            log.warning("experiment %s: %s: %s", experiment.name, f"{arm} {kind}" if arm else kind, detail)


def _lift(lift: float | None) -> str:
    return "" if lift is None else f"{lift:+.1%}"


def _people(results: Results) -> str:
    return ", ".join(f"{name} {arm.people:,}" for name, arm in results.arms.items())
