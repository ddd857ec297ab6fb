"""What a person gets of the experiment that runs where they are: looked up at each request. Blocks.

Where none runs it costs one read of an empty index.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from hybrid.artifacts import Artifacts
from hybrid.baselines import BASELINES
from hybrid.errors import BadArtifact, NotFound
from hybrid.experiments.definition import Arm
from hybrid.experiments.experiment import Experiment
from hybrid.rules.book import RuleBook
from hybrid.rules.layers import InForce
from hybrid.snapshot import Snapshot
from hybrid.store.experiments import Experiments

log = logging.getLogger(__name__)

NO_CHANGE: Final = Arm()


@dataclass(frozen=True)
class Treatment:
    """The experiment and arm of a person, "" outside of any, and what the arm changes."""

    experiment: str = ""
    arm: str = ""
    changes: Arm = NO_CHANGE

    @property
    def key(self) -> str:
        """Of one arm only; "" for who takes no part."""
        return f"{self.experiment}/{self.arm}" if self.experiment else ""


NONE: Final = Treatment()


@dataclass(frozen=True)
class Treated:
    """What a request is answered from: the snapshot and the rules, as the treatment has them."""

    treatment: Treatment
    snapshot: Snapshot
    rules: InForce


class Treating(Protocol):
    """Who says what a request is answered from."""

    def of(self, scenario: str, person: str, live: Snapshot) -> Treated:
        """For the person with this id; ``live`` is what everybody is answered from."""


class Untreated:
    """Everybody gets the same."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules

    def of(self, scenario: str, person: str, live: Snapshot) -> Treated:
        """The live rules and snapshot."""
        return Treated(NONE, live, self._rules.of(scenario))


class Treatments:
    """By the experiments that run. May be used from several threads.

    Trained models that arms name are opened when first needed, and mapped, not read: processes share their memory.
    """

    def __init__(self, experiments: Experiments, rules: RuleBook, artifacts: Artifacts) -> None:
        self._experiments = experiments
        self._untreated = Untreated(rules)
        self._rules = rules
        self._artifacts = artifacts
        self._kept: dict[str, Kept] = {}
        self._failed: dict[str, Failed] = {}
        self._opening = threading.Lock()
        self._told: set[str] = set()

    def of(self, scenario: str, person: str, live: Snapshot) -> Treated:
        """As the person's arm has it. Who can't be given what their arm changes takes no part: the numbers of people
        will tell (``sample_ratio``), and what they do counts for none."""
        running = self._experiments.running()
        here = next((one for one in running if scenario in one.definition.scenarios), None)
        arm = None if here is None else here.arm_of(person)
        if here is None or arm is None:
            return self._untreated.of(scenario, person, live)
        treatment = Treatment(here.name, arm, here.arm(arm))
        try:
            snapshot = self._snapshot(treatment.changes, live, running)
            return Treated(treatment, snapshot, self._rules.of(scenario, treatment.changes.rules))
        except (BadArtifact, NotFound) as error:
            if treatment.key not in self._told:  # once is enough: it is asked for at every request
                self._told.add(treatment.key)
                log.error("nobody gets arm %s: %s", treatment.key, error)
            return self._untreated.of(scenario, person, live)

    def _snapshot(self, arm: Arm, live: Snapshot, running: Iterable[Experiment]) -> Snapshot:
        if arm.baseline is not None:
            return self._following(arm.baseline, live, running).snapshot
        base = live if arm.model in (None, live.version) else self._following(str(arm.model), live, running).snapshot
        return base.reweighed(arm.blend) if arm.blend else base

    def _following(self, name: str, live: Snapshot, running: Iterable[Experiment]) -> Kept:
        """The baseline or model of this name over the items that are live; others than running arms need are let go.

        Raises ``BadArtifact`` and ``NotFound``, of a model that was not to be read also without another look at it.
        """
        kept = self._known(name, live)
        if kept is not None:
            return kept
        with self._opening:
            kept = self._known(name, live)
            if kept is None:
                kept = Kept(live, self._made(name, self._kept.get(name), live))
                arms = [arm for one in running for arm in one.definition.arms.values()]
                needed = {needs for arm in arms for needs in (arm.baseline, arm.model)}
                self._kept = {n: k for n, k in self._kept.items() if n in needed} | {name: kept}
        return kept

    def _known(self, name: str, live: Snapshot) -> Kept | None:
        """None where it has to be made. Raises ``BadArtifact`` where that failed before."""
        failed = self._failed.get(name)
        if failed is not None and failed.stamp == self._stamp(name, live):
            raise BadArtifact(failed.why)
        kept = self._kept.get(name)
        return kept if kept is not None and kept.live is live else None

    def _made(self, name: str, before: Kept | None, live: Snapshot) -> Snapshot:
        if name in BASELINES:
            return live.baseline(name)
        if before is not None and before.snapshot.columns is live.columns:
            return before.snapshot.caught_up(live)
        try:
            model = self._artifacts.load(name, verify=False)  # verified when the experiment started
        except (BadArtifact, NotFound) as error:
            self._failed[name] = Failed(self._stamp(name, live), str(error))
            raise
        return Snapshot.of(live.columns, live.space, model, words=live.words, lately=live.lately)

    def _stamp(self, name: str, live: Snapshot) -> tuple[str | None, int | None]:
        """As long as it is the same, a model that could not be read is not tried again."""
        return live.version, self._artifacts.changed_at(name)


@dataclass(frozen=True)
class Failed:
    """A model that could not be read, ``stamp`` as it was then."""

    stamp: tuple[str | None, int | None]
    why: str


@dataclass(frozen=True)
class Kept:
    """A snapshot that arms need, and the live one that it follows."""

    live: Snapshot
    snapshot: Snapshot
